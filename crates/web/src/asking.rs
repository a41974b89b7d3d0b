//! What a space wants to know of its members: `SUBDOMAIN/admin/questions` for who signs up, `…/custom_fields` for who runs it.

use crate::accounts::Frame;
use crate::inside::{enter_admin, failure};
use crate::kept::{self, Answer, Kept};
use crate::language::{Text, t};
use crate::pages::{problem, render};
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::custom_fields::{self, Wanted};
use app::questions::{self, Write};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::QuestionId;
use domain::questions::QuestionKind;
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;

const FIELDS: &str = "/admin/custom_fields";
/// Empty lines that the form of the fields has.
const MORE: usize = 3;
/// More fields than a space has.
const MOST: usize = 200;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(FIELDS, get(fields).post(save_fields)).with_state(desk.clone()).merge(kept::router::<Questions>(desk))
}

const KINDS: [QuestionKind; 5] =
    [QuestionKind::Text, QuestionKind::LongText, QuestionKind::Choice, QuestionKind::Checkbox, QuestionKind::Date];

fn label(kind: QuestionKind) -> Text {
    match kind {
        QuestionKind::Text => t("asking-kind-line"),
        QuestionKind::LongText => t("asking-kind-lines"),
        QuestionKind::Choice => t("asking-kind-choice"),
        QuestionKind::Checkbox => t("asking-kind-checkbox"),
        QuestionKind::Date => t("asking-kind-day"),
    }
}

struct Line {
    id: QuestionId,
    text: String,
    about: String,
}

#[derive(Template)]
#[template(path = "asking/questions.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    may_edit: bool,
}

/// What the form of a question had in it. Boxes that are not ticked are not sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    text: String,
    kind: String,
    options: String,
    required: Option<String>,
}

impl Typed {
    fn wish(&self) -> Result<Write, FieldError> {
        let kind = QuestionKind::try_from(self.kind.clone()).map_err(|_| FieldError::field("kind", "unknown", "must be chosen"))?;
        let options = self.options.lines().filter_map(said).collect();
        Ok(Write { text: self.text.clone(), kind, options, required: self.required.is_some() })
    }
}

#[derive(Template)]
#[template(path = "asking/question.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<QuestionId>,
    typed: Typed,
    kinds: Vec<(&'static str, Text, bool)>,
}

struct Questions;

impl Kept for Questions {
    const HERE: &'static str = "/admin/questions";
    const READ: Scope = Scope::ReadQuestions;
    const WRITE: Scope = Scope::WriteQuestions;
    type Id = QuestionId;
    type Typed = Typed;

    async fn list(visit: &Visit, access: &Access) -> Answer {
        let found = questions::list(visit.app(), access).await.map_err(failure)?;
        let line = |one: &store::questions::Question| {
            let (kind, options) = (label(one.kind), &one.options.0);
            let what =
                if options.is_empty() { kind } else { t("asking-with-options").with("kind", kind).with("options", options.join(", ")) };
            let about = if one.required { t("asking-must").with("what", what) } else { what };
            Line { id: one.id, text: one.text.clone(), about: about.into() }
        };
        let lines = found.iter().map(line).collect();
        let page = ListPage { frame: Frame::of(visit).await?, lines, may_edit: access.is_admin(Self::WRITE) };
        Ok(visit.page(render(StatusCode::OK, &page)))
    }

    async fn form(visit: &Visit, _: &Access, id: Option<QuestionId>, problems: Problems, typed: Typed) -> Answer {
        let (frame, status) = (Frame::of(visit).await?, problems.status());
        let kinds = KINDS.map(|kind| (kind.name(), label(kind), kind.name() == typed.kind)).into();
        Ok(visit.page(render(status, &FormPage { frame, problems, id, typed, kinds })))
    }

    fn blank(_: &Access) -> Typed {
        Typed::default()
    }

    async fn known(visit: &Visit, access: &Access, id: QuestionId) -> app::Result<Typed> {
        let one = questions::get(visit.app(), access, id).await?;
        Ok(Typed {
            text: one.text,
            kind: one.kind.name().to_owned(),
            options: one.options.0.join("\n"),
            required: one.required.then(|| "yes".to_owned()),
        })
    }

    async fn save(visit: &Visit, access: &Access, id: Option<QuestionId>, typed: &Typed) -> app::Result<()> {
        let (app, wish) = (visit.app(), typed.wish()?);
        match id {
            None => questions::create(app, access, wish).await.map(drop),
            Some(id) => questions::update(app, access, id, move |now| now.clone_from(&wish)).await.map(drop),
        }
    }

    async fn delete(visit: &Visit, access: &Access, id: QuestionId) -> app::Result<()> {
        questions::delete(visit.app(), access, id).await
    }
}

/// A field as the form shows it; a new one has no id.
struct Shown {
    place: usize,
    id: String,
    label: String,
}

#[derive(Template)]
#[template(path = "asking/fields.html")]
struct FieldsPage {
    frame: Frame,
    problems: Problems,
    fields: Vec<Shown>,
    may_edit: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TypedFields {
    /// Ids and labels, by the names of their fields.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

impl TypedFields {
    fn lines(&self) -> Vec<(String, String)> {
        let field =
            |name: &str, place: usize| self.rest.get(&format!("{name}-{place}")).map(|text| text.trim().to_owned()).unwrap_or_default();
        (0..MOST).map(|place| (field("id", place), field("label", place))).filter(|(_, label)| !label.is_empty()).collect()
    }
}

async fn fields(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, FIELDS, Scope::ReadMemberships).await?;
    let found = custom_fields::fields(visit.app(), &access).await.map_err(failure)?;
    let lines = found.into_iter().map(|field| (field.id.to_string(), field.label)).collect();
    show_fields(&visit, &access, Problems::default(), lines).await
}

async fn show_fields(visit: &Visit, access: &Access, problems: Problems, mut lines: Vec<(String, String)>) -> Result<Response, Response> {
    lines.resize(lines.len() + MORE, (String::new(), String::new()));
    let fields = lines.into_iter().enumerate().map(|(place, (id, label))| Shown { place, id, label }).collect();
    let (frame, status, may_edit) = (Frame::of(visit).await?, problems.status(), access.is_admin(Scope::WriteMemberships));
    Ok(visit.page(render(status, &FieldsPage { frame, problems, fields, may_edit })))
}

async fn save_fields(Posted { visit, form: typed }: Posted<TypedFields>) -> Result<Response, Response> {
    let access = enter_admin(&visit, FIELDS, Scope::WriteMemberships).await?;
    let lines = typed.lines();
    let wanted: Result<Vec<Wanted>, _> =
        lines.iter().map(|(id, label)| Ok(Wanted { id: said(id).map(|id| id.parse()).transpose()?, label: label.clone() })).collect();
    let wanted = wanted.map_err(|_: domain::ids::NotAnId| problem(&Error::NOT_FOUND))?;
    match custom_fields::replace(visit.app(), &access, wanted).await {
        Ok(_) => Ok(lead_to(FIELDS)),
        Err(error) => show_fields(&visit, &access, Problems::of(error)?, lines).await,
    }
}

//! `SUBDOMAIN/join`: becoming a member on a plan.

use crate::accounts::Frame;
use crate::address;
use crate::inside::{failure, plan_price, through};
use crate::language::t;
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::{Access, Door};
use app::memberships::{self, Join, Person};
use app::{Error, FieldError, plans, questions};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use domain::ids::{PlanId, QuestionId};
use domain::plans::PlanTerms;
use domain::questions::QuestionKind;
use serde::Deserialize;
use std::collections::HashMap;
use store::questions::Question;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route("/join/{plan}", get(page).post(join)).route("/welcome", get(welcome)).with_state(desk.clone())
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    company: String,
    #[serde(default)]
    phone: String,
    #[serde(flatten)]
    address: address::Typed,
    #[serde(default)]
    starts_at: String,
    #[serde(default)]
    discount_code: String,
    #[serde(default)]
    agreed: Option<String>,
    /// The rest: what is answered, by the field's name.
    #[serde(flatten)]
    answers: HashMap<String, String>,
}

/// A question of the space (J14).
struct Asked {
    /// Of the field.
    name: String,
    text: String,
    kind: QuestionKind,
    options: Vec<String>,
    typed: String,
    problem: Option<String>,
}

impl Asked {
    fn new(question: Question, typed: &Typed, problems: &Problems) -> Self {
        let name = field_of(question.id);
        Self {
            typed: typed.answers.get(&name).cloned().unwrap_or_default(),
            problem: problems.at(&format!("answers.{}", question.id)),
            text: if question.required { question.text } else { t("joining-optional").with("question", question.text).into() },
            kind: question.kind,
            options: question.options.0,
            name,
        }
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.name() == kind
    }
}

fn field_of(question: QuestionId) -> String {
    format!("answer-{question}")
}

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage {
    frame: Frame,
    problems: Problems,
    id: PlanId,
    plan: String,
    about: Option<String>,
    price: String,
    commitment: Option<String>,
    approval: bool,
    asked: Vec<Asked>,
    typed: Typed,
    /// What is wrong with no field of the page.
    besides: Vec<String>,
}

/// The fields that show themselves what is wrong with them.
const FIELDS: [&str; 9] =
    ["name", "company", "phone", "starts_at", "agreed", "discount_code", "address.full_address", "address.post_code", "address.city"];

/// For anybody who is signed in.
async fn enter(visit: &Visit, here: &str) -> Result<Access, Response> {
    through(visit, here, Door::AnyUser).await
}

async fn terms(visit: &Visit, access: &Access, id: PlanId) -> Result<PlanTerms, Response> {
    let plan = plans::get(visit.app(), access, id).await.map_err(failure)?.plans.pop();
    plan.map(|plan| plan.terms.0).ok_or_else(|| problem(&Error::NOT_FOUND))
}

fn read(id: &str) -> Result<PlanId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

/// What is promised beside the price.
fn commitment(terms: &PlanTerms) -> Option<String> {
    let least =
        (terms.minimum_commitment_months > 0).then(|| t("joining-at-least").count("count", terms.minimum_commitment_months).to_string());
    let notice =
        (terms.cancellation_period_days > 0).then(|| t("joining-notice").count("count", terms.cancellation_period_days).to_string());
    let parts: Vec<String> = [least, notice].into_iter().flatten().collect();
    Some(parts.join(", ")).filter(|text| !text.is_empty())
}

async fn page(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("/join/{id}")).await?;
    let typed = Typed { starts_at: access.today().to_string(), ..Typed::default() };
    form(&visit, &access, id, Problems::default(), typed).await
}

async fn form(visit: &Visit, access: &Access, id: PlanId, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let terms = terms(visit, access, id).await?;
    let questions = questions::list(visit.app(), access).await.map_err(failure)?;
    let answered: Vec<String> = questions.iter().map(|question| format!("answers.{}", question.id)).collect();
    let shown: Vec<&str> = FIELDS.into_iter().chain(answered.iter().map(String::as_str)).collect();
    let besides = problems.besides(&shown);
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let page = JoinPage {
        frame,
        asked: questions.into_iter().map(|question| Asked::new(question, &typed, &problems)).collect(),
        besides,
        problems,
        id,
        price: plan_price(access, &terms),
        commitment: commitment(&terms),
        approval: terms.needs_approval,
        plan: terms.name,
        about: terms.description,
        typed,
    };
    Ok(visit.page(render(status, &page)))
}

async fn join(Path(id): Path<String>, Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("/join/{id}")).await?;
    let asked = questions::list(visit.app(), &access).await.map_err(failure)?;
    let answers = asked.iter().filter_map(|question| Some((question.id, typed.answers.get(&field_of(question.id))?.clone())));
    let answers = answers.collect();
    let wish = || {
        if typed.agreed.is_none() {
            return Err(FieldError::field("agreed", "blank", "must be agreed to"));
        }
        let wrong = |_| FieldError::field("starts_at", "invalid", "must be a day, such as 2026-11-27");
        let starts_at = said(&typed.starts_at).map(|day| day.parse().map_err(wrong)).transpose()?;
        let (name, company, phone) = (said(&typed.name), said(&typed.company), said(&typed.phone));
        let person = Person { name, company, phone, address: typed.address.address(), ..Person::default() };
        Ok(Join { plan: id, extras: Vec::new(), person, starts_at, answers, discount_code: said(&typed.discount_code) })
    };
    let joined = match wish() {
        Ok(wish) => memberships::join(visit.app(), &access, wish).await,
        Err(wrong) => Err(wrong.into()),
    };
    match joined {
        Ok(_) => Ok(lead_to("/welcome")),
        Err(Error::Conflict { message, .. }) => form(&visit, &access, id, Problems::base_only(message), typed).await,
        Err(error) => form(&visit, &access, id, Problems::of(error)?, typed).await,
    }
}

async fn welcome(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, "/welcome").await?;
    let confirmed = access.members().iter().any(|member| member.confirmed_at.is_some());
    let text = if confirmed { t("joining-welcome") } else { t("joining-waits") };
    Ok(crate::accounts::told(&visit, t("accounts-welcome"), text, Some(("/book", t("joining-book")))).await)
}

//! `SUBDOMAIN/admin/announcements`: news for members, shown on their page and mailed.

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_admin, failure};
use crate::language::{Text, date, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::people::day;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::announcements::{self, Write};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::AnnouncementId;
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;
use store::announcements::Announcement;

const HERE: &str = "/admin/announcements";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/announcements/new", get(new).post(create))
        .route("/admin/announcements/{id}", get(edit).post(update))
        .route("/admin/announcements/{id}/delete", post(delete))
        .with_state(desk.clone())
}

fn read(id: &str) -> Result<AnnouncementId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

struct Line {
    id: AnnouncementId,
    title: String,
    about: String,
    /// Where it stands today.
    state: Text,
}

#[derive(Template)]
#[template(path = "announcements/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    may_edit: bool,
}

fn line(access: &Access, plans: &HashMap<uuid::Uuid, String>, one: &Announcement) -> Line {
    let today = access.today();
    let state = match (one.starts_on > today, one.ends_on.is_some_and(|last| last < today)) {
        (true, _) => t("announcements-to-come"),
        (_, true) => t("announcements-over"),
        _ => t("announcements-shown"),
    };
    let from = date(one.starts_on);
    let when = match one.ends_on {
        Some(last) => t("announcements-from-to").with("from", from).with("to", date(last)).into(),
        None => from,
    };
    let plan = one.plan_id.and_then(|plan| plans.get(&plan));
    let whom = plan.map_or_else(|| t("announcements-for-all"), |plan| t("announcements-for-plan").with("plan", plan));
    let mailed = one.mailed_at.map(|_| t("announcements-mailed").to_string());
    let about = [Some(when), Some(whom.into()), Some(one.author_name.clone()), mailed].into_iter().flatten();
    let words: String = one.text.chars().take(60).collect();
    let title = one.title.clone().unwrap_or(words);
    Line { id: one.id, title, about: about.collect::<Vec<_>>().join(" · "), state }
}

/// The plans of the space by id, for who may see them.
async fn plans(visit: &Visit, access: &Access) -> Result<Vec<(uuid::Uuid, String)>, Response> {
    let offer = app::plans::list(visit.app(), access).await.map_err(failure)?;
    Ok(offer.plans.into_iter().map(|plan| (plan.id.0, plan.terms.0.name)).collect())
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadAnnouncements).await?;
    let found = announcements::list(visit.app(), &access).await.map_err(failure)?;
    let plans = plans(&visit, &access).await?.into_iter().collect();
    let lines = found.iter().map(|one| line(&access, &plans, one)).collect();
    let page = ListPage { frame: Frame::of(&visit).await?, lines, may_edit: access.is_admin(Scope::WriteAnnouncements) };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    title: String,
    text: String,
    from: String,
    until: String,
    plan: String,
    mail: Option<String>,
}

impl Typed {
    fn of(one: &Announcement) -> Self {
        Self {
            title: one.title.clone().unwrap_or_default(),
            text: one.text.clone(),
            from: one.starts_on.to_string(),
            until: one.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            plan: one.plan_id.map(|id| id.as_simple().to_string()).unwrap_or_default(),
            mail: None,
        }
    }

    fn wish(&self) -> Result<Write, Error> {
        let plan = said(&self.plan).map(|id| id.parse()).transpose();
        Ok(Write {
            title: said(&self.title),
            text: self.text.clone(),
            starts_on: day("from", &self.from)?,
            ends_on: day("until", &self.until)?,
            plan: plan.map_err(|_| FieldError::field("plan", "unknown", "is none of this space"))?,
        })
    }
}

#[derive(Template)]
#[template(path = "announcements/form.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<AnnouncementId>,
    typed: Typed,
    plans: Vec<(String, String, bool)>,
}

async fn form(visit: &Visit, access: &Access, id: Option<AnnouncementId>, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let plan = |(id, name): (uuid::Uuid, String)| {
        let id = id.as_simple().to_string();
        let chosen = id == typed.plan;
        (id, name, chosen)
    };
    let plans = plans(visit, access).await?.into_iter().map(plan).collect();
    Ok(visit.page(render(status, &FormPage { frame, problems, id, typed, plans })))
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/announcements/new", Scope::WriteAnnouncements).await?;
    let typed = Typed { from: access.today().to_string(), ..Typed::default() };
    form(&visit, &access, None, Problems::default(), typed).await
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/announcements/new", Scope::WriteAnnouncements).await?;
    let made = match typed.wish() {
        Ok(wish) => announcements::create(visit.app(), &access, wish, typed.mail.is_some()).await.map(drop),
        Err(error) => Err(error),
    };
    match made {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, None, Problems::of(error)?, typed).await,
    }
}

async fn edit(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::WriteAnnouncements).await?;
    let one = announcements::get(visit.app(), &access, id).await.map_err(failure)?;
    form(&visit, &access, Some(id), Problems::default(), Typed::of(&one)).await
}

async fn update(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteAnnouncements).await?;
    let saved = match typed.wish() {
        Ok(wish) => announcements::update(visit.app(), &access, id, move |now| now.clone_from(&wish)).await.map(drop),
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, Some(id), Problems::of(error)?, typed).await,
    }
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::WriteAnnouncements).await?;
    announcements::delete(visit.app(), &access, read(&id)?).await.map_err(failure)?;
    Ok(lead_to(HERE))
}

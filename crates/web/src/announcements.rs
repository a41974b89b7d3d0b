//! `SUBDOMAIN/admin/announcements`: news for members, shown on their page and mailed.

use crate::accounts::Frame;
use crate::inside::failure;
use crate::kept::{self, Answer, Kept};
use crate::language::{Text, date, t};
use crate::pages::render;
use crate::people::day;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Problems, Visit};
use app::access::Access;
use app::announcements::{self, Write};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::AnnouncementId;
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;
use store::announcements::Announcement;

pub(crate) fn router(desk: &Desk) -> Router {
    kept::router::<News>(desk)
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

struct News;

impl Kept for News {
    const HERE: &'static str = "/admin/announcements";
    const READ: Scope = Scope::ReadAnnouncements;
    const WRITE: Scope = Scope::WriteAnnouncements;
    type Id = AnnouncementId;
    type Typed = Typed;

    async fn list(visit: &Visit, access: &Access) -> Answer {
        let found = announcements::list(visit.app(), access).await.map_err(failure)?;
        let plans = plans(visit, access).await?.into_iter().collect();
        let lines = found.iter().map(|one| line(access, &plans, one)).collect();
        let page = ListPage { frame: Frame::of(visit).await?, lines, may_edit: access.is_admin(Self::WRITE) };
        Ok(visit.page(render(StatusCode::OK, &page)))
    }

    async fn form(visit: &Visit, access: &Access, id: Option<AnnouncementId>, problems: Problems, typed: Typed) -> Answer {
        let (frame, status) = (Frame::of(visit).await?, problems.status());
        let plan = |(id, name): (uuid::Uuid, String)| {
            let id = id.as_simple().to_string();
            let chosen = id == typed.plan;
            (id, name, chosen)
        };
        let plans = plans(visit, access).await?.into_iter().map(plan).collect();
        Ok(visit.page(render(status, &FormPage { frame, problems, id, typed, plans })))
    }

    fn blank(access: &Access) -> Typed {
        Typed { from: access.today().to_string(), ..Typed::default() }
    }

    async fn known(visit: &Visit, access: &Access, id: AnnouncementId) -> app::Result<Typed> {
        Ok(Typed::of(&announcements::get(visit.app(), access, id).await?))
    }

    async fn save(visit: &Visit, access: &Access, id: Option<AnnouncementId>, typed: &Typed) -> app::Result<()> {
        let (app, wish) = (visit.app(), typed.wish()?);
        match id {
            None => announcements::create(app, access, wish, typed.mail.is_some()).await.map(drop),
            Some(id) => announcements::update(app, access, id, move |now| now.clone_from(&wish)).await.map(drop),
        }
    }

    async fn delete(visit: &Visit, access: &Access, id: AnnouncementId) -> app::Result<()> {
        announcements::delete(visit.app(), access, id).await
    }
}

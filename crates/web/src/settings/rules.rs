//! `…/rules`: what members may do by themselves.

use super::{HERE, Saved};
use crate::accounts::Frame;
use crate::admins::enter;
use crate::pages::render;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::FieldError;
use app::access::Access;
use app::spaces::{self, Own, Switches};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use domain::permissions::Category;
use serde::Deserialize;

const PATH: &str = "/admin/settings/rules";

pub(super) fn router() -> axum::Router<Desk> {
    Router::new().route(PATH, get(page).post(save))
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    repeat: Option<String>,
    edit_started: Option<String>,
    hide: Option<String>,
    cancel: Option<String>,
    change_plan: Option<String>,
    confirm: Option<String>,
    default_invoice_day: String,
}

impl Typed {
    fn of(switches: Switches) -> Self {
        let tick = |on: bool| on.then(|| "yes".to_owned());
        Self {
            repeat: tick(switches.members_may_repeat_bookings),
            edit_started: tick(switches.members_may_edit_started_bookings),
            hide: tick(switches.hide_booking_details),
            cancel: tick(!switches.members_cannot_cancel),
            change_plan: tick(!switches.members_cannot_change_plan),
            confirm: tick(switches.confirm_members_by_hand),
            default_invoice_day: switches.default_invoice_day.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    fn wish(&self) -> app::Result<Own> {
        let wrong = |_| FieldError::field("default_invoice_day", "invalid", "must be a day from 1 to 28");
        let switches = Switches {
            members_may_repeat_bookings: self.repeat.is_some(),
            members_may_edit_started_bookings: self.edit_started.is_some(),
            hide_booking_details: self.hide.is_some(),
            members_cannot_cancel: self.cancel.is_none(),
            members_cannot_change_plan: self.change_plan.is_none(),
            confirm_members_by_hand: self.confirm.is_some(),
            default_invoice_day: said(&self.default_invoice_day).map(|text| text.parse().map_err(wrong)).transpose()?,
        };
        Ok(Own { switches: Some(switches), ..Own::default() })
    }
}

#[derive(Template)]
#[template(path = "settings/rules.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    saved: bool,
    typed: Typed,
    may_edit: bool,
}

async fn page(visit: Visit, Query(told): Query<Saved>) -> Result<Response, Response> {
    let access = enter(&visit, PATH).await?;
    let typed = Typed::of(Switches::of(&access.space().settings.0));
    show(&visit, &access, Problems::default(), typed, !told.saved.is_empty()).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems, typed: Typed, saved: bool) -> Result<Response, Response> {
    let (frame, status, may_edit) = (Frame::of(visit).await?, problems.status(), access.edits(Category::SpaceSettings));
    Ok(visit.page(render(status, &Page { frame, problems, saved, typed, may_edit })))
}

async fn save(Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let saved = match typed.wish() {
        Ok(wish) => spaces::set_own(visit.app(), &access, wish).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(lead_to(&format!("{PATH}?saved=yes"))),
        Err(error) => show(&visit, &access, Problems::of(error)?, typed, false).await,
    }
}

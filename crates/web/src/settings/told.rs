//! `…/space`: its name, how it is reached, and when it is open.

use super::{HERE, Saved};
use crate::accounts::Frame;
use crate::address;
use crate::admins::enter;
use crate::inside::failure;
use crate::language::weekdays_in_full;
use crate::pages::render;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::spaces::{self, Details, Own, Told};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use domain::permissions::Category;
use serde::Deserialize;
use std::collections::HashMap;
use store::spaces::{Profile, Space};

const PATH: &str = "/admin/settings/space";

pub(super) fn router() -> axum::Router<Desk> {
    Router::new().route(PATH, get(page).post(save))
}

/// What the form had in it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    email: String,
    description: String,
    contact_email: String,
    phone: String,
    website: String,
    location: String,
    #[serde(flatten)]
    address: address::Typed,
    /// The hours, by the names of their fields.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

impl Typed {
    fn of(space: &Space, profile: &Profile) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut rest = HashMap::new();
        for hours in &profile.open_hours {
            rest.insert(format!("from-{}", hours.weekday), text(&hours.from));
            rest.insert(format!("to-{}", hours.weekday), text(&hours.to));
        }
        Self {
            name: space.name.clone(),
            email: space.email.clone(),
            description: text(&space.description),
            contact_email: text(&profile.contact_email),
            phone: text(&profile.phone),
            website: profile.links.iter().find(|link| link.kind == "website").map(|link| link.url.clone()).unwrap_or_default(),
            location: text(&profile.location),
            address: profile.address.as_ref().map(address::Typed::in_parts).unwrap_or_default(),
            rest,
        }
    }

    fn field(&self, name: &str, day: usize) -> String {
        self.rest.get(&format!("{name}-{day}")).cloned().unwrap_or_default()
    }

    fn wish(&self) -> Own {
        let details = Details {
            name: Some(self.name.clone()),
            email: Some(self.email.clone()),
            description: Some(said(&self.description)),
            ..Details::default()
        };
        let told = Told {
            location: said(&self.location),
            address: self.address.address(),
            phone: said(&self.phone),
            contact_email: said(&self.contact_email),
            website: said(&self.website),
            hours: std::array::from_fn(|day| (self.field("from", day + 1), self.field("to", day + 1))),
        };
        Own { details, told: Some(told), ..Own::default() }
    }
}

/// The hours of a day, as the form shows them.
struct Day {
    number: usize,
    name: &'static str,
    from: String,
    to: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/space.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    saved: bool,
    /// The address of the space.
    site: String,
    typed: Typed,
    days: Vec<Day>,
    may_edit: bool,
}

async fn page(visit: Visit, Query(told): Query<Saved>) -> Result<Response, Response> {
    let access = enter(&visit, PATH).await?;
    let profile = spaces::profile(visit.app(), &access).await.map_err(failure)?;
    let typed = Typed::of(access.space(), &profile);
    show(&visit, &access, Problems::default(), typed, !told.saved.is_empty()).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems, typed: Typed, saved: bool) -> Result<Response, Response> {
    let day = |(place, name): (usize, &'static str)| Day {
        number: place + 1,
        name,
        from: typed.field("from", place + 1),
        to: typed.field("to", place + 1),
        problem: problems.at(&format!("open_hours.{}", place + 1)),
    };
    let days = weekdays_in_full().into_iter().enumerate().map(day).collect();
    let (frame, status, may_edit) = (Frame::of(visit).await?, problems.status(), access.edits(Category::SpaceSettings));
    Ok(visit.page(render(status, &Page { frame, problems, saved, site: visit.home().unwrap_or_default(), typed, days, may_edit })))
}

async fn save(Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    match spaces::set_own(visit.app(), &access, typed.wish()).await {
        Ok(()) => Ok(lead_to(&format!("{PATH}?saved=yes"))),
        Err(error) => show(&visit, &access, Problems::of(error)?, typed, false).await,
    }
}

//! `SUBDOMAIN/admin/home`: what the public home page shows, and how parts of it are shown within other pages.

use crate::accounts::Frame;
use crate::admins::enter;
use crate::inside::failure;
use crate::language::{Text, t};
use crate::pages::render;
use crate::visits::{Desk, Posted, Visit, lead_to};
use app::spaces;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::permissions::Category;
use domain::settings::HomeSection;
use serde::Deserialize;

const HERE: &str = "/admin/home";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page).post(choose)).with_state(desk.clone())
}

struct Section {
    name: &'static str,
    label: Text,
    shown: bool,
    /// What is pasted into a page elsewhere.
    snippet: String,
}

fn label(section: HomeSection) -> Text {
    match section {
        HomeSection::Plans => t("admins-section-plans"),
        HomeSection::DayPasses => t("selling-title"),
        HomeSection::Rooms => t("admins-section-rooms"),
        HomeSection::Events => t("admins-section-events"),
    }
}

#[derive(Template)]
#[template(path = "admins/home.html")]
struct Page {
    frame: Frame,
    sections: Vec<Section>,
    may_edit: bool,
    saved: bool,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    saved: String,
}

async fn page(visit: Visit, Query(told): Query<Told>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let section = |section: HomeSection| Section {
        name: section.name(),
        label: label(section),
        shown: !access.space().settings.0.home_hides.contains(&section),
        snippet: format!(
            "<script src=\"{}/assets/embed.js\" data-kontor=\"{}\" data-title=\"{}\" async></script>",
            visit.site,
            section.name(),
            label(section)
        ),
    };
    let (sections, may_edit) = (HomeSection::ALL.map(section).into_iter().collect(), access.edits(Category::Customize));
    let page = Page { frame: Frame::of(&visit).await?, sections, may_edit, saved: !told.saved.is_empty() };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// Boxes that are not ticked are not sent.
#[derive(Deserialize)]
struct Choice {
    plans: Option<String>,
    day_passes: Option<String>,
    rooms: Option<String>,
    events: Option<String>,
}

async fn choose(Posted { visit, form }: Posted<Choice>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let hides = HomeSection::ALL.into_iter().filter(|section| {
        let shown = match section {
            HomeSection::Plans => &form.plans,
            HomeSection::DayPasses => &form.day_passes,
            HomeSection::Rooms => &form.rooms,
            HomeSection::Events => &form.events,
        };
        shown.is_none()
    });
    spaces::set_home_hides(visit.app(), &access, hides.collect()).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}?saved=yes")))
}

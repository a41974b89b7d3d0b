//! `SUBDOMAIN/admin/settings`: everything that a space can set, on one page with a line each, and what it says of itself,
//! its region and taxes, and what members may do.

mod region;
mod rules;
mod told;

use crate::accounts::Frame;
use crate::admins::enter;
use crate::language::{Text, t};
use crate::pages::render;
use crate::visits::{Desk, Visit};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

const HERE: &str = "/admin/settings";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).merge(told::router()).merge(region::router()).merge(rules::router()).with_state(desk.clone())
}

/// Said in the language of who reads it.
type Says = fn() -> Text;

/// A page where something is set: its path, its name, and what is there.
type Place = (&'static str, Says, Says);

const GROUPS: [(Says, &[Place]); 5] = [
    (
        || t("settings-the-space"),
        &[
            ("/admin/settings/space", || t("settings-space"), || t("settings-space-about")),
            ("/admin/settings/region", || t("settings-region"), || t("settings-region-about")),
            ("/admin/look", || t("settings-look"), || t("settings-look-about")),
            ("/admin/home", || t("settings-home"), || t("settings-home-about")),
            ("/admin/tablets", || t("settings-tablets"), || t("settings-tablets-about")),
        ],
    ),
    (
        || t("settings-members"),
        &[
            ("/admin/settings/rules", || t("settings-rules"), || t("settings-rules-about")),
            ("/admin/questions", || t("settings-questions"), || t("settings-questions-about")),
            ("/admin/custom_fields", || t("settings-fields"), || t("settings-fields-about")),
            ("/admin/terms", || t("settings-terms"), || t("settings-terms-about")),
        ],
    ),
    (
        || t("settings-money"),
        &[
            ("/admin/invoicing", || t("settings-invoicing"), || t("settings-invoicing-about")),
            ("/admin/payments", || t("settings-providers"), || t("settings-providers-about")),
            ("/admin/debits", || t("settings-debits"), || t("settings-debits-about")),
            ("/admin/discount_codes", || t("settings-codes"), || t("settings-codes-about")),
            ("/admin/products", || t("settings-products"), || t("settings-products-about")),
        ],
    ),
    (
        || t("settings-sayings"),
        &[
            ("/admin/announcements", || t("settings-announcements"), || t("settings-announcements-about")),
            ("/admin/emails", || t("settings-emails"), || t("settings-emails-about")),
            ("/admin/articles", || t("settings-articles"), || t("settings-articles-about")),
        ],
    ),
    (
        || t("settings-programs"),
        &[
            ("/admin/admins", || t("settings-admins"), || t("settings-admins-about")),
            ("/admin/webhooks", || t("settings-webhooks"), || t("settings-webhooks-about")),
        ],
    ),
];

/// A place as the page shows it.
struct Shown {
    href: &'static str,
    name: Text,
    about: Text,
}

#[derive(Template)]
#[template(path = "settings/start.html")]
struct Page {
    frame: Frame,
    groups: Vec<(Text, Vec<Shown>)>,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    enter(&visit, HERE).await?;
    let shown = |&(href, name, about): &Place| Shown { href, name: name(), about: about() };
    let groups = GROUPS.iter().map(|(title, places)| (title(), places.iter().map(shown).collect())).collect();
    let page = Page { frame: Frame::of(&visit).await?, groups };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the address says was done.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Saved {
    saved: String,
}

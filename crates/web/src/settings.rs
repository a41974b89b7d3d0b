//! `SUBDOMAIN/admin/settings`: everything that a space can set, on one page with a line each, and what it says of itself,
//! its region and taxes, and what members may do.

mod region;
mod rules;
mod told;

use crate::accounts::Frame;
use crate::admins::enter;
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

/// A page where something is set: its path, its name, and what is there.
type Place = (&'static str, &'static str, &'static str);

const GROUPS: [(&str, &[Place]); 5] = [
    (
        "The space",
        &[
            ("/admin/settings/space", "Name, contact and opening hours", "What visitors are told, and where you are."),
            (
                "/admin/settings/region",
                "Region, prices and taxes",
                "Country, time zone, currency, taxes by name, prices with or without them.",
            ),
            ("/admin/look", "Look", "The colour of your pages."),
            ("/admin/home", "Home page and widgets", "What visitors see first, and parts of it on your own website."),
            ("/admin/tablets", "Tablets", "Displays at doors, and check-in at the entrance."),
        ],
    ),
    (
        "Members",
        &[
            ("/admin/settings/rules", "What members may do", "Repeat bookings, cancel and change plans by themselves, days of invoices."),
            ("/admin/questions", "Questions on sign-up", "What you want to know of who joins."),
            ("/admin/custom_fields", "Fields of your own", "What you note of each member."),
            ("/admin/terms", "Terms", "What members agree to, imprint and privacy."),
        ],
    ),
    (
        "Money",
        &[
            ("/admin/invoicing", "Invoicing", "Numbers, terms of payment, sending, reminders, accounts."),
            ("/admin/payments", "Payment providers", "Cards and debits through Stripe or PayPal."),
            ("/admin/debits", "Direct debits", "Mandates, and files for your bank."),
            ("/admin/discount_codes", "Discount codes", "Less for who knows a word."),
            ("/admin/products", "Extras for bookings", "Coffee, catering, a beamer."),
        ],
    ),
    (
        "What you say",
        &[
            ("/admin/announcements", "Announcements", "News for members, on their page and by mail."),
            ("/admin/emails", "E-mails", "The words of the mails that are sent for you."),
            ("/admin/articles", "Articles", "Answers in your help desk."),
        ],
    ),
    (
        "People and programs",
        &[
            ("/admin/admins", "Who runs the space", "Admins, their permissions, a second factor."),
            ("/admin/webhooks", "Webhooks", "Tell other programs what happens."),
        ],
    ),
];

#[derive(Template)]
#[template(path = "settings/start.html")]
struct Page {
    frame: Frame,
    groups: [(&'static str, &'static [Place]); 5],
}

async fn page(visit: Visit) -> Result<Response, Response> {
    enter(&visit, HERE).await?;
    let page = Page { frame: Frame::of(&visit).await?, groups: GROUPS };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the address says was done.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Saved {
    saved: String,
}

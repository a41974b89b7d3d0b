//! Mails that were not sent, for who tries Kontor out on the machine itself.

use crate::accounts::Frame;
use crate::pages::{missing, problem, render};
use crate::visits::{Desk, Visit};
use app::mails::{self, Mail};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use std::net::IpAddr;

/// How many are shown.
const SHOWN: u32 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route("/mailbox", get(page)).with_state(desk.clone())
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct Mailbox {
    frame: Frame,
    mails: Vec<Mail>,
}

/// Links in mails open accounts: only who sits at the machine sees them, and only where the operator wants it.
async fn page(visit: Visit) -> Result<Response, Response> {
    let near = visit.place.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if !visit.desk.mailbox || !near {
        return Err(missing());
    }
    let mails = mails::latest(visit.app(), SHOWN).await.map_err(|error| problem(&error))?;
    let page = Mailbox { frame: Frame::of(&visit).await?, mails };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// The parts of a text, so that addresses in it become links.
fn parts(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        parts.push((piece.starts_with("http://") || piece.starts_with("https://"), piece));
    }
    parts
}

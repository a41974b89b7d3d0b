//! `www/spaces/new`: a space of one's own.

use crate::accounts::Frame;
use crate::pages::render_with;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access;
use app::spaces::{self, Create, Details};
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

const HERE: &str = "/spaces/new";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page).post(create)).with_state(desk.clone())
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    subdomain: String,
    #[serde(default)]
    owner_name: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    time_zone_name: String,
    #[serde(default)]
    tax_rate: String,
}

impl Typed {
    fn wish(&self) -> Create {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let details = Details {
            // A name that is missing is told as such, not as an empty one.
            name: said(&self.name),
            country: said(&self.country),
            time_zone: said(&self.time_zone_name),
            tax_rate: said(&self.tax_rate),
            ..Details::default()
        };
        Create { subdomain: self.subdomain.trim().to_lowercase(), owner_name: self.owner_name.clone(), details }
    }
}

#[derive(Template)]
#[template(path = "new_space.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// What follows the subdomain in an address: `.example.com`.
    domain: String,
    typed: Typed,
}

async fn form(visit: &Visit, problems: Problems, typed: Typed) -> Result<Response, Response> {
    visit.signed_in(HERE)?;
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let whole = visit.app().hosts.at("x");
    let domain = whole.split_once("://x").map_or_else(String::new, |(_, rest)| rest.to_owned());
    let page = FormPage { frame, problems, domain, typed };
    // It leads to the new space, which is another place for a browser.
    Ok(visit.page(render_with(status, &page, &format!("'self' {}", visit.app().hosts.at("*")))))
}

async fn page(visit: Visit) -> Result<Response, Response> {
    form(&visit, Problems::default(), Typed::default()).await
}

async fn create(Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let session = visit.signed_in(HERE)?;
    match spaces::create(visit.app(), &access::signed_in(session), typed.wish()).await {
        Ok(space) => Ok(lead_to(&format!("{}/admin", visit.app().hosts.at(&space.subdomain)))),
        Err(error) => form(&visit, Problems::of(error)?, typed).await,
    }
}

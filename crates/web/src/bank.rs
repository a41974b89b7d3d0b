//! `SUBDOMAIN/admin/bank`: statements of the bank are taken in, and somebody says which invoices were paid.

use crate::accounts::Frame;
use crate::admins::enter;
use crate::language::{at_field, date, decimal, sentence, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Uploaded, Visit, lead_to};
use app::access::Access;
use app::bank::{self, Waiting};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use domain::bank::Certainty;
use domain::ids::BankEntryId;
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;
use store::resources::Slice;

const HERE: &str = "/admin/bank";
/// Payments that the page shows at once.
const SHOWN: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page).post(upload)).route("/admin/bank/decide", post(decide)).with_state(desk.clone())
}

/// What the last statement brought.
#[derive(Clone, Copy)]
struct Brought {
    new: usize,
    known: usize,
    outgoing: usize,
}

/// The address after an upload.
#[derive(Deserialize)]
struct Told {
    new: Option<usize>,
    known: Option<usize>,
    outgoing: Option<usize>,
}

#[derive(Template)]
#[template(path = "admins/bank.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    /// What could not be booked, and why.
    refused: Vec<String>,
    brought: Option<Brought>,
    waiting: Vec<Waiting>,
    total: i64,
    may_edit: bool,
}

fn number(waiting: &Waiting) -> &str {
    waiting.suggestion.as_ref().map_or("", |(number, ..)| number)
}

fn is_certain(waiting: &Waiting) -> bool {
    matches!(waiting.suggestion, Some((_, _, Certainty::Certain)))
}

fn on(waiting: &Waiting) -> String {
    date(waiting.entry.booked_on)
}

fn amount(waiting: &Waiting) -> String {
    decimal(&format!("{} {}", waiting.entry.amount, waiting.entry.currency))
}

fn why(waiting: &Waiting) -> String {
    match &waiting.suggestion {
        Some((_, _, Certainty::Certain)) => t("bank-why-certain").into(),
        Some((_, left, Certainty::Likely)) if *left == waiting.entry.amount => t("bank-why-name").into(),
        Some((_, left, Certainty::Likely)) => t("bank-why-left").with("left", decimal(&left.to_string())).into(),
        Some((_, _, Certainty::Possible)) => t("bank-why-amount").into(),
        None => t("bank-why-nothing").into(),
    }
}

async fn page(Query(told): Query<Told>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let brought = match told {
        Told { new: Some(new), known: Some(known), outgoing: Some(outgoing) } => Some(Brought { new, known, outgoing }),
        _ => None,
    };
    show(&visit, &access, brought, (Problems::default(), vec![])).await
}

async fn show(
    visit: &Visit,
    access: &Access,
    brought: Option<Brought>,
    (problems, refused): (Problems, Vec<String>),
) -> Result<Response, Response> {
    let found = bank::review(visit.app(), access, Slice { limit: SHOWN, offset: 0 }).await.map_err(|error| problem(&error))?;
    let may_edit = access.is_admin(Scope::WritePaymentRecords);
    let status = if refused.is_empty() { problems.status() } else { axum::http::StatusCode::UNPROCESSABLE_ENTITY };
    let frame = Frame::of(visit).await?;
    Ok(visit.page(render(status, &Page { frame, problems, refused, brought, waiting: found.items, total: found.total, may_edit })))
}

async fn upload(Uploaded { visit, file, .. }: Uploaded) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    match bank::import(visit.app(), &access, &file).await {
        Ok(bank::Imported { new, known, outgoing }) => Ok(lead_to(&format!("{HERE}?new={new}&known={known}&outgoing={outgoing}"))),
        Err(error) => show(&visit, &access, None, (Problems::of(error)?, vec![])).await,
    }
}

/// `do-ID` is `book` or `aside`, `number-ID` the invoice.
async fn decide(Posted { visit, form }: Posted<HashMap<String, String>>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let mut chosen: Vec<(BankEntryId, &str)> =
        form.iter().filter_map(|(name, what)| Some((name.strip_prefix("do-")?.parse().ok()?, what.as_str()))).collect();
    chosen.sort_unstable_by_key(|(id, _)| *id);
    let mut refused = Vec::new();
    for (id, what) in chosen {
        let number = form.get(&format!("number-{id}")).map_or("", |number| number.trim());
        let done = match what {
            "book" => bank::book(visit.app(), &access, id, number).await,
            "aside" => bank::set_aside(visit.app(), &access, id).await,
            _ => Ok(()),
        };
        match done {
            Ok(()) => {}
            Err(app::Error::Invalid(fields)) => {
                refused.extend(fields.iter().map(|field| format!("“{number}” {}", at_field(field.code, &field.message))));
            }
            Err(app::Error::Conflict { message, .. }) => refused.push(sentence(&message)),
            Err(error) => return Err(problem(&error)),
        }
    }
    if refused.is_empty() { Ok(lead_to(HERE)) } else { show(&visit, &access, None, (Problems::default(), refused)).await }
}

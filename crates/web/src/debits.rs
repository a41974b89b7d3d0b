//! `SUBDOMAIN/admin/debits`: mandates of members, and files of direct debits for the bank.

use crate::accounts::{Frame, Nothing};
use crate::admins::enter;
use crate::language::{Text, date, decimal, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::debits::{self, NewMandate, Outcome, Overview};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::permissions::Category;
use domain::scopes::Scope;
use http_api::downloads::Whole;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;
use std::str::FromStr;
use store::debits::{Due, File, Mandate};

const HERE: &str = "/admin/debits";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/debits/creditor", post(creditor))
        .route("/admin/debits/mandates", post(add))
        .route("/admin/debits/mandates/{id}/delete", post(remove))
        .route("/admin/debits/files", post(make))
        .route("/admin/debits/files/{id}", get(file))
        .route("/admin/debits/files/{id}/collected", post(collected))
        .route("/admin/debits/files/{id}/withdrawn", post(withdrawn))
        .route("/admin/debits/returned", post(returned))
        .with_state(desk.clone())
}

#[derive(Template)]
#[template(path = "admins/debits.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    overview: Overview,
    /// A day that leaves the bank its time.
    collect_on: Date,
    may_edit: bool,
    may_collect: bool,
}

fn about(due: &Due) -> String {
    format!("{} · {}", date(due.due_on), decimal(&format!("{} EUR", due.payable)))
}

fn collected_on(file: &File) -> String {
    date(file.collect_on)
}

fn what(file: &File) -> Text {
    let status = match file.status.as_str() {
        "collected" => t("debits-status-collected"),
        "withdrawn" => t("debits-status-withdrawn"),
        _ => t("debits-made"),
    };
    let amount = decimal(&format!("{} EUR", file.total));
    t("debits-file").with("count", file.debits).with("amount", amount).with("status", status)
}

fn signed_on(mandate: &Mandate) -> String {
    date(mandate.signed_on)
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    show(&visit, &access, Problems::default()).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems) -> Result<Response, Response> {
    let overview = debits::overview(visit.app(), access).await.map_err(|error| problem(&error))?;
    let collect_on = access.today().saturating_add(5.days());
    let (may_edit, may_collect) = (access.edits(Category::PaymentMethods), access.is_admin(Scope::WriteInvoices));
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &Page { frame, problems, overview, collect_on, may_edit, may_collect })))
}

/// Back to the page, with what was wrong.
async fn answer<T>(visit: &Visit, access: &Access, done: app::Result<T>) -> Result<Response, Response> {
    match done {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => show(visit, access, Problems::of(error)?).await,
    }
}

#[derive(Deserialize)]
struct TypedCreditor {
    creditor_id: String,
}

async fn creditor(Posted { visit, form }: Posted<TypedCreditor>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    answer(&visit, &access, debits::set_creditor(visit.app(), &access, &form.creditor_id).await).await
}

#[derive(Deserialize)]
struct TypedMandate {
    member: String,
    #[serde(default)]
    holder: String,
    iban: String,
    #[serde(default)]
    bic: String,
    #[serde(default)]
    signed_on: String,
}

fn day(field: &'static str, text: &str) -> app::Result<Date> {
    text.trim().parse().map_err(|_| FieldError::field(field, "invalid", "must be a day").into())
}

async fn store(visit: &Visit, access: &Access, typed: TypedMandate) -> app::Result<()> {
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let signed_on = some(typed.signed_on).map(|text| day("signed_on", &text)).transpose()?;
    let new = NewMandate { member: typed.member, holder: some(typed.holder), iban: typed.iban, bic: some(typed.bic), signed_on };
    debits::add_mandate(visit.app(), access, new).await
}

async fn add(Posted { visit, form }: Posted<TypedMandate>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    answer(&visit, &access, store(&visit, &access, form).await).await
}

fn id<T: FromStr>(text: &str) -> Result<T, Response> {
    text.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn remove(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    debits::remove_mandate(visit.app(), &access, id(&text)?).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HERE))
}

#[derive(Deserialize)]
struct TypedDay {
    collect_on: String,
}

async fn make(Posted { visit, form }: Posted<TypedDay>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let made = match day("collect_on", &form.collect_on) {
        Ok(day) => debits::make_file(visit.app(), &access, day).await,
        Err(error) => Err(error),
    };
    answer(&visit, &access, made).await
}

async fn file(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let body = debits::file(visit.app(), &access, id(&text)?).await.map_err(|error| problem(&error))?;
    Ok(visit.page(Whole { name: &format!("pain.008-{text}.xml"), media: "application/xml", body }.into_response()))
}

async fn close(visit: &Visit, text: &str, outcome: Outcome) -> Result<Response, Response> {
    let access = enter(visit, HERE).await?;
    debits::close(visit.app(), &access, id(text)?, outcome).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HERE))
}

async fn collected(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    close(&visit, &text, Outcome::Collected).await
}

async fn withdrawn(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    close(&visit, &text, Outcome::Withdrawn).await
}

#[derive(Deserialize)]
struct TypedNumber {
    number: String,
}

async fn returned(Posted { visit, form }: Posted<TypedNumber>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    answer(&visit, &access, debits::return_one(visit.app(), &access, &form.number).await).await
}

//! `SUBDOMAIN/admin/accounting`: tables of invoices and payments to take away, and bookings for DATEV.

use crate::accounts::Frame;
use crate::admins::enter;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::accounting::{self, Form, Period, What};
use app::{Error, FieldError, invoices};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::invoices::Bookkeeping;
use domain::permissions::Category;
use http_api::downloads::Download;
use jiff::civil::Date;
use serde::Deserialize;

const HERE: &str = "/admin/accounting";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page).post(save)).route("/admin/accounting/{file}", get(file)).with_state(desk.clone())
}

#[derive(Template)]
#[template(path = "admins/accounting.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    keeping: Bookkeeping,
    from: Date,
    to: Date,
    may_edit: bool,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    show(&visit, &access, Problems::default()).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems) -> Result<Response, Response> {
    let settings = invoices::settings(visit.app(), access).await.map_err(|error| problem(&error))?.settings;
    // The month before this one is what accountants ask for.
    let to = access.today().first_of_month().yesterday().unwrap_or(access.today());
    let (from, may_edit) = (to.first_of_month(), access.edits(Category::Accounting));
    let (frame, status, keeping) = (Frame::of(visit).await?, problems.status(), settings.bookkeeping);
    Ok(visit.page(render(status, &Page { frame, problems, keeping, from, to, may_edit })))
}

#[derive(Deserialize)]
struct Typed {
    consultant: String,
    client: String,
    revenue: String,
    debtors: String,
    bank: String,
}

async fn store(visit: &Visit, access: &Access, typed: Typed) -> app::Result<()> {
    let number = |field: &'static str, text: &str| {
        text.trim().parse().map_err(|_| Error::from(FieldError::field(field, "invalid", "must be a whole number")))
    };
    let new = Bookkeeping {
        consultant: number("consultant", &typed.consultant)?,
        client: number("client", &typed.client)?,
        revenue: typed.revenue.trim().to_owned(),
        debtors: typed.debtors.trim().to_owned(),
        bank: typed.bank.trim().to_owned(),
        // Another page has it, and it stays as it is.
        creditor_id: None,
    };
    invoices::set_bookkeeping(visit.app(), access, new).await
}

async fn save(Posted { visit, form }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    match store(&visit, &access, form).await {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => show(&visit, &access, Problems::of(error)?).await,
    }
}

#[derive(Deserialize)]
struct Asked {
    from: String,
    to: String,
}

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn file(Path(name): Path<String>, Query(asked): Query<Asked>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let (what, form, media) = match name.as_str() {
        "invoices.csv" => (What::Invoices, Form::Csv, CSV),
        "invoices.xlsx" => (What::Invoices, Form::Xlsx, XLSX),
        "items.csv" => (What::Items, Form::Csv, CSV),
        "items.xlsx" => (What::Items, Form::Xlsx, XLSX),
        "payments.csv" => (What::Payments, Form::Csv, CSV),
        "payments.xlsx" => (What::Payments, Form::Xlsx, XLSX),
        "EXTF_Buchungsstapel.csv" => (What::Datev, Form::Csv, "text/csv; charset=windows-1252"),
        _ => return Err(problem(&Error::NOT_FOUND)),
    };
    let day =
        |text: &str| text.trim().parse::<Date>().map_err(|_| problem(&FieldError::parameter("from", "invalid", "must be a day").into()));
    let period = Period { from: day(&asked.from)?, to: day(&asked.to)? };
    let pieces = accounting::export(visit.app(), &access, what, form, period).await.map_err(|error| problem(&error))?;
    let name = match name.split_once('.') {
        Some((stem, kind)) => format!("{stem}_{}_{}.{kind}", period.from, period.to),
        None => name,
    };
    Ok(visit.page(Download { name, media, pieces }.into_response()))
}

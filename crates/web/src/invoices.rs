//! `SUBDOMAIN/invoices/ID` and `/admin/invoices`: invoices as PDF, for those who pay them and those who write them.

use crate::accounts::{Frame, Nothing};
use crate::admins::enter;
use crate::inside;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::access::Access;
use app::invoices::{self, Payments, Reason};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::ids::InvoiceId;
use domain::invoices::SentStatus;
use domain::scopes::Scope;
use http_api::downloads::{Pdf, Whole};
use store::invoices::{Invoice, Wanted};
use store::resources::Slice;

const HERE: &str = "/admin/invoices";
/// Invoices that the page shows.
const SHOWN: i64 = 100;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/invoices/{id}", get(own))
        .route(HERE, get(page))
        .route("/admin/invoices/{id}", get(one))
        .route("/invoices/{id}/why", get(own_reasons))
        .route("/admin/invoices/{id}/why", get(reasons))
        .route("/admin/invoices/{id}/xml", get(xml))
        .route("/admin/invoices/{id}/send", post(send))
        .with_state(desk.clone())
}

fn id(text: &str) -> Result<InvoiceId, Response> {
    text.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn shown(visit: &Visit, access: &Access, id: InvoiceId) -> Result<Response, Response> {
    let pdf = invoices::pdf(visit.app(), access, id, Payments::Shown).await.map_err(|error| problem(&error))?;
    Ok(visit.page(Pdf(pdf).into_response()))
}

/// For whoever pays it.
async fn own(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = inside::enter(&visit, &format!("/invoices/{text}")).await?;
    shown(&visit, &access, id(&text)?).await
}

#[derive(Template)]
#[template(path = "invoice_reasons.html")]
struct ReasonsPage {
    frame: Frame,
    number: String,
    reasons: Vec<Reason>,
    /// Of the PDF.
    link: String,
}

async fn explained(visit: &Visit, access: &Access, text: &str, link: String) -> Result<Response, Response> {
    let (number, reasons) = invoices::reasons(visit.app(), access, id(text)?).await.map_err(|error| problem(&error))?;
    let frame = Frame::of(visit).await?;
    Ok(visit.page(render(axum::http::StatusCode::OK, &ReasonsPage { frame, number, reasons, link })))
}

/// Why each item is on an invoice, for whoever pays it.
async fn own_reasons(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = inside::enter(&visit, &format!("/invoices/{text}/why")).await?;
    explained(&visit, &access, &text, format!("/invoices/{text}")).await
}

async fn reasons(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{text}/why")).await?;
    explained(&visit, &access, &text, format!("{HERE}/{text}")).await
}

async fn one(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{text}")).await?;
    shown(&visit, &access, id(&text)?).await
}

/// The invoice for machines, to be sent to who wants UBL or an XRechnung.
async fn xml(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{text}/xml")).await?;
    match invoices::ubl(visit.app(), &access, id(&text)?).await {
        Ok(file) => Ok(visit.page(Whole { name: &file.name, media: "application/xml", body: file.body }.into_response())),
        Err(error) => show(&visit, &access, Problems::of(error)?).await,
    }
}

#[derive(Template)]
#[template(path = "admins/invoices.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    invoices: Vec<Invoice>,
    total: i64,
    may_send: bool,
}

fn recipient(invoice: &Invoice) -> &str {
    let recipient = &invoice.recipient.0;
    recipient.company.as_deref().or(recipient.name.as_deref()).unwrap_or_default()
}

fn on_its_way(invoice: &Invoice) -> &'static str {
    match invoice.sent_status {
        SentStatus::Unsent => "not sent",
        SentStatus::SendingRequested if invoice.archived => "about to be sent",
        SentStatus::SendingRequested => "waits to be sent",
        SentStatus::Sending => "being sent",
        SentStatus::Sent => "sent",
        SentStatus::FailedToSend => "could not be sent",
    }
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    show(&visit, &access, Problems::default()).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems) -> Result<Response, Response> {
    let slice = Slice { limit: SHOWN, offset: 0 };
    let found = invoices::list(visit.app(), access, Wanted::default(), slice).await.map_err(|error| problem(&error))?;
    let (frame, status, may_send) = (Frame::of(visit).await?, problems.status(), access.is_admin(Scope::WriteInvoices));
    Ok(visit.page(render(status, &Page { frame, problems, invoices: found.items, total: found.total, may_send })))
}

async fn send(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    match invoices::send(visit.app(), &access, id(&text)?).await {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => show(&visit, &access, Problems::of(error)?).await,
    }
}

//! `SUBDOMAIN/invoices/ID` and `/admin/invoices`: invoices for those who pay them and those who write them.

mod history;
mod new;
mod one;
mod sheet;

pub(crate) use history::happened;

use crate::accounts::Frame;
use crate::admins::enter;
use crate::inside::{self, failure, money};
use crate::language::{self, Text, t};
use crate::lists::{self, Head, Sorting};
use crate::pages::{problem, render};
use crate::visits::{Desk, Problems, Visit};
use app::Error;
use app::access::Access;
use app::invoices::{self, Payments, Reason};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ids::InvoiceId;
use domain::invoices::{PaidStatus, SentStatus};
use domain::scopes::Scope;
use http_api::downloads::{Download, Pdf, Whole};
use jiff::civil::Date;
use serde::Deserialize;
use store::invoices::{Invoice, Search, Sort};
use store::resources::Slice;

const HERE: &str = "/admin/invoices";
const FILE: &str = "/admin/invoices/export.csv";
/// Invoices on a page.
const PAGE: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/invoices/{id}", get(own))
        .route(HERE, get(page))
        .route(FILE, get(file))
        .route("/admin/invoices/{id}/pdf", get(pdf))
        .route("/invoices/{id}/why", get(own_reasons))
        .route("/admin/invoices/{id}/why", get(reasons))
        .route("/admin/invoices/{id}/xml", get(xml))
        .merge(one::router())
        .merge(new::router())
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
    Ok(visit.page(render(StatusCode::OK, &ReasonsPage { frame, number, reasons, link })))
}

/// Why each item is on an invoice, for whoever pays it.
async fn own_reasons(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = inside::enter(&visit, &format!("/invoices/{text}/why")).await?;
    explained(&visit, &access, &text, format!("/invoices/{text}")).await
}

async fn reasons(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{text}/why")).await?;
    explained(&visit, &access, &text, format!("{HERE}/{text}/pdf")).await
}

async fn pdf(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{text}/pdf")).await?;
    shown(&visit, &access, id(&text)?).await
}

/// The invoice for machines, to be sent to who wants UBL or an XRechnung.
async fn xml(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{text}/xml")).await?;
    match invoices::ubl(visit.app(), &access, id(&text)?).await {
        Ok(file) => Ok(visit.page(Whole { name: &file.name, media: "application/xml", body: file.body }.into_response())),
        Err(error) => one::show(&visit, &access, id(&text)?, one::Tried::of("xml", Problems::of(error)?)).await,
    }
}

/// What a list can be narrowed to, as the address has it.
const STATUSES: [&str; 7] = ["", "open", "overdue", "paid", "unsent", "canceled", "written_off"];

/// The same as people have it.
fn status_label(status: &str) -> Text {
    match status {
        "open" => t("invoices-status-open"),
        "overdue" => t("invoices-status-overdue"),
        "paid" => t("invoices-status-paid"),
        "unsent" => t("invoices-status-unsent"),
        "canceled" => t("invoices-status-canceled"),
        "written_off" => t("invoices-status-written-off"),
        _ => t("invoices-status-all"),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    status: String,
    page: String,
    sort: String,
    order: String,
}

/// What the list can be sorted by, as the address has it.
const SORTS: [(&str, Sort); 4] =
    [("number", Sort::Number), ("date", Sort::InvoiceDate), ("due", Sort::DueDate), ("total", Sort::TotalAmount)];

impl Asked {
    /// What is not known is as if nothing was said: all of them, the newest first.
    fn status(&self) -> &'static str {
        STATUSES.into_iter().find(|name| *name == self.status).unwrap_or_default()
    }

    fn sorted(&self) -> (&'static str, Sort, bool) {
        lists::sorted(&SORTS, ("date", Sort::InvoiceDate, true), (&self.sort, &self.order))
    }

    fn wanted(&self, access: &Access) -> Search {
        let (_, sort, descending) = self.sorted();
        let mut search = Search { text: self.q.trim().to_owned(), sort, ascending: !descending, ..Search::default() };
        match self.status() {
            "open" => search.paid_status = vec![PaidStatus::Unpaid, PaidStatus::Pending],
            "overdue" => search.late_before = Some(invoices::late_before(access)),
            "paid" => search.paid_status = vec![PaidStatus::Paid],
            "unsent" => search.sent_status = vec![SentStatus::Unsent],
            "canceled" => search.paid_status = vec![PaidStatus::Canceled],
            "written_off" => search.paid_status = vec![PaidStatus::WrittenOff],
            _ => {}
        }
        search
    }
}

#[derive(Template)]
#[template(path = "admins/invoices.html")]
struct ListPage {
    frame: Frame,
    q: String,
    /// What the list can be narrowed to, and whether it is.
    statuses: Vec<(&'static str, Text, bool)>,
    narrowed: bool,
    heads: Vec<Head>,
    lines: Vec<Line>,
    total: i64,
    before: Option<String>,
    after: Option<String>,
    file: String,
    may_write: bool,
}

/// An invoice as a line.
struct Line {
    id: InvoiceId,
    number: String,
    date: String,
    recipient: String,
    due: String,
    total: String,
    state: Text,
    /// Whether it is on its way, and as what.
    sent: String,
}

impl Line {
    fn new(access: &Access, invoice: &Invoice) -> Self {
        let sent = on_its_way(invoice).to_string();
        Self {
            id: invoice.id,
            number: invoice.number.clone(),
            date: language::date(invoice.issued_on),
            recipient: recipient(invoice).to_owned(),
            due: language::date(invoice.due_on),
            total: money(invoice.gross, invoice.currency),
            state: paid_word(invoice, access.today()),
            sent: if invoice.e_invoice { format!("{sent} · {}", t("invoices-e-invoice")) } else { sent },
        }
    }
}

fn recipient(invoice: &Invoice) -> &str {
    let recipient = &invoice.recipient.0;
    recipient.company.as_deref().or(recipient.name.as_deref()).unwrap_or_default()
}

fn on_its_way(invoice: &Invoice) -> Text {
    match invoice.sent_status {
        SentStatus::Unsent => t("invoices-not-sent"),
        SentStatus::SendingRequested if invoice.archived => t("invoices-about-to-be-sent"),
        SentStatus::SendingRequested => t("invoices-waits-to-be-sent"),
        SentStatus::Sending => t("invoices-being-sent"),
        SentStatus::Sent => t("invoices-sent"),
        SentStatus::FailedToSend => t("invoices-could-not-be-sent"),
    }
}

/// Whether it is paid, in a word.
pub(crate) fn paid_word(invoice: &Invoice, today: Date) -> Text {
    match invoice.paid_status {
        PaidStatus::Unpaid if invoice.due_on < today => t("invoices-overdue"),
        PaidStatus::Unpaid => t("invoices-open"),
        PaidStatus::Paid => t("invoices-paid"),
        PaidStatus::Pending => t("invoices-payment-on-its-way"),
        PaidStatus::Canceled => t("invoices-paid-back"),
        PaidStatus::WrittenOff => t("invoices-written-off"),
    }
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let (number, status, (sort, _, descending)) = (lists::page(&asked.page), asked.status(), asked.sorted());
    let slice = Slice { limit: PAGE, offset: (number - 1) * PAGE };
    let found = invoices::search(visit.app(), &access, asked.wanted(&access), slice).await.map_err(failure)?;
    let q = asked.q.trim().to_owned();
    let said = [("q", q.as_str()), ("status", status)];
    let sorting = Sorting { here: HERE, asked: &said, sort, descending };
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        narrowed: !q.is_empty() || !status.is_empty(),
        statuses: STATUSES.into_iter().map(|name| (name, status_label(name), name == status)).collect(),
        heads: sorting.heads(&[
            ("number", t("running-number")),
            ("date", t("invoices-issued")),
            ("", t("invoices-recipient")),
            ("due", t("invoices-due")),
            ("total", t("invoices-total")),
            ("", t("invoices-status")),
        ]),
        lines: found.items.iter().map(|invoice| Line::new(&access, invoice)).collect(),
        total: found.total,
        before: (number > 1).then(|| sorting.page(number - 1)),
        after: (number * PAGE < found.total).then(|| sorting.page(number + 1)),
        file: sorting.file(FILE),
        q,
        may_write: access.is_admin(Scope::WriteInvoices),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// The same list, all of it.
async fn file(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let pieces = invoices::csv(visit.app(), &access, asked.wanted(&access)).await.map_err(failure)?;
    let name = format!("invoices_{}.csv", access.today());
    Ok(visit.page(Download { name, media: "text/csv; charset=utf-8", pieces }.into_response()))
}

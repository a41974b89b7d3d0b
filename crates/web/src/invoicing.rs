//! `SUBDOMAIN/admin/invoicing`: how a space writes invoices, how it wants to be paid, and its charts of accounts.

use crate::accounts::{Frame, Nothing};
use crate::admins::enter;
use crate::language::{Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::invoices::{self, NewAccount, NewMethod, Numbering, USES};
use app::{App, Error};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::invoices::{Bank, Bookkeeping, Collecting, Deleting, InvoiceSettings, Sending};
use domain::permissions::Category;
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;
use store::invoices::payments::Method;
use store::invoices::settings::{Account, Chart};
use store::resources::Slice;
use store::spaces::Address;

const HERE: &str = "/admin/invoicing";
/// Beside the format of numbers.
pub(crate) fn format_hint() -> Text {
    t("invoicing-format-hint").with("number", NUMBER).with("padded", PADDED).with("others", OTHERS)
}
const NUMBER: &str = "{{number}}";
const PADDED: &str = "{{number_4}}";
const OTHERS: &str = "{{year}}, {{year_2}}, {{month}}, {{day}}, {{customer_number}}";
/// Beside the text of invoices.
pub(crate) const TEXT_NAMES: &str = "{{due_date}}, {{total}}, {{invoice_number}}, {{member_name}}, {{company}}, {{customer_number}}";
/// Accounts that the page shows of each chart.
const SHOWN: i64 = 500;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page).post(save))
        .route("/admin/invoicing/methods", post(add_method))
        .route("/admin/invoicing/methods/{id}/delete", post(remove_method))
        .route("/admin/invoicing/accounts/{chart}", post(add_account))
        .route("/admin/invoicing/accounts/{chart}/{id}/delete", post(remove_account))
        .with_state(desk.clone())
}

/// What the form has in it.
struct Form {
    settings: InvoiceSettings,
    sender: Address,
    own_sender: bool,
    next_number: i64,
}

impl Form {
    fn bank(&self) -> Option<&Bank> {
        self.settings.bank.as_ref()
    }
    fn retry_days(&self) -> String {
        listed(&self.settings.collecting.retry_days)
    }
    fn reminder_days(&self) -> String {
        listed(&self.settings.collecting.reminder_days)
    }
    fn suspend_after(&self) -> String {
        listed(self.settings.collecting.suspend_after.as_slice())
    }
    fn iban(&self) -> &str {
        self.bank().map_or("", |bank| &bank.iban)
    }
    fn bic(&self) -> &str {
        self.bank().and_then(|bank| bank.bic.as_deref()).unwrap_or_default()
    }
    fn holder(&self) -> &str {
        self.bank().and_then(|bank| bank.holder.as_deref()).unwrap_or_default()
    }
}

fn listed(days: &[u16]) -> String {
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[derive(Template)]
#[template(path = "admins/invoicing.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    form: Form,
    methods: Vec<Method>,
    charts: [(&'static str, Text, Vec<Account>); 2],
    uses: [(&'static str, Text); 4],
    may_edit: bool,
    may_edit_methods: bool,
}

pub(crate) fn sendings() -> [(Sending, Text); 3] {
    [
        (Sending::Automatic, t("invoicing-send-automatic")),
        (Sending::WithPdf, t("invoicing-send-pdf")),
        (Sending::ByHand, t("invoicing-send-by-hand")),
    ]
}

pub(crate) fn deletings() -> [(Deleting, Text); 3] {
    [
        (Deleting::Usual, t("invoicing-delete-usual")),
        (Deleting::Allowed, t("invoicing-delete-allowed")),
        (Deleting::Forbidden, t("invoicing-delete-never")),
    ]
}

fn label(name: &str) -> Text {
    match name {
        "members" => t("invoicing-use-members"),
        "externalBookings" => t("external-title"),
        "dropInPasses" => t("invoicing-use-passes"),
        _ => t("invoicing-use-events"),
    }
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    show(&visit, &access, Problems::default()).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems) -> Result<Response, Response> {
    let (form, methods, charts) = read(visit.app(), access).await.map_err(|error| problem(&error))?;
    let (may_edit, may_edit_methods) = (access.edits(Category::Accounting), access.edits(Category::PaymentMethods));
    let (frame, status, uses) = (Frame::of(visit).await?, problems.status(), USES.map(|name| (name, label(name))));
    Ok(visit.page(render(status, &Page { frame, problems, form, methods, charts, uses, may_edit, may_edit_methods })))
}

type Shown = (Form, Vec<Method>, [(&'static str, Text, Vec<Account>); 2]);

async fn read(app: &App, access: &Access) -> app::Result<Shown> {
    let found = invoices::settings(app, access).await?;
    let slice = Slice { limit: SHOWN, offset: 0 };
    let chart = async |chart, scope| {
        let seen = access.is_admin(scope);
        if seen { Ok(invoices::accounts(app, access, chart, slice).await?.items) } else { Ok::<_, Error>(vec![]) }
    };
    let centers = chart(Chart::CostCenters, Scope::ReadCostCenters).await?;
    let accounts = chart(Chart::RevenueAccounts, Scope::ReadRevenueAccounts).await?;
    let form = Form {
        settings: found.settings,
        own_sender: found.sender.is_some(),
        sender: found.sender.unwrap_or_default(),
        next_number: found.next_number,
    };
    let charts = [("cost_centers", t("invoicing-cost-centers"), centers), ("revenue_accounts", t("invoicing-revenue-accounts"), accounts)];
    Ok((form, invoices::methods(app, access).await?, charts))
}

#[derive(Deserialize)]
struct Typed {
    number_format: String,
    #[serde(default)]
    yearly_restart: bool,
    payment_term: String,
    late_days: String,
    #[serde(default)]
    days_early: String,
    next_number: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    tax_id: String,
    #[serde(default)]
    tax_id_name: String,
    #[serde(default)]
    hidden_from_members: bool,
    #[serde(default)]
    sending: String,
    #[serde(default)]
    lock_on_sending: bool,
    #[serde(default)]
    deleting: String,
    #[serde(default)]
    iban: String,
    #[serde(default)]
    bic: String,
    #[serde(default)]
    account_holder: String,
    #[serde(default)]
    tax_note: String,
    #[serde(default)]
    charge: bool,
    #[serde(default)]
    retry_days: String,
    #[serde(default)]
    reminder_days: String,
    #[serde(default)]
    suspend_after: String,
    #[serde(default)]
    own_sender: bool,
    #[serde(default)]
    company: String,
    #[serde(default)]
    street: String,
    #[serde(default)]
    post_code: String,
    #[serde(default)]
    city: String,
    #[serde(default)]
    country: String,
}

fn number<T: std::str::FromStr>(field: &'static str, text: &str) -> app::Result<T> {
    text.trim().parse().map_err(|_| app::FieldError::field(field, "invalid", "must be a whole number").into())
}

/// Numbers with commas or spaces between them.
fn days(field: &'static str, text: &str) -> app::Result<Vec<u16>> {
    text.split([',', ' ', ';']).filter(|part| !part.is_empty()).map(|part| number(field, part)).collect()
}

fn retries(text: &str) -> app::Result<[u16; 2]> {
    let typed = days("retry_days", text)?;
    if typed.is_empty() {
        return Ok(Collecting::default().retry_days);
    }
    let two = typed.try_into();
    two.map_err(|_| app::FieldError::field("retry_days", "invalid", "must be two numbers").into())
}

async fn store(app: &App, access: &Access, typed: Typed) -> app::Result<()> {
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let next = number("next_number", &typed.next_number)?;
    let settings = InvoiceSettings {
        number_format: typed.number_format.trim().to_owned(),
        yearly_restart: typed.yearly_restart,
        payment_term: number("payment_term", &typed.payment_term)?,
        late_days: number("late_days", &typed.late_days)?,
        days_early: if typed.days_early.trim().is_empty() { 0 } else { number("days_early", &typed.days_early)? },
        text: some(typed.text),
        tax_id: some(typed.tax_id),
        tax_id_name: some(typed.tax_id_name),
        hidden_from_members: typed.hidden_from_members,
        sending: Sending::try_from(typed.sending).unwrap_or(Sending::Automatic),
        lock_on_sending: typed.lock_on_sending,
        bank: some(typed.iban).map(|iban| Bank { holder: some(typed.account_holder), iban, bic: some(typed.bic) }),
        tax_note: some(typed.tax_note),
        collecting: Collecting {
            charge: typed.charge,
            retry_days: retries(&typed.retry_days)?,
            reminder_days: days("reminder_days", &typed.reminder_days)?,
            suspend_after: some(typed.suspend_after).map(|text| number("suspend_after", &text)).transpose()?,
        },
        // Another page has them, and they stay as they are.
        bookkeeping: Bookkeeping::default(),
        deleting: Deleting::try_from(typed.deleting).unwrap_or(Deleting::Usual),
    };
    let sender = typed.own_sender.then(|| Address {
        company: some(typed.company),
        street: some(typed.street),
        post_code: some(typed.post_code),
        city: some(typed.city),
        country: some(typed.country),
        ..Address::default()
    });
    invoices::set_settings(app, access, settings, sender).await?;
    invoices::move_number(app, access, Numbering { next }).await
}

async fn save(Posted { visit, form }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    match store(visit.app(), &access, form).await {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => show(&visit, &access, Problems::of(error)?).await,
    }
}

/// `name`, `instructions`, and each use that was ticked.
async fn add_method(Posted { visit, form }: Posted<HashMap<String, String>>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let enabled_for = USES.iter().filter(|name| form.contains_key(**name)).map(|name| (*name).to_owned()).collect();
    let name = form.get("method").cloned().unwrap_or_default();
    let new = NewMethod { name, instructions: form.get("instructions").cloned(), enabled_for };
    match invoices::add_method(visit.app(), &access, new).await {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => show(&visit, &access, Problems::of(error)?).await,
    }
}

async fn remove_method(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let id = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    invoices::remove_method(visit.app(), &access, id).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HERE))
}

fn chart(name: &str) -> Result<Chart, Response> {
    match name {
        "cost_centers" => Ok(Chart::CostCenters),
        "revenue_accounts" => Ok(Chart::RevenueAccounts),
        _ => Err(problem(&Error::NOT_FOUND)),
    }
}

#[derive(Deserialize)]
struct TypedAccount {
    name: String,
    number: String,
}

async fn add_account(Path(name): Path<String>, Posted { visit, form }: Posted<TypedAccount>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let new = NewAccount { name: form.name, number: form.number };
    match invoices::add_account(visit.app(), &access, chart(&name)?, new).await {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => show(&visit, &access, Problems::of(error)?).await,
    }
}

async fn remove_account(Path((name, id)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let id = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    invoices::remove_account(visit.app(), &access, chart(&name)?, id).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HERE))
}

//! One invoice: what stands on it, what came in for it, what happened to it, and what can be done.

use super::history::happened;
use super::sheet::Sheet;
use super::{HERE, id, on_its_way, paid_word, recipient};
use crate::accounts::{Frame, Nothing};
use crate::address::country;
use crate::admins::enter;
use crate::inside::{failure, money};
use crate::language::{self, Text, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::people::day;
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::activities;
use app::invoices::{self, NewRecord, Refund, Reminder};
use app::{Error, FieldError, payments};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::InvoiceId;
use domain::invoices::PaidStatus;
use domain::money::Amount;
use domain::scopes::Scope;
use jiff::civil::Date;
use serde::Deserialize;
use store::invoices::Invoice;
use store::invoices::payments::Record;

/// Entries of the history that are shown.
const SHOWN: u32 = 50;

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/admin/invoices/{id}", get(page))
        .route("/admin/invoices/{id}/send", post(send))
        .route("/admin/invoices/{id}/payments", post(record))
        .route("/admin/invoices/{id}/payments/{record}/delete", post(remove_record))
        .route("/admin/invoices/{id}/refunds", post(refund))
        .route("/admin/invoices/{id}/reminders", post(remind))
        .route("/admin/invoices/{id}/charge", post(charge))
        .route("/admin/invoices/{id}/write_off", post(write_off))
        .route("/admin/invoices/{id}/lock", post(lock))
        .route("/admin/invoices/{id}/unlock", post(unlock))
        .route("/admin/invoices/{id}/delete", post(delete))
}

/// What the forms of the page had in them.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    amount: String,
    paid_on: String,
    method: String,
    note: String,
    to: String,
    subject: String,
    body: String,
}

/// What was tried and did not work.
#[derive(Default)]
pub(super) struct Tried {
    act: &'static str,
    problems: Problems,
    typed: Typed,
}

impl Tried {
    pub fn of(act: &'static str, problems: Problems) -> Self {
        Self { act, problems, typed: Typed::default() }
    }
}

/// Money that came in or went back.
struct Money {
    id: String,
    about: String,
    note: Option<String>,
    refund: bool,
}

struct Method {
    id: String,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "invoices/one.html")]
struct OnePage {
    frame: Frame,
    act: &'static str,
    problems: Problems,
    typed: Typed,
    id: InvoiceId,
    number: String,
    recipient: String,
    address: Vec<String>,
    /// The page of who pays it.
    payer: Option<String>,
    state: Text,
    facts: Vec<(Text, String)>,
    text: Option<String>,
    notes: Option<String>,
    /// The invoice that this one corrects.
    corrects: Option<(String, String)>,
    /// Those that correct this one.
    corrections: Vec<(String, String)>,
    sheet: Sheet,
    left: Option<String>,
    money: Option<Vec<Money>>,
    methods: Vec<Method>,
    history: Vec<(String, String)>,
    reminder: bool,
    locked: bool,
    may: May,
}

/// What can be done with it by who looks.
#[derive(Clone, Copy, Default)]
struct May {
    write: bool,
    record: bool,
    refund: bool,
    charge: bool,
    correct: bool,
    write_off: bool,
    delete: bool,
}

async fn page(Path(text): Path<String>, visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{text}")).await?;
    show(&visit, &access, id(&text)?, Tried::default()).await
}

fn facts(invoice: &Invoice) -> Vec<(Text, String)> {
    let money = |amount| money(amount, invoice.currency);
    let mut facts = vec![
        (t("invoices-of"), language::date(invoice.issued_on)),
        (t("invoices-due"), language::date(invoice.due_on)),
        (t("invoices-sending"), on_its_way(invoice).to_string()),
        (t("invoices-goes-to"), invoice.billing_emails.0.join(", ")),
        (t("invoices-member-number"), invoice.customer_number.clone().unwrap_or_default()),
        (t("invoices-tax-number"), invoice.tax_id.clone().unwrap_or_default()),
        (t("invoices-reminders"), if invoice.reminders_sent > 0 { invoice.reminders_sent.to_string() } else { String::new() }),
        (t("invoices-paid-so-far"), if invoice.paid > Amount::ZERO { money(invoice.paid) } else { String::new() }),
        (t("invoices-paid-on"), invoice.paid_on.map(language::date).unwrap_or_default()),
        (t("invoices-ksef"), invoice.ksef_reference.clone().unwrap_or_default()),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

/// The page of who pays, for who may see it.
fn payer(access: &Access, invoice: &Invoice) -> Option<String> {
    let member = invoice.membership_id.filter(|_| access.is_admin(Scope::ReadMemberships));
    let team = invoice.team_id.filter(|_| access.is_admin(Scope::ReadTeams));
    let page = |kind: &str, id: uuid::Uuid| format!("/admin/{kind}/{}", id.as_simple());
    member.map(|id| page("members", id)).or_else(|| team.map(|id| page("teams", id)))
}

pub(super) async fn show(visit: &Visit, access: &Access, id: InvoiceId, tried: Tried) -> Result<Response, Response> {
    let app = visit.app();
    let invoice = invoices::get(app, access, id).await.map_err(failure)?;
    let (late, open) = (invoice.due_on < access.today(), invoice.paid_status == PaidStatus::Unpaid);
    let reminder = open && late && access.is_admin(Scope::WriteInvoiceReminders);
    let money = moved(visit, access, &invoice).await?;
    let may = may(visit, access, &invoice, money.as_deref()).await?;
    let (typed, methods) = begun(visit, access, &invoice, (reminder, may.record || may.refund), &tried).await?;
    let left = invoice.payable.minus(invoice.paid).unwrap_or_default();
    let corrects = match invoice.corrects_id {
        Some(id) => invoices::some(app, access, vec![InvoiceId(id)]).await.map_err(failure)?.pop(),
        None => None,
    };
    // A correction is not corrected.
    let corrections = match invoice.corrects_id {
        Some(_) => Vec::new(),
        None => invoices::corrections(app, access, id).await.map_err(failure)?,
    };
    let linked = |one: Invoice| (format!("{HERE}/{}", one.id), one.number);
    let (status, frame) = (tried.problems.status(), Frame::of(visit).await?);
    let page = OnePage {
        frame,
        act: tried.act,
        problems: tried.problems,
        typed,
        id,
        number: invoice.number.clone(),
        recipient: recipient(&invoice).to_owned(),
        address: address(&invoice),
        payer: payer(access, &invoice),
        state: paid_word(&invoice, access.today()),
        facts: facts(&invoice),
        text: invoice.invoice_text.clone(),
        notes: invoice.notes.clone(),
        corrects: corrects.map(linked),
        corrections: corrections.into_iter().map(linked).collect(),
        sheet: Sheet::of(&invoice),
        left: (invoice.paid > Amount::ZERO && left > Amount::ZERO).then(|| crate::inside::money(left, invoice.currency)),
        money: money.map(|records| records.iter().map(|record| line(&invoice, record)).collect()),
        methods,
        history: history(visit, access, id).await?,
        reminder,
        locked: invoice.locked_at.is_some(),
        may,
    };
    Ok(visit.page(render(status, &page)))
}

/// The recipient as it is printed.
fn address(invoice: &Invoice) -> Vec<String> {
    let of = &invoice.recipient.0;
    let street = of.in_full().map(|lines| lines.lines().map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
    let named = [of.company.clone(), of.name.clone()].into_iter().flatten();
    named.chain(street).chain(of.country.as_deref().map(country)).collect()
}

fn line(invoice: &Invoice, record: &Record) -> Money {
    let (amount, day, method) = (money(record.amount, invoice.currency), language::date(record.paid_on), &record.method_name);
    let about = if record.refund {
        t("invoices-went-back").with("amount", amount).with("day", day).with("method", method)
    } else {
        t("invoices-came-in").with("amount", amount).with("day", day).with("method", method)
    };
    Money { id: record.id.to_string(), about: about.into(), note: record.note.clone(), refund: record.refund }
}

/// What came in and went back; none for who may not see it.
async fn moved(visit: &Visit, access: &Access, invoice: &Invoice) -> Result<Option<Vec<Record>>, Response> {
    if !access.is_admin(Scope::ReadPaymentRecords) {
        return Ok(None);
    }
    invoices::records(visit.app(), access, invoice.id).await.map(Some).map_err(failure)
}

async fn may(visit: &Visit, access: &Access, invoice: &Invoice, records: Option<&[Record]>) -> Result<May, Response> {
    let write = access.is_admin(Scope::WriteInvoices);
    let open = invoice.paid_status == PaidStatus::Unpaid;
    let sum = |refund| {
        let amounts = records.unwrap_or_default().iter().filter(|one| one.refund == refund).map(|one| one.amount);
        Amount::sum(amounts).unwrap_or_default()
    };
    let charge =
        write && payments::chargeable(visit.app(), access, std::slice::from_ref(invoice)).await.map_err(failure)?.contains(&invoice.id);
    Ok(May {
        write,
        record: records.is_some() && access.is_admin(Scope::WritePaymentRecords) && invoice.paid_status != PaidStatus::Pending,
        refund: access.is_admin(Scope::WritePayments) && sum(false) > sum(true),
        charge,
        correct: write && invoice.corrects_id.is_none(),
        write_off: write && open,
        delete: write && invoice.locked_at.is_none() && records.is_none_or(<[Record]>::is_empty),
    })
}

/// What the forms begin with, and the ways to pay that can be chosen.
async fn begun(
    visit: &Visit,
    access: &Access,
    invoice: &Invoice,
    shown: (bool, bool),
    tried: &Tried,
) -> Result<(Typed, Vec<Method>), Response> {
    let (app, (reminder, paying), mut typed) = (visit.app(), shown, tried.typed.clone());
    if tried.act != "payment" && tried.act != "refund" {
        typed.paid_on = access.today().to_string();
    }
    if reminder && tried.act != "reminder" {
        let words = invoices::reminder(app, access, invoice.id).await.map_err(failure)?;
        (typed.to, typed.subject, typed.body) = (words.to, words.subject, words.body);
    }
    let methods = if paying && access.is_admin(Scope::ReadPaymentMethods) {
        invoices::methods_of(app, access, invoice.id).await.map_err(failure)?
    } else {
        Vec::new()
    };
    let chosen = |id: &str| id == typed.method;
    let methods = methods.into_iter().map(|one| (one.id.to_string(), one.name));
    let methods = methods.map(|(id, name)| Method { chosen: chosen(&id), id, name }).collect();
    Ok((typed, methods))
}

/// What happened to it, the newest first; nothing for who may not see activities.
async fn history(visit: &Visit, access: &Access, id: InvoiceId) -> Result<Vec<(String, String)>, Response> {
    if !access.is_admin(Scope::ReadActivities) {
        return Ok(Vec::new());
    }
    let wanted = activities::Wanted { sources: vec![id.0], last: Some(SHOWN), ..activities::Wanted::default() };
    let found = activities::list(visit.app(), access, wanted).await.map_err(failure)?;
    let entry = |one: &store::activities::Activity| {
        let at = language::moment(access.zone().to_datetime(one.created_at));
        (at, happened(&one.kind))
    };
    Ok(found.iter().map(entry).collect())
}

/// Back to the invoice, or the page with what was wrong.
async fn done(
    visit: &Visit,
    access: &Access,
    id: InvoiceId,
    result: app::Result<()>,
    tried: (&'static str, Typed),
) -> Result<Response, Response> {
    let (act, typed) = tried;
    let problems = match result {
        Ok(()) => return Ok(lead_to(&format!("{HERE}/{id}"))),
        Err(Error::Conflict { message, .. } | Error::Unbookable { message, .. }) => Problems::base_only(message),
        Err(error) => Problems::of(error)?,
    };
    show(visit, access, id, Tried { act, problems, typed }).await
}

async fn send(Path(text): Path<String>, Once(Posted { visit, .. }): Once<Nothing>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let sent = invoices::send(visit.app(), &access, id).await.map(drop);
    done(&visit, &access, id, sent, ("send", Typed::default())).await
}

/// An amount that need not be there.
fn amount(typed: &Typed, wrong: &mut Vec<FieldError>) -> Option<Amount> {
    said(&typed.amount).map(|text| number("amount", &text, "must be an amount, such as 190 or 12.50", wrong))
}

/// What was typed of a payment or a refund.
fn money_typed(typed: &Typed) -> app::Result<(Option<Amount>, Option<Date>, Option<domain::ids::PaymentMethodId>)> {
    let mut wrong = Vec::new();
    let amount = amount(typed, &mut wrong);
    let paid_on = day("paid_at", &typed.paid_on).unwrap_or_else(|bad| {
        wrong.push(bad);
        None
    });
    let method = said(&typed.method).map(|id| id.parse()).transpose().unwrap_or_else(|_| {
        wrong.push(FieldError::field("method", "unknown", "must be chosen"));
        None
    });
    if wrong.is_empty() { Ok((amount, paid_on, method)) } else { Err(Error::Invalid(wrong)) }
}

async fn record(Path(text): Path<String>, Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let noted = match money_typed(&typed) {
        Ok((amount, paid_on, method)) => {
            let paid_on = paid_on.unwrap_or(access.today());
            let new = NewRecord { amount, paid_on, method, method_name: None, note: said(&typed.note) };
            invoices::record(visit.app(), &access, id, new).await.map(drop)
        }
        Err(error) => Err(error),
    };
    done(&visit, &access, id, noted, ("payment", typed)).await
}

async fn remove_record(Path((text, record)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let record = record.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let removed = invoices::remove_record(visit.app(), &access, id, record).await;
    done(&visit, &access, id, removed, ("payments", Typed::default())).await
}

async fn refund(Path(text): Path<String>, Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let back = match money_typed(&typed) {
        Ok((amount, _, method)) => {
            let new = Refund { invoice: id, amount: amount.unwrap_or_default(), method };
            invoices::refund(visit.app(), &access, new).await.map(drop)
        }
        Err(error) => Err(error),
    };
    done(&visit, &access, id, back, ("refund", typed)).await
}

async fn remind(Path(text): Path<String>, Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let Typed { to, subject, body, .. } = typed.clone();
    let sent = invoices::remind(visit.app(), &access, Reminder { invoice: id, to, bcc: None, subject, body }).await;
    done(&visit, &access, id, sent, ("reminder", typed)).await
}

async fn charge(Path(text): Path<String>, Once(Posted { visit, .. }): Once<Nothing>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let begun = payments::charge(visit.app(), vec![(access.clone(), id)]).await;
    done(&visit, &access, id, begun, ("charge", Typed::default())).await
}

async fn write_off(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let given_up = invoices::write_off(visit.app(), &access, id).await.map(drop);
    done(&visit, &access, id, given_up, ("write_off", Typed::default())).await
}

async fn lock(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let locked = invoices::lock(visit.app(), &access, id).await.map(drop);
    done(&visit, &access, id, locked, ("lock", Typed::default())).await
}

async fn unlock(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    let unlocked = invoices::unlock(visit.app(), &access, id).await.map(drop);
    done(&visit, &access, id, unlocked, ("lock", Typed::default())).await
}

async fn delete(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (access, id) = (enter(&visit, HERE).await?, id(&text)?);
    match invoices::delete(visit.app(), &access, id).await {
        Ok(()) => Ok(lead_to(HERE)),
        // A space that deletes none says so on the page, not instead of it.
        Err(Error::Forbidden { code: "deleting_forbidden", message, .. }) => {
            show(&visit, &access, id, Tried::of("delete", Problems::base_only(message))).await
        }
        Err(error) => done(&visit, &access, id, Err(error), ("delete", Typed::default())).await,
    }
}

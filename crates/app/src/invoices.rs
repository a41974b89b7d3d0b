//! Invoices (domain section 13): seen, listed, searched, locked. Making one is in `create`, money in `payments`.

mod archives;
mod create;
mod delete;
mod documents;
mod e_invoices;
mod export;
mod links;
mod payments;
mod reminders;
mod seals;
mod sending;
pub(crate) mod settings;

pub use archives::archive;
pub(crate) use create::write;
pub use create::{Create, For, NewItem, create, preview, write_off};
pub(crate) use create::{Demand, foresee, make};
pub use delete::delete;
pub use documents::{Attached, MOST_BYTES, Payments, Pdf, Reason, attach, linked_pdf, pdf, reasons, ubl};
pub use e_invoices::{Ksef, Making, e_invoice, make as make_e_invoice, request_e_invoice};
pub use export::csv;
pub use links::{Linked, Links, follow};
pub use payments::{
    NewMethod, NewRecord, Refund, USES, add_method, methods, methods_of, record, records, records_in, refund, remove_method, remove_record,
};
pub(crate) use payments::{book, note, settle, told};
pub use reminders::{Reminder, remind, reminder};
pub use seals::{Broken, Verified, seal_earlier, verify};
pub use sending::{enclosed, send};
pub(crate) use sending::{mail_has_left, mail_is_given_up};
pub use settings::{
    NewAccount, Numbering, Settings, accounts, add_account, move_number, remove_account, set_bookkeeping, set_settings, settings,
    settings_for_members,
};

use crate::access::Access;
use crate::resources::Page;
use crate::{App, Error, Event, Result};
use domain::ids::{InvoiceId, MembershipId};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::SpaceTx;
use store::invoices::{self, Debitor, Invoice, Search, Wanted};
use store::resources::Slice;

/// What events of an invoice tell.
pub(crate) fn facts(invoice: &Invoice) -> Value {
    json!({
        "number": invoice.number, "currency": invoice.currency.to_string(), "gross": invoice.gross, "payable": invoice.payable,
        "sent_status": invoice.sent_status.name(), "membership_id": invoice.membership_id.map(|id| id.as_simple().to_string()), "paid_status": invoice.paid_status.name(),
    })
}

/// Who looks at invoices: admins at all of the space, also those of its network; members at their own, unless the space
/// hides them (V24).
fn is_admin(access: &Access) -> bool {
    access.is_network_admin(Scope::ReadInvoices)
}

fn is_own(access: &Access, invoice: &Invoice) -> bool {
    invoice.membership_id.is_some_and(|id| access.members().iter().any(|member| member.id.0 == id))
}

/// One invoice; for admins here and in the network, and for whoever has the membership that pays it.
pub async fn get(app: &App, access: &Access, id: InvoiceId) -> Result<Invoice> {
    let bound = access.clone();
    let found = app.db.read(async move |tx| {
        let mut tx = bound.bind(tx);
        let invoice = invoices::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        Ok::<_, Error>((invoice, settings::of(&mut tx).await?))
    });
    let (mut invoice, settings) = found.await?;
    if is_admin(access) {
        return Ok(invoice);
    }
    if !is_own(access, &invoice) {
        return Err(if access.admin_role().is_some() { Error::scope(Scope::ReadInvoices.name()) } else { Error::NOT_FOUND });
    }
    if settings.settings.0.hidden_from_members {
        return Err(hidden());
    }
    invoice.notes = None;
    Ok(invoice)
}

fn hidden() -> Error {
    Error::forbidden("invoices_hidden", "This space does not show invoices to its members.")
}

/// Part of a list, newest first. For admins here and in the network.
pub async fn list(app: &App, access: &Access, wanted: Wanted, slice: Slice) -> Result<Page<Invoice>> {
    access.require_network_admin(Scope::ReadInvoices)?;
    page(app, access, wanted, slice).await
}

async fn page(app: &App, access: &Access, wanted: Wanted, slice: Slice) -> Result<Page<Invoice>> {
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = invoices::list(&mut access.bind(tx), &wanted, slice.limit, slice.offset).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// The id of an invoice by its id or by the number that people see, for admins who may edit invoices.
pub async fn named(app: &App, access: &Access, name: &str) -> Result<InvoiceId> {
    access.require_admin(Scope::WriteInvoices)?;
    let (access, id, name) = (access.clone(), name.parse::<InvoiceId>().ok(), name.to_owned());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let found = match id {
                Some(id) => invoices::find(&mut tx, id).await?,
                None => invoices::by_number(&mut tx, &name).await?,
            };
            Ok(found.ok_or(Error::NOT_FOUND)?.id)
        })
        .await
}

/// All of the space for admins; for members those of their own memberships (API 1, 4.14). At most `MOST`.
pub async fn visible(app: &App, access: &Access, wanted: Wanted) -> Result<Vec<Invoice>> {
    let slice = Slice { limit: MOST, offset: 0 };
    if is_admin(access) {
        return Ok(page(app, access, wanted, slice).await?.items);
    }
    let bound = access.clone();
    let settings = app.db.read(async move |tx| settings::of(&mut bound.bind(tx)).await).await?;
    if settings.settings.0.hidden_from_members {
        return Err(hidden());
    }
    let mut own = Vec::new();
    for member in access.members() {
        let wanted = Wanted { debitor: Some(Debitor::Membership(member.id.0)), ..wanted.clone() };
        own.extend(page(app, access, wanted, slice).await?.items);
    }
    for invoice in &mut own {
        invoice.notes = None;
    }
    Ok(own)
}

/// How many invoices a list without pages gives at most.
const MOST: i64 = 5_000;

/// Of one membership: for admins, its owner and whoever is in its team (API 1, 4.14).
pub async fn of_membership(app: &App, access: &Access, membership: MembershipId) -> Result<Vec<Invoice>> {
    if !is_admin(access) {
        let bound = access.clone();
        let found = app.db.read(async move |tx| {
            let mut tx = bound.bind(tx);
            Ok::<_, Error>((store::memberships::find(&mut tx, membership).await?, settings::of(&mut tx).await?))
        });
        let (found, settings) = found.await?;
        let team = found.ok_or(Error::NOT_FOUND)?.team();
        let related = |member: &store::access::Member| member.id == membership || (team.is_some() && member.team() == team);
        if !access.members().iter().any(related) {
            return Err(Error::NOT_FOUND);
        }
        if settings.settings.0.hidden_from_members {
            return Err(hidden());
        }
    }
    let wanted = Wanted { debitor: Some(Debitor::Membership(membership.0)), ..Wanted::default() };
    let mut items = page(app, access, wanted, Slice { limit: MOST, offset: 0 }).await?.items;
    if !is_admin(access) {
        for invoice in &mut items {
            invoice.notes = None;
        }
    }
    Ok(items)
}

/// Those with these ids, to be shown beside what they bill; none where the caller is no admin who may see invoices.
pub async fn some(app: &App, access: &Access, ids: Vec<InvoiceId>) -> Result<Vec<Invoice>> {
    if ids.is_empty() || !is_admin(access) {
        return Ok(Vec::new());
    }
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(invoices::some(&mut access.bind(tx), &ids).await?)).await
}

/// The most corrections of an invoice that are shown beside it.
const MOST_CORRECTIONS: i64 = 20;

/// The invoices that correct this one, the first ones first; none where the caller is no admin who may see invoices.
pub async fn corrections(app: &App, access: &Access, id: InvoiceId) -> Result<Vec<Invoice>> {
    if !is_admin(access) {
        return Ok(Vec::new());
    }
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(invoices::corrections(&mut access.bind(tx), id, MOST_CORRECTIONS).await?)).await
}

/// Looks for words in numbers, recipients and items. For admins here and in the network.
pub async fn search(app: &App, access: &Access, search: Search, slice: Slice) -> Result<Page<Invoice>> {
    access.require_network_admin(Scope::ReadInvoices)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = invoices::search(&mut access.bind(tx), &search, slice.limit, slice.offset).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// Whether an e-invoice can be made of it: both sides have a tax id and the recipient an address in parts (V25).
pub fn e_invoicing_ready(invoice: &Invoice) -> bool {
    let (recipient, sender) = (&invoice.recipient.0, &invoice.sender.0);
    let parts = [&recipient.street, &recipient.city, &recipient.post_code, &recipient.country];
    let sender_known = sender.in_full().is_some() && sender.country.is_some() && invoice.sender_tax_id.is_some();
    let german = sender.country.as_deref() != Some("DE") || invoice.sender_tax_id.as_deref().is_some_and(|id| id.starts_with("DE"));
    parts.iter().all(|part| part.is_some()) && invoice.tax_id.is_some() && sender_known && german
}

/// The day from which on an unpaid invoice is late.
pub fn late_before(access: &Access) -> Date {
    access.today()
}

/// Locks an invoice, so that nothing on it changes any more (V18); harmless where it is locked.
pub async fn lock(app: &App, access: &Access, id: InvoiceId) -> Result<Invoice> {
    set_locked(app, access, id, true).await
}

/// Lets an invoice be edited again.
///
/// # Errors
/// [`Error::Conflict`] where it has its final PDF.
pub async fn unlock(app: &App, access: &Access, id: InvoiceId) -> Result<Invoice> {
    set_locked(app, access, id, false).await
}

async fn set_locked(app: &App, access: &Access, id: InvoiceId, locked: bool) -> Result<Invoice> {
    access.require_admin(Scope::WriteInvoices)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let invoice = hold(&mut tx, id).await?;
        if invoice.archived && !locked {
            return Err(Error::conflict("archived", "A final PDF or an e-invoice is attached."));
        }
        if invoice.locked_at.is_some() == locked {
            return Ok(invoice);
        }
        let now = app.clock.now();
        invoices::set_locked(&mut tx, id, locked.then_some(now), now).await?;
        let invoice = hold(&mut tx, id).await?;
        app.emit(&mut tx, Event::UpdatedInvoice, id.0, facts(&invoice)).await?;
        Ok(invoice)
    })
    .await
}

pub(crate) async fn hold(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<Invoice> {
    invoices::hold(tx, id).await?.ok_or(Error::NOT_FOUND)
}

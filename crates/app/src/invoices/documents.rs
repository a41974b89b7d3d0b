//! The documents of invoices: PDFs made when they are asked for, and final ones that are kept (V18).

use super::links::Linked;
use super::{facts, get, hold, sending};
use crate::access::Access;
use crate::{App, Error, Event, FieldError, Result};
use documents::{Language, Logo, Party, Payment};
use domain::ids::{FileId, InvoiceId};
use domain::invoices::{Figures, Item, PaidStatus, Totals, reverse_charge};
use domain::scopes::Scope;
use std::sync::Arc;
use store::invoices::documents::{self as kept, Final};
use store::invoices::{self, Invoice};
use store::spaces::{Address, Space};
use store::{SpaceTx, files, spaces};

/// The most bytes of a PDF that somebody attaches.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// A logo with more pixels is left out: it would take too long to read.
const MOST_PIXELS: u64 = 8_000_000;

/// A file to hand out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    pub name: String,
    pub body: Vec<u8>,
}

/// Whether a PDF tells how to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payments {
    Shown,
    /// For those who make an e-invoice of it elsewhere.
    LeftOut,
}

/// The PDF of an invoice, for who may see the invoice. A final one is given as it is.
pub async fn pdf(app: &App, access: &Access, id: InvoiceId, payments: Payments) -> Result<Pdf> {
    let invoice = get(app, access, id).await?;
    printed(app, access.space(), invoice, payments).await
}

/// The same for whoever has a link to it.
pub async fn linked_pdf(app: &App, access: &Access, Linked(id): Linked, payments: Payments) -> Result<Pdf> {
    let bound = access.clone();
    let invoice = app.db.read(async move |tx| invoices::find(&mut bound.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await?;
    printed(app, access.space(), invoice, payments).await
}

/// What it looks like now, or its final PDF.
pub(super) async fn printed(app: &App, space: &Space, invoice: Invoice, payments: Payments) -> Result<Pdf> {
    let name = file_name(&invoice);
    if invoice.archived {
        let (space, id) = (space.id, invoice.id);
        let body = app.db.read(async move |tx| Ok::<_, Error>(kept::find(&mut SpaceTx::bind(tx, space), id).await?)).await?;
        return Ok(Pdf { name, body: body.ok_or_else(|| Error::internal("the final PDF is not there"))? });
    }
    let sheet = sheet(app, space, invoice, payments).await?;
    let body = app.printer.run(move || documents::pdf(&sheet, None)).await?.map_err(Error::internal)?;
    Ok(Pdf { name, body })
}

/// A line of an invoice, with the reason why it is there; none where somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub description: String,
    /// Net, of the whole line, as people of the language write it.
    pub net: String,
    pub sentence: Option<String>,
}

/// Why the items of an invoice are there, in its language, for who may see the invoice; with its number.
pub async fn reasons(app: &App, access: &Access, id: InvoiceId) -> Result<(String, Vec<Reason>)> {
    let invoice = get(app, access, id).await?;
    let language = Language::of(invoice.printed.0.locale.as_deref().unwrap_or(&access.space().locale));
    let reason = |item: &Item| Reason {
        description: item.description.clone(),
        net: language.money(item.line.net, invoice.currency),
        sentence: item.explanation.as_ref().map(|why| documents::explain(why, language, invoice.currency)),
    };
    Ok((invoice.number.clone(), invoice.items.0.iter().map(reason).collect()))
}

/// The invoice in UBL 2.1 (EN 16931; an XRechnung where all is there that it asks for), for who may see the invoice.
///
/// # Errors
/// [`Error::Invalid`] where the norm has no words for it.
pub async fn ubl(app: &App, access: &Access, id: InvoiceId) -> Result<Pdf> {
    let invoice = get(app, access, id).await?;
    let name = file_name(&invoice).replace(".pdf", ".xml");
    let sheet = sheet(app, access.space(), invoice, Payments::Shown).await?;
    let body = documents::ubl(&sheet).map_err(Error::internal)?.map_err(super::e_invoices::unfit)?;
    Ok(Pdf { name, body })
}

/// The number, without what files cannot be called.
fn file_name(invoice: &Invoice) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') { letter } else { '-' };
    format!("{}.pdf", invoice.number.chars().map(plain).collect::<String>().trim_start_matches('.'))
}

/// What else is read to print an invoice.
struct Around {
    corrects: Option<String>,
    logo: Option<Logo>,
    phone: Option<String>,
}

async fn around(app: &App, space: &Space, invoice: &Invoice) -> Result<Around> {
    let ours = format!("{}/files/", app.hosts.at(&space.subdomain));
    let (id, corrects) = (space.id, invoice.corrects_id.map(InvoiceId));
    app.db
        .read(async move |tx| {
            let (logo, phone) = spaces::profile(tx, id).await?.map(|profile| (profile.logo, profile.phone)).unwrap_or_default();
            let logo = logo.as_deref().and_then(|url| url.strip_prefix(&ours)?.parse::<FileId>().ok());
            let mut tx = SpaceTx::bind(tx, id);
            let logo = match logo {
                Some(logo) => files::find(&mut tx, logo).await?,
                None => None,
            };
            let small =
                |file: &files::File| u64::from(file.width.unwrap_or_default()) * u64::from(file.height.unwrap_or_default()) <= MOST_PIXELS;
            let logo = logo.filter(small).map(|files::File { content_type, body, .. }| Logo { content_type, body });
            let corrects = match corrects {
                Some(corrects) => invoices::find(&mut tx, corrects).await?.map(|invoice| invoice.number),
                None => None,
            };
            Ok(Around { corrects, logo, phone })
        })
        .await
}

/// The invoice as it is printed.
pub(super) async fn sheet(app: &App, space: &Space, invoice: Invoice, payments: Payments) -> Result<documents::Invoice> {
    let Around { corrects, logo, phone } = around(app, space, &invoice).await?;
    let (sender, recipient, printed) = (invoice.sender.0, invoice.recipient.0, invoice.printed.0);
    let reverse_charge =
        reverse_charge(&invoice.items.0, sender.country.as_deref(), recipient.country.as_deref(), invoice.tax_id.as_deref());
    let open = matches!(invoice.paid_status, PaidStatus::Unpaid | PaidStatus::Pending);
    let payment = Payment { bank: printed.bank.filter(|_| open), received: invoice.paid, paid_on: invoice.paid_on };
    Ok(documents::Invoice {
        language: Language::of(printed.locale.as_deref().unwrap_or(&space.locale)),
        number: invoice.number,
        issued_on: invoice.issued_on,
        due_on: invoice.due_on,
        made_at: invoice.created_at,
        // An invoice that is gone since then had a number all the same; the id is the last to know of it.
        corrects: corrects.or(invoice.corrects_id.map(|id| id.as_simple().to_string())),
        sender: Party { email: Some(space.email.clone()), phone, ..party(sender, invoice.sender_tax_id) },
        recipient: Party { email: invoice.billing_emails.0.into_iter().next(), ..party(recipient, invoice.tax_id) },
        customer_number: invoice.customer_number,
        tax_id_name: invoice.tax_id_name,
        figures: Figures { currency: invoice.currency, display: invoice.price_display },
        items: invoice.items.0,
        totals: Totals { net: invoice.net, gross: invoice.gross, taxes: invoice.taxes.0, payable: invoice.payable },
        text: invoice.invoice_text,
        tax_note: printed.tax_note,
        reverse_charge,
        payment: (payments == Payments::Shown).then_some(payment),
        ksef: invoice.ksef_reference,
        logo,
    })
}

fn party(address: Address, tax_id: Option<String>) -> Party {
    let lines = address.in_full().map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default();
    let Address { name, company, street, post_code, city, state, country, .. } = address;
    Party { name, company, lines, street, post_code, city, state, country, tax_id, email: None, phone: None }
}

/// A PDF that was made elsewhere.
#[derive(Clone, Debug)]
pub struct Attached {
    pub body: Vec<u8>,
    pub e_invoice: bool,
    pub standard: Option<String>,
}

/// Keeps a PDF as the final one of a locked invoice. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] where it is none, [`Error::Conflict`] where the invoice is not locked or has one.
pub async fn attach(app: &App, access: &Access, id: InvoiceId, new: Attached) -> Result<Invoice> {
    access.require_admin(Scope::WriteInvoices)?;
    let Attached { body, e_invoice, mut standard } = new;
    if !is_pdf(&body) {
        return Err(FieldError::field("pdf", "not_a_pdf", "must be a PDF").into());
    }
    if body.len() > MOST_BYTES {
        return Err(FieldError::field("pdf", "too_large", "must not be larger than 10 MiB").into());
    }
    let mut check = crate::memberships::person::Checker::default();
    check.line("eInvoiceStandard", &mut standard);
    check.done(())?;
    let fits = |invoice: &Invoice| match invoice.locked_at {
        Some(_) => Ok(()),
        None => Err(Error::conflict("not_locked", "The invoice must be locked first.")),
    };
    archive(app, access.shared_space(), id, Final { body, e_invoice, standard, ksef: None }, fits).await
}

/// Its first and last words say so.
fn is_pdf(body: &[u8]) -> bool {
    let end = body.get(body.len().saturating_sub(1024)..).unwrap_or_default();
    body.starts_with(b"%PDF-") && end.windows(5).any(|window| window == b"%%EOF")
}

/// Keeps the final PDF, and has the invoice sent if that was waited for.
pub(super) async fn archive(
    app: &App,
    space: Arc<Space>,
    id: InvoiceId,
    new: Final,
    fits: impl Fn(&Invoice) -> Result<()> + Send + Sync + 'static,
) -> Result<Invoice> {
    let app = app.clone();
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = SpaceTx::bind(tx, space.id);
        let invoice = hold(&mut tx, id).await?;
        if invoice.archived {
            return Err(has_one());
        }
        fits(&invoice)?;
        kept::insert(&mut tx, id, new.clone(), app.clock.now()).await?;
        sending::pdf_is_there(&app, &mut tx, &space, &invoice).await?;
        let invoice = hold(&mut tx, id).await?;
        app.emit(&mut tx, Event::UpdatedInvoice, id.0, facts(&invoice)).await?;
        Ok(invoice)
    })
    .await
}

pub(super) fn has_one() -> Error {
    Error::conflict("archived", "The invoice has its final PDF, which never changes.")
}

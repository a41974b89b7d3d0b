//! Invoices of a space.

mod documents;
mod input;
mod lists;
mod resource;

use super::resources::{slice, total};
use crate::access::{LinkedAccess, Of, SpaceAccess, UserAccess};
use crate::downloads::Pdf;
use crate::error::Error;
use crate::input::{Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadInvoices, ReadPaymentMethods, WriteInvoices};
use crate::style::JsonApi;
use crate::v2::payment_methods;
use crate::v2::{Body, Collection, Created, Document, Invoices, Link as _, NoContent, PaymentMethods};
use app::App;
use app::access::{Access, Place};
use app::invoices::{self, Links};
use documents::{AttachPdf, EInvoiceBody, PdfQuery};
use domain::ids::{InvoiceId, SpaceId};
use input::{CreateInvoice, CreateLinks};
use jsonapi::{New, Resource};
use lists::{ListInvoices, SearchInvoices};
pub(super) use resource::resource;
use store::invoices::Invoice;

/// Bytes of an upload: the PDF, and the form around it.
const UPLOAD: usize = invoices::MOST_BYTES + (64 << 10);
const ADMINS: &str = "**Access**: admins of the space.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Invoice");
    api.post("post-invoices", "/invoices", create, "Create an invoice").about(
        "Any items, for a membership, a team, a contact or only an address, with the next number of the space. \
         Without `taxes` an item has those of the space, at rate 0 for who is not charged any.\n\n\
         `correctedInvoice` makes a correction; `writeOffCorrectedInvoice` writes the other one off.\n\n**Access**: admins of the space.",
    );
    api.get("get-invoice", "/invoices/{id}", get, "Single invoice").about(
        "Members see theirs without `notes`, unless the space hides invoices.\n\n\
         **Access**: admins of the space or of a space in its network, and whoever has the membership that pays the invoice.",
    );
    api.get("get-invoice-pdf", "/invoices/{id}.pdf", pdf, "Single invoice PDF").about(
        "A PDF/A-3, made as it is asked for, or the final one where the invoice has one. The `pdf.url` of an invoice leads here with a \
         `token`, which works for ten minutes without any other authentication.\n\n\
         **Access**: admins of the space or of a space in its network, whoever has the membership that pays the invoice, and whoever has \
         the `token`.",
    );
    api.post("attach-invoice-pdf", "/invoices/{id}/pdf", attach, "Attach PDF to invoice")
        .about(
            "It is the final one from then on, in place of ours: an e-invoice that was made elsewhere, for example. An invoice that waits \
             for its PDF to be sent is sent with it.\n\n**Access**: admins of the space.",
        )
        .body_limit(UPLOAD)
        .refuses(409, "The invoice is not locked, or has its final PDF.");
    api.post("create-e-invoice", "/invoices/{id}/e_invoice", create_e_invoice, "Create an e-invoice for invoice")
        .about(
            "Locks the invoice and makes its final PDF: a ZUGFeRD (Factur-X) document, with XML after EN 16931 inside. Where something is \
             missing for that (`eInvoicingReady`), nothing is changed. Of new invoices in Germany it is made without being asked for.\n\n\
             An invoice from Poland is made in KSeF: the number and the time that it gave are kept and printed.\n\n\
             **Access**: admins of the space.",
        )
        .refuses(409, "The invoice has its final PDF.");
    api.get("get-space-invoices", "/spaces/{spaceId}/invoices", list, "Invoices of a space")
        .about("Newest first. A range of days, a debitor or a status; `paidStatus` stands alone.\n\n**Access**: admins of the space or of a space in its network.");
    api.get("search-space-invoices", "/spaces/{spaceId}/invoices/search", search, "Search invoices")
        .about("Each word must be found in number, recipient or items. `late` is unpaid past its reminder.\n\n**Access**: admins of the space or of a space in its network.");
    api.post("lock-invoice", "/invoices/{id}/lock", lock, "Lock an invoice")
        .about("Nothing on it changes any more.\n\n**Access**: admins of the space.");
    api.delete("unlock-invoice", "/invoices/{id}/lock", unlock, "Unlock an invoice")
        .about(ADMINS)
        .refuses(409, "A final PDF or an e-invoice is attached.");
    api.delete("delete-invoice", "/invoices/{id}", delete, "Delete an invoice")
        .about(
            "An addition of our own, for spaces that delete invoices (`SUBDOMAIN/admin/invoicing`; not usual in the European Union). Its \
             number stays unused. What was used and stood on it is billed again, fees are not.\n\n**Access**: admins of the space.",
        )
        .refuses(409, "The invoice is locked, being sent or corrected, or there are payments of it.");
    api.post("request-e-invoice", "/invoices/{id}/e_invoice_request", request_e_invoice, "Ask for an e-invoice")
        .about(
            "An addition of our own. Locks the invoice and tells everybody who listens (`requested_e_invoice`): a service that makes \
             e-invoices elsewhere attaches its PDF, or the number of KSeF. In spaces outside of Poland it is made here in a moment, unless \
             somebody was faster.\n\n**Access**: admins of the space.",
        )
        .refuses(409, "The invoice has its final PDF.")
        .refuses(422, "The e-invoice lacks something: a tax id, or a part of an address.");
    api.get("get-invoice-payment-methods", "/invoices/{id}/payment_methods", methods, "Payment methods of an invoice")
        .about("What it was paid with, and what members of the space may pay with.\n\n**Access**: admins of the space.");
}

/// As they are shown, with which of them can be charged.
pub(super) async fn shown(app: &App, access: &Access, found: Vec<Invoice>) -> Result<Vec<Resource<Invoices>>, Error> {
    let (links, chargeable) = (Links::new(app).await?, app::payments::chargeable(app, access, &found).await?);
    let one = |invoice: Invoice| {
        let can_charge = chargeable.contains(&invoice.id);
        resource(app, access, Some(&links), invoice, can_charge)
    };
    found.into_iter().map(one).collect()
}

async fn document<const CODE: u16>(app: &App, access: &Access, invoice: Invoice) -> Result<Document<Invoices, CODE>, Error> {
    let shown = shown(app, access, vec![invoice]).await?;
    Ok(Document::new(shown.first().ok_or(Error::NOT_FOUND)?))
}

async fn create(
    access: UserAccess<WriteInvoices>,
    Body(new): Body<New<Invoices, CreateInvoice, CreateLinks>>,
) -> Result<Created<Invoices>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let access = access.enter(Place::Space(space)).await.map_err(|error| super::event_attendances::at_link(error, "space"))?;
    let wish = input::read(new.attributes, new.relationships)?;
    let invoice = invoices::create(access.app(), &access, wish).await?;
    document(access.app(), &access, invoice).await
}

async fn get(access: SpaceAccess<ReadInvoices, Of<Invoices>>, Id(id): Id<InvoiceId>) -> Result<Document<Invoices>, Error> {
    let invoice = invoices::get(access.app(), &access, id).await?;
    document(access.app(), &access, invoice).await
}

async fn list(
    access: SpaceAccess<ReadInvoices>,
    Id(_): Id<SpaceId>,
    Query(query): Query<ListInvoices>,
    Page(page): Page,
) -> Result<Collection<Invoices>, Error> {
    let found = invoices::list(access.app(), &access, query.wanted()?, slice(page)).await?;
    let shown = shown(access.app(), &access, found.items).await?;
    Ok(Collection::new(shown, page, total(found.total)))
}

async fn search(
    access: SpaceAccess<ReadInvoices>,
    Id(_): Id<SpaceId>,
    Query(query): Query<SearchInvoices>,
    Page(page): Page,
) -> Result<Collection<Invoices>, Error> {
    let wanted = query.wanted(invoices::late_before(&access));
    let found = invoices::search(access.app(), &access, wanted, slice(page)).await?;
    let shown = shown(access.app(), &access, found.items).await?;
    Ok(Collection::new(shown, page, total(found.total)))
}

async fn pdf(access: LinkedAccess<ReadInvoices>, Id(id): Id<InvoiceId>, Query(query): Query<PdfQuery>) -> Result<Pdf, Error> {
    let (app, payments) = (access.app(), query.payments());
    Ok(Pdf(match access.linked() {
        Some(linked) => invoices::linked_pdf(app, access.access(), linked, payments).await?,
        None => invoices::pdf(app, access.access(), id, payments).await?,
    }))
}

async fn attach(
    access: SpaceAccess<WriteInvoices, Of<Invoices>>,
    Id(id): Id<InvoiceId>,
    AttachPdf(new): AttachPdf,
) -> Result<Document<Invoices>, Error> {
    let invoice = invoices::attach(access.app(), &access, id, new).await?;
    document(access.app(), &access, invoice).await
}

async fn create_e_invoice(
    access: SpaceAccess<WriteInvoices, Of<Invoices>>,
    Id(id): Id<InvoiceId>,
    EInvoiceBody(ksef): EInvoiceBody,
) -> Result<Document<Invoices>, Error> {
    let invoice = invoices::e_invoice(access.app(), &access, id, ksef).await.map_err(documents::placed)?;
    document(access.app(), &access, invoice).await
}

async fn lock(access: SpaceAccess<WriteInvoices, Of<Invoices>>, Id(id): Id<InvoiceId>) -> Result<Document<Invoices>, Error> {
    let invoice = invoices::lock(access.app(), &access, id).await?;
    document(access.app(), &access, invoice).await
}

async fn unlock(access: SpaceAccess<WriteInvoices, Of<Invoices>>, Id(id): Id<InvoiceId>) -> Result<Document<Invoices>, Error> {
    let invoice = invoices::unlock(access.app(), &access, id).await?;
    document(access.app(), &access, invoice).await
}

async fn delete(access: SpaceAccess<WriteInvoices, Of<Invoices>>, Id(id): Id<InvoiceId>) -> Result<NoContent, Error> {
    invoices::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

async fn request_e_invoice(
    access: SpaceAccess<WriteInvoices, Of<Invoices>>,
    Id(id): Id<InvoiceId>,
) -> Result<Document<Invoices, 202>, Error> {
    let invoice = invoices::request_e_invoice(access.app(), &access, id).await?;
    document(access.app(), &access, invoice).await
}

async fn methods(
    access: SpaceAccess<ReadPaymentMethods, Of<Invoices>>,
    Id(id): Id<InvoiceId>,
    Page(page): Page,
) -> Result<Collection<PaymentMethods>, Error> {
    let found = invoices::methods_of(access.app(), &access, id).await?;
    Ok(Collection::of(found, page, |method| payment_methods::resource(access.space_id(), method, None)))
}

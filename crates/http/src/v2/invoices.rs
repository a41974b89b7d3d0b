//! Invoices of a space.

mod input;
mod lists;
mod resource;

use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess, UserAccess};
use crate::error::Error;
use crate::input::{Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadInvoices, ReadPaymentMethods, WriteInvoices};
use crate::style::JsonApi;
use crate::v2::payment_methods;
use crate::v2::{Body, Collection, Created, Document, Invoices, Link as _, PaymentMethods};
use app::access::Place;
use app::invoices;
use domain::ids::{InvoiceId, SpaceId};
use input::{CreateInvoice, CreateLinks};
use jsonapi::New;
use lists::{ListInvoices, SearchInvoices};
pub(super) use resource::resource;

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
    api.get("get-space-invoices", "/spaces/{spaceId}/invoices", list, "Invoices of a space")
        .about("Newest first. A range of days, a debitor or a status; `paidStatus` stands alone.\n\n**Access**: admins of the space or of a space in its network.");
    api.get("search-space-invoices", "/spaces/{spaceId}/invoices/search", search, "Search invoices")
        .about("Each word must be found in number, recipient or items. `late` is unpaid past its reminder.\n\n**Access**: admins of the space or of a space in its network.");
    api.post("lock-invoice", "/invoices/{id}/lock", lock, "Lock an invoice")
        .about("Nothing on it changes any more.\n\n**Access**: admins of the space.");
    api.delete("unlock-invoice", "/invoices/{id}/lock", unlock, "Unlock an invoice")
        .about(ADMINS)
        .refuses(409, "A final PDF or an e-invoice is attached.");
    api.get("get-invoice-payment-methods", "/invoices/{id}/payment_methods", methods, "Payment methods of an invoice")
        .about("What it was paid with, and what members of the space may pay with.\n\n**Access**: admins of the space.");
}

async fn create(
    access: UserAccess<WriteInvoices>,
    Body(new): Body<New<Invoices, CreateInvoice, CreateLinks>>,
) -> Result<Created<Invoices>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let access = access.enter(Place::Space(space)).await.map_err(|error| super::event_attendances::at_link(error, "space"))?;
    let wish = input::read(new.attributes, new.relationships)?;
    let invoice = invoices::create(access.app(), &access, wish).await?;
    Ok(Document::new(&resource(access.app(), &access, invoice)?))
}

async fn get(access: SpaceAccess<ReadInvoices, Of<Invoices>>, Id(id): Id<InvoiceId>) -> Result<Document<Invoices>, Error> {
    let invoice = invoices::get(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.app(), &access, invoice)?))
}

async fn list(
    access: SpaceAccess<ReadInvoices>,
    Id(_): Id<SpaceId>,
    Query(query): Query<ListInvoices>,
    Page(page): Page,
) -> Result<Collection<Invoices>, Error> {
    let found = invoices::list(access.app(), &access, query.wanted()?, slice(page)).await?;
    let shown = found.items.into_iter().map(|invoice| resource(access.app(), &access, invoice)).collect::<Result<Vec<_>, _>>()?;
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
    let shown = found.items.into_iter().map(|invoice| resource(access.app(), &access, invoice)).collect::<Result<Vec<_>, _>>()?;
    Ok(Collection::new(shown, page, total(found.total)))
}

async fn lock(access: SpaceAccess<WriteInvoices, Of<Invoices>>, Id(id): Id<InvoiceId>) -> Result<Document<Invoices>, Error> {
    let invoice = invoices::lock(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.app(), &access, invoice)?))
}

async fn unlock(access: SpaceAccess<WriteInvoices, Of<Invoices>>, Id(id): Id<InvoiceId>) -> Result<Document<Invoices>, Error> {
    let invoice = invoices::unlock(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.app(), &access, invoice)?))
}

async fn methods(
    access: SpaceAccess<ReadPaymentMethods, Of<Invoices>>,
    Id(id): Id<InvoiceId>,
    Page(page): Page,
) -> Result<Collection<PaymentMethods>, Error> {
    let found = invoices::methods_of(access.app(), &access, id).await?;
    Ok(Collection::of(found, page, |method| payment_methods::resource(access.space_id(), method)))
}

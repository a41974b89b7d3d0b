//! Invoices to come.

use super::invoices::resource;
use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::{Day, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadInvoices;
use crate::style::JsonApi;
use crate::v2::{Invoices, OpenCollection};
use app::billing::{self, By, Wanted};
use domain::ids::SpaceId;
use schemars::JsonSchema;
use serde::Deserialize;

/// Foreseeing an invoice costs as much as making one.
const MOST: u32 = 10;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Invoice");
    api.get("get-space-membership-invoice-previews", "/spaces/{spaceId}/invoice_previews", list, "Invoices to come").about(
        "What would be invoiced to members on the days to come, with all bookings and charges that are known now. They have neither \
         a number nor an id that lasts.\n\nAt most ten on a page, and nobody counts the pages: follow `next` until it is null.\n\n\
         **Access**: admins of the space.",
    );
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum DateField {
    /// When it is due.
    DueDate,
    /// When it is made.
    #[default]
    InvoiceDate,
}

#[derive(Deserialize, JsonSchema)]
struct ListPreviews {
    /// The first day, not one that is past.
    #[serde(rename = "filter[from]")]
    from: Day,
    /// The last day.
    #[serde(rename = "filter[to]")]
    to: Day,
    /// Which day of the invoices must be within the timespan.
    #[serde(rename = "filter[dateFilterField]", default)]
    field: DateField,
}

async fn list(
    access: SpaceAccess<ReadInvoices>,
    Id(_): Id<SpaceId>,
    Query(query): Query<ListPreviews>,
    Page(page): Page,
) -> Result<OpenCollection<Invoices>, Error> {
    let by = match query.field {
        DateField::DueDate => By::DueDate,
        DateField::InvoiceDate => By::InvoiceDate,
    };
    let page = jsonapi::Page { size: page.size.min(MOST), ..page };
    let wanted = Wanted { from: query.from.0, to: query.to.0, by };
    let found = billing::preview(access.app(), &access, wanted, super::resources::slice(page)).await?;
    let shown =
        found.invoices.into_iter().map(|invoice| resource(access.app(), &access, None, invoice, false)).collect::<Result<Vec<_>, _>>()?;
    Ok(OpenCollection::new(shown, page, found.more))
}

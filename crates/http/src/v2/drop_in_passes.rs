//! Passes for visitors, sold for a day.

mod purchases;
mod templates;

use super::buyers::in_full;
use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess};
use crate::error::Error;
use crate::input::{Day, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadDropInPasses, WriteDropInPasses};
use crate::style::JsonApi;
use crate::v2::prices::Price;
use crate::v2::resources::{Window, windows};
use crate::v2::{Collection, Contacts, Document, DropInPassPurchases, DropInPassTemplates, DropInPasses, Invoices, Spaces};
use app::{FieldError, drop_in_passes};
use domain::drop_in_passes::PassStatus;
use domain::ids::{DropInPassId, SpaceId};
use domain::money::Amount;
use jsonapi::{Entity, Many, One, OneOrNull, Resource, many, one, one_or_null};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::drop_in_passes::Pass;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Drop-in pass");
    templates::operations(api);
    purchases::operations(api);
    api.get("get-drop-in-pass", "/drop_in_passes/{id}", get, "Single drop-in pass").about("**Access**: admins of the space.");
    api.get("list-space-drop-in-passes", "/spaces/{spaceId}/drop_in_passes", list, "Drop-in passes of a space")
        .about("Those that are valid on a day of the range, both ends included, canceled ones too.\n\n**Access**: admins of the space.");
    api.post("drop-in-pass-cancellation", "/drop_in_passes/{id}/cancellation", cancel, "Cancel drop-in pass")
        .about("The visitor gets a mail, and the place can be sold again.\n\n**Access**: admins of the space.")
        .refuses(409, "The pass is canceled already.");
}

async fn get(access: SpaceAccess<ReadDropInPasses, Of<DropInPasses>>, Id(id): Id<DropInPassId>) -> Result<Document<DropInPasses>, Error> {
    Ok(Document::new(&resource(access.space(), drop_in_passes::get(access.app(), &access, id).await?)?))
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum SortOrder {
    #[default]
    Asc,
    Desc,
}

#[derive(Deserialize, JsonSchema)]
struct Days {
    /// The first day.
    #[serde(rename = "filter[valid_on_from]")]
    from: Day,
    /// The last day.
    #[serde(rename = "filter[valid_on_to]")]
    to: Day,
    /// By the day.
    #[serde(rename = "filter[sortOrder]", default)]
    order: SortOrder,
}

async fn list(
    access: SpaceAccess<ReadDropInPasses>,
    Id(_): Id<SpaceId>,
    Query(days): Query<Days>,
    Page(page): Page,
) -> Result<Collection<DropInPasses>, Error> {
    if days.to.0 < days.from.0 {
        return Err(FieldError::parameter("filter[valid_on_to]", "before_from", "must not be before the first day").into());
    }
    let descending = days.order == SortOrder::Desc;
    let found = drop_in_passes::list(access.app(), &access, (days.from.0, days.to.0), descending, slice(page)).await?;
    let shown = found.items.into_iter().map(|pass| resource(access.space(), pass)).collect::<Result<Vec<_>, _>>()?;
    Ok(Collection::new(shown, page, total(found.total)))
}

async fn cancel(
    access: SpaceAccess<WriteDropInPasses, Of<DropInPasses>>,
    Id(id): Id<DropInPassId>,
) -> Result<Document<DropInPasses>, Error> {
    Ok(Document::new(&resource(access.space(), drop_in_passes::cancel(access.app(), &access, id).await?)?))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum StatusName {
    Confirmed,
    Canceled,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "dropInPassAttributes")]
pub struct PassAttributes {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    price: Price,
    comments: Option<String>,
    tax_id: Option<String>,
    billing_address: Billing,
    valid_on: Day,
    onboarding_instructions: Option<String>,
    time_availability: Vec<Window>,
    status: StatusName,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct Billing {
    name: Option<String>,
    company: Option<String>,
    full_address: String,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "dropInPassRelationships")]
pub struct PassRelationships {
    space: One<Spaces>,
    drop_in_pass_template: OneOrNull<DropInPassTemplates>,
    invoices: Many<Invoices>,
    contact: OneOrNull<Contacts>,
    drop_in_pass_purchase: OneOrNull<DropInPassPurchases>,
}

impl Entity for DropInPasses {
    type Attributes = PassAttributes;
    type Relationships = PassRelationships;
}

fn resource(space: &Space, pass: Pass) -> Result<Resource<DropInPasses>, Error> {
    let price = Price::of(Amount(pass.price), &pass.taxes.0, space.price_display, pass.currency)?;
    let address = &pass.address.0;
    let attributes = PassAttributes {
        name: pass.name,
        email: Some(pass.email),
        phone: pass.phone,
        price,
        comments: pass.comments,
        tax_id: pass.tax_id,
        billing_address: Billing {
            name: Some(address.name.clone().unwrap_or(pass.buyer)),
            company: address.company.clone().or(pass.company),
            full_address: in_full(address),
        },
        valid_on: pass.valid_on.into(),
        onboarding_instructions: pass.onboarding_instructions,
        time_availability: windows(&pass.times.0.0),
        status: match pass.status {
            PassStatus::Confirmed => StatusName::Confirmed,
            PassStatus::Canceled => StatusName::Canceled,
        },
    };
    let links = PassRelationships {
        space: one(space.id),
        drop_in_pass_template: one_or_null(Some(pass.template_id)),
        invoices: many(Vec::<domain::ids::InvoiceId>::new()), // none are written for passes yet
        contact: one_or_null(Some(pass.contact_id)),
        drop_in_pass_purchase: one_or_null(Some(pass.purchase_id)),
    };
    Ok(Resource::new(pass.id, attributes, links))
}

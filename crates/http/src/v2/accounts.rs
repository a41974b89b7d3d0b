//! Where operators book what they sell: cost centers and revenue accounts.

use super::resources::{slice, total};
use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::{Id, Page};
use crate::operation::Api;
use crate::scopes::{ReadCostCenters, ReadRevenueAccounts};
use crate::style::JsonApi;
use crate::v2::{Collection, CostCenters, RevenueAccounts, Spaces};
use app::invoices;
use domain::ids::SpaceId;
use jsonapi::{Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::Serialize;
use store::invoices::settings::Chart;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Cost Center");
    api.get("list-space-cost-centers", "/spaces/{spaceId}/cost_centers", cost_centers, "Cost centers of a space")
        .about("By number.\n\n**Access**: admins of the space.");
    api.tag("Revenue Account");
    api.get("list-space-revenue-accounts", "/spaces/{spaceId}/revenue_accounts", revenue_accounts, "Revenue accounts of a space")
        .about("By number.\n\n**Access**: admins of the space.");
}

async fn cost_centers(
    access: SpaceAccess<ReadCostCenters>,
    Id(_): Id<SpaceId>,
    Page(page): Page,
) -> Result<Collection<CostCenters>, Error> {
    let found = invoices::accounts(access.app(), &access, Chart::CostCenters, slice(page)).await?;
    let shown = found.items.into_iter().map(|one_of| Resource::new(one_of.id, AccountAttributes::from(one_of), links(access.space_id())));
    Ok(Collection::new(shown.collect::<Vec<_>>(), page, total(found.total)))
}

async fn revenue_accounts(
    access: SpaceAccess<ReadRevenueAccounts>,
    Id(_): Id<SpaceId>,
    Page(page): Page,
) -> Result<Collection<RevenueAccounts>, Error> {
    let found = invoices::accounts(access.app(), &access, Chart::RevenueAccounts, slice(page)).await?;
    let shown = found.items.into_iter().map(|one_of| Resource::new(one_of.id, AccountAttributes::from(one_of), links(access.space_id())));
    Ok(Collection::new(shown.collect::<Vec<_>>(), page, total(found.total)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "accountAttributes")]
pub struct AccountAttributes {
    name: String,
    number: String,
}
impl From<store::invoices::settings::Account> for AccountAttributes {
    fn from(account: store::invoices::settings::Account) -> Self {
        Self { name: account.name, number: account.number }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "accountRelationships")]
pub struct AccountRelationships {
    space: One<Spaces>,
}
fn links(space: SpaceId) -> AccountRelationships {
    AccountRelationships { space: one(space) }
}

impl Entity for CostCenters {
    type Attributes = AccountAttributes;
    type Relationships = AccountRelationships;
}
impl Entity for RevenueAccounts {
    type Attributes = AccountAttributes;
    type Relationships = AccountRelationships;
}

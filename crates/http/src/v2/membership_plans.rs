//! The plans that members had, have and will have.

use super::memberships::{Window, slice, total};
use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::{Day, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadMemberships;
use crate::style::JsonApi;
use crate::v2::{Collection, MembershipPlans, Memberships};
use app::memberships;
use domain::money::{Amount, Currency};
use domain::plans::PlanExtra;
use domain::taxes::{self, Tax};
use jsonapi::{Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::Serialize;
use store::membership_plans::Copy;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Membership Plan");
    api.get("get-space-membership-plans", "/spaces/{spaceId}/membership_plans", list, "Plans that members of a space were on")
        .about("**Access**: admins of the space or of any space in its network. A flat list: each plan says whose it was and when.");
}

async fn list(
    access: SpaceAccess<ReadMemberships>,
    Query(window): Query<Window>,
    Page(page): Page,
) -> Result<Collection<MembershipPlans>, Error> {
    let (limit, offset) = slice(page);
    let (found, rows) = memberships::plan_page(access.app(), &access, window.into(), limit, offset).await?;
    let resources = found.iter().map(|copy| resource(access.space(), copy)).collect::<Result<Vec<_>, _>>()?;
    Ok(Collection::new(resources, page, total(rows)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "membershipPlanAttributes")]
pub struct MembershipPlanAttributes {
    accounting_code: Option<String>,
    /// The last day the plan was active.
    canceled_at: Option<Day>,
    /// Months that are billed at once.
    #[schemars(range(min = 1))]
    cycle_duration: u8,
    description: Option<String>,
    extras: Vec<ExtraAttributes>,
    name: String,
    price_per_cycle: Price,
    starts_at: Day,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "membershipPlanExtra")]
pub struct ExtraAttributes {
    accounting_code: Option<String>,
    #[schemars(range(min = 1))]
    cycle_duration: u8,
    name: String,
    price_per_cycle: Price,
}

/// Net, gross and all taxes.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "membershipPlanPrice")]
pub struct Price {
    net: String,
    gross: String,
    currency: String,
    taxes: Vec<TaxAttributes>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "membershipPlanTax")]
pub struct TaxAttributes {
    name: String,
    rate: String,
    amount: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "membershipPlanRelationships")]
pub struct MembershipPlanRelationships {
    membership: One<Memberships>,
}

impl Entity for MembershipPlans {
    type Attributes = MembershipPlanAttributes;
    type Relationships = MembershipPlanRelationships;
}

fn price(space: &Space, net: Amount, own: Option<&Tax>, currency: Currency) -> Result<Price, Error> {
    let taxes = taxes::applicable(&space.taxes.0, own, space.settings.0.multiple_tax_rates, true);
    let price = taxes::price(net, &taxes, space.price_display, currency).map_err(app::Error::internal)?;
    let tax = |tax: taxes::TaxAmount| TaxAttributes { name: tax.tax.name, rate: tax.tax.rate.to_string(), amount: tax.amount.to_string() };
    let taxes = price.taxes.into_iter().map(tax).collect();
    Ok(Price { net: price.net.to_string(), gross: price.gross.to_string(), currency: currency.to_string(), taxes })
}

fn resource(space: &Space, copy: &Copy) -> Result<Resource<MembershipPlans>, Error> {
    let terms = &copy.terms.0;
    let extra = |extra: &PlanExtra| {
        Ok::<_, Error>(ExtraAttributes {
            accounting_code: extra.accounting_code.clone(),
            cycle_duration: extra.cycle_months,
            name: extra.name.clone(),
            price_per_cycle: price(space, extra.price, extra.tax.as_ref(), extra.currency)?,
        })
    };
    let attributes = MembershipPlanAttributes {
        accounting_code: terms.accounting_code.clone(),
        canceled_at: copy.canceled_to.map(Day),
        cycle_duration: terms.cycle_months,
        description: terms.description.clone(),
        extras: terms.extras.iter().map(extra).collect::<Result<_, _>>()?,
        name: terms.name.clone(),
        price_per_cycle: price(space, terms.price_per_cycle, terms.tax.as_ref(), terms.currency)?,
        starts_at: Day(copy.starts_at),
    };
    Ok(Resource::new(copy.id, attributes, MembershipPlanRelationships { membership: one(copy.membership_id) }))
}

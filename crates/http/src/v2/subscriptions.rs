//! What the operator of the platform asks of spaces.

use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::{Day, Id, Page};
use crate::operation::Api;
use crate::scopes::{ReadSpaceSubscriptions, WriteSpaceSubscriptions};
use crate::style::JsonApi;
use crate::v2::prices::Price;
use crate::v2::{Body, Collection, Document, Link as _, SpaceSubscriptionPreviews, Spaces, Subscriptions};
use app::FieldError;
use app::subscriptions::{self, Tier};
use domain::ids::{SpaceId, SubscriptionId};
use domain::taxes::PriceDisplay;
use jsonapi::{Entity, New, NewAlone, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Subscription");
    api.get("get-subscriptions", "/spaces/{spaceId}/subscriptions", list, "Subscriptions that a space can have")
        .about("The tiers of the operator, the cheapest first; there are no extras.\n\n**Access**: admins of the space.");
    api.get("get-current-subscription", "/spaces/{spaceId}/subscription", current, "The subscription of a space")
        .about("The one that was chosen, else the first that is made for so many members.\n\n**Access**: admins of the space.");
    api.put("change-subscription", "/spaces/{spaceId}/subscription", change, "Choose a subscription")
        .about("One that is `available` to the space.\n\n**Access**: admins of the space.");
    api.post("preview-subscription", "/spaces/{spaceId}/subscription_preview", preview, "The subscription for a number of members")
        .about("**Access**: admins of the space.");
}

async fn list(access: SpaceAccess<ReadSpaceSubscriptions>, Id(_): Id<SpaceId>, Page(page): Page) -> Result<Collection<Subscriptions>, Error> {
    let tiers = subscriptions::list(access.app(), &access).await?;
    let shown = tiers.into_iter().map(|tier| resource(access.space_id(), &tier)).collect::<Result<Vec<_>, _>>()?;
    Ok(Collection::of(shown, page, |shown| shown))
}

async fn current(access: SpaceAccess<ReadSpaceSubscriptions>, Id(_): Id<SpaceId>) -> Result<Document<Subscriptions>, Error> {
    let mut tier = resource(access.space_id(), &subscriptions::current(access.app(), &access).await?)?;
    tier.attributes.available = None;
    Ok(Document::new(&tier))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct ChangeSubscription {
    /// There are none to choose from.
    extras: Vec<Value>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct ChangeLinks {
    space: One<Spaces>,
    chosen_subscription: One<Subscriptions>,
}

fn no_extras(extras: &[Value]) -> Result<(), Error> {
    if extras.is_empty() { Ok(()) } else { Err(FieldError::field("extras.0", "not_found", "is no extra of this subscription").into()) }
}

async fn change(
    access: SpaceAccess<WriteSpaceSubscriptions>,
    Id(space): Id<SpaceId>,
    Body(new): Body<New<Subscriptions, ChangeSubscription, ChangeLinks>>,
) -> Result<Document<Subscriptions>, Error> {
    let named: SpaceId = new.relationships.space.id("space")?;
    if named != space {
        return Err(FieldError::relation("space", "other", "must be the space of the path").into());
    }
    no_extras(&new.attributes.extras)?;
    let chosen: SubscriptionId = new.relationships.chosen_subscription.id("chosenSubscription")?;
    let mut tier = resource(access.space_id(), &subscriptions::change(access.app(), &access, chosen).await?)?;
    tier.attributes.available = None;
    Ok(Document::new(&tier))
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct Preview {
    maximum_number_of_memberships: u32,
    #[serde(default)]
    extras: Vec<Value>,
}

async fn preview(
    access: SpaceAccess<ReadSpaceSubscriptions>,
    Id(_): Id<SpaceId>,
    Body(new): Body<NewAlone<SpaceSubscriptionPreviews, Preview>>,
) -> Result<Document<SpaceSubscriptionPreviews>, Error> {
    no_extras(&new.attributes.extras)?;
    let tier = subscriptions::preview(app_of(&access), &access, new.attributes.maximum_number_of_memberships).await?;
    let (attributes, links) = (attributes(&tier)?, SubscriptionRelationships { space: one(access.space_id()) });
    Ok(Document::new(&Resource::<SpaceSubscriptionPreviews>::new(tier.subscription.id, attributes, links)))
}

fn app_of<S, L>(access: &SpaceAccess<S, L>) -> &app::App {
    access.app()
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "subscriptionAttributes")]
pub struct SubscriptionAttributes {
    /// Whether the space is small enough for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "bool")]
    pub available: Option<bool>,
    price_per_cycle: Price,
    total_price_per_cycle: Price,
    /// Months.
    #[schemars(range(min = 1))]
    cycle_duration: i64,
    #[schemars(range(min = 1))]
    maximum_number_of_memberships: Option<i64>,
    #[schemars(with = "Option<Never>")]
    discount: Option<Value>,
    next_invoice_date: Option<Day>,
    extras: Vec<Value>,
}

// Nothing of the kind is there.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Never {}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "subscriptionRelationships")]
pub struct SubscriptionRelationships {
    space: One<Spaces>,
}

impl Entity for Subscriptions {
    type Attributes = SubscriptionAttributes;
    type Relationships = SubscriptionRelationships;
}
impl Entity for SpaceSubscriptionPreviews {
    type Attributes = SubscriptionAttributes;
    type Relationships = SubscriptionRelationships;
}

fn attributes(tier: &Tier) -> Result<SubscriptionAttributes, Error> {
    let subscription = &tier.subscription;
    // The operator's taxes are the operator's business: prices are net, without any.
    let price = || Price::of(subscription.net, &[], PriceDisplay::Net, subscription.currency);
    Ok(SubscriptionAttributes {
        available: Some(tier.available),
        price_per_cycle: price()?,
        total_price_per_cycle: price()?,
        cycle_duration: subscription.cycle_months,
        maximum_number_of_memberships: subscription.maximum_memberships,
        discount: None,
        next_invoice_date: None,
        extras: vec![],
    })
}

fn resource(space: SpaceId, tier: &Tier) -> Result<Resource<Subscriptions>, Error> {
    Ok(Resource::new(tier.subscription.id, attributes(tier)?, SubscriptionRelationships { space: one(space) }))
}

//! What the operator of the platform asks of spaces.

use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::{Day, Id};
use crate::operation::Api;
use crate::scopes::{ReadSpaceSubscriptions, WriteSpaceSubscriptions};
use crate::style::JsonApi;
use crate::v2::prices::{Number, Price};
use crate::v2::{Body, Document, Link as _, List, SpaceSubscriptionPreviewRequests, SpaceSubscriptionPreviews, Spaces, Subscriptions};
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

async fn list(access: SpaceAccess<ReadSpaceSubscriptions>, Id(_): Id<SpaceId>) -> Result<List<Subscriptions>, Error> {
    let tiers = subscriptions::list(access.app(), &access).await?;
    let shown = tiers.into_iter().map(|tier| {
        let attributes = Offered { available: tier.available, tier: attributes(&tier)? };
        Ok(Resource::<Subscriptions>::new(tier.subscription.id, attributes, links(access.space_id())))
    });
    Ok(List::new(shown.collect::<Result<Vec<_>, Error>>()?))
}

async fn current(access: SpaceAccess<ReadSpaceSubscriptions>, Id(_): Id<SpaceId>) -> Result<Document<Chosen>, Error> {
    let tier = subscriptions::current(access.app(), &access).await?;
    Ok(Document::new(&chosen(access.space_id(), &tier)?))
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
) -> Result<Document<Chosen>, Error> {
    let named: SpaceId = new.relationships.space.id("space")?;
    if named != space {
        return Err(FieldError::relation("space", "other", "must be the space of the path").into());
    }
    no_extras(&new.attributes.extras)?;
    let id: SubscriptionId = new.relationships.chosen_subscription.id("chosenSubscription")?;
    let tier = subscriptions::change(access.app(), &access, id).await?;
    Ok(Document::new(&chosen(access.space_id(), &tier)?))
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
    Body(new): Body<NewAlone<SpaceSubscriptionPreviewRequests, Preview>>,
) -> Result<Document<SpaceSubscriptionPreviews>, Error> {
    no_extras(&new.attributes.extras)?;
    let tier = subscriptions::preview(access.app(), &access, new.attributes.maximum_number_of_memberships).await?;
    let attributes = Offered { available: tier.available, tier: attributes(&tier)? };
    Ok(Document::new(&Resource::<SpaceSubscriptionPreviews>::new(tier.subscription.id, attributes, links(access.space_id()))))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "subscriptionAttributes")]
pub struct SubscriptionAttributes {
    price_per_cycle: Price,
    total_price_per_cycle: Price,
    /// Months.
    #[schemars(range(min = 1))]
    cycle_duration: i64,
    #[schemars(range(min = 1))]
    maximum_number_of_memberships: Option<i64>,
    #[schemars(with = "Option<Discount>")]
    discount: Option<Value>,
    next_invoice_date: Option<Day>,
    extras: Vec<Value>,
}

// For the schema: no tier has one.
#[expect(dead_code, reason = "only its schema is told")]
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "camelCase")]
struct Discount {
    original_price_per_cycle: Price,
    percentage: Number,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "subscriptionRelationships")]
pub struct SubscriptionRelationships {
    space: One<Spaces>,
}

fn links(space: SpaceId) -> SubscriptionRelationships {
    SubscriptionRelationships { space: one(space) }
}

/// A tier that a space could choose.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "offeredSubscriptionAttributes")]
pub struct Offered {
    /// Whether the space is small enough for it.
    available: bool,
    #[serde(flatten)]
    tier: SubscriptionAttributes,
}

/// A subscription that is a space's own.
#[derive(Debug)]
pub struct Chosen;
impl jsonapi::Kind for Chosen {
    const TYPE: &'static str = "subscriptions";
}

impl Entity for Chosen {
    type Attributes = SubscriptionAttributes;
    type Relationships = SubscriptionRelationships;
}
impl Entity for Subscriptions {
    type Attributes = Offered;
    type Relationships = SubscriptionRelationships;
}
impl Entity for SpaceSubscriptionPreviews {
    type Attributes = Offered;
    type Relationships = SubscriptionRelationships;
}

fn attributes(tier: &Tier) -> Result<SubscriptionAttributes, Error> {
    let subscription = &tier.subscription;
    // The operator's taxes are the operator's business: prices are net, without any.
    let price = || Price::of(subscription.net, &[], PriceDisplay::Net, subscription.currency);
    Ok(SubscriptionAttributes {
        price_per_cycle: price()?,
        total_price_per_cycle: price()?,
        cycle_duration: subscription.cycle_months,
        maximum_number_of_memberships: subscription.maximum_memberships,
        discount: None,
        next_invoice_date: None,
        extras: vec![],
    })
}

fn chosen(space: SpaceId, tier: &Tier) -> Result<Resource<Chosen>, Error> {
    Ok(Resource::new(tier.subscription.id, attributes(tier)?, links(space)))
}

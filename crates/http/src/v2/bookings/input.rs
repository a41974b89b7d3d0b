//! Bodies of bookings.

use crate::error::Error;
use crate::input::{DateTime, Day};
use crate::patch::Patch;
use crate::v2::prices::Number;
use crate::v2::{Bookings, Link as _, LinkOrNull as _, Memberships, Resources};
use app::FieldError;
use app::bookings::{Change, ExtraWish, Wish};
use domain::ids::{BookingExtraId, MembershipId, ProductId, ResourceId};
use domain::money::Amount;
use domain::recurrence::{Frequency, Rule};
use jsonapi::{New, One, OneOrNull};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A booking to make.
pub type Ordered = New<Bookings, CreateBooking, CreateBookingLinks>;
/// A booking to change.
pub type Changed = jsonapi::Change<Bookings, UpdateBooking, UpdateBookingLinks>;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateBooking {
    #[serde(default = "one")]
    #[schemars(range(min = 1))]
    units: u32,
    from: DateTime,
    to: DateTime,
    #[serde(default)]
    title: Option<String>,
    /// A link to a video call, say.
    #[serde(default)]
    url: Option<String>,
    /// Set by admins: replaces the computed price.
    #[serde(default)]
    custom_price: Option<CustomPrice>,
    #[serde(default)]
    comments: Option<String>,
    /// Sent to the attendees.
    #[serde(default)]
    attendees_message: Option<String>,
    #[serde(default)]
    recurrence: Option<Recurrence>,
    /// Products of the resource to book along with it.
    #[serde(default)]
    booking_extras: Vec<ExtraInput>,
    #[serde(default)]
    attendees: Vec<Attendee>,
}

fn one() -> u32 {
    1
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct CustomPrice {
    net: Number,
}

impl CustomPrice {
    pub(in crate::v2) fn amount(self) -> Result<Amount, Error> {
        self.net.amount("custom_price.net")
    }
}

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Attendee {
    #[schemars(extend("format" = "email"))]
    pub email: String,
}

// By id: an extra that the booking has. By product: one to add.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum ExtraInput {
    Kept(KeptExtra),
    New(NewExtra),
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct KeptExtra {
    id: String,
    quantity: Number,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub struct NewExtra {
    product_id: String,
    quantity: Number,
}

impl ExtraInput {
    fn wish(&self) -> Result<ExtraWish, Error> {
        let unknown = |_| FieldError::field("booking_extras", "unknown", "must be extras of the booking or products of the resource");
        Ok(match self {
            Self::Kept(extra) => ExtraWish::Kept { id: extra.id.parse::<BookingExtraId>().map_err(unknown)?, quantity: extra.quantity.0 },
            Self::New(extra) => {
                ExtraWish::New { product: extra.product_id.parse::<ProductId>().map_err(unknown)?, quantity: extra.quantity.0 }
            }
        })
    }
}

/// What the use cases take of them.
pub(in crate::v2) fn extras(inputs: &[ExtraInput]) -> Result<Vec<ExtraWish>, Error> {
    inputs.iter().map(ExtraInput::wish).collect()
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Recurrence {
    rule: RuleInput,
}

impl Recurrence {
    pub(super) fn rule(self) -> Rule {
        let RuleInput { frequency, from, until, count, interval, weekdays } = self.rule;
        let weekdays = weekdays.unwrap_or_default();
        Rule { frequency: frequency.into(), interval, from: from.map(|day| day.0), until: until.map(|day| day.0), count, weekdays }
    }
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct RuleInput {
    frequency: FrequencyName,
    #[serde(default)]
    from: Option<Day>,
    /// The last day; or give `count`.
    #[serde(default)]
    until: Option<Day>,
    /// How many bookings in all; or give `until`.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    count: Option<u32>,
    #[serde(default = "one")]
    #[schemars(range(min = 1))]
    interval: u32,
    /// For weekly rules: 1 is Monday, 7 is Sunday.
    #[serde(default)]
    weekdays: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub enum FrequencyName {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}
impl From<FrequencyName> for Frequency {
    fn from(name: FrequencyName) -> Self {
        match name {
            FrequencyName::Daily => Self::Daily,
            FrequencyName::Weekly => Self::Weekly,
            FrequencyName::Monthly => Self::Monthly,
            FrequencyName::Yearly => Self::Yearly,
        }
    }
}
impl From<Frequency> for FrequencyName {
    fn from(frequency: Frequency) -> Self {
        match frequency {
            Frequency::Daily => Self::Daily,
            Frequency::Weekly => Self::Weekly,
            Frequency::Monthly => Self::Monthly,
            Frequency::Yearly => Self::Yearly,
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateBookingLinks {
    resource: One<Resources>,
    #[serde(default)]
    membership: Option<One<Memberships>>,
}

/// Parts of an order that decide where it goes.
pub(super) trait Order {
    fn resource(&self) -> Result<ResourceId, Error>;
    fn membership(&self) -> Result<Option<MembershipId>, Error>;
    fn wish(self, membership: Option<MembershipId>) -> Result<Wish, Error>;
}

impl Order for Ordered {
    fn resource(&self) -> Result<ResourceId, Error> {
        self.relationships.resource.id("resource")
    }

    fn membership(&self) -> Result<Option<MembershipId>, Error> {
        self.relationships.membership.as_ref().map(|membership| membership.id("membership")).transpose()
    }

    fn wish(self, membership: Option<MembershipId>) -> Result<Wish, Error> {
        let resource = self.resource()?;
        let new = self.attributes;
        Ok(Wish {
            resource,
            membership,
            from: new.from.0,
            to: new.to.0,
            units: new.units,
            title: new.title,
            url: new.url,
            comments: new.comments,
            attendees_message: new.attendees_message,
            attendees: new.attendees.into_iter().map(|attendee| attendee.email).collect(),
            extras: extras(&new.booking_extras)?,
            custom_price: new.custom_price.map(CustomPrice::amount).transpose()?,
            recurrence: new.recurrence.map(Recurrence::rule),
        })
    }
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateBooking {
    from: Patch<DateTime>,
    to: Patch<DateTime>,
    title: Patch<Option<String>>,
    /// A link to a video call, say.
    url: Patch<Option<String>>,
    #[schemars(range(min = 1))]
    units: Patch<u32>,
    /// Set by admins: replaces the computed price until it is null again.
    custom_price: Patch<Option<CustomPrice>>,
    comments: Patch<Option<String>>,
    /// Sent to the attendees.
    attendees_message: Patch<Option<String>>,
    /// All extras the booking shall have.
    booking_extras: Patch<Vec<ExtraInput>>,
    /// All attendees the booking shall have.
    attendees: Patch<Vec<Attendee>>,
    /// Gives all later bookings of the recurrence the comments and the url, too.
    update_following: bool,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UpdateBookingLinks {
    resource: Patch<One<Resources>>,
    membership: Patch<OneOrNull<Memberships>>,
}

/// What the use case takes of it.
pub(super) fn change(body: Changed) -> Result<Change, Error> {
    let (new, links) = (body.attributes, body.relationships);
    let addresses = |attendees: Vec<Attendee>| attendees.into_iter().map(|attendee| attendee.email).collect();
    let custom_price = match new.custom_price.set() {
        None => None,
        Some(price) => Some(price.map(CustomPrice::amount).transpose()?),
    };
    Ok(Change {
        from: new.from.set().map(|time| time.0),
        to: new.to.set().map(|time| time.0),
        units: new.units.set(),
        resource: links.resource.set().map(|resource| resource.id("resource")).transpose()?,
        membership: links.membership.set().map(|membership| membership.id("membership")).transpose()?,
        title: new.title.set(),
        url: new.url.set(),
        comments: new.comments.set(),
        attendees_message: new.attendees_message.set(),
        attendees: new.attendees.set().map(addresses),
        extras: new.booking_extras.set().map(|inputs| extras(&inputs)).transpose()?,
        custom_price,
        update_following: new.update_following,
    })
}

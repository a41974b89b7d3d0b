//! Bodies of events.

use crate::error::Error;
use crate::input::DateTime;
use crate::patch::Patch;
use crate::v2::price_lists::{Account, Code};
use crate::v2::prices::Number;
use crate::v2::{Resources, Spaces};
use app::calendar_events::{Details, TypedPrice};
use domain::calendar_events::Audience;
use domain::ids::ResourceId;
use jsonapi::{One, Typed};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub enum AudienceName {
    MembersOnly,
    Public,
}
impl From<AudienceName> for Audience {
    fn from(name: AudienceName) -> Self {
        match name {
            AudienceName::MembersOnly => Self::MembersOnly,
            AudienceName::Public => Self::Public,
        }
    }
}
impl From<Audience> for AudienceName {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::MembersOnly => Self::MembersOnly,
            Audience::Public => Self::Public,
        }
    }
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Image {
    /// As a data URI in base64.
    data: String,
}

// Net or gross.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum PriceInput {
    Net(NetInput),
    Gross(GrossInput),
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct NetInput {
    net: Number,
    currency: Code,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct GrossInput {
    gross: Number,
    currency: Code,
}

impl PriceInput {
    fn typed(self, net: &'static str, gross: &'static str) -> Result<TypedPrice, Error> {
        Ok(match self {
            Self::Net(price) => TypedPrice::Net(price.net.amount(net)?, price.currency.0),
            Self::Gross(price) => TypedPrice::Gross(price.gross.amount(gross)?, price.currency.0),
        })
    }
}

/// Always there in a new event.
type Needed<T> = T;

macro_rules! attributes {
    ($name:ident, $needed:ident $(, #[$default:meta])?) => {
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $(#[$default])?
            from: $needed<DateTime>,
            $(#[$default])?
            to: $needed<DateTime>,
            $(#[$default])?
            title: $needed<String>,
            $(#[$default])?
            audience: $needed<AudienceName>,
            #[serde(default)]
            description: Patch<Option<String>>,
            #[serde(default)]
            color: Patch<Option<String>>,
            /// Of a video stream or call.
            #[serde(default)]
            video_url: Patch<Option<String>>,
            /// Whether anybody can see a page of the event.
            #[serde(default)]
            public_page: Patch<bool>,
            #[serde(default)]
            image: Patch<Option<Image>>,
            #[serde(default)]
            location: Patch<Option<String>>,
            /// How many people can attend.
            #[serde(default)]
            #[schemars(range(min = 1))]
            capacity: Patch<Option<u32>>,
            #[serde(default)]
            tags: Patch<Vec<String>>,
            /// Of one ticket.
            #[serde(default)]
            price: Patch<Option<PriceInput>>,
            /// Of one ticket for a visitor, where it is another.
            #[serde(default)]
            visitor_price: Patch<Option<PriceInput>>,
            #[serde(default)]
            accounting_code: Patch<Option<String>>,
            #[serde(default)]
            visitor_accounting_code: Patch<Option<String>>,
            #[serde(default)]
            cost_center: Patch<Option<Account>>,
            #[serde(default)]
            revenue_account: Patch<Option<Account>>,
            #[serde(default)]
            visitor_cost_center: Patch<Option<Account>>,
            #[serde(default)]
            visitor_revenue_account: Patch<Option<Account>>,
        }

        impl $name {
            /// All but what a new event always has.
            fn others(self, needed: Details) -> Result<Details, Error> {
                let account = |account: Patch<Option<Account>>| account.set().map(|account| account.map(Into::into));
                Ok(Details {
                    public_page: self.public_page.set(),
                    description: self.description.set(),
                    color: self.color.set(),
                    video_url: self.video_url.set(),
                    image: self.image.set().map(|image| image.map(|image| image.data)),
                    location: self.location.set(),
                    capacity: self.capacity.set(),
                    tags: self.tags.set(),
                    price: price(self.price, "price.net", "price.gross")?,
                    visitor_price: price(self.visitor_price, "visitor_price.net", "visitor_price.gross")?,
                    accounting_code: self.accounting_code.set(),
                    visitor_accounting_code: self.visitor_accounting_code.set(),
                    cost_center: account(self.cost_center),
                    revenue_account: account(self.revenue_account),
                    visitor_cost_center: account(self.visitor_cost_center),
                    visitor_revenue_account: account(self.visitor_revenue_account),
                    ..needed
                })
            }
        }
    };
}
attributes!(CreateEvent, Needed);
attributes!(UpdateEvent, Patch, #[serde(default)]);

impl Default for UpdateEvent {
    fn default() -> Self {
        Self {
            from: Patch::Keep,
            to: Patch::Keep,
            title: Patch::Keep,
            audience: Patch::Keep,
            description: Patch::Keep,
            color: Patch::Keep,
            video_url: Patch::Keep,
            public_page: Patch::Keep,
            image: Patch::Keep,
            location: Patch::Keep,
            capacity: Patch::Keep,
            tags: Patch::Keep,
            price: Patch::Keep,
            visitor_price: Patch::Keep,
            accounting_code: Patch::Keep,
            visitor_accounting_code: Patch::Keep,
            cost_center: Patch::Keep,
            revenue_account: Patch::Keep,
            visitor_cost_center: Patch::Keep,
            visitor_revenue_account: Patch::Keep,
        }
    }
}

#[expect(clippy::option_option, reason = "absent keeps the price, none removes it")]
fn price(price: Patch<Option<PriceInput>>, net: &'static str, gross: &'static str) -> Result<Option<Option<TypedPrice>>, Error> {
    price.set().map(|price| price.map(|price| price.typed(net, gross)).transpose()).transpose()
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct CreateLinks {
    pub space: One<Spaces>,
    #[serde(default)]
    resources: Patch<ResourceLinks>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct UpdateLinks {
    resources: Patch<ResourceLinks>,
}

// The resources to book.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct ResourceLinks {
    data: Vec<ResourceLink>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct ResourceLink {
    #[serde(rename = "type")]
    _kind: Typed<Resources>,
    id: String,
    #[serde(default)]
    meta: Option<ResourceMeta>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct ResourceMeta {
    units: Units,
}

// A number of units, or all.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum Units {
    Some(#[schemars(range(min = 1))] u32),
    All(All),
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum All {
    All,
}

impl ResourceLinks {
    fn read(self) -> Result<Vec<(ResourceId, Option<u32>)>, Error> {
        let read = |link: ResourceLink| {
            let id = link.id.parse().map_err(|_| app::Error::no_such("resources"))?;
            let units = link.meta.and_then(|meta| match meta.units {
                Units::Some(units) => Some(units),
                Units::All(All::All) => None,
            });
            Ok((id, units))
        };
        self.data.into_iter().map(read).collect()
    }
}

/// A new event as the use case takes it.
pub fn create(new: CreateEvent, links: CreateLinks) -> Result<Details, Error> {
    let needed = Details {
        from: Some(new.from.0),
        to: Some(new.to.0),
        title: Some(new.title.clone()),
        audience: Some(new.audience.into()),
        resources: links.resources.set().map(ResourceLinks::read).transpose()?,
        ..Details::default()
    };
    new.others(needed)
}

/// A change as the use case takes it.
pub fn update(change: UpdateEvent, links: UpdateLinks) -> Result<Details, Error> {
    let needed = Details {
        from: change.from.clone().set().map(|time| time.0),
        to: change.to.clone().set().map(|time| time.0),
        title: change.title.clone().set(),
        audience: change.audience.clone().set().map(Into::into),
        resources: links.resources.set().map(ResourceLinks::read).transpose()?,
        ..Details::default()
    };
    change.others(needed)
}

//! Bodies of visitors' bookings.

use crate::error::Error;
use crate::input::DateTime;
use crate::patch::Patch;
use crate::v2::bookings::input::{CustomPrice, ExtraInput, extras};
use crate::v2::buyers::means;
use crate::v2::{DiscountCodes, ExternalBookings, ExternalResources, Link as _, PaymentMethods, Payments};
use app::external_bookings::{Change, Wish};
use app::memberships::Person;
use app::{At, FieldError};
use jsonapi::{New, One};
use schemars::JsonSchema;
use serde::Deserialize;
use store::spaces::Address;

/// A booking to make.
pub type Ordered = New<ExternalBookings, CreateExternalBooking, CreateLinks>;
/// A booking to change.
pub type Changed = jsonapi::Change<ExternalBookings, UpdateExternalBooking>;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateExternalBooking {
    from: DateTime,
    to: DateTime,
    #[schemars(range(min = 1))]
    number_of_visitors: u32,
    /// Those of the space; they must be accepted.
    #[schemars(extend("enum" = [true]))]
    accepted_terms: bool,
    #[serde(default)]
    title: Option<String>,
    name: String,
    #[serde(default)]
    company: Option<String>,
    billing_address: BillingAddress,
    email: String,
    #[serde(default)]
    comments: Option<String>,
    /// Set and seen by admins only.
    #[serde(default)]
    admin_comments: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    tax_id: Option<String>,
    /// Products of the resource for visitors to book along with it.
    #[serde(default)]
    booking_extras: Vec<ExtraInput>,
}

// In parts, in one piece with name or company, or the piece alone.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum BillingAddress {
    Parts(Parts),
    Whole(Whole),
    Text(String),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct Parts {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    company: Option<String>,
    street: String,
    post_code: String,
    city: String,
    #[serde(default)]
    state: Option<String>,
    country_code: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct Whole {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    company: Option<String>,
    full_address: String,
}

/// Name and company.
type BilledTo = (Option<String>, Option<String>);

impl BillingAddress {
    /// The address, and the name and company that stand in it.
    fn read(self) -> Result<(Address, BilledTo), Error> {
        let (billed_to, address) = match self {
            Self::Text(text) => return Ok((Address { full_address: Some(text), ..Address::default() }, (None, None))),
            Self::Whole(whole) => ((whole.name, whole.company), Address { full_address: Some(whole.full_address), ..Address::default() }),
            Self::Parts(parts) => {
                let address = Address {
                    street: Some(parts.street),
                    post_code: Some(parts.post_code),
                    city: Some(parts.city),
                    state: parts.state,
                    country: Some(parts.country_code),
                    ..Address::default()
                };
                ((parts.name, parts.company), address)
            }
        };
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        if blank(&billed_to.0) && blank(&billed_to.1) {
            let message = "can't be blank, unless there is a company";
            return Err(FieldError::field("billing_address.name", "blank", message).into());
        }
        Ok((address, billed_to))
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateLinks {
    resource: One<ExternalResources>,
    /// One that was made before and is not captured yet.
    #[serde(default)]
    payment: Option<One<Payments>>,
    /// One without automatic payments.
    #[serde(default)]
    payment_method: Option<One<PaymentMethods>>,
    #[serde(default)]
    discount: Option<One<DiscountCodes>>,
}

/// In which form the address came, so that errors point at what was sent.
pub struct Places {
    text: bool,
}

impl Places {
    pub fn named(&self, error: app::Error) -> Error {
        let app::Error::Invalid(fields) = error else { return error.into() };
        let named = |field: FieldError| match &field.at {
            At::Field(name) if self.text && name.starts_with("billing_address.") => {
                FieldError { at: At::Field("billing_address".into()), ..field }
            }
            _ => field,
        };
        app::Error::Invalid(fields.into_iter().map(named).collect()).into()
    }
}

/// What the use case takes of it.
pub(super) fn wish(body: Ordered) -> Result<(Wish, Places), Error> {
    let (new, links) = (body.attributes, body.relationships);
    let offer = links.resource.id("resource")?;
    let means = means(links.payment.as_ref(), links.payment_method.as_ref())?;
    let discount = links.discount.map(|link| link.id("discount")).transpose()?;
    let places = Places { text: matches!(new.billing_address, BillingAddress::Text(_)) };
    let (address, billed_to) = new.billing_address.read()?;
    let visitor = Person {
        name: Some(new.name),
        company: new.company,
        email: Some(new.email),
        phone: new.phone,
        address,
        tax_id: new.tax_id,
        ..Person::default()
    };
    let wish = Wish {
        offer,
        from: new.from.0,
        to: new.to.0,
        number_of_visitors: new.number_of_visitors,
        title: new.title,
        visitor,
        billed_to,
        comments: new.comments,
        admin_comments: new.admin_comments,
        accepted_terms: new.accepted_terms,
        extras: extras(&new.booking_extras)?,
        means,
        discount,
    };
    Ok((wish, places))
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateExternalBooking {
    from: Patch<DateTime>,
    to: Patch<DateTime>,
    title: Patch<Option<String>>,
    admin_comments: Patch<Option<String>>,
    /// Replaces the computed price, without extras, until it is null again.
    custom_price: Patch<Option<CustomPrice>>,
    #[schemars(range(min = 1))]
    number_of_visitors: Patch<u32>,
}

/// What the use case takes of it.
pub(super) fn change(body: Changed) -> Result<Change, Error> {
    let new = body.attributes;
    let custom_price = match new.custom_price.set() {
        None => None,
        Some(price) => Some(price.map(CustomPrice::amount).transpose()?),
    };
    Ok(Change {
        from: new.from.set().map(|time| time.0),
        to: new.to.set().map(|time| time.0),
        title: new.title.set(),
        admin_comments: new.admin_comments.set(),
        custom_price,
        number_of_visitors: new.number_of_visitors.set(),
    })
}

//! What API 1 sends about members.

use crate::error::Error;
use crate::lenient::{Misfit, leniently};
use crate::patch::Patch;
use crate::v1::When;
use app::FieldError;
use app::memberships::{AddressChange, Change, ChangePlan, Confirm, Create, Join, Person};
use app::teams::NewTeam;
use domain::ids::{PlanExtraId, PlanId};
use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use std::borrow::Cow;
use std::collections::BTreeMap;
use store::spaces::Address;

#[derive(Deserialize, JsonSchema)]
struct PlanRef {
    id: String,
    /// Ids of extras, chosen ones only.
    #[serde(default)]
    extras: Vec<String>,
}

pub fn plan_id(text: &str) -> Result<PlanId, Error> {
    let unknown = |_| app::Error::from(FieldError::relation("plan", "unknown", "does not exist"));
    Ok(text.parse::<PlanId>().map_err(unknown)?)
}

fn extra_ids(texts: &[String]) -> Result<Vec<PlanExtraId>, Error> {
    let unknown = |_| app::Error::from(FieldError::field("extras", "unknown", "has an extra that the plan does not offer"));
    Ok(texts.iter().map(|text| text.parse()).collect::<Result<_, _>>().map_err(unknown)?)
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "NewAddress")]
struct AddressBody {
    name: Option<String>,
    company: Option<String>,
    full_address: Option<String>,
    /// Street and number.
    address: Option<String>,
    post_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    /// English name or code.
    country: Option<String>,
}

impl AddressBody {
    fn person(self, name: Option<String>, company: Option<String>) -> Person {
        let Self { full_address, address, post_code, city, state, country, .. } = self;
        let address = Address { full_address, street: address, post_code, city, state, country, ..Address::default() };
        Person { name: self.name.or(name), company: self.company.or(company), address, ..Person::default() }
    }
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewMembership")]
pub struct CreateBody {
    plan: PlanRef,
    #[serde(default)]
    extras: Vec<String>,
    #[serde(default)]
    address: AddressBody,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    billing_emails: Vec<String>,
    #[serde(default)]
    tax_id: Option<String>,
    #[serde(default)]
    charge_taxes: Option<bool>,
    /// Confirmed at once; true without a word.
    #[serde(default)]
    pre_approved: Option<bool>,
    #[serde(default)]
    starts_at: Option<When>,
    #[serde(default)]
    first_invoice_at: Option<When>,
    #[serde(default)]
    prorate_first_invoice: Option<bool>,
    /// Lowers the fee of the plan.
    #[serde(default)]
    discount_code: Option<String>,
}

impl CreateBody {
    pub fn wish(self, zone: &TimeZone) -> Result<Create, Error> {
        let mut extras = self.plan.extras;
        extras.extend(self.extras);
        let person = Person {
            email: self.email,
            phone: self.phone,
            billing_emails: self.billing_emails,
            tax_id: self.tax_id,
            charge_taxes: self.charge_taxes.unwrap_or(true),
            ..self.address.person(self.name, self.company)
        };
        Ok(Create {
            plan: plan_id(&self.plan.id)?,
            extras: extra_ids(&extras)?,
            person,
            starts_at: self.starts_at.map(|when| when.day(zone)),
            first_invoice_at: self.first_invoice_at.map(|when| when.day(zone)),
            prorate_first_invoice: self.prorate_first_invoice,
            confirmed: self.pre_approved.unwrap_or(true),
            discount_code: self.discount_code,
        })
    }
}

/// What pays for a team.
#[derive(Deserialize, JsonSchema)]
pub struct NewAccount {
    plan: PlanRef,
    #[serde(default)]
    extras: Vec<String>,
    #[serde(default)]
    address: AddressBody,
    #[serde(default)]
    billing_emails: Vec<String>,
    #[serde(default)]
    tax_id: Option<String>,
    #[serde(default)]
    charge_taxes: Option<bool>,
    #[serde(default)]
    starts_at: Option<When>,
    #[serde(default)]
    first_invoice_at: Option<When>,
    #[serde(default)]
    prorate_first_invoice: Option<bool>,
    /// Lowers the fee of the plan.
    #[serde(default)]
    discount_code: Option<String>,
}

impl NewAccount {
    pub fn wish(self, zone: &TimeZone, name: String, seats: u32) -> Result<NewTeam, Error> {
        let mut extras = self.plan.extras;
        extras.extend(self.extras);
        let billing = Person {
            billing_emails: self.billing_emails,
            tax_id: self.tax_id,
            charge_taxes: self.charge_taxes.unwrap_or(true),
            ..self.address.person(None, None)
        };
        Ok(NewTeam {
            name,
            plan: plan_id(&self.plan.id)?,
            extras: extra_ids(&extras)?,
            seats,
            starts_at: self.starts_at.map(|when| when.day(zone)),
            first_invoice_at: self.first_invoice_at.map(|when| when.day(zone)),
            prorate_first_invoice: self.prorate_first_invoice,
            discount_code: self.discount_code,
            billing,
        })
    }
}

/// A new membership, perhaps wrapped in `membership`.
pub struct ImportBody(pub CreateBody);

impl<'de> Deserialize<'de> for ImportBody {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut value = serde_json::Value::deserialize(from)?;
        if let Some(inner) = value.get_mut("membership").filter(|inner| inner.is_object()) {
            value = inner.take();
        }
        leniently(value).map(Self).map_err(|Misfit { path, error }| match path.as_str() {
            "" => D::Error::custom(error),
            path => D::Error::custom(format_args!("{path}: {error}")),
        })
    }
}
impl JsonSchema for ImportBody {
    fn inline_schema() -> bool {
        CreateBody::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        CreateBody::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        CreateBody::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        CreateBody::json_schema(generator)
    }
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "JoinSpace")]
pub struct JoinBody {
    plan: PlanRef,
    #[serde(default)]
    extras: Vec<String>,
    #[serde(default)]
    address: AddressBody,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    tax_id: Option<String>,
    #[serde(default)]
    starts_at: Option<When>,
    /// To the questions of the space, by their ids.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// Lowers the fee of the plan.
    #[serde(default)]
    discount_code: Option<String>,
}

impl JoinBody {
    pub fn wish(self, zone: &TimeZone) -> Result<Join, Error> {
        let mut extras = self.plan.extras;
        extras.extend(self.extras);
        let person = Person { phone: self.phone, tax_id: self.tax_id, ..self.address.person(self.name, self.company) };
        let starts_at = self.starts_at.map(|when| when.day(zone));
        let answers = self.answers.into_iter().map(|(id, text)| match id.parse() {
            Ok(id) => Ok((id, text)),
            Err(_) => Err(FieldError::field(format!("answers.{id}"), "unknown", "does not exist")),
        });
        let answers = answers.collect::<Result<_, _>>()?;
        let (plan, extras) = (plan_id(&self.plan.id)?, extra_ids(&extras)?);
        Ok(Join { plan, extras, person, starts_at, answers, discount_code: self.discount_code })
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "MembershipUpdate")]
pub struct UpdateBody {
    name: Patch<Option<String>>,
    company: Patch<Option<String>>,
    email: Patch<Option<String>>,
    phone: Patch<Option<String>>,
    address: AddressUpdate,
    billing_emails: Patch<Vec<String>>,
    tax_id: Patch<Option<String>>,
    charge_taxes: Patch<bool>,
    next_invoice_at: Patch<When>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct AddressUpdate {
    name: Patch<Option<String>>,
    company: Patch<Option<String>>,
    full_address: Patch<Option<String>>,
    address: Patch<Option<String>>,
    post_code: Patch<Option<String>>,
    city: Patch<Option<String>>,
    state: Patch<Option<String>>,
    country: Patch<Option<String>>,
}

impl UpdateBody {
    pub fn wish(self, zone: &TimeZone) -> Change {
        let address = self.address;
        Change {
            name: address.name.set().or(self.name.set()),
            company: address.company.set().or(self.company.set()),
            email: self.email.set(),
            phone: self.phone.set(),
            address: Some(AddressChange {
                full_address: address.full_address.set(),
                street: address.address.set(),
                post_code: address.post_code.set(),
                city: address.city.set(),
                state: address.state.set(),
                country: address.country.set(),
            }),
            billing_emails: self.billing_emails.set(),
            tax_id: self.tax_id.set(),
            charge_taxes: self.charge_taxes.set(),
            next_invoice_at: self.next_invoice_at.set().map(|when| when.day(zone)),
        }
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "MembershipConfirmation")]
pub struct ConfirmBody {
    starts_at: Option<When>,
    first_invoice_at: Option<When>,
    prorate_first_invoice: Option<bool>,
}

impl ConfirmBody {
    pub fn wish(self, zone: &TimeZone) -> Confirm {
        Confirm {
            starts_at: self.starts_at.map(|when| when.day(zone)),
            first_invoice_at: self.first_invoice_at.map(|when| when.day(zone)),
            prorate_first_invoice: self.prorate_first_invoice,
        }
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "MembershipCancellation")]
pub struct CancelBody {
    /// The last day; without one the first that keeps the notice.
    pub date: Option<When>,
    pub delete_all_bookings_on_cancellation: bool,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "PlanChange")]
pub struct ChangePlanBody {
    plan_id: String,
    /// Admins only; without one the next renewal.
    #[serde(default)]
    change_date: Option<When>,
    #[serde(default)]
    extras: Vec<String>,
}

impl ChangePlanBody {
    pub fn wish(self, zone: &TimeZone) -> Result<ChangePlan, Error> {
        let change_date = self.change_date.map(|when| when.day(zone));
        Ok(ChangePlan { plan: plan_id(&self.plan_id)?, extras: extra_ids(&self.extras)?, change_date, first_invoice_at: None })
    }
}

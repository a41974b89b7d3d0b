//! One-time charges: section 4.15.

use super::invoices::{Invoice, Typed};
use crate::access::{ByHost, SpaceAccess};
use crate::call::Call;
use crate::error::Error;
use crate::input::{Id, Query};
use crate::openapi::Docs;
use crate::operation::{Api, Output};
use crate::scopes::{ReadCharges, WriteCharges, WriteInvoices};
use crate::style::{JSON, V1, by_field};
use crate::v1::{Body, Day, Json, When};
use crate::v2::{Either, NoContent};
use app::FieldError;
use app::access::Access;
use app::charges::{self, Create};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::{ChargeId, MembershipId};
use domain::taxes::{Rate, percent};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub fn operations(api: &mut Api<V1>) {
    api.tag("Charges");
    api.get("v1-list-charges", "/api/charges", list, "Charges of some days")
        .about("Billed or not, by day; both days are included. **Access**: admins.");
    api.get("v1-recent-charges", "/api/memberships/{id}/charges/recent", recent, "What will be on the next invoice of a member")
        .about("Charges that were not billed yet. **Access**: admins, and the member.");
    api.post("v1-create-charge", "/api/memberships/{id}/charges", create, "Charge a member, or give something back").about(
        "It is billed once, with the first invoice that is made on its day or later. `amount` is net, of one; negative ones are \
             credits.\n\nWhat is wrong with a charge is answered with 422 and a message for each field, in `errors` and beside it. \
             **Access**: admins; members for themselves, with amounts above 0.",
    );
    api.post("v1-invoice-charges", "/api/memberships/{id}/charges_based_invoices", invoice, "Invoice the charges of a member now")
        .about("Those up to today that were not billed yet; 422 with `error` where there are none. **Access**: admins.")
        .refuses(409, "Somebody else pays for the membership.");
    api.delete("v1-delete-charge", "/api/charges/{id}", delete, "Take a charge back")
        .about("**Access**: admins.")
        .refuses(409, "The charge is on an invoice.");
}

#[derive(Deserialize, JsonSchema)]
struct ListQuery {
    /// The first day.
    from: When,
    /// The last.
    to: When,
}

async fn list(access: SpaceAccess<ReadCharges, ByHost>, Query(query): Query<ListQuery>) -> Result<Json<Vec<ChargeObject>>, Error> {
    let (from, to) = (query.from.day(access.zone()), query.to.day(access.zone()));
    let found = charges::list(access.app(), &access, from, to).await?;
    Ok(Json(found.into_iter().map(ChargeObject::new).collect()))
}

async fn recent(access: SpaceAccess<ReadCharges, ByHost>, Id(id): Id<MembershipId>) -> Result<Json<Vec<ChargeObject>>, Error> {
    let found = charges::recent(access.app(), &access, id).await?;
    Ok(Json(found.into_iter().map(ChargeObject::new).collect()))
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewCharge")]
struct NewCharge {
    #[serde(default)]
    description: String,
    /// Net, of one.
    #[serde(default)]
    amount: Option<Typed>,
    /// A day; today without it.
    #[serde(default)]
    charged_at: Option<String>,
    #[serde(default)]
    quantity: Option<Typed>,
    /// Percent; without it the taxes of the space.
    #[serde(default)]
    tax_rate: Option<Typed>,
    #[serde(default)]
    accounting_code: Option<String>,
    /// Its number.
    #[serde(default)]
    cost_center: Option<String>,
}

impl NewCharge {
    fn wish(self, access: &Access) -> Result<Create, Error> {
        let blank = || FieldError::field("amount", "blank", "can't be blank");
        let bad_rate = || FieldError::field("tax_rate", "invalid", "is not a rate between 0 and 100 percent");
        let rate = |typed: Typed| Ok::<_, Error>(Rate::from_percent(typed.decimal("tax_rate")?).ok_or_else(bad_rate)?);
        let bad_day = || FieldError::field("charged_at", "invalid", "must be a day, as in 2010/01/31");
        let day = |text: String| When::read(&text).map(|when| when.day(access.zone())).ok_or_else(bad_day);
        Ok(Create {
            description: self.description,
            amount: self.amount.ok_or_else(blank)?.amount("amount")?,
            quantity: self.quantity.map_or(Ok(Decimal::ONE), |quantity| quantity.decimal("quantity"))?,
            charged_on: self.charged_at.map(day).transpose()?,
            tax_rate: self.tax_rate.map(rate).transpose()?,
            accounting_code: self.accounting_code,
            cost_center: self.cost_center,
        })
    }
}

/// 422 with its messages at the top, as this part of API 1 has always had it.
pub(super) struct Refused(Map<String, Value>);

impl Refused {
    /// The same in the form of all others beside it.
    pub(super) fn fields(fields: &[FieldError]) -> Self {
        let mut messages = by_field(fields);
        messages.insert("errors".into(), Value::Object(messages.clone()));
        Self(messages)
    }
}

impl Output<V1> for Refused {
    fn describe(_: &mut Docs) {}
    fn respond(self, _: &Call) -> Result<Response, Error> {
        let body = Value::Object(self.0).to_string();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, [(header::CONTENT_TYPE, JSON)], body).into_response())
    }
}

async fn create(
    access: SpaceAccess<WriteCharges, ByHost>,
    Id(id): Id<MembershipId>,
    Body(new): Body<NewCharge>,
) -> Result<Either<Json<ChargeObject, 201>, Refused>, Error> {
    match make(access.app(), &access, id, new).await {
        Ok(made) => Ok(Either::Left(Json(made))),
        Err(Error::App(app::Error::Invalid(fields))) => Ok(Either::Right(Refused::fields(&fields))),
        Err(other) => Err(other),
    }
}

async fn make(app: &app::App, access: &Access, membership: MembershipId, new: NewCharge) -> Result<ChargeObject, Error> {
    let made = charges::create(app, access, membership, new.wish(access)?).await?;
    Ok(ChargeObject::new(made))
}

async fn invoice(
    access: SpaceAccess<WriteInvoices, ByHost>,
    Id(id): Id<MembershipId>,
) -> Result<Either<Json<Invoice, 201>, Refused>, Error> {
    match app::billing::invoice_charges(access.app(), &access, id).await? {
        Some(made) => Ok(Either::Left(Json(Invoice::new(access.app(), &access, made)?))),
        None => Ok(Either::Right(Refused(Map::from_iter([("error".to_owned(), "There are no charges to invoice.".into())])))),
    }
}

async fn delete(access: SpaceAccess<WriteCharges, ByHost>, Id(id): Id<ChargeId>) -> Result<NoContent, Error> {
    charges::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Charge")]
struct ChargeObject {
    id: String,
    description: String,
    /// Net, of one.
    amount: String,
    currency: String,
    charged_at: Day,
    quantity: String,
    tax_rate: String,
    accounting_code: Option<String>,
    cost_center: Option<String>,
    membership_id: String,
}

impl ChargeObject {
    fn new(charge: store::charges::Charge) -> Self {
        Self {
            id: charge.id.to_string(),
            description: charge.description,
            amount: charge.amount.to_string(),
            currency: charge.currency.to_string(),
            charged_at: charge.charged_on.into(),
            quantity: charge.quantity,
            tax_rate: domain::money::decimal_text(percent(&charge.taxes.0)),
            accounting_code: charge.accounting_code,
            cost_center: charge.cost_center.map(|account| account.0.number),
            membership_id: charge.membership_id.to_string(),
        }
    }
}

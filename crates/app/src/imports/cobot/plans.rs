//! Plans of Cobot as ours.

use super::things::{amount, number, text};
use crate::{App, Error, Result};
use domain::credits::CreditEntry;
use domain::ids::ResourceId;
use domain::plans::{PassDiscount, PassPeriod, PassTemplate, PlanExtra, PlanTerms, SignupCharge};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The resources of a credit, by their ids at Cobot.
pub(super) fn named(plan: &Value) -> Vec<String> {
    let credits = plan.get("booking_credits").and_then(Value::as_array).into_iter().flatten();
    let resources = credits.filter_map(|credit| credit.get("resources")?.as_array()).flatten();
    resources.filter_map(|resource| text(resource, "id")).collect()
}

fn list<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value.get(field).and_then(Value::as_array).into_iter().flatten()
}

/// Taxes are those of the space here. Credits for resources that are not here are left out.
pub(super) fn terms(app: &App, plan: &Value, resource: impl Fn(&str) -> Option<ResourceId>) -> Result<PlanTerms> {
    let currency = text(plan, "currency").unwrap_or_default();
    let begin = json!({"name": text(plan, "name").unwrap_or_default(), "price_per_cycle": "0", "currency": currency,
        "cycle_months": u8::try_from(number(plan, "cycle_duration").unwrap_or(1)).unwrap_or(0)});
    let begin: PlanTerms =
        serde_json::from_value(begin).map_err(|_| crate::FieldError::field("currency", "unknown", "is not a currency"))?;
    let currency = begin.currency;
    let small = |field| number(plan, field).map_or(0, |number| u16::try_from(number).unwrap_or(u16::MAX));
    let extras = list(plan, "extras").map(|extra| PlanExtra {
        id: app.id(),
        name: text(extra, "name").unwrap_or_default(),
        price: amount(extra, "price").unwrap_or_default(),
        currency,
        cycle_months: begin.cycle_months,
        tax: None,
        accounting_code: None,
    });
    let passes = list(plan, "time_passes").map(|pass| pass_template(app, pass, currency));
    let charge = plan.get("signup_charge").and_then(|charge| Some((amount(charge, "amount")?, text(charge, "description")?)));
    let credits = list(plan, "booking_credits").filter_map(|credit| {
        let resources: Vec<_> = list(credit, "resources").filter_map(|one| resource(&text(one, "id")?)).collect();
        let hours = text(credit, "hours").and_then(|hours| hours.parse::<Decimal>().ok());
        let minutes = hours.and_then(|hours| u32::try_from((hours * Decimal::from(60)).trunc()).ok());
        (!resources.is_empty() && minutes.is_some()).then(|| CreditEntry {
            resources,
            minutes,
            amount: None,
            price_per_hour: amount(credit, "price_per_hour"),
        })
    });
    Ok(PlanTerms {
        price_per_cycle: amount(plan, "price_per_cycle")
            .ok_or_else(|| Error::from(crate::FieldError::field("price", "invalid", "cannot be read")))?,
        description: text(plan, "description"),
        color: text(plan, "color"),
        terms: text(plan, "terms"),
        welcome_message: text(plan, "welcome_message"),
        hidden: plan.get("hidden").and_then(Value::as_bool).unwrap_or_default(),
        cancellation_period_days: small("cancellation_period"),
        minimum_commitment_months: small("minimum_commitment"),
        signup_charge: charge.map(|(amount, description)| SignupCharge { amount, description, tax: None, accounting_code: None }),
        extras: extras.collect(),
        time_passes: passes.collect(),
        booking_credits: credits.collect(),
        ..begin
    })
}

fn pass_template(app: &App, pass: &Value, currency: domain::money::Currency) -> PassTemplate {
    let discounts = list(pass, "discounts").filter_map(|one| {
        Some(PassDiscount { number_of_passes: u32::try_from(number(one, "number_of_passes")?).ok()?, price: amount(one, "price")? })
    });
    PassTemplate {
        id: app.id(),
        name: text(pass, "name").unwrap_or_default(),
        price: amount(pass, "price").unwrap_or_default(),
        currency,
        tax: None,
        times: text(pass, "timespans").and_then(|times| times.parse().ok()).unwrap_or_default(),
        included: number(pass, "included_per_timespan").and_then(|number| u32::try_from(number).ok()).unwrap_or_default(),
        period: if text(pass, "included_timespan").as_deref() == Some("week") { PassPeriod::Week } else { PassPeriod::Month },
        discounts: discounts.collect(),
        expiry_days: None,
    }
}

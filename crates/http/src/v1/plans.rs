//! Plans, and the copies of them that members hold, as API 1 shows them.

use crate::access::{ByHost, PublicAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::ReadPlans;
use crate::style::V1;
use crate::v1::{Day, Json};
use app::plans::Offer;
use domain::booking_times::Window;
use domain::credits::CreditEntry;
use domain::ids::{PlanId, ResourceId};
use domain::money::{Amount, Currency, decimal_text};
use domain::pass_times::PassTimes;
use domain::plans::{PassPeriod, PassTemplate, PlanExtra, PlanTerms};
use domain::taxes::{self, Tax};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use store::membership_plans::Copy;
use store::plans::Plan;
use store::spaces::Space;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Plans");
    api.get("v1-list-plans", "/api/plans", list, "Plans of the space")
        .about("Open to all. A token with `read_plans` of an admin adds hidden plans, plans for teams and `welcome_message`.");
    api.get("v1-get-plan", "/api/plans/{id}", get, "One plan");
}

async fn list(access: PublicAccess<ReadPlans, ByHost>) -> Result<Json<Vec<PlanObject>>, Error> {
    let offer = app::plans::list(access.app(), &access).await?;
    Ok(Json(objects(access.space(), &offer)))
}

async fn get(access: PublicAccess<ReadPlans, ByHost>, Id(id): Id<PlanId>) -> Result<Json<PlanObject>, Error> {
    let offer = app::plans::get(access.app(), &access, id).await?;
    objects(access.space(), &offer).pop().map(Json).ok_or(Error::NOT_FOUND)
}

fn objects(space: &Space, offer: &Offer) -> Vec<PlanObject> {
    let shop = Shop { space, names: &offer.resource_names, charge_taxes: true };
    offer.plans.iter().map(|plan| shop.plan(plan, offer.complete)).collect()
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Plan")]
pub struct PlanObject {
    id: String,
    name: String,
    color: Option<String>,
    photo: Option<String>,
    price_per_cycle: String,
    price_per_cycle_in_cents: i64,
    /// Months.
    cycle_duration: u8,
    currency: String,
    terms: Option<String>,
    description: Option<String>,
    /// Days.
    cancellation_period: u16,
    /// Months.
    minimum_commitment: u16,
    hidden: bool,
    tax_rate: String,
    signup_charge: Option<SignupChargeObject>,
    booking_credits: Vec<CreditObject>,
    time_passes: Vec<PassObject>,
    extras: Vec<ExtraObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    welcome_message: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SignupCharge")]
struct SignupChargeObject {
    amount: String,
    tax_rate: String,
    description: String,
    accounting_code: Option<String>,
}

/// What an included contingent is good for.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PlanBookingCredit")]
struct CreditObject {
    resources: Vec<NamedObject>,
    /// Null for money.
    hours: Option<String>,
    /// Null for hours.
    amount: Option<String>,
    price_per_hour: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Named")]
pub(super) struct NamedObject {
    pub id: String,
    pub name: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PlanExtra")]
pub(super) struct ExtraObject {
    id: String,
    name: String,
    price_in_cents: i64,
    price: String,
    tax_rate: String,
    currency: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PassTemplate")]
struct PassObject {
    id: String,
    name: String,
    price_in_cents: i64,
    price: String,
    tax_rate: String,
    currency: String,
    timespans: String,
    parsed_timespans: Vec<SpanObject>,
    included_per_timespan: u32,
    included_timespan: &'static str,
    discounts: Vec<DiscountObject>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PassSpan")]
struct SpanObject {
    from: String,
    to: String,
    /// 1 is Monday; empty is every day.
    weekdays: Vec<u8>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PassDiscount")]
struct DiscountObject {
    number_of_passes: u32,
    price_in_cents: i64,
    price: String,
    tax_rate: String,
    currency: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MemberPlan")]
pub struct MemberPlan {
    name: String,
    description: Option<String>,
    parent_plan: ParentPlan,
    price_per_cycle: String,
    price_per_cycle_in_cents: i64,
    /// With extras.
    total_price_per_cycle: String,
    tax_rate: String,
    /// Months.
    cycle_duration: u8,
    currency: String,
    /// Days.
    cancellation_period: u16,
    /// Months.
    minimum_commitment: u16,
    /// The last day.
    canceled_to: Option<Day>,
    accounting_code: Option<String>,
    booking_credits: Vec<CreditObject>,
    extras: Vec<ExtraObject>,
    time_passes: Vec<PassObject>,
    /// What a code takes off the price.
    discount: Option<PlanDiscountObject>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PlanDiscount")]
struct PlanDiscountObject {
    code: String,
    /// `percentage` or `amount`.
    unit: &'static str,
    /// Percent, or money for each cycle.
    value: String,
    /// The first day on which the full price holds again; none for ever.
    until: Option<Day>,
}

/// A member's plan with what only its history tells.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MemberPlanOfHistory")]
pub struct PastPlan {
    #[serde(flatten)]
    plan: MemberPlan,
    terms: Option<String>,
    hidden: bool,
}

#[derive(Serialize, JsonSchema)]
struct ParentPlan {
    id: String,
}

/// Where plans are shown, and to whom.
#[derive(Clone, Copy)]
pub struct Shop<'a> {
    pub space: &'a Space,
    pub names: &'a HashMap<ResourceId, String>,
    /// False for members who are billed without taxes (M14).
    pub charge_taxes: bool,
}

/// In the coins of the currency, at least one decimal (M3).
fn money(amount: Amount, currency: Currency) -> String {
    amount.rounded(currency).to_string()
}

/// In the smallest coins of the currency.
fn cents(amount: Amount, currency: Currency) -> i64 {
    amount.rounded(currency).0 / 10_i64.pow(6_u32.saturating_sub(currency.minor_digits()))
}

impl Shop<'_> {
    /// All rates together, in percent.
    fn rate(&self, own: Option<&Tax>) -> String {
        let Space { taxes, settings, .. } = self.space;
        let taxes = taxes::applicable(&taxes.0, own, settings.0.multiple_tax_rates, self.charge_taxes);
        decimal_text(taxes.iter().map(|tax| tax.rate.percent()).sum::<Decimal>())
    }

    fn plan(&self, plan: &Plan, complete: bool) -> PlanObject {
        let terms = &plan.terms.0;
        let charge = terms.signup_charge.as_ref().map(|charge| SignupChargeObject {
            amount: money(charge.amount, terms.currency),
            tax_rate: self.rate(charge.tax.as_ref()),
            description: charge.description.clone(),
            accounting_code: charge.accounting_code.clone(),
        });
        PlanObject {
            id: plan.id.to_string(),
            name: terms.name.clone(),
            color: terms.color.clone(),
            photo: terms.photo.clone(),
            price_per_cycle: money(terms.price_per_cycle, terms.currency),
            price_per_cycle_in_cents: cents(terms.price_per_cycle, terms.currency),
            cycle_duration: terms.cycle_months,
            currency: terms.currency.to_string(),
            terms: terms.terms.clone(),
            description: terms.description.clone(),
            cancellation_period: terms.cancellation_period_days,
            minimum_commitment: terms.minimum_commitment_months,
            hidden: terms.hidden,
            tax_rate: self.rate(terms.tax.as_ref()),
            signup_charge: charge,
            booking_credits: self.credits(terms),
            time_passes: self.passes(terms),
            extras: self.extras(terms),
            welcome_message: terms.welcome_message.clone().filter(|_| complete),
        }
    }

    pub fn member_plan(&self, copy: &Copy) -> MemberPlan {
        let terms = &copy.terms.0;
        let total = terms.total_price_per_cycle().unwrap_or(terms.price_per_cycle);
        MemberPlan {
            name: terms.name.clone(),
            description: terms.description.clone(),
            parent_plan: ParentPlan { id: copy.parent_plan_id.to_string() },
            price_per_cycle: money(terms.price_per_cycle, terms.currency),
            price_per_cycle_in_cents: cents(terms.price_per_cycle, terms.currency),
            total_price_per_cycle: money(total, terms.currency),
            tax_rate: self.rate(terms.tax.as_ref()),
            cycle_duration: terms.cycle_months,
            currency: terms.currency.to_string(),
            cancellation_period: terms.cancellation_period_days,
            minimum_commitment: terms.minimum_commitment_months,
            canceled_to: copy.canceled_to.map(Day),
            accounting_code: terms.accounting_code.clone(),
            booking_credits: self.credits(terms),
            extras: self.extras(terms),
            time_passes: self.passes(terms),
            discount: terms.discount.as_ref().map(|discount| PlanDiscountObject {
                code: discount.code.code.clone(),
                unit: discount.code.unit.name(),
                value: discount.code.value.to_string(),
                until: discount.until.map(Day),
            }),
        }
    }

    pub fn past_plan(&self, copy: &Copy) -> PastPlan {
        PastPlan { plan: self.member_plan(copy), terms: copy.terms.0.terms.clone(), hidden: copy.terms.0.hidden }
    }

    fn credits(&self, terms: &PlanTerms) -> Vec<CreditObject> {
        let resource = |id: &ResourceId| NamedObject { id: id.to_string(), name: self.names.get(id).cloned() };
        let credit = |entry: &CreditEntry| CreditObject {
            resources: entry.resources.iter().map(resource).collect(),
            hours: entry.minutes.map(|minutes| decimal_text((Decimal::from(minutes) / Decimal::from(60)).round_dp(4))),
            amount: entry.amount.map(|amount| money(amount, terms.currency)),
            price_per_hour: entry.price_per_hour.map(|price| money(price, terms.currency)),
        };
        terms.booking_credits.iter().map(credit).collect()
    }

    fn extras(&self, terms: &PlanTerms) -> Vec<ExtraObject> {
        terms.extras.iter().map(|extra| self.extra(extra)).collect()
    }

    pub(super) fn extra(&self, extra: &PlanExtra) -> ExtraObject {
        ExtraObject {
            id: extra.id.to_string(),
            name: extra.name.clone(),
            price_in_cents: cents(extra.price, extra.currency),
            price: money(extra.price, extra.currency),
            tax_rate: self.rate(extra.tax.as_ref()),
            currency: extra.currency.to_string(),
        }
    }

    fn passes(&self, terms: &PlanTerms) -> Vec<PassObject> {
        terms.time_passes.iter().map(|pass| self.pass(pass)).collect()
    }

    fn pass(&self, pass: &PassTemplate) -> PassObject {
        let (rate, currency) = (self.rate(pass.tax.as_ref()), pass.currency);
        let span = |window: &Window| SpanObject {
            from: window.from.strftime("%H:%M").to_string(),
            to: window.to.strftime("%H:%M").to_string(),
            weekdays: window.weekdays.iter().copied().collect(),
        };
        let discounts = pass.discounts.iter().map(|discount| DiscountObject {
            number_of_passes: discount.number_of_passes,
            price_in_cents: cents(discount.price, currency),
            price: money(discount.price, currency),
            tax_rate: rate.clone(),
            currency: currency.to_string(),
        });
        PassObject {
            id: pass.id.to_string(),
            name: pass.name.clone(),
            price_in_cents: cents(pass.price, currency),
            price: money(pass.price, currency),
            timespans: pass.times.to_string(),
            parsed_timespans: match &pass.times {
                PassTimes::Spans(times) => times.windows().iter().map(span).collect(),
                PassTimes::Duration { .. } => vec![],
            },
            included_per_timespan: pass.included,
            included_timespan: match pass.period {
                PassPeriod::Week => "week",
                PassPeriod::Month => "month",
            },
            discounts: discounts.collect(),
            tax_rate: rate,
            currency: currency.to_string(),
        }
    }
}

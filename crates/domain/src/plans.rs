//! Plans: what a space offers, and the copy of it that each membership holds (rules N1 to N16, T1).

mod check;
mod history;

pub use history::{History, Schedule, admin_change_date, check_first_invoice, check_member_choice, member_change_date, places};

use crate::credits::CreditEntry;
use crate::discount_codes::PlanDiscount;
use crate::ids::{MembershipPlanId, PassTemplateId, PlanExtraId, PlanId, ResourceId};
use crate::money::{Amount, Currency, OutOfRange};
use crate::pass_times::PassTimes;
use crate::taxes::Tax;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who can have a plan (rule W5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Individual,
    Team,
}

/// All that a plan says, alike in a plan of the space and in a member's copy. Stored as JSON, so names must
/// stay and new members need a default. Prices are net.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanTerms {
    pub name: String,
    #[serde(default)]
    pub kind: Kind,
    #[serde(default)]
    pub description: Option<String>,
    /// `#rrggbb`
    #[serde(default)]
    pub color: Option<String>,
    /// URL or path of a picture.
    #[serde(default)]
    pub photo: Option<String>,
    pub price_per_cycle: Amount,
    pub currency: Currency,
    /// 1 to 36.
    pub cycle_months: u8,
    /// Days of notice.
    #[serde(default)]
    pub cancellation_period_days: u16,
    #[serde(default)]
    pub minimum_commitment_months: u16,
    /// The plan's own tax; without one the space's default taxes hold (rule M11).
    #[serde(default)]
    pub tax: Option<Tax>,
    #[serde(default)]
    pub accounting_code: Option<String>,
    /// Replaces the space's terms (rule J4).
    #[serde(default)]
    pub terms: Option<String>,
    /// Only by its link (rule J1).
    #[serde(default)]
    pub hidden: bool,
    /// New members have to be approved (rule J6).
    #[serde(default)]
    pub needs_approval: bool,
    #[serde(default)]
    pub welcome_message: Option<String>,
    #[serde(default)]
    pub signup_charge: Option<SignupCharge>,
    #[serde(default)]
    pub booking_credits: Vec<CreditEntry>,
    #[serde(default)]
    pub time_passes: Vec<PassTemplate>,
    /// In a plan of the space what can be added, in a copy what was.
    #[serde(default)]
    pub extras: Vec<PlanExtra>,
    /// Empty: every resource that is not hidden (rule N15).
    #[serde(default)]
    pub resource_access: Vec<ResourceId>,
    /// In a copy only: what a code takes off the fee (rule N14).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<PlanDiscount>,
}

/// Once per person and space, on the first invoice (rule N12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignupCharge {
    pub amount: Amount,
    pub description: String,
    #[serde(default)]
    pub tax: Option<Tax>,
    #[serde(default)]
    pub accounting_code: Option<String>,
}

/// Billed with the plan's fee (rule N13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanExtra {
    pub id: PlanExtraId,
    pub name: String,
    /// Per cycle; negative ones are running discounts.
    pub price: Amount,
    pub currency: Currency,
    /// 1 to 36.
    pub cycle_months: u8,
    #[serde(default)]
    pub tax: Option<Tax>,
    #[serde(default)]
    pub accounting_code: Option<String>,
}

/// A time pass kind of a plan (rule T1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassTemplate {
    pub id: PassTemplateId,
    pub name: String,
    /// For one more than is included.
    pub price: Amount,
    pub currency: Currency,
    #[serde(default)]
    pub tax: Option<Tax>,
    #[serde(default)]
    pub times: PassTimes,
    /// How many each period includes; 0 for passes that are only sold.
    #[serde(default)]
    pub included: u32,
    #[serde(default)]
    pub period: PassPeriod,
    #[serde(default)]
    pub discounts: Vec<PassDiscount>,
    /// Days after the purchase, to the end of that day (rule T6); `None`: never.
    #[serde(default)]
    pub expiry_days: Option<u16>,
}

/// How often included passes come anew (rule T3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassPeriod {
    /// ISO week.
    Week,
    /// Billing month.
    #[default]
    Month,
}

/// The price of each piece when at least so many are bought at once (rule T5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassDiscount {
    pub number_of_passes: u32,
    pub price: Amount,
}

/// The copy of a plan that a membership holds from a day on (rule N2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCopy {
    pub id: MembershipPlanId,
    /// The space's plan it was copied from, which may be deleted by now (rule N11).
    pub parent: PlanId,
    pub starts_at: Date,
    /// The day that was chosen for its first invoice, nothing of it is billed before (rule N5).
    pub first_invoice_at: Option<Date>,
    pub terms: PlanTerms,
}

impl PlanTerms {
    /// Whether anybody sees it and may choose it: for one person, and not hidden (rule J1).
    pub fn is_open(&self) -> bool {
        !self.hidden && self.kind == Kind::Individual
    }

    /// The fee with all extras billed in the same currency and rhythm, net.
    pub fn total_price_per_cycle(&self) -> Result<Amount, OutOfRange> {
        let alike = |extra: &&PlanExtra| extra.currency == self.currency && extra.cycle_months == self.cycle_months;
        Amount::sum(std::iter::once(self.price_per_cycle).chain(self.extras.iter().filter(alike).map(|extra| extra.price)))
    }

    /// Presence needs a pass (rule N16).
    pub fn is_limited(&self) -> bool {
        !self.time_passes.is_empty()
    }

    /// Rule N15, for resources that are not hidden.
    pub fn gives_access_to(&self, resource: ResourceId) -> bool {
        self.resource_access.is_empty() || self.resource_access.contains(&resource)
    }

    /// The terms of a copy: this plan with the chosen extras only. `None` when one is not offered. The same
    /// extra may be chosen several times (rule N13).
    pub fn copied(&self, extras: &[PlanExtraId]) -> Option<Self> {
        let chosen = |id: &PlanExtraId| self.extras.iter().find(|extra| extra.id == *id).cloned();
        let extras = extras.iter().map(chosen).collect::<Option<Vec<_>>>()?;
        Some(Self { extras, ..self.clone() })
    }
}

#[cfg(test)]
mod tests;

//! What a plan must be like to be saved.

use super::{PassTemplate, PlanTerms};
use crate::credits;
use crate::money::Amount;
use crate::refusal::{Refusal, verdict};
use crate::{resources, texts};

const MAX_ENTRIES: usize = 100;
const MAX_NOTICE_DAYS: u16 = 1_000;
const MAX_COMMITMENT_MONTHS: u16 = 120;

/// Collects refusals under a path.
struct Checker {
    refusals: Vec<Refusal>,
}

impl Checker {
    fn must(&mut self, fine: bool, field: impl Into<String>, code: &'static str, message: &'static str) {
        if !fine {
            self.refusals.push(Refusal::new(field.into(), code, message));
        }
    }

    fn name(&mut self, field: impl Into<String>, name: &str) {
        if let Err(bad) = texts::name(name) {
            self.must(false, field, bad.code(), bad.message());
        }
    }

    fn text(&mut self, field: &'static str, text: Option<&str>) {
        if let Some(Err(bad)) = text.map(texts::text) {
            self.must(false, field, bad.code(), bad.message());
        }
    }

    fn cycle(&mut self, field: impl Into<String>, months: u8) {
        self.must((1..=36).contains(&months), field, "out_of_range", "must be from 1 to 36 months");
    }

    fn price(&mut self, field: impl Into<String>, price: Amount) {
        self.must(!price.is_negative(), field, "negative", "must not be negative");
    }

    fn list<T>(&mut self, field: &'static str, list: &[T]) {
        self.must(list.len() <= MAX_ENTRIES, field, "too_many", "must have at most 100 entries");
    }
}

impl PlanTerms {
    /// Everything that is wrong, by the path of the field (rules N1, N12, N13, T1, C1). Whether a currency or
    /// an own tax may be used is up to the settings of the space and not judged here.
    pub fn validate(&self) -> Result<(), Vec<Refusal>> {
        let mut check = Checker { refusals: Vec::new() };
        check.name("name", &self.name);
        check.price("price_per_cycle", self.price_per_cycle);
        check.cycle("cycle_months", self.cycle_months);
        let notice = self.cancellation_period_days <= MAX_NOTICE_DAYS;
        check.must(notice, "cancellation_period_days", "out_of_range", "must be at most 1000 days");
        let commitment = self.minimum_commitment_months <= MAX_COMMITMENT_MONTHS;
        check.must(commitment, "minimum_commitment_months", "out_of_range", "must be at most 120 months");
        check.must(self.color.as_deref().is_none_or(resources::is_color), "color", "invalid", "must look like #a1b2c3");
        check.text("description", self.description.as_deref());
        check.text("terms", self.terms.as_deref());
        check.text("welcome_message", self.welcome_message.as_deref());
        check.text("photo", self.photo.as_deref());
        if let Some(charge) = &self.signup_charge {
            check.name("signup_charge/description", &charge.description);
            check.price("signup_charge/amount", charge.amount);
        }
        check.list("extras", &self.extras);
        for (place, extra) in self.extras.iter().enumerate() {
            check.name(format!("extras/{place}/name"), &extra.name);
            check.cycle(format!("extras/{place}/cycle_months"), extra.cycle_months);
        }
        check.list("time_passes", &self.time_passes);
        for (place, pass) in self.time_passes.iter().enumerate() {
            check_pass(&mut check, place, pass);
        }
        check.list("booking_credits", &self.booking_credits);
        for (path, message) in credits::validate(&self.booking_credits) {
            check.must(false, format!("booking_credits/{path}"), "invalid", message);
        }
        verdict(check.refusals)
    }
}

fn check_pass(check: &mut Checker, place: usize, pass: &PassTemplate) {
    let path = |field: &str| format!("time_passes/{place}/{field}");
    check.name(path("name"), &pass.name);
    check.price(path("price"), pass.price);
    check.must(pass.included <= 1_000, path("included"), "out_of_range", "must be at most 1000");
    check.must(pass.expiry_days != Some(0), path("expiry_days"), "out_of_range", "must be at least 1 day");
    let mut last = 0;
    for (place, discount) in pass.discounts.iter().enumerate() {
        let number = path(&format!("discounts/{place}/number_of_passes"));
        check.must(discount.number_of_passes > last, number, "not_rising", "must be at least 1 and more than in the entry before");
        check.price(path(&format!("discounts/{place}/price")), discount.price);
        last = discount.number_of_passes;
    }
}

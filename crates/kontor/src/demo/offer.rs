//! The plans of a space, with extras, credits and time passes.

use super::site::Site;
use crate::stock::Stock;
use domain::credits::CreditEntry;
use domain::ids::{PlanExtraId, PlanId, ResourceId};
use domain::money::Amount;
use domain::plans::{Kind, PassDiscount, PassPeriod, PassTemplate, PlanExtra, PlanTerms, SignupCharge};
use domain::resources::Usage;
use store::Json;
use store::plans::Plan;

/// Places of plans in [`Stock::plans`].
pub const HOT_DESK: usize = 0;
pub const FIXED_DESK: usize = 1;
pub const DAY_PASSES: usize = 2;
pub const VIRTUAL_OFFICE: usize = 3;

/// Makes the plans. The resources must be there: credits and access name them.
pub fn make(site: &Site, stock: &mut Stock) {
    let bookable = |stocked: &&crate::stock::Stocked| stocked.resource.usage == Usage::Bookable && !stocked.resource.hidden;
    let meeting = stock.categories.iter().find(|category| category.name == "Meeting rooms").map(|category| category.id);
    let rooms: Vec<ResourceId> = stock
        .resources
        .iter()
        .filter(bookable)
        .filter(|stocked| stocked.categories.iter().any(|id| Some(*id) == meeting) && stocked.resource.capacity > Some(1))
        .map(|stocked| stocked.resource.id)
        .collect();
    let hours = |hours: u32, cents: Option<i64>| CreditEntry {
        resources: rooms.clone(),
        minutes: Some(hours * 60),
        amount: None,
        price_per_hour: cents.map(|cents| site.price(cents)),
    };
    let money = |cents: i64| CreditEntry { resources: rooms.clone(), amount: Some(site.price(cents)), ..CreditEntry::default() };

    let mut hot = terms(site, "Hot desk", "Any free desk, at any time.", 18_900);
    hot.booking_credits = vec![hours(4, Some(1_200))];
    hot.extras = vec![extra(site, "Locker", 1_500), extra(site, "Printing", 1_000), extra(site, "Mailbox", 2_500)];
    let mut fixed = terms(site, "Fixed desk", "A desk with your name on it.", 29_900);
    fixed.booking_credits = vec![hours(10, None), money(2_000)];
    fixed.extras = vec![extra(site, "Locker", 1_500), extra(site, "Second screen", 1_900)];
    (fixed.cancellation_period_days, fixed.minimum_commitment_months) = (30, 3);
    fixed.signup_charge =
        Some(SignupCharge { amount: site.price(10_000), description: "Deposit".into(), tax: None, accounting_code: None });
    let mut passes = terms(site, "Day passes", "Four days a month, more whenever you like.", 5_900);
    passes.time_passes = vec![pass(site, "Day pass", 1_900, "", 4), pass(site, "Half day", 1_100, "8-13, 13-18", 0)];
    let mut virtual_office = terms(site, "Virtual office", "An address, and a room when you need one.", 3_900);
    virtual_office.resource_access.clone_from(&rooms);
    (virtual_office.cancellation_period_days, virtual_office.minimum_commitment_months) = (60, 12);
    let mut team = terms(site, "Team", "Six desks that a team shares.", 89_000);
    (team.kind, team.booking_credits) = (Kind::Team, vec![money(20_000)]);
    let mut night = terms(site, "Night owl", "From eight in the evening to eight in the morning.", 9_900);
    (night.hidden, night.needs_approval) = (true, true);

    let created_at = site.space.created_at;
    let plan = |(position, terms): (i64, PlanTerms)| Plan {
        id: PlanId(site.app.chance.uuid(created_at)),
        position,
        terms: Json(terms),
        created_at,
        deleted_at: None,
    };
    stock.plans = (1..).zip([hot, fixed, passes, virtual_office, team, night]).map(plan).collect();
}

fn terms(site: &Site, name: &str, description: &str, cents: i64) -> PlanTerms {
    PlanTerms {
        discount: None,
        name: name.into(),
        kind: Kind::Individual,
        description: Some(description.into()),
        color: None,
        photo: None,
        price_per_cycle: site.price(cents),
        currency: site.space.currency,
        cycle_months: 1,
        cancellation_period_days: 14,
        minimum_commitment_months: 0,
        tax: None,
        accounting_code: None,
        terms: None,
        hidden: false,
        needs_approval: false,
        welcome_message: Some(format!("Welcome to {}! Coffee is on the left.", site.space.name)),
        signup_charge: None,
        booking_credits: Vec::new(),
        time_passes: Vec::new(),
        extras: Vec::new(),
        resource_access: Vec::new(),
    }
}

fn extra(site: &Site, name: &str, cents: i64) -> PlanExtra {
    PlanExtra {
        id: PlanExtraId(site.app.chance.uuid(site.space.created_at)),
        name: name.into(),
        price: site.price(cents),
        currency: site.space.currency,
        cycle_months: 1,
        tax: None,
        accounting_code: None,
    }
}

fn pass(site: &Site, name: &str, cents: i64, times: &str, included: u32) -> PassTemplate {
    let cheaper: Amount = site.price(cents - 200);
    PassTemplate {
        id: site.app.chance.uuid(site.space.created_at).into(),
        name: name.into(),
        price: site.price(cents),
        currency: site.space.currency,
        tax: None,
        times: times.parse().unwrap_or_default(),
        included,
        period: PassPeriod::Month,
        discounts: vec![PassDiscount { number_of_passes: 10, price: cheaper }],
        expiry_days: Some(180),
    }
}

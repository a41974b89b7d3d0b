//! The members of a space: most of them active, some gone, one to be approved, one about to change plans, a team.

use super::offer::{DAY_PASSES, FIXED_DESK, HOT_DESK, VIRTUAL_OFFICE};
use super::site::{Site, before};
use crate::stock::{Enrolled, Stock};
use domain::cycles;
use domain::discount_codes::{DiscountUnit, PlanDiscount, Redeemed};
use domain::ids::{DiscountCodeId, MembershipId, MembershipPlanId, PlanExtraId, TeamId, UserId};
use domain::money::Amount;
use jiff::ToSpan;
use jiff::civil::Date;
use store::Json;
use store::membership_plans::Copy;
use store::memberships::{Membership, PaymentMethod};
use store::plans::Plan;
use store::spaces::Address;
use store::teams::Team;

/// Name, login and address of somebody who can sign in.
pub type Known<'a> = (&'a str, UserId, &'a str);

const FIRST_NAMES: [&str; 20] = [
    "Amara", "Bastian", "Carla", "Deniz", "Emil", "Fatma", "Gustav", "Hannah", "Ibrahim", "Julia", "Kofi", "Linnea", "Mateo", "Noor",
    "Olga", "Pieter", "Quinn", "Rosa", "Søren", "Tomasz",
];
const LAST_NAMES: [&str; 19] = [
    "Abendroth",
    "Bianchi",
    "Clausen",
    "Dubois",
    "Eriksson",
    "Fontaine",
    "Gärtner",
    "Hoffmann",
    "Iversen",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moreau",
    "Nakamura",
    "Okafor",
    "Petersen",
    "Rossi",
    "Schröder",
    "Tanaka",
];
const COMPANIES: [&str; 16] = [
    "Nordlicht Studio",
    "Kranich Software",
    "Blue Heron Labs",
    "Lotse Consulting",
    "Sturmflut Media",
    "Tidewater Analytics",
    "Hafenkante Design",
    "Papier & Co",
    "Lumen Optics",
    "Backbord Games",
    "Fernweh Travel",
    "Oak & Iron",
    "Datenfischer",
    "Quayside Law",
    "Seestern Health",
    "Paragraph Eins",
];
const STREETS: [&str; 6] = ["Deichstr.", "Lindenallee", "Market Street", "Cremon", "Bergweg", "Mill Lane"];

/// What is special about some members, by their place.
const PAYER: usize = 8;
const PAID_FOR: [usize; 3] = [9, 10, 11];
const LEFT: [usize; 4] = [5, 13, 19, 27];
const LEAVING: usize = 15;
const UNCONFIRMED: usize = 17;
const CHANGING: usize = 21;
/// Joined with a discount code.
const PERSUADED: usize = 12;

/// Makes so many members, the known ones first.
pub fn enroll(site: &Site, stock: &mut Stock, known: &[Known], members: usize) {
    let mut number = 0;
    for n in 0..members {
        let Some(plan) = plan_of(n).and_then(|place| stock.plans.get(place)) else { continue };
        let mut enrolled = member(site, plan, known.get(n).copied(), n);
        special(site, stock.plans.get(FIXED_DESK), &mut enrolled, n);
        if enrolled.membership.confirmed_at.is_some() {
            number += 1;
            enrolled.membership.customer_number = Some(number.to_string());
        }
        stock.members.push(enrolled);
    }
    stock.customer_numbers = number + 1;
    stock.teams = team(site, &mut stock.members, number + 1).into_iter().collect();
}

fn plan_of(n: usize) -> Option<usize> {
    match n {
        0 | PAYER | CHANGING => Some(HOT_DESK),
        1 => Some(DAY_PASSES),
        _ => [HOT_DESK, FIXED_DESK, HOT_DESK, DAY_PASSES, VIRTUAL_OFFICE].get(n % 5).copied(),
    }
}

fn member(site: &Site, plan: &Plan, known: Option<Known>, n: usize) -> Enrolled {
    let long_ago = known.is_some() || n == PAYER || PAID_FOR.contains(&n) || LEFT.contains(&n);
    let days = if long_ago { 400 } else { 40 + site.dice.below(800) };
    let starts_at = site.day(-i64::try_from(days).unwrap_or(40));
    let created_at = site.at(starts_at.saturating_sub(3.days()), 60 * 10 + i64::try_from(n).unwrap_or_default());
    let name = known.map_or_else(|| name(n), |(name, ..)| name.to_owned());
    let email = known.map_or_else(|| address(&name), |(.., email)| email.to_owned());
    let membership = Membership {
        id: MembershipId(site.app.chance.uuid(created_at)),
        user_id: known.map(|(_, user, _)| user.0),
        user_email: known.map(|(.., email)| email.to_owned()),
        team_id: None,
        team_role: None,
        company: (n % 3 == 1).then(|| COMPANIES.get(n / 3 % COMPANIES.len()).copied().unwrap_or_default().to_owned()),
        phone: site.dice.percent(50).then(|| phone(site, n)),
        address: Json(postal(site)),
        billing_emails: Json(if n % 9 == 4 { vec![format!("invoices.{email}")] } else { Vec::new() }),
        name: Some(name),
        email: Some(email),
        charge_taxes: true,
        customer_number: None,
        // E-invoices are made for companies that have one.
        tax_id: (n % 3 == 1 && site.space.country == "DE").then(|| format!("DE{}", 200_000_001 + n)),
        photo: None,
        payment_method: n.is_multiple_of(4).then(|| Json(PaymentMethod { name: "Bank transfer".into(), automated: false })),
        resource_access: None,
        confirmed_at: Some(created_at),
        starts_at,
        canceled_to: None,
        canceled_at: None,
        next_invoice_at: site.next_invoice(starts_at, plan.terms.0.cycle_months),
        prorate_first_invoice: false,
        of_team: false,
        created_at,
        updated_at: created_at,
    };
    let extras: Vec<PlanExtraId> = plan.terms.0.extras.iter().filter(|_| site.dice.percent(25)).map(|extra| extra.id).collect();
    let copy = copy(site, &membership, plan, &extras, starts_at);
    Enrolled { membership, copies: vec![copy] }
}

fn copy(site: &Site, of: &Membership, plan: &Plan, extras: &[PlanExtraId], starts_at: Date) -> Copy {
    let terms = plan.terms.0.copied(extras).unwrap_or_else(|| plan.terms.0.clone());
    let id = MembershipPlanId(site.app.chance.uuid(of.created_at));
    Copy {
        id,
        membership_id: of.id,
        parent_plan_id: plan.id,
        starts_at,
        canceled_to: None,
        terms: Json(terms),
        first_invoice_at: None,
        renewal_waits: false,
    }
}

/// Every name once: the two lists have no common length.
fn name(n: usize) -> String {
    let of = |names: &[&'static str]| names.get(n % names.len()).copied().unwrap_or_default();
    format!("{} {}", of(&FIRST_NAMES), of(&LAST_NAMES))
}

fn address(name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(|c| if c == ' ' { '.' } else { c }).collect();
    let plain = plain.replace('ä', "ae").replace(['ö', 'ø'], "oe").replace('ü', "ue");
    format!("{plain}@example.com")
}

fn phone(site: &Site, n: usize) -> String {
    if site.space.country == "DE" { format!("+49 40 5550{:03}", 101 + n) } else { format!("+1 212 555 0{:03}", 101 + n) }
}

fn postal(site: &Site) -> Address {
    let german = site.space.country == "DE";
    let street = format!("{} {}", site.dice.word(&STREETS), 1 + site.dice.below(120));
    let (post_code, city) = if german { ("20459", "Hamburg") } else { ("10016", "New York") };
    Address {
        full_address: Some(format!("{street}\n{post_code} {city}")),
        street: Some(street),
        post_code: Some(post_code.into()),
        city: Some(city.into()),
        country: Some(site.space.country.clone()),
        ..Address::default()
    }
}

/// Those who left, leave, wait or change.
fn special(site: &Site, next: Option<&Plan>, enrolled: &mut Enrolled, n: usize) {
    let Enrolled { membership, copies } = enrolled;
    if let Some(place) = LEFT.iter().position(|left| *left == n) {
        cancel(site, enrolled, site.day(-20 - 30 * i64::try_from(place).unwrap_or_default()));
    } else if n == LEAVING {
        let last = membership.next_invoice_at.saturating_sub(1.day()); // of the running cycle (L4)
        cancel(site, enrolled, last);
    } else if n == UNCONFIRMED {
        let (starts_at, asked_at) = (site.day(10), before(site.now, 26 * 60));
        (membership.confirmed_at, membership.starts_at) = (None, starts_at);
        (membership.created_at, membership.updated_at) = (asked_at, asked_at);
        membership.next_invoice_at = site.next_invoice(starts_at, 1);
        for copy in copies {
            copy.starts_at = starts_at;
        }
    } else if n == PERSUADED {
        let id = DiscountCodeId(site.app.chance.uuid(membership.created_at));
        let (unit, value) = (DiscountUnit::Percentage, Amount::units(15));
        let code = Redeemed { id, code: "FRIENDS".into(), name: "Friends of the house".into(), unit, value };
        for copy in copies {
            copy.terms.0.discount = Some(PlanDiscount { code: code.clone(), until: None });
        }
    } else if n == CHANGING
        && let Some(plan) = next
    {
        let cycle = copies.last().map_or(1, |copy| copy.terms.0.cycle_months);
        let from = cycles::first_from(membership.next_invoice_at, cycle, site.today.saturating_add(1.day()));
        let after = copy(site, membership, plan, &[], from);
        for current in copies.iter_mut() {
            current.canceled_to = Some(from.saturating_sub(1.day()));
        }
        copies.push(after);
    }
}

fn cancel(site: &Site, enrolled: &mut Enrolled, last: Date) {
    let decided = site.at(last.saturating_sub(30.days()), 11 * 60).min(before(site.now, 90));
    let membership = &mut enrolled.membership;
    (membership.canceled_to, membership.canceled_at, membership.updated_at) = (Some(last), Some(decided), decided);
    for copy in &mut enrolled.copies {
        copy.canceled_to = Some(last);
    }
}

/// One member pays for the colleagues.
fn team(site: &Site, members: &mut [Enrolled], number: i64) -> Option<Team> {
    const NAME: &str = "Lotse Consulting";
    let payer = &mut members.get_mut(PAYER)?.membership;
    let created_at = payer.created_at;
    let id = TeamId(site.app.chance.uuid(created_at));
    let mut address = payer.address.0.clone();
    (address.name, address.company) = (payer.name.clone(), Some(NAME.into()));
    let team = Team {
        id,
        name: NAME.into(),
        billing_address: Json(address),
        billing_emails: Json(payer.email.iter().cloned().collect()),
        tax_id: None,
        customer_number: Some(format!("t-{number}")),
        photo: None,
        seats: None,
        charge_taxes: true,
        confirmed_at: Some(created_at),
        canceled_to: None,
        created_at,
    };
    for (n, Enrolled { membership, .. }) in members.iter_mut().enumerate() {
        let role = if n == PAYER { "paying" } else { "paid" };
        if n == PAYER || PAID_FOR.contains(&n) {
            (membership.team_id, membership.team_role) = (Some(id.0), Some(role.into()));
            membership.company = Some(NAME.into());
        }
    }
    Some(team)
}

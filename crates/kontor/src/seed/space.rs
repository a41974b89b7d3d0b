//! One synthetic space: its owner, plans, members and resources.

use super::Size;
use crate::dice::Dice;
use crate::stock::{Enrolled, Stock, Stocked};
use app::App;
use domain::credits::CreditEntry;
use domain::cycles;
use domain::ids::{MembershipId, MembershipPlanId, PlanId, ResourceCategoryId, ResourceId, UserId};
use domain::memberships::first_recurring;
use domain::money::{Amount, Currency};
use domain::permissions::Permissions;
use domain::plans::{Kind as PlanKind, PlanTerms};
use domain::pricing::{Discount, PriceCap, Pricing};
use domain::resources::{Kind, Usage, color};
use domain::settings::Settings;
use domain::taxes::{PriceDisplay, Rate, Tax};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use store::Json;
use store::access::Admin;
use store::contacts::Contact;
use store::membership_plans::Copy;
use store::memberships::Membership;
use store::plans::Plan;
use store::resources::{Category, Resource, Word};
use store::spaces::{Address, Profile, Space};
use store::users::User;

const CURRENCY: Currency = Currency::EUR;
/// Fees are due from here on: whoever lets invoices run gets none for the years before.
const NEXT_INVOICES: Date = date(2027, 1, 1);
/// One in so many members has a plan with credits, and books nothing, so that there is nothing to draw from them.
const WITH_CREDITS: u32 = 5;
/// One in so many resources has three units.
const WITH_UNITS: u32 = 5;

const FIRST_NAMES: [&str; 16] =
    ["Ada", "Ben", "Clara", "David", "Elif", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kim", "Lena", "Malik", "Nora", "Oskar", "Paula"];
const LAST_NAMES: [&str; 16] = [
    "Adler", "Brandt", "Celik", "Dietz", "Ernst", "Fuchs", "Graf", "Hansen", "Ivanov", "Jung", "Krause", "Lorenz", "Meyer", "Novak",
    "Otto", "Peters",
];

/// How many units resource number `n` (from 0) has.
pub fn units(n: u32) -> u32 {
    if n % WITH_UNITS == WITH_UNITS - 1 { 3 } else { 1 }
}

/// A member who books.
#[derive(Clone, Copy)]
pub struct Booker {
    pub membership: MembershipId,
    pub user: UserId,
    pub copy: MembershipPlanId,
}

/// A space as rows, with what its bookings need.
pub struct Made {
    pub stock: Stock,
    pub bookers: Vec<Booker>,
    pub zone: TimeZone,
}

/// Makes space `number` at the time of the app's clock; its members join one a second, so that their ids are in order.
pub fn make(app: &App, size: &Size, number: u32, password_hash: &str) -> Made {
    let began = app.clock.now();
    let user = |email: String| {
        let now = app.clock.now();
        User { id: app.id(), email, password_hash: Some(password_hash.into()), confirmed_at: Some(now), created_at: now }
    };
    let owner = user(format!("owner-{number}@seed.test"));
    let mut stock = Stock::of(space(app, number, owner.id), Profile::default());
    let admin = Admin { id: app.id(), name: format!("Owner {number}"), permissions: Permissions::default() };
    stock.admins.push((owner.id, admin));
    stock.users.push(owner);

    stock.categories = ["Rooms", "Desks"].map(|name| Category { id: app.id(), name: name.into() }).into();
    let categories: Vec<_> = stock.categories.iter().map(|category| category.id).collect();
    stock.resources = (0..size.resources).map(|n| resource(app, &stock.space, &categories, n)).collect();
    let first = stock.resources.first().map(|stocked| stocked.resource.id);
    stock.plans = plans(app, first);

    let mut bookers = Vec::new();
    let dice = Dice(app.chance.clone());
    for n in 0..size.members {
        app.clock.set(began.checked_add(SignedDuration::from_secs(i64::from(n) + 1)).unwrap_or(began));
        let user = user(format!("member-{number}-{}@seed.test", n + 1));
        let plan = stock.plans.get(usize::from(first.is_some() && n % WITH_CREDITS == WITH_CREDITS - 1));
        let Some(plan) = plan else { continue };
        let enrolled = member(app, &dice, &user, plan, n);
        if plan.terms.0.booking_credits.is_empty() {
            bookers.extend(enrolled.copies.first().map(|copy| Booker { membership: enrolled.membership.id, user: user.id, copy: copy.id }));
        }
        stock.members.push(enrolled);
        stock.users.push(user);
    }
    stock.contacts = (0..size.members / 5).map(|n| (contact(app, number, n), vec!["visitor".into()])).collect();
    app.clock.set(began);
    stock.customer_numbers = size.members.into();
    let zone = TimeZone::get(&stock.space.time_zone).unwrap_or(TimeZone::UTC);
    Made { stock, bookers, zone }
}

fn space(app: &App, number: u32, owner: UserId) -> Space {
    let vat = Rate::from_percent(19.into()).unwrap_or_default();
    Space {
        id: app.id(),
        network_id: None,
        owner_id: owner,
        subdomain: super::subdomain(number),
        name: format!("Seed {number}"),
        email: format!("owner-{number}@seed.test"),
        description: Some("A synthetic space.".into()),
        country: "DE".into(),
        locale: "en".into(),
        time_zone: "Europe/Berlin".into(),
        hour_format: 24,
        price_display: PriceDisplay::Net,
        price_decimals: 2,
        currency: CURRENCY,
        taxes: Json(vec![Tax { name: "VAT".into(), rate: vat }]),
        settings: Json(Settings::default()),
        created_at: app.clock.now(),
        clock_ahead: None,
        domain: None,
    }
}

/// Two plans: one without and one with credits, for the first resource.
fn plans(app: &App, resource: Option<ResourceId>) -> Vec<Plan> {
    let credits = CreditEntry {
        resources: resource.into_iter().collect(),
        minutes: Some(10 * 60),
        amount: None,
        price_per_hour: Some(Amount::units(8)),
    };
    let offer = [("Desk", 180, vec![]), ("Desk and room", 240, vec![credits])];
    let plan = |(position, (name, price, booking_credits)): (i64, (&str, i64, Vec<CreditEntry>))| Plan {
        id: app.id::<PlanId>(),
        position,
        terms: Json(terms(name, Amount::units(price), booking_credits)),
        created_at: app.clock.now(),
        deleted_at: None,
    };
    (1..).zip(offer).map(plan).collect()
}

fn terms(name: &str, price: Amount, booking_credits: Vec<CreditEntry>) -> PlanTerms {
    PlanTerms {
        discount: None,
        name: name.into(),
        kind: PlanKind::Individual,
        description: None,
        color: None,
        photo: None,
        price_per_cycle: price,
        currency: CURRENCY,
        cycle_months: 1,
        cancellation_period_days: 14,
        minimum_commitment_months: 0,
        tax: None,
        accounting_code: None,
        terms: None,
        hidden: false,
        needs_approval: false,
        welcome_message: None,
        signup_charge: None,
        booking_credits,
        time_passes: Vec::new(),
        extras: Vec::new(),
        resource_access: Vec::new(),
    }
}

fn member(app: &App, dice: &Dice, user: &User, plan: &Plan, n: u32) -> Enrolled {
    let now = app.clock.now();
    let starts_at = TimeZone::UTC.to_datetime(now).date();
    let membership = Membership {
        id: app.id(),
        user_id: Some(user.id.0),
        user_email: Some(user.email.clone()),
        team_id: None,
        team_role: None,
        name: Some(format!("{} {}", dice.word(&FIRST_NAMES), dice.word(&LAST_NAMES))),
        company: dice.percent(40).then(|| format!("{} & {}", dice.word(&LAST_NAMES), dice.word(&LAST_NAMES))),
        email: Some(user.email.clone()),
        phone: None,
        address: Json(Address {
            street: Some(format!("Ringstr. {}", 1 + dice.below(200))),
            post_code: Some("10115".into()),
            city: Some("Berlin".into()),
            country: Some("DE".into()),
            ..Address::default()
        }),
        billing_emails: Json(Vec::new()),
        charge_taxes: true,
        customer_number: Some((n + 1).to_string()),
        tax_id: None,
        photo: None,
        payment_method: None,
        resource_access: None,
        confirmed_at: Some(now),
        starts_at,
        canceled_to: None,
        canceled_at: None,
        next_invoice_at: cycles::first_from(first_recurring(starts_at, None), plan.terms.0.cycle_months, NEXT_INVOICES),
        prorate_first_invoice: false,
        of_team: false,
        created_at: now,
        updated_at: now,
    };
    let copy = Copy {
        id: app.id(),
        membership_id: membership.id,
        parent_plan_id: plan.id,
        starts_at,
        canceled_to: None,
        terms: plan.terms.clone(),
        first_invoice_at: None,
        renewal_waits: false,
    };
    Enrolled { membership, copies: vec![copy] }
}

/// A visitor; there is one for five members.
fn contact(app: &App, space: u32, n: u32) -> Contact {
    let now = app.clock.now();
    Contact {
        id: app.id(),
        name: Some(format!("Visitor {}", n + 1)),
        company: None,
        email: Some(format!("visitor-{space}-{}@seed.test", n + 1)),
        phone: None,
        address: Json(Address::default()),
        photo: None,
        notes: None,
        membership_id: None,
        created_at: now,
        updated_at: now,
    }
}

fn resource(app: &App, space: &Space, categories: &[ResourceCategoryId], n: u32) -> Stocked {
    let (id, now, units) = (app.id::<ResourceId>(), app.clock.now(), units(n));
    let desk = units > 1;
    let resource = Resource {
        space_id: space.id,
        id,
        name: format!("{} {}", if desk { "Desks" } else { "Room" }, n + 1),
        kind: Some(Word(if desk { Kind::Desk } else { Kind::Room })),
        usage: Usage::Bookable,
        description: None,
        hidden: false,
        only_admins_can_book: false,
        units,
        capacity: Some(if desk { 1 } else { 4 + n % 8 }),
        booking_cutoff: 0,
        cancellation_period: 24,
        min_booking_duration: 0,
        max_booking_duration: None,
        color: color(id).into(),
        photo: None,
        booking_times: String::new(),
        pricing: Json(pricing(n)),
        currency: space.currency,
        taxes: None,
        area_sqm: None,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
        created_at: now,
        updated_at: now,
    };
    let category = categories.get(usize::from(desk)).copied();
    Stocked { resource, categories: category.into_iter().collect(), products: Vec::new() }
}

/// Some resources have a discount, some a cap, most neither.
fn pricing(n: u32) -> Pricing {
    let hour = 8 + i64::from(n % 7) * 2;
    let discount = Discount { price_per_hour: Amount::units(hour - 2), minimum_minutes: 90 };
    let cap = PriceCap { price: Amount::units(hour), maximum_minutes: 90 };
    Pricing {
        price_per_hour: Some(Amount::units(hour)),
        discounts: if n % 4 == 1 { vec![discount] } else { Vec::new() },
        price_caps: if n % 4 == 3 { vec![cap] } else { Vec::new() },
        ..Pricing::default()
    }
}

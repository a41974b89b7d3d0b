//! What can be booked or rented, and what is sold along with it.

use super::site::Site;
use crate::stock::{Stock, Stocked};
use domain::extras::Unit;
use domain::ids::{AllocationId, ProductId, ResourceId};
use domain::pricing::{Discount, FixedRate, PriceCap, Pricing};
use domain::resources::{Kind, Usage, color};
use jiff::Timestamp;
use store::Json;
use store::allocations::Allocation;
use store::products::Product;
use store::resources::{Category, Resource, Word};

const CATEGORIES: [&str; 4] = ["Desks", "Events", "Meeting rooms", "Workshop"];

/// A resource in brief. Prices are cents as people see them, lengths are minutes.
struct Sketch {
    name: &'static str,
    kind: Kind,
    category: usize,
    units: u32,
    capacity: u32,
    per_hour: i64,
    /// From so many minutes on an hour costs so much.
    discounts: &'static [(u32, i64)],
    caps: &'static [(u32, i64)],
    fixed: &'static [(u32, i64)],
    paid_time: Option<u32>,
    most: Option<u32>,
    times: &'static str,
    about: &'static str,
}

const PLAIN: Sketch = Sketch {
    name: "",
    kind: Kind::Room,
    category: 2,
    units: 1,
    capacity: 1,
    per_hour: 0,
    discounts: &[],
    caps: &[],
    fixed: &[],
    paid_time: None,
    most: None,
    times: "",
    about: "",
};

const HARBOUR: &[Sketch] = &[
    Sketch {
        name: "Alster",
        capacity: 8,
        per_hour: 2_800,
        discounts: &[(240, 2_200)],
        caps: &[(480, 15_000)],
        times: "mon-fri 7-22, sat 9-18",
        about: "Bright room with a whiteboard wall and a screen for calls.",
        ..PLAIN
    },
    Sketch {
        name: "Elbe",
        capacity: 14,
        per_hour: 4_000,
        caps: &[(240, 14_000), (480, 24_000)],
        about: "Our largest meeting room, with a view of the quay.",
        ..PLAIN
    },
    Sketch {
        name: "Bille",
        capacity: 4,
        per_hour: 1_600,
        paid_time: Some(300),
        about: "Small and quiet; five hours pay for the day.",
        ..PLAIN
    },
    Sketch { name: "Phone booth", per_hour: 400, most: Some(120), about: "For calls of up to two hours.", ..PLAIN },
    Sketch {
        name: "Dock",
        category: 1,
        capacity: 80,
        fixed: &[(240, 18_000), (480, 32_000), (1_440, 52_000)],
        about: "Event space with a stage and a bar.",
        ..PLAIN
    },
    Sketch {
        name: "Day desks",
        kind: Kind::Desk,
        category: 0,
        units: 10,
        per_hour: 300,
        caps: &[(1_440, 1_800)],
        about: "Ten desks in the main hall.",
        ..PLAIN
    },
    Sketch {
        name: "3-D printer",
        kind: Kind::Other,
        category: 3,
        units: 3,
        per_hour: 600,
        caps: &[(480, 3_000)],
        about: "Three printers for PLA and PETG; filament is at the front desk.",
        ..PLAIN
    },
    Sketch {
        name: "Laser cutter",
        kind: Kind::Other,
        category: 3,
        fixed: &[(60, 1_500), (240, 4_000)],
        times: "mon-fri 9-19",
        about: "After an introduction by the workshop.",
        ..PLAIN
    },
    Sketch { name: "Podcast studio", category: 3, capacity: 3, per_hour: 2_400, about: "Four microphones, one dead cat.", ..PLAIN },
];

const SUMMIT: &[Sketch] = &[
    Sketch {
        name: "Blanca",
        capacity: 10,
        per_hour: 5_500,
        discounts: &[(180, 4_500)],
        caps: &[(480, 30_000)],
        about: "Board room with a video wall.",
        ..PLAIN
    },
    Sketch { name: "Pike", capacity: 6, per_hour: 3_500, times: "mon-fri 8am-8pm", about: "For six people and their laptops.", ..PLAIN },
    Sketch { name: "Phone booth", per_hour: 500, most: Some(120), about: "For calls of up to two hours.", ..PLAIN },
    Sketch {
        name: "Loft",
        category: 1,
        capacity: 60,
        fixed: &[(240, 40_000), (480, 70_000)],
        about: "For talks, dinners and launches.",
        ..PLAIN
    },
    Sketch {
        name: "Day desks",
        kind: Kind::Desk,
        category: 0,
        units: 6,
        per_hour: 500,
        caps: &[(1_440, 3_000)],
        about: "Six desks.",
        ..PLAIN
    },
];

/// The room that is rented for long.
pub const OFFICE: &str = "Private office 3";

/// Makes categories, products and resources.
pub fn furnish(site: &Site, stock: &mut Stock) {
    let at = site.space.created_at;
    stock.categories = CATEGORIES.iter().map(|name| Category { id: site.app.chance.uuid(at).into(), name: (*name).into() }).collect();
    stock.products = vec![
        product(site, "Coffee service", "Coffee, tea and water, brought to the room.", Unit::Person, 450),
        product(site, "Projector", "With all the cables.", Unit::Fixed, 1_500),
        product(site, "Lunch", "Sandwiches and fruit.", Unit::Person, 1_290),
        product(site, "Technician", "Somebody who knows the cables.", Unit::Minute, 90),
    ];
    let sketches = if site.space.subdomain == "harbour" { HARBOUR } else { SUMMIT };
    let mut resources: Vec<Stocked> = sketches.iter().map(|sketch| bookable(site, stock, sketch)).collect();
    let mut office = bookable(site, stock, &Sketch { name: OFFICE, capacity: 5, about: "Five desks behind a door.", ..PLAIN });
    office.resource.usage = Usage::Allocatable;
    office.resource.area_sqm = Some(24);
    let mut terrace = bookable(site, stock, &Sketch { name: "Roof terrace", category: 1, capacity: 30, ..PLAIN });
    (terrace.resource.hidden, terrace.resource.only_admins_can_book) = (true, true);
    resources.extend([office, terrace]);
    stock.resources = resources;
}

fn product(site: &Site, name: &str, about: &str, unit: Unit, cents: i64) -> Product {
    Product {
        id: ProductId(site.app.chance.uuid(site.space.created_at)),
        category_id: None,
        position: 0,
        name: name.into(),
        description: Some(about.into()),
        unit,
        price: site.price(cents),
        currency: site.space.currency,
        taxes: None,
        for_bookings: true,
        for_external_bookings: unit != Unit::Minute,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
        created_at: site.space.created_at,
    }
}

fn bookable(site: &Site, stock: &Stock, sketch: &Sketch) -> Stocked {
    let at: Timestamp = site.space.created_at;
    let id = ResourceId(site.app.chance.uuid(at));
    let resource = Resource {
        space_id: site.space.id,
        id,
        name: sketch.name.into(),
        kind: Some(Word(sketch.kind)),
        usage: Usage::Bookable,
        description: Some(sketch.about).filter(|about| !about.is_empty()).map(Into::into),
        hidden: false,
        only_admins_can_book: false,
        units: sketch.units,
        capacity: Some(sketch.capacity),
        booking_cutoff: 0,
        cancellation_period: if sketch.category == 1 { 72 } else { 2 },
        min_booking_duration: 30,
        max_booking_duration: sketch.most,
        color: color(id).into(),
        photo: None,
        booking_times: sketch.times.into(),
        pricing: Json(pricing(site, sketch)),
        currency: site.space.currency,
        taxes: None,
        area_sqm: None,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
        created_at: at,
        updated_at: at,
    };
    let categories = stock.categories.get(sketch.category).map(|category| category.id).into_iter().collect();
    let serves = sketch.kind == Kind::Room && sketch.capacity > 1;
    let products = if serves { stock.products.iter().map(|product| product.id).collect() } else { Vec::new() };
    Stocked { resource, categories, products }
}

fn pricing(site: &Site, sketch: &Sketch) -> Pricing {
    let discount = |&(minimum_minutes, cents): &(u32, i64)| Discount { price_per_hour: site.price(cents), minimum_minutes };
    let cap = |&(maximum_minutes, cents): &(u32, i64)| PriceCap { price: site.price(cents), maximum_minutes };
    let rate = |&(maximum_minutes, cents): &(u32, i64)| FixedRate { price: site.price(cents), maximum_minutes };
    Pricing {
        price_per_hour: Some(site.price(sketch.per_hour)).filter(|_| sketch.fixed.is_empty()),
        discounts: sketch.discounts.iter().map(discount).collect(),
        price_caps: sketch.caps.iter().map(cap).collect(),
        paid_time_cap: sketch.paid_time,
        fixed_rates: sketch.fixed.iter().map(rate).collect(),
        ..Pricing::default()
    }
}

/// Rents the office to the team, since the beginning of a month half a year ago.
pub fn allocate(site: &Site, stock: &mut Stock) {
    let office = stock.resources.iter().find(|stocked| stocked.resource.name == OFFICE).map(|stocked| stocked.resource.id);
    if let Some((resource_id, team)) = office.zip(stock.teams.first()) {
        let starts_at = site.day(-150).first_of_month();
        let created_at = site.at(starts_at, 0).max(site.space.created_at);
        stock.allocations.push(Allocation {
            id: AllocationId(site.app.chance.uuid(created_at)),
            resource_id,
            membership_id: None,
            team_id: Some(team.id.0),
            starts_at,
            canceled_to: None,
            cycle_months: 1,
            minimum_commitment_months: 6,
            recurring_minimum_commitment: false,
            cancellation_period_days: Some(30),
            price: site.price(89_000),
            currency: site.space.currency,
            taxes: site.space.taxes.clone(),
            created_at,
        });
    }
}

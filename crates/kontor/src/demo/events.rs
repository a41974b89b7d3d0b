//! Events of the next weeks, and one that is over.

use super::site::{Site, before};
use crate::stock::Stock;
use domain::calendar_events::{Audience, Visibility};
use domain::ids::EventTagId;
use store::Json;
use store::calendar_events::CalendarEvent;
use store::event_attendances::Attendance;

struct Sketch {
    title: &'static str,
    description: &'static str,
    /// From today.
    day: i64,
    /// Minutes of the day, and how long it takes.
    from: i64,
    minutes: i64,
    audience: Audience,
    tags: &'static [&'static str],
    /// Cents as people see them.
    price: Option<i64>,
    visitor_price: Option<i64>,
    capacity: Option<u32>,
    draft: bool,
    attendees: usize,
}

const EVENTS: [Sketch; 4] = [
    Sketch {
        title: "Members' breakfast",
        description: "Coffee, rolls, and whoever is new introduces themselves.",
        day: -12,
        from: 9 * 60,
        minutes: 90,
        audience: Audience::MembersOnly,
        tags: &["breakfast"],
        price: None,
        visitor_price: None,
        capacity: None,
        draft: false,
        attendees: 9,
    },
    Sketch {
        title: "Taxes for freelancers",
        description: "What to keep, what to claim, and when to ask somebody who knows.",
        day: 9,
        from: 18 * 60 + 30,
        minutes: 120,
        audience: Audience::Public,
        tags: &["talk", "evening"],
        price: Some(1_000),
        visitor_price: Some(1_800),
        capacity: Some(24),
        draft: false,
        attendees: 7,
    },
    Sketch {
        title: "Screen printing",
        description: "A shirt of your own in an afternoon. Bring clothes that may get dirty.",
        day: 20,
        from: 14 * 60,
        minutes: 180,
        audience: Audience::MembersOnly,
        tags: &["workshop"],
        price: Some(2_500),
        visitor_price: None,
        capacity: Some(6),
        draft: false,
        attendees: 5,
    },
    Sketch {
        title: "Summer party",
        description: "Not everything is decided yet.",
        day: 40,
        from: 17 * 60,
        minutes: 360,
        audience: Audience::Public,
        tags: &["party"],
        price: None,
        visitor_price: None,
        capacity: None,
        draft: true,
        attendees: 0,
    },
];

/// Makes events and has members attend them.
pub fn plan(site: &Site, stock: &mut Stock) {
    for sketch in &EVENTS {
        let event = event(site, sketch);
        let tags = sketch.tags.iter().map(|tag| (site.app.id::<EventTagId>(), (*tag).to_owned())).collect();
        let attending = stock.members.iter().filter(|enrolled| enrolled.membership.life().may_book_on(site.day(sketch.day)));
        let attending = attending.take(sketch.attendees).map(|enrolled| Attendance {
            id: site.app.id(),
            event_id: event.id,
            membership_id: Some(enrolled.membership.id.0),
            contact_id: None,
            purchase_id: None,
            number_of_attendees: 1,
            visibility: Visibility::Members,
            price: event.price,
            currency: event.currency,
            taxes: site.space.taxes.clone(),
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
            created_at: event.created_at,
            name: None,
        });
        stock.attendances.extend(attending.collect::<Vec<_>>());
        stock.events.push((event, tags));
    }
}

fn event(site: &Site, sketch: &Sketch) -> CalendarEvent {
    let from = site.at(site.day(sketch.day), sketch.from);
    let made = before(site.now.min(from), 3 * 24 * 60);
    let published = Some(made).filter(|_| !sketch.draft);
    CalendarEvent {
        id: site.app.id(),
        title: sketch.title.into(),
        starts_at: from,
        ends_at: before(from, -sketch.minutes),
        audience: sketch.audience,
        public_page: sketch.audience == Audience::Public,
        description: Some(sketch.description.into()),
        color: None,
        video_url: None,
        image: None,
        location: Some("Lobby".into()),
        capacity: sketch.capacity,
        tags: Json(sketch.tags.iter().map(|tag| (*tag).to_owned()).collect()),
        price: sketch.price.map(|cents| site.price(cents).0),
        currency: site.space.currency,
        visitor_price: sketch.visitor_price.map(|cents| site.price(cents).0),
        visitor_currency: site.space.currency,
        accounting_code: None,
        visitor_accounting_code: None,
        cost_center: None,
        revenue_account: None,
        visitor_cost_center: None,
        visitor_revenue_account: None,
        published_at: published,
        first_published_at: published,
        created_by: Some(site.space.owner_id.0),
        created_at: made,
        updated_at: made,
    }
}

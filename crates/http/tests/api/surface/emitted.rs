//! Every event that webhooks can be told of is emitted by some use case, and by both APIs where both do the same.

use super::matrix::{Original, first_who_may};
use super::requests::{Request, Table};
use super::world::{EVERYTHING, Who, World};
use app::access::{self, Door, Place};
use app::clock_events::{tell_bookings, tell_days};
use app::memberships::{self, ChangePlan};
use axum::http::Method;
use domain::webhooks::TOPICS;
use jiff::SignedDuration;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};

/// Nothing does yet what these tell of. Whoever builds it takes the name from here.
const TO_COME: &[&str] = &[
    "deleted_resource",
    "updated_allocation",
    "deleted_allocation",
    "updated_calendar_blocker",
    "deleted_calendar_blocker",
    "requested_e_invoice",
    "deleted_invoice",
];
/// What people do on pages and by links in mails; told in the stories of these.
const ON_PAGES: &[&str] = &["deleted_admin", "connected_user", "updated_connected_user"];
/// What neither the smallest requests nor a jump in time bring about.
const NOT_BY_ITSELF: &[&str] =
    &["approved_external_booking", "booking_has_ended", "booking_will_begin", "sent_invoice", "wrote_off_invoice"];

/// How often each event has happened.
async fn events(world: &World) -> BTreeMap<String, i64> {
    let read = async |tx: &mut db::Tx| tx.query::<(String, i64)>("SELECT type, COUNT(*) FROM outbox GROUP BY type", vec![]).await;
    world.house.app.db.read(read).await.unwrap().into_iter().collect()
}

/// Lets a year pass, in steps, after a change of plan was agreed.
async fn let_time_pass(world: &World) {
    let (app, place) = (&world.house.app, &world.facts.harbour);
    tell_days(app).await.unwrap();
    let caller = world.house.caller(world.facts.users[&Who::Owner], EVERYTHING).await;
    let access = access::enter_as(app, &caller, Place::Space(place.space), &[], Door::Related).await.unwrap();
    let change = ChangePlan { plan: place.other_plan, extras: vec![], change_date: Some(date(2026, 6, 1)) };
    memberships::change_plan(app, &access, place.membership, change).await.unwrap();
    for days in [7, 14, 100, 365] {
        app.clock.set(testkit::at("2026-03-02T12:00:00Z") + SignedDuration::from_hours(24 * days));
        tell_bookings(app).await.unwrap();
        tell_days(app).await.unwrap();
    }
}

#[tokio::test]
async fn every_event_is_emitted_by_some_use_case() {
    let original = Box::pin(Original::new()).await;
    let fresh = original.copy();
    let furnished = events(&fresh.world).await;
    let mut seen: BTreeMap<String, BTreeSet<Table>> = furnished.keys().map(|name| (name.clone(), BTreeSet::new())).collect();
    for (table, row) in Table::all().into_iter().filter(|(_, row)| row.method != Method::GET) {
        let (copy, who) = (original.copy(), first_who_may(row.id));
        let request = Request::new(table, &row, &original.facts.harbour, &original.facts.tokens[&who]);
        assert!(request.send(&copy.world.client(who)).await.status < 400, "{}", row.id);
        for (name, count) in events(&copy.world).await {
            if furnished.get(&name) != Some(&count) {
                seen.entry(name).or_default().insert(table);
            }
        }
    }
    Box::pin(let_time_pass(&fresh.world)).await;
    for name in events(&fresh.world).await.into_keys() {
        seen.entry(name).or_default();
    }

    let missing: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.event).filter(|name| !seen.contains_key(*name)).collect();
    let known: BTreeSet<&str> = TO_COME.iter().chain(ON_PAGES).chain(NOT_BY_ITSELF).copied().collect();
    assert!(missing.is_subset(&known), "nothing emits {:?}", missing.difference(&known));
    for name in ["created_booking", "updated_booking", "deleted_booking"] {
        assert_eq!(seen[name], [Table::Api2, Table::Space].into(), "{name} from both APIs");
    }
}

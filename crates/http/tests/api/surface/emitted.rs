//! Every event that webhooks can be told of is emitted by some use case, and by both APIs where both do the same.

use super::matrix::{Original, first_who_may};
use super::requests::{Request, Table};
use super::world::{EVERYTHING, Who, World};
use app::access::{self, Door, Place};
use app::accounts::{self, Origin};
use app::clock_events::{tell_bookings, tell_days};
use app::mails::{self, Posting};
use app::memberships::{self, ChangePlan};
use app::sessions::{self, SignedIn};
use axum::http::Method;
use domain::webhooks::TOPICS;
use jiff::SignedDuration;
use jiff::civil::date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How often each event has happened.
async fn events(world: &World) -> BTreeMap<String, i64> {
    let read = async |tx: &mut db::Tx| tx.query::<(String, i64)>("SELECT type, COUNT(*) FROM outbox GROUP BY type", vec![]).await;
    world.house.app.db.read(read).await.unwrap().into_iter().collect()
}

/// What people do on pages and by links in mails, and what takes more than the smallest request of an operation.
async fn do_the_rest(world: &World) {
    let (app, place) = (&world.house.app, &world.facts.harbour);
    let caller = world.house.caller(world.facts.users[&Who::Owner], EVERYTHING).await;
    let access = access::enter_as(app, &caller, Place::Space(place.space), &[], Door::Related).await.unwrap();
    let owner = world.client(Who::Owner);

    // A visitor's booking that has to be approved, and is.
    let asking =
        json!({"data": {"type": "externalResources", "id": place.offer.to_string(), "attributes": {"bookingsRequireApproval": true}}});
    assert_eq!(owner.api(&format!("PATCH /external_resources/{}", place.offer), asking).await.status, 200);
    let wish = json!({"data": {"type": "externalBookings",
        "attributes": {"from": "2026-03-12T10:00:00Z", "to": "2026-03-12T11:00:00Z", "numberOfVisitors": 1, "acceptedTerms": true,
            "name": "Vic", "billingAddress": "Street 1, Berlin", "email": "vic@visitors.test"},
        "relationships": {"resource": {"data": {"type": "externalResources", "id": place.offer.to_string()}}}}});
    let visit = owner.api("POST /external_bookings", wish).await;
    let id = visit.body["data"]["id"].as_str().unwrap_or_else(|| panic!("{}", visit.text)).parse().unwrap();
    Box::pin(app::external_bookings::approve(app, &access, id)).await.unwrap();

    // An invoice is corrected and so written off; another is sent, and its mail leaves.
    let correction = json!({"data": {"type": "invoices",
        "attributes": {"items": [{"description": "Desk", "amount": {"net": "-10"}}], "writeOffCorrectedInvoice": true},
        "relationships": {"space": {"data": {"type": "spaces", "id": place.space.to_string()}},
            "debitor": {"data": {"type": "memberships", "id": place.membership.to_string()}},
            "correctedInvoice": {"data": {"type": "invoices", "id": place.overdue.to_string()}}}}});
    let corrected = owner.api("POST /invoices", correction).await;
    assert_eq!(corrected.status, 201, "{}", corrected.text);
    for mail in mails::latest(app, 200).await.unwrap().into_iter().filter(|mail| mail.invoice_id.is_some()) {
        mails::note_kept(app, &Posting { mail: mail.id }).await.unwrap();
    }

    // Somebody takes a membership, changes the address of the login, and another is no admin any more.
    let sue = app::users::create(app, "sue@people.test", Some("a horse, a battery".into())).await.unwrap();
    let link = sessions::link(app, &world.house.caller(sue, "signin").await, None).await.unwrap();
    let (signed_in, _) = sessions::sign_in_by_link(app, link.reveal(), None).await.unwrap();
    let SignedIn::Yes { session, .. } = signed_in else { panic!("a second factor?") };
    let session = sessions::find(app, session.reveal()).await.unwrap().unwrap();
    app::invitations::accept(app, &session, &place.subdomain, place.invitation).await.unwrap();
    let origin = Origin { place: "192.0.2.1".into(), at: "https://www.kontor.test".into() };
    accounts::ask_to_change_email(app, &origin, &session, "sue@new.test", "a horse, a battery".into()).await.unwrap();
    let mails = mails::latest(app, 10).await.unwrap();
    let (_, rest) = mails.iter().find_map(|mail| mail.body.split_once("/users/email?token=")).unwrap();
    accounts::change_email(app, rest.split_whitespace().next().unwrap()).await.unwrap();
    app::admins::remove(app, &access, place.admin).await.unwrap();
}

/// Lets a year pass, in steps, after a change of plan was agreed.
async fn let_time_pass(world: &World) {
    let (app, place) = (&world.house.app, &world.facts.harbour);
    tell_days(app).await.unwrap();
    // A booking of the room, from ten to eleven.
    for time in ["2026-03-10T09:56:00Z", "2026-03-10T11:01:00Z"] {
        app.clock.set(testkit::at(time));
        tell_bookings(app).await.unwrap();
    }
    let caller = world.house.caller(world.facts.users[&Who::Owner], EVERYTHING).await;
    let access = access::enter_as(app, &caller, Place::Space(place.space), &[], Door::Related).await.unwrap();
    let change = ChangePlan { plan: place.other_plan, extras: vec![], change_date: Some(date(2026, 6, 1)), first_invoice_at: None };
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
        if row.id.contains("check-in") {
            // Who is there already is not checked in once more (T11).
            let leave = format!("DELETE /api/memberships/{}/check_ins/current", original.facts.harbour.membership);
            assert_eq!(copy.world.client(Who::Owner).v1("harbour", &leave, Value::Null).await.status, 204);
        }
        let before = events(&copy.world).await;
        assert!(request.send(&copy.world.client(who)).await.status < 400, "{}", row.id);
        for (name, count) in events(&copy.world).await {
            if before.get(&name) != Some(&count) {
                seen.entry(name).or_default().insert(table);
            }
        }
    }
    Box::pin(do_the_rest(&fresh.world)).await;
    Box::pin(let_time_pass(&fresh.world)).await;
    for name in events(&fresh.world).await.into_keys() {
        seen.entry(name).or_default();
    }

    let missing: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.event).filter(|name| !seen.contains_key(*name)).collect();
    assert_eq!(missing, BTreeSet::new(), "nothing emits these");
    let both = [
        ["created_booking", "updated_booking", "deleted_booking"],
        ["created_checkin", "created_checkout", "deleted_resource"],
        ["created_allocation", "updated_allocation", "deleted_allocation"],
        ["created_calendar_blocker", "updated_calendar_blocker", "deleted_calendar_blocker"],
        ["created_invoice", "requested_e_invoice", "deleted_invoice"],
    ];
    for name in both.as_flattened() {
        assert_eq!(seen[*name], [Table::Api2, Table::Space].into(), "{name} from both APIs");
    }
}

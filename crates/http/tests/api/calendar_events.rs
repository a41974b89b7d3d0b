//! Events from draft to deletion, who sees and attends them, and many who want the last place.

use crate::client::{Answer, Client, House};
use crate::on_both;
use crate::surface::world::{Who, World};
use app::access::{self, Door, Place};
use domain::ids::{MembershipId, ResourceId};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::SpaceTx;

const RACERS: usize = 32;

fn link(kind: &str, id: impl std::fmt::Display) -> Value {
    json!({"data": {"type": kind, "id": id.to_string()}})
}

fn rooms(ids: &[ResourceId]) -> Value {
    json!({"data": ids.iter().map(|id| json!({"type": "resources", "id": id.to_string()})).collect::<Vec<_>>()})
}

/// An evening in ten days, for members, with more or other attributes.
fn evening(world: &World, more: &Value, resources: &[ResourceId]) -> Value {
    let mut attributes = json!({"title": "Talk", "audience": "membersOnly", "from": "2026-03-12T18:00:00Z", "to": "2026-03-12T20:00:00Z"});
    attributes.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let relationships = json!({"space": link("spaces", world.facts.harbour.space), "resources": rooms(resources)});
    json!({"data": {"type": "events", "attributes": attributes, "relationships": relationships}})
}

fn change(id: &str, attributes: &Value) -> Value {
    json!({"data": {"type": "events", "id": id, "attributes": attributes}})
}

fn attend(event: &str, member: impl std::fmt::Display, visibility: &str) -> Value {
    json!({"data": {"type": "eventAttendances", "attributes": {"visibility": visibility},
        "relationships": {"event": link("events", event), "attendee": link("memberships", member)}}})
}

fn id(answer: &Answer) -> String {
    assert!(answer.status < 300, "{}", answer.text);
    answer.body["data"]["id"].as_str().unwrap().to_owned()
}

async fn published(world: &World, more: &Value) -> String {
    let owner = world.client(Who::Owner);
    let event = id(&owner.api("POST /events", evening(world, more, &[])).await);
    assert_eq!(owner.api(&format!("POST /events/{event}/publication"), Value::Null).await.status, 201);
    event
}

async fn member_id(world: &World, who: Who) -> MembershipId {
    let (app, space) = (&world.house.app, world.facts.harbour.space);
    let caller = world.house.caller(world.facts.users[&who], "read").await;
    let access = access::enter_as(app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
    access.members()[0].id
}

async fn at_once(calls: Vec<impl Future<Output = Answer> + Send + 'static>) -> Vec<Answer> {
    let tasks: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    join_all(tasks).await.into_iter().map(Result::unwrap).collect()
}

/// One got through, the others heard why not.
fn one_of(answers: &[Answer], status: u16, code: &str) {
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    for lost in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!((lost.status, lost.blame().0.as_str()), (status, code), "{}", lost.text);
    }
}

fn speaker(world: &World, who: Who) -> Client {
    Client::speaking(world.house.router.clone(), &world.facts.tokens[&who])
}

on_both! {
    async fn an_event_books_rooms_and_moves_them_and_lets_them_go(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, harbour) = (world.client(Who::Owner), &world.facts.harbour);
        let made = owner.api("POST /events", evening(&world, &json!({"tags": ["talk", "evening"]}), &[harbour.room, harbour.desks])).await;
        let event = id(&made);
        let bookings = made.body["data"]["relationships"]["bookings"]["data"].as_array().unwrap().clone();
        assert_eq!((bookings.len(), &made.body["data"]["attributes"]["publishedState"]), (2, &json!("draft")));
        let desks = owner.get(&format!("/spaces/{}/bookings?filter[from]=2026-03-12T18:00:00Z&filter[to]=2026-03-12T19:00:00Z&include=event", harbour.space)).await;
        let units: Vec<i64> = desks.body["data"].as_array().unwrap().iter().map(|one| one["attributes"]["units"].as_i64().unwrap()).collect();
        assert_eq!((units.iter().sum::<i64>(), &desks.body["included"][0]["id"]), (4, &json!(event)));
        for booking in &bookings {
            let path = format!("/bookings/{}", booking["id"].as_str().unwrap());
            assert_eq!(owner.api(&format!("DELETE {path}"), Value::Null).await.blame().0, "event_booking");
        }
        // The hall after the room is taken: neither is booked, and there is no event.
        let count = async || owner.get(&format!("/spaces/{}/events?filter[from]=2026-03-01T00:00:00Z&filter[to]=2026-03-15T00:00:00Z&filter[publishedState]=draft,published", harbour.space)).await.body["data"].as_array().unwrap().len();
        let refused = owner.api("POST /events", evening(&world, &json!({"title": "Second"}), &[harbour.room])).await;
        assert_eq!((refused.status, refused.blame().0.as_str(), count().await), (400, "slot_taken", 2), "it and the gala");
        let elsewhere = owner.api("POST /events", evening(&world, &json!({}), &[world.facts.island.room])).await;
        assert_eq!((elsewhere.status, elsewhere.blame().1.as_str()), (404, "/data/relationships/resources"));

        let later = json!({"from": "2026-03-12T19:00:00Z", "to": "2026-03-12T21:00:00Z", "title": "Later"});
        let moved = owner.api(&format!("PATCH /events/{event}"), change(&event, &later)).await;
        assert_eq!((moved.status, moved.body["data"]["relationships"]["bookings"]["data"].as_array().unwrap()), (200, &bookings));
        let booking = owner.get(&format!("/bookings/{}", bookings[0]["id"].as_str().unwrap())).await;
        assert_eq!((&booking.body["data"]["attributes"]["from"], &booking.body["data"]["attributes"]["title"]), (&json!("2026-03-12T19:00:00Z"), &json!("Later")));
        // A booking stands where it would go: it stays whole.
        let taken = json!({"from": "2026-03-10T10:00:00Z", "to": "2026-03-10T11:00:00Z"});
        let refused = owner.api(&format!("PATCH /events/{event}"), change(&event, &taken)).await;
        assert_eq!((refused.status, refused.blame().0.as_str()), (400, "slot_taken"));
        assert_eq!(owner.get(&format!("/events/{event}")).await.body["data"]["attributes"]["from"], "2026-03-12T19:00:00Z");

        let mut fewer = change(&event, &json!({}));
        fewer["data"]["relationships"] = json!({"resources": {"data": [
            {"type": "resources", "id": harbour.desks.to_string(), "meta": {"units": 2}}]}});
        let fewer = owner.api(&format!("PATCH /events/{event}"), fewer).await;
        assert_eq!(fewer.body["data"]["relationships"]["resources"]["data"].as_array().unwrap().len(), 1, "{}", fewer.text);
        let tags = owner.get(&format!("/spaces/{}/events/tags?filter[to]=2026-04-01T00:00:00Z", harbour.space)).await;
        assert_eq!(tags.body["data"][0]["attributes"]["name"], "evening", "{}", tags.text);
        assert_eq!(owner.api(&format!("DELETE /events/{event}"), Value::Null).await.status, 204);
        assert_eq!(owner.get(&format!("/events/{event}")).await.status, 404);
        let gone = owner.get(&format!("/spaces/{}/bookings?filter[from]=2026-03-12T18:00:00Z&filter[to]=2026-03-12T22:00:00Z", harbour.space)).await;
        assert_eq!(gone.body["meta"]["totalBookings"], 0);
    }

    async fn those_for_whom_it_is_see_it_and_attend_it(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, mia, otto, stranger) = (world.client(Who::Owner), world.client(Who::Member), world.client(Who::Other), world.client(Who::Stranger));
        let (harbour, other) = (&world.facts.harbour, member_id(&world, Who::Other).await);
        let priced = json!({"price": {"gross": "11.90", "currency": "EUR"}, "capacity": 2, "tags": ["talk"]});
        let event = id(&owner.api("POST /events", evening(&world, &priced, &[])).await);
        let path = format!("/events/{event}");
        let list = |more: &str| format!("/spaces/{}/events?filter[from]=2026-03-12T00:00:00Z&filter[to]=2026-03-13T00:00:00Z&{more}", harbour.space);
        assert_eq!((mia.get(&path).await.status, mia.get(&list("filter[publishedState]=draft")).await.status), (404, 403));
        let early = mia.api("POST /event_attendances", attend(&event, harbour.membership, "admins")).await;
        assert_eq!((early.status, early.blame().1.as_str()), (404, "/data/relationships/event"));
        assert_eq!(owner.api(&format!("POST {path}/publication"), Value::Null).await.status, 201);
        assert_eq!(owner.api(&format!("POST {path}/publication"), Value::Null).await.blame().0, "already_published");
        let seen = mia.get(&path).await;
        assert_eq!((&seen.body["data"]["attributes"]["price"]["net"], &seen.body["data"]["attributes"]["price"]["gross"]), (&json!("10.0"), &json!("11.9")));
        assert!(seen.body["data"]["attributes"].get("expectedRevenue").is_none());
        let listed = stranger.get(&list("filter[publishedState]=published")).await;
        assert_eq!((stranger.get(&path).await.status, listed.body["data"].as_array().unwrap().len()), (404, 0));
        owner.api(&format!("PATCH {path}"), change(&event, &json!({"audience": "public"}))).await;
        assert_eq!((stranger.get(&path).await.status, stranger.get(&format!("{path}?include=attendances")).await.status), (200, 403));

        let attendance = mia.api("POST /event_attendances", attend(&event, harbour.membership, "admins")).await;
        assert_eq!((attendance.status, &attendance.body["data"]["attributes"]["price"]["gross"]), (201, &json!("11.9")));
        let again = mia.api("POST /event_attendances", attend(&event, harbour.membership, "admins")).await;
        assert_eq!((again.status, again.blame().0.as_str()), (409, "already_attending"));
        let foreign = mia.api("POST /event_attendances", attend(&event, other, "admins")).await;
        assert_eq!((foreign.status, foreign.blame().0.as_str()), (403, "not_the_owner"));
        let theirs = otto.api("POST /event_attendances", attend(&event, other, "members")).await;
        assert_eq!(theirs.status, 201, "{}", theirs.text);
        assert_eq!(owner.api(&format!("DELETE {path}/publication"), Value::Null).await.blame().0, "has_attendees");
        let small = owner.api(&format!("PATCH {path}"), change(&event, &json!({"capacity": 1}))).await;
        assert_eq!((small.status, small.blame().0.as_str()), (422, "less_than_attendees"));

        let full = owner.get(&format!("{path}?include=attendances.attendee")).await;
        assert_eq!((full.body["included"].as_array().unwrap().len(), &full.body["data"]["attributes"]["expectedRevenue"][0]["gross"]), (4, &json!("23.8")));
        let attendances = &full.body["data"]["relationships"]["attendances"];
        assert_eq!((attendances["data"].as_array().unwrap().len(), &attendances["meta"]["count"]), (2, &json!(2)));
        let names = |answer: &Answer| answer.body["data"].as_array().unwrap().iter().map(|one| one["attributes"]["name"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>();
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(names(&mia.get(&format!("{path}/attendances?include=attendee")).await), set(&["Mia", "Otto"]));
        assert_eq!(names(&otto.get(&format!("{path}/attendances")).await), set(&["Otto"]));
        assert!(names(&world.client(Who::Limited).get(&format!("{path}/attendances")).await).is_empty());
        assert_eq!(world.client(Who::Limited).get(&format!("{path}/attendances?include=attendee")).await.status, 403);
        let by = async |client: &Client, who: String| client.get(&list(&format!("filter[publishedState]=published&filter[attendeeIds]={who}"))).await.body["data"].as_array().unwrap().len();
        assert_eq!((by(&mia, other.to_string()).await, by(&otto, harbour.membership.to_string()).await), (1, 0));

        let leave = format!("DELETE /event_attendances/{}", id(&attendance));
        assert_eq!((otto.api(&leave, Value::Null).await.status, owner.api(&leave, Value::Null).await.status), (404, 403));
        assert_eq!((mia.api(&leave, Value::Null).await.status, mia.api(&leave, Value::Null).await.status), (204, 404));
        assert_eq!(owner.get(&path).await.body["data"]["attributes"]["expectedRevenue"][0]["net"], "10.0");
    }

    async fn what_has_started_is_neither_attended_nor_left(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (mia, harbour) = (world.client(Who::Member), &world.facts.harbour);
        let now = published(&world, &json!({"from": "2026-03-02T12:00:00Z", "to": "2026-03-02T13:00:00Z"})).await;
        let late = mia.api("POST /event_attendances", attend(&now, harbour.membership, "public")).await;
        assert_eq!((late.status, late.blame().0.as_str()), (409, "event_started"));
        let soon = published(&world, &json!({})).await;
        let attendance = id(&mia.api("POST /event_attendances", attend(&soon, harbour.membership, "public")).await);
        assert_eq!(world.client(Who::Stranger).get(&format!("/event_attendances/{attendance}")).await.status, 200);
        let past = json!({"from": "2026-03-02T11:00:00Z", "to": "2026-03-02T13:00:00Z"});
        world.client(Who::Owner).api(&format!("PATCH /events/{soon}"), change(&soon, &past)).await;
        assert_eq!(mia.api(&format!("DELETE /event_attendances/{attendance}"), Value::Null).await.blame().0, "event_started");
    }

    async fn lists_are_filtered_by_tags_and_resources(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, harbour) = (world.client(Who::Owner), &world.facts.harbour);
        let made = [("A", "17", vec!["x"], vec![harbour.room]), ("B", "18", vec!["y"], vec![]), ("C", "19", vec![], vec![harbour.desks])];
        for (title, hour, tags, resources) in made {
            let attributes = json!({"title": title, "tags": tags, "from": format!("2026-03-12T{hour}:00:00Z")});
            owner.api("POST /events", evening(&world, &attributes, &resources)).await;
        }
        let titles = async |filter: String| {
            let path = format!("/spaces/{}/events?filter[from]=2026-03-12T00:00:00Z&filter[to]=2026-03-13T00:00:00Z&filter[publishedState]=draft{filter}", harbour.space);
            let listed = owner.get(&path).await;
            assert_eq!(listed.status, 200, "{}", listed.text);
            listed.body["data"].as_array().unwrap().iter().map(|one| one["attributes"]["title"].as_str().unwrap().to_owned()).collect::<String>()
        };
        assert_eq!(titles("&filter[sortOrder]=desc".into()).await, "CBA");
        assert_eq!((titles("&filter[tags]=x".into()).await, titles("&filter[tags]=".into()).await, titles("&filter[tags]=x,,y".into()).await), ("A".into(), "C".into(), "ABC".into()));
        assert_eq!(titles(format!("&filter[resourceIds]={}", harbour.room)).await, "A");
        assert_eq!((titles("&filter[resourceIds]=".into()).await, titles(format!("&filter[resourceIds]={},", harbour.desks)).await), ("B".into(), "BC".into()));
    }

    async fn one_message_for_each_trigger(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let owner = world.client(Who::Owner);
        let event = world.facts.harbour.draft;
        let message = |trigger: &str, body: &str| json!({"data": {"type": "eventMessages", "attributes": {"trigger": trigger, "body": body},
            "relationships": {"event": link("events", event)}}});
        let made = owner.api("POST /event_messages", message("attended", "Bring cake.")).await;
        let id = id(&made);
        assert_eq!(owner.api("POST /event_messages", message("published", "Come!")).await.status, 201);
        let twice = owner.api("POST /event_messages", message("attended", "Again")).await;
        assert_eq!((twice.status, twice.blame()), (422, ("taken".into(), "/data/attributes/trigger".into())));
        let other = json!({"data": {"type": "eventMessages", "id": id, "attributes": {"trigger": "published"}}});
        assert_eq!(owner.api(&format!("PATCH /event_messages/{id}"), other).await.status, 422);
        assert_eq!(owner.api("POST /event_messages", message("attended", " ")).await.blame().0, "blank");
        assert_eq!(owner.get(&format!("/events/{event}/messages")).await.body["data"].as_array().unwrap().len(), 2);
        assert_eq!(owner.api(&format!("DELETE /event_messages/{id}"), Value::Null).await.status, 204);
        assert_eq!(owner.get(&format!("/event_messages/{id}")).await.status, 404);
    }

    async fn of_thirty_two_who_want_the_last_place_one_gets_it(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let mut members = Vec::new();
        let (space, user) = (world.facts.harbour.space, world.facts.users[&Who::Other]);
        let mut tx = world.house.app.db.begin().await.unwrap();
        for _ in 0..RACERS {
            let (member, at) = (MembershipId(testkit::new_id()), testkit::at("2026-01-01T00:00:00Z"));
            let day = jiff::civil::date(2026, 1, 1);
            SpaceTx::bind(&mut tx, space).execute(
                "INSERT INTO memberships (space_id, id, user_id, name, address, billing_emails, charge_taxes, confirmed_at, starts_at,
                next_invoice_at, prorate_first_invoice, created_at, updated_at) VALUES ($1, $2, $3, 'Racer', $4, $5, $6, $7, $8, $8, $6, $7, $7)",
                db::params![member.0, user.0, json!({}), json!([]), true, at, day],
            ).await.unwrap();
            members.push(member);
        }
        tx.commit().await.unwrap();
        let event = published(&world, &json!({"capacity": 1})).await;
        let calls = members.iter().map(|member| {
            let (client, body) = (speaker(&world, Who::Other), attend(&event, member, "admins"));
            async move { client.api("POST /event_attendances", body).await }
        });
        one_of(&at_once(calls.collect()).await, 409, "event_full");
        let listed = world.client(Who::Owner).get(&format!("/events/{event}/attendances")).await;
        assert_eq!(listed.body["data"].as_array().unwrap().len(), 1);

        let open = published(&world, &json!({})).await;
        let calls = (0..RACERS).map(|_| {
            let (client, body) = (speaker(&world, Who::Other), attend(&open, members[0], "admins"));
            async move { client.api("POST /event_attendances", body).await }
        });
        one_of(&at_once(calls.collect()).await, 409, "already_attending");
    }

    async fn of_thirty_two_events_in_one_room_one_is_made(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let harbour = &world.facts.harbour;
        let calls = (0..RACERS).map(|racer| {
            // Either order of the resources: nobody waits for the other for ever.
            let resources = if racer % 2 == 0 { [harbour.room, harbour.desks] } else { [harbour.desks, harbour.room] };
            let (client, body) = (speaker(&world, Who::Owner), evening(&world, &json!({"tags": ["b", "a"]}), &resources));
            async move { client.api("POST /events", body).await }
        });
        one_of(&at_once(calls.collect()).await, 400, "slot_taken");
    }
}

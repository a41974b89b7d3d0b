//! What can be taken back: blocked times, allocations, resources, invoices. Who listens is told, with what there was.

use crate::client::{Client, House};
use crate::on_both;
use app::access::{Access, Door, Place, enter_as};
use app::invoices::verify;
use app::{Error, bookings, resources};
use db::params;
use domain::ids::{MembershipId, ResourceId, SpaceId};
use domain::invoices::{Deleting, InvoiceSettings};
use domain::resources::Usage;
use serde_json::{Value, json};
use testkit::at;

struct Harbour {
    house: House,
    space: SpaceId,
    access: Access,
    olga: Client,
    mia: Client,
    member: String,
}

fn link(kind: &str, id: &str) -> Value {
    json!({"data": {"type": kind, "id": id}})
}

impl Harbour {
    async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let olga = house.client(owner, "read write").await;
        let caller = house.caller(owner, "read write").await;
        let access = enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        let (mia, member) = house.joined(&access, "100", 1).await;
        Self { house, space, access, olga, mia, member }
    }

    async fn resource(&self, name: &str, usage: Usage) -> ResourceId {
        let pricing = resources::PriceDetails { price_per_hour: Some(Some("15".parse().unwrap())), ..resources::PriceDetails::default() };
        let details = resources::Details { name: Some(name.into()), usage: Some(usage), pricing, ..resources::Details::default() };
        resources::create(&self.house.app, &self.access, details).await.unwrap().resource.id
    }

    /// For two hours.
    async fn book(&self, resource: ResourceId, from: &str) -> String {
        let wish = bookings::Wish {
            resource,
            membership: Some(self.member.parse::<MembershipId>().unwrap()),
            from: at(from),
            to: at(from) + jiff::SignedDuration::from_hours(2),
            units: 1,
            title: None,
            url: None,
            comments: None,
            attendees_message: None,
            attendees: vec![],
            extras: vec![],
            custom_price: None,
            recurrence: None,
        };
        bookings::create(&self.house.app, &self.access, wish).await.unwrap().view.shown.booking.id.to_string()
    }

    async fn deleting(&self, deleting: Deleting) {
        let settings = InvoiceSettings { deleting, ..InvoiceSettings::default() };
        app::invoices::set_settings(&self.house.app, &self.access, settings, None).await.unwrap();
    }

    /// The last event of this name, with what it says.
    async fn told(&self, event: &str) -> Value {
        let path = format!("/spaces/{}/events_feed?filter[type]={event}", self.space);
        let answer = self.olga.get(&path).await;
        answer.body["data"].as_array().unwrap().last().cloned().unwrap_or_default()
    }

    async fn bodies(&self, event: &'static str) -> Vec<Value> {
        let read = async move |tx: &mut db::Tx| {
            tx.query::<(store::Json<Value>,)>("SELECT body FROM outbox WHERE type = $1 ORDER BY seq", params![event]).await
        };
        self.house.app.db.read(read).await.unwrap().into_iter().map(|(body,)| body.0).collect()
    }

    async fn unbilled(&self) -> i64 {
        let read = async |tx: &mut db::Tx| tx.query_one::<(i64,)>("SELECT COUNT(*) FROM charges WHERE invoice_id IS NULL", vec![]).await;
        self.house.app.db.read(read).await.unwrap().0
    }
}

on_both! {
    async fn a_blocked_time_is_moved_and_given_back(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let room = harbour.resource("Room", Usage::Bookable).await.to_string();
        let body = json!({"data": {"type": "calendarBlockers",
            "attributes": {"from": "2026-03-10T08:00:00Z", "to": "2026-03-10T12:00:00Z", "title": "Paint", "blockedFor": ["bookings"]},
            "relationships": {"space": link("spaces", &harbour.space.to_string()),
                "resources": {"data": [{"type": "resources", "id": room}]}}}});
        let made = harbour.olga.api("POST /calendar_blockers", body).await;
        assert_eq!((made.status, &made.body["data"]["attributes"]["blockedFor"]), (201, &json!(["bookings"])), "{}", made.text);
        let id = made.body["data"]["id"].as_str().unwrap().to_owned();
        let wish = json!({"data": {"type": "bookings", "attributes": {"from": "2026-03-10T09:00:00Z", "to": "2026-03-10T10:00:00Z"},
            "relationships": {"resource": link("resources", &room), "membership": link("memberships", &harbour.member)}}});
        let path = format!("POST /memberships/{}/bookings", harbour.member);
        assert_eq!(harbour.mia.api(&path, wish.clone()).await.status, 400, "it is blocked");
        // Later, and for everything.
        let change = json!({"data": {"type": "calendarBlockers", "id": id, "attributes": {"from": "2026-03-10T11:00:00Z"},
            "relationships": {"resources": {"data": []}}}});
        let changed = harbour.olga.api(&format!("PATCH /calendar_blockers/{id}"), change).await;
        assert_eq!(changed.body["data"]["relationships"]["resources"]["data"], json!([]), "{}", changed.text);
        assert_eq!(harbour.mia.api(&path, wish).await.status, 201);
        let backwards = harbour.olga.v1("harbour", &format!("PUT /api/calendar_blockers/{id}"), json!({"to": "2026-03-10 09:00 +0000"})).await;
        assert_eq!((backwards.status, backwards.body["errors"]["to"].is_string()), (422, true), "{}", backwards.text);
        assert_eq!(harbour.mia.v1("harbour", &format!("DELETE /api/calendar_blockers/{id}"), Value::Null).await.status, 403);
        assert_eq!(harbour.mia.v1("harbour", &format!("GET /api/calendar_blockers/{id}"), Value::Null).await.body["title"], "Paint");
        assert_eq!(harbour.olga.v1("harbour", &format!("DELETE /api/calendar_blockers/{id}"), Value::Null).await.status, 204);
        assert_eq!(harbour.olga.get(&format!("/calendar_blockers/{id}")).await.status, 404);
        let gone = &harbour.bodies("deleted_calendar_blocker").await[0]["object"];
        assert_eq!((&gone["title"], &gone["from"]), (&json!("Paint"), &json!("2026/03/10 11:00:00 +0000")));
        assert_eq!(harbour.bodies("updated_calendar_blocker").await.len(), 1);
        assert_eq!(harbour.told("created_calendar_blocker").await["attributes"]["url"], format!("https://harbour.kontor.test/api/calendar_blockers/{id}"));
    }

    async fn an_allocation_is_ended_and_one_that_was_billed_is_not_deleted(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let office = harbour.resource("Office", Usage::Allocatable).await.to_string();
        let new = |from: &str| json!({"data": {"type": "allocations", "attributes": {"startsAt": from, "pricePerCycle": {"net": "300"}},
            "relationships": {"resource": link("resources", &office), "allocatee": link("memberships", &harbour.member)}}});
        let made = harbour.olga.api("POST /allocations", new("2026-03-02")).await;
        assert_eq!((made.status, &made.body["data"]["attributes"]["pricePerCycle"]["net"]), (201, &json!("300.0")), "{}", made.text);
        let id = made.body["data"]["id"].as_str().unwrap().to_owned();
        assert_eq!(harbour.olga.api("POST /allocations", new("2026-05-01")).await.blame(), ("overlap".into(), "/data/attributes/startsAt".into()));
        harbour.house.app.clock.set(at("2026-04-02T12:00:00Z"));
        app::billing::run(&harbour.house.app, &app::billing::Billing { space: harbour.space, after: None }).await.unwrap();
        let invoices = harbour.olga.v1("harbour", &format!("GET /api/memberships/{}/invoices", harbour.member), Value::Null).await;
        assert!(invoices.text.contains("Office"), "{}", invoices.text);
        let refused = harbour.olga.api(&format!("DELETE /allocations/{id}"), Value::Null).await;
        assert_eq!((refused.status, refused.blame().0.as_str()), (409, "billed"), "{}", refused.text);
        let change = |attributes: Value| json!({"data": {"type": "allocations", "id": id, "attributes": attributes}});
        let path = format!("PATCH /allocations/{id}");
        assert_eq!(harbour.olga.api(&path, change(json!({"startsAt": "2026-03-05"}))).await.status, 409);
        let absurd = harbour.olga.api(&path, change(json!({"canceledTo": "2026-01-01"}))).await;
        assert_eq!(absurd.blame(), ("before_start".into(), "/data/attributes/canceledTo".into()));
        let ended = harbour.olga.api(&path, change(json!({"canceledTo": "2026-04-30"}))).await;
        assert_eq!((ended.status, &ended.body["data"]["attributes"]["canceledTo"]), (200, &json!("2026-04-30")), "{}", ended.text);
        // The next holder comes, and never was.
        let next = harbour.olga.v1("harbour", "POST /api/allocations",
            json!({"resource_id": office, "membership_id": harbour.member, "starts_at": "2026/05/01", "price_per_cycle": "310"})).await;
        assert_eq!((next.status, &next.body["price_per_cycle"]), (201, &json!("310.0")), "{}", next.text);
        let next = next.body["id"].as_str().unwrap();
        assert_eq!(harbour.olga.v1("harbour", &format!("DELETE /api/allocations/{next}"), Value::Null).await.status, 204);
        assert_eq!(harbour.bodies("deleted_allocation").await[0]["object"]["price_per_cycle"], "310.0");
        assert_eq!(harbour.bodies("updated_allocation").await.len(), 1);
        let both = harbour.olga.v1("harbour", "POST /api/allocations", json!({"resource_id": office, "starts_at": "2026/06/01"})).await;
        assert_eq!(both.status, 422);
    }

    async fn a_resource_goes_and_what_was_booked_of_it_keeps_its_name(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let room = harbour.resource("Room", Usage::Bookable).await;
        let past = harbour.book(room, "2026-03-02T08:00:00Z").await;
        let later = harbour.book(room, "2026-03-09T08:00:00Z").await;
        let offer = json!({"data": {"type": "externalResources", "relationships": {"resource": link("resources", &room.to_string())}}});
        let offer = harbour.olga.api("POST /external_resources", offer).await.body["data"]["id"].as_str().unwrap().to_owned();
        let path = format!("DELETE /resources/{room}");
        assert_eq!(harbour.mia.api(&path, Value::Null).await.status, 403);
        let refused = harbour.olga.api(&path, Value::Null).await;
        assert_eq!((refused.status, refused.blame().0.as_str()), (409, "in_use"), "{}", refused.text);
        assert_eq!(harbour.olga.api(&format!("{path}?force=true"), Value::Null).await.status, 204);
        assert_eq!(harbour.olga.api(&path, Value::Null).await.status, 404);
        for gone in [format!("/resources/{room}"), format!("/external_resources/{offer}"), format!("/bookings/{later}")] {
            assert_eq!(harbour.olga.get(&gone).await.status, 404, "{gone}");
        }
        let listed = harbour.olga.get(&format!("/spaces/{}/resources?filter[usage]=all", harbour.space)).await;
        assert_eq!(listed.body["data"], json!([]));
        let kept = harbour.olga.v1("harbour", &format!("GET /api/bookings/{past}"), Value::Null).await;
        assert_eq!(kept.body["resource"]["name"], "Room", "{}", kept.text);
        let again = json!({"data": {"type": "bookings", "attributes": {"from": "2026-03-10T10:00:00Z", "to": "2026-03-10T11:00:00Z"},
            "relationships": {"resource": link("resources", &room.to_string())}}});
        assert_eq!(harbour.olga.api("POST /bookings", again).await.status, 404);
        assert_eq!(harbour.bodies("deleted_booking").await[0]["object"]["id"], later);
        assert_eq!(harbour.bodies("deleted_external_resource").await.len(), 1);
        assert_eq!(harbour.bodies("deleted_resource").await[0]["object"]["name"], "Room");
        // What visitors were promised is not undone.
        let hall = harbour.resource("Hall", Usage::Bookable).await;
        let event = json!({"data": {"type": "events",
            "attributes": {"from": "2026-03-21T10:00:00Z", "to": "2026-03-21T12:00:00Z", "title": "Brunch", "audience": "public"},
            "relationships": {"space": link("spaces", &harbour.space.to_string()),
                "resources": {"data": [{"type": "resources", "id": hall.to_string()}]}}}});
        assert_eq!(harbour.olga.api("POST /events", event).await.status, 201);
        let refused = harbour.olga.v1("harbour", &format!("DELETE /api/resources/{hall}?force=true"), Value::Null).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
    }

    async fn a_resource_that_is_held_ends_its_allocations(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let office = harbour.resource("Office", Usage::Allocatable).await;
        for (from, until) in [("2026/02/01", Some("2026/03/31")), ("2026/04/01", None)] {
            let body = json!({"resource_id": office.to_string(), "membership_id": harbour.member, "starts_at": from, "canceled_to": until});
            assert_eq!(harbour.olga.v1("harbour", "POST /api/allocations", body).await.status, 201);
        }
        assert_eq!(harbour.olga.v1("harbour", &format!("DELETE /api/resources/{office}"), Value::Null).await.status, 409);
        assert_eq!(harbour.olga.v1("harbour", &format!("DELETE /api/resources/{office}?force=1"), Value::Null).await.status, 204);
        let left = harbour.olga.v1("harbour", "GET /api/allocations?from=2026-01-01&to=2026-12-31", Value::Null).await;
        assert_eq!((left.body.as_array().unwrap().len(), &left.body[0]["canceled_to"]), (1, &json!("2026/03/02")), "{}", left.text);
        assert_eq!(harbour.bodies("updated_allocation").await.len(), 1);
        assert_eq!(harbour.bodies("deleted_allocation").await.len(), 1);
    }

    async fn an_invoice_is_deleted_where_the_space_says_so(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let charge = json!({"description": "Key", "amount": "10"});
        let path = format!("POST /api/memberships/{}/charges", harbour.member);
        assert_eq!(harbour.olga.v1("harbour", &path, charge).await.status, 201);
        let path = format!("POST /api/memberships/{}/charges_based_invoices", harbour.member);
        let made = harbour.olga.v1("harbour", &path, Value::Null).await;
        let (id, number) = (made.body["id"].as_str().unwrap().to_owned(), made.body["formatted_invoice_number"].clone());
        assert_eq!(harbour.unbilled().await, 0);
        let delete = format!("DELETE /invoices/{id}");
        let refused = harbour.olga.api(&delete, Value::Null).await;
        assert_eq!((refused.status, refused.blame().0.as_str()), (403, "deleting_forbidden"), "not in Germany: {}", refused.text);
        harbour.deleting(Deleting::Allowed).await;
        assert_eq!(harbour.olga.api(&format!("POST /invoices/{id}/lock"), Value::Null).await.status, 200);
        assert_eq!(harbour.olga.api(&delete, Value::Null).await.blame().0, "locked");
        assert_eq!(harbour.olga.api(&format!("DELETE /invoices/{id}/lock"), Value::Null).await.status, 200);
        let paid = harbour.olga.v1("harbour", &format!("POST /api/invoices/{id}/payment_records"), json!({"paid_at": "2026-03-01", "amount": "1"})).await;
        assert_eq!(harbour.olga.api(&delete, Value::Null).await.blame().0, "has_payments");
        let record = paid.body["id"].as_str().unwrap();
        assert_eq!(harbour.olga.v1("harbour", &format!("DELETE /api/invoices/{id}/payment_records/{record}"), Value::Null).await.status, 204);
        assert_eq!(harbour.mia.api(&delete, Value::Null).await.status, 403);
        assert_eq!(harbour.olga.api(&delete, Value::Null).await.status, 204);
        assert_eq!(harbour.olga.get(&format!("/invoices/{id}")).await.status, 404);
        assert_eq!(harbour.unbilled().await, 1, "what was used is billed again");
        let gone = &harbour.bodies("deleted_invoice").await[0]["object"];
        assert_eq!((&gone["formatted_invoice_number"], &gone["items"][0]["description"]), (&number, &json!("Key")));
        // The number stays unused, and the chain of seals goes on.
        let again = harbour.olga.v1("harbour", &path, Value::Null).await;
        assert_eq!(again.body["formatted_invoice_number"], "2", "{}", again.text);
        let verified = verify(&harbour.house.app, None).await.unwrap().unwrap().remove(0);
        assert_eq!((verified.invoices, verified.deleted), (2, 1));
        let forge = "UPDATE deleted_invoices SET sealed = sealed || ' '";
        harbour.house.app.db.write(async move |tx| Ok::<_, Error>(tx.execute(forge, params![]).await?)).await.unwrap();
        assert!(verify(&harbour.house.app, None).await.unwrap().unwrap_err().what.starts_with("invoice 1 ("));
    }

    async fn an_invoice_that_another_corrects_stays(db: db::Db) {
        let harbour = Harbour::open(db).await;
        harbour.deleting(Deleting::Allowed).await;
        let invoice = |corrected: Option<&str>| {
            let mut relationships = json!({"space": link("spaces", &harbour.space.to_string()), "debitor": link("memberships", &harbour.member)});
            if let Some(id) = corrected {
                relationships["correctedInvoice"] = link("invoices", id);
            }
            json!({"data": {"type": "invoices", "attributes": {"items": [{"description": "Desk", "amount": {"net": "2.5"}}]}, "relationships": relationships}})
        };
        let first = harbour.olga.api("POST /invoices", invoice(None)).await.body["data"]["id"].as_str().unwrap().to_owned();
        let second = harbour.olga.api("POST /invoices", invoice(Some(&first))).await.body["data"]["id"].as_str().unwrap().to_owned();
        let delete = async |id: &str| harbour.olga.v1("harbour", &format!("DELETE /api/invoices/{id}"), Value::Null).await.status;
        assert_eq!((delete(&first).await, delete(&second).await, delete(&first).await), (409, 204, 204));
        assert_eq!(verify(&harbour.house.app, None).await.unwrap().unwrap()[0].deleted, 2);
    }

    async fn an_e_invoice_is_asked_for(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let made = json!({"data": {"type": "invoices", "attributes": {"items": [{"description": "Desk", "amount": {"net": "2.5"}}]},
            "relationships": {"space": link("spaces", &harbour.space.to_string()), "debitor": link("memberships", &harbour.member)}}});
        let id = harbour.olga.api("POST /invoices", made).await.body["data"]["id"].as_str().unwrap().to_owned();
        let refused = harbour.olga.api(&format!("POST /invoices/{id}/e_invoice_request"), Value::Null).await;
        assert_eq!(refused.blame().0, "not_ready", "{}", refused.text);
        assert_eq!(harbour.bodies("requested_e_invoice").await.len(), 0);
        let row = harbour.olga.get(&format!("/invoices/{id}")).await;
        assert_eq!(row.body["data"]["attributes"]["canUpdate"], true, "nothing was changed: {}", row.text);
    }
}

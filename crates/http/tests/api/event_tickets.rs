//! Visitors at events.

use crate::client::{Answer, Client, House};
use crate::on_both;
use app::access::{self, Access, Door, Place};
use app::calendar_events::{self, Details};
use domain::calendar_events::Audience;
use domain::ids::EventId;
use serde_json::{Value, json};

struct Harbour {
    house: House,
    access: Access,
    desk: Client,
    visitor: Client,
}

async fn harbour(db: db::Db) -> Harbour {
    let house = House::new(db);
    let (olga, vera) = (house.person("olga@kontor.test").await, house.person("vera@kontor.test").await);
    let space = house.space("harbour", olga).await.id;
    let caller = house.caller(olga, "read write").await;
    let access = access::enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
    let (desk, visitor) = (house.client(olga, "read write").await, house.client(vera, "read write").await);
    Harbour { house, access, desk, visitor }
}

fn order(event: &str) -> Value {
    json!({"data": {"type": "eventTicketPurchases", "attributes": {
        "eventTickets": [{"type": "eventTickets", "attributes": {"numberOfTickets": 1},
            "relationships": {"event": {"data": {"type": "events", "id": event}}}}],
        "acceptedTerms": true, "name": "Vera Visitor", "email": "vera@visitors.test",
        "billingAddress": {"name": "Kran", "company": null, "fullAddress": "Street 1"}}, "relationships": {}}})
}

impl Harbour {
    async fn event(&self, audience: Audience, change: impl FnOnce(&mut Details)) -> EventId {
        let mut details = Details {
            title: Some("Talk".into()),
            from: Some("2026-03-10T18:00:00Z".parse().unwrap()),
            to: Some("2026-03-10T20:00:00Z".parse().unwrap()),
            audience: Some(audience),
            ..Details::default()
        };
        change(&mut details);
        let id = calendar_events::create(&self.house.app, &self.access, details).await.unwrap().event.id;
        calendar_events::publish(&self.house.app, &self.access, id).await.unwrap();
        id
    }

    async fn buy(&self, event: EventId) -> Answer {
        self.visitor.api("POST /event_ticket_purchases", order(&event.to_string())).await
    }
}

on_both! {
    async fn a_visitor_takes_a_free_ticket_and_attends(db: db::Db) {
        let harbour = harbour(db).await;
        let event = harbour.event(Audience::Public, |details| details.capacity = Some(Some(1))).await;
        let bought = harbour.buy(event).await;
        assert_eq!(bought.status, 201, "{}", bought.text);
        let shown = &bought.body["data"]["attributes"];
        assert_eq!((&shown["price"]["gross"], &shown["billingAddress"]), (&json!("0.0"), &json!("Street 1")));
        assert_eq!(shown["structuredBillingAddress"]["name"], json!("Kran"));
        let id = bought.body["data"]["relationships"]["attendances"]["data"][0]["id"].as_str().unwrap().to_owned();
        let full = harbour.buy(event).await;
        assert_eq!((full.status, full.blame().0), (409, "event_full".into()));

        assert_eq!(harbour.visitor.get(&format!("/event_attendances/{id}")).await.status, 404);
        let seen = harbour.desk.get(&format!("/event_attendances/{id}?include=attendee")).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        assert_eq!(seen.body["data"]["relationships"]["attendee"]["data"]["type"], json!("contacts"));
        assert_eq!(seen.body["included"][0]["attributes"]["email"], json!("vera@visitors.test"));
        assert_eq!(seen.body["data"]["attributes"]["name"], json!("Vera Visitor"));
        let listed = harbour.desk.get(&format!("/events/{event}/attendances?include=attendee")).await;
        assert_eq!((listed.body["data"].as_array().unwrap().len(), listed.body["included"].as_array().unwrap().len()), (1, 1), "{}", listed.text);
        let shown = harbour.desk.get(&format!("/events/{event}?include=attendances,attendances.attendee")).await;
        assert_eq!((shown.status, shown.body["included"].as_array().unwrap().len()), (200, 1), "{}", shown.text);
        let times = "filter[from]=2026-03-01T00:00:00Z&filter[to]=2026-04-01T00:00:00Z";
        let line = format!("/spaces/{}/events?{times}&filter[publishedState]=published&include=attendances,attendances.attendee", harbour.access.space_id());
        let shown = harbour.desk.get(&line).await;
        assert_eq!((shown.status, shown.body["included"].as_array().unwrap().len()), (200, 2), "{}", shown.text);
        let mails = app::mails::latest(&harbour.house.app, 10).await.unwrap();
        assert_eq!((mails[0].kind.as_str(), mails[0].recipient.as_str()), ("event_attended_email", "vera@visitors.test"));
    }

    async fn what_costs_or_is_not_for_visitors_is_refused(db: db::Db) {
        let harbour = harbour(db).await;
        let inside = harbour.event(Audience::MembersOnly, |_| {}).await;
        let open = harbour.event(Audience::Public, |_| {}).await;
        let change = |pointer: &str, value: Value| {
            let mut order = order(&open.to_string());
            *order.pointer_mut(pointer).unwrap() = value;
            order
        };
        let event = "/data/attributes/eventTickets/0/relationships/event";
        let paid = |kind: &str| json!({kind: {"data": {"type": if kind == "payment" { "payments" } else { "paymentMethods" }, "id": "x"}}});
        for (bad, status, place) in [
            (order(&inside.to_string()), 404, event),
            (change(&format!("{event}/data/id"), json!("?")), 404, event),
            (change("/data/attributes/eventTickets", json!([])), 422, "/data/attributes/eventTickets"),
            (change("/data/attributes/eventTickets/0/attributes/numberOfTickets", json!(0)), 422, "/data/attributes/eventTickets/0/attributes/numberOfTickets"),
            (change("/data/attributes/acceptedTerms", json!(false)), 422, "/data/attributes/acceptedTerms"),
            (change("/data/attributes/name", json!("")), 422, "/data/attributes/name"),
            (change("/data/attributes/email", json!("@")), 422, "/data/attributes/email"),
            (change("/data/relationships", paid("payment")), 404, "/data/relationships/payment"),
            (change("/data/relationships", paid("paymentMethod")), 404, "/data/relationships/paymentMethod"),
        ] {
            let refused = harbour.visitor.api("POST /event_ticket_purchases", bad).await;
            assert_eq!((refused.status, refused.blame().1), (status, place.into()), "{}", refused.text);
        }
        assert_eq!(harbour.desk.api("POST /event_ticket_purchases", order(&inside.to_string())).await.status, 403);
        let dear = harbour.event(Audience::Public, |details| details.price = Some(Some(calendar_events::TypedPrice::Net("10".parse().unwrap(), "EUR".parse().unwrap())))).await;
        let refused = harbour.buy(dear).await;
        assert_eq!((refused.status, refused.blame()), (422, ("payment_needed".into(), "/data/relationships/payment".into())));
        harbour.house.app.clock.advance(9 * 24 * 60);
        assert_eq!(harbour.buy(open).await.blame().0, "event_started");
        assert_eq!(harbour.desk.get(&format!("/events/{open}/attendances")).await.body["data"], json!([]));
    }

    async fn the_last_ticket_goes_once(db: db::Db) {
        let harbour = harbour(db).await;
        let event = harbour.event(Audience::Public, |details| details.capacity = Some(Some(2))).await;
        let all = futures_util::future::join_all((0..8).map(|_| harbour.buy(event))).await;
        assert_eq!(all.iter().filter(|answer| answer.status == 201).count(), 2);
    }
}

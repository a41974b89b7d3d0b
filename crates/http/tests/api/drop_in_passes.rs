//! Passes for visitors: on offer, bought, listed and canceled.

use crate::client::{Answer, Client, House};
use crate::on_both;
use app::access::{self, Access, Door, Place};
use domain::ids::{DropInPassTemplateId, SpaceId};
use serde_json::{Value, json};

struct Harbour {
    house: House,
    space: SpaceId,
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
    Harbour { house, space, access, desk, visitor }
}

fn order(template: &str, day: &str) -> Value {
    json!({"data": {"type": "dropInPassPurchases", "attributes": {
        "dropInPasses": [{"type": "dropInPasses", "attributes": {"validOn": day, "numberOfPasses": 1},
            "relationships": {"dropInPassTemplate": {"data": {"type": "dropInPassTemplates", "id": template}}}}],
        "acceptedTerms": true, "name": "Vera Visitor", "company": "Kran", "phone": null, "taxId": "DE1", "comments": "Window, please",
        "billingAddress": {"name": null, "company": null, "street": "Street 1", "postCode": "10115", "city": "Berlin", "countryCode": "DE"},
        "email": "vera@visitors.test"}}})
}

impl Harbour {
    async fn template(&self, more: Value) -> Result<String, app::Error> {
        let mut template = json!({"id": self.house.app.id::<DropInPassTemplateId>(), "name": "Day pass", "price": "20", "currency": "EUR",
            "times": "mon-fri 9-17", "hidden": true, "color": "#00aaff", "onboarding_instructions": "Ring the bell."});
        template.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let template = serde_json::from_value(template).unwrap();
        app::drop_in_passes::create_template(&self.house.app, &self.access, template, None).await.map(|id| id.to_string())
    }

    async fn buy(&self, template: &str, day: &str) -> Answer {
        self.visitor.api("POST /drop_in_pass_purchases", order(template, day)).await
    }

    async fn dates(&self, template: &str, from: &str, to: &str) -> Answer {
        self.visitor.get(&format!("/drop_in_pass_templates/{template}/availability?filter[from]={from}&filter[to]={to}")).await
    }
}

on_both! {
    async fn a_visitor_buys_a_day_and_the_desk_cancels_it(db: db::Db) {
        let harbour = harbour(db).await;
        let id = harbour.template(json!({"max_per_day": 1})).await.unwrap();
        let seen = harbour.visitor.get(&format!("/drop_in_pass_templates/{id}")).await;
        assert_eq!(seen.body["data"]["attributes"]["timeAvailability"], json!([{"from": "09:00", "to": "17:00", "weekdays": [1, 2, 3, 4, 5]}]), "{}", seen.text);
        let bought = harbour.buy(&id, "2026-03-04").await;
        assert_eq!(bought.status, 201, "{}", bought.text);
        let shown = &bought.body["data"]["attributes"];
        assert_eq!(shown["billingAddress"], json!("Street 1\n10115 Berlin"));
        assert_eq!(shown["structuredBillingAddress"]["name"], json!("Vera Visitor"));
        assert_eq!((&shown["taxId"], &shown["price"]["net"]), (&json!("DE1"), &json!("20.0")));
        assert_eq!(bought.body["data"]["relationships"]["paymentMethod"]["data"], Value::Null);
        let pass = bought.body["data"]["relationships"]["dropInPasses"]["data"][0]["id"].as_str().unwrap().to_owned();
        let again = harbour.buy(&id, "2026-03-04").await;
        assert_eq!((again.status, again.blame()), (422, ("sold_out".into(), "/data/attributes/dropInPasses/0/attributes/validOn".into())));
        let dates = harbour.dates(&id, "2026-03-02", "2026-03-09").await;
        assert_eq!(dates.body["data"]["attributes"]["availableDates"], json!([
            {"from": "2026-03-02", "to": "2026-03-03", "numberOfPasses": 1}, {"from": "2026-03-05", "to": "2026-03-06", "numberOfPasses": 1},
            {"from": "2026-03-09", "to": "2026-03-09", "numberOfPasses": 1}]), "{}", dates.text);

        let line = format!("/drop_in_passes/{pass}");
        assert_eq!(harbour.visitor.get(&line).await.status, 404);
        let seen = harbour.desk.get(&line).await;
        let contact = seen.body["data"]["relationships"]["contact"]["data"]["id"].as_str().unwrap().to_owned();
        assert_eq!(seen.body["data"]["attributes"]["billingAddress"], json!({"name": "Vera Visitor", "company": "Kran", "fullAddress": "Street 1\n10115 Berlin"}));
        assert_eq!(harbour.desk.get(&format!("/contacts/{contact}")).await.body["data"]["attributes"]["email"], json!("vera@visitors.test"));
        let canceled = harbour.desk.api(&format!("POST {line}/cancellation"), Value::Null).await;
        assert_eq!((canceled.status, &canceled.body["data"]["attributes"]["status"]), (200, &json!("canceled")), "{}", canceled.text);
        assert_eq!(harbour.desk.api(&format!("POST {line}/cancellation"), Value::Null).await.status, 409);
        assert_eq!(harbour.buy(&id, "2026-03-04").await.status, 201);

        let listed = async |from: &str, to: &str, more: &str| {
            let list = format!("/spaces/{}/drop_in_passes?filter[valid_on_from]={from}&filter[valid_on_to]={to}{more}", harbour.space);
            harbour.desk.get(&list).await
        };
        assert_eq!(harbour.buy(&id, "2026-03-06").await.status, 201);
        let all = listed("2026-03-04", "2026-03-06", "&page[size]=2").await;
        let ids = |answer: &Answer| answer.body["data"].as_array().unwrap().iter().map(|one| one["attributes"]["validOn"].to_string()).collect::<Vec<_>>();
        assert_eq!((ids(&all), &all.body["meta"]["totalPages"]), (vec!["\"2026-03-04\"".into(); 2], &json!(2)), "{}", all.text);
        assert_eq!(ids(&listed("2026-03-05", "2026-03-31", "").await).len(), 1);
        assert_eq!(ids(&listed("2026-03-04", "2026-03-06", "&filter[sortOrder]=desc&page[size]=1").await), ["\"2026-03-06\""]);
        assert_eq!(listed("2026-03-06", "2026-03-04", "").await.blame().1, "filter[valid_on_to]");
        assert_eq!(listed("2026-03-06", "2026-03-07", "&filter[sortOrder]=up").await.status, 400);
        let mails = app::mails::latest(&harbour.house.app, 10).await.unwrap();
        // All of one moment: in no order.
        let of = |kind: &str| mails.iter().filter(|mail| mail.kind == kind).collect::<Vec<_>>();
        let (purchased, canceled) = (of("drop_in_pass_purchased_email"), of("drop_in_pass_canceled_email"));
        assert_eq!((purchased.len(), canceled.len(), mails.len()), (3, 1, 4));
        assert!(purchased.iter().all(|mail| mail.body.contains("Ring the bell.") && mail.recipient == "vera@visitors.test"), "{purchased:?}");
    }

    async fn days_that_are_closed_are_not_sold(db: db::Db) {
        let harbour = harbour(db).await;
        let id = harbour.template(json!({})).await.unwrap();
        let (from, to) = ("2026-03-03T08:00:00Z".parse().unwrap(), "2026-03-03T16:00:00Z".parse().unwrap());
        let blocker = app::calendar_blockers::Wish {
            title: "Fair".into(), interval: domain::interval::Interval::new(from, to), for_bookings: false, for_external_bookings: false,
            for_drop_in_passes: true, resources: None,
        };
        app::calendar_blockers::create(&harbour.house.app, &harbour.access, blocker).await.unwrap();
        let dates = harbour.dates(&id, "2026-03-02", "2026-03-06").await;
        assert_eq!(dates.body["data"]["attributes"]["availableDates"], json!([
            {"from": "2026-03-02", "to": "2026-03-02", "numberOfPasses": null}, {"from": "2026-03-04", "to": "2026-03-06", "numberOfPasses": null}]));
        for (day, code) in [("2026-03-03", "blocked"), ("2026-03-07", "not_available"), ("2026-03-01", "past")] {
            assert_eq!(harbour.buy(&id, day).await.blame().0, code);
        }
        harbour.house.app.clock.advance(5 * 60);
        assert_eq!(harbour.buy(&id, "2026-03-02").await.blame().0, "past");
        for (from, to, place) in [("2026-03-01", "2026-03-06", "filter[from]"), ("2026-03-06", "2026-03-05", "filter[to]"),
            ("2026-03-02", "2026-05-03", "filter[to]"), ("2026-03-02", "soon", "filter[to]")] {
            let refused = harbour.dates(&id, from, to).await;
            assert_eq!((refused.status, refused.blame().1), (400, place.into()), "{}", refused.text);
        }
    }

    async fn bad_orders_make_nothing(db: db::Db) {
        let harbour = harbour(db).await;
        let id = harbour.template(json!({})).await.unwrap();
        let change = |pointer: &str, value: Value| {
            let mut order = order(&id, "2026-03-04");
            *order.pointer_mut(pointer).unwrap() = value;
            order
        };
        let a = "/data/attributes";
        let mut two = order(&id, "2026-03-04");
        let one = two["data"]["attributes"]["dropInPasses"][0].clone();
        two["data"]["attributes"]["dropInPasses"].as_array_mut().unwrap().push(one);
        let mut paid = order(&id, "2026-03-04");
        paid["data"]["relationships"] = json!({"payment": {"data": {"type": "payments", "id": id}}});
        let mut stored = order(&id, "2026-03-04");
        stored["data"]["relationships"] = json!({"paymentMethod": {"data": {"type": "paymentMethods", "id": id}}});
        let template = "/data/attributes/dropInPasses/0/relationships/dropInPassTemplate/data/id";
        for (bad, status, place) in [
            (change(&format!("{a}/name"), json!(" ")), 422, "/data/attributes/name"),
            (change(&format!("{a}/email"), json!("vera")), 422, "/data/attributes/email"),
            (change(&format!("{a}/acceptedTerms"), json!(false)), 422, "/data/attributes/acceptedTerms"),
            (change(&format!("{a}/comments"), json!("x".repeat(1_000_000))), 422, "/data/attributes/comments"),
            (change(&format!("{a}/company"), json!("x".repeat(300))), 422, "/data/attributes/company"),
            (change(&format!("{a}/billingAddress/countryCode"), json!("XX")), 422, "/data/attributes/billingAddress/countryCode"),
            (change(&format!("{a}/billingAddress/street"), json!("a\u{1}b")), 422, "/data/attributes/billingAddress/street"),
            (change(&format!("{a}/dropInPasses"), json!([])), 422, "/data/attributes/dropInPasses"),
            (two, 422, "/data/attributes/dropInPasses"),
            (change(&format!("{a}/dropInPasses/0/attributes/numberOfPasses"), json!(2)), 422, "/data/attributes/dropInPasses/0/attributes/numberOfPasses"),
            (change(template, json!("?")), 404, "/data/attributes/dropInPasses/0/relationships/dropInPassTemplate"),
            (change(template, json!(harbour.space.to_string())), 404, "/data/attributes/dropInPasses/0/relationships/dropInPassTemplate"),
            (paid, 404, "/data/relationships/payment"),
            (stored, 404, "/data/relationships/paymentMethod"),
        ] {
            let refused = harbour.visitor.api("POST /drop_in_pass_purchases", bad).await;
            assert_eq!((refused.status, refused.blame().1), (status, place.into()), "{}", refused.text);
        }
        let absurd = harbour.visitor.api("POST /drop_in_pass_purchases", change(&format!("{a}/dropInPasses/0/attributes/validOn"), json!("2026-02-30"))).await;
        assert!((400..500).contains(&absurd.status), "{}", absurd.text);
        let list = format!("/spaces/{}/drop_in_passes?filter[valid_on_from]=2026-01-01&filter[valid_on_to]=2026-12-31", harbour.space);
        assert_eq!(harbour.desk.get(&list).await.body["data"], json!([]));
        assert_eq!(harbour.desk.get(&format!("/spaces/{}/contacts", harbour.space)).await.body["data"], json!([]));
        for more in [json!({"name": ""}), json!({"price": "-1"}), json!({"max_per_day": 0}), json!({"color": "red"}), json!({"currency": "USD"})] {
            assert!(matches!(harbour.template(more.clone()).await, Err(app::Error::Invalid(_))), "{more}");
        }
    }

    async fn the_last_places_are_sold_once(db: db::Db) {
        let harbour = harbour(db).await;
        let id = harbour.template(json!({"max_per_day": 3})).await.unwrap();
        let all = futures_util::future::join_all((0..12).map(|_| harbour.buy(&id, "2026-03-05"))).await;
        let sold = all.iter().filter(|answer| answer.status == 201).count();
        assert_eq!((sold, all.iter().filter(|answer| answer.status == 422).count()), (3, 9));
    }
}

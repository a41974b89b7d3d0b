//! Subscriptions of API 1: each application has its own, secrets are shown once, deliveries can be looked at.

use crate::client::{Client, House};
use crate::on_both;
use crate::surface::world::{EVERYTHING, Who, World};
use app::access::{self, Door, Place};
use app::applications::{self, Details};
use app::tokens::Grant;
use app::webhooks::delivering;
use serde_json::{Value, json};

/// The token of an application, for one of the world's people.
async fn application(world: &World, name: &str, who: Who) -> Client {
    let app = &world.house.app;
    let details = Details::new(name.into(), vec!["https://apps.test/back".into()]);
    let (client, _) = applications::create(app, None, details).await.unwrap();
    let user = world.facts.users[&who];
    let grant = Grant { user, client: Some(client), space: None, scopes: EVERYTHING.parse().unwrap(), expires_at: None };
    world.house.bearer(app::tokens::create(app, grant).await.unwrap().reveal())
}

async fn fan_out(world: &World) {
    while delivering::fan_out(&world.house.app).await.unwrap() {}
}

on_both! {
    async fn an_application_subscribes(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (maps, bots) = (application(&world, "Maps", Who::Owner).await, application(&world, "Bots", Who::Owner).await);
        let new = json!({"event": "created_booking", "callback_url": "https://apps.test/hook/4711?a=b"});
        let made = maps.v1("harbour", "POST /api/subscriptions", new.clone()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let (id, secret) = (made.body["id"].as_str().unwrap().to_owned(), made.body["secret"].as_str().unwrap().to_owned());
        assert!(secret.starts_with("whsec_") && made.body["public_key"].as_str().unwrap().starts_with("whpk_"), "{}", made.text);
        let shown = json!({"id": id, "event": "created_booking", "callback_url": "https://apps.test/hook/4711?a=b", "active": true,
            "url": format!("https://harbour.kontor.test/api/subscriptions/{id}"), "public_key": made.body["public_key"]});
        let path = format!("/api/subscriptions/{id}");
        assert_eq!(maps.v1("harbour", &format!("GET {path}"), Value::Null).await.body, shown);
        assert_eq!(maps.v1("harbour", "GET /api/subscriptions", Value::Null).await.body, json!([shown]));

        let again = maps.v1("harbour", "POST /api/subscriptions", new.clone()).await;
        assert_eq!(again.status, 409, "{}", again.text);
        assert_eq!(bots.v1("harbour", "GET /api/subscriptions", Value::Null).await.body, json!([]));
        assert_eq!(bots.v1("harbour", "POST /api/subscriptions", new.clone()).await.status, 201, "each has its own");
        let other = json!({"event": "deleted_booking", "callback_url": "https://apps.test/hook/4711?a=b"});
        assert_eq!(maps.v1("harbour", "POST /api/subscriptions", other).await.status, 201);
        for method in ["GET", "DELETE"] {
            assert_eq!(bots.v1("harbour", &format!("{method} {path}"), Value::Null).await.status, 404);
            assert_eq!(maps.v1("island", &format!("{method} {path}"), Value::Null).await.status, 404);
        }

        let rotated = maps.v1("harbour", &format!("POST {path}/secret"), Value::Null).await;
        assert_eq!(rotated.status, 201, "{}", rotated.text);
        assert_ne!(rotated.body["secret"], json!(secret));
        assert_eq!(maps.v1("harbour", &format!("DELETE {path}"), Value::Null).await.status, 204);
        assert_eq!(maps.v1("harbour", &format!("GET {path}"), Value::Null).await.status, 404);
        assert_eq!(maps.v1("harbour", "POST /api/subscriptions", new).await.status, 201, "made anew");
    }

    async fn bad_subscriptions_are_refused(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let owner = world.client(Who::Owner);
        for (event, url, field) in [
            ("sang", "https://apps.test/", "event"),
            ("created_booking", "apps.test", "callback_url"),
            ("created_booking", "ftp://apps.test/", "callback_url"),
            ("created_booking", "https://ada:secret@apps.test/", "callback_url"),
            ("created_booking", "https://", "callback_url"),
            ("created_booking", "", "callback_url"),
        ] {
            let refused = owner.v1("harbour", "POST /api/subscriptions", json!({"event": event, "callback_url": url})).await;
            assert_eq!((refused.status, refused.body["errors"][field].is_string()), (422, true), "{url}: {}", refused.text);
        }
        let both = owner.v1("harbour", "POST /api/subscriptions", json!({"event": "", "callback_url": ""})).await;
        assert_eq!(both.body["errors"].as_object().unwrap().len(), 2, "{}", both.text);
        let webhook = world.facts.harbour.webhook;
        for query in ["before=x", "limit=0", "limit=101", "limit=x"] {
            let refused = owner.v1("harbour", &format!("GET /api/subscriptions/{webhook}/deliveries?{query}"), Value::Null).await;
            assert!((400..500).contains(&refused.status), "{query}: {}", refused.text);
        }
    }

    async fn deliveries_can_be_looked_at_and_sent_again(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let owner = world.client(Who::Owner);
        fan_out(&world).await;
        let new = json!({"event": "deleted_booking", "callback_url": "https://apps.test/gone"});
        let made = owner.v1("harbour", "POST /api/subscriptions", new).await;
        let path = format!("/api/subscriptions/{}", made.body["id"].as_str().unwrap());
        let (room, booking) = (world.facts.harbour.room, json!({"from": "2026-03-20 10:00 +0000", "to": "2026-03-20 12:00 +0000", "title": "Tea"}));
        let booked = owner.v1("harbour", &format!("POST /api/resources/{room}/bookings"), booking).await;
        let id = booked.body["id"].as_str().unwrap().to_owned();
        assert_eq!(owner.v1("harbour", &format!("DELETE /api/bookings/{id}"), Value::Null).await.status, 204);
        fan_out(&world).await;

        let log = owner.v1("harbour", &format!("GET {path}/deliveries"), Value::Null).await.body;
        let [sent] = log.as_array().unwrap().as_slice() else { panic!("{log}") };
        assert_eq!((&sent["event"], &sent["status"], sent["sequence"].is_i64()), (&json!("deleted_booking"), &json!("waiting"), true));
        let body: Value = serde_json::from_str(sent["body"].as_str().unwrap()).unwrap();
        let room_name = booked.body["resource"]["name"].clone();
        assert_eq!(body, json!({"url": format!("https://harbour.kontor.test/api/bookings/{id}"), "booking": {
            "id": id, "from": "2026/03/20 10:00:00 +0000", "to": "2026/03/20 12:00:00 +0000", "title": "Tea", "comments": null,
            "resource": {"id": room, "name": room_name}, "membership": null, "units": 1, "currency": "EUR",
            "price": body["booking"]["price"], "tax_rate": body["booking"]["tax_rate"]}}));
        assert!(body["booking"]["price"].is_string() && body["booking"]["tax_rate"].is_string(), "{body}");

        let delivery = format!("{path}/deliveries/{}", sent["id"].as_str().unwrap());
        let one = owner.v1("harbour", &format!("GET {delivery}"), Value::Null).await.body;
        assert_eq!((&one["id"], &one["attempts"]), (&sent["id"], &json!([])));
        assert_eq!(owner.v1("harbour", &format!("POST {delivery}/resend"), Value::Null).await.status, 201);
        let trial = owner.v1("harbour", &format!("POST {path}/test"), Value::Null).await;
        assert_eq!((trial.status, &trial.body["event"], &trial.body["sequence"]), (201, &json!("test"), &Value::Null));
        // Both were made in the same millisecond, so chance says which is the newer one.
        let newest = owner.v1("harbour", &format!("GET {path}/deliveries?limit=1"), Value::Null).await.body;
        let rest = format!("GET {path}/deliveries?before={}", newest[0]["id"].as_str().unwrap());
        let rest = owner.v1("harbour", &rest, Value::Null).await.body;
        let both = [newest[0]["id"].as_str().unwrap(), rest[0]["id"].as_str().unwrap()].map(str::to_owned);
        assert!(both.contains(&trial.body["id"].as_str().unwrap().to_owned()) && both.contains(&sent["id"].as_str().unwrap().to_owned()), "{both:?}");
        let other = format!("POST /api/subscriptions/{}/deliveries/{}/resend", world.facts.harbour.webhook, sent["id"].as_str().unwrap());
        assert_eq!(owner.v1("harbour", &other, Value::Null).await.status, 404, "of another subscription");
    }

    async fn who_leaves_leaves_no_webhooks(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let admin = world.client(Who::Admin);
        let new = json!({"event": "created_booking", "callback_url": "https://apps.test/a"});
        assert_eq!(admin.v1("harbour", "POST /api/subscriptions", new).await.status, 201);
        let (house, space) = (&world.house, world.facts.harbour.space);
        let caller = house.caller(world.facts.users[&Who::Owner], EVERYTHING).await;
        let access = access::enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        let listed = app::admins::list(&house.app, &access).await.unwrap();
        let id = listed.iter().find(|one| one.user == world.facts.users[&Who::Admin]).unwrap().id;
        app::admins::remove(&house.app, &access, id).await.unwrap();
        let left = world.house.app.db.read(async move |tx| store::webhooks::all(&mut store::SpaceTx::bind(tx, space)).await).await.unwrap();
        assert_eq!(left.len(), 1, "the owner's");
    }
}

//! Who is here: guests at the captive portal, visits across a network, and visits that end by the clock.

use crate::client::{Client, House};
use crate::on_both;
use domain::ids::{NetworkId, SpaceId};
use serde_json::{Value, json};
use store::spaces::{self, Network};

struct Waterside {
    house: House,
    desk: Client,
    plan: String,
}

/// The spaces harbour and summit of one owner, in one network.
async fn waterside(db: db::Db) -> Waterside {
    let house = House::new(db);
    let olga = house.person("olga@kontor.test").await;
    let (harbour, summit) = (house.space("harbour", olga).await.id, house.space("summit", olga).await.id);
    let (network, now) = (house.app.id::<NetworkId>(), house.app.clock.now());
    let mut tx = house.app.db.begin().await.unwrap();
    spaces::insert_network(&mut tx, &Network { id: network, name: "Waterside".into() }, now).await.unwrap();
    for space in [harbour, summit] {
        tx.execute("UPDATE spaces SET network_id = $1 WHERE id = $2", db::params![network.0, space.0]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let desk = house.client(olga, "read write checkin_tokens").await;
    let caller = house.caller(olga, "read write").await;
    let access = enter(&house, &caller, harbour).await;
    let terms = json!({"name": "Flex", "price_per_cycle": "100", "currency": "EUR", "cycle_months": 1});
    let plan = app::plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap().to_string();
    Waterside { house, desk, plan }
}

async fn enter(house: &House, caller: &app::access::Caller, space: SpaceId) -> app::access::Access {
    app::access::enter_as(&house.app, caller, app::access::Place::Space(space), &[], app::access::Door::Related).await.unwrap()
}

impl Waterside {
    async fn call(&self, host: &str, line: &str, body: Value, status: u16) -> Value {
        let answer = self.desk.v1(host, line, body).await;
        assert_eq!(answer.status, status, "{line}: {}", answer.text);
        answer.body
    }

    /// With a card of the same name.
    async fn member(&self, name: &str) -> String {
        let body =
            json!({"plan": {"id": self.plan}, "address": {"name": name}, "starts_at": "2026/01/01", "first_invoice_at": "2026/04/01"});
        let id = self.call("harbour", "POST /api/membership_import", body, 201).await["id"].as_str().unwrap().to_owned();
        self.call("harbour", "POST /api/check_in_tokens", json!({"membership_id": id, "token": name}), 201).await;
        id
    }

    async fn here(&self, host: &str) -> Vec<String> {
        let listed = self.call(host, "GET /api/check_ins?current=true", Value::Null, 200).await;
        listed.as_array().unwrap().iter().map(|one| one["membership"]["name"].as_str().unwrap().to_owned()).collect()
    }

    /// The events about check-ins, with what they happened to.
    async fn told(&self) -> Vec<(String, String)> {
        let sql = "SELECT type, subject_id FROM outbox WHERE type IN ('created_checkin', 'created_checkout') ORDER BY seq";
        let rows = self.house.app.db.read(async move |tx| tx.query::<(String, uuid::Uuid)>(sql, db::params![]).await).await.unwrap();
        rows.into_iter().map(|(kind, id)| (kind, id.as_simple().to_string())).collect()
    }
}

on_both! {
    async fn a_visit_ends_by_the_clock_and_is_told_once(db: db::Db) {
        let waterside = waterside(db).await;
        waterside.member("anna").await;
        waterside.member("bert").await;
        let anna = waterside.call("harbour", "POST /api/check_ins", json!({"token": "anna"}), 201).await;
        waterside.house.app.clock.advance(60);
        let bert = waterside.call("harbour", "POST /api/check_ins", json!({"token": "bert"}), 201).await;
        assert_eq!(waterside.here("harbour").await, ["anna", "bert"]);
        let path = format!("DELETE /api/memberships/{}/check_ins/current", bert["membership_id"].as_str().unwrap());
        waterside.call("harbour", &path, Value::Null, 204).await;
        assert_eq!(waterside.here("harbour").await, ["anna"]);
        app::check_ins::tell_over(&waterside.house.app).await.unwrap();
        let (anna, bert) = (anna["id"].as_str().unwrap().to_owned(), bert["id"].as_str().unwrap().to_owned());
        let event = |kind: &str, id: &String| (kind.to_owned(), id.clone());
        let before = vec![event("created_checkin", &anna), event("created_checkin", &bert), event("created_checkout", &bert)];
        assert_eq!(waterside.told().await, before, "anna's time is not over");
        // To the end of the day, four in the morning.
        waterside.house.app.clock.advance(16 * 60);
        assert_eq!(waterside.here("harbour").await, [""; 0]);
        let (one, other) = (app::check_ins::tell_over(&waterside.house.app), app::check_ins::tell_over(&waterside.house.app));
        let (one, other) = tokio::join!(one, other);
        one.unwrap();
        other.unwrap();
        app::check_ins::tell_over(&waterside.house.app).await.unwrap();
        let mut after = before;
        after.push(event("created_checkout", &anna));
        assert_eq!(waterside.told().await, after);
    }

    async fn a_member_goes_on_to_another_space_of_the_network(db: db::Db) {
        let waterside = waterside(db).await;
        let anna = waterside.member("anna").await;
        let first = waterside.call("harbour", "POST /api/check_ins", json!({"token": "anna"}), 201).await;
        waterside.house.app.clock.advance(60);
        let second = waterside.call("summit", "POST /api/check_ins", json!({"token": "anna"}), 201).await;
        assert_eq!((&second["membership_id"], &second["valid_until"]), (&json!(anna), &first["valid_until"]));
        assert_eq!((waterside.here("harbour").await, waterside.here("summit").await), (vec![], vec!["anna".to_owned()]));
        let event = |kind: &str, of: &Value| (kind.to_owned(), of["id"].as_str().unwrap().to_owned());
        let expected = [event("created_checkin", &first), event("created_checkout", &first), event("created_checkin", &second)];
        assert_eq!(waterside.told().await, expected);
        // What she has left is not told again when its day is over.
        waterside.house.app.clock.advance(24 * 60);
        app::check_ins::tell_over(&waterside.house.app).await.unwrap();
        assert_eq!(waterside.told().await.len(), 4);
    }

    async fn a_guest_is_let_in_as_long_as_the_login_lasts(db: db::Db) {
        let waterside = waterside(db).await;
        let body = json!({"login": "Guest-7", "password": "open sesame", "expires_after": "2026-03-02 15:00 +0000"});
        let guest = waterside.call("harbour", "POST /api/guest_accounts", body.clone(), 201).await;
        assert_eq!((&guest["expires_after"], guest.get("password")), (&json!("2026/03/02 15:00:00 +0000"), None));
        let twice = json!({"login": "guest-7", "password": "x"});
        let twice = waterside.call("harbour", "POST /api/guest_accounts", twice, 422).await;
        assert_eq!(twice["errors"], json!({"login": "has already been taken"}));
        let past = json!({"login": "other", "password": "x", "expires_after": "2026-03-01"});
        assert!(waterside.call("harbour", "POST /api/guest_accounts", past, 422).await["errors"]["expires_after"].is_string());
        let portal = |password: &str| json!({"login": "guest-7", "password": password, "token": "aa:bb:cc"});
        let made = waterside.call("harbour", "POST /api/check_ins", portal("open sesame"), 201).await;
        assert_eq!((&made["membership"], &made["valid_until"]), (&Value::Null, &json!("2026/03/02 15:00:00 +0000")));
        assert_eq!(made["guest_account"], json!({"id": guest["id"], "login": "Guest-7"}));
        let refused = waterside.call("harbour", "POST /api/check_ins", portal("wrong"), 422).await;
        let message = json!("The login or the password is wrong.");
        assert_eq!((&refused["base"], &refused["errors"]["base"]), (&message, &message));
        waterside.call("summit", "POST /api/check_ins", portal("open sesame"), 422).await;
        waterside.house.app.clock.advance(3 * 60);
        waterside.call("harbour", "POST /api/check_ins", portal("open sesame"), 422).await;
        let stored = waterside.house.app.db.read(async |tx| tx.query_one::<(String,)>("SELECT password_hash FROM guest_accounts", db::params![]).await);
        assert!(stored.await.unwrap().0.starts_with("$argon2id$"));
        let line = format!("DELETE /api/guest_accounts/{}", guest["id"].as_str().unwrap());
        waterside.call("harbour", &line, Value::Null, 204).await;
        assert_eq!(waterside.call("harbour", "GET /api/guest_accounts", Value::Null, 200).await, json!([]));
    }

    async fn passes_of_all_members_are_listed_and_taken_away(db: db::Db) {
        let waterside = waterside(db).await;
        let caller = waterside.house.caller(waterside.house.app.db.read(async |tx| {
            tx.query_one::<(uuid::Uuid,)>("SELECT owner_id FROM spaces WHERE subdomain = 'harbour'", db::params![]).await
        }).await.unwrap().0.into(), "read write").await;
        let space = waterside.house.app.db.read(async |tx| {
            tx.query_one::<(uuid::Uuid,)>("SELECT id FROM spaces WHERE subdomain = 'harbour'", db::params![]).await
        }).await.unwrap().0;
        let access = enter(&waterside.house, &caller, SpaceId(space)).await;
        let template = waterside.house.app.id::<domain::ids::PassTemplateId>();
        let terms = json!({"name": "Passes", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1,
            "time_passes": [{"id": template, "name": "Day", "price": "20", "currency": "EUR"}]});
        let plan = app::plans::create(&waterside.house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let waterside = Waterside { plan: plan.to_string(), ..waterside };
        let (anna, bert) = (waterside.member("anna").await, waterside.member("bert").await);
        for who in [&anna, &bert] {
            let wish = json!({"id": template.to_string(), "no_of_passes": 1});
            waterside.call("harbour", &format!("POST /api/memberships/{who}/time_passes"), wish, 201).await;
        }
        let all = waterside.call("harbour", "GET /api/time_passes/unused", Value::Null, 200).await;
        let owners: std::collections::BTreeSet<_> = all.as_array().unwrap().iter().map(|one| one["membership_id"].as_str().unwrap()).collect();
        assert_eq!(owners, [anna.as_str(), bert.as_str()].into());
        let id = all[0]["id"].as_str().unwrap();
        let one = waterside.call("harbour", &format!("GET /api/time_passes/{id}"), Value::Null, 200).await;
        assert_eq!((&one["url"], &one["used_at"]), (&json!(format!("https://harbour.kontor.test/api/time_passes/{id}")), &Value::Null));
        waterside.call("harbour", &format!("DELETE /api/time_passes/{id}"), Value::Null, 204).await;
        waterside.call("harbour", &format!("GET /api/time_passes/{id}"), Value::Null, 404).await;
        // A used one stays.
        let name = if all[1]["membership_id"] == json!(anna) { "anna" } else { "bert" };
        waterside.call("harbour", "POST /api/check_ins", json!({"token": name}), 201).await;
        let id = all[1]["id"].as_str().unwrap();
        waterside.call("harbour", &format!("DELETE /api/time_passes/{id}"), Value::Null, 409).await;
    }
}

//! Checking in and out, by both APIs, with and without time passes.

use crate::client::{Client, House};
use crate::on_both;
use domain::ids::{MembershipId, PassTemplateId, SpaceId, UserId};
use serde_json::{Value, json};
use store::SpaceTx;

struct Harbour {
    house: House,
    space: SpaceId,
    desk: Client,
    olga: UserId,
}

async fn harbour(db: db::Db) -> Harbour {
    let house = House::new(db);
    let olga = house.person("olga@kontor.test").await;
    let space = house.space("harbour", olga).await.id;
    let desk = house.client(olga, "read write checkin_tokens").await;
    Harbour { house, space, desk, olga }
}

impl Harbour {
    /// A member since the beginning of the year, on a plan of its own with these time passes.
    async fn member(&self, name: &str, passes: Value) -> String {
        let access = self.access().await;
        let terms = json!({"name": name, "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1, "time_passes": passes});
        let plan = app::plans::create(&self.house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let body = json!({"plan": {"id": plan}, "address": {"name": name}, "starts_at": "2026/01/01", "first_invoice_at": "2026/04/01",
            "email": format!("{name}@members.test")});
        let made = self.desk.v1("harbour", "POST /api/membership_import", body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.body["id"].as_str().unwrap().to_owned()
    }

    async fn access(&self) -> app::access::Access {
        let caller = self.house.caller(self.olga, "read write").await;
        let place = app::access::Place::Space(self.space);
        app::access::enter_as(&self.house.app, &caller, place, &[], app::access::Door::Related).await.unwrap()
    }

    async fn card(&self, member: &str, token: &str) {
        let made = self.desk.v1("harbour", "POST /api/check_in_tokens", json!({"membership_id": member, "token": token})).await;
        assert_eq!(made.status, 201, "{}", made.text);
    }

    async fn connect(&self, member: &str, email: &str) -> Client {
        let user = self.house.person(email).await;
        let member: MembershipId = member.parse().unwrap();
        let mut tx = self.house.app.db.begin().await.unwrap();
        let sql = "UPDATE memberships SET user_id = $3 WHERE space_id = $1 AND id = $2";
        SpaceTx::bind(&mut tx, self.space).execute(sql, db::params![member.0, user.0]).await.unwrap();
        tx.commit().await.unwrap();
        self.house.client(user, "read write").await
    }

    fn body(&self, token: &str) -> Value {
        json!({"data": {"type": "checkIns", "attributes": {"checkInToken": token},
            "relationships": {"space": {"data": {"type": "spaces", "id": self.space.to_string()}}}}})
    }

    async fn check_in(&self, token: &str) -> crate::client::Answer {
        self.desk.api("POST /check_ins", self.body(token)).await
    }

    async fn current(&self, token: &str) -> usize {
        let seen = self.desk.get(&format!("/spaces/{}/check_ins/current?filter[checkInToken]={token}", self.space)).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        seen.body["data"].as_array().unwrap().len()
    }

    async fn unused(&self, member: &str) -> Vec<String> {
        let seen = self.desk.v1("harbour", &format!("GET /api/memberships/{member}/time_passes/unused"), Value::Null).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        let mut names: Vec<_> = seen.body.as_array().unwrap().iter().map(|pass| pass["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    /// The clock goes on.
    fn wait(&self, hours: i64) {
        self.house.app.clock.advance(hours * 60);
    }
}

fn pass(house: &House, name: &str, price: &str, times: &str, included: u32) -> (PassTemplateId, Value) {
    let id = house.app.id::<PassTemplateId>();
    (id, json!({"id": id, "name": name, "price": price, "currency": "EUR", "times": times, "included": included, "period": "month"}))
}

on_both! {
    async fn a_card_checks_its_owner_in_and_out(db: db::Db) {
        let harbour = harbour(db).await;
        let anna = harbour.member("Anna", json!([])).await;
        harbour.card(&anna, "04:A2:FF").await;
        let made = harbour.check_in("04:A2:FF").await;
        assert_eq!(made.status, 201, "{}", made.text);
        let data = &made.body["data"];
        assert_eq!(data["attributes"], json!({"validFrom": "2026-03-02T12:00:00Z", "validUntil": "2026-03-03T02:59:59Z"}));
        assert_eq!(data["relationships"]["membership"]["data"]["id"], json!(anna));
        harbour.wait(1);
        // T11: once is enough.
        assert_eq!(harbour.check_in(" 04:A2:FF ").await.body["data"]["id"], data["id"]);
        assert_eq!(harbour.current("04:A2:FF").await, 1);
        assert_eq!(harbour.current("nobody").await, 0);
        let path = format!("PUT /check_ins/{}/check_out", data["id"].as_str().unwrap());
        let out = harbour.desk.api(&path, Value::Null).await;
        assert_eq!((out.status, &out.body["data"]["attributes"]["validUntil"]), (200, &json!("2026-03-02T13:00:00Z")));
        assert_eq!(harbour.desk.api(&path, Value::Null).await.status, 409);
        assert_eq!(harbour.current("04:A2:FF").await, 0);
        harbour.wait(1);
        assert_eq!(harbour.check_in("04:A2:FF").await.status, 201);

        let range = |from: &str, to: &str| format!("/memberships/{anna}/check_ins?filter[from]={from}&filter[to]={to}");
        let listed = harbour.desk.get(&(range("2026-03-02T12:00:00Z", "2026-03-02T14:00:00Z") + "&page[size]=1")).await;
        assert_eq!((listed.body["data"][0]["id"].as_str(), &listed.body["meta"]["totalPages"]), (data["id"].as_str(), &json!(1)));
        let listed = harbour.desk.get(&(range("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z") + "&page[size]=1&page[number]=2")).await;
        assert_eq!(listed.body["data"][0]["attributes"]["validFrom"], json!("2026-03-02T14:00:00Z"));
        let backwards = harbour.desk.get(&range("2026-03-03T00:00:00Z", "2026-03-02T00:00:00Z")).await;
        assert_eq!((backwards.status, backwards.blame().1), (400, "filter[to]".into()));
        let events = harbour.house.app.db.read(async move |tx| {
            tx.query::<(String,)>("SELECT type FROM outbox WHERE type LIKE 'created_check%' ORDER BY seq", db::params![]).await
        });
        let events: Vec<_> = events.await.unwrap().into_iter().map(|(event,)| event).collect();
        assert_eq!(events, ["created_checkin_token", "created_checkin", "created_checkout", "created_checkin"]);
    }

    async fn passes_are_used_and_exchanged(db: db::Db) {
        let harbour = harbour(db).await;
        let (half_id, half) = pass(&harbour.house, "Half day", "15", "8-14, 14-19", 0);
        let (_, whole) = pass(&harbour.house, "Day", "25", "", 2);
        let anna = harbour.member("Anna", json!([half, whole])).await;
        harbour.card(&anna, "A").await;
        // Both included ones go first (T7), each for a day.
        assert_eq!(harbour.unused(&anna).await, ["Day", "Day"]);
        for _ in 0..2 {
            assert_eq!(harbour.check_in("A").await.status, 201);
            harbour.wait(24);
        }
        assert_eq!(harbour.unused(&anna).await, [""; 0]);
        let none = harbour.check_in("A").await;
        assert_eq!((none.status, none.blame()), (422, ("no_time_passes".into(), "/data/attributes/base".into())));
        let first = harbour.desk.v1("harbour", &format!("POST /api/memberships/{anna}/work_sessions"), Value::Null).await;
        let message = json!("No time passes left.");
        assert_eq!((first.status, &first.body["base"], &first.body["errors"]["base"]), (422, &message, &message));

        let buy = async |id: PassTemplateId, count: u32, charge: &str| {
            let body = json!({"id": id.to_string(), "no_of_passes": count, "charge": charge});
            harbour.desk.v1("harbour", &format!("POST /api/memberships/{anna}/time_passes"), body).await
        };
        let whole_id: PassTemplateId = serde_json::from_value(whole["id"].clone()).unwrap();
        assert_eq!(buy(half_id, 2, "charge").await.status, 201);
        assert_eq!(buy(whole_id, 1, "charge").await.status, 201);
        // 13:00 in Berlin: half a day to 14:00, then the whole day costs less than two halves (T9).
        let noon = harbour.desk.v1("harbour", &format!("POST /api/memberships/{anna}/work_sessions"), Value::Null).await;
        assert_eq!((noon.status, &noon.body["valid_until"]), (201, &json!("2026/03/04 13:00:00 +0000")));
        assert_eq!(harbour.unused(&anna).await, ["Day", "Half day"]);
        harbour.wait(2);
        let later = harbour.check_in("A").await;
        assert_eq!(later.body["data"]["attributes"]["validUntil"], json!("2026-03-05T02:59:59Z"));
        assert_eq!(harbour.unused(&anna).await, ["Half day", "Half day"]);
        // Out for lunch and back with the same pass.
        assert_eq!(harbour.desk.v1("harbour", &format!("DELETE /api/memberships/{anna}/check_ins/current"), Value::Null).await.status, 204);
        assert_eq!(harbour.desk.v1("harbour", &format!("DELETE /api/memberships/{anna}/check_ins/current"), Value::Null).await.status, 404);
        harbour.wait(1);
        assert_eq!(harbour.check_in("A").await.body["data"]["attributes"]["validUntil"], json!("2026-03-05T02:59:59Z"));
        assert_eq!(harbour.unused(&anna).await, ["Half day", "Half day"]);
        let today = harbour.desk.v1("harbour", "GET /api/check_ins", Value::Null).await;
        let used: std::collections::BTreeSet<_> = today.body.as_array().unwrap().iter().map(|one| one["time_pass"]["id"].to_string()).collect();
        assert_eq!((today.body.as_array().unwrap().len(), used.len()), (3, 1));

        for (bad, field) in [(json!({"id": half_id.to_string(), "no_of_passes": 0}), "no_of_passes"),
            (json!({"id": half_id.to_string(), "no_of_passes": 100_000}), "no_of_passes"), (json!({"id": "x"}), "id"),
            (json!({"id": anna}), "id"), (json!({"id": half_id.to_string(), "charge": "maybe"}), "charge")] {
            let refused = harbour.desk.v1("harbour", &format!("POST /api/memberships/{anna}/time_passes"), bad).await;
            assert_eq!((refused.status, refused.body["errors"][field].is_string()), (422, true), "{}", refused.text);
        }
        let passes = harbour.desk.v1("harbour", &format!("GET /api/memberships/{anna}/time_passes/unused"), Value::Null).await;
        let id = passes.body[0]["id"].as_str().unwrap().to_owned();
        let line = format!("DELETE /api/memberships/{anna}/time_passes/{id}");
        assert_eq!(harbour.desk.v1("harbour", &line, Value::Null).await.status, 204);
        assert_eq!(harbour.desk.v1("harbour", &line, Value::Null).await.status, 404);
        let used = used.first().unwrap().trim_matches('"').to_owned();
        let line = format!("DELETE /api/memberships/{anna}/time_passes/{used}");
        assert_eq!(harbour.desk.v1("harbour", &line, Value::Null).await.status, 409);
    }

    async fn members_check_themselves_in_and_see_their_own(db: db::Db) {
        let harbour = harbour(db).await;
        let (anna, bert) = (harbour.member("Anna", json!([])).await, harbour.member("Bert", json!([])).await);
        let client = harbour.connect(&anna, "anna@kontor.test").await;
        assert_eq!(client.v1("harbour", &format!("POST /api/memberships/{anna}/work_sessions"), Value::Null).await.status, 201);
        assert_eq!(client.v1("harbour", &format!("POST /api/memberships/{bert}/work_sessions"), Value::Null).await.status, 403);
        harbour.desk.v1("harbour", &format!("POST /api/memberships/{bert}/work_sessions"), Value::Null).await;
        let seen = async |who: &Client| {
            let seen = who.v1("harbour", "GET /api/work_sessions?from=2026-03-02&to=2026-03-02", Value::Null).await;
            seen.body.as_array().map_or(0, Vec::len)
        };
        assert_eq!((seen(&client).await, seen(&harbour.desk).await), (1, 2));
        harbour.card(&bert, "B").await;
        assert_eq!(client.api("POST /check_ins", harbour.body("B")).await.status, 403);
        let times = "filter[from]=2026-03-02T00:00:00Z&filter[to]=2026-03-03T00:00:00Z";
        assert_eq!(client.get(&format!("/memberships/{anna}/check_ins?{times}")).await.body["data"].as_array().unwrap().len(), 1);
        assert_eq!(client.get(&format!("/memberships/{bert}/check_ins?{times}")).await.status, 403);
        let current = format!("/spaces/{}/check_ins/current?filter[checkInToken]=B", harbour.space);
        assert_eq!(client.get(&current).await.status, 403);
    }

    async fn bad_check_ins_are_refused(db: db::Db) {
        let harbour = harbour(db).await;
        let anna = harbour.member("Anna", json!([])).await;
        harbour.card(&anna, "A").await;
        let unknown = harbour.check_in("B").await;
        assert_eq!((unknown.status, unknown.blame()), (422, ("unknown".into(), "/data/attributes/checkInToken".into())));
        let other = json!({"data": {"type": "checkIns", "attributes": {"checkInToken": "A"},
            "relationships": {"space": {"data": {"type": "spaces", "id": anna}}}}});
        let nowhere = harbour.desk.api("POST /check_ins", other).await;
        assert_eq!((nowhere.status, nowhere.blame().1), (404, "/data/relationships/space".into()));
        assert_eq!(harbour.desk.api(&format!("PUT /check_ins/{anna}/check_out"), Value::Null).await.status, 404);
        for (bad, field) in [(json!({"membership_id": anna, "token": "A"}), "token"), (json!({"membership_id": anna, "token": " "}), "token"),
            (json!({"membership_id": anna, "token": "x".repeat(256)}), "token"), (json!({"membership_id": harbour.space.to_string(), "token": "C"}), "membership_id"),
            (json!({"membership_id": "?", "token": "C"}), "membership_id")] {
            let refused = harbour.desk.v1("harbour", "POST /api/check_in_tokens", bad).await;
            assert_eq!((refused.status, refused.body["errors"][field].is_string()), (422, true), "{}", refused.text);
        }
        // Who is not a member yet stays outside (L2).
        let plan = app::plans::create(&harbour.house.app, &harbour.access().await,
            serde_json::from_value(json!({"name": "Late", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1})).unwrap()).await.unwrap();
        let body = json!({"plan": {"id": plan}, "address": {"name": "Late"}, "starts_at": "2026/03/20", "first_invoice_at": "2026/04/01"});
        let late = harbour.desk.v1("harbour", "POST /api/membership_import", body).await.body["id"].as_str().unwrap().to_owned();
        harbour.card(&late, "L").await;
        let refused = harbour.check_in("L").await;
        assert_eq!((refused.status, refused.blame().0), (422, "inactive_membership".into()));
        let tokens = harbour.desk.v1("harbour", "GET /api/check_in_tokens", Value::Null).await;
        let id = tokens.body.as_array().unwrap().iter().find(|token| token["token"] == "L").unwrap()["id"].as_str().unwrap().to_owned();
        assert_eq!(harbour.desk.v1("harbour", &format!("DELETE /api/check_in_tokens/{id}"), Value::Null).await.status, 204);
        assert_eq!(harbour.desk.v1("harbour", "POST /api/check_ins", json!({"token": "L"})).await.status, 204);
    }

    async fn a_device_is_introduced_by_its_owner(db: db::Db) {
        let harbour = harbour(db).await;
        let anna = harbour.member("Anna", json!([])).await;
        let hash = harbour.house.app.hash_password("correct horse".into()).await.unwrap();
        harbour.connect(&anna, "anna@kontor.test").await;
        let mut tx = harbour.house.app.db.begin().await.unwrap();
        let now = harbour.house.app.clock.now();
        let sql = "UPDATE users SET password_hash = $1, confirmed_at = $2 WHERE email = $3";
        tx.execute(sql, db::params![hash, now, "anna@kontor.test"]).await.unwrap();
        tx.commit().await.unwrap();
        let body = |password: &str| json!({"login": "anna@kontor.test", "password": password, "token": "00:11:22"});
        let wrong = harbour.desk.v1("harbour", "POST /api/check_ins", body("wrong")).await;
        assert_eq!((wrong.status, wrong.body["errors"]["base"].is_string()), (422, true), "{}", wrong.text);
        for _ in 0..2 {
            let made = harbour.desk.v1("harbour", "POST /api/check_ins", body("correct horse")).await;
            assert_eq!((made.status, made.body["membership_id"].as_str()), (201, Some(&*anna)), "{}", made.text);
        }
        assert_eq!(harbour.desk.v1("harbour", "POST /api/check_ins", json!({"token": "00:11:22"})).await.status, 201);
    }

    async fn a_guest_uses_another_pass_of_the_host(db: db::Db) {
        let harbour = harbour(db).await;
        let (half_id, half) = pass(&harbour.house, "Half day", "15", "8-14, 14-19", 0);
        let (whole_id, whole) = pass(&harbour.house, "Day", "25", "", 0);
        let anna = harbour.member("Anna", json!([half, whole])).await;
        let line = format!("POST /api/memberships/{anna}/work_sessions");
        let come = async |body: Value| harbour.desk.v1("harbour", &line, body).await;
        for (id, count) in [(half_id, 2), (whole_id, 1)] {
            let body = json!({"id": id.to_string(), "no_of_passes": count, "charge": "charge"});
            assert_eq!(harbour.desk.v1("harbour", &format!("POST /api/memberships/{anna}/time_passes"), body).await.status, 201);
        }
        // The host comes first.
        let early = come(json!({"guest_name": "Gus"})).await;
        assert_eq!((early.status, &early.body["base"]), (422, &json!("The member has to check in first.")));
        assert_eq!(harbour.unused(&anna).await.len(), 3);
        let host = come(Value::Null).await;
        assert_eq!((host.status, &host.body["valid_until"]), (201, &json!("2026/03/02 13:00:00 +0000")));
        let guest = come(json!({"guest_name": " Gus "})).await;
        assert_eq!((guest.status, &guest.body["guest_name"]), (201, &json!("Gus")), "{}", guest.text);
        assert_ne!(guest.body["time_pass"]["id"], host.body["time_pass"]["id"]);
        // No exchange of the host's pass, and once is enough.
        assert_eq!(harbour.unused(&anna).await, ["Day"]);
        assert_eq!(come(json!({"guest_name": "Gus"})).await.body["id"], guest.body["id"]);
        assert_eq!(come(Value::Null).await.body["id"], host.body["id"], "the guest is not the host");
        assert_eq!(come(json!({"guest_name": "Eva"})).await.status, 201);
        let none = come(json!({"guest_name": "Fay"})).await;
        assert_eq!((none.status, &none.body["base"]), (422, &json!("No time passes left.")));
        for bad in [json!(" "), json!("x".repeat(300)), json!([1])] {
            let refused = come(json!({"guest_name": bad})).await;
            assert_eq!((refused.status, refused.body["errors"]["guest_name"].is_string() || refused.body["guest_name"].is_string()), (422, true), "{}", refused.text);
        }
        let here = harbour.desk.v1("harbour", "GET /api/check_ins?current=true", Value::Null).await;
        assert_eq!(here.body.as_array().unwrap().len(), 3);
        // The host leaves, and so do the guests.
        assert_eq!(harbour.desk.v1("harbour", &format!("DELETE /api/memberships/{anna}/check_ins/current"), Value::Null).await.status, 204);
        assert_eq!(harbour.desk.v1("harbour", "GET /api/check_ins?current=true", Value::Null).await.body, json!([]));
    }

    async fn one_pass_is_used_once_by_a_crowd(db: db::Db) {
        let harbour = harbour(db).await;
        let (id, whole) = pass(&harbour.house, "Day", "25", "", 0);
        let anna = harbour.member("Anna", json!([whole])).await;
        harbour.card(&anna, "A").await;
        let body = json!({"id": id.to_string(), "no_of_passes": 2});
        harbour.desk.v1("harbour", &format!("POST /api/memberships/{anna}/time_passes"), body).await;
        let all = futures_util::future::join_all((0..8).map(|_| harbour.check_in("A"))).await;
        assert!(all.iter().all(|answer| answer.status == 201), "{}", all[0].text);
        assert_eq!((harbour.unused(&anna).await.len(), harbour.current("A").await), (1, 1));
    }
}

//! What API 1 knows besides memberships and bookings: notes, own fields, questions, announcements, the help desk,
//! activities, and what the space sells.

use crate::client::{Client, House};
use crate::on_both;
use domain::ids::{MembershipId, SpaceId};
use serde_json::{Value, json};
use store::SpaceTx;

struct Harbour {
    house: House,
    space: SpaceId,
    desk: Client,
    plan: String,
}

async fn harbour(db: db::Db) -> Harbour {
    let house = House::new(db);
    let olga = house.person("olga@kontor.test").await;
    let space = house.space("harbour", olga).await.id;
    let desk = house.client(olga, "read write checkin_tokens").await;
    let caller = house.caller(olga, "read write").await;
    let place = app::access::Place::Space(space);
    let access = app::access::enter_as(&house.app, &caller, place, &[], app::access::Door::Related).await.unwrap();
    let terms = json!({"name": "Flex", "price_per_cycle": "100", "currency": "EUR", "cycle_months": 1});
    let plan = app::plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
    Harbour { house, space, desk, plan: plan.to_string() }
}

impl Harbour {
    async fn call(&self, line: &str, body: Value, status: u16) -> Value {
        let answer = self.desk.v1("harbour", line, body).await;
        assert_eq!(answer.status, status, "{line}: {}", answer.text);
        answer.body
    }

    async fn member(&self, name: &str) -> String {
        let body = json!({"plan": {"id": self.plan}, "address": {"name": name}, "starts_at": "2026/01/01",
            "first_invoice_at": "2026/04/01", "email": format!("{name}@members.test")});
        self.call("POST /api/membership_import", body, 201).await["id"].as_str().unwrap().to_owned()
    }

    /// A member who has signed in.
    async fn connected(&self, name: &str) -> (String, Client) {
        let id = self.member(name).await;
        let user = self.house.person(&format!("{name}@people.test")).await;
        let member: MembershipId = id.parse().unwrap();
        let mut tx = self.house.app.db.begin().await.unwrap();
        let sql = "UPDATE memberships SET user_id = $3 WHERE space_id = $1 AND id = $2";
        SpaceTx::bind(&mut tx, self.space).execute(sql, db::params![member.0, user.0]).await.unwrap();
        tx.commit().await.unwrap();
        (id, self.house.client(user, "read write").await)
    }

    /// To whom mails of a kind were written.
    async fn mailed(&self, kind: &'static str) -> Vec<String> {
        let sql = "SELECT recipient FROM mails WHERE kind = $1 ORDER BY recipient";
        let rows = self.house.app.db.read(async move |tx| tx.query::<(String,)>(sql, db::params![kind]).await).await.unwrap();
        rows.into_iter().map(|(to,)| to).collect()
    }
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

on_both! {
    async fn notes_are_the_admins_own(db: db::Db) {
        let harbour = harbour(db).await;
        let (anna, as_anna) = harbour.connected("anna").await;
        let notes = format!("/api/memberships/{anna}/notes");
        let plain = harbour.call(&format!("POST {notes}"), json!({"text": " Plays chess. "}), 201).await;
        assert_eq!((&plain["text"], &plain["sticky"], &plain["author_name"]), (&json!("Plays chess."), &json!(false), &json!("Olga Owner")));
        harbour.house.app.clock.advance(1);
        let sticky = harbour.call(&format!("POST {notes}"), json!({"text": "Allergic to cats", "sticky": true}), 201).await;
        harbour.house.app.clock.advance(1);
        harbour.call(&format!("POST {notes}"), json!({"text": "Bakes"}), 201).await;
        let listed = harbour.call(&format!("GET {notes}"), Value::Null, 200).await;
        let texts: Vec<_> = listed.as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap()).collect();
        assert_eq!(texts, ["Allergic to cats", "Bakes", "Plays chess."]);
        let changed = harbour.call(&format!("PUT {notes}/{}", id(&sticky)), json!({"sticky": false}), 200).await;
        assert_eq!((&changed["text"], &changed["sticky"]), (&json!("Allergic to cats"), &json!(false)));
        harbour.call(&format!("PUT {notes}/{}", id(&sticky)), json!({"text": " "}), 422).await;
        assert_eq!(as_anna.v1("harbour", &format!("GET {notes}"), Value::Null).await.status, 403);
        let ben = harbour.member("ben").await;
        harbour.call(&format!("DELETE /api/memberships/{ben}/notes/{}", id(&plain)), Value::Null, 404).await;
        harbour.call(&format!("DELETE {notes}/{}", id(&plain)), Value::Null, 204).await;
        harbour.call(&format!("DELETE {notes}/{}", id(&plain)), Value::Null, 404).await;
    }

    async fn fields_come_and_go_with_what_stands_in_them(db: db::Db) {
        let harbour = harbour(db).await;
        let (anna, ben) = (harbour.member("anna").await, harbour.member("ben").await);
        let made = harbour.call("PUT /api/space/custom_fields", json!([{"label": "Card"}, {"label": "Size"}]), 200).await;
        let (card, size) = (id(&made[0]).to_owned(), id(&made[1]).to_owned());
        let of = |who: &str| format!("/api/memberships/{who}/custom_fields");
        let filled = harbour.call(&format!("PUT {}", of(&anna)), json!([{"id": card, "value": " 04:A2 "}]), 200).await;
        let expected = json!({"membership_id": anna, "fields": [{"label": "Card", "value": "04:A2", "id": card}, {"label": "Size", "value": null, "id": size}]});
        assert_eq!(filled, expected);
        assert_eq!(harbour.call(&format!("GET {}", of(&anna)), Value::Null, 200).await, expected);
        let all = harbour.call("GET /api/custom_fields", Value::Null, 200).await;
        let all = all.as_array().unwrap();
        assert!(all.len() == 2 && all.contains(&expected) && all.iter().any(|one| one["membership_id"] == json!(ben)), "{all:?}");
        // The order changes, a name, and one goes.
        let wanted = json!([{"label": "Locker"}, {"id": card, "label": "Door card"}]);
        let made = harbour.call("PUT /api/space/custom_fields", wanted, 200).await;
        assert_eq!((&made[0]["label"], &made[1]), (&json!("Locker"), &json!({"label": "Door card", "id": card})));
        assert_eq!(harbour.call("GET /api/space/custom_fields", Value::Null, 200).await, made);
        let left = harbour.call(&format!("GET {}", of(&anna)), Value::Null, 200).await;
        assert_eq!((left["fields"].as_array().unwrap().len(), &left["fields"][1]["value"]), (2, &json!("04:A2")));
        for (bad, place) in [
            (json!([{"label": "a"}, {"label": "A"}]), "1.label"),
            (json!([{"id": size, "label": "a"}]), "0.id"),
            (json!([{"id": "x", "label": "a"}]), "0.id"),
            (json!([{"label": ""}]), "0.label"),
            (json!({}), "fields"),
        ] {
            let refused = harbour.call("PUT /api/space/custom_fields", bad, 422).await;
            assert!(refused["errors"][place].is_string(), "{place}: {refused}");
        }
        harbour.call(&format!("PUT {}", of(&anna)), json!([{"id": size, "value": "1"}]), 422).await;
        let emptied = harbour.call(&format!("PUT {}", of(&anna)), json!({"fields": [{"id": card, "value": null}]}), 200).await;
        assert_eq!(emptied["fields"][1]["value"], Value::Null);
        harbour.call("PUT /api/space/custom_fields", json!([]), 200).await;
        assert_eq!(harbour.call("GET /api/custom_fields", Value::Null, 200).await, json!([]));
    }

    async fn questions_are_answered_in_their_kind(db: db::Db) {
        let harbour = harbour(db).await;
        let anna = harbour.member("anna").await;
        let tea = json!({"text": "Tea?", "type": "choice", "options": ["Green", "Black"], "required": true});
        let tea = harbour.call("POST /api/questions", tea, 201).await;
        let day = harbour.call("POST /api/questions", json!({"text": "Since when?", "type": "date"}), 201).await;
        harbour.call("POST /api/questions", json!({"text": "What?", "options": ["a"]}), 422).await;
        let answer = |question: &Value, text: &str| json!({"question_id": question["id"], "membership_id": anna, "text": text});
        let refused = harbour.call("POST /api/answers", answer(&tea, "Coffee"), 422).await;
        assert_eq!(refused["errors"], json!({"text": "is none of the options"}));
        let given = harbour.call("POST /api/answers", answer(&tea, "Green"), 201).await;
        let twice = harbour.call("POST /api/answers", answer(&tea, "Black"), 422).await;
        assert_eq!(twice["errors"], json!({"question_id": "has been answered already"}));
        let since = harbour.call("POST /api/answers", answer(&day, "2010/01/31"), 201).await;
        assert_eq!((&since["text"], &since["question"]["text"]), (&json!("2010-01-31"), &json!("Since when?")));
        let changed = harbour.call(&format!("PUT /api/answers/{}", id(&given)), json!({"text": "Black"}), 200).await;
        assert_eq!(changed["text"], "Black");
        let listed = harbour.call(&format!("GET /api/answers?membership_id={anna}"), Value::Null, 200).await;
        assert_eq!(listed.as_array().unwrap().len(), 2);
        // A question goes with its answers.
        harbour.call(&format!("DELETE /api/questions/{}", id(&tea)), Value::Null, 204).await;
        let left = harbour.call("GET /api/answers", Value::Null, 200).await;
        assert_eq!((left.as_array().unwrap().len(), &left[0]["id"]), (1, &since["id"]));
        harbour.call(&format!("DELETE /api/answers/{}", id(&since)), Value::Null, 204).await;
        let one = harbour.call("GET /api/questions", Value::Null, 200).await;
        assert_eq!((one.as_array().unwrap().len(), &one[0]["type"]), (1, &json!("date")));
    }

    async fn who_joins_answers_what_is_asked(db: db::Db) {
        let harbour = harbour(db).await;
        let asked = json!({"text": "Which drink?", "type": "choice", "options": ["Tea", "Coffee"], "required": true});
        let asked = harbour.call("POST /api/questions", asked, 201).await;
        let other = harbour.call("POST /api/questions", json!({"text": "Anything else?", "type": "long_text"}), 201).await;
        let (asked, other) = (id(&asked), id(&other));
        let ben = harbour.house.person("ben@people.test").await;
        let ben = harbour.house.client(ben, "read write").await;
        let seen = ben.v1("harbour", "GET /api/questions", Value::Null).await;
        assert_eq!((seen.status, seen.body.as_array().map(Vec::len)), (200, Some(2)), "{}", seen.text);
        let join = async |answers: Value| {
            let address = json!({"name": "Ben", "address": "Quay 1", "post_code": "20095", "city": "Hamburg"});
            ben.v1("harbour", "POST /api/membership", json!({"plan": {"id": harbour.plan}, "address": address, "answers": answers})).await
        };
        for (bad, field) in [(json!({}), asked), (json!({asked: "Beer"}), asked), (json!({asked: "Tea", harbour.plan.clone(): "x"}), &*harbour.plan)] {
            let refused = join(bad).await;
            assert_eq!((refused.status, refused.body["errors"][format!("answers.{field}")].is_string()), (422, true), "{}", refused.text);
        }
        assert_eq!(harbour.call("GET /api/answers", Value::Null, 200).await, json!([]));
        let joined = join(json!({asked: "Tea", other: " "})).await;
        assert_eq!(joined.status, 201, "{}", joined.text);
        let answers = harbour.call("GET /api/answers", Value::Null, 200).await;
        assert_eq!((answers.as_array().unwrap().len(), &answers[0]["text"]), (1, &json!("Tea")), "{answers}");
    }

    async fn an_announcement_is_mailed_to_all_members_once(db: db::Db) {
        let harbour = harbour(db).await;
        for name in ["Anna", "Ben", "Cem"] {
            harbour.member(name).await;
        }
        let gone = harbour.member("Dora").await;
        harbour.call(&format!("POST /api/memberships/{gone}/cancellation"), json!({"date": "2026/03/03"}), 201).await;
        let work = async || jobs::Runner::new(harbour.house.app.clone(), |app, job| jobs::perform(app, job, jobs::Post::Kept)).run_due().await;
        harbour.call("POST /api/announcements", json!({"text": "Quiet"}), 201).await;
        let later = json!({"title": "Party", "text": "On the roof", "from": "2026/03/05", "email": true});
        let party = harbour.call("POST /api/announcements", later, 201).await;
        work().await;
        assert_eq!(harbour.mailed("announcement").await, [""; 0]);
        harbour.house.app.clock.advance(3 * 24 * 60);
        work().await;
        let all = ["Anna@members.test", "Ben@members.test", "Cem@members.test"];
        assert_eq!(harbour.mailed("announcement").await, all);
        let seen = harbour.call(&format!("GET /api/announcements/{}", id(&party)), Value::Null, 200).await;
        assert_eq!(seen["mailed_at"], json!("2026/03/05 12:00:00 +0000"), "{seen}");
        // The job may run again, as after a crash.
        let mailing = app::announcements::Mailing { space: harbour.space, announcement: id(&party).parse().unwrap() };
        app::announcements::mail(&harbour.house.app, &mailing).await.unwrap();
        assert_eq!(harbour.mailed("announcement").await, all);
    }

    async fn members_see_announcements_in_their_days(db: db::Db) {
        let harbour = harbour(db).await;
        let (_, anna) = harbour.connected("anna").await;
        let today = harbour.call("POST /api/announcements", json!({"text": "Lift is broken"}), 201).await;
        assert_eq!((&today["from"], &today["until"], &today["author_name"]), (&json!("2026/03/02"), &Value::Null, &json!("Olga Owner")));
        let later = json!({"title": "Party", "text": "Come!", "from": "2026/03/06", "until": "2026-03-06"});
        let later = harbour.call("POST /api/announcements", later, 201).await;
        let refused = harbour.call("POST /api/announcements", json!({"text": "x", "from": "2026/03/06", "until": "2026/03/05"}), 422).await;
        assert_eq!(refused["errors"], json!({"until": "must not be before the first day"}));
        assert_eq!(harbour.call("GET /api/announcements", Value::Null, 200).await.as_array().unwrap().len(), 2);
        let seen = anna.v1("harbour", "GET /api/announcements", Value::Null).await;
        assert_eq!((seen.status, seen.body.as_array().unwrap().len(), &seen.body[0]["id"]), (200, 1, &today["id"]));
        let of_later = format!("GET /api/announcements/{}", id(&later));
        assert_eq!(anna.v1("harbour", &of_later, Value::Null).await.status, 404);
        harbour.house.app.clock.advance(4 * 24 * 60);
        assert_eq!(anna.v1("harbour", &of_later, Value::Null).await.status, 200);
        let moved = harbour.call(&format!("PUT /api/announcements/{}", id(&later)), json!({"until": null}), 200).await;
        assert_eq!((&moved["until"], &moved["title"]), (&Value::Null, &json!("Party")));
        assert_eq!(anna.v1("harbour", "POST /api/announcements", json!({"text": "x"})).await.status, 403);
        harbour.call(&format!("DELETE /api/announcements/{}", id(&today)), Value::Null, 204).await;
        harbour.call(&format!("GET /api/announcements/{}", id(&today)), Value::Null, 404).await;
    }

    async fn the_help_desk_answers_who_asked(db: db::Db) {
        let harbour = harbour(db).await;
        let (anna_id, anna) = harbour.connected("anna").await;
        let (_, ben) = harbour.connected("ben").await;
        let asked = anna.v1("harbour", "POST /api/issues", json!({"title": "Cold", "text": "The heating is off."})).await;
        assert_eq!((asked.status, &asked.body["status"], &asked.body["visibility"]), (201, &json!("open"), &json!("private")));
        assert_eq!((&asked.body["membership_id"], &asked.body["author_name"]), (&json!(anna_id), &json!("anna")));
        assert_eq!(harbour.mailed("help_desk_issue_email").await, ["olga@kontor.test"]);
        let path = format!("/api/issues/{}", id(&asked.body));
        assert_eq!(ben.v1("harbour", &format!("GET {path}"), Value::Null).await.status, 404, "private");
        assert_eq!(ben.v1("harbour", "GET /api/issues", Value::Null).await.body, json!([]));
        harbour.call(&format!("POST {path}/comments"), json!({"text": "It is on again."}), 201).await;
        assert_eq!(harbour.mailed("help_desk_comment_email").await, ["anna@people.test"]);
        let closed = harbour.call(&format!("PUT {path}"), json!({"status": "closed", "visibility": "members"}), 200).await;
        assert_eq!(closed["status"], "closed");
        assert_eq!(ben.v1("harbour", "GET /api/issues?status=closed", Value::Null).await.body.as_array().unwrap().len(), 1);
        assert_eq!(ben.v1("harbour", &format!("PUT {path}"), json!({"title": "Hot"})).await.status, 403);
        assert_eq!(ben.v1("harbour", &format!("DELETE {path}"), Value::Null).await.status, 403);
        // A comment opens it again, and tells all who took part.
        assert_eq!(ben.v1("harbour", &format!("POST {path}/comments"), json!({"text": "Not here."})).await.status, 201);
        assert_eq!(anna.v1("harbour", &format!("GET {path}"), Value::Null).await.body["status"], "open");
        assert_eq!(harbour.mailed("help_desk_comment_email").await, ["anna@people.test", "anna@people.test", "olga@kontor.test"]);
        let said = anna.v1("harbour", &format!("GET {path}/comments"), Value::Null).await.body;
        let texts: Vec<_> = said.as_array().unwrap().iter().map(|comment| comment["text"].as_str().unwrap()).collect();
        assert_eq!(texts, ["It is on again.", "Not here."]);
        assert_eq!(anna.v1("harbour", &format!("DELETE {path}"), Value::Null).await.status, 204);
        harbour.call(&format!("GET {path}"), Value::Null, 404).await;
    }

    async fn everything_that_happens_is_an_activity(db: db::Db) {
        let harbour = harbour(db).await;
        let anna = harbour.member("anna").await;
        harbour.house.app.clock.advance(60);
        let invoice = json!({"items": [{"description": "Coffee", "amount": "2.5"}]});
        let invoice = harbour.call(&format!("POST /api/memberships/{anna}/invoices"), invoice, 201).await;
        harbour.house.app.clock.advance(60);
        let note = json!({"text": "<b>Sent</b> <a href=\"https://a.test\">12 mails</a>", "level": "WARN", "source_ids": [anna],
            "channels": ["admin", "membership"]});
        let note = harbour.call("POST /api/activities", note, 201).await;
        assert_eq!(note["attributes"], json!({"text": "Sent <a href=\"https://a.test\">12 mails</a>"}));
        assert_eq!((&note["type"], &note["level"], &note["channels"]), (&json!("text"), &json!("WARN"), &json!(["admin", "membership"])));
        let kinds = |listed: &Value| listed.as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let about = harbour.call(&format!("GET /api/activities?source_ids={anna}"), Value::Null, 200).await;
        let mut joined = kinds(&about).split_off(2);
        joined.sort_unstable();
        assert_eq!(kinds(&about)[..2], ["text", "new_invoice"]);
        assert_eq!(joined, ["confirmed_membership", "created_membership"], "of the same moment");
        let told = &about[1];
        assert_eq!((&told["attributes"]["invoice_id"], &told["attributes"]["membership_name"]), (&invoice["id"], &json!("anna")));
        assert_eq!(kinds(&harbour.call("GET /api/activities?last=1", Value::Null, 200).await), ["text"]);
        let window = "GET /api/activities?from=2026-03-02&to=2026-03-02&types=new_invoice,text";
        assert_eq!(kinds(&harbour.call(window, Value::Null, 200).await), ["text", "new_invoice"]);
        assert_eq!(harbour.call("GET /api/activities?from=2026-03-03&to=2026-03-04", Value::Null, 200).await, json!([]));
        let html = harbour.desk.send("harbour", "GET /api/activities", &[("accept", "text/html")], "").await;
        assert_eq!((html.status, html.header("content-type")), (200, "text/html; charset=utf-8"));
        assert!(html.text.starts_with("<ul") && html.text.contains("Sent <a href=\"https://a.test\">12 mails</a>"), "{}", html.text);
        // A member's name with markup is only a name.
        harbour.member("<i>eve</i>").await;
        let html = harbour.desk.send("harbour", "GET /api/activities", &[("accept", "text/html")], "").await;
        assert!(html.text.contains("&lt;i&gt;eve") && !html.text.contains("<i>"), "{}", html.text);
        // Kept for three years.
        let old = app::activities::Aged { at: testkit::at("2029-03-01T12:30:00Z") };
        app::activities::delete_old(&harbour.house.app, &old).await.unwrap();
        assert_eq!(kinds(&harbour.call("GET /api/activities?last=1", Value::Null, 200).await).len(), 1);
        let old = app::activities::Aged { at: testkit::at("2030-03-01T12:30:00Z") };
        app::activities::delete_old(&harbour.house.app, &old).await.unwrap();
        assert_eq!(harbour.call("GET /api/activities", Value::Null, 200).await, json!([]));
    }

    async fn extras_discounts_and_codes_are_kept(db: db::Db) {
        let harbour = harbour(db).await;
        let extra = json!({"plan_id": harbour.plan, "name": "Locker", "price": "5.5", "accounting_code": "8400"});
        let extra = harbour.call("POST /api/plan_extras", extra, 201).await;
        assert_eq!((&extra["price"], &extra["price_in_cents"], &extra["plan"]["name"]), (&json!("5.5"), &json!(550), &json!("Flex")));
        let plan = harbour.call(&format!("GET /api/plans/{}", harbour.plan), Value::Null, 200).await;
        assert_eq!(plan["extras"][0]["id"], extra["id"]);
        let path = format!("/api/plan_extras/{}", id(&extra));
        let refused = harbour.call(&format!("PUT {path}"), json!({"cycle_duration": 99}), 422).await;
        assert!(refused["errors"]["cycle_months"].is_string(), "{refused}");
        let changed = harbour.call(&format!("PUT {path}"), json!({"price": -2, "tax_rate": "7"}), 200).await;
        assert_eq!((&changed["price"], &changed["name"]), (&json!("-2.0"), &json!("Locker")));
        harbour.call(&format!("DELETE {path}"), Value::Null, 204).await;
        harbour.call(&format!("GET {path}"), Value::Null, 404).await;

        let discount = json!({"name": "Spring", "code": "Bloom", "value": "12.5", "valid_until": "2026/05/31", "object_ids": [harbour.plan]});
        let discount = harbour.call("POST /api/discounts", discount, 201).await;
        assert_eq!((&discount["value"], &discount["unit"], &discount["redemptions"]), (&json!("12.5"), &json!("percentage"), &json!(0)));
        let twice = harbour.call("POST /api/discounts", json!({"name": "Other", "code": "BLOOM", "value": 1}), 422).await;
        assert_eq!(twice["errors"], json!({"code": "has already been taken"}));
        let path = format!("/api/discounts/{}", id(&discount));
        let refused = harbour.call(&format!("PUT {path}"), json!({"valid_from": "2026/06/01"}), 422).await;
        assert!(refused["errors"]["valid_until"].is_string(), "{refused}");
        let changed = harbour.call(&format!("PUT {path}"), json!({"valid_until": null, "max_redemptions": 3}), 200).await;
        assert_eq!((&changed["valid_until"], &changed["max_redemptions"]), (&Value::Null, &json!(3)));
        harbour.call(&format!("DELETE {path}"), Value::Null, 204).await;
        assert_eq!(harbour.call("GET /api/discounts", Value::Null, 200).await, json!([]));

        let code = harbour.call("POST /api/accounting_codes", json!({"code": "8400"}), 201).await;
        let twice = harbour.call("POST /api/accounting_codes", json!({"code": " 8400 "}), 422).await;
        assert_eq!(twice["errors"], json!({"code": "has already been taken"}));
        let named = harbour.call(&format!("PUT /api/accounting_codes/{}", id(&code)), json!({"name": "Sales"}), 200).await;
        assert_eq!(named, json!({"id": code["id"], "code": "8400", "name": "Sales"}));
        assert_eq!(harbour.call("GET /api/accounting_codes", Value::Null, 200).await, json!([named]));
        harbour.call(&format!("DELETE /api/accounting_codes/{}", id(&code)), Value::Null, 204).await;
        harbour.call(&format!("GET /api/accounting_codes/{}", id(&code)), Value::Null, 404).await;
    }

    async fn admins_are_invited_limited_and_removed(db: db::Db) {
        let harbour = harbour(db).await;
        let invited = harbour.call("POST /api/admins", json!({"name": "Ada", "email": "ada@people.test"}), 201).await;
        assert_eq!(invited["expires_at"], "2026/04/01 12:00:00 +0000");
        assert_eq!(harbour.mailed("admin_invitation_email").await, ["ada@people.test"]);
        let ben = harbour.house.admin(harbour.space, "ben@people.test").await;
        let listed = harbour.call("GET /api/admins", Value::Null, 200).await;
        let of = |owner: bool| listed.as_array().unwrap().iter().find(|admin| admin["owner"] == json!(owner)).unwrap()["id"].as_str().unwrap().to_owned();
        let (owner, other) = (of(true), of(false));
        let limited = json!({"name": "Ben", "permissions": {"invoices": "none", "plans": "view", "teams": "edit"}});
        let limited = harbour.call(&format!("PUT /api/admins/{other}"), limited, 200).await;
        assert_eq!((&limited["name"], &limited["permissions"]), (&json!("Ben"), &json!({"invoices": "none", "plans": "view"})));
        let as_ben = harbour.house.client(ben, "read write").await;
        assert_eq!(as_ben.v1("harbour", "GET /api/invoices/open", Value::Null).await.status, 403, "at once");
        let refused = harbour.call(&format!("PUT /api/admins/{other}"), json!({"permissions": {"kitchen": "view"}}), 422).await;
        assert!(refused["errors"]["permissions"].is_string());
        harbour.call(&format!("PUT /api/admins/{owner}"), json!({"permissions": {"plans": "none"}}), 409).await;
        assert_eq!(as_ben.v1("harbour", &format!("PUT /api/admins/{owner}"), json!({"name": "Nobody"})).await.status, 409);
        assert_eq!(harbour.call(&format!("PUT /api/admins/{owner}"), json!({"name": "Olga"}), 200).await["name"], "Olga");
        harbour.call(&format!("DELETE /api/admins/{owner}"), Value::Null, 409).await;
        harbour.call(&format!("DELETE /api/admins/{other}"), Value::Null, 204).await;
        assert_eq!(as_ben.v1("harbour", "GET /api/admins", Value::Null).await.status, 404);
    }

    async fn a_member_gets_help_with_a_password_and_mails_their_words(db: db::Db) {
        let harbour = harbour(db).await;
        let (anna, as_anna) = harbour.connected("anna").await;
        let sent = harbour.call("POST /api/password_resets", json!({"membership_id": anna}), 201).await;
        assert_eq!(sent, json!({"membership_id": anna, "email": "anna@people.test"}));
        assert_eq!(harbour.mailed("password_reset_email").await, ["anna@people.test"]);
        let ben = harbour.member("ben").await;
        harbour.call("POST /api/password_resets", json!({"membership_id": ben}), 409).await;
        let refused = harbour.call("POST /api/password_resets", json!({"membership_id": "x"}), 422).await;
        assert_eq!(refused["errors"], json!({"membership_id": "does not exist"}));
        assert_eq!(as_anna.v1("harbour", "POST /api/password_resets", json!({"membership_id": anna})).await.status, 403);

        let words = json!({"id": "birthday_email", "subject": "Hooray, {{first_name}}", "body": "<p>Cake!</p>"});
        let made = harbour.call("POST /api/email_customizations", words, 201).await;
        assert_eq!((&made["id"], &made["subject"]), (&json!("birthday_email"), &json!("Hooray, {{first_name}}")));
        let refused = harbour.call("PUT /api/email_customizations/birthday_email", json!({"body": "{{nonsense}}"}), 422).await;
        assert!(refused["errors"]["body"].is_string());
        let changed = harbour.call("PUT /api/email_customizations/birthday_email", json!({"body": "<p>Tea!</p>"}), 200).await;
        assert_eq!((&changed["subject"], &changed["body"]), (&made["subject"], &json!("<p>Tea!</p>")));
        assert_eq!(harbour.call("GET /api/email_customizations", Value::Null, 200).await, json!([changed]));
        harbour.call("PUT /api/email_customizations/invoice_email", json!({"body": "x"}), 404).await;
        harbour.call("POST /api/email_customizations", json!({"id": "nonsense", "subject": "a", "body": "b"}), 422).await;
        harbour.call("DELETE /api/email_customizations/birthday_email", Value::Null, 204).await;
        harbour.call("GET /api/email_customizations/birthday_email", Value::Null, 404).await;
    }
}

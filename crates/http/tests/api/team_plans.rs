//! Teams with a plan and seats of their own: who may do what, and one invoice for all (W1 to W5, W7).

use crate::billing::{Harbour, explained, items};
use crate::client::{Answer, Client};
use crate::on_both;
use domain::ids::{MembershipId, ResourceId};
use serde_json::{Value, json};
use store::SpaceTx;
use testkit::at;

struct Crew {
    harbour: Harbour,
    room: ResourceId,
    /// For teams: 300 a month, with an hour in the room.
    plan: String,
    larger: String,
    single: String,
}

impl Crew {
    async fn open(db: db::Db) -> Self {
        let harbour = Harbour::open(db).await;
        let (app, access) = (&harbour.house.app, &harbour.access);
        let pricing = app::resources::PriceDetails { price_per_hour: Some(Some("15".parse().unwrap())), ..Default::default() };
        let details = app::resources::Details { name: Some("Room".into()), pricing, ..Default::default() };
        let room = app::resources::create(app, access, details).await.unwrap().resource.id;
        let plan = async |name: &str, price: &str, kind: &str| {
            let terms = json!({"name": name, "kind": kind, "price_per_cycle": price, "currency": "EUR", "cycle_months": 1,
                "booking_credits": [{"resources": [room], "minutes": 60}]});
            app::plans::create(app, access, serde_json::from_value(terms).unwrap()).await.unwrap().to_string()
        };
        let (one, two, three) =
            (plan("Crew", "300", "team").await, plan("Fleet", "500", "team").await, plan("Solo", "90", "individual").await);
        Self { room, plan: one, larger: two, single: three, harbour }
    }

    async fn v1(&self, line: &str, body: Value) -> Answer {
        self.harbour.olga.v1("harbour", line, body).await
    }

    /// A team of two seats that begins today.
    async fn team(&self) -> String {
        let body = json!({"name": "Red", "seats": 2, "plan": {"id": self.plan}, "first_invoice_at": "2026/03/02", "starts_at": "2026/03/02",
            "address": {"company": "Red Ltd", "full_address": "Quay 2", "country": "Germany"}, "billing_emails": ["bills@red.test"]});
        let made = self.v1("POST /api/teams", body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.body["id"].as_str().unwrap().to_owned()
    }

    async fn add(&self, team: &str, name: &str) -> Value {
        let body = json!({"name": name, "email": format!("{name}@red.test")});
        let added = self.v1(&format!("POST /api/teams/{team}/members"), body).await;
        assert_eq!(added.status, 201, "{}", added.text);
        added.body
    }

    /// The login of a member.
    async fn login(&self, membership: &str) -> Client {
        let user = self.harbour.house.person(&format!("{membership}@red.test")).await;
        let id: MembershipId = membership.parse().unwrap();
        let mut tx = self.harbour.house.app.db.begin().await.unwrap();
        let connect = "UPDATE memberships SET user_id = $3 WHERE space_id = $1 AND id = $2";
        SpaceTx::bind(&mut tx, self.harbour.space).execute(connect, db::params![id.0, user.0]).await.unwrap();
        tx.commit().await.unwrap();
        self.harbour.house.client(user, "read write team").await
    }

    async fn book(&self, client: &Client, membership: &str, from: &str, to: &str) {
        let body = json!({"from": from, "to": to, "membership_id": membership});
        let made = client.v1("harbour", &format!("POST /api/resources/{}/bookings", self.room), body).await;
        assert_eq!(made.status, 201, "{}", made.text);
    }

    async fn mails(&self) -> Vec<(String, String)> {
        const SENT: &str = "SELECT recipient, body FROM mails WHERE kind = 'team_invitation_email' ORDER BY recipient";
        self.harbour.house.app.db.read(async |tx| tx.query::<(String, String)>(SENT, vec![]).await).await.unwrap()
    }
}

fn seat<'a>(team: &'a Value, name: &str) -> &'a str {
    let seats = team["members"].as_array().unwrap();
    seats.iter().find(|seat| seat["membership"]["name"] == name).unwrap()["membership"]["id"].as_str().unwrap()
}

fn seats(team: &Value) -> Vec<(&str, &str)> {
    let seats = team["members"].as_array().unwrap().iter();
    seats.map(|seat| (seat["membership"]["name"].as_str().unwrap(), seat["role"].as_str().unwrap())).collect()
}

on_both! {
    async fn a_team_has_seats_and_a_manager(db: db::Db) {
        let crew = Crew::open(db).await;
        let wish = |plan: &str, seats: Value| json!({"name": "Red", "seats": seats, "plan": {"id": plan}});
        let single = crew.v1("POST /api/teams", wish(&crew.single, json!(2))).await;
        assert_eq!((single.status, &single.body["errors"]["plan"]), (422, &json!("is for single members")), "W5: {}", single.text);
        let none = crew.v1("POST /api/teams", wish(&crew.plan, json!(0))).await;
        assert_eq!((none.status, &none.body["errors"]["seats"]), (422, &json!("must be from 1 to 10000")));
        let alone = crew.v1("POST /api/memberships", json!({"plan": {"id": crew.plan}, "address": {"name": "Al"}})).await;
        assert_eq!((alone.status, &alone.body["errors"]["plan"]), (422, &json!("is for teams")), "W5");

        let team = crew.team().await;
        let anna = crew.add(&team, "Anna").await;
        let both = crew.add(&team, "Ben").await;
        assert_eq!(seats(&both), [("Anna", "manager"), ("Ben", "paid")], "the first one is the manager");
        let full = crew.v1(&format!("POST /api/teams/{team}/members"), json!({"name": "Cleo"})).await;
        assert_eq!((full.status, &full.body["errors"]["base"]), (422, &json!("All seats of the team are taken")), "{}", full.text);
        let mails = crew.mails().await;
        assert_eq!(mails.iter().map(|(to, _)| &**to).collect::<Vec<_>>(), ["Anna@red.test", "Ben@red.test"]);
        assert!(mails[0].1.contains("https://harbour.kontor.test/invitations/"), "{}", mails[0].1);

        let listed = crew.v1("GET /api/memberships", Value::Null).await;
        let names: Vec<_> = listed.body.as_array().unwrap().iter().map(|one| (one["name"].as_str().unwrap(), one["plan"].is_null())).collect();
        assert_eq!(names, [("Anna", true), ("Ben", true)], "W4: no plans of their own, and the account is no member");
        let account = both["membership_id"].as_str().unwrap();
        let account = crew.v1(&format!("GET /api/memberships/{account}"), Value::Null).await;
        assert_eq!((account.body["plan"]["name"].as_str(), account.body["address"]["company"].as_str()), (Some("Crew"), Some("Red Ltd")));

        let anna_id = seat(&anna, "Anna");
        let (manager, ben) = (crew.login(anna_id).await, crew.login(seat(&both, "Ben")).await);
        let path = format!("/api/teams/{team}");
        assert_eq!(manager.v1("harbour", &format!("GET {path}"), Value::Null).await.status, 200);
        assert_eq!(ben.v1("harbour", &format!("GET {path}"), Value::Null).await.status, 403);
        assert_eq!(manager.v1("harbour", &format!("PUT {path}"), json!({"seats": 9})).await.status, 403, "W1: admins set the seats");
        let billed = manager.v1("harbour", &format!("PUT {path}"), json!({"address": {"city": "Kiel"}, "billing_emails": ["a@red.test"]})).await;
        assert_eq!((billed.status, &billed.body["address"]["city"], &billed.body["billing_emails"]), (200, &json!("Kiel"), &json!(["a@red.test"])));
        assert_eq!(crew.v1(&format!("PUT {path}"), json!({"seats": 1})).await.body["errors"]["seats"], json!("must not be fewer than the team has members"));
        assert_eq!(crew.v1(&format!("PUT {path}"), json!({"seats": 3, "name": "Crimson"})).await.body["name"], "Crimson");
        let cleo = manager.v1("harbour", &format!("POST {path}/members"), json!({"name": "Cleo"})).await;
        assert_eq!(cleo.status, 201, "W3: {}", cleo.text);
        let as_manager = manager.v1("harbour", &format!("POST {path}/members"), json!({"name": "Dan", "manager": true})).await;
        assert_eq!(as_manager.status, 403);

        let last = crew.v1(&format!("DELETE {path}/members/{anna_id}"), Value::Null).await;
        assert_eq!((last.status, &last.body["error"]), (409, &json!("A team needs a manager: make somebody else one first")), "{}", last.text);
        let down = crew.v1(&format!("PUT {path}/members/{anna_id}"), json!({"manager": false})).await;
        assert_eq!(down.status, 409);
        assert_eq!(crew.v1(&format!("DELETE /api/memberships/{anna_id}"), Value::Null).await.status, 409);
        let up = crew.v1(&format!("PUT {path}/members/{}", seat(&cleo.body, "Cleo")), json!({"manager": true})).await;
        assert_eq!(seats(&up.body), [("Anna", "manager"), ("Cleo", "manager"), ("Ben", "paid")]);
        let gone = manager.v1("harbour", &format!("DELETE {path}/members/{}", seat(&both, "Ben")), Value::Null).await;
        assert_eq!(gone.status, 200, "{}", gone.text);
        assert_eq!(crew.v1(&format!("GET /api/memberships/{}", seat(&both, "Ben")), Value::Null).await.body["canceled_to"], "2026/03/02", "W4");
        crew.harbour.house.app.clock.set(at("2026-03-03T12:00:00Z"));
        let next_day = crew.v1(&format!("GET {path}"), Value::Null).await;
        assert_eq!(seats(&next_day.body), [("Anna", "manager"), ("Cleo", "manager")]);
        assert_eq!(crew.v1(&format!("POST {path}/members"), json!({"name": "Dan"})).await.status, 201, "the seat is free again");
        assert_eq!(crew.v1(&format!("GET /api/teams/{}", testkit::new_id().simple()), Value::Null).await.status, 404);
    }

    async fn one_invoice_for_the_plan_and_all_that_is_used(db: db::Db) {
        let crew = Crew::open(db).await;
        let team = crew.team().await;
        crew.add(&team, "Anna").await;
        let both = crew.add(&team, "Ben").await;
        let (anna, ben) = (seat(&both, "Anna").to_owned(), seat(&both, "Ben").to_owned());
        let mates = (crew.login(&anna).await, crew.login(&ben).await);
        crew.book(&mates.1, &ben, "2026-03-10 10:00 +0000", "2026-03-10 12:00 +0000").await;
        crew.book(&mates.0, &anna, "2026-03-11 10:00 +0000", "2026-03-11 11:00 +0000").await;
        crew.harbour.run_at("2026-04-02T12:00:00Z").await;
        let made = crew.harbour.invoices().await;
        explained(&made);
        let account: MembershipId = both["membership_id"].as_str().unwrap().parse().unwrap();
        assert!(made.iter().all(|one| one.membership_id == Some(account.0)), "W2");
        let lines: Vec<_> = made.iter().flat_map(items).collect();
        let net = |line: &str| lines.iter().filter(|(text, _)| text.contains(line)).map(|(_, net)| net.clone()).collect::<Vec<_>>();
        assert_eq!(net("Crew"), ["300.0", "300.0"], "W5: whatever the number of members: {lines:?}");
        assert_eq!(net("Ben: Room"), ["30.0"]);
        assert_eq!(net("Anna: Room"), ["15.0"]);
        assert_eq!(lines.iter().filter(|(_, net)| *net == "-15.0").count(), 1, "the hour of the plan was Ben's, from one pool: {lines:?}");
        assert_eq!(made[0].recipient.0.company.as_deref(), Some("Red Ltd"));

        let path = format!("/api/teams/{team}");
        let other = mates.0.v1("harbour", &format!("POST {path}/plans"), json!({"plan_id": crew.single})).await;
        assert_eq!((other.status, &other.body["errors"]["plan"]), (422, &json!("must be of the same kind: for teams or for individuals")), "{}", other.text);
        let larger = mates.0.v1("harbour", &format!("POST {path}/plans"), json!({"plan_id": crew.larger})).await;
        assert_eq!((larger.status, larger.body["name"].as_str()), (201, Some("Fleet")), "W3: {}", larger.text);
        assert_eq!(mates.1.v1("harbour", &format!("POST {path}/cancellation"), Value::Null).await.status, 403);
        let ends = mates.0.v1("harbour", &format!("POST {path}/cancellation"), Value::Null).await;
        assert_eq!((ends.status, &ends.body["canceled_to"]), (201, &json!("2026/05/01")), "L4: {}", ends.text);
        for id in [&anna, &ben] {
            assert_eq!(crew.v1(&format!("GET /api/memberships/{id}"), Value::Null).await.body["canceled_to"], "2026/05/01", "W4");
        }
        crew.harbour.run_at("2026-07-02T12:00:00Z").await;
        assert_eq!(crew.harbour.invoices().await.len(), made.len(), "nothing more is owed");
    }

    async fn members_who_are_paid_for_become_a_team(db: db::Db) {
        let crew = Crew::open(db).await;
        let (pam, pat) = (crew.harbour.member("Pam", "2026/03/02", "2026/03/02").await, crew.harbour.member("Pat", "2026/03/02", "2026/03/02").await);
        let path = format!("POST /api/memberships/{pam}/team");
        let wish = json!({"plan_id": crew.plan, "seats": 2});
        let alone = crew.v1(&format!("{path}/conversion"), wish.clone()).await;
        assert_eq!((alone.status, &alone.body["error"]), (409, &json!("The membership does not pay for others.")), "{}", alone.text);
        assert_eq!(crew.v1(&format!("{path}/team_members"), json!({"membership_id": pat})).await.status, 201);
        let login = crew.login(&pat).await;
        crew.book(&crew.harbour.olga, &pat, "2026-03-02 15:00 +0000", "2026-03-02 16:00 +0000").await;
        crew.book(&crew.harbour.olga, &pat, "2026-03-20 15:00 +0000", "2026-03-20 16:00 +0000").await;
        let few = crew.v1(&format!("{path}/conversion"), json!({"plan_id": crew.plan, "seats": 1})).await;
        assert_eq!(few.status, 422, "{}", few.text);
        let made = crew.v1(&format!("{path}/conversion"), wish).await;
        assert_eq!(made.status, 201, "{}", made.text);
        assert_eq!(seats(&made.body), [("Pam", "manager"), ("Pat", "paid")], "W7");
        assert_eq!(made.body["starts_at"], "2026/03/03");
        for id in [&pam, &pat] {
            assert_eq!(crew.v1(&format!("GET /api/memberships/{id}"), Value::Null).await.body["canceled_to"], "2026/03/02");
        }
        let new = seat(&made.body, "Pat");
        let booked = async |id: &str| {
            let days = "filter[from]=2026-03-01T00:00:00Z&filter[to]=2026-03-31T00:00:00Z";
            let listed = crew.harbour.olga.get(&format!("/memberships/{id}/bookings?{days}")).await;
            assert_eq!(listed.status, 200, "{}", listed.text);
            listed.body["data"].as_array().unwrap().len()
        };
        assert_eq!((booked(&pat).await, booked(new).await), (1, 1), "what begins later moves along");
        crew.harbour.house.app.clock.set(at("2026-03-03T12:00:00Z"));
        let own = login.v1("harbour", "GET /api/team", Value::Null).await;
        assert_eq!(own.status, 200, "{}", own.text);
        let own: Vec<_> = own.body.as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap().to_owned()).collect();
        assert_eq!(own, ["paid", "manager"], "the team that goes on");
    }
}

//! Members, their plans and who pays for them, through both APIs.

use crate::client::{Client, House};
use crate::on_both;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ids::{NetworkId, PlanId, SpaceId};
use domain::permissions::{Category, Level, Permissions};
use serde_json::{Value, json};
use store::spaces;

/// The smallest PNG there is: one pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

struct Harbour {
    house: House,
    id: SpaceId,
    network: NetworkId,
    olga: Client,
}

impl Harbour {
    async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let id = house.space("harbour", owner).await.id;
        let (network, now) = (house.app.id::<NetworkId>(), house.app.clock.now());
        house
            .app
            .db
            .write(async move |tx| {
                spaces::insert_network(tx, &spaces::Network { id: network, name: "Waterside".into() }, now).await?;
                spaces::set_network(&mut store::SpaceTx::bind(tx, id), Some(network)).await
            })
            .await
            .unwrap();
        let olga = house.client(owner, "read write").await;
        Self { house, id, network, olga }
    }

    async fn plan(&self, more: Value) -> PlanId {
        let mut terms = json!({"name": "Desk", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1});
        terms.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let token = self.olga.token.clone().unwrap();
        let place = app::access::Place::Space(self.id);
        let access = app::access::enter(&self.house.app, Some(&token), place, &[], app::access::Door::Related).await.unwrap();
        app::plans::create(&self.house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap()
    }

    /// A person with a login of his or her own.
    async fn user(&self, email: &str) -> Client {
        let user = self.house.person(email).await;
        self.house.client(user, "read write team").await
    }

    /// Added by the owner; the id.
    async fn member(&self, name: &str, plan: PlanId) -> String {
        let new = json!({"plan": {"id": plan}, "address": {"name": name}, "email": format!("{name}@members.test")});
        let made = self.olga.v1("harbour", "POST /api/memberships", new).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.body["id"].as_str().unwrap().to_owned()
    }
}

fn joining(plan: PlanId) -> Value {
    json!({"plan": {"id": plan}, "phone": "030 1", "address": {"name": "Mia Moor", "full_address": "Quay 1\n10999 Berlin", "country": "Germany"}})
}

on_both! {
    async fn from_sign_up_to_deletion_in_api_1(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let desk = harbour.plan(json!({"needs_approval": true, "minimum_commitment_months": 1})).await;
        let office = harbour.plan(json!({"name": "Office", "price_per_cycle": "84.033613"})).await;
        let mia = harbour.user("mia@members.test").await;
        let joined = mia.v1("harbour", "POST /api/membership", joining(desk)).await;
        assert_eq!(joined.status, 201, "{}", joined.text);
        let id = joined.body["id"].as_str().unwrap().to_owned();
        assert_eq!(joined.body["confirmed_at"], Value::Null);
        let again = mia.v1("harbour", "POST /api/membership", joining(desk)).await;
        assert_eq!((again.status, &again.body["errors"]["base"].is_null()), (422, &false));

        let confirmed = harbour.olga.v1("harbour", &format!("POST /api/memberships/{id}/confirmation"), Value::Null).await;
        assert_eq!(confirmed.status, 201, "{}", confirmed.text);
        let own = mia.v1("harbour", "GET /api/membership", Value::Null).await.body;
        let user = own["user"]["id"].clone();
        let expected = json!({
            "id": id, "name": "Mia Moor", "email": "mia@members.test", "phone": "030 1", "user": {"id": user, "email": "mia@members.test"},
            "picture": format!("https://harbour.kontor.test/api/memberships/{id}/picture"),
            "address": {"company": null, "name": "Mia Moor", "full_address": "Quay 1\n10999 Berlin", "address": null, "post_code": null,
                "city": null, "state": null, "country": "Germany"},
            "billing_emails": [], "charge_taxes": true, "customer_number": "1", "tax_id": null,
            "plan": {"name": "Desk", "description": null, "parent_plan": {"id": desk}, "price_per_cycle": "100.0",
                "price_per_cycle_in_cents": 10000, "total_price_per_cycle": "100.0", "tax_rate": own["plan"]["tax_rate"],
                "cycle_duration": 1, "currency": "EUR", "cancellation_period": 0, "minimum_commitment": 1, "canceled_to": null,
                "accounting_code": null, "booking_credits": [], "extras": [], "time_passes": [], "discount": null},
            "upcoming_plan": null, "payment_method": null, "confirmed_at": "2026/03/02 12:00:00 +0000", "starts_at": "2026/03/02",
            "canceled_to": null, "next_invoice_at": "2026/03/02", "team_id": null, "created_at": "2026/03/02 12:00:00 +0000",
        });
        assert_eq!(own, expected);

        let change = json!({"plan_id": office, "change_date": "2026/04/02"});
        let changed = harbour.olga.v1("harbour", &format!("POST /api/memberships/{id}/plans"), change).await;
        assert_eq!((changed.status, &changed.body["price_per_cycle"], &changed.body["price_per_cycle_in_cents"]), (201, &json!("84.03"), &json!(8403)));
        let history = harbour.olga.v1("harbour", &format!("GET /api/memberships/{id}/plans"), Value::Null).await.body;
        assert_eq!((&history[0]["canceled_to"], &history[1]["name"], &history[1]["hidden"]), (&json!("2026/04/01"), &json!("Office"), &json!(false)));
        let cancel = json!({"date": "2026/03/20", "delete_all_bookings_on_cancellation": true});
        let canceled = harbour.olga.v1("harbour", &format!("POST /api/memberships/{id}/cancellation"), cancel).await;
        assert_eq!((canceled.status, &canceled.body["canceled_to"], &canceled.body["upcoming_plan"]), (201, &json!("2026/03/20"), &Value::Null));
        let window = "GET /api/memberships/cancellations?from=2026/03/01&to=2026-03-31";
        assert_eq!(harbour.olga.v1("harbour", window, Value::Null).await.body[0]["id"], json!(id));
        let back = harbour.olga.v1("harbour", &format!("DELETE /api/memberships/{id}/cancellation"), Value::Null).await;
        assert_eq!((back.status, &back.body["canceled_to"]), (200, &Value::Null));
        assert_eq!(harbour.olga.v1("harbour", &format!("DELETE /api/memberships/{id}"), Value::Null).await.status, 204);
        assert_eq!(harbour.olga.v1("harbour", &format!("GET /api/memberships/{id}"), Value::Null).await.status, 404);
    }

    async fn lists_show_what_is_asked_for_to_those_who_may(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let desk = harbour.plan(json!({})).await;
        let (ada, bo) = (harbour.member("Ada", desk).await, harbour.member("Bo", desk).await);
        let list = async |client: &Client, query: &str| client.v1("harbour", &format!("GET /api/memberships{query}"), Value::Null).await;
        let names = list(&harbour.olga, "?attributes=id,name").await;
        assert_eq!(names.body, json!([{"id": ada, "name": "Ada"}, {"id": bo, "name": "Bo"}]));
        assert_eq!(list(&harbour.olga, &format!("?ids={bo},nonsense&attributes=name")).await.body, json!([{"name": "Bo"}]));
        let cancel = json!({"date": "2026-03-02"});
        harbour.olga.v1("harbour", &format!("POST /api/memberships/{ada}/cancellation"), cancel).await;
        harbour.house.app.clock.set(testkit::at("2026-03-02T23:00:00Z")); // midnight in Berlin
        assert_eq!(list(&harbour.olga, "?attributes=name").await.body, json!([{"name": "Bo"}]));
        assert_eq!(list(&harbour.olga, "?attributes=name&all=true").await.body.as_array().unwrap().len(), 2);

        let sam = harbour.house.person("sam@kontor.test").await;
        let mut permissions = Permissions::default();
        permissions.set(Category::Memberships, Level::None);
        app::admins::create(&harbour.house.app, harbour.id, sam, "Sam", permissions).await.unwrap();
        let staff = harbour.house.client(sam, "read write").await;
        let mia = harbour.user("mia@members.test").await;
        assert_eq!(list(&mia, "").await.status, 404, "a stranger");
        mia.v1("harbour", "POST /api/membership", joining(desk)).await;
        for client in [&staff, &mia] {
            assert_eq!(list(client, "").await.status, 403);
            assert_eq!(client.v1("harbour", &format!("GET /api/memberships/{bo}"), Value::Null).await.status, 403);
            assert_eq!(client.get(&format!("/memberships/{bo}")).await.status, 403);
            assert_eq!(client.get(&format!("/spaces/{}/memberships?filter[from]=2026-01-01&filter[to]=2026-12-31", harbour.id)).await.status, 403);
            assert_eq!(client.get(&format!("/networks/{}/memberships", harbour.network)).await.status, 403);
        }
        assert_eq!(list(&harbour.house.anonymous(), "").await.status, 401);
        let unknown = format!("GET /api/memberships/{}", "0".repeat(32));
        assert_eq!(harbour.olga.v1("harbour", &unknown, Value::Null).await.status, 404);
    }

    async fn api_2_shows_memberships_plans_and_teams(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let extra = testkit::new_id().simple().to_string();
        let desk = harbour.plan(json!({"extras": [{"id": extra, "name": "Locker", "price": "5.0", "currency": "EUR", "cycle_months": 1}]})).await;
        let (ada, bo) = (harbour.member("Ada", desk).await, harbour.member("Bo", desk).await);
        let changed = harbour.olga.v1("harbour", &format!("POST /api/memberships/{ada}/plans"), json!({"plan_id": desk, "extras": [extra], "change_date": "2026-03-02"})).await;
        assert_eq!((changed.status, &changed.body["total_price_per_cycle"]), (201, &json!("105.0")), "{}", changed.text);
        let shown = harbour.olga.get(&format!("/memberships/{ada}")).await;
        assert_eq!((shown.status, &shown.body["data"]["attributes"]["confirmedAt"]), (200, &json!("2026-03-02")));
        let picture = json!({"url": "https://img.test/ada.png"});
        let line = format!("PUT /api/memberships/{ada}/picture");
        assert_eq!(harbour.olga.v1("harbour", &line, picture).await.status, 204);
        assert_eq!(harbour.olga.v1("harbour", &line, json!({"url": "javascript:alert(1)"})).await.status, 422);
        let shown = harbour.olga.get(&format!("/memberships/{ada}")).await;
        assert_eq!(shown.body["data"]["attributes"]["photo"]["thumb"]["url"], "https://img.test/ada.png");
        let portrait = async |id: &str| harbour.house.anonymous().v1("harbour", &format!("GET /api/memberships/{id}/picture"), Value::Null).await;
        assert_eq!((portrait(&ada).await.status, portrait(&ada).await.header("location")), (302, "https://img.test/ada.png"));
        assert!(portrait(&bo).await.text.contains(">B</text>"));

        let sent = [STANDARD.decode(PIXEL).unwrap(), b"<script>alert(1)</script>".to_vec()].concat();
        let picture = json!({"data": format!("data:image/gif;base64,{}", STANDARD.encode(sent))});
        assert_eq!(harbour.olga.v1("harbour", &line, picture).await.status, 204);
        let shown = portrait(&ada).await;
        let path = shown.header("location").strip_prefix("https://harbour.kontor.test").unwrap();
        let file = harbour.house.anonymous().send("harbour", &format!("GET {path}"), &[], "").await;
        assert_eq!((file.status, file.header("content-type")), (200, "image/png"), "what it is, not what it was called");
        assert!(file.text.contains("IHDR") && file.text.contains("IEND") && !file.text.contains("script"), "made anew: {}", file.text);
        let cut = harbour.olga.v1("harbour", &line, json!({"data": format!("data:image/png;base64,{}", &PIXEL[..64])})).await;
        assert!(cut.status == 422 && cut.text.contains("and whole"), "{}", cut.text);

        let days = "filter[from]=2026-03-01&filter[to]=2026-03-31";
        let page = harbour.olga.get(&format!("/spaces/{}/memberships?{days}&page[size]=1", harbour.id)).await;
        assert_eq!((page.status, &page.body["meta"]["totalPages"]), (200, &json!(2)));
        let missing = harbour.olga.get(&format!("/spaces/{}/memberships?filter[from]=2026-03-01", harbour.id)).await;
        assert_eq!((missing.status, missing.blame().1.as_str()), (400, "filter[to]"));
        let plans = harbour.olga.get(&format!("/spaces/{}/membership_plans?{days}", harbour.id)).await;
        assert_eq!(plans.body["data"].as_array().unwrap().len(), 2);
        let locker = plans.body["data"].as_array().unwrap().iter().find(|plan| plan["relationships"]["membership"]["data"]["id"] == json!(ada)).unwrap();
        assert_eq!(locker["attributes"]["extras"][0]["pricePerCycle"]["net"], "5.0");

        let found = harbour.olga.get(&format!("/networks/{}/memberships/search?filter[query]=MEMBERS.test&sort=-name", harbour.network)).await;
        assert_eq!(found.status, 200, "{}", found.text);
        let names = |answer: &Value| answer["data"].as_array().unwrap().iter().map(|one| one["attributes"]["name"].clone()).collect::<Vec<_>>();
        assert_eq!(names(&found.body), ["Bo", "Ada"]);
        assert_eq!(names(&harbour.olga.get(&format!("/networks/{}/memberships", harbour.network)).await.body), ["Ada", "Bo"]);

        let line = format!("POST /api/memberships/{ada}/team/team_members");
        let team = harbour.olga.v1("harbour", &line, json!({"membership_id": bo})).await;
        assert_eq!(team.body, json!({"memberships": [{"membership": {"id": ada, "name": "Ada"}, "role": "paying"}, {"membership": {"id": bo, "name": "Bo"}, "role": "paid"}]}));
        assert_eq!(harbour.olga.v1("harbour", &line, json!({"membership_id": bo})).await.status, 409);
        assert_eq!(harbour.olga.v1("harbour", &format!("DELETE /api/memberships/{ada}"), Value::Null).await.status, 409);
        assert_eq!(harbour.olga.v1("harbour", "GET /api/teams", Value::Null).await.body, json!([team.body]));
        let teams = harbour.olga.get(&format!("/spaces/{}/teams?{days}", harbour.id)).await;
        let id = teams.body["data"][0]["id"].as_str().unwrap();
        assert_eq!(harbour.olga.get(&format!("/teams/{id}")).await.body["data"]["attributes"]["name"], "Ada");
        assert_eq!(harbour.olga.v1("harbour", &format!("DELETE /api/memberships/{ada}/team/team_members/{bo}"), Value::Null).await.status, 204);
        assert_eq!(harbour.olga.get(&format!("/teams/{id}")).await.status, 404);
    }

    async fn bad_input_is_pointed_at(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let desk = harbour.plan(json!({})).await;
        let hidden = harbour.plan(json!({"hidden": true, "welcome_message": "Hi"})).await;
        let plans = async |client: &Client| client.v1("harbour", "GET /api/plans", Value::Null).await.body;
        assert_eq!(plans(&harbour.house.anonymous()).await.as_array().unwrap().len(), 1);
        assert_eq!(plans(&harbour.olga).await[1]["welcome_message"], "Hi");
        for (body, field) in [
            (json!({"address": {"name": "Bo"}}), "plan"),
            (json!({"plan": {"id": "nonsense"}, "address": {"name": "Bo"}}), "plan"),
            (json!({"plan": {"id": desk}}), "name"),
            (json!({"plan": {"id": desk}, "address": {"name": "x".repeat(300)}}), "name"),
            (json!({"plan": {"id": desk}, "address": {"name": "Bo"}, "email": "bo"}), "email"),
            (json!({"plan": {"id": desk}, "address": {"name": "Bo"}, "starts_at": "2150/01/01"}), "starts_at"),
            (json!({"plan": {"id": desk}, "address": {"name": "Bo"}, "starts_at": "soon"}), "starts_at"),
            (json!({"plan": {"id": desk}, "address": {"name": "Bo"}, "tax_id": "DE1"}), "tax_id"),
        ] {
            let refused = harbour.olga.v1("harbour", "POST /api/memberships", body).await;
            assert_eq!(refused.status, 422, "{field} {}", refused.text);
            let fields: Vec<_> = refused.body["errors"].as_object().unwrap().keys().cloned().collect();
            assert!(fields.iter().any(|name| name.starts_with(field)), "{field}: {fields:?}");
        }
        let mia = harbour.user("mia@members.test").await;
        assert_eq!(mia.v1("harbour", "POST /api/membership", joining(hidden)).await.status, 422);
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let typed = format!("membership[plan][id]={desk}&membership[address][company]=ACME&membership[starts_at]=2021/08/29&membership[first_invoice_at]=2026/10/01");
        let imported = harbour.olga.send("harbour", "POST /api/membership_import", &form, typed).await;
        assert_eq!((imported.status, &imported.body["name"], &imported.body["next_invoice_at"]), (201, &json!("ACME"), &json!("2026/10/01")), "{}", imported.text);
        let line = format!("PUT /api/memberships/{}", imported.body["id"].as_str().unwrap());
        let put = harbour.olga.v1("harbour", &line, json!({"phone": "1", "address": {"city": "Kiel"}})).await;
        assert_eq!((&put.body["phone"], &put.body["address"]["city"], &put.body["address"]["company"]), (&json!("1"), &json!("Kiel"), &json!("ACME")));
    }
}

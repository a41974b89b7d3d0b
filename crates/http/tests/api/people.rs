//! Users and their tokens: made by applications, bound to a space, revoked.

use crate::client::House;
use crate::on_both;
use domain::ids::{MembershipId, SpaceId, UserId};
use domain::permissions::Permissions;
use serde_json::{Value, json};
use store::SpaceTx;

async fn join(house: &House, space: SpaceId, user: UserId) -> MembershipId {
    let id = MembershipId(testkit::new_id());
    let write = async move |tx: &mut db::Tx| {
        let sql = "INSERT INTO memberships (space_id, id, user_id, name, address, billing_emails, charge_taxes, starts_at, next_invoice_at,
            prorate_first_invoice, created_at, updated_at) VALUES ($1, $2, $3, 'Mia', $4, $5, $6, $7, $7, $6, $8, $8)";
        let (empty, none) = (db::Value::Json(json!({})), db::Value::Json(json!([])));
        let first = jiff::civil::date(2026, 1, 1);
        let values = vec![id.0.into(), user.0.into(), empty, none, true.into(), first.into(), testkit::at("2026-01-01T00:00:00Z").into()];
        SpaceTx::bind(tx, space).execute(sql, values).await
    };
    house.app.db.write(write).await.unwrap();
    id
}

on_both! {
    async fn a_user_includes_spaces_each_once_and_memberships(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@kontor.test").await;
        let (harbour, summit) = (house.space("harbour", olga).await.id, house.space("summit", house.person("ned@kontor.test").await).await.id);
        let (home, away) = (join(&house, harbour, olga).await, join(&house, summit, olga).await);
        let client = house.client(olga, "read_user read_spaces read_memberships").await;
        let seen = client.get("/user?include=adminOf,memberOf,memberships").await;
        assert_eq!(seen.status, 200);
        let ids = |kind: &str| {
            let included = seen.body["included"].as_array().unwrap().iter().filter(|resource| resource["type"] == kind);
            included.map(|resource| resource["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(ids("spaces"), [harbour.to_string(), summit.to_string()]);
        assert_eq!(ids("memberships"), [home.to_string(), away.to_string()]);
        assert_eq!(seen.body["data"]["relationships"]["memberOf"]["data"].as_array().unwrap().len(), 2);
        let included = seen.body["included"].as_array().unwrap();
        assert!(included[0]["relationships"]["teams"].is_object() && included[1]["relationships"]["teams"].is_null());
        assert_eq!(included[3]["relationships"]["space"]["data"], json!({"type": "spaces", "id": summit.to_string()}));
        let only = client.get("/user?include=memberOf&fields[spaces]=name").await.body;
        assert_eq!(only["included"][1], json!({"id": summit.to_string(), "type": "spaces", "attributes": {"name": "summit"}}));

        let old = client.v1("www", "GET /api/user", Value::Null).await;
        let link = format!("https://summit.kontor.test/api/memberships/{away}");
        let membership = json!({"id": away.to_string(), "space_subdomain": "summit", "space_name": "summit",
            "space_link": "https://www.kontor.test/api/spaces/summit", "link": link, "name": "Mia"});
        assert_eq!(old.body["memberships"][1], membership);
        let bound = house.bearer(&house.space_token(olga, "read_user", harbour).await);
        assert_eq!(bound.v1("www", "GET /api/user", Value::Null).await.body["memberships"].as_array().unwrap().len(), 1);
    }

    async fn an_application_makes_a_user(db: db::Db) {
        let house = House::new(db);
        let robot = house.client(house.person("robot@kontor.test").await, "write").await;
        let made = robot.v1("www", "POST /api/users", json!({"email": "mia@kontor.test"})).await;
        assert_eq!((made.status, &made.body["email"], made.body.as_object().unwrap().len()), (201, &json!("mia@kontor.test"), 3));
        assert_eq!(made.body["grant_code"].as_str().unwrap().len(), 64);
        for (body, field) in [
            (json!({"email": "MIA@kontor.test"}), "email"),
            (json!({"email": "mia"}), "email"),
            (json!({"email": 7}), "email"),
            (json!({}), "email"),
            (json!({"email": format!("{}@kontor.test", "x".repeat(300))}), "email"),
            (json!({"email": "new@kontor.test", "password": "short"}), "password"),
        ] {
            let refused = robot.v1("www", "POST /api/users", body.clone()).await;
            assert_eq!((refused.status, refused.body["errors"][field].is_string()), (422, true), "{body} {}", refused.text);
        }
        let form = [("content-type", "application/x-www-form-urlencoded")];
        assert_eq!(robot.send("www", "POST /api/users", &form, "email=new%40kontor.test&password=brass+otter+vineyard").await.status, 201);
        let reader = house.client(house.person("reader@kontor.test").await, "read").await;
        assert_eq!(reader.v1("www", "POST /api/users", json!({"email": "c@kontor.test"})).await.status, 403);
        assert_eq!(house.anonymous().v1("www", "POST /api/users", json!({"email": "c@kontor.test"})).await.status, 401);

        let picture = house.anonymous().v1("www", "GET /api/users/anybody/picture", Value::Null).await;
        assert_eq!((picture.status, picture.header("location")), (302, "https://www.kontor.test/pictures/person.svg"));
        let image = house.anonymous().send("www", "GET /pictures/person.svg", &[], "").await;
        assert_eq!((image.status, image.header("content-type")), (200, "image/svg+xml"));
        assert!(image.text.starts_with("<svg"));
    }

    async fn claims_follow_the_scopes(db: db::Db) {
        let house = House::new(db);
        let mia = house.person("mia@kontor.test").await;
        let claims = async |scopes: &str| house.client(mia, scopes).await.v1("www", "GET /api/userinfo", Value::Null).await;
        assert_eq!(claims("openid").await.body, json!({"sub": mia.to_string()}));
        assert_eq!(claims("openid email").await.body, json!({"sub": mia.to_string(), "email": "mia@kontor.test", "email_verified": true}));
        assert_eq!(claims("email").await.status, 403);
        assert_eq!(house.anonymous().v1("www", "GET /api/userinfo", Value::Null).await.status, 401);
    }

    async fn a_token_for_a_space_is_made_used_and_revoked(db: db::Db) {
        let house = House::new(db);
        let (olga, anna) = (house.person("olga@kontor.test").await, house.person("anna@kontor.test").await);
        let (harbour, summit) = (house.space("harbour", olga).await.id, house.space("summit", olga).await.id);
        let role = app::admins::create(&house.app, harbour, anna, "Anna", Permissions::default()).await.unwrap();
        let client = house.client(anna, "read write").await;
        let token = client.token.clone().unwrap();
        let path = format!("/api/access_tokens/{token}");
        assert_eq!(client.v1("www", &format!("GET {path}"), Value::Null).await.body, json!({"scope": ["read", "write"]}));

        let line = format!("POST {path}/space");
        for (space, status) in [(json!(summit.to_string()), 403), (json!("desk"), 422), (json!(testkit::new_id().simple().to_string()), 422), (Value::Null, 422)] {
            assert_eq!(client.v1("www", &line, json!({"space_id": space})).await.status, status, "{space}");
        }
        let made = client.v1("www", &line, json!({"space_id": harbour.to_string()})).await;
        assert_eq!((made.status, &made.body["scope"], &made.body["client_id"]), (201, &json!(["read", "write"]), &Value::Null));
        let bound = house.bearer(made.body["token"].as_str().unwrap());
        let admins = async |host: &str| bound.v1(host, "GET /api/admins", Value::Null).await.status;
        assert_eq!((admins("harbour").await, admins("summit").await), (200, 404));
        let elsewhere = json!({"name": "x", "subdomain": "elsewhere", "owner_name": "x"});
        assert_eq!(bound.v1("www", "POST /api/spaces", elsewhere).await.status, 403);
        assert_eq!(bound.v1("www", "PUT /api/spaces/summit", json!({"name": "x"})).await.status, 403);

        let stranger = house.client(house.person("vera@kontor.test").await, "read").await;
        assert_eq!(stranger.v1("www", &format!("GET {path}"), Value::Null).await.status, 404);
        assert_eq!(stranger.v1("www", &format!("DELETE {path}"), Value::Null).await.status, 404);

        let remover = house.caller(olga, "write_admins").await;
        let place = app::access::Place::Space(harbour);
        let access = app::access::enter_as(&house.app, &remover, place, &[], app::access::Door::Related).await.unwrap();
        app::admins::remove(&house.app, &access, role).await.unwrap();
        assert_eq!(admins("harbour").await, 200);
        assert_eq!(client.v1("harbour", "GET /api/admins", Value::Null).await.status, 404);
        assert_eq!(client.v1("www", &format!("DELETE {path}"), Value::Null).await.status, 204);
        assert_eq!(client.v1("www", "GET /api/user", Value::Null).await.status, 401);
        assert_eq!(admins("harbour").await, 200);
    }

    async fn links_sign_in_and_lead_to_our_own_pages_alone(db: db::Db) {
        let house = House::new(db);
        let user = house.person("sia@kontor.test").await;
        let robot = house.client(user, "signin").await;
        let made = robot.v1("www", "POST /api/session", json!({"redirect": "https://harbour.kontor.test/a?b=c"})).await;
        assert_eq!(made.status, 201);
        assert!(made.body["link"].as_str().unwrap().starts_with("https://www.kontor.test/session/new?token="), "{}", made.text);
        assert_eq!(robot.v1("www", "POST /api/session", Value::Null).await.status, 201);
        for elsewhere in ["https://evil.test/", "//evil.test", "javascript:alert(1)", "http://www.kontor.test/"] {
            let refused = robot.v1("www", "POST /api/session", json!({"redirect": elsewhere})).await;
            assert_eq!(refused.status, 422, "{elsewhere}");
            assert!(refused.body["errors"]["redirect"].is_string(), "{}", refused.text);
        }
        let without = house.client(user, "read write").await;
        assert_eq!(without.v1("www", "POST /api/session", Value::Null).await.status, 403);
    }
}

//! Spaces, their profiles, pages and networks, through both APIs.

use crate::client::{Client, House};
use crate::on_both;
use domain::ids::{SpaceId, UserId};
use domain::permissions::{Category, Level, Permissions};
use serde_json::{Value, json};
use store::SpaceTx;

const ALL: &str = "read write read_spaces read_networks read_urls read_space_profiles";

/// Olga's space, and a client of hers.
async fn harbour(house: &House) -> (UserId, SpaceId, Client) {
    let olga = house.person("olga@kontor.test").await;
    let space = house.space("harbour", olga).await.id;
    (olga, space, house.client(olga, ALL).await)
}

/// The profile is the owner's to fill in on the pages; here it is written as they do.
async fn fill_in(house: &House, space: SpaceId) {
    let profile = json!({
        "location": "Berlin", "phone": "030 1", "contact_email": "hello@harbour.test", "logo": "https://files.test/logo.png",
        "address": {"street": "Quay 1", "post_code": "10999", "city": "Berlin", "country": "DE"},
        "links": [{"url": "https://harbour.test", "kind": "website"}], "open_status": "membersOnly",
        "open_hours": [{"weekday": 1, "from": "09:00", "to": "18:00"}], "legal": {"privacy_policy": true},
    });
    let write = async move |tx: &mut db::Tx| {
        let values = vec![db::Value::Json(profile.clone())];
        SpaceTx::bind(tx, space).execute("UPDATE spaces SET profile = $2 WHERE id = $1", values).await
    };
    house.app.db.write(write).await.unwrap();
}

on_both! {
    async fn a_space_is_made_read_and_changed_through_api_1(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@kontor.test").await;
        let client = house.client(olga, "write").await;
        let new = json!({"name": "Co Up", "subdomain": "Co-Up", "owner_name": "Olga", "description": "By the river", "time_zone_name": "Berlin", "country": "Germany"});
        let made = client.v1("www", "POST /api/spaces", new).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let expected = json!({
            "id": made.body["id"], "name": "Co Up", "url": "https://co-up.kontor.test", "subdomain": "co-up", "email": "olga@kontor.test",
            "created_at": "2026/03/02", "description": "By the river", "owner_id": olga.to_string(), "country": "Germany", "locale": "de-DE",
            "in_eu": true, "tax_rate": 0.0, "price_display": "gross", "price_decimals": 2, "time_zone_name": "Europe/Berlin",
            "time_zone_offset": 1, "hour_format": 24,
        });
        assert_eq!(made.body, expected);
        let seen = house.anonymous().v1("www", "GET /api/spaces/co-up", Value::Null).await;
        assert_eq!((seen.status, seen.body), (200, expected));
        house.app.clock.set(testkit::at("2026-07-01T12:00:00Z"));
        assert_eq!(house.anonymous().v1("www", "GET /api/spaces/CO-UP", Value::Null).await.body["time_zone_offset"], 2);

        let form = [("content-type", "application/x-www-form-urlencoded")];
        let changed = client.send("www", "PUT /api/spaces/co-up", &form, "description=&tax_rate=19&time_zone_name=Asia%2FKolkata").await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        assert_eq!(changed.body["description"], Value::Null);
        assert_eq!((&changed.body["tax_rate"], &changed.body["time_zone_offset"], &changed.body["name"]), (&json!(19.0), &json!(5.5), &json!("Co Up")));
        assert!(changed.text.contains("\"tax_rate\":19.0"));
    }

    async fn what_is_wrong_with_a_space_is_said_field_by_field(db: db::Db) {
        let house = House::new(db);
        let (_, _, client) = harbour(&house).await;
        let errors = async |line: &str, body: Value| {
            let answer = client.v1("www", line, body).await;
            (answer.status, answer.body["errors"].clone())
        };
        let (status, found) = errors("POST /api/spaces", json!({})).await;
        let blank = "can't be blank";
        assert_eq!((status, found), (422, json!({"name": blank, "owner_name": blank, "subdomain": "must not be blank"})));
        let space = |key: &str, value: Value| {
            let mut body = json!({"name": "New", "subdomain": "new-one", "owner_name": "Olga"});
            body[key] = value;
            body
        };
        for (key, value) in [
            ("subdomain", json!("harbour")),
            ("subdomain", json!("www")),
            ("subdomain", json!("a b c")),
            ("name", json!("")),
            ("name", json!("x".repeat(256))),
            ("name", json!(["x"])),
            ("name", Value::Null),
            ("owner_name", json!("a\tb")),
            ("country", json!("Atlantis")),
            ("time_zone_name", json!("Mars")),
            ("hour_format", json!(99_999_999_999_999_i64)),
            ("hour_format", json!("many")),
            ("tax_rate", json!(-1)),
            ("tax_rate", json!(1e300)),
            ("price_decimals", json!(-1)),
            ("description", json!("x".repeat(65_536))),
            ("email", json!("nobody")),
        ] {
            let (status, found) = errors("POST /api/spaces", space(key, value.clone())).await;
            assert_eq!((status, found.as_object().map(|errors| errors.keys().cloned().collect::<Vec<_>>())), (422, Some(vec![key.to_owned()])), "{key} {value}");
        }
        let null = client.v1("www", "POST /api/spaces", json!({"name": "a\u{0}b"})).await;
        assert_eq!(null.status, 400);
        assert_eq!(errors("PUT /api/spaces/harbour", json!({"subdomain": "other"})).await, (422, json!({"subdomain": "cannot be changed"})));
        assert_eq!(client.v1("www", "GET /api/spaces/new-one", Value::Null).await.status, 404);
        assert_eq!(client.v1("www", "GET /api/spaces/harbour", Value::Null).await.body["name"], "harbour");
    }

    async fn only_those_who_run_a_space_change_it_and_see_its_admins(db: db::Db) {
        let house = House::new(db);
        let (_, space, client) = harbour(&house).await;
        let (limited, stranger) = (house.person("lin@kontor.test").await, house.person("vera@kontor.test").await);
        let mut permissions = Permissions::default();
        permissions.set(Category::SpaceSettings, Level::View);
        permissions.set(Category::Administrators, Level::None);
        app::admins::create(&house.app, space, limited, "Lin", permissions).await.unwrap();
        let rename = || json!({"name": "Harbour House"});
        for (client, status) in [
            (house.anonymous(), 401),
            (house.bearer("nonsense"), 401),
            (house.client(stranger, "write").await, 403),
            (house.client(limited, "write").await, 403),
            (house.client(limited, "read").await, 403),
        ] {
            assert_eq!(client.v1("www", "PUT /api/spaces/harbour", rename()).await.status, status);
        }
        assert_eq!(client.v1("www", "PUT /api/spaces/nowhere", rename()).await.status, 404);
        assert_eq!(client.v1("www", "PUT /api/spaces/harbour", rename()).await.body["name"], "Harbour House");

        let admins = client.v1("harbour", "GET /api/admins", Value::Null).await;
        let named: Vec<_> = admins.body.as_array().unwrap().iter().map(|admin| (admin["name"].as_str().unwrap(), admin["owner"] == true)).collect();
        assert_eq!((admins.status, named), (200, vec![("Lin", false), ("Olga Owner", true)]));
        assert_eq!(admins.body[0]["permissions"], json!({"administrators": "none", "space_settings": "view"}));
        for (client, status) in [(house.anonymous(), 401), (house.client(stranger, "read").await, 404), (house.client(limited, "read").await, 403)] {
            assert_eq!(client.v1("harbour", "GET /api/admins", Value::Null).await.status, status);
        }
    }

    async fn any_user_sees_a_space_and_those_who_belong_to_it_more(db: db::Db) {
        let house = House::new(db);
        let (olga, space, owner) = harbour(&house).await;
        fill_in(&house, space).await;
        let stranger = house.client(house.person("vera@kontor.test").await, ALL).await;
        let path = format!("/spaces/{space}");
        let seen = stranger.get(&path).await;
        assert_eq!(seen.status, 200);
        assert_eq!(seen.body["data"]["attributes"]["logo"], json!({"default": {"url": "https://files.test/logo.png"}}));
        assert_eq!(seen.body["data"]["attributes"]["defaultTaxes"], json!([{"name": "VAT", "rate": "0.0"}]));
        let links = &seen.body["data"]["relationships"];
        assert_eq!(links["bookings"]["links"]["related"], format!("https://api.kontor.test/spaces/{space}/bookings"));
        for hidden in ["owner", "network", "teams", "externalBookings", "membershipProfiles", "dropInPasses"] {
            assert_eq!(links[hidden], Value::Null, "{hidden}");
        }
        let full = owner.get(&path).await.body;
        assert_eq!(full["data"]["attributes"], seen.body["data"]["attributes"]);
        assert_eq!(full["data"]["relationships"]["owner"]["data"], json!({"type": "users", "id": olga.to_string()}));
        assert_eq!(full["data"]["relationships"]["teams"]["links"]["related"], format!("https://api.kontor.test/spaces/{space}/teams"));

        let profile = full["data"]["relationships"]["spaceProfile"]["links"]["related"].as_str().unwrap();
        let profile = stranger.get(profile.strip_prefix("https://api.kontor.test").unwrap()).await;
        assert_eq!(profile.status, 200);
        let attributes = &profile.body["data"]["attributes"];
        assert_eq!((&attributes["location"], &attributes["openStatus"]["status"]), (&json!("Berlin"), &json!("membersOnly")));
        assert_eq!(attributes["structuredAddress"]["fullAddress"], "Quay 1\n10999 Berlin");
        let logo = house.anonymous().v1("www", "GET /api/spaces/harbour/logo", Value::Null).await;
        assert_eq!((logo.status, logo.header("location")), (302, "https://files.test/logo.png"));
        house.space("summit", olga).await;
        assert_eq!(house.anonymous().v1("www", "GET /api/spaces/summit/logo", Value::Null).await.status, 404);

        for path in ["/spaces/desk", "/spaces/0198c0de000070008000000000000001", "/space_profiles/x", "/spaces/%00/urls"] {
            assert_eq!(stranger.get(path).await.status, 404, "{path}");
        }
        let other = house.client(olga, "read_bookings").await;
        for path in [path.clone(), format!("{path}/urls"), format!("/space_profiles/{space}")] {
            assert_eq!((house.anonymous().get(&path).await.status, other.get(&path).await.status), (401, 403), "{path}");
        }
    }

    async fn pages_of_a_space_have_names_that_stay(db: db::Db) {
        let house = House::new(db);
        let (_, space, _) = harbour(&house).await;
        let stranger = house.client(house.person("vera@kontor.test").await, "read_urls").await;
        let path = format!("/spaces/{space}/urls");
        let seen = stranger.get(&path).await;
        let urls = seen.body["data"].as_array().unwrap();
        assert_eq!((seen.status, urls.len(), seen.body.as_object().unwrap().len()), (200, 37, 1));
        let of = |identifier: &str| urls.iter().map(|url| &url["attributes"]).find(|url| url["identifier"] == identifier).unwrap();
        assert_eq!(of("admin:resources")["url"], "https://harbour.kontor.test/admin/resources");
        assert_eq!(of("admin:membership")["urlTemplate"], "https://harbour.kontor.test/admin/memberships/{membershipId}");
        assert_eq!(of("space:privacy-policy")["url"], Value::Null);
        fill_in(&house, space).await;
        let again = stranger.get(&path).await.body;
        let ids = |body: &Value| body["data"].as_array().unwrap().iter().map(|url| url["id"].clone()).collect::<Vec<_>>();
        assert_eq!(ids(&again), ids(&seen.body));
        assert!(again["data"].as_array().unwrap().iter().any(|url| url["attributes"]["url"] == "https://harbour.kontor.test/privacy"));
        assert_eq!(stranger.get(&format!("{path}?fields[urls]=label")).await.body["data"][0]["attributes"].as_object().unwrap().len(), 1);
    }

    async fn a_preview_suggests_and_makes_nothing(db: db::Db) {
        let house = House::new(db);
        harbour(&house).await;
        let client = house.client(house.person("vera@kontor.test").await, "").await;
        let preview = |attributes: Value| json!({"data": {"type": "spacePreviews", "attributes": attributes}});
        let seen = client.api("POST /space_preview", preview(json!({"name": "Harbour"}))).await;
        assert_eq!((seen.status, &seen.body["data"]["attributes"]), (200, &json!({"name": "Harbour", "subdomain": "harbour-2"})));
        assert_eq!(client.v1("www", "GET /api/spaces/harbour-2", Value::Null).await.status, 404);
        for (attributes, pointer) in [
            (json!({"name": " "}), "/data/attributes/name"),
            (json!({"name": 7}), "/data/attributes/name"),
            (json!({}), "/data/attributes/name"),
            (json!({"name": "x", "size": 1}), "/data/attributes/size"),
            (json!({"name": "x".repeat(256)}), "/data/attributes/name"),
        ] {
            let refused = client.api("POST /space_preview", preview(attributes.clone())).await;
            assert_eq!((refused.status, refused.blame().1.as_str()), (422, pointer), "{attributes}");
        }
        let wrong = client.api("POST /space_preview", json!({"data": {"type": "spaces", "attributes": {"name": "x"}}})).await;
        assert_eq!((wrong.status, wrong.blame().1.as_str()), (422, "/data/type"));
        assert_eq!(house.anonymous().api("POST /space_preview", preview(json!({"name": "x"}))).await.status, 401);
    }

    async fn a_network_is_open_to_those_in_it(db: db::Db) {
        let house = House::new(db);
        let (olga, space, owner) = harbour(&house).await;
        let ned = house.person("ned@kontor.test").await;
        let summit = house.space("summit", ned).await.id;
        let network = app::networks::create(&house.app, "Waterside").await.unwrap();
        for space in [space, summit] {
            app::networks::add_space(&house.app, network, space).await.unwrap();
        }
        let linked = owner.get(&format!("/spaces/{space}")).await.body["data"]["relationships"]["network"]["data"].clone();
        assert_eq!(linked, json!({"type": "networks", "id": network.to_string()}));
        let path = format!("/networks/{network}");
        let seen = owner.get(&format!("{path}?include=memberSpaces")).await;
        assert_eq!(seen.status, 200);
        let relationships = &seen.body["data"]["relationships"];
        assert_eq!(relationships["memberSpaces"]["data"].as_array().unwrap().len(), 2);
        assert_eq!(relationships["memberships"]["links"]["related"], format!("https://api.kontor.test/networks/{network}/memberships"));
        let included: Vec<_> = seen.body["included"].as_array().unwrap().iter().map(|space| space["attributes"]["subdomain"].as_str().unwrap()).collect();
        assert_eq!(included, ["harbour", "summit"]);
        assert_eq!(house.client(ned, ALL).await.get(&path).await.body.get("included"), None);

        let bound = house.space_token(olga, "read", space).await;
        let own = house.bearer(&bound).get(&format!("{path}?include=memberSpaces")).await.body;
        assert_eq!(own["included"].as_array().unwrap().len(), 1);
        let stranger = house.person("vera@kontor.test").await;
        assert_eq!(house.client(stranger, ALL).await.get(&path).await.status, 404);
        assert_eq!(house.client(olga, "read_spaces").await.get(&path).await.status, 403);
        let lacking = house.client(olga, "read_networks").await;
        assert_eq!(lacking.get(&path).await.status, 200);
        assert_eq!(lacking.get(&format!("{path}?include=memberSpaces")).await.status, 403);
        assert_eq!(lacking.get(&format!("{path}?include=doors")).await.blame(), ("invalid_parameter".into(), "include".into()));
        assert_eq!(lacking.get("/networks/nowhere").await.status, 404);
    }
}

//! Applications put links into the navigation of a space, and each sees and changes its own.

use crate::client::{Answer, Client, House};
use crate::on_both;
use crate::surface::world::{EVERYTHING, Who, World};
use app::applications::{self, Details};
use app::tokens::Grant;
use domain::ids::{ClientId, SpaceId};
use serde_json::{Value, json};

/// The token of an application, for the owner.
async fn application(world: &World, name: &str) -> (ClientId, Client) {
    let app = &world.house.app;
    let details = Details::new(name.into(), vec!["https://apps.test/back".into()]);
    let (client, _) = applications::create(app, None, details).await.unwrap();
    let user = world.facts.users[&Who::Owner];
    let grant = Grant { user, client: Some(client), space: None, scopes: EVERYTHING.parse().unwrap(), expires_at: None };
    (client, world.house.bearer(app::tokens::create(app, grant).await.unwrap().reveal()))
}

fn id(answer: &Answer) -> String {
    assert!(matches!(answer.status, 200 | 201), "{}", answer.text);
    answer.body["data"]["id"].as_str().unwrap().to_owned()
}

fn app(attributes: &Value) -> Value {
    json!({"data": {"type": "singlePageApps", "attributes": attributes}})
}

fn link(space: SpaceId, app: &str, attributes: &Value) -> Value {
    json!({"data": {"type": "navigationLinks", "attributes": attributes, "relationships": {
        "space": {"data": {"type": "spaces", "id": space.to_string()}}, "singlePageApp": {"data": {"type": "singlePageApps", "id": app}}}}})
}

async fn change(client: &Client, kind: &str, path: &str, id: &str, attributes: Value) -> Answer {
    client.api(&format!("PATCH /{path}/{id}"), json!({"data": {"type": kind, "id": id, "attributes": attributes}})).await
}

on_both! {
    async fn an_application_shows_itself_in_a_space(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let space = world.facts.harbour.space;
        let ((mine, maps), (_, bots)) = (application(&world, "Maps").await, application(&world, "Bots").await);
        let files = json!({"name": " Map ", "js": [{"url": "https://apps.test/a.js"}, {"url": "https://apps.test/b.js"}], "css": []});
        let made = maps.api("POST /single_page_apps", app(&files)).await;
        let map = id(&made);
        assert_eq!(made.body["data"]["attributes"], json!({"name": "Map", "css": [],
            "js": [{"url": "https://apps.test/a.js"}, {"url": "https://apps.test/b.js"}]}));
        let changed = change(&maps, "singlePageApps", "single_page_apps", &map, json!({"css": [{"url": "https://apps.test/a.css"}], "js": []})).await;
        assert_eq!(changed.body["data"]["attributes"], json!({"name": "Map", "js": [], "css": [{"url": "https://apps.test/a.css"}]}));
        assert_eq!(maps.get("/single_page_apps").await.body["data"], json!([changed.body["data"]]));
        assert_eq!(maps.get(&format!("/single_page_apps/{map}")).await.body["data"], changed.body["data"]);
        assert_eq!(bots.get("/single_page_apps").await.body["data"], json!([]));
        assert_eq!(bots.get(&format!("/single_page_apps/{map}")).await.status, 404);
        assert_eq!(change(&bots, "singlePageApps", "single_page_apps", &map, json!({"name": "Mine"})).await.status, 404);

        let attributes = json!({"label": "Map", "section": "members"});
        let linked = maps.api("POST /navigation_links", link(space, &map, &attributes)).await;
        let first = id(&linked);
        assert_eq!(linked.body["data"]["attributes"], json!({"label": "Map", "section": "members",
            "userUrl": format!("https://harbour.kontor.test/navigation_links/{first}")}));
        assert_eq!(linked.body["data"]["relationships"]["singlePageApp"]["data"]["id"], json!(map));
        let foreign = bots.api("POST /navigation_links", link(space, &map, &attributes)).await;
        assert_eq!((foreign.status, foreign.blame()), (404, ("not_found".into(), "/data/relationships/singlePageApp".into())));

        let moved = change(&maps, "navigationLinks", "navigation_links", &first, json!({"section": "admin/analyze"})).await;
        assert_eq!((moved.status, &moved.body["data"]["attributes"]["label"]), (200, &json!("Map")));
        assert_eq!(moved.body["data"]["attributes"]["userUrl"], json!(format!("https://harbour.kontor.test/admin/navigation_links/{first}")));
        let path = format!("/navigation_links/{first}");
        assert_eq!(bots.get(&path).await.body["data"], moved.body["data"]);
        let other = change(&bots, "navigationLinks", "navigation_links", &first, json!({"label": "Mine"})).await;
        assert_eq!((other.status, other.blame().0), (403, "another_application".into()));
        let of_space = format!("/spaces/{space}/navigation_links");
        assert_eq!(maps.get(&of_space).await.body["data"], json!([moved.body["data"]]));
        assert_eq!(bots.get(&of_space).await.body["data"], json!([]));
        assert_eq!(world.client(Who::Owner).get(&of_space).await.body["data"].as_array().unwrap().len(), 1, "made without an application");

        // What an application made goes with it.
        world.house.app.db.write(async move |tx| store::clients::delete(tx, mine).await).await.unwrap();
        assert_eq!(bots.get(&path).await.status, 404);
    }

    async fn api_1_frames_pages_of_others(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let ((_, maps), (_, bots)) = (application(&world, "Maps").await, application(&world, "Bots").await);
        let new = json!({"section": "admin/setup", "label": "Bot", "iframe_url": "https://bots.test/a?b=c"});
        let made = bots.v1("harbour", "POST /api/navigation_links", new.clone()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let url = made.body["url"].as_str().unwrap().to_owned();
        let id = url.rsplit('/').next().unwrap();
        assert_eq!(made.body, json!({"section": "admin/setup", "label": "Bot", "iframe_url": "https://bots.test/a?b=c", "url": url,
            "user_url": format!("https://harbour.kontor.test/admin/navigation_links/{id}"), "user_editable": true, "type": "iframe"}));
        assert_eq!(bots.v1("harbour", "GET /api/navigation_links", Value::Null).await.body, json!([made.body]));
        assert_eq!(maps.v1("harbour", "GET /api/navigation_links", Value::Null).await.body, json!([]));
        let seen = bots.get(&format!("/navigation_links/{id}")).await;
        assert_eq!((seen.status, seen.body["data"]["relationships"].get("singlePageApp")), (200, None));
        let away = json!({"section": "members", "label": "Shop", "iframe_url": "https://shop.test", "type": "external", "user_editable": "false"});
        let away = bots.v1("harbour", "POST /api/navigation_links", away).await.body;
        assert_eq!((&away["type"], &away["user_editable"]), (&json!("external"), &json!(false)));

        for (field, value, name) in [
            ("section", json!("kitchen"), "section"),
            ("label", json!(" "), "label"),
            ("iframe_url", json!("javascript:alert(1)"), "iframe_url"),
            ("type", json!("popup"), "type"),
        ] {
            let mut bad = new.clone();
            bad[field] = value;
            let refused = bots.v1("harbour", "POST /api/navigation_links", bad).await;
            assert_eq!((refused.status, refused.body["errors"][name].is_string()), (422, true), "{field}: {}", refused.text);
        }
        let path = format!("/api/navigation_links/{id}");
        assert_eq!(maps.v1("harbour", &format!("DELETE {path}"), Value::Null).await.status, 403);
        assert_eq!(bots.v1("summit", &format!("DELETE {path}"), Value::Null).await.status, 403, "an admin of the network, not of that space");
        assert_eq!(bots.v1("harbour", &format!("DELETE {path}"), Value::Null).await.status, 204);
        assert_eq!(bots.v1("harbour", &format!("DELETE {path}"), Value::Null).await.status, 404);
    }

    async fn bad_links_and_apps_make_nothing(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (harbour, owner) = (&world.facts.harbour, world.client(Who::Owner));
        let file = |url: &str| json!({"name": "App", "js": [{"url": url}]});
        for (attributes, code, place) in [
            (json!({}), "blank", "name"),
            (json!({"name": " "}), "blank", "name"),
            (json!({"name": "x".repeat(300)}), "too_long", "name"),
            (file("ftp://apps.test/a.js"), "invalid", "js/0/url"),
            (file("https://a:b@apps.test/a.js"), "invalid", "js/0/url"),
            (file(&format!("https://apps.test/{}", "x".repeat(3000))), "too_long", "js/0/url"),
            (json!({"name": "App", "css": vec![json!({"url": "https://apps.test/a.css"}); 51]}), "too_many", "css"),
        ] {
            let refused = owner.api("POST /single_page_apps", app(&attributes)).await;
            assert_eq!((refused.status, refused.blame()), (422, (code.into(), format!("/data/attributes/{place}"))), "{}", refused.text);
        }
        assert_eq!(owner.get("/single_page_apps").await.body["data"].as_array().unwrap().len(), 1);

        let app = harbour.single_page_app.to_string();
        let good = json!({"label": "Map", "section": "members"});
        let blank = owner.api("POST /navigation_links", link(harbour.space, &app, &json!({"label": " ", "section": "members"}))).await;
        assert_eq!((blank.status, blank.blame()), (422, ("blank".into(), "/data/attributes/label".into())));
        let nowhere = owner.api("POST /navigation_links", link(harbour.space, &app, &json!({"label": "Map", "section": "cellar"}))).await;
        assert_eq!((nowhere.status, nowhere.blame().1), (422, "/data/attributes/section".into()));
        let foreign = owner.api("POST /navigation_links", link(world.facts.island.space, &app, &good)).await;
        assert_eq!((foreign.status, foreign.blame().1), (404, "/data/relationships/space".into()));
        for unknown in ["x", "0198c0de000070008000000000000001"] {
            let refused = owner.api("POST /navigation_links", link(harbour.space, unknown, &good)).await;
            assert_eq!((refused.status, refused.blame().1), (404, "/data/relationships/singlePageApp".into()));
        }
        let path = harbour.link.to_string();
        let long = change(&owner, "navigationLinks", "navigation_links", &path, json!({"label": "x".repeat(256)})).await;
        assert_eq!((long.status, long.blame().0), (422, "too_long".into()));
        assert_eq!(owner.get(&format!("/spaces/{}/navigation_links", harbour.space)).await.body["data"].as_array().unwrap().len(), 1);
    }
}

//! The one who asks, through both APIs.

use crate::client::House;
use crate::on_both;
use serde_json::{Value, json};

on_both! {
    async fn a_user_sees_spaces_and_memberships_through_both_apis(db: db::Db) {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await;
        let client = house.client(owner, "read_user read_spaces").await;

        let shown = client.get("/user").await;
        assert_eq!(shown.status, 200);
        assert_eq!(shown.body["data"]["type"], "users");
        assert_eq!(shown.body["data"]["attributes"], json!({"email": "olga@kontor.test"}));
        let link = json!([{"id": space.id.to_string(), "type": "spaces"}]);
        assert_eq!(shown.body["data"]["relationships"]["adminOf"]["data"], link);
        assert_eq!(shown.body["data"]["relationships"]["memberships"]["data"], json!([]));

        let old = client.v1("www", "GET /api/user", Value::Null).await;
        assert_eq!(old.status, 200);
        assert_eq!(old.body["id"], shown.body["data"]["id"]);
        assert_eq!(
            old.body["admin_of"],
            json!([{"space_subdomain": "harbour", "space_name": "harbour", "space_link": "https://www.kontor.test/api/spaces/harbour", "name": "Olga Owner"}])
        );
        assert_eq!(client.v1("harbour", "GET /api/nowhere", Value::Null).await.status, 404);
    }

    async fn fields_and_includes_are_what_was_asked_for(db: db::Db) {
        let house = House::new(db);
        let user = house.person("vera@kontor.test").await;
        let client = house.client(user, "read_user").await;

        let email = client.get("/user?fields[users]=email").await;
        assert_eq!(email.body["data"]["attributes"], json!({"email": "vera@kontor.test"}));
        assert_eq!(email.body["data"]["relationships"], Value::Null);
        let nothing = client.get("/user?fields%5Busers%5D=").await;
        assert_eq!(nothing.body, json!({"data": {"id": user.to_string(), "type": "users"}}));
        let other = client.get("/user?fields[doors]=width").await;
        assert_eq!(other.body["data"]["attributes"]["email"], "vera@kontor.test");

        let unknown = client.get("/user?include=doors").await;
        assert_eq!((unknown.status, unknown.blame()), (400, ("invalid_parameter".into(), "include".into())));
        let lacking = client.get("/user?include=memberships").await;
        assert_eq!((lacking.status, lacking.blame().0.as_str()), (403, "insufficient_scope"));
    }
}

on_both! {
    async fn an_address_is_free_or_taken(db: db::Db) {
        let house = House::new(db);
        let ada = house.person("ada@kontor.test").await;
        let client = house.client(ada, "openid").await;
        let ask = async |email: serde_json::Value| {
            client.api("POST /user_email_preview", json!({"data": {"type": "userEmailPreviews", "attributes": {"email": email}}})).await
        };
        let free = ask(json!(" New@kontor.test ")).await;
        assert_eq!((free.status, free.text.as_str()), (204, ""));
        let taken = ask(json!("ADA@Kontor.test")).await;
        assert_eq!((taken.status, taken.blame().0), (409, "taken".into()));
        for bad in [json!("ada"), json!(""), json!(format!("{}@kontor.test", "x".repeat(300)))] {
            let refused = ask(bad).await;
            assert_eq!((refused.status, refused.blame()), (422, ("invalid".into(), "/data/attributes/email".into())));
        }
        assert_eq!(ask(json!(null)).await.status, 422);
    }
}

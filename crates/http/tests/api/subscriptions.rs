//! What spaces pay the operator for, and to whom it is billed.

use crate::client::House;
use crate::on_both;
use app::subscriptions::{NewTier, add};
use serde_json::{Value, json};

on_both! {
    async fn a_space_chooses_among_the_tiers_that_are_large_enough(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@kontor.test").await;
        let space = house.space("harbour", olga).await.id;
        let client = house.client(olga, "read write").await;
        let free = client.get(&format!("/spaces/{space}/subscription")).await;
        assert_eq!((free.status, &free.body["data"]["attributes"]["pricePerCycle"]["net"]), (200, &json!("0.0")), "{}", free.text);

        let tier = async |net: &str, members| {
            let new = NewTier { net: net.parse().unwrap(), currency: "EUR".parse().unwrap(), cycle_months: 1, maximum_memberships: Some(members) };
            add(&house.app, new).await.unwrap().to_string()
        };
        let (tiny, large) = (tier("10", 1).await, tier("99", 500).await);
        let terms = json!({"name": "Flex", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1});
        let caller = house.caller(olga, "read write").await;
        let access = app::access::enter_as(&house.app, &caller, app::access::Place::Space(space), &[], app::access::Door::Related).await.unwrap();
        let plan = app::plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        for name in ["Vera", "Vic"] {
            let new = json!({"plan": {"id": plan}, "address": {"name": name}, "pre_approved": true});
            assert_eq!(client.v1("harbour", "POST /api/memberships", new).await.status, 201);
        }

        let all = client.get(&format!("/spaces/{space}/subscriptions")).await;
        let shown: Vec<_> = all.body["data"].as_array().unwrap().iter().map(|one| (one["id"].as_str().unwrap(), one["attributes"]["available"].as_bool().unwrap())).collect();
        assert_eq!(shown[1..], [(tiny.as_str(), false), (large.as_str(), true)], "{}", all.text);
        let choose = async |id: &str, extras: Value| {
            let link = |kind: &str, id: &str| json!({"data": {"type": kind, "id": id}});
            let body = json!({"data": {"type": "subscriptions", "attributes": {"extras": extras},
                "relationships": {"space": link("spaces", &space.to_string()), "chosenSubscription": link("subscriptions", id)}}});
            client.api(&format!("PUT /spaces/{space}/subscription"), body).await
        };
        assert_eq!(choose(&tiny, json!([])).await.blame().1, "/data/relationships/chosenSubscription");
        assert_eq!(choose("0123456789abcdef0123456789abcdef", json!([])).await.blame().1, "/data/relationships/chosenSubscription");
        assert_eq!(choose(&large, json!([{"id": "x", "type": "radiusSubscriptionExtras"}])).await.status, 422);
        assert_eq!(choose(&large, json!([])).await.body["data"]["id"], large);
        assert_eq!(client.get(&format!("/spaces/{space}/subscription")).await.body["data"]["id"], large);
        let preview = json!({"data": {"type": "spaceSubscriptionPreviewRequests", "attributes": {"maximumNumberOfMemberships": 3}}});
        let previewed = client.api(&format!("POST /spaces/{space}/subscription_preview"), preview).await;
        assert_eq!((previewed.status, &previewed.body["data"]["attributes"]["totalPricePerCycle"]["net"]), (200, &json!("0.0")), "{}", previewed.text);
        let id = large.parse().unwrap();
        assert_eq!(app::subscriptions::remove(&house.app, id).await.unwrap_err().code(), "subscription_in_use");
        app::subscriptions::remove(&house.app, tiny.parse().unwrap()).await.unwrap();
    }

    async fn billing_details_are_kept_whole_or_not_at_all(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@kontor.test").await;
        let space = house.space("harbour", olga).await.id;
        let client = house.client(olga, "read write").await;
        let line = format!("PATCH /spaces/{space}/billing_details");
        let body = |attributes: Value| json!({"data": {"type": "billingDetailsRequests", "id": space.to_string(), "attributes": attributes}});
        let before = client.get(&format!("/spaces/{space}/billing_details")).await;
        assert_eq!((before.status, &before.body["data"]["attributes"]["numberOfMemberships"]), (200, &json!(0)), "{}", before.text);
        let good = json!({"company": "Kran Ltd.", "address": "Quay 1\nBerlin", "billingEmail": "pay@kran.test", "vatIdentificationNumber": null});
        for (change, pointer) in [
            (json!({"company": " "}), "company"),
            (json!({"address": ""}), "address"),
            (json!({"billingEmail": "nobody"}), "billingEmail"),
            (json!({"vatIdentificationNumber": "12"}), "vatIdentificationNumber"),
        ] {
            let mut bad = good.clone();
            bad.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let refused = client.api(&line, body(bad)).await;
            assert_eq!((refused.status, refused.blame().1), (422, format!("/data/attributes/{pointer}")), "{}", refused.text);
        }
        assert_eq!(client.api(&line, body(good)).await.status, 200);
        let after = client.get(&format!("/spaces/{space}/billing_details")).await.body["data"]["attributes"].clone();
        assert_eq!((&after["company"], &after["billingEmail"]), (&json!("Kran Ltd."), &json!("pay@kran.test")));
    }

    async fn a_suspended_space_is_closed_to_all_but_those_who_pay_for_it(db: db::Db) {
        let house = House::new(db);
        let (olga, vera) = (house.person("olga@kontor.test").await, house.person("vera@kontor.test").await);
        let space = house.space("harbour", olga).await.id;
        let (admin, stranger) = (house.client(olga, "read write").await, house.client(vera, "read write").await);
        let suspend = async |suspended| app::operator::suspend(&house.app, "harbour", suspended).await.unwrap();
        let closed = ["products", "resources", "contacts"].map(|what| format!("/spaces/{space}/{what}"));
        let open = [format!("/spaces/{space}"), format!("/spaces/{space}/subscription"), format!("/spaces/{space}/subscriptions"), format!("/spaces/{space}/billing_details")];
        let asked = async |paths: &[String]| {
            let mut statuses = Vec::new();
            for path in paths {
                statuses.push(admin.get(path).await.status);
            }
            statuses
        };
        assert_eq!((asked(&closed).await, asked(&open).await), (vec![200; 3], vec![200; 4]));

        suspend(true).await;
        assert_eq!((asked(&closed).await, asked(&open).await), (vec![402; 3], vec![200; 4]));
        let refused = admin.get(&closed[0]).await;
        assert_eq!(refused.body["errors"][0]["code"], "payment_required", "{}", refused.text);
        assert_eq!(admin.v1("harbour", "GET /api/memberships", json!({})).await.status, 402);
        assert_eq!(admin.v1("harbour", "POST /api/memberships", json!({"address": {"name": "Nia"}})).await.status, 402);
        assert_eq!(stranger.get(&format!("/spaces/{space}/memberships")).await.status, 404, "strangers do not learn of it");

        suspend(false).await;
        assert_eq!(asked(&closed).await, [200; 3]);
        assert_eq!(admin.v1("harbour", "GET /api/memberships", json!({})).await.status, 200);
        let unknown = app::operator::suspend(&house.app, "nowhere", true).await.unwrap_err();
        assert_eq!(unknown.code(), app::operator::as_owner(&house.app, "nowhere").await.unwrap_err().code());
    }
}

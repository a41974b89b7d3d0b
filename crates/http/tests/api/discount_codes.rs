//! Codes that lower a price.

use crate::client::House;
use crate::on_both;
use app::access::{self, Door, Place};
use domain::discount_codes::DiscountCode;
use domain::ids::DiscountCodeId;
use serde_json::{Value, json};
use store::SpaceTx;

on_both! {
    async fn a_code_is_found_by_whoever_types_it(db: db::Db) {
        let house = House::new(db);
        let (olga, vera) = (house.person("olga@kontor.test").await, house.person("vera@kontor.test").await);
        let space = house.space("harbour", olga).await.id;
        let caller = house.caller(olga, "read write").await;
        let desk = access::enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        let terms = json!({"name": "Flex", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1});
        let plan = app::plans::create(&house.app, &desk, serde_json::from_value(terms.clone()).unwrap()).await.unwrap();
        let other = app::plans::create(&house.app, &desk, serde_json::from_value(terms).unwrap()).await.unwrap();
        let code = |more: Value| {
            let mut code = json!({"id": house.app.id::<DiscountCodeId>(), "name": "Summer", "code": "Sün-10", "unit": "percentage", "value": "12.5",
                "currency": "EUR", "category": "membershipPlans", "objects": []});
            code.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            serde_json::from_value::<DiscountCode>(code).unwrap()
        };
        let create = async |more: Value| app::discount_codes::create(&house.app, &desk, code(more)).await;
        create(json!({})).await.unwrap();
        create(json!({"code": "NEW", "unit": "amount", "value": "25", "objects": [plan], "max_redemptions": 1})).await.unwrap();
        create(json!({"code": "OLD", "ends_on": "2026-03-01"})).await.unwrap();
        create(json!({"code": "SOON", "starts_on": "2026-03-03"})).await.unwrap();
        create(json!({"code": "TODAY", "starts_on": "2026-03-02", "ends_on": "2026-03-02"})).await.unwrap();

        let client = house.client(vera, "read_discount_codes").await;
        let find = async |code: &str, id: &str| {
            client.get(&format!("/spaces/{space}/discount_codes/find?filter[code]={code}&filter[discounted_id]={id}")).await
        };
        let (plan, other) = (plan.to_string(), other.to_string());
        let found = find("%20s%C3%9CN-10", &plan).await;
        assert_eq!(found.body["data"]["attributes"], json!({"name": "Summer", "unit": "percentage", "value": "12.5"}), "{}", found.text);
        let found = find("new", &plan).await;
        assert_eq!(found.body["data"]["attributes"], json!({"name": "Summer", "unit": "amount", "value": "25.0"}), "{}", found.text);
        assert_eq!(find("today", &other).await.status, 200);
        for (code, object) in [("new", &*other), ("old", &plan), ("soon", &plan), ("none", &plan), ("", &plan), ("today", "x"), ("today", &space.to_string())] {
            assert_eq!(find(code, object).await.status, 404, "{code} {object}");
        }
        let mut tx = house.app.db.begin().await.unwrap();
        let sql = "UPDATE discount_codes SET redemptions = 1 WHERE space_id = $1 AND folded = $2";
        SpaceTx::bind(&mut tx, space).execute(sql, db::params!["new"]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(find("new", &plan).await.status, 404);
        let missing = client.get(&format!("/spaces/{space}/discount_codes/find?filter[code]=new")).await;
        assert_eq!((missing.status, missing.blame().1), (400, "filter[discounted_id]".into()));
        let elsewhere = house.space("summit", olga).await.id;
        let line = format!("/spaces/{elsewhere}/discount_codes/find?filter[code]=today&filter[discounted_id]={plan}");
        assert_eq!(client.get(&line).await.status, 404);

        for more in [json!({"code": "SÜN-10"}), json!({"code": " "}), json!({"code": "X", "value": "0"}), json!({"code": "X", "value": "101"}),
            json!({"code": "X", "currency": "USD"}), json!({"code": "X", "category": "externalBookings"})] {
            assert!(matches!(create(more.clone()).await, Err(app::Error::Invalid(_))), "{more}");
        }
    }
}

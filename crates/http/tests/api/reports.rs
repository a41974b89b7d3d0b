//! What a space earns, as its admins see it.

use crate::client::House;
use crate::on_both;
use app::access::{Door, Place, enter_as};
use serde_json::{Value, json};

on_both! {
    async fn a_report_adds_up_what_was_invoiced_and_is_open(db: db::Db) {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let olga = house.client(owner, "read write").await;
        let caller = house.caller(owner, "read write").await;
        let access = enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        let (mia, _) = house.joined(&access, "300", 3).await;
        let item = |net: &str, account: Value| json!({"description": "Desk", "amount": {"net": net, "taxes": [{"name": "VAT", "rate": "19.0"}]}, "revenueAccount": account});
        let items = json!([item("100.0", json!({"name": "Rooms", "number": "4400"})), item("50.0", Value::Null)]);
        let body = json!({"data": {"type": "invoices", "attributes": {"recipientAddress": {"name": "Vera", "company": null, "fullAddress": "Quay 2"}, "items": items},
            "relationships": {"space": {"data": {"type": "spaces", "id": space.to_string()}}}}});
        for _ in 0..2 {
            let made = olga.api("POST /invoices", body.clone()).await;
            assert_eq!(made.status, 201, "{}", made.text);
        }
        let made = olga.api("POST /invoices", body.clone()).await.body["data"]["id"].as_str().unwrap().to_owned();
        let paid = olga.v1("harbour", &format!("POST /api/invoices/{made}/payment_records"), json!({"paid_at": "2026-03-02", "amount": 8.5})).await;
        assert_eq!(paid.status, 201, "{}", paid.text);

        let path = |from: &str, to: &str| format!("/spaces/{space}/accounting_report?filter[from]={from}&filter[to]={to}");
        let report = olga.get(&path("2026-02-01", "2026-04-20")).await;
        assert_eq!(report.status, 200, "{}", report.text);
        let shown = &report.body["data"]["attributes"];
        let euros = &shown["currencies"][0];
        assert_eq!((&euros["net"], &euros["gross"], &euros["currency"]), (&json!("450.0"), &json!("535.5"), &json!("EUR")), "{}", report.text);
        assert_eq!(euros["revenue"], json!([{"month": "2026-03", "account": null, "name": null, "net": "150.0"},
            {"month": "2026-03", "account": "4400", "name": "Rooms", "net": "300.0"}]));
        assert_eq!(euros["taxes"], json!([{"name": "VAT", "rate": "19.0", "net": "450.0", "amount": "85.5"}]));
        assert_eq!((&euros["openItems"]["invoices"], &euros["openItems"]["total"], &euros["openItems"]["ageing"]["upTo60"]), (&json!(3), &json!("527.0"), &json!("527.0")));
        assert_eq!(euros["deferredRevenue"], "0.0");
        let march = &shown["recurring"][1];
        assert_eq!((&march["month"], &march["members"], &march["joined"], &march["left"]), (&json!("2026-03"), &json!(1), &json!(1), &json!(0)));
        assert_eq!((&march["monthlyRecurringRevenue"], &march["churn"]), (&json!({"EUR": "100.0"}), &Value::Null));
        assert_eq!(shown["recurring"][2]["churn"], "0.0");

        for (from, to, blame) in [("2026-03-02", "2026-03-01", "before_from"), ("2020-01-01", "2026-03-01", "out_of_range")] {
            let refused = olga.get(&path(from, to)).await;
            assert_eq!(refused.blame().0, blame, "{}", refused.text);
        }
        assert_eq!(mia.get(&path("2026-03-01", "2026-03-31")).await.status, 403);
        let stranger = house.person("vera@kontor.test").await;
        assert_eq!(house.client(stranger, "read write").await.get(&path("2026-03-01", "2026-03-31")).await.status, 404);
    }
}

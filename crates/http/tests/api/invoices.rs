//! Invoices made by hand: what they come to, who sees them, and the money for them.

use crate::client::{Client, House};
use crate::on_both;
use domain::ids::SpaceId;
use serde_json::{Value, json};

struct Harbour {
    house: House,
    space: SpaceId,
    olga: Client,
    mia: Client,
    member: String,
}

impl Harbour {
    async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let olga = house.client(owner, "read write").await;
        let caller = house.caller(owner, "read write").await;
        let place = app::access::Place::Space(space);
        let access = app::access::enter_as(&house.app, &caller, place, &[], app::access::Door::Related).await.unwrap();
        let terms = json!({"name": "Flex", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1});
        let plan = app::plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let user = house.person("mia@members.test").await;
        let mia = house.client(user, "read write").await;
        let joining =
            json!({"plan": {"id": plan}, "address": {"name": "Mia Moor", "full_address": "Quay 1\n10999 Berlin", "country": "Germany"}});
        let member = mia.v1("harbour", "POST /api/membership", joining).await.body["id"].as_str().unwrap().to_owned();
        Self { house, space, olga, mia, member }
    }

    fn body(&self, attributes: &Value) -> Value {
        json!({"data": {"type": "invoices", "attributes": attributes, "relationships": {
            "space": {"data": {"type": "spaces", "id": self.space.to_string()}},
            "debitor": {"data": {"type": "memberships", "id": self.member}}}}})
    }

    async fn make(&self, attributes: Value) -> Value {
        let made = self.olga.api("POST /invoices", self.body(&attributes)).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.body["data"].clone()
    }

    async fn status(&self, id: &str) -> (String, String) {
        let seen = self.olga.get(&format!("/invoices/{id}")).await.body;
        let text = |name: &str| seen["data"]["attributes"][name].as_str().unwrap().to_owned();
        (text("paidStatus"), text("paidAmount"))
    }

    async fn pay(&self, id: &str, body: Value) -> crate::client::Answer {
        self.olga.v1("harbour", &format!("POST /api/invoices/{id}/payment_records"), body).await
    }
}

fn desk() -> Value {
    json!({"items": [
        {"description": "Desk", "quantity": "3.0", "amount": {"net": "9.99"}, "costCenter": {"name": "Desks", "number": "D-1"}},
        {"description": "Coffee", "amount": {"net": "2.0", "taxes": [{"name": "VAT", "rate": "7.0"}]}, "paid": true}
    ], "notes": "A good customer.", "invoiceText": "{{company}}Please pay {{total}} until {{due_date}}, {{member_name}}."})
}

on_both! {
    async fn an_invoice_is_made_seen_and_numbered_without_gaps(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let made = harbour.make(desk()).await;
        let attributes = &made["attributes"];
        let tax = |rate: &str, amount: &str| json!({"name": "VAT", "rate": rate, "amount": amount});
        let taxes = attributes["items"][0]["totalAmount"]["taxes"].clone();
        assert_eq!(attributes["items"][0]["totalAmount"]["net"], "29.97");
        assert_eq!(attributes["items"][1]["totalAmount"]["taxes"], json!([tax("7.0", "0.14")]));
        assert_eq!((&attributes["number"], &attributes["paidStatus"], &attributes["invoiceDate"]), (&json!("1"), &json!("unpaid"), &json!("2026-03-02")));
        assert_eq!(attributes["recipientAddress"]["name"], "Mia Moor");
        assert_eq!(attributes["recipientAddress"]["fullAddress"], "Quay 1\n10999 Berlin");
        let gross = attributes["items"][0]["totalAmount"]["gross"].as_str().unwrap().to_owned();
        assert_eq!(attributes["payableAmount"], gross, "the coffee was paid before: {taxes}");
        let text = format!("Please pay {gross} EUR until 2026-03-02, Mia Moor.");
        assert_eq!(attributes["invoiceText"], text);
        let id = made["id"].as_str().unwrap();
        let own = harbour.mia.get(&format!("/invoices/{id}")).await;
        assert_eq!((own.status, &own.body["data"]["attributes"]["notes"]), (200, &Value::Null), "{}", own.text);
        assert_eq!(harbour.mia.get(&format!("/spaces/{}/invoices", harbour.space)).await.status, 403);
        let stranger = harbour.house.client(harbour.house.person("x@y.test").await, "read").await;
        assert_eq!(stranger.get(&format!("/invoices/{id}")).await.status, 404);

        let body = harbour.body(&json!({"items": [{"description": "x", "amount": {"net": "1"}}]}));
        let refused = harbour.olga.api("POST /invoices", harbour.body(&json!({"items": []}))).await;
        assert_eq!((refused.status, refused.blame().1.as_str()), (422, "/data/attributes/items"));
        let many = futures_util::future::join_all((0..8).map(|_| harbour.olga.api("POST /invoices", body.clone()))).await;
        let mut numbers: Vec<i64> = many.iter().map(|one| one.body["data"]["attributes"]["number"].as_str().unwrap().parse().unwrap()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (2..=9).collect::<Vec<_>>(), "each once, none left out");
    }

    async fn bad_invoices_make_nothing_and_take_no_number(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let item = |change: Value| {
            let mut item = json!({"description": "Desk", "amount": {"net": "1.0"}});
            item.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            json!({"items": [item]})
        };
        for (attributes, pointer) in [
            (item(json!({"description": " "})), "/data/attributes/items/0/description"),
            (item(json!({"quantity": "0"})), "/data/attributes/items/0/quantity"),
            (item(json!({"quantity": "-1"})), "/data/attributes/items/0/quantity"),
            (item(json!({"amount": {"net": "1.1234567"}})), "/data/attributes/items/0/amount/net"),
            (item(json!({"amount": {"net": "9999999999999999"}})), "/data/attributes/items/0/amount/net"),
            (item(json!({"amount": {"net": "1", "taxes": [{"name": "VAT", "rate": "101"}]}})), "/data/attributes/items/0/amount/taxes/0/rate"),
            (json!({"items": [{"description": "x", "amount": {"net": "1"}}], "invoiceDate": "0001-01-01"}), "/data/attributes/invoiceDate"),
            (json!({"items": [{"description": "x", "amount": {"net": "1"}}], "billingEmails": ["nobody"]}), "/data/attributes/billingEmails/0"),
            (json!({"items": [{"description": "x", "amount": {"net": "1"}}], "writeOffCorrectedInvoice": true}), "/data/attributes/writeOffCorrectedInvoice"),
        ] {
            let refused = harbour.olga.api("POST /invoices", harbour.body(&attributes)).await;
            assert_eq!((refused.status, refused.blame().1.as_str()), (422, pointer), "{}", refused.text);
        }
        let mut nobody = harbour.body(&item(json!({})));
        nobody["data"]["relationships"].as_object_mut().unwrap().remove("debitor");
        let refused = harbour.olga.api("POST /invoices", nobody.clone()).await;
        assert_eq!((refused.status, refused.blame().1.as_str()), (422, "/data/attributes/recipientAddress"));
        nobody["data"]["attributes"]["recipientAddress"] = json!({"name": "Vera", "company": null, "street": "Quay 2", "postCode": "1", "city": "B", "countryCode": "DE"});
        let made = harbour.olga.api("POST /invoices", nobody).await;
        assert_eq!((made.status, &made.body["data"]["attributes"]["number"]), (201, &json!("1")), "{}", made.text);
        assert!(made.body["data"]["relationships"].get("debitor").is_none());
        let mut other = harbour.body(&item(json!({})));
        other["data"]["relationships"]["debitor"]["data"]["id"] = json!("0123456789abcdef0123456789abcdef");
        assert_eq!(harbour.olga.api("POST /invoices", other).await.blame().1, "/data/relationships/debitor");
    }

    async fn payments_and_refunds_settle_it(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let made = harbour.make(json!({"items": [{"description": "Desk", "amount": {"net": "100", "taxes": []}}]})).await;
        let id = made["id"].as_str().unwrap();
        let refund = async |amount: &str| {
            let body = json!({"data": {"type": "refunds", "attributes": {"amount": amount}, "relationships": {"invoice": {"data": {"type": "invoices", "id": id}}}}});
            harbour.olga.api("POST /refunds", body).await
        };
        assert_eq!(refund("1.0").await.status, 400, "nothing was paid");
        assert_eq!(harbour.pay(id, json!({"paid_at": "2026/03/03", "amount": "1"})).await.status, 422, "a day to come");
        assert_eq!(harbour.pay(id, json!({"paid_at": "2026/03/01", "amount": "-1"})).await.status, 422);
        assert_eq!(harbour.pay(id, json!({"paid_at": "2026/03/01", "amount": "200.01"})).await.status, 422, "more than twice");
        let first = harbour.pay(id, json!({"paid_at": "2026/03/01", "amount": "40", "payment_method": {"name": "Cash"}})).await;
        assert_eq!(first.status, 201, "{}", first.text);
        assert_eq!(first.body, json!({"id": first.body["id"], "invoice_id": id, "note": null, "paid_at": "2026-03-01", "amount": "40.0", "currency": "EUR", "payment_method": {"id": null, "name": "Cash"}}));
        assert_eq!(harbour.status(id).await, ("unpaid".into(), "40.0".into()));
        assert_eq!(harbour.pay(id, json!({"paid_at": "2026/03/02", "payment_method": {"name": "Cash"}})).await.status, 201, "the rest");
        assert_eq!(harbour.status(id).await, ("paid".into(), "100.0".into()));
        let listed = harbour.olga.v1("harbour", &format!("GET /api/invoices/payment_records?invoice_ids={id}"), Value::Null).await;
        assert_eq!(listed.body.as_array().unwrap().len(), 2, "{}", listed.text);

        assert_eq!(refund("0").await.blame().1, "/data/attributes/amount");
        assert_eq!(refund("100.01").await.status, 400);
        let some = refund("30").await;
        assert_eq!((some.status, &some.body["data"]["attributes"]["amount"]), (201, &json!("30.0")), "{}", some.text);
        assert_eq!(harbour.status(id).await, ("paid".into(), "70.0".into()));
        let line = format!("DELETE /api/invoices/{id}/payment_records/{}", first.body["id"].as_str().unwrap());
        assert_eq!(harbour.olga.v1("harbour", &line, Value::Null).await.status, 204, "60 are left, and 30 went back");
        assert_eq!(harbour.olga.v1("harbour", &line, Value::Null).await.status, 404);
        assert_eq!(harbour.status(id).await, ("unpaid".into(), "30.0".into()));
        assert_eq!(refund("30").await.status, 201);
        assert_eq!(refund("0.01").await.status, 400, "all of it went back");
    }

    async fn corrections_write_off_and_locks_hold(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let made = harbour.make(desk()).await;
        let id = made["id"].as_str().unwrap();
        let mut body = harbour.body(&json!({"items": [{"description": "Desk", "quantity": "3", "amount": {"net": "-9.99"}}], "writeOffCorrectedInvoice": true}));
        body["data"]["relationships"]["correctedInvoice"] = json!({"data": {"type": "invoices", "id": id}});
        let correction = harbour.olga.api("POST /invoices", body.clone()).await;
        assert_eq!(correction.status, 201, "{}", correction.text);
        let attributes = &correction.body["data"]["attributes"];
        assert_eq!((&attributes["number"], &attributes["totalAmount"]["net"], &attributes["paidStatus"]), (&json!("2"), &json!("-29.97"), &json!("paid")));
        assert_eq!(correction.body["data"]["relationships"]["correctedInvoice"]["data"]["id"], id);
        assert_eq!(harbour.status(id).await.0, "writtenOff");
        assert_eq!(harbour.olga.api("POST /invoices", body.clone()).await.blame().1, "/data/relationships/correctedInvoice", "written off already");
        body["data"]["relationships"]["correctedInvoice"]["data"]["id"] = correction.body["data"]["id"].clone();
        assert_eq!(harbour.olga.api("POST /invoices", body).await.blame().1, "/data/relationships/correctedInvoice", "a correction of a correction");
        assert_eq!(harbour.pay(id, json!({"paid_at": "2026/03/02"})).await.status, 201);
        assert_eq!(harbour.status(id).await.0, "paid", "who pays has paid");

        for (line, can) in [("POST", false), ("POST", false), ("DELETE", true)] {
            let locked = harbour.olga.api(&format!("{line} /invoices/{id}/lock"), Value::Null).await;
            assert_eq!((locked.status, &locked.body["data"]["attributes"]["canUpdate"]), (200, &json!(can)));
        }
    }

    async fn lists_and_searches_find_invoices(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let item = |text: &str| json!([{"description": text, "amount": {"net": "10"}}]);
        let old = harbour.make(json!({"items": item("Locker 100%"), "invoiceDate": "2026-01-10"})).await;
        let new = harbour.make(json!({"items": item("Desk")})).await;
        let ids = async |query: &str| -> Vec<Value> {
            let found = harbour.olga.get(&format!("/spaces/{}/invoices{query}", harbour.space)).await;
            assert_eq!(found.status, 200, "{}", found.text);
            found.body["data"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
        };
        let (old, new) = (old["id"].clone(), new["id"].clone());
        assert_eq!(ids("").await, [new.clone(), old.clone()]);
        assert_eq!(ids("?filter[from]=2026-01-01&filter[to]=2026-01-31").await, std::slice::from_ref(&old));
        assert_eq!(ids("?filter[from]=2026-01-13&filter[to]=2026-01-13&filter[dateFilterField]=remindAt").await, std::slice::from_ref(&old));
        assert_eq!(ids(&format!("?filter[debitorId]={}", harbour.member)).await.len(), 2);
        assert_eq!(ids("?filter[debitorId]=nobody").await.len(), 0);
        assert_eq!(ids("?filter[paidStatus]=paid,writtenOff").await.len(), 0);
        let alone = harbour.olga.get(&format!("/spaces/{}/invoices?filter[paidStatus]=paid&filter[from]=2026-01-01", harbour.space)).await;
        assert_eq!((alone.status, alone.blame().1.as_str()), (400, "filter[paidStatus]"), "{}", alone.text);
        assert_eq!(ids("/search?filter[query]=locker").await, std::slice::from_ref(&old));
        assert_eq!(ids("/search?filter[query]=moor%20DESK").await, std::slice::from_ref(&new));
        assert_eq!(ids("/search?filter[query]=100%25").await, std::slice::from_ref(&old), "no wildcard");
        assert_eq!(ids("/search?filter[query]=moor&filter[paidStatus]=late").await, std::slice::from_ref(&old));
        assert_eq!(ids("/search?filter[query]=moor&filter[paidStatus]=late,paid&filter[sentStatus]=sent").await.len(), 0);
        for sort in ["invoiceDate", "number", "paidStatus", "sentStatus", "company", "name", "totalAmount"] {
            let up = ids(&format!("/search?filter[query]=moor&filter[sortBy]={sort}&filter[sortOrder]=asc")).await;
            assert_eq!(up, [old.clone(), new.clone()], "{sort}");
        }
        let listed = harbour.mia.v1("harbour", "GET /api/invoices", Value::Null).await;
        assert_eq!((listed.status, listed.body.as_array().unwrap().len()), (200, 2), "{}", listed.text);
        assert_eq!((&listed.body[0]["invoice_number"], &listed.body[0]["formatted_invoice_number"]), (&json!(2), &json!("2")));
        let open = harbour.olga.v1("harbour", "GET /api/invoices/open", Value::Null).await;
        assert_eq!(open.body.as_array().unwrap().len(), 2, "{}", open.text);
    }

    async fn reminders_are_mailed_and_counted(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let old = harbour.make(json!({"items": [{"description": "Desk", "amount": {"net": "10"}}], "invoiceDate": "2026-01-10"})).await;
        let new = harbour.make(desk()).await;
        let remind = async |id: &Value, change: Value| {
            let mut attributes = json!({"to": "mia@members.test", "bcc": "desk@harbour.test", "subject": "Please pay", "body": "It is late."});
            attributes.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let link = json!({"invoice": {"data": {"type": "invoices", "id": id}}});
            harbour.olga.api("POST /invoice_reminders", json!({"data": {"type": "invoiceReminders", "attributes": attributes, "relationships": link}})).await
        };
        assert_eq!(remind(&new["id"], json!({})).await.blame().1, "/data/relationships/invoice", "not overdue");
        assert_eq!(remind(&old["id"], json!({"to": "nobody"})).await.blame().1, "/data/attributes/to");
        assert_eq!(remind(&old["id"], json!({"body": " "})).await.blame().1, "/data/attributes/body");
        assert_eq!(remind(&old["id"], json!({})).await.status, 201);
        let seen = harbour.olga.get(&format!("/invoices/{}", old["id"].as_str().unwrap())).await.body["data"]["attributes"].clone();
        assert_eq!((&seen["sentRemindersCount"], &seen["reminderStatus"]), (&json!(1), &json!("sent")));
        let mails = app::mails::latest(&harbour.house.app, 10).await.unwrap();
        let to: Vec<_> = mails.iter().filter(|mail| mail.subject == "Please pay").map(|mail| mail.recipient.as_str()).collect();
        assert_eq!(to, ["desk@harbour.test", "mia@members.test"]);
        let reminder = mails.into_iter().find(|mail| mail.subject == "Please pay").unwrap();
        let enclosed = app::invoices::enclosed(&harbour.house.app, &reminder).await.unwrap().unwrap();
        assert!(enclosed.body.starts_with(b"%PDF"));
        app::mails::note_sent(&harbour.house.app, reminder).await.unwrap();
        let seen = harbour.olga.get(&format!("/invoices/{}", old["id"].as_str().unwrap())).await.body["data"]["attributes"].clone();
        assert_eq!(seen["sentStatus"], "sendingRequested", "a reminder does not send the invoice");
    }
}

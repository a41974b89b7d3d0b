//! Invoices as PDF, e-invoices, archives, and how they are mailed.

use crate::client::{Answer, Client, House, MEDIA};
use crate::on_both;
use crate::surface::requests::UPLOAD;
use app::access::{Access, Door, Place};
use domain::invoices::{Bank, InvoiceSettings, Sending};
use serde_json::{Value, json};
use store::spaces::Address;

struct Harbour {
    house: House,
    access: Access,
    olga: Client,
    mia: Client,
    member: String,
}

fn settings(sending: Sending) -> InvoiceSettings {
    let bank = Bank { holder: None, iban: "DE02 1203 0000 0000 2020 51".into(), bic: None };
    InvoiceSettings { tax_id: Some("DE123456789".into()), sending, bank: Some(bank), ..InvoiceSettings::default() }
}

impl Harbour {
    async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let olga = house.client(owner, "read write").await;
        let caller = house.caller(owner, "read write").await;
        let access = app::access::enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        let terms = json!({"name": "Flex", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1});
        let plan = app::plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let user = house.person("mia@members.test").await;
        let mia = house.client(user, "read write").await;
        let joining =
            json!({"plan": {"id": plan}, "address": {"name": "Mia Moor", "full_address": "Quay 1\n10999 Berlin", "country": "Germany"}});
        let member = mia.v1("harbour", "POST /api/membership", joining).await.body["id"].as_str().unwrap().to_owned();
        let harbour = Self { house, access, olga, mia, member };
        harbour.set(settings(Sending::ByHand), "DE").await;
        harbour
    }

    async fn set(&self, settings: InvoiceSettings, country: &str) {
        let sender = Address {
            company: Some("Harbour Works".into()),
            street: Some("Quay 2".into()),
            post_code: Some("10999".into()),
            city: Some("Berlin".into()),
            country: Some(country.into()),
            ..Address::default()
        };
        app::invoices::set_settings(&self.house.app, &self.access, settings, Some(sender)).await.unwrap();
    }

    /// An invoice with all that an e-invoice needs.
    async fn make(&self, change: Value) -> String {
        let mut attributes = json!({"taxId": "DE987654321", "items": [{"description": "Desk", "amount": {"net": "10"}}],
            "billingEmails": ["mia@members.test", "books@moor.test"],
            "recipientAddress": {"name": "Mia Moor", "company": null, "street": "Quay 1", "postCode": "1", "city": "Berlin", "countryCode": "DE"}});
        attributes.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let body = json!({"data": {"type": "invoices", "attributes": attributes, "relationships": {
            "space": {"data": {"type": "spaces", "id": self.access.space_id().to_string()}},
            "debitor": {"data": {"type": "memberships", "id": self.member}}}}});
        let made = self.olga.api("POST /invoices", body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.body["data"]["id"].as_str().unwrap().to_owned()
    }

    async fn seen(&self, id: &str) -> Value {
        self.olga.get(&format!("/invoices/{id}")).await.body["data"]["attributes"].clone()
    }

    async fn upload(&self, id: &str, body: &str) -> Answer {
        let headers = [("accept", MEDIA), ("content-type", "multipart/form-data; boundary=part")];
        self.olga.send("api", &format!("POST /invoices/{id}/pdf"), &headers, body.to_owned()).await
    }

    async fn e_invoice(&self, id: &str, body: Value) -> Answer {
        self.olga.api(&format!("POST /invoices/{id}/e_invoice"), body).await
    }

    async fn lock(&self, method: &str, id: &str) -> u16 {
        self.olga.api(&format!("{method} /invoices/{id}/lock"), Value::Null).await.status
    }

    /// The mails with this invoice: to whom, and about what.
    async fn mails(&self) -> Vec<app::mails::Mail> {
        let mut mails = app::mails::latest(&self.house.app, 50).await.unwrap();
        mails.retain(|mail| mail.invoice_id.is_some());
        mails.sort_by(|one, other| one.recipient.cmp(&other.recipient));
        mails
    }
}

async fn pdf(client: &Client, path: &str) -> Answer {
    client.send("api", &format!("GET {path}"), &[], "").await
}

fn ksef() -> Value {
    json!({"data": {"type": "invoices", "attributes": {"e_invoice_standard": "KSeF",
        "ksef_reference_number": "5265877635-20260302-0100A0BC12DE-33", "ksef_acceptance_timestamp": "2026-03-02T11:00:00Z"}}})
}

on_both! {
    async fn a_pdf_is_for_who_may_see_the_invoice_or_has_its_link(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let id = harbour.make(json!({})).await;
        let path = format!("/invoices/{id}.pdf");
        let made = pdf(&harbour.olga, &path).await;
        assert!(made.status == 200 && made.text.starts_with("%PDF-1.7"), "{}", made.text);
        assert_eq!((made.header("content-type"), made.header("cache-control")), ("application/pdf", "private, no-store"));
        assert!(made.header("content-disposition").starts_with("inline; filename=\"1.pdf\""));
        assert_eq!(harbour.olga.api(&format!("GET {path}"), Value::Null).await.status, 200, "asked for as all else is");
        assert_ne!(pdf(&harbour.olga, &format!("{path}?e_invoice=true")).await.text, made.text, "nothing about payments");
        assert_eq!(pdf(&harbour.mia, &path).await.status, 200);
        let stranger = harbour.house.client(harbour.house.person("x@y.test").await, "read").await;
        assert_eq!((pdf(&stranger, &path).await.status, pdf(&harbour.house.anonymous(), &path).await.status), (404, 401));

        let anybody = harbour.house.anonymous();
        let url = harbour.seen(&id).await["pdf"]["url"].as_str().unwrap().to_owned();
        let link = url.strip_prefix("https://api.kontor.test").unwrap();
        assert_eq!(pdf(&anybody, link).await.text, made.text);
        let other = harbour.make(json!({})).await;
        assert_eq!(pdf(&anybody, &link.replace(&id, &other)).await.status, 401, "of another invoice");
        assert_eq!(pdf(&anybody, &format!("{link}A")).await.status, 401);
        assert_eq!(pdf(&anybody, &format!("{path}?token=")).await.status, 401);
        assert_eq!(pdf(&anybody, &format!("{path}?token=%00%ff")).await.status, 401);
        assert_eq!(pdf(&anybody, "/invoices/x.pdf?token=x").await.status, 401);
        harbour.house.app.clock.advance(10);
        assert_eq!(pdf(&anybody, link).await.status, 200, "ten minutes");
        harbour.house.app.clock.advance(11);
        assert_eq!(pdf(&anybody, link).await.status, 401);
        harbour.set(InvoiceSettings { hidden_from_members: true, ..settings(Sending::ByHand) }, "DE").await;
        assert_eq!(pdf(&harbour.mia, &path).await.status, 403);

        let first = harbour.olga.send("harbour", &format!("GET /api{path}"), &[], "").await;
        assert!(first.status == 200 && first.text.starts_with("%PDF"), "{}", first.text);
        let zip = harbour.olga.send("harbour", "GET /api/invoices.zip?from=2026-03-01&to=2026-03-31", &[], "").await;
        assert_eq!((zip.status, zip.header("content-type")), (200, "application/zip"));
        assert!(zip.text.starts_with("PK") && zip.text.contains("1.pdf") && zip.text.contains("2.pdf"));
        let none = harbour.olga.send("harbour", "GET /api/invoices.zip?from=2020-01-01&to=2020-01-31", &[], "").await;
        assert_eq!((none.status, none.text.len()), (200, 22), "an empty archive");
        assert_eq!(harbour.mia.send("harbour", "GET /api/invoices.zip", &[], "").await.status, 403, "hidden");
    }

    async fn a_final_pdf_stays_as_it_is(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let id = harbour.make(json!({})).await;
        assert_eq!(harbour.seen(&id).await["pdf"]["archived"], false);
        assert_eq!(harbour.upload(&id, UPLOAD).await.blame().0, "not_locked");
        assert_eq!(harbour.lock("POST", &id).await, 200);
        for (body, code) in [
            (UPLOAD.replace("%PDF-1.7", "%PNG"), "not_a_pdf"),
            (UPLOAD.replace("\"pdf\"", "\"odd\""), "unknown"),
            ("--part--".to_owned(), "blank"),
            (UPLOAD.replace("--part\r\n", "--part\r\nContent-Disposition: form-data; name=eInvoice\r\n\r\nperhaps\r\n--part\r\n"), "wrong_type"),
        ] {
            let refused = harbour.upload(&id, &body).await;
            assert_eq!((refused.status, refused.blame().0.as_str()), (422, code), "{}", refused.text);
        }
        assert_eq!(harbour.upload(&id, "nothing").await.status, 400);
        let json = harbour.olga.api(&format!("POST /invoices/{id}/pdf"), json!({})).await;
        assert_eq!(json.status, 415);
        let whole = UPLOAD.replace(
            "--part\r\n",
            "--part\r\nContent-Disposition: form-data; name=\"eInvoice\"\r\n\r\ntrue\r\n--part\r\nContent-Disposition: form-data; name=\"eInvoiceStandard\"\r\n\r\nXRechnung\r\n--part\r\n",
        );
        let done = harbour.upload(&id, &whole).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let shown = &done.body["data"]["attributes"]["pdf"];
        assert_eq!((&shown["archived"], &shown["eInvoice"], &shown["eInvoiceStandard"]), (&json!(true), &json!(true), &json!("XRechnung")));
        assert_eq!(pdf(&harbour.olga, &format!("/invoices/{id}.pdf")).await.text, "%PDF-1.7\n%%EOF");
        assert_eq!(harbour.upload(&id, UPLOAD).await.blame().0, "archived");
        assert_eq!(harbour.e_invoice(&id, Value::Null).await.blame().0, "archived");
        assert_eq!(harbour.lock("DELETE", &id).await, 409);
        assert_eq!(harbour.lock("POST", &id).await, 200, "it is locked");
    }

    async fn an_e_invoice_is_made_once_all_is_there(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let unready = harbour.make(json!({"recipientAddress": {"name": "Mia", "company": null, "fullAddress": "Somewhere"}})).await;
        assert_eq!(harbour.e_invoice(&unready, Value::Null).await.blame().0, "not_ready");
        assert_eq!(harbour.seen(&unready).await["canUpdate"], true, "nothing has changed");
        let two = json!([{"description": "Desk", "amount": {"net": "10", "taxes": [{"name": "A", "rate": "5"}, {"name": "B", "rate": "9.975"}]}}]);
        let two = harbour.make(json!({"items": two})).await;
        assert_eq!(harbour.e_invoice(&two, Value::Null).await.blame().0, "several_taxes");
        let id = harbour.make(json!({})).await;
        let refused = harbour.e_invoice(&id, ksef()).await;
        assert_eq!((refused.status, refused.blame().1.as_str()), (422, "/data/attributes/e_invoice_standard"), "{}", refused.text);
        assert_eq!(harbour.e_invoice(&id, json!({"data": {"type": "bookings"}})).await.status, 422);
        assert_eq!(harbour.e_invoice(&id, json!({"data": {"id": "another"}})).await.status, 409);
        let done = harbour.e_invoice(&id, Value::Null).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let attributes = &done.body["data"]["attributes"];
        assert_eq!((&attributes["canUpdate"], &attributes["pdf"]["eInvoiceStandard"]), (&json!(false), &json!("Zugferd")));
        let made = pdf(&harbour.mia, &format!("/invoices/{id}.pdf")).await;
        assert!(made.text.contains("factur-x.xml") && made.text.contains("<fx:ConformanceLevel>EN 16931"), "the XML is inside");
        assert_eq!((harbour.lock("DELETE", &id).await, harbour.e_invoice(&id, Value::Null).await.status), (409, 409));
        let racing = harbour.make(json!({})).await;
        let many = futures_util::future::join_all((0..4).map(|_| harbour.e_invoice(&racing, Value::Null))).await;
        assert_eq!(many.iter().filter(|answer| answer.status == 200).count(), 1, "one wins");

        harbour.set(settings(Sending::ByHand), "PL").await;
        let polish = harbour.make(json!({})).await;
        assert_eq!(harbour.e_invoice(&polish, Value::Null).await.blame().0, "ksef_missing");
        let mut odd = ksef();
        odd["data"]["attributes"]["ksef_reference_number"] = json!(" ");
        assert_eq!(harbour.e_invoice(&polish, odd.clone()).await.blame().1, "/data/attributes/ksef_reference_number");
        odd["data"]["attributes"]["ksef_acceptance_timestamp"] = json!("yesterday");
        assert_eq!(harbour.e_invoice(&polish, odd).await.blame().1, "/data/attributes/ksef_acceptance_timestamp");
        let done = harbour.e_invoice(&polish, ksef()).await;
        assert_eq!((done.status, &done.body["data"]["attributes"]["pdf"]["eInvoiceStandard"]), (200, &json!("KSeF")), "{}", done.text);
    }

    async fn invoices_are_mailed_as_the_space_says(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let app = &harbour.house.app;
        let by_hand = harbour.make(json!({})).await;
        assert_eq!((&harbour.seen(&by_hand).await["sentStatus"], harbour.mails().await.len()), (&json!("unsent"), 0));
        let id = by_hand.parse().unwrap();
        app::invoices::send(app, &harbour.access, id).await.unwrap();
        assert_eq!(harbour.seen(&by_hand).await["sentStatus"], "sendingRequested");
        assert!(app::invoices::send(app, &harbour.access, id).await.is_err(), "it is on its way");
        let mails = harbour.mails().await;
        assert_eq!(mails.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), ["books@moor.test", "mia@members.test"]);
        assert_eq!(mails[0].subject, "Invoice 1 of harbour");
        assert!(mails[0].body.contains(&format!("https://harbour.kontor.test/invoices/{by_hand}")), "{}", mails[0].body);
        let enclosed = app::invoices::enclosed(app, &mails[0]).await.unwrap().unwrap();
        assert!(enclosed.name == "1.pdf" && enclosed.body.starts_with(b"%PDF"));
        assert_eq!(harbour.seen(&by_hand).await["sentStatus"], "sending");
        app::mails::note_sent(app, mails[0].clone()).await.unwrap();
        assert_eq!(harbour.seen(&by_hand).await["sentStatus"], "sending", "one is on its way");
        app::mails::note_sent(app, mails[1].clone()).await.unwrap();
        app::mails::note_sent(app, mails[1].clone()).await.unwrap();
        assert_eq!(harbour.seen(&by_hand).await["sentStatus"], "sent");
        let access = harbour.access.clone();
        let events = app.db.read(async move |tx| store::outbox::after(&mut access.bind(tx), 0, 1000).await).await.unwrap();
        let sent: Vec<_> = events.iter().filter(|event| event.kind == "sent_invoice").collect();
        assert_eq!((sent.len(), &sent[0].body["sent_status"]), (1, &json!("sent")));

        harbour.set(InvoiceSettings { lock_on_sending: true, ..settings(Sending::Automatic) }, "DE").await;
        let before = harbour.mails().await.len();
        let automatic = harbour.make(json!({"billingEmails": ["mia@members.test"], "taxId": null})).await;
        let seen = harbour.seen(&automatic).await;
        assert_eq!((&seen["sentStatus"], &seen["canUpdate"]), (&json!("sendingRequested"), &json!(false)));
        assert_eq!(harbour.mails().await.len(), before + 1);

        harbour.set(settings(Sending::WithPdf), "DE").await;
        let waiting = harbour.make(json!({"billingEmails": ["mia@members.test"]})).await;
        assert_eq!((&harbour.seen(&waiting).await["sentStatus"], harbour.mails().await.len()), (&json!("sendingRequested"), before + 1));
        assert_eq!(harbour.e_invoice(&waiting, Value::Null).await.status, 200);
        assert_eq!(harbour.mails().await.len(), before + 2, "with the PDF the mail goes out");
        let mail = harbour.mails().await.into_iter().find(|mail| mail.invoice_id.is_some_and(|id| id.as_simple().to_string() == waiting)).unwrap();
        let enclosed = app::invoices::enclosed(app, &mail).await.unwrap().unwrap();
        assert_eq!(String::from_utf8_lossy(&enclosed.body), pdf(&harbour.olga, &format!("/invoices/{waiting}.pdf")).await.text);
    }
}

//! Visitors pay through a provider, which is a server of the tests; what buys nothing goes back.

use crate::client::{Answer, Client, House};
use crate::on_both;
use app::access::{self, Access, Door, Place};
use app::calendar_events::{self, Details, TypedPrice};
use app::external_resources;
use app::payments::{Account, connect};
use app::resources;
use domain::calendar_events::Audience;
use domain::discount_codes::DiscountCode;
use domain::ids::{DiscountCodeId, DropInPassTemplateId, EventId, ExternalResourceId};
use futures_util::future::join_all;
use jobs::{Post, Runner};
use serde_json::{Value, json};
use testkit::provider::{DECLINED, Provider, SLOW};

const BUYERS: usize = 32;

pub struct Harbour {
    pub house: House,
    pub access: Access,
    desk: Client,
    visitor: Client,
    pub provider: Provider,
}

pub async fn harbour(db: db::Db) -> Harbour {
    let house = House::new(db);
    let (olga, vera) = (house.person("olga@kontor.test").await, house.person("vera@kontor.test").await);
    let space = house.space("harbour", olga).await.id;
    let caller = house.caller(olga, "read write").await;
    let enter = async || access::enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
    let taxed = app::spaces::Details { tax_rate: Some("19".into()), ..Default::default() };
    app::spaces::update(&house.app, &enter().await, taxed).await.unwrap();
    let access = enter().await;
    let (desk, visitor) = (house.client(olga, "read write").await, house.client(vera, "read write").await);
    Harbour { house, access, desk, visitor, provider: Provider::shared() }
}

pub fn link(kind: &str, id: impl std::fmt::Display) -> Value {
    json!({"data": {"type": kind, "id": id.to_string()}})
}

fn id(answer: &Answer) -> String {
    assert!(answer.status < 300, "{}", answer.text);
    answer.body["data"]["id"].as_str().unwrap().to_owned()
}

const BUYER: &str = r#"{"acceptedTerms": true, "name": "Vera", "email": "vera@visitors.test", "billingAddress": "Quay 1, Berlin"}"#;
const FROM: &str = "2026-03-12T10:00:00Z";
const TO: &str = "2026-03-12T12:00:00Z";

fn buyer(more: &Value) -> Value {
    let mut all: Value = serde_json::from_str(BUYER).unwrap();
    all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    all
}

impl Harbour {
    /// An account at the provider, and the id of the method that came with it.
    pub async fn connected(&self, provider: &'static str) -> String {
        let account =
            Account { public: "pk_1".into(), secret: Some("sk_1".into()), merchant: Some("M1".into()), webhook: Some("whsec_1".into()) };
        connect(&self.house.app, &self.access, provider, account).await.unwrap();
        let found = self.visitor.get(&format!("/spaces/{}/payment_methods", self.access.space_id())).await;
        let methods = found.body["data"].as_array().unwrap();
        methods.iter().find(|one| one["attributes"]["paymentProvider"] == provider).unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// A talk for visitors at 10.00 plus 19 %.
    pub async fn event(&self, capacity: u32) -> EventId {
        let details = Details {
            title: Some("Talk".into()),
            from: Some("2026-03-10T18:00:00Z".parse().unwrap()),
            to: Some("2026-03-10T20:00:00Z".parse().unwrap()),
            audience: Some(Audience::Public),
            capacity: Some(Some(capacity)),
            price: Some(Some(TypedPrice::Net("10".parse().unwrap(), "EUR".parse().unwrap()))),
            ..Details::default()
        };
        let id = calendar_events::create(&self.house.app, &self.access, details).await.unwrap().event.id;
        calendar_events::publish(&self.house.app, &self.access, id).await.unwrap();
        id
    }

    async fn pass(&self, most: u32) -> DropInPassTemplateId {
        let template = json!({"id": self.house.app.id::<DropInPassTemplateId>(), "name": "Day pass", "price": "20", "currency": "EUR",
            "times": "9-17", "hidden": false, "max_per_day": most, "color": "#00aaff"});
        app::drop_in_passes::create_template(&self.house.app, &self.access, serde_json::from_value(template).unwrap(), None).await.unwrap()
    }

    /// A room at 20.00 an hour.
    async fn offer(&self, attributes: Value) -> ExternalResourceId {
        let details = resources::Details { name: Some("Room".into()), ..resources::Details::default() };
        let room = resources::create(&self.house.app, &self.access, details).await.unwrap().resource.id;
        let offer =
            external_resources::create(&self.house.app, &self.access, room, external_resources::Details::default()).await.unwrap().twin.id;
        let mut all = json!({"pricing": {"pricePerHour": {"net": "20.0"}}});
        all.as_object_mut().unwrap().extend(attributes.as_object().unwrap().clone());
        let body = json!({"data": {"type": "externalResources", "id": offer.to_string(), "attributes": all}});
        let changed = self.desk.api(&format!("PATCH /external_resources/{offer}"), body).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        offer
    }

    async fn code(&self, offer: ExternalResourceId, most: u32) -> DiscountCodeId {
        let id = self.house.app.id::<DiscountCodeId>();
        let code = json!({"id": id, "name": "Sun", "code": "SUN", "unit": "percentage", "value": "25", "currency": "EUR",
            "category": "externalBookings", "objects": [offer], "max_redemptions": most});
        let code: DiscountCode = serde_json::from_value(code).unwrap();
        app::discount_codes::create(&self.house.app, &self.access, code).await.unwrap();
        id
    }

    async fn begin(&self, payable: &Value, method: &str) -> Answer {
        let links = json!({"space": link("spaces", self.access.space_id()), "paymentMethod": link("paymentMethods", method)});
        self.visitor
            .api("POST /payments", json!({"data": {"type": "payments", "attributes": {"payable": payable}, "relationships": links}}))
            .await
    }

    /// Begins a payment and completes it as a browser does: its id, and what the provider calls it.
    pub async fn paid(&self, payable: &Value, method: &str) -> (String, String) {
        let begun = self.begin(payable, method).await;
        let shown = &begun.body["data"]["attributes"]["providerAttributes"];
        let reference = ["paymentIntentId", "setupIntentId", "orderId"].iter().find_map(|name| shown[name].as_str());
        let reference = reference.unwrap_or_else(|| panic!("{}", begun.text)).to_owned();
        self.provider.pay(&reference);
        (id(&begun), reference)
    }

    pub async fn ticket(&self, event: EventId, links: Value) -> Answer {
        let ticket =
            json!([{"type": "eventTickets", "attributes": {"numberOfTickets": 1}, "relationships": {"event": link("events", event)}}]);
        let body = json!({"data": {"type": "eventTicketPurchases", "attributes": buyer(&json!({"eventTickets": ticket})), "relationships": links}});
        self.visitor.api("POST /event_ticket_purchases", body).await
    }

    async fn day(&self, template: DropInPassTemplateId, links: Value) -> Answer {
        let pass = json!([{"type": "dropInPasses", "attributes": {"validOn": "2026-03-10", "numberOfPasses": 1},
            "relationships": {"dropInPassTemplate": link("dropInPassTemplates", template)}}]);
        let body =
            json!({"data": {"type": "dropInPassPurchases", "attributes": buyer(&json!({"dropInPasses": pass})), "relationships": links}});
        self.visitor.api("POST /drop_in_pass_purchases", body).await
    }

    async fn book(&self, offer: ExternalResourceId, times: Value, links: Value) -> Answer {
        let mut attributes =
            buyer(&json!({"from": FROM, "to": TO, "numberOfVisitors": 1, "billingAddress": {"name": "Vera", "fullAddress": "Quay 1"}}));
        attributes.as_object_mut().unwrap().extend(times.as_object().unwrap().clone());
        let mut all = json!({"resource": link("externalResources", offer)});
        all.as_object_mut().unwrap().extend(links.as_object().unwrap().clone());
        self.visitor
            .api("POST /external_bookings", json!({"data": {"type": "externalBookings", "attributes": attributes, "relationships": all}}))
            .await
    }

    /// Does what is due.
    pub async fn work(&self) {
        Runner::new(self.house.app.clone(), |app, job| jobs::perform(app, job, Post::Kept)).run_due().await;
    }

    async fn invoice(&self, id: &Value) -> Value {
        let shown = self.desk.get(&format!("/invoices/{}", id.as_str().unwrap())).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        shown.body["data"]["attributes"].clone()
    }
}

pub fn places(event: EventId) -> Value {
    json!([{"type": "eventAttendances", "attributes": {"numberOfAttendees": 1}, "relationships": {"event": link("events", event)}}])
}

fn pass(template: DropInPassTemplateId) -> Value {
    json!([{"type": "dropInPasses", "attributes": {"validOn": "2026-03-10", "numberOfPasses": 1},
        "relationships": {"dropInPassTemplate": link("dropInPassTemplates", template)}}])
}

fn booking(offer: ExternalResourceId, discount: Option<DiscountCodeId>) -> Value {
    let mut links = json!({"externalResource": {"id": offer.to_string()}});
    if let Some(code) = discount {
        links["discount"] = link("discountCodes", code);
    }
    json!({"type": "externalBookings", "attributes": {"from": FROM, "to": TO}, "relationships": links})
}

pub fn by(payment: &str) -> Value {
    json!({"payment": link("payments", payment)})
}

pub fn bill(answer: &Answer) -> Value {
    answer.body["data"]["relationships"]["invoices"]["data"][0]["id"].clone()
}

on_both! {
    async fn a_ticket_is_paid_and_billed_once(db: db::Db) {
        let harbour = harbour(db).await;
        let (card, event) = (harbour.connected("stripe").await, harbour.event(5).await);
        let begun = harbour.begin(&places(event), &card).await;
        let shown = &begun.body["data"]["attributes"];
        assert_eq!((&shown["amount"], &shown["paymentProvider"]), (&json!({"value": "11.9", "currency": "EUR"}), &json!("stripe")), "{}", begun.text);
        let payment = id(&begun);
        let early = harbour.ticket(event, by(&payment)).await;
        assert_eq!((early.status, early.blame()), (422, ("not_completed".into(), "/data/relationships/payment".into())));
        let reference = shown["providerAttributes"]["paymentIntentId"].as_str().unwrap();
        harbour.provider.pay(reference);
        let wrong = harbour.ticket(event, json!({"payment": link("payments", "0198c0de000070008000000000000001")})).await;
        assert_eq!((wrong.status, wrong.blame().1.as_str()), (404, "/data/relationships/payment"));
        let bought = harbour.ticket(event, by(&payment)).await;
        assert_eq!((bought.status, &bought.body["data"]["attributes"]["price"]["gross"]), (201, &json!("11.9")), "{}", bought.text);
        assert_eq!(bought.body["data"]["relationships"]["paymentMethod"]["data"]["id"], json!(card));
        let invoice = harbour.invoice(&bill(&bought)).await;
        assert_eq!((&invoice["paidStatus"], &invoice["paidAmount"], &invoice["recipientAddress"]["name"]), (&json!("paid"), &json!("11.9"), &json!("Vera")));
        assert_eq!(harbour.provider.status(reference), "succeeded");
        let twice = harbour.ticket(event, by(&payment)).await;
        assert_eq!((twice.status, twice.blame().0.as_str()), (422, "used"));
        // An hour later nothing goes back.
        harbour.house.app.clock.advance(61);
        harbour.work().await;
        assert!(harbour.provider.refunds(reference).is_empty());

        // Money goes back the way it came.
        let invoice = bill(&bought);
        let body = json!({"data": {"type": "refunds", "attributes": {"amount": "1.9"}, "relationships": {"invoice": link("invoices", invoice.as_str().unwrap())}}});
        let refunded = harbour.desk.api("POST /refunds", body).await;
        assert_eq!(refunded.status, 201, "{}", refunded.text);
        harbour.work().await;
        harbour.work().await;
        assert_eq!(harbour.provider.refunds(reference), ["190"]);
    }

    async fn passes_are_paid_with_paypal_or_by_hand(db: db::Db) {
        let harbour = harbour(db).await;
        let (paypal, template) = (harbour.connected("paypal").await, harbour.pass(5).await);
        let needed = harbour.day(template, json!({})).await;
        assert_eq!((needed.status, needed.blame()), (422, ("payment_needed".into(), "/data/relationships/payment".into())));
        let (payment, order) = harbour.paid(&pass(template), &paypal).await;
        let bought = harbour.day(template, by(&payment)).await;
        assert_eq!((bought.status, harbour.provider.status(&order).as_str()), (201, "COMPLETED"), "{}", bought.text);
        assert_eq!(harbour.invoice(&bill(&bought)).await["paidStatus"], "paid");
        let unpaid = harbour.day(template, json!({"paymentMethod": link("paymentMethods", &paypal)})).await;
        assert_eq!((unpaid.status, unpaid.blame().0.as_str()), (422, "automated"));
        let new = app::invoices::NewMethod { name: "Transfer".into(), instructions: Some("To account 7.".into()), enabled_for: vec!["dropInPasses".into()] };
        let transfer = app::invoices::add_method(&harbour.house.app, &harbour.access, new).await.unwrap();
        let bought = harbour.day(template, json!({"paymentMethod": link("paymentMethods", transfer)})).await;
        assert_eq!(harbour.invoice(&bill(&bought)).await["paidStatus"], "unpaid");
        let mails = app::mails::latest(&harbour.house.app, 5).await.unwrap();
        assert!(mails.iter().any(|mail| mail.body.contains("To account 7.")));
        let refused = harbour.begin(&pass(template), &transfer.to_string()).await;
        assert_eq!((refused.status, refused.blame()), (422, ("not_automated".into(), "/data/relationships/paymentMethod".into())));
    }

    async fn what_waits_for_approval_is_set_aside_and_what_is_canceled_goes_back(db: db::Db) {
        let harbour = harbour(db).await;
        let (card, offer) = (harbour.connected("stripe").await, harbour.offer(json!({"bookingsRequireApproval": true})).await);
        let code = harbour.code(offer, 2).await;
        let discount = json!({"discount": link("discountCodes", code)});
        let with = |payment: &str| { let mut links = by(payment); links["discount"] = discount["discount"].clone(); links };
        let (payment, held) = harbour.paid(&booking(offer, Some(code)), &card).await;
        let dear = harbour.book(offer, json!({}), by(&payment)).await;
        assert_eq!((dear.status, dear.blame().0.as_str()), (422, "other_amount"), "without the discount it costs more: {}", dear.text);
        harbour.work().await;
        assert_eq!(harbour.provider.status(&held), "canceled");

        let (payment, held) = harbour.paid(&booking(offer, Some(code)), &card).await;
        let booked = harbour.book(offer, json!({}), with(&payment)).await;
        let shown = &booked.body["data"]["attributes"];
        assert_eq!((&shown["status"], &shown["totalPrice"]["net"], &shown["discount"]["amounts"][0]["net"]), (&json!("pending"), &json!("30.0"), &json!("10.0")), "{}", booked.text);
        assert_eq!((harbour.provider.status(&held).as_str(), bill(&booked)), ("requires_capture", Value::Null));
        let waiting = id(&booked).parse().unwrap();
        let approved = Box::pin(app::external_bookings::approve(&harbour.house.app, &harbour.access, waiting)).await.unwrap();
        assert_eq!((harbour.provider.status(&held).as_str(), approved.invoices.len()), ("succeeded", 1));
        let seen = harbour.desk.get(&format!("/external_bookings/{waiting}?include=invoices")).await;
        let invoice = &seen.body["included"][0]["attributes"];
        assert_eq!((&invoice["paidStatus"], &invoice["totalAmount"]["gross"], invoice["items"].as_array().unwrap().len()), (&json!("paid"), &json!("35.7"), 2), "{}", seen.text);

        // The visitor cancels by the mailed link: all of it goes back, and the code can be used again.
        assert_eq!(harbour.visitor.api(&format!("POST /external_bookings/{waiting}/cancellation"), Value::Null).await.status, 204);
        let mails = app::mails::latest(&harbour.house.app, 20).await.unwrap();
        let text = mails.iter().find_map(|mail| mail.body.split(&format!("/{waiting}/cancellation/")).nth(1)).unwrap();
        let secret = text.split_whitespace().next().unwrap();
        Box::pin(app::external_bookings::cancel_by_link(&harbour.house.app, "harbour", waiting, secret)).await.unwrap();
        harbour.work().await;
        assert_eq!(harbour.provider.refunds(&held), ["3570"]);

        // Declined: nothing was taken.
        let (payment, held) = harbour.paid(&booking(offer, Some(code)), &card).await;
        let booked = harbour.book(offer, json!({}), with(&payment)).await;
        let declined = harbour.desk.api(&format!("DELETE /external_bookings/{}", id(&booked)), Value::Null).await;
        assert_eq!(declined.status, 200, "{}", declined.text);
        harbour.work().await;
        assert_eq!(harbour.provider.status(&held), "canceled");
    }

    async fn a_card_is_kept_and_charged_later(db: db::Db) {
        let harbour = harbour(db).await;
        let (card, offer) = (harbour.connected("stripe").await, harbour.offer(json!({"payLater": true})).await);
        let (payment, _) = harbour.paid(&booking(offer, None), &card).await;
        let booked = harbour.book(offer, json!({}), by(&payment)).await;
        let invoice = bill(&booked);
        assert_eq!(harbour.invoice(&invoice).await["paidStatus"], "unpaid", "{}", booked.text);
        let charge = json!({"data": {"type": "invoiceCharges", "relationships": {"invoices": {"data": [{"type": "invoices", "id": invoice}]}}}});
        for _ in 0..2 {
            let asked = harbour.desk.api("POST /invoice_charges", charge.clone()).await;
            assert_eq!(asked.status, 202, "{}", asked.text);
        }
        assert_eq!(harbour.invoice(&invoice).await["paidStatus"], "pending");
        harbour.work().await;
        let paid = harbour.invoice(&invoice).await;
        assert_eq!((&paid["paidStatus"], &paid["paidAmount"]), (&json!("paid"), &json!("47.6")));
        let again = harbour.desk.api("POST /invoice_charges", charge).await;
        assert_eq!((again.status, again.blame().0.as_str()), (422, "not_unpaid"), "{}", again.text);
    }

    async fn a_charge_that_fails_or_takes_its_time(db: db::Db) {
        let harbour = harbour(db).await;
        let card = harbour.connected("stripe").await;
        let contact = app::contacts::save(&harbour.house.app, &harbour.access, app::contacts::Details { name: Some("Cora".into()), ..Default::default() }).await.unwrap();
        let invoice = harbour.desk.api("POST /invoices", json!({"data": {"type": "invoices", "attributes": {"items": [{"description": "Desk", "amount": {"net": "10.0"}}]},
            "relationships": {"space": link("spaces", harbour.access.space_id()), "debitor": link("contacts", contact)}}})).await;
        let invoice = json!(id(&invoice));
        let charge = json!({"data": {"type": "invoiceCharges", "relationships": {"invoices": {"data": [{"type": "invoices", "id": invoice}]}}}});
        let nobody = harbour.desk.api("POST /invoice_charges", charge.clone()).await;
        assert_eq!((nobody.status, nobody.blame().0.as_str()), (422, "no_payment_method"));
        let keep = async |method: &str| {
            let source = store::payments::Source { method_id: card.parse().unwrap(), customer: "cus_1".into(), method: method.into() };
            let (space, now) = (harbour.access.space_id(), harbour.house.app.clock.now());
            let write = async move |tx: &mut db::Tx| store::payments::keep_source(&mut store::SpaceTx::bind(tx, space), contact.0, &source, now).await;
            harbour.house.app.db.write(write).await.unwrap();
        };
        keep(DECLINED).await;
        assert_eq!(harbour.desk.api("POST /invoice_charges", charge.clone()).await.status, 202);
        harbour.work().await;
        assert_eq!(harbour.invoice(&invoice).await["paidStatus"], "unpaid");
        let mails = app::mails::latest(&harbour.house.app, 5).await.unwrap();
        assert!(mails.iter().any(|mail| mail.kind == "payment_problem_email" && mail.body.contains("declined")));

        keep(SLOW).await;
        assert_eq!(harbour.desk.api("POST /invoice_charges", charge).await.status, 202);
        harbour.work().await;
        assert_eq!(harbour.invoice(&invoice).await["paidStatus"], "pending");
        let reference = harbour.provider.last();
        harbour.provider.set(&reference, "succeeded");
        // The provider says so, three times and once forged; it is booked once.
        let now = harbour.house.app.clock.now().as_second();
        let message = json!({"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": {"id": reference}}}).to_string();
        let signature = testkit::provider::signature("whsec_1", now, &message);
        let line = format!("POST /api/payment_webhooks/stripe/{}", harbour.access.space_id());
        let forged = testkit::provider::signature("whsec_2", now, &message);
        let anonymous = harbour.house.anonymous();
        assert_eq!(anonymous.send("www", &line, &[("stripe-signature", &forged)], message.clone()).await.status, 400);
        assert_eq!(anonymous.send("www", &line, &[], message.clone()).await.status, 400);
        for _ in 0..3 {
            assert_eq!(anonymous.send("www", &line, &[("stripe-signature", &signature)], message.clone()).await.status, 204);
            harbour.work().await;
        }
        let paid = harbour.invoice(&invoice).await;
        assert_eq!((&paid["paidStatus"], &paid["paidAmount"]), (&json!("paid"), &json!("11.9")));
        let nowhere = format!("POST /api/payment_webhooks/paypal/{}", harbour.access.space_id());
        assert_eq!(anonymous.send("www", &nowhere, &[], message).await.status, 404);
    }

    async fn of_thirty_two_who_have_paid_one_gets_the_last_ticket_and_the_others_their_money(db: db::Db) {
        let harbour = harbour(db).await;
        let (card, event, template) = (harbour.connected("stripe").await, harbour.event(1).await, harbour.pass(1).await);
        let mut tickets = Vec::new();
        let mut passes = Vec::new();
        for _ in 0..BUYERS {
            tickets.push(harbour.paid(&places(event), &card).await);
            passes.push(harbour.paid(&pass(template), &card).await);
        }
        let bought = join_all(tickets.iter().map(|(payment, _)| harbour.ticket(event, by(payment)))).await;
        let days = join_all(passes.iter().map(|(payment, _)| harbour.day(template, by(payment)))).await;
        harbour.work().await;
        for (answers, payments, refused) in [(bought, tickets, 409), (days, passes, 422)] {
            assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
            assert!(answers.iter().all(|answer| [201, refused].contains(&answer.status)));
            for (answer, (_, reference)) in answers.iter().zip(&payments) {
                let back = harbour.provider.refunds(reference).len();
                assert_eq!(back, usize::from(answer.status != 201), "{} {}", harbour.provider.status(reference), answer.text);
            }
        }
    }

    async fn of_thirty_two_who_have_paid_one_redeems_the_code(db: db::Db) {
        let harbour = harbour(db).await;
        let (card, offer) = (harbour.connected("stripe").await, harbour.offer(json!({})).await);
        let code = harbour.code(offer, 1).await;
        let mut paid = Vec::new();
        for _ in 0..BUYERS {
            paid.push(harbour.paid(&booking(offer, Some(code)), &card).await);
        }
        let calls = paid.iter().enumerate().map(|(place, (payment, _))| {
            let from = testkit::at(FROM) + jiff::SignedDuration::from_hours(24 * i64::try_from(place).unwrap());
            let links = json!({"payment": link("payments", payment), "discount": link("discountCodes", code)});
            harbour.book(offer, json!({"from": from, "to": from + jiff::SignedDuration::from_hours(2)}), links)
        });
        let answers = join_all(calls).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        harbour.work().await;
        for (answer, (_, reference)) in answers.iter().zip(&paid) {
            assert!(answer.status == 201 || answer.blame() == ("not_found".into(), "/data/relationships/discount".into()), "{}", answer.text);
            assert_eq!(harbour.provider.refunds(reference).len(), usize::from(answer.status != 201));
        }
    }

    async fn what_is_not_used_in_an_hour_is_let_go(db: db::Db) {
        let harbour = harbour(db).await;
        let (card, event) = (harbour.connected("stripe").await, harbour.event(5).await);
        let (payment, reference) = harbour.paid(&places(event), &card).await;
        harbour.house.app.clock.advance(61);
        harbour.work().await;
        assert_eq!(harbour.provider.status(&reference), "canceled");
        let late = harbour.ticket(event, by(&payment)).await;
        assert_eq!((late.status, late.blame().0.as_str()), (422, "used"));
    }

    async fn methods_show_what_browsers_need_and_bad_payments_are_refused(db: db::Db) {
        let harbour = harbour(db).await;
        let (card, event) = (harbour.connected("stripe").await, harbour.event(1).await);
        harbour.connected("paypal").await;
        let found = harbour.visitor.get(&format!("/spaces/{}/external_bookings_payment_methods", harbour.access.space_id())).await;
        let mut shown: Vec<_> =
            found.body["data"].as_array().unwrap().iter().map(|one| one["attributes"]["providerAttributes"].clone()).collect();
        shown.sort_by_key(Value::to_string);
        assert_eq!(shown, [json!({"clientId": "pk_1", "merchantId": "M1"}), json!({"publishableKey": "pk_1"})]);
        assert!(!found.text.contains("sk_1") && !found.text.contains("whsec"));
        let unknown = "0198c0de000070008000000000000001".parse::<uuid::Uuid>().unwrap();
        let mut many = places(event);
        many.as_array_mut().unwrap().extend(places(event).as_array().unwrap().clone());
        let mut full = places(event);
        full[0]["attributes"]["numberOfAttendees"] = 2.into();
        for (payable, status, place) in [
            (places(unknown.into()), 404, "/data/attributes/payable/0/relationships/event"),
            (pass(unknown.into()), 404, "/data/attributes/payable/0/relationships/dropInPassTemplate"),
            (booking(unknown.into(), None), 404, "/data/attributes/payable/relationships/externalResource"),
            (json!([]), 422, "/data/attributes/payable"),
            (many, 422, "/data/attributes/payable"),
            (full, 409, ""),
        ] {
            let refused = harbour.begin(&payable, &card).await;
            assert_eq!((refused.status, refused.blame().1.as_str()), (status, place), "{}", refused.text);
        }
        let offer = harbour.offer(json!({})).await;
        let mut short = booking(offer, None);
        short["attributes"]["to"] = FROM.into();
        let refused = harbour.begin(&short, &card).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(refused.blame().1.starts_with("/data/attributes/payable/attributes/"), "{}", refused.text);
        let account = Account { public: "pk_1".into(), secret: Some(testkit::provider::WRONG_KEY.into()), ..Account::default() };
        connect(&harbour.house.app, &harbour.access, "stripe", account).await.unwrap();
        let refused = harbour.begin(&places(event), &card).await;
        assert_eq!((refused.status, refused.blame()), (422, ("provider_keys".into(), "/data/relationships/paymentMethod".into())));
    }

    async fn a_space_pays_the_operator(db: db::Db) {
        let harbour = harbour(db).await;
        let space = harbour.access.space_id();
        let path = format!("/spaces/{space}/space_payment_method");
        let convert = json!({"data": {"type": "customers", "relationships": {"space": link("spaces", space)}}});
        assert_eq!(harbour.desk.get(&path).await.status, 404);
        let missing = harbour.desk.api("POST /customers", convert.clone()).await;
        assert_eq!((missing.status, missing.blame().0.as_str()), (400, "missing_billing_details"));
        let put = |method: &str| json!({"data": {"type": "stripeSpacePaymentMethodRequests", "attributes": {"stripe_payment_method_id": method}}});
        for bad in [DECLINED, "pm/../x", ""] {
            let refused = harbour.desk.api(&format!("PUT {path}"), put(bad)).await;
            assert_eq!((refused.status, refused.blame().1.as_str()), (422, "/data/attributes/stripe_payment_method_id"), "{}", refused.text);
        }
        let sepa = harbour.desk.api(&format!("PUT {path}"), put("pm_sepa")).await;
        assert_eq!(sepa.body["data"]["attributes"], json!({"paymentMethodType": "sepa_debit", "accountNumber": "9372"}), "{}", sepa.text);
        harbour.desk.api(&format!("PUT {path}"), put("pm_visa")).await;
        let shown = harbour.desk.get(&path).await;
        assert_eq!(shown.body["data"]["attributes"]["cardExpiry"], json!({"month": 2, "year": 2030}), "{}", shown.text);
        let details = json!({"data": {"type": "billingDetailsRequests", "id": space.to_string(), "attributes": {"company": "Harbour Ltd.", "address": "Quay 1"}}});
        assert_eq!(harbour.desk.api(&format!("PATCH /spaces/{space}/billing_details"), details).await.status, 200);
        let made = harbour.desk.api("POST /customers", convert.clone()).await;
        assert_eq!((made.status, &made.body["data"]["attributes"]["since"]), (201, &json!("2026-03-02")), "{}", made.text);
        assert_eq!(harbour.desk.api("POST /customers", convert).await.status, 409);
    }
}

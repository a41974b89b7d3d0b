//! Answers get lost, clients ask again, and the provider repeats and reorders its messages: the ledger is the intended one.

use crate::client::{Client, House, MEDIA};
use crate::on_both;
use app::Error;
use app::access::{Access, Door, Place, enter_as};
use app::invoices::verify;
use app::payments::{Account, connect, keep_source};
use domain::invoices::PaidStatus;
use domain::money::Amount;
use jobs::{Post, Runner};
use serde_json::{Value, json};
use std::cell::Cell;
use store::SpaceTx;
use store::invoices::Wanted;
use testkit::provider::{Provider, SLOW, signature};

const INVOICES: usize = 24;

/// A client whose answers get lost now and then, and who asks again with the same key until one arrives.
struct Unlucky {
    client: Client,
    dice: Cell<u64>,
}

impl Unlucky {
    /// Three of ten.
    fn is_lost(&self) -> bool {
        // A generator of Knuth's: the same fate each time.
        let next = self.dice.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.dice.set(next);
        (next >> 33) % 10 < 3
    }

    async fn post(&self, path: &str, key: &str, body: &Value) -> Value {
        let headers = [("accept", MEDIA), ("content-type", MEDIA), ("idempotency-key", key)];
        loop {
            let answer = self.client.send("api", &format!("POST {path}"), &headers, body.to_string()).await;
            assert!((200..300).contains(&answer.status), "{key}: {}", answer.text);
            if !self.is_lost() {
                return answer.body;
            }
        }
    }
}

struct Harbour {
    house: House,
    access: Access,
    unlucky: Unlucky,
    member: String,
}

impl Harbour {
    async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let caller = house.caller(owner, "read write").await;
        let access = enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        let (_, member) = house.joined(&access, "1", 1).await;
        let keys = Account { public: "pk_1".into(), secret: Some("sk_1".into()), merchant: None, webhook: Some("whsec_1".into()) };
        connect(&house.app, &access, "stripe", keys).await.unwrap();
        let card = app::invoices::methods(&house.app, &access).await.unwrap()[0].id;
        let source = payments::Source { customer: "cus_1".into(), method: SLOW.into() };
        keep_source(&house.app, &access, member.parse().unwrap(), card, source).await.unwrap();
        let unlucky = Unlucky { client: house.client(owner, "read write").await, dice: Cell::new(20) };
        Self { house, access, unlucky, member }
    }

    async fn work(&self) {
        Runner::new(self.house.app.clone(), |app, job| jobs::perform(app, job, Post::Kept)).run_due().await;
    }

    async fn invoices(&self) -> Vec<store::invoices::Invoice> {
        let space = self.access.space_id();
        let found = self.house.app.db.read(async move |tx| {
            Ok::<_, Error>(store::invoices::list(&mut SpaceTx::bind(tx, space), &Wanted::default(), 1_000, 0).await?.0)
        });
        let mut found = found.await.unwrap();
        found.sort_by_key(|invoice| invoice.ordinal);
        found
    }

    /// What the provider calls the payments of the invoices.
    async fn references(&self) -> Vec<String> {
        let mut found = Vec::new();
        for invoice in self.invoices().await {
            let space = self.access.space_id();
            let payments = self
                .house
                .app
                .db
                .read(async move |tx| Ok::<_, Error>(store::payments::of_invoice(&mut SpaceTx::bind(tx, space), invoice.id).await?));
            found.extend(payments.await.unwrap().into_iter().map(|payment| payment.reference));
        }
        found
    }
}

on_both! {
    async fn the_ledger_is_the_intended_one_whatever_gets_lost(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let space = json!({"data": {"type": "spaces", "id": harbour.access.space_id().to_string()}});
        let mut ids = Vec::new();
        for number in 0..INVOICES {
            let body = json!({"data": {"type": "invoices",
                "attributes": {"items": [{"description": format!("Desk {number}"), "amount": {"net": format!("{}.25", number + 1)}}]},
                "relationships": {"space": space, "debitor": {"data": {"type": "memberships", "id": harbour.member}}}}});
            let made = harbour.unlucky.post("/invoices", &format!("invoice-{number}"), &body).await;
            ids.push(made["data"]["id"].clone());
        }
        let made = harbour.invoices().await;
        let numbers: Vec<_> = made.iter().map(|invoice| invoice.number.clone()).collect();
        assert_eq!(numbers, (1..=INVOICES).map(|number| number.to_string()).collect::<Vec<_>>(), "each once, without a gap");

        for id in &ids {
            let body = json!({"data": {"type": "invoiceCharges", "relationships": {"invoices": {"data": [{"type": "invoices", "id": id}]}}}});
            harbour.unlucky.post("/invoice_charges", &format!("charge-{id}"), &body).await;
            harbour.work().await;
        }
        let references = harbour.references().await;
        assert_eq!(references.len(), INVOICES, "one payment for each");
        let (provider, anonymous) = (Provider::shared(), harbour.house.anonymous());
        let line = format!("POST /api/payment_webhooks/stripe/{}", harbour.access.space_id());
        let now = harbour.house.app.clock.now().as_second();
        // The last first, some before the bank has done its work, each up to three times, with old and new ids.
        for turn in 0..3 {
            for (place, reference) in references.iter().enumerate().rev() {
                if turn > 0 || place % 3 > 0 {
                    provider.set(reference, "succeeded");
                }
                let kind = if turn == 1 { "payment_intent.processing" } else { "payment_intent.succeeded" };
                let id = if turn == 2 { format!("evt_again_{place}") } else { format!("evt_{place}") };
                let message = json!({"id": id, "type": kind, "data": {"object": {"id": reference}}}).to_string();
                let signed = signature("whsec_1", now, &message);
                let heard = anonymous.send("www", &line, &[("stripe-signature", &signed)], message).await;
                assert_eq!(heard.status, 204, "{}", heard.text);
                if place % 5 == 0 {
                    harbour.work().await;
                }
            }
        }
        harbour.work().await;

        let settled = harbour.invoices().await;
        assert!(settled.iter().all(|invoice| invoice.paid_status == PaidStatus::Paid && invoice.paid == invoice.payable), "{settled:?}");
        let mut sum = Amount::ZERO;
        for invoice in &settled {
            let records = app::invoices::records(&harbour.house.app, &harbour.access, invoice.id).await.unwrap();
            assert_eq!((records.len(), records[0].amount), (1, invoice.payable), "{}", invoice.number);
            sum = sum.plus(records[0].amount).unwrap();
        }
        let intended = Amount::sum((0..INVOICES).map(|number| format!("{}.25", number + 1).parse().unwrap())).unwrap();
        assert_eq!(sum, intended, "to the cent");
        assert_eq!(verify(&harbour.house.app, None).await.unwrap().unwrap()[0].invoices, i64::try_from(INVOICES).unwrap());
    }
}

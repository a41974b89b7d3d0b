//! Invoices are sealed as they are made; whoever changes one in the database is found out.

use crate::client::{Client, House};
use crate::on_both;
use app::Error;
use app::invoices::{seal_earlier, verify};
use db::params;
use domain::ids::SpaceId;
use futures_util::future::join_all;
use serde_json::{Value, json};

struct Harbour {
    house: House,
    space: SpaceId,
    olga: Client,
}

impl Harbour {
    async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let olga = house.client(owner, "read write").await;
        Self { house, space, olga }
    }

    async fn make(&self, text: &str) -> Value {
        let body = json!({"data": {"type": "invoices",
            "attributes": {"recipientAddress": {"name": "Vera", "company": null, "fullAddress": "Quay 2"}, "items": [{"description": text, "amount": {"net": "10.5"}}]},
            "relationships": {"space": {"data": {"type": "spaces", "id": self.space.to_string()}}}}});
        let made = self.olga.api("POST /invoices", body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.body["data"]["id"].clone()
    }

    /// As somebody does who has the database and not the program.
    async fn tamper(&self, sql: &'static str) {
        let changed = self.house.app.db.write(async move |tx| Ok::<_, Error>(tx.execute(sql, params![]).await?)).await.unwrap();
        assert!(changed > 0, "{sql}");
    }

    async fn verdict(&self) -> Result<i64, String> {
        let found = verify(&self.house.app, Some("harbour".into())).await.unwrap();
        found.map(|all| all[0].invoices).map_err(|broken| broken.what)
    }
}

const FORGET: [&str; 2] = ["DELETE FROM invoice_seals", "UPDATE invoice_settings SET sealed = 0, seal = NULL"];

on_both! {
    async fn every_invoice_is_sealed_however_many_are_made_at_once(db: db::Db) {
        let harbour = Harbour::open(db).await;
        assert_eq!(harbour.verdict().await, Ok(0));
        join_all((0..24).map(|number| { let harbour = &harbour; async move { harbour.make(&format!("Desk {number}")).await } })).await;
        assert_eq!(harbour.verdict().await, Ok(24));
        let seal = async || verify(&harbour.house.app, None).await.unwrap().unwrap().remove(0).seal;
        let before = seal().await;
        // What happens to an invoice afterwards breaks no seal.
        let id = harbour.make("Desk").await.as_str().unwrap().to_owned();
        let paid = harbour.olga.v1("harbour", &format!("POST /api/invoices/{id}/payment_records"), json!({"paid_at": "2026-03-01"})).await;
        assert_eq!(paid.status, 201, "{}", paid.text);
        assert_eq!(harbour.verdict().await, Ok(25));
        assert!(before.len() == 64 && before != seal().await);
    }

    async fn the_first_invoice_that_was_touched_is_named(db: db::Db) {
        let harbour = Harbour::open(db).await;
        for number in 0..5 {
            harbour.make(&format!("Desk {number}")).await;
        }
        harbour.tamper("UPDATE invoices SET gross = gross + 1 WHERE number IN ('3', '4')").await;
        let verdict = harbour.verdict().await.unwrap_err();
        assert!(verdict.starts_with("invoice 3 (") && verdict.ends_with("at place 3 is not what was sealed"), "{verdict}");
        harbour.tamper("UPDATE invoices SET gross = gross - 1 WHERE number IN ('3', '4')").await;
        assert_eq!(harbour.verdict().await, Ok(5));
        for (change, back, place) in [
            ("UPDATE invoices SET number = '20' WHERE number = '2'", "UPDATE invoices SET number = '2' WHERE number = '20'", 2),
            ("UPDATE invoices SET issued_on = '2026-03-01' WHERE number = '1'", "UPDATE invoices SET issued_on = '2026-03-02' WHERE number = '1'", 1),
            ("UPDATE invoices SET invoice_text = 'x' WHERE number = '5'", "UPDATE invoices SET invoice_text = NULL WHERE number = '5'", 5),
        ] {
            harbour.tamper(change).await;
            let verdict = harbour.verdict().await.unwrap_err();
            assert!(verdict.contains(&format!("at place {place} is not")), "{change}: {verdict}");
            harbour.tamper(back).await;
            assert_eq!(harbour.verdict().await, Ok(5));
        }
    }

    async fn invoices_that_are_taken_out_or_slipped_in_are_noticed(db: db::Db) {
        let harbour = Harbour::open(db).await;
        for number in 0..5 {
            harbour.make(&format!("Desk {number}")).await;
        }
        harbour.tamper("DELETE FROM invoice_seals WHERE position = 5").await;
        assert_eq!(harbour.verdict().await, Err("there are 4 seals and there were 5".into()));
        harbour.tamper("DELETE FROM invoice_seals WHERE position = 2").await;
        assert_eq!(harbour.verdict().await, Err("the invoice at place 2 is missing".into()));
    }

    async fn invoices_from_before_are_sealed_in_their_order(db: db::Db) {
        let harbour = Harbour::open(db).await;
        for number in 0..5 {
            harbour.make(&format!("Desk {number}")).await;
        }
        let seal = async || verify(&harbour.house.app, None).await.unwrap().unwrap().remove(0).seal;
        let first = seal().await;
        for sql in FORGET {
            harbour.tamper(sql).await;
        }
        assert!(harbour.verdict().await.unwrap_err().ends_with("has no seal"));
        // As the migration leaves a space with invoices; one more is made before the others have their seals.
        harbour.tamper("UPDATE invoice_settings SET seal_waits = (1 = 1)").await;
        assert_eq!(harbour.verdict().await, Ok(0));
        harbour.make("Locker").await;
        let (one, other) = tokio::join!(seal_earlier(&harbour.house.app), seal_earlier(&harbour.house.app));
        assert!(one.is_ok() && other.is_ok());
        assert_eq!(harbour.verdict().await, Ok(6));
        harbour.make("Locker").await;
        assert_eq!(harbour.verdict().await, Ok(7));
        assert_ne!(seal().await, first);
    }
}

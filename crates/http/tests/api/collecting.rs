//! Invoices are charged and reminded of by themselves, once each; who owes for too long neither books nor checks in.

use crate::client::{Client, House};
use crate::on_both;
use app::access::{Access, Door, Place, enter_as};
use app::collecting::find_due;
use app::invoices::set_settings;
use app::payments::{Account, connect, keep_source};
use app::{App, resources};
use domain::ids::MembershipId;
use domain::invoices::{Collecting, InvoiceSettings};
use jobs::{Post, Runner};
use serde_json::{Value, json};
use testkit::at;
use testkit::provider::{DECLINED, SLOW};

struct Harbour {
    house: House,
    access: Access,
    olga: Client,
    mia: Client,
    member: String,
    card: String,
}

impl Harbour {
    async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let olga = house.client(owner, "read write").await;
        let caller = house.caller(owner, "read write").await;
        let access = enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        let (mia, member) = house.joined(&access, "1", 1).await;
        let keys = Account { public: "pk_1".into(), secret: Some("sk_1".into()), merchant: None, webhook: None };
        connect(&house.app, &access, "stripe", keys).await.unwrap();
        let methods = app::invoices::methods(&house.app, &access).await.unwrap();
        let card = methods[0].id.to_string();
        Self { house, access, olga, mia, member, card }
    }

    async fn keep(&self, method: &str) {
        let source = payments::Source { customer: "cus_1".into(), method: method.into() };
        let (member, card) = (self.member.parse().unwrap(), self.card.parse().unwrap());
        keep_source(&self.house.app, &self.access, member, card, source).await.unwrap();
    }

    async fn set(&self, collecting: Collecting) {
        set_settings(&self.house.app, &self.access, InvoiceSettings { collecting, ..InvoiceSettings::default() }, None).await.unwrap();
    }

    async fn invoice(&self) -> String {
        let body = json!({"data": {"type": "invoices", "attributes": {"items": [{"description": "Desk", "amount": {"net": "20.0"}}]}, "relationships": {
            "space": {"data": {"type": "spaces", "id": self.access.space_id().to_string()}},
            "debitor": {"data": {"type": "memberships", "id": self.member}}}}});
        let made = self.olga.api("POST /invoices", body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.body["data"]["id"].as_str().unwrap().to_owned()
    }

    async fn status(&self, id: &str) -> String {
        self.olga.get(&format!("/invoices/{id}")).await.body["data"]["attributes"]["paidStatus"].as_str().unwrap().to_owned()
    }

    async fn records(&self, id: &str) -> usize {
        let seen = self.olga.v1("harbour", &format!("GET /api/invoices/payment_records?invoice_ids={id}"), Value::Null).await;
        seen.body.as_array().unwrap().len()
    }

    /// What the hour brings at an instant, in two processes that know nothing of each other.
    async fn hour(&self, now: &str) {
        let app = &self.house.app;
        app.clock.set(at(now));
        let own = || App { wake: app::jobs::Wake::default(), ..app.clone() };
        let (one, other) = (own(), own());
        let (first, second) = tokio::join!(Box::pin(find_due(&one)), Box::pin(find_due(&other)));
        assert!(first.is_ok() && second.is_ok());
        let runner = |app: App| Runner::new(app, |app, job| jobs::perform(app, job, Post::Kept));
        let (one, other) = (runner(one), runner(other));
        tokio::join!(Box::pin(one.run_due()), Box::pin(other.run_due()));
    }

    /// How many mails of a kind there are.
    async fn mails(&self, kind: &str) -> usize {
        app::mails::latest(&self.house.app, 100).await.unwrap().iter().filter(|mail| mail.kind == kind).count()
    }
}

const NEVER: &str = "nobody is charged";

on_both! {
    async fn an_invoice_is_charged_once_on_the_morning_it_is_due(db: db::Db) {
        let harbour = Harbour::open(db).await;
        harbour.keep("pm_1").await;
        harbour.house.app.clock.set(at("2026-03-03T05:00:00Z"));
        let id = harbour.invoice().await;
        harbour.hour("2026-03-03T06:30:00Z").await; // half past seven in Berlin
        assert_eq!(harbour.status(&id).await, "unpaid");
        harbour.hour("2026-03-03T07:05:00Z").await;
        assert_eq!((harbour.status(&id).await.as_str(), harbour.records(&id).await), ("paid", 1));
        harbour.hour("2026-03-03T08:05:00Z").await;
        assert_eq!(harbour.records(&id).await, 1);

        // A bank that takes its time makes it pending; what it says later counts.
        harbour.keep(SLOW).await;
        let id = harbour.invoice().await;
        harbour.hour("2026-03-03T09:05:00Z").await;
        assert_eq!(harbour.status(&id).await, "pending");
        harbour.hour("2026-03-03T10:05:00Z").await;
        let reference = testkit::provider::Provider::shared().last();
        testkit::provider::Provider::shared().set(&reference, "succeeded");
        harbour.hour("2026-03-04T12:05:00Z").await;
        assert_eq!((harbour.status(&id).await.as_str(), harbour.records(&id).await), ("paid", 1));

        // Where the space does not want it, nobody is charged, and later not for what was due before.
        harbour.keep("pm_1").await;
        harbour.set(Collecting { charge: false, ..Collecting::default() }).await;
        let id = harbour.invoice().await;
        harbour.hour("2026-03-05T12:05:00Z").await;
        assert_eq!(harbour.status(&id).await, "unpaid", "{NEVER}");
        let access = harbour.access.clone();
        let caller = access.caller().unwrap();
        let access = enter_as(&harbour.house.app, caller, Place::Space(access.space_id()), &[], Door::Related).await.unwrap();
        set_settings(&harbour.house.app, &access, InvoiceSettings::default(), None).await.unwrap();
        harbour.hour("2026-03-06T12:05:00Z").await;
        assert_eq!(harbour.status(&id).await, "unpaid", "{NEVER}");
    }

    async fn a_charge_that_fails_is_tried_three_times_and_then_with_a_new_method(db: db::Db) {
        let harbour = Harbour::open(db).await;
        harbour.set(Collecting { retry_days: [1, 3], ..Collecting::default() }).await;
        harbour.keep(DECLINED).await;
        let id = harbour.invoice().await;
        let told = async || (harbour.mails("payment_failed_email").await, harbour.mails("payment_permanently_failed_email").await, harbour.mails("payment_problem_email").await);
        for (now, expected) in [
            ("2026-03-02T13:05:00Z", (1, 0, 0)), ("2026-03-02T14:05:00Z", (1, 0, 0)),
            ("2026-03-03T06:05:00Z", (1, 0, 0)), ("2026-03-03T07:05:00Z", (2, 0, 0)),
            ("2026-03-05T12:05:00Z", (2, 0, 0)), ("2026-03-06T12:05:00Z", (2, 1, 1)),
            ("2026-03-09T12:05:00Z", (2, 1, 1)),
        ] {
            harbour.hour(now).await;
            assert_eq!((told().await, harbour.status(&id).await.as_str()), (expected, "unpaid"), "{now}");
        }
        let mails = app::mails::latest(&harbour.house.app, 100).await.unwrap();
        let first = mails.iter().rfind(|mail| mail.kind == "payment_failed_email").unwrap();
        assert!(first.recipient == "mia@members.test" && first.body.contains("2026-03-03") && first.body.contains("20"), "{first:?}");
        harbour.keep("pm_2").await;
        harbour.hour("2026-03-09T13:05:00Z").await;
        assert_eq!((harbour.status(&id).await.as_str(), harbour.records(&id).await), ("paid", 1));
    }

    async fn reminders_go_out_in_steps_once_each(db: db::Db) {
        let harbour = Harbour::open(db).await;
        harbour.set(Collecting { reminder_days: vec![0, 7], ..Collecting::default() }).await;
        let (id, paid) = (harbour.invoice().await, harbour.invoice().await);
        let pay = async |id: &str| {
            let body = json!({"paid_at": "2026-03-02"});
            assert_eq!(harbour.olga.v1("harbour", &format!("POST /api/invoices/{id}/payment_records"), body).await.status, 201);
        };
        pay(&paid).await;
        for (now, expected) in [
            ("2026-03-04T22:30:00Z", 0),
            ("2026-03-04T23:30:00Z", 1), // the day it is late has begun in Berlin
            ("2026-03-05T23:30:00Z", 1), ("2026-03-11T22:30:00Z", 1), ("2026-03-12T12:00:00Z", 2), ("2026-05-01T12:00:00Z", 2),
        ] {
            harbour.hour(now).await;
            assert_eq!(harbour.mails("invoice_reminder_email").await, expected, "{now}");
        }
        let seen = harbour.olga.get(&format!("/invoices/{id}")).await.body["data"]["attributes"].clone();
        assert_eq!((&seen["sentRemindersCount"], &seen["reminderStatus"]), (&json!(2), &json!("sent")), "{seen}");
        let mails = app::mails::latest(&harbour.house.app, 100).await.unwrap();
        let last = mails.iter().find(|mail| mail.kind == "invoice_reminder_email").unwrap();
        assert!(last.body.contains("10 days ago") && last.invoice_id.is_some(), "{last:?}");
        harbour.set(Collecting { reminder_days: vec![0, 7, 7], ..Collecting::default() }).await;
        pay(&id).await;
        harbour.hour("2026-05-02T12:00:00Z").await;
        assert_eq!(harbour.mails("invoice_reminder_email").await, 2, "it is paid");
    }

    async fn whoever_owes_for_too_long_is_suspended_until_it_is_paid(db: db::Db) {
        let harbour = Harbour::open(db).await;
        harbour.set(Collecting { suspend_after: Some(3), ..Collecting::default() }).await;
        let details = resources::Details { name: Some("Room".into()), ..resources::Details::default() };
        let room = resources::create(&harbour.house.app, &harbour.access, details).await.unwrap().resource.id;
        let id = harbour.invoice().await;
        let line = format!("POST /api/resources/{room}/bookings");
        let v1 = async |client: &Client, from: &str, to: &str| client.v1("harbour", &line, json!({"from": from, "to": to, "membership_id": harbour.member})).await;
        harbour.house.app.clock.set(at("2026-03-05T12:00:00Z"));
        let made = v1(&harbour.mia, "2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z").await;
        assert_eq!(made.status, 201, "{}", made.text);

        let app = &harbour.house.app;
        app.clock.set(at("2026-03-06T12:00:00Z"));
        let refused = v1(&harbour.mia, "2026-03-11T09:00:00Z", "2026-03-11T10:00:00Z").await;
        assert!(refused.status == 422 && refused.text.contains("suspended until invoice 1 is paid"), "{}", refused.text);
        let book = async || {
            let links = json!({"resource": {"data": {"type": "resources", "id": room.to_string()}},
                "membership": {"data": {"type": "memberships", "id": harbour.member}}});
            let times = json!({"from": "2026-03-11T09:00:00Z", "to": "2026-03-11T10:00:00Z"});
            harbour.mia.api(&format!("POST /memberships/{}/bookings", harbour.member), json!({"data": {"type": "bookings", "attributes": times, "relationships": links}})).await
        };
        let refused = book().await;
        assert_eq!((refused.status, refused.blame()), (422, ("payment_overdue".into(), "/data/relationships/membership".into())), "{}", refused.text);
        let caller = harbour.access.caller().unwrap();
        let access = enter_as(app, caller, Place::Space(harbour.access.space_id()), &[], Door::Related).await.unwrap();
        let member: MembershipId = harbour.member.parse().unwrap();
        let refused = app::check_ins::check_in(app, &access, access.space_id(), member, false).await.unwrap_err();
        assert!(matches!(&refused, app::Error::Invalid(fields) if fields[0].code == "payment_overdue"), "{refused:?}");
        let desk = v1(&harbour.olga, "2026-03-12T09:00:00Z", "2026-03-12T10:00:00Z").await;
        assert_eq!(desk.status, 201, "an admin still books for her: {}", desk.text);

        let paid = harbour.olga.v1("harbour", &format!("POST /api/invoices/{id}/payment_records"), json!({"paid_at": "2026-03-06"})).await;
        assert_eq!(paid.status, 201, "{}", paid.text);
        let booked = book().await;
        assert_eq!(booked.status, 201, "{}", booked.text);
        app::check_ins::check_in(app, &access, access.space_id(), member, false).await.unwrap();
    }
}

//! What visitors get back of an event that does not take place, or that they are taken off.

use crate::client::Answer;
use crate::on_both;
use crate::payments::{Harbour, bill, by, harbour, link, places};
use app::invoices::{self, NewMethod, NewRecord};
use app::{calendar_events, event_attendances};
use domain::ids::{EventAttendanceId, EventId, InvoiceId};
use domain::invoices::PaidStatus;
use domain::money::Amount;
use store::SpaceTx;
use store::invoices::Invoice;
use store::mails::Mail;
use store::resources::Slice;

fn invoice_of(bought: &Answer) -> InvoiceId {
    assert_eq!(bought.status, 201, "{}", bought.text);
    bill(bought).as_str().unwrap().parse().unwrap()
}

impl Harbour {
    async fn seen(&self, id: InvoiceId) -> Invoice {
        invoices::get(&self.house.app, &self.access, id).await.unwrap()
    }

    async fn delete_event(&self, id: EventId) -> app::Result<()> {
        calendar_events::delete(&self.house.app, &self.access, id).await
    }

    /// The attendance that an invoice is for.
    async fn attendance(&self, event: EventId, of: InvoiceId) -> EventAttendanceId {
        let (app, space) = (&self.house.app, self.access.space_id());
        let found = event_attendances::list(app, &self.access, event, false, Slice { limit: 50, offset: 0 }).await.unwrap().found.items;
        for one in found {
            let purchase = one.purchase_id.unwrap();
            let read = app.db.read(async move |tx| store::payments::invoices_of(&mut SpaceTx::bind(tx, space), &[purchase]).await);
            if read.await.unwrap()[&purchase].contains(&of) {
                return one.id;
            }
        }
        panic!("nobody attends for {of}");
    }

    async fn mails(&self, kind: &str) -> Vec<Mail> {
        let mails = app::mails::latest(&self.house.app, 100).await.unwrap();
        mails.into_iter().filter(|mail| mail.kind == kind).collect()
    }
}

on_both! {
    async fn tickets_are_paid_back_corrected_or_told(db: db::Db) {
        let harbour = harbour(db).await;
        let (app, access) = (&harbour.house.app, &harbour.access);
        let (card, event) = (harbour.connected("stripe").await, harbour.event(10).await);
        let new = NewMethod { name: "Transfer".into(), instructions: None, enabled_for: vec!["publicEventTickets".into()] };
        let transfer = serde_json::json!({"paymentMethod": link("paymentMethods", invoices::add_method(app, access, new).await.unwrap())});
        let (payment, reference) = harbour.paid(&places(event), &card).await;
        let charged = invoice_of(&harbour.ticket(event, by(&payment)).await);
        let open = invoice_of(&harbour.ticket(event, transfer.clone()).await);
        let by_hand = invoice_of(&harbour.ticket(event, transfer.clone()).await);
        let partly = invoice_of(&harbour.ticket(event, transfer).await);
        for (invoice, amount) in [(by_hand, None), (partly, Some("4".parse().unwrap()))] {
            let record = NewRecord { amount, paid_on: access.today(), method: None, method_name: Some("Cash".into()), note: None };
            invoices::record(app, access, invoice, record).await.unwrap();
        }

        harbour.delete_event(event).await.unwrap();
        assert!(matches!(harbour.delete_event(event).await, Err(app::Error::NotFound { .. })));
        assert!(harbour.provider.refunds(&reference).is_empty(), "a job does it");
        for _ in 0..3 {
            harbour.work().await;
        }
        // What came through a provider goes back, all of it and once.
        assert_eq!(harbour.provider.refunds(&reference), ["1190"]);
        let charged = harbour.seen(charged).await;
        assert_eq!((charged.paid_status, charged.paid), (PaidStatus::Canceled, Amount::ZERO));
        // What nobody has paid is taken back by a correction.
        let before = harbour.seen(open).await;
        assert_eq!(before.paid_status, PaidStatus::WrittenOff);
        let corrections = invoices::corrections(app, access, open).await.unwrap();
        let [correction] = &corrections[..] else { panic!("{corrections:?}") };
        assert_eq!((correction.corrects_id, correction.gross, correction.contact_id), (Some(open.0), "-11.9".parse().unwrap(), before.contact_id));
        assert_eq!((&correction.recipient.0, correction.items.0.len()), (&before.recipient.0, 1));
        // What was paid by hand is left to the space, which is told of that alone.
        let by_hand = harbour.seen(by_hand).await;
        assert_eq!(by_hand.paid_status, PaidStatus::Paid);
        let tasks = harbour.mails("event_refunds_email").await;
        let [task] = &tasks[..] else { panic!("{tasks:?}") };
        assert_eq!(task.recipient, access.space().email);
        assert!(task.body.contains(&format!("Invoice {} was paid by hand: pay 11.9 EUR back", by_hand.number)), "{}", task.body);
        // What it owes of another one is collected until somebody writes it off.
        let partly = harbour.seen(partly).await.number;
        assert!(task.body.contains(&format!("Invoice {partly} was paid by hand: pay 4.0 EUR back, and write off the rest.")), "{}", task.body);
        assert_eq!(task.body.matches("\n- ").count(), 2, "{}", task.body);
        // Who was to come is told of all of it, in one mail.
        let told = harbour.mails("event_canceled_email").await;
        let [told] = &told[..] else { panic!("{told:?}") };
        let unpaid = format!("You need not pay invoice {}.", before.number);
        for (said, times) in [("What you paid goes back the way it came.", 1), ("What you paid is paid back.", 1), (&*unpaid, 1)] {
            assert_eq!((told.recipient.as_str(), told.body.matches(said).count()), ("vera@visitors.test", times), "{said}: {}", told.body);
        }
    }

    async fn who_is_taken_off_the_list_is_paid_back_if_it_is_said_and_once(db: db::Db) {
        let harbour = harbour(db).await;
        let (app, access) = (&harbour.house.app, &harbour.access);
        let (card, event) = (harbour.connected("stripe").await, harbour.event(10).await);
        let new = NewMethod { name: "Transfer".into(), instructions: None, enabled_for: vec!["publicEventTickets".into()] };
        let transfer = serde_json::json!({"paymentMethod": link("paymentMethods", invoices::add_method(app, access, new).await.unwrap())});
        let (payment, reference) = harbour.paid(&places(event), &card).await;
        let charged = invoice_of(&harbour.ticket(event, by(&payment)).await);
        let (payment, kept_reference) = harbour.paid(&places(event), &card).await;
        let kept = invoice_of(&harbour.ticket(event, by(&payment)).await);
        let open = invoice_of(&harbour.ticket(event, transfer.clone()).await);
        let by_hand = invoice_of(&harbour.ticket(event, transfer).await);
        let record = NewRecord { amount: None, paid_on: access.today(), method: None, method_name: Some("Cash".into()), note: None };
        invoices::record(app, access, by_hand, record).await.unwrap();

        // Two admins at once.
        let id = harbour.attendance(event, charged).await;
        let remove = |id, back| event_attendances::remove(app, access, id, back);
        let (one, other) = tokio::join!(remove(id, true), remove(id, true));
        assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
        for (invoice, back) in [(open, true), (by_hand, true), (kept, false)] {
            let id = harbour.attendance(event, invoice).await;
            remove(id, back).await.unwrap();
            assert!(matches!(remove(id, true).await, Err(app::Error::NotFound { .. })));
        }
        for _ in 0..3 {
            harbour.work().await;
        }
        assert_eq!(harbour.provider.refunds(&reference), ["1190"]);
        let charged = harbour.seen(charged).await;
        assert_eq!((charged.paid_status, charged.paid), (PaidStatus::Canceled, Amount::ZERO));
        assert!(harbour.provider.refunds(&kept_reference).is_empty());
        assert_eq!(harbour.seen(kept).await.paid_status, PaidStatus::Paid, "as the admin said");
        assert_eq!(harbour.seen(open).await.paid_status, PaidStatus::WrittenOff);
        let corrections = invoices::corrections(app, access, open).await.unwrap();
        assert_eq!(corrections.iter().map(|one| one.gross.to_string()).collect::<Vec<_>>(), ["-11.9"]);
        let by_hand = harbour.seen(by_hand).await;
        let tasks = harbour.mails("event_refunds_email").await;
        let [task] = &tasks[..] else { panic!("{tasks:?}") };
        assert!(task.body.contains("Vera does not come to") && task.body.contains(&format!("Invoice {} was paid by hand: pay 11.9 EUR back", by_hand.number)), "{}", task.body);
        let told = harbour.mails("event_canceled_email").await;
        assert_eq!(told.len(), 4);
        for said in ["goes back the way it came.", "is paid back.", "You need not pay invoice"] {
            assert_eq!(told.iter().filter(|mail| mail.body.contains(said)).count(), 1, "{said}");
        }
        let left = event_attendances::list(app, access, event, false, Slice { limit: 50, offset: 0 }).await.unwrap().found;
        assert_eq!(left.total, 0);
    }

    async fn free_tickets_and_events_that_have_begun_move_no_money(db: db::Db) {
        let harbour = harbour(db).await;
        let (card, event) = (harbour.connected("stripe").await, harbour.event(10).await);
        let (payment, reference) = harbour.paid(&places(event), &card).await;
        let charged = invoice_of(&harbour.ticket(event, by(&payment)).await);
        harbour.house.app.clock.set("2026-03-10T18:00:00Z".parse().unwrap());
        harbour.delete_event(event).await.unwrap();
        harbour.work().await;
        assert!(harbour.provider.refunds(&reference).is_empty());
        assert_eq!(harbour.seen(charged).await.paid_status, PaidStatus::Paid);
        assert!(harbour.mails("event_canceled_email").await.is_empty() && harbour.mails("event_refunds_email").await.is_empty());
    }
}

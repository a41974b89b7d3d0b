//! What members get back who leave an event after it was billed, or are taken off its list (X5).

use crate::browser::{Browser, House};
use crate::harbour::{Harbour, at};
use crate::imports::count;
use crate::on_both;
use app::calendar_events::{self, Details};
use app::invoices::{self, Create, For, NewItem};
use app::{charges, event_attendances};
use domain::ids::{EventAttendanceId, EventId, MembershipId};
use domain::invoices::Item;
use domain::money::Amount;
use store::charges::Charge;
use store::invoices::{Invoice, Wanted};
use store::resources::Slice;

const SLICE: Slice = Slice { limit: 50, offset: 0 };
const LEFT: &str = "SELECT COUNT(*) FROM outbox WHERE type = 'deleted_event_attendance'";

impl Harbour<'_> {
    async fn attends(&self, browser: &mut Browser<'_>, event: EventId) {
        let public = format!("/events/{event}");
        let seen = browser.get("harbour", &public).await;
        assert_eq!(browser.submit(&seen, &format!("{public}/attend"), &[]).await.status, 303, "{}", seen.text);
    }

    /// Bills what was on 12 March, and puts the event off: who attends is billed, and it is still ahead.
    async fn billed_and_put_off(&self, event: EventId) {
        self.bill_at("2026-04-02T10:00:00Z").await;
        let details = Details { from: Some(at("2026-04-20T17:30:00Z")), to: Some(at("2026-04-20T19:00:00Z")), ..Details::default() };
        calendar_events::update(&self.house.app, &self.access, event, details).await.unwrap();
    }

    /// What waits for the next bill of a member.
    async fn credits(&self, id: MembershipId) -> Vec<Charge> {
        charges::recent(&self.house.app, &self.access, id).await.unwrap()
    }

    async fn invoices(&self) -> Vec<Invoice> {
        invoices::list(&self.house.app, &self.access, Wanted::default(), SLICE).await.unwrap().items
    }

    async fn items(&self, begins: &str) -> Vec<Item> {
        let all = self.invoices().await;
        all.into_iter().flat_map(|invoice| invoice.items.0).filter(|item| item.description.starts_with(begins)).collect()
    }

    async fn attendance(&self, event: EventId, member: MembershipId) -> EventAttendanceId {
        let found = event_attendances::list(&self.house.app, &self.access, event, false, SLICE).await.unwrap().found.items;
        found.into_iter().find(|one| one.member() == Some(member)).unwrap().id
    }
}

on_both! {
    async fn who_leaves_after_the_bill_is_credited_the_same_once(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let (leave, (mia, mut mias), (max, mut maxs)) = (format!("/events/{event}/leave"), harbour.member("Mia").await, harbour.member("Max").await);
        harbour.attends(&mut mias, event).await;
        harbour.billed_and_put_off(event).await;
        maxs.sign_in("harbour", "max@example.org").await;
        harbour.attends(&mut maxs, event).await;
        mias.sign_in("harbour", "mia@example.org").await;
        for browser in [&mut mias, &mut maxs] {
            let page = browser.get("harbour", &format!("/events/{event}")).await;
            assert!(browser.submit(&page, &leave, &[]).await.location().ends_with("told=out"), "{}", page.text);
            assert_ne!(browser.submit(&page, &leave, &[]).await.status, 303, "the same click again");
        }
        let credits = harbour.credits(mia).await;
        let [credit] = &credits[..] else { panic!("{credits:?}") };
        // Ten euros with 19 % in them.
        assert!(credit.description.starts_with("Print, canceled (invoice "), "{}", credit.description);
        assert_eq!(credit.amount, "-8.403361".parse::<Amount>().unwrap());
        assert!(harbour.credits(max).await.is_empty(), "nobody has billed it");

        // The next bill has it, and none after that; what was billed and what is credited are the same.
        for day in ["2026-05-02T10:00:00Z", "2026-06-02T10:00:00Z"] {
            harbour.bill_at(day).await;
            assert!(harbour.credits(mia).await.is_empty() && harbour.credits(max).await.is_empty());
            let (billed, credited) = (harbour.items("Print, 2026-03-12").await, harbour.items("Print, canceled").await);
            let ([billed], [credited]) = (&billed[..], &credited[..]) else { panic!("{billed:?} {credited:?}") };
            assert_eq!((billed.line.gross, billed.taxes.len()), (Amount::units(10), 1));
            assert_eq!((&credited.taxes, credited.quantity, credited.line.gross), (&billed.taxes, billed.quantity, Amount::units(-10)));
            assert_eq!(billed.line.net.plus(credited.line.net), Ok(Amount::ZERO));
        }
        assert!(harbour.items("Print, 2026-04-20").await.is_empty(), "who has left pays nothing");
    }

    async fn admins_take_off_the_list_with_money_back_or_without(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let (place, (max, mut maxs), (ana, mut anas)) = (format!("/admin/events/{event}"), harbour.member("Max").await, harbour.member("Ana").await);
        harbour.attends(&mut maxs, event).await;
        harbour.attends(&mut anas, event).await;
        harbour.billed_and_put_off(event).await;
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", &place).await;
        assert!(page.text.contains("name=\"refund\" value=\"yes\" checked>Give back what was billed or paid"), "{}", page.text);
        let (with, without) = (harbour.attendance(event, max).await, harbour.attendance(event, ana).await);
        for (id, fields) in [(with, &[("refund", "yes")][..]), (without, &[][..])] {
            let remove = format!("{place}/attendances/{id}/remove");
            assert_eq!(olga.submit(&page, &remove, fields).await.location(), format!("{place}?told=removed"));
            assert_eq!(olga.submit(&page, &remove, fields).await.status, 404, "the same click again");
        }
        assert_eq!(harbour.credits(max).await.iter().map(|one| one.amount.to_string()).collect::<Vec<_>>(), ["-8.403361"]);
        assert!(harbour.credits(ana).await.is_empty());
        let told = async |who: &str| house.mails(who).await.into_iter().filter(|mail| mail.contains("does not take place for you")).collect::<Vec<_>>();
        let (maxs, anas) = (told("max@example.org").await, told("ana@example.org").await);
        assert!(maxs.len() == 1 && maxs[0].contains("What you were billed is credited with your next invoice."), "{maxs:?}");
        assert!(anas.len() == 1 && !anas[0].contains("credited"), "{anas:?}");
    }

    async fn who_leaves_while_admins_remove_is_credited_once(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let (mia, mut mias) = harbour.member("Mia").await;
        harbour.attends(&mut mias, event).await;
        harbour.billed_and_put_off(event).await;
        mias.sign_in("harbour", "mia@example.org").await;
        let page = mias.get("harbour", &format!("/events/{event}")).await;
        let (id, leave) = (harbour.attendance(event, mia).await, format!("/events/{event}/leave"));
        let remove = || event_attendances::remove(&house.app, &harbour.access, id, true);
        let (one, other, left) = tokio::join!(remove(), remove(), mias.submit(&page, &leave, &[]));
        assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()) + u8::from(left.status == 303), 1, "{one:?} {other:?} {}", left.text);
        assert_eq!((harbour.credits(mia).await.len(), count(&house, LEFT).await), (1, 1));
    }

    async fn what_was_given_back_by_hand_is_left_to_the_space(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let (mia, mut mias) = harbour.member("Mia").await;
        harbour.attends(&mut mias, event).await;
        harbour.billed_and_put_off(event).await;
        let stands_on = |invoice: &Invoice| invoice.items.0.iter().any(|item| item.description.starts_with("Print"));
        let invoice = harbour.invoices().await.into_iter().find(stands_on).unwrap();
        let back = NewItem {
            description: "Print".into(),
            quantity: 1.into(),
            net: "-8.403361".parse().unwrap(),
            taxes: None,
            paid: false,
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
        };
        let correction = Create { debitor: Some(For::Membership(mia)), items: vec![back], corrects: Some(invoice.id), ..Create::default() };
        invoices::create(&house.app, &harbour.access, correction).await.unwrap();
        mias.sign_in("harbour", "mia@example.org").await;
        let page = mias.get("harbour", &format!("/events/{event}")).await;
        assert_eq!(mias.submit(&page, &format!("/events/{event}/leave"), &[]).await.status, 303);
        assert!(harbour.credits(mia).await.is_empty(), "not twice");
        let tasks: Vec<_> = house.mails(&harbour.access.space().email).await.into_iter().filter(|mail| mail.contains("this is left for you")).collect();
        let said = format!("Invoice {} of Mia was not left as it was", invoice.number);
        assert!(tasks.len() == 1 && tasks[0].contains(&said) && tasks[0].contains("Mia does not come to \"Print\" any more."), "{tasks:?}");
    }

    async fn once_it_has_begun_only_admins_give_back(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let (place, (mia, mut mias)) = (format!("/admin/events/{event}"), harbour.member("Mia").await);
        harbour.attends(&mut mias, event).await;
        let page = mias.get("harbour", &format!("/events/{event}")).await;
        harbour.bill_at("2026-04-02T10:00:00Z").await;
        mias.sign_in("harbour", "mia@example.org").await;
        let fresh = mias.get("harbour", "/membership").await;
        let csrf = crate::harbour::between(&fresh, "name=\"csrf\" value=\"", "\"").to_owned();
        let late = mias.send("POST", "harbour", &format!("/events/{event}/leave"), &format!("csrf={csrf}")).await;
        assert!(late.status == 422 && late.text.contains("The event has started."), "{} {}", late.status, late.text);
        assert!(page.text.contains("/leave") && harbour.credits(mia).await.is_empty());
        let mut olga = harbour.olga().await;
        let shown = olga.get("harbour", &place).await;
        assert!(shown.text.contains("name=\"refund\" value=\"yes\">"), "not of itself: {}", shown.text);
        let before = house.mails("mia@example.org").await.len();
        let remove = format!("{place}/attendances/{}/remove", harbour.attendance(event, mia).await);
        assert_eq!(olga.submit(&shown, &remove, &[("refund", "yes")]).await.status, 303);
        assert_eq!((harbour.credits(mia).await.len(), house.mails("mia@example.org").await.len()), (1, before));
    }
}

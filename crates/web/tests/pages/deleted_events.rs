//! What members get back of an event that does not take place.

use crate::browser::House;
use crate::harbour::{Harbour, at};
use crate::on_both;
use app::billing::{Billing, run};
use app::calendar_events::{self, Details};
use domain::money::Amount;
use store::invoices::Wanted;
use store::resources::Slice;

impl Harbour<'_> {
    /// Makes all bills that are due at an instant.
    pub async fn bill_at(&self, now: &str) {
        self.house.app.clock.set(at(now));
        let mut rest = Some(Billing { space: self.access.space_id(), after: None });
        while let Some(work) = rest {
            rest = run(&self.house.app, &work).await.unwrap();
        }
    }
}

on_both! {
    async fn what_members_were_billed_is_credited_once(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let (public, (mia, mut mias), (max, mut maxs)) = (format!("/events/{event}"), harbour.member("Mia").await, harbour.member("Max").await);
        let seen = mias.get("harbour", &public).await;
        assert_eq!(mias.submit(&seen, &format!("{public}/attend"), &[]).await.status, 303);
        // It is billed, then put off; somebody else comes, who is not billed yet.
        harbour.bill_at("2026-04-02T10:00:00Z").await;
        let details = Details { from: Some(at("2026-04-20T17:30:00Z")), to: Some(at("2026-04-20T19:00:00Z")), ..Details::default() };
        calendar_events::update(&house.app, &harbour.access, event, details).await.unwrap();
        maxs.sign_in("harbour", "max@example.org").await;
        let seen = maxs.get("harbour", &public).await;
        assert_eq!(maxs.submit(&seen, &format!("{public}/attend"), &[]).await.status, 303, "{}", seen.text);

        let mut olga = harbour.olga().await;
        let delete = format!("/admin/events/{event}/delete");
        let question = olga.get("harbour", &delete).await;
        assert!(question.text.contains("2 sign-ups go with it") && question.text.contains("what was billed is credited"), "{}", question.text);
        assert_eq!(olga.submit(&question, &delete, &[]).await.location(), "/admin/events");
        assert_eq!(olga.submit(&question, &delete, &[]).await.status, 404);
        let credits = app::charges::recent(&house.app, &harbour.access, mia).await.unwrap();
        let [credit] = &credits[..] else { panic!("{credits:?}") };
        // Ten euros with 19 % in them.
        assert!(credit.description.starts_with("Print, canceled (invoice "), "{}", credit.description);
        assert_eq!(credit.amount, "-8.403361".parse::<Amount>().unwrap());
        assert_eq!(credit.taxes.0.len(), 1);
        assert!(app::charges::recent(&house.app, &harbour.access, max).await.unwrap().is_empty());
        let told = async |who: &str| {
            let mails = house.mails(who).await;
            mails.into_iter().filter(|mail| mail.contains("Print on 2026-04-20 19:30 does not take place for you")).collect::<Vec<_>>()
        };
        let (mias, maxs) = (told("mia@example.org").await, told("max@example.org").await);
        assert!(mias.len() == 1 && mias[0].contains("is credited with your next invoice"), "{mias:?}");
        assert!(maxs.len() == 1 && maxs[0].contains("You pay nothing for it"), "{maxs:?}");
        assert!(!house.mails("olga@example.org").await.iter().any(|mail| mail.contains("this is left for you")), "nothing is");

        // The next bill has it, and none after that.
        harbour.bill_at("2026-05-02T10:00:00Z").await;
        assert!(app::charges::recent(&house.app, &harbour.access, mia).await.unwrap().is_empty());
        let all = app::invoices::list(&house.app, &harbour.access, Wanted::default(), Slice { limit: 50, offset: 0 }).await.unwrap().items;
        let credited = all.iter().flat_map(|invoice| &invoice.items.0).filter(|item| item.description.contains("Print, canceled"));
        assert_eq!(credited.count(), 1, "{all:?}");
    }

    async fn an_event_that_has_begun_gives_nothing_back(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let (public, (mia, mut mias)) = (format!("/events/{event}"), harbour.member("Mia").await);
        let seen = mias.get("harbour", &public).await;
        assert_eq!(mias.submit(&seen, &format!("{public}/attend"), &[]).await.status, 303);
        harbour.bill_at("2026-04-02T10:00:00Z").await;
        let mut olga = harbour.olga().await;
        let delete = format!("/admin/events/{event}/delete");
        let question = olga.get("harbour", &delete).await;
        assert!(question.text.contains("It has begun, so nobody is told"), "{}", question.text);
        let before = house.mails("mia@example.org").await.len();
        assert_eq!(olga.submit(&question, &delete, &[]).await.location(), "/admin/events");
        assert!(app::charges::recent(&house.app, &harbour.access, mia).await.unwrap().is_empty());
        assert_eq!(house.mails("mia@example.org").await.len(), before);
    }
}

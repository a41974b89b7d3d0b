//! Another plan for a member, with a day of its own for the first invoice (N5): shown before, done once, billed as shown.

use crate::browser::{Browser, House, Page};
use crate::harbour::Harbour;
use crate::imports::count;
use crate::on_both;
use crate::plan_updates::{billed, today, work};
use app::memberships::{self, Change, ChangePlan};
use app::plan_updates::{self, Begin, Wish};
use app::{clock_events, plans};
use domain::ids::{MembershipId, PlanId};
use domain::plan_updates::When;
use domain::plans::PlanTerms;
use jiff::civil::{Date, date};
use serde_json::json;
use store::membership_plans::Copy;

const CHANGED: &str = "SELECT COUNT(*) FROM outbox WHERE type = 'changed_membership_plan'";
const REACHED: &str = "SELECT COUNT(*) FROM outbox WHERE type = 'membership_plan_change_date_reached'";
const WAITING: &str = "SELECT COUNT(*) FROM membership_plans WHERE renewal_waits = TRUE";

async fn fix(harbour: &Harbour<'_>) -> PlanId {
    let terms = json!({"name": "Fix", "price_per_cycle": "300", "currency": "EUR", "cycle_months": 1});
    plans::create(&harbour.house.app, &harbour.access, serde_json::from_value(terms).unwrap()).await.unwrap()
}

async fn next(harbour: &Harbour<'_>, id: MembershipId) -> Date {
    memberships::get(&harbour.house.app, &today(harbour).await, id).await.unwrap().views[0].membership.next_invoice_at
}

async fn copies(harbour: &Harbour<'_>, id: MembershipId) -> Vec<Copy> {
    memberships::plan_history(&harbour.house.app, &today(harbour).await, id).await.unwrap().1
}

fn to(plan: PlanId, change_date: Date, first_invoice_at: Date) -> ChangePlan {
    ChangePlan { plan, extras: vec![], change_date: Some(change_date), first_invoice_at: Some(first_invoice_at) }
}

/// Chooses a plan; the page that asks.
async fn choose(browser: &mut Browser<'_>, id: MembershipId, (plan, change, first): (PlanId, &str, &str)) -> Page {
    let (here, plan) = (format!("/admin/members/{id}"), plan.to_string());
    let page = browser.get("harbour", &here).await;
    browser.submit(&page, &format!("{here}/plan"), &[("plan", &plan), ("change_date", change), ("first_invoice_at", first)]).await
}

fn bill(day: Date, net: &str) -> (Date, String) {
    (day, net.to_owned())
}

on_both! {
    async fn what_is_shown_is_billed_from_the_day_that_was_chosen(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (fix, (mia, _)) = (fix(&harbour).await, harbour.invited("Mia").await);
        let first = bill(date(2026, 3, 2), "100.0");
        assert_eq!(billed(&harbour, "2026-03-02T12:30:00Z").await, std::slice::from_ref(&first));

        // The last day of a month; the renewal of 2 April would be the next.
        let mut olga = harbour.olga().await;
        let ask = choose(&mut olga, mia, (fix, "2026-03-31", "2026-04-15")).await;
        assert_eq!(ask.status, 200, "{}", ask.text);
        for said in ["Mia: change to Fix?", "From 2026-03-31", "<strong>2026-04-15</strong>", "<strong>357.00 EUR</strong> on 2026-04-15", "Fix, 2026-04-15 – 2026-05-14", "nothing is prorated"] {
            assert!(ask.text.contains(said), "{said}: {}", ask.text);
        }
        assert!(!ask.text.contains("2026-04-02"), "{}", ask.text);
        let wish = to(fix, date(2026, 3, 31), date(2026, 4, 15));
        let ahead = memberships::foresee_change(&house.app, &harbour.access, mia, wish).await.unwrap();
        assert_eq!((copies(&harbour, mia).await.len(), count(&house, CHANGED).await), (1, 0), "nothing is done yet");
        let here = format!("/admin/members/{mia}/plan");
        assert_eq!(olga.submit(&ask, &here, &[]).await.location(), format!("/admin/members/{mia}"));
        assert_eq!(olga.submit(&ask, &here, &[]).await.status, 303, "the same click again");
        let page = olga.get("harbour", &format!("/admin/members/{mia}")).await;
        assert!(page.text.contains("from 2026-03-31, first invoice on 2026-04-15"), "{}", page.text);
        assert_eq!((copies(&harbour, mia).await.len(), count(&house, WAITING).await, next(&harbour, mia).await), (2, 1, date(2026, 4, 2)));

        // At midnight of the day the next invoice moves, and it is told once that the plan has changed.
        house.app.clock.set(testkit::at("2026-03-30T21:59:59Z"));
        clock_events::tell_days(&house.app).await.unwrap();
        assert_eq!(next(&harbour, mia).await, date(2026, 4, 2));
        for _ in 0..2 {
            house.app.clock.set(testkit::at("2026-03-30T22:00:01Z"));
            clock_events::tell_days(&house.app).await.unwrap();
        }
        assert_eq!((next(&harbour, mia).await, count(&house, WAITING).await), (date(2026, 4, 15), 0));
        assert_eq!(count(&house, REACHED).await, 1);

        assert_eq!(billed(&harbour, "2026-04-14T12:00:00Z").await, std::slice::from_ref(&first), "free until then");
        for _ in 0..2 {
            assert_eq!(billed(&harbour, "2026-04-15T12:00:00Z").await, [first.clone(), bill(date(2026, 4, 15), "300.0")]);
        }
        let made = app::invoices::of_membership(&house.app, &today(&harbour).await, mia).await.unwrap();
        let (made, shown) = (made.iter().find(|one| one.issued_on == date(2026, 4, 15)).unwrap(), &ahead.invoices[0]);
        assert_eq!((shown.issued_on, shown.gross, &shown.items.0), (made.issued_on, made.gross, &made.items.0), "to the cent, with its explanation");
        let why = made.items.0[0].explanation.as_ref().unwrap();
        assert_eq!(why.rules(), "N5, V1, V6");
        assert_eq!(next(&harbour, mia).await, date(2026, 5, 15));
    }

    async fn bills_move_the_renewal_when_nobody_was_there_at_midnight(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (fix, (mia, _)) = (fix(&harbour).await, harbour.invited("Mia").await);
        billed(&harbour, "2026-03-02T12:30:00Z").await;
        // Ends of months, and a renewal before the change.
        memberships::change_plan(&house.app, &harbour.access, mia, to(fix, date(2026, 4, 30), date(2026, 5, 28))).await.unwrap();
        let bills = [bill(date(2026, 3, 2), "100.0"), bill(date(2026, 4, 2), "100.0"), bill(date(2026, 5, 28), "300.0"), bill(date(2026, 6, 28), "300.0")];
        assert_eq!(billed(&harbour, "2026-07-01T12:00:00Z").await, bills);
        assert_eq!((next(&harbour, mia).await, count(&house, WAITING).await), (date(2026, 7, 28), 0));
        clock_events::tell_days(&house.app).await.unwrap();
        assert_eq!(next(&harbour, mia).await, date(2026, 7, 28), "not again");
        assert_eq!(billed(&harbour, "2026-07-01T12:00:00Z").await, bills);
    }

    async fn today_moves_it_at_once_and_a_change_that_is_called_off_moves_nothing(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (fix, (mia, _), (ben, _)) = (fix(&harbour).await, harbour.invited("Mia").await, harbour.invited("Ben").await);
        billed(&harbour, "2026-03-02T12:30:00Z").await;
        let access = today(&harbour).await;
        let (changed, copy, _) = memberships::change_plan(&house.app, &access, mia, to(fix, date(2026, 3, 2), date(2026, 3, 10))).await.unwrap();
        assert_eq!((changed.next_invoice_at, copy.first_invoice_at, copy.renewal_waits), (date(2026, 3, 10), Some(date(2026, 3, 10)), false));
        // Ben's is scheduled, then he keeps what he has.
        memberships::change_plan(&house.app, &access, ben, to(fix, date(2026, 3, 20), date(2026, 3, 25))).await.unwrap();
        let mut olga = harbour.olga().await;
        let ask = choose(&mut olga, ben, (harbour.plan, "", "")).await;
        assert!(ask.text.contains("Only the change that was scheduled goes.") && ask.text.contains("on 2026-04-02"), "{}", ask.text);
        assert_eq!(olga.submit(&ask, &format!("/admin/members/{ben}/plan"), &[]).await.status, 303);
        assert_eq!((count(&house, WAITING).await, next(&harbour, ben).await), (0, date(2026, 4, 2)));
        let (first, second) = (bill(date(2026, 3, 2), "100.0"), bill(date(2026, 4, 2), "100.0"));
        let bills = [first.clone(), first, bill(date(2026, 3, 10), "300.0"), second];
        assert_eq!(billed(&harbour, "2026-04-09T12:00:00Z").await, bills);
    }

    async fn a_renewal_that_was_set_by_hand_stays_and_a_price_for_all_keeps_the_day(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (fix, (mia, _), (ben, _)) = (fix(&harbour).await, harbour.invited("Mia").await, harbour.invited("Ben").await);
        billed(&harbour, "2026-03-02T12:30:00Z").await;
        let access = today(&harbour).await;
        memberships::change_plan(&house.app, &access, mia, to(fix, date(2026, 3, 20), date(2026, 3, 25))).await.unwrap();
        house.app.clock.set(testkit::at("2026-03-20T12:00:00Z"));
        let by_hand = Change { next_invoice_at: Some(date(2026, 4, 7)), ..Change::default() };
        memberships::change(&house.app, &today(&harbour).await, mia, by_hand).await.unwrap();
        clock_events::tell_days(&house.app).await.unwrap();
        assert_eq!((next(&harbour, mia).await, count(&house, WAITING).await), (date(2026, 4, 7), 0));

        // Ben stays on the plan, as it is now; a price that holds from the same day is taken together with that.
        let now = PlanTerms { price_per_cycle: "130".parse().unwrap(), ..copies(&harbour, ben).await[0].terms.0.clone() };
        plans::update(&house.app, &access, harbour.plan, now).await.unwrap();
        let access = today(&harbour).await;
        memberships::change_plan(&house.app, &access, ben, to(harbour.plan, date(2026, 4, 1), date(2026, 4, 15))).await.unwrap();
        let (day, next_invoice_at) = (date(2026, 4, 1), None);
        let all = Begin { plan: harbour.plan, what: Wish::Price("140".parse().unwrap()), when: When::On { day, next_invoice_at }, members: Some(vec![ben]) };
        let update = plan_updates::begin(&house.app, &access, all).await.unwrap();
        plan_updates::carry_out(&house.app, &access, update).await.unwrap();
        work(&house).await;
        let last = copies(&harbour, ben).await.pop().unwrap();
        assert_eq!((last.terms.0.price_per_cycle.to_string(), last.first_invoice_at, last.renewal_waits), ("140.0".into(), Some(date(2026, 4, 15)), true));
        let bills = billed(&harbour, "2026-04-15T12:00:00Z").await;
        assert_eq!(bills[2..], [bill(date(2026, 4, 7), "300.0"), bill(date(2026, 4, 15), "140.0")]);
    }

    async fn what_cannot_be_is_said_and_changes_nothing_here_either(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (fix, (mia, _)) = (fix(&harbour).await, harbour.invited("Mia").await);
        billed(&harbour, "2026-03-02T12:30:00Z").await;
        let mut olga = harbour.olga().await;
        for (change, first, said) in [
            ("2026-03-31", "2026-03-30", "must not be before the change"),
            ("", "2026-04-01", "must not be before the change"),
            ("2026-03-20", "2026-04-29", "must be one of the first 28 days of a month"),
            ("2026-03-02", "2026-03-02", "must be later than 2026-03-02, up to which invoices were made"),
            ("2026-03-20", "soon", "must be a day"),
            ("2026-03-20", "2222-01-01", "must be between the years"),
            ("2026-03-01", "2026-04-01", "must not be in the past"),
        ] {
            let refused = choose(&mut olga, mia, (fix, change, first)).await;
            assert!(refused.status == 422 && refused.text.contains(said), "{said}: {} {}", refused.status, refused.text);
            let kept = format!("<option value=\"{fix}\" selected>");
            assert!(refused.text.contains(&kept) && refused.text.contains(&format!("value=\"{first}\"")), "{}", refused.text);
        }
        let same = choose(&mut olga, mia, (harbour.plan, "2026-03-20", "2026-04-01")).await;
        assert!(same.status == 422 && same.text.contains("is only for a change to something else"), "{}", same.text);
        assert_eq!((copies(&harbour, mia).await.len(), next(&harbour, mia).await, count(&house, CHANGED).await), (1, date(2026, 4, 2), 0));
        let (_, mut noa) = harbour.member("Noa").await;
        assert_eq!(noa.get("harbour", &format!("/admin/members/{mia}")).await.status, 403);
    }
}

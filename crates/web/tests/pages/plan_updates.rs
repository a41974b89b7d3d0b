//! A plan changes for those who are on it: looked at, carried out in the background, billed from the day on.

use crate::browser::{Browser, House, Page};
use crate::harbour::Harbour;
use crate::imports::count;
use crate::on_both;
use app::access::{self, Access, Door, Place};
use app::jobs::{self, Job};
use app::memberships::{self, Cancel, Change, ChangePlan, Person};
use app::{billing, clock_events, plan_updates, plans, resources, teams};
use domain::ids::{MembershipId, PlanId};
use domain::permissions::{Category, Level, Permissions};
use domain::plans::PlanTerms;
use jiff::civil::{Date, date};
use serde_json::json;
use store::SpaceTx;
use store::invoices::Wanted;

/// Does what is due, and leaves alone what is not of this.
pub async fn work(house: &House) {
    loop {
        let works = jobs::take(&house.app, 10).await.unwrap();
        if works.is_empty() {
            return;
        }
        for work in works {
            if let Job::UpdatePlans(turn) = work.job.clone().unwrap() {
                plan_updates::work(&house.app, &turn).await.unwrap();
            }
            jobs::complete(&house.app, &work).await.unwrap();
        }
    }
}

/// The owner on the day it is now.
pub async fn today(harbour: &Harbour<'_>) -> Access {
    let caller = harbour.access.caller().unwrap().clone();
    access::enter_as(&harbour.house.app, &caller, Place::Space(harbour.access.space_id()), &[], Door::Related).await.unwrap()
}

/// Bills what is due at a time; the net amounts of all invoices with their days, in order.
pub async fn billed(harbour: &Harbour<'_>, time: &str) -> Vec<(Date, String)> {
    let (app, space) = (&harbour.house.app, harbour.access.space_id());
    app.clock.set(testkit::at(time));
    billing::run(app, &billing::Billing { space, after: None }).await.unwrap();
    let found = app.db.read(async move |tx| store::invoices::list(&mut SpaceTx::bind(tx, space), &Wanted::default(), 100, 0).await).await;
    let mut bills: Vec<_> = found.unwrap().0.iter().map(|invoice| (invoice.issued_on, invoice.net.to_string())).collect();
    bills.sort();
    bills
}

/// The copies that a member holds: first day and terms.
async fn copies(harbour: &Harbour<'_>, id: MembershipId) -> Vec<(Date, PlanTerms)> {
    let (_, copies, _) = memberships::plan_history(&harbour.house.app, &today(harbour).await, id).await.unwrap();
    copies.into_iter().map(|copy| (copy.starts_at, copy.terms.0)).collect()
}

async fn prices(harbour: &Harbour<'_>, id: MembershipId) -> Vec<(Date, String)> {
    copies(harbour, id).await.into_iter().map(|(day, terms)| (day, terms.price_per_cycle.to_string())).collect()
}

fn here(plan: PlanId) -> String {
    format!("/admin/plans/{plan}/updates")
}

/// Sends the form, and gives the page of what would happen.
async fn look(harbour: &Harbour<'_>, olga: &mut Browser<'_>, fields: &[(&str, &str)]) -> (String, Page) {
    let here = here(harbour.plan);
    let form = olga.get("harbour", &here).await;
    let begun = olga.submit(&form, &here, fields).await;
    assert_eq!(begun.status, 303, "{}", begun.text);
    let path = begun.location().to_owned();
    let page = olga.get("harbour", &path).await;
    assert!(page.text.contains("nothing is changed yet"), "{}", page.text);
    (path, page)
}

/// Carries it out, and gives the page of what became of it.
async fn run(house: &House, olga: &mut Browser<'_>, (path, page): (String, Page)) -> Page {
    assert_eq!(olga.submit(&page, &format!("{path}/run"), &[]).await.status, 303);
    assert_eq!(olga.submit(&page, &format!("{path}/run"), &[]).await.status, 409, "the same click again");
    let busy = olga.get("harbour", &path).await;
    assert!(busy.headers.contains_key("refresh") && busy.text.contains("Changing the plans"), "{}", busy.text);
    work(house).await;
    let done = olga.get("harbour", &path).await;
    assert!(!done.headers.contains_key("refresh"), "{}", done.text);
    done
}

const CHANGED: &str = "SELECT COUNT(*) FROM outbox WHERE type = 'changed_membership_plan'";
const MARCH: Date = date(2026, 3, 2);

on_both! {
    async fn a_price_holds_from_the_next_renewal_and_not_before(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let ((mia, _), (ben, _)) = (harbour.invited("Mia").await, harbour.invited("Ben").await);
        let first = (MARCH, "100.0".to_owned());
        assert_eq!(billed(&harbour, "2026-03-02T12:30:00Z").await, [first.clone(), first.clone()]);
        let mut olga = harbour.olga().await;
        let plan = olga.get("harbour", &format!("/admin/plans/{}", harbour.plan)).await;
        assert!(plan.text.contains(&here(harbour.plan)), "{}", plan.text);
        let form = olga.get("harbour", &here(harbour.plan)).await;
        assert!(form.text.contains("All 2 who are on this plan"), "{}", form.text);

        let draft = look(&harbour, &mut olga, &[("what", "price"), ("price", "120"), ("when", "renewal"), ("who", "all")]).await;
        for text in ["2 members would change.", "The price becomes 120.00 EUR net a month.", "2026-04-02", "119.00 EUR incl. tax a month", "142.80 EUR incl. tax a month"] {
            assert!(draft.1.text.contains(text), "{text}: {}", draft.1.text);
        }
        assert_eq!(prices(&harbour, mia).await.len(), 1);
        let done = run(&house, &mut olga, draft).await;
        assert!(done.text.contains("2 members were changed.") && done.text.contains("/admin/announcements/new"), "{}", done.text);
        let both = [(MARCH, "100.0".to_owned()), (date(2026, 4, 2), "120.0".to_owned())];
        assert_eq!((prices(&harbour, mia).await, prices(&harbour, ben).await), (both.to_vec(), both.to_vec()));
        assert_eq!(count(&house, CHANGED).await, 2);

        assert_eq!(billed(&harbour, "2026-04-01T12:00:00Z").await.len(), 2);
        let later = (date(2026, 4, 2), "120.0".to_owned());
        assert_eq!(billed(&harbour, "2026-04-02T12:00:00Z").await, [first.clone(), first, later.clone(), later]);

        // The same again changes nobody, and can be forgotten.
        let mut olga = harbour.olga().await;
        let (path, page) = look(&harbour, &mut olga, &[("what", "price"), ("price", "120"), ("when", "renewal"), ("who", "all")]).await;
        assert!(page.text.contains("Nobody would change.") && page.text.contains("Nothing would be different") && !page.text.contains("/run\""), "{}", page.text);
        assert_eq!(olga.submit(&page, &format!("{path}/delete"), &[]).await.status, 303);
        assert_eq!(olga.get("harbour", &path).await.status, 404);
        let form = olga.get("harbour", &here(harbour.plan)).await;
        assert!(form.text.contains("The price alone") && form.text.contains("Olga · done"), "{}", form.text);
    }

    async fn one_day_for_all_moves_the_renewal_once_what_was_before_is_billed(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let ((mia, _), (ana, _)) = (harbour.invited("Mia").await, harbour.invited("Ana").await);
        billed(&harbour, "2026-03-02T12:30:00Z").await;
        let later = Change { next_invoice_at: Some(date(2026, 5, 1)), ..Change::default() };
        memberships::change(&house.app, &harbour.access, ana, later).await.unwrap();
        let mut olga = harbour.olga().await;
        let fields = [("what", "price"), ("price", "120"), ("when", "day"), ("change_date", "2026-04-15"), ("next_invoice_at", "2026-04-20"), ("who", "all")];
        let draft = look(&harbour, &mut olga, &fields).await;
        for text in ["It begins on 2026-04-15; the next invoice after that is of 2026-04-20.", "2026-04-02 → 2026-04-20", "2026-05-01 → 2026-04-20"] {
            assert!(draft.1.text.contains(text), "{text}: {}", draft.1.text);
        }
        let done = run(&house, &mut olga, draft).await;
        assert!(done.text.contains("2 members were changed.") && done.text.contains("Delete this report"), "{}", done.text);
        let next = async |id: MembershipId| memberships::get(&house.app, &today(&harbour).await, id).await.unwrap().views[0].membership.next_invoice_at;
        assert_eq!((next(mia).await, next(ana).await), (date(2026, 4, 2), date(2026, 5, 1)));

        let bills = billed(&harbour, "2026-04-02T12:00:00Z").await;
        assert_eq!(bills.last(), Some(&(date(2026, 4, 2), "100.0".to_owned())), "as ever before the day");
        clock_events::tell_days(&house.app).await.unwrap();
        assert_eq!(next(mia).await, date(2026, 5, 2), "not before the day");
        house.app.clock.set(testkit::at("2026-04-14T22:00:01Z")); // midnight in Berlin
        clock_events::tell_days(&house.app).await.unwrap();
        assert_eq!((next(mia).await, next(ana).await), (date(2026, 4, 20), date(2026, 4, 20)));
        let bills = billed(&harbour, "2026-04-20T12:00:00Z").await;
        let of_that_day = bills.iter().filter(|(day, net)| (*day, net.as_str()) == (date(2026, 4, 20), "120.0")).count();
        assert_eq!((of_that_day, bills.len()), (2, 5), "{bills:?}");
    }

    async fn rooms_alone_or_the_whole_plan_and_who_is_left_out(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (app, access) = (&house.app, &harbour.access);
        let mut ids = Vec::new();
        for name in ["Mia", "Ben", "Cleo", "Dan"] {
            ids.push(harbour.invited(name).await.0);
        }
        let (mia, ben, cleo, dan) = (ids[0], ids[1], ids[2], ids[3]);
        billed(&harbour, "2026-03-02T12:30:00Z").await;
        let room = resources::Details { name: Some("Attic".into()), ..Default::default() };
        let room = resources::create(app, access, room).await.unwrap().resource.id;
        let fix = json!({"name": "Fix", "price_per_cycle": "300", "currency": "EUR", "cycle_months": 1});
        let fix = plans::create(app, access, serde_json::from_value(fix).unwrap()).await.unwrap();
        let to_fix = ChangePlan { plan: fix, extras: vec![], change_date: Some(date(2026, 5, 2)), first_invoice_at: None };
        memberships::change_plan(app, access, ben, to_fix).await.unwrap();
        let leaves = Cancel { canceled_to: Some(date(2026, 3, 20)), delete_later_bookings: false };
        memberships::cancel(app, access, cleo, leaves).await.unwrap();
        let before = copies(&harbour, dan).await;

        // Only Mia, today: 70 and the attic.
        let mut olga = harbour.olga().await;
        let (member, attic) = (format!("member-{mia}"), format!("room-{room}"));
        let only = [("when", "day"), ("change_date", "2026-03-02"), ("who", "some"), (member.as_str(), "yes")];
        let draft = look(&harbour, &mut olga, &[&[("what", "price"), ("price", "70,00")][..], &only[..]].concat()).await;
        assert!(draft.1.text.contains("1 member would change.") && !draft.1.text.contains("Ben"), "{}", draft.1.text);
        run(&house, &mut olga, draft).await;
        let draft = look(&harbour, &mut olga, &[&[("what", "access"), (attic.as_str(), "yes")][..], &only[..]].concat()).await;
        assert!(draft.1.text.contains("book then: Attic.") && draft.1.text.contains("all that are not hidden"), "{}", draft.1.text);
        run(&house, &mut olga, draft).await;
        let (_, own) = copies(&harbour, mia).await.pop().unwrap();
        assert_eq!((own.price_per_cycle.to_string(), &own.resource_access), ("70.0".into(), &vec![room]));
        assert_eq!(PlanTerms { price_per_cycle: before[0].1.price_per_cycle, resource_access: vec![], ..own }, before[0].1, "and nothing else");
        assert_eq!(copies(&harbour, dan).await, before);

        // The plan costs 130 now and has a notice; members get all of it.
        let now = PlanTerms { price_per_cycle: "130".parse().unwrap(), cancellation_period_days: 14, ..before[0].1.clone() };
        plans::update(app, access, harbour.plan, now.clone()).await.unwrap();
        let draft = look(&harbour, &mut olga, &[("what", "plan"), ("when", "day"), ("change_date", "2026-04-01"), ("who", "all")]).await;
        assert!(draft.1.text.contains("2 members would change. 2 are left out."), "{}", draft.1.text);
        let done = run(&house, &mut olga, draft).await;
        for text in ["2 members were changed. 2 are left out.", "Another change is scheduled", "The membership ends before."] {
            assert!(done.text.contains(text), "{text}: {}", done.text);
        }
        assert_eq!(copies(&harbour, mia).await.pop().unwrap(), (date(2026, 4, 1), now.clone()), "nothing of her own is left");
        assert_eq!(copies(&harbour, dan).await.pop().unwrap(), (date(2026, 4, 1), now));
        assert_eq!(copies(&harbour, ben).await.pop().unwrap().1.name, "Fix");
        assert_eq!(prices(&harbour, cleo).await, [(MARCH, "100.0".to_owned())]);

        // A price for the same day joins what is scheduled; one for another day does not replace it.
        let draft = look(&harbour, &mut olga, &[("what", "price"), ("price", "140"), ("when", "day"), ("change_date", "2026-04-10"), ("who", "all")]).await;
        assert!(draft.1.text.contains("Nobody would change.") && draft.1.text.matches("Another change is scheduled").count() == 3, "{}", draft.1.text);
        let draft = look(&harbour, &mut olga, &[("what", "price"), ("price", "140"), ("when", "day"), ("change_date", "2026-04-01"), ("who", "all")]).await;
        run(&house, &mut olga, draft).await;
        let (day, joined) = copies(&harbour, mia).await.pop().unwrap();
        assert_eq!((day, joined.price_per_cycle.to_string(), joined.cancellation_period_days), (date(2026, 4, 1), "140.0".into(), 14));
        assert_eq!(prices(&harbour, dan).await, [(MARCH, "100.0".to_owned()), (date(2026, 4, 1), "140.0".to_owned())]);
    }

    async fn a_change_that_was_killed_goes_on_and_does_nobody_twice(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        for place in 0..30 {
            let person = Person { name: Some(format!("Member {place:02}")), ..Person::default() };
            let wish = memberships::Create {
                plan: harbour.plan,
                extras: vec![],
                person,
                starts_at: None,
                first_invoice_at: None,
                prorate_first_invoice: None,
                confirmed: true,
                discount_code: None,
            };
            memberships::create(&house.app, &harbour.access, wish).await.unwrap();
        }
        let mut olga = harbour.olga().await;
        let (path, page) = look(&harbour, &mut olga, &[("what", "price"), ("price", "120"), ("when", "day"), ("change_date", "2026-04-01"), ("who", "all")]).await;
        assert_eq!(olga.submit(&page, &format!("{path}/run"), &[]).await.status, 303);
        let works = jobs::take(&house.app, 10).await.unwrap();
        let turn = works.into_iter().find_map(|work| match work.job { Ok(Job::UpdatePlans(turn)) => Some(turn), _ => None }).unwrap();
        let (done, copied) = ("SELECT COUNT(*) FROM plan_update_items WHERE state = 'done'", "SELECT COUNT(*) FROM membership_plans");
        // Killed somewhere in the middle.
        tokio::select! {
            biased;
            () = async { while count(&house, done).await < 5 { tokio::task::yield_now().await; } } => {}
            done = plan_updates::work(&house.app, &turn) => done.unwrap(),
        }
        let some = count(&house, done).await;
        assert!((5..30).contains(&some), "{some}");
        let beside = "SELECT (SELECT COUNT(*) FROM membership_plans) - (SELECT COUNT(*) FROM plan_update_items WHERE state = 'done')";
        assert_eq!(count(&house, beside).await, 30, "what is done is noted with it");
        let half = olga.get("harbour", &format!("{path}?still=1")).await;
        assert!(half.text.contains(" of 30") && !half.headers.contains_key("refresh"), "{}", half.text);
        assert_eq!(olga.submit(&page, &format!("{path}/delete"), &[]).await.status, 409, "not while it is worked on");
        // The same turn again, twice, and those that follow.
        plan_updates::work(&house.app, &turn).await.unwrap();
        plan_updates::work(&house.app, &turn).await.unwrap();
        work(&house).await;
        assert!(olga.get("harbour", &path).await.text.contains("30 members were changed."));
        assert_eq!((count(&house, copied).await, count(&house, CHANGED).await), (60, 30));
    }

    async fn what_cannot_be_is_said_and_changes_nothing(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (app, access) = (&house.app, &harbour.access);
        let mut olga = harbour.olga().await;
        let here = here(harbour.plan);
        let empty = olga.get("harbour", &here).await;
        assert!(empty.text.contains("Nobody is on this plan."), "{}", empty.text);
        let (mia, mut mia_at_home) = harbour.member("Mia").await;
        let fix = json!({"name": "Fix", "price_per_cycle": "300", "currency": "EUR", "cycle_months": 1});
        let fix = plans::create(app, access, serde_json::from_value(fix).unwrap()).await.unwrap();
        let (ben, _) = harbour.invited("Ben").await;
        app.clock.advance(1); // of two copies of a day the later holds
        let to_fix = ChangePlan { plan: fix, extras: vec![], change_date: Some(MARCH), first_invoice_at: None };
        memberships::change_plan(app, access, ben, to_fix).await.unwrap();
        let form = olga.get("harbour", &here).await;
        let (ben, nobody) = (format!("member-{ben}"), "member-0198c0de000070008000000000000001");
        let price = |price: &'static str| vec![("what", "price"), ("price", price), ("when", "renewal"), ("who", "all")];
        let on = |day: &'static str, next: &'static str| {
            vec![("what", "plan"), ("when", "day"), ("change_date", day), ("next_invoice_at", next), ("who", "all")]
        };
        for (fields, text) in [
            (price("-1"), "must not be negative"),
            (price(""), "be blank"),
            (price("abc"), "must be an amount"),
            (price("99999999999999"), "must be an amount"),
            (on("", ""), "be blank"),
            (on("soon", ""), "must be a day"),
            (on("2026-03-01", ""), "must not be in the past"),
            (on("2222-03-01", ""), "must be between the years"),
            (on("2026-04-10", "2026-04-09"), "must not be before the change"),
            (on("2026-04-10", "2026-04-29"), "first 28 days of a month"),
            (vec![("what", "plan"), ("when", "renewal"), ("who", "some")], "must be chosen"),
            (vec![("what", "plan"), ("when", "renewal"), ("who", "some"), (&*ben, "yes")], "must all be on this plan"),
            (vec![("what", "plan"), ("when", "renewal"), ("who", "some"), (nobody, "yes")], "must all be on this plan"),
            (vec![("what", "access"), ("room-0198c0de000070008000000000000001", "yes"), ("when", "renewal"), ("who", "all")], "has a resource that is not there"),
            (vec![("what", "elephants"), ("when", "renewal"), ("who", "all")], "must be chosen"),
            (vec![], "must be chosen"),
        ] {
            let refused = olga.submit(&form, &here, &fields).await;
            assert!(refused.status == 422 && refused.text.contains(text), "{text}: {} {}", refused.status, refused.text);
        }
        assert_eq!(count(&house, "SELECT COUNT(*) FROM plan_updates").await, 0);
        let (path, page) = look(&harbour, &mut olga, &price("120")).await;
        assert!(page.text.contains("1 member would change."), "{}", page.text);
        assert_eq!(olga.get("harbour", "/admin/plans/0198c0de000070008000000000000001/updates").await.status, 404);
        assert_eq!(olga.get("harbour", &format!("{here}/0198c0de000070008000000000000001")).await.status, 404);
        let elsewhere = path.replace(&harbour.plan.to_string(), &fix.to_string());
        assert_eq!(olga.get("harbour", &elsewhere).await.status, 404, "it is of another plan");

        // A member, an admin who may not edit members, and the owner of another space.
        for path in [&here, &path] {
            assert_eq!(mia_at_home.get("harbour", path).await.status, 403, "{path}");
        }
        let sam = house.person("sam@example.org").await;
        let mut permissions = Permissions::default();
        permissions.set(Category::Memberships, Level::View);
        app::admins::create(app, access.space_id(), sam, "Sam", permissions).await.unwrap();
        let mut sam = house.browser();
        sam.sign_in("harbour", "sam@example.org").await;
        let plan = sam.get("harbour", &format!("/admin/plans/{}", harbour.plan)).await;
        assert!(plan.status == 200 && !plan.text.contains(&here), "{}", plan.text);
        assert_eq!(sam.get("harbour", &here).await.status, 403);
        assert_eq!(sam.get("harbour", &path).await.status, 403);
        harbour.another().await;
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(paul.get("pier", &here).await.status, 404);
        assert_eq!(paul.get("pier", &path).await.status, 404);

        // A day that is over when it is carried out.
        let (path, page) = look(&harbour, &mut olga, &[("what", "price"), ("price", "120"), ("when", "day"), ("change_date", "2026-03-05"), ("who", "all")]).await;
        house.app.clock.set(testkit::at("2026-03-06T12:00:00Z"));
        let late = olga.submit(&page, &format!("{path}/run"), &[]).await;
        assert!(late.status == 409 && late.text.contains("The day that was chosen is over."), "{}", late.text);
        assert_eq!(prices(&harbour, mia).await.len(), 1);
    }

    async fn whoever_may_not_any_more_changes_nobody(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (mia, _) = harbour.invited("Mia").await;
        let sam = house.person("sam@example.org").await;
        app::admins::create(&house.app, harbour.access.space_id(), sam, "Sam", Permissions::default()).await.unwrap();
        let mut browser = house.browser();
        browser.sign_in("harbour", "sam@example.org").await;
        let (path, page) = look(&harbour, &mut browser, &[("what", "price"), ("price", "120"), ("when", "renewal"), ("who", "all")]).await;
        assert_eq!(browser.submit(&page, &format!("{path}/run"), &[]).await.status, 303);
        house.app.db.write(async move |tx| tx.execute("DELETE FROM admins WHERE user_id = $1", db::params![sam.0]).await).await.unwrap();
        work(&house).await;
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", &path).await;
        assert!(page.text.contains("may not do so any more") && !page.headers.contains_key("refresh"), "{}", page.text);
        assert_eq!(prices(&harbour, mia).await.len(), 1);
    }

    async fn plans_of_teams_change_with_their_accounts(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (app, access) = (&house.app, &harbour.access);
        let crew = json!({"name": "Crew", "kind": "team", "price_per_cycle": "300", "currency": "EUR", "cycle_months": 1});
        let crew = plans::create(app, access, serde_json::from_value(crew).unwrap()).await.unwrap();
        let new = teams::NewTeam {
            name: "Red".into(),
            plan: crew,
            extras: vec![],
            seats: 2,
            starts_at: None,
            first_invoice_at: None,
            prorate_first_invoice: None,
            discount_code: None,
            billing: Person::default(),
        };
        let red = teams::create(app, access, new).await.unwrap();
        let harbour = Harbour { plan: crew, access: access.clone(), ..harbour };
        let mut olga = harbour.olga().await;
        let draft = look(&harbour, &mut olga, &[("what", "price"), ("price", "330"), ("when", "day"), ("change_date", "2026-04-01"), ("who", "all")]).await;
        assert!(draft.1.text.contains("<th scope=\"row\">Red</th>"), "{}", draft.1.text);
        let path = draft.0.clone();
        run(&house, &mut olga, draft).await;
        assert_eq!(prices(&harbour, red.account).await, [(MARCH, "300.0".to_owned()), (date(2026, 4, 1), "330.0".to_owned())]);

        // Whoever may not edit teams does not even see them here.
        let sam = house.person("sam@example.org").await;
        let mut permissions = Permissions::default();
        permissions.set(Category::Teams, Level::None);
        app::admins::create(app, access.space_id(), sam, "Sam", permissions).await.unwrap();
        let mut sam = house.browser();
        sam.sign_in("harbour", "sam@example.org").await;
        let plan = sam.get("harbour", &format!("/admin/plans/{crew}")).await;
        assert!(plan.status == 200 && !plan.text.contains(&here(crew)), "{}", plan.text);
        for path in [here(crew), path] {
            assert_eq!(sam.get("harbour", &path).await.status, 403, "{path}");
        }
    }
}

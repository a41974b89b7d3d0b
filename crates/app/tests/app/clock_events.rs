//! What a new day brings to memberships: told once, at midnight in the space, also after the process was gone.

use crate::memberships::{Harbour, ending, to};
use crate::on_both;
use app::clock_events::tell_days;
use app::{App, BaseUrl, Chance, Clock, memberships};
use domain::settings::Settings;
use jiff::civil::date;
use serde_json::json;

/// Events that the clock causes at a time, asked for three times, of which once by a process that has just begun.
async fn told_at(harbour: &Harbour, time: &str) -> Vec<String> {
    harbour.on(time);
    let before = harbour.events().await.len();
    tell_days(&harbour.app).await.unwrap();
    let clock = Clock::standing_at(harbour.app.clock.now());
    let other = App::new(harbour.app.db.clone(), clock, Chance::seeded(8), BaseUrl::parse("https://kontor.test").unwrap());
    tell_days(&other).await.unwrap();
    tell_days(&harbour.app).await.unwrap();
    harbour.events().await.split_off(before)
}

on_both! {
    async fn days_that_are_reached_are_told_once(db: db::Db) {
        let harbour = Harbour::open(db, Settings::default()).await;
        let (app, desk, office) = (&harbour.app, harbour.plan(json!({})).await, harbour.plan(json!({"name": "Office"})).await);
        let (leaves, changes) = (harbour.member("mia", desk).await, harbour.member("otto", desk).await);
        let late = harbour.member("pia", desk).await;
        let ada = harbour.ada().await;
        memberships::cancel(app, &ada, leaves, ending(Some(date(2026, 3, 20)))).await.unwrap();
        memberships::change_plan(app, &ada, changes, to(office, Some(date(2026, 4, 1)))).await.unwrap();
        assert!(told_at(&harbour, "2026-03-02T12:00:00Z").await.is_empty(), "what was before is not told");
        assert!(told_at(&harbour, "2026-03-20T22:59:00Z").await.is_empty(), "a minute to midnight in Berlin");
        assert_eq!(told_at(&harbour, "2026-03-20T23:00:00Z").await, ["membership_cancellation_date_reached"]);
        assert!(told_at(&harbour, "2026-03-31T21:59:00Z").await.is_empty());
        assert_eq!(told_at(&harbour, "2026-03-31T22:00:00Z").await, ["membership_plan_change_date_reached"]);
        assert!(told_at(&harbour, "2026-04-01T12:00:00Z").await.is_empty());

        memberships::cancel(app, &harbour.ada().await, late, ending(Some(date(2026, 4, 5)))).await.unwrap();
        memberships::change_plan(app, &harbour.ada().await, changes, to(desk, Some(date(2026, 4, 8)))).await.unwrap();
        let days_later = told_at(&harbour, "2026-04-20T12:00:00Z").await;
        assert_eq!(days_later, ["membership_cancellation_date_reached", "membership_plan_change_date_reached"]);
        assert!(told_at(&harbour, "2026-04-21T12:00:00Z").await.is_empty());
    }
}

//! Repeated bookings.

use crate::on_both;
use crate::world::{World, code, march, wish};
use ::app::bookings::{self, Change, Page, PreviewWish, Subject, WindowOf};
use ::app::jobs;
use db::Db;
use domain::ids::RecurrenceId;
use domain::recurrence::Rule;
use domain::settings::Settings;
use jiff::tz::TimeZone;
use serde_json::json;

fn weekly(count: u32) -> Rule {
    serde_json::from_value(json!({"frequency": "weekly", "count": count})).unwrap()
}

const ALL: Page = Page { limit: 200, offset: 0 };

/// Does what is due; the jobs crate does it in the server.
async fn run_jobs(world: &World) {
    for work in jobs::take(&world.app, 10).await.unwrap() {
        let jobs::Job::WriteRecurringBookings(work_to_do) = work.job.clone().unwrap() else { panic!("{work:?}") };
        while !bookings::write_next(&world.app, work_to_do.clone()).await.unwrap() {}
        assert!(bookings::write_next(&world.app, work_to_do).await.unwrap(), "once more does no harm");
        jobs::complete(&world.app, &work).await.unwrap();
    }
}

on_both! {
    async fn the_wall_clock_is_kept_and_conflicts_are_skipped(db: Db) {
        let world = World::new(db).await;
        let owner = world.owner().await;
        let taken = wish(world.room, march("17T09:30"), march("17T10:00"));
        let taken = bookings::create(&world.app, &owner, taken).await.unwrap().view.shown.booking;
        let mut repeated = wish(world.room, march("03T09:00"), march("03T10:00"));
        (repeated.membership, repeated.recurrence) = (Some(world.ada), Some(weekly(6)));
        let seen = PreviewWish {
            resources: vec![world.room],
            membership: Some(world.ada),
            booking: None,
            from: repeated.from,
            to: repeated.to,
            units: None,
            extras: None,
            recurrence: repeated.recurrence.clone(),
        };
        let seen = bookings::preview(&world.app, &owner, seen).await.unwrap().previews;
        assert_eq!(seen.iter().map(|preview| preview.conflict).collect::<Vec<_>>(), [false, false, true, false, false, false]);

        let made = bookings::create(&world.app, &owner, repeated).await.unwrap();
        assert!(made.repeats);
        let id = RecurrenceId(made.view.shown.booking.recurrence_id.unwrap());
        let first = bookings::list_recurring(&world.app, &owner, id, ALL).await.unwrap();
        assert_eq!((first.views.len(), first.complete), (1, false));
        run_jobs(&world).await;
        let all = bookings::list_recurring(&world.app, &owner, id, ALL).await.unwrap();
        assert_eq!((all.views.len(), all.total, all.complete), (5, Some(5), true));
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        for view in &all.views {
            assert_eq!(berlin.to_datetime(view.shown.booking.starts_at).time(), jiff::civil::time(10, 0, 0, 0));
        }
        assert_eq!(all.views[4].shown.booking.starts_at, testkit::at("2026-04-07T08:00:00Z"), "summer time");
        let of_preview: Vec<_> = seen.iter().filter(|preview| !preview.conflict).map(|preview| (preview.interval.from, preview.used.payable)).collect();
        let written: Vec<_> = all.views.iter().map(|view| (view.shown.booking.starts_at, view.shown.booking.payable)).collect();
        assert_eq!(of_preview, written);
        assert_eq!(world.events().await.last().unwrap(), "completed_recurrence");

        // Comments go to all that follow; deleting from the third on leaves two, and the one in the way.
        let second = all.views[1].shown.booking.id;
        let change = Change { comments: Some(Some("Tea".into())), update_following: true, ..Change::default() };
        bookings::change(&world.app, &owner, second, change).await.unwrap();
        let now = bookings::list_recurring(&world.app, &owner, id, ALL).await.unwrap();
        let tea = now.views.iter().filter(|view| view.shown.booking.comments.as_deref() == Some("Tea")).count();
        assert_eq!(tea, 4);
        bookings::delete_following(&world.app, &owner, all.views[2].shown.booking.id).await.unwrap();
        let left = bookings::list_recurring(&world.app, &owner, id, ALL).await.unwrap();
        assert_eq!(left.views.len(), 2);
        assert_eq!(code(bookings::delete_following(&world.app, &owner, taken.id).await), "not_recurring");
        bookings::get(&world.app, &owner, taken.id).await.unwrap();
    }

    async fn deleting_the_rest_stops_the_writing(db: Db) {
        let world = World::new(db).await;
        let owner = world.owner().await;
        let mut repeated = wish(world.room, march("03T09:00"), march("03T10:00"));
        repeated.recurrence = Some(weekly(120));
        let made = bookings::create(&world.app, &owner, repeated).await.unwrap().view.shown.booking;
        bookings::delete_following(&world.app, &owner, made.id).await.unwrap();
        run_jobs(&world).await;
        let window = WindowOf { from: march("01T00:00"), to: testkit::at("2030-01-01T00:00:00Z") };
        assert_eq!(bookings::list(&world.app, &owner, Subject::Space, window, ALL, true).await.unwrap().total, Some(0));
    }

    async fn members_repeat_only_where_they_may(db: Db) {
        let world = World::new(db).await;
        let mut repeated = wish(world.room, march("03T09:00"), march("03T10:00"));
        repeated.recurrence = Some(weekly(2));
        let refused = bookings::create(&world.app, &world.ada().await, repeated.clone()).await;
        assert_eq!(code(refused), "recurrence_admins_only");
        let settings = Settings { members_may_repeat_bookings: true, ..Settings::default() };
        let settings = serde_json::to_value(&settings).unwrap();
        world.sql("UPDATE spaces SET settings = $2 WHERE id = $1", db::params![settings]).await;
        let made = bookings::create(&world.app, &world.ada().await, repeated).await.unwrap();
        run_jobs(&world).await;
        assert!(made.repeats);
        assert_eq!(world.events().await, ["created_booking", "created_booking", "completed_recurrence"]);
    }
}

//! What the clock tells of bookings (B20): each once, whoever asks how often, also after the process was gone.

use crate::on_both;
use crate::world::{World, march, wish};
use app::bookings::{self, Change};
use app::clock_events::tell_bookings;
use app::{App, BaseUrl, Chance, Clock};
use db::Db;
use domain::ids::BookingId;
use jiff::SignedDuration;

/// Another process on the same database, at the same time.
fn restarted(world: &World) -> App {
    let clock = Clock::standing_at(world.app.clock.now());
    App::new(world.app.db.clone(), clock, Chance::seeded(8), BaseUrl::parse("http://localhost:3000").unwrap())
}

/// Events that the clock causes at a time, asked for three times, of which once by a process that has just begun.
async fn told_at(world: &World, time: &str) -> Vec<String> {
    world.app.clock.set(march(time));
    let before = world.events().await.len();
    tell_bookings(&world.app).await.unwrap();
    tell_bookings(&restarted(world)).await.unwrap();
    tell_bookings(&world.app).await.unwrap();
    world.events().await.split_off(before)
}

async fn book(world: &World, from: &str, to: &str) -> BookingId {
    let new = wish(world.room, march(from), march(to));
    bookings::create(&world.app, &world.ada().await, new).await.unwrap().view.shown.booking.id
}

on_both! {
    async fn begin_and_end_are_told_once(db: Db) {
        let world = World::new(db).await;
        book(&world, "03T10:00", "03T11:00").await;
        assert!(told_at(&world, "02T07:00").await.is_empty());
        assert!(told_at(&world, "03T09:54").await.is_empty(), "more than five minutes before");
        assert_eq!(told_at(&world, "03T09:55").await, ["booking_will_begin"]);
        assert!(told_at(&world, "03T10:30").await.is_empty());
        assert!(told_at(&world, "03T10:59").await.is_empty());
        assert_eq!(told_at(&world, "03T11:00").await, ["booking_has_ended"]);
        assert!(told_at(&world, "03T11:01").await.is_empty());
    }

    async fn what_passes_while_nobody_looks_is_told_afterwards(db: Db) {
        let world = World::new(db).await;
        book(&world, "03T10:00", "03T11:00").await;
        assert_eq!(told_at(&world, "03T09:56").await, ["booking_will_begin"]);
        assert_eq!(told_at(&world, "03T11:00").await, ["booking_has_ended"]);
        book(&world, "04T10:00", "04T11:00").await;
        book(&world, "05T10:00", "05T11:00").await;
        let late = told_at(&world, "06T00:00").await;
        assert_eq!(late, ["booking_will_begin", "booking_will_begin", "booking_has_ended", "booking_has_ended"]);
        assert!(told_at(&world, "06T00:01").await.is_empty());
    }

    async fn bookings_that_are_made_moved_or_deleted_at_short_notice_are_told_as_they_are(db: Db) {
        let world = World::new(db).await;
        book(&world, "03T10:00", "03T10:30").await;
        assert_eq!(told_at(&world, "03T09:57").await, ["booking_will_begin"]); // told up to 10:02
        let before = world.events().await.len();
        let desks = wish(world.desks, march("03T10:00"), march("03T12:00"));
        let made = bookings::create(&world.app, &world.ada().await, desks).await.unwrap().view.shown.booking.id;
        assert_eq!(world.events().await.split_off(before), ["created_booking", "booking_will_begin"], "the clock is past it already");
        assert!(told_at(&world, "03T09:58").await.is_empty());

        let change = Change { from: Some(march("03T10:00") + SignedDuration::from_mins(60)), ..Change::default() };
        bookings::change(&world.app, &world.owner().await, made, change).await.unwrap();
        assert_eq!(told_at(&world, "03T10:31").await, ["booking_has_ended"], "the room's");
        assert_eq!(told_at(&world, "03T10:55").await, ["booking_will_begin"], "at the time that it has now");
        bookings::delete(&world.app, &world.owner().await, made).await.unwrap();
        assert!(told_at(&world, "03T12:00").await.is_empty(), "gone");
    }
}

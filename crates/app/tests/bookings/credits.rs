//! Credits are drawn in the order bookings were made, never below zero, and flow back.

use crate::on_both;
use crate::world::{World, march, money, wish};
use app::access::Access;
use app::bookings::{self, Change, PreviewWish, View};
use app::memberships::{self, Cancel};
use db::Db;
use domain::ids::ResourceId;
use domain::settings::Settings;
use domain::taxes::PriceDisplay;
use jiff::{SignedDuration, Timestamp};

async fn book(world: &World, access: &Access, resource: ResourceId, from: Timestamp, to: Timestamp) -> View {
    world.app.clock.advance(1);
    bookings::create(&world.app, access, wish(resource, from, to)).await.unwrap().view
}

async fn preview(world: &World, access: &Access, resource: ResourceId, from: Timestamp, to: Timestamp) -> bookings::Preview {
    let wish =
        PreviewWish { resources: vec![resource], membership: None, booking: None, from, to, units: None, extras: None, recurrence: None };
    bookings::preview(&world.app, access, wish).await.unwrap().previews.remove(0)
}

async fn payable(world: &World, view: &View) -> (u32, String) {
    let now = bookings::get(&world.app, &world.owner().await, view.shown.booking.id).await.unwrap().shown.booking;
    (now.credit_minutes, now.payable.to_string())
}

on_both! {
    async fn a_cancelled_membership_gives_back_the_credits_of_bookings_it_loses(db: Db) {
        let world = World::new(db).await;
        let (owner, ada) = (world.owner().await, world.ada().await);
        let late = book(&world, &ada, world.room, march("08T09:00"), march("08T12:30")).await;
        let early = book(&world, &ada, world.room, march("04T09:00"), march("04T11:00")).await;
        assert_eq!(payable(&world, &early).await, (0, "16.0".into()));

        let cancel = Cancel { canceled_to: Some("2026-03-05".parse().unwrap()), delete_later_bookings: true };
        memberships::cancel(&world.app, &owner, world.ada, cancel).await.unwrap();
        assert!(bookings::get(&world.app, &owner, late.shown.booking.id).await.is_err());
        assert_eq!(payable(&world, &early).await, (120, "0.0".into()));
        let events = world.events().await;
        assert_eq!(events[events.len() - 2..], ["deleted_booking", "canceled_membership"]);
    }

    async fn a_price_typed_with_taxes_is_paid_as_it_was_typed(db: Db) {
        let world = World::with(db, Settings::default(), |_, _| Vec::new()).await;
        let ada = world.ada().await;
        world.sql("UPDATE spaces SET price_display = 'gross' WHERE id = $1", vec![]).await;
        let hourly = serde_json::json!({"price_per_hour": "13.445378"});
        world.sql("UPDATE resources SET pricing = $3 WHERE space_id = $1 AND id = $2", db::params![world.room.0, hourly]).await;
        let ada = world.access(ada.user().unwrap()).await;
        for (from, to, gross) in [("03T09:00", "03T10:00", "16"), ("03T10:00", "03T13:00", "48"), ("03T14:00", "03T14:45", "12")] {
            let seen = preview(&world, &ada, world.room, march(from), march(to)).await;
            let view = book(&world, &ada, world.room, march(from), march(to)).await;
            let booking = &view.shown.booking;
            assert_eq!((seen.used.price, seen.used.payable), (booking.price, booking.payable));
            let shown = domain::taxes::price(booking.payable, &booking.taxes.0, PriceDisplay::Gross, booking.currency).unwrap();
            assert_eq!(shown.gross, money(gross));
        }
    }

    async fn the_example_of_the_rules(db: Db) {
        let world = World::new(db).await;
        let ada = world.ada().await;
        let seen = preview(&world, &ada, world.room, march("03T09:00"), march("03T12:30")).await;
        let view = book(&world, &ada, world.room, march("03T09:00"), march("03T12:30")).await;
        let booking = &view.shown.booking;
        assert_eq!((booking.price, booking.credit_minutes, booking.credit_amount), (money("52.5"), 120, money("10")));
        assert_eq!(booking.payable, money("2"));
        assert_eq!((seen.used.price, seen.used.minutes, seen.used.amount), (booking.price, booking.credit_minutes, booking.credit_amount));
        assert_eq!(seen.used.payable, booking.payable);

        // All is used up: the next one pays. When the first goes, its credits flow to the next.
        let next = book(&world, &ada, world.room, march("04T09:00"), march("04T11:00")).await;
        assert_eq!(payable(&world, &next).await, (0, "16.0".into()));
        bookings::delete(&world.app, &ada, booking.id).await.unwrap();
        assert_eq!(payable(&world, &next).await, (120, "0.0".into()));

        // Another billing month, from the 10th on, has credits of its own; so has another member.
        let april = book(&world, &ada, world.room, march("10T09:00"), march("10T11:00")).await;
        assert_eq!(payable(&world, &april).await, (120, "0.0".into()));
        let bens = book(&world, &world.ben().await, world.room, march("05T09:00"), march("05T11:00")).await;
        assert_eq!(payable(&world, &bens).await, (120, "0.0".into()));

        // Moved to the other month, a booking leaves its credits behind and finds none there.
        let later = book(&world, &ada, world.room, march("06T09:00"), march("06T10:00")).await;
        assert_eq!(payable(&world, &later).await, (0, "0.0".into()), "8 of the 10 in money");
        let change = Change { from: Some(march("11T09:00")), to: Some(march("11T10:00")), ..Change::default() };
        let wish = PreviewWish {
            resources: vec![world.room],
            membership: None,
            booking: Some(next.shown.booking.id),
            from: march("11T09:00"),
            to: march("11T10:00"),
            units: None,
            extras: None,
            recurrence: None,
        };
        let seen = bookings::preview(&world.app, &ada, wish).await.unwrap().previews.remove(0).used;
        let moved = bookings::change(&world.app, &ada, next.shown.booking.id, change).await.unwrap().shown.booking;
        assert_eq!((seen.minutes, seen.amount, seen.payable), (moved.credit_minutes, moved.credit_amount, moved.payable));
        assert_eq!(moved.credit_minutes, 60, "made before the one of the 10th, it draws first");
        assert_eq!(payable(&world, &later).await, (60, "0.0".into()));

        let left = bookings::credits(&world.app, &ada, world.ada).await.unwrap();
        let room = left.iter().find(|credits| credits.resource == world.room).unwrap();
        assert_eq!((room.remaining.minutes_remaining, room.remaining.amount_remaining), (60, money("10")));
    }

    async fn a_fixed_price_and_an_invoice_keep_out_of_it(db: Db) {
        let world = World::new(db).await;
        let (owner, ada) = (world.owner().await, world.ada().await);
        let mut fixed = wish(world.room, march("03T09:00"), march("03T11:00"));
        (fixed.membership, fixed.custom_price) = (Some(world.ada), Some(money("99.99")));
        let fixed = bookings::create(&world.app, &owner, fixed).await.unwrap().view.shown.booking;
        assert_eq!((fixed.price, fixed.credit_minutes, fixed.payable), (money("99.99"), 0, money("99.99")));
        let longer = Change { to: Some(march("03T12:00")), ..Change::default() };
        let fixed = bookings::change(&world.app, &owner, fixed.id, longer).await.unwrap().shown.booking;
        assert_eq!(fixed.price, money("99.99"), "a fixed price stays whatever the time");
        let cleared = Change { custom_price: Some(None), ..Change::default() };
        let cleared = bookings::change(&world.app, &owner, fixed.id, cleared).await.unwrap().shown.booking;
        assert_eq!((cleared.price, cleared.credit_minutes, cleared.credit_amount), (money("45"), 120, money("8")));

        // Once invoiced it keeps its credits, although an older booking could use them now.
        world.sql("UPDATE bookings SET invoice_id = $3 WHERE space_id = $1 AND id = $2", db::params![cleared.id.0, cleared.id.0]).await;
        let second = book(&world, &ada, world.room, march("04T09:00"), march("04T10:00")).await;
        assert_eq!(payable(&world, &second).await, (0, "6.0".into()));
        let titled = Change { from: Some(march("03T10:00")), ..Change::default() };
        let moved = bookings::change(&world.app, &owner, cleared.id, titled).await.unwrap().shown.booking;
        assert_eq!((moved.price, moved.credit_minutes, moved.payable), (cleared.price, 120, cleared.payable));
    }

    async fn random_changes_never_overdraw_and_equal_a_recomputation(db: Db) {
        let world = World::new(db).await;
        let ada = world.ada().await;
        let mut alive: Vec<domain::ids::BookingId> = Vec::new();
        for step in 0..60_i64 {
            let [dice, day, hour, length]: [u8; 4] = world.app.chance.bytes();
            world.app.clock.advance(1);
            let from = march("03T06:00") + SignedDuration::from_hours(24 * i64::from(day % 12) + i64::from(hour % 12));
            let to = from + SignedDuration::from_mins(30 * i64::from(1 + length % 6));
            let resource = if step % 2 == 0 { world.room } else { world.desks };
            let place = usize::from(dice) % alive.len().max(1);
            let done = match dice % 4 {
                0 if !alive.is_empty() => bookings::delete(&world.app, &ada, alive.remove(place)).await,
                1 if !alive.is_empty() => {
                    let change = Change { from: Some(from), to: Some(to), resource: Some(resource), ..Change::default() };
                    bookings::change(&world.app, &ada, alive[place], change).await.map(drop)
                }
                _ => {
                    let seen = preview(&world, &ada, resource, from, to).await;
                    let made = bookings::create(&world.app, &ada, wish(resource, from, to)).await;
                    assert_eq!(seen.conflict, made.is_err());
                    made.map(|made| {
                        let booking = made.view.shown.booking;
                        assert_eq!((seen.used.minutes, seen.used.payable), (booking.credit_minutes, booking.payable));
                        alive.push(booking.id);
                    })
                }
            };
            assert!(done.is_ok() || matches!(done, Err(app::Error::Unbookable { .. })), "{done:?}");
        }
        let stored = figures(&world, &alive).await;
        assert!(stored.iter().any(|(minutes, _)| *minutes > 0));
        // From scratch: forget all credits, then let one change spread them anew in each month.
        world.sql("UPDATE bookings SET credit_minutes = 0, credit_amount = 0, payable = price WHERE space_id = $1", vec![]).await;
        for (from, to) in [("08T20:00", "08T20:05"), ("13T20:00", "13T20:05")] {
            let poke = book(&world, &ada, world.desks, march(from), march(to)).await;
            bookings::delete(&world.app, &ada, poke.shown.booking.id).await.unwrap();
        }
        assert_eq!(figures(&world, &alive).await, stored);
    }
}

async fn figures(world: &World, ids: &[domain::ids::BookingId]) -> Vec<(u32, i64)> {
    let owner = world.owner().await;
    let mut all = Vec::new();
    for id in ids {
        let booking = bookings::get(&world.app, &owner, *id).await.unwrap().shown.booking;
        assert!(!booking.payable.is_negative() && booking.payable <= booking.price);
        all.push((booking.credit_minutes, booking.payable.0));
    }
    all
}

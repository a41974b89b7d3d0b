//! Many writers at one free slot.

use crate::on_both;
use crate::world::{World, march, wish};
use app::Error;
use app::bookings::{self, Change, Page, Subject, WindowOf};
use db::Db;
use domain::ids::ResourceId;
use jiff::SignedDuration;
use tokio::task::JoinSet;

/// Half of 64 book the slot, half move a booking of theirs into it; the slot takes `places`.
async fn rush(world: World, resource: ResourceId, places: usize) {
    let (from, to) = (march("03T10:00"), march("03T11:00"));
    let (owner, ada) = (world.owner().await, world.ada().await);
    let mut all = JoinSet::new();
    let mut elsewhere = Vec::new();
    for number in 0..32 {
        let from = march("05T00:00") + SignedDuration::from_hours(number);
        let new = wish(resource, from, from + SignedDuration::from_hours(1));
        elsewhere.push(bookings::create(&world.app, &ada, new).await.unwrap().view.shown.booking.id);
    }
    for (number, id) in elsewhere.into_iter().enumerate() {
        let (app, access) = (world.app.clone(), if number % 2 == 0 { owner.clone() } else { ada.clone() });
        all.spawn(async move { bookings::create(&app, &access, wish(resource, from, to)).await.map(drop) });
        let (app, access) = (world.app.clone(), ada.clone());
        let change = Change { from: Some(from), to: Some(to), ..Change::default() };
        all.spawn(async move { bookings::change(&app, &access, id, change).await.map(drop) });
    }
    let results = all.join_all().await;
    let won = results.iter().filter(|result| result.is_ok()).count();
    let refused = |result: &&Result<(), Error>| matches!(result, Err(Error::Unbookable { code: "slot_taken", .. }));
    assert_eq!((won, results.iter().filter(refused).count()), (places, 64 - places), "{results:?}");

    let page = Page { limit: 100, offset: 0 };
    let listed = bookings::list(&world.app, &owner, Subject::Resource(resource), WindowOf { from, to }, page, true).await.unwrap();
    assert_eq!((listed.views.len(), listed.total), (places, Some(places as u64)));
    assert_eq!(world.events().await.len(), 32 + places);
}

on_both! {
    async fn one_unit_is_booked_once(db: Db) {
        let world = World::new(db).await;
        let room = world.room;
        rush(world, room, 1).await;
    }

    async fn three_units_are_booked_three_times(db: Db) {
        let world = World::new(db).await;
        let desks = world.desks;
        rush(world, desks, 3).await;
    }
}

use crate::on_both;
use crate::world::{NOW, World, march, refused};
use app::calendar_blockers;
use app::resources::{self, Asked, Wanted, check_window};
use db::Db;
use domain::ids::ResourceId;
use domain::interval::Interval;
use domain::resources::Usage;
use jiff::{SignedDuration, Timestamp};
use store::resources::Slice;
use testkit::at;

fn span(from: &str, to: &str) -> Interval {
    Interval::new(march(from), march(to))
}

fn asked(window: Interval) -> Asked {
    Asked { window, other_than: None, ignore_times: None }
}

/// What a resource is, for the slow and obvious way to tell whether it is free.
struct Room {
    id: ResourceId,
    units: u32,
    /// Hours of the local day, Monday to Friday.
    open: Option<(i8, i8)>,
    cutoff: i64,
    booked: Vec<(Interval, u32)>,
}

impl Room {
    /// Minute by minute: whether a member can have it at this instant.
    fn free_at(&self, at: Timestamp, now: Timestamp, blocked: &[Interval]) -> bool {
        let inside = |interval: &Interval| interval.from <= at && at < interval.to;
        let taken: u32 = self.booked.iter().filter(|(interval, _)| inside(interval)).map(|(_, units)| units).sum();
        let local = at.in_tz("Europe/Berlin").unwrap();
        let open = self.open.is_none_or(|(from, to)| local.weekday().to_monday_one_offset() <= 5 && (from..to).contains(&local.hour()));
        taken < self.units && open && at >= now + SignedDuration::from_hours(self.cutoff) && !blocked.iter().any(inside)
    }
}

/// Bookings by a sequence that looks random; of resources of one unit none overlap.
async fn rooms(world: &World) -> Vec<Room> {
    let mut rooms = Vec::new();
    let mut state = 12_345_u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for (index, open) in [None, Some((9, 17)), Some((0, 24)), Some((8, 20))].into_iter().enumerate() {
        let (units, cutoff) = ([1, 3, 2, 1][index], [0, 5, 0, 48][index]);
        let id = world
            .resource(&format!("Room {index}"), |details| {
                details.units = Some(units);
                details.booking_cutoff = Some(u32::try_from(cutoff).unwrap());
                details.booking_times = open.map(|(from, to)| format!("mon-fri {from}-{to}"));
            })
            .await;
        let mut booked: Vec<(Interval, u32)> = Vec::new();
        for _ in 0..40 {
            let from = at(NOW) + SignedDuration::from_mins(5 * i64::try_from(next(9 * 288)).unwrap()) - SignedDuration::from_hours(24);
            let interval = Interval::new(from, from + SignedDuration::from_mins(5 * (1 + i64::try_from(next(60)).unwrap())));
            let most = domain::interval::peak(&booked, interval);
            if most < units {
                let take = 1 + u32::try_from(next(u64::from(units - most))).unwrap();
                let text = |at: Timestamp| at.strftime("%dT%H:%M").to_string();
                if interval.from >= at("2026-03-01T00:00:00Z") {
                    world.book(world.harbour, id, &text(interval.from), &text(interval.to), take.into(), units == 1).await;
                    booked.push((interval, take));
                }
            }
        }
        rooms.push(Room { id, units, open, cutoff, booked });
    }
    rooms
}

on_both! {
    async fn free_times_are_what_counting_minutes_says(db: Db) {
        let world = World::new(db).await;
        let rooms = rooms(&world).await;
        let blocked = [span("04T10:00", "04T12:00")];
        let blocker = calendar_blockers::Wish {
            title: "Cleaning".into(),
            interval: blocked[0],
            for_bookings: true,
            for_external_bookings: false,
            for_drop_in_passes: false,
            resources: None,
        };
        calendar_blockers::create(&world.app, &world.owner().await, blocker).await.unwrap();
        let window = span("01T12:00", "09T00:00");
        let ids: Vec<_> = rooms.iter().map(|room| room.id).collect();
        let (member, owner, now) = (world.member().await, world.owner().await, at(NOW));
        let to_members = resources::availabilities(&world.app, &member, ids.clone(), window, Slice::ALL).await.unwrap();
        let to_admins = resources::availabilities(&world.app, &owner, ids, window, Slice::ALL).await.unwrap();
        assert_eq!((to_members.total, to_admins.total), (4, 4));
        for (room, (of_member, of_admin)) in rooms.iter().zip(to_members.items.iter().zip(&to_admins.items)) {
            assert_eq!((of_member.0, of_admin.0), (room.id, room.id));
            assert_eq!(resources::availability(&world.app, &member, room.id, window).await.unwrap(), of_member.1);
            let anybody = Room { open: None, cutoff: -1_000, booked: room.booked.clone(), ..*room };
            let mut minute = window.from;
            let mut free = 0;
            while minute < window.to {
                let inside = |list: &[Interval]| list.iter().any(|interval| interval.from <= minute && minute < interval.to);
                assert_eq!(inside(&of_member.1), room.free_at(minute, now, &blocked), "{minute} for members");
                assert_eq!(inside(&of_admin.1), anybody.free_at(minute, now, &[]), "{minute} for admins");
                free += u32::from(inside(&of_member.1));
                minute += SignedDuration::from_mins(5);
            }
            assert!(free > 0, "the question must not be trivial");
        }
    }

    async fn only_what_is_free_for_all_of_the_time_is_available(db: Db) {
        let world = World::new(db).await;
        let (app, member, owner) = (&world.app, world.member().await, world.owner().await);
        let desk = world.resource("Desk", |_| {}).await;
        let room = world.resource("Room", |details| {
            details.booking_times = Some("mon-fri 9-17".into());
            details.max_booking_duration = Some(Some(120));
        }).await;
        world.resource("Locker", |details| details.usage = Some(Usage::Allocatable)).await;
        world.resource("Stage", |details| details.only_admins_can_book = Some(true)).await;
        let booked = world.book(world.harbour, desk, "03T10:00", "03T11:00", 1, true).await;
        let names = async |access: &app::access::Access, asked: Asked| {
            let page = resources::available(app, access, Wanted::default(), asked, Slice::ALL).await.unwrap();
            page.items.into_iter().map(|shown| shown.resource.name).collect::<Vec<_>>().join(" ")
        };
        let (free, taken, long) = (span("03T11:00", "03T12:00"), span("03T10:30", "03T11:30"), span("03T08:00", "03T10:05"));
        assert_eq!(names(&member, asked(free)).await, "Desk Room");
        assert_eq!(names(&member, asked(taken)).await, "Room");
        assert_eq!(names(&member, asked(long)).await, "", "too long for the one, taken the other");
        assert_eq!(names(&owner, asked(long)).await, "Room Stage");
        assert_eq!(names(&owner, Asked { ignore_times: Some(false), ..asked(long) }).await, "Stage");
        assert_eq!(names(&member, Asked { other_than: Some(booked.into()), ..asked(taken) }).await, "Desk Room");
        assert_eq!(names(&member, asked(span("07T10:00", "07T11:00"))).await, "Desk", "on Saturday");
        assert_eq!(names(&owner, asked(span("01T10:00", "01T11:00"))).await, "Desk Room Stage", "admins book in the past");
        assert_eq!(names(&member, asked(span("01T10:00", "01T11:00"))).await, "");
        let ignoring = resources::available(app, &member, Wanted::default(), Asked { ignore_times: Some(true), ..asked(free) }, Slice::ALL);
        assert_eq!(refused(ignoring.await), "admins_only");
        let second = resources::available(app, &owner, Wanted::default(), asked(free), Slice { limit: 1, offset: 1 }).await.unwrap();
        assert_eq!((second.total, second.items[0].resource.id), (3, room));
        let network = world.in_network(world.summit_member).await;
        let there = resources::available_in_network(app, &network, Wanted::default(), asked(free), Slice::ALL).await.unwrap();
        assert_eq!(there.total, 2);
        let free_there = Wanted { ids: Some(vec![desk]), ..Wanted::default() };
        let free_there = resources::availabilities_in_network(app, &network, free_there, taken, Slice::ALL).await.unwrap();
        assert_eq!(free_there.items, [(desk, vec![span("03T11:00", "03T11:30")])]);
    }

    async fn what_is_assigned_for_long_is_never_free_by_the_hour(db: Db) {
        let world = World::new(db).await;
        let locker = world.resource("Locker", |details| details.usage = Some(Usage::Allocatable)).await;
        let stage = world.resource("Stage", |details| details.only_admins_can_book = Some(true)).await;
        let (member, window) = (world.member().await, span("03T10:00", "03T11:00"));
        assert_eq!(refused(resources::availability(&world.app, &member, locker, window).await), "base not_bookable");
        assert_eq!(refused(resources::availability(&world.app, &member, testkit::new_id().into(), window).await), "not_found");
        assert_eq!(resources::availability(&world.app, &member, stage, window).await.unwrap(), []);
        let both = resources::availabilities(&world.app, &member, vec![locker, stage], window, Slice::ALL).await.unwrap();
        assert_eq!(both.items, [(stage, vec![])]);
    }
}

#[test]
fn questions_have_an_end() {
    let window =
        |from: &str, to: &str| check_window(Interval::new(at(from), at(to)), "filter[from]", "filter[to]").err().map(|error| error.code);
    assert_eq!(window("2026-03-01T00:00:00Z", "2027-03-02T00:00:00Z"), None);
    assert_eq!(window("2026-03-01T00:00:00Z", "2027-03-02T00:00:01Z"), Some("too_long"));
    assert_eq!(window("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"), Some("not_after_from"));
    assert_eq!(window("0001-03-01T00:00:00Z", "2026-03-01T00:00:00Z"), Some("absurd_date"));
    assert_eq!(window("2026-03-01T00:00:00Z", "9999-03-01T00:00:00Z"), Some("absurd_date"));
}

use crate::on_both;
use crate::world::{World, march, refused};
use app::allocations::{self, Holder};
use app::resources::{self, Details};
use app::{calendar_blockers, products};
use db::Db;
use domain::extras::Unit;
use domain::interval::Interval;
use domain::money::Amount;
use domain::products::ProductScope;
use domain::resources::Usage;
use jiff::civil::date;
use store::resources::Slice;
use testkit::new_id;

on_both! {
    async fn a_resource_has_one_holder_at_a_time(db: Db) {
        let world = World::new(db).await;
        let (app, owner) = (&world.app, world.owner().await);
        let office = world.resource("Office", |details| details.usage = Some(Usage::Allocatable)).await;
        let desk = world.resource("Desk", |_| {}).await;
        let new = |resource, from, to| allocations::Create {
            resource,
            holder: Holder::Membership(world.membership),
            terms: allocations::Terms {
                starts_at: from,
                canceled_to: to,
                price: Amount::units(300),
                cycle_months: 1,
                minimum_commitment_months: 0,
                recurring_minimum_commitment: false,
                cancellation_period_days: Some(30),
            },
        };
        let first = allocations::create(app, &owner, new(office, date(2026, 3, 1), Some(date(2026, 3, 31)))).await.unwrap().id;
        let again = allocations::create(app, &owner, new(office, date(2026, 2, 1), Some(date(2026, 3, 1)))).await;
        assert_eq!(refused(again), "starts_at overlap");
        let second = allocations::create(app, &owner, new(office, date(2026, 4, 1), None)).await.unwrap().id;
        let longer = allocations::update(app, &owner, first, |terms| terms.canceled_to = Some(date(2026, 4, 1))).await;
        assert_eq!(refused(longer), "starts_at overlap");
        let same = allocations::update(app, &owner, first, |terms| terms.canceled_to = Some(date(2026, 3, 31))).await.unwrap();
        assert_eq!((same.canceled_to, same.cancellation_period_days), (Some(date(2026, 3, 31)), Some(30)), "it does not overlap with itself");
        assert_eq!(refused(allocations::update(app, &owner, second, |terms| terms.cycle_months = 0).await), "cycle_duration out_of_range");
        assert_eq!(refused(allocations::update(app, &world.member().await, second, |_| ()).await), "admins_only");
        assert_eq!(refused(allocations::create(app, &owner, new(office, date(2030, 1, 1), None)).await), "starts_at overlap");
        assert_eq!(refused(allocations::create(app, &owner, new(desk, date(2026, 3, 1), None)).await), "resource not_allocatable");
        let nobody = allocations::Create { holder: Holder::Team(new_id().into()), ..new(office, date(2026, 1, 1), Some(date(2026, 1, 9))) };
        assert_eq!(refused(allocations::create(app, &owner, nobody).await), "not_found");

        let march = allocations::list(app, &owner, date(2026, 3, 31), date(2026, 3, 31), Slice::ALL).await.unwrap();
        assert_eq!((march.total, march.items[0].id, march.items[0].taxes.0.len()), (1, first, 1));
        assert_eq!(allocations::get(app, &owner, first).await.unwrap().price, Amount::units(300));
        assert_eq!(refused(allocations::get(app, &world.member().await, first).await), "admins_only");
        let switch = Details { usage: Some(Usage::Bookable), ..Details::default() };
        assert_eq!(refused(resources::update(app, &owner, office, switch).await), "usage in_use");
    }

    async fn blockers_touch_local_days(db: Db) {
        let world = World::new(db).await;
        let (app, owner) = (&world.app, world.owner().await);
        let desk = world.resource("Desk", |_| {}).await;
        let new = |resources| calendar_blockers::Wish {
            title: "Holiday".into(),
            interval: Interval::new(march("02T23:30"), march("03T08:00")),
            for_bookings: true,
            for_external_bookings: false,
            for_drop_in_passes: false,
            resources,
        };
        let id = calendar_blockers::create(app, &owner, new(Some(vec![desk]))).await.unwrap().blocker.id;
        let listed = async |from, to| calendar_blockers::list(app, &owner, from, to, Slice::ALL).await.unwrap().total;
        assert_eq!(listed(date(2026, 3, 2), date(2026, 3, 2)).await, 0, "in Berlin it is past midnight");
        assert_eq!(listed(date(2026, 3, 3), date(2026, 3, 3)).await, 1);
        assert_eq!(calendar_blockers::get(app, &owner, id).await.unwrap().resources, [desk]);
        assert_eq!(refused(calendar_blockers::create(app, &owner, new(Some(vec![new_id().into()]))).await), "not_found");
        assert_eq!(refused(calendar_blockers::create(app, &world.member().await, new(None)).await), "admins_only");
        assert_eq!(refused(calendar_blockers::create(app, &owner, new(Some(vec![]))).await), "resources out_of_range");
        let moved = calendar_blockers::update(app, &owner, id, |wish| wish.resources = None).await.unwrap();
        assert!(moved.blocker.all_resources && moved.resources.is_empty());
        assert_eq!(refused(calendar_blockers::update(app, &owner, id, |wish| wish.for_bookings = false).await), "blocked_for blank");
        assert_eq!(refused(calendar_blockers::delete(app, &world.member().await, id).await), "admins_only");
        calendar_blockers::delete(app, &owner, id).await.unwrap();
        assert_eq!(refused(calendar_blockers::delete(app, &owner, id).await), "not_found");
        let backwards = calendar_blockers::list(app, &owner, date(2026, 3, 3), date(2026, 3, 2), Slice::ALL).await;
        assert_eq!(refused(backwards), "filter[to] before_from");
        let absurd = calendar_blockers::list(app, &owner, date(-9999, 1, 1), date(9999, 12, 31), Slice::ALL).await;
        assert_eq!(refused(absurd), "filter[from] absurd_date");
    }

    async fn products_are_linked_to_resources_of_their_space(db: Db) {
        let world = World::new(db).await;
        let (app, owner) = (&world.app, world.owner().await);
        let drinks = products::create_category(app, &owner, "Drinks").await.unwrap();
        let coffee = products::Create {
            name: "Coffee".into(),
            description: None,
            category: Some(drinks),
            unit: Unit::Person,
            price: Amount::units(5),
            taxes: None,
            scopes: vec![ProductScope::Bookings],
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
        };
        let id = products::create(app, &owner, coffee.clone()).await.unwrap();
        let room = world.resource("Room", |details| details.products = Some(vec![id])).await;
        assert_eq!(resources::get(app, &owner, room).await.unwrap().links.products, [id]);
        let elsewhere = world.enter(world.owner, world.summit).await.unwrap();
        assert_eq!(refused(products::get(app, &elsewhere, id).await), "not_found");
        assert_eq!(refused(products::create(app, &elsewhere, coffee.clone()).await), "not_found", "the category is of another space");
        assert_eq!(refused(products::create(app, &world.member().await, coffee).await), "admins_only");
    }
}

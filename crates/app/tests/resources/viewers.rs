use crate::on_both;
use crate::world::{World, refused};
use app::access::Access;
use app::resources::{self, Page, Shown, Wanted};
use db::{Db, params};
use domain::ids::ResourceId;
use domain::resources::Usage;
use jiff::civil::date;
use store::resources::Slice;
use testkit::{at, new_id};

fn names(page: &Page<Shown>) -> String {
    page.items.iter().map(|shown| format!("{}{}", shown.resource.name, if shown.can_book { "" } else { "-" })).collect::<Vec<_>>().join(" ")
}

async fn seen(world: &World, access: &Access) -> String {
    names(&resources::list(&world.app, access, Wanted::default(), Slice::ALL).await.unwrap())
}

/// Gives the member a plan from that day on, with a list of resources.
async fn plan(world: &World, from: jiff::civil::Date, listed: &[ResourceId]) {
    let values = params![new_id(), world.membership.0, from, serde_json::json!({"resource_access": listed}), at("2026-01-01T00:00:00Z")];
    world
        .sql(
            world.harbour,
            "INSERT INTO membership_plans (space_id, id, membership_id, parent_plan_id, starts_at, terms, created_at)
        VALUES ($1, $2, $3, $2, $4, $5, $6)",
            values,
        )
        .await;
}

on_both! {
    async fn members_see_what_their_plan_lists_and_admins_everything(db: Db) {
        let world = World::new(db).await;
        let desk = world.resource("Desk", |_| {}).await;
        let room = world.resource("Room", |details| details.only_admins_can_book = Some(true)).await;
        let vault = world.resource("Vault", |details| details.hidden = Some(true)).await;
        world.resource("Locker", |details| details.usage = Some(Usage::Allocatable)).await;
        assert_eq!(seen(&world, &world.owner().await).await, "Desk Locker- Room Vault");
        assert_eq!(seen(&world, &world.enter(world.limited, world.harbour).await.unwrap()).await, "Desk Locker- Room Vault");
        assert_eq!(seen(&world, &world.member().await).await, "Desk Locker- Room-");
        let bookable = Wanted { usage: Some(Usage::Bookable), ..Wanted::default() };
        assert_eq!(names(&resources::list(&world.app, &world.member().await, bookable, Slice::ALL).await.unwrap()), "Desk Room-");
        let hidden = resources::get(&world.app, &world.member().await, vault).await;
        assert_eq!(refused(hidden), "not_found");

        plan(&world, date(2026, 1, 1), &[room, vault]).await;
        plan(&world, date(2026, 4, 1), &[desk]).await;
        assert_eq!(seen(&world, &world.member().await).await, "Room-");
        world.app.clock.set(at("2026-04-02T00:00:00Z"));
        assert_eq!(seen(&world, &world.member().await).await, "Desk");
        assert_eq!(refused(resources::get(&world.app, &world.member().await, room).await), "not_found");
        let own = params![world.membership.0, serde_json::json!([room])];
        world.sql(world.harbour, "UPDATE memberships SET resource_access = $3 WHERE space_id = $1 AND id = $2", own).await;
        assert_eq!(seen(&world, &world.member().await).await, "Room-", "the member's own list wins");
    }

    async fn a_network_shows_all_its_spaces_each_by_its_own_rules(db: Db) {
        let world = World::new(db).await;
        let desk = world.resource("Desk", |_| {}).await;
        world.resource("Vault", |details| details.hidden = Some(true)).await;
        world.resource("Room", |_| {}).await;
        plan(&world, date(2026, 1, 1), &[desk]).await;
        let summit = world.enter(world.owner, world.summit).await.unwrap();
        let cabin = resources::Details { name: Some("Cabin".into()), ..resources::Details::default() };
        resources::create(&world.app, &summit, cabin).await.unwrap();
        let listed = async |user, wanted, slice| {
            resources::list_in_network(&world.app, &world.in_network(user).await, wanted, slice).await.unwrap()
        };
        assert_eq!(names(&listed(world.owner, Wanted::default(), Slice::ALL).await), "Cabin Desk Room Vault");
        assert_eq!(names(&listed(world.member, Wanted::default(), Slice::ALL).await), "Cabin Desk");
        assert_eq!(names(&listed(world.summit_member, Wanted::default(), Slice::ALL).await), "Cabin Desk Room");
        let there = Wanted { spaces: Some(vec![world.harbour, new_id().into()]), ..Wanted::default() };
        let page = listed(world.summit_member, there, Slice { limit: 1, offset: 1 }).await;
        assert_eq!((names(&page).as_str(), page.total), ("Room", 2));
    }
}

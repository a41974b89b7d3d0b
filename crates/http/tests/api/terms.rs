//! Terms are published in versions; members approve them and are asked again where admins want that.

use crate::client::{Answer, House};
use crate::on_both;
use crate::surface::world::{Who, World};
use app::access::{self, Access, Door, Place};
use app::terms::{self, Publish};
use domain::permissions::{Category, Level, Permissions};
use serde_json::{Value, json};

async fn desk(world: &World, who: Who) -> Access {
    let caller = world.house.caller(world.facts.users[&who], "read write").await;
    access::enter_as(&world.house.app, &caller, Place::Space(world.facts.harbour.space), &[], Door::Related).await.unwrap()
}

async fn publish(world: &World, kind: &str, ask_again: bool) -> i64 {
    let new = Publish { kind: kind.into(), body: "Be nice.".into(), ask_again };
    terms::publish(&world.house.app, &desk(world, Who::Owner).await, new).await.unwrap().version
}

async fn missing(world: &World, who: Who) -> Value {
    let answer = world.client(who).get(&format!("/spaces/{}/terms_approval/missing", world.facts.harbour.space)).await;
    assert_eq!((answer.status, &answer.body["data"]["id"]), (200, &json!("null")), "{}", answer.text);
    answer.body["data"]["attributes"]["types"].clone()
}

async fn approve(world: &World, who: Who, types: Value, ip: &str) -> Answer {
    let (space, membership) = (world.facts.harbour.space.to_string(), world.facts.harbour.membership.to_string());
    let body = json!({"data": {"type": "approvals", "attributes": {"types": types, "ipAddress": ip}, "relationships": {
        "space": {"data": {"type": "spaces", "id": space}}, "membership": {"data": {"type": "memberships", "id": membership}}}}});
    world.client(who).api("POST /terms_approvals", body).await
}

on_both! {
    async fn members_approve_what_they_are_asked_for(db: db::Db) {
        let world = World::new(House::new(db)).await;
        assert_eq!(publish(&world, "wifi", false).await, 1);
        assert_eq!(missing(&world, Who::Member).await, json!(["space_terms", "wifi"]));
        let done = approve(&world, Who::Member, json!(["wifi", "wifi"]), "127.0.0.1").await;
        assert_eq!(done.status, 201, "{}", done.text);
        assert_eq!(done.body["data"]["attributes"], json!({"types": ["wifi", "wifi"], "ipAddress": "127.0.0.1"}));
        assert_eq!(done.body["data"]["relationships"]["membership"]["data"]["id"], json!(world.facts.harbour.membership.to_string()));
        assert_eq!(missing(&world, Who::Member).await, json!(["space_terms"]));
        assert_eq!(missing(&world, Who::Other).await, json!(["space_terms", "wifi"]));

        assert_eq!(publish(&world, "wifi", false).await, 2);
        assert_eq!(missing(&world, Who::Member).await, json!(["space_terms"]), "an edit that does not ask");
        assert_eq!(publish(&world, "wifi", true).await, 3);
        assert_eq!(publish(&world, "wifi", false).await, 4);
        assert_eq!(missing(&world, Who::Member).await, json!(["space_terms", "wifi"]));
        assert_eq!(approve(&world, Who::Member, json!(["wifi", "space_terms"]), "127.0.0.1").await.status, 201);
        assert_eq!(missing(&world, Who::Member).await, json!([]));
        let space = world.facts.harbour.space;
        assert_eq!(world.client(Who::Owner).get(&format!("/spaces/{space}/terms_approval/missing")).await.blame().0, "members_only");
    }

    async fn bad_approvals_are_not_kept(db: db::Db) {
        let world = World::new(House::new(db)).await;
        for (types, ip, code, place) in [
            (json!([]), "127.0.0.1", "blank", "types"),
            (json!(["space_terms", "wifi"]), "127.0.0.1", "unknown", "types/1"),
            (json!(vec!["space_terms"; 51]), "127.0.0.1", "too_many", "types"),
            (json!(["space_terms"]), "256.1.1.1", "invalid", "ipAddress"),
            (json!(["space_terms"]), "::1", "invalid", "ipAddress"),
        ] {
            let refused = approve(&world, Who::Member, types, ip).await;
            assert_eq!((refused.status, refused.blame()), (422, (code.into(), format!("/data/attributes/{place}"))), "{}", refused.text);
        }
        for (who, status) in [(Who::Other, 403), (Who::Owner, 403), (Who::Stranger, 404)] {
            assert_eq!(approve(&world, who, json!(["space_terms"]), "127.0.0.1").await.status, status, "{who:?}");
        }
        let (space, foreign) = (world.facts.harbour.space.to_string(), world.facts.island.membership.to_string());
        let body = json!({"data": {"type": "approvals", "attributes": {"types": ["space_terms"], "ipAddress": "127.0.0.1"}, "relationships": {
            "space": {"data": {"type": "spaces", "id": space}}, "membership": {"data": {"type": "memberships", "id": foreign}}}}});
        let refused = world.client(Who::Member).api("POST /terms_approvals", body).await;
        assert_eq!((refused.status, refused.blame().1), (404, "/data/relationships/membership".into()));
        assert_eq!(missing(&world, Who::Member).await, json!(["space_terms"]));
    }

    async fn admins_who_may_edit_settings_publish(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let app = &world.house.app;
        let new = |kind: &str, body: &str| Publish { kind: kind.into(), body: body.into(), ask_again: true };
        for bad in [new("Wi-Fi", "x"), new("", "x"), new("wifi", " "), new("wifi", &"x".repeat(70_000))] {
            assert!(matches!(terms::publish(app, &desk(&world, Who::Owner).await, bad.clone()).await, Err(app::Error::Invalid(_))), "{bad:?}");
        }
        let member = terms::publish(app, &desk(&world, Who::Member).await, new("wifi", "x")).await;
        assert!(matches!(member, Err(app::Error::Forbidden { .. })));
        let (viewer, mut limits) = (world.house.person("vera@people.test").await, Permissions::default());
        limits.set(Category::SpaceSettings, Level::View);
        app::admins::create(app, world.facts.harbour.space, viewer, "Vera", limits).await.unwrap();
        let caller = world.house.caller(viewer, "read write").await;
        let vera = access::enter_as(app, &caller, Place::Space(world.facts.harbour.space), &[], Door::Related).await.unwrap();
        assert!(matches!(terms::publish(app, &vera, new("wifi", "x")).await, Err(app::Error::Forbidden { .. })));
        assert_eq!(terms::current(app, &vera).await.unwrap().len(), 1);
        let owner = desk(&world, Who::Owner).await;
        let racers = futures_util::future::join_all((0..8).map(|_| terms::publish(app, &owner, new("wifi", "x")))).await;
        let mut versions: Vec<i64> = racers.into_iter().filter_map(Result::ok).map(|terms| terms.version).collect();
        versions.sort_unstable();
        assert_eq!(versions, (1..=i64::try_from(versions.len()).unwrap()).collect::<Vec<_>>(), "no two have one number");
    }
}

//! Articles: admins write plain text, members of the space and its network read HTML.

use crate::client::House;
use crate::on_both;
use crate::surface::world::{Who, World};
use app::access::{self, Access, Door, Place};
use app::articles::{self, Write};
use serde_json::json;

async fn desk(world: &World, who: Who) -> Access {
    let caller = world.house.caller(world.facts.users[&who], "read write").await;
    access::enter_as(&world.house.app, &caller, Place::Space(world.facts.harbour.space), &[], Door::Related).await.unwrap()
}

fn typed(title: &str, content: &str) -> Write {
    Write { category: Some("Machines".into()), title: title.into(), content: content.into() }
}

on_both! {
    async fn what_is_typed_is_read_as_html(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (app, owner, space) = (&world.house.app, desk(&world, Who::Owner).await, world.facts.harbour.space);
        let made = articles::write(app, &owner, None, typed(" Coffee ", "Press **start**.\n\n<script>")).await.unwrap();
        let path = format!("/articles/{}", made.id);
        let seen = world.client(Who::Member).get(&path).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        assert_eq!(seen.body["data"]["attributes"], json!({"title": "Coffee", "content": "<p>Press <strong>start</strong>.</p><p>&lt;script&gt;</p>"}));
        assert_eq!(seen.body["data"]["relationships"]["space"]["data"]["id"], json!(space.to_string()));
        let all = world.client(Who::Network).get(&format!("/spaces/{space}/articles?page[size]=1")).await;
        assert_eq!((all.status, &all.body["meta"]["totalPages"]), (200, &json!(2)));

        let again = Write { category: None, ..typed("Tea", "No.") };
        let changed = articles::write(app, &owner, Some(made.id), again).await.unwrap();
        assert_eq!((changed.category, changed.created_at), (None, made.created_at));
        assert_eq!(world.client(Who::Member).get(&path).await.body["data"]["attributes"], json!({"title": "Tea", "content": "<p>No.</p>"}));
        articles::delete(app, &owner, made.id).await.unwrap();
        assert_eq!(world.client(Who::Member).get(&path).await.status, 404);
        assert!(matches!(articles::delete(app, &owner, made.id).await, Err(app::Error::NotFound { .. })));
    }

    async fn members_write_none_and_bad_ones_are_not_kept(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (app, owner, space) = (&world.house.app, desk(&world, Who::Owner).await, world.facts.harbour.space);
        for bad in [typed(" ", "x"), typed(&"x".repeat(256), "x"), typed("x", "\u{7}"), Write { category: Some("x".repeat(256)), ..typed("x", "x") }] {
            assert!(matches!(articles::write(app, &owner, None, bad.clone()).await, Err(app::Error::Invalid(_))), "{bad:?}");
        }
        for who in [Who::Member, Who::Network] {
            let refused = articles::write(app, &desk(&world, who).await, None, typed("x", "x")).await;
            assert!(matches!(refused, Err(app::Error::Forbidden { .. })), "{who:?}");
        }
        let foreign = articles::write(app, &owner, Some(world.facts.island.article), typed("x", "x")).await;
        assert!(matches!(foreign, Err(app::Error::NotFound { .. })));
        assert_eq!(world.client(Who::Owner).get(&format!("/spaces/{space}/articles")).await.body["data"].as_array().unwrap().len(), 1);
    }
}

//! Profiles: the member writes and publishes, members see the directory, admins see all, whole networks too.

use crate::client::{Answer, House};
use crate::on_both;
use crate::surface::world::{Who, World};
use serde_json::{Value, json};

async fn change(world: &World, who: Who, id: impl std::fmt::Display, attributes: Value) -> Answer {
    let body = json!({"data": {"type": "membershipProfiles", "id": id.to_string(), "attributes": attributes}});
    world.client(who).api(&format!("PATCH /membership_profiles/{id}"), body).await
}

fn ids(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.body["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn a_member_writes_and_publishes_and_others_see_it(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (mia, otto) = (world.facts.harbour.membership, format!("/membership_profiles/{}", world.facts.harbour.membership));
        let new = world.client(Who::Member).get(&otto).await;
        assert_eq!(new.status, 200, "{}", new.text);
        assert_eq!((&new.body["data"]["attributes"]["name"], &new.body["data"]["attributes"]["published"]), (&json!("Mia"), &json!(false)));
        assert_eq!(new.body["data"]["attributes"]["email"], Value::Null, "the membership's address is nobody's business");
        assert_eq!(world.client(Who::Other).get(&otto).await.status, 404);
        assert_eq!(world.client(Who::Admin).get(&otto).await.status, 200);

        let words = json!({"location": "Berlin", "birthday": "1990-11-05", "aboutMe": "I\nbuild boats.", "website": "mia.test", "twitter": "@mia",
            "github": "https://github.com/mia", "linkedin": "", "email": "Hi@Mia.Test", "phone": " 555 ", "company": "Kran & Co",
            "pronouns": "she/her", "published": true});
        let written = change(&world, Who::Member, mia, words).await;
        assert_eq!(written.status, 200, "{}", written.text);
        let expected = json!({"name": "Mia", "email": "Hi@mia.test", "phone": "555", "pronouns": "she/her", "company": "Kran & Co", "photo": null,
            "published": true, "location": "Berlin", "birthday": "1990-11-05", "aboutMe": "I\nbuild boats.", "website": "https://mia.test",
            "twitter": "@mia", "facebook": null, "linkedin": null, "github": "https://github.com/mia", "instagram": null});
        assert_eq!(written.body["data"]["attributes"], expected);
        assert_eq!(written.body["data"]["relationships"]["membership"]["data"]["id"], json!(mia.to_string()));

        let seen = world.client(Who::Other).get(&otto).await;
        assert_eq!((seen.status, &seen.body["data"]["attributes"]["birthday"]), (200, &Value::Null));
        assert!(seen.body["data"]["attributes"].get("birthday").is_none(), "admins alone see birthdays");
        assert_eq!(world.client(Who::Network).get(&otto).await.body["data"]["attributes"], expected);

        let cleared = change(&world, Who::Member, mia, json!({"email": null, "birthday": " ", "company": "", "location": "  "})).await;
        let of = |name: &str| cleared.body["data"]["attributes"][name].clone();
        assert_eq!([of("email"), of("birthday"), of("company"), of("location")], [Value::Null, Value::Null, Value::Null, Value::Null]);
        assert_eq!((of("twitter"), of("published")), (json!("@mia"), json!(true)));
        assert_eq!(change(&world, Who::Member, mia, json!({"published": false})).await.status, 200);
        assert_eq!(world.client(Who::Other).get(&otto).await.status, 404);
    }

    async fn the_directory_has_published_members_and_admins_find_everybody(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (space, network) = (world.facts.harbour.space, world.facts.harbour.network);
        let (mia, otto) = (world.facts.harbour.membership.to_string(), format!("/spaces/{space}/membership_profiles/published"));
        assert_eq!(ids(&world.client(Who::Other).get(&otto).await), [""; 0]);
        let words = json!({"published": true, "birthday": "1990-11-05", "aboutMe": "Knows 100% of_sails", "company": "Kran"});
        assert_eq!(change(&world, Who::Member, &mia, words).await.status, 200);
        let seen = world.client(Who::Other).get(&otto).await;
        assert_eq!(ids(&seen), std::slice::from_ref(&mia));
        assert!(seen.body["data"][0]["attributes"].get("birthday").is_none());
        assert_eq!(world.client(Who::Admin).get(&otto).await.body["data"][0]["attributes"]["birthday"], "1990-11-05");
        let other = world.facts.harbour.single;
        let none = world.client(Who::Other).get(&format!("{otto}?filter[membershipIds]={other}")).await;
        assert_eq!((ids(&none), &none.body["meta"]["totalPages"]), (vec![], &json!(1)));

        let all = format!("/spaces/{space}/membership_profiles");
        assert_eq!(ids(&world.client(Who::Owner).get(&all).await).len(), 11);
        let page = world.client(Who::Owner).get(&format!("{all}?page[size]=3&page[number]=3")).await;
        assert_eq!((ids(&page).len(), &page.body["meta"]), (3, &json!({"totalPages": 4, "currentPage": 3})));
        let foreign = world.facts.island.membership;
        let some = world.client(Who::Owner).get(&format!("{all}?filter[membershipIds]={mia},{other},{foreign},x")).await;
        let (mut found, mut wanted) = (ids(&some), [mia.clone(), other.to_string()]);
        found.sort_unstable(); // made at one instant, so their ids have no order
        wanted.sort_unstable();
        assert_eq!(found, wanted);

        let everywhere = format!("/networks/{network}/membership_profiles");
        assert_eq!(ids(&world.client(Who::Network).get(&format!("{everywhere}?page[size]=100")).await).len(), 22);
        for (text, found) in [("KRAN", 1), ("100%25%20of_", 1), ("100_", 0), ("1990-11", 1), ("mia", 2), ("Mia%0AKran", 0), ("nobody", 0)] {
            let answer = world.client(Who::Network).get(&format!("{everywhere}/search?filter[query]={text}")).await;
            let seen = if answer.status == 200 { ids(&answer).len() } else { 0 };
            assert_eq!((seen, answer.status == 400), (found, text.contains("%0A")), "{text}: {}", answer.text);
        }
        assert_eq!(world.client(Who::Owner).get(&format!("{everywhere}/search")).await.status, 400);

        // Whoever has left is in no directory; admins find the profile.
        let gone = json!({"date": "2026-03-02"});
        assert_eq!(world.client(Who::Owner).v1("harbour", &format!("POST /api/memberships/{mia}/cancellation"), gone).await.status, 201);
        world.house.app.clock.advance(48 * 60);
        assert_eq!(ids(&world.client(Who::Other).get(&otto).await), [""; 0]);
        assert_eq!(world.client(Who::Other).get(&format!("/membership_profiles/{mia}")).await.status, 404);
        assert_eq!(world.client(Who::Admin).get(&format!("/membership_profiles/{mia}")).await.status, 200);
        assert_eq!(world.client(Who::Owner).v1("harbour", &format!("DELETE /api/memberships/{mia}"), Value::Null).await.status, 204);
        assert_eq!(world.client(Who::Admin).get(&format!("/membership_profiles/{mia}")).await.status, 404);
    }

    async fn bad_profiles_change_nothing(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let mia = world.facts.harbour.membership;
        let long = "x".repeat(300);
        for (name, value, code) in [
            ("email", json!("mia"), "invalid"),
            ("birthday", json!("2026-03-03"), "invalid"),
            ("birthday", json!("5 Nov 1990"), "invalid"),
            ("website", json!("javascript:alert(1)"), "invalid"),
            ("twitter", json!("a b"), "invalid"),
            ("instagram", json!("https://"), "invalid"),
            ("phone", json!(long), "too_long"),
            ("location", json!("a\u{7}b"), "control_characters"),
            ("aboutMe", json!("x".repeat(70_000)), "too_long"),
        ] {
            let refused = change(&world, Who::Member, mia, json!({name: value, "published": true})).await;
            assert_eq!((refused.status, refused.blame()), (422, (code.into(), format!("/data/attributes/{name}"))), "{}", refused.text);
        }
        for (name, value) in [("published", json!(null)), ("name", json!("Eve")), ("location", json!(null)), ("phone", json!(5))] {
            let refused = change(&world, Who::Member, mia, json!({name: value})).await;
            assert_eq!(refused.status, 422, "{name}: {}", refused.text);
        }
        for (who, status) in [(Who::Other, 403), (Who::Owner, 403), (Who::Network, 403), (Who::Stranger, 404), (Who::Anonymous, 401)] {
            assert_eq!(change(&world, who, mia, json!({"published": true})).await.status, status, "{who:?}");
        }
        assert_eq!(change(&world, Who::Member, world.facts.island.membership, json!({"published": true})).await.status, 404);
        let now = world.client(Who::Owner).get(&format!("/membership_profiles/{mia}")).await;
        assert_eq!((&now.body["data"]["attributes"]["published"], &now.body["data"]["attributes"]["phone"]), (&json!(false), &Value::Null));
    }
}

//! Mails in the words of a space.

use crate::client::House;
use crate::on_both;
use crate::surface::world::{Who, World};
use app::access::{self, Access, Door, Place};
use app::{built_in_emails, mails, terms};
use serde_json::json;

async fn desk(world: &World, who: Who) -> Access {
    let caller = world.house.caller(world.facts.users[&who], "read write").await;
    access::enter_as(&world.house.app, &caller, Place::Space(world.facts.harbour.space), &[], Door::Related).await.unwrap()
}

on_both! {
    async fn a_space_words_its_mails_and_members_get_them_so(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (app, owner, space) = (&world.house.app, desk(&world, Who::Owner).await, world.facts.harbour.space);
        let all = world.client(Who::Admin).get(&format!("/spaces/{space}/built_in_email_customizations")).await;
        assert_eq!(all.status, 200, "{}", all.text);
        assert_eq!(all.body["data"].as_array().unwrap().len(), domain::built_in_emails::ALL.len());

        let path = format!("/spaces/{space}/built_in_email_customizations/terms_changed_email");
        let ours = world.client(Who::Admin).get(&path).await.body["data"].clone();
        assert_eq!((&ours["id"], &ours["links"]["self"]),
            (&json!("email-customization-space-harbour-terms_changed_email"), &json!(format!("https://api.kontor.test{path}"))));
        assert_eq!(ours["attributes"]["subjectPlaceholders"], json!({"space": "harbour"}));
        assert_eq!(ours["attributes"]["bodyPlaceholders"], json!({"first_name": "Petra", "space": "harbour", "terms_url": "https://example.com"}));
        built_in_emails::customize(app, &owner, "terms_changed_email", "News of {{space}}", "<p>Ahoy {{name}} &amp; crew,</p><p>{{terms_url}}</p>")
            .await
            .unwrap();
        let own = world.client(Who::Admin).get(&path).await.body["data"]["attributes"].clone();
        assert_eq!((&own["subject"], &own["bodyPlaceholders"]["name"]), (&json!("News of {{space}}"), &json!("Petra Pan")));
        let elsewhere = app::access::enter_as(app, &world.house.caller(world.facts.island.owner, "read").await,
            Place::Space(world.facts.island.space), &[], Door::Related).await.unwrap();
        assert_ne!(built_in_emails::get(app, &elsewhere, "terms_changed_email").await.unwrap().subject, "News of {{space}}");

        // Members are told when they have to approve terms again (J5), and only then.
        let publish = async |ask_again| {
            let new = terms::Publish { kind: "space_terms".into(), body: "Be nicer.".into(), ask_again };
            terms::publish(app, &owner, new).await.unwrap();
            let sent = mails::latest(app, 50).await.unwrap();
            sent.into_iter().filter(|mail| mail.kind == "terms_changed_email").collect::<Vec<_>>()
        };
        assert!(publish(false).await.is_empty());
        let sent = publish(true).await;
        let mut names: Vec<&str> = sent.iter().map(|mail| mail.recipient.split('@').next().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(names, ["Leo", "Mia", "Otto", "Pam", "Pat", "Sue", "Tim"], "confirmed and not ended");
        let mia = sent.iter().find(|mail| mail.recipient.starts_with("Mia@")).unwrap();
        assert_eq!((&*mia.subject, &*mia.body), ("News of harbour", "Ahoy Mia & crew,\n\nhttps://harbour.kontor.test/terms"));

        built_in_emails::reset(app, &owner, "terms_changed_email").await.unwrap();
        assert_eq!(world.client(Who::Admin).get(&path).await.body["data"], ours);
    }

    async fn bad_words_are_refused(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (app, owner, space) = (&world.house.app, desk(&world, Who::Owner).await, world.facts.harbour.space);
        let long = "x".repeat(300);
        for (subject, body) in [(" ", "x"), ("{{plan}}", "x"), ("x", "{{"), ("x", " "), (&*long, "x"), ("x", "{{secret}}"), ("a\nb", "x")] {
            let refused = built_in_emails::customize(app, &owner, "birthday_email", subject, body).await;
            assert!(matches!(refused, Err(app::Error::Invalid(_))), "{subject} {body}");
        }
        let member = built_in_emails::customize(app, &desk(&world, Who::Member).await, "birthday_email", "x", "x").await;
        assert!(matches!(member, Err(app::Error::Forbidden { .. })));
        for key in ["password_reset_email", "x", "%00"] {
            let unknown = world.client(Who::Owner).get(&format!("/spaces/{space}/built_in_email_customizations/{key}")).await;
            assert!(matches!(unknown.status, 400 | 404), "{key}: {}", unknown.text);
            assert!(built_in_emails::customize(app, &owner, key, "x", "x").await.is_err());
        }
        assert_eq!(world.client(Who::Owner).get(&format!("/spaces/{space}/built_in_email_customizations?x=1")).await.status, 200);
    }
}

//! The AsyncAPI document is whole, and what is told is as it says.

use crate::client::House;
use crate::on_both;
use crate::surface::world::{Who, World};
use app::{BaseUrl, Event};
use domain::webhooks::{TOPICS, topic};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn document() -> Value {
    http_api::asyncapi::document(&BaseUrl::parse("https://kontor.test").unwrap())
}

/// What does not fit.
fn problems(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let whole = json!({"allOf": [schema], "components": document["components"]});
    let validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap();
    validator.iter_errors(value).map(|error| format!("{} {error}", error.instance_path())).collect()
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let (mut open, mut found) = (vec![&document], 0);
    while let Some(node) = open.pop() {
        if let Some(target) = node.get("$ref").and_then(Value::as_str) {
            assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target}");
            found += 1;
        }
        match node {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(found > 300, "{found}");
}

#[test]
fn every_event_has_a_message_with_an_example_that_fits() {
    let document = document();
    let of = |channel: &str| document["channels"][channel]["messages"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let names: BTreeSet<String> = Event::ALL.iter().map(|event| event.name().to_owned()).collect();
    assert_eq!(of("eventsFeed"), names);
    assert_eq!(of("webhooks"), names.into_iter().filter(|name| topic(name).is_some()).collect());
    for (name, message) in document["components"]["messages"].as_object().unwrap() {
        let example = &message["examples"][0];
        assert_eq!(problems(&document, &message["payload"], &example["payload"]), Vec::<String>::new(), "{name}");
        if let Some(webhook) = name.strip_prefix("webhook.") {
            assert_eq!(problems(&document, &message["headers"], &example["headers"]), Vec::<String>::new(), "{name}");
            let object = topic(webhook).unwrap().object;
            assert_eq!(object.is_some_and(|object| example["payload"][object].is_object()), object.is_some(), "{name}");
        }
        assert!(!problems(&document, &message["payload"], &json!({"url": 1, "data": 1})).is_empty(), "{name} takes anything");
    }
    assert_eq!((&document["asyncapi"], &document["servers"]["api"]["host"]), (&json!("3.0.0"), &json!("api.kontor.test")));
}

on_both! {
    async fn what_is_told_is_as_the_document_says(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (place, owner) = (&world.facts.harbour, world.client(Who::Owner));
        let admins = owner.v1("harbour", "GET /api/admins", Value::Null).await.body;
        let admin = admins.as_array().unwrap().iter().find(|admin| admin["name"] == "Limited").unwrap()["id"].as_str().unwrap().to_owned();
        for path in [
            format!("/api/bookings/{}", place.booking),
            format!("/api/memberships/{}", place.single),
            format!("/api/check_in_tokens/{}", place.card_id),
            format!("/api/calendar_blockers/{}", place.blocker),
            format!("/api/allocations/{}", place.allocation),
            format!("/api/resources/{}", place.shed),
            format!("/api/invoices/{}", place.overdue),
        ] {
            let answer = owner.v1("harbour", &format!("DELETE {path}"), Value::Null).await;
            assert!(answer.status < 300, "{path}: {} {}", answer.status, answer.text);
        }
        let member = world.client(Who::Member);
        assert_eq!(member.api(&format!("DELETE /event_attendances/{}", place.attendance), Value::Null).await.status, 204);
        remove_admin(&world, &admin).await;

        let (document, mut seen) = (document(), BTreeSet::new());
        let mut path = format!("/spaces/{}/events_feed?page[size]=200", place.space);
        loop {
            let part = owner.get(&path).await;
            for event in part.body["data"].as_array().unwrap() {
                let name = event["attributes"]["name"].as_str().unwrap();
                let schema = json!({"$ref": format!("#/components/messages/feed.{name}/payload")});
                assert_eq!(problems(&document, &schema, &json!({"data": event})), Vec::<String>::new(), "{event:#}");
                if let Some(object) = topic(name).and_then(|topic| topic.object) {
                    let schema = json!({"$ref": format!("#/components/schemas/{object}")});
                    let problems = problems(&document, &schema, &event["attributes"]["object"]);
                    assert_eq!(problems, Vec::<String>::new(), "{event:#}");
                }
                seen.insert(name.to_owned());
            }
            match part.body["links"]["next"].as_str() {
                Some(next) => path = next.to_owned(),
                None => break,
            }
        }
        let deletions = TOPICS.iter().filter(|topic| topic.object.is_some()).map(|topic| topic.event);
        for name in deletions {
            assert!(seen.contains(name), "{name} in {seen:?}");
        }
        assert!(seen.len() > 25, "{seen:?}");
    }
}

async fn remove_admin(world: &World, id: &str) {
    use app::access::{self, Door, Place};
    let house = &world.house;
    let caller = house.caller(world.facts.users[&Who::Owner], "read write").await;
    let access = access::enter_as(&house.app, &caller, Place::Space(world.facts.harbour.space), &[], Door::Related).await.unwrap();
    app::admins::remove(&house.app, &access, id.parse().unwrap()).await.unwrap();
}

//! Sixty-four writers at one free slot, half through API 2 and half through API 1: as many succeed as the resource has
//! units, the others hear that it is taken.

use super::world::{Who, World};
use crate::client::{Answer, Client, House};
use crate::on_both;
use axum::Router;
use domain::ids::ResourceId;
use futures_util::future::join_all;
use serde_json::{Value, json};

const WRITERS: usize = 64;
/// Thursday of next week.
const FROM: &str = "2026-03-12T10:00:00Z";
const TO: &str = "2026-03-12T11:00:00Z";

fn second(method: &str, resource: Option<ResourceId>, id: Option<&str>, more: &Value) -> Value {
    let mut data = json!({"type": "bookings", "attributes": {"from": FROM, "to": TO}});
    data["attributes"].as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    if let Some(id) = id {
        data["id"] = id.into();
    }
    if let Some(resource) = resource {
        data["relationships"] = json!({"resource": {"data": {"type": "resources", "id": resource.to_string()}}});
    }
    assert!(id.is_some() == (method == "PATCH"));
    json!({"data": data})
}

/// Runs all at once, each on a task of its own.
async fn at_once(calls: Vec<impl Future<Output = Answer> + Send + 'static>) -> Vec<Answer> {
    let tasks: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    join_all(tasks).await.into_iter().map(Result::unwrap).collect()
}

fn client(router: &Router, token: &str) -> Client {
    Client::speaking(router.clone(), token)
}

/// Exactly so many got through, nobody met a failure.
fn judge(answers: &[Answer], units: usize) {
    let won = answers.iter().filter(|answer| answer.status < 300).count();
    assert_eq!(won, units, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    for answer in answers.iter().filter(|answer| answer.status >= 300) {
        let expected = if answer.body["errors"].is_array() { 400 } else { 422 };
        assert_eq!(answer.status, expected, "{}", answer.text);
    }
}

async fn taken(world: &World, resource: ResourceId) -> usize {
    let client = world.client(Who::Owner);
    let line = format!("GET /api/resources/{resource}/bookings?from={FROM}&to={TO}");
    client.v1("harbour", &line, Value::Null).await.body.as_array().unwrap().len()
}

on_both! {
    async fn of_sixty_four_who_book_as_many_get_through_as_there_are_units(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let harbour = &world.facts.harbour;
        for (resource, units) in [(harbour.room, 1), (harbour.desks, 3)] {
            let calls = (0..WRITERS).map(|writer| {
                let client = client(&world.house.router, &world.facts.tokens[&Who::Owner]);
                let body = if writer % 2 == 0 { second("POST", Some(resource), None, &json!({})) } else { json!({"from": FROM, "to": TO}) };
                async move {
                    if writer % 2 == 0 { client.api("POST /bookings", body).await } else { client.v1("harbour", &format!("POST /api/resources/{resource}/bookings"), body).await }
                }
            });
            judge(&at_once(calls.collect()).await, units);
            assert_eq!(taken(&world, resource).await, units);
        }
    }

    async fn of_sixty_four_who_move_there_as_many_get_through_as_there_are_units(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let harbour = &world.facts.harbour;
        let owner = world.client(Who::Owner);
        for (resource, units) in [(harbour.room, 1), (harbour.desks, 3)] {
            let mut ids = Vec::new();
            for hour in 0..WRITERS {
                let from = testkit::at("2026-04-01T00:00:00Z") + jiff::SignedDuration::from_hours(hour.try_into().unwrap());
                let body = json!({"from": from, "to": from + jiff::SignedDuration::from_mins(30)});
                let made = owner.v1("harbour", &format!("POST /api/resources/{resource}/bookings"), body).await;
                assert_eq!(made.status, 201, "{}", made.text);
                ids.push(made.body["id"].as_str().unwrap().to_owned());
            }
            let calls = ids.into_iter().enumerate().map(|(writer, id)| {
                let client = client(&world.house.router, &world.facts.tokens[&Who::Owner]);
                async move {
                    if writer % 2 == 0 {
                        client.api(&format!("PATCH /bookings/{id}"), second("PATCH", None, Some(&id), &json!({}))).await
                    } else {
                        client.v1("harbour", &format!("PUT /api/bookings/{id}"), json!({"from": FROM, "to": TO})).await
                    }
                }
            });
            judge(&at_once(calls.collect()).await, units);
            assert_eq!(taken(&world, resource).await, units);
        }
    }

    async fn of_sixty_four_who_repeat_or_book_as_many_get_through_as_there_are_units(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let harbour = &world.facts.harbour;
        let rule = json!({"recurrence": {"rule": {"frequency": "weekly", "interval": 1, "until": "2026-04-30"}}});
        for (resource, units) in [(harbour.room, 1), (harbour.desks, 3)] {
            let calls = (0..WRITERS).map(|writer| {
                let client = client(&world.house.router, &world.facts.tokens[&Who::Owner]);
                let body = if writer % 2 == 0 { second("POST", Some(resource), None, &rule) } else { json!({"from": FROM, "to": TO}) };
                async move {
                    if writer % 2 == 0 { client.api("POST /bookings", body).await } else { client.v1("harbour", &format!("POST /api/resources/{resource}/bookings"), body).await }
                }
            });
            judge(&at_once(calls.collect()).await, units);
            assert_eq!(taken(&world, resource).await, units);
        }
    }
}

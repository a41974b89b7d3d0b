//! Hosts, and what every request gets.

use crate::client::House;
use crate::doors;
use serde_json::Value;
use store::{SpaceTx, space_domains};

#[tokio::test]
async fn the_name_of_the_host_picks_the_site() {
    let house = House::on_sqlite().await;
    let client = house.anonymous();
    let health = client.send("api", "GET /health", &[], "").await;
    assert_eq!((health.status, health.text.as_str()), (204, ""));
    for (host, operation) in [("kontor.test", Some("v1-get-user")), ("www", Some("v1-get-user")), ("dev", None)] {
        assert_eq!(client.send(host, "GET /api/user", &[], "").await.operation, operation, "{host}");
    }
    assert_eq!(client.send("API.Kontor.Test:3000", "GET /user", &[], "").await.operation, Some("get-user"));
    let elsewhere = client.send("elsewhere.test", "GET /user", &[], "").await;
    assert_eq!(elsewhere.status, 421);
    assert!(elsewhere.text.contains("api.kontor.test") && elsewhere.header("content-type").starts_with("text/plain"));
}

#[tokio::test]
async fn forwarded_names_count_from_trusted_proxies_alone() {
    let forwarded = [("x-forwarded-host", "api.kontor.test")];
    let trusting = doors::house(0).await;
    assert_eq!(trusting.anonymous().send("inner.local", "GET /doors/1", &forwarded, "").await.status, 200);
    let house = House::on_sqlite().await;
    assert_eq!(house.anonymous().send("inner.local", "GET /user", &forwarded, "").await.status, 421);
}

#[tokio::test]
async fn a_proxy_names_the_domain_of_a_space() {
    let house = doors::house(0).await;
    let olga = house.person("olga@space.test").await;
    let space = house.space("harbour", olga).await;
    let now = house.app.clock.now();
    let mut tx = house.app.db.begin().await.unwrap();
    let mut bound = SpaceTx::bind(&mut tx, space.id);
    assert!(space_domains::claim(&mut bound, "members.example", "proof", now).await.unwrap());
    assert!(space_domains::verify(&mut bound, "members.example", "proof", now).await.unwrap());
    tx.commit().await.unwrap();
    let client = house.anonymous();
    let line = "GET /api/public_doors";
    for (host, forwarded, status) in [
        ("members.example", None, 200),
        ("Members.Example.:8443", None, 200),
        ("inner.local", Some("members.example"), 200),
        ("members.example", Some("other.example"), 421),
        ("members.example", Some("other.example, members.example"), 421),
        ("inner.local", Some("x.members.example"), 421),
        ("inner.local", None, 421),
    ] {
        let forwarded: Vec<_> = forwarded.iter().map(|name| ("x-forwarded-host", *name)).collect();
        let answer = client.send(host, line, &forwarded, "").await;
        assert_eq!(answer.status, status, "{host} {forwarded:?}: {}", answer.text);
        assert!(status != 200 || answer.body["space"] == "harbour", "{}", answer.text);
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id() {
    let house = House::on_sqlite().await;
    let client = house.anonymous();
    let own = client.send("api", "GET /user", &[("x-request-id", "job-7.a_b")], "").await;
    assert_eq!(own.header("x-request-id"), "job-7.a_b");
    for odd in ["", "a b", "<script>", &"x".repeat(101)] {
        let answer = client.send("elsewhere.test", "GET /", &[("x-request-id", odd)], "").await;
        assert!(answer.header("x-request-id").len() == 32, "{odd}: {}", answer.header("x-request-id"));
    }
}

#[tokio::test]
async fn paths_that_do_not_exist_are_answered_in_the_style_of_the_api() {
    let house = House::on_sqlite().await;
    let client = house.anonymous();
    assert_eq!(client.get("/nowhere").await.body["errors"][0]["code"], "not_found");
    for host in ["www", "harbour"] {
        let answer = client.v1(host, "GET /api/nowhere", Value::Null).await;
        assert!(answer.status == 404 && answer.body["error"].is_string(), "{host}: {}", answer.text);
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

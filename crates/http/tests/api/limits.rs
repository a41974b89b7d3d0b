//! How often one may call.

use crate::doors;
use serde_json::Value;

#[tokio::test]
async fn every_answer_says_what_is_left() {
    let house = doors::house(60).await;
    let user = house.person("vera@kontor.test").await;
    let client = house.client(user, "read").await;
    let first = client.get("/any_door").await;
    assert_eq!((first.status, first.header("ratelimit-policy")), (403, "\"default\";q=60;w=60"));
    let put = house.anonymous().get("/doors/1").await;
    assert_eq!(put.header("ratelimit"), "\"default\";r=59;t=1");
    let second = house.anonymous().get("/doors/none").await;
    assert_eq!((second.status, second.header("ratelimit")), (404, "\"default\";r=58;t=2"));
}

#[tokio::test]
async fn one_too_many_is_refused_for_this_caller_and_operation_alone() {
    let house = doors::house(60).await;
    let client = house.anonymous();
    for _ in 0..6 {
        assert_eq!(client.get("/doors").await.status, 200);
    }
    let refused = client.get("/doors").await;
    assert_eq!((refused.status, refused.blame().0.as_str()), (429, "rate_limited"));
    assert_eq!((refused.header("retry-after"), refused.header("ratelimit-policy")), ("10", "\"default\";q=6;w=60"));
    assert_eq!(refused.header("ratelimit"), "\"default\";r=0;t=10");
    assert_eq!(refused.header("access-control-allow-origin"), "*");
    assert_eq!(client.get("/doors/1").await.status, 200);
    // 192.0.2.0/24 are trusted proxies here: behind them is somebody else.
    let other = client.send("api", "GET /doors", &[("x-forwarded-for", "203.0.113.9")], "").await;
    assert_eq!(other.status, 200);

    let user = house.person("vera@kontor.test").await;
    let (one, two) = (house.client(user, "team").await, house.client(user, "team").await);
    for _ in 0..30 {
        assert_eq!((one.get("/any_door").await.status, two.get("/any_door").await.status), (204, 204));
    }
    assert_eq!(two.get("/any_door").await.status, 429, "two tokens of one user share");
    let old = house.anonymous().v1("harbour", "GET /api/doors/1", Value::Null).await;
    assert_eq!((old.status, old.header("ratelimit")), (401, "\"default\";r=59;t=1"));
}

#[tokio::test]
async fn limits_can_be_off() {
    let house = doors::house(0).await;
    for _ in 0..10 {
        let answer = house.anonymous().get("/doors").await;
        assert_eq!((answer.status, answer.header("ratelimit")), (200, ""));
    }
}

//! What API 1 does for every operation, whatever it is about.

use crate::client::{Client, House};
use crate::doors;
use serde_json::{Value, json};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn owner(house: &House) -> Client {
    let owner = house.person("olga@kontor.test").await;
    house.space("harbour", owner).await;
    house.client(owner, "read write").await
}

#[tokio::test]
async fn bodies_come_as_json_and_as_forms() {
    let house = doors::house(0).await;
    let client = owner(&house).await;
    let expected = json!({"name": "Front", "units": 2, "prorate": true, "plan": "p1", "opens_at": "2026/07/01 10:00:00 +0000"});
    let as_json = json!({"name": "Front", "units": 2, "prorate": true, "plan": {"id": "p1"}, "opens_at": "2026-07-01 12:00", "else": [1]});
    let answer = client.v1("harbour", "POST /api/doors", as_json).await;
    assert_eq!((answer.status, answer.body), (201, expected.clone()));
    for (media, body) in [
        (FORM.1, "name=Front&units=2&prorate=true&plan%5Bid%5D=p1&opens_at=2026/07/01+12:00+%2B0200"),
        (FORM.1, "name=Front&units=2&prorate=1&plan[id]=p1&opens_at=2026-07-01T12:00:00+02:00"),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nFront\r\n--b\r\nContent-Disposition: form-data; name=\"units\"\r\n\r\n2\r\n--b\r\nContent-Disposition: form-data; name=\"prorate\"\r\n\r\non\r\n--b\r\nContent-Disposition: form-data; name=\"plan[id]\"\r\n\r\np1\r\n--b\r\nContent-Disposition: form-data; name=\"opens_at\"\r\n\r\n2026-07-01 12:00 CEST\r\n--b--\r\n",
        ),
    ] {
        let answer = client.send("harbour", "POST /api/doors", &[("content-type", media)], body).await;
        assert_eq!((answer.status, &answer.body), (201, &expected), "{body}: {}", answer.text);
        assert_eq!(answer.header("content-type"), "application/json");
    }
}

#[tokio::test]
async fn wrong_bodies_are_refused_by_field() {
    let house = doors::house(0).await;
    let client = owner(&house).await;
    for (body, field, message) in [
        ("units=2", "name", "can't be blank"),
        ("name=a&units=many", "units", "must be a whole number"),
        ("name=a&plan=7", "plan", ""),
        ("name=a&opens_at=soon", "opens_at", ""),
    ] {
        let answer = client.send("harbour", "POST /api/doors", &[FORM], body).await;
        let said = answer.body["errors"][field].as_str().unwrap_or_default();
        assert_eq!(answer.status, 422, "{body}");
        assert!(!said.is_empty() && said.contains(message), "{body}: {}", answer.text);
    }
    let broken = client.send("harbour", "POST /api/doors", &[("content-type", "application/json")], "{").await;
    assert!(broken.status == 400 && broken.body["error"].is_string(), "{}", broken.text);
    let xml = client.send("harbour", "POST /api/doors", &[("content-type", "text/xml")], "<a/>").await;
    assert!(xml.status == 415 && xml.body["error"].is_string(), "{}", xml.text);
}

#[tokio::test]
async fn a_token_may_stand_in_many_places() {
    let house = doors::house(0).await;
    let token = owner(&house).await.token.unwrap();
    let client = house.anonymous();
    let bearer = format!("bearer {token}");
    let oauth = format!("OAuth {token}");
    for header in [&bearer, &oauth] {
        assert_eq!(client.send("harbour", "GET /api/doors/1", &[("authorization", header)], "").await.status, 204);
    }
    for name in ["access_token", "oauth_token"] {
        let line = format!("GET /api/doors/1?{name}={token}");
        assert_eq!(client.send("harbour", &line, &[], "").await.status, 204, "{name}");
    }
    let in_form = format!("access_token={token}&name=a");
    let in_json = json!({"access_token": token, "name": "a"}).to_string();
    for line in ["GET /api/doors/1", "DELETE /api/doors/1"] {
        assert_eq!(client.send("harbour", line, &[FORM], in_form.clone()).await.status, 204, "{line}");
        assert_eq!(client.send("harbour", line, &[("content-type", "application/json")], in_json.clone()).await.status, 204, "{line}");
    }
    assert_eq!(client.send("harbour", "POST /api/doors", &[FORM], in_form).await.status, 201);

    let nobody = client.send("harbour", "GET /api/doors/1", &[], "").await;
    assert_eq!((nobody.status, nobody.header("www-authenticate")), (401, "Bearer"));
    assert!(nobody.body["error"].is_string());
    let wrong = client.send("harbour", "GET /api/doors/1?access_token=x", &[], "").await;
    assert_eq!((wrong.status, wrong.header("www-authenticate")), (401, "Bearer error=\"invalid_token\""));
}

#[tokio::test]
async fn failures_have_the_shapes_old_clients_read() {
    let house = doors::house(0).await;
    let client = owner(&house).await;
    let fields = client.v1("harbour", "GET /api/doors/fields", Value::Null).await;
    assert_eq!((fields.status, fields.body), (422, json!({"errors": {"name": "can't be blank", "base": "Nothing fits."}})));
    let taken = client.v1("harbour", "GET /api/doors/taken", Value::Null).await;
    assert_eq!((taken.status, taken.body), (422, json!({"errors": {"base": "The door is taken."}})));
    let shut = client.v1("harbour", "GET /api/doors/shut", Value::Null).await;
    assert_eq!((shut.status, shut.body), (409, json!({"error": "The door is shut."})));
    let put = client.v1("harbour", "PUT /api/doors/1", Value::Null).await;
    assert_eq!((put.status, put.header("allow"), put.body["error"].is_string()), (405, "GET, DELETE, HEAD, OPTIONS", true));
    assert_eq!(put.header("access-control-allow-origin"), "*");
    let foreign = client.v1("summit", "GET /api/doors/1", Value::Null).await;
    assert!(foreign.status == 404 && foreign.body["error"].is_string(), "{}", foreign.text);
    let html = client.send("harbour", "GET /api/doors/1", &[("accept", "text/html")], "").await;
    assert_eq!(html.status, 204, "API 1 answers JSON whatever is asked for");
}

#[tokio::test]
async fn public_doors_need_no_token_but_a_given_one_must_be_good() {
    let house = doors::house(0).await;
    let client = owner(&house).await;
    let path = "GET /api/public_doors";
    assert_eq!(house.anonymous().v1("harbour", path, Value::Null).await.body, json!({"space": "harbour", "known": false}));
    assert_eq!(client.v1("harbour", path, Value::Null).await.body, json!({"space": "harbour", "known": true}));
    assert_eq!(house.bearer("x").v1("harbour", path, Value::Null).await.status, 401);
    assert_eq!(house.anonymous().v1("summit", path, Value::Null).await.status, 404);
}

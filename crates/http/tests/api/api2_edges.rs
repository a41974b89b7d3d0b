//! What API 2 does for every operation, whatever it is about.

use crate::client::{House, MEDIA};
use crate::doors;
use serde_json::{Value, json};

fn new(attributes: &Value) -> Value {
    json!({"data": {"type": "doors", "attributes": attributes, "relationships": {"room": {"data": {"type": "rooms", "id": "7"}}}}})
}

async fn signed_in(house: &House) -> crate::client::Client {
    let user = house.person("vera@kontor.test").await;
    house.client(user, "read_user").await
}

#[tokio::test]
async fn formats_are_negotiated() {
    let house = doors::house(0).await;
    let client = house.anonymous();
    for (accept, status) in [
        (MEDIA, 200),
        ("*/*", 200),
        ("application/*;q=0.5", 200),
        ("text/html, application/vnd.api+json;q=0.9", 200),
        ("text/html", 406),
        ("application/json", 406),
        ("application/vnd.api+json; charset=utf-8", 406),
        ("application/vnd.api+json;q=0", 406),
    ] {
        assert_eq!(client.send("api", "GET /doors/1", &[("accept", accept)], "").await.status, status, "{accept}");
    }
    assert_eq!(client.send("api", "GET /doors/1", &[], "").await.status, 200);

    let client = signed_in(&house).await;
    let body = new(&json!({"name": "Back"})).to_string();
    for (sent, status) in [
        (MEDIA, 201),
        ("Application/Vnd.Api+Json", 201),
        ("application/json", 415),
        ("application/vnd.api+json; charset=utf-8", 415),
        ("application/x-www-form-urlencoded", 415),
    ] {
        let answer = client.send("api", "POST /doors", &[("content-type", sent)], body.clone()).await;
        assert_eq!(answer.status, status, "{sent}: {}", answer.text);
    }
    let unsaid = client.send("api", "POST /doors", &[], body).await;
    assert_eq!((unsaid.status, unsaid.blame().0.as_str()), (415, "unsupported_media_type"));
    assert_eq!(unsaid.header("content-type"), MEDIA);
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let house = doors::house(0).await;
    let client = house.anonymous();
    let first = client.send("api", "GET /doors/1", &[], "").await;
    let tag = first.header("etag").to_owned();
    assert!(first.status == 200 && tag.len() == 24 && tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".into()] {
        let again = client.send("api", "GET /doors/1", &[("if-none-match", &known)], "").await;
        assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", tag.as_str()), "{known}");
    }
    for unknown in ["\"other\"", tag.trim_matches('"'), ""] {
        assert_eq!(client.send("api", "GET /doors/1", &[("if-none-match", unknown)], "").await.status, 200, "{unknown}");
    }
    let other = client.send("api", "GET /doors/1?fields[doors]=name", &[("if-none-match", &tag)], "").await;
    assert_ne!(other.header("etag"), tag, "another representation");
}

#[tokio::test]
async fn wrong_bodies_are_refused_where_they_are_wrong() {
    let house = doors::house(0).await;
    let client = signed_in(&house).await;
    let room = json!({"room": {"data": {"type": "rooms", "id": "7"}}});
    for (body, status, code, place) in [
        (new(&json!({})), 422, "blank", "/data/attributes/name"),
        (new(&json!({"name": 1})), 422, "wrong_type", "/data/attributes/name"),
        (new(&json!({"name": "a", "maxWidth": 300})), 422, "wrong_type", "/data/attributes/maxWidth"),
        (new(&json!({"name": "a", "maxWidth": "3"})), 422, "wrong_type", "/data/attributes/maxWidth"),
        (new(&json!({"name": "a", "opensAt": "soon"})), 422, "wrong_type", "/data/attributes/opensAt"),
        (new(&json!({"name": "a", "colour": "red"})), 422, "unknown", "/data/attributes/colour"),
        (json!({"data": {"type": "rooms", "attributes": {"name": "a"}, "relationships": room}}), 422, "wrong_type", "/data/type"),
        (json!({"data": {"type": "doors", "attributes": {"name": "a"}}}), 422, "blank", "/data/relationships"),
        (json!({"data": []}), 422, "wrong_type", "/data"),
        (json!({}), 422, "blank", "/data"),
    ] {
        let answer = client.api("POST /doors", body.clone()).await;
        assert_eq!((answer.status, answer.blame()), (status, (code.into(), place.into())), "{body}");
    }
    let trailing = format!("{}x", new(&json!({"name": "a"})));
    for broken in ["", "{", trailing.as_str(), "{\"data\":\"\\u0000\"}"] {
        let answer = client.send("api", "POST /doors", &[("content-type", MEDIA)], broken.to_owned()).await;
        assert_eq!((answer.status, answer.blame().0.as_str()), (400, "malformed"), "{broken}");
    }
    let huge = client.api("POST /doors", new(&json!({"name": "x".repeat(3000)}))).await;
    assert_eq!((huge.status, huge.blame().0.as_str()), (413, "too_large"));
    let nowhere =
        json!({"data": {"type": "doors", "attributes": {"name": "a"}, "relationships": {"room": {"data": {"type": "rooms", "id": "x"}}}}});
    let answer = client.api("POST /doors", nowhere).await;
    assert_eq!((answer.status, answer.blame()), (404, ("not_found".into(), "/data/relationships/room".into())));
}

#[tokio::test]
async fn an_update_keeps_sets_and_clears() {
    let house = doors::house(0).await;
    let client = signed_in(&house).await;
    let change = |id: &str, attributes: Value| json!({"data": {"type": "doors", "id": id, "attributes": attributes}});
    for (attributes, name, label) in [
        (json!({}), "Front", json!("old")),
        (json!({"name": "Back"}), "Back", json!("old")),
        (json!({"label": "new"}), "Front", json!("new")),
        (json!({"label": null}), "Front", Value::Null),
    ] {
        let answer = client.api("PATCH /doors/1", change("1", attributes)).await;
        let shown = &answer.body["data"]["attributes"];
        assert_eq!((answer.status, shown["name"].as_str(), &shown["label"]), (200, Some(name), &label));
    }
    assert_eq!(client.api("PATCH /doors/1", json!({"data": {"type": "doors", "id": "1"}})).await.status, 200);
    let null = client.api("PATCH /doors/1", change("1", json!({"name": null}))).await;
    assert_eq!((null.status, null.blame().1.as_str()), (422, "/data/attributes/name"));
    let other = client.api("PATCH /doors/1", change("2", json!({}))).await;
    assert_eq!((other.status, other.blame()), (409, ("other_id".into(), "/data/id".into())));
    assert_eq!(client.api("PATCH /doors/1", json!({"data": {"type": "doors", "attributes": {}}})).await.blame().1, "/data/id");
}

/// A forgotten `#[serde(default)]` is an error, not a silent "clear".
#[test]
fn a_patch_without_default_is_noticed() {
    #[derive(serde::Deserialize)]
    struct Slip {
        _title: http_api::patch::Patch<Option<String>>,
    }
    assert!(serde_json::from_str::<Slip>("{}").is_err());
}

#[tokio::test]
async fn queries_are_read_or_blamed() {
    let house = doors::house(0).await;
    let client = house.anonymous();
    let read =
        client.get("/doors?filter[colours]=red,%20darkGreen&filter[from]=2026-01-01T00:00:00+01:00&filter%5Bday%5D=2026-02-28&hue=9").await;
    let label = "[Red, DarkGreen] Some(2025-12-31T23:00:00Z) Some(2026-02-28)";
    assert_eq!((read.status, read.body["data"][0]["attributes"]["label"].as_str()), (200, Some(label)), "{}", read.text);
    for (query, place) in [
        ("filter[width]=wide", "filter[width]"),
        ("filter[width]=-1", "filter[width]"),
        ("filter[from]=2026-01-01", "filter[from]"),
        ("filter[from]=2300-01-01T00:00:00Z", "filter[from]"),
        ("filter[day]=2026-02-29", "filter[day]"),
        ("filter[colours]=red,blue", "filter[colours]"),
        ("filter[colours]=%00", "filter[colours]"),
        ("page[number]=0", "page[number]"),
        ("page[number]=-1", "page[number]"),
        ("page[size]=many", "page[size]"),
        ("page[size]=0", "page[size]"),
    ] {
        let answer = client.get(&format!("/doors?{query}")).await;
        assert_eq!((answer.status, answer.blame()), (400, ("invalid_parameter".into(), place.into())), "{query}");
    }
}

#[tokio::test]
async fn lists_come_in_pages() {
    let house = doors::house(0).await;
    let client = house.anonymous();
    let first = client.get("/doors?filter[width]=150&hue=9").await;
    assert_eq!(first.body["data"].as_array().unwrap().len(), 72);
    assert_eq!(first.body["meta"], json!({"totalPages": 3, "currentPage": 1}));
    let link = |number: u32| format!("/doors?filter[width]=150&hue=9&page[size]=72&page[number]={number}");
    assert_eq!(first.body["links"], json!({"self": link(1), "first": link(1), "prev": null, "next": link(2), "last": link(3)}));
    assert_eq!(first.body["included"].as_array().unwrap().len(), 1);

    let last = client.get("/doors?filter[width]=150&page[number]=8&page[size]=20").await;
    assert_eq!(last.body["data"].as_array().unwrap().len(), 10);
    assert_eq!((&last.body["links"]["next"], last.body["links"]["prev"].as_str().unwrap().ends_with("=7")), (&Value::Null, true));
    let beyond = client.get("/doors?page[number]=4000000000").await;
    assert_eq!((beyond.status, &beyond.body["data"]), (200, &json!([])));
    let most = client.get("/doors?filter[width]=1000&page[size]=5000").await;
    assert_eq!(most.body["data"].as_array().unwrap().len(), 200);
    let none = client.get("/doors?filter[width]=0").await;
    assert_eq!((&none.body["data"], &none.body["meta"]["totalPages"]), (&json!([]), &json!(1)));
}

#[tokio::test]
async fn fieldsets_leave_what_was_named_and_includes_come_once() {
    let house = doors::house(0).await;
    let client = house.anonymous();
    let whole = client.get("/doors/1").await;
    assert_eq!(whole.body["data"]["attributes"]["opensAt"], "2026-03-02T08:00:00Z");
    assert_eq!(whole.body["included"], json!([{"id": "r1", "type": "rooms", "attributes": {"floor": 2}}]));
    let some = client.get("/doors/1?fields[doors]=label,room&fields[rooms]=&fields[walls]=x").await;
    let room = json!({"room": {"data": {"type": "rooms", "id": "r1"}}});
    assert_eq!(some.body["data"], json!({"id": "1", "type": "doors", "attributes": {"label": null}, "relationships": room}));
    assert_eq!(some.body["included"], json!([{"id": "r1", "type": "rooms"}]));
}

#[tokio::test]
async fn failures_are_shown_with_status_code_and_place_and_without_secrets() {
    let house = doors::house(0).await;
    let client = house.anonymous();
    for (kind, status, code, place) in [
        ("parameter", 400, "late", "filter[from]"),
        ("taken", 400, "slot_taken", ""),
        ("shut", 409, "shut", ""),
        ("unpaid", 402, "payment_required", ""),
        ("forbidden", 403, "admins_only", ""),
        ("room", 404, "not_found", "/data/relationships/room"),
        ("broken", 500, "internal", ""),
        ("away", 503, "unavailable", ""),
        ("panic", 500, "internal", ""),
    ] {
        let answer = client.api(&format!("POST /doors/{kind}/fail"), Value::Null).await;
        assert_eq!((answer.status, answer.blame()), (status, (code.into(), place.into())), "{kind}");
        assert_eq!(answer.body["errors"][0]["status"], status.to_string());
        assert!(!answer.text.contains("secret") && !answer.text.contains("fell"), "{}", answer.text);
        assert_eq!(answer.header("content-type"), MEDIA);
        assert_eq!(answer.header("www-authenticate"), "");
        assert_eq!(answer.header("retry-after"), if status == 503 { "1" } else { "" });
    }
    let fields = client.api("POST /doors/fields/fail", Value::Null).await;
    let places: Vec<_> = fields.body["errors"].as_array().unwrap().iter().map(|error| error["source"]["pointer"].clone()).collect();
    let expected =
        [json!("/data/attributes/pricing/discounts/0/minimumMinutes"), json!("/data/relationships/resourceCategory"), Value::Null];
    assert_eq!((fields.status, places), (422, expected.to_vec()));
}

#[tokio::test]
async fn tokens_open_what_their_scopes_say() {
    let house = doors::house(0).await;
    let owner = house.person("olga@kontor.test").await;
    let space = house.space("harbour", owner).await;
    let stranger = house.person("sven@kontor.test").await;
    let path = format!("/spaces/{}/doors", space.id);

    let nobody = house.anonymous().get(&path).await;
    assert_eq!((nobody.status, nobody.header("www-authenticate")), (401, "Bearer"));
    let wrong = house.bearer("nonsense").get(&path).await;
    assert_eq!((wrong.status, wrong.header("www-authenticate")), (401, "Bearer error=\"invalid_token\""));
    let lacking = house.client(owner, "read_user").await.get(&path).await;
    assert_eq!(
        (lacking.status, lacking.header("www-authenticate")),
        (403, "Bearer error=\"insufficient_scope\", scope=\"read_resources\"")
    );
    assert_eq!(house.client(stranger, "read").await.get(&path).await.status, 404);
    let admin = house.admin(space.id, "anna@kontor.test").await;
    assert_eq!(house.client(admin, "read_resources").await.get(&path).await.status, 200);
    let own = house.client(owner, "read").await.get(&path).await;
    assert_eq!((own.status, own.body["data"][0]["attributes"]["name"].as_str()), (200, Some("harbour")));

    for other in ["/spaces/harbour/doors", "/spaces/0198c0de000070008000000000000001/doors", "/spaces/%00/doors"] {
        assert_eq!(house.client(owner, "read").await.get(other).await.status, 404, "{other}");
    }
    assert_eq!(house.anonymous().get("/spaces/harbour/doors").await.status, 401);
    let visited = format!("/spaces/{}/visited_doors", space.id);
    assert_eq!(house.client(stranger, "read_spaces").await.get(&visited).await.status, 200);
    assert_eq!(house.anonymous().get(&visited).await.status, 401);

    for (scopes, status) in [("team", 204), ("write_resources", 204), ("write", 204), ("read", 403)] {
        assert_eq!(house.client(stranger, scopes).await.get("/any_door").await.status, status, "{scopes}");
    }
    let in_query = format!("{path}?access_token={}", house.token(owner, "read").await);
    assert_eq!(house.anonymous().get(&in_query).await.status, 401, "API 2 takes tokens in the header alone");
}

#[tokio::test]
async fn methods_and_paths() {
    let house = doors::house(0).await;
    let client = house.anonymous();
    let put = client.api("PUT /doors/1", Value::Null).await;
    assert_eq!((put.status, put.header("allow"), put.blame().0.as_str()), (405, "GET, PATCH, HEAD, OPTIONS", "method_not_allowed"));
    let asked = client.api("OPTIONS /doors/1", Value::Null).await;
    assert_eq!((asked.status, asked.header("allow"), asked.text.as_str()), (204, "GET, PATCH, HEAD, OPTIONS", ""));
    assert_eq!(asked.header("access-control-allow-methods"), "GET, PATCH, HEAD, OPTIONS");
    let get = client.get("/doors/1").await;
    let head = client.api("HEAD /doors/1", Value::Null).await;
    assert_eq!((head.status, head.text.as_str(), head.header("content-length")), (200, "", get.text.len().to_string().as_str()));
    let nowhere = client.get("/windows").await;
    assert_eq!((nowhere.status, nowhere.blame().0.as_str()), (404, "not_found"));
    assert_eq!(client.api("OPTIONS /windows", Value::Null).await.status, 204);
    // One route, two operations: the suffix decides.
    assert_eq!(client.get("/doors/1.pdf").await.operation, Some("get-door-pdf"));
    assert_eq!(client.get("/doors/1.png").await.operation, Some("get-door"));

    for answer in [put, asked, get, head, nowhere] {
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("access-control-max-age"), "86400");
        assert!(answer.header("access-control-allow-headers").contains("authorization"));
        assert!(answer.header("access-control-expose-headers").contains("retry-after"));
    }
}

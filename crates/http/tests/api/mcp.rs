//! Assistants work with tools: what they see, what they may do, and what a dry run leaves behind.

use crate::client::{Answer, Client, House};
use crate::on_both;
use crate::surface::world::{Place, World};
use axum::http::Method;
use http_api::edge::HttpConfig;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const JSON: [(&str, &str); 2] = [("accept", "application/json, text/event-stream"), ("content-type", "application/json")];
const ALL: &str = "read_allocations read_bookings read_check_ins read_contacts read_external_bookings read_invoices read_memberships \
    read_products read_resources read_spaces read_teams read_user write_bookings write_check_ins";

async fn send(client: &Client, message: Value) -> Answer {
    client.send("api", "POST /mcp", &JSON, message.to_string()).await
}

async fn ask(client: &Client, method: &str, params: Value) -> Value {
    let answer = send(client, json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})).await;
    assert_eq!((answer.status, &answer.body["id"]), (200, &json!(1)), "{}", answer.text);
    answer.body["result"].clone()
}

async fn call(client: &Client, name: &str, arguments: Value) -> Value {
    ask(client, "tools/call", json!({"name": name, "arguments": arguments})).await
}

fn text(result: &Value) -> String {
    let parts = result["content"].as_array().unwrap().iter();
    parts.map(|part| part["text"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

async fn tools(client: &Client) -> Vec<Value> {
    ask(client, "tools/list", json!({})).await["tools"].as_array().unwrap().clone()
}

fn named<'a>(tools: &'a [Value], name: &str) -> Option<&'a Value> {
    tools.iter().find(|tool| tool["name"] == name)
}

fn wish(place: &Place, from: &str, to: &str) -> Value {
    json!({"attributes": {"from": from, "to": to, "title": "Interview"},
        "relationships": {"resource": place.room.to_string(), "membership": place.membership.to_string()}})
}

fn with(mut arguments: Value, name: &str, value: Value) -> Value {
    arguments[name] = value;
    arguments
}

#[tokio::test]
async fn who_has_no_token_is_led_to_where_one_is_given() {
    let house = House::on_sqlite().await;
    let hello = json!({"jsonrpc": "2.0", "id": 1, "method": "ping"});
    let refused = send(&house.anonymous(), hello.clone()).await;
    let challenge = refused.header("www-authenticate");
    assert_eq!(refused.status, 401);
    let metadata = "resource_metadata=\"https://api.kontor.test/.well-known/oauth-protected-resource/mcp\"";
    assert!(challenge.starts_with("Bearer ") && challenge.contains(metadata) && challenge.contains("write_check_ins"), "{challenge}");
    assert!(!challenge.contains("error=") && !challenge.contains("openid"), "{challenge}");
    let refused = send(&house.bearer("nonsense"), hello).await;
    assert!(refused.status == 401 && refused.header("www-authenticate").contains("error=\"invalid_token\""), "{:?}", refused.headers);
    let found = house.anonymous().send("api", "GET /.well-known/oauth-protected-resource/mcp", &[], "").await;
    assert_eq!(found.body["resource"], "https://api.kontor.test/mcp");
    // No streams: a client that asks for one goes on without.
    assert_eq!(house.anonymous().send("api", "GET /mcp", &[], "").await.status, 405);
    let preflight = house.anonymous().send("api", "OPTIONS /mcp", &[], "").await;
    assert!(preflight.status == 204 && preflight.header("access-control-allow-headers").contains("mcp-protocol-version"));
}

#[tokio::test]
async fn messages_are_read_strictly() {
    let house = House::on_sqlite().await;
    let user = house.person("ada@kontor.test").await;
    let client = house.client(user, "read_user").await;
    for (asked, spoken) in [("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25")] {
        let hello = ask(&client, "initialize", json!({"protocolVersion": asked, "capabilities": {}})).await;
        assert_eq!((&hello["protocolVersion"], &hello["serverInfo"]["name"]), (&json!(spoken), &json!("kontor")));
        assert!(hello["capabilities"]["tools"].is_object() && hello["instructions"].as_str().unwrap().contains("dryRun"));
    }
    let noted = send(&client, json!({"jsonrpc": "2.0", "method": "notifications/initialized"})).await;
    assert_eq!((noted.status, noted.text.as_str()), (202, ""));
    let batch = json!([{"jsonrpc": "2.0", "id": "a", "method": "ping"}, {"jsonrpc": "2.0", "method": "notifications/x"},
        {"jsonrpc": "2.0", "id": 7, "method": "prompts/list"}]);
    let answers = send(&client, batch).await.body;
    assert_eq!((&answers[0], &answers[1]["error"]["code"]), (&json!({"jsonrpc": "2.0", "id": "a", "result": {}}), &json!(-32601)));
    assert_eq!(answers.as_array().unwrap().len(), 2);

    let code = async |message: Value| send(&client, message).await.body["error"]["code"].as_i64().unwrap_or_default();
    assert_eq!(code(json!({"id": 1, "method": "ping"})).await, -32600);
    assert_eq!(code(json!({"jsonrpc": "2.0", "id": null, "method": "ping"})).await, -32600);
    assert_eq!(code(json!([])).await, -32600);
    assert_eq!(code(json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "open-door"}})).await, -32602);
    let broken = client.send("api", "POST /mcp", &JSON, "{").await;
    assert_eq!((broken.status, &broken.body["error"]["code"]), (400, &json!(-32700)));
    let old = client.send("api", "POST /mcp", &[JSON[0], JSON[1], ("mcp-protocol-version", "2024-11-05")], "{}").await;
    assert_eq!((old.status, &old.body["error"]["code"]), (400, &json!(-32022)));
    assert_eq!(
        old.body["error"]["data"],
        json!({"supported": ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"], "requested": "2024-11-05"})
    );
    let large = client.send("api", "POST /mcp", &JSON, " ".repeat((1 << 20) + 1)).await;
    assert_eq!(large.status, 413);
}

/// The revision without a handshake: each request says what it follows, twice.
#[tokio::test]
async fn requests_stand_alone() {
    let house = House::on_sqlite().await;
    let user = house.person("ada@kontor.test").await;
    let client = house.client(user, "read_user").await;
    let send = async |method: &str, mut params: Value, told: &str, name: &str| {
        params["_meta"] =
            json!({"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}});
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let headers = [JSON[0], JSON[1], ("mcp-protocol-version", "2026-07-28"), ("mcp-method", told), ("mcp-name", name)];
        let headers = if name.is_empty() { &headers[..4] } else { &headers[..] };
        client.send("api", "POST /mcp", headers, message.to_string()).await
    };
    let found = send("server/discover", json!({}), "server/discover", "").await;
    let result = &found.body["result"];
    assert_eq!(
        (found.status, &result["resultType"], &result["cacheScope"]),
        (200, &json!("complete"), &json!("private")),
        "{}",
        found.text
    );
    assert_eq!(
        (&result["supportedVersions"][0], &result["_meta"]["io.modelcontextprotocol/serverInfo"]["name"]),
        (&json!("2026-07-28"), &json!("kontor"))
    );
    let listed = send("tools/list", json!({}), "tools/list", "").await.body;
    assert_eq!((listed["result"]["tools"][0]["name"].as_str(), &listed["result"]["ttlMs"]), (Some("get-user"), &json!(60_000)));
    let called = send("tools/call", json!({"name": "get-user", "arguments": {}}), "tools/call", "get-user").await.body;
    assert_eq!((&called["result"]["isError"], &called["result"]["resultType"]), (&json!(false), &json!("complete")), "{called}");

    let code = |answer: &Answer| (answer.status, answer.body["error"]["code"].as_i64().unwrap_or_default());
    assert_eq!(code(&send("tools/list", json!({}), "tools/call", "").await), (400, -32020));
    assert_eq!(code(&send("tools/call", json!({"name": "get-user"}), "tools/call", "get-space").await), (400, -32020));
    assert_eq!(code(&send("tools/call", json!({"name": "open-door"}), "tools/call", "open-door").await), (400, -32602));
    assert_eq!(code(&send("initialize", json!({}), "initialize", "").await), (404, -32601));
    let headers = [JSON[0], JSON[1], ("mcp-protocol-version", "2026-07-28"), ("mcp-method", "tools/list")];
    let bare = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"});
    assert_eq!(code(&client.send("api", "POST /mcp", &headers, bare.to_string()).await), (400, -32602));
    assert_eq!(code(&client.send("api", "POST /mcp", &headers, json!([bare]).to_string()).await), (400, -32600));
    assert_eq!(client.send("api", "POST /mcp", &headers, r#"{"jsonrpc":"2.0","method":"notifications/x"}"#).await.status, 202);
}

/// Hosts of models take nothing else (letters, digits, `_`, `.` and `-`, 64 at most).
fn is_plain(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

#[tokio::test]
async fn tools_are_the_operations_of_the_scopes() {
    let house = House::on_sqlite().await;
    let user = house.person("ada@kontor.test").await;
    let all = tools(&house.client(user, "read write").await).await;
    let allowed: BTreeSet<&str> = ALL.split(' ').collect();
    let table = http_api::api2().table();
    let within = |row: &&http_api::operation::OperationInfo| {
        let scopes = row.security.scopes();
        !scopes.is_empty() && scopes.iter().all(|scope| allowed.contains(scope.name())) && !row.path.contains(".pdf")
    };
    let expected: BTreeSet<&str> = table.iter().filter(within).map(|row| row.id).collect();
    assert_eq!(all.iter().map(|tool| tool["name"].as_str().unwrap()).collect::<BTreeSet<_>>(), expected);
    assert!(expected.len() > 35 && !expected.contains("create-admin-event"), "{expected:?}");

    let mut writing = BTreeSet::new();
    for tool in &all {
        let name = tool["name"].as_str().unwrap();
        let row = table.iter().find(|row| row.id == name).unwrap();
        let schema = &tool["inputSchema"];
        let hints = &tool["annotations"];
        jsonschema::draft202012::meta::validate(schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        jsonschema::validator_for(schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!tool.to_string().contains("#/components"), "{name} refers to what is not there");
        assert!(is_plain(name) && schema["properties"].as_object().unwrap().keys().all(|key| is_plain(key)), "{tool}");
        assert!(tool["description"].as_str().unwrap().contains(row.security.scopes()[0].name()), "{name}");
        let dry = schema["properties"]["dryRun"].is_object();
        assert_eq!(dry, hints["readOnlyHint"] == false, "{name}");
        assert_eq!(hints["destructiveHint"] == true, dry && row.method != Method::POST, "{name}");
        if dry {
            writing.insert(name);
        }
    }
    // None of them asks a provider of payments: that could not be rehearsed.
    let expected = [
        "create-admin-booking",
        "create-calendar-blocker",
        "create-check-in",
        "create-check-out",
        "create-membership-booking",
        "delete-calendar-blocker",
        "delete-following-recurring-bookings",
        "delete-space-booking",
        "update-calendar-blocker",
        "update-space-booking",
    ];
    assert_eq!(writing, expected.into_iter().collect());

    let some = tools(&house.client(user, "read_bookings write_bookings read_plans").await).await;
    assert!(named(&some, "get-booking").is_some() && named(&some, "create-admin-booking").is_some());
    assert!(named(&some, "get-membership").is_none() && named(&some, "create-check-in").is_none());
    let list = named(&all, "get-space-bookings").unwrap();
    assert_eq!(list["inputSchema"]["required"], json!(["spaceId", "filter_from", "filter_to"]));
    let book = &named(&all, "create-admin-booking").unwrap()["inputSchema"];
    assert_eq!(book["required"], json!(["attributes", "relationships"]));
    assert_eq!(book["properties"]["relationships"]["properties"]["resource"]["type"], "string");
}

/// Whatever a tool shows and is named like something personal must be on one of the two lists.
#[test]
fn personal_data_is_known_by_name() {
    let hosts = app::BaseUrl::parse("https://kontor.test").unwrap();
    let document = http_api::v2::document(&hosts, 60);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    // Names of things, and of who runs the space.
    let harmless = [
        "resources/name",
        "products/name",
        "spaces/name",
        "spaces/email",
        "membershipPlans/name",
        "teams/name",
        "teams/photo",
        "users/email",
    ];
    let telling = ["name", "email", "phone", "address", "photo", "company", "taxid"];
    let shown = [
        ("allocations", "allocationAttributes"),
        ("bookings", "bookingAttributes"),
        ("checkIns", "checkInAttributes"),
        ("contacts", "contactAttributes"),
        ("externalBookings", "externalBookingAttributes"),
        ("invoices", "invoiceAttributes"),
        ("memberships", "membershipAttributes"),
        ("products", "productAttributes"),
        ("spaces", "spaceAttributes"),
        ("teams", "teamAttributes"),
        ("users", "userAttributes"),
    ];
    for (kind, schema) in shown {
        let properties = schemas.get(schema).unwrap_or_else(|| panic!("{schema}"))["properties"].as_object().unwrap();
        let hidden = http_api::mcp::PERSONAL.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, names)| names);
        for name in properties.keys().filter(|name| telling.iter().any(|word| name.to_lowercase().contains(word))) {
            let known = hidden.contains(&name.as_str()) || harmless.contains(&format!("{kind}/{name}").as_str());
            let of_the_space = name.starts_with("sender") || name == "taxIdName";
            assert!(known || of_the_space, "{kind}/{name} is neither personal nor harmless");
        }
        assert!(hidden.iter().all(|name| properties.contains_key(*name)), "{kind} has no such attribute");
    }
}

on_both! {
    async fn an_assistant_books_a_room(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (place, house) = (&world.facts.harbour, &world.house);
        let client = house.client(place.owner, ALL).await;
        let me = call(&client, "get-user", json!({})).await;
        assert_eq!(me["isError"], false);
        assert!(text(&me).contains(&place.space.to_string()), "{me}");
        let rooms = call(&client, "get-resources", json!({"spaceId": place.space.to_string(), "page_size": 1})).await;
        assert_eq!(rooms["structuredContent"]["data"].as_array().unwrap().len(), 1);
        assert!(rooms["structuredContent"]["meta"]["totalPages"].as_u64().unwrap() > 1, "{rooms}");

        let (from, to) = ("2026-03-20T10:00:00Z", "2026-03-20T11:00:00Z");
        let wish = wish(place, from, to);
        let listed = async || {
            let asked = json!({"spaceId": place.space.to_string(), "filter_from": from, "filter_to": to});
            call(&client, "get-space-bookings", asked).await["structuredContent"]["data"].as_array().unwrap().clone()
        };
        let events = async || {
            let count = "SELECT CAST((SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM jobs) AS BIGINT)";
            house.app.db.read(async move |tx| tx.query_one::<(i64,)>(count, vec![]).await).await.unwrap().0
        };
        let before = (listed().await.len(), events().await);
        let tried = call(&client, "create-admin-booking", with(wish.clone(), "dryRun", json!(true))).await;
        assert_eq!((&tried["isError"], &tried["structuredContent"]["meta"]["dryRun"]), (&json!(false), &json!(true)), "{tried}");
        assert_eq!(tried["structuredContent"]["data"]["attributes"]["title"], "Interview");
        assert!(text(&tried).starts_with("A dry run: nothing was changed."));
        let series = json!({"rule": {"frequency": "weekly", "from": "2026-03-20", "count": 30, "interval": 1}});
        let mut repeated = with(wish.clone(), "dryRun", json!(true));
        repeated["attributes"]["recurrence"] = series;
        let tried = call(&client, "create-admin-booking", repeated).await;
        assert_eq!(tried["isError"], false, "{tried}");
        assert_eq!((listed().await.len(), events().await), before);

        let keyed = with(wish.clone(), "idempotencyKey", json!("interview-1"));
        let made = call(&client, "create-admin-booking", keyed.clone()).await;
        assert_eq!(made["isError"], false, "{made}");
        let id = made["structuredContent"]["data"]["id"].as_str().unwrap().to_owned();
        assert_eq!(call(&client, "create-admin-booking", keyed).await["structuredContent"]["data"]["id"], json!(id));
        assert_eq!(listed().await.len(), before.0 + 1);
        // What is refused is refused in a dry run, too, and says which argument is to blame.
        for dry in [true, false] {
            let again = call(&client, "create-admin-booking", with(wish.clone(), "dryRun", json!(dry))).await;
            assert!(again["isError"] == true && text(&again).contains("slot_taken"), "{again}");
            let mut wrong = with(wish.clone(), "dryRun", json!(dry));
            wrong["attributes"]["to"] = json!("2026-03-20T09:00:00Z");
            let wrong = call(&client, "create-admin-booking", wrong).await;
            assert!(wrong["isError"] == true && text(&wrong).contains("attributes."), "{wrong}");
        }

        let renamed = json!({"id": id, "attributes": {"title": "Second interview"}, "dryRun": true});
        let shown = call(&client, "update-space-booking", renamed.clone()).await;
        assert_eq!(shown["structuredContent"]["data"]["attributes"]["title"], "Second interview", "{shown}");
        assert_eq!(call(&client, "get-booking", json!({"id": id})).await["structuredContent"]["data"]["attributes"]["title"], "Interview");
        let shown = call(&client, "update-space-booking", with(renamed, "dryRun", json!(false))).await;
        assert!(shown["isError"] == false && shown["structuredContent"]["meta"].is_null(), "{shown}");
        assert_eq!(call(&client, "delete-space-booking", json!({"id": id, "dryRun": true})).await["isError"], false);
        assert_eq!(call(&client, "get-booking", json!({"id": id})).await["isError"], false);
        assert_eq!(call(&client, "delete-space-booking", json!({"id": id})).await["structuredContent"]["meta"]["status"], 204);
        assert!(text(&call(&client, "get-booking", json!({"id": id})).await).contains("not_found"));
    }

    async fn an_assistant_sees_what_the_token_shows(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (place, house) = (&world.facts.harbour, &world.house);
        let booking = json!({"id": place.booking.to_string()});
        let blind = house.client(place.owner, "read_bookings read_external_bookings read_invoices").await;
        let seen = call(&blind, "get-booking", booking.clone()).await;
        assert_eq!(seen["structuredContent"]["data"]["attributes"]["name"], "[redacted]");
        assert_eq!(seen["structuredContent"]["meta"]["redactedWithout"], json!(["read_memberships"]));
        let visit = call(&blind, "show-external-booking", json!({"id": place.visit.to_string()})).await;
        assert_eq!(visit["structuredContent"]["data"]["attributes"]["email"], "[redacted]");
        let invoice = call(&blind, "get-invoice", json!({"id": place.invoice.to_string()})).await;
        let shown = &invoice["structuredContent"]["data"]["attributes"];
        assert_eq!((&shown["recipientAddress"]["name"], &shown["pdf"]["url"]), (&json!("[redacted]"), &json!("[redacted]")), "{invoice}");
        assert!(shown["totalAmount"]["gross"].as_str().is_some_and(|sum| sum != "[redacted]"));

        let seeing = house.client(place.owner, "read").await;
        let seen = call(&seeing, "get-booking", booking.clone()).await;
        assert!(seen["structuredContent"]["data"]["attributes"]["name"].as_str().is_some_and(|name| name != "[redacted]"), "{seen}");
        assert!(seen["structuredContent"]["meta"].is_null());

        // Outside the scope, and outside the space.
        let refused = call(&blind, "delete-space-booking", booking.clone()).await;
        assert!(refused["isError"] == true && text(&refused).contains("write_bookings"), "{refused}");
        let stranger = house.person("stranger@elsewhere.test").await;
        let refused = call(&house.client(stranger, ALL).await, "get-booking", booking).await;
        assert!(refused["isError"] == true && text(&refused).contains("not_found"), "{refused}");
        let wrong = call(&seeing, "get-booking", json!({})).await;
        assert_eq!((wrong["isError"].as_bool(), text(&wrong).as_str()), (Some(true), "id is missing."));
        let wrong = call(&seeing, "get-booking", json!({"id": "../user", "colour": 1})).await;
        assert!(text(&wrong).starts_with("colour is no argument of get-booking."), "{wrong}");
        assert!(text(&call(&seeing, "get-booking", json!({"id": "../user"})).await).contains("not_found"));
    }

    async fn tools_are_limited_as_their_operations_are(db: db::Db) {
        let config = HttpConfig { requests_per_minute: 3, ..HttpConfig::default() };
        let house = House::with(db, &config, |edge| http_api::sites(edge).router(edge));
        let user = house.person("ada@kontor.test").await;
        let client = house.client(user, "read_user").await;
        for _ in 0..3 {
            assert_eq!(call(&client, "get-user", json!({})).await["isError"], false);
        }
        let refused = call(&client, "get-user", json!({})).await;
        assert!(refused["isError"] == true && text(&refused).contains("Try again in 20 seconds."), "{refused}");
        assert_eq!(client.get("/user").await.status, 429);
        assert_eq!(ask(&client, "ping", json!({})).await, json!({}));
    }
}

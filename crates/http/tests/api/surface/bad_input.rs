//! Bad input of every kind at every place that the reference names: the answer is a pointed 4xx in the API's format, or
//! the input is legal after all; a refused write changes nothing; nothing fails inside. Made from our own OpenAPI
//! documents, in the same order each time.

use super::matrix;
use super::promises;
use super::requests::{Request, Table};
use super::world::World;
use crate::client::{Answer, Client, House};
use crate::contract::conforms;
use crate::on_both;
use app::BaseUrl;
use axum::http::Method;
use http_api::operation::OperationInfo;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// Values that few attributes can take, and that each must survive.
fn values(foreign: &str) -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!([]),
        json!({}),
        json!("x".repeat(70_000)),
        json!("a\u{0}b"),
        json!(""),
        json!(1.5),
        json!(9_007_199_254_740_993_i64),
        json!(1e300),
        json!("x".repeat(300)),
        json!("🦀\u{202e}\u{7f}\n"),
        json!([null]),
        json!(["x", 1, {"a": []}]),
        json!({"data": null}),
        json!("0000-00-00T00:00:00Z"),
        json!("9999-12-31T23:59:59Z"),
        json!("1800-01-01T00:00:00Z"),
        json!("2025-02-29"),
        json!("2026-03-29T02:30:00"),
        json!("-1.0"),
        json!("99999999999999999999.999999"),
        json!("NaN"),
        json!("' OR 1=1 --"),
        json!(foreign),
    ]
}

/// The same for queries and paths, percent-encoded.
fn texts(foreign: &str) -> Vec<String> {
    let mut all: Vec<String> = [
        "",
        "x",
        "-1",
        "0",
        "1e9",
        "18446744073709551616",
        "%00",
        "%ff%fe",
        "%F0%9F%A6%80",
        "..%2F..",
        "%25",
        "null",
        "a,,b,",
        "%5B%5D",
        "'",
        "0000-01-01",
        "9999-12-31",
        "9999-12-31T23:59:59Z",
        "1800-01-01T00:00:00Z",
        "2025-02-29",
        "2026-03-01",
        "00000000000000000000000000000000",
    ]
    .map(str::to_owned)
    .into();
    all.extend([foreign.to_owned(), "9".repeat(3000)]);
    all
}

/// What is wrong with the answers, up to a number that can be read.
#[derive(Default)]
struct Findings {
    found: Vec<String>,
    sent: usize,
}

impl Findings {
    fn add(&mut self, what: &str, answer: &Answer, problem: &str) {
        if self.found.len() < 60 {
            let text: String = answer.text.chars().take(300).collect();
            self.found.push(format!("{what}: {} {problem} {text}", answer.status));
        }
    }
}

/// One operation under test, and who asks.
struct Victim<'a> {
    world: &'a World,
    client: Client,
    table: Table,
    row: OperationInfo,
    request: Request,
    /// Reads all that the database holds.
    contents: &'a str,
    /// The contents after the last refusal; none where something may have changed since.
    known: Mutex<Option<Contents>>,
}

impl Victim<'_> {
    async fn try_request(&self, what: &str, request: &Request, findings: &mut Findings) {
        self.try_raw(what, &request.line(), request.media(), request.body.to_string().into_bytes(), findings).await;
    }

    async fn try_raw(&self, what: &str, line: &str, media: &str, body: Vec<u8>, findings: &mut Findings) {
        let writes = self.row.method != Method::GET;
        let before = if writes { self.contents().await } else { vec![] };
        let count = if writes { count_writes(self.world).await } else { None };
        let body = if line.starts_with("GET") { vec![] } else { body };
        let answer = self.client.send(&self.request.host, line, &[("content-type", media)], body).await;
        findings.sent += 1;
        let what = format!("{} {what}", self.row.id);
        if answer.status >= 500 {
            findings.add(&what, &answer, "fails inside");
            return;
        }
        if answer.status >= 400 {
            if !self.well_told(&answer) {
                findings.add(&what, &answer, "is no error of the API");
            }
            // Where writes are counted and there was none, nothing can have changed.
            let looks = writes && (count.is_none() || count_writes(self.world).await != count);
            let after = if looks { read(self.world, self.contents).await } else { before.clone() };
            for ((table, before), (_, after)) in before.iter().zip(&after).filter(|(before, after)| before != after) {
                findings.add(&what, &answer, &format!("was refused and changed {table} from {before} to {after}"));
            }
            self.known.lock().unwrap().replace(after);
        }
        // Another path may be no operation, and a sparse answer has not all that is required.
        if self.table == Table::Api2 && answer.operation == Some(self.row.id) && !line.contains("fields") {
            conforms(self.row.id, &answer);
        }
    }

    async fn contents(&self) -> Contents {
        let known = self.known.lock().unwrap().take();
        match known {
            Some(known) => known,
            None => read(self.world, self.contents).await,
        }
    }

    fn well_told(&self, answer: &Answer) -> bool {
        if self.table == Table::Api2 {
            let told = |error: &Value| ["status", "code", "title", "detail"].iter().all(|name| error[name].is_string());
            return answer.body["errors"].as_array().is_some_and(|errors| !errors.is_empty() && errors.iter().all(told));
        }
        let fields = answer.body["errors"].as_object();
        answer.body["error"].is_string() || fields.is_some_and(|fields| fields.values().all(Value::is_string))
    }

    async fn bodies(&self, findings: &mut Findings) {
        let media = self.request.media();
        let line = self.request.line();
        let huge = format!("{{\"data\": \"{}\"}}", "x".repeat(self.row.body_limit)).into_bytes();
        let deep = "[".repeat(50_000).into_bytes();
        for (what, media, body) in [
            ("without a body", media, vec![]),
            ("with broken JSON", media, b"{\"data\": ".to_vec()),
            ("with two documents", media, b"{} {}".to_vec()),
            ("with bytes that are no text", media, vec![b'"', 0xff, 0xfe, b'"']),
            ("with a number", media, b"1".to_vec()),
            ("with null", media, b"null".to_vec()),
            ("with a list", media, b"[]".to_vec()),
            ("with a text", media, b"\"x\"".to_vec()),
            ("with nothing in it", media, b"{}".to_vec()),
            ("with deep lists", media, deep),
            ("with a huge body", media, huge),
            ("with XML", "text/xml", b"<a/>".to_vec()),
            ("with an odd type", "application/vnd.api+json; charset=utf-8", b"{}".to_vec()),
            ("with an odd form", "application/x-www-form-urlencoded", b"plan=1&plan[id]=2&a[b][]=3&[=4&%00=%00&=&from=%ff".to_vec()),
            (
                "with a broken multipart",
                "multipart/form-data; boundary=b",
                b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".to_vec(),
            ),
        ] {
            self.try_raw(what, &line, media, body, findings).await;
        }
    }

    async fn attributes(&self, places: &[Vec<String>], values: &[Value], findings: &mut Findings) {
        for (number, place) in places.iter().enumerate() {
            // All would take minutes: the first few everywhere, of the others every third, other ones at each place.
            let chosen = values.iter().enumerate().filter(|(at, _)| *at < 8 || at % 3 == number % 3);
            for (_, value) in chosen {
                let mut request = self.request.clone();
                put(&mut request.body, place, value.clone());
                let shown: String = value.to_string().chars().take(40).collect();
                self.try_request(&format!("/{} = {shown}", place.join("/")), &request, findings).await;
            }
        }
    }

    async fn parameters(&self, names: &[String], texts: &[String], findings: &mut Findings) {
        for name in names {
            let kept: Vec<&str> =
                self.request.query.trim_start_matches('?').split('&').filter(|pair| !pair.starts_with(name.as_str())).collect();
            for text in texts {
                let mut request = self.request.clone();
                request.query = format!("?{}&{name}={text}", kept.join("&"));
                self.try_request(&format!("?{name}={text:.60}"), &request, findings).await;
            }
            let mut request = self.request.clone();
            request.query = format!("?{}", kept.join("&"));
            self.try_request(&format!("without {name}"), &request, findings).await;
        }
    }

    async fn paths(&self, texts: &[String], findings: &mut Findings) {
        for (at, part) in self.row.path.split('/').enumerate().filter(|(_, part)| part.starts_with('{')) {
            for text in texts {
                let mut parts: Vec<&str> = self.request.path.split('/').collect();
                parts[at] = text;
                let request = Request { path: parts.join("/"), ..self.request.clone() };
                self.try_request(&format!("{part} = {text:.60}"), &request, findings).await;
            }
        }
    }
}

fn put(body: &mut Value, place: &[String], value: Value) {
    let mut node = body;
    for name in place {
        if name == "[]" {
            if !node.is_array() {
                *node = json!([]);
            }
            let items = node.as_array_mut().unwrap();
            if items.is_empty() {
                items.push(Value::Null);
            }
            node = &mut items[0];
        } else {
            if !node.is_object() {
                *node = json!({});
            }
            node = node.as_object_mut().unwrap().entry(name.clone()).or_insert(Value::Null);
        }
    }
    *node = value;
}

/// Where a body of this schema has members, however deep.
fn places(document: &Value, schema: &Value, at: &[String], found: &mut BTreeSet<Vec<String>>) {
    if at.len() > 6 {
        return;
    }
    if let Some(target) = schema["$ref"].as_str() {
        places(document, document.pointer(target.trim_start_matches('#')).unwrap(), at, found);
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let mut deeper = at.to_vec();
        deeper.push(name.clone());
        found.insert(deeper.clone());
        places(document, member, &deeper, found);
    }
    if schema["items"].is_object() {
        let mut deeper = at.to_vec();
        deeper.push("[]".into());
        found.insert(deeper.clone());
        places(document, &schema["items"], &deeper, found);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for part in schema[key].as_array().into_iter().flatten() {
            places(document, part, at, found);
        }
    }
}

/// Each table with what is in it, as text.
type Contents = Vec<(String, String)>;

async fn read(world: &World, statement: &str) -> Contents {
    let sql = statement.to_owned();
    world.house.app.db.read(async move |tx| tx.query(sql.clone(), vec![]).await).await.unwrap()
}

/// PostgreSQL plans the long statement each time, which takes long. There a trigger on each table counts each statement that
/// writes, whether it is taken back or not.
async fn count_from_now_on(world: &World) {
    const TABLES: &str = "SELECT CAST(table_name AS TEXT), '' FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'throttles'";
    if world.house.app.db.dialect() == db::Dialect::Sqlite {
        return;
    }
    let tables = read(world, TABLES).await;
    let mut statements = vec![
        "CREATE SEQUENCE writes_seen".to_owned(),
        "CREATE FUNCTION see_write() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''writes_seen''); RETURN NULL; END'"
            .to_owned(),
    ];
    statements.extend(tables.iter().map(|(table, _)| {
        format!("CREATE TRIGGER see_write AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION see_write()")
    }));
    let write = async move |tx: &mut db::Tx| {
        for statement in &statements {
            tx.execute(statement.clone(), vec![]).await?;
        }
        // The first number of a sequence is also its value before there was any.
        tx.query_one::<(i64,)>("SELECT nextval('writes_seen')", vec![]).await
    };
    world.house.app.db.write(write).await.unwrap();
}

/// How many statements wrote, if that is counted.
async fn count_writes(world: &World) -> Option<i64> {
    if world.house.app.db.dialect() == db::Dialect::Sqlite {
        return None;
    }
    let count = async |tx: &mut db::Tx| tx.query_one::<(i64,)>("SELECT last_value FROM writes_seen", vec![]).await;
    Some(world.house.app.db.read(count).await.unwrap().0)
}

/// The statement that reads all there is: rows as text, in the order of the text, on PostgreSQL as a digest.
async fn reading(world: &World) -> String {
    const COLUMNS: &str =
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_xinfo(t.name) c WHERE t.type = 'table' ORDER BY 1, c.cid";
    const TABLES: &str = "SELECT CAST(table_name AS TEXT), '' FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1";
    let lite = world.house.app.db.dialect() == db::Dialect::Sqlite;
    let names = read(world, if lite { COLUMNS } else { TABLES }).await;
    let mut tables = BTreeMap::<String, Vec<String>>::new();
    // Attempts are counted, whether something comes of them or not. An index of FTS5 numbers who reads it; what it
    // indexes is a table of its own.
    let kept = |table: &str| table != "throttles" && !table.starts_with("search_index");
    for (table, column) in names.into_iter().filter(|(table, _)| kept(table)) {
        tables.entry(table).or_default().push(format!("quote({column})"));
    }
    assert!(tables.len() > 20 && tables.contains_key("bookings"));
    let all = tables.iter().map(|(table, columns)| {
        let rows = if lite { columns.join(" || ',' || ") } else { "CAST(r AS TEXT)".to_owned() };
        let whole = if lite { "COALESCE(group_concat(line, '|'), '')" } else { "md5(COALESCE(string_agg(line, '|'), ''))" };
        format!("SELECT '{table}' AS place, {whole} AS contents FROM (SELECT {rows} AS line FROM {table} r ORDER BY 1) lines")
    });
    all.collect::<Vec<_>>().join(" UNION ALL ") + " ORDER BY place"
}

fn documents() -> [(Table, Value); 3] {
    let hosts = BaseUrl::parse("https://kontor.test").unwrap();
    let info = http_api::v2::info(&hosts, 60);
    [
        (Table::Api2, promises::ours()),
        (Table::Space, http_api::api1_space().openapi(&info)),
        (Table::Www, http_api::api1_www().openapi(&info)),
    ]
}

/// Operations are dealt out to so many tests as `parts` says, as each is slow.
async fn sweep(db: db::Db, table: Table, (part, parts): (usize, usize)) {
    let world = World::new(House::new(db)).await;
    let documents = documents();
    let (_, document) = documents.iter().find(|(one, _)| *one == table).unwrap();
    let foreign = world.facts.island.room.to_string();
    let (values, texts) = (values(&foreign), texts(&foreign));
    count_from_now_on(&world).await;
    let (mut findings, contents) = (Findings::default(), reading(&world).await);
    let dealt = Table::all().into_iter().filter(|(one, _)| *one == table).enumerate().filter(|(place, _)| place % parts == part);
    for (_, (table, row)) in dealt {
        let who = matrix::first_who_may(row.id);
        // A token of its own, as one of the operations takes tokens away.
        let token = world.house.token(world.facts.users[&who], super::world::EVERYTHING).await;
        let request = Request::new(table, &row, &world.facts.harbour, "x");
        let client = world.house.bearer(&token);
        let operation = &document["paths"][row.path][row.method.as_str().to_lowercase()];
        let names: Vec<String> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|one| one["in"] == "query")
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect();
        let mut found = BTreeSet::new();
        if let Some(kind) = operation["requestBody"]["content"].as_object().and_then(|kinds| kinds.values().next()) {
            places(document, &kind["schema"], &[], &mut found);
        }
        let victim = Victim { world: &world, client, table, row, request, contents: &contents, known: Mutex::new(None) };
        victim.paths(&texts, &mut findings).await;
        victim.parameters(&names, &texts, &mut findings).await;
        if victim.row.method != Method::GET && victim.row.method != Method::DELETE {
            victim.bodies(&mut findings).await;
            victim.attributes(&found.into_iter().collect::<Vec<_>>(), &values, &mut findings).await;
        }
    }
    assert!(findings.found.is_empty(), "\n{}", findings.found.join("\n"));
    assert!(findings.sent > 500 / parts, "only {} were sent", findings.sent);
}

on_both! {
    async fn bad_input_of_api_2_is_refused_and_changes_nothing(db: db::Db) {
        Box::pin(sweep(db, Table::Api2, (0, 4))).await;
    }
    async fn bad_input_of_a_second_part_of_api_2_is_refused_and_changes_nothing(db: db::Db) {
        Box::pin(sweep(db, Table::Api2, (1, 4))).await;
    }
    async fn bad_input_of_a_third_part_of_api_2_is_refused_and_changes_nothing(db: db::Db) {
        Box::pin(sweep(db, Table::Api2, (2, 4))).await;
    }
    async fn bad_input_of_a_fourth_part_of_api_2_is_refused_and_changes_nothing(db: db::Db) {
        Box::pin(sweep(db, Table::Api2, (3, 4))).await;
    }
    async fn bad_input_of_api_1_in_a_space_is_refused_and_changes_nothing(db: db::Db) {
        Box::pin(sweep(db, Table::Space, (0, 2))).await;
    }
    async fn bad_input_of_a_second_part_of_api_1_in_a_space_is_refused_and_changes_nothing(db: db::Db) {
        Box::pin(sweep(db, Table::Space, (1, 2))).await;
    }
    async fn bad_input_of_api_1_outside_a_space_is_refused_and_changes_nothing(db: db::Db) {
        Box::pin(sweep(db, Table::Www, (0, 1))).await;
    }
}

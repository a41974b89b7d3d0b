//! The reference of one API as data for its pages, made from its OpenAPI document.

use super::schema::{Member, Schemas};
use serde_json::Value;
use std::sync::LazyLock;

/// Written by the tests of the APIs (`surface::examples`), by operation.
static EXAMPLES: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("examples.json")).unwrap_or_default());

/// All topics of one API.
pub(super) struct Book {
    pub title: &'static str,
    /// Where its pages stand, as `/api2`.
    pub path: &'static str,
    pub operations: usize,
    pub topics: Vec<Topic>,
    /// What is decided where others are silent.
    pub quirks: Vec<String>,
}

/// What one page shows: the operations of a tag.
#[derive(Clone)]
pub(super) struct Topic {
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    pub operations: Vec<Operation>,
}

#[derive(Clone)]
pub(super) struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub summary: String,
    pub about: String,
    /// Who may, in words.
    pub access: String,
    pub scopes: String,
    /// Requests a minute; 0: no limit.
    pub limit: u64,
    pub parameters: Vec<Parameter>,
    pub body: Vec<Member>,
    pub answers: Vec<Answer>,
    /// To paste into a shell that has `$TOKEN`.
    pub curl: String,
    /// As a test saw it.
    pub example: Option<Example>,
}

/// A request and its answer.
#[derive(Clone)]
pub(super) struct Example {
    /// Method, path and body.
    pub request: String,
    /// Status and body.
    pub answer: String,
}

#[derive(Clone)]
pub(super) struct Parameter {
    pub name: String,
    /// `path` or `query`.
    pub place: String,
    pub kind: String,
    pub required: bool,
    pub about: String,
}

#[derive(Clone)]
pub(super) struct Answer {
    pub status: String,
    pub about: String,
    /// Empty where an error is shown or there is no body.
    pub members: Vec<Member>,
}

impl Book {
    pub(super) fn of(title: &'static str, path: &'static str, document: &Value) -> Self {
        let mut topics = Vec::<Topic>::new();
        let mut operations = 0;
        for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
            let server = item.pointer("/servers/0/url").or_else(|| document.pointer("/servers/0/url"));
            let server = server.and_then(Value::as_str).unwrap_or_default();
            for (method, entry) in item.as_object().into_iter().flatten().filter(|(_, entry)| entry.get("operationId").is_some()) {
                operations += 1;
                let name = entry.pointer("/tags/0").and_then(Value::as_str).unwrap_or("Other");
                let operation = Operation::of(document, server, method, path, entry);
                match topics.iter_mut().find(|topic| topic.name == name) {
                    Some(topic) => topic.operations.push(operation),
                    None => topics.push(Topic { name: name.into(), slug: slug(name), operations: vec![operation] }),
                }
            }
        }
        topics.sort_by(|a, b| a.name.cmp(&b.name));
        let description = document.pointer("/info/description").and_then(Value::as_str).unwrap_or_default();
        Self { title, path, operations, topics, quirks: quirks(description) }
    }

    pub(super) fn topic(&self, slug: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.slug == slug)
    }

    /// The topics with those operations alone in which every word is found; letters of either case are equal.
    pub(super) fn search(&self, words: &str) -> Vec<Topic> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let found = |topic: &Topic, operation: &Operation| {
            let Operation { id, method, path, summary, about, access, scopes, .. } = operation;
            let text = [&topic.name, id, method, path, summary, about, access, scopes].map(|part| part.to_lowercase()).join(" ");
            words.iter().all(|word| text.contains(word.as_str()))
        };
        let narrowed = self.topics.iter().map(|topic| {
            let operations = topic.operations.iter().filter(|operation| found(topic, operation)).cloned().collect();
            Topic { operations, ..topic.clone() }
        });
        narrowed.filter(|topic| !topic.operations.is_empty()).collect()
    }
}

impl Operation {
    fn of(document: &Value, server: &str, method: &str, path: &str, entry: &Value) -> Self {
        let schemas = Schemas::of(document);
        let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let named = |requirement: &Value| {
            let scopes = requirement.get("OAuth2")?.as_array()?;
            Some(scopes.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "))
        };
        let scopes: Vec<String> = entry.get("security").and_then(Value::as_array).into_iter().flatten().filter_map(named).collect();
        let content = entry.pointer("/requestBody/content").and_then(Value::as_object).and_then(|content| content.iter().next());
        let body = content.and_then(|(media, body)| Some((media, body.get("schema")?)));
        let answers: Vec<(&String, &Value)> = entry.get("responses").and_then(Value::as_object).into_iter().flatten().collect();
        let (about, access) = parted(&text("description"));
        Self {
            id: text("operationId"),
            method: method.to_uppercase(),
            path: path.into(),
            summary: text("summary"),
            about,
            access,
            scopes: scopes.join(" or "),
            limit: entry.get("x-rate-limit").and_then(Value::as_u64).unwrap_or_default(),
            parameters: parameters(schemas, entry),
            body: body.map(|(_, schema)| schemas.members(schema)).unwrap_or_default(),
            answers: answers.iter().map(|(status, answer)| Answer::of(schemas, status, answer)).collect(),
            curl: curl(schemas, server, (method, path), entry, body),
            example: Example::of(&text("operationId")),
        }
    }
}

impl Example {
    fn of(id: &str) -> Option<Self> {
        let example = EXAMPLES.get(id)?;
        let text = |key: &str| example.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let with = |first: String, body: &str| match example.get(body) {
            None | Some(Value::Null) => first,
            Some(body) => format!("{first}\n\n{}", pretty(body)),
        };
        let status = example.get("status").map(Value::to_string).unwrap_or_default();
        Some(Self { request: with(text("request"), "body"), answer: with(status, "answer") })
    }
}

impl Answer {
    fn of(schemas: Schemas<'_>, status: &str, answer: &Value) -> Self {
        let about = answer.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
        let shown = schema_of(answer).filter(|_| status.starts_with('2'));
        Self { status: status.to_owned(), about, members: shown.map(|schema| schemas.members(schema)).unwrap_or_default() }
    }
}

fn schema_of(answer: &Value) -> Option<&Value> {
    answer.get("content")?.as_object()?.values().next()?.get("schema")
}

fn parameters(schemas: Schemas<'_>, entry: &Value) -> Vec<Parameter> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let listed = entry.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let shown = listed.map(|parameter| Parameter {
        name: text(parameter, "name"),
        place: text(parameter, "in"),
        kind: parameter.get("schema").map(|schema| schemas.kind(schema)).unwrap_or_default(),
        required: parameter.get("required").is_some_and(|required| required == true),
        about: text(parameter, "description"),
    });
    shown.collect()
}

/// The smallest request, with names in capitals where ids belong.
fn curl(schemas: Schemas<'_>, server: &str, (method, path): (&str, &str), entry: &Value, body: Option<(&String, &Value)>) -> String {
    let mut address = server.to_owned();
    for part in path.split('/').skip(1) {
        address.push('/');
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) => address.push_str(&capitals(name)),
            None => address.push_str(part),
        }
    }
    let mut lines = vec!["curl -H \"Authorization: Bearer $TOKEN\"".to_owned()];
    if entry.get("security").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        lines = vec!["curl".to_owned()];
    }
    if method != "get" && (method != "post" || body.is_none()) {
        lines.push(format!("-X {}", method.to_uppercase()));
    }
    let needed = entry.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let needed = needed.filter(|parameter| parameter.get("in").is_some_and(|place| place == "query"));
    for parameter in needed.filter(|parameter| parameter.get("required").is_some_and(|required| required == true)) {
        let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
        let value = parameter.get("schema").map(|schema| schemas.sample(schema)).unwrap_or_default();
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if lines.last().is_some_and(|line| !line.starts_with("--data-urlencode")) {
            lines.push("-G".into());
        }
        lines.push(format!("--data-urlencode '{name}={value}'"));
    }
    if let Some((media, schema)) = body {
        lines.push(format!("-H 'Content-Type: {media}'"));
        let text = pretty(&schemas.sample(schema)).replace('\'', "'\\''");
        lines.push(format!("-d '{text}'"));
    }
    lines.push(format!("'{address}'"));
    lines.join(" \\\n  ")
}

/// What an operation says of itself, and what it says of who may; both without the marks of Markdown.
fn parted(text: &str) -> (String, String) {
    let plain = |text: &str| text.replace("**", "").replace('`', "").trim().to_owned();
    let (about, access) = text.split_once("**Access**:").unwrap_or((text, ""));
    (plain(about), plain(access))
}

/// The items of the list under `### Known quirks`, without the marks of Markdown.
fn quirks(description: &str) -> Vec<String> {
    let Some((_, list)) = description.split_once("### Known quirks") else { return vec![] };
    let list = list.split("\n#").next().unwrap_or_default();
    let plain = |item: &str| item.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ");
    list.split("\n- ").skip(1).map(plain).collect()
}

/// `spaceId` as `SPACE_ID`.
fn capitals(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn book() -> Book {
        let get = json!({"operationId": "get-a", "tags": ["Calendar Blocker"], "summary": "One", "x-rate-limit": 6,
            "security": [{"OAuth2": ["read_x", "read_y"]}], "responses": {"200": {"description": "OK", "content": {"application/json": {
            "schema": {"type": "object", "properties": {"n": {"type": "integer"}}}}}}},
            "parameters": [{"name": "from", "in": "query", "required": true, "schema": {"type": "string", "format": "date"}}]});
        let put = json!({"operationId": "put-a", "tags": ["Door"], "summary": "Two", "security": [], "responses": {},
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "required": ["o"], "properties": {
            "o": {"const": "it's"}}}}}}});
        Book::of("API", "/api", &json!({"servers": [{"url": "http://api.test"}], "paths": {"/a/{someId}": {"get": get, "put": put}}}))
    }

    #[test]
    fn operations_stand_under_their_tag_with_scope_and_limit() {
        let book = book();
        assert_eq!((book.operations, book.topics.len()), (2, 2));
        let operation = &book.topic("calendar-blocker").unwrap().operations[0];
        assert_eq!((operation.method.as_str(), operation.scopes.as_str(), operation.limit), ("GET", "read_x read_y", 6));
        assert_eq!((operation.answers[0].members[0].name.as_str(), operation.parameters[0].place.as_str()), ("n", "query"));
        assert!(book.topic("nothing").is_none());
    }

    #[test]
    fn requests_can_be_pasted() {
        let book = book();
        let get =
            "curl -H \"Authorization: Bearer $TOKEN\" \\\n  -G \\\n  --data-urlencode 'from=2026-01-15' \\\n  'http://api.test/a/SOME_ID'";
        assert_eq!(book.topics[0].operations[0].curl, get);
        let put = &book.topics[1].operations[0].curl;
        assert!(put.starts_with("curl \\\n  -X PUT \\\n") && put.contains(r#""o": "it'\''s""#), "{put}");
    }

    #[test]
    fn who_may_is_told_apart() {
        let parts = ("Costs nothing.".to_owned(), "admins of the space.".to_owned());
        assert_eq!(parted("Costs `nothing`. **Access**: admins of the space."), parts);
        assert_eq!(parted("Plain."), ("Plain.".into(), String::new()));
    }

    #[test]
    fn quirks_stand_in_the_description() {
        let text = "API.\n\n### Known quirks\n\nDecided:\n\n- `PUT` takes\n  a list.\n- Two.\n\n### More\n\n- Three.\n";
        assert_eq!(quirks(text), ["PUT takes a list.", "Two."]);
        assert!(quirks("API.").is_empty());
    }

    #[test]
    fn words_find_operations() {
        let found = |words: &str| book().search(words).iter().flat_map(|topic| topic.operations.clone()).map(|o| o.id).collect::<Vec<_>>();
        assert_eq!(found("READ_X get"), ["get-a"]);
        assert_eq!(found("door"), ["put-a"]);
        assert_eq!(found(""), ["get-a", "put-a"]);
        assert!(found("door read_x").is_empty());
    }
}

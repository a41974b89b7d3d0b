//! The tools: operations of API 2, described and called with flat arguments.
//!
//! Names of arguments are plain words, as many hosts of models take nothing else: `filter[from]` is `filter_from`. A
//! relationship is an id; its type is filled in.

use super::schema::{Relation, relation, resolve, self_contained};
use crate::access::Security;
use crate::operation::OperationInfo;
use axum::http::Method;
use domain::scopes::{Scope, Scopes};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The argument that asks for a rehearsal.
const DRY_RUN: &str = "dryRun";
/// The argument that makes a creation safe to repeat.
const KEY: &str = "idempotencyKey";

/// An operation as a tool.
pub struct Tool {
    pub row: OperationInfo,
    /// As it is listed.
    pub listed: Value,
    /// Whether it changes something.
    pub writes: bool,
    slots: Vec<Slot>,
    body: Option<Shape>,
}

/// An argument that goes into the target.
struct Slot {
    argument: String,
    parameter: String,
    in_path: bool,
}

/// What makes a body of arguments.
struct Shape {
    kind: String,
    /// The body repeats the id of the path.
    states_id: bool,
    attributes: bool,
    /// None: it has no relationships.
    relations: Option<BTreeMap<String, Relation>>,
}

/// A request to make.
#[derive(Debug, PartialEq)]
pub struct Asked {
    pub target: String,
    pub body: Option<Value>,
    pub dry_run: bool,
    pub key: Option<String>,
}

/// The tools of a table, by the document about it: operations that ask for scopes and for none but `allowed`, and answer
/// with `media` or nothing.
pub fn tools(table: &[OperationInfo], document: &Value, media: &str, allowed: Scopes) -> Vec<Tool> {
    let rows = table.iter().filter(|row| within(row.security, allowed));
    rows.filter_map(|row| Tool::of(row, document, media)).collect()
}

fn within(security: Security, allowed: Scopes) -> bool {
    let scopes = security.scopes();
    let allows = |scope: &Scope| allowed.allows(*scope);
    match security {
        Security::Scopes { any: true, .. } => scopes.iter().any(allows),
        _ => !scopes.is_empty() && scopes.iter().all(allows),
    }
}

/// Whether a token with these scopes may use it.
fn grants(security: Security, scopes: Scopes) -> bool {
    let asked = security.scopes();
    match security {
        Security::Scopes { any: true, .. } => asked.iter().any(|scope| scopes.allows(*scope)),
        _ => asked.iter().all(|scope| scopes.allows(*scope)),
    }
}

impl Tool {
    fn of(row: &OperationInfo, document: &Value, media: &str) -> Option<Self> {
        let described = document.get("paths")?.get(row.path)?.get(row.method.as_str().to_lowercase())?;
        let answers = described.get("responses")?.as_object()?.iter().filter(|(status, _)| status.starts_with('2'));
        let other = |content: &Value| content.as_object().is_some_and(|content| content.keys().any(|name| name != media));
        if answers.filter_map(|(_, response)| response.get("content")).any(other) {
            return None;
        }
        let writes = row.method != Method::GET && !row.security.scopes().iter().all(|scope| scope.name().starts_with("read"));
        let mut arguments = Arguments::default();
        let slots = arguments.parameters(described);
        let body = described.pointer("/requestBody/content").and_then(|content| content.get(media)?.get("schema"));
        let body = body.and_then(|schema| arguments.body(resolve(document, schema), document));
        arguments.of_ours(writes, &row.method);
        let listed = json!({
            "name": row.id,
            "title": described.get("summary"),
            "description": description(described, row.security),
            "inputSchema": arguments.schema(document),
            "annotations": {
                "readOnlyHint": !writes,
                "destructiveHint": writes && row.method != Method::POST,
                "idempotentHint": row.method != Method::POST || !writes,
                "openWorldHint": false,
            },
        });
        Some(Self { row: row.clone(), listed, writes, slots, body })
    }

    /// Whether a token with these scopes is shown it.
    pub fn is_for(&self, scopes: Scopes) -> bool {
        grants(self.row.security, scopes)
    }

    /// The request that the arguments come to, or what is wrong with them.
    pub fn ask(&self, arguments: &Map<String, Value>) -> Result<Asked, String> {
        let mut left = arguments.clone();
        let mut taken = |name: &str| left.remove(name).filter(|value| !value.is_null());
        let (mut path, mut query) = (self.row.path.to_owned(), form_urlencoded::Serializer::new(String::new()));
        let mut id = None;
        for slot in &self.slots {
            match (taken(&slot.argument), slot.in_path) {
                (Some(value), true) => {
                    let text = text(&slot.argument, &value)?;
                    path = path.replace(&format!("{{{}}}", slot.parameter), &segment(&slot.argument, &text)?);
                    id = Some(text);
                }
                (Some(value), false) => drop(query.append_pair(&slot.parameter, &text(&slot.argument, &value)?)),
                (None, true) => return Err(format!("{} is missing.", slot.argument)),
                (None, false) => {}
            }
        }
        let query = query.finish();
        let target = if query.is_empty() { path } else { format!("{path}?{query}") };
        let body = match &self.body {
            Some(shape) => Some(shape.fill(taken("attributes"), taken("relationships"), id)?),
            None => None,
        };
        let dry_run = match taken(DRY_RUN).filter(|_| self.writes) {
            Some(Value::Bool(dry_run)) => dry_run,
            Some(_) => return Err(format!("{DRY_RUN} must be true or false.")),
            None => false,
        };
        let key = match taken(KEY).filter(|_| self.writes && self.row.method == Method::POST) {
            Some(value) => Some(text(KEY, &value)?),
            None => None,
        };
        match left.keys().next() {
            Some(name) => Err(format!("{name} is no argument of {}. It takes: {}.", self.row.id, self.arguments().join(", "))),
            None => Ok(Asked { target, body, dry_run, key }),
        }
    }

    fn arguments(&self) -> Vec<&str> {
        let properties = self.listed.pointer("/inputSchema/properties").and_then(Value::as_object);
        properties.into_iter().flatten().map(|(name, _)| name.as_str()).collect()
    }

    /// A place that a refusal names, in the words of the arguments.
    pub fn place(source: &Value) -> Option<String> {
        if let Some(parameter) = source.get("parameter").and_then(Value::as_str) {
            return Some(plain(parameter));
        }
        let pointer = source.get("pointer").and_then(Value::as_str)?;
        Some(pointer.trim_start_matches("/data/").trim_start_matches('/').replace('/', "."))
    }
}

impl Shape {
    fn fill(&self, attributes: Option<Value>, relationships: Option<Value>, id: Option<String>) -> Result<Value, String> {
        let mut data = Map::new();
        data.insert("type".into(), self.kind.as_str().into());
        if let Some(id) = id.filter(|_| self.states_id) {
            data.insert("id".into(), id.into());
        }
        if let Some(attributes) = attributes.filter(|_| self.attributes) {
            data.insert("attributes".into(), attributes);
        }
        match (relationships, &self.relations) {
            (Some(Value::Object(given)), Some(known)) => {
                let links: Result<Map<_, _>, _> = given.into_iter().map(|(name, value)| link(known, name, value)).collect();
                data.insert("relationships".into(), links?.into());
            }
            (Some(_), _) => return Err("relationships must be an object of ids.".into()),
            (None, _) => {}
        }
        Ok(json!({"data": data}))
    }
}

fn link(known: &BTreeMap<String, Relation>, name: String, value: Value) -> Result<(String, Value), String> {
    let Some(relation) = known.get(&name) else {
        return Err(format!("relationships.{name} is not known. Known are: {}.", known.keys().cloned().collect::<Vec<_>>().join(", ")));
    };
    let link = relation.link(value).ok_or_else(|| format!("relationships.{name} must be {}.", relation.wanted()))?;
    Ok((name, link))
}

/// What `inputSchema` is made of.
#[derive(Default)]
struct Arguments {
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl Arguments {
    fn add(&mut self, name: &str, schema: Value, required: bool) {
        self.properties.insert(name.to_owned(), schema);
        if required {
            self.required.push(name.into());
        }
    }

    fn parameters(&mut self, described: &Value) -> Vec<Slot> {
        let mut slots = Vec::new();
        for parameter in described.get("parameters").and_then(Value::as_array).into_iter().flatten() {
            let (Some(name), Some(mut schema)) = (parameter.get("name").and_then(Value::as_str), parameter.get("schema").cloned()) else {
                continue;
            };
            if let (Some(text), Value::Object(members)) = (parameter.get("description"), &mut schema) {
                members.insert("description".into(), text.clone());
            }
            let in_path = parameter.get("in").is_some_and(|place| place == "path");
            let argument = plain(name);
            self.add(&argument, schema, parameter.get("required").is_some_and(|required| required == true));
            slots.push(Slot { argument, parameter: name.to_owned(), in_path });
        }
        slots
    }

    fn body(&mut self, schema: &Value, document: &Value) -> Option<Shape> {
        let data = resolve(document, schema.pointer("/properties/data")?);
        let members = data.get("properties")?;
        let requires =
            |name: &str| data.get("required").and_then(Value::as_array).is_some_and(|names| names.iter().any(|other| other == name));
        let attributes = members.get("attributes");
        if let Some(schema) = attributes {
            self.add("attributes", schema.clone(), requires("attributes"));
        }
        let relations = members.get("relationships").map(|schema| {
            let schema = resolve(document, schema);
            let known = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
            let known: BTreeMap<_, _> = known.map(|(name, schema)| (name.clone(), relation(document, schema))).collect();
            let shown: Map<_, _> = known.iter().map(|(name, relation)| (name.clone(), relation.schema())).collect();
            let needed = schema.get("required").cloned().unwrap_or_else(|| json!([]));
            let schema = json!({"type": "object", "properties": shown, "required": needed, "additionalProperties": false});
            self.add("relationships", schema, requires("relationships"));
            known
        });
        let kind = members.pointer("/type/const").and_then(Value::as_str)?.to_owned();
        Some(Shape { kind, states_id: members.get("id").is_some(), attributes: attributes.is_some(), relations })
    }

    fn of_ours(&mut self, writes: bool, method: &Method) {
        if !writes {
            return;
        }
        let text = "Says what would happen, with all checks, and changes nothing. Ask the person before you call it again without.";
        self.add(DRY_RUN, json!({"type": "boolean", "default": false, "description": text}), false);
        if *method == Method::POST {
            let text = "A text of your own for this one action: sent again with the same one within a day, it is not done twice.";
            self.add(KEY, json!({"type": "string", "minLength": 1, "maxLength": 255, "description": text}), false);
        }
    }

    fn schema(self, document: &Value) -> Value {
        let schema = json!({"type": "object", "properties": self.properties, "required": self.required, "additionalProperties": false});
        self_contained(schema, document)
    }
}

fn description(described: &Value, security: Security) -> String {
    let member = |name: &str| described.get(name).and_then(Value::as_str).unwrap_or_default();
    let names: Vec<_> = security.scopes().iter().map(|scope| scope.name()).collect();
    let about = member("description");
    let gap = if about.is_empty() { "" } else { "\n\n" };
    format!("{}.{gap}{about}\n\nScopes: {}.", member("summary"), names.join(", "))
}

/// `filter[from]` is `filter_from`.
fn plain(name: &str) -> String {
    name.replace(['[', '.'], "_").replace(']', "")
}

/// As a query has it: lists are joined by commas.
fn text(name: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Array(items) => Ok(items.iter().map(|item| text(name, item)).collect::<Result<Vec<_>, _>>()?.join(",")),
        Value::Object(_) | Value::Null => Err(format!("{name} must be a text.")),
    }
}

/// As a segment of a path (RFC 3986, section 3.3).
fn segment(name: &str, text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err(format!("{name} must not be empty."));
    }
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase()));
            }
        }
    }
    Ok(out)
}

//! Holds the OpenAPI document of API 2 against the contract: what is promised is there and nothing else.

use crate::contract::CONTRACT;
use app::BaseUrl;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

pub fn ours() -> Value {
    let hosts = BaseUrl::parse("https://kontor.test").unwrap();
    http_api::api2().openapi(&http_api::v2::info(&hosts, 60))
}

/// Operations that the contract does not have, by name.
const OWN: &[&str] = &[
    "advance-space-clock",
    "create-allocation",
    "create-calendar-blocker",
    "delete-allocation",
    "delete-calendar-blocker",
    "delete-invoice",
    "delete-resource",
    "get-space-accounting-report",
    "get-space-clock",
    "get-space-events-feed",
    "request-e-invoice",
    "update-allocation",
    "update-calendar-blocker",
];

/// An operation with its place, the parameters of its path included.
struct Entry<'a> {
    path: &'a str,
    method: &'a str,
    operation: &'a Value,
    parameters: Vec<&'a Value>,
}

fn entries(document: &Value) -> BTreeMap<&str, Entry<'_>> {
    let mut found = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(name, _)| METHODS.contains(&name.as_str())) {
            let shared = item["parameters"].as_array().into_iter().flatten();
            let parameters = shared.chain(operation["parameters"].as_array().into_iter().flatten());
            let parameters = parameters.map(|parameter| resolved(document, parameter)).collect();
            let entry = Entry { path, method, operation, parameters };
            let twice = found.insert(operation["operationId"].as_str().unwrap(), entry);
            assert!(twice.is_none(), "{method} {path} has the id of another operation");
        }
    }
    found
}

fn resolved<'a>(document: &'a Value, mut node: &'a Value) -> &'a Value {
    while let Some(target) = node["$ref"].as_str() {
        node = document.pointer(target.trim_start_matches('#')).unwrap_or_else(|| panic!("{target} leads nowhere"));
    }
    node
}

#[test]
fn operations_are_those_of_the_contract() {
    let Some(contract) = &*CONTRACT else { return };
    let ours = ours();
    let ids = |document| entries(document).into_keys().collect::<BTreeSet<_>>();
    let (promised, built) = (ids(contract), ids(&ours));
    assert_eq!(promised.difference(&built).collect::<Vec<_>>(), Vec::<&&str>::new(), "promised and not there");
    assert_eq!(built.difference(&promised).copied().collect::<Vec<_>>(), OWN, "not in the contract");
}

#[test]
fn operations_have_the_place_scopes_and_parameters_of_the_contract() {
    let Some(contract) = &*CONTRACT else { return };
    let ours = ours();
    let promised = entries(contract);
    let mut wrong = Vec::new();
    for (id, entry) in entries(&ours) {
        let Some(told) = promised.get(id) else { continue };
        if (entry.path, entry.method) != (told.path, told.method) {
            wrong.push(format!("{id}: {} {} is not {} {}", entry.method, entry.path, told.method, told.path));
        }
        if told.operation["security"].is_array() && scopes(entry.operation) != scopes(told.operation) {
            wrong.push(format!("{id}: scopes {:?} instead of {:?}", scopes(entry.operation), scopes(told.operation)));
        }
        let (mut own, told) = (parameters(&entry), parameters(told));
        own.retain(|(name, place), _| told.contains_key(&(name.clone(), place.clone())) || !is_general(name));
        for (key, (required, values)) in &told {
            match own.remove(key) {
                Some((own_required, own_values)) => {
                    if own_required != *required {
                        wrong.push(format!("{id}: {key:?} required: {own_required}"));
                    }
                    if !values.is_empty() && *values != own_values {
                        wrong.push(format!("{id}: {key:?} takes {own_values:?} instead of {values:?}"));
                    }
                }
                None => wrong.push(format!("{id} lacks {key:?}")),
            }
        }
        wrong.extend(own.keys().map(|key| format!("{id} has {key:?} more")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What the contract says once for all lists and resources, in its introduction.
fn is_general(name: &str) -> bool {
    name.starts_with("page[") || name.starts_with("fields[")
}

/// All ways in, each a set.
fn scopes(operation: &Value) -> BTreeSet<BTreeSet<String>> {
    let ways = operation["security"].as_array().into_iter().flatten();
    let names = |way: &Value| way.as_object().unwrap().values().flat_map(|names| names.as_array().unwrap()).cloned().collect::<Vec<_>>();
    ways.map(|way| names(way).iter().map(|name| name.as_str().unwrap().to_owned()).collect()).collect()
}

type Parameters = BTreeMap<(String, String), (bool, BTreeSet<String>)>;

fn parameters(entry: &Entry<'_>) -> Parameters {
    let mut found = Parameters::new();
    // Those of the path stand in the path, which is compared; once the contract gives one another name.
    for parameter in entry.parameters.iter().filter(|parameter| parameter["in"] != "path") {
        let name = parameter["name"].as_str().unwrap().trim_end_matches("[]").to_owned();
        let key = (name, parameter["in"].as_str().unwrap().to_owned());
        let values = values(&parameter["schema"]);
        found.insert(key, (parameter["required"] == true, values));
    }
    found
}

/// The values of an enumeration, or of a list of them. Texts and what looks like them are the same in a query.
fn values(schema: &Value) -> BTreeSet<String> {
    let listed = [&schema["enum"], &schema["items"]["enum"]].into_iter().filter_map(Value::as_array).flatten();
    let named = listed.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    let either = ["anyOf", "oneOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten().flat_map(values);
    let constant = schema["const"].as_str().map(str::to_owned);
    let is_truth = schema["type"] == "boolean" || schema["type"].as_array().is_some_and(|kinds| kinds.contains(&json!("boolean")));
    let truth = is_truth.then(|| ["true".to_owned(), "false".to_owned()]);
    let mut all: BTreeSet<String> = named.chain(either).chain(constant).chain(truth.into_iter().flatten()).collect();
    all.remove("null");
    all
}

/// What a schema says of an object or a list, whatever it is composed of.
#[derive(Default)]
struct Shape<'a> {
    properties: BTreeMap<&'a str, Vec<&'a Value>>,
    required: BTreeSet<&'a str>,
    items: Vec<&'a Value>,
    /// Anything else may stand there too.
    open: bool,
}

fn shape<'a>(document: &'a Value, node: &'a Value) -> Shape<'a> {
    let mut shape = Shape::default();
    gather(document, node, &mut shape, true, 0);
    shape
}

fn gather<'a>(document: &'a Value, node: &'a Value, shape: &mut Shape<'a>, certain: bool, depth: usize) {
    if depth > 8 {
        return;
    }
    let node = resolved_beside(document, node, shape, certain, depth);
    for (name, property) in node["properties"].as_object().into_iter().flatten() {
        shape.properties.entry(name).or_default().push(property);
    }
    if certain {
        shape.required.extend(node["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
    }
    shape.items.extend(Some(&node["items"]).filter(|items| items.is_object()));
    shape.open |= node["additionalProperties"] == true || node["additionalProperties"].is_object();
    for part in node["allOf"].as_array().into_iter().flatten() {
        gather(document, part, shape, certain, depth + 1);
    }
    for key in ["anyOf", "oneOf"] {
        let parts: Vec<&Value> = node[key].as_array().into_iter().flatten().filter(|part| part["type"] != "null").collect();
        for part in &parts {
            gather(document, part, shape, certain && parts.len() == 1, depth + 1);
        }
    }
}

/// A `$ref` may have neighbours in OpenAPI 3.1.
fn resolved_beside<'a>(document: &'a Value, node: &'a Value, shape: &mut Shape<'a>, certain: bool, depth: usize) -> &'a Value {
    if node["$ref"].is_string() {
        gather(document, resolved(document, node), shape, certain, depth + 1);
    }
    node
}

/// What JSON:API lets every document and resource have; those that come are held against the contract where they are seen.
const MEMBERS_OF_ALL: [&str; 3] = ["links", "meta", "included"];

/// Ours says no more than theirs, and all that theirs requires.
fn hold(at: &str, (ours, own): (&Value, &[&Value]), (theirs, told): (&Value, &[&Value]), depth: usize, wrong: &mut Vec<String>) {
    if depth > 12 {
        return;
    }
    let (own, told) = (merged(ours, own), merged(theirs, told));
    if !told.items.is_empty() && !own.items.is_empty() {
        hold(&format!("{at}[]"), (ours, &own.items), (theirs, &told.items), depth + 1, wrong);
    }
    if told.properties.is_empty() {
        return;
    }
    for name in &told.required {
        if !own.properties.contains_key(name) && !own.open {
            wrong.push(format!("{at} lacks {name}"));
        }
    }
    for (name, nodes) in &own.properties {
        match told.properties.get(name) {
            Some(promised) => hold(&format!("{at}.{name}"), (ours, nodes), (theirs, promised), depth + 1, wrong),
            None if told.open || MEMBERS_OF_ALL.contains(name) => {}
            None => wrong.push(format!("{at} has {name} more")),
        }
    }
}

fn merged<'a>(document: &'a Value, nodes: &[&'a Value]) -> Shape<'a> {
    let mut all = Shape::default();
    for node in nodes {
        let one = shape(document, node);
        for (name, properties) in one.properties {
            all.properties.entry(name).or_default().extend(properties);
        }
        if nodes.len() == 1 {
            all.required = one.required;
        }
        all.items.extend(one.items);
        all.open |= one.open;
    }
    all
}

fn content(body: &Value) -> Option<&Value> {
    body["content"].as_object().and_then(|kinds| kinds.values().next()).map(|kind| &kind["schema"])
}

#[test]
fn answers_say_what_the_contract_says() {
    let Some(contract) = &*CONTRACT else { return };
    let ours = ours();
    let promised = entries(contract);
    let mut wrong = Vec::new();
    for (id, entry) in entries(&ours) {
        let Some(told) = promised.get(id) else { continue };
        for (status, answer) in told.operation["responses"].as_object().unwrap() {
            let answer = resolved(contract, answer);
            let own = &entry.operation["responses"][status];
            if own.is_null() {
                wrong.push(format!("{id} has no {status}"));
                continue;
            }
            let own = resolved(&ours, own);
            if let (Some(own), Some(told)) = (content(own), content(answer)) {
                hold(&format!("{id} {status}"), (&ours, &[own]), (contract, &[told]), 0, &mut wrong);
            }
        }
        for (status, _) in entry.operation["responses"].as_object().unwrap() {
            if status.starts_with('2') && told.operation["responses"][status].is_null() {
                wrong.push(format!("{id} has {status} more"));
            }
        }
        let scopes = scopes(entry.operation);
        let forgotten = match (scopes.is_empty(), scopes.iter().all(BTreeSet::is_empty)) {
            (true, _) => &["429"][..],
            (false, true) => &["401", "429"],
            (false, false) => &["401", "403", "429"],
        };
        for status in forgotten {
            if entry.operation["responses"][status].is_null() {
                wrong.push(format!("{id} does not tell of {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A schema that stands alone: `$ref`s keep leading into the document.
fn alone(document: &Value, schema: &Value) -> Value {
    json!({"allOf": [schema], "components": document["components"]})
}

#[test]
fn the_contracts_examples_can_be_sent() {
    let Some(contract) = &*CONTRACT else { return };
    let ours = ours();
    let promised = entries(contract);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (id, entry) in entries(&ours) {
        let Some(told) = promised.get(id) else { continue };
        let examples = examples(contract, &told.operation["requestBody"]);
        let Some(schema) = content(resolved(&ours, &entry.operation["requestBody"])) else {
            if told.operation["requestBody"].is_object() {
                wrong.push(format!("{id} takes no body"));
            }
            continue;
        };
        let validator = jsonschema::validator_for(&alone(&ours, schema)).unwrap();
        for example in examples {
            tried += 1;
            wrong.extend(validator.iter_errors(&example).map(|error| format!("{id}: {} {error}", error.instance_path())));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(tried > 0);
}

/// Bodies that the contract shows.
pub fn examples(contract: &Value, body: &Value) -> Vec<Value> {
    let kinds = resolved(contract, body)["content"].as_object().into_iter().flatten().map(|(_, kind)| kind);
    kinds
        .flat_map(|kind| {
            let named = kind["examples"].as_object().into_iter().flatten().map(|(_, example)| resolved(contract, example)["value"].clone());
            named.chain(Some(kind["example"].clone())).filter(|example| !example.is_null()).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_document_is_well_formed() {
    let ours = ours();
    assert_eq!(ours["openapi"], "3.1.0");
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let top =
        known(&["openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs", "jsonSchemaDialect", "webhooks"]);
    assert!(keys(&ours).is_subset(&top), "{:?}", keys(&ours));
    assert!(ours["info"]["title"].is_string() && ours["info"]["version"].is_string());
    let security = ours["components"]["securitySchemes"].as_object().unwrap();
    for (id, entry) in entries(&ours) {
        assert!(entry.operation["summary"].is_string() && entry.operation["tags"][0].is_string(), "{id}");
        let in_path: BTreeSet<&str> = entry.path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        let mut named = BTreeSet::new();
        for parameter in &entry.parameters {
            let (name, place) = (parameter["name"].as_str().unwrap(), parameter["in"].as_str().unwrap());
            assert!(named.insert((name, place)), "{id}: {name} twice");
            assert!(["path", "query", "header", "cookie"].contains(&place), "{id}: {place}");
            assert!(place != "path" || (parameter["required"] == true && in_path.contains(name)), "{id}: {name}");
            assert!(parameter["schema"].is_object() ^ parameter["content"].is_object(), "{id}: {name}");
        }
        for name in in_path {
            assert!(named.contains(&(name, "path")), "{id} does not tell of {name}");
        }
        for (status, answer) in entry.operation["responses"].as_object().unwrap() {
            assert!(status.parse::<u16>().is_ok_and(|status| (200..600).contains(&status)), "{id}: {status}");
            assert!(resolved(&ours, answer)["description"].is_string(), "{id} {status}");
        }
        for way in entry.operation["security"].as_array().into_iter().flatten() {
            assert!(way.as_object().unwrap().keys().all(|name| security.contains_key(name)), "{id}");
        }
    }
    let mut schemas = Vec::new();
    collect(&ours, &ours, "", &mut schemas);
    assert!(schemas.len() > 20);
    for (at, schema) in schemas {
        assert!(jsonschema::draft202012::meta::is_valid(schema), "{at}");
    }
}

/// Everything that stands where a schema stands; every `$ref` is followed once on the way.
fn collect<'a>(document: &'a Value, node: &'a Value, at: &str, schemas: &mut Vec<(String, &'a Value)>) {
    if let Some(target) = node["$ref"].as_str() {
        assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{at}: {target} leads nowhere");
    }
    let members = |node: &'a Value| -> Option<&'a Map<String, Value>> { node.as_object() };
    for (name, member) in members(node).into_iter().flatten() {
        let at = format!("{at}/{name}");
        if name == "schema" && member.is_object() {
            schemas.push((at.clone(), member));
        }
        if name == "schemas" && at == "/components/schemas" {
            schemas.extend(members(member).into_iter().flatten().map(|(name, schema)| (format!("{at}/{name}"), schema)));
        }
        collect(document, member, &at, schemas);
    }
    for (index, item) in node.as_array().into_iter().flatten().enumerate() {
        collect(document, item, &format!("{at}/{index}"), schemas);
    }
}

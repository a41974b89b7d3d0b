//! Schemas of tools: each stands alone, as a host of models sees nothing of the document that they come from.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const COMPONENTS: &str = "#/components/schemas/";

/// What a `$ref` leads to.
pub fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
    target.and_then(|target| document.pointer(target)).unwrap_or(schema)
}

/// With all that it refers to in its own `$defs`.
pub fn self_contained(mut schema: Value, document: &Value) -> Value {
    let mut definitions = BTreeMap::new();
    gather(&mut schema, document, &mut definitions);
    if let (Value::Object(members), false) = (&mut schema, definitions.is_empty()) {
        members.insert("$defs".into(), definitions.into_iter().collect::<Map<_, _>>().into());
    }
    schema
}

fn gather(node: &mut Value, document: &Value, definitions: &mut BTreeMap<String, Value>) {
    match node {
        Value::Object(members) => {
            if let Some(Value::String(target)) = members.get_mut("$ref")
                && let Some(name) = target.strip_prefix(COMPONENTS).map(str::to_owned)
            {
                *target = format!("#/$defs/{name}");
                if !definitions.contains_key(&name) {
                    definitions.insert(name.clone(), Value::Null); // it may lead to itself
                    let mut schema = document.pointer(&format!("/components/schemas/{name}")).cloned().unwrap_or_default();
                    gather(&mut schema, document, definitions);
                    definitions.insert(name, schema);
                }
            }
            members.values_mut().for_each(|member| gather(member, document, definitions));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| gather(item, document, definitions)),
        _ => {}
    }
}

/// A relationship of a body.
#[derive(Debug, PartialEq)]
pub enum Relation {
    /// To one resource of the type, or to none where `optional`.
    One {
        kind: String,
        optional: bool,
    },
    Many(String),
    /// To several types: as the API has it.
    Other(Value),
}

/// Reads the schema `{data: {type, id}}`.
pub fn relation(document: &Value, schema: &Value) -> Relation {
    let other = || Relation::Other(schema.clone());
    let Some(data) = choices(document, schema).into_iter().find_map(|choice| choice.pointer("/properties/data")) else { return other() };
    let choices = choices(document, data);
    let optional = choices.iter().any(|choice| may_be(choice, "null"));
    let kind = |schema: &Value| schema.pointer("/properties/type/const").and_then(Value::as_str).map(str::to_owned);
    let kinds: Vec<_> = choices.iter().filter_map(|choice| kind(choice)).collect();
    match (kinds.as_slice(), choices.iter().find_map(|choice| kind(resolve(document, choice.get("items")?)))) {
        ([one], None) => Relation::One { kind: one.clone(), optional },
        ([], Some(many)) => Relation::Many(many),
        _ => other(),
    }
}

fn may_be(schema: &Value, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => several.iter().any(|one| one == name),
        _ => false,
    }
}

/// The schema, or what it leaves to choose from.
fn choices<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    let schema = resolve(document, schema);
    match schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array) {
        Some(several) => several.iter().map(|one| resolve(document, one)).collect(),
        None => vec![schema],
    }
}

impl Relation {
    pub fn schema(&self) -> Value {
        let id = |kind: &str| json!({"type": "string", "description": format!("An id, of the type {kind}.")});
        match self {
            Self::One { kind, optional: false } => id(kind),
            Self::One { kind, optional: true } => json!({"type": ["string", "null"], "description": format!("An id, of the type {kind}.")}),
            Self::Many(kind) => json!({"type": "array", "items": id(kind)}),
            Self::Other(schema) => schema.clone(),
        }
    }

    /// What it must be given.
    pub fn wanted(&self) -> &'static str {
        match self {
            Self::One { .. } => "an id",
            Self::Many(_) => "a list of ids",
            Self::Other(_) => "as the API has it",
        }
    }

    /// As a body has it.
    pub fn link(&self, value: Value) -> Option<Value> {
        match (self, value) {
            (Self::One { kind, .. }, Value::String(id)) => Some(json!({"data": {"type": kind, "id": id}})),
            (Self::One { .. }, Value::Null) => Some(json!({"data": null})),
            (Self::Many(kind), Value::Array(ids)) => {
                let ids: Option<Vec<_>> = ids.iter().map(|id| Some(json!({"type": kind, "id": id.as_str()?}))).collect();
                Some(json!({"data": ids?}))
            }
            (Self::Other(_), value) => Some(value),
            _ => None,
        }
    }
}

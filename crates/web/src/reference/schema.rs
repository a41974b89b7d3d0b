//! JSON Schema for people: the members of a body as rows, and a value that fits it.

use serde_json::{Map, Value, json};

/// How deep members are shown: deeper ones are found in the OpenAPI document.
const DEPTH: usize = 7;

/// One member of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// From the outermost member on, as `data.attributes.from`; `[]` stands for the items of an array.
    pub name: String,
    /// As `string (date-time) or null`.
    pub kind: String,
    pub required: bool,
    pub about: String,
}

/// Reads the schemas of one OpenAPI document.
#[derive(Clone, Copy)]
pub(super) struct Schemas<'a> {
    document: &'a Value,
}

impl<'a> Schemas<'a> {
    pub(super) fn of(document: &'a Value) -> Self {
        Self { document }
    }

    /// Follows `$ref`, a few times at most.
    fn resolve(self, mut schema: &'a Value) -> &'a Value {
        for _ in 0..8 {
            let Some(target) = schema.get("$ref").and_then(Value::as_str) else { break };
            schema = self.document.pointer(target.trim_start_matches('#')).unwrap_or(&Value::Null);
        }
        schema
    }

    /// The schema that says what a value has, without the alternative `null`; and whether that was there.
    fn present(self, schema: &'a Value) -> (&'a Value, bool) {
        let schema = self.resolve(schema);
        let Some(choices) = choices(schema) else { return (schema, false) };
        let is_null = |choice: &&Value| choice.get("type").is_some_and(|kind| kind == "null");
        let nullable = choices.iter().any(|choice| is_null(&choice));
        let first = choices.iter().find(|choice| !is_null(choice)).unwrap_or(&Value::Null);
        (self.resolve(first), nullable)
    }

    /// All members of a body, outer ones first.
    pub(super) fn members(self, schema: &'a Value) -> Vec<Member> {
        let mut rows = Vec::new();
        self.walk(schema, "", 0, &mut rows);
        rows
    }

    fn walk(self, schema: &'a Value, prefix: &str, depth: usize, rows: &mut Vec<Member>) {
        let (schema, _) = self.present(schema);
        if depth > DEPTH {
            return;
        }
        if let Some(items) = schema.get("items") {
            return self.walk(items, &format!("{prefix}[]"), depth + 1, rows);
        }
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.walk(part, prefix, depth + 1, rows);
        }
        let required = schema.get("required").and_then(Value::as_array);
        for (name, member) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let full = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            let about = self.about(member);
            let required = required.is_some_and(|names| names.iter().any(|required| required == name));
            rows.push(Member { name: full.clone(), kind: self.kind(member), required, about });
            self.walk(member, &full, depth + 1, rows);
        }
    }

    fn about(self, schema: &'a Value) -> String {
        let own = schema.get("description").or_else(|| self.present(schema).0.get("description"));
        own.and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// The type in words.
    pub(super) fn kind(self, schema: &'a Value) -> String {
        let (present, mut nullable) = self.present(schema);
        let types: Vec<&str> = match present.get("type") {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(name)) => vec![name],
            _ => Vec::new(),
        };
        nullable |= types.contains(&"null");
        let first = types.into_iter().find(|name| *name != "null");
        let mut text = match (present.get("const"), present.get("enum").and_then(Value::as_array)) {
            (Some(value), _) => value.to_string(),
            (None, Some(values)) => {
                let shown: Vec<String> = values.iter().filter(|value| !value.is_null()).map(Value::to_string).collect();
                nullable |= shown.len() < values.len();
                shown.join(", ")
            }
            (None, None) => match first {
                Some("array") => format!("array of {}", present.get("items").map_or_else(|| "any".into(), |items| self.kind(items))),
                Some(name) => match present.get("format").and_then(Value::as_str) {
                    Some(format) => format!("{name} ({format})"),
                    None => name.to_owned(),
                },
                None if present.get("properties").is_some() => "object".into(),
                None => "any".into(),
            },
        };
        if nullable {
            text.push_str(" or null");
        }
        text
    }

    /// A value that fits, with the required members alone.
    pub(super) fn sample(self, schema: &'a Value) -> Value {
        self.sampled(schema, 0)
    }

    fn sampled(self, schema: &'a Value, depth: usize) -> Value {
        let (schema, _) = self.present(schema);
        let given = ["const", "default", "example"].iter().find_map(|key| schema.get(key)).filter(|value| !value.is_null());
        let listed = ["examples", "enum"].iter().find_map(|key| schema.get(key)?.as_array()?.first());
        if let Some(value) = given.or(listed) {
            return value.clone();
        }
        if depth > DEPTH {
            return Value::Null;
        }
        let kind = match schema.get("type") {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).find(|name| *name != "null"),
            Some(name) => name.as_str(),
            None => schema.get("properties").map(|_| "object"),
        };
        match kind {
            Some("object") => self.object(schema, depth),
            Some("array") => json!([schema.get("items").map_or(Value::Null, |items| self.sampled(items, depth + 1))]),
            Some("string") => json!(text(schema)),
            Some("integer") => schema.get("minimum").cloned().unwrap_or(json!(1)),
            Some("number") => json!(1.5),
            Some("boolean") => json!(true),
            _ => Value::Null,
        }
    }

    fn object(self, schema: &'a Value, depth: usize) -> Value {
        let required = schema.get("required").and_then(Value::as_array);
        let wanted = |name: &str| required.is_some_and(|names| names.iter().any(|required| required == name));
        let mut members = Map::new();
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            if let Value::Object(more) = self.sampled(part, depth + 1) {
                members.extend(more);
            }
        }
        for (name, member) in schema.get("properties").and_then(Value::as_object).into_iter().flatten().filter(|(name, _)| wanted(name)) {
            members.insert(name.clone(), self.sampled(member, depth + 1));
        }
        Value::Object(members)
    }
}

fn choices(schema: &Value) -> Option<&Vec<Value>> {
    ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array())
}

fn text(schema: &Value) -> &'static str {
    match schema.get("format").and_then(Value::as_str) {
        Some("date-time") => "2026-01-15T10:00:00Z",
        Some("date") => "2026-01-15",
        Some("email") => "ada@example.org",
        Some("uri" | "url") => "https://example.org",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        json!({"components": {"schemas": {
            "price": {"type": "object", "required": ["net"], "properties": {"net": {"type": "string"}, "note": {"type": ["string", "null"]}}},
        }}})
    }

    #[test]
    fn members_are_named_from_the_outside_in() {
        let document = document();
        let schema = json!({"type": "object", "required": ["day"], "properties": {
            "day": {"type": "string", "format": "date", "description": "Local."},
            "prices": {"type": "array", "items": {"$ref": "#/components/schemas/price"}},
            "limit": {"anyOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]},
            "unit": {"enum": ["item", "minute"]},
        }});
        let rows = Schemas::of(&document).members(&schema);
        let shown: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.kind.as_str(), row.required)).collect();
        assert_eq!(
            shown,
            [
                ("day", "string (date)", true),
                ("limit", "integer or null", false),
                ("prices", "array of object", false),
                ("prices[].net", "string", true),
                ("prices[].note", "string or null", false),
                ("unit", "\"item\", \"minute\"", false),
            ]
        );
        assert_eq!(rows[0].about, "Local.");
    }

    #[test]
    fn samples_fit_and_leave_out_what_may_be_absent() {
        let document = document();
        let schema = json!({"type": "object", "required": ["price", "n"], "properties": {
            "price": {"$ref": "#/components/schemas/price"}, "n": {"type": "integer", "minimum": 3}, "more": {"type": "boolean"},
        }});
        let schemas = Schemas::of(&document);
        assert_eq!(schemas.sample(&schema), json!({"price": {"net": "text"}, "n": 3}));
    }

    #[test]
    fn schemas_that_hold_themselves_end() {
        let document = json!({"components": {"schemas": {"tree": {"type": "object", "required": ["child"], "properties": {
            "child": {"$ref": "#/components/schemas/tree"}}}}}});
        let tree = &document["components"]["schemas"]["tree"];
        assert!(Schemas::of(&document).members(tree).len() <= DEPTH + 1);
        assert!(Schemas::of(&document).sample(tree).is_object());
    }
}

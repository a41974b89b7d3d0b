//! A document as YAML 1.2: blocks for objects and arrays, JSON for everything else, which YAML reads as it is.

use serde_json::Value;
use std::fmt::Write as _;

/// The whole document, with a line break at its end.
pub(super) fn write(value: &Value) -> String {
    let mut out = String::new();
    if scalar(value) {
        let _ = writeln!(out, "{value}");
    } else {
        block(value, 0, &mut out);
    }
    out
}

fn scalar(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => true,
    }
}

fn block(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = Value::from(name.as_str());
                if scalar(member) {
                    let _ = writeln!(out, "{indent}{name}: {member}");
                } else {
                    let _ = writeln!(out, "{indent}{name}:");
                    block(member, depth + 1, out);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                if scalar(item) {
                    let _ = writeln!(out, "{indent}- {item}");
                } else {
                    let _ = writeln!(out, "{indent}-");
                    block(item, depth + 1, out);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn objects_and_arrays_are_blocks() {
        let value = json!({"a": {"b": [1, {"c": "x: #y\n"}, []], "d": {}}, "e": null});
        let text = "\"a\":\n  \"b\":\n    - 1\n    -\n      \"c\": \"x: #y\\n\"\n    - []\n  \"d\": {}\n\"e\": null\n";
        assert_eq!(super::write(&value), text);
        assert_eq!(super::write(&json!("x")), "\"x\"\n");
    }
}

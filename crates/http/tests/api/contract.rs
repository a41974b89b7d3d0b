//! Holds answers of API 2 against the contract: `KONTOR_SPEC`, or `../shared/spec/api2-openapi.json` beside the
//! repository. Without the file nothing is checked, unless `CI` is set.

use crate::client::{Answer, MEDIA};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};

/// The contract, if it is there.
pub static CONTRACT: LazyLock<Option<Value>> = LazyLock::new(|| {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/spec/api2-openapi.json"));
    let path = std::env::var_os("KONTOR_SPEC").map_or_else(beside, PathBuf::from);
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).unwrap()),
        Err(error) => {
            assert!(!testkit::in_ci(), "{}: {error}", path.display());
            eprintln!("skipped: the contract is not at {}", path.display());
            None
        }
    }
});

/// An operation of the contract by its id.
pub fn operation<'a>(contract: &'a Value, id: &str) -> Option<&'a Value> {
    let items = contract["paths"].as_object().unwrap().values();
    items.flat_map(|item| item.as_object().unwrap().values()).find(|entry| entry["operationId"] == id)
}

/// The schema with all it refers to.
fn whole(contract: &Value, schema: &Value) -> Value {
    let mut named = Map::new();
    let mut open = vec![schema.clone()];
    while let Some(node) = open.pop() {
        match node {
            Value::Object(members) => {
                if let Some(Value::String(target)) = members.get("$ref") {
                    let name = target.rsplit('/').next().unwrap();
                    let found = &contract["components"]["schemas"][name];
                    if !named.contains_key(name) {
                        named.insert(name.to_owned(), found.clone());
                        open.push(found.clone());
                    }
                }
                open.extend(members.into_iter().map(|(_, member)| member));
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    json!({"allOf": [schema], "components": {"schemas": named}})
}

type Validators = Mutex<HashMap<(String, u16), Arc<Validator>>>;
static VALIDATORS: LazyLock<Validators> = LazyLock::new(Mutex::default);

fn validator(contract: &Value, id: &str, status: u16) -> Option<Arc<Validator>> {
    let entry = operation(contract, id)?;
    let mut validators = VALIDATORS.lock().unwrap();
    if let Some(known) = validators.get(&(id.to_owned(), status)) {
        return Some(Arc::clone(known));
    }
    let promised = &entry["responses"][status.to_string()];
    assert!(promised.is_object() || status >= 400, "{id} does not promise {status}");
    let schema = match &promised["content"][MEDIA]["schema"] {
        schema @ Value::Object(_) => schema.clone(),
        _ if status < 400 => return None,
        // What the contract forgets: 401, 403, 404, 429 and the like have the body of all failures.
        _ => json!({"type": "object", "required": ["errors"], "properties": {
            "errors": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/error"}},
        }}),
    };
    let validator = jsonschema::options().should_validate_formats(true).build(&whole(contract, &schema)).unwrap();
    let validator = Arc::new(validator);
    validators.insert((id.to_owned(), status), Arc::clone(&validator));
    Some(validator)
}

/// Fails unless the answer is what the contract promises of the operation. Operations that are not in it pass.
pub fn conforms(id: &str, answer: &Answer) {
    let Some(contract) = &*CONTRACT else { return };
    let Some(validator) = validator(contract, id, answer.status) else { return };
    let problems: Vec<String> = validator.iter_errors(&answer.body).map(|error| format!("{} {error}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{id}: {problems:#?}\n{:#}", answer.body);
    assert_eq!(answer.header("content-type"), MEDIA, "{id}");
}

/// For the report of `cargo xtask conformance`, which sets `KONTOR_CONFORMANCE=FILE`: checks the answer, and adds a line to the
/// file: where it was seen, operation and status.
pub fn note(seen: &str, id: &str, answer: &Answer) {
    let Some(file) = std::env::var_os("KONTOR_CONFORMANCE") else { return };
    conforms(id, answer);
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
    // One write, so that the lines of tests that run at once do not mix.
    file.write_all(format!("{seen} {id} {}\n", answer.status).as_bytes()).unwrap();
}

//! `cargo xtask conformance`: which documented answers of API 2 its tests have seen and held against the contract.

use crate::exceptions::Exceptions;
use crate::{Report, Result, output};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Statuses by operation.
type Statuses = BTreeMap<String, BTreeSet<u16>>;

pub fn run(root: &Path, _: &mut Exceptions) -> Result<Report> {
    let document = output(root, "cargo", &["run", "--quiet", "--locked", "-p", "kontor", "--", "openapi"])?;
    let documented = documented(&serde_json::from_str(&document)?);
    let seen = seen(&record(root)?);
    let (table, findings) = compare(&documented, &seen);
    println!("{table}");
    Ok(Report { looked_at: format!("answers of {} operations", documented.len()), findings })
}

/// Runs the tests of the APIs, on both databases, which write down what they see.
fn record(root: &Path) -> Result<String> {
    let directory = root.join("target");
    std::fs::create_dir_all(&directory)?;
    let file = directory.join("conformance.txt");
    std::fs::write(&file, "")?;
    let mut tests = Command::new(root.join("scripts/test"));
    let status = tests.args(["--quick", "-E", "package(http-api)"]).current_dir(root).env("KONTOR_CONFORMANCE", &file).status()?;
    if !status.success() {
        return Err(format!("the tests: {status}").into());
    }
    Ok(std::fs::read_to_string(file)?)
}

fn documented(document: &Value) -> Statuses {
    let items = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let entries = items.filter_map(Value::as_object).flat_map(|item| item.values());
    let statuses = |entry: &Value| {
        entry["responses"].as_object().into_iter().flat_map(|all| all.keys()).filter_map(|status| status.parse().ok()).collect()
    };
    entries.filter_map(|entry| Some((entry["operationId"].as_str()?.to_owned(), statuses(entry)))).collect()
}

fn seen(lines: &str) -> Statuses {
    let mut seen = Statuses::new();
    for (id, status) in lines.lines().filter_map(|line| line.split_once(' ')) {
        seen.entry(id.to_owned()).or_default().extend(status.parse::<u16>());
    }
    seen
}

/// The table, and operations of which no success was seen. A status in brackets is documented and was not seen.
fn compare(documented: &Statuses, seen: &Statuses) -> (String, Vec<String>) {
    let (mut table, mut findings) = (String::new(), Vec::new());
    let (mut cells, mut met) = (0, 0);
    for (id, statuses) in documented {
        let was = |status: &u16| seen.get(id).is_some_and(|all| all.contains(status));
        let shown: Vec<_> = statuses.iter().map(|status| if was(status) { status.to_string() } else { format!("({status})") }).collect();
        let _ = writeln!(table, "{id:48} {}", shown.join(" "));
        cells += statuses.len();
        met += statuses.iter().filter(|status| was(status)).count();
        if !statuses.iter().any(|status| *status < 400 && was(status)) {
            findings.push(format!("{id}: no success was seen."));
        }
    }
    let _ = write!(table, "{met} of {cells} documented answers of {} operations were seen and are as the contract says.", documented.len());
    (table, findings)
}

#[cfg(test)]
mod tests {
    use super::{compare, documented, seen};
    use serde_json::json;

    #[test]
    fn what_was_not_seen_stands_in_brackets() {
        let document = json!({"paths": {
            "/a": {"get": {"operationId": "get-a", "responses": {"200": {}, "404": {}}}, "post": {"operationId": "make-a", "responses": {"201": {}, "422": {}}}},
        }});
        let (table, findings) = compare(&documented(&document), &seen("get-a 404\nget-a 200\nmake-a 422\nmake-a 500\n"));
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[..2], [vec!["get-a", "200", "404"], vec!["make-a", "(201)", "422"]]);
        assert!(table.ends_with("3 of 4 documented answers of 2 operations were seen and are as the contract says."), "{table}");
        assert_eq!(findings, ["make-a: no success was seen."]);
    }
}

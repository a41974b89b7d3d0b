//! `cargo xtask conformance`: which documented answers of API 2 were seen and held against the contract, through the program
//! on both databases and in the stories of its tests.

use crate::exceptions::Exceptions;
use crate::{Report, Result, output, target};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Statuses by operation.
type Statuses = BTreeMap<String, BTreeSet<u16>>;

/// Statuses by where they were seen: `sqlite` and `postgres` through the program, `story` in a test of the library.
type Seen = BTreeMap<String, Statuses>;

pub fn run(root: &Path, _: &mut Exceptions) -> Result<Report> {
    let target = target(root)?;
    let seen = seen(&record(root, &target)?);
    // The tests have built it; cargo would build it anew with other features.
    let kontor = target.join("debug/kontor");
    let document = output(root, kontor.to_str().ok_or("the target directory is no text")?, &["openapi"])?;
    let documented = documented(&serde_json::from_str(&document)?);
    let (table, findings) = compare(&documented, &seen);
    println!("{table}");
    Ok(Report { looked_at: format!("answers of {} operations", documented.len()), findings })
}

/// Runs the tests, which write down what they see.
fn record(root: &Path, target: &Path) -> Result<String> {
    let file = target.join("conformance.txt");
    std::fs::write(&file, "")?;
    for arguments in [&["-E", "test(surface::conformance)", "--run-ignored", "all"][..], &["-E", "package(http-api)"]] {
        let mut tests = Command::new(root.join("scripts/test"));
        tests.arg("--quick").args(arguments).current_dir(root);
        tests.env("KONTOR_CONFORMANCE", &file).env("KONTOR_PROGRAM", target.join("debug/kontor"));
        let status = tests.status()?;
        if !status.success() {
            return Err(format!("the tests: {status}").into());
        }
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

fn seen(lines: &str) -> Seen {
    let mut seen = Seen::new();
    for line in lines.lines() {
        let mut words = line.split(' ');
        let (Some(place), Some(id), Some(Ok(status))) = (words.next(), words.next(), words.next().map(str::parse)) else { continue };
        seen.entry(place.to_owned()).or_default().entry(id.to_owned()).or_default().insert(status);
    }
    seen
}

/// The table, and operations of which the program showed no success. A star marks what only a story showed, brackets what
/// nobody has seen.
fn compare(documented: &Statuses, seen: &Seen) -> (String, Vec<String>) {
    let (mut table, mut findings) = (String::new(), Vec::new());
    let [mut cells, mut by_program, mut by_stories] = [0; 3];
    for (id, statuses) in documented {
        let was = |place: &str, status: u16| seen.get(place).and_then(|all| all.get(id)).is_some_and(|all| all.contains(&status));
        let mut succeeds = false;
        let _ = write!(table, "{id:48}");
        for status in statuses {
            cells += 1;
            if was("sqlite", *status) && was("postgres", *status) {
                by_program += 1;
                succeeds |= *status < 400;
                let _ = write!(table, " {status}");
            } else if was("story", *status) {
                by_stories += 1;
                let _ = write!(table, " {status}*");
            } else {
                let _ = write!(table, " ({status})");
            }
        }
        table.push('\n');
        if !succeeds {
            findings.push(format!("{id}: no success was seen on both databases."));
        }
    }
    let operations = documented.len();
    let _ = write!(
        table,
        "{by_program} of {cells} documented answers of {operations} operations were given by the program on both databases, \
         {by_stories} more by stories (*), and are as the contract says."
    );
    (table, findings)
}

#[cfg(test)]
mod tests {
    use super::{compare, documented, seen};
    use serde_json::json;

    #[test]
    fn what_nobody_saw_stands_in_brackets() {
        let document = json!({"paths": {
            "/a": {"get": {"operationId": "get-a", "responses": {"200": {}, "404": {}}}, "post": {"operationId": "make-a", "responses": {"201": {}, "422": {}}}},
        }});
        let lines = "sqlite get-a 404\nsqlite get-a 200\npostgres get-a 200\nstory get-a 404\nstory make-a 422\nsqlite make-a 500\n";
        let (table, findings) = compare(&documented(&document), &seen(lines));
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[..2], [vec!["get-a", "200", "404*"], vec!["make-a", "(201)", "422*"]]);
        assert!(table.contains("1 of 4 documented answers of 2 operations were given by the program on both databases, 2 more"), "{table}");
        assert_eq!(findings, ["make-a: no success was seen on both databases."]);
    }
}

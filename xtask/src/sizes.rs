//! `cargo xtask sizes`: files that have grown past what one reads in one go.

use crate::exceptions::{Exceptions, FILE};
use crate::{Report, Result, output};
use std::path::Path;

/// A file with more lines is split (into a folder of the same name).
const LIMIT: usize = 500;

/// Written by hand and read by people. Migrations are left out: they never change once released.
const KINDS: &[&str] = &["css", "html", "js", "py", "rs", "sh"];

pub fn run(root: &Path, exceptions: &mut Exceptions) -> Result<Report> {
    let mut files = Vec::new();
    // Not yet committed files too, but nothing that .gitignore names.
    for path in output(root, "git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?.split_terminator('\0') {
        let file = root.join(path);
        if is_source(path) && file.is_file() {
            files.push((path.to_owned(), std::fs::read_to_string(file)?.lines().count()));
        }
    }
    Ok(Report { looked_at: format!("lengths of {} source files", files.len()), findings: findings(files, exceptions) })
}

fn is_source(path: &str) -> bool {
    let path = Path::new(path);
    match path.extension() {
        Some(extension) => extension.to_str().is_some_and(|e| KINDS.contains(&e)),
        None => path.starts_with("scripts") || path.starts_with(".ci"),
    }
}

fn findings(mut files: Vec<(String, usize)>, exceptions: &mut Exceptions) -> Vec<String> {
    files.sort_by_key(|(path, lines)| (std::cmp::Reverse(*lines), path.clone()));
    let mut findings = Vec::new();
    for (path, lines) in files {
        if lines > LIMIT && !exceptions.cover("sizes", &path) {
            findings.push(format!(
                "{path} has {lines} lines, more than {LIMIT}.\n  Split it by what its parts hold, or list it under [sizes] in {FILE} with the reason."
            ));
        }
    }
    findings.extend(exceptions.unused(&["sizes"]));
    findings
}

#[cfg(test)]
mod tests {
    use super::{findings, is_source};
    use crate::exceptions::Exceptions;

    fn file(path: &str, lines: usize) -> (String, usize) {
        (path.to_owned(), lines)
    }

    #[test]
    fn a_file_of_500_lines_is_fine_and_one_of_501_is_not() {
        let mut none = Exceptions::parse("").unwrap();
        assert_eq!(findings(vec![file("a.rs", 500)], &mut none), [""; 0]);
        let found = findings(vec![file("a.rs", 501), file("b.rs", 900)], &mut none);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("b.rs has 900 lines"), "the longest comes first: {}", found[0]);
    }

    #[test]
    fn an_exception_holds_until_the_file_is_short_enough() {
        let list = "[sizes]\n\"a.rs\" = \"vendored\"";
        assert_eq!(findings(vec![file("a.rs", 501)], &mut Exceptions::parse(list).unwrap()), [""; 0]);
        let found = findings(vec![file("a.rs", 500)], &mut Exceptions::parse(list).unwrap());
        assert_eq!(found, ["xtask/exceptions.toml: `a.rs` in [sizes] is not needed any more.\n  Remove the line."]);
    }

    #[test]
    fn source_is_what_people_write_and_read() {
        assert!(is_source("crates/db/src/lib.rs") && is_source("scripts/test") && is_source(".ci/run"));
        assert!(!is_source("Cargo.lock") && !is_source("LICENSE-MIT") && !is_source("docs/operating.md"));
    }
}

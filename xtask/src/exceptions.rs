//! The exceptions of `xtask/exceptions.toml`: `[section]` headings and lines of `"key" = "reason"`, nothing else of TOML.

use crate::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// Where the list is, from the root of the repository.
pub const FILE: &str = "xtask/exceptions.toml";

/// Every section there may be; a misspelt one would never be looked at.
const SECTIONS: &[&str] = &["banned", "duplicates", "licences", "sizes"];

/// What each command may overlook, and what it has overlooked so far.
#[derive(Debug)]
pub struct Exceptions {
    /// (section, key) → whether something was overlooked.
    used: BTreeMap<(String, String), bool>,
}

impl Exceptions {
    pub fn read(root: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(root.join(FILE)).map_err(|e| format!("{FILE}: {e}"))?;
        Ok(Self::parse(&text).map_err(|e| format!("{FILE}, {e}"))?)
    }

    /// # Errors
    /// The line that is not as it should be, and why.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let mut used = BTreeMap::new();
        let mut section = None;
        for (line, number) in text.lines().map(str::trim).zip(1..) {
            let wrong = |why: &str| format!("line {number}: {why}: {line}");
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = Some(SECTIONS.iter().find(|s| **s == name).ok_or_else(|| wrong("no such section"))?);
                continue;
            }
            let section = section.ok_or_else(|| wrong("before the first section"))?;
            let (key, reason) = line.split_once(" = ").ok_or_else(|| wrong("not `\"key\" = \"reason\"`"))?;
            let key = key.trim().trim_matches('"');
            let reason = reason.trim().strip_prefix('"').and_then(|r| r.strip_suffix('"')).ok_or_else(|| wrong("no quoted reason"))?;
            if key.is_empty() || reason.trim().is_empty() {
                return Err(wrong("key or reason is empty"));
            }
            if used.insert(((*section).to_owned(), key.to_owned()), false).is_some() {
                return Err(wrong("a second time"));
            }
        }
        Ok(Self { used })
    }

    /// Whether this may be overlooked.
    pub fn cover(&mut self, section: &str, key: &str) -> bool {
        self.used.get_mut(&(section.to_owned(), key.to_owned())).is_some_and(|used| {
            *used = true;
            true
        })
    }

    /// A finding for each exception of these sections that has covered nothing.
    pub fn unused(&self, sections: &[&str]) -> Vec<String> {
        let idle = self.used.iter().filter(|((section, _), used)| !**used && sections.contains(&section.as_str()));
        idle.map(|((section, key), _)| format!("{FILE}: `{key}` in [{section}] is not needed any more.\n  Remove the line.")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Exceptions;

    #[test]
    fn what_is_listed_is_covered_and_what_is_left_over_is_told() {
        let mut list =
            Exceptions::parse("# why\n[duplicates]\n\"rand@0.8\" = \"old = but kept\"\nsyn = \"x\"\n\n[sizes]\n\"a.rs\" = \"x\"\n")
                .unwrap();
        assert!(list.cover("duplicates", "rand@0.8"));
        assert!(!list.cover("licences", "rand@0.8"));
        assert!(!list.cover("duplicates", "rand@0.9"));
        let unused = list.unused(&["duplicates", "licences"]);
        assert_eq!(unused, ["xtask/exceptions.toml: `syn` in [duplicates] is not needed any more.\n  Remove the line."]);
        assert_eq!(list.unused(&["sizes"]).len(), 1);
    }

    #[test]
    fn a_slip_in_the_list_is_refused_with_its_line() {
        for (text, why) in [
            ("[duplicate]", "line 1: no such section: [duplicate]"),
            ("a = \"b\"", "line 1: before the first section: a = \"b\""),
            ("[sizes]\n\na", "line 3: not `\"key\" = \"reason\"`: a"),
            ("[sizes]\na = b", "line 2: no quoted reason: a = b"),
            ("[sizes]\na = \" \"", "line 2: key or reason is empty: a = \" \""),
            ("[sizes]\na = \"b\"\na = \"c\"", "line 3: a second time: a = \"c\""),
        ] {
            assert_eq!(Exceptions::parse(text).unwrap_err(), why);
        }
    }
}

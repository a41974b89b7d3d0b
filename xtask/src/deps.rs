//! `cargo xtask deps`: licences, duplicate versions and banned crates.

use crate::exceptions::{Exceptions, FILE};
use crate::{Report, Result, licence, output};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Crates we do without, and why.
const BANNED: &[(&str, &str)] = &[
    ("chrono", "time is jiff's here; a second calendar needs conversions"),
    ("native-tls", "TLS is rustls's here; this one links the system's"),
    ("openssl-sys", "TLS is rustls's here; the build needs Rust and a C compiler only"),
];

/// What `cargo metadata --format-version 1` tells, as far as needed.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

/// `None` is a normal dependency, else `dev` or `build`.
#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

pub fn run(root: &Path, exceptions: &mut Exceptions) -> Result<Report> {
    let platform = platform(root)?;
    let args = ["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", &platform];
    let metadata: Metadata = serde_json::from_str(&output(root, "cargo", &args)?)?;
    Ok(Report { looked_at: format!("{} crates for {platform}", metadata.packages.len()), findings: findings(&metadata, exceptions) })
}

/// The platform this machine builds for, as `x86_64-unknown-linux-gnu`.
fn platform(root: &Path) -> Result<String> {
    let version = output(root, "rustc", &["-vV"])?;
    Ok(version.lines().find_map(|l| l.strip_prefix("host: ")).ok_or("rustc -vV names no host")?.to_owned())
}

fn findings(metadata: &Metadata, exceptions: &mut Exceptions) -> Vec<String> {
    let mut findings = licences(metadata, exceptions);
    findings.extend(duplicates(metadata, exceptions));
    findings.extend(banned(metadata, exceptions));
    findings.extend(exceptions.unused(&["banned", "duplicates", "licences"]));
    findings
}

fn licences(metadata: &Metadata, exceptions: &mut Exceptions) -> Vec<String> {
    let mut findings = Vec::new();
    for Package { name, version, license, .. } in &metadata.packages {
        let problem = match license.as_deref().map(|l| (l, licence::is_accepted(l))) {
            Some((_, Ok(true))) => continue,
            Some((license, Ok(false))) => format!("`{license}` is not among the accepted licences"),
            Some((license, Err(why))) => format!("`{license}` is not a licence expression: {why}"),
            None => "names no licence".to_owned(),
        };
        if !exceptions.cover("licences", name) {
            findings.push(format!(
                "{name} {version}: {problem}.\n  Do without the crate, or list \"{name}\" under [licences] in {FILE} with the reason."
            ));
        }
    }
    findings
}

fn banned(metadata: &Metadata, exceptions: &mut Exceptions) -> Vec<String> {
    let mut findings = Vec::new();
    for Package { name, version, .. } in &metadata.packages {
        let Some((_, why)) = BANNED.iter().find(|(banned, _)| banned == name) else { continue };
        if !exceptions.cover("banned", name) {
            findings.push(format!(
                "{name} {version} is banned: {why}.\n  `cargo tree -i {name}` shows who brings it; turn that feature off, or list \"{name}\" under [banned] in {FILE} with the reason."
            ));
        }
    }
    findings
}

/// Each version beside the newest of a crate, among what the program is linked from, needs its reason: it is
/// compiled and kept up to date once more.
fn duplicates(metadata: &Metadata, exceptions: &mut Exceptions) -> Vec<String> {
    let packages: BTreeMap<&str, &Package> = metadata.packages.iter().map(|p| (p.id.as_str(), p)).collect();
    let mut versions: BTreeMap<&str, Vec<(&Package, BTreeSet<String>)>> = BTreeMap::new();
    for (id, users) in linked(metadata) {
        let Some(package) = packages.get(id) else { continue };
        let users = users.iter().filter_map(|u| packages.get(u)).map(|u| format!("{} {}", u.name, u.version)).collect();
        versions.entry(&package.name).or_default().push((package, users));
    }
    let mut findings = Vec::new();
    for (name, mut found) in versions {
        found.sort_by_key(|(package, _)| numbers(&package.version));
        let newest = found.pop();
        for (package, users) in found {
            let key = format!("{name}@{}", series(&package.version));
            if !exceptions.cover("duplicates", &key) {
                let newest = newest.as_ref().map_or("?", |(newest, _)| &newest.version);
                let users = Vec::from_iter(users).join(", ");
                findings.push(format!(
                    "{name} {} beside {newest}, for {users}.\n  Update what asks for the old one, or list \"{key}\" under [duplicates] in {FILE} with the reason.",
                    package.version
                ));
            }
        }
    }
    findings
}

/// The crates that members of the workspace reach through normal dependencies, each with those that ask for it.
fn linked(metadata: &Metadata) -> BTreeMap<&str, BTreeSet<&str>> {
    let nodes: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|n| (n.id.as_str(), n)).collect();
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut to_visit: Vec<&str> = metadata.workspace_members.iter().map(String::as_str).collect();
    let mut visited = BTreeSet::new();
    while let Some(id) = to_visit.pop() {
        let Some(node) = nodes.get(id).filter(|_| visited.insert(id)) else { continue };
        for dependency in node.deps.iter().filter(|d| d.dep_kinds.iter().any(|k| k.kind.is_none())) {
            reached.entry(&dependency.pkg).or_default().insert(id);
            to_visit.push(&dependency.pkg);
        }
    }
    reached
}

/// The numbers of a version, to order by. Of two compatible versions cargo locks one only, so what follows
/// `-` or `+` never decides.
fn numbers(version: &str) -> Vec<u64> {
    let release = version.split(['-', '+']).next().unwrap_or_default();
    release.split('.').map_while(|n| n.parse().ok()).collect()
}

/// The leading numbers that compatible versions share: `1` of 1.2.3, `0.8` of 0.8.9.
fn series(version: &str) -> String {
    let numbers = numbers(version);
    let decisive = numbers.iter().position(|n| *n != 0).map_or(numbers.len(), |i| i + 1);
    numbers.iter().take(decisive).map(u64::to_string).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests;

use super::{Metadata, findings, series};
use crate::exceptions::Exceptions;
use serde_json::{Value, json};

/// A workspace of the member `app`. Crates are written `name version licence`, edges `user -> used kind`.
fn workspace(crates: &[&str], edges: &[&str]) -> Metadata {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let packages = crates.iter().map(|c| words(c)).map(|c| {
        let id = format!("{}@{}", c[0], c[1]);
        json!({"id": id, "name": c[0], "version": c[1], "license": c.get(2).map(|_| c[2..].join(" "))})
    });
    let packages: Vec<Value> = packages.collect();
    let nodes: Vec<Value> = packages
        .iter()
        .map(|p| {
            let deps = edges.iter().map(|e| words(e)).filter(|e| json!(e[0]) == p["id"]);
            let deps: Vec<Value> = deps.map(|e| json!({"pkg": e[2], "dep_kinds": [{"kind": e.get(3)}]})).collect();
            json!({"id": p["id"], "deps": deps})
        })
        .collect();
    serde_json::from_value(json!({"packages": packages, "workspace_members": ["app@1.0.0"], "resolve": {"nodes": nodes}})).unwrap()
}

fn found(metadata: &Metadata, exceptions: &str) -> Vec<String> {
    findings(metadata, &mut Exceptions::parse(exceptions).unwrap())
}

#[test]
fn a_workspace_of_permissive_crates_is_fine() {
    let metadata = workspace(&["app 1.0.0 MIT OR Apache-2.0", "serde 1.0.0 MIT"], &["app@1.0.0 -> serde@1.0.0"]);
    assert_eq!(found(&metadata, ""), [""; 0]);
}

#[test]
fn a_licence_that_is_not_accepted_missing_or_unreadable_is_found_until_it_is_listed() {
    let metadata = workspace(&["app 1.0.0 MIT", "gnu 1.0.0 GPL-3.0-only", "mute 2.0.0", "odd 3.0.0 MIT OR"], &[]);
    let found_unlisted = found(&metadata, "");
    assert_eq!(found_unlisted.len(), 3);
    assert!(found_unlisted[0].starts_with("gnu 1.0.0: `GPL-3.0-only` is not among"), "{}", found_unlisted[0]);
    assert!(found_unlisted[1].starts_with("mute 2.0.0: names no licence"), "{}", found_unlisted[1]);
    assert!(found_unlisted[2].starts_with("odd 3.0.0: `MIT OR` is not a licence expression"), "{}", found_unlisted[2]);
    assert_eq!(found(&metadata, "[licences]\ngnu = \"a\"\nmute = \"b\"\nodd = \"c\""), [""; 0]);
}

#[test]
fn every_version_but_the_newest_needs_a_reason() {
    let crates = ["app 1.0.0 MIT", "rand 0.8.5 MIT", "rand 0.9.2 MIT", "rand 0.10.0 MIT", "old 1.0.0 MIT"];
    let edges = ["app@1.0.0 -> rand@0.10.0", "app@1.0.0 -> old@1.0.0", "old@1.0.0 -> rand@0.8.5", "app@1.0.0 -> rand@0.9.2"];
    let metadata = workspace(&crates, &edges);
    let found_unlisted = found(&metadata, "[duplicates]\n\"rand@0.9\" = \"x\"");
    assert_eq!(found_unlisted.len(), 1);
    assert!(found_unlisted[0].starts_with("rand 0.8.5 beside 0.10.0, for old 1.0.0."), "{}", found_unlisted[0]);
    assert_eq!(found(&metadata, "[duplicates]\n\"rand@0.9\" = \"x\"\n\"rand@0.8\" = \"y\""), [""; 0]);
}

#[test]
fn duplicates_that_only_tests_or_builds_need_do_not_count() {
    let crates = ["app 1.0.0 MIT", "rand 0.9.2 MIT", "rand 0.10.0 MIT", "rand 0.8.0 MIT"];
    let edges = ["app@1.0.0 -> rand@0.10.0", "app@1.0.0 -> rand@0.9.2 dev", "app@1.0.0 -> rand@0.8.0 build"];
    assert_eq!(found(&workspace(&crates, &edges), ""), [""; 0]);
}

#[test]
fn a_banned_crate_is_found_with_why_until_it_is_listed() {
    let metadata = workspace(&["app 1.0.0 MIT", "openssl-sys 0.9.0 MIT"], &["app@1.0.0 -> openssl-sys@0.9.0"]);
    let found_unlisted = found(&metadata, "");
    assert_eq!(found_unlisted.len(), 1);
    assert!(found_unlisted[0].starts_with("openssl-sys 0.9.0 is banned: TLS"), "{}", found_unlisted[0]);
    assert_eq!(found(&metadata, "[banned]\nopenssl-sys = \"x\""), [""; 0]);
}

#[test]
fn an_exception_that_covers_nothing_is_found() {
    let metadata = workspace(&["app 1.0.0 MIT"], &[]);
    assert_eq!(found(&metadata, "[licences]\ngone = \"x\"\n[duplicates]\n\"gone@1\" = \"x\"\n[banned]\nchrono = \"x\"").len(), 3);
}

#[test]
fn a_series_ends_with_the_first_number_that_is_not_zero() {
    assert_eq!(series("1.2.3"), "1");
    assert_eq!(series("0.14.7+wasi-0.2.4"), "0.14");
    assert_eq!(series("0.0.3"), "0.0.3");
}

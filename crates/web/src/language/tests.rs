//! The files of texts hold together, with each other and with what asks for them.

use super::texts::{bundle_of, sources};
use super::{ALL, Language, READER, Reader, accepted, sentences, t};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Keys and texts of a file.
fn messages(source: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines() {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            let (name, text) = line.split_once('=').unwrap_or_else(|| panic!("{line}"));
            key = name.trim().to_owned();
            assert!(all.insert(key.clone(), text.trim().to_owned()).is_none(), "{key} stands there twice");
        } else if line.starts_with(' ') {
            let text = all.get_mut(&key).unwrap();
            text.push('\n');
            text.push_str(line);
        } else {
            assert!(line.is_empty() || line.starts_with('#'), "{line}");
        }
    }
    all
}

fn of(language: Language) -> BTreeMap<String, String> {
    sources(language).iter().flat_map(|(_, source)| messages(source)).collect()
}

/// `{ $count` gives `count`.
fn arguments(text: &str) -> BTreeSet<&str> {
    text.split('$').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap()).collect()
}

/// `<a>` and the like, sorted. Variants have each their own.
fn tags(text: &str) -> BTreeSet<&str> {
    text.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
}

fn read(dir: &Path, ending: &str, into: &mut String) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, ending, into);
        } else if path.to_string_lossy().ends_with(ending) && !path.ends_with("language/tests.rs") {
            let text = fs::read_to_string(path).unwrap();
            into.extend(text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Each `t("key")` of templates and Rust, with what follows it.
fn asked(sources: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (place, _) in sources.match_indices("t(\"") {
        let before = sources[..place].chars().next_back().unwrap_or(' ');
        if before.is_ascii_alphanumeric() || matches!(before, '_' | '!' | '.') {
            continue;
        }
        let (key, after) = sources[place + 3..].split_once('"').unwrap();
        found.push((key, after));
    }
    found
}

#[test]
fn each_text_is_there_in_each_language_with_the_same_arguments_and_markup() {
    let english = of(Language::English);
    for language in ALL {
        for ((area, source), (_, original)) in sources(language).iter().zip(sources(Language::English)) {
            let (here, there) = (messages(source), messages(original));
            let (keys, needed): (Vec<_>, Vec<_>) = (here.keys().collect(), there.keys().collect());
            assert_eq!(keys, needed, "keys of {}/{area}.ftl", language.tag());
        }
        let bundle = bundle_of(language).unwrap();
        for (key, text) in of(language) {
            assert_eq!(arguments(&text), arguments(&english[&key]), "arguments of {key} in {}", language.tag());
            assert_eq!(tags(&text), tags(&english[&key]), "markup of {key} in {}", language.tag());
            for tag in tags(&text) {
                assert!(["a", "strong", "em", "code", "hidden"].contains(&tag.trim_start_matches('/')), "<{tag}> in {key}");
            }
            assert!(
                bundle.get_message(&key).is_some_and(|message| message.value().is_some()),
                "{key} cannot be read in {}",
                language.tag()
            );
            assert!(!text.is_empty() && !text.contains('&'), "{key} in {}", language.tag());
        }
    }
}

#[test]
fn keys_are_named_after_their_file() {
    for (area, source) in sources(Language::English) {
        let prefix = if *area == "errors" { "error" } else { area };
        for key in messages(source).keys() {
            assert!(key.starts_with(&format!("{prefix}-")), "{key} stands in {area}.ftl");
        }
    }
}

#[test]
fn what_is_asked_for_is_there_and_nothing_else() {
    let mut all = String::new();
    read(&root().join("templates"), "", &mut all);
    read(&root().join("src"), ".rs", &mut all);
    let (english, asked) = (of(Language::English), asked(&all));
    assert!(asked.len() > 100);
    for (key, after) in &asked {
        let text = english.get(*key).unwrap_or_else(|| panic!("no text for {key}"));
        // To its end in a template or in Rust.
        let call = after.split("}}").next().unwrap().split(';').next().unwrap();
        if text.contains('<') {
            assert!(call.contains(".link(") || call.contains(".rich()"), "{key} has markup: use link or rich");
        }
        for argument in arguments(text) {
            assert!(call.contains(&format!("\"{argument}\"")), "{key} needs {argument}");
        }
    }
    let known: BTreeSet<&str> = asked.iter().map(|(key, _)| *key).collect();
    for key in english.keys().filter(|key| !key.starts_with("error-")) {
        assert!(known.contains(key.as_str()), "nobody asks for {key}");
    }
}

#[test]
fn sentences_of_errors_are_those_of_the_use_cases() {
    let mut all = String::new();
    for part in ["app", "domain", "oauth", "web", "http"] {
        read(&root().parent().unwrap().join(part).join("src"), ".rs", &mut all);
    }
    let source = sources(Language::English).iter().find(|(area, _)| *area == "errors").unwrap().1;
    for (key, text) in sentences::said(source) {
        for piece in text.split(['{', '}']).step_by(2).map(str::trim).filter(|piece| piece.len() > 1) {
            assert!(all.contains(piece), "nobody says {piece:?} ({key})");
        }
    }
    for language in ALL {
        let source = sources(language).iter().find(|(area, _)| *area == "errors").unwrap().1;
        assert_eq!(sentences::lines(source).count(), messages(source).len(), "one line for each, in {}", language.tag());
    }
}

fn in_german<T>(what: impl FnOnce() -> T) -> T {
    READER.sync_scope(Reader { language: Language::German, here: "/".into() }, what)
}

#[test]
fn what_is_put_in_is_never_markup() {
    let evil = "<b>\"&</b>";
    let plain = t("accounts-sign-up-sent").with("email", evil).to_string();
    assert!(plain.contains(evil), "the template escapes it: {plain}");
    let rich = t("accounts-address-is").with("email", evil).rich().to_string();
    assert!(rich.contains("<strong>") && !rich.contains("<b>") && !rich.contains('"'), "{rich}");
    let link = t("accounts-no-account").link("/x?a=\"&b").to_string();
    assert!(link.starts_with("No account yet? <a href=\"/x?a=") && link.matches('"').count() == 2, "{link}");
}

#[test]
fn texts_follow_the_reader_and_the_number() {
    assert_eq!(t("accounts-sign-in").to_string(), "Sign in");
    in_german(|| {
        assert_eq!(t("accounts-sign-in").to_string(), "Anmelden");
        let price = |months: u8| t("figures-plan-price").with("price", "9 €").count("months", months).to_string();
        assert_eq!((price(1), price(3)), ("9 € im Monat".into(), "9 € für 3 Monate".into()));
        assert_eq!(super::decimal("2.5"), "2,5");
        assert_eq!(super::date(jiff::civil::date(2026, 3, 2)), "02.03.2026");
        assert_eq!(super::times("mo - we, fr 9:00 - 17:00, daily 10:00 - 24:00"), "Mo - Mi, Fr 9:00 - 17:00, täglich 10:00 - 24:00");
    });
}

#[test]
fn errors_are_said_in_the_language_of_the_reader() {
    assert_eq!(super::sentence("You have 20 passkeys. Remove one first."), "You have 20 passkeys. Remove one first.");
    in_german(|| {
        assert_eq!(super::sentence("You have 20 passkeys. Remove one first."), "Du hast 20 Passkeys. Entferne zuerst einen.");
        assert_eq!(super::sentence("A sentence that nobody translated."), "A sentence that nobody translated.");
        assert_eq!(super::at_field("invalid", "is not an e-mail address"), "ist keine E-Mail-Adresse");
        assert_eq!(super::at_field("out_of_range", "must be odd"), "liegt außerhalb des Erlaubten");
        assert_eq!(super::at_field("odd", "must be odd"), "must be odd");
        let names = ["starts_at", "address.street", "drop_in_passes.0.attributes.valid_on", "billing_emails.0", "odd_thing.1"];
        assert_eq!(names.map(super::field_name), ["Beginn", "Straße", "Tag", "Rechnungs-E-Mails", "odd thing 1"]);
    });
    assert_eq!(super::field_name("billing_emails.0"), "billing emails 0", "as the APIs call it");
}

#[test]
fn the_browser_says_what_its_user_reads() {
    assert_eq!(accepted("de-AT,de;q=0.9,en;q=0.8"), Some(Language::German));
    assert_eq!(accepted("it, fr;q=0.4, es;q=0.7"), Some(Language::Spanish));
    assert_eq!(accepted("EN-us"), Some(Language::English));
    assert_eq!(accepted("fr;q=0, en;q=0.1"), Some(Language::English));
    for nothing in ["", "*", "it", ";;,q", "de;q=x", "des"] {
        assert_eq!(accepted(nothing), None, "{nothing}");
    }
}

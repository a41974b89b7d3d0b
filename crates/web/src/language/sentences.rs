//! What use cases say is in English, as the APIs show it, with a code. Pages say it in the language of the reader:
//! `errors.ftl` has the sentences. A message there is found by its English text (with its placeables standing for
//! anything), and where there is none, by the code: `error-code-taken`.

use super::texts::{Text, has, named, sources};
use super::{Language, current};
use std::collections::HashMap;
use std::sync::LazyLock;

/// An English sentence in pieces: what stands between its placeables, and their names.
struct Pattern {
    key: &'static str,
    pieces: Vec<&'static str>,
    names: Vec<&'static str>,
}

struct Catalogue {
    fixed: HashMap<&'static str, &'static str>,
    patterns: Vec<Pattern>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let source = sources(Language::English).iter().find(|(area, _)| *area == "errors").map_or("", |(_, source)| source);
    let mut catalogue = Catalogue { fixed: HashMap::new(), patterns: Vec::new() };
    for (key, text) in said(source) {
        let pattern = pattern(key, text);
        if pattern.names.is_empty() {
            catalogue.fixed.insert(text, key);
        } else {
            catalogue.patterns.push(pattern);
        }
    }
    catalogue
});

/// Keys and texts: sentences stand on one line each.
pub(super) fn lines(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    source.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "))
}

/// The sentences alone, without what stands there for codes and fields.
pub(super) fn said(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(source).filter(|(key, _)| !key.starts_with("error-code-") && !key.starts_with("error-field-"))
}

fn pattern(key: &'static str, text: &'static str) -> Pattern {
    let (mut pieces, mut names, mut rest) = (Vec::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{ $") {
        let (name, after) = after.split_once(" }").unwrap_or((after, ""));
        pieces.push(before);
        names.push(name);
        rest = after;
    }
    pieces.push(rest);
    Pattern { key, pieces, names }
}

impl Pattern {
    /// What stands for the placeables, if the sentence is of this kind.
    fn values<'a>(&self, sentence: &'a str) -> Option<Vec<&'a str>> {
        let (first, others) = self.pieces.split_first()?;
        let mut rest = sentence.strip_prefix(first)?;
        let mut values = Vec::new();
        for (place, piece) in others.iter().enumerate() {
            let last = place + 1 == others.len();
            let (value, after) = if last { (rest.strip_suffix(piece)?, "") } else { rest.split_once(piece)? };
            values.push(value);
            rest = after;
        }
        values.iter().all(|value| !value.is_empty()).then_some(values)
    }
}

fn translated(sentence: &str) -> Option<Text> {
    if let Some(key) = CATALOGUE.fixed.get(sentence) {
        return Some(named((*key).to_owned()));
    }
    CATALOGUE.patterns.iter().find_map(|pattern| {
        let values = pattern.values(sentence)?;
        let with = |text: Text, (name, value): (&&str, &str)| match value.parse::<i64>() {
            Ok(number) => text.count(name, number),
            Err(_) => text.with(name, value),
        };
        Some(pattern.names.iter().zip(values).fold(named(pattern.key.to_owned()), with))
    })
}

/// A whole sentence of a use case.
pub(crate) fn sentence(sentence: &str) -> String {
    if current() == Language::English {
        return sentence.to_owned();
    }
    translated(sentence).map_or_else(|| sentence.to_owned(), String::from)
}

/// What goes on after the name of a field: `can't be blank`.
pub(crate) fn at_field(code: &str, message: &str) -> String {
    if current() == Language::English {
        return message.to_owned();
    }
    let by_code = || {
        let key = format!("error-code-{}", code.replace('_', "-"));
        has(current(), &key).then(|| named(key))
    };
    translated(message).or_else(by_code).map_or_else(|| message.to_owned(), String::from)
}

/// What people call a field that a form does not show itself: by its whole name, else by the last part of it that is no number.
pub(crate) fn field_name(name: &str) -> String {
    let plain = || name.replace(['_', '.'], " ");
    if current() == Language::English {
        return plain();
    }
    let last = name.rsplit(['.', '/']).find(|part| part.parse::<u32>().is_err()).unwrap_or(name);
    let keys = [name, last].map(|name| format!("error-field-{}", name.replace(['_', '.', '/'], "-")));
    keys.into_iter().find(|key| has(current(), key)).map_or_else(plain, |key| named(key).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_known_again_with_what_was_put_in() {
        let most = pattern("k", "must be between { $least } and { $most }");
        assert_eq!(most.values("must be between 1 and 36"), Some(vec!["1", "36"]));
        assert_eq!(most.values("must be between 1"), None);
        assert_eq!(most.values("must be between  and 36"), None);
        let end = pattern("k", "{ $what } is taken.");
        assert_eq!(end.values("Room 1 is taken."), Some(vec!["Room 1"]));
        assert_eq!(end.values("Room 1 is free."), None);
    }
}

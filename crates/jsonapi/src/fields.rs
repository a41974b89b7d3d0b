//! Sparse fieldsets.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// `fields[TYPE]=a,b` of a request. Attributes and relationships share the names; a type that is not named shows
/// everything, a name that does not exist shows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, Vec<String>)>);

impl Fields {
    /// From decoded query pairs; others than `fields[…]` are passed over.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let named = pairs.into_iter().filter_map(|(key, value)| {
            let kind = key.strip_prefix("fields[")?.strip_suffix(']')?;
            Some((kind.to_owned(), value.split(',').map(|name| name.trim().to_owned()).collect()))
        });
        Self(named.collect())
    }

    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn of(&self, kind: &str) -> Option<&[String]> {
        self.0.iter().find(|(name, _)| name == kind).map(|(_, wanted)| wanted.as_slice())
    }
}

/// Leaves the wanted members of `attributes` and `relationships`; drops either when nothing is left in it, as an
/// empty object would miss required members.
pub(crate) fn shape(resource: &str, wanted: &[String]) -> serde_json::Result<String> {
    #[derive(Deserialize)]
    struct Whole<'a> {
        #[serde(borrow)]
        id: &'a RawValue,
        #[serde(borrow, rename = "type")]
        kind: &'a RawValue,
        #[serde(borrow, default)]
        attributes: BTreeMap<&'a str, &'a RawValue>,
        #[serde(borrow, default)]
        relationships: BTreeMap<&'a str, &'a RawValue>,
        #[serde(borrow, default)]
        meta: Option<&'a RawValue>,
        #[serde(borrow, default)]
        links: Option<&'a RawValue>,
    }
    let whole: Whole = serde_json::from_str(resource)?;
    let mut text = format!("{{\"id\":{},\"type\":{}", whole.id.get(), whole.kind.get());
    for (part, mut members) in [("attributes", whole.attributes), ("relationships", whole.relationships)] {
        members.retain(|name, _| wanted.iter().any(|wanted| wanted == name));
        if !members.is_empty() {
            push(&mut text, part, &serde_json::to_string(&members)?);
        }
    }
    for (part, value) in [("meta", whole.meta), ("links", whole.links)] {
        if let Some(value) = value {
            push(&mut text, part, value.get());
        }
    }
    text.push('}');
    Ok(text)
}

fn push(text: &mut String, name: &str, value: &str) {
    text.extend([",\"", name, "\":", value]);
}

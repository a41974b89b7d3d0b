//! Texts of pages, by their keys: `locales/LANGUAGE/AREA.ftl`, in the syntax of Project Fluent.

use super::{ALL, Language, current};
use askama::filters::{Escaper as _, Html, HtmlSafe};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::fmt;
use std::sync::LazyLock;

macro_rules! areas {
    ($($area:literal)*) => {
        /// The files of a language: name and content.
        pub(super) const fn sources(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                Language::English => &[$(($area, include_str!(concat!("../../locales/en/", $area, ".ftl")))),*],
                Language::German => &[$(($area, include_str!(concat!("../../locales/de/", $area, ".ftl")))),*],
                Language::French => &[$(($area, include_str!(concat!("../../locales/fr/", $area, ".ftl")))),*],
                Language::Spanish => &[$(($area, include_str!(concat!("../../locales/es/", $area, ".ftl")))),*],
            }
        }
    };
}

// An area is what one feature shows; its keys begin with its name.
areas! {
    "accounting" "accounts" "addons" "admins" "analytics" "announcements" "asking" "bank" "blockers" "bookings" "calendars"
    "contacts" "debits" "desk" "discounts" "errors" "external" "figures" "frame" "happened" "help" "home" "imports" "invitations"
    "invoices" "invoicing" "joining" "managing" "members" "membership" "oauth" "payments" "people" "plans" "products" "resources"
    "running" "schedule" "selling" "settings" "spaces" "tablets" "teams" "visiting" "webhooks" "writings"
}

type Bundle = FluentBundle<FluentResource>;

/// One for each of [`ALL`], read at the first page.
static BUNDLES: LazyLock<[Bundle; 4]> = LazyLock::new(|| ALL.map(bundle));

fn bundle(language: Language) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language.tag().parse().unwrap_or_default()]);
    // The marks around what is put in are for mixed directions, which none of our languages has.
    bundle.set_use_isolating(false);
    for (_, source) in sources(language) {
        // What could not be read is left out; a test sees to it that all can be.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, _)| readable);
        let _ = bundle.add_resource(resource);
    }
    bundle
}

pub(super) fn bundle_of(language: Language) -> Option<&'static Bundle> {
    let place = ALL.iter().position(|one| *one == language)?;
    BUNDLES.get(place)
}

/// Whether the language has the text itself.
pub(super) fn has(language: Language, key: &str) -> bool {
    bundle_of(language).is_some_and(|bundle| bundle.has_message(key))
}

/// In the language, else in English, else the key.
fn say(language: Language, key: &str, args: &FluentArgs<'_>) -> String {
    for language in [language, Language::English] {
        let Some(bundle) = bundle_of(language) else { continue };
        if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
            return bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned();
        }
    }
    key.to_owned()
}

/// A text in the language of the reader. Templates escape it like any other.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    language: Language,
    key: std::borrow::Cow<'static, str>,
    args: Vec<(String, FluentValue<'static>)>,
}

/// The text with this key.
pub(crate) fn t(key: &'static str) -> Text {
    Text { language: current(), key: key.into(), args: Vec::new() }
}

/// The text with a key that was worked out.
pub(super) fn named(key: String) -> Text {
    Text { language: current(), key: key.into(), args: Vec::new() }
}

impl Text {
    /// Puts a word in.
    pub(crate) fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), FluentValue::from(value.to_string())));
        self
    }

    /// Puts a number in, which may decide between one and many.
    pub(crate) fn count(mut self, name: &str, number: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), FluentValue::try_number(&number.to_string()).into_owned()));
        self
    }

    /// For macros whose hints may be empty: a text never is.
    pub(crate) fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// As HTML: the text's own `<strong>`, `<em>`, `<code>` and `<hidden>` (for those who listen to the page) count, what
    /// is put in is escaped.
    pub(crate) fn rich(self) -> Rich {
        Rich { text: self, links: Vec::new() }
    }

    /// The same with the text's first `<a>` leading there.
    pub(crate) fn link(self, href: impl fmt::Display) -> Rich {
        self.rich().link(href)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let args = self.args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        f.write_str(&say(self.language, &self.key, &args))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.to_string()
    }
}

/// A text with markup of ours in it.
#[derive(Clone, Debug)]
pub(crate) struct Rich {
    text: Text,
    links: Vec<String>,
}

impl Rich {
    /// The next `<a>` leads there.
    pub(crate) fn link(mut self, href: impl fmt::Display) -> Self {
        self.links.push(href.to_string());
        self
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let _ = Html.write_escaped_str(&mut out, text);
    out
}

impl fmt::Display for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let safe = |value: &FluentValue<'static>| match value {
            FluentValue::String(text) => FluentValue::from(escaped(text)),
            other => other.clone(),
        };
        let args = self.text.args.iter().map(|(name, value)| (name.as_str(), safe(value))).collect();
        let html = say(self.text.language, &self.text.key, &args);
        let mut html = html.replace("<hidden>", "<span class=\"hidden\">").replace("</hidden>", "</span>");
        for href in &self.links {
            html = html.replacen("<a>", &format!("<a href=\"{}\">", escaped(href)), 1);
        }
        f.write_str(&html)
    }
}

// What was put in is escaped above; the rest is in our own files.
impl HtmlSafe for Rich {}

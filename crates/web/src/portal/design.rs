//! `dev/design`: what pages are made of, in light and in dark, with the style sheet that they load.

use crate::assets::STYLE;
use crate::pages::render;
use askama::Template;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::routing::get;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// A custom property of the style sheet, with its values in light and in dark.
struct Token {
    name: &'static str,
    light: &'static str,
    dark: &'static str,
    color: bool,
}

#[derive(Template)]
#[template(path = "portal/design.html")]
struct Page {
    tokens: Vec<Token>,
    /// Classes of the style sheet that nothing on the page shows.
    others: Vec<&'static str>,
}

pub(super) fn router() -> Router {
    let tokens = tokens(STYLE);
    let sheet = sheet(&tokens);
    let mut page = Page { tokens, others: Vec::new() };
    let shown = page.render().unwrap_or_default();
    page.others = classes(STYLE).into_iter().filter(|class| !shows(&shown, class)).collect();
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    let page = Arc::new(page);
    Router::new()
        .route("/design", get(async move || render(StatusCode::OK, &*page)))
        .route("/assets/design.css", get(async move || (headers, sheet.clone())))
}

/// `--name: value` of the first two `:root`, which are light and dark.
fn tokens(style: &'static str) -> Vec<Token> {
    let blocks: Vec<&str> = style.split(":root {").skip(1).filter_map(|rest| rest.split('}').next()).collect();
    let read = |block: &&'static str| -> Vec<(&'static str, &'static str)> {
        let pairs = block.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'));
        pairs.map(|(name, value)| (name.trim(), value.trim())).collect()
    };
    let dark = blocks.get(1).map(read).unwrap_or_default();
    let token = |(name, light): (&'static str, &'static str)| {
        let other = dark.iter().find(|(other, _)| *other == name).map_or(light, |(_, value)| value);
        Token { name, light, dark: other, color: light.starts_with('#') }
    };
    blocks.first().map(read).unwrap_or_default().into_iter().map(token).collect()
}

/// Lets a part of the page be light or dark, whatever the reader's system is.
fn sheet(tokens: &[Token]) -> String {
    let mut out = String::new();
    let mut part = |scheme: &str, value: fn(&Token) -> &'static str| {
        let values: Vec<String> = tokens.iter().map(|token| format!("--{}: {};", token.name, value(token))).collect();
        let values = values.join(" ");
        let _ = writeln!(out, ".in-{scheme} {{ {values} color-scheme: {scheme}; color: var(--ink); background: var(--wash); }}");
    };
    part("light", |token| token.light);
    part("dark", |token| token.dark);
    for token in tokens.iter().filter(|token| token.color) {
        let _ = writeln!(out, ".swatch-{0} {{ background: var(--{0}); }}", token.name);
    }
    out + ".in-light, .in-dark { padding: 1.25rem; border: 1px solid var(--line); border-radius: var(--radius); margin: 1rem 0; }\n\
        .swatches { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0; }\n\
        .swatches span { display: block; width: 6.5rem; height: 3rem; border: 1px solid var(--line); border-radius: var(--radius); }\n"
}

/// Names of classes that the style sheet speaks of.
fn classes(style: &str) -> BTreeSet<&str> {
    let selectors = style.split('}').filter_map(|rule| rule.rsplit_once('{').map(|(before, _)| before));
    let names = selectors.flat_map(|selector| {
        selector.split('.').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default())
    });
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).collect()
}

fn shows(page: &str, class: &str) -> bool {
    page.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()).any(|names| names.split(' ').any(|name| name == class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_is_read_as_it_is() {
        let found = tokens(STYLE);
        let ink = found.iter().find(|token| token.name == "ink").unwrap();
        assert!(ink.color && ink.light != ink.dark && ink.dark.starts_with('#'));
        let radius = found.iter().find(|token| token.name == "radius").unwrap();
        assert!(!radius.color && radius.light == radius.dark);
        let sheet = sheet(&found);
        assert!(sheet.contains(&format!(".in-dark {{ --ink: {}; ", ink.dark)) && sheet.contains(".swatch-accent "), "{sheet}");
        let all = classes("a.b .c-d:hover { x: .5rem } @media (x) { .e, .f > g { y: 1 } }");
        assert_eq!(all.into_iter().collect::<Vec<_>>(), ["b", "c-d", "e", "f"]);
    }

    #[test]
    fn what_most_pages_wear_is_shown() {
        let page = Page { tokens: tokens(STYLE), others: Vec::new() }.render().unwrap();
        for class in ["button", "card", "field", "rows", "badge", "told", "wrong", "figures", "choice", "scroll"] {
            assert!(shows(&page, class), "{class}");
        }
    }
}

//! Guides for developers: pages made of the texts in `guides/`, and the texts themselves for those who would rather read these.

use super::markdown;
use crate::pages::{missing, render};
use app::BaseUrl;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

/// Names in addresses, and texts; in the order in which one reads them.
const SOURCES: [(&str, &str); 12] = [
    ("oauth", include_str!("../../guides/oauth.md")),
    ("openid-connect", include_str!("../../guides/openid-connect.md")),
    ("webhooks", include_str!("../../guides/webhooks.md")),
    ("single-page-apps", include_str!("../../guides/single-page-apps.md")),
    ("bots", include_str!("../../guides/bots.md")),
    ("iframes", include_str!("../../guides/iframes.md")),
    ("pagination", include_str!("../../guides/pagination.md")),
    ("errors", include_str!("../../guides/errors.md")),
    ("rate-limits", include_str!("../../guides/rate-limits.md")),
    ("idempotency", include_str!("../../guides/idempotency.md")),
    ("test-clock", include_str!("../../guides/test-clock.md")),
    ("check-ins-by-card", include_str!("../../guides/check-ins-by-card.md")),
];

/// A guide with the addresses of this server in it.
pub(super) struct Guide {
    pub slug: &'static str,
    pub title: String,
    /// The first paragraph.
    pub about: String,
    text: String,
    html: String,
}

impl Guide {
    fn new(slug: &'static str, source: &str, hosts: &BaseUrl) -> Self {
        let places = [("{{api}}", "api"), ("{{www}}", "www"), ("{{dev}}", "dev"), ("{{space}}", "your-space")];
        let text = places.iter().fold(source.to_owned(), |text, (sign, host)| text.replace(sign, &hosts.at(host)));
        let about = text.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ");
        Self { slug, title: markdown::title(&text).to_owned(), about, html: markdown::html(&text), text }
    }

    /// The first paragraph without the signs of code and links.
    pub fn lead(&self) -> String {
        self.about.replace(['`', '*'], "")
    }
}

pub(super) fn all(hosts: &BaseUrl) -> Arc<Vec<Guide>> {
    Arc::new(SOURCES.iter().map(|(slug, source)| Guide::new(slug, source, hosts)).collect())
}

#[derive(Template)]
#[template(path = "portal/guides.html")]
struct Contents<'a> {
    guides: &'a [Guide],
}

#[derive(Template)]
#[template(path = "portal/guide.html")]
struct Page<'a> {
    guide: &'a Guide,
    guides: &'a [Guide],
}

pub(super) fn router(guides: &Arc<Vec<Guide>>) -> Router {
    let (contents, pages) = (Arc::clone(guides), Arc::clone(guides));
    Router::new()
        .route("/guides", get(async move || render(StatusCode::OK, &Contents { guides: &contents })))
        .route("/guides/{slug}", get(async move |Path(slug): Path<String>| page(&pages, &slug)))
}

/// The page, or below its name with `.md` its text.
fn page(guides: &[Guide], slug: &str) -> Response {
    let (name, plain) = slug.strip_suffix(".md").map_or((slug, false), |name| (name, true));
    let Some(guide) = guides.iter().find(|guide| guide.slug == name) else { return missing() };
    if plain {
        return ([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], guide.text.clone()).into_response();
    }
    render(StatusCode::OK, &Page { guide, guides })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guide_has_a_title_and_a_first_paragraph_without_links() {
        let hosts = BaseUrl::parse("https://kontor.test").unwrap();
        for guide in all(&hosts).iter() {
            assert!(!guide.title.is_empty() && guide.about.len() > 40 && !guide.about.contains("]("), "{}", guide.slug);
            assert!(!guide.text.contains("{{"), "{}: an address is missing", guide.slug);
            assert!(guide.html.starts_with("<h1"), "{}", guide.slug);
        }
    }
}

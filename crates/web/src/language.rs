//! The language of who reads a page: what they chose, else what their browser asks for, else that of the space.
//!
//! It is known to the whole task of a request ([`speak`]), so that templates and texts made in Rust just say
//! `t("key")`. Outside of such a task (the developers' site, what is made at the start) it is English.

mod figures;
mod sentences;
#[cfg(test)]
mod tests;
mod texts;

pub(crate) use documents::Language;
pub(crate) use figures::{date, day, decimal, moment, money, month_of_year, times, weekdays, weekdays_in_full};
pub(crate) use sentences::{at_field, field_name, sentence};
pub(crate) use texts::{Text, t};

use crate::pages::refused;
use crate::visits::{Desk, Visit, cookie_of, lead_to};
use app::App;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::post;
use http_api::hosts::Subdomain;
use serde::Deserialize;

/// All that we have, as the switch lists them.
pub(crate) const ALL: [Language; 4] = [Language::English, Language::German, Language::French, Language::Spanish];

/// Bytes of the form that chooses a language.
const FORM: usize = 16 << 10;

#[derive(Clone)]
struct Reader {
    language: Language,
    /// The page's path and query, to come back to.
    here: String,
}

tokio::task_local! {
    static READER: Reader;
}

/// The language of the page that is being made.
pub(crate) fn current() -> Language {
    READER.try_with(|reader| reader.language).unwrap_or_default()
}

/// At the foot of each page.
#[derive(Template)]
#[template(path = "languages.html")]
pub(crate) struct Switch {
    /// Where it comes back to; none where pages have one language.
    here: Option<String>,
    /// Tag, name, and whether it is that of the page.
    choices: [(&'static str, &'static str, bool); 4],
}

impl HtmlSafe for Switch {}

/// The form that chooses a language.
pub(crate) fn switch() -> Switch {
    let (here, current) = (READER.try_with(|reader| reader.here.clone()).ok(), current());
    Switch { here, choices: ALL.map(|language| (language.tag(), name(language), language == current)) }
}

/// As its speakers call it.
const fn name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::German => "Deutsch",
        Language::French => "Français",
        Language::Spanish => "Español",
    }
}

/// Of a tag such as `de` or `de-AT`.
fn known(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
}

/// What a browser asks for (RFC 9110, 12.5.4): the one with the greatest weight, the first of equals.
fn accepted(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in header.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let Some(language) = parts.next().and_then(known) else { continue };
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>).unwrap_or(0.0);
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// What the request itself says.
fn asked(app: &App, headers: &HeaderMap) -> Option<Language> {
    cookie_of(&app.hosts, headers, "language").as_deref().and_then(known).or_else(|| {
        let all: Vec<&str> = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok()).collect();
        accepted(&all.join(","))
    })
}

/// The page that the browser shows: that of a form is the one which has it.
fn place(request: &Request) -> String {
    let own = |uri: &axum::http::Uri| uri.path_and_query().map(ToString::to_string);
    let shown = if matches!(*request.method(), Method::GET | Method::HEAD) {
        own(request.uri())
    } else {
        let referer = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok());
        referer.and_then(|referer| referer.parse().ok()).and_then(|uri| own(&uri))
    };
    shown.unwrap_or_else(|| "/".to_owned())
}

/// Answers in the language of who asks, and says so.
pub(crate) async fn speak(State(app): State<App>, request: Request, next: Next) -> Response {
    let language = match asked(&app, request.headers()) {
        Some(language) => language,
        None if request.uri().path().starts_with("/assets/") => Language::English,
        None => match request.extensions().get::<Subdomain>().cloned() {
            Some(Subdomain(name)) => app::spaces::locale_at(&app, name).await.ok().and_then(|locale| known(&locale)).unwrap_or_default(),
            None => Language::English,
        },
    };
    let reader = Reader { language, here: place(&request) };
    let mut response = READER.scope(reader, next.run(request)).await;
    let headers = response.headers_mut();
    if headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        headers.append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    }
    response
}

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route("/language", post(choose)).with_state(desk.clone())
}

#[derive(Deserialize)]
struct Choice {
    language: String,
    #[serde(default)]
    return_to: String,
}

/// The form has no token, as pages without any other form have it, too: whoever forged it would change words alone. What
/// the browser says of its origin counts nevertheless.
async fn choose(State(desk): State<Desk>, request: Request) -> Result<Response, Response> {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::from_request_parts(&mut parts, &desk).await?;
    if !visit.is_ours(&parts.headers) {
        return Err(refused(StatusCode::FORBIDDEN, &t("frame-foreign-form")));
    }
    let bytes = to_bytes(body, FORM).await.map_err(|_| refused(StatusCode::PAYLOAD_TOO_LARGE, &t("frame-form-too-large")))?;
    let form: Choice = serde_urlencoded::from_bytes(&bytes).map_err(|_| refused(StatusCode::BAD_REQUEST, &t("frame-form-incomplete")))?;
    let language = ALL.into_iter().find(|language| language.tag() == form.language);
    let language = language.ok_or_else(|| refused(StatusCode::UNPROCESSABLE_ENTITY, &t("frame-language-unknown")))?;
    // A path of this very site, and nothing else.
    let back = visit.way_back(Some(&form.return_to)).filter(|target| target.starts_with('/'));
    Ok(visit.hold_language(lead_to(back.as_deref().unwrap_or("/")), language.tag()))
}

//! A browser without a screen: keeps cookies by host, follows redirects inside our hosts, sends the forms of pages.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request};
use oauth::parameters::Parameters;
use serde_json::Value;
use std::collections::HashMap;
use std::net::SocketAddr;
use tower::ServiceExt;

pub struct Browser {
    router: Router,
    cookies: HashMap<String, HashMap<String, String>>,
}

/// What a request came to. Outside of our hosts only the address is known.
#[derive(Clone, Debug)]
pub struct Page {
    pub url: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{}: {}", self.url, self.text))
    }

    /// A parameter of the address.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let (_, query) = self.url.split_once(['?', '#'])?;
        Parameters::parse(query, b"").unwrap().owned(name)
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.text.split_once(&start).unwrap_or_else(|| panic!("no field {name} at {}: {}", self.url, self.text)).1;
        unescape(rest.split('"').next().unwrap())
    }

    /// Where the form with this action is sent.
    pub fn has_form(&self, action: &str) -> bool {
        self.text.contains(&format!("action=\"{action}\""))
    }
}

fn unescape(text: &str) -> String {
    let names = [("&#38;", "&"), ("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&amp;", "&"), ("&quot;", "\"")];
    names.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter))
}

pub fn encode(pairs: &[(&str, &str)]) -> String {
    oauth::parameters::append("", pairs.iter().copied(), false).trim_start_matches('?').to_owned()
}

fn split(url: &str) -> (&str, &str) {
    let rest = url.strip_prefix("https://").unwrap_or_else(|| panic!("{url}"));
    rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()))
}

fn is_ours(url: &str) -> bool {
    url.starts_with("https://") && {
        let host = split(url).0;
        host == "kontor.test" || host.ends_with(".kontor.test")
    }
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: HashMap::new() }
    }

    pub fn cookie(&self, host: &str, name: &str) -> Option<&String> {
        self.cookies.get(host)?.get(name)
    }

    pub fn set_cookie(&mut self, host: &str, name: &str, value: &str) {
        self.cookies.entry(host.into()).or_default().insert(name.into(), value.into());
    }

    /// One request, no redirect followed.
    pub async fn send(&mut self, method: &str, url: &str, headers: &[(&str, &str)], body: String) -> Page {
        let (host, path) = split(url);
        let mut request = Request::builder()
            .method(method)
            .uri(if path.is_empty() { "/" } else { path })
            .header("host", host)
            .header("accept-language", "en");
        if let Some(held) = self.cookies.get(host) {
            let pairs: Vec<_> = held.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4711))));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let held = self.cookies.entry(host.to_owned()).or_default();
        for cookie in response.headers().get_all("set-cookie") {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                held.remove(name);
            } else {
                held.insert(name.to_owned(), value.to_owned());
            }
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { url: url.to_owned(), status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Follows redirects as long as they stay here.
    async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..10 {
            let to = page.header("location").to_owned();
            if to.is_empty() {
                return page;
            }
            let to = if to.starts_with('/') { format!("https://{}{to}", split(&page.url).0) } else { to };
            if !is_ours(&to) {
                return Page { url: to, ..page };
            }
            page = self.send("GET", &to, &[], String::new()).await;
        }
        panic!("redirected for ever: {}", page.url)
    }

    pub async fn get(&mut self, url: &str) -> Page {
        let page = self.send("GET", url, &[], String::new()).await;
        self.follow(page).await
    }

    pub async fn post(&mut self, url: &str, pairs: &[(&str, &str)]) -> Page {
        let page = self.send("POST", url, &[("content-type", "application/x-www-form-urlencoded")], encode(pairs)).await;
        self.follow(page).await
    }

    /// Fills in the sign-in page.
    pub async fn sign_in(&mut self, page: &Page, email: &str) -> Page {
        assert!(page.has_form("/session/new"), "no sign-in page at {}: {}", page.url, page.text);
        let (csrf, back) = (page.hidden("csrf"), page.hidden("return_to"));
        let host = split(&page.url).0.to_owned();
        let pairs = [("csrf", csrf.as_str()), ("return_to", back.as_str()), ("email", email), ("password", super::world::PASSWORD)];
        self.post(&format!("https://{host}/session/new"), &pairs).await
    }

    /// Presses a button of the consent page.
    pub async fn decide(&mut self, page: &Page, decision: &str) -> Page {
        assert!(page.has_form("/oauth/consent"), "no consent page at {}: {}", page.url, page.text);
        let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
        let host = split(&page.url).0.to_owned();
        let pairs = [("csrf", csrf.as_str()), ("request", request.as_str()), ("decision", decision)];
        self.post(&format!("https://{host}/oauth/consent"), &pairs).await
    }

    /// Signs in and consents where it is asked to; ends outside.
    pub async fn agree(&mut self, url: &str, email: &str) -> Page {
        let mut page = self.get(url).await;
        if page.has_form("/session/new") {
            page = self.sign_in(&page, email).await;
        }
        if page.has_form("/oauth/consent") { self.decide(&page, "allow").await } else { page }
    }
}

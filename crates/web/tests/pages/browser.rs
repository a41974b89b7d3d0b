//! A house with pages, and browsers that keep cookies and send forms.

use app::access::Caller;
use app::tokens::Grant;
use app::{App, BaseUrl, Chance, Clock};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use db::Db;
use domain::ids::UserId;
use http_api::edge::{Edge, HttpConfig};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tower::ServiceExt as _;
use web::{Pages, with_pages};

pub const PASSWORD: &str = "brass otter vineyard";

/// The clock stands at noon UTC of 2026-03-02.
pub struct House {
    pub app: App,
    router: Router,
}

impl House {
    pub fn new(db: Db) -> Self {
        Self::at(db, "https://kontor.test")
    }

    pub fn at(db: Db, base: &str) -> Self {
        Self::with(db, base, |app| app)
    }

    /// The same with something about the app that is otherwise.
    pub fn with(db: Db, base: &str, change: impl FnOnce(App) -> App) -> Self {
        let clock = Clock::standing_at(testkit::at("2026-03-02T12:00:00Z"));
        let provider = testkit::provider::Provider::shared();
        let app = App::new(db, clock, Chance::System, BaseUrl::parse(base).unwrap());
        let app = change(app.paying(payments::Gateway::at(provider.url(), provider.url()), None));
        let edge = Edge::new(app.clone(), &HttpConfig::default()).unwrap();
        let pages = Pages { requests_per_minute: 60, mailbox: true };
        let router = with_pages(http_api::sites(&edge), &app, pages).router(&edge);
        Self { app, router }
    }

    /// Answers real browsers until the test is over.
    pub fn serve(&self, listener: tokio::net::TcpListener) {
        let router = self.router.clone().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, router).await });
    }

    /// Somebody with the usual password.
    pub async fn person(&self, email: &str) -> UserId {
        app::users::create(&self.app, email, Some(PASSWORD.into())).await.unwrap()
    }

    pub async fn caller(&self, user: UserId, scopes: &str) -> Caller {
        let grant = Grant { user, client: None, space: None, scopes: scopes.parse().unwrap(), expires_at: None };
        let token = app::tokens::create(&self.app, grant).await.unwrap();
        app::access::authenticate(&self.app, token.reveal()).await.unwrap()
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { house: self, place: "192.0.2.1".into(), cookies: BTreeMap::new(), headers: Vec::new() }
    }

    pub fn browser_at(&self, place: &str) -> Browser<'_> {
        Browser { place: place.into(), ..self.browser() }
    }

    /// Bodies of the mails to an address, newest first.
    pub async fn mails(&self, to: &str) -> Vec<String> {
        let mails = app::mails::latest(&self.app, 100).await.unwrap();
        mails.into_iter().filter(|mail| mail.recipient.eq_ignore_ascii_case(to)).map(|mail| mail.body).collect()
    }

    /// The path of the link in the newest mail to an address.
    pub async fn link(&self, to: &str) -> String {
        let mails = self.mails(to).await;
        let link = mails[0].split_whitespace().find(|word| word.starts_with("https://")).unwrap();
        link.split_once(".test").unwrap().1.to_owned()
    }
}

/// Cookies are kept by host.
pub struct Browser<'a> {
    house: &'a House,
    pub place: String,
    pub cookies: BTreeMap<(String, String), String>,
    /// Sent with each request.
    pub headers: Vec<(&'static str, &'static str)>,
}

pub struct Page {
    pub host: String,
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Page {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers.get("location").map_or("", |value| value.to_str().unwrap())
    }

    /// The hidden fields of the form with this action.
    fn hidden(&self, action: &str) -> Vec<(String, String)> {
        let start = self.text.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no form {action} in {}", self.text));
        let form = self.text[start..].split("</form>").next().unwrap();
        let attribute = |tag: &str, name: &str| Some(tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned());
        let tags = form.split("<input ").skip(1).filter(|tag| tag.contains("type=\"hidden\""));
        tags.map(|tag| (attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap())).collect()
    }
}

impl Browser<'_> {
    pub async fn get(&mut self, host: &str, path: &str) -> Page {
        self.send("GET", host, path, "").await
    }

    /// Sends the form with this action of a page, its hidden fields among the others.
    pub async fn submit(&mut self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let mut pairs = page.hidden(action);
        pairs.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.send("POST", &page.host, action, &body).await
    }

    /// Sends the form with a file in it.
    pub async fn upload(&mut self, page: &Page, action: &str, file: impl AsRef<[u8]>) -> Page {
        self.upload_with(page, action, &[], file).await
    }

    /// The same, with other fields.
    pub async fn upload_with(&mut self, page: &Page, action: &str, fields: &[(&str, &str)], file: impl AsRef<[u8]>) -> Page {
        self.upload_named(page, action, fields, ("x", file.as_ref())).await
    }

    /// The same, where the file has a name.
    pub async fn upload_named(&mut self, page: &Page, action: &str, fields: &[(&str, &str)], (called, file): (&str, &[u8])) -> Page {
        let part = |name: &str, value: &[u8]| {
            let head = format!("--b--f\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{called}\"\r\n\r\n");
            [head.as_bytes(), value, b"\r\n"].concat()
        };
        let mut body: Vec<u8> = page.hidden(action).iter().flat_map(|(name, value)| part(name, value.as_bytes())).collect();
        body.extend(fields.iter().flat_map(|(name, value)| part(name, value.as_bytes())));
        body.extend(part("file", file));
        body.extend(b"--b--f--\r\n");
        self.call("POST", &page.host, action, (Some("multipart/form-data; boundary=b--f"), body)).await
    }

    pub async fn send(&mut self, method: &str, host: &str, path: &str, body: &str) -> Page {
        let kind = (method == "POST").then_some("application/x-www-form-urlencoded");
        self.call(method, host, path, (kind, body.into())).await
    }

    /// As a program asks: JSON, with a token.
    pub async fn bearer(&mut self, token: &str, method: &str, host: &str, path: &str, body: &str) -> Page {
        let token: &'static str = Box::leak(format!("Bearer {token}").into_boxed_str());
        self.headers = vec![("authorization", token)];
        self.call(method, host, path, (Some("application/json"), body.into())).await
    }

    async fn call(&mut self, method: &str, host: &str, path: &str, (kind, body): (Option<&str>, Vec<u8>)) -> Page {
        let name = match host {
            "" => "kontor.test".to_owned(),
            whole if whole.contains('.') => whole.to_owned(),
            label => format!("{label}.kontor.test"),
        };
        let cookies: Vec<String> =
            self.cookies.iter().filter(|((at, _), _)| at == host).map(|((_, name), value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header("host", name).header("user-agent", "Browser of a test");
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        if !self.headers.iter().any(|(name, _)| *name == "accept-language") {
            request = request.header("accept-language", "en"); // spaces of the tests are in Germany
        }
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        let clock = &self.house.app.clock;
        clock.set(clock.now().checked_add(SignedDuration::from_millis(1)).unwrap()); // so that ids have an order
        let peer = SocketAddr::new(self.place.parse().unwrap(), 4711);
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert((host.to_owned(), name.to_owned()), value.to_owned());
        }
        let text = String::from_utf8_lossy(&to_bytes(body, 1 << 20).await.unwrap()).into_owned();
        Page { host: host.into(), status: parts.status, headers: parts.headers, text }
    }

    /// Signs in with the usual password.
    pub async fn sign_in(&mut self, host: &str, email: &str) -> Page {
        let page = self.get(host, "/session/new").await;
        self.submit(&page, "/session/new", &[("email", email), ("password", PASSWORD)]).await
    }

    pub fn cookie(&self, host: &str, name: &str) -> Option<&str> {
        let held = self.cookies.get(&(host.to_owned(), format!("__Host-kontor_{name}")));
        held.map(String::as_str).filter(|value| !value.is_empty())
    }
}

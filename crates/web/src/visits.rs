//! Who looks at a page, from where, and whether a form that comes in was one of ours.
//!
//! Forms are guarded twice (CSRF): they carry a token that only our own pages can know, and the browser's own words
//! about where the request comes from (`Sec-Fetch-Site`, `Origin`) must not speak against it.

use crate::language::{self, t};
use crate::pages::{problem, refused, with_own_script};
use app::access::Access;
use app::sessions::{self, Session};
use app::{App, BaseUrl, Error};
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_api::Client;
use http_api::hosts::{OwnDomain, Subdomain};
use oauth::Secret;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

/// Bytes a form may have.
const FORM: usize = 64 << 10;
/// Bytes a form may have that holds a whole bot, each byte of which may be sent as three.
const SOURCES: usize = 1 << 20;
/// Bytes a form with a file may have, if nothing else is said.
const FILE: usize = app::bank::MOST_BYTES + (16 << 10);
/// Seconds a session's cookie is kept: as long as the session without use.
const FORTNIGHT: u64 = 14 * 24 * 3600;
const YEAR: u64 = 365 * 24 * 3600;

/// What pages that people sign in to need.
#[derive(Clone)]
pub(crate) struct Desk {
    pub app: App,
    /// Whether mails that are not sent are shown.
    pub mailbox: bool,
}

/// What somebody is in a space.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Part {
    pub member: bool,
    pub admin: bool,
    /// Which of [`crate::menu::SECTIONS`] an admin may open.
    pub sections: u32,
    /// Local time of a sandbox; none in any other space.
    pub sandbox: Option<jiff::civil::DateTime>,
}

/// One request for a page.
pub(crate) struct Visit {
    pub desk: Desk,
    /// The site without a trailing slash: `https://harbour.example.com`, or the domain that the space has of its own.
    pub site: String,
    /// Set at the site of a space.
    pub subdomain: Option<String>,
    /// Who is signed in here.
    pub session: Option<Session>,
    /// To be hidden in each form of the page.
    pub csrf: String,
    /// What the tokens of its forms hide.
    form_key: [u8; 32],
    /// The client's address.
    pub place: String,
    pub user_agent: Option<String>,
    /// Set where the page is one of a sandbox: with its clock.
    inside: OnceLock<App>,
    /// What who is signed in is here, once that was asked.
    part: OnceLock<Part>,
    /// How he or she entered the space.
    entered: OnceLock<Access>,
    cookies: Vec<(String, String)>,
    /// A cookie that forms of this browser are tied to, when it had none.
    fresh: Option<Secret>,
}

impl FromRequestParts<Desk> for Visit {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let hosts = &desk.app.hosts;
        let subdomain = parts.extensions.get::<Subdomain>().map(|Subdomain(name)| name.clone());
        let (site, app) = match parts.extensions.get::<OwnDomain>() {
            Some(OwnDomain(domain)) => (hosts.beside(domain), desk.app.clone().serving_at(domain)),
            None => (hosts.at(subdomain.as_deref().unwrap_or("www")), desk.app.clone()),
        };
        let cookies = read(&parts.headers);
        let held = |name: &str| value(&cookies, &named(hosts, name));
        let token = held("session");
        let session = match token {
            Some(token) => sessions::find(&app, token).await.map_err(|error| problem(&error))?,
            None => None,
        };
        let fresh = held("form").is_none().then(|| Secret::new(desk.app.chance.bytes()));
        let key = fresh.as_ref().map(Secret::reveal).or(held("form")).unwrap_or_default();
        // Tied to the session, too: a form from before signing in is not good afterwards.
        let form_key = oauth::hash(&format!("form\n{key}\n{}", token.filter(|_| session.is_some()).unwrap_or_default()));
        let place = parts.extensions.get::<Client>().map(|client| client.0.to_string()).unwrap_or_default();
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let csrf = masked(&form_key, app.chance.bytes());
        let desk = Desk { app, ..desk.clone() };
        Ok(Self {
            desk,
            site,
            subdomain,
            session,
            csrf,
            form_key,
            place,
            user_agent,
            inside: OnceLock::new(),
            part: OnceLock::new(),
            entered: OnceLock::new(),
            cookies,
            fresh,
        })
    }
}

/// Behind TLS names that other sites of the domain cannot set (RFC 6265bis, 4.1.3).
fn named(hosts: &BaseUrl, name: &str) -> String {
    if hosts.scheme == "https" { format!("__Host-kontor_{name}") } else { format!("kontor_{name}") }
}

fn read(headers: &HeaderMap) -> Vec<(String, String)> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// The cookie of ours with this name.
pub(crate) fn cookie_of(hosts: &BaseUrl, headers: &HeaderMap, name: &str) -> Option<String> {
    value(&read(headers), &named(hosts, name)).map(str::to_owned)
}

fn value<'a>(cookies: &'a [(String, String)], name: &str) -> Option<&'a str> {
    cookies.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
}

/// Sends the browser elsewhere on our sites, with `GET`.
pub(crate) fn lead_to(target: &str) -> Response {
    match HeaderValue::from_str(target) {
        Ok(target) => (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response(),
        Err(_) => refused(StatusCode::BAD_REQUEST, &t("frame-address-unusable")),
    }
}

/// Leads to signing in, and back to `here` afterwards.
pub(crate) fn sign_in_first(here: &str) -> Response {
    let back: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
    lead_to(&format!("/session/new?return_to={back}"))
}

impl Visit {
    pub(crate) fn app(&self) -> &App {
        self.inside.get().unwrap_or(&self.desk.app)
    }

    /// Keeps what somebody is in the space, so that the frame of the page need not ask again.
    pub(crate) fn remember(&self, access: &Access) -> Part {
        let sandbox = access.space().clock_ahead.map(|_| {
            let now = self.desk.app.clone().of(access.space()).clock.now();
            access.zone().to_datetime(now)
        });
        self.entered.get_or_init(|| access.clone());
        let (member, admin) = (!access.members().is_empty(), access.admin_role().is_some());
        *self.part.get_or_init(|| Part { member, admin, sections: crate::menu::sections(access), sandbox })
    }

    /// The space as who is signed in entered it, once that was asked.
    pub(crate) fn entered(&self) -> Option<&Access> {
        self.entered.get()
    }

    pub(crate) fn part(&self) -> Option<Part> {
        self.part.get().copied()
    }

    /// From here on the page is one of this space, and goes by its clock.
    pub(crate) fn in_space(&self, access: Access) -> Access {
        if access.space().clock_ahead.is_some() {
            self.inside.get_or_init(|| self.desk.app.clone().of(access.space()));
        }
        access
    }

    /// The address of the space below the base domain.
    pub(crate) fn home(&self) -> Option<String> {
        self.subdomain.as_ref().map(|name| self.desk.app.hosts.at(name))
    }

    /// The site that links of mails lead to which are about somebody's account: never a space's own domain, which may lead elsewhere
    /// when the mail is read.
    pub(crate) fn of_account(&self) -> String {
        self.home().filter(|_| self.app().served_at.is_some()).unwrap_or_else(|| self.site.clone())
    }

    /// The cookie with this name, as sent.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        value(&self.cookies, &named(&self.app().hosts, name))
    }

    /// Who is signed in, or the way to where one signs in.
    pub(crate) fn signed_in(&self, here: &str) -> Result<&Session, Response> {
        self.session.as_ref().ok_or_else(|| sign_in_first(here))
    }

    /// Where a browser is led afterwards, if that is one of our own pages.
    pub(crate) fn way_back(&self, target: Option<&str>) -> Option<String> {
        let target = target?;
        let hosts = &self.app().hosts;
        let here = || hosts.beside_of(target).is_some_and(|named| hosts.beside(named) == self.site);
        hosts.within(target).or_else(|| here().then(|| target.to_owned()))
    }

    /// A page for one person: kept nowhere, its address told to nobody, with the cookie that its forms are tied to.
    pub(crate) fn page(&self, mut page: Response) -> Response {
        page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        page.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        if self.session.is_some() {
            page = with_own_script(page);
        }
        match &self.fresh {
            Some(key) => self.set(page, "form", key.reveal(), None),
            None => page,
        }
    }

    fn set(&self, mut response: Response, name: &str, value: &str, seconds: Option<u64>) -> Response {
        let hosts = &self.app().hosts;
        let mut cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", named(hosts, name));
        if hosts.scheme == "https" {
            cookie.push_str("; Secure");
        }
        if let Some(seconds) = seconds {
            let _ = write!(cookie, "; Max-Age={seconds}");
        }
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// The browser holds the session from now on, and is known the next time.
    pub(crate) fn hold(&self, response: Response, session: &Secret, device: &Secret) -> Response {
        let response = self.set(response, "session", session.reveal(), Some(FORTNIGHT));
        let response = self.set(response, "pending", "", Some(0));
        self.set(response, "device", device.reveal(), Some(YEAR))
    }

    /// The browser holds a session that waits for the second factor.
    pub(crate) fn hold_pending(&self, response: Response, pending: &Secret) -> Response {
        self.set(response, "pending", pending.reveal(), Some(600))
    }

    /// The device is a tablet of the space from now on.
    pub(crate) fn hold_tablet(&self, response: Response, secret: &str) -> Response {
        self.set(response, "tablet", secret, Some(YEAR))
    }

    /// The browser keeps what was ordered while it is paid elsewhere, for as long as the payment waits.
    pub(crate) fn hold_order(&self, response: Response, order: &str) -> Response {
        self.set(response, "order", order, Some(3600))
    }

    /// It is bought, or not to be.
    pub(crate) fn drop_order(&self, response: Response) -> Response {
        self.set(response, "order", "", Some(0))
    }

    /// The browser keeps the language that was chosen.
    pub(crate) fn hold_language(&self, response: Response, tag: &str) -> Response {
        self.set(response, "language", tag, Some(YEAR))
    }

    /// The browser forgets the session.
    pub(crate) fn let_go(&self, response: Response) -> Response {
        self.set(response, "session", "", Some(0))
    }

    /// What tells a form that was sent from all others: the browser, the address, what was typed, and the token in it, which is
    /// another one each time that a page shows the form.
    pub(crate) fn told_apart(&self, target: &str, sent: &[u8]) -> [u8; 32] {
        let key = self.form_key.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}"); // to a text nothing fails
            text
        });
        oauth::hash(&format!("sent\n{key}\n{target}\n{}", String::from_utf8_lossy(sent)))
    }

    /// Whether what the browser says of the request's origin is right.
    pub(crate) fn is_ours(&self, headers: &HeaderMap) -> bool {
        let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let hosts = &self.app().hosts;
        let site = said("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
        let at_home = |origin: &str| self.subdomain.is_none() && origin == hosts.home();
        site && said("origin").is_none_or(|origin| origin == self.site || at_home(origin))
    }
}

/// A form that one of our pages sent.
pub(crate) struct Posted<T> {
    pub visit: Visit,
    pub form: T,
}

impl<T: DeserializeOwned> FromRequest<Desk> for Posted<T> {
    type Rejection = Response;
    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Response> {
        Self::read(request, desk, FORM).await
    }
}

/// The same with a form that may be long, from somebody who is signed in.
pub(crate) struct Sources<T>(pub Posted<T>);

impl<T: DeserializeOwned> FromRequest<Desk> for Sources<T> {
    type Rejection = Response;
    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Response> {
        Posted::read(request, desk, SOURCES).await.map(Self)
    }
}

impl<T: DeserializeOwned> Posted<T> {
    async fn read(request: Request, desk: &Desk, most: usize) -> Result<Self, Response> {
        Self::read_whole(request, desk, most).await.map(|(posted, _)| posted)
    }

    /// With the form as it was sent.
    pub(crate) async fn with_sent(request: Request, desk: &Desk) -> Result<(Self, Bytes), Response> {
        Self::read_whole(request, desk, FORM).await
    }

    async fn read_whole(request: Request, desk: &Desk, most: usize) -> Result<(Self, Bytes), Response> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, desk).await?;
        let foreign = || refused(StatusCode::FORBIDDEN, &t("frame-foreign-form"));
        if !visit.is_ours(&parts.headers) {
            return Err(foreign());
        }
        let bytes = to_bytes(body, most).await.map_err(|_| refused(StatusCode::PAYLOAD_TOO_LARGE, &t("frame-form-too-large")))?;
        let sent = form_urlencoded::parse(&bytes).find(|(name, _)| name == "csrf").map(|(_, value)| value);
        if !sent.is_some_and(|token| unmasks(&token, &visit.form_key)) {
            return Err(foreign());
        }
        let form = serde_urlencoded::from_bytes(&bytes).map_err(|_| refused(StatusCode::BAD_REQUEST, &t("frame-form-incomplete")))?;
        Ok((Self { visit, form }, bytes))
    }
}

/// A file that a form of ours sent, in its field `file`; the form has at most so many bytes.
pub(crate) struct Uploaded<const MOST: usize = FILE> {
    pub visit: Visit,
    pub file: Vec<u8>,
    /// What the browser says it is called.
    pub file_name: String,
    /// The other fields.
    pub form: HashMap<String, String>,
}

impl<const MOST: usize> FromRequest<Desk> for Uploaded<MOST> {
    type Rejection = Response;
    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, desk).await?;
        let foreign = || refused(StatusCode::FORBIDDEN, &t("frame-foreign-form"));
        if !visit.is_ours(&parts.headers) {
            return Err(foreign());
        }
        // Nobody who is not signed in has files taken.
        if visit.session.is_none() {
            return Err(sign_in_first(parts.uri.path()));
        }
        let bytes = to_bytes(body, MOST).await.map_err(|_| refused(StatusCode::PAYLOAD_TOO_LARGE, &t("frame-file-too-large")))?;
        let stated = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let fields = http_api::multipart::parts(stated, &bytes);
        let fields = fields.map_err(|_| refused(StatusCode::BAD_REQUEST, &t("frame-form-incomplete")))?;
        let field = |name: &str| fields.iter().find(|part| part.name == name).map(|part| part.body);
        let token = field("csrf").and_then(|body| std::str::from_utf8(body).ok()).unwrap_or_default();
        if !unmasks(token, &visit.form_key) {
            return Err(foreign());
        }
        let file = fields.iter().find(|part| part.name == "file");
        let file_name = file.and_then(|part| part.file_name.clone()).unwrap_or_default();
        let file = file.map(|part| part.body.to_vec()).unwrap_or_default();
        let text = |part: &http_api::multipart::Part<'_>| Some((part.name.clone(), std::str::from_utf8(part.body).ok()?.to_owned()));
        let form = fields.iter().filter(|part| part.name != "file").filter_map(text).collect();
        Ok(Self { visit, file, file_name, form })
    }
}

/// A token for forms, another one each time that a page is made: how well a page is compressed tells nothing of it (BREACH).
fn masked(key: &[u8; 32], mask: [u8; 32]) -> String {
    let hidden = mask.iter().zip(key).map(|(mask, byte)| mask ^ byte);
    mask.iter().copied().chain(hidden).fold(String::with_capacity(128), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // to a text nothing fails
        text
    })
}

/// Whether it is a token for forms with this key, in constant time.
fn unmasks(token: &str, key: &[u8; 32]) -> bool {
    let digits: Option<Vec<u8>> = token.chars().map(|sign| u8::try_from(sign.to_digit(16)?).ok()).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 128) else { return false };
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    let (mask, hidden) = bytes.split_at(32);
    let difference = mask.iter().zip(hidden).zip(key).fold(0, |found, ((mask, hidden), byte)| found | (mask ^ hidden ^ byte));
    difference == 0
}

/// What was wrong with a form, to be shown beside its fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems(Vec<app::FieldError>);

impl From<Vec<app::FieldError>> for Problems {
    fn from(fields: Vec<app::FieldError>) -> Self {
        Self(fields)
    }
}

impl Problems {
    /// Of an error that belongs to the form; every other is a page of its own.
    pub(crate) fn of(error: Error) -> Result<Self, Response> {
        match error {
            Error::Invalid(fields) => Ok(Self(fields)),
            error => Err(problem(&error)),
        }
    }

    /// One thing that is wrong with the whole.
    pub(crate) fn base_only(message: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        Self(vec![app::FieldError::base("refused", message)])
    }

    /// What is wrong with fields that the page does not name, with their names.
    pub(crate) fn besides(&self, shown: &[&str]) -> Vec<String> {
        let told = |field: &app::FieldError| match &field.at {
            app::At::Base => None,
            app::At::Field(name) | app::At::Relation(name) | app::At::Parameter(name) => (!shown.contains(&&**name))
                .then(|| format!("{} {}", language::field_name(name), language::at_field(field.code, &field.message))),
        };
        self.0.iter().filter_map(told).collect()
    }

    /// What is wrong with one field.
    pub(crate) fn at(&self, name: &str) -> Option<String> {
        let of = |field: &&app::FieldError| matches!(&field.at, app::At::Field(at) if at == name);
        self.0.iter().find(of).map(|field| language::at_field(field.code, &field.message))
    }

    /// What is wrong with the whole.
    pub(crate) fn base(&self) -> Option<String> {
        self.0.iter().find(|field| field.at == app::At::Base).map(|field| language::sentence(&field.message))
    }

    pub(crate) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// 200, or 422 when something was wrong.
    pub(crate) fn status(&self) -> StatusCode {
        if self.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }
}

//! From a path to a handler: one axum route per path; the table itself picks the method, so that 404, 405 and 406 are
//! in the API's own style and axum is compiled for one closure instead of 250 handlers.

use crate::accept::accepts;
use crate::access::Access;
use crate::call::Call;
use crate::cors;
use crate::edge::Edge;
use crate::error::Error;
use crate::mcp::Rehearsed;
use crate::observe::Served;
use crate::operation::{FAMILIES, OperationInfo, Run};
use crate::style::Style;
use crate::{idempotency, precondition};
use app::rehearsals::Rehearsal;
use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams, Request};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use futures_util::{FutureExt, StreamExt};
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use std::{collections::BTreeMap, sync::Arc};

/// How long a body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(30);
/// How much of a body that is too large is let in, and how long, before it is refused.
const DRAINED: usize = 64 << 20;
const DRAIN_TIME: Duration = Duration::from_secs(5);

/// An operation at the end of a path.
pub(crate) struct Leaf {
    row: OperationInfo,
    names: Vec<&'static str>,
    suffix: &'static str,
    pattern: String,
    run: Box<dyn Run>,
}

impl Leaf {
    pub fn new(row: OperationInfo, run: Box<dyn Run>) -> Self {
        let (pattern, suffix) = pattern(row.path);
        Self { names: names(row.path), suffix, pattern, row, run }
    }

    pub async fn run(&self, call: &mut Call) -> Result<Response, Error> {
        self.run.run(call, &self.row).await
    }

    /// Bytes a body may have.
    pub fn body_limit(&self) -> usize {
        self.row.body_limit
    }
}

/// The parameters of a path, in order.
pub(crate) fn names(path: &'static str) -> Vec<&'static str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

/// The router wants whole segments and one name per place: `/a/{id}.pdf` is `/a/{p1}` and the suffix `.pdf`.
fn pattern(path: &'static str) -> (String, &'static str) {
    let suffix = path.rsplit_once('}').map_or("", |(_, rest)| if rest.contains('/') { "" } else { rest });
    let segments = path.strip_suffix(suffix).unwrap_or(path).split('/').enumerate();
    let segments = segments.map(|(at, part)| if part.starts_with('{') { format!("{{p{at}}}") } else { part.into() });
    (segments.collect::<Vec<_>>().join("/"), suffix)
}

pub(crate) fn router<St: Style>(leaves: impl Iterator<Item = Leaf>, edge: &Edge) -> Router {
    let mut paths: BTreeMap<String, Vec<Leaf>> = BTreeMap::new();
    for leaf in leaves {
        paths.entry(leaf.pattern.clone()).or_default().push(leaf);
    }
    let mut router = Router::new();
    for (pattern, leaves) in paths {
        let (leaves, edge) = (Arc::new(leaves), edge.clone());
        let handler = any(move |request| serve::<St>(Arc::clone(&leaves), edge.clone(), request));
        if St::BELOW.is_some() {
            // Old clients end some paths with a slash (`api-v1`, 4.12).
            router = router.route(&format!("{pattern}/"), handler.clone());
        }
        router = router.route(&pattern, handler);
    }
    match St::BELOW {
        Some(pattern) => router.route(pattern, any(nowhere::<St>)),
        None => router,
    }
}

/// The answer to paths that do not exist, for the site's fallback.
pub async fn nowhere<St: Style>(request: Request) -> Response {
    let answer = if *request.method() == Method::OPTIONS { StatusCode::NO_CONTENT.into_response() } else { St::error(&Error::NOT_FOUND) };
    cors::open(answer)
}

async fn serve<St: Style>(leaves: Arc<Vec<Leaf>>, edge: Edge, request: Request) -> Response {
    let head = *request.method() == Method::HEAD;
    let answer = cors::open(answer::<St>(&leaves, edge, request).await);
    if head { bodiless(answer) } else { answer }
}

async fn answer<St: Style>(leaves: &[Leaf], edge: Edge, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
    let Ok(raw) = RawPathParams::from_request_parts(&mut parts, &()).await else {
        return St::error(&Error::NOT_FOUND);
    };
    let mut values: Vec<String> = raw.iter().map(|(_, value)| value.to_owned()).collect();
    if values.iter().any(|value| value.contains('\0')) {
        return St::error(&Error::NOT_FOUND);
    }
    // `/invoices/{id}` and `/invoices/{id}.pdf` share a route: the suffix, if some leaf has it, decides.
    let last = values.last_mut();
    let has = |leaf: &&Leaf| last.as_ref().is_some_and(|value| value.ends_with(leaf.suffix));
    let suffix = leaves.iter().filter(has).map(|leaf| leaf.suffix).max_by_key(|suffix| suffix.len()).unwrap_or("");
    if let Some(value) = last {
        value.truncate(value.len() - suffix.len());
    }
    let found = || leaves.iter().filter(|leaf| leaf.suffix == suffix);
    let Some(leaf) = found().find(|leaf| leaf.row.method == method) else {
        let allow = allow(found());
        return if method == Method::OPTIONS { options(&allow) } else { St::error(&Error::MethodNotAllowed(allow)) };
    };
    let params = leaf.names.iter().copied().zip(values).collect();
    let mut call = Call::new(edge, parts, params, body);
    let shown = found().find(|leaf| leaf.row.method == Method::GET);
    // What a panic leaves behind is dropped with the call.
    let result = AssertUnwindSafe(run::<St>(leaf, shown, &mut call)).catch_unwind().await;
    let result = result.unwrap_or_else(|_| Err(app::Error::internal(format!("{} panicked", leaf.row.id)).into()));
    let mut response = result.unwrap_or_else(|error| {
        error.log(leaf.row.id);
        let mut response = St::error(&error);
        if let Error::App(app::Error::Forbidden { code: "insufficient_scope", .. }) = error {
            challenge(&mut response, &leaf.row);
        }
        response
    });
    if let Some(verdict) = call.verdict {
        verdict.write(response.headers_mut());
    }
    response.extensions_mut().insert(Served { operation: leaf.row.id, user: call.user });
    response
}

/// Runs an operation, with what its headers ask for around it; `shown` answers `GET` on the same path.
async fn run<St: Style>(leaf: &Leaf, shown: Option<&Leaf>, call: &mut Call) -> Result<Response, Error> {
    if call.parts.extensions.get::<Rehearsed>().is_some() {
        let (app, rehearsal) = Rehearsal::new(call.app());
        call.app = Some(app);
        let result = leaf.run(call).await;
        rehearsal.end().await;
        return result;
    }
    if St::CONDITIONS && leaf.row.method == Method::POST {
        idempotency::begin(call)?;
        let result = leaf.run(call).await;
        return match &call.keyed {
            Some(keyed) => idempotency::end(keyed, result).await,
            None => result,
        };
    }
    let changes = matches!(leaf.row.method, Method::PATCH | Method::PUT | Method::DELETE);
    if St::CONDITIONS && changes && call.parts.headers.contains_key(header::IF_MATCH) {
        return precondition::run(leaf, shown, call).await;
    }
    leaf.run(call).await
}

/// RFC 6750 section 3.1.
fn challenge(response: &mut Response, row: &OperationInfo) {
    let scopes: Vec<_> = row.security.scopes().iter().map(|scope| scope.name()).collect();
    let text = format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", scopes.join(" "));
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
}

fn allow<'a>(leaves: impl Iterator<Item = &'a Leaf>) -> String {
    let mut names: Vec<&str> = leaves.map(|leaf| leaf.row.method.as_str()).collect();
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    names.push("OPTIONS");
    names.join(", ")
}

fn options(allow: &str) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(value) = HeaderValue::from_str(allow) {
        response.headers_mut().insert(header::ALLOW, value.clone());
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_METHODS, value);
    }
    response
}

/// The answer to `HEAD`: as to `GET`, its length included, without the body.
fn bodiless(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = axum::body::HttpBody::size_hint(&body).exact() {
        parts.headers.entry(header::CONTENT_LENGTH).or_insert(length.into());
    }
    Response::from_parts(parts, Body::empty())
}

/// All that happens before the inputs are read. Apart from the handlers, so that it is compiled once an access type
/// and not once an operation; for the same reason inputs are read without `await`.
pub(crate) async fn admit<St: Style, A: Access>(call: &mut Call, row: &OperationInfo, media: &'static str) -> Result<A, Error> {
    // What is no JSON is given, too, to who asks as for all else: the contract wants that header on every request.
    if St::STRICT_ACCEPT && !accepts(&call.parts.headers, media) && !accepts(&call.parts.headers, St::MEDIA) {
        return Err(Error::NotAcceptable(media));
    }
    let mut token = St::token(&call.parts);
    let mut unread = true;
    if token.is_none() && St::BODY_TOKEN {
        read(call, row.body_limit).await?;
        unread = false;
        token = St::body_token(&call.parts.headers, &call.bytes);
    }
    let admitted = A::admit(call, token.as_deref()).await;
    call.user = admitted.as_ref().ok().and_then(Access::user);
    if !call.counted {
        let edge = call.edge.clone();
        call.verdict = edge.limits.take(row, call.user, call.client()).await;
        call.counted = true;
    }
    if let Some(retry_after) = call.verdict.as_ref().and_then(|verdict| verdict.refused) {
        return Err(app::Error::RateLimited { retry_after }.into());
    }
    let access = admitted.map_err(|error| match error {
        Error::App(app::Error::Unauthenticated) if token.is_some() => Error::BadToken,
        other => other,
    })?;
    if unread {
        read(call, row.body_limit).await?;
    }
    match unknown_family(call, row) {
        Some(name) if St::CONDITIONS => Err(Error::Parameter { name: name.into(), message: "is not supported here".into() }),
        _ => Ok(access),
    }
}

/// A parameter that would change what is answered, where it cannot.
fn unknown_family(call: &Call, row: &OperationInfo) -> Option<&'static str> {
    let unknown = |name: &&str| !row.families.contains(name);
    let given = |name: &&str| form_urlencoded::parse(call.query().as_bytes()).any(|(given, _)| given.trim_end_matches("[]") == *name);
    FAMILIES.into_iter().filter(unknown).find(given)
}

/// Reads the body.
pub(crate) async fn read(call: &mut Call, limit: usize) -> Result<(), Error> {
    let stated = call.parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let body = std::mem::take(&mut call.body);
    if stated.is_some_and(|length| length > limit) {
        let _ = tokio::time::timeout(DRAIN_TIME, drain(body)).await;
        return Err(Error::TooLarge(limit));
    }
    let read = tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, limit)).await;
    call.bytes = read
        .map_err(|_| Error::TooSlow)?
        .map_err(|error| if is_too_large(&error) { Error::TooLarge(limit) } else { Error::Malformed("The body broke off.".into()) })?;
    Ok(())
}

/// Forgets what arrives: a client that is cut off while it still writes may never read why.
async fn drain(body: Body) {
    let (mut stream, mut left) = (body.into_data_stream(), DRAINED);
    while let Some(Ok(bytes)) = stream.next().await {
        match left.checked_sub(bytes.len()) {
            Some(less) => left = less,
            None => return,
        }
    }
}

/// Told from a broken connection by its text, as the type is not public.
fn is_too_large(error: &axum::Error) -> bool {
    let source = std::error::Error::source(error);
    source.is_some_and(|source| source.to_string().contains("length limit exceeded"))
}

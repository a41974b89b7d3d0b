//! `api.H/mcp`: operations of API 2 as tools for assistants (Model Context Protocol, streamable HTTP).
//!
//! Nothing is kept between two requests, whichever revision a client follows: no sessions, no streams, every answer is JSON. A call makes the
//! request that a program would have sent, and lets the table of API 2 answer it; so access, limits and refusals are the same.

mod redaction;
mod rpc;
mod schema;
mod tools;

pub use redaction::PERSONAL;

use crate::access::Security;
use crate::call::Client;
use crate::cors;
use crate::edge::Edge;
use crate::observe::Served;
use crate::operation::{BODY_LIMIT, Limit, OperationInfo};
use crate::style::{JsonApi, Style as _};
use app::access::{Caller, authenticate};
use app::applications::ASSISTANTS;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use domain::scopes::{Scope, Scopes};
use rpc::{Era, Failure, Message};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;
use tools::{Asked, Tool};
use tower::ServiceExt as _;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
/// Messages that may come at once (revision 2025-03-26).
const BATCH: usize = 20;

const INSTRUCTIONS: &str = include_str!("mcp/instructions.md");

/// Messages of one user in a minute; what a tool does is counted by its own limit, too.
const MESSAGES: u32 = 600;

/// On a request whose writes are not to stay: see [`app::rehearsals`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rehearsed;

struct Inner {
    edge: Edge,
    tools: Vec<Tool>,
    /// The operations.
    api: Router,
    row: OperationInfo,
}

/// Sign-in is no work for a tool.
fn allowed() -> Scopes {
    let working = ASSISTANTS.iter().filter(|scope| !matches!(scope, Scope::Openid | Scope::Email | Scope::Profile));
    Scopes::of(&working.collect::<Vec<_>>())
}

/// The endpoint; `table` and `document` describe what `api` serves.
pub(crate) fn endpoint(edge: &Edge, table: &[OperationInfo], document: &Value, api: Router) -> MethodRouter {
    let row = OperationInfo {
        id: "mcp",
        method: Method::POST,
        path: "/mcp",
        security: Security::Scopes { scopes: &[], any: false },
        limit: Limit::PerMinute(MESSAGES),
        body_limit: BODY_LIMIT,
        families: Vec::new(),
    };
    let tools = tools::tools(table, document, JsonApi::MEDIA, allowed());
    let inner = Arc::new(Inner { edge: edge.clone(), tools, api, row });
    let serve = move |request: Request| {
        let inner = Arc::clone(&inner);
        async move { cors::open(inner.serve(request).await) }
    };
    post(serve).options(async || cors::open(StatusCode::NO_CONTENT.into_response()))
}

/// Who sent the messages, and how.
struct Sender {
    caller: Caller,
    authorization: HeaderValue,
    client: Option<Client>,
}

impl Inner {
    async fn serve(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let admitted = self.admit(&parts).await;
        let user = admitted.as_ref().ok().map(|sender| sender.caller.user);
        let mut response = match admitted {
            Ok(sender) => self.read(&sender, &parts, body).await,
            Err(refused) => *refused,
        };
        response.extensions_mut().insert(Served { operation: self.row.id, user });
        response
    }

    /// The caller of a good token, within the limit.
    async fn admit(&self, parts: &Parts) -> Result<Sender, Box<Response>> {
        let (token, client) = (JsonApi::token(parts), parts.extensions.get::<Client>().copied());
        let caller = match &token {
            Some(token) => authenticate(&self.edge.app, token).await,
            None => Err(app::Error::Unauthenticated),
        };
        let user = caller.as_ref().ok().map(|caller| caller.user);
        let verdict = self.edge.limits.take(&self.row, user, client.map(|client| client.0)).await;
        if let Some(seconds) = verdict.and_then(|verdict| verdict.refused) {
            let mut response = rpc::refusal(StatusCode::TOO_MANY_REQUESTS, "Too many requests.");
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            return Err(Box::new(response));
        }
        let authorization = parts.headers.get(header::AUTHORIZATION).cloned();
        match (caller, authorization) {
            (Ok(caller), Some(authorization)) => Ok(Sender { caller, authorization, client }),
            (Err(app::Error::Unauthenticated), _) | (Ok(_), None) => Err(Box::new(self.challenge(token.is_some()))),
            (Err(error), _) => {
                let error = crate::Error::from(error);
                error.log(self.row.id);
                Err(Box::new(rpc::refusal(error.status(), &error.text())))
            }
        }
    }

    /// 401 that leads to who gives tokens, and for what (RFC 9728, section 5.1).
    fn challenge(&self, bad: bool) -> Response {
        let error = if bad { "error=\"invalid_token\", " } else { "" };
        let metadata = format!("{}/.well-known/oauth-protected-resource/mcp", self.edge.app.hosts.at("api"));
        let text = format!("Bearer {error}resource_metadata=\"{metadata}\", scope=\"{}\"", allowed());
        let mut response = rpc::refusal(StatusCode::UNAUTHORIZED, "A valid access token is needed.");
        response.headers_mut().extend(HeaderValue::try_from(text).ok().map(|value| (header::WWW_AUTHENTICATE, value)));
        response
    }

    async fn read(&self, sender: &Sender, parts: &Parts, body: Body) -> Response {
        let era = match Era::of(&parts.headers) {
            Ok(era) => era,
            Err(failure) => return failure.respond(&Value::Null),
        };
        let bytes = match tokio::time::timeout(PATIENCE, to_bytes(body, self.row.body_limit)).await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(_)) => return rpc::refusal(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large, or broke off."),
            Err(_) => return rpc::refusal(StatusCode::REQUEST_TIMEOUT, "The body took too long to arrive."),
        };
        match serde_json::from_slice(&bytes) {
            Ok(Value::Array(messages)) if era == Era::Handshake && (1..=BATCH).contains(&messages.len()) => {
                let mut answers = Vec::new();
                for message in messages {
                    answers.extend(self.answer(sender, era, &parts.headers, message).await);
                }
                rpc::answered(era, (!answers.is_empty()).then_some(answers.into()))
            }
            Ok(Value::Array(_)) => Failure::invalid("That are too many messages at once, or none.").respond(&Value::Null),
            Ok(message) => rpc::answered(era, self.answer(sender, era, &parts.headers, message).await),
            Err(_) => rpc::unreadable(),
        }
    }

    /// The answer to a message, if it wants one.
    async fn answer(&self, sender: &Sender, era: Era, headers: &HeaderMap, message: Value) -> Option<Value> {
        let mut message = match Message::read(message) {
            Ok(message) => message?,
            Err(failure) => return Some(failure.about(&Value::Null)),
        };
        let id = message.id.take()?; // a notification: nothing here depends on one
        Some(match self.result(sender, era, headers, message).await {
            Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
            Err(failure) => failure.about(&id),
        })
    }

    async fn result(&self, sender: &Sender, era: Era, headers: &HeaderMap, message: Message) -> Result<Value, Failure> {
        if era == Era::Stateless {
            message.check_envelope(headers)?;
        }
        match (message.method.as_str(), era) {
            ("initialize", Era::Handshake) => Ok(initialized(&message.params)),
            ("server/discover", Era::Stateless) => Ok(era.kept_result(discovered())),
            ("ping", _) => Ok(era.result(json!({}))),
            ("tools/list", _) => Ok(era.kept_result(self.list(sender.caller.scopes))),
            ("tools/call", _) => Ok(era.result(self.call(sender, &message.params).await?)),
            (other, _) => Err(Failure::unknown_method(other)),
        }
    }

    /// All that the token is good for, on one page.
    fn list(&self, scopes: Scopes) -> Value {
        let listed: Vec<&Value> = self.tools.iter().filter(|tool| tool.is_for(scopes)).map(|tool| &tool.listed).collect();
        json!({"tools": listed})
    }

    async fn call(&self, sender: &Sender, params: &Map<String, Value>) -> Result<Value, Failure> {
        let name = params.get("name").and_then(Value::as_str).unwrap_or_default();
        let tool = self.tools.iter().find(|tool| tool.row.id == name).ok_or_else(|| Failure::unknown_tool(name))?;
        let none = Map::new();
        let arguments = match params.get("arguments") {
            Some(Value::Object(arguments)) => arguments,
            Some(Value::Null) | None => &none,
            Some(_) => return Err(Failure::params("arguments must be an object.")),
        };
        match tool.ask(arguments) {
            Ok(asked) => Ok(self.run(sender, tool, asked).await),
            Err(text) => Ok(refused(&text, None)),
        }
    }

    /// Sends the request that a program would have sent.
    async fn run(&self, sender: &Sender, tool: &Tool, asked: Asked) -> Value {
        let Asked { target, body, dry_run, key } = asked;
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = Request::builder().method(tool.row.method.clone()).uri(target);
        let request = request.header(header::ACCEPT, JsonApi::MEDIA).header(header::CONTENT_TYPE, JsonApi::MEDIA);
        let request = request.header(header::AUTHORIZATION, &sender.authorization);
        let request = if let Some(key) = key { request.header(IDEMPOTENCY_KEY, key) } else { request };
        let Ok(mut request) = request.body(body) else { return refused("An argument has characters that cannot be sent.", None) };
        request.extensions_mut().extend(extensions(sender.client, dry_run));
        let Ok(response) = self.api.clone().oneshot(request).await;
        let (status, retry) = (response.status(), response.headers().get(header::RETRY_AFTER).cloned());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
        if status.is_success() { done(status, &bytes, dry_run, sender.caller.scopes) } else { failed(&bytes, retry.as_ref()) }
    }
}

fn extensions(client: Option<Client>, dry_run: bool) -> axum::http::Extensions {
    let mut extensions = axum::http::Extensions::new();
    if let Some(client) = client {
        extensions.insert(client);
    }
    if dry_run {
        extensions.insert(Rehearsed);
    }
    extensions
}

/// The client's revision if it is spoken here, else ours.
fn initialized(params: &Map<String, Value>) -> Value {
    let wanted = params.get("protocolVersion").and_then(Value::as_str);
    let version = rpc::HANDSHAKE.into_iter().find(|known| Some(*known) == wanted).unwrap_or(rpc::NEWEST_HANDSHAKE);
    let server = rpc::server();
    json!({"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": server, "instructions": INSTRUCTIONS})
}

/// The same without a handshake.
fn discovered() -> Value {
    let versions: Vec<_> = [rpc::STATELESS].into_iter().chain(rpc::HANDSHAKE).collect();
    json!({"supportedVersions": versions, "capabilities": {"tools": {}}, "instructions": INSTRUCTIONS})
}

/// What a tool gives back: the document, for programs and as text for models.
fn done(status: StatusCode, bytes: &Bytes, dry_run: bool, scopes: Scopes) -> Value {
    let mut document = serde_json::from_slice(bytes).unwrap_or_else(|_| json!({}));
    let lacking = redaction::redact(&mut document, scopes);
    let mut notes = Map::new();
    if dry_run {
        notes.insert("dryRun".into(), true.into());
    }
    if !lacking.is_empty() {
        notes.insert("redactedWithout".into(), lacking.into());
    }
    if bytes.is_empty() {
        notes.insert("status".into(), status.as_u16().into());
    }
    if let (Value::Object(members), false) = (&mut document, notes.is_empty()) {
        match members.entry("meta").or_insert_with(|| json!({})) {
            Value::Object(meta) => meta.extend(notes),
            other => *other = notes.into(),
        }
    }
    let mut content = Vec::new();
    if dry_run {
        content.push(json!({"type": "text", "text": "A dry run: nothing was changed. This is what would have been answered."}));
    }
    content.push(json!({"type": "text", "text": document.to_string()}));
    json!({"content": content, "structuredContent": document, "isError": false})
}

/// What API 2 refused, each line with the argument that is to blame.
fn failed(bytes: &Bytes, retry: Option<&HeaderValue>) -> Value {
    let document: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let mut lines = Vec::new();
    for error in document.get("errors").and_then(Value::as_array).into_iter().flatten() {
        let member = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
        let place = error.get("source").and_then(Tool::place).map(|place| format!("{place}: ")).unwrap_or_default();
        lines.push(format!("{} ({}): {place}{}", member("title"), member("code"), member("detail")));
    }
    if let Some(seconds) = retry.and_then(|value| value.to_str().ok()) {
        lines.push(format!("Try again in {seconds} seconds."));
    }
    refused(&lines.join("\n"), Some(document).filter(Value::is_object))
}

fn refused(text: &str, document: Option<Value>) -> Value {
    let mut result = json!({"content": [{"type": "text", "text": text}], "isError": true});
    if let (Value::Object(members), Some(document)) = (&mut result, document) {
        members.insert("structuredContent".into(), document);
    }
    result
}

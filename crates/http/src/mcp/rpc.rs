//! JSON-RPC 2.0, as the protocol uses it over HTTP, and which revision of it a request follows.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

const VERSION: HeaderName = HeaderName::from_static("mcp-protocol-version");
const METHOD: HeaderName = HeaderName::from_static("mcp-method");
const NAME: HeaderName = HeaderName::from_static("mcp-name");

/// The revision without a handshake: each request says what it follows.
pub const STATELESS: &str = "2026-07-28";
/// Revisions that begin with a handshake, the newest first.
pub const HANDSHAKE: [&str; 3] = [NEWEST_HANDSHAKE, "2025-06-18", "2025-03-26"];
pub const NEWEST_HANDSHAKE: &str = "2025-11-25";

const OF_VERSION: &str = "io.modelcontextprotocol/protocolVersion";
const OF_CLIENT: &str = "io.modelcontextprotocol/clientCapabilities";
const OF_SERVER: &str = "io.modelcontextprotocol/serverInfo";

/// What came before and what comes after the handshake was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    Handshake,
    Stateless,
}

impl Era {
    /// By the header; a client of the handshake era sends none at first.
    pub fn of(headers: &HeaderMap) -> Result<Self, Failure> {
        match text(headers, &VERSION) {
            Some(STATELESS) => Ok(Self::Stateless),
            None => Ok(Self::Handshake),
            Some(known) if HANDSHAKE.contains(&known) => Ok(Self::Handshake),
            Some(other) => Err(Failure::unsupported(other)),
        }
    }

    /// As a result of this revision.
    pub fn result(self, mut result: Value) -> Value {
        if let (Self::Stateless, Value::Object(members)) = (self, &mut result) {
            members.insert("resultType".into(), "complete".into());
            members.insert("_meta".into(), json!({OF_SERVER: server()}));
        }
        result
    }

    /// The same for what a client may keep: for itself, as it depends on the token, and a short time, as rights change.
    pub fn kept_result(self, result: Value) -> Value {
        let mut result = self.result(result);
        if let (Self::Stateless, Value::Object(members)) = (self, &mut result) {
            members.insert("ttlMs".into(), 60_000.into());
            members.insert("cacheScope".into(), "private".into());
        }
        result
    }
}

/// Who we are.
pub fn server() -> Value {
    json!({"name": "kontor", "title": "Kontor", "version": env!("CARGO_PKG_VERSION")})
}

/// A request, or a notification where it has no id.
pub struct Message {
    pub id: Option<Value>,
    pub method: String,
    pub params: Map<String, Value>,
}

/// Why a request has no result.
#[derive(Debug)]
pub struct Failure {
    code: i32,
    message: String,
    data: Option<Value>,
}

impl Message {
    /// None: an answer to a question that was never asked.
    pub fn read(message: Value) -> Result<Option<Self>, Failure> {
        let Value::Object(mut members) = message else { return Err(Failure::invalid("A message is an object.")) };
        if members.get("jsonrpc").is_none_or(|version| version != "2.0") {
            return Err(Failure::invalid("jsonrpc must be 2.0."));
        }
        if !members.contains_key("method") && (members.contains_key("result") || members.contains_key("error")) {
            return Ok(None);
        }
        let Some(Value::String(method)) = members.remove("method") else { return Err(Failure::invalid("method is missing.")) };
        let id = members.remove("id");
        if id.as_ref().is_some_and(|id| !id.is_string() && !id.is_number()) {
            return Err(Failure::invalid("id must be a text or a number."));
        }
        let params = match members.remove("params") {
            Some(Value::Object(params)) => params,
            Some(Value::Null) | None => Map::new(),
            Some(_) => return Err(Failure::invalid("params must be an object.")),
        };
        Ok(Some(Self { id, method, params }))
    }

    /// What a request of the stateless era says of itself, in its body and, for whoever passes it on, in its headers.
    pub fn check_envelope(&self, headers: &HeaderMap) -> Result<(), Failure> {
        let member = |name: &str| self.params.get("_meta").and_then(|meta| meta.get(name));
        let (Some(version), Some(_)) = (member(OF_VERSION), member(OF_CLIENT)) else {
            return Err(Failure::params(&format!("params._meta must have {OF_VERSION} and {OF_CLIENT}.")));
        };
        let differs = |name: &HeaderName, value: Option<&str>| text(headers, name) != value;
        if differs(&VERSION, version.as_str()) {
            return Err(Failure::mismatch(&VERSION));
        }
        if differs(&METHOD, Some(&self.method)) {
            return Err(Failure::mismatch(&METHOD));
        }
        let name = self.params.get("name").and_then(Value::as_str).filter(|_| self.method == "tools/call");
        if name.is_some() && differs(&NAME, name) {
            return Err(Failure::mismatch(&NAME));
        }
        Ok(())
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

impl Failure {
    fn new(code: i32, message: &str) -> Self {
        Self { code, message: message.to_owned(), data: None }
    }

    pub fn invalid(text: &str) -> Self {
        Self::new(-32600, text)
    }

    pub fn unknown_method(name: &str) -> Self {
        Self::new(-32601, &format!("{name} is not known here."))
    }

    pub fn params(text: &str) -> Self {
        Self::new(-32602, text)
    }

    pub fn unknown_tool(name: &str) -> Self {
        Self::params(&format!("There is no tool named {name}."))
    }

    fn mismatch(name: &HeaderName) -> Self {
        Self::new(-32020, &format!("The header {name} does not say what the body says."))
    }

    fn unsupported(version: &str) -> Self {
        let supported: Vec<_> = [STATELESS].into_iter().chain(HANDSHAKE).collect();
        let data = json!({"supported": supported, "requested": version});
        Self { data: Some(data), ..Self::new(-32022, "This revision of the protocol is not spoken here.") }
    }

    /// The answer to the request with this id.
    pub fn about(&self, id: &Value) -> Value {
        let mut error = json!({"code": self.code, "message": self.message});
        if let (Value::Object(members), Some(data)) = (&mut error, &self.data) {
            members.insert("data".into(), data.clone());
        }
        json!({"jsonrpc": "2.0", "id": id, "error": error})
    }

    /// As an answer of its own.
    pub fn respond(&self, id: &Value) -> Response {
        response(status(self.code), &self.about(id))
    }
}

fn status(code: i32) -> StatusCode {
    if code == -32601 { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST }
}

/// 202 where no message wanted an answer. What fails is 4xx in the stateless era; before, HTTP was said to have gone well.
pub fn answered(era: Era, answer: Option<Value>) -> Response {
    let Some(answer) = answer else { return StatusCode::ACCEPTED.into_response() };
    let code = answer.pointer("/error/code").and_then(Value::as_i64).and_then(|code| i32::try_from(code).ok());
    let status = code.filter(|_| era == Era::Stateless).map_or(StatusCode::OK, status);
    response(status, &answer)
}

/// The body is no JSON.
pub fn unreadable() -> Response {
    Failure::new(-32700, "The body is no JSON.").respond(&Value::Null)
}

/// Nothing was read.
pub fn refusal(status: StatusCode, text: &str) -> Response {
    response(status, &Failure::new(-32000, text).about(&Value::Null))
}

fn response(status: StatusCode, body: &Value) -> Response {
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

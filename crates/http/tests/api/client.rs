//! The house under test, and clients typed by who they are.

use crate::contract::{conforms, note};
use app::access::{Access, Caller};
use app::spaces::{Create, Details};
use app::tokens::Grant;
use app::{App, BaseUrl, Chance, Clock};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, Response};
use domain::ids::{SpaceId, UserId};
use domain::permissions::Permissions;
use http_api::edge::{Edge, HttpConfig};
use http_api::observe::Served;
use hyper_util::rt::TokioIo;
use payments::{Gateway, StripeKeys};
use serde_json::{Value, json};
use std::net::SocketAddr;
use store::spaces::Space;
use testkit::TestDb;
use testkit::provider::Provider;
use tokio::net::TcpStream;
use tower::ServiceExt;

pub const MEDIA: &str = "application/vnd.api+json";

/// The base domain is `kontor.test`; the clock stands at noon UTC of 2026-03-02, a Monday.
pub struct House {
    pub app: App,
    pub router: Router,
    /// The database goes with it.
    _database: Option<TestDb>,
}

impl House {
    /// Without limits.
    pub fn new(db: db::Db) -> Self {
        let config = HttpConfig { requests_per_minute: 0, ..HttpConfig::default() };
        Self::with(db, &config, |edge| http_api::sites(edge).router(edge))
    }

    /// Mia, who has joined the space with a plan of this price in EUR for so many months; her membership's id.
    pub async fn joined(&self, access: &Access, price: &str, months: u32) -> (Client, String) {
        let terms = json!({"name": "Flex", "price_per_cycle": price, "currency": "EUR", "cycle_months": months});
        let plan = app::plans::create(&self.app, access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let mia = self.client(self.person("mia@members.test").await, "read write").await;
        let joining = json!({"plan": {"id": plan}, "address": {"name": "Mia Moor", "full_address": "Quay 1", "country": "Germany"}});
        let made = mia.v1(&access.space().subdomain, "POST /api/membership", joining).await;
        assert_eq!(made.status, 201, "{}", made.text);
        (mia, made.body["id"].as_str().unwrap().to_owned())
    }

    /// Without limits, on SQLite: for tests of what no database has a part in.
    pub async fn on_sqlite() -> Self {
        let test = crate::database().await;
        Self::new(test.db()).keeping(test)
    }

    pub fn keeping(self, test: TestDb) -> Self {
        Self { _database: Some(test), ..self }
    }

    pub fn with(db: db::Db, config: &HttpConfig, router: impl FnOnce(&Edge) -> Router) -> Self {
        Self::seeded(7, db, config, router)
    }

    /// Ids and tokens come from the seed: a database that was filled with one needs another.
    pub fn seeded(seed: u64, db: db::Db, config: &HttpConfig, router: impl FnOnce(&Edge) -> Router) -> Self {
        let hosts = BaseUrl::parse("https://kontor.test").unwrap();
        let app = App::new(db, Clock::standing_at(testkit::at("2026-03-02T12:00:00Z")), Chance::seeded(seed), hosts);
        let provider = Provider::shared();
        let operator = StripeKeys { secret: "sk_operator".into(), publishable: "pk_operator".into(), webhook_secret: None };
        let app = app.paying(Gateway::at(provider.url(), provider.url()), Some(operator));
        let edge = Edge::new(app.clone(), config).unwrap();
        Self { app, router: router(&edge), _database: None }
    }

    pub async fn person(&self, email: &str) -> UserId {
        app::users::create(&self.app, email, None).await.unwrap()
    }

    /// A space in Berlin.
    pub async fn space(&self, subdomain: &str, owner: UserId) -> Space {
        let caller = self.caller(owner, "write").await;
        let details = Details { name: Some(subdomain.into()), country: Some("DE".into()), ..Details::default() };
        let command = Create { subdomain: subdomain.into(), owner_name: "Olga Owner".into(), details };
        app::spaces::create(&self.app, &caller, command).await.unwrap()
    }

    pub async fn admin(&self, space: SpaceId, email: &str) -> UserId {
        let user = self.person(email).await;
        app::admins::create(&self.app, space, user, "Anna Admin", Permissions::default()).await.unwrap();
        user
    }

    pub async fn caller(&self, user: UserId, scopes: &str) -> Caller {
        app::access::authenticate(&self.app, &self.token(user, scopes).await).await.unwrap()
    }

    /// A token's text; scopes are separated by spaces.
    pub async fn token(&self, user: UserId, scopes: &str) -> String {
        let grant = Grant { user, client: None, space: None, scopes: scopes.parse().unwrap(), expires_at: None };
        app::tokens::create(&self.app, grant).await.unwrap().reveal().to_owned()
    }

    /// The same for one space.
    pub async fn space_token(&self, user: UserId, scopes: &str, space: SpaceId) -> String {
        let grant = Grant { user, client: None, space: Some(space), scopes: scopes.parse().unwrap(), expires_at: None };
        app::tokens::create(&self.app, grant).await.unwrap().reveal().to_owned()
    }

    /// Speaks without a token.
    pub fn anonymous(&self) -> Client {
        Client { line: Line::Router(self.router.clone()), token: None }
    }

    /// Speaks for the user, with these scopes.
    pub async fn client(&self, user: UserId, scopes: &str) -> Client {
        Client::speaking(self.router.clone(), &self.token(user, scopes).await)
    }

    /// Speaks with the text as its token.
    pub fn bearer(&self, token: &str) -> Client {
        Client::speaking(self.router.clone(), token)
    }
}

/// How a client reaches the house.
enum Line {
    Router(Router),
    /// The program, listening there.
    Program(SocketAddr),
}

pub struct Client {
    line: Line,
    pub token: Option<String>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// Null if it is no JSON.
    pub body: Value,
    pub operation: Option<&'static str>,
}

impl Answer {
    /// A header's text, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Of a failure of API 2: code and place of the first error.
    pub fn blame(&self) -> (String, String) {
        let error = &self.body["errors"][0];
        let place = error["source"]["pointer"].as_str().or(error["source"]["parameter"].as_str()).unwrap_or_default();
        (error["code"].as_str().unwrap_or_default().to_owned(), place.to_owned())
    }
}

impl Line {
    async fn carry(&self, mut request: Request<Body>) -> Response<Body> {
        match self {
            Self::Router(router) => {
                request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4711))));
                router.clone().oneshot(request).await.unwrap()
            }
            Self::Program(address) => {
                let stream = TcpStream::connect(address).await.unwrap();
                let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
                tokio::spawn(connection);
                sender.send_request(request).await.unwrap().map(Body::new)
            }
        }
    }
}

impl Client {
    /// For tasks that outlive the borrow of a house.
    pub fn speaking(router: Router, token: &str) -> Self {
        Self { line: Line::Router(router), token: Some(token.to_owned()) }
    }

    /// Speaks to the program over a connection of its own for each request.
    pub fn calling(address: SocketAddr, token: Option<&str>) -> Self {
        Self { line: Line::Program(address), token: token.map(str::to_owned) }
    }

    /// `line` is method and path: `GET /user`. The host is the label before `kontor.test`, or all of it if it has a dot.
    pub async fn send(&self, host: &str, line: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let (method, uri) = line.split_once(' ').unwrap();
        let host = if host.contains('.') { host.to_owned() } else { format!("{host}.kontor.test") };
        let mut request = Request::builder().method(method).uri(uri).header("host", host);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.line.carry(request.body(body.into()).unwrap()).await;
        let operation = response.extensions().get::<Served>().map(|served| served.operation);
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let answer = Answer { status, headers, body: serde_json::from_str(&text).unwrap_or_default(), text, operation };
        if let Some(operation) = operation.filter(|_| method != "HEAD" && !line.contains("fields[")) {
            note("story", operation, &answer);
        }
        answer
    }

    /// API 2, with the headers it wants. Every answer is held against the contract.
    pub async fn api(&self, line: &str, body: Value) -> Answer {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.send("api", line, &[("accept", MEDIA), ("content-type", MEDIA)], text).await;
        if let Some(operation) = answer.operation.filter(|_| !line.contains("fields[")) {
            conforms(operation, &answer);
        }
        answer
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.api(&format!("GET {path}"), Value::Null).await
    }

    /// API 1 of a space (or `www`), with JSON.
    pub async fn v1(&self, host: &str, line: &str, body: Value) -> Answer {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        self.send(host, line, &[("content-type", "application/json")], text).await
    }
}

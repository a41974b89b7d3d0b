//! A server with the space `harbour`, its owner and a member, and the contract its answers are held against.

use app::tokens::Grant;
use app::{App, BaseUrl, Chance, Clock};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use db::{Db, params};
use domain::ids::{AdminId, NetworkId, SpaceId, UserId};
use domain::permissions::Permissions;
use domain::taxes::PriceDisplay;
use http_api::edge::HttpConfig;
use serde_json::{Value, json};
use std::path::PathBuf;
use store::access::{Admin, insert_admin};
use store::spaces::{self, Network, Profile, Space};
use store::{Json, SpaceTx};
use testkit::{at, new_id};
use tower::ServiceExt;

pub struct Server {
    pub app: App,
    router: Router,
    pub space: SpaceId,
    pub network: NetworkId,
    pub owner: String,
    pub member: String,
    pub stranger: String,
    /// Of the owner, for reading resources and nothing else.
    pub reader: String,
    contract: Option<Value>,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: Value,
}

impl Answer {
    /// Status and where the first error points, with its code.
    pub fn refusal(&self) -> String {
        let error = &self.body["errors"][0];
        let source = &error["source"];
        let at = source["pointer"].as_str().or(source["parameter"].as_str()).unwrap_or("-");
        format!("{} {at} {}", self.status, error["code"].as_str().unwrap_or("-"))
    }
}

impl Server {
    pub async fn new(db: Db) -> Self {
        let app = App::new(
            db,
            Clock::standing_at(at("2026-03-02T08:00:00Z")),
            Chance::seeded(7),
            BaseUrl::parse("http://localhost:3000").unwrap(),
        );
        let mut tokens = Vec::new();
        let (space, network) = (SpaceId(new_id()), NetworkId(new_id()));
        for (name, scopes) in [("owner", "read write"), ("member", "read write"), ("stranger", "read write"), ("reader", "read_resources")]
        {
            let user = app::users::create(&app, &format!("{name}@demo.test"), None).await.unwrap();
            match name {
                "owner" => open(&app, user, space, network).await,
                "member" => join(&app, user, space).await,
                "reader" => insert_owner(&app, user, space).await,
                _ => {}
            }
            let grant = Grant { user, client: None, space: None, scopes: scopes.parse().unwrap(), expires_at: None };
            tokens.push(app::tokens::create(&app, grant).await.unwrap().reveal().to_owned());
        }
        let [owner, member, stranger, reader] = tokens.try_into().unwrap();
        let config = HttpConfig { requests_per_minute: 0, ..HttpConfig::default() };
        let router = http_api::server(&app, &config).unwrap();
        Self { app, router, space, network, owner, member, stranger, reader, contract: contract() }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 32 << 20).await.unwrap().to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, headers, bytes, body }
    }

    /// API 2; a good answer is held against the schema of the operation.
    pub async fn call(&self, operation: &str, token: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "api.localhost:3000");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}")).header(header::ACCEPT, "application/vnd.api+json");
        let request = request.header(header::CONTENT_TYPE, "application/vnd.api+json");
        let answer = self.send(request.body(body.map_or(Body::empty(), |body| body.to_string().into())).unwrap()).await;
        assert!(answer.status < 500, "{operation}: {}", answer.body);
        if answer.status < 300 {
            self.conforms(operation, &answer);
        }
        answer
    }

    pub async fn get(&self, operation: &str, token: &str, path: &str) -> Answer {
        self.call(operation, token, "GET", path, None).await
    }

    /// The site of the space.
    pub async fn at_space(&self, token: Option<&str>, path: &str) -> Answer {
        let mut request = Request::builder().uri(path).header(header::HOST, "harbour.localhost:3000");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    fn conforms(&self, operation: &str, answer: &Answer) {
        let Some(contract) = &self.contract else { return };
        let operations = contract["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
        let found = operations
            .into_iter()
            .find(|one| one["operationId"] == operation)
            .unwrap_or_else(|| panic!("{operation} is not in the contract"));
        let schema = found["responses"][answer.status.to_string()]["content"]["application/vnd.api+json"]["schema"].clone();
        assert!(schema.is_object(), "{operation} does not answer {}", answer.status);
        let schema = json!({"allOf": [schema], "components": contract["components"]});
        let validator = jsonschema::validator_for(&schema).unwrap();
        let wrong: Vec<_> = validator.iter_errors(&answer.body).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(wrong.is_empty(), "{operation}: {wrong:#?}");
    }
}

/// The contract, where it is at hand.
fn contract() -> Option<Value> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/spec/api2-openapi.json");
    let path = std::env::var_os("KONTOR_SPEC").map_or(beside, PathBuf::from);
    match std::fs::read_to_string(path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(error) if testkit::in_ci() => panic!("no contract: {error}"),
        Err(_) => None,
    }
}

async fn open(app: &App, owner: UserId, id: SpaceId, network: NetworkId) {
    let now = app.clock.now();
    let mut tx = app.db.begin().await.unwrap();
    spaces::insert_network(&mut tx, &Network { id: network, name: "Waterside".into() }, now).await.unwrap();
    let space = Space {
        id,
        network_id: Some(network.0),
        owner_id: owner,
        subdomain: "harbour".into(),
        name: "Harbour".into(),
        email: "hello@harbour.test".into(),
        description: None,
        country: "DE".into(),
        locale: "de-DE".into(),
        time_zone: "Europe/Berlin".into(),
        hour_format: 24,
        price_display: PriceDisplay::Net,
        price_decimals: 2,
        currency: "EUR".parse().unwrap(),
        taxes: Json(serde_json::from_value(json!([{"name": "VAT", "rate": "19.0"}])).unwrap()),
        settings: Json::default(),
        created_at: now,
        clock_ahead: None,
        domain: None,
    };
    spaces::insert(&mut tx, &space, &Profile::default()).await.unwrap();
    tx.commit().await.unwrap();
    insert_owner(app, owner, id).await;
}

async fn insert_owner(app: &App, user: UserId, space: SpaceId) {
    let admin = Admin { id: AdminId(new_id()), name: "Ada".into(), permissions: Permissions::default() };
    let mut tx = app.db.begin().await.unwrap();
    insert_admin(&mut tx, space, user, &admin, app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn join(app: &App, user: UserId, space: SpaceId) {
    const JOIN: &str = "INSERT INTO memberships (space_id, id, user_id, address, billing_emails, charge_taxes, confirmed_at, starts_at,
        next_invoice_at, prorate_first_invoice, created_at, updated_at) VALUES ($1, $2, $3, $4, $4, TRUE, $5, $6, $6, FALSE, $5, $5)";
    let values = params![new_id(), user.0, json!([]), at("2026-01-01T00:00:00Z"), jiff::civil::date(2026, 1, 1)];
    let mut tx = app.db.begin().await.unwrap();
    SpaceTx::bind(&mut tx, space).execute(JOIN, values).await.unwrap();
    tx.commit().await.unwrap();
}

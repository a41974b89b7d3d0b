//! A server with a space, people and an application.

use crate::browser::{Browser, Page, encode};
use app::access::{self, Door, Place};
use app::applications::{self, Details};
use app::memberships::{self, Person};
use app::spaces::{Create, Details as SpaceDetails};
use app::tokens::Grant;
use app::{App, BaseUrl, Chance, Clock};
use axum::Router;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::ids::{ClientId, UserId};
use http_api::edge::{Edge, HttpConfig};
use serde_json::{Value, json};
use testkit::{Backend, TestDb};
use web::Pages;

pub const PASSWORD: &str = "seven wooden herons";
pub const CALLBACK: &str = "https://app.test/cb";
pub const WWW: &str = "https://www.kontor.test";
pub const HARBOUR: &str = "https://harbour.kontor.test";
/// A member of harbour.
pub const MO: &str = "mo@kontor.test";
/// The owner of harbour and island.
pub const OLGA: &str = "olga@kontor.test";

pub struct World {
    pub app: App,
    pub router: Router,
    pub mo: UserId,
    pub olga: UserId,
    pub client: Registered,
    _database: TestDb,
}

/// An application, and how it asks.
#[derive(Clone)]
pub struct Registered {
    pub id: ClientId,
    pub secret: String,
}

impl World {
    pub async fn new() -> Self {
        let database = testkit::Template::new(store::MIGRATIONS).database(Backend::Sqlite).await.unwrap();
        let hosts = BaseUrl::parse("https://kontor.test").unwrap();
        let clock = Clock::standing_at(testkit::at("2026-03-02T12:00:00Z"));
        let app = App::new(database.db(), clock, Chance::seeded(3), hosts);
        let edge = Edge::new(app.clone(), &HttpConfig { requests_per_minute: 0, ..HttpConfig::default() }).unwrap();
        let pages = Pages { requests_per_minute: 60, mailbox: false };
        let router = web::with_pages(http_api::sites(&edge), &app, pages).router(&edge);
        let person = async |email: &str| app::users::create(&app, email, Some(PASSWORD.into())).await.unwrap();
        let (mo, olga) = (person(MO).await, person(OLGA).await);
        for subdomain in ["harbour", "island"] {
            let details = SpaceDetails { name: Some(subdomain.to_uppercase()), country: Some("DE".into()), ..SpaceDetails::default() };
            let caller = access::authenticate(&app, &token(&app, olga, "write").await).await.unwrap();
            let command = Create { subdomain: subdomain.into(), owner_name: "Olga Owner".into(), details };
            app::spaces::create(&app, &caller, command).await.unwrap();
        }
        let client = Registered::new(&app, |_| {}).await;
        let world = Self { app, router, mo, olga, client, _database: database };
        world.join(mo, MO).await;
        world
    }

    /// Mo becomes a member of harbour.
    async fn join(&self, user: UserId, email: &str) {
        let of_owner = token(&self.app, self.olga, "read write").await;
        let place = Place::Subdomain("harbour".into());
        let access = access::enter(&self.app, Some(&of_owner), place, &[], Door::Related).await.unwrap();
        let terms = json!({"name": "Desk", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1});
        let plan = app::plans::create(&self.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let person = Person {
            name: Some("Mo Member".into()),
            company: None,
            email: Some(email.into()),
            phone: Some("+49 30 1".into()),
            address: store::spaces::Address { full_address: Some("Quay 1".into()), ..store::spaces::Address::default() },
            billing_emails: vec![],
            tax_id: None,
            charge_taxes: true,
        };
        let wish = memberships::Join {
            plan,
            extras: vec![],
            person,
            starts_at: None,
            answers: app::questions::Answers::new(),
            discount_code: None,
        };
        let of_member = token(&self.app, user, "read write").await;
        let place = Place::Subdomain("harbour".into());
        let access = access::enter(&self.app, Some(&of_member), place, &[], Door::AnyUser).await.unwrap();
        memberships::join(&self.app, &access, wish).await.unwrap();
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser in which somebody signed in.
    pub async fn signed_in(&self, site: &str, email: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.get(&format!("{site}/session/new")).await;
        let page = browser.sign_in(&page, email).await;
        assert_eq!(page.status, 200, "{}", page.text);
        browser
    }

    /// What an application posts to its issuer, with a form in the body.
    pub async fn post(&self, url: &str, pairs: &[(&str, &str)]) -> Page {
        self.browser().post(url, pairs).await
    }

    /// Redeems a code as the usual application, with its secret in the form.
    pub async fn redeem(&self, issuer: &str, code: &str) -> Page {
        self.client.redeem(self, issuer, code, &[]).await
    }

    pub async fn userinfo(&self, issuer: &str, token: &str) -> Page {
        let bearer = format!("Bearer {token}");
        self.browser().send("GET", &format!("{issuer}/api/userinfo"), &[("authorization", &bearer)], String::new()).await
    }
}

async fn token(app: &App, user: UserId, scopes: &str) -> String {
    let grant = Grant { user, client: None, space: None, scopes: scopes.parse().unwrap(), expires_at: None };
    app::tokens::create(app, grant).await.unwrap().reveal().to_owned()
}

impl Registered {
    pub async fn new(app: &App, change: impl FnOnce(&mut Details)) -> Self {
        let scopes = "openid email profile read_user read_bookings".parse().unwrap();
        let mut details = Details { scopes, ..Details::new("Doors & <Locks>".into(), vec![CALLBACK.into()]) };
        change(&mut details);
        let (id, secret) = applications::create(app, None, details).await.unwrap();
        Self { id, secret: secret.map(|secret| secret.reveal().to_owned()).unwrap_or_default() }
    }

    /// The address of an authorization request; `more` replaces what is usual.
    pub fn asks(&self, issuer: &str, more: &[(&str, &str)]) -> String {
        let id = self.id.to_string();
        let usual =
            [("client_id", id.as_str()), ("redirect_uri", CALLBACK), ("response_type", "code"), ("scope", "openid email"), ("state", "st")];
        let kept = usual.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let pairs: Vec<_> = kept.chain(more).copied().collect();
        format!("{issuer}/oauth/authorize?{}", encode(&pairs))
    }

    pub async fn redeem(&self, world: &World, issuer: &str, code: &str, more: &[(&str, &str)]) -> Page {
        let id = self.id.to_string();
        let mut pairs = vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", CALLBACK), ("client_id", id.as_str())];
        if !self.secret.is_empty() {
            pairs.push(("client_secret", self.secret.as_str()));
        }
        pairs.extend(more);
        world.post(&format!("{issuer}/oauth/access_token"), &pairs).await
    }

    pub fn basic(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:{}", self.id, self.secret)))
    }
}

/// The parts of a JWT.
pub fn jwt(page: &Page) -> (Value, Value) {
    let body = page.json();
    let token = body["id_token"].as_str().unwrap_or_else(|| panic!("{}", page.text));
    let part = |at: usize| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(at).unwrap()).unwrap()).unwrap();
    (part(0), part(1))
}

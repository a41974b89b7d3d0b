//! OAuth 2 and OpenID Connect, as programs speak it. What people see is tested in `web`.

mod documents;
mod registration;
mod tokens;

use crate::client::{Answer, Client, House};
use app::applications::{self, Details};
use app::authorizations::{self, Next, Presence};
use app::issuers::Issuer;
use domain::ids::{ClientId, UserId};
use oauth::parameters::Parameters;

pub const CALLBACK: &str = "https://app.test/cb";
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// An application with a secret.
pub struct Application {
    pub id: ClientId,
    pub secret: String,
}

impl Application {
    pub async fn new(house: &House, scopes: &str, change: impl FnOnce(&mut Details)) -> Self {
        let mut details = Details { scopes: scopes.parse().unwrap(), ..Details::new("Doors".into(), vec![CALLBACK.into()]) };
        change(&mut details);
        let (id, secret) = applications::create(&house.app, None, details).await.unwrap();
        Self { id, secret: secret.map(|secret| secret.reveal().to_owned()).unwrap_or_default() }
    }

    /// What a person who is signed in and lets it in sends it back with.
    pub async fn asks(&self, house: &House, space: Option<&str>, user: UserId, query: &str) -> String {
        let issuer = Issuer::find(&house.app, space.map(str::to_owned)).await.unwrap();
        let query = format!("response_type=code&client_id={}&redirect_uri={CALLBACK}&{query}", self.id);
        let asked = authorizations::read(&house.app, issuer, &Parameters::parse(&query, b"").unwrap()).await.unwrap();
        let present = Presence { user, authenticated_at: house.app.clock.now() };
        match authorizations::next(&house.app, &asked, Some(present), None).await.unwrap() {
            Next::Consent { .. } => {}
            Next::Answer(url) => return url,
            other => panic!("{other:?}"),
        }
        match authorizations::allow(&house.app, &asked, present, None).await.unwrap() {
            Next::Answer(url) => url,
            other => panic!("{other:?}"),
        }
    }

    pub async fn code(&self, house: &House, space: Option<&str>, user: UserId, query: &str) -> String {
        let url = self.asks(house, space, user, query).await;
        parameter(&url, "code").unwrap_or_else(|| panic!("{url}"))
    }

    /// Asks the token endpoint, with the secret in the form.
    pub async fn fetch(&self, house: &House, host: &str, form: &str) -> Answer {
        let form = format!("{form}&client_id={}&client_secret={}", self.id, self.secret);
        post(&house.anonymous(), host, "/oauth/access_token", &form).await
    }

    /// A token from a code.
    pub async fn token(&self, house: &House, space: Option<&str>, user: UserId, scope: &str) -> Answer {
        let code = self.code(house, space, user, &format!("scope={scope}")).await;
        self.fetch(house, space.unwrap_or("www"), &format!("grant_type=authorization_code&code={code}")).await
    }
}

pub fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once(['?', '#'])?;
    Parameters::parse(query, b"").unwrap().owned(name)
}

pub async fn post(client: &Client, host: &str, path: &str, form: &str) -> Answer {
    client.send(host, &format!("POST {path}"), &[("content-type", "application/x-www-form-urlencoded")], form.to_owned()).await
}

/// The payload of a JWT, unverified.
pub fn claims(answer: &Answer) -> serde_json::Value {
    let token = answer.body["id_token"].as_str().unwrap_or_else(|| panic!("{}", answer.text));
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, payload).unwrap()).unwrap()
}

//! Discovery, keys and what else stands at well-known places.

use super::{Application, claims};
use crate::client::House;
use crate::on_both;
use db::Db;
use serde_json::Value;
use std::collections::BTreeSet;

async fn kids(house: &House, host: &str) -> Vec<String> {
    let keys = house.anonymous().send(host, "GET /jwks.json", &[], "").await;
    keys.body["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

fn signed_by(token: &str) -> String {
    let header = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, token.split('.').next().unwrap()).unwrap();
    serde_json::from_slice::<Value>(&header).unwrap()["kid"].as_str().unwrap().to_owned()
}

on_both! {
    async fn keys_rotate_and_what_they_signed_stays_readable(db: Db) {
        let house = House::new(db);
        let user = house.person("ann@example.com").await;
        let (rsa, ec) = (
            Application::new(&house, "openid", |_| {}).await,
            Application::new(&house, "openid", |details| details.algorithm = oauth::jose::Algorithm::Es256).await,
        );
        let before = kids(&house, "www").await;
        assert_eq!(before.len(), 4, "a current and a next key of two algorithms");
        let given = rsa.token(&house, None, user, "openid").await;
        let first = given.body["id_token"].as_str().unwrap().to_owned();
        let es = ec.token(&house, None, user, "openid").await;
        assert_ne!(signed_by(es.body["id_token"].as_str().unwrap()), signed_by(&first));
        assert!(app::keys::verify(&house.app, es.body["id_token"].as_str().unwrap()).await.unwrap().is_some());
        let rotated = app::keys::rotate(&house.app).await.unwrap();
        let after = kids(&house, "www").await;
        assert_eq!(after.len(), 6);
        assert!(before.iter().all(|kid| after.contains(kid)), "retired keys are published");
        assert!(rotated.iter().all(|one| before.contains(&one.current) && !before.contains(&one.next)), "the next key was known before");
        let second = rsa.token(&house, None, user, "openid").await;
        assert_eq!(signed_by(second.body["id_token"].as_str().unwrap()), rotated[0].current);
        assert_eq!(app::keys::verify(&house.app, &first).await.unwrap().unwrap()["sub"], claims(&given)["sub"]);
        // Long after, the retired ones are gone.
        house.app.clock.advance(60 * 24 * 31);
        app::keys::rotate(&house.app).await.unwrap();
        assert!(!kids(&house, "www").await.contains(&signed_by(&first)) && app::keys::verify(&house.app, &first).await.unwrap().is_none());
    }

    async fn processes_that_start_at_once_share_their_keys(db: Db) {
        let (one, two) = (House::new(db.clone()), House::seeded(9, db, &http_api::edge::HttpConfig::default(), |edge| http_api::sites(edge).router(edge)));
        let (a, b) = tokio::join!(kids(&one, "www"), kids(&two, "www"));
        assert_eq!(a.iter().collect::<BTreeSet<_>>(), b.iter().collect());
        assert_eq!(a.len(), 4);
    }
}

#[tokio::test]
async fn oidcc_discovery_endpoint_verification() {
    let house = House::on_sqlite().await;
    let owner = house.person("olga@example.com").await;
    house.space("harbour", owner).await;
    let client = house.anonymous();
    for (host, issuer) in
        [("www", "https://www.kontor.test"), ("kontor.test", "https://www.kontor.test"), ("harbour", "https://harbour.kontor.test")]
    {
        let found = client.send(host, "GET /.well-known/openid-configuration", &[], "").await;
        assert_eq!((found.status, found.header("access-control-allow-origin")), (200, "*"), "{host}");
        assert_eq!(found.body["issuer"], issuer);
        for endpoint in ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"] {
            assert!(found.body[endpoint].as_str().unwrap().starts_with(issuer), "{host} {endpoint}");
        }
        for (member, value) in [
            ("response_types_supported", "code"),
            ("subject_types_supported", "public"),
            ("id_token_signing_alg_values_supported", "RS256"),
            ("scopes_supported", "openid"),
            ("code_challenge_methods_supported", "S256"),
        ] {
            assert!(found.body[member].as_array().unwrap().contains(&value.into()), "{host} {member}");
        }
        assert_eq!(found.body["authorization_response_iss_parameter_supported"], true);
        let other = client.send(host, "GET /.well-known/oauth-authorization-server", &[], "").await;
        assert_eq!(other.body, found.body);
        // The vendor's own document has nothing that this one lacks, but addresses of its terms.
        let names = [
            "jwks_uri",
            "scopes_supported",
            "claims_supported",
            "registration_endpoint",
            "service_documentation",
            "claims_parameter_supported",
            "grant_types_supported",
            "token_endpoint_auth_methods_supported",
        ];
        assert!(names.iter().all(|name| !found.body[*name].is_null()));
    }
    assert_eq!(client.send("nowhere", "GET /.well-known/openid-configuration", &[], "").await.status, 404);
    let keys = client.send("harbour", "GET /jwks.json", &[], "").await;
    for key in keys.body["keys"].as_array().unwrap() {
        assert!(key["d"].is_null() && key["p"].is_null() && key["kid"].is_string() && key["use"] == "sig", "{key}");
    }
}

#[tokio::test]
async fn resources_and_apis_are_described() {
    let house = House::on_sqlite().await;
    let client = house.anonymous();
    for (host, path, resource) in [
        ("www", "/.well-known/oauth-protected-resource", "https://www.kontor.test"),
        ("api", "/.well-known/oauth-protected-resource", "https://api.kontor.test"),
        ("api", "/.well-known/oauth-protected-resource/mcp", "https://api.kontor.test/mcp"),
    ] {
        let found = client.send(host, &format!("GET {path}"), &[], "").await;
        assert_eq!(
            (found.body["resource"].as_str(), &found.body["authorization_servers"]),
            (Some(resource), &serde_json::json!(["https://www.kontor.test"]))
        );
        assert!(found.body["scopes_supported"].as_array().unwrap().contains(&"read_bookings".into()), "{}", found.text);
    }
    for host in ["www", "api"] {
        let catalog = client.send(host, "GET /.well-known/api-catalog", &[], "").await;
        assert!(catalog.header("content-type").starts_with("application/linkset+json"));
        assert_eq!(catalog.body["linkset"][0]["anchor"], "https://api.kontor.test/");
    }
    let security = client.send("www", "GET /.well-known/security.txt", &[], "").await;
    assert!(
        security.text.contains("Contact: mailto:security@kontor.test") && security.text.contains("Expires: 2026-08-"),
        "{}",
        security.text
    );
}

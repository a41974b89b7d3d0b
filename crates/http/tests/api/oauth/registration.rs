//! Applications that register themselves.

use super::post;
use crate::client::House;
use crate::on_both;
use db::Db;
use http_api::edge::HttpConfig;
use serde_json::{Value, json};

on_both! {
    async fn an_application_registers_changes_and_deletes_itself(db: Db) {
        let house = House::new(db);
        let new = json!({"client_name": "Notes", "redirect_uris": ["https://notes.test/cb"], "scope": "openid email read_user nonsense",
            "grant_types": ["authorization_code", "refresh_token"], "logo_uri": "https://notes.test/logo.png", "client_uri": "https://notes.test"});
        let made = house.anonymous().v1("www", "POST /oauth/register", new.clone()).await;
        assert_eq!((made.status, made.header("cache-control")), (201, "no-store"), "{}", made.text);
        assert_eq!((made.body["scope"].as_str(), made.body["client_secret_expires_at"].as_i64()), (Some("openid email read_user"), Some(0)));
        assert_eq!((&made.body["token_endpoint_auth_method"], &made.body["logo_uri"]), (&"client_secret_basic".into(), &new["logo_uri"]));
        let (id, secret) = (made.body["client_id"].as_str().unwrap(), made.body["client_secret"].as_str().unwrap());
        let manager = house.bearer(made.body["registration_access_token"].as_str().unwrap());
        let path = made.body["registration_client_uri"].as_str().unwrap().strip_prefix("https://www.kontor.test").unwrap().to_owned();
        let read = manager.v1("www", &format!("GET {path}"), Value::Null).await;
        assert_eq!((read.status, read.body["client_name"].as_str(), &read.body["client_secret"]), (200, Some("Notes"), &Value::Null));
        let mut change = new.clone();
        change["client_name"] = "Notes 2".into();
        change["client_id"] = id.into();
        change["client_secret"] = secret.into();
        let changed = manager.v1("www", &format!("PUT {path}"), change.clone()).await;
        assert_eq!((changed.status, changed.body["client_name"].as_str()), (200, Some("Notes 2")), "{}", changed.text);
        change["client_secret"] = "guess".into();
        assert_eq!(manager.v1("www", &format!("PUT {path}"), change).await.status, 400);
        for token in ["wrong", secret] {
            let other = house.bearer(token).v1("www", &format!("GET {path}"), Value::Null).await;
            assert!(other.status == 401 && other.header("www-authenticate").starts_with("Bearer"), "{}", other.text);
        }
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        assert_eq!(post(&house.anonymous(), "www", "/oauth/access_token", &form).await.status, 200);
        assert_eq!(manager.v1("www", &format!("DELETE {path}"), Value::Null).await.status, 204);
        assert_eq!(manager.v1("www", &format!("GET {path}"), Value::Null).await.status, 401);
        assert_eq!(post(&house.anonymous(), "www", "/oauth/access_token", &form).await.body["error"], "invalid_client");
    }
}

#[tokio::test]
async fn oidcc_redirect_uri_regfrag_and_other_bad_metadata() {
    let house = House::on_sqlite().await;
    let cases = [
        (json!({"redirect_uris": ["https://a.test/cb#fragment"]}), "invalid_redirect_uri"),
        (json!({"redirect_uris": []}), "invalid_redirect_uri"),
        (json!({"redirect_uris": ["javascript:alert(1)"]}), "invalid_redirect_uri"),
        (json!({"redirect_uris": "https://a.test"}), "invalid_client_metadata"),
        (json!({"redirect_uris": ["https://a.test"], "sector_identifier_uri": "https://a.test/s"}), "invalid_client_metadata"),
        (json!({"redirect_uris": ["https://a.test"], "client_name": "a\nb"}), "invalid_client_metadata"),
        (json!({"redirect_uris": ["https://a.test"], "client_name": "x".repeat(300)}), "invalid_client_metadata"),
        (json!("text"), "invalid_client_metadata"),
    ];
    for (body, code) in cases {
        let refused = house.anonymous().v1("www", "POST /oauth/register", body.clone()).await;
        assert_eq!((refused.status, refused.body["error"].as_str()), (400, Some(code)), "{body}: {}", refused.text);
    }
    let native = json!({"redirect_uris": ["com.example.app:/cb"], "token_endpoint_auth_method": "none"});
    let native = house.anonymous().v1("www", "POST /oauth/register", native).await;
    assert_eq!((native.status, &native.body["client_secret"]), (201, &Value::Null));
    assert_eq!(house.anonymous().v1("harbour", "POST /oauth/register", json!({})).await.status, 404);
}

#[tokio::test]
async fn one_address_registers_so_many() {
    let test = crate::database().await;
    let config = HttpConfig::default();
    let house = House::with(test.db(), &config, |edge| http_api::sites(edge).router(edge)).keeping(test);
    let client = house.anonymous();
    let body = json!({"redirect_uris": ["https://a.test/cb"]});
    for _ in 0..10 {
        assert_eq!(client.v1("www", "POST /oauth/register", body.clone()).await.status, 201);
    }
    let refused = client.v1("www", "POST /oauth/register", body).await;
    assert!(refused.status == 429 && refused.header("retry-after").parse::<u64>().is_ok(), "{}", refused.text);
}

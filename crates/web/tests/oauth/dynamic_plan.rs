//! The checks of the OpenID Foundation's config and dynamic plans that apply here, under their names. Self-tested.
//! `oidcc_discovery_endpoint_verification` and `oidcc_redirect_uri_regfrag` are with the tests of `http`.

use crate::browser::Page;
use crate::world::{MO, Registered, WWW, World, jwt};
use serde_json::{Value, json};

async fn register(world: &World, metadata: Value) -> Page {
    let headers = [("content-type", "application/json")];
    world.browser().send("POST", &format!("{WWW}/oauth/register"), &headers, metadata.to_string()).await
}

/// What a client with this metadata is given for a code.
async fn signs_in(world: &World, metadata: Value, redirect_uri: &str) -> Page {
    let made = register(world, metadata).await.json();
    let id = made["client_id"].as_str().unwrap().parse().unwrap();
    let client = Registered { id, secret: made["client_secret"].as_str().unwrap_or_default().to_owned() };
    let back = world.browser().agree(&client.asks(WWW, &[("redirect_uri", redirect_uri)]), MO).await;
    let code = back.parameter("code").unwrap_or_else(|| panic!("{} {}", back.url, back.text));
    let (id, secret) = (client.id.to_string(), client.secret);
    let pairs = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", redirect_uri),
        ("client_id", &id),
        ("client_secret", &secret),
    ];
    world.post(&format!("{WWW}/oauth/access_token"), &pairs).await
}

#[tokio::test]
async fn oidcc_idtoken_rs256_and_es256() {
    let world = World::new().await;
    for algorithm in ["RS256", "ES256"] {
        let metadata = json!({"redirect_uris": ["https://rp.test/cb"], "id_token_signed_response_alg": algorithm, "scope": "openid email"});
        let given = signs_in(&world, metadata, "https://rp.test/cb").await;
        assert_eq!(jwt(&given).0["alg"], algorithm);
    }
    assert_eq!(
        register(&world, json!({"redirect_uris": ["https://rp.test/cb"], "id_token_signed_response_alg": "none"})).await.status,
        400
    );
}

#[tokio::test]
async fn oidcc_redirect_uri_query_ok() {
    let world = World::new().await;
    let uri = "https://rp.test/cb?foo=bar";
    let given = signs_in(&world, json!({"redirect_uris": [uri]}), uri).await;
    assert_eq!(given.status, 200, "{}", given.text);
}

#[tokio::test]
async fn oidcc_redirect_uri_query_mismatch_and_query_added() {
    let world = World::new().await;
    let made = register(&world, json!({"redirect_uris": ["https://rp.test/cb?foo=bar", "https://rp.test/plain"]})).await.json();
    let client = Registered { id: made["client_id"].as_str().unwrap().parse().unwrap(), secret: String::new() };
    for wrong in ["https://rp.test/cb?foo=other", "https://rp.test/cb", "https://rp.test/plain?foo=bar"] {
        let page = world.browser().get(&client.asks(WWW, &[("redirect_uri", wrong)])).await;
        assert_eq!((page.status, page.header("location")), (400, ""), "{wrong}");
    }
}

#[tokio::test]
async fn oidcc_registration_logo_uri() {
    let world = World::new().await;
    let metadata = json!({"redirect_uris": ["https://rp.test/cb"], "client_name": "Logos", "logo_uri": "https://rp.test/logo.png", "client_uri": "https://rp.test"});
    let made = register(&world, metadata).await.json();
    let client = Registered { id: made["client_id"].as_str().unwrap().parse().unwrap(), secret: String::new() };
    let mut browser = world.signed_in(WWW, MO).await;
    let page = browser.get(&client.asks(WWW, &[("redirect_uri", "https://rp.test/cb")])).await;
    assert!(
        page.text.contains("src=\"https://rp.test/logo.png\"")
            && page.text.contains("href=\"https://rp.test\"")
            && page.text.contains("Logos")
    );
}

#[tokio::test]
async fn oidcc_registration_sector_bad() {
    let world = World::new().await;
    let refused =
        register(&world, json!({"redirect_uris": ["https://rp.test/cb"], "sector_identifier_uri": "https://rp.test/other"})).await;
    assert_eq!((refused.status, refused.json()["error"].as_str()), (400, Some("invalid_client_metadata")));
}

#[tokio::test]
async fn oidcc_server_rotate_keys() {
    let world = World::new().await;
    let metadata = || json!({"redirect_uris": ["https://rp.test/cb"]});
    let before = signs_in(&world, metadata(), "https://rp.test/cb").await;
    app::keys::rotate(&world.app).await.unwrap();
    let after = signs_in(&world, metadata(), "https://rp.test/cb").await;
    let (old, new) = (jwt(&before).0["kid"].clone(), jwt(&after).0["kid"].clone());
    let keys = world.browser().get(&format!("{WWW}/jwks.json")).await.json();
    let published = |kid: &Value| keys["keys"].as_array().unwrap().iter().any(|key| key["kid"] == *kid);
    assert!(old != new && published(&old) && published(&new));
}

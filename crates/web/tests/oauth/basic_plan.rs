//! The checks of the OpenID Foundation's basic plan that apply here, one test each under the check's name. Self-tested.

use crate::world::{CALLBACK, HARBOUR, MO, OLGA, Registered, WWW, World, jwt};

#[tokio::test]
async fn oidcc_server() {
    let world = World::new().await;
    for (issuer, name) in [(WWW, None), (HARBOUR, Some("Mo Member"))] {
        let back = world.browser().agree(&world.client.asks(issuer, &[("nonce", "n1")]), MO).await;
        assert_eq!((back.parameter("state").as_deref(), back.parameter("iss").as_deref()), (Some("st"), Some(issuer)), "{}", back.url);
        let given = world.redeem(issuer, &back.parameter("code").unwrap()).await;
        let (header, claims) = jwt(&given);
        assert_eq!((header["alg"].as_str(), claims["iss"].as_str(), claims["nonce"].as_str()), (Some("RS256"), Some(issuer), Some("n1")));
        assert_eq!(
            (claims["aud"].as_str().unwrap(), claims["sub"].as_str().unwrap()),
            (&*world.client.id.to_string(), &*world.mo.to_string())
        );
        assert_eq!((claims["email"].as_str(), claims["name"].as_str()), (Some(MO), name));
        let (iat, exp) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
        assert!(iat == world.app.clock.now().as_second() && exp > iat && claims["auth_time"].as_i64().unwrap() <= iat);
        let token = given.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(claims["at_hash"], oauth::claims::at_hash(&token));
        assert_eq!(world.userinfo(issuer, &token).await.json()["sub"], claims["sub"]);
    }
}

#[tokio::test]
async fn oidcc_response_type_missing() {
    let world = World::new().await;
    let back = world.browser().get(&world.client.asks(WWW, &[("response_type", "")])).await;
    assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"), "{}", back.url);
    assert!(back.url.starts_with(CALLBACK) && back.parameter("state").as_deref() == Some("st"));
}

#[tokio::test]
async fn oidcc_idtoken_signature() {
    let world = World::new().await;
    let back = world.browser().agree(&world.client.asks(WWW, &[]), MO).await;
    let given = world.redeem(WWW, &back.parameter("code").unwrap()).await;
    let keys = world.browser().get(&format!("{WWW}/jwks.json")).await.json();
    let (header, _) = jwt(&given);
    let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == header["kid"]).unwrap();
    assert_eq!((key["alg"].as_str(), key["kty"].as_str()), (Some("RS256"), Some("RSA")));
    assert!(app::keys::verify(&world.app, given.json()["id_token"].as_str().unwrap()).await.unwrap().is_some());
}

async fn token(world: &World, scope: &str) -> String {
    let back = world.browser().agree(&world.client.asks(WWW, &[("scope", scope)]), MO).await;
    let given = world.redeem(WWW, &back.parameter("code").unwrap_or_else(|| panic!("{} {}", back.url, back.text))).await;
    given.json()["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn oidcc_userinfo_get() {
    let world = World::new().await;
    let info = world.userinfo(WWW, &token(&world, "openid").await).await;
    assert!(info.status == 200 && info.json() == serde_json::json!({"sub": world.mo.to_string()}), "{}", info.text);
}

#[tokio::test]
async fn oidcc_userinfo_post_header() {
    let world = World::new().await;
    let bearer = format!("Bearer {}", token(&world, "openid").await);
    let info = world.browser().send("POST", &format!("{WWW}/api/userinfo"), &[("authorization", &bearer)], String::new()).await;
    assert_eq!((info.status, info.json()["sub"].as_str().unwrap()), (200, &*world.mo.to_string()));
}

#[tokio::test]
async fn oidcc_userinfo_post_body() {
    let world = World::new().await;
    let token = token(&world, "openid").await;
    let info = world.post(&format!("{WWW}/api/userinfo"), &[("access_token", &token)]).await;
    assert_eq!((info.status, info.json()["sub"].as_str().unwrap()), (200, &*world.mo.to_string()));
}

#[tokio::test]
async fn oidcc_ensure_request_without_nonce_succeeds_for_code_flow() {
    let world = World::new().await;
    let back = world.browser().agree(&world.client.asks(WWW, &[]), MO).await;
    let (_, claims) = jwt(&world.redeem(WWW, &back.parameter("code").unwrap()).await);
    assert!(claims.get("nonce").is_none());
}

#[tokio::test]
async fn oidcc_scope_email() {
    let world = World::new().await;
    let info = world.userinfo(WWW, &token(&world, "openid email").await).await.json();
    assert_eq!((info["email"].as_str(), info["email_verified"].as_bool()), (Some(MO), Some(true)));
}

/// A profile and a phone number are known of members, at their space.
#[tokio::test]
async fn oidcc_scope_profile_and_oidcc_scope_phone() {
    let world = World::new().await;
    let back = world.browser().agree(&world.client.asks(HARBOUR, &[("scope", "openid profile")]), MO).await;
    let given = world.redeem(HARBOUR, &back.parameter("code").unwrap()).await.json();
    let info = world.userinfo(HARBOUR, given["access_token"].as_str().unwrap()).await.json();
    assert_eq!((info["name"].as_str(), info["phone_number"].as_str()), (Some("Mo Member"), Some("+49 30 1")));
}

/// Scopes that are not known here are not looked at, others are.
#[tokio::test]
async fn oidcc_scope_all_and_oidcc_scope_address() {
    let world = World::new().await;
    let info = world.userinfo(WWW, &token(&world, "openid profile email address phone").await).await.json();
    assert_eq!((info["email"].as_str(), info.get("address")), (Some(MO), None));
}

#[tokio::test]
async fn oidcc_ensure_other_scope_order_succeeds() {
    let world = World::new().await;
    assert_eq!(world.userinfo(WWW, &token(&world, "email openid").await).await.json()["email"], MO);
}

#[tokio::test]
async fn oidcc_display_page_and_display_popup_and_ui_locales_and_claims_locales_and_acr_values() {
    let world = World::new().await;
    for more in [("display", "page"), ("display", "popup"), ("ui_locales", "se de"), ("claims_locales", "se"), ("acr_values", "1 2")] {
        let back = world.browser().agree(&world.client.asks(WWW, &[more]), MO).await;
        assert!(back.parameter("code").is_some(), "{more:?}: {}", back.url);
    }
}

#[tokio::test]
async fn oidcc_prompt_login() {
    let world = World::new().await;
    let mut browser = world.browser();
    let first = browser.agree(&world.client.asks(WWW, &[]), MO).await;
    let (_, before) = jwt(&world.redeem(WWW, &first.parameter("code").unwrap()).await);
    world.app.clock.advance(1);
    let page = browser.get(&world.client.asks(WWW, &[("prompt", "login")])).await;
    assert!(page.has_form("/session/new"), "asked again");
    let back = browser.sign_in(&page, MO).await;
    let (_, after) = jwt(&world.redeem(WWW, &back.parameter("code").unwrap_or_else(|| panic!("{}", back.url))).await);
    assert!(after["auth_time"].as_i64() > before["auth_time"].as_i64());
}

#[tokio::test]
async fn oidcc_prompt_none_not_logged_in() {
    let world = World::new().await;
    let back = world.browser().get(&world.client.asks(WWW, &[("prompt", "none")])).await;
    assert_eq!((back.parameter("error").as_deref(), back.parameter("state").as_deref()), (Some("login_required"), Some("st")));
}

#[tokio::test]
async fn oidcc_prompt_none_logged_in() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.agree(&world.client.asks(WWW, &[]), MO).await;
    let back = browser.get(&world.client.asks(WWW, &[("prompt", "none")])).await;
    assert!(back.parameter("code").is_some(), "{}", back.url);
    let more = browser.get(&world.client.asks(WWW, &[("prompt", "none"), ("scope", "openid read_user")])).await;
    assert_eq!(more.parameter("error").as_deref(), Some("consent_required"));
    let both = browser.get(&world.client.asks(WWW, &[("prompt", "none login")])).await;
    assert_eq!(both.parameter("error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn oidcc_max_age_1() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.agree(&world.client.asks(WWW, &[]), MO).await;
    world.app.clock.advance(1);
    let silent = browser.get(&world.client.asks(WWW, &[("max_age", "1"), ("prompt", "none")])).await;
    assert_eq!(silent.parameter("error").as_deref(), Some("login_required"));
    for age in ["1", "0"] {
        world.app.clock.advance(1);
        let page = browser.get(&world.client.asks(WWW, &[("max_age", age)])).await;
        let back = browser.sign_in(&page, MO).await;
        let (_, claims) = jwt(&world.redeem(WWW, &back.parameter("code").unwrap_or_else(|| panic!("{}", back.url))).await);
        assert_eq!(claims["auth_time"].as_i64().unwrap(), world.app.clock.now().as_second());
    }
}

#[tokio::test]
async fn oidcc_max_age_10000() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.agree(&world.client.asks(WWW, &[]), MO).await;
    let at = world.app.clock.now().as_second();
    world.app.clock.advance(10);
    let back = browser.get(&world.client.asks(WWW, &[("max_age", "10000")])).await;
    let (_, claims) = jwt(&world.redeem(WWW, &back.parameter("code").unwrap()).await);
    assert_eq!(claims["auth_time"].as_i64(), Some(at), "not asked again");
}

#[tokio::test]
async fn oidcc_ensure_request_with_unknown_parameter_succeeds() {
    let world = World::new().await;
    let back = world.browser().agree(&world.client.asks(WWW, &[("extra", "foobar")]), MO).await;
    assert!(back.parameter("code").is_some() && back.parameter("extra").is_none());
}

#[tokio::test]
async fn oidcc_id_token_hint() {
    let world = World::new().await;
    let mut browser = world.browser();
    let back = browser.agree(&world.client.asks(WWW, &[]), MO).await;
    let hint = world.redeem(WWW, &back.parameter("code").unwrap()).await.json()["id_token"].as_str().unwrap().to_owned();
    let back = browser.get(&world.client.asks(WWW, &[("prompt", "none"), ("id_token_hint", &hint)])).await;
    assert!(back.parameter("code").is_some(), "{}", back.url);
    let mut other = world.signed_in(WWW, OLGA).await;
    let back = other.get(&world.client.asks(WWW, &[("prompt", "none"), ("id_token_hint", &hint)])).await;
    assert_eq!(back.parameter("error").as_deref(), Some("login_required"));
    let back = browser.get(&world.client.asks(WWW, &[("id_token_hint", "a.b.c")])).await;
    assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn oidcc_login_hint() {
    let world = World::new().await;
    let page = world.browser().get(&world.client.asks(WWW, &[("login_hint", MO)])).await;
    assert!(page.text.contains(&format!("value=\"{MO}\"")), "{}", page.text);
}

#[tokio::test]
async fn oidcc_codereuse() {
    let world = World::new().await;
    let back = world.browser().agree(&world.client.asks(WWW, &[]), MO).await;
    let code = back.parameter("code").unwrap();
    let given = world.redeem(WWW, &code).await.json();
    let again = world.redeem(WWW, &code).await;
    assert_eq!((again.status, again.json()["error"].as_str()), (400, Some("invalid_grant")));
    assert_eq!(world.userinfo(WWW, given["access_token"].as_str().unwrap()).await.status, 401);
}

#[tokio::test]
async fn oidcc_codereuse_30seconds() {
    let world = World::new().await;
    let back = world.browser().agree(&world.client.asks(WWW, &[]), MO).await;
    let code = back.parameter("code").unwrap();
    let given = world.redeem(WWW, &code).await.json();
    world.app.clock.set(world.app.clock.now() + std::time::Duration::from_secs(30));
    assert_eq!(world.redeem(WWW, &code).await.json()["error"], "invalid_grant");
    assert_eq!(world.userinfo(WWW, given["access_token"].as_str().unwrap()).await.status, 401);
}

#[tokio::test]
async fn oidcc_ensure_registered_redirect_uri() {
    let world = World::new().await;
    let page = world.browser().get(&world.client.asks(WWW, &[("redirect_uri", "https://app.test/other")])).await;
    assert_eq!((page.status, page.header("location")), (400, ""), "{}", page.url);
}

#[tokio::test]
async fn oidcc_ensure_redirect_uri_in_authorization_request() {
    let world = World::new().await;
    let page = world.browser().get(&world.client.asks(WWW, &[("redirect_uri", "")])).await;
    assert_eq!((page.status, page.header("location")), (400, ""));
}

#[tokio::test]
async fn oidcc_ensure_post_request_succeeds() {
    let world = World::new().await;
    let url = world.client.asks(WWW, &[]);
    let (path, query) = url.split_once('?').unwrap();
    let mut browser = world.browser();
    let page = browser.send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], query.to_owned()).await;
    assert_eq!(page.status, 303);
    let back = browser.agree(&format!("{WWW}{}", page.header("location")), MO).await;
    assert!(back.parameter("code").is_some(), "{}", back.url);
}

#[tokio::test]
async fn oidcc_server_client_secret_basic_and_post() {
    let world = World::new().await;
    let back = world.browser().agree(&world.client.asks(WWW, &[]), MO).await;
    let body = format!("grant_type=authorization_code&code={}&redirect_uri={CALLBACK}", back.parameter("code").unwrap());
    let basic = world.client.basic();
    let headers = [("authorization", basic.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let given = world.browser().send("POST", &format!("{WWW}/oauth/access_token"), &headers, body).await;
    assert_eq!(given.status, 200, "{}", given.text);
    let back = world.browser().agree(&world.client.asks(WWW, &[]), MO).await;
    assert_eq!(world.redeem(WWW, &back.parameter("code").unwrap()).await.status, 200);
}

#[tokio::test]
async fn oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported() {
    let world = World::new().await;
    for (name, code) in
        [("request", "request_not_supported"), ("request_uri", "request_uri_not_supported"), ("registration", "registration_not_supported")]
    {
        let back = world.browser().get(&world.client.asks(WWW, &[(name, "eyJhbGciOiJub25lIn0.e30.")])).await;
        assert_eq!((back.parameter("error").as_deref(), back.parameter("state").as_deref()), (Some(code), Some("st")), "{name}");
    }
}

/// Discovery says that `claims` is not supported: it is not followed, and does no harm.
#[tokio::test]
async fn oidcc_claims_essential() {
    let world = World::new().await;
    let claims = r#"{"userinfo":{"name":{"essential":true}}}"#;
    let back = world.browser().agree(&world.client.asks(WWW, &[("claims", claims)]), MO).await;
    assert!(back.parameter("code").is_some(), "{}", back.url);
    let mut browser = world.signed_in(WWW, MO).await;
    let somebody = format!(r#"{{"id_token":{{"sub":{{"value":"{}"}}}}}}"#, world.olga);
    let back = browser.get(&world.client.asks(WWW, &[("claims", &somebody), ("prompt", "none")])).await;
    assert_eq!(back.parameter("error").as_deref(), Some("login_required"), "only the named person will do");
    let back = browser.get(&world.client.asks(WWW, &[("claims", "{")])).await;
    assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn oidcc_refresh_token() {
    let world = World::new().await;
    let client = Registered::new(&world.app, |details| details.expiring_tokens = true).await;
    let back = world.browser().agree(&client.asks(WWW, &[("nonce", "n")]), MO).await;
    let given = client.redeem(&world, WWW, &back.parameter("code").unwrap(), &[]).await;
    let (_, first) = jwt(&given);
    world.app.clock.advance(5);
    let (id, refresh) = (client.id.to_string(), given.json()["refresh_token"].as_str().unwrap().to_owned());
    let pairs = [("grant_type", "refresh_token"), ("refresh_token", &refresh), ("client_id", &id), ("client_secret", &client.secret)];
    let renewed = world.post(&format!("{WWW}/oauth/access_token"), &pairs).await;
    let (_, second) = jwt(&renewed);
    assert_eq!(
        (&first["sub"], &first["iss"], &first["aud"], &first["auth_time"]),
        (&second["sub"], &second["iss"], &second["aud"], &second["auth_time"])
    );
    assert!(second["iat"].as_i64() > first["iat"].as_i64() && renewed.json()["refresh_token"] != refresh);
    // Of another application it is worth nothing.
    let (other, token) = (world.client.id.to_string(), renewed.json()["refresh_token"].as_str().unwrap().to_owned());
    let pairs =
        [("grant_type", "refresh_token"), ("refresh_token", &token), ("client_id", &other), ("client_secret", &world.client.secret)];
    assert_eq!(world.post(&format!("{WWW}/oauth/access_token"), &pairs).await.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn oidcc_ensure_request_with_valid_pkce_succeeds() {
    let world = World::new().await;
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = oauth::pkce::challenge(verifier);
    let back =
        world.browser().agree(&world.client.asks(WWW, &[("code_challenge", &challenge), ("code_challenge_method", "S256")]), MO).await;
    let given = world.client.redeem(&world, WWW, &back.parameter("code").unwrap(), &[("code_verifier", verifier)]).await;
    assert_eq!(given.status, 200, "{}", given.text);
}

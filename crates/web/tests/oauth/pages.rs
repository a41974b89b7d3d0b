//! What people see: consent in plain words, remembered, asked for more, refused.

use crate::world::{HARBOUR, MO, OLGA, Registered, WWW, World};

#[tokio::test]
async fn consent_is_in_plain_words_and_remembered() {
    let world = World::new().await;
    let mut browser = world.signed_in(WWW, MO).await;
    let page = browser.get(&world.client.asks(WWW, &[("scope", "openid email read_bookings")])).await;
    for said in ["Doors &#38; &#60;Locks&#62;", "See your e-mail address", "See bookings", "app.test", MO] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(
        !page.text.contains("read_bookings</li>") && page.header("content-security-policy").contains("form-action 'self' https://app.test")
    );
    let back = browser.decide(&page, "allow").await;
    assert!(back.parameter("code").is_some());
    let again = browser.get(&world.client.asks(WWW, &[("scope", "openid email")])).await;
    assert!(again.parameter("code").is_some(), "less than before needs no consent: {}", again.url);
    let more = browser.get(&world.client.asks(WWW, &[("scope", "openid email read_user")])).await;
    assert!(
        more.text.contains("See your account") && !more.text.contains("See your e-mail address"),
        "only what is new is asked for: {}",
        more.text
    );
    let forced = browser.get(&world.client.asks(WWW, &[("prompt", "consent")])).await;
    assert!(forced.has_form("/oauth/consent"));
    let there = browser.get(&world.client.asks(HARBOUR, &[])).await;
    assert!(there.has_form("/session/new"), "each site has sessions of its own");
}

#[tokio::test]
async fn who_does_not_consent_goes_back_with_nothing() {
    let world = World::new().await;
    let mut browser = world.signed_in(WWW, MO).await;
    let page = browser.get(&world.client.asks(WWW, &[])).await;
    let back = browser.decide(&page, "deny").await;
    assert_eq!((back.parameter("error").as_deref(), back.parameter("state").as_deref()), (Some("access_denied"), Some("st")));
    assert!(browser.get(&world.client.asks(WWW, &[])).await.has_form("/oauth/consent"), "nothing was remembered");
}

#[tokio::test]
async fn strangers_of_a_space_are_told_so() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.get(&world.client.asks("https://island.kontor.test", &[])).await;
    let page = browser.sign_in(&page, MO).await;
    assert_eq!(page.status, 403);
    assert!(page.text.contains("You are no member of ISLAND") && page.text.contains("error=access_denied"), "{}", page.text);
    let silent = browser.get(&world.client.asks("https://island.kontor.test", &[("prompt", "none")])).await;
    assert_eq!(silent.parameter("error").as_deref(), Some("interaction_required"));
    assert_eq!(world.browser().get(&world.client.asks("https://nowhere.kontor.test", &[])).await.status, 404);
}

#[tokio::test]
async fn native_apps_return_to_any_port_and_are_asked_each_time() {
    let world = World::new().await;
    let client = Registered::new(&world.app, |details| {
        details.public = true;
        details.redirect_uris = vec!["http://127.0.0.1/cb".into(), "com.example.doors:/cb".into()];
    })
    .await;
    let challenge = oauth::pkce::challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    let mut browser = world.signed_in(WWW, MO).await;
    for uri in ["http://127.0.0.1:4711/cb", "http://127.0.0.1:51000/cb", "com.example.doors:/cb"] {
        let asks = client.asks(WWW, &[("redirect_uri", uri), ("code_challenge", &challenge), ("code_challenge_method", "S256")]);
        let page = browser.get(&asks).await;
        let back = browser.decide(&page, "allow").await;
        assert!(back.url.starts_with(uri) && back.parameter("code").is_some(), "{}", back.url);
    }
}

#[tokio::test]
async fn a_connected_application_is_shown_and_let_go() {
    let world = World::new().await;
    let mut browser = world.browser();
    let back = browser.agree(&world.client.asks(WWW, &[]), MO).await;
    let given = world.redeem(WWW, &back.parameter("code").unwrap()).await.json();
    let account = browser.get(&format!("{WWW}/account")).await;
    let revoke = format!("/account/applications/{}/revoke", world.client.id);
    assert!(account.has_form(&revoke), "{}", account.text);
    browser.post(&format!("{WWW}{revoke}"), &[("csrf", &account.hidden("csrf"))]).await;
    assert_eq!(world.userinfo(WWW, given["access_token"].as_str().unwrap()).await.status, 401);
    assert!(browser.get(&world.client.asks(WWW, &[])).await.has_form("/oauth/consent"));
}

#[tokio::test]
async fn old_addresses_lead_on() {
    let world = World::new().await;
    let mut browser = world.browser();
    let old = browser.get(&world.client.asks(WWW, &[]).replace("/oauth/", "/oauth2/")).await;
    let back = browser.sign_in(&old, OLGA).await;
    assert!(back.has_form("/oauth/consent"));
    let clients = browser.send("GET", &format!("{WWW}/oauth2_clients/new?scope=read&link=https://a.test"), &[], String::new()).await;
    assert_eq!(clients.header("location"), "https://dev.kontor.test/applications/new?scope=read&link=https://a.test");
    let password = browser.send("GET", &format!("{WWW}/.well-known/change-password"), &[], String::new()).await;
    assert_eq!(password.header("location"), "/account");
}

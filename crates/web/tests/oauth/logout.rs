//! Signing out where an application sends people for it (OpenID Connect RP-Initiated Logout 1.0).

use crate::world::{HARBOUR, MO, OLGA, Registered, WWW, World};

const BYE: &str = "https://app.test/bye";

async fn with_logout(world: &World) -> Registered {
    Registered::new(&world.app, |details| details.logout_uris = vec![BYE.into()]).await
}

async fn hint(world: &World, client: &Registered, issuer: &str, browser: &mut crate::browser::Browser) -> String {
    let back = browser.agree(&client.asks(issuer, &[]), MO).await;
    client.redeem(world, issuer, &back.parameter("code").unwrap(), &[]).await.json()["id_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn oidcc_rp_initiated_logout() {
    let world = World::new().await;
    let client = with_logout(&world).await;
    for issuer in [WWW, HARBOUR] {
        let mut browser = world.browser();
        let hint = hint(&world, &client, issuer, &mut browser).await;
        let back = browser.get(&format!("{issuer}/oauth/logout?id_token_hint={hint}&post_logout_redirect_uri={BYE}&state=s")).await;
        assert_eq!(back.url, format!("{BYE}?state=s"));
        let after = browser.get(&client.asks(issuer, &[("prompt", "none")])).await;
        assert_eq!(after.parameter("error").as_deref(), Some("login_required"));
    }
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_without_a_hint_asks() {
    let world = World::new().await;
    let client = with_logout(&world).await;
    let mut browser = world.signed_in(WWW, MO).await;
    let url = format!("{WWW}/oauth/logout?client_id={}&post_logout_redirect_uri={BYE}", client.id);
    let page = browser.get(&url).await;
    assert!(page.has_form("/oauth/logout/confirm") && page.text.contains(MO), "{}", page.text);
    let back =
        browser.post(&format!("{WWW}/oauth/logout/confirm"), &[("csrf", &page.hidden("csrf")), ("request", &page.hidden("request"))]).await;
    assert_eq!(back.url, BYE);
    assert!(browser.get(&format!("{WWW}/account")).await.has_form("/session/new"));
}

#[tokio::test]
async fn another_persons_hint_signs_nobody_out_unasked() {
    let world = World::new().await;
    let client = with_logout(&world).await;
    let hint = hint(&world, &client, WWW, &mut world.browser()).await;
    let mut browser = world.signed_in(WWW, OLGA).await;
    let page = browser.get(&format!("{WWW}/oauth/logout?id_token_hint={hint}")).await;
    assert!(page.has_form("/oauth/logout/confirm"));
    assert!(!browser.get(&format!("{WWW}/account")).await.has_form("/session/new"), "she is signed in still");
}

#[tokio::test]
async fn oidcc_rp_initiated_logout_bad_requests() {
    let world = World::new().await;
    let client = with_logout(&world).await;
    let mut browser = world.browser();
    let hint = hint(&world, &client, WWW, &mut browser).await;
    for query in [
        format!("id_token_hint={hint}&post_logout_redirect_uri=https://app.test/other"),
        format!("id_token_hint={hint}x"),
        format!("id_token_hint={hint}&client_id={}", world.client.id),
        format!("post_logout_redirect_uri={BYE}"),
    ] {
        let page = browser.get(&format!("{WWW}/oauth/logout?{query}")).await;
        assert_eq!(page.status, 400, "{query}");
    }
    let posted = browser.send("POST", &format!("{WWW}/oauth/logout"), &[], format!("id_token_hint={hint}")).await;
    assert_eq!((posted.status, posted.header("location").starts_with("/oauth/logout?")), (303, true));
}

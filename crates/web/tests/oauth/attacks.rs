//! The attacks of RFC 9700, one test each: none of them succeeds.

use crate::browser::Page;
use crate::world::{CALLBACK, HARBOUR, MO, OLGA, Registered, WWW, World, jwt};
use app::access::{self, Door, Place};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::ClientId;
use serde_json::json;
use store::clients;

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

async fn code(world: &World, more: &[(&str, &str)]) -> String {
    let back = world.browser().agree(&world.client.asks(WWW, more), MO).await;
    back.parameter("code").unwrap_or_else(|| panic!("{} {}", back.url, back.text))
}

fn error(page: &Page) -> String {
    page.json()["error"].as_str().unwrap_or_default().to_owned()
}

/// 4.1: subpath, userinfo, encoding, case, added parameters, other hosts and schemes. Nobody is sent there, signed in or not.
#[tokio::test]
async fn insufficient_redirect_uri_validation() {
    let world = World::new().await;
    let mut browser = world.signed_in(WWW, MO).await;
    for trick in [
        "https://app.test/cb/more",
        "https://app.test/cb/../evil",
        "https://app.test/cb?x=1",
        "https://app.test/cb%2f",
        "https://app.test/%63b",
        "https://app.test/CB",
        "https://APP.TEST/cb",
        "https://app.test:8443/cb",
        "https://app.test@evil.test/cb",
        "https://evil.test\\@app.test/cb",
        "https://app.test.evil.test/cb",
        "https://evil.test/cb",
        "//app.test/cb",
        "http://app.test/cb",
        "https://app.test/cb#",
        "javascript:alert(1)",
        "data:text/html,x",
    ] {
        for prompt in [("prompt", "none"), ("prompt", "consent"), ("response_type", "magic")] {
            let page = browser.get(&world.client.asks(WWW, &[("redirect_uri", trick), prompt])).await;
            assert_eq!((page.status, page.header("location")), (400, ""), "{trick}");
            assert!(!page.text.contains("href=\"javascript"), "{trick}");
        }
    }
}

/// 4.5: a stolen code is worth nothing to another application, without the proof, or at another issuer.
#[tokio::test]
async fn authorization_code_injection() {
    let world = World::new().await;
    let proof = oauth::pkce::challenge(VERIFIER);
    let stolen = code(&world, &[("code_challenge", &proof), ("code_challenge_method", "S256")]).await;
    let attacker = Registered::new(&world.app, |_| {}).await;
    assert_eq!(error(&attacker.redeem(&world, WWW, &stolen, &[("code_verifier", VERIFIER)]).await), "invalid_grant");
    let other = "E".repeat(43);
    assert_eq!(error(&world.client.redeem(&world, WWW, &stolen, &[("code_verifier", &other)]).await), "invalid_grant");
    assert_eq!(error(&world.client.redeem(&world, WWW, &stolen, &[]).await), "invalid_grant");
    assert_eq!(error(&world.client.redeem(&world, HARBOUR, &stolen, &[("code_verifier", VERIFIER)]).await), "invalid_grant");
    assert_eq!(world.client.redeem(&world, WWW, &stolen, &[("code_verifier", VERIFIER)]).await.status, 200, "it was not used up by them");
}

/// 4.5 and RFC 6749, 4.1.2: the second use fails, and takes back what the first gave, however close they come.
#[tokio::test]
async fn authorization_code_replay() {
    let world = World::new().await;
    let code = code(&world, &[]).await;
    let (a, b) = tokio::join!(world.redeem(WWW, &code), world.redeem(WWW, &code));
    let good: Vec<_> = [&a, &b].into_iter().filter(|page| page.status == 200).collect();
    assert_eq!(good.len(), 1, "{} {}", a.text, b.text);
    assert_eq!(world.userinfo(WWW, good[0].json()["access_token"].as_str().unwrap()).await.status, 401);
}

/// 4.8: the challenge is taken out of the request, or weakened.
#[tokio::test]
async fn pkce_downgrade() {
    let world = World::new().await;
    let without = code(&world, &[]).await;
    assert_eq!(error(&world.client.redeem(&world, WWW, &without, &[("code_verifier", VERIFIER)]).await), "invalid_grant");
    let proof = oauth::pkce::challenge(VERIFIER);
    for more in [&[("code_challenge", VERIFIER), ("code_challenge_method", "plain")][..], &[("code_challenge", proof.as_str())]] {
        let back = world.browser().get(&world.client.asks(WWW, more)).await;
        assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"), "{more:?}");
    }
    let public = Registered::new(&world.app, |details| details.public = true).await;
    let back = world.browser().get(&public.asks(WWW, &[])).await;
    assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"), "a public application must prove itself");
}

/// 4.7: a form from elsewhere does not consent, and the application's `state` comes back as it was.
#[tokio::test]
async fn cross_site_request_forgery() {
    let world = World::new().await;
    let mut browser = world.signed_in(WWW, MO).await;
    let page = browser.get(&world.client.asks(WWW, &[])).await;
    let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
    let consent = format!("{WWW}/oauth/consent");
    let post = |csrf: &str| crate::browser::encode(&[("csrf", csrf), ("request", &request), ("decision", "allow")]);
    let form = ("content-type", "application/x-www-form-urlencoded");
    let of_other = world.signed_in(WWW, OLGA).await.get(&world.client.asks(WWW, &[])).await.hidden("csrf");
    for (headers, csrf) in [
        (vec![form], ""),
        (vec![form], "guess"),
        (vec![form], of_other.as_str()),
        (vec![form, ("origin", "https://evil.test")], csrf.as_str()),
        (vec![form, ("sec-fetch-site", "cross-site")], csrf.as_str()),
        (vec![form, ("origin", HARBOUR)], csrf.as_str()),
    ] {
        let refused = browser.send("POST", &consent, &headers, post(csrf)).await;
        assert_eq!((refused.status, refused.header("location")), (403, ""), "{headers:?} {csrf}");
    }
    let back = browser.send("POST", &consent, &[form], post(&csrf)).await;
    assert!(back.status == 303 && back.header("location").contains("state=st"));
}

/// 4.4: the answer says who gave it, errors included, and each issuer has endpoints of its own.
#[tokio::test]
async fn mix_up() {
    let world = World::new().await;
    for issuer in [WWW, HARBOUR] {
        let good = world.browser().agree(&world.client.asks(issuer, &[]), MO).await;
        let bad = world.browser().get(&world.client.asks(issuer, &[("prompt", "none")])).await;
        assert_eq!(
            (good.parameter("iss").as_deref(), bad.parameter("iss").as_deref()),
            (Some(issuer), Some(issuer)),
            "{} {}",
            good.url,
            good.text
        );
        let document = world.browser().get(&format!("{issuer}/.well-known/openid-configuration")).await.json();
        assert_eq!((&document["issuer"], &document["authorization_response_iss_parameter_supported"]), (&json!(issuer), &json!(true)));
        let other = if issuer == WWW { HARBOUR } else { WWW };
        assert_eq!(error(&world.redeem(other, &good.parameter("code").unwrap()).await), "invalid_grant");
    }
}

/// 4.16: no page can be framed.
#[tokio::test]
async fn clickjacking() {
    let world = World::new().await;
    let mut browser = world.browser();
    let sign_in = browser.get(&world.client.asks(WWW, &[])).await;
    let consent = browser.sign_in(&sign_in, MO).await;
    let error = browser.get(&format!("{WWW}/oauth/authorize")).await;
    for page in [sign_in, consent, error] {
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"), "{policy}");
    }
}

/// 4.11: people are sent to registered addresses only, by no endpoint and no parameter elsewhere.
#[tokio::test]
async fn open_redirectors() {
    let world = World::new().await;
    let mut browser = world.signed_in(WWW, MO).await;
    let id = world.client.id.to_string();
    for url in [
        format!("{WWW}/oauth/authorize?client_id=unknown&redirect_uri=https://evil.test"),
        format!("{WWW}/oauth/authorize?redirect_uri=https://evil.test"),
        format!("{WWW}/oauth/authorize?client_id={id}&client_id={id}&redirect_uri={CALLBACK}&redirect_uri=https://evil.test"),
        format!("{WWW}/oauth/logout?post_logout_redirect_uri=https://evil.test"),
        format!("{WWW}/oauth/logout?client_id={id}&post_logout_redirect_uri=https://evil.test"),
        format!("{WWW}/oauth/logout?client_id={id}&post_logout_redirect_uri={CALLBACK}"),
    ] {
        let page = browser.get(&url).await;
        assert_eq!((page.status, page.header("location")), (400, ""), "{url}");
    }
    let page = browser.get(&format!("{WWW}/session/new?return_to=https://evil.test")).await;
    assert_eq!(page.hidden("return_to"), "");
}

/// 4.2: pages with a request in their address tell nobody else of it, load nothing, and are not kept.
#[tokio::test]
async fn referrer_leaks() {
    let world = World::new().await;
    let mut browser = world.signed_in(WWW, MO).await;
    let page = browser.get(&world.client.asks(WWW, &[])).await;
    assert_eq!((page.header("referrer-policy"), page.header("cache-control")), ("same-origin", "no-store"));
    let form = ("content-type", "application/x-www-form-urlencoded");
    let body = crate::browser::encode(&[("csrf", &page.hidden("csrf")), ("request", &page.hidden("request")), ("decision", "allow")]);
    let back = browser.send("POST", &format!("{WWW}/oauth/consent"), &[form], body).await;
    assert_eq!((back.status, back.header("referrer-policy"), back.header("cache-control")), (303, "no-referrer", "no-store"));
}

/// 4.3: what is stored of codes, tokens and secrets is a digest. (That neither path nor query is logged is held in `kontor`.)
#[tokio::test]
async fn credentials_at_rest() {
    let world = World::new().await;
    let client = Registered::new(&world.app, |details| details.expiring_tokens = true).await;
    let back = world.browser().agree(&client.asks(WWW, &[]), MO).await;
    let code = back.parameter("code").unwrap();
    let given = client.redeem(&world, WWW, &code, &[]).await.json();
    let (token, refresh) = (given["access_token"].as_str().unwrap().to_owned(), given["refresh_token"].as_str().unwrap().to_owned());
    let (id, secrets) = (client.id, [code, token, refresh, client.secret.clone()]);
    let stored = world.app.db.read(async move |tx| {
        let tables = ["access_tokens", "refresh_tokens", "authorization_codes"];
        let mut all: Vec<Vec<u8>> = vec![clients::find(tx, id).await?.unwrap().secret_hash.unwrap()];
        for table in tables {
            let rows: Vec<(Vec<u8>,)> = tx.query(format!("SELECT hash FROM {table}"), vec![]).await?;
            all.extend(rows.into_iter().map(|(hash,)| hash));
        }
        Ok::<_, db::Error>(all)
    });
    let stored = stored.await.unwrap();
    for secret in secrets {
        assert!(stored.contains(&oauth::hash(&secret).to_vec()) && !stored.contains(&secret.into_bytes()));
    }
}

/// Tokens whose header chooses its own algorithm or key, or that another server signed, are no hint of ours.
#[tokio::test]
async fn algorithm_confusion_and_keys_of_another_issuer() {
    let world = World::new().await;
    let back = world.browser().agree(&world.client.asks(WWW, &[]), MO).await;
    let given = world.redeem(WWW, &back.parameter("code").unwrap()).await;
    let (header, claims) = jwt(&given);
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let none = format!("{}.{}.", part(&json!({"alg": "none", "kid": header["kid"]})), part(&claims));
    let symmetric =
        format!("{}.{}.{}", part(&json!({"alg": "HS256", "kid": header["kid"]})), part(&claims), URL_SAFE_NO_PAD.encode([1; 32]));
    let elsewhere =
        oauth::jose::SigningKey::from_der(oauth::jose::Algorithm::Es256, &oauth::jose::generate(oauth::jose::Algorithm::Es256).unwrap())
            .unwrap();
    let foreign = elsewhere.sign(&claims).unwrap();
    let key = elsewhere.jwk();
    let (_, rest) = foreign.split_once('.').unwrap();
    let embedded =
        format!("{}.{rest}", part(&json!({"alg": "ES256", "kid": header["kid"], "jwk": key, "jku": "https://evil.test/jwks.json"})));
    let mut browser = world.signed_in(WWW, MO).await;
    for hint in [none, symmetric, foreign, embedded] {
        let back = browser.get(&world.client.asks(WWW, &[("id_token_hint", &hint), ("prompt", "none")])).await;
        assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"), "{hint}");
        assert_eq!(browser.get(&format!("{WWW}/oauth/logout?id_token_hint={hint}")).await.status, 400);
    }
    // One of our own, but of another issuer, is none for this one either.
    let own = given.json()["id_token"].as_str().unwrap().to_owned();
    let mut there = world.signed_in(HARBOUR, MO).await;
    let back = there.get(&world.client.asks(HARBOUR, &[("id_token_hint", &own), ("prompt", "none")])).await;
    assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"));
}

/// 4.14: who steals a refresh token and uses it, or is robbed of one, loses all of the family.
#[tokio::test]
async fn refresh_token_reuse() {
    let world = World::new().await;
    let client = Registered::new(&world.app, |details| {
        details.expiring_tokens = true;
        details.public = true;
    })
    .await;
    let proof = oauth::pkce::challenge(VERIFIER);
    let back = world.browser().agree(&client.asks(WWW, &[("code_challenge", &proof), ("code_challenge_method", "S256")]), MO).await;
    let given = client.redeem(&world, WWW, &back.parameter("code").unwrap(), &[("code_verifier", VERIFIER)]).await.json();
    let id = client.id.to_string();
    let refresh = async |token: &serde_json::Value| {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", token.as_str().unwrap()), ("client_id", &id)];
        world.post(&format!("{WWW}/oauth/access_token"), &pairs).await
    };
    let thief = refresh(&given["refresh_token"]).await.json();
    assert_eq!(error(&refresh(&given["refresh_token"]).await), "invalid_grant");
    assert_eq!(error(&refresh(&thief["refresh_token"]).await), "invalid_grant", "the thief's is gone, too");
    assert_eq!(world.userinfo(WWW, thief["access_token"].as_str().unwrap()).await.status, 401);
}

/// What was not registered cannot be consented to, nor put into the form afterwards.
#[tokio::test]
async fn consent_for_a_scope_the_client_did_not_register() {
    let world = World::new().await;
    let mut browser = world.signed_in(WWW, MO).await;
    for scope in ["openid write", "read", "write_bookings", "openid email read_invoices"] {
        let back = browser.get(&world.client.asks(WWW, &[("scope", scope)])).await;
        assert_eq!(back.parameter("error").as_deref(), Some("invalid_scope"), "{scope}");
    }
    let page = browser.get(&world.client.asks(WWW, &[])).await;
    let request = page.hidden("request").replace("openid+email", "openid+write");
    let back = browser
        .post(&format!("{WWW}/oauth/consent"), &[("csrf", &page.hidden("csrf")), ("request", &request), ("decision", "allow")])
        .await;
    assert_eq!(back.parameter("error").as_deref(), Some("invalid_scope"));
}

/// A session that somebody planted before signing in is not the one that is signed in.
#[tokio::test]
async fn session_fixation() {
    let world = World::new().await;
    let mut browser = world.browser();
    let planted = "f".repeat(64);
    browser.set_cookie("www.kontor.test", "__Host-kontor_session", &planted);
    let page = browser.get(&world.client.asks(WWW, &[])).await;
    browser.sign_in(&page, MO).await;
    let held = browser.cookie("www.kontor.test", "__Host-kontor_session").unwrap().clone();
    assert_ne!(held, planted);
    let mut attacker = world.browser();
    attacker.set_cookie("www.kontor.test", "__Host-kontor_session", &planted);
    let page = attacker.get(&world.client.asks(WWW, &[])).await;
    assert!(page.has_form("/session/new"), "the planted session is nobody's");
}

/// Secrets are compared as digests, in constant time: a wrong one is refused alike, however much of it is right.
#[tokio::test]
async fn timing_of_secrets() {
    let world = World::new().await;
    let code = code(&world, &[]).await;
    let mut near = world.client.secret.clone();
    near.pop();
    near.push('x');
    let mut said = Vec::new();
    for secret in ["x".to_owned(), "0".repeat(64), near] {
        let client = Registered { secret, ..world.client.clone() };
        said.push(client.redeem(&world, WWW, &code, &[]).await.text);
    }
    let unknown = Registered { id: ClientId(testkit::new_id()), ..world.client.clone() };
    said.push(unknown.redeem(&world, WWW, &code, &[]).await.text);
    assert!(said.iter().all(|text| text == &said[0] && text.contains("invalid_client")), "{said:?}");
}

/// A token for one space opens nothing of another, whatever its user is there.
#[tokio::test]
async fn a_token_for_space_a_opens_nothing_of_space_b() {
    let world = World::new().await;
    // Olga owns both; she asks at harbour, for an application in its pages.
    let back = world.browser().agree(&world.client.asks(HARBOUR, &[("scope", "read_user read_bookings")]), OLGA).await;
    let given = world.redeem(HARBOUR, &back.parameter("code").unwrap_or_else(|| panic!("{} {}", back.url, back.text))).await;
    let token = given.json()["access_token"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    let get = async |url: &str| world.browser().send("GET", url, &[("authorization", &bearer)], String::new()).await;
    let window = "from=2026-03-01&to=2026-03-08";
    assert_eq!(get(&format!("{HARBOUR}/api/bookings?{window}")).await.status, 200);
    assert_eq!(get(&format!("https://island.kontor.test/api/bookings?{window}")).await.status, 404);
    let me = get(&format!("{WWW}/api/user")).await.json();
    let spaces: Vec<_> = me["admin_of"].as_array().unwrap().iter().map(|space| space["space_subdomain"].as_str().unwrap()).collect();
    assert_eq!(spaces, ["harbour"]);
    for issuer in [WWW, "https://island.kontor.test"] {
        assert_eq!(world.userinfo(issuer, &token).await.status / 100, 4, "{issuer}");
    }
    // It does not act for the space either: when Olga is no admin any more, it opens nothing.
    let place = Place::Subdomain("harbour".into());
    let caller = access::enter(&world.app, Some(&token), place, &[], Door::Related).await.unwrap();
    assert!(caller.caller().unwrap().personal);
}

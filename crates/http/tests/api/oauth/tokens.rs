//! The token endpoint, revocation, introspection, userinfo.

use super::{Application, CALLBACK, VERIFIER, claims, parameter, post};
use crate::client::House;
use crate::on_both;
use app::access;
use app::authorizations::{self, Halt};
use app::issuers::Issuer;
use db::Db;
use domain::ids::UserId;
use oauth::parameters::Parameters;
use serde_json::{Value, json};

/// `member` joins harbour as Mo Member.
async fn joins(house: &House, owner: UserId, member: UserId) {
    let harbour = house.space("harbour", owner).await;
    let token = house.token(owner, "read write").await;
    let access = access::enter(&house.app, Some(&token), access::Place::Space(harbour.id), &[], access::Door::Related).await.unwrap();
    let terms = json!({"name": "Desk", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1});
    let plan = app::plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
    let new = json!({"plan": {"id": plan}, "phone": "+49 30 1", "address": {"name": "Mo Member", "full_address": "Quay 1", "country": "Germany"}});
    let joined = house.client(member, "read write").await.v1("harbour", "POST /api/membership", new).await;
    assert_eq!(joined.status, 201, "{}", joined.text);
}

on_both! {
    async fn a_code_gives_a_token_once_and_its_replay_revokes_it(db: Db) {
        let house = House::new(db);
        let user = house.person("ann@example.com").await;
        let app = Application::new(&house, "read_user openid email", |_| {}).await;
        let url = app.asks(&house, None, user, "scope=openid+email+read_user&state=s&nonce=n").await;
        assert!(url.starts_with(CALLBACK) && parameter(&url, "state").unwrap() == "s");
        assert_eq!(parameter(&url, "iss").unwrap(), "https://www.kontor.test");
        let form = format!("grant_type=authorization_code&code={}", parameter(&url, "code").unwrap());
        let given = app.fetch(&house, "www", &form).await;
        assert_eq!((given.status, given.header("cache-control")), (200, "no-store"), "{}", given.text);
        assert_eq!((given.body["token_type"].as_str(), given.body["expires_in"].as_i64()), (Some("bearer"), None));
        let claims = claims(&given);
        assert_eq!((claims["iss"].as_str(), claims["nonce"].as_str()), (Some("https://www.kontor.test"), Some("n")));
        assert_eq!((claims["aud"].as_str().unwrap(), claims["sub"].as_str().unwrap()), (&*app.id.to_string(), &*user.to_string()));
        assert_eq!((claims["email"].as_str(), claims["email_verified"].as_bool()), (Some("ann@example.com"), Some(true)));
        let token = given.body["access_token"].as_str().unwrap();
        assert_eq!(claims["at_hash"], oauth::claims::at_hash(token));
        assert_eq!(house.bearer(token).get("/user").await.status, 200);
        let info = house.bearer(token).send("www", "GET /api/userinfo", &[], "").await;
        assert_eq!((info.status, info.body["email"].as_str(), &info.body["name"]), (200, Some("ann@example.com"), &Value::Null));
        let replay = app.fetch(&house, "www", &form).await;
        assert_eq!((replay.status, replay.body["error"].as_str()), (400, Some("invalid_grant")));
        assert_eq!(house.bearer(token).get("/user").await.status, 401);
    }

    async fn refresh_tokens_rotate_and_reuse_revokes_the_family(db: Db) {
        let house = House::new(db);
        let user = house.person("ann@example.com").await;
        let app = Application::new(&house, "read_user read_spaces", |details| details.expiring_tokens = true).await;
        let first = app.token(&house, None, user, "read_user+read_spaces").await;
        assert_eq!(first.body["expires_in"], 3600, "{}", first.text);
        let form = |token: &Value| format!("grant_type=refresh_token&refresh_token={}", token.as_str().unwrap());
        let second = app.fetch(&house, "www", &format!("{}&scope=read_user", form(&first.body["refresh_token"]))).await;
        assert_eq!((second.status, second.body["scope"].as_str()), (200, Some("read_user")), "{}", second.text);
        let third = app.fetch(&house, "www", &form(&second.body["refresh_token"])).await;
        assert_eq!(third.body["scope"], "read_user read_spaces");
        let more = app.fetch(&house, "www", &format!("{}&scope=write", form(&third.body["refresh_token"]))).await;
        assert_eq!(more.body["error"], "invalid_scope");
        house.app.clock.advance(61);
        assert_eq!(house.bearer(third.body["access_token"].as_str().unwrap()).get("/user").await.status, 401);
        let fourth = app.fetch(&house, "www", &form(&third.body["refresh_token"])).await;
        assert_eq!(house.bearer(fourth.body["access_token"].as_str().unwrap()).get("/user").await.status, 200);
        let stolen = app.fetch(&house, "www", &form(&second.body["refresh_token"])).await;
        assert_eq!((stolen.status, stolen.body["error"].as_str()), (400, Some("invalid_grant")));
        assert_eq!(house.bearer(fourth.body["access_token"].as_str().unwrap()).get("/user").await.status, 401);
        assert_eq!(app.fetch(&house, "www", &form(&fourth.body["refresh_token"])).await.status, 400);
    }

    async fn a_space_signs_its_members_in_and_nobody_else(db: Db) {
        let house = House::new(db);
        let owner = house.person("olga@example.com").await;
        let island = house.space("island", owner).await;
        let member = house.person("mo@example.com").await;
        joins(&house, owner, member).await;
        let app = Application::new(&house, "openid email read_user read_bookings read_memberships read_spaces", |_| {}).await;
        let given = app.token(&house, Some("harbour"), member, "openid+email+read_user+read_memberships").await;
        let claims = claims(&given);
        assert_eq!((claims["iss"].as_str(), claims["name"].as_str()), (Some("https://harbour.kontor.test"), Some("Mo Member")), "{}", given.text);
        assert_eq!((claims["phone_number"].as_str(), claims["email"].as_str()), (Some("+49 30 1"), Some("mo@example.com")));
        let token = house.bearer(given.body["access_token"].as_str().unwrap());
        let info = token.send("harbour", "POST /api/userinfo", &[], "").await;
        assert_eq!((info.status, info.body["name"].as_str()), (200, Some("Mo Member")));
        // It opens nothing of another issuer, nor of another space, not even its owner's things.
        for host in ["island", "www"] {
            let elsewhere = token.send(host, "GET /api/userinfo", &[], "").await;
            assert!(elsewhere.status == 401 && elsewhere.header("www-authenticate").contains("invalid_token"), "{host}: {}", elsewhere.text);
        }
        assert_eq!(token.get(&format!("/spaces/{}/memberships?filter[from]=2026-03-02&filter[to]=2026-03-02", island.id)).await.status, 404);
        assert_eq!(token.v1("island", "GET /api/memberships", Value::Null).await.status, 404);
        assert_eq!(token.v1("harbour", "GET /api/admins", Value::Null).await.status, 403, "a member's token must not act for the space");
        let www = house.client(member, "openid").await;
        assert_eq!(www.send("harbour", "GET /api/userinfo", &[], "").await.status, 401);
        // A stranger, and an admin who is no member, get no sign-in.
        let issuer = Issuer::find(&house.app, Some("island".into())).await.unwrap();
        let query = format!("response_type=code&client_id={}&redirect_uri={CALLBACK}&scope=openid", app.id);
        let asked = authorizations::read(&house.app, issuer, &Parameters::parse(&query, b"").unwrap()).await.unwrap();
        for user in [member, owner] {
            let present = authorizations::Presence { user, authenticated_at: house.app.clock.now() };
            assert_eq!(authorizations::next(&house.app, &asked, Some(present), None).await.unwrap(), authorizations::Next::Stranger);
            assert_eq!(authorizations::allow(&house.app, &asked, present, None).await.unwrap(), authorizations::Next::Stranger);
        }
        // What signs in is between a person and one issuer.
        let code = app.code(&house, Some("harbour"), member, "scope=openid").await;
        let mixed = app.fetch(&house, "www", &format!("grant_type=authorization_code&code={code}")).await;
        assert_eq!((mixed.status, mixed.body["error"].as_str()), (400, Some("invalid_grant")));
    }

    async fn tokens_are_looked_at_and_taken_back_by_their_application_only(db: Db) {
        let house = House::new(db);
        let user = house.person("ann@example.com").await;
        let (app, other) = (Application::new(&house, "read_user", |details| details.expiring_tokens = true).await, Application::new(&house, "read_user", |_| {}).await);
        let given = app.token(&house, None, user, "read_user").await;
        let token = given.body["access_token"].as_str().unwrap().to_owned();
        let form = |by: &Application, token: &str| format!("token={token}&client_id={}&client_secret={}", by.id, by.secret);
        let anonymous = house.anonymous();
        let seen = post(&anonymous, "www", "/oauth/introspect", &form(&app, &token)).await;
        assert_eq!((seen.body["active"].as_bool(), seen.body["scope"].as_str(), seen.body["sub"].as_str().unwrap()), (Some(true), Some("read_user"), &*user.to_string()));
        assert_eq!(post(&anonymous, "www", "/oauth/introspect", &form(&other, &token)).await.body, serde_json::json!({"active": false}));
        assert_eq!(post(&anonymous, "www", "/oauth/introspect", &format!("token={token}")).await.status, 400);
        assert_eq!(post(&anonymous, "www", "/oauth/revoke", &form(&other, &token)).await.status, 200);
        assert_eq!(house.bearer(&token).get("/user").await.status, 200);
        let refresh = given.body["refresh_token"].as_str().unwrap();
        assert_eq!(post(&anonymous, "www", "/oauth/introspect", &form(&app, refresh)).await.body["active"], true);
        assert_eq!(post(&anonymous, "www", "/oauth/revoke", &form(&app, refresh)).await.status, 200);
        assert_eq!(house.bearer(&token).get("/user").await.status, 401);
        let basic = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("{}:wrong", app.id));
        let headers = [("authorization", format!("Basic {basic}")), ("content-type", "application/x-www-form-urlencoded".into())];
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = anonymous.send("www", "POST /oauth/revoke", &headers, "token=x").await;
        assert!(refused.status == 401 && refused.header("www-authenticate").starts_with("Basic"), "{}", refused.text);
    }

    async fn an_application_by_itself_sees_its_own_things(db: Db) {
        let house = House::new(db);
        let app = Application::new(&house, "read_user", |_| {}).await;
        let given = app.fetch(&house, "www", "grant_type=client_credentials").await;
        assert_eq!((given.status, given.body["expires_in"].as_i64()), (200, Some(3600)), "{}", given.text);
        let itself = house.bearer(given.body["access_token"].as_str().unwrap());
        assert_eq!(itself.get("/user").await.status, 401, "it has no user");
        let own = itself.send("www", &format!("GET /oauth/register/{}", app.id), &[], "").await;
        assert_eq!((own.status, own.body["client_name"].as_str()), (200, Some("Doors")));
        assert_eq!(itself.send("www", &format!("DELETE /oauth/register/{}", app.id), &[], "").await.status, 401);
        let other = Application::new(&house, "read_user", |_| {}).await;
        assert_eq!(itself.send("www", &format!("GET /oauth/register/{}", other.id), &[], "").await.status, 401);
        assert_eq!(app.fetch(&house, "www", "grant_type=client_credentials&scope=read_user").await.body["error"], "invalid_scope");
    }
}

#[tokio::test]
async fn codes_are_bound_to_what_asked_for_them() {
    let house = House::on_sqlite().await;
    let user = house.person("ann@example.com").await;
    let app = Application::new(&house, "read_user", |_| {}).await;
    let other = Application::new(&house, "read_user", |_| {}).await;
    let proof = format!("scope=read_user&code_challenge={}&code_challenge_method=S256", oauth::pkce::challenge(VERIFIER));
    let code = app.code(&house, None, user, &proof).await;
    let form = |more: &str| format!("grant_type=authorization_code&code={code}{more}");
    for (what, by, more) in [
        ("another application", &other, format!("&code_verifier={VERIFIER}")),
        ("no proof", &app, String::new()),
        ("another proof", &app, format!("&code_verifier={}", VERIFIER.replace('d', "e"))),
        ("another address", &app, format!("&code_verifier={VERIFIER}&redirect_uri=https://app.test/other")),
    ] {
        let refused = by.fetch(&house, "www", &form(&more)).await;
        assert_eq!((refused.status, refused.body["error"].as_str()), (400, Some("invalid_grant")), "{what}");
    }
    let wrong = Application { id: app.id, secret: "wrong".into() };
    assert_eq!(wrong.fetch(&house, "www", &form("")).await.body["error"], "invalid_client");
    let none = post(&house.anonymous(), "www", "/oauth/access_token", &form(&format!("&client_id={}", app.id))).await;
    assert_eq!(none.body["error"], "invalid_client");
    assert_eq!(app.fetch(&house, "www", &form(&format!("&code_verifier={VERIFIER}&redirect_uri={CALLBACK}"))).await.status, 200);
    // The challenge was taken out of the request (PKCE downgrade).
    let code = app.code(&house, None, user, "scope=read_user").await;
    let refused = app.fetch(&house, "www", &format!("grant_type=authorization_code&code={code}&code_verifier={VERIFIER}")).await;
    assert_eq!(refused.body["error"], "invalid_grant");
    let late = app.code(&house, None, user, "scope=read_user").await;
    house.app.clock.advance(2);
    assert_eq!(app.fetch(&house, "www", &format!("grant_type=authorization_code&code={late}")).await.body["error"], "invalid_grant");
}

#[tokio::test]
async fn old_grants_are_for_applications_that_registered_them() {
    let house = House::on_sqlite().await;
    let user = app::users::create(&house.app, "ann@example.com", Some("correct horse battery".into())).await.unwrap();
    let (new, old) = (
        Application::new(&house, "read_user", |_| {}).await,
        Application::new(&house, "read_user", |details| details.legacy_grants = true).await,
    );
    let form = "grant_type=password&username=Ann@example.com&password=correct+horse+battery&scope=read_user";
    assert_eq!(new.fetch(&house, "www", form).await.body["error"], "unauthorized_client");
    let given = old.fetch(&house, "www", form).await;
    assert_eq!(house.bearer(given.body["access_token"].as_str().unwrap()).get("/user").await.status, 200);
    let wrong = old.fetch(&house, "www", &form.replace("correct", "wrong")).await;
    let nobody = old.fetch(&house, "www", &form.replace("Ann", "Bob")).await;
    assert_eq!((wrong.status, &wrong.text), (400, &nobody.text));
    assert_eq!(old.fetch(&house, "www", &form.replace("read_user", "write")).await.body["error"], "invalid_scope");
    let implicit = |app: &Application| {
        Parameters::parse(&format!("response_type=token&client_id={}&redirect_uri={CALLBACK}&scope=read_user", app.id), b"").unwrap()
    };
    let refused = authorizations::read(&house.app, Issuer::platform(&house.app), &implicit(&new)).await;
    assert!(matches!(refused, Err(Halt::Sent(url)) if url.contains("#error=unauthorized_client")));
    let asked = authorizations::read(&house.app, Issuer::platform(&house.app), &implicit(&old)).await.unwrap();
    let present = authorizations::Presence { user, authenticated_at: house.app.clock.now() };
    let authorizations::Next::Answer(url) = authorizations::allow(&house.app, &asked, present, None).await.unwrap() else {
        panic!("no answer")
    };
    let token = parameter(&url, "access_token").unwrap();
    assert!(url.contains("#access_token=") && house.bearer(&token).get("/user").await.status == 200);
}

#[tokio::test]
async fn parameters_may_stand_in_the_query_and_the_old_path_answers() {
    let house = House::on_sqlite().await;
    let user = house.person("ann@example.com").await;
    let app = Application::new(&house, "read_user", |_| {}).await;
    for path in ["/oauth/access_token", "/oauth2/access_token"] {
        let code = app.code(&house, None, user, "scope=read_user").await;
        let query = format!("grant_type=authorization_code&code={code}&client_id={}&client_secret={}", app.id, app.secret);
        assert_eq!(post(&house.anonymous(), "www", &format!("{path}?{query}"), "").await.status, 200, "{path}");
    }
    let twice = post(&house.anonymous(), "www", "/oauth/access_token?code=1", "code=1").await;
    assert_eq!((twice.status, twice.body["error"].as_str()), (400, Some("invalid_request")));
    let preflight = house.anonymous().send("www", "OPTIONS /oauth/access_token", &[], "").await;
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, "*"));
}

#[tokio::test]
async fn a_code_for_a_user_that_an_application_made_is_redeemed_by_it() {
    let house = House::on_sqlite().await;
    let owner = house.person("olga@example.com").await;
    let app = Application::new(&house, "write read_user", |_| {}).await;
    let grant =
        app::tokens::Grant { user: owner, client: Some(app.id), space: None, scopes: "write read_user".parse().unwrap(), expires_at: None };
    let token = app::tokens::create(&house.app, grant).await.unwrap();
    let made = house.bearer(token.reveal()).v1("www", "POST /api/users", serde_json::json!({"email": "new@example.com"})).await;
    let given =
        app.fetch(&house, "www", &format!("grant_type=authorization_code&code={}", made.body["grant_code"].as_str().unwrap())).await;
    let new = house.bearer(given.body["access_token"].as_str().unwrap_or_else(|| panic!("{}", given.text)));
    assert_eq!(new.v1("www", "GET /api/user", Value::Null).await.body["email"], "new@example.com");
}

#[tokio::test]
async fn userinfo_refuses_in_the_words_of_bearer_tokens() {
    let house = House::on_sqlite().await;
    let none = house.anonymous().send("www", "GET /api/userinfo", &[], "").await;
    assert_eq!((none.status, none.header("www-authenticate")), (401, "Bearer"));
    let bad = house.bearer("nonsense").send("www", "GET /api/userinfo", &[], "").await;
    assert!(bad.status == 401 && bad.header("www-authenticate").contains("invalid_token"));
    let user = house.person("ann@example.com").await;
    let without = house.client(user, "read_user").await.send("www", "GET /api/userinfo", &[], "").await;
    assert!(without.status == 403 && without.header("www-authenticate").contains("insufficient_scope"));
    let token = house.token(user, "openid").await;
    let posted = post(&house.anonymous(), "www", "/api/userinfo", &format!("access_token={token}")).await;
    assert_eq!((posted.status, posted.body.as_object().map(serde_json::Map::len)), (200, Some(1)), "{}", posted.text);
}

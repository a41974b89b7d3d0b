//! What must not work.

use crate::browser::{House, PASSWORD};
use crate::on_both;

/// Without the tokens of its forms, which are others each time.
fn unmarked(page: &str) -> String {
    let mut parts = page.split("name=\"csrf\" value=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest))
}

on_both! {
    async fn a_session_from_before_signing_in_is_worth_nothing(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        let mut browser = house.browser();
        let planted = "0".repeat(64);
        browser.cookies.insert(("www".into(), "__Host-kontor_session".into()), planted.clone());
        browser.sign_in("www", "ada@example.org").await;
        let first = browser.cookie("www", "session").unwrap().to_owned();
        assert_ne!(first, planted);
        browser.sign_in("www", "ada@example.org").await;
        assert_ne!(browser.cookie("www", "session").unwrap(), first, "another with each sign-in");
        let mut attacker = house.browser();
        attacker.cookies.insert(("www".into(), "__Host-kontor_session".into()), planted);
        assert_eq!(attacker.get("www", "/account").await.status, 303);
    }

    async fn forms_of_other_sites_do_nothing(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        let mut browser = house.browser();
        let before = browser.get("www", "/session/new").await;
        let bare = browser.send("POST", "www", "/session/new", "email=ada%40example.org&password=x").await;
        assert_eq!(bare.status, 403);
        let mut stranger = house.browser();
        let theirs = stranger.get("www", "/session/new").await;
        let credentials = [("email", "ada@example.org"), ("password", PASSWORD)];
        assert_eq!(browser.submit(&theirs, "/session/new", &credentials).await.status, 403, "the token of another browser");
        for header in [("origin", "https://evil.test"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "null")] {
            browser.headers = vec![header];
            assert_eq!(browser.submit(&before, "/session/new", &credentials).await.status, 403, "{header:?}");
        }
        browser.headers = vec![("origin", "https://www.kontor.test"), ("sec-fetch-site", "same-origin")];
        assert_eq!(browser.submit(&before, "/session/new", &credentials).await.status, 303);
        browser.headers.clear();
        assert_eq!(browser.submit(&before, "/session/new", &credentials).await.status, 403, "a form from before signing in");
    }

    async fn nobody_learns_which_addresses_have_accounts(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        let mut browser = house.browser();
        let mut answers = Vec::new();
        for email in ["ada@example.org", "nobody@example.org"] {
            let form = browser.get("www", "/session/new").await;
            let wrong = browser.submit(&form, "/session/new", &[("email", email), ("password", "wrong")]).await;
            let form = browser.get("www", "/password/forgotten").await;
            let forgotten = browser.submit(&form, "/password/forgotten", &[("email", email)]).await;
            let form = browser.get("www", "/users/new").await;
            let new = browser.submit(&form, "/users/new", &[("email", email), ("password", PASSWORD)]).await;
            let pages = [wrong, forgotten, new].map(|page| (page.status, unmarked(&page.text.replace(email, "…"))));
            answers.push(pages);
        }
        assert_eq!(answers[0], answers[1]);
        assert!(house.mails("ada@example.org").await[0].contains("have an account already"));
    }

    async fn guesses_are_slowed_and_the_owner_is_not_locked_out(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        let mut known = house.browser();
        known.place = "192.0.2.77".into();
        known.sign_in("www", "ada@example.org").await;
        let mut guesser = house.browser();
        let form = guesser.get("www", "/session/new").await;
        for n in 1..=11 {
            let page = guesser.submit(&form, "/session/new", &[("email", "ada@example.org"), ("password", "wrong")]).await;
            assert_eq!(page.status, if n <= 10 { 422 } else { 429 }, "{n}");
        }
        let right = guesser.submit(&form, "/session/new", &[("email", "ADA@example.org "), ("password", PASSWORD)]).await;
        let wait: u32 = right.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!(right.status == 429 && (890..=900).contains(&wait), "{wait}");
        assert_eq!(house.browser_at("192.0.2.2").sign_in("www", "ada@example.org").await.status, 303, "elsewhere it works");
        house.app.clock.advance(16);
        let later = guesser.submit(&form, "/session/new", &[("email", "ada@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(later.status, 303);
        for n in 0..120 {
            let refused = app::throttles::attempt(&house.app, app::throttles::ACCOUNT, "ada@example.org").await.is_err();
            assert!(!refused || n >= 80, "{n}");
        }
        assert_eq!(house.browser_at("192.0.2.3").sign_in("www", "ada@example.org").await.status, 429, "a crowd guesses");
        assert_eq!(known.sign_in("www", "ada@example.org").await.status, 303, "the owner's browser is known");
    }

    async fn pages_lead_nowhere_else(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        for target in ["https://evil.test/", "//evil.test", "/\\evil.test", "https://kontor.test@evil.test", "javascript:alert(1)"] {
            let mut browser = house.browser();
            let query: String = form_urlencoded::byte_serialize(target.as_bytes()).collect();
            let page = browser.get("www", &format!("/session/new?return_to={query}")).await;
            let csrf = page.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let body = format!("csrf={csrf}&email=ada%40example.org&password=brass+otter+vineyard&return_to={query}");
            assert_eq!(browser.send("POST", "www", "/session/new", &body).await.location(), "/account", "{target}");
        }
        let mut browser = house.browser();
        let page = browser.get("www", "/session/new?return_to=%2Foauth%2Fauthorize%3Fa%3Db").await;
        let inside = browser.submit(&page, "/session/new", &[("email", "ada@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(inside.location(), "/oauth/authorize?a=b");
    }

    async fn what_people_type_is_shown_as_text(db: db::Db) {
        let house = House::new(db);
        let mut browser = house.browser();
        let probe = "\"><script>alert(1)</script>@x";
        let form = browser.get("www", "/session/new").await;
        let page = browser.submit(&form, "/session/new", &[("email", probe), ("password", "x")]).await;
        assert!(page.status == 422 && !page.text.contains("<script>"), "{}", page.text);
        let form = browser.get("www", "/users/new").await;
        let page = browser.submit(&form, "/users/new", &[("email", probe), ("password", PASSWORD)]).await;
        assert!(page.status == 422 && !page.text.contains("<script>"), "{}", page.text);
    }

    async fn cookies_and_pages_are_sealed(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        let mut browser = house.browser();
        let page = browser.sign_in("www", "ada@example.org").await;
        for cookie in page.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("__Host-") && !cookie.contains("Domain"), "{cookie}");
            for part in ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"] {
                assert!(cookie.contains(part), "{cookie}");
            }
        }
        let page = browser.get("www", "/account").await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(page.headers["cache-control"], "no-store");
        assert_eq!(page.headers["referrer-policy"], "same-origin");
    }

    async fn the_mailbox_is_for_who_sits_at_the_machine(db: db::Db) {
        let house = House::new(db);
        assert_eq!(house.browser().get("www", "/mailbox").await.status, 404);
        assert_eq!(house.browser_at("127.0.0.1").get("www", "/mailbox").await.status, 200);
        assert_eq!(house.browser_at("127.0.0.1").get("harbour", "/mailbox").await.status, 404);
    }
}

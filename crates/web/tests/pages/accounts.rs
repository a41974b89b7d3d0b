//! Signing up, in and out; a forgotten password; changes; the second factor.

use crate::browser::{House, PASSWORD};
use crate::on_both;
use domain::totp;
use jiff::SignedDuration;

/// The code of an authenticator app that has the key.
fn code(key: &str, seconds: i64) -> String {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for letter in key.bytes() {
        let five = if letter >= b'A' { letter - b'A' } else { letter - b'2' + 26 };
        held = (held << 5) | u32::from(five);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap());
        }
    }
    totp::code(&bytes, u64::try_from(seconds / totp::STEP).unwrap()).unwrap()
}

on_both! {
    async fn somebody_signs_up_confirms_and_signs_in_and_out(db: db::Db) {
        let house = House::new(db);
        let mut browser = house.browser();
        let form = browser.get("www", "/users/new").await;
        let told = browser.submit(&form, "/users/new", &[("email", "Ada@Example.org"), ("password", PASSWORD)]).await;
        assert!(told.status == 200 && told.text.contains("Look into your mail"), "{}", told.text);

        let early = browser.sign_in("www", "ada@example.org").await;
        assert!(early.status == 422 && early.text.contains("not confirmed yet"), "{}", early.text);
        assert!(browser.cookie("www", "session").is_none());

        let link = house.link("Ada@Example.org").await;
        let ask = browser.get("www", &link).await;
        assert_eq!(ask.status, 200);
        let again = browser.get("www", &link).await;
        assert_eq!(again.status, 200, "to look at a link does not use it");
        let done = browser.submit(&ask, "/users/confirm", &[]).await;
        assert!(done.text.contains("confirmed"), "{}", done.text);
        let dead = browser.submit(&ask, "/users/confirm", &[]).await;
        assert!(dead.text.contains("does not work"), "{}", dead.text);

        let inside = browser.sign_in("www", "ada@example.org").await;
        assert_eq!((inside.status.as_u16(), inside.location()), (303, "/account"));
        let account = browser.get("www", "/account").await;
        assert!(account.status == 200 && account.text.contains("Browser of a test") && account.text.contains("this browser"));
        let out = browser.submit(&account, "/session/end", &[]).await;
        assert_eq!(out.status, 303);
        let gone = browser.get("www", "/account").await;
        assert_eq!((gone.status.as_u16(), gone.location()), (303, "/session/new?return_to=%2Faccount"));
    }

    async fn a_space_has_the_same_pages_under_its_name(db: db::Db) {
        let house = House::new(db);
        let owner = house.person("olga@example.org").await;
        let caller = house.caller(owner, "write").await;
        let details = app::spaces::Details { name: Some("Harbour & Co".into()), country: Some("DE".into()), ..Default::default() };
        let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
        app::spaces::create(&house.app, &caller, command).await.unwrap();
        let mut browser = house.browser();
        let page = browser.get("harbour", "/session/new").await;
        assert!(page.text.contains("<title>Sign in: Harbour &#38; Co</title>"), "{}", page.text);
        assert_eq!(browser.sign_in("harbour", "olga@example.org").await.status, 303);
        assert_eq!(browser.get("harbour", "/account").await.status, 200);
        assert_eq!(browser.get("www", "/account").await.status, 303, "signed in at the space alone");
        assert_eq!(browser.get("nowhere", "/session/new").await.status, 404);
    }

    async fn a_forgotten_password_is_replaced_and_all_sessions_end(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        let mut inside = house.browser();
        inside.sign_in("www", "ada@example.org").await;
        let mut browser = house.browser();
        let form = browser.get("www", "/password/forgotten").await;
        browser.submit(&form, "/password/forgotten", &[("email", "ada@example.org")]).await;
        let old = house.link("ada@example.org").await;
        browser.submit(&form, "/password/forgotten", &[("email", "ada@example.org")]).await;
        let link = house.link("ada@example.org").await;
        assert!(browser.get("www", &old).await.text.contains("does not work"), "a new link ends the old one");
        let page = browser.get("www", &link).await;
        let weak = browser.submit(&page, "/password/reset", &[("password", "password1")]).await;
        assert!(weak.status == 422 && weak.text.contains("easy to guess"), "{}", weak.text);
        let done = browser.submit(&page, "/password/reset", &[("password", "copper lantern estuary")]).await;
        assert!(done.text.contains("changed"), "{}", done.text);
        assert_eq!(inside.get("www", "/account").await.status, 303);
        assert_eq!(browser.sign_in("www", "ada@example.org").await.status, 422);
        assert!(house.mails("ada@example.org").await[0].contains("was changed"));
        house.app.clock.advance(121);
        assert!(browser.get("www", &link).await.text.contains("does not work"));
    }

    async fn address_and_password_are_changed_with_the_old_password(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        house.person("bob@example.org").await;
        let (mut browser, mut other) = (house.browser(), house.browser());
        other.sign_in("www", "ada@example.org").await;
        browser.sign_in("www", "ada@example.org").await;
        let account = browser.get("www", "/account").await;
        let wrong = browser.submit(&account, "/account/email", &[("email", "ada@new.org"), ("password", "no")]).await;
        assert!(wrong.status == 422 && house.mails("ada@new.org").await.is_empty());
        browser.submit(&account, "/account/email", &[("email", "bob@example.org"), ("password", PASSWORD)]).await;
        assert!(house.mails("bob@example.org").await[0].contains("nothing was changed"));
        browser.submit(&account, "/account/email", &[("email", "ada@new.org"), ("password", PASSWORD)]).await;
        let page = browser.get("www", &house.link("ada@new.org").await).await;
        browser.submit(&page, "/users/email", &[]).await;
        assert!(browser.get("www", "/account").await.text.contains("ada@new.org"));
        assert!(house.mails("ada@example.org").await[0].contains("ada@new.org"), "the old address is told");

        let new = [("password", PASSWORD), ("new_password", "copper lantern estuary")];
        let account = browser.get("www", "/account").await;
        assert_eq!(browser.submit(&account, "/account/password", &new).await.status, 200);
        assert_eq!((browser.get("www", "/account").await.status.as_u16(), other.get("www", "/account").await.status.as_u16()), (200, 303));
    }

    async fn sessions_elsewhere_are_ended(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        house.person("bob@example.org").await;
        let (mut here, mut there, mut bob) = (house.browser(), house.browser(), house.browser());
        for browser in [&mut here, &mut there] {
            browser.sign_in("www", "ada@example.org").await;
        }
        bob.sign_in("www", "bob@example.org").await;
        let account = here.get("www", "/account").await;
        let action = account.text.split("action=\"").find(|part| part.starts_with("/account/sessions/") && !part.starts_with("/account/sessions/end"));
        let action = action.unwrap().split('"').next().unwrap().to_owned();
        let bobs = bob.get("www", "/account").await;
        let csrf = bobs.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(bob.send("POST", "www", &action, &format!("csrf={csrf}")).await.status, 404, "not somebody else's");
        assert_eq!(here.submit(&account, &action, &[]).await.status, 303);
        assert_eq!(there.get("www", "/account").await.status, 303);
        assert_eq!(here.get("www", "/account").await.status, 200);
    }

    async fn a_second_factor_is_asked_for_and_each_code_works_once(db: db::Db) {
        let house = House::new(db);
        house.person("ada@example.org").await;
        let mut browser = house.browser();
        browser.sign_in("www", "ada@example.org").await;
        let account = browser.get("www", "/account").await;
        let setup = browser.submit(&account, "/account/authenticator", &[]).await;
        let key = setup.text.split("class=\"copy\"><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let wrong = browser.submit(&setup, "/account/authenticator/confirm", &[("code", "000000")]).await;
        assert!(wrong.status == 422 && wrong.text.contains(&key), "{}", wrong.text);
        let now = || house.app.clock.now().as_second();
        let first = code(&key, now());
        let on = browser.submit(&setup, "/account/authenticator/confirm", &[("code", &first)]).await;
        let recovery = on.text.split("class=\"copy\"><code>").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();

        let mut other = house.browser();
        let pending = other.sign_in("www", "ada@example.org").await;
        assert_eq!(pending.location(), "/session/code?return_to=%2Faccount");
        assert_eq!(other.get("www", "/account").await.status, 303, "the password alone is not enough");
        let form = other.get("www", pending.location()).await;
        let replay = other.submit(&form, "/session/code", &[("code", &first)]).await;
        assert_eq!(replay.status, 422, "the code was used to set it up");
        house.app.clock.set(house.app.clock.now().checked_add(SignedDuration::from_secs(60)).unwrap());
        let second = code(&key, now());
        assert_eq!(other.submit(&form, "/session/code", &[("code", &second)]).await.location(), "/account");
        assert_eq!(other.get("www", "/account").await.status, 200);

        for expected in [303, 422] {
            let mut third = house.browser();
            third.sign_in("www", "ada@example.org").await;
            let form = third.get("www", "/session/code").await;
            assert_eq!(third.submit(&form, "/session/code", &[("code", &recovery.to_uppercase())]).await.status, expected);
        }
        let account = other.get("www", "/account").await;
        assert_eq!(other.submit(&account, "/account/authenticator/off", &[("password", PASSWORD)]).await.status, 303);
        assert_eq!(house.browser().sign_in("www", "ada@example.org").await.location(), "/account");
    }

    async fn a_program_has_a_browser_signed_in_once(db: db::Db) {
        let house = House::new(db);
        let user = house.person("ada@example.org").await;
        let caller = house.caller(user, "signin").await;
        let target = Some("https://harbour.kontor.test/x".to_owned());
        let secret = app::sessions::link(&house.app, &caller, target).await.unwrap();
        let path = format!("/session/new?token={}", secret.reveal());
        let mut browser = house.browser();
        assert_eq!(browser.get("www", &path).await.location(), "https://harbour.kontor.test/x");
        assert_eq!(browser.get("www", "/account").await.status, 200);
        assert!(house.browser().get("www", &path).await.text.contains("does not work"));
        let late = app::sessions::link(&house.app, &caller, None).await.unwrap();
        house.app.clock.advance(6);
        assert!(house.browser().get("www", &format!("/session/new?token={}", late.reveal())).await.text.contains("does not work"));
    }
}

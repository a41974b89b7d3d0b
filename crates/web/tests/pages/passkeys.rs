//! Passkeys, made and used by a device of the test's own; and spaces that ask a second factor of their admins.

use crate::admins::{sees, space, token};
use crate::browser::{Browser, House, Page};
use crate::on_both;
use oauth::webauthn::encode;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

const P256: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";

struct Device {
    pair: EcdsaKeyPair,
    id: &'static str,
    counter: u32,
}

impl Device {
    fn new(id: &'static str) -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        Self { pair: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap(), id, counter: 0 }
    }

    fn data(&self, asked: &Value, flags: u8, rest: &[u8]) -> Vec<u8> {
        let party = digest(&SHA256, asked["relying_party"].as_str().unwrap().as_bytes());
        [party.as_ref(), &[flags], &self.counter.to_be_bytes(), rest].concat()
    }

    fn made(&self, asked: &Value, origin: &str) -> Vec<(&'static str, String)> {
        let id = [&[0; 16], u16::try_from(self.id.len()).unwrap().to_be_bytes().as_slice(), self.id.as_bytes()].concat();
        vec![
            ("client_data", encode(&client(asked, "webauthn.create", origin))),
            ("authenticator_data", encode(&self.data(asked, 0x45, &id))),
            ("public_key", encode(&[P256, self.pair.public_key().as_ref()].concat())),
            ("algorithm", "-7".into()),
        ]
    }

    fn used(&mut self, asked: &Value, origin: &str) -> Vec<(&'static str, String)> {
        self.counter += 1;
        let (client, data) = (client(asked, "webauthn.get", origin), self.data(asked, 5, &[]));
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap();
        vec![
            ("credential", encode(self.id.as_bytes())),
            ("client_data", encode(&client)),
            ("authenticator_data", encode(&data)),
            ("signature", encode(signature.as_ref())),
        ]
    }
}

fn client(asked: &Value, kind: &str, origin: &str) -> Vec<u8> {
    json!({"type": kind, "challenge": asked["challenge"], "origin": origin}).to_string().into_bytes()
}

fn csrf(page: &Page) -> String {
    page.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn post(browser: &mut Browser<'_>, page: &Page, path: &str, fields: &[(&str, String)]) -> Page {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("csrf", &csrf(page));
    let body = form.extend_pairs(fields.iter().map(|(name, value)| (*name, value.as_str()))).finish();
    browser.send("POST", &page.host.clone(), path, &body).await
}

async fn asked(browser: &mut Browser<'_>, page: &Page, path: &str) -> Value {
    let answer = post(browser, page, path, &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

/// Adds a passkey at the platform's own site; the answer.
async fn add(browser: &mut Browser<'_>, device: &Device, name: &str) -> Page {
    let page = browser.get("", "/account").await;
    let question = asked(browser, &page, "/account/passkeys/challenge").await;
    assert_eq!((&question["relying_party"], &question["algorithms"]), (&json!("kontor.test"), &json!([-7, -8, -257])));
    let mut fields = device.made(&question, SITE);
    fields.push(("name", name.to_owned()));
    post(browser, &page, "/account/passkeys", &fields).await
}

const SITE: &str = "https://www.kontor.test";

/// Signs in with the device at a site of a space.
async fn enter(browser: &mut Browser<'_>, device: &mut Device, host: &str) -> Page {
    let page = browser.get(host, "/session/new").await;
    let question = asked(browser, &page, "/session/passkey/challenge").await;
    let origin = if host.is_empty() { SITE.to_owned() } else { format!("https://{host}.kontor.test") };
    let fields = device.used(&question, &origin);
    post(browser, &page, "/session/passkey", &fields).await
}

on_both! {
    async fn a_passkey_signs_in_alone_and_is_a_second_factor_beside_the_password(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@example.org").await;
        space(&house, olga).await;
        let (mut browser, mut phone) = (house.browser(), Device::new("phone-1"));
        browser.sign_in("", "olga@example.org").await;
        let added = add(&mut browser, &phone, "Phone").await;
        assert!(added.status == 200 && added.text.contains("recovery codes"), "{}", added.text);
        let code = added.text.split("<code>").nth(1).unwrap().lines().next().unwrap().to_owned();
        let page = browser.get("", "/account").await;
        assert!(page.text.contains("Phone") && page.text.contains("never used"), "{}", page.text);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
        let second = add(&mut browser, &Device::new("laptop"), "Laptop").await;
        assert_eq!((second.status.as_u16(), second.location()), (303, "/account"), "codes are given once");
        let twice = add(&mut browser, &phone, "Phone again").await;
        assert!(twice.status == 422 && twice.text.contains("registered already"), "{}", twice.text);

        let mut other = house.browser();
        let done = enter(&mut other, &mut phone, "harbour").await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/account"));
        assert!(other.get("harbour", "/account").await.text.contains("olga@example.org"));

        let mut third = house.browser();
        let halfway = third.sign_in("", "olga@example.org").await;
        assert_eq!(halfway.location(), "/session/code?return_to=%2Faccount", "the password alone is not enough");
        assert_eq!(third.get("", "/account").await.status, 303);
        let done = enter(&mut third, &mut phone, "").await;
        assert_eq!(done.location(), "/account");
        let mut fourth = house.browser();
        fourth.sign_in("", "olga@example.org").await;
        let page = fourth.get("", "/session/code").await;
        assert_eq!(fourth.submit(&page, "/session/code", &[("code", &code)]).await.location(), "/account", "a recovery code");
    }

    async fn answers_that_were_given_before_or_elsewhere_are_refused(db: db::Db) {
        let house = House::new(db);
        house.person("olga@example.org").await;
        let (mut browser, mut phone) = (house.browser(), Device::new("phone-1"));
        browser.sign_in("", "olga@example.org").await;
        add(&mut browser, &phone, "Phone").await;
        let mut thief = house.browser();
        let page = thief.get("", "/session/new").await;
        let question = asked(&mut thief, &page, "/session/passkey/challenge").await;
        let elsewhere = phone.used(&question, "https://evil.test");
        let refused = post(&mut thief, &page, "/session/passkey", &elsewhere).await;
        assert!(refused.status == 422 && refused.text.contains("another page"), "{}", refused.text);
        let question = asked(&mut thief, &page, "/session/passkey/challenge").await;
        let good = phone.used(&question, SITE);
        assert_eq!(post(&mut thief, &page, "/session/passkey", &good).await.status, 303);
        let page = house.browser().get("", "/session/new").await;
        let mut replay = house.browser();
        let own = replay.get("", "/session/new").await;
        assert_eq!(post(&mut replay, &page, "/session/passkey", &good).await.status, 403, "another browser's form");
        let again = post(&mut replay, &own, "/session/passkey", &good).await;
        assert!(again.status == 422 && again.text.contains("took too long"), "{}", again.text);
        let late = asked(&mut replay, &own, "/session/passkey/challenge").await;
        house.app.clock.set(house.app.clock.now() + jiff::SignedDuration::from_mins(6));
        assert_eq!(post(&mut replay, &own, "/session/passkey", &phone.used(&late, SITE)).await.status, 422);
        let question = asked(&mut replay, &own, "/session/passkey/challenge").await;
        let unknown = Device::new("stranger").used(&question, SITE);
        assert!(post(&mut replay, &own, "/session/passkey", &unknown).await.text.contains("not known here"));
        let question = asked(&mut replay, &own, "/session/passkey/challenge").await;
        phone.counter = 0;
        assert!(post(&mut replay, &own, "/session/passkey", &phone.used(&question, SITE)).await.text.contains("copy"), "a copied device");
        let broken = [("credential", "!"), ("client_data", ""), ("authenticator_data", ""), ("signature", "")];
        let broken: Vec<_> = broken.map(|(name, value)| (name, value.to_owned())).into();
        assert_eq!(post(&mut replay, &own, "/session/passkey", &broken).await.status, 422);
    }

    async fn the_last_second_factor_takes_the_recovery_codes_with_it(db: db::Db) {
        let house = House::new(db);
        house.person("olga@example.org").await;
        let mut browser = house.browser();
        browser.sign_in("", "olga@example.org").await;
        add(&mut browser, &Device::new("phone-1"), "Phone").await;
        let page = browser.get("", "/account").await;
        assert!(page.text.contains("10 recovery codes"), "{}", page.text);
        let action = page.text.split("action=\"/account/passkeys/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        browser.submit(&page, &format!("/account/passkeys/{action}"), &[]).await;
        let page = browser.get("", "/account").await;
        assert!(!page.text.contains("recovery codes") && !page.text.contains("<strong>Phone"), "{}", page.text);
        assert_eq!(house.browser().sign_in("", "olga@example.org").await.location(), "/account", "the password is enough again");
    }

    async fn a_space_can_ask_a_second_factor_of_its_admins_and_tokens_obey(db: db::Db) {
        let house = House::new(db);
        let (olga, anna) = (house.person("olga@example.org").await, house.person("anna@example.org").await);
        let id = space(&house, olga).await;
        app::admins::create(&house.app, id, anna, "Anna", domain::permissions::Permissions::default()).await.unwrap();
        let tokens = [token(&house, anna, None).await, token(&house, anna, Some(id)).await];
        let (mut boss, mut helper, phone) = (house.browser(), house.browser(), Device::new("phone-1"));
        boss.sign_in("harbour", "olga@example.org").await;
        helper.sign_in("harbour", "anna@example.org").await;
        let list = boss.get("harbour", "/admin/admins").await;
        let early = boss.submit(&list, "/admin/admins/second_factor", &[]).await;
        assert!(early.status == 409 && early.text.contains("of your own first"), "{}", early.text);
        for token in &tokens {
            assert_eq!(sees(&house, token).await, ["ok", "ok"]);
        }

        boss.sign_in("", "olga@example.org").await;
        add(&mut boss, &phone, "Phone").await;
        assert_eq!(boss.submit(&list, "/admin/admins/second_factor", &[]).await.location(), "/admin/admins");
        let list = boss.get("harbour", "/admin/admins").await;
        assert!(list.text.contains("locked out: no second factor") && list.text.contains("second factor on"), "{}", list.text);
        for token in &tokens {
            assert_eq!(sees(&house, token).await, ["second_factor_required", "second_factor_required"]);
        }
        let refused = helper.get("harbour", "/admin/admins").await;
        assert!(refused.status == 403 && refused.text.contains("second factor"), "{}", refused.text);
        assert_eq!(helper.get("harbour", "/").await.status, 200, "what everybody sees stays");

        helper.sign_in("", "anna@example.org").await;
        add(&mut helper, &Device::new("phone-2"), "Phone").await;
        assert_eq!(sees(&house, &tokens[0]).await, ["ok", "ok"]);
        assert_eq!(helper.get("harbour", "/admin/admins").await.status, 200);
    }
}

//! Spaces at domains of their own: claimed, checked against this very server, served, and let go.

use crate::admins::token;
use crate::browser::{Browser, House, PASSWORD, Page};
use crate::harbour::Harbour;
use crate::on_both;
use app::space_domains::FRESH;
use axum::Router;
use axum::response::Redirect;
use domain::permissions::{Category, Level, Permissions};
use jobs::Callbacks;
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use tokio::net::TcpListener;

const PATH: &str = "/admin/settings/domain";
const CHECK: &str = "/admin/settings/domain/check";
const REMOVE: &str = "/admin/settings/domain/remove";
const OWN: &str = "members.example";

/// A house that listens at the port of its base address, and finds these domains there; `elsewhere.example` is at another server
/// with that port, which leads on to here.
async fn house(db: db::Db, private: bool) -> (House, u16) {
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let listener = TcpListener::bind((here, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let there = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
    let callbacks = Callbacks::new(private).unwrap().knowing(OWN, here).knowing("elsewhere.example", there);
    let house = House::with(db, &format!("http://kontor.test:{port}"), |app| app.asking(Arc::new(callbacks)));
    house.serve(listener);
    (house, port)
}

/// What a proxy is told that wants to know whether to get a certificate.
async fn wanted(browser: &mut Browser<'_>, host: &str) -> u16 {
    browser.get("www", &format!("/.well-known/kontor-domain?domain={host}")).await.status.as_u16()
}

async fn claim(browser: &mut Browser<'_>, space: &str, host: &str) -> Page {
    let page = browser.get(space, PATH).await;
    browser.submit(&page, PATH, &[("host", host)]).await
}

async fn check(browser: &mut Browser<'_>, space: &str) -> Page {
    let page = browser.get(space, PATH).await;
    browser.submit(&page, CHECK, &[]).await
}

async fn served(browser: &mut Browser<'_>, space: &str) {
    assert_eq!(claim(browser, space, OWN).await.location(), PATH);
    let checked = check(browser, space).await;
    assert_eq!((checked.status.as_u16(), checked.location()), (303, PATH), "{}", checked.text);
}

/// What forms of the page hide.
fn csrf(page: &Page) -> String {
    page.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn read(page: &Page) -> Value {
    serde_json::from_str(&page.text).unwrap_or_else(|error| panic!("{error}: {}", page.text))
}

/// API 1, OAuth and links that sign in, at the domain that has been given to the space.
async fn programs(house: &House, harbour: &Harbour<'_>, site: &str, home: &str) {
    let (mut robot, olga) = (house.browser(), harbour.access.user().unwrap());
    let token = token(house, olga, None).await;
    let plans = robot.bearer(&token, "GET", OWN, "/api/plans", "").await;
    assert!(plans.status == 200 && plans.text.contains("Flex"), "{}", plans.text);
    assert_eq!(robot.bearer("unknown", "GET", OWN, "/api/memberships", "").await.status, 401);
    robot.headers.clear();

    // Nothing of the account is there: mails about it would lead to whatever the domain leads to when they are read.
    for page in ["/account", "/account/sessions/end", "/password/forgotten", "/users/new?return_to=%2F"] {
        for method in ["GET", "POST"] {
            let led = robot.send(method, OWN, page, "").await;
            assert_eq!((led.status.as_u16(), led.location()), (303, &*format!("{home}{page}")), "{method} {page}");
        }
    }

    // An issuer's documents are at the issuer: nowhere does one name another.
    for document in ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"] {
        let found = robot.get(OWN, document).await;
        assert_eq!((found.status.as_u16(), found.location()), (307, &*format!("{home}{document}")));
        assert_eq!(read(&robot.get("harbour", document).await)["issuer"], json!(home));
    }
    let resource = read(&robot.get(OWN, "/.well-known/oauth-protected-resource").await);
    assert_eq!((&resource["resource"], &resource["authorization_servers"]), (&json!(site), &json!([home])));
    assert_eq!(robot.get(OWN, "/jwks.json").await.status, 200);

    let caller = house.caller(olga, "signin").await;
    let back = format!("{site}/plans");
    for elsewhere in
        ["http://members.example/", "http://other.example/", &format!("{site}@evil.example/"), &format!("{site}.evil.example/")]
    {
        assert!(app::sessions::link(&house.app, &caller, Some(elsewhere.to_owned())).await.is_err(), "{elsewhere}");
    }
    // Elsewhere the link leads to the same page at the subdomain, and to nobody's own domain.
    for (host, leads, page, elsewhere) in [(OWN, &back, "/admin", "harbour"), ("www", &format!("{home}/plans"), "/account", OWN)] {
        let secret = app::sessions::link(&house.app, &caller, Some(back.clone())).await.unwrap();
        let mut browser = house.browser();
        let signed_in = browser.get(host, &format!("/session/new?token={}", secret.reveal())).await;
        assert_eq!(signed_in.location(), leads, "{}", signed_in.text);
        assert_eq!(browser.get(host, page).await.status, 200);
        // Whoever leads the domain elsewhere gets the cookies that are sent there.
        let stolen = browser.cookies.iter().filter(|((at, _), _)| at == host);
        let stolen: Vec<_> = stolen.map(|((_, name), value)| ((elsewhere.to_owned(), name.clone()), value.clone())).collect();
        assert!(!stolen.is_empty());
        browser.cookies.extend(stolen);
        assert_eq!(browser.get(elsewhere, "/admin").await.status, 303, "a session of {host} is none at {elsewhere}");
    }
}

on_both! {
    async fn a_domain_serves_once_it_was_seen_to_lead_here(db: db::Db) {
        let (house, port) = house(db, true).await;
        let harbour = Harbour::new(&house).await;
        let (mut olga, mut anyone) = (harbour.olga().await, house.browser());
        let page = olga.get("harbour", PATH).await;
        for (bad, said) in [
            ("", "blank"), ("https://members.example/", "without https://"), ("members.example:80", "no port"), ("members", "a dot in it"),
            ("192.0.2.7", "numbers"), ("-.example", "letters, digits"), ("pier.kontor.test", "already"), ("space.localhost", "machine"),
        ] {
            let refused = olga.submit(&page, PATH, &[("host", bad)]).await;
            assert!(refused.status == 422 && refused.text.contains("host-problem") && refused.text.contains(said), "{bad}: {}", refused.text);
        }
        assert!(olga.get("harbour", PATH).await.text.contains("name=\"host\""), "nothing was claimed");

        assert_eq!(olga.submit(&page, PATH, &[("host", " Members.EXAMPLE. ")]).await.location(), PATH);
        let waiting = olga.get("harbour", PATH).await;
        for said in ["Waiting", "<td>CNAME</td><td>members.example</td><td>harbour.kontor.test</td>"] {
            assert!(waiting.text.contains(said), "{said}: {}", waiting.text);
        }
        assert_eq!(anyone.get(OWN, "/").await.status, 421, "it was not looked at yet");
        assert_eq!((wanted(&mut anyone, OWN).await, wanted(&mut anyone, "MEMBERS.example.").await), (200, 200));
        assert_eq!((wanted(&mut anyone, "other.example").await, wanted(&mut anyone, "").await), (404, 404));

        assert_eq!(olga.submit(&waiting, CHECK, &[]).await.location(), PATH);
        let works = olga.get("harbour", PATH).await;
        assert!(works.text.contains(&format!("<a href=\"http://members.example:{port}\">members.example</a>")), "{}", works.text);
        for name in [OWN, "Members.Example.:9"] {
            let home = anyone.get(name, "/").await;
            assert!(home.status == 200 && home.text.contains("Harbour"), "{name}: {}", home.text);
        }
        assert_eq!(anyone.get("harbour", "/").await.status, 200, "the subdomain stays");
        for name in ["x.members.example", "members.example.evil.test", "members.exampl", "other.example"] {
            assert_eq!(anyone.get(name, "/").await.status, 421, "{name}");
        }
        anyone.headers = vec![("x-forwarded-host", OWN)];
        assert_eq!(anyone.get("other.example", "/").await.status, 421, "only proxies that are trusted say so");
        anyone.headers.clear();

        assert_eq!(olga.submit(&waiting, CHECK, &[]).await.status, 303, "once more changes nothing");
        assert_eq!(olga.submit(&page, PATH, &[("host", "other.example")]).await.status, 409, "what serves is removed first");
        assert_eq!(anyone.get(OWN, "/").await.status, 200);
        assert_eq!(olga.submit(&works, REMOVE, &[]).await.location(), format!("http://harbour.kontor.test:{port}{PATH}?saved=yes"));
        assert_eq!((anyone.get(OWN, "/").await.status.as_u16(), wanted(&mut anyone, OWN).await), (421, 404));
        assert_eq!(olga.submit(&works, REMOVE, &[]).await.status, 404);
    }

    async fn people_and_programs_find_all_of_the_space_there(db: db::Db) {
        let (house, port) = house(db, true).await;
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        served(&mut olga, "harbour").await;
        let (site, home) = (format!("http://{OWN}:{port}"), format!("http://harbour.kontor.test:{port}"));

        // Signing in there is for there alone.
        assert_eq!(olga.get(OWN, PATH).await.location(), "/session/new?return_to=%2Fadmin%2Fsettings%2Fdomain");
        let page = olga.get(OWN, "/session/new").await;
        assert!(page.text.contains(&format!("<a href=\"{home}/session/new\">")), "{}", page.text);
        let sign_in = async |back: &str| {
            let mut browser = house.browser();
            let page = browser.get(OWN, "/session/new").await;
            let fields = [("csrf", &*csrf(&page)), ("email", "olga@example.org"), ("password", PASSWORD), ("return_to", back)];
            let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let answer = browser.send("POST", OWN, "/session/new", &form).await;
            (browser, answer.location().to_owned())
        };
        for (back, leads) in [
            (format!("{site}/plans?a#b"), format!("{site}/plans?a#b")), (format!("{home}/"), format!("{home}/")),
            (format!("http://evil.example:{port}/"), "/".into()), (format!("http://{OWN}/"), "/".into()),
            (format!("http://{OWN}:{port}@evil.example/"), "/".into()), (format!("//{OWN}:{port}/"), "/".into()),
        ] {
            assert_eq!(sign_in(&back).await.1, leads, "{back}");
        }
        let (mut olga, _) = sign_in("").await;
        let page = olga.get(OWN, PATH).await;
        assert!(page.status == 200 && page.text.contains("Works since"), "{}", page.text);
        assert_eq!(olga.get("harbour", PATH).await.status, 303);

        // Forms: from here, and from nowhere else.
        let list = olga.get(OWN, "/admin/admins").await;
        olga.headers = vec![("origin", "http://harbour.kontor.test")];
        assert_eq!(olga.submit(&list, "/admin/admins/invite", &[("name", "Anna"), ("email", "anna@example.org")]).await.status, 403);
        let here: &'static str = Box::leak(site.clone().into_boxed_str());
        olga.headers = vec![("origin", here)];
        assert_eq!(olga.submit(&list, "/admin/admins/invite", &[("name", "Anna"), ("email", "anna@example.org")]).await.status, 303);
        olga.headers.clear();
        let mails = house.mails("anna@example.org").await;
        assert!(mails.len() == 1 && mails[0].contains(&format!("{site}/admin/invitations/")), "{mails:?}");
        let mut guest = house.browser();
        for (host, party) in [(OWN, OWN), ("harbour", "kontor.test")] {
            let page = guest.get(host, "/session/new").await;
            let asked = guest.send("POST", host, "/session/passkey/challenge", &format!("csrf={}", csrf(&page))).await;
            assert_eq!(read(&asked)["relying_party"], json!(party));
        }

        let widget = guest.get(OWN, "/widgets/plans").await;
        assert!(widget.status == 200 && widget.text.contains("Harbour"), "{}", widget.text);
        programs(&house, &harbour, &site, &home).await;
    }

    async fn of_two_who_claim_a_domain_the_first_to_be_verified_has_it(db: db::Db) {
        let (house, _) = house(db, true).await;
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let (mut olga, mut paul, mut anyone) = (harbour.olga().await, house.browser(), house.browser());
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(claim(&mut olga, "harbour", OWN).await.status, 303);
        assert_eq!(claim(&mut paul, "pier", OWN).await.status, 303, "a claim stands in nobody's way");
        let waiting = olga.get("harbour", PATH).await;
        assert_eq!(check(&mut paul, "pier").await.status, 303);
        assert!(anyone.get(OWN, "/").await.text.contains("Pier"));
        let late = olga.submit(&waiting, CHECK, &[]).await;
        assert!(late.status == 422 && late.text.contains("members.example belongs to another space."), "{}", late.text);
        assert_eq!(olga.submit(&waiting, REMOVE, &[]).await.status, 303);
        assert!(anyone.get(OWN, "/").await.text.contains("Pier"), "that took nothing from the other");
        let refused = claim(&mut olga, "harbour", OWN).await;
        assert!(refused.status == 422 && refused.text.contains("belongs to another space"), "{}", refused.text);

        // Neither a copy of the space nor anybody else gets at it.
        app::sandboxes::create(&house.app, "pier", None).await.unwrap();
        let rows = "SELECT COUNT(*) FROM space_domains";
        assert_eq!(house.app.db.read(async move |tx| tx.query_one::<(i64,)>(rows, db::params![]).await).await.unwrap().0, 1);
        let form = paul.get("pier", PATH).await;
        olga.sign_in("pier", "olga@example.org").await;
        assert_eq!(olga.get("pier", PATH).await.status, 404);
        olga.sign_in(OWN, "olga@example.org").await;
        assert_eq!(olga.get(OWN, PATH).await.status, 404);
        let (_, mut mia) = harbour.member("Mia").await;
        assert_eq!(mia.get("harbour", PATH).await.status, 404);
        let own = mia.get("harbour", "/account").await;
        assert_eq!(mia.send("POST", "harbour", PATH, &format!("csrf={}&host=mia.example", csrf(&own))).await.status, 404);

        // A domain that has changed hands is freed by the operator.
        assert!(app::space_domains::release(&house.app, "Members.example").await.unwrap());
        assert!(!app::space_domains::release(&house.app, OWN).await.unwrap());
        assert_eq!(anyone.get(OWN, "/").await.status, 421);
        assert_eq!(paul.submit(&form, REMOVE, &[]).await.status, 404, "it is gone");
    }

    async fn only_who_may_edit_the_settings_gives_the_space_a_domain(db: db::Db) {
        let (house, _) = house(db, true).await;
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let mut permissions = Permissions::default();
        permissions.set(Category::SpaceSettings, Level::View);
        let sam = house.person("sam@example.org").await;
        app::admins::create(&house.app, harbour.access.space_id(), sam, "Sam", permissions).await.unwrap();
        let mut sam = house.browser();
        sam.sign_in("harbour", "sam@example.org").await;
        let page = sam.get("harbour", PATH).await;
        assert!(page.status == 200 && page.text.contains("<fieldset disabled>"), "{}", page.text);
        assert_eq!(sam.submit(&page, PATH, &[("host", OWN)]).await.status, 403);
        let mut permissions = Permissions::default();
        permissions.set(Category::Administrators, Level::View);
        let tom = house.person("tom@example.org").await;
        app::admins::create(&house.app, harbour.access.space_id(), tom, "Tom", permissions).await.unwrap();
        let mut tom = house.browser();
        tom.sign_in("harbour", "tom@example.org").await;
        let page_of_tom = tom.get("harbour", PATH).await;
        assert_eq!(tom.submit(&page_of_tom, PATH, &[("host", OWN)]).await.status, 403, "the owner would sign in there");
        assert_eq!(claim(&mut olga, "harbour", OWN).await.status, 303);
        let page = sam.get("harbour", PATH).await;
        assert!(page.text.contains("Waiting") && !page.text.contains("<button type=\"submit\">Check now"), "{}", page.text);
        for path in [CHECK, REMOVE] {
            assert_eq!(sam.send("POST", "harbour", path, &format!("csrf={}", csrf(&page))).await.status, 403, "{path}");
        }
        assert!(olga.get("harbour", PATH).await.text.contains("Waiting"));
    }

    async fn what_leads_elsewhere_does_not_serve(db: db::Db) {
        let (house, port) = house(db, true).await;
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let listener = TcpListener::bind((Ipv4Addr::new(127, 0, 0, 2), port)).await.unwrap();
        let (space, there) = (harbour.access.space_id(), format!("http://{OWN}:{port}/.well-known/kontor-domain"));
        let router = Router::new().fallback(move || async move { Redirect::temporary(&format!("{there}?space={space}")) });
        tokio::spawn(async move { axum::serve(listener, router).await });
        assert_eq!(claim(&mut olga, "harbour", "elsewhere.example").await.status, 303);
        let refused = check(&mut olga, "harbour").await;
        assert!(refused.status == 422 && refused.text.contains("elsewhere.example leads to another server"), "{}", refused.text);
        assert_eq!(house.browser().get("elsewhere.example", "/").await.status, 421);
        for _ in 1..20 {
            assert_eq!(check(&mut olga, "harbour").await.status, 422);
        }
        assert_eq!(check(&mut olga, "harbour").await.status, 429, "each check calls somebody");
    }

    async fn nobody_is_led_into_our_own_network(db: db::Db) {
        let (house, _) = house(db, false).await;
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        assert_eq!(claim(&mut olga, "harbour", OWN).await.status, 303);
        let refused = check(&mut olga, "harbour").await;
        assert!(refused.status == 422 && refused.text.contains("not on the open internet"), "{}", refused.text);
        assert_eq!(house.browser().get(OWN, "/").await.status, 421);
        for number in 1..=20 {
            let page = olga.get("harbour", PATH).await;
            assert_eq!(olga.submit(&page, REMOVE, &[]).await.status, 303);
            let claimed = claim(&mut olga, "harbour", &format!("n{number}.example")).await;
            assert_eq!(claimed.status, if number < 20 { 303 } else { 429 }, "certificates cost something");
        }
    }

    async fn another_process_follows_soon_and_strange_names_ask_no_database(db: db::Db) {
        let other = db.clone();
        let (house, port) = house(db, true).await;
        let other = House::at(other, &format!("http://kontor.test:{port}"));
        let harbour = Harbour::new(&house).await;
        let (mut olga, mut there) = (harbour.olga().await, other.browser());
        assert_eq!(there.get(OWN, "/").await.status, 421);
        served(&mut olga, "harbour").await;
        assert_eq!(there.get(OWN, "/").await.status, 421, "it has looked a moment ago");
        let later = |house: &House| house.app.clock.set(house.app.clock.now().checked_add(FRESH).unwrap());
        later(&other);
        assert_eq!(there.get(OWN, "/").await.status, 200);
        let page = olga.get("harbour", PATH).await;
        assert_eq!(olga.submit(&page, REMOVE, &[]).await.status, 303);
        assert_eq!(house.browser().get(OWN, "/").await.status, 421);
        later(&other);
        assert_eq!(there.get(OWN, "/").await.status, 421);
        house.app.db.close().await;
        for number in 0..50 {
            assert_eq!(there.get(&format!("n{number}.example"), "/").await.status, 421);
        }
        later(&other);
        assert_eq!(there.get(OWN, "/").await.status, 421, "it asks again, and goes by what it knew");
    }
}

//! What applications show in a space, and the terms of a space.

use crate::browser::House;
use crate::on_both;
use app::access::{self, Access, Door, Place};
use app::navigation_links::{self, Create, Target};
use app::single_page_apps::{self, Details};
use app::terms::{self, Publish};
use app::tokens::Grant;
use domain::ids::{NavigationLinkId, UserId};
use domain::navigation::Section;
use domain::scopes::Scope;

async fn desk(house: &House, owner: UserId) -> Access {
    let caller = house.caller(owner, "read write").await;
    let details = app::spaces::Details { name: Some("Harbour".into()), country: Some("DE".into()), ..Default::default() };
    let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
    let space = app::spaces::create(&house.app, &caller, command).await.unwrap().id;
    access::enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap()
}

async fn link(house: &House, desk: &Access, section: Section, target: Target) -> NavigationLinkId {
    let new = Create { section, label: "Map <1>".into(), target, user_editable: true };
    navigation_links::create(&house.app, desk, Scope::WriteNavigationLinks, new).await.unwrap().id
}

/// An application with a page in Harbour, for members; the path of its link.
async fn an_add_on(house: &House, owner: UserId) -> String {
    let details = app::applications::Details {
        scopes: "read_check_ins read_user write_single_page_apps navigation write_navigation_links".parse().unwrap(),
        ..app::applications::Details::new("Board <1>".into(), vec!["https://apps.test/cb".into()])
    };
    let (client, _) = app::applications::create(&house.app, Some(owner), details).await.unwrap();
    let scopes = "read write".parse().unwrap();
    let token =
        app::tokens::create(&house.app, Grant { user: owner, client: Some(client), space: None, scopes, expires_at: None }).await.unwrap();
    let caller = access::authenticate(&house.app, token.reveal()).await.unwrap();
    let details = Details { name: Some("Board".into()), js: Some(vec!["https://apps.test/board.js".into()]), css: None };
    let made = single_page_apps::create(&house.app, &caller, details).await.unwrap().id;
    let place = Place::Subdomain("harbour".into());
    let desk = access::enter_as(&house.app, &caller, place, &[], Door::Related).await.unwrap();
    format!("/navigation_links/{}", link(house, &desk, Section::Members, Target::App(made)).await)
}

/// Who a token acts for; none where it opens nothing.
async fn acts(house: &House, token: &str) -> Option<access::Caller> {
    access::authenticate(&house.app, token).await.ok()
}

fn policy(page: &crate::browser::Page) -> &str {
    page.headers["content-security-policy"].to_str().unwrap()
}

on_both! {
    async fn applications_are_shown_in_frames_of_their_own(db: db::Db) {
        let house = House::new(db);
        let (olga, _vera) = (house.person("olga@example.org").await, house.person("vera@example.org").await);
        let desk = desk(&house, olga).await;
        let details = Details {
            name: Some("Map".into()),
            js: Some(vec!["https://apps.test/a.js?x=\"".replace('"', "%22"), "https://apps.test:8443/b.js".into()]),
            css: None,
        };
        let made = single_page_apps::create(&house.app, desk.caller().unwrap(), details).await.unwrap().id;
        let map = link(&house, &desk, Section::Members, Target::App(made)).await;
        let bot = link(&house, &desk, Section::Setup, Target::Iframe("url", "https://bots.test/a?b=c#d".into())).await;
        let shop = link(&house, &desk, Section::Manage, Target::External("url", "https://shop.test/".into())).await;

        let path = format!("/navigation_links/{map}");
        assert_eq!(house.browser().get("harbour", &path).await.location(), format!("/session/new?return_to=%2Fnavigation_links%2F{map}"));
        let mut stranger = house.browser();
        stranger.sign_in("harbour", "vera@example.org").await;
        for path in [path.clone(), format!("{path}/frame"), format!("/admin/navigation_links/{bot}")] {
            assert_eq!(stranger.get("harbour", &path).await.status, 404, "{path}");
        }

        let mut browser = house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let page = browser.get("harbour", &path).await;
        assert!(page.status == 200 && page.text.contains(&format!("src=\"{path}/frame\"")) && !page.text.contains("<1>"), "{}", page.text);
        assert!(policy(&page).contains("frame-src 'self'") && page.text.contains("sandbox=") && !page.text.contains("allow-same-origin"));
        let frame = browser.get("harbour", &format!("{path}/frame")).await;
        assert!(frame.text.contains("<script src=\"https://apps.test/a.js?x=%22\" defer>"), "{}", frame.text);
        assert!(frame.text.contains(&format!("data-user-id=\"{olga}\"")) && frame.text.contains("data-subdomain=\"harbour\""));
        let strict = policy(&frame);
        assert!(strict.contains("script-src https://harbour.kontor.test/assets/cobot.js https://apps.test https://apps.test:8443;") && strict.contains("sandbox allow-scripts"), "{strict}");
        assert!(!strict.contains("allow-same-origin") && strict.contains("frame-ancestors https://harbour.kontor.test"), "{strict}");

        let framed = browser.get("harbour", &format!("/admin/navigation_links/{bot}?app_data=a%26b")).await;
        assert!(policy(&framed).contains("frame-src https://bots.test"), "{}", policy(&framed));
        let told = format!("cobot_embed=true&cobot_subdomain=harbour&cobot_user_id={olga}&cobot_locale=de&app_data=a%26b#d");
        let text = framed.text.replace("&#38;", "&").replace("&amp;", "&");
        assert!(text.contains(&format!("https://bots.test/a?b=c&{told}")), "{text}");
        assert_eq!(browser.get("harbour", &format!("/admin/navigation_links/{shop}")).await.location(), "https://shop.test/");
        for wrong in [format!("/navigation_links/{bot}"), format!("/admin{path}"), "/navigation_links/x".into(), format!("/admin/navigation_links/{bot}/frame")] {
            assert_eq!(browser.get("harbour", &wrong).await.status, 404, "{wrong}");
        }
    }

    async fn single_page_apps_ask_before_they_act_for_somebody(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@example.org").await;
        desk(&house, olga).await;
        let path = an_add_on(&house, olga).await;
        let mut browser = house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let asked = browser.get("harbour", &path).await;
        assert!(asked.status == 200 && asked.text.contains("Board &#60;1&#62;") && !asked.text.contains("<iframe"), "{}", asked.text);
        assert!(asked.text.contains("See who is in the space") && !asked.text.contains("menu of the space"), "{}", asked.text);
        assert_eq!(browser.get("harbour", &format!("{path}/frame")).await.status, 403);
        assert_eq!(browser.send("POST", "harbour", &format!("{path}/allow"), "").await.status, 403, "a form of somebody else");

        let allowed = browser.submit(&asked, &format!("{path}/allow"), &[]).await;
        assert_eq!((allowed.status.as_u16(), allowed.location()), (303, &*path));
        assert!(browser.get("harbour", &path).await.text.contains("<iframe"));
        let frame = browser.get("harbour", &format!("{path}/frame")).await;
        let token = frame.text.split("data-access-token=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let caller = acts(&house, &token).await.unwrap();
        assert_eq!((caller.user, caller.scopes.to_string(), caller.personal), (olga, "read_check_ins read_user".into(), true));
        assert!(caller.bound_to.is_some() && caller.client.is_some());
        assert!(frame.text.find("cobot.js").unwrap() < frame.text.find("board.js").unwrap());
        // Taken back, nothing of it is good any more.
        let page = browser.get("harbour", "/account").await;
        let action = page.text.split("action=\"").map(|rest| rest.split('"').next().unwrap()).find(|action| action.contains("applications")).unwrap();
        let action = action.to_owned();
        browser.submit(&page, &action, &[]).await;
        assert!(acts(&house, &token).await.is_none());
        assert!(browser.get("harbour", &path).await.text.contains("See who is in the space"));
    }

    async fn admins_write_terms_articles_and_mails(db: db::Db) {
        let house = House::new(db);
        let (olga, _vera) = (house.person("olga@example.org").await, house.person("vera@example.org").await);
        let desk = desk(&house, olga).await;
        let (mut browser, mut stranger) = (house.browser(), house.browser());
        browser.sign_in("harbour", "olga@example.org").await;
        stranger.sign_in("harbour", "vera@example.org").await;
        for path in ["/admin/terms", "/admin/articles", "/admin/emails", "/admin/emails/birthday_email"] {
            assert_eq!(stranger.get("harbour", path).await.status, 404, "{path}");
            assert!(house.browser().get("harbour", path).await.location().starts_with("/session/new"), "{path}");
        }

        let page = browser.get("harbour", "/admin/terms").await;
        let bad = browser.submit(&page, "/admin/terms", &[("kind", "Wi-Fi"), ("body", "<b>Be nice.")]).await;
        assert!(bad.status == 422 && bad.text.contains("kind-problem") && !bad.text.contains("<b>Be"), "{}", bad.text);
        let done = browser.submit(&page, "/admin/terms", &[("kind", "wifi"), ("body", "Be nice."), ("ask_again", "yes")]).await;
        assert_eq!((done.status.as_u16(), terms::current(&house.app, &desk).await.unwrap().len()), (303, 1));
        assert!(browser.get("harbour", "/admin/terms").await.text.contains("version 1, since 2026-03-02"));

        let page = browser.get("harbour", "/admin/articles").await;
        let bad = browser.submit(&page, "/admin/articles", &[("title", " "), ("content", "It is upstairs.")]).await;
        assert!(bad.status == 422 && bad.text.contains("title-problem") && bad.text.contains("It is upstairs."), "{}", bad.text);
        browser.submit(&page, "/admin/articles", &[("title", "Printer"), ("category", "Machines"), ("content", "Upstairs.")]).await;
        let list = browser.get("harbour", "/admin/articles").await;
        let edit = list.text.split("href=\"").find(|part| part.starts_with("/admin/articles/")).unwrap().split('"').next().unwrap();
        let page = browser.get("harbour", edit).await;
        assert!(page.text.contains("Machines") && page.text.contains(">Upstairs.</textarea>"), "{}", page.text);
        assert_eq!(browser.submit(&page, edit, &[("title", "Press"), ("content", "Gone.")]).await.status, 303);
        assert!(browser.get("harbour", "/admin/articles").await.text.contains("Press"));
        assert_eq!(browser.submit(&page, &format!("{edit}/delete"), &[]).await.status, 303);
        assert_eq!(browser.get("harbour", edit).await.status, 404);

        assert!(browser.get("harbour", "/admin/emails").await.text.contains("Goes to members on their birthday."));
        let path = "/admin/emails/birthday_email";
        let page = browser.get("harbour", path).await;
        assert!(page.text.contains("{{first_name}}"), "{}", page.text);
        let bad = browser.submit(&page, path, &[("subject", "{{price}}"), ("body", "x")]).await;
        assert!(bad.status == 422 && bad.text.contains("subject-problem"), "{}", bad.text);
        assert_eq!(browser.submit(&page, path, &[("subject", "Cake!"), ("body", "<p>Eat, {{name}}</p>")]).await.status, 303);
        assert!(browser.get("harbour", path).await.text.contains("Cake!"));
        assert_eq!(browser.submit(&page, &format!("{path}/reset"), &[]).await.status, 303);
        assert!(!browser.get("harbour", path).await.text.contains("Cake!"));
        assert_eq!(browser.get("harbour", "/admin/emails/password_reset_email").await.status, 404);
    }

    async fn everybody_reads_the_terms(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@example.org").await;
        let desk = desk(&house, olga).await;
        assert!(house.browser().get("harbour", "/terms").await.text.contains("There are none"));
        for (kind, body) in [("space_privacy", "We know <nothing>."), ("wifi", "old"), ("wifi", "new")] {
            terms::publish(&house.app, &desk, Publish { kind: kind.into(), body: body.into(), ask_again: false }).await.unwrap();
        }
        let page = house.browser().get("harbour", "/terms").await;
        assert!(page.status == 200 && page.text.contains("<h2>Space privacy</h2>") && page.text.contains("We know &lt;nothing&gt;."), "{}", page.text);
        assert!(page.text.contains("<p>new</p>") && !page.text.contains("old"), "{}", page.text);
        assert_eq!(house.browser().get("nowhere", "/terms").await.status, 404);
    }
}

//! The developers' portal: register, change, replace the secret, try, delete.

use crate::browser::{Browser, Page};
use crate::world::{CALLBACK, MO, OLGA, World};

const DEV: &str = "https://dev.kontor.test";

fn id(page: &Page) -> String {
    let rest = page.text.split_once("href=\"/applications/").unwrap_or_else(|| panic!("{}", page.text)).1;
    rest.split('"').next().unwrap().to_owned()
}

/// What stands in the nth place to be copied.
fn copied(page: &Page, at: usize) -> String {
    page.text.split("<code class=\"copy\">").nth(at + 1).unwrap_or_else(|| panic!("{}", page.text)).split('<').next().unwrap().to_owned()
}

async fn register(browser: &mut Browser, more: &[(&str, &str)]) -> Page {
    let page = browser.get(&format!("{DEV}/applications/new")).await;
    let csrf = page.hidden("csrf");
    let mut pairs = vec![("csrf", csrf.as_str()), ("name", "Doors"), ("redirect_uris", CALLBACK), ("scope", "openid read_user")];
    pairs.extend(more);
    browser.post(&format!("{DEV}/applications"), &pairs).await
}

#[tokio::test]
async fn an_application_is_registered_used_changed_and_deleted() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.get(&format!("{DEV}/applications/new?name=Doors&scope=openid+read_user&link=https://doors.test")).await;
    let page = browser.sign_in(&page, MO).await;
    assert!(page.text.contains("value=\"https://doors.test\"") && page.text.contains("openid read_user"), "filled in: {}", page.text);
    let made = register(&mut browser, &[("tokens", "expiring"), ("kind", "confidential")]).await;
    assert_eq!(made.header("cache-control"), "no-store");
    let (client, secret, id) = (copied(&made, 0), copied(&made, 1), id(&made));
    assert_eq!((client.as_str(), secret.len()), (id.as_str(), 64));
    let shown = browser.get(&format!("{DEV}/applications/{id}")).await;
    assert!(!shown.text.contains(&secret) && shown.text.contains("0 people"), "{}", shown.text);
    let csrf = shown.hidden("csrf");
    let token = copied(&browser.post(&format!("{DEV}/applications/{id}/token"), &[("csrf", &csrf)]).await, 0);
    let bearer = format!("Bearer {token}");
    let me = browser
        .send("GET", "https://api.kontor.test/user", &[("authorization", &bearer), ("accept", "application/vnd.api+json")], String::new())
        .await;
    assert_eq!(me.status, 200, "{}", me.text);
    app::tokens::write_used(&world.app).await.unwrap();
    let shown = browser.get(&format!("{DEV}/applications/{id}")).await;
    assert!(shown.text.contains("1 person") && shown.text.contains("1 requests"), "{}", shown.text);
    let fresh = copied(&browser.post(&format!("{DEV}/applications/{id}/secret"), &[("csrf", &csrf)]).await, 0);
    let asks = async |secret: &str| {
        let pairs = [("grant_type", "client_credentials"), ("client_id", client.as_str()), ("client_secret", secret)];
        world.post("https://www.kontor.test/oauth/access_token", &pairs).await.status
    };
    assert_eq!((asks(&secret).await, asks(&fresh).await), (400, 200));
    let pairs = [("csrf", csrf.as_str()), ("name", "Doors 2"), ("redirect_uris", CALLBACK), ("scope", ""), ("kind", "public")];
    let changed = browser.post(&format!("{DEV}/applications/{id}"), &pairs).await;
    assert!(changed.status == 200 && changed.text.contains("Doors 2") && !changed.text.contains("Replace the secret"), "{}", changed.text);
    assert_eq!(asks(&fresh).await, 400, "a public application has no secret");
    let gone = browser.post(&format!("{DEV}/applications/{id}/delete"), &[("csrf", &csrf)]).await;
    assert!(gone.text.contains("You have none yet") && browser.get(&format!("{DEV}/applications/{id}")).await.status == 404);
    let me = browser.send("GET", "https://api.kontor.test/user", &[("authorization", &bearer)], String::new()).await;
    assert_eq!(me.status, 401, "its tokens went with it");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_changes_nothing() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.get(&format!("{DEV}/applications")).await;
    browser.sign_in(&page, MO).await;
    for (more, said) in [
        (("name", " "), "1 to 255 characters"),
        (("redirect_uris", "http://evil.test/cb"), "must be https"),
        (("redirect_uris", ""), "must be given"),
        (("scope", "read_minds"), "read_minds is not a scope"),
        (("logo", "javascript:alert(1)"), "http or https"),
        (("logout_uris", "http://evil.test/bye"), "must be https"),
        (("link", "nowhere"), "http or https"),
    ] {
        let page = browser.get(&format!("{DEV}/applications/new")).await;
        let csrf = page.hidden("csrf");
        let mut pairs = vec![("csrf", csrf.as_str()), ("name", "Doors"), ("redirect_uris", CALLBACK), ("scope", "openid")];
        pairs.retain(|(name, _)| *name != more.0);
        pairs.push(more);
        let refused = browser.post(&format!("{DEV}/applications"), &pairs).await;
        assert!(refused.status == 422 && refused.text.contains(said), "{more:?}: {} {}", refused.status, refused.text);
        // At its field, for those who see it and for those who hear it.
        let told = format!("aria-invalid=\"true\" aria-describedby=\"{}-problem\"", more.0);
        assert!(refused.text.matches("aria-invalid").count() == 1 && refused.text.contains(&told), "{more:?}: {}", refused.text);
        let at_field = refused.text.split(&format!("id=\"{}-problem\">", more.0)).nth(1).and_then(|rest| rest.split("</span>").next());
        assert!(at_field.is_some_and(|text| text.contains(said)), "{more:?}: {}", refused.text);
    }
    let page = browser.get(&format!("{DEV}/applications/new")).await;
    assert!(!page.text.contains("aria-invalid") && !page.text.contains("class=\"wrong\""), "{}", page.text);
    let csrf = page.hidden("csrf");
    let public = [("csrf", csrf.as_str()), ("name", "Doors"), ("redirect_uris", CALLBACK), ("kind", "public"), ("legacy", "on")];
    let refused = browser.post(&format!("{DEV}/applications"), &public).await;
    assert!(
        refused.status == 422 && refused.text.contains("id=\"legacy_grants-problem\">The old grants need an application"),
        "{}",
        refused.text
    );
    assert!(browser.get(&format!("{DEV}/applications")).await.text.contains("You have none yet"));
}

#[tokio::test]
async fn somebody_elses_application_does_not_exist() {
    let world = World::new().await;
    let mut mine = world.browser();
    let page = mine.get(&format!("{DEV}/applications")).await;
    mine.sign_in(&page, MO).await;
    let id = id(&register(&mut mine, &[]).await);
    let mut other = world.browser();
    let page = other.get(&format!("{DEV}/applications")).await;
    let page = other.sign_in(&page, OLGA).await;
    assert!(page.text.contains("You have none yet"));
    let csrf = other.get(&format!("{DEV}/applications/new")).await.hidden("csrf");
    assert_eq!(other.get(&format!("{DEV}/applications/{id}")).await.status, 404);
    for action in ["", "/secret", "/token", "/delete"] {
        let pairs = [("csrf", csrf.as_str()), ("name", "Mine"), ("redirect_uris", CALLBACK)];
        assert_eq!(other.post(&format!("{DEV}/applications/{id}{action}"), &pairs).await.status, 404, "{action}");
        assert_eq!(
            other.post(&format!("{DEV}/applications/{id}{action}"), &[("name", "x")]).await.status,
            403,
            "{action} without our form"
        );
    }
    assert_eq!(mine.get(&format!("{DEV}/applications/{id}")).await.status, 200);
}

//! Who runs a space: invited, limited, removed, made the owner; and what each may still do.

use crate::browser::{Browser, House, PASSWORD, Page};
use crate::on_both;
use app::access::{self, Door, Place};
use app::tokens::Grant;
use domain::ids::{SpaceId, UserId};
use domain::permissions::{Category, Level, Permissions};

pub async fn space(house: &House, owner: UserId) -> SpaceId {
    let caller = house.caller(owner, "write").await;
    let details = app::spaces::Details { name: Some("Harbour".into()), country: Some("DE".into()), ..Default::default() };
    let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
    app::spaces::create(&house.app, &caller, command).await.unwrap().id
}

/// The path of the page about the admin of that name.
fn page_of(list: &Page, name: &str) -> String {
    let row = list.text.split("<li>").find(|row| row.contains(&format!("<strong>{name}</strong>"))).unwrap();
    row.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Olga invites Anna, who opens the link; each in an own browser.
async fn two_admins(house: &House) -> (Browser<'_>, Browser<'_>) {
    let (mut olga, mut anna) = (house.browser(), house.browser());
    olga.sign_in("harbour", "olga@example.org").await;
    let list = olga.get("harbour", "/admin/admins").await;
    let sent = olga.submit(&list, "/admin/admins/invite", &[("name", "Anna"), ("email", "anna@example.org")]).await;
    assert_eq!((sent.status.as_u16(), sent.location()), (303, "/admin/admins"));
    anna.sign_in("harbour", "anna@example.org").await;
    let link = house.link("anna@example.org").await;
    let page = anna.get("harbour", &link).await;
    assert!(page.text.contains("as Anna") && page.text.contains("anna@example.org"), "{}", page.text);
    let done = anna.submit(&page, &link, &[]).await;
    assert!(done.text.contains("You are an admin"), "{}", done.text);
    (olga, anna)
}

/// What a program with the token may see of the admins and of the members.
pub async fn sees(house: &House, token: &str) -> [&'static str; 2] {
    let seen = async |scope| {
        let place = Place::Subdomain("harbour".into());
        match access::enter(&house.app, Some(token), place, &[scope], Door::Related).await {
            Ok(_) => "ok",
            Err(error) => error.code(),
        }
    };
    [seen(domain::scopes::Scope::ReadAdmins).await, seen(domain::scopes::Scope::ReadMemberships).await]
}

pub async fn token(house: &House, user: UserId, space: Option<SpaceId>) -> String {
    let grant = Grant { user, client: None, space, scopes: "read write".parse().unwrap(), expires_at: None };
    app::tokens::create(&house.app, grant).await.unwrap().reveal().to_owned()
}

on_both! {
    async fn an_admin_is_invited_by_mail_and_the_link_works_once(db: db::Db) {
        let house = House::new(db);
        let (olga, _anna, _vera) = (house.person("olga@example.org").await, house.person("anna@example.org").await, house.person("vera@example.org").await);
        space(&house, olga).await;
        let mut stranger = house.browser();
        stranger.sign_in("harbour", "vera@example.org").await;
        assert_eq!(stranger.get("harbour", "/admin/admins").await.status, 404, "strangers learn nothing");
        assert_eq!(house.browser().get("harbour", "/admin/admins").await.location(), "/session/new?return_to=%2Fadmin%2Fadmins");

        let (mut olga, mut anna) = two_admins(&house).await;
        assert_eq!(anna.get("harbour", "/admin/admins").await.status, 200);
        let link = house.link("anna@example.org").await;
        assert!(stranger.get("harbour", &link).await.text.contains("does not work"), "it was used");

        let list = olga.get("harbour", "/admin/admins").await;
        let again = olga.submit(&list, "/admin/admins/invite", &[("name", "Anna"), ("email", "ANNA@example.org")]).await;
        assert!(again.status == 422 && again.text.contains("belongs to an admin"), "{}", again.text);
        let empty = olga.submit(&list, "/admin/admins/invite", &[("name", " "), ("email", "no address")]).await;
        assert!(empty.status == 422 && empty.text.contains("name-problem") && empty.text.contains("email-problem"), "{}", empty.text);
        assert!(empty.text.contains("value=\"no address\""), "what was typed stays");

        for _ in 0..2 {
            olga.submit(&list, "/admin/admins/invite", &[("name", "Ben"), ("email", "ben@example.org")]).await;
        }
        let old = house.mails("ben@example.org").await[1].clone();
        let old = old.split_whitespace().find(|word| word.contains("/admin/invitations/")).unwrap().split_once(".test").unwrap().1.to_owned();
        assert!(stranger.get("harbour", &old).await.text.contains("does not work"), "a new link ends the old one");
        let list = olga.get("harbour", "/admin/admins").await;
        let back = list.text.split("action=\"").find(|part| part.starts_with("/admin/admins/invitations/")).unwrap().split('"').next().unwrap();
        assert_eq!(olga.submit(&list, back, &[]).await.status, 303);
        assert!(stranger.get("harbour", &house.link("ben@example.org").await).await.text.contains("does not work"), "it was taken back");

        olga.submit(&list, "/admin/admins/invite", &[("name", "Ben"), ("email", "ben@example.org")]).await;
        let late = house.link("ben@example.org").await;
        assert!(stranger.get("harbour", &late).await.text.contains("Run Harbour"));
        house.app.clock.advance(30 * 24 * 60 + 1);
        assert!(stranger.get("harbour", &late).await.text.contains("does not work"), "it is too old");
    }

    async fn permissions_count_at_once_also_for_tokens(db: db::Db) {
        let house = House::new(db);
        let (olga, anna) = (house.person("olga@example.org").await, house.person("anna@example.org").await);
        let harbour = space(&house, olga).await;
        let (mut olga, mut other) = two_admins(&house).await;
        let token = token(&house, anna, None).await;
        assert_eq!(sees(&house, &token).await, ["ok", "ok"]);

        let list = olga.get("harbour", "/admin/admins").await;
        let path = page_of(&list, "Anna");
        let page = olga.get("harbour", &path).await;
        let every: Vec<(&str, &str)> = domain::permissions::Category::ALL.iter().map(|category| (category.name(), "edit")).collect();
        let with = |name: &str, level: &'static str| every.iter().map(|(at, old)| (*at, if *at == name { level } else { *old })).collect::<Vec<_>>();
        assert_eq!(olga.submit(&page, &path, &with("memberships", "none")).await.status, 303);
        assert_eq!(sees(&house, &token).await, ["ok", "insufficient_scope"]);
        assert_eq!(olga.submit(&page, &path, &with("administrators", "view")).await.status, 303);
        assert_eq!(sees(&house, &token).await, ["ok", "ok"]);
        let limited = other.get("harbour", &path).await;
        assert!(limited.status == 200 && !limited.text.contains("Save the permissions"), "{}", limited.text);
        let csrf = limited.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        for action in [path.clone(), "/admin/admins/invite".into(), format!("{}/remove", page_of(&list, "Olga"))] {
            let refused = other.send("POST", "harbour", &action, &format!("csrf={csrf}&name=X&email=x%40example.org&administrators=edit")).await;
            assert_eq!(refused.status, 403, "{action}");
        }
        assert_eq!(olga.submit(&page, &path, &[]).await.status, 303);
        assert_eq!(sees(&house, &token).await, ["insufficient_scope", "insufficient_scope"], "what was not ticked is taken away");
        assert_eq!(other.get("harbour", "/admin/admins").await.status, 403);
        let _ = harbour;
    }

    async fn a_removed_admin_loses_the_space_and_its_tokens_go_to_the_owner(db: db::Db) {
        let house = House::new(db);
        let (owner, anna) = (house.person("olga@example.org").await, house.person("anna@example.org").await);
        let harbour = space(&house, owner).await;
        let (mut olga, mut other) = two_admins(&house).await;
        let (own, of_space) = (token(&house, anna, None).await, token(&house, anna, Some(harbour)).await);
        let list = olga.get("harbour", "/admin/admins").await;
        let page = olga.get("harbour", &page_of(&list, "Olga")).await;
        assert!(page.text.contains("has all rights") && !page.text.contains("/remove"), "{}", page.text);
        let csrf = page.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let leave = olga.send("POST", "harbour", &format!("{}/remove", page_of(&list, "Olga")), &format!("csrf={csrf}")).await;
        assert_eq!(leave.status, 409, "the owner cannot leave");

        let path = page_of(&list, "Anna");
        let page = olga.get("harbour", &path).await;
        assert_eq!(olga.submit(&page, &format!("{path}/remove"), &[]).await.status, 303);
        assert_eq!(other.get("harbour", "/admin/admins").await.status, 404);
        assert_eq!(sees(&house, &own).await, ["not_found", "not_found"]);
        assert_eq!(sees(&house, &of_space).await, ["ok", "ok"]);
        let caller = access::authenticate(&house.app, &of_space).await.unwrap();
        assert_eq!(caller.user, owner);
    }

    async fn only_the_owner_hands_the_space_over(db: db::Db) {
        let house = House::new(db);
        let (owner, anna) = (house.person("olga@example.org").await, house.person("anna@example.org").await);
        let harbour = space(&house, owner).await;
        let (mut olga, mut other) = two_admins(&house).await;
        let list = olga.get("harbour", "/admin/admins").await;
        let (annas, olgas) = (page_of(&list, "Anna"), page_of(&list, "Olga"));
        let page = other.get("harbour", &annas).await;
        assert!(!page.text.contains("/owner"), "{}", page.text);
        let csrf = page.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let body = format!("csrf={csrf}&password={}", PASSWORD.replace(' ', "+"));
        assert_eq!(other.send("POST", "harbour", &format!("{annas}/owner"), &body).await.status, 403, "edit on administrators is not enough");

        let page = olga.get("harbour", &annas).await;
        let action = format!("{annas}/owner");
        let wrong = olga.submit(&page, &action, &[("password", "wrong")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("password-problem"), "{}", wrong.text);
        assert_eq!(olga.submit(&page, &action, &[("password", PASSWORD)]).await.status, 303);
        let seen = other.get("harbour", &annas).await;
        assert!(seen.text.contains("has all rights"), "{}", seen.text);
        assert_eq!(olga.submit(&page, &action, &[("password", PASSWORD)]).await.status, 403, "she is the owner no more");
        let token = token(&house, anna, Some(harbour)).await;
        let caller = access::authenticate(&house.app, &token).await.unwrap();
        let place = Place::Subdomain("harbour".into());
        assert!(access::enter_as(&house.app, &caller, place, &[], Door::Related).await.unwrap().admin_role().unwrap().owner);

        let page = olga.get("harbour", &olgas).await;
        assert_eq!(olga.submit(&page, &format!("{olgas}/remove"), &[]).await.location(), "/", "now she may leave");
        assert_eq!(olga.get("harbour", "/admin/admins").await.status, 404);
    }

    async fn an_account_stays_while_its_person_runs_a_space(db: db::Db) {
        let house = House::new(db);
        let (owner, _) = (house.person("olga@example.org").await, house.person("anna@example.org").await);
        space(&house, owner).await;
        let (mut olga, mut anna) = two_admins(&house).await;
        for browser in [&mut olga, &mut anna] {
            let account = browser.get("harbour", "/account").await;
            assert_eq!(browser.submit(&account, "/account/delete", &[("password", PASSWORD)]).await.status, 409);
        }
        let list = anna.get("harbour", "/admin/admins").await;
        let path = page_of(&list, "Anna");
        let page = anna.get("harbour", &path).await;
        anna.submit(&page, &format!("{path}/remove"), &[]).await;
        let account = anna.get("harbour", "/account").await;
        assert_eq!(anna.submit(&account, "/account/delete", &[("password", "wrong")]).await.status, 422);
        let gone = anna.submit(&account, "/account/delete", &[("password", PASSWORD)]).await;
        assert!(gone.text.contains("Your account is deleted"), "{}", gone.text);
        assert_eq!(anna.get("harbour", "/account").await.status, 303);
        assert_eq!(house.browser().sign_in("harbour", "anna@example.org").await.status, 422);
    }

    async fn the_menu_shows_what_an_admin_may_open(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@example.org").await;
        let space = space(&house, olga).await;
        let mut permissions = Permissions::default();
        for category in [Category::Memberships, Category::Invoices, Category::Administrators, Category::Plans] {
            permissions.set(category, Level::None);
        }
        let staff = house.person("sam@example.org").await;
        app::admins::create(&house.app, space, staff, "Sam", permissions).await.unwrap();
        let menu = async |who: &str| {
            let mut browser = house.browser();
            browser.sign_in("harbour", who).await;
            let page = browser.get("harbour", "/admin").await;
            assert_eq!(page.status, 200, "{}", page.text);
            let menu = page.text.split("aria-label=\"Running the space\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
            let links: Vec<String> = menu.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
            for link in &links {
                assert_eq!(browser.get("harbour", link).await.status, 200, "{link} for {who}");
            }
            links
        };
        let (all, some) = (menu("olga@example.org").await, menu("sam@example.org").await);
        let hidden: Vec<_> = all.iter().filter(|link| !some.contains(link)).map(String::as_str).collect();
        assert_eq!((all.len(), hidden), (17, vec!["/admin/members", "/admin/plans", "/admin/invoices", "/admin/bank"]));
    }
}

//! Members whom an admin made connect their logins.

use crate::browser::House;
use crate::on_both;
use app::access::{self, Access, Door, Place};
use app::invitations::{self, Invitation};
use app::memberships::{self, Create, Person};
use app::plans;
use domain::ids::{MembershipId, PlanId};
use serde_json::json;

struct Desk<'a> {
    house: &'a House,
    access: Access,
    plan: PlanId,
}

impl<'a> Desk<'a> {
    async fn new(house: &'a House) -> Self {
        let olga = house.person("olga@example.org").await;
        let caller = house.caller(olga, "read write").await;
        let details = app::spaces::Details { name: Some("Harbour".into()), country: Some("DE".into()), ..Default::default() };
        let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
        let space = app::spaces::create(&house.app, &caller, command).await.unwrap();
        let access = access::enter_as(&house.app, &caller, Place::Space(space.id), &[], Door::Related).await.unwrap();
        let terms = json!({"name": "Flex", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1});
        let plan = plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        Self { house, access, plan }
    }

    async fn member(&self, name: &str) -> MembershipId {
        let person = Person { name: Some(name.into()), ..Person::default() };
        let wish = Create {
            plan: self.plan,
            extras: vec![],
            person,
            starts_at: None,
            first_invoice_at: None,
            prorate_first_invoice: None,
            confirmed: true,
            discount_code: None,
        };
        memberships::create(&self.house.app, &self.access, wish).await.unwrap().views[0].membership.id
    }

    async fn invite(&self, membership: MembershipId) -> (Invitation, String) {
        let made = invitations::create(&self.house.app, &self.access, membership).await.unwrap();
        let path = format!("/invitations/{}", made.id);
        (made, path)
    }

    async fn user_of(&self, membership: MembershipId) -> Option<domain::ids::UserId> {
        memberships::get(&self.house.app, &self.access, membership).await.unwrap().views[0].membership.user()
    }
}

on_both! {
    async fn the_link_connects_once_who_is_signed_in(db: db::Db) {
        let house = House::new(db);
        let desk = Desk::new(&house).await;
        let (mia, _) = (house.person("mia@example.org").await, house.person("eve@example.org").await);
        let membership = desk.member("Mia M").await;
        let (made, path) = desk.invite(membership).await;
        let (_, second) = desk.invite(membership).await;

        let mut browser = house.browser();
        let page = browser.get("harbour", &path).await;
        assert!(page.text.contains("Mia M") && page.text.contains(&format!("return_to={path}")), "{}", page.text);
        browser.sign_in("harbour", "mia@example.org").await;
        let page = browser.get("harbour", &path).await;
        assert!(desk.user_of(membership).await.is_none(), "to look does not use it");
        let bare = browser.send("POST", "harbour", &path, "").await;
        assert_eq!(bare.status, 403, "only our own form");
        assert!(browser.submit(&page, &path, &[]).await.text.contains("is connected"));
        assert_eq!(desk.user_of(membership).await, Some(mia));
        let seen = invitations::get(&house.app, &desk.access, made.id).await.unwrap();
        assert!(seen.accepted_at.is_some() && seen.membership == membership);

        let mut eve = house.browser();
        eve.sign_in("harbour", "eve@example.org").await;
        for dead in [&path, &second] {
            assert!(eve.get("harbour", dead).await.text.contains("does not work"));
        }
        let account = eve.get("harbour", "/account").await;
        let csrf = account.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        for dead in [&path, &second] {
            assert!(eve.send("POST", "harbour", dead, &format!("csrf={csrf}")).await.text.contains("does not work"));
        }
        assert_eq!(desk.user_of(membership).await, Some(mia));
        let refused = invitations::create(&house.app, &desk.access, membership).await.unwrap_err();
        assert_eq!(refused.code(), "connected");
    }

    async fn it_ends_after_thirty_days_and_belongs_to_its_space(db: db::Db) {
        let house = House::new(db);
        let desk = Desk::new(&house).await;
        let membership = desk.member("Mia").await;
        let (_, path) = desk.invite(membership).await;
        let mut browser = house.browser();
        assert!(browser.get("harbour", &path).await.text.contains("Welcome to Harbour"));
        assert_eq!(browser.get("www", &path).await.status, 404);
        assert_eq!(browser.get("elsewhere", &path).await.status, 404);
        assert_eq!(browser.get("harbour", "/invitations/nothing").await.status, 404);
        house.app.clock.advance(30 * 24 * 60 + 1);
        assert!(browser.get("harbour", &path).await.text.contains("does not work"));
    }

    async fn one_login_has_one_membership_and_many_who_try_at_once_get_one(db: db::Db) {
        let house = House::new(db);
        let desk = Desk::new(&house).await;
        house.person("mia@example.org").await;
        let (first, second) = (desk.member("Mia").await, desk.member("Max").await);
        let (_, path) = desk.invite(first).await;
        let (made, other) = desk.invite(second).await;
        let mut browser = house.browser();
        browser.sign_in("harbour", "mia@example.org").await;
        let (page, another) = (browser.get("harbour", &path).await, browser.get("harbour", &other).await);
        browser.submit(&page, &path, &[]).await;
        let refused = browser.submit(&another, &other, &[]).await;
        assert!(refused.status == 422 && refused.text.contains("member of this space already"), "{}", refused.text);
        assert!(invitations::get(&house.app, &desk.access, made.id).await.unwrap().accepted_at.is_none(), "a refusal uses nothing up");

        let mut sessions = Vec::new();
        for n in 0..4 {
            let email = format!("p{n}@example.org");
            house.person(&email).await;
            let mut browser = house.browser();
            browser.sign_in("harbour", &email).await;
            sessions.push(app::sessions::find(&house.app, browser.cookie("harbour", "session").unwrap()).await.unwrap().unwrap());
        }
        let tries = sessions.into_iter().map(|session| {
            let app = house.app.clone();
            tokio::spawn(async move { invitations::accept(&app, &session, "harbour", made.id).await.is_ok() })
        });
        let mut won = 0;
        for attempt in tries.collect::<Vec<_>>() {
            won += u8::from(attempt.await.unwrap());
        }
        assert_eq!(won, 1);
    }

    async fn an_account_stays_while_its_person_is_a_member_or_has_applications(db: db::Db) {
        let house = House::new(db);
        let desk = Desk::new(&house).await;
        let mia = house.person("mia@example.org").await;
        let membership = desk.member("Mia M").await;
        let (_, path) = desk.invite(membership).await;
        let mut browser = house.browser();
        browser.sign_in("harbour", "mia@example.org").await;
        let page = browser.get("harbour", &path).await;
        browser.submit(&page, &path, &[]).await;
        assert_eq!(desk.user_of(membership).await, Some(mia));
        let client = app::applications::Details::new("Clock".into(), vec!["https://clock.test/back".into()]);
        let (client, _) = app::applications::create(&house.app, Some(mia), client).await.unwrap();
        let delete = async |browser: &mut crate::browser::Browser<'_>| {
            let account = browser.get("harbour", "/account").await;
            browser.submit(&account, "/account/delete", &[("password", crate::browser::PASSWORD)]).await
        };
        let kept = delete(&mut browser).await;
        assert!(kept.status == 409 && kept.text.contains("You are a member"), "S13: {}", kept.text);
        // A membership that has ended keeps nobody.
        let how = memberships::Cancel { canceled_to: Some("2026-03-02".parse().unwrap()), delete_later_bookings: false };
        memberships::cancel(&house.app, &desk.access, membership, how).await.unwrap();
        house.app.clock.set(house.app.clock.now() + jiff::SignedDuration::from_hours(48));
        browser.sign_in("harbour", "mia@example.org").await;
        let kept = delete(&mut browser).await;
        assert!(kept.status == 409 && kept.text.contains("applications"), "{}", kept.text);
        app::applications::delete(&house.app, mia, client).await.unwrap();
        assert!(delete(&mut browser).await.text.contains("Your account is deleted"));
        assert_eq!(desk.user_of(membership).await, None, "the membership stays without a login");
    }
}

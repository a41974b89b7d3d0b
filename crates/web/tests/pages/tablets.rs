//! Tablets: at the entrance they check members in, at a door they show what is booked.

use crate::browser::{House, PASSWORD};
use crate::harbour::{Harbour, at, between};
use crate::on_both;
use app::bookings::{self, Wish};
use app::{resources, time_passes};

fn wish(resource: domain::ids::ResourceId, (from, to): (&str, &str), title: &str) -> Wish {
    Wish {
        resource,
        membership: None,
        from: at(from),
        to: at(to),
        units: 1,
        title: Some(title.into()),
        url: None,
        comments: None,
        attendees_message: None,
        attendees: Vec::new(),
        extras: Vec::new(),
        custom_price: None,
        recurrence: None,
    }
}

on_both! {
    async fn the_entrance_lets_members_in_by_card_and_login(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let (mia_id, mut mia) = harbour.member("Mia").await;
        let (ben_id, _) = harbour.member("Ben").await;
        let mut olga = harbour.olga().await;
        let kind = "0198c0de000070008000000000000001".parse().unwrap();
        let passes = time_passes::Add { template: kind, count: 3, charge: false };
        time_passes::add(&house.app, &harbour.access, mia_id, passes).await.unwrap();
        let here = format!("/admin/members/{mia_id}/cards");
        let cards = olga.get("harbour", &here).await;
        let bad = olga.submit(&cards, &here, &[("token", " ")]).await;
        assert!(bad.status == 422 && bad.text.contains("token-problem"), "{}", bad.text);
        assert_eq!(olga.submit(&cards, &here, &[("token", "04:A1")]).await.location(), here);
        let others = format!("/admin/members/{ben_id}/cards");
        let page = olga.get("harbour", &others).await;
        let taken = olga.submit(&page, &others, &[("token", "04:A1")]).await;
        assert!(taken.status == 422 && taken.text.contains("value=\"04:A1\""), "{}", taken.text);
        assert!(olga.get("harbour", &here).await.text.contains("<strong>04:A1</strong>"));
        assert_eq!(olga.get("harbour", "/admin/members/x/cards").await.status, 404);
        assert_eq!(mia.get("harbour", &here).await.status, 403);
        let mut tablet = house.browser();
        assert_eq!(tablet.get("harbour", "/kiosk").await.status, 403);
        assert_eq!(tablet.get("harbour", "/tablets/nonsense").await.status, 404);
        let list = olga.get("harbour", "/admin/tablets").await;
        let bad = olga.submit(&list, "/admin/tablets", &[("name", " "), ("resource", "")]).await;
        assert!(bad.status == 422 && bad.text.contains("name-problem"), "{}", bad.text);
        assert_eq!(olga.submit(&list, "/admin/tablets", &[("name", "Door"), ("resource", "x")]).await.status, 422);
        assert_eq!(olga.submit(&list, "/admin/tablets", &[("name", "Door"), ("resource", "0198c0de000070008000000000000009")]).await.status, 422);
        let made = olga.submit(&list, "/admin/tablets", &[("name", "Entrance <1>"), ("resource", "")]).await;
        let link = between(&made, "https://harbour.kontor.test/tablets/", "<").to_owned();
        let list = olga.get("harbour", "/admin/tablets").await;
        assert!(list.text.contains("Entrance &#60;1&#62;") && list.text.contains("at the entrance") && !list.text.contains(&link), "{}", list.text);

        // To look does not set it up; the link is of one space.
        let path = format!("/tablets/{link}");
        assert_eq!(tablet.get("pier", &path).await.status, 404);
        let question = tablet.get("harbour", &path).await;
        assert_eq!(tablet.get("harbour", "/kiosk").await.status, 403);
        assert_eq!(tablet.submit(&question, &path, &[]).await.location(), "/kiosk");
        let kiosk = tablet.get("harbour", "/kiosk").await;
        assert!(kiosk.text.contains("0 members are here") && !kiosk.text.contains("olga@"), "{}", kiosk.text);
        assert!(tablet.get("harbour", "/admin").await.location().starts_with("/session/new"), "nobody is signed in");
        assert_eq!(tablet.get("harbour", "/display").await.status, 404);

        let unknown = tablet.submit(&kiosk, "/kiosk/card", &[("token", "nobody's")]).await;
        assert!(unknown.status == 422 && unknown.text.contains("Nobody has this card"), "{}", unknown.text);
        let none = tablet.submit(&kiosk, "/kiosk/card", &[("token", "04:A1"), ("leaves", "yes")]).await;
        assert!(none.status == 422 && none.text.contains("You are not checked in"), "{}", none.text);
        let entered = tablet.submit(&kiosk, "/kiosk/card", &[("token", " 04:A1 ")]).await;
        assert!(entered.text.contains("Welcome, Mia") && entered.text.contains("url=/kiosk"), "{}", entered.text);
        assert!(tablet.get("harbour", "/kiosk").await.text.contains("1 member is here"));
        assert!(mia.get("harbour", "/membership").await.text.contains("You are checked in."));
        assert!(tablet.submit(&kiosk, "/kiosk/card", &[("token", "04:A1"), ("leaves", "yes")]).await.text.contains("Goodbye"));

        let login = |password| [("email", "mia@example.org"), ("password", password)];
        let wrong = tablet.submit(&kiosk, "/kiosk/login", &login("guess")).await;
        assert!(wrong.status == 422 && wrong.text.contains("This is not right"), "{}", wrong.text);
        let entered = tablet.submit(&kiosk, "/kiosk/login", &login(PASSWORD)).await;
        assert!(entered.text.contains("Welcome, Mia"), "{}", entered.text);
        assert!(tablet.cookie("harbour", "session").is_none(), "it is no session");

        // Who tries one card after the other waits.
        let mut last = 0;
        for _ in 0..12 {
            last = tablet.submit(&kiosk, "/kiosk/card", &[("token", "guess")]).await.status.as_u16();
        }
        assert_eq!(last, 429);

        let id = between(&list, "action=\"/admin/tablets/", "/").to_owned();
        let take_back = format!("/admin/tablets/{id}/delete");
        assert_eq!(olga.submit(&list, &take_back, &[]).await.location(), "/admin/tablets");
        assert_eq!(tablet.get("harbour", "/kiosk").await.status, 403, "at once");
        assert_eq!(tablet.get("harbour", &path).await.status, 404);
        assert_eq!(olga.submit(&list, &take_back, &[]).await.status, 404);
        assert_eq!(mia.get("harbour", "/admin/tablets").await.status, 403);
    }

    async fn a_door_shows_whether_the_room_is_free(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let details = resources::Details { name: Some("Attic".into()), ..resources::Details::default() };
        let room = resources::create(&house.app, &harbour.access, details).await.unwrap().resource.id;
        for (times, title) in [(("2026-03-02T13:00:00Z", "2026-03-02T14:00:00Z"), "Retreat <b>"), (("2026-03-02T14:00:00Z", "2026-03-02T14:30:00Z"), "Call")] {
            bookings::create(&house.app, &harbour.access, wish(room, times, title)).await.unwrap();
        }
        let (_, mut mia) = harbour.member("Mia").await;
        let here = format!("/display/{room}");
        // It is one o'clock in Berlin.
        let free = mia.get("harbour", &here).await;
        assert!(free.text.contains("class=\"state\">Free<") && free.text.contains("until 14:00"), "{}", free.text);
        assert!(free.text.contains("14:00 – 15:00") && free.text.contains("Retreat &#60;b&#62;") && free.text.contains("content=\"30\""), "{}", free.text);
        assert!(free.text.contains("30 min") && !free.text.contains("60 min"), "as long as it is free: {}", free.text);
        let way = between(&free, "class=\"button\" href=\"", "\"").replace("&amp;", "&").replace("&#38;", "&");
        assert!(mia.get("harbour", &way).await.text.contains("Book it"), "{way}");

        let mut olga = harbour.olga().await;
        let list = olga.get("harbour", "/admin/tablets").await;
        let made = olga.submit(&list, "/admin/tablets", &[("name", "Attic door"), ("resource", &room.to_string())]).await;
        assert!(made.text.contains("at the door of Attic"), "{}", made.text);
        let path = format!("/tablets/{}", between(&made, "https://harbour.kontor.test/tablets/", "<"));
        let mut tablet = house.browser();
        let question = tablet.get("harbour", &path).await;
        assert_eq!(tablet.submit(&question, &path, &[]).await.location(), "/display");
        house.app.clock.set(at("2026-03-02T13:15:00Z"));
        let taken = tablet.get("harbour", "/display").await;
        // Both follow upon each other: it is free when the second is over.
        assert!(taken.text.contains("class=\"state\">Retreat &#60;b&#62;<") && taken.text.contains("until 15:30"), "{}", taken.text);
        assert!(!taken.text.contains("Book it now") && !taken.text.contains("Olga"), "{}", taken.text);
        assert_eq!(tablet.get("harbour", "/kiosk").await.status, 404);
        let mut vera = house.browser();
        assert!(vera.get("harbour", &here).await.location().starts_with("/session/new"));
        house.person("vera@example.org").await;
        vera.sign_in("harbour", "vera@example.org").await;
        assert_eq!(vera.get("harbour", &here).await.status, 404);
        assert_eq!(mia.get("harbour", "/display/x").await.status, 404);
    }
}

//! From an empty server to a booked room, in pages alone: somebody makes a space, a plan and a room, takes in a member,
//! who books.

use crate::browser::{Browser, House, PASSWORD, Page};
use crate::on_both;

async fn sign_up(house: &House, host: &str, email: &str) {
    let mut browser = house.browser();
    let form = browser.get(host, "/users/new").await;
    browser.submit(&form, "/users/new", &[("email", email), ("password", PASSWORD)]).await;
    let ask = browser.get(host, &house.link(email).await).await;
    assert!(browser.submit(&ask, "/users/confirm", &[]).await.text.contains("confirmed"));
}

/// What stands between two texts of a page, the first time.
fn between<'a>(page: &'a Page, before: &str, after: &str) -> &'a str {
    let start = page.text.find(before).unwrap_or_else(|| panic!("{before} is not in {}", page.text)) + before.len();
    page.text[start..].split(after).next().unwrap()
}

/// Has Harbour ask something on sign-up; the name of the field.
async fn ask(house: &House, owner: &str, text: &str) -> String {
    let (email, text) = (owner.to_owned(), text.to_owned());
    let sql = "SELECT u.id, s.id FROM users u, spaces s WHERE u.email = $1 AND s.subdomain = 'harbour'";
    let found = house.app.db.read(async move |tx| tx.query_one::<(uuid::Uuid, uuid::Uuid)>(sql, db::params![&*email]).await).await;
    let (user, space) = found.unwrap();
    let caller = house.caller(user.into(), "write").await;
    let place = app::access::Place::Space(space.into());
    let access = app::access::enter_as(&house.app, &caller, place, &[], app::access::Door::Related).await.unwrap();
    let wish = app::questions::Write { text, kind: domain::questions::QuestionKind::Text, options: vec![], required: true };
    format!("answer-{}", app::questions::create(&house.app, &access, wish).await.unwrap().id)
}

/// Harbour with a plan and a room; the browser of who runs it.
async fn a_space(house: &House) -> Browser<'_> {
    sign_up(house, "www", "olga@example.org").await;
    let mut olga = house.browser();
    assert!(olga.get("www", "/spaces/new").await.location().starts_with("/session/new"));
    olga.sign_in("www", "olga@example.org").await;
    let form = olga.get("www", "/spaces/new").await;
    let bad = olga.submit(&form, "/spaces/new", &[("name", ""), ("subdomain", "www"), ("owner_name", ""), ("tax_rate", "much")]).await;
    assert_eq!(bad.status, 422);
    for said in ["name-problem", "subdomain-problem", "owner_name-problem", "tax_rate-problem"] {
        assert!(bad.text.contains(said), "{said}: {}", bad.text);
    }
    let fields = [("name", "Harbour"), ("subdomain", "Harbour"), ("owner_name", "Olga"), ("country", "DE"), ("tax_rate", "19")];
    let made = olga.submit(&form, "/spaces/new", &fields).await;
    assert_eq!((made.status.as_u16(), made.location()), (303, "https://harbour.kontor.test/admin"));
    olga.sign_in("harbour", "olga@example.org").await;
    let today = olga.get("harbour", "/admin").await;
    assert!(today.status == 200 && today.text.contains("Make a plan") && today.text.contains("Add a room or desk"), "{}", today.text);

    let form = olga.get("harbour", "/admin/plans/new").await;
    let fields = |price| [("name", "Flex"), ("description", "A desk and coffee"), ("price_per_cycle", price), ("cycle_months", "1")];
    for price in ["much", "1,500", "-1"] {
        let bad = olga.submit(&form, "/admin/plans/new", &fields(price)).await;
        assert!(bad.status == 422 && bad.text.contains("price"), "{price}: {}", bad.text);
    }
    assert_eq!(olga.submit(&form, "/admin/plans/new", &fields("120,50")).await.location(), "/admin/plans");
    assert!(olga.get("harbour", "/admin/plans").await.text.contains("143.40 EUR incl. tax a month"));

    let form = olga.get("harbour", "/admin/resources/new").await;
    let fields = |times| {
        [("name", "Attic"), ("kind", "room"), ("price_per_hour", "10"), ("capacity", "6"), ("units", "1"), ("booking_times", times)]
    };
    let bad = olga.submit(&form, "/admin/resources/new", &fields("whenever")).await;
    assert!(bad.status == 422 && bad.text.contains("booking_times-problem") && bad.text.contains("value=\"Attic\""), "{}", bad.text);
    assert_eq!(olga.submit(&form, "/admin/resources/new", &fields("mon-fri 8-20")).await.location(), "/admin/resources");
    assert!(olga.get("harbour", "/admin/resources").await.text.contains("10.00 EUR an hour · 6 people"));
    olga
}

on_both! {
    async fn from_nothing_to_a_booking_in_pages_alone(db: db::Db) {
        let house = House::new(db);
        let mut olga = a_space(&house).await;
        // She takes in a member and hands over the link.
        let form = olga.get("harbour", "/admin/members/new").await;
        let plan = between(&form, "<option value=\"", "\"").to_owned();
        let bad = olga.submit(&form, "/admin/members/new", &[("email", "not an address"), ("plan", &plan)]).await;
        assert!(bad.status == 422 && bad.text.contains("email-problem"), "{}", bad.text);
        let made = olga.submit(&form, "/admin/members/new", &[("name", "Mia <3"), ("email", "mia@example.org"), ("plan", &plan)]).await;
        let profile = made.location().to_owned();
        let page = olga.get("harbour", &profile).await;
        assert!(page.text.contains("Mia &#60;3") && page.text.contains("Flex, 143.40 EUR incl. tax"), "{}", page.text);
        let invited = olga.submit(&page, &format!("{profile}/invite"), &[]).await;
        let link = between(&invited, "https://harbour.kontor.test", "<").to_owned();

        sign_up(&house, "harbour", "mia@example.org").await;
        let mut mia = house.browser();
        mia.sign_in("harbour", "mia@example.org").await;
        assert_eq!(mia.get("harbour", "/book").await.status, 404, "nobody yet");
        let offer = mia.get("harbour", &link).await;
        mia.submit(&offer, &link, &[]).await;

        // Five taps at most: book, the room, yes.
        let rooms = mia.get("harbour", "/book?day=2026-03-03&time=10:00&minutes=90").await;
        assert!(rooms.text.contains("17.85 EUR incl. tax") && rooms.text.contains("1 h 30 min"), "{}", rooms.text);
        let way = between(&rooms, "href=\"/book/", "\"").replace("&amp;", "&");
        let room = mia.get("harbour", &format!("/book/{way}")).await;
        assert!(room.text.contains("Tue 3 Mar, 10:00 – 11:30") && room.text.contains("Book it"), "{}", room.text);
        let action = format!("/book/{}", way.split('?').next().unwrap());
        let booked = mia.submit(&room, &action, &[("title", "Sketching")]).await;
        let own = mia.get("harbour", booked.location()).await;
        assert!(own.text.contains("Attic is yours: Tue 3 Mar, 10:00 – 11:30.") && own.text.contains("Sketching"), "{}", own.text);

        // It is taken now; who comes later is told so and nothing is lost.
        let late = mia.submit(&room, &action, &[]).await;
        assert!(late.text.contains("See what is free") && late.text.contains("already booked"), "{}", late.text);
        let night = mia.get("harbour", "/book?day=2026-03-03&time=23:00&minutes=60").await;
        assert!(night.text.contains("Not free at this time"), "{}", night.text);

        // Who runs the space sees it.
        let day = olga.get("harbour", "/admin/bookings?day=2026-03-03").await;
        assert!(day.text.contains("Attic, 10:00 – 11:30, Mia &#60;3"), "{}", day.text);
        assert!(olga.get("harbour", &profile).await.text.contains("Tue 3 Mar, 10:00 – 11:30"));
        assert!(olga.get("harbour", "/admin").await.text.contains("<strong>1</strong> members"));

        let id = between(&own, "action=\"/bookings/", "/").to_owned();
        assert_eq!(mia.submit(&own, &format!("/bookings/{id}/cancel"), &[]).await.location(), "/bookings?canceled=yes");
        assert!(mia.get("harbour", "/bookings").await.text.contains("You have booked nothing"));
        assert_eq!(mia.submit(&own, &format!("/bookings/{id}/cancel"), &[]).await.status, 404);
        assert_eq!(mia.get("harbour", "/admin").await.status, 403);
    }

    async fn a_sandbox_says_what_it_is_and_what_time(db: db::Db) {
        let house = House::new(db);
        let mut olga = a_space(&house).await;
        assert!(!olga.get("harbour", "/admin").await.text.contains("A sandbox"));
        let copy = Box::pin(app::sandboxes::create(&house.app, "harbour", None)).await.unwrap().space;
        let mut olga = house.browser();
        olga.sign_in(&copy.subdomain, "olga@example.org").await;
        let page = olga.get(&copy.subdomain, "/admin").await;
        assert!(page.text.contains("A sandbox") && page.text.contains("Here it is Mon 2 Mar 2026, 13:00"), "{}", page.text);
    }

    async fn somebody_joins_and_is_confirmed(db: db::Db) {
        let house = House::new(db);
        let mut olga = a_space(&house).await;
        let list = olga.get("harbour", "/admin/plans").await;
        let plan = between(&list, "href=\"/admin/plans/", "\">Flex").rsplit('/').next().unwrap().to_owned();
        let form = olga.get("harbour", &format!("/admin/plans/{plan}")).await;
        let fields = [("name", "Flex"), ("price_per_cycle", "130"), ("cycle_months", "1"), ("needs_approval", "yes")];
        assert_eq!(olga.submit(&form, &format!("/admin/plans/{plan}"), &fields).await.location(), "/admin/plans");

        sign_up(&house, "harbour", "ben@example.org").await;
        let mut ben = house.browser();
        ben.sign_in("harbour", "ben@example.org").await;
        assert!(ben.get("harbour", "/").await.text.contains(&format!("/join/{plan}")));
        let asked = ask(&house, "olga@example.org", "How did you find us?").await;
        let form = ben.get("harbour", &format!("/join/{plan}")).await;
        assert!(form.text.contains("How did you find us?"), "{}", form.text);
        assert!(form.text.contains("154.70 EUR incl. tax a month"), "{}", form.text);
        let bad = ben.submit(&form, &format!("/join/{plan}"), &[("name", "Ben")]).await;
        assert!(bad.status == 422 && bad.text.contains("must be agreed to"), "{}", bad.text);
        let mut typed = vec![("name", "Ben"), ("street", "Quay 1"), ("post_code", "20095"), ("city", "Hamburg"), ("agreed", "yes")];
        let silent = ben.submit(&form, &format!("/join/{plan}"), &typed).await;
        assert!(silent.status == 422 && silent.text.contains("How did you find us?: can&#39;t be blank"), "{}", silent.text);
        typed.push((&*asked, "A friend"));
        let joined = ben.submit(&form, &format!("/join/{plan}"), &typed).await;
        assert_eq!(joined.location(), "/welcome", "{}", joined.text);
        assert!(ben.get("harbour", "/welcome").await.text.contains("confirms"));

        let members = olga.get("harbour", "/admin/members").await;
        assert!(members.text.contains("Waiting for you") && members.text.contains("Ben"), "{}", members.text);
        let found = olga.get("harbour", "/admin/members?q=BEN%40ex").await;
        assert!(found.text.contains("1 found"), "{}", found.text);
        assert!(olga.get("harbour", "/admin/members?q=%22%25").await.text.contains("0 found"));
        let profile = format!("/admin/members/{}", between(&found, "href=\"/admin/members/", "\"").rsplit('/').next().unwrap());
        let profile = if profile.ends_with("new") { format!("/admin/members/{}", between(&found, "<th scope=\"row\"><a href=\"/admin/members/", "\"")) } else { profile };
        let page = olga.get("harbour", &profile).await;
        assert_eq!(olga.submit(&page, &format!("{profile}/confirm"), &[]).await.location(), profile);
        assert!(ben.get("harbour", "/welcome").await.text.contains("You are a member now"));
        // He sees what he has and when it could end, and comes in.
        let own = ben.get("harbour", "/membership").await;
        assert!(own.text.contains("Flex, 154.70 EUR incl. tax a month") && own.text.contains("your last day is 2026-"), "{}", own.text);
        assert_eq!(ben.submit(&own, "/membership/check_in", &[]).await.location(), "/membership?told=in");
        let inside = ben.get("harbour", "/membership?told=in").await;
        assert!(inside.text.contains("You are checked in.") && inside.text.contains("1 here now"), "{}", inside.text);
        assert!(olga.get("harbour", "/admin").await.text.contains("<strong>1</strong> here now"));
        assert_eq!(ben.submit(&inside, "/membership/check_out", &[]).await.location(), "/membership?told=out");
        let twice = ben.submit(&inside, "/membership/check_out", &[]).await;
        assert_eq!(twice.status, 404);
        // He leaves, and stays after all.
        let ended = olga.submit(&page, &format!("{profile}/cancel"), &[("canceled_to", "2026-05-31")]).await;
        assert_eq!(ended.location(), profile, "{}", ended.text);
        let ending = olga.get("harbour", &profile).await;
        assert!(ending.text.contains("Stay after all"));
        let bad = olga.submit(&page, &format!("{profile}/cancel"), &[("canceled_to", "soon")]).await;
        assert!(bad.status == 422 && bad.text.contains("must be a day"), "{}", bad.text);
        assert_eq!(olga.submit(&ending, &format!("{profile}/uncancel"), &[]).await.location(), profile);
        assert!(!olga.get("harbour", &profile).await.text.contains("Stay after all"));
    }
}

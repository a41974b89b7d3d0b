//! The calendar of who runs a space: with forms alone, and with a real browser's mouse.

mod dragging;

use crate::admins::space;
use crate::browser::{House, Page};
use crate::on_both;
use app::access::{Access, Door, Place, enter_as};
use app::bookings::{self, Wish};
use app::memberships::Person;
use domain::ids::{AdminId, BookingId, MembershipId, ResourceId};
use domain::permissions::{Category, Level, Permissions};

const DAY: &str = "/admin/bookings?day=2026-03-03";

/// Harbour with two rooms and two members.
pub struct Harbour {
    pub house: House,
    pub access: Access,
    pub attic: ResourceId,
    pub cellar: ResourceId,
    pub mia: MembershipId,
}

async fn resource(house: &House, access: &Access, name: &str, units: u32) -> ResourceId {
    let details = app::resources::Details {
        name: Some(name.into()),
        units: Some(units),
        pricing: app::resources::PriceDetails { price_per_hour: Some(Some("10".parse().unwrap())), ..Default::default() },
        ..Default::default()
    };
    app::resources::create(&house.app, access, details).await.unwrap().resource.id
}

async fn member(house: &House, access: &Access, plan: domain::ids::PlanId, name: &str) -> MembershipId {
    let person = Person { name: Some(name.into()), ..Person::default() };
    let wish = app::memberships::Create {
        plan,
        extras: vec![],
        person,
        starts_at: None,
        first_invoice_at: None,
        prorate_first_invoice: None,
        confirmed: true,
        discount_code: None,
    };
    app::memberships::create(&house.app, access, wish).await.unwrap().views[0].membership.id
}

impl Harbour {
    pub async fn of(house: House) -> Self {
        let olga = house.person("olga@example.org").await;
        let id = space(&house, olga).await;
        let caller = house.caller(olga, "read write").await;
        let access = enter_as(&house.app, &caller, Place::Space(id), &[], Door::Related).await.unwrap();
        let terms = serde_json::json!({"name": "Flex", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1});
        let plan = app::plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let attic = resource(&house, &access, "Attic", 1).await;
        let cellar = resource(&house, &access, "Cellar", 2).await;
        let mia = member(&house, &access, plan, "Mia <3").await;
        member(&house, &access, plan, "Ben Berg").await;
        Self { house, access, attic, cellar, mia }
    }

    pub async fn book(&self, resource: ResourceId, from: &str, to: &str, title: &str) -> BookingId {
        let wish = Wish {
            resource,
            membership: None,
            from: testkit::at(from),
            to: testkit::at(to),
            units: 1,
            title: Some(title.into()),
            url: None,
            comments: None,
            attendees_message: None,
            attendees: vec![],
            extras: vec![],
            custom_price: None,
            recurrence: None,
        };
        bookings::create(&self.house.app, &self.access, wish).await.unwrap().view.shown.booking.id
    }

    /// Resource, start and end of a booking, the last two in UTC.
    async fn stands(&self, id: BookingId) -> (ResourceId, String, String) {
        let booking = bookings::get(&self.house.app, &self.access, id).await.unwrap().shown.booking;
        (booking.resource_id, booking.starts_at.to_string(), booking.ends_at.to_string())
    }
}

fn between<'a>(page: &'a Page, before: &str, after: &str) -> &'a str {
    let start = page.text.find(before).unwrap_or_else(|| panic!("{before} is not in {}", page.text)) + before.len();
    page.text[start..].split(after).next().unwrap()
}

/// What an admin may look at, and nothing else.
pub async fn permit(harbour: &Harbour, id: AdminId, categories: &[Category]) {
    let mut permissions = Permissions::default();
    for category in Category::ALL {
        permissions.set(category, if categories.contains(&category) { Level::View } else { Level::None });
    }
    app::admins::permit_all(&harbour.house.app, &harbour.access, id, permissions).await.unwrap();
}

/// Anna may look at bookings and at nothing else.
pub async fn looker(harbour: &Harbour) -> AdminId {
    harbour.house.person("anna@example.org").await;
    let invite = app::admins::Invite { name: "Anna".into(), email: "anna@example.org".into() };
    app::admins::invite(&harbour.house.app, &harbour.access, invite).await.unwrap();
    let mut browser = harbour.house.browser();
    browser.sign_in("harbour", "anna@example.org").await;
    let link = harbour.house.link("anna@example.org").await;
    let page = browser.get("harbour", &link).await;
    browser.submit(&page, &link, &[]).await;
    let admins = app::admins::list(&harbour.house.app, &harbour.access).await.unwrap();
    let id = admins.iter().find(|admin| admin.name == "Anna").unwrap().id;
    permit(harbour, id, &[Category::Bookings]).await;
    id
}

on_both! {
    async fn a_booking_is_made_moved_and_deleted_in_forms(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        let mut olga = harbour.house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let day = olga.get("harbour", DAY).await;
        assert!(day.text.contains("Tue 3 Mar 2026") && day.text.contains("New booking: Attic") && day.text.contains("Nothing is booked on this day"), "{}", day.text);
        let policy = day.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'; connect-src 'self'") && !policy.contains("unsafe"), "{policy}");
        assert!(!day.text.contains("style=") && !day.text.contains("<script>"), "nothing of it needs more");

        let new = format!("/admin/bookings/new?resource={}&from=2026-03-03T10:00&to=2026-03-03T11:30", harbour.attic);
        let form = olga.get("harbour", &new).await;
        assert!(form.text.contains("It is free then.</p>") && form.text.contains("value=\"2026-03-03T10:00\""), "{}", form.text);
        assert!(form.text.contains("Mia &#60;3") && form.text.contains("Ben Berg"), "{}", form.text);
        let (attic, mia) = (harbour.attic.to_string(), harbour.mia.to_string());
        let fields = |from, to| [("resource", attic.as_str()), ("from", from), ("to", to), ("title", "Sketching")];
        for (from, to, said) in [
            ("soon", "2026-03-03T11:30", "must be a day and a time"),
            ("2026-03-03T11:00", "2026-03-03T10:00", "must be after the start"),
            ("2026-03-03T10:01", "2026-03-03T11:00", "multiple of 5 minutes"),
        ] {
            let bad = olga.submit(&form, "/admin/bookings/new", &fields(from, to)).await;
            assert!(bad.status == 422 && bad.text.contains(said) && bad.text.contains("value=\"Sketching\""), "{from}: {}", bad.text);
        }
        // She looks for the member by a part of the name; the form keeps what was typed.
        let mut typed = fields("2026-03-03T10:00", "2026-03-03T11:30").to_vec();
        typed.extend([("q", "MIA"), ("look", "yes")]);
        let found = olga.submit(&form, "/admin/bookings/new", &typed).await;
        assert!(found.status == 200 && found.text.contains("Mia &#60;3") && !found.text.contains("Ben Berg") && found.text.contains("value=\"Sketching\""), "{}", found.text);
        typed.pop();
        let made = olga.submit(&form, "/admin/bookings/new", &typed).await;
        assert_eq!(made.location(), "/admin/bookings?day=2026-03-03&told=made", "{}", made.text);
        let day = olga.get("harbour", made.location()).await;
        assert!(day.text.contains("It is booked.") && day.text.contains("Attic, 10:00 – 11:30, Mia &#60;3, Sketching"), "{}", day.text);
        assert!(day.text.contains("10:00 – 11:30, Attic"), "the list says it, too: {}", day.text);
        // Somebody else wants the same: that is said before and refused afterwards.
        let form = olga.get("harbour", &new.replace("10:00", "11:00").replace("11:30", "12:00")).await;
        assert!(form.text.contains("It is taken then."), "{}", form.text);
        let refused = olga.submit(&form, "/admin/bookings/new", &fields("2026-03-03T11:00", "2026-03-03T12:00")).await;
        assert!(refused.text.contains("already booked") && refused.text.contains("value=\"Sketching\""), "{}", refused.text);

        let id = between(&day, "data-booking=\"", "\"").to_owned();
        let here = format!("/admin/bookings/{id}");
        let form = olga.get("harbour", &here).await;
        assert!(form.text.contains(&format!("<option value=\"{mia}\" selected>")), "{}", form.text);
        let cellar = harbour.cellar.to_string();
        let moved = [("resource", cellar.as_str()), ("from", "2026-03-04T09:00"), ("to", "2026-03-04T10:00"), ("units", "2"), ("member", ""), ("title", "<b>Loud</b>")];
        assert_eq!(olga.submit(&form, &here, &moved).await.location(), "/admin/bookings?day=2026-03-04&told=changed");
        let day = olga.get("harbour", "/admin/bookings?day=2026-03-04").await;
        assert!(day.text.contains("Cellar, 09:00 – 10:00, &#60;b&#62;Loud&#60;/b&#62;, 2 units"), "{}", day.text);
        let question = olga.get("harbour", &format!("{here}/delete")).await;
        assert!(question.text.contains("Delete this booking?") && !question.text.contains("all that follow"), "{}", question.text);
        let gone = olga.submit(&question, &format!("{here}/delete"), &[]).await;
        assert_eq!(gone.location(), "/admin/bookings?day=2026-03-04&told=deleted");
        for path in [here.clone(), format!("{here}/delete"), "/admin/bookings/nonsense".into(), "/admin/bookings?only=nonsense".into()] {
            assert_eq!(olga.get("harbour", &path).await.status, 404, "{path}");
        }
        assert_eq!(olga.submit(&question, &format!("{here}/delete"), &[]).await.status, 404);
    }

    async fn weeks_rooms_and_what_is_blocked(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        harbour.book(harbour.attic, "2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z", "Breakfast").await;
        harbour.book(harbour.cellar, "2026-03-06T22:00:00Z", "2026-03-07T02:00:00Z", "Late night").await;
        let blocked = app::calendar_blockers::Wish {
            title: "Painters".into(),
            interval: domain::interval::Interval::new(testkit::at("2026-03-05T08:00:00Z"), testkit::at("2026-03-05T12:00:00Z")),
            for_bookings: true,
            for_external_bookings: true,
            for_drop_in_passes: false,
            resources: Some(vec![harbour.attic]),
        };
        app::calendar_blockers::create(&harbour.house.app, &harbour.access, blocked).await.unwrap();
        let mut olga = harbour.house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let week = olga.get("harbour", "/admin/bookings?day=2026-03-05&view=week").await;
        for said in ["Mon 2 Mar – Sun 8 Mar 2026", "Breakfast", "Late night", "Blocked: Painters", "day=2026-02-26&#38;view=week", "Week after"] {
            assert!(week.text.contains(said), "{said}: {}", week.text);
        }
        assert_eq!(week.text.matches("class=\"block").count(), 3, "one lies on two days: {}", week.text);
        let attic = olga.get("harbour", &format!("/admin/bookings?day=2026-03-05&view=week&only={}", harbour.attic)).await;
        assert!(attic.text.contains("Breakfast") && attic.text.contains("Painters") && !attic.text.contains("Late night"), "{}", attic.text);
        let cellar = olga.get("harbour", &format!("/admin/bookings?day=2026-03-05&view=week&only={}", harbour.cellar)).await;
        assert!(!cellar.text.contains("Breakfast") && !cellar.text.contains("Painters"), "{}", cellar.text);
        // The way back keeps the week and the room.
        let form = olga.get("harbour", between(&cellar, "class=\"block\" href=\"", "\"").replace("&#38;", "&").as_str()).await;
        assert!(form.text.contains(&format!("day=2026-03-06&#38;view=week&#38;only={}", harbour.cellar)), "{}", form.text);
    }

    async fn series_are_booked_and_end_as_asked(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        let taken = harbour.book(harbour.attic, "2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z", "Breakfast").await;
        let mut olga = harbour.house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let form = olga.get("harbour", "/admin/bookings/new").await;
        assert!(form.text.contains("value=\"2026-03-02T13:30\""), "the next half hour: {}", form.text);
        let attic = harbour.attic.to_string();
        let fields = |repeat, until, times| {
            [("resource", attic.as_str()), ("from", "2026-03-03T10:00"), ("to", "2026-03-03T11:00"), ("repeat", repeat), ("until", until), ("times", times), ("title", "Choir")]
        };
        for (repeat, until, times, said) in
            [("hourly", "", "", "must be chosen"), ("weekly", "", "", "must be given"), ("weekly", "", "many", "whole number"), ("weekly", "2026-02-01", "", "before the first")]
        {
            let bad = olga.submit(&form, "/admin/bookings/new", &fields(repeat, until, times)).await;
            assert!(bad.status == 422 && bad.text.contains(said), "{said}: {}", bad.text);
        }
        let mut look = fields("weekly", "", "4").to_vec();
        look.push(("look", "yes"));
        let seen = olga.submit(&form, "/admin/bookings/new", &look).await;
        assert!(seen.text.contains("1 of 4 times are taken: Tue 10 Mar. They are left out."), "{}", seen.text);
        bookings::delete(&harbour.house.app, &harbour.access, taken).await.unwrap();
        let made = olga.submit(&form, "/admin/bookings/new", &fields("weekly", "", "4")).await;
        assert_eq!(made.location(), "/admin/bookings?day=2026-03-03&told=series", "{}", made.text);
        let day = olga.get("harbour", made.location()).await;
        let here = format!("/admin/bookings/{}", between(&day, "data-booking=\"", "\""));
        let question = olga.get("harbour", &format!("{here}/delete")).await;
        assert!(question.text.contains("Delete this and all that follow"), "{}", question.text);
        let gone = olga.submit(&question, &format!("{here}/delete"), &[("following", "yes")]).await;
        assert_eq!(gone.location(), "/admin/bookings?day=2026-03-03&told=all");
    }

    async fn scripts_ask_and_are_answered_in_documents(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        let one = harbour.book(harbour.attic, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z", "Breakfast").await;
        harbour.book(harbour.attic, "2026-03-03T12:00:00Z", "2026-03-03T13:00:00Z", "Lunch").await;
        let mut olga = harbour.house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let ask = |from: &str, to: &str| format!("/admin/bookings/preview?resource={}&booking={one}&from=2026-03-03T{from}&to=2026-03-03T{to}", harbour.attic);
        let free = olga.get("harbour", &ask("10:30", "11:30")).await;
        assert!(free.text.contains("\"conflict\":false"), "its own time is no conflict: {}", free.text);
        let member = olga.get("harbour", &format!("{}&member={}", ask("10:30", "11:30"), harbour.mia)).await;
        assert!(member.text.contains("It is free then. Price: "), "{}", member.text);
        let taken = olga.get("harbour", &ask("12:30", "13:30")).await;
        assert!(taken.text.contains("\"conflict\":true") && taken.text.contains("It is taken then."), "{}", taken.text);
        assert!(olga.get("harbour", &ask("12:30", "")).await.text.contains("\"conflict\":false"), "nothing is typed yet");
        let found = olga.get("harbour", "/admin/bookings/members?q=berg").await;
        assert!(found.text.contains("\"name\":\"Ben Berg\"") && !found.text.contains("Mia"), "{}", found.text);

        let day = olga.get("harbour", DAY).await;
        let csrf = between(&day, "data-csrf=\"", "\"").to_owned();
        let put = format!("/admin/bookings/{one}/move");
        let refused = olga.send("POST", "harbour", &put, &format!("csrf={csrf}&from=2026-03-03T12:30&to=2026-03-03T13:30")).await;
        assert!(refused.status == 409 && refused.text.contains("already booked"), "{}", refused.text);
        let bad = olga.send("POST", "harbour", &put, &format!("csrf={csrf}&to=2026-03-03T09:00")).await;
        assert!(bad.status == 422 && bad.text.contains("The end must be after the start."), "{}", bad.text);
        assert_eq!(olga.send("POST", "harbour", &put, "csrf=x&to=2026-03-03T12:00").await.status, 403);
        let stretched = olga.send("POST", "harbour", &put, &format!("csrf={csrf}&to=2026-03-03T12:30")).await;
        assert_eq!((stretched.status.as_u16(), stretched.text.as_str()), (200, "{}"));
        assert_eq!(harbour.stands(one).await, (harbour.attic, "2026-03-03T09:00:00Z".into(), "2026-03-03T11:30:00Z".into()));
        let gone = olga.send("POST", "harbour", &format!("/admin/bookings/{}/move", harbour.attic), &format!("csrf={csrf}&to=2026-03-03T12:30")).await;
        assert!(gone.status == 404 && gone.text.contains("not there any more"), "{}", gone.text);
    }

    async fn who_may_only_look_changes_nothing_and_strangers_see_nothing(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        let one = harbour.book(harbour.attic, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z", "Breakfast").await;
        looker(&harbour).await;
        let mut anna = harbour.house.browser();
        anna.sign_in("harbour", "anna@example.org").await;
        let day = anna.get("harbour", DAY).await;
        assert!(day.status == 200 && day.text.contains("Breakfast") && !day.text.contains("New booking") && !day.text.contains("data-edits"), "{}", day.text);
        let look = anna.get("harbour", &format!("/admin/bookings/{one}")).await;
        assert!(look.status == 200 && look.text.contains("not change this one") && !look.text.contains("<select"), "{}", look.text);
        for path in ["/admin/bookings/new", "/admin/bookings/preview", "/admin/bookings/members", &format!("/admin/bookings/{one}/delete")] {
            assert_eq!(anna.get("harbour", path).await.status, 403, "{path}");
        }
        let csrf = between(&day, "data-csrf=\"", "\"").to_owned();
        for action in [format!("/admin/bookings/{one}"), format!("/admin/bookings/{one}/move"), format!("/admin/bookings/{one}/delete"), "/admin/bookings/new".into()] {
            assert_eq!(anna.send("POST", "harbour", &action, &format!("csrf={csrf}")).await.status, 403, "{action}");
        }
        harbour.house.person("eve@example.org").await;
        let mut eve = harbour.house.browser();
        for (path, status) in [(DAY, 303), ("/admin/bookings/live", 303)] {
            assert_eq!(eve.get("harbour", path).await.status, status);
        }
        eve.sign_in("harbour", "eve@example.org").await;
        for path in [DAY.to_owned(), "/admin/bookings/live".into(), format!("/admin/bookings/{one}"), "/admin/bookings/new".into()] {
            assert_eq!(eve.get("harbour", &path).await.status, 404, "{path}");
        }
    }
}

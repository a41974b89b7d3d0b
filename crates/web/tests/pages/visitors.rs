//! People without an account find out what a space offers, see the price first, and buy.

use crate::browser::House;
use crate::harbour::{Harbour, between};
use crate::on_both;
use app::{drop_in_passes, external_bookings, external_resources, resources, terms};
use domain::calendar_events::Audience;
use domain::drop_in_passes::Template;
use domain::ids::{DropInPassTemplateId, ExternalResourceId};
use domain::money::Amount;

const PERSON: [(&str, &str); 3] = [("name", "Vera <3"), ("email", "vera@example.org"), ("agreed", "yes")];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    PERSON.into_iter().chain(more.iter().copied()).collect()
}

async fn pass(harbour: &Harbour<'_>, name: &str, change: impl FnOnce(&mut Template)) -> DropInPassTemplateId {
    let app = &harbour.house.app;
    let mut rule = Template {
        id: app.id(),
        name: name.into(),
        description: Some("A desk".into()),
        onboarding_instructions: Some("The Wi-Fi is <harbour>.".into()),
        times: "mon-fri 9-18".parse().unwrap(),
        price: Amount::units(20),
        currency: harbour.access.space().currency,
        tax: None,
        accounting_code: None,
        hidden: false,
        max_per_day: Some(1),
        color: "#00aaff".into(),
    };
    change(&mut rule);
    drop_in_passes::create_template(app, &harbour.access, rule, None).await.unwrap()
}

async fn room(harbour: &Harbour<'_>) -> ExternalResourceId {
    let app = &harbour.house.app;
    let details = resources::Details {
        name: Some("Attic".into()),
        capacity: Some(Some(6)),
        pricing: resources::PriceDetails { price_per_hour: Some(Some(Amount::units(10))), ..Default::default() },
        ..resources::Details::default()
    };
    let room = resources::create(app, &harbour.access, details).await.unwrap().resource.id;
    let details = external_resources::Details { booking_times: Some(Some("mon-fri 8-20".into())), ..Default::default() };
    external_resources::create(app, &harbour.access, room, details).await.unwrap().twin.id
}

on_both! {
    async fn a_visitor_buys_tickets_until_there_are_none(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let event = harbour.event("Print <b>", |_| {}).await;
        let mut vera = house.browser();
        let home = vera.get("harbour", "/").await;
        assert!(home.text.contains("Print &#60;b&#62;") && home.text.contains("20.00 EUR incl. tax") && home.text.contains("3 places left"), "{}", home.text);
        let page = vera.get("harbour", &format!("/events/{event}")).await;
        assert!(page.text.contains("Thu 12 Mar, 18:30 – 20:00") && page.text.contains("<h2>Bring</h2>") && page.text.contains("<strong>pens</strong>"), "{}", page.text);
        assert!(!page.headers["content-security-policy"].to_str().unwrap().contains("script"));

        // Without a way to pay, nothing that costs something is sold here.
        let here = format!("/events/{event}/tickets");
        let closed = vera.get("harbour", &here).await;
        assert!(closed.text.contains("has not set up a way to pay") && !closed.text.contains("Buy for"), "{}", closed.text);
        let method = harbour.invoice_for(&["publicEventTickets"]).await;
        let form = vera.get("harbour", &format!("{here}?people=2")).await;
        // Net, tax, and what is paid: known before anything is typed.
        for said in ["33.61 EUR", "VAT 19", "6.39 EUR", "40.00 EUR", "Buy for 40.00 EUR", "On invoice"] {
            assert!(form.text.contains(said), "{said}: {}", form.text);
        }
        let mails = house.mails("vera@example.org").await.len();
        for (fields, said) in [
            (vec![("name", ""), ("email", "vera"), ("agreed", "yes"), ("method", &*method)], vec!["name-problem", "email-problem"]),
            (vec![("name", "Vera <3"), ("email", "vera@example.org"), ("method", &*method)], vec!["The terms must be agreed to", "Vera &#60;3"]),
            (with(&[]), vec!["A way to pay must be chosen"]),
            (with(&[("method", "nonsense")]), vec!["A way to pay must be chosen"]),
            (with(&[("method", "0198c0de000070008000000000000009")]), vec!["A way to pay must be chosen"]),
        ] {
            let bad = vera.submit(&form, &here, &fields).await;
            assert_eq!(bad.status, 422, "{fields:?}: {}", bad.text);
            for said in said {
                assert!(bad.text.contains(said), "{said}: {}", bad.text);
            }
        }
        assert_eq!(house.mails("vera@example.org").await.len(), mails, "nothing was bought");
        let many = vera.get("harbour", &format!("{here}?people=11")).await;
        assert!(many.status == 422 && many.text.contains("must be from 1 to 10"), "{}", many.text);

        let bought = vera.submit(&form, &here, &with(&[("method", &method)])).await;
        assert_eq!(bought.location(), format!("{here}/done?method={method}"), "{}", bought.text);
        let done = vera.get("harbour", bought.location()).await;
        assert!(done.text.contains("You have a ticket") && done.text.contains("within 14 days") && !done.text.contains("Vera"), "{}", done.text);
        assert!(house.mails("vera@example.org").await.iter().any(|mail| mail.contains("within 14 days")));

        // One place is left: two are refused, what was typed stays.
        let late = vera.submit(&form, &here, &with(&[("method", &method), ("company", "Crew")])).await;
        assert!(late.status == 422 && late.text.contains("No places are left"), "{}", late.text);
        let one = vera.get("harbour", &format!("{here}?people=1")).await;
        assert_eq!(vera.submit(&one, &here, &with(&[("method", &method)])).await.status, 303);
        assert!(vera.get("harbour", &format!("/events/{event}")).await.text.contains("sold out"));
        assert!(vera.get("harbour", &here).await.text.contains("No places are left"));

        // What is not for strangers is not there, nor in the space of somebody else.
        let inner = harbour.event("Breakfast", |details| details.audience = Some(Audience::MembersOnly)).await;
        let quiet = harbour.event("Quiet", |details| details.public_page = Some(false)).await;
        app::calendar_events::unpublish(&house.app, &harbour.access, inner).await.unwrap();
        for hidden in [format!("/events/{inner}"), format!("/events/{quiet}"), format!("/events/{quiet}/tickets"), "/events/x".into()] {
            assert_eq!(vera.get("harbour", &hidden).await.status, 404, "{hidden}");
        }
        assert_eq!(vera.get("pier", &format!("/events/{event}")).await.status, 404);
        assert_eq!(vera.get("pier", &here).await.status, 404);
        let list = vera.get("harbour", "/events").await;
        assert!(list.text.contains("Print") && !list.text.contains("Quiet") && !list.text.contains("Breakfast"), "{}", list.text);
        let bare = vera.send("POST", "harbour", &here, "people=1").await;
        assert_eq!(bare.status, 403, "only our own form");
    }

    async fn a_visitor_pays_at_a_provider_and_comes_back(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let account = app::payments::Account { public: "pk_test".into(), secret: Some("sk_test".into()), ..Default::default() };
        app::payments::connect(&house.app, &harbour.access, "stripe", account).await.unwrap();
        let provider = testkit::provider::Provider::shared();
        let mut vera = house.browser();
        let here = format!("/events/{event}/tickets");
        let form = vera.get("harbour", &format!("{here}?people=2")).await;
        assert!(form.text.contains("You pay on the next page"), "{}", form.text);
        let method = between(&form, "name=\"method\" value=\"", "\"").to_owned();
        let bad = vera.submit(&form, &here, &[("name", ""), ("email", "vera@example.org"), ("agreed", "yes"), ("method", &method)]).await;
        assert!(bad.status == 422 && bad.text.contains("name-problem"), "before anybody pays: {}", bad.text);
        let pay = vera.submit(&form, &here, &with(&[("method", &method)])).await;
        assert!(pay.text.contains("https://checkout.stripe.test/pay") && vera.cookie("harbour", "order").is_some(), "{}", pay.text);
        let page = provider.last();
        let early = vera.get("harbour", "/checkout/done").await;
        assert!(early.status == 422 && early.text.contains("It is not paid yet") && early.text.contains(&here), "{}", early.text);
        provider.pay(&page);
        let back = vera.get("harbour", "/checkout/done").await;
        assert_eq!(back.location(), format!("{here}/done?method={method}"), "{}", back.text);
        assert!(vera.cookie("harbour", "order").is_none());
        assert!(vera.get("harbour", back.location()).await.text.contains("It is paid."));
        assert!(house.mails("vera@example.org").await.iter().any(|mail| mail.contains("you have a ticket")));
        assert_eq!(vera.get("harbour", "/checkout/done").await.location(), "/", "once");

        // Somebody is faster while it is paid: nothing is bought, and the money goes back.
        let one = vera.get("harbour", &here).await;
        vera.submit(&one, &here, &with(&[("method", &method)])).await;
        let page = provider.last();
        provider.pay(&page);
        let (_, mut mia) = harbour.member("Mia").await;
        let seen = mia.get("harbour", &format!("/events/{event}")).await;
        assert_eq!(mia.submit(&seen, &format!("/events/{event}/attend"), &[]).await.status, 303);
        let late = vera.get("harbour", "/checkout/done").await;
        assert!(late.status == 422 && late.text.contains("No places are left") && late.text.contains("goes back by itself"), "{}", late.text);
        assert!(vera.cookie("harbour", "order").is_none());
        // Who turns back starts anew.
        assert_eq!(vera.get("harbour", "/checkout/canceled").await.location(), "/");
    }

    async fn a_free_ticket_needs_no_payment_and_mails_are_not_sent_without_end(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Open day", |details| {
            (details.price, details.visitor_price, details.capacity) = (None, None, None);
        }).await;
        let mut vera = house.browser();
        let here = format!("/events/{event}/tickets");
        let form = vera.get("harbour", &here).await;
        assert!(form.text.contains("Free of charge") && form.text.contains("Get the ticket") && !form.text.contains("How you pay"), "{}", form.text);
        for company in ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"] {
            assert_eq!(vera.submit(&form, &here, &with(&[("company", company)])).await.status, 303);
        }
        assert_eq!(vera.submit(&form, &here, &with(&[])).await.status, 429);
    }

    async fn a_visitor_buys_a_pass_for_a_day(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let (open, hidden) = (pass(&harbour, "Day pass", |_| {}).await, pass(&harbour, "Friends", |rule| rule.hidden = true).await);
        let method = harbour.invoice_for(&["dropInPasses"]).await;
        let mut vera = house.browser();
        let list = vera.get("harbour", "/day_passes").await;
        assert!(list.text.contains("Day pass") && list.text.contains("23.80 EUR incl. tax") && !list.text.contains("Friends"), "{}", list.text);
        assert!(vera.get("harbour", &format!("/day_passes/{hidden}")).await.text.contains("Friends"), "who has the link");
        assert_eq!(vera.get("pier", &format!("/day_passes/{open}")).await.status, 404);
        assert_eq!(vera.get("harbour", "/day_passes/x").await.status, 404);

        let here = format!("/day_passes/{open}");
        let page = vera.get("harbour", &here).await;
        assert!(page.text.contains("Mon 2 Mar") && page.text.contains("1 left") && !page.text.contains("Sat 7 Mar") && !page.text.contains("Buy for"), "{}", page.text);
        for (day, said) in [("2026-03-07", "is no day for this pass"), ("2026-03-01", "is over"), ("soon", "must be a day")] {
            let bad = vera.get("harbour", &format!("{here}?day={day}")).await;
            assert!(bad.status == 422 && bad.text.contains(said), "{day}: {}", bad.text);
        }
        let form = vera.get("harbour", &format!("{here}?day=2026-03-03")).await;
        assert!(form.text.contains("20.00 EUR") && form.text.contains("Buy for 23.80 EUR"), "{}", form.text);
        let bought = vera.submit(&form, &here, &with(&[("method", &method)])).await;
        assert_eq!(bought.status, 303, "{}", bought.text);
        let done = vera.get("harbour", bought.location()).await;
        assert!(done.text.contains("Tue 3 Mar") && done.text.contains("The Wi-Fi is &#60;harbour&#62;.") && done.text.contains("14 days"), "{}", done.text);
        let late = vera.submit(&form, &here, &with(&[("method", &method), ("company", "Crew")])).await;
        assert!(late.status == 422 && late.text.contains("is sold out"), "{}", late.text);
        assert!(!vera.get("harbour", &here).await.text.contains("Tue 3 Mar"));

        // Those who run the space see it, change the offer, and cancel.
        let mut olga = harbour.olga().await;
        let sold = olga.get("harbour", "/admin/day_passes").await;
        assert!(sold.text.contains("Tue 3 Mar, Vera &#60;3") && sold.text.contains("Friends"), "{}", sold.text);
        let id = between(&sold, "action=\"/admin/day_passes/sold/", "/");
        let action = format!("/admin/day_passes/sold/{id}/cancel");
        assert_eq!(olga.submit(&sold, &action, &[]).await.status, 303);
        assert_eq!(olga.submit(&sold, &action, &[]).await.status, 409);
        assert!(house.mails("vera@example.org").await.iter().any(|mail| mail.contains("was canceled")));
        let path = format!("/admin/day_passes/{open}");
        let edit = olga.get("harbour", &path).await;
        assert!(edit.text.contains("value=\"23.8\"") && edit.text.contains("mo - fr 9:00 - 18:00"), "{}", edit.text);
        let fields = [("name", "Day"), ("price", "much"), ("times", "whenever"), ("max_per_day", "few"), ("color", "#00aaff")];
        let bad = olga.submit(&edit, &path, &fields).await;
        for said in ["price-problem", "times-problem", "max_per_day-problem", "value=\"Day\""] {
            assert!(bad.status == 422 && bad.text.contains(said), "{said}: {}", bad.text);
        }
        let fields = [("name", "Day"), ("price", "29.75"), ("times", ""), ("max_per_day", ""), ("color", "#00aaff"), ("hidden", "yes")];
        assert_eq!(olga.submit(&edit, &path, &fields).await.status, 303);
        assert!(!vera.get("harbour", "/day_passes").await.text.contains("Day pass"));
        let changed = vera.get("harbour", &format!("{here}?day=2026-03-07")).await;
        assert!(changed.text.contains("Buy for 29.75 EUR"), "{}", changed.text);
        let new = olga.get("harbour", "/admin/day_passes/new").await;
        assert_eq!(olga.submit(&new, "/admin/day_passes/new", &[("name", " "), ("color", "#00aaff")]).await.status, 422);
        assert_eq!(olga.submit(&new, "/admin/day_passes/new", &[("name", "Half day"), ("price", "10"), ("color", "#00aaff")]).await.status, 303);
        assert!(vera.get("harbour", "/day_passes").await.text.contains("Half day"));
        assert_eq!(vera.get("harbour", "/admin/day_passes").await.status, 303, "sign in first");
        let (_, mut mia) = harbour.member("Mia").await;
        for (path, status) in [("/admin/day_passes", 403), ("/admin/events", 403), ("/admin/tablets", 403)] {
            assert_eq!(mia.get("harbour", path).await.status, status, "{path}");
        }
    }

    async fn a_visitor_books_a_room_and_cancels_by_the_link(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let room = room(&harbour).await;
        let mut vera = house.browser();
        let list = vera.get("harbour", "/rooms").await;
        assert!(list.text.contains("Attic") && list.text.contains("11.90 EUR an hour"), "{}", list.text);
        let night = vera.get("harbour", "/rooms?day=2026-03-05&time=23:00&minutes=60&people=2").await;
        assert!(night.text.contains("Nothing is free") && night.text.contains("Not free at this time"), "{}", night.text);
        for bad in ["day=x", "day=2026-03-05&time=x", "minutes=x", "people=x", "people=0", "day=-999999-01-01"] {
            let page = vera.get("harbour", &format!("/rooms?{bad}")).await;
            assert!(page.status == 422 && page.text.contains("-problem"), "{bad}: {}", page.text);
        }
        let here = format!("/rooms/{room}");
        assert_eq!(vera.get("pier", &here).await.status, 404);
        assert_eq!(vera.get("harbour", "/rooms/x").await.status, 404);
        let free = vera.get("harbour", &format!("{here}?day=2026-03-05")).await;
        assert!(free.text.contains("Free on Thu 5 Mar") && free.text.contains("08:00 – 20:00") && !free.text.contains("Book it"), "{}", free.text);
        for (query, said) in [
            ("day=2026-03-05&time=10:00&minutes=90&people=7", "are more than the room is for"),
            ("day=2026-03-05&time=10:02&minutes=90", "multiple|minutes"),
            ("day=2026-03-05&time=19:00&minutes=90", "cannot be booked at this time"),
            ("day=2026-03-05&time=x", "must be a time"),
        ] {
            let bad = vera.get("harbour", &format!("{here}?{query}")).await;
            assert!(bad.status == 422 && said.split('|').any(|said| bad.text.contains(said)), "{query}: {}", bad.text);
            assert!(!bad.text.contains("Book it"), "{query}");
        }
        let query = "day=2026-03-05&time=10:00&minutes=90&people=4";
        let form = vera.get("harbour", &format!("{here}?{query}")).await;
        assert!(form.text.contains("Thu 5 Mar, 10:00 – 11:30") && form.text.contains("17.85 EUR") && form.text.contains("You pay at the space"), "{}", form.text);
        let bad = vera.submit(&form, &here, &[("name", "Vera <3"), ("email", "nowhere"), ("agreed", "yes")]).await;
        assert!(bad.status == 422 && bad.text.contains("email-problem") && bad.text.contains("Vera &#60;3"), "{}", bad.text);
        let booked = vera.submit(&form, &here, &with(&[("title", "<i>Retreat")])).await;
        assert!(booked.location().starts_with("/external_bookings/"), "{}", booked.text);
        let page = vera.get("harbour", booked.location()).await;
        assert!(page.text.contains("It is booked") && page.text.contains("17.85 EUR") && page.text.contains("Thu 5 Mar, 10:00 – 11:30"), "{}", page.text);
        assert!(!page.text.contains("Vera") && !page.text.contains("Retreat"), "the link tells nobody who: {}", page.text);
        let own = booked.location().split('?').next().unwrap().to_owned();
        assert_eq!(vera.get("pier", &own).await.status, 404);

        // It is taken, on the page and for who comes later.
        let late = vera.submit(&form, &here, &with(&[])).await;
        assert_eq!(late.status, 422, "{}", late.text);
        assert!(vera.get("harbour", &format!("{here}?day=2026-03-05")).await.text.contains("08:00 – 10:00"));

        let cancellation = format!("{own}/cancellation");
        assert!(page.text.contains(&cancellation));
        let asking = vera.get("harbour", &cancellation).await;
        assert!(vera.submit(&asking, &cancellation, &[]).await.text.contains("on its way"));
        let link = house.link("vera@example.org").await;
        let question = vera.get("harbour", &link).await;
        assert!(vera.submit(&question, &link, &[]).await.text.contains("is canceled"));
        let page = vera.get("harbour", &own).await;
        assert!(page.text.contains("Canceled") && !page.text.contains("Cancel it"), "{}", page.text);
        let again = vera.get("harbour", &format!("/external_bookings/new?resource_id={room}&from=2026-03-05T09:00:00Z&to=2026-03-05T10:30:00Z")).await;
        assert_eq!(again.location(), format!("{here}?day=2026-03-05&time=10:00&minutes=90"));
        assert!(vera.get("harbour", again.location()).await.text.contains("Book it"), "it is free again");
    }

    async fn an_admin_offers_a_room_to_visitors(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let details = resources::Details { name: Some("Attic".into()), ..resources::Details::default() };
        let room = resources::create(&house.app, &harbour.access, details).await.unwrap().resource.id;
        let mut olga = harbour.olga().await;
        let here = format!("/admin/resources/{room}/visitors");
        assert!(olga.get("harbour", &format!("/admin/resources/{room}")).await.text.contains(&here));
        let form = olga.get("harbour", &here).await;
        assert!(form.text.contains("Visitors cannot book it"), "{}", form.text);
        let bad = [("price_per_hour", "much"), ("booking_cutoff", "soon"), ("description", "Kept")];
        let bad = olga.submit(&form, &here, &bad).await;
        assert!(bad.status == 422 && bad.text.contains("price_per_hour-problem") && bad.text.contains("booking_cutoff-problem") && bad.text.contains(">Kept<"), "{}", bad.text);
        let bad = olga.submit(&form, &here, &[("booking_times", "whenever")]).await;
        assert!(bad.status == 422 && bad.text.contains("booking_times-problem"), "{}", bad.text);
        let good = [("price_per_hour", "20"), ("booking_times", "mon-fri 9-17"), ("bookings_require_approval", "yes"), ("description", "<b>Light")];
        assert_eq!(olga.submit(&form, &here, &good).await.location(), format!("{here}?saved=yes"));
        let page = olga.get("harbour", &here).await;
        assert!(page.text.contains("/rooms/") && page.text.contains("value=\"20\"") && page.text.contains("&#60;b&#62;Light"), "{}", page.text);
        let mut vera = house.browser();
        assert!(vera.get("harbour", "/").await.text.contains("23.80 EUR an hour"));
        assert_eq!(olga.submit(&page, &here, &[]).await.status, 303);
        assert!(vera.get("harbour", "/rooms").await.text.contains("free of charge"));
        assert_eq!(olga.submit(&page, &format!("{here}/delete"), &[]).await.location(), here);
        assert_eq!(olga.submit(&page, &format!("{here}/delete"), &[]).await.status, 404);
        assert!(vera.get("harbour", "/rooms").await.text.contains("offers no rooms to visitors"));
        assert_eq!(olga.get("harbour", "/admin/resources/0198c0de000070008000000000000009/visitors").await.status, 404);
        let (_, mut mia) = harbour.member("Mia").await;
        assert_eq!(mia.get("harbour", &here).await.status, 403);
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(paul.get("pier", &here).await.status, 404);
    }

    async fn a_room_may_wait_for_a_yes(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let room = room(&harbour).await;
        let details = external_resources::Details { bookings_require_approval: Some(true), ..Default::default() };
        external_resources::update(&house.app, &harbour.access, room, details).await.unwrap();
        let method = harbour.invoice_for(&["externalBookings"]).await;
        let mut vera = house.browser();
        let here = format!("/rooms/{room}");
        let form = vera.get("harbour", &format!("{here}?day=2026-03-05&time=10:00&minutes=60")).await;
        assert!(form.text.contains("Ask for it for 11.90 EUR") && form.text.contains("looks at it first"), "{}", form.text);
        assert!(vera.submit(&form, &here, &with(&[])).await.text.contains("A way to pay must be chosen"));
        let asked = vera.submit(&form, &here, &with(&[("method", &method)])).await;
        let page = vera.get("harbour", asked.location()).await;
        assert!(page.text.contains("Your request has reached Harbour") && page.text.contains("Waits for Harbour"), "{}", page.text);
        let id = asked.location().split(['/', '?']).nth(2).unwrap().parse().unwrap();
        external_bookings::approve(&house.app, &harbour.access, id).await.unwrap();
        assert!(vera.get("harbour", asked.location()).await.text.contains("Booked"));
    }

    async fn pages_of_law_and_what_the_home_page_shows(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.event("Print", |_| {}).await;
        pass(&harbour, "Day pass", |_| {}).await;
        let mut vera = house.browser();
        assert_eq!(vera.get("harbour", "/privacy").await.status, 404);
        for (kind, body) in [("space_privacy", "We know <nothing>."), ("space_imprint", "Olga, Quay 1")] {
            let new = terms::Publish { kind: kind.into(), body: body.into(), ask_again: false };
            terms::publish(&house.app, &harbour.access, new).await.unwrap();
        }
        assert!(vera.get("harbour", "/privacy").await.text.contains("We know &lt;nothing&gt;."));
        assert!(vera.get("harbour", "/imprint").await.text.contains("Olga, Quay 1"));
        assert_eq!(vera.get("pier", "/imprint").await.status, 404);
        let home = vera.get("harbour", "/").await;
        for said in ["href=\"/privacy\"", "href=\"/imprint\"", "Flex", "Day pass", "Print"] {
            assert!(home.text.contains(said), "{said}: {}", home.text);
        }
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", "/admin/home").await;
        assert!(page.text.contains("&#60;script src=&#34;https://harbour.kontor.test/assets/embed.js&#34; data-kontor=&#34;events&#34;"), "{}", page.text);
        assert_eq!(olga.submit(&page, "/admin/home", &[("plans", "yes"), ("rooms", "yes"), ("events", "yes")]).await.status, 303);
        let home = vera.get("harbour", "/").await;
        assert!(home.text.contains("Flex") && home.text.contains("Print") && !home.text.contains("Day pass"), "{}", home.text);
        assert!(!olga.get("harbour", "/admin/home").await.text.contains("name=\"day_passes\" value=\"yes\" checked"));
    }

    async fn only_widgets_may_be_framed_and_they_know_nobody(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.event("Print <b>", |_| {}).await;
        let mut olga = harbour.olga().await;
        let policy = |page: &crate::browser::Page| page.headers["content-security-policy"].to_str().unwrap().to_owned();
        for section in ["plans", "day_passes", "rooms", "events"] {
            let widget = olga.get("harbour", &format!("/widgets/{section}")).await;
            assert_eq!(widget.status, 200, "{section}");
            assert!(policy(&widget).contains("frame-ancestors *") && policy(&widget).contains("script-src 'self'"), "{}", policy(&widget));
            assert!(!widget.headers.contains_key("set-cookie") && !widget.text.contains("olga@") && !widget.text.contains("<form"), "{}", widget.text);
        }
        let widget = house.browser().get("harbour", "/widgets/events").await;
        assert!(widget.text.contains("Print &#60;b&#62;") && widget.text.contains("<base target=\"_blank\">"), "{}", widget.text);
        assert!(house.browser().get("harbour", "/widgets/plans").await.text.contains("Flex"));
        for path in ["/", "/events", "/rooms", "/day_passes", "/admin/home"] {
            assert!(policy(&olga.get("harbour", path).await).contains("frame-ancestors 'none'"), "{path}");
        }
        assert_eq!(olga.get("harbour", "/widgets/members").await.status, 404);
        assert_eq!(olga.get("nowhere", "/widgets/plans").await.status, 404);
        let script = olga.get("harbour", "/assets/embed.js").await;
        assert!(script.text.contains("kontorHeight") && script.headers["content-type"].to_str().unwrap().starts_with("text/javascript"));
    }
}

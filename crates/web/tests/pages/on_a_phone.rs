//! The main paths of visitors and members in a real browser at the width of a phone; and pages of ours within those of others.

use crate::browser::House;
use crate::chromium::{Chromium, Tab, served};
use crate::harbour::Harbour;
use crate::on_both;
use app::{external_resources, resources};
use axum::response::Html;
use axum::routing::get;

const PHONE: (u32, u32) = (390, 844);

/// Nobody has to move the page sideways.
async fn fits(tab: &Tab<'_>) {
    let over = tab.eval("document.documentElement.scrollWidth - document.documentElement.clientWidth").await;
    assert_eq!(over, 0, "{}", tab.eval("location.href").await);
}

/// Follows what a selector finds, and waits for the place it leads to.
async fn go(tab: &Tab<'_>, selector: &str, place: &str) {
    tab.click(selector).await;
    tab.until(&format!("location.pathname.match({place:?}) && document.readyState === 'complete'")).await;
    fits(tab).await;
}

async fn fill(tab: &Tab<'_>, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        tab.eval(&format!("document.querySelector('main form[method=post] [name={name}]').value = {value:?}")).await;
    }
    tab.eval("document.querySelector('[name=agreed]').checked = true").await;
}

/// The path of the mailed link that cancels. The clock stands still, so mails have no order.
async fn mailed(house: &House, to: &str) -> String {
    let mails = house.mails(to).await;
    let link = mails.iter().flat_map(|mail| mail.split_whitespace()).find(|word| word.contains("/cancellation/")).unwrap();
    link.split_once("localhost:").unwrap().1.split_once('/').unwrap().1.to_owned()
}

on_both! {
    async fn a_visitor_buys_a_ticket(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::new(&house).await;
        harbour.event("Print", |_| {}).await;
        harbour.invoice_for(&["publicEventTickets"]).await;
        let tab = chromium.person(&site, PHONE).await;
        tab.open("/").await;
        fits(&tab).await;
        go(&tab, "a[href^='/events/']", "^/events/[0-9a-f]+$").await;
        go(&tab, "a[href$='/tickets']", "/tickets$").await;
        tab.eval("document.querySelector('#people').value = '2'").await;
        tab.click("form[method=get] button").await;
        tab.until("location.search === '?people=2' && document.body.innerText.includes('Buy for 40.00 EUR')").await;
        fits(&tab).await;
        fill(&tab, &[("name", "Vera"), ("email", "vera@example.org")]).await;
        go(&tab, "form[method=post] .buttons button", "/tickets/done$").await;
        assert!(tab.text("main").await.contains("You have a ticket"));
        assert!(house.mails("vera@example.org").await.iter().any(|mail| mail.contains("you have a ticket")));
    }

    async fn a_visitor_books_a_room_and_cancels(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::new(&house).await;
        let details = resources::Details { name: Some("Attic".into()), ..resources::Details::default() };
        let room = resources::create(&house.app, &harbour.access, details).await.unwrap().resource.id;
        external_resources::create(&house.app, &harbour.access, room, external_resources::Details::default()).await.unwrap();
        let tab = chromium.person(&site, PHONE).await;
        tab.without_scripts().await;
        tab.open("/rooms?day=2026-03-05&time=10:00&minutes=60").await;
        fits(&tab).await;
        go(&tab, ".cards a", "^/rooms/[0-9a-f]+$").await;
        fill(&tab, &[("name", "Vera"), ("email", "vera@example.org")]).await;
        go(&tab, "form[method=post] .buttons button", "^/external_bookings/[0-9a-f]+$").await;
        assert!(tab.text("main").await.contains("It is booked"));
        go(&tab, "a[href$='/cancellation']", "/cancellation$").await;
        tab.click("main button").await;
        tab.until("document.body.innerText.includes('on its way')").await;
        tab.open(&format!("/{}", mailed(&house, "vera@example.org").await)).await;
        fits(&tab).await;
        tab.click("main button").await;
        tab.until("document.body.innerText.includes('Your booking is canceled')").await;
    }

    async fn a_member_takes_part_in_an_event(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::new(&house).await;
        harbour.event("Print", |_| {}).await;
        let (_, link) = harbour.invited("Mia").await;
        let tab = chromium.person(&site, PHONE).await;
        tab.sign_in("mia@example.org").await;
        tab.open(&link).await;
        tab.click("main form[method=post] button").await;
        tab.until("document.body.innerText.includes('is connected')").await;
        tab.open("/events").await;
        fits(&tab).await;
        go(&tab, ".cards a", "^/events/[0-9a-f]+$").await;
        tab.click("form[action$='/attend'] button").await;
        tab.until("location.search === '?told=in' && document.body.innerText.includes('I cannot come')").await;
        for path in ["/membership", "/invoices", "/passes", "/members", "/profile", "/help", "/help/issues/new", "/team"] {
            tab.open(path).await;
            fits(&tab).await;
        }
    }

    async fn an_admin_writes_an_invoice_and_finds_the_settings(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::new(&house).await;
        let (mia, _) = harbour.invited("Mia").await;
        let tab = chromium.person(&site, PHONE).await;
        tab.sign_in("olga@example.org").await;
        tab.open("/admin/invoices/new?q=mia").await;
        fits(&tab).await;
        tab.click(".rows a").await;
        tab.until("document.querySelector('[name=description-0]') && document.readyState === 'complete'").await;
        fits(&tab).await;
        for (name, value) in [("description-0", "Locker"), ("price-0", "10")] {
            tab.eval(&format!("document.querySelector('[name={name}]').value = {value:?}")).await;
        }
        tab.click("button.quiet[value=preview]").await;
        tab.until("document.body.innerText.includes('11.90 EUR')").await;
        fits(&tab).await;
        go(&tab, "button[value=make]", "^/admin/invoices/[0-9a-f]+$").await;
        fits(&tab).await;
        let plan = format!("/admin/plans/{}/parts", harbour.plan);
        let member = format!("/admin/members/{mia}");
        for path in [
            "/admin/settings", "/admin/settings/space", "/admin/settings/region", "/admin/settings/domain", "/admin/settings/rules", "/admin/contacts", "/admin/contacts/new",
            "/admin/announcements/new", "/admin/questions/new", "/admin/custom_fields", "/admin/products/new", "/admin/discount_codes/new",
            plan.as_str(), member.as_str(), &format!("{member}/edit"), &format!("{member}/charges"),
        ] {
            tab.open(path).await;
            fits(&tab).await;
        }
    }

    async fn a_widget_is_as_high_as_what_it_shows(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::new(&house).await;
        for title in ["One", "Two", "Three", "Four"] {
            harbour.event(title, |_| {}).await;
        }
        // Somebody else's page, at another place.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let elsewhere = format!("http://{}", listener.local_addr().unwrap());
        let tag = format!("<!doctype html><title>Ours</title><p>Before</p><script src=\"{site}/assets/embed.js\" data-kontor=\"events\" async></script>");
        tokio::spawn(async move { axum::serve(listener, axum::Router::new().route("/", get(async || Html(tag)))).await });
        let tab = chromium.person(&elsewhere, PHONE).await;
        tab.open("/").await;
        tab.until("document.querySelector('iframe') && document.querySelector('iframe').style.height.endsWith('px')").await;
        let high = tab.eval("parseFloat(document.querySelector('iframe').style.height)").await.as_f64().unwrap();
        assert!(high > 400.0, "four cards below each other: {high}");
    }
}

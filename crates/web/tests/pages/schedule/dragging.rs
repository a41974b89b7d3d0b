//! With the mouse of a real browser, or two.

use super::{DAY, Harbour};
use crate::chromium::{Chromium, Tab, served};
use crate::on_both;
use app::bookings::{self, Page, Subject, WindowOf};
use domain::ids::BookingId;

const WIDE: (u32, u32) = (1280, 1000);

/// Somebody who runs the space and looks at the day.
async fn olga<'a>(chromium: &'a Chromium, site: &str) -> Tab<'a> {
    let tab = chromium.person(site, WIDE).await;
    tab.sign_in("olga@example.org").await;
    tab.open(DAY).await;
    tab.until("'ready' in document.querySelector('[data-schedule]').dataset").await;
    tab
}

/// Where a time is in a column, in the window.
async fn at(tab: &Tab<'_>, column: &str, time: (i32, i32)) -> (f64, f64) {
    let script = format!(
        "(() => {{ const svg = document.querySelector('[data-plan]'); const data = svg.dataset; \
         const cell = svg.querySelector('[data-column][data-name=\"{column}\"]').getBoundingClientRect(); \
         return [cell.x + cell.width / 2, cell.y + ({} - data.first * 60) * data.hour / 60]; }})()",
        time.0 * 60 + time.1
    );
    let found = tab.eval(&script).await;
    (found[0].as_f64().unwrap(), found[1].as_f64().unwrap())
}

fn block(id: BookingId) -> String {
    format!("[data-booking=\"{id}\"]")
}

/// Presses on a booking and pulls it to a column and a time; where it is held is its upper third.
async fn pull(tab: &Tab<'_>, id: BookingId, from: (i32, i32), column: &str, to: (i32, i32)) {
    tab.place("[data-plan]", None).await;
    let held = tab.eval(&format!("(() => {{ const f = document.querySelector('{}').getBoundingClientRect(); return [f.x + f.width / 2, f.y + f.height / 3, f.y]; }})()", block(id))).await;
    let (x, y) = (held[0].as_f64().unwrap(), held[1].as_f64().unwrap());
    let (there, upper) = (at(tab, column, to).await, at(tab, column, from).await.1);
    tab.pull((x, y), (there.0, there.1 + (y - upper))).await;
}

async fn let_go(tab: &Tab<'_>, column: &str, time: (i32, i32)) {
    let there = at(tab, column, time).await;
    tab.mouse("mouseReleased", there).await;
}

on_both! {
    async fn bookings_are_made_moved_and_stretched_with_the_mouse(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::of(house).await;
        let one = harbour.book(harbour.attic, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z", "Breakfast").await;
        let lunch = harbour.book(harbour.attic, "2026-03-03T12:00:00Z", "2026-03-03T13:00:00Z", "Lunch").await;
        let tab = olga(&chromium, &site).await;

        // From 10:00 in the attic to 8:30 in the cellar.
        pull(&tab, one, (10, 0), "Cellar", (8, 30)).await;
        tab.until("document.querySelector('.ghost text').textContent.startsWith('08:30')").await;
        let_go(&tab, "Cellar", (8, 40)).await;
        tab.until("document.querySelector('[data-news]').textContent.startsWith('Moved to Cellar, 08:30')").await;
        assert_eq!(harbour.stands(one).await, (harbour.cellar, "2026-03-03T07:30:00Z".into(), "2026-03-03T08:30:00Z".into()));
        tab.until(&format!("document.querySelector('{}').querySelector('title').textContent.includes('Cellar, 08:30')", block(one))).await;

        // Its lower edge to 10:15.
        let edge = tab.place(&format!("{} .edge", block(one)), None).await;
        let (lower, wanted) = (at(&tab, "Cellar", (9, 30)).await.1, at(&tab, "Cellar", (10, 15)).await.1);
        let end = (edge.0, edge.1 + wanted - lower);
        tab.pull(edge, end).await;
        tab.mouse("mouseReleased", end).await;
        tab.until("document.querySelector('[data-news]').textContent.includes('08:30 – 10:15')").await;
        assert_eq!(harbour.stands(one).await.2, "2026-03-03T09:15:00Z");

        // Onto another one: told while it hangs there, refused when let go, and back it is.
        tab.until(&format!("document.querySelector('{}').dataset.to === '615'", block(one))).await;
        pull(&tab, one, (8, 30), "Attic", (12, 30)).await;
        tab.until("document.querySelector('.ghost').classList.contains('taken')").await;
        assert!(tab.text("[data-news]").await.contains("It is taken then."));
        let_go(&tab, "Attic", (12, 45)).await;
        tab.until("document.querySelector('[data-problem]').textContent.includes('already booked')").await;
        assert!(tab.text("[data-problem]").await.contains("stays as it was"));
        assert_eq!(harbour.stands(one).await.0, harbour.cellar);
        tab.until(&format!("!document.querySelector('.ghost') && document.querySelector('{}').dataset.from === '510'", block(one))).await;
        // Escape lets go and opens nothing.
        pull(&tab, lunch, (13, 0), "Attic", (18, 0)).await;
        tab.key("Escape").await;
        let_go(&tab, "Attic", (18, 10)).await;
        tab.until("!document.querySelector('.ghost')").await;
        assert_eq!(harbour.stands(lunch).await.1, "2026-03-03T12:00:00Z");
        assert_eq!(tab.eval("location.pathname").await, "/admin/bookings");

        // Over free time: the form has it, says what is taken as it is typed, and books.
        let (from, to) = (at(&tab, "Attic", (15, 5)).await, at(&tab, "Attic", (16, 28)).await);
        tab.pull(from, to).await;
        tab.mouse("mouseReleased", to).await;
        tab.until("location.pathname === '/admin/bookings/new' && document.querySelector('[data-ready]')").await;
        assert_eq!(tab.eval("[...document.querySelectorAll('[type=datetime-local]')].map((one) => one.value).join()").await, "2026-03-03T15:00,2026-03-03T16:30");
        let type_in = |name: &str, value: &str| format!("(() => {{ const one = document.querySelector('[name={name}]'); one.value = '{value}'; one.dispatchEvent(new Event('input', {{bubbles: true}})); }})()");
        tab.eval(&type_in("from", "2026-03-03T13:30")).await;
        tab.until("document.querySelector('.outlook.taken')").await;
        tab.eval(&type_in("from", "2026-03-03T15:00")).await;
        tab.until("document.querySelector('.outlook:not(.taken)').textContent.includes('free')").await;
        tab.eval(&type_in("q", "berg")).await;
        tab.until("document.querySelector('[name=member]').selectedOptions[0].textContent === 'Ben Berg'").await;
        tab.eval("document.querySelector('[data-booking-form]').requestSubmit()").await;
        tab.until("document.querySelector('.told')?.textContent === 'It is booked.'").await;
        assert!(tab.text("[data-plan]").await.contains("Ben Berg"));
    }

    async fn a_finger_that_rests_lifts_a_booking_and_one_that_moves_scrolls(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::of(house).await;
        let one = harbour.book(harbour.attic, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z", "Breakfast").await;
        let tab = olga(&chromium, &site).await;
        tab.place("[data-plan]", None).await;
        let middle = at(&tab, "Attic", (10, 20)).await;
        // Moved at once: nothing is lifted.
        tab.touch("touchStart", Some(middle)).await;
        tab.touch("touchMove", Some((middle.0, middle.1 + 30.0))).await;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        assert_eq!(tab.eval("document.querySelectorAll('.ghost').length").await, 0);
        tab.touch("touchEnd", None).await;
        assert_eq!(harbour.stands(one).await.1, "2026-03-03T09:00:00Z");

        tab.eval("scrollTo(0, 0)").await;
        tab.place("[data-plan]", None).await;
        let (middle, there) = (at(&tab, "Attic", (10, 20)).await, at(&tab, "Cellar", (12, 20)).await);
        tab.touch("touchStart", Some(middle)).await;
        tab.until("document.querySelector('.ghost')").await;
        for step in 1..=4 {
            let part = f64::from(step) / 4.0;
            let between = (middle.0 + (there.0 - middle.0) * part, middle.1 + (there.1 - middle.1) * part);
            tab.touch("touchMove", Some(between)).await;
        }
        tab.until("document.querySelector('.ghost text').textContent.startsWith('12:00')").await;
        tab.touch("touchEnd", None).await;
        tab.until("document.querySelector('[data-news]').textContent.startsWith('Moved to Cellar, 12:00')").await;
        assert_eq!(harbour.stands(one).await, (harbour.cellar, "2026-03-03T11:00:00Z".into(), "2026-03-03T12:00:00Z".into()));
        assert_eq!(tab.eval("location.pathname").await, "/admin/bookings");
    }

    async fn two_pull_to_the_same_time_and_one_gets_it(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::of(house).await;
        let one = harbour.book(harbour.attic, "2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z", "One").await;
        let two = harbour.book(harbour.attic, "2026-03-03T14:00:00Z", "2026-03-03T15:00:00Z", "Two").await;
        let (left, right) = tokio::join!(olga(&chromium, &site), olga(&chromium, &site));
        pull(&left, one, (9, 0), "Attic", (12, 0)).await;
        pull(&right, two, (15, 0), "Attic", (12, 0)).await;
        // Both see it free; both let go.
        let there = at(&left, "Attic", (12, 20)).await;
        tokio::join!(left.mouse("mouseReleased", there), right.mouse("mouseReleased", there));
        let told = "document.querySelector('[data-news]').textContent.startsWith('Moved') || document.querySelector('[data-problem]').textContent.includes('already booked')";
        tokio::join!(left.until(told), right.until(told));
        let (first, second) = (harbour.stands(one).await, harbour.stands(two).await);
        let noon = "2026-03-03T11:00:00Z".to_owned();
        let (winner, loser, moved, stays) = if first.1 == noon { (&left, &right, one, two) } else { (&right, &left, two, one) };
        assert!((first.1 == noon) != (second.1 == noon), "{first:?} {second:?}");
        assert!(winner.text("[data-news]").await.starts_with("Moved to Attic, 12:00"));
        assert!(loser.text("[data-problem]").await.contains("already booked"));
        // Both see the same in the end: the one that moved, and the other where it was.
        for tab in [winner, loser] {
            tab.until(&format!("document.querySelector('{}').dataset.from === '720' && document.querySelector('{}').dataset.from !== '720'", block(moved), block(stays))).await;
        }
        let window = WindowOf { from: testkit::at("2026-03-03T00:00:00Z"), to: testkit::at("2026-03-04T00:00:00Z") };
        let all = bookings::list(&harbour.house.app, &harbour.access, Subject::Space, window, Page { limit: 10, offset: 0 }, false).await.unwrap();
        assert_eq!(all.views.len(), 2, "nothing is lost");
    }

    async fn what_others_do_is_seen_at_once_until_one_signs_out(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::of(house).await;
        let tab = olga(&chromium, &site).await;
        let one = harbour.book(harbour.attic, "2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z", "Flash").await;
        let begun = std::time::Instant::now();
        tab.until(&format!("document.querySelector('{}')", block(one))).await;
        assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
        // By keyboard: the booking is reached and opened.
        tab.eval(&format!("document.querySelector('{}').focus()", block(one))).await;
        bookings::delete(&harbour.house.app, &harbour.access, harbour.book(harbour.attic, "2026-03-03T15:00:00Z", "2026-03-03T16:00:00Z", "Short").await).await.unwrap();
        tab.until("Number(document.querySelector('[data-schedule]').dataset.version) >= 2").await;
        assert_eq!(tab.eval("document.activeElement.dataset.booking").await, one.to_string(), "who stands on it keeps standing there");
        tab.key("Enter").await;
        tab.until(&format!("location.pathname === '/admin/bookings/{one}'")).await;
        // Who is signed out meanwhile is shown nothing any more.
        tab.open(DAY).await;
        tab.until("'ready' in document.querySelector('[data-schedule]').dataset").await;
        let session = "SELECT id FROM sessions";
        let rows: Vec<(uuid::Uuid,)> = harbour.house.app.db.read(async move |tx| tx.query(session, vec![]).await).await.unwrap();
        assert_eq!(rows.len(), 1);
        harbour.house.app.db.write(async |tx| tx.execute("DELETE FROM sessions", vec![]).await).await.unwrap();
        harbour.book(harbour.attic, "2026-03-03T17:00:00Z", "2026-03-03T18:00:00Z", "Secret").await;
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        assert!(!tab.text("body").await.contains("Secret"));
    }

    async fn phones_have_a_list_and_no_scripts_are_needed(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::of(house).await;
        let one = harbour.book(harbour.attic, "2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z", "Flash").await;
        let tab = chromium.person(&site, (390, 844)).await;
        tab.sign_in("olga@example.org").await;
        tab.open(DAY).await;
        assert_eq!(tab.eval("getComputedStyle(document.querySelector('.plan')).display").await, "none");
        assert!(tab.eval("document.documentElement.scrollWidth").await.as_i64() <= Some(390), "nothing has to be scrolled sideways");
        tab.without_scripts().await;
        tab.open(DAY).await;
        tab.click(".list a").await;
        tab.until(&format!("location.pathname === '/admin/bookings/{one}'")).await;
        tab.eval("document.querySelector('[name=to]').value = '2026-03-03T11:00'").await;
        tab.click("form.card .buttons button").await;
        tab.until("document.querySelector('.told')?.textContent === 'The booking was changed.'").await;
        assert_eq!(harbour.stands(one).await.2, "2026-03-03T10:00:00Z");
        assert!(tab.eval("document.documentElement.scrollWidth").await.as_i64() <= Some(390));
    }
}

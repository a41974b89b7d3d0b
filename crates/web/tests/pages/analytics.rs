//! How a space does: the first page of who runs it, charts with their tables, and files to take away.

use crate::browser::House;
use crate::on_both;
use crate::schedule::{Harbour, looker, permit};
use app::invoices::{Create, For, NewItem};
use domain::permissions::Category;

fn item(net: &str) -> NewItem {
    NewItem {
        description: "Desk".into(),
        quantity: 1.into(),
        net: net.parse().unwrap(),
        taxes: Some(vec![]),
        paid: false,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
    }
}

async fn bill(harbour: &Harbour, net: &str) {
    let wish = Create { debitor: Some(For::Membership(harbour.mia)), items: vec![item(net)], ..Create::default() };
    app::invoices::create(&harbour.house.app, &harbour.access, wish).await.unwrap();
}

on_both! {
    async fn the_first_page_says_how_it_goes(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        let mut olga = harbour.house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let empty = olga.get("harbour", "/admin").await;
        assert!(empty.text.contains("Nothing is owed.") && empty.text.contains("<strong>0.0 %</strong> booked"), "{}", empty.text);
        bill(&harbour, "120.50").await;
        bill(&harbour, "20").await;
        // Three hours of three units on the Monday of the week before.
        harbour.book(harbour.attic, "2026-02-23T09:00:00Z", "2026-02-23T12:00:00Z", "Workshop").await;
        let booked = harbour.book(harbour.attic, "2026-03-02T14:00:00Z", "2026-03-02T15:00:00Z", "Today").await;
        app::check_ins::check_in(&harbour.house.app, &harbour.access, harbour.access.space_id(), harbour.mia, false).await.unwrap();
        let today = olga.get("harbour", "/admin").await;
        for said in [
            "<strong>1</strong> here now", "<strong>1</strong> bookings today", "<strong>2</strong> open invoices", "140.50 EUR",
            "<strong>2</strong> members", "2 new, 0 leaving", "New in the last 30 days", "Mia &#60;3",
            "<strong>0.5 %</strong> booked", "Revenue, net, EUR", "<th scope=\"row\">Mar 26</th><td>140.50 EUR</td>",
            "<th scope=\"row\">Mon</th><td>2.5 %</td>", &format!("href=\"/admin/bookings/{booked}\""), "role=\"img\" aria-labelledby=\"revenue-EUR-title",
        ] {
            assert!(today.text.contains(said), "{said}: {}", today.text);
        }
        assert!(!today.text.contains("style="), "nothing of it needs more");
        assert_eq!(today.text.matches("<script").count(), today.text.matches("<script src=\"/assets/forms.js\"").count(), "nor scripts");
    }

    async fn charts_have_tables_and_files(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        bill(&harbour, "120.50").await;
        harbour.book(harbour.attic, "2026-02-23T09:00:00Z", "2026-02-23T12:00:00Z", "Workshop").await;
        harbour.book(harbour.cellar, "2026-02-24T09:00:00Z", "2026-02-24T10:00:00Z", "Talk").await;
        app::check_ins::check_in(&harbour.house.app, &harbour.access, harbour.access.space_id(), harbour.mia, false).await.unwrap();
        let mut olga = harbour.house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let page = olga.get("harbour", "/admin/analytics?from=2026-02-01&to=2026-03-31").await;
        for said in [
            "<th scope=\"row\">Feb 26</th><td>4 h in 2 bookings</td>", "<th scope=\"row\">Mar 26</th><td>120.50 EUR</td>",
            "<th scope=\"row\">Mar 26</th><td>1 check-ins of 1 members</td>", "<th scope=\"row\">Mar 26</th><td>2 (2 joined, 0 left)</td>",
            // 60 minutes of an hour on nine Mondays, of three units.
            "Fullest on Mon at 10:00, with 3.7 %.", "occupancy.csv?from=2026-02-01&#38;to=2026-03-31",
        ] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        let attic = olga.get("harbour", &format!("/admin/analytics?from=2026-02-01&to=2026-03-31&only={}", harbour.attic)).await;
        assert!(attic.text.contains("3 h in 1 bookings") && attic.text.contains("with 11.1 %"), "{}", attic.text);
        let usual = olga.get("harbour", "/admin/analytics").await;
        assert!(usual.text.contains("value=\"2025-04-01\"") && usual.text.contains("value=\"2026-03-02\""), "{}", usual.text);

        let period = app::accounting::Period { from: jiff::civil::date(2026, 2, 1), to: jiff::civil::date(2026, 3, 31) };
        let report = app::reports::report(&harbour.house.app, &harbour.access, period).await.unwrap();
        let revenue = app::analytics::revenue(&harbour.house.app, &harbour.access, period).await.unwrap();
        let sum = domain::money::Amount::sum(revenue["EUR"].1.values().copied()).unwrap();
        assert_eq!(sum, report.currencies["EUR"].net, "the two ways to count come to the same");

        let mut file = async |name: &str| olga.get("harbour", &format!("/admin/analytics/{name}?from=2026-02-01&to=2026-03-31")).await;
        let revenue = file("revenue.csv").await;
        assert_eq!(revenue.text, "\u{feff}Month,Currency,Net\r\n2026-02,EUR,0\r\n2026-03,EUR,120.5\r\n");
        assert_eq!(revenue.headers["content-type"], "text/csv; charset=utf-8");
        assert!(revenue.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"revenue_2026-02-01_2026-03-31.csv\""));
        assert_eq!(file("bookings.csv").await.text, "\u{feff}Month,Bookings,Hours\r\n2026-02,2,4\r\n2026-03,0,0\r\n");
        assert_eq!(file("attendance.csv").await.text, "\u{feff}Month,Check-ins,Members\r\n2026-02,0,0\r\n2026-03,1,1\r\n");
        assert_eq!(file("members.csv").await.text, "\u{feff}Month,Members on the last day,Joined,Left\r\n2026-02,0,0,0\r\n2026-03,2,2,0\r\n");
        let occupancy = file("occupancy.csv").await.text;
        assert!(occupancy.contains("\r\nMonday,10:00,3.7\r\n") && occupancy.lines().count() == 169, "{occupancy}");
        assert_eq!(file("passwords.csv").await.status, 404);
        assert_eq!(file("revenue.txt").await.status, 404);
    }

    async fn what_cannot_be_read_is_said_and_what_may_not_be_seen_is_not_there(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        bill(&harbour, "120.50").await;
        let mut olga = harbour.house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        for (query, said) in [
            ("from=soon", "The first day must be a day"),
            ("to=2026-13-01", "The last day must be a day"),
            ("from=2026-03-01&to=2026-02-01", "must not be before"),
            ("from=2020-01-01&to=2026-02-01", "three years"),
            ("from=-009999-01-01&to=2026-02-01", "ten years"),
        ] {
            let bad = olga.get("harbour", &format!("/admin/analytics?{query}")).await;
            assert!(bad.status == 422 && bad.text.contains(said), "{query}: {}", bad.text);
            assert_eq!(olga.get("harbour", &format!("/admin/analytics/revenue.csv?{query}")).await.status, 422, "{query}");
        }
        for path in ["/admin/analytics?only=nonsense", &format!("/admin/analytics?only={}", harbour.mia)] {
            assert_eq!(olga.get("harbour", path).await.status, 404, "{path}");
        }
        let id = looker(&harbour).await;
        let mut anna = harbour.house.browser();
        anna.sign_in("harbour", "anna@example.org").await;
        for path in ["/admin/analytics", "/admin/analytics/bookings.csv"] {
            assert_eq!(anna.get("harbour", path).await.status, 403, "bookings alone are no analytics: {path}");
        }
        assert!(!anna.get("harbour", "/admin").await.text.contains("booked</a>"));
        permit(&harbour, id, &[Category::Bookings, Category::Analytics]).await;
        let page = anna.get("harbour", "/admin/analytics").await;
        assert!(page.text.contains("Hours booked") && !page.text.contains("Revenue") && !page.text.contains("Check-ins"), "{}", page.text);
        assert_eq!(anna.get("harbour", "/admin/analytics/revenue.csv").await.status, 403);
        assert_eq!(anna.get("harbour", "/admin/analytics/bookings.csv").await.status, 200);
        let today = anna.get("harbour", "/admin").await;
        assert!(today.text.contains("bookings today") && !today.text.contains("owed") && !today.text.contains("Here now"), "{}", today.text);
        harbour.house.person("eve@example.org").await;
        let mut eve = harbour.house.browser();
        assert_eq!(eve.get("harbour", "/admin/analytics").await.status, 303);
        eve.sign_in("harbour", "eve@example.org").await;
        assert_eq!(eve.get("harbour", "/admin/analytics").await.status, 404);
    }
}

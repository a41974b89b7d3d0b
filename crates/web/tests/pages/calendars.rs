//! People make calendars for their own programs.

use crate::browser::{House, Page};
use crate::on_both;

/// The address that a page shows once.
fn address(page: &Page) -> String {
    let start = page.text.find("https://harbour.kontor.test/calendars/").unwrap_or_else(|| panic!("{}", page.text));
    page.text[start..].split('<').next().unwrap().to_owned()
}

fn path(address: &str) -> String {
    address.strip_prefix("https://harbour.kontor.test").unwrap().to_owned()
}

on_both! {
    async fn somebody_makes_replaces_and_deletes_a_calendar(db: db::Db) {
        let house = House::new(db);
        let owner = house.person("olga@example.org").await;
        let caller = house.caller(owner, "read write").await;
        let details = app::spaces::Details { name: Some("Harbour".into()), country: Some("DE".into()), ..Default::default() };
        let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
        app::spaces::create(&house.app, &caller, command).await.unwrap();
        house.person("eve@example.org").await;
        let mut eve = house.browser();
        assert!(eve.get("harbour", "/calendars").await.location().ends_with("return_to=%2Fcalendars"));
        eve.sign_in("harbour", "eve@example.org").await;
        assert_eq!(eve.get("harbour", "/calendars").await.status, 404, "strangers learn nothing");

        let mut olga = house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        assert!(olga.get("harbour", "/account").await.text.contains("href=\"/calendars\""));
        let list = olga.get("harbour", "/calendars").await;
        assert!(list.text.contains("There are none") && list.text.contains("All bookings"), "{}", list.text);
        assert!(!list.text.contains("Your bookings and events"), "she is no member");
        assert!(list.headers["content-security-policy"].to_str().unwrap().ends_with("script-src 'self'"), "only what keeps forms from being sent twice");
        for (subject, label, said) in [("nonsense", "", "must be chosen"), ("space", "a\u{7}b", "must not contain control characters")] {
            let bad = olga.submit(&list, "/calendars", &[("subject", subject), ("label", label)]).await;
            assert!(bad.status == 422 && bad.text.contains(said), "{}", bad.text);
        }
        assert_eq!(olga.submit(&list, "/calendars", &[("subject", "own"), ("label", "")]).await.status, 403);

        let made = olga.submit(&list, "/calendars", &[("subject", "space"), ("label", "<Phone>")]).await;
        assert_eq!(made.headers["cache-control"], "no-store");
        let first = address(&made);
        assert!(made.text.contains(&first.replace("https://", "webcal://")), "{}", made.text);
        let calendar = house.browser().get("harbour", &path(&first)).await;
        assert_eq!(calendar.headers["content-type"], "text/calendar; charset=utf-8");
        assert!(calendar.text.starts_with("BEGIN:VCALENDAR\r\n") && calendar.text.contains("X-WR-CALNAME:Harbour\r\n"), "{}", calendar.text);
        let list = olga.get("harbour", "/calendars").await;
        assert!(list.text.contains("&#60;Phone&#62;") && list.text.contains("since 2026-03-02") && !list.text.contains(".ics"), "{}", list.text);

        let here = {
            let start = list.text.find("action=\"/calendars/").unwrap() + "action=\"".len();
            list.text[start..].split("/reset").next().unwrap().to_owned()
        };
        let replaced = olga.submit(&list, &format!("{here}/reset"), &[]).await;
        let second = address(&replaced);
        assert!(replaced.text.contains("opens nothing any more") && first != second, "{}", replaced.text);
        let status = async |address: &str| house.browser().get("harbour", &path(address)).await.status;
        assert_eq!((status(&first).await.as_u16(), status(&second).await.as_u16()), (404, 200));
        assert!(olga.get("harbour", "/calendars").await.text.contains("address of 2026-03-02"));
        assert_eq!(olga.submit(&list, &format!("{here}/delete"), &[]).await.location(), "/calendars");
        assert_eq!(status(&second).await, 404);
        assert_eq!(olga.submit(&list, &format!("{here}/delete"), &[]).await.status, 404);
    }
}

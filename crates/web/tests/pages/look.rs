//! A space's colour.

use crate::admins::space;
use crate::browser::House;
use crate::on_both;

on_both! {
    async fn a_space_wears_its_colour_and_texts_stay_readable(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@example.org").await;
        space(&house, olga).await;
        let mut browser = house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        assert_eq!(browser.get("harbour", "/assets/space.css").await.text, "");
        let page = browser.get("harbour", "/admin/look").await;
        let wrong = browser.submit(&page, "/admin/look", &[("color", "red; } body { display: none")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("must look like"), "{}", wrong.text);
        let done = browser.submit(&page, "/admin/look", &[("color", "#FFE000")]).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/admin/look"));
        let sheet = browser.get("harbour", "/assets/space.css").await;
        assert_eq!(sheet.headers["content-type"], "text/css; charset=utf-8");
        assert!(sheet.text.contains("dark) { :root { --accent: #ffe000; --accent-ink: #141925; }"), "{}", sheet.text);
        assert!(!sheet.text.starts_with(":root { --accent: #ffe000"), "yellow on white cannot be read: {}", sheet.text);
        let page = browser.get("harbour", "/session/new").await;
        assert!(page.text.contains("href=\"/assets/space.css\""), "{}", page.text);
        assert!(!browser.get("", "/session/new").await.text.contains("space.css"), "the platform has no colour of a space");
        let page = browser.get("harbour", "/admin/look").await;
        assert!(page.text.contains("value=\"#ffe000\""), "{}", page.text);
        browser.submit(&page, "/admin/look", &[("color", "#ffe000"), ("none", "yes")]).await;
        assert_eq!(browser.get("harbour", "/assets/space.css").await.text, "");
        let mut stranger = house.browser();
        house.person("vera@example.org").await;
        stranger.sign_in("harbour", "vera@example.org").await;
        assert_eq!(stranger.get("harbour", "/admin/look").await.status, 404);
    }
}

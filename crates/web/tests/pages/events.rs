//! Developers see what happens in spaces, and how they are told.

use crate::browser::House;
use crate::on_both;
use app::Event;

on_both! {
    async fn the_catalogue_shows_every_event(db: db::Db) {
        let house = House::new(db);
        let mut anybody = house.browser();
        let start = anybody.get("dev", "/").await;
        assert!(start.text.contains("href=\"/events\"") && start.text.contains("href=\"/asyncapi.json\""), "{}", start.text);
        let page = anybody.get("dev", "/events").await;
        assert_eq!(page.status, 200);
        for event in Event::ALL {
            assert!(page.text.contains(&format!("id=\"{}\"", event.name())), "{event:?}");
            assert!(page.text.contains(&event.about().replace('\'', "&#39;")), "{event:?}");
        }
        assert!(page.text.contains("/api/bookings/019947a10d587c448a6f2be907f361d4"), "an example: {}", page.text);
        assert!(page.text.contains("&#34;check_in_token&#34;: {"), "with what is deleted");
        let document = anybody.get("dev", "/asyncapi.json").await;
        assert_eq!((document.status.as_u16(), document.headers["access-control-allow-origin"].to_str().unwrap()), (200, "*"));
        let document: serde_json::Value = serde_json::from_str(&document.text).unwrap();
        assert_eq!(document["asyncapi"], "3.0.0");
    }
}

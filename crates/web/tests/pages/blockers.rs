//! Times at which nobody books.

use crate::browser::{House, Page};
use crate::on_both;
use crate::schedule::{Harbour, looker};

fn id(list: &Page) -> String {
    let mut links = list.text.split("href=\"/admin/calendar_blockers/").skip(1).map(|rest| rest.split('"').next().unwrap());
    links.find(|id| *id != "new").unwrap_or_else(|| panic!("{}", list.text)).to_owned()
}

on_both! {
    async fn a_time_is_blocked_changed_and_opened_again(db: db::Db) {
        let harbour = Harbour::of(House::new(db)).await;
        let mut olga = harbour.house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let list = olga.get("harbour", "/admin/calendar_blockers").await;
        assert!(list.text.contains("Nothing is blocked") && list.text.contains("Block a time"), "{}", list.text);
        let new = "/admin/calendar_blockers/new";
        let form = olga.get("harbour", new).await;
        let fields = |title, to| vec![("title", title), ("from", "2026-03-05T09:00"), ("to", to), ("members", "yes"), ("all", "yes")];
        for (fields, said) in [
            (fields("", "2026-03-05T13:00"), "title-problem"),
            (fields("Painters", "noon"), "to-problem"),
            (fields("Painters", "2026-03-04T13:00"), "must be after the start"),
            (vec![("title", "Painters"), ("from", "2026-03-05T09:00"), ("to", "2026-03-05T13:00"), ("all", "yes")], "must name what is blocked"),
            (vec![("title", "Painters"), ("from", "2026-03-05T09:00"), ("to", "2026-03-05T13:00"), ("members", "yes")], "must name at least one resource"),
            (vec![("title", "Painters"), ("from", "2026-03-05T09:00"), ("to", "2026-03-05T13:00"), ("members", "yes"), ("room-x", "yes")], "must be chosen"),
        ] {
            let bad = olga.submit(&form, new, &fields).await;
            assert!(bad.status == 422 && bad.text.contains(said) && bad.text.contains("2026-03-05T09:00"), "{said}: {}", bad.text);
        }
        assert_eq!(olga.submit(&form, new, &fields("<i>Painters</i>", "2026-03-05T13:00")).await.location(), "/admin/calendar_blockers");
        let list = olga.get("harbour", "/admin/calendar_blockers").await;
        assert!(list.text.contains("&#60;i&#62;Painters") && list.text.contains("Thu 5 Mar, 09:00 – 13:00 · all rooms · for members"), "{}", list.text);
        let here = format!("/admin/calendar_blockers/{}", id(&list));
        let form = olga.get("harbour", &here).await;
        let room = format!("room-{}", harbour.attic);
        let some = [("title", "Painters"), ("from", "2026-03-05T09:00"), ("to", "2026-03-06T13:00"), ("visitors", "yes"), (room.as_str(), "yes")];
        assert_eq!(olga.submit(&form, &here, &some).await.location(), "/admin/calendar_blockers");
        let list = olga.get("harbour", "/admin/calendar_blockers").await;
        assert!(list.text.contains("1 rooms · for visitors"), "{}", list.text);
        looker(&harbour).await;
        let mut anna = harbour.house.browser();
        anna.sign_in("harbour", "anna@example.org").await;
        let seen = anna.get("harbour", "/admin/calendar_blockers").await;
        assert!(seen.text.contains("Painters") && !seen.text.contains("Block a time"), "{}", seen.text);
        assert_eq!(anna.get("harbour", &here).await.status, 403);
        let form = olga.get("harbour", &here).await;
        assert_eq!(olga.submit(&form, &format!("{here}/delete"), &[]).await.location(), "/admin/calendar_blockers");
        assert_eq!(olga.submit(&form, &format!("{here}/delete"), &[]).await.status, 404);
        assert_eq!(olga.submit(&form, &here, &some).await.status, 404);
        assert!(olga.get("harbour", "/admin/calendar_blockers").await.text.contains("Nothing is blocked"));
    }
}

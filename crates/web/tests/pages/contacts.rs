//! Contacts: written down, found, tagged, taken in as members, deleted; and announcements.

use crate::browser::House;
use crate::harbour::Harbour;
use crate::on_both;
use domain::ids::ContactId;

const HERE: &str = "/admin/contacts";

on_both! {
    async fn contacts_are_written_down_found_and_taken_in(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let (_, mut member) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        assert!(olga.get("harbour", HERE).await.text.contains("Contacts are people who are no members"));
        let form = olga.get("harbour", "/admin/contacts/new").await;
        let bad = olga.submit(&form, "/admin/contacts/new", &[("name", "Vera"), ("email", "nobody")]).await;
        assert!(bad.status == 422 && bad.text.contains("email-problem") && bad.text.contains("value=\"Vera\""), "{}", bad.text);
        assert_eq!(olga.submit(&form, "/admin/contacts/new", &[("phone", "1")]).await.status, 422, "somebody must be meant");
        let vera = [("name", "Vera 100%"), ("email", "vera@example.org"), ("company", "Vera & Co"), ("tags", "news, workshop"), ("city", "Kiel")];
        let path = olga.submit(&form, "/admin/contacts/new", &vera).await.location().to_owned();
        assert_eq!(olga.submit(&form, "/admin/contacts/new", &[("name", "Walt"), ("email", "walt@example.org")]).await.status, 303);
        for (query, found) in [("q=vera", true), ("q=100%25", true), ("q=EXAMPLE+vera", true), ("q=walt", false), ("tag=news", true), ("tag=none", false), ("q=walt&tag=news", false)] {
            let list = olga.get("harbour", &format!("{HERE}?{query}")).await;
            assert!(list.status == 200 && list.text.contains(&path) == found, "{query}: {}", list.text);
        }
        let page = olga.get("harbour", &path).await;
        assert!(page.text.contains("tag=workshop") && page.text.contains("Vera &#38; Co") && page.text.contains("Kiel"), "{}", page.text);
        // The e-mail of another contact is refused; tags that are left out go.
        let edit = format!("{path}/edit");
        let form = olga.get("harbour", &edit).await;
        let taken = olga.submit(&form, &edit, &[("name", "Vera"), ("email", "walt@example.org")]).await;
        assert!(taken.status == 422 && taken.text.contains("belongs to another contact"), "{}", taken.text);
        assert_eq!(olga.submit(&form, &edit, &[("name", "Vera"), ("email", "vera@example.org"), ("tags", "workshop")]).await.location(), path);
        let page = olga.get("harbour", &path).await;
        assert!(page.text.contains("tag=workshop") && !page.text.contains("tag=news") && !page.text.contains("Kiel"), "{}", page.text);

        // An invoice for her is on her page.
        let id = path.rsplit('/').next().unwrap().to_owned();
        let form = olga.get("harbour", &format!("/admin/invoices/new?contact={id}")).await;
        let made = olga.submit(&form, "/admin/invoices/new", &[("description-0", "Talk"), ("price-0", "50"), ("act", "make")]).await;
        assert!(olga.get("harbour", &path).await.text.contains(made.location()));
        assert!(olga.get("harbour", "/admin/invoices/new?q=vera").await.text.contains(&format!("contact={id}")));

        let convert = format!("{path}/convert");
        let form = olga.get("harbour", &convert).await;
        let plan = harbour.plan.to_string();
        assert_eq!(olga.submit(&form, &convert, &[("plan", "none")]).await.status, 422);
        let taken_in = olga.submit(&form, &convert, &[("plan", &plan), ("starts_at", "2026-03-02")]).await;
        assert!(taken_in.location().starts_with("/admin/members/"), "{}", taken_in.text);
        assert!(olga.get("harbour", taken_in.location()).await.text.contains("vera@example.org"));
        assert!(olga.get("harbour", &path).await.text.contains(taken_in.location()));
        let twice = olga.submit(&form, &convert, &[("plan", &plan), ("starts_at", "2026-03-03")]).await;
        assert!(twice.status == 422 && twice.text.contains("is a member already"), "{}", twice.text);

        assert_eq!(member.get("harbour", &path).await.status, 403);
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        for path in [&path, &edit, &convert] {
            assert_eq!(paul.get("pier", path).await.status, 404, "{path}");
        }
    }

    async fn who_has_a_history_is_made_nobody_and_others_are_deleted(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let mut pages = Vec::new();
        for name in ["Vera", "Walt"] {
            let form = olga.get("harbour", "/admin/contacts/new").await;
            let fields = [("name", name), ("notes", "likes tea"), ("tags", "news"), ("street", "Quay 1")];
            pages.push(olga.submit(&form, "/admin/contacts/new", &fields).await.location().to_owned());
        }
        let id = pages[0].rsplit('/').next().unwrap().to_owned();
        let form = olga.get("harbour", &format!("/admin/invoices/new?contact={id}")).await;
        let made = olga.submit(&form, "/admin/invoices/new", &[("description-0", "Talk"), ("price-0", "50"), ("act", "make")]).await;
        for path in &pages {
            let page = olga.get("harbour", path).await;
            assert_eq!(olga.submit(&page, &format!("{path}/delete"), &[]).await.location(), HERE);
        }
        assert_eq!(olga.get("harbour", &pages[1]).await.status, 404);
        let nobody = olga.get("harbour", &pages[0]).await;
        assert!(nobody.text.contains("Nobody known") && nobody.text.contains(made.location()), "{}", nobody.text);
        assert!(!nobody.text.contains("Vera") && !nobody.text.contains("tea") && !nobody.text.contains("tag=news"), "{}", nobody.text);
        assert!(olga.get("harbour", made.location()).await.text.contains("Vera"), "the invoice keeps its copy");
        let gone: ContactId = pages[1].rsplit('/').next().unwrap().parse().unwrap();
        let caller = house.caller(harbour.access.user().unwrap(), "read write read_contacts").await;
        let access = app::access::enter_as(&house.app, &caller, app::access::Place::Space(harbour.access.space_id()), &[], app::access::Door::Related).await.unwrap();
        assert!(matches!(app::contacts::get(&house.app, &access, gone).await, Err(app::Error::NotFound { .. })));
    }

    async fn announcements_reach_those_they_are_for(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (_, mut mia) = harbour.member("Mia").await;
        let terms = serde_json::json!({"name": "Night", "price_per_cycle": "10", "currency": "EUR", "cycle_months": 1});
        let night = app::plans::create(&house.app, &harbour.access, serde_json::from_value(terms).unwrap()).await.unwrap().to_string();
        let mut olga = harbour.olga().await;
        let (list, new) = ("/admin/announcements", "/admin/announcements/new");
        assert!(olga.get("harbour", list).await.text.contains("None yet."));
        let form = olga.get("harbour", new).await;
        let bad = olga.submit(&form, new, &[("title", "Party"), ("text", " "), ("from", "soon")]).await;
        assert!(bad.status == 422 && bad.text.contains("value=\"Party\""), "{}", bad.text);
        let flex = harbour.plan.to_string();
        for (title, plan, mail) in [("Party", "", Some(("mail", "yes"))), ("For flex", flex.as_str(), None), ("For night", night.as_str(), Some(("mail", "yes")))] {
            let mut fields = vec![("title", title), ("text", "Come **all**"), ("from", "2026-03-02"), ("plan", plan)];
            fields.extend(mail);
            assert_eq!(olga.submit(&form, new, &fields).await.location(), list, "{title}");
        }
        let shown = mia.get("harbour", "/membership").await;
        assert!(shown.text.contains("Party") && shown.text.contains("For flex") && !shown.text.contains("For night"), "{}", shown.text);
        let page = olga.get("harbour", list).await;
        assert!(page.text.contains("members on Night") && page.text.contains("all members"), "{}", page.text);
        let ids: Vec<_> = page.text.split("href=\"/admin/announcements/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).filter(|id| id != "new").collect();
        for id in &ids {
            let work = app::announcements::Mailing { space: harbour.access.space_id(), announcement: id.parse().unwrap() };
            app::announcements::mail(&house.app, &work).await.unwrap();
        }
        let mails = house.mails("mia@example.org").await;
        let subjects: Vec<_> = app::mails::latest(&house.app, 100).await.unwrap().into_iter().filter(|mail| mail.recipient == "mia@example.org").map(|mail| mail.subject).collect();
        assert!(subjects.contains(&"Party".to_owned()) && subjects.contains(&"For flex".to_owned()) && !subjects.contains(&"For night".to_owned()), "{subjects:?} {mails:?}");

        let one = format!("{list}/{}", ids[0]);
        let form = olga.get("harbour", &one).await;
        assert_eq!(olga.submit(&form, &one, &[("title", "Later"), ("text", "Not now"), ("from", "2026-03-09")]).await.location(), list);
        assert!(!mia.get("harbour", "/membership").await.text.contains("Not now"), "its day is to come");
        assert_eq!(olga.submit(&form, &format!("{one}/delete"), &[]).await.location(), list);
        assert_eq!(olga.get("harbour", &one).await.status, 404);
        assert_eq!(mia.get("harbour", list).await.status, 403);
    }
}

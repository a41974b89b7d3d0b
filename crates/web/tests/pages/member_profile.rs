//! All that is known of a member, and what a member sees of it: invoices, cards, and what a change would cost.

use crate::browser::House;
use crate::harbour::{Harbour, between};
use crate::on_both;
use domain::permissions::{Category, Level, Permissions};

on_both! {
    async fn a_member_is_edited_noted_and_deleted(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let (mia, mut member) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        let here = format!("/admin/members/{mia}");
        let edit = format!("{here}/edit");
        let form = olga.get("harbour", &edit).await;
        let person = [
            ("name", "Mia Moor"), ("email", "mia@example.org"), ("street", "Quay 2"), ("post_code", "20457"), ("city", "Hamburg"), ("country", "DE"),
            ("billing_emails", "bills@example.org, more@example.org"), ("charge_taxes", "yes"), ("next_invoice_at", ""),
        ];
        let mut bad = person;
        bad[1].1 = "nobody";
        let refused = olga.submit(&form, &edit, &bad).await;
        assert!(refused.status == 422 && refused.text.contains("email-problem") && refused.text.contains("value=\"Quay 2\""), "{}", refused.text);
        assert_eq!(olga.submit(&form, &edit, &person).await.location(), here);
        let page = olga.get("harbour", &here).await;
        assert!(page.text.contains("Mia Moor") && page.text.contains("Quay 2, 20457 Hamburg"), "{}", page.text);
        assert!(olga.get("harbour", &edit).await.text.contains("bills@example.org, more@example.org"));

        let notes = format!("{here}/notes");
        assert_eq!(olga.submit(&page, &notes, &[("text", " ")]).await.status, 422);
        assert_eq!(olga.submit(&page, &notes, &[("text", "Has a <dog>"), ("sticky", "yes")]).await.location(), here);
        let page = olga.get("harbour", &here).await;
        assert!(page.text.contains("Has a &#60;dog&#62;") && page.text.contains("On top"), "{}", page.text);
        let gone = format!("{notes}/{}/delete", between(&page, &format!("action=\"{notes}/"), "/delete"));
        // It asks once, with or without scripts.
        let before = page.text.split(&format!("action=\"{gone}\"")).next().unwrap();
        assert!(before.rsplit("<details>").next().unwrap().contains("<summary>Delete"), "{}", page.text);
        assert!(between(&page, &format!("action=\"{gone}\""), "</details>").contains("class=\"danger\""), "{}", page.text);
        assert_eq!(olga.submit(&page, &gone, &[]).await.location(), here);
        assert!(!olga.get("harbour", &here).await.text.contains("&#60;dog"));

        let (passes, kind) = (format!("{here}/passes"), between(&page, "name=\"kind\"><option value=\"", "\"").to_owned());
        assert_eq!(olga.submit(&page, &passes, &[("kind", &kind), ("count", "none")]).await.status, 422);
        assert_eq!(olga.submit(&page, &passes, &[("kind", &kind), ("count", "2")]).await.location(), here);
        let page = olga.get("harbour", &here).await;
        assert!(page.text.contains("2 left"), "{}", page.text);
        let one = format!("{passes}/{}/delete", between(&page, &format!("action=\"{passes}/"), "/delete"));
        assert_eq!(olga.submit(&page, &one, &[]).await.location(), here);
        assert!(olga.get("harbour", &here).await.text.contains("1 left"));

        for path in [&here, &edit] {
            assert_eq!(member.get("harbour", path).await.status, 403, "{path}");
        }
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(paul.get("pier", &edit).await.status, 404);
        assert_eq!(olga.submit(&form, &format!("{here}/delete"), &[]).await.location(), "/admin/members");
        assert_eq!(olga.get("harbour", &here).await.status, 404);
    }

    async fn files_are_kept_with_a_member(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let (mia, mut member) = harbour.member("Mia").await;
        let (ole, _) = harbour.member("Ole").await;
        let mut olga = harbour.olga().await;
        let (here, files) = (format!("/admin/members/{mia}"), format!("/admin/members/{mia}/files"));
        let empty = olga.get("harbour", &here).await;
        assert!(empty.text.contains("None yet: contracts"), "{}", empty.text);

        assert_eq!(olga.upload_named(&empty, &files, &[], ("../Vertrag; für <Mia>.pdf", b"%PDF-1.7 signed")).await.location(), here);
        assert_eq!(olga.upload_named(&empty, &files, &[], ("page.html", b"<script>alert(1)</script>")).await.location(), here);
        let page = olga.get("harbour", &here).await;
        assert!(page.text.contains("Vertrag; für -Mia-.pdf</a>") && page.text.contains("1 kB, Olga, "), "{}", page.text);
        // The newest is the first.
        let html = format!("{files}/{}", between(&page, &format!("href=\"{files}/"), "\""));
        let pdf = format!("{files}/{}", page.text.split(&format!("href=\"{files}/")).nth(2).unwrap().split('"').next().unwrap());
        let header = |page: &crate::browser::Page, name: &str| page.headers.get(name).map_or(String::new(), |value| value.to_str().unwrap().to_owned());
        let taken = olga.get("harbour", &pdf).await;
        assert_eq!((taken.status.as_u16(), taken.text.as_str(), header(&taken, "content-type")), (200, "%PDF-1.7 signed", "application/pdf".into()));
        let taken = olga.get("harbour", &html).await;
        assert_eq!((taken.text.as_str(), header(&taken, "content-type")), ("<script>alert(1)</script>", "application/octet-stream".into()));
        assert!(header(&taken, "content-disposition").starts_with("attachment; filename=\"page.html\""));
        assert_eq!((header(&taken, "x-content-type-options"), header(&taken, "cache-control")), ("nosniff".into(), "no-store".into()));
        assert!(header(&taken, "content-security-policy").contains("sandbox"));

        // Who may see memberships but not change them takes files, and no more.
        for (who, level, status) in [("sam", Level::View, 200), ("tim", Level::None, 403)] {
            let mut permissions = Permissions::default();
            permissions.set(Category::Memberships, level);
            let email = format!("{who}@example.org");
            app::admins::create(&house.app, harbour.access.space_id(), house.person(&email).await, who, permissions).await.unwrap();
            let mut admin = house.browser();
            admin.sign_in("harbour", &email).await;
            let own = admin.get("harbour", "/account").await;
            assert_eq!((admin.get("harbour", &here).await.status.as_u16(), admin.get("harbour", &pdf).await.status.as_u16()), (status, status), "{who}");
            let csrf = between(&own, "name=\"csrf\" value=\"", "\"");
            assert_eq!(admin.send("POST", "harbour", &format!("{pdf}/delete"), &format!("csrf={csrf}")).await.status, 403, "{who}");
        }
        assert_eq!(member.get("harbour", &pdf).await.status, 403, "the member does not");
        assert!(house.browser().get("harbour", &pdf).await.location().starts_with("/session/new"));
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(paul.get("pier", &pdf).await.status, 404, "another space");
        let id = pdf.rsplit('/').next().unwrap();
        for wrong in [format!("/admin/members/{ole}/files/{id}"), format!("{files}/{mia}"), format!("{files}/x"), format!("/files/{id}")] {
            assert_eq!(olga.get("harbour", &wrong).await.status, 404, "{wrong}");
        }

        let none = olga.upload(&page, &files, "").await;
        assert!(none.status == 422 && none.text.contains("must be chosen"), "{}", none.text);
        let most = app::membership_files::MOST_BYTES;
        let large = olga.upload(&page, &files, vec![b'x'; most + 1]).await;
        assert!(large.status == 422 && large.text.contains("must not be larger than 10 MiB"), "{}", large.text);
        assert_eq!(olga.upload(&page, &files, vec![b'x'; most + (1 << 20)]).await.status, 413);
        assert_eq!(olga.upload(&page, &files, vec![b'x'; most]).await.location(), here);
        let page = olga.get("harbour", &here).await;
        assert!(page.text.contains("10.5 MB, Olga, "), "{}", page.text);
        for number in 3..100 {
            app::membership_files::add(&house.app, &harbour.access, mia, &format!("{number}.txt"), b"x".to_vec()).await.unwrap();
        }
        let many = olga.upload(&page, &files, "one more").await;
        assert!(many.status == 422 && many.text.contains("100 files are the most"), "{}", many.text);

        assert_eq!(olga.submit(&page, &format!("{pdf}/delete"), &[]).await.location(), here);
        assert_eq!(olga.submit(&page, &format!("{pdf}/delete"), &[]).await.status, 404, "twice");
        assert_eq!(olga.get("harbour", &pdf).await.status, 404);
        let kept = async || {
            let sql = "SELECT COUNT(*) FROM membership_files";
            house.app.db.read(async move |tx| tx.query_one::<(i64,)>(sql, db::params![]).await).await.unwrap().0
        };
        assert_eq!(kept().await, 99);
        let form = olga.get("harbour", &format!("{here}/edit")).await;
        assert_eq!(olga.submit(&form, &format!("{here}/delete"), &[]).await.location(), "/admin/members");
        assert_eq!(kept().await, 0, "they go with the membership");
    }

    async fn what_a_change_costs_is_said_before_it_is_made(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let terms = serde_json::json!({"name": "Night", "price_per_cycle": "10", "currency": "EUR", "cycle_months": 1});
        let night = app::plans::create(&house.app, &harbour.access, serde_json::from_value(terms).unwrap()).await.unwrap().to_string();
        let (_, mut mia) = harbour.member("Mia").await;
        let page = mia.get("harbour", "/membership").await;
        let ask = mia.submit(&page, "/membership/plan", &[("plan", &night)]).await;
        assert_eq!(ask.status, 200, "{}", ask.text);
        for said in ["Change to Night?", "From 2026-04-02", "11.90 EUR</strong> on 2026-04-02"] {
            assert!(ask.text.contains(said), "{said}: {}", ask.text);
        }
        let page = mia.get("harbour", "/membership").await;
        assert!(!page.text.contains("Then: Night"), "nothing was changed by asking: {}", page.text);
        assert_eq!(mia.submit(&ask, "/membership/plan", &[]).await.location(), "/membership?told=plan");
        assert!(mia.get("harbour", "/membership").await.text.contains("Then: Night"));
        let ask = mia.submit(&page, "/membership/cancel", &[]).await;
        assert!(ask.status == 200 && ask.text.contains("Cancel your membership?") && ask.text.contains("Your last day would be"), "{}", ask.text);
        assert!(!mia.get("harbour", "/membership").await.text.contains("Your last day is"), "nothing was changed by asking");
        assert_eq!(mia.submit(&ask, "/membership/cancel", &[]).await.location(), "/membership?told=canceled");
        assert!(mia.get("harbour", "/membership").await.text.contains("Your last day is"));
        let twice = mia.submit(&ask, "/membership/cancel", &[]).await;
        assert_eq!(twice.location(), "/membership?told=canceled", "twice sent, it ends once: {}", twice.text);
        assert_eq!(mia.submit(&page, "/membership/plan", &[("plan", "none")]).await.status, 422);
    }

    async fn a_member_keeps_a_card_and_pays_an_invoice(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (mia, mut browser) = harbour.member("Mia").await;
        let (ole, mut other) = harbour.member("Ole").await;
        let mut olga = harbour.olga().await;
        let providers = olga.get("harbour", "/admin/payments").await;
        assert_eq!(olga.submit(&providers, "/admin/payments/stripe", &[("public", "pk_test"), ("secret", "sk_right")]).await.status, 303);
        let form = olga.get("harbour", &format!("/admin/invoices/new?membership={mia}")).await;
        let made = olga.submit(&form, "/admin/invoices/new", &[("description-0", "Locker"), ("price-0", "10"), ("act", "make")]).await;
        let id = made.location().rsplit('/').next().unwrap().to_owned();
        let pay = format!("/invoices/{id}/pay");

        let page = browser.get("harbour", "/invoices").await;
        assert!(page.status == 200 && page.text.contains("11.90 EUR") && page.text.contains("Pay with Card from now on"), "{}", page.text);
        assert!(!page.text.contains(&pay), "there is no card yet: {}", page.text);
        let led = browser.submit(&page, "/invoices/card", &[]).await;
        assert!(led.status == 200 && led.text.contains("https://checkout.stripe.test/pay"), "{}", led.text);
        // Nobody else comes back with it.
        other.cookies.insert(("harbour".into(), "__Host-kontor_order".into()), browser.cookie("harbour", "order").unwrap().to_owned());
        assert_ne!(other.get("harbour", "/invoices/card/done").await.status, 303);
        let waits = browser.get("harbour", "/invoices/card/done").await;
        assert!(waits.status == 422 && waits.text.contains("not completed"), "{}", waits.text);
        let begun: uuid::Uuid = browser.cookie("harbour", "order").unwrap().strip_prefix("card=").unwrap().parse().unwrap();
        let sql = "SELECT reference FROM payments WHERE id = $1";
        let found = house.app.db.read(async move |tx| tx.query_one::<(String,)>(sql, db::params![begun]).await).await;
        testkit::provider::Provider::shared().pay(&found.unwrap().0);
        assert_eq!(browser.get("harbour", "/invoices/card/done").await.location(), "/invoices?told=card");
        assert_eq!(browser.get("harbour", "/invoices/card/done").await.location(), "/invoices", "once");

        let page = browser.get("harbour", "/invoices").await;
        assert!(page.text.contains("Card is charged when an invoice is due") && page.text.contains(&pay), "{}", page.text);
        assert!(olga.get("harbour", &format!("/admin/members/{mia}")).await.text.contains("Paid with Card"));
        assert!(olga.get("harbour", made.location()).await.text.contains("Charge the payment method now"));
        let foreign = other.get("harbour", "/invoices").await;
        assert!(!foreign.text.contains(&id), "{}", foreign.text);
        assert_eq!(browser.submit(&page, &pay, &[]).await.location(), "/invoices?told=pay");
        assert!(browser.get("harbour", "/invoices").await.text.contains("payment on its way"));
        let hidden: Vec<_> = foreign.text.split("name=\"csrf\" value=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned()).into_iter().collect();
        let body = format!("csrf={}", hidden[0]);
        assert_eq!(other.send("POST", "harbour", &pay, &body).await.status, 404, "an invoice of somebody else");
        app::teams::add_member(&house.app, &harbour.access, mia, ole).await.unwrap();
        let paid = olga.get("harbour", &format!("/admin/members/{ole}")).await;
        assert!(paid.text.contains(&format!("Paid for by <a href=\"/admin/members/{mia}\">Mia</a>")), "{}", paid.text);
    }
}

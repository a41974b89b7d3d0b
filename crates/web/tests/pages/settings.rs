//! What a space sets: itself, its region and taxes, what members may do, what it asks and sells.

use crate::browser::House;
use crate::harbour::{Harbour, between};
use crate::on_both;
use domain::permissions::{Category, Level, Permissions};

const SPACE: &str = "/admin/settings/space";
const REGION: &str = "/admin/settings/region";
const RULES: &str = "/admin/settings/rules";

on_both! {
    async fn a_space_says_who_and_where_it_is(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (_, mut member) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        let start = olga.get("harbour", "/admin/settings").await;
        assert_eq!(start.status, 200);
        // Everything that is listed is there.
        for link in start.text.split("href=\"/admin/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()) {
            let page = olga.get("harbour", &format!("/admin/{link}")).await;
            assert_eq!(page.status, 200, "/admin/{link}: {}", page.text);
        }
        let page = olga.get("harbour", SPACE).await;
        let mut fields = vec![
            ("name", "Harbour East"), ("email", "hi@harbour.org"), ("description", "Desks at the water"), ("phone", "+49 40 123"),
            ("location", "Quay 1, Hamburg"), ("street", "Quay 1"), ("post_code", "20457"), ("city", "Hamburg"), ("country", "DE"),
            ("website", "https://harbour.org"), ("from-1", "09:00"), ("to-1", "18:30"),
        ];
        assert_eq!(olga.submit(&page, SPACE, &fields).await.location(), "/admin/settings/space?saved=yes");
        let home = olga.get("harbour", "/").await;
        for said in ["Harbour East", "Desks at the water", "Quay 1, Hamburg", "09:00 – 18:30", "+49 40 123"] {
            assert!(home.text.contains(said), "{said}: {}", home.text);
        }
        // What is wrong is said at its field, and nothing is saved.
        for (field, bad, said) in [
            ("name", " ", "name-problem"), ("email", "nobody", "email-problem"), ("website", "harbour", "website-problem"),
            ("to-1", "08:00", "hours-1-problem"), ("from-1", "early", "hours-1-problem"), ("country", "Atlantis", "country-problem"),
        ] {
            let was = fields.iter().position(|(name, _)| *name == field).unwrap();
            let good = std::mem::replace(&mut fields[was].1, bad);
            let refused = olga.submit(&page, SPACE, &fields).await;
            assert!(refused.status == 422 && refused.text.contains(said) && refused.text.contains(bad), "{field}: {}", refused.text);
            fields[was].1 = good;
        }
        assert!(olga.get("harbour", SPACE).await.text.contains("value=\"https://harbour.org\""));
        for path in ["/admin/settings", SPACE, REGION, RULES] {
            assert_eq!(member.get("harbour", path).await.status, 404, "{path}");
        }
    }

    async fn the_settings_list_what_one_may_open(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let links = |page: &crate::browser::Page| {
            let list = page.text.split("class=\"cards\"").nth(1).unwrap();
            list.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).filter(|link| link.starts_with("/admin/")).collect::<Vec<_>>()
        };
        let all = links(&harbour.olga().await.get("harbour", "/admin/settings").await);
        assert_eq!(all.len(), 20, "{all:?}");
        let mut missing = std::collections::BTreeSet::new();
        // Somebody without one category, and somebody without any.
        let lacking = Category::ALL.iter().map(|category| vec![*category]).chain([Category::ALL.to_vec()]);
        for (place, categories) in lacking.enumerate() {
            let mut permissions = Permissions::default();
            for category in &categories {
                permissions.set(*category, Level::None);
            }
            let email = format!("staff{place}@example.org");
            let staff = house.person(&email).await;
            app::admins::create(&house.app, harbour.access.space_id(), staff, "Sam", permissions).await.unwrap();
            let mut sam = house.browser_at(&format!("192.0.2.{}", place + 10));
            sam.sign_in("harbour", &email).await;
            let seen = links(&sam.get("harbour", "/admin/settings").await);
            for link in &all {
                let status = sam.get("harbour", link).await.status.as_u16();
                assert_eq!(status, if seen.contains(link) { 200 } else { 403 }, "{link} without {categories:?}");
            }
            missing.extend(all.iter().filter(|link| !seen.contains(link)).cloned());
            assert!(categories.len() == 1 || seen.len() < 10, "{seen:?}");
        }
        assert!(missing.contains("/admin/webhooks") && missing.contains("/admin/admins") && !missing.contains("/admin/terms"), "{missing:?}");
    }

    async fn a_space_sets_its_region_and_taxes(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", REGION).await;
        assert!(page.text.contains("value=\"19.0\"") && page.text.contains("value=\"Europe/Berlin\""), "{}", page.text);
        let fields = [
            ("country", "US"), ("locale", "en-US"), ("time_zone_name", "America/Chicago"), ("hour_format", "12"), ("price_display", "net"),
            ("price_decimals", "2"), ("tax_name-0", "State"), ("tax_rate-0", "6.25"), ("tax_name-1", "City"), ("tax_rate-1", "1,5"),
        ];
        assert_eq!(olga.submit(&page, REGION, &fields).await.location(), "/admin/settings/region?saved=yes");
        let page = olga.get("harbour", REGION).await;
        for said in ["value=\"America/Chicago\"", "value=\"State\"", "value=\"6.25\"", "value=\"City\"", "value=\"1.5\""] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        assert!(olga.get("harbour", "/admin/plans").await.text.contains("100.00 EUR + tax"));
        for (field, bad, said) in [
            ("time_zone_name", "Moon", "time_zone_name-problem"), ("locale", "klingon!", "locale-problem"), ("price_decimals", "9", "price_decimals-problem"),
            ("tax_rate-1", "much", "tax-1-problem"), ("tax_name-0", "", "tax-0-problem"),
        ] {
            let changed: Vec<_> = fields.iter().map(|(name, value)| if *name == field { (*name, bad) } else { (*name, *value) }).collect();
            let refused = olga.submit(&page, REGION, &changed).await;
            assert!(refused.status == 422 && refused.text.contains(said), "{field}: {}", refused.text);
        }
        // No taxes at all.
        let without: Vec<_> = fields.iter().filter(|(name, _)| !name.starts_with("tax_")).copied().collect();
        assert_eq!(olga.submit(&page, REGION, &without).await.status, 303);
        assert!(olga.get("harbour", "/admin/plans").await.text.contains("100.00 EUR a month"));
    }

    async fn a_space_says_what_members_may_do(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (_, mut mia) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        assert!(mia.get("harbour", "/membership").await.text.contains("If you cancel today"));
        let page = olga.get("harbour", RULES).await;
        let bad = olga.submit(&page, RULES, &[("cancel", "yes"), ("default_invoice_day", "31")]).await;
        assert!(bad.status == 422 && bad.text.contains("must be a day from 1 to 28") && bad.text.contains("value=\"31\""), "{}", bad.text);
        assert_eq!(olga.submit(&page, RULES, &[("repeat", "yes"), ("default_invoice_day", "5")]).await.status, 303);
        let page = olga.get("harbour", RULES).await;
        assert!(page.text.contains("name=\"repeat\" value=\"yes\" checked") && page.text.contains("value=\"5\""), "{}", page.text);
        assert!(!mia.get("harbour", "/membership").await.text.contains("If you cancel today"), "members cannot cancel any more");
    }

    async fn a_space_asks_and_notes_what_it_wants_to_know(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (mia, mut member) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        let form = olga.get("harbour", "/admin/questions/new").await;
        let bad = olga.submit(&form, "/admin/questions/new", &[("text", "Dog?"), ("kind", "choice")]).await;
        assert!(bad.status == 422 && bad.text.contains("options-problem") && bad.text.contains("value=\"Dog?\""), "{}", bad.text);
        let fields = [("text", "Dog?"), ("kind", "choice"), ("options", "Yes\n\nNo"), ("required", "yes")];
        assert_eq!(olga.submit(&form, "/admin/questions/new", &fields).await.location(), "/admin/questions");
        let list = olga.get("harbour", "/admin/questions").await;
        assert!(list.text.contains("One of several: Yes, No, must be answered"), "{}", list.text);
        let one = format!("/admin/questions/{}", between(&list, "href=\"/admin/questions/0", "\"").to_owned());
        let one = one.replace("/admin/questions/", "/admin/questions/0");
        let form = olga.get("harbour", &one).await;
        assert_eq!(olga.submit(&form, &one, &[("text", "A dog?"), ("kind", "checkbox")]).await.status, 303);
        assert!(olga.get("harbour", "/admin/questions").await.text.contains("A dog?"));
        assert_eq!(olga.submit(&form, &format!("{one}/delete"), &[]).await.location(), "/admin/questions");
        assert_eq!(olga.get("harbour", &one).await.status, 404);

        let form = olga.get("harbour", "/admin/custom_fields").await;
        assert_eq!(olga.submit(&form, "/admin/custom_fields", &[("label-0", "Locker"), ("label-2", "Key")]).await.status, 303);
        let form = olga.get("harbour", "/admin/custom_fields").await;
        let key = between(&form, "name=\"id-1\" value=\"", "\"").to_owned();
        let profile = olga.get("harbour", &format!("/admin/members/{mia}")).await;
        let fill = format!("/admin/members/{mia}/fields");
        assert_eq!(olga.submit(&profile, &fill, &[(&format!("field-{key}"), "No. 7")]).await.status, 303);
        assert!(olga.get("harbour", &format!("/admin/members/{mia}")).await.text.contains("value=\"No. 7\""));
        let twice = olga.submit(&form, "/admin/custom_fields", &[("label-0", "Key"), ("label-1", "Key")]).await;
        assert_eq!(twice.status, 422, "{}", twice.text);
        assert_eq!(olga.submit(&form, "/admin/custom_fields", &[("label-0", ""), ("label-1", "")]).await.status, 303);
        assert!(!olga.get("harbour", &format!("/admin/members/{mia}")).await.text.contains("No. 7"));
        for path in ["/admin/questions", "/admin/custom_fields"] {
            assert_eq!(member.get("harbour", path).await.status, 403, "{path}");
        }
    }

    async fn extras_and_codes_are_sold(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (_, mut member) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        for (path, good, bad, shown) in [
            ("/admin/products", [("name", "Coffee"), ("price", "2,50"), ("unit", "person"), ("members", "yes")], ("price", "-1"), "2.50 EUR net for each person · for members"),
            ("/admin/discount_codes", [("code", "SPRING"), ("value", "10"), ("unit", "percentage"), ("months", "3")], ("value", "200"), "10 % less on plans for 3 months"),
        ] {
            let new = format!("{path}/new");
            let form = olga.get("harbour", &new).await;
            let wrong: Vec<_> = good.iter().map(|(name, value)| if *name == bad.0 { bad } else { (*name, *value) }).collect();
            let refused = olga.submit(&form, &new, &wrong).await;
            assert!(refused.status == 422 && refused.text.contains(&format!("{}-problem", bad.0)), "{path}: {}", refused.text);
            assert_eq!(olga.submit(&form, &new, &good).await.location(), path);
            let list = olga.get("harbour", path).await;
            assert!(list.text.contains(shown), "{path}: {}", list.text);
            let one = list.text.split(&format!("href=\"{path}/")).skip(1).map(|rest| rest.split('"').next().unwrap()).find(|id| *id != "new").unwrap();
            let one = format!("{path}/{one}");
            let form = olga.get("harbour", &one).await;
            let mut changed = good.to_vec();
            changed[0].1 = "Better";
            assert_eq!(olga.submit(&form, &one, &changed).await.location(), path);
            assert!(olga.get("harbour", path).await.text.contains("Better"));
            assert_eq!(olga.submit(&form, &format!("{one}/delete"), &[]).await.location(), path);
            assert_eq!(olga.get("harbour", &one).await.status, 404);
            assert_eq!(member.get("harbour", path).await.status, 403);
        }
    }

    async fn a_plan_gets_extras_passes_credits_and_rooms(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let form = olga.get("harbour", "/admin/resources/new").await;
        let room = [("name", "Attic"), ("kind", "room"), ("price_per_hour", "10"), ("capacity", "6"), ("units", "1"), ("booking_times", "")];
        assert_eq!(olga.submit(&form, "/admin/resources/new", &room).await.status, 303);
        let here = format!("/admin/plans/{}/parts", harbour.plan);
        let page = olga.get("harbour", &here).await;
        let attic = format!("room-{}", between(&page, "name=\"room-", "\""));
        for (part, fields, said) in [
            ("extras", vec![("name", ""), ("price", "5")], "name"),
            ("extras", vec![("name", "Locker"), ("price", "x")], "must be an amount"),
            ("passes", vec![("name", "Night"), ("times", "whenever")], "must be times"),
            ("credits", vec![("hours", "10")], "Choose at least one room"),
            ("credits", vec![("hours", "10"), ("amount", "5"), (attic.as_str(), "yes")], "Either hours or an amount"),
        ] {
            let bad = olga.submit(&page, &format!("{here}/{part}"), &fields).await;
            assert!(bad.status == 422 && bad.text.contains(said), "{part} {said}: {}", bad.text);
        }
        for (part, fields) in [
            ("extras", vec![("name", "Locker"), ("price", "15,50"), ("cycle_months", "1")]),
            ("passes", vec![("name", "Night"), ("price", "8"), ("included", "4"), ("times", "18-23"), ("expiry_days", "60")]),
            ("credits", vec![("hours", "10"), ("price", "7"), (attic.as_str(), "yes")]),
            ("signup", vec![("name", "Key"), ("price", "30")]),
            ("rooms", vec![(attic.as_str(), "yes")]),
        ] {
            let saved = olga.submit(&page, &format!("{here}/{part}"), &fields).await;
            assert_eq!(saved.location(), here, "{part}: {}", saved.text);
        }
        let page = olga.get("harbour", &here).await;
        for said in ["15.50 EUR net a month", "4 a month included, one more 8.00 EUR net", "10 h a month", "Attic, then 7.00 EUR net an hour", "Key: 30.00 EUR net"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        assert!(page.text.contains(&format!("name=\"{attic}\" value=\"yes\" checked")), "{}", page.text);
        for part in ["extras", "credits"] {
            assert_eq!(olga.submit(&page, &format!("{here}/{part}/0/delete"), &[]).await.location(), here);
        }
        let page = olga.get("harbour", &here).await;
        assert!(!page.text.contains("15.50 EUR") && !page.text.contains("10 h a month") && page.text.contains("Night"), "{}", page.text);
    }
}

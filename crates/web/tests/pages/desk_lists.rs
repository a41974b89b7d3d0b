//! The other long lists of those who run a space: sorted, narrowed, turned page by page, and taken away as files.

use crate::browser::{House, Page};
use crate::harbour::{Harbour, at, between};
use crate::lists::{member, names};
use crate::on_both;
use app::access::{self, Access, Door, Place};
use app::memberships::Person;
use app::{contacts, drop_in_passes, external_bookings, external_resources, invoices, resources};
use domain::permissions::{Category, Level, Permissions};
use jiff::civil::{Date, date};
use store::invoices::Invoice;

/// The address of a link of the page that begins so, as a browser reads it.
fn link(page: &Page, begins: &str) -> String {
    format!("{begins}{}", between(page, &format!("href=\"{begins}"), "\"")).replace("&#38;", "&")
}

fn next(page: &Page) -> String {
    between(page, "href=\"", "\" rel=\"next\"").rsplit("href=\"").next().unwrap().replace("&#38;", "&")
}

/// Somebody who runs the space, too, and may not look into this.
async fn barred(harbour: &Harbour<'_>, category: Category) {
    let mut permissions = Permissions::default();
    permissions.set(category, Level::None);
    let sam = harbour.house.person("sam@example.org").await;
    app::admins::create(&harbour.house.app, harbour.access.space_id(), sam, "Sam", permissions).await.unwrap();
}

/// The list and its file are for the same people.
async fn are_for_admins(harbour: &Harbour<'_>, category: Category, paths: &[&str]) {
    barred(harbour, category).await;
    let mut sam = harbour.house.browser();
    sam.sign_in("harbour", "sam@example.org").await;
    let (_, mut zoe) = harbour.member("Zoe").await;
    let mut nobody = harbour.house.browser();
    for path in paths {
        assert_eq!(sam.get("harbour", path).await.status, 403, "{path}");
        assert!([403, 404].contains(&zoe.get("harbour", path).await.status.as_u16()), "{path}");
        assert_eq!(nobody.get("harbour", path).await.status, 303, "{path}");
    }
}

async fn billed(harbour: &Harbour<'_>, name: &str, date: Date, net: &str) -> Invoice {
    let recipient = Some(store::spaces::Address { name: Some(name.into()), ..Default::default() });
    let item = invoices::NewItem {
        description: "Desk".into(),
        quantity: 1.into(),
        net: net.parse().unwrap(),
        taxes: Some(vec![]),
        paid: false,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
    };
    let wish = invoices::Create { recipient, date: Some(date), items: vec![item], ..Default::default() };
    invoices::create(&harbour.house.app, &harbour.access, wish).await.unwrap()
}

/// Who may see and edit contacts, too.
async fn with_contacts(harbour: &Harbour<'_>) -> Access {
    let caller = harbour.house.caller(harbour.access.user().unwrap(), "read write read_contacts").await;
    access::enter_as(&harbour.house.app, &caller, Place::Space(harbour.access.space_id()), &[], Door::Related).await.unwrap()
}

fn known(name: &str, email: Option<&str>, tags: &[&str], notes: Option<&str>) -> contacts::Details {
    contacts::Details {
        name: Some(name.into()),
        email: email.map(Into::into),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        notes: notes.map(Into::into),
        ..Default::default()
    }
}

on_both! {
    async fn invoices_are_sorted_and_exported(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let sums = billed(&harbour, "=SUM(A1)", date(2026, 2, 1), "30").await;
        let ben = billed(&harbour, "Ben", date(2026, 2, 10), "10").await;
        let cleo = billed(&harbour, "Cleo", date(2026, 3, 1), "20").await;
        let money = invoices::NewRecord { amount: None, paid_on: date(2026, 3, 2), method: None, method_name: Some("Cash".into()), note: None };
        invoices::record(&house.app, &harbour.access, cleo.id, money).await.unwrap();
        let (sums, ben, cleo) = (sums.number.as_str(), ben.number.as_str(), cleo.number.as_str());
        let mut olga = harbour.olga().await;
        for (address, expected) in [
            ("", vec![cleo, ben, sums]),
            ("?sort=date", vec![sums, ben, cleo]),
            ("?sort=due", vec![sums, ben, cleo]),
            ("?sort=number&order=desc", vec![cleo, ben, sums]),
            ("?sort=total", vec![ben, cleo, sums]),
            ("?sort=total&order=desc", vec![sums, cleo, ben]),
            ("?status=open&sort=total", vec![ben, sums]),
            ("?status=open&sort=total&order=desc", vec![sums, ben]),
            ("?status=open&sort=due&order=desc", vec![ben, sums]),
            ("?status=open", vec![ben, sums]),
            ("?status=paid&sort=total", vec![cleo]),
            ("?status=written_off", vec![]),
            ("?status=unsent&sort=total", vec![ben, cleo, sums]),
            ("?q=ben&sort=total", vec![ben]),
            ("?sort=nonsense&order=asc&status=x&page=-4", vec![cleo, ben, sums]),
        ] {
            let page = olga.get("harbour", &format!("/admin/invoices{address}")).await;
            assert_eq!((page.status.as_u16(), names(&page)), (200, expected), "{address}");
        }
        let page = olga.get("harbour", "/admin/invoices?status=open&sort=total").await;
        assert!(page.text.contains("href=\"/admin/invoices?status=open&#38;sort=total&#38;order=desc\"") && page.text.contains("2 found"), "{}", page.text);
        let file = olga.get("harbour", &link(&page, "/admin/invoices/export.csv?")).await;
        let lines: Vec<_> = file.text.lines().collect();
        assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/csv") && lines[0].contains("Number,Date,Due,"), "{}", file.text);
        assert!(lines.len() == 3 && lines[1].starts_with(&format!("{ben},2026-02-10,")) && lines[2].starts_with(&format!("{sums},2026-02-01,")), "{}", file.text);
        assert!(lines[2].contains(",'=SUM(A1),"), "no formula: {}", file.text);

        // What was paid back or given up is not found among the open ones, on later pages either.
        for n in 0..52 {
            billed(&harbour, "Many", date(2026, 3, 2), &(100 + n).to_string()).await;
        }
        let first = olga.get("harbour", "/admin/invoices?status=open&sort=total").await;
        let second = olga.get("harbour", &next(&first)).await;
        assert_eq!((names(&first).len(), names(&first)[0], names(&second).len()), (50, ben, 4));
        assert!(first.text.contains("54 found") && second.text.contains("151.00 EUR") && !second.text.contains("rel=\"next\""), "{}", second.text);
        let file = olga.get("harbour", "/admin/invoices/export.csv").await;
        assert_eq!(file.text.lines().count(), 56);
        are_for_admins(&harbour, Category::Invoices, &["/admin/invoices", "/admin/invoices/export.csv"]).await;
    }

    async fn contacts_are_sorted_and_exported(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (app, access) = (&house.app, with_contacts(&harbour).await);
        contacts::save(app, &access, known("ben", Some("ben@example.org"), &[], None)).await.unwrap();
        house.app.clock.advance(1);
        let ada = contacts::save(app, &access, known("Ada", Some("zoe@example.org"), &["news", "vip"], None)).await.unwrap();
        house.app.clock.advance(1);
        let cleo = contacts::save(app, &access, known("Cleo", None, &["news"], Some("=1+1"))).await.unwrap();
        let mut olga = harbour.olga().await;
        for (address, expected) in [
            ("", vec!["Cleo", "Ada", "ben"]),
            ("?sort=since", vec!["ben", "Ada", "Cleo"]),
            ("?sort=name", vec!["Ada", "ben", "Cleo"]),
            ("?sort=name&order=desc", vec!["Cleo", "ben", "Ada"]),
            ("?sort=email", vec!["Cleo", "ben", "Ada"]),
            ("?tag=news&sort=name", vec!["Ada", "Cleo"]),
            ("?q=EXAMPLE.org&sort=name", vec!["Ada", "ben"]),
            ("?q=be", vec!["ben"]),
            ("?q=example+zoe", vec!["Ada"]),
            ("?q=%25", vec![]),
            ("?sort=nonsense&order=asc&page=0", vec!["Cleo", "Ada", "ben"]),
        ] {
            let page = olga.get("harbour", &format!("/admin/contacts{address}")).await;
            assert_eq!((page.status.as_u16(), names(&page)), (200, expected), "{address}");
        }
        let page = olga.get("harbour", "/admin/contacts?tag=news&sort=name").await;
        assert!(page.text.contains("href=\"/admin/contacts?tag=news&#38;sort=name&#38;order=desc\"") && page.text.contains("2 found"), "{}", page.text);
        let file = olga.get("harbour", &link(&page, "/admin/contacts/export.csv?")).await;
        let lines: Vec<_> = file.text.lines().collect();
        assert!(lines.len() == 3 && lines[0].contains("name,company,email,phone,street") && lines[0].ends_with("tags,notes,member,since"), "{}", file.text);
        assert_eq!(lines[1], "Ada,,zoe@example.org,,,,,,,\"news, vip\",,,2026-03-02");
        assert_eq!(lines[2], "Cleo,,,,,,,,,news,'=1+1,,2026-03-02", "no formula");

        // The search follows what is changed and deleted.
        contacts::update(app, &access, ada, known("Adele", Some("zoe@example.org"), &["news"], None)).await.unwrap();
        contacts::delete(app, &access, cleo).await.unwrap();
        for (query, expected) in [("adele", vec!["Adele"]), ("Ada", vec![]), ("cleo", vec![])] {
            assert_eq!(names(&olga.get("harbour", &format!("/admin/contacts?q={query}")).await), expected, "{query}");
        }
        for page in ["/admin/contacts/export.csv?q=%00", "/admin/invoices?q=%00", "/admin/members?q=a%00b"] {
            assert_eq!(olga.get("harbour", page).await.status, 422, "{page}");
        }

        // A file of more than its pieces hold has each of them once, and pages keep what is asked.
        for n in 0..503 {
            contacts::save(app, &access, known(&format!("Many {n:03}"), None, &["many"], None)).await.unwrap();
        }
        let first = olga.get("harbour", "/admin/contacts?tag=many&sort=name").await;
        let second = olga.get("harbour", &next(&first)).await;
        assert_eq!((names(&first)[49], names(&second)[0], names(&second).len()), ("Many 049", "Many 050", 50));
        let file = olga.get("harbour", &link(&second, "/admin/contacts/export.csv?")).await;
        let found: Vec<_> = file.text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        assert_eq!(found, (0..503).map(|n| format!("Many {n:03}")).collect::<Vec<_>>());
        are_for_admins(&harbour, Category::Contacts, &["/admin/contacts", "/admin/contacts/export.csv"]).await;
    }

    async fn bookings_of_visitors_are_narrowed_and_exported(db: db::Db) {
        const HERE: &str = "/admin/external_bookings";
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let app = &house.app;
        let details = resources::Details { name: Some("Room".into()), ..resources::Details::default() };
        let room = resources::create(app, &harbour.access, details).await.unwrap().resource.id;
        let details = external_resources::Details { bookings_require_approval: Some(true), ..Default::default() };
        let offer = external_resources::create(app, &harbour.access, room, details).await.unwrap().twin.id;
        let mut made = Vec::new();
        for (name, day) in [("Ada", "03-10"), ("=Ben()", "03-12"), ("Cleo", "04-01")] {
            let visitor = Person { name: Some(name.into()), email: Some("vera@example.org".into()), ..Person::default() };
            let wish = external_bookings::Wish {
                offer,
                from: at(&format!("2026-{day}T12:00:00Z")),
                to: at(&format!("2026-{day}T14:00:00Z")),
                number_of_visitors: 2,
                title: None,
                visitor,
                billed_to: (None, None),
                comments: None,
                admin_comments: None,
                accepted_terms: true,
                extras: vec![],
                means: app::payments::Means::Nothing,
                discount: None,
            };
            made.push(Box::pin(external_bookings::create(app, &harbour.access, wish)).await.unwrap().booking.id);
        }
        external_bookings::approve(app, &harbour.access, made[1]).await.unwrap();
        let mut olga = harbour.olga().await;
        for (address, expected) in [
            ("", vec!["10 Mar", "12 Mar", "1 Apr"]),
            ("?sort=when&order=desc", vec!["1 Apr", "12 Mar", "10 Mar"]),
            ("?from=2026-03-12", vec!["12 Mar", "1 Apr"]),
            ("?to=2026-03-12&sort=when&order=desc", vec!["12 Mar", "10 Mar"]),
            ("?from=2026-03-12&to=2026-03-12", vec!["12 Mar"]),
            ("?state=pending", vec!["10 Mar", "1 Apr"]),
            ("?state=approved", vec!["12 Mar"]),
            ("?state=nonsense&sort=room&order=desc", vec!["10 Mar", "12 Mar", "1 Apr"]),
            ("?past=yes", vec![]),
            ("?page=9", vec![]),
        ] {
            let page = olga.get("harbour", &format!("{HERE}{address}")).await;
            let shown = names(&page);
            assert_eq!((page.status.as_u16(), shown.len()), (200, expected.len()), "{address}: {}", page.text);
            assert!(shown.iter().zip(expected).all(|(shown, day)| shown.contains(day)), "{address}: {shown:?}");
        }
        let page = olga.get("harbour", &format!("{HERE}?state=pending&from=2026-03-01")).await;
        assert!(page.text.contains(&format!("href=\"{HERE}?from=2026-03-01&#38;state=pending&#38;sort=when&#38;order=desc\"")), "{}", page.text);
        let file = olga.get("harbour", &link(&page, "/admin/external_bookings/export.csv?")).await;
        assert_eq!(file.text.lines().count(), 3, "{}", file.text);
        let file = olga.get("harbour", "/admin/external_bookings/export.csv?state=approved").await;
        let lines: Vec<_> = file.text.lines().collect();
        assert_eq!((lines.len(), lines[1]), (2, "Room,2026-03-12,13:00,15:00,2,approved,'=Ben(),,vera@example.org,,,,0,EUR"), "{}", file.text);
        for (bad, text) in [("from=soon", "first day must be a day"), ("from=2026-03-10&to=2026-03-01", "must not be before")] {
            let refused = olga.get("harbour", &format!("{HERE}?{bad}")).await;
            assert!(refused.status == 422 && refused.text.contains(text) && refused.text.contains("-problem\""), "{}", refused.text);
            assert_eq!(olga.get("harbour", &format!("/admin/external_bookings/export.csv?{bad}")).await.status, 422);
        }
        // By what they cost in all and by who comes, of some days and of years.
        for (id, price) in made.iter().zip([30, 10, 20]) {
            let custom_price = Some(Some(domain::money::Amount::units(price)));
            let change = external_bookings::Change { custom_price, ..Default::default() };
            external_bookings::change(app, &harbour.access, *id, change).await.unwrap();
        }
        for days in ["", "&from=2026-03-01&to=2026-04-30", "&from=2020-01-01"] {
            for (order, expected) in [
                ("sort=price", vec!["12 Mar", "1 Apr", "10 Mar"]),
                ("sort=price&order=desc", vec!["10 Mar", "1 Apr", "12 Mar"]),
                ("sort=price&state=pending", vec!["1 Apr", "10 Mar"]),
                ("sort=who&state=pending", vec!["10 Mar", "1 Apr"]),
                ("sort=who&state=pending&order=desc", vec!["1 Apr", "10 Mar"]),
            ] {
                let page = olga.get("harbour", &format!("{HERE}?{order}{days}")).await;
                let shown = names(&page);
                let right = shown.len() == expected.len() && shown.iter().zip(expected).all(|(shown, day)| shown.contains(day));
                assert!(page.status == 200 && right, "{order}{days}: {shown:?}");
            }
            let all = olga.get("harbour", &format!("{HERE}?sort=who{days}")).await;
            assert!(all.text.find("<td>Ada").unwrap() < all.text.find("<td>Cleo").unwrap() && all.text.contains("aria-sort=\"ascending\""), "{}", all.text);
        }
        let page = olga.get("harbour", &format!("{HERE}?sort=price&order=desc")).await;
        let file = olga.get("harbour", &link(&page, "/admin/external_bookings/export.csv?")).await;
        let prices: Vec<_> = file.text.lines().skip(1).map(|line| line.split(',').rev().nth(1).unwrap()).collect();
        assert_eq!(prices, ["35.7", "23.8", "11.9"], "{}", file.text);
        are_for_admins(&harbour, Category::ExternalBookings, &[HERE, "/admin/external_bookings/export.csv", "/admin/external_bookings?from=soon"]).await;
    }

    async fn sold_passes_are_narrowed_and_exported(db: db::Db) {
        const HERE: &str = "/admin/day_passes";
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let app = &house.app;
        let template = serde_json::json!({"id": app.id::<domain::ids::DropInPassTemplateId>(), "name": "Day pass", "price": "20",
            "currency": "EUR", "times": "9-17", "hidden": false, "max_per_day": 30, "color": "#00aaff"});
        let template = serde_json::from_value(template).unwrap();
        let template = drop_in_passes::create_template(app, &harbour.access, template, None).await.unwrap();
        let mut sold = Vec::new();
        for (name, day) in [("Ada", 10), ("+Ben", 12), ("Cleo", 20)] {
            let buyer = store::buyers::Buyer { name: name.into(), email: "vera@example.org".into(), ..Default::default() };
            let means = app::payments::Means::Nothing;
            let purchase = drop_in_passes::Purchase { template, valid_on: date(2026, 3, day), buyer, means };
            sold.push(drop_in_passes::buy(app, &harbour.access, purchase).await.unwrap().pass.id);
        }
        drop_in_passes::cancel(app, &harbour.access, sold[2]).await.unwrap();
        let mut olga = harbour.olga().await;
        let days = |page: &Page| page.text.matches("<th scope=\"row\">").count();
        let order = |page: &Page| page.text.find("<td>Ada").unwrap() < page.text.find("<td>+Ben").unwrap();
        for (address, count, ahead) in [
            ("", 3, true),
            ("?sort=when&order=desc", 3, false),
            ("?from=2026-03-10&to=2026-03-12&sort=when&order=desc", 2, false),
            ("?state=confirmed", 2, true),
            ("?state=x&sort=y", 3, true),
        ] {
            let page = olga.get("harbour", &format!("{HERE}{address}")).await;
            assert_eq!((page.status.as_u16(), days(&page), order(&page)), (200, count, ahead), "{address}: {}", page.text);
        }
        let canceled = olga.get("harbour", &format!("{HERE}?state=canceled")).await;
        assert!(days(&canceled) == 1 && canceled.text.contains("Cleo") && canceled.text.contains("1 found"), "{}", canceled.text);
        assert_eq!(days(&olga.get("harbour", &format!("{HERE}?past=yes")).await), 0);
        assert!(olga.get("harbour", &format!("{HERE}?told=saved")).await.text.contains("Saved."));
        let file = olga.get("harbour", &link(&canceled, "/admin/day_passes/export.csv?")).await;
        assert!(file.text.lines().count() == 2 && file.text.contains("Day pass,2026-03-20,canceled,Cleo,,vera@example.org,,,23.8,EUR,2026-03-02"), "{}", file.text);
        let file = olga.get("harbour", "/admin/day_passes/export.csv?from=2026-03-12&to=2026-03-12").await;
        assert!(file.text.contains(",'+Ben,"), "no formula: {}", file.text);
        let refused = olga.get("harbour", &format!("{HERE}?to=soon")).await;
        assert!(refused.status == 422 && refused.text.contains("last day must be a day") && refused.text.contains("value=\"soon\""), "{}", refused.text);
        assert_eq!(olga.get("harbour", "/admin/day_passes/export.csv?to=soon").await.status, 422);
        are_for_admins(&harbour, Category::DropInPasses, &[HERE, "/admin/day_passes/export.csv"]).await;
    }

    async fn check_ins_are_listed_and_exported(db: db::Db) {
        const HERE: &str = "/admin/check_ins";
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (app, space) = (&house.app, harbour.access.space_id());
        let terms = serde_json::json!({"name": "Fix", "price_per_cycle": "200", "currency": "EUR", "cycle_months": 1});
        let fix = app::plans::create(app, &harbour.access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let mut members = Vec::new();
        for name in ["Ada", "@Ben"] {
            let id = member(&harbour, fix, name, date(2026, 1, 1)).await;
            app::check_ins::check_in(app, &harbour.access, space, id, false).await.unwrap();
            house.app.clock.advance(60);
            members.push(id);
        }
        let mut olga = harbour.olga().await;
        assert!(olga.get("harbour", "/admin").await.text.contains("href=\"/admin/check_ins\""));
        let page = olga.get("harbour", HERE).await;
        let places = |page: &Page| members.iter().map(|id| page.text.find(&format!("/admin/members/{id}\"")).unwrap()).collect::<Vec<_>>();
        assert!(page.text.contains("2 in all") && page.text.contains("13:00") && places(&page)[1] < places(&page)[0], "the last first: {}", page.text);
        let up = olga.get("harbour", &link(&page, "/admin/check_ins?from=")).await;
        assert!(up.text.contains("aria-sort=\"ascending\"") && places(&up)[0] < places(&up)[1], "{}", up.text);
        let file = olga.get("harbour", &link(&up, "/admin/check_ins/export.csv?")).await;
        let lines: Vec<_> = file.text.lines().collect();
        assert!(lines.len() == 3 && lines[0].contains("member name,email,guest,date,from,to,pass used"), "{}", file.text);
        assert!(lines[1].starts_with("Ada,ada@example.org,,2026-03-02,13:00,") && lines[2].starts_with("'@Ben,"), "{}", file.text);
        for (address, text) in [("?from=2026-03-03", "Nobody checked in"), ("?to=2026-03-01", "Nobody checked in"), ("?from=2026-03-02&to=2026-03-02", "2 in all")] {
            let page = olga.get("harbour", &format!("{HERE}{address}")).await;
            assert!(page.status == 200 && page.text.contains(text), "{address}: {}", page.text);
        }
        let refused = olga.get("harbour", &format!("{HERE}?from=2026-03-10&to=2026-03-01")).await;
        assert!(refused.status == 422 && refused.text.contains("must not be before"), "{}", refused.text);
        assert_eq!(olga.get("harbour", "/admin/check_ins/export.csv?from=soon").await.status, 422);
        are_for_admins(&harbour, Category::CheckIns, &[HERE, "/admin/check_ins/export.csv"]).await;
    }

    async fn more_resources_than_a_page_holds_are_all_reached(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        for n in 0..101 {
            let details = resources::Details { name: Some(format!("Desk {n:03}")), ..resources::Details::default() };
            resources::create(&house.app, &harbour.access, details).await.unwrap();
        }
        let mut olga = harbour.olga().await;
        let first = olga.get("harbour", "/admin/resources").await;
        assert!(first.text.contains("Desk 099") && !first.text.contains("Desk 100") && !first.text.contains("rel=\"prev\""), "{}", first.text);
        let second = olga.get("harbour", &next(&first)).await;
        assert!(second.text.contains("Desk 100") && !second.text.contains("Desk 099") && !second.text.contains("rel=\"next\""), "{}", second.text);
    }
}

//! Long lists: filtered, sorted, turned page by page, and taken away as files.

use crate::browser::{House, Page};
use crate::harbour::{Harbour, at, between};
use crate::on_both;
use app::access::{self, Door, Place};
use app::bookings::{self, Wish};
use app::custom_fields::{self, Wanted};
use app::memberships::{self, Cancel, Create, Person};
use domain::ids::{MembershipId, PlanId};
use domain::permissions::{Category, Level, Permissions};
use jiff::civil::{Date, date};
use store::memberships::OnDesk;

pub async fn member(harbour: &Harbour<'_>, plan: PlanId, name: &str, starts_at: Date) -> MembershipId {
    let email = format!("{}@example.org", name.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), ""));
    let person = Person { name: Some(name.into()), email: Some(email), ..Person::default() };
    let (extras, discount_code) = (vec![], None);
    let wish = Create {
        plan,
        extras,
        person,
        starts_at: Some(starts_at),
        first_invoice_at: None,
        prorate_first_invoice: None,
        confirmed: true,
        discount_code,
    };
    memberships::import(&harbour.house.app, &harbour.access, wish).await.unwrap().views[0].membership.id
}

/// The names in the order of the page's table.
pub fn names(page: &Page) -> Vec<&str> {
    let table = page.text.split("<tbody>").nth(1).unwrap_or_default();
    table.split("<th scope=\"row\"><a href=\"").skip(1).map(|row| row.split('>').nth(1).unwrap().split('<').next().unwrap()).collect()
}

on_both! {
    async fn members_are_filtered_sorted_and_exported(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let terms = serde_json::json!({"name": "Fix", "price_per_cycle": "200", "currency": "EUR", "cycle_months": 1});
        let fix = app::plans::create(&house.app, &harbour.access, serde_json::from_value(terms).unwrap()).await.unwrap();
        member(&harbour, harbour.plan, "ben", date(2025, 3, 1)).await;
        member(&harbour, fix, "Ada", date(2026, 1, 1)).await;
        let leaving = member(&harbour, fix, "Cleo", date(2024, 1, 1)).await;
        let former = member(&harbour, harbour.plan, "=Dan()", date(2024, 6, 1)).await;
        for (id, last) in [(leaving, date(2026, 4, 30)), (former, date(2026, 2, 28))] {
            memberships::cancel(&house.app, &harbour.access, id, Cancel { canceled_to: Some(last), delete_later_bookings: false }).await.unwrap();
        }
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", "/admin/members").await;
        assert_eq!(names(&page), ["Ada", "ben", "Cleo"], "{}", page.text);
        assert!(page.text.contains("aria-sort=\"ascending\"") && page.text.contains("3 today") && page.text.contains("until 2026-04-30"), "{}", page.text);
        // The heading that sorts turns the order round, and keeps what was chosen.
        for (address, expected) in [
            ("?sort=name&order=desc", vec!["Cleo", "ben", "Ada"]),
            ("?sort=since", vec!["Cleo", "ben", "Ada"]),
            ("?sort=since&order=desc&stage=all", vec!["Ada", "ben", "=Dan()", "Cleo"]),
            ("?sort=email&stage=all", vec!["Ada", "ben", "Cleo", "=Dan()"]),
            ("?stage=leaving", vec!["Cleo"]),
            ("?stage=former", vec!["=Dan()"]),
            ("?stage=waiting", vec![]),
            (&*format!("?plan={fix}"), vec!["Ada", "Cleo"]),
            (&*format!("?plan={fix}&q=cle"), vec!["Cleo"]),
            ("?sort=nonsense&order=x&stage=y&plan=z&page=-4", vec!["Ada", "ben", "Cleo"]),
            ("?page=99999999999999999999", vec!["Ada", "ben", "Cleo"]),
        ] {
            let page = olga.get("harbour", &format!("/admin/members{address}")).await;
            assert_eq!((page.status.as_u16(), names(&page)), (200, expected), "{address}");
        }
        let page = olga.get("harbour", &format!("/admin/members?plan={fix}&sort=name")).await;
        assert!(page.text.contains(&format!("href=\"/admin/members?plan={fix}&#38;sort=name&#38;order=desc\"")), "{}", page.text);
        let file = between(&page, "href=\"/admin/members/export.csv?", "\"").replace("&#38;", "&");
        let some = olga.get("harbour", &format!("/admin/members/export.csv?{file}")).await;
        assert_eq!(some.text.lines().count(), 3, "{}", some.text);
        let all = olga.get("harbour", "/admin/members/export.csv?stage=all&sort=since").await;
        let lines: Vec<_> = all.text.lines().collect();
        assert!(lines[0].contains("name,company,email,phone,plan,starts on") && lines[1].starts_with("Cleo,,cleo@example.org,,Fix,2024-01-01,2026-04-30"), "{}", all.text);
        assert!(lines[2].starts_with("'=Dan(),"), "no formula: {}", all.text);

        // A browser gets it compressed, to the end.
        olga.headers.push(("accept-encoding", "gzip"));
        let packed = olga.get("harbour", "/admin/members/export.csv?stage=all&sort=since").await;
        assert_eq!((packed.status.as_u16(), packed.headers["content-encoding"].to_str().unwrap()), (200, "gzip"));
        olga.headers.pop();

        // Pages, and the same order on each.
        for place in 0..60 {
            member(&harbour, harbour.plan, &format!("Many {place:02}"), date(2026, 3, 1)).await;
        }
        let first = olga.get("harbour", "/admin/members?q=many&order=desc").await;
        let second = olga.get("harbour", &between(&first, "href=\"", "\" rel=\"next\"").rsplit("href=\"").next().unwrap().replace("&#38;", "&")).await;
        assert_eq!((names(&first).len(), names(&first)[0], names(&second).len(), names(&second)[9]), (50, "Many 59", 10, "Many 00"));
        assert!(first.text.contains("60 found") && second.text.contains("rel=\"prev\"") && !second.text.contains("rel=\"next\""));

        let (_, mut mia) = harbour.member("Mia").await;
        assert_eq!(mia.get("harbour", "/admin/members/export.csv").await.status, 403);
        let mut permissions = Permissions::default();
        permissions.set(Category::Memberships, Level::None);
        permissions.set(Category::Bookings, Level::None);
        let sam = house.person("sam@example.org").await;
        app::admins::create(&house.app, harbour.access.space_id(), sam, "Sam", permissions).await.unwrap();
        let mut sam = house.browser();
        sam.sign_in("harbour", "sam@example.org").await;
        for path in ["/admin/members", "/admin/members/export.csv", "/admin/bookings/list", "/admin/bookings/export.csv"] {
            assert_eq!(sam.get("harbour", path).await.status, 403, "{path}");
        }
        let mut last = 200;
        for _ in 0..60 {
            last = olga.get("harbour", "/admin/members/export.csv?stage=former").await.status.as_u16();
        }
        assert_eq!(last, 429, "files are not taken away all day");
    }

    async fn the_file_of_members_holds_profiles_and_own_fields(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (app, desk) = (&house.app, &harbour.access);
        let (mia, mut browser) = harbour.member("Mia").await;
        let ben = member(&harbour, harbour.plan, "Ben", date(2026, 1, 1)).await;
        let wanted = ["=Locker()", "Key, number"].map(|label| Wanted { id: None, label: label.into() });
        let fields = custom_fields::replace(app, desk, wanted.to_vec()).await.unwrap();
        custom_fields::fill(app, desk, mia, vec![(fields[0].id, "+49".into()), (fields[1].id, "7".into())]).await.unwrap();
        custom_fields::fill(app, desk, ben, vec![(fields[1].id, "8".into())]).await.unwrap();
        let form = browser.get("harbour", "/profile").await;
        let said = [("published", "yes"), ("location", "@home"), ("birthday", "1990-05-06"), ("about_me", "Maps, mostly")];
        assert_eq!(browser.submit(&form, "/profile", &said).await.location(), "/profile?saved=yes");

        let file = harbour.olga().await.get("harbour", "/admin/members/export.csv").await;
        let lines: Vec<_> = file.text.lines().collect();
        assert!(lines[0].contains(",billing emails,profile published,profile email,"), "{}", file.text);
        assert!(lines[0].ends_with(",profile instagram,'=Locker(),\"Key, number\""), "{}", file.text);
        assert!(lines[1].starts_with("Ben,") && lines[1].ends_with(&format!(",no{}8", ",".repeat(15))), "{}", file.text);
        let told = ",yes,,,,,'@home,1990-05-06,\"Maps, mostly\",,,,,,,'+49,7";
        assert!(lines[2].starts_with("Mia,") && lines[2].ends_with(told), "{}", file.text);

        // A token for memberships alone shows nothing else.
        let caller = house.caller(desk.user().unwrap(), "read_memberships").await;
        let less = access::enter_as(app, &caller, Place::Space(desk.space_id()), &[], Door::Related).await.unwrap();
        let mut pieces = memberships::csv(app, &less, OnDesk::default()).await.unwrap();
        let first = String::from_utf8(pieces.recv().await.unwrap().unwrap()).unwrap();
        assert!(first.lines().next().unwrap().ends_with(",billing emails") && !first.contains("@home"), "{first}");
        assert_eq!(first.lines().count(), 3);
    }

    async fn bookings_are_listed_and_exported(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let details = app::resources::Details { name: Some("Attic".into()), ..Default::default() };
        let room = app::resources::create(&house.app, &harbour.access, details).await.unwrap().resource.id;
        let mia = member(&harbour, harbour.plan, "Mia", date(2026, 1, 1)).await;
        for day in 3..31 {
            for hour in [9, 13] {
                let wish = Wish {
                    resource: room,
                    membership: (hour == 9).then_some(mia),
                    from: at(&format!("2026-03-{day:02}T{hour:02}:00:00Z")),
                    to: at(&format!("2026-03-{day:02}T{hour:02}:30:00Z")),
                    units: 1,
                    title: Some("@Board".into()),
                    url: None,
                    comments: None,
                    attendees_message: None,
                    attendees: vec![],
                    extras: vec![],
                    custom_price: None,
                    recurrence: None,
                };
                bookings::create(&house.app, &harbour.access, wish).await.unwrap();
            }
        }
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", "/admin/bookings/list").await;
        assert!(page.text.contains("56 bookings") && names(&page).len() == 50 && page.text.contains("Attic"), "{}", page.text);
        let next = olga.get("harbour", "/admin/bookings/list?page=2").await;
        assert_eq!(names(&next).len(), 6);
        // The last first, on each page and in the file; with the room as well.
        let down = olga.get("harbour", "/admin/bookings/list?sort=when&order=desc").await;
        let rest = olga.get("harbour", "/admin/bookings/list?sort=when&order=desc&page=2").await;
        let (mut all, mut turned) = ([names(&page), names(&next)].concat(), [names(&down), names(&rest)].concat());
        turned.reverse();
        assert_eq!(all, turned);
        assert!(down.text.contains("aria-sort=\"descending\"") && down.text.contains("sort=when&#38;order=desc&#38;page=2"), "{}", down.text);
        let of_room = olga.get("harbour", &format!("/admin/bookings/list?sort=when&order=desc&only={room}")).await;
        assert_eq!(names(&of_room), names(&down));
        all.truncate(1);
        let odd = olga.get("harbour", "/admin/bookings/list?sort=price&order=desc").await;
        assert_eq!(names(&odd)[0], all[0], "no such order");
        let file = olga.get("harbour", "/admin/bookings/export.csv?from=2026-03-03&to=2026-03-30&sort=when&order=desc").await;
        assert!(file.text.lines().nth(1).unwrap().starts_with("Attic,2026-03-30,15:00,15:30,,'@Board"), "in summer time: {}", file.text);
        let day = olga.get("harbour", &format!("/admin/bookings/list?from=2026-03-10&to=2026-03-10&only={room}")).await;
        assert!(day.text.contains("2 bookings") && names(&day)[0].contains("10:00") && day.text.contains("Mia"), "{}", day.text);
        let file = olga.get("harbour", "/admin/bookings/export.csv?from=2026-03-03&to=2026-03-30").await;
        let lines: Vec<_> = file.text.lines().collect();
        assert_eq!((lines.len(), lines[1]), (57, "Attic,2026-03-03,10:00,10:30,Mia,'@Board,,1,0,0,EUR"), "{}", file.text);
        for (bad, text) in [("from=soon", "first day must be a day"), ("from=2026-03-10&to=2026-03-01", "must not be before")] {
            let refused = olga.get("harbour", &format!("/admin/bookings/list?{bad}")).await;
            assert!(refused.status == 422 && refused.text.contains(text), "{}", refused.text);
            assert_eq!(olga.get("harbour", &format!("/admin/bookings/export.csv?{bad}")).await.status, 422);
        }
        assert_eq!(olga.get("harbour", "/admin/bookings/list?only=x").await.status, 404);
        assert_eq!(olga.get("harbour", "/admin/bookings/list?only=0198c0de000070008000000000000009").await.status, 404);
    }
}

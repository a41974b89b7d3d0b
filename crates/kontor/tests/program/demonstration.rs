//! The demo: everything it prints works, and it comes back.

use crate::support::{Answer, Desk, Server};
use db::{Db, Options};
use domain::interval::{Interval, peak};
use domain::invoices::PaidStatus;
use domain::permissions::{Category, Level};
use std::collections::HashMap;
use store::bookings::{Of, Shown, Slice, Window};
use store::{SpaceTx, access, admins, bookings, memberships, spaces, users};

fn token(said: &[String]) -> &str {
    said.iter().find_map(|line| line.strip_prefix("token: ")).unwrap()
}

/// Does what pasting the printed calls would do.
fn paste(server: &Server, said: &[String]) -> Vec<Answer> {
    let calls = said.iter().filter_map(|line| line.strip_prefix("curl -H '"));
    let call = |call: &str| {
        let (header, url) = call.split_once("' http://").unwrap();
        let (host, path) = url.split_once('/').unwrap();
        assert!(host.ends_with(&format!("localhost:{}", server.address.port())), "{host}");
        server.get(host, &format!("/{path}"), &[header])
    };
    calls.map(call).collect()
}

#[test]
fn what_is_printed_works_and_comes_back() {
    let desk = Desk::new();
    let (server, said) = desk.demo("");
    for line in ["owner@demo.test", "staff@demo.test", "visitor@demo.test", "kontor-demo", "http://harbour.localhost:"] {
        assert!(said.iter().any(|said| said.contains(line)), "{line} in {said:?}");
    }
    let answers = paste(&server, &said);
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [200, 200], "{answers:?}");
    let api2: serde_json::Value = serde_json::from_str(&answers[0].body).unwrap();
    let api1: serde_json::Value = serde_json::from_str(&answers[1].body).unwrap();
    for resources in [&api2["data"], &api1] {
        assert!(resources.as_array().is_some_and(|all| all.len() > 8), "{resources}");
    }

    let folder = said.iter().find_map(|line| line.split_once("kontor demo --data-dir ")).unwrap().1;
    assert!(folder.starts_with(desk.path().to_str().unwrap()), "{folder}");
    server.signal("TERM");
    assert!(server.end().0.success());
    let (server, again) = desk.demo(&format!("--data-dir {folder}"));
    assert_ne!(token(&said), token(&again));
    for said in [&said, &again] {
        let authorization = format!("Authorization: Bearer {}", token(said));
        assert_eq!(server.get(&format!("api.localhost:{}", server.address.port()), "/user", &[&authorization]).status, 200);
    }
    assert!(paste(&server, &again).iter().all(|answer| answer.status == 200));
}

/// A year of invoices, with every kind of item that members are billed for, and whole.
#[tokio::test]
async fn the_demo_has_a_year_of_invoices() {
    let desk = Desk::new();
    let (server, _) = desk.demo("--data-dir here");
    let db = Db::connect(&format!("sqlite:{}", desk.path().join("here/kontor.sqlite").display()), &Options::default()).unwrap();
    let read = async |tx: &mut db::Tx| {
        let space = spaces::find_by_subdomain(tx, "harbour").await?.unwrap();
        let wanted = store::invoices::Wanted::default();
        Ok::<_, db::Error>(store::invoices::list(&mut SpaceTx::bind(tx, space.id), &wanted, 10_000, 0).await?.0)
    };
    let invoices = db.read(read).await.unwrap();
    drop(server);
    assert!(invoices.len() > 300, "{}", invoices.len());
    let mut months: Vec<_> = invoices.iter().map(|invoice| (invoice.issued_on.year(), invoice.issued_on.month())).collect();
    months.sort_unstable();
    months.dedup();
    assert!(months.len() >= 12, "{months:?}");
    let mut kinds: Vec<_> = invoices
        .iter()
        .flat_map(|invoice| &invoice.items.0)
        .filter_map(|item| item.explanation.as_ref())
        .map(domain::billing::Explanation::rules)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    for rules in ["V1, V4, V6", "N13, V4, V6", "R2, V4, V6", "B11, V9", "C13", "G1", "N14, V4, V6"] {
        assert!(kinds.contains(&rules), "{rules} in {kinds:?}");
    }
    for invoice in &invoices {
        for item in &invoice.items.0 {
            let Some(why) = &item.explanation else { continue };
            let net = why.unit_net(invoice.price_display, invoice.currency).unwrap();
            let line = domain::taxes::line(net, why.quantity(), &item.taxes, invoice.price_display, invoice.currency).unwrap();
            assert_eq!(line, item.line, "{}: {}", invoice.number, why.sentence());
        }
        let sum = domain::money::Amount::sum(invoice.items.0.iter().map(|item| item.line.gross)).unwrap();
        assert_eq!(sum, invoice.gross, "{}", invoice.number);
    }
    let count = |status| invoices.iter().filter(|invoice| invoice.paid_status == status).count();
    assert!(count(PaidStatus::Paid) > 200 && count(PaidStatus::Unpaid) > 10 && count(PaidStatus::WrittenOff) == 1);
}

#[test]
fn other_data_are_left_alone() {
    let desk = Desk::new();
    desk.result("user create --email jo@example.com");
    desk.run("demo --listen 127.0.0.1:0 --data-dir .local/share/kontor").fails_with(&["other data", "--data-dir"]);
}

#[tokio::test]
async fn people_and_bookings_are_as_the_rules_have_them() {
    let desk = Desk::new();
    let (server, _) = desk.demo("--data-dir here");
    let db = Db::connect(&format!("sqlite:{}", desk.path().join("here/kontor.sqlite").display()), &Options::default()).unwrap();
    let read = async |tx: &mut db::Tx| {
        for name in ["owner", "staff", "member", "other", "summit-member", "visitor"] {
            let user = users::find_by_email(tx, &format!("{name}@demo.test")).await?.unwrap();
            let member_of = users::memberships(tx, user.id).await?.len();
            let admin_of = access::admin_names(tx, user.id).await?.len();
            let expected = match name {
                "owner" => (2, 0),
                "staff" => (1, 0),
                "visitor" => (0, 0),
                _ => (0, 1),
            };
            assert_eq!((admin_of, member_of), expected, "{name}");
        }
        for (subdomain, people) in [("harbour", 63), ("summit", 35)] {
            let space = spaces::find_by_subdomain(tx, subdomain).await?.unwrap();
            let mut tx = SpaceTx::bind(tx, space.id);
            assert_eq!(memberships::all(&mut tx).await?.len(), people, "with three in a team that has a plan");
            let window = Window { from: testkit::at("2000-01-01T00:00:00Z"), to: testkit::at("2100-01-01T00:00:00Z") };
            check_bookings(&bookings::list(&mut tx, Of::Space, window, Slice { limit: 1_000_000, offset: 0 }).await?);
            let staff = admins::list(&mut tx).await?.into_iter().find(|admin| admin.email == "staff@demo.test");
            if let Some(staff) = staff {
                let level = |category| staff.permissions.0.level(category);
                assert_eq!(
                    (level(Category::Memberships), level(Category::Invoices), level(Category::Bookings)),
                    (Level::None, Level::None, Level::Edit)
                );
            }
        }
        Ok::<_, db::Error>(())
    };
    db.read(read).await.unwrap();
    drop(server);
}

fn check_bookings(all: &[Shown]) {
    assert!(all.len() > 1_000, "{}", all.len());
    let mut by_resource: HashMap<_, Vec<_>> = HashMap::new();
    for Shown { booking, resource_name, .. } in all {
        let interval = Interval::new(booking.starts_at, booking.ends_at);
        by_resource.entry(resource_name.as_str()).or_default().push((interval, booking.units));
        assert!(booking.payable <= booking.price && booking.created_at < booking.starts_at, "{booking:?}");
    }
    let ever = Interval::new(all[0].booking.starts_at, jiff::Timestamp::MAX);
    for (name, booked) in by_resource {
        let units = match name {
            "Day desks" => 10,
            "3-D printer" => 3,
            _ => 1,
        };
        assert!(peak(&booked, ever) <= units, "{name}");
    }
    let counts = |of: fn(&Shown) -> bool| all.iter().filter(|shown| of(shown)).count();
    assert!(counts(|shown| shown.booking.credit_minutes > 0) > 20);
    assert!(counts(|shown| shown.booking.recurrence_id.is_some()) > 80);
    assert!(counts(|shown| !shown.booking.extras.0.is_empty()) > 20);
    assert!(counts(|shown| !shown.booking.attendees.0.is_empty()) > 20);
}

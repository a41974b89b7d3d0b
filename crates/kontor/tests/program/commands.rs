//! Commands that end, beside a server or without one.

use crate::support::Desk;
use db::{Db, Options, params};

#[test]
fn the_first_migration_says_so_and_the_second_does_nothing() {
    let desk = Desk::new();
    assert!(desk.result("migrate").starts_with("applied 1 foundation"));
    assert_eq!(desk.result("migrate"), "the schema is up to date");
    assert!(desk.path().join(".local/share/kontor/kontor.sqlite").exists());
    desk.result("migrate --data-dir here/and/there");
    assert!(desk.path().join("here/and/there/kontor.sqlite").exists());
}

#[test]
fn users_are_created_once_and_all_or_nothing() {
    let desk = Desk::new();
    let id = desk.result("user create --email Jo@example.com --password correct-horse");
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    desk.run("user create --email jo@example.com").fails_with(&["already been taken"]);
    desk.run("user create --email nobody").fails_with(&["not an e-mail address"]);
    desk.run("user create --email al@example.com --admin-of harbour").fails_with(&["harbour"]);
    desk.run("token create --email al@example.com --scope read").fails_with(&["belongs to no user"]);
    desk.run("token create --email jo@example.com --scope read --space harbour").fails_with(&["harbour"]);
}

#[test]
fn clients_are_printed_as_json() {
    let desk = Desk::new();
    let client = |arguments: &str| -> serde_json::Value {
        serde_json::from_str(&desk.result(&format!("client create --name Doors {arguments}"))).unwrap()
    };
    let confidential = client("--redirect-uri https://doors.example.com/done --redirect-uri http://localhost/done --scope read");
    assert_eq!((confidential["client_id"].as_str().unwrap().len(), confidential["client_secret"].as_str().unwrap().len()), (32, 64));
    let public = client("--public --redirect-uri com.example.doors:/done");
    assert_eq!(public.as_object().unwrap().keys().collect::<Vec<_>>(), ["client_id"]);
}

#[test]
fn what_a_space_offers_is_made_by_its_operator() {
    let desk = Desk::new();
    desk.run("discount-code create --space harbour --name X --code X --percent 1").fails_with(&["harbour belongs to no space"]);
    desk.result("seed --spaces 1 --members 1 --resources 1 --bookings 1");
    let code = desk.result("discount-code create --space seed-1 --name Sale --code SUN --percent 10 --until 2027-12-31");
    assert_eq!(code.len(), 32, "{code}");
    desk.run("discount-code create --space seed-1 --name Sale --code sun --amount 5").fails_with(&["already been taken"]);
    desk.run("discount-code create --space seed-1 --name Sale --code X --percent 101").fails_with(&["at most 100"]);
    let pass = desk.result("drop-in-pass create --space seed-1 --name Day --price 20 --times 9-17 --most-per-day 3");
    assert_eq!(pass.len(), 32, "{pass}");
    desk.run("drop-in-pass create --space seed-1 --name Day --price -1").is_unusable(&["--price"]);
    desk.run("drop-in-pass create --space seed-1 --name Day --price 1 --photo none.png").fails_with(&["none.png"]);
}

#[test]
fn the_operator_decides_what_is_in_the_directory() {
    let desk = Desk::new();
    let (server, _) = desk.demo("--data-dir here");
    let list = desk.result("add-on list --data-dir here");
    let fields: Vec<&str> = list.split('\t').collect();
    assert_eq!(fields[1..6], ["listed", "bot", "Members list", "visitor@demo.test", "read_memberships"], "{list}");
    assert!(fields[6].starts_with("http://dev.localhost:3000/install/"), "{list}");
    let page = |status: u16| {
        let host = format!("dev.localhost:{}", server.address.port());
        assert_eq!(server.get(&host, &format!("/add-ons/{}", fields[0]), &[]).status, status);
    };
    page(200);
    desk.run(&format!("add-on approve {} --data-dir here", fields[0])).fails_with(&["listed"]);
    let rejected = desk.result(&format!("add-on reject {} --reason Later. --data-dir here", fields[0]));
    assert!(rejected.contains("\trejected\t"), "{rejected}");
    page(404);
    desk.run("add-on approve 0198c0de000070008000000000000001 --data-dir here").fails_with(&[]);
    desk.run("add-on approve none").is_unusable(&["ID"]);
}

#[test]
fn invoices_that_are_not_as_they_were_sealed_are_named() {
    const SETTINGS: &str = "INSERT INTO invoice_settings (space_id, next_number, numbered_year, settings, sealed)
        SELECT id, 2, 2026, '{}', 1 FROM spaces";
    let desk = Desk::new();
    desk.result("seed --spaces 1 --members 1 --resources 1 --bookings 1");
    assert_eq!(desk.result("verify-invoices"), "seed-1\t0");
    desk.run("verify-invoices harbour").fails_with(&["kontor: "]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let file = desk.path().join(".local/share/kontor/kontor.sqlite");
        let db = Db::connect(&format!("sqlite:{}", file.display()), &Options::default()).unwrap();
        db.write(async |tx| tx.execute(SETTINGS, params![]).await).await.unwrap();
    });
    desk.run("verify-invoices seed-1").fails_with(&["there are 0 seals and there were 1 in seed-1"]);
}

#[test]
fn a_backup_of_a_served_database_comes_back() {
    let desk = Desk::new();
    let server = desk.serve("");
    desk.result("user create --email before@example.com");
    assert_eq!(desk.run("backup copy.sqlite").code, Some(0));
    desk.run("backup copy.sqlite").fails_with(&["copy.sqlite exists already"]);
    desk.result("user create --email after@example.com");
    desk.run("restore copy.sqlite").fails_with(&["another process"]);
    drop(server);
    assert_eq!(desk.run("restore copy.sqlite").code, Some(0));
    desk.result("token create --email before@example.com --scope read");
    desk.run("token create --email after@example.com --scope read").fails_with(&["belongs to no user"]);
    desk.run("restore missing.sqlite").fails_with(&["missing.sqlite"]);
    desk.run("backup copy --database-url postgres://localhost/kontor").fails_with(&["pg_dump"]);
    desk.run("restore copy --database-url postgres://localhost/kontor").fails_with(&["pg_restore"]);
}

#[tokio::test]
async fn a_newer_schema_is_left_alone() {
    const NEWER: &str = "INSERT INTO migrations (version, name, checksum, applied_at) VALUES (999, 'flying_desks', '', 0)";
    let desk = Desk::new();
    desk.result("migrate --database-url sqlite:kontor.sqlite");
    let db = Db::connect(&format!("sqlite:{}", desk.path().join("kontor.sqlite").display()), &Options::default()).unwrap();
    db.write(async |tx| tx.execute(NEWER, params![]).await).await.unwrap();
    for command in ["serve --listen 127.0.0.1:0", "migrate", "user create --email jo@example.com"] {
        desk.run(&format!("{command} --database-url sqlite:kontor.sqlite")).fails_with(&["999", "newer kontor"]);
    }
}

#[test]
fn a_database_out_of_reach_ends_the_start() {
    let desk = Desk::new();
    desk.run("serve --listen 127.0.0.1:0 --database-url postgres://jo:secret@127.0.0.1:1/kontor").fails_with(&["--database-url"]);
    desk.run("serve --listen 127.0.0.1:0 --database-url sqlite:no/such/folder/kontor.sqlite").fails_with(&["--database-url"]);
    desk.write("file", "");
    desk.run("serve --listen 127.0.0.1:0 --data-dir file/kontor").fails_with(&["--data-dir"]);
}

#[test]
fn keys_rotate_the_next_one_becoming_current() {
    let desk = Desk::new();
    let kid = |said: &str, algorithm: &str, word: &str| -> String {
        let line = said.lines().find(|line| line.starts_with(algorithm)).unwrap();
        line.split_once(word).unwrap().1.split([',', ' ']).next().unwrap().to_owned()
    };
    let (first, second) = (desk.result("keys rotate"), desk.result("keys rotate"));
    for algorithm in ["RS256", "ES256"] {
        assert_eq!(kid(&first, algorithm, "next "), kid(&second, algorithm, "signs with "), "{first}{second}");
    }
}

#[test]
fn documents_name_the_hosts_that_count() {
    let desk = Desk::new();
    let document = |arguments: &str| -> serde_json::Value { serde_json::from_str(&desk.result(arguments)).unwrap() };
    assert_eq!(document("openapi --base-url https://kontor.test")["servers"][0]["url"], "https://api.kontor.test");
    let events = document("asyncapi --base-url https://kontor.test");
    assert_eq!(events["asyncapi"], "3.0.0");
    assert_eq!(events["servers"]["api"]["host"], "api.kontor.test");
    assert!(events["channels"]["webhooks"]["messages"]["created_booking"].is_object());
}

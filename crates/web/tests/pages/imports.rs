//! Members, plans and bookings from files: looked through, carried out, brought in again.

use crate::browser::{Browser, House, Page};
use crate::harbour::Harbour;
use crate::on_both;
use app::jobs::{self, Job};
use db::params;
use domain::permissions::{Category, Level};

/// Does what is due; how many jobs it were.
async fn work(house: &House) -> usize {
    work_with(&house.app).await
}

/// The same, with Cobot somewhere else.
pub async fn work_with(app: &app::App) -> usize {
    let mut done = 0;
    loop {
        let works = jobs::take(app, 10).await.unwrap();
        if works.is_empty() {
            return done;
        }
        for work in works {
            match work.job.clone().unwrap() {
                Job::Import(turn) => app::imports::work(app.clone(), turn).await.unwrap(),
                Job::SendMail(_) => {}
                other => panic!("{other:?}"),
            }
            jobs::complete(app, &work).await.unwrap();
            done += 1;
        }
    }
}

pub async fn count(house: &House, sql: &'static str) -> i64 {
    house.app.db.read(async move |tx| tx.query_one::<(i64,)>(sql, params![]).await).await.unwrap().0
}

const MEMBERS: &str = "SELECT COUNT(*) FROM memberships";

/// The page of what was looked through.
async fn look(house: &House, browser: &mut Browser<'_>, kind: &str, file: &str) -> Page {
    let page = browser.get("harbour", "/admin/imports").await;
    let begun = browser.upload_with(&page, "/admin/imports", &[("kind", kind)], file).await;
    assert_eq!(begun.status, 303, "{}", begun.text);
    let path = begun.location().to_owned();
    let busy = browser.get("harbour", &path).await;
    assert!(busy.headers.contains_key("refresh") && busy.text.contains("Looking through it"), "{}", busy.text);
    work(house).await;
    let page = browser.get("harbour", &path).await;
    assert!(!page.headers.contains_key("refresh") && page.text.contains("nothing is made yet"), "{}", page.text);
    page
}

/// Where the import is that a page shows.
fn place(page: &Page) -> String {
    let rest = page.text.split("\"/admin/imports/").nth(1).unwrap_or_else(|| panic!("no import in {}", page.text));
    format!("/admin/imports/{}", &rest[..32])
}

/// Carries out what the page shows.
async fn run(house: &House, browser: &mut Browser<'_>, page: &Page) -> Page {
    let path = place(page);
    assert_eq!(browser.submit(page, &format!("{path}/run"), &[]).await.status, 303);
    // The same click again.
    assert_eq!(browser.submit(page, &format!("{path}/run"), &[]).await.status, 409);
    work(house).await;
    browser.get("harbour", &path).await
}

const OF_MIA: &str = "SELECT COUNT(*) FROM bookings WHERE membership_id IS NOT NULL";

on_both! {
    async fn members_are_looked_through_and_then_brought_in_once(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let file = "Vorname;Nachname;E-Mail;Tarif;Mitglied seit;Ort;Lieblingsfarbe;Notiz\n\
            Mia;Moor;mia@example.org;Flex;1.2.2024;Hamburg;blau;likes the window\n\
            Ben;Brook;;Flex;2025-05-01;;;\n\
            Zoë;Zander;zoe@example.org;Fix;morgen;;;\n\
            Mia;Again;MIA@example.org;Flex;;;;\n\
            Kai;Kern;kai@;Flex;;;;\n";
        let page = look(&house, &mut olga, "members", file).await;
        assert!(page.text.contains("2 would be made, 2 do not fit") && page.text.contains("not used: Lieblingsfarbe"), "{}", page.text);
        for text in ["“Tarif” is not the name of a plan", "“Mitglied seit” must be a day", "“E-Mail” is not an e-mail address", "<td>4</td>", "<td>6</td>"] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        assert_eq!(count(&house, MEMBERS).await, 0, "nothing is made by looking");
        let done = run(&house, &mut olga, &page).await;
        assert!(done.text.contains("2 made, 2 did not fit"), "{}", done.text);
        assert_eq!((count(&house, MEMBERS).await, count(&house, "SELECT COUNT(*) FROM membership_notes").await), (2, 1));
        assert_eq!(count(&house, "SELECT COUNT(*) FROM mails WHERE kind = 'connect_membership_email'").await, 0, "nobody asked for mails");
        let list = olga.get("harbour", "/admin/members").await;
        assert!(list.text.contains("Mia Moor") && list.text.contains("since 2024-02-01") && list.text.contains("Ben Brook"), "{}", list.text);

        // What did not fit can be taken away, mended and brought in.
        let path = format!("{}/problems.csv", place(&done));
        let problems = olga.get("harbour", &path).await;
        assert!(problems.text.contains("Line,Problem,Vorname") && problems.text.contains(",Zoë,Zander,zoe@example.org,Fix,morgen"), "{}", problems.text);
        let mended = problems.text.replace(",Fix,morgen", ",Flex,2026-03-01").replace("kai@,", "kai@example.org,");
        let page = look(&house, &mut olga, "members", &mended).await;
        assert!(page.text.contains("2 would be made."), "{}", page.text);
        run(&house, &mut olga, &page).await;
        assert_eq!(count(&house, MEMBERS).await, 4);

        // The first file again makes nothing twice, with or without addresses.
        let again = look(&house, &mut olga, "members", file).await;
        assert!(again.text.contains("There is nothing to be made") && !again.text.contains("/run\""), "{}", again.text);
        let page = olga.get("harbour", "/admin/imports").await;
        assert!(page.text.contains("Members: x") && page.text.contains("waits for you"), "{}", page.text);
        let forget = format!("{}/delete", place(&again));
        assert_eq!(olga.submit(&again, &forget, &[]).await.status, 303);
        assert_eq!(olga.get("harbour", forget.strip_suffix("/delete").unwrap()).await.status, 404);
    }

    async fn invited_members_get_one_mail_with_a_link_that_works(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", "/admin/imports").await;
        let file = "name,email,plan\nMia Moor,mia@example.org,flex\nBen Brook,,Flex\n";
        let begun = olga.upload_with(&page, "/admin/imports", &[("kind", "members"), ("invite", "yes")], file).await;
        work(&house).await;
        assert!(house.mails("mia@example.org").await.is_empty(), "looking mails nobody");
        let page = olga.get("harbour", begun.location()).await;
        assert!(page.text.contains("gets a mail"), "{}", page.text);
        run(&house, &mut olga, &page).await;
        assert_eq!(house.mails("mia@example.org").await.len(), 1);
        house.person("mia@example.org").await;
        let mut mia = house.browser();
        mia.sign_in("harbour", "mia@example.org").await;
        let link = house.link("mia@example.org").await;
        let page = mia.get("harbour", &link).await;
        assert!(mia.submit(&page, &link, &[]).await.text.contains("is connected"));
    }

    async fn plans_and_bookings_keep_the_rules(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let page = look(&house, &mut olga, "plans", "Plan\tPreis\tLaufzeit\tKündigungsfrist\nFull time\t1.234,50 €\tmonatlich\t30\nFLEX\t1\t\t\nNone\tfree\t\t\nOdd\t5\t99\t\n").await;
        assert!(page.text.contains("1 would be made, 2 do not fit") && page.text.contains("must be an amount") && page.text.contains("“Laufzeit” must be from 1 to 36"), "{}", page.text);
        run(&house, &mut olga, &page).await;
        let plans = olga.get("harbour", "/admin/plans").await;
        assert!(plans.text.contains("Full time") && plans.text.contains("1469.06 EUR incl. tax"), "{}", plans.text);

        let (mia, _) = harbour.invited("Mia").await;
        let room = app::resources::Details { name: Some("Attic".into()), ..Default::default() };
        app::resources::create(&house.app, &harbour.access, room).await.unwrap();
        let file = "Raum,Datum,Von,Bis,Mitglied,Titel\n\
            Attic,2026-03-10,09:00,10:30,mia@example.org,Board\n\
            attic,10.03.2026,10:00,11:00,,Too late\n\
            Cellar,2026-03-10,09:00,10:00,,\n\
            Attic,2026-03-11,10:00,09:00,,\n\
            Attic,2026-03-12,9:00,10:00,eve@example.org,\n\
            Attic,2026-03-10,09:00,10:30,mia@example.org,Board\n\
            Attic,2026-03-12,9:00 am,10 am,,Nobody's\n";
        let page = look(&house, &mut olga, "bookings", file).await;
        let done = run(&house, &mut olga, &page).await;
        for text in ["2 made, 4 did not fit", "already booked at that time", "“Raum” is not the name of a room", "“Mitglied” is the e-mail address or customer number of no member"] {
            assert!(done.text.contains(text), "{text}: {}", done.text);
        }
        assert_eq!((count(&house, "SELECT COUNT(*) FROM bookings").await, count(&house, OF_MIA).await), (2, 1), "{mia}");
        let again = look(&house, &mut olga, "bookings", file).await;
        assert!(again.text.contains("There is nothing to be made"), "{}", again.text);
    }

    async fn an_import_that_was_killed_goes_on_and_makes_nothing_twice(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        // None has an address: only the note that it was made tells.
        let lines: Vec<String> = (0..450).map(|place| format!("Member {place},Flex,2026-03-02\n")).collect();
        let lines = lines.concat();
        let page = look(&house, &mut olga, "members", &format!("name,plan,start\n{lines}")).await;
        assert!(page.text.contains("450 would be made."), "{}", page.text);
        let path = place(&page);
        assert_eq!(olga.submit(&page, &format!("{path}/run"), &[]).await.status, 303);
        let turns = async || -> Vec<app::imports::Working> {
            let works = jobs::take(&house.app, 10).await.unwrap();
            works.into_iter().filter_map(|work| match work.job { Ok(Job::Import(turn)) => Some(turn), _ => None }).collect()
        };
        let turn = turns().await.pop().unwrap();
        // Killed somewhere in the middle.
        tokio::select! {
            biased;
            () = async { while count(&house, MEMBERS).await < 20 { tokio::task::yield_now().await; } } => {}
            done = app::imports::work(house.app.clone(), turn.clone()) => done.unwrap(),
        }
        let some = count(&house, MEMBERS).await;
        assert!((20..450).contains(&some), "{some}");
        let half = olga.get("harbour", &path).await;
        assert!(half.text.contains("Bringing it in") && half.headers.contains_key("refresh"), "{}", half.text);
        let still = olga.get("harbour", &format!("{path}?still=1")).await;
        assert!(!still.headers.contains_key("refresh"));
        assert_eq!(olga.submit(&page, &format!("{path}/delete"), &[]).await.status, 409, "not while it is worked on");
        // The same turn again, twice, and those that follow.
        app::imports::work(house.app.clone(), turn.clone()).await.unwrap();
        app::imports::work(house.app.clone(), turn.clone()).await.unwrap();
        work(&house).await;
        let done = olga.get("harbour", &path).await;
        assert!(done.text.contains("450 made."), "{}", done.text);
        assert_eq!(count(&house, MEMBERS).await, 450);
        assert_eq!(count(&house, "SELECT COUNT(DISTINCT name) FROM memberships").await, 450);
    }

    async fn files_that_cannot_be_and_people_who_may_not(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", "/admin/imports").await;
        let long: Vec<String> = (0..5_001).map(|place| format!("M{place},Flex\n")).collect();
        let long = long.concat();
        for (kind, file, text) in [
            ("members", "", "The file is empty"),
            ("members", "email\nmia@example.org\n", "has no column name, plan"),
            ("members", "name,plan\n", "nothing else"),
            ("members", "name,plan\nMia,\"Flex\nBen,Flex", "a quotation mark in line 2"),
            ("members", &format!("name,plan\n{long}"), "has more than 5000 lines"),
            ("bookings", "PK\u{3}\u{4}", "save it as CSV"),
            ("elephants", "name,plan\nMia,Flex\n", "It must be chosen"),
        ] {
            let refused = olga.upload_with(&page, "/admin/imports", &[("kind", kind)], file).await;
            assert!(refused.status == 422 && refused.text.contains(text), "{text}: {} {}", refused.status, refused.text);
        }
        for kind in ["members", "plans", "bookings"] {
            let template = olga.get("harbour", &format!("/admin/imports/templates/{kind}.csv")).await;
            assert!(template.status == 200 && template.text.lines().count() == 2, "{}", template.text);
        }
        assert_eq!(olga.get("harbour", "/admin/imports/templates/elephants.csv").await.status, 404);
        assert_eq!(olga.get("harbour", "/admin/imports/0198c0de000070008000000000000001").await.status, 404);
        let looked = look(&house, &mut olga, "members", "name,plan\n=Mia,Flex\n<b>Ben</b>,None\n").await;
        assert!(looked.text.contains("1 would be made, 1 do not fit") && !looked.text.contains("<b>Ben"), "{}", looked.text);
        let path = place(&looked);

        let (_, mut mia) = harbour.member("Mia").await;
        for path in ["/admin/imports", &path, &format!("{path}/problems.csv"), "/admin/imports/templates/members.csv"] {
            assert_eq!(mia.get("harbour", path).await.status, 404, "{path}");
        }
        assert_eq!(mia.upload_with(&page, "/admin/imports", &[("kind", "members")], "name,plan\nA,Flex\n").await.status, 403, "a foreign form");
        // An admin who may edit plans alone sees what is of plans.
        let sam = house.person("sam@example.org").await;
        let mut permissions = domain::permissions::Permissions::default();
        permissions.set(Category::Memberships, Level::View);
        app::admins::create(&house.app, harbour.access.space_id(), sam, "Sam", permissions).await.unwrap();
        let mut sam = house.browser();
        sam.sign_in("harbour", "sam@example.org").await;
        let page = sam.get("harbour", "/admin/imports").await;
        assert!(page.status == 200 && page.text.contains("value=\"plans\"") && !page.text.contains("value=\"members\"") && !page.text.contains("Members: x"), "{}", page.text);
        assert_eq!(sam.upload_with(&page, "/admin/imports", &[("kind", "members")], "name,plan\nA,Flex\n").await.status, 403);
        assert_eq!(sam.get("harbour", &path).await.status, 403);
        assert_eq!(sam.submit(&looked, &format!("{path}/run"), &[]).await.status, 403);
    }
}

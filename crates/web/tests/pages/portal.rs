//! The developers' site: from an account to a first call, guides, status, design.

use crate::browser::{House, Page};
use crate::on_both;
use app::access::{self, Door, Place};
use domain::ids::SpaceId;

/// What stands between two texts of a page, the first time.
fn between<'a>(page: &'a Page, before: &str, after: &str) -> &'a str {
    let start = page.text.find(before).unwrap_or_else(|| panic!("{before} is not in {}", page.text)) + before.len();
    page.text[start..].split(after).next().unwrap()
}

on_both! {
    async fn a_newcomer_gets_a_sandbox_and_a_token_for_it_alone(db: db::Db) {
        let house = House::new(db);
        let (_, vera) = (house.person("nina@example.org").await, house.person("vera@example.org").await);
        let mut browser = house.browser();
        let page = browser.get("dev", "/start").await;
        assert!(page.status == 200 && page.text.contains("/session/new?return_to=%2Fstart") && !page.text.contains("action="), "{}", page.text);

        let arrived = browser.get("dev", "/session/new?return_to=%2Fstart").await;
        let arrived = browser.submit(&arrived, "/session/new", &[("email", "nina@example.org"), ("password", crate::browser::PASSWORD)]).await;
        assert_eq!(arrived.location(), "/start");
        let page = browser.get("dev", "/start").await;
        assert_eq!(browser.send("POST", "dev", "/start/sandbox", "").await.status, 403, "a form of somebody else");
        let made = browser.submit(&page, "/start/sandbox", &[]).await;
        assert_eq!(made.status, 200, "{}", made.text);
        assert_eq!(made.headers["cache-control"], "no-store");
        let token = between(&made, "export TOKEN=", "\n").to_owned();
        let space: SpaceId = between(&made, "export SPACE=", "\n").parse().unwrap();
        assert!(made.text.contains("https://api.kontor.test/spaces/$SPACE/resources"), "{}", made.text);

        let caller = access::authenticate(&house.app, &token).await.unwrap();
        assert_eq!(caller.bound_to, Some(space));
        let within = access::enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        assert!(within.space().clock_ahead == Some(0) && within.admin_role().is_some());
        let counts = house.app.db.read(async move |tx| {
            let sql = "SELECT (SELECT COUNT(*) FROM memberships WHERE space_id = $1), (SELECT COUNT(*) FROM bookings WHERE space_id = $1),
                (SELECT COUNT(*) FROM resources WHERE space_id = $1)";
            tx.query_one::<(i64, i64, i64)>(sql, db::params![space.0]).await
        });
        assert_eq!(counts.await.unwrap(), (3, 3, 2));

        // It can be had anew, by its owner and nobody else.
        let subdomain = within.space().subdomain.clone();
        let page = browser.get("dev", "/start").await;
        assert!(page.text.contains(&subdomain), "{}", page.text);
        let anew = browser.submit(&page, "/start/token", &[]).await;
        assert!(anew.status == 200 && between(&anew, "export TOKEN=", "\n") != token, "{}", anew.text);
        let mut other = house.browser();
        other.sign_in("dev", "vera@example.org").await;
        let page = other.get("dev", "/start").await;
        let csrf = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
        assert_eq!(other.send("POST", "dev", "/start/token", &format!("csrf={csrf}&subdomain={subdomain}")).await.status, 404);
        assert!(app::sandboxes::own(&house.app, &house.caller(vera, "write").await).await.unwrap().is_empty());

        for _ in 0..4 {
            let page = browser.get("dev", "/start").await;
            assert_eq!(browser.submit(&page, "/start/sandbox", &[]).await.status, 200);
        }
        let page = browser.get("dev", "/start").await;
        let refused = browser.submit(&page, "/start/sandbox", &[]).await;
        assert!(refused.status == 409 && refused.text.contains("five sandboxes"), "{}", refused.text);
    }

    async fn developers_read_how_it_is(db: db::Db) {
        let house = House::new(db);
        let mut browser = house.browser();
        let start = browser.get("dev", "/").await;
        for path in ["/start", "/guides", "/events", "/changelog", "/status", "/design", "/llms.txt", "/api2", "/api-docs"] {
            assert!(start.text.contains(&format!("href=\"{path}\"")), "{path}");
            assert_eq!(browser.get("dev", path).await.status, 200, "{path}");
        }
        let guides = browser.get("dev", "/guides").await;
        let paths: Vec<&str> = guides.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|path| path.starts_with("/guides/")).collect();
        assert!(paths.len() >= 10, "{paths:?}");
        let read = browser.get("dev", "/llms.txt").await;
        for path in paths {
            let page = browser.get("dev", path).await;
            assert!(page.status == 200 && page.text.contains("<article class=\"guide\">\n<h1"), "{}", page.text);
            let plain = browser.get("dev", &format!("{path}.md")).await;
            assert!(plain.status == 200 && plain.text.starts_with("# "), "{path}");
            assert_eq!(plain.headers["content-type"], "text/markdown; charset=utf-8");
            assert!(read.text.contains(&format!("https://dev.kontor.test{path}.md")), "{}", read.text);
        }
        assert_eq!(browser.get("dev", "/guides/nothing").await.status, 404);
        let status = browser.get("dev", "/status").await;
        assert!(status.text.contains("Everything works") && status.headers["cache-control"] == "no-store", "{}", status.text);
        let sheet = browser.get("dev", "/assets/design.css").await;
        assert!(sheet.status == 200 && sheet.text.contains(".in-dark {"), "{}", sheet.text);
    }

    async fn the_status_says_when_work_is_left_undone(db: db::Db) {
        let house = House::new(db);
        house.app.db.write(async |tx| {
            let sql = "INSERT INTO jobs (id, kind, space_id, payload, run_at, attempts, created_at) VALUES ($1, 'nothing', NULL, $2, $3, 0, $3)";
            let (id, at) = (uuid::Uuid::from_u128(1), testkit::at("2026-03-02T11:48:00Z"));
            tx.execute(sql, db::params![id, serde_json::json!({}), at]).await.map(drop)
        }).await.unwrap();
        let page = house.browser().get("dev", "/status").await;
        assert!(page.status == 503 && page.text.contains("is 12 min behind"), "{}", page.text);
    }
}

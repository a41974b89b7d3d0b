//! A whole space from Cobot: a second house answers the same APIs, and is taken for it.

use crate::browser::{Browser, House};
use crate::harbour::{Harbour, at};
use crate::imports::{count, work_with};
use crate::on_both;
use app::memberships::{self, Create, Person};
use app::tokens::Grant;
use app::{App, articles, bookings, contacts, custom_fields, membership_notes, navigation_links, plans, resources, teams, time_passes};
use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use cobot::Source;
use domain::ids::{MembershipId, PlanId, ResourceId};
use domain::navigation::Section;
use domain::scopes::Scope;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{Backend, Template};
use tokio::net::TcpListener;

/// What the space at Cobot has, beside a plan.
struct There<'a> {
    harbour: &'a Harbour<'a>,
    app: &'a App,
}

impl There<'_> {
    async fn member(&self, name: &str, plan: PlanId, change: impl FnOnce(&mut Create)) -> MembershipId {
        let email = format!("{}@example.org", name.to_lowercase());
        let person = Person { name: Some(name.into()), email: Some(email), phone: Some("+49 40 1".into()), ..Person::default() };
        let (extras, starts_at, discount_code) = (vec![], Some(jiff::civil::date(2025, 5, 1)), None);
        let mut wish =
            Create { plan, extras, person, starts_at, first_invoice_at: None, prorate_first_invoice: None, confirmed: true, discount_code };
        change(&mut wish);
        memberships::import(self.app, &self.harbour.access, wish).await.unwrap().views[0].membership.id
    }

    async fn book(&self, resource: ResourceId, membership: Option<MembershipId>, day: u8) {
        let (from, to) = (at(&format!("2026-03-{day:02}T09:00:00Z")), at(&format!("2026-03-{day:02}T10:00:00Z")));
        let wish = bookings::Wish {
            resource,
            membership,
            from,
            to,
            units: 1,
            title: Some(format!("Day {day}")),
            url: None,
            comments: None,
            attendees_message: None,
            attendees: vec!["guest@example.org".into()],
            extras: vec![],
            custom_price: None,
            recurrence: None,
        };
        bookings::create(self.app, &self.harbour.access, wish).await.unwrap();
    }

    /// A room, a second plan with what plans can have, three members, and what hangs on them.
    async fn fill(&self) {
        let (app, access) = (self.app, &self.harbour.access);
        let mut room = resources::Details {
            name: Some("Attic".into()),
            units: Some(3),
            booking_times: Some("mon-fri 8-18".into()),
            ..Default::default()
        };
        room.pricing.price_per_hour = Some(Some("12.5".parse().unwrap()));
        let room = resources::create(app, access, room).await.unwrap().resource.id;
        let evening =
            json!({"id": "0198c0de000070008000000000000002", "name": "Evening", "price": "9", "currency": "EUR", "times": "17-22"});
        let locker =
            json!({"id": "0198c0de000070008000000000000003", "name": "Locker", "price": "15", "currency": "EUR", "cycle_months": 3});
        let fix = json!({"name": "Fix", "price_per_cycle": "240.5", "currency": "EUR", "cycle_months": 3, "cancellation_period_days": 30, "hidden": true,
            "booking_credits": [{"resources": [room], "minutes": 120}], "time_passes": [evening], "extras": [locker]});
        let fix = plans::create(app, access, serde_json::from_value(fix).unwrap()).await.unwrap();
        let locker = plans::get(app, access, fix).await.unwrap().plans[0].terms.0.extras[0].id;
        let mia = self.member("Mia", self.harbour.plan, |_| {}).await;
        let ben = self.member("Ben", fix, |wish| wish.extras = vec![locker]).await;
        let gone = self.member("Gone", self.harbour.plan, |_| {}).await;
        let last = Some(jiff::civil::date(2026, 1, 31));
        memberships::cancel(app, access, gone, memberships::Cancel { canceled_to: last, delete_later_bookings: false }).await.unwrap();
        membership_notes::create(app, access, mia, "likes the window", true).await.unwrap();
        let field = custom_fields::Wanted { id: None, label: "Shoe size".into() };
        let field = custom_fields::replace(app, access, vec![field]).await.unwrap()[0].id;
        custom_fields::fill(app, access, mia, vec![(field, "38".into())]).await.unwrap();
        teams::add_member(app, access, mia, ben).await.unwrap();
        let template = "0198c0de000070008000000000000002".parse().unwrap();
        time_passes::add(app, access, ben, time_passes::Add { template, count: 2, charge: false }).await.unwrap();
        contacts::save(
            app,
            access,
            contacts::Details { email: Some("vera@example.org".into()), name: Some("Vera".into()), ..Default::default() },
        )
        .await
        .unwrap();
        let article = articles::Write { category: None, title: "Wi-Fi".into(), content: "# Name\n\nIt is **harbour**.".into() };
        articles::write(app, access, None, article).await.unwrap();
        let target = navigation_links::Target::Iframe("url", "https://example.org/app".into());
        let link = navigation_links::Create { section: Section::Members, label: "Lunch".into(), target, user_editable: true };
        navigation_links::create(app, access, Scope::WriteNavigationLinks, link).await.unwrap();
        self.book(room, Some(mia), 10).await;
        self.book(room, None, 11).await;
    }
}

/// Begins at the page; the path of the import.
async fn begin(browser: &mut Browser<'_>, token: &str) -> String {
    let page = browser.get("harbour", "/admin/imports/cobot").await;
    let begun = browser.submit(&page, "/admin/imports/cobot", &[("subdomain", "Harbour"), ("token", token)]).await;
    assert_eq!(begun.status, 303, "{}", begun.text);
    begun.location().to_owned()
}

const MADE: &[(&str, i64)] = &[
    ("SELECT COUNT(*) FROM memberships", 2),
    ("SELECT COUNT(*) FROM resources", 1),
    ("SELECT COUNT(*) FROM plans", 2),
    ("SELECT COUNT(*) FROM membership_notes", 1),
    ("SELECT COUNT(*) FROM custom_fields", 1),
    ("SELECT COUNT(*) FROM teams", 1),
    ("SELECT COUNT(*) FROM time_passes WHERE expires_at IS NULL", 2),
    ("SELECT COUNT(*) FROM contacts", 1),
    ("SELECT COUNT(*) FROM articles", 1),
    ("SELECT COUNT(*) FROM navigation_links", 1),
    ("SELECT COUNT(*) FROM bookings", 2),
    ("SELECT COUNT(*) FROM mails", 0),
];

const DESCRIPTION: &str = "SELECT COUNT(*) FROM spaces WHERE description = 'By the quay'";

on_both! {
    async fn a_space_comes_over_from_cobot_once(db: db::Db) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let template = Template::new(store::MIGRATIONS);
        let database = template.database(Backend::Sqlite).await.unwrap();
        let house_there = House::at(database.db(), &base);
        house_there.serve(listener);
        let harbour_there = Harbour::new(&house_there).await;
        There { harbour: &harbour_there, app: &house_there.app }.fill().await;
        let user = harbour_there.access.user().unwrap();
        let grant = Grant { user, client: None, space: None, scopes: "read write navigation".parse().unwrap(), expires_at: None };
        let token = app::tokens::create(&house_there.app, grant).await.unwrap().reveal().to_owned();

        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let app = house.app.clone().reading(Source::at(&base).unwrap());
        let mut olga = harbour.olga().await;
        let path = begin(&mut olga, &token).await;
        let kept = house.app.db.read(async |tx| tx.query_one::<(Vec<u8>,)>("SELECT secret FROM imports", db::params![]).await).await.unwrap().0;
        assert!(!kept.windows(8).any(|part| token.as_bytes().windows(8).any(|of| of == part)), "the token is encrypted");
        let busy = olga.get("harbour", &path).await;
        assert!(busy.text.contains("Reading") && busy.headers.contains_key("refresh") && !busy.text.contains(&token), "{}", busy.text);
        work_with(&app).await;
        assert_eq!(count(&house, "SELECT COUNT(*) FROM imports WHERE secret IS NOT NULL").await, 0, "nobody needs it any more");

        // Looked through: all that needs something that is not here yet would be made, too.
        let page = olga.get("harbour", &path).await;
        assert!(page.text.contains("nothing is made yet") && !page.text.contains("What does not fit"), "{}", page.text);
        for text in ["1 memberships that have ended stay at Cobot", "0 invoices of the last twelve months stay at Cobot", "<th scope=\"row\">Time passes</th><td>2</td>"] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        assert_eq!((count(&house, MADE[0].0).await, count(&house, MADE[2].0).await), (0, 1));

        assert_eq!(olga.submit(&page, &format!("{path}/run"), &[]).await.status, 303);
        work_with(&app).await;
        let done = olga.get("harbour", &path).await;
        assert!(done.text.contains("<h2>Done</h2>") && !done.text.contains("What does not fit"), "{}", done.text);
        for (sql, number) in MADE {
            assert_eq!(count(&house, sql).await, *number, "{sql}");
        }
        let list = olga.get("harbour", "/admin/members").await;
        assert!(list.text.contains("Mia") && list.text.contains("since 2025-05-01") && !list.text.contains("Gone"), "{}", list.text);
        let (offer, access) = (plans::list(&house.app, &harbour.access).await.unwrap(), &harbour.access);
        let fix = &offer.plans.iter().find(|plan| plan.terms.0.name == "Fix").unwrap().terms.0;
        let room = resources::list(&house.app, access, resources::Wanted::default(), store::resources::Slice::ALL).await.unwrap().items.remove(0).resource;
        assert_eq!((fix.price_per_cycle.to_string(), fix.cycle_months, fix.hidden, fix.cancellation_period_days), ("240.5".into(), 3, true, 30));
        assert_eq!((fix.booking_credits[0].resources[0], fix.booking_credits[0].minutes, &*fix.time_passes[0].name, &*fix.extras[0].name), (room.id, Some(120), "Evening", "Locker"));
        assert_eq!((room.units, room.pricing.0.price_per_hour.unwrap().to_string()), (3, "12.5".into()));
        let article = articles::list(&house.app, access, store::resources::Slice::ALL).await.unwrap().items.remove(0);
        assert_eq!(article.content, "# Name\n\nIt is **harbour**.");

        // Again: all is known, and nothing is made twice.
        let path = begin(&mut olga, &token).await;
        work_with(&app).await;
        let again = olga.get("harbour", &path).await;
        assert!(again.text.contains("There is nothing to be made") && !again.text.contains("What does not fit"), "{}", again.text);
    }

    async fn cobot_asks_to_wait_and_refuses(db: db::Db) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let (spaces, resources, units) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (of_spaces, of_resources, of_units) = (Arc::clone(&spaces), Arc::clone(&resources), Arc::clone(&units));
        let space = get(async move || match of_spaces.fetch_add(1, Ordering::Relaxed) {
            0 => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "120")], "{}").into_response(),
            1 => (StatusCode::UNAUTHORIZED, "{}").into_response(),
            _ => (StatusCode::OK, "{\"id\": \"space-harbour\", \"description\": \"By the\\u0000 quay\"}").into_response(),
        });
        let rooms = get(async move || match of_resources.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => (StatusCode::FOUND, [("location", "http://127.0.0.1:1/")]).into_response(),
            _ => "[]".into_response(),
        });
        let numbers = get(async move || match of_units.fetch_add(1, Ordering::Relaxed) {
            0 => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "30")], "{}").into_response(),
            _ => "{\"data\": []}".into_response(),
        });
        let plans = r#"[{"id": "p1", "name": "<b>Flexible</b>", "price_per_cycle": "much", "currency": "EUR"}, {"id": "p2", "name": "Desk", "price_per_cycle": "99.9", "currency": "EUR"}, 7]"#;
        let router = Router::new()
            .route("/api/spaces/harbour", space)
            .route("/api/plans", get(async move || plans))
            .route("/api/resources", rooms)
            .route("/spaces/space-harbour/resources", numbers)
            .route("/spaces/space-harbour/contacts", get(async || r#"{"data": [], "links": {"next": "https://evil.test/"}}"#));
        tokio::spawn(async move { axum::serve(listener, router).await });

        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let app = house.app.clone().reading(Source::at(&base).unwrap());
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", "/admin/imports/cobot").await;
        for (subdomain, token, text) in [("../evil", "abc", "must be the first part"), ("harbour.cobot.me", "abc", "must be the first part"), ("harbour", "a b", "cannot be a token")] {
            let refused = olga.submit(&page, "/admin/imports/cobot", &[("subdomain", subdomain), ("token", token)]).await;
            assert!(refused.status == 422 && refused.text.contains(text) && !refused.text.contains("value=\"abc\""), "{}", refused.text);
        }
        let path = begin(&mut olga, "abc").await;
        let later = |seconds| house.app.clock.set(house.app.clock.now().checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap());
        assert_eq!((work_with(&app).await, spaces.load(Ordering::Relaxed)), (1, 1));
        assert_eq!((work_with(&app).await, spaces.load(Ordering::Relaxed)), (0, 1), "nobody is asked before the time is over");
        later(121);
        work_with(&app).await;
        let failed = olga.get("harbour", &path).await;
        assert!(failed.text.contains("Cobot does not know the token"), "{}", failed.text);
        assert_eq!(count(&house, "SELECT COUNT(*) FROM imports WHERE secret IS NOT NULL").await, 0);
        assert_eq!(olga.submit(&failed, &format!("{path}/delete"), &[]).await.status, 303);
        assert_eq!(count(&house, "SELECT COUNT(*) FROM imports").await, 0);

        // A redirect is not followed: what was read before is kept, and the rest asked for again.
        let path = begin(&mut olga, "abc").await;
        assert_eq!((work_with(&app).await, count(&house, "SELECT COUNT(*) FROM import_items").await), (1, 1));
        later(11);
        let works = app::jobs::take(&app, 1).await.unwrap();
        let Ok(app::jobs::Job::Import(turn)) = &works[0].job else { panic!("{works:?}") };
        let failed = app::imports::work(app.clone(), turn.clone()).await.unwrap_err();
        assert!(std::error::Error::source(&failed).unwrap().to_string().contains("302"), "{failed:?}");
        app::jobs::fail(&app, &works[0], "302").await.unwrap();
        later(60);
        assert_eq!((work_with(&app).await, units.load(Ordering::Relaxed)), (1, 1), "how many there are of each is waited for");
        later(31);
        work_with(&app).await;
        assert_eq!(units.load(Ordering::Relaxed), 2);
        // What cannot be read or made is told, and stops nothing; nobody is asked at another host.
        let page = olga.get("harbour", &path).await;
        for text in ["&#60;b&#62;Flexible&#60;/b&#62;", "leads to another host", "memberships", "it is not there", "2 would be made"] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        let file = olga.get("harbour", &format!("{path}/problems.csv")).await;
        assert!(file.text.contains("Kind,Id,Name,Problem") && file.text.contains("plans,p1,"), "{}", file.text);
        assert_eq!(olga.submit(&page, &format!("{path}/run"), &[]).await.status, 303);
        work_with(&app).await;
        assert_eq!((count(&house, "SELECT COUNT(*) FROM plans").await, count(&house, DESCRIPTION).await), (2, 1));

        let (_, mut mia) = harbour.member("Mia").await;
        assert_eq!(mia.get("harbour", "/admin/imports/cobot").await.status, 404);
    }
}

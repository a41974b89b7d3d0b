//! Bills are found every hour and made where a day has begun, on both databases.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use ::jobs::{Post, Runner, perform};
use app::access::{Door, Place, authenticate, enter_as};
use app::memberships::{self, Create, Person};
use app::spaces::Details;
use app::tokens::Grant;
use app::{App, BaseUrl, Chance, Clock, jobs, plans, spaces, users};
use db::{Db, params};
use testkit::at;

macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}

async fn invoices(app: &App) -> i64 {
    let count = app.db.read(async |tx| tx.query_one::<(i64,)>("SELECT COUNT(*) FROM invoices", params![]).await).await;
    count.unwrap().0
}

/// A space in a time zone, with a member who joined today and pays 100 a month.
async fn space(app: &App, subdomain: &str, zone: &str) {
    let owner = users::create(app, &format!("{subdomain}@kontor.test"), None).await.unwrap();
    let grant = Grant { user: owner, client: None, space: None, scopes: "read write".parse().unwrap(), expires_at: None };
    let token = app::tokens::create(app, grant).await.unwrap();
    let caller = authenticate(app, token.reveal()).await.unwrap();
    let details = Details { name: Some(subdomain.into()), country: Some("DE".into()), time_zone: Some(zone.into()), ..Details::default() };
    let new = spaces::Create { subdomain: subdomain.into(), owner_name: "Olga".into(), details };
    let space = spaces::create(app, &caller, new).await.unwrap();
    let access = enter_as(app, &caller, Place::Space(space.id), &[], Door::Related).await.unwrap();
    let terms = serde_json::json!({"name": "Flex", "price_per_cycle": "100", "currency": "EUR", "cycle_months": 1});
    let plan = plans::create(app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
    let person = Person {
        name: Some("Mia".into()),
        company: None,
        email: None,
        phone: None,
        address: store::spaces::Address::default(),
        billing_emails: vec![],
        tax_id: None,
        charge_taxes: true,
    };
    let wish = Create {
        plan,
        extras: vec![],
        person,
        starts_at: None,
        first_invoice_at: None,
        prorate_first_invoice: None,
        confirmed: true,
        discount_code: None,
    };
    memberships::create(app, &access, wish).await.unwrap();
}

on_both! {
    async fn bills_are_made_in_the_zone_of_each_space(db: Db) {
        let clock = Clock::standing_at(at("2026-03-02T12:30:00Z"));
        let app = App::new(db, clock, Chance::seeded(7), BaseUrl::parse("http://localhost:3000").unwrap());
        space(&app, "berlin", "Europe/Berlin").await;
        space(&app, "auckland", "Pacific/Auckland").await;
        let runner = Runner::new(app.clone(), |app, job| perform(app, job, Post::Kept));
        let hour = async |now: &str| {
            app.clock.set(at(now));
            jobs::schedule_hourly(&app).await.unwrap();
            jobs::schedule_hourly(&app).await.unwrap();
            runner.run_due().await;
            app.clock.advance(65);
            runner.run_due().await;
            invoices(&app).await
        };
        assert_eq!(hour("2026-03-02T12:30:00Z").await, 2, "both members' first fee");
        assert_eq!(hour("2026-03-02T14:00:00Z").await, 2);
        assert_eq!(hour("2026-04-02T09:30:00Z").await, 3, "it is the 2nd in both; in Auckland the member began on the 3rd");
        assert_eq!(hour("2026-04-02T11:30:00Z").await, 4, "midnight in Auckland is over");
        assert_eq!(hour("2026-04-30T11:30:00Z").await, 4);
    }
}

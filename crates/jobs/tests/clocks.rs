//! Sandboxes: a year moved on at once is the year day by day, on both databases, and nothing of it leaves.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use ::jobs::{Post, Runner, advance, perform};
use app::access::{Access, Door, Place, authenticate, enter_as};
use app::memberships::{self, Cancel, ChangePlan, Create, Person};
use app::sandboxes::{self, Copied};
use app::tokens::Grant;
use app::{App, BaseUrl, Chance, Clock, Error, billing, bookings, charges, plans, resources, spaces, users};
use db::{Db, params};
use domain::ids::{MembershipId, PlanId, ResourceId, SpaceId};
use domain::money::Amount;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan as _};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::SpaceTx;
use store::invoices::Wanted;
use testkit::at;

macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}

/// In Berlin, with its clock changes.
const BEGIN: &str = "2027-06-15T10:00:00Z";
/// With 29 February 2028 in it.
const DAYS: i64 = 400;

fn app(db: Db) -> App {
    App::new(db, Clock::standing_at(at(BEGIN)), Chance::seeded(7), BaseUrl::parse("http://localhost:3000").unwrap())
}

async fn owner(app: &App, place: Place) -> Access {
    let email = "olga@kontor.test";
    let user = match app.db.read(async move |tx| store::users::find_by_email(tx, email).await).await.unwrap() {
        Some(user) => user.id,
        None => users::create(app, email, None).await.unwrap(),
    };
    let grant = Grant { user, client: None, space: None, scopes: "read write".parse().unwrap(), expires_at: None };
    let token = app::tokens::create(app, grant).await.unwrap();
    let caller = authenticate(app, token.reveal()).await.unwrap();
    if matches!(&place, Place::Subdomain(name) if name == "harbour") {
        let details =
            spaces::Details { name: Some("Harbour".into()), country: Some("DE".into()), tax_rate: Some("19".into()), ..Default::default() };
        let new = spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
        spaces::create(app, &caller, new).await.unwrap();
    }
    enter_as(app, &caller, place, &[], Door::Related).await.unwrap()
}

async fn plan(app: &App, access: &Access, terms: Value) -> PlanId {
    plans::create(app, access, serde_json::from_value(terms).unwrap()).await.unwrap()
}

async fn member(app: &App, access: &Access, name: &str, plan: PlanId, starts_at: Date) -> MembershipId {
    let person = Person {
        name: Some(name.into()),
        company: None,
        email: Some(format!("{name}@members.test")),
        phone: Some("+49 30 55".into()),
        address: store::spaces::Address { street: Some(format!("{name}'s street")), ..Default::default() },
        billing_emails: vec![format!("bills-of-{name}@members.test")],
        tax_id: None,
        charge_taxes: true,
    };
    let (first_invoice_at, prorate_first_invoice) = (None, Some(true));
    let starts_at = Some(starts_at);
    let wish =
        Create { plan, extras: vec![], person, starts_at, first_invoice_at, prorate_first_invoice, confirmed: true, discount_code: None };
    memberships::create(app, access, wish).await.unwrap().views[0].membership.id
}

async fn book(app: &App, access: &Access, resource: ResourceId, membership: MembershipId, from: &str) {
    let from = at(from);
    let wish = bookings::Wish {
        resource,
        membership: Some(membership),
        from,
        to: from + jiff::SignedDuration::from_hours(2),
        units: 1,
        title: Some("Secret plans".into()),
        url: None,
        comments: Some("Call Mia's mother".into()),
        attendees_message: None,
        attendees: vec![],
        extras: vec![],
        custom_price: Some("25".parse().unwrap()),
        recurrence: None,
    };
    bookings::create(app, access, wish).await.unwrap();
}

/// Members who begin on days that not every month has, pay each month, quarter and year, book, leave and change.
async fn harbour(app: &App) -> Access {
    let access = owner(app, Place::Subdomain("harbour".into())).await;
    let month = plan(
        app,
        &access,
        json!({"name": "Flex", "price_per_cycle": "99.5", "currency": "EUR", "cycle_months": 1,
        "setup_fee": "20", "booking_credits": []}),
    )
    .await;
    let quarter = plan(app, &access, json!({"name": "Fix", "price_per_cycle": "250", "currency": "EUR", "cycle_months": 3})).await;
    let year = plan(app, &access, json!({"name": "Office", "price_per_cycle": "3000", "currency": "EUR", "cycle_months": 12})).await;
    let mut members = Vec::new();
    for (name, plan, day) in [
        ("mia", month, date(2027, 6, 15)),
        ("otto", month, date(2027, 6, 28)),
        ("pia", quarter, date(2027, 6, 29)),
        ("leo", month, date(2027, 6, 30)),
        ("sue", month, date(2027, 7, 31)),
        ("gus", year, date(2027, 8, 31)),
        ("ida", quarter, date(2027, 11, 30)),
    ] {
        members.push(member(app, &access, name, plan, day).await);
    }
    let details = resources::Details { name: Some("Room".into()), units: Some(1), ..Default::default() };
    let room = resources::create(app, &access, details).await.unwrap().resource.id;
    for (member, from) in
        [(0, "2027-07-01T08:00:00Z"), (0, "2027-10-31T00:30:00Z"), (1, "2028-02-29T08:00:00Z"), (3, "2028-03-26T00:30:00Z")]
    {
        book(app, &access, room, members[member], from).await;
    }
    for (member, day) in [(0, date(2027, 9, 1)), (2, date(2028, 2, 29)), (4, date(2027, 12, 31))] {
        let wish = charges::Create {
            description: "Key for Mia".into(),
            amount: "7.77".parse().unwrap(),
            quantity: 3.into(),
            charged_on: Some(day),
            tax_rate: None,
            accounting_code: None,
            cost_center: None,
        };
        charges::create(app, &access, members[member], wish).await.unwrap();
    }
    memberships::cancel(app, &access, members[3], Cancel { canceled_to: Some(date(2028, 3, 14)), delete_later_bookings: false })
        .await
        .unwrap();
    let change = ChangePlan { plan: quarter, extras: vec![], change_date: Some(date(2028, 1, 28)), first_invoice_at: None };
    memberships::change_plan(app, &access, members[1], change).await.unwrap();
    access
}

async fn copy(app: &App, name: &str) -> SpaceId {
    let Copied { space, rows } = Box::pin(sandboxes::create(app, "harbour", Some(name))).await.unwrap();
    let rows: BTreeMap<_, _> = rows.into_iter().collect();
    assert_eq!((rows["memberships"], rows["membership_plans"], rows["bookings"], rows["charges"]), (7, 8, 4, 3), "{rows:?}");
    space.id
}

/// What makes an invoice, but for ids and whom it is to.
async fn invoices(app: &App, space: SpaceId) -> Vec<String> {
    let found = app.db.read(async move |tx| store::invoices::list(&mut SpaceTx::bind(tx, space), &Wanted::default(), 10_000, 0).await);
    let mut lines = Vec::new();
    for invoice in found.await.unwrap().0 {
        let sum = |part: fn(&domain::invoices::Item) -> Amount| Amount::sum(invoice.items.0.iter().map(part)).unwrap();
        assert_eq!((sum(|item| item.line.net), sum(|item| item.line.gross)), (invoice.net, invoice.gross), "{}", invoice.number);
        let taxes = Amount::sum(invoice.taxes.0.iter().map(|tax| tax.amount)).unwrap();
        assert_eq!((invoice.net.plus(taxes).unwrap(), invoice.paid), (invoice.gross, Amount::ZERO), "{}", invoice.number);
        let items: Vec<_> =
            invoice.items.0.iter().map(|item| format!("{} x {} {}", what(&item.description), item.quantity, item.line.gross)).collect();
        let days = (invoice.issued_on, invoice.due_on);
        lines.push(format!("{:?} {days:?} {} {} {} {items:?}", invoice.customer_number, invoice.net, invoice.gross, invoice.currency));
    }
    lines.sort();
    lines
}

/// What was written about a charge is not the same in a copy.
fn what(description: &str) -> &str {
    if description.starts_with("Charge ") || description == "Key for Mia" { "a charge" } else { description }
}

async fn events(app: &App, space: SpaceId) -> BTreeMap<String, i64> {
    let sql = "SELECT type, COUNT(*) FROM outbox WHERE space_id = $1 GROUP BY type";
    let rows = app.db.read(async move |tx| tx.query::<(String, i64)>(sql, params![space.0]).await).await.unwrap();
    rows.into_iter().collect()
}

async fn move_on(app: &App, subdomain: &str, by: Span) -> Result<u64, Error> {
    let mut steps = 0;
    let journey = sandboxes::begin(app, subdomain, by).await?;
    Box::pin(advance(app, journey, Post::Kept, |_| steps += 1)).await?;
    Ok(steps)
}

on_both! {
    async fn a_year_at_once_is_the_year_day_by_day(db: Db) {
        let app = app(db);
        let access = harbour(&app).await;
        let (fast, slow) = (copy(&app, "fast").await, copy(&app, "slow").await);
        let steps = move_on(&app, "fast", DAYS.days()).await.unwrap();
        assert!(steps > 800, "each day, its charges, and the bookings: {steps}");
        for _ in 0..DAYS {
            move_on(&app, "slow", 1.days()).await.unwrap();
        }
        let (at_once, by_day) = (invoices(&app, fast).await, invoices(&app, slow).await);
        assert!(at_once.len() > 50, "{}", at_once.len());
        assert_eq!(at_once, by_day);
        assert_eq!(events(&app, fast).await, events(&app, slow).await);
        let told = events(&app, fast).await;
        for (event, count) in [("booking_will_begin", 4), ("booking_has_ended", 4), ("membership_cancellation_date_reached", 1), ("membership_plan_change_date_reached", 1)] {
            assert_eq!(told.get(event), Some(&count), "{event} in {told:?}");
        }
        assert!(invoices(&app, access.space_id()).await.is_empty(), "the space itself goes by our clock");

        let zone = TimeZone::get("Europe/Berlin").unwrap();
        for _ in 0..=DAYS {
            let (space, today) = (access.space_id(), zone.to_datetime(app.clock.now()).date());
            let asked = app.db.read(async move |tx| store::billing::is_due(&mut SpaceTx::bind(tx, space), today).await).await;
            if asked.unwrap() {
                billing::work(&app, billing::Billing { space, after: None }).await.unwrap();
            }
            app.clock.set(app.clock.now().to_zoned_datetime(zone.clone()).checked_add(1.days()).unwrap().timestamp());
        }
        assert_eq!(invoices(&app, access.space_id()).await, at_once, "and so does a space that lives through it");
    }

    async fn people_of_a_sandbox_are_invented_and_nothing_leaves_it(db: Db) {
        let app = app(db);
        harbour(&app).await;
        let space = copy(&app, "trial").await;
        let columns = "SELECT CAST(name AS TEXT), CAST(email AS TEXT), CAST(address AS TEXT), CAST(billing_emails AS TEXT), CAST(phone AS TEXT) FROM memberships WHERE space_id = $1";
        let people = app.db.read(async move |tx| tx.query::<(String, String, String, String, String)>(columns, params![space.0]).await).await.unwrap();
        for person in people {
            let text = format!("{person:?}");
            assert!(person.1.ends_with("@people.example") && person.3.contains("@people.example"), "{text}");
            assert!(!text.contains("members.test") && !text.contains("street\"") && !text.contains("mia"), "{text}");
        }
        let texts = "SELECT CAST(title AS TEXT), CAST(comments AS TEXT) FROM bookings WHERE space_id = $1 UNION ALL SELECT CAST(description AS TEXT), NULL FROM charges WHERE space_id = $1";
        let texts = app.db.read(async move |tx| tx.query::<(Option<String>, Option<String>)>(texts, params![space.0]).await).await.unwrap();
        assert!(texts.iter().all(|(text, more)| more.is_none() && text.as_ref().is_none_or(|text| text.starts_with("Charge "))), "{texts:?}");
        let logins = "SELECT COUNT(*) FROM memberships WHERE space_id = $1 AND user_id IS NOT NULL";
        assert_eq!(app.db.read(async move |tx| tx.query_one::<(i64,)>(logins, params![space.0]).await).await.unwrap(), (0,));

        // A server that nobody is at: whatever is sent there is an error.
        let post = Post::smtp("smtp://127.0.0.1:9", "no-reply@kontor.test").unwrap();
        let journey = sandboxes::begin(&app, "trial", 2.months()).await.unwrap();
        Box::pin(advance(&app, journey, post, |_| {})).await.unwrap();
        let mails = "SELECT recipient FROM mails WHERE space_id = $1";
        let mails = app.db.read(async move |tx| tx.query::<(String,)>(mails, params![space.0]).await).await.unwrap();
        assert!(!mails.is_empty() && mails.iter().all(|(to,)| to.ends_with(".example")), "{mails:?}");
        let left = app.db.read(async move |tx| tx.query_one::<(i64,)>("SELECT COUNT(*) FROM jobs", params![]).await).await.unwrap();
        assert_eq!(left, (0,), "every mail was seen to");
        let access = owner(&app, Place::Subdomain("trial".into())).await;
        let keys = app::payments::Account { public: "pk".into(), secret: Some("sk".into()), webhook: None, merchant: None };
        let refused = app::payments::connect(&app.clone().of(access.space()), &access, "stripe", keys).await.unwrap_err();
        assert_eq!(refused.code(), "sandbox");
    }

    async fn a_clock_goes_forward_only_and_only_in_sandboxes(db: Db) {
        let app = app(db);
        let access = harbour(&app).await;
        copy(&app, "trial").await;
        for (space, by, code) in [("harbour", 1.days(), "no_sandbox"), ("trial", (-1).days(), "invalid"), ("trial", Span::new(), "invalid"), ("trial", 21.years(), "invalid")] {
            let refused = sandboxes::begin(&app, space, by).await.unwrap_err();
            assert_eq!(refused.code(), code, "{space} {by}");
        }
        assert_eq!(sandboxes::begin(&app, "nowhere", 1.days()).await.unwrap_err().code(), "invalid");
        let taken = Box::pin(sandboxes::create(&app, "harbour", Some("trial"))).await.unwrap_err();
        assert!(matches!(taken, Error::Invalid(_)));
        let shown = sandboxes::clock(&app, &access).await.unwrap();
        assert_eq!((shown.now, shown.sandbox, shown.until), (at(BEGIN), false, None));

        let trial = owner(&app, Place::Subdomain("trial".into())).await;
        let inside = app.clone().of(trial.space());
        let begun = sandboxes::advance(&inside, &trial, 14.months()).await.unwrap();
        assert_eq!((begun.now, begun.until), (at(BEGIN), Some(at("2028-08-15T10:00:00Z"))));
        assert_eq!(sandboxes::advance(&inside, &trial, 1.days()).await.unwrap_err().code(), "advancing");
        assert_eq!(sandboxes::begin(&app, "trial", 1.days()).await.unwrap_err().code(), "advancing");
        Runner::new(app.clone(), |app, job| perform(app, job, Post::Kept)).run_due().await;
        let trial = owner(&app, Place::Subdomain("trial".into())).await;
        let shown = sandboxes::clock(&app, &trial).await.unwrap();
        assert_eq!((shown.now, shown.sandbox, shown.until), (at("2028-08-15T10:00:00Z"), true, None));
        assert_eq!((app.clock.now(), trial.today()), (at(BEGIN), date(2028, 8, 15)));

        // A process that was killed on the way: another one goes on when its time is over.
        let left = sandboxes::begin(&app, "trial", 10.days()).await.unwrap();
        assert_eq!(sandboxes::begin(&app, "trial", 1.days()).await.unwrap_err().code(), "advancing");
        app.clock.advance(3);
        let mut late = left.clone();
        move_on(&app, "trial", 1.days()).await.unwrap();
        assert_eq!(sandboxes::step(&app, &mut late).await.err().map(|error| error.code()), Some("advancing"));
    }
}

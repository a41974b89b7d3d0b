//! Synthetic data: the same twice, no two bookings in one place, ready to sign in to.

use crate::support::Desk;
use db::{Db, Options};
use domain::interval::{Interval, peak};
use std::collections::BTreeMap;
use store::bookings::{Of, Shown, Window};
use store::resources::{Filter, Resource, Slice, View};
use store::spaces::Space;
use store::{SpaceTx, bookings, membership_plans, memberships, resources, spaces, users};
use testkit::{Backend, Template};

/// Everything in one space.
struct Seeded {
    space: Space,
    resources: Vec<Resource>,
    bookings: Vec<Shown>,
    /// All rows as text, so that two databases can be compared.
    text: String,
}

async fn load(db: &Db, subdomain: &str) -> Seeded {
    let subdomain = subdomain.to_owned();
    let read = async move |tx: &mut db::Tx| {
        let space = spaces::find_by_subdomain(tx, &subdomain).await?.unwrap();
        let number = subdomain.strip_prefix("seed-").unwrap();
        let owner = users::find_by_email(tx, &format!("owner-{number}@seed.test")).await?.unwrap();
        let first = users::find_by_email(tx, &format!("member-{number}-1@seed.test")).await?.unwrap();
        let view = View { space: space.id, hidden: true, only: None };
        let (resources, _) = resources::list(tx, &[view], &Filter::default(), Slice::ALL).await?;
        let mut tx = SpaceTx::bind(tx, space.id);
        let members = memberships::all(&mut tx).await?;
        assert_eq!((owner.id, Some(first.id)), (space.owner_id, members[0].user()));
        let window = Window { from: testkit::at("2000-01-01T00:00:00Z"), to: testkit::at("2100-01-01T00:00:00Z") };
        let bookings = bookings::list(&mut tx, Of::Space, window, bookings::Slice { limit: 1_000_000, offset: 0 }).await?;
        let copies = membership_plans::all(&mut tx).await?;
        let text = format!("{space:?} {owner:?} {first:?} {resources:?} {members:?} {copies:?} {bookings:?}");
        Ok::<_, db::Error>(Seeded { space, resources, bookings, text })
    };
    db.read(read).await.unwrap()
}

fn sqlite(desk: &Desk, file: &str) -> Db {
    Db::connect(&format!("sqlite:{}", desk.path().join(file).display()), &Options::default()).unwrap()
}

const SMALL: &str = "seed --spaces 2 --members 6 --resources 5 --bookings 300";

#[tokio::test]
async fn the_same_seed_gives_the_same_data_in_every_database() {
    let desk = Desk::new();
    let said = desk.result(&format!("{SMALL} --database-url sqlite:one.sqlite"));
    assert!(said.contains("300 bookings") && said.contains("kontor-seed"), "{said}");
    desk.result(&format!("{SMALL} --database-url sqlite:two.sqlite"));
    desk.result(&format!("{SMALL} --database-url sqlite:other.sqlite --seed 2"));
    for space in ["seed-1", "seed-2"] {
        let one = load(&sqlite(&desk, "one.sqlite"), space).await;
        assert_eq!(one.text, load(&sqlite(&desk, "two.sqlite"), space).await.text);
        assert_ne!(one.text, load(&sqlite(&desk, "other.sqlite"), space).await.text);
    }
    let Some(test) = Template::new(store::MIGRATIONS).database(Backend::Postgres).await else { return };
    desk.result(&format!("{SMALL} --database-url {}", test.url()));
    for space in ["seed-1", "seed-2"] {
        assert_eq!(load(&sqlite(&desk, "one.sqlite"), space).await.text, load(&test.db(), space).await.text);
    }
}

#[tokio::test]
async fn bookings_never_exceed_the_units_and_cost_what_they_would() {
    let desk = Desk::new();
    desk.result("seed --spaces 1 --members 6 --resources 5 --bookings 20000");
    let Seeded { space, resources, bookings, .. } = load(&sqlite(&desk, ".local/share/kontor/kontor.sqlite"), "seed-1").await;
    assert_eq!((resources.len(), bookings.len(), space.subdomain.as_str()), (5, 20_000, "seed-1"));
    let mut by_resource = BTreeMap::<_, Vec<_>>::new();
    for Shown { booking, .. } in &bookings {
        by_resource.entry(booking.resource_id).or_default().push((Interval::new(booking.starts_at, booking.ends_at), booking.units));
    }
    let ever = Interval::new(bookings[0].booking.starts_at, jiff::Timestamp::MAX);
    let peaks: Vec<_> = resources.iter().map(|resource| (resource.units, peak(&by_resource[&resource.id], ever))).collect();
    assert!(peaks.iter().all(|(units, peak)| peak <= units), "{peaks:?}");
    assert!(peaks.iter().any(|(units, peak)| *units == 3 && *peak > 1), "{peaks:?}");
    for Shown { booking, .. } in &bookings {
        let resource = resources.iter().find(|resource| resource.id == booking.resource_id).unwrap();
        let minutes = u32::try_from(Interval::new(booking.starts_at, booking.ends_at).minutes()).unwrap();
        let quote = domain::pricing::quote(&resource.pricing.0, minutes, 1, None, space.currency).unwrap();
        assert_eq!((booking.price, booking.payable), (quote.net, quote.net));
        assert!(booking.membership_id.is_some() && booking.created_at < booking.starts_at && minutes.is_multiple_of(5));
    }
    let march = |shown: &&Shown| shown.booking.starts_at.to_string().starts_with("2026-03");
    assert!(bookings.iter().filter(march).count() > 300);
}

#[tokio::test]
async fn what_is_seeded_can_be_used() {
    let desk = Desk::new();
    desk.result("seed --spaces 1 --members 1 --resources 1 --bookings 1");
    desk.result("token create --email member-1-1@seed.test --scope read");
    desk.result("token create --email owner-1@seed.test --scope read --space seed-1");
    let db = sqlite(&desk, ".local/share/kontor/kontor.sqlite");
    let member = db.read(async |tx| users::find_by_email(tx, "member-1-1@seed.test").await).await.unwrap().unwrap();
    assert!(app::passwords::verify("kontor-seed".into(), member.password_hash.unwrap()).await.unwrap());
    let seeded = load(&db, "seed-1").await;
    let number = async || {
        let id = seeded.space.id;
        db.write(async move |tx| spaces::next_customer_number(&mut SpaceTx::bind(tx, id)).await).await.unwrap()
    };
    assert_eq!(number().await, 2);
}

#[test]
fn seeds_are_not_sown_twice_nor_where_they_find_no_place() {
    let desk = Desk::new();
    desk.result("seed --spaces 2 --members 0 --resources 0 --bookings 0");
    desk.run("seed --spaces 3 --members 1 --resources 1 --bookings 1").fails_with(&["seed-1", "--data-dir"]);
    desk.run("seed --spaces 1 --members 1 --resources 0 --bookings 1 --data-dir other").fails_with(&["--resources"]);
    assert!(!desk.path().join("other").exists());
    desk.run("seed --spaces 0 --members 1 --resources 1 --bookings 1").is_unusable(&["--spaces"]);
    desk.run("seed --members 1 --resources 1 --bookings 1").is_unusable(&["--spaces"]);
}

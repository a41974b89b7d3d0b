//! Lists of bookings are found in ways of their own; here they are held against the rule, plainly written.

use crate::on_both;
use crate::resources::{insert, resource, space};
use db::{Db, params};
use domain::ids::{ResourceId, SpaceId};
use jiff::{SignedDuration, Timestamp};
use store::SpaceTx;
use store::bookings::{self, Of, Slice, Window};
use testkit::{at, new_id};
use uuid::Uuid;

const BOOK: &str = "INSERT INTO bookings (space_id, id, resource_id, starts_at, ends_at, units, exclusive, attendees, extras, price,
    currency, taxes, pricing, credit_minutes, credit_amount, payable, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $7, 0, 'EUR', $7, $7, 0, 0, 0, $4, $4)";

/// The edges of the classes of length and what is just beyond them, in minutes; the last is as long as bookings may be.
const LENGTHS: [i64; 12] = [1, 59, 60, 61, 240, 241, 1440, 1441, 10_080, 10_081, 30_000, 44_640];

#[derive(Clone, Copy, Debug)]
struct Made {
    id: Uuid,
    resource: ResourceId,
    from: Timestamp,
    to: Timestamp,
}

fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

/// Numbers that look like chance and are the same each time.
fn dice(n: i64, of: i64) -> i64 {
    (n * 7_919 + 104_729).rem_euclid(15_485_863) * 31 % of
}

async fn book(tx: &mut SpaceTx<'_>, n: i64, rooms: &[ResourceId]) -> Made {
    let length = LENGTHS[usize::try_from(n).unwrap() % LENGTHS.len()];
    // Half of them at whole hours, where windows begin and end.
    let start = if n % 2 == 0 { dice(n, 2_000) * 60 } else { dice(n, 120_000) };
    let from = at("2026-02-01T00:00:00Z") + minutes(start);
    let made = Made { id: new_id(), resource: rooms[usize::try_from(dice(n, 3)).unwrap()], from, to: from + minutes(length) };
    let values = params![made.id, made.resource.0, made.from, made.to, false, serde_json::json!([])];
    tx.execute(BOOK, values).await.unwrap();
    made
}

/// Every list gives what the rule says, by start and id, whole and in pages, and so many as are counted.
async fn compare(db: &Db, space: SpaceId, all: &[Made], hidden: ResourceId) {
    let start = at("2026-02-01T00:00:00Z");
    for (from, length) in
        [(0, 60), (13, 60), (50_000, 1), (50_040, 600), (43_200, 44_640), (40_017, 44_641), (-90_000, 400_000), (60_000, 0)]
    {
        let window = Window { from: start + minutes(from), to: start + minutes(from + length) };
        for of in [Of::Space, Of::OpenSpace, Of::Resource(hidden)] {
            let within = |made: &&Made| made.to > window.from && made.from < window.to;
            let shown = |made: &&Made| match of {
                Of::OpenSpace => made.resource != hidden,
                Of::Resource(id) => made.resource == id,
                _ => true,
            };
            let mut expected: Vec<_> = all.iter().filter(within).filter(shown).map(|made| (made.from, made.id)).collect();
            expected.sort_unstable();
            let last_first = match of {
                Of::Space => Some(None),
                Of::Resource(id) => Some(Some(id)),
                _ => None,
            };
            let (count, whole, pages, mut down) = db
                .read(async move |tx| {
                    let mut tx = SpaceTx::bind(tx, space);
                    let mut down = Vec::new();
                    if let Some(resource) = last_first {
                        down = bookings::list_last_first(&mut tx, resource, window, Slice { limit: 7, offset: 0 }).await?;
                        down.extend(bookings::list_last_first(&mut tx, resource, window, Slice { limit: 500, offset: 7 }).await?);
                    }
                    let count = bookings::count(&mut tx, of, window).await?;
                    let whole = bookings::list(&mut tx, of, window, Slice { limit: i64::MAX, offset: 0 }).await?;
                    let mut pages = bookings::list(&mut tx, of, window, Slice { limit: 7, offset: 0 }).await?;
                    pages.extend(bookings::list(&mut tx, of, window, Slice { limit: 500, offset: 7 }).await?);
                    Ok::<_, db::Error>((count, whole, pages, down))
                })
                .await
                .unwrap();
            down.reverse();
            if last_first.is_none() {
                down.clone_from(&whole);
            }
            for found in [whole, pages, down] {
                let found: Vec<_> = found.iter().map(|shown| (shown.booking.starts_at, shown.booking.id.0)).collect();
                assert_eq!(found, expected, "{of:?} {window:?}");
            }
            assert_eq!(usize::try_from(count).unwrap(), expected.len(), "{of:?} {window:?}");
        }
    }
}

on_both! {
    async fn lists_hold_what_overlaps_the_window_and_count_it(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let (harbour, summit) = (space(&mut tx, "harbour").await, space(&mut tx, "summit").await);
        let mut rooms = Vec::new();
        for (name, hidden) in [("Sea view", false), ("Vault", true), ("Pier", false)] {
            let mut room = resource(harbour, name);
            room.hidden = hidden;
            insert(&mut tx, &room).await;
            rooms.push(room.id);
        }
        let other = resource(summit, "Peak");
        insert(&mut tx, &other).await;
        let mut all = Vec::new();
        for n in 0..240 {
            all.push(book(&mut SpaceTx::bind(&mut tx, harbour), n, &rooms).await);
            if n % 3 == 0 {
                book(&mut SpaceTx::bind(&mut tx, summit), n, &[other.id; 3]).await;
            }
        }
        tx.commit().await.unwrap();
        compare(&db, harbour, &all, rooms[1]).await;

        // Some are moved, to another hour or within theirs, made longer or shorter, or deleted.
        let mut tx = db.begin().await.unwrap();
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        for (n, made) in (0_i64..).zip(&mut all) {
            made.from += minutes(dice(n, 3) * 40);
            made.to = made.from + minutes(LENGTHS[usize::try_from(dice(n, 12)).unwrap()]);
            let moved = params![made.id, made.from, made.to];
            bound.execute("UPDATE bookings SET starts_at = $3, ends_at = $4 WHERE space_id = $1 AND id = $2", moved).await.unwrap();
        }
        for made in all.split_off(180) {
            bound.execute("DELETE FROM bookings WHERE space_id = $1 AND id = $2", params![made.id]).await.unwrap();
        }
        tx.commit().await.unwrap();
        compare(&db, harbour, &all, rooms[1]).await;
    }
}

//! Lists are paged and counted in ways of their own (decision 20); here they are held against the rule, plainly written.

use crate::on_both;
use crate::spaces::space;
use db::{Db, Value, params};
use domain::ids::{NetworkId, SpaceId, UserId};
use domain::interval::Interval;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::json;
use std::collections::BTreeSet;
use store::calendar_events::{self, Filter};
use store::event_attendances::Seen;
use store::resources::Slice;
use store::spaces::{self, Network, Profile};
use store::users::{self, User};
use store::{SpaceTx, allocations, calendar_blockers, membership_plans, membership_profiles, memberships, teams};
use testkit::{at, new_id};
use uuid::Uuid;

/// Numbers that look like chance and are the same each time.
fn dice(n: i64, of: i64) -> i64 {
    (n * 7_919 + 104_729).rem_euclid(15_485_863) * 31 % of
}

fn day(n: i64) -> Date {
    date(2026, 1, 1) + n.days()
}
fn hour(n: i64) -> Timestamp {
    at("2026-01-01T00:00:00Z") + SignedDuration::from_hours(n)
}

const MEMBERSHIP: &str = "INSERT INTO memberships (space_id, id, name, email, address, billing_emails, charge_taxes, confirmed_at,
    starts_at, canceled_to, next_invoice_at, prorate_first_invoice, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7, $8, $9, $8, FALSE, $10, $10)";
const TEAM: &str = "INSERT INTO teams (space_id, id, name, billing_address, billing_emails, charge_taxes, confirmed_at, canceled_to,
    created_at) VALUES ($1, $2, 'Crew', $3, $4, TRUE, $5, $6, $7)";
const PLAN: &str = "INSERT INTO membership_plans (space_id, id, membership_id, parent_plan_id, starts_at, canceled_to, terms, created_at)
    VALUES ($1, $2, $3, $2, $4, $5, $6, $7)";
const PROFILE: &str = "INSERT INTO membership_profiles (space_id, membership_id, published, about_me, updated_at)
    VALUES ($1, $2, $3, $4, $5)";
const ALLOCATION: &str = "INSERT INTO allocations (space_id, id, resource_id, membership_id, starts_at, canceled_to, cycle_months,
    minimum_commitment_months, recurring_minimum_commitment, price, currency, taxes, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, 1, 0, FALSE, 0, 'EUR', $7, $8)";
const BLOCKER: &str = "INSERT INTO calendar_blockers (space_id, id, title, starts_at, ends_at, for_bookings, for_external_bookings,
    for_drop_in_passes, all_resources, created_at) VALUES ($1, $2, 'Closed', $3, $4, TRUE, TRUE, TRUE, TRUE, $3)";
const EVENT: &str = "INSERT INTO events (space_id, id, title, starts_at, ends_at, audience, public_page, tags, currency,
    visitor_currency, published_at, created_at, updated_at)
    VALUES ($1, $2, 'Breakfast', $3, $4, 'public', TRUE, $5, 'EUR', 'EUR', $6, $3, $3)";

/// A space of a network with a bit of everything; some of it changed and deleted again.
async fn furnished(db: &Db) -> (SpaceId, NetworkId) {
    let (user, now) = (UserId(new_id()), hour(0));
    let network = Network { id: NetworkId(new_id()), name: "Waterside".into() };
    let new = space(user, network.id);
    let mut tx = db.begin().await.unwrap();
    let owner = User { id: user, email: "ada@harbour.test".into(), password_hash: None, confirmed_at: Some(now), created_at: now };
    users::insert(&mut tx, &owner).await.unwrap();
    spaces::insert_network(&mut tx, &network, now).await.unwrap();
    spaces::insert(&mut tx, &new, &Profile::default()).await.unwrap();
    let room = crate::resources::resource(new.id, "Attic");
    crate::resources::insert(&mut tx, &room).await;
    let mut in_space = SpaceTx::bind(&mut tx, new.id);
    for n in 0..120 {
        fill(&mut in_space, n, room.id.0).await;
    }
    for (n, id) in ids(&mut in_space, "SELECT id FROM memberships WHERE space_id = $1 ORDER BY id").await.into_iter().enumerate() {
        change(&mut in_space, i64::try_from(n).unwrap(), id).await;
    }
    tx.commit().await.unwrap();
    (new.id, network.id)
}

async fn fill(tx: &mut SpaceTx<'_>, n: i64, room: Uuid) {
    let (member, now) = (new_id(), hour(n));
    let ended = (dice(n, 3) == 0).then(|| day(dice(n, 90)));
    let confirmed = (dice(n + 1, 5) > 0).then(|| hour(dice(n, 90 * 24)));
    let values = params![member, format!("Member {n}"), format!("m{n}@waterside.test"), json!({}), json!([])];
    let more = params![confirmed, day(dice(n, 60)), ended, now];
    tx.execute(MEMBERSHIP, [values, more].concat()).await.unwrap();
    tx.execute(TEAM, params![new_id(), json!({}), json!([]), confirmed, ended, now]).await.unwrap();
    let since = day(dice(n + 7, 80));
    let terms = json!({"name": "Desk", "price_per_cycle": "100", "currency": "EUR", "cycle_months": 1});
    tx.execute(PLAN, params![new_id(), member, since, ended, terms, now]).await.unwrap();
    tx.execute(ALLOCATION, params![new_id(), room, member, since, ended, json!([]), now]).await.unwrap();
    if dice(n, 4) > 0 {
        tx.execute(PROFILE, params![member, dice(n, 4) > 1, format!("I make chairs, number {n}."), now]).await.unwrap();
    }
    let (from, long) = (hour(dice(n, 2000)), SignedDuration::from_hours(1 + dice(n, 200)));
    tx.execute(BLOCKER, params![new_id(), from, from + long]).await.unwrap();
    let published = (dice(n, 3) > 0).then_some(now);
    tx.execute(EVENT, params![new_id(), from, from + long, json!([]), published]).await.unwrap();
}

async fn change(tx: &mut SpaceTx<'_>, n: i64, member: Uuid) {
    const END: &str = "UPDATE memberships SET canceled_to = $3 WHERE space_id = $1 AND id = $2";
    const CONFIRM: &str = "UPDATE memberships SET confirmed_at = $3 WHERE space_id = $1 AND id = $2";
    const HIDE: &str = "UPDATE membership_profiles SET published = NOT published WHERE space_id = $1 AND membership_id = $2";
    const MOVE: &str = "UPDATE allocations SET starts_at = $3, canceled_to = NULL WHERE space_id = $1 AND membership_id = $2";
    match dice(n, 7) {
        0 => drop(tx.execute(END, params![member, day(40)]).await.unwrap()),
        1 => drop(tx.execute(END, params![member, None::<Date>]).await.unwrap()),
        2 => drop(tx.execute(CONFIRM, params![member, hour(500)]).await.unwrap()),
        3 => drop(tx.execute(HIDE, params![member]).await.unwrap()),
        4 => drop(tx.execute(MOVE, params![member, day(3)]).await.unwrap()),
        5 => drop(tx.execute("DELETE FROM memberships WHERE space_id = $1 AND id = $2", params![member]).await.unwrap()),
        _ => {}
    }
}

async fn ids(tx: &mut SpaceTx<'_>, sql: &'static str) -> Vec<Uuid> {
    asked(tx, sql, params![]).await
}

async fn asked(tx: &mut SpaceTx<'_>, sql: &'static str, values: Vec<Value>) -> Vec<Uuid> {
    tx.query::<(Uuid,)>(sql, values).await.unwrap().into_iter().map(|(id,)| id).collect()
}

/// Holds a list against the ids it should have, whole and in pages, and its total against their number.
macro_rules! hold {
    ($tx:ident, $wanted:expr, |$slice:ident| $list:expr, |$row:ident| $id:expr) => {{
        let wanted: Vec<Uuid> = $wanted;
        for (limit, offset) in [(500, 0), (7, 0), (7, 7), (7, 14), (200, 3)] {
            let $slice = Slice { limit, offset };
            let (rows, total) = $list.await.unwrap();
            let found: Vec<Uuid> = rows.iter().map(|$row| $id).collect();
            let part = wanted.iter().skip(usize::try_from(offset).unwrap()).take(usize::try_from(limit).unwrap());
            assert_eq!(found, part.copied().collect::<Vec<_>>(), "{limit} after {offset}");
            assert_eq!(usize::try_from(total).unwrap(), wanted.len(), "{limit} after {offset}");
        }
        wanted.len()
    }};
}

on_both! {
    async fn what_runs_in_a_time_is_listed_and_counted(db: Db) {
        const MEMBERS: &str = "SELECT id FROM memberships WHERE space_id = $1 AND (canceled_to IS NULL OR canceled_to >= $2)
            AND confirmed_at < $3 ORDER BY id";
        const TEAMS: &str = "SELECT id FROM teams WHERE space_id = $1 AND (canceled_to IS NULL OR canceled_to >= $2)
            AND confirmed_at < $3 ORDER BY id";
        const PLANS: &str = "SELECT p.id FROM membership_plans p JOIN memberships m ON m.space_id = p.space_id AND m.id = p.membership_id
            WHERE p.space_id = $1 AND p.starts_at <= $3 AND (p.canceled_to IS NULL OR (p.canceled_to >= $2 AND p.canceled_to >= p.starts_at))
            AND m.confirmed_at IS NOT NULL ORDER BY p.id";
        const HELD: &str = "SELECT id FROM allocations WHERE space_id = $1 AND starts_at <= $3 AND (canceled_to IS NULL OR canceled_to >= $2)
            ORDER BY starts_at, id";
        const SHOWN: &str = "SELECT m.id FROM memberships m JOIN membership_profiles p ON p.space_id = m.space_id AND p.membership_id = m.id
            WHERE m.space_id = $1 AND p.published AND m.confirmed_at IS NOT NULL AND (m.canceled_to IS NULL OR m.canceled_to >= $2)
            ORDER BY m.id";
        let (space, _) = furnished(&db).await;
        let mut tx = db.begin().await.unwrap();
        let tx = &mut SpaceTx::bind(&mut tx, space);
        let mut seen = 0;
        for (from, to) in [(0, 90), (20, 50), (45, 45), (-10, 20), (80, 400), (-50, -40)] {
            let (from, to, before) = (day(from), day(to), hour(to * 24 + 13));
            seen += hold!(tx, asked(tx, MEMBERS, params![from, before]).await, |s| memberships::within(tx, from, before, s.limit, s.offset), |m| m.id.0);
            seen += hold!(tx, asked(tx, TEAMS, params![from, before]).await, |s| teams::within(tx, from, before, s.limit, s.offset), |t| t.id.0);
            seen += hold!(tx, asked(tx, PLANS, params![from, to]).await, |s| membership_plans::active(tx, from, to, s.limit, s.offset), |p| p.id.0);
            seen += hold!(tx, asked(tx, HELD, params![from, to]).await, |s| allocations::list(tx, from, to, s), |a| a.id.0);
            let shown = membership_profiles::Filter { memberships: None, published_on: Some(from) };
            seen += hold!(tx, asked(tx, SHOWN, params![from]).await, |s| membership_profiles::list(tx, &shown, s), |p| p.membership_id.0);
        }
        assert!(seen > 500, "{seen}");
    }

    async fn what_touches_a_time_is_listed_and_counted(db: Db) {
        const CLOSED: &str = "SELECT id FROM calendar_blockers WHERE space_id = $1 AND ends_at > $2 AND starts_at < $3 ORDER BY starts_at, id";
        const HELD: &str = "SELECT id FROM events WHERE space_id = $1 AND ends_at > $2 AND starts_at < $3 AND published_at IS NOT NULL
            ORDER BY starts_at DESC, id DESC";
        let (space, _) = furnished(&db).await;
        let mut tx = db.begin().await.unwrap();
        let tx = &mut SpaceTx::bind(&mut tx, space);
        let mut seen = 0;
        for (from, to) in [(0, 3000), (500, 668), (1000, 1001), (-10, 5), (5000, 6000)] {
            let within = Interval::new(hour(from), hour(to));
            let values = params![within.from, within.to];
            seen += hold!(tx, asked(tx, CLOSED, values.clone()).await, |s| calendar_blockers::list(tx, within, s), |b| b.id.0);
            let filter = Filter { within, drafts: false, published: true, members_only: true, with_page: false, tags: None, resources: None,
                attendees: None, seen: Seen { all: true, ..Seen::default() }, descending: true };
            seen += hold!(tx, asked(tx, HELD, values).await, |s| calendar_events::list(tx, &filter, s), |e| e.id.0);
        }
        assert!(seen > 200, "{seen}");
    }

    async fn a_network_is_searched_by_any_part_of_a_word(db: Db) {
        let (space, network) = furnished(&db).await;
        let mut tx = db.begin().await.unwrap();
        let all = ids(&mut SpaceTx::bind(&mut tx, space), "SELECT id FROM memberships WHERE space_id = $1").await;
        let of_network: BTreeSet<Uuid> = all.iter().copied().collect();
        let slice = Slice { limit: 50, offset: 0 };
        let (_, total) = memberships::network(&mut tx, network, None, memberships::Order::Name, 50, 0).await.unwrap();
        assert_eq!(usize::try_from(total).unwrap(), all.len());
        for (text, some) in [("m7@water", true), ("EMBER 1", true), ("1", true), ("\"7\" OR", false), ("%", false), ("7@*", false), ("chairs", false)] {
            let (found, total) = memberships::network(&mut tx, network, Some(text), memberships::Order::Age, 500, 0).await.unwrap();
            assert!(found.iter().all(|found| of_network.contains(&found.id.0)));
            assert_eq!((total > 0, found.len()), (some, usize::try_from(total).unwrap()), "{text}");
        }
        let within = membership_profiles::Within::Network(network);
        for (text, some) in [("make chairs", true), ("number 3.", true), ("chairs, number 3", true), ("Member 5", true), ("water", false), ("r\nI", false)] {
            let (found, total) = membership_profiles::everywhere(&mut tx, within, Some(text), slice).await.unwrap();
            assert_eq!((total > 0, found.is_empty()), (some, !some), "{text}");
        }
        let (found, total) = membership_profiles::everywhere(&mut tx, within, None, slice).await.unwrap();
        assert_eq!((found.len(), usize::try_from(total).unwrap()), (50, all.len()));
    }

    async fn the_totals_are_what_counting_gives(db: Db) {
        const COUNTED: &str = "SELECT list, total FROM (
            SELECT 'memberships' AS list, COUNT(*) AS total FROM memberships WHERE space_id = $1
            UNION ALL SELECT 'memberships_open', COUNT(*) FROM memberships WHERE space_id = $1 AND confirmed_at IS NOT NULL AND canceled_to IS NULL
            UNION ALL SELECT 'teams_open', COUNT(*) FROM teams WHERE space_id = $1 AND confirmed_at IS NOT NULL AND canceled_to IS NULL
            UNION ALL SELECT 'allocations_open', COUNT(*) FROM allocations WHERE space_id = $1 AND canceled_to IS NULL
            UNION ALL SELECT 'membership_plans_open', COUNT(*) FROM membership_plans WHERE space_id = $1 AND canceled_to IS NULL
            UNION ALL SELECT 'membership_profiles_open', COUNT(*) FROM membership_profiles p JOIN memberships m ON m.space_id = p.space_id
                AND m.id = p.membership_id WHERE p.space_id = $1 AND published AND confirmed_at IS NOT NULL AND canceled_to IS NULL
            UNION ALL SELECT 'open_resources', COUNT(*) FROM resources WHERE space_id = $1 AND deleted_at IS NULL AND usage = 'bookable'
            UNION ALL SELECT 'resources', COUNT(*) FROM resources WHERE space_id = $1) c ORDER BY list";
        const KEPT: &str = "SELECT list, CAST(SUM(total) AS BIGINT) AS total FROM list_totals WHERE space_id = $1 GROUP BY list ORDER BY list";
        let (space, _) = furnished(&db).await;
        let mut tx = db.begin().await.unwrap();
        let tx = &mut SpaceTx::bind(&mut tx, space);
        let counted: Vec<(String, i64)> = tx.query(COUNTED, params![]).await.unwrap();
        assert_eq!(tx.query::<(String, i64)>(KEPT, params![]).await.unwrap(), counted);
        assert!(counted.iter().all(|(_, total)| *total > 0));
        // A space goes with all that is in it.
        tx.execute("DELETE FROM memberships WHERE space_id = $1", params![]).await.unwrap();
        assert!(tx.query::<(String, i64)>(KEPT, params![]).await.unwrap().iter().all(|(list, total)| *total == 0 || list == "resources" || list == "open_resources" || list == "teams_open"));
    }
}

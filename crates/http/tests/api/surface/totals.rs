//! What lists say of their length is what counting gives, with something of every kind in the space (decision 20).

use super::world::World;
use crate::client::House;
use crate::on_both;
use db::params;
use std::collections::BTreeMap;

/// Each list that keeps a total, and what is in it, as `FROM … WHERE`.
const LISTS: [(&str, &str); 16] = [
    ("accounts", "accounts"),
    ("allocations_open", "allocations WHERE canceled_to IS NULL"),
    ("articles", "articles"),
    ("contacts", "contacts"),
    ("event_attendances", "event_attendances"),
    ("invoices", "invoices"),
    ("membership_plans_open", "membership_plans WHERE canceled_to IS NULL"),
    (
        "membership_profiles_open",
        "membership_profiles p JOIN memberships m ON m.space_id = p.space_id AND m.id = p.membership_id
            WHERE p.published AND m.confirmed_at IS NOT NULL AND m.canceled_to IS NULL",
    ),
    ("memberships", "memberships WHERE NOT of_team"),
    ("memberships_open", "memberships WHERE NOT of_team AND confirmed_at IS NOT NULL AND canceled_to IS NULL"),
    ("navigation_links", "navigation_links"),
    ("open_resources", "resources WHERE deleted_at IS NULL AND usage = 'bookable'"),
    ("open_twins", "external_resources WHERE rules IS NOT NULL"),
    ("products", "products"),
    ("resources", "resources WHERE deleted_at IS NULL"),
    ("teams_open", "teams WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL"),
];

on_both! {
    async fn every_total_is_what_counting_gives(db: db::Db) {
        const KEPT: &str = "SELECT list, CAST(SUM(total) AS BIGINT) AS total FROM list_totals GROUP BY list";
        let world = World::new(House::new(db)).await;
        let db = &world.house.app.db;
        // The world shows nobody's profile.
        let publish = "INSERT INTO membership_profiles (space_id, membership_id, published, updated_at)
            SELECT space_id, id, $1, updated_at FROM memberships WHERE TRUE ON CONFLICT (space_id, membership_id) DO UPDATE SET published = $1";
        db.write(async move |tx| tx.execute(publish, params![true]).await).await.unwrap();
        let kept: Vec<(String, i64)> = db.read(async |tx| tx.query(KEPT, params![]).await).await.unwrap();
        let kept: BTreeMap<_, _> = kept.into_iter().collect();
        assert!(kept.keys().all(|list| LISTS.iter().any(|(known, _)| known == list)), "a list is not counted here: {kept:?}");
        for (list, rows) in LISTS {
            let sql = format!("SELECT COUNT(*) FROM {rows}");
            let (counted,): (i64,) = db.read(async move |tx| tx.query_one(sql.clone(), params![]).await).await.unwrap();
            assert_eq!(kept.get(list).copied().unwrap_or_default(), counted, "{list}");
            assert!(counted > 0, "there is none of {list}, so nothing is tested");
        }
    }
}

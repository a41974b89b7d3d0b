//! The two databases hold the same tables, and both understand every statement.

use crate::on_both;
use db::{Db, params};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{Backend, Template};

on_both! {
    async fn every_statement_prepares(db: Db) {
        for (name, sql) in store::every_statement() {
            let (count, _) = db.read(async move |tx| tx.describe(*sql).await).await.unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!((count == 0 || sql.contains(&format!("${count}"))) && !sql.contains(&format!("${}", count + 1)), "{name} skips a parameter");
        }
    }

    async fn migrating_again_changes_nothing(db: Db) {
        assert!(db.migrate(store::MIGRATIONS, testkit::at("2026-01-01T00:00:00Z")).await.unwrap().is_empty());
    }
}

/// A column as far as the two can be compared: its kind, and whether it may be null.
type Table = BTreeMap<String, (String, bool)>;

async fn tables(db: &Db, columns: &'static str) -> BTreeMap<String, Table> {
    let rows: Vec<(String, String, String, bool)> = db.read(async move |tx| tx.query(columns, params![]).await).await.unwrap();
    let mut tables = BTreeMap::<String, Table>::new();
    for (table, column, kind, required) in rows {
        tables.entry(table).or_default().insert(column, (kind, required));
    }
    tables
}

async fn names(db: &Db, sql: &'static str) -> BTreeSet<String> {
    let rows: Vec<(String,)> = db.read(async move |tx| tx.query(sql, params![]).await).await.unwrap();
    rows.into_iter().map(|(name,)| name).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_and_indexes_are_the_same() {
    let template = Template::new(store::MIGRATIONS);
    let lite = template.database(Backend::Sqlite).await.unwrap();
    let Some(postgres) = template.database(Backend::Postgres).await else { return };
    let ours = tables(
        &lite.db(),
        "SELECT t.name, c.name, CASE c.type WHEN 'BLOB' THEN 'bytes' WHEN 'INTEGER' THEN 'number' ELSE 'text' END, c.\"notnull\"
        FROM sqlite_schema t, pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT IN ('migrations') AND t.name NOT LIKE 'sqlite%'
        AND t.name NOT LIKE 'search_%'",
    )
    .await;
    let theirs = tables(
        &postgres.db(),
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CASE WHEN data_type IN ('uuid', 'bytea') THEN 'bytes'
            WHEN data_type IN ('bigint', 'boolean', 'timestamp with time zone') THEN 'number' ELSE 'text' END, is_nullable = 'NO'
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'",
    )
    .await;
    assert!(ours.contains_key("bookings"));
    assert_eq!(ours, theirs);
    let ours =
        names(&lite.db(), "SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_%'")
            .await;
    let theirs = names(
        &postgres.db(),
        "SELECT CAST(indexname AS TEXT) FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%\\_pkey'
        AND indexname <> 'bookings_no_overlap' AND indexname NOT LIKE '%\\_words'",
    )
    .await;
    assert_eq!(ours, theirs);
}

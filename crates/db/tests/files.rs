//! SQLite's file as a whole: backup, restore, and who may serve it.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod schema;

use db::{Db, Error, Options, params, restore_sqlite};
use schema::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use testkit::{Backend, Template, TestDb, new_id};

async fn migrated() -> TestDb {
    Template::new(MIGRATIONS).database(Backend::Sqlite).await.unwrap()
}
fn open(file: &Path) -> Db {
    Db::connect(&format!("sqlite:{}", file.display()), &Options { readers: 1, ..Options::default() }).unwrap()
}
fn file_of(test: &TestDb) -> PathBuf {
    test.url().strip_prefix("sqlite:").unwrap().into()
}
/// One transaction: a space and its first event, which a consistent copy has both or neither of.
async fn pair(db: &Db) {
    let space = new_id();
    let written = db.write(async move |tx| {
        tx.execute(SPACE, params![space]).await?;
        tx.execute(EVENT, params![space, 1_i64, serde_json::json!({}), jiff::Timestamp::UNIX_EPOCH]).await
    });
    written.await.unwrap();
}
async fn counts(db: &Db) -> (i64, i64) {
    let both = "SELECT (SELECT count(*) FROM spaces), (SELECT count(*) FROM outbox)";
    db.read(async move |tx| tx.query_one(both, params![]).await).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_consistent_while_writes_go_on() {
    let (test, dir, stop) = (migrated().await, tempfile::tempdir().unwrap(), Arc::new(AtomicBool::new(false)));
    for _ in 0..50 {
        pair(&test.db()).await;
    }
    let (db, stopped) = (test.db(), stop.clone());
    let writing = tokio::spawn(async move {
        while !stopped.load(Ordering::Relaxed) {
            pair(&db).await;
        }
    });
    let mut before = 0;
    for n in 0..5 {
        let copy = dir.path().join(format!("backup-{n}"));
        test.db().backup(&copy).await.unwrap();
        let (spaces, events) = counts(&open(&copy)).await;
        assert_eq!(spaces, events);
        assert!(spaces >= before.max(50), "a later backup has what an earlier one had");
        before = spaces;
    }
    stop.store(true, Ordering::Relaxed);
    writing.await.unwrap();
    assert!(counts(&test.db()).await.0 > before, "writes went on");
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let test = migrated().await;
    let Err(Error::Settings(why)) = test.db().backup(&file_of(&test)).await else { panic!("the database itself was overwritten") };
    assert!(why.ends_with("exists already"), "{why}");
}

#[tokio::test]
async fn postgres_has_its_own_tools() {
    let nobody = Db::connect("postgres://nobody@127.0.0.1:1/nothing", &Options::default()).unwrap();
    let Err(Error::Settings(why)) = nobody.backup(Path::new("x")).await else { panic!("no backup of a server") };
    assert!(why.contains("pg_dump"), "{why}");
}

#[tokio::test]
async fn a_restored_database_is_the_backup_again() {
    let (test, dir) = (migrated().await, tempfile::tempdir().unwrap());
    let (backup, target) = (dir.path().join("backup"), dir.path().join("kontor.db"));
    pair(&test.db()).await;
    test.db().backup(&backup).await.unwrap();

    restore_sqlite(&backup, &target).unwrap(); // where nothing was
    let db = open(&target);
    pair(&db).await;
    assert_eq!(counts(&db).await, (2, 2));

    let Err(Error::Unavailable(why)) = restore_sqlite(&backup, &target) else { panic!("replaced under its users") };
    assert!(why.ends_with("is in use"), "{why}");
    assert_eq!(counts(&db).await, (2, 2));

    db.close().await;
    restore_sqlite(&backup, &target).unwrap();
    assert_eq!(counts(&open(&target)).await, (1, 1));
    let left: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!left.iter().any(|name| name.contains("draft")), "{left:?}");
}

#[tokio::test]
async fn a_damaged_database_can_be_replaced() {
    let (test, dir) = (migrated().await, tempfile::tempdir().unwrap());
    let (backup, target) = (dir.path().join("backup"), dir.path().join("kontor.db"));
    test.db().backup(&backup).await.unwrap();
    std::fs::write(&target, "not a database at all, and long enough to be read as a header of one hundred bytes. ".repeat(9)).unwrap();
    std::fs::write(dir.path().join("kontor.db-wal"), "stale").unwrap();
    restore_sqlite(&backup, &target).unwrap();
    assert_eq!(counts(&open(&target)).await, (0, 0));
}

#[tokio::test]
async fn only_a_backup_of_ours_is_restored() {
    let (other, dir) = (Template::new(&[]).database(Backend::Sqlite).await.unwrap(), tempfile::tempdir().unwrap());
    let db = other.db();
    db.write(async |tx| tx.batch("CREATE TABLE recipes (name TEXT)").await).await.unwrap();
    let (foreign, text, target) = (dir.path().join("foreign"), dir.path().join("text"), dir.path().join("kontor.db"));
    db.backup(&foreign).await.unwrap();
    std::fs::write(&text, "Dear diary").unwrap();
    std::fs::write(&target, "untouched").unwrap();
    for wrong in [foreign, text, dir.path().join("missing")] {
        let refused = restore_sqlite(&wrong, &target);
        assert!(matches!(refused, Err(Error::Settings(_))), "{}: {refused:?}", wrong.display());
    }
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "untouched");
}

#[tokio::test]
async fn one_process_serves_a_file_and_commands_run_beside_it() {
    let test = migrated().await;
    let serve = || Db::connect(test.url(), &Options { exclusive: true, ..Options::default() });
    let serving = serve().unwrap();
    let Err(Error::Taken(why)) = serve() else { panic!("served twice") };
    assert!(why.contains("is served by another process"), "{why}");

    let command = open(&file_of(&test));
    pair(&command).await;
    pair(&serving).await;
    assert_eq!(counts(&command).await, (2, 2));

    let copy = tempfile::tempdir().unwrap().path().with_extension("backup");
    serving.backup(&copy).await.unwrap();
    assert!(matches!(restore_sqlite(&copy, &file_of(&test)), Err(Error::Taken(_))));
    std::fs::remove_file(copy).unwrap();

    drop(serving);
    serve().unwrap();
}

/// A full disk undoes the whole group; whoever was told that it is done finds it done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_nobody_is_told_a_lie() {
    let test = migrated().await;
    let db = test.db();
    let limit = async |pages: &'static str| db.write(async move |tx| tx.query::<(i64,)>(pages, params![]).await).await.unwrap();
    limit("PRAGMA max_page_count = 40").await;
    let held = db.begin().await.unwrap();
    let tasks: Vec<_> = (0..60)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                const LARGE: &str = "INSERT INTO everything (id, b) VALUES ($1, zeroblob(9000))";
                db.write(async move |tx| tx.execute(LARGE, params![new_id()]).await).await
            })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    held.commit().await.unwrap();
    let (mut done, mut refused) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => done += 1,
            Err(Error::Unavailable(_)) => refused += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    let there = async || db.read(async |tx| tx.query_one::<(i64,)>("SELECT count(*) FROM everything", params![]).await).await.unwrap().0;
    assert!(refused > 0, "the disk was not full");
    assert_eq!(there().await, done);
    limit("PRAGMA max_page_count = 4000").await;
    pair(&db).await;
    assert_eq!(counts(&db).await, (1, 1), "it works again");
}

#[test]
fn a_url_must_name_a_file_or_a_server() {
    for wrong in ["sqlite:", "sqlite::memory:", "mysql://localhost/kontor", "postgres://localhost:port"] {
        assert!(matches!(Db::connect(wrong, &Options::default()), Err(Error::Settings(_))), "{wrong}");
    }
    let Err(Error::Unavailable(why)) = Db::connect("sqlite:/nowhere/kontor.db", &Options::default()) else { panic!("no such folder") };
    assert!(why.contains("/nowhere/kontor.db"), "{why}");
}

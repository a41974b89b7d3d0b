//! Transactions beside each other: groups, cancelled callers, several processes, lost connections.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod schema;

use db::{Db, Dialect, Error, Options, Result, Tx, params};
use schema::*;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testkit::{Backend, Template, new_id};
use uuid::Uuid;

macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = MIGRATIONS; $($test)* } };
}

async fn spaces(db: &Db) -> i64 {
    db.read(async |tx| tx.query_one::<(i64,)>("SELECT count(*) FROM spaces", params![]).await).await.unwrap().0
}
async fn insert(db: &Db, space: Uuid) -> Result<u64> {
    db.write(async move |tx| tx.execute(SPACE, params![space]).await).await
}
async fn nothing(_: &mut Tx) -> Result<()> {
    Ok(())
}

on_both! {
    async fn a_failing_statement_does_not_hurt_its_neighbours(db: Db) {
        let taken = new_id();
        insert(&db, taken).await.unwrap();
        // While the writer is held, all of these queue up and share its commit.
        let held = db.begin().await.unwrap();
        let tasks: Vec<_> = (0..30).map(|i| {
            let (db, space) = (db.clone(), if i % 3 == 0 { taken } else { new_id() });
            tokio::spawn(async move { insert(&db, space).await })
        }).collect();
        tokio::time::sleep(Duration::from_millis(50)).await;
        held.commit().await.unwrap();
        for (i, task) in tasks.into_iter().enumerate() {
            match task.await.unwrap() {
                Ok(1) => assert_ne!(i % 3, 0),
                Err(Error::Constraint(name)) => assert_eq!((i % 3, name.as_str()), (0, "spaces_pkey")),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(spaces(&db).await, 21);
    }

    async fn a_caller_who_goes_away_leaves_all_or_nothing(db: Db) {
        let first = new_id();
        insert(&db, first).await.unwrap();
        let mut held = db.begin().await.unwrap();
        held.query_one::<(i64,)>(NUMBER, params![first]).await.unwrap();
        let other = db.clone();
        let waiting = tokio::spawn(async move { other.write(async move |tx| {
            tx.execute(SPACE, params![new_id()]).await?;
            tx.query_one::<(i64,)>(NUMBER, params![first]).await?;
            tx.execute(SPACE, params![new_id()]).await
        }).await });
        tokio::time::sleep(Duration::from_millis(100)).await; // queued on SQLite, waiting for a lock on PostgreSQL
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        held.commit().await.unwrap();
        db.write(nothing).await.unwrap();
        // What was queued is done on SQLite; what was waiting is rolled back on PostgreSQL.
        assert_eq!(spaces(&db).await, if db.dialect() == Dialect::Sqlite { 3 } else { 1 });
        assert!(tokio::time::timeout(Duration::from_secs(5), insert(&db, new_id())).await.unwrap().is_ok());
    }

    async fn a_closed_database_takes_no_more(db: Db) {
        let kept = db.clone();
        kept.close().await;
        let late = insert(&db, new_id()).await;
        assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
        let late = db.read(nothing).await;
        assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
    }

    async fn queues_and_pool_can_be_watched(db: Db) {
        insert(&db, new_id()).await.unwrap();
        let seen = Seen::default();
        metrics::with_local_recorder(&seen, || db.report_metrics());
        let names = seen.0.lock().unwrap().clone();
        let wanted: &[&str] = match db.dialect() {
            Dialect::Sqlite => &["kontor_db_writer_queue", "kontor_db_reader_queue"],
            Dialect::Postgres => &["kontor_db_pool_size", "kontor_db_pool_available", "kontor_db_pool_waiting"],
        };
        assert_eq!(names, wanted);
    }
}

/// Notes the names of gauges.
#[derive(Default)]
struct Seen(Arc<Mutex<Vec<String>>>);
impl metrics::Recorder for Seen {
    fn describe_counter(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn describe_gauge(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn describe_histogram(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn register_counter(&self, _: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Counter {
        metrics::Counter::noop()
    }
    fn register_gauge(&self, key: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Gauge {
        self.0.lock().unwrap().push(key.name().to_owned());
        metrics::Gauge::noop()
    }
    fn register_histogram(&self, _: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Histogram {
        metrics::Histogram::noop()
    }
}

/// Each with connections of its own, as processes that start at once on an empty database.
async fn start_at_once(backend: Backend) {
    let Some(test) = Template::new(&[]).database(backend).await else { return };
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let url = test.url().to_owned();
            tokio::spawn(async move {
                let db = Db::connect(&url, &Options { readers: 1, connections: 2, ..Options::default() })?;
                db.migrate(MIGRATIONS, jiff::Timestamp::UNIX_EPOCH).await
            })
        })
        .collect();
    let mut applied = Vec::new();
    for start in starts {
        applied.extend(start.await.unwrap().unwrap());
    }
    assert_eq!(applied, [1], "one of them has migrated, the others have waited for it");
    insert(&test.db(), new_id()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_processes_migrate_at_once_sqlite() {
    start_at_once(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_processes_migrate_at_once_postgres() {
    start_at_once(Backend::Postgres).await;
}

#[tokio::test]
async fn a_new_file_can_be_opened_by_several_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("new.db").display());
    let opened: Vec<_> = (0..8)
        .map(|_| {
            let url = url.clone();
            std::thread::spawn(move || Db::connect(&url, &Options { readers: 2, ..Options::default() }).map(drop))
        })
        .collect();
    for thread in opened {
        thread.join().unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_is_said_to_be_one_and_the_next_works() {
    let Some(test) = Template::new(MIGRATIONS).database(Backend::Postgres).await else { return };
    let db = Db::connect(test.url(), &Options { connections: 1, ..Options::default() }).unwrap();
    let mut tx = db.begin().await.unwrap();
    let (pid,): (i32,) = tx.query_one("SELECT pg_backend_pid()", params![]).await.unwrap();
    test.db().read(async move |tx| tx.query::<(bool,)>("SELECT pg_terminate_backend($1)", params![pid]).await).await.unwrap();
    let lost = tx.execute(SPACE, params![new_id()]).await;
    assert!(matches!(lost, Err(Error::Unavailable(_))), "{lost:?}");
    drop(tx);
    insert(&db, new_id()).await.unwrap();

    let nobody = Db::connect("postgres://nobody@127.0.0.1:1/nothing", &Options::default()).unwrap();
    let refused = nobody.write(nothing).await;
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_takes_too_long_is_ended() {
    let Some(test) = Template::new(MIGRATIONS).database(Backend::Postgres).await else { return };
    let hasty = Options { statement_timeout: Duration::from_millis(50), ..Options::default() };
    let db = Db::connect(test.url(), &hasty).unwrap();
    let slow = db.read(async |tx| tx.batch("SELECT pg_sleep(60)").await).await;
    let Err(Error::Unavailable(why)) = slow else { panic!("{slow:?}") };
    assert!(why.contains("statement timeout"), "{why}");
    assert_eq!(spaces(&db).await, 0);
    let (zone,): (String,) = db.read(async |tx| tx.query_one("SELECT current_setting('TimeZone')", params![]).await).await.unwrap();
    assert_eq!(zone, "UTC");
}

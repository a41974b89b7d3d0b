//! What a test may rely on.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use db::{Db, Migration, Options, params};
use testkit::{Backend, Cluster, Template};

const MIGRATIONS: &[Migration] =
    &[Migration { version: 1, name: "notes", sqlite: "CREATE TABLE notes (text TEXT) STRICT", postgres: "CREATE TABLE notes (text TEXT)" }];

async fn note(db: &Db) -> i64 {
    let noted = db.write(async |tx| {
        tx.execute("INSERT INTO notes (text) VALUES ($1)", params!["mine"]).await?;
        tx.query_one::<(i64,)>("SELECT count(*) FROM notes", params![]).await
    });
    noted.await.unwrap().0
}

testkit::on_both! {
    migrations = MIGRATIONS;

    /// Twice, so that one of them comes from a template that is there.
    async fn nobody_else_writes_into_it(db: Db) {
        assert_eq!(note(&db).await, 1);
    }
    async fn nobody_else_writes_into_this_one(db: Db) {
        assert_eq!(note(&db).await, 1);
    }
}

#[tokio::test]
async fn it_is_gone_when_the_test_is_over() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let Some(test) = Template::new(MIGRATIONS).database(backend).await else { continue };
        let url = test.url().to_owned();
        assert_eq!(note(&test.db()).await, 1);
        drop(test);
        let Ok(again) = Db::connect(&url, &Options { connections: 1, ..Options::default() }) else { continue };
        let found = again.read(async |tx| tx.query::<(String,)>("SELECT text FROM notes", params![]).await).await;
        assert!(found.is_err(), "{backend:?}: {found:?}");
    }
}

#[tokio::test]
async fn without_migrations_it_is_empty() {
    let test = Template::new(&[]).database(Backend::Sqlite).await.unwrap();
    let tables = test.db().read(async |tx| tx.query_one::<(i64,)>("SELECT count(*) FROM sqlite_schema", params![]).await).await;
    assert_eq!(tables.unwrap(), (0,));
}

#[tokio::test]
async fn a_private_cluster_answers_and_leaves_nothing() {
    let dir = tempfile::Builder::new().permissions(std::os::unix::fs::PermissionsExt::from_mode(0o711)).tempdir().unwrap();
    let files = dir.path().join("cluster");
    let Some(cluster) = Cluster::start(&files).unwrap() else {
        assert!(!testkit::in_ci(), "PostgreSQL is not installed");
        return;
    };
    let db = Db::connect(&format!("{}postgres", cluster.url()), &Options { connections: 1, ..Options::default() }).unwrap();
    let answer = db.read(async |tx| tx.query_one::<(String,)>("SELECT current_setting('fsync')", params![]).await).await;
    assert_eq!(answer.unwrap().0, "off");
    cluster.stop().unwrap();
    assert!(!files.exists());
    if let Ok(answer) = db.read(async |tx| tx.query_one::<(i32,)>("SELECT 1", params![]).await).await {
        panic!("it still runs: {answer:?}");
    }
}

//! The queue and its runners, on both databases.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use ::jobs::Runner;
use app::jobs::{self, Job};
use app::tokens::{self, Expired, Grant};
use app::{App, BaseUrl, Chance, Clock, Error, Result, users};
use db::{Db, params};
use std::collections::HashMap;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testkit::at;
use tokio::sync::{Notify, oneshot};
use tokio::time::{sleep, timeout};

macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}

const NOON: &str = "2026-03-02T12:00:00Z";

fn app(db: Db) -> App {
    App::new(db, Clock::standing_at(at(NOON)), Chance::seeded(7), BaseUrl::parse("http://localhost:3000").unwrap())
}

/// A job that can be told from others by its number; the runners of these tests do with it what they like.
fn job(number: i64) -> Job {
    Job::DeleteExpiredTokens(Expired { before: jiff::Timestamp::from_second(number).unwrap() })
}
fn number(job: &Job) -> i64 {
    let Job::DeleteExpiredTokens(Expired { before }) = job else { panic!("{job:?}") };
    before.as_second()
}

async fn enqueue(app: &App, job: Job) {
    let (all, now) = (app.clone(), app.clock.now());
    app.db.write(async move |tx| all.enqueue(tx, None, &job, now).await).await.unwrap();
}

/// Attempts, last error and whether it was given up, of every job that is left.
async fn left(app: &App) -> Vec<(i64, Option<String>, bool)> {
    const LEFT: &str = "SELECT attempts, last_error, CASE WHEN failed_at IS NULL THEN 0 ELSE 1 END FROM jobs ORDER BY id";
    let rows: Vec<(i64, Option<String>, i32)> = app.db.read(async |tx| tx.query(LEFT, params![]).await).await.unwrap();
    rows.into_iter().map(|(attempts, error, failed)| (attempts, error, failed == 1)).collect()
}

/// Waits until the condition holds, ten seconds at most.
async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    for _ in 0..1000 {
        if holds().await {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    assert!(holds().await, "{what}");
}

on_both! {
    async fn two_runners_share_the_jobs(db: Db) {
        let app = app(db);
        for n in 0..60 {
            enqueue(&app, job(n)).await;
        }
        let done: Arc<Mutex<HashMap<(usize, i64), u32>>> = Arc::default();
        let runners: Vec<_> = (0..2).map(|runner| {
            let done = done.clone();
            let perform = move |_, job: Job| {
                *done.lock().unwrap().entry((runner, number(&job))).or_default() += 1;
                async { sleep(Duration::from_millis(2)).await; Ok(()) }
            };
            // As two processes would: each has an App of its own.
            let own = App { wake: jobs::Wake::default(), ..app.clone() };
            tokio::spawn(Runner::new(own, perform).run(pending()))
        }).collect();
        until("all jobs are done", async || left(&app).await.is_empty()).await;
        for runner in runners {
            runner.abort();
        }
        let done = done.lock().unwrap();
        let mut numbers: Vec<_> = done.iter().map(|((_, number), times)| (*number, *times)).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..60).map(|n| (n, 1)).collect::<Vec<_>>());
    }

    async fn a_job_is_taken_again_when_its_lease_ends(db: Db) {
        let app = app(db);
        enqueue(&app, job(1)).await;
        let dead = jobs::take(&app, 8).await.unwrap(); // by a process that then is killed
        assert_eq!((dead.len(), dead[0].attempt), (1, 1));
        assert!(jobs::take(&app, 8).await.unwrap().is_empty());
        app.clock.advance(1);
        let again = jobs::take(&app, 8).await.unwrap();
        assert_eq!((again.len(), again[0].id(), again[0].attempt), (1, dead[0].id(), 2));
        // It was not killed, only slow: what it has to say does not count any more.
        assert!(!jobs::complete(&app, &dead[0]).await.unwrap());
        assert_eq!(jobs::fail(&app, &dead[0], "late").await.unwrap(), jobs::Next::Lost);
        assert_eq!(left(&app).await, [(2, None, false)]);
        assert!(jobs::complete(&app, &again[0]).await.unwrap());
        assert!(left(&app).await.is_empty());
    }

    async fn a_job_that_fails_comes_back_later_and_later_and_then_no_more(db: Db) {
        const REASON: &str = "something went wrong: the printer is on fire";
        let app = app(db);
        enqueue(&app, job(1)).await;
        let runner = Runner::new(app.clone(), async |_, _| Err(Error::internal("the printer is\0 on fire")));
        let mut minutes_of_attempts = vec![];
        for minute in 0..200 {
            runner.run_due().await;
            let (attempts, error, _) = left(&app).await.remove(0);
            assert_eq!(error.as_deref(), Some(REASON));
            if attempts != i64::try_from(minutes_of_attempts.len()).unwrap() {
                minutes_of_attempts.push(minute);
            }
            app.clock.advance(1);
        }
        let pauses: Vec<_> = minutes_of_attempts.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(pauses.len() == 9 && pauses[0] == 1 && pauses.is_sorted() && (21..=43).contains(&pauses[8]), "{pauses:?}");
        assert_eq!(left(&app).await, [(10, Some(REASON.into()), true)]);
    }

    async fn a_panic_or_an_endless_job_is_a_failed_attempt(db: Db) {
        let app = app(db);
        enqueue(&app, job(1)).await;
        enqueue(&app, job(2)).await;
        let perform = async |_, job: Job| {
            assert_eq!(number(&job), 1, "job 2 panics");
            pending::<Result<()>>().await
        };
        Runner::new(app.clone(), perform).longest(Duration::from_secs(2)).run_due().await;
        let mut errors: Vec<_> = left(&app).await.into_iter().map(|(_, error, _)| error.unwrap()).collect();
        errors.sort();
        assert_eq!(errors, ["it panicked", "it took longer than 2 s"]);
    }

    async fn a_job_that_kills_its_process_ends_too(db: Db) {
        let app = app(db);
        enqueue(&app, job(1)).await;
        for attempt in 1..=jobs::ATTEMPTS {
            assert_eq!(jobs::take(&app, 8).await.unwrap()[0].attempt, attempt);
            app.clock.advance(1);
        }
        assert!(jobs::take(&app, 8).await.unwrap().is_empty());
        assert_eq!(left(&app).await, [(11, Some("the last attempt never came to an end".into()), true)]);
    }

    async fn a_runner_that_stops_finishes_what_it_has_begun(db: Db) {
        let app = app(db);
        for n in 0..10 {
            enqueue(&app, job(n)).await;
        }
        let (gate, begun): (Arc<Notify>, Arc<Mutex<u32>>) = Default::default();
        let (stop, stopped) = oneshot::channel::<()>();
        let perform = {
            let (gate, begun) = (gate.clone(), begun.clone());
            move |_, _| {
                *begun.lock().unwrap() += 1;
                let gate = gate.clone();
                async move { gate.notified().await; Ok(()) }
            }
        };
        let runner = tokio::spawn(Runner::new(app.clone(), perform).run(async { drop(stopped.await) }));
        until("four jobs run", async || *begun.lock().unwrap() == 4).await;
        stop.send(()).unwrap();
        sleep(Duration::from_millis(50)).await;
        assert!(!runner.is_finished());
        gate.notify_waiters();
        timeout(Duration::from_secs(5), runner).await.unwrap().unwrap();
        assert_eq!((left(&app).await.len(), *begun.lock().unwrap()), (6, 4));
        // Nothing is lost: the next process does the rest.
        Runner::new(app.clone(), async |_, _| Ok(())).run_due().await;
        assert!(left(&app).await.is_empty());
    }

    async fn an_idle_runner_notices_a_new_job_at_once(db: Db) {
        let app = app(db);
        let runner = tokio::spawn(Runner::new(app.clone(), async |_, _| Ok(())).run(pending()));
        sleep(Duration::from_millis(1500)).await; // it looks once a second by now
        let begin = std::time::Instant::now();
        enqueue(&app, job(1)).await;
        until("it is done", async || left(&app).await.is_empty()).await;
        assert!(begin.elapsed() < Duration::from_millis(700), "{:?}", begin.elapsed());
        runner.abort();
    }

    async fn a_job_of_a_transaction_that_fails_is_never_done(db: Db) {
        let app = app(db);
        let (all, now) = (app.clone(), app.clock.now());
        let failed = app.db.write(async move |tx| {
            all.enqueue(tx, None, &job(1), now).await?;
            Err::<(), _>(Error::NOT_FOUND)
        }).await;
        assert!(failed.is_err());
        assert!(jobs::take(&app, 8).await.unwrap().is_empty() && left(&app).await.is_empty());
    }

    async fn kinds_of_a_newer_program_are_left_to_it(db: Db) {
        let app = app(db);
        enqueue(&app, job(1)).await;
        app.db.write(async |tx| tx.execute("UPDATE jobs SET kind = $1", params!["fold_paper_planes"]).await).await.unwrap();
        assert!(jobs::take(&app, 8).await.unwrap().is_empty());
        assert_eq!(left(&app).await, [(0, None, false)]);
    }

    async fn expired_tokens_go_every_hour(db: Db) {
        let app = app(db);
        let user = users::create(&app, "jo@example.com", None).await.unwrap();
        let lasting = Grant { user, client: None, space: None, scopes: "read".parse().unwrap(), expires_at: None };
        let brief = Grant { expires_at: Some(at("2026-03-02T12:30:00Z")), ..lasting.clone() };
        tokens::create(&app, lasting).await.unwrap();
        tokens::create(&app, brief).await.unwrap();
        for _ in 0..3 {
            jobs::schedule_hourly(&app).await.unwrap();
        }
        assert_eq!(left(&app).await.len(), 7, "tokens, sessions, deliveries, activities, events, bills, payments");
        let runner = Runner::new(app.clone(), |app, job| ::jobs::perform(app, job, ::jobs::Post::Kept));
        runner.run_due().await; // not yet
        let count = async || app.db.read(async |tx| tx.query_one::<(i64,)>("SELECT count(*) FROM access_tokens", params![]).await).await;
        assert_eq!(count().await.unwrap(), (2,));
        app.clock.advance(60);
        runner.run_due().await;
        assert_eq!(count().await.unwrap(), (1,));
        app.clock.advance(5); // bills are looked for a little later
        runner.run_due().await;
        assert!(left(&app).await.is_empty());
    }
}

//! Who may do what: every operation, eight people, in their own space and in a foreign one, against the written table
//! `matrix.txt`. Each line of it has the operation, the answers in `harbour` and those in `island`, in the order of
//! [`Who`]. A space's existence is no secret where the operation is open to all.
//!
//! `KONTOR_MATRIX=FILE` writes what was seen there, to be reviewed line by line before it becomes the table.

use super::requests::{Request, Table};
use super::world::{Facts, Place, Who, World};
use crate::client::{Answer, House};
use crate::database;
use axum::http::Method;
use db::{Db, Options, Synchronous};
use http_api::access::Security;
use http_api::edge::HttpConfig;
use http_api::operation::OperationInfo;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

const EXPECTED: &str = include_str!("matrix.txt");

/// A world on a file that can be copied.
pub struct Original {
    pub facts: Facts,
    file: PathBuf,
    _directory: tempfile::TempDir,
}

impl Original {
    pub async fn new() -> Self {
        let test = database().await;
        let world = World::new(House::new(test.db())).await;
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("world.sqlite");
        test.db().backup(&file).await.unwrap();
        Self { facts: world.facts, file, _directory: directory }
    }

    /// The world as it was made, with a limit that nobody reaches.
    pub fn copy(&self) -> Copy {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("copy.sqlite");
        std::fs::copy(&self.file, &file).unwrap();
        let options = Options { synchronous: Synchronous::Normal, readers: 1, ..Options::default() };
        let db = Db::connect(&format!("sqlite:{}", file.display()), &options).unwrap();
        let config = HttpConfig { requests_per_minute: 10_000, ..HttpConfig::default() };
        let house = House::seeded(8, db, &config, |edge| http_api::sites(edge).router(edge));
        Copy { world: World { house, facts: self.facts.clone() }, _directory: directory }
    }
}

pub struct Copy {
    pub world: World,
    _directory: tempfile::TempDir,
}

/// What every answer of both APIs carries.
fn has_the_headers_of_all(row: &OperationInfo, answer: &Answer) {
    assert_eq!(answer.header("access-control-allow-origin"), "*", "{}", row.id);
    assert!(answer.header("ratelimit").contains("r="), "{}: {:?}", row.id, answer.headers);
    assert!(answer.header("ratelimit-policy").contains("q="), "{}", row.id);
    assert_eq!(answer.header("x-request-id").len(), 32, "{}", row.id);
    assert_eq!(answer.operation, Some(row.id), "another operation answered");
    if answer.status >= 400 {
        assert!(
            answer.body["errors"].is_array() || answer.body["errors"].is_object() || answer.body["error"].is_string(),
            "{}: {}",
            row.id,
            answer.text
        );
    }
}

/// The statuses of all operations for one person in one place.
async fn ask(original: &Original, who: Who, place: &Place, operations: &[(Table, OperationInfo)]) -> Vec<u16> {
    let mut copy = original.copy();
    let mut seen = Vec::new();
    for (table, row) in operations {
        // Where a token stands in the path, it is the caller's own, or in the foreign place that of somebody else.
        let own = place.space == original.facts.harbour.space && who != Who::Anonymous;
        let holder = if own {
            who
        } else if who == Who::Owner {
            Who::Admin
        } else {
            Who::Owner
        };
        let token = &original.facts.tokens[&holder];
        let request = Request::new(*table, row, place, token);
        let answer = request.send(&copy.world.client(who)).await;
        has_the_headers_of_all(row, &answer);
        assert!(answer.status < 500, "{} {who:?}: {}", row.id, answer.text);
        if std::env::var_os("KONTOR_MATRIX").is_some() && (answer.status == 400 || answer.status == 422 || answer.status == 409) {
            eprintln!("{} {who:?}: {} {} {}", row.id, answer.status, answer.text, request.body);
        }
        seen.push(answer.status);
        if row.method != Method::GET && answer.status < 300 {
            copy = original.copy();
        }
    }
    seen
}

fn line(id: &str, own: &[u16], foreign: &[u16]) -> String {
    let mut line = format!("{id:42}");
    for status in own {
        write!(line, " {status}").unwrap();
    }
    line.push_str(" |");
    for status in foreign {
        write!(line, " {status}").unwrap();
    }
    line
}

fn table() -> BTreeMap<&'static str, &'static str> {
    let lines = EXPECTED.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| (line.split_once(' ').unwrap().0, line.trim_end())).collect()
}

/// What the table says of an operation in `harbour`.
fn told(id: &str) -> Vec<(Who, u16)> {
    let words = table().get(id).map_or("", |line| *line).split_whitespace().skip(1);
    Who::ALL.into_iter().zip(words.map_while(|word| word.parse().ok())).collect()
}

/// Somebody whom the table lets use the operation in `harbour`: those who may most come first.
pub fn first_who_may(id: &str) -> Who {
    let told = told(id);
    let may = |who: &Who| told.iter().any(|(one, status)| one == who && *status < 400);
    [Who::Owner, Who::Member, Who::Network, Who::Stranger].into_iter().find(may).unwrap_or(Who::Owner)
}

/// Somebody who is known and may not.
pub fn first_who_may_not(id: &str) -> Option<Who> {
    told(id).into_iter().find(|(_, status)| *status == 403).map(|(who, _)| who)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everybody_may_do_what_the_table_says() {
    let original = Box::pin(Original::new()).await;
    let operations = Table::all();
    let (facts, all) = (&original.facts, &operations);
    let own = futures_util::future::join_all(Who::ALL.map(|who| ask(&original, who, &facts.harbour, all))).await;
    let foreign = futures_util::future::join_all(Who::ALL.map(|who| ask(&original, who, &facts.island, all))).await;
    let mut seen = String::new();
    for (at, (_, row)) in operations.iter().enumerate() {
        let of = |answers: &[Vec<u16>]| answers.iter().map(|one| one[at]).collect::<Vec<_>>();
        writeln!(seen, "{}", line(row.id, &of(&own), &of(&foreign))).unwrap();
    }
    if let Some(file) = std::env::var_os("KONTOR_MATRIX") {
        std::fs::write(file, &seen).unwrap();
        return;
    }
    let expected = table();
    let mut wrong = Vec::new();
    for line in seen.lines() {
        let id = line.split_once(' ').unwrap().0;
        match expected.get(id) {
            Some(told) if *told == line => {}
            Some(told) => wrong.push(format!("told {told}\nseen {line}")),
            None => wrong.push(format!("not in matrix.txt: {line}")),
        }
    }
    let gone = expected.keys().filter(|id| !operations.iter().any(|(_, row)| row.id == **id));
    wrong.extend(gone.map(|id| format!("no such operation: {id}")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_opens_what_its_scopes_name_and_a_wrong_one_nothing() {
    let original = Box::pin(Original::new()).await;
    let Copy { world, _directory } = original.copy();
    let owner = world.facts.users[&Who::Owner];
    for (table, row) in Table::all() {
        let request = Request::new(table, &row, &world.facts.harbour, "x");
        if row.security != Security::Public {
            let refused = request.send(&world.house.bearer("garbage")).await;
            has_the_headers_of_all(&row, &refused);
            assert_eq!((refused.status, refused.header("www-authenticate").starts_with("Bearer")), (401, true), "{}", row.id);
        }
        let Security::Scopes { scopes, any } = row.security else { continue };
        let nobody = request.send(&world.house.anonymous()).await;
        assert_eq!((nobody.status, nobody.header("www-authenticate").starts_with("Bearer")), (401, true), "{}", row.id);
        let unrelated = if scopes.iter().any(|scope| scope.name() == "openid") { "email" } else { "openid" };
        let lacking: Vec<String> = if any {
            vec![unrelated.into()]
        } else {
            let without = |lacking| scopes.iter().filter(move |scope| **scope != lacking).map(|scope| scope.name());
            scopes.iter().map(|scope| std::iter::once(unrelated).chain(without(*scope)).collect::<Vec<_>>().join(" ")).collect()
        };
        for held in lacking {
            let client = world.house.client(owner, &held).await;
            let answer = request.send(&client).await;
            has_the_headers_of_all(&row, &answer);
            assert_eq!(answer.status, 403, "{} with {held}: {}", row.id, answer.text);
        }
    }
}

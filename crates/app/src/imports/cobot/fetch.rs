//! Reads what Cobot has, list by list, a few requests in each turn.

use super::super::go_on_after;
use super::super::work::end;
use crate::access::Access;
use crate::{App, Error, Result, secrets};
use ::cobot::Error as Failure;
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan as _};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::SpaceTx;
use store::imports::{self, Import, NewItem};

/// Lists, in the order in which things are made: what comes later names what came before.
const LISTS: [&str; 14] = [
    "space",
    "resources",
    "plans",
    "custom_fields",
    "memberships",
    "field_values",
    "teams",
    "notes",
    "time_passes",
    "contacts",
    "articles",
    "navigation_links",
    "bookings",
    "invoices",
];
/// Requests of one turn.
const REQUESTS: usize = 10;
/// Bookings are read in windows of so many days, so far into the past and the future.
const WINDOW: i32 = 31;
const BACK: i32 = 2 * 366;
const AHEAD: i32 = 2 * 366;
/// Before Cobot is asked again after it gave no answer.
const BREATH: SignedDuration = SignedDuration::from_secs(10);
/// Pages of one list.
const MOST_PAGES: usize = 1_000;

/// What a request has brought.
#[derive(Default)]
struct Brought {
    items: Vec<NewItem>,
    /// Where the list goes on.
    next: Option<String>,
}

/// Takes a turn.
pub(crate) async fn fetch(app: &App, access: &Access, mut import: Import) -> Result<()> {
    let sealed = import.secret.clone().ok_or_else(|| Error::internal("an import has lost its token"))?;
    let token = secrets::open(app, import.id.0.as_bytes(), &sealed).await?;
    let (mut items, mut pause, begun) = (Vec::new(), SignedDuration::ZERO, import.options.0.next.clone());
    for _ in 0..REQUESTS {
        let Some(list) = LISTS.get(import.options.0.next.0) else { break };
        // Notes are asked for by the members that are written already.
        if *list == "notes" && !items.is_empty() {
            break;
        }
        let brought = match request(app, access, &mut import, &token, list).await {
            Ok(brought) => brought,
            Err(Trouble::Ours(error)) => return Err(error),
            Err(Trouble::Theirs(Failure::Later(time))) => {
                pause = SignedDuration::try_from(time).map_err(Error::internal)?;
                break;
            }
            Err(Trouble::Theirs(Failure::Token)) => {
                return end(app, access.space_id(), import, Some("Cobot does not know the token.".into())).await;
            }
            Err(Trouble::Theirs(Failure::Missing)) if *list == "space" => {
                let why = format!("There is no space {} at Cobot, or the token is not for it.", import.name);
                return end(app, access.space_id(), import, Some(why)).await;
            }
            // One list that cannot be read does not stop the others.
            Err(Trouble::Theirs(why @ (Failure::Forbidden | Failure::Missing | Failure::Unreadable(_)))) => {
                let content = json!({ "name": list.replace('_', " "), "unreadable": why.to_string() });
                let item = NewItem { kind: (*list).to_owned(), remote_id: None, line: 0, content };
                Brought { items: vec![item], next: None }
            }
            // What was read is kept; where nothing was, the job is tried again, later and later.
            Err(Trouble::Theirs(Failure::Unreachable(_))) if import.options.0.next != begun => {
                pause = BREATH;
                break;
            }
            Err(Trouble::Theirs(why @ Failure::Unreachable(_))) => return Err(Error::internal(why)),
        };
        items.extend(brought.items);
        let place = import.options.0.next.0;
        import.options.0.next = if brought.next.is_some() { (place, brought.next) } else { (place + 1, None) };
    }
    let done = import.options.0.next.0 >= LISTS.len();
    if done {
        // From here on nobody needs it.
        (import.state, import.secret, import.reached) = ("checking".into(), None, 0);
    }
    let (all, space) = (app.clone(), access.space_id());
    app.db
        .write(async move |tx| {
            let mut tx = SpaceTx::bind(tx, space);
            if imports::turn(&mut tx, &import).await? {
                imports::insert_items(&mut tx, import.id, &items).await?;
                go_on_after(&all, &mut tx, &Import { turn: import.turn + 1, ..import.clone() }, pause).await?;
            }
            Ok(())
        })
        .await
}

enum Trouble {
    Ours(Error),
    Theirs(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Theirs(failure)
    }
}

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str)
}

/// PostgreSQL keeps no such sign in its JSON, and nobody types it.
fn clean(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains('\0') => Value::String(text.replace('\0', "")),
        Value::Array(list) => Value::Array(list.into_iter().map(clean).collect()),
        Value::Object(map) => Value::Object(map.into_iter().map(|(key, value)| (key.replace('\0', ""), clean(value))).collect()),
        other => other,
    }
}

fn item(kind: &str, remote: Option<&str>, content: Value) -> NewItem {
    NewItem {
        kind: kind.to_owned(),
        remote_id: remote.map(|id| id.replace('\0', "").chars().take(200).collect()),
        line: 0,
        content: clean(content),
    }
}

/// Things by their own ids.
fn items(kind: &str, found: Value) -> Result<Vec<NewItem>, Failure> {
    let Value::Array(list) = found else { return Err(Failure::Unreadable("it is no list".into())) };
    Ok(list.into_iter().map(|one| item(kind, text(&one, "id").map(str::to_owned).as_deref(), one)).collect())
}

async fn request(app: &App, access: &Access, import: &mut Import, token: &str, list: &str) -> Result<Brought, Trouble> {
    let (cursor, name) = (import.options.0.next.1.clone(), import.name.clone());
    let get = |path: String| at(app, token, &name, path);
    let simple = match list {
        "space" => {
            // Of all spaces, so at the site of all.
            let found = at(app, token, "www", format!("/api/spaces/{name}")).await?;
            text(&found, "id").unwrap_or_default().clone_into(&mut import.options.0.remote);
            vec![item("space", text(&found, "id").map(str::to_owned).as_deref(), found)]
        }
        "plans" => items(list, get("/api/plans".into()).await?)?,
        "resources" => {
            let mut found = items(list, get("/api/resources".into()).await?)?;
            let units = units(app, import, token).await?;
            for resource in &mut found {
                let id = text(&resource.content, "id").map(undashed);
                if let (Some(map), Some(units)) = (resource.content.as_object_mut(), id.and_then(|id| units.get(&id))) {
                    map.insert("units".into(), (*units).into());
                }
            }
            found
        }
        "custom_fields" => items(list, get("/api/space/custom_fields".into()).await?)?,
        "memberships" => memberships(access, import, get("/api/memberships?all=true".into()).await?)?,
        "field_values" => by(list, get("/api/custom_fields".into()).await?, |one| text(one, "membership_id"))?,
        "teams" => by(list, get("/api/teams".into()).await?, payer)?,
        "time_passes" => {
            let mut found = items(list, get("/api/time_passes/unused".into()).await?)?;
            // Those that a plan includes come by themselves.
            found.retain(|pass| pass.content.get("expires_at").is_none_or(Value::is_null));
            found
        }
        "navigation_links" => by(list, get("/api/navigation_links".into()).await?, |one| text(one, "url"))?,
        "notes" => return notes(app, access, import, token, cursor).await,
        "bookings" => return bookings(app, access, import, token, cursor).await,
        "invoices" => {
            let (from, to) = (access.today().saturating_sub(1.year()), access.today());
            let found = get(format!("/api/invoices?from={from}&to={to}")).await?;
            let count = found.as_array().map_or(0, |list| i64::try_from(list.len()).unwrap_or(i64::MAX));
            import.options.0.left.push(("invoices of the last twelve months".into(), count));
            vec![]
        }
        _ => return document(app, import, token, list, cursor).await,
    };
    Ok(Brought { items: simple, next: None })
}

async fn at(app: &App, token: &str, space: &str, path: String) -> Result<Value, Failure> {
    app.cobot.get(token, &app.cobot.url(space, &path)).await
}

/// How many there are of each resource, which only API 2 says; where that may not be asked, or is not understood, one of each.
async fn units(app: &App, import: &Import, token: &str) -> Result<HashMap<String, u64>, Failure> {
    let mut units = HashMap::new();
    let mut next = Some(app.cobot.url("api", &format!("/spaces/{}/resources", percent(&import.options.0.remote))));
    for _ in 0..MOST_PAGES {
        let Some(url) = next else { break };
        let found = match app.cobot.get(token, &url).await {
            Ok(found) => found,
            Err(wait @ (Failure::Later(_) | Failure::Unreachable(_))) => return Err(wait),
            Err(_) => break,
        };
        let listed = found.get("data").and_then(Value::as_array).into_iter().flatten();
        units.extend(listed.filter_map(|one| Some((undashed(text(one, "id")?), one.pointer("/attributes/units")?.as_u64()?))));
        next = following(&found).filter(|next| *next != url).map(str::to_owned);
    }
    Ok(units)
}

/// Ids read alike in both APIs.
fn undashed(id: &str) -> String {
    id.replace('-', "").to_lowercase()
}

/// Where a list of API 2 goes on.
fn following(found: &Value) -> Option<&str> {
    found.pointer("/links/next").and_then(|next| next.as_str().or_else(|| text(next, "href")))
}

/// Things by an id that they have somewhere else.
fn by(kind: &str, found: Value, id: fn(&Value) -> Option<&str>) -> Result<Vec<NewItem>, Failure> {
    let Value::Array(list) = found else { return Err(Failure::Unreadable("it is no list".into())) };
    Ok(list.into_iter().map(|one| item(kind, id(&one).map(str::to_owned).as_deref(), one)).collect())
}

/// A team is told by who pays.
fn payer(team: &Value) -> Option<&str> {
    let members = team.get("memberships")?.as_array()?;
    let paying = members.iter().find(|one| text(one, "role") == Some("paying"))?;
    text(paying.get("membership")?, "id")
}

/// Those that have ended stay behind.
fn memberships(access: &Access, import: &mut Import, found: Value) -> Result<Vec<NewItem>, Failure> {
    let mut found = items("memberships", found)?;
    let all = found.len();
    let today = access.today();
    found.retain(|one| super::things::day(text(&one.content, "canceled_to")).is_none_or(|last| last >= today));
    let ended = i64::try_from(all - found.len()).unwrap_or_default();
    if ended > 0 {
        import.options.0.left.push(("memberships that have ended".into(), ended));
    }
    Ok(found)
}

/// The notes of one membership in each request, one membership after the other.
async fn notes(app: &App, access: &Access, import: &Import, token: &str, cursor: Option<String>) -> Result<Brought, Trouble> {
    let after = cursor.and_then(|text| text.parse().ok()).unwrap_or(0);
    let (bound, id) = (access.clone(), import.id);
    let found = app.db.read(async move |tx| Ok::<_, Error>(imports::next_of(&mut bound.bind(tx), id, "memberships", after).await?));
    let Some(member) = found.await.map_err(Trouble::Ours)? else { return Ok(Brought::default()) };
    let next = Some(member.position.to_string());
    let Some(remote) = member.remote_id else { return Ok(Brought { items: vec![], next }) };
    let label = percent(&remote);
    let url = app.cobot.url(&import.name, &format!("/api/memberships/{label}/notes"));
    let Value::Array(list) = app.cobot.get(token, &url).await? else { return Err(Failure::Unreadable("it is no list".into()).into()) };
    let items = list.into_iter().map(|mut note| {
        if let Some(map) = note.as_object_mut() {
            map.insert("membership_id".into(), remote.clone().into());
        }
        item("notes", text(&note, "id").map(str::to_owned).as_deref(), note)
    });
    Ok(Brought { items: items.collect(), next })
}

/// What stands in a path, whatever Cobot calls it.
fn percent(id: &str) -> String {
    id.bytes().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).map(char::from).collect()
}

/// A window of days.
async fn bookings(app: &App, access: &Access, import: &Import, token: &str, cursor: Option<String>) -> Result<Brought, Trouble> {
    let today = access.today();
    let first = if import.options.0.past { today.saturating_sub(BACK.days()) } else { today };
    let from: Date = cursor.and_then(|day| day.parse().ok()).unwrap_or(first);
    let to = from.saturating_add(WINDOW.days());
    let url = app.cobot.url(&import.name, &format!("/api/bookings?from={from}&to={to}"));
    let items = items("bookings", app.cobot.get(token, &url).await?)?;
    let next = (to < today.saturating_add(AHEAD.days())).then(|| to.to_string());
    Ok(Brought { items, next })
}

/// A list of API 2, page by page.
async fn document(app: &App, import: &Import, token: &str, list: &str, cursor: Option<String>) -> Result<Brought, Trouble> {
    let (pages, url) = match cursor.as_deref().and_then(|cursor| cursor.split_once(' ')) {
        Some((pages, url)) => (pages.parse().unwrap_or(MOST_PAGES), url.to_owned()),
        None => (0, app.cobot.url("api", &format!("/spaces/{}/{list}", percent(&import.options.0.remote)))),
    };
    let found = app.cobot.get(token, &url).await?;
    let Some(data) = found.get("data").and_then(Value::as_array) else {
        return Err(Failure::Unreadable("it is no document".into()).into());
    };
    let items = data.iter().map(|one| item(list, text(one, "id"), one.get("attributes").cloned().unwrap_or_default())).collect();
    let next = following(&found);
    Ok(Brought { items, next: next.filter(|next| pages < MOST_PAGES && *next != url).map(|next| format!("{} {next}", pages + 1)) })
}

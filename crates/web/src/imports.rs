//! `SUBDOMAIN/admin/imports`: members, plans and bookings from files: looked through first, then carried out.

use crate::accounts::{Frame, Nothing};
use crate::admins::enter;
use crate::inside::failure;
use crate::language::{self, Text, t};
use crate::pages::{problem, refused, render};
use crate::visits::{Desk, Posted, Problems, Uploaded, Visit, lead_to};
use app::Error;
use app::access::Access;
use app::imports::{self, FromCobot, Import, Problem, Standing, Upload};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::ids::ImportId;
use domain::imports::Kind;
use http_api::downloads::Whole;
use serde::Deserialize;

const HERE: &str = "/admin/imports";
const COBOT: &str = "/admin/imports/cobot";
/// Problems that a page shows.
const SHOWN: i64 = 100;
/// Seconds until a page with work under way is loaded again.
const AGAIN: HeaderValue = HeaderValue::from_static("2");
const CSV: &str = "text/csv; charset=utf-8";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page).post(upload))
        .route("/admin/imports/templates/{file}", get(template))
        .route(COBOT, get(cobot).post(begin_cobot))
        .route("/admin/imports/{id}", get(one))
        .route("/admin/imports/{id}/problems.csv", get(problems))
        .route("/admin/imports/{id}/run", post(run))
        .route("/admin/imports/{id}/delete", post(delete))
        .with_state(desk.clone())
}

/// An earlier import as a line.
struct Line {
    id: ImportId,
    title: String,
    about: String,
}

/// A kind to choose.
struct Choice {
    name: &'static str,
    label: Text,
    /// What its columns may be called.
    needs: String,
    may: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "imports/list.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    kinds: Vec<Choice>,
    invite: bool,
    lines: Vec<Line>,
    most: usize,
    cobot: bool,
}

fn label(kind: &str) -> Text {
    match kind {
        "members" => t("imports-kind-members"),
        "plans" => t("imports-kind-plans"),
        "bookings" => t("imports-kind-bookings"),
        _ => t("imports-kind-cobot"),
    }
}

/// What comes in one import, by its kind.
fn things(kind: &str) -> String {
    let text = match kind {
        "members" => t("imports-kind-members"),
        "plans" => t("imports-kind-plans"),
        "bookings" => t("imports-kind-bookings"),
        "space" => t("imports-thing-space"),
        "resources" => t("imports-thing-resources"),
        "custom_fields" => t("imports-thing-custom-fields"),
        "memberships" => t("imports-thing-memberships"),
        "field_values" => t("imports-thing-field-values"),
        "teams" => t("imports-thing-teams"),
        "notes" => t("imports-thing-notes"),
        "time_passes" => t("imports-thing-time-passes"),
        "contacts" => t("imports-thing-contacts"),
        "articles" => t("imports-thing-articles"),
        "navigation_links" => t("imports-thing-navigation-links"),
        "invoices" => t("imports-thing-invoices"),
        other => return other.replace('_', " "),
    };
    text.to_string()
}

fn state(import: &Import) -> Text {
    match &*import.state {
        "fetching" => t("imports-state-fetching"),
        "checking" => t("imports-state-checking"),
        "checked" => t("imports-state-checked"),
        "running" => t("imports-state-running"),
        "done" => t("imports-state-done"),
        _ => t("imports-state-failed"),
    }
}

fn moment(access: &Access, at: jiff::Timestamp) -> String {
    language::moment(access.zone().to_datetime(at))
}

/// What stays at Cobot, as the import has noted it.
fn stays(what: &str, count: i64) -> String {
    let text = match what {
        "invoices of the last twelve months" => t("imports-left-invoices").count("count", count),
        "memberships that have ended" => t("imports-left-ended").count("count", count),
        other => t("imports-left").with("what", other).count("count", count),
    };
    text.to_string()
}

/// Why a thing does not fit: the import notes it in English, a sentence, or one part for each column.
fn why(reason: &str) -> String {
    let whole = language::sentence(reason);
    if whole != reason {
        return whole;
    }
    let said = |part: &str| match part.strip_prefix('“').and_then(|rest| rest.split_once("” ")) {
        Some((column, problem)) => {
            let problem = language::at_field("", problem);
            t("imports-at-column").with("column", column).with("problem", problem).to_string()
        }
        None => language::sentence(part),
    };
    reason.split("; ").map(said).collect::<Vec<_>>().join("; ")
}

/// The space, for admins who may bring in anything.
async fn enter_importer(visit: &Visit, here: &str) -> Result<Access, Response> {
    let access = enter(visit, here).await?;
    let any = Kind::ALL.iter().any(|kind| imports::may(&access, kind.name())) || imports::may(&access, "space");
    if any { Ok(access) } else { Err(refused(StatusCode::FORBIDDEN, &t("imports-forbidden"))) }
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter_importer(&visit, HERE).await?;
    list(&visit, &access, Problems::default(), ("", false)).await
}

async fn list(visit: &Visit, access: &Access, problems: Problems, (kind, invite): (&str, bool)) -> Result<Response, Response> {
    let found = imports::list(visit.app(), access).await.map_err(failure)?;
    let line = |import: &Import| Line {
        id: import.id,
        title: format!("{}: {}", label(&import.kind), import.name),
        about: format!("{}, {}", moment(access, import.created_at), state(import)),
    };
    let allowed = Kind::ALL.into_iter().filter(|kind| imports::may(access, kind.name()));
    let named = |kind: Kind, required: bool| {
        let fields = kind.fields().iter().filter(|field| field.required == required).map(|field| field.name);
        fields.collect::<Vec<_>>().join(", ")
    };
    let choice = |(place, of): (usize, Kind)| Choice {
        name: of.name(),
        label: label(of.name()),
        needs: if of == Kind::Members { t("imports-needs-members").with("columns", named(of, true)).to_string() } else { named(of, true) },
        may: named(of, false),
        chosen: if kind.is_empty() { place == 0 } else { of.name() == kind },
    };
    let page = ListPage {
        frame: Frame::of(visit).await?,
        kinds: allowed.enumerate().map(choice).collect(),
        lines: found.iter().map(line).collect(),
        most: imports::MOST_LINES,
        cobot: imports::may(access, "space"),
        invite,
        problems,
    };
    Ok(visit.page(render(page.problems.status(), &page)))
}

async fn upload(Uploaded { visit, file, file_name, form }: Uploaded) -> Result<Response, Response> {
    let access = enter_importer(&visit, HERE).await?;
    let text = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let (kind, invite) = (text("kind"), text("invite") == "yes");
    let begun = match Kind::named(kind) {
        Some(of) => imports::begin(visit.app(), &access, Upload { kind: of, name: file_name, file, invite }).await,
        None => Err(app::FieldError::field("kind", "unknown", "must be chosen").into()),
    };
    match begun {
        Ok(id) => Ok(lead_to(&format!("{HERE}/{id}"))),
        Err(error) => list(&visit, &access, Problems::of(error)?, (kind, invite)).await,
    }
}

async fn template(visit: Visit, Path(file): Path<String>) -> Result<Response, Response> {
    enter_importer(&visit, HERE).await?;
    let kind = file.strip_suffix(".csv").and_then(Kind::named).ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let body = imports::template(kind).into_bytes();
    Ok(visit.page(Whole { name: &file, media: CSV, body }.into_response()))
}

/// How many things of a kind came to which end.
struct Sum {
    label: String,
    made: i64,
    known: i64,
    refused: i64,
}

/// A line or a thing that did not fit.
struct Misfit {
    line: i64,
    place: Option<String>,
    kind: String,
    name: String,
    reason: String,
}

impl Misfit {
    fn of(problem: Problem) -> Self {
        Self { line: problem.line, place: problem.place, kind: things(&problem.kind), name: problem.name, reason: why(&problem.reason) }
    }
}

#[derive(Template)]
#[template(path = "imports/one.html")]
struct OnePage {
    frame: Frame,
    id: ImportId,
    title: String,
    state: String,
    /// Why it broke off.
    error: Option<String>,
    busy: bool,
    /// Whether the page is loaded again by itself.
    still: bool,
    looked_at: i64,
    total: i64,
    dry: bool,
    sums: Vec<Sum>,
    made: i64,
    refused: i64,
    unused: String,
    /// What stays at Cobot.
    left: Vec<String>,
    invite: bool,
    of_file: bool,
    problems: Vec<Misfit>,
    more: Option<i64>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    after: String,
    #[serde(default)]
    still: String,
}

fn sums(standing: &Standing) -> Vec<Sum> {
    let mut sums: Vec<(String, Sum)> = Vec::new();
    for count in &standing.counts {
        if sums.last().is_none_or(|(kind, _)| *kind != count.kind) {
            sums.push((count.kind.clone(), Sum { label: things(&count.kind), made: 0, known: 0, refused: 0 }));
        }
        let Some((_, sum)) = sums.last_mut() else { continue };
        match count.outcome.as_deref() {
            Some("made") => sum.made += count.items,
            Some("known") => sum.known += count.items,
            Some("refused") => sum.refused += count.items,
            _ => {}
        }
    }
    sums.into_iter().map(|(_, sum)| sum).collect()
}

fn read(id: &str) -> Result<ImportId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn one(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    let id = read(&id)?;
    let standing = imports::get(visit.app(), &access, id).await.map_err(failure)?;
    let after = asked.after.parse().unwrap_or_default();
    let found = imports::problems(visit.app(), &access, id, after, SHOWN).await.map_err(failure)?;
    let more = found.last().filter(|_| i64::try_from(found.len()) == Ok(SHOWN)).map(|last| last.position);
    let options = &standing.import.options.0;
    let unused: Vec<&str> =
        options.header.iter().zip(&options.columns).filter(|(_, field)| field.is_none()).map(|(name, _)| &**name).collect();
    let (busy, still) = (standing.busy(), !asked.still.is_empty());
    let page = OnePage {
        frame: Frame::of(&visit).await?,
        id,
        title: format!("{}: {}", label(&standing.import.kind), standing.import.name),
        state: standing.import.state.clone(),
        error: standing.import.error.as_deref().map(language::sentence),
        busy,
        still,
        looked_at: standing.looked_at(),
        total: standing.total(),
        dry: matches!(&*standing.import.state, "fetching" | "checking" | "checked"),
        sums: sums(&standing),
        made: standing.of("made"),
        refused: standing.of("refused"),
        unused: unused.join(", "),
        left: options.left.iter().map(|(what, count)| stays(what, *count)).collect(),
        invite: options.invite,
        of_file: standing.import.kind != "space",
        problems: found.into_iter().map(Misfit::of).collect(),
        more,
    };
    let mut response = visit.page(render(StatusCode::OK, &page));
    if busy && !still && asked.after.is_empty() {
        response.headers_mut().insert(header::REFRESH, AGAIN);
    }
    Ok(response)
}

async fn problems(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    let text = imports::csv(visit.app(), &access, read(&id)?).await.map_err(failure)?;
    Ok(visit.page(Whole { name: "problems.csv", media: CSV, body: text.into_bytes() }.into_response()))
}

async fn run(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    imports::carry_out(visit.app(), &access, read(&id)?).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}/{id}")))
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    imports::discard(visit.app(), &access, read(&id)?).await.map_err(failure)?;
    Ok(lead_to(HERE))
}

#[derive(Template)]
#[template(path = "imports/cobot.html")]
struct CobotPage {
    frame: Frame,
    problems: Problems,
    subdomain: String,
    past: bool,
}

/// What the form had in it; the token is not shown again.
#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    subdomain: String,
    #[serde(default)]
    token: String,
    #[serde(default)]
    past: String,
}

/// The space, for admins who may bring over all of it.
async fn enter_mover(visit: &Visit) -> Result<Access, Response> {
    let access = enter(visit, COBOT).await?;
    if imports::may(&access, "space") { Ok(access) } else { Err(refused(StatusCode::FORBIDDEN, &t("imports-forbidden-cobot"))) }
}

async fn cobot(visit: Visit) -> Result<Response, Response> {
    enter_mover(&visit).await?;
    cobot_form(&visit, Problems::default(), Typed::default()).await
}

async fn cobot_form(visit: &Visit, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &CobotPage { frame, problems, subdomain: typed.subdomain, past: typed.past == "yes" })))
}

async fn begin_cobot(Posted { visit, form }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter_mover(&visit).await?;
    let past = form.past == "yes";
    let wish = FromCobot { subdomain: form.subdomain.clone(), token: form.token.clone(), past, at_once: false };
    match imports::begin_cobot(visit.app(), &access, wish).await {
        Ok(id) => Ok(lead_to(&format!("{HERE}/{id}"))),
        Err(error) => cobot_form(&visit, Problems::of(error)?, form).await,
    }
}

//! `SUBDOMAIN/help`: articles to read, and questions to those who run the space, with their answers (O4).

use crate::accounts::{Frame, Nothing};
use crate::inside::{day, enter, enter_member, failure, time};
use crate::language::t;
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::{Error, articles, issues};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{ArticleId, IssueId};
use domain::issues::{IssueStatus, IssueVisibility};
use domain::scopes::Scope;
use jiff::Timestamp;
use serde::Deserialize;
use store::issues::Issue;
use store::resources::Slice;

const HERE: &str = "/help";
/// Articles that are listed.
const MOST: i64 = 500;
/// Issues on one page.
const PAGE: usize = 30;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/help/articles/{id}", get(article))
        .route("/help/issues/new", get(new).post(create))
        .route("/help/issues/{id}", get(issue))
        .route("/help/issues/{id}/comments", post(comment))
        .route("/help/issues/{id}/state", post(change_state))
        .with_state(desk.clone())
}

/// `Fri 27 Nov, 09:30`
fn moment(access: &Access, at: Timestamp) -> String {
    format!("{}, {}", day(access.zone().to_datetime(at).date()), time(access, at))
}

/// An issue as a line.
struct Line {
    id: IssueId,
    title: String,
    about: String,
    open: bool,
}

impl Line {
    fn new(access: &Access, issue: Issue) -> Self {
        let own = access.user() == Some(issue.user_id);
        let who = if own { t("help-you").into() } else { issue.author_name };
        let when = moment(access, issue.created_at);
        let about = if issue.visibility == IssueVisibility::Members {
            t("help-asked-for-all").with("who", who).with("when", when)
        } else {
            t("help-asked").with("who", who).with("when", when)
        };
        Self { id: issue.id, title: issue.title, about: about.into(), open: issue.status == IssueStatus::Open }
    }
}

/// Articles under one heading.
struct Shelf {
    name: String,
    articles: Vec<(ArticleId, String)>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    page: String,
    /// `open` or `closed`.
    #[serde(default)]
    state: String,
}

#[derive(Template)]
#[template(path = "help/desk.html")]
struct DeskPage {
    frame: Frame,
    shelves: Vec<Shelf>,
    lines: Vec<Line>,
    state: &'static str,
    page: usize,
    more: bool,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let (state, status) = match asked.state.as_str() {
        "open" => ("open", Some(IssueStatus::Open)),
        "closed" => ("closed", Some(IssueStatus::Closed)),
        _ => ("", None),
    };
    let found = articles::list(visit.app(), &access, Slice { limit: MOST, offset: 0 }).await;
    let found = match found {
        // Admins who may not see the help desk are not kept from their own questions.
        Err(Error::Forbidden { .. }) => Vec::new(),
        found => found.map_err(failure)?.items,
    };
    let mut shelves: Vec<Shelf> = Vec::new();
    for article in found {
        let name = article.category.unwrap_or_default();
        match shelves.iter_mut().find(|shelf| shelf.name == name) {
            Some(shelf) => shelf.articles.push((article.id, article.title)),
            None => shelves.push(Shelf { name, articles: vec![(article.id, article.title)] }),
        }
    }
    shelves.sort_by(|one, other| one.name.cmp(&other.name));
    let found = issues::list(visit.app(), &access, status).await.map_err(failure)?;
    let page = asked.page.parse::<usize>().unwrap_or(1).clamp(1, 1_000);
    let more = found.len() > page * PAGE;
    let lines = found.into_iter().skip((page - 1) * PAGE).take(PAGE).map(|issue| Line::new(&access, issue)).collect();
    Ok(visit.page(render(StatusCode::OK, &DeskPage { frame: Frame::of(&visit).await?, shelves, lines, state, page, more })))
}

#[derive(Template)]
#[template(path = "help/article.html")]
struct ArticlePage {
    frame: Frame,
    title: String,
    category: Option<String>,
    /// HTML made of what was typed as text.
    body: String,
    changed: String,
}

async fn article(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id: ArticleId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter(&visit, &format!("{HERE}/articles/{id}")).await?;
    let article = articles::get(visit.app(), &access, id).await.map_err(failure)?;
    let page = ArticlePage {
        frame: Frame::of(&visit).await?,
        body: domain::articles::html(&article.content),
        changed: day(access.zone().to_datetime(article.updated_at).date()),
        title: article.title,
        category: article.category,
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

#[derive(Clone, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    /// Set where all members may see it.
    #[serde(default)]
    visible: Option<String>,
}

#[derive(Template)]
#[template(path = "help/new.html")]
struct NewPage {
    frame: Frame,
    problems: Problems,
    typed: Typed,
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let here = "/help/issues/new";
    if enter(&visit, here).await?.admin_role().is_none() {
        enter_member(&visit, here).await?;
    }
    form(&visit, Problems::default(), Typed::default()).await
}

async fn form(visit: &Visit, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &NewPage { frame, problems, typed })))
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, "/help/issues/new").await?;
    let visibility = if typed.visible.is_some() { IssueVisibility::Members } else { IssueVisibility::Private };
    match issues::create(visit.app(), &access, &typed.title, &typed.text, visibility).await {
        Ok(issue) => Ok(lead_to(&format!("{HERE}/issues/{}", issue.id))),
        Err(error) => form(&visit, Problems::of(error)?, typed).await,
    }
}

struct Said {
    who: String,
    when: String,
    text: String,
}

#[derive(Template)]
#[template(path = "help/issue.html")]
struct IssuePage {
    frame: Frame,
    problems: Problems,
    id: IssueId,
    title: String,
    open: bool,
    for_all: bool,
    /// The first is the question itself.
    said: Vec<Said>,
    typed: String,
    /// Who asked, and those who run the space, close and reopen it.
    may_close: bool,
}

fn read(id: &str) -> Result<IssueId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn issue(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("{HERE}/issues/{id}")).await?;
    show(&visit, &access, id, Problems::default(), String::new()).await
}

async fn show(visit: &Visit, access: &Access, id: IssueId, problems: Problems, typed: String) -> Result<Response, Response> {
    let issue = issues::get(visit.app(), access, id).await.map_err(failure)?;
    let comments = issues::comments(visit.app(), access, id).await.map_err(failure)?;
    let first = Said { who: issue.author_name, when: moment(access, issue.created_at), text: issue.text };
    let answers = comments.into_iter();
    let answers = answers.map(|one| Said { who: one.author_name, when: moment(access, one.created_at), text: one.text });
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let page = IssuePage {
        frame,
        problems,
        id,
        title: issue.title,
        open: issue.status == IssueStatus::Open,
        for_all: issue.visibility == IssueVisibility::Members,
        said: std::iter::once(first).chain(answers).collect(),
        typed,
        may_close: access.user() == Some(issue.user_id) || access.is_admin(Scope::WriteIssues),
    };
    Ok(visit.page(render(status, &page)))
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    text: String,
}

async fn comment(Path(id): Path<String>, Once(Posted { visit, form }): Once<Answer>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("{HERE}/issues/{id}")).await?;
    match issues::comment(visit.app(), &access, id, &form.text).await {
        Ok(_) => Ok(lead_to(&format!("{HERE}/issues/{id}"))),
        Err(error) => show(&visit, &access, id, Problems::of(error)?, form.text).await,
    }
}

/// What is open is closed, and the other way round.
async fn change_state(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("{HERE}/issues/{id}")).await?;
    let turned = |status| if status == IssueStatus::Open { IssueStatus::Closed } else { IssueStatus::Open };
    issues::update(visit.app(), &access, id, move |issue| issue.status = turned(issue.status)).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}/issues/{id}")))
}

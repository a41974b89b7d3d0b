//! The help desk (O4): members write to those who run the space, these answer, and whoever takes part is told by mail.

use crate::access::Access;
use crate::built_in_emails::{Letters, Recipient};
use crate::{App, Error, Event, FieldError, Result, authors};
use domain::ids::{IssueId, UserId};
use domain::issues::{IssueStatus, IssueVisibility};
use domain::scopes::Scope;
use domain::texts;
use serde_json::json;
use store::issues::{self, Comment, Filter, Issue};
use store::{SpaceTx, admins};

/// More than anybody reads at once.
const MOST: i64 = 1_000;

/// An issue as it shall be.
#[derive(Clone, Debug)]
pub struct Write {
    pub title: String,
    pub text: String,
    pub visibility: IssueVisibility,
    pub status: IssueStatus,
}

impl From<&Issue> for Write {
    fn from(issue: &Issue) -> Self {
        Self { title: issue.title.clone(), text: issue.text.clone(), visibility: issue.visibility, status: issue.status }
    }
}

impl Write {
    fn checked(self) -> Result<Self> {
        let title = texts::name(&self.title).map_err(|bad| FieldError::field("title", bad.code(), bad.to_string()))?;
        Ok(Self { title, text: said(&self.text)?, ..self })
    }
}

fn said(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::field("text", "blank", "can't be blank").into());
    }
    texts::text(text).map_err(|bad| FieldError::field("text", bad.code(), bad.to_string()))?;
    Ok(text.to_owned())
}

/// Who asks, and whether as one of those who run the space.
fn person(access: &Access, scope: Scope) -> Result<(UserId, bool)> {
    let admin = access.is_admin(scope);
    if !admin && !access.is_member() {
        access.require_admin(scope)?;
    }
    Ok((access.user().ok_or(Error::Unauthenticated)?, admin))
}

/// Members see what they wrote, and what was written for all members to see.
fn seen(issue: Issue, user: UserId, admin: bool) -> Result<Issue> {
    let sees = admin || issue.user_id == user || issue.visibility == IssueVisibility::Members;
    if sees { Ok(issue) } else { Err(Error::NOT_FOUND) }
}

/// The newest first: all for admins, for members their own and those that members see.
pub async fn list(app: &App, access: &Access, status: Option<IssueStatus>) -> Result<Vec<Issue>> {
    let (user, admin) = person(access, Scope::ReadIssues)?;
    let (access, filter) = (access.clone(), Filter { status, seen_by: (!admin).then_some(user) });
    app.db.read(async move |tx| Ok::<_, Error>(issues::list(&mut access.bind(tx), filter, MOST).await?)).await
}

pub async fn get(app: &App, access: &Access, id: IssueId) -> Result<Issue> {
    let (user, admin) = person(access, Scope::ReadIssues)?;
    let access = access.clone();
    let found = app.db.read(async move |tx| issues::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await?;
    seen(found, user, admin)
}

/// Opens an issue; admins are told. For admins and members.
pub async fn create(app: &App, access: &Access, title: &str, text: &str, visibility: IssueVisibility) -> Result<Issue> {
    let (user, admin) = person(access, Scope::WriteIssues)?;
    let membership_id = access.members().first().filter(|_| !admin).map(|member| member.id.0);
    let wish = Write { title: title.into(), text: text.into(), visibility, status: IssueStatus::Open }.checked()?;
    let (app, access, id, now) = (app.clone(), access.clone(), app.id(), app.clock.now());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let author_name = authors::name(&mut tx, &access).await?;
        let Write { title, text, visibility, status } = wish.clone();
        let new =
            Issue { id, user_id: user, membership_id, author_name, title, text, visibility, status, created_at: now, updated_at: now };
        issues::insert(&mut tx, &new).await?;
        let values = vec![("issue", new.title.clone()), ("text", new.text.clone()), ("issue_url", url(&app, &access, id))];
        let letters = Letters::new(&mut tx, "help_desk_issue_email", values).await?;
        for (_, email) in readers(&mut tx, &access).await?.into_iter().filter(|(admin, _)| *admin != user) {
            // The mail begins with the name of who writes.
            letters.send(&app, &mut tx, access.space(), &Recipient { email, name: new.author_name.clone() }).await?;
        }
        app.emit(&mut tx, Event::CreatedIssue, id.0, facts(&new)).await?;
        Ok(new)
    })
    .await
}

/// Where API 1 has it.
fn url(app: &App, access: &Access, id: IssueId) -> String {
    format!("{}/api/issues/{id}", app.hosts.at(&access.space().subdomain))
}

/// Admins who may see the help desk (P10), with the address to write to.
async fn readers(tx: &mut SpaceTx<'_>, access: &Access) -> Result<Vec<(UserId, String)>> {
    let owner = access.space().owner_id;
    let all = admins::list(tx).await?.into_iter();
    let may = all.filter(|row| row.user_id == owner || row.permissions.0.allows(Scope::ReadIssues));
    Ok(may.map(|row| (row.user_id, row.email)).collect())
}

fn facts(issue: &Issue) -> serde_json::Value {
    json!({"title": issue.title, "status": issue.status, "visibility": issue.visibility, "membership_id": issue.membership()})
}

/// For admins, and whoever wrote it.
pub async fn update(app: &App, access: &Access, id: IssueId, change: impl Fn(&mut Write) + Send + Sync + 'static) -> Result<Issue> {
    let (user, admin) = person(access, Scope::WriteIssues)?;
    let (app, access, now) = (app.clone(), access.clone(), app.clock.now());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = owned(issues::lock(&mut tx, id).await?, user, admin)?;
        let mut wish = Write::from(&before);
        change(&mut wish);
        let Write { title, text, visibility, status } = wish.checked()?;
        let after = Issue { title, text, visibility, status, updated_at: now, ..before };
        issues::update(&mut tx, &after).await?;
        app.emit(&mut tx, Event::UpdatedIssue, id.0, facts(&after)).await?;
        Ok(after)
    })
    .await
}

fn owned(found: Option<Issue>, user: UserId, admin: bool) -> Result<Issue> {
    let issue = seen(found.ok_or(Error::NOT_FOUND)?, user, admin)?;
    if admin || issue.user_id == user {
        return Ok(issue);
    }
    Err(Error::forbidden("another_author", "Somebody else wrote this issue."))
}

/// With its comments. For admins, and whoever wrote it.
pub async fn delete(app: &App, access: &Access, id: IssueId) -> Result<()> {
    let (user, admin) = person(access, Scope::WriteIssues)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = owned(issues::lock(&mut tx, id).await?, user, admin)?;
        issues::delete(&mut tx, id).await?;
        app.emit(&mut tx, Event::DeletedIssue, id.0, facts(&found)).await
    })
    .await
}

/// Oldest first; for whoever sees the issue.
pub async fn comments(app: &App, access: &Access, id: IssueId) -> Result<Vec<Comment>> {
    let (user, admin) = person(access, Scope::ReadIssues)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            seen(issues::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?, user, admin)?;
            Ok::<_, Error>(issues::comments(&mut tx, id, MOST).await?)
        })
        .await
}

/// Adds a comment, which opens an issue that was closed; admins, the author and those who commented before are told. For
/// whoever sees the issue.
pub async fn comment(app: &App, access: &Access, id: IssueId, text: &str) -> Result<Comment> {
    let (user, admin) = person(access, Scope::WriteIssues)?;
    let (text, now) = (said(text)?, app.clock.now());
    let (app, access, comment_id) = (app.clone(), access.clone(), app.id());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let issue = seen(issues::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?, user, admin)?;
        let author_name = authors::name(&mut tx, &access).await?;
        let new = Comment { id: comment_id, issue_id: id, user_id: user, author_name, text: text.clone(), created_at: now };
        let mut told = issues::writers(&mut tx, id).await?;
        issues::insert_comment(&mut tx, &new).await?;
        let after = Issue { status: IssueStatus::Open, updated_at: now, ..issue };
        issues::update(&mut tx, &after).await?;
        for (admin, email) in readers(&mut tx, &access).await? {
            if told.iter().all(|(known, _)| *known != admin) {
                told.push((admin, email));
            }
        }
        let values = vec![("issue", after.title.clone()), ("comment", new.text.clone()), ("issue_url", url(&app, &access, id))];
        let letters = Letters::new(&mut tx, "help_desk_comment_email", values).await?;
        for (_, email) in told.into_iter().filter(|(person, _)| *person != user) {
            letters.send(&app, &mut tx, access.space(), &Recipient { email, name: new.author_name.clone() }).await?;
        }
        app.emit(&mut tx, Event::UpdatedIssue, id.0, facts(&after)).await?;
        Ok(new)
    })
    .await
}

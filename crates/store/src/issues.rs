//! The help desk (rule O4): what people write to those who run the space, and what is answered.

use crate::{SpaceTx, statements};
use db::{Query, Result, params};
use domain::ids::{IssueCommentId, IssueId, MembershipId, UserId};
use domain::issues::{IssueStatus, IssueVisibility};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Issue {
        pub id: IssueId as Uuid,
        /// Who wrote it.
        pub user_id: UserId as Uuid,
        /// The author's; none where an admin wrote it.
        pub membership_id: Option<Uuid>,
        pub author_name: String,
        pub title: String,
        pub text: String,
        pub visibility: IssueVisibility as String,
        pub status: IssueStatus as String,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

impl Issue {
    pub fn membership(&self) -> Option<MembershipId> {
        self.membership_id.map(MembershipId)
    }
}

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Comment {
        pub id: IssueCommentId as Uuid,
        pub issue_id: IssueId as Uuid,
        pub user_id: UserId as Uuid,
        pub author_name: String,
        pub text: String,
        pub created_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, user_id, membership_id, author_name, title, text, visibility, status, created_at, updated_at FROM issues"
    };
}
macro_rules! comment_columns {
    () => {
        "SELECT id, issue_id, user_id, author_name, text, created_at FROM issue_comments"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    INSERT = "INSERT INTO issues (space_id, id, user_id, membership_id, author_name, title, text, visibility, status, created_at,
        updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE issues SET title = $3, text = $4, visibility = $5, status = $6, updated_at = $7 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM issues WHERE space_id = $1 AND id = $2";
    COMMENTS = concat!(comment_columns!(), " WHERE space_id = $1 AND issue_id = $2 ORDER BY id LIMIT $3");
    INSERT_COMMENT = "INSERT INTO issue_comments (space_id, id, issue_id, user_id, author_name, text, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    // Whoever wrote the issue or a comment, with the address of the login.
    WRITERS = "SELECT DISTINCT u.id, u.email FROM users u WHERE u.id IN (SELECT user_id FROM issues WHERE space_id = $1 AND id = $2
        UNION SELECT user_id FROM issue_comments WHERE space_id = $1 AND issue_id = $2) ORDER BY u.id";
}

/// What a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    pub status: Option<IssueStatus>,
    /// Those of this person, and those that all members see; none: all.
    pub seen_by: Option<UserId>,
}

/// The newest first.
pub async fn list(tx: &mut SpaceTx<'_>, filter: Filter, most: i64) -> Result<Vec<Issue>> {
    let mut query: Query = tx.select(concat!(columns!(), " WHERE space_id = "));
    if let Some(status) = filter.status {
        query = query.sql(" AND status = ").bind(status.name());
    }
    if let Some(user) = filter.seen_by {
        query = query.sql(" AND (user_id = ").bind(user.0).sql(" OR visibility = 'members')");
    }
    tx.run(query.sql(" ORDER BY id DESC LIMIT ").bind(most)).await
}

pub async fn find(tx: &mut SpaceTx<'_>, id: IssueId) -> Result<Option<Issue>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: IssueId) -> Result<Option<Issue>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &Issue) -> Result<()> {
    let mut values = params![new.id.0, new.user_id.0, new.membership_id, &*new.author_name, &*new.title, &*new.text];
    values.extend(params![new.visibility.name(), new.status.name(), new.created_at, new.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes title, text, visibility and status.
pub async fn update(tx: &mut SpaceTx<'_>, now: &Issue) -> Result<()> {
    let values = params![now.id.0, &*now.title, &*now.text, now.visibility.name(), now.status.name(), now.updated_at];
    tx.execute(UPDATE, values).await.map(drop)
}

/// With its comments.
pub async fn delete(tx: &mut SpaceTx<'_>, id: IssueId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// Oldest first.
pub async fn comments(tx: &mut SpaceTx<'_>, issue: IssueId, most: i64) -> Result<Vec<Comment>> {
    tx.query(COMMENTS, params![issue.0, most]).await
}

pub async fn insert_comment(tx: &mut SpaceTx<'_>, new: &Comment) -> Result<()> {
    let mut values = params![new.id.0, new.issue_id.0, new.user_id.0, &*new.author_name, &*new.text];
    values.extend(params![new.created_at]);
    tx.execute(INSERT_COMMENT, values).await.map(drop)
}

/// Everybody who wrote something about it, with the address to write to.
pub async fn writers(tx: &mut SpaceTx<'_>, issue: IssueId) -> Result<Vec<(UserId, String)>> {
    let rows: Vec<(Uuid, String)> = tx.query(WRITERS, params![issue.0]).await?;
    Ok(rows.into_iter().map(|(id, email)| (UserId(id), email)).collect())
}

//! The help desk.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadIssues, WriteIssues};
use crate::style::V1;
use crate::v1::{Body, Json, Time};
use crate::v2::NoContent;
use app::issues;
use domain::ids::IssueId;
use domain::issues::{IssueStatus, IssueVisibility};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::issues::{Comment, Issue};

const SEES: &str = "**Access**: admins who may see communication; members what they wrote, and what is for all members to see.";
const OWN: &str = "**Access**: admins who may edit communication, and whoever wrote it.";

pub fn operations(api: &mut Api<V1>) {
    api.tag("Help desk");
    api.get("v1-list-issues", "/api/issues", list, "Issues of the help desk, the newest first").about(SEES);
    api.post("v1-create-issue", "/api/issues", create, "Ask those who run the space")
        .about("Admins who may see communication are told by mail. **Access**: members, and admins who may edit communication.");
    api.get("v1-get-issue", "/api/issues/{id}", get, "One issue").about(SEES);
    api.put("v1-update-issue", "/api/issues/{id}", update, "Change or close an issue").about(OWN);
    api.delete("v1-delete-issue", "/api/issues/{id}", delete, "Delete an issue with its comments").about(OWN);
    api.get("v1-list-issue-comments", "/api/issues/{id}/comments", comments, "What was said about an issue, oldest first").about(SEES);
    api.post("v1-create-issue-comment", "/api/issues/{id}/comments", comment, "Comment on an issue").about(
        "Opens an issue that was closed. Admins, its author and those who commented before are told by mail. **Access**: admins who may \
         edit communication, and members who see the issue.",
    );
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Visibility {
    /// Its author and admins see it.
    #[default]
    Private,
    /// All members see it.
    Members,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Status {
    Open,
    Closed,
}

impl From<Visibility> for IssueVisibility {
    fn from(visibility: Visibility) -> Self {
        match visibility {
            Visibility::Private => Self::Private,
            Visibility::Members => Self::Members,
        }
    }
}
impl From<Status> for IssueStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Open => Self::Open,
            Status::Closed => Self::Closed,
        }
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListQuery {
    /// Only those.
    status: Option<Status>,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewIssue")]
struct New {
    title: String,
    text: String,
    #[serde(default)]
    visibility: Option<Visibility>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "IssueChange")]
struct Change {
    title: Patch<String>,
    text: Patch<String>,
    visibility: Patch<Visibility>,
    status: Patch<Status>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Issue")]
struct IssueObject {
    id: String,
    title: String,
    text: String,
    visibility: Visibility,
    status: Status,
    author_name: String,
    /// Null where an admin wrote it.
    membership_id: Option<String>,
    #[schemars(with = "String")]
    created_at: Time,
    #[schemars(with = "String")]
    updated_at: Time,
}

impl From<Issue> for IssueObject {
    fn from(issue: Issue) -> Self {
        Self {
            id: issue.id.to_string(),
            membership_id: issue.membership().map(|id| id.to_string()),
            title: issue.title,
            text: issue.text,
            visibility: match issue.visibility {
                IssueVisibility::Private => Visibility::Private,
                IssueVisibility::Members => Visibility::Members,
            },
            status: match issue.status {
                IssueStatus::Open => Status::Open,
                IssueStatus::Closed => Status::Closed,
            },
            author_name: issue.author_name,
            created_at: issue.created_at.into(),
            updated_at: issue.updated_at.into(),
        }
    }
}

async fn list(access: SpaceAccess<ReadIssues, ByHost>, Query(query): Query<ListQuery>) -> Result<Json<Vec<IssueObject>>, Error> {
    let found = issues::list(access.app(), &access, query.status.map(IssueStatus::from)).await?;
    Ok(Json(found.into_iter().map(IssueObject::from).collect()))
}

async fn get(access: SpaceAccess<ReadIssues, ByHost>, Id(id): Id<IssueId>) -> Result<Json<IssueObject>, Error> {
    Ok(Json(issues::get(access.app(), &access, id).await?.into()))
}

async fn create(access: SpaceAccess<WriteIssues, ByHost>, Body(new): Body<New>) -> Result<Json<IssueObject, 201>, Error> {
    let visibility = new.visibility.unwrap_or_default().into();
    Ok(Json(issues::create(access.app(), &access, &new.title, &new.text, visibility).await?.into()))
}

async fn update(
    access: SpaceAccess<WriteIssues, ByHost>,
    Id(id): Id<IssueId>,
    Body(change): Body<Change>,
) -> Result<Json<IssueObject>, Error> {
    let changed = issues::update(access.app(), &access, id, move |wish| {
        change.title.clone().apply(&mut wish.title);
        change.text.clone().apply(&mut wish.text);
        change.visibility.clone().map(IssueVisibility::from).apply(&mut wish.visibility);
        change.status.clone().map(IssueStatus::from).apply(&mut wish.status);
    });
    Ok(Json(changed.await?.into()))
}

async fn delete(access: SpaceAccess<WriteIssues, ByHost>, Id(id): Id<IssueId>) -> Result<NoContent, Error> {
    issues::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewIssueComment")]
struct NewComment {
    text: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "IssueComment")]
struct CommentObject {
    id: String,
    text: String,
    author_name: String,
    #[schemars(with = "String")]
    created_at: Time,
}

impl From<Comment> for CommentObject {
    fn from(one: Comment) -> Self {
        Self { id: one.id.to_string(), text: one.text, author_name: one.author_name, created_at: one.created_at.into() }
    }
}

async fn comments(access: SpaceAccess<ReadIssues, ByHost>, Id(id): Id<IssueId>) -> Result<Json<Vec<CommentObject>>, Error> {
    let found = issues::comments(access.app(), &access, id).await?;
    Ok(Json(found.into_iter().map(CommentObject::from).collect()))
}

async fn comment(
    access: SpaceAccess<WriteIssues, ByHost>,
    Id(id): Id<IssueId>,
    Body(new): Body<NewComment>,
) -> Result<Json<CommentObject, 201>, Error> {
    Ok(Json(issues::comment(access.app(), &access, id, &new.text).await?.into()))
}

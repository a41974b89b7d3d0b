//! What admins note about a membership (`api-v1`, 4.6).

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Ids};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadMembershipNotes, WriteMembershipNotes};
use crate::style::V1;
use crate::v1::{Body, Json};
use crate::v2::NoContent;
use app::membership_notes;
use domain::ids::{MembershipId, NoteId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::membership_notes::Note;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Membership notes");
    api.get("v1-list-notes", "/api/memberships/{id}/notes", list, "What was noted about a member")
        .about("Sticky ones first, then the newest. Members never see them. **Access**: admins who may see memberships.");
    api.post("v1-create-note", "/api/memberships/{id}/notes", create, "Note something about a member")
        .about("`author_name` is the name of the admin whose token it is. **Access**: admins who may edit memberships.");
    api.put("v1-update-note", "/api/memberships/{membershipId}/notes/{id}", update, "Change a note")
        .about("What is not given stays. **Access**: admins who may edit memberships.");
    api.delete("v1-delete-note", "/api/memberships/{membershipId}/notes/{id}", delete, "Delete a note")
        .about("**Access**: admins who may edit memberships.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewNote")]
struct NewNote {
    text: String,
    /// Stays on top.
    #[serde(default)]
    sticky: Option<bool>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "NoteChange")]
struct Change {
    text: Patch<String>,
    sticky: Patch<bool>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Note")]
struct NoteObject {
    id: String,
    text: String,
    sticky: bool,
    author_name: String,
}

impl From<Note> for NoteObject {
    fn from(note: Note) -> Self {
        Self { id: note.id.to_string(), text: note.text, sticky: note.sticky, author_name: note.author_name }
    }
}

async fn list(access: SpaceAccess<ReadMembershipNotes, ByHost>, Id(id): Id<MembershipId>) -> Result<Json<Vec<NoteObject>>, Error> {
    let found = membership_notes::list(access.app(), &access, id).await?;
    Ok(Json(found.into_iter().map(NoteObject::from).collect()))
}

async fn create(
    access: SpaceAccess<WriteMembershipNotes, ByHost>,
    Id(id): Id<MembershipId>,
    Body(new): Body<NewNote>,
) -> Result<Json<NoteObject, 201>, Error> {
    let made = membership_notes::create(access.app(), &access, id, &new.text, new.sticky.unwrap_or_default()).await?;
    Ok(Json(made.into()))
}

async fn update(
    access: SpaceAccess<WriteMembershipNotes, ByHost>,
    Ids(membership, id): Ids<MembershipId, NoteId>,
    Body(change): Body<Change>,
) -> Result<Json<NoteObject>, Error> {
    let (text, sticky) = (change.text.set(), change.sticky.set());
    let changed = membership_notes::update(access.app(), &access, membership, id, text.as_deref(), sticky).await?;
    Ok(Json(changed.into()))
}

async fn delete(
    access: SpaceAccess<WriteMembershipNotes, ByHost>,
    Ids(membership, id): Ids<MembershipId, NoteId>,
) -> Result<NoContent, Error> {
    membership_notes::delete(access.app(), &access, membership, id).await?;
    Ok(NoContent)
}

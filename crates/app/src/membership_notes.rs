//! What admins note about a membership; members never see it (`api-v1`, 4.6).

use crate::access::Access;
use crate::{App, Error, FieldError, Result, authors};
use domain::ids::{MembershipId, NoteId};
use domain::scopes::Scope;
use domain::texts;
use store::membership_notes::{self, Note};
use store::memberships;

/// More notes than anybody reads of one member.
const MOST: i64 = 1_000;

fn checked(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::field("text", "blank", "can't be blank").into());
    }
    texts::text(text).map_err(|bad| FieldError::field("text", bad.code(), bad.to_string()))?;
    Ok(text.to_owned())
}

/// Sticky ones first, then the newest. For admins who may see memberships.
pub async fn list(app: &App, access: &Access, membership: MembershipId) -> Result<Vec<Note>> {
    access.require_admin(Scope::ReadMembershipNotes)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>(membership_notes::list(&mut tx, membership, MOST).await?)
        })
        .await
}

/// Under the name of the admin who asks. For admins who may edit memberships.
pub async fn create(app: &App, access: &Access, membership: MembershipId, text: &str, sticky: bool) -> Result<Note> {
    access.require_admin(Scope::WriteMembershipNotes)?;
    let (text, now) = (checked(text)?, app.clock.now());
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
        let author_name = authors::name(&mut tx, &access).await?;
        let (text, id) = (text.clone(), app.id());
        let note = Note { id, membership_id: membership, text, sticky, author_name, created_at: now, updated_at: now };
        membership_notes::insert(&mut tx, &note).await?;
        Ok(note)
    })
    .await
}

/// Changes what is given. For admins who may edit memberships.
pub async fn update(
    app: &App,
    access: &Access,
    membership: MembershipId,
    id: NoteId,
    text: Option<&str>,
    sticky: Option<bool>,
) -> Result<Note> {
    access.require_admin(Scope::WriteMembershipNotes)?;
    let (text, access, now) = (text.map(checked).transpose()?, access.clone(), app.clock.now());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let before = membership_notes::lock(&mut tx, membership, id).await?.ok_or(Error::NOT_FOUND)?;
            let (text, sticky) = (text.clone().unwrap_or(before.text.clone()), sticky.unwrap_or(before.sticky));
            let after = Note { text, sticky, updated_at: now, ..before };
            membership_notes::update(&mut tx, &after).await?;
            Ok(after)
        })
        .await
}

/// For admins who may edit memberships.
pub async fn delete(app: &App, access: &Access, membership: MembershipId, id: NoteId) -> Result<()> {
    access.require_admin(Scope::WriteMembershipNotes)?;
    let access = access.clone();
    let gone = app.db.write(async move |tx| Ok::<_, Error>(membership_notes::delete(&mut access.bind(tx), membership, id).await?));
    if gone.await? { Ok(()) } else { Err(Error::NOT_FOUND) }
}

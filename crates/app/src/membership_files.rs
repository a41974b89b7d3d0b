//! Files that admins keep with a membership: contracts, copies of papers. Members never see them, as with notes.

use crate::access::Access;
use crate::memberships::hold;
use crate::{App, Error, FieldError, Result, authors};
use domain::files;
use domain::ids::{MembershipFileId, MembershipId};
use domain::scopes::Scope;
use std::sync::Arc;
use store::membership_files::{self, File};
use store::memberships;

/// The most bytes of a file.
pub const MOST_BYTES: usize = 10 << 20;
/// The most files of a membership.
const MOST: i64 = 100;

/// The newest first, without their bytes. For admins who may see memberships.
pub async fn list(app: &App, access: &Access, membership: MembershipId) -> Result<Vec<File>> {
    access.require_admin(Scope::ReadMembershipNotes)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>(membership_files::list(&mut tx, membership, MOST).await?)
        })
        .await
}

/// One, with its bytes. For admins who may see memberships.
pub async fn get(app: &App, access: &Access, membership: MembershipId, id: MembershipFileId) -> Result<(File, Vec<u8>)> {
    access.require_admin(Scope::ReadMembershipNotes)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let file = membership_files::find(&mut tx, membership, id).await?.ok_or(Error::NOT_FOUND)?;
            let body = membership_files::body(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>((file, body))
        })
        .await
}

/// Keeps a file as it is, under the name of the admin who asks; `called` is what the browser says. For admins who may edit memberships.
pub async fn add(app: &App, access: &Access, membership: MembershipId, called: &str, body: Vec<u8>) -> Result<MembershipFileId> {
    access.require_admin(Scope::WriteMembershipNotes)?;
    let wrong = |code, message: &'static str| Error::from(FieldError::field("file", code, message));
    if body.is_empty() {
        return Err(wrong("blank", "must be chosen"));
    }
    let size = u32::try_from(body.len()).ok().filter(|_| body.len() <= MOST_BYTES);
    let size = size.ok_or_else(|| wrong("too_large", "must not be larger than 10 MiB"))?;
    let (app, access, name, body) = (app.clone(), access.clone(), files::name(called), Arc::new(body));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        hold(&mut tx, membership).await?; // so that two at once are not one too many
        if membership_files::count(&mut tx, membership).await? >= MOST {
            return Err(FieldError::field("file", "too_many", "is one too many: 100 files are the most").into());
        }
        let author_name = authors::name(&mut tx, &access).await?;
        let (id, created_at) = (app.id(), app.clock.now());
        let file = File { id, membership_id: membership, name: name.clone(), size, author_name, created_at };
        membership_files::insert(&mut tx, &file, Vec::clone(&body)).await?;
        Ok(id)
    })
    .await
}

/// For admins who may edit memberships.
pub async fn delete(app: &App, access: &Access, membership: MembershipId, id: MembershipFileId) -> Result<()> {
    access.require_admin(Scope::WriteMembershipNotes)?;
    let access = access.clone();
    let gone = app.db.write(async move |tx| Ok::<_, Error>(membership_files::delete(&mut access.bind(tx), membership, id).await?));
    if gone.await? { Ok(()) } else { Err(Error::NOT_FOUND) }
}

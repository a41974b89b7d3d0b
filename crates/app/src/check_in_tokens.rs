//! What cards and devices show to check their owners in (T15).

use crate::access::Access;
use crate::webhooks::objects;
use crate::{App, Error, Event, FieldError, Result, passwords};
use domain::ids::{CheckInTokenId, MembershipId};
use domain::scopes::Scope;
use serde_json::json;
use store::check_ins::{self, Token};
use store::{SpaceTx, memberships};

const LONGEST: usize = 255;

fn readable(token: &str) -> Result<String> {
    let token = token.trim();
    let wrong = |code, message: &'static str| Err(FieldError::field("token", code, message).into());
    match token {
        "" => wrong("blank", "must not be blank"),
        _ if token.chars().count() > LONGEST => wrong("too_long", "is too long"),
        _ if token.chars().any(char::is_control) => wrong("not_readable", "must not have control characters"),
        _ => Ok(token.to_owned()),
    }
}

/// All of the space, oldest first. For admins.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Token>> {
    access.require_admin(Scope::CheckinTokens)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(check_ins::tokens(&mut access.bind(tx)).await?)).await
}

/// Gives a member a token that nobody in the space has. For admins.
pub async fn create(app: &App, access: &Access, membership: MembershipId, token: &str) -> Result<Token> {
    access.require_admin(Scope::CheckinTokens)?;
    let token = readable(token)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| insert(&app, &mut access.bind(tx), membership, &token).await).await
}

async fn insert(app: &App, tx: &mut SpaceTx<'_>, membership: MembershipId, token: &str) -> Result<Token> {
    let unknown = || FieldError::field("membership_id", "unknown", "does not exist");
    let member = memberships::find(tx, membership).await?.ok_or_else(unknown)?;
    let name = Some(member.label().to_owned()).filter(|name| !name.is_empty());
    let new = Token { id: app.id(), membership_id: membership, token: token.to_owned(), created_at: app.clock.now(), name };
    check_ins::insert_token(tx, &new).await?;
    app.emit(tx, Event::CreatedCheckinToken, new.id.0, json!({"membership_id": membership})).await?;
    Ok(new)
}

/// It opens nothing any more. For admins.
pub async fn delete(app: &App, access: &Access, id: CheckInTokenId) -> Result<()> {
    access.require_admin(Scope::CheckinTokens)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = check_ins::find_token(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        check_ins::delete_token(&mut tx, id).await?;
        let detail = json!({"membership_id": found.membership_id, "object": objects::check_in_token(&found)});
        app.emit(&mut tx, Event::DeletedCheckinToken, id.0, detail).await
    })
    .await
}

/// A device is new: whose address and password these are has it from now on, whoever had it before (API 1, 4.12).
/// None where they are nobody's who is a member here. For admins.
pub async fn introduce(app: &App, access: &Access, login: &str, password: String, token: &str) -> Result<Option<MembershipId>> {
    access.require_admin(Scope::WriteCheckIns)?;
    let token = readable(token)?;
    let Some(user) = passwords::prove(app, login, password).await? else { return Ok(None) };
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let member = memberships::running_with(&mut tx, access.today(), None, Some(user)).await?.into_iter().next();
        let Some(member) = member else { return Ok(None) };
        match check_ins::known_token(&mut tx, &token).await? {
            Some(known) if known.membership_id == member => return Ok(Some(member)),
            Some(_) => check_ins::drop_token(&mut tx, &token).await?,
            None => {}
        }
        insert(&app, &mut tx, member, &token).await?;
        Ok(Some(member))
    })
    .await
}

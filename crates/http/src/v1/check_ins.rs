//! Check-ins, and the tokens of cards and devices.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Query};
use crate::operation::Api;
use crate::scopes::{CheckinTokens, ReadCheckIns, WriteCheckIns};
use crate::style::V1;
use crate::v1::plans::NamedObject;
use crate::v1::{Body, Json, Time, When};
use crate::v2::{Either, NoContent};
use app::FieldError;
use app::check_ins;
use domain::ids::{CheckInId, CheckInTokenId, MembershipId, TimePassId};
use domain::interval::Interval;
use domain::scopes::Scope;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::check_ins::{CheckIn, Token};
use store::resources::Slice;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Check-ins");
    api.get("v1-list-work-sessions", "/api/work_sessions", visits, "Check-ins of a time range: all for admins, else the member's own");
    api.get("v1-list-check-ins", "/api/check_ins", today, "Today's check-ins");
    api.get("v1-get-check-in", "/api/check_ins/{id}", get, "Single check-in");
    api.get("v1-list-membership-check-ins", "/api/memberships/{id}/check_ins", of_member, "Check-ins of a membership or a team mate");
    api.post("v1-check-in-membership", "/api/memberships/{id}/work_sessions", check_in, "Check a member in");
    api.post("v1-check-in", "/api/check_ins", by_token, "Check the owner of a token in")
        .about("With `login` and `password` the token becomes that member's first. 204 where the token is nobody's.");
    api.delete("v1-check-out", "/api/memberships/{id}/check_ins/current", check_out, "Check a member out");
    api.get("v1-list-check-in-tokens", "/api/check_in_tokens", tokens, "Tokens of cards and devices");
    api.post("v1-create-check-in-token", "/api/check_in_tokens", create_token, "Give a member a token");
    api.delete("v1-delete-check-in-token", "/api/check_in_tokens/{id}", delete_token, "Take a token away");
}

#[derive(Deserialize, JsonSchema)]
struct Range {
    from: When,
    to: When,
}

impl Range {
    fn within(&self, access: &app::access::Access) -> Result<Interval, Error> {
        let (from, to) = (self.from.instant(access.zone()), self.to.end(access.zone()));
        if to < from {
            return Err(FieldError::parameter("to", "before_from", "must not be before the start").into());
        }
        Ok(Interval::new(from, to))
    }
}

async fn visits(access: SpaceAccess<ReadCheckIns, ByHost>, Query(range): Query<Range>) -> Result<Json<Vec<CheckInObject>>, Error> {
    let found = check_ins::visits(access.app(), &access, range.within(&access)?).await?;
    Ok(Json(found.into_iter().map(CheckInObject::new).collect()))
}

async fn today(access: SpaceAccess<ReadCheckIns, ByHost>) -> Result<Json<Vec<CheckInObject>>, Error> {
    let found = check_ins::today(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(CheckInObject::new).collect()))
}

async fn get(access: SpaceAccess<ReadCheckIns, ByHost>, Id(id): Id<CheckInId>) -> Result<Json<CheckInObject>, Error> {
    Ok(Json(CheckInObject::new(check_ins::get(access.app(), &access, id).await?)))
}

async fn of_member(
    access: SpaceAccess<ReadCheckIns, ByHost>,
    Id(id): Id<MembershipId>,
    Query(range): Query<Range>,
) -> Result<Json<Vec<CheckInObject>>, Error> {
    let found = check_ins::of_member(access.app(), &access, id, range.within(&access)?, true, Slice::ALL).await?;
    Ok(Json(found.items.into_iter().map(CheckInObject::new).collect()))
}

async fn check_in(access: SpaceAccess<WriteCheckIns, ByHost>, Id(id): Id<MembershipId>) -> Result<Json<CheckInObject, 201>, Error> {
    let made = check_ins::check_in(access.app(), &access, access.space_id(), id, true).await?;
    Ok(Json(CheckInObject::new(made)))
}

#[derive(Deserialize, JsonSchema)]
struct NewCheckIn {
    token: String,
    /// The member's address, for a token that is new.
    #[serde(default)]
    login: Option<String>,
    #[serde(default)]
    password: Option<String>,
}

async fn by_token(
    access: SpaceAccess<WriteCheckIns, ByHost>,
    Body(new): Body<NewCheckIn>,
) -> Result<Either<Json<CheckInObject, 201>, NoContent>, Error> {
    let app = access.app();
    if let (Some(login), Some(password)) = (new.login, new.password) {
        let wrong = || FieldError::field("base", "wrong_login", "The login or the password is wrong.");
        app::check_in_tokens::introduce(app, &access, &login, password, &new.token).await?.ok_or_else(wrong)?;
    }
    let Some((home, membership)) = check_ins::behind(app, &access, &new.token, Scope::WriteCheckIns).await? else {
        return Ok(Either::Right(NoContent));
    };
    let made = check_ins::check_in(app, &home, access.space_id(), membership, false).await?;
    Ok(Either::Left(Json(CheckInObject::new(made))))
}

async fn check_out(access: SpaceAccess<WriteCheckIns, ByHost>, Id(id): Id<MembershipId>) -> Result<NoContent, Error> {
    check_ins::check_out_now(access.app(), &access, id).await?;
    Ok(NoContent)
}

async fn tokens(access: SpaceAccess<CheckinTokens, ByHost>) -> Result<Json<Vec<TokenObject>>, Error> {
    let found = app::check_in_tokens::list(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(TokenObject::new).collect()))
}

#[derive(Deserialize, JsonSchema)]
struct NewToken {
    membership_id: String,
    token: String,
}

async fn create_token(access: SpaceAccess<CheckinTokens, ByHost>, Body(new): Body<NewToken>) -> Result<Json<TokenObject, 201>, Error> {
    let unknown = |_| FieldError::field("membership_id", "unknown", "does not exist");
    let member = new.membership_id.parse().map_err(|error: domain::ids::NotAnId| app::Error::from(unknown(error)))?;
    Ok(Json(TokenObject::new(app::check_in_tokens::create(access.app(), &access, member, &new.token).await?)))
}

async fn delete_token(access: SpaceAccess<CheckinTokens, ByHost>, Id(id): Id<CheckInTokenId>) -> Result<NoContent, Error> {
    app::check_in_tokens::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CheckIn")]
struct CheckInObject {
    id: String,
    membership: NamedObject,
    membership_id: String,
    #[schemars(with = "String")]
    valid_from: Time,
    #[schemars(with = "String")]
    valid_until: Time,
    /// Absent where none was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    time_pass: Option<PassId>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct PassId {
    id: String,
}

impl CheckInObject {
    fn new(check_in: CheckIn) -> Self {
        Self {
            id: check_in.id.to_string(),
            membership: NamedObject { id: check_in.membership_id.to_string(), name: check_in.name },
            membership_id: check_in.membership_id.to_string(),
            valid_from: check_in.valid_from.into(),
            valid_until: check_in.valid_until.into(),
            time_pass: check_in.time_pass_id.map(|id| PassId { id: TimePassId(id).to_string() }),
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CheckInToken")]
struct TokenObject {
    id: String,
    token: String,
    membership: NamedObject,
    #[schemars(with = "String")]
    created_at: Time,
}

impl TokenObject {
    fn new(token: Token) -> Self {
        Self {
            id: token.id.to_string(),
            token: token.token,
            membership: NamedObject { id: token.membership_id.to_string(), name: token.name },
            created_at: token.created_at.into(),
        }
    }
}

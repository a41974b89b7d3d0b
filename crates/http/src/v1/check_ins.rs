//! Check-ins, and the tokens of cards and devices.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Query};
use crate::operation::Api;
use crate::scopes::{CheckinTokens, ReadCheckIns, WriteCheckIns};
use crate::style::V1;
use crate::v1::charges::Refused;
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
    api.get("v1-list-check-ins", "/api/check_ins", today, "Today's check-ins, or who is here now")
        .about("Of the whole space, visitors from other spaces of its network too. **Access**: admins who may see check-ins, and members.");
    api.get("v1-get-check-in", "/api/check_ins/{id}", get, "Single check-in");
    api.get("v1-list-membership-check-ins", "/api/memberships/{id}/check_ins", of_member, "Check-ins of a membership or a team mate");
    api.post("v1-check-in-membership", "/api/memberships/{id}/work_sessions", check_in, "Check a member in, or a guest of the member").about(
        "Who is checked in already stays so. With `guest_name` it is the member's guest who comes in: the member has to be here today, \
         and another of his or her passes is used. Refusals have their messages at the top, and in `errors` too. **Access**: admins who may edit \
         check-ins, and the member.",
    );
    api.post("v1-check-in", "/api/check_ins", by_token, "Check the owner of a token in").about(
        "With `login` and `password`, as a captive portal has them, the token becomes that member's first; the login of a guest account is \
         let in without a token. 204 where the token is nobody's. Refusals have their messages at the top, and in `errors` too. \
         **Access**: admins who may edit check-ins.",
    );
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

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Now {
    /// Only who is here now.
    current: bool,
}

async fn today(access: SpaceAccess<ReadCheckIns, ByHost>, Query(query): Query<Now>) -> Result<Json<Vec<CheckInObject>>, Error> {
    let app = access.app();
    let found = if query.current { check_ins::present(app, &access).await? } else { check_ins::today(app, &access).await? };
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

type CheckedIn = Either<Json<CheckInObject, 201>, Refused>;

/// Refusals as this part of API 1 has always had them.
fn outcome(made: app::Result<CheckIn>) -> Result<CheckedIn, Error> {
    match made {
        Ok(made) => Ok(Either::Left(Json(CheckInObject::new(made)))),
        Err(app::Error::Invalid(fields)) => Ok(Either::Right(Refused::fields(&fields))),
        Err(other) => Err(other.into()),
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Along {
    /// A guest of the member, who is here today already. Uses another pass of the member.
    guest_name: Option<String>,
}

async fn check_in(
    access: SpaceAccess<WriteCheckIns, ByHost>,
    Id(id): Id<MembershipId>,
    Body(along): Body<Along>,
) -> Result<CheckedIn, Error> {
    let (app, at) = (access.app(), access.space_id());
    outcome(match along.guest_name {
        Some(guest) => check_ins::bring_guest(app, &access, at, id, &guest, true).await,
        None => check_ins::check_in(app, &access, at, id, true).await,
    })
}

#[derive(Deserialize, JsonSchema)]
struct NewCheckIn {
    /// What the card or device shows; a guest with a login needs none.
    #[serde(default)]
    token: Option<String>,
    /// The member's address, for a token that is new.
    #[serde(default)]
    login: Option<String>,
    #[serde(default)]
    password: Option<String>,
}

async fn by_token(access: SpaceAccess<WriteCheckIns, ByHost>, Body(new): Body<NewCheckIn>) -> Result<Either<CheckedIn, NoContent>, Error> {
    let app = access.app();
    let token = new.token.filter(|token| !token.trim().is_empty());
    if let (Some(login), Some(password)) = (new.login, new.password) {
        let introduced = match &token {
            Some(token) => app::check_in_tokens::introduce(app, &access, &login, password.clone(), token).await?,
            None => None,
        };
        if introduced.is_none() {
            let Some(visit) = app::guest_accounts::enter(app, &access, &login, password).await? else {
                let wrong = FieldError::field("base", "wrong_login", "The login or the password is wrong.");
                return Ok(Either::Left(Either::Right(Refused::fields(&[wrong]))));
            };
            return Ok(Either::Left(Either::Left(Json(CheckInObject::guest(visit)))));
        }
    }
    let blank = || FieldError::field("token", "blank", "can't be blank");
    let token = token.ok_or_else(blank)?;
    let Some((home, membership)) = check_ins::behind(app, &access, &token, Scope::WriteCheckIns).await? else {
        return Ok(Either::Right(NoContent));
    };
    let made = check_ins::check_in(app, &home, access.space_id(), membership, false).await;
    Ok(Either::Left(outcome(made)?))
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
    /// Null where it is a guest.
    membership: Option<NamedObject>,
    membership_id: Option<String>,
    #[schemars(with = "String")]
    valid_from: Time,
    #[schemars(with = "String")]
    valid_until: Time,
    /// Absent where none was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    time_pass: Option<PassId>,
    /// Whom the member has brought; absent where it is the member.
    #[serde(skip_serializing_if = "Option::is_none")]
    guest_name: Option<String>,
    /// Where a guest has come, with a login that is no membership.
    #[serde(skip_serializing_if = "Option::is_none")]
    guest_account: Option<GuestLogin>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct GuestLogin {
    id: String,
    login: String,
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
            membership: Some(NamedObject { id: check_in.membership_id.to_string(), name: check_in.name }),
            membership_id: Some(check_in.membership_id.to_string()),
            valid_from: check_in.valid_from.into(),
            valid_until: check_in.valid_until.into(),
            time_pass: check_in.time_pass_id.map(|id| PassId { id: TimePassId(id).to_string() }),
            guest_name: check_in.guest_name,
            guest_account: None,
        }
    }

    /// Nothing is kept of it: the id is the account's.
    fn guest(visit: app::guest_accounts::Visit) -> Self {
        let id = visit.account.id.to_string();
        Self {
            id: id.clone(),
            membership: None,
            membership_id: None,
            valid_from: visit.from.into(),
            valid_until: visit.until.into(),
            time_pass: None,
            guest_name: None,
            guest_account: Some(GuestLogin { id, login: visit.account.login }),
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

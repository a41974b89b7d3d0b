//! Who asks, and what that person is in a space. Evaluated anew for every request, so that a revoked
//! permission or token counts at once (P5).
//!
//! Effective scope = scopes of the token ∩ what the role allows here ∩ the admin's permissions.
//! Data of a space one has nothing to do with does not exist (404); what one sees and may not do is
//! forbidden (403); no or bad token is 401.

use crate::sessions::Session;
use crate::{App, Error, Result};
use db::Tx;
use domain::ids::{ClientId, MembershipId, NetworkId, SpaceId, TokenId, UserId};
use domain::permissions::{Category, Level, Permissions};
use domain::scopes::{Scope, Scopes};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;
use store::SpaceTx;
use store::access::{self, Admin, Entered, Member, Token};
use store::spaces::{self, Network, Space};

pub use store::access::{Place, Thing};

/// Who asks: the user of a token, with what the token grants.
#[derive(Clone, Debug)]
pub struct Caller {
    pub user: UserId,
    pub token: TokenId,
    pub client: Option<ClientId>,
    pub scopes: Scopes,
    /// Set for a space token, which opens this space only.
    pub bound_to: Option<SpaceId>,
    /// Acts for its user alone: a token that the space's issuer gave, not one that belongs to the space.
    pub personal: bool,
}

impl Caller {
    /// 403 unless the token carries all of them.
    pub fn require(&self, scopes: &[Scope]) -> Result<()> {
        if scopes.iter().all(|scope| self.scopes.allows(*scope)) {
            return Ok(());
        }
        let names: Vec<_> = scopes.iter().map(|scope| scope.name()).collect();
        Err(Error::scope(&names.join(" ")))
    }
}

/// Who is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Admins and members of the space or of a space in its network.
    Related,
    /// Anybody with a token.
    AnyUser,
    /// Anybody; a token, if there is one, may show more.
    Public,
}

/// Admin of the space.
#[derive(Clone, Debug)]
pub struct AdminRole {
    pub admin: Admin,
    /// Has all rights always (P2).
    pub owner: bool,
}

/// A caller inside one space.
#[derive(Clone, Debug)]
pub struct Access {
    caller: Option<Caller>,
    space: Arc<Space>,
    zone: TimeZone,
    today: Date,
    admin: Option<AdminRole>,
    members: Vec<Member>,
    network_admin: Option<Permissions>,
    network_members: Vec<Member>,
}

impl Access {
    pub fn space(&self) -> &Space {
        &self.space
    }
    /// The same, to keep.
    pub fn shared_space(&self) -> Arc<Space> {
        Arc::clone(&self.space)
    }
    pub fn space_id(&self) -> SpaceId {
        self.space.id
    }
    /// The space's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }
    /// The instant at which a day begins here; none at the end of the calendar.
    pub fn midnight(&self, day: Date) -> Option<Timestamp> {
        self.zone.to_timestamp(day.at(0, 0, 0, 0)).ok()
    }
    /// The day it is in the space.
    pub fn today(&self) -> Date {
        self.today
    }
    /// Nobody, where the door is [`Door::Public`] and no token was given.
    pub fn caller(&self) -> Option<&Caller> {
        self.caller.as_ref()
    }
    pub fn user(&self) -> Option<UserId> {
        self.caller.as_ref().map(|caller| caller.user)
    }
    pub fn admin_role(&self) -> Option<&AdminRole> {
        self.admin.as_ref()
    }

    fn granted(&self, scope: Scope) -> bool {
        self.caller.as_ref().is_some_and(|caller| caller.scopes.allows(scope))
    }

    /// Whether the caller acts as an admin of this space for the scope: token and permissions allow it.
    pub fn is_admin(&self, scope: Scope) -> bool {
        let permitted = |role: &AdminRole| role.owner || role.admin.permissions.allows(scope);
        self.granted(scope) && self.admin.as_ref().is_some_and(permitted)
    }

    /// The same, admins of other spaces of the network included (B6, K1).
    pub fn is_network_admin(&self, scope: Scope) -> bool {
        self.is_admin(scope) || (self.granted(scope) && self.network_admin.as_ref().is_some_and(|role| role.allows(scope)))
    }

    /// Whether the caller is an admin, here or in the network, whose permissions allow what the scope stands
    /// for, whatever the token grants: for what may be seen beside the thing that was asked for (P4).
    pub fn admin_permits(&self, scope: Scope) -> bool {
        let here = |role: &AdminRole| role.owner || role.admin.permissions.allows(scope);
        self.admin.as_ref().is_some_and(here) || self.network_admin.as_ref().is_some_and(|role| role.allows(scope))
    }

    /// Whether the caller is an admin here who may edit what is in the category: for what no scope writes.
    pub fn edits(&self, category: Category) -> bool {
        self.admin.as_ref().is_some_and(|role| role.owner || role.admin.permissions.level(category) == Level::Edit)
    }

    /// Whether the caller is an admin here who may see what is in the category: for what no scope reads.
    pub fn sees(&self, category: Category) -> bool {
        self.admin.as_ref().is_some_and(|role| role.owner || role.admin.permissions.level(category) != Level::None)
    }

    pub fn require_admin(&self, scope: Scope) -> Result<()> {
        if self.is_admin(scope) { Ok(()) } else { Err(self.not_an_admin(scope)) }
    }
    pub fn require_network_admin(&self, scope: Scope) -> Result<()> {
        if self.is_network_admin(scope) { Ok(()) } else { Err(self.not_an_admin(scope)) }
    }
    fn not_an_admin(&self, scope: Scope) -> Error {
        if self.admin.is_some() || self.network_admin.is_some() {
            Error::scope(scope.name())
        } else {
            Error::forbidden("admins_only", "Only admins of the space may do this.")
        }
    }

    /// The caller's running memberships in this space: not ended, perhaps not yet confirmed or begun.
    pub fn members(&self) -> &[Member] {
        &self.members
    }
    /// Running memberships in other spaces of the network.
    pub fn network_members(&self) -> &[Member] {
        &self.network_members
    }
    pub fn is_member(&self) -> bool {
        !self.members.is_empty()
    }
    pub fn owns(&self, membership: MembershipId) -> bool {
        self.members.iter().chain(&self.network_members).any(|member| member.id == membership)
    }

    /// Whether data behind the scope may be shown: an admin with the permission, or a member (whom the
    /// permissions of admins never limit), here or in the network.
    pub fn allows(&self, scope: Scope) -> bool {
        let related = !self.members.is_empty() || !self.network_members.is_empty();
        self.is_network_admin(scope) || (related && self.granted(scope))
    }

    /// Binds a transaction to this space: the only way from a request to tenant data.
    pub fn bind<'a>(&self, tx: &'a mut Tx) -> SpaceTx<'a> {
        SpaceTx::bind(tx, self.space.id)
    }

    /// Admin or member, here or in the network.
    pub fn related(&self) -> bool {
        self.admin.is_some() || self.network_admin.is_some() || !self.members.is_empty() || !self.network_members.is_empty()
    }
}

/// A caller inside a network.
#[derive(Clone, Debug)]
pub struct NetworkAccess {
    pub caller: Caller,
    pub network: Network,
    /// Its spaces, by name, each as the caller sees it.
    pub spaces: Vec<Access>,
}

impl NetworkAccess {
    /// Admin with the permission in any of its spaces.
    pub fn require_admin(&self, scope: Scope) -> Result<()> {
        let admin = self.spaces.iter().any(|space| space.is_network_admin(scope));
        if admin { Ok(()) } else { Err(Error::forbidden("admins_only", "Only admins of a space in the network may do this.")) }
    }
}

/// The user of a token. Unknown and expired tokens are [`Error::Unauthenticated`].
pub async fn authenticate(app: &App, token: &str) -> Result<Caller> {
    let (hash, now) = (oauth::hash(token), app.clock.real().now());
    let token = app.db.read(async move |tx| Ok::<_, Error>(access::token(tx, &hash, now).await?)).await?;
    caller(app, &token.ok_or(Error::Unauthenticated)?)
}

fn caller(app: &App, token: &Token) -> Result<Caller> {
    app.used.note(token, app.clock.real().now());
    let scopes = token.scopes.parse().map_err(Error::internal)?;
    Ok(Caller {
        user: token.user_id,
        token: token.id,
        client: token.client(),
        scopes,
        bound_to: token.space_id.map(SpaceId),
        personal: token.personal,
    })
}

/// Lets a caller into a space. Order of refusals: 401, lacking scope 403, unknown or foreign 404,
/// lacking permission 403.
pub async fn enter(app: &App, token: Option<&str>, place: Place, scopes: &[Scope], door: Door) -> Result<Access> {
    if token.is_none() && door != Door::Public {
        return Err(Error::Unauthenticated);
    }
    let (hash, now) = (token.map(oauth::hash), app.clock.real().now());
    let known = app
        .db
        .read(async move |tx| {
            let Some(hash) = &hash else {
                let entered = access::enter(tx, &place, None).await?;
                return Ok(Some((None, gather(tx, entered, None).await?)));
            };
            let Some((token, entered)) = access::enter_with(tx, hash, now, &place).await? else { return Ok(None) };
            let asks = Asks { user: token.user_id, token_of: token.space_id.filter(|_| !token.personal).map(SpaceId) };
            Ok::<_, Error>(Some((Some(token), gather(tx, entered, Some(asks)).await?)))
        })
        .await?;
    let (token, gathered) = known.ok_or(Error::Unauthenticated)?;
    let caller = token.map(|token| caller(app, &token)).transpose()?;
    if let Some(caller) = caller.as_ref().filter(|_| door != Door::Public) {
        caller.require(scopes)?;
    }
    let Some(gathered) = gathered else { return Err(Error::NOT_FOUND) };
    admit(app, caller, gathered, scopes, door).and_then(|access| open(access, scopes, door))
}

/// As [`enter`], for a caller who is known already: the request's body named the place.
pub async fn enter_as(app: &App, caller: &Caller, place: Place, scopes: &[Scope], door: Door) -> Result<Access> {
    let asks = Asks::of(caller);
    let gathered = app
        .db
        .read(async move |tx| {
            let entered = access::enter(tx, &place, Some(asks.user)).await?;
            gather(tx, entered, Some(asks)).await
        })
        .await?;
    admit(app, Some(caller.clone()), gathered.ok_or(Error::NOT_FOUND)?, scopes, door).and_then(|access| open(access, scopes, door))
}

/// The same access anew, for what goes on for long: the token may be revoked meanwhile, or the role lost.
///
/// # Errors
/// [`Error::Unauthenticated`] where the token is gone or has expired, else as when somebody enters.
pub async fn renew(app: &App, access: &Access) -> Result<Access> {
    let mut caller = access.caller().cloned().ok_or(Error::Unauthenticated)?;
    let (token, now) = (caller.token, app.clock.real().now());
    let scopes = app.db.read(async move |tx| Ok::<_, Error>(store::tokens::scopes(tx, token, now).await?)).await?;
    caller.scopes = scopes.ok_or(Error::Unauthenticated)?.parse().map_err(Error::internal)?;
    enter_as(app, &caller, Place::Space(access.space_id()), &[], Door::Related).await
}

/// Lets somebody who is signed in into a space, with all that the person may do there: pages narrow nothing.
pub async fn enter_signed_in(app: &App, session: &Session, place: Place, door: Door) -> Result<Access> {
    enter_as(app, &signed_in(session), place, &[], door).await
}

/// Somebody who is signed in, as a caller with every scope.
pub fn signed_in(session: &Session) -> Caller {
    Caller {
        user: session.user,
        token: TokenId(session.id.0), // names what lets the person in, as the id of a token does
        client: None,
        scopes: Scopes::all(),
        bound_to: None,
        personal: true,
    }
}

/// Whose relation to a space is wanted.
#[derive(Clone, Copy, Debug)]
struct Asks {
    user: UserId,
    /// The space whose token it is: a token of a space, not one that its issuer gave to a user.
    token_of: Option<SpaceId>,
}

impl Asks {
    fn of(caller: &Caller) -> Self {
        Self { user: caller.user, token_of: caller.bound_to.filter(|_| !caller.personal) }
    }
}

/// What the database knows of a user in a space.
struct Gathered {
    entered: Entered,
    network_members: Vec<Member>,
    network_admin: Vec<Permissions>,
    /// The owner, where a space token's maker is no admin any more.
    owner: Option<Admin>,
}

/// Adds what the network and the space token make of the user.
async fn gather(tx: &mut Tx, entered: Option<Entered>, asks: Option<Asks>) -> Result<Option<Gathered>> {
    let Some(entered) = entered else { return Ok(None) };
    let mut found = Gathered { entered, network_members: vec![], network_admin: vec![], owner: None };
    let Some(asks) = asks else { return Ok(Some(found)) };
    let space = &found.entered.space;
    if let Some(network) = space.network_id.map(NetworkId) {
        for standing in access::in_network(tx, asks.user, network).await? {
            found.network_members.extend(standing.member.filter(|member| member.space_id != space.id));
            found.network_admin.extend(standing.permissions);
        }
    }
    if found.entered.admin.is_none() && asks.user != space.owner_id && asks.token_of == Some(space.id) {
        let owner = access::enter(tx, &Place::Space(space.id), Some(space.owner_id)).await?;
        found.owner = owner.filter(|entered| !entered.locked).and_then(|entered| entered.admin);
    }
    Ok(Some(found))
}

const SECOND_FACTOR_REQUIRED: &str =
    "This space asks a second factor of its admins. Set up a passkey or an authenticator app under your account, /account, first.";

fn admit(app: &App, caller: Option<Caller>, gathered: Gathered, scopes: &[Scope], door: Door) -> Result<Access> {
    let Gathered { entered: Entered { space, admin, locked, mut members }, mut network_members, network_admin, owner } = gathered;
    let bound_to = caller.as_ref().and_then(|caller| caller.bound_to);
    if bound_to.is_some_and(|bound| bound != space.id) && door == Door::Related {
        return Err(Error::NOT_FOUND);
    }
    // A space token outlives its maker's time as an admin: then it acts for the owner (API 1, 2.4).
    let acts_for_owner = owner.is_some();
    let admin = admin.or(owner);
    if locked && door == Door::Related {
        return Err(Error::forbidden("second_factor_required", SECOND_FACTOR_REQUIRED));
    }
    let admin = admin.filter(|_| !locked);
    let is_owner = caller.as_ref().is_some_and(|caller| caller.user == space.owner_id);
    let admin = admin.map(|admin| AdminRole { admin, owner: is_owner || acts_for_owner });
    let zone = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
    let today = zone.to_datetime(app.clock.of(space.clock_ahead).now()).date();
    let running = |member: &Member| member.canceled_to.is_none_or(|last| last >= today);
    members.retain(running);
    network_members.retain(running);
    let foreign = bound_to.is_some_and(|bound| bound != space.id);
    let network_admin = network_admin.into_iter().reduce(|all, one| all.or(&one)).filter(|_| bound_to.is_none());
    let space = Arc::new(space);
    let mut access = Access { caller, space, zone, today, admin, members, network_admin, network_members };
    if foreign {
        (access.admin, access.network_admin) = (None, None);
        access.members.clear();
        access.network_members.clear();
    }
    if door == Door::Related {
        if !access.related() {
            return Err(Error::NOT_FOUND);
        }
        if let Some(lacking) = scopes.iter().find(|scope| !access.allows(**scope)) {
            return Err(Error::scope(lacking.name()));
        }
    }
    Ok(access)
}

/// 402 where the space is suspended, but for what pays for it and what anybody may read of it (S2). Said last, so that
/// nobody learns it who could not enter anyway.
fn open(access: Access, scopes: &[Scope], door: Door) -> Result<Access> {
    let spared = if scopes.is_empty() { door == Door::Public } else { scopes.iter().all(|scope| scope.outlives_suspension()) };
    if access.space.settings.0.suspended && !spared { Err(Error::PaymentRequired) } else { Ok(access) }
}

/// Lets a caller into a network: admins and members of any of its spaces; others find nothing. Suspended
/// spaces are passed over.
pub async fn enter_network(app: &App, token: Option<&str>, network: NetworkId, scopes: &[Scope]) -> Result<NetworkAccess> {
    let caller = authenticate(app, token.ok_or(Error::Unauthenticated)?).await?;
    caller.require(scopes)?;
    let asks = Asks::of(&caller);
    let found = app
        .db
        .read(async move |tx| {
            let Some(network) = spaces::find_network(tx, network).await? else { return Ok(None) };
            let mut gathered = Vec::new();
            for space in spaces::of_network(tx, network.id).await? {
                let entered = access::enter(tx, &Place::Space(space.id), Some(asks.user)).await?;
                gathered.extend(gather(tx, entered, Some(asks)).await?);
            }
            Ok::<_, Error>(Some((network, gathered)))
        })
        .await?;
    let (network, gathered) = found.ok_or(Error::NOT_FOUND)?;
    let running = |found: &Gathered| !found.entered.space.settings.0.suspended;
    let spaces = gathered.into_iter().filter(running).map(|found| admit(app, Some(caller.clone()), found, scopes, Door::AnyUser));
    let spaces = spaces.collect::<Result<Vec<_>>>()?;
    if !spaces.iter().any(Access::related) {
        return Err(Error::NOT_FOUND);
    }
    if let Some(lacking) = scopes.iter().find(|scope| !spaces.iter().any(|space| space.allows(**scope))) {
        return Err(Error::scope(lacking.name()));
    }
    Ok(NetworkAccess { caller, network, spaces })
}

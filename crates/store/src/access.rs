//! Who a token belongs to and what that person is in a space: one statement for all of it, as every request asks.

use crate::json::Json;
use crate::spaces::{Space, columns as space_columns};
use crate::statements;
use db::{FromRow, Result, Row, Tx, Value, params};
use domain::ids::{AdminId, ClientId, MembershipId, NetworkId, SpaceId, TeamId, TokenId, UserId};
use domain::permissions::Permissions;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    /// A token that is known and has not expired.
    #[derive(Clone, Debug)]
    pub struct Token {
        pub id: TokenId as Uuid,
        pub user_id: UserId as Uuid,
        pub client_id: Option<Uuid>,
        /// Set on a space token.
        pub space_id: Option<Uuid>,
        /// Acts for its user alone (see `store::tokens`).
        pub personal: bool,
        pub scopes: String,
        pub last_used_at: Option<Timestamp>,
    }
}

impl Token {
    pub fn client(&self) -> Option<ClientId> {
        self.client_id.map(ClientId)
    }
}

db::row! {
    /// A membership as far as access goes.
    #[derive(Clone, Debug)]
    pub struct Member {
        pub id: MembershipId as Uuid,
        pub space_id: SpaceId as Uuid,
        pub team_id: Option<Uuid>,
        /// `paying`, `paid` or `manager`.
        pub team_role: Option<String>,
        pub confirmed_at: Option<Timestamp>,
        pub starts_at: Date,
        /// The last active day (L1).
        pub canceled_to: Option<Date>,
    }
}

impl Member {
    pub fn team(&self) -> Option<TeamId> {
        self.team_id.map(TeamId)
    }

    /// The team whose members' things he or she may change, too (B6, W3).
    pub fn managed_team(&self) -> Option<TeamId> {
        self.team().filter(|_| self.team_role.as_deref() == Some("manager"))
    }
}

/// An admin's row in a space.
#[derive(Clone, Debug)]
pub struct Admin {
    pub id: AdminId,
    pub name: String,
    pub permissions: Permissions,
}

/// A space and what the user is there.
#[derive(Clone, Debug)]
pub struct Entered {
    pub space: Space,
    pub admin: Option<Admin>,
    /// The space wants a second factor of its admins, and this one has none: the role is of no use until then.
    pub locked: bool,
    /// The user's memberships in the space, whatever their state.
    pub members: Vec<Member>,
}

/// One row of an answer: there is one for each membership, and at least one where there is a space or a token.
struct Standing {
    space: Option<Space>,
    admin: Option<Admin>,
    locked: bool,
    member: Option<Member>,
}

const ADMIN: usize = Space::COLUMNS.len();
const MEMBER: usize = ADMIN + 4;
const TOKEN_AT: usize = MEMBER + Member::COLUMNS.len();

impl FromRow for Standing {
    const COLUMNS: &'static [&'static str] = &[];
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let space = if row.at::<Option<Uuid>>(0)?.is_some() { Some(Space::from_row(row)?) } else { None };
        let admin = match row.at::<Option<Uuid>>(ADMIN)? {
            Some(id) => Some(Admin { id: AdminId(id), name: row.at(ADMIN + 1)?, permissions: row.at::<Json<Permissions>>(ADMIN + 2)?.0 }),
            None => None,
        };
        Ok(Self { space, admin, locked: row.at(ADMIN + 3)?, member: member(row, MEMBER)? })
    }
}

/// The membership whose columns begin there, if there is one.
fn member(row: &Row<'_>, at: usize) -> Result<Option<Member>> {
    let Some(id) = row.at::<Option<Uuid>>(at)? else { return Ok(None) };
    Ok(Some(Member {
        id: MembershipId(id),
        space_id: SpaceId(row.at(at + 1)?),
        team_id: row.at(at + 2)?,
        team_role: row.at(at + 3)?,
        confirmed_at: row.at(at + 4)?,
        starts_at: row.at(at + 5)?,
        canceled_to: row.at(at + 6)?,
    }))
}

/// The same with the token.
struct Shown(Token, Standing);

impl FromRow for Shown {
    const COLUMNS: &'static [&'static str] = &[];
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let token = Token {
            id: TokenId(row.at(TOKEN_AT)?),
            user_id: UserId(row.at(TOKEN_AT + 1)?),
            client_id: row.at(TOKEN_AT + 2)?,
            space_id: row.at(TOKEN_AT + 3)?,
            personal: row.at(TOKEN_AT + 4)?,
            scopes: row.at(TOKEN_AT + 5)?,
            last_used_at: row.at(TOKEN_AT + 6)?,
        };
        Ok(Self(token, Standing::from_row(row)?))
    }
}

/// What a user is in one space of a network.
#[derive(Clone, Debug)]
pub struct InNetwork {
    pub permissions: Option<Permissions>,
    pub member: Option<Member>,
}

impl FromRow for InNetwork {
    const COLUMNS: &'static [&'static str] = &[];
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { permissions: row.at::<Option<Json<Permissions>>>(0)?.map(|Json(permissions)| permissions), member: member(row, 1)? })
    }
}

/// How a request names its space.
#[derive(Clone, Debug)]
pub enum Place {
    Space(SpaceId),
    Subdomain(String),
    /// The space that has the thing.
    Owner(Thing, Uuid),
}

macro_rules! member_columns {
    () => {
        "m.id, m.space_id, m.team_id, m.team_role, m.confirmed_at, m.starts_at, m.canceled_to"
    };
}
/// Looked up only where the space wants a second factor.
macro_rules! locked {
    () => {
        "CASE WHEN s.second_factor_required = TRUE AND a.id IS NOT NULL THEN
            NOT EXISTS (SELECT 1 FROM authenticators f WHERE f.user_id = a.user_id AND f.confirmed_at IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM passkeys f WHERE f.user_id = a.user_id) ELSE FALSE END"
    };
}
macro_rules! standing {
    () => {
        concat!(
            "SELECT ",
            space_columns!(),
            ", a.id AS admin_id, a.name AS admin_name, a.permissions, ",
            locked!(),
            " AS locked, ",
            member_columns!()
        )
    };
}
macro_rules! roles {
    ($user:literal) => {
        concat!(
            " LEFT JOIN admins a ON a.space_id = s.id AND a.user_id = ",
            $user,
            " LEFT JOIN memberships m ON m.space_id = s.id AND m.user_id = ",
            $user
        )
    };
}
macro_rules! entered {
    ($from:literal, $where:literal) => {
        concat!(standing!(), " FROM ", $from, roles!("$2"), " WHERE ", $where, " = $1")
    };
}
macro_rules! shown {
    ($($place:literal),+) => {
        concat!(standing!(), ", t.id AS token_id, t.user_id, t.client_id, t.space_id, t.personal, t.scopes, t.last_used_at FROM access_tokens t", $($place,)+
            roles!("t.user_id"), " WHERE t.hash = $2 AND (t.expires_at > $3 OR t.expires_at IS NULL)")
    };
}

macro_rules! things {
    ($($(#[$doc:meta])* $thing:ident $statement:ident $with_token:ident $table:literal),* $(,)?) => {
        /// Kinds of things that belong to a space and are named by id alone.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Thing { $($(#[$doc])* $thing),* }

        impl Thing {
            fn statement(self) -> &'static str {
                match self { $(Self::$thing => $statement),* }
            }
            fn with_token(self) -> &'static str {
                match self { $(Self::$thing => $with_token),* }
            }
        }

        statements! {
            TOKEN = "SELECT id, user_id, client_id, space_id, personal, scopes, last_used_at FROM access_tokens
                WHERE hash = $1 AND (expires_at > $2 OR expires_at IS NULL)";
            BY_ID = entered!("spaces s", "s.id");
            BY_SUBDOMAIN = entered!("spaces s", "s.subdomain");
            $($statement = concat!(standing!(), " FROM ", $table, " o JOIN spaces s ON s.id = o.space_id", roles!("$2"), " WHERE o.id = $1");)*
            TOKEN_BY_ID = shown!(" LEFT JOIN spaces s ON s.id = $1");
            TOKEN_BY_SUBDOMAIN = shown!(" LEFT JOIN spaces s ON s.subdomain = $1");
            $($with_token = shown!(" LEFT JOIN ", $table, " o ON o.id = $1 LEFT JOIN spaces s ON s.id = o.space_id");)*
            IN_NETWORK = concat!("SELECT CASE WHEN ", locked!(), " THEN NULL ELSE a.permissions END AS permissions, ", member_columns!(), " FROM spaces s", roles!("$1"),
                " WHERE s.network_id = $2 AND (a.id IS NOT NULL OR m.id IS NOT NULL) ORDER BY m.id");
            INSERT_ADMIN = "INSERT INTO admins (space_id, id, user_id, name, permissions, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
            ADMIN_NAMES = "SELECT space_id, name FROM admins WHERE user_id = $1";
        }
    };
}
things! {
    Booking OF_BOOKING TOKEN_OF_BOOKING "bookings",
    Recurrence OF_RECURRENCE TOKEN_OF_RECURRENCE "recurrences",
    Resource OF_RESOURCE TOKEN_OF_RESOURCE "resources",
    Membership OF_MEMBERSHIP TOKEN_OF_MEMBERSHIP "memberships",
    Team OF_TEAM TOKEN_OF_TEAM "teams",
    Product OF_PRODUCT TOKEN_OF_PRODUCT "products",
    CalendarBlocker OF_CALENDAR_BLOCKER TOKEN_OF_CALENDAR_BLOCKER "calendar_blockers",
    Contact OF_CONTACT TOKEN_OF_CONTACT "contacts",
    Allocation OF_ALLOCATION TOKEN_OF_ALLOCATION "allocations",
    Event OF_EVENT TOKEN_OF_EVENT "events",
    EventAttendance OF_EVENT_ATTENDANCE TOKEN_OF_EVENT_ATTENDANCE "event_attendances",
    CheckIn OF_CHECK_IN TOKEN_OF_CHECK_IN "check_ins",
    DropInPass OF_DROP_IN_PASS TOKEN_OF_DROP_IN_PASS "drop_in_passes",
    DropInPassTemplate OF_DROP_IN_PASS_TEMPLATE TOKEN_OF_DROP_IN_PASS_TEMPLATE "drop_in_pass_templates",
    EventMessage OF_EVENT_MESSAGE TOKEN_OF_EVENT_MESSAGE "event_messages",
    Invoice OF_INVOICE TOKEN_OF_INVOICE "invoices",
    ExternalBooking OF_EXTERNAL_BOOKING TOKEN_OF_EXTERNAL_BOOKING "external_bookings",
    ExternalResource OF_EXTERNAL_RESOURCE TOKEN_OF_EXTERNAL_RESOURCE "external_resources",
    NavigationLink OF_NAVIGATION_LINK TOKEN_OF_NAVIGATION_LINK "navigation_links",
    Article OF_ARTICLE TOKEN_OF_ARTICLE "articles",
}

/// The token with this SHA-256, unless it has expired.
pub async fn token(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<Token>> {
    tx.query_opt(TOKEN, params![hash.to_vec(), now]).await
}

/// The place, and what the user is there.
pub async fn enter(tx: &mut Tx, place: &Place, user: Option<UserId>) -> Result<Option<Entered>> {
    let (statement, key): (_, Value) = match place {
        Place::Space(id) => (BY_ID, id.0.into()),
        Place::Subdomain(name) => (BY_SUBDOMAIN, name.as_str().into()),
        Place::Owner(thing, id) => (thing.statement(), (*id).into()),
    };
    Ok(together(tx.query(statement, vec![key, user.map(|user| user.0).into()]).await?))
}

/// The token with this SHA-256, unless it has expired, and the place with what the token's user is there.
pub async fn enter_with(tx: &mut Tx, hash: &[u8], now: Timestamp, place: &Place) -> Result<Option<(Token, Option<Entered>)>> {
    let (statement, key): (_, Value) = match place {
        Place::Space(id) => (TOKEN_BY_ID, id.0.into()),
        Place::Subdomain(name) => (TOKEN_BY_SUBDOMAIN, name.as_str().into()),
        Place::Owner(thing, id) => (thing.with_token(), (*id).into()),
    };
    let rows: Vec<Shown> = tx.query(statement, params![key, hash.to_vec(), now]).await?;
    let mut token = None;
    let standings = rows.into_iter().map(|Shown(of, standing)| {
        token.get_or_insert(of);
        standing
    });
    let entered = together(standings.collect());
    Ok(token.map(|token| (token, entered)))
}

/// The rows of one space.
fn together(rows: Vec<Standing>) -> Option<Entered> {
    let mut rows = rows.into_iter();
    let Standing { space, admin, locked, member } = rows.next()?;
    let space = space?;
    let others = rows.filter_map(|row| row.member);
    let mut members: Vec<_> = member.into_iter().chain(others).filter(|member| member.space_id == space.id).collect();
    // Here, as a handful costs less than the database's sorter.
    members.sort_unstable_by_key(|member| member.id);
    Some(Entered { space, admin, locked, members })
}

/// What the user is in the spaces of a network, where that is anything.
pub async fn in_network(tx: &mut Tx, user: UserId, network: NetworkId) -> Result<Vec<InNetwork>> {
    tx.query(IN_NETWORK, params![user.0, network.0]).await
}

/// Breaks `admins_user` when the user is one already.
pub async fn insert_admin(tx: &mut Tx, space: SpaceId, user: UserId, admin: &Admin, at: Timestamp) -> Result<()> {
    let permissions = Json(&admin.permissions);
    let values = params![space.0, admin.id.0, user.0, &*admin.name, &permissions, at];
    tx.execute(INSERT_ADMIN, values).await.map(drop)
}

/// The user's name as an admin, space by space.
pub async fn admin_names(tx: &mut Tx, user: UserId) -> Result<Vec<(SpaceId, String)>> {
    let rows: Vec<(Uuid, String)> = tx.query(ADMIN_NAMES, params![user.0]).await?;
    Ok(rows.into_iter().map(|(space, name)| (SpaceId(space), name)).collect())
}

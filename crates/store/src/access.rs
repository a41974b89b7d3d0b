//! Who a token belongs to and what that person is in a space: one statement for both, as every request
//! asks.

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

/// A space and, where the user is one, the admin.
pub struct Entered {
    pub space: Space,
    pub admin: Option<Admin>,
}

impl FromRow for Entered {
    const COLUMNS: &'static [&'static str] = &[];
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let space = Space::from_row(row)?;
        let at = Space::COLUMNS.len();
        let admin = match row.at::<Option<Uuid>>(at)? {
            Some(id) => Some(Admin { id: AdminId(id), name: row.at(at + 1)?, permissions: row.at::<Json<Permissions>>(at + 2)?.0 }),
            None => None,
        };
        Ok(Self { space, admin })
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

macro_rules! entered {
    ($($from:literal),+) => {
        concat!("SELECT ", space_columns!(), ", a.id AS admin_id, a.name AS admin_name, a.permissions FROM ", $($from,)+
            " LEFT JOIN admins a ON a.space_id = s.id AND a.user_id = $2")
    };
}

macro_rules! things {
    ($($(#[$doc:meta])* $thing:ident $statement:ident $table:literal),* $(,)?) => {
        /// Kinds of things that belong to a space and are named by id alone.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Thing { $($(#[$doc])* $thing),* }

        impl Thing {
            fn statement(self) -> &'static str {
                match self { $(Self::$thing => $statement),* }
            }
        }

        statements! {
            TOKEN = "SELECT id, user_id, client_id, space_id, personal, scopes, last_used_at FROM access_tokens
                WHERE hash = $1 AND (expires_at > $2 OR expires_at IS NULL)";
            BY_ID = concat!(entered!("spaces s"), " WHERE s.id = $1");
            BY_SUBDOMAIN = concat!(entered!("spaces s"), " WHERE s.subdomain = $1");
            $($statement = concat!(entered!($table, " o JOIN spaces s ON s.id = o.space_id"), " WHERE o.id = $1");)*
            MEMBERS = "SELECT id, space_id, team_id, team_role, confirmed_at, starts_at, canceled_to FROM memberships
                WHERE user_id = $1 AND space_id = $2 ORDER BY id";
            NETWORK_MEMBERS = "SELECT m.id, m.space_id, m.team_id, m.team_role, m.confirmed_at, m.starts_at, m.canceled_to FROM memberships m
                JOIN spaces s ON s.id = m.space_id WHERE m.user_id = $1 AND s.network_id = $2 ORDER BY m.id";
            NETWORK_ADMIN = "SELECT a.permissions FROM admins a JOIN spaces s ON s.id = a.space_id
                WHERE a.user_id = $1 AND s.network_id = $2 ORDER BY a.id";
            INSERT_ADMIN = "INSERT INTO admins (space_id, id, user_id, name, permissions, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
            ADMIN_NAMES = "SELECT space_id, name FROM admins WHERE user_id = $1";
        }
    };
}
things! {
    Booking OF_BOOKING "bookings",
    Recurrence OF_RECURRENCE "recurrences",
    Resource OF_RESOURCE "resources",
    Membership OF_MEMBERSHIP "memberships",
    Team OF_TEAM "teams",
    Product OF_PRODUCT "products",
    CalendarBlocker OF_CALENDAR_BLOCKER "calendar_blockers",
    Allocation OF_ALLOCATION "allocations",
    Event OF_EVENT "events",
    EventAttendance OF_EVENT_ATTENDANCE "event_attendances",
    EventMessage OF_EVENT_MESSAGE "event_messages",
}

db::row! {
    struct PermissionsRow { permissions: Json<Permissions> }
}

/// The token with this SHA-256, unless it has expired.
pub async fn token(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<Token>> {
    tx.query_opt(TOKEN, params![hash.to_vec(), now]).await
}

/// The place, and the user's admin row there.
pub async fn enter(tx: &mut Tx, place: &Place, user: Option<UserId>) -> Result<Option<Entered>> {
    let (statement, key): (_, Value) = match place {
        Place::Space(id) => (BY_ID, id.0.into()),
        Place::Subdomain(name) => (BY_SUBDOMAIN, name.as_str().into()),
        Place::Owner(thing, id) => (thing.statement(), (*id).into()),
    };
    tx.query_opt(statement, vec![key, user.map(|user| user.0).into()]).await
}

/// The user's memberships in a space, whatever their state.
pub async fn members(tx: &mut Tx, user: UserId, space: SpaceId) -> Result<Vec<Member>> {
    tx.query(MEMBERS, params![user.0, space.0]).await
}

/// The same in all spaces of a network.
pub async fn network_members(tx: &mut Tx, user: UserId, network: NetworkId) -> Result<Vec<Member>> {
    tx.query(NETWORK_MEMBERS, params![user.0, network.0]).await
}

/// What the user may do as an admin in the spaces of a network, space by space.
pub async fn network_admin(tx: &mut Tx, user: UserId, network: NetworkId) -> Result<Vec<Permissions>> {
    let rows: Vec<PermissionsRow> = tx.query(NETWORK_ADMIN, params![user.0, network.0]).await?;
    Ok(rows.into_iter().map(|row| row.permissions.0).collect())
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

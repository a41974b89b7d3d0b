//! Teams: with a plan of their own (rules W1 to W5), or members who pay for others (W6), and the data that their invoices carry.

use crate::json::Json;
use crate::resources::Slice;
use crate::spaces::Address;
use crate::totals::open_up_to;
use crate::{SpaceTx, statements, totals};
use db::{Result, params};
use domain::ids::{MembershipId, TeamId};
use domain::teams::Role;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug)]
    pub struct Team {
        pub id: TeamId as Uuid,
        pub name: String,
        pub billing_address: Json<Address>,
        pub billing_emails: Json<Vec<String>>,
        pub tax_id: Option<String>,
        pub customer_number: Option<String>,
        /// URL.
        pub photo: Option<String>,
        /// The most members it may have (W1); none where members pay for others.
        pub seats: Option<i64>,
        pub charge_taxes: bool,
        pub confirmed_at: Option<Timestamp>,
        /// The last day (L1).
        pub canceled_to: Option<Date>,
        pub created_at: Timestamp,
    }
}

db::row! {
    /// A membership in a team.
    #[derive(Clone, Debug)]
    pub struct TeamMember {
        pub team_id: TeamId as Uuid,
        pub id: MembershipId as Uuid,
        pub name: Option<String>,
        pub company: Option<String>,
        pub team_role: String,
        /// The account of a team with a plan: nobody.
        pub of_team: bool,
        /// The last day.
        pub canceled_to: Option<Date>,
    }
}

impl TeamMember {
    /// Managers are paid for like others.
    pub fn role(&self) -> Option<Role> {
        role(&self.team_role)
    }
}

/// How the role stands in `memberships.team_role`.
pub fn role(text: &str) -> Option<Role> {
    match text {
        "paying" => Some(Role::Paying),
        "paid" | "manager" => Some(Role::Paid),
        _ => None,
    }
}

/// The reverse of [`role`].
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Paying => "paying",
        Role::Paid => "paid",
    }
}

macro_rules! fields {
    () => {
        "SELECT t.id, t.name, t.billing_address, t.billing_emails, t.tax_id, t.customer_number, t.photo, t.seats, t.charge_taxes,
        t.confirmed_at, t.canceled_to, t.created_at"
    };
}
macro_rules! columns {
    () => {
        concat!(fields!(), " FROM teams t")
    };
}
/// The ids of a page. Those without an end have an index in their order; the others that had not ended are few: a limit that
/// cuts nothing keeps SQLite from walking past all rows for the order.
macro_rules! page {
    () => {
        "(SELECT w.id FROM (
            SELECT o.id FROM (SELECT id FROM teams WHERE space_id = $1 AND canceled_to IS NULL AND confirmed_at < $3
                ORDER BY id LIMIT CAST($4 AS BIGINT) + CAST($5 AS BIGINT)) o
            UNION ALL SELECT c.id FROM (SELECT id FROM teams WHERE space_id = $1 AND canceled_to >= $2 AND confirmed_at < $3
                ORDER BY canceled_to LIMIT 9223372036854775807) c
        ) w ORDER BY w.id LIMIT $4 OFFSET $5) p CROSS JOIN teams t"
    };
}
macro_rules! members {
    () => {
        "SELECT team_id, id, name, company, team_role, of_team, canceled_to FROM memberships WHERE space_id = $1 AND "
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE t.space_id = $1 AND t.id = $2");
    WITHIN = concat!(fields!(), " FROM ", page!(), " WHERE t.space_id = $1 AND t.id = p.id ORDER BY t.id");
    // $4 is the last whole day before $3, in UTC; $5 the instant after it.
    COUNT_WITHIN = concat!("SELECT ", open_up_to!("teams_open", "$4"), " +
        (SELECT COUNT(*) FROM teams WHERE space_id = $1 AND canceled_to IS NULL AND confirmed_at >= $5 AND confirmed_at < $3) +
        (SELECT COUNT(*) FROM teams WHERE space_id = $1 AND canceled_to >= $2 AND confirmed_at < $3)");
    ALL_MEMBERS = concat!(members!(), "team_id IS NOT NULL AND team_role IS NOT NULL ORDER BY team_id, team_role DESC, id");
    MEMBERS = concat!(members!(), "team_id = $2 AND team_role IS NOT NULL ORDER BY team_role DESC, id");
    INSERT = "INSERT INTO teams (space_id, id, name, billing_address, billing_emails, tax_id, customer_number, photo, seats, charge_taxes,
        confirmed_at, canceled_to, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    UPDATE = "UPDATE teams SET name = $3, billing_address = $4, billing_emails = $5, tax_id = $6, seats = $7, charge_taxes = $8,
        canceled_to = $9 WHERE space_id = $1 AND id = $2";
    LOCK = "SELECT id FROM teams WHERE space_id = $1 AND id = $2";
    SET_ROLE = "UPDATE memberships SET team_role = $3, updated_at = $4 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM teams WHERE space_id = $1 AND id = $2";
    JOIN = "UPDATE memberships SET team_id = $3, team_role = $4, updated_at = $5, bill_on = NULL WHERE space_id = $1 AND id = $2";
    LEAVE = "UPDATE memberships SET team_id = NULL, team_role = NULL, updated_at = $3, bill_on = NULL WHERE space_id = $1 AND id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: TeamId) -> Result<Option<Team>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those with these ids, whatever their state.
pub async fn some(tx: &mut SpaceTx<'_>, ids: Vec<TeamId>) -> Result<Vec<Team>> {
    let query = tx.select(concat!(columns!(), " WHERE t.space_id = ")).sql(" AND t.id IN ").list(ids.into_iter().map(|id| id.0));
    tx.run(query.sql(" ORDER BY t.id")).await
}

/// A page of those that had not ended before the day and were confirmed before the instant, and how many there are.
pub async fn within(tx: &mut SpaceTx<'_>, from: Date, before: Timestamp, limit: i64, offset: i64) -> Result<(Vec<Team>, i64)> {
    let found: Vec<_> = tx.query(WITHIN, params![from, before, limit, offset]).await?;
    if let Some(total) = totals::seen(found.len(), Slice { limit, offset }) {
        return Ok((found, total));
    }
    let (day, edge) = totals::whole_days(before);
    let (total,): (i64,) = tx.query_one(COUNT_WITHIN, params![from, before, day.to_string(), edge]).await?;
    Ok((found, total))
}

/// The members of all teams, team by team, those who pay first.
pub async fn all_members(tx: &mut SpaceTx<'_>) -> Result<Vec<TeamMember>> {
    tx.query(ALL_MEMBERS, params![]).await
}

/// The members of one team, those who pay first.
pub async fn members(tx: &mut SpaceTx<'_>, team: TeamId) -> Result<Vec<TeamMember>> {
    tx.query(MEMBERS, params![team.0]).await
}

pub async fn insert(tx: &mut SpaceTx<'_>, team: &Team) -> Result<()> {
    let mut values = params![team.id.0, &team.name, &team.billing_address, &team.billing_emails, team.tax_id.clone()];
    values.extend(params![team.customer_number.clone(), team.photo.clone(), team.seats, team.charge_taxes, team.confirmed_at]);
    values.extend(params![team.canceled_to, team.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Keeps others from changing the team and who is in it until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: TeamId) -> Result<()> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt::<(Uuid,)>(format!("{LOCK}{lock}"), params![id.0]).await.map(drop)
}

/// Writes name, billing data, seats and the last day.
pub async fn update(tx: &mut SpaceTx<'_>, team: &Team) -> Result<()> {
    let mut values = params![team.id.0, &team.name, &team.billing_address, &team.billing_emails, team.tax_id.clone(), team.seats];
    values.extend(params![team.charge_taxes, team.canceled_to]);
    tx.execute(UPDATE, values).await.map(drop)
}

/// Makes a member a manager of the team, or takes that back (W3).
pub async fn set_manager(tx: &mut SpaceTx<'_>, membership: MembershipId, manager: bool, at: Timestamp) -> Result<()> {
    let role = if manager { "manager" } else { role_name(Role::Paid) };
    tx.execute(SET_ROLE, params![membership.0, role, at]).await.map(drop)
}

/// Fails while it has members.
pub async fn delete(tx: &mut SpaceTx<'_>, id: TeamId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

pub async fn join(tx: &mut SpaceTx<'_>, team: TeamId, membership: MembershipId, role: Role, at: Timestamp) -> Result<()> {
    tx.execute(JOIN, params![membership.0, team.0, role_name(role), at]).await.map(drop)
}

pub async fn leave(tx: &mut SpaceTx<'_>, membership: MembershipId, at: Timestamp) -> Result<()> {
    tx.execute(LEAVE, params![membership.0, at]).await.map(drop)
}

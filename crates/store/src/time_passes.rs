//! Time passes that members have (rules T3 to T6), and up to when they had those that their plans include.

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Query, Result, params};
use domain::check_ins::{Pass, PassSource, Used};
use domain::ids::{MembershipId, PassTemplateId, TeamId, TimePassId};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::pass_times::PassTimes;
use domain::taxes::Tax;
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct TimePass {
        pub id: TimePassId as Uuid,
        pub membership_id: MembershipId as Uuid,
        /// The kind, as the member's plan has or had it.
        pub template_id: PassTemplateId as Uuid,
        pub name: String,
        pub times: crate::resources::Word<Times>,
        pub source: PassSource as String,
        /// Net.
        pub price: i64,
        pub currency: Currency as String,
        pub taxes: Json<Vec<Tax>>,
        pub accounting_code: Option<String>,
        pub expires_at: Option<Timestamp>,
        pub used_at: Option<Timestamp>,
        /// Up to when a used one is good.
        pub good_until: Option<Timestamp>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

/// [`PassTimes`] as they stand in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times(pub PassTimes);
impl TryFrom<String> for Times {
    type Error = domain::booking_times::NotBookingTimes;
    fn try_from(text: String) -> std::result::Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl TimePass {
    /// As the rules see it.
    pub fn rule(&self) -> Pass<TimePassId> {
        Pass {
            id: self.id,
            times: self.times.0.0.clone(),
            price: if self.source == PassSource::Given { Amount::ZERO } else { Amount(self.price) },
            currency: self.currency,
            source: self.source,
            expires_at: self.expires_at,
            created_at: self.created_at,
        }
    }

    /// As the rules see one that was used.
    pub fn used(&self) -> Option<Used<TimePassId>> {
        Some(Used { pass: self.rule(), good: Interval::new(self.used_at?, self.good_until?) })
    }
}

macro_rules! columns {
    () => {
        "SELECT p.id, p.membership_id, p.template_id, p.name, p.times, p.source, p.price, p.currency, p.taxes, p.accounting_code,
        p.expires_at, p.used_at, p.good_until, p.created_at, p.updated_at FROM time_passes p"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE p.space_id = $1 AND p.id = $2");
    ALL_UNUSED = concat!(columns!(), " WHERE p.space_id = $1 AND p.used_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > $2)
        ORDER BY p.membership_id, p.id LIMIT $3");
    INSERT = "INSERT INTO time_passes (space_id, id, membership_id, template_id, name, times, source, price, currency, taxes,
        accounting_code, expires_at, used_at, good_until, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    USE = "UPDATE time_passes SET used_at = $3, good_until = $4, updated_at = $5 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM time_passes WHERE space_id = $1 AND id = $2";
    USED = concat!(columns!(), " WHERE p.space_id = $1 AND p.used_at >= $3 AND p.id IN (SELECT c.time_pass_id FROM check_ins c
        WHERE c.space_id = $1 AND c.membership_id = $2 AND c.valid_from >= $3 AND c.guest_name IS NULL) ORDER BY p.id");
    POOL = "SELECT id FROM memberships WHERE space_id = $1 AND team_id = $2 ORDER BY id";
    GRANT = "INSERT INTO time_pass_grants (space_id, membership_id, template_id, granted_until) VALUES ($1, $2, $3, $4)
        ON CONFLICT (space_id, membership_id, template_id) DO UPDATE SET granted_until = excluded.granted_until";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: TimePassId) -> Result<Option<TimePass>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// What check-ins of the member have used since a time.
pub async fn used(tx: &mut SpaceTx<'_>, member: MembershipId, since: Timestamp) -> Result<Vec<TimePass>> {
    tx.query(USED, params![member.0, since]).await
}

/// What these members can still use, oldest first.
pub async fn unused(tx: &mut SpaceTx<'_>, members: &[MembershipId], now: Timestamp) -> Result<Vec<TimePass>> {
    let query = tx.select(concat!(columns!(), " WHERE p.space_id = ")).sql(" AND p.membership_id IN ");
    let query = query.list(members.iter().map(|id| id.0)).sql(" AND p.used_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > ");
    tx.run(query.bind(now).sql(") ORDER BY p.id")).await
}

/// What all members of the space can still use, by member, oldest first.
pub async fn all_unused(tx: &mut SpaceTx<'_>, now: Timestamp, most: i64) -> Result<Vec<TimePass>> {
    tx.query(ALL_UNUSED, params![now, most]).await
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &TimePass) -> Result<()> {
    let p = new;
    let times = p.times.0.0.to_string();
    let mut values = params![p.id.0, p.membership_id.0, p.template_id.0, &*p.name, times, p.source.name(), p.price];
    values.extend(params![p.currency.to_string(), &p.taxes, p.accounting_code.clone(), p.expires_at, p.used_at, p.good_until]);
    values.extend(params![p.created_at, p.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// A check-in uses it.
pub async fn mark_used(tx: &mut SpaceTx<'_>, id: TimePassId, good: Interval, now: Timestamp) -> Result<()> {
    tx.execute(USE, params![id.0, good.from, good.to, now]).await.map(drop)
}

/// As if they had not been used.
pub async fn give_back(tx: &mut SpaceTx<'_>, ids: &[TimePassId], now: Timestamp) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let query = Query::new("UPDATE time_passes SET used_at = NULL, good_until = NULL, updated_at = ").bind(now);
    let query = query.sql(" WHERE space_id = ").bind(tx.space().0).sql(" AND id IN ").list(ids.iter().map(|id| id.0));
    tx.change(query).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, id: TimePassId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// The members of a team, who share their passes (T17).
pub async fn pool(tx: &mut SpaceTx<'_>, team: TeamId) -> Result<Vec<MembershipId>> {
    Ok(tx.query::<(Uuid,)>(POOL, params![team.0]).await?.into_iter().map(|(id,)| MembershipId(id)).collect())
}

/// The first day for which each member has not had the included passes of a kind.
pub async fn granted(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<HashMap<(MembershipId, PassTemplateId), Date>> {
    let query = tx.select("SELECT membership_id, template_id, granted_until FROM time_pass_grants WHERE space_id = ");
    let rows = tx.run::<(Uuid, Uuid, Date)>(query.sql(" AND membership_id IN ").list(members.iter().map(|id| id.0))).await?;
    Ok(rows.into_iter().map(|(member, template, until)| ((MembershipId(member), PassTemplateId(template)), until)).collect())
}

/// The member has had them up to that day.
pub async fn grant(tx: &mut SpaceTx<'_>, member: MembershipId, template: PassTemplateId, until: Date) -> Result<()> {
    tx.execute(GRANT, params![member.0, template.0, until]).await.map(drop)
}

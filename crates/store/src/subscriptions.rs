//! What the operator of the platform asks of spaces, which of it a space has, and to whom it is billed.

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Result, Tx, params};
use domain::ids::SubscriptionId;
use domain::money::{Amount, Currency};
use domain::subscriptions::BillingDetails;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    /// One tier.
    #[derive(Clone, Debug)]
    pub struct Subscription {
        pub id: SubscriptionId as Uuid,
        /// A cycle's price, net.
        pub net: Amount as i64,
        pub currency: Currency as String,
        pub cycle_months: i64,
        /// None: any number.
        pub maximum_memberships: Option<i64>,
        pub created_at: Timestamp,
    }
}

macro_rules! tier {
    ($from:literal) => {
        concat!("SELECT t.id, t.net, t.currency, t.cycle_months, t.maximum_memberships, t.created_at FROM ", $from)
    };
}

statements! {
    // The cheapest first; of two that cost the same, the one for fewer members.
    LIST = tier!("subscriptions t ORDER BY t.net, COALESCE(t.maximum_memberships, 9223372036854775807), t.id");
    OF_SPACE = tier!("spaces s JOIN subscriptions t ON t.id = s.subscription_id WHERE s.id = $1");
    INSERT = "INSERT INTO subscriptions (id, net, currency, cycle_months, maximum_memberships, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    DELETE = "DELETE FROM subscriptions WHERE id = $1";
    CHOSEN = "SELECT 1 FROM spaces WHERE subscription_id = $1 LIMIT 1";
    CHOOSE = "UPDATE spaces SET subscription_id = $2 WHERE id = $1";
    // In place of those in a team with a plan its seats count, used or not (S7).
    MEMBERSHIPS = "SELECT CAST(COALESCE(SUM(CASE WHEN m.of_team THEN COALESCE(t.seats, 0) WHEN a.id IS NOT NULL THEN 0 ELSE 1 END), 0)
        AS BIGINT) FROM memberships m LEFT JOIN teams t ON t.space_id = m.space_id AND t.id = m.team_id
        LEFT JOIN memberships a ON a.space_id = m.space_id AND a.team_id = m.team_id AND a.of_team
        WHERE m.space_id = $1 AND m.confirmed_at IS NOT NULL AND m.starts_at <= $2 AND (m.canceled_to IS NULL OR m.canceled_to >= $2)";
    BILLING = "SELECT billing FROM spaces WHERE id = $1";
    SET_BILLING = "UPDATE spaces SET billing = $2 WHERE id = $1";
}

/// The cheapest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Subscription>> {
    tx.query(LIST, params![]).await
}

/// The one that the space has chosen.
pub async fn of_space(tx: &mut SpaceTx<'_>) -> Result<Option<Subscription>> {
    tx.query_opt(OF_SPACE, params![]).await
}

pub async fn insert(tx: &mut Tx, new: &Subscription) -> Result<()> {
    let mut values = params![new.id.0, new.net.0, &*new.currency.to_string(), new.cycle_months];
    values.extend(params![new.maximum_memberships, new.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Whether a space has chosen it.
pub async fn chosen(tx: &mut Tx, id: SubscriptionId) -> Result<bool> {
    Ok(tx.query_opt::<(i64,)>(CHOSEN, params![id.0]).await?.is_some())
}

/// Whether there was one. Fails where a space has it.
pub async fn delete(tx: &mut Tx, id: SubscriptionId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? > 0)
}

pub async fn choose(tx: &mut SpaceTx<'_>, id: SubscriptionId) -> Result<()> {
    tx.execute(CHOOSE, params![id.0]).await.map(drop)
}

/// How many memberships of the space run on a day.
pub async fn memberships(tx: &mut SpaceTx<'_>, today: Date) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(MEMBERSHIPS, params![today]).await?.0)
}

pub async fn billing(tx: &mut SpaceTx<'_>) -> Result<Option<BillingDetails>> {
    let (found,): (Option<Json<BillingDetails>>,) = tx.query_one(BILLING, params![]).await?;
    Ok(found.map(|Json(details)| details))
}

pub async fn set_billing(tx: &mut SpaceTx<'_>, details: &BillingDetails) -> Result<()> {
    tx.execute(SET_BILLING, vec![json(details)]).await.map(drop)
}

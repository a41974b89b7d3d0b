//! How credits are spread over the bookings of a billing month.

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Result, Value, params};
use domain::credits::{CreditUse, Draw};
use domain::ids::{BookingId, MembershipId, MembershipPlanId, ResourceId, SpaceId};
use domain::money::{Amount, Currency};
use domain::pricing::Pricing;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which plan copies a booking may draw on, and what it draws from them. Stored as JSON, so the names must stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    /// Those that were active when the booking was made (C11).
    pub copies: Vec<MembershipPlanId>,
    pub draws: Vec<Draw>,
}

db::row! {
    /// A booking as far as credits go.
    #[derive(Clone, Debug)]
    pub struct Counted {
        pub id: BookingId as Uuid,
        pub space_id: SpaceId as Uuid,
        pub resource_id: ResourceId as Uuid,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        pub units: u32,
        pub custom_price: Option<i64>,
        pub price: Amount as i64,
        pub currency: Currency as String,
        pub pricing: Json<Pricing>,
        pub credit_entries: Option<Json<Draws>>,
        pub credit_minutes: u32,
        pub credit_amount: Amount as i64,
        pub payable: Amount as i64,
        pub invoice_id: Option<Uuid>,
        pub created_at: Timestamp,
    }
}

impl Counted {
    /// As it is stored.
    pub fn used(&self) -> CreditUse {
        let draws = self.credit_entries.as_ref().map(|Json(credits)| credits.draws.clone()).unwrap_or_default();
        CreditUse { minutes: self.credit_minutes, amount: self.credit_amount, payable: self.payable, price: self.price, draws }
    }

    pub fn copies(&self) -> &[MembershipPlanId] {
        self.credit_entries.as_ref().map(|Json(credits)| credits.copies.as_slice()).unwrap_or_default()
    }
}

statements! {
    SETTLE = "UPDATE bookings SET credit_entries = $3, credit_minutes = $4, credit_amount = $5, payable = $6
        WHERE membership_space_id = $1 AND space_id = $2 AND id = $7";
}

/// The bookings of some memberships that start in `[from, to)`, in the order they were made (C10). The
/// transaction is bound to the space of the memberships; the bookings may be in others.
pub async fn of_month(tx: &mut SpaceTx<'_>, memberships: &[MembershipId], from: Timestamp, to: Timestamp) -> Result<Vec<Counted>> {
    let query = tx
        .select(
            "SELECT b.id, b.space_id, b.resource_id, b.starts_at, b.ends_at, b.units, b.custom_price, b.price, b.currency, b.pricing,
            b.credit_entries, b.credit_minutes, b.credit_amount, b.payable, b.invoice_id, b.created_at
            FROM bookings b WHERE b.membership_space_id = ",
        )
        .sql(" AND b.membership_id IN ")
        .list(memberships.iter().map(|id| id.0))
        .sql(" AND b.starts_at >= ")
        .bind(from)
        .sql(" AND b.starts_at < ")
        .bind(to)
        .sql(" ORDER BY b.created_at, b.id");
    tx.run(query).await
}

/// Writes what a booking uses now.
pub async fn settle(tx: &mut SpaceTx<'_>, booking: &Counted, used: &CreditUse) -> Result<()> {
    let credits = booking.credit_entries.as_ref().map(|Json(old)| Draws { copies: old.copies.clone(), draws: used.draws.clone() });
    let credits = credits.as_ref().map_or(Value::Null, json);
    let values = vec![booking.space_id.0.into(), credits, used.minutes.into(), used.amount.0.into(), used.payable.0.into()];
    let values = [values, params![booking.id.0]].concat();
    tx.execute(SETTLE, values).await.map(drop)
}

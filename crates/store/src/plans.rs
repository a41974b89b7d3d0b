//! What a space offers (rule N1).

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Query, Result, params};
use domain::ids::PlanId;
use domain::plans::{Kind, PlanTerms};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A plan of the space. Memberships hold copies, so that a plan can change or go without them (N2, N11).
    #[derive(Clone, Debug)]
    pub struct Plan {
        pub id: PlanId as Uuid,
        /// Plans are shown in this order.
        pub position: i64,
        pub terms: Json<PlanTerms>,
        pub created_at: Timestamp,
        /// Not offered any more.
        pub deleted_at: Option<Timestamp>,
    }
}

statements! {
    LIST = "SELECT id, position, terms, created_at, deleted_at FROM plans WHERE space_id = $1 AND deleted_at IS NULL ORDER BY position, id";
    FIND = "SELECT id, position, terms, created_at, deleted_at FROM plans WHERE space_id = $1 AND id = $2";
    LAST_POSITION = "SELECT coalesce(max(position), 0) AS position FROM plans WHERE space_id = $1";
    INSERT = "INSERT INTO plans (space_id, id, position, hidden, for_teams, terms, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE plans SET position = $3, hidden = $4, for_teams = $5, terms = $6 WHERE space_id = $1 AND id = $2";
    DELETE = "UPDATE plans SET deleted_at = $3 WHERE space_id = $1 AND id = $2 AND deleted_at IS NULL";
}

/// Those on offer, hidden ones too, in their order.
pub async fn list(tx: &mut SpaceTx<'_>) -> Result<Vec<Plan>> {
    tx.query(LIST, params![]).await
}

/// Deleted ones too.
pub async fn find(tx: &mut SpaceTx<'_>, id: PlanId) -> Result<Option<Plan>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: PlanId) -> Result<Option<Plan>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

/// The position of the last plan, 0 without any.
pub async fn last_position(tx: &mut SpaceTx<'_>) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(LAST_POSITION, params![]).await?.0)
}

pub async fn insert(tx: &mut SpaceTx<'_>, plan: &Plan) -> Result<()> {
    let (hidden, for_teams) = (plan.terms.0.hidden, plan.terms.0.kind == Kind::Team);
    tx.execute(INSERT, params![plan.id.0, plan.position, hidden, for_teams, &plan.terms, plan.created_at]).await.map(drop)
}

/// Writes position and terms.
pub async fn update(tx: &mut SpaceTx<'_>, plan: &Plan) -> Result<()> {
    let (hidden, for_teams) = (plan.terms.0.hidden, plan.terms.0.kind == Kind::Team);
    tx.execute(UPDATE, params![plan.id.0, plan.position, hidden, for_teams, &plan.terms]).await.map(drop)
}

/// Takes it from the offer; whether there was one to take.
pub async fn delete(tx: &mut SpaceTx<'_>, id: PlanId, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0, at]).await? > 0)
}

/// Names of resources, for the credits that name them. Deleted ones are missing.
pub async fn resource_names(tx: &mut SpaceTx<'_>, ids: Vec<Uuid>) -> Result<Vec<(Uuid, String)>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let query: Query = tx.select("SELECT id, name FROM resources WHERE space_id = ").sql(" AND id IN ").list(ids);
    tx.run(query).await
}

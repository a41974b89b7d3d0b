//! Fields that a space adds to its memberships (rule J14), and what stands in them.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{CustomFieldId, MembershipId};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Field {
        pub id: CustomFieldId as Uuid,
        pub label: String,
    }
}

db::row! {
    /// What stands in a field of a membership; none where nothing was ever written.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Filled {
        pub membership_id: MembershipId as Uuid,
        pub id: CustomFieldId as Uuid,
        pub label: String,
        pub value: Option<String>,
    }
}

statements! {
    HOLD = "UPDATE space_counters SET event_seq = event_seq WHERE space_id = $1";
    LIST = "SELECT id, label FROM custom_fields WHERE space_id = $1 ORDER BY position, id";
    PUT = "INSERT INTO custom_fields (space_id, id, label, position) VALUES ($1, $2, $3, $4)
        ON CONFLICT (space_id, id) DO UPDATE SET label = excluded.label, position = excluded.position";
    DELETE = "DELETE FROM custom_fields WHERE space_id = $1 AND id = $2";
    ALL = "SELECT m.id AS membership_id, f.id, f.label, v.value FROM memberships m JOIN custom_fields f ON f.space_id = m.space_id
        LEFT JOIN custom_field_values v ON v.space_id = m.space_id AND v.membership_id = m.id AND v.field_id = f.id
        WHERE m.space_id = $1 ORDER BY m.id, f.position, f.id";
    OF = "SELECT m.id AS membership_id, f.id, f.label, v.value FROM memberships m JOIN custom_fields f ON f.space_id = m.space_id
        LEFT JOIN custom_field_values v ON v.space_id = m.space_id AND v.membership_id = m.id AND v.field_id = f.id
        WHERE m.space_id = $1 AND m.id = $2 ORDER BY f.position, f.id";
    FILL = "INSERT INTO custom_field_values (space_id, membership_id, field_id, value) VALUES ($1, $2, $3, $4)
        ON CONFLICT (space_id, membership_id, field_id) DO UPDATE SET value = excluded.value";
    EMPTY = "DELETE FROM custom_field_values WHERE space_id = $1 AND membership_id = $2 AND field_id = $3";
}

/// Nobody else changes the fields of the space until the transaction ends.
pub async fn hold(tx: &mut SpaceTx<'_>) -> Result<()> {
    tx.execute(HOLD, params![]).await.map(drop)
}

/// Those of the space, in their order.
pub async fn list(tx: &mut SpaceTx<'_>) -> Result<Vec<Field>> {
    tx.query(LIST, params![]).await
}

/// Adds a field, or names it anew.
pub async fn put(tx: &mut SpaceTx<'_>, field: &Field, position: i64) -> Result<()> {
    tx.execute(PUT, params![field.id.0, &*field.label, position]).await.map(drop)
}

/// With all that stands in it.
pub async fn delete(tx: &mut SpaceTx<'_>, id: CustomFieldId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// All fields of all memberships, one membership after the other.
pub async fn all(tx: &mut SpaceTx<'_>) -> Result<Vec<Filled>> {
    tx.query(ALL, params![]).await
}

/// All fields of a membership.
pub async fn of(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<Vec<Filled>> {
    tx.query(OF, params![membership.0]).await
}

/// What stands in the fields of some memberships; fields without anything are left out.
pub async fn of_many(tx: &mut SpaceTx<'_>, memberships: &[MembershipId]) -> Result<Vec<Filled>> {
    let query = tx.select(
        "SELECT v.membership_id, f.id, f.label, v.value FROM custom_field_values v
        JOIN custom_fields f ON f.space_id = v.space_id AND f.id = v.field_id WHERE v.space_id = ",
    );
    let query = query.sql(" AND v.membership_id IN ").list(memberships.iter().map(|id| id.0));
    tx.run(query.sql(" ORDER BY v.membership_id, f.position, f.id")).await
}

/// An empty text empties the field.
pub async fn fill(tx: &mut SpaceTx<'_>, membership: MembershipId, field: CustomFieldId, value: &str) -> Result<()> {
    if value.is_empty() {
        return tx.execute(EMPTY, params![membership.0, field.0]).await.map(drop);
    }
    tx.execute(FILL, params![membership.0, field.0, value]).await.map(drop)
}

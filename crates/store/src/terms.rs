//! Terms of a space, in versions that are never changed, and who has approved which (J4, J5).

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{MembershipId, TermsApprovalId, TermsId};
use domain::terms::Version;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Terms {
        pub id: TermsId as Uuid,
        pub kind: String,
        pub version: i64,
        pub body: String,
        /// Whether those who approved an earlier version must approve this one.
        pub ask_again: bool,
        pub created_at: Timestamp,
    }
}

statements! {
    CURRENT = "SELECT t.id, t.kind, t.version, t.body, t.ask_again, t.created_at FROM terms t WHERE t.space_id = $1
        AND NOT EXISTS (SELECT 1 FROM terms l WHERE l.space_id = t.space_id AND l.kind = t.kind AND l.version > t.version) ORDER BY t.kind";
    ASKED = "SELECT kind, MAX(version) FROM terms WHERE space_id = $1 AND ask_again GROUP BY kind ORDER BY kind";
    APPROVED = "SELECT t.kind, MAX(t.version) FROM terms_approvals a
        JOIN terms_approval_items i ON i.space_id = a.space_id AND i.approval_id = a.id
        JOIN terms t ON t.space_id = i.space_id AND t.id = i.terms_id WHERE a.space_id = $1 AND a.membership_id = $2 GROUP BY t.kind";
    INSERT = "INSERT INTO terms (space_id, id, kind, version, body, ask_again, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    INSERT_APPROVAL = "INSERT INTO terms_approvals (space_id, id, membership_id, ip_address, created_at) VALUES ($1, $2, $3, $4, $5)";
    INSERT_ITEM = "INSERT INTO terms_approval_items (space_id, approval_id, terms_id) VALUES ($1, $2, $3)";
}

/// The version of each kind that holds now, by kind.
pub async fn current(tx: &mut SpaceTx<'_>) -> Result<Vec<Terms>> {
    tx.query(CURRENT, params![]).await
}

/// Of each kind the last version that members are asked to approve, by kind.
pub async fn asked(tx: &mut SpaceTx<'_>) -> Result<Vec<Version>> {
    Ok(versions(tx.query(ASKED, params![]).await?))
}

/// Of each kind the last version that the member has approved.
pub async fn approved(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<Vec<Version>> {
    Ok(versions(tx.query(APPROVED, params![membership.0]).await?))
}

fn versions(rows: Vec<(String, i64)>) -> Vec<Version> {
    rows.into_iter().map(|(kind, version)| Version { kind, version }).collect()
}

/// Breaks `terms_version` when there is one of that number already.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Terms) -> Result<()> {
    let values = params![new.id.0, &*new.kind, new.version, &*new.body, new.ask_again, new.created_at];
    tx.execute(INSERT, values).await.map(drop)
}

/// Notes that the member has approved these versions.
pub async fn approve(
    tx: &mut SpaceTx<'_>,
    id: TermsApprovalId,
    membership: MembershipId,
    ip_address: &str,
    terms: &[TermsId],
    now: Timestamp,
) -> Result<()> {
    tx.execute(INSERT_APPROVAL, params![id.0, membership.0, ip_address, now]).await?;
    for one in terms {
        tx.execute(INSERT_ITEM, params![id.0, one.0]).await?;
    }
    Ok(())
}

//! Domains of their own that spaces have, or claim (see the migration).

use crate::{SpaceTx, statements};
use db::{Result, Tx, params};
use domain::ids::SpaceId;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Domain {
        /// Lower case, ASCII.
        pub host: String,
        /// What is answered at the host while it leads here.
        pub proof: String,
        pub claimed_at: Timestamp,
        /// Since when it serves; none while it is only claimed.
        pub verified_at: Option<Timestamp>,
    }
}

statements! {
    FIND = "SELECT host, proof, claimed_at, verified_at FROM space_domains WHERE space_id = $1";
    CLAIM = "INSERT INTO space_domains (space_id, host, proof, claimed_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (space_id) DO UPDATE SET host = $2, proof = $3, claimed_at = $4 WHERE space_domains.verified_at IS NULL";
    VERIFY = "UPDATE space_domains SET verified_at = $4 WHERE space_id = $1 AND host = $2 AND proof = $3 AND verified_at IS NULL";
    DELETE = "DELETE FROM space_domains WHERE space_id = $1";
    PROOF = "SELECT proof FROM space_domains WHERE host = $1 AND space_id = $2";
    CLAIMED = "SELECT proof FROM space_domains WHERE host = $1 LIMIT 1";
    TAKEN = "SELECT proof FROM space_domains WHERE host = $1 AND verified_at IS NOT NULL";
    AT = "SELECT space_id FROM space_domains WHERE host = $1 AND verified_at IS NOT NULL";
    SERVED = "SELECT d.host, s.subdomain FROM space_domains d JOIN spaces s ON s.id = d.space_id WHERE d.verified_at IS NOT NULL";
}

/// The space's own, verified or not.
pub async fn find(tx: &mut SpaceTx<'_>) -> Result<Option<Domain>> {
    tx.query_opt(FIND, params![]).await
}

/// Claims a host, in place of another that is only claimed; `false` where the space has one that serves.
pub async fn claim(tx: &mut SpaceTx<'_>, host: &str, proof: &str, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(CLAIM, params![host, proof, at]).await? == 1)
}

/// It serves from now on; `false` where the claim is not what it was. Breaks `space_domains_verified` where another space has
/// the host.
pub async fn verify(tx: &mut SpaceTx<'_>, host: &str, proof: &str, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(VERIFY, params![host, proof, at]).await? == 1)
}

/// The space that is served at a host.
pub async fn at(tx: &mut Tx, host: &str) -> Result<Option<SpaceId>> {
    Ok(tx.query_opt::<(Uuid,)>(AT, params![host]).await?.map(|(id,)| SpaceId(id)))
}

/// Whether there was one.
pub async fn delete(tx: &mut SpaceTx<'_>) -> Result<bool> {
    Ok(tx.execute(DELETE, params![]).await? == 1)
}

/// What a space looks for at a host that it claims.
pub async fn proof(tx: &mut Tx, host: &str, space: SpaceId) -> Result<Option<String>> {
    Ok(tx.query_opt::<(String,)>(PROOF, params![host, space.0]).await?.map(|(proof,)| proof))
}

/// Whether any space has the host or claims it.
pub async fn is_claimed(tx: &mut Tx, host: &str) -> Result<bool> {
    Ok(tx.query_opt::<(String,)>(CLAIMED, params![host]).await?.is_some())
}

/// Whether a space has the host.
pub async fn is_taken(tx: &mut Tx, host: &str) -> Result<bool> {
    Ok(tx.query_opt::<(String,)>(TAKEN, params![host]).await?.is_some())
}

/// All hosts that serve, with the subdomain of each one's space; in no order.
pub async fn served(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.query(SERVED, params![]).await
}

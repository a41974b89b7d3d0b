//! Passkeys of people, and the questions that browsers are asked for them.

use crate::statements;
use db::{Result, Tx, params};
use domain::ids::{PasskeyId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A passkey, without whose it is.
    #[derive(Clone, Debug)]
    pub struct Passkey {
        pub id: PasskeyId as Uuid,
        pub user_id: UserId as Uuid,
        /// How browsers and devices name it.
        pub credential: Vec<u8>,
        /// How its owner calls it.
        pub name: String,
        /// The domain that it belongs to.
        pub relying_party: String,
        /// SubjectPublicKeyInfo.
        pub public_key: Vec<u8>,
        /// As COSE numbers them.
        pub algorithm: i64,
        pub counter: i64,
        pub created_at: Timestamp,
        pub last_used_at: Option<Timestamp>,
    }
}

macro_rules! passkey {
    ($end:literal) => {
        concat!(
            "SELECT id, user_id, credential, name, relying_party, public_key, algorithm, counter, created_at, last_used_at FROM passkeys ",
            $end
        )
    };
}

statements! {
    INSERT = "INSERT INTO passkeys (id, user_id, credential, name, relying_party, public_key, algorithm, counter, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    LIST = passkey!("WHERE user_id = $1 ORDER BY id LIMIT 100");
    BY_CREDENTIAL = passkey!("WHERE credential = $1");
    COUNT = "SELECT COUNT(*) FROM passkeys WHERE user_id = $1";
    USED = "UPDATE passkeys SET counter = $2, last_used_at = $3 WHERE id = $1";
    DELETE = "DELETE FROM passkeys WHERE user_id = $1 AND id = $2";
    ASK = "INSERT INTO passkey_challenges (hash, user_id, expires_at) VALUES ($1, $2, $3)";
    ANSWERED = "DELETE FROM passkey_challenges WHERE hash = $1 AND expires_at > $2 RETURNING user_id";
    DELETE_EXPIRED = "DELETE FROM passkey_challenges WHERE hash IN (SELECT hash FROM passkey_challenges WHERE expires_at <= $1
        ORDER BY expires_at LIMIT $2)";
}

pub async fn insert(tx: &mut Tx, new: &Passkey) -> Result<()> {
    let mut values = params![new.id.0, new.user_id.0, new.credential.clone(), &*new.name, &*new.relying_party];
    values.extend(params![new.public_key.clone(), new.algorithm, new.counter, new.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Of one user, the oldest first; 100 at most.
pub async fn list(tx: &mut Tx, user: UserId) -> Result<Vec<Passkey>> {
    tx.query(LIST, params![user.0]).await
}

pub async fn count(tx: &mut Tx, user: UserId) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(COUNT, params![user.0]).await?.0)
}

pub async fn by_credential(tx: &mut Tx, credential: &[u8]) -> Result<Option<Passkey>> {
    tx.query_opt(BY_CREDENTIAL, params![credential.to_vec()]).await
}

pub async fn used(tx: &mut Tx, id: PasskeyId, counter: i64, now: Timestamp) -> Result<()> {
    tx.execute(USED, params![id.0, counter, now]).await.map(drop)
}

/// Whether there was one.
pub async fn delete(tx: &mut Tx, user: UserId, id: PasskeyId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![user.0, id.0]).await? > 0)
}

/// Notes a challenge, for a user where it is known who will answer.
pub async fn ask(tx: &mut Tx, hash: &[u8], user: Option<UserId>, expires_at: Timestamp) -> Result<()> {
    tx.execute(ASK, params![hash.to_vec(), user.map(|user| user.0), expires_at]).await.map(drop)
}

/// Takes a challenge, which is good once; and for whom it was. `None` where it is unknown, too old or was answered.
pub async fn answered(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<(Option<UserId>,)>> {
    let found: Option<(Option<Uuid>,)> = tx.query_opt(ANSWERED, params![hash.to_vec(), now]).await?;
    Ok(found.map(|(user,)| (user.map(UserId),)))
}

/// How many were removed.
pub async fn delete_expired(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_EXPIRED, params![before, i64::from(limit)]).await
}

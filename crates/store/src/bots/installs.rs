//! Bots in a space: their links, and what they keep there.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{BotId, ClientId, NavigationLinkId};
use domain::navigation::Section;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A bot as the space has it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Install {
        pub bot_id: BotId as Uuid,
        pub link_id: NavigationLinkId as Uuid,
        /// None: the latest one.
        pub version: Option<i64>,
        pub created_at: Timestamp,
        pub client_id: ClientId as Uuid,
        pub name: String,
        pub authenticate: bool,
        /// The latest one that there is.
        pub latest: i64,
        pub section: Section as String,
    }
}

impl Install {
    /// The version that is shown.
    pub fn shown(&self) -> i64 {
        self.version.unwrap_or(self.latest)
    }
}

db::row! {
    /// How much a bot keeps.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Kept {
        pub keys: i64,
        pub bytes: i64,
    }
}

macro_rules! columns {
    () => {
        "SELECT i.bot_id, i.link_id, i.version, i.created_at, b.client_id, b.name, b.authenticate, b.version AS latest, l.section FROM bot_installs i
            JOIN bots b ON b.id = i.bot_id JOIN navigation_links l ON l.space_id = i.space_id AND l.id = i.link_id WHERE i.space_id = $1"
    };
}

statements! {
    LIST = concat!(columns!(), " ORDER BY i.created_at, i.bot_id LIMIT $2");
    FIND = concat!(columns!(), " AND i.bot_id = $2");
    BY_LINK = concat!(columns!(), " AND i.link_id = $2");
    INSERT = "INSERT INTO bot_installs (space_id, bot_id, link_id, version, created_at) VALUES ($1, $2, $3, $4, $5)";
    SET_VERSION = "UPDATE bot_installs SET version = $3 WHERE space_id = $1 AND bot_id = $2";
    LOCK = "SELECT bot_id FROM bot_installs WHERE space_id = $1 AND bot_id = $2";
    FORGET_TOKENS = "DELETE FROM access_tokens WHERE space_id = $1 AND client_id = $2";
    FORGET_CONSENTS = "DELETE FROM consents WHERE audience = $1 AND client_id = $2";
    KEPT = "SELECT COUNT(*) AS keys, CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes FROM bot_entries WHERE space_id = $1 AND bot_id = $2 AND key <> $3";
    VALUE = "SELECT value FROM bot_entries WHERE space_id = $1 AND bot_id = $2 AND key = $3";
    KEYS = "SELECT key FROM bot_entries WHERE space_id = $1 AND bot_id = $2 ORDER BY key LIMIT $3";
    SET = "INSERT INTO bot_entries (space_id, bot_id, key, value, bytes, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (space_id, bot_id, key) DO UPDATE SET value = excluded.value, bytes = excluded.bytes, updated_at = excluded.updated_at";
    REMOVE = "DELETE FROM bot_entries WHERE space_id = $1 AND bot_id = $2 AND key = $3";
}

/// All of the space, the oldest first.
pub async fn list(tx: &mut SpaceTx<'_>, most: i64) -> Result<Vec<Install>> {
    tx.query(LIST, params![most]).await
}

pub async fn find(tx: &mut SpaceTx<'_>, bot: BotId) -> Result<Option<Install>> {
    tx.query_opt(FIND, params![bot.0]).await
}

/// The bot behind a link, if there is one.
pub async fn find_by_link(tx: &mut SpaceTx<'_>, link: NavigationLinkId) -> Result<Option<Install>> {
    tx.query_opt(BY_LINK, params![link.0]).await
}

/// Its link is there already. None as `version`: the latest one.
pub async fn insert(tx: &mut SpaceTx<'_>, bot: BotId, link: NavigationLinkId, version: Option<i64>, now: Timestamp) -> Result<()> {
    tx.execute(INSERT, params![bot.0, link.0, version, now]).await.map(drop)
}

pub async fn set_version(tx: &mut SpaceTx<'_>, bot: BotId, version: Option<i64>) -> Result<()> {
    tx.execute(SET_VERSION, params![bot.0, version]).await.map(drop)
}

/// Takes from the application what people of the space gave it there.
pub async fn disconnect(tx: &mut SpaceTx<'_>, client: ClientId) -> Result<()> {
    tx.execute(FORGET_TOKENS, params![client.0]).await?;
    tx.execute(FORGET_CONSENTS, params![client.0]).await.map(drop)
}

/// Nobody else writes to the bot's storage in the space until the transaction ends.
pub async fn lock_storage(tx: &mut SpaceTx<'_>, bot: BotId) -> Result<bool> {
    let lock = tx.global().dialect().for_update();
    Ok(tx.query_opt::<(Uuid,)>(format!("{LOCK}{lock}"), params![bot.0]).await?.is_some())
}

/// What the bot keeps, one key left out.
pub async fn kept_besides(tx: &mut SpaceTx<'_>, bot: BotId, key: &str) -> Result<Kept> {
    tx.query_one(KEPT, params![bot.0, key]).await
}

pub async fn value(tx: &mut SpaceTx<'_>, bot: BotId, key: &str) -> Result<Option<String>> {
    Ok(tx.query_opt::<(String,)>(VALUE, params![bot.0, key]).await?.map(|(value,)| value))
}

/// In the order of their bytes.
pub async fn keys(tx: &mut SpaceTx<'_>, bot: BotId, most: i64) -> Result<Vec<String>> {
    Ok(tx.query::<(String,)>(KEYS, params![bot.0, most]).await?.into_iter().map(|(key,)| key).collect())
}

pub async fn set(tx: &mut SpaceTx<'_>, bot: BotId, key: &str, value: &str, bytes: i64, now: Timestamp) -> Result<()> {
    tx.execute(SET, params![bot.0, key, value, bytes, now]).await.map(drop)
}

/// Removing what is not there is fine.
pub async fn remove(tx: &mut SpaceTx<'_>, bot: BotId, key: &str) -> Result<()> {
    tx.execute(REMOVE, params![bot.0, key]).await.map(drop)
}

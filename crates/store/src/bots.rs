//! Bots, which belong to their authors and to no space: their versions and what is logged of them.

pub mod installs;
pub mod visits;

use crate::statements;
use db::{Result, Tx, params};
use domain::bots::Happening;
use domain::ids::{BotId, ClientId, SpaceId, UserId};
use domain::navigation::Section;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Bot {
        pub id: BotId as Uuid,
        pub owner_id: UserId as Uuid,
        /// What people consent to.
        pub client_id: ClientId as Uuid,
        pub name: String,
        pub description: String,
        pub section: Section as String,
        /// Whether it gets a token of who looks.
        pub authenticate: bool,
        /// Names it in the link that installs it.
        pub share: String,
        /// The latest one.
        pub version: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Version {
        pub bot_id: BotId as Uuid,
        pub number: i64,
        /// Names separated by spaces.
        pub scopes: String,
        pub html: String,
        pub javascript: String,
        pub scss: String,
        /// Made of `scss`.
        pub css: String,
        pub documentation: String,
        pub created_at: Timestamp,
    }
}

db::row! {
    /// A version in a list.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Past {
        pub number: i64,
        /// Characters of all parts.
        pub length: i64,
        pub created_at: Timestamp,
    }
}

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Log {
        pub id: Uuid,
        pub kind: Happening as String,
        pub text: String,
        /// Subdomain of the space where it happened.
        pub space: Option<String>,
        pub created_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, owner_id, client_id, name, description, section, authenticate, share, version, created_at, updated_at FROM bots"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE id = $1");
    BY_SHARE = concat!(columns!(), " WHERE share = $1");
    BY_CLIENT = concat!(columns!(), " WHERE client_id = $1");
    OF_OWNER = concat!(columns!(), " WHERE owner_id = $1 ORDER BY id DESC LIMIT $2");
    INSERT = "INSERT INTO bots (id, owner_id, client_id, name, description, section, authenticate, share, version, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE bots SET name = $2, description = $3, section = $4, authenticate = $5, share = $6, version = $7, updated_at = $8
        WHERE id = $1";
    VERSION = "SELECT bot_id, number, scopes, html, javascript, scss, css, documentation, created_at FROM bot_versions
        WHERE bot_id = $1 AND number = $2";
    VERSIONS = "SELECT number, LENGTH(html) + LENGTH(javascript) + LENGTH(scss) + LENGTH(documentation) AS length, created_at FROM bot_versions
        WHERE bot_id = $1 ORDER BY number DESC LIMIT $2";
    INSERT_VERSION = "INSERT INTO bot_versions (bot_id, number, scopes, html, javascript, scss, css, documentation, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FORGET_VERSIONS = "DELETE FROM bot_versions WHERE bot_id = $1 AND number <= $2
        AND number NOT IN (SELECT version FROM bot_installs WHERE bot_id = $1 AND version IS NOT NULL)";
    INSTALLED = "SELECT COUNT(*) FROM bot_installs WHERE bot_id = $1";
    LOGS = "SELECT l.id, l.kind, l.text, s.subdomain AS space, l.created_at FROM bot_logs l LEFT JOIN spaces s ON s.id = l.space_id
        WHERE l.bot_id = $1 ORDER BY l.id DESC LIMIT $2";
    INSERT_LOG = "INSERT INTO bot_logs (id, bot_id, space_id, kind, text, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    FORGET_LOGS = "DELETE FROM bot_logs WHERE bot_id = $1
        AND id < (SELECT id FROM bot_logs WHERE bot_id = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)";
}

pub async fn find(tx: &mut Tx, id: BotId) -> Result<Option<Bot>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: BotId) -> Result<Option<Bot>> {
    let lock = tx.dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

pub async fn find_by_share(tx: &mut Tx, share: &str) -> Result<Option<Bot>> {
    tx.query_opt(BY_SHARE, params![share]).await
}

/// The bot behind an application, if it is one.
pub async fn find_by_client(tx: &mut Tx, client: ClientId) -> Result<Option<Bot>> {
    tx.query_opt(BY_CLIENT, params![client.0]).await
}

/// The newest first.
pub async fn of_owner(tx: &mut Tx, owner: UserId, most: i64) -> Result<Vec<Bot>> {
    tx.query(OF_OWNER, params![owner.0, most]).await
}

pub async fn insert(tx: &mut Tx, new: &Bot) -> Result<()> {
    let n = new.clone();
    let mut values = params![n.id.0, n.owner_id.0, n.client_id.0, n.name, n.description, n.section.name(), n.authenticate, n.share];
    values.extend(params![n.version, n.created_at, n.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes all but the owner, the application and the time of creation.
pub async fn update(tx: &mut Tx, now: &Bot) -> Result<()> {
    let n = now.clone();
    let values = params![n.id.0, n.name, n.description, n.section.name(), n.authenticate, n.share, n.version, n.updated_at];
    tx.execute(UPDATE, values).await.map(drop)
}

pub async fn version(tx: &mut Tx, bot: BotId, number: i64) -> Result<Option<Version>> {
    tx.query_opt(VERSION, params![bot.0, number]).await
}

/// The latest first.
pub async fn versions(tx: &mut Tx, bot: BotId, most: i64) -> Result<Vec<Past>> {
    tx.query(VERSIONS, params![bot.0, most]).await
}

pub async fn insert_version(tx: &mut Tx, new: &Version) -> Result<()> {
    let n = new.clone();
    let values = params![n.bot_id.0, n.number, n.scopes, n.html, n.javascript, n.scss, n.css, n.documentation, n.created_at];
    tx.execute(INSERT_VERSION, values).await.map(drop)
}

/// Removes those up to a number that no space keeps to.
pub async fn forget_versions(tx: &mut Tx, bot: BotId, up_to: i64) -> Result<()> {
    tx.execute(FORGET_VERSIONS, params![bot.0, up_to]).await.map(drop)
}

/// In how many spaces it is.
pub async fn installed(tx: &mut Tx, bot: BotId) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(INSTALLED, params![bot.0]).await?.0)
}

/// The latest first.
pub async fn logs(tx: &mut Tx, bot: BotId, most: i64) -> Result<Vec<Log>> {
    tx.query(LOGS, params![bot.0, most]).await
}

/// A happening to be written down.
#[derive(Clone, Debug)]
pub struct NewLog {
    pub id: Uuid,
    pub bot: BotId,
    pub space: Option<SpaceId>,
    pub kind: Happening,
    pub text: String,
    pub at: Timestamp,
}

/// Writes it, and keeps the latest `most`.
pub async fn insert_log(tx: &mut Tx, new: NewLog, most: i64) -> Result<()> {
    let NewLog { id, bot, space, kind, text, at } = new;
    tx.execute(INSERT_LOG, params![id, bot.0, space.map(|space| space.0), kind.name(), text, at]).await?;
    tx.execute(FORGET_LOGS, params![bot.0, most - 1]).await.map(drop)
}

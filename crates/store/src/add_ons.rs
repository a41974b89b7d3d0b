//! The directory of add-ons: what owners say of their applications and bots, and pictures of them.

use crate::statements;
use db::{Query, Result, Tx, params};
use domain::add_ons::State;
use domain::ids::{ClientId, FileId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// What is said of an add-on.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AddOn {
        pub client_id: ClientId as Uuid,
        pub summary: String,
        pub description: String,
        pub state: State as String,
        /// Why it was rejected.
        pub reason: String,
        pub submitted_at: Option<Timestamp>,
        pub decided_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

db::row! {
    /// An add-on as the directory shows it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Entry {
        pub client_id: ClientId as Uuid,
        pub name: String,
        pub summary: String,
        pub description: String,
        pub state: State as String,
        pub reason: String,
        pub submitted_at: Option<Timestamp>,
        /// Names separated by spaces.
        pub scopes: String,
        /// A page about an application.
        pub link: Option<String>,
        /// How to install it, of a bot.
        pub share: Option<String>,
        pub bot_id: Option<Uuid>,
        /// Of the owner.
        pub email: Option<String>,
    }
}

db::row! {
    /// A picture without its bytes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Picture {
        pub id: FileId as Uuid,
        pub width: u32,
        pub height: u32,
    }
}

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Body {
        pub content_type: String,
        pub body: Vec<u8>,
    }
}

macro_rules! entries {
    () => {
        "SELECT a.client_id, c.name, a.summary, a.description, a.state, a.reason, a.submitted_at, c.scopes, c.link, b.share, b.id AS bot_id, u.email FROM add_ons a
            JOIN clients c ON c.id = a.client_id LEFT JOIN bots b ON b.client_id = a.client_id
            LEFT JOIN users u ON u.id = COALESCE(b.owner_id, c.owner_id)"
    };
}

statements! {
    FIND = "SELECT client_id, summary, description, state, reason, submitted_at, decided_at, created_at, updated_at FROM add_ons
        WHERE client_id = $1";
    ENTRY = concat!(entries!(), " WHERE a.client_id = $1");
    LISTED = concat!(entries!(), " WHERE a.state = 'listed' ORDER BY a.client_id LIMIT $1");
    ALL = concat!(entries!(), " WHERE a.state <> 'draft' ORDER BY a.state DESC, a.client_id LIMIT $1");
    WRITE = "INSERT INTO add_ons (client_id, summary, description, state, reason, submitted_at, decided_at, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (client_id) DO UPDATE SET summary = excluded.summary,
        description = excluded.description, state = excluded.state, reason = excluded.reason, submitted_at = excluded.submitted_at,
        decided_at = excluded.decided_at, updated_at = excluded.updated_at";
    PICTURES = "SELECT id, width, height FROM add_on_pictures WHERE client_id = $1 ORDER BY id LIMIT $2";
    PICTURE = "SELECT content_type, body FROM add_on_pictures WHERE id = $1";
    INSERT_PICTURE = "INSERT INTO add_on_pictures (id, client_id, content_type, width, height, body, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE_PICTURE = "DELETE FROM add_on_pictures WHERE client_id = $1 AND id = $2";
    MAKERS = "SELECT l.client_id, c.name, COUNT(*) FROM navigation_links l JOIN clients c ON c.id = l.client_id
        WHERE l.space_id = $1 AND l.client_id NOT IN (SELECT client_id FROM bots) GROUP BY l.client_id, c.name ORDER BY c.name, l.client_id LIMIT $2";
    LINKS_OF = "SELECT id FROM navigation_links WHERE space_id = $1 AND client_id = $2 ORDER BY id LIMIT 1000";
}

pub async fn find(tx: &mut Tx, client: ClientId) -> Result<Option<AddOn>> {
    tx.query_opt(FIND, params![client.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut Tx, client: ClientId) -> Result<Option<AddOn>> {
    let lock = tx.dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![client.0]).await
}

pub async fn entry(tx: &mut Tx, client: ClientId) -> Result<Option<Entry>> {
    tx.query_opt(ENTRY, params![client.0]).await
}

/// What everybody sees, the oldest first.
pub async fn listed(tx: &mut Tx, most: i64) -> Result<Vec<Entry>> {
    tx.query(LISTED, params![most]).await
}

/// All that the operator has to do with: those that wait first.
pub async fn all(tx: &mut Tx, most: i64) -> Result<Vec<Entry>> {
    tx.query(ALL, params![most]).await
}

/// Writes what is said of an add-on; the time of its creation stays.
pub async fn write(tx: &mut Tx, now: &AddOn) -> Result<()> {
    let n = now.clone();
    let mut values = params![n.client_id.0, n.summary, n.description, n.state.name(), n.reason, n.submitted_at, n.decided_at];
    values.extend(params![n.created_at, n.updated_at]);
    tx.execute(WRITE, values).await.map(drop)
}

/// The oldest first.
pub async fn pictures(tx: &mut Tx, client: ClientId, most: i64) -> Result<Vec<Picture>> {
    tx.query(PICTURES, params![client.0, most]).await
}

/// The first picture of each.
pub async fn covers(tx: &mut Tx, clients: &[ClientId]) -> Result<Vec<(Uuid, Uuid)>> {
    if clients.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT p.client_id, p.id FROM add_on_pictures p WHERE p.client_id IN (");
    for (at, client) in clients.iter().enumerate() {
        query = query.sql(if at == 0 { "" } else { ", " }).bind(client.0);
    }
    let first = ") AND NOT EXISTS (SELECT 1 FROM add_on_pictures o WHERE o.client_id = p.client_id AND o.id < p.id)";
    let query = query.sql(first);
    tx.query(query.text, query.params).await
}

pub async fn picture(tx: &mut Tx, id: FileId) -> Result<Option<Body>> {
    tx.query_opt(PICTURE, params![id.0]).await
}

/// A picture to be kept.
#[derive(Clone, Debug)]
pub struct NewPicture {
    pub id: FileId,
    pub client: ClientId,
    pub content_type: String,
    pub size: (u32, u32),
    pub body: Vec<u8>,
    pub at: Timestamp,
}

pub async fn insert_picture(tx: &mut Tx, new: NewPicture) -> Result<()> {
    let NewPicture { id, client, content_type, size: (width, height), body, at } = new;
    tx.execute(INSERT_PICTURE, params![id.0, client.0, content_type, width, height, body, at]).await.map(drop)
}

pub async fn delete_picture(tx: &mut Tx, client: ClientId, id: FileId) -> Result<()> {
    tx.execute(DELETE_PICTURE, params![client.0, id.0]).await.map(drop)
}

/// The applications with links in a space, and how many; bots left out.
pub async fn makers(tx: &mut crate::SpaceTx<'_>, most: i64) -> Result<Vec<(Uuid, String, i64)>> {
    tx.query(MAKERS, params![most]).await
}

/// The links of an application in a space.
pub async fn links_of(tx: &mut crate::SpaceTx<'_>, client: ClientId) -> Result<Vec<(Uuid,)>> {
    tx.query(LINKS_OF, params![client.0]).await
}

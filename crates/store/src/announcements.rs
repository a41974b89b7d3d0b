//! What a space tells its members on their dashboard (rule O5).

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::AnnouncementId;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Announcement {
        pub id: AnnouncementId as Uuid,
        pub title: Option<String>,
        pub text: String,
        /// The first day.
        pub starts_on: Date,
        /// The last one; none: until it is deleted.
        pub ends_on: Option<Date>,
        /// The admin's, as it was then.
        pub author_name: String,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, title, text, starts_on, ends_on, author_name, created_at, updated_at FROM announcements"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    LIST = concat!(columns!(), " WHERE space_id = $1 ORDER BY starts_on DESC, id DESC LIMIT $2");
    SHOWN = concat!(columns!(), " WHERE space_id = $1 AND starts_on <= $3 AND (ends_on IS NULL OR ends_on >= $3)
        ORDER BY starts_on DESC, id DESC LIMIT $2");
    INSERT = "INSERT INTO announcements (space_id, id, title, text, starts_on, ends_on, author_name, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE announcements SET title = $3, text = $4, starts_on = $5, ends_on = $6, updated_at = $7
        WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM announcements WHERE space_id = $1 AND id = $2";
}

/// All, or those that are shown on a day; the newest first.
pub async fn list(tx: &mut SpaceTx<'_>, on: Option<Date>, most: i64) -> Result<Vec<Announcement>> {
    match on {
        Some(day) => tx.query(SHOWN, params![most, day]).await,
        None => tx.query(LIST, params![most]).await,
    }
}

pub async fn find(tx: &mut SpaceTx<'_>, id: AnnouncementId) -> Result<Option<Announcement>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: AnnouncementId) -> Result<Option<Announcement>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &Announcement) -> Result<()> {
    let mut values = params![new.id.0, new.title.clone(), &*new.text, new.starts_on, new.ends_on];
    values.extend(params![&*new.author_name, new.created_at, new.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes title, text and days.
pub async fn update(tx: &mut SpaceTx<'_>, now: &Announcement) -> Result<()> {
    let values = params![now.id.0, now.title.clone(), &*now.text, now.starts_on, now.ends_on, now.updated_at];
    tx.execute(UPDATE, values).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, id: AnnouncementId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

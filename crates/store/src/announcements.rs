//! What a space tells its members on their dashboard (rule O5).

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{AnnouncementId, MembershipId};
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
        /// When all members were written to; none: not yet, or nobody asked for it.
        pub mailed_at: Option<Timestamp>,
        /// The only plan whose members it is for; none: all members.
        pub plan_id: Option<Uuid>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, title, text, starts_on, ends_on, author_name, mailed_at, plan_id, created_at, updated_at FROM announcements"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    LIST = concat!(columns!(), " WHERE space_id = $1 ORDER BY starts_on DESC, id DESC LIMIT $2");
    SHOWN = concat!(columns!(), " WHERE space_id = $1 AND starts_on <= $3 AND (ends_on IS NULL OR ends_on >= $3)
        ORDER BY starts_on DESC, id DESC LIMIT $2");
    INSERT = "INSERT INTO announcements (space_id, id, title, text, starts_on, ends_on, author_name, plan_id, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE = "UPDATE announcements SET title = $3, text = $4, starts_on = $5, ends_on = $6, plan_id = $7, updated_at = $8
        WHERE space_id = $1 AND id = $2";
    // Active members behind the last one who was written to.
    ADDRESSEES = "SELECT m.id, COALESCE(m.name, m.company), m.email FROM memberships m
        WHERE m.space_id = $1 AND m.confirmed_at IS NOT NULL AND m.starts_at <= $3 AND (m.canceled_to IS NULL OR m.canceled_to >= $3)
            AND m.email IS NOT NULL AND m.id > COALESCE((SELECT a.mailed_to FROM announcements a WHERE a.space_id = $1 AND a.id = $2), $4)
            AND ((SELECT a.plan_id FROM announcements a WHERE a.space_id = $1 AND a.id = $2) IS NULL OR EXISTS (
                SELECT 1 FROM membership_plans p JOIN announcements a ON a.space_id = p.space_id AND a.plan_id = p.parent_plan_id
                WHERE p.space_id = $1 AND p.membership_id = m.id AND a.id = $2 AND p.starts_at <= $3
                    AND (p.canceled_to IS NULL OR p.canceled_to >= $3)))
        ORDER BY m.id LIMIT $5";
    MAILED_TO = "UPDATE announcements SET mailed_to = $3 WHERE space_id = $1 AND id = $2";
    MAILED = "UPDATE announcements SET mailed_at = $3 WHERE space_id = $1 AND id = $2";
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
    values.extend(params![&*new.author_name, new.plan_id, new.created_at, new.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes title, text, days and whom it is for.
pub async fn update(tx: &mut SpaceTx<'_>, now: &Announcement) -> Result<()> {
    let values = params![now.id.0, now.title.clone(), &*now.text, now.starts_on, now.ends_on, now.plan_id, now.updated_at];
    tx.execute(UPDATE, values).await.map(drop)
}

/// Somebody to write to.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub id: MembershipId,
    /// The member's, else the company's.
    pub name: Option<String>,
    pub email: String,
}

/// The next members, active on a day, to whom an announcement was not mailed yet.
pub async fn addressees(tx: &mut SpaceTx<'_>, id: AnnouncementId, on: Date, most: i64) -> Result<Vec<Addressee>> {
    let rows: Vec<(Uuid, Option<String>, String)> = tx.query(ADDRESSEES, params![id.0, on, Uuid::nil(), most]).await?;
    Ok(rows.into_iter().map(|(id, name, email)| Addressee { id: MembershipId(id), name, email }).collect())
}

/// It was mailed to this member and all before.
pub async fn mailed_to(tx: &mut SpaceTx<'_>, id: AnnouncementId, last: MembershipId) -> Result<()> {
    tx.execute(MAILED_TO, params![id.0, last.0]).await.map(drop)
}

/// It was mailed to all.
pub async fn mailed(tx: &mut SpaceTx<'_>, id: AnnouncementId, at: Timestamp) -> Result<()> {
    tx.execute(MAILED, params![id.0, at]).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, id: AnnouncementId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

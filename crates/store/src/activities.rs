//! What happened in a space, for people to read (rule O7).

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Query, Result, Tx, params};
use domain::activities::{Channel, Level};
use domain::ids::ActivityId;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct Activity {
        pub id: ActivityId as Uuid,
        /// `text`, or what the event is called in the feed.
        pub kind: String,
        pub level: Option<String>,
        pub channels: Json<Vec<Channel>>,
        pub attributes: serde_json::Value,
        /// What it happened to.
        pub source_id: Option<Uuid>,
        pub membership_id: Option<Uuid>,
        /// The member's, else the company's, as long as there is the membership; kept there.
        pub membership_name: Option<String>,
        pub created_at: Timestamp,
    }
}

impl Activity {
    pub fn level(&self) -> Option<Level> {
        self.level.clone().and_then(|level| Level::try_from(level).ok())
    }
}

macro_rules! columns {
    () => {
        "SELECT a.id, a.type AS kind, a.level, a.channels, a.attributes, a.source_id, a.membership_id,
        COALESCE(m.name, m.company) AS membership_name, a.created_at FROM activities a
        LEFT JOIN memberships m ON m.space_id = a.space_id AND m.id = a.membership_id"
    };
}

statements! {
    INSERT = "INSERT INTO activities (space_id, id, type, level, channels, attributes, source_id, membership_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    ABOUT = "INSERT INTO activity_sources (space_id, source_id, activity_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    DELETE_OLD = "DELETE FROM activities WHERE created_at < $1";
}

/// Which activities a list shows: those of a time, those about something, or the last ones.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Empty: all.
    pub kinds: Vec<String>,
    /// Empty: about anything.
    pub sources: Vec<Uuid>,
}

/// The newest first.
pub async fn list(tx: &mut SpaceTx<'_>, filter: Filter, most: i64) -> Result<Vec<Activity>> {
    let space = tx.space().0;
    let mut query: Query = tx.select(concat!(columns!(), " WHERE a.space_id = "));
    if let Some(from) = filter.from {
        query = query.sql(" AND a.created_at >= ").bind(from);
    }
    if let Some(to) = filter.to {
        query = query.sql(" AND a.created_at < ").bind(to);
    }
    if !filter.kinds.is_empty() {
        query = query.sql(" AND a.type IN ").list(filter.kinds);
    }
    if !filter.sources.is_empty() {
        query = query.sql(" AND (a.source_id IN ").list(filter.sources.clone());
        query = query.sql(" OR a.membership_id IN ").list(filter.sources.clone());
        query = query.sql(" OR a.id IN (SELECT s.activity_id FROM activity_sources s WHERE s.space_id = ").bind(space);
        query = query.sql(" AND s.source_id IN ").list(filter.sources).sql("))");
    }
    tx.run(query.sql(" ORDER BY a.created_at DESC, a.id DESC LIMIT ").bind(most)).await
}

/// `membership_name` is not read; `sources` are what else it is about.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Activity, sources: &[Uuid]) -> Result<()> {
    let mut values = params![new.id.0, &*new.kind, new.level.clone(), &new.channels];
    values.push(json(&new.attributes));
    values.extend(params![new.source_id, new.membership_id, new.created_at]);
    tx.execute(INSERT, values).await?;
    for source in sources {
        tx.execute(ABOUT, params![*source, new.id.0]).await?;
    }
    Ok(())
}

/// Of all spaces, those from before a time; how many they were.
pub async fn delete_old(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.execute(DELETE_OLD, params![before]).await
}

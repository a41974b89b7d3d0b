//! Texts that are mailed when an event is published or attended (X7).

use crate::resources::Slice;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::calendar_events::Trigger;
use domain::ids::{EventId, EventMessageId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Message {
        pub id: EventMessageId as Uuid,
        pub event_id: EventId as Uuid,
        pub trigger: Trigger as String,
        pub body: String,
        pub created_at: Timestamp,
    }
}

statements! {
    FIND = "SELECT id, event_id, message_trigger AS trigger, body, created_at FROM event_messages WHERE space_id = $1 AND id = $2";
    LIST = "SELECT id, event_id, message_trigger AS trigger, body, created_at FROM event_messages WHERE space_id = $1 AND event_id = $2
        ORDER BY id LIMIT $3 OFFSET $4";
    COUNT = "SELECT COUNT(*) FROM event_messages WHERE space_id = $1 AND event_id = $2";
    INSERT = "INSERT INTO event_messages (space_id, id, event_id, message_trigger, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    UPDATE = "UPDATE event_messages SET message_trigger = $3, body = $4 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM event_messages WHERE space_id = $1 AND id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: EventMessageId) -> Result<Option<Message>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those of an event, oldest first; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, event: EventId, slice: Slice) -> Result<(Vec<Message>, i64)> {
    let messages = tx.query(LIST, params![event.0, slice.limit, slice.offset]).await?;
    let (total,): (i64,) = tx.query_one(COUNT, params![event.0]).await?;
    Ok((messages, total))
}

/// Breaks `event_messages_trigger` when the event has one for this already.
pub async fn insert(tx: &mut SpaceTx<'_>, message: &Message) -> Result<()> {
    let Message { id, event_id, trigger, body, created_at } = message;
    tx.execute(INSERT, params![id.0, event_id.0, trigger.name(), &**body, *created_at]).await.map(drop)
}

/// As [`insert`].
pub async fn update(tx: &mut SpaceTx<'_>, message: &Message) -> Result<()> {
    tx.execute(UPDATE, params![message.id.0, message.trigger.name(), &*message.body]).await.map(drop)
}

/// Whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, id: EventMessageId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}

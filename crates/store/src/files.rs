//! Uploaded files. They are public and never change: a new upload is a new file.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::FileId;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// Width and height are pixels, of images.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct File {
        pub id: FileId as Uuid,
        pub content_type: String,
        pub width: Option<u32>,
        pub height: Option<u32>,
        pub body: Vec<u8>,
        pub created_at: Timestamp,
    }
}

statements! {
    FIND = "SELECT id, content_type, width, height, body, created_at FROM files WHERE space_id = $1 AND id = $2";
    INSERT = "INSERT INTO files (space_id, id, content_type, width, height, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE = "DELETE FROM files WHERE space_id = $1 AND id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: FileId) -> Result<Option<File>> {
    tx.query_opt(FIND, params![id.0]).await
}

pub async fn insert(tx: &mut SpaceTx<'_>, file: File) -> Result<()> {
    let File { id, content_type, width, height, body, created_at } = file;
    tx.execute(INSERT, params![id.0, content_type, width, height, body, created_at]).await.map(drop)
}

/// Deleting what is not there is fine.
pub async fn delete(tx: &mut SpaceTx<'_>, id: FileId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

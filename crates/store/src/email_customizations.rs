//! What a space writes in its mails instead of what we would.

use crate::{SpaceTx, statements};
use db::{Result, params};
use jiff::Timestamp;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Customization {
        /// The key of the mail.
        pub mail: String,
        pub subject: String,
        /// HTML.
        pub body: String,
    }
}

statements! {
    FIND = "SELECT mail, subject, body FROM email_customizations WHERE space_id = $1 AND mail = $2";
    ALL = "SELECT mail, subject, body FROM email_customizations WHERE space_id = $1 ORDER BY mail";
    SAVE = "INSERT INTO email_customizations (space_id, mail, subject, body, updated_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (space_id, mail) DO UPDATE SET subject = excluded.subject, body = excluded.body, updated_at = excluded.updated_at";
    DELETE = "DELETE FROM email_customizations WHERE space_id = $1 AND mail = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, mail: &str) -> Result<Option<Customization>> {
    tx.query_opt(FIND, params![mail]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, mail: String) -> Result<Option<Customization>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![mail]).await
}

/// All of the space; there are never more than mails.
pub async fn all(tx: &mut SpaceTx<'_>) -> Result<Vec<Customization>> {
    tx.query(ALL, params![]).await
}

pub async fn save(tx: &mut SpaceTx<'_>, new: &Customization, now: Timestamp) -> Result<()> {
    tx.execute(SAVE, params![&*new.mail, &*new.subject, &*new.body, now]).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, mail: &str) -> Result<()> {
    tx.execute(DELETE, params![mail]).await.map(drop)
}

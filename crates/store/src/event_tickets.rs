//! Tickets that visitors bought; who attends stands with the event.

use crate::buyers::Buyer;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{ContactId, EventTicketPurchaseId, UserId};
use jiff::Timestamp;

#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    pub id: EventTicketPurchaseId,
    pub contact: ContactId,
    pub buyer: Buyer,
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
}

statements! {
    INSERT = "INSERT INTO event_ticket_purchases (space_id, id, contact_id, name, company, email, phone, tax_id, address, comments,
        created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &Purchase) -> Result<()> {
    let mut values = params![new.id.0, new.contact.0];
    values.extend(new.buyer.values());
    values.extend(params![new.created_by.map(|user| user.0), new.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

//! Contacts: people who are no members (rule O1), oldest first, with their tags.

use crate::json::Json;
use crate::resources::{Slice, Word};
use crate::spaces::Address;
use crate::{SpaceTx, statements, totals};
use db::{Result, params};
use domain::ids::{ContactId, MembershipId};
use domain::resources::Photo;
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug)]
    pub struct Contact {
        pub id: ContactId as Uuid,
        pub name: Option<String>,
        pub company: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        /// Without name and company, which stand beside it.
        pub address: Json<Address>,
        pub photo: Option<Word<Photo>>,
        pub notes: Option<String>,
        /// Set when the person has become a member.
        pub membership_id: Option<Uuid>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, name, company, email, phone, address, photo, notes, membership_id, created_at, updated_at FROM contacts"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    LIST = concat!(columns!(), " WHERE space_id = $1 ORDER BY id LIMIT $2 OFFSET $3");
    // What is not said again stays as it was.
    KEEP = "INSERT INTO contacts (space_id, id, name, company, email, phone, address, photo, notes, membership_id, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (space_id, lower(email)) DO UPDATE SET
        name = COALESCE(excluded.name, contacts.name), company = COALESCE(excluded.company, contacts.company),
        phone = COALESCE(excluded.phone, contacts.phone), notes = COALESCE(excluded.notes, contacts.notes),
        photo = COALESCE(excluded.photo, contacts.photo), membership_id = COALESCE(excluded.membership_id, contacts.membership_id),
        address = CASE WHEN $13 THEN excluded.address ELSE contacts.address END, updated_at = excluded.updated_at RETURNING id";
    TAG = "INSERT INTO contact_tags (space_id, contact_id, tag) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    LINK = "UPDATE contacts SET membership_id = $3, updated_at = $4 WHERE space_id = $1 AND id = $2";
    UNLINK = "UPDATE contacts SET membership_id = NULL WHERE space_id = $1 AND membership_id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: ContactId) -> Result<Option<Contact>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, slice: Slice) -> Result<(Vec<Contact>, i64)> {
    let contacts = tx.query(LIST, params![slice.limit, slice.offset]).await?;
    Ok((contacts, totals::all(tx, "contacts").await?))
}

/// Those with these ids, oldest first.
pub async fn some(tx: &mut SpaceTx<'_>, ids: &[ContactId]) -> Result<Vec<Contact>> {
    let query = tx.select(concat!(columns!(), " WHERE space_id = ")).sql(" AND id IN ").list(ids.iter().map(|id| id.0));
    tx.run(query.sql(" ORDER BY id")).await
}

/// Inserts the contact, or updates the one with the same e-mail (whatever its case) by what is given; the id of
/// the one that stands there now. Racing writers get the same contact.
pub async fn keep(tx: &mut SpaceTx<'_>, new: &Contact) -> Result<ContactId> {
    let address_given = new.address.0 != Address::default();
    let mut values = params![new.id.0, new.name.clone(), new.company.clone(), new.email.clone(), new.phone.clone(), &new.address];
    let photo = new.photo.as_ref().map(|Word(photo)| photo.to_string());
    values.extend(params![photo, new.notes.clone(), new.membership_id, new.created_at, new.updated_at, address_given]);
    let (id,): (Uuid,) = tx.query_one(KEEP, values).await?;
    Ok(ContactId(id))
}

/// Adds a tag, unless the contact has it.
pub async fn tag(tx: &mut SpaceTx<'_>, id: ContactId, tag: &str) -> Result<()> {
    tx.execute(TAG, params![id.0, tag]).await.map(drop)
}

/// The tags of these contacts, in alphabetical order.
pub async fn tags(tx: &mut SpaceTx<'_>, ids: &[ContactId]) -> Result<HashMap<ContactId, Vec<String>>> {
    let query = tx.select("SELECT contact_id, tag FROM contact_tags WHERE space_id = ").sql(" AND contact_id IN ");
    let query = query.list(ids.iter().map(|id| id.0)).sql(" ORDER BY contact_id, tag");
    let mut tags: HashMap<_, Vec<String>> = HashMap::new();
    for (id, tag) in tx.run::<(Uuid, String)>(query).await? {
        tags.entry(ContactId(id)).or_default().push(tag);
    }
    Ok(tags)
}

/// The person is a member now. How many contacts were changed: none when there is no such contact.
pub async fn link(tx: &mut SpaceTx<'_>, id: ContactId, membership: MembershipId, at: Timestamp) -> Result<u64> {
    tx.execute(LINK, params![id.0, membership.0, at]).await
}

/// The membership goes; whoever was its contact stays one.
pub async fn unlink(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<()> {
    tx.execute(UNLINK, params![membership.0]).await.map(drop)
}

//! Contacts: people who are no members (rule O1), oldest first, with their tags.

use crate::json::Json;
use crate::resources::{Slice, Word};
use crate::search::{self, In};
use crate::spaces::Address;
use crate::{SpaceTx, statements, totals};
use db::{Dialect, Query, Result, params};
use domain::ids::{ContactId, MembershipId};
use domain::resources::Photo;
use jiff::{Timestamp, civil::Date};
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

impl Contact {
    /// What to call the person.
    pub fn label(&self) -> &str {
        self.name.as_deref().or(self.company.as_deref()).or(self.email.as_deref()).unwrap_or("Nobody known")
    }
}

/// What contacts are sorted by; equal ones by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// As they were made, which is the order of their ids: in the primary key.
    #[default]
    Since,
    /// By name, else company, else e-mail: index `contacts_label`.
    Label,
    /// Index `contacts_address`.
    Email,
}

/// What a search is for; all parts must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Each word must be found in name, company, e-mail address or phone number.
    pub text: String,
    /// Empty: whatever they have.
    pub tag: String,
    pub sort: SortBy,
    pub ascending: bool,
}

impl Wanted {
    /// Whether nobody is left out.
    pub fn is_all(&self) -> bool {
        self.text.trim().is_empty() && self.tag.is_empty()
    }
}

/// When something is: at an instant, or on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    At(Timestamp),
    On(Date),
}

/// What a contact did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Booking,
    Pass,
    Ticket,
}

/// Something that a contact has booked, bought or attends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doing {
    /// Of the booking, the pass or the event.
    pub id: Uuid,
    pub what: What,
    /// Of the room, the pass or the event.
    pub name: String,
    pub when: When,
    /// Of a ticket there is none.
    pub status: String,
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
    // Whoever changes a contact holds it from here on.
    LOCK = "UPDATE contacts SET updated_at = updated_at WHERE space_id = $1 AND id = $2";
    UPDATE = "UPDATE contacts SET name = $3, company = $4, email = $5, phone = $6, address = $7, photo = $8, notes = $9, updated_at = $10
        WHERE space_id = $1 AND id = $2";
    UNTAG = "DELETE FROM contact_tags WHERE space_id = $1 AND contact_id = $2";
    DELETE = "DELETE FROM contacts WHERE space_id = $1 AND id = $2";
    ALL_TAGS = "SELECT tag, COUNT(*) FROM contact_tags WHERE space_id = $1 GROUP BY tag ORDER BY tag LIMIT $2";
    HAS_HISTORY = "SELECT EXISTS (SELECT 1 FROM external_bookings WHERE space_id = $1 AND contact_id = $2)
        OR EXISTS (SELECT 1 FROM drop_in_pass_purchases WHERE space_id = $1 AND contact_id = $2)
        OR EXISTS (SELECT 1 FROM event_ticket_purchases WHERE space_id = $1 AND contact_id = $2)
        OR EXISTS (SELECT 1 FROM event_attendances WHERE space_id = $1 AND contact_id = $2)
        OR EXISTS (SELECT 1 FROM invoices WHERE space_id = $1 AND contact_id = $2)";
    BOOKINGS = "SELECT b.id, r.name, b.starts_at, b.status FROM external_bookings b
        JOIN resources r ON r.space_id = b.space_id AND r.id = b.resource_id WHERE b.space_id = $1 AND b.contact_id = $2
        ORDER BY b.starts_at DESC, b.id LIMIT $3";
    PASSES = "SELECT d.id, d.name, d.valid_on, d.status FROM drop_in_pass_purchases p
        JOIN drop_in_passes d ON d.space_id = p.space_id AND d.purchase_id = p.id WHERE p.space_id = $1 AND p.contact_id = $2
        ORDER BY d.valid_on DESC, d.id LIMIT $3";
    TICKETS = "SELECT e.id, e.title, e.starts_at FROM event_attendances a
        JOIN events e ON e.space_id = a.space_id AND e.id = a.event_id WHERE a.space_id = $1 AND a.contact_id = $2
        ORDER BY e.starts_at DESC, e.id LIMIT $3";
}

/// The contact, which nobody else changes before the transaction ends.
pub async fn hold(tx: &mut SpaceTx<'_>, id: ContactId) -> Result<Option<Contact>> {
    tx.execute(LOCK, params![id.0]).await?;
    find(tx, id).await
}

/// Those who are wanted, in their order, and how many they are in all: of all exactly, of some up to one more than
/// [`MOST_COUNTED`](crate::memberships::MOST_COUNTED).
pub async fn search(tx: &mut SpaceTx<'_>, wanted: &Wanted, slice: Slice) -> Result<(Vec<Contact>, i64)> {
    let (dialect, space) = (tx.global().dialect(), tx.space().0);
    let query = matching(tx.select(concat!(columns!(), " WHERE space_id = ")), dialect, wanted, space);
    let query = query.sql(match (wanted.sort, wanted.ascending) {
        (SortBy::Since, true) => " ORDER BY id",
        (SortBy::Since, false) => " ORDER BY id DESC",
        (SortBy::Label, true) => " ORDER BY lower(COALESCE(name, company, email, '')), id",
        (SortBy::Label, false) => " ORDER BY lower(COALESCE(name, company, email, '')) DESC, id DESC",
        (SortBy::Email, true) => " ORDER BY lower(COALESCE(email, '')), id",
        (SortBy::Email, false) => " ORDER BY lower(COALESCE(email, '')) DESC, id DESC",
    });
    let found: Vec<Contact> = tx.run(query.sql(" LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset)).await?;
    if wanted.is_all() {
        return Ok((found, totals::all(tx, "contacts").await?));
    }
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let count = matching(tx.select("SELECT COUNT(*) FROM (SELECT 1 FROM contacts WHERE space_id = "), dialect, wanted, space);
    Ok((found, totals::up_to_most(tx, count).await?))
}

fn matching(mut query: Query, dialect: Dialect, wanted: &Wanted, space: Uuid) -> Query {
    for word in wanted.text.split_whitespace() {
        query = search::containing(query.sql(" AND "), dialect, In::Contacts, word);
    }
    if !wanted.tag.is_empty() {
        query = query.sql(" AND id IN (SELECT contact_id FROM contact_tags WHERE space_id = ").bind(space);
        query = query.sql(" AND tag = ").bind(wanted.tag.clone()).sql(")");
    }
    query
}

/// Breaks `contacts_email` where another contact has the e-mail.
pub async fn update(tx: &mut SpaceTx<'_>, changed: &Contact) -> Result<()> {
    let mut values = params![changed.id.0, changed.name.clone(), changed.company.clone(), changed.email.clone(), changed.phone.clone()];
    let photo = changed.photo.as_ref().map(|Word(photo)| photo.to_string());
    values.extend(params![&changed.address, photo, changed.notes.clone(), changed.updated_at]);
    tx.execute(UPDATE, values).await.map(drop)
}

/// Takes all tags away.
pub async fn untag(tx: &mut SpaceTx<'_>, id: ContactId) -> Result<()> {
    tx.execute(UNTAG, params![id.0]).await.map(drop)
}

/// With its tags; one that has booked, bought or owed something is a broken foreign key, or its invoices lose it.
pub async fn delete(tx: &mut SpaceTx<'_>, id: ContactId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// Each tag of the space and how many have it, in alphabetical order.
pub async fn all_tags(tx: &mut SpaceTx<'_>, most: i64) -> Result<Vec<(String, i64)>> {
    tx.query(ALL_TAGS, params![most]).await
}

/// Whether the contact has ever booked, bought, attended or been billed anything.
pub async fn has_history(tx: &mut SpaceTx<'_>, id: ContactId) -> Result<bool> {
    Ok(tx.query_one::<(bool,)>(HAS_HISTORY, params![id.0]).await?.0)
}

/// Bookings, passes and tickets of a contact, the latest of each sort.
pub async fn doings(tx: &mut SpaceTx<'_>, id: ContactId, most: i64) -> Result<Vec<Doing>> {
    let doing = |what, id, name, when, status| Doing { id, what, name, when, status };
    let bookings: Vec<(Uuid, String, Timestamp, String)> = tx.query(BOOKINGS, params![id.0, most]).await?;
    let passes: Vec<(Uuid, String, Date, String)> = tx.query(PASSES, params![id.0, most]).await?;
    let tickets: Vec<(Uuid, String, Timestamp)> = tx.query(TICKETS, params![id.0, most]).await?;
    let bookings = bookings.into_iter().map(|(id, name, at, status)| doing(What::Booking, id, name, When::At(at), status));
    let passes = passes.into_iter().map(|(id, name, on, status)| doing(What::Pass, id, name, When::On(on), status));
    let tickets = tickets.into_iter().map(|(id, name, at)| doing(What::Ticket, id, name, When::At(at), String::new()));
    Ok(bookings.chain(passes).chain(tickets).collect())
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

//! Contacts: people who are no members (rule O1). External bookings, drop-in passes and tickets make them by
//! [`keep`], in their own transaction.

use crate::access::Access;
use crate::accounting::Pieces;
use crate::memberships::Create;
use crate::memberships::person::{self, Checker};
use crate::resources::Page;
use crate::{App, Error, Event, FieldError, Result, list_files};
use documents::tables::Cell;
use domain::ids::{ContactId, MembershipId};
use domain::permissions::Category;
use domain::scopes::Scope;
use domain::texts;
use serde_json::json;
use store::contacts::{self, Contact, Doing};
pub use store::contacts::{SortBy, Wanted};
use store::invoices::{self, Debitor, Invoice};
use store::resources::Slice;
use store::spaces::Address;
use store::{Json, SpaceTx, memberships};

const MOST_TAGS: usize = 50;
/// How many tags of a space one chooses among.
const TAGS: i64 = 200;
/// How many things of each sort are shown of a contact.
const MOST: i64 = 50;

/// What is known of a person. Name and company stand here, not in the address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    pub name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// `country` is a code or a name.
    pub address: Address,
    pub notes: Option<String>,
    /// Added to those that the contact has.
    pub tags: Vec<String>,
}

impl Details {
    /// Tidied up, or everything that is wrong. Somebody must be meant: a name, a company or an e-mail.
    pub fn checked(mut self) -> Result<Self> {
        let mut check = Checker::default();
        check.line("name", &mut self.name);
        check.line("company", &mut self.company);
        check.line("phone", &mut self.phone);
        check.lines("notes", &mut self.notes);
        let email = self.email.take().filter(|email| !email.trim().is_empty());
        self.email = email.and_then(|email| check.email("email".into(), &email));
        person::address(&mut check, &mut self.address);
        if self.tags.len() > MOST_TAGS {
            check.refuse("tags".into(), "too_many", "must have at most 50 entries");
        }
        let tags = std::mem::take(&mut self.tags).into_iter().enumerate();
        let tag = |(place, tag): (usize, String)| {
            let mut tag = Some(tag);
            check.line(&format!("tags.{place}"), &mut tag);
            tag
        };
        self.tags = tags.filter_map(tag).collect();
        if check.is_empty() && self.name.is_none() && self.company.is_none() && self.email.is_none() {
            check.refuse("name".into(), "blank", "can't be blank, unless there is a company or an e-mail");
        }
        check.done(self)
    }
}

/// Admins of the space alone see contacts.
pub async fn get(app: &App, access: &Access, id: ContactId) -> Result<Contact> {
    access.require_admin(Scope::ReadContacts)?;
    let access = access.clone();
    app.db.read(async move |tx| contacts::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// All of the space, oldest first. For admins of the space.
pub async fn list(app: &App, access: &Access, slice: Slice) -> Result<Page<Contact>> {
    access.require_admin(Scope::ReadContacts)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = contacts::list(&mut access.bind(tx), slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// Those with the words and the tag, in their order; and how many they are: of some, above 10,000 no more is counted. For
/// admins of the space.
pub async fn search(app: &App, access: &Access, wanted: Wanted, slice: Slice) -> Result<Page<Contact>> {
    access.require_admin(Scope::ReadContacts)?;
    for (field, text) in [("q", &wanted.text), ("tag", &wanted.tag)] {
        if !text.is_empty() {
            texts::name(text).map_err(|bad| FieldError::parameter(field, bad.code(), bad.to_string()))?;
        }
    }
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = contacts::search(&mut access.bind(tx), &wanted, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

const COLUMNS: [&str; 13] =
    ["name", "company", "email", "phone", "street", "post code", "city", "state", "country", "tags", "notes", "member", "since"];

/// The same, all of them, as a file that is written while it is read. For admins of the space.
///
/// # Errors
/// [`Error::RateLimited`] for who takes too many away, and as [`search`].
pub async fn csv(app: &App, access: &Access, wanted: Wanted) -> Result<Pieces> {
    access.require_admin(Scope::ReadContacts)?;
    list_files::write(app, access, "contacts", &COLUMNS, wanted, rows).await
}

async fn rows(app: App, access: Access, wanted: Wanted, slice: Slice) -> Result<Vec<Vec<Cell>>> {
    let found = search(&app, &access, wanted, slice).await?.items;
    let (bound, ids) = (access.clone(), found.iter().map(|contact| contact.id).collect::<Vec<_>>());
    let mut tags = app.db.read(async move |tx| Ok::<_, Error>(contacts::tags(&mut bound.bind(tx), &ids).await?)).await?;
    let row = |contact: Contact| {
        let tags = tags.remove(&contact.id).unwrap_or_default().join(", ");
        let mut cells: Vec<_> = [contact.name, contact.company, contact.email, contact.phone].map(Cell::maybe).into();
        cells.extend(list_files::address(&contact.address.0));
        cells.push(Cell::maybe(Some(tags).filter(|tags| !tags.is_empty())));
        cells.push(Cell::maybe(contact.notes));
        cells.push(Cell::maybe(contact.membership_id.map(|_| "yes")));
        cells.push(Cell::Day(access.zone().to_datetime(contact.created_at).date()));
        cells
    };
    Ok(found.into_iter().map(row).collect())
}

/// Each tag of the space and how many contacts have it. For admins of the space.
pub async fn all_tags(app: &App, access: &Access) -> Result<Vec<(String, i64)>> {
    access.require_admin(Scope::ReadContacts)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(contacts::all_tags(&mut access.bind(tx), TAGS).await?)).await
}

/// The tags of a contact. For admins of the space.
pub async fn tags(app: &App, access: &Access, id: ContactId) -> Result<Vec<String>> {
    access.require_admin(Scope::ReadContacts)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(contacts::tags(&mut access.bind(tx), &[id]).await?.remove(&id).unwrap_or_default())).await
}

/// What a contact has done: booked, bought, attended. For admins of the space.
pub async fn doings(app: &App, access: &Access, id: ContactId) -> Result<Vec<Doing>> {
    access.require_admin(Scope::ReadContacts)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(contacts::doings(&mut access.bind(tx), id, MOST).await?)).await
}

/// What a contact was billed, the newest first. For admins who may see contacts and invoices.
pub async fn billed(app: &App, access: &Access, id: ContactId) -> Result<Vec<Invoice>> {
    access.require_admin(Scope::ReadContacts)?;
    access.require_admin(Scope::ReadInvoices)?;
    let access = access.clone();
    let wanted = invoices::Wanted { debitor: Some(Debitor::Contact(id.0)), ..invoices::Wanted::default() };
    app.db.read(async move |tx| Ok::<_, Error>(invoices::list(&mut access.bind(tx), &wanted, MOST, 0).await?.0)).await
}

/// Writes a contact anew, tags and all. For admins who may edit contacts.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong, as where another contact has the e-mail.
pub async fn update(app: &App, access: &Access, id: ContactId, details: Details) -> Result<()> {
    may_edit(access)?;
    let (app, access, details) = (app.clone(), access.clone(), details.checked()?);
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = contacts::hold(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let new = details.clone();
        let changed = Contact {
            name: new.name,
            company: new.company,
            email: new.email,
            phone: new.phone,
            address: Json(new.address),
            notes: new.notes,
            updated_at: app.clock.now(),
            ..before
        };
        contacts::update(&mut tx, &changed).await?;
        contacts::untag(&mut tx, id).await?;
        for tag in &details.tags {
            contacts::tag(&mut tx, id, tag).await?;
        }
        app.emit(&mut tx, Event::UpdatedContact, id.0, json!({})).await
    })
    .await
}

/// What became of a contact that was to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    Deleted,
    /// Bookings, purchases and invoices need somebody to belong to: only the name is no longer known.
    Anonymous,
}

/// Deletes a contact; of one that has booked, bought or been billed something all that tells who it is (O2). For admins who may
/// edit contacts.
pub async fn delete(app: &App, access: &Access, id: ContactId) -> Result<Gone> {
    may_edit(access)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let contact = contacts::hold(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        contacts::untag(&mut tx, id).await?;
        if !contacts::has_history(&mut tx, id).await? {
            contacts::delete(&mut tx, id).await?;
            app.emit(&mut tx, Event::DeletedContact, id.0, json!({})).await?;
            return Ok(Gone::Deleted);
        }
        let (address, updated_at) = (Json(Address::default()), app.clock.now());
        let nobody =
            Contact { name: None, company: None, email: None, phone: None, address, photo: None, notes: None, updated_at, ..contact };
        contacts::update(&mut tx, &nobody).await?;
        app.emit(&mut tx, Event::UpdatedContact, id.0, json!({})).await?;
        Ok(Gone::Anonymous)
    })
    .await
}

/// Makes a contact, or updates the one with this e-mail. For admins who may edit contacts.
pub async fn save(app: &App, access: &Access, details: Details) -> Result<ContactId> {
    may_edit(access)?;
    let (app, access, details) = (app.clone(), access.clone(), details.checked()?);
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let (id, event) = keep(&app, &mut tx, &details).await?;
        app.emit(&mut tx, event, id.0, json!({})).await?;
        Ok(id)
    })
    .await
}

/// Makes a contact of checked details, or updates the one with this e-mail, and says which of the two; the event is
/// the caller's to emit. For other use cases, which have asked who may.
pub async fn keep(app: &App, tx: &mut SpaceTx<'_>, details: &Details) -> Result<(ContactId, Event)> {
    let (new, now) = (app.id::<ContactId>(), app.clock.now());
    let contact = Contact {
        id: new,
        name: details.name.clone(),
        company: details.company.clone(),
        email: details.email.clone(),
        phone: details.phone.clone(),
        address: Json(details.address.clone()),
        photo: None,
        notes: details.notes.clone(),
        membership_id: None,
        created_at: now,
        updated_at: now,
    };
    let id = contacts::keep(tx, &contact).await?;
    for tag in &details.tags {
        contacts::tag(tx, id, tag).await?;
    }
    Ok((id, if id == new { Event::CreatedContact } else { Event::UpdatedContact }))
}

/// The contact has become a member: links the two; all that the contact did stays where it is.
pub async fn convert(app: &App, access: &Access, id: ContactId, membership: MembershipId) -> Result<()> {
    may_edit(access)?;
    access.require_admin(Scope::WriteMemberships)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        memberships::find(&mut tx, membership).await?.ok_or(Error::no_such("membership"))?;
        if contacts::link(&mut tx, id, membership, app.clock.now()).await? == 0 {
            return Err(Error::NOT_FOUND);
        }
        app.emit(&mut tx, Event::UpdatedContact, id.0, json!({"membership": membership})).await
    })
    .await
}

/// The contact becomes a member of this plan, and the two are linked (E9). For admins who may edit contacts and memberships.
///
/// # Errors
/// [`Error::Invalid`] where the contact is a member already, and as [`memberships::create`](crate::memberships::create).
pub async fn take_in(app: &App, access: &Access, id: ContactId, wish: Create) -> Result<MembershipId> {
    may_edit(access)?;
    access.require_admin(Scope::WriteMemberships)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let contact = contacts::hold(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        if contact.membership_id.is_some() {
            return Err(FieldError::base("is_member", "This contact is a member already.").into());
        }
        let member = crate::memberships::take_in(&app, &access, &mut tx, wish.clone()).await?;
        contacts::link(&mut tx, id, member.id, app.clock.now()).await?;
        app.emit(&mut tx, Event::UpdatedContact, id.0, json!({"membership": member.id})).await?;
        Ok(member.id)
    })
    .await
}

/// No scope writes contacts: the token needs the one that reads them, the admin the right to edit.
fn may_edit(access: &Access) -> Result<()> {
    access.require_admin(Scope::ReadContacts)?;
    if access.edits(Category::Contacts) {
        Ok(())
    } else {
        Err(Error::forbidden("not_permitted", "This admin may see contacts and not edit them."))
    }
}

//! The form of a contact, new or not.

use super::{HERE, read};
use crate::accounts::Frame;
use crate::address;
use crate::inside::{enter_admin, failure};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::access::Access;
use app::contacts::{self, Details};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use domain::ids::ContactId;
use domain::permissions::Category;
use domain::scopes::Scope;
use serde::Deserialize;
use store::contacts::Contact;

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/admin/contacts/new", get(new).post(create)).route("/admin/contacts/{id}/edit", get(edit).post(update))
}

/// What the form had in it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    company: String,
    email: String,
    phone: String,
    #[serde(flatten)]
    address: address::Typed,
    notes: String,
    tags: String,
}

impl Typed {
    fn of(contact: &Contact, tags: &[String]) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            name: text(&contact.name),
            company: text(&contact.company),
            email: text(&contact.email),
            phone: text(&contact.phone),
            address: address::Typed::in_parts(&contact.address.0),
            notes: text(&contact.notes),
            tags: tags.join(", "),
        }
    }

    fn details(&self) -> Details {
        Details {
            name: said(&self.name),
            company: said(&self.company),
            email: said(&self.email),
            phone: said(&self.phone),
            address: self.address.address(),
            notes: said(&self.notes),
            tags: self.tags.split(',').filter_map(said).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "contacts/form.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<ContactId>,
    typed: Typed,
}

async fn enter(visit: &Visit, here: &str) -> Result<Access, Response> {
    let access = enter_admin(visit, here, Scope::ReadContacts).await?;
    if access.edits(Category::Contacts) {
        Ok(access)
    } else {
        Err(problem(&Error::forbidden("not_permitted", "This admin may see contacts and not edit them.")))
    }
}

async fn form(visit: &Visit, id: Option<ContactId>, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &FormPage { frame, problems, id, typed })))
}

async fn new(visit: Visit) -> Result<Response, Response> {
    enter(&visit, "/admin/contacts/new").await?;
    form(&visit, None, Problems::default(), Typed::default()).await
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, "/admin/contacts/new").await?;
    match contacts::save(visit.app(), &access, typed.details()).await {
        Ok(id) => Ok(lead_to(&format!("{HERE}/{id}"))),
        Err(error) => form(&visit, None, Problems::of(error)?, typed).await,
    }
}

async fn edit(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("{HERE}/{id}/edit")).await?;
    let contact = contacts::get(visit.app(), &access, id).await.map_err(failure)?;
    let tags = contacts::tags(visit.app(), &access, id).await.map_err(failure)?;
    form(&visit, Some(id), Problems::default(), Typed::of(&contact, &tags)).await
}

async fn update(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("{HERE}/{id}/edit")).await?;
    match contacts::update(visit.app(), &access, id, typed.details()).await {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{id}"))),
        Err(error) => form(&visit, Some(id), Problems::of(error)?, typed).await,
    }
}

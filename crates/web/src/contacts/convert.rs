//! A contact becomes a member: a plan and a first day, and all else as it is known (E9).

use super::{HERE, name, read};
use crate::accounts::Frame;
use crate::inside::{enter_admin, failure};
use crate::once::Once;
use crate::pages::render;
use crate::people::{Choice, day, plans};
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::memberships::{Create, Person};
use app::{Error, FieldError, contacts};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use domain::ids::ContactId;
use domain::scopes::Scope;
use serde::Deserialize;
use store::contacts::Contact;

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/admin/contacts/{id}/convert", get(page).post(convert))
}

/// What the form had in it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    plan: String,
    starts_at: String,
    discount_code: String,
}

#[derive(Template)]
#[template(path = "contacts/convert.html")]
struct ConvertPage {
    frame: Frame,
    problems: Problems,
    id: ContactId,
    name: String,
    email: Option<String>,
    plans: Vec<Choice>,
    typed: Typed,
}

async fn enter(visit: &Visit, id: ContactId) -> Result<(Access, Contact), Response> {
    let access = enter_admin(visit, &format!("{HERE}/{id}/convert"), Scope::WriteMemberships).await?;
    let contact = contacts::get(visit.app(), &access, id).await.map_err(failure)?;
    Ok((access, contact))
}

async fn page(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let (access, contact) = enter(&visit, read(&id)?).await?;
    let typed = Typed { starts_at: access.today().to_string(), ..Typed::default() };
    form(&visit, &access, &contact, Problems::default(), typed).await
}

async fn form(visit: &Visit, access: &Access, contact: &Contact, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status, plans) = (Frame::of(visit).await?, problems.status(), plans(visit.app(), access).await?);
    let (id, name, email) = (contact.id, name(contact), contact.email.clone());
    Ok(visit.page(render(status, &ConvertPage { frame, problems, id, name, email, plans, typed })))
}

fn wish(contact: &Contact, typed: &Typed) -> Result<Create, Error> {
    let plan = typed.plan.parse().map_err(|_| FieldError::field("plan", "blank", "must be chosen"))?;
    let person = Person {
        // Who has no name at all is called by the address.
        name: contact.name.clone().or_else(|| contact.email.clone().filter(|_| contact.company.is_none())),
        company: contact.company.clone(),
        email: contact.email.clone(),
        phone: contact.phone.clone(),
        address: contact.address.0.clone(),
        ..Person::default()
    };
    Ok(Create {
        plan,
        extras: Vec::new(),
        person,
        starts_at: day("starts_at", &typed.starts_at)?,
        first_invoice_at: None,
        prorate_first_invoice: None,
        confirmed: true,
        discount_code: said(&typed.discount_code),
    })
}

async fn convert(Path(id): Path<String>, Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let (access, contact) = enter(&visit, read(&id)?).await?;
    let app = visit.app();
    let made = match wish(&contact, &typed) {
        Ok(wish) => contacts::take_in(app, &access, contact.id, wish).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(member) => Ok(lead_to(&format!("/admin/members/{member}"))),
        Err(error) => form(&visit, &access, &contact, Problems::of(error)?, typed).await,
    }
}

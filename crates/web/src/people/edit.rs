//! Who a member is and where bills go, written anew; and deleting for good.

use super::{HERE, read};
use crate::accounts::{Frame, Nothing};
use crate::address;
use crate::inside::{enter_admin, failure};
use crate::pages::{problem, render};
use crate::people::day;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::access::Access;
use app::memberships::{self, AddressChange, Change};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::MembershipId;
use domain::scopes::Scope;
use serde::Deserialize;
use store::memberships::Membership;
use store::spaces::Address;

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/admin/members/{id}/edit", get(page).post(save)).route("/admin/members/{id}/delete", post(delete))
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    company: String,
    email: String,
    phone: String,
    #[serde(flatten)]
    address: address::Typed,
    billing_emails: String,
    tax_id: String,
    charge_taxes: Option<String>,
    next_invoice_at: String,
}

impl Typed {
    fn of(member: &Membership) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            name: text(&member.name),
            company: text(&member.company),
            email: text(&member.email),
            phone: text(&member.phone),
            address: address::Typed::of(&member.address.0),
            billing_emails: member.billing_emails.0.join(", "),
            tax_id: text(&member.tax_id),
            charge_taxes: member.charge_taxes.then(|| "yes".to_owned()),
            next_invoice_at: member.next_invoice_at.to_string(),
        }
    }

    fn wish(&self, before: &Membership) -> Result<Change, Error> {
        let to = |text: &str| Some(said(text));
        let Address { full_address, street, post_code, city, state, country, .. } = self.address.address();
        let address = AddressChange {
            full_address: Some(full_address),
            street: Some(street),
            post_code: Some(post_code),
            city: Some(city),
            state: Some(state),
            country: Some(country),
        };
        // The day is only moved where somebody has moved it.
        let next = day("next_invoice_at", &self.next_invoice_at)?.filter(|day| *day != before.next_invoice_at);
        Ok(Change {
            name: to(&self.name),
            company: to(&self.company),
            email: to(&self.email),
            phone: to(&self.phone),
            address: Some(address),
            billing_emails: Some(self.billing_emails.split([',', ';', ' ']).filter_map(said).collect()),
            tax_id: to(&self.tax_id),
            charge_taxes: Some(self.charge_taxes.is_some()),
            next_invoice_at: next,
        })
    }
}

#[derive(Template)]
#[template(path = "people/edit.html")]
struct EditPage {
    frame: Frame,
    problems: Problems,
    id: MembershipId,
    name: String,
    typed: Typed,
}

async fn enter(visit: &Visit, id: MembershipId) -> Result<(Access, Membership), Response> {
    let access = enter_admin(visit, &format!("{HERE}/{id}/edit"), Scope::WriteMemberships).await?;
    let view = memberships::get(visit.app(), &access, id).await.map_err(failure)?.views.pop();
    view.map(|view| (access, view.membership)).ok_or_else(|| problem(&Error::NOT_FOUND))
}

async fn form(visit: &Visit, member: &Membership, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status, name) = (Frame::of(visit).await?, problems.status(), member.label().to_owned());
    Ok(visit.page(render(status, &EditPage { frame, problems, id: member.id, name, typed })))
}

async fn page(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let (_, member) = enter(&visit, read(&id)?).await?;
    form(&visit, &member, Problems::default(), Typed::of(&member)).await
}

async fn save(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let (access, member) = enter(&visit, read(&id)?).await?;
    let saved = match typed.wish(&member) {
        Ok(wish) => memberships::change(visit.app(), &access, member.id, wish).await.map(drop),
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{}", member.id))),
        Err(error) => form(&visit, &member, Problems::of(error)?, typed).await,
    }
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (access, member) = enter(&visit, read(&id)?).await?;
    match memberships::delete(visit.app(), &access, member.id).await {
        Ok(()) => Ok(lead_to(HERE)),
        Err(Error::Conflict { message, .. }) => form(&visit, &member, Problems::base_only(message), Typed::of(&member)).await,
        Err(error) => Err(problem(&error)),
    }
}

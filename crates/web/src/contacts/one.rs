//! One contact: who it is, what it has booked, bought and been billed.

use super::{HERE, name, read};
use crate::accounts::{Frame, Nothing};
use crate::address::in_line;
use crate::inside::{day, enter_admin, failure, money, time};
use crate::language::{Text, date, t};
use crate::membership::paid;
use crate::pages::render;
use crate::visits::{Desk, Posted, Visit, lead_to};
use app::access::Access;
use app::contacts;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::ContactId;
use domain::permissions::Category;
use domain::scopes::Scope;
use store::contacts::{Contact, Doing, What, When};

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/admin/contacts/{id}", get(page)).route("/admin/contacts/{id}/delete", post(delete))
}

struct Line {
    href: Option<String>,
    title: String,
    about: String,
}

#[derive(Template)]
#[template(path = "contacts/one.html")]
struct OnePage {
    frame: Frame,
    id: ContactId,
    name: String,
    facts: Vec<(Text, String)>,
    notes: Option<String>,
    tags: Vec<(String, String)>,
    /// The page of the member that the contact has become.
    member: Option<String>,
    doings: Vec<Line>,
    /// None for who may not see invoices.
    invoices: Option<Vec<Line>>,
    may_edit: bool,
    may_convert: bool,
    may_invoice: bool,
}

fn facts(contact: &Contact) -> Vec<(Text, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut facts = vec![
        (t("running-company"), text(&contact.company)),
        (t("running-email"), text(&contact.email)),
        (t("running-phone"), text(&contact.phone)),
        (t("running-address"), in_line(&contact.address.0)),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

/// Where it stands, as far as it stands anywhere.
fn state(doing: &Doing) -> String {
    let said = match (doing.what, &*doing.status) {
        (What::Booking, "pending") => t("external-state-pending"),
        (What::Booking, "approved") => t("external-state-approved"),
        (What::Booking, "canceled") => t("external-state-canceled"),
        (What::Pass, "confirmed") => t("contacts-pass-confirmed"),
        (What::Pass, "canceled") => t("contacts-pass-canceled"),
        (_, status) => return status.to_owned(),
    };
    said.into()
}

fn line(access: &Access, doing: &Doing) -> Line {
    let id = doing.id.as_simple();
    let (kind, href) = match doing.what {
        What::Booking => {
            (t("contacts-booked"), access.is_admin(Scope::ReadExternalBookings).then(|| format!("/admin/external_bookings/{id}")))
        }
        What::Pass => (t("contacts-day-pass"), None),
        What::Ticket => (t("contacts-attends"), access.is_admin(Scope::ReadEvents).then(|| format!("/admin/events/{id}"))),
    };
    let when = match doing.when {
        When::At(at) => format!("{}, {}", day(access.zone().to_datetime(at).date()), time(access, at)),
        When::On(on) => day(on),
    };
    let about = [kind.into(), when, state(doing)].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    Line { href, title: doing.name.clone(), about }
}

async fn page(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::ReadContacts).await?;
    let app = visit.app();
    let contact = contacts::get(app, &access, id).await.map_err(failure)?;
    let doings = contacts::doings(app, &access, id).await.map_err(failure)?;
    let invoices = if access.is_admin(Scope::ReadInvoices) {
        let found = contacts::billed(app, &access, id).await.map_err(failure)?;
        let line = |invoice: &store::invoices::Invoice| Line {
            href: Some(format!("/admin/invoices/{}", invoice.id)),
            title: t("membership-invoice-of").with("number", &invoice.number).with("day", date(invoice.issued_on)).into(),
            about: format!("{}, {}", money(invoice.gross, invoice.currency), paid(invoice.paid_status)),
        };
        Some(found.iter().map(line).collect())
    } else {
        None
    };
    let encoded = |tag: &str| form_urlencoded::byte_serialize(tag.as_bytes()).collect();
    let tags = contacts::tags(app, &access, id).await.map_err(failure)?;
    let may_edit = access.edits(Category::Contacts);
    let page = OnePage {
        frame: Frame::of(&visit).await?,
        id,
        name: name(&contact),
        facts: facts(&contact),
        notes: contact.notes.clone(),
        tags: tags.into_iter().map(|tag| (encoded(&tag), tag)).collect(),
        member: contact.membership_id.map(|id| format!("/admin/members/{}", id.as_simple())),
        doings: doings.iter().map(|doing| line(&access, doing)).collect(),
        invoices,
        may_edit,
        may_convert: may_edit && access.is_admin(Scope::WriteMemberships) && contact.membership_id.is_none(),
        may_invoice: access.is_admin(Scope::WriteInvoices),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::ReadContacts).await?;
    contacts::delete(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to(HERE))
}

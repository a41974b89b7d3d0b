//! `SUBDOMAIN/admin/contacts`: people who are no members: found by words and tags, written down, taken in as members.

mod convert;
mod form;
mod one;

use crate::accounts::Frame;
use crate::inside::{enter_admin, failure};
use crate::language::t;
use crate::pages::{problem, render};
use crate::visits::{Desk, Visit};
use app::Error;
use app::contacts::{self, Wanted};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::ContactId;
use domain::permissions::Category;
use domain::scopes::Scope;
use serde::Deserialize;
use store::contacts::Contact;
use store::resources::Slice;

const HERE: &str = "/admin/contacts";
const PAGE: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).merge(form::router()).merge(one::router()).merge(convert::router()).with_state(desk.clone())
}

fn read(id: &str) -> Result<ContactId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

/// What to call the person, of whom nothing may be known any more.
fn name(contact: &Contact) -> String {
    let known = contact.name.as_ref().or(contact.company.as_ref()).or(contact.email.as_ref());
    known.cloned().unwrap_or_else(|| t("contacts-nobody-known").into())
}

/// A contact as a line.
struct Line {
    id: ContactId,
    name: String,
    about: String,
    member: bool,
}

impl Line {
    fn new(contact: &Contact) -> Self {
        let name = name(contact);
        let about = [contact.company.clone(), contact.email.clone(), contact.phone.clone()];
        let about = about.into_iter().flatten().filter(|text| *text != name).collect::<Vec<_>>().join(" · ");
        Self { id: contact.id, name, about, member: contact.membership_id.is_some() }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    tag: String,
    page: String,
}

#[derive(Template)]
#[template(path = "contacts/list.html")]
struct ListPage {
    frame: Frame,
    q: String,
    narrowed: bool,
    /// The search as part of an address, without the page.
    asked: String,
    /// Each tag, how many have it, and whether it is asked for.
    tags: Vec<(String, i64, bool)>,
    lines: Vec<Line>,
    total: i64,
    page: i64,
    more: bool,
    may_edit: bool,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadContacts).await?;
    let page = asked.page.parse::<i64>().unwrap_or(1).clamp(1, 1_000_000);
    let wanted = Wanted { text: asked.q.trim().to_owned(), tag: asked.tag.trim().to_owned() };
    let slice = Slice { limit: PAGE, offset: (page - 1) * PAGE };
    let found = contacts::search(visit.app(), &access, wanted.clone(), slice).await.map_err(failure)?;
    let tags = contacts::all_tags(visit.app(), &access).await.map_err(failure)?;
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        narrowed: wanted != Wanted::default(),
        asked: form_urlencoded::Serializer::new(String::new()).append_pair("q", &wanted.text).append_pair("tag", &wanted.tag).finish(),
        tags: tags.into_iter().map(|(tag, count)| (tag.clone(), count, tag == wanted.tag)).collect(),
        q: wanted.text,
        lines: found.items.iter().map(Line::new).collect(),
        total: found.total,
        page,
        more: page * PAGE < found.total,
        may_edit: access.edits(Category::Contacts),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

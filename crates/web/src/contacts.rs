//! `SUBDOMAIN/admin/contacts`: people who are no members: found by words and tags, written down, taken in as members.

mod convert;
mod form;
mod one;

use crate::accounts::Frame;
use crate::inside::{enter_admin, failure};
use crate::language::{self, t};
use crate::lists::{self, Head, Sorting};
use crate::pages::{problem, render};
use crate::visits::{Desk, Visit};
use app::Error;
use app::access::Access;
use app::contacts::{self, SortBy, Wanted};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ids::ContactId;
use domain::permissions::Category;
use domain::scopes::Scope;
use http_api::downloads::Download;
use serde::Deserialize;
use store::contacts::Contact;
use store::resources::Slice;

const HERE: &str = "/admin/contacts";
const FILE: &str = "/admin/contacts/export.csv";
const PAGE: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route(FILE, get(file))
        .merge(form::router())
        .merge(one::router())
        .merge(convert::router())
        .with_state(desk.clone())
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
    company: String,
    email: String,
    phone: String,
    since: String,
    member: bool,
}

impl Line {
    fn new(access: &Access, contact: &Contact) -> Self {
        let name = name(contact);
        let beside = |text: &Option<String>| text.clone().filter(|text| *text != name).unwrap_or_default();
        Self {
            id: contact.id,
            company: beside(&contact.company),
            email: contact.email.clone().unwrap_or_default(),
            phone: contact.phone.clone().unwrap_or_default(),
            since: language::date(access.zone().to_datetime(contact.created_at).date()),
            member: contact.membership_id.is_some(),
            name,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    tag: String,
    page: String,
    sort: String,
    order: String,
}

/// What the list can be sorted by, as the address has it.
const SORTS: [(&str, SortBy); 3] = [("name", SortBy::Label), ("email", SortBy::Email), ("since", SortBy::Since)];

impl Asked {
    /// What is not known is as if nothing was said: the newest first.
    fn sorted(&self) -> (&'static str, SortBy, bool) {
        lists::sorted(&SORTS, ("since", SortBy::Since, true), (&self.sort, &self.order))
    }

    fn wanted(&self) -> Wanted {
        let (_, sort, descending) = self.sorted();
        Wanted { text: self.q.trim().to_owned(), tag: self.tag.trim().to_owned(), sort, ascending: !descending }
    }
}

#[derive(Template)]
#[template(path = "contacts/list.html")]
struct ListPage {
    frame: Frame,
    q: String,
    narrowed: bool,
    /// Each tag, how many have it, and whether it is asked for.
    tags: Vec<(String, i64, bool)>,
    heads: Vec<Head>,
    lines: Vec<Line>,
    total: String,
    before: Option<String>,
    after: Option<String>,
    file: String,
    may_edit: bool,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadContacts).await?;
    let (number, wanted, (sort, _, descending)) = (lists::page(&asked.page), asked.wanted(), asked.sorted());
    let slice = Slice { limit: PAGE, offset: (number - 1) * PAGE };
    let found = contacts::search(visit.app(), &access, wanted.clone(), slice).await.map_err(failure)?;
    let tags = contacts::all_tags(visit.app(), &access).await.map_err(failure)?;
    let said = [("q", wanted.text.as_str()), ("tag", wanted.tag.as_str())];
    let sorting = Sorting { here: HERE, asked: &said, sort, descending };
    let all = wanted.is_all();
    let (total, lines) = (found.total, found.items.len());
    let more = if all { number * PAGE < total } else { lists::more(number, PAGE, total, lines) };
    // Of all of them the total is kept.
    let total_words = if all { t("running-in-all").with("count", total) } else { lists::total(total, true) };
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        narrowed: !all,
        tags: tags.into_iter().map(|(tag, count)| (tag.clone(), count, tag == wanted.tag)).collect(),
        heads: sorting.heads(&[
            ("name", t("running-name")),
            ("email", t("running-email")),
            ("", t("running-phone")),
            ("since", t("people-since")),
        ]),
        lines: found.items.iter().map(|contact| Line::new(&access, contact)).collect(),
        total: total_words.into(),
        before: (number > 1).then(|| sorting.page(number - 1)),
        after: more.then(|| sorting.page(number + 1)),
        file: sorting.file(FILE),
        q: wanted.text.clone(),
        may_edit: access.edits(Category::Contacts),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// The same list, all of it.
async fn file(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadContacts).await?;
    let pieces = contacts::csv(visit.app(), &access, asked.wanted()).await.map_err(failure)?;
    let name = format!("contacts_{}.csv", access.today());
    Ok(visit.page(Download { name, media: "text/csv; charset=utf-8", pieces }.into_response()))
}

//! `SUBDOMAIN/admin/admins`: who runs the space, and what each of them may see and change.

use crate::accounts::{Frame, Nothing};
use crate::inside;
use crate::language::{Text, date, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::admins::{self, Invite, Listed};
use app::{App, Error};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::AdminId;
use domain::permissions::{Category, Level, Permissions};
use domain::scopes::Scope;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use store::admins::Invitation;

const HERE: &str = "/admin/admins";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/admins/second_factor", post(second_factor))
        .route("/admin/admins/invite", post(invite))
        .route("/admin/admins/invitations/{id}/delete", post(uninvite))
        .route("/admin/admins/{id}", get(one).post(permit))
        .route("/admin/admins/{id}/remove", post(remove))
        .route("/admin/admins/{id}/owner", post(hand_over))
        .with_state(desk.clone())
}

/// The space, for somebody who runs it; strangers learn nothing of these pages.
pub(crate) async fn enter(visit: &Visit, here: &str) -> Result<Access, Response> {
    let access = inside::enter(visit, here).await?;
    if access.admin_role().is_some() { Ok(access) } else { Err(problem(&Error::NOT_FOUND)) }
}

#[derive(Template)]
#[template(path = "admins/list.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    admins: Vec<Listed>,
    invited: Vec<Invitation>,
    /// Who looks.
    own: AdminId,
    may_edit: bool,
    /// Whether a second factor is asked of all.
    required: bool,
    typed: Wish,
}

/// What the form to invite somebody had in it.
#[derive(Default, Deserialize)]
struct Wish {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    list(&visit, &access, Problems::default(), Wish::default()).await
}

async fn list(visit: &Visit, access: &Access, problems: Problems, typed: Wish) -> Result<Response, Response> {
    let (admins, invited, required) = read(visit.app(), access).await.map_err(|error| problem(&error))?;
    let own = own(access)?;
    let may_edit = access.is_admin(Scope::WriteAdmins);
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &ListPage { frame, problems, admins, invited, own, may_edit, required, typed })))
}

async fn read(app: &App, access: &Access) -> app::Result<(Vec<Listed>, Vec<Invitation>, bool)> {
    let required = admins::requires_second_factor(app, access).await?;
    Ok((admins::list(app, access).await?, admins::invitations(app, access).await?, required))
}

fn own(access: &Access) -> Result<AdminId, Response> {
    access.admin_role().map(|role| role.admin.id).ok_or_else(|| problem(&Error::NOT_FOUND))
}

async fn invite(Posted { visit, form }: Posted<Wish>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let wish = Invite { name: form.name.clone(), email: form.email.clone() };
    match admins::invite(visit.app(), &access, wish).await {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => list(&visit, &access, Problems::of(error)?, form).await,
    }
}

#[derive(Deserialize)]
struct Requirement {
    required: bool,
}

async fn second_factor(Posted { visit, form }: Posted<Requirement>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    admins::require_second_factor(visit.app(), &access, form.required).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HERE))
}

async fn uninvite(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let id = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    admins::uninvite(visit.app(), &access, id).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HERE))
}

/// One category with the level that the admin has in it.
struct Row {
    name: &'static str,
    label: Text,
    level: &'static str,
    /// The level in words.
    said: Text,
}

#[derive(Template)]
#[template(path = "admins/one.html")]
struct OnePage {
    frame: Frame,
    problems: Problems,
    admin: Listed,
    rows: Vec<Row>,
    own: bool,
    may_edit: bool,
    may_hand_over: bool,
}

/// Until when an invitation can be accepted.
fn until(invitation: &Invitation) -> String {
    date(jiff::tz::TimeZone::UTC.to_datetime(invitation.expires_at).date())
}

fn said(level: Level) -> Text {
    match level {
        Level::None => t("admins-is-none"),
        Level::View => t("admins-is-view"),
        Level::Edit => t("admins-is-edit"),
    }
}

/// As people read it.
fn label(category: Category) -> Text {
    match category {
        Category::Administrators => t("admins-may-administrators"),
        Category::SpaceSettings => t("admins-may-space-settings"),
        Category::Subscription => t("admins-may-subscription"),
        Category::Customize => t("admins-may-customize"),
        Category::Memberships => t("admins-may-memberships"),
        Category::Teams => t("admins-may-teams"),
        Category::Plans => t("admins-may-plans"),
        Category::CheckIns => t("admins-may-check-ins"),
        Category::Bookings => t("admins-may-bookings"),
        Category::Resources => t("admins-may-resources"),
        Category::ExternalBookings => t("admins-may-external-bookings"),
        Category::DropInPasses => t("admins-may-drop-in-passes"),
        Category::Events => t("admins-may-events"),
        Category::Contacts => t("admins-may-contacts"),
        Category::Products => t("admins-may-products"),
        Category::Invoices => t("admins-may-invoices"),
        Category::PaymentMethods => t("admins-may-payment-methods"),
        Category::Accounting => t("admins-may-accounting"),
        Category::Communication => t("admins-may-communication"),
        Category::Activities => t("admins-may-activities"),
        Category::Analytics => t("admins-may-analytics"),
        Category::AddOns => t("admins-may-add-ons"),
    }
}

async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    show(&visit, &access, &id, Problems::default()).await
}

async fn show(visit: &Visit, access: &Access, id: &str, problems: Problems) -> Result<Response, Response> {
    let id: AdminId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let admins = admins::list(visit.app(), access).await.map_err(|error| problem(&error))?;
    let admin = admins.into_iter().find(|admin| admin.id == id).ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let row = |category: Category| {
        let level = if admin.owner { Level::Edit } else { admin.permissions.level(category) };
        Row { name: category.name(), label: label(category), level: level.name(), said: said(level) }
    };
    let rows = Category::ALL.into_iter().map(row).collect();
    let may_edit = access.is_admin(Scope::WriteAdmins) && !admin.owner;
    let may_hand_over = access.admin_role().is_some_and(|role| role.owner) && !admin.owner;
    let (own, frame, status) = (own(access)? == id, Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &OnePage { frame, problems, admin, rows, own, may_edit, may_hand_over })))
}

/// The admin that the path names, for a form of that admin's page.
async fn of<T: DeserializeOwned>(id: &str, posted: Posted<T>) -> Result<(Visit, T, Access, AdminId), Response> {
    let Posted { visit, form } = posted;
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    let id = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    Ok((visit, form, access, id))
}

/// What is not in the form is taken away: nobody gets more than was ticked.
fn permissions(form: &HashMap<String, String>) -> Permissions {
    let mut permissions = Permissions::default();
    for category in Category::ALL {
        let level = match form.get(category.name()).map(String::as_str) {
            Some("edit") => Level::Edit,
            Some("view") => Level::View,
            _ => Level::None,
        };
        permissions.set(category, level);
    }
    permissions
}

async fn permit(Path(id): Path<String>, posted: Posted<HashMap<String, String>>) -> Result<Response, Response> {
    let (visit, form, access, id) = of(&id, posted).await?;
    admins::permit_all(visit.app(), &access, id, permissions(&form)).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HERE))
}

async fn remove(Path(id): Path<String>, posted: Posted<Nothing>) -> Result<Response, Response> {
    let (visit, _, access, id) = of(&id, posted).await?;
    admins::remove(visit.app(), &access, id).await.map_err(|error| problem(&error))?;
    Ok(lead_to(if own(&access)? == id { "/" } else { HERE }))
}

#[derive(Deserialize)]
struct Password {
    password: String,
}

async fn hand_over(Path(id): Path<String>, posted: Posted<Password>) -> Result<Response, Response> {
    let (visit, form, access, admin) = of(&id, posted).await?;
    match admins::hand_over(visit.app(), &access, admin, form.password).await {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => show(&visit, &access, &id, Problems::of(error)?).await,
    }
}

//! Links that applications put into the navigation of a space: for admins who may see or change add-ons.

use crate::access::Access;
use crate::resources::Page;
use crate::{App, Error, Event, FieldError, Result, single_page_apps};
use domain::ids::{ClientId, NavigationLinkId, SinglePageAppId};
use domain::navigation::{self, LinkKind, Section};
use domain::scopes::Scope;
use domain::{links, texts};
use serde_json::json;
use std::sync::Arc;
use store::navigation_links::{self, NavigationLink};
use store::resources::Slice;
use store::single_page_apps::SinglePageApp;

/// What a link shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One of the calling application's own.
    App(SinglePageAppId),
    /// The field that holds the URL, for refusals.
    Iframe(&'static str, String),
    External(&'static str, String),
}

/// A link to be.
#[derive(Clone, Debug)]
pub struct Create {
    pub section: Section,
    pub label: String,
    pub target: Target,
    /// Whether admins may change it on pages.
    pub user_editable: bool,
}

/// Where people see what the link shows.
pub fn user_url(app: &App, access: &Access, link: &NavigationLink) -> String {
    format!("{}{}", app.site_of(access.space()), link.section.path(link.id))
}

fn client(access: &Access) -> Option<ClientId> {
    access.caller().and_then(|caller| caller.client)
}

fn label(typed: &str) -> Result<String> {
    Ok(texts::name(typed).map_err(|bad| FieldError::field("label", bad.code(), bad.to_string()))?)
}

/// One link, whichever application made it. `scope` is what the caller's API asks for.
pub async fn get(app: &App, access: &Access, scope: Scope, id: NavigationLinkId) -> Result<NavigationLink> {
    access.require_admin(scope)?;
    let access = access.clone();
    app.db.read(async move |tx| navigation_links::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// Those of the calling application, oldest first.
pub async fn list(app: &App, access: &Access, scope: Scope, slice: Slice) -> Result<Page<NavigationLink>> {
    access.require_admin(scope)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = navigation_links::list(&mut access.bind(tx), client(&access), slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// A link as its page shows it, to admins or members of the space: with what it embeds.
pub async fn open(app: &App, access: &Access, id: NavigationLinkId) -> Result<(NavigationLink, Option<SinglePageApp>)> {
    let (admin, member, access) = (access.admin_role().is_some(), access.is_member(), access.clone());
    app.db
        .read(async move |tx| {
            let link = navigation_links::find(&mut access.bind(tx), id).await?;
            let link = link.filter(|link| navigation::sees(link.section, admin, member)).ok_or(Error::NOT_FOUND)?;
            let embedded = match link.app() {
                Some(id) => store::single_page_apps::find(tx, id).await?,
                None => None,
            };
            Ok::<_, Error>((link, embedded))
        })
        .await
}

/// The most links that a menu has.
const MENU: i64 = 50;

/// What the menu of pages has for the caller: path and label, those for members first.
pub async fn menu(app: &App, access: &Access) -> Result<Vec<(String, String)>> {
    let (admin, member, access) = (access.admin_role().is_some(), access.is_member(), access.clone());
    if !admin && !member {
        return Ok(Vec::new());
    }
    let links = app.db.read(async move |tx| Ok::<_, Error>(navigation_links::menu(&mut access.bind(tx), MENU).await?)).await?;
    let seen = links.into_iter().filter(|link| navigation::sees(link.section, admin, member));
    Ok(seen.map(|link| (link.section.path(link.id), link.label)).collect())
}

/// Adds a link to the navigation.
pub async fn create(app: &App, access: &Access, scope: Scope, new: Create) -> Result<NavigationLink> {
    access.require_admin(scope)?;
    let now = app.clock.now();
    let (kind, url, single_page_app) = match &new.target {
        Target::App(id) => (LinkKind::SinglePageApp, None, Some(*id)),
        Target::Iframe(field, url) => (LinkKind::Iframe, Some((*field, url)), None),
        Target::External(field, url) => (LinkKind::External, Some((*field, url)), None),
    };
    let url = url.map(|(field, url)| links::web(url).map_err(|bad| FieldError::field(field, bad.code(), bad.to_string()))).transpose()?;
    let link = NavigationLink {
        id: app.id(),
        client_id: client(access).map(|client| client.0),
        section: new.section,
        label: label(&new.label)?,
        kind,
        url,
        single_page_app_id: single_page_app.map(|id| id.0),
        user_editable: new.user_editable,
        created_at: now,
        updated_at: now,
    };
    let (app, access, link) = (app.clone(), access.clone(), Arc::new(link));
    let db = app.db.clone();
    db.write(async move |tx| {
        if let Some(id) = single_page_app {
            let caller = access.caller().ok_or(Error::Unauthenticated)?;
            single_page_apps::own(tx, caller, id).await?.ok_or(Error::no_such("single_page_app"))?;
        }
        let mut tx = access.bind(tx);
        navigation_links::insert(&mut tx, &link).await?;
        app.emit(&mut tx, Event::CreatedNavigationLink, link.id.0, facts(&link)).await?;
        Ok(NavigationLink::clone(&link))
    })
    .await
}

pub(crate) fn facts(link: &NavigationLink) -> serde_json::Value {
    json!({"section": link.section, "label": link.label})
}

/// Changes label and section, where they are given. An application changes its own links only.
pub async fn update(
    app: &App,
    access: &Access,
    id: NavigationLinkId,
    new_label: Option<String>,
    section: Option<Section>,
) -> Result<NavigationLink> {
    access.require_admin(Scope::WriteNavigationLinks)?;
    let new_label = new_label.as_deref().map(label).transpose()?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = navigation_links::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        require_own(&access, &before)?;
        let (label, section) = (new_label.clone().unwrap_or(before.label.clone()), section.unwrap_or(before.section));
        let after = NavigationLink { label, section, updated_at: app.clock.now(), ..before };
        navigation_links::update(&mut tx, &after).await?;
        app.emit(&mut tx, Event::UpdatedNavigationLink, id.0, facts(&after)).await?;
        Ok(after)
    })
    .await
}

/// Takes a link of the calling application out of the navigation.
pub async fn delete(app: &App, access: &Access, scope: Scope, id: NavigationLinkId) -> Result<()> {
    access.require_admin(scope)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let link = navigation_links::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        require_own(&access, &link)?;
        navigation_links::delete(&mut tx, id).await?;
        app.emit(&mut tx, Event::DeletedNavigationLink, id.0, facts(&link)).await
    })
    .await
}

fn require_own(access: &Access, link: &NavigationLink) -> Result<()> {
    if link.client_id == client(access).map(|client| client.0) {
        return Ok(());
    }
    Err(Error::forbidden("another_application", "Another application made this link."))
}

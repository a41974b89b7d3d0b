//! Bots come into a space and leave it: for admins who may change its add-ons.

use crate::access::Access;
use crate::navigation_links::facts;
use crate::{App, Error, Event, FieldError, Result};
use domain::bots::{Happening, MOST_LOGS};
use domain::ids::BotId;
use domain::navigation::{LinkKind, Section};
use domain::scopes::{Scope, Scopes};
use std::sync::Arc;
use store::bots::installs::{self, Install};
use store::bots::{self, Bot, NewLog, Version};
use store::navigation_links::{self, NavigationLink};

/// The most bots of a space.
const MOST: i64 = 200;

/// A bot as somebody sees it who was given its link.
#[derive(Clone, Debug)]
pub struct Shared {
    pub bot: Bot,
    pub latest: Version,
    pub scopes: Scopes,
}

/// What the link leads to. Anybody may see it.
pub async fn shared(app: &App, share: &str) -> Result<Shared> {
    let share = share.to_owned();
    app.db
        .read(async move |tx| {
            let bot = bots::find_by_share(tx, &share).await?.ok_or(Error::NOT_FOUND)?;
            let latest = bots::version(tx, bot.id, bot.version).await?.ok_or(Error::NOT_FOUND)?;
            let scopes = latest.scopes.parse().map_err(Error::internal)?;
            Ok::<_, Error>(Shared { bot, latest, scopes })
        })
        .await
}

/// How the space has the bot, if it has it.
pub async fn installed(app: &App, access: &Access, bot: BotId) -> Result<Option<Install>> {
    access.require_admin(Scope::ReadNavigationLinks)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(installs::find(&mut access.bind(tx), bot).await?)).await
}

/// All bots of the space.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Install>> {
    access.require_admin(Scope::ReadNavigationLinks)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(installs::list(&mut access.bind(tx), MOST).await?)).await
}

/// How a bot is to be in the space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    pub section: Section,
    /// Keeps to the version that is there now; else newer ones are shown as they come.
    pub keep: bool,
}

/// Installs a bot: a link to it stands in the menu of the space. `seen` is the version whose scopes were shown.
pub async fn install(app: &App, access: &Access, share: &str, wish: Wish) -> Result<NavigationLink> {
    access.require_admin(Scope::WriteNavigationLinks)?;
    let shared = Arc::new(shared(app, share).await?);
    let now = app.clock.now();
    let link = NavigationLink {
        id: app.id(),
        client_id: Some(shared.bot.client_id.0),
        section: wish.section,
        label: shared.bot.name.clone(),
        kind: LinkKind::Iframe,
        url: Some(format!("{}/{}", app.hosts.at("bots"), shared.bot.id)),
        single_page_app_id: None,
        user_editable: true,
        created_at: now,
        updated_at: now,
    };
    let (link, app, access) = (Arc::new(link), app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let bot = &shared.bot;
        let mut bound = access.bind(tx);
        if installs::find(&mut bound, bot.id).await?.is_some() {
            return Err(FieldError::base("taken", "It is installed here already.").into());
        }
        if i64::try_from(installs::list(&mut bound, MOST).await?.len()).unwrap_or(i64::MAX) >= MOST {
            return Err(FieldError::base("too_many", "A space can have 200 bots.").into());
        }
        navigation_links::insert(&mut bound, &link).await?;
        installs::insert(&mut bound, bot.id, link.id, wish.keep.then_some(shared.latest.number), link.created_at).await?;
        app.emit(&mut bound, Event::CreatedNavigationLink, link.id.0, facts(&link)).await?;
        note(&app, &access, bound.global(), bot.id, Happening::Installed, format!("in {}", wish.section.name())).await?;
        Ok(NavigationLink::clone(&link))
    })
    .await
}

/// Writes down for the author what happened in the space.
pub(super) async fn note(app: &App, access: &Access, tx: &mut db::Tx, bot: BotId, kind: Happening, text: String) -> Result<()> {
    let new = NewLog { id: app.id(), bot, space: Some(access.space_id()), kind, text, at: app.clock.real().now() };
    Ok(bots::insert_log(tx, new, MOST_LOGS).await?)
}

/// Keeps to the latest version that there is, or to none.
pub async fn keep(app: &App, access: &Access, bot: BotId, keep: bool) -> Result<()> {
    access.require_admin(Scope::WriteNavigationLinks)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let install = installs::find(&mut tx, bot).await?.ok_or(Error::NOT_FOUND)?;
            Ok(installs::set_version(&mut tx, bot, keep.then_some(install.latest)).await?)
        })
        .await
}

/// Takes a bot out of the space, with what it keeps there, consents and tokens.
pub async fn remove(app: &App, access: &Access, bot: BotId) -> Result<()> {
    access.require_admin(Scope::WriteNavigationLinks)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut bound = access.bind(tx);
        let install = installs::find(&mut bound, bot).await?.ok_or(Error::NOT_FOUND)?;
        let link = navigation_links::lock(&mut bound, install.link_id).await?.ok_or(Error::NOT_FOUND)?;
        installs::disconnect(&mut bound, install.client_id).await?;
        navigation_links::delete(&mut bound, link.id).await?;
        app.emit(&mut bound, Event::DeletedNavigationLink, link.id.0, facts(&link)).await?;
        note(&app, &access, bound.global(), bot, Happening::Removed, String::new()).await
    })
    .await
}

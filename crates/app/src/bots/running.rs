//! A bot before somebody in a space. The page of the space puts a code into the address of the frame, good for a minute and once; the
//! runner, on a host of its own, gets the person's tokens for it. So no token stands in an address, and no script of a bot
//! runs where our cookies are.

use crate::access::{self, Access, Caller, Door, Place};
use crate::admission::{self, Admission};
use crate::bots::installing::note;
use crate::grants::hour_from;
use crate::{App, Error, Result};
use domain::bots::Happening;
use domain::ids::{BotId, NavigationLinkId, SpaceId, UserId};
use domain::navigation;
use domain::scopes::Scopes;
use jiff::SignedDuration;
use oauth::Secret;
use store::SpaceTx;
use store::bots::installs::{self, Install};
use store::bots::visits::{self, Visit};
use store::bots::{self, Version};

/// How long a code is good.
const CODE_LIFETIME: SignedDuration = SignedDuration::from_secs(60);

/// A bot on a page of the space.
#[derive(Clone, Debug)]
pub struct Shown {
    pub install: Install,
    pub version: Version,
}

impl Shown {
    /// What it asks of people; none if it acts for nobody.
    fn wants(&self) -> Result<Option<Scopes>> {
        let scopes: Scopes = self.version.scopes.parse().map_err(Error::internal)?;
        Ok((self.install.authenticate && scopes != Scopes::NONE).then_some(scopes))
    }
}

/// The bot behind a link that the caller may see, if one is there.
pub async fn behind(app: &App, access: &Access, link: NavigationLinkId) -> Result<Option<Shown>> {
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let Some(install) = installs::find_by_link(&mut access.bind(tx), link).await? else { return Ok(None) };
            let version = bots::version(tx, install.bot_id, install.shown()).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>(Some(Shown { install, version }))
        })
        .await
}

/// How who looks stands to the bot.
pub async fn admission(app: &App, access: &Access, shown: &Shown) -> Result<Admission> {
    match shown.wants()? {
        Some(scopes) => admission::of_client(app, access, shown.install.client_id, Some(scopes)).await,
        None => Ok(Admission::WithoutToken),
    }
}

/// The person lets the bot act for him or her; it is remembered, and can be taken back in the account.
pub async fn allow(app: &App, access: &Access, shown: &Shown) -> Result<()> {
    let asked = admission(app, access, shown).await?;
    if !matches!(asked, Admission::Ask(..)) {
        return Ok(());
    }
    admission::admit(app, access, asked).await?;
    let (own, app, access) = (shown.install.bot_id, app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| note(&app, &access, tx, own, Happening::Allowed, String::new()).await).await
}

/// A code with which the runner shows the bot to who looks.
pub async fn begin(app: &App, access: &Access, shown: &Shown) -> Result<Secret> {
    let (code, now) = (Secret::new(app.chance.bytes()), app.clock.real().now());
    let expires_at = now.checked_add(CODE_LIFETIME).map_err(Error::internal)?;
    let user_id = access.user().ok_or(Error::Unauthenticated)?;
    let visit = Visit { space_id: access.space_id(), bot_id: shown.install.bot_id, user_id, expires_at };
    let hash = code.hash().to_vec();
    app.db.write(async move |tx| Ok::<_, Error>(visits::insert(tx, &hash, &visit).await?)).await?;
    Ok(code)
}

/// What the runner shows for a code.
pub struct Page {
    pub access: Access,
    pub shown: Shown,
    /// None where the bot acts for nobody.
    pub access_token: Option<Secret>,
    pub storage_token: Secret,
}

/// Somebody in a space, through a bot: what he or she is there is looked up anew. It grants nothing by itself.
async fn enter(app: &App, user: UserId, space: SpaceId) -> Result<Access> {
    let caller = Caller { user, token: app.id(), client: None, scopes: Scopes::NONE, bound_to: Some(space), personal: true };
    access::enter_as(app, &caller, Place::Space(space), &[], Door::Related).await
}

/// The bot of a visit, if its person may still see it.
async fn of_visit(app: &App, visit: &Visit) -> Result<(Access, Shown)> {
    let access = enter(app, visit.user_id, visit.space_id).await?;
    let (bot, within) = (visit.bot_id, access.clone());
    let found = app.db.read(async move |tx| {
        let Some(install) = installs::find(&mut within.bind(tx), bot).await? else { return Ok(None) };
        let version = bots::version(tx, bot, install.shown()).await?;
        Ok::<_, Error>(version.map(|version| Shown { install, version }))
    });
    let shown = found.await?.ok_or(Error::NOT_FOUND)?;
    let sees = navigation::sees(shown.install.section, access.admin_role().is_some(), access.is_member());
    if sees { Ok((access, shown)) } else { Err(Error::NOT_FOUND) }
}

/// Takes a code. It is worth nothing afterwards, whatever comes of it.
pub async fn redeem(app: &App, code: &str) -> Result<Page> {
    let (hash, now) = (oauth::hash(code).to_vec(), app.clock.real().now());
    let storage_token = Secret::new(app.chance.bytes());
    let (storage, until) = (storage_token.hash().to_vec(), hour_from(now)?);
    let taken = app.db.write(async move |tx| {
        let Some(visit) = visits::find_by_code(tx, &hash, now).await? else { return Ok(None) };
        Ok::<_, Error>(visits::redeem(tx, &hash, &storage, until).await?.then_some(visit))
    });
    let visit = taken.await?.ok_or(Error::NOT_FOUND)?;
    let (access, shown) = of_visit(app, &visit).await?;
    let access_token = match admission(app, &access, &shown).await? {
        Admission::Granted(client, scopes) => Some(admission::token(app, &access, client, scopes).await?),
        Admission::WithoutToken => None,
        Admission::Ask(..) => return Err(Error::forbidden("consent_required", "The bot was not let in yet. Open its page again.")),
    };
    Ok(Page { access, shown, access_token, storage_token })
}

/// A bot's storage in a space, opened by somebody.
#[derive(Clone, Debug)]
pub struct Opened {
    pub space: SpaceId,
    pub bot: BotId,
    pub user: UserId,
    pub(super) access: Access,
}

/// What a storage token opens. Whoever has left the space opens nothing.
pub async fn open_storage(app: &App, token: &str) -> Result<Opened> {
    let (hash, now) = (oauth::hash(token).to_vec(), app.clock.real().now());
    let visit = app.db.read(async move |tx| Ok::<_, Error>(visits::find_by_storage(tx, &hash, now).await?)).await?;
    let visit = visit.ok_or(Error::Unauthenticated)?;
    let (access, _) = of_visit(app, &visit).await.map_err(|error| match error {
        Error::NotFound { .. } | Error::Forbidden { .. } => Error::Unauthenticated,
        other => other,
    })?;
    Ok(Opened { space: visit.space_id, bot: visit.bot_id, user: visit.user_id, access })
}

impl Opened {
    pub(super) fn bind<'a>(&self, tx: &'a mut db::Tx) -> SpaceTx<'a> {
        self.access.bind(tx)
    }
}

/// The script or the style sheet of a version. Whoever is shown a bot is given them, so they are no secret.
pub async fn file(app: &App, bot: BotId, number: i64) -> Result<Version> {
    app.db.read(async move |tx| bots::version(tx, bot, number).await?.ok_or(Error::NOT_FOUND)).await
}

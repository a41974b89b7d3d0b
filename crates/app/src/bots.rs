//! Bots: add-ons of HTML, scripts and styles alone, which we host. Their authors write them here; [`installing`] brings them into a
//! space, [`running`] shows them to somebody there, [`keeping`] is their storage and their log.

pub mod installing;
pub mod keeping;
pub mod running;

use crate::{App, Error, FieldError, Result};
use db::Tx;
use domain::bots::{MOST_BOTS, MOST_DOCUMENTATION, MOST_HTML, MOST_JAVASCRIPT, MOST_LOGS, MOST_STYLE, MOST_VERSIONS, may_ask, style};
use domain::ids::{BotId, ClientId, UserId};
use domain::navigation::Section;
use domain::scopes::Scopes;
use domain::texts;
use oauth::jose::Algorithm;
use oauth::registration::AuthMethod;
use std::sync::Arc;
use store::Json;
use store::bots::{self, Bot, Log, Past, Version};
use store::clients::{self, Client};

/// What an author says of a bot.
#[derive(Clone, Debug)]
pub struct About {
    pub name: String,
    pub description: String,
    pub section: Section,
    /// Whether it gets a token of who looks, with its scopes.
    pub authenticate: bool,
    pub scopes: Scopes,
}

/// What a bot consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    pub html: String,
    pub javascript: String,
    pub scss: String,
    pub documentation: String,
}

fn check_about(about: &About) -> Result<About> {
    let mut wrong = Vec::new();
    let name = texts::name(&about.name).map_err(|bad| wrong.push(FieldError::field("name", bad.code(), bad.message())));
    let description = about.description.trim().to_owned();
    if let Err(bad) = texts::text(&description) {
        wrong.push(FieldError::field("description", bad.code(), bad.message()));
    } else if description.chars().count() > 2000 {
        wrong.push(FieldError::field("description", "too_long", "must have at most 2000 characters"));
    }
    if let Some(scope) = about.scopes.iter().find(|scope| !may_ask(*scope)) {
        wrong.push(FieldError::field(
            "scopes",
            "not_for_bots",
            format!("must not hold {}: bots sign nobody in and install nothing", scope.name()),
        ));
    }
    match name {
        Ok(name) if wrong.is_empty() => Ok(About { name, description, ..about.clone() }),
        _ => Err(Error::Invalid(wrong)),
    }
}

/// The CSS of the source, if all of it can be taken.
fn check_source(source: &Source) -> Result<String> {
    let mut wrong = Vec::new();
    let parts = [
        ("html", &source.html, MOST_HTML),
        ("javascript", &source.javascript, MOST_JAVASCRIPT),
        ("scss", &source.scss, MOST_STYLE),
        ("documentation", &source.documentation, MOST_DOCUMENTATION),
    ];
    for (field, text, most) in parts {
        if text.len() > most {
            wrong.push(FieldError::field(field, "too_long", format!("must have at most {} KiB", most >> 10)));
        } else if text.contains('\0') {
            wrong.push(FieldError::field(field, "control_characters", "must not contain null characters"));
        }
    }
    match style::compile(&source.scss) {
        Ok(css) if wrong.is_empty() => return Ok(css),
        Ok(_) => {}
        Err(bad) => wrong.push(FieldError::field("scss", "unreadable", bad.to_string())),
    }
    Err(Error::Invalid(wrong))
}

/// The CSS of styles, for who tries them out.
pub fn css(scss: &str) -> Result<String> {
    check_source(&Source { scss: scss.to_owned(), ..Source::default() })
}

/// 128 bits that nobody guesses.
fn share(app: &App) -> String {
    format!("{:032x}", u128::from_be_bytes(app.chance.bytes()))
}

/// What people consent to: it has no secret and no address, so nobody gets a token of it but by [`running`].
fn client(app: &App, id: ClientId, about: &About) -> Client {
    Client {
        id,
        name: about.name.clone(),
        secret_hash: None,
        public: true,
        redirect_uris: Json(vec![]),
        scopes: about.scopes.to_string(),
        // The bot has one; the list of applications leaves it out.
        owner_id: None,
        created_at: app.clock.now(),
        link: None,
        description: Some(about.description.clone()).filter(|text| !text.is_empty()),
        logo: None,
        logout_uris: Json(vec![]),
        auth_method: AuthMethod::None.name().into(),
        signing_algorithm: Algorithm::Rs256.name().into(),
        legacy_grants: false,
        expiring_tokens: true,
        registration_hash: None,
    }
}

fn version(app: &App, bot: BotId, number: i64, scopes: Scopes, source: Source, css: String) -> Version {
    let Source { html, javascript, scss, documentation } = source;
    Version { bot_id: bot, number, scopes: scopes.to_string(), html, javascript, scss, css, documentation, created_at: app.clock.now() }
}

/// Makes a bot.
pub async fn create(app: &App, owner: UserId, about: About, source: Source) -> Result<BotId> {
    let about = check_about(&about)?;
    let css = check_source(&source)?;
    let (id, client_id, now): (BotId, ClientId, _) = (app.id(), app.id(), app.clock.now());
    let bot = Bot {
        id,
        owner_id: owner,
        client_id,
        name: about.name.clone(),
        description: about.description.clone(),
        section: about.section,
        authenticate: about.authenticate,
        share: share(app),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let (client, first) = (client(app, client_id, &about), version(app, id, 1, about.scopes, source, css));
    let new = Arc::new((bot, client, first));
    app.db
        .write(async move |tx| {
            let (bot, client, first) = &*new;
            if bots::of_owner(tx, owner, most_bots()).await?.len() >= MOST_BOTS {
                return Err(FieldError::base("too_many", "You have 50 bots, which is the most that one person can have.").into());
            }
            clients::insert(tx, client).await?;
            bots::insert(tx, bot).await?;
            bots::insert_version(tx, first).await?;
            Ok(id)
        })
        .await
}

fn most_bots() -> i64 {
    i64::try_from(MOST_BOTS).unwrap_or(i64::MAX)
}

/// The author's bots, the newest first.
pub async fn list(app: &App, owner: UserId) -> Result<Vec<Bot>> {
    app.db.read(async move |tx| Ok::<_, Error>(bots::of_owner(tx, owner, most_bots()).await?)).await
}

/// A bot as its author sees it.
#[derive(Clone, Debug)]
pub struct Own {
    pub bot: Bot,
    pub latest: Version,
    /// In how many spaces it is.
    pub installed: i64,
}

impl Own {
    pub fn scopes(&self) -> Result<Scopes> {
        self.latest.scopes.parse().map_err(Error::internal)
    }
}

async fn own(tx: &mut Tx, owner: UserId, id: BotId) -> Result<Bot> {
    bots::lock(tx, id).await?.filter(|bot| bot.owner_id == owner).ok_or(Error::NOT_FOUND)
}

/// One of the author's own. Somebody else's does not exist.
pub async fn get(app: &App, owner: UserId, id: BotId) -> Result<Own> {
    app.db
        .read(async move |tx| {
            let bot = bots::find(tx, id).await?.filter(|bot| bot.owner_id == owner).ok_or(Error::NOT_FOUND)?;
            let latest = bots::version(tx, id, bot.version).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>(Own { installed: bots::installed(tx, id).await?, bot, latest })
        })
        .await
}

/// Writes what is said of the bot. Scopes are of a version, so others than before make a new one.
pub async fn describe(app: &App, owner: UserId, id: BotId, about: About) -> Result<()> {
    let (about, app) = (Arc::new(check_about(&about)?), app.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let bot = own(tx, owner, id).await?;
        let latest = bots::version(tx, id, bot.version).await?.ok_or(Error::NOT_FOUND)?;
        let before: Scopes = latest.scopes.parse().map_err(Error::internal)?;
        let mut after = Bot {
            name: about.name.clone(),
            description: about.description.clone(),
            section: about.section,
            authenticate: about.authenticate,
            updated_at: app.clock.now(),
            ..bot
        };
        clients::update(tx, &client(&app, after.client_id, &about)).await?;
        if before != about.scopes {
            after.version += 1;
            let next = Version { number: after.version, scopes: about.scopes.to_string(), created_at: app.clock.now(), ..latest };
            bots::insert_version(tx, &next).await?;
        }
        bots::update(tx, &after).await?;
        forget(tx, &after).await?;
        if about.scopes.iter().any(|scope| !before.allows(scope)) {
            crate::add_ons::look_again(&app, tx, after.client_id).await?;
        }
        Ok(())
    })
    .await
}

async fn forget(tx: &mut Tx, bot: &Bot) -> Result<()> {
    Ok(bots::forget_versions(tx, bot.id, bot.version - MOST_VERSIONS).await?)
}

/// Writes a new version, which spaces see that keep to none; nothing where nothing changed. `based_on` is the version that was
/// edited: who edited an older one than is there now is told so. The number of the latest version.
pub async fn save(app: &App, owner: UserId, id: BotId, based_on: i64, source: Source) -> Result<i64> {
    let css = check_source(&source)?;
    let (new, app) = (Arc::new((source, css)), app.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let (source, css) = &*new;
        let bot = own(tx, owner, id).await?;
        if bot.version != based_on {
            return Err(FieldError::base(
                "changed",
                "There is a newer version by now. Copy what you want to keep, and load the page again.",
            )
            .into());
        }
        let latest = bots::version(tx, id, bot.version).await?.ok_or(Error::NOT_FOUND)?;
        let scopes = latest.scopes.parse().map_err(Error::internal)?;
        if *source == Source::from(latest) {
            return Ok(bot.version);
        }
        write_next(&app, tx, bot, version(&app, id, 0, scopes, source.clone(), css.clone())).await
    })
    .await
}

impl From<Version> for Source {
    fn from(of: Version) -> Self {
        Self { html: of.html, javascript: of.javascript, scss: of.scss, documentation: of.documentation }
    }
}

async fn write_next(app: &App, tx: &mut Tx, bot: Bot, next: Version) -> Result<i64> {
    let after = Bot { version: bot.version + 1, updated_at: app.clock.now(), ..bot };
    bots::insert_version(tx, &Version { number: after.version, ..next }).await?;
    bots::update(tx, &after).await?;
    forget(tx, &after).await?;
    Ok(after.version)
}

/// Makes the source of an older version the latest one. The scopes stay those of now.
pub async fn restore(app: &App, owner: UserId, id: BotId, number: i64) -> Result<i64> {
    let app = app.clone();
    let db = app.db.clone();
    db.write(async move |tx| {
        let bot = own(tx, owner, id).await?;
        let latest = bots::version(tx, id, bot.version).await?.ok_or(Error::NOT_FOUND)?;
        let old = bots::version(tx, id, number).await?.ok_or(Error::NOT_FOUND)?;
        write_next(&app, tx, bot, Version { scopes: latest.scopes, created_at: app.clock.now(), ..old }).await
    })
    .await
}

/// An older version, to look at.
pub async fn past(app: &App, owner: UserId, id: BotId, number: i64) -> Result<(Bot, Version)> {
    app.db
        .read(async move |tx| {
            let bot = bots::find(tx, id).await?.filter(|bot| bot.owner_id == owner).ok_or(Error::NOT_FOUND)?;
            let version = bots::version(tx, id, number).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>((bot, version))
        })
        .await
}

/// Its versions and what happened, each the latest first.
pub async fn history(app: &App, owner: UserId, id: BotId) -> Result<(Vec<Past>, Vec<Log>)> {
    app.db
        .read(async move |tx| {
            bots::find(tx, id).await?.filter(|bot| bot.owner_id == owner).ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>((bots::versions(tx, id, MOST_VERSIONS).await?, bots::logs(tx, id, MOST_LOGS).await?))
        })
        .await
}

/// Another link to install it: the old one leads nowhere any more.
pub async fn new_share(app: &App, owner: UserId, id: BotId) -> Result<()> {
    let share = share(app);
    app.db
        .write(async move |tx| {
            let bot = own(tx, owner, id).await?;
            Ok(bots::update(tx, &Bot { share: share.clone(), ..bot }).await?)
        })
        .await
}

/// Deletes a bot, everywhere: links, what it keeps, consents and tokens go with it.
pub async fn delete(app: &App, owner: UserId, id: BotId) -> Result<()> {
    app.db
        .write(async move |tx| {
            let bot = own(tx, owner, id).await?;
            Ok(clients::delete(tx, bot.client_id).await?)
        })
        .await
}

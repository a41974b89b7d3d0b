//! The directory of add-ons: owners write what their applications and bots are for and submit them, the operator approves.

use crate::access::Access;
use crate::files::{self, Image};
use crate::navigation_links::facts;
use crate::{App, Error, Event, FieldError, Result};
use db::Tx;
use domain::add_ons::{MOST_DESCRIPTION, MOST_PICTURES, MOST_SUMMARY, State, Step};
use domain::ids::{BotId, ClientId, FileId, NavigationLinkId, UserId};
use domain::scopes::Scope;
use domain::texts;
use std::sync::Arc;
use store::add_ons::{self, AddOn, Body, Entry, NewPicture, Picture};
use store::bots::installs;
use store::{bots, clients, navigation_links};

/// The most that a page of the directory shows.
const MOST: i64 = 500;
/// Bytes of a picture.
const MOST_BYTES: usize = 2 << 20;

/// What its owner says of an add-on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// One line.
    pub summary: String,
    pub description: String,
}

/// An add-on with its pictures.
#[derive(Clone, Debug)]
pub struct Listing {
    pub entry: Entry,
    pub pictures: Vec<Picture>,
}

fn check(text: &Text) -> Result<Text> {
    let mut wrong = Vec::new();
    let (summary, description) = (text.summary.trim().to_owned(), text.description.trim().to_owned());
    if let Err(bad) = texts::name(&summary) {
        wrong.push(FieldError::field("summary", bad.code(), bad.message()));
    } else if summary.chars().count() > MOST_SUMMARY {
        wrong.push(FieldError::field("summary", "too_long", format!("must have at most {MOST_SUMMARY} characters")));
    }
    if let Err(bad) = texts::text(&description) {
        wrong.push(FieldError::field("description", bad.code(), bad.message()));
    } else if description.chars().count() > MOST_DESCRIPTION {
        wrong.push(FieldError::field("description", "too_long", format!("must have at most {MOST_DESCRIPTION} characters")));
    }
    if wrong.is_empty() { Ok(Text { summary, description }) } else { Err(Error::Invalid(wrong)) }
}

fn cannot(state: State) -> Error {
    Error::conflict("wrong_state", format!("This cannot be done with an add-on that is {}.", state.name()))
}

/// What is known of an application or bot, before its owner says more.
#[derive(Clone, Debug)]
pub struct About {
    pub name: String,
    pub description: String,
    /// None: it is an application.
    pub bot: Option<BotId>,
}

/// The owner's own, as a bot or as an application. Somebody else's does not exist.
async fn own(tx: &mut Tx, owner: UserId, client: ClientId) -> Result<About> {
    let (of, about) = if let Some(bot) = bots::find_by_client(tx, client).await? {
        (Some(bot.owner_id.0), About { name: bot.name, description: bot.description, bot: Some(bot.id) })
    } else {
        let client = clients::find(tx, client).await?.ok_or(Error::NOT_FOUND)?;
        (client.owner_id, About { name: client.name, description: client.description.unwrap_or_default(), bot: None })
    };
    if of == Some(owner.0) { Ok(about) } else { Err(Error::NOT_FOUND) }
}

/// The owner's own application or bot.
pub async fn about(app: &App, owner: UserId, client: ClientId) -> Result<About> {
    app.db.read(async move |tx| own(tx, owner, client).await).await
}

/// What is said of the owner's add-on; none before that is written.
pub async fn get(app: &App, owner: UserId, client: ClientId) -> Result<Option<Listing>> {
    app.db
        .read(async move |tx| {
            own(tx, owner, client).await?;
            listing(tx, client).await
        })
        .await
}

async fn listing(tx: &mut Tx, client: ClientId) -> Result<Option<Listing>> {
    let Some(entry) = add_ons::entry(tx, client).await? else { return Ok(None) };
    let most = i64::try_from(MOST_PICTURES).unwrap_or(i64::MAX);
    Ok(Some(Listing { entry, pictures: add_ons::pictures(tx, client, most).await? }))
}

/// Writes what is said of it. What was listed has to be approved anew.
pub async fn write(app: &App, owner: UserId, client: ClientId, text: Text) -> Result<()> {
    let (text, now) = (Arc::new(check(&text)?), app.clock.now());
    app.db
        .write(async move |tx| {
            own(tx, owner, client).await?;
            let Text { summary, description } = Text::clone(&text);
            let after = match add_ons::lock(tx, client).await? {
                Some(before) => {
                    let same = (&before.summary, &before.description) == (&summary, &description);
                    let state = if same { before.state } else { before.state.after(Step::Edit).ok_or_else(|| cannot(before.state))? };
                    AddOn { summary, description, state, updated_at: now, ..before }
                }
                None => AddOn {
                    client_id: client,
                    summary,
                    description,
                    state: State::Draft,
                    reason: String::new(),
                    submitted_at: None,
                    decided_at: None,
                    created_at: now,
                    updated_at: now,
                },
            };
            Ok(add_ons::write(tx, &after).await?)
        })
        .await
}

/// Its owner submits it, or takes it back.
pub async fn step(app: &App, owner: UserId, client: ClientId, step: Step) -> Result<()> {
    if !matches!(step, Step::Submit | Step::Withdraw) {
        return Err(Error::forbidden("operator_only", "Only the operator decides this."));
    }
    let app = app.clone();
    let db = app.db.clone();
    db.write(async move |tx| {
        own(tx, owner, client).await?;
        take(&app, tx, client, step, "").await.map(drop)
    })
    .await
}

async fn take(app: &App, tx: &mut Tx, client: ClientId, step: Step, reason: &str) -> Result<AddOn> {
    let before = add_ons::lock(tx, client).await?.ok_or(Error::NOT_FOUND)?;
    let (state, now) = (before.state.after(step).ok_or_else(|| cannot(before.state))?, app.clock.now());
    let mut after = AddOn { state, updated_at: now, reason: reason.to_owned(), ..before };
    match step {
        Step::Submit => after.submitted_at = Some(now),
        Step::Approve | Step::Reject => after.decided_at = Some(now),
        Step::Edit | Step::Withdraw => {}
    }
    add_ons::write(tx, &after).await?;
    Ok(after)
}

/// What was approved wants more now than it did: the operator is to look again.
pub(crate) async fn look_again(app: &App, tx: &mut Tx, client: ClientId) -> Result<()> {
    match add_ons::lock(tx, client).await? {
        Some(found) if found.state == State::Listed => take(app, tx, client, Step::Edit, "").await.map(drop),
        _ => Ok(()),
    }
}

/// The operator approves or rejects an add-on, by the id of its application.
pub async fn decide(app: &App, client: ClientId, step: Step, reason: &str) -> Result<Entry> {
    let reason = reason.trim().to_owned();
    if step == Step::Reject && texts::name(&reason).is_err() {
        return Err(FieldError::field("reason", "blank", "must say in a line why").into());
    }
    let app = app.clone();
    let db = app.db.clone();
    db.write(async move |tx| {
        take(&app, tx, client, step, &reason).await?;
        add_ons::entry(tx, client).await?.ok_or(Error::NOT_FOUND)
    })
    .await
}

/// For the operator: all but drafts, those that wait first.
pub async fn all(app: &App) -> Result<Vec<Entry>> {
    app.db.read(async |tx| Ok::<_, Error>(add_ons::all(tx, MOST).await?)).await
}

/// The directory: what is listed, each with its first picture.
pub async fn directory(app: &App) -> Result<Vec<(Entry, Option<FileId>)>> {
    app.db
        .read(async |tx| {
            let entries = add_ons::listed(tx, MOST).await?;
            let ids: Vec<ClientId> = entries.iter().map(|entry| entry.client_id).collect();
            let covers = add_ons::covers(tx, &ids).await?;
            let cover = |entry: &Entry| covers.iter().find(|(of, _)| *of == entry.client_id.0).map(|(_, id)| FileId(*id));
            Ok::<_, Error>(entries.into_iter().map(|entry| (entry.clone(), cover(&entry))).collect())
        })
        .await
}

/// One that is listed.
pub async fn listed(app: &App, client: ClientId) -> Result<Listing> {
    app.db.read(async move |tx| listing(tx, client).await?.filter(|found| found.entry.state == State::Listed).ok_or(Error::NOT_FOUND)).await
}

/// Adds a picture to what is said of an add-on.
pub async fn add_picture(app: &App, owner: UserId, client: ClientId, file: Vec<u8>) -> Result<()> {
    if file.is_empty() {
        return Err(FieldError::field("file", "blank", "must be chosen").into());
    }
    if file.len() > MOST_BYTES {
        return Err(FieldError::field("file", "too_large", "must not be larger than 2 MiB").into());
    }
    let Image { content_type, width, height, body } = files::picture(app, "file", file).await?;
    let new = NewPicture { id: app.id(), client, content_type: content_type.to_owned(), size: (width, height), body, at: app.clock.now() };
    let (new, app) = (Arc::new(new), app.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        own(tx, owner, client).await?;
        add_ons::lock(tx, client).await?.ok_or_else(|| FieldError::field("file", "too_early", "can be added once the text is saved"))?;
        let most = i64::try_from(MOST_PICTURES).unwrap_or(i64::MAX);
        if add_ons::pictures(tx, client, most).await?.len() >= MOST_PICTURES {
            return Err(FieldError::field("file", "too_many", "is one too many: 5 pictures are the most").into());
        }
        add_ons::insert_picture(tx, NewPicture::clone(&new)).await?;
        look_again(&app, tx, client).await
    })
    .await
}

pub async fn remove_picture(app: &App, owner: UserId, client: ClientId, id: FileId) -> Result<()> {
    app.db
        .write(async move |tx| {
            own(tx, owner, client).await?;
            Ok(add_ons::delete_picture(tx, client, id).await?)
        })
        .await
}

/// The bytes of a picture. Anybody may have it who knows its id.
pub async fn picture(app: &App, id: FileId) -> Result<Body> {
    app.db.read(async move |tx| add_ons::picture(tx, id).await?.ok_or(Error::NOT_FOUND)).await
}

/// The applications that have put something into the menu of the space: id, name, and how many links. Bots are not among them.
pub async fn applications(app: &App, access: &Access) -> Result<Vec<(ClientId, String, i64)>> {
    access.require_admin(Scope::ReadNavigationLinks)?;
    let access = access.clone();
    let found = app.db.read(async move |tx| Ok::<_, Error>(add_ons::makers(&mut access.bind(tx), 200).await?)).await?;
    Ok(found.into_iter().map(|(id, name, links)| (ClientId(id), name, links)).collect())
}

/// Takes what an application put into the menu out again, with the tokens and consents that people of the space gave it there.
pub async fn remove_application(app: &App, access: &Access, client: ClientId) -> Result<()> {
    access.require_admin(Scope::WriteNavigationLinks)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut bound = access.bind(tx);
        let links = add_ons::links_of(&mut bound, client).await?;
        if links.is_empty() {
            return Err(Error::NOT_FOUND);
        }
        installs::disconnect(&mut bound, client).await?;
        for (id,) in links {
            let id = NavigationLinkId(id);
            let Some(link) = navigation_links::lock(&mut bound, id).await? else { continue };
            navigation_links::delete(&mut bound, id).await?;
            app.emit(&mut bound, Event::DeletedNavigationLink, id.0, facts(&link)).await?;
        }
        Ok(())
    })
    .await
}

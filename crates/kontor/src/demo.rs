//! `kontor demo`: a server with two spaces full of people, to look around in.

mod bots;
mod calendar;
mod credits;
mod events;
mod money;
mod offer;
mod people;
mod rooms;
mod site;
mod visitors;
mod visits;
mod world;

use crate::failure::Failure;
use crate::serve::{self, Bound};
use crate::settings::Settings;
use app::tokens::{self, Grant};
use app::{App, BaseUrl, Chance, Clock, Error};
use domain::ids::{SpaceId, UserId};
use domain::scopes::{Scope, Scopes};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;
use world::World;

/// The password of all sign-ins.
const PASSWORD: &str = "kontor-demo";
/// Addresses to sign in with, and what they are for.
const SIGN_INS: [(&str, &str); 6] = [
    ("owner@demo.test", "owns both spaces"),
    ("staff@demo.test", "is an admin of Harbour who neither sees memberships nor invoices"),
    ("member@demo.test", "is a member of Harbour"),
    ("other@demo.test", "is another member of Harbour"),
    ("summit-member@demo.test", "is a member of Summit"),
    ("visitor@demo.test", "has an account and no space"),
];
/// The same people and bookings every time, for the same day.
const SEED: u64 = 20;

/// Serves the demo until a signal.
pub async fn demo(settings: &Settings) -> Result<(), Failure> {
    let mut settings = settings.clone();
    let bound = Bound::bind(&settings).await?;
    follow_port(&mut settings, bound.port());
    if settings.data_dir.is_none() && settings.database_url.is_none() {
        settings.data_dir = Some(new_folder());
    }
    settings.mailbox = true;
    settings.allow_private_callbacks = true;
    let app = serve::open(&settings).await?;
    let (owner, harbour) = match find(&app).await? {
        Some(found) => found,
        None => Box::pin(fill(&app)).await?,
    };
    say(&introduction(&app, &settings, owner, harbour).await?)?;
    bound.serve(&settings, app).await
}

/// Who moves the listener to another port means the hosts to move with it, unless he or she names them.
fn follow_port(settings: &mut Settings, port: Option<u16>) {
    let usual = BaseUrl { scheme: "http".into(), authority: "localhost:3000".into() };
    if let Some(port) = port.filter(|_| settings.base_url == usual) {
        settings.base_url.authority = format!("localhost:{port}");
    }
}

fn new_folder() -> std::path::PathBuf {
    let name = u64::from_be_bytes(Chance::System.bytes());
    std::env::temp_dir().join(format!("kontor-demo-{name:016x}"))
}

/// The owner and the first space, when the demo is there; nothing in an empty database.
async fn find(app: &App) -> Result<Option<(UserId, SpaceId)>, Failure> {
    let found = app.db.read(async |tx| {
        let owner = store::users::find_by_email(tx, "owner@demo.test").await?;
        let harbour = store::spaces::find_by_subdomain(tx, "harbour").await?;
        Ok::<_, Error>((owner.zip(harbour), store::users::any(tx).await?))
    });
    match found.await? {
        (Some((owner, harbour)), _) if harbour.owner_id == owner.id => Ok(Some((owner.id, harbour.id))),
        (None, false) => Ok(None),
        _ => Err(Failure::new("there are other data than the demo's in this database", "name a new folder with --data-dir")),
    }
}

/// Makes everything, and writes all of it or nothing.
async fn fill(app: &App) -> Result<(UserId, SpaceId), Failure> {
    let maker = App::new(app.db.clone(), Clock::standing_at(app.clock.now()), Chance::seeded(SEED), (*app.hosts).clone());
    let hash = maker.hash_password(PASSWORD.into()).await?;
    let world = Arc::new(World::new(&maker, &hash)?);
    let written = world.clone();
    app.db.write(async move |tx| written.write(tx).await).await?;
    let harbour = money::enter(&maker, world.owner, world.harbour).await?;
    Box::pin(money::bill(&maker, &harbour)).await?;
    visitors::invite(&maker, &harbour).await?;
    Box::pin(bots::install(&maker, world.author, world.owner, world.harbour)).await?;
    Ok((world.owner, world.harbour))
}

/// Where things are, who can sign in, and how to ask the APIs: all of it works as it stands there.
async fn introduction(app: &App, settings: &Settings, owner: UserId, harbour: SpaceId) -> Result<String, Failure> {
    let hosts = &settings.base_url;
    let home = format!("{}://{}", hosts.scheme, hosts.authority);
    let grant = Grant { user: owner, client: None, space: None, scopes: Scopes::of(Scope::ALL), expires_at: None };
    let token = tokens::create(app, grant).await?;
    let token = token.reveal();
    let (api, in_harbour) = (hosts.at("api"), hosts.at("harbour"));

    let mut text = String::from("Kontor demo: the spaces Harbour and Summit, in one network\n\n");
    let places = [
        ("start page", &home),
        ("sign in", &format!("{}/session/new", hosts.at("www"))),
        ("Harbour", &in_harbour),
        ("Summit", &hosts.at("summit")),
        ("API 2", &api),
        ("for developers", &hosts.at("dev")),
        ("mailbox", &format!("{}/mailbox", hosts.at("www"))),
    ];
    for (what, url) in places {
        let _ = writeln!(text, "  {what:<16}{url}");
    }
    if let (Some(folder), None) = (&settings.data_dir, &settings.database_url) {
        let _ = writeln!(text, "\nThe data stay in {0}; to come back: kontor demo --data-dir {0}", folder.display());
    }
    let _ = writeln!(text, "\nSign-ins, all with the password {PASSWORD}:");
    for (email, what) in SIGN_INS {
        let _ = writeln!(text, "  {email:<26}{what}");
    }
    let _ = writeln!(text, "\nowner@demo.test, all scopes:\ntoken: {token}\n\nAPI 2 and API 1:");
    let _ = writeln!(text, "curl -H 'Authorization: Bearer {token}' {api}/spaces/{harbour}/resources");
    let _ = writeln!(text, "curl -H 'Authorization: Bearer {token}' {in_harbour}/api/resources");
    Ok(text)
}

/// Now, not when the program ends.
fn say(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let said = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    said.map_err(|error| Failure::new(format!("standard output cannot be written ({error})"), "let it go to a terminal or a file"))
}

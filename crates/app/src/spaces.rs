//! Spaces: making one, changing what it says of itself, seeing it.

mod details;
mod look;
mod own;
mod urls;

pub use details::Details;
pub use look::{accent, set_accent};
pub use own::{Own, Switches, Told, TypedTax, set_own};
pub use urls::{Target, Url};

use crate::access::{Access, Caller};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{AdminId, SpaceId};
use domain::permissions::{Category, Level, Permissions};
use domain::refusal::Refusal;
use domain::scopes::Scope;
use domain::settings::{HomeSection, Settings};
use domain::taxes::{Rate, Tax};
use domain::texts;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use store::access::Admin;
use store::spaces::{self, Profile, Space};
use store::{Json, access, users};

/// A space to be made.
#[derive(Clone, Debug, Default)]
pub struct Create {
    pub subdomain: String,
    /// What the owner is called as an admin.
    pub owner_name: String,
    /// The name is needed; what else is not given follows from the country.
    pub details: Details,
}

/// Makes a space that belongs to the caller, who becomes its first admin (S1). A space token makes none: it opens
/// one space only.
pub async fn create(app: &App, caller: &Caller, command: Create) -> Result<Space> {
    caller.require(&[Scope::Write])?;
    if caller.bound_to.is_some() {
        return Err(Error::forbidden("space_token", "A token of one space makes no other."));
    }
    let user = caller.user;
    let found = app.db.read(async move |tx| Ok::<_, Error>(users::find(tx, user).await?)).await?;
    let owner = found.ok_or(Error::Unauthenticated)?;
    let (space, admin) = prepare(app, &owner, command)?;
    let made = space.clone();
    app.db
        .write(async move |tx| {
            spaces::insert(tx, &space, &Profile::default()).await?;
            Ok::<_, Error>(access::insert_admin(tx, space.id, space.owner_id, &admin, space.created_at).await?)
        })
        .await?;
    Ok(made)
}

/// The rows of a space to be, and of its first admin.
pub(crate) fn prepare(app: &App, owner: &users::User, command: Create) -> Result<(Space, Admin)> {
    let mut wrong = Vec::new();
    let subdomain = domain::spaces::subdomain(&command.subdomain).map_err(|refusal| wrong.push(field(refusal))).unwrap_or_default();
    let owner_name = name("owner_name", &command.owner_name, &mut wrong);
    let country = command.details.place();
    let mut space = Space {
        id: app.id::<SpaceId>(),
        network_id: None,
        owner_id: owner.id,
        subdomain,
        name: String::new(),
        email: owner.email.clone(),
        description: None,
        country: country.code().to_owned(),
        locale: country.locale(),
        time_zone: country.time_zone().to_owned(),
        hour_format: country.hour_format().into(),
        price_display: country.price_display(),
        price_decimals: country.currency().minor_digits().into(),
        currency: country.currency(),
        // What must be charged nobody can guess; nothing is, until the owner says so.
        taxes: Json(vec![Tax { name: "VAT".to_owned(), rate: Rate::ZERO }]),
        settings: Json(Settings::default()),
        created_at: app.clock.now(),
        clock_ahead: None,
        domain: None,
    };
    if command.details.name.is_none() {
        wrong.push(FieldError::field("name", "blank", texts::BadText::Blank.to_string()));
    }
    command.details.apply(&mut space, &mut wrong);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    Ok((space, Admin { id: app.id::<AdminId>(), name: owner_name, permissions: Permissions::default() }))
}

fn field(refusal: Refusal) -> FieldError {
    FieldError::field(refusal.field, refusal.code, refusal.message)
}

fn name(at: &'static str, text: &str, wrong: &mut Vec<FieldError>) -> String {
    texts::name(text).map_err(|bad| wrong.push(FieldError::field(at, bad.code(), bad.to_string()))).unwrap_or_default()
}

/// Changes what is given. Needs edit on the space's settings (section 22).
pub async fn update(app: &App, access: &Access, details: Details) -> Result<Space> {
    update_all(app, access, Own { details, ..Own::default() }).await
}

async fn update_all(app: &App, access: &Access, own: Own) -> Result<Space> {
    access.require_admin(Scope::Write)?;
    let permitted = |category| access.admin_role().is_some_and(|role| role.owner || role.admin.permissions.level(category) == Level::Edit);
    if !permitted(Category::SpaceSettings) {
        return Err(Error::forbidden("not_permitted", "This needs the permission to edit the settings of the space."));
    }
    let (access, all) = (access.clone(), app.clone());
    app.db
        .write(async move |tx| {
            let mut space = spaces::find(tx, access.space_id()).await?.ok_or(Error::NOT_FOUND)?;
            let (mut profile, mut wrong) = (spaces::profile(tx, space.id).await?.unwrap_or_default(), Vec::new());
            own.clone().apply(&mut space, &mut profile, &mut wrong);
            if !wrong.is_empty() {
                return Err(Error::Invalid(wrong));
            }
            let mut tx = access.bind(tx);
            spaces::update(&mut tx, &space).await?;
            if own.told.is_some() {
                spaces::set_profile(&mut tx, &profile).await?;
            }
            all.emit(&mut tx, Event::UpdatedSpace, space.id.0, Value::Null).await?;
            Ok(space)
        })
        .await
}

/// Sets what the public home page does not show (J1). Needs edit on the look of the space (section 22).
pub async fn set_home_hides(app: &App, access: &Access, hides: BTreeSet<HomeSection>) -> Result<()> {
    access.require_admin(Scope::Write)?;
    if !access.edits(Category::Customize) {
        return Err(Error::forbidden("not_permitted", "This needs the permission to edit the look of the space."));
    }
    let (access, all) = (access.clone(), app.clone());
    app.db
        .write(async move |tx| {
            let mut space = spaces::find(tx, access.space_id()).await?.ok_or(Error::NOT_FOUND)?;
            space.settings.0.home_hides.clone_from(&hides);
            let mut tx = access.bind(tx);
            spaces::update(&mut tx, &space).await?;
            all.emit(&mut tx, Event::UpdatedSpace, space.id.0, Value::Null).await
        })
        .await
}

/// What somebody is to a space, as far as it decides what is shown of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Stranger,
    /// Member or admin, here or in the network.
    Related,
    Admin,
}

impl Standing {
    pub fn of(access: &Access) -> Self {
        if access.admin_role().is_some() {
            Self::Admin
        } else if access.related() {
            Self::Related
        } else {
            Self::Stranger
        }
    }
}

/// A space as it is shown to somebody.
#[derive(Clone, Debug)]
pub struct Shown {
    pub space: Space,
    /// URL of the logo.
    pub logo: Option<String>,
    pub standing: Standing,
}

/// The space as the caller may see it; anybody may see something of it.
pub async fn get(app: &App, access: &Access) -> Result<Shown> {
    let logo = profile(app, access).await?.logo;
    Ok(Shown { space: access.space().clone(), logo, standing: Standing::of(access) })
}

/// Several spaces, in the order given.
pub async fn shown(app: &App, of: Vec<(Space, Standing)>) -> Result<Vec<Shown>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = of.iter().map(|(space, _)| space.id).collect();
    let found = app.db.read(async move |tx| Ok::<_, Error>(spaces::profiles(tx, &ids).await?)).await?;
    let mut logos: HashMap<_, _> = found.into_iter().map(|(id, profile)| (id, profile.logo)).collect();
    let shown = |(space, standing): (Space, Standing)| Shown { logo: logos.remove(&space.id).flatten(), space, standing };
    Ok(of.into_iter().map(shown).collect())
}

/// What the space tells visitors.
pub async fn profile(app: &App, access: &Access) -> Result<Profile> {
    let id = access.space_id();
    let found = app.db.read(async move |tx| Ok::<_, Error>(spaces::profile(tx, id).await?)).await?;
    found.ok_or(Error::NOT_FOUND)
}

/// The pages of the space that programs may link to.
pub async fn urls(app: &App, access: &Access) -> Result<Vec<Url>> {
    let profile = profile(app, access).await?;
    Ok(urls::all(&app.site_of(access.space()), access.space_id(), &profile.legal))
}

/// What a space of this name would be.
#[derive(Clone, Debug)]
pub struct Preview {
    pub name: String,
    pub subdomain: String,
}

/// Suggests a subdomain that is free now.
pub async fn preview(app: &App, name: &str) -> Result<Preview> {
    let name = texts::name(name).map_err(|bad| FieldError::field("name", bad.code(), bad.to_string()))?;
    for most in [20, 1_000] {
        let candidates = RefCell::new(Vec::new());
        let collect = |candidate: &str| {
            candidates.borrow_mut().push(candidate.to_owned());
            candidates.borrow().len() < most
        };
        domain::spaces::suggest_subdomain(&name, collect);
        let candidates = candidates.into_inner();
        let asked = candidates.clone();
        let taken = app.db.read(async move |tx| Ok::<_, Error>(spaces::taken(tx, &asked).await?)).await?;
        if let Some(subdomain) = candidates.into_iter().find(|candidate| !taken.contains(candidate)) {
            return Ok(Preview { name, subdomain });
        }
    }
    Err(FieldError::field("name", "taken", "is the name of too many spaces").into())
}

/// The name of the space with this subdomain, which anybody may know.
pub async fn name_at(app: &App, subdomain: String) -> Result<String> {
    let found = app.db.read(async move |tx| Ok::<_, Error>(spaces::find_by_subdomain(tx, &subdomain).await?)).await?;
    found.map(|space| space.name).ok_or(Error::NOT_FOUND)
}

/// The locale of the space with this subdomain, such as `de-DE`.
pub async fn locale_at(app: &App, subdomain: String) -> Result<String> {
    let found = app.db.read(async move |tx| Ok::<_, Error>(spaces::find_by_subdomain(tx, &subdomain).await?)).await?;
    found.map(|space| space.locale).ok_or(Error::NOT_FOUND)
}

//! A sandbox for somebody who tries the APIs: a small space with a plan, rooms, members and bookings, and a token for it.

use crate::access::{Access, Caller, Door, Place, enter_as};
use crate::bookings::{self, Wish};
use crate::memberships::{self, Create, Person};
use crate::resources::{self, Details, PriceDetails};
use crate::tokens::{self, Grant};
use crate::{App, Error, FieldError, Result, plans, spaces};
use domain::ids::{MembershipId, PlanId, ResourceId};
use domain::money::Amount;
use domain::plans::PlanTerms;
use domain::scopes::{Scope, Scopes};
use jiff::{SignedDuration, ToSpan as _};
use oauth::Secret;
use store::access;
use store::spaces::{self as rows, Profile, Space};

/// How many one person has at once.
const MOST: usize = 5;
/// How long a token for one is good.
const TOKEN_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Who is in it.
const PEOPLE: [&str; 3] = ["Mara Example", "Jonas Example", "Lea Example"];
/// Rooms and what they cost an hour, without tax.
const ROOMS: [(&str, i64); 2] = [("Lighthouse", 18), ("Quiet room", 9)];

/// The sandboxes that somebody owns, oldest first.
pub async fn own(app: &App, caller: &Caller) -> Result<Vec<Space>> {
    let user = caller.user;
    let mut found = app.db.read(async move |tx| Ok::<_, Error>(rows::administered(tx, user).await?)).await?;
    found.retain(|space| space.owner_id == user && space.clock_ahead.is_some());
    found.sort_by_key(|space| space.id);
    Ok(found)
}

/// Makes a sandbox that belongs to the caller, with something in it to look at, and a token for it.
///
/// # Errors
/// [`Error::Conflict`] for who has five already.
pub async fn start(app: &App, caller: &Caller) -> Result<(Space, Secret)> {
    caller.require(&[Scope::Write])?;
    if caller.bound_to.is_some() {
        return Err(Error::forbidden("space_token", "A token of one space makes no other."));
    }
    if own(app, caller).await?.len() >= MOST {
        return Err(Error::conflict("too_many_sandboxes", "You have five sandboxes already. Use one of them."));
    }
    let space = make(app, caller).await?;
    let app = app.clone().of(&space);
    let access = enter_as(&app, caller, Place::Space(space.id), &[], Door::Related).await?;
    furnish(&app, &access).await?;
    token(&app, caller, &space.subdomain).await
}

/// A token that opens this sandbox and nothing else, with all scopes.
///
/// # Errors
/// [`Error::NotFound`] where it is no sandbox of the caller's.
pub async fn token(app: &App, caller: &Caller, subdomain: &str) -> Result<(Space, Secret)> {
    let found = own(app, caller).await?.into_iter().find(|space| space.subdomain == subdomain).ok_or(Error::NOT_FOUND)?;
    let expires_at = Some(app.clock.real().now().checked_add(TOKEN_LIFETIME).map_err(Error::internal)?);
    let grant = Grant { user: caller.user, client: None, space: Some(found.id), scopes: Scopes::all(), expires_at };
    Ok((found, tokens::create(app, grant).await?))
}

async fn make(app: &App, caller: &Caller) -> Result<Space> {
    let user = caller.user;
    let owner = app.db.read(async move |tx| Ok::<_, Error>(store::users::find(tx, user).await?)).await?;
    let owner = owner.ok_or(Error::Unauthenticated)?;
    let chance = u32::from_be_bytes(app.chance.bytes());
    let details = spaces::Details {
        name: Some("Sandbox".into()),
        country: Some("DE".into()),
        tax_rate: Some("19".into()),
        description: Some(Some("To try things out: people, mails and money here are made up.".into())),
        ..spaces::Details::default()
    };
    let owner_name = owner.email.split('@').next().filter(|name| !name.is_empty()).unwrap_or("Owner").to_owned();
    let wish = spaces::Create { subdomain: format!("sandbox-{chance:08x}"), owner_name, details };
    let (space, admin) = spaces::prepare(app, &owner, wish)?;
    let space = Space { clock_ahead: Some(0), ..space };
    let made = space.clone();
    app.db
        .write(async move |tx| {
            rows::insert(tx, &space, &Profile::default()).await?;
            Ok::<_, Error>(access::insert_admin(tx, space.id, space.owner_id, &admin, space.created_at).await?)
        })
        .await?;
    Ok(made)
}

/// Puts in what a first look should find.
async fn furnish(app: &App, access: &Access) -> Result<()> {
    let plan = plans::create(app, access, terms(access)?).await?;
    let (mut people, mut rooms) = (Vec::new(), Vec::new());
    for name in PEOPLE {
        people.push(member(app, access, plan, name).await?);
    }
    for (name, price) in ROOMS {
        let price_per_hour = Some(Some(amount(price)?));
        let pricing = PriceDetails { price_per_hour, ..PriceDetails::default() };
        let details = Details { name: Some(name.into()), capacity: Some(Some(6)), pricing, ..Details::default() };
        rooms.push(resources::create(app, access, details).await?.resource.id);
    }
    for (place, (member, room)) in people.iter().zip(rooms.iter().cycle()).enumerate() {
        book(app, access, *member, *room, place).await?;
    }
    Ok(())
}

fn amount(whole: i64) -> Result<Amount> {
    whole.to_string().parse().map_err(|_| FieldError::field("price", "invalid", "is no amount").into())
}

fn terms(access: &Access) -> Result<PlanTerms> {
    let terms = serde_json::json!({ "name": "Flex", "description": "A desk on any day", "price_per_cycle": "190",
        "currency": access.space().currency, "cycle_months": 1 });
    serde_json::from_value(terms).map_err(Error::internal)
}

async fn member(app: &App, access: &Access, plan: PlanId, name: &str) -> Result<MembershipId> {
    let email = format!("{}@example.org", name.split(' ').next().unwrap_or_default().to_lowercase());
    let person = Person { name: Some(name.into()), email: Some(email), ..Person::default() };
    let wish = Create {
        plan,
        extras: Vec::new(),
        person,
        starts_at: None,
        first_invoice_at: None,
        prorate_first_invoice: None,
        confirmed: true,
        discount_code: None,
    };
    let made = memberships::create(app, access, wish).await?;
    made.views.first().map(|view| view.membership.id).ok_or(Error::NOT_FOUND)
}

/// Tomorrow at ten, an hour later for each.
async fn book(app: &App, access: &Access, membership: MembershipId, resource: ResourceId, place: usize) -> Result<()> {
    let hour = i8::try_from(10 + place).map_err(Error::internal)?;
    let day = access.today().checked_add(1.day()).map_err(Error::internal)?;
    let from = access.zone().to_timestamp(day.at(hour, 0, 0, 0)).map_err(Error::internal)?;
    let to = from.checked_add(SignedDuration::from_hours(1)).map_err(Error::internal)?;
    let wish = Wish {
        resource,
        membership: Some(membership),
        from,
        to,
        units: 1,
        title: Some("Interview".into()),
        url: None,
        comments: None,
        attendees_message: None,
        attendees: Vec::new(),
        extras: Vec::new(),
        custom_price: None,
        recurrence: None,
    };
    bookings::create(app, access, wish).await.map(drop)
}

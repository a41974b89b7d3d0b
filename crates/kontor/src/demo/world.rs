//! Everything in the demo: people, a network, two spaces.

use super::site::Site;
use super::{calendar, events, money, offer, people, rooms, visitors, visits};
use crate::stock::Stock;
use app::{App, Error, Result};
use db::Tx;
use domain::ids::{NetworkId, SpaceId, UserId};
use domain::money::Currency;
use domain::permissions::{Category, Level, Permissions};
use domain::settings::Settings;
use domain::taxes::{PriceDisplay, Tax};
use jiff::{SignedDuration, Timestamp};
use store::access::Admin;
use store::bookings::{New, insert_all};
use store::spaces::{self, Address, Legal, Link, Network, OpenHours, Profile, Space};
use store::users::{self, User};
use store::{Json, SpaceTx};

/// The spaces are this old.
const AGE: SignedDuration = SignedDuration::from_hours(24 * 1_000);

/// All rows.
pub struct World {
    pub owner: UserId,
    /// Writes add-ons.
    pub author: UserId,
    pub harbour: SpaceId,
    founded: Timestamp,
    network: Network,
    users: Vec<User>,
    spaces: Vec<(Stock, Vec<New>)>,
}

/// What tells the two spaces apart.
struct Sketch {
    subdomain: &'static str,
    name: &'static str,
    description: &'static str,
    country: &'static str,
    locale: &'static str,
    time_zone: &'static str,
    hour_format: i64,
    display: PriceDisplay,
    currency: &'static str,
    tax: (&'static str, &'static str),
    street: &'static str,
    post_code: &'static str,
    city: &'static str,
    phone: &'static str,
}

const HARBOUR: Sketch = Sketch {
    subdomain: "harbour",
    name: "Harbour",
    description: "Desks, rooms and a workshop in an old warehouse by the water.",
    country: "DE",
    locale: "en",
    time_zone: "Europe/Berlin",
    hour_format: 24,
    display: PriceDisplay::Gross,
    currency: "EUR",
    tax: ("VAT", "19"),
    street: "Am Sandtorkai 12",
    post_code: "20457",
    city: "Hamburg",
    phone: "+49 40 5550100",
};

const SUMMIT: Sketch = Sketch {
    subdomain: "summit",
    name: "Summit",
    description: "A quiet floor high above the avenue, for people who like to think.",
    country: "US",
    locale: "en-US",
    time_zone: "America/New_York",
    hour_format: 12,
    display: PriceDisplay::Net,
    currency: "USD",
    tax: ("Sales tax", "8.875"),
    street: "350 Fifth Avenue",
    post_code: "10118",
    city: "New York",
    phone: "+1 212 555 0100",
};

impl World {
    pub fn new(app: &App, password_hash: &str) -> Result<Self> {
        let now = app.clock.now();
        let founded = now.checked_sub(AGE).map_err(Error::internal)?;
        let users: Vec<User> = super::SIGN_INS.iter().map(|(email, _)| user(app, email, password_hash, founded)).collect();
        let id_of = |email: &str| users.iter().find(|user| user.email == email).map(|user| user.id).ok_or(Error::NOT_FOUND);
        let owner = id_of("owner@demo.test")?;
        let network = Network { id: NetworkId(app.chance.uuid(founded)), name: "Waterside".into() };

        let mut harbour = Stock::of(space(app, &HARBOUR, owner, &network, founded)?, profile(&HARBOUR));
        harbour.admins = vec![(owner, admin(app, "Robin Kapitän", Permissions::default())), (id_of("staff@demo.test")?, staff(app))];
        let known =
            [("Mia Becker", id_of("member@demo.test")?, "member@demo.test"), ("Jonas Weber", id_of("other@demo.test")?, "other@demo.test")];
        let harbour = furnish(app, harbour, &known, 60)?;

        let mut summit = Stock::of(space(app, &SUMMIT, owner, &network, founded)?, profile(&SUMMIT));
        summit.admins = vec![(owner, admin(app, "Robin Kapitän", Permissions::default()))];
        let known = [("Sam Carter", id_of("summit-member@demo.test")?, "summit-member@demo.test")];
        let summit = furnish(app, summit, &known, 35)?;
        let author = id_of("visitor@demo.test")?;
        Ok(Self { owner, author, harbour: harbour.0.space.id, founded, network, users, spaces: vec![harbour, summit] })
    }

    pub async fn write(&self, tx: &mut Tx) -> Result<()> {
        for user in &self.users {
            users::insert(tx, user).await?;
        }
        spaces::insert_network(tx, &self.network, self.founded).await?;
        for (stock, bookings) in &self.spaces {
            stock.write(tx).await?;
            insert_all(&mut SpaceTx::bind(tx, stock.space.id), bookings).await?;
        }
        Ok(())
    }
}

/// Puts rooms, plans, people and bookings into a space.
fn furnish(app: &App, mut stock: Stock, known: &[people::Known<'_>], members: usize) -> Result<(Stock, Vec<New>)> {
    let site = Site::new(app, stock.space.clone())?;
    rooms::furnish(&site, &mut stock);
    offer::make(&site, &mut stock);
    people::enroll(&site, &mut stock, known, members);
    visitors::meet(&site, &mut stock);
    rooms::allocate(&site, &mut stock);
    let bookings = calendar::fill(&site, &mut stock)?;
    if site.space.subdomain == HARBOUR.subdomain {
        money::begin_a_year_ago(&mut stock.members, site.today);
    }
    events::plan(&site, &mut stock);
    visits::come_by(&site, &mut stock);
    Ok((stock, bookings))
}

fn user(app: &App, email: &str, hash: &str, at: Timestamp) -> User {
    User { id: UserId(app.chance.uuid(at)), email: email.into(), password_hash: Some(hash.into()), confirmed_at: Some(at), created_at: at }
}

fn admin(app: &App, name: &str, permissions: Permissions) -> Admin {
    Admin { id: app.id(), name: name.into(), permissions }
}

fn staff(app: &App) -> Admin {
    let mut limited = Permissions::default();
    limited.set(Category::Memberships, Level::None);
    limited.set(Category::Invoices, Level::None);
    admin(app, "Kim Albers", limited)
}

fn space(app: &App, sketch: &Sketch, owner: UserId, network: &Network, at: Timestamp) -> Result<Space> {
    let (tax, rate) = sketch.tax;
    let currency: Currency = sketch.currency.parse().map_err(Error::internal)?;
    let taxes = vec![Tax { name: tax.into(), rate: rate.parse().map_err(Error::internal)? }];
    Ok(Space {
        id: SpaceId(app.chance.uuid(at)),
        network_id: Some(network.id.0),
        owner_id: owner,
        subdomain: sketch.subdomain.into(),
        name: sketch.name.into(),
        email: format!("hello@{}.example", sketch.subdomain),
        description: Some(sketch.description.into()),
        country: sketch.country.into(),
        locale: sketch.locale.into(),
        time_zone: sketch.time_zone.into(),
        hour_format: sketch.hour_format,
        price_display: sketch.display,
        price_decimals: 2,
        currency,
        taxes: Json(taxes),
        settings: Json(Settings { members_may_repeat_bookings: true, ..Settings::default() }),
        created_at: at,
        clock_ahead: None,
        domain: None,
    })
}

fn profile(sketch: &Sketch) -> Profile {
    let (street, city) = (sketch.street.to_owned(), sketch.city.to_owned());
    let hours = |weekday: u8| {
        let (from, to) = if weekday <= 5 { ("08:00", "20:00") } else { ("10:00", "16:00") };
        OpenHours { weekday, from: Some(from.into()), to: Some(to.into()) }
    };
    Profile {
        location: Some(format!("{street}, {city}")),
        address: Some(Address {
            name: Some(sketch.name.into()),
            company: Some(format!("{} Coworking", sketch.name)),
            full_address: Some(format!("{street}\n{} {city}", sketch.post_code)),
            street: Some(street),
            post_code: Some(sketch.post_code.into()),
            city: Some(city),
            state: None,
            country: Some(sketch.country.into()),
        }),
        phone: Some(sketch.phone.into()),
        contact_email: Some(format!("hello@{}.example", sketch.subdomain)),
        links: vec![Link { url: format!("https://{}.example", sketch.subdomain), kind: "website".into() }],
        open_status: Some("open".into()),
        open_information: Some("Members come and go at any time; the front desk is there during open hours.".into()),
        open_hours: (1..=6).map(hours).collect(),
        logo: None,
        legal: Legal { privacy_policy: true },
    }
}

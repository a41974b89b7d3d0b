//! Spaces and the networks they belong to.

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Query, Result, Tx, params};
use domain::ids::{NetworkId, SpaceId, UserId};
use domain::money::Currency;
use domain::settings::Settings;
use domain::taxes::{PriceDisplay, Tax};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use uuid::Uuid;

db::row! {
    /// What nearly every request needs of a space; the rest is in its [`Profile`].
    #[derive(Clone, Debug)]
    pub struct Space {
        pub id: SpaceId as Uuid,
        pub network_id: Option<Uuid>,
        pub owner_id: UserId as Uuid,
        pub subdomain: String,
        pub name: String,
        pub email: String,
        pub description: Option<String>,
        /// ISO 3166-1 alpha-2.
        pub country: String,
        pub locale: String,
        /// IANA name.
        pub time_zone: String,
        /// 12 or 24.
        pub hour_format: i64,
        pub price_display: PriceDisplay as String,
        pub price_decimals: i64,
        pub currency: Currency as String,
        /// The default taxes (M10).
        pub taxes: Json<Vec<Tax>>,
        pub settings: Json<Settings>,
        pub created_at: Timestamp,
        /// Microseconds by which its own clock is ahead of ours. Only sandboxes have one.
        pub clock_ahead: Option<i64>,
        /// The domain of its own at which it is served beside its subdomain (see [`crate::space_domains`]).
        pub domain: Option<String>,
    }
}

/// What visitors see of a space. Stored as JSON; absent members are empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// One line, as people write it.
    pub location: Option<String>,
    pub address: Option<Address>,
    pub phone: Option<String>,
    pub contact_email: Option<String>,
    pub links: Vec<Link>,
    /// `open`, `membersOnly` or `closed`.
    pub open_status: Option<String>,
    pub open_information: Option<String>,
    pub open_hours: Vec<OpenHours>,
    /// URL of the logo.
    pub logo: Option<String>,
    pub legal: Legal,
}

/// Which legal pages the space has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Legal {
    pub privacy_policy: bool,
}

/// A postal address; `country` is ISO 3166-1 alpha-2.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    pub name: Option<String>,
    pub company: Option<String>,
    /// Street, post code and city as written, lines separated by line feeds.
    pub full_address: Option<String>,
    pub street: Option<String>,
    pub post_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: Option<String>,
}

impl Address {
    /// As written, else put together from its parts, lines separated by line feeds; without name and country.
    pub fn in_full(&self) -> Option<Cow<'_, str>> {
        if let Some(written) = &self.full_address {
            return Some(written.into());
        }
        let town = [self.post_code.as_deref(), self.city.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let lines = [self.street.as_deref(), Some(&*town), self.state.as_deref()];
        let lines: Vec<&str> = lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
        (!lines.is_empty()).then(|| lines.join("\n").into())
    }
}

/// `kind` is `website`, `facebook` and the like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub url: String,
    pub kind: String,
}

/// `from` and `to` are `HH:MM`, local.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenHours {
    /// ISO 8601: 1 is Monday.
    pub weekday: u8,
    pub from: Option<String>,
    pub to: Option<String>,
}

db::row! {
    /// Several spaces that share sign-in, resources and check-ins (K1).
    #[derive(Clone, Debug)]
    pub struct Network {
        pub id: NetworkId as Uuid,
        pub name: String,
    }
}

db::row! {
    struct ProfileRow { id: SpaceId as Uuid, profile: Json<Profile> }
}

/// The columns of [`Space`], of the table's alias `s`.
macro_rules! columns {
    () => {
        "s.id, s.network_id, s.owner_id, s.subdomain, s.name, s.email, s.description, s.country, s.locale, s.time_zone, s.hour_format,
        s.price_display, s.price_decimals, s.currency, s.taxes, s.settings, s.created_at, s.clock_ahead,
        (SELECT d.host FROM space_domains d WHERE d.space_id = s.id AND d.verified_at IS NOT NULL) AS domain"
    };
}
pub(crate) use columns;

statements! {
    ACCENT = "SELECT accent FROM spaces WHERE subdomain = $1";
    SET_ACCENT = "UPDATE spaces SET accent = $2 WHERE id = $1";
    FIND = concat!("SELECT ", columns!(), " FROM spaces s WHERE s.id = $1");
    FIND_BY_SUBDOMAIN = concat!("SELECT ", columns!(), " FROM spaces s WHERE s.subdomain = $1");
    OF_NETWORK = concat!("SELECT ", columns!(), " FROM spaces s WHERE s.network_id = $1 ORDER BY lower(s.name), s.id");
    ADMINISTERED = concat!("SELECT ", columns!(), " FROM spaces s JOIN admins a ON a.space_id = s.id WHERE a.user_id = $1 ORDER BY s.id");
    JOINED = concat!("SELECT ", columns!(), " FROM spaces s
        WHERE s.id IN (SELECT m.space_id FROM memberships m WHERE m.user_id = $1) ORDER BY s.id");
    PROFILE = "SELECT id, profile FROM spaces WHERE id = $1";
    INSERT = "INSERT INTO spaces (id, network_id, owner_id, subdomain, name, email, description, country, locale, time_zone, hour_format,
        price_display, price_decimals, currency, taxes, settings, profile, created_at, clock_ahead)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    INSERT_COUNTERS = "INSERT INTO space_counters (space_id) VALUES ($1)";
    UPDATE = "UPDATE spaces SET name = $2, email = $3, description = $4, country = $5, locale = $6, time_zone = $7, hour_format = $8,
        price_display = $9, price_decimals = $10, taxes = $11, settings = $12 WHERE id = $1";
    SET_PROFILE = "UPDATE spaces SET profile = $2 WHERE id = $1";
    SET_NETWORK = "UPDATE spaces SET network_id = $2 WHERE id = $1";
    CUSTOMER_NUMBER = "UPDATE space_counters SET customer_number = customer_number + 1 WHERE space_id = $1 RETURNING customer_number";
    RESERVE_NUMBERS = "UPDATE space_counters SET customer_number = customer_number + $2 WHERE space_id = $1";
    NETWORK = "SELECT id, name FROM networks WHERE id = $1";
    INSERT_NETWORK = "INSERT INTO networks (id, name, created_at) VALUES ($1, $2, $3)";
}

pub async fn find(tx: &mut Tx, id: SpaceId) -> Result<Option<Space>> {
    tx.query_opt(FIND, params![id.0]).await
}

pub async fn find_by_subdomain(tx: &mut Tx, subdomain: &str) -> Result<Option<Space>> {
    tx.query_opt(FIND_BY_SUBDOMAIN, params![subdomain]).await
}

/// All spaces of a network, by name.
pub async fn of_network(tx: &mut Tx, network: NetworkId) -> Result<Vec<Space>> {
    tx.query(OF_NETWORK, params![network.0]).await
}

/// Spaces the user is an admin of.
pub async fn administered(tx: &mut Tx, user: UserId) -> Result<Vec<Space>> {
    tx.query(ADMINISTERED, params![user.0]).await
}

/// Spaces the user has a membership in, whatever its state.
pub async fn joined(tx: &mut Tx, user: UserId) -> Result<Vec<Space>> {
    tx.query(JOINED, params![user.0]).await
}

pub async fn profile(tx: &mut Tx, id: SpaceId) -> Result<Option<Profile>> {
    Ok(tx.query_opt::<ProfileRow>(PROFILE, params![id.0]).await?.map(|row| row.profile.0))
}

/// The profiles of several spaces, in no order.
pub async fn profiles(tx: &mut Tx, ids: &[SpaceId]) -> Result<Vec<(SpaceId, Profile)>> {
    let query = Query::new("SELECT id, profile FROM spaces WHERE id IN ").list(ids.iter().map(|id| id.0));
    Ok(tx.query::<ProfileRow>(query.text, query.params).await?.into_iter().map(|row| (row.id, row.profile.0)).collect())
}

/// Of the given subdomains, those in use.
pub async fn taken(tx: &mut Tx, subdomains: &[String]) -> Result<Vec<String>> {
    let query = Query::new("SELECT subdomain FROM spaces WHERE subdomain IN ").list(subdomains.iter().map(String::as_str));
    Ok(tx.query::<(String,)>(query.text, query.params).await?.into_iter().map(|(name,)| name).collect())
}

/// Breaks `spaces_subdomain` when the name is taken.
pub async fn insert(tx: &mut Tx, space: &Space, profile: &Profile) -> Result<()> {
    let mut values = params![space.id.0, space.network_id, space.owner_id.0, &*space.subdomain, &*space.name, &*space.email];
    values.extend(params![space.description.clone(), &*space.country, &*space.locale, &*space.time_zone, space.hour_format]);
    values.extend(params![space.price_display.name(), space.price_decimals, space.currency.to_string()]);
    values.extend([json(&space.taxes.0), json(&space.settings.0), json(profile), space.created_at.into(), space.clock_ahead.into()]);
    tx.execute(INSERT, values).await?;
    tx.execute(INSERT_COUNTERS, params![space.id.0]).await.map(drop)
}

/// Writes everything but id, network, owner, subdomain, domain, currency, profile and clock.
pub async fn update(tx: &mut SpaceTx<'_>, space: &Space) -> Result<()> {
    let mut values = params![&*space.name, &*space.email, space.description.clone(), &*space.country, &*space.locale];
    values.extend(params![&*space.time_zone, space.hour_format, space.price_display.name(), space.price_decimals]);
    values.extend([json(&space.taxes.0), json(&space.settings.0)]);
    tx.execute(UPDATE, values).await.map(drop)
}

/// Writes what visitors are told.
pub async fn set_profile(tx: &mut SpaceTx<'_>, profile: &Profile) -> Result<()> {
    tx.execute(SET_PROFILE, vec![json(profile)]).await.map(drop)
}

/// The next customer number; never given twice (J13).
pub async fn next_customer_number(tx: &mut SpaceTx<'_>) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(CUSTOMER_NUMBER, params![]).await?.0)
}

/// Takes so many customer numbers at once; the next one given is the one after them.
pub async fn reserve_customer_numbers(tx: &mut SpaceTx<'_>, count: i64) -> Result<()> {
    tx.execute(RESERVE_NUMBERS, params![count]).await.map(drop)
}

pub async fn find_network(tx: &mut Tx, id: NetworkId) -> Result<Option<Network>> {
    tx.query_opt(NETWORK, params![id.0]).await
}

pub async fn insert_network(tx: &mut Tx, network: &Network, at: Timestamp) -> Result<()> {
    tx.execute(INSERT_NETWORK, params![network.id.0, &*network.name, at]).await.map(drop)
}

/// Puts the space into a network, or takes it out of one.
pub async fn set_network(tx: &mut SpaceTx<'_>, network: Option<NetworkId>) -> Result<()> {
    tx.execute(SET_NETWORK, params![network.map(|id| id.0)]).await.map(drop)
}

/// The colour of a space's pages, as `#b4c300`. `None` too where no space has the subdomain.
pub async fn accent(tx: &mut Tx, subdomain: &str) -> Result<Option<String>> {
    Ok(tx.query_opt::<(Option<String>,)>(ACCENT, params![subdomain]).await?.and_then(|(accent,)| accent))
}

pub async fn set_accent(tx: &mut SpaceTx<'_>, accent: Option<&str>) -> Result<()> {
    tx.execute(SET_ACCENT, params![accent]).await.map(drop)
}

//! What members tell of themselves (rule O3). A profile has the id of its membership, and no row of its own before
//! something is written.

use crate::resources::{Slice, Word};
use crate::{SpaceTx, search, statements, totals};
use db::{Query, Result, Tx, params};
use domain::ids::{MembershipId, NetworkId, SpaceId};
use domain::resources::Photo;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct Profile {
        pub membership_id: MembershipId as Uuid,
        pub space_id: SpaceId as Uuid,
        /// Name and photo are the membership's.
        pub name: Option<String>,
        pub photo: Option<Word<Photo>>,
        pub published: bool,
        pub email: Option<String>,
        pub phone: Option<String>,
        /// The membership's, unless the profile says something else.
        pub company: Option<String>,
        pub pronouns: Option<String>,
        pub location: Option<String>,
        pub birthday: Option<Date>,
        pub about_me: Option<String>,
        pub website: Option<String>,
        pub twitter: Option<String>,
        pub facebook: Option<String>,
        pub linkedin: Option<String>,
        pub github: Option<String>,
        pub instagram: Option<String>,
    }
}

macro_rules! columns {
    () => {
        "m.id AS membership_id, m.space_id, m.name, m.photo, COALESCE(p.published, FALSE) AS published, p.email, p.phone,
        NULLIF(COALESCE(p.company, m.company), '') AS company, p.pronouns, p.location, p.birthday, p.about_me, p.website, p.twitter,
        p.facebook, p.linkedin, p.github, p.instagram"
    };
}
macro_rules! tables {
    () => {
        " FROM memberships m LEFT JOIN membership_profiles p ON p.space_id = m.space_id AND p.membership_id = m.id"
    };
}

macro_rules! closed {
    () => {
        " FROM memberships m JOIN membership_profiles p ON p.space_id = m.space_id AND p.membership_id = m.id
            WHERE m.space_id = $1 AND m.canceled_to >= $2 AND m.confirmed_at IS NOT NULL AND p.published"
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), tables!(), " WHERE m.space_id = $1 AND m.id = $2");
    ALL = concat!("SELECT ", columns!(), tables!(), " WHERE m.space_id = $1 AND NOT m.of_team ORDER BY m.id LIMIT $2 OFFSET $3");
    // Those of memberships without an end have an index in their order; the others that had not ended are few: a
    // limit that cuts nothing keeps SQLite from walking past all rows for the order.
    PUBLISHED = concat!("SELECT ", columns!(), " FROM (SELECT w.id FROM (
            SELECT o.id FROM (SELECT p.membership_id AS id FROM membership_profiles p WHERE p.space_id = $1 AND p.published AND p.open
                ORDER BY p.membership_id LIMIT CAST($3 AS BIGINT) + CAST($4 AS BIGINT)) o
            UNION ALL SELECT c.id FROM (SELECT m.id", closed!(), " ORDER BY m.canceled_to LIMIT 9223372036854775807) c
        ) w ORDER BY w.id LIMIT $3 OFFSET $4) w CROSS JOIN memberships m
        LEFT JOIN membership_profiles p ON p.space_id = m.space_id AND p.membership_id = m.id
        WHERE m.space_id = $1 AND m.id = w.id ORDER BY m.id");
    COUNT_PUBLISHED_CLOSED = concat!("SELECT COUNT(*)", closed!());
    // The company stays as it was where none is given.
    WRITE = "INSERT INTO membership_profiles (space_id, membership_id, published, email, phone, company, pronouns, location, birthday,
        about_me, website, twitter, facebook, linkedin, github, instagram, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT (space_id, membership_id) DO UPDATE SET published = excluded.published, email = excluded.email, phone = excluded.phone,
        company = COALESCE(excluded.company, membership_profiles.company), pronouns = excluded.pronouns, location = excluded.location,
        birthday = excluded.birthday, about_me = excluded.about_me, website = excluded.website, twitter = excluded.twitter,
        facebook = excluded.facebook, linkedin = excluded.linkedin, github = excluded.github, instagram = excluded.instagram,
        updated_at = excluded.updated_at";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<Option<Profile>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Writes what is the profile's own. A company that is not `None` is from now on the profile's, an empty one hides it.
pub async fn write(tx: &mut SpaceTx<'_>, profile: &Profile, company: Option<&str>, now: Timestamp) -> Result<()> {
    let p = profile.clone();
    let mut values = params![p.membership_id.0, p.published, p.email, p.phone, company.map(str::to_owned), p.pronouns, p.location];
    values.extend(params![p.birthday, p.about_me, p.website, p.twitter, p.facebook, p.linkedin, p.github, p.instagram, now]);
    tx.execute(WRITE, values).await.map(drop)
}

/// Which profiles of a space to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of these memberships; none for all.
    pub memberships: Option<Vec<MembershipId>>,
    /// Published ones of members on that day; none for all there are.
    pub published_on: Option<Date>,
}

/// As their memberships were made; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, filter: &Filter, slice: Slice) -> Result<(Vec<Profile>, i64)> {
    match (&filter.memberships, filter.published_on) {
        (None, None) => Ok((tx.query(ALL, params![slice.limit, slice.offset]).await?, totals::all(tx, "memberships").await?)),
        (None, Some(day)) => {
            let found = tx.query(PUBLISHED, params![day, slice.limit, slice.offset]).await?;
            let (closed,): (i64,) = tx.query_one(COUNT_PUBLISHED_CLOSED, params![day]).await?;
            Ok((found, totals::all(tx, "membership_profiles_open").await? + closed))
        }
        (Some(ids), day) => some(tx, ids, day, slice).await,
    }
}

async fn some(tx: &mut SpaceTx<'_>, ids: &[MembershipId], day: Option<Date>, slice: Slice) -> Result<(Vec<Profile>, i64)> {
    let filtered = |query: Query| {
        let query = query.sql(" AND m.id IN ").list(ids.iter().map(|id| id.0));
        match day {
            Some(day) => query.sql(PUBLISHED_ON).bind(day).sql(")"),
            None => query,
        }
    };
    let page = filtered(tx.select(concat!("SELECT ", columns!(), tables!(), " WHERE m.space_id = ")));
    let page = page.sql(" ORDER BY m.id LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset);
    let profiles = tx.run(page).await?;
    let count = filtered(tx.select(concat!("SELECT COUNT(*)", tables!(), " WHERE m.space_id = ")));
    let total = tx.run::<(i64,)>(count).await?.first().map_or(0, |(total,)| *total);
    Ok((profiles, total))
}

const PUBLISHED_ON: &str = " AND p.published AND m.confirmed_at IS NOT NULL AND (m.canceled_to IS NULL OR m.canceled_to >= ";

/// Where profiles are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    Space(SpaceId),
    /// All its spaces.
    Network(NetworkId),
}

impl Within {
    fn sql(self, query: Query) -> Query {
        match self {
            Self::Space(id) => query.sql(" m.space_id = ").bind(id.0),
            Self::Network(id) => query.sql(" m.network_id = ").bind(id.0),
        }
    }
}

/// Profiles in which the text stands somewhere, or all; in the order of names. Part of them, and how many they are in all.
pub async fn everywhere(tx: &mut Tx, within: Within, text: Option<&str>, slice: Slice) -> Result<(Vec<Profile>, i64)> {
    let dialect = tx.dialect();
    let from = |what| {
        let query = within.sql(Query::new(what));
        let Some(text) = text else { return query };
        // What the index finds may stand in a text that the profile hides or replaces.
        let query = search::in_memberships_and_profiles(query.sql(" AND "), dialect, |query| within.sql(query), text);
        query.sql(" AND lower(").sql(SEARCHED).sql(") LIKE lower(").bind(search::pattern(text)).sql(") ESCAPE '!'")
    };
    let page = from(concat!("SELECT ", columns!(), tables!(), " WHERE NOT m.of_team AND"));
    let page = page.sql(" ORDER BY lower(COALESCE(m.name, m.company, '')), m.id LIMIT ").bind(slice.limit);
    let page = page.sql(" OFFSET ").bind(slice.offset);
    let found: Vec<Profile> = tx.query(page.text, page.params).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let total = match (within, text) {
        (Within::Space(space), None) => totals::all(&mut SpaceTx::bind(tx, space), "memberships").await?,
        (Within::Network(network), None) => totals::in_network(tx, network, "memberships").await?,
        (_, Some(_)) => {
            let count = from(concat!("SELECT COUNT(*)", tables!(), " WHERE NOT m.of_team AND"));
            tx.query_one::<(i64,)>(count.text, count.params).await?.0
        }
    };
    Ok((found, total))
}

/// Published profiles of members on a day in whose public part the text stands, in the order of names; part of them, and
/// how many they are in all.
pub async fn directory(tx: &mut SpaceTx<'_>, text: Option<&str>, day: Date, slice: Slice) -> Result<(Vec<Profile>, i64)> {
    let (space, dialect) = (tx.space(), tx.global().dialect());
    let from = |what| {
        let query = Query::new(what).bind(space.0).sql(PUBLISHED_ON).bind(day).sql(")");
        let Some(text) = text else { return query };
        let within = |query| Within::Space(space).sql(query);
        let query = search::in_memberships_and_profiles(query.sql(" AND "), dialect, within, text);
        query.sql(" AND lower(").sql(SEARCHED_BY_MEMBERS).sql(") LIKE lower(").bind(search::pattern(text)).sql(") ESCAPE '!'")
    };
    let page = from(concat!("SELECT ", columns!(), tables!(), " WHERE m.space_id = "));
    let page = page.sql(" ORDER BY lower(COALESCE(m.name, m.company, '')), m.id LIMIT ").bind(slice.limit);
    let found: Vec<Profile> = tx.run(page.sql(" OFFSET ").bind(slice.offset)).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let count = from(concat!("SELECT COUNT(*)", tables!(), " WHERE m.space_id = "));
    Ok((found, tx.run::<(i64,)>(count).await?.first().map_or(0, |(total,)| *total)))
}

/// What members may look for: not the birthday, which they do not see (O3).
const SEARCHED_BY_MEMBERS: &str = "COALESCE(m.name, '') || '
' || COALESCE(p.company, m.company, '') || '
' || COALESCE(p.location, '') || '
' || COALESCE(p.about_me, '') || '
' || COALESCE(p.website, '')";

/// All texts of a profile, one a line: what is searched is a part of one line, so it is found within one text.
const SEARCHED: &str = "COALESCE(m.name, '') || '
' || COALESCE(p.company, m.company, '') || '
' || COALESCE(p.email, '') || '
' || COALESCE(p.phone, '') || '
' || COALESCE(p.pronouns, '') || '
' || COALESCE(p.location, '') || '
' || COALESCE(CAST(p.birthday AS TEXT), '') || '
' || COALESCE(p.about_me, '') || '
' || COALESCE(p.website, '') || '
' || COALESCE(p.twitter, '') || '
' || COALESCE(p.facebook, '') || '
' || COALESCE(p.linkedin, '') || '
' || COALESCE(p.github, '') || '
' || COALESCE(p.instagram, '')";

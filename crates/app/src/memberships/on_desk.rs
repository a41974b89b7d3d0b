//! Members as admins list them: filtered and sorted, a page at a time or all as a file.

use super::list::{View, complete};
use crate::access::Access;
use crate::accounting::Pieces;
use crate::resources::Page;
use crate::{App, Error, FieldError, Result, custom_fields, list_files, membership_profiles};
use documents::tables::Cell;
use domain::ids::{CustomFieldId, MembershipId};
use domain::scopes::Scope;
use domain::texts;
use std::collections::HashMap;
use store::membership_plans;
use store::membership_profiles::Profile;
use store::memberships::{self, OnDesk};
use store::resources::Slice;

/// As imports call them, so that the file can be brought in elsewhere.
const COLUMNS: [&str; 15] = [
    "name",
    "company",
    "email",
    "phone",
    "plan",
    "starts on",
    "last day",
    "customer number",
    "street",
    "post code",
    "city",
    "state",
    "country",
    "tax id",
    "billing emails",
];

/// What members tell of themselves.
const OF_PROFILES: [&str; 14] = [
    "profile published",
    "profile email",
    "profile phone",
    "profile company",
    "profile pronouns",
    "profile location",
    "profile birthday",
    "profile about me",
    "profile website",
    "profile twitter",
    "profile facebook",
    "profile linkedin",
    "profile github",
    "profile instagram",
];

/// A page of members with their plans, and how many they are: above 10,000 no more is counted. For admins.
///
/// # Errors
/// [`Error::Invalid`] for a text that nobody could be called.
pub async fn on_desk(app: &App, access: &Access, wanted: OnDesk, slice: Slice) -> Result<Page<View>> {
    access.require_admin(Scope::ReadMemberships)?;
    if let Some(text) = &wanted.text {
        texts::name(text).map_err(|bad| FieldError::parameter("q", bad.code(), bad.to_string()))?;
    }
    let (access, today) = (access.clone(), access.today());
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (found, total) = memberships::on_desk(&mut tx, &wanted, today, slice).await?;
            let copies = membership_plans::of_many(&mut tx, found.iter().map(|one| one.id).collect()).await?;
            let items = complete(&mut tx, found, copies, today).await?.views;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// What a file holds.
#[derive(Clone)]
struct File {
    list: OnDesk,
    profiles: bool,
    /// In the order of their columns.
    fields: Vec<CustomFieldId>,
}

/// The whole list as a file, written while it is read, with profiles and the space's own fields where they may be seen. For
/// admins.
///
/// # Errors
/// [`Error::RateLimited`] for who takes too many away, and as [`on_desk`].
pub async fn csv(app: &App, access: &Access, wanted: OnDesk) -> Result<Pieces> {
    access.require_admin(Scope::ReadMemberships)?;
    let profiles = access.is_admin(Scope::ReadMembershipProfiles);
    let fields = if access.is_admin(Scope::ReadCustomFields) { custom_fields::fields(app, access).await? } else { Vec::new() };
    let more = OF_PROFILES.into_iter().filter(|_| profiles).chain(fields.iter().map(|field| &*field.label));
    let columns: Vec<&str> = COLUMNS.into_iter().chain(more).collect();
    let file = File { list: wanted, profiles, fields: fields.iter().map(|field| field.id).collect() };
    list_files::write(app, access, "members", &columns, file, rows).await
}

async fn rows(app: App, access: Access, file: File, slice: Slice) -> Result<Vec<Vec<Cell>>> {
    let views = on_desk(&app, &access, file.list, slice).await?.items;
    let ids: Vec<_> = views.iter().map(|view| view.membership.id).collect();
    let mut filled = HashMap::new();
    if !file.fields.is_empty() {
        let found = custom_fields::of_many(&app, &access, ids.clone()).await?;
        filled.extend(found.into_iter().map(|one| ((one.membership_id, one.id), one.value)));
    }
    let mut profiles: HashMap<MembershipId, Profile> = HashMap::new();
    if file.profiles {
        let found = membership_profiles::list(&app, &access, Some(ids), Slice { offset: 0, ..slice }).await?;
        profiles.extend(found.items.into_iter().map(|shown| (shown.profile.membership_id, shown.profile)));
    }
    let whole = |view: &View| {
        let (mut cells, id) = (row(view), view.membership.id);
        if file.profiles {
            cells.extend(profiles.remove(&id).map_or([const { Cell::Empty }; 14], of_profile));
        }
        cells.extend(file.fields.iter().map(|field| Cell::maybe(filled.remove(&(id, *field)).flatten())));
        cells
    };
    Ok(views.iter().map(whole).collect())
}

fn of_profile(profile: Profile) -> [Cell; 14] {
    [
        Cell::Text(if profile.published { "yes" } else { "no" }.to_owned()),
        Cell::maybe(profile.email),
        Cell::maybe(profile.phone),
        Cell::maybe(profile.company),
        Cell::maybe(profile.pronouns),
        Cell::maybe(profile.location),
        profile.birthday.map_or(Cell::Empty, Cell::Day),
        Cell::maybe(profile.about_me),
        Cell::maybe(profile.website),
        Cell::maybe(profile.twitter),
        Cell::maybe(profile.facebook),
        Cell::maybe(profile.linkedin),
        Cell::maybe(profile.github),
        Cell::maybe(profile.instagram),
    ]
}

fn row(view: &View) -> Vec<Cell> {
    let (member, plan) = (&view.membership, view.current.as_ref().or(view.upcoming.as_ref()));
    let mut cells = vec![
        Cell::maybe(member.name.clone()),
        Cell::maybe(member.company.clone()),
        Cell::maybe(member.email.clone()),
        Cell::maybe(member.phone.clone()),
        Cell::maybe(plan.map(|copy| copy.terms.0.name.clone())),
        Cell::Day(member.starts_at),
        member.canceled_to.map_or(Cell::Empty, Cell::Day),
        Cell::maybe(member.customer_number.clone()),
    ];
    cells.extend(list_files::address(&member.address.0));
    cells.push(Cell::maybe(member.tax_id.clone()));
    cells.push(Cell::maybe(Some(member.billing_emails.0.join(" ")).filter(|emails| !emails.is_empty())));
    cells
}

//! Reading memberships and their plans.

use super::require_reader;
use crate::access::{Access, NetworkAccess};
use crate::plans::{credited, resource_names};
use crate::resources::Page;
use crate::{App, Error, FieldError, Result};
use domain::ids::{MembershipId, ResourceId};
use domain::plans::places;
use domain::scopes::Scope;
use domain::texts;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;
use store::SpaceTx;
use store::membership_plans::{self, Copy};
use store::memberships::{self, Found, Membership, Order};
use store::resources::Slice;

/// A membership with its plan. Members of a team with a plan of its own have none (W4).
#[derive(Clone, Debug)]
pub struct View {
    pub membership: Membership,
    /// Before the membership starts, the one it will start with.
    pub current: Option<Copy>,
    /// The scheduled change.
    pub upcoming: Option<Copy>,
}

/// Memberships, with the names of the resources that the credits of their plans are good for.
#[derive(Clone, Debug)]
pub struct Listed {
    pub views: Vec<View>,
    pub resource_names: HashMap<ResourceId, String>,
}

/// Which memberships of a space are wanted.
#[derive(Clone, Debug, Default)]
pub enum Selection {
    /// Confirmed and not ended (L15).
    #[default]
    Current,
    /// Unconfirmed and ended ones too.
    All,
    /// These, whatever their state; unknown ids are passed over.
    Some(Vec<MembershipId>),
}

/// A window of local days, both included.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    pub from: Date,
    pub to: Date,
}

impl Days {
    fn check(self) -> Result<()> {
        if self.to < self.from {
            return Err(FieldError::parameter("to", "before_from", "must not be before from").into());
        }
        Ok(())
    }

    /// The first instant after the window.
    pub(crate) fn end(self, access: &Access) -> Result<Timestamp> {
        end_of(access, self.to).ok_or_else(|| FieldError::parameter("to", "out_of_range", "is too far in the future").into())
    }
}

/// Midnight at the end of a day of the space; `None` at the end of the calendar.
pub(super) fn end_of(access: &Access, day: Date) -> Option<Timestamp> {
    access.midnight(day.tomorrow().ok()?)
}

/// Picks the plans of the day out of the memberships' copies, which come grouped and in order.
fn views(memberships: Vec<Membership>, copies: Vec<Copy>, today: Date) -> Vec<View> {
    let mut by_membership: HashMap<MembershipId, Vec<Copy>> = HashMap::with_capacity(memberships.len());
    for copy in copies {
        by_membership.entry(copy.membership_id).or_default().push(copy);
    }
    let view = |membership: Membership| {
        let mut copies = by_membership.remove(&membership.id).unwrap_or_default();
        let (current, upcoming) = places(copies.iter().map(|copy| copy.starts_at), today);
        let upcoming = upcoming.map(|at| copies.swap_remove(at));
        let current = current.map(|at| copies.swap_remove(at));
        View { membership, current, upcoming }
    };
    memberships.into_iter().map(view).collect()
}

pub(super) async fn complete(tx: &mut SpaceTx<'_>, memberships: Vec<Membership>, copies: Vec<Copy>, today: Date) -> Result<Listed> {
    let views = views(memberships, copies, today);
    let shown = views.iter().flat_map(|view| [&view.current, &view.upcoming]).flatten().map(|copy| &copy.terms.0);
    let credited = credited(shown);
    let resource_names = resource_names(tx, credited).await?;
    Ok(Listed { views, resource_names })
}

/// One membership, as a list of one.
pub(super) async fn one(tx: &mut SpaceTx<'_>, id: MembershipId, today: Date) -> Result<Listed> {
    let membership = memberships::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    let copies = membership_plans::of(tx, id).await?;
    complete(tx, vec![membership], copies, today).await
}

/// The same without names, for use cases.
pub(crate) async fn view(tx: &mut SpaceTx<'_>, id: MembershipId, today: Date) -> Result<View> {
    let membership = memberships::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    let copies = membership_plans::of(tx, id).await?;
    views(vec![membership], copies, today).pop().ok_or(Error::NOT_FOUND)
}

/// Memberships of the space, for its admins.
pub async fn list(app: &App, access: &Access, selection: Selection) -> Result<Listed> {
    access.require_admin(Scope::ReadMemberships)?;
    let (access, today) = (access.clone(), access.today());
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (memberships, copies) = match &selection {
                Selection::Current => (memberships::current(&mut tx, today).await?, membership_plans::not_ended(&mut tx, today).await?),
                Selection::All => (memberships::all(&mut tx).await?, membership_plans::all(&mut tx).await?),
                Selection::Some(ids) => {
                    (memberships::some(&mut tx, ids.clone()).await?, membership_plans::of_many(&mut tx, ids.clone()).await?)
                }
            };
            complete(&mut tx, memberships, copies, today).await
        })
        .await
}

/// Memberships of the space, in whatever state, whose name, company or e-mail address contains the text; by age. Part of
/// them, and how many they are in all. For admins.
pub async fn search(app: &App, access: &Access, text: &str, slice: Slice) -> Result<Page<Membership>> {
    access.require_admin(Scope::ReadMemberships)?;
    texts::name(text).map_err(|bad| FieldError::parameter("q", bad.code(), bad.to_string()))?;
    let (access, text) = (access.clone(), text.to_owned());
    app.db
        .snapshot(async move |tx| {
            let (items, total) = memberships::matching(&mut access.bind(tx), &text, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// Who signed up and waits to be confirmed (J6), the first come first. For admins.
pub async fn unconfirmed(app: &App, access: &Access, slice: Slice) -> Result<Vec<Membership>> {
    access.require_admin(Scope::ReadMemberships)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(memberships::unconfirmed(&mut access.bind(tx), slice).await?)).await
}

/// One membership: for admins and the member.
pub async fn get(app: &App, access: &Access, id: MembershipId) -> Result<Listed> {
    let (bound, today) = (access.clone(), access.today());
    let listed = app.db.snapshot(async move |tx| one(&mut bound.bind(tx), id, today).await).await?;
    require_reader(access, id)?;
    Ok(listed)
}

/// The caller's own membership in the space: the confirmed one if there are several.
pub async fn own(app: &App, access: &Access) -> Result<Listed> {
    let own = access.members().iter().min_by_key(|member| (member.confirmed_at.is_none(), member.id)).ok_or(Error::NOT_FOUND)?;
    get(app, access, own.id).await
}

/// Memberships whose last day is in the window.
pub async fn cancellations(app: &App, access: &Access, days: Days) -> Result<Listed> {
    access.require_admin(Scope::ReadMemberships)?;
    days.check()?;
    let (access, today) = (access.clone(), access.today());
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let memberships = memberships::ending(&mut tx, days.from, days.to).await?;
            let ids = memberships.iter().map(|membership| membership.id).collect();
            let copies = membership_plans::of_many(&mut tx, ids).await?;
            complete(&mut tx, memberships, copies, today).await
        })
        .await
}

/// A page of the memberships that had not ended before the window and were confirmed by its end, and how many
/// there are.
pub async fn page(app: &App, access: &Access, days: Days, limit: i64, offset: i64) -> Result<(Vec<Membership>, i64)> {
    access.require_admin(Scope::ReadMemberships)?;
    let (before, access) = (days.end(access)?, access.clone());
    app.db
        .snapshot(async move |tx| Ok::<_, Error>(memberships::within(&mut access.bind(tx), days.from, before, limit, offset).await?))
        .await
}

/// A page of the plans that confirmed memberships had in the window, for admins here or in the network, and how
/// many there are.
pub async fn plan_page(app: &App, access: &Access, days: Days, limit: i64, offset: i64) -> Result<(Vec<Copy>, i64)> {
    access.require_network_admin(Scope::ReadMemberships)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| Ok::<_, Error>(membership_plans::active(&mut access.bind(tx), days.from, days.to, limit, offset).await?))
        .await
}

/// All plans that a membership had, has and will have, in order, with the names of resources.
pub async fn plan_history(app: &App, access: &Access, id: MembershipId) -> Result<(Membership, Vec<Copy>, HashMap<ResourceId, String>)> {
    access.require_admin(Scope::ReadMemberships)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let membership = memberships::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let copies = membership_plans::of(&mut tx, id).await?;
            let names = resource_names(&mut tx, credited(copies.iter().map(|copy| &copy.terms.0))).await?;
            Ok::<_, Error>((membership, copies, names))
        })
        .await
}

/// What is searched in a network.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// A part of the name, company or e-mail; none for all.
    pub text: Option<String>,
    pub order: Order,
    pub limit: i64,
    pub offset: i64,
}

/// A page of the memberships of all spaces of a network, for admins of any of them, and how many there are.
pub async fn network(app: &App, access: &NetworkAccess, wanted: Network) -> Result<(Vec<Found>, i64)> {
    access.require_admin(Scope::ReadMemberships)?;
    if let Some(text) = &wanted.text {
        texts::name(text).map_err(|bad| FieldError::parameter("filter[query]", bad.code(), bad.to_string()))?;
    }
    let id = access.network.id;
    let Network { text, order, limit, offset } = wanted;
    app.db.snapshot(async move |tx| Ok::<_, Error>(memberships::network(tx, id, text.as_deref(), order, limit, offset).await?)).await
}

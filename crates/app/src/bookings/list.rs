//! Finding and listing bookings.

use super::view::{Eyes, View};
use crate::access::Access;
use crate::{App, Error, FieldError, Result};
use domain::ids::{BookingId, MembershipId, RecurrenceId, ResourceId};
use domain::scopes::Scope;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use store::bookings::facts;
use store::bookings::{self, Of, Slice, Window};
use store::memberships::{self, Membership};
use store::recurrences;

/// A stretch of time; what overlaps it is in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowOf {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub limit: u32,
    pub offset: u64,
}

/// Whose bookings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Space,
    Resource(ResourceId),
    /// Those in other spaces of its network included; for its owner and for admins.
    Membership(MembershipId),
}

/// A page of bookings.
#[derive(Clone, Debug)]
pub struct Listed {
    pub views: Vec<View>,
    /// On all pages; `None` where nobody asked.
    pub total: Option<u64>,
    /// For a recurrence: whether all its bookings are written.
    pub complete: bool,
}

/// One booking.
pub async fn get(app: &App, access: &Access, id: BookingId) -> Result<View> {
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    app.db
        .read(async move |tx| {
            let shown = bookings::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)?;
            eyes.look(shown).ok_or(Error::NOT_FOUND)
        })
        .await
}

/// By start. `counted` when the total is wanted, too.
pub async fn list(app: &App, access: &Access, subject: Subject, window: WindowOf, page: Page, counted: bool) -> Result<Listed> {
    if window.to < window.from {
        return Err(FieldError::parameter("to", "before_from", "must not be before the start").into());
    }
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    let of = match subject {
        Subject::Space if eyes.see_hidden() => Of::Space,
        Subject::Space => Of::OpenSpace,
        Subject::Resource(id) => Of::Resource(id),
        Subject::Membership(id) => {
            if !access.owns(id) {
                access.require_admin(Scope::ReadBookings)?;
            }
            Of::Membership(id)
        }
    };
    let window = Window { from: window.from, to: window.to };
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            if let Subject::Resource(id) = subject {
                let resource = facts::find_resource(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
                if resource.hidden && !eyes.see_hidden() {
                    return Err(Error::NOT_FOUND);
                }
            }
            let rows = bookings::list(&mut tx, of, window, slice(page)).await?;
            let total = if counted { Some(count(bookings::count(&mut tx, of, window).await?)) } else { None };
            Ok(Listed { views: rows.into_iter().filter_map(|shown| eyes.look(shown)).collect(), total, complete: true })
        })
        .await
}

/// All of the space, or of one room, as those who run it list them: by start, the last first if that is wanted. `counted` when
/// the total is wanted, too. For admins who may see bookings.
pub async fn on_desk(
    app: &App,
    access: &Access,
    room: Option<ResourceId>,
    window: WindowOf,
    last_first: bool,
    page: Page,
    counted: bool,
) -> Result<Listed> {
    access.require_admin(Scope::ReadBookings)?;
    let subject = room.map_or(Subject::Space, Subject::Resource);
    if !last_first {
        return list(app, access, subject, window, page, counted).await;
    }
    if window.to < window.from {
        return Err(FieldError::parameter("to", "before_from", "must not be before the start").into());
    }
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    let window = Window { from: window.from, to: window.to };
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            if let Some(id) = room {
                facts::find_resource(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            }
            let rows = bookings::list_last_first(&mut tx, room, window, slice(page)).await?;
            let of = room.map_or(Of::Space, Of::Resource);
            let total = if counted { Some(count(bookings::count(&mut tx, of, window).await?)) } else { None };
            Ok(Listed { views: rows.into_iter().filter_map(|shown| eyes.look(shown)).collect(), total, complete: true })
        })
        .await
}

/// All bookings of a recurrence, and whether they are complete.
pub async fn recurring(app: &App, access: &Access, id: RecurrenceId, page: Page) -> Result<Listed> {
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    let window = Window { from: Timestamp::MIN, to: Timestamp::MAX };
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let recurrence = recurrences::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let rows = bookings::list(&mut tx, Of::Recurrence(id), window, slice(page)).await?;
            let total = Some(count(bookings::count(&mut tx, Of::Recurrence(id), window).await?));
            let views = rows.into_iter().filter_map(|shown| eyes.look(shown)).collect();
            Ok(Listed { views, total, complete: recurrence.done })
        })
        .await
}

/// How far back [`recent`] looks, and how much it gives.
const RECENT: SignedDuration = SignedDuration::from_hours(24 * 30);
const MOST_RECENT: i64 = 50;

/// The caller's own bookings of the last 30 days and the future, those made last first (API 1).
pub async fn recent(app: &App, access: &Access) -> Result<Vec<View>> {
    let member = access.members().first().ok_or_else(|| Error::forbidden("members_only", "Only members have bookings of their own."))?;
    let (id, eyes, access) = (member.id, Eyes::of(app, access), access.clone());
    let since = app.clock.now().saturating_sub(RECENT).unwrap_or(Timestamp::MIN);
    app.db
        .read(async move |tx| {
            let rows = bookings::recent(&mut access.bind(tx), id, since, MOST_RECENT).await?;
            Ok(rows.into_iter().filter_map(|shown| eyes.look(shown)).collect())
        })
        .await
}

fn slice(page: Page) -> Slice {
    Slice { limit: page.limit.into(), offset: i64::try_from(page.offset).unwrap_or(i64::MAX) }
}

fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}

/// The memberships that bookings name, as far as the caller may read them: admins all of this space, members
/// their own.
pub async fn memberships_of(app: &App, access: &Access, views: &[View]) -> Result<Vec<Membership>> {
    let admin = access.is_network_admin(Scope::ReadMemberships);
    let named = views.iter().filter_map(|view| view.shown.booking.membership());
    let here = named.filter(|(space, _)| *space == access.space_id()).map(|(_, id)| id);
    let ids: BTreeSet<MembershipId> = here.filter(|id| admin || access.owns(*id)).collect();
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(memberships::some(&mut access.bind(tx), ids.iter().copied().collect()).await?)).await
}

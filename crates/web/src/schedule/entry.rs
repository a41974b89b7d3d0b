//! A booking as the calendar shows it.

use super::place::Place;
use crate::inside::time;
use crate::language::t;
use app::access::Access;
use app::bookings::View;
use app::{App, external_bookings};
use axum::response::Response;
use domain::ids::{BookingId, ExternalBookingId, ResourceId};
use domain::scopes::Scope;
use jiff::Timestamp;
use std::collections::HashMap;

/// A booking, with what is said of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub id: BookingId,
    pub resource: ResourceId,
    pub from: Timestamp,
    pub to: Timestamp,
    pub times: String,
    /// Member, visitor, or whatever it is called.
    pub who: String,
    /// Title, units and whose it is, as far as `who` does not say it.
    pub about: String,
    pub room: String,
    pub href: String,
    /// It is one that admins move here: not of an event, not of a visitor.
    pub moves: bool,
    pub past: bool,
}

impl Entry {
    /// All of it in a sentence, for who does not see where it stands.
    pub fn told(&self) -> String {
        let parts = [&self.room, &self.times, &self.who, &self.about];
        parts.into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    }
}

/// Names of the visitors whose bookings are among these, for who may see them.
pub(super) async fn visitors(app: &App, access: &Access, views: &[View]) -> Result<HashMap<ExternalBookingId, String>, Response> {
    if !access.is_admin(Scope::ReadExternalBookings) {
        return Ok(HashMap::new());
    }
    let ids = views.iter().filter_map(|view| view.shown.booking.external_booking_id).map(ExternalBookingId).collect();
    let found = external_bookings::some(app, access, ids).await.map_err(crate::inside::failure)?;
    let named = found.into_iter().filter(|view| view.personal).filter_map(|view| {
        let name = view.booking.name.or(view.booking.company)?;
        Some((view.booking.id, name))
    });
    Ok(named.collect())
}

/// Bookings with what is said of them.
pub(super) struct Reader<'a> {
    pub access: &'a Access,
    pub place: &'a Place,
    pub visitors: HashMap<ExternalBookingId, String>,
    pub now: Timestamp,
    pub may_edit: bool,
}

impl Reader<'_> {
    pub fn entry(&self, view: &View) -> Entry {
        let booking = &view.shown.booking;
        let external = booking.external_booking_id.map(ExternalBookingId);
        let visitor = external.and_then(|id| self.visitors.get(&id).cloned());
        let title = booking.title.clone();
        let who = view.shown.membership_name.clone().or(visitor);
        let kind = match (external, booking.event_id) {
            (Some(_), _) => Some(t("schedule-visitor").to_string()),
            (None, Some(_)) => Some(t("schedule-event").to_string()),
            (None, None) => None,
        };
        let units = (booking.units > 1).then(|| t("schedule-so-many-units").with("count", booking.units).to_string());
        let rest = if who.is_some() { title.clone() } else { None };
        let about = [rest, kind, units].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let href = match external.filter(|_| self.access.is_admin(Scope::ReadExternalBookings)) {
            Some(id) => format!("/admin/external_bookings/{id}"),
            None => self.place.below(&booking.id.to_string()),
        };
        Entry {
            id: booking.id,
            resource: booking.resource_id,
            from: booking.starts_at,
            to: booking.ends_at,
            times: format!("{} – {}", time(self.access, booking.starts_at), time(self.access, booking.ends_at)),
            who: who.or(title).unwrap_or_else(|| t("schedule-nobody-named").to_string()),
            about,
            room: view.shown.resource_name.clone(),
            href,
            moves: self.may_edit && view.can_update && external.is_none() && booking.event_id.is_none(),
            past: booking.ends_at <= self.now,
        }
    }
}

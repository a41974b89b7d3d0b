//! What a caller sees of a booking, and whether he or she may change it.

use crate::App;
use crate::access::Access;
use domain::bookings::{Existing, Standing, may_change};
use domain::ids::{MembershipId, TeamId};
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::Timestamp;
use std::sync::Arc;
use store::access::Member;
use store::bookings::Shown;
use store::spaces::Space;

/// A booking as the caller may see it: what is hidden is not in it.
#[derive(Clone, Debug)]
pub struct View {
    pub shown: Shown,
    pub can_update: bool,
    /// Price, extras and credits may be shown: to those who pay and to admins.
    pub money: bool,
}

/// The eyes of a caller, in the space of the bookings.
#[derive(Clone)]
pub(super) struct Eyes {
    space: Arc<Space>,
    now: Timestamp,
    /// Sees the calendar as an admin.
    admin: bool,
    /// Sees people's names as an admin (P4).
    names: bool,
    /// May change bookings as an admin.
    edits: bool,
    own: Vec<MembershipId>,
    teams: Vec<TeamId>,
}

impl Eyes {
    pub fn of(app: &App, access: &Access) -> Self {
        let members = || access.members().iter().chain(access.network_members());
        Self {
            space: access.shared_space(),
            now: app.clock.now(),
            admin: access.admin_permits(Scope::ReadBookings),
            names: access.admin_permits(Scope::ReadMemberships),
            edits: access.admin_permits(Scope::WriteBookings),
            own: members().map(|member| member.id).collect(),
            teams: members().filter_map(Member::managed_team).collect(),
        }
    }

    /// Sees bookings of hidden resources.
    pub fn see_hidden(&self) -> bool {
        self.admin
    }

    /// Own, or of a team that he or she manages (B6).
    pub fn owns(&self, shown: &Shown) -> bool {
        let own = shown.booking.membership().is_some_and(|(_, id)| self.own.contains(&id));
        own || shown.team_id.is_some_and(|team| self.teams.contains(&TeamId(team)))
    }

    /// In relation to a booking that is to be changed; `admin` as far as token and permissions go.
    pub fn standing(&self, shown: &Shown, admin: bool) -> Standing {
        match () {
            () if admin => Standing::Admin,
            () if self.owns(shown) => Standing::Owner,
            () => Standing::Other,
        }
    }

    /// As far as rules B6 to B8 go.
    pub fn existing(&self, shown: &Shown) -> Existing {
        Existing {
            interval: Interval::new(shown.booking.starts_at, shown.booking.ends_at),
            now: self.now,
            cancellation_period_hours: shown.cancellation_period,
            may_edit_started: self.space.settings.0.members_may_edit_started_bookings,
            from_event: shown.booking.event_id.is_some(),
            from_visitor: shown.booking.external_booking_id.is_some(),
        }
    }

    /// `None` for a booking that does not exist for the caller (R4).
    pub fn look(&self, mut shown: Shown) -> Option<View> {
        let own = self.owns(&shown);
        if shown.resource_hidden && !self.admin && !own {
            return None;
        }
        let can_update = may_change(&self.existing(&shown), self.standing(&shown, self.edits)).is_ok();
        let booking = &mut shown.booking;
        let trusted = own || (self.admin && self.names);
        if !trusted {
            booking.comments = None;
            booking.attendees_message = None;
            booking.attendees.0.clear();
        }
        if !own && !self.admin {
            booking.url = None;
            if self.space.settings.0.hide_booking_details {
                booking.title = None;
            }
        }
        let names = if self.admin { self.names } else { !self.space.settings.0.hide_booking_details };
        if !own && !names {
            shown.membership_name = None;
            (booking.membership_space_id, booking.membership_id) = (None, None);
        }
        Some(View { shown, can_update, money: own || self.admin })
    }
}

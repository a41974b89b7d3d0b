//! What an operator can switch in a space. Rules name the switch they obey.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

crate::words::words! {
    /// Part of the public home page (J1).
    HomeSection { Plans = "plans", DayPasses = "day_passes", Rooms = "rooms", Events = "events" }
}

impl HomeSection {
    pub const ALL: [Self; 4] = [Self::Plans, Self::DayPasses, Self::Rooms, Self::Events];
}

/// Stored as JSON; absent members have their default, so that old rows read on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Members may make recurring bookings (B16).
    pub members_may_repeat_bookings: bool,
    /// Members may change bookings that have begun (B7).
    pub members_may_edit_started_bookings: bool,
    /// Members see only time and resource of other members' bookings (B14).
    pub hide_booking_details: bool,
    /// L8
    pub members_cannot_cancel: bool,
    /// L8
    pub members_cannot_change_plan: bool,
    /// New members are confirmed by hand when they sign up for any plan (J6).
    pub confirm_members_by_hand: bool,
    /// Each price may have its own tax rate (M11).
    pub multiple_tax_rates: bool,
    /// Each price may have its own currency (M13).
    pub multiple_currencies: bool,
    /// 1 to 28; without one, a membership's start decides (V2).
    pub default_invoice_day: Option<u8>,
    /// Closed by the operator, until a bill is paid (S2, S6).
    pub suspended: bool,
    /// In its network, bookings elsewhere draw on credits of home (C14, K3).
    pub booking_network: bool,
    /// What the public home page does not show (J1).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub home_hides: BTreeSet<HomeSection>,
}

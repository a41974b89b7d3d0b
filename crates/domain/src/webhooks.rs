//! Webhooks: what there is to be told of, when a call is tried again, and whom we call at all.

use crate::words::words;
use jiff::SignedDuration;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

words! {
    /// How a delivery stands.
    Status {
        /// To be sent, or to be sent again.
        Waiting = "waiting",
        Delivered = "delivered",
        /// Tried for the last time, or given up with its webhook.
        Failed = "failed",
    }
}

/// After so many retries a webhook is switched off.
pub const RETRIES: i64 = 10;
/// From the first try to the first retry; each further pause is twice as long, 19.9 hours in all.
pub const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(70);
/// How long an answer may take.
pub const PATIENCE: SignedDuration = SignedDuration::from_secs(15);
/// How long a secret is good after another has taken its place.
pub const OVERLAP: SignedDuration = SignedDuration::from_hours(24);
/// How long deliveries that are over are kept for people to look at.
pub const LOG_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// How long to wait before a retry, the first of which has number 1; none after the last. Chance moves it by a tenth at
/// most, to either side, so that what failed together does not come back together.
pub fn pause(first: SignedDuration, retry: i64, chance: u16) -> Option<SignedDuration> {
    let doublings = u32::try_from(retry - 1).ok().filter(|_| retry <= RETRIES)?;
    let millis = i64::try_from(first.as_millis()).unwrap_or(i64::MAX).saturating_mul(1 << doublings);
    let tenth = i128::from(millis / 10);
    let moved = tenth * (2 * i128::from(chance) - i128::from(u16::MAX)) / i128::from(u16::MAX);
    Some(SignedDuration::from_millis(millis.saturating_add(i64::try_from(moved).unwrap_or_default())))
}

/// What a name of an event means to those who are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    pub event: &'static str,
    /// Where API 1 has what it happened to, below `/api`.
    pub path: &'static str,
    /// The name under which the whole object rides along, as it cannot be fetched any more.
    pub object: Option<&'static str>,
}

macro_rules! topics {
    ($($path:literal: $($event:literal $(with $object:literal)?),+;)+) => {
        /// All that webhooks can be told of (`api-v1`, section 5), and what is only ours, in the order of the reference.
        pub const TOPICS: &[Topic] = &[$($(Topic { event: $event, path: $path, object: topics!(@ $($object)?) }),+),+];
    };
    (@) => { None };
    (@ $object:literal) => { Some($object) };
}

topics! {
    "memberships": "connected_user", "updated_connected_user";
    "admins": "created_admin", "deleted_admin" with "admin";
    "bookings": "created_booking", "updated_booking", "booking_will_begin", "booking_has_ended", "deleted_booking" with "booking",
        "approved_external_booking", "canceled_external_booking";
    "resources": "created_resource", "updated_resource", "deleted_resource" with "resource";
    "allocations": "created_allocation", "updated_allocation", "deleted_allocation" with "allocation";
    "calendar_blockers": "created_calendar_blocker", "updated_calendar_blocker", "deleted_calendar_blocker" with "calendar_blocker";
    "memberships": "created_membership", "confirmed_membership", "deleted_membership" with "membership", "canceled_membership",
        "uncanceled_membership", "reactivated_membership", "membership_cancellation_date_reached", "changed_membership_plan",
        "membership_plan_change_date_reached", "updated_membership_details", "updated_membership_picture", "updated_payment_method",
        "updated_custom_field", "membership_added_time_passes", "membership_removed_time_passes";
    "check_ins": "created_checkin", "created_checkout";
    "check_in_tokens": "created_checkin_token", "deleted_checkin_token" with "check_in_token";
    "guest_accounts": "created_guest_account";
    "invoices": "created_invoice", "updated_invoice", "sent_invoice", "wrote_off_invoice", "requested_e_invoice",
        "deleted_invoice" with "invoice";
    "drop_in_passes": "created_drop_in_pass", "canceled_drop_in_pass";
    "events": "published_event", "depublished_event";
    "event_attendances": "created_event_attendance", "deleted_event_attendance" with "event_attendance";
    "spaces": "changed_space_subscription";
}

/// What the name means, if it means anything.
pub fn topic(event: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.event == event)
}

/// Whether an address is on the open internet: not of a private network, this machine, its link, or a range with a
/// purpose of its own (the IANA registries of special-purpose addresses). Metadata services of clouds are among these.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b, c) {
        (0 | 10 | 127 | 224.., ..) // this network, private, loopback, multicast and reserved
        | (100, 64..=127, _) // carriers' networks
        | (169, 254, _) // link
        | (172, 16..=31, _)
        | (192, 168, _)
        | (192, 0, 0 | 2) // protocols, documentation
        | (192, 88, 99) // relays
        | (198, 18 | 19, _) // benchmarks
        | (198, 51, 100)
        | (203, 0, 113) => true,
        _ => false,
    };
    !special
}

/// Global unicast addresses, but those that lead to IPv4 addresses or are for a purpose. What is written as IPv6 and
/// means IPv4 (`::ffff:10.0.0.1`, `64:ff9b::a00:1`) is outside of the range, so it is refused whatever it means.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let special = (first == 0x2001 && (second < 0x200 || second == 0x0db8)) // Teredo, ORCHID, benchmarks; documentation
        || first == 0x2002 // 6to4
        || (first == 0x3fff && second < 0x1000); // documentation
    first & 0xe000 == 0x2000 && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_retries_take_twenty_hours() {
        let all: Vec<i64> =
            (1..=RETRIES).filter_map(|retry| pause(FIRST_PAUSE, retry, u16::MAX / 2)).map(|pause| pause.as_secs()).collect();
        assert_eq!((all.len(), all.first().copied()), (10, Some(70)), "as long as chance is even");
        let hours = all.iter().sum::<i64>() / 3600;
        assert_eq!(hours, 19);
        assert_eq!((pause(FIRST_PAUSE, 0, 0), pause(FIRST_PAUSE, 11, 0)), (None, None));
    }

    #[test]
    fn chance_moves_a_pause_by_a_tenth() {
        let at = |chance| pause(FIRST_PAUSE, 2, chance).unwrap().as_secs();
        assert_eq!((at(0), at(u16::MAX)), (126, 154));
        assert_eq!(pause(SignedDuration::ZERO, 10, u16::MAX), Some(SignedDuration::ZERO));
        assert!(pause(SignedDuration::MAX, 10, u16::MAX).is_some(), "absurd, and no panic");
    }

    #[test]
    fn every_event_has_one_meaning() {
        for topic in TOPICS {
            assert_eq!(super::topic(topic.event), Some(topic), "{} twice", topic.event);
            let object = topic.object.is_some();
            assert_eq!(object, topic.event.starts_with("deleted_"), "{}", topic.event);
        }
        assert_eq!(topic("sang"), None);
    }

    #[test]
    fn only_the_open_internet_is_called() {
        for good in
            ["1.1.1.1", "9.255.255.255", "100.63.255.255", "172.32.0.1", "192.0.1.1", "223.255.255.255", "2606:4700::1111", "2a00::1"]
        {
            assert!(is_public(good.parse().unwrap()), "{good}");
        }
        for bad in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.168.0.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:1.1.1.1",
            "::7f00:1",
            "64:ff9b::7f00:1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(bad.parse().unwrap()), "{bad}");
        }
    }
}

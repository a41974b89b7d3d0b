//! Who came by in the last weeks, and who is here today.

use super::site::Site;
use crate::stock::Stock;
use domain::ids::CheckInId;
use jiff::civil::{Date, Weekday};
use store::check_ins::CheckIn;
use store::memberships::Membership;

const DAYS: i64 = 8 * 7;
/// Of a hundred members, so many come on a working day, and on another one.
const COME: (u64, u64) = (30, 6);

/// Members come in the morning and go in the evening; who came today stays till the day is over.
pub fn come_by(site: &Site, stock: &mut Stock) {
    for day in (0..DAYS).rev().map(|back| site.day(-back)) {
        let often = if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) { COME.1 } else { COME.0 };
        let members = stock.members.iter().map(|one| &one.membership).filter(|member| belongs(member, day));
        let visits = members.filter(|_| site.dice.percent(often)).filter_map(|member| visit(site, member, day));
        stock.check_ins.extend(visits);
    }
}

fn belongs(member: &Membership, day: Date) -> bool {
    member.confirmed_at.is_some() && member.starts_at <= day && member.canceled_to.is_none_or(|last| day <= last)
}

fn quarters(site: &Site, most: u64) -> i64 {
    15 * i64::try_from(site.dice.below(most)).unwrap_or_default()
}

/// With whether it is over; none where the member has still to come.
fn visit(site: &Site, member: &Membership, day: Date) -> Option<(CheckIn, bool)> {
    let (from, until) = (site.at(day, 8 * 60 + quarters(site, 13)), site.at(day, 15 * 60 + quarters(site, 17)));
    let over = until <= site.now;
    let check_in = CheckIn {
        id: CheckInId(site.app.chance.uuid(from)),
        membership_id: member.id,
        at_space_id: site.space.id,
        valid_from: from,
        valid_until: if over { until } else { site.at(day, 24 * 60) },
        time_pass_id: None,
        guest_name: None,
        created_at: from,
        name: None,
    };
    (from <= site.now).then_some((check_in, over))
}

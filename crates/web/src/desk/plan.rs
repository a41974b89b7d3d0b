//! A day as a picture: a column for each room, time running down. Drawn here as SVG, so that it needs no script and no
//! style of its own on each box, which the pages' policy forbids.

use super::{minutes, whole_day};
use crate::inside::time;
use app::access::Access;
use app::bookings::View;
use domain::ids::ResourceId;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

/// Pixels of a column, of an hour, of the scale at the left and of the names above.
const WIDE: i64 = 132;
const HOUR: i64 = 44;
const SCALE: i64 = 48;
const HEAD: i64 = 34;
/// What is shown where nothing is booked outside it: from 7 to 21.
const FIRST: i64 = 7;
const LAST: i64 = 21;
/// The lowest box that a name fits into.
const LOW: i64 = 18;

/// A room.
pub(super) struct Column {
    pub id: ResourceId,
    pub name: String,
}

/// A name over its column.
pub(super) struct Head {
    pub x: i64,
    pub name: String,
}

/// A line across all columns.
pub(super) struct Tick {
    pub y: i64,
    pub label: String,
}

/// A booking.
pub(super) struct Block {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
    pub who: String,
    /// All of it, for who points at it.
    pub told: String,
    pub past: bool,
}

pub(super) struct DayPlan {
    pub width: i64,
    pub height: i64,
    pub heads: Vec<Head>,
    pub ticks: Vec<Tick>,
    pub blocks: Vec<Block>,
    /// Where it is now, today.
    pub now: Option<i64>,
}

impl DayPlan {
    pub fn new(access: &Access, date: Date, columns: Vec<Column>, views: &[View], now: Timestamp) -> Self {
        let day = whole_day(access, date);
        let length = minutes(day.from, day.to);
        let at = |instant: Timestamp| minutes(day.from, instant).clamp(0, length);
        let hours = |minutes: i64| (minutes / 60, (minutes + 59) / 60);
        let first = views.iter().map(|view| hours(at(view.shown.booking.starts_at)).0).min().unwrap_or(FIRST).min(FIRST);
        let last = views.iter().map(|view| hours(at(view.shown.booking.ends_at)).1).max().unwrap_or(LAST).max(LAST);
        let y = |minutes: i64| HEAD + (minutes - first * 60) * HOUR / 60;
        let place: HashMap<ResourceId, i64> = columns.iter().zip(0..).map(|(column, index)| (column.id, SCALE + index * WIDE)).collect();
        let lanes = lanes(views);
        let blocks = views.iter().zip(lanes).filter_map(|(view, (lane, of))| {
            let booking = &view.shown.booking;
            let (from, to) = (at(booking.starts_at), at(booking.ends_at));
            let who = view.shown.membership_name.clone().or_else(|| booking.title.clone()).unwrap_or_default();
            let times = format!("{} – {}", time(access, booking.starts_at), time(access, booking.ends_at));
            let told =
                [view.shown.resource_name.clone(), times, who.clone()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
            let width = (WIDE - 6) / of;
            Some(Block {
                x: place.get(&booking.resource_id)? + 3 + lane * width,
                y: y(from),
                width: width - 2,
                height: ((to - from) * HOUR / 60).max(LOW) - 2,
                who,
                told: told.join(", "),
                past: booking.ends_at <= now,
            })
        });
        let blocks = blocks.collect();
        let label = |hour: i64| {
            let instant = day.from.saturating_add(jiff::SignedDuration::from_hours(hour)).unwrap_or(day.from);
            Tick { y: y(hour * 60), label: time(access, instant) }
        };
        Self {
            width: SCALE + WIDE * i64::try_from(columns.len()).unwrap_or_default(),
            height: y(last * 60) + 12,
            ticks: (first..=last).map(label).collect(),
            blocks,
            now: (day.from..day.to).contains(&now).then(|| y(at(now))).filter(|line| *line >= HEAD),
            heads: columns.into_iter().zip(0..).map(|(column, index)| Head { x: SCALE + index * WIDE + 6, name: column.name }).collect(),
        }
    }
}

/// For each booking its place beside those of the same room that overlap it, and how many places there are. A room of
/// several units has several at once.
fn lanes(views: &[View]) -> Vec<(i64, i64)> {
    let mut ends: HashMap<ResourceId, Vec<Timestamp>> = HashMap::new();
    let mut found = Vec::with_capacity(views.len());
    for view in views {
        let booking = &view.shown.booking;
        let taken = ends.entry(booking.resource_id).or_default();
        let lane = taken.iter().position(|end| *end <= booking.starts_at).unwrap_or(taken.len());
        match taken.get_mut(lane) {
            Some(end) => *end = booking.ends_at,
            None => taken.push(booking.ends_at),
        }
        found.push((booking.resource_id, lane));
    }
    let most = |resource: ResourceId| ends.get(&resource).map_or(1, Vec::len);
    let number = |n: usize| i64::try_from(n).unwrap_or(1);
    found.into_iter().map(|(resource, lane)| (number(lane), number(most(resource)))).collect()
}

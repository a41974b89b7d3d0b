//! Days as a picture: a column for each room or for each day, time running down. Drawn here as SVG, so that it needs no
//! script and no style of its own on each box, which the pages' policy forbids; each booking is a link. What the script
//! needs to move bookings stands in attributes: minutes of the local day, whatever a clock change makes of them.

use super::entry::Entry;
use crate::inside::clock;
use app::access::Access;
use app::calendar_blockers::Shown;
use domain::ids::ResourceId;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use std::collections::HashMap;

/// Pixels of an hour, of the scale at the left and of the names above.
pub(super) const HOUR: i64 = 48;
const SCALE: i64 = 56;
const HEAD: i64 = 40;
/// The plan is about as wide as the page where columns allow it.
const WHOLE: i64 = 1160;
const NARROW: i64 = 132;
const WIDE: i64 = 360;
/// What a booking has where many are beside each other.
const LEAST: i64 = 44;
/// What is shown where nothing is booked outside it: from 7 to 21.
const FIRST: i64 = 7;
const LAST: i64 = 21;
/// The lowest box that a line of text fits into.
const LOW: i64 = 18;
const LINE: i64 = 16;
const DAY: i64 = 24 * 60;

/// What a column is for.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub name: String,
    pub day: Date,
    /// None where the column is for all resources.
    pub resource: Option<ResourceId>,
    /// Where one more booking is made in it.
    pub href: Option<String>,
    pub today: bool,
}

/// A column as it is drawn.
pub(super) struct Head {
    pub x: i64,
    pub column: Column,
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
    pub entry: Entry,
    pub told: String,
    pub color: String,
    /// Lines of text that fit, with their place.
    pub lines: Vec<(i64, String)>,
    pub column: usize,
    /// Minutes of the day.
    pub from: i64,
    pub to: i64,
    /// All of it lies in the column, so that it can be moved there.
    pub moves: bool,
}

/// A time at which nobody books.
pub(super) struct Closed {
    pub x: i64,
    pub y: i64,
    pub height: i64,
    pub title: String,
}

pub(super) struct Plan {
    pub width: i64,
    pub height: i64,
    pub head: i64,
    pub scale: i64,
    pub hour: i64,
    /// Of a column.
    pub wide: i64,
    /// The first and the last hour that are drawn.
    pub first: i64,
    pub last: i64,
    pub heads: Vec<Head>,
    pub ticks: Vec<Tick>,
    pub blocks: Vec<Block>,
    pub closed: Vec<Closed>,
    /// Where it is now, with the column.
    pub now: Option<(i64, i64, i64)>,
}

/// Minutes of a local day that something covers, if any.
fn within(access: &Access, day: Date, from: Timestamp, to: Timestamp) -> Option<(i64, i64)> {
    let minute = |at: Timestamp| of_day(access.zone().to_datetime(at), day);
    let (from, to) = (minute(from), minute(to));
    (from < DAY && to > 0 && from < to).then(|| (from.max(0), to.min(DAY)))
}

fn of_day(at: DateTime, day: Date) -> i64 {
    let days = i64::from(at.date().since(day).map_or(0, |span| span.get_days()));
    days * DAY + i64::from(at.hour()) * 60 + i64::from(at.minute())
}

/// Where in time and place the boxes stand.
struct Grid {
    first: i64,
    wide: i64,
}

impl Grid {
    fn x(&self, column: usize) -> i64 {
        SCALE + i64::try_from(column).unwrap_or_default() * self.wide
    }
    fn y(&self, minute: i64) -> i64 {
        HEAD + (minute - self.first * 60) * HOUR / 60
    }
}

/// A booking in one of the columns.
struct Part<'a> {
    entry: &'a Entry,
    column: usize,
    from: i64,
    to: i64,
}

impl Plan {
    /// `entries` by start; `colors` of the resources.
    pub fn new(
        access: &Access,
        columns: Vec<Column>,
        entries: &[Entry],
        blockers: &[Shown],
        colors: &HashMap<ResourceId, String>,
        now: Timestamp,
    ) -> Self {
        let parts = parts(access, &columns, entries);
        let first = parts.iter().map(|part| part.from / 60).min().unwrap_or(FIRST).min(FIRST);
        let last = parts.iter().map(|part| (part.to + 59) / 60).max().unwrap_or(LAST).max(LAST);
        let count = i64::try_from(columns.len()).unwrap_or(1).max(1);
        let lanes = lanes(&parts);
        let most = lanes.iter().map(|(_, of)| *of).max().unwrap_or(1);
        let wide = ((WHOLE - SCALE) / count).clamp(NARROW, WIDE).max(most * LEAST);
        let grid = Grid { first, wide };
        let blocks = blocks(&grid, &parts, &lanes, colors);
        let closed = closed(access, &grid, &columns, blockers, last);
        let now = columns.iter().position(|column| column.today).and_then(|at| {
            let minute = of_day(access.zone().to_datetime(now), columns.get(at)?.day);
            let across = if columns.iter().all(|column| column.today) { count } else { 1 };
            (first * 60 <= minute && minute <= last * 60).then(|| (grid.x(at), grid.x(at) + across * wide, grid.y(minute)))
        });
        let hour = |hour: i64| Tick { y: grid.y(hour * 60), label: clock(access, hour * 60) };
        Self {
            width: SCALE + wide * count,
            height: grid.y(last * 60) + 12,
            head: HEAD,
            scale: SCALE,
            hour: HOUR,
            wide,
            first,
            last,
            ticks: (first..=last).map(hour).collect(),
            blocks,
            closed,
            now,
            heads: columns.into_iter().enumerate().map(|(at, column)| Head { x: grid.x(at), column }).collect(),
        }
    }

    /// What the boxes under the names are high.
    pub fn body(&self) -> i64 {
        (self.last - self.first) * HOUR
    }
}

/// Each booking in each column that it is in.
fn parts<'a>(access: &Access, columns: &[Column], entries: &'a [Entry]) -> Vec<Part<'a>> {
    let mut of_resource: HashMap<Option<ResourceId>, Vec<usize>> = HashMap::new();
    for (at, column) in columns.iter().enumerate() {
        of_resource.entry(column.resource).or_default().push(at);
    }
    let mut parts = Vec::with_capacity(entries.len());
    for entry in entries {
        let places = of_resource.get(&Some(entry.resource)).into_iter().chain(of_resource.get(&None)).flatten();
        for column in places {
            let Some(day) = columns.get(*column).map(|column| column.day) else { continue };
            if let Some((from, to)) = within(access, day, entry.from, entry.to) {
                parts.push(Part { entry, column: *column, from, to });
            }
        }
    }
    parts
}

fn blocks(grid: &Grid, parts: &[Part<'_>], lanes: &[(i64, i64)], colors: &HashMap<ResourceId, String>) -> Vec<Block> {
    let block = |(part, (lane, of)): (&Part<'_>, &(i64, i64))| {
        let Part { entry, column, from, to } = part;
        let width = (grid.wide - 8) / of;
        let height = ((to - from) * HOUR / 60).max(LOW) - 2;
        let whole = entry.from.duration_until(entry.to).as_mins() == to - from;
        Block {
            x: grid.x(*column) + 4 + lane * width,
            y: grid.y(*from) + 1,
            width: width - 2,
            height,
            told: entry.told(),
            color: colors.get(&entry.resource).cloned().unwrap_or_else(|| "#808080".to_owned()),
            lines: lines(entry, height),
            column: *column,
            from: *from,
            to: *to,
            moves: entry.moves && whole,
            entry: (*entry).clone(),
        }
    };
    parts.iter().zip(lanes).map(block).collect()
}

/// As much as fits: who first, then when, then the rest.
fn lines(entry: &Entry, height: i64) -> Vec<(i64, String)> {
    let fit = usize::try_from((height - 2) / LINE).unwrap_or(1).max(1);
    let texts = [&entry.who, &entry.times, &entry.about].into_iter().filter(|text| !text.is_empty());
    (0..).zip(texts.take(fit)).map(|(place, text)| (13 + place * LINE, text.clone())).collect()
}

/// Where nobody books.
fn closed(access: &Access, grid: &Grid, columns: &[Column], blockers: &[Shown], last: i64) -> Vec<Closed> {
    let mut closed = Vec::new();
    for Shown { blocker, resources } in blockers {
        for (at, column) in columns.iter().enumerate() {
            let named = column.resource.is_none_or(|id| blocker.all_resources || resources.contains(&id));
            let Some((from, to)) = within(access, column.day, blocker.starts_at, blocker.ends_at).filter(|_| named) else { continue };
            let (top, end) = (grid.y(from.max(grid.first * 60)), grid.y(to.min(last * 60)));
            if top < end {
                closed.push(Closed { x: grid.x(at) + 1, y: top, height: end - top, title: blocker.title.clone() });
            }
        }
    }
    closed
}

/// For each box its place beside those of the same column that overlap it, and how many places there are among them.
fn lanes(parts: &[Part<'_>]) -> Vec<(i64, i64)> {
    /// Boxes that overlap each other, one after the other.
    #[derive(Default)]
    struct Group {
        ends: Vec<i64>,
        members: Vec<usize>,
    }
    let mut found = vec![(0, 1); parts.len()];
    let mut settle = |group: &mut Group| {
        let of = i64::try_from(group.ends.len()).unwrap_or(1).max(1);
        for member in group.members.drain(..) {
            if let Some(place) = found.get_mut(member) {
                place.1 = of;
            }
        }
        group.ends.clear();
    };
    let mut groups: HashMap<usize, Group> = HashMap::new();
    let mut lane_of = vec![0; parts.len()];
    for (at, part) in parts.iter().enumerate() {
        let group = groups.entry(part.column).or_default();
        if group.ends.iter().all(|end| *end <= part.from) {
            settle(group);
        }
        let lane = group.ends.iter().position(|end| *end <= part.from).unwrap_or(group.ends.len());
        match group.ends.get_mut(lane) {
            Some(end) => *end = part.to,
            None => group.ends.push(part.to),
        }
        group.members.push(at);
        if let Some(place) = lane_of.get_mut(at) {
            *place = i64::try_from(lane).unwrap_or_default();
        }
    }
    for group in groups.values_mut() {
        settle(group);
    }
    found.into_iter().zip(lane_of).map(|((_, of), lane)| (lane, of)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn entry() -> Entry {
        Entry {
            id: Uuid::nil().into(),
            resource: Uuid::nil().into(),
            from: Timestamp::UNIX_EPOCH,
            to: Timestamp::UNIX_EPOCH,
            times: "09:00 – 10:00".into(),
            who: "Mia".into(),
            about: String::new(),
            room: "Attic".into(),
            href: String::new(),
            moves: true,
            past: false,
        }
    }

    #[test]
    fn boxes_that_overlap_stand_beside_each_other_and_others_take_all_the_room() {
        let entry = entry();
        let part = |column, from, to| Part { entry: &entry, column, from, to };
        // Two at once, one that follows the first, one alone later, and one in another column.
        let parts = [part(0, 540, 600), part(0, 570, 660), part(0, 600, 630), part(0, 700, 760), part(1, 540, 600)];
        assert_eq!(lanes(&parts), [(0, 2), (1, 2), (0, 2), (0, 1), (0, 1)]);
    }

    #[test]
    fn minutes_are_those_of_the_local_day() {
        let day = date(2026, 3, 29);
        assert_eq!(of_day(day.at(3, 30, 0, 0), day), 210, "whatever was skipped at two");
        assert_eq!(of_day(day.yesterday().unwrap().at(23, 0, 0, 0), day), -60);
        assert_eq!(of_day(day.tomorrow().unwrap().at(0, 0, 0, 0), day), 1440);
    }

    #[test]
    fn low_boxes_say_who_and_high_ones_when_and_what() {
        let mut entry = entry();
        entry.about = "Sketching".into();
        let texts = |height| lines(&entry, height).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(texts(16), ["Mia"]);
        assert_eq!(texts(46), ["Mia", "09:00 – 10:00"]);
        assert_eq!(texts(90), ["Mia", "09:00 – 10:00", "Sketching"]);
    }
}

//! Charts, drawn here as SVG: no script, and no style of its own on any part, which the pages' policy forbids. Each has
//! a title and a description for who does not see it, and the same figures as a table behind it.

use crate::language::{decimal, month_of_year, t, weekdays};
use jiff::civil::Date;

/// Pixels.
const WIDE: i64 = 640;
const HIGH: i64 = 190;
const LEFT: i64 = 64;
const TOP: i64 = 14;
const BOTTOM: i64 = 28;
/// Lines across a chart, at most.
const LINES: i64 = 5;

/// A value with its words.
pub(crate) struct Value {
    /// Under its bar.
    pub label: String,
    pub amount: i64,
    /// As people read it.
    pub shown: String,
}

pub(crate) struct Bar {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
    pub told: String,
}

/// Bars side by side.
pub(crate) struct Bars {
    /// Of the page, so that it names its parts.
    pub id: String,
    pub title: String,
    pub about: String,
    pub width: i64,
    pub height: i64,
    pub left: i64,
    /// Where the line at zero is.
    pub zero: i64,
    pub lines: Vec<(i64, String)>,
    pub boxes: Vec<Bar>,
    /// Words under bars, with their middle.
    pub labels: Vec<(i64, String)>,
    /// Names of the columns of the table.
    pub head: (String, String),
    pub rows: Vec<(String, String)>,
}

/// The distance of lines: 1, 2 or 5, or one of them with noughts, so that there are few of them.
fn step(span: i64) -> i64 {
    let mut steps = (0..18_u32).flat_map(|power| [1, 2, 5].map(|n| 10_i64.pow(power).saturating_mul(n)));
    steps.find(|step| span / step < LINES).unwrap_or(i64::MAX)
}

/// The next whole step, from zero on.
fn up(value: i64, step: i64) -> i64 {
    value.saturating_add(step - 1).div_euclid(step).saturating_mul(step)
}

impl Bars {
    /// `unit` writes what stands at a line.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        head: (impl Into<String>, impl Into<String>),
        values: Vec<Value>,
        unit: impl Fn(i64) -> String,
    ) -> Self {
        let high = values.iter().map(|value| value.amount).max().unwrap_or_default().max(0);
        let low = values.iter().map(|value| value.amount).min().unwrap_or_default().min(0);
        let step = step(high.saturating_sub(low).max(1));
        let (high, low) = (up(high, step).max(step), -up(-low, step));
        let room = i128::from(HIGH - TOP - BOTTOM);
        let span = (i128::from(high) - i128::from(low)).max(1);
        let y = |value: i64| TOP + i64::try_from((i128::from(high) - i128::from(value)) * room / span).unwrap_or_default();
        let count = i64::try_from(values.len()).unwrap_or(1).max(1);
        let each = (WIDE - LEFT) / count;
        let place = |at: usize| LEFT + i64::try_from(at).unwrap_or_default() * each;
        let every = (count * 44 / (WIDE - LEFT) + 1).max(1);
        let bar = |(at, value): (usize, &Value)| Bar {
            x: place(at) + each / 8,
            y: y(value.amount.max(0)),
            width: (each * 3 / 4).max(1),
            height: (y(value.amount.min(0)) - y(value.amount.max(0))).max(i64::from(value.amount != 0)),
            told: format!("{}: {}", value.label, value.shown),
        };
        let labels = values.iter().enumerate().filter(|(at, _)| i64::try_from(*at).is_ok_and(|at| at % every == 0));
        let largest = values.iter().max_by_key(|value| value.amount).filter(|value| value.amount > 0);
        let about = match (largest, values.last()) {
            (Some(largest), Some(last)) => {
                let (most, when) = (&largest.shown, &largest.label);
                let text = t("analytics-most").with("most", most).with("when", when).with("last", &last.shown).with("end", &last.label);
                text.to_string()
            }
            _ => t("analytics-nothing-yet").to_string(),
        };
        Self {
            id: id.into(),
            title: title.into(),
            about,
            width: WIDE,
            height: HIGH,
            left: LEFT,
            zero: y(0),
            lines: (0..=high.saturating_sub(low) / step).map(|n| low + n * step).map(|value| (y(value), unit(value))).collect(),
            boxes: values.iter().enumerate().map(bar).collect(),
            labels: labels.map(|(at, value)| (place(at) + each / 2, value.label.clone())).collect(),
            head: (head.0.into(), head.1.into()),
            rows: values.into_iter().map(|value| (value.label, value.shown)).collect(),
        }
    }
}

/// `Mar 26`
pub(crate) fn month(day: Date) -> String {
    month_of_year(day)
}

/// Thousandths as percent: `12.5 %`.
pub(crate) fn percent(thousandths: u64) -> String {
    decimal(&format!("{}.{} %", thousandths / 10, thousandths % 10))
}

pub(crate) struct Cell {
    pub x: i64,
    pub y: i64,
    /// From 0, nothing, to 5.
    pub shade: u64,
    pub told: String,
}

/// Shares by weekday and hour.
pub(crate) struct HeatMap {
    pub about: String,
    pub cells: Vec<Cell>,
    pub hours: Vec<(i64, String)>,
    pub days: Vec<(i64, &'static str)>,
    /// For each hour the shares of the days.
    pub rows: Vec<(String, Vec<String>)>,
    pub width: i64,
    pub height: i64,
}

const SQUARE: i64 = 26;

impl HeatMap {
    /// `share` gives thousandths, if there is anything to book; `clock` writes an hour.
    pub fn new(share: impl Fn(usize, usize) -> Option<u64>, clock: impl Fn(i64) -> String) -> Self {
        let at = |index: usize| i64::try_from(index).unwrap_or_default();
        let places = || (0..weekdays().len()).flat_map(|day| (0..24).map(move |hour| (day, hour)));
        let value = |day, hour| share(day, hour).unwrap_or_default();
        let most = places().map(|(day, hour)| value(day, hour)).max().unwrap_or_default();
        let cell = |(day, hour): (usize, usize)| {
            let found = value(day, hour);
            Cell {
                x: 48 + at(hour) * SQUARE,
                y: 24 + at(day) * SQUARE,
                shade: (found * 5).div_ceil(most.max(1)),
                told: format!("{} {}: {}", weekdays().get(day).copied().unwrap_or_default(), clock(at(hour)), percent(found)),
            }
        };
        let fullest = places().max_by_key(|(day, hour)| (value(*day, *hour), std::cmp::Reverse((*day, *hour)))).filter(|_| most > 0);
        let about = match fullest {
            Some((day, hour)) => {
                let weekday = weekdays().get(day).copied().unwrap_or_default();
                t("analytics-fullest").with("day", weekday).with("time", clock(at(hour))).with("share", percent(most)).to_string()
            }
            None => t("analytics-nothing-booked").to_string(),
        };
        Self {
            about,
            cells: places().map(cell).collect(),
            hours: (0..24).step_by(3).map(|hour| (48 + hour * SQUARE + SQUARE / 2, clock(hour))).collect(),
            days: (0..).zip(weekdays()).map(|(day, name)| (24 + day * SQUARE + 17, name)).collect(),
            rows: (0..24).map(|hour| (clock(at(hour)), (0..weekdays().len()).map(|day| percent(value(day, hour))).collect())).collect(),
            width: 48 + 24 * SQUARE,
            height: 24 + 7 * SQUARE + 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(values: &[i64]) -> Bars {
        let value = |value: &i64| Value { label: format!("M{value}"), amount: *value, shown: value.to_string() };
        Bars::new("x", "X", ("Month", "Net"), values.iter().map(value).collect(), |value| value.to_string())
    }

    #[test]
    fn lines_stand_at_round_values_and_bars_reach_them() {
        let found = bars(&[0, 370, 120]);
        let lines: Vec<&str> = found.lines.iter().map(|(_, text)| &**text).collect();
        assert_eq!(lines, ["0", "100", "200", "300", "400"]);
        assert_eq!((found.lines[4].0, found.zero), (TOP, HIGH - BOTTOM));
        assert_eq!((found.boxes[0].height, found.boxes[1].y > TOP, found.boxes[1].y + found.boxes[1].height), (0, true, found.zero));
        assert_eq!(found.about, "The most is 370 in M370; the last is 120 in M120.");
    }

    #[test]
    fn what_is_below_zero_hangs_and_nothing_at_all_is_drawn_too() {
        let found = bars(&[100, -50]);
        assert!(found.zero < HIGH - BOTTOM && found.boxes[1].y == found.zero && found.boxes[1].height > 0);
        let empty = bars(&[]);
        assert_eq!((empty.boxes.len(), empty.about.as_str()), (0, "There is nothing yet."));
        assert_eq!(bars(&[0, 0]).about, "There is nothing yet.");
        bars(&[i64::MAX / 4, i64::MIN / 4]);
    }

    #[test]
    fn the_fullest_hour_is_darkest() {
        let found = HeatMap::new(|day, hour| Some(if (day, hour) == (1, 9) { 400 } else { 10 }), |hour| format!("{hour}:00"));
        assert_eq!(found.about, "Fullest on Tue at 9:00, with 40.0 %.");
        let shade = |day: usize, hour: usize| found.cells[day * 24 + hour].shade;
        assert_eq!((shade(1, 9), shade(1, 10)), (5, 1));
        assert_eq!(HeatMap::new(|_, _| None, |hour| hour.to_string()).about, "Nothing was booked.");
    }
}

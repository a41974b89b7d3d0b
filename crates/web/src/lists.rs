//! What long lists share: headings that sort, pages, days from and to, and the file with all of it.

use crate::language::{Text, t};
use app::FieldError;
use app::access::Access;
use domain::bookings::{FIRST_DAY, LAST_DAY};
use jiff::civil::Date;
use serde::Deserialize;
use store::memberships::MOST_COUNTED;

/// A heading of a column. Choosing the one that sorts already turns the order round.
pub(crate) struct Head {
    pub label: String,
    /// Empty where the column cannot sort.
    pub href: String,
    /// `ascending` or `descending`, where it sorts.
    pub sorted: Option<&'static str>,
}

/// A list as its address says it is wanted.
pub(crate) struct Sorting<'a> {
    /// Where the list is.
    pub here: &'a str,
    /// What else the address says; empty ones are left out.
    pub asked: &'a [(&'a str, &'a str)],
    pub sort: &'a str,
    pub descending: bool,
}

impl Sorting<'_> {
    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let pairs = self.asked.iter().chain(more).filter(|(_, value)| !value.is_empty());
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The headings of columns; those without a name cannot sort.
    pub fn heads<L: ToString>(&self, columns: &[(&'static str, L)]) -> Vec<Head> {
        let head = |(name, label): &(&'static str, L)| {
            let sorts = *name == self.sort;
            let order = if sorts && !self.descending { "desc" } else { "" };
            Head {
                label: label.to_string(),
                href: if name.is_empty() { String::new() } else { self.address(self.here, &[("sort", name), ("order", order)]) },
                sorted: sorts.then_some(if self.descending { "descending" } else { "ascending" }),
            }
        };
        columns.iter().map(head).collect()
    }

    fn order(&self) -> [(&str, &str); 2] {
        [("sort", self.sort), ("order", if self.descending { "desc" } else { "" })]
    }

    /// The address of a page, the first being 1.
    pub fn page(&self, page: i64) -> String {
        let (number, [sort, order]) = (page.to_string(), self.order());
        self.address(self.here, &[sort, order, ("page", if page > 1 { &number } else { "" })])
    }

    /// The address of the file with the whole list.
    pub fn file(&self, path: &str) -> String {
        self.address(path, &self.order())
    }
}

/// The page that is asked for.
pub(crate) fn page(text: &str) -> i64 {
    text.parse::<i64>().unwrap_or(1).clamp(1, 1_000_000)
}

/// The order that is asked for by `sort` and `order`: its name, what it sorts by, and whether it descends. The usual one where
/// nothing is said, or nothing that we know.
pub(crate) fn sorted<S: Copy>(sorts: &[(&'static str, S)], usual: (&'static str, S, bool), said: (&str, &str)) -> (&'static str, S, bool) {
    sorts.iter().find(|(name, _)| *name == said.0).map_or(usual, |(name, by)| (*name, *by, said.1 == "desc"))
}

/// The one order of lists that go by time.
pub(crate) const WHEN: &str = "when";

/// Whether such a list begins with the last.
pub(crate) fn last_first(sort: &str, order: &str, usual: bool) -> bool {
    if sort == WHEN { order == "desc" } else { usual }
}

/// The first and the last day, where they are said.
pub(crate) fn days(from: &str, to: &str) -> Result<(Option<Date>, Option<Date>), Vec<FieldError>> {
    let mut wrong = Vec::new();
    let mut read = |name: &'static str, text: &str| {
        let text = text.trim();
        let day = text.parse::<Date>().ok().map(|day| day.clamp(FIRST_DAY, LAST_DAY));
        if day.is_none() && !text.is_empty() {
            wrong.push(FieldError::field(name, "invalid", "must be a day, such as 2026-11-27"));
        }
        day
    };
    let (from, to) = (read("from", from), read("to", to));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        wrong.push(before_first());
    }
    if wrong.is_empty() { Ok((from, to)) } else { Err(wrong) }
}

pub(crate) fn before_first() -> FieldError {
    FieldError::field("to", "before_from", "must not be before the first day")
}

/// What an address asks of a list that goes by time.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Timed {
    pub page: String,
    /// Said where what is over is wanted, the last first.
    past: String,
    from: String,
    to: String,
    pub state: String,
    sort: String,
    order: String,
}

impl Timed {
    pub fn past(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn from(&self) -> &str {
        self.from.trim()
    }

    pub fn to(&self) -> &str {
        self.to.trim()
    }

    pub fn last_first(&self) -> bool {
        last_first(&self.sort, &self.order, self.past())
    }

    /// The days that are said; else those from today on, or what is over.
    pub fn span(&self, access: &Access) -> Result<(Date, Date), Vec<FieldError>> {
        Ok(match days(&self.from, &self.to)? {
            (None, None) if self.past() => (FIRST_DAY, access.today().yesterday().unwrap_or(FIRST_DAY)),
            (None, None) => (access.today(), LAST_DAY),
            (from, to) => (from.unwrap_or(FIRST_DAY), to.unwrap_or(LAST_DAY)),
        })
    }

    /// What stays in the address, with the state as it was understood.
    pub fn said<'a>(&'a self, state: &'a str) -> [(&'static str, &'a str); 4] {
        [("past", if self.past() { "yes" } else { "" }), ("from", self.from()), ("to", self.to()), ("state", state)]
    }

    /// Whether days or a state were chosen.
    pub fn narrowed(&self, state: &str) -> bool {
        !(self.from().is_empty() && self.to().is_empty() && state.is_empty())
    }
}

/// How long a list is that is counted up to [`MOST_COUNTED`].
pub(crate) fn total(total: i64, narrowed: bool) -> Text {
    match (total > MOST_COUNTED, narrowed) {
        (true, _) => t("people-very-many"),
        (false, true) => t("people-found").with("count", total),
        (false, false) => t("running-in-all").with("count", total),
    }
}

/// Whether such a list goes on behind a page with so many lines.
pub(crate) fn more(number: i64, size: i64, total: i64, lines: usize) -> bool {
    number * size < total || total > MOST_COUNTED && lines > 0
}

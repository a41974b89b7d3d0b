//! What long lists share: headings that sort, pages, days from and to, and the file with all of it.

use crate::inside::failure;
use crate::language::{Text, t};
use crate::visits::Problems;
use app::FieldError;
use app::access::Access;
use app::resources::Page;
use axum::response::Response;
use domain::bookings::{FIRST_DAY, LAST_DAY};
use jiff::civil::Date;
use serde::Deserialize;
use store::memberships::MOST_COUNTED;
use store::resources::Slice;

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

/// The usual order of lists that go by time.
pub(crate) const WHEN: &str = "when";

pub(crate) fn before_first() -> FieldError {
    FieldError::field("to", "before_from", "must not be before the first day")
}

/// What an address asks of a list that goes by time.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Timed {
    page: String,
    /// Said where what is over is wanted, the last first.
    past: String,
    from: String,
    to: String,
    pub state: String,
    /// The one room that is wanted.
    pub only: String,
    sort: String,
    order: String,
}

impl Timed {
    pub fn past(&self) -> bool {
        !self.past.is_empty()
    }

    /// The part of the list that is asked for.
    pub fn slice(&self, size: i64) -> Slice {
        Slice { limit: size, offset: (page(&self.page) - 1) * size }
    }

    /// Whether the list begins with the last.
    pub fn last_first(&self, usual: bool) -> bool {
        if self.sort == WHEN { self.order == "desc" } else { usual }
    }

    /// The same of a list that has other orders, too.
    pub fn sorted<S: Copy>(&self, sorts: &[(&'static str, S)], by_time: S) -> (&'static str, S, bool) {
        sorted(sorts, (WHEN, by_time, self.past()), (&self.sort, &self.order))
    }

    /// The first and the last day, where they are said.
    pub fn days(&self) -> Result<(Option<Date>, Option<Date>), Vec<FieldError>> {
        let mut wrong = Vec::new();
        let mut read = |name: &'static str, text: &str| {
            let text = text.trim();
            let day = text.parse::<Date>().ok().map(|day| day.clamp(FIRST_DAY, LAST_DAY));
            if day.is_none() && !text.is_empty() {
                wrong.push(FieldError::field(name, "invalid", "must be a day, such as 2026-11-27"));
            }
            day
        };
        let (from, to) = (read("from", &self.from), read("to", &self.to));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            wrong.push(before_first());
        }
        if wrong.is_empty() { Ok((from, to)) } else { Err(wrong) }
    }

    /// The days that are said; else those from today on, or what is over.
    pub fn span(&self, access: &Access) -> Result<(Date, Date), Vec<FieldError>> {
        Ok(match self.days()? {
            (None, None) if self.past() => (FIRST_DAY, access.today().yesterday().unwrap_or(FIRST_DAY)),
            (None, None) => (access.today(), LAST_DAY),
            (from, to) => (from.unwrap_or(FIRST_DAY), to.unwrap_or(LAST_DAY)),
        })
    }

    /// Whether days or a state were chosen.
    pub fn narrowed(&self, state: &str) -> bool {
        !(self.from.trim().is_empty() && self.to.trim().is_empty() && state.is_empty())
    }
}

/// Reads what is wanted, or says what is wrong with the address.
pub(crate) async fn read<W, T, R>(wanted: Result<W, Vec<FieldError>>, list: impl FnOnce(W) -> R) -> Result<(Problems, Page<T>), Response>
where
    R: Future<Output = app::Result<Page<T>>>,
{
    match wanted {
        Ok(wanted) => Ok((Problems::default(), list(wanted).await.map_err(failure)?)),
        Err(wrong) => Ok((wrong.into(), Page { items: Vec::new(), total: 0 })),
    }
}

/// A list that goes by time, and how its address was understood.
pub(crate) struct Shape<'a> {
    pub here: &'a str,
    /// Where the file with all of it is.
    pub file: &'a str,
    /// Lines of a page.
    pub size: i64,
    pub columns: &'a [(&'static str, Text)],
    pub sort: &'a str,
    pub descending: bool,
    /// What was chosen besides days, by its name in the address.
    pub chosen: (&'a str, &'a str),
    /// The days that are shown where none were typed.
    pub days: Option<(Date, Date)>,
    pub narrowed: bool,
}

/// A page of such a list, for its template.
pub(crate) struct Listing<L> {
    pub problems: Problems,
    pub from: String,
    pub to: String,
    pub narrowed: bool,
    pub heads: Vec<Head>,
    pub lines: Vec<L>,
    pub total: Text,
    pub before: Option<String>,
    pub after: Option<String>,
    pub file: String,
}

impl Shape<'_> {
    pub fn listing<T, L>(self, asked: &Timed, (problems, found): (Problems, Page<T>), line: impl FnMut(T) -> L) -> Listing<L> {
        let typed = || (asked.from.trim().to_owned(), asked.to.trim().to_owned());
        let (from, to) = self.days.map_or_else(typed, |(from, to)| (from.to_string(), to.to_string()));
        let past = if asked.past() { "yes" } else { "" };
        let said = [("past", past), ("from", &*from), ("to", &*to), self.chosen];
        let sorting = Sorting { here: self.here, asked: &said, sort: self.sort, descending: self.descending };
        let (number, lines) = (page(&asked.page), found.items.len());
        Listing {
            heads: sorting.heads(self.columns),
            total: total(found.total, self.narrowed),
            before: (number > 1).then(|| sorting.page(number - 1)),
            after: more(number, self.size, found.total, lines).then(|| sorting.page(number + 1)),
            file: sorting.file(self.file),
            lines: found.items.into_iter().map(line).collect(),
            narrowed: self.narrowed,
            problems,
            from,
            to,
        }
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
    number * size < total || total > MOST_COUNTED && i64::try_from(lines) == Ok(size)
}

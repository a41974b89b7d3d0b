//! Finding a text anywhere in what is searched. Every three letters in a row are indexed: by FTS5 in SQLite
//! (`search_index`), by `pg_trgm` in PostgreSQL (decision 20). Shorter texts are looked for in all rows.

use db::{Dialect, Query};

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum In {
    /// Name, company, e-mail address and phone number, of the table `contacts`.
    Contacts,
    /// Number, recipient and items, of the table `invoices`.
    Invoices,
    /// Name, company and e-mail address, of a table called `m`.
    Memberships,
    /// What a profile says, of a table called `p`.
    Profiles,
}

impl In {
    fn list(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Invoices => "invoices",
            Self::Memberships => "memberships",
            Self::Profiles => "membership_profiles",
        }
    }
    fn id(self) -> &'static str {
        match self {
            Self::Contacts | Self::Invoices => "id",
            Self::Memberships => "m.id",
            Self::Profiles => "p.membership_id",
        }
    }
    fn words(self) -> &'static str {
        match self {
            Self::Contacts | Self::Invoices => "words",
            Self::Memberships => "m.words",
            Self::Profiles => "p.words",
        }
    }
}

/// A condition: the text stands somewhere in the words, in whatever case.
pub(crate) fn containing(query: Query, dialect: Dialect, place: In, text: &str) -> Query {
    if let Some(phrase) = dialect.phrase(text) {
        let query =
            query.sql(place.id()).sql(" IN (SELECT t.id FROM search_index s JOIN search_texts t ON t.n = s.rowid WHERE s.words MATCH ");
        return query.bind(phrase).sql(" AND t.list = ").bind(place.list()).sql(")");
    }
    let (text, words) = (text.to_lowercase(), place.words());
    // An expression that no index has: only the part is looked up, and what it finds is held against the whole.
    let query = match telling(&text) {
        Some(part) => query.sql(words).sql(" LIKE ").bind(pattern(part)).sql(" ESCAPE '!' AND ").sql(words).sql(" || ''"),
        None => query.sql(words),
    };
    query.sql(" LIKE ").bind(pattern(&text)).sql(" ESCAPE '!'")
}

/// The longest part with a digit, of letters and digits, with what is next to it on both sides, if there is more around that. A number
/// tells rows apart, while the words around it may stand in all of them; PostgreSQL would read the lists of rows for each three
/// letters of these, too.
fn telling(text: &str) -> Option<&str> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.contains(|c: char| c.is_ascii_digit()));
    let longest = parts.max_by_key(|part| part.len()).filter(|part| part.chars().count() >= 3)?;
    let start = text.find(longest)?;
    let end = start + longest.len();
    let before = text.get(..start)?.chars().next_back().map_or(0, char::len_utf8);
    let after = text.get(end..)?.chars().next().map_or(0, char::len_utf8);
    text.get(start - before..end + after).filter(|part| part.len() < text.len())
}

/// A condition on memberships `m`: the text stands somewhere in their words or in those of their profiles. `within` bounds
/// the memberships looked at.
pub(crate) fn in_memberships_and_profiles(query: Query, dialect: Dialect, within: impl Fn(Query) -> Query, text: &str) -> Query {
    if let Some(phrase) = dialect.phrase(text) {
        let query = query.sql("m.id IN (SELECT t.id FROM search_index s JOIN search_texts t ON t.n = s.rowid WHERE s.words MATCH ");
        return query.bind(phrase).sql(" AND t.list IN ('memberships', 'membership_profiles'))");
    }
    let query = within(query.sql("m.id IN (SELECT m.id FROM memberships m WHERE")).sql(" AND ");
    let query = containing(query, dialect, In::Memberships, text);
    let query = query
        .sql(" UNION SELECT p.membership_id FROM membership_profiles p WHERE p.space_id IN (SELECT m.space_id FROM memberships m WHERE");
    containing(within(query).sql(") AND "), dialect, In::Profiles, text).sql(")")
}

/// A pattern for `LIKE … ESCAPE '!'` in which nothing of the text is a wildcard.
pub(crate) fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '!' | '%' | '_') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_part_with_a_digit_is_looked_up() {
        for (text, part) in [
            ("member-1-777@", Some("-777@")),
            ("no-777-", Some("-777-")),
            ("RE 2026-00012", Some("-00012")),
            ("vera lang", None),
            ("2026", None),
            ("2026@", None),
            ("room 12", None),
            ("größe42 ü", Some("größe42 ")),
        ] {
            assert_eq!(telling(text), part, "{text}");
        }
    }
}

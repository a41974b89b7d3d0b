//! Dates, money and numbers as the reader's language writes them. English is written as the pages always were.

use super::{Language, current, t};
use domain::money::{Amount, Currency};
use jiff::civil::{Date, DateTime};

const fn short(language: Language) -> [&'static str; 7] {
    match language {
        Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Language::German => ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
        Language::French => ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
        Language::Spanish => ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    }
}

/// `Mon` to `Sun`
pub(crate) fn weekdays() -> [&'static str; 7] {
    short(current())
}

/// `Monday` to `Sunday`
pub(crate) fn weekdays_in_full() -> [&'static str; 7] {
    match current() {
        Language::English => ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        Language::German => ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        Language::French => ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        Language::Spanish => ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    }
}

fn weekday(language: Language, date: Date) -> &'static str {
    let place = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    short(language).get(place).copied().unwrap_or_default()
}

fn month(language: Language, date: Date) -> &'static str {
    let names = match language {
        Language::English => "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        Language::German => "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        Language::French => "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        Language::Spanish => "ene feb mar abr may jun jul ago sept oct nov dic",
    };
    let place = usize::try_from(date.month() - 1).unwrap_or_default();
    names.split(' ').nth(place).unwrap_or_default()
}

/// `Fri 27 Nov`
pub(crate) fn day(date: Date) -> String {
    day_in(current(), date)
}

fn day_in(language: Language, date: Date) -> String {
    let point = if language == Language::German { "." } else { "" };
    format!("{} {}{point} {}", weekday(language, date), date.day(), month(language, date))
}

/// A date in figures: `2026-11-27`, `27.11.2026`, `27/11/2026`.
pub(crate) fn date(date: Date) -> String {
    let format = match current() {
        Language::English => "%Y-%m-%d",
        Language::German => "%d.%m.%Y",
        Language::French | Language::Spanish => "%d/%m/%Y",
    };
    date.strftime(format).to_string()
}

/// The same with the time: `2026-11-27 09:30`.
pub(crate) fn moment(at: DateTime) -> String {
    format!("{} {}", date(at.date()), at.strftime("%H:%M"))
}

/// `Nov 26`
pub(crate) fn month_of_year(date: Date) -> String {
    format!("{} {}", month(current(), date), date.strftime("%y"))
}

/// With all decimals of the currency: `190.00 EUR`, `190,00 €`.
pub(crate) fn money(amount: Amount, currency: Currency) -> String {
    let digits = currency.minor_digits() as usize;
    match current() {
        Language::English => format!("{:.digits$} {currency}", amount.to_decimal()),
        other => other.money(amount, currency),
    }
}

/// A number that was written with a point: `2.5`, `2,5`.
pub(crate) fn decimal(plain: &str) -> String {
    if current() == Language::English { plain.to_owned() } else { plain.replace('.', ",") }
}

/// Times as the rules write them, `mo - fr 9:00 - 17:00`, with the reader's names of days.
pub(crate) fn times(plain: &str) -> String {
    if current() == Language::English {
        return plain.to_owned();
    }
    let own = |word: &str| {
        let bare = word.trim_end_matches(',');
        let place = ["mo", "tu", "we", "th", "fr", "sa", "su"].iter().position(|name| *name == bare);
        let name = place.and_then(|place| weekdays().get(place).map(|name| (*name).to_owned()));
        let name = name.or_else(|| (bare == "daily").then(|| t("figures-daily").into()));
        name.map_or_else(|| word.to_owned(), |name| format!("{name}{}", word.strip_prefix(bare).unwrap_or_default()))
    };
    plain.split(' ').map(own).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_short_in_each_language() {
        let friday = date(2026, 11, 27);
        let all = super::super::ALL.map(|language| day_in(language, friday));
        assert_eq!(all, ["Fri 27 Nov", "Fr 27. Nov.", "ven. 27 nov.", "vie 27 nov"]);
        for day in friday.series(jiff::ToSpan::days(1)).take(400) {
            assert_eq!(day_in(Language::English, day), day.strftime("%a %-d %b").to_string());
        }
    }
}

//! CSV files of banks: columns by their names in English, German, French or Spanish; numbers with point or comma.

use super::{Entry, Unreadable, plain};
use domain::money::{Amount, Currency};
use jiff::civil::Date;

/// Rows above the names of columns, where banks tell of the account.
const PREFACE: usize = 30;

const DAYS: &[&str] = &[
    "buchungstag",
    "buchungsdatum",
    "buchung",
    "datum",
    "valutadatum",
    "wertstellung",
    "date",
    "booking date",
    "bookingdate",
    "date completed (utc)",
    "started date",
    "completed date",
    "transaction date",
    "value date",
    "date de comptabilisation",
    "date opération",
    "date operation",
    "fecha",
    "fecha operación",
    "fecha operacion",
];
const AMOUNTS: &[&str] = &["betrag", "betrag (eur)", "betrag (€)", "umsatz", "amount", "amount (eur)", "montant", "importe"];
const NAMES: &[&str] = &[
    "beguenstigter/zahlungspflichtiger",
    "begünstigter/zahlungspflichtiger",
    "name zahlungsbeteiligter",
    "zahlungspflichtige*r",
    "auftraggeber/empfänger",
    "auftraggeber / begünstigter",
    "auftraggeber",
    "name",
    "payer",
    "payee",
    "counterparty",
    "counterparty name",
    "partner name",
    "nom",
    "donneur d'ordre",
    "ordenante",
    "nombre",
];
const TEXTS: &[&str] = &[
    "verwendungszweck",
    "buchungstext",
    "purpose",
    "payment reference",
    "reference",
    "description",
    "remittance information",
    "details",
    "text",
    "libellé",
    "libelle",
    "motif",
    "concepto",
    "descripción",
];
const CURRENCIES: &[&str] = &["waehrung", "währung", "currency", "payment currency", "devise", "divisa", "moneda"];
const IBANS: &[&str] = &["kontonummer/iban", "iban", "iban zahlungsbeteiligter", "account number", "partner iban"];
const REFERENCES: &[&str] = &["transaction id", "id", "kundenreferenz (end-to-end)", "kundenreferenz", "end-to-end reference"];

/// Fields of one row (RFC 4180), whatever the separator.
fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted || field.trim().is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            letter if letter == separator && !quoted => row.push(std::mem::take(&mut field)),
            letter => field.push(letter),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

struct Columns {
    day: usize,
    amount: usize,
    text: Vec<usize>,
    name: Option<usize>,
    currency: Option<usize>,
    iban: Option<usize>,
    reference: Option<usize>,
}

fn columns(row: &[String]) -> Option<Columns> {
    let names: Vec<String> = row.iter().map(|name| name.trim().to_lowercase()).collect();
    // In the order of the words we know, not of the file: the day of booking counts before that of the value.
    let find = |known: &[&str]| known.iter().find_map(|word| names.iter().position(|name| name == word));
    let text: Vec<usize> = TEXTS.iter().filter_map(|word| names.iter().position(|name| name == word)).take(2).collect();
    let (day, amount) = (find(DAYS)?, find(AMOUNTS)?);
    let (name, currency, iban, reference) = (find(NAMES), find(CURRENCIES), find(IBANS), find(REFERENCES));
    (!text.is_empty()).then_some(Columns { day, amount, text, name, currency, iban, reference })
}

/// The separator and what follows the names of columns.
fn table(text: &str) -> Option<(Columns, Vec<Vec<String>>)> {
    [';', ',', '\t'].into_iter().find_map(|separator| {
        let mut rows = rows(text, separator);
        let place = rows.iter().take(PREFACE).position(|row| columns(row).is_some())?;
        let columns = columns(rows.get(place)?)?;
        Some((columns, rows.split_off(place + 1)))
    })
}

pub(super) fn read(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let (columns, rows) = table(text).ok_or(Unreadable::Unknown)?;
    let mut entries = Vec::new();
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| row.iter().any(|field| !field.trim().is_empty())) {
        let broken = |what| Unreadable::Entry { what, place: place + 1 };
        let field = |column: usize| row.get(column).map(|field| field.trim()).unwrap_or_default();
        let maybe = |column: Option<usize>| column.map(field).filter(|text| !text.is_empty());
        // Sums below the table.
        if field(columns.day).is_empty() && row.len() < columns.amount + 2 {
            continue;
        }
        let currency = maybe(columns.currency).map(|code| code.parse::<Currency>().map_err(|_| broken("currency"))).transpose()?;
        entries.push(Entry {
            booked_on: day(field(columns.day)).ok_or_else(|| broken("day"))?,
            amount: amount(field(columns.amount)).ok_or_else(|| broken("amount"))?,
            currency,
            name: plain(maybe(columns.name).unwrap_or_default()),
            iban: maybe(columns.iban).map(|iban| iban.replace(' ', "")),
            text: plain(&columns.text.iter().map(|column| field(*column)).collect::<Vec<_>>().join(" ")),
            reference: plain(maybe(columns.reference).unwrap_or_default()),
        });
    }
    Ok(entries)
}

/// As ISO 8601 has it, or with the day first: 31.12.2026, 31.12.26, 31/12/2026.
fn day(text: &str) -> Option<Date> {
    if let Some(iso) = text.get(..10).and_then(|text| text.parse().ok()) {
        return Some(iso);
    }
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let [day, month, year] = *parts.as_slice() else { return None };
    let year: i16 = year.parse().ok()?;
    Date::new(if year < 100 { 2000 + year } else { year }, month.parse().ok()?, day.parse().ok()?).ok()
}

/// 1.234,56 and 1,234.56 and 1 234,56: the last of point and comma is that of the decimals, unless three digits follow the
/// only one of its kind and nothing tells: then it is none of ours to guess.
pub fn amount(text: &str) -> Option<Amount> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '€' | '\'' | '+')).collect();
    let text = text.replace('\u{2212}', "-");
    let text = text.strip_suffix("EUR").unwrap_or(&text);
    let (point, comma) = (text.rfind('.'), text.rfind(','));
    let decimal = match (point, comma) {
        (Some(point), Some(comma)) => Some(if point > comma { '.' } else { ',' }),
        (Some(at), None) | (None, Some(at)) => {
            let sign = if point.is_some() { '.' } else { ',' };
            let several = text.matches(sign).count() > 1;
            match text.len() - at - 1 {
                3 if !several => return None,
                3 => None,
                _ if several => return None,
                _ => Some(sign),
            }
        }
        (None, None) => None,
    };
    let digits: String = text.chars().filter(|letter| !matches!(letter, '.' | ',') || Some(*letter) == decimal).collect();
    digits.replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_banks_write_them() {
        for (text, expected) in [
            ("1.234,56", Some("1234.56")),
            ("1,234.56", Some("1234.56")),
            ("-12,5", Some("-12.5")),
            ("1 234,00 €", Some("1234")),
            ("1'234.50", Some("1234.5")),
            ("1.234.567", Some("1234567")),
            ("12", Some("12")),
            ("1.234", None),
            ("", None),
            ("1,2,3", None),
            ("zwölf", None),
        ] {
            assert_eq!(amount(text), expected.map(|text| text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn days_are_read_with_the_day_first() {
        let day_text = |text| day(text).map(|day| day.to_string());
        assert_eq!(day_text("2026-03-31"), Some("2026-03-31".into()));
        assert_eq!(day_text("31.03.26"), Some("2026-03-31".into()));
        assert_eq!(day_text("31/03/2026"), Some("2026-03-31".into()));
        assert_eq!(day_text("03/31/2026"), None);
    }
}

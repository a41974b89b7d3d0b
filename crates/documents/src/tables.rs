//! Tables for spreadsheets: CSV and XLSX, row by row, and the booking file of DATEV. A cell is never a formula, whatever
//! somebody called himself.

pub mod datev;
pub mod reading;
#[cfg(test)]
mod tests;
mod xlsx;

pub use xlsx::Workbook;

use jiff::civil::Date;
use rust_decimal::Decimal;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(Decimal),
    Day(Date),
    Empty,
}

impl Cell {
    /// Empty for no text.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }
}

/// Says that a file of comma-separated values is UTF-8, to programs that would guess otherwise.
pub const MARK: &str = "\u{feff}";

/// One row of comma-separated values (RFC 4180), with its line end.
pub fn csv(cells: &[Cell]) -> String {
    let mut row = String::new();
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            row.push(',');
        }
        match cell {
            Cell::Text(text) => quoted(&harmless(text), &mut row),
            Cell::Number(number) => row.push_str(&number.normalize().to_string()),
            Cell::Day(day) => row.push_str(&day.to_string()),
            Cell::Empty => {}
        }
    }
    row.push_str("\r\n");
    row
}

/// Spreadsheets compute what begins with one of these signs: an apostrophe before it says that it is text.
fn harmless(text: &str) -> String {
    let text: String = text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    let first = text.trim_start_matches([' ', '\u{a0}']).chars().next();
    let formula =
        first.is_some_and(|first| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\n' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'));
    if formula { format!("'{text}") } else { text }
}

fn quoted(text: &str, to: &mut String) {
    if text.contains([',', '"', '\n', '\r', ';', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
        to.push('"');
        to.push_str(&text.replace('"', "\"\""));
        to.push('"');
    } else {
        to.push_str(text);
    }
}

//! Bank statements: bytes in, entries out. ISO 20022 CAMT.053, and the CSV files that banks offer for download.

mod camt;
mod csv;
#[cfg(test)]
mod tests;

pub use csv::amount;

use domain::money::{Amount, Currency};
use jiff::civil::Date;

/// Money that came in or went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub booked_on: Date,
    /// Above zero it came in.
    pub amount: Amount,
    /// None where the file does not say: that of the account.
    pub currency: Option<Currency>,
    /// Who has paid, or was paid. Empty where the file does not say.
    pub name: String,
    pub iban: Option<String>,
    /// What it was for.
    pub text: String,
    /// What the bank calls it. Empty where the file does not say.
    pub reference: String,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("is neither CAMT.053 nor a CSV file with columns for day, amount and purpose")]
    Unknown,
    #[error("is broken XML")]
    Xml,
    #[error("has no readable {what} in entry {place}")]
    Entry { what: &'static str, place: usize },
    #[error("has more than {MOST} entries")]
    TooMany,
}

/// The most entries of one file.
pub const MOST: usize = 20_000;

/// The entries of a statement, in the order of the file. Entries that are not booked yet are left out.
///
/// # Errors
/// What the file lacks; nothing is guessed.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let text = text(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let entries = if text.trim_start().starts_with('<') { camt::read(text)? } else { csv::read(text)? };
    if entries.len() > MOST { Err(Unreadable::TooMany) } else { Ok(entries) }
}

/// UTF-8, else what older banking software writes (Windows-1252, of which Latin-1 is enough for names).
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| if *byte == 0x80 { '€' } else { char::from(*byte) }).collect(),
    }
}

/// One line, without what is not printed.
fn plain(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

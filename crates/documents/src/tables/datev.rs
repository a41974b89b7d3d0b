//! The booking file of DATEV (EXTF, "Buchungsstapel", version 13), as German accountants read it in.

use super::harmless;
use domain::money::{Amount, OutOfRange};
use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

/// Whose books these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the accountant and of the client there.
    pub consultant: u32,
    pub client: u32,
    /// Digits of the accounts for revenue.
    pub account_length: usize,
    pub from: Date,
    pub to: Date,
    pub written_at: DateTime,
    /// ISO 4217.
    pub currency: String,
}

/// One booking. Above zero `account` is debited and `against` credited, below zero the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// With taxes.
    pub gross: Amount,
    pub account: String,
    pub against: String,
    /// All taxes of it in percent; none for payments.
    pub tax: Option<Decimal>,
    pub on: Date,
    /// Number of the invoice.
    pub document: String,
    pub text: String,
    pub cost_center: Option<String>,
    pub currency: String,
}

/// Columns that are used; those behind them may be left out.
const COLUMNS: &str = "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;\
    Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre;\
    Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink;Beleginfo - Art 1;Beleginfo - Inhalt 1;\
    Beleginfo - Art 2;Beleginfo - Inhalt 2;Beleginfo - Art 3;Beleginfo - Inhalt 3;Beleginfo - Art 4;Beleginfo - Inhalt 4;\
    Beleginfo - Art 5;Beleginfo - Inhalt 5;Beleginfo - Art 6;Beleginfo - Inhalt 6;Beleginfo - Art 7;Beleginfo - Inhalt 7;\
    Beleginfo - Art 8;Beleginfo - Inhalt 8;KOST1 - Kostenstelle";

/// The two lines above the bookings.
pub fn head(head: &Head) -> Vec<u8> {
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    let year = Date::new(head.from.year(), 1, 1).unwrap_or(head.from);
    let line = format!(
        "\"EXTF\";700;21;\"Buchungsstapel\";13;{};;\"RE\";\"\";\"\";{};{};{};{};{};{};\"Kontor\";\"\";1;0;0;\"{}\";;\"\";;;\"\";;;\"\";\"\"",
        head.written_at.strftime("%Y%m%d%H%M%S000"),
        head.consultant,
        head.client,
        day(year),
        head.account_length,
        day(head.from),
        day(head.to),
        head.currency,
    );
    encoded(&format!("{line}\r\n{COLUMNS}\r\n"))
}

/// The tax key of a rate in Germany: 3 for the full one, 2 for the lowered one; others are keyed by the accountant.
fn key(percent: Decimal) -> &'static str {
    match percent.normalize().to_string().as_str() {
        "19" => "3",
        "7" => "2",
        _ => "",
    }
}

/// One booking; nothing for one over nothing.
pub fn booking(one: &Booking) -> Result<Vec<u8>, OutOfRange> {
    if one.gross == Amount::ZERO {
        return Ok(vec![]);
    }
    let (amount, side) = if one.gross < Amount::ZERO { (Amount::ZERO.minus(one.gross)?, "H") } else { (one.gross, "S") };
    let amount = format!("{:.2}", amount.to_decimal().round_dp(2)).replace('.', ",");
    let document: String =
        one.document.chars().filter(|letter| letter.is_ascii_alphanumeric() || "$&%*+-/".contains(*letter)).take(36).collect();
    // Accountants look into the file with a spreadsheet, too.
    let text: String = harmless(&one.text).chars().filter(|letter| !letter.is_control()).take(60).collect();
    let cost: String = harmless(one.cost_center.as_deref().unwrap_or_default()).chars().take(36).collect();
    let line = format!(
        "{amount};\"{side}\";\"{}\";;;\"\";{};{};\"{}\";{};\"{document}\";\"\";;\"{}\"{}\"{}\"\r\n",
        one.currency,
        digits(&one.account),
        digits(&one.against),
        one.tax.map_or("", key),
        one.on.strftime("%d%m"),
        text.replace('"', "\"\""),
        ";".repeat(37 - 14),
        cost.replace('"', "\"\""),
    );
    Ok(encoded(&line))
}

fn digits(account: &str) -> String {
    account.chars().filter(char::is_ascii_digit).take(9).collect()
}

/// Windows-1252, which for what Latin-1 has is the same; other letters become question marks.
fn encoded(text: &str) -> Vec<u8> {
    text.chars().map(|letter| if letter == '€' { 0x80 } else { u8::try_from(u32::from(letter)).unwrap_or(b'?') }).collect()
}

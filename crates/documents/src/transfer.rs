//! The code that banking apps read to fill in a SEPA transfer: EPC069-12, version 2.

use domain::money::Amount;
use qrcode::{EcLevel, QrCode};

const MOST_BYTES: usize = 331;

/// What the code says; none where no such transfer can be: only euros, from one cent on.
fn payload(holder: &str, iban: &str, bic: Option<&str>, amount: Amount, reference: &str) -> Option<String> {
    let cent = Amount(10_000);
    if amount < cent || amount > Amount::units(999_999_999) {
        return None;
    }
    let cut =
        |text: &str, most: usize| text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(most).collect::<String>();
    let (holder, reference, amount) = (cut(holder, 70), cut(reference, 140), amount.to_decimal());
    let mut payload = format!("BCD\n002\n1\nSCT\n{}\n{holder}\n{iban}\nEUR{amount:.2}\n\n\n{reference}", bic.unwrap_or_default());
    while payload.len() > MOST_BYTES {
        payload.pop(); // of the reference, which is the longest
    }
    Some(payload)
}

/// The dark squares of the code by row and column, and how many there are to a side.
pub fn code(holder: &str, iban: &str, bic: Option<&str>, amount: Amount, reference: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    let payload = payload(holder, iban, bic, amount, reference)?;
    let code = QrCode::with_error_correction_level(payload, EcLevel::M).ok()?;
    let side = code.width();
    let colors = code.to_colors();
    let dark = colors.iter().enumerate().filter(|(_, color)| **color == qrcode::Color::Dark).map(|(at, _)| (at / side, at % side));
    Some((dark.collect(), side))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(amount: &str) -> Option<String> {
        payload("Harbour\nWorks", "DE02120300000000202051", None, amount.parse().unwrap(), "2026-7")
    }

    #[test]
    fn the_code_says_what_the_guideline_asks() {
        let lines = "BCD\n002\n1\nSCT\n\nHarbour Works\nDE02120300000000202051\nEUR1234.50\n\n\n2026-7";
        assert_eq!(said("1234.5").as_deref(), Some(lines));
        assert_eq!((said("0"), said("-1"), said("1000000000")), (None, None, None));
        let long = "ä".repeat(200);
        let (dark, side) = code(&long, "DE02120300000000202051", Some("BYLADEM1001"), Amount::units(12), &long).unwrap();
        assert!(side <= 69 && dark.len() > 500, "version 13 at most: {side}");
    }
}

//! What is printed on invoices, and how they go out (domain rules M15, V17, V24, V25).

use super::Item;
use crate::countries::Country;
use crate::money::Amount;
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// When invoices are mailed (V24).
    Sending {
        /// As soon as they are made.
        Automatic = "automatic",
        /// As soon as their final PDF is there.
        WithPdf = "withPdf",
        /// When somebody says so.
        ByHand = "byHand",
    }
}

/// The norm of e-invoices that are made here.
pub const ZUGFERD: &str = "Zugferd";
/// Poland's: they are made elsewhere and have a number there.
pub const KSEF: &str = "KSeF";

/// Where transfers go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bank {
    /// None: the sender.
    #[serde(default)]
    pub holder: Option<String>,
    /// Without spaces.
    pub iban: String,
    #[serde(default)]
    pub bic: Option<String>,
}

/// What an invoice keeps to be printed: as it was when it was made (V17). Stored as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Printed {
    /// Of the space.
    pub locale: Option<String>,
    pub bank: Option<Bank>,
    /// Why no tax is charged.
    pub tax_note: Option<String>,
}

/// An IBAN in its one form; none unless its check digits are right (ISO 13616).
pub fn iban(text: &str) -> Option<String> {
    let iban: String = text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect();
    let letters = |part: &str| part.bytes().all(|letter| letter.is_ascii_uppercase());
    if !(15..=34).contains(&iban.len()) || !iban.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let (head, tail) = iban.split_at_checked(4)?;
    let (country, digits) = head.split_at_checked(2)?;
    if !letters(country) || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let rest = tail.chars().chain(head.chars()).filter_map(|letter| letter.to_digit(36)).fold(0, |rest, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (rest * shift + value) % 97
    });
    (rest == 1).then_some(iban)
}

/// A BIC in its one form: 8 or 11 letters and digits, of which the first six are letters (ISO 9362).
pub fn bic(text: &str) -> Option<String> {
    let bic: String = text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect();
    let (bank, place) = bic.split_at_checked(6)?;
    let fits = bank.bytes().all(|letter| letter.is_ascii_uppercase())
        && place.bytes().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
        && matches!(place.len(), 2 | 5);
    fits.then_some(bic)
}

/// Whether the recipient owes the tax (M15): nothing is charged, and the recipient has a tax id in another country of the
/// European Union.
pub fn reverse_charge(items: &[Item], sender: Option<&str>, recipient: Option<&str>, tax_id: Option<&str>) -> bool {
    let in_eu = |code: Option<&str>| code.and_then(|code| code.parse::<Country>().ok()).filter(|country| country.in_eu());
    let (Some(sender), Some(recipient)) = (in_eu(sender), in_eu(recipient)) else { return false };
    sender != recipient && tax_id.is_some() && items.iter().all(|item| item.line.taxes.iter().all(|part| part.amount == Amount::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxes::{Line, Tax, TaxAmount};

    #[test]
    fn ibans_have_check_digits() {
        assert_eq!(iban(" de02 1203 0000 0000 2020 51 ").as_deref(), Some("DE02120300000000202051"));
        assert_eq!(iban("GB82WEST12345698765432").as_deref(), Some("GB82WEST12345698765432"));
        for wrong in [
            "",
            "DE03120300000000202051",
            "DE02",
            "02DE120300000000202051",
            "DE021203000000002020Ü1",
            "DE0212030000000020205100000000000000000",
        ] {
            assert_eq!(iban(wrong), None, "{wrong}");
        }
        assert_eq!((bic("bylade m1 001").as_deref(), bic("DEUTDEFF").as_deref()), (Some("BYLADEM1001"), Some("DEUTDEFF")));
        assert_eq!((bic("DEUTDEF"), bic("1EUTDEFF"), bic("DEUTDEFFÜ00")), (None, None, None));
    }

    #[test]
    fn the_recipient_owes_the_tax_across_borders_only() {
        let item = |amount: i64| {
            let tax = Tax { name: "VAT".into(), rate: crate::taxes::Rate::ZERO };
            let line = Line {
                net: Amount::units(10),
                gross: Amount::units(10 + amount),
                taxes: vec![TaxAmount { tax: tax.clone(), amount: Amount::units(amount) }],
            };
            let (accounting_code, cost_center, revenue_account) = (None, None, None);
            let (description, quantity, unit_net) = (String::new(), 1.into(), Amount::units(10));
            [Item {
                description,
                quantity,
                unit_net,
                taxes: vec![tax],
                line,
                paid: false,
                accounting_code,
                cost_center,
                revenue_account,
                explanation: None,
            }]
        };
        assert!(reverse_charge(&item(0), Some("DE"), Some("FR"), Some("FR1")));
        assert!(!reverse_charge(&item(1), Some("DE"), Some("FR"), Some("FR1")), "tax is charged");
        assert!(!reverse_charge(&item(0), Some("DE"), Some("DE"), Some("DE1")));
        assert!(!reverse_charge(&item(0), Some("DE"), Some("CH"), Some("CHE1")));
        assert!(!reverse_charge(&item(0), Some("DE"), Some("FR"), None));
        assert!(!reverse_charge(&item(0), None, Some("FR"), Some("FR1")));
    }
}

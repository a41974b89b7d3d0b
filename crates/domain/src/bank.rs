//! Which invoice a payment at the bank is for: by number, amount and name.

use crate::money::{Amount, Currency};

/// A payment, as the bank tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Payment<'a> {
    pub amount: Amount,
    pub currency: Currency,
    pub name: &'a str,
    pub text: &'a str,
}

/// An invoice that waits for money.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    pub number: &'a str,
    /// What is left to pay.
    pub left: Amount,
    pub currency: Currency,
    pub name: Option<&'a str>,
    pub company: Option<&'a str>,
}

/// How good a match is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The amount alone, and no other invoice has it.
    Possible,
    /// The number, or amount and name.
    Likely,
    /// Number and amount.
    Certain,
}

/// Shorter numbers must stand by themselves, for they are in many texts.
const SHORT: usize = 5;

/// Letters and digits in upper case, without what is between them: banks break lines where they like.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words.map(str::to_lowercase).collect()
}

/// Whether a text names an invoice by its number.
fn names_number(text: &str, number: &str) -> bool {
    let wanted = squeezed(number);
    if wanted.is_empty() {
        return false;
    }
    if wanted.chars().count() < SHORT {
        return text.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| squeezed(word) == wanted);
    }
    let text = squeezed(text);
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    text.match_indices(&wanted).any(|(at, found)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + found.len()..).unwrap_or_default());
        let cut_before = digit(found.chars().next()) && digit(before.chars().next_back());
        let cut_after = digit(found.chars().next_back()) && digit(after.chars().next());
        !(cut_before || cut_after)
    })
}

/// Whether all words of a name are among those of the payer.
fn is_named(payer: &[String], name: Option<&str>) -> bool {
    let name = words(name.unwrap_or_default());
    !name.is_empty() && name.iter().all(|word| payer.contains(word))
}

/// The invoice that a payment is most likely for, by its place; none where two are as good.
pub fn best(payment: Payment, claims: &[Claim]) -> Option<(usize, Certainty)> {
    let payer = words(payment.name);
    let rank = |claim: &Claim| {
        if claim.currency != payment.currency {
            return None;
        }
        let exact = claim.left == payment.amount;
        let named = is_named(&payer, claim.name) || is_named(&payer, claim.company);
        match (names_number(payment.text, claim.number), exact, named) {
            (true, true, _) => Some(Certainty::Certain),
            // A short number alone is in too many texts.
            (true, false, named) if named || squeezed(claim.number).chars().count() >= SHORT => Some(Certainty::Likely),
            (false, true, true) => Some(Certainty::Likely),
            (_, true, false) => Some(Certainty::Possible),
            _ => None,
        }
    };
    let ranked: Vec<_> = claims.iter().enumerate().filter_map(|(place, claim)| Some((place, rank(claim)?))).collect();
    let top = ranked.iter().map(|(_, rank)| *rank).max()?;
    let mut found = ranked.into_iter().filter(|(_, rank)| *rank == top);
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim<'a>(number: &'a str, left: i64, name: &'a str) -> Claim<'a> {
        Claim { number, left: Amount::units(left), currency: "EUR".parse().unwrap(), name: Some(name), company: Some("Moor GmbH") }
    }

    fn found(amount: i64, name: &str, text: &str, claims: &[Claim]) -> Option<(usize, Certainty)> {
        best(Payment { amount: Amount::units(amount), currency: "EUR".parse().unwrap(), name, text }, claims)
    }

    #[test]
    fn number_amount_and_name_tell_in_this_order() {
        let claims = [claim("R-2026-007", 100, "Mia Moor"), claim("R-2026-0071", 100, "Bo Berg"), claim("R-2026-008", 50, "Ada Au")];
        assert_eq!(found(100, "", "Rechnung r2026 007 danke", &claims), Some((0, Certainty::Certain)));
        assert_eq!(found(100, "", "R-2026-0071", &claims), Some((1, Certainty::Certain)));
        assert_eq!(found(30, "", "R-2026-\n007", &claims), Some((0, Certainty::Likely)), "a part");
        assert_eq!(found(100, "MOOR, MIA", "danke", &claims), Some((0, Certainty::Likely)));
        assert_eq!(found(50, "Somebody", "", &claims), Some((2, Certainty::Possible)));
        assert_eq!(found(100, "Somebody", "", &claims), None, "two have the amount");
        assert_eq!(found(7, "Mia Moor", "", &claims), None);
    }

    #[test]
    fn short_numbers_stand_by_themselves() {
        let claims = [claim("7", 100, "Mia Moor"), claim("70", 40, "Bo")];
        assert_eq!(found(100, "X", "Invoice 7", &claims), Some((0, Certainty::Certain)));
        assert_eq!(found(99, "X", "Invoice 7", &claims), None);
        assert_eq!(found(99, "Moor GmbH", "Invoice 7", &claims), Some((0, Certainty::Likely)));
        assert_eq!(found(40, "X", "Invoice 700", &claims), Some((1, Certainty::Possible)));
    }

    #[test]
    fn another_currency_is_another_invoice() {
        let claims = [Claim { currency: "CHF".parse().unwrap(), ..claim("R-2026-007", 100, "Mia") }];
        assert_eq!(found(100, "Mia", "R-2026-007", &claims), None);
    }
}

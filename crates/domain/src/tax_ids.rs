//! Tax ids: the formats of the European Union (rule M15). Other countries write what they like.

use crate::countries::Country;

/// What VAT numbers look like behind the prefix of their country: `9` is a digit, `#` a letter, `*` either,
/// anything else stands for itself (European Commission, VIES).
const FORMATS: [(&str, &[&str]); 27] = [
    ("AT", &["U99999999"]),
    ("BE", &["9999999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CY", &["99999999#"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("ES", &["*9999999*"]),
    ("FI", &["99999999"]),
    ("FR", &["**999999999"]),
    ("GR", &["999999999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    ("IE", &["9999999#", "9999999##", "9*99999#"]),
    ("IT", &["99999999999"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999B99"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    ("RO", &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"]),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
];

/// The id without spaces, dots and hyphens and in capitals if it is a VAT number of a member state that a
/// recipient in `country` can have; `None` if it is not. The prefix may be left out within the country.
pub fn in_eu(text: &str, country: Country) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/')).collect::<String>().to_uppercase();
    let of = |code: &str, rest: &str| {
        let formats = FORMATS.iter().find(|(listed, _)| *listed == code).map_or(&[][..], |(_, formats)| formats);
        formats.iter().any(|format| fits(rest, format))
    };
    let prefixed = plain.split_at_checked(2).is_some_and(|(prefix, rest)| of(if prefix == "EL" { "GR" } else { prefix }, rest));
    (prefixed || of(country.code(), &plain)).then_some(plain)
}

fn fits(text: &str, format: &str) -> bool {
    let fit = |(c, wanted): (char, char)| match wanted {
        '9' => c.is_ascii_digit(),
        '#' => c.is_ascii_uppercase(),
        '*' => c.is_ascii_digit() || c.is_ascii_uppercase(),
        literal => c == literal,
    };
    text.chars().count() == format.len() && text.chars().zip(format.chars()).all(fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_has_its_format() {
        let de: Country = "DE".parse().unwrap();
        for (typed, kept) in [
            ("DE 123.456.789", Some("DE123456789")),
            ("de123456789", Some("DE123456789")),
            ("123456789", Some("123456789")),
            ("ATU12345678", Some("ATU12345678")),
            ("EL123456789", Some("EL123456789")),
            ("NL123456789B01", Some("NL123456789B01")),
            ("DE12345678", None),
            ("AT12345678", None),
            ("XX123456789", None),
            ("ÄÖ123456789", None),
            ("", None),
        ] {
            assert_eq!(in_eu(typed, de).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn every_member_state_is_listed_once() {
        assert!(FORMATS.iter().all(|(code, _)| code.parse::<Country>().is_ok_and(Country::in_eu)));
        assert_eq!(FORMATS.len(), Country::all().filter(|country| country.in_eu()).count());
        assert!(FORMATS.is_sorted_by(|(one, _), (other, _)| one < other));
    }
}

//! What a space is called and where it is: subdomain, locale, time zone (rules S11, S12).

use crate::countries::Country;
use crate::refusal::Refusal;
use crate::transliterate;
use jiff::tz::TimeZone;

/// A label of a domain name has at most as many letters.
const LONGEST: usize = 63;
const SHORTEST: usize = 3;
/// Suggestions stay shorter than they must, people have to type them.
const HANDY: usize = 40;

/// Hosts of our own, and names that would let a space pass for us.
const RESERVED: &str = "about account accounts admin administrator api app apps assets auth autoconfig autodiscover billing blog bots cdn community \
    dashboard dev developer developers dns docs email files ftp help hostmaster id images imap internal invoices legal \
    localhost login mail mcp media metrics news ns1 ns2 oauth password payments pop postmaster press private root security \
    shop signup smtp sso static status support webhooks webmaster www";

/// The subdomain in its one form, lower case, or what is wrong with it. Whether it is taken is not judged here.
pub fn subdomain(text: &str) -> Result<String, Refusal> {
    let name = text.trim().to_ascii_lowercase();
    let wrong = |code, message| Err(Refusal::new("subdomain", code, message));
    if name.is_empty() {
        wrong("blank", "must not be blank")
    } else if name.chars().any(|c| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '-') {
        wrong("invalid", "must consist of the letters a to z, digits and hyphens")
    } else if name.starts_with('-') || name.ends_with('-') {
        wrong("invalid", "must neither begin nor end with a hyphen")
    } else if name.len() < SHORTEST {
        wrong("too_short", "must have at least 3 characters")
    } else if name.len() > LONGEST {
        wrong("too_long", "must have at most 63 characters")
    } else if name.starts_with("xn--") || RESERVED.split(' ').any(|reserved| reserved == name) {
        wrong("reserved", "is reserved")
    } else {
        Ok(name)
    }
}

/// A free subdomain made from the name of a space, with a number behind it if need be; `None` if a thousand of
/// them are taken.
pub fn suggest_subdomain(name: &str, taken: impl Fn(&str) -> bool) -> Option<String> {
    let letters = transliterate::to_ascii(name).replace(['\'', '.'], "");
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut base = words.collect::<Vec<_>>().join("-");
    base.truncate(HANDY);
    let base = match base.trim_end_matches('-') {
        "" => "space".to_owned(),
        short if short.len() < SHORTEST => format!("{short}-space"),
        base => base.to_owned(),
    };
    let numbered = (2..=1_000).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|name| subdomain(name).is_ok() && !taken(name))
}

/// The locale in its one form, such as `de-DE` or `en`; `None` unless it is a language of two or three letters,
/// perhaps with a country.
pub fn locale(text: &str) -> Option<String> {
    let (language, region) = match text.trim().split_once(['-', '_']) {
        Some((language, region)) => (language, Some(region)),
        None => (text.trim(), None),
    };
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        return None;
    }
    let language = language.to_ascii_lowercase();
    match region {
        None => Some(language),
        Some(region) if region.len() == 2 => region.parse::<Country>().ok().map(|country| format!("{language}-{country}")),
        Some(_) => None,
    }
}

/// The time zone of an IANA name, in any case; its one form is [`TimeZone::iana_name`].
pub fn time_zone(name: &str) -> Result<TimeZone, Refusal> {
    TimeZone::get(name.trim())
        .ok()
        .filter(|zone| !zone.is_unknown())
        .ok_or_else(|| Refusal::new("time_zone", "invalid", "must be the name of a time zone, such as Europe/Berlin"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn subdomains_are_labels_of_a_host() {
        for (text, name) in [("co-up", "co-up"), (" Co-Up ", "co-up"), ("a1b", "a1b"), (&"a".repeat(63), &"a".repeat(63))] {
            assert_eq!(subdomain(text).as_deref(), Ok(name));
        }
        for (text, code) in [
            ("", "blank"),
            ("ab", "too_short"),
            (&"a".repeat(64), "too_long"),
            ("-ab", "invalid"),
            ("ab-", "invalid"),
            ("a.b", "invalid"),
            ("größe", "invalid"),
            ("API", "reserved"),
            ("www", "reserved"),
            ("xn--80ak6aa92e", "reserved"),
        ] {
            assert_eq!(subdomain(text).map_err(|refusal| refusal.code), Err(code), "{text}");
        }
        assert!(RESERVED.split(' ').all(|name| !name.is_empty()));
    }

    #[test]
    fn suggested_from_the_name_of_the_space() {
        let suggest = |name: &str, taken: &[&str]| suggest_subdomain(name, |name| taken.contains(&name));
        assert_eq!(suggest("Café Größenwahn & Söhne", &[]).as_deref(), Some("cafe-groessenwahn-soehne"));
        assert_eq!(suggest("Betty's Co-Working", &["bettys-co-working"]).as_deref(), Some("bettys-co-working-2"));
        assert_eq!(suggest("API", &[]).as_deref(), Some("api-2"));
        assert_eq!(suggest("東京", &["space", "space-2"]).as_deref(), Some("space-3"));
        assert_eq!(suggest("Q", &[]).as_deref(), Some("q-space"));
        assert_eq!(suggest_subdomain("Loft", |_| true), None);
    }

    #[test]
    fn locales_and_time_zones_have_one_form() {
        for (text, form) in [("de-DE", "de-DE"), ("DE_de", "de-DE"), ("en", "en"), ("en-gb", "en-GB")] {
            assert_eq!(locale(text).as_deref(), Some(form));
        }
        for text in ["", "d", "de-", "de-XX", "german", "de-DE-x", "de-Germany", "ß-DE"] {
            assert_eq!(locale(text), None, "{text}");
        }
        assert_eq!(time_zone("europe/berlin").unwrap().iana_name(), Some("Europe/Berlin"));
        for name in ["", "Berlin", "Mars/Base", "Etc/Unknown", "+02:00"] {
            assert_eq!(time_zone(name).map_err(|refusal| refusal.code), Err("invalid"), "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_name_has_a_valid_suggestion(name in "\\PC{0,80}", used in 0..3_usize) {
            let mut taken: Vec<String> = Vec::new();
            for _ in 0..=used {
                let found = suggest_subdomain(&name, |name| taken.iter().any(|other| other == name)).unwrap();
                prop_assert_eq!(subdomain(&found), Ok(found.clone()));
                prop_assert!(!taken.contains(&found));
                taken.push(found);
            }
        }
    }
}

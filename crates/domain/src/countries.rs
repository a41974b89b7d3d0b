//! Countries and what depends on them.

mod habits;

use crate::transliterate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// A country or territory of ISO 3166-1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

/// The text names no country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a country")]
pub struct NotACountry;

/// How the size of rooms is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AreaUnit {
    Sqm,
    Sqft,
}

const EUROPEAN_UNION: &str = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
/// Where offices are let by the square foot.
const SQUARE_FEET: &str = "AE AS BS CA GB GU HK IE IN LR MP MY PR SG US VI";
/// Where clocks are read in two halves of the day.
const TWELVE_HOURS: &str = "AE AS AU BB BD BH BS CA CO DO EG GU HK IN IQ JM JO KR KW LB MP MY NZ OM PH PK PR QA SA SG TT TW US VE VI";
/// Further names that people use, folded as in [`fold`].
const ALSO_KNOWN_AS: [(&str, &str); 13] = [
    ("america", "US"),
    ("burma", "MM"),
    ("czechia", "CZ"),
    ("england", "GB"),
    ("great britain", "GB"),
    ("holland", "NL"),
    ("ivory coast", "CI"),
    ("korea", "KR"),
    ("russian federation", "RU"),
    ("swaziland", "SZ"),
    ("uk", "GB"),
    ("united states of america", "US"),
    ("usa", "US"),
];

/// A code with the names that people use: in English, German, French and Spanish.
type Row = (&'static str, [&'static str; 4]);
/// In order of the codes.
static COUNTRIES: LazyLock<Vec<Row>> = LazyLock::new(|| include_str!("countries/names.csv").lines().skip(1).filter_map(row).collect());
/// The codes of all names that we know, folded.
static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let named = COUNTRIES.iter().flat_map(|&(code, names)| names.map(|name| (fold(name), code)));
    named.chain(ALSO_KNOWN_AS.map(|(name, code)| (name.to_owned(), code))).collect()
});

fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split(';');
    let mut next = || cells.next();
    Some((next()?, [next()?, next()?, next()?, next()?]))
}

impl Country {
    pub const GERMANY: Self = Self("DE");

    /// All of them, in order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.iter().map(|(code, _)| Self(code))
    }

    /// The two letters of ISO 3166-1.
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// In English.
    pub fn name(self) -> &'static str {
        self.name_in("en")
    }

    /// In the language with this tag, or in English where we have no names in it.
    pub fn name_in(self, language: &str) -> &'static str {
        let known = COUNTRIES.binary_search_by_key(&self.0, |(code, _)| code).ok().and_then(|at| COUNTRIES.get(at));
        known.map_or(self.0, |&(_, [english, german, french, spanish])| match language {
            "de" => german,
            "fr" => french,
            "es" => spanish,
            _ => english,
        })
    }

    /// All of them with their names in a language, as people look them up there: an accent makes no other letter.
    pub fn by_name(language: &str) -> Vec<(Self, &'static str)> {
        let mut all: Vec<_> = Self::all().map(|country| (country, country.name_in(language))).collect();
        all.sort_by_cached_key(|(_, name)| fold(&name.replace(['ä', 'Ä'], "a").replace(['ö', 'Ö'], "o").replace(['ü', 'Ü'], "u")));
        all
    }

    /// Member of the European Union.
    pub fn in_eu(self) -> bool {
        self.is_in(EUROPEAN_UNION)
    }

    pub fn area_unit(self) -> AreaUnit {
        if self.is_in(SQUARE_FEET) { AreaUnit::Sqft } else { AreaUnit::Sqm }
    }

    /// 12 or 24.
    pub fn hour_format(self) -> u8 {
        if self.is_in(TWELVE_HOURS) { 12 } else { 24 }
    }

    fn is_in(self, list: &str) -> bool {
        list.split(' ').any(|code| code == self.0)
    }
}

/// For comparing names: without case, accents, punctuation and "the".
fn fold(name: &str) -> String {
    let letters = transliterate::to_ascii(name).replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    letters.split_whitespace().filter(|word| *word != "the").collect::<Vec<_>>().join(" ")
}

impl FromStr for Country {
    type Err = NotACountry;
    /// Takes a code, or a name in one of our languages, in any case.
    fn from_str(text: &str) -> Result<Self, NotACountry> {
        let text = text.trim();
        if text.len() > 100 {
            return Err(NotACountry);
        }
        if let Some(country) = Self::all().find(|country| country.0.eq_ignore_ascii_case(text)) {
            return Ok(country);
        }
        BY_NAME.get(&fold(text)).copied().map(Self).ok_or(NotACountry)
    }
}

/// The code.
impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(text: &str) -> Country {
        text.parse().unwrap_or_else(|_| panic!("{text}"))
    }

    #[test]
    fn read_by_code_or_name() {
        for (text, code) in [
            ("DE", "DE"),
            ("de", "DE"),
            (" Germany ", "DE"),
            ("germany", "DE"),
            ("United Kingdom", "GB"),
            ("the Netherlands", "NL"),
            ("Cote d'Ivoire", "CI"),
            ("Curacao", "CW"),
            ("USA", "US"),
            ("Czechia", "CZ"),
            ("OESTERREICH", "AT"),
            ("Deutschland", "DE"),
            ("cote d’ivoire", "CI"),
            ("España", "ES"),
        ] {
            assert_eq!(country(text).code(), code);
        }
        for text in ["", "XX", "EU", "Atlantis", "the"] {
            assert_eq!(text.parse::<Country>(), Err(NotACountry), "{text}");
        }
    }

    #[test]
    fn every_country_has_its_own_name_and_the_lists_know_only_countries() {
        assert_eq!(Country::all().count(), 249);
        assert!(COUNTRIES.is_sorted_by(|one, next| one.0 < next.0));
        assert!(COUNTRIES.iter().all(|(code, _)| code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase())));
        for one in Country::all() {
            assert_eq!(country(one.code()), one);
            for language in ["en", "de", "fr", "es"] {
                assert_eq!(country(one.name_in(language)), one, "{language}");
            }
        }
        let whole = |line: &str| line.split(';').filter(|cell| !cell.is_empty() && *cell == cell.trim()).count() == 5;
        assert!(include_str!("countries/names.csv").lines().all(whole));
        for code in [EUROPEAN_UNION, SQUARE_FEET, TWELVE_HOURS].iter().flat_map(|list| list.split(' ')) {
            assert_eq!(country(code).code(), code);
        }
        assert_eq!(ALSO_KNOWN_AS.map(|(name, code)| country(name).code() == code), [true; 13]);
        assert_eq!(EUROPEAN_UNION.split(' ').count(), 27);
    }

    #[test]
    fn each_language_has_its_names_in_its_own_order() {
        assert_eq!(
            ["en", "de", "fr", "es", "it"].map(|language| country("DE").name_in(language)),
            ["Germany", "Deutschland", "Allemagne", "Alemania", "Germany"]
        );
        let first = |language| Country::by_name(language).into_iter().take(5).map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(first("en"), ["Afghanistan", "Åland Islands", "Albania", "Algeria", "American Samoa"]);
        assert_eq!(first("de"), ["Afghanistan", "Ägypten", "Ålandinseln", "Albanien", "Algerien"]);
        assert_eq!(first("fr"), ["Afghanistan", "Afrique du Sud", "Albanie", "Algérie", "Allemagne"]);
        assert_eq!(first("es"), ["Afganistán", "Albania", "Alemania", "Andorra", "Angola"]);
        let last = |language| Country::by_name(language).pop().map(|(_, name)| name);
        assert_eq!(["en", "de", "fr", "es"].map(last), [Some("Zimbabwe"), Some("Zypern"), Some("Zimbabwe"), Some("Zimbabue")]);
        assert_eq!(Country::by_name("de").len(), 249);
    }

    #[test]
    fn habits_of_countries() {
        let habits = |code| (country(code).in_eu(), country(code).area_unit(), country(code).hour_format());
        assert_eq!(habits("DE"), (true, AreaUnit::Sqm, 24));
        assert_eq!(habits("GB"), (false, AreaUnit::Sqft, 24));
        assert_eq!(habits("US"), (false, AreaUnit::Sqft, 12));
        assert_eq!(serde_json::to_value(AreaUnit::Sqft).unwrap(), "sqft");
    }
}

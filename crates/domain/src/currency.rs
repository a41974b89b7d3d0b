//! Currencies: ISO 4217 codes and how many decimals their coins have.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A currency in which prices can be set: ISO 4217 without funds, metals and test codes.
///
/// Codes that a country has given up since 2016 stay valid, so that old records can still be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The text is not the code of a currency; codes are upper case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an ISO 4217 currency code")]
pub struct NotACurrency;

const NO_DECIMALS: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const TWO_DECIMALS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
    CNY COP CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR \
    JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD \
    PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD \
    TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL";
const THREE_DECIMALS: &str = "BHD IQD JOD KWD LYD OMR TND";

impl Currency {
    pub const EUR: Self = Self(*b"EUR");

    /// How many decimals an amount that somebody pays has: 0, 2 or 3.
    pub fn minor_digits(self) -> u32 {
        match self.0 {
            code if listed(THREE_DECIMALS, code) => 3,
            code if listed(NO_DECIMALS, code) => 0,
            _ => 2,
        }
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The lists have a code in every four bytes.
fn listed(codes: &str, code: [u8; 3]) -> bool {
    codes.as_bytes().chunks(4).any(|listed| listed.starts_with(&code))
}

impl FromStr for Currency {
    type Err = NotACurrency;
    fn from_str(code: &str) -> Result<Self, NotACurrency> {
        let code: [u8; 3] = code.as_bytes().try_into().map_err(|_| NotACurrency)?;
        let known = [TWO_DECIMALS, NO_DECIMALS, THREE_DECIMALS].iter().any(|codes| listed(codes, code));
        known.then_some(Self(code)).ok_or(NotACurrency)
    }
}
impl TryFrom<String> for Currency {
    type Error = NotACurrency;
    fn try_from(code: String) -> Result<Self, NotACurrency> {
        code.parse()
    }
}
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_know_the_decimals_of_their_coins() {
        for (code, digits) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("USD", 2), ("HRK", 2)] {
            let currency: Currency = code.parse().unwrap();
            assert_eq!((currency.to_string().as_str(), currency.minor_digits()), (code, digits));
            assert_eq!(serde_json::from_value::<Currency>(serde_json::to_value(currency).unwrap()).unwrap(), currency);
        }
        for code in ["", "eur", "EU", "EUR ", "XAU", "XXX", "EUR USD", "€"] {
            assert_eq!(code.parse::<Currency>(), Err(NotACurrency), "{code}");
        }
    }

    #[test]
    fn every_listed_code_is_three_letters_and_listed_once() {
        let codes: Vec<_> = [NO_DECIMALS, TWO_DECIMALS, THREE_DECIMALS].iter().flat_map(|list| list.split_ascii_whitespace()).collect();
        let distinct: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
        assert!(codes.iter().all(|code| code.len() == 3 && code.parse::<Currency>().is_ok()));
    }
}

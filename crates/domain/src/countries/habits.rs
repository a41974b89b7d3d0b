//! What a new space starts with in its country: currency, language, time zone, net or gross prices. Operators change
//! it; the tables only spare them the typing (rules M4, S12).

use super::Country;
use crate::currency::Currency;
use crate::taxes::PriceDisplay;

/// ISO 4217 codes with the countries where people pay in them.
const CURRENCIES: &[(&str, &str)] = &[
    ("AED", "AE"),
    ("AFN", "AF"),
    ("ALL", "AL"),
    ("AMD", "AM"),
    ("AOA", "AO"),
    ("ARS", "AR"),
    ("AUD", "AU CC CX HM KI NF NR TV"),
    ("AWG", "AW"),
    ("AZN", "AZ"),
    ("BAM", "BA"),
    ("BBD", "BB"),
    ("BDT", "BD"),
    ("BHD", "BH"),
    ("BIF", "BI"),
    ("BMD", "BM"),
    ("BND", "BN"),
    ("BOB", "BO"),
    ("BRL", "BR"),
    ("BSD", "BS"),
    ("BTN", "BT"),
    ("BWP", "BW"),
    ("BYN", "BY"),
    ("BZD", "BZ"),
    ("CAD", "CA"),
    ("CDF", "CD"),
    ("CHF", "CH LI"),
    ("CLP", "CL"),
    ("CNY", "CN"),
    ("COP", "CO"),
    ("CRC", "CR"),
    ("CUP", "CU"),
    ("CVE", "CV"),
    ("CZK", "CZ"),
    ("DJF", "DJ"),
    ("DKK", "DK FO GL"),
    ("DOP", "DO"),
    ("DZD", "DZ"),
    ("EGP", "EG"),
    ("ERN", "ER"),
    ("ETB", "ET"),
    ("FJD", "FJ"),
    ("FKP", "FK GS"),
    ("GBP", "GB GG IM JE"),
    ("GEL", "GE"),
    ("GHS", "GH"),
    ("GIP", "GI"),
    ("GMD", "GM"),
    ("GNF", "GN"),
    ("GTQ", "GT"),
    ("GYD", "GY"),
    ("HKD", "HK"),
    ("HNL", "HN"),
    ("HTG", "HT"),
    ("HUF", "HU"),
    ("IDR", "ID"),
    ("ILS", "IL PS"),
    ("INR", "IN"),
    ("IQD", "IQ"),
    ("IRR", "IR"),
    ("ISK", "IS"),
    ("JMD", "JM"),
    ("JOD", "JO"),
    ("JPY", "JP"),
    ("KES", "KE"),
    ("KGS", "KG"),
    ("KHR", "KH"),
    ("KMF", "KM"),
    ("KPW", "KP"),
    ("KRW", "KR"),
    ("KWD", "KW"),
    ("KYD", "KY"),
    ("KZT", "KZ"),
    ("LAK", "LA"),
    ("LBP", "LB"),
    ("LKR", "LK"),
    ("LRD", "LR"),
    ("LSL", "LS"),
    ("LYD", "LY"),
    ("MAD", "EH MA"),
    ("MDL", "MD"),
    ("MGA", "MG"),
    ("MKD", "MK"),
    ("MMK", "MM"),
    ("MNT", "MN"),
    ("MOP", "MO"),
    ("MRU", "MR"),
    ("MUR", "MU"),
    ("MVR", "MV"),
    ("MWK", "MW"),
    ("MXN", "MX"),
    ("MYR", "MY"),
    ("MZN", "MZ"),
    ("NAD", "NA"),
    ("NGN", "NG"),
    ("NIO", "NI"),
    ("NOK", "BV NO SJ"),
    ("NPR", "NP"),
    ("NZD", "CK NU NZ PN TK"),
    ("OMR", "OM"),
    ("PAB", "PA"),
    ("PEN", "PE"),
    ("PGK", "PG"),
    ("PHP", "PH"),
    ("PKR", "PK"),
    ("PLN", "PL"),
    ("PYG", "PY"),
    ("QAR", "QA"),
    ("RON", "RO"),
    ("RSD", "RS"),
    ("RUB", "RU"),
    ("RWF", "RW"),
    ("SAR", "SA"),
    ("SBD", "SB"),
    ("SCR", "SC"),
    ("SDG", "SD"),
    ("SEK", "SE"),
    ("SGD", "SG"),
    ("SHP", "SH"),
    ("SLE", "SL"),
    ("SOS", "SO"),
    ("SRD", "SR"),
    ("SSP", "SS"),
    ("STN", "ST"),
    ("SYP", "SY"),
    ("SZL", "SZ"),
    ("THB", "TH"),
    ("TJS", "TJ"),
    ("TMT", "TM"),
    ("TND", "TN"),
    ("TOP", "TO"),
    ("TRY", "TR"),
    ("TTD", "TT"),
    ("TWD", "TW"),
    ("TZS", "TZ"),
    ("UAH", "UA"),
    ("UGX", "UG"),
    ("USD", "AQ AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI ZW"),
    ("UYU", "UY"),
    ("UZS", "UZ"),
    ("VES", "VE"),
    ("VND", "VN"),
    ("VUV", "VU"),
    ("WST", "WS"),
    ("XAF", "CF CG CM GA GQ TD"),
    ("XCD", "AG AI DM GD KN LC MS VC"),
    ("XCG", "CW SX"),
    ("XOF", "BF BJ CI GW ML NE SN TG"),
    ("XPF", "NC PF WF"),
    ("YER", "YE"),
    ("ZAR", "ZA"),
    ("ZMW", "ZM"),
];

/// The languages we speak (S12), with the countries where most people read them best; English elsewhere.
const LANGUAGES: &[(&str, &str)] = &[
    ("de", "AT CH DE LI"),
    ("es", "AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE"),
    ("fr", "BE BF BJ BL CD CF CG CI CM FR GA GF GN GP LU MC MF ML MQ NC NE PF PM RE SN TD TF TG WF YT"),
    ("it", "IT SM VA"),
    ("ja", "JP"),
    ("nl", "AW BQ CW NL SR SX"),
    ("pl", "PL"),
    ("pt", "AO BR CV GW MZ PT ST"),
];

/// The zone of the capital, or of most people, where spaces are likely.
const ZONES: &[(&str, &str)] = &[
    ("AE", "Asia/Dubai"),
    ("AR", "America/Argentina/Buenos_Aires"),
    ("AT", "Europe/Vienna"),
    ("AU", "Australia/Sydney"),
    ("BE", "Europe/Brussels"),
    ("BG", "Europe/Sofia"),
    ("BR", "America/Sao_Paulo"),
    ("CA", "America/Toronto"),
    ("CH", "Europe/Zurich"),
    ("CL", "America/Santiago"),
    ("CN", "Asia/Shanghai"),
    ("CO", "America/Bogota"),
    ("CR", "America/Costa_Rica"),
    ("CY", "Asia/Nicosia"),
    ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"),
    ("DK", "Europe/Copenhagen"),
    ("EE", "Europe/Tallinn"),
    ("EG", "Africa/Cairo"),
    ("ES", "Europe/Madrid"),
    ("FI", "Europe/Helsinki"),
    ("FR", "Europe/Paris"),
    ("GB", "Europe/London"),
    ("GR", "Europe/Athens"),
    ("HK", "Asia/Hong_Kong"),
    ("HR", "Europe/Zagreb"),
    ("HU", "Europe/Budapest"),
    ("ID", "Asia/Jakarta"),
    ("IE", "Europe/Dublin"),
    ("IL", "Asia/Jerusalem"),
    ("IN", "Asia/Kolkata"),
    ("IS", "Atlantic/Reykjavik"),
    ("IT", "Europe/Rome"),
    ("JP", "Asia/Tokyo"),
    ("KE", "Africa/Nairobi"),
    ("KR", "Asia/Seoul"),
    ("LT", "Europe/Vilnius"),
    ("LU", "Europe/Luxembourg"),
    ("LV", "Europe/Riga"),
    ("MA", "Africa/Casablanca"),
    ("MT", "Europe/Malta"),
    ("MX", "America/Mexico_City"),
    ("MY", "Asia/Kuala_Lumpur"),
    ("NG", "Africa/Lagos"),
    ("NL", "Europe/Amsterdam"),
    ("NO", "Europe/Oslo"),
    ("NZ", "Pacific/Auckland"),
    ("PE", "America/Lima"),
    ("PH", "Asia/Manila"),
    ("PL", "Europe/Warsaw"),
    ("PT", "Europe/Lisbon"),
    ("RO", "Europe/Bucharest"),
    ("RS", "Europe/Belgrade"),
    ("SE", "Europe/Stockholm"),
    ("SG", "Asia/Singapore"),
    ("SI", "Europe/Ljubljana"),
    ("SK", "Europe/Bratislava"),
    ("TH", "Asia/Bangkok"),
    ("TR", "Europe/Istanbul"),
    ("TW", "Asia/Taipei"),
    ("UA", "Europe/Kyiv"),
    ("US", "America/New_York"),
    ("UY", "America/Montevideo"),
    ("VN", "Asia/Ho_Chi_Minh"),
    ("ZA", "Africa/Johannesburg"),
];

/// Where a tax comes on top of every price that is quoted.
const NET_PRICES: &str = "CA PR US";

impl Country {
    /// Euros where no list says otherwise.
    pub fn currency(self) -> Currency {
        let listed = CURRENCIES.iter().find(|(_, countries)| self.is_in(countries));
        listed.and_then(|(code, _)| code.parse().ok()).unwrap_or(Currency::EUR)
    }

    /// Such as `de-DE`.
    pub fn locale(self) -> String {
        let language = LANGUAGES.iter().find(|(_, countries)| self.is_in(countries)).map_or("en", |(language, _)| language);
        format!("{language}-{self}")
    }

    /// An IANA name; UTC where spaces have been rare so far.
    pub fn time_zone(self) -> &'static str {
        ZONES.iter().find(|(code, _)| *code == self.code()).map_or("UTC", |(_, zone)| zone)
    }

    /// The country for which [`Country::time_zone`] gives this zone.
    pub fn by_time_zone(zone: &str) -> Option<Self> {
        ZONES.iter().find(|(_, listed)| *listed == zone).and_then(|(code, _)| code.parse().ok())
    }

    pub fn price_display(self) -> PriceDisplay {
        if self.is_in(NET_PRICES) { PriceDisplay::Net } else { PriceDisplay::Gross }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn country(code: &str) -> Country {
        code.parse().unwrap_or_else(|_| panic!("{code}"))
    }

    #[test]
    fn the_lists_know_only_countries_and_name_each_once() {
        for list in [CURRENCIES, LANGUAGES] {
            let codes: Vec<_> = list.iter().flat_map(|(_, countries)| countries.split(' ')).collect();
            assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
            assert!(codes.iter().all(|code| country(code).code() == *code));
        }
        assert!(CURRENCIES.iter().all(|(code, _)| code.parse::<Currency>().is_ok()));
        assert!(NET_PRICES.split(' ').all(|code| country(code).code() == code));
    }

    #[test]
    fn every_zone_exists() {
        for (code, zone) in ZONES {
            assert_eq!(crate::time_zones::find(zone).as_deref(), Some(*zone));
            assert_eq!(Country::by_time_zone(zone), Some(country(code)));
        }
    }

    #[test]
    fn countries_without_a_currency_of_their_own_in_the_list_pay_in_euros() {
        let listed = |code: &str| CURRENCIES.iter().any(|(_, countries)| countries.split(' ').any(|listed| listed == code));
        let euro: Vec<_> = Country::all().map(Country::code).filter(|code| !listed(code)).collect();
        let expected = "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA YT";
        let expected: Vec<_> = expected.split(' ').collect();
        assert_eq!(euro, expected);
    }

    #[test]
    fn a_space_starts_with_what_is_usual_around_it() {
        let habits =
            |code| (country(code).currency().to_string(), country(code).locale(), country(code).time_zone(), country(code).price_display());
        assert_eq!(habits("DE"), ("EUR".into(), "de-DE".into(), "Europe/Berlin", PriceDisplay::Gross));
        assert_eq!(habits("US"), ("USD".into(), "en-US".into(), "America/New_York", PriceDisplay::Net));
        assert_eq!(habits("JP"), ("JPY".into(), "ja-JP".into(), "Asia/Tokyo", PriceDisplay::Gross));
        assert_eq!(habits("AQ"), ("USD".into(), "en-AQ".into(), "UTC", PriceDisplay::Gross));
    }
}

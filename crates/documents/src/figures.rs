//! Numbers, money and dates as people of a language write them.

use crate::words::Language;
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// Does not break a line.
const SPACE: char = '\u{a0}';

impl Language {
    fn marks(self) -> (char, char) {
        match self {
            Self::English => (',', '.'),
            Self::German | Self::Spanish => ('.', ','),
            Self::French => (SPACE, ','),
        }
    }

    /// With all digits that count, and at least `digits` after the point.
    fn number(self, value: Decimal, digits: u32) -> String {
        let mut value = value.normalize();
        if value.scale() < digits {
            value.rescale(digits);
        }
        let plain = value.abs().to_string();
        let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
        let (group, point) = self.marks();
        let mut text = String::new();
        if value.is_sign_negative() && !value.is_zero() {
            text.push('\u{2212}');
        }
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        if !rest.is_empty() {
            text.push(point);
            text.push_str(rest);
        }
        text
    }

    /// How much of something: no more digits than it has.
    pub fn quantity(self, value: Decimal) -> String {
        self.number(value, 0)
    }

    /// Without the currency.
    pub fn amount(self, amount: Amount, currency: Currency) -> String {
        self.number(amount.to_decimal(), currency.minor_digits())
    }

    /// With the currency.
    pub fn money(self, amount: Amount, currency: Currency) -> String {
        let text = self.amount(amount, currency);
        let sign = match currency.code() {
            "EUR" => "€",
            "GBP" => "£",
            code => code,
        };
        match self {
            Self::English if sign.len() == 3 && sign.is_ascii() => format!("{sign}{SPACE}{text}"),
            Self::English => match text.strip_prefix('\u{2212}') {
                Some(text) => format!("\u{2212}{sign}{text}"),
                None => format!("{sign}{text}"),
            },
            _ => format!("{text}{SPACE}{sign}"),
        }
    }

    pub fn percent(self, rate: Decimal) -> String {
        let text = self.number(rate, 0);
        if self == Self::English { format!("{text}%") } else { format!("{text}{SPACE}%") }
    }

    pub fn date(self, date: Date) -> String {
        let (day, month, year) = (date.day(), self.month(date), date.year());
        match self {
            Self::English => format!("{day}{SPACE}{month}{SPACE}{year}"),
            Self::German => format!("{day}.{SPACE}{month}{SPACE}{year}"),
            Self::French => format!("{day}{}{SPACE}{month}{SPACE}{year}", if day == 1 { "er" } else { "" }),
            Self::Spanish => format!("{day}{SPACE}de{SPACE}{month}{SPACE}de{SPACE}{year}"),
        }
    }

    fn month(self, date: Date) -> &'static str {
        let names = match self {
            Self::English => "January February March April May June July August September October November December",
            Self::German => "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            Self::French => "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            Self::Spanish => "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        };
        let place = usize::try_from(date.month() - 1).unwrap_or_default();
        names.split(' ').nth(place).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn money_is_written_as_people_do() {
        let money = |language: Language, text: &str, currency: &str| {
            language.money(text.parse().unwrap(), currency.parse().unwrap()).replace(SPACE, "_")
        };
        assert_eq!(money(Language::English, "-1234567.5", "EUR"), "\u{2212}€1,234,567.50");
        assert_eq!(money(Language::German, "1234.5", "EUR"), "1.234,50_€");
        assert_eq!(money(Language::French, "1234567.5", "CHF"), "1_234_567,50_CHF");
        assert_eq!(money(Language::Spanish, "0", "EUR"), "0,00_€");
        assert_eq!(money(Language::English, "1000", "JPY"), "JPY_1,000");
        assert_eq!(Language::German.amount("8.394958".parse().unwrap(), "EUR".parse().unwrap()), "8,394958", "prices keep their digits");
        assert_eq!(Language::German.quantity("2.50".parse().unwrap()), "2,5");
        assert_eq!(Language::English.quantity("1000".parse().unwrap()), "1,000");
        assert_eq!(Language::French.percent("5.5".parse().unwrap()), "5,5\u{a0}%");
    }

    #[test]
    fn dates_are_written_out() {
        let written = |language: Language, day| language.date(date(2026, 3, day)).replace(SPACE, " ");
        assert_eq!(written(Language::English, 2), "2 March 2026");
        assert_eq!(written(Language::German, 2), "2. März 2026");
        assert_eq!(written(Language::French, 1), "1er mars 2026");
        assert_eq!(written(Language::Spanish, 2), "2 de marzo de 2026");
    }
}

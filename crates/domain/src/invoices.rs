//! Invoices: their items and totals, numbers, dates and states (domain rules M5 to M8, V14 to V23, Y6, Y7).

mod bookkeeping;
mod collecting;
mod deleting;
mod documents;

pub use bookkeeping::Bookkeeping;
pub(crate) use collecting::CHARGE_HOUR;
pub use collecting::{Collecting, TRIES, charged_through};
pub use deleting::Deleting;
pub use documents::{Bank, KSEF, Printed, Sending, ZUGFERD, bic, iban, reverse_charge};

use crate::accounting::Account;
use crate::billing::Explanation;
use crate::money::{Amount, Currency, OutOfRange};
use crate::taxes::{self, Line, Price, PriceDisplay, Tax, TaxAmount};
use crate::words::words;
use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

words! {
    /// Whether an invoice is paid; as API 2 writes it.
    PaidStatus {
        Unpaid = "unpaid",
        Paid = "paid",
        /// A payment is on its way.
        Pending = "pending",
        /// All of it was paid back.
        Canceled = "canceled",
        /// Nobody expects it to be paid any more (V21).
        WrittenOff = "writtenOff",
    }
    /// Whether it went to its recipient.
    SentStatus {
        Unsent = "unsent",
        SendingRequested = "sendingRequested",
        Sending = "sending",
        Sent = "sent",
        FailedToSend = "failedToSend",
    }
    /// What became of the last reminder.
    ReminderStatus {
        NotSent = "notSent",
        Sending = "sending",
        Sent = "sent",
        FailedToSend = "failedToSend",
    }
}

/// One line, with the figures it had when the invoice was made. Stored as JSON, so the names must stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub description: String,
    #[serde(with = "quantity")]
    pub quantity: Decimal,
    /// Net, of one unit; up to six decimals.
    pub unit_net: Amount,
    pub taxes: Vec<Tax>,
    /// Net, taxes and gross of the whole line, in whole coins.
    pub line: Line,
    /// It was paid before: it adds nothing to what is left to pay (M7).
    #[serde(default)]
    pub paid: bool,
    #[serde(default)]
    pub accounting_code: Option<String>,
    #[serde(default)]
    pub cost_center: Option<Account>,
    #[serde(default)]
    pub revenue_account: Option<Account>,
    /// Why it is there; none where somebody typed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// A decimal number as text.
mod quantity {
    use super::Decimal;
    use crate::money;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(quantity: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&money::decimal_text(*quantity))
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        money::decimal(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("not a decimal number"))
    }
}

/// How the figures of an invoice are computed and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub currency: Currency,
    pub display: PriceDisplay,
}

impl Item {
    /// The price of one unit, as people see it.
    pub fn unit(&self, figures: Figures) -> Result<Price, OutOfRange> {
        taxes::price(self.unit_net, &self.taxes, figures.display, figures.currency)
    }
}

/// What an invoice comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub net: Amount,
    pub gross: Amount,
    /// By name and rate, in the order in which the items have them.
    pub taxes: Vec<TaxAmount>,
    /// Without what was paid before.
    pub payable: Amount,
}

impl Totals {
    /// Plain sums of the lines' figures, never computed anew (M7).
    pub fn of(items: &[Item]) -> Result<Self, OutOfRange> {
        let mut totals = Self::default();
        for item in items {
            totals.net = totals.net.plus(item.line.net)?;
            totals.gross = totals.gross.plus(item.line.gross)?;
            if !item.paid {
                totals.payable = totals.payable.plus(item.line.gross)?;
            }
            for part in &item.line.taxes {
                match totals.taxes.iter_mut().find(|known| known.tax == part.tax) {
                    Some(known) => known.amount = known.amount.plus(part.amount)?,
                    None => totals.taxes.push(part.clone()),
                }
            }
        }
        Ok(totals)
    }
}

/// Money that came in for an invoice, or went back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid {
    /// More than zero; a refund is marked as one.
    pub amount: Amount,
    pub on: Date,
    pub refund: bool,
}

/// What the payments make of an invoice: the status, what was paid in all and the day that completed it (Y6, Y7).
/// An invoice over nothing, or with something to give back, is paid when it is made (V10).
pub fn settled(
    payable: Amount,
    issued_on: Date,
    written_off: bool,
    payments: &[Paid],
) -> Result<(PaidStatus, Amount, Option<Date>), OutOfRange> {
    let sum = |refund| Amount::sum(payments.iter().filter(|paid| paid.refund == refund).map(|paid| paid.amount));
    let (came, back) = (sum(false)?, sum(true)?);
    let left = came.minus(back)?;
    if payable <= Amount::default() {
        return Ok((PaidStatus::Paid, left, Some(issued_on)));
    }
    if came >= payable {
        let status = if left <= Amount::default() { PaidStatus::Canceled } else { PaidStatus::Paid };
        return Ok((status, left, completed(payable, payments)?));
    }
    let status = if written_off && came <= Amount::default() { PaidStatus::WrittenOff } else { PaidStatus::Unpaid };
    Ok((status, left, None))
}

/// The day of the payment with which the sum was reached.
fn completed(payable: Amount, payments: &[Paid]) -> Result<Option<Date>, OutOfRange> {
    let mut incoming: Vec<_> = payments.iter().filter(|paid| !paid.refund).collect();
    incoming.sort_by_key(|paid| paid.on);
    let mut sum = Amount::default();
    for paid in incoming {
        sum = sum.plus(paid.amount)?;
        if sum >= payable {
            return Ok(Some(paid.on));
        }
    }
    Ok(None)
}

/// How a space writes its invoices. Stored as JSON; absent members have their default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvoiceSettings {
    /// With placeholders (V16).
    pub number_format: String,
    /// Numbers begin anew with each year (V16).
    pub yearly_restart: bool,
    /// Days until it is due (V22).
    pub payment_term: u16,
    /// Days after that until it counts as late (V22).
    pub late_days: u16,
    /// At the foot of each new invoice (V17).
    pub text: Option<String>,
    pub tax_id: Option<String>,
    /// What a tax id is called in the space's country.
    pub tax_id_name: Option<String>,
    /// Members do not see their invoices (V24).
    pub hidden_from_members: bool,
    pub sending: Sending,
    /// Nothing on an invoice changes from when it is to be sent (V18).
    pub lock_on_sending: bool,
    /// Where transfers go: printed with a code that banking apps read.
    pub bank: Option<Bank>,
    /// Printed where no tax is charged.
    pub tax_note: Option<String>,
    /// Recurring invoices are made so many days before they are due, 0 to 28 (V8).
    pub days_early: u16,
    pub collecting: Collecting,
    pub bookkeeping: Bookkeeping,
    /// Whether invoices can be deleted (V19).
    pub deleting: Deleting,
}

impl Default for InvoiceSettings {
    fn default() -> Self {
        Self {
            number_format: "{{number}}".into(),
            yearly_restart: false,
            payment_term: 0,
            late_days: 3,
            text: None,
            tax_id: None,
            tax_id_name: None,
            hidden_from_members: false,
            sending: Sending::Automatic,
            lock_on_sending: false,
            bank: None,
            tax_note: None,
            days_early: 0,
            collecting: Collecting::default(),
            bookkeeping: Bookkeeping::default(),
            deleting: Deleting::Usual,
        }
    }
}

/// Why a format of numbers cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFormat {
    #[error("must contain {{{{number}}}}")]
    NoNumber,
    #[error("has a placeholder that does not exist")]
    Unknown,
    #[error("must contain {{{{year}}}} where numbers begin anew each year")]
    NoYear,
    #[error("must have at most 60 letters")]
    TooLong,
}

/// The parts of a template: texts and the names within double braces.
fn parts(template: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut first = true;
    template.split("{{").map(move |part| {
        if std::mem::take(&mut first) {
            return (part, None);
        }
        part.split_once("}}").map_or((part, None), |(name, rest)| (rest, Some(name.trim())))
    })
}

fn padding(name: &str) -> Option<usize> {
    name.strip_prefix("number_")?.parse().ok().filter(|digits| (1..=12).contains(digits))
}

/// Checks a format of numbers (V16).
pub fn check_format(template: &str, yearly_restart: bool) -> Result<(), BadFormat> {
    if template.chars().count() > 60 {
        return Err(BadFormat::TooLong);
    }
    let names: Vec<&str> = parts(template).filter_map(|(_, name)| name).collect();
    let numbers = |name: &&str| *name == "number" || padding(name).is_some();
    let known = |name: &&str| numbers(name) || ["year", "year_2", "month", "day", "customer_number"].contains(name);
    if !names.iter().any(numbers) {
        return Err(BadFormat::NoNumber);
    }
    if !names.iter().all(known) {
        return Err(BadFormat::Unknown);
    }
    if yearly_restart && !names.iter().any(|name| name.starts_with("year")) { Err(BadFormat::NoYear) } else { Ok(()) }
}

/// An invoice's number as people see it.
pub fn number(template: &str, number: i64, on: Date, customer_number: Option<&str>) -> String {
    fill(template, |name| match name {
        "number" => Some(number.to_string()),
        "year" => Some(format!("{:04}", on.year())),
        "year_2" => Some(format!("{:02}", on.year().rem_euclid(100))),
        "month" => Some(format!("{:02}", on.month())),
        "day" => Some(format!("{:02}", on.day())),
        "customer_number" => customer_number.map(str::to_owned),
        _ => padding(name).map(|digits| format!("{number:0digits$}")),
    })
}

/// Puts values where the names in double braces stand; unknown names print nothing (V17).
pub fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    parts(template).fold(String::new(), |mut out, (text, name)| {
        out.extend(name.and_then(&value));
        out.push_str(text);
        out
    })
}

/// When an invoice of a day is due, and when it counts as late (V22).
pub fn dates(settings: &InvoiceSettings, issued_on: Date) -> (Date, Date) {
    let due = issued_on.saturating_add(i64::from(settings.payment_term).days());
    (due, due.saturating_add(i64::from(settings.late_days).days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    fn item(net: &str, quantity: &str, rate: &str, display: PriceDisplay, paid: bool) -> Item {
        let (taxes, quantity) = (vec![Tax { name: "VAT".into(), rate: rate.parse().unwrap() }], quantity.parse().unwrap());
        let line = taxes::line(amount(net), quantity, &taxes, display, "EUR".parse().unwrap()).unwrap();
        let (accounting_code, cost_center, revenue_account) = (None, None, None);
        Item {
            description: "Desk".into(),
            quantity,
            unit_net: amount(net),
            taxes,
            line,
            paid,
            accounting_code,
            cost_center,
            revenue_account,
            explanation: None,
        }
    }

    #[test]
    fn totals_are_sums_of_lines() {
        let items = [
            item("9.99", "3", "19", PriceDisplay::Net, false),
            item("10", "1", "7", PriceDisplay::Net, false),
            item("1", "1", "19", PriceDisplay::Net, true),
        ];
        let totals = Totals::of(&items).unwrap();
        assert_eq!((totals.net, totals.gross, totals.payable), (amount("40.97"), amount("47.55"), amount("46.36")));
        let taxes: Vec<_> = totals.taxes.iter().map(|part| (part.tax.rate.to_string(), part.amount)).collect();
        assert_eq!(taxes, [("19.0".to_owned(), amount("5.88")), ("7.0".to_owned(), amount("0.7"))]);
        let gross = Totals::of(&[item("8.394958", "3", "19", PriceDisplay::Gross, false)]).unwrap();
        assert_eq!((gross.net, gross.gross), (amount("25.18"), amount("29.97")), "M8");
    }

    #[test]
    fn payments_settle_an_invoice_and_refunds_undo_it() {
        let (issued, payable) = (date(2026, 3, 1), amount("100"));
        let came = |text: &str, day| Paid { amount: amount(text), on: date(2026, 3, day), refund: false };
        let back = |text: &str| Paid { amount: amount(text), on: date(2026, 3, 30), refund: true };
        let of = |payments: &[Paid]| settled(payable, issued, false, payments).unwrap();
        assert_eq!(of(&[]), (PaidStatus::Unpaid, amount("0"), None));
        assert_eq!(of(&[came("40", 2)]), (PaidStatus::Unpaid, amount("40"), None));
        assert_eq!(of(&[came("70", 9), came("40", 2)]), (PaidStatus::Paid, amount("110"), Some(date(2026, 3, 9))));
        assert_eq!(of(&[came("100", 2), back("30")]).0, PaidStatus::Paid, "part of it came back");
        assert_eq!(of(&[came("100", 2), back("100")]), (PaidStatus::Canceled, amount("0"), Some(date(2026, 3, 2))));
        assert_eq!(settled(amount("0"), issued, false, &[]).unwrap(), (PaidStatus::Paid, amount("0"), Some(issued)));
        assert_eq!(settled(payable, issued, true, &[]).unwrap().0, PaidStatus::WrittenOff);
        assert_eq!(settled(payable, issued, true, &[came("100", 2)]).unwrap().0, PaidStatus::Paid, "V21");
    }

    #[test]
    fn numbers_are_written_as_the_space_wants() {
        let written = |template: &str| number(template, 42, date(2026, 3, 9), Some("K7"));
        assert_eq!(written("{{number}}"), "42");
        assert_eq!(written("R-{{year}}-{{number_4}}"), "R-2026-0042");
        assert_eq!(written("{{year_2}}{{month}}{{day}}/{{ customer_number }}/{{number_2}}!"), "260309/K7/42!");
        assert_eq!(check_format("R-{{year}}", false), Err(BadFormat::NoNumber));
        assert_eq!(check_format("{{number}}{{moon}}", false), Err(BadFormat::Unknown));
        assert_eq!(check_format("{{number_99}}", false), Err(BadFormat::NoNumber));
        assert_eq!((check_format("{{number_3}}", true), check_format("{{year_2}}{{number}}", true)), (Err(BadFormat::NoYear), Ok(())));
        assert_eq!(check_format(&"x".repeat(61), false), Err(BadFormat::TooLong));
        assert_eq!(fill("Pay {{total}} {{nothing}}by {{due", |name| (name == "total").then(|| "5".into())), "Pay 5 by due");
    }

    #[test]
    fn dates_follow_the_terms() {
        let settings = InvoiceSettings { payment_term: 14, ..InvoiceSettings::default() };
        assert_eq!(dates(&settings, date(2026, 2, 20)), (date(2026, 3, 6), date(2026, 3, 9)));
    }

    proptest! {
        #[test]
        fn net_and_taxes_add_up_to_gross(lines in prop::collection::vec((-10_000_000_i64..10_000_000, 1_u32..50, 0_u32..30, any::<bool>()), 1..8)) {
            let items: Vec<_> = lines.into_iter().map(|(net, quantity, rate, gross)| {
                let display = if gross { PriceDisplay::Gross } else { PriceDisplay::Net };
                item(&Decimal::new(net, 4).to_string(), &quantity.to_string(), &rate.to_string(), display, false)
            }).collect();
            let totals = Totals::of(&items).unwrap();
            let sum = Amount::sum(totals.taxes.iter().map(|part| part.amount).chain([totals.net])).unwrap();
            prop_assert_eq!(sum, totals.gross);
            prop_assert_eq!(totals.payable, totals.gross);
        }
    }
}

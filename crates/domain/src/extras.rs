//! Extras of a booking: products with the price that they had when they were booked (rule B12).

use crate::ids::{BookingExtraId, ProductId};
use crate::money::{self, Amount, Currency, OutOfRange};
use crate::taxes::{self, Line, PriceDisplay, Tax};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What the amount of an extra is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// The whole booking, whatever the quantity says.
    Fixed,
    /// Each minute of the booking, for each of the quantity.
    Minute,
    Person,
    Item,
}

impl Unit {
    /// As it is stored and written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Minute => "minute",
            Self::Person => "person",
            Self::Item => "item",
        }
    }
}
impl TryFrom<String> for Unit {
    type Error = ();
    fn try_from(name: String) -> Result<Self, ()> {
        [Self::Fixed, Self::Minute, Self::Person, Self::Item].into_iter().find(|unit| unit.name() == name).ok_or(())
    }
}

/// One extra, as it is stored with its booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    pub id: BookingExtraId,
    /// The product that it was made from; later changes of that do not matter.
    pub product_id: ProductId,
    pub name: String,
    pub description: Option<String>,
    pub accounting_code: Option<String>,
    pub unit: Unit,
    #[serde(serialize_with = "write_quantity", deserialize_with = "read_quantity")]
    pub quantity: Decimal,
    /// Net, for one unit.
    pub amount: Amount,
    pub taxes: Vec<Tax>,
    pub currency: Currency,
}

fn write_quantity<S: Serializer>(quantity: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&money::decimal_text(*quantity))
}

fn read_quantity<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
    money::decimal(&String::deserialize(from)?).ok_or_else(|| serde::de::Error::custom("is not a decimal quantity"))
}

/// What the extra costs with a booking of so many minutes; a line of its own, which credits never pay.
///
/// One of an extra by the minute is all minutes of the booking: a minute alone may cost less than any coin.
pub fn total(extra: &Extra, booking_minutes: u32, display: PriceDisplay) -> Result<Line, OutOfRange> {
    let (unit_net, quantity) = billed(extra, booking_minutes)?;
    taxes::line(unit_net, quantity, &extra.taxes, display, extra.currency)
}

/// Net, for one, and how many there are: as it stands on an invoice.
pub fn billed(extra: &Extra, booking_minutes: u32) -> Result<(Amount, Decimal), OutOfRange> {
    Ok(match extra.unit {
        Unit::Fixed => (extra.amount, Decimal::ONE),
        Unit::Minute => {
            let all_minutes = extra.amount.to_decimal().checked_mul(booking_minutes.into());
            (all_minutes.and_then(Amount::from_decimal).ok_or(OutOfRange)?, extra.quantity)
        }
        Unit::Person | Unit::Item => (extra.amount, extra.quantity),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn extra(unit: Unit, quantity: &str, amount: &str) -> Extra {
        Extra {
            id: Uuid::from_u128(1).into(),
            product_id: Uuid::from_u128(2).into(),
            name: "Coffee".into(),
            description: None,
            accounting_code: Some("COFF".into()),
            unit,
            quantity: quantity.parse().unwrap(),
            amount: amount.parse().unwrap(),
            taxes: vec![Tax { name: "VAT".into(), rate: "20".parse().unwrap() }],
            currency: Currency::EUR,
        }
    }

    #[test]
    fn each_unit_has_its_own_quantity() {
        for (unit, quantity, amount, net) in [
            (Unit::Fixed, "3", "5", "5"),
            (Unit::Person, "3", "5", "15"),
            (Unit::Item, "2.5", "4", "10"),
            (Unit::Minute, "2", "0.015", "2.7"),
            (Unit::Item, "0", "4", "0"),
        ] {
            let line = total(&extra(unit, quantity, amount), 90, PriceDisplay::Net).unwrap();
            assert_eq!(line.net, net.parse().unwrap(), "{unit:?}");
        }
        let gross = total(&extra(Unit::Person, "3", "5"), 90, PriceDisplay::Gross).unwrap();
        assert_eq!((gross.net, gross.gross), ("15".parse().unwrap(), "18".parse().unwrap()));
        // 0.015 a minute with tax.
        let gross = total(&extra(Unit::Minute, "2", "0.0125"), 90, PriceDisplay::Gross).unwrap();
        assert_eq!((gross.net, gross.gross), ("2.25".parse().unwrap(), "2.7".parse().unwrap()));
    }

    #[test]
    fn absurd_quantities_are_errors() {
        let mut absurd = extra(Unit::Minute, "1", "5");
        absurd.quantity = Decimal::MAX;
        assert_eq!(total(&absurd, u32::MAX, PriceDisplay::Net), Err(OutOfRange));
        absurd.unit = Unit::Item;
        assert_eq!(total(&absurd, 5, PriceDisplay::Gross), Err(OutOfRange));
    }

    #[test]
    fn stored_with_its_booking() {
        let extra = extra(Unit::Person, "2", "5");
        let stored = serde_json::json!({
            "id": "00000000000000000000000000000001",
            "product_id": "00000000000000000000000000000002",
            "name": "Coffee", "description": null, "accounting_code": "COFF",
            "unit": "person", "quantity": "2.0", "amount": "5.0",
            "taxes": [{"name": "VAT", "rate": "20.0"}], "currency": "EUR",
        });
        assert_eq!(serde_json::to_value(&extra).unwrap(), stored);
        assert_eq!(serde_json::from_value::<Extra>(stored).unwrap(), extra);
    }
}

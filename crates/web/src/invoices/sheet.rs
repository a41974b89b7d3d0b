//! What stands on an invoice, in words: its items and what they come to. Descriptions and names of taxes are as they are
//! printed; numbers are written as the reader does.

use crate::inside::money;
use crate::language::decimal;
use domain::invoices::Item;
use domain::money::{Amount, decimal_text};
use domain::taxes::{PriceDisplay, Tax, TaxAmount};
use store::invoices::Invoice;

/// One item.
pub(super) struct Row {
    pub description: String,
    pub quantity: String,
    pub unit: String,
    pub taxes: String,
    pub net: String,
    pub paid: bool,
}

/// Items and totals.
pub(super) struct Sheet {
    pub rows: Vec<Row>,
    pub net: String,
    /// Each tax by name, and what it comes to.
    pub taxes: Vec<(String, String)>,
    pub gross: String,
    /// What is left of it where some was paid before.
    pub payable: Option<String>,
}

impl Sheet {
    pub fn of(invoice: &Invoice) -> Self {
        let money = |amount: Amount| money(amount, invoice.currency);
        let row = |item: &Item| Row {
            description: item.description.clone(),
            quantity: decimal(decimal_text(item.quantity).trim_end_matches(".0")),
            // Where prices have their taxes in them, the net of one has more decimals than anybody reads.
            unit: if invoice.price_display == PriceDisplay::Gross || item.unit_net == item.unit_net.rounded(invoice.currency) {
                money(item.unit_net.rounded(invoice.currency))
            } else {
                format!("{} {}", decimal(&item.unit_net.to_string()), invoice.currency)
            },
            taxes: item.taxes.iter().map(named).collect::<Vec<_>>().join(", "),
            net: money(item.line.net),
            paid: item.paid,
        };
        Self {
            rows: invoice.items.0.iter().map(row).collect(),
            net: money(invoice.net),
            taxes: invoice.taxes.0.iter().map(|TaxAmount { tax, amount }| (named(tax), money(*amount))).collect(),
            gross: money(invoice.gross),
            payable: (invoice.payable != invoice.gross).then(|| money(invoice.payable)),
        }
    }
}

/// `VAT 19 %`
pub(super) fn named(tax: &Tax) -> String {
    format!("{} {} %", tax.name, decimal(tax.rate.to_string().trim_end_matches(".0")))
}

//! What is on an invoice.

use crate::words::Language;
use domain::invoices::{Bank, Figures, Item, Totals};
use domain::money::Amount;
use domain::taxes::PriceDisplay;
use jiff::Timestamp;
use jiff::civil::Date;

/// An invoice, with its figures as they were stored.
#[derive(Clone, Debug)]
pub struct Invoice {
    pub language: Language,
    pub number: String,
    pub issued_on: Date,
    pub due_on: Date,
    /// When it was made: goes into the metadata.
    pub made_at: Timestamp,
    /// The number of the invoice that it corrects.
    pub corrects: Option<String>,
    pub sender: Party,
    pub recipient: Party,
    pub customer_number: Option<String>,
    /// What tax ids are called; without it as the language calls them.
    pub tax_id_name: Option<String>,
    pub figures: Figures,
    pub items: Vec<Item>,
    pub totals: Totals,
    /// At the foot.
    pub text: Option<String>,
    /// Why no tax is charged, as the sender says it.
    pub tax_note: Option<String>,
    /// The recipient owes the tax (M15).
    pub reverse_charge: bool,
    /// None: nothing of payments is printed.
    pub payment: Option<Payment>,
    /// The number under which Poland's KSeF has it.
    pub ksef: Option<String>,
    pub logo: Option<Logo>,
}

/// Who writes the invoice, or gets it.
#[derive(Clone, Debug, Default)]
pub struct Party {
    pub name: Option<String>,
    pub company: Option<String>,
    /// As it is written on letters, without name and country.
    pub lines: Vec<String>,
    pub street: Option<String>,
    pub post_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub tax_id: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// How it is paid, and what was.
#[derive(Clone, Debug, Default)]
pub struct Payment {
    pub bank: Option<Bank>,
    /// What came in after the invoice was made.
    pub received: Amount,
    pub paid_on: Option<Date>,
}

/// A picture at the head.
#[derive(Clone, Debug)]
pub struct Logo {
    /// `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
    pub content_type: String,
    pub body: Vec<u8>,
}

impl Party {
    /// The first line of a letter.
    pub fn title(&self) -> Option<&str> {
        self.company.as_deref().or(self.name.as_deref())
    }

    /// Whom a letter is for, above the address.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.company.as_deref(), self.name.as_deref()].into_iter().flatten()
    }
}

impl Invoice {
    pub fn gross_prices(&self) -> bool {
        self.figures.display == PriceDisplay::Gross
    }

    /// What is left to pay.
    pub fn open(&self) -> Result<Amount, domain::money::OutOfRange> {
        let received = self.payment.as_ref().map_or(Amount::ZERO, |payment| payment.received);
        self.totals.payable.minus(received)
    }
}

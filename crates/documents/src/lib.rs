//! Documents: data in, bytes out. Invoices as PDF/A-3 with what machines read of them inside (EN 16931 as Factur-X and
//! ZUGFeRD have it), and archives of several; calendars.

pub mod calendar;
pub mod debit;
mod e_invoice;
mod explain;
mod figures;
mod fonts;
mod invoice;
mod layout;
mod paper;
mod pdf;
pub mod statements;
pub mod tables;
#[cfg(test)]
mod tests;
mod transfer;
mod ubl;
mod words;
mod xmp;
pub mod zip;

pub use e_invoice::{Unfit, e_invoice};
pub use explain::explain;
pub use invoice::{Invoice, Logo, Party, Payment};
pub use ubl::ubl;
pub use words::Language;

/// Why a document could not be made: ours to mend.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the built-in fonts cannot be read")]
    Fonts,
    #[error("the document is not fit for archives: {0}")]
    Pdf(String),
    #[error("the metadata of the document are not where they should be")]
    Metadata,
    #[error("XML could not be written")]
    Xml(#[from] std::io::Error),
    #[error(transparent)]
    Figures(#[from] domain::money::OutOfRange),
}

/// The invoice as PDF/A-3b. `xml`, which [`e_invoice`] makes, goes inside.
pub fn pdf(invoice: &Invoice, xml: Option<&[u8]>) -> Result<Vec<u8>, Error> {
    pdf::write(invoice, &layout::pages(invoice)?, xml)
}

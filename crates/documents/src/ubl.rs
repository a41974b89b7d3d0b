//! The invoice for machines in the other syntax of EN 16931: UBL 2.1, as XRechnung and Peppol want it. The same figures, and the
//! same invoices that have no words in the norm, as in [`e_invoice`](crate::e_invoice).

use crate::Error;
use crate::e_invoice::{Category, Group, Unfit, Xml, amount_text, category, groups, marked, maybe, text, unfit, within};
use crate::invoice::{Invoice, Party, Payment};
use domain::invoices::Item;
use domain::money::Amount;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use std::io;

const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"),
    ("xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
    ("xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
];
const EN_16931: &str = "urn:cen.eu:en16931:2017";
const XRECHNUNG: &str = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";
const PROCESS: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1:0";

/// The XML of an invoice, or why there is none. It calls itself an XRechnung where all is there that Germany asks for besides
/// the norm: a bank account, whom to ask at the sender with phone and e-mail, both cities and post codes, and an address for
/// electronic mail of the recipient.
pub fn ubl(invoice: &Invoice) -> Result<Result<Vec<u8>, Unfit>, Error> {
    if let Some(why) = unfit(invoice) {
        return Ok(Err(why));
    }
    let groups = groups(invoice)?;
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("Invoice").with_attributes(NAMESPACES).write_inner_content(|xml| {
        header(xml, invoice)?;
        within(xml, "cac:AccountingSupplierParty", |xml| within(xml, "cac:Party", |xml| party(xml, &invoice.sender)))?;
        within(xml, "cac:AccountingCustomerParty", |xml| within(xml, "cac:Party", |xml| party(xml, &invoice.recipient)))?;
        means(xml, invoice)?;
        tax_total(xml, invoice, &groups)?;
        totals(xml, invoice)?;
        for (place, item) in invoice.items.iter().enumerate() {
            within(xml, "cac:InvoiceLine", |xml| line(xml, invoice, place, item))?;
        }
        Ok(())
    })?;
    Ok(Ok(xml.into_inner()))
}

fn is_xrechnung(invoice: &Invoice) -> bool {
    let (sender, recipient) = (&invoice.sender, &invoice.recipient);
    let placed = |party: &Party| party.city.is_some() && party.post_code.is_some() && party.email.is_some();
    let bank = invoice.payment.as_ref().is_some_and(|payment| payment.bank.is_some());
    sender.country.as_deref() == Some("DE") && placed(sender) && placed(recipient) && sender.phone.is_some() && bank
}

fn header(xml: &mut Xml, invoice: &Invoice) -> io::Result<()> {
    text(xml, "cbc:CustomizationID", if is_xrechnung(invoice) { XRECHNUNG } else { EN_16931 })?;
    text(xml, "cbc:ProfileID", PROCESS)?;
    text(xml, "cbc:ID", &invoice.number)?;
    text(xml, "cbc:IssueDate", &invoice.issued_on.to_string())?;
    text(xml, "cbc:DueDate", &invoice.due_on.to_string())?;
    // UNTDID 1001: invoice, and corrected invoice.
    text(xml, "cbc:InvoiceTypeCode", if invoice.corrects.is_some() { "384" } else { "380" })?;
    maybe(xml, "cbc:Note", invoice.text.as_deref())?;
    text(xml, "cbc:DocumentCurrencyCode", invoice.figures.currency.code())?;
    // Who has no other reference is known by the number of the customer.
    text(xml, "cbc:BuyerReference", invoice.customer_number.as_deref().unwrap_or(&invoice.number))?;
    match &invoice.corrects {
        Some(number) => {
            within(xml, "cac:BillingReference", |xml| within(xml, "cac:InvoiceDocumentReference", |xml| text(xml, "cbc:ID", number)))
        }
        None => Ok(()),
    }
}

fn party(xml: &mut Xml, party: &Party) -> io::Result<()> {
    let title = party.title().unwrap_or_default();
    if let Some(email) = &party.email {
        marked(xml, "cbc:EndpointID", ("schemeID", "EM"), email)?;
    }
    within(xml, "cac:PartyName", |xml| text(xml, "cbc:Name", title))?;
    within(xml, "cac:PostalAddress", |xml| {
        if party.street.is_some() {
            maybe(xml, "cbc:StreetName", party.street.as_deref())?;
        } else {
            for (name, line) in ["cbc:StreetName", "cbc:AdditionalStreetName"].into_iter().zip(&party.lines) {
                text(xml, name, line)?;
            }
        }
        maybe(xml, "cbc:CityName", party.city.as_deref())?;
        maybe(xml, "cbc:PostalZone", party.post_code.as_deref())?;
        maybe(xml, "cbc:CountrySubentity", party.state.as_deref())?;
        within(xml, "cac:Country", |xml| text(xml, "cbc:IdentificationCode", party.country.as_deref().unwrap_or_default()))
    })?;
    if let Some(id) = &party.tax_id {
        within(xml, "cac:PartyTaxScheme", |xml| {
            text(xml, "cbc:CompanyID", id)?;
            within(xml, "cac:TaxScheme", |xml| text(xml, "cbc:ID", "VAT"))
        })?;
    }
    within(xml, "cac:PartyLegalEntity", |xml| text(xml, "cbc:RegistrationName", title))?;
    let name = party.name.as_deref().or(party.company.as_deref());
    if party.phone.is_none() && party.email.is_none() {
        return Ok(());
    }
    within(xml, "cac:Contact", |xml| {
        maybe(xml, "cbc:Name", name)?;
        maybe(xml, "cbc:Telephone", party.phone.as_deref())?;
        maybe(xml, "cbc:ElectronicMail", party.email.as_deref())
    })
}

fn means(xml: &mut Xml, invoice: &Invoice) -> io::Result<()> {
    let Some(Payment { bank: Some(bank), .. }) = &invoice.payment else { return Ok(()) };
    within(xml, "cac:PaymentMeans", |xml| {
        text(xml, "cbc:PaymentMeansCode", "58")?; // UNTDID 4461: SEPA credit transfer
        text(xml, "cbc:PaymentID", &invoice.number)?;
        within(xml, "cac:PayeeFinancialAccount", |xml| {
            text(xml, "cbc:ID", &bank.iban)?;
            maybe(xml, "cbc:Name", bank.holder.as_deref())?;
            match &bank.bic {
                Some(bic) => within(xml, "cac:FinancialInstitutionBranch", |xml| text(xml, "cbc:ID", bic)),
                None => Ok(()),
            }
        })
    })
}

fn money(xml: &mut Xml, name: &str, invoice: &Invoice, amount: Amount) -> io::Result<()> {
    marked(xml, name, ("currencyID", invoice.figures.currency.code()), &amount_text(amount))
}

/// The sums were in range when the invoice was made.
fn difference(one: Amount, other: Amount) -> io::Result<Amount> {
    one.minus(other).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

fn tax_total(xml: &mut Xml, invoice: &Invoice, groups: &[Group]) -> io::Result<()> {
    let words = invoice.language.words();
    within(xml, "cac:TaxTotal", |xml| {
        money(xml, "cbc:TaxAmount", invoice, difference(invoice.totals.gross, invoice.totals.net)?)?;
        for group in groups {
            within(xml, "cac:TaxSubtotal", |xml| {
                money(xml, "cbc:TaxableAmount", invoice, group.net)?;
                money(xml, "cbc:TaxAmount", invoice, group.tax)?;
                within(xml, "cac:TaxCategory", |xml| {
                    text(xml, "cbc:ID", group.category.code())?;
                    text(xml, "cbc:Percent", &group.rate)?;
                    match group.category {
                        Category::Standard => {}
                        Category::ReverseCharge => {
                            text(xml, "cbc:TaxExemptionReasonCode", "VATEX-EU-AE")?;
                            text(xml, "cbc:TaxExemptionReason", words.reverse_charge)?;
                        }
                        Category::Exempt => {
                            text(xml, "cbc:TaxExemptionReason", invoice.tax_note.as_deref().unwrap_or(words.exempt))?;
                        }
                    }
                    within(xml, "cac:TaxScheme", |xml| text(xml, "cbc:ID", "VAT"))
                })
            })?;
        }
        Ok(())
    })
}

fn totals(xml: &mut Xml, invoice: &Invoice) -> io::Result<()> {
    let totals = &invoice.totals;
    within(xml, "cac:LegalMonetaryTotal", |xml| {
        money(xml, "cbc:LineExtensionAmount", invoice, totals.net)?;
        money(xml, "cbc:TaxExclusiveAmount", invoice, totals.net)?;
        money(xml, "cbc:TaxInclusiveAmount", invoice, totals.gross)?;
        money(xml, "cbc:PrepaidAmount", invoice, difference(totals.gross, totals.payable)?)?;
        money(xml, "cbc:PayableAmount", invoice, totals.payable)
    })
}

fn line(xml: &mut Xml, invoice: &Invoice, place: usize, item: &Item) -> io::Result<()> {
    // The price of something must not be negative: what is given back has a negative quantity.
    let quantity = if item.unit_net.is_negative() { -item.quantity } else { item.quantity };
    text(xml, "cbc:ID", &(place + 1).to_string())?;
    marked(xml, "cbc:InvoicedQuantity", ("unitCode", "C62"), &quantity.normalize().to_string())?;
    money(xml, "cbc:LineExtensionAmount", invoice, item.line.net)?;
    within(xml, "cac:Item", |xml| {
        let (name, more) = item.description.split_once('\n').map_or((item.description.as_str(), None), |(name, more)| (name, Some(more)));
        maybe(xml, "cbc:Description", more)?;
        text(xml, "cbc:Name", name)?;
        within(xml, "cac:ClassifiedTaxCategory", |xml| {
            let (category, rate) = category(invoice, &item.taxes);
            text(xml, "cbc:ID", category.code())?;
            text(xml, "cbc:Percent", &rate)?;
            within(xml, "cac:TaxScheme", |xml| text(xml, "cbc:ID", "VAT"))
        })
    })?;
    within(xml, "cac:Price", |xml| {
        let price = item.unit_net.to_decimal().abs().normalize().to_string();
        marked(xml, "cbc:PriceAmount", ("currencyID", invoice.figures.currency.code()), &price)
    })
}

//! The invoice for machines: EN 16931 in UN/CEFACT's Cross Industry Invoice, as Factur-X and ZUGFeRD embed it. All
//! figures are those of the invoice; nothing is computed anew (M7).

use crate::Error;
use crate::invoice::{Invoice, Party, Payment};
use domain::invoices::Item;
use domain::money::Amount;
use domain::taxes::Tax;
use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// Why the norm has no words for an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The norm knows one tax for each item.
    SeveralTaxes,
    /// Its amounts have two decimals at most.
    Currency,
    /// Names, countries or VAT ids are missing.
    Parties,
}

/// What to do with a line's tax (UNTDID 5305).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Category {
    Standard,
    ReverseCharge,
    Exempt,
}

impl Category {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::ReverseCharge => "AE",
            Self::Exempt => "E",
        }
    }
}

/// Items of one rate, summed up.
pub(crate) struct Group {
    pub category: Category,
    pub rate: String,
    pub net: Amount,
    pub tax: Amount,
}

pub(crate) type Xml = Writer<Vec<u8>>;

const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    ("xmlns:ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"),
    ("xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
    ("xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
];

/// The XML of an invoice, or why there is none.
pub fn e_invoice(invoice: &Invoice) -> Result<Result<Vec<u8>, Unfit>, Error> {
    if let Some(why) = unfit(invoice) {
        return Ok(Err(why));
    }
    let groups = groups(invoice)?;
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("rsm:CrossIndustryInvoice").with_attributes(NAMESPACES).write_inner_content(|xml| {
        within(xml, "rsm:ExchangedDocumentContext", |xml| {
            within(xml, "ram:GuidelineSpecifiedDocumentContextParameter", |xml| text(xml, "ram:ID", "urn:cen.eu:en16931:2017"))
        })?;
        within(xml, "rsm:ExchangedDocument", |xml| header(xml, invoice))?;
        within(xml, "rsm:SupplyChainTradeTransaction", |xml| {
            for (place, item) in invoice.items.iter().enumerate() {
                within(xml, "ram:IncludedSupplyChainTradeLineItem", |xml| line(xml, invoice, place, item))?;
            }
            within(xml, "ram:ApplicableHeaderTradeAgreement", |xml| {
                within(xml, "ram:SellerTradeParty", |xml| party(xml, &invoice.sender))?;
                within(xml, "ram:BuyerTradeParty", |xml| party(xml, &invoice.recipient))
            })?;
            xml.create_element("ram:ApplicableHeaderTradeDelivery").write_empty()?;
            within(xml, "ram:ApplicableHeaderTradeSettlement", |xml| settlement(xml, invoice, &groups))
        })
    })?;
    Ok(Ok(xml.into_inner()))
}

pub(crate) fn unfit(invoice: &Invoice) -> Option<Unfit> {
    // The norm wants the country's letters before a VAT id.
    let is_vat_id = |id: &str| id.len() > 2 && id.bytes().take(2).all(|letter| letter.is_ascii_uppercase());
    let known = |party: &Party| party.title().is_some() && party.country.is_some() && party.tax_id.as_deref().is_some_and(is_vat_id);
    if invoice.items.iter().any(|item| item.taxes.len() > 1) {
        Some(Unfit::SeveralTaxes)
    } else if invoice.figures.currency.minor_digits() > 2 {
        Some(Unfit::Currency)
    } else if !known(&invoice.sender) || !known(&invoice.recipient) {
        Some(Unfit::Parties)
    } else {
        None
    }
}

pub(crate) fn category(invoice: &Invoice, taxes: &[Tax]) -> (Category, String) {
    let rate = taxes.first().map(|tax| tax.rate.percent().normalize()).unwrap_or_default();
    let category = if !rate.is_zero() {
        Category::Standard
    } else if invoice.reverse_charge {
        Category::ReverseCharge
    } else {
        Category::Exempt
    };
    (category, rate.to_string())
}

/// The sums by rate, in the order in which the items have them.
pub(crate) fn groups(invoice: &Invoice) -> Result<Vec<Group>, Error> {
    let mut groups: Vec<Group> = Vec::new();
    for item in &invoice.items {
        let (category, rate) = category(invoice, &item.taxes);
        let tax = item.line.gross.minus(item.line.net)?;
        match groups.iter_mut().find(|group| group.category == category && group.rate == rate) {
            Some(group) => (group.net, group.tax) = (group.net.plus(item.line.net)?, group.tax.plus(tax)?),
            None => groups.push(Group { category, rate, net: item.line.net, tax }),
        }
    }
    Ok(groups)
}

pub(crate) fn within(xml: &mut Xml, name: &str, inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(inside).map(drop)
}

pub(crate) fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&clean(value))).map(drop)
}

pub(crate) fn marked(xml: &mut Xml, name: &str, attribute: (&str, &str), value: &str) -> io::Result<()> {
    xml.create_element(name).with_attribute(attribute).write_text_content(BytesText::new(&clean(value))).map(drop)
}

/// Without what XML cannot hold.
fn clean(value: &str) -> String {
    value
        .chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

pub(crate) fn maybe(xml: &mut Xml, name: &str, value: Option<&str>) -> io::Result<()> {
    value.map_or(Ok(()), |value| text(xml, name, value))
}

fn amount(xml: &mut Xml, name: &str, amount: Amount) -> io::Result<()> {
    text(xml, name, &amount_text(amount))
}

/// Without zeros at its end.
pub(crate) fn amount_text(amount: Amount) -> String {
    amount.to_decimal().normalize().to_string()
}

fn day(xml: &mut Xml, name: &str, day: Date) -> io::Result<()> {
    within(xml, name, |xml| marked(xml, "udt:DateTimeString", ("format", "102"), &day.strftime("%Y%m%d").to_string()))
}

fn header(xml: &mut Xml, invoice: &Invoice) -> io::Result<()> {
    text(xml, "ram:ID", &invoice.number)?;
    // UNTDID 1001: an invoice, or one that corrects another.
    text(xml, "ram:TypeCode", if invoice.corrects.is_some() { "384" } else { "380" })?;
    day(xml, "ram:IssueDateTime", invoice.issued_on)?;
    let reverse = invoice.reverse_charge.then_some(invoice.language.words().reverse_charge);
    for note in [reverse, invoice.tax_note.as_deref(), invoice.text.as_deref()].into_iter().flatten() {
        within(xml, "ram:IncludedNote", |xml| text(xml, "ram:Content", note))?;
    }
    Ok(())
}

fn line(xml: &mut Xml, invoice: &Invoice, place: usize, item: &Item) -> io::Result<()> {
    within(xml, "ram:AssociatedDocumentLineDocument", |xml| text(xml, "ram:LineID", &(place + 1).to_string()))?;
    within(xml, "ram:SpecifiedTradeProduct", |xml| {
        let (name, more) = item.description.split_once('\n').map_or((item.description.as_str(), None), |(name, more)| (name, Some(more)));
        text(xml, "ram:Name", name)?;
        maybe(xml, "ram:Description", more)
    })?;
    // The price of something must not be negative: what is given back has a negative quantity.
    let back = item.unit_net.is_negative();
    within(xml, "ram:SpecifiedLineTradeAgreement", |xml| {
        within(xml, "ram:NetPriceProductTradePrice", |xml| {
            text(xml, "ram:ChargeAmount", &item.unit_net.to_decimal().abs().normalize().to_string())
        })
    })?;
    let quantity = if back { -item.quantity } else { item.quantity };
    within(xml, "ram:SpecifiedLineTradeDelivery", |xml| {
        marked(xml, "ram:BilledQuantity", ("unitCode", "C62"), &quantity.normalize().to_string())
    })?;
    within(xml, "ram:SpecifiedLineTradeSettlement", |xml| {
        within(xml, "ram:ApplicableTradeTax", |xml| {
            let (category, rate) = category(invoice, &item.taxes);
            text(xml, "ram:TypeCode", "VAT")?;
            text(xml, "ram:CategoryCode", category.code())?;
            text(xml, "ram:RateApplicablePercent", &rate)
        })?;
        within(xml, "ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| amount(xml, "ram:LineTotalAmount", item.line.net))
    })
}

fn party(xml: &mut Xml, party: &Party) -> io::Result<()> {
    text(xml, "ram:Name", party.title().unwrap_or_default())?;
    if let Some(name) = party.name.as_deref().filter(|_| party.company.is_some()) {
        within(xml, "ram:DefinedTradeContact", |xml| text(xml, "ram:PersonName", name))?;
    }
    within(xml, "ram:PostalTradeAddress", |xml| {
        maybe(xml, "ram:PostcodeCode", party.post_code.as_deref())?;
        if party.street.is_some() {
            maybe(xml, "ram:LineOne", party.street.as_deref())?;
        } else {
            for (name, line) in ["ram:LineOne", "ram:LineTwo", "ram:LineThree"].into_iter().zip(&party.lines) {
                text(xml, name, line)?;
            }
        }
        maybe(xml, "ram:CityName", party.city.as_deref())?;
        maybe(xml, "ram:CountryID", party.country.as_deref())?;
        maybe(xml, "ram:CountrySubDivisionName", party.state.as_deref())
    })?;
    if let Some(email) = &party.email {
        within(xml, "ram:URIUniversalCommunication", |xml| marked(xml, "ram:URIID", ("schemeID", "EM"), email))?;
    }
    match &party.tax_id {
        Some(id) => within(xml, "ram:SpecifiedTaxRegistration", |xml| marked(xml, "ram:ID", ("schemeID", "VA"), id)),
        None => Ok(()),
    }
}

fn settlement(xml: &mut Xml, invoice: &Invoice, groups: &[Group]) -> io::Result<()> {
    let totals = &invoice.totals;
    text(xml, "ram:PaymentReference", &invoice.number)?;
    text(xml, "ram:InvoiceCurrencyCode", invoice.figures.currency.code())?;
    if let Some(Payment { bank: Some(bank), .. }) = &invoice.payment {
        within(xml, "ram:SpecifiedTradeSettlementPaymentMeans", |xml| {
            text(xml, "ram:TypeCode", "58")?; // UNTDID 4461: SEPA credit transfer
            within(xml, "ram:PayeePartyCreditorFinancialAccount", |xml| {
                text(xml, "ram:IBANID", &bank.iban)?;
                maybe(xml, "ram:AccountName", bank.holder.as_deref())
            })?;
            match &bank.bic {
                Some(bic) => within(xml, "ram:PayeeSpecifiedCreditorFinancialInstitution", |xml| text(xml, "ram:BICID", bic)),
                None => Ok(()),
            }
        })?;
    }
    for group in groups {
        within(xml, "ram:ApplicableTradeTax", |xml| tax(xml, invoice, group))?;
    }
    within(xml, "ram:SpecifiedTradePaymentTerms", |xml| day(xml, "ram:DueDateDateTime", invoice.due_on))?;
    within(xml, "ram:SpecifiedTradeSettlementHeaderMonetarySummation", |xml| {
        // The sums were in range when the invoice was made.
        let out_of_range = |error| io::Error::new(io::ErrorKind::InvalidData, error);
        let taxes = totals.gross.minus(totals.net).map_err(out_of_range)?;
        let prepaid = totals.gross.minus(totals.payable).map_err(out_of_range)?;
        amount(xml, "ram:LineTotalAmount", totals.net)?;
        amount(xml, "ram:TaxBasisTotalAmount", totals.net)?;
        let currency = ("currencyID", invoice.figures.currency.code());
        marked(xml, "ram:TaxTotalAmount", currency, &taxes.to_decimal().normalize().to_string())?;
        amount(xml, "ram:GrandTotalAmount", totals.gross)?;
        amount(xml, "ram:TotalPrepaidAmount", prepaid)?;
        amount(xml, "ram:DuePayableAmount", totals.payable)
    })?;
    match &invoice.corrects {
        Some(number) => within(xml, "ram:InvoiceReferencedDocument", |xml| text(xml, "ram:IssuerAssignedID", number)),
        None => Ok(()),
    }
}

fn tax(xml: &mut Xml, invoice: &Invoice, group: &Group) -> io::Result<()> {
    let words = invoice.language.words();
    amount(xml, "ram:CalculatedAmount", group.tax)?;
    text(xml, "ram:TypeCode", "VAT")?;
    match group.category {
        Category::Standard => {}
        Category::ReverseCharge => text(xml, "ram:ExemptionReason", words.reverse_charge)?,
        Category::Exempt => text(xml, "ram:ExemptionReason", invoice.tax_note.as_deref().unwrap_or(words.exempt))?,
    }
    amount(xml, "ram:BasisAmount", group.net)?;
    text(xml, "ram:CategoryCode", group.category.code())?;
    if group.category == Category::ReverseCharge {
        text(xml, "ram:ExemptionReasonCode", "VATEX-EU-AE")?;
    }
    text(xml, "ram:RateApplicablePercent", &group.rate)
}

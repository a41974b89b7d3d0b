//! SEPA direct debits for a bank: ISO 20022 pain.008.001.08, as the German banking industry fills it in.

use crate::Error;
use domain::money::Amount;
use domain::transliterate::to_ascii;
use jiff::civil::{Date, DateTime};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// Who collects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creditor {
    pub name: String,
    pub iban: String,
    pub bic: Option<String>,
    /// The creditor identifier.
    pub id: String,
}

/// One debit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debit {
    /// What comes back with a return; 35 letters at most.
    pub end_to_end: String,
    pub amount: Amount,
    pub mandate: String,
    pub signed_on: Date,
    pub holder: String,
    pub iban: String,
    pub bic: Option<String>,
    pub text: String,
}

/// A file: one batch that is collected on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Of the file; 35 letters at most.
    pub id: String,
    pub made_at: DateTime,
    pub collect_on: Date,
    pub creditor: Creditor,
    pub debits: Vec<Debit>,
}

type Xml = Writer<Vec<u8>>;

/// The creditor identifier in its one form: country, two check digits (ISO 7064, over all but the business code), business
/// code, national identifier.
pub fn creditor_id(text: &str) -> Option<String> {
    let id: String = text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect();
    if !(8..=35).contains(&id.len()) || !id.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let (head, tail) = id.split_at_checked(4)?;
    let national = tail.get(3..)?;
    let (country, check) = head.split_at_checked(2)?;
    if !country.bytes().all(|letter| letter.is_ascii_uppercase()) || !check.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let rest = national.chars().chain(head.chars()).filter_map(|letter| letter.to_digit(36)).fold(0, |rest, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (rest * shift + value) % 97
    });
    (rest == 1).then_some(id)
}

/// Only letters that all banks of SEPA take.
fn plain(text: &str, most: usize) -> String {
    let known = |letter: char| letter.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(letter);
    let spelled = |letter: char| {
        let ascii = to_ascii(&letter.to_string());
        if letter.is_uppercase() { ascii.to_uppercase() } else { ascii }
    };
    let text: String = text.chars().map(|letter| if letter.is_ascii() { letter.to_string() } else { spelled(letter) }).collect();
    let text: String = text.chars().map(|letter| if known(letter) { letter } else { ' ' }).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().take(most).collect::<String>().trim().to_owned()
}

fn within(xml: &mut Xml, name: &str, inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(inside).map(drop)
}

fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(value)).map(drop)
}

fn cents(amount: Amount) -> String {
    format!("{:.2}", amount.to_decimal())
}

/// The file.
///
/// # Errors
/// A sum that is out of range.
pub fn pain008(batch: &Batch) -> Result<Vec<u8>, Error> {
    let total = cents(Amount::sum(batch.debits.iter().map(|debit| debit.amount))?);
    let count = batch.debits.len().to_string();
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let document = xml.create_element("Document").with_attribute(("xmlns", "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"));
    document.write_inner_content(|xml| {
        within(xml, "CstmrDrctDbtInitn", |xml| {
            within(xml, "GrpHdr", |xml| {
                text(xml, "MsgId", &plain(&batch.id, 35))?;
                text(xml, "CreDtTm", &batch.made_at.strftime("%Y-%m-%dT%H:%M:%S").to_string())?;
                text(xml, "NbOfTxs", &count)?;
                text(xml, "CtrlSum", &total)?;
                within(xml, "InitgPty", |xml| text(xml, "Nm", &plain(&batch.creditor.name, 70)))
            })?;
            within(xml, "PmtInf", |xml| {
                head(xml, batch, (&count, &total))?;
                batch.debits.iter().try_for_each(|debit| within(xml, "DrctDbtTxInf", |xml| transaction(xml, debit)))
            })
        })
    })?;
    Ok(xml.into_inner())
}

fn head(xml: &mut Xml, batch: &Batch, (count, total): (&str, &str)) -> io::Result<()> {
    let creditor = &batch.creditor;
    text(xml, "PmtInfId", &plain(&batch.id, 35))?;
    text(xml, "PmtMtd", "DD")?;
    text(xml, "BtchBookg", "true")?;
    text(xml, "NbOfTxs", count)?;
    text(xml, "CtrlSum", total)?;
    within(xml, "PmtTpInf", |xml| {
        within(xml, "SvcLvl", |xml| text(xml, "Cd", "SEPA"))?;
        within(xml, "LclInstrm", |xml| text(xml, "Cd", "CORE"))?;
        // Since 2016 the first of a mandate needs no sequence of its own.
        text(xml, "SeqTp", "RCUR")
    })?;
    text(xml, "ReqdColltnDt", &batch.collect_on.to_string())?;
    within(xml, "Cdtr", |xml| text(xml, "Nm", &plain(&creditor.name, 70)))?;
    within(xml, "CdtrAcct", |xml| within(xml, "Id", |xml| text(xml, "IBAN", &creditor.iban)))?;
    within(xml, "CdtrAgt", |xml| agent(xml, creditor.bic.as_deref()))?;
    text(xml, "ChrgBr", "SLEV")?;
    within(xml, "CdtrSchmeId", |xml| {
        within(xml, "Id", |xml| {
            within(xml, "PrvtId", |xml| {
                within(xml, "Othr", |xml| {
                    text(xml, "Id", &creditor.id)?;
                    within(xml, "SchmeNm", |xml| text(xml, "Prtry", "SEPA"))
                })
            })
        })
    })
}

fn agent(xml: &mut Xml, bic: Option<&str>) -> io::Result<()> {
    within(xml, "FinInstnId", |xml| match bic {
        Some(bic) => text(xml, "BICFI", bic),
        None => within(xml, "Othr", |xml| text(xml, "Id", "NOTPROVIDED")),
    })
}

fn transaction(xml: &mut Xml, debit: &Debit) -> io::Result<()> {
    within(xml, "PmtId", |xml| text(xml, "EndToEndId", &plain(&debit.end_to_end, 35)))?;
    let amount = xml.create_element("InstdAmt").with_attribute(("Ccy", "EUR"));
    amount.write_text_content(BytesText::new(&cents(debit.amount)))?;
    within(xml, "DrctDbtTx", |xml| {
        within(xml, "MndtRltdInf", |xml| {
            text(xml, "MndtId", &plain(&debit.mandate, 35))?;
            text(xml, "DtOfSgntr", &debit.signed_on.to_string())
        })
    })?;
    within(xml, "DbtrAgt", |xml| agent(xml, debit.bic.as_deref()))?;
    within(xml, "Dbtr", |xml| text(xml, "Nm", &plain(&debit.holder, 70)))?;
    within(xml, "DbtrAcct", |xml| within(xml, "Id", |xml| text(xml, "IBAN", &debit.iban)))?;
    within(xml, "RmtInf", |xml| text(xml, "Ustrd", &plain(&debit.text, 140)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    fn batch() -> Batch {
        let debit = |number: &str, amount: &str, bic: Option<&str>| Debit {
            end_to_end: format!("R-{number}"),
            amount: amount.parse().unwrap(),
            mandate: "M1007".into(),
            signed_on: date(2026, 1, 5),
            holder: "Müller & Söhne <KG>".into(),
            iban: "DE02120300000000202051".into(),
            bic: bic.map(str::to_owned),
            text: format!("Invoice {number} “March”"),
        };
        Batch {
            id: "0198c0de000070008000000000000001".into(),
            made_at: datetime(2026, 3, 2, 12, 0, 0, 0),
            collect_on: date(2026, 3, 9),
            creditor: Creditor {
                name: "Harbour Works GmbH".into(),
                iban: "DE02120300000000202051".into(),
                bic: None,
                id: "DE98ZZZ09999999999".into(),
            },
            debits: vec![debit("7", "119", Some("BYLADEM1001")), debit("8", "0.5", None)],
        }
    }

    /// Elements in the order in which they begin, each with its depth.
    fn outline(xml: &str) -> Vec<(usize, String)> {
        let (mut depth, mut found) = (0, Vec::new());
        for tag in xml.split('<').skip(2) {
            if tag.starts_with('/') {
                depth -= 1;
            } else {
                found.push((depth, tag.split([' ', '>']).next().unwrap().to_owned()));
                depth += 1;
            }
        }
        assert_eq!(depth, 0, "all elements end");
        found
    }

    #[test]
    fn the_elements_are_those_of_the_schema_in_its_order() {
        let xml = String::from_utf8(pain008(&batch()).unwrap()).unwrap();
        let outline = outline(&xml);
        let children = |parent: &str| -> Vec<&str> {
            let at = outline.iter().position(|(_, name)| name == parent).unwrap();
            let depth = outline[at].0;
            let inside = outline[at + 1..].iter().take_while(|(below, _)| *below > depth);
            inside.filter(|(below, _)| *below == depth + 1).map(|(_, name)| name.as_str()).collect()
        };
        assert_eq!(children("Document"), ["CstmrDrctDbtInitn"]);
        assert_eq!(children("CstmrDrctDbtInitn"), ["GrpHdr", "PmtInf"]);
        assert_eq!(children("GrpHdr"), ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]);
        let payment = [
            "PmtInfId",
            "PmtMtd",
            "BtchBookg",
            "NbOfTxs",
            "CtrlSum",
            "PmtTpInf",
            "ReqdColltnDt",
            "Cdtr",
            "CdtrAcct",
            "CdtrAgt",
            "ChrgBr",
            "CdtrSchmeId",
            "DrctDbtTxInf",
            "DrctDbtTxInf",
        ];
        assert_eq!(children("PmtInf"), payment);
        assert_eq!(children("PmtTpInf"), ["SvcLvl", "LclInstrm", "SeqTp"]);
        assert_eq!(children("DrctDbtTxInf"), ["PmtId", "InstdAmt", "DrctDbtTx", "DbtrAgt", "Dbtr", "DbtrAcct", "RmtInf"]);
        assert_eq!(children("MndtRltdInf"), ["MndtId", "DtOfSgntr"]);
        assert_eq!(xml.matches("<NbOfTxs>2</NbOfTxs><CtrlSum>119.50</CtrlSum>").count(), 2);
        for part in
            ["<InstdAmt Ccy=\"EUR\">0.50</InstdAmt>", "<BICFI>BYLADEM1001</BICFI>", "<Id>NOTPROVIDED</Id>", "<EndToEndId>R-8</EndToEndId>"]
        {
            assert!(xml.contains(part), "{part}: {xml}");
        }
        assert!(xml.is_ascii(), "{xml}");
    }

    #[test]
    fn creditor_identifiers_are_checked() {
        assert_eq!(creditor_id("de98 zzz 09999999999").as_deref(), Some("DE98ZZZ09999999999"));
        for bad in ["DE97ZZZ09999999999", "DE98", "98DEZZZ09999999999", "", "DE98ZZZ0999999999ä"] {
            assert_eq!(creditor_id(bad), None, "{bad}");
        }
    }
}

//! Says in the metadata that the document is an e-invoice. The PDF is written by a library that has no place for that,
//! so its metadata, which stand in the file as they are, are made longer and the offsets after them moved.

use crate::Error;
use std::fmt::Write as _;

/// Namespace and properties of Factur-X 1.0, described as PDF/A asks for schemas that it does not know.
const SCHEMA: &str = concat!(
    "<rdf:li rdf:parseType=\"Resource\">",
    "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>",
    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>DocumentFileName</pdfaProperty:name>",
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>",
    "<pdfaProperty:description>The name of the embedded XML document</pdfaProperty:description></rdf:li>",
    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>DocumentType</pdfaProperty:name>",
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>",
    "<pdfaProperty:description>The type of the hybrid document in capital letters</pdfaProperty:description></rdf:li>",
    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>Version</pdfaProperty:name>",
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>",
    "<pdfaProperty:description>The version of the standard that the embedded XML document follows</pdfaProperty:description></rdf:li>",
    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>ConformanceLevel</pdfaProperty:name>",
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>",
    "<pdfaProperty:description>The conformance level of the embedded XML document</pdfaProperty:description></rdf:li>",
    "</rdf:Seq></pdfaSchema:property></rdf:li>",
);

const DESCRIPTION: &str = concat!(
    "<rdf:Description rdf:about=\"\" xmlns:fx=\"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#\">",
    "<fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
    "<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>",
);

fn find(bytes: &[u8], text: &str, from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(text.len()).position(|window| window == text.as_bytes()).map(|at| from + at)
}

fn find_last(bytes: &[u8], text: &str, before: usize) -> Option<usize> {
    bytes.get(..before)?.windows(text.len()).rposition(|window| window == text.as_bytes())
}

/// The number that stands at a place, and where it ends.
fn number(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let digits = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(bytes.get(at..at + digits)?).ok()?;
    Some((text.parse().ok()?, at + digits))
}

/// The document with metadata that say what is embedded in it.
pub fn mark_as_e_invoice(pdf: &[u8]) -> Result<Vec<u8>, Error> {
    marked(pdf).ok_or(Error::Metadata)
}

fn marked(pdf: &[u8]) -> Option<Vec<u8>> {
    let schemas = find(pdf, "<pdfaExtension:schemas>", 0)?;
    let schemas = find(pdf, "<rdf:Bag>", schemas)? + "<rdf:Bag>".len();
    let end = find(pdf, "</rdf:RDF>", schemas)?;
    let length = find_last(pdf, "/Length ", find_last(pdf, "stream", schemas)?)? + "/Length ".len();
    let (stated, length_end) = number(pdf, length)?;
    let written = (stated + SCHEMA.len() + DESCRIPTION.len()).to_string();

    let mut out = Vec::with_capacity(pdf.len() + 4096);
    out.extend_from_slice(pdf.get(..length)?);
    out.extend_from_slice(written.as_bytes());
    out.extend_from_slice(pdf.get(length_end..schemas)?);
    out.extend_from_slice(SCHEMA.as_bytes());
    out.extend_from_slice(pdf.get(schemas..end)?);
    out.extend_from_slice(DESCRIPTION.as_bytes());
    let grown = out.len() - end;
    // What stands between the metadata and the table stays as it is; the table and where it begins are written anew.
    let begin = find_last(pdf, "startxref", pdf.len())?;
    let (table, _) = number(pdf, begin + "startxref\n".len())?;
    out.extend_from_slice(pdf.get(end..table)?);
    let trailer = find(pdf, "trailer", table)?;
    out.extend_from_slice(&moved(pdf.get(table..trailer)?, length, grown)?);
    out.extend_from_slice(pdf.get(trailer..begin)?);
    out.extend_from_slice(format!("startxref\n{}\n%%EOF", table + grown).as_bytes());
    Some(out)
}

/// The cross-reference table, with all offsets beyond a place moved. Its entries have 20 bytes each, the offset first.
fn moved(table: &[u8], beyond: usize, by: usize) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(table).ok()?;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.get(..10).and_then(|offset| offset.parse::<usize>().ok()).filter(|_| line.contains(" n")) {
            Some(offset) if offset > beyond => {
                let _ = write!(out, "{:010}", offset + by);
                out.push_str(line.get(10..)?);
            }
            _ => out.push_str(line),
        }
    }
    Some(out.into_bytes())
}

//! XLSX (ECMA-376), as little of it as a table needs. Rows are collected for one sheet at a time: a long table goes on in the
//! next sheet, so that no more than one is in memory.

use super::Cell;
use crate::zip::{Archive, TooLarge};
use jiff::civil::{Date, date};
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// Rows of a sheet; programs take a million, our memory a few.
const ROWS: usize = 20_000;
/// Day 0 of spreadsheets, so that days after February 1900 are right.
const DAY_ZERO: Date = date(1899, 12, 30);

/// A workbook that is being written.
pub struct Workbook {
    archive: Archive,
    name: String,
    head: Vec<Cell>,
    /// Rows of the sheet at hand.
    rows: String,
    count: usize,
    sheets: usize,
}

impl Workbook {
    /// `name` is that of the sheets; `head` the first row of each.
    pub fn new(name: &str, head: Vec<Cell>) -> Self {
        let mut book = Self { archive: Archive::default(), name: name.to_owned(), head, rows: String::new(), count: 0, sheets: 0 };
        book.begin();
        book
    }

    fn begin(&mut self) {
        self.rows.clear();
        self.count = 0;
        let head = self.head.clone();
        self.write(&head, true);
    }

    /// Adds a row; gives the bytes that can be sent, if a sheet is full.
    pub fn row(&mut self, cells: &[Cell]) -> Result<Vec<u8>, TooLarge> {
        let full = if self.count > ROWS { self.sheet()? } else { vec![] };
        if !full.is_empty() {
            self.begin();
        }
        self.write(cells, false);
        Ok(full)
    }

    fn write(&mut self, cells: &[Cell], head: bool) {
        self.count += 1;
        self.rows.push_str("<row>");
        for cell in cells {
            let style = if head { " s=\"2\"" } else { "" };
            let _ = match cell {
                Cell::Text(text) => {
                    let text: String = text.chars().filter(|letter| is_xml(*letter)).collect();
                    write!(self.rows, "<c t=\"inlineStr\"{style}><is><t xml:space=\"preserve\">{}</t></is></c>", escape(&text))
                }
                Cell::Number(number) => write!(self.rows, "<c><v>{}</v></c>", number.normalize()),
                Cell::Day(day) => write!(self.rows, "<c s=\"1\"><v>{}</v></c>", serial(*day)),
                Cell::Empty => write!(self.rows, "<c/>"),
            };
        }
        self.rows.push_str("</row>");
    }

    fn sheet(&mut self) -> Result<Vec<u8>, TooLarge> {
        self.sheets += 1;
        let body = format!(
            "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
             activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>{}</sheetData></worksheet>",
            self.rows
        );
        self.archive.add(&format!("xl/worksheets/sheet{}.xml", self.sheets), body.as_bytes())
    }

    /// The bytes that end the file.
    pub fn finish(mut self) -> Result<Vec<u8>, TooLarge> {
        let mut bytes = self.sheet()?;
        for (name, body) in self.parts() {
            bytes.extend(self.archive.add(name, body.as_bytes())?);
        }
        bytes.extend(self.archive.finish()?);
        Ok(bytes)
    }

    fn parts(&self) -> [(&'static str, String); 5] {
        let (mut sheets, mut links, mut types) = (String::new(), String::new(), String::new());
        for number in 1..=self.sheets {
            let name = if self.sheets == 1 { self.name.clone() } else { format!("{} {number}", self.name) };
            let _ = write!(sheets, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"r{number}\"/>", escape(&name));
            let _ = write!(links, "<Relationship Id=\"r{number}\" Type=\"{LINK}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>");
            let _ = write!(types, "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>");
        }
        let styles = format!(
            "{XML}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font/><font><b/></font></fonts><fills count=\"1\"><fill><patternFill/></fill>\
             </fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf/>\
             <xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>"
        );
        [
            ("xl/styles.xml", styles),
            ("xl/workbook.xml", format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINK}\"><sheets>{sheets}</sheets></workbook>")),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{links}<Relationship Id=\"s\" Type=\"{LINK}/styles\" Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"w\" Type=\"{LINK}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "[Content_Types].xml",
                format!(
                    "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>{types}\
                     <Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/></Types>"
                ),
            ),
        ]
    }
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

fn is_xml(letter: char) -> bool {
    (!letter.is_control() || matches!(letter, '\n' | '\t')) && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// Days since day 0.
fn serial(day: Date) -> i32 {
    day.since(DAY_ZERO).map_or(0, |span| span.get_days())
}

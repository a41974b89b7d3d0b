use super::datev::{Booking, Head, booking, head};
use super::*;
use jiff::civil::{date, datetime};

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

#[test]
fn rows_are_quoted_and_never_computed() {
    let cells = [
        text("a,b"),
        text("say \"hi\""),
        Cell::Number("-12.50".parse().unwrap()),
        Cell::Day(date(2026, 3, 1)),
        Cell::Empty,
        text("two\nlines"),
    ];
    assert_eq!(csv(&cells), "\"a,b\",\"say \"\"hi\"\"\",-12.5,2026-03-01,,\"two\nlines\"\r\n");
    for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u{ff1d}1"] {
        let row = csv(&[text(evil)]);
        assert!(row.trim_matches(['"', '\r', '\n']).starts_with('\''), "{row:?}");
    }
    assert_eq!(csv(&[text("1-2")]), "1-2\r\n");
}

#[test]
fn a_long_table_goes_on_in_another_sheet() {
    let mut book = Workbook::new("Items & more", vec![text("Name"), text("Net")]);
    let mut bytes = Vec::new();
    let mut largest = 0;
    for number in 0..20_005_i64 {
        let piece = book.row(&[text("=<x>"), Cell::Number(number.into())]).unwrap();
        largest = largest.max(piece.len());
        bytes.extend(piece);
    }
    assert!(largest > 0);
    bytes.extend(book.finish().unwrap());
    let shown = String::from_utf8_lossy(&bytes);
    for part in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "Items &amp; more 2", "=&lt;x&gt;", "<v>20004</v>"] {
        assert!(shown.contains(part), "{part}");
    }
    assert!(!shown.contains("<f>") && !shown.contains("sheet3.xml"));
    assert_eq!(shown.matches(">Name<").count(), 2, "each sheet has the head");
}

#[test]
fn days_are_those_of_spreadsheets() {
    let mut book = Workbook::new("x", vec![]);
    book.row(&[Cell::Day(date(2026, 1, 1))]).unwrap();
    assert!(String::from_utf8_lossy(&book.finish().unwrap()).contains("<v>46023</v>"));
}

#[test]
fn bookings_are_as_datev_wants_them() {
    let whose = Head {
        consultant: 1001,
        client: 7,
        account_length: 4,
        from: date(2026, 3, 1),
        to: date(2026, 3, 31),
        written_at: datetime(2026, 4, 1, 9, 30, 0, 0),
        currency: "EUR".into(),
    };
    let lines = String::from_utf8_lossy(&head(&whose)).into_owned();
    let first: Vec<&str> = lines.lines().next().unwrap().split(';').collect();
    assert_eq!((first.len(), first[0], first[5], first[12], first[14]), (31, "\"EXTF\"", "20260401093000000", "20260101", "20260301"));
    assert_eq!(lines.lines().nth(1).unwrap().split(';').count(), 37);
    let one = Booking {
        gross: "1190".parse().unwrap(),
        account: "10000".into(),
        against: "8400".into(),
        tax: Some(19.into()),
        on: date(2026, 3, 5),
        document: "R 2026/7".into(),
        text: "Müller \"Büro\"; €".into(),
        cost_center: Some("D-1".into()),
        currency: "EUR".into(),
    };
    let row = booking(&one).unwrap();
    let expected = b"1190,00;\"S\";\"EUR\";;;\"\";10000;8400;\"3\";0503;\"R2026/7\";\"\";;\"M\xfcller \"\"B\xfcro\"\"; \x80\";;;;;;;;;;;;;;;;;;;;;;;\"D-1\"\r\n";
    assert_eq!(String::from_utf8_lossy(&row), String::from_utf8_lossy(expected));
    let back = booking(&Booking { gross: "-5.5".parse().unwrap(), tax: None, ..one.clone() }).unwrap();
    assert!(String::from_utf8_lossy(&back).starts_with("5,50;\"H\""));
    assert!(booking(&Booking { gross: Amount::ZERO, ..one }).unwrap().is_empty());
}

use domain::money::Amount;

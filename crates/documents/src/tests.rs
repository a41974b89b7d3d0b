//! Invoices of several kinds, as text, as PDF and as XML. `KONTOR_DOCUMENTS=DIR` writes them there, to be looked at and to
//! be held against the schemas (`scripts/e-invoices`).

use super::*;
use domain::invoices::{Bank, Figures, Item, Totals};
use domain::money::Amount;
use domain::taxes::{self, PriceDisplay, Tax};
use jiff::civil::date;
use proptest::prelude::*;

fn item(description: &str, quantity: &str, net: &str, rates: &[&str], figures: Figures) -> Item {
    let (quantity, unit_net) = (quantity.parse().unwrap(), net.parse().unwrap());
    let taxes: Vec<Tax> = rates.iter().map(|rate| Tax { name: "VAT".into(), rate: rate.parse().unwrap() }).collect();
    let line = taxes::line(unit_net, quantity, &taxes, figures.display, figures.currency).unwrap();
    let (accounting_code, cost_center, revenue_account) = (None, None, None);
    Item {
        description: description.into(),
        quantity,
        unit_net,
        taxes,
        line,
        paid: false,
        accounting_code,
        cost_center,
        explanation: None,
        revenue_account,
    }
}

fn party(name: &str, company: &str, street: &str, town: (&str, &str), country: &str, tax_id: &str) -> Party {
    Party {
        name: Some(name.into()),
        company: Some(company.into()),
        lines: vec![street.into(), format!("{} {}", town.0, town.1)],
        street: Some(street.into()),
        post_code: Some(town.0.into()),
        city: Some(town.1.into()),
        country: Some(country.into()),
        tax_id: Some(tax_id.into()),
        ..Party::default()
    }
}

fn invoice(language: Language, display: PriceDisplay, items: impl FnOnce(Figures) -> Vec<Item>) -> Invoice {
    let figures = Figures { currency: "EUR".parse().unwrap(), display };
    let items = items(figures);
    let sender = party("", "Harbour Works GmbH", "Am Kai 1", ("10999", "Berlin"), "DE", "DE123456789");
    Invoice {
        language,
        number: "R-2026-0042".into(),
        issued_on: date(2026, 3, 2),
        due_on: date(2026, 3, 16),
        made_at: "2026-03-02T12:00:00Z".parse().unwrap(),
        corrects: None,
        sender: Party { name: None, email: Some("hello@harbour.example".into()), ..sender },
        recipient: party("Mia Moor", "Moor & Söhne KG", "Lange Reihe 7", ("20099", "Hamburg"), "DE", "DE987654321"),
        customer_number: Some("1007".into()),
        tax_id_name: None,
        figures,
        totals: Totals::of(&items).unwrap(),
        items,
        text: Some("Thank you for working with us.\nQuestions? We are at the front desk from 9 to 5.".into()),
        tax_note: None,
        reverse_charge: false,
        payment: Some(Payment {
            bank: Some(Bank {
                holder: Some("Harbour Works GmbH".into()),
                iban: "DE02120300000000202051".into(),
                bic: Some("BYLADEM1001".into()),
            }),
            ..Payment::default()
        }),
        ksef: None,
        logo: None,
    }
}

fn usual(language: Language) -> Invoice {
    invoice(language, PriceDisplay::Net, |figures| {
        let paid = Item { paid: true, ..item("Coffee flat rate", "1", "12", &["7"], figures) };
        vec![
            item("Flex Desk, 1 March – 31 March 2026", "1", "189", &["19"], figures),
            item("Meeting room “Leuchtturm”, 24 February, 9:00 – 12:30", "3.5", "24.50", &["19"], figures),
            item("Locker 17", "2", "8.403361", &["19"], figures),
            item("Key deposit", "1", "50", &["0"], figures),
            paid,
            item("Credit: a day without internet", "1", "-6.3", &["19"], figures),
        ]
    })
}

fn long() -> Invoice {
    invoice(Language::German, PriceDisplay::Gross, |figures| {
        let mut items: Vec<Item> = (1..=100).map(|day| item(&format!("Tagespass Nr. {day}"), "1", "16.806723", &["19"], figures)).collect();
        let words = "Ein sehr ausführlich beschriebener Posten, der sich über viele Zeilen erstreckt. ";
        items.insert(20, item(&words.repeat(30), "1", "10", &["19"], figures));
        items.insert(40, item(&words.repeat(150), "1", "10", &["7"], figures));
        items.push(item(&"Donaudampfschifffahrt".repeat(12), "1", "10", &["7"], figures));
        items
    })
}

fn across_borders() -> Invoice {
    let base = invoice(Language::French, PriceDisplay::Net, |figures| vec![item("Bureau privé, mars 2026", "1", "1450", &["0"], figures)]);
    let recipient = party("Zoë Lefèvre", "Atelier Lefèvre SARL", "12 rue des Écoles", ("69002", "Lyon"), "FR", "FR40303265045");
    Invoice { recipient, reverse_charge: true, ..base }
}

fn correction() -> Invoice {
    let base = invoice(Language::Spanish, PriceDisplay::Net, |figures| vec![item("Escritorio flexible", "3", "-9.99", &["21"], figures)]);
    Invoice { corrects: Some("R-2026-0007".into()), payment: Some(Payment::default()), text: None, ..base }
}

fn small_business() -> Invoice {
    let base = invoice(Language::German, PriceDisplay::Net, |figures| vec![item("Schreibtisch", "1", "120", &[], figures)]);
    let tax_note = Some("Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.".into());
    let payment = Some(Payment { received: Amount::units(120), paid_on: Some(date(2026, 3, 5)), ..Payment::default() });
    let logo = Some(Logo { content_type: "image/png".into(), body: include_bytes!("../tests/logo.png").to_vec() });
    Invoice { tax_note, payment, logo, ksef: Some("5265877635-20260302-0100A0BC12DE-33".into()), ..base }
}

fn all() -> [(&'static str, Invoice); 8] {
    [
        ("english", usual(Language::English)),
        ("german", usual(Language::German)),
        ("french", usual(Language::French)),
        ("spanish", usual(Language::Spanish)),
        ("long", long()),
        ("across_borders", across_borders()),
        ("correction", correction()),
        ("small_business", small_business()),
    ]
}

fn text(invoice: &Invoice) -> String {
    let pages = layout::pages(invoice).unwrap();
    pages.iter().map(paper::Page::text).collect::<Vec<_>>().join("\n----\n")
}

#[test]
fn an_invoice_says_what_it_must() {
    insta::assert_snapshot!(text(&usual(Language::English)));
    insta::assert_snapshot!(text(&small_business()));
    insta::assert_snapshot!(text(&correction()));
}

#[test]
fn a_country_abroad_has_its_name_in_the_language_of_the_invoice() {
    let named =
        [(Language::English, "AUSTRIA"), (Language::German, "ÖSTERREICH"), (Language::French, "AUTRICHE"), (Language::Spanish, "AUSTRIA")];
    for (language, name) in named {
        let recipient = party("Zoë Huber", "Huber OG", "Ring 1", ("1010", "Wien"), "AT", "ATU12345678");
        assert!(text(&Invoice { recipient, ..usual(language) }).contains(name), "{name}");
        assert!(!text(&usual(language)).contains(name), "and none at home");
    }
}

#[test]
fn long_invoices_break_where_they_should() {
    let pages = layout::pages(&long()).unwrap();
    assert!(pages.len() > 5, "{}", pages.len());
    let count = pages.len();
    for (at, page) in pages.iter().enumerate() {
        let text = page.text();
        assert!(text.contains(&format!("Seite {} von {count}", at + 1)), "{text}");
        assert!(text.contains("Beschreibung | Menge | Einzelpreis | Steuer | Betrag") || text.contains("Gesamtbetrag"), "{text}");
        for mark in &page.marks {
            if let paper::Mark::Text { x, y, size, line, .. } = mark {
                assert!(*x >= 0.0 && x + line.width * size <= paper::WIDTH - 40.0 && *y < paper::HEIGHT - 30.0, "{}", line.text());
            }
        }
    }
    let whole = text(&long());
    assert!((1..=100).all(|day| whole.contains(&format!("Tagespass Nr. {day} "))), "none is lost");
}

/// How often a text stands in the bytes.
fn count(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count()
}

#[test]
fn pdfs_are_fit_for_archives_and_carry_the_xml() {
    let directory = std::env::var_os("KONTOR_DOCUMENTS").map(std::path::PathBuf::from);
    for (name, invoice) in all() {
        let xml = e_invoice(&invoice).unwrap().unwrap();
        let plain = pdf(&invoice, None).unwrap();
        let hybrid = pdf(&invoice, Some(&xml)).unwrap();
        for bytes in [&plain, &hybrid] {
            assert!(bytes.starts_with(b"%PDF-1.7"));
            assert_eq!(count(bytes, "<pdfaid:part>3</pdfaid:part>"), 1);
            assert_eq!(count(bytes, "<pdfaid:conformance>B</pdfaid:conformance>"), 1);
            offsets_are_right(bytes);
        }
        assert_eq!((count(&plain, "factur-x"), count(&hybrid, "/AFRelationship/Alternative")), (0, 1));
        assert_eq!(count(&hybrid, "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>"), 1);
        assert_eq!(pdf(&invoice, Some(&xml)).unwrap(), hybrid, "the same bytes each time");
        if let Some(directory) = &directory {
            std::fs::write(directory.join(format!("{name}.pdf")), hybrid).unwrap();
            std::fs::write(directory.join(format!("{name}.xml")), xml).unwrap();
        }
    }
}

/// Every entry of the table leads to the object of its number.
fn offsets_are_right(pdf: &[u8]) {
    let text = String::from_utf8_lossy(pdf.get(pdf.len() - 40..).unwrap()).into_owned();
    let table: usize = text.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    let table = String::from_utf8_lossy(&pdf[table..]).into_owned();
    let entries: Vec<&str> = table.lines().skip(2).take_while(|line| !line.starts_with("trailer")).collect();
    assert!(table.starts_with("xref") && entries.len() > 10, "{table}");
    for (number, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.contains(" n")) {
        let offset: usize = entry[..10].parse().unwrap();
        assert!(pdf[offset..].starts_with(format!("{number} 0 obj").as_bytes()), "object {number} at {offset}");
    }
}

#[test]
fn what_the_norm_cannot_say_is_refused() {
    let two = invoice(Language::English, PriceDisplay::Net, |figures| vec![item("Desk", "1", "10", &["5", "9.975"], figures)]);
    assert_eq!(e_invoice(&two).unwrap().err(), Some(Unfit::SeveralTaxes));
    let nobody = Invoice { recipient: Party::default(), ..usual(Language::English) };
    assert_eq!(e_invoice(&nobody).unwrap().err(), Some(Unfit::Parties));
    let mut dinar = usual(Language::English);
    dinar.figures.currency = "KWD".parse().unwrap();
    assert_eq!(e_invoice(&dinar).unwrap().err(), Some(Unfit::Currency));
    let no_vat_id = Invoice { sender: Party { tax_id: Some("12/345".into()), ..two.sender.clone() }, ..usual(Language::English) };
    assert_eq!(e_invoice(&no_vat_id).unwrap().err(), Some(Unfit::Parties));
    let logo = include_bytes!("../tests/logo.png");
    for body in [&logo[..4], &logo[..1000], &[]] {
        let logo = Some(Logo { content_type: "image/png".into(), body: body.to_vec() });
        assert!(pdf(&Invoice { logo, ..usual(Language::English) }, None).is_ok(), "without its logo");
    }
    assert!(pdf(&two, None).is_ok() && pdf(&nobody, None).is_ok() && pdf(&dinar, None).is_ok());
}

/// The names of elements in their order, those of one parent.
fn children<'a>(xml: &'a str, parent: &str) -> Vec<&'a str> {
    let inside = xml.split(&format!("<{parent}")).nth(1).unwrap().split_once('>').unwrap().1;
    let inside = inside.split(&format!("</{parent}>")).next().unwrap();
    let (mut depth, mut names) = (0, Vec::new());
    for tag in inside.split('<').skip(1) {
        if tag.starts_with('/') {
            depth -= 1;
            continue;
        }
        if depth == 0 {
            names.push(tag.split([' ', '>', '/']).next().unwrap());
        }
        depth += i32::from(!tag.split('>').next().unwrap().ends_with('/'));
    }
    names.dedup();
    names
}

#[test]
fn ubl_has_the_elements_in_the_order_of_the_schema() {
    let directory = std::env::var_os("KONTOR_DOCUMENTS").map(std::path::PathBuf::from);
    for (name, invoice) in all() {
        let xml = ubl(&invoice).unwrap().unwrap();
        if let Some(directory) = &directory {
            std::fs::write(directory.join(format!("{name}.ubl.xml")), &xml).unwrap();
        }
        let xml = String::from_utf8(xml).unwrap();
        let order = [
            "cbc:CustomizationID",
            "cbc:ProfileID",
            "cbc:ID",
            "cbc:IssueDate",
            "cbc:DueDate",
            "cbc:InvoiceTypeCode",
            "cbc:Note",
            "cbc:DocumentCurrencyCode",
            "cbc:BuyerReference",
            "cac:BillingReference",
            "cac:AccountingSupplierParty",
            "cac:AccountingCustomerParty",
            "cac:PaymentMeans",
            "cac:TaxTotal",
            "cac:LegalMonetaryTotal",
            "cac:InvoiceLine",
        ];
        let mut rest = order.iter();
        for child in children(&xml, "Invoice") {
            assert!(rest.any(|known| *known == child), "{name}: {child} is out of its place");
        }
        let of = |name: &str| -> Vec<rust_decimal::Decimal> {
            let opening = format!("<{name} currencyID=\"EUR\">");
            let parts = xml.split(opening.as_str()).skip(1);
            parts.map(|part| part.split('<').next().unwrap().parse().unwrap()).collect()
        };
        let lines = of("cbc:LineExtensionAmount");
        let (total, lines) = lines.split_first().unwrap();
        assert_eq!(lines.iter().sum::<rust_decimal::Decimal>(), *total, "{name}");
        assert_eq!(of("cbc:TaxableAmount").iter().sum::<rust_decimal::Decimal>(), *total, "{name}");
        let taxes = of("cbc:TaxAmount");
        assert_eq!(taxes[1..].iter().sum::<rust_decimal::Decimal>(), taxes[0], "{name}");
        assert_eq!(of("cbc:TaxExclusiveAmount")[0] + taxes[0], of("cbc:TaxInclusiveAmount")[0], "{name}");
        assert_eq!(of("cbc:TaxInclusiveAmount")[0] - of("cbc:PrepaidAmount")[0], of("cbc:PayableAmount")[0], "{name}");
        assert!(of("cbc:PriceAmount").iter().all(|price| !price.is_sign_negative()), "{name}");
    }
}

#[test]
fn ubl_is_an_xrechnung_where_germany_has_all_it_asks_for() {
    let plain = usual(Language::German);
    let is = |invoice: &Invoice| String::from_utf8(ubl(invoice).unwrap().unwrap()).unwrap().contains("xrechnung_3.0");
    assert!(!is(&plain), "nobody can be called");
    let sender = Party { phone: Some("+49 30 1234567".into()), ..plain.sender.clone() };
    let recipient = Party { email: Some("mia@moor.example".into()), ..plain.recipient.clone() };
    let whole = Invoice { sender, recipient, ..plain };
    assert!(is(&whole));
    if let Some(directory) = std::env::var_os("KONTOR_DOCUMENTS").map(std::path::PathBuf::from) {
        std::fs::write(directory.join("xrechnung.ubl.xml"), ubl(&whole).unwrap().unwrap()).unwrap();
    }
    assert!(!is(&Invoice { payment: None, ..whole.clone() }));
    assert!(!is(&Invoice { recipient: Party { email: None, ..whole.recipient.clone() }, ..whole }));
}

/// The figures of all elements of a name.
fn figures(xml: &str, name: &str) -> Vec<rust_decimal::Decimal> {
    let opening = format!("<ram:{name}");
    let parts = xml.split(opening.as_str()).skip(1);
    parts.map(|part| part.split(['>', '<']).nth(1).unwrap().parse().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn totals_of_the_xml_add_up(
        lines in prop::collection::vec((-10_000_000_i64..10_000_000, 1_u32..50, 0_usize..4, any::<bool>()), 1..8),
        gross in any::<bool>(),
    ) {
        let display = if gross { PriceDisplay::Gross } else { PriceDisplay::Net };
        let made = invoice(Language::English, display, |figures| {
            lines.iter().map(|(net, quantity, rate, paid)| {
                let net = rust_decimal::Decimal::new(*net, 4).to_string();
                Item { paid: *paid, ..item("Desk", &quantity.to_string(), &net, &[["19", "7", "0", "5.5"][*rate]], figures) }
            }).collect()
        });
        let xml = String::from_utf8(e_invoice(&made).unwrap().unwrap()).unwrap();
        let one = |name: &str| figures(&xml, name)[0];
        let sum = |name: &str| figures(&xml, name).into_iter().sum::<rust_decimal::Decimal>();
        let lines = figures(&xml, "LineTotalAmount");
        let (total, lines) = lines.split_last().unwrap();
        prop_assert_eq!(lines.iter().sum::<rust_decimal::Decimal>(), *total);
        prop_assert_eq!(sum("BasisAmount"), *total);
        prop_assert_eq!(one("TaxBasisTotalAmount"), *total);
        prop_assert_eq!(sum("CalculatedAmount"), one("TaxTotalAmount"));
        prop_assert_eq!(*total + one("TaxTotalAmount"), one("GrandTotalAmount"));
        prop_assert_eq!(one("GrandTotalAmount") - one("TotalPrepaidAmount"), one("DuePayableAmount"));
        prop_assert_eq!(one("GrandTotalAmount"), made.totals.gross.to_decimal().normalize());
        prop_assert!(figures(&xml, "ChargeAmount").iter().all(|price| !price.is_sign_negative()));
    }
}

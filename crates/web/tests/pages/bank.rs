//! Statements of the bank are taken in, and payments booked once.

use crate::admins::space;
use crate::browser::{Browser, House, Page};
use crate::on_both;
use app::access::{Access, Door, Place, enter_as};
use app::invoices::{Create, For, NewItem};
use domain::ids::MembershipId;
use store::invoices::Invoice;

const MANDATES: &str = "/admin/debits/mandates";
const IBAN: &str = "DE02120300000000202051";
const HEAD: &str = "Date;Name;Description;Amount;Currency\n";

fn item(net: &str) -> NewItem {
    NewItem {
        description: "Desk".into(),
        quantity: 1.into(),
        net: net.parse().unwrap(),
        taxes: Some(vec![]),
        paid: false,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
    }
}

struct Desk {
    house: House,
    access: Access,
    member: MembershipId,
}

impl Desk {
    async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let olga = house.person("olga@example.org").await;
        let id = space(&house, olga).await;
        let caller = house.caller(olga, "read write").await;
        let access = enter_as(&house.app, &caller, Place::Space(id), &[], Door::Related).await.unwrap();
        let terms = serde_json::json!({"name": "Flex", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1});
        let plan = app::plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let person = app::memberships::Person {
            name: Some("Mia Moor".into()),
            company: None,
            email: None,
            phone: None,
            address: store::spaces::Address::default(),
            billing_emails: vec![],
            tax_id: None,
            charge_taxes: true,
        };
        let wish = app::memberships::Create {
            plan,
            extras: vec![],
            person,
            starts_at: None,
            first_invoice_at: None,
            prorate_first_invoice: None,
            confirmed: true,
            discount_code: None,
        };
        let member = app::memberships::create(&house.app, &access, wish).await.unwrap().views[0].membership.id;
        Self { house, access, member }
    }

    async fn invoice(&self, net: &str, member: bool) -> Invoice {
        let recipient = (!member).then(|| store::spaces::Address { name: Some("Vera Vogt".into()), ..Default::default() });
        let debitor = member.then_some(For::Membership(self.member));
        let wish = Create { recipient, debitor, items: vec![item(net)], ..Create::default() };
        app::invoices::create(&self.house.app, &self.access, wish).await.unwrap()
    }

    async fn state(&self, invoice: &Invoice) -> (String, String, usize) {
        let now = app::invoices::get(&self.house.app, &self.access, invoice.id).await.unwrap();
        let records = app::invoices::records(&self.house.app, &self.access, invoice.id).await.unwrap();
        (now.paid_status.name().to_owned(), now.paid.to_string(), records.len())
    }
}

/// The ids of the payments that wait, in the order of the page.
fn waiting(page: &Page) -> Vec<String> {
    page.text.split("name=\"number-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn take(browser: &mut Browser<'_>, rows: &str) -> Page {
    let page = browser.get("harbour", "/admin/bank").await;
    let taken = browser.upload(&page, "/admin/bank", &format!("{HEAD}{rows}")).await;
    assert_eq!(taken.status, 303, "{}", taken.text);
    let target = taken.location().to_owned();
    browser.get("harbour", &target).await
}

/// The same with texts of one's own.
async fn send(browser: &mut Browser<'_>, page: &Page, action: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.submit(page, action, &fields).await
}

async fn book(browser: &mut Browser<'_>, page: &Page, choices: &[(&str, &str)]) -> Page {
    let names: Vec<_> = choices.iter().flat_map(|(id, number)| [(format!("do-{id}"), "book"), (format!("number-{id}"), *number)]).collect();
    let fields: Vec<_> = names.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    browser.submit(page, "/admin/bank/decide", &fields).await
}

on_both! {
    async fn a_statement_is_matched_and_booked_once(db: db::Db) {
        let desk = Desk::open(db).await;
        let mut browser = desk.house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let (one, two) = (desk.invoice("100", true).await, desk.invoice("40", false).await);
        let rows = "2026-03-01;Somebody;Invoice 1;100.00;EUR\n2026-03-02;Vera Vogt;thanks;40.00;EUR\n2026-03-02;Bank;Fee;-4.90;EUR\n";
        let page = take(&mut browser, rows).await;
        assert!(page.text.contains("brought 2 new payments") && page.text.contains("1 went out"), "{}", page.text);
        assert!(page.text.contains("number and amount") && page.text.contains("amount and name"), "{}", page.text);
        let ids = waiting(&page);
        assert_eq!((ids.len(), desk.state(&one).await.0.as_str()), (2, "unpaid"), "nothing is booked by itself");
        let done = book(&mut browser, &page, &[(&ids[0], "1"), (&ids[1], "2")]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        assert_eq!(desk.state(&one).await, ("paid".into(), "100.0".into(), 1));
        assert_eq!(desk.state(&two).await, ("paid".into(), "40.0".into(), 1));
        // The form again, and the statement again, and one that overlaps it.
        let again = book(&mut browser, &page, &[(&ids[0], "1"), (&ids[1], "2")]).await;
        assert_eq!(again.status, 422, "{}", again.text);
        let page = take(&mut browser, rows).await;
        assert!(page.text.contains("brought 0 new payments. 2 were known"), "{}", page.text);
        let page = take(&mut browser, &format!("{rows}2026-03-03;Vera Vogt;thanks;40.00;EUR\n2026-03-03;Vera Vogt;thanks;40.00;EUR\n")).await;
        assert!(page.text.contains("brought 2 new payments. 2 were known"), "two alike on one day are two: {}", page.text);
        assert_eq!((desk.state(&one).await.2, desk.state(&two).await.2), (1, 1));
        let ids = waiting(&page);
        let aside = format!("do-{}", ids[0]);
        assert_eq!(browser.submit(&page, "/admin/bank/decide", &[(&aside, "aside")]).await.status, 303);
        assert_eq!(waiting(&browser.get("harbour", "/admin/bank").await).len(), 1);
    }

    async fn what_is_too_much_becomes_a_credit_and_goes_with_the_payment(db: db::Db) {
        let desk = Desk::open(db).await;
        let (app, access) = (&desk.house.app, &desk.access);
        let mut browser = desk.house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let (one, two) = (desk.invoice("100", true).await, desk.invoice("40", false).await);
        let page = take(&mut browser, "2026-02-25;Mia Moor;Invoice 1;130.50;EUR\n2026-02-26;Vera;x;90.00;EUR\n2026-02-27;Vera;y;30.00;EUR\n2026-02-28;Vera;z;5.00;CHF\n").await;
        let ids = waiting(&page);
        let credits = async || app::charges::recent(app, access, desk.member).await.unwrap().iter().map(|one| one.amount.to_string()).collect::<Vec<_>>();
        let refused = book(&mut browser, &page, &[(&ids[0], "1"), (&ids[1], "2"), (&ids[2], "3"), (&ids[3], "2")]).await;
        assert_eq!(refused.status, 422);
        for text in ["twice over", "belongs to no invoice", "another currency"] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        assert_eq!(desk.state(&one).await, ("paid".into(), "100.0".into(), 1), "the others are booked");
        assert_eq!((credits().await, desk.state(&two).await.2), (vec!["-30.5".to_owned()], 0));
        let part = book(&mut browser, &page, &[(&ids[2], "2")]).await;
        assert_eq!((part.status.as_u16(), desk.state(&two).await), (303, ("unpaid".into(), "30.0".into(), 1)));
        // Taken back, it waits again, and the credit is gone.
        let record = app::invoices::records(app, access, one.id).await.unwrap()[0].id;
        app::invoices::remove_record(app, access, one.id, record).await.unwrap();
        assert_eq!((credits().await.len(), desk.state(&one).await.2), (0, 0));
        assert!(waiting(&browser.get("harbour", "/admin/bank").await).contains(&ids[0]));
    }

    async fn files_that_are_no_statements_are_refused(db: db::Db) {
        let desk = Desk::open(db).await;
        let mut browser = desk.house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let page = browser.get("harbour", "/admin/bank").await;
        for (file, text) in [
            ("", "neither CAMT.053 nor"), ("<Document><x></Document>", "broken XML"),
            ("Date;Name;Description;Amount\n2026-03-01;A;B;1.234\n", "no readable amount in entry 1"),
        ] {
            let refused = browser.upload(&page, "/admin/bank", file).await;
            assert!(refused.status == 422 && refused.text.contains(text), "{file}: {}", refused.text);
        }
        let big = browser.upload(&page, "/admin/bank", &"x".repeat(6 << 20)).await;
        assert_eq!(big.status, 413);
        desk.house.person("vera@example.org").await;
        let mut stranger = desk.house.browser();
        stranger.sign_in("harbour", "vera@example.org").await;
        assert_eq!(stranger.get("harbour", "/admin/bank").await.status, 404);
        assert_eq!(stranger.upload(&page, "/admin/bank", HEAD).await.status, 403);
    }

    async fn direct_debits_are_made_once_and_paid_once(db: db::Db) {
        let desk = Desk::open(db).await;
        let (app, access) = (&desk.house.app, &desk.access);
        let mut browser = desk.house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let (one, two, visitor) = (desk.invoice("100", true).await, desk.invoice("50.5", true).await, desk.invoice("7", false).await);
        let page = browser.get("harbour", "/admin/debits").await;
        let number = app::invoices::get(app, access, one.id).await.unwrap().customer_number.unwrap();
        let mandate = |iban: &str, member: &str| [("member".to_owned(), member.to_owned()), ("iban".into(), iban.into()), ("signed_on".into(), "2026-01-05".into())];
        for (iban, member, text) in [("DE00", number.as_str(), "is not an IBAN"), (IBAN, "nobody", "belongs to no member")] {
            let refused = send(&mut browser, &page, MANDATES, &mandate(iban, member)).await;
            assert!(refused.status == 422 && refused.text.contains(text), "{}", refused.text);
        }
        let done = send(&mut browser, &page, MANDATES, &mandate(IBAN, &number)).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let day = [("collect_on", "2026-03-09")];
        let refused = browser.submit(&page, "/admin/debits/files", &day).await;
        assert!(refused.status == 422, "no identifier, no account: {}", refused.text);
        let refused = browser.submit(&page, "/admin/debits/creditor", &[("creditor_id", "DE97ZZZ09999999999")]).await;
        assert!(refused.status == 422 && refused.text.contains("is not a creditor identifier"), "{}", refused.text);
        assert_eq!(browser.submit(&page, "/admin/debits/creditor", &[("creditor_id", "DE98 ZZZ 09999999999")]).await.status, 303);
        let bank = domain::invoices::Bank { holder: None, iban: IBAN.into(), bic: None };
        let settings = domain::invoices::InvoiceSettings { bank: Some(bank), ..Default::default() };
        app::invoices::set_settings(app, access, settings, None).await.unwrap();
        let page = browser.get("harbour", "/admin/debits").await;
        assert!(page.text.contains("Due today: 2"), "{}", page.text);

        // Twice the same click: the second finds nothing left.
        assert_eq!(browser.submit(&page, "/admin/debits/files", &day).await.status, 303);
        let again = browser.submit(&page, "/admin/debits/files", &day).await;
        assert!(again.status == 422 && again.text.contains("nothing is due"), "{}", again.text);
        assert_eq!((desk.state(&one).await.0, desk.state(&visitor).await.0), ("pending".to_owned(), "unpaid".to_owned()));
        let page = browser.get("harbour", "/admin/debits").await;
        let file = page.text.split("href=\"/admin/debits/files/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let xml = browser.get("harbour", &format!("/admin/debits/files/{file}")).await;
        assert!(xml.text.contains("<CtrlSum>150.50</CtrlSum>") && xml.text.contains("DE98ZZZ09999999999"), "{}", xml.text);

        // One comes back, the other is paid; saying so again books nothing.
        let back = browser.submit(&page, "/admin/debits/returned", &[("number", &two.number)]).await;
        assert_eq!(back.status, 303, "{}", back.text);
        assert_eq!(browser.submit(&page, "/admin/debits/returned", &[("number", &two.number)]).await.status, 422);
        let collected = format!("/admin/debits/files/{file}/collected");
        assert_eq!(browser.submit(&page, &collected, &[]).await.status, 303);
        assert_eq!(browser.submit(&page, &collected, &[]).await.status, 409);
        assert_eq!(desk.state(&one).await, ("paid".into(), "100.0".into(), 1));
        assert_eq!(desk.state(&two).await, ("unpaid".into(), "0.0".into(), 0));
    }

    async fn accountants_take_tables_and_bookings_away(db: db::Db) {
        let desk = Desk::open(db).await;
        let mut browser = desk.house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let one = desk.invoice("100", false).await;
        let page = take(&mut browser, "2026-03-01;Vera Vogt;Invoice 1;100.00;EUR\n").await;
        assert_eq!(book(&mut browser, &page, &[(&waiting(&page)[0], "1")]).await.status, 303);
        let period = "from=2026-03-01&to=2026-03-31";
        let mut file = async |name: &str| browser.get("harbour", &format!("/admin/accounting/{name}?{period}")).await;
        let invoices = file("invoices.csv").await;
        assert!(invoices.text.contains("\r\n1,2026-03-02,") && invoices.text.contains("Vera Vogt") && invoices.text.contains(",100,paid,"), "{}", invoices.text);
        assert!(file("items.csv").await.text.contains("\r\n1,2026-03-02,,Desk,1,100,EUR,100,0,0,100,"));
        assert!(file("payments.csv").await.text.contains("2026-03-01,1,,payment,100,EUR,Bank transfer,Vera Vogt Invoice 1"));
        assert!(file("items.xlsx").await.text.starts_with("PK"));
        let datev = file("EXTF_Buchungsstapel.csv").await;
        let bookings: Vec<_> = datev.text.lines().skip(2).collect();
        assert_eq!(bookings.len(), 2, "{}", datev.text);
        assert!(bookings[0].starts_with("100,00;\"S\";\"EUR\";;;\"\";10000;8400;") && bookings[1].contains(";1200;10000;"), "{}", datev.text);
        assert_eq!(file("secrets.csv").await.status, 404);
        assert_eq!(browser.get("harbour", "/admin/accounting/items.csv?from=2026-03-31&to=2026-03-01").await.status, 422);
        let page = browser.get("harbour", "/admin/accounting").await;
        let accounts = |revenue| [("consultant", "29098"), ("client", "55003"), ("revenue", revenue), ("debtors", "10000"), ("bank", "1800")];
        let refused = browser.submit(&page, "/admin/accounting", &accounts("=8400")).await;
        assert!(refused.status == 422 && refused.text.contains("revenue-problem"), "{}", refused.text);
        assert_eq!(browser.submit(&page, "/admin/accounting", &accounts("4400")).await.status, 303);
        let datev = browser.get("harbour", &format!("/admin/accounting/EXTF_Buchungsstapel.csv?{period}")).await;
        assert!(datev.text.contains(";29098;55003;") && datev.text.contains(";10000;4400;") && datev.text.contains(";1800;10000;"), "{}", datev.text);
        let why = browser.get("harbour", &format!("/admin/invoices/{}/why", one.id)).await;
        assert!(why.status == 200 && why.text.contains("Desk"), "{}", why.text);
        let xml = browser.get("harbour", &format!("/admin/invoices/{}/xml", one.id)).await;
        assert!(xml.status == 422 && xml.text.contains("VAT id of both sides"), "{}", xml.text);
    }
}

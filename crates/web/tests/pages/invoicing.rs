//! How a space writes invoices and wants to be paid.

use crate::admins::space;
use crate::browser::House;
use crate::on_both;

const SETTINGS: [(&str, &str); 4] =
    [("number_format", "R-{{year}}-{{number_3}}"), ("payment_term", "14"), ("late_days", "5"), ("next_number", "7")];

on_both! {
    async fn an_admin_says_how_invoices_are_written_and_paid(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@example.org").await;
        let id = space(&house, olga).await;
        let mut browser = house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let page = browser.get("harbour", "/admin/invoicing").await;
        assert!(page.status == 200 && page.text.contains("value=\"{{number}}\""), "{}", page.text);
        let done = browser.submit(&page, "/admin/invoicing", &SETTINGS).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/admin/invoicing"), "{}", done.text);
        let mut down = SETTINGS;
        down[3].1 = "3";
        let refused = browser.submit(&page, "/admin/invoicing", &down).await;
        assert!(refused.status == 422 && refused.text.contains("above every number"), "{}", refused.text);
        let mut bad = SETTINGS;
        bad[0].1 = "R-{{year}}";
        let refused = browser.submit(&page, "/admin/invoicing", &bad).await;
        assert!(refused.status == 422 && refused.text.contains("number_format-problem"), "{}", refused.text);

        let method = [("method", "Bank transfer"), ("instructions", "To our account."), ("members", "yes")];
        assert_eq!(browser.submit(&page, "/admin/invoicing/methods", &method).await.status, 303);
        assert_eq!(browser.submit(&page, "/admin/invoicing/methods", &[("method", " ")]).await.status, 422);
        let account = [("number", "4000"), ("name", "Bookings")];
        assert_eq!(browser.submit(&page, "/admin/invoicing/accounts/revenue_accounts", &account).await.status, 303);
        let twice = browser.submit(&page, "/admin/invoicing/accounts/revenue_accounts", &account).await;
        assert!(twice.status == 422 && twice.text.contains("already been taken"), "{}", twice.text);
        let page = browser.get("harbour", "/admin/invoicing").await;
        assert!(page.text.contains("Bank transfer") && page.text.contains("<strong>4000</strong> Bookings"), "{}", page.text);

        let caller = house.caller(olga, "read write").await;
        let place = app::access::Place::Space(id);
        let access = app::access::enter_as(&house.app, &caller, place, &[], app::access::Door::Related).await.unwrap();
        let recipient = Some(store::spaces::Address { name: Some("Vera".into()), ..Default::default() });
        let item = app::invoices::NewItem {
            description: "Desk".into(), quantity: 1.into(), net: "10".parse().unwrap(), taxes: None, paid: false,
            accounting_code: None, cost_center: None, revenue_account: None,
        };
        let wish = app::invoices::Create { recipient, items: vec![item], ..Default::default() };
        let made = app::invoices::create(&house.app, &access, wish).await.unwrap();
        assert_eq!((made.number.as_str(), made.due_on.to_string().as_str(), made.remind_on.to_string().as_str()), ("R-2026-007", "2026-03-16", "2026-03-21"));

        let page = browser.get("harbour", "/admin/invoices").await;
        assert!(page.status == 200 && page.text.contains("R-2026-007") && page.text.contains("not sent"), "{}", page.text);
        let page = browser.get("harbour", &format!("/admin/invoices/{}", made.id)).await;
        let refused = browser.submit(&page, &format!("/admin/invoices/{}/send", made.id), &[]).await;
        assert!(refused.status == 422 && refused.text.contains("The billing e-mails can"), "{}", refused.text);
        for (path, part) in [("/admin/invoices", "/pdf"), ("/invoices", "")] {
            let pdf = browser.get("harbour", &format!("{path}/{}{part}", made.id)).await;
            assert!(pdf.status == 200 && pdf.text.starts_with("%PDF-1.7"), "{}", pdf.text);
            assert_eq!(browser.get("harbour", &format!("{path}/{id}{part}")).await.status, 404, "no invoice");
        }
        let bank = |iban: &'static str| {
            let mut form = SETTINGS.to_vec();
            form[3].1 = "8";
            form.extend([("iban", iban), ("bic", "BYLADEM1001"), ("sending", "byHand")]);
            form
        };
        let settings = browser.get("harbour", "/admin/invoicing").await;
        let refused = browser.submit(&settings, "/admin/invoicing", &bank("DE00 1203 0000 0000 2020 51")).await;
        assert!(refused.status == 422 && refused.text.contains("iban-problem"), "{}", refused.text);

        house.person("vera@example.org").await;
        let mut stranger = house.browser();
        stranger.sign_in("harbour", "vera@example.org").await;
        assert_eq!(stranger.get("harbour", "/admin/invoicing").await.status, 404);
        assert_eq!(stranger.get("harbour", "/admin/invoices").await.status, 404);
        assert_eq!(stranger.get("harbour", &format!("/invoices/{}", made.id)).await.status, 404);
    }
}

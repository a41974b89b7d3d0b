//! Invoices written by hand, paid, corrected and given up in pages alone.

use crate::browser::{Browser, House, Page};
use crate::harbour::{Harbour, between};
use crate::on_both;

/// What the form of an invoice sends for one line.
fn line(description: &'static str, quantity: &'static str, price: &'static str) -> [(&'static str, &'static str); 3] {
    [("description-0", description), ("quantity-0", quantity), ("price-0", price)]
}

const NEW: &str = "/admin/invoices/new";

/// An invoice over 3 × 10.50 net to an address; its page.
async fn written(olga: &mut Browser<'_>) -> (String, Page) {
    let form = olga.get("harbour", "/admin/invoices/new?to=address").await;
    let mut fields = line("Desk lamp", "3", "10,50").to_vec();
    fields.extend([("name", "Vera"), ("street", "Quay 1"), ("email", "vera@example.org"), ("date", "2026-03-02"), ("act", "make")]);
    let made = olga.submit(&form, NEW, &fields).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let path = made.location().to_owned();
    let page = olga.get("harbour", &path).await;
    assert!(page.status == 200 && page.text.contains("Desk lamp") && page.text.contains("37.50 EUR"), "{}", page.text);
    (path, page)
}

on_both! {
    async fn an_invoice_is_previewed_and_written_by_hand(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (mia, mut member) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        assert!(olga.get("harbour", "/admin/invoices").await.text.contains("There are none yet"));
        let whom = olga.get("harbour", "/admin/invoices/new?q=mia").await;
        let link = format!("/admin/invoices/new?membership={mia}");
        assert!(whom.status == 200 && whom.text.contains(&link), "{}", whom.text);
        let form = olga.get("harbour", &link).await;
        assert!(form.text.contains("New invoice for Mia") && form.text.contains("VAT 19 %"), "{}", form.text);

        // Another line, with what was typed kept; then what it comes to, to the coin.
        let mut fields = line("Locker", "2", "10.00").to_vec();
        fields.push(("act", "add"));
        let more = olga.submit(&form, NEW, &fields).await;
        assert!(more.status == 200 && more.text.contains("value=\"Locker\"") && more.text.contains("Line 2"), "{}", more.text);
        fields.pop();
        fields.extend([("description-1", "Books"), ("quantity-1", "1"), ("price-1", "5"), ("tax-1", "7"), ("act", "preview")]);
        let preview = olga.submit(&form, NEW, &fields).await;
        for said in ["VAT 19 %", "3.80 EUR", "VAT 7 %", "0.35 EUR", "29.15 EUR"] {
            assert!(preview.status == 200 && preview.text.contains(said), "{said}: {}", preview.text);
        }
        assert!(olga.get("harbour", "/admin/invoices").await.text.contains("There are none yet"), "a preview keeps nothing");
        // What is wrong is said at the line.
        for (quantity, price, said) in [("0", "1", "items.0.quantity"), ("1", "much", "must be an amount"), ("1", "1.000", "two ways")] {
            let bad = olga.submit(&form, NEW, &[("description-0", "Locker"), ("quantity-0", quantity), ("price-0", price), ("act", "make")]).await;
            let words = if said.starts_with("items") { "must be above 0" } else { said };
            assert!(bad.status == 422 && bad.text.contains(words) && bad.text.contains("value=\"Locker\""), "{said}: {}", bad.text);
        }
        let empty = olga.submit(&form, NEW, &[("act", "make")]).await;
        assert!(empty.status == 422 && empty.text.contains("The lines can&#39;t be empty"), "{}", empty.text);

        *fields.last_mut().unwrap() = ("act", "make");
        let made = olga.submit(&form, NEW, &fields).await;
        let page = olga.get("harbour", made.location()).await;
        assert!(page.text.contains("29.15 EUR") && page.text.contains(&format!("/admin/members/{mia}")), "{}", page.text);
        assert!(olga.get("harbour", &format!("{}/pdf", made.location())).await.text.starts_with("%PDF-1.7"));
        // It is found by what stands on it and by its state, and not by others.
        for (query, found) in [("q=books", true), ("q=nothing", false), ("status=open", true), ("status=paid", false), ("status=unsent&q=Mia", false), ("status=overdue", false)] {
            let list = olga.get("harbour", &format!("/admin/invoices?{query}")).await;
            assert!(list.status == 200 && list.text.contains(made.location()) == found, "{query}: {}", list.text);
        }
        // Members write no invoices, and nobody's address is made up.
        assert_eq!(member.get("harbour", NEW).await.status, 403);
        assert_eq!(member.get("harbour", made.location()).await.status, 404);
        assert_eq!(olga.get("harbour", "/admin/invoices/new?membership=0198c0de000070008000000000000099").await.status, 404);
        let nobody = olga.get("harbour", "/admin/invoices/new?to=address").await;
        let refused = olga.submit(&nobody, NEW, &[("description-0", "Locker"), ("price-0", "1"), ("act", "make")]).await;
        assert!(refused.status == 422 && refused.text.contains("Type whom it is for"), "{}", refused.text);
    }

    async fn an_invoice_is_paid_paid_back_corrected_and_given_up(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.invoice_for(&["members"]).await;
        let mut olga = harbour.olga().await;
        let (path, page) = written(&mut olga).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        let method = between(&page, "<select id=\"method\" name=\"method\"><option value=\"", "\"").to_owned();
        let (pay, back) = (format!("{path}/payments"), format!("{path}/refunds"));
        for (amount, day, said) in [("0", "2026-03-02", "more than zero"), ("1", "2026-03-09", "must not be in the future"), ("x", "2026-03-02", "must be an amount"), ("80", "2026-03-02", "twice the invoice")] {
            let bad = olga.submit(&page, &pay, &[("amount", amount), ("paid_on", day), ("method", &method)]).await;
            assert!(bad.status == 422 && bad.text.contains(said) && bad.text.contains(&format!("value=\"{amount}\"")), "{said}: {}", bad.text);
        }
        let part = [("amount", "10"), ("paid_on", "2026-03-02"), ("method", method.as_str()), ("note", "at the desk")];
        assert_eq!(olga.submit(&page, &pay, &part).await.location(), path);
        let page = olga.get("harbour", &path).await;
        assert!(page.text.contains("10.00 EUR came in") && page.text.contains("27.50 EUR are left") && page.text.contains("at the desk"), "{}", page.text);
        // A payment noted by mistake is taken back; the whole is noted without an amount.
        let wrong = format!("{path}/payments/{}/delete", between(&page, &format!("action=\"{path}/payments/"), "/delete"));
        assert_eq!(olga.submit(&page, &wrong, &[]).await.location(), path);
        assert_eq!(olga.submit(&page, &pay, &[("paid_on", "2026-03-02"), ("method", &method)]).await.location(), path);
        let page = olga.get("harbour", &path).await;
        assert!(page.text.contains("37.50 EUR came in") && page.text.contains("class=\"badge\">paid<"), "{}", page.text);
        assert!(page.text.contains("Payment noted") && page.text.contains("Payment taken back"), "{}", page.text);
        let much = olga.submit(&page, &back, &[("amount", "40")]).await;
        assert!(much.status == 422 && much.text.contains("More cannot be paid back"), "{}", much.text);
        assert_eq!(olga.submit(&page, &back, &[("amount", "37.50")]).await.location(), path);
        assert!(olga.get("harbour", &path).await.text.contains("class=\"badge\">paid back<"));

        // The correction begins with all that stands on it, given back.
        let form = olga.get("harbour", &format!("{NEW}?corrects={id}")).await;
        assert!(form.text.contains("value=\"-10.5\"") && form.text.contains("value=\"Quay 1\""), "{}", form.text);
        let mut fields = line("Desk lamp", "3", "-10.5").to_vec();
        fields.extend([("name", "Vera"), ("act", "make")]);
        let made = olga.submit(&form, NEW, &fields).await;
        let page = olga.get("harbour", made.location()).await;
        assert!(page.text.contains("-37.50 EUR") && page.text.contains(&format!("Corrects <a href=\"{path}\"")), "{}", page.text);
        assert!(!page.text.contains("Corrected by"), "a correction is not corrected: {}", page.text);
        let corrected = olga.get("harbour", &path).await;
        assert!(corrected.text.contains(&format!("Corrected by <a href=\"{}\"", made.location())), "{}", corrected.text);

        // One that nobody pays is written off; locked ones are not deleted, nor any in a space of the European Union.
        let (path, page) = written(&mut olga).await;
        let refused = olga.submit(&page, &format!("{path}/delete"), &[]).await;
        assert!(refused.status == 422 && refused.text.contains("deletes no invoices"), "{}", refused.text);
        assert_eq!(olga.submit(&page, &format!("{path}/lock"), &[]).await.location(), path);
        let page = olga.get("harbour", &path).await;
        assert!(page.text.contains("It is locked") && !page.text.contains(&format!("{path}/delete")), "{}", page.text);
        assert_eq!(olga.submit(&page, &format!("{path}/unlock"), &[]).await.location(), path);
        assert_eq!(olga.submit(&page, &format!("{path}/write_off"), &[]).await.location(), path);
        let twice = olga.submit(&page, &format!("{path}/write_off"), &[]).await;
        assert!(twice.status == 422 && twice.text.contains("Only an unpaid invoice"), "{}", twice.text);
        assert!(olga.get("harbour", "/admin/invoices?status=written_off").await.text.contains(&path));
    }

    async fn a_reminder_begins_with_the_words_of_the_space(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let (path, page) = written(&mut olga).await;
        assert!(!page.text.contains("Write a reminder"), "it is not due: {}", page.text);
        house.app.clock.set(testkit::at("2026-04-20T10:00:00Z"));
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", &path).await;
        assert!(page.text.contains("class=\"badge\">overdue<") && page.text.contains("value=\"vera@example.org\""), "{}", page.text);
        let remind = format!("{path}/reminders");
        let bad = olga.submit(&page, &remind, &[("to", "vera@example.org"), ("subject", "Please"), ("body", " ")]).await;
        assert!(bad.status == 422 && bad.text.contains("The text can&#39;t be blank") && bad.text.contains("value=\"Please\""), "{}", bad.text);
        let sent = olga.submit(&page, &remind, &[("to", "vera@example.org"), ("subject", "Please"), ("body", "Do pay.")]).await;
        assert_eq!(sent.location(), path, "{}", sent.text);
        assert!(house.mails("vera@example.org").await.contains(&"Do pay.".to_owned()));
        assert!(olga.get("harbour", "/admin/invoices?status=overdue").await.text.contains(&path));
    }

    async fn charges_and_credits_are_put_down_and_billed(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let (mia, mut member) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        let here = format!("/admin/members/{mia}/charges");
        let page = olga.get("harbour", &here).await;
        let bad = olga.submit(&page, &here, &[("description", ""), ("amount", "x"), ("quantity", "1")]).await;
        assert!(bad.status == 422 && bad.text.contains("must be an amount"), "{}", bad.text);
        for (text, amount, credit) in [("Kindness", "5", Some(("credit", "yes"))), ("Key", "20", None)] {
            let mut fields = vec![("description", text), ("amount", amount), ("quantity", "2")];
            fields.extend(credit);
            assert_eq!(olga.submit(&page, &here, &fields).await.location(), here);
        }
        let page = olga.get("harbour", &here).await;
        assert!(page.text.contains("2 × 20.00 EUR net") && page.text.contains("2 × -5.00 EUR net, a credit"), "{}", page.text);
        let gone = format!("{here}/{}/delete", between(&page, &format!("action=\"{here}/"), "/delete"));
        assert_eq!(olga.submit(&page, &gone, &[]).await.location(), here);
        assert_eq!(olga.submit(&page, &gone, &[]).await.status, 404, "it is gone");
        let billed = olga.submit(&page, &format!("{here}/invoice"), &[]).await;
        assert!(billed.location().starts_with("/admin/invoices/"), "{} {}", billed.status, billed.text);
        assert!(olga.get("harbour", billed.location()).await.text.contains("Key"));
        let nothing = olga.submit(&page, &format!("{here}/invoice"), &[("again", "yes")]).await;
        assert!(nothing.status == 422 && nothing.text.contains("nothing to bill"), "{}", nothing.text);
        assert_eq!(member.get("harbour", &here).await.status, 403);
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(paul.get("pier", &here).await.status, 404);
    }
}

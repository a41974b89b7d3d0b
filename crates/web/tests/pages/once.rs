//! Forms that are sent twice, by a second click or a reload, and the button that keeps people from it.

use crate::browser::{Browser, House, Page};
use crate::chromium::{Chromium, served};
use crate::harbour::Harbour;
use crate::on_both;
use axum::http::StatusCode;
use futures_util::future::join_all;
use jiff::SignedDuration;
use store::invoices::{Invoice, Wanted};
use store::resources::Slice;

const NEW: &str = "/admin/invoices/new";
const ALL: Slice = Slice { limit: 50, offset: 0 };

const LAMP: [(&str, &str); 6] =
    [("name", "Vera"), ("street", "Quay 1"), ("description-0", "Desk lamp"), ("quantity-0", "1"), ("price-0", "10"), ("act", "make")];

async fn invoices(harbour: &Harbour<'_>) -> Vec<Invoice> {
    app::invoices::list(&harbour.house.app, &harbour.access, Wanted::default(), ALL).await.unwrap().items
}

async fn shown(olga: &mut Browser<'_>) -> Page {
    olga.get("harbour", &format!("{NEW}?to=address")).await
}

fn led(answer: &Page) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location()
}

on_both! {
    async fn a_form_that_is_sent_twice_makes_one_thing(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let form = shown(&mut olga).await;
        // What was refused may be sent again, as it was and mended.
        for _ in 0..2 {
            let refused = olga.submit(&form, NEW, &[("name", "Vera"), ("act", "make")]).await;
            assert!(refused.status == 422 && refused.text.contains("The lines can&#39;t be empty"), "{}", refused.text);
        }
        let first = olga.submit(&form, NEW, &LAMP).await;
        let second = olga.submit(&form, NEW, &LAMP).await;
        assert_eq!(led(&first), led(&second));
        assert_eq!(invoices(&harbour).await.len(), 1);

        // What is paid for it comes in once, and goes out once.
        let page = olga.get("harbour", led(&first)).await;
        let (pay, send) = (format!("{}/payments", led(&first)), format!("{}/send", led(&first)));
        for _ in 0..2 {
            assert_eq!(led(&olga.submit(&page, &pay, &[("amount", "5"), ("paid_on", "2026-03-02")]).await), first.location());
        }
        let page = olga.get("harbour", led(&first)).await;
        let back = format!("{}/refunds", led(&first));
        for _ in 0..2 {
            assert_eq!(led(&olga.submit(&page, &back, &[("amount", "1")]).await), first.location());
        }
        let id = invoices(&harbour).await[0].id;
        let records = app::invoices::records(&house.app, &harbour.access, id).await.unwrap();
        assert_eq!(records.iter().map(|one| (one.refund, one.amount.to_string())).collect::<Vec<_>>(), [(false, "5.0".into()), (true, "1.0".into())]);
        // Nothing is made of what cannot be done, however often that is tried.
        for _ in 0..2 {
            assert_eq!(olga.submit(&page, &send, &[]).await.status, 422, "it has no address to go to");
        }

        // Something else typed is something else; so is the form where a page shows it anew.
        let mut other = LAMP;
        other[4] = ("price-0", "11");
        assert_ne!(led(&olga.submit(&form, NEW, &other).await), led(&first));
        let form_again = shown(&mut olga).await;
        assert_ne!(led(&olga.submit(&form_again, NEW, &LAMP).await), led(&first));
        assert_eq!(invoices(&harbour).await.len(), 3);
        // After a day nobody knows of it any more.
        let clock = &house.app.clock;
        clock.set(clock.now().checked_add(SignedDuration::from_hours(25)).unwrap());
        assert_ne!(led(&olga.submit(&form, NEW, &LAMP).await), led(&first));
        assert_eq!(invoices(&harbour).await.len(), 4);
    }

    async fn clicks_at_the_same_moment_make_one_thing(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let form = shown(&mut olga).await;
        let mut windows: Vec<_> = (0..6).map(|_| house.browser()).collect();
        for window in &mut windows {
            window.cookies.clone_from(&olga.cookies);
        }
        let answers = join_all(windows.iter_mut().map(|window| window.submit(&form, NEW, &LAMP))).await;
        let made = invoices(&harbour).await;
        assert_eq!(made.len(), 1);
        for answer in &answers {
            assert_eq!(led(answer), format!("/admin/invoices/{}", made[0].id));
        }
        // Somebody else's browser cannot send the form at all, and learns nothing of where it led.
        let mut other = harbour.olga().await;
        assert_eq!(other.submit(&form, NEW, &LAMP).await.status, 403);
    }

    async fn what_visitors_and_members_send_twice_is_done_once(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Print", |_| {}).await;
        let method = harbour.invoice_for(&["publicEventTickets"]).await;
        let mut vera = house.browser();
        let here = format!("/events/{event}/tickets");
        let form = vera.get("harbour", &here).await;
        let order = [("name", "Vera"), ("email", "vera@example.org"), ("agreed", "yes"), ("method", &*method)];
        let first = vera.submit(&form, &here, &order).await;
        let mails = house.mails("vera@example.org").await.len();
        let second = vera.submit(&form, &here, &order).await;
        assert_eq!(led(&first), led(&second));
        assert_eq!((invoices(&harbour).await.len(), house.mails("vera@example.org").await.len()), (1, mails));

        let (_, mut mia) = harbour.member("Mia").await;
        let form = mia.get("harbour", "/help/issues/new").await;
        let typed = [("title", "The lamp"), ("text", "It is dark.")];
        let (first, second) = (mia.submit(&form, "/help/issues/new", &typed).await, mia.submit(&form, "/help/issues/new", &typed).await);
        assert_eq!(led(&first), led(&second));
        let issue = mia.get("harbour", led(&first)).await;
        let comment = format!("{}/comments", led(&first));
        for _ in 0..2 {
            led(&mia.submit(&issue, &comment, &[("text", "Still dark.")]).await);
        }
        assert_eq!(mia.get("harbour", led(&first)).await.text.matches("Still dark.").count(), 1);
    }

    async fn the_button_of_a_form_rests_until_the_answer_is_there(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::new(&house).await;
        let tab = chromium.person(&site, (1280, 800)).await;
        tab.sign_in("olga@example.org").await;
        tab.open("/admin/contacts/new").await;
        let found = tab
            .eval(
                "(async () => {
                    const form = document.querySelector('form[action=\"/admin/contacts/new\"]'), button = form.querySelector('button');
                    const rests = async () => { await new Promise(done => setTimeout(done, 50)); return button.disabled; };
                    addEventListener('submit', event => event.preventDefault(), { once: true, capture: true });
                    form.requestSubmit(button);
                    const stopped = await rests();
                    form.target = 'elsewhere';
                    form.requestSubmit(button);
                    const sent = await rests();
                    dispatchEvent(new Event('pageshow'));
                    return [stopped, sent, await rests()];
                })()",
            )
            .await;
        assert_eq!(found, serde_json::json!([false, true, false]), "a form that a script stops is not sent");

        // Two clicks before the button rests are one contact.
        tab.open("/admin/contacts/new").await;
        tab.eval(
            "(() => {
                document.querySelector('#name').value = 'Vera';
                const button = document.querySelector('form[action=\"/admin/contacts/new\"] button');
                button.click();
                button.click();
            })()",
        )
        .await;
        tab.until("location.pathname !== '/admin/contacts/new' && document.readyState === 'complete'").await;
        let wanted = app::contacts::Wanted { text: "Vera".into(), ..app::contacts::Wanted::default() };
        let contacts = app::contacts::search(&house.app, &harbour.access, wanted, ALL).await.unwrap();
        assert_eq!(contacts.items.len(), 1);
    }
}

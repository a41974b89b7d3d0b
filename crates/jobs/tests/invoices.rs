//! Invoices on their way through SMTP, on both databases.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use ::jobs::{Post, Runner, perform};
use app::access::{self, Access, Door, Place};
use app::invoices::{self, Create, NewItem};
use app::spaces::Details;
use app::tokens::{self, Grant};
use app::{App, BaseUrl, Chance, Clock, users};
use db::Db;
use domain::ids::InvoiceId;
use domain::invoices::{InvoiceSettings, SentStatus};
use domain::taxes::Tax;
use std::sync::{Arc, Mutex};
use store::spaces::Address;
use testkit::at;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}

/// A space, and an invoice of it to two addresses; with a tax id all is on it that an e-invoice needs.
async fn invoice(db: Db, tax_id: Option<&str>, taxes: Option<Vec<Tax>>) -> (App, Access, InvoiceId) {
    let hosts = BaseUrl::parse("http://localhost:3000").unwrap();
    let app = App::new(db, Clock::standing_at(at("2026-03-02T12:00:00Z")), Chance::seeded(7), hosts);
    let owner = users::create(&app, "olga@kontor.test", None).await.unwrap();
    let grant = Grant { user: owner, client: None, space: None, scopes: "read write".parse().unwrap(), expires_at: None };
    let token = tokens::create(&app, grant).await.unwrap();
    let caller = access::authenticate(&app, token.reveal()).await.unwrap();
    let details = Details { name: Some("Harbour".into()), country: Some("DE".into()), ..Details::default() };
    let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
    let space = app::spaces::create(&app, &caller, command).await.unwrap().id;
    let access = access::enter_as(&app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
    let item = NewItem {
        description: "Desk".into(),
        quantity: 1.into(),
        net: "10".parse().unwrap(),
        taxes,
        paid: false,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
    };
    let address = Address {
        name: Some("Vera".into()),
        street: Some("Quay 1".into()),
        post_code: Some("10999".into()),
        city: Some("Berlin".into()),
        country: Some("DE".into()),
        ..Address::default()
    };
    let settings = InvoiceSettings { tax_id: Some("DE123456789".into()), ..InvoiceSettings::default() };
    invoices::set_settings(&app, &access, settings, Some(address.clone())).await.unwrap();
    let (recipient, tax_id) = (Some(address), tax_id.map(str::to_owned));
    let billing_emails = Some(vec!["vera@example.org".into(), "books@example.org".into()]);
    let wish = Create { recipient, tax_id, billing_emails, items: vec![item], ..Create::default() };
    let made = invoices::create(&app, &access, wish).await.unwrap();
    assert_eq!(made.sent_status, SentStatus::SendingRequested, "sent as soon as it is made (V24)");
    (app, access, made.id)
}

async fn status(app: &App, access: &Access, id: InvoiceId) -> SentStatus {
    invoices::get(app, access, id).await.unwrap().sent_status
}

/// A mail server that takes everything; what it took.
async fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let taken: Arc<Mutex<Vec<String>>> = Arc::default();
    let all = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, Arc::clone(&all)));
        }
    });
    (url, taken)
}

async fn converse(stream: TcpStream, taken: Arc<Mutex<Vec<String>>>) {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail.test\r\n").await.unwrap();
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|bytes| bytes > 0) {
        let command = std::mem::take(&mut line).to_ascii_uppercase();
        let answer: &[u8] = if command.starts_with("DATA") {
            stream.write_all(b"354 go on\r\n").await.unwrap();
            let mut mail = String::new();
            while stream.read_line(&mut line).await.is_ok() && line != ".\r\n" {
                mail.push_str(&std::mem::take(&mut line));
            }
            line.clear();
            taken.lock().unwrap().push(mail);
            b"250 taken\r\n"
        } else if command.starts_with("QUIT") {
            b"221 bye\r\n"
        } else {
            b"250 ok\r\n"
        };
        if stream.write_all(answer).await.is_err() {
            return;
        }
    }
}

/// Runs what is due.
async fn run(app: &App, post: &Post) {
    let post = post.clone();
    Runner::new(app.clone(), move |app, job| perform(app, job, post.clone())).run_due().await;
}

on_both! {
    async fn an_invoice_is_sent_when_all_of_its_mails_are(db: Db) {
        let (app, access, id) = Box::pin(invoice(db, None, None)).await;
        let (url, taken) = server().await;
        let post = Post::smtp(&url, "Kontor <kontor@example.org>").unwrap();
        run(&app, &post).await;
        assert_eq!(status(&app, &access, id).await, SentStatus::Sent);
        let mails = taken.lock().unwrap().clone();
        assert_eq!(mails.len(), 2, "{mails:?}");
        for mail in &mails {
            assert!(mail.contains("Subject: Invoice 1 of Harbour") && mail.contains("multipart/mixed"), "{mail}");
            assert!(mail.contains("application/pdf") && mail.contains("filename=\"1.pdf\"") && mail.contains("JVBERi0xLjc"), "the PDF in base64");
        }
    }

    async fn an_invoice_that_no_server_takes_could_not_be_sent(db: Db) {
        let (app, access, id) = Box::pin(invoice(db, None, None)).await;
        let post = Post::smtp("smtp://127.0.0.1:1", "kontor@example.org").unwrap();
        for _ in 0..200 {
            run(&app, &post).await;
            app.clock.advance(1);
        }
        assert_eq!(status(&app, &access, id).await, SentStatus::FailedToSend);
        // Somebody sends it again, and this time there is a server.
        invoices::send(&app, &access, id).await.unwrap();
        let (url, taken) = server().await;
        run(&app, &Post::smtp(&url, "kontor@example.org").unwrap()).await;
        assert_eq!((status(&app, &access, id).await, taken.lock().unwrap().len()), (SentStatus::Sent, 2));
    }

    async fn where_mails_are_kept_an_invoice_arrives_with_them(db: Db) {
        let (app, access, id) = Box::pin(invoice(db, None, None)).await;
        run(&app, &Post::Kept).await;
        assert_eq!(status(&app, &access, id).await, SentStatus::Sent);
    }

    async fn in_germany_an_e_invoice_is_made_before_the_mail_leaves(db: Db) {
        let (app, access, id) = Box::pin(invoice(db, Some("DE987654321"), None)).await;
        let (url, taken) = server().await;
        run(&app, &Post::smtp(&url, "kontor@example.org").unwrap()).await;
        let made = invoices::get(&app, &access, id).await.unwrap();
        assert!(made.archived && made.e_invoice && made.locked_at.is_some(), "{made:?}");
        assert_eq!((made.sent_status, taken.lock().unwrap().len()), (SentStatus::Sent, 2));
    }

    async fn what_cannot_be_an_e_invoice_is_sent_all_the_same(db: Db) {
        let tax = |name: &str, rate: &str| Tax { name: name.into(), rate: rate.parse().unwrap() };
        let (app, access, id) = Box::pin(invoice(db, Some("DE987654321"), Some(vec![tax("A", "5"), tax("B", "9.975")]))).await;
        run(&app, &Post::Kept).await;
        let made = invoices::get(&app, &access, id).await.unwrap();
        assert_eq!((made.archived, made.locked_at, made.sent_status), (false, None, SentStatus::Sent));
    }
}

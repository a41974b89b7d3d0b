//! Webhooks arrive: signed, in order, at least once, and at nobody's cost but the receiver's; on both databases.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use ::jobs::{Callbacks, Dispatcher};
use app::access::{self, Access, Door, Place};
use app::tokens::{self, Grant};
use app::webhooks::{self, Revealed, Whose, delivering};
use app::{App, BaseUrl, Chance, Clock, Event, users};
use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::Db;
use domain::ids::WebhookId;
use domain::webhooks::{FIRST_PAUSE, Status};
use jiff::SignedDuration;
use ring::signature::{ED25519, UnparsedPublicKey};
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use std::collections::{BTreeMap, BTreeSet};
use std::future::pending;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::webhooks::deliveries::{Attempt, Delivery};
use testkit::{Backend, Template, new_id};
use uuid::Uuid;

macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}

/// What a receiver got.
#[derive(Clone, Debug)]
struct Heard {
    path: String,
    headers: HeaderMap,
    body: String,
}

impl Heard {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
    fn seq(&self) -> i64 {
        self.header("webhook-sequence").parse().unwrap()
    }
    /// The last part of the URL in the body.
    fn subject(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap();
        body["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
    }
}

/// A server that answers as it is told, to the call of a number.
#[derive(Clone)]
struct Receiver {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
    /// By path: calls that are not answered yet, and the most there were at once.
    busy: Arc<Mutex<BTreeMap<String, (usize, usize)>>>,
}

impl Receiver {
    async fn new(answer: impl Fn(usize, &Heard) -> u16 + Clone + Send + Sync + 'static) -> Self {
        let (heard, busy) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(BTreeMap::<_, (usize, usize)>::new())));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (all, open) = (Arc::clone(&heard), Arc::clone(&busy));
        let router = Router::new().fallback(move |uri: Uri, headers: HeaderMap, body: String| {
            let (all, open, answer) = (Arc::clone(&all), Arc::clone(&open), answer.clone());
            async move {
                let heard = Heard { path: uri.path().to_owned(), headers, body };
                let number = {
                    let mut all = all.lock().unwrap();
                    all.push(heard.clone());
                    all.len()
                };
                {
                    let mut open = open.lock().unwrap();
                    let (now, most) = open.entry(heard.path.clone()).or_default();
                    *now += 1;
                    *most = (*most).max(*now);
                }
                let status = answer(number, &heard);
                tokio::time::sleep(Duration::from_millis(2)).await;
                if status == 0 {
                    pending::<()>().await;
                }
                open.lock().unwrap().get_mut(&heard.path).unwrap().0 -= 1;
                (StatusCode::from_u16(status).unwrap(), [("location", "/elsewhere")], "so it is")
            }
        });
        tokio::spawn(axum::serve(listener, router).into_future());
        Self { address, heard, busy }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
    fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
    fn seqs(&self) -> Vec<i64> {
        self.heard().iter().map(Heard::seq).collect()
    }
}

/// A space, entered by its owner.
struct House {
    app: App,
    access: Access,
}

impl House {
    async fn new(db: Db) -> Self {
        Self::at(db, Clock::standing_at(testkit::at("2026-03-02T12:00:00Z"))).await
    }

    async fn at(db: Db, clock: Clock) -> Self {
        let app = App::new(db, clock, Chance::seeded(7), BaseUrl::parse("http://localhost:3000").unwrap());
        let owner = users::create(&app, "olga@example.org", None).await.unwrap();
        let grant = Grant { user: owner, client: None, space: None, scopes: "read write".parse().unwrap(), expires_at: None };
        let token = tokens::create(&app, grant).await.unwrap();
        let caller = access::authenticate(&app, token.reveal()).await.unwrap();
        let details = app::spaces::Details { name: Some("Harbour".into()), country: Some("DE".into()), ..Default::default() };
        let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
        let space = app::spaces::create(&app, &caller, command).await.unwrap().id;
        let access = access::enter_as(&app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        Self { app, access }
    }

    fn dispatcher(&self) -> Dispatcher {
        Dispatcher::new(self.app.clone(), Callbacks::new(true).unwrap().patience(Duration::from_secs(2)), FIRST_PAUSE)
    }

    async fn subscribe(&self, event: &str, url: &str) -> (WebhookId, Revealed) {
        let (webhook, keys) = webhooks::create(&self.app, &self.access, event, url).await.unwrap();
        (webhook.id, keys)
    }

    async fn emit(&self, event: Event, subject: Uuid, detail: Value) {
        let (app, access) = (self.app.clone(), self.access.clone());
        self.app.db.write(async move |tx| app.emit(&mut access.bind(tx), event, subject, detail.clone()).await).await.unwrap();
    }

    async fn log(&self, id: WebhookId) -> Vec<Delivery> {
        webhooks::log(&self.app, &self.access, Whose::Own, id, None, 100).await.unwrap()
    }

    async fn attempts(&self, id: WebhookId) -> Vec<Attempt> {
        let delivery = self.log(id).await[0].id;
        webhooks::delivery(&self.app, &self.access, Whose::Own, id, delivery).await.unwrap().1
    }

    async fn active(&self, id: WebhookId) -> bool {
        webhooks::get(&self.app, &self.access, Whose::Own, id).await.unwrap().active
    }

    async fn mails(&self) -> Vec<app::mails::Mail> {
        app::mails::latest(&self.app, 10).await.unwrap()
    }
}

/// Waits until the condition holds, half a minute at most.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..3000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(holds(), "{what}");
}

on_both! {
    async fn calls_are_signed_as_the_standard_says(db: Db) {
        let (house, now) = (House::new(db).await, Clock::System.now());
        let receiver = Receiver::new(|_, _| 200).await;
        let at = |hours: i64| house.app.clock.set(now + SignedDuration::from_hours(hours));
        at(-25);
        let (id, first) = house.subscribe("created_booking", &receiver.url("/hook?a=b")).await;
        let (_, second) = webhooks::rotate(&house.app, &house.access, Whose::Own, id).await.unwrap();
        at(-2);
        let (_, third) = webhooks::rotate(&house.app, &house.access, Whose::Own, id).await.unwrap();
        at(0);
        let subject = new_id();
        house.emit(Event::CreatedBooking, subject, json!({})).await;
        house.dispatcher().run_due().await;
        let [heard] = <[Heard; 1]>::try_from(receiver.heard()).unwrap();
        assert_eq!(heard.body, format!(r#"{{"url":"http://harbour.localhost:3000/api/bookings/{}"}}"#, subject.simple()));
        assert_eq!((heard.header("webhook-event"), heard.seq() > 0), ("created_booking", true));
        assert_eq!((heard.header("content-type"), heard.path.as_str()), ("application/json", "/hook"));

        let verified = |keys: &Revealed, body: &str, headers: &HeaderMap| {
            let public = STANDARD.decode(keys.public_key.strip_prefix("whpk_").unwrap()).unwrap();
            let content = format!("{}.{}.{body}", headers["webhook-id"].to_str().unwrap(), headers["webhook-timestamp"].to_str().unwrap());
            let signatures = headers["webhook-signature"].to_str().unwrap();
            let ours = |text: &str| {
                let signature = STANDARD.decode(text.strip_prefix("v1a,").unwrap_or_default()).unwrap();
                UnparsedPublicKey::new(&ED25519, &public).verify(content.as_bytes(), &signature).is_ok()
            };
            let symmetric = Webhook::new(&keys.secret).unwrap().verify(body.as_bytes(), headers).is_ok();
            (symmetric, signatures.split(' ').any(ours))
        };
        assert_eq!(verified(&third, &heard.body, &heard.headers), (true, true));
        assert_eq!(verified(&second, &heard.body, &heard.headers), (true, true), "good for a day more");
        assert_eq!(verified(&first, &heard.body, &heard.headers), (false, false), "retired");
        assert_eq!(verified(&third, &heard.body.replace("bookings", "bookingz"), &heard.headers), (false, false), "a changed byte");
        let mut other = heard.headers.clone();
        other.insert("webhook-id", "other".parse().unwrap());
        assert_eq!(verified(&third, &heard.body, &other), (false, false));

        at(-1);
        house.emit(Event::CreatedBooking, new_id(), json!({})).await;
        house.dispatcher().run_due().await;
        let old = receiver.heard().pop().unwrap();
        assert!(!verified(&third, &old.body, &old.headers).0, "an old timestamp");
        assert_ne!(old.header("webhook-id"), heard.header("webhook-id"));
    }

    async fn what_is_deleted_rides_along(db: Db) {
        let house = House::new(db).await;
        let receiver = Receiver::new(|_, _| 204).await;
        house.emit(Event::DeletedMembership, new_id(), json!({})).await;
        house.subscribe("deleted_membership", &receiver.url("/")).await;
        house.emit(Event::CreatedBooking, new_id(), json!({})).await;
        house.emit(Event::DeletedMembership, new_id(), json!({"object": {"id": "x", "name": "Ada"}})).await;
        house.dispatcher().run_due().await;
        let bodies: Vec<Value> = receiver.heard().iter().map(|heard| serde_json::from_str(&heard.body).unwrap()).collect();
        assert_eq!(bodies.len(), 1, "only what is subscribed to, and from then on");
        assert_eq!(bodies[0]["membership"], json!({"id": "x", "name": "Ada"}));
        assert!(bodies[0]["url"].as_str().unwrap().contains("/api/memberships/"));
    }

    async fn order_is_kept_where_it_counts(db: Db) {
        let house = House::new(db).await;
        let (room, other) = (new_id(), new_id());
        let fails = room.simple().to_string();
        // The first calls about the one room fail, whatever the event.
        let receiver = Receiver::new(move |number, heard| if number <= 3 && heard.subject() == fails { 500 } else { 200 }).await;
        let (created, _) = house.subscribe("created_resource", &receiver.url("/")).await;
        house.subscribe("updated_resource", &receiver.url("/")).await;
        for (event, subject) in [
            (Event::CreatedResource, room),
            (Event::UpdatedResource, room),
            (Event::CreatedResource, other),
            (Event::UpdatedResource, room),
        ] {
            house.emit(event, subject, json!({})).await;
        }
        house.dispatcher().run_due().await;
        let first = receiver.seqs();
        assert_eq!(first.len(), 2, "the room waits, the other does not: {first:?}");
        assert_eq!((first[0] + 2, house.log(created).await[1].status), (first[1], Status::Waiting));
        house.app.clock.advance(1);
        house.dispatcher().run_due().await;
        assert_eq!(receiver.seqs().len(), 2, "not before its time");
        house.app.clock.advance(1);
        house.dispatcher().run_due().await; // fails again
        house.app.clock.advance(3);
        house.dispatcher().run_due().await;
        let (seqs, start) = (receiver.seqs(), first[0]);
        assert_eq!(seqs, [start, start + 2, start, start, start + 1, start + 3], "each after the one before");
        let attempts: Vec<Option<i64>> = {
            let delivery = house.log(created).await.pop().unwrap().id;
            let (_, all) = webhooks::delivery(&house.app, &house.access, Whose::Own, created, delivery).await.unwrap();
            all.iter().map(|attempt| attempt.status).collect()
        };
        assert_eq!(attempts, [Some(500), Some(500), Some(200)]);
    }

    async fn who_is_gone_is_not_called_again(db: Db) {
        let house = House::new(db).await;
        let receiver = Receiver::new(|_, _| 410).await;
        let (gone, _) = house.subscribe("created_booking", &receiver.url("/")).await;
        let (stays, _) = house.subscribe("updated_booking", &receiver.url("/")).await;
        let booking = new_id();
        house.emit(Event::CreatedBooking, booking, json!({})).await;
        house.emit(Event::CreatedBooking, booking, json!({})).await;
        house.dispatcher().run_due().await;
        assert_eq!((receiver.heard().len(), house.active(gone).await, house.active(stays).await), (1, false, true));
        assert!(house.log(gone).await.iter().all(|delivery| delivery.status == Status::Failed));
        let mails = house.mails().await;
        assert_eq!((mails.len(), mails[0].kind.as_str(), mails[0].recipient.as_str()), (1, "webhook_deactivated_email", "olga@example.org"));
        assert!(mails[0].body.contains("410") && mails[0].body.contains("created_booking"), "{}", mails[0].body);
        house.emit(Event::CreatedBooking, booking, json!({})).await;
        house.dispatcher().run_due().await;
        assert_eq!(receiver.heard().len(), 1);
        let delivery = house.log(gone).await[0].id;
        let again = webhooks::resend(&house.app, &house.access, Whose::Own, gone, delivery).await.unwrap_err();
        assert_eq!(again.code(), "inactive");
        assert_eq!(webhooks::test(&house.app, &house.access, Whose::Own, gone).await.unwrap_err().code(), "inactive");
    }

    async fn who_does_not_answer_for_a_day_is_switched_off(db: Db) {
        let house = House::new(db).await;
        let receiver = Receiver::new(|_, _| 302).await;
        let (id, _) = house.subscribe("created_booking", &receiver.url("/here")).await;
        house.emit(Event::CreatedBooking, new_id(), json!({})).await;
        let begin = house.app.clock.now();
        while house.active(id).await {
            house.dispatcher().run_due().await;
            let due = house.log(id).await[0].due_at;
            if let Some(due) = due {
                house.app.clock.set(due);
            }
        }
        let hours = house.app.clock.now().duration_since(begin).as_hours();
        assert!((17..=22).contains(&hours), "{hours}");
        assert_eq!(receiver.heard().len(), 11);
        assert!(receiver.heard().iter().all(|heard| heard.path == "/here"), "redirects are not followed");
        assert_eq!(house.attempts(id).await.len(), 11);
        assert_eq!(house.mails().await.len(), 1);
    }

    async fn private_addresses_are_not_called(db: Db) {
        let house = House::new(db).await;
        let receiver = Receiver::new(|_, _| 200).await;
        let port = receiver.address.port();
        let dispatcher = Dispatcher::new(house.app.clone(), Callbacks::new(false).unwrap(), FIRST_PAUSE);
        for host in ["127.0.0.1", "localhost", "0.0.0.0", "2130706433", "127.1"] {
            let (id, _) = house.subscribe("created_booking", &format!("http://{host}:{port}/")).await;
            house.emit(Event::CreatedBooking, new_id(), json!({})).await;
            dispatcher.run_due().await;
            let attempts = house.attempts(id).await;
            assert!(attempts[0].error.is_some() && attempts[0].status.is_none(), "{host}: {attempts:?}");
            webhooks::delete(&house.app, &house.access, Whose::Own, id).await.unwrap();
        }
        assert_eq!(receiver.heard().len(), 0);
    }

    async fn who_hangs_delays_nobody(db: Db) {
        let house = House::at(db, Clock::System).await;
        let (hangs, answers) = (Receiver::new(|_, _| 0).await, Receiver::new(|_, _| 200).await);
        for number in 0..20 {
            house.subscribe("created_booking", &hangs.url(&format!("/{number}"))).await;
        }
        house.subscribe("created_booking", &answers.url("/")).await;
        let running = tokio::spawn(house.dispatcher().run(pending()));
        let begin = Instant::now();
        for _ in 0..10 {
            house.emit(Event::CreatedBooking, new_id(), json!({})).await;
        }
        until("ten arrive", || answers.heard().len() == 10).await;
        assert!(begin.elapsed() < Duration::from_millis(1900), "{:?}", begin.elapsed());
        until("all were tried", || hangs.heard().iter().map(|heard| heard.path.clone()).collect::<BTreeSet<_>>().len() == 20).await;
        running.abort();
    }

    async fn trials_and_old_deliveries(db: Db) {
        let house = House::new(db).await;
        let receiver = Receiver::new(|_, _| 200).await;
        let (id, _) = house.subscribe("created_booking", &receiver.url("/")).await;
        webhooks::test(&house.app, &house.access, Whose::Own, id).await.unwrap();
        house.dispatcher().run_due().await;
        let [heard] = <[Heard; 1]>::try_from(receiver.heard()).unwrap();
        assert_eq!((heard.header("webhook-event"), heard.header("webhook-sequence"), heard.subject()), ("test", "", id.to_string()));
        let sent = house.log(id).await.remove(0);
        assert_eq!((sent.status, house.attempts(id).await[0].answer.as_deref()), (Status::Delivered, Some("so it is")));
        webhooks::resend(&house.app, &house.access, Whose::Own, id, sent.id).await.unwrap();
        house.dispatcher().run_due().await;
        assert_eq!((receiver.heard().len(), house.attempts(id).await.len()), (2, 2));

        let job = |days: i64| delivering::Outdated { at: house.app.clock.now() + SignedDuration::from_hours(24 * days) };
        delivering::delete_old(&house.app, job(29)).await.unwrap();
        assert_eq!(house.log(id).await.len(), 1);
        delivering::delete_old(&house.app, job(31)).await.unwrap();
        assert_eq!(house.log(id).await.len(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_the_receivers() {
    let Some(test) = Template::new(store::MIGRATIONS).database(Backend::Postgres).await else { return };
    let house = House::at(test.db(), Clock::System).await;
    let receiver = Receiver::new(|number, _| if number.is_multiple_of(3) { 503 } else { 200 }).await;
    for number in 0..5 {
        for event in ["created_resource", "updated_resource"] {
            house.subscribe(event, &receiver.url(&format!("/{number}"))).await;
        }
    }
    let running: Vec<_> = (0..2)
        .map(|_| {
            let app = App::new(test.db(), Clock::System, Chance::System, BaseUrl::parse("http://localhost:3000").unwrap());
            let callbacks = Callbacks::new(true).unwrap();
            tokio::spawn(Dispatcher::new(app, callbacks, SignedDuration::from_millis(20)).run(pending()))
        })
        .collect();
    let rooms: Vec<Uuid> = (0..10).map(|_| new_id()).collect();
    for turn in 0..4 {
        for room in &rooms {
            house.emit(if turn == 0 { Event::CreatedResource } else { Event::UpdatedResource }, *room, json!({})).await;
        }
    }
    let good = |receiver: &Receiver| {
        let heard = receiver.heard().into_iter().enumerate().filter(|(index, _)| !(index + 1).is_multiple_of(3));
        heard.map(|(_, heard)| (heard.path.clone(), heard.seq())).collect::<BTreeSet<_>>()
    };
    until("each arrives everywhere", || good(&receiver).len() == 5 * 40).await;
    for task in running {
        task.abort();
    }
    let mut last = BTreeMap::new();
    for heard in receiver.heard() {
        let before = last.insert((heard.path.clone(), heard.subject()), heard.seq()).unwrap_or_default();
        assert!(before <= heard.seq(), "{} after {before}", heard.seq());
    }
    let most = receiver.busy.lock().unwrap().values().map(|(_, most)| *most).max();
    assert_eq!(most, Some(1), "nobody is called by two at once");
}

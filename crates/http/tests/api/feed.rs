//! The feed of events: in order, without gaps, by type, as pages and as a stream.

use crate::client::{House, MEDIA};
use crate::on_both;
use app::feed::Aged;
use app::{App, Event};
use axum::body::{Body, BodyDataStream};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use domain::ids::{SpaceId, UserId};
use futures_util::StreamExt as _;
use http_api::edge::HttpConfig;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use store::SpaceTx;
use tower::ServiceExt as _;
use uuid::Uuid;

struct Place {
    house: House,
    owner: UserId,
    space: SpaceId,
}

impl Place {
    async fn new(db: db::Db) -> Self {
        let config = HttpConfig { requests_per_minute: 0, heartbeat: Duration::from_millis(300), ..HttpConfig::default() };
        let house = House::with(db, &config, |edge| http_api::sites(edge).router(edge));
        let owner = house.person("olga@harbour.test").await;
        let space = house.space("harbour", owner).await.id;
        Self { house, owner, space }
    }

    async fn emit(&self, event: Event, object: Option<Value>) -> Uuid {
        emit(&self.house.app, self.space, event, object).await
    }

    fn path(&self) -> String {
        format!("/spaces/{}/events_feed", self.space)
    }

    /// What a client with the token hears.
    async fn listen(&self, token: &str, query: &str, last: Option<&str>) -> Ears {
        let mut request =
            Request::get(format!("{}{query}", self.path())).header("host", "api.kontor.test").header("accept", "text/event-stream");
        request = request.header("authorization", format!("Bearer {token}"));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4711))));
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        Ears { status: response.status(), kind, body: response.into_body().into_data_stream(), text: String::new() }
    }
}

async fn emit(app: &App, space: SpaceId, event: Event, object: Option<Value>) -> Uuid {
    let (all, subject) = (app.clone(), app.id::<Uuid>());
    let detail = object.map_or_else(|| json!({"title": "secret"}), |object| json!({"title": "secret", "object": object}));
    let emit = async move |tx: &mut db::Tx| all.emit(&mut SpaceTx::bind(tx, space), event, subject, detail.clone()).await;
    app.db.write(emit).await.unwrap();
    subject
}

/// A stream that is being read.
struct Ears {
    status: StatusCode,
    kind: String,
    body: BodyDataStream,
    text: String,
}

impl Ears {
    /// The next block: its id, and its data if it has any; none at the end.
    async fn hear(&mut self) -> Option<(String, Option<Value>)> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let line = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
                let heard = (line("id: ").unwrap(), line("data: ").map(|data| serde_json::from_str(&data).unwrap()));
                self.text = String::from(rest);
                return Some(heard);
            }
            let piece = tokio::time::timeout(Duration::from_secs(20), self.body.next()).await.expect("nothing comes");
            self.text.push_str(std::str::from_utf8(&piece?.unwrap()).unwrap());
        }
    }

    /// The next event.
    async fn event(&mut self) -> Value {
        loop {
            if let (id, Some(data)) = self.hear().await.expect("it has ended") {
                assert_eq!(data["data"]["attributes"]["sequence"].to_string(), id);
                return data["data"].clone();
            }
        }
    }
}

fn numbers(body: &Value) -> Vec<i64> {
    body["data"].as_array().unwrap().iter().map(|event| event["attributes"]["sequence"].as_i64().unwrap()).collect()
}

on_both! {
    async fn the_feed_is_read_in_order_and_without_gaps(db: db::Db) {
        let place = Place::new(db).await;
        let olga = place.house.client(place.owner, "read").await;
        let before = olga.get(&place.path()).await;
        let last = before.body["meta"]["last"].as_i64().unwrap();
        assert_eq!(numbers(&before.body), (1..=last).collect::<Vec<_>>(), "{}", before.text);
        let booking = place.emit(Event::CreatedBooking, None).await;
        let contact = place.emit(Event::CreatedContact, None).await;
        let gone = place.emit(Event::DeletedBooking, Some(json!({"id": "b", "units": 1}))).await;
        let part = olga.get(&format!("{}?after={last}&page[size]=2", place.path())).await;
        assert_eq!(numbers(&part.body), [last + 1, last + 2]);
        assert_eq!((&part.body["meta"]["seen"], &part.body["meta"]["last"]), (&json!(last + 2), &json!(last + 3)));
        let first = &part.body["data"][0];
        assert_eq!(first["attributes"], json!({"sequence": last + 1, "name": "created_booking", "createdAt": "2026-03-02T12:00:00Z",
            "subjectType": "bookings", "subjectId": booking.simple().to_string(), "object": null,
            "url": format!("https://harbour.kontor.test/api/bookings/{}", booking.simple())}));
        assert_eq!(first["relationships"]["space"]["data"], json!({"type": "spaces", "id": place.space.to_string()}));
        assert_eq!(part.body["data"][1]["attributes"]["url"], format!("https://api.kontor.test/contacts/{}", contact.simple()));
        assert!(!part.text.contains("secret"), "what is kept for ourselves is not told");

        let next = part.body["links"]["next"].as_str().unwrap();
        let rest = olga.get(next).await;
        assert_eq!((numbers(&rest.body), &rest.body["links"]["next"]), (vec![last + 3], &Value::Null), "{}", rest.text);
        let attributes = &rest.body["data"][0]["attributes"];
        assert_eq!((&attributes["object"], &attributes["subjectId"]), (&json!({"id": "b", "units": 1}), &json!(gone.simple().to_string())));
        let end = olga.get(&format!("{}?after={}", place.path(), last + 3)).await;
        assert_eq!((numbers(&end.body), &end.body["meta"]["seen"]), (vec![], &json!(last + 3)));
    }

    async fn the_feed_is_narrowed_by_type(db: db::Db) {
        let place = Place::new(db).await;
        let olga = place.house.client(place.owner, "read_subscriptions").await;
        let last = olga.get(&place.path()).await.body["meta"]["last"].as_i64().unwrap();
        for event in [Event::CreatedBooking, Event::CreatedContact, Event::UpdatedBooking, Event::CreatedContact] {
            place.emit(event, None).await;
        }
        let part = olga.get(&format!("{}?after={last}&filter[type]=created_booking,updated_booking", place.path())).await;
        assert_eq!((numbers(&part.body), &part.body["meta"]["seen"]), (vec![last + 1, last + 3], &json!(last + 4)), "{}", part.text);
        let one = olga.get(&format!("{}?after={last}&filter[type]=created_contact&page[size]=1", place.path())).await;
        assert_eq!((numbers(&one.body), &one.body["meta"]["seen"]), (vec![last + 2], &json!(last + 2)));
        let none = olga.get(&format!("{}?after={last}&filter[type]=deleted_invoice", place.path())).await;
        assert_eq!((none.status, numbers(&none.body)), (200, vec![]), "webhooks know the name");
    }

    async fn what_cannot_be_meant_is_refused(db: db::Db) {
        let place = Place::new(db).await;
        let olga = place.house.client(place.owner, "read").await;
        for (query, at) in [("after=-2", "after"), ("after=x", "after"), ("after=999", "after"), ("filter[type]=sang", "filter[type]"), ("page[size]=0", "page[size]")] {
            let refused = olga.get(&format!("{}?{query}", place.path())).await;
            assert_eq!((refused.status, refused.blame().1.as_str()), (400, at), "{query}: {}", refused.text);
        }
        let token = place.house.token(place.owner, "read").await;
        assert_eq!(place.listen(&token, "", Some("x")).await.status, 400);
        assert_eq!(place.listen(&token, "?after=999", None).await.status, 400);
        assert_eq!(place.listen(&token, "?filter[type]=sang", None).await.status, 400);
        let other = place.house.token(place.owner, "read_bookings").await;
        assert_eq!(place.listen(&other, "", None).await.status, 403);
        let html = olga.send("api", &format!("GET {}", place.path()), &[("accept", "text/html")], "").await;
        assert_eq!(html.status, 406);
        let both = olga.send("api", &format!("GET {}", place.path()), &[("accept", &format!("text/event-stream, {MEDIA}"))], "").await;
        assert_eq!((both.status, both.header("content-type")), (200, MEDIA));
    }

    async fn events_are_kept_for_thirty_days_and_what_is_missed_is_said(db: db::Db) {
        let place = Place::new(db).await;
        let (app, olga) = (&place.house.app, place.house.client(place.owner, "read write").await);
        for _ in 0..2 {
            place.emit(Event::CreatedBooking, None).await;
        }
        let last = olga.get(&place.path()).await.body["meta"]["last"].as_i64().unwrap();
        let start = app.clock.now();
        app.clock.set(start + SignedDuration::from_hours(24 * 10));
        place.emit(Event::CreatedBooking, None).await;
        app.clock.set(start + SignedDuration::from_hours(24 * 9)); // another clock goes after: its events stay in their order
        place.emit(Event::UpdatedBooking, None).await;
        let clean = async |days: i64| app::feed::delete_old(app, Aged { at: start + SignedDuration::from_hours(24 * days) }).await.unwrap();
        clean(29).await;
        assert_eq!(olga.get(&place.path()).await.body["meta"]["first"], 1);
        clean(35).await;
        let left = olga.get(&place.path()).await;
        assert_eq!((numbers(&left.body), &left.body["meta"]["first"]), (vec![last + 1, last + 2], &json!(last + 1)), "{}", left.text);
        assert_eq!(olga.get(&format!("{}?after={last}", place.path())).await.status, 200, "nothing is missed");
        let missed = olga.get(&format!("{}?after={}", place.path(), last - 1)).await;
        assert_eq!((missed.status, missed.blame().0.as_str()), (409, "events_gone"), "{}", missed.text);
        let token = place.house.token(place.owner, "read").await;
        assert_eq!(place.listen(&token, "", Some("1")).await.status, 409);

        // Webhooks have not got them: they stay, however old.
        let new = json!({"event": "created_booking", "callback_url": "https://apps.test/"});
        assert_eq!(olga.v1("harbour", "POST /api/subscriptions", new).await.status, 201);
        place.emit(Event::CreatedBooking, None).await;
        clean(100).await;
        assert_eq!(numbers(&olga.get(&place.path()).await.body), [last + 3]);
        while app::webhooks::delivering::fan_out(app).await.unwrap() {}
        clean(100).await;
        let empty = olga.get(&place.path()).await;
        assert_eq!((numbers(&empty.body), &empty.body["meta"]["first"]), (vec![], &json!(last + 4)));
        assert_eq!(empty.body["meta"]["seen"], last + 3);
        place.emit(Event::CreatedBooking, None).await;
        assert_eq!(numbers(&olga.get(&place.path()).await.body), [last + 4], "numbers go on");
    }

    async fn who_listens_hears_at_once_and_misses_nothing(db: db::Db) {
        let place = Place::new(db).await;
        let token = place.house.token(place.owner, "read").await;
        let mut ears = place.listen(&token, "", None).await;
        assert_eq!((ears.status, ears.kind.as_str()), (StatusCode::OK, "text/event-stream"));
        let (begin, data) = ears.hear().await.unwrap();
        assert_eq!(data, None, "what was before is not told");
        let last: i64 = begin.parse().unwrap();
        let booking = place.emit(Event::CreatedBooking, None).await;
        let heard = Instant::now();
        let event = ears.event().await;
        assert_eq!((&event["attributes"]["sequence"], &event["type"]), (&json!(last + 1), &json!("feedEvents")));
        assert_eq!(event["attributes"]["subjectId"], booking.simple().to_string());
        assert!(heard.elapsed() < Duration::from_millis(900), "{:?}: before the regular look", heard.elapsed());
        drop(ears);

        for _ in 0..150 {
            place.emit(Event::UpdatedBooking, None).await;
        }
        let mut again = place.listen(&token, "?after=0", Some(&(last + 1).to_string())).await;
        for number in 2..=151 {
            assert_eq!(again.event().await["attributes"]["sequence"], last + number);
        }
        let (id, data) = again.hear().await.unwrap();
        assert_eq!((id, data), ((last + 151).to_string(), None), "a sign of life");

        let mut some = place.listen(&token, "?filter[type]=created_contact&fields[feedEvents]=name", None).await;
        place.emit(Event::CreatedBooking, None).await;
        place.emit(Event::CreatedContact, None).await;
        let event = loop {
            if let (_, Some(data)) = some.hear().await.unwrap() {
                break data["data"].clone();
            }
        };
        assert_eq!(event["attributes"], json!({"name": "created_contact"}));
        place.emit(Event::CreatedBooking, None).await;
        loop {
            let (id, data) = some.hear().await.unwrap();
            assert_eq!(data, None);
            if id == (last + 154).to_string() {
                break; // how far was looked is told, too
            }
        }
    }

    async fn a_stream_ends_with_the_token_the_role_and_the_server(db: db::Db) {
        let place = Place::new(db).await;
        let app = &place.house.app;
        let anna = place.house.admin(place.space, "anna@harbour.test").await;
        let token = place.house.token(place.owner, "read").await;
        let of_anna = place.house.token(anna, "read").await;
        let mut revoked = place.listen(&token, "", None).await;
        let mut demoted = place.listen(&of_anna, "", None).await;
        revoked.hear().await.unwrap();
        demoted.hear().await.unwrap();
        assert_eq!(app.listening.count(), 2);
        let id = app::access::authenticate(app, &token).await.unwrap().token;
        app.db.write(async move |tx| store::tokens::delete(tx, id).await).await.unwrap();
        place.emit(Event::CreatedBooking, None).await;
        assert_eq!(revoked.hear().await, None, "nothing is told any more");
        assert!(demoted.event().await["attributes"]["name"].is_string());
        let space = place.space;
        app.db.write(async move |tx| tx.execute("DELETE FROM admins WHERE space_id = $1 AND user_id = $2", db::params![space.0, anna.0]).await).await.unwrap();
        while let Some((_, data)) = demoted.hear().await {
            assert_eq!(data, None, "ends without an event, at the sign of life");
        }
        drop((revoked, demoted));

        let token = place.house.token(place.owner, "read").await;
        let mut last = place.listen(&token, "", None).await;
        last.hear().await.unwrap();
        app.listening.close();
        assert_eq!(last.hear().await, None);
        drop(last);
        assert_eq!(app.listening.count(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_of_another_process_are_heard() {
    let Some(test) = testkit::Template::new(store::MIGRATIONS).database(testkit::Backend::Postgres).await else { return };
    let place = Place::new(test.db()).await;
    let token = place.house.token(place.owner, "read").await;
    let mut ears = place.listen(&token, "", None).await;
    ears.hear().await.unwrap();
    let hosts = app::BaseUrl::parse("https://kontor.test").unwrap();
    let other = App::new(test.db(), app::Clock::System, app::Chance::System, hosts);
    let begin = Instant::now();
    let subject = emit(&other, place.space, Event::CreatedBooking, None).await;
    assert_eq!(ears.event().await["attributes"]["subjectId"], subject.simple().to_string());
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
}

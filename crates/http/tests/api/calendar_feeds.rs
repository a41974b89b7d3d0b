//! Calendars that other programs subscribe to: what is in them, for whom, and for how long.

use crate::client::{Answer, House};
use crate::on_both;
use crate::surface::world::{Place, Who, World};
use app::access::{self, Access, Door, Place as At};
use app::calendar_feeds::{self, Wish};
use domain::calendar_feeds::Subject;
use domain::ids::UserId;
use icalendar::parser::{Component, read_calendar, unfold};
use serde_json::json;
use store::SpaceTx;

struct Harbour {
    world: World,
}

impl Harbour {
    async fn new(db: db::Db) -> Self {
        Self { world: World::new(House::new(db)).await }
    }

    fn place(&self) -> &Place {
        &self.world.facts.harbour
    }

    fn user(&self, who: Who) -> UserId {
        self.world.facts.users[&who]
    }

    async fn access(&self, who: Who) -> Access {
        let house = &self.world.house;
        let caller = house.caller(self.user(who), "read write").await;
        access::enter_as(&house.app, &caller, At::Space(self.place().space), &[], Door::Related).await.unwrap()
    }

    async fn make(&self, who: Who, subject: Subject) -> app::Result<String> {
        let resource = (subject == Subject::Resource).then_some(self.place().room);
        let wish = Wish { subject, resource, label: " Phone ".into() };
        let made = calendar_feeds::create(&self.world.house.app, &self.access(who).await, wish).await?;
        assert_eq!(made.0.label, "Phone");
        Ok(made.1.reveal().to_owned())
    }

    async fn fetch(&self, host: &str, secret: &str, known: &str) -> Answer {
        let headers = [("if-none-match", known)];
        let headers = if known.is_empty() { &headers[..0] } else { &headers[..] };
        self.world.house.anonymous().send(host, &format!("GET /calendars/{secret}.ics"), headers, "").await
    }

    async fn read(&self, secret: &str) -> String {
        let answer = self.fetch("harbour", secret, "").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "text/calendar; charset=utf-8"), "{}", answer.text);
        answer.text
    }
}

/// The value of a property, if it is there.
fn value(component: &Component<'_>, name: &str) -> Option<String> {
    component.properties.iter().find(|property| property.name == name).map(|property| property.val.to_string())
}

/// What an independent reader finds: the value of a property in each entry.
fn entries(text: &str, name: &str) -> Vec<String> {
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "a line is too long");
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).unwrap();
    let events = calendar.components.iter().filter(|component| component.name == "VEVENT");
    events.map(|event| value(event, name).unwrap_or_default()).collect()
}

on_both! {
    async fn a_calendar_shows_what_its_owner_may_see(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let (own, room) = (harbour.make(Who::Member, Subject::Own).await.unwrap(), harbour.make(Who::Other, Subject::Resource).await.unwrap());
        let all = harbour.make(Who::Admin, Subject::Space).await.unwrap();
        assert_eq!(harbour.make(Who::Member, Subject::Space).await.unwrap_err().code(), "not_yours");

        let text = harbour.read(&own).await;
        for part in ["PRODID:-//Kontor", "X-WR-TIMEZONE:Europe/Berlin", "REFRESH-INTERVAL;VALUE=DURATION:PT15M", "X-PUBLISHED-TTL:PT15M"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(text.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:20251026T030000"), "{text}");
        let uids = entries(&text, "UID");
        let uid = format!("{}@kontor.test", harbour.place().booking);
        assert!(uids.contains(&uid) && uids.contains(&format!("{}@kontor.test", harbour.place().event)), "{uids:?}");
        // Each booking of a recurrence is an entry.
        assert!(entries(&text, "SUMMARY").contains(&"Talk".to_owned()));
        assert!(entries(&text, "STATUS").iter().all(|status| status == "CONFIRMED"));
        assert!(entries(&text, "DTSTAMP").iter().all(|stamp| stamp.ends_with('Z')));

        let everything = harbour.read(&all).await;
        assert!(entries(&everything, "UID").len() > uids.len() - 1);
        let summaries = entries(&everything, "SUMMARY");
        assert!(summaries.iter().all(|summary| summary.contains(": ")), "{summaries:?}");
        assert!(!entries(&everything, "STATUS").contains(&"TENTATIVE".to_owned()), "{everything}");
        // Nobody has approved the visitor's booking yet.
        let mut tx = harbour.world.house.app.db.begin().await.unwrap();
        let sql = "UPDATE external_bookings SET status = 'pending', canceled_by = NULL WHERE space_id = $1";
        SpaceTx::bind(&mut tx, harbour.place().space).execute(sql, vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let everything = harbour.read(&all).await;
        assert!(entries(&everything, "STATUS").contains(&"TENTATIVE".to_owned()), "{everything}");

        // Another member sees that the room is taken, and what the space lets members know of it.
        assert!(entries(&harbour.read(&room).await, "UID").contains(&uid));
        let hide = async |hidden: bool| {
            let space = harbour.place().space;
            let mut tx = harbour.world.house.app.db.begin().await.unwrap();
            let settings = domain::settings::Settings { hide_booking_details: hidden, ..domain::settings::Settings::default() };
            let sql = "UPDATE spaces SET settings = $2 WHERE id = $1";
            SpaceTx::bind(&mut tx, space).execute(sql, vec![serde_json::to_value(settings).unwrap().into()]).await.unwrap();
            tx.commit().await.unwrap();
        };
        hide(true).await;
        let seen = entries(&harbour.read(&room).await, "SUMMARY");
        assert!(!seen.is_empty() && seen.iter().all(|summary| ["Booked", "A visitor"].contains(&summary.as_str())), "{seen:?}");
        let seen = entries(&harbour.read(&all).await, "SUMMARY");
        assert!(seen.iter().any(|summary| summary != "Room: Booked"), "{seen:?}");
    }

    async fn an_address_is_secret_and_can_be_replaced(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let app = &harbour.world.house.app;
        let secret = harbour.make(Who::Member, Subject::Own).await.unwrap();
        let first = harbour.fetch("harbour", &secret, "").await;
        assert_eq!((first.header("cache-control"), first.header("x-robots-tag")), ("private, no-cache", "noindex"));
        let again = harbour.fetch("harbour", &secret, first.header("etag")).await;
        assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", first.header("etag")));
        assert_eq!(harbour.world.house.anonymous().send("harbour", &format!("HEAD /calendars/{secret}.ics"), &[], "").await.status, 200);
        // Of this space alone, and nobody else's guess.
        for (host, secret) in [("island", secret.as_str()), ("harbour", "0000"), ("harbour", &secret.to_uppercase()[1..])] {
            assert_eq!(harbour.fetch(host, secret, "").await.status, 404);
        }
        assert_eq!(harbour.world.house.anonymous().send("harbour", &format!("POST /calendars/{secret}.ics"), &[], "").await.status, 405);
        let kept: Vec<(Vec<u8>,)> = app.db.read(async |tx| tx.query("SELECT secret FROM calendar_feeds", vec![]).await).await.unwrap();
        assert!(kept.iter().any(|(hash,)| *hash == oauth::hash(&secret)) && kept.iter().all(|(hash,)| hash.len() == 32));

        let (access, stranger) = (harbour.access(Who::Member).await, harbour.access(Who::Other).await);
        let id = calendar_feeds::list(app, &access).await.unwrap()[0].id;
        assert_eq!(calendar_feeds::list(app, &stranger).await.unwrap(), []);
        assert!(calendar_feeds::reset(app, &stranger, id).await.is_err() && calendar_feeds::delete(app, &stranger, id).await.is_err());
        let fresh = calendar_feeds::reset(app, &access, id).await.unwrap();
        assert_eq!(harbour.fetch("harbour", &secret, "").await.status, 404);
        assert_eq!(harbour.fetch("harbour", fresh.reveal(), "").await.status, 200);
        calendar_feeds::delete(app, &access, id).await.unwrap();
        assert_eq!(harbour.fetch("harbour", fresh.reveal(), "").await.status, 404);
        for _ in 0..20 {
            harbour.make(Who::Member, Subject::Own).await.unwrap();
        }
        assert_eq!(harbour.make(Who::Member, Subject::Own).await.unwrap_err().code(), "invalid");
        assert_eq!(calendar_feeds::list(app, &access).await.unwrap().len(), 20);
    }

    async fn who_loses_sight_loses_the_calendar(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let house = &harbour.world.house;
        let (own, all) = (harbour.make(Who::Member, Subject::Own).await.unwrap(), harbour.make(Who::Admin, Subject::Space).await.unwrap());
        let renamed = json!({"data": {"type": "bookings", "id": harbour.place().booking.to_string(), "attributes": {"title": "New; name"}}});
        let before = harbour.fetch("harbour", &own, "").await;
        house.app.clock.advance(5);
        let owner = house.client(harbour.place().owner, "write_bookings").await;
        assert_eq!(owner.api(&format!("PATCH /bookings/{}", harbour.place().booking), renamed).await.status, 200);
        let after = harbour.fetch("harbour", &own, before.header("etag")).await;
        assert!(after.status == 200 && after.text.contains("SUMMARY:New\\; name\r\n"), "{}", after.text);
        assert!(after.text.contains("SEQUENCE:300\r\n") && after.text.contains("LAST-MODIFIED:20260302T120500Z"), "{}", after.text);

        let change = async |sql: &'static str, user: UserId| {
            let mut tx = house.app.db.begin().await.unwrap();
            let changed = SpaceTx::bind(&mut tx, harbour.place().space).execute(sql, db::params![user.0]).await.unwrap();
            assert!(changed > 0);
            tx.commit().await.unwrap();
        };
        change("DELETE FROM admins WHERE space_id = $1 AND user_id = $2", harbour.user(Who::Admin)).await;
        assert_eq!(harbour.fetch("harbour", &all, "").await.status, 404);
        change("UPDATE memberships SET canceled_to = starts_at WHERE space_id = $1 AND user_id = $2", harbour.user(Who::Member)).await;
        assert_eq!(harbour.fetch("harbour", &own, "").await.status, 404);
    }
}

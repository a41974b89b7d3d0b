//! A booking made by one API is seen, moved and deleted by the other.

use crate::client::{Client, House};
use crate::on_both;
use domain::ids::{MembershipId, ResourceId, UserId};
use serde_json::{Value, json};
use store::SpaceTx;
use store::spaces::Space;

const ALL: &str = "read write";

/// A space with a room of 15 an hour and a member whose plan has two hours of it.
struct Harbour {
    house: House,
    space: Space,
    room: ResourceId,
    ada: MembershipId,
    owner_user: UserId,
    ada_user: UserId,
}

impl Harbour {
    async fn new(db: db::Db) -> Self {
        let house = House::new(db);
        let owner_user = house.person("olga@kontor.test").await;
        let ada_user = house.person("ada@kontor.test").await;
        let space = house.space("harbour", owner_user).await;
        let (room, ada) = (ResourceId(testkit::new_id()), MembershipId(testkit::new_id()));
        let (id, user) = (space.id, ada_user.0);
        house
            .app
            .db
            .write(async move |tx| {
                let mut tx = SpaceTx::bind(tx, id);
                let at = testkit::at("2026-01-01T00:00:00Z");
                let pricing = json!({"price_per_hour": "15.0"});
                tx.execute(
                    "INSERT INTO resources (space_id, id, name, usage, hidden, only_admins_can_book, units, booking_cutoff,
                    cancellation_period, min_booking_duration, color, booking_times, pricing, currency, created_at, updated_at)
                    VALUES ($1, $2, 'Room', 'bookable', $3, $3, 1, 0, 0, 0, '#123456', '', $4, 'EUR', $5, $5)",
                    db::params![room.0, false, pricing, at],
                )
                .await?;
                tx.execute(
                    "INSERT INTO memberships (space_id, id, user_id, name, address, billing_emails, charge_taxes, confirmed_at, starts_at,
                    next_invoice_at, prorate_first_invoice, created_at, updated_at)
                    VALUES ($1, $2, $3, 'Ada', $4, $5, $6, $7, $8, $9, $10, $7, $7)",
                    vec![
                        ada.0.into(),
                        user.into(),
                        json!({}).into(),
                        json!([]).into(),
                        true.into(),
                        at.into(),
                        jiff::civil::date(2026, 1, 1).into(),
                        jiff::civil::date(2026, 4, 1).into(),
                        false.into(),
                    ],
                )
                .await?;
                let terms = json!({
                    "name": "Fix", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1,
                    "booking_credits": [{"resources": [room], "minutes": 120, "price_per_hour": "8.0"}],
                });
                tx.execute(
                    "INSERT INTO membership_plans (space_id, id, membership_id, parent_plan_id, starts_at, terms, created_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    db::params![testkit::new_id(), ada.0, testkit::new_id(), jiff::civil::date(2026, 1, 1), terms, at],
                )
                .await?;
                Ok::<_, app::Error>(())
            })
            .await
            .unwrap();
        Self { house, space, room, ada, owner_user, ada_user }
    }

    async fn owner(&self) -> Client {
        self.house.client(self.owner_user, ALL).await
    }
    async fn ada(&self) -> Client {
        self.house.client(self.ada_user, ALL).await
    }

    fn order(&self, from: &str, to: &str) -> Value {
        json!({"data": {
            "type": "bookings", "attributes": {"from": from, "to": to},
            "relationships": {"resource": {"data": {"type": "resources", "id": self.room.to_string()}}},
        }})
    }

    /// The text with `ROOM`, `ADA` and `SPACE` as ids.
    fn at(&self, line: &str) -> String {
        line.replace("ROOM", &self.room.to_string()).replace("ADA", &self.ada.to_string()).replace("SPACE", &self.space.id.to_string())
    }
}

fn change(id: &str, attributes: &Value) -> Value {
    json!({"data": {"type": "bookings", "id": id, "attributes": attributes}})
}

on_both! {
    async fn made_by_one_api_and_moved_and_deleted_by_the_other(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let (ada, owner) = (harbour.ada().await, harbour.owner().await);
        let made = ada.api(&harbour.at("POST /memberships/ADA/bookings"), harbour.order("2026-03-03T09:00:00Z", "2026-03-03T12:00:00+00:00")).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let id = made.body["data"]["id"].as_str().unwrap().to_owned();
        let attributes = &made.body["data"]["attributes"];
        assert_eq!((&attributes["price"]["net"], &attributes["estimatedPayablePrice"]["net"]), (&json!("45.0"), &json!("8.0")));
        assert_eq!((&attributes["bookingCredits"]["estimatedMinutesUsed"], &attributes["name"]), (&json!(120), &json!("Ada")));

        let old = ada.v1("harbour", &format!("GET /api/bookings/{id}"), Value::Null).await;
        assert_eq!((old.status, &old.body["from"], &old.body["price"]), (200, &json!("2026/03/03 09:00:00 +0000"), &json!(45.0)));
        assert_eq!(old.body["url"], json!(format!("https://harbour.kontor.test/api/bookings/{id}")));
        let taken = owner.v1("harbour", &harbour.at("POST /api/resources/ROOM/bookings"), json!({"from": "2026-03-03 10:00 +0000", "to": "2026-03-03 11:00 +0000"})).await;
        assert_eq!((taken.status, taken.body["errors"]["base"].is_string()), (422, true));
        let refused = owner.api("POST /bookings", harbour.order("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z")).await;
        assert_eq!((refused.status, refused.blame().0.as_str()), (400, "slot_taken"));

        let moved = ada.v1("harbour", &format!("PUT /api/bookings/{id}"), json!({"from": "2026/03/03 13:00:00 +0000", "to": "2026/03/03 15:00:00 +0000", "title": "Board"})).await;
        assert_eq!((moved.status, &moved.body["title"], &moved.body["price"]), (200, &json!("Board"), &json!(30.0)));
        let seen = owner.get(&format!("/bookings/{id}")).await;
        assert_eq!(seen.body["data"]["attributes"]["from"], "2026-03-03T13:00:00Z");
        let listed = owner.get(&harbour.at("/spaces/SPACE/bookings?filter[from]=2026-03-03T00:00:00Z&filter[to]=2026-03-04T00:00:00Z&include=membership")).await;
        assert_eq!((&listed.body["meta"]["totalBookings"], &listed.body["included"][0]["id"]), (&json!(1), &json!(harbour.ada.to_string())));
        let theirs = ada.v1("harbour", "GET /api/bookings?from=2026-03-03&to=2026-03-03", Value::Null).await;
        assert_eq!(theirs.body.as_array().unwrap().len(), 1);

        assert_eq!(ada.v1("harbour", &format!("DELETE /api/bookings/{id}"), Value::Null).await.status, 204);
        assert_eq!(owner.get(&format!("/bookings/{id}")).await.status, 404);
        assert_eq!(owner.api(&format!("DELETE /bookings/{id}"), Value::Null).await.status, 404);
    }

    async fn previews_and_credits(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let ada = harbour.ada().await;
        let preview = json!({"data": {
            "type": "bookingPreviews",
            "attributes": {"from": "2026-03-03T09:00:00Z", "to": "2026-03-03T12:00:00Z"},
            "relationships": {
                "resources": {"data": [{"type": "resources", "id": harbour.room.to_string()}]},
                "membership": {"data": {"type": "memberships", "id": harbour.ada.to_string()}},
            },
        }});
        let seen = ada.api("POST /bookings_preview", preview).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        let attributes = &seen.body["data"][0]["attributes"];
        assert_eq!((&attributes["estimatedPayablePrice"]["net"], &seen.body["meta"]["totalPrice"]), (&json!("8.0"), &json!("8.0")));
        ada.api(&harbour.at("POST /memberships/ADA/bookings"), harbour.order("2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z")).await;
        let credits = ada.get(&harbour.at("/memberships/ADA/booking_credits")).await;
        assert_eq!(credits.body["data"][0]["attributes"]["hoursRemaining"], "1.0", "{}", credits.text);
        let old = ada.v1("harbour", "GET /api/booking_credits", Value::Null).await;
        assert_eq!(old.body[harbour.room.to_string()]["hours_remaining"], "1.0");
        let recent = ada.v1("harbour", "GET /api/membership/bookings/recent", Value::Null).await;
        assert_eq!(recent.body.as_array().unwrap().len(), 1);
        let mine = ada.get(&harbour.at("/memberships/ADA/bookings?filter[from]=2026-03-01T00:00:00Z&filter[to]=2026-04-01T00:00:00Z")).await;
        assert_eq!(mine.body["data"].as_array().unwrap().len(), 1);
    }

    async fn repeated_bookings_are_accepted(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let owner = harbour.owner().await;
        let mut order = harbour.order("2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z");
        order["data"]["attributes"]["recurrence"] = json!({"rule": {"frequency": "daily", "count": 3}});
        let made = owner.api("POST /bookings", order.clone()).await;
        assert_eq!(made.status, 202, "{}", made.text);
        assert_eq!(made.body["data"]["attributes"]["recurrence"]["rule"]["from"], "2026-03-03");
        let id = made.body["data"]["id"].as_str().unwrap();
        let recurring = made.body["data"]["attributes"]["recurringId"].as_str().unwrap();
        let listed = owner.get(&format!("/recurring_bookings/{recurring}")).await;
        assert_eq!((&listed.body["meta"]["consistent"], listed.status), (&json!(false), 200));
        let gone = owner.api(&format!("DELETE /recurring_bookings/{id}/following"), Value::Null).await;
        assert_eq!(gone.status, 202);
        order["data"]["attributes"]["recurrence"] = json!({"rule": {"frequency": "daily"}});
        let endless = owner.api("POST /bookings", order).await;
        assert_eq!((endless.status, endless.blame().1.as_str()), (422, "/data/attributes/recurrence/rule/count"));
    }

    async fn what_is_wrong_is_pointed_at(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let (ada, owner) = (harbour.ada().await, harbour.owner().await);
        let stranger = harbour.house.person("eve@kontor.test").await;
        let stranger = harbour.house.client(stranger, ALL).await;
        let order = || harbour.order("2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z");
        let id = owner.api("POST /bookings", order()).await.body["data"]["id"].as_str().unwrap().to_owned();

        assert_eq!(ada.api("POST /bookings", order()).await.status, 403);
        assert_eq!(stranger.api("POST /bookings", order()).await.status, 404);
        assert_eq!(stranger.get(&format!("/bookings/{id}")).await.status, 404);
        assert_eq!(stranger.api(&harbour.at("POST /memberships/ADA/bookings"), order()).await.status, 404);
        assert_eq!(ada.api(&format!("DELETE /bookings/{id}"), Value::Null).await.status, 403);
        let mut unknown = order();
        unknown["data"]["relationships"]["resource"]["data"]["id"] = json!("desk");
        let unknown = owner.api("POST /bookings", unknown).await;
        assert_eq!((unknown.status, unknown.blame().1.as_str()), (404, "/data/relationships/resource"));
        for (attributes, place) in [
            (json!({"units": 2}), "/data/attributes/units"),
            (json!({"from": "2026-03-03T09:01:00Z"}), "/data/attributes/from"),
            (json!({"title": "x".repeat(300)}), "/data/attributes/title"),
            (json!({"customPrice": {"net": "-1"}}), "/data/attributes/customPrice"),
            (json!({"customPrice": {"net": "0.0000001"}}), "/data/attributes/customPrice/net"),
            (json!({"attendees": [{"email": "nobody"}]}), "/data/attributes/attendees"),
            (json!({"bookingExtras": [{"productId": "tea", "quantity": "1"}]}), "/data/attributes/bookingExtras"),
            (json!({"surprise": 1}), "/data/attributes/surprise"),
        ] {
            let wrong = owner.api(&format!("PATCH /bookings/{id}"), change(&id, &attributes)).await;
            assert_eq!((wrong.status, wrong.blame().1.as_str()), (422, place), "{attributes} {}", wrong.text);
        }
        let backwards = owner.get(&harbour.at("/spaces/SPACE/bookings?filter[from]=2026-03-04T00:00:00Z&filter[to]=2026-03-03T00:00:00Z")).await;
        assert_eq!((backwards.status, backwards.blame().1.as_str()), (400, "filter[to]"));
        let narrow = harbour.house.client(harbour.owner_user, "read_bookings").await;
        let lacking = narrow.get(&harbour.at("/spaces/SPACE/bookings?filter[from]=2026-03-03T00:00:00Z&filter[to]=2026-03-04T00:00:00Z&include=event")).await;
        assert_eq!((lacking.status, lacking.blame().0.as_str()), (403, "insufficient_scope"));
        let other = ada.v1("harbour", &harbour.at("POST /api/resources/ROOM/bookings"), json!({"from": "2026-03-05 10:00", "to": "2026-03-05 11:00", "price": "abc"})).await;
        assert_eq!((other.status, other.body["errors"]["price"].is_string()), (422, true), "{}", other.text);
    }
}

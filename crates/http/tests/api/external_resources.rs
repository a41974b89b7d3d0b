//! A resource is offered to visitors, with values of its own for them, and offered no more.

use crate::client::{Answer, House};
use crate::on_both;
use crate::surface::world::{Who, World};
use serde_json::{Value, json};

fn id(answer: &Answer) -> String {
    assert!(answer.status < 300, "{}", answer.text);
    answer.body["data"]["id"].as_str().unwrap().to_owned()
}

fn offer(resource: impl std::fmt::Display, attributes: &Value) -> Value {
    json!({"data": {"type": "externalResources", "attributes": attributes,
        "relationships": {"resource": {"data": {"type": "resources", "id": resource.to_string()}}}}})
}

fn change(id: &str, attributes: &Value) -> Value {
    json!({"data": {"type": "externalResources", "id": id, "attributes": attributes}})
}

fn priced(attributes: &Value) -> Value {
    json!({"data": {"type": "resources", "attributes": attributes}})
}

/// The same offer again and again.
async fn many_more(world: &World, offer: uuid::Uuid) {
    const COPY: &str =
        "INSERT INTO external_resources (space_id, id, resource_id, pricing, own_products, bookings_require_approval, pay_later,
        rules, created_at, updated_at) SELECT space_id, $2, resource_id, pricing, own_products, bookings_require_approval, pay_later, rules,
        created_at, updated_at FROM external_resources WHERE id = $1";
    let copied = world.house.app.db.write(async move |tx| {
        for _ in 0..1100 {
            tx.execute(COPY, db::params![offer, uuid::Uuid::new_v4()]).await?;
        }
        Ok::<_, app::Error>(())
    });
    copied.await.unwrap();
}

on_both! {
    async fn what_is_left_open_is_as_the_resource_has_it(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, stranger, harbour) = (world.client(Who::Owner), world.client(Who::Stranger), &world.facts.harbour);
        let mut room = priced(&json!({"description": "With a view", "bookingCutoff": 2, "capacity": 8, "cancellationPeriod": 24,
            "bookingTimesString": "mon-fri 9-17", "accountingCode": "ROOM",
            "pricing": {"currency": "EUR", "pricePerHour": {"net": "20.0"}, "fixedRates": [{"price": {"net": "90.0"}, "maximumDuration": {"hours": 8, "minutes": 0}}]}}));
        room["data"]["id"] = harbour.room.to_string().into();
        assert_eq!(owner.api(&format!("PATCH /resources/{}", harbour.room), room).await.status, 200);
        let made = owner.api("POST /external_resources", offer(harbour.room, &json!({}))).await;
        let twin = id(&made);
        let shown = stranger.get(&format!("/external_resources/{twin}?include=media")).await;
        let attributes = &shown.body["data"]["attributes"];
        assert_eq!((&attributes["name"], &attributes["description"], &attributes["capacity"]), (&json!("Room"), &json!("With a view"), &json!(8)));
        assert_eq!((&attributes["bookingCutoff"], &attributes["effectiveBookingCutoff"]), (&Value::Null, &json!(2)));
        assert_eq!((&attributes["cancellationPeriod"], &attributes["bookingTimesString"]), (&json!(24), &json!("mon-fri 9-17")));
        assert_eq!(attributes["pricing"]["fixedRates"].as_array().unwrap().len(), 1);
        assert_eq!(shown.body["data"]["relationships"]["resource"]["data"]["id"], harbour.room.to_string());

        let own = json!({"description": "For you", "instructions": "Ring twice.", "bookingCutoff": 0, "cancellationPeriod": 48, "minBookingDuration": 60,
            "bookingTimesString": "mon-sun 8-20", "bookingsRequireApproval": true, "payLater": true, "accountingCode": "EXT",
            "pricePerHour": {"net": "30.0", "currency": "EUR"}, "discounts": [{"pricePerHour": {"net": "25.0"}, "minimumDuration": {"hours": 4, "minutes": 0}}]});
        let mut patch = change(&twin, &own);
        patch["data"]["relationships"] = json!({"products": {"data": [{"type": "products", "id": harbour.product.to_string()}]}});
        let changed = owner.api(&format!("PATCH /external_resources/{twin}"), patch).await;
        let attributes = &changed.body["data"]["attributes"];
        assert_eq!((&attributes["instructions"], &attributes["accountingCode"], &attributes["bookingsRequireApproval"]), (&json!("Ring twice."), &json!("EXT"), &json!(true)), "{}", changed.text);
        assert_eq!((&attributes["bookingCutoff"], &attributes["effectiveBookingCutoff"]), (&json!(0), &json!(0)));
        assert_eq!((&attributes["pricing"]["pricePerHour"]["net"], &attributes["pricing"]["fixedRates"]), (&json!("30.0"), &json!([])), "an own hourly price counts");
        assert_eq!(changed.body["data"]["relationships"]["products"]["data"], json!([]), "the product is not sold to visitors");
        let back = owner.api(&format!("PATCH /external_resources/{twin}"), change(&twin, &json!({"description": null, "bookingCutoff": null, "pricePerHour": null}))).await;
        let attributes = &back.body["data"]["attributes"];
        assert_eq!((&attributes["description"], &attributes["bookingCutoff"], &attributes["pricing"]["pricePerHour"]["net"]), (&json!("With a view"), &Value::Null, &json!("20.0")));
        let of_members = owner.get(&format!("/resources/{}", harbour.room)).await;
        assert_eq!(of_members.body["data"]["attributes"]["pricing"]["fixedRates"].as_array().unwrap().len(), 1, "the resource is untouched");
    }

    async fn they_are_listed_with_the_times_at_which_visitors_can_book(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, stranger, harbour) = (world.client(Who::Owner), world.client(Who::Stranger), &world.facts.harbour);
        let desks = id(&owner.api("POST /external_resources", offer(harbour.desks, &json!({"bookingTimesString": "mon-fri 9-17"}))).await);
        let list = stranger.get(&format!("/spaces/{}/external_resources", harbour.space)).await;
        let names: Vec<_> = list.body["data"].as_array().unwrap().iter().map(|one| one["attributes"]["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(names, ["Desks", "Room"]);
        let page = stranger.get(&format!("/spaces/{}/external_resources?page[size]=1&page[number]=2", harbour.space)).await;
        assert_eq!((&page.body["data"][0]["id"], &page.body["meta"]["totalPages"]), (&json!(harbour.offer.to_string()), &json!(2)));

        let available = async |client: &crate::client::Client, from: &str, to: &str, more: &str| {
            let path = format!("/spaces/{}/external_resources/available?filter[from]={from}&filter[to]={to}{more}", harbour.space);
            let answer = client.get(&path).await;
            (answer.status, answer.body["data"].as_array().map(|all| all.iter().map(|one| one["attributes"]["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()))
        };
        let names = |names: &[&str]| (200, Some(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()));
        // The visitor has the room on Wednesday from 10 to 12, a member on Tuesday from 10 to 11.
        let (ten, noon) = ("2026-03-11T10:00:00Z", "2026-03-11T12:00:00Z");
        assert_eq!(available(&stranger, ten, noon, "").await, names(&["Desks"]));
        assert_eq!(available(&stranger, noon, "2026-03-11T13:00:00Z", "").await, names(&["Desks", "Room"]));
        assert_eq!(available(&stranger, ten, noon, &format!("&filter[ignoreExternalBookingId]={}", harbour.visit)).await, names(&["Desks", "Room"]));
        assert_eq!(available(&stranger, noon, "2026-03-11T13:00:00Z", "&filter[minimumCapacity]=1").await, names(&[]), "nobody said how many fit in");
        let (night, late) = ("2026-03-11T20:00:00Z", "2026-03-11T21:00:00Z");
        assert_eq!(available(&stranger, night, late, "").await, names(&["Room"]));
        assert_eq!(available(&owner, night, late, "&filter[ignoreBookingTimes]=true").await, names(&["Desks", "Room"]));
        assert_eq!(available(&stranger, night, late, "&filter[ignoreBookingTimes]=true").await.0, 403);
        // The break is blocked for visitors.
        assert_eq!(available(&stranger, "2026-08-01T10:00:00Z", "2026-08-01T11:00:00Z", "").await, names(&[]));
        assert_eq!(available(&stranger, noon, ten, "").await.0, 400, "the other way round");

        // Where there are many they are found by name, and the answers are the same.
        many_more(&world, harbour.offer.0).await;
        let two = "&page[size]=2";
        assert_eq!(available(&stranger, ten, noon, two).await, names(&["Desks"]));
        assert_eq!(available(&stranger, noon, "2026-03-11T13:00:00Z", two).await, names(&["Desks", "Room"]));
        assert_eq!(available(&stranger, night, late, "&page[size]=2&page[number]=551").await, names(&["Room"]), "the last of 1,101");
        assert_eq!(available(&stranger, "2026-08-01T10:00:00Z", "2026-08-01T11:00:00Z", "").await, names(&[]));

        let free = stranger.get(&format!("/external_resources/{}/availability?filter[from]={ten}&filter[to]=2026-03-11T13:00:00Z", harbour.offer)).await;
        assert_eq!(free.body["data"]["attributes"]["availableTimes"], json!([{"from": noon, "to": "2026-03-11T13:00:00Z"}]), "{}", free.text);
        assert_eq!(free.body["data"]["relationships"]["resource"]["data"]["type"], "externalResources");
        let free = stranger.get(&format!("/external_resources/{desks}/availability?filter[from]=2026-03-11T00:00:00Z&filter[to]=2026-03-12T00:00:00Z")).await;
        assert_eq!(free.body["data"]["attributes"]["availableTimes"], json!([{"from": "2026-03-11T08:00:00Z", "to": "2026-03-11T16:00:00Z"}]), "{}", free.text);
    }

    async fn it_is_offered_no_more_and_bookings_stay(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, member, harbour) = (world.client(Who::Owner), world.client(Who::Member), &world.facts.harbour);
        let path = format!("/external_resources/{}", harbour.offer);
        assert_eq!(member.api(&format!("DELETE {path}"), Value::Null).await.status, 403);
        assert_eq!(owner.api(&format!("DELETE {path}"), Value::Null).await.status, 204);
        assert_eq!((owner.get(&path).await.status, owner.api(&format!("DELETE {path}"), Value::Null).await.status), (404, 404));
        let visit = owner.get(&format!("/external_bookings/{}", harbour.visit)).await;
        assert_eq!((&visit.body["data"]["relationships"]["resource"]["data"], &visit.body["data"]["attributes"]["status"]), (&Value::Null, &json!("approved")));
        assert_eq!(owner.get(&format!("/resources/{}", harbour.room)).await.status, 200);
        let mut later = json!({"data": {"type": "externalBookings", "id": harbour.visit.to_string(), "attributes": {"from": "2026-03-11T13:00:00Z", "to": "2026-03-11T14:00:00Z"}}});
        assert_eq!(owner.api(&format!("PATCH /external_bookings/{}", harbour.visit), later.take()).await.status, 200);
    }

    async fn bad_values_are_refused_where_they_stand(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, harbour) = (world.client(Who::Owner), &world.facts.harbour);
        for (attributes, code, place) in [
            (json!({"bookingTimesString": "always, mostly"}), "invalid", "bookingTimesString"),
            (json!({"minBookingDuration": 120, "maxBookingDuration": 60}), "below_minimum", "maxBookingDuration"),
            (json!({"pricePerHour": {"net": "1.0", "currency": "USD"}}), "not_the_currency_of_the_space", "pricePerHour/currency"),
            (json!({"pricing": {"discounts": [{"pricePerHour": {"net": "1.0"}, "minimumDuration": {"hours": 0, "minutes": 0}}]}}), "invalid", "pricing/discounts/0/minimumDuration"),
            (json!({"cancellationPeriod": 90_000}), "out_of_range", "cancellationPeriod"),
            (json!({"instructions": "x".repeat(70_000)}), "too_long", "instructions"),
            (json!({"costCenter": {"name": "", "number": "1"}}), "blank", "costCenter/name"),
        ] {
            let refused = owner.api("POST /external_resources", offer(harbour.room, &attributes)).await;
            assert_eq!((refused.status, refused.blame()), (422, (code.into(), format!("/data/attributes/{place}"))), "{}", refused.text);
        }
        for wrong in [json!({"bookingCutoff": -1}), json!({"name": "Mine"}), json!({"pricePerHour": {"net": "-1.0", "currency": "EUR"}})] {
            let refused = owner.api("POST /external_resources", offer(harbour.room, &wrong)).await;
            assert!((400..500).contains(&refused.status) && refused.blame().1.starts_with("/data/attributes/"), "{wrong}: {}", refused.text);
        }
        for (resource, status) in [(world.facts.island.room.to_string(), 404), ("nonsense".into(), 404)] {
            let refused = owner.api("POST /external_resources", offer(resource, &json!({}))).await;
            assert_eq!((refused.status, refused.blame().1.as_str()), (status, "/data/relationships/resource"));
        }
        let mut foreign = offer(harbour.room, &json!({}));
        foreign["data"]["relationships"]["products"] = json!({"data": [{"type": "products", "id": world.facts.island.product.to_string()}]});
        let refused = owner.api("POST /external_resources", foreign).await;
        assert_eq!((refused.status, refused.blame().1.as_str()), (404, "/data/relationships/products"));
        let list = owner.get(&format!("/spaces/{}/external_resources", harbour.space)).await;
        assert_eq!(list.body["data"].as_array().unwrap().len(), 1, "nothing was made");
    }
}

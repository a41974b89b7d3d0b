//! Visitors book, are answered, change their minds; and many who want the same hour.

use crate::client::{Answer, Client, House};
use crate::on_both;
use crate::surface::world::{Who, World};
use app::external_bookings::{self, Lapse};
use domain::ids::ExternalBookingId;
use futures_util::future::join_all;
use serde_json::{Value, json};

const WRITERS: usize = 64;
/// Thursday of next week.
const FROM: &str = "2026-03-12T10:00:00Z";
const TO: &str = "2026-03-12T12:00:00Z";

fn id(answer: &Answer) -> String {
    assert!(answer.status < 300, "{}", answer.text);
    answer.body["data"]["id"].as_str().unwrap().to_owned()
}

/// Two hours on Thursday for Vic, with more or other attributes.
fn visit(offer: impl std::fmt::Display, more: &Value) -> Value {
    let mut attributes = json!({"from": FROM, "to": TO, "numberOfVisitors": 2, "acceptedTerms": true, "name": "Vic Visitor", "email": "Vic@Visitors.test",
        "billingAddress": {"name": "Vic Visitor", "street": "Quay 1", "postCode": "10115", "city": "Berlin", "countryCode": "DE"}});
    attributes.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"data": {"type": "externalBookings", "attributes": attributes,
        "relationships": {"resource": {"data": {"type": "externalResources", "id": offer.to_string()}}}}})
}

fn change(kind: &str, id: &str, attributes: &Value) -> Value {
    json!({"data": {"type": kind, "id": id, "attributes": attributes}})
}

async fn adjust(world: &World, attributes: &Value) {
    let offer = world.facts.harbour.offer.to_string();
    let owner = world.client(Who::Owner);
    let answer = owner.api(&format!("PATCH /external_resources/{offer}"), change("externalResources", &offer, attributes)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

/// Kinds and texts of the mails to an address, the newest first.
async fn mails(world: &World, to: &str) -> Vec<(String, String)> {
    let all = app::mails::latest(&world.house.app, 50).await.unwrap();
    all.into_iter().filter(|mail| mail.recipient == to).map(|mail| (mail.kind, mail.body)).collect()
}

/// The newest of a kind.
async fn mail(world: &World, to: &str, kind: &str) -> String {
    let all = mails(world, to).await;
    all.into_iter().find(|mail| mail.0 == kind).unwrap_or_else(|| panic!("no {kind}")).1
}

const VIC: &str = "Vic@visitors.test";
const SPACE: &str = "hello@harbour.test";

async fn book(world: &World, more: &Value) -> String {
    id(&world.client(Who::Stranger).api("POST /external_bookings", visit(world.facts.harbour.offer, more)).await)
}

async fn status(world: &World, booking: &str) -> (String, Value) {
    let shown = world.client(Who::Owner).get(&format!("/external_bookings/{booking}")).await;
    let attributes = &shown.body["data"]["attributes"];
    (attributes["status"].as_str().unwrap().to_owned(), attributes["canceledBy"].clone())
}

/// How many bookings of any kind overlap the two hours.
async fn taken(world: &World) -> usize {
    let path = format!("/spaces/{}/bookings?filter[from]={FROM}&filter[to]={TO}", world.facts.harbour.space);
    world.client(Who::Owner).get(&path).await.body["data"].as_array().unwrap().len()
}

fn told(world: &World, booking: &str) -> Lapse {
    Lapse { space: world.facts.harbour.space, booking: booking.parse().unwrap() }
}

on_both! {
    async fn a_visitor_books_and_admins_see_who(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, stranger, harbour) = (world.client(Who::Owner), world.client(Who::Stranger), &world.facts.harbour);
        let mut prices = json!({"pricing": {"pricePerHour": {"net": "20.0"}, "discounts": [{"pricePerHour": {"net": "15.0"}, "minimumDuration": {"hours": 2, "minutes": 0}}]}});
        prices["instructions"] = "Ring twice.".into();
        adjust(&world, &prices).await;
        let asked = json!({"data": {"type": "externalBookingPreviews", "attributes": {"from": FROM, "to": TO},
            "relationships": {"resource": {"data": {"type": "externalResources", "id": harbour.offer.to_string()}}}}});
        let preview = stranger.api("POST /external_bookings_preview", asked.clone()).await;
        let attributes = &preview.body["data"]["attributes"];
        assert_eq!((&attributes["fullPrice"]["net"], &attributes["finalPrice"]["net"], &attributes["totalPrice"]["gross"]), (&json!("40.0"), &json!("30.0"), &json!("35.7")), "{}", preview.text);
        assert_eq!((attributes["appliedDiscounts"].as_array().unwrap().len(), &attributes["appliedPriceCap"]), (1, &Value::Null));
        let mut coded = asked;
        coded["data"]["relationships"]["discount"] = json!({"data": {"type": "discountCodes", "id": harbour.room.to_string()}});
        let refused = stranger.api("POST /external_bookings_preview", coded).await;
        assert_eq!((refused.status, refused.blame().1.as_str()), (404, "/data/relationships/discount"));

        let made = stranger.api("POST /external_bookings", visit(harbour.offer, &json!({"title": "Retreat", "comments": "We are vegan."}))).await;
        let booking = id(&made);
        let attributes = &made.body["data"]["attributes"];
        assert_eq!((&attributes["status"], &attributes["price"]["net"], &attributes["totalPrice"]["gross"]), (&json!("approved"), &json!("30.0"), &json!("35.7")));
        assert!(attributes.get("name").is_none() && attributes.get("comments").is_none(), "for admins only: {}", made.text);
        assert!(made.body["data"]["relationships"].get("contact").is_none());
        let shown = owner.get(&format!("/external_bookings/{booking}?include=invoices")).await;
        let attributes = &shown.body["data"]["attributes"];
        assert_eq!((&attributes["name"], &attributes["comments"], &attributes["structuredBillingAddress"]["city"]), (&json!("Vic Visitor"), &json!("We are vegan."), &json!("Berlin")));
        assert_eq!((&attributes["billingAddress"], &shown.body["included"]), (&json!("Quay 1\n10115 Berlin"), &json!([])));
        let contact = shown.body["data"]["relationships"]["contact"]["data"]["id"].as_str().unwrap().to_owned();
        let contact = owner.get(&format!("/contacts/{contact}")).await;
        assert_eq!(contact.body["data"]["attributes"]["email"], VIC, "{}", contact.text);
        let sent = mail(&world, VIC, "external_booking_confirmation_email").await;
        assert!(sent.contains("Ring twice.") && sent.contains("2026-03-12 11:00 to 13:00"), "{sent}");
        assert!(mails(&world, SPACE).await.iter().any(|(_, body)| body.contains("We are vegan.")));

        // It stands in the calendar, and is changed where it was made.
        let calendar = owner.get(&format!("/spaces/{}/bookings?filter[from]={FROM}&filter[to]={TO}&include=externalBooking", harbour.space)).await;
        assert_eq!((&calendar.body["included"][0]["id"], &calendar.body["data"][0]["attributes"]["title"]), (&json!(booking), &json!("Retreat")), "{}", calendar.text);
        let place = calendar.body["data"][0]["id"].as_str().unwrap().to_owned();
        let refused = owner.api(&format!("DELETE /bookings/{place}"), Value::Null).await;
        assert_eq!((refused.status, refused.blame().0.as_str()), (409, "external_booking"));
        let moved = owner.api(&format!("PATCH /bookings/{place}"), change("bookings", &place, &json!({"title": "Mine"}))).await;
        assert_eq!((moved.status, moved.blame().0.as_str()), (409, "external_booking"));
        // The same person again is the same contact.
        let again = book(&world, &json!({"from": "2026-03-13T10:00:00Z", "to": "2026-03-13T11:00:00Z", "email": "vic@visitors.test"})).await;
        let again = owner.get(&format!("/external_bookings/{again}")).await;
        assert_eq!(again.body["data"]["relationships"]["contact"], shown.body["data"]["relationships"]["contact"]);
    }

    async fn what_needs_approval_holds_its_time_until_it_is_answered(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, stranger, harbour) = (world.client(Who::Owner), world.client(Who::Stranger), &world.facts.harbour);
        adjust(&world, &json!({"bookingsRequireApproval": true})).await;
        let booking = book(&world, &json!({})).await;
        assert_eq!((status(&world, &booking).await.0.as_str(), taken(&world).await), ("pending", 1));
        mail(&world, VIC, "external_booking_request_email").await;
        let second = stranger.api("POST /external_bookings", visit(harbour.offer, &json!({}))).await;
        assert_eq!((second.status, second.blame().0.as_str()), (400, "slot_taken"));

        let access = world.house.caller(world.facts.users[&Who::Owner], "read write").await;
        let access = app::access::enter_as(&world.house.app, &access, app::access::Place::Space(harbour.space), &[], app::access::Door::Related).await.unwrap();
        let waiting: ExternalBookingId = booking.parse().unwrap();
        let approved = Box::pin(external_bookings::approve(&world.house.app, &access, waiting)).await.unwrap();
        assert_eq!(approved.booking.status.name(), "approved");
        mail(&world, VIC, "external_booking_confirmation_email").await;
        assert_eq!(Box::pin(external_bookings::approve(&world.house.app, &access, waiting)).await.unwrap_err().code(), "not_pending");

        // Declined by the space; and another that nobody answers.
        let other = json!({"from": "2026-03-13T10:00:00Z", "to": "2026-03-13T11:00:00Z"});
        let declined = book(&world, &other).await;
        let answer = owner.api(&format!("DELETE /external_bookings/{declined}"), Value::Null).await;
        assert_eq!((answer.status, &answer.body["data"]["attributes"]["canceledBy"]), (200, &json!("space")));
        mail(&world, VIC, "external_booking_canceled_email").await;
        let forgotten = book(&world, &other).await;
        Box::pin(external_bookings::lapse(&world.house.app, &told(&world, &forgotten))).await.unwrap();
        assert_eq!(status(&world, &forgotten).await.0, "pending", "there is still time");
        world.house.app.clock.advance(11 * 24 * 60);
        for lapsing in [&forgotten, &booking] {
            Box::pin(external_bookings::lapse(&world.house.app, &told(&world, lapsing))).await.unwrap();
        }
        assert_eq!(status(&world, &forgotten).await, ("canceled".into(), json!("space")));
        assert_eq!(status(&world, &booking).await.0, "approved");
        let late = owner.api(&format!("DELETE /external_bookings/{booking}"), Value::Null).await;
        assert_eq!((late.status, late.blame().0.as_str()), (409, "in_the_past"));
        let late = owner.api(&format!("PATCH /external_bookings/{booking}"), change("externalBookings", &booking, &json!({"title": "Late"}))).await;
        assert_eq!((late.status, late.blame().0.as_str()), (409, "in_the_past"));
    }

    async fn admins_change_it_and_the_visitor_hears_what(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, harbour) = (world.client(Who::Owner), &world.facts.harbour);
        adjust(&world, &json!({"pricing": {"pricePerHour": {"net": "20.0"}}})).await;
        let mut room = change("resources", &harbour.room.to_string(), &json!({"capacity": 6}));
        assert_eq!(owner.api(&format!("PATCH /resources/{}", harbour.room), room.take()).await.status, 200);
        let booking = book(&world, &json!({})).await;
        let patch = async |attributes: Value| owner.api(&format!("PATCH /external_bookings/{booking}"), change("externalBookings", &booking, &attributes)).await;
        let before = mails(&world, VIC).await.len();
        let noted = patch(json!({"adminComments": "Air the room."})).await;
        assert_eq!((noted.status, &noted.body["data"]["attributes"]["adminComments"], mails(&world, VIC).await.len()), (200, &json!("Air the room."), before));
        let moved = patch(json!({"to": "2026-03-12T13:00:00Z", "numberOfVisitors": 5, "title": "Talk"})).await;
        assert_eq!((&moved.body["data"]["attributes"]["price"]["net"], &moved.body["data"]["attributes"]["to"]), (&json!("60.0"), &json!("2026-03-12T13:00:00Z")), "{}", moved.text);
        let body = mail(&world, VIC, "external_booking_changed_email").await;
        assert!(body.contains("Visitors: 5 (was 2)") && body.contains("11:00 to 14:00"), "{body}");
        let fixed = patch(json!({"customPrice": {"net": "25.0"}})).await;
        assert_eq!(fixed.body["data"]["attributes"]["price"]["net"], "25.0");
        let kept = patch(json!({"to": "2026-03-12T11:00:00Z"})).await;
        assert_eq!(kept.body["data"]["attributes"]["price"]["net"], "25.0");
        let computed = patch(json!({"customPrice": null})).await;
        assert_eq!(computed.body["data"]["attributes"]["price"]["net"], "20.0");
        // Wednesday at 10 is taken: it stays whole.
        let refused = patch(json!({"from": "2026-03-11T09:00:00Z", "to": "2026-03-11T11:00:00Z", "title": "Gone"})).await;
        assert_eq!((refused.status, refused.blame().0.as_str()), (400, "slot_taken"));
        let whole = owner.get(&format!("/external_bookings/{booking}")).await;
        assert_eq!((&whole.body["data"]["attributes"]["title"], &whole.body["data"]["attributes"]["from"]), (&json!("Talk"), &json!(FROM)));
        for (attributes, status, code, place) in [
            (json!({"numberOfVisitors": 7}), 422, "above_capacity", "numberOfVisitors"),
            (json!({"customPrice": {"net": "-1.0"}}), 422, "negative", "customPrice/net"),
            (json!({"from": "2026-03-01T10:00:00Z", "to": "2026-03-01T11:00:00Z"}), 422, "in_the_past", "from"),
            (json!({"to": "2026-03-12T09:00:00Z"}), 422, "not_after_from", "to"),
            (json!({"title": "x".repeat(300)}), 422, "too_long", "title"),
        ] {
            let refused = patch(attributes).await;
            assert_eq!((refused.status, refused.blame()), (status, (code.into(), format!("/data/attributes/{place}"))), "{}", refused.text);
        }
        let foreign = owner.api(&format!("PATCH /external_bookings/{}", world.facts.island.visit), change("externalBookings", &world.facts.island.visit.to_string(), &json!({}))).await;
        assert_eq!(foreign.status, 404);
    }

    async fn visitors_cancel_with_the_link_that_is_mailed_to_them(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, stranger) = (world.client(Who::Owner), world.client(Who::Stranger));
        adjust(&world, &json!({"cancellationPeriod": 24})).await;
        let booking = book(&world, &json!({})).await;
        let ask = async || stranger.api(&format!("POST /external_bookings/{booking}/cancellation"), Value::Null).await;
        assert_eq!(ask().await.status, 204);
        assert_eq!(status(&world, &booking).await.0, "approved", "asking changes nothing");
        let link = async || {
            let body = mail(&world, VIC, "external_booking_cancel_link_email").await;
            body.split_whitespace().find(|word| word.contains("/cancellation/")).unwrap().rsplit_once('/').unwrap().1.to_owned()
        };
        let (first, sent) = (link().await, mails(&world, VIC).await.len());
        assert_eq!((ask().await.status, mails(&world, VIC).await.len()), (204, sent), "one link is on its way");
        world.house.app.clock.advance(6);
        assert_eq!(ask().await.status, 204);
        let second = link().await;
        let (app, it): (_, ExternalBookingId) = (&world.house.app, booking.parse().unwrap());
        let cancel = async |subdomain: &'static str, secret: &str| Box::pin(external_bookings::cancel_by_link(app, subdomain, it, secret)).await;
        assert_eq!(cancel("harbour", &first).await.unwrap_err().code(), "not_found", "a new link ends the old one");
        assert_eq!(cancel("island", &second).await.unwrap_err().code(), "not_found");
        let offer = Box::pin(external_bookings::look_at_link(app, "harbour", it, &second)).await.unwrap();
        assert_eq!((offer.resource.as_str(), offer.too_late), ("Room", None));
        cancel("harbour", &second).await.unwrap();
        assert_eq!((status(&world, &booking).await, taken(&world).await), (("canceled".into(), json!("visitor")), 0));
        assert_eq!(cancel("harbour", &second).await.unwrap_err().code(), "not_found", "it works once");
        mail(&world, VIC, "external_booking_canceled_email").await;
        assert_eq!(mails(&world, SPACE).await.iter().filter(|(_, body)| body.contains("Vic Visitor")).count(), 2, "the space hears of it");
        let again = ask().await;
        assert_eq!((again.status, again.blame().0.as_str()), (409, "already_canceled"));
        let again = owner.api(&format!("DELETE /external_bookings/{booking}"), Value::Null).await;
        assert_eq!((again.status, again.blame().0.as_str()), (409, "already_canceled"));

        // The hour is free again; within the period only the space cancels.
        let late = book(&world, &json!({})).await;
        world.house.app.clock.advance(9 * 24 * 60);
        let stranger = world.client(Who::Stranger);
        assert_eq!(stranger.api(&format!("POST /external_bookings/{late}/cancellation"), Value::Null).await.status, 204);
        let (secret, it) = (link().await, late.parse().unwrap());
        let offer = Box::pin(external_bookings::look_at_link(app, "harbour", it, &secret)).await.unwrap();
        assert!(offer.too_late.unwrap().contains("contact the space"));
        assert_eq!(Box::pin(external_bookings::cancel_by_link(app, "harbour", it, &secret)).await.unwrap_err().code(), "within_cancellation_period");
        world.house.app.clock.advance(24 * 60);
        assert!(Box::pin(external_bookings::look_at_link(app, "harbour", it, &secret)).await.is_err(), "it is too old");
    }

    async fn visitors_keep_the_rules_for_them_and_admins_need_not(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, stranger, harbour) = (world.client(Who::Owner), world.client(Who::Stranger), &world.facts.harbour);
        adjust(&world, &json!({"bookingTimesString": "mon-fri 9-17", "bookingCutoff": 48, "minBookingDuration": 60, "maxBookingDuration": 240})).await;
        let mut room = change("resources", &harbour.room.to_string(), &json!({"capacity": 6, "hidden": true, "onlyAdminsCanBook": true}));
        assert_eq!(owner.api(&format!("PATCH /resources/{}", harbour.room), room.take()).await.status, 200);
        for (attributes, code, place) in [
            (json!({"from": "2026-03-12T20:00:00Z", "to": "2026-03-12T21:00:00Z"}), "outside_booking_times", "from"),
            (json!({"from": "2026-03-03T10:00:00Z", "to": "2026-03-03T11:00:00Z"}), "after_cutoff", "from"),
            (json!({"from": "2026-02-27T10:00:00Z", "to": "2026-02-27T11:00:00Z"}), "in_the_past", "from"),
            (json!({"to": "2026-03-12T10:30:00Z"}), "too_short", "to"),
            (json!({"to": "2026-03-12T15:00:00Z"}), "too_long", "to"),
            (json!({"to": "2026-03-12T10:02:00Z"}), "not_on_five_minutes", "to"),
            (json!({"from": "2150-03-12T10:00:00Z", "to": "2150-03-12T11:00:00Z"}), "absurd_date", "from"),
            (json!({"numberOfVisitors": 7}), "above_capacity", "numberOfVisitors"),
            (json!({"numberOfVisitors": 0}), "out_of_range", "numberOfVisitors"),
            (json!({"acceptedTerms": false}), "not_accepted", "acceptedTerms"),
            (json!({"name": " "}), "blank", "name"),
            (json!({"email": "nobody"}), "invalid", "email"),
            (json!({"title": "x".repeat(300)}), "too_long", "title"),
            (json!({"taxId": "12"}), "invalid", "taxId"),
            (json!({"billingAddress": {"street": "S", "postCode": "1", "city": "C", "countryCode": "DE"}}), "blank", "billingAddress/name"),
            (json!({"billingAddress": {"name": "N", "street": "S", "postCode": "1", "city": "C", "countryCode": "Atlantis"}}), "unknown", "billingAddress/countryCode"),
            (json!({"billingAddress": "x".repeat(70_000)}), "too_long", "billingAddress"),
            (json!({"bookingExtras": [{"productId": harbour.product.to_string(), "quantity": "1.0"}]}), "unknown", "bookingExtras"),
            (json!({"bookingExtras": [{"productId": harbour.product.to_string(), "quantity": "-1.0"}]}), "bad_quantity", "bookingExtras"),
        ] {
            let refused = stranger.api("POST /external_bookings", visit(harbour.offer, &attributes)).await;
            assert_eq!((refused.status, refused.blame()), (422, (code.into(), format!("/data/attributes/{place}"))), "{}", refused.text);
        }
        let blocked = stranger.api("POST /external_bookings", visit(harbour.offer, &json!({"from": "2026-08-01T22:00:00Z", "to": "2026-08-01T23:00:00Z"}))).await;
        assert!((400..=422).contains(&blocked.status) && blocked.text.contains("blocked"), "{}", blocked.text);
        let comments = stranger.api("POST /external_bookings", visit(harbour.offer, &json!({"adminComments": "Hi"}))).await;
        assert_eq!((comments.status, comments.blame().0.as_str()), (403, "admin_comments_admins_only"));
        for (relation, kind) in [("payment", "payments"), ("paymentMethod", "paymentMethods"), ("discount", "discountCodes")] {
            let mut named = visit(harbour.offer, &json!({}));
            named["data"]["relationships"][relation] = json!({"data": {"type": kind, "id": harbour.room.to_string()}});
            let refused = stranger.api("POST /external_bookings", named).await;
            assert_eq!((refused.status, refused.blame().1), (404, format!("/data/relationships/{relation}")));
        }
        let nowhere = stranger.api("POST /external_bookings", visit(harbour.room, &json!({}))).await;
        assert_eq!((nowhere.status, nowhere.blame().1.as_str()), (404, "/data/relationships/resource"));
        assert_eq!(taken(&world).await, 0, "nothing was made");
        // Admins may at any time, though not for more than fit in, nor where it is taken.
        let night = json!({"from": "2026-03-12T20:00:00Z", "to": "2026-03-12T20:30:00Z", "adminComments": "By phone", "billingAddress": "Quay 1, Berlin"});
        assert_eq!(owner.api("POST /external_bookings", visit(harbour.offer, &night)).await.status, 201);
        assert_eq!(owner.api("POST /external_bookings", visit(harbour.offer, &night)).await.blame().0, "slot_taken");
        book(&world, &json!({})).await;
    }

    async fn admins_list_them_by_their_starts(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, harbour) = (world.client(Who::Owner), &world.facts.harbour);
        let booking = book(&world, &json!({})).await;
        let path = |more: &str| format!("/spaces/{}/external_bookings?filter[from]=2026-03-11T00:00:00Z&filter[to]=2026-03-13T00:00:00Z{more}", harbour.space);
        let ids = async |more: &str| {
            let list = owner.get(&path(more)).await;
            list.body["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (first, second) = (harbour.visit.to_string(), booking);
        assert_eq!(ids("").await, [&*first, &*second]);
        assert_eq!(ids("&filter[sortOrder]=desc&page[size]=1").await, [&*second]);
        owner.api(&format!("DELETE /external_bookings/{second}"), Value::Null).await;
        assert_eq!(ids("").await.len(), 2, "what is canceled stays in the list");
        let late = owner.get(&format!("/spaces/{}/external_bookings?filter[from]=2026-03-11T11:00:00Z&filter[to]=2026-03-11T12:00:00Z", harbour.space)).await;
        assert_eq!(late.body["data"], json!([]), "by their starts, not by overlap");
        assert_eq!(world.client(Who::Limited).get(&path("&include=invoices")).await.status, 403);
        assert_eq!(owner.get(&path("&include=invoices")).await.status, 200);
        assert_eq!(owner.get(&path("&filter[sortOrder]=sideways")).await.status, 400);
    }

    async fn what_is_booked_along_is_paid_with_it(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let (owner, stranger, harbour) = (world.client(Who::Owner), world.client(Who::Stranger), &world.facts.harbour);
        let caller = world.house.caller(world.facts.users[&Who::Owner], "read write").await;
        let access = app::access::enter_as(&world.house.app, &caller, app::access::Place::Space(harbour.space), &[], app::access::Door::Related).await.unwrap();
        let lunch = app::products::Create {
            name: "Lunch".into(),
            description: Some("Tacos".into()),
            unit: domain::extras::Unit::Person,
            price: "12.5".parse().unwrap(),
            taxes: None,
            category: None,
            scopes: vec![domain::products::ProductScope::ExternalBookings],
            accounting_code: Some("LUNCH".into()),
            cost_center: None,
            revenue_account: None,
        };
        let lunch = app::products::create(&world.house.app, &access, lunch).await.unwrap();
        let offer = harbour.offer.to_string();
        let mut linked = change("externalResources", &offer, &json!({"pricing": {"pricePerHour": {"net": "20.0"}, "priceCaps": [{"price": {"net": "30.0"}, "maximumDuration": {"hours": 8, "minutes": 0}}]}}));
        linked["data"]["relationships"] = json!({"products": {"data": [{"type": "products", "id": lunch.to_string()}]}});
        let linked = owner.api(&format!("PATCH /external_resources/{offer}"), linked).await;
        assert_eq!(linked.body["data"]["relationships"]["products"]["data"][0]["id"], lunch.to_string(), "{}", linked.text);

        let extras = json!({"bookingExtras": [{"productId": lunch.to_string(), "quantity": "2.0"}]});
        let mut asked = json!({"data": {"type": "externalBookingPreviews", "attributes": {"from": FROM, "to": TO},
            "relationships": {"resource": {"data": {"type": "externalResources", "id": offer}}}}});
        asked["data"]["attributes"]["bookingExtras"] = extras["bookingExtras"].clone();
        let preview = stranger.api("POST /external_bookings_preview", asked).await;
        let attributes = &preview.body["data"]["attributes"];
        assert_eq!((&attributes["fullPrice"]["net"], &attributes["finalPrice"]["net"], &attributes["totalPrice"]["net"]), (&json!("40.0"), &json!("30.0"), &json!("55.0")), "{}", preview.text);
        assert_eq!(attributes["appliedPriceCaps"].as_array().unwrap().len(), 1);
        let made = stranger.api("POST /external_bookings", visit(harbour.offer, &extras)).await;
        let attributes = &made.body["data"]["attributes"];
        assert_eq!((&attributes["price"]["net"], &attributes["totalPrice"]["gross"]), (&json!("30.0"), &json!("65.45")), "{}", made.text);
        assert_eq!((&attributes["bookingExtras"][0]["name"], &attributes["bookingExtras"][0]["pricing"]["quantity"]), (&json!("Lunch"), &json!("2.0")));
        let kept = stranger.api("POST /external_bookings", visit(harbour.offer, &json!({"bookingExtras": [{"id": lunch.to_string(), "quantity": "1.0"}]}))).await;
        assert_eq!((kept.status, kept.blame().1.as_str()), (422, "/data/attributes/bookingExtras"));
    }

    async fn of_sixty_four_who_want_the_hour_as_many_get_it_as_there_are_units(db: db::Db) {
        let world = World::new(House::new(db)).await;
        let harbour = &world.facts.harbour;
        let desks = json!({"data": {"type": "externalResources", "relationships": {"resource": {"data": {"type": "resources", "id": harbour.desks.to_string()}}}}});
        let desks = id(&world.client(Who::Owner).api("POST /external_resources", desks).await);
        for (offer, resource, units, all) in [(harbour.offer.to_string(), harbour.room, 1, 1), (desks, harbour.desks, 3, 4)] {
            let calls = (0..WRITERS).map(|writer| {
                let client = Client::speaking(world.house.router.clone(), &world.facts.tokens[&if writer % 2 == 0 { Who::Stranger } else { Who::Owner }]);
                let external = visit(&offer, &json!({"email": format!("v{writer}@visitors.test")}));
                let internal = json!({"data": {"type": "bookings", "attributes": {"from": FROM, "to": TO},
                    "relationships": {"resource": {"data": {"type": "resources", "id": resource.to_string()}}}}});
                async move {
                    if writer % 2 == 0 { client.api("POST /external_bookings", external).await } else { client.api("POST /bookings", internal).await }
                }
            });
            let tasks: Vec<_> = calls.map(tokio::spawn).collect();
            let answers: Vec<_> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();
            let won = answers.iter().filter(|answer| answer.status == 201).count();
            assert_eq!((won, taken(&world).await), (units, all), "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
            for lost in answers.iter().filter(|answer| answer.status != 201) {
                assert_eq!((lost.status, lost.blame().0.as_str()), (400, "slot_taken"), "{}", lost.text);
            }
        }
    }
}

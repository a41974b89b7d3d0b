use crate::server::Server;
use app::access::{Door, Place};
use app::{allocations, calendar_blockers, products, resources};
use db::Db;
use domain::interval::Interval;
use serde_json::{Value, json};
use testkit::{at, new_id};

/// The smallest PNG there is: one pixel.
const PIXEL: &str =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}

fn new(server: &Server, attributes: &Value) -> Value {
    let space = json!({"data": {"type": "spaces", "id": server.space}});
    json!({"data": {"type": "resources", "attributes": attributes, "relationships": {"space": space}}})
}

async fn make(server: &Server, attributes: Value) -> Value {
    let answer = server.call("post-resources", &server.owner, "POST", "/resources", Some(new(server, &attributes))).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.body["data"].clone()
}

async fn change(server: &Server, token: &str, id: &str, attributes: Value) -> crate::server::Answer {
    let body = json!({"data": {"type": "resources", "id": id, "attributes": attributes}});
    server.call("patch-resource", token, "PATCH", &format!("/resources/{id}"), Some(body)).await
}

async fn owner(server: &Server) -> app::access::Access {
    app::access::enter(&server.app, Some(&server.owner), Place::Space(server.space), &[], Door::Related).await.unwrap()
}

on_both! {
    async fn a_room_is_made_with_a_photo_and_shown_by_both_apis(db: Db) {
        let server = Server::new(db).await;
        let room = make(&server, json!({
            "name": "Sea view", "resourceType": "room", "capacity": 8, "photo": {"data": PIXEL}, "bookingTimesString": "mo-fr 9-17",
            "costCenter": {"name": "Rooms", "number": "1"}, "minBookingDuration": 30, "bookingCutoff": null,
            "pricing": {
                "pricePerHour": {"net": "20"}, "priceCap": {"maximumDuration": {"hours": 5, "minutes": 0}},
                "discounts": [{"pricePerHour": {"net": "15.00"}, "minimumDuration": {"hours": 4, "minutes": 30}}],
                "fixedRates": [{"price": {"net": "50"}, "maximumDuration": {"hours": 4, "minutes": 0}}],
            },
        })).await;
        let (id, attributes) = (room["id"].as_str().unwrap(), &room["attributes"]);
        assert_eq!(attributes["pricing"]["pricePerHour"]["gross"], "23.8");
        assert_eq!(attributes["pricing"]["discounts"][0]["minimumDuration"], json!({"hours": 4, "minutes": 30}));
        assert_eq!(attributes["bookingTimes"], json!([{"from": "09:00", "to": "17:00", "weekdays": [1, 2, 3, 4, 5]}]));
        assert_eq!(attributes["area"], json!([{"unit": "sqm", "number": null}, {"unit": "sqft", "number": null}]));

        let url = attributes["photo"]["default"]["url"].as_str().unwrap().to_owned();
        let path = url.strip_prefix("http://harbour.localhost:3000").unwrap();
        let photo = server.at_space(None, path).await;
        assert_eq!((photo.status, photo.headers["content-type"].to_str().unwrap(), &photo.bytes[..4]), (200, "image/png", &b"\x89PNG"[..]));
        assert_eq!((&photo.bytes[16..20], &photo.bytes[20..24]), (&[0, 0, 0, 1][..], &[0, 0, 0, 1][..]), "one pixel");
        assert_eq!(photo.headers["x-content-type-options"], "nosniff");
        assert!(photo.headers["cache-control"].to_str().unwrap().contains("immutable"));
        assert!(photo.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
        assert_eq!(server.at_space(None, "/files/nothing").await.status, 404);

        let old = server.at_space(Some(&server.member), "/api/resources").await;
        assert_eq!(old.status, 200, "{}", old.body);
        let expected = json!({"price_per_hour": "20.0", "tax_rate": "19.0", "can_book": true, "photo": url, "min_booking_duration": 30});
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&old.body[0][name], value, "{name}");
        }
        assert_eq!(server.at_space(Some(&server.stranger), "/api/resources").await.status, 404);
        assert_eq!(server.at_space(Some(&server.member), &format!("/api/resources/{id}")).await.body["id"], id);

        let changed = change(&server, &server.owner, id, json!({"description": "Quiet", "pricePerHour": {"net": "10", "currency": "EUR"}, "capacity": null})).await;
        let attributes = &changed.body["data"]["attributes"];
        assert_eq!((&attributes["description"], &attributes["capacity"], &attributes["name"]), (&json!("Quiet"), &Value::Null, &json!("Sea view")));
        assert_eq!(attributes["pricing"]["pricePerHour"]["net"], "10.0");
        assert_eq!(attributes["pricing"]["priceCap"]["maximumDuration"]["hours"], 5, "what was not named stays");
    }

    async fn what_is_wrong_is_pointed_at(db: Db) {
        let server = Server::new(db).await;
        for (attributes, expected) in [
            (json!({}), "422 /data/attributes/name blank"),
            (json!({"name": "x".repeat(300)}), "422 /data/attributes/name too_long"),
            (json!({"name": "Room", "bookingTimesString": "whenever"}), "422 /data/attributes/bookingTimesString invalid"),
            (json!({"name": "Room", "units": 0}), "422 /data/attributes/units out_of_range"),
            (json!({"name": "Room", "capacity": -1}), "422 /data/attributes/capacity wrong_type"),
            (json!({"name": "Room", "color": "red"}), "422 /data/attributes/color invalid"),
            (json!({"name": "Room", "photo": {"data": "data:image/svg+xml;base64,PHN2Zy8+"}}), "422 /data/attributes/photo/data not_an_image"),
            (json!({"name": "Room", "photo": {"data": "data:image/png;base64,%%"}}), "422 /data/attributes/photo/data not_base64"),
            (json!({"name": "Room", "pricing": {"pricePerHour": {"net": "-1"}}}), "422 /data/attributes/pricing/pricePerHour/net wrong_type"),
            (json!({"name": "Room", "pricing": {"currency": "USD"}}), "422 /data/attributes/pricing/currency not_the_currency_of_the_space"),
            (json!({"name": "Room", "pricePerHour": {"net": "1", "currency": "USD"}}), "422 /data/attributes/pricePerHour/currency not_the_currency_of_the_space"),
            (json!({"name": "Room", "pricing": {"taxes": [{"name": "VAT", "rate": "101"}]}}), "422 /data/attributes/pricing/taxes/0/rate invalid"),
            (
                json!({"name": "Room", "discounts": [{"pricePerHour": {"net": "1"}, "minimumDuration": {"hours": 0, "minutes": 0}}]}),
                "422 /data/attributes/discounts/0/minimumDuration invalid",
            ),
        ] {
            let answer = server.call("post-resources", &server.owner, "POST", "/resources", Some(new(&server, &attributes))).await;
            assert_eq!(answer.refusal(), expected, "{}", answer.body);
        }
        let large = format!("data:image/png;base64,{}", "A".repeat(14_200_000));
        let answer = server.call("post-resources", &server.owner, "POST", "/resources", Some(new(&server, &json!({"name": "R", "photo": {"data": large}})))).await;
        assert_eq!(answer.refusal(), "422 /data/attributes/photo/data too_large");
        // A few bytes that claim to be 30,000 pixels wide and high.
        let bomb = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAdTAAAHUwCAYAAAA=";
        let answer = server.call("post-resources", &server.owner, "POST", "/resources", Some(new(&server, &json!({"name": "R", "photo": {"data": bomb}})))).await;
        assert_eq!(answer.refusal(), "422 /data/attributes/photo/data bad_size");
        for (token, expected) in [(&server.member, 403), (&server.reader, 403), (&server.stranger, 404)] {
            let answer = server.call("post-resources", token, "POST", "/resources", Some(new(&server, &json!({"name": "Room"})))).await;
            assert_eq!(answer.status, expected, "{}", answer.body);
        }
        let path = format!("/spaces/{}/resources?filter[usage]=all", server.space);
        assert_eq!(server.get("get-resources", &server.owner, &path).await.body["data"], json!([]), "nothing was kept");
    }

    async fn lists_show_what_the_viewer_sees_with_what_hangs_on_it(db: Db) {
        let server = Server::new(db).await;
        let (owner, path) = (owner(&server).await, format!("/spaces/{}/resources", server.space));
        let room = make(&server, json!({"name": "Room"})).await;
        make(&server, json!({"name": "Vault", "hidden": true})).await;
        make(&server, json!({"name": "Stage", "onlyAdminsCanBook": true})).await;
        let id = room["id"].as_str().unwrap().parse().unwrap();
        let category = resources::create_category(&server.app, &owner, "Rooms").await.unwrap();
        resources::categorize(&server.app, &owner, id, category).await.unwrap();
        let url = domain::resources::Photo::Url("https://img.test/a.png".into());
        resources::add_medium(&server.app, &owner, id, url).await.unwrap();

        let all = server.get("get-resources", &server.owner, &format!("{path}?include=categories,media&page[size]=2")).await;
        assert_eq!((all.body["data"].as_array().unwrap().len(), &all.body["meta"]["totalPages"]), (2, &json!(2)));
        assert_eq!(all.body["included"].as_array().unwrap().len(), 2);
        let seen = server.get("get-resources", &server.member, &path).await;
        let names: Vec<_> = seen.body["data"].as_array().unwrap().iter().map(|one| (&one["attributes"]["name"], &one["attributes"]["canBook"])).collect();
        assert_eq!(names, [(&json!("Room"), &json!(true)), (&json!("Stage"), &json!(false))]);
        assert_eq!(seen.body["included"][0]["attributes"]["name"], "Rooms", "categories come by themselves");
        assert!(server.get("get-resources", &server.reader, &path).await.body.get("included").is_none());
        assert_eq!(server.get("get-resources", &server.reader, &format!("{path}?include=categories")).await.status, 403);
        assert_eq!(server.get("get-resources", &server.stranger, &path).await.status, 404);
        assert_eq!(server.get("get-resource", &server.member, &format!("/resources/{id}?include=media")).await.body["included"][0]["type"], "resourcePhotos");
        assert_eq!(server.get("get-resource", &server.member, &format!("/resources/{}", new_id().simple())).await.status, 404);
        let network = format!("/networks/{}/resources?filter[usage]=all&filter[spaceIds]={}", server.network, server.space);
        assert_eq!(server.get("get-network-resources", &server.member, &network).await.body["data"].as_array().unwrap().len(), 2);
        assert_eq!(server.at_space(Some(&server.member), "/api/resource_categories").await.body[0]["name"], "Rooms");
    }

    async fn free_times_leave_out_what_is_blocked(db: Db) {
        let server = Server::new(db).await;
        let room = make(&server, json!({"name": "Room", "bookingTimesString": "mo-fr 9-17"})).await;
        let id = room["id"].as_str().unwrap();
        let blocker = calendar_blockers::Wish {
            title: "Cleaning".into(),
            interval: Interval::new(at("2026-03-03T10:00:00Z"), at("2026-03-03T11:00:00Z")),
            for_bookings: true,
            for_external_bookings: false,
            for_drop_in_passes: false,
            resources: None,
        };
        let blocker = calendar_blockers::create(&server.app, &owner(&server).await, blocker).await.unwrap().blocker.id;
        let day = "filter[from]=2026-03-03T00:00:00Z&filter[to]=2026-03-04T00:00:00Z";
        let free = server.get("get-resource-availbility", &server.member, &format!("/resources/{id}/availability?{day}")).await;
        let times = json!([{"from": "2026-03-03T08:00:00Z", "to": "2026-03-03T10:00:00Z"}, {"from": "2026-03-03T11:00:00Z", "to": "2026-03-03T16:00:00Z"}]);
        assert_eq!(free.body["data"]["attributes"]["availableTimes"], times);
        let path = format!("/spaces/{}/resource_availabilities?{day}&filter[resource_ids]={id},nonsense,{}", server.space, new_id());
        let free = server.get("get-resource-availabilities", &server.owner, &path).await;
        let whole = json!([{"from": "2026-03-03T00:00:00Z", "to": "2026-03-04T00:00:00Z"}]);
        assert_eq!((free.body["data"].as_array().unwrap().len(), &free.body["data"][0]["attributes"]["availableTimes"]), (1, &whole));
        let path = format!("/networks/{}/resource_availabilities?{day}", server.network);
        assert_eq!(server.get("get-network-resource-availabilities", &server.member, &path).await.body["data"][0]["attributes"]["availableTimes"], times);

        let hour = "filter[from]=2026-03-03T10:00:00Z&filter[to]=2026-03-03T11:00:00Z";
        for (base, operation) in [
            (format!("/spaces/{}/resources/available?{hour}", server.space), "get-available-resources"),
            (format!("/networks/{}/resources/available?{hour}", server.network), "get-available-network-resources"),
        ] {
            let count = async |token, path: &str| server.get(operation, token, path).await.body["data"].as_array().unwrap().len();
            assert_eq!((count(&server.member, &base).await, count(&server.owner, &base).await), (0, 1));
            assert_eq!(count(&server.owner, &format!("{base}&filter[ignoreBookingTimes]=false")).await, 0);
            assert_eq!(server.get(operation, &server.member, &format!("{base}&filter[ignoreBookingTimes]=true")).await.status, 403);
        }
        for (query, expected) in [
            ("filter[from]=2026-03-03T00:00:00Z", "400 filter[to] invalid_parameter"),
            ("filter[from]=2026-03-03T00:00:00Z&filter[to]=2026-03-03T00:00:00Z", "400 filter[to] not_after_from"),
            ("filter[from]=2026-03-03T00:00:00Z&filter[to]=2028-03-03T00:00:00Z", "400 filter[to] too_long"),
            ("filter[from]=1950-03-03T00:00:00Z&filter[to]=2028-03-03T00:00:00Z", "400 filter[from] absurd_date"),
        ] {
            let answer = server.get("get-resource-availbility", &server.member, &format!("/resources/{id}/availability?{query}")).await;
            assert_eq!(answer.refusal(), expected);
        }

        let one = server.get("get-calendar-blocker", &server.stranger, &format!("/calendar_blockers/{blocker}")).await;
        assert_eq!(one.body["data"]["attributes"]["blockedFor"], json!(["bookings"]));
        let path = format!("/spaces/{}/calendar_blockers?filter[from]=2026-03-03&filter[to]=2026-03-03", server.space);
        assert_eq!(server.get("get-space-calendar-blockers", &server.stranger, &path).await.body["data"].as_array().unwrap().len(), 1);
    }

    async fn products_and_allocations_are_shown_to_whom_they_concern(db: Db) {
        let server = Server::new(db).await;
        let admin = owner(&server).await;
        let drinks = products::create_category(&server.app, &admin, "Drinks").await.unwrap();
        let coffee = products::Create {
            name: "Coffee".into(),
            description: None,
            category: Some(drinks),
            unit: domain::extras::Unit::Person,
            price: domain::money::Amount::units(5),
            taxes: None,
            scopes: vec![domain::products::ProductScope::Bookings],
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
        };
        let coffee = products::create(&server.app, &admin, coffee).await.unwrap();
        let one = server.get("get-product", &server.stranger, &format!("/products/{coffee}")).await;
        assert_eq!(one.body["data"]["attributes"]["pricing"]["price"]["gross"], "5.95");
        let path = format!("/spaces/{}/products?include=category", server.space);
        assert_eq!(server.get("get-products", &server.stranger, &path).await.body["included"][0]["attributes"]["name"], "Drinks");
        let visitors = server.get("get-products", &server.stranger, &format!("{path}&filter[scope]=externalBookings")).await;
        assert_eq!(visitors.body["data"], json!([]));
        let linked = json!({"data": {"type": "resources", "attributes": {"name": "Room"}, "relationships": {
            "space": {"data": {"type": "spaces", "id": server.space}}, "products": {"data": [{"type": "products", "id": coffee}]},
        }}});
        let room = server.call("post-resources", &server.owner, "POST", "/resources", Some(linked)).await;
        assert_eq!(room.body["data"]["relationships"]["products"]["data"][0]["id"], coffee.to_string());

        let office = resources::Details {
            name: Some("Office".into()),
            usage: Some(domain::resources::Usage::Allocatable),
            ..resources::Details::default()
        };
        let office = resources::create(&server.app, &admin, office).await.unwrap().resource.id;
        let member = app::access::enter(&server.app, Some(&server.member), Place::Space(server.space), &[], Door::Related).await.unwrap();
        let held = allocations::Create {
            resource: office,
            holder: allocations::Holder::Membership(member.members()[0].id),
            terms: allocations::Terms {
                starts_at: jiff::civil::date(2026, 3, 1),
                canceled_to: None,
                price: domain::money::Amount::units(300),
                cycle_months: 1,
                minimum_commitment_months: 0,
                recurring_minimum_commitment: false,
                cancellation_period_days: None,
            },
        };
        let held = allocations::create(&server.app, &admin, held).await.unwrap().id;
        let one = server.get("get-allocation", &server.owner, &format!("/allocations/{held}")).await;
        assert_eq!(one.body["data"]["relationships"]["allocatee"]["data"]["type"], "memberships");
        assert_eq!(server.get("get-allocation", &server.member, &format!("/allocations/{held}")).await.status, 403);
        let path = format!("/spaces/{}/allocations?filter[from]=2026-03-01&filter[to]=2026-03-31", server.space);
        assert_eq!(server.get("get-space-allocations", &server.owner, &path).await.body["data"].as_array().unwrap().len(), 1);
        let included = server.get("get-space-allocations", &server.owner, &format!("{path}&include=allocatee")).await;
        assert_eq!(included.body["included"][0]["id"], included.body["data"][0]["relationships"]["allocatee"]["data"]["id"]);
        assert_eq!(server.get("get-space-allocations", &server.member, &path).await.status, 403);
        let never = server.get("get-resource-availbility", &server.owner,
            &format!("/resources/{office}/availability?filter[from]=2026-03-03T00:00:00Z&filter[to]=2026-03-04T00:00:00Z")).await;
        assert_eq!(never.refusal(), "422 - not_bookable");
    }
}

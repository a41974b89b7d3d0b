use crate::on_both;
use db::{Db, Tx, params};
use domain::ids::{
    AllocationId, CalendarBlockerId, FileId, MediumId, ProductCategoryId, ProductId, ResourceCategoryId, ResourceId, SpaceId, UserId,
};
use domain::interval::Interval;
use domain::products::ProductScope::{Bookings, ExternalBookings};
use domain::resources::{Kind, Photo, Usage};
use domain::taxes::PriceDisplay;
use jiff::civil::date;
use store::allocations::Allocation;
use store::calendar_blockers::CalendarBlocker;
use store::files::File;
use store::products::Product;
use store::resources::{self, Filter, Resource, Slice, View, Word};
use store::spaces::{self, Profile, Space};
use store::users::{self, User};
use store::{Json, SpaceTx, allocations, calendar_blockers, files, products};
use testkit::{at, new_id};

/// A space of its own owner.
pub async fn space(tx: &mut Tx, subdomain: &str) -> SpaceId {
    let (owner, now) = (UserId(new_id()), at("2026-01-01T00:00:00Z"));
    let email = format!("owner@{subdomain}.test");
    users::insert(tx, &User { id: owner, email: email.clone(), password_hash: None, confirmed_at: None, created_at: now }).await.unwrap();
    let new = Space {
        id: SpaceId(new_id()),
        network_id: None,
        owner_id: owner,
        subdomain: subdomain.into(),
        name: subdomain.into(),
        email,
        description: None,
        country: "DE".into(),
        locale: "de-DE".into(),
        time_zone: "Europe/Berlin".into(),
        hour_format: 24,
        price_display: PriceDisplay::Net,
        price_decimals: 2,
        currency: "EUR".parse().unwrap(),
        taxes: Json(vec![]),
        settings: Json::default(),
        created_at: now,
        clock_ahead: None,
        domain: None,
    };
    spaces::insert(tx, &new, &Profile::default()).await.unwrap();
    new.id
}

pub fn resource(space_id: SpaceId, name: &str) -> Resource {
    let now = at("2026-01-01T00:00:00Z");
    Resource {
        space_id,
        id: ResourceId(new_id()),
        name: name.into(),
        kind: Some(Word(Kind::Room)),
        usage: Usage::Bookable,
        description: None,
        hidden: false,
        only_admins_can_book: false,
        units: 1,
        capacity: Some(8),
        booking_cutoff: 0,
        cancellation_period: 0,
        min_booking_duration: 0,
        max_booking_duration: None,
        color: "#1f6fb2".into(),
        photo: None,
        booking_times: String::new(),
        pricing: Json::default(),
        currency: "EUR".parse().unwrap(),
        taxes: None,
        area_sqm: None,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
        created_at: now,
        updated_at: now,
    }
}

pub async fn insert(tx: &mut Tx, resource: &Resource) {
    resources::insert(&mut SpaceTx::bind(tx, resource.space_id), resource).await.unwrap();
}

async fn book(tx: &mut SpaceTx<'_>, resource: ResourceId, from: &str, to: &str, units: i64, exclusive: bool) -> uuid::Uuid {
    const BOOK: &str = "INSERT INTO bookings (space_id, id, resource_id, starts_at, ends_at, units, exclusive, attendees, extras, price,
        currency, taxes, pricing, credit_minutes, credit_amount, payable, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, 'EUR', $8, $8, 0, 0, 0, $4, $4)";
    let id = new_id();
    let day = |time: &str| at(&format!("2026-03-{time}Z"));
    let values = params![id, resource.0, day(from), day(to), units, exclusive, serde_json::json!([])];
    tx.execute(BOOK, values).await.unwrap();
    id
}

fn product(name: &str, for_bookings: bool) -> Product {
    Product {
        id: ProductId(new_id()),
        category_id: None,
        position: 0,
        name: name.into(),
        description: None,
        unit: domain::extras::Unit::Person,
        price: domain::money::Amount::units(5),
        currency: "EUR".parse().unwrap(),
        taxes: None,
        for_bookings,
        for_external_bookings: true,
        accounting_code: None,
        cost_center: Some(Json(domain::accounting::Account { name: "Food".into(), number: "100".into() })),
        revenue_account: None,
        created_at: at("2026-01-01T00:00:00Z"),
    }
}

on_both! {
    async fn a_resource_is_read_back_as_written_and_changed(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let harbour = space(&mut tx, "harbour").await;
        let mut room = resource(harbour, "Sea view");
        room.taxes = Some(Json(serde_json::from_value(serde_json::json!([{"name": "VAT", "rate": "7.0"}])).unwrap()));
        insert(&mut tx, &room).await;
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        assert_eq!(resources::find(&mut bound, room.id).await.unwrap(), Some(room.clone()));
        room.kind = None;
        room.taxes = None;
        room.units = 3;
        room.photo = Some(Word(Photo::File { id: FileId(new_id()), width: 8, height: 6 }));
        room.pricing.0.price_per_hour = Some(domain::money::Amount::units(20));
        room.cost_center = Some(Json(domain::accounting::Account { name: "Rooms".into(), number: "1".into() }));
        resources::update(&mut bound, &room).await.unwrap();
        assert_eq!(resources::lock(&mut bound, room.id).await.unwrap(), Some(room.clone()));
        let summit = space(&mut tx, "summit").await;
        assert_eq!(resources::find(&mut SpaceTx::bind(&mut tx, summit), room.id).await.unwrap(), None, "not of another space");
    }

    async fn each_viewer_sees_a_part_of_several_spaces_in_pages(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let (harbour, summit) = (space(&mut tx, "harbour").await, space(&mut tx, "summit").await);
        let mut all = Vec::new();
        for (place, name) in [(harbour, "d"), (harbour, "B"), (harbour, "a"), (summit, "C"), (summit, "e")] {
            let mut new = resource(place, name);
            new.hidden = name == "d";
            new.usage = if name == "e" { Usage::Allocatable } else { Usage::Bookable };
            insert(&mut tx, &new).await;
            all.push(new);
        }
        let everything = |space| View { space, hidden: true, only: None };
        let member = View { space: harbour, hidden: false, only: Some(vec![all[0].id, all[1].id, all[3].id]) };
        let mut names = async |views: &[View], filter: Filter, slice: Slice| {
            let (found, total) = resources::list(&mut tx, views, &filter, slice).await.unwrap();
            (found.into_iter().map(|resource| resource.name).collect::<Vec<_>>().join(" "), total)
        };
        let both = [everything(harbour), everything(summit)];
        assert_eq!(names(&both, Filter::default(), Slice::ALL).await, ("a B C d e".into(), 5));
        assert_eq!(names(&both, Filter::default(), Slice { limit: 2, offset: 2 }).await, ("C d".into(), 5));
        assert_eq!(names(&both, Filter::default(), Slice { limit: 2, offset: 8 }).await, (String::new(), 5));
        assert_eq!(names(std::slice::from_ref(&member), Filter::default(), Slice::ALL).await, ("B".into(), 1));
        let bookable = Filter { usage: Some(Usage::Bookable), ids: None };
        assert_eq!(names(&[member, everything(summit)], bookable, Slice::ALL).await, ("B C".into(), 2));
        let some = Filter { usage: None, ids: Some(vec![all[4].id, all[0].id, ResourceId(new_id())]) };
        assert_eq!(names(&both, some, Slice::ALL).await, ("d e".into(), 2));
        assert_eq!(names(&both, Filter { usage: None, ids: Some(vec![]) }, Slice::ALL).await, (String::new(), 0));
        assert_eq!(names(&[], Filter::default(), Slice::ALL).await, (String::new(), 0));
    }

    async fn links_come_in_their_order_and_from_the_own_space(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let (harbour, summit) = (space(&mut tx, "harbour").await, space(&mut tx, "summit").await);
        let (room, desk) = (resource(harbour, "Room"), resource(harbour, "Desk"));
        let other = resource(summit, "Cabin");
        for resource in [&room, &desk, &other] {
            insert(&mut tx, resource).await;
        }
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        let names = ["Rooms", "large"];
        let categories: Vec<_> = names.map(|name| resources::Category { id: ResourceCategoryId(new_id()), name: name.into() }).into();
        for category in &categories {
            resources::insert_category(&mut bound, category).await.unwrap();
            resources::link_category(&mut bound, room.id, category.id).await.unwrap();
            resources::link_category(&mut bound, room.id, category.id).await.unwrap();
        }
        let media = [MediumId(new_id()), MediumId(new_id())];
        for (id, url) in [(media[1], "https://img.test/1.png"), (media[0], "https://img.test/2.png")] {
            resources::insert_medium(&mut bound, id, room.id, &url.parse().unwrap()).await.unwrap();
        }
        let (coffee, tea) = (product("Coffee", true), product("Tea", false));
        products::append(&mut bound, &coffee).await.unwrap();
        products::append(&mut bound, &tea).await.unwrap();
        resources::set_products(&mut bound, room.id, &[tea.id]).await.unwrap();
        resources::set_products(&mut bound, room.id, &[tea.id, coffee.id, tea.id]).await.unwrap();
        assert_eq!(resources::categories(&mut bound).await.unwrap().iter().map(|one| &*one.name).collect::<Vec<_>>(), ["large", "Rooms"]);

        let of = [(harbour, room.id), (harbour, desk.id), (summit, other.id)];
        let links = resources::links(&mut tx, &of).await.unwrap();
        assert_eq!(links[&room.id].categories, [categories[1].id, categories[0].id]);
        assert_eq!(links[&room.id].media, [media[1], media[0]]);
        assert_eq!(links[&room.id].products, [coffee.id, tea.id]);
        assert_eq!(links.len(), 1);
        let shown: Vec<_> = resources::categories_of(&mut tx, &of).await.unwrap().into_iter().map(|category| category.name).collect();
        assert_eq!(shown, ["large", "Rooms"]);
        assert_eq!(resources::media_of(&mut tx, &of).await.unwrap().len(), 2);
        assert!(resources::categories_of(&mut tx, &[(summit, room.id)]).await.unwrap().is_empty());
        assert!(resources::links(&mut tx, &[]).await.unwrap().is_empty());
        let twin = resources::Category { id: ResourceCategoryId(new_id()), name: "ROOMS".into() };
        let refused = resources::insert_category(&mut SpaceTx::bind(&mut tx, harbour), &twin).await;
        assert!(matches!(refused, Err(db::Error::Constraint(name)) if name == "resource_categories_name"));
    }

    async fn bookings_are_counted_once_units_allow_several(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let harbour = space(&mut tx, "harbour").await;
        let (room, desk) = (resource(harbour, "Room"), resource(harbour, "Desk"));
        insert(&mut tx, &room).await;
        insert(&mut tx, &desk).await;
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        book(&mut bound, room.id, "01T10:00:00", "01T11:00:00", 1, true).await;
        book(&mut bound, room.id, "02T10:00:00", "02T11:00:00", 1, true).await;
        book(&mut bound, room.id, "02T11:00:00", "02T12:00:00", 1, true).await;
        book(&mut bound, desk.id, "02T09:00:00", "03T09:00:00", 2, false).await;
        let span = |from: &str, to: &str| Interval::new(at(&format!("2026-03-{from}Z")), at(&format!("2026-03-{to}Z")));
        let booked = resources::booked(&mut bound, &[room.id, desk.id], span("02T10:30:00", "02T11:00:00")).await.unwrap();
        assert_eq!(booked[&room.id], [(span("02T10:00:00", "02T11:00:00"), 1)], "intervals are half-open");
        assert_eq!(booked[&desk.id], [(span("02T09:00:00", "03T09:00:00"), 2)]);

        let now = at("2026-03-02T00:00:00Z");
        resources::set_exclusive(&mut bound, room.id, now, false).await.unwrap();
        book(&mut bound, room.id, "02T10:00:00", "02T10:30:00", 1, false).await;
        let refused = resources::set_exclusive(&mut bound, room.id, now, true).await;
        assert!(matches!(refused, Err(db::Error::Constraint(name)) if name == "bookings_no_overlap"));
    }

    async fn future_bookings_and_allocations_bind_a_resource(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let harbour = space(&mut tx, "harbour").await;
        let (room, desk) = (resource(harbour, "Room"), resource(harbour, "Desk"));
        insert(&mut tx, &room).await;
        insert(&mut tx, &desk).await;
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        book(&mut bound, room.id, "02T10:00:00", "02T11:00:00", 1, true).await;
        let (before, after) = (at("2026-03-02T10:30:00Z"), at("2026-03-02T11:00:00Z"));
        assert!(resources::has_future(&mut bound, room.id, before, date(2026, 3, 2)).await.unwrap());
        assert!(!resources::has_future(&mut bound, room.id, after, date(2026, 3, 2)).await.unwrap());
        let held = Allocation {
            id: AllocationId(new_id()),
            resource_id: desk.id,
            membership_id: None,
            team_id: None,
            starts_at: date(2026, 3, 1),
            canceled_to: Some(date(2026, 3, 31)),
            cycle_months: 1,
            minimum_commitment_months: 0,
            recurring_minimum_commitment: false,
            cancellation_period_days: Some(30),
            price: domain::money::Amount::units(100),
            currency: "EUR".parse().unwrap(),
            taxes: Json(vec![]),
            created_at: after,
        };
        allocations::insert(&mut bound, &held).await.unwrap();
        assert_eq!(allocations::find(&mut bound, held.id).await.unwrap(), Some(held.clone()));
        let other = AllocationId(new_id());
        let mut taken = async |from, to| allocations::is_taken(&mut bound, desk.id, (from, to), other).await.unwrap();
        assert!(taken(date(2026, 3, 31), None).await && !taken(date(2026, 4, 1), None).await);
        assert!(taken(date(2026, 2, 1), Some(date(2026, 3, 1))).await && !taken(date(2026, 2, 1), Some(date(2026, 2, 28))).await);
        assert!(!allocations::is_taken(&mut bound, desk.id, (date(2026, 3, 31), None), held.id).await.unwrap(), "not by itself");
        assert!(resources::has_future(&mut bound, desk.id, after, date(2026, 3, 31)).await.unwrap());
        assert!(!resources::has_future(&mut bound, desk.id, after, date(2026, 4, 1)).await.unwrap());
        for (from, to, expected) in [((2026, 2, 1), (2026, 3, 1), 1), ((2026, 3, 31), (2026, 4, 1), 1), ((2026, 4, 1), (2026, 5, 1), 0)] {
            let day = |(year, month, day)| date(year, month, day);
            let (found, total) = allocations::list(&mut bound, day(from), day(to), Slice::ALL).await.unwrap();
            assert_eq!((found.len(), total), (expected, i64::try_from(expected).unwrap()));
        }
    }

    async fn blockers_are_for_all_resources_or_for_named_ones(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let harbour = space(&mut tx, "harbour").await;
        let room = resource(harbour, "Room");
        insert(&mut tx, &room).await;
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        let (from, to) = (at("2026-03-02T10:00:00Z"), at("2026-03-03T10:00:00Z"));
        let blocker = |for_bookings, all_resources| CalendarBlocker {
            id: CalendarBlockerId(new_id()),
            title: "Holiday".into(),
            starts_at: from,
            ends_at: to,
            for_bookings,
            for_external_bookings: true,
            for_drop_in_passes: false,
            all_resources,
            created_at: from,
        };
        let (all, some, none, visitors) = (blocker(true, true), blocker(true, false), blocker(true, false), blocker(false, true));
        for (blocker, resources) in [(&all, vec![]), (&some, vec![room.id]), (&none, vec![]), (&visitors, vec![])] {
            calendar_blockers::insert(&mut bound, blocker).await.unwrap();
            calendar_blockers::set_resources(&mut bound, blocker.id, &resources).await.unwrap();
        }
        let mut found = calendar_blockers::of_members(&mut bound, Interval::new(from, to)).await.unwrap();
        found.sort();
        assert_eq!(found, [(Interval::new(from, to), None), (Interval::new(from, to), Some(room.id))]);
        assert!(calendar_blockers::of_members(&mut bound, Interval::new(to, at("2026-03-04T00:00:00Z"))).await.unwrap().is_empty());
        assert_eq!(calendar_blockers::find(&mut bound, all.id).await.unwrap(), Some(all.clone()));
        let (page, total) = calendar_blockers::list(&mut bound, Interval::new(from, to), Slice { limit: 1, offset: 1 }).await.unwrap();
        assert_eq!((page.len(), total), (1, 4));
        let named = calendar_blockers::resources_of(&mut bound, &[all.id, some.id, none.id]).await.unwrap();
        assert_eq!(named, [(some.id, vec![room.id])].into());
    }

    async fn products_keep_the_order_of_the_admins(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let harbour = space(&mut tx, "harbour").await;
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        let drinks = ProductCategoryId(new_id());
        products::append_category(&mut bound, drinks, "Drinks").await.unwrap();
        products::append_category(&mut bound, ProductCategoryId(new_id()), "Baking").await.unwrap();
        let names: Vec<_> = products::categories(&mut bound).await.unwrap().into_iter().map(|category| category.name).collect();
        assert_eq!(names, ["Drinks", "Baking"]);
        let tea = Product { category_id: Some(drinks.0), ..product("Tea", true) };
        products::append(&mut bound, &tea).await.unwrap();
        products::append(&mut bound, &Product { for_external_bookings: true, ..product("Bread", false) }).await.unwrap();
        products::append(&mut bound, &Product { for_external_bookings: false, ..product("Apple", true) }).await.unwrap();
        assert_eq!(products::find(&mut bound, tea.id).await.unwrap(), Some(tea.clone()));
        for (scopes, expected) in
            [(vec![], "Tea Bread Apple"), (vec![Bookings], "Tea Apple"), (vec![ExternalBookings], "Tea Bread"), (vec![ExternalBookings, Bookings], "Tea Bread Apple")]
        {
            let (found, total) = products::list(&mut bound, &scopes, Slice::ALL).await.unwrap();
            assert_eq!(found.iter().map(|product| &*product.name).collect::<Vec<_>>().join(" "), expected);
            assert_eq!(total, i64::try_from(found.len()).unwrap());
        }
        assert_eq!(products::known(&mut bound, &[tea.id, ProductId(new_id())]).await.unwrap(), [tea.id]);
    }

    async fn files_keep_their_bytes(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let harbour = space(&mut tx, "harbour").await;
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        let created_at = at("2026-03-01T00:00:00Z");
        let file = File { id: FileId(new_id()), content_type: "image/png".into(), width: Some(1), height: None, body: vec![0, 255, 7], created_at };
        files::insert(&mut bound, file.clone()).await.unwrap();
        assert_eq!(files::find(&mut bound, file.id).await.unwrap(), Some(file.clone()));
        files::delete(&mut bound, file.id).await.unwrap();
        assert_eq!(files::find(&mut bound, file.id).await.unwrap(), None);
    }

    async fn plans_of_members_say_what_they_reach(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let harbour = space(&mut tx, "harbour").await;
        let mut bound = SpaceTx::bind(&mut tx, harbour);
        let (ada, listed, now) = (new_id(), ResourceId(new_id()), at("2026-01-01T00:00:00Z"));
        let values = params![ada, serde_json::json!([]), serde_json::json!([listed]), date(2026, 1, 1), now];
        bound.execute("INSERT INTO memberships (space_id, id, address, billing_emails, charge_taxes, resource_access, starts_at, next_invoice_at,
            prorate_first_invoice, created_at, updated_at) VALUES ($1, $2, $3, $3, TRUE, $4, $5, $5, FALSE, $6, $6)", values).await.unwrap();
        let none = resources::plans_of_members(&mut bound, &[ada.into()]).await.unwrap();
        assert_eq!((none.len(), none[0].own.clone(), none[0].starts_at), (1, Some(Json(vec![listed])), None));
        for (day, terms) in [(date(2026, 3, 1), serde_json::json!({})), (date(2026, 1, 1), serde_json::json!({"resource_access": [listed]}))] {
            let values = params![new_id(), ada, day, terms, now];
            bound.execute("INSERT INTO membership_plans (space_id, id, membership_id, parent_plan_id, starts_at, terms, created_at)
                VALUES ($1, $2, $3, $2, $4, $5, $6)", values).await.unwrap();
        }
        let plans = resources::plans_of_members(&mut bound, &[ada.into()]).await.unwrap();
        let lists: Vec<_> = plans.into_iter().map(|plan| (plan.starts_at.unwrap(), plan.terms.unwrap().0.resource_access)).collect();
        assert_eq!(lists, [(date(2026, 1, 1), vec![listed]), (date(2026, 3, 1), vec![])]);
    }
}

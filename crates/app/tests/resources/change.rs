use crate::on_both;
use crate::world::{World, march, refused};
use app::resources::{self, Details, NewPhoto, PriceDetails};
use db::Db;
use domain::accounting::Account;
use domain::money::Amount;
use domain::pricing::{Discount, FixedRate};
use domain::resources::{Kind, Photo, Usage};
use store::SpaceTx;
use store::resources::Word;

/// The smallest PNG there is: one pixel.
const PIXEL: &str =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

on_both! {
    async fn an_admin_makes_a_room_and_changes_it_piece_by_piece(db: Db) {
        let world = World::new(db).await;
        let (app, owner) = (&world.app, world.owner().await);
        let pricing = PriceDetails {
            price_per_hour: Some(Some(Amount::units(20))),
            discounts: Some(vec![Discount { price_per_hour: Amount::units(15), minimum_minutes: 240 }]),
            ..PriceDetails::default()
        };
        let details = Details {
            name: Some(" Sea view ".into()),
            kind: Some(Some(Kind::Room)),
            capacity: Some(Some(8)),
            photo: Some(Some(NewPhoto::Data(PIXEL.into()))),
            cost_center: Some(Some(Account { name: "Rooms".into(), number: "1".into() })),
            booking_times: Some("mon-fri 9-17".into()),
            pricing,
            ..Details::default()
        };
        let made = resources::create(app, &owner, details).await.unwrap();
        assert_eq!((made.resource.name.as_str(), made.resource.units, made.can_book), ("Sea view", 1, true));
        let id = made.resource.id;
        let Some(Word(Photo::File { id: file, width: 1, height: 1 })) = made.resource.photo.clone() else { panic!("{:?}", made.resource.photo) };
        assert_eq!(app::files::get(app, &owner, file).await.unwrap().content_type, "image/png");
        let elsewhere = world.enter(world.owner, world.summit).await.unwrap();
        assert_eq!(refused(app::files::get(app, &elsewhere, file).await), "not_found");
        let picture = app.picture(owner.space(), &Photo::File { id: file, width: 1, height: 1 });
        assert_eq!(picture.url, format!("http://harbour.localhost:3000/files/{file}"));

        app.clock.advance(1);
        let change = Details { description: Some(Some("Quiet".into())), capacity: Some(None), photo: Some(None), ..Details::default() };
        let changed = resources::update(app, &owner, id, change).await.unwrap();
        assert_eq!(resources::get(app, &owner, id).await.unwrap().resource, changed.resource);
        let expected = store::resources::Resource {
            description: Some("Quiet".into()), capacity: None, photo: None, updated_at: app.clock.now(), ..made.resource
        };
        assert_eq!(changed.resource, expected, "what was not named stays");
        assert_eq!(refused(app::files::get(app, &owner, file).await), "not_found", "nobody refers to it any more");
        let harbour = world.harbour;
        let events = app.db.read(async move |tx| store::outbox::after(&mut SpaceTx::bind(tx, harbour), 0, 9).await).await.unwrap();
        assert_eq!(events.iter().map(|event| &*event.kind).collect::<Vec<_>>(), ["created_resource", "updated_resource"]);
    }

    async fn everything_wrong_is_told_at_once_and_nothing_is_kept(db: Db) {
        let world = World::new(db).await;
        let (app, owner) = (&world.app, world.owner().await);
        assert_eq!(refused(resources::create(app, &owner, Details::default()).await), "name blank");
        let wrong = Details {
            name: Some("a\0b".into()),
            units: Some(0),
            color: Some(Some("red".into())),
            booking_times: Some("whenever".into()),
            min_booking_duration: Some(60),
            max_booking_duration: Some(Some(30)),
            pricing: PriceDetails {
                price_per_hour: Some(Some(Amount::units(-1))),
                fixed_rates: Some(vec![FixedRate { price: Amount::units(100_000_001), maximum_minutes: 60 }]),
                discounts: Some(vec![Discount { price_per_hour: Amount::ZERO, minimum_minutes: 0 }]),
                currency: Some("USD".parse().unwrap()),
                ..PriceDetails::default()
            },
            ..Details::default()
        };
        let told = refused(resources::create(app, &owner, wrong).await);
        for part in [
            "name control_characters",
            "units out_of_range",
            "color invalid",
            "booking_times invalid",
            "max_booking_duration below_minimum",
            "pricing.price_per_hour invalid",
            "pricing.discounts.0.minimum_minutes invalid",
            "pricing.fixed_rates.0.price too_large",
            "pricing.currency not_the_currency_of_the_space",
        ] {
            assert!(told.contains(part), "{part} is not in {told}");
        }
        let photo = Details { name: Some("Room".into()), photo: Some(Some(NewPhoto::Data("data:image/png;base64,PHN2Zz4=".into()))), ..Details::default() };
        assert_eq!(refused(resources::create(app, &owner, photo).await), "photo.data not_an_image");
        let products = Details { name: Some("Room".into()), products: Some(vec![testkit::new_id().into()]), ..Details::default() };
        assert_eq!(refused(resources::create(app, &owner, products).await), "not_found");
        assert_eq!(resources::list(app, &owner, resources::Wanted::default(), store::resources::Slice::ALL).await.unwrap().total, 0);
    }

    async fn only_admins_who_may_edit_resources_change_them(db: Db) {
        let world = World::new(db).await;
        let room = world.resource("Room", |_| {}).await;
        let hide = || Details { hidden: Some(true), ..Details::default() };
        for (user, space) in [(world.member, world.harbour), (world.limited, world.harbour), (world.summit_member, world.harbour)] {
            let access = world.enter(user, space).await.unwrap();
            let code = refused(resources::update(&world.app, &access, room, hide()).await);
            assert!(["admins_only", "insufficient_scope"].contains(&&*code), "{code}");
        }
        assert_eq!(refused(world.enter(world.stranger, world.harbour).await), "not_found");
        let elsewhere = world.enter(world.owner, world.summit).await.unwrap();
        assert_eq!(refused(resources::update(&world.app, &elsewhere, room, hide()).await), "not_found");
    }

    async fn units_follow_the_bookings(db: Db) {
        let world = World::new(db).await;
        let (app, owner, harbour) = (&world.app, world.owner().await, world.harbour);
        let room = world.resource("Room", |_| {}).await;
        world.book(harbour, room, "03T10:00", "03T11:00", 1, true).await;
        let units = |units| Details { units: Some(units), ..Details::default() };
        resources::update(app, &owner, room, units(3)).await.unwrap();
        world.book(harbour, room, "03T10:30", "03T11:30", 1, false).await;
        assert_eq!(refused(resources::update(app, &owner, room, units(1)).await), "units overlapping_bookings");
        resources::update(app, &owner, room, units(2)).await.unwrap();
        app.clock.set(march("03T11:00"));
        resources::update(app, &owner, room, units(1)).await.unwrap();
        let twice = async {
            let mut tx = app.db.begin().await.unwrap();
            store::resources::set_exclusive(&mut SpaceTx::bind(&mut tx, harbour), room, march("01T00:00"), true).await
        };
        assert!(twice.await.is_err(), "what is past overlaps still, and was left alone");
    }

    async fn usage_is_switched_while_nobody_relies_on_it(db: Db) {
        let world = World::new(db).await;
        let (app, owner) = (&world.app, world.owner().await);
        let room = world.resource("Room", |_| {}).await;
        world.book(world.harbour, room, "03T10:00", "03T11:00", 1, true).await;
        let assign = || Details { usage: Some(Usage::Allocatable), ..Details::default() };
        assert_eq!(refused(resources::update(app, &owner, room, assign()).await), "usage in_use");
        app.clock.set(march("03T11:00"));
        let changed = resources::update(app, &owner, room, assign()).await.unwrap();
        assert!(!changed.can_book, "not by the hour");
    }
}

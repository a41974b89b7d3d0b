//! Who may book, change, delete and see what.

use crate::on_both;
use crate::world::{World, code, march, money, resource, wish};
use app::bookings::{self, Change, Page, Subject, WindowOf};
use db::{Db, params};
use domain::ids::ResourceId;
use domain::settings::Settings;
use store::SpaceTx;

const ALL: Page = Page { limit: 200, offset: 0 };

on_both! {
    async fn times_are_checked_for_everybody(db: Db) {
        let world = World::new(db).await;
        let owner = world.owner().await;
        for (from, to, expected) in [
            ("03T09:03", "03T10:00", "invalid not_on_five_minutes"),
            ("03T10:00", "03T10:00", "invalid not_after_from"),
        ] {
            assert_eq!(code(bookings::create(&world.app, &owner, wish(world.room, march(from), march(to))).await), expected);
        }
        let far = wish(world.room, march("03T09:00"), testkit::at("9000-01-01T00:00:00Z"));
        assert_eq!(code(bookings::create(&world.app, &owner, far).await), "invalid absurd_date");
        let mut odd = wish(world.room, march("03T09:00"), march("03T10:00"));
        odd.title = Some("a\0b".into());
        assert_eq!(code(bookings::create(&world.app, &owner, odd.clone()).await), "invalid control_characters");
        (odd.title, odd.url) = (None, Some("javascript:alert(1)".into()));
        assert_eq!(code(bookings::create(&world.app, &owner, odd.clone()).await), "invalid invalid");
        (odd.url, odd.units) = (None, 2);
        assert_eq!(code(bookings::create(&world.app, &owner, odd.clone()).await), "invalid out_of_range");
        (odd.units, odd.custom_price) = (1, Some(money("-1")));
        assert_eq!(code(bookings::create(&world.app, &owner, odd.clone()).await), "invalid negative");
        (odd.custom_price, odd.attendees) = (None, vec!["nobody".into()]);
        assert_eq!(code(bookings::create(&world.app, &owner, odd.clone()).await), "invalid invalid");
        odd = wish(ResourceId(testkit::new_id()), march("03T09:00"), march("03T10:00"));
        assert_eq!(code(bookings::create(&world.app, &owner, odd).await), "not_found");
        assert_eq!(world.events().await, [""; 0]);
    }

    async fn members_keep_to_rules_that_admins_are_free_of(db: Db) {
        let world = World::new(db).await;
        let (owner, ada) = (world.owner().await, world.ada().await);
        let book = async |access: &app::access::Access, from: &str, to: &str| {
            bookings::create(&world.app, access, wish(world.room, march(from), march(to))).await
        };
        world.sql("UPDATE resources SET booking_times = 'mon-fri 9-17', booking_cutoff = 2, min_booking_duration = 30,
            max_booking_duration = 120 WHERE space_id = $1", vec![]).await;
        assert_eq!(code(book(&ada, "01T10:00", "01T11:00").await), "invalid in_the_past");
        assert_eq!(code(book(&ada, "02T08:00", "02T09:00").await), "invalid after_cutoff");
        assert_eq!(code(book(&ada, "03T10:00", "03T10:15").await), "invalid too_short");
        assert_eq!(code(book(&ada, "03T10:00", "03T13:00").await), "invalid too_long");
        assert_eq!(code(book(&ada, "03T16:30", "03T17:30").await), "invalid outside_booking_times");
        book(&owner, "01T10:00", "01T18:00").await.unwrap();
        let mut priced = wish(world.room, march("03T10:00"), march("03T11:00"));
        priced.custom_price = Some(money("1"));
        assert_eq!(code(bookings::create(&world.app, &ada, priced).await), "price_admins_only");
        let mut for_ben = wish(world.room, march("03T10:00"), march("03T11:00"));
        for_ben.membership = Some(world.ben);
        assert_eq!(code(bookings::create(&world.app, &ada, for_ben).await), "not_found");

        world.sql("INSERT INTO calendar_blockers (space_id, id, title, starts_at, ends_at, for_bookings, for_external_bookings,
            for_drop_in_passes, all_resources, created_at) VALUES ($1, $2, 'Party', $3, $4, $5, $5, $5, $5, $3)",
            params![testkit::new_id(), march("04T00:00"), march("05T00:00"), true]).await;
        assert_eq!(code(book(&ada, "04T10:00", "04T11:00").await), "blocked");
        book(&owner, "04T10:00", "04T11:00").await.unwrap();

        world.sql("UPDATE memberships SET canceled_to = $2 WHERE space_id = $1", params![jiff::civil::date(2026, 3, 5)]).await;
        assert_eq!(code(book(&ada, "06T10:00", "06T11:00").await), "invalid inactive_membership");
        world.sql("UPDATE resources SET only_admins_can_book = $2 WHERE space_id = $1", params![true]).await;
        assert_eq!(code(book(&ada, "03T10:00", "03T11:00").await), "not_bookable");
        world.sql("UPDATE resources SET hidden = $2 WHERE space_id = $1", params![true]).await;
        assert_eq!(code(book(&ada, "03T10:00", "03T11:00").await), "not_found");
        world.sql("UPDATE resources SET usage = 'allocatable' WHERE space_id = $1", params![]).await;
        assert_eq!(code(book(&owner, "03T10:00", "03T11:00").await), "not_bookable");
    }

    async fn a_plan_limits_what_is_there(db: Db) {
        let world = World::new(db).await;
        let ada = world.ada().await;
        let only_desks = serde_json::json!([world.desks]);
        world.sql("UPDATE memberships SET resource_access = $2 WHERE space_id = $1", params![only_desks]).await;
        let book = async |resource| bookings::create(&world.app, &ada, wish(resource, march("03T10:00"), march("03T11:00"))).await;
        assert_eq!(code(book(world.room).await), "not_found");
        book(world.desks).await.unwrap();
    }

    async fn members_change_their_own_in_time(db: Db) {
        let world = World::new(db).await;
        let (owner, ada, ben) = (world.owner().await, world.ada().await, world.ben().await);
        world.sql("UPDATE resources SET cancellation_period = 3 WHERE space_id = $1", vec![]).await;
        let made = bookings::create(&world.app, &ada, wish(world.room, march("02T11:00"), march("02T12:00"))).await.unwrap();
        let id = made.view.shown.booking.id;
        assert!(made.view.can_update);
        let title = |text: &str| Change { title: Some(Some(text.into())), ..Change::default() };
        assert_eq!(code(bookings::change(&world.app, &ben, id, title("Mine")).await), "not_yours");
        assert_eq!(code(bookings::delete(&world.app, &ben, id).await), "not_yours");
        assert!(!bookings::get(&world.app, &ben, id).await.unwrap().can_update);
        bookings::change(&world.app, &ada, id, title("Talk")).await.unwrap();
        assert_eq!(code(bookings::change(&world.app, &ada, id, Change { custom_price: Some(None), ..Change::default() }).await), "price_admins_only");
        let given_away = Change { membership: Some(Some(world.ben)), ..Change::default() };
        assert_eq!(code(bookings::change(&world.app, &ada, id, given_away.clone()).await), "not_found");

        world.app.clock.advance(61);
        assert_eq!(code(bookings::change(&world.app, &ada, id, title("Late")).await), "within_cancellation_period");
        assert_eq!(code(bookings::delete(&world.app, &ada, id).await), "within_cancellation_period");
        let given = bookings::change(&world.app, &owner, id, given_away).await.unwrap().shown;
        assert_eq!((given.membership_name.as_deref(), given.booking.title.as_deref()), (Some("Ben"), Some("Talk")));
        world.sql("UPDATE bookings SET event_id = $2 WHERE space_id = $1", params![testkit::new_id()]).await;
        assert_eq!(code(bookings::change(&world.app, &owner, id, title("Event")).await), "event_booking");
        assert_eq!(code(bookings::delete(&world.app, &owner, id).await), "event_booking");
    }

    async fn started_bookings_where_the_switch_allows(db: Db) {
        let settings = Settings { members_may_edit_started_bookings: true, ..Settings::default() };
        let world = World::with(db, settings, |_, _| vec![]).await;
        let ada = world.ada().await;
        let made = bookings::create(&world.app, &ada, wish(world.room, march("02T08:00"), march("02T09:00"))).await.unwrap();
        let id = made.view.shown.booking.id;
        world.app.clock.advance(90);
        let longer = Change { to: Some(march("02T10:00")), ..Change::default() };
        assert_eq!(bookings::change(&world.app, &ada, id, longer).await.unwrap().shown.booking.price, money("30"));
        assert_eq!(code(bookings::delete(&world.app, &ada, id).await), "started");
    }

    async fn who_sees_what(db: Db) {
        let world = World::new(db).await;
        let (owner, ada, ben) = (world.owner().await, world.ada().await, world.ben().await);
        let mut new = wish(world.room, march("03T10:00"), march("03T11:00"));
        (new.title, new.comments, new.attendees) = (Some("Board".into()), Some("Tea".into()), vec!["eve@example.org".into()]);
        let id = bookings::create(&world.app, &ada, new).await.unwrap().view.shown.booking.id;
        let seen = bookings::get(&world.app, &ben, id).await.unwrap();
        assert_eq!((seen.shown.booking.title.as_deref(), seen.shown.membership_name.as_deref()), (Some("Board"), Some("Ada")));
        assert!(seen.shown.booking.comments.is_none() && seen.shown.booking.attendees.0.is_empty() && !seen.money);
        let own = bookings::get(&world.app, &ada, id).await.unwrap();
        assert_eq!((own.shown.booking.comments.as_deref(), own.money), (Some("Tea"), true));

        // An admin who may not see members sees when and what, not who (P4).
        world.sql("UPDATE spaces SET owner_id = $2 WHERE id = $1", params![world.ben_user.0]).await;
        world.sql("UPDATE admins SET permissions = $2 WHERE space_id = $1", params![serde_json::json!({"memberships": "none"})]).await;
        let limited = bookings::get(&world.app, &world.owner().await, id).await.unwrap();
        assert!(limited.shown.membership_name.is_none() && limited.shown.booking.membership().is_none());
        assert!(limited.shown.booking.comments.is_none() && limited.shown.booking.attendees.0.is_empty());

        let settings = serde_json::to_value(Settings { hide_booking_details: true, ..Settings::default() }).unwrap();
        world.sql("UPDATE spaces SET settings = $2 WHERE id = $1", params![settings]).await;
        let busy = bookings::get(&world.app, &world.ben().await, id).await.unwrap();
        assert!(busy.shown.booking.title.is_none() && busy.shown.membership_name.is_none());

        world.sql("UPDATE resources SET hidden = $2 WHERE space_id = $1", params![true]).await;
        assert_eq!(code(bookings::get(&world.app, &world.ben().await, id).await), "not_found");
        let window = WindowOf { from: march("03T00:00"), to: march("04T00:00") };
        let list = async |access: &app::access::Access| bookings::list(&world.app, access, Subject::Space, window, ALL, true).await.unwrap().total;
        assert_eq!((list(&ben).await, list(&owner).await), (Some(0), Some(1)));
        assert_eq!(code(bookings::list(&world.app, &ben, Subject::Membership(world.ada), window, ALL, true).await), "admins_only");
    }

    async fn taxes_stay_as_they_were_and_some_pay_none(db: Db) {
        let world = World::new(db).await;
        let (owner, ada) = (world.owner().await, world.ada().await);
        let made = bookings::create(&world.app, &ada, wish(world.room, march("03T10:00"), march("03T11:00"))).await.unwrap();
        let id = made.view.shown.booking.id;
        world.sql("UPDATE spaces SET taxes = $2 WHERE id = $1", params![serde_json::json!([{"name": "VAT", "rate": "25.0"}])]).await;
        let rate = async |id| bookings::get(&world.app, &owner, id).await.unwrap().shown.booking.taxes.0[0].rate.to_string();
        assert_eq!(rate(id).await, "19.0");
        world.sql("UPDATE memberships SET charge_taxes = $2 WHERE space_id = $1", params![false]).await;
        let free = bookings::create(&world.app, &ada, wish(world.room, march("04T10:00"), march("04T11:00"))).await.unwrap();
        assert_eq!(rate(free.view.shown.booking.id).await, "0.0");
        let nobody = bookings::create(&world.app, &owner, wish(world.room, march("05T10:00"), march("05T11:00"))).await.unwrap();
        assert_eq!(nobody.view.shown.booking.price, money("0"));
    }

    async fn in_a_network_members_use_the_membership_there_or_their_own(db: Db) {
        let world = World::new(db).await;
        let (network, other) = (testkit::new_id(), testkit::new_id());
        let far = ResourceId(testkit::new_id());
        let (app, space, owner) = (world.app.clone(), world.space, world.owner_user);
        app.db
            .write(async move |tx| {
                let mut there = store::spaces::find(tx, space).await?.unwrap();
                (there.id, there.subdomain, there.time_zone) = (other.into(), "summit".into(), "America/New_York".into());
                (there.network_id, there.owner_id) = (Some(network), owner);
                let network = store::spaces::Network { id: network.into(), name: "Waterside".into() };
                store::spaces::insert_network(tx, &network, there.created_at).await?;
                store::spaces::insert(tx, &there, &store::spaces::Profile::default()).await?;
                store::resources::insert(&mut SpaceTx::bind(tx, there.id), &resource(there.id, far, "Loft", 1)).await?;
                Ok::<_, app::Error>(())
            })
            .await
            .unwrap();
        world.sql("UPDATE spaces SET network_id = $2 WHERE id = $1", params![network]).await;
        let there = async || {
            let grant = app::tokens::Grant {
                user: world.ada_user, client: None, space: None, scopes: "read write".parse().unwrap(), expires_at: None,
            };
            let token = app::tokens::create(&world.app, grant).await.unwrap();
            let place = app::access::Place::Space(other.into());
            app::access::enter(&world.app, Some(token.reveal()), place, &[], app::access::Door::Related).await.unwrap()
        };
        let mut new = wish(far, march("03T15:00"), march("03T16:00"));
        new.membership = Some(world.ada);
        assert_eq!(code(bookings::create(&world.app, &there().await, new.clone()).await), "no_membership_here");

        let settings = serde_json::to_value(Settings { booking_network: true, ..Settings::default() }).unwrap();
        let run = async move |tx: &mut db::Tx| {
            let mut tx = SpaceTx::bind(tx, other.into());
            Ok::<_, app::Error>(tx.execute("UPDATE spaces SET settings = $2 WHERE id = $1", params![settings.clone()]).await?)
        };
        world.app.db.write(run).await.unwrap();
        let made = bookings::create(&world.app, &there().await, new).await.unwrap().view.shown;
        assert_eq!((made.booking.space_id.0, made.booking.membership()), (other, Some((world.space, world.ada))));
        let window = WindowOf { from: march("03T00:00"), to: march("04T00:00") };
        let mine = bookings::list(&world.app, &world.ada().await, Subject::Membership(world.ada), window, ALL, true).await.unwrap();
        assert_eq!(mine.views[0].shown.booking.id, made.booking.id);
        bookings::delete(&world.app, &there().await, made.booking.id).await.unwrap();
    }
}

use crate::on_both;
use db::Db;
use domain::ids::{AdminId, NetworkId, SpaceId, TokenId, UserId};
use domain::permissions::{Category, Level, Permissions};
use domain::settings::Settings;
use domain::taxes::PriceDisplay;
use store::access::{self, Admin, Place};
use store::spaces::{self, Network, Profile, Space};
use store::tokens::{self, NewToken};
use store::users::{self, User};
use store::{Json, SpaceTx, outbox, space_domains};
use testkit::{at, new_id};

/// A space to put things in; not stored yet.
pub fn space(owner: UserId, network: NetworkId) -> Space {
    Space {
        id: SpaceId(new_id()),
        network_id: Some(network.0),
        owner_id: owner,
        subdomain: "harbour".into(),
        name: "Harbour".into(),
        email: "hello@harbour.test".into(),
        description: None,
        country: "DE".into(),
        locale: "de-DE".into(),
        time_zone: "Europe/Berlin".into(),
        hour_format: 24,
        price_display: PriceDisplay::Gross,
        price_decimals: 2,
        currency: "EUR".parse().unwrap(),
        taxes: Json(serde_json::from_value(serde_json::json!([{"name": "VAT", "rate": "19.0"}])).unwrap()),
        settings: Json(Settings { default_invoice_day: Some(1), ..Settings::default() }),
        created_at: at("2026-01-01T00:00:00Z"),
        clock_ahead: None,
        domain: None,
    }
}

fn person(id: UserId, email: &str) -> User {
    let now = at("2026-01-01T00:00:00Z");
    User { id, email: email.into(), password_hash: None, confirmed_at: Some(now), created_at: now }
}

on_both! {
    async fn a_space_is_entered_by_id_and_subdomain_with_the_admins_permissions(db: Db) {
        let (owner, now) = (UserId(new_id()), at("2026-01-01T00:00:00Z"));
        let network = Network { id: NetworkId(new_id()), name: "Waterside".into() };
        let new = space(owner, network.id);
        let mut permissions = Permissions::default();
        permissions.set(Category::Invoices, Level::View);
        let admin = Admin { id: AdminId(new_id()), name: "Ada".into(), permissions: permissions.clone() };
        let mut tx = db.begin().await.unwrap();
        let user = User { id: owner, email: "ada@harbour.test".into(), password_hash: None, confirmed_at: Some(now), created_at: now };
        users::insert(&mut tx, &user).await.unwrap();
        spaces::insert_network(&mut tx, &network, now).await.unwrap();
        spaces::insert(&mut tx, &new, &Profile { phone: Some("1".into()), ..Profile::default() }).await.unwrap();
        access::insert_admin(&mut tx, new.id, owner, &admin, now).await.unwrap();
        let mut bound = SpaceTx::bind(&mut tx, new.id);
        for expected in 1..=3 {
            let seq = outbox::append(&mut bound, new_id(), "updated_space", new.id.0, serde_json::json!({}), now).await.unwrap();
            assert_eq!(seq.seq, expected);
        }
        assert_eq!(outbox::after(&mut bound, 1, 10).await.unwrap().iter().map(|event| event.seq).collect::<Vec<_>>(), [2, 3]);
        tx.commit().await.unwrap();

        for place in [Place::Space(new.id), Place::Subdomain("harbour".into())] {
            let found = db.read(async move |tx| access::enter(tx, &place, Some(owner)).await).await.unwrap().unwrap();
            assert_eq!((found.space.id, found.space.taxes.clone()), (new.id, new.taxes.clone()));
            assert_eq!(found.admin.unwrap().permissions, permissions);
        }
        let stranger = db.read(async move |tx| access::enter(tx, &Place::Space(new.id), None).await).await.unwrap().unwrap();
        assert!(stranger.admin.is_none());
        let taken = db.read(async |tx| spaces::taken(tx, &["harbour".into(), "summit".into()]).await).await.unwrap();
        assert_eq!(taken, ["harbour"]);
        let twin = db.write(async move |tx| users::insert(tx, &User { id: UserId(new_id()), email: "ADA@harbour.test".into(), ..user.clone() }).await);
        assert!(matches!(twin.await, Err(db::Error::Constraint(name)) if name == "users_email"));
    }

    async fn a_space_is_changed_joins_a_network_and_shows_its_profile(db: Db) {
        let (owner, now) = (UserId(new_id()), at("2026-01-01T00:00:00Z"));
        let network = Network { id: NetworkId(new_id()), name: "Waterside".into() };
        let new = Space { network_id: None, ..space(owner, network.id) };
        let profile = Profile { phone: Some("1".into()), logo: Some("https://files.test/logo.png".into()), ..Profile::default() };
        let mut tx = db.begin().await.unwrap();
        users::insert(&mut tx, &person(owner, "ada@harbour.test")).await.unwrap();
        spaces::insert_network(&mut tx, &network, now).await.unwrap();
        spaces::insert(&mut tx, &new, &profile).await.unwrap();
        let changed = Space { name: "Harbour House".into(), price_decimals: 0, hour_format: 12, description: Some("By the water".into()), ..new.clone() };
        let mut bound = SpaceTx::bind(&mut tx, new.id);
        spaces::update(&mut bound, &changed).await.unwrap();
        spaces::set_network(&mut bound, Some(network.id)).await.unwrap();
        tx.commit().await.unwrap();

        let (found, profiles) = db.read(async move |tx| Ok::<_, db::Error>((spaces::of_network(tx, network.id).await?, spaces::profiles(tx, &[new.id]).await?))).await.unwrap();
        let [found] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((&*found.name, found.price_decimals, found.hour_format, found.description.as_deref()), ("Harbour House", 0, 12, Some("By the water")));
        assert_eq!((&*found.subdomain, found.owner_id, found.network_id), ("harbour", owner, Some(network.id.0)));
        assert_eq!(profiles, [(new.id, profile)]);
        assert_eq!(db.read(async |tx| spaces::profiles(tx, &[]).await).await.unwrap(), []);
    }

    async fn tokens_of_a_space_are_handed_over_and_others_are_not(db: Db) {
        let (owner, leaver) = (UserId(new_id()), UserId(new_id()));
        let new = Space { network_id: None, ..space(owner, NetworkId(new_id())) };
        let mut tx = db.begin().await.unwrap();
        users::insert(&mut tx, &person(owner, "ada@harbour.test")).await.unwrap();
        users::insert(&mut tx, &person(leaver, "ben@harbour.test")).await.unwrap();
        spaces::insert(&mut tx, &new, &Profile::default()).await.unwrap();
        for (hash, of) in [(b"space".to_vec(), Some(new.id)), (b"user".to_vec(), None)] {
            let created_at = at("2026-01-01T00:00:00Z");
            let token = NewToken { hash, id: TokenId(new_id()), user: leaver, client: None, space: of, personal: false, grant: None, scopes: "read".into(), created_at, expires_at: None };
            tokens::insert(&mut tx, token).await.unwrap();
        }
        tokens::hand_over(&mut SpaceTx::bind(&mut tx, new.id), leaver, owner).await.unwrap();
        for (hash, user) in [(b"space".as_slice(), owner), (b"user", leaver)] {
            let found = tokens::find(&mut tx, hash, at("2026-01-02T00:00:00Z")).await.unwrap().unwrap();
            assert_eq!((found.user_id, found.expires_at), (user, None));
        }
        tx.commit().await.unwrap();
    }

    async fn the_first_claim_of_a_domain_that_is_verified_has_it(db: Db) {
        let (owner, now) = (UserId(new_id()), at("2026-01-01T00:00:00Z"));
        let harbour = Space { network_id: None, ..space(owner, NetworkId(new_id())) };
        let pier = Space { id: SpaceId(new_id()), subdomain: "pier".into(), ..harbour.clone() };
        let mut tx = db.begin().await.unwrap();
        users::insert(&mut tx, &person(owner, "ada@harbour.test")).await.unwrap();
        for new in [&harbour, &pier] {
            spaces::insert(&mut tx, new, &Profile::default()).await.unwrap();
            let mut bound = SpaceTx::bind(&mut tx, new.id);
            assert!(space_domains::claim(&mut bound, "old.example", "0", now).await.unwrap());
            assert!(space_domains::claim(&mut bound, "members.example", &new.subdomain, now).await.unwrap(), "in place of the other");
        }
        assert_eq!(space_domains::proof(&mut tx, "members.example", pier.id).await.unwrap().as_deref(), Some("pier"));
        assert_eq!(space_domains::proof(&mut tx, "old.example", pier.id).await.unwrap(), None);
        assert!(space_domains::is_claimed(&mut tx, "members.example").await.unwrap() && !space_domains::is_claimed(&mut tx, "old.example").await.unwrap());
        assert!(!space_domains::is_taken(&mut tx, "members.example").await.unwrap());
        let mut bound = SpaceTx::bind(&mut tx, pier.id);
        assert!(!space_domains::verify(&mut bound, "members.example", "harbour", now).await.unwrap(), "that is what the other claim has");
        assert!(space_domains::verify(&mut bound, "members.example", "pier", now).await.unwrap());
        assert!(!space_domains::claim(&mut bound, "other.example", "1", now).await.unwrap(), "one serves");
        assert_eq!(space_domains::find(&mut bound).await.unwrap().map(|own| (own.host, own.verified_at)), Some(("members.example".into(), Some(now))));
        tx.commit().await.unwrap();
        let (one, other) = (harbour.id, pier.id);
        let late = db.write(async move |tx| space_domains::verify(&mut SpaceTx::bind(tx, one), "members.example", "harbour", now).await);
        assert!(matches!(late.await, Err(db::Error::Constraint(name)) if name == "space_domains_verified"));
        let read = async || {
            let found = db.read(async move |tx| {
                let (one, other) = (spaces::find(tx, one).await?, spaces::find_by_subdomain(tx, "pier").await?);
                let entered = access::enter(tx, &Place::Space(other.as_ref().map_or(SpaceId(new_id()), |space| space.id)), Some(owner)).await?;
                let domain = |space: Option<Space>| space.and_then(|space| space.domain);
                Ok::<_, db::Error>(([domain(one), domain(other), domain(entered.map(|entered| entered.space))], space_domains::served(tx).await?))
            });
            found.await.unwrap()
        };
        let of_pier = Some("members.example".to_owned());
        assert_eq!(read().await, ([None, of_pier.clone(), of_pier], vec![("members.example".to_owned(), "pier".to_owned())]));
        // It goes with the space, and then the other may have it.
        db.write(async move |tx| tx.execute("DELETE FROM spaces WHERE id = $1", db::params![other.0]).await).await.unwrap();
        assert_eq!(read().await, ([None, None, None], vec![]));
        assert!(db.write(async move |tx| space_domains::verify(&mut SpaceTx::bind(tx, one), "members.example", "harbour", now).await).await.unwrap());
    }
}

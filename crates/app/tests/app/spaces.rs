use crate::{caller, code, house, on_both, person, token, visit, wrong};
use app::spaces::{self, Create, Details, Standing};
use app::{App, networks};
use domain::ids::{SpaceId, UserId};
use domain::permissions::{Category, Level, Permissions};
use store::{SpaceTx, outbox};

fn called(name: &str, subdomain: &str) -> Create {
    let details = Details { name: Some(name.into()), ..Details::default() };
    Create { subdomain: subdomain.into(), owner_name: "Ada".into(), details }
}

async fn harbour(app: &App) -> (UserId, SpaceId) {
    let owner = person(app, "ada@harbour.test").await;
    let ada = caller(app, owner, "write").await;
    (owner, spaces::create(app, &ada, called("Harbour", "harbour")).await.unwrap().id)
}

on_both! {
    async fn a_new_space_has_what_is_usual_in_its_country_and_its_maker_as_owner(db: db::Db) {
        let app = house(db);
        let owner = person(&app, "ada@harbour.test").await;
        let ada = caller(&app, owner, "write read_admins").await;
        let mut summit = called(" Summit ", "Summit");
        summit.details.country = Some("United States".into());
        let summit = spaces::create(&app, &ada, summit).await.unwrap();
        assert_eq!((&*summit.name, &*summit.subdomain, &*summit.email, summit.owner_id), ("Summit", "summit", "ada@harbour.test", owner));
        let usual = (&*summit.country, &*summit.locale, &*summit.time_zone, summit.hour_format, summit.price_display.name());
        assert_eq!(usual, ("US", "en-US", "America/New_York", 12, "net"));
        assert_eq!((summit.currency.to_string(), summit.price_decimals, summit.taxes.0[0].rate.to_string()), ("USD".into(), 2, "0.0".into()));

        let mut kyoto = called("Kyoto", "kyoto");
        kyoto.details.time_zone = Some("Tokyo".into());
        let kyoto = spaces::create(&app, &ada, kyoto).await.unwrap();
        assert_eq!((&*kyoto.country, &*kyoto.time_zone, kyoto.price_decimals), ("JP", "Asia/Tokyo", 0));

        let bearer = token(&app, owner, "read_admins", None).await;
        let admins = app::admins::list(&app, &visit(&app, &bearer, summit.id).await).await.unwrap();
        assert_eq!(admins.iter().map(|admin| (&*admin.name, admin.owner)).collect::<Vec<_>>(), [("Ada", true)]);
    }

    async fn bad_spaces_are_refused_with_every_fault_and_leave_nothing(db: db::Db) {
        let app = house(db);
        let (owner, _) = harbour(&app).await;
        let ada = caller(&app, owner, "write").await;
        let details = Details {
            name: Some(" ".into()),
            description: Some(Some("a\0b".into())),
            country: Some("Atlantis".into()),
            locale: Some("german".into()),
            time_zone: Some("Mars/Base".into()),
            hour_format: Some(13),
            price_display: Some("both".into()),
            price_decimals: Some(7),
            tax_rate: Some("101".into()),
            email: Some("nobody".into()),
            subdomain: None,
        };
        let found = wrong(spaces::create(&app, &ada, Create { subdomain: "no".into(), owner_name: "x".repeat(256), details }).await);
        let expected = [
            ("subdomain", "too_short"), ("owner_name", "too_long"), ("name", "blank"), ("email", "invalid"), ("description", "control_characters"),
            ("country", "invalid"), ("locale", "invalid"), ("time_zone_name", "invalid"), ("hour_format", "invalid"),
            ("price_display", "invalid"), ("price_decimals", "invalid"), ("tax_rate", "invalid"),
        ];
        assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code)));
        for (subdomain, expected) in [("HARBOUR", "taken"), ("api", "reserved"), ("a_b", "invalid"), ("", "blank")] {
            assert_eq!(wrong(spaces::create(&app, &ada, called("Copy", subdomain)).await), [("subdomain".into(), expected)]);
        }
        assert_eq!(wrong(spaces::create(&app, &ada, Create { details: Details::default(), ..called("", "fresh") }).await), [("name".into(), "blank")]);
        assert_eq!(app::users::me(&app, &ada).await.unwrap().admin_of.len(), 1);
        let reader = caller(&app, owner, "read write_bookings").await;
        assert_eq!(code(spaces::create(&app, &reader, called("Copy", "copy")).await), "insufficient_scope");
    }

    async fn only_admins_who_may_edit_settings_change_a_space(db: db::Db) {
        let app = house(db);
        let (owner, space) = harbour(&app).await;
        let (staff, stranger) = (person(&app, "ben@harbour.test").await, person(&app, "eve@elsewhere.test").await);
        let mut limited = Permissions::default();
        limited.set(Category::SpaceSettings, Level::View);
        app::admins::create(&app, space, staff, "Ben", limited).await.unwrap();
        let rename = || Details { name: Some("Harbour House".into()), tax_rate: Some("19".into()), ..Details::default() };
        for (user, scopes, expected) in [(stranger, "write", "admins_only"), (staff, "write", "not_permitted"), (owner, "read", "insufficient_scope")] {
            let bearer = token(&app, user, scopes, None).await;
            assert_eq!(code(spaces::update(&app, &visit(&app, &bearer, space).await, rename()).await), expected);
        }
        let bearer = token(&app, owner, "write", None).await;
        let access = visit(&app, &bearer, space).await;
        let fixed = Details { subdomain: Some("elsewhere".into()), ..rename() };
        assert_eq!(wrong(spaces::update(&app, &access, fixed).await), [("subdomain".into(), "fixed")]);
        assert_eq!(access.space().name, "Harbour");
        let changed = spaces::update(&app, &access, Details { subdomain: Some("Harbour".into()), ..rename() }).await.unwrap();
        assert_eq!((&*changed.name, changed.taxes.0[0].name.as_str(), changed.taxes.0[0].rate.to_string()), ("Harbour House", "VAT", "19.0".into()));
        assert_eq!(visit(&app, &bearer, space).await.space().name, "Harbour House");
        let events = app.db.read(async move |tx| outbox::after(&mut SpaceTx::bind(tx, space), 0, 10).await).await.unwrap();
        let told: Vec<_> = events.iter().filter(|event| event.kind != "created_admin").map(|event| (&*event.kind, event.subject_id)).collect();
        assert_eq!(told, [("updated_space", space.0)]);
    }

    async fn strangers_see_the_public_part_and_the_network_more(db: db::Db) {
        let app = house(db);
        let (owner, space) = harbour(&app).await;
        let neighbour = person(&app, "ned@summit.test").await;
        let ned = caller(&app, neighbour, "write").await;
        let summit = spaces::create(&app, &ned, called("Summit", "summit")).await.unwrap().id;
        let standing = async |user| {
            let bearer = token(&app, user, "read", None).await;
            spaces::get(&app, &visit(&app, &bearer, space).await).await.unwrap().standing
        };
        assert_eq!((standing(owner).await, standing(neighbour).await), (Standing::Admin, Standing::Stranger));
        let network = networks::create(&app, "Waterside").await.unwrap();
        for space in [space, summit, summit] {
            networks::add_space(&app, network, space).await.unwrap();
        }
        assert_eq!(standing(neighbour).await, Standing::Related);
        let other = networks::create(&app, "Mountains").await.unwrap();
        assert_eq!(code(networks::add_space(&app, other, space).await), "in_network");
        assert_eq!(wrong(networks::create(&app, " ").await), [("name".into(), "blank")]);
        assert_eq!(code(networks::add_space(&app, network, SpaceId(testkit::new_id())).await), "not_found");
        let stranger = token(&app, person(&app, "eve@elsewhere.test").await, "read", None).await;
        assert_eq!(code(app::access::enter_network(&app, Some(&stranger), network, &[]).await), "not_found");
        let bearer = token(&app, owner, "read", None).await;
        let access = app::access::enter_network(&app, Some(&bearer), network, &[]).await.unwrap();
        let seen = networks::spaces(&app, &access).await.unwrap();
        assert_eq!(seen.iter().map(|shown| (&*shown.space.name, shown.standing)).collect::<Vec<_>>(), [("Harbour", Standing::Admin), ("Summit", Standing::Related)]);
        let bound = token(&app, owner, "read", Some(space)).await;
        let access = app::access::enter_network(&app, Some(&bound), network, &[]).await.unwrap();
        assert_eq!(networks::spaces(&app, &access).await.unwrap().len(), 1);
    }

    async fn previews_suggest_what_is_free(db: db::Db) {
        let app = house(db);
        let (owner, _) = harbour(&app).await;
        let suggest = async |name| spaces::preview(&app, name).await.map(|preview| preview.subdomain);
        assert_eq!(suggest("Harbour").await.unwrap(), "harbour-2");
        let ada = caller(&app, owner, "write").await;
        for number in 2..=25 {
            spaces::create(&app, &ada, called("Harbour", &format!("harbour-{number}"))).await.unwrap();
        }
        assert_eq!(suggest("Harbour").await.unwrap(), "harbour-26");
        assert_eq!(suggest("Café Größenwahn").await.unwrap(), "cafe-groessenwahn");
        assert_eq!(wrong(suggest(" ").await), [("name".into(), "blank")]);
        assert_eq!(wrong(suggest("a\u{7}").await), [("name".into(), "control_characters")]);
    }
}

//! Contacts: made once for an e-mail, seen by admins alone.

use crate::client::House;
use crate::on_both;
use app::access::{self, Access, Door, Place};
use app::contacts::{self, Details};
use domain::ids::SpaceId;
use domain::permissions::{Category, Level, Permissions};
use serde_json::{Value, json};
use store::spaces::Address;

async fn access(house: &House, user: domain::ids::UserId, space: SpaceId) -> Access {
    let caller = house.caller(user, "read write").await;
    access::enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap()
}

fn vera() -> Details {
    let address = Address { full_address: Some("Street 1\n10115 Berlin".into()), country: Some("Germany".into()), ..Address::default() };
    Details {
        name: Some(" Vera ".into()),
        email: Some("Vera@visitors.test".into()),
        address,
        tags: vec!["tour".into()],
        ..Details::default()
    }
}

on_both! {
    async fn an_email_is_one_contact_that_is_updated(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@kontor.test").await;
        let space = house.space("harbour", olga).await.id;
        let desk = access(&house, olga, space).await;
        let first = contacts::save(&house.app, &desk, vera()).await.unwrap();
        let again = Details { email: Some("vera@VISITORS.test".into()), phone: Some("123".into()), tags: vec!["events".into(), "tour".into()], ..Details::default() };
        assert_eq!(contacts::save(&house.app, &desk, again).await.unwrap(), first);
        let other = Details { company: Some("Kran".into()), ..Details::default() };
        let second = contacts::save(&house.app, &desk, other).await.unwrap();

        let client = house.client(olga, "read_contacts").await;
        let seen = client.get(&format!("/contacts/{first}")).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        assert_eq!(seen.body["data"]["attributes"], json!({"email": "Vera@visitors.test", "phone": "123", "photo": null,
            "address": {"name": "Vera", "company": null, "fullAddress": "Street 1\n10115 Berlin"}}));
        assert_eq!(seen.body["data"]["relationships"], json!({
            "space": {"data": {"type": "spaces", "id": space.to_string()}}, "membership": {"data": null}}));
        let all = client.get(&format!("/spaces/{space}/contacts?page[size]=1&page[number]=2")).await;
        assert_eq!((all.body["data"][0]["id"].as_str(), &all.body["meta"]["totalPages"]), (Some(&*second.to_string()), &json!(2)));
        let tags = house.app.db.read(async move |tx| store::contacts::tags(&mut desk.bind(tx), &[first]).await).await.unwrap();
        assert_eq!(tags[&first], ["events", "tour"]);
    }

    async fn sixteen_forms_at_once_make_one_contact(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@kontor.test").await;
        let space = house.space("harbour", olga).await.id;
        let desk = access(&house, olga, space).await;
        let made = futures_util::future::join_all((0..16).map(|_| contacts::save(&house.app, &desk, vera()))).await;
        let ids: std::collections::BTreeSet<_> = made.into_iter().map(Result::unwrap).collect();
        assert_eq!(ids.len(), 1);
    }

    async fn bad_details_make_nothing(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@kontor.test").await;
        let space = house.space("harbour", olga).await.id;
        let desk = access(&house, olga, space).await;
        let long = "x".repeat(300);
        let bad = [
            Details::default(),
            Details { email: Some("vera".into()), ..Details::default() },
            Details { name: Some(long.clone()), ..Details::default() },
            Details { tags: vec![long], ..vera() },
            Details { tags: vec!["x".into(); 51], ..vera() },
            Details { address: Address { country: Some("Nowhere".into()), ..Address::default() }, ..vera() },
        ];
        for details in bad {
            assert!(matches!(contacts::save(&house.app, &desk, details.clone()).await, Err(app::Error::Invalid(_))), "{details:?}");
        }
        assert_eq!(house.client(olga, "read").await.get(&format!("/spaces/{space}/contacts")).await.body["data"], json!([]));
    }

    async fn a_contact_becomes_a_member_and_outlives_the_membership(db: db::Db) {
        let house = House::new(db);
        let (olga, anna) = (house.person("olga@kontor.test").await, house.person("anna@kontor.test").await);
        let space = house.space("harbour", olga).await.id;
        let desk = access(&house, olga, space).await;
        let terms = json!({"name": "Flex", "price_per_cycle": "1", "currency": "EUR", "cycle_months": 1});
        let plan = app::plans::create(&house.app, &desk, serde_json::from_value(terms).unwrap()).await.unwrap();
        let client = house.client(olga, "read write").await;
        let new = json!({"plan": {"id": plan}, "address": {"name": "Vera"}});
        let member = client.v1("harbour", "POST /api/memberships", new).await.body["id"].as_str().unwrap().to_owned();
        let contact = contacts::save(&house.app, &desk, vera()).await.unwrap();
        contacts::convert(&house.app, &desk, contact, member.parse().unwrap()).await.unwrap();
        let linked = async || client.get(&format!("/contacts/{contact}")).await.body["data"]["relationships"]["membership"]["data"].clone();
        assert_eq!(linked().await, json!({"type": "memberships", "id": member}));
        let nobody = contacts::convert(&house.app, &desk, contact, house.app.id()).await;
        assert!(matches!(nobody, Err(app::Error::NotFound { .. })));
        assert_eq!(client.v1("harbour", &format!("DELETE /api/memberships/{member}"), Value::Null).await.status, 204);
        assert_eq!(linked().await, Value::Null);

        let mut viewer = Permissions::default();
        viewer.set(Category::Contacts, Level::View);
        app::admins::create(&house.app, space, anna, "Anna", viewer).await.unwrap();
        assert_eq!(house.client(anna, "read").await.get(&format!("/contacts/{contact}")).await.status, 200);
        let refused = contacts::save(&house.app, &access(&house, anna, space).await, vera()).await;
        assert!(matches!(refused, Err(app::Error::Forbidden { .. })));
    }
}

//! What headers ask for around a request of API 2: `Idempotency-Key` and `If-Match`.

use crate::client::{Answer, Client, House};
use crate::on_both;
use domain::ids::{SpaceId, UserId};
use futures_util::future::join_all;
use jsonapi::MEDIA;
use serde_json::{Value, json};

struct Harbour {
    house: House,
    olga: UserId,
    space: SpaceId,
}

impl Harbour {
    async fn new(db: db::Db) -> Self {
        let house = House::new(db);
        let olga = house.person("olga@kontor.test").await;
        let space = house.space("harbour", olga).await.id;
        Self { house, olga, space }
    }

    async fn desk(&self) -> Client {
        self.house.client(self.olga, "read write").await
    }

    fn room(&self, name: &str) -> Value {
        json!({"data": {"type": "resources", "attributes": {"name": name, "pricing": {"currency": "EUR"}},
            "relationships": {"space": {"data": {"type": "spaces", "id": self.space.to_string()}}}}})
    }

    async fn rooms(&self, client: &Client) -> usize {
        let answer = client.get(&format!("/spaces/{}/resources", self.space)).await;
        answer.body["data"].as_array().unwrap_or_else(|| panic!("{}", answer.text)).len()
    }
}

async fn send(client: &Client, line: &str, header: (&str, &str), body: &Value) -> Answer {
    let text = if body.is_null() { String::new() } else { body.to_string() };
    client.send("api", line, &[("accept", MEDIA), ("content-type", MEDIA), header], text).await
}

async fn keyed(client: &Client, key: &str, body: &Value) -> Answer {
    send(client, "POST /resources", ("idempotency-key", key), body).await
}

on_both! {
    async fn a_request_with_a_key_is_done_once(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let client = harbour.desk().await;
        let body = harbour.room("Painters");
        let first = keyed(&client, "key-1", &body).await;
        assert_eq!((first.status, first.header("idempotency-replayed")), (201, ""), "{}", first.text);
        let again = keyed(&client, "key-1", &body).await;
        assert_eq!((again.status, again.header("idempotency-replayed"), again.header("content-type")), (201, "true", MEDIA));
        assert_eq!(again.text, first.text);
        assert_eq!(harbour.rooms(&client).await, 1);

        let other = keyed(&client, "key-1", &harbour.room("Plumbers")).await;
        assert_eq!((other.status, other.blame().0.as_str()), (422, "idempotency_key_reused"), "{}", other.text);
        assert_eq!(keyed(&client, "key-2", &body).await.status, 201);
        // Keys are their users' own.
        let otto = harbour.house.admin(harbour.space, "otto@kontor.test").await;
        let otto = harbour.house.client(otto, "read write").await;
        assert_eq!((keyed(&otto, "key-1", &body).await.header("idempotency-replayed"), harbour.rooms(&client).await), ("", 3));

        harbour.house.app.clock.advance(25 * 60);
        assert_eq!(keyed(&client, "key-1", &harbour.room("Plumbers")).await.status, 201);
        assert_eq!(harbour.rooms(&client).await, 4);
    }

    async fn what_was_refused_keeps_no_key(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let client = harbour.desk().await;
        let mut bad = harbour.room("Painters");
        bad["data"]["attributes"]["name"] = json!("");
        assert_eq!(keyed(&client, "k", &bad).await.status, 422);
        assert_eq!(keyed(&client, "k", &harbour.room("Painters")).await.status, 201);
        for wrong in ["", "with space", &"x".repeat(256)] {
            assert_eq!(keyed(&client, wrong, &harbour.room("Painters")).await.status, 400, "{wrong}");
        }
        assert_eq!(harbour.house.anonymous().send("api", "POST /resources", &[("accept", MEDIA), ("idempotency-key", "k")], "").await.status, 401);
        assert_eq!(harbour.rooms(&client).await, 1);
    }

    async fn of_many_at_once_one_is_done_and_all_get_its_answer(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let client = harbour.desk().await;
        let body = harbour.room("Painters");
        let all = join_all((0..12).map(|_| keyed(&client, "at-once", &body))).await;
        assert!(all.iter().all(|answer| answer.status == 201 && answer.text == all[0].text), "{}", all[0].text);
        assert_eq!(all.iter().filter(|answer| answer.header("idempotency-replayed").is_empty()).count(), 1);
        assert_eq!(harbour.rooms(&client).await, 1);
    }

    async fn a_change_holds_for_what_was_seen(db: db::Db) {
        let harbour = Harbour::new(db).await;
        let client = harbour.desk().await;
        let made = client.api("POST /resources", harbour.room("Painters")).await;
        let id = made.body["data"]["id"].as_str().unwrap().to_owned();
        let path = format!("/resources/{id}");
        let named = |name: &str| json!({"data": {"type": "resources", "id": id, "attributes": {"name": name}}});
        let change = async |tag: &str, body: &Value| send(&client, &format!("PATCH {path}"), ("if-match", tag), body).await;
        let tag = client.get(&path).await.header("etag").to_owned();
        let list = format!("\"other\", {tag}");
        assert_eq!(change(&list, &named("Plumbers")).await.status, 200);
        let late = change(&tag, &named("Masons")).await;
        assert_eq!((late.status, late.blame().0.as_str()), (412, "precondition_failed"), "{}", late.text);
        assert_eq!(client.get(&path).await.body["data"]["attributes"]["name"], "Plumbers");
        assert_eq!(change("*", &named("Masons")).await.status, 200);

        // Of those who saw the same state, one changes it.
        let tag = client.get(&path).await.header("etag").to_owned();
        let bodies: Vec<_> = (0..8).map(|n| named(&format!("Number {n}"))).collect();
        let all = join_all(bodies.iter().map(|body| change(&tag, body))).await;
        let count = |status: u16| all.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(200), count(412)), (1, 7), "{:?}", all.iter().map(|answer| answer.status).collect::<Vec<_>>());

        // Where nothing can be shown, nothing can have been seen.
        let unseen = harbour.house.client(harbour.olga, "write_resources").await;
        assert_eq!(send(&unseen, &format!("PATCH {path}"), ("if-match", "*"), &named("Unseen")).await.status, 403);
    }
}

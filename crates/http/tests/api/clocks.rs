//! The clock of a sandbox, as its admins move it.

use crate::client::House;
use crate::on_both;
use app::sandboxes;
use domain::permissions::{Category, Level, Permissions};
use jobs::{Post, Runner};
use serde_json::{Value, json};

fn by(duration: &str) -> Value {
    json!({"data": {"type": "clockAdvances", "attributes": {"by": duration}}})
}

on_both! {
    async fn admins_move_the_clock_of_a_sandbox_and_everything_there_goes_by_it(db: db::Db) {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let copy = Box::pin(sandboxes::create(&house.app, "harbour", None)).await.unwrap().space.id;
        let olga = house.client(owner, "read write").await;
        let (clock, advance) = (format!("/spaces/{copy}/clock"), format!("POST /spaces/{copy}/clock/advance"));
        let shown = olga.get(&clock).await;
        assert_eq!((&shown.body["data"]["id"], &shown.body["data"]["type"]), (&json!(copy.to_string()), &json!("clocks")), "{}", shown.text);
        assert_eq!(shown.body["data"]["attributes"], json!({"now": "2026-03-02T12:00:00Z", "sandbox": true, "advancingTo": null}));

        let accepted = olga.api(&advance, by("P14M")).await;
        assert_eq!(accepted.status, 202, "{}", accepted.text);
        assert_eq!(accepted.body["data"]["attributes"]["advancingTo"], "2027-05-02T11:00:00Z", "noon in Berlin");
        assert_eq!(olga.api(&advance, by("P1D")).await.blame().0, "advancing");
        Runner::new(house.app.clone(), |app, job| jobs::perform(app, job, Post::Kept)).run_due().await;
        let shown = olga.get(&clock).await;
        assert_eq!(shown.body["data"]["attributes"], json!({"now": "2027-05-02T11:00:00Z", "sandbox": true, "advancingTo": null}));
        let real = olga.get(&format!("/spaces/{space}/clock")).await;
        assert_eq!(real.body["data"]["attributes"], json!({"now": "2026-03-02T12:00:00Z", "sandbox": false, "advancingTo": null}));

        // Whatever is made there is of the day that it is there.
        for (place, day) in [(space, "2026-03-02"), (copy, "2027-05-02")] {
            let body = json!({"data": {"type": "invoices", "attributes": {
                "recipientAddress": {"name": "Vera", "company": null, "fullAddress": "Quay 2"},
                "items": [{"description": "Desk", "amount": {"net": "10.0"}}]},
                "relationships": {"space": {"data": {"type": "spaces", "id": place.to_string()}}}}});
            let made = olga.api("POST /invoices", body).await;
            assert_eq!((made.status, &made.body["data"]["attributes"]["invoiceDate"]), (201, &json!(day)), "{}", made.text);
        }

        for (duration, code) in [("P0D", "not_forward"), ("-P1D", "not_forward"), ("P21Y", "too_far"), ("P9999Y", "too_far"), ("soon", "invalid"), ("", "invalid")] {
            let refused = olga.api(&advance, by(duration)).await;
            assert_eq!((refused.status, refused.blame().0), (422, code.into()), "{duration}: {}", refused.text);
        }
        let refused = olga.api(&format!("POST /spaces/{space}/clock/advance"), by("P1D")).await;
        assert_eq!((refused.status, refused.blame().0), (409, "no_sandbox".into()), "{}", refused.text);
        let mut looks = Permissions::default();
        looks.set(Category::SpaceSettings, Level::View);
        let adam = house.person("adam@kontor.test").await;
        app::admins::create(&house.app, copy, adam, "Adam", looks).await.unwrap();
        let adam = house.client(adam, "read write").await;
        assert_eq!((adam.get(&clock).await.status, adam.api(&advance, by("P1D")).await.status), (200, 403));
        assert_eq!(house.client(owner, "read").await.api(&advance, by("P1D")).await.status, 403);
        let stranger = house.person("vera@kontor.test").await;
        assert_eq!(house.client(stranger, "read write").await.get(&clock).await.status, 404);
    }
}

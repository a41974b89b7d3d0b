//! Admins look at webhooks, whoever made them, and at what was sent.

use crate::browser::House;
use crate::on_both;

on_both! {
    async fn an_admin_adds_tries_and_deletes_a_webhook(db: db::Db) {
        let house = House::new(db);
        let owner = house.person("olga@example.org").await;
        let caller = house.caller(owner, "read write").await;
        let details = app::spaces::Details { name: Some("Harbour".into()), country: Some("DE".into()), ..Default::default() };
        let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
        app::spaces::create(&house.app, &caller, command).await.unwrap();
        house.person("eve@example.org").await;
        let mut eve = house.browser();
        eve.sign_in("harbour", "eve@example.org").await;
        assert_eq!(eve.get("harbour", "/admin/webhooks").await.status, 404, "strangers learn nothing");

        let mut olga = house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let list = olga.get("harbour", "/admin/webhooks").await;
        assert!(list.text.contains("There are none") && list.text.contains("membership_cancellation_date_reached"), "{}", list.text);
        let bad = olga.submit(&list, "/admin/webhooks", &[("event", "created_booking"), ("callback_url", "nowhere")]).await;
        assert!(bad.status == 422 && bad.text.contains("must be a link"), "{}", bad.text);
        let typed = [("event", "created_booking"), ("callback_url", "https://receiver.test/<b>")];
        assert_eq!(olga.submit(&list, "/admin/webhooks", &typed).await.status, 422);
        let typed = [("event", "created_booking"), ("callback_url", "https://receiver.test/a")];
        let made = olga.submit(&list, "/admin/webhooks", &typed).await;
        assert!(made.text.contains("whsec_") && made.text.contains("whpk_"), "{}", made.text);
        let here = {
            let start = made.text.find("/admin/webhooks/").unwrap();
            made.text[start..].split('"').next().unwrap().to_owned()
        };
        let one = olga.get("harbour", &here).await;
        assert!(one.text.contains("Nothing was sent yet") && !one.text.contains("whsec_"), "{}", one.text);
        let rotated = olga.submit(&one, &format!("{here}/secret"), &[]).await;
        assert!(rotated.text.contains("whsec_") && rotated.text.contains("24 hours"), "{}", rotated.text);
        assert_eq!(olga.submit(&one, &format!("{here}/test"), &[]).await.status, 303);
        let one = olga.get("harbour", &here).await;
        let start = one.text.find(&format!("{here}/deliveries/")).unwrap();
        let delivery = one.text[start..].split('"').next().unwrap().to_owned();
        let shown = olga.get("harbour", &delivery).await;
        assert!(shown.text.contains("Send it again") && shown.text.contains("waiting"), "{}", shown.text);
        assert_eq!(olga.submit(&shown, &format!("{delivery}/resend"), &[]).await.status, 303);
        assert_eq!(eve.get("harbour", &delivery).await.status, 404);
        assert_eq!(olga.submit(&one, &format!("{here}/delete"), &[]).await.status, 303);
        assert_eq!(olga.get("harbour", &here).await.status, 404);
    }
}

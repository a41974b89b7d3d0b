//! A space's accounts at payment providers.

use crate::admins::space;
use crate::browser::House;
use crate::on_both;
use testkit::provider::WRONG_KEY;

const HERE: &str = "/admin/payments";

on_both! {
    async fn an_admin_connects_a_provider_whose_secrets_are_not_shown(db: db::Db) {
        let house = House::new(db);
        let olga = house.person("olga@example.org").await;
        space(&house, olga).await;
        let mut browser = house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        let page = browser.get("harbour", HERE).await;
        assert!(page.status == 200 && page.text.contains("/api/payment_webhooks/stripe/"), "{}", page.text);
        let missing = browser.submit(&page, "/admin/payments/stripe", &[("public", "pk_test")]).await;
        assert!(missing.status == 422 && missing.text.contains("The secret key"), "{}", missing.text);
        let typed = [("public", "pk_test"), ("secret", WRONG_KEY), ("webhook", "whsec_hidden")];
        assert_eq!(browser.submit(&page, "/admin/payments/stripe", &typed).await.status, 303);
        let page = browser.get("harbour", HERE).await;
        assert!(page.text.contains("pk_test") && page.text.contains("(is set)"), "{}", page.text);
        assert!(!page.text.contains(WRONG_KEY) && !page.text.contains("whsec_hidden"), "{}", page.text);
        let wrong = browser.submit(&page, "/admin/payments/stripe/test", &[]).await;
        assert!(wrong.status == 422 && wrong.text.contains("does not accept the keys"), "{}", wrong.text);
        let typed = [("public", "pk_test"), ("secret", "sk_right")];
        assert_eq!(browser.submit(&page, "/admin/payments/stripe", &typed).await.status, 303);
        let tested = browser.submit(&page, "/admin/payments/stripe/test", &[]).await;
        assert_eq!((tested.status.as_u16(), tested.location()), (303, "/admin/payments?works=stripe"));
        assert!(browser.get("harbour", "/admin/payments?works=stripe").await.text.contains("It works."));
        assert!(browser.get("harbour", "/admin/invoicing").await.text.contains("<strong>Card</strong>"));
        assert_eq!(browser.submit(&page, "/admin/payments/stripe/delete", &[]).await.status, 303);
        assert!(!browser.get("harbour", HERE).await.text.contains("pk_test"));

        house.person("vera@example.org").await;
        let mut stranger = house.browser();
        stranger.sign_in("harbour", "vera@example.org").await;
        assert_eq!(stranger.get("harbour", HERE).await.status, 404);
    }
}

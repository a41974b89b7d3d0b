//! Teams with a plan, on pages: an admin makes one, its manager looks after it.

use crate::browser::House;
use crate::harbour::{Harbour, between};
use crate::on_both;
use axum::http::StatusCode;

on_both! {
    async fn an_admin_makes_a_team_and_its_manager_looks_after_it(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut olga = harbour.olga().await;
        let none = olga.get("harbour", "/admin/teams/new").await;
        assert!(none.text.contains("there is none yet"), "{}", none.text);
        let form = olga.get("harbour", "/admin/plans/new").await;
        let plan = [("name", "Crew"), ("price_per_cycle", "300"), ("cycle_months", "1"), ("for_teams", "yes")];
        assert_eq!(olga.submit(&form, "/admin/plans/new", &plan).await.status, StatusCode::SEE_OTHER);

        let form = olga.get("harbour", "/admin/teams/new").await;
        let plan = between(&form, "<option value=\"", "\"").to_owned();
        let wish = |seats: &'static str| [("name", "Red"), ("seats", seats), ("plan", plan.as_str()), ("billing_email", "bills@red.test")];
        let many = olga.submit(&form, "/admin/teams/new", &wish("12,000")).await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", many.text);
        assert!(many.text.contains("value=\"bills@red.test\""), "what was typed stays");
        let made = olga.submit(&form, "/admin/teams/new", &wish("2")).await;
        let team = made.location().to_owned();
        let page = olga.get("harbour", &team).await;
        assert!(page.text.contains("0 of 2 seats taken") && page.text.contains("Crew, 357.00 EUR incl. tax a month"), "{}", page.text);

        // The login of a member is connected by hand, as the mailed link does.
        let added = olga.submit(&page, &format!("{team}/members"), &[("name", "Anna"), ("email", "anna@example.org")]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        let link = house.link("anna@example.org").await;
        house.person("anna@example.org").await;
        let mut anna = house.browser();
        anna.sign_in("harbour", "anna@example.org").await;
        let invited = anna.get("harbour", &link).await;
        assert!(anna.submit(&invited, &link, &[]).await.text.contains("is connected"));

        let page = anna.get("harbour", &team).await;
        assert!(page.text.contains("1 of 2 seats taken") && page.text.contains("Manager"), "{}", page.text);
        assert!(!page.text.contains("Make manager") && !page.text.contains("name=\"seats\""), "that is for admins");
        let add = format!("{team}/members");
        assert_eq!(anna.submit(&page, &add, &[("name", "Ben"), ("email", "ben@example.org")]).await.status, StatusCode::SEE_OTHER);
        let full = anna.submit(&page, &add, &[("name", "Cleo"), ("email", "")]).await;
        assert!(full.status == StatusCode::UNPROCESSABLE_ENTITY && full.text.contains("All seats of the team are taken"), "{}", full.text);
        let seats = anna.submit(&page, &team, &[("seats", "9"), ("billing_emails", "")]).await;
        assert_eq!(seats.status, StatusCode::FORBIDDEN, "{}", seats.text);

        let page = olga.get("harbour", &team).await;
        let id = between(&page, &format!("action=\"{team}/members/"), "/manager").to_owned();
        let last = olga.submit(&page, &format!("{team}/members/{id}/remove"), &[]).await;
        assert!(last.text.contains("A team needs a manager"), "{}", last.text);
        let ends = olga.submit(&page, &format!("{team}/cancel"), &[("canceled_to", "2026-12-31")]).await;
        assert_eq!(ends.status, StatusCode::SEE_OTHER, "{}", ends.text);
        assert!(olga.get("harbour", &team).await.text.contains("The team ends on 2026-12-31"));
        assert!(olga.get("harbour", "/admin/teams").await.text.contains("2 seats, until 2026-12-31"));

        let (_, mut mia) = harbour.member("Mia").await;
        assert_eq!(mia.get("harbour", &team).await.status, StatusCode::FORBIDDEN);
        harbour.another().await;
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(paul.get("pier", &team).await.status, StatusCode::NOT_FOUND);
    }
}

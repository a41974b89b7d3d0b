//! Visitors cancel on a page; admins say yes or no on another.

use crate::browser::House;
use crate::on_both;
use app::access::{self, Access, Door, Place};
use app::memberships::Person;
use app::{external_bookings, external_resources, resources};
use domain::ids::ExternalBookingId;

async fn harbour(house: &House) -> Access {
    let olga = house.person("olga@example.org").await;
    let caller = house.caller(olga, "read write").await;
    let details = app::spaces::Details { name: Some("Harbour".into()), country: Some("DE".into()), ..Default::default() };
    let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
    let space = app::spaces::create(&house.app, &caller, command).await.unwrap();
    access::enter_as(&house.app, &caller, Place::Space(space.id), &[], Door::Related).await.unwrap()
}

/// Vera asks for the room in ten days.
async fn asked(house: &House, access: &Access) -> ExternalBookingId {
    let details = resources::Details { name: Some("Room".into()), ..resources::Details::default() };
    let room = resources::create(&house.app, access, details).await.unwrap().resource.id;
    let details = external_resources::Details { bookings_require_approval: Some(true), ..Default::default() };
    let offer = external_resources::create(&house.app, access, room, details).await.unwrap().twin.id;
    let now = house.app.clock.now();
    let hour = jiff::Timestamp::from_second((now.as_second() / 3600 + 240) * 3600).unwrap();
    let visitor = Person { name: Some("Vera".into()), email: Some("vera@example.org".into()), ..Person::default() };
    let wish = external_bookings::Wish {
        offer,
        from: hour,
        to: hour + jiff::SignedDuration::from_hours(2),
        number_of_visitors: 2,
        title: Some("<b>Retreat</b>".into()),
        visitor,
        billed_to: (None, None),
        comments: None,
        admin_comments: None,
        accepted_terms: true,
        extras: vec![],
        means: app::payments::Means::Nothing,
        discount: None,
    };
    Box::pin(external_bookings::create(&house.app, access, wish)).await.unwrap().booking.id
}

on_both! {
    async fn an_admin_approves_and_the_visitor_cancels(db: db::Db) {
        let house = House::new(db);
        let access = harbour(&house).await;
        let id = asked(&house, &access).await;
        let status = async || external_bookings::get(&house.app, &access, id).await.unwrap().booking.status.name();
        let page = format!("/admin/external_bookings/{id}");
        house.person("eve@example.org").await;
        let mut eve = house.browser();
        assert_eq!(eve.get("harbour", &page).await.status, 303, "sign in first");
        eve.sign_in("harbour", "eve@example.org").await;
        assert_eq!(eve.get("harbour", &page).await.status, 404, "strangers learn nothing");

        let mut olga = house.browser();
        olga.sign_in("harbour", "olga@example.org").await;
        let shown = olga.get("harbour", &page).await;
        assert!(shown.text.contains("Vera") && shown.text.contains("&#60;b&#62;Retreat") && shown.text.contains("Decline it"), "{}", shown.text);
        let list = olga.get("harbour", "/admin/external_bookings").await;
        assert!(list.text.contains("Waits for your word") && list.text.contains("&#60;b&#62;Retreat") && list.text.contains(&page), "{}", list.text);
        assert!(olga.get("harbour", "/admin/external_bookings?past=yes&page=9").await.text.contains("No visitor has booked"));
        assert_eq!(eve.get("harbour", "/admin/external_bookings").await.status, 404);
        assert_eq!(olga.submit(&shown, &format!("{page}/approval"), &[]).await.status, 303);
        assert_eq!(status().await, "approved");
        assert_eq!(olga.submit(&shown, &format!("{page}/approval"), &[]).await.status, 409, "once is enough");

        let mut vera = house.browser();
        let here = format!("/external_bookings/{id}/cancellation");
        assert!(house.mails("vera@example.org").await[0].contains(&here));
        let asking = vera.get("harbour", &here).await;
        let done = vera.submit(&asking, &here, &[]).await;
        assert!(done.text.contains("on its way"), "{}", done.text);
        let link = house.link("vera@example.org").await;
        let question = vera.get("harbour", &link).await;
        assert!(question.text.contains("Cancel this booking?") && status().await == "approved", "looking changes nothing");
        let done = vera.submit(&question, &link, &[]).await;
        assert!(done.text.contains("is canceled"), "{}", done.text);
        assert_eq!(status().await, "canceled");
        assert!(vera.get("harbour", &link).await.text.contains("does not work"), "it was used");
        let over = vera.submit(&asking, &here, &[]).await;
        assert!(over.text.contains("already canceled"), "{}", over.text);
        assert!(!olga.get("harbour", &page).await.text.contains("Approve it"));
    }
}

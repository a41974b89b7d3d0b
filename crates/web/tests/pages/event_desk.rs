//! Admins plan events: drafts, publication, who comes, what those people are told, and the end of it.

use crate::browser::House;
use crate::harbour::{Harbour, between};
use crate::on_both;
use app::resources;

const FIELDS: [(&str, &str); 8] = [
    ("title", "Print <b>"),
    ("from", "2026-03-12T18:30"),
    ("to", "2026-03-12T20:00"),
    ("audience", "public"),
    ("public_page", "yes"),
    ("capacity", "3"),
    ("price", "10"),
    ("visitor_price", "20,50"),
];

const CANCELED: &str = "Print on 2026-03-12 18:30 does not take place for you";

on_both! {
    async fn an_event_from_draft_to_the_end(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let details = resources::Details { name: Some("Attic".into()), ..resources::Details::default() };
        let room = resources::create(&house.app, &harbour.access, details).await.unwrap().resource.id;
        let mut olga = harbour.olga().await;
        assert!(olga.get("harbour", "/admin/events").await.text.contains("Nothing is planned"));
        let form = olga.get("harbour", "/admin/events/new").await;
        let here = "/admin/events/new";
        let bad = [("title", "Kept"), ("from", "tomorrow"), ("to", ""), ("capacity", "few"), ("price", "much"), ("audience", "all"), ("video_url", "javascript:1")];
        let bad = olga.submit(&form, here, &bad).await;
        for said in ["from-problem", "to-problem", "capacity-problem", "price-problem", "This must be chosen", "value=\"Kept\""] {
            assert!(bad.status == 422 && bad.text.contains(said), "{said}: {}", bad.text);
        }
        let mut over: Vec<_> = FIELDS.to_vec();
        over[2] = ("to", "2026-03-12T17:00");
        assert!(olga.submit(&form, here, &over).await.text.contains("to-problem"));
        assert_eq!(olga.submit(&form, here, &[("title", " "), FIELDS[1], FIELDS[2], FIELDS[3]]).await.status, 422);

        let booked = format!("room-{room}");
        let mut fields: Vec<(&str, &str)> = FIELDS.to_vec();
        fields.push((&booked, "yes"));
        fields.push(("tags", "talk, evening"));
        let made = olga.submit(&form, here, &fields).await;
        let place = made.location().split('?').next().unwrap().to_owned();
        let page = olga.get("harbour", made.location()).await;
        assert!(page.text.contains("Draft") && page.text.contains("20.50 EUR incl. tax") && page.text.contains("Print &#60;b&#62;"), "{}", page.text);
        // The room is kept: nobody else has it, not even another event.
        let form = olga.get("harbour", here).await;
        let taken = olga.submit(&form, here, &fields).await;
        assert!(taken.status == 422 && taken.text.contains("role=\"alert\""), "{}", taken.text);
        let public = place.replace("/admin", "");
        let (_, mut mia) = harbour.member("Mia").await;
        assert_eq!(mia.get("harbour", &public).await.status, 404, "drafts are for admins");

        let change = format!("{place}/edit");
        let edit = olga.get("harbour", &change).await;
        for said in ["value=\"2026-03-12T18:30\"", "value=\"20.5\"", "value=\"talk, evening\"", &format!("name=\"{booked}\" value=\"yes\" checked")] {
            assert!(edit.text.contains(said), "{said}: {}", edit.text);
        }
        fields[0] = ("title", "Print");
        assert_eq!(olga.submit(&edit, &change, &fields).await.location(), format!("{place}?told=saved"));
        let publish = format!("{place}/publish");
        let page = olga.get("harbour", &place).await;
        assert_eq!(olga.submit(&page, &publish, &[]).await.location(), format!("{place}?told=published"));
        let twice = olga.submit(&page, &publish, &[]).await;
        assert!(twice.text.contains("published already"), "{}", twice.text);
        let delete = format!("{place}/delete");
        let question = olga.get("harbour", &delete).await;
        assert!(question.text.contains("0 sign-ups go with it"), "{}", question.text);
        assert_eq!(olga.submit(&question, &delete, &[]).await.location(), "/admin/events");
        assert_eq!(olga.submit(&question, &delete, &[]).await.status, 404);
        assert_eq!(mia.get("harbour", &public).await.status, 404);
    }

    async fn those_who_come_are_seen_and_written_to(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let event = harbour.event("Print", |_| {}).await;
        let (place, public) = (format!("/admin/events/{event}"), format!("/events/{event}"));
        let message = format!("{place}/messages/attended");
        let (mut olga, (_, mut mia)) = (harbour.olga().await, harbour.member("Mia").await);
        let page = olga.get("harbour", &place).await;
        assert_eq!(olga.submit(&page, &message, &[("body", "Bring paper.")]).await.status, 303);

        // A member and a visitor come.
        let seen = mia.get("harbour", &public).await;
        assert!(seen.text.contains("10.00 EUR incl. tax") && seen.text.contains("Take part"), "{}", seen.text);
        assert_eq!(mia.submit(&seen, &format!("{public}/attend"), &[]).await.location(), format!("{public}?told=in"));
        let method = harbour.invoice_for(&["publicEventTickets"]).await;
        let mut vera = house.browser();
        let tickets = vera.get("harbour", &format!("{public}/tickets?people=2")).await;
        let order = [("name", "Vera"), ("email", "vera@example.org"), ("agreed", "yes"), ("method", &*method)];
        assert_eq!(vera.submit(&tickets, &format!("{public}/tickets"), &order).await.status, 303);
        assert!(house.mails("vera@example.org").await.iter().any(|mail| mail.contains("Bring paper.")));
        let page = olga.get("harbour", &place).await;
        for said in ["Who comes: 2", "Mia", "Vera", "visitor · 2 places · 40.00 EUR", "50.00 EUR"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        assert!(!page.text.contains("Back to a draft"));

        let letter = format!("{place}/letter");
        let bad = olga.submit(&page, &letter, &[("subject", ""), ("letter", "See you at the back door.")]).await;
        assert!(bad.status == 422 && bad.text.contains("subject-problem") && bad.text.contains("back door"), "{}", bad.text);
        let bad = olga.submit(&page, &letter, &[("subject", "The door"), ("letter", " ")]).await;
        assert!(bad.status == 422 && bad.text.contains("letter-problem") && !bad.text.contains("attended-problem"), "{}", bad.text);
        let sent = olga.submit(&page, &letter, &[("subject", "The door"), ("letter", "It is the back door.")]).await;
        assert_eq!(sent.location(), format!("{place}?told=sent-2"), "{}", sent.text);
        for who in ["mia@example.org", "vera@example.org"] {
            assert!(house.mails(who).await.iter().any(|mail| mail.contains("It is the back door.")), "{who}");
        }
        let vera_at = page.text.split("<li>").find(|row| row.contains("<strong>Vera")).unwrap().to_owned();
        let id = vera_at.split("/attendances/").nth(1).unwrap().split('/').next().unwrap();
        let remove = format!("{place}/attendances/{id}/remove");
        assert_eq!(olga.submit(&page, &remove, &[]).await.location(), format!("{place}?told=removed"));
        assert_eq!(olga.submit(&page, &remove, &[]).await.status, 404);
        assert!(house.mails("vera@example.org").await.iter().any(|mail| mail.contains("does not take place for you")));
        assert!(olga.get("harbour", &place).await.text.contains("Who comes: 1"));

        // A text that is emptied is gone; one for nothing is not found.
        assert_eq!(olga.submit(&page, &message, &[("body", " ")]).await.status, 303);
        assert!(!olga.get("harbour", &place).await.text.contains("Bring paper."));
        let csrf = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
        assert_eq!(olga.send("POST", "harbour", &format!("{place}/messages/never"), &format!("csrf={csrf}&body=x")).await.status, 404);
        assert_eq!(mia.get("harbour", &place).await.status, 403);
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(paul.get("pier", &place).await.status, 404, "of another space");
        assert_eq!(olga.get("harbour", "/admin/events/x").await.status, 404);

        // It does not take place: who was still to come is told, once, and who was taken off the list is not told again.
        let told = async |who: &str| house.mails(who).await.iter().filter(|mail| mail.contains(CANCELED)).count();
        assert_eq!((told("mia@example.org").await, told("vera@example.org").await), (0, 1));
        let delete = format!("{place}/delete");
        let question = olga.get("harbour", &delete).await;
        assert_eq!(olga.submit(&question, &delete, &[]).await.location(), "/admin/events");
        assert_eq!((told("mia@example.org").await, told("vera@example.org").await), (1, 1));

        // One that is over is tidied away without a word.
        let event = harbour.event("Talk", |_| {}).await;
        let (public, delete) = (format!("/events/{event}"), format!("/admin/events/{event}/delete"));
        let page = mia.get("harbour", &public).await;
        mia.submit(&page, &format!("{public}/attend"), &[]).await;
        let before = house.mails("mia@example.org").await.len();
        house.app.clock.set(testkit::at("2026-03-13T12:00:00Z"));
        let question = olga.get("harbour", &delete).await;
        assert_eq!(olga.submit(&question, &delete, &[]).await.location(), "/admin/events");
        assert_eq!(house.mails("mia@example.org").await.len(), before);
    }
}

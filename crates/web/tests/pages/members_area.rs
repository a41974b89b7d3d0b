//! Members find each other, get help, take part, and see what they have.

use crate::browser::House;
use crate::harbour::{Harbour, between};
use crate::on_both;
use app::{articles, time_passes};
use domain::calendar_events::Audience;

on_both! {
    async fn a_member_takes_part_and_stays_away_after_all(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let event = harbour.event("Breakfast", |details| {
            (details.audience, details.capacity) = (Some(Audience::MembersOnly), Some(Some(1)));
        }).await;
        let (_, mut mia) = harbour.member("Mia").await;
        let (_, mut ben) = harbour.member("Ben").await;
        let here = format!("/events/{event}");
        let list = mia.get("harbour", "/events").await;
        assert!(list.text.contains("Breakfast") && list.text.contains("For members") && list.text.contains("1 place left"), "{}", list.text);
        let page = mia.get("harbour", &here).await;
        let (attend, leave) = (format!("{here}/attend"), format!("{here}/leave"));
        let late = ben.get("harbour", &here).await;
        assert_eq!(mia.submit(&page, &attend, &[("visible", "yes")]).await.location(), format!("{here}?told=in"));
        let inside = mia.get("harbour", &format!("{here}?told=in")).await;
        assert!(inside.text.contains("You take part.") && inside.text.contains("I cannot come"), "{}", inside.text);
        assert!(mia.submit(&page, &attend, &[]).await.text.contains("You attend this event already"));
        assert!(mia.get("harbour", "/events").await.text.contains("You take part"));
        let full = ben.submit(&late, &attend, &[]).await;
        assert!(full.status == 422 && full.text.contains("No places are left"), "{}", full.text);
        assert!(ben.get("harbour", &here).await.text.contains("Mia"), "she lets others see it");
        assert_eq!(mia.submit(&inside, &leave, &[]).await.location(), format!("{here}?told=out"));
        assert!(mia.submit(&inside, &leave, &[]).await.text.contains("You do not take part"));
        assert_eq!(ben.submit(&late, &attend, &[]).await.status, 303);
        let mut vera = house.browser();
        assert_eq!(vera.get("harbour", &here).await.status, 404);
        house.person("vera@example.org").await;
        vera.sign_in("harbour", "vera@example.org").await;
        assert_eq!(vera.get("harbour", &here).await.status, 404, "a login is no membership");
        let any = vera.get("harbour", "/account").await;
        let csrf = between(&any, "name=\"csrf\" value=\"", "\"").to_owned();
        assert_eq!(vera.send("POST", "harbour", &attend, &format!("csrf={csrf}")).await.status, 404);
    }

    async fn members_tell_what_they_want_and_find_each_other(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let (id, mut mia) = harbour.member("Mia").await;
        let (_, mut ben) = harbour.member("Ben").await;
        assert!(ben.get("harbour", "/members").await.text.contains("Nobody has published a profile yet"));
        assert_eq!(ben.get("harbour", &format!("/members/{id}")).await.status, 404, "it is not published");
        assert!(mia.get("harbour", &format!("/members/{id}")).await.text.contains("Nobody sees this profile but you"));
        let form = mia.get("harbour", "/profile").await;
        let bad = [("email", "nowhere"), ("website", "ftp://x"), ("birthday", "2090-01-01"), ("about_me", "I <b>draw")];
        let bad = mia.submit(&form, "/profile", &bad).await;
        for said in ["email-problem", "website-problem", "birthday-problem", "I &#60;b&#62;draw"] {
            assert!(bad.status == 422 && bad.text.contains(said), "{said}: {}", bad.text);
        }
        let good = [("published", "yes"), ("about_me", "I <b>draw **maps**"), ("company", "Ink & Co"), ("birthday", "1990-05-06"), ("website", "mia.example"),
            ("github", "@mia"), ("email", "hello@mia.example")];
        assert_eq!(mia.submit(&form, "/profile", &good).await.location(), "/profile?saved=yes");
        let kept = mia.get("harbour", "/profile").await;
        assert!(kept.text.contains("value=\"1990-05-06\"") && kept.text.contains("name=\"published\" value=\"yes\" checked"), "{}", kept.text);

        for (query, found) in [("", true), ("?q=mia", true), ("?q=MAPS", true), ("?q=Ink+%26", true), ("?q=1990", false), ("?q=%25", false), ("?q=hello%40", false)] {
            let list = ben.get("harbour", &format!("/members{query}")).await;
            assert_eq!(list.text.contains(&format!("/members/{id}")), found, "{query}: {}", list.text);
        }
        let bad = ben.get("harbour", "/members?q=a%07b").await;
        assert!(bad.status == 422 && bad.text.contains("role=\"alert\""), "{}", bad.text);
        let page = ben.get("harbour", &format!("/members/{id}")).await;
        for said in ["I &lt;b&gt;draw <strong>maps</strong>", "Ink &#38; Co", "https://mia.example", "https://github.com/mia", "mailto:hello@mia.example"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        assert!(!page.text.contains("1990"), "birthdays are for admins");
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        assert_eq!(paul.get("pier", &format!("/members/{id}")).await.status, 404);
        assert_eq!(paul.get("harbour", "/members").await.status, 303, "signed in at another site only");
        let saved = mia.get("harbour", "/profile").await;
        assert_eq!(mia.submit(&saved, "/profile", &[("about_me", "")]).await.status, 303);
        assert_eq!(ben.get("harbour", &format!("/members/{id}")).await.status, 404, "hidden again");
    }

    async fn the_help_desk_answers(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let typed = articles::Write { category: Some("Machines".into()), title: "Printer <1>".into(), content: "Upstairs & **left**".into() };
        let article = articles::write(&house.app, &harbour.access, None, typed).await.unwrap().id;
        let (_, mut mia) = harbour.member("Mia").await;
        let (_, mut ben) = harbour.member("Ben").await;
        let desk = mia.get("harbour", "/help").await;
        assert!(desk.text.contains("Machines") && desk.text.contains("Printer &#60;1&#62;") && desk.text.contains("Nothing was asked yet"), "{}", desk.text);
        assert!(mia.get("harbour", &format!("/help/articles/{article}")).await.text.contains("<strong>left</strong>"));
        let form = mia.get("harbour", "/help/issues/new").await;
        let bad = mia.submit(&form, "/help/issues/new", &[("title", ""), ("text", "It <i>drips.")]).await;
        assert!(bad.status == 422 && bad.text.contains("title-problem") && bad.text.contains("It &#60;i&#62;drips."), "{}", bad.text);
        let asked = mia.submit(&form, "/help/issues/new", &[("title", "The tap"), ("text", "It <i>drips.")]).await;
        let here = asked.location().to_owned();
        let page = mia.get("harbour", &here).await;
        assert!(page.text.contains("The tap") && page.text.contains("Open") && page.text.contains("It &#60;i&#62;drips."), "{}", page.text);
        assert_eq!(ben.get("harbour", &here).await.status, 404, "it is private");
        assert!(!ben.get("harbour", "/help").await.text.contains("The tap"));

        let mut olga = harbour.olga().await;
        assert!(olga.get("harbour", "/help").await.text.contains("The tap"));
        let seen = olga.get("harbour", &here).await;
        let comments = format!("{here}/comments");
        assert_eq!(olga.submit(&seen, &comments, &[("text", "A plumber comes.")]).await.location(), here);
        assert!(house.mails("mia@example.org").await[0].contains("A plumber comes."));
        let empty = olga.submit(&seen, &comments, &[("text", " ")]).await;
        assert!(empty.status == 422 && empty.text.contains("text-problem"), "{}", empty.text);
        assert_eq!(olga.submit(&seen, &format!("{here}/state"), &[]).await.location(), here);
        let closed = mia.get("harbour", &here).await;
        assert!(closed.text.contains("Closed") && closed.text.contains("A plumber comes.") && closed.text.contains("Olga"), "{}", closed.text);
        assert!(mia.get("harbour", "/help?state=closed").await.text.contains("The tap"));
        assert!(!mia.get("harbour", "/help?state=open").await.text.contains("The tap"));
        assert_eq!(mia.submit(&closed, &comments, &[("text", "It still drips.")]).await.status, 303);
        assert!(mia.get("harbour", "/help?state=open").await.text.contains("The tap"), "an answer opens it again");

        let shared = mia.submit(&form, "/help/issues/new", &[("title", "Bikes"), ("text", "Where to?"), ("visible", "yes")]).await;
        let page = ben.get("harbour", shared.location()).await;
        assert!(page.text.contains("All members see this.") && !page.text.contains("This is settled"), "{}", page.text);
        assert_eq!(ben.submit(&page, &format!("{}/comments", shared.location()), &[("text", "In the yard.")]).await.status, 303);
        let csrf = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
        assert_eq!(ben.send("POST", "harbour", &format!("{}/state", shared.location()), &format!("csrf={csrf}")).await.status, 403);
        let mut paul = house.browser();
        paul.sign_in("pier", "paul@example.org").await;
        for path in [here.clone(), format!("/help/articles/{article}"), "/help/issues/x".into(), "/help/articles/x".into()] {
            assert_eq!(paul.get("pier", &path).await.status, 404, "{path}");
        }
    }

    async fn passes_are_bought_and_used(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (id, mut mia) = harbour.member("Mia").await;
        let page = mia.get("harbour", "/passes").await;
        for said in ["You have none", "Day, 23.80 EUR incl. tax", "21.42 EUR incl. tax each from 5 on", "good for 30 days"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        let template = between(&page, "name=\"template\" value=\"", "\"").to_owned();
        for (kind, count, said) in [(&*template, "0", "count-problem"), (&template, "51", "count-problem"), (&template, "x", "count-problem"), ("", "1", "must be chosen"),
            ("0198c0de000070008000000000000002", "1", "is no time pass of the member&#39;s plan")] {
            let bad = mia.submit(&page, "/passes/buy", &[("template", kind), ("count", count)]).await;
            assert!(bad.status == 422 && bad.text.contains(said), "{kind} {count}: {}", bad.text);
        }
        assert!(time_passes::unused(&house.app, &harbour.access, id).await.unwrap().is_empty());
        assert_eq!(mia.submit(&page, "/passes/buy", &[("template", &template), ("count", "5")]).await.location(), "/passes?bought=yes");
        let mine = mia.get("harbour", "/passes?bought=yes").await;
        assert!(mine.text.contains("5 × Day") && mine.text.contains("bought · until Wed 1 Apr") && mine.text.contains("next invoice"), "{}", mine.text);
        assert!(house.mails("mia@example.org").await[0].contains("5 of Day for 107.1 EUR"), "{:?}", house.mails("mia@example.org").await);
        let today = harbour.access.today();
        for (text, from, until) in [("The lift **rests**.", today, None), ("Long ago", today.yesterday().unwrap(), today.yesterday().ok())] {
            let wish = app::announcements::Write { title: None, text: text.into(), starts_on: Some(from), ends_on: until, plan: None };
            app::announcements::create(&house.app, &harbour.access, wish, false).await.unwrap();
        }
        let own = mia.get("harbour", "/membership").await;
        assert!(own.text.contains("The lift <strong>rests</strong>.") && !own.text.contains("Long ago"), "{}", own.text);
        assert!(own.text.contains("href=\"/passes\"") && own.text.contains("5 day passes left"), "{}", own.text);
        assert_eq!(mia.submit(&own, "/membership/check_in", &[]).await.status, 303);
        let used = mia.get("harbour", "/passes").await;
        assert!(used.text.contains("4 × Day") && used.text.contains("Mon 2 Mar, 13:00") && used.text.contains("with a pass"), "{}", used.text);
        assert!(mia.get("harbour", "/team").await.text.contains("You belong to no team"));
        let mut vera = house.browser();
        for path in ["/passes", "/team", "/members", "/profile", "/help"] {
            assert!(vera.get("harbour", path).await.location().starts_with("/session/new"), "{path}");
        }
        house.person("vera@example.org").await;
        vera.sign_in("harbour", "vera@example.org").await;
        for path in ["/passes", "/team", "/members", "/profile", "/help"] {
            assert_eq!(vera.get("harbour", path).await.status, 404, "{path}");
        }
    }
}

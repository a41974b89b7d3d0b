//! Pages in the language of who reads them.

use crate::browser::{House, Page};
use crate::harbour::Harbour;
use crate::on_both;

fn language(page: &Page) -> &str {
    page.headers.get("content-language").map_or("", |value| value.to_str().unwrap())
}

on_both! {
    async fn a_page_speaks_the_language_that_the_browser_asks_for(db: db::Db) {
        let house = House::new(db);
        Harbour::new(&house).await;
        let mut browser = house.browser();
        browser.headers = vec![("accept-language", "de-AT,de;q=0.9,en;q=0.5")];
        let page = browser.get("harbour", "/session/new").await;
        assert!(page.text.contains("<html lang=\"de\">") && page.text.contains("<h1>Anmelden</h1>"), "{}", page.text);
        assert!(page.text.contains("Noch kein Konto? <a href=\"/users/new\">Registrieren</a>"), "{}", page.text);
        assert_eq!(language(&page), "de");
        let vary: Vec<&str> = page.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
        assert!(vary.contains(&"accept-language, cookie"), "{vary:?}");

        let wrong = browser.submit(&page, "/session/new", &[("email", "olga@example.org"), ("password", "no")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("Die Adresse oder das Passwort stimmt nicht."), "{}", wrong.text);
        let form = browser.get("www", "/users/new").await;
        let short = browser.submit(&form, "/users/new", &[("email", "<b>"), ("password", "kurz")]).await;
        assert!(short.text.contains("E-Mail-Adresse ist keine E-Mail-Adresse."), "{}", short.text);
        assert!(!short.text.contains("<b>"));

        browser.headers = vec![("accept-language", "fr")];
        browser.sign_in("harbour", "olga@example.org").await;
        let account = browser.get("harbour", "/account").await;
        assert!(account.text.contains("Vous vous connectez avec <strong>olga@example.org</strong>."), "{}", account.text);
        let lost = browser.get("harbour", "/nowhere").await;
        assert!(lost.status == 404 && lost.text.contains("Cette page n’existe pas"), "{}", lost.text);
    }

    async fn where_the_browser_asks_for_nothing_the_space_decides(db: db::Db) {
        let house = House::new(db);
        Harbour::new(&house).await; // in Berlin
        let mut browser = house.browser();
        for nothing in ["", "it"] {
            browser.headers = vec![("accept-language", nothing)];
            assert_eq!(language(&browser.get("harbour", "/session/new").await), "de");
            assert_eq!(language(&browser.get("www", "/session/new").await), "en");
        }
        assert_eq!(browser.get("nowhere", "/session/new").await.status, 404);
        let guides = browser.get("dev", "/guides").await;
        assert!(guides.text.contains("<html lang=\"en\">") && !guides.text.contains("action=\"/language\""), "for developers");
    }

    async fn the_switch_is_kept_and_comes_back(db: db::Db) {
        let house = House::new(db);
        Harbour::new(&house).await;
        let mut browser = house.browser();
        let page = browser.get("harbour", "/session/new?return_to=%2Fbook").await;
        assert!(page.text.contains("<h1>Sign in</h1>") && page.text.contains("value=\"en\" lang=\"en\" aria-current=\"true\""));
        let chosen = browser.submit(&page, "/language", &[("language", "es")]).await;
        assert_eq!((chosen.status.as_u16(), chosen.location()), (303, "/session/new?return_to=%2Fbook"));
        let page = browser.get("harbour", "/session/new").await;
        assert!(page.text.contains("<h1>Iniciar sesión</h1>"), "what was chosen counts more than what is asked for");
        let again = browser.submit(&page, "/session/new", &[("email", "x"), ("password", "y")]).await;
        assert!(again.text.contains("lang=\"es\""), "{}", again.text);
        assert_eq!(language(&browser.get("www", "/session/new").await), "en", "each site has its own");
    }

    async fn the_switch_leads_nowhere_else(db: db::Db) {
        let house = House::new(db);
        Harbour::new(&house).await;
        let mut browser = house.browser();
        let targets = ["https://evil.example", "//evil.example", "/\\evil.example", "https://www.kontor.test/x", "javascript:1", ""];
        for target in targets {
            let body = form_urlencoded::Serializer::new(String::new()).append_pair("language", "de").append_pair("return_to", target).finish();
            let sent = browser.send("POST", "harbour", "/language", &body).await;
            assert_eq!((sent.status.as_u16(), sent.location()), (303, "/"), "{target}");
        }
        browser.cookies.clear();
        for (body, status) in [("language=xx", 422), ("language=", 422), ("return_to=/", 400), ("", 400)] {
            let sent = browser.send("POST", "harbour", "/language", body).await;
            assert_eq!(sent.status.as_u16(), status, "{body}");
            assert!(browser.cookie("harbour", "language").is_none());
        }
        browser.headers = vec![("sec-fetch-site", "cross-site")];
        assert_eq!(browser.send("POST", "harbour", "/language", "language=de").await.status.as_u16(), 403);
        assert!(browser.cookie("harbour", "language").is_none());
        browser.headers.clear();
        browser.cookies.insert(("harbour".into(), "__Host-kontor_language".into()), "../x".into());
        assert_eq!(language(&browser.get("harbour", "/session/new").await), "en", "a cookie of nonsense is none");
    }

    async fn visitors_and_members_read_their_own_language(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (_, mut mia) = harbour.member("Mia").await;
        mia.headers = vec![("accept-language", "de")];
        for (path, said) in [
            ("/", "So findest du uns"),
            ("/membership", "Einchecken"),
            ("/book", "Freies anzeigen"),
            ("/bookings", "Du hast nichts gebucht."),
            ("/passes", "Pässe und Guthaben"),
            ("/team", "Du gehörst zu keinem Team."),
            ("/members", "Noch niemand hat ein Profil veröffentlicht."),
            ("/profile", "Was du machst und was andere dich fragen können"),
            ("/help", "Etwas fragen"),
            ("/calendars", "Deine Buchungen und Veranstaltungen"),
            ("/events", "<h1>Veranstaltungen</h1>"),
            ("/rooms", "<h1>Räume zum Buchen</h1>"),
            ("/day_passes", "<h1>Für einen Tag kommen</h1>"),
        ] {
            let page = mia.get("harbour", path).await;
            assert!(page.status == 200 && page.text.contains(said), "{path}: {}", page.text);
        }
        let wrong = mia.get("harbour", "/book?day=x").await;
        assert!(wrong.status == 422 && wrong.text.contains("Der Tag muss ein Tag sein, zum Beispiel 2026-11-27."), "{}", wrong.text);
        mia.headers = vec![("accept-language", "es")];
        let form = mia.get("harbour", "/profile").await;
        let bad = mia.submit(&form, "/profile", &[("email", "nowhere")]).await;
        assert!(bad.status == 422 && bad.text.contains("Dirección de correo no es una dirección"), "{}", bad.text);

        let mut vera = house.browser();
        vera.headers = vec![("accept-language", "fr")];
        let widget = vera.get("harbour", "/widgets/events").await;
        assert!(widget.text.contains("<html lang=\"fr\">") && widget.text.contains("Voir la page d’accueil"), "{}", widget.text);
    }
}

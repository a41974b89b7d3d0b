//! The directory of add-ons: owners submit, the operator decides, spaces find and remove.

use crate::bots::{PROBE, about};
use crate::browser::House;
use crate::harbour::{Harbour, between};
use crate::on_both;
use app::access::{self, Door, Place};
use app::bots::{Source, create, get};
use app::navigation_links::{self, Create, Target};
use app::tokens::Grant;
use domain::add_ons::{State, Step};
use domain::navigation::Section;
use domain::scopes::Scope;

on_both! {
    async fn owners_submit_and_the_operator_decides(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (ada, _eve) = (house.person("ada@example.org").await, house.person("eve@example.org").await);
        let bot = create(&house.app, ada, about(PROBE, Section::Members, "read_user"), Source::default()).await.unwrap();
        let own = get(&house.app, ada, bot).await.unwrap().bot;
        let path = format!("/listings/{}", own.client_id);
        assert!(house.browser().get("dev", "/add-ons").await.text.contains("Nothing is listed yet"));
        assert!(house.browser().get("dev", &path).await.location().starts_with("/session/new"));
        let mut eve = house.browser();
        eve.sign_in("dev", "eve@example.org").await;
        assert_eq!(eve.get("dev", &path).await.status, 404);
        let mut ada_at = house.browser();
        ada_at.sign_in("dev", "ada@example.org").await;
        let page = ada_at.get("dev", &path).await;
        assert!(page.text.contains("draft") && !page.text.contains("<script>alert"), "{}", page.text);
        let bad = ada_at.submit(&page, &path, &[("summary", " "), ("description", PROBE)]).await;
        assert!(bad.status == 422 && bad.text.contains("summary-problem") && !bad.text.contains("<script>alert"), "{}", bad.text);
        assert_eq!(ada_at.submit(&page, &path, &[("summary", PROBE), ("description", PROBE)]).await.status, 303);
        let page = ada_at.get("dev", &path).await;
        let pictures = format!("{path}/pictures");
        assert!(ada_at.upload(&page, &pictures, "<svg xmlns='http://www.w3.org/2000/svg'/>").await.text.contains("file-problem"));
        assert!(ada_at.upload(&page, &pictures, "GIF89a\x02\x00\x03\x00\x00\x00\x00").await.text.contains("file-problem"), "no picture in it");
        let photo = [include_bytes!("../../../documents/tests/logo.png").as_slice(), b"<script>alert(1)</script>"].concat();
        assert_eq!(ada_at.upload(&page, &pictures, photo).await.status, 303);
        let public = format!("/add-ons/{}", own.client_id);
        assert_eq!(house.browser().get("dev", &public).await.status, 404, "a draft");
        assert_eq!(ada_at.submit(&page, &format!("{path}/submit"), &[]).await.status, 303);
        assert_eq!(house.browser().get("dev", &public).await.status, 404, "submitted");
        assert_eq!(ada_at.submit(&page, &format!("{path}/submit"), &[]).await.status, 409, "twice");

        let waiting = app::add_ons::all(&house.app).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].state, waiting[0].email.as_deref()), (1, State::Submitted, Some("ada@example.org")));
        assert!(app::add_ons::decide(&house.app, own.client_id, Step::Reject, " ").await.is_err(), "without a reason");
        app::add_ons::decide(&house.app, own.client_id, Step::Reject, "Say <more>.").await.unwrap();
        assert!(ada_at.get("dev", &path).await.text.contains("Say &#60;more&#62;."));
        let page = ada_at.get("dev", &path).await;
        ada_at.submit(&page, &format!("{path}/submit"), &[]).await;
        app::add_ons::decide(&house.app, own.client_id, Step::Approve, "").await.unwrap();
        let shown = house.browser().get("dev", &public).await;
        assert!(shown.status == 200 && shown.text.contains(&format!("/install/{}", own.share)) && shown.text.contains("See your account"), "{}", shown.text);
        assert!(!shown.text.contains("<script>alert"), "{}", shown.text);
        let picture = format!("/add-ons/pictures/{}", between(&shown, "/add-ons/pictures/", "\""));
        for host in ["dev", "harbour"] {
            let picture = house.browser().get(host, &picture).await;
            assert_eq!((&picture.headers["content-type"], &picture.headers["x-content-type-options"]), (&"image/png".parse().unwrap(), &"nosniff".parse().unwrap()));
            assert!(picture.text.contains("IEND") && !picture.text.contains("<script>"), "what hung behind it is gone");
        }
        let mut olga = harbour.olga().await;
        let page = olga.get("harbour", "/admin/add_ons").await;
        assert!(page.text.contains(&format!("/admin/add_ons/install/{}", own.share)) && !page.text.contains("<script>alert"), "{}", page.text);

        // Who changes it, or wants more, has it looked at again.
        app::bots::describe(&house.app, ada, bot, about("Board", Section::Members, "read_user read_bookings")).await.unwrap();
        assert_eq!(house.browser().get("dev", &public).await.status, 404);
        app::add_ons::decide(&house.app, own.client_id, Step::Approve, "").await.unwrap();
        let page = ada_at.get("dev", &path).await;
        ada_at.submit(&page, &path, &[("summary", "Another"), ("description", "text")]).await;
        assert_eq!(house.browser().get("dev", &public).await.status, 404);
        let page = ada_at.get("dev", &path).await;
        ada_at.submit(&page, &format!("{path}/withdraw"), &[]).await;
        assert!(app::add_ons::all(&house.app).await.unwrap().is_empty());
        let picture = page.text.split("/pictures/").find_map(|part| part.split_once("/delete\"")).unwrap().0.to_owned();
        assert_eq!(ada_at.submit(&page, &format!("{path}/pictures/{picture}/delete"), &[]).await.status, 303);
        assert!(ada_at.get("dev", &path).await.text.contains("Up to five"));
    }

    async fn admins_remove_what_applications_left(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let olga_id = harbour.access.user().unwrap();
        let details = app::applications::Details::new("Map <1>".into(), vec!["https://apps.test/cb".into()]);
        let (client, _) = app::applications::create(&house.app, Some(olga_id), details).await.unwrap();
        let scopes = "read write".parse().unwrap();
        let grant = Grant { user: olga_id, client: Some(client), space: None, scopes, expires_at: None };
        let token = app::tokens::create(&house.app, grant).await.unwrap();
        let caller = access::authenticate(&house.app, token.reveal()).await.unwrap();
        let desk = access::enter_as(&house.app, &caller, Place::Subdomain("harbour".into()), &[], Door::Related).await.unwrap();
        let target = Target::Iframe("url", "https://apps.test/a".into());
        let new = Create { section: Section::Members, label: "Map".into(), target, user_editable: true };
        let link = navigation_links::create(&house.app, &desk, Scope::WriteNavigationLinks, new).await.unwrap();
        let (mut olga, (_, mut mara)) = (harbour.olga().await, harbour.member("Mara").await);
        let path = link.section.path(link.id);
        assert_eq!(mara.get("harbour", &path).await.status, 200);
        let list = olga.get("harbour", "/admin/add_ons").await;
        assert!(list.text.contains("Map &#60;1&#62;") && list.text.contains("Application, 1 page in the menu"), "{}", list.text);
        let remove = format!("/admin/add_ons/applications/{client}/remove");
        assert_eq!(mara.get("harbour", &remove).await.status, 403);
        let page = olga.get("harbour", &remove).await;
        assert_eq!(olga.submit(&page, &remove, &[]).await.status, 303);
        assert_eq!(mara.get("harbour", &path).await.status, 404);
        assert_eq!(olga.get("harbour", &remove).await.status, 404);
    }
}

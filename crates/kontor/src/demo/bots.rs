//! Bots of the demo: those of `examples/bots`, installed in Harbour, and one of them in the directory.

use crate::failure::Failure;
use app::access::{self, Caller, Door, Place};
use app::bots::installing::{self, Wish};
use app::bots::{self, About, Source};
use app::{App, Error, add_ons};
use domain::add_ons::Step;
use domain::ids::{SpaceId, UserId};
use domain::navigation::Section;
use domain::scopes::Scopes;

macro_rules! bot {
    ($name:literal) => {
        [
            include_str!(concat!("../../../../examples/bots/", $name, "/bot.json")),
            include_str!(concat!("../../../../examples/bots/", $name, "/page.html")),
            include_str!(concat!("../../../../examples/bots/", $name, "/script.js")),
            include_str!(concat!("../../../../examples/bots/", $name, "/style.scss")),
            include_str!(concat!("../../../../examples/bots/", $name, "/documentation.txt")),
        ]
    };
}

const ALL: [[&str; 5]; 2] = [bot!("members-list"), bot!("charge-the-coffee")];

/// What `bot.json` says.
fn described(json: &str) -> Result<About, Error> {
    let said: serde_json::Value = serde_json::from_str(json).map_err(Error::internal)?;
    let text = |name: &str| said.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    Ok(About {
        name: text("name"),
        description: text("description"),
        section: Section::try_from(text("section")).map_err(Error::internal)?,
        authenticate: said.get("authenticate").and_then(serde_json::Value::as_bool).unwrap_or_default(),
        scopes: text("scope").parse().map_err(Error::internal)?,
    })
}

/// `author` writes them, `owner` installs them.
pub async fn install(app: &App, author: UserId, owner: UserId, harbour: SpaceId) -> Result<(), Failure> {
    let caller = Caller { user: owner, token: app.id(), client: None, scopes: Scopes::all(), bound_to: None, personal: true };
    let access = access::enter_as(app, &caller, Place::Space(harbour), &[], Door::Related).await?;
    for (position, [about, html, javascript, scss, documentation]) in ALL.into_iter().enumerate() {
        let about = described(about)?;
        let (description, section) = (about.description.clone(), about.section);
        let text = |text: &str| text.to_owned();
        let source = Source { html: text(html), javascript: text(javascript), scss: text(scss), documentation: text(documentation) };
        let id = bots::create(app, author, about, source).await?;
        let bot = bots::get(app, author, id).await?.bot;
        installing::install(app, &access, &bot.share, Wish { section, keep: false }).await?;
        if position == 0 {
            let said = add_ons::Text { summary: description, description: documentation.to_owned() };
            add_ons::write(app, author, bot.client_id, said).await?;
            add_ons::step(app, author, bot.client_id, Step::Submit).await?;
            add_ons::decide(app, bot.client_id, Step::Approve, "").await?;
        }
    }
    Ok(())
}

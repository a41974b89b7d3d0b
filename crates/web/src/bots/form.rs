//! The forms of a bot: what stands in them.

use crate::language::{Text, t};
use crate::oauth::choices;
use app::bots::{About, Own, Source};
use app::{Error, FieldError};
use domain::bots::may_ask;
use domain::navigation::Section;
use domain::scopes::Scopes;
use serde::Deserialize;

pub(super) type Pairs = Vec<(String, String)>;

/// The sections, with words.
pub(crate) fn sections() -> [(Section, Text); 4] {
    [
        (Section::Members, t("addons-section-members")),
        (Section::Manage, t("addons-section-manage")),
        (Section::Analyze, t("addons-section-analyze")),
        (Section::Setup, t("addons-section-setup")),
    ]
}

/// What is said of a bot.
#[derive(Clone, Debug)]
pub(super) struct AboutForm {
    pub name: String,
    pub description: String,
    pub section: String,
    pub authenticate: bool,
    pub scopes: Vec<String>,
}

impl Default for AboutForm {
    fn default() -> Self {
        let section = Section::Members.name().into();
        Self { name: String::new(), description: String::new(), section, authenticate: true, scopes: vec!["read_user".into()] }
    }
}

impl AboutForm {
    pub fn of(own: &Own) -> Self {
        Self {
            name: own.bot.name.clone(),
            description: own.bot.description.clone(),
            section: own.bot.section.name().into(),
            authenticate: own.bot.authenticate,
            scopes: own.latest.scopes.split(' ').map(str::to_owned).collect(),
        }
    }

    pub fn posted(form: &[(String, String)]) -> Self {
        let all = |name: &str| form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect::<Vec<_>>();
        let text = |name: &str| all(name).into_iter().next().unwrap_or_default();
        Self {
            name: text("name"),
            description: text("description"),
            section: text("section"),
            authenticate: text("authenticate") == "yes",
            scopes: all("scopes"),
        }
    }

    pub fn about(&self) -> Result<About, Error> {
        let unknown = |message: String| Error::from(FieldError::field("scopes", "unknown", message));
        let scopes: Scopes =
            self.scopes.join(" ").parse().map_err(|bad: domain::scopes::UnknownScope| unknown(format!("must be known: {bad}")))?;
        let section = Section::try_from(self.section.clone());
        let section = section.map_err(|_| FieldError::field("section", "unknown", "must be one of the list"))?;
        Ok(About { name: self.name.clone(), description: self.description.clone(), section, authenticate: self.authenticate, scopes })
    }

    /// All scopes that can be chosen.
    pub fn groups(&self) -> Vec<ScopeGroup> {
        let choice = |(name, words): (&'static str, String)| ScopeChoice { name, words, chosen: self.scopes.iter().any(|one| one == name) };
        let group = |(title, items): (String, Vec<_>)| {
            let items: Vec<ScopeChoice> = items.into_iter().map(choice).collect();
            ScopeGroup { title, open: items.iter().any(|item| item.chosen), items }
        };
        choices(may_ask).into_iter().map(group).collect()
    }
}

/// Scopes of one kind; open where one is chosen.
pub(super) struct ScopeGroup {
    pub title: String,
    pub open: bool,
    pub items: Vec<ScopeChoice>,
}

pub(super) struct ScopeChoice {
    pub name: &'static str,
    pub words: String,
    pub chosen: bool,
}

/// The source of a bot, with the version that it was when it was shown.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct SourceForm {
    #[serde(default)]
    pub based_on: i64,
    #[serde(default)]
    pub html: String,
    #[serde(default)]
    pub javascript: String,
    #[serde(default)]
    pub scss: String,
    #[serde(default)]
    pub documentation: String,
}

impl SourceForm {
    pub fn of(own: &Own) -> Self {
        let latest = own.latest.clone();
        let (html, javascript, scss) = (latest.html, latest.javascript, latest.scss);
        Self { based_on: own.bot.version, html, javascript, scss, documentation: latest.documentation }
    }

    /// Browsers send lines of a form with CR and LF.
    pub fn source(&self) -> Source {
        let plain = |text: &str| text.replace("\r\n", "\n");
        Source {
            html: plain(&self.html),
            javascript: plain(&self.javascript),
            scss: plain(&self.scss),
            documentation: plain(&self.documentation),
        }
    }
}

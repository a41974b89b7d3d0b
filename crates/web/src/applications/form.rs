//! The form of an application: what stands in it, and what is wrong with it.

use crate::visits::Problems;
use app::applications::{self, Details};
use app::{Error, FieldError};
use domain::scopes::Scopes;
use oauth::jose::Algorithm;
use oauth::parameters::Parameters;
use oauth::registration::AuthMethod;
use store::clients::Client;

/// As it is shown. Lists have a line for each address.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub name: String,
    pub link: String,
    pub description: String,
    pub logo: String,
    pub redirect_uris: String,
    pub logout_uris: String,
    pub scope: String,
    pub public: bool,
    pub expiring: bool,
    pub legacy: bool,
    pub es256: bool,
    /// What is wrong, at the fields.
    pub problems: Problems,
}

impl Form {
    /// For a new application. The names are those of links in documentations.
    pub fn prefilled(query: &Parameters) -> Self {
        let text = |name: &str| query.get(name).unwrap_or_default().to_owned();
        Self {
            name: text("name"),
            link: text("link"),
            description: text("description"),
            redirect_uris: text("redirect_uri"),
            scope: text("scope"),
            ..Self::default()
        }
    }

    pub fn of(client: &Client) -> Self {
        let scope = applications::registered(client).map(|scopes| scopes.to_string());
        Self {
            name: client.name.clone(),
            link: client.link.clone().unwrap_or_default(),
            description: client.description.clone().unwrap_or_default(),
            logo: client.logo.clone().unwrap_or_default(),
            redirect_uris: client.redirect_uris.0.join("\n"),
            logout_uris: client.logout_uris.0.join("\n"),
            scope: scope.unwrap_or_else(|_| client.scopes.clone()),
            public: client.public,
            expiring: client.expiring_tokens,
            legacy: client.legacy_grants,
            es256: client.signing_algorithm == Algorithm::Es256.name(),
            problems: Problems::default(),
        }
    }

    pub fn posted(form: &Parameters) -> Self {
        let chosen = |name: &str, value: &str| form.get(name) == Some(value);
        Self {
            logo: form.owned("logo").unwrap_or_default(),
            redirect_uris: form.owned("redirect_uris").unwrap_or_default(),
            logout_uris: form.owned("logout_uris").unwrap_or_default(),
            public: chosen("kind", "public"),
            expiring: chosen("tokens", "expiring"),
            legacy: chosen("legacy", "on"),
            es256: chosen("algorithm", "ES256"),
            ..Self::prefilled(form)
        }
    }

    pub fn details(&self) -> Result<Details, Error> {
        let scopes: Scopes = self
            .scope
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .parse()
            .map_err(|unknown: domain::scopes::UnknownScope| Error::from(FieldError::field("scope", "unknown", unknown.to_string())))?;
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let lines = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Ok(Details {
            name: self.name.clone(),
            link: given(&self.link),
            description: given(&self.description),
            logo: given(&self.logo),
            redirect_uris: lines(&self.redirect_uris),
            logout_uris: lines(&self.logout_uris),
            scopes,
            public: self.public,
            method: AuthMethod::Basic,
            algorithm: if self.es256 { Algorithm::Es256 } else { Algorithm::Rs256 },
            legacy_grants: self.legacy,
            expiring_tokens: self.expiring,
        })
    }

    /// What is wrong and has no field here to say it at.
    pub fn besides(&self) -> Vec<String> {
        self.problems.besides(&["name", "redirect_uris", "scope", "link", "description", "logo", "logout_uris", "legacy_grants"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reads_back_what_it_shows() {
        let posted = "name=Doors&link=https%3A%2F%2Fd.test&redirect_uris=https%3A%2F%2Fd.test%2Fcb%0D%0Ahttp%3A%2F%2Flocalhost%2Fcb\
            &scope=openid%0Aread_user&kind=public&tokens=expiring&algorithm=ES256";
        let form = Form::posted(&Parameters::parse("", posted.as_bytes()).unwrap());
        let details = form.details().unwrap();
        assert_eq!((details.redirect_uris.len(), details.link.as_deref()), (2, Some("https://d.test")));
        assert_eq!((details.public, details.expiring_tokens, details.legacy_grants), (true, true, false));
        assert_eq!((details.scopes.to_string(), details.algorithm), ("openid read_user".into(), Algorithm::Es256));
        let wrong = Form { scope: "read_minds".into(), ..form };
        assert!(matches!(wrong.details(), Err(Error::Invalid(_))));
    }
}

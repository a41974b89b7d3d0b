//! Use cases: authorise, load, decide, write, emit; one transaction each.
//!
//! A use case takes [`App`], an access (who asks, and where) and a command, and returns what was asked
//! or an [`Error`]. It knows nothing of HTTP. The faces translate; the rules stand in `domain`.

mod chance;
mod clock;
pub mod clock_events;
mod error;
mod events;
mod list_files;

pub mod access;
pub mod accounting;
pub mod accounting_codes;
pub mod accounts;
pub mod activities;
pub mod add_ons;
pub mod admins;
pub mod admission;
pub mod allocations;
pub mod analytics;
pub mod announcements;
pub mod applications;
pub mod articles;
pub mod authorizations;
mod authors;
pub mod bank;
pub mod billing;
pub mod bookings;
pub mod bots;
pub mod built_in_emails;
pub mod buyers;
pub mod calendar_blockers;
pub mod calendar_events;
pub mod calendar_feeds;
pub mod charges;
pub mod check_in_tokens;
pub mod check_ins;
pub mod collecting;
pub mod contacts;
pub mod custom_fields;
pub mod debits;
pub mod discount_codes;
pub mod drop_in_passes;
pub mod event_attendances;
pub mod event_messages;
pub mod event_tickets;
pub mod external_bookings;
pub mod external_resources;
pub mod feed;
pub mod files;
pub mod grants;
pub mod guest_accounts;
pub mod idempotency;
pub mod imports;
pub mod invitations;
pub mod invoices;
pub mod issuers;
pub mod issues;
pub mod jobs;
pub mod keys;
pub mod logouts;
pub mod mails;
pub mod membership_files;
pub mod membership_notes;
pub mod membership_profiles;
pub mod memberships;
pub mod navigation_links;
pub mod networks;
pub mod operator;
pub mod passkeys;
pub mod passwords;
pub mod payments;
mod pictures;
pub mod plan_extras;
pub mod plan_updates;
pub mod plans;
pub mod preconditions;
pub mod printing;
pub mod products;
pub mod questions;
pub mod rehearsals;
pub mod reports;
pub mod resources;
pub mod sandboxes;
pub mod second_factors;
pub mod secrets;
pub mod sessions;
pub mod single_page_apps;
pub mod space_domains;
pub mod spaces;
pub mod status;
pub mod subscriptions;
pub mod tablets;
pub mod teams;
pub mod terms;
pub mod throttles;
pub mod tickets;
pub mod time_passes;
pub mod tokens;
pub mod users;
pub mod webhooks;

pub use chance::Chance;
pub use clock::Clock;
pub use error::{At, Error, FieldError, Result};
pub use events::Event;

use ::payments::{Gateway, StripeKeys};
use db::{Db, Held, Tx, View};
use jiff::SignedDuration;
use std::sync::Arc;
use store::spaces::Space;

/// What every use case needs. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub chance: Chance,
    pub hosts: Arc<BaseUrl>,
    pub keys: keys::KnownKeys,
    pub printer: printing::Printer,
    /// Where uploaded pictures are made anew.
    pub pictures: printing::Printer,
    pub secrets: secrets::KnownSecrets,
    pub used: tokens::UsedTokens,
    pub wake: jobs::Wake,
    /// The providers that move money.
    pub gateway: Gateway,
    /// Where spaces are brought over from.
    pub cobot: cobot::Source,
    /// The operator's own account, by which spaces pay for the platform.
    pub operator_keys: Option<Arc<StripeKeys>>,
    /// Something happened that webhooks may want to know.
    pub webhooks: jobs::Wake,
    /// Who listens to the feed of events in this process.
    pub listening: feed::Listening,
    /// How long events stay in the feed.
    pub events_kept: SignedDuration,
    /// Which spaces are served at domains of their own.
    pub domains: space_domains::KnownDomains,
    /// What looks whether such a domain leads here; a program that does not serve has nothing for it.
    pub fetch: Option<Arc<dyn space_domains::Fetch>>,
    /// The space's own domain that a page is served at: sessions that begin there hold there alone.
    pub served_at: Option<Arc<str>>,
}

/// Scheme, base domain and port from which all host names are formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// `http` or `https`.
    pub scheme: String,
    /// Domain with the port if it is not the scheme's own: `localhost:3000`.
    pub authority: String,
}

impl BaseUrl {
    /// Reads `http://localhost:3000`; a path, a query or another scheme is refused with a text that says so.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let (scheme, authority) = text.split_once("://").ok_or("needs a scheme, as in http://localhost:3000")?;
        let authority = authority.trim_end_matches('/').to_ascii_lowercase();
        if !matches!(scheme, "http" | "https") {
            return Err(format!("{scheme} is not http or https"));
        }
        if authority.is_empty() || authority.contains(['/', '?', '#', '@', ' ']) {
            return Err("must be a scheme, a domain and perhaps a port, without a path".into());
        }
        Ok(Self { scheme: scheme.into(), authority })
    }

    /// Without a trailing slash: `http://harbour.localhost:3000`.
    pub fn at(&self, label: &str) -> String {
        format!("{}://{}", self.scheme, self.host(label))
    }

    /// Without the scheme: `harbour.localhost:3000`.
    pub fn host(&self, label: &str) -> String {
        format!("{label}.{}", self.authority)
    }

    /// The base domain, without the port.
    pub fn domain(&self) -> &str {
        self.authority.split(':').next().unwrap_or_default()
    }

    fn port(&self) -> Option<&str> {
        self.authority.split_once(':').map(|(_, port)| port)
    }

    /// The address of a host that stands beside ours, with our scheme and port: `http://members.example.org:3000`.
    pub fn beside(&self, host: &str) -> String {
        let port = self.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{host}{port}", self.scheme)
    }
}

impl BaseUrl {
    /// The platform's own site.
    pub fn home(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// Where to send a browser that asks to be led somewhere afterwards: a path of the same site, or an address at one
    /// of our hosts; nothing else, for that would be an open redirect.
    pub fn within(&self, target: &str) -> Option<String> {
        if odd(target) {
            return None;
        }
        if target.starts_with('/') {
            return (!target.starts_with("//")).then(|| target.to_owned());
        }
        let rest = target.strip_prefix(&format!("{}://", self.scheme))?;
        let host = rest.split(['/', '?', '#']).next()?;
        let label = host.strip_suffix(&self.authority)?;
        let name = label.strip_suffix('.').unwrap_or(label);
        let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        (label.is_empty() || (label.ends_with('.') && !name.is_empty() && plain)).then(|| target.to_owned())
    }

    /// The host that an address names, if it has our scheme and port and is written plainly; whether it is one of ours is not
    /// said by that.
    pub fn beside_of<'a>(&self, target: &'a str) -> Option<&'a str> {
        let rest = target.strip_prefix(&*self.scheme)?.strip_prefix("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let host = match self.port() {
            Some(port) => authority.strip_suffix(port)?.strip_suffix(':')?,
            None => authority,
        };
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.';
        (!odd(target) && !host.is_empty() && host.bytes().all(plain)).then_some(host)
    }
}

/// Browsers read such addresses otherwise than they look.
fn odd(target: &str) -> bool {
    target.contains(|c: char| c.is_control() || c == '\\' || c.is_whitespace())
}

impl App {
    pub fn new(db: Db, clock: Clock, chance: Chance, hosts: BaseUrl) -> Self {
        Self {
            db,
            clock,
            chance,
            hosts: Arc::new(hosts),
            keys: keys::KnownKeys::default(),
            printer: printing::Printer::default(),
            pictures: printing::Printer::of(pictures::AT_A_TIME),
            secrets: secrets::KnownSecrets::default(),
            used: tokens::UsedTokens::default(),
            wake: jobs::Wake::default(),
            gateway: Gateway::default(),
            cobot: cobot::Source::default(),
            operator_keys: None,
            webhooks: jobs::Wake::default(),
            listening: feed::Listening::default(),
            events_kept: feed::KEPT,
            domains: space_domains::KnownDomains::default(),
            fetch: None,
            served_at: None,
        }
    }

    /// The same for a page at a space's own domain.
    #[must_use]
    pub fn serving_at(self, domain: &str) -> Self {
        Self { served_at: Some(domain.into()), ..self }
    }

    /// The same, where other servers are asked with this.
    pub fn asking(self, fetch: Arc<dyn space_domains::Fetch>) -> Self {
        Self { fetch: Some(fetch), ..self }
    }

    /// The same with other providers, and an account of the operator.
    pub fn paying(self, gateway: Gateway, operator_keys: Option<StripeKeys>) -> Self {
        Self { gateway, operator_keys: operator_keys.map(Arc::new), ..self }
    }

    /// The same with Cobot at another address.
    pub fn reading(self, cobot: cobot::Source) -> Self {
        Self { cobot, ..self }
    }

    /// The same, where events stay in the feed for so long.
    pub fn keeping_events(self, events_kept: SignedDuration) -> Self {
        Self { events_kept, ..self }
    }

    /// The same in a space. A sandbox has its own time, and no provider that moves money.
    #[must_use]
    pub fn of(self, space: &Space) -> Self {
        self.at(space.clock_ahead)
    }

    /// As [`App::of`], where nothing else of the space is known than how far its clock is ahead.
    #[must_use]
    pub fn at(self, clock_ahead: Option<i64>) -> Self {
        if clock_ahead.is_none() && !self.in_sandbox() {
            return self;
        }
        let clock = self.clock.of(clock_ahead);
        match clock_ahead {
            Some(_) => Self { clock, gateway: Gateway::closed(), operator_keys: None, ..self },
            None => Self { clock, ..self },
        }
    }

    /// Whether it is that of a sandbox, see [`App::of`].
    pub fn in_sandbox(&self) -> bool {
        matches!(self.clock, Clock::Ahead(..))
    }

    /// The same for several use cases in one transaction, and what ends that. Who waits for jobs and events is woken by
    /// [`App::wake_all`], when it is committed.
    pub(crate) fn together(&self) -> (Self, Held) {
        let (db, held) = self.db.held(View::Latest, |_: &mut Tx| Box::pin(async { Ok(()) }));
        (Self { db, wake: jobs::Wake::default(), webhooks: jobs::Wake::default(), ..self.clone() }, held)
    }

    /// Tells those who wait for jobs and events that there are some.
    pub(crate) fn wake_all(&self) {
        self.wake.wake();
        self.webhooks.wake();
        self.listening.wake();
    }

    /// A fresh id, in the order of time: of ours, so that sandboxes and other spaces do not stand in each other's.
    pub fn id<T: From<uuid::Uuid>>(&self) -> T {
        T::from(self.chance.uuid(self.clock.real().now()))
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn nobody_is_led_away_from_here() {
        let hosts = BaseUrl::parse("http://kontor.test:3000").unwrap();
        for ours in ["/", "/account?a=b", "http://kontor.test:3000", "http://harbour.kontor.test:3000/x#y", "http://www.kontor.test:3000?q"]
        {
            assert_eq!(hosts.within(ours).as_deref(), Some(ours));
        }
        for other in [
            "",
            "account",
            "//evil.test",
            "/\\evil.test",
            "\\evil.test",
            "http://evil.test",
            "https://kontor.test:3000/",
            "http://kontor.test:30001",
            "http://evilkontor.test:3000",
            "http://kontor.test:3000.evil.test",
            "http://kontor.test:3000@evil.test",
            "http://a@kontor.test:3000",
            "http://evil.test/.kontor.test:3000",
            "http://evil.test#.kontor.test:3000",
            "javascript:alert(1)",
            "/\n/evil.test",
            " /",
            "http://.kontor.test:3000",
        ] {
            assert_eq!(hosts.within(other), None, "{other}");
        }
    }

    #[test]
    fn hosts_beside_ours_have_our_scheme_and_port() {
        let hosts = BaseUrl::parse("http://kontor.test:3000").unwrap();
        assert_eq!((hosts.domain(), &*hosts.beside("a.example")), ("kontor.test", "http://a.example:3000"));
        assert_eq!(BaseUrl::parse("https://kontor.test").unwrap().beside("a.example"), "https://a.example");
        for target in ["http://a.example:3000", "http://a.example:3000/b?c", "http://a.example:3000#d"] {
            assert_eq!(hosts.beside_of(target), Some("a.example"), "{target}");
        }
        for other in [
            "/b",
            "//a.example:3000",
            "http://a.example",
            "https://a.example:3000",
            "http://a.example:30001",
            "http://a.example:3000@evil.test",
            "http://x@a.example:3000",
            "http://a.example:3000\\@evil.test",
            "http://a.example:3000/ b",
            "http://:3000",
            "http://A.example:3000",
        ] {
            assert_eq!(hosts.beside_of(other), None, "{other}");
        }
    }
}

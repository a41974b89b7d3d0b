//! Domains of their own for spaces: claimed, seen to lead here, and served from then on beside the subdomain.
//!
//! Whoever lets a domain lead to this server wants it served, and which of the spaces that claim it is meant nobody can see: the
//! first to be verified has it.

use crate::access::Access;
use crate::throttles::{self, Quota};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::SpaceId;
use domain::permissions::Category;
use domain::scopes::Scope;
use domain::space_domains as rules;
use jiff::{SignedDuration, Timestamp};
use oauth::Secret;
use serde_json::Value;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::spaces::Space;
use store::{SpaceTx, space_domains};

pub use store::space_domains::Domain;

/// Where a server answers that a domain leads to it.
pub const WELL_KNOWN: &str = "/.well-known/kontor-domain";
/// How long a process goes by what it has read of which domains serve: others may have changed it meanwhile.
pub const FRESH: SignedDuration = SignedDuration::from_secs(10);
/// Of one person. For what is claimed the proxy in front asks for certificates, and may do so only so often.
const CLAIMS: Quota = Quota { name: "domain-claim", attempts: 20, minutes: 60 };
/// Of one space. Each makes the server call another one.
const CHECKS: Quota = Quota { name: "domain-check", attempts: 20, minutes: 60 };

/// An answer that arrives: status and beginning of the body, or why there is none.
pub type Fetching<'a> = Pin<Box<dyn Future<Output = std::result::Result<(u16, String), String>> + Send + 'a>>;

/// Asks a server elsewhere, once: no redirect is followed, and nobody is led into our own network.
pub trait Fetch: Send + Sync {
    fn get<'a>(&'a self, url: &'a str) -> Fetching<'a>;
}

/// Which domains serve, as this process read it last: all of them, at most one for each space, so that names which nobody has
/// claimed cost nothing, however many are asked for.
#[derive(Clone, Debug, Default)]
pub struct KnownDomains {
    last: Arc<Mutex<Last>>,
    /// One reads for all who wait.
    reading: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug, Default)]
struct Last {
    known: Option<Known>,
    /// How often it was forgotten: what was read before that is not kept.
    forgotten: u64,
}

#[derive(Debug)]
struct Known {
    read_at: Timestamp,
    /// By host.
    subdomains: Arc<HashMap<String, String>>,
}

impl KnownDomains {
    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self, now: Timestamp) -> Option<Arc<HashMap<String, String>>> {
        let last = self.last();
        let known = last.known.as_ref()?;
        let age = now.duration_since(known.read_at);
        (!age.is_negative() && age < FRESH).then(|| Arc::clone(&known.subdomains))
    }

    /// What was read before, for a while longer.
    fn still(&self, now: Timestamp) -> Option<Arc<HashMap<String, String>>> {
        let mut last = self.last();
        let known = last.known.as_mut()?;
        known.read_at = now;
        Some(Arc::clone(&known.subdomains))
    }

    fn forget(&self) {
        let mut last = self.last();
        last.known = None;
        last.forgotten += 1;
    }
}

/// The domains that serve, with the subdomains of their spaces.
async fn served(app: &App) -> Result<Arc<HashMap<String, String>>> {
    let now = || app.clock.real().now();
    if let Some(known) = app.domains.fresh(now()) {
        return Ok(known);
    }
    let _turn = app.domains.reading.lock().await;
    if let Some(known) = app.domains.fresh(now()) {
        return Ok(known);
    }
    let (before, read_at) = (app.domains.last().forgotten, now());
    let rows = match app.db.read(async move |tx| Ok::<_, Error>(space_domains::served(tx).await?)).await {
        Ok(rows) => rows,
        // What was known goes on: all who wait would wait for the database one after the other.
        Err(error) => return app.domains.still(read_at).ok_or(error),
    };
    let subdomains = Arc::new(rows.into_iter().collect::<HashMap<_, _>>());
    let mut last = app.domains.last();
    if last.forgotten == before {
        last.known = Some(Known { read_at, subdomains: Arc::clone(&subdomains) });
    }
    Ok(subdomains)
}

/// The subdomain of the space that is served at a host, which is lower case and without a port.
pub async fn subdomain_at(app: &App, host: &str) -> Result<Option<String>> {
    Ok(served(app).await?.get(host).cloned())
}

/// As [`crate::BaseUrl::within`]; a page at a space's own domain is the same page at its subdomain.
pub async fn within(app: &App, target: &str) -> Result<Option<String>> {
    if let Some(ours) = app.hosts.within(target) {
        return Ok(Some(ours));
    }
    let Some(host) = app.hosts.beside_of(target) else { return Ok(None) };
    let path = target.strip_prefix(&app.hosts.beside(host)).unwrap_or_default();
    Ok(subdomain_at(app, host).await?.map(|name| format!("{}{path}", app.hosts.at(&name))))
}

impl App {
    /// The address of a space's pages, for people: at its own domain where it has one. What programs know a space by is its
    /// subdomain always.
    pub fn site_of(&self, space: &Space) -> String {
        space.domain.as_ref().map_or_else(|| self.hosts.at(&space.subdomain), |host| self.hosts.beside(host))
    }
}

/// What the space has or claims, for those who run it.
pub async fn get(app: &App, access: &Access) -> Result<Option<Domain>> {
    if access.admin_role().is_none() {
        return Err(Error::NOT_FOUND);
    }
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(space_domains::find(&mut access.bind(tx)).await?)).await
}

/// Whether somebody may give the space a domain and take it away: where it leads, people sign in, the other admins among them.
pub fn may_edit(access: &Access) -> bool {
    access.edits(Category::SpaceSettings) && access.edits(Category::Administrators)
}

fn require_edit(access: &Access) -> Result<()> {
    access.require_admin(Scope::Write)?;
    if !may_edit(access) {
        return Err(Error::forbidden("not_permitted", "This needs the permissions to edit the settings and the admins of the space."));
    }
    Ok(())
}

/// Claims a domain, in place of another that is only claimed. It serves when it was seen to lead here ([`check`]).
///
/// # Errors
/// [`Error::Invalid`] where it is none, or another space has it; [`Error::Conflict`] where the space has one that serves,
/// [`Error::RateLimited`] after too many.
pub async fn claim(app: &App, access: &Access, text: &str) -> Result<()> {
    require_edit(access)?;
    let host = rules::host(text, app.hosts.domain())?;
    let person = access.user().map_or_else(|| access.space_id().to_string(), |user| user.to_string());
    throttles::attempt(app, CLAIMS, &person).await?;
    let proof = Secret::new(app.chance.bytes()).reveal().to_owned();
    let (access, now) = (access.clone(), app.clock.real().now());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            if space_domains::find(&mut tx).await?.is_some_and(|own| own.host == host) {
                return Ok(());
            }
            if space_domains::is_taken(tx.global(), &host).await? {
                return Err(taken().into());
            }
            if !space_domains::claim(&mut tx, &host, &proof, now).await? {
                return Err(Error::conflict("has_domain", "The space has a domain already. Remove it first."));
            }
            Ok(())
        })
        .await
}

pub(crate) fn taken() -> FieldError {
    FieldError::field("host", "taken", "belongs to another space")
}

/// Looks whether the claimed domain leads here, and serves it from then on.
///
/// # Errors
/// [`Error::Invalid`] where it does not, or another space was first; [`Error::NotFound`] where nothing is claimed,
/// [`Error::RateLimited`] after too many.
pub async fn check(app: &App, access: &Access) -> Result<()> {
    require_edit(access)?;
    let claim = get(app, access).await?.ok_or(Error::NOT_FOUND)?;
    if claim.verified_at.is_some() {
        return Ok(());
    }
    throttles::attempt(app, CHECKS, &access.space_id().to_string()).await?;
    let fetch = app.fetch.as_ref().ok_or_else(|| Error::internal("there is nothing to ask other servers with"))?;
    let url = format!("{}{WELL_KNOWN}?space={}", app.hosts.beside(&claim.host), access.space_id());
    let unreachable = |why: String| FieldError::field("host", "unreachable", format!("cannot be reached yet: {why}"));
    let (status, body) = fetch.get(&url).await.map_err(unreachable)?;
    if status != 200 || body.trim() != claim.proof {
        return Err(FieldError::field("host", "elsewhere", "leads to another server, not to this one").into());
    }
    let (all, access, now) = (app.clone(), access.clone(), app.clock.real().now());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            if !space_domains::verify(&mut tx, &claim.host, &claim.proof, now).await? {
                return Err(Error::conflict("claim_changed", "The domain was changed meanwhile. Look at it again."));
            }
            all.emit(&mut tx, Event::UpdatedSpace, access.space_id().0, Value::Null).await
        })
        .await?;
    app.domains.forget();
    Ok(())
}

/// Lets the domain go, whether it serves or is only claimed.
pub async fn remove(app: &App, access: &Access) -> Result<()> {
    require_edit(access)?;
    let (all, access) = (app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let own = space_domains::find(&mut tx).await?.ok_or(Error::NOT_FOUND)?;
            space_domains::delete(&mut tx).await?;
            if own.verified_at.is_none() {
                return Ok(());
            }
            all.emit(&mut tx, Event::UpdatedSpace, access.space_id().0, Value::Null).await
        })
        .await?;
    app.domains.forget();
    Ok(())
}

/// Takes a domain from whatever space it serves, for the operator: a domain may have changed hands. `false` where none has it.
pub async fn release(app: &App, host: &str) -> Result<bool> {
    let host = rules::host(host, app.hosts.domain())?;
    let all = app.clone();
    let released = app.db.write(async move |tx| {
        let Some(space) = space_domains::at(tx, &host).await? else { return Ok(false) };
        let mut tx = SpaceTx::bind(tx, space);
        space_domains::delete(&mut tx).await?;
        all.emit(&mut tx, Event::UpdatedSpace, space.0, Value::Null).await?;
        Ok::<_, Error>(true)
    });
    let released = released.await?;
    app.domains.forget();
    Ok(released)
}

/// What this server answers at a host to the check of a space that claims it.
pub async fn proof(app: &App, host: &str, space: SpaceId) -> Result<Option<String>> {
    let host = host.to_owned();
    app.db.read(async move |tx| Ok::<_, Error>(space_domains::proof(tx, &host, space).await?)).await
}

/// Whether a space has the host or claims it: then a certificate is wanted for it.
pub async fn is_claimed(app: &App, host: &str) -> Result<bool> {
    if subdomain_at(app, host).await?.is_some() {
        return Ok(true);
    }
    let host = host.to_owned();
    app.db.read(async move |tx| Ok::<_, Error>(space_domains::is_claimed(tx, &host).await?)).await
}

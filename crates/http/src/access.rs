//! Who may call. The access is a handler's first argument, names the scopes in its type, and is the only way to
//! tenant data: use cases take the [`app::access::Access`] that [`SpaceAccess`] and its kin hold.

use crate::call::Call;
use crate::error::Error;
use crate::hosts::Subdomain;
use crate::scopes::ScopeSet;
use crate::v2::Invoices;
use app::App;
use app::access::{self, Caller, Door, Place, Thing};
use app::invoices::{self, Linked};
use domain::ids::{NetworkId, SpaceId, UserId};
use domain::scopes::Scope;
use jsonapi::Kind;
use std::ops::Deref;
use std::{future::Future, marker::PhantomData};
use uuid::Uuid;

/// What an access type says of itself: goes into the OpenAPI entry and the operation table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    Public,
    /// A token shows more, and must be good if there is one.
    Optional(&'static [Scope]),
    /// All scopes are needed, or one of them if `any`.
    Scopes {
        scopes: &'static [Scope],
        any: bool,
    },
}

impl Security {
    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Public => &[],
            Self::Optional(scopes) | Self::Scopes { scopes, .. } => scopes,
        }
    }
}

mod sealed {
    pub trait Sealed {}
}

/// The first argument of every handler. Sealed: those in this module are all there are.
pub trait Access: sealed::Sealed + Sized + Send + 'static {
    const SECURITY: Security;
    /// The path parameter that this access reads; registration checks that the path has it.
    const PARAM: Option<&'static str> = None;
    fn admit(call: &mut Call, token: Option<&str>) -> impl Future<Output = Result<Self, Error>> + Send;
    /// Whose request it is, for the limit and the log.
    fn user(&self) -> Option<UserId>;
}

/// Open to all; a token is not looked at.
pub struct Public {
    app: App,
}
impl sealed::Sealed for Public {}
impl Access for Public {
    const SECURITY: Security = Security::Public;
    async fn admit(call: &mut Call, _: Option<&str>) -> Result<Self, Error> {
        Ok(Self { app: call.app().clone() })
    }
    fn user(&self) -> Option<UserId> {
        None
    }
}
impl Public {
    pub fn app(&self) -> &App {
        &self.app
    }
}

/// A user whose token has the scopes; no space yet. Derefs to the [`Caller`].
pub struct UserAccess<S> {
    app: App,
    caller: Caller,
    scopes: PhantomData<fn() -> S>,
}
impl<S> sealed::Sealed for UserAccess<S> {}
impl<S: ScopeSet> Access for UserAccess<S> {
    const SECURITY: Security = Security::Scopes { scopes: S::SCOPES, any: S::ANY };
    async fn admit(call: &mut Call, token: Option<&str>) -> Result<Self, Error> {
        let app = call.app().clone();
        let caller = access::authenticate(&app, token.ok_or(app::Error::Unauthenticated)?).await?;
        caller.require(needed::<S>(&caller))?;
        Ok(Self { app, caller, scopes: PhantomData })
    }
    fn user(&self) -> Option<UserId> {
        Some(self.caller.user)
    }
}

/// Of alternatives the one the token has (or the first, to be refused by its name), else all.
fn needed<S: ScopeSet>(caller: &Caller) -> &'static [Scope] {
    if !S::ANY {
        return S::SCOPES;
    }
    let held = S::SCOPES.iter().position(|scope| caller.scopes.allows(*scope)).unwrap_or(0);
    S::SCOPES.get(held..=held).unwrap_or_default()
}

impl<S: ScopeSet> UserAccess<S> {
    pub fn app(&self) -> &App {
        &self.app
    }
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// For operations whose body names the space, or something in it (`POST /bookings` names a resource): admins and
    /// members only, the scopes checked against role and permissions there.
    pub async fn enter(&self, place: Place) -> Result<InSpace, Error> {
        self.enter_by(place, Door::Related).await
    }

    /// The same for operations that any user may use on any space.
    pub async fn visit(&self, place: Place) -> Result<InSpace, Error> {
        self.enter_by(place, Door::AnyUser).await
    }

    async fn enter_by(&self, place: Place, door: Door) -> Result<InSpace, Error> {
        let access = access::enter_as(&self.app, &self.caller, place, needed::<S>(&self.caller), door).await?;
        Ok(InSpace::new(self.app.clone(), access))
    }
}
impl<S> Deref for UserAccess<S> {
    type Target = Caller;
    fn deref(&self) -> &Caller {
        &self.caller
    }
}

/// How a request names its space.
pub trait Locate: Send + Sync + 'static {
    const PARAM: Option<&'static str>;
    fn place(call: &Call) -> Result<Place, Error>;
}

/// `/spaces/{spaceId}/…`
pub struct InPath;
impl Locate for InPath {
    const PARAM: Option<&'static str> = Some("spaceId");
    fn place(call: &Call) -> Result<Place, Error> {
        call.id::<SpaceId>("spaceId").map(Place::Space)
    }
}

/// `/spaces/{id}`: the space itself.
pub struct Itself;
impl Locate for Itself {
    const PARAM: Option<&'static str> = Some("id");
    fn place(call: &Call) -> Result<Place, Error> {
        call.id::<SpaceId>("id").map(Place::Space)
    }
}

/// `/api/spaces/{subdomain}`: the space by its name, on `www`.
pub struct Named;
impl Locate for Named {
    const PARAM: Option<&'static str> = Some("subdomain");
    fn place(call: &Call) -> Result<Place, Error> {
        let name = call.param("subdomain").ok_or(Error::NOT_FOUND)?;
        Ok(Place::Subdomain(name.to_ascii_lowercase()))
    }
}

/// A kind whose things belong to a space and can be found by id alone.
pub trait Owned: Kind {
    const THING: Thing;
}

/// A path parameter, as a type.
pub trait Param: Send + Sync + 'static {
    const NAME: &'static str;
}
macro_rules! params {
    ($($(#[$doc:meta])* $param:ident = $name:literal),* $(,)?) => {$(
        $(#[$doc])*
        pub struct $param;
        impl Param for $param { const NAME: &'static str = $name; }
    )*};
}
params! {
    /// `{id}`
    ById = "id",
    /// `{bookingId}`
    ByBookingId = "bookingId",
    /// `{membershipId}`
    ByMembershipId = "membershipId",
    /// `{recurringId}`
    ByRecurringId = "recurringId",
}

/// `/bookings/{id}`: the space that owns the thing of kind `K` whose id stands in the path, as `{id}` or as `P` says.
pub struct Of<K, P = ById>(PhantomData<fn() -> (K, P)>);
impl<K: Owned, P: Param> Locate for Of<K, P> {
    const PARAM: Option<&'static str> = Some(P::NAME);
    fn place(call: &Call) -> Result<Place, Error> {
        let id: Uuid = call.id(P::NAME)?;
        Ok(Place::Owner(K::THING, id))
    }
}

/// `SUBDOMAIN.H`
pub struct ByHost;
impl Locate for ByHost {
    const PARAM: Option<&'static str> = None;
    fn place(call: &Call) -> Result<Place, Error> {
        let Subdomain(name) = call.parts.extensions.get().ok_or(Error::NOT_FOUND)?;
        Ok(Place::Subdomain(name.clone()))
    }
}

/// A caller inside one space. Derefs to what use cases take.
#[derive(Clone)]
pub struct InSpace {
    app: App,
    access: access::Access,
}
impl InSpace {
    /// With the space's own clock, if it has one.
    fn new(app: App, access: access::Access) -> Self {
        Self { app: app.of(access.space()), access }
    }
    pub fn app(&self) -> &App {
        &self.app
    }
    pub fn access(&self) -> &access::Access {
        &self.access
    }
}
impl Deref for InSpace {
    type Target = access::Access;
    fn deref(&self) -> &access::Access {
        &self.access
    }
}

macro_rules! space_accesses {
    ($($(#[$doc:meta])* $name:ident $door:ident $security:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name<S, L = InPath> {
            inner: InSpace,
            kind: PhantomData<fn() -> (S, L)>,
        }
        impl<S, L> sealed::Sealed for $name<S, L> {}
        impl<S: ScopeSet, L: Locate> Access for $name<S, L> {
            const SECURITY: Security = $security;
            const PARAM: Option<&'static str> = L::PARAM;
            async fn admit(call: &mut Call, token: Option<&str>) -> Result<Self, Error> {
                let inner = enter::<S>(call.app().clone(), token, L::place(call), Door::$door).await?;
                Ok(Self { inner, kind: PhantomData })
            }
            fn user(&self) -> Option<UserId> {
                self.inner.user()
            }
        }
        impl<S, L> $name<S, L> {
            pub fn app(&self) -> &App {
                self.inner.app()
            }
            pub fn access(&self) -> &access::Access {
                self.inner.access()
            }
        }
        impl<S, L> Deref for $name<S, L> {
            type Target = access::Access;
            fn deref(&self) -> &access::Access {
                self.inner.access()
            }
        }
    )*};
}
space_accesses! {
    /// A user inside one space to which he or she is related, with the scopes effective there.
    SpaceAccess Related Security::Scopes { scopes: S::SCOPES, any: S::ANY };
    /// Any user with the scopes, inside any space.
    VisitorAccess AnyUser Security::Scopes { scopes: S::SCOPES, any: S::ANY };
    /// Anybody inside any space; a token, if there is one, may show more.
    PublicAccess Public Security::Optional(S::SCOPES);
}

async fn enter<S: ScopeSet>(app: App, token: Option<&str>, place: Result<Place, Error>, door: Door) -> Result<InSpace, Error> {
    let place = match place {
        Ok(place) => place,
        // No place can be meant; a caller without a good token shall not learn even that.
        Err(error) => {
            if let Some(caller) = authenticated(&app, token, door).await? {
                caller.require(needed::<S>(&caller))?;
            }
            return Err(error);
        }
    };
    let access = if S::ANY && door != Door::Public {
        let caller = access::authenticate(&app, token.ok_or(app::Error::Unauthenticated)?).await?;
        let scopes = needed::<S>(&caller);
        caller.require(scopes)?;
        access::enter_as(&app, &caller, place, scopes, door).await?
    } else {
        access::enter(&app, token, place, S::SCOPES, door).await?
    };
    Ok(InSpace::new(app, access))
}

async fn authenticated(app: &App, token: Option<&str>, door: Door) -> Result<Option<Caller>, Error> {
    match token {
        None if door == Door::Public => Ok(None),
        None => Err(app::Error::Unauthenticated.into()),
        Some(token) => {
            let caller = access::authenticate(app, token).await?;
            Ok(Some(caller).filter(|_| door != Door::Public))
        }
    }
}

/// A user as with [`SpaceAccess`] to the invoice in the path, or whoever has a link to its PDF. Derefs to what use cases take.
pub struct LinkedAccess<S> {
    inner: InSpace,
    linked: Option<Linked>,
    scopes: PhantomData<fn() -> S>,
}
impl<S> sealed::Sealed for LinkedAccess<S> {}
impl<S: ScopeSet> Access for LinkedAccess<S> {
    const SECURITY: Security = Security::Scopes { scopes: S::SCOPES, any: S::ANY };
    const PARAM: Option<&'static str> = Some(ById::NAME);
    async fn admit(call: &mut Call, token: Option<&str>) -> Result<Self, Error> {
        let app = call.app().clone();
        let place = Of::<Invoices>::place(call);
        let link = crate::input::pairs(call.query()).into_iter().find(|(name, _)| name == "token").map(|(_, link)| link);
        let (Some(link), None) = (link, token) else {
            let inner = enter::<S>(app, token, place, Door::Related).await?;
            return Ok(Self { inner, linked: None, scopes: PhantomData });
        };
        let linked = invoices::follow(&app, call.id(ById::NAME).map_err(|_| app::Error::Unauthenticated)?, &link).await?;
        let access = access::enter(&app, None, place?, &[], Door::Public).await?;
        Ok(Self { inner: InSpace::new(app, access), linked: Some(linked), scopes: PhantomData })
    }
    fn user(&self) -> Option<UserId> {
        self.inner.user()
    }
}
impl<S> LinkedAccess<S> {
    /// None: the user's own rights decide.
    pub fn linked(&self) -> Option<Linked> {
        self.linked
    }
}
impl<S> Deref for LinkedAccess<S> {
    type Target = InSpace;
    fn deref(&self) -> &InSpace {
        &self.inner
    }
}

/// A user inside a network: `/networks/{networkId}/…` or `/networks/{id}`. Derefs to what use cases take.
pub struct NetworkAccess<S, P = ByNetworkId> {
    app: App,
    access: access::NetworkAccess,
    kind: PhantomData<fn() -> (S, P)>,
}
params! {
    /// `{networkId}`
    ByNetworkId = "networkId",
}
impl<S, P> sealed::Sealed for NetworkAccess<S, P> {}
impl<S: ScopeSet, P: Param> Access for NetworkAccess<S, P> {
    const SECURITY: Security = Security::Scopes { scopes: S::SCOPES, any: false };
    const PARAM: Option<&'static str> = Some(P::NAME);
    async fn admit(call: &mut Call, token: Option<&str>) -> Result<Self, Error> {
        let app = call.app().clone();
        let network = match call.id::<NetworkId>(P::NAME) {
            Ok(network) => network,
            Err(error) => {
                if let Some(caller) = authenticated(&app, token, Door::Related).await? {
                    caller.require(S::SCOPES)?;
                }
                return Err(error);
            }
        };
        let access = access::enter_network(&app, token, network, S::SCOPES).await?;
        Ok(Self { app, access, kind: PhantomData })
    }
    fn user(&self) -> Option<UserId> {
        Some(self.access.caller.user)
    }
}
impl<S, P> NetworkAccess<S, P> {
    pub fn app(&self) -> &App {
        &self.app
    }
    pub fn access(&self) -> &access::NetworkAccess {
        &self.access
    }
}
impl<S, P> Deref for NetworkAccess<S, P> {
    type Target = access::NetworkAccess;
    fn deref(&self) -> &access::NetworkAccess {
        &self.access
    }
}

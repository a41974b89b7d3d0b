//! The operation table: one declaration makes the route, the scope check, the limit, the OpenAPI entry and a row of
//! [`OperationInfo`]. A handler is `async fn(access, inputs…) -> Result<output, Error>`; each part describes itself.

use crate::access::{Access, Security};
use crate::call::Call;
use crate::dispatch::{self, Leaf};
use crate::edge::Edge;
use crate::error::Error;
use crate::idempotency;
use crate::openapi::{Docs, Entry, Info, Schemas};
use crate::style::Style;
use axum::http::Method;
use axum::{Router, response::Response};
use domain::scopes::Scope;
use futures_util::future::BoxFuture;
use std::{future::Future, marker::PhantomData};

/// Bytes a body may have unless the operation says otherwise.
pub const BODY_LIMIT: usize = 1 << 20;

/// A handler argument after the access; it cannot be one without describing itself.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an input of an operation in the style `{St}`")]
pub trait Input<St: Style>: Sized + Send {
    fn describe(docs: &mut Docs);
    fn take(call: &Call) -> Result<Self, Error>;
}

/// What a handler answers.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an answer of an operation in the style `{St}`")]
pub trait Output<St: Style>: Send {
    const MEDIA: &'static str = St::MEDIA;
    fn describe(docs: &mut Docs);
    fn respond(self, call: &Call) -> Result<Response, Error>;
}

/// How often an operation may be called by one user (or address) in a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limit {
    /// What the setting says.
    #[default]
    Usual,
    PerMinute(u32),
}

/// A row of the table that tests and reference pages read.
#[derive(Clone, Debug)]
pub struct OperationInfo {
    pub id: &'static str,
    pub method: Method,
    pub path: &'static str,
    pub security: Security,
    pub limit: Limit,
    /// Bytes a body may have.
    pub body_limit: usize,
    /// Which of [`FAMILIES`] it knows as parameters.
    pub families: Vec<&'static str>,
}

/// Query parameters of JSON:API that are refused where they are not known (JSON:API 1.1, 7.2 and 7.3).
pub const FAMILIES: [&str; 2] = ["include", "sort"];

/// A function that serves an operation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot serve an operation in the style `{St}`",
    note = "the first argument must be an access: Public, UserAccess<S>, SpaceAccess<S, L>, VisitorAccess<S, L>, PublicAccess<L>, NetworkAccess<S>",
    note = "every other argument an Input, the return type Result<impl Output, Error>"
)]
pub trait Handler<St: Style, Args>: Send + Sync + 'static {
    const SECURITY: Security;
    const PARAM: Option<&'static str>;
    fn describe(docs: &mut Docs);
    fn call<'a>(&'a self, call: &'a mut Call, row: &'a OperationInfo) -> BoxFuture<'a, Result<Response, Error>>;
}

macro_rules! handler {
    ($($input:ident)*) => {
        impl<St, F, Fut, A, Out, $($input),*> Handler<St, (A, $($input,)*)> for F
        where
            St: Style,
            F: Fn(A, $($input),*) -> Fut + Send + Sync + 'static,
            Fut: Future<Output = Result<Out, Error>> + Send,
            A: Access,
            Out: Output<St>,
            $($input: Input<St>,)*
        {
            const SECURITY: Security = A::SECURITY;
            const PARAM: Option<&'static str> = A::PARAM;
            fn describe(docs: &mut Docs) {
                $($input::describe(docs);)*
                Out::describe(docs);
            }
            #[allow(non_snake_case, reason = "type names serve as variable names")]
            fn call<'a>(&'a self, call: &'a mut Call, row: &'a OperationInfo) -> BoxFuture<'a, Result<Response, Error>> {
                Box::pin(async move {
                    let access = dispatch::admit::<St, A>(call, row, Out::MEDIA).await?;
                    if call.keyed.is_some() && let Some(before) = idempotency::known(call, row).await? {
                        return Ok(before);
                    }
                    $(let $input = $input::take(call)?;)*
                    self(access, $($input),*).await?.respond(call)
                })
            }
        }
    };
}
handler!();
handler!(I1);
handler!(I1 I2);
handler!(I1 I2 I3);
handler!(I1 I2 I3 I4);

/// A handler whose types are forgotten.
pub(crate) trait Run: Send + Sync {
    fn run<'a>(&'a self, call: &'a mut Call, row: &'a OperationInfo) -> BoxFuture<'a, Result<Response, Error>>;
}

struct Bound<H, St, Args>(H, PhantomData<fn() -> (St, Args)>);

impl<St: Style, Args: 'static, H: Handler<St, Args>> Run for Bound<H, St, Args> {
    fn run<'a>(&'a self, call: &'a mut Call, row: &'a OperationInfo) -> BoxFuture<'a, Result<Response, Error>> {
        self.0.call(call, row)
    }
}

struct Operation {
    row: OperationInfo,
    /// What the declaration says; the rest is described when a document is asked for.
    entry: Entry,
    describe: fn(&mut Docs<'_>),
    run: Box<dyn Run>,
}

/// The table of one API.
pub struct Api<St> {
    operations: Vec<Operation>,
    tag: &'static str,
    style: PhantomData<St>,
}

impl<St: Style> Default for Api<St> {
    fn default() -> Self {
        Self { operations: Vec::new(), tag: "", style: PhantomData }
    }
}

/// The rest of a declaration: all optional.
pub struct More<'a>(&'a mut Operation);

impl More<'_> {
    /// A paragraph for the reference: who may, and what is worth knowing.
    pub fn about(self, text: &'static str) -> Self {
        self.0.entry.about = text;
        self
    }
    /// A refusal of this operation alone; those that follow from what the handler takes are added by themselves.
    pub fn refuses(self, status: u16, text: &'static str) -> Self {
        self.0.entry.refusals.push((status, text));
        self
    }
    /// Scopes that only parts of the answer need (an `include`): documented with the others, checked by the handler.
    pub fn further_scopes(self, scopes: &'static [Scope]) -> Self {
        self.0.entry.further = scopes;
        self
    }
    /// A limit of its own, in requests a minute.
    pub fn limit(self, per_minute: u32) -> Self {
        self.0.row.limit = Limit::PerMinute(per_minute);
        self
    }
    /// Bytes the body may have, where 1 MiB is not enough (photos).
    pub fn body_limit(self, bytes: usize) -> Self {
        self.0.row.body_limit = bytes;
        self
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $verb:ident $method:ident),*) => {$(
        $(#[$doc])*
        pub fn $verb<A: 'static, H: Handler<St, A>>(&mut self, id: &'static str, path: &'static str, handler: H, summary: &'static str) -> More<'_> {
            self.add(Method::$method, (id, path, summary), handler)
        }
    )*};
}

impl<St: Style> Api<St> {
    verbs!(
        /// Declares a `GET`; `HEAD` comes with it.
        get GET,
        /// Declares a `POST`.
        post POST,
        /// Declares a `PUT`.
        put PUT,
        /// Declares a `PATCH`.
        patch PATCH,
        /// Declares a `DELETE`.
        delete DELETE
    );

    /// Tag of the operations that follow.
    pub fn tag(&mut self, tag: &'static str) {
        self.tag = tag;
    }

    /// Panics, at start and so in every test, on a mistake that types cannot show.
    fn add<A: 'static, H: Handler<St, A>>(
        &mut self,
        method: Method,
        (id, path, summary): (&'static str, &'static str, &'static str),
        handler: H,
    ) -> More<'_> {
        let names = dispatch::names(path);
        assert!(H::PARAM.is_none_or(|name| names.contains(&name)), "{id}: the access needs a parameter {path} lacks");
        let row =
            OperationInfo { id, method, path, security: H::SECURITY, limit: Limit::Usual, body_limit: BODY_LIMIT, families: Vec::new() };
        self.add_described(row, summary, H::describe, Box::new(Bound::<H, St, A>(handler, PhantomData)))
    }

    /// Apart from what is generic, so that it is compiled once.
    #[expect(clippy::panic, reason = "a wrong table must not start")]
    fn add_described(&mut self, mut row: OperationInfo, summary: &'static str, describe: fn(&mut Docs<'_>), run: Box<dyn Run>) -> More<'_> {
        assert!(self.operations.iter().all(|other| other.row.id != row.id), "two operations are named {}", row.id);
        let mut docs = Docs::sketch(&dispatch::names(row.path), self.tag, summary);
        describe(&mut docs);
        let entry = docs.entry;
        row.families = FAMILIES.into_iter().filter(|name| entry.asks(name)).collect();
        self.operations.push(Operation { row, entry, describe, run });
        match self.operations.last_mut() {
            Some(operation) => More(operation),
            None => panic!("just pushed"),
        }
    }

    /// Its rows.
    pub fn table(&self) -> Vec<OperationInfo> {
        self.operations.iter().map(|operation| operation.row.clone()).collect()
    }

    /// The OpenAPI 3.1 document.
    pub fn openapi(&self, info: &Info) -> serde_json::Value {
        let mut schemas = Schemas::default();
        let mut entries = Vec::with_capacity(self.operations.len());
        for Operation { row, entry, describe, .. } in &self.operations {
            let mut docs = Docs::new(&mut schemas, &dispatch::names(row.path), entry.tag, entry.summary);
            describe(&mut docs);
            let mut described = docs.entry;
            (described.about, described.refusals, described.further) = (entry.about, entry.refusals.clone(), entry.further);
            entries.push(described);
        }
        let rows = self.operations.iter().map(|operation| &operation.row);
        schemas.document(info, St::MEDIA, &St::error_schema(), rows.zip(&entries))
    }

    /// Its routes. API 2 leaves 404 to the site, as its fallback `not_found`; API 1 answers it below `/api`.
    pub fn router(self, edge: &Edge) -> Router {
        let leaves = self.operations.into_iter().map(|Operation { row, run, .. }| Leaf::new(row, run));
        dispatch::router::<St>(leaves, edge)
    }
}

//! `If-Match` (RFC 9110, 13.1.1): a change is made only to what the client has seen.
//!
//! The thing is shown and changed in one transaction. So nobody changes it in between: on SQLite there is one writer, on
//! PostgreSQL the transaction loses against the other one and is run again.

use crate::call::Call;
use crate::dispatch::{self, Leaf};
use crate::error::Error;
use app::preconditions;
use axum::body::Body;
use axum::http::{Method, Uri, header};
use axum::response::Response;

const ATTEMPTS: u32 = 5;

/// Runs `leaf` if the tag of what `shown` answers is one that the client names.
pub(crate) async fn run(leaf: &Leaf, shown: Option<&Leaf>, call: &mut Call) -> Result<Response, Error> {
    let shown = shown.ok_or(Error::PreconditionFailed)?;
    // Now, as the transaction must not wait for the client.
    dispatch::read(call, leaf.body_limit()).await?;
    let mut attempt = 0;
    loop {
        attempt += 1;
        call.body = Body::from(call.bytes.clone());
        let (app, unchanged) = preconditions::begin(&call.edge.app).await?;
        call.app = Some(app);
        let result = match seen(shown, call).await {
            Ok(()) => leaf.run(call).await,
            refused => refused.and(Err(Error::PreconditionFailed)),
        };
        let result = match result {
            Ok(response) => unchanged.commit().await.map(|()| response).map_err(Error::from),
            refused => refused,
        };
        unchanged.give_up().await;
        if attempt == ATTEMPTS || !matches!(result, Err(Error::App(app::Error::Retry))) {
            return result;
        }
    }
}

/// Whether the client has seen the thing as it is.
async fn seen(shown: &Leaf, call: &mut Call) -> Result<(), Error> {
    let mut parts = call.parts.clone();
    parts.method = Method::GET;
    // A tag is that of the thing without anything chosen.
    parts.uri = call.parts.uri.path().parse::<Uri>().map_err(app::Error::internal)?;
    for name in [header::IF_NONE_MATCH, header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        parts.headers.remove(name);
    }
    let mut ask = Call::new(call.edge.clone(), parts, call.params.clone(), Body::empty());
    ask.app.clone_from(&call.app);
    ask.counted = true;
    let answer = shown.run(&mut ask).await?;
    let tag = answer.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let known = call.parts.headers.get_all(header::IF_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut known = known.flat_map(|value| value.split(',')).map(str::trim);
    if known.any(|one| one == "*" || Some(one) == tag) { Ok(()) } else { Err(Error::PreconditionFailed) }
}

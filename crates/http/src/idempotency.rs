//! `Idempotency-Key` on every `POST` of API 2: who sends a request again gets the first answer again.

use crate::call::Call;
use crate::error::Error;
use crate::operation::OperationInfo;
use app::idempotency::{Answer, Keyed};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that the answer is one from before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const LONGEST: usize = 255;

/// The key of a request, if it has one.
fn key(headers: &HeaderMap) -> Result<Option<&[u8]>, Error> {
    let mut keys = headers.get_all(KEY).iter().map(HeaderValue::as_bytes);
    let Some(key) = keys.next() else { return Ok(None) };
    let printable = key.iter().all(u8::is_ascii_graphic);
    if key.is_empty() || key.len() > LONGEST || !printable || keys.next().is_some() {
        return Err(Error::Malformed("Idempotency-Key must be one text of 1 to 255 printable ASCII characters without spaces.".into()));
    }
    Ok(Some(key))
}

/// Prepares the call for being repeated, if it has a key: from here on its writes wait for [`end`].
pub(crate) fn begin(call: &mut Call) -> Result<(), Error> {
    if key(&call.parts.headers)?.is_some() {
        let (app, keyed) = Keyed::new(call.app());
        call.app = Some(app);
        call.keyed = Some(keyed);
    }
    Ok(())
}

/// Once it is known who calls and what is in the body: the first answer, if there was one.
pub(crate) async fn known(call: &mut Call, row: &OperationInfo) -> Result<Option<Response>, Error> {
    let (Some(keyed), Some(user), Some(key)) = (&call.keyed, call.user, key(&call.parts.headers)?) else { return Ok(None) };
    let target = call.parts.uri.path_and_query().map_or("", |target| target.as_str());
    let parts = [row.id.as_bytes(), target.as_bytes(), &call.bytes];
    let request = parts.into_iter().fold(Sha256::new(), |digest, part| digest.chain_update(Sha256::digest(part)));
    let answer = keyed.claim(user, Sha256::digest(key).into(), request.finalize().into()).await?;
    Ok(answer.map(again))
}

/// Commits what the call wrote together with its answer, or undoes it.
pub(crate) async fn end(keyed: &Keyed, result: Result<Response, Error>) -> Result<Response, Error> {
    let response = match result {
        Ok(response) if response.headers().contains_key(REPLAYED) => return Ok(response),
        Ok(response) => response,
        Err(error) => return keyed.give_up().await?.map(again).ok_or(error),
    };
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(app::Error::internal)?;
    let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(str::to_owned);
    keyed
        .keep(Answer {
            request: Vec::new(),
            status: Some(parts.status.as_u16().into()),
            content_type: text(header::CONTENT_TYPE),
            location: text(header::LOCATION),
            body: Some(body.to_vec()),
        })
        .await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn again(answer: Answer) -> Response {
    let status = answer.status.and_then(|status| StatusCode::from_u16(status.try_into().ok()?).ok());
    let mut response = (status.unwrap_or_default(), answer.body.unwrap_or_default()).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    for (name, value) in [(header::CONTENT_TYPE, answer.content_type), (header::LOCATION, answer.location)] {
        headers.extend(value.and_then(|value| HeaderValue::try_from(value).ok()).map(|value| (name, value)));
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

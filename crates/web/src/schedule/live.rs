//! `SUBDOMAIN/admin/bookings/live`: tells pages that the calendar changed, as server-sent events (the HTML standard,
//! 9.2). It says that and nothing more; the page asks for what it shows in its own right. Before each message who looks
//! is let in anew, so it ends with the session, the role or the permission.

use super::place::HERE;
use crate::inside::{enter_admin, failure};
use crate::visits::Visit;
use app::access::{self, Access, Door, Place};
use app::feed::{self, Heard, Listener, Seen};
use app::{App, Error, Result, sessions};
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use domain::scopes::Scope;
use futures_util::stream;
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;

/// How long nothing is said where nothing happens.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a page waits until it comes again, in milliseconds.
const RETRY: u32 = 1000;

#[derive(Deserialize)]
pub(super) struct Since {
    after: Option<i64>,
}

struct Live {
    /// With the clock of the world, by which sessions go, in sandboxes, too.
    app: App,
    access: Access,
    /// What the browser holds; looked up anew each time.
    token: String,
    after: i64,
    listener: Listener,
    begun: bool,
}

pub(super) async fn listen(visit: Visit, headers: HeaderMap, Query(since): Query<Since>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadBookings).await?;
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).and_then(|text| text.trim().parse().ok());
    let app = visit.desk.app.clone();
    let after = match last.or(since.after) {
        Some(after) => after,
        None => feed::calendar(&app, &access, None).await.map_err(failure)?.seen,
    };
    let listener = app.listen(access.space_id());
    let token = visit.cookie("session").unwrap_or_default().to_owned();
    let live = Live { app, access, token, after, listener, begun: false };
    let pieces = stream::unfold(live, async |mut live| {
        let piece = live.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(piece)), live))
    });
    // The last is for proxies that would gather what is sent.
    let headers = [(CONTENT_TYPE.as_str(), "text/event-stream"), (CACHE_CONTROL.as_str(), "no-store"), ("x-accel-buffering", "no")];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

impl Live {
    /// What is said next; none at the end.
    async fn next(&mut self) -> Option<String> {
        if !std::mem::replace(&mut self.begun, true) {
            return Some(format!("retry: {RETRY}\nid: {}\n\n", self.after));
        }
        loop {
            let heard = if self.listener.is_over() { Heard::End } else { self.listener.hear(self.after, HEARTBEAT).await };
            if heard == Heard::End {
                return None;
            }
            match self.look().await {
                Ok(Seen { seen, changed: true }) => return Some(format!("id: {seen}\ndata: changed\n\n")),
                Ok(_) if heard == Heard::Nothing => return Some(format!("id: {}\n: nothing new\n\n", self.after)),
                Ok(_) => {}
                Err(error) => {
                    // The page comes again and is told why, or goes on.
                    tracing::debug!(error = &error as &dyn std::error::Error, "a calendar is not told any more");
                    return None;
                }
            }
        }
    }

    async fn look(&mut self) -> Result<Seen> {
        let session = sessions::find(&self.app, &self.token).await?.ok_or(Error::Unauthenticated)?;
        let place = Place::Space(self.access.space_id());
        self.access = access::enter_signed_in(&self.app, &session, place, Door::Related).await?;
        let seen = feed::calendar(&self.app, &self.access, Some(self.after)).await?;
        self.after = seen.seen;
        Ok(seen)
    }
}

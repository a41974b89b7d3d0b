//! The feed as server-sent events (the HTML standard, 9.2). Each event is read when the client can take it, so nothing
//! piles up for clients that are slow; before each the caller is let in anew.

use super::{STREAM, resource};
use crate::call::Call;
use crate::v2::document::fields;
use app::access::{self, Access};
use app::feed::{self, Heard, Listener, Told, Wanted};
use app::{App, Result};
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use jsonapi::{Document, Fields};
use std::convert::Infallible;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Events that are read and sent at once.
const MOST: u32 = 100;
/// How long a client waits until it comes again, in milliseconds.
const RETRY: u32 = 2000;

pub(super) struct Stream {
    app: App,
    access: Access,
    names: Vec<String>,
    /// All events up to this number were sent, or were not asked for.
    after: i64,
    listener: Listener,
    fields: Fields,
    heartbeat: Duration,
    /// When something was sent last; nothing yet.
    sent: Option<Instant>,
    /// Whether there is more to read without waiting.
    more: bool,
}

impl Stream {
    pub(super) fn new(app: App, access: Access, names: Vec<String>, after: i64) -> Self {
        let listener = app.listen(access.space_id());
        Self { app, access, names, after, listener, fields: Fields::default(), heartbeat: Duration::ZERO, sent: None, more: true }
    }

    pub(super) fn respond(self: Box<Self>, call: &Call) -> Response {
        let this = Self { fields: fields(call), heartbeat: call.edge.heartbeat, ..*self };
        let pieces = stream::unfold(Box::new(this), async |mut this| {
            let piece = this.next().await?;
            this.sent = Some(Instant::now());
            Some((Ok::<_, Infallible>(Bytes::from(piece)), this))
        });
        // The last is for proxies that would gather what is sent.
        let headers = [(CONTENT_TYPE.as_str(), STREAM), (CACHE_CONTROL.as_str(), "no-store"), ("x-accel-buffering", "no")];
        (headers, Body::from_stream(pieces)).into_response()
    }

    /// What is sent next; none at the end.
    async fn next(&mut self) -> Option<String> {
        let Some(sent) = self.sent else {
            // Where it begins, so that who comes again misses nothing.
            return Some(format!("retry: {RETRY}\nid: {}\n\n", self.after));
        };
        loop {
            let mut silent = false;
            if self.listener.is_over() {
                return None;
            }
            if !self.more {
                match self.listener.hear(self.after, self.heartbeat.saturating_sub(sent.elapsed())).await {
                    Heard::News => {}
                    Heard::Nothing => silent = true,
                    Heard::End => return None,
                }
            }
            let told = match self.read().await {
                Ok(told) => told,
                Err(error) => {
                    // The client comes again and is told why, or goes on.
                    tracing::debug!(error = &error as &dyn std::error::Error, "a stream of events ends");
                    return None;
                }
            };
            if !told.is_empty() {
                return self.write(told);
            }
            if silent {
                return Some(format!("id: {}\n: nothing new\n\n", self.after));
            }
        }
    }

    async fn read(&mut self) -> Result<Vec<Told>> {
        self.access = access::renew(&self.app, &self.access).await?;
        let wanted = Wanted { after: Some(self.after), names: self.names.clone(), most: MOST };
        let part = feed::read(&self.app, &self.access, wanted).await?;
        (self.after, self.more) = (part.seen, part.more());
        Ok(part.events)
    }

    fn write(&self, told: Vec<Told>) -> Option<String> {
        let (mut text, space) = (String::new(), self.access.space_id());
        for event in told {
            let number = event.seq;
            let document = Document::new(&resource(space, event)).render(&self.fields).ok()?;
            write!(text, "id: {number}\ndata: {}\n\n", String::from_utf8_lossy(&document)).ok()?;
        }
        Some(text)
    }
}

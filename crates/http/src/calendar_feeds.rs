//! Calendars that other programs subscribe to, on the site of their space. Who has the address needs no token.

use crate::access::{ByHost, PublicAccess};
use crate::call::Call;
use crate::error::Error;
use crate::input::Id;
use crate::openapi::Docs;
use crate::operation::{Api, Output};
use crate::style::V1;
use crate::tags;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// Search engines that find an address somewhere are not to keep what is behind it.
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

pub fn operations(api: &mut Api<V1>) {
    api.tag("Calendars");
    // Services fetch the calendars of many people from few addresses.
    api.get("get-calendar", "/calendars/{secret}.ics", get, "A calendar to subscribe to")
        .about(
            "Bookings from 90 days ago to 400 days ahead, as iCalendar (RFC 5545). People make such addresses for themselves at \
             `SUBDOMAIN/calendars`. What is shown is what the person may see now. `If-None-Match` spares what has not changed.\n\n\
             **Access**: whoever has the address.",
        )
        .limit(1200);
}

struct Feed(String);

async fn get(access: PublicAccess<(), ByHost>, Id(secret): Id<String>) -> Result<Feed, Error> {
    Ok(Feed(app::calendar_feeds::read(access.app(), &access, &secret).await?))
}

impl Output<V1> for Feed {
    const MEDIA: &'static str = "text/calendar";
    fn describe(docs: &mut Docs) {
        docs.binary(200, "text/calendar");
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        let tag = tags::of(self.0.as_bytes());
        let known = tags::is_known(&call.parts.headers, &tag);
        let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { self.0.into_response() };
        let headers = [
            (CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (CONTENT_DISPOSITION, "inline; filename=\"calendar.ics\""),
            (CACHE_CONTROL, "private, no-cache"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (ROBOTS, "noindex"),
        ];
        for (name, value) in headers {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response.headers_mut().extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
        Ok(response)
    }
}

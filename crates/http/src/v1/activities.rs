//! What happened in a space (`api-v1`, 4.16), as JSON or ready to be shown.

use crate::access::{ByHost, SpaceAccess};
use crate::call::Call;
use crate::error::Error;
use crate::input::{Csv, Query};
use crate::openapi::Docs;
use crate::operation::{Api, Output};
use crate::scopes::{ReadActivities, WriteActivities};
use crate::style::{JSON, V1};
use crate::v1::{Body, Json, Time, When};
use app::FieldError;
use app::activities::{self, Create, TEXT, Wanted};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::activities::{Channel, Level, escape};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::activities::Activity;
use uuid::Uuid;

const HTML: &str = "text/html";

pub fn operations(api: &mut Api<V1>) {
    api.tag("Activities");
    api.get("v1-list-activities", "/api/activities", list, "What happened in the space").about(
        "The newest first, 1000 at most: of a time (`from`, `to`), about something (`source_ids`), or the `last` so many. With \
         `Accept: text/html` as a list in HTML. Kept for three years. **Access**: admins who may see activities.",
    );
    api.post("v1-create-activity", "/api/activities", create, "Add a note to what happened").about(
        "Links (`<a>`) stay in `text`, other tags go, addresses become links. Without `channels` admins see it. **Access**: admins who \
         may edit activities.",
    );
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListQuery {
    from: Option<When>,
    to: Option<When>,
    /// Only these, as `new_invoice,text`.
    types: Csv<String>,
    /// Ids of what it is about: memberships, bookings, invoices.
    source_ids: Csv<String>,
    /// At most so many.
    last: Option<u32>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum In {
    Admin,
    Membership,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
enum Weight {
    #[serde(rename = "ERROR")]
    Error,
    #[serde(rename = "WARN")]
    Warn,
    #[serde(rename = "INFO")]
    Info,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewActivity")]
struct New {
    text: String,
    #[serde(default)]
    level: Option<Weight>,
    #[serde(default)]
    channels: Vec<In>,
    /// Ids of what it is about.
    #[serde(default)]
    source_ids: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Activity")]
struct ActivityObject {
    id: String,
    #[schemars(with = "String")]
    created_at: Time,
    /// `text`, `new_invoice`, `plan_change`, or the name of the event.
    #[serde(rename = "type")]
    kind: String,
    channels: Vec<In>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Weight>,
    /// By type; with `membership_id` and `membership_name` where it is about a member.
    attributes: Value,
}

impl ActivityObject {
    fn new(activity: Activity) -> Self {
        let level = activity.level().map(|level| match level {
            Level::Error => Weight::Error,
            Level::Warn => Weight::Warn,
            Level::Info => Weight::Info,
        });
        let channels = activity.channels.0.iter().map(|channel| match channel {
            Channel::Admin => In::Admin,
            Channel::Membership => In::Membership,
        });
        let mut attributes = activity.attributes;
        if let (Value::Object(members), Some(id)) = (&mut attributes, activity.membership_id) {
            members.insert("membership_id".into(), id.as_simple().to_string().into());
            members.insert("membership_name".into(), activity.membership_name.into());
        }
        let channels = channels.collect();
        Self { id: activity.id.to_string(), created_at: activity.created_at.into(), kind: activity.kind, channels, level, attributes }
    }

    /// One item of a list; whatever is not a note's own text is escaped.
    fn html(&self, zone: &TimeZone, out: &mut String) {
        let time = zone.to_datetime(self.created_at.0);
        out.push_str("<li class=\"activity ");
        escape(out, &self.kind);
        out.push_str("\"><time datetime=\"");
        out.push_str(&self.created_at.0.to_string());
        out.push_str("\">");
        out.push_str(&time.strftime("%Y-%m-%d %H:%M").to_string());
        out.push_str("</time> ");
        let text = |name: &str| self.attributes.get(name).and_then(Value::as_str);
        if let Some(safe) = text("text").filter(|_| self.kind == TEXT) {
            out.push_str(safe); // made safe when it was written
        } else {
            let mut words = self.kind.replace('_', " ");
            if let Some(first) = words.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            escape(out, &words);
            for name in ["invoice_number", "new_plan_name", "title", "name", "membership_name"] {
                if let Some(value) = text(name) {
                    out.push_str(if name == "membership_name" { " – " } else { " " });
                    escape(out, value);
                }
            }
        }
        out.push_str("</li>");
    }
}

/// As JSON, or as HTML for whoever asks for that and not for JSON.
struct Shown(Vec<ActivityObject>, TimeZone);

impl Output<V1> for Shown {
    fn describe(docs: &mut Docs) {
        docs.response::<Vec<ActivityObject>>(200, JSON);
        docs.also(200, HTML);
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        let Self(activities, zone) = self;
        let accepts = call.parts.headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        if !accepts.contains(HTML) || accepts.contains(JSON) {
            return Json::<_, 200>(activities).respond(call);
        }
        let mut out = String::from("<ul class=\"activities\">");
        for activity in &activities {
            activity.html(&zone, &mut out);
        }
        out.push_str("</ul>");
        Ok((StatusCode::OK, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], out).into_response())
    }
}

async fn list(access: SpaceAccess<ReadActivities, ByHost>, Query(query): Query<ListQuery>) -> Result<Shown, Error> {
    let zone = access.zone().clone();
    let (from, to) = (query.from.map(|when| when.instant(&zone)), query.to.map(|when| when.end(&zone)));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(FieldError::parameter("to", "before_from", "must not be before the start").into());
    }
    let asked = !query.source_ids.0.is_empty();
    // What is no id names nothing.
    let sources: Vec<Uuid> = query.source_ids.0.iter().filter_map(|id| Uuid::try_parse(id).ok()).collect();
    if asked && sources.is_empty() {
        return Ok(Shown(vec![], zone));
    }
    let wanted = Wanted { from, to, kinds: query.types.0, sources, last: query.last };
    let found = activities::list(access.app(), &access, wanted).await?;
    Ok(Shown(found.into_iter().map(ActivityObject::new).collect(), zone))
}

async fn create(access: SpaceAccess<WriteActivities, ByHost>, Body(new): Body<New>) -> Result<Json<ActivityObject, 201>, Error> {
    let mut sources = Vec::new();
    for id in &new.source_ids {
        let unknown = |_| app::Error::from(FieldError::field("source_ids", "invalid", "has something that is no id"));
        sources.push(Uuid::try_parse(id).map_err(unknown)?);
    }
    let channels = new.channels.iter().map(|channel| match channel {
        In::Admin => Channel::Admin,
        In::Membership => Channel::Membership,
    });
    let level = new.level.map(|level| match level {
        Weight::Error => Level::Error,
        Weight::Warn => Level::Warn,
        Weight::Info => Level::Info,
    });
    let wish = Create { text: new.text, level, channels: channels.collect(), sources };
    Ok(Json(ActivityObject::new(activities::create(access.app(), &access, wish).await?)))
}

//! Times at which nobody books.

use super::resources::{slice, total};
use crate::access::{Of, VisitorAccess};
use crate::error::Error;
use crate::input::{DateTime, Day, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadCalendarBlockers;
use crate::style::JsonApi;
use crate::v2::{CalendarBlockers, Collection, Document, Resources, Spaces};
use app::calendar_blockers::{self, Shown};
use domain::ids::{CalendarBlockerId, SpaceId};
use jsonapi::{Entity, Many, One, Resource, many, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Calendar Blocker");
    api.get("get-calendar-blocker", "/calendar_blockers/{id}", get, "Single calendar blocker").about("**Access**: any user.");
    api.get("get-space-calendar-blockers", "/spaces/{spaceId}/calendar_blockers", list, "Calendar blockers of a space")
        .about("Those that touch any of the days, in the zone of the space. A blocker that names no resources is for all.\n\n**Access**: any user.");
}

async fn get(
    access: VisitorAccess<ReadCalendarBlockers, Of<CalendarBlockers>>,
    Id(id): Id<CalendarBlockerId>,
) -> Result<Document<CalendarBlockers>, Error> {
    let shown = calendar_blockers::get(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.space_id(), shown)))
}

#[derive(Deserialize, JsonSchema)]
struct Days {
    /// First day.
    #[serde(rename = "filter[from]")]
    from: Day,
    /// Last day.
    #[serde(rename = "filter[to]")]
    to: Day,
}

async fn list(
    access: VisitorAccess<ReadCalendarBlockers>,
    Query(Days { from, to }): Query<Days>,
    Page(page): Page,
) -> Result<Collection<CalendarBlockers>, Error> {
    let found = calendar_blockers::list(access.app(), &access, from.0, to.0, slice(page)).await?;
    let shown = found.items.into_iter().map(|shown| resource(access.space_id(), shown));
    Ok(Collection::new(shown, page, total(found.total)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "calendarBlockerAttributes")]
pub struct CalendarBlockerAttributes {
    from: DateTime,
    to: DateTime,
    title: String,
    #[schemars(extend("items" = {"type": "string", "enum": ["bookings", "externalBookings", "dropInPasses"]}))]
    blocked_for: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "calendarBlockerRelationships")]
pub struct CalendarBlockerRelationships {
    space: One<Spaces>,
    resources: Many<Resources>,
}

impl Entity for CalendarBlockers {
    type Attributes = CalendarBlockerAttributes;
    type Relationships = CalendarBlockerRelationships;
}

fn resource(space: SpaceId, Shown { blocker, resources }: Shown) -> Resource<CalendarBlockers> {
    let blocked = [
        (blocker.for_bookings, "bookings"),
        (blocker.for_external_bookings, "externalBookings"),
        (blocker.for_drop_in_passes, "dropInPasses"),
    ];
    let attributes = CalendarBlockerAttributes {
        from: blocker.starts_at.into(),
        to: blocker.ends_at.into(),
        title: blocker.title,
        blocked_for: blocked.into_iter().filter_map(|(blocked, what)| blocked.then_some(what)).collect(),
    };
    Resource::new(blocker.id, attributes, CalendarBlockerRelationships { space: one(space), resources: many(resources) })
}

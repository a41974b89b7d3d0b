//! The clock of a sandbox: an addition of ours.

use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::{DateTime, Id};
use crate::operation::Api;
use crate::scopes::{ReadSpaces, Write};
use crate::style::JsonApi;
use crate::v2::{Accepted, Body, ClockAdvances, Clocks, Document};
use app::FieldError;
use app::sandboxes::{self, Shown};
use domain::ids::SpaceId;
use jiff::Span;
use jsonapi::{Entity, NewAlone, NoRelationships, Resource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Clock");
    api.get("get-space-clock", "/spaces/{spaceId}/clock", get, "What time it is in a space").about(
        "An addition of Kontor. Sandboxes, which `kontor sandbox create` makes as copies of spaces with invented people, have a \
         clock of their own; in all other spaces it is the time of the server. `advancingTo` is set while the clock is being moved \
         on.\n\n**Access**: admins of the space.",
    );
    api.post("advance-space-clock", "/spaces/{spaceId}/clock/advance", advance, "Move the clock of a sandbox forward")
        .about(
            "An addition of Kontor. `by` is a duration as ISO 8601 has it, `P14M`, `P3D` or `PT6H`. All that falls due on the way is \
             done in the background and in order: bookings begin and end, memberships end, invoices are made and reminded of. Ask \
             for the clock to see how far it is. Mails of a sandbox are kept and never sent, and no payment provider is reached from \
             it.\n\n**Access**: admins who may edit the settings of the space.",
        )
        .refuses(409, "The space is no sandbox, or its clock is being moved already.");
}

async fn get(access: SpaceAccess<ReadSpaces>, Id(space): Id<SpaceId>) -> Result<Document<Clocks>, Error> {
    Ok(Document::new(&resource(space, sandboxes::clock(access.app(), &access).await?)))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct NewAdvance {
    /// A duration as ISO 8601 has it: `P14M`, `P3D`, `PT6H`.
    by: String,
}

impl Entity for ClockAdvances {
    type Attributes = NoRelationships;
    type Relationships = NoRelationships;
}

async fn advance(
    access: SpaceAccess<Write>,
    Id(space): Id<SpaceId>,
    Body(body): Body<NewAlone<ClockAdvances, NewAdvance>>,
) -> Result<Accepted<Clocks>, Error> {
    let by: Span =
        body.attributes.by.trim().parse().map_err(|_| FieldError::field("by", "invalid", "must be a duration as P14M or PT6H"))?;
    let shown = sandboxes::advance(access.app(), &access, by).await?;
    Ok(Document::new(&resource(space, shown)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "clockAttributes")]
pub struct ClockAttributes {
    now: DateTime,
    /// Whether the clock is one of its own.
    sandbox: bool,
    /// What time it is being moved on to.
    advancing_to: Option<DateTime>,
}

impl Entity for Clocks {
    type Attributes = ClockAttributes;
    type Relationships = NoRelationships;
}

fn resource(space: SpaceId, shown: Shown) -> Resource<Clocks> {
    let attributes = ClockAttributes { now: DateTime(shown.now), sandbox: shown.sandbox, advancing_to: shown.until.map(DateTime) };
    Resource::new(space, attributes, NoRelationships {})
}

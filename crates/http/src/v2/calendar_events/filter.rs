//! Which events to list.

use super::Include;
use crate::input::{Csv, DateTime};
use app::calendar_events::Wanted;
use domain::interval::Interval;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::str::FromStr;
use store::calendar_events::Any;

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub enum State {
    Draft,
    Published,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub enum SortOrder {
    #[default]
    Asc,
    Desc,
}

/// `a,,b`: words separated by commas, where an empty one counts. None if the query does not have it, which differs
/// from having it empty.
#[derive(Clone, Debug, Default)]
pub struct Words(Option<Vec<String>>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Ok(Self(Some(text.split(',').map(|word| word.trim().to_owned()).collect())))
    }
}
impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.as_deref().unwrap_or_default().serialize(to) // a default, in the reference
    }
}
impl JsonSchema for Words {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<String>>::json_schema(generator)
    }
}

impl Words {
    fn texts(&self) -> Option<Any<String>> {
        let (empty, of): (Vec<String>, Vec<String>) = self.0.clone()?.into_iter().partition(String::is_empty);
        Some(Any { of, none: !empty.is_empty() })
    }
    /// What cannot be read is of nothing, so it finds nothing.
    fn ids<T: FromStr>(&self) -> Option<Any<T>> {
        let Any { of, none } = self.texts()?;
        Some(Any { of: of.iter().filter_map(|word| word.parse().ok()).collect(), none })
    }
}

#[derive(Deserialize, JsonSchema)]
pub struct ListEvents {
    /// Linked resources to add.
    #[serde(default)]
    pub include: Csv<Include>,
    /// The start of the time range.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// The end of the time range.
    #[serde(rename = "filter[to]")]
    to: DateTime,
    /// Drafts, published events, or both.
    #[serde(rename = "filter[publishedState]")]
    published_state: Csv<State>,
    /// Events with any of these tags; an empty tag stands for events without tags.
    #[serde(rename = "filter[tags]", default)]
    tags: Words,
    /// Events in any of these resources; an empty id stands for events without resources.
    #[serde(rename = "filter[resourceIds]", default)]
    resource_ids: Words,
    /// Events that any of these memberships attend, as far as that can be seen.
    #[serde(rename = "filter[attendeeIds]", default)]
    attendee_ids: Option<Csv<String>>,
    /// By start.
    #[serde(rename = "filter[sortOrder]", default)]
    sort_order: SortOrder,
}

impl ListEvents {
    pub fn wanted(&self) -> Wanted {
        Wanted {
            within: Interval::new(self.from.0, self.to.0),
            drafts: self.published_state.has(&State::Draft),
            published: self.published_state.has(&State::Published),
            tags: self.tags.texts(),
            resources: self.resource_ids.ids(),
            attendees: self.attendee_ids.as_ref().map(crate::v2::resources::known),
            with_page: false,
            descending: self.sort_order == SortOrder::Desc,
        }
    }
}

/// A range of time; without one the last twelve months.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Range {
    /// The start of the time range; without it twelve months ago.
    #[serde(rename = "filter[from]")]
    pub from: Option<DateTime>,
    /// The end of the time range; without it now.
    #[serde(rename = "filter[to]")]
    pub to: Option<DateTime>,
}

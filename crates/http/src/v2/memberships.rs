//! Memberships.

use crate::access::{NetworkAccess, Of, SpaceAccess};
use crate::error::Error;
use crate::input::{Day, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadMemberships;
use crate::style::JsonApi;
use crate::v2::{Collection, Document, Memberships, NetworkMemberships, Photo, Spaces, Teams};
use app::App;
use app::memberships::{self, Days, Network};
use domain::ids::MembershipId;
use jsonapi::{Entity, One, Related, Resource, one, related};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::memberships::{Found, Membership, Order};
use store::resources::Word;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Membership");
    api.get("get-membership", "/memberships/{id}", get, "One membership")
        .about("**Access**: admins of the membership's space, and the member.");
    api.get("get-space-memberships", "/spaces/{spaceId}/memberships", of_space, "Memberships of a space")
        .about("**Access**: admins of the space. Days are those of the space, both included; unconfirmed memberships are left out.");
    api.get("get-network-memberships", "/networks/{networkId}/memberships", of_network, "Memberships of a network")
        .about("**Access**: admins of any space in the network.");
    api.get("search-network-memberships", "/networks/{networkId}/memberships/search", search, "Search the memberships of a network").about(
        "**Access**: admins of any space in the network. Names, companies and e-mails that contain the text are found, whatever its case.",
    );
}

async fn get(access: SpaceAccess<ReadMemberships, Of<Memberships>>, Id(id): Id<MembershipId>) -> Result<Document<Memberships>, Error> {
    let listed = memberships::get(access.app(), &access, id).await?;
    let view = listed.views.first().ok_or(Error::NOT_FOUND)?;
    Ok(Document::new(&resource(access.app(), access.space(), &view.membership)))
}

/// A window of days.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Window {
    /// First day, included.
    #[serde(rename = "filter[from]")]
    from: Day,
    /// Last day, included.
    #[serde(rename = "filter[to]")]
    to: Day,
}

impl From<Window> for Days {
    fn from(window: Window) -> Self {
        Self { from: window.from.0, to: window.to.0 }
    }
}

/// Limit and offset of a page.
pub(super) fn slice(page: jsonapi::Page) -> (i64, i64) {
    (page.size.into(), i64::try_from(page.offset()).unwrap_or(i64::MAX))
}

/// Rows as counted by the database.
pub(super) fn total(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}

async fn of_space(
    access: SpaceAccess<ReadMemberships>,
    Query(window): Query<Window>,
    Page(page): Page,
) -> Result<Collection<Memberships>, Error> {
    let (limit, offset) = slice(page);
    let (found, rows) = memberships::page(access.app(), &access, window.into(), limit, offset).await?;
    let resources = found.iter().map(|membership| resource(access.app(), access.space(), membership));
    Ok(Collection::new(resources.collect::<Vec<_>>(), page, total(rows)))
}

async fn of_network(access: NetworkAccess<ReadMemberships>, Page(page): Page) -> Result<Collection<NetworkMemberships>, Error> {
    let (limit, offset) = slice(page);
    network(&access, Network { text: None, order: Order::Name, limit, offset }, page).await
}

#[derive(Deserialize, JsonSchema)]
struct Search {
    /// A part of the name, company or e-mail.
    #[serde(rename = "filter[query]")]
    text: String,
    #[serde(default)]
    sort: Sort,
}

/// `-` stands for descending.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[schemars(inline)]
enum Sort {
    #[default]
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "-name")]
    NameDescending,
}

async fn search(
    access: NetworkAccess<ReadMemberships>,
    Query(search): Query<Search>,
    Page(page): Page,
) -> Result<Collection<NetworkMemberships>, Error> {
    let (limit, offset) = slice(page);
    let order = match search.sort {
        Sort::Name => Order::Name,
        Sort::NameDescending => Order::NameDescending,
    };
    network(&access, Network { text: Some(search.text), order, limit, offset }, page).await
}

async fn network(
    access: &NetworkAccess<ReadMemberships>,
    wanted: Network,
    page: jsonapi::Page,
) -> Result<Collection<NetworkMemberships>, Error> {
    let (found, rows) = memberships::network(access.app(), access, wanted).await?;
    Ok(Collection::new(found.into_iter().map(brief), page, total(rows)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "membershipAttributes")]
pub struct MembershipAttributes {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    company: Option<String>,
    /// In the space's time zone.
    confirmed_at: Option<Day>,
    /// The last active day.
    canceled_at: Option<Day>,
    photo: Option<Photo>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "membershipRelationships")]
pub struct MembershipRelationships {
    booking_credits: Related,
    space: One<Spaces>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<One<Teams>>,
}

impl Entity for Memberships {
    type Attributes = MembershipAttributes;
    type Relationships = MembershipRelationships;
}

/// A membership of the space.
pub fn resource(app: &App, space: &Space, membership: &Membership) -> Resource<Memberships> {
    let zone = jiff::tz::TimeZone::get(&space.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let attributes = MembershipAttributes {
        name: membership.name.clone(),
        email: membership.email.clone(),
        phone: membership.phone.clone(),
        company: membership.company.clone(),
        confirmed_at: membership.confirmed_at.map(|time| Day(zone.to_datetime(time).date())),
        canceled_at: membership.canceled_to.map(Day),
        photo: membership.photo.as_ref().map(|Word(photo)| Photo::new(app.picture(space, photo))),
    };
    let relationships = MembershipRelationships {
        booking_credits: related(format!("{}/memberships/{}/booking_credits", app.hosts.at("api"), membership.id)),
        space: one(space.id),
        team: membership.team().map(one),
    };
    Resource::new(membership.id, attributes, relationships)
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "networkMembershipAttributes")]
pub struct BriefAttributes {
    name: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "networkMembershipRelationships")]
pub struct BriefRelationships {
    space: One<Spaces>,
}

impl Entity for NetworkMemberships {
    type Attributes = BriefAttributes;
    type Relationships = BriefRelationships;
}

fn brief(found: Found) -> Resource<NetworkMemberships> {
    let attributes = BriefAttributes { name: found.name.or(found.company) };
    Resource::new(found.id, attributes, BriefRelationships { space: one(found.space_id) })
}

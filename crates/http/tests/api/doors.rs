//! Operations made for these tests: what the table does for every operation is shown on doors.

use crate::client::House;
use crate::database;
use axum::Router;
use http_api::access::{ByHost, InPath, Public, PublicAccess, SpaceAccess, UserAccess, VisitorAccess};
use http_api::edge::{Edge, HttpConfig};
use http_api::error::Error;
use http_api::hosts::Hosts;
use http_api::input::{Csv, DateTime, Day, Id, Page, Query};
use http_api::operation::Api;
use http_api::patch::Patch;
use http_api::scopes::{Any, ReadResources, ReadSpaces, Team, WriteResources};
use http_api::style::{JsonApi, V1};
use http_api::v1::{self, Json, When};
use http_api::v2::{Body, Collection, Created, Document, Link, NoContent};
use jsonapi::{Change, Entity, New, NoRelationships, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

jsonapi::kinds! { Doors = "doors", Rooms = "rooms" }

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attributes {
    name: String,
    label: Option<String>,
    opens_at: DateTime,
}
#[derive(Debug, Serialize, JsonSchema)]
pub struct Relationships {
    room: One<Rooms>,
}
impl Entity for Doors {
    type Attributes = Attributes;
    type Relationships = Relationships;
}
#[derive(Debug, Serialize, JsonSchema)]
pub struct RoomAttributes {
    floor: u8,
}
impl Entity for Rooms {
    type Attributes = RoomAttributes;
    type Relationships = NoRelationships;
}

fn door(id: &str, name: String, label: Option<String>) -> Resource<Doors> {
    let opens_at = DateTime("2026-03-02T08:00:00.5Z".parse().unwrap());
    Resource::new(id, Attributes { name, label, opens_at }, Relationships { room: one("r1") })
}

fn api2() -> Api<JsonApi> {
    let mut api = Api::default();
    api.tag("Door");
    api.get("get-door", "/doors/{id}", get, "A door");
    api.get("get-door-pdf", "/doors/{doorId}.pdf", pdf, "A door on paper");
    api.get("list-doors", "/doors", list, "All doors").limit(6);
    api.post("create-door", "/doors", create, "A new door").about("Doors are made of wood.").body_limit(2000);
    api.patch("update-door", "/doors/{id}", update, "Change a door");
    api.post("fail-door", "/doors/{id}/fail", fail, "A door that fails").refuses(409, "It is shut.");
    api.get("get-space-doors", "/spaces/{spaceId}/doors", of_space, "The doors of a space");
    api.get("visit-doors", "/spaces/{spaceId}/visited_doors", visited, "Doors for visitors");
    api.get("any-door", "/any_door", any, "A door with two keys");
    api
}

fn api1() -> Api<V1> {
    let mut api = Api::default();
    api.tag("Doors");
    api.post("v1-create-door", "/api/doors", v1_create, "A new door");
    api.get("v1-get-door", "/api/doors/{id}", v1_get, "A door");
    api.delete("v1-delete-door", "/api/doors/{id}", v1_delete, "No door");
    api.get("v1-public-doors", "/api/public_doors", v1_public, "Doors from outside");
    api
}

pub fn sites(edge: &Edge) -> Router {
    let missing = http_api::not_found::<JsonApi>;
    let hosts = Hosts {
        www: Router::new(),
        api: api2().router(edge).fallback(missing),
        dev: Router::new(),
        bots: Router::new(),
        space: api1().router(edge),
    };
    hosts.router(edge)
}

/// A house with doors, on SQLite; the limit is that of requests a minute.
pub async fn house(requests_per_minute: u32) -> House {
    let config = HttpConfig { requests_per_minute, trusted_proxies: vec!["192.0.2.0/24".parse().unwrap()], ..HttpConfig::default() };
    let test = database().await;
    House::with(test.db(), &config, sites).keeping(test)
}

pub fn table() -> Api<JsonApi> {
    api2()
}

async fn get(_: Public, Id(id): Id<String>) -> Result<Document<Doors>, Error> {
    if id == "none" { Err(Error::NOT_FOUND) } else { Ok(Document::new(&door(&id, "Front".into(), None)).include([room(), room()])) }
}

fn room() -> Resource<Rooms> {
    Resource::new("r1", RoomAttributes { floor: 2 }, NoRelationships {})
}

async fn pdf(_: Public, Id(id): Id<String>) -> Result<NoContent, Error> {
    if id.contains('.') { Err(Error::NOT_FOUND) } else { Ok(NoContent) }
}

#[derive(Deserialize, JsonSchema)]
struct List {
    #[serde(rename = "filter[width]")]
    width: Option<u32>,
    #[serde(rename = "filter[from]")]
    from: Option<DateTime>,
    #[serde(rename = "filter[day]")]
    day: Option<Day>,
    #[serde(rename = "filter[colours]", default)]
    colours: Csv<Colour>,
}
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema, PartialEq)]
#[serde(rename_all = "camelCase")]
enum Colour {
    Red,
    DarkGreen,
}

async fn list(_: Public, Query(query): Query<List>, Page(page): Page) -> Result<Collection<Doors>, Error> {
    let all: Vec<u32> = (1..=query.width.unwrap_or(100)).collect();
    let label = format!("{:?} {:?} {:?}", query.colours.0, query.from.map(|from| from.0), query.day.map(|day| day.0));
    Ok(Collection::of(all, page, |number| door(&number.to_string(), "Front".into(), Some(label.clone()))).include([room()]))
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Create {
    name: String,
    max_width: Option<u8>,
    opens_at: Option<DateTime>,
}
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Links {
    room: One<Rooms>,
}

async fn create(_: UserAccess<()>, Body(new): Body<New<Doors, Create, Links>>) -> Result<Created<Doors>, Error> {
    let Create { name, max_width, opens_at } = new.attributes;
    let room: u32 = new.relationships.room.id("room")?;
    Ok(Created::new(&door(&room.to_string(), name, Some(format!("{max_width:?} {}", opens_at.is_some())))))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Update {
    name: Patch<String>,
    label: Patch<Option<String>>,
}

async fn update(_: UserAccess<()>, Id(id): Id<String>, Body(change): Body<Change<Doors, Update>>) -> Result<Document<Doors>, Error> {
    let (mut name, mut label) = ("Front".to_owned(), Some("old".to_owned()));
    change.attributes.name.apply(&mut name);
    change.attributes.label.apply(&mut label);
    Ok(Document::new(&door(&id, name, label)))
}

async fn fail(_: Public, Id(kind): Id<String>) -> Result<NoContent, Error> {
    use app::FieldError;
    Err(match kind.as_str() {
        "fields" => app::Error::Invalid(vec![
            FieldError::field("pricing.discounts.0.minimum_minutes", "too_short", "is too short"),
            FieldError::relation("resource_category", "foreign", "is of another space"),
            FieldError::base("odd", "Nothing fits."),
        ]),
        "parameter" => FieldError::parameter("filter[from]", "late", "is too late").into(),
        "taken" => app::Error::unbookable("slot_taken", "The door is taken."),
        "shut" => app::Error::conflict("shut", "The door is shut."),
        "unpaid" => app::Error::PaymentRequired,
        "forbidden" => app::Error::forbidden("admins_only", "Only admins may."),
        "room" => app::Error::no_such("room"),
        "broken" => app::Error::internal("the hinge's secret"),
        "away" => app::Error::Unavailable(db::Error::Unavailable("secret host".into())),
        _ => panic!("the door fell"),
    }
    .into())
}

async fn of_space(access: SpaceAccess<ReadResources, InPath>) -> Result<Collection<Doors>, Error> {
    Ok(Collection::of(vec![access.space().name.clone()], jsonapi::Page::default(), |name| door("1", name, None)))
}

async fn visited(access: VisitorAccess<ReadSpaces>) -> Result<Document<Doors>, Error> {
    Ok(Document::new(&door("1", access.space().name.clone(), None)))
}

async fn any(_: UserAccess<Any<(Team, WriteResources)>>) -> Result<NoContent, Error> {
    Ok(NoContent)
}

#[derive(Deserialize, JsonSchema)]
struct V1Create {
    name: String,
    #[serde(default)]
    units: u8,
    prorate: Option<bool>,
    plan: Option<Plan>,
    opens_at: Option<When>,
}
#[derive(Deserialize, JsonSchema)]
struct Plan {
    id: String,
}

async fn v1_create(
    access: SpaceAccess<WriteResources, ByHost>,
    v1::Body(new): v1::Body<V1Create>,
) -> Result<Json<serde_json::Value, 201>, Error> {
    let opens_at = new.opens_at.map(|when| v1::Time(when.instant(access.zone())));
    Ok(Json(serde_json::json!({
        "name": new.name, "units": new.units, "prorate": new.prorate, "plan": new.plan.map(|plan| plan.id), "opens_at": opens_at,
    })))
}

async fn v1_get(_: SpaceAccess<ReadResources, ByHost>, Id(id): Id<String>) -> Result<NoContent, Error> {
    fail_v1(&id)
}

async fn v1_delete(_: SpaceAccess<WriteResources, ByHost>, Id(id): Id<String>) -> Result<NoContent, Error> {
    fail_v1(&id)
}

fn fail_v1(kind: &str) -> Result<NoContent, Error> {
    use app::FieldError;
    match kind {
        "fields" => {
            Err(app::Error::Invalid(vec![FieldError::field("name", "blank", "can't be blank"), FieldError::base("odd", "Nothing fits.")])
                .into())
        }
        "taken" => Err(app::Error::unbookable("slot_taken", "The door is taken.").into()),
        "shut" => Err(app::Error::conflict("shut", "The door is shut.").into()),
        _ => Ok(NoContent),
    }
}

async fn v1_public(access: PublicAccess<ReadResources, ByHost>) -> Result<Json<serde_json::Value>, Error> {
    Ok(Json(serde_json::json!({"space": access.space().name, "known": access.caller().is_some()})))
}

//! Spaces, and what a new one would be.

use crate::access::{UserAccess, VisitorAccess};
use crate::error::Error;
use crate::input::Day;
use crate::operation::Api;
use crate::scopes::ReadSpaces;
use crate::style::JsonApi;
use crate::v2::{Body, Document, Networks, SpacePreviews, Spaces, Users};
use app::App;
use app::spaces::{Shown, Standing};
use domain::countries::Country;
use jiff::tz::TimeZone;
use jsonapi::{Entity, NewAlone, NoRelationships, One, Related, Resource, one, related};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Space");
    api.get("get-space", "/spaces/{spaceId}", get, "A space")
        .about("**Access**: anyone with a token sees any space; its members and admins, and those of its network, see more.");
    api.tag("Space Preview");
    api.post("preview-space", "/space_preview", preview, "What a new space would be")
        .about("Suggests a subdomain that is free. Nothing is made.\n\n**Access**: anyone with a token.");
}

async fn get(access: VisitorAccess<ReadSpaces>) -> Result<Document<Spaces>, Error> {
    let shown = app::spaces::get(access.app(), access.access()).await?;
    Ok(Document::new(&resource(access.app(), shown)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "spaceAttributes")]
pub struct SpaceAttributes {
    created_at: Day,
    email: String,
    name: String,
    subdomain: String,
    description: Option<String>,
    /// ISO 3166-1, two letters.
    country_code: String,
    locale: String,
    logo: Option<Logo>,
    /// Whether the space lies in the European Union.
    in_eu: bool,
    /// What is charged on every price that has no tax of its own.
    default_taxes: Vec<DefaultTax>,
    time_zone: String,
    /// 12 or 24.
    hour_format: i64,
    /// `net` or `gross`: which figure of a price people see.
    price_display: &'static str,
    price_decimals: i64,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Logo {
    default: LogoImage,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct LogoImage {
    url: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct DefaultTax {
    name: String,
    /// Percent, a decimal number.
    rate: String,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "spaceRelationships")]
pub struct SpaceRelationships {
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<One<Users>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network: Option<One<Networks>>,
    available_resources: Related,
    available_external_resources: Related,
    calendar_blockers: Related,
    cost_centers: Related,
    revenue_accounts: Related,
    products: Related,
    resources: Related,
    external_resources: Related,
    bookings: Related,
    allocations: Related,
    events: Related,
    payment_methods: Related,
    external_bookings_payment_methods: Related,
    urls: Related,
    space_profile: Related,
    access_token: Related,
    #[serde(skip_serializing_if = "Option::is_none")]
    drop_in_passes: Option<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_bookings: Option<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    membership_profiles: Option<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    teams: Option<Related>,
}

impl Entity for Spaces {
    type Attributes = SpaceAttributes;
    type Relationships = SpaceRelationships;
}

/// The space as far as the one who asks may see it.
pub(crate) fn resource(app: &App, shown: Shown) -> Resource<Spaces> {
    let relationships = relationships(&app.hosts.at("api"), &shown);
    let Shown { space, logo, .. } = shown;
    let zone = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
    let attributes = SpaceAttributes {
        created_at: Day(zone.to_datetime(space.created_at).date()),
        email: space.email,
        name: space.name,
        subdomain: space.subdomain,
        description: space.description,
        in_eu: space.country.parse().is_ok_and(Country::in_eu),
        country_code: space.country,
        locale: space.locale,
        logo: logo.map(|url| Logo { default: LogoImage { url } }),
        default_taxes: space.taxes.0.into_iter().map(|tax| DefaultTax { name: tax.name, rate: tax.rate.to_string() }).collect(),
        time_zone: space.time_zone,
        hour_format: space.hour_format,
        price_display: space.price_display.name(),
        price_decimals: space.price_decimals,
    };
    Resource::new(space.id, attributes, relationships)
}

fn relationships(api: &str, Shown { space, standing, .. }: &Shown) -> SpaceRelationships {
    let of_space = |path: &str| related(format!("{api}/spaces/{}/{path}", space.id));
    let for_admins = |path| (*standing == Standing::Admin).then(|| of_space(path));
    let related_to_it = *standing != Standing::Stranger;
    SpaceRelationships {
        owner: related_to_it.then(|| one(space.owner_id)),
        network: space.network_id.filter(|_| related_to_it).map(|id| one(id.simple())),
        available_resources: of_space("resources/available"),
        available_external_resources: of_space("external_resources/available"),
        calendar_blockers: of_space("calendar_blockers"),
        cost_centers: of_space("cost_centers"),
        revenue_accounts: of_space("revenue_accounts"),
        products: of_space("products"),
        resources: of_space("resources"),
        external_resources: of_space("external_resources"),
        bookings: of_space("bookings"),
        allocations: of_space("allocations"),
        events: of_space("events"),
        payment_methods: of_space("payment_methods"),
        external_bookings_payment_methods: of_space("external_bookings_payment_methods"),
        urls: of_space("urls"),
        space_profile: related(format!("{api}/space_profiles/{}", space.id)),
        access_token: of_space("access_token"),
        drop_in_passes: for_admins("drop_in_passes"),
        external_bookings: for_admins("external_bookings"),
        membership_profiles: for_admins("membership_profiles"),
        teams: for_admins("teams"),
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct PreviewSpace {
    name: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "spacePreviewAttributes")]
pub struct SpacePreviewAttributes {
    name: String,
    /// Free when it was suggested.
    subdomain: String,
}

impl Entity for SpacePreviews {
    type Attributes = SpacePreviewAttributes;
    type Relationships = NoRelationships;
}

async fn preview(
    access: UserAccess<()>,
    Body(body): Body<NewAlone<SpacePreviews, PreviewSpace>>,
) -> Result<Document<SpacePreviews>, Error> {
    let preview = app::spaces::preview(access.app(), &body.attributes.name).await?;
    let attributes = SpacePreviewAttributes { name: preview.name, subdomain: preview.subdomain };
    Ok(Document::new(&Resource::new(access.app().id::<Uuid>().simple(), attributes, NoRelationships {})))
}

//! Spaces (`api-v1`, 4.3).

use crate::access::{Named, PublicAccess, UserAccess, VisitorAccess};
use crate::error::Error;
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::Write;
use crate::style::V1;
use crate::v1::{Body, Day, Found, Json};
use app::App;
use app::spaces::{Create, Details};
use domain::countries::Country;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;
use store::spaces::Space as Stored;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Spaces");
    api.post("v1-create-space", "/api/spaces", create, "Make a space that belongs to the user of the token");
    api.get("v1-get-space", "/api/spaces/{subdomain}", get, "A space");
    api.put("v1-update-space", "/api/spaces/{subdomain}", update, "Change what is given")
        .about("The subdomain stays. **Access**: admins of the space who may edit its settings.");
    api.get("v1-get-space-logo", "/api/spaces/{subdomain}/logo", logo, "The logo of a space");
}

/// What a space says of itself. Members that are absent, or null, follow from the country when the space is made, and
/// stay when it is changed.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct SpaceBody {
    name: Patch<String>,
    subdomain: Option<String>,
    /// What the owner is called as an admin; only for a new space.
    owner_name: Option<String>,
    email: Option<String>,
    description: Patch<Option<String>>,
    /// English name, or two letters of ISO 3166-1.
    country: Option<String>,
    locale: Option<String>,
    /// IANA name, or a city.
    time_zone_name: Option<String>,
    /// 12 or 24.
    hour_format: Option<i64>,
    /// `net` or `gross`.
    price_display: Option<String>,
    price_decimals: Option<i64>,
    /// Percent.
    tax_rate: Option<String>,
}

impl SpaceBody {
    fn details(self) -> Details {
        Details {
            name: self.name.set(),
            subdomain: self.subdomain,
            email: self.email,
            description: self.description.set(),
            country: self.country,
            locale: self.locale,
            time_zone: self.time_zone_name,
            hour_format: self.hour_format,
            price_display: self.price_display,
            price_decimals: self.price_decimals,
            tax_rate: self.tax_rate,
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Space")]
struct Space {
    id: String,
    name: String,
    url: String,
    subdomain: String,
    email: String,
    created_at: Day,
    description: Option<String>,
    owner_id: String,
    /// In English.
    country: String,
    locale: String,
    /// Whether the space lies in the European Union.
    in_eu: bool,
    /// Percent, all default taxes together.
    tax_rate: f64,
    price_display: &'static str,
    price_decimals: i64,
    time_zone_name: String,
    /// Hours east of Greenwich at present.
    time_zone_offset: Number,
    hour_format: i64,
}

impl Space {
    fn new(app: &App, space: Stored) -> Self {
        let country: Option<Country> = space.country.parse().ok();
        let zone = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
        Self {
            id: space.id.to_string(),
            url: app.hosts.at(&space.subdomain),
            name: space.name,
            subdomain: space.subdomain,
            email: space.email,
            created_at: Day(zone.to_datetime(space.created_at).date()),
            description: space.description,
            owner_id: space.owner_id.to_string(),
            in_eu: country.is_some_and(Country::in_eu),
            country: country.map_or(space.country, |country| country.name().to_owned()),
            locale: space.locale,
            tax_rate: domain::taxes::percent(&space.taxes.0).to_string().parse().unwrap_or_default(),
            price_display: space.price_display.name(),
            price_decimals: space.price_decimals,
            time_zone_offset: hours(zone.to_offset(app.clock.now()).seconds()),
            time_zone_name: space.time_zone,
            hour_format: space.hour_format,
        }
    }
}

/// A whole number where it is one: 1, 5.5.
fn hours(seconds: i32) -> Number {
    let exact = || Number::from_f64(f64::from(seconds) / 3600.0);
    if seconds % 3600 == 0 { Number::from(seconds / 3600) } else { exact().unwrap_or_else(|| Number::from(0)) }
}

async fn create(access: UserAccess<Write>, Body(mut body): Body<SpaceBody>) -> Result<Json<Space, 201>, Error> {
    let subdomain = body.subdomain.take().unwrap_or_default();
    let owner_name = body.owner_name.take().unwrap_or_default();
    let command = Create { subdomain, owner_name, details: body.details() };
    let space = app::spaces::create(access.app(), access.caller(), command).await?;
    Ok(Json(Space::new(access.app(), space)))
}

async fn get(access: PublicAccess<(), Named>) -> Result<Json<Space>, Error> {
    Ok(Json(Space::new(access.app(), access.space().clone())))
}

async fn update(access: VisitorAccess<Write, Named>, Body(body): Body<SpaceBody>) -> Result<Json<Space>, Error> {
    let space = app::spaces::update(access.app(), access.access(), body.details()).await?;
    Ok(Json(Space::new(access.app(), space)))
}

async fn logo(access: PublicAccess<(), Named>) -> Result<Found, Error> {
    let profile = app::spaces::profile(access.app(), access.access()).await?;
    profile.logo.map(Found).ok_or(Error::NOT_FOUND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_hours() {
        let text = |seconds| hours(seconds).to_string();
        assert_eq!([text(3600), text(-18_000), text(19_800), text(0)], ["1", "-5", "5.5", "0"]);
    }
}

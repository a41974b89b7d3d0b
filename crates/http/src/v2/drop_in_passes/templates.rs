//! What is on offer, and when.

use crate::access::{Of, VisitorAccess};
use crate::error::Error;
use crate::input::{Day, Id, Query};
use crate::operation::Api;
use crate::scopes::ReadDropInPassTemplates;
use crate::style::JsonApi;
use crate::v2::prices::Price;
use crate::v2::resources::{Sizes, Window, windows};
use crate::v2::{Document, DropInPassTemplateAvailabilities, DropInPassTemplates, Spaces};
use app::drop_in_passes;
use domain::drop_in_passes::Run;
use domain::ids::DropInPassTemplateId;
use domain::money::Amount;
use jsonapi::{Entity, One, Related, Resource, one, related};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Json;
use store::drop_in_passes::Template;
use store::resources::Word;
use store::spaces::Space;

pub(super) fn operations(api: &mut Api<JsonApi>) {
    api.get("get-drop-in-pass-template", "/drop_in_pass_templates/{id}", get, "Single drop-in pass template")
        .about("What the space offers to visitors.\n\n**Access**: any user.");
    api.get(
        "get-drop-in-pass-template-availability",
        "/drop_in_pass_templates/{id}/availability",
        availability,
        "Days for which drop-in passes are sold",
    )
    .about("From today on, two months at most.\n\n**Access**: any user.");
}

async fn get(
    access: VisitorAccess<ReadDropInPassTemplates, Of<DropInPassTemplates>>,
    Id(id): Id<DropInPassTemplateId>,
) -> Result<Document<DropInPassTemplates>, Error> {
    let template = drop_in_passes::template(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.app(), access.space(), template)?))
}

#[derive(Deserialize, JsonSchema)]
struct Days {
    /// The first day, not in the past.
    #[serde(rename = "filter[from]")]
    from: Day,
    /// The last day, at most two months later.
    #[serde(rename = "filter[to]")]
    to: Day,
}

async fn availability(
    access: VisitorAccess<ReadDropInPassTemplates, Of<DropInPassTemplates>>,
    Id(id): Id<DropInPassTemplateId>,
    Query(days): Query<Days>,
) -> Result<Document<DropInPassTemplateAvailabilities>, Error> {
    let runs = drop_in_passes::availability(access.app(), &access, id, days.from.0, days.to.0).await?;
    let attributes = AvailabilityAttributes { available_dates: runs.into_iter().map(Dates::new).collect() };
    Ok(Document::new(&Resource::new(id, attributes, AvailabilityRelationships { drop_in_pass_template: one(id) })))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "dropInPassTemplateAttributes")]
pub struct TemplateAttributes {
    name: String,
    description: Option<String>,
    onboarding_instructions: Option<String>,
    time_availability: Vec<Window>,
    photo: Option<Sizes>,
    #[schemars(extend("pattern" = "^#[a-fA-F0-9]{6}$"))]
    color: String,
    price: Price,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "dropInPassTemplateRelationships")]
pub struct TemplateRelationships {
    space: One<Spaces>,
    availability: Related,
}

impl Entity for DropInPassTemplates {
    type Attributes = TemplateAttributes;
    type Relationships = TemplateRelationships;
}

fn resource(app: &app::App, space: &Space, template: Template) -> Result<Resource<DropInPassTemplates>, Error> {
    let tax = template.tax.as_ref().map(|Json(tax)| tax);
    let taxes = domain::taxes::applicable(&space.taxes.0, tax, space.settings.0.multiple_tax_rates, true);
    let attributes = TemplateAttributes {
        price: Price::of(Amount(template.price), &taxes, space.price_display, template.currency)?,
        time_availability: windows(&template.times.0.0),
        photo: template.photo.map(|Word(photo)| app.picture(space, &photo).into()),
        name: template.name,
        description: template.description,
        onboarding_instructions: template.onboarding_instructions,
        color: template.color,
    };
    let link = format!("{}/drop_in_pass_templates/{}/availability", app.hosts.at("api"), template.id);
    Ok(Resource::new(template.id, attributes, TemplateRelationships { space: one(space.id), availability: related(link) }))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "dropInPassTemplateAvailabilityAttributes")]
pub struct AvailabilityAttributes {
    available_dates: Vec<Dates>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct Dates {
    from: Day,
    to: Day,
    /// On each day; null: any number.
    #[schemars(range(min = 1))]
    number_of_passes: Option<u32>,
}

impl Dates {
    fn new(run: Run) -> Self {
        Self { from: run.from.into(), to: run.to.into(), number_of_passes: run.left }
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "dropInPassTemplateAvailabilityRelationships")]
pub struct AvailabilityRelationships {
    drop_in_pass_template: One<DropInPassTemplates>,
}

impl Entity for DropInPassTemplateAvailabilities {
    type Attributes = AvailabilityAttributes;
    type Relationships = AvailabilityRelationships;
}

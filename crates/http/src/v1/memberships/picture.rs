//! Pictures of members, as pages show them.

use crate::access::{ByHost, PublicAccess, SpaceAccess};
use crate::call::Call;
use crate::error::Error;
use crate::input::Id;
use crate::openapi::Docs;
use crate::operation::{Api, Output};
use crate::scopes::WriteMembershipPicture;
use crate::style::V1;
use crate::v1::Body;
use crate::v2::{NoContent, PHOTOS};
use app::FieldError;
use app::memberships::{self, NewPicture, Portrait};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::MembershipId;
use schemars::JsonSchema;
use serde::Deserialize;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Memberships");
    api.get("v1-get-membership-picture", "/api/memberships/{id}/picture", get, "Picture of a member, for `img` tags");
    api.put("v1-set-membership-picture", "/api/memberships/{id}/picture", set, "Replace a member's picture").body_limit(PHOTOS);
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewPicture")]
struct PictureBody {
    /// `data:image/png;base64,…`
    #[serde(default)]
    data: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

async fn set(
    access: SpaceAccess<WriteMembershipPicture, ByHost>,
    Id(id): Id<MembershipId>,
    Body(body): Body<PictureBody>,
) -> Result<NoContent, Error> {
    let new = match (body.data, body.url) {
        (Some(data), _) => NewPicture::Data(data),
        (None, Some(url)) => NewPicture::Url(url),
        (None, None) => return Err(app::Error::from(FieldError::field("data", "blank", "can't be blank, unless there is a url")).into()),
    };
    memberships::set_picture(access.app(), &access, id, new).await?;
    Ok(NoContent)
}

async fn get(access: PublicAccess<(), ByHost>, Id(id): Id<MembershipId>) -> Result<Shown, Error> {
    Ok(Shown(memberships::portrait(access.app(), &access, id).await?))
}

/// A redirect to the picture, or a drawing of the initials.
struct Shown(Portrait);

impl Output<V1> for Shown {
    fn describe(docs: &mut Docs) {
        docs.empty(302);
    }
    fn respond(self, _: &Call) -> Result<Response, Error> {
        const SHORT: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=60");
        match self.0 {
            Portrait::Picture(picture) => {
                let place = header::HeaderValue::try_from(picture.url).map_err(app::Error::internal)?;
                Ok((StatusCode::FOUND, [SHORT], [(header::LOCATION, place)]).into_response())
            }
            // Letters and digits only, so nothing needs escaping.
            Portrait::Initials(letters) => {
                let drawing = format!(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 120\"><rect width=\"120\" height=\"120\" fill=\"#8aa0b4\"/>\
                     <text x=\"60\" y=\"60\" dy=\".35em\" text-anchor=\"middle\" font-family=\"sans-serif\" font-size=\"48\" fill=\"#fff\">\
                     {letters}</text></svg>"
                );
                Ok((StatusCode::OK, [SHORT], [(header::CONTENT_TYPE, "image/svg+xml")], drawing).into_response())
            }
        }
    }
}

//! Uploaded pictures, on the site of their space. They never change, so they may be kept for ever; and they are
//! shown as what they are, never run.

use crate::access::{ByHost, PublicAccess};
use crate::call::Call;
use crate::error::Error;
use crate::input::Id;
use crate::openapi::Docs;
use crate::operation::{Api, Output};
use crate::style::V1;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use domain::ids::FileId;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Files");
    // A page shows many at once.
    api.get("get-file", "/files/{id}", get, "An uploaded picture").about("**Access**: anybody.").limit(6000);
}

struct Picture {
    content_type: String,
    body: Vec<u8>,
}

async fn get(access: PublicAccess<(), ByHost>, Id(id): Id<FileId>) -> Result<Picture, Error> {
    let file = app::files::get(access.app(), &access, id).await?;
    Ok(Picture { content_type: file.content_type, body: file.body })
}

impl Output<V1> for Picture {
    const MEDIA: &'static str = "image/*";
    fn describe(docs: &mut Docs) {
        docs.binary(200, "image/*");
    }
    fn respond(self, _: &Call) -> Result<Response, Error> {
        let headers = [
            (CONTENT_TYPE, self.content_type.as_str()),
            (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        ];
        Ok((headers, self.body).into_response())
    }
}

//! Uploaded pictures: checked, stored, and shown to anybody who knows their URL.

use crate::access::Access;
use crate::pictures::{self, Unfit};
use crate::{App, Error, FieldError, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ids::FileId;
use domain::resources::Photo;
use store::files::{self, File};
use store::spaces::Space;
use store::{SpaceTx, resources};

/// The most bytes of a picture.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;

/// A picture of our own making: see [`picture`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub content_type: &'static str,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    pub body: Vec<u8>,
}

/// Reads `data:image/png;base64,…`. What the text says of its kind is not believed: PNG, JPEG, GIF and WebP are
/// told by their first bytes, and nothing else is taken. Errors are of the field `field`.
pub async fn image(app: &App, field: &'static str, data: &str) -> Result<Image> {
    picture(app, field, decoded(field, data)?).await
}

fn decoded(field: &'static str, data: &str) -> Result<Vec<u8>, FieldError> {
    let wrong = |code, message: &'static str| FieldError::field(field, code, message);
    let encoded = data.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    let (_, encoded) = encoded.ok_or_else(|| wrong("not_a_data_uri", "must be an image as a data URI in base64"))?;
    if encoded.len() / 4 * 3 > MOST_BYTES + 3 {
        return Err(too_large(field));
    }
    STANDARD.decode(encoded).map_err(|_| wrong("not_base64", "is not valid base64"))
}

fn too_large(field: &'static str) -> FieldError {
    FieldError::field(field, "too_large", "must not be larger than 10 MiB")
}

/// The picture in these bytes, made anew: of no more pixels than are of use, upright, PNG or JPEG, and without anything that is not seen.
/// It waits for its turn: ask for it once it is known that the caller may.
pub async fn picture(app: &App, field: &'static str, body: Vec<u8>) -> Result<Image> {
    if body.len() > MOST_BYTES {
        return Err(too_large(field).into());
    }
    let wrong = |code, message: &'static str| FieldError::field(field, code, message).into();
    app.pictures.run(move || pictures::renew(&body)).await?.map_err(|unfit| match unfit {
        Unfit::Unreadable => wrong("not_an_image", "must be a PNG, JPEG, GIF or WebP image, and whole"),
        Unfit::Size => wrong("bad_size", "must have pixels, and not more than 50 million"),
        Unfit::Failed(error) => error,
    })
}

/// Stores a picture and says how to refer to it.
pub(crate) async fn insert(app: &App, tx: &mut SpaceTx<'_>, id: FileId, image: &Image) -> Result<Photo> {
    let Image { content_type, width, height, body } = image;
    let content_type = (*content_type).to_owned();
    let file = File { id, content_type, width: Some(*width), height: Some(*height), body: body.clone(), created_at: app.clock.now() };
    files::insert(tx, file).await?;
    Ok(Photo::File { id, width: *width, height: *height })
}

/// Removes the file behind a photo, if it is one of ours.
pub(crate) async fn forget(tx: &mut SpaceTx<'_>, photo: Option<&resources::Word<Photo>>) -> Result<()> {
    match photo {
        Some(resources::Word(Photo::File { id, .. })) => Ok(files::delete(tx, *id).await?),
        _ => Ok(()),
    }
}

/// A file of the space. Anybody may have it: who knows the id was shown it.
pub async fn get(app: &App, access: &Access, id: FileId) -> Result<File> {
    let access = access.clone();
    app.db.read(async move |tx| files::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// A photo to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub url: String,
    /// Width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
}

impl App {
    /// Where a photo of the space is found.
    pub fn picture(&self, space: &Space, photo: &Photo) -> Picture {
        match photo {
            Photo::Url(url) => Picture { url: url.clone(), size: None },
            Photo::File { id, width, height } => {
                Picture { url: format!("{}/files/{id}", self.hosts.at(&space.subdomain)), size: Some((*width, *height)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_uris_of_images_are_read() {
        let code = |data: &str| decoded("photo.data", data).map_err(|error| error.code);
        assert_eq!(code("data:image/svg;base64,cGhvdG8="), Ok(b"photo".to_vec()), "what it says of itself does not matter");
        assert_eq!(code("https://img.test/a.png"), Err("not_a_data_uri"));
        assert_eq!(code("data:text/html;base64,PGI+"), Err("not_a_data_uri"));
        assert_eq!(code("data:image/png;base64,%%%"), Err("not_base64"));
        assert_eq!(code(&format!("data:image/png;base64,{}", "A".repeat(MOST_BYTES / 3 * 4 + 8))), Err("too_large"));
    }
}

//! Uploaded pictures: checked, stored, and shown to anybody who knows their URL.

use crate::access::Access;
use crate::{App, Error, FieldError, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ids::FileId;
use domain::resources::Photo;
use imagesize::ImageType;
use store::files::{self, File};
use store::spaces::Space;
use store::{SpaceTx, resources};

/// The most bytes of a picture.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The most pixels of a side: more is no photo but a way to make viewers run out of memory.
const MOST_PIXELS: usize = 30_000;

/// A picture whose kind and size have been read from its bytes.
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
pub fn image(field: &'static str, data: &str) -> Result<Image, FieldError> {
    let wrong = |code, message: &'static str| FieldError::field(field, code, message);
    let encoded = data.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    let (_, encoded) = encoded.ok_or_else(|| wrong("not_a_data_uri", "must be an image as a data URI in base64"))?;
    if encoded.len() / 4 * 3 > MOST_BYTES + 3 {
        return Err(wrong("too_large", "must not be larger than 10 MiB"));
    }
    let body = STANDARD.decode(encoded).map_err(|_| wrong("not_base64", "is not valid base64"))?;
    picture(field, body)
}

/// The same for the bytes themselves.
pub fn picture(field: &'static str, body: Vec<u8>) -> Result<Image, FieldError> {
    let wrong = |code, message: &'static str| FieldError::field(field, code, message);
    if body.len() > MOST_BYTES {
        return Err(wrong("too_large", "must not be larger than 10 MiB"));
    }
    let not_an_image = || wrong("not_an_image", "must be a PNG, JPEG, GIF or WebP image");
    let content_type = match imagesize::image_type(&body) {
        Ok(ImageType::Png) => "image/png",
        Ok(ImageType::Jpeg) => "image/jpeg",
        Ok(ImageType::Gif) => "image/gif",
        Ok(ImageType::Webp) => "image/webp",
        _ => return Err(not_an_image()),
    };
    let size = imagesize::blob_size(&body).map_err(|_| not_an_image())?;
    let pixels = |side: usize| u32::try_from(side).ok().filter(|_| (1..=MOST_PIXELS).contains(&side));
    let (Some(width), Some(height)) = (pixels(size.width), pixels(size.height)) else {
        return Err(wrong("bad_size", "must be between 1 and 30,000 pixels wide and high"));
    };
    Ok(Image { content_type, width, height, body })
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

    /// The smallest PNG there is: one pixel.
    const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    fn code(data: &str) -> Option<&'static str> {
        image("photo.data", data).err().map(|error| error.code)
    }

    #[test]
    fn a_picture_is_what_its_bytes_say() {
        let pixel = image("photo.data", &format!("data:image/svg;base64,{PIXEL}")).map_err(|error| error.code);
        let pixel = pixel.unwrap_or_else(|code| unreachable!("{code}"));
        assert_eq!((pixel.content_type, pixel.width, pixel.height), ("image/png", 1, 1));
        let gif = format!("data:image/png;base64,{}", STANDARD.encode(b"GIF89a\x02\x00\x03\x00\x80\x00\x00"));
        assert_eq!(image("photo", &gif).map(|image| (image.content_type, image.width, image.height)).ok(), Some(("image/gif", 2, 3)));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let encoded = |bytes: &[u8]| format!("data:image/png;base64,{}", STANDARD.encode(bytes));
        assert_eq!(code("https://img.test/a.png"), Some("not_a_data_uri"));
        assert_eq!(code("data:text/html;base64,PGI+"), Some("not_a_data_uri"));
        assert_eq!(code("data:image/png;base64,%%%"), Some("not_base64"));
        assert_eq!(code("data:image/png;base64,"), Some("not_an_image"));
        assert_eq!(code("data:image/png;base64,cGhvdG8="), Some("not_an_image"));
        assert_eq!(code(&encoded(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")), Some("not_an_image"));
        assert_eq!(code(&encoded(b"\x89PNG\r\n\x1a\n")), Some("not_an_image"), "a PNG cut off behind its name");
        assert_eq!(code(&encoded(b"GIF89a\x00\x00\x03\x00\x80\x00\x00")), Some("bad_size"));
        assert_eq!(code(&encoded(&vec![0; MOST_BYTES + 1])), Some("too_large"));
        assert_eq!(code(&encoded(&vec![0; MOST_BYTES])), Some("not_an_image"), "as large as may be, but no image");
    }
}

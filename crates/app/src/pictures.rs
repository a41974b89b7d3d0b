//! Uploaded pictures are made anew: read, shrunk, turned upright and written again. Whatever else was in the file is gone: where a photo
//! was taken and by whom, comments, and what was hung behind it.
//!
//! Colours are taken as sRGB, and of moving pictures the first one stays.

use crate::Error;
use crate::files::{Image, MOST_BYTES};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use imagesize::ImageType;
use std::io::Cursor;

/// The most pixels that are read: as many as cameras of telephones make. A small file may claim any number.
const MOST_PIXELS: u64 = 50_000_000;
/// The most bytes that they may take: four each. Where a colour has 16 bits, only half as many are read.
const MOST_MEMORY: u64 = 4 * MOST_PIXELS;
/// Pixels of the longer side, as stored: fills the largest screens, and is sent in a moment.
const LONGER_SIDE: u32 = 3_000;
/// Pictures that are made at a time: the largest takes some 500 MB.
pub(crate) const AT_A_TIME: usize = 2;
/// Of 100. Nobody sees the difference to more, which takes twice the bytes.
const JPEG_QUALITY: u8 = 85;
/// A PNG of more bytes that nothing shines through is a photo, and far smaller as JPEG.
const MOST_LOSSLESS: usize = 4 << 20;

/// Why a picture is not taken.
#[derive(Debug)]
pub(crate) enum Unfit {
    /// Not one of the kinds that we know, or damaged.
    Unreadable,
    /// No pixels, or too many.
    Size,
    /// It could not be written again.
    Failed(Error),
}

/// The same picture in a file of our own making. Takes a processor up to a few seconds.
pub(crate) fn renew(body: &[u8]) -> Result<Image, Unfit> {
    let format = match imagesize::image_type(body) {
        Ok(ImageType::Png) => ImageFormat::Png,
        Ok(ImageType::Jpeg) => ImageFormat::Jpeg,
        Ok(ImageType::Gif) => ImageFormat::Gif,
        Ok(ImageType::Webp) => ImageFormat::WebP,
        _ => return Err(Unfit::Unreadable),
    };
    // By its first bytes, before anything is made room for.
    let claimed = imagesize::blob_size(body).map_err(|_| Unfit::Unreadable)?;
    fits(u64::try_from(claimed.width).unwrap_or(u64::MAX), u64::try_from(claimed.height).unwrap_or(u64::MAX))?;
    if format == ImageFormat::Jpeg && !has_end(body) {
        return Err(Unfit::Unreadable);
    }
    let image = opaque_if_it_is(read(body, format)?);
    written(format, image)
}

fn fits(width: u64, height: u64) -> Result<(), Unfit> {
    if (1..=MOST_PIXELS).contains(&width.saturating_mul(height)) { Ok(()) } else { Err(Unfit::Size) }
}

/// Whether a JPEG goes on to its end: what is missing is grey for those that read it.
fn has_end(jpeg: &[u8]) -> bool {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    loop {
        rest = match rest {
            [0xFF, 0xDA, pixels @ ..] => return pixels.windows(2).any(|pair| pair == [0xFF, 0xD9]),
            [0xFF, 0x01 | 0xD0..=0xD7, after @ ..] => after,
            [0xFF, 0xFF, ..] | [0x00..=0xFE, ..] => rest.get(1..).unwrap_or_default(),
            [0xFF, _, high, low, ..] => rest.get(2 + usize::from(u16::from_be_bytes([*high, *low]))..).unwrap_or_default(),
            _ => return false,
        };
    }
}

/// Its pixels, upright, not too many.
fn read(body: &[u8], format: ImageFormat) -> Result<DynamicImage, Unfit> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(body), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unread(&error))?;
    let (width, height) = decoder.dimensions();
    fits(width.into(), height.into())?;
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(Unfit::Size);
    }
    // A picture stays one whose camera said nonsense about it.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| unread(&error))?;
    if image.width().max(image.height()) > LONGER_SIDE {
        image = image.thumbnail(LONGER_SIDE, LONGER_SIDE);
    }
    image.apply_orientation(orientation);
    Ok(image)
}

fn unread(error: &ImageError) -> Unfit {
    if matches!(error, ImageError::Limits(_)) { Unfit::Size } else { Unfit::Unreadable }
}

/// With eight bits for each colour, and without transparency that nobody sees.
fn opaque_if_it_is(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return if image.color().has_color() { image.into_rgb8().into() } else { image.into_luma8().into() };
    }
    let image = image.into_rgba8();
    let shines_through = image.pixels().any(|pixel| matches!(pixel.0, [.., 0..=254]));
    let image = DynamicImage::from(image);
    if shines_through { image } else { image.into_rgb8().into() }
}

fn written(format: ImageFormat, mut image: DynamicImage) -> Result<Image, Unfit> {
    loop {
        let (content_type, body) = encoded(format, &image).map_err(|error| Unfit::Failed(Error::internal(error)))?;
        if body.len() <= MOST_BYTES {
            return Ok(Image { content_type, width: image.width(), height: image.height(), body });
        }
        image = image.thumbnail(image.width() / 2, image.height() / 2);
    }
}

/// Photos stay JPEG, drawings PNG; what comes as WebP may be either, and is what is smaller.
fn encoded(format: ImageFormat, image: &DynamicImage) -> Result<(&'static str, Vec<u8>), ImageError> {
    if format == ImageFormat::Jpeg {
        return jpeg(image);
    }
    let drawing = png(image)?;
    let most = if format == ImageFormat::WebP { 0 } else { MOST_LOSSLESS };
    if image.color().has_alpha() || drawing.1.len() <= most {
        return Ok(drawing);
    }
    let photo = jpeg(image)?;
    Ok(if photo.1.len() < drawing.1.len() { photo } else { drawing })
}

fn png(image: &DynamicImage) -> Result<(&'static str, Vec<u8>), ImageError> {
    let mut body = Vec::new();
    image.write_with_encoder(PngEncoder::new_with_quality(&mut body, CompressionType::Default, FilterType::Adaptive))?;
    Ok(("image/png", body))
}

fn jpeg(image: &DynamicImage) -> Result<(&'static str, Vec<u8>), ImageError> {
    let mut body = Vec::new();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut body, JPEG_QUALITY))?;
    Ok(("image/jpeg", body))
}

#[cfg(test)]
mod tests;

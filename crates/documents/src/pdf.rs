//! Pages as PDF/A-3b.

use crate::fonts::Line;
use crate::invoice::{Invoice, Logo};
use crate::paper::{HEIGHT, Ink, Mark, Page, WIDTH};
use crate::{Error, xmp};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

fn broken(error: impl std::fmt::Debug) -> Error {
    Error::Pdf(format!("{error:?}"))
}

/// The document; with `xml` it is an e-invoice that has this inside. A logo that turns out to be broken is left out: an
/// invoice must come out in any case.
pub fn write(invoice: &Invoice, pages: &[Page], xml: Option<&[u8]>) -> Result<Vec<u8>, Error> {
    let pdf = match invoice.logo.as_ref().and_then(image) {
        Some(logo) => made(invoice, pages, xml, Some(&logo)).or_else(|_| made(invoice, pages, xml, None)),
        None => made(invoice, pages, xml, None),
    };
    if xml.is_some() { xmp::mark_as_e_invoice(&pdf?) } else { pdf }
}

fn made(invoice: &Invoice, pages: &[Page], xml: Option<&[u8]>, logo: Option<&Image>) -> Result<Vec<u8>, Error> {
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A3_B).finish().map_err(broken)?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let size = Size::from_wh(WIDTH, HEIGHT).ok_or_else(|| broken("page size"))?;
    for page in pages {
        let mut sheet = document.start_page_with(PageSettings::new(size));
        let mut surface = sheet.surface();
        for mark in &page.marks {
            draw(&mut surface, mark, logo);
        }
        surface.finish();
        sheet.finish();
    }
    document.set_metadata(metadata(invoice));
    if let Some(xml) = xml {
        let file = EmbeddedFile {
            path: "factur-x.xml".into(),
            mime_type: MimeType::new("text/xml"),
            description: Some("Factur-X/ZUGFeRD invoice".into()),
            association_kind: AssociationKind::Alternative,
            data: xml.to_vec().into(),
            modification_date: Some(date_time(invoice.made_at)),
            compress: None,
            location: None,
        };
        document.embed_file(file).ok_or_else(|| broken("two files of one name"))?;
    }
    document.finish().map_err(broken)
}

fn metadata(invoice: &Invoice) -> Metadata {
    let words = invoice.language.words();
    let what = if invoice.corrects.is_some() { words.correction } else { words.invoice };
    let metadata = Metadata::new()
        .title(format!("{what} {}", invoice.number))
        .creator("Kontor".into())
        .producer("Kontor".into())
        .language(invoice.language.tag().into())
        .creation_date(date_time(invoice.made_at));
    match invoice.sender.title() {
        Some(sender) => metadata.authors(vec![sender.to_owned()]),
        None => metadata,
    }
}

fn date_time(at: Timestamp) -> DateTime {
    let at = TimeZone::UTC.to_datetime(at);
    let small = |part: i8| u8::try_from(part).unwrap_or_default();
    DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// None where it is no picture that we know.
fn image(logo: &Logo) -> Option<Image> {
    let data = logo.body.clone().into();
    match logo.content_type.as_str() {
        "image/png" => Image::from_png(data, true),
        "image/jpeg" => Image::from_jpeg(data, true),
        "image/gif" => Image::from_gif(data, true),
        "image/webp" => Image::from_webp(data, true),
        _ => return None,
    }
    .ok()
}

fn fill(Ink(red, green, blue): Ink) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, logo: Option<&Image>) {
    match mark {
        Mark::Text { x, y, size, ink, line } => {
            surface.set_fill(Some(fill(*ink)));
            text(surface, (*x, *y), *size, line);
        }
        Mark::Area { x, y, width, height, ink } => {
            surface.set_fill(Some(fill(*ink)));
            areas(surface, [(*x, *y, *width, *height)]);
        }
        Mark::Code { x, y, side, dark, count } => {
            surface.set_fill(Some(fill(Ink(0, 0, 0))));
            #[expect(clippy::cast_precision_loss, reason = "a code has some dozen squares")]
            let (unit, at) = (side / *count as f32, |place: usize| place as f32);
            areas(surface, dark.iter().map(|(row, column)| (x + at(*column) * unit, y + at(*row) * unit, unit, unit)));
        }
        Mark::Logo { x, y, width, height } => {
            if let Some(image) = logo {
                picture(surface, image, (*x, *y), (*width, *height));
            }
        }
    }
}

fn text(surface: &mut Surface<'_>, (x, y): (f32, f32), size: f32, line: &Line) {
    for run in &line.runs {
        surface.draw_glyphs(Point::from_xy(x + run.at * size, y), &run.glyphs, run.font.clone(), &run.text, size, false);
    }
}

/// All as one shape: viewers then show no seams between them.
fn areas(surface: &mut Surface<'_>, places: impl IntoIterator<Item = (f32, f32, f32, f32)>) {
    let mut path = PathBuilder::new();
    for (x, y, width, height) in places {
        if let Some(place) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(place);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// As large as fits, never larger than its pixels at 96 to an inch.
fn picture(surface: &mut Surface<'_>, image: &Image, (x, y): (f32, f32), (width, height): (f32, f32)) {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    let pixels = (image.size().0 as f32, image.size().1 as f32);
    let scale = (width / pixels.0).min(height / pixels.1).min(0.75);
    if let Some(size) = Size::from_wh(pixels.0 * scale, pixels.1 * scale) {
        surface.push_transform(&Transform::from_translate(x, y));
        surface.draw_image(image.clone(), size);
        surface.pop();
    }
}

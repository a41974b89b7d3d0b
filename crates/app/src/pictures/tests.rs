use super::{LONGER_SIDE, Unfit, renew};
use crate::files::Image;
use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

const RED: [u8; 3] = [200, 20, 20];
const BLUE: [u8; 3] = [20, 20, 200];
const KINDS: [ImageFormat; 4] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];

/// Red on the left, blue on the right.
fn flag(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| Rgb(if x < width / 2 { RED } else { BLUE })).into()
}

/// No two pixels are alike, so that its file is long.
fn noise() -> DynamicImage {
    let mut last = 1_u32;
    let mut next = || {
        last = last.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        last.to_be_bytes()[0]
    };
    RgbImage::from_fn(64, 64, |_, _| Rgb([next(), next(), next()])).into()
}

fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut body = Cursor::new(Vec::new());
    image.write_to(&mut body, format).unwrap();
    body.into_inner()
}

fn has(body: &[u8], text: &[u8]) -> bool {
    body.windows(text.len()).any(|found| found == text)
}

/// What it was made, and its pixels.
fn made(body: &[u8]) -> (Image, DynamicImage) {
    let image = renew(body).unwrap();
    let pixels = image::load_from_memory(&image.body).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (image.width, image.height), "it says how large it is");
    let format = image::guess_format(&image.body).unwrap();
    assert_eq!(format.to_mime_type(), image.content_type, "it says what it is");
    (image, pixels)
}

/// Whether two colours are as good as the same.
fn near(pixels: &DynamicImage, (x, y): (u32, u32), colour: [u8; 3]) -> bool {
    pixels.get_pixel(x, y).0.iter().zip(colour).all(|(found, wanted)| found.abs_diff(wanted) < 30)
}

/// A picture as a telephone makes it, held upright: stored lying down, with the place.
fn photo() -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    exif.extend(b"\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"); // orientation 6: turn to the right
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0"); // where the place is told
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0"); // in the north
    exif.extend(b"53.5413 N 9.9841 E");
    let body = file(&flag(40, 20), ImageFormat::Jpeg);
    let mut photo = b"\xFF\xD8\xFF\xE1".to_vec();
    photo.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    photo.extend(exif);
    photo.extend(&body[2..]);
    photo
}

#[test]
fn a_photo_is_turned_and_does_not_say_where_it_was_taken() {
    let body = photo();
    assert!(has(&body, b"Exif") && has(&body, b"53.5413"));
    let (image, pixels) = made(&body);
    assert_eq!((image.content_type, image.width, image.height), ("image/jpeg", 20, 40));
    assert!(near(&pixels, (10, 5), RED) && near(&pixels, (10, 35), BLUE), "its left side is on top");
    assert!(!has(&image.body, b"Exif") && !has(&image.body, b"53.5413"));
}

#[test]
fn what_hangs_behind_or_within_a_picture_is_gone() {
    for format in KINDS {
        let mut body = file(&flag(40, 20), format);
        if format == ImageFormat::Gif {
            body.pop();
            body.extend(b"\x21\xFE\x0B<b>hello</b\0;"); // a comment, and the end once more
        }
        body.extend(b"<script>alert(1)</script>PK\x03\x04\x14\0\0\0evil.jar");
        let (image, pixels) = made(&body);
        for text in [&b"<script>"[..], b"PK\x03\x04", b"<b>hello"] {
            assert!(!has(&image.body, text), "{format:?}");
        }
        assert_eq!((image.width, image.height), (40, 20));
        assert!(near(&pixels, (5, 5), RED) && near(&pixels, (35, 15), BLUE), "{format:?}");
    }
}

#[test]
fn transparency_stays() {
    let glass: DynamicImage = RgbaImage::from_fn(20, 20, |x, _| Rgba([20, 20, 200, if x < 10 { 0 } else { 128 }])).into();
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let (image, pixels) = made(&file(&glass, format));
        assert_eq!((image.content_type, pixels.get_pixel(3, 3).0[3], pixels.get_pixel(15, 3).0), ("image/png", 0, [20, 20, 200, 128]));
    }
    let solid: DynamicImage = RgbaImage::from_pixel(20, 20, Rgba([20, 20, 200, 255])).into();
    let (_, pixels) = made(&file(&solid, ImageFormat::Png));
    assert!(!pixels.color().has_alpha() && near(&pixels, (3, 3), BLUE));
}

#[test]
fn of_a_moving_picture_the_first_one_stays() {
    let mut body = Vec::new();
    let frames = [RED, BLUE].map(|[r, g, b]| Frame::new(RgbaImage::from_pixel(30, 10, Rgba([r, g, b, 255]))));
    GifEncoder::new(&mut body).encode_frames(frames).unwrap();
    let (image, pixels) = made(&body);
    assert_eq!((image.content_type, image.width, image.height), ("image/png", 30, 10));
    assert!(near(&pixels, (15, 5), RED));
}

#[test]
fn large_pictures_are_made_smaller() {
    let (image, pixels) = made(&file(&flag(LONGER_SIDE + 100, 62), ImageFormat::Jpeg));
    assert_eq!((image.content_type, image.width, image.height), ("image/jpeg", LONGER_SIDE, 60));
    assert!(near(&pixels, (100, 30), RED) && near(&pixels, (LONGER_SIDE - 100, 30), BLUE));
    let (image, _) = made(&file(&flag(20, LONGER_SIDE + 100), ImageFormat::Png));
    assert_eq!((image.content_type, image.width, image.height), ("image/png", 19, LONGER_SIDE));
}

#[test]
fn webp_becomes_what_is_smaller() {
    assert_eq!(made(&file(&flag(300, 200), ImageFormat::WebP)).0.content_type, "image/png");
    assert_eq!(made(&file(&noise(), ImageFormat::WebP)).0.content_type, "image/jpeg");
}

#[test]
fn half_a_picture_is_none() {
    for format in KINDS {
        let body = file(&noise(), format);
        for part in [body.len() / 10, body.len() / 2, body.len() * 9 / 10] {
            assert!(matches!(renew(&body[..part]), Err(Unfit::Unreadable)), "{format:?}, {part} of {}", body.len());
        }
        assert!(renew(&body).is_ok(), "{format:?}");
    }
    let body = file(&noise(), ImageFormat::Jpeg);
    assert!(matches!(renew(&body[..body.len() - 2]), Err(Unfit::Unreadable)), "without its end");
    for other in
        [&b""[..], b"photo", b"%PDF-1.7", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xFF\xD8\xFF"]
    {
        assert!(matches!(renew(other), Err(Unfit::Unreadable)));
    }
}

fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let sum = name.iter().chain(data).fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    });
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], &name, data, &(!sum).to_be_bytes()].concat()
}

/// A PNG of a few bytes that claims to be that large.
fn bomb(width: u32, height: u32, bits: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[bits, 6, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &header), chunk(*b"IDAT", &[0x78, 0x9C])].concat()
}

#[test]
fn a_small_file_of_a_huge_picture_is_refused_before_anything_is_read() {
    let refused = |body: &[u8]| matches!(renew(body), Err(Unfit::Size));
    for (width, height) in [(30_000, 30_000), (u32::MAX, u32::MAX), (50_000_001, 1), (7_072, 7_071), (0, 5)] {
        assert!(refused(&bomb(width, height, 8)), "{width} × {height}");
    }
    assert!(refused(&bomb(7_000, 7_000, 16)), "eight bytes a pixel");
    assert!(matches!(renew(&bomb(7_000, 7_000, 8)), Err(Unfit::Unreadable)), "not too large, but nothing is in it");
    assert!(refused(b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0"));
    assert!(refused(b"GIF89a\0\0\x03\0\x80\0\0"));
    assert!(refused(b"RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\xFF\xFF\x00\xFF\xFF\x00"));
}

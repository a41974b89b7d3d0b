//! Which formats a caller takes and sends.

use axum::http::{HeaderMap, header};

/// `*/*`, `application/*` and the type itself will do; the type with parameters (but `q`) will not (JSON:API 1.1,
/// 5.4), nor will a range of quality 0 (RFC 9110 section 12.4.2).
pub fn accepts(headers: &HeaderMap, media: &str) -> bool {
    let group = media.split('/').next().unwrap_or_default();
    let fits = |range: &str| {
        let mut pieces = range.split(';').map(str::trim);
        let name = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let plain = pieces.all(|piece| match piece.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("q") => value.trim().parse::<f32>().is_ok_and(|weight| weight > 0.0),
            _ => false,
        });
        plain && (name == "*/*" || name == media || name.strip_suffix("/*") == Some(group))
    };
    let mut values = headers.get_all(header::ACCEPT).iter().peekable();
    values.peek().is_none() || values.any(|value| value.to_str().is_ok_and(|text| text.split(',').any(fits)))
}

/// Whether the body is sent as the media type, without parameters.
pub fn is_sent_as(headers: &HeaderMap, media: &str) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|sent| sent.to_str().ok());
    sent.is_some_and(|sent| sent.trim().eq_ignore_ascii_case(media))
}

//! Files that are made when they are asked for.

use crate::call::Call;
use crate::error::Error;
use crate::openapi::Docs;
use crate::operation::Output;
use crate::style::Style;
use app::Result as AppResult;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, stream};
use std::io;
use tokio::sync::mpsc::Receiver;

/// A PDF, shown by browsers and kept by nobody on the way.
pub struct Pdf(pub app::invoices::Pdf);

const PDF: &str = "application/pdf";
const ZIP: &str = "application/zip";

impl<St: Style> Output<St> for Pdf {
    const MEDIA: &'static str = PDF;
    fn describe(docs: &mut Docs) {
        docs.binary(200, PDF);
    }
    fn respond(self, _: &Call) -> Result<Response, Error> {
        Ok(self.into_response())
    }
}

impl IntoResponse for Pdf {
    fn into_response(self) -> Response {
        let app::invoices::Pdf { name, body } = self.0;
        let headers = [
            (CONTENT_TYPE, PDF.to_owned()),
            (CONTENT_DISPOSITION, disposition("inline", &name)),
            (CACHE_CONTROL, "private, no-store".to_owned()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        (headers, body).into_response()
    }
}

/// RFC 6266: a name for all, and one with all letters.
fn disposition(how: &str, name: &str) -> String {
    let plain: String =
        name.chars().map(|letter| if letter.is_ascii_graphic() && letter != '"' && letter != '\\' { letter } else { '-' }).collect();
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", encoded.replace('+', "%20"))
}

/// A file to be kept.
pub struct Whole<'a> {
    pub name: &'a str,
    pub media: &'static str,
    pub body: Vec<u8>,
}

impl IntoResponse for Whole<'_> {
    fn into_response(self) -> Response {
        let headers = [
            (CONTENT_TYPE, self.media.to_owned()),
            (CONTENT_DISPOSITION, disposition("attachment", self.name)),
            (CACHE_CONTROL, "private, no-store".to_owned()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        (headers, self.body).into_response()
    }
}

/// A file that is sent while it is written. A failure in the middle breaks the connection: what came is not whole.
pub struct Download {
    pub name: String,
    pub media: &'static str,
    pub pieces: Receiver<AppResult<Vec<u8>>>,
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let headers = [
            (CONTENT_TYPE, self.media.to_owned()),
            (CONTENT_DISPOSITION, disposition("attachment", &self.name)),
            (CACHE_CONTROL, "private, no-store".to_owned()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        (headers, flowing(self.pieces)).into_response()
    }
}

fn flowing(pieces: Receiver<AppResult<Vec<u8>>>) -> Body {
    let pieces = stream::unfold(pieces, async |mut pieces| {
        let piece = pieces.recv().await?;
        Some((piece.map_err(broken), pieces))
    });
    // Whoever compresses asks once more after the end.
    Body::from_stream(pieces.fuse())
}

/// An archive that is sent while it is made. A failure in the middle breaks the connection: what came is not whole.
pub struct Zip {
    pub name: &'static str,
    pub pieces: Receiver<AppResult<Vec<u8>>>,
}

impl<St: Style> Output<St> for Zip {
    const MEDIA: &'static str = ZIP;
    fn describe(docs: &mut Docs) {
        docs.binary(200, ZIP);
    }
    fn respond(self, _: &Call) -> Result<Response, Error> {
        let headers = [(CONTENT_TYPE, ZIP.to_owned()), (CONTENT_DISPOSITION, disposition("attachment", self.name))];
        Ok((headers, flowing(self.pieces)).into_response())
    }
}

fn broken(error: app::Error) -> io::Error {
    tracing::error!(error = &error as &dyn std::error::Error, "a file broke off");
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_of_files_survive() {
        assert_eq!(disposition("inline", "R-2026-7.pdf"), "inline; filename=\"R-2026-7.pdf\"; filename*=UTF-8''R-2026-7.pdf");
        assert_eq!(disposition("inline", "Ä \"7.pdf"), "inline; filename=\"---7.pdf\"; filename*=UTF-8''%C3%84%20%227.pdf");
    }
}

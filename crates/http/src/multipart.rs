//! Multipart forms (RFC 7578), as curl, PHP and browsers send them.

use crate::error::Error;

/// The most fields a form may have.
const MOST: usize = 1000;

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    pub name: String,
    /// Of a file, what it is called.
    pub file_name: Option<String>,
    pub body: &'a [u8],
}

fn broken() -> Error {
    Error::Malformed("The body is not a multipart form.".into())
}

fn split_once<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let begin = bytes.windows(at.len()).position(|window| window == at)?;
    Some((bytes.get(..begin)?, bytes.get(begin + at.len()..)?))
}

/// The fields, in the order sent.
pub fn parts<'a>(content_type: &str, bytes: &'a [u8]) -> Result<Vec<Part<'a>>, Error> {
    let boundary = parameter(content_type, "boundary").filter(|boundary| !boundary.is_empty()).ok_or_else(broken)?;
    let marker = format!("\r\n--{boundary}").into_bytes();
    // The first marker has no line end before it, unless a preamble has.
    let first = marker.get(2..).unwrap_or_default();
    let mut rest = match bytes.strip_prefix(first) {
        Some(rest) => rest,
        None => split_once(bytes, &marker).ok_or_else(broken)?.1,
    };
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let (part, after) = split_once(rest, &marker).ok_or_else(broken)?;
        parts.push(read(part)?);
        if parts.len() > MOST {
            return Err(Error::Malformed("The form has too many fields.".into()));
        }
        rest = after;
    }
    Ok(parts)
}

fn read(part: &[u8]) -> Result<Part<'_>, Error> {
    let (head, body) = part.strip_prefix(b"\r\n").and_then(|part| split_once(part, b"\r\n\r\n")).ok_or_else(broken)?;
    let head = std::str::from_utf8(head).map_err(|_| broken())?;
    let disposition = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    });
    let disposition = disposition.ok_or_else(broken)?;
    let name = parameter(disposition, "name").ok_or_else(broken)?;
    Ok(Part { name, file_name: parameter(disposition, "filename"), body })
}

/// Names and values of a form without files: text only.
pub fn fields(content_type: &str, bytes: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let text = |part: Part<'_>| match std::str::from_utf8(part.body) {
        Ok(text) => Ok((part.name, text.to_owned())),
        Err(_) => Err(Error::Malformed("Only text can be sent in a form here.".into())),
    };
    parts(content_type, bytes)?.into_iter().map(text).collect()
}

/// A parameter of a header's value, quoted or not.
fn parameter(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (found, next) = match after.trim_start().strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
            Some((quoted, next)) => (quoted, next.split_once(';').map_or("", |(_, next)| next)),
            None => after.split_once(';').unwrap_or((after, "")),
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(found.trim().to_owned());
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_line_ends_and_order() {
        let body = "preamble\r\n--b-1\r\ncontent-disposition: form-data; name=note\r\nContent-Type: text/plain\r\n\r\none\r\ntwo\r\n--b-1\r\n\
                    Content-Disposition: form-data; name=\"ids[]\"\r\n\r\n\r\n--b-1--\r\nepilogue";
        let expected = vec![("note".to_owned(), "one\r\ntwo".to_owned()), ("ids[]".to_owned(), String::new())];
        assert_eq!(fields("multipart/form-data; boundary=\"b-1\"", body.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn files_are_taken_as_they_are() {
        let body = b"--b\r\nContent-Disposition: form-data; name=pdf; filename=a.pdf\r\n\r\n%PDF-\xff\0\r\n--\r\n--b--";
        let parts = parts("multipart/form-data; boundary=b", body).unwrap();
        assert_eq!(parts, [Part { name: "pdf".into(), file_name: Some("a.pdf".into()), body: b"%PDF-\xff\0\r\n--" }]);
        assert!(fields("multipart/form-data; boundary=b", body).is_err(), "no text");
    }

    #[test]
    fn names_of_files_may_have_any_sign() {
        let named = |disposition: &str| parameter(disposition, "filename");
        assert_eq!(named("form-data; name=\"file\"; filename=\"a; b=c.pdf\"").as_deref(), Some("a; b=c.pdf"));
        assert_eq!(named("form-data; filename=a.pdf ; name=file").as_deref(), Some("a.pdf"));
        assert_eq!(named("form-data; name=\"filename=x\"; FileName = \"\"").as_deref(), Some(""));
        assert_eq!(named("form-data; name=\"file\""), None);
        assert_eq!(named("form-data"), None);
    }

    #[test]
    fn a_form_that_breaks_off_is_refused() {
        let body = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
        assert!(fields("multipart/form-data; boundary=b", body.as_bytes()).is_err());
        assert!(fields("multipart/form-data; boundary=b", b"--b\r\n\r\n\r\n--b--").is_err());
        assert!(fields("multipart/form-data; boundary=b", b"--b\xff--").is_err());
    }
}

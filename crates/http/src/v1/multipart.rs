//! Multipart forms (RFC 7578), as curl and PHP send them: text fields only, files are read as text.

use crate::error::Error;

/// The most fields a form may have.
const MOST: usize = 1000;

/// Names and values, in the order sent.
pub fn fields(content_type: &str, bytes: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let broken = || Error::Malformed("The body is not a multipart form.".into());
    let boundary = parameter(content_type, "boundary").filter(|boundary| !boundary.is_empty()).ok_or_else(broken)?;
    let text = std::str::from_utf8(bytes).map_err(|_| Error::Malformed("Only text can be sent in a form here.".into()))?;
    let marker = format!("\r\n--{boundary}");
    // The first marker has no line end before it.
    let text = format!("\r\n{text}");
    let mut parts = text.split(marker.as_str());
    let _preamble = parts.next();
    let mut fields = Vec::new();
    let mut closed = false;
    for part in parts {
        if part.starts_with("--") {
            closed = true;
            break;
        }
        let (head, body) = part.strip_prefix("\r\n").and_then(|part| part.split_once("\r\n\r\n")).ok_or_else(broken)?;
        let disposition = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
        });
        let name = parameter(disposition.ok_or_else(broken)?, "name").ok_or_else(broken)?;
        fields.push((name, body.to_owned()));
        if fields.len() > MOST {
            return Err(Error::Malformed("The form has too many fields.".into()));
        }
    }
    if closed { Ok(fields) } else { Err(broken()) }
}

/// A parameter of a header's value, quoted or not.
fn parameter(value: &str, wanted: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|piece| {
        let (name, value) = piece.split_once('=')?;
        let plain = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case(wanted).then(|| plain.to_owned())
    })
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
    fn a_form_that_breaks_off_is_refused() {
        let body = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
        assert!(fields("multipart/form-data; boundary=b", body.as_bytes()).is_err());
        assert!(fields("multipart/form-data; boundary=b", b"--b\r\n\r\n\r\n--b--").is_err());
        assert!(fields("multipart/form-data; boundary=b", b"--b\xff--").is_err());
    }
}

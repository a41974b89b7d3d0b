//! Files that people keep here: what they are called, and what they are.

/// The most characters of a name.
const NAME: usize = 120;
/// The most characters behind the last dot that are taken for the kind of a file.
const KIND: usize = 10;

/// A name that any computer can save, from what somebody's browser says: no folders, no signs that mean something to a shell or
/// file system, none that turn the text around (`gpj.exe` shown as `exe.jpg`), not too long.
pub fn name(said: &str) -> String {
    let last = said.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|c| !c.is_control() && !turns_or_hides(*c));
    let plain: String = kept.map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '-' } else { c }).collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let short = match plain.rsplit_once('.').filter(|(_, kind)| kind.chars().count() <= KIND) {
        Some((stem, kind)) => format!("{}.{kind}", first(stem, NAME - KIND - 1)),
        None => first(plain, NAME),
    };
    if short.is_empty() { "file".to_owned() } else { short }
}

fn first(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// Marks of direction, and what has no width.
fn turns_or_hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What a file is, where that is good to know and nothing that runs; anything else is bytes.
pub fn media(body: &[u8]) -> &'static str {
    match body {
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_saved_anywhere() {
        for (said, kept) in [
            ("Vertrag Müller.pdf", "Vertrag Müller.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\mia\\id card.jpg", "id card.jpg"),
            ("a<b>\":|?*.pdf", "a-b------.pdf"),
            (" .htaccess ", "htaccess"),
            ("two\r\nlines\0.txt", "twolines.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("...", "file"),
            ("", "file"),
            ("folder/", "file"),
        ] {
            assert_eq!(name(said), kept, "{said:?}");
        }
        let long = name(&format!("{}.pdf", "ü".repeat(300)));
        assert!(long.ends_with("ü.pdf") && long.chars().count() <= NAME, "{long}");
        assert_eq!(name(&"x".repeat(300)).len(), NAME);
        assert_eq!(name(&format!("a.{}", "x".repeat(300))).len(), NAME);
    }

    #[test]
    fn kinds_are_told_by_the_first_bytes() {
        for (body, kind) in [
            (&b"%PDF-1.7\n"[..], "application/pdf"),
            (b"\x89PNG\r\n\x1a\n\0", "image/png"),
            (b"\xFF\xD8\xFF\xE1", "image/jpeg"),
            (b"<html>", "application/octet-stream"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "application/octet-stream"),
            (b"", "application/octet-stream"),
        ] {
            assert_eq!(media(body), kind);
        }
    }
}

//! Domains of their own that spaces bring along: what such a name looks like.

use crate::refusal::Refusal;
use idna::AsciiDenyList;
use std::net::IpAddr;

/// RFC 1035: 255 bytes on the wire.
const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

fn wrong<T>(code: &'static str, message: &'static str) -> Result<T, Refusal> {
    Err(Refusal::new("host", code, message))
}

/// The name of the host in its one form, lower case and ASCII (IDNA), or what is wrong with it. `base` is the domain of this
/// server: what is at it, below it or above it is no space's own.
pub fn host(text: &str, base: &str) -> Result<String, Refusal> {
    let name = name(text.trim())?;
    if name.ends_with(".localhost") {
        return wrong("reserved", "means the machine of whoever asks");
    }
    let below = |name: &str, other: &str| name.strip_suffix(other).is_some_and(|label| label.ends_with('.'));
    if name == base || below(&name, base) {
        return wrong("reserved", "is an address of this server already");
    }
    if below(base, &name) {
        return wrong("reserved", "stands above the addresses of this server");
    }
    Ok(name)
}

/// As a host name is written (RFC 1123), with a dot in it.
fn name(text: &str) -> Result<String, Refusal> {
    const NUMBERS: &str = "must be a name, not an address of numbers";
    if text.is_empty() {
        return wrong("blank", "must not be blank");
    }
    if text.starts_with('[') || text.parse::<IpAddr>().is_ok() {
        return wrong("invalid", NUMBERS);
    }
    if text.contains(['/', '\\', '?', '#', '@']) {
        return wrong("invalid", "must be the name alone, without https:// and without a path");
    }
    if text.contains(':') {
        return wrong("invalid", "must have no port");
    }
    let ascii = idna::domain_to_ascii_cow(text.as_bytes(), AsciiDenyList::EMPTY).unwrap_or_default();
    let name = ascii.strip_suffix('.').unwrap_or(&ascii);
    if name.len() > LONGEST {
        return wrong("too_long", "must have at most 253 characters");
    }
    if !name.split('.').all(is_label) {
        return wrong("invalid", "must consist of letters, digits and hyphens, with dots between");
    }
    match name.rsplit_once('.') {
        None => wrong("invalid", "must have a dot in it, as in members.example.org"),
        // Programs read such names as addresses (WHATWG URL, 3.5).
        Some((_, last)) if is_number(last) => wrong("invalid", NUMBERS),
        Some(_) => Ok(name.to_owned()),
    }
}

fn is_label(label: &str) -> bool {
    let plain = label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && (1..=LONGEST_LABEL).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

fn is_number(label: &str) -> bool {
    let hexadecimal = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    label.bytes().all(|byte| byte.is_ascii_digit()) || label.strip_prefix("0x").is_some_and(hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_one_form() {
        for (text, name) in [
            ("members.example.org", "members.example.org"),
            (" Members.Example.ORG. ", "members.example.org"),
            ("example.org", "example.org"),
            ("büro.example", "xn--bro-hoa.example"),
            ("XN--BRO-HOA.example", "xn--bro-hoa.example"),
            ("4711.example", "4711.example"),
            ("kontor.test.example.org", "kontor.test.example.org"),
            ("notkontor.test", "notkontor.test"),
        ] {
            assert_eq!(host(text, "kontor.test").as_deref(), Ok(name), "{text}");
        }
        let longest = format!("{}.{}.{}.{}", "a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61));
        assert_eq!(host(&longest, "kontor.test"), Ok(longest));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let long = format!("{}.{}.{}.{}", "a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(62));
        for (text, code, said) in [
            ("", "blank", "blank"),
            (".", "invalid", "letters, digits"),
            ("members", "invalid", "a dot"),
            ("https://members.example.org", "invalid", "without https://"),
            ("members.example.org/book", "invalid", "path"),
            ("olga@example.org", "invalid", "name alone"),
            ("members.example.org:8080", "invalid", "port"),
            ("192.0.2.7", "invalid", "numbers"),
            ("１９２.0.2.7", "invalid", "numbers"),
            ("[2001:db8::1]", "invalid", "numbers"),
            ("2001:db8::1", "invalid", "numbers"),
            ("127.1", "invalid", "numbers"),
            ("a.0x7f", "invalid", "numbers"),
            ("-a.example.org", "invalid", "letters, digits"),
            ("a-.example.org", "invalid", "letters, digits"),
            ("a..example.org", "invalid", "letters, digits"),
            ("a b.example.org", "invalid", "letters, digits"),
            ("under_score.example.org", "invalid", "letters, digits"),
            ("members.example.org\u{0}", "invalid", "letters, digits"),
            (&format!("{}.example.org", "a".repeat(64)), "invalid", "letters, digits"),
            (&long, "too_long", "253"),
            ("localhost", "invalid", "a dot"),
            ("space.localhost", "reserved", "machine"),
            ("spaces.kontor.test", "reserved", "already"),
            ("Pier.Spaces.Kontor.test", "reserved", "already"),
            ("kontor.test", "reserved", "above"),
        ] {
            let refusal = host(text, "spaces.kontor.test").unwrap_err();
            assert!(refusal.code == code && refusal.message.contains(said), "{text}: {refusal}");
        }
    }
}

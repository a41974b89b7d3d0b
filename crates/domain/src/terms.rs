//! Terms of a space and who has approved them (J4, J5). A space has as many kinds as it likes (`space_terms`,
//! `space_privacy`, …), each in versions that are never changed.

/// The most characters of a kind's name.
const LONGEST_KIND: usize = 64;

/// Whether this can be the name of a kind: small letters, digits and underscores, a letter first.
pub fn is_kind(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= LONGEST_KIND && name.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && name.bytes().all(plain)
}

/// A version of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub kind: String,
    pub version: i64,
}

/// The kinds that a member has still to approve (J5): those of which neither the version that was asked for last nor
/// a later one is approved. `asked` has one version a kind, `approved` the last one of each that is approved at all.
pub fn missing(asked: Vec<Version>, approved: &[Version]) -> Vec<String> {
    let done = |asked: &Version| approved.iter().any(|one| one.kind == asked.kind && one.version >= asked.version);
    asked.into_iter().filter(|asked| !done(asked)).map(|asked| asked.kind).collect()
}

/// An IPv4 address as clients pass it on.
pub fn is_ip_address(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(of: &[(&str, i64)]) -> Vec<Version> {
        of.iter().map(|(kind, version)| Version { kind: (*kind).into(), version: *version }).collect()
    }

    #[test]
    fn what_was_asked_for_last_has_to_be_approved() {
        let asked = versions(&[("space_privacy", 2), ("space_terms", 1), ("wifi", 3)]);
        let approved = versions(&[("space_privacy", 1), ("space_terms", 1), ("wifi", 4), ("gone", 1)]);
        assert_eq!(missing(asked.clone(), &approved), ["space_privacy"]);
        assert_eq!(missing(asked, &[]), ["space_privacy", "space_terms", "wifi"]);
        assert_eq!(missing(vec![], &approved), [""; 0]);
    }

    #[test]
    fn kinds_are_short_words() {
        assert!(is_kind("space_terms") && is_kind("a") && is_kind("wifi2") && is_kind(&"a".repeat(64)));
        for bad in ["", "2wifi", "_a", "Space", "a b", "a-b", "ä", &"a".repeat(65)] {
            assert!(!is_kind(bad), "{bad}");
        }
        assert!(is_ip_address("127.0.0.1") && !is_ip_address("256.0.0.1") && !is_ip_address("::1") && !is_ip_address("1.2.3"));
    }
}

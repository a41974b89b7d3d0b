//! Where an application may have people sent back to, as it is registered.

/// Why an address will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("must be an absolute URI")]
    NotAbsolute,
    #[error("must not have a fragment (#)")]
    Fragment,
    #[error(
        "must be https, http on this machine (localhost, 127.0.0.1, [::1]), or a private scheme with a dot as in com.example.app:/done"
    )]
    Scheme,
    #[error("must name a host, without a user")]
    Host,
}

/// Absolute and without a fragment (RFC 6749 section 3.1.2); https, or what an app on the user's own
/// device can claim: http on loopback and private schemes in reverse domain order (RFC 8252 section 7).
pub fn check(uri: &str) -> Result<(), Unfit> {
    let (scheme, rest) = uri.split_once(':').ok_or(Unfit::NotAbsolute)?;
    let letters = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.chars().all(letters) || rest.is_empty() {
        return Err(Unfit::NotAbsolute);
    }
    if !rest.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c)) {
        return Err(Unfit::NotAbsolute);
    }
    if rest.contains('#') {
        return Err(Unfit::Fragment);
    }
    let secure = match scheme.to_ascii_lowercase().as_str() {
        "https" => true,
        "http" => false,
        private if private.contains('.') => return Ok(()),
        _ => return Err(Unfit::Scheme),
    };
    let authority = rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?']).next()).ok_or(Unfit::Host)?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if host.is_empty() || host.contains('@') || port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err(Unfit::Host);
    }
    let here = ["localhost", "127.0.0.1", "[::1]"].contains(&host.to_ascii_lowercase().as_str());
    if secure || here { Ok(()) } else { Err(Unfit::Scheme) }
}

/// Whether people may be sent to an address: it is registered, letter by letter (RFC 9700 section 2.1). Only the port
/// of http on loopback is free, as a native app gets it from the system (RFC 8252 section 7.3).
pub fn allowed(registered: &[String], asked: &str) -> bool {
    check(asked).is_ok()
        && registered.iter().any(|known| known == asked || loopback(known).is_some_and(|known| loopback(asked) == Some(known)))
}

/// What must be the same of an address on loopback: the host, and all that follows the port.
fn loopback(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => host,
        _ => authority,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&host).then_some((host, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_loopback_and_private_schemes_are_fit() {
        for uri in
            ["https://app.example.com/done?x=1", "http://localhost:8080/cb", "http://127.0.0.1", "http://[::1]:9/", "com.example.app:/done"]
        {
            assert_eq!(check(uri), Ok(()), "{uri}");
        }
    }

    #[test]
    fn others_are_refused_with_the_reason() {
        let cases = [
            ("/done", Unfit::NotAbsolute),
            ("", Unfit::NotAbsolute),
            ("https:", Unfit::NotAbsolute),
            ("1.2:/x", Unfit::NotAbsolute),
            ("https://example.com/a b", Unfit::NotAbsolute),
            ("https://example.com/#top", Unfit::Fragment),
            ("http://example.com/done", Unfit::Scheme),
            ("http://localhost.example.com/", Unfit::Scheme),
            ("javascript:alert(1)", Unfit::Scheme),
            ("myapp:/done", Unfit::Scheme),
            ("https:///done", Unfit::Host),
            ("https:example.com", Unfit::Host),
            ("https://you@example.com/", Unfit::Host),
            ("http://localhost:99999/", Unfit::Host),
        ];
        for (uri, why) in cases {
            assert_eq!(check(uri), Err(why), "{uri}");
        }
    }

    #[test]
    fn people_are_sent_to_registered_addresses_only() {
        let registered = vec!["https://app.test/cb?x=1".to_owned(), "http://127.0.0.1:1/cb".into(), "com.example.app:/cb".into()];
        for good in ["https://app.test/cb?x=1", "http://127.0.0.1:4711/cb", "http://127.0.0.1/cb", "com.example.app:/cb"] {
            assert!(allowed(&registered, good), "{good}");
        }
        for trick in [
            "https://app.test/cb",
            "https://app.test/cb?x=1&y=2",
            "https://app.test/cb/?x=1",
            "https://app.test/cb/../other?x=1",
            "https://APP.test/cb?x=1",
            "https://app.test/CB?x=1",
            "https://app.test/%63b?x=1",
            "https://app.test:443/cb?x=1",
            "https://app.test@evil.test/cb?x=1",
            "https://evil.test/https://app.test/cb?x=1",
            "https://app.test.evil.test/cb?x=1",
            "https://app.test/cb?x=1#f",
            "http://127.0.0.1:4711/cb/more",
            "http://127.0.0.1:4711/cb?x",
            "http://127.0.0.1:4711@evil.test/cb",
            "http://127.0.0.1:evil/cb",
            "http://localhost:4711/cb",
            "https://127.0.0.1:4711/cb",
            "com.example.app:/cb/",
            "",
        ] {
            assert!(!allowed(&registered, trick), "{trick}");
        }
    }
}

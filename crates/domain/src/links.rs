//! Links that people type: to pages of their own, and to what an application is made of.

/// The longest link; browsers take little more.
pub const LONGEST: usize = 2000;

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub enum BadLink {
    TooLong,
    Invalid,
}

impl BadLink {
    /// Stable, for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Invalid => "invalid",
        }
    }

    /// Continues a sentence that begins with the name of the field.
    pub const fn message(self) -> &'static str {
        match self {
            Self::TooLong => "is too long",
            Self::Invalid => "must be a link that begins with http:// or https://",
        }
    }
}

/// An absolute `http` or `https` URL, trimmed. Nobody's name or password may stand in it: such links are made to mislead.
pub fn web(text: &str) -> Result<String, BadLink> {
    let text = short(text)?;
    let rest = after_scheme(text).ok_or(BadLink::Invalid)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, _) = rest.split_at_checked(end).ok_or(BadLink::Invalid)?;
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let label = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let good = host.split('.').all(label) && port.parse::<u16>().is_ok() && is_reference(text);
    if good { Ok(text.to_owned()) } else { Err(BadLink::Invalid) }
}

/// The same, where the scheme may be left out, as people do: then it is `https`.
pub fn website(text: &str) -> Result<String, BadLink> {
    let text = text.trim();
    if after_scheme(text).is_some() { web(text) } else { web(&format!("https://{text}")) }
}

/// Somebody at another site: a link, or the name there (`@ada`).
pub fn handle(text: &str) -> Result<String, BadLink> {
    let text = short(text)?;
    if after_scheme(text).is_some() {
        return web(text);
    }
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    let good = !first.is_empty() && !first.contains(':') && is_reference(text);
    if good { Ok(text.to_owned()) } else { Err(BadLink::Invalid) }
}

fn short(text: &str) -> Result<&str, BadLink> {
    let text = text.trim();
    if text.len() > LONGEST { Err(BadLink::TooLong) } else { Ok(text) }
}

fn after_scheme(text: &str) -> Option<&str> {
    let starts = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["https://", "http://"].into_iter().find(|scheme| starts(scheme)).and_then(|scheme| text.get(scheme.len()..))
}

/// Whether only characters of URIs stand there, as RFC 3986 lets them.
fn is_reference(text: &str) -> bool {
    let escaped = text.split('%').skip(1).all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()));
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?#%".contains(&byte);
    escaped && text.bytes().all(known) && text.matches('#').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_web_are_absolute_and_plain() {
        for good in ["https://example.org", " http://localhost:3000/app.js?v=1#x ", "HTTPS://a-b.example/%C3%A4/(1)"] {
            assert_eq!(web(good), Ok(good.trim().to_owned()), "{good}");
        }
        for bad in [
            "",
            "example.org",
            "//example.org/a.js",
            "javascript:alert(1)",
            "data:text/javascript,1",
            "ftp://example.org",
            "https://",
            "https:///a",
            "https://a..b/",
            "https://ada:secret@example.org/",
            "https://example.org:99999/",
            "https://example.org/a b",
            "https://example.org/\u{0}",
            "https://example.org/%4",
            "https://example.org/#a#b",
            "https://exämple.org",
            "https://example.org/\"onload=",
        ] {
            assert_eq!(web(bad), Err(BadLink::Invalid), "{bad}");
        }
        assert_eq!(web(&format!("https://example.org/{}", "x".repeat(LONGEST))), Err(BadLink::TooLong));
    }

    #[test]
    fn websites_need_no_scheme_and_names_elsewhere_no_site() {
        assert_eq!(website("example.org/me").as_deref(), Ok("https://example.org/me"));
        assert_eq!(website("http://example.org").as_deref(), Ok("http://example.org"));
        assert_eq!(website("javascript:alert(1)"), Err(BadLink::Invalid));
        for good in ["@ada", "ada.lovelace", "github.com/ada", "https://github.com/ada"] {
            assert_eq!(handle(good).as_deref(), Ok(good));
        }
        for bad in ["", "javascript:alert(1)", "//evil.test", "/ada", "a b", "ada<b>", "https://"] {
            assert_eq!(handle(bad), Err(BadLink::Invalid), "{bad}");
        }
    }
}

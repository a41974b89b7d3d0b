//! What happened in a space, for people to read (rule O7).

use jiff::SignedDuration;

crate::words::words! {
    /// Who reads it.
    Channel {
        Admin = "admin",
        /// The member that it is about.
        Membership = "membership",
    }
    /// How much it matters.
    Level {
        Error = "ERROR",
        Warn = "WARN",
        Info = "INFO",
    }
}

/// Three years (O7).
pub const KEPT: SignedDuration = SignedDuration::from_hours(24 * 365 * 3);

/// Text that applications write, as HTML that is safe to show: links stay, other tags go, addresses become links.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut open = false;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        plain(&mut out, before, open);
        let Some(end) = tag.find('>') else {
            plain(&mut out, tag, open);
            rest = "";
            break;
        };
        let (inside, after) = (tag.get(1..end).unwrap_or_default().trim(), tag.get(end + 1..).unwrap_or_default());
        if let Some(target) = link(inside).filter(|_| !open) {
            out.push_str("<a href=\"");
            escape(&mut out, target);
            out.push_str("\">");
            open = true;
        } else if open && inside.replace(' ', "").eq_ignore_ascii_case("/a") {
            out.push_str("</a>");
            open = false;
        }
        rest = after;
    }
    plain(&mut out, rest, open);
    if open {
        out.push_str("</a>");
    }
    out
}

/// Where `a href="…"` leads, on the web alone.
fn link(tag: &str) -> Option<&str> {
    let (name, attributes) = tag.split_once(char::is_whitespace)?;
    if !name.eq_ignore_ascii_case("a") {
        return None;
    }
    let start = attributes.to_ascii_lowercase().find("href")?;
    let value = attributes.get(start + 4..)?.trim_start().strip_prefix('=')?.trim_start();
    let target = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    (target.starts_with("http://") || target.starts_with("https://")).then_some(target)
}

fn plain(out: &mut String, text: &str, linked: bool) {
    let mut rest = text;
    let next = |rest: &str| [rest.find("http://"), rest.find("https://")].into_iter().flatten().min().filter(|_| !linked);
    while let Some(start) = next(rest) {
        let (before, from) = rest.split_at(start);
        escape(out, before);
        let end = from.find(|c: char| c.is_whitespace() || "\"'<>()".contains(c)).unwrap_or(from.len());
        let (whole, _) = from.split_at(end);
        let address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        if address.ends_with("://") {
            escape(out, whole);
            rest = from.get(end..).unwrap_or_default();
            continue;
        }
        out.push_str("<a href=\"");
        escape(out, address);
        out.push_str("\">");
        escape(out, address);
        out.push_str("</a>");
        rest = from.get(address.len()..).unwrap_or_default();
    }
    escape(out, rest);
}

/// Text in HTML, be it in an attribute.
pub fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_and_other_tags_go() {
        for (text, shown) in [
            ("Sent <b>12</b> mails.", "Sent 12 mails."),
            ("See <a href=\"https://a.test/x?a=1&b=2\" onclick=\"x()\">it</a>!", "See <a href=\"https://a.test/x?a=1&amp;b=2\">it</a>!"),
            ("<A HREF='http://a.test'>x</A>", "<a href=\"http://a.test\">x</a>"),
            ("<a href=\"javascript:alert(1)\">x</a>", "x"),
            ("<script>alert(1)</script>", "alert(1)"),
            ("2 < 3 & 4", "2 &lt; 3 &amp; 4"),
            ("At https://a.test/b, now.", "At <a href=\"https://a.test/b\">https://a.test/b</a>, now."),
            ("http:// is none", "http:// is none"),
            ("<a href=https://a.test>open", "<a href=\"https://a.test\">open</a>"),
            ("<a href=\"https://a.test\">https://a.test</a>", "<a href=\"https://a.test\">https://a.test</a>"),
            ("ü<", "ü&lt;"),
        ] {
            assert_eq!(html(text), shown, "{text}");
        }
    }
}

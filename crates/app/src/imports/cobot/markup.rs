//! HTML of Cobot's articles as the little markup that articles have here.

/// Headings, lists, strong text and paragraphs stay; all else of HTML goes.
pub(super) fn plain(html: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(html.len()), html);
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(&entities(before));
        let Some((tag, after)) = after.split_once('>') else {
            out.push('<'); // a sign, and no tag
            rest = after;
            break;
        };
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let closes = tag.starts_with('/');
        out.push_str(match (&*name.to_ascii_lowercase(), closes) {
            ("h1" | "h2" | "h3" | "h4", false) => "\n\n# ",
            ("li", false) => "\n- ",
            ("br", _) => "\n",
            ("p" | "ul" | "ol" | "div" | "h1" | "h2" | "h3" | "h4", _) => "\n\n",
            ("strong" | "b", _) => "**",
            _ => "",
        });
        rest = after;
    }
    out.push_str(&entities(rest));
    let mut lines: Vec<&str> = Vec::new();
    for line in out.lines().map(str::trim) {
        let two_lists = line.is_empty() && lines.last().is_none_or(|last| last.is_empty());
        if !two_lists {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

fn entities(text: &str) -> String {
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    #[test]
    fn articles_survive_the_way() {
        let markup = "# House\n\nCome **in** &\nstay\n\n- one\n- two <3";
        assert_eq!(super::plain(&domain::articles::html(markup)), markup);
        assert_eq!(super::plain("<p>a</p><script x=1></script><p>b"), "a\n\nb");
        assert_eq!(super::plain("5 < 6"), "5 < 6");
    }
}

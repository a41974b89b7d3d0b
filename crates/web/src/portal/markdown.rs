//! The part of Markdown that the guides are written in, as HTML: headings, paragraphs, lists, tables, code, links, emphasis.
//! Everything else is text.

use std::fmt::Write as _;

/// A text as HTML. Headings have the anchors of their words.
pub(super) fn html(text: &str) -> String {
    let (mut out, mut lines) = (String::new(), text.lines().peekable());
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        if let Some(kind) = line.strip_prefix("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            // What a snippet answers looks other than what is to be typed.
            let class = if kind == "answer" { "answer" } else { "copy" };
            let _ = writeln!(out, "<pre tabindex=\"0\" class=\"{class}\"><code>{}</code></pre>", escape(&code.join("\n")));
            continue;
        }
        if let Some((level, title)) = heading(line) {
            let _ = writeln!(out, "<h{level} id=\"{}\">{}</h{level}>", anchor(title), inline(title));
            continue;
        }
        let mut block = vec![line];
        while let Some(more) = lines.next_if(|next| !next.trim().is_empty() && !next.starts_with("```") && heading(next).is_none()) {
            block.push(more);
        }
        if line.starts_with("- ") {
            list(&block, &mut out);
        } else if line.starts_with('|') {
            table(&block, &mut out);
        } else {
            let _ = writeln!(out, "<p>{}</p>", inline(&block.join("\n")));
        }
    }
    out
}

/// The first heading: a guide's title.
pub(super) fn title(text: &str) -> &str {
    text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default()
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let title = line.get(level..)?.strip_prefix(' ')?;
    (1..=4).contains(&level).then_some((level, title))
}

/// `What is signed` becomes `what-is-signed`.
fn anchor(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

fn list(block: &[&str], out: &mut String) {
    let mut items = Vec::<String>::new();
    for line in block {
        if let Some(item) = line.strip_prefix("- ") {
            items.push(item.to_owned());
        } else if let Some(last) = items.last_mut() {
            last.push(' ');
            last.push_str(line.trim());
        }
    }
    out.push_str("<ul>\n");
    for item in items {
        let _ = writeln!(out, "<li>{}</li>", inline(&item));
    }
    out.push_str("</ul>\n");
}

fn table(block: &[&str], out: &mut String) {
    let mut rows = block.iter().filter(|line| !line.trim_matches(['|', '-', ' ', ':']).is_empty());
    let row = |line: &str, cell: &str, end: &str, out: &mut String| {
        out.push_str("<tr>");
        for text in line.trim_matches('|').split('|') {
            let _ = write!(out, "<{cell}>{}</{end}>", inline(text.trim()));
        }
        out.push_str("</tr>");
    };
    out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n<thead>");
    if let Some(head) = rows.next() {
        row(head, "th scope=\"col\"", "th", out);
    }
    out.push_str("</thead>\n<tbody>\n");
    for line in rows {
        row(line, "td", "td", out);
        out.push('\n');
    }
    out.push_str("</tbody>\n</table></div>\n");
}

/// Code, links and emphasis within a line.
fn inline(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(['`', '[', '*']) {
        let (before, from) = rest.split_at(at);
        out.push_str(&escape(before));
        let Some((html, after)) = code(from).or_else(|| link(from)).or_else(|| strong(from)) else {
            let (sign, after) = from.split_at(1);
            out.push_str(&escape(sign));
            rest = after;
            continue;
        };
        out.push_str(&html);
        rest = after;
    }
    out.push_str(&escape(rest));
    out
}

fn code(text: &str) -> Option<(String, &str)> {
    let (code, after) = text.strip_prefix('`')?.split_once('`')?;
    Some((format!("<code>{}</code>", escape(code)), after))
}

fn strong(text: &str) -> Option<(String, &str)> {
    let (strong, after) = text.strip_prefix("**")?.split_once("**")?;
    Some((format!("<strong>{}</strong>", escape(strong)), after))
}

fn link(text: &str) -> Option<(String, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, after) = rest.split_once(')')?;
    Some((format!("<a href=\"{}\">{}</a>", escape(target), inline(words)), after))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{html, title};

    #[test]
    fn what_guides_are_written_in_becomes_html() {
        let text = "# Rate <limits>\n\nSee `a < b` and [the **other**](/x?a=1&b=2),\n**now**.\n\n- one\n- two\n  lines\n\n| a | b |\n|---|---|\n| `1` | 2 |\n\n```sh\ncurl <x>\n```\n";
        let expected = "<h1 id=\"rate-limits\">Rate &lt;limits&gt;</h1>\n\
            <p>See <code>a &lt; b</code> and <a href=\"/x?a=1&amp;b=2\">the <strong>other</strong></a>,\n<strong>now</strong>.</p>\n\
            <ul>\n<li>one</li>\n<li>two lines</li>\n</ul>\n\
            <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n\
            <thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead>\n\
            <tbody>\n<tr><td><code>1</code></td><td>2</td></tr>\n</tbody>\n</table></div>\n\
            <pre tabindex=\"0\" class=\"copy\"><code>curl &lt;x&gt;</code></pre>\n";
        assert_eq!(html(text), expected);
        assert_eq!(title(text), "Rate <limits>");
    }

    #[test]
    fn signs_that_mean_nothing_stay() {
        assert_eq!(html("2 * 3 [a] `b\n"), "<p>2 * 3 [a] `b</p>\n");
        assert_eq!(html("```sh\nnever closed"), "<pre tabindex=\"0\" class=\"copy\"><code>never closed</code></pre>\n");
    }
}

//! Articles of the help desk (O4): typed as plain text, shown as HTML. What is typed is never taken for HTML, so
//! nobody can smuggle scripts into pages.
//!
//! Blocks are parted by blank lines. A block is a heading (`# …`), a list (each line begins with `- `) or a paragraph;
//! within any, `**…**` is strong, and what begins with `http://` or `https://` is a link.

use std::fmt::Write as _;

/// The text as HTML.
pub fn html(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut block: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            block.push(line.trim());
            continue;
        }
        write_block(&mut out, &block);
        block.clear();
    }
    out
}

fn write_block(out: &mut String, lines: &[&str]) {
    let Some((first, rest)) = lines.split_first() else { return };
    if let Some(heading) = first.strip_prefix("# ") {
        element(out, "h2", |out| inline(out, heading));
        return write_block(out, rest);
    }
    if lines.iter().all(|line| line.starts_with("- ")) {
        return element(out, "ul", |out| {
            for item in lines {
                element(out, "li", |out| inline(out, item.get(2..).unwrap_or_default()));
            }
        });
    }
    element(out, "p", |out| {
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                out.push_str("<br>");
            }
            inline(out, line);
        }
    });
}

fn element(out: &mut String, name: &str, inner: impl FnOnce(&mut String)) {
    let _ = write!(out, "<{name}>");
    inner(out);
    let _ = write!(out, "</{name}>");
}

/// Strong text and links; a `**` without its fellow is only that.
fn inline(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("**") {
        let Some((strong, after)) = after.split_once("**").filter(|(strong, _)| !strong.is_empty() && strong.trim() == *strong) else {
            break;
        };
        words(out, before);
        element(out, "strong", |out| words(out, strong));
        rest = after;
    }
    words(out, rest);
}

/// Words and the space between them, as they are, but for links.
fn words(out: &mut String, text: &str) {
    for word in text.split_inclusive(' ') {
        let link = word.trim_end_matches([' ', '.', ',', ';', '!', '?', ')']);
        match crate::links::web(link) {
            Ok(url) => {
                let _ = write!(out, "<a href=\"{0}\" rel=\"noopener\">{0}</a>", escape(&url));
                out.push_str(&escape(word.get(link.len()..).unwrap_or_default()));
            }
            Err(_) => out.push_str(&escape(word)),
        }
    }
}

/// A text as it stands in HTML, in attributes too.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_become_headings_lists_and_paragraphs() {
        let text =
            "# How to print\r\n\r\nFirst, grab **a cup** of coffee.\nThen see https://print.test/a?b=c&d, or ask.\n\n- paper\n- ink\n";
        assert_eq!(
            html(text),
            "<h2>How to print</h2><p>First, grab <strong>a cup</strong> of coffee.<br>Then see \
             <a href=\"https://print.test/a?b=c&amp;d\" rel=\"noopener\">https://print.test/a?b=c&amp;d</a>, or ask.</p>\
             <ul><li>paper</li><li>ink</li></ul>"
        );
        assert_eq!(html("# Only\nthis"), "<h2>Only</h2><p>this</p>");
        assert_eq!(html(" \n\n"), "");
        assert_eq!(html("2 ** 3 ****"), "<p>2 ** 3 ****</p>");
    }

    #[test]
    fn html_that_is_typed_is_text() {
        assert_eq!(html("<script>alert('x')</script>"), "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>");
        assert_eq!(html("https://a.test/\"onclick=\"x"), "<p>https://a.test/&quot;onclick=&quot;x</p>");
        assert_eq!(html("javascript:alert(1)"), "<p>javascript:alert(1)</p>");
    }

    proptest! {
        #[test]
        fn only_our_own_elements_are_in_it(text in "\\PC{0,80}(\n\\PC{0,40}){0,3}") {
            let mut rest = html(&text);
            for tag in ["h2", "p", "ul", "li", "strong", "a"] {
                rest = rest.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "");
            }
            rest = rest.replace("<br>", "").replace("<a href=\"http", "");
            prop_assert!(!rest.contains('<'), "{rest}");
        }
    }
}

//! The styles of a bot: CSS as browsers read it, nesting included, and of SCSS what browsers lack: comments to the end of the line and
//! variables. What else SCSS has is refused with its line. It takes time and room in proportion to the source, whatever the
//! source: loops, mixins and functions are left out for that reason.

use std::collections::HashMap;

/// The most bytes of CSS that come of a source.
const MOST_CSS: usize = 256 << 10;
/// The most bytes of a variable.
const MOST_VALUE: usize = 4 << 10;

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot be read in line {line}: {what}")]
pub struct BadStyle {
    pub line: usize,
    pub what: String,
}

/// Rules of SCSS that are not there.
const AT_RULES: [&str; 19] = [
    "import", "use", "forward", "mixin", "include", "function", "return", "extend", "if", "else", "each", "for", "while", "debug", "warn",
    "error", "at-root", "content", "charset",
];
/// Functions of SCSS, and what to write instead.
const FUNCTIONS: [&str; 11] = [
    "darken",
    "lighten",
    "saturate",
    "desaturate",
    "mix",
    "transparentize",
    "opacify",
    "adjust-hue",
    "scale-color",
    "map-get",
    "percentage",
];

/// The CSS of a source.
pub fn compile(source: &str) -> Result<String, BadStyle> {
    let mut reader = Reader { rest: source, line: 1, css: String::with_capacity(source.len()), scopes: vec![HashMap::new()], fresh: true };
    reader.run()?;
    Ok(reader.css)
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    css: String,
    /// Variables, those of the innermost block last.
    scopes: Vec<HashMap<&'a str, String>>,
    /// At the beginning of a statement.
    fresh: bool,
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

fn name_at(text: &str) -> &str {
    text.split(|c| !is_name(c)).next().unwrap_or_default()
}

impl<'a> Reader<'a> {
    fn bad<T>(&self, what: impl Into<String>) -> Result<T, BadStyle> {
        Err(BadStyle { line: self.line, what: what.into() })
    }

    /// The next so many bytes, which end where a character does.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn copy(&mut self, bytes: usize) -> Result<(), BadStyle> {
        let text = self.take(bytes);
        self.write(text)
    }

    fn write(&mut self, text: &str) -> Result<(), BadStyle> {
        self.css.push_str(text);
        if self.css.len() > MOST_CSS { self.bad("what comes of it is too large") } else { Ok(()) }
    }

    fn run(&mut self) -> Result<(), BadStyle> {
        while let Some(first) = self.rest.chars().next() {
            let fresh = self.fresh;
            self.fresh = matches!(first, '{' | '}' | ';') || (fresh && (first.is_whitespace() || first == '/'));
            match first {
                '/' if self.rest.starts_with("//") => {
                    self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
                }
                '/' if self.rest.starts_with("/*") => match self.rest.find("*/") {
                    Some(end) => self.copy(end + 2)?,
                    None => return self.bad("a comment has no end"),
                },
                '"' | '\'' => self.string(first)?,
                '{' => self.open()?,
                '}' => self.close()?,
                '@' => self.at_rule()?,
                '$' if fresh && self.defines() => self.define()?,
                '$' => {
                    let value = self.variable()?;
                    self.write(&value)?;
                }
                '#' if self.rest.starts_with("#{") => self.interpolate()?,
                '&' if self.rest.get(1..).and_then(|rest| rest.chars().next()).is_some_and(is_name) => {
                    return self.bad("write the whole selector instead of & with letters behind it");
                }
                c if is_name(c) => self.word()?,
                c => self.copy(c.len_utf8())?,
            }
        }
        if self.scopes.len() > 1 { self.bad("a { has no }") } else { Ok(()) }
    }

    /// The length of the string that begins here, quotes included.
    fn string_length(&self, quote: char) -> Result<usize, BadStyle> {
        let mut escaped = false;
        for (at, c) in self.rest.char_indices().skip(1) {
            match c {
                '\n' => break,
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == quote => return Ok(at + 1),
                _ => {}
            }
        }
        self.bad("a string has no end")
    }

    fn string(&mut self, quote: char) -> Result<(), BadStyle> {
        let length = self.string_length(quote)?;
        self.copy(length)
    }

    fn open(&mut self) -> Result<(), BadStyle> {
        if self.scopes.len() > 50 {
            return self.bad("blocks are nested too deep");
        }
        self.scopes.push(HashMap::new());
        self.copy(1)
    }

    fn close(&mut self) -> Result<(), BadStyle> {
        if self.scopes.len() < 2 {
            return self.bad("a } has no {");
        }
        self.scopes.pop();
        self.copy(1)
    }

    fn at_rule(&mut self) -> Result<(), BadStyle> {
        let name = name_at(self.rest.get(1..).unwrap_or_default());
        if AT_RULES.contains(&name) {
            return self.bad(format!("@{name} is not known here, only CSS and variables are"));
        }
        self.copy(1 + name.len())
    }

    /// Whether the variable that begins here is given a value.
    fn defines(&self) -> bool {
        let behind = self.rest.get(1..).unwrap_or_default();
        behind.get(name_at(behind).len()..).unwrap_or_default().trim_start().starts_with(':')
    }

    fn define(&mut self) -> Result<(), BadStyle> {
        self.take(1);
        let name = self.take(name_at(self.rest).len());
        self.take(self.rest.find(':').map_or(0, |at| at + 1));
        let before = std::mem::take(&mut self.css);
        let value = self.value(&before);
        let text = std::mem::replace(&mut self.css, before);
        value?;
        let (value, default) = text.trim().strip_suffix("!default").map_or((text.trim(), false), |value| (value.trim(), true));
        let (value, global) = value.strip_suffix("!global").map_or((value, false), |value| (value.trim(), true));
        if value.len() > MOST_VALUE {
            return self.bad(format!("${name} is too long"));
        }
        if default && self.look_up(name).is_some() {
            return Ok(());
        }
        // As in SCSS: a block changes the variables of the blocks around it, but for those at the top.
        let inner = self.scopes.iter().skip(1).rposition(|scope| scope.contains_key(name)).map(|at| at + 1);
        let at = if global { 0 } else { inner.unwrap_or(self.scopes.len() - 1) };
        if let Some(scope) = self.scopes.get_mut(at) {
            scope.insert(name, value.to_owned());
        }
        Ok(())
    }

    /// Writes what is behind the colon of a definition; `before` tells how much is written already.
    fn value(&mut self, before: &str) -> Result<(), BadStyle> {
        let mut depth = 0_usize;
        while let Some(first) = self.rest.chars().next() {
            match first {
                ';' if depth == 0 => {
                    self.take(1);
                    self.fresh = true;
                    return Ok(());
                }
                '{' | '}' => return self.bad("a variable has no ; behind it"),
                '/' if self.rest.starts_with("//") => {
                    self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
                }
                '"' | '\'' => self.string(first)?,
                '$' => {
                    let value = self.variable()?;
                    self.write(&value)?;
                }
                c => {
                    depth = if c == '(' {
                        depth + 1
                    } else if c == ')' {
                        depth.saturating_sub(1)
                    } else {
                        depth
                    };
                    if is_name(c) { self.word()? } else { self.copy(c.len_utf8())? }
                }
            }
            if self.css.len() > MOST_VALUE || before.len() + self.css.len() > MOST_CSS {
                return self.bad("a variable is too long");
            }
        }
        Ok(())
    }

    fn look_up(&self, name: &str) -> Option<&String> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name))
    }

    fn variable(&mut self) -> Result<String, BadStyle> {
        let name = name_at(self.rest.get(1..).unwrap_or_default());
        let Some(value) = self.look_up(name).cloned() else { return self.bad(format!("${name} has no value here")) };
        self.take(1 + name.len());
        Ok(value)
    }

    fn interpolate(&mut self) -> Result<(), BadStyle> {
        self.take(2);
        self.take(self.rest.len() - self.rest.trim_start().len());
        if !self.rest.starts_with('$') {
            return self.bad("#{ } holds a variable and nothing else");
        }
        let value = self.variable()?;
        self.take(self.rest.len() - self.rest.trim_start().len());
        if !self.rest.starts_with('}') {
            return self.bad("#{ } holds a variable and nothing else");
        }
        self.take(1);
        self.write(&value)
    }

    fn word(&mut self) -> Result<(), BadStyle> {
        let word = name_at(self.rest);
        let behind = self.rest.get(word.len()..).unwrap_or_default();
        if behind.starts_with('(') {
            if FUNCTIONS.contains(&word) {
                return self.bad(format!("{word}() is not known here; color-mix() and calc() are"));
            }
            // Addresses without quotes hold what would begin a comment elsewhere.
            let bare = behind.get(1..).unwrap_or_default().trim_start();
            if word.eq_ignore_ascii_case("url") && !bare.starts_with(['"', '\'', '$', '#']) {
                let Some(end) = behind.find(')') else { return self.bad("url( has no )") };
                return self.copy(word.len() + end + 1);
            }
        }
        self.copy(word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    fn css(source: &str) -> String {
        compile(source).unwrap_or_else(|bad| panic!("{source}: {bad}"))
    }
    fn wrong(source: &str) -> (usize, String) {
        let bad = compile(source).expect_err(source);
        (bad.line, bad.what)
    }

    #[test]
    fn css_stays_what_it_is() {
        for same in [
            "",
            "a { color: red; &:hover { color: #fff } > b { margin: -1px } }",
            "@media (width > 30rem) { .grün::before { content: \"// $x }\\\" \" } }",
            "a { background: url(https://x.test/a.png) } /* $no // */ @font-face { src: local('a') }",
            ":root { --a: 1px; } b { width: calc(var(--a) * 2) }",
        ] {
            assert_eq!(css(same), same);
        }
    }

    #[test]
    fn variables_and_comments_are_gone() {
        assert_eq!(css("$a: 1px; // one\n$b: $a solid;\nb { border: $b; }").trim(), "b { border: 1px solid; }");
        assert_eq!(css("$a: 1; $a: 2 !default; b { c: $a }").trim(), "b { c: 1 }");
        assert_eq!(css("$a: 1; b { $a: 2; c: $a } d { e: $a }").trim(), "b {  c: 2 } d { e: 1 }");
        assert_eq!(css("$n: x; .a-#{ $n } { b: c }").trim(), ".a-x { b: c }");
        assert_eq!(css("$f: 'a;b', fn(1; 2); b { c: $f }").trim(), "b { c: 'a;b', fn(1; 2) }");
    }

    #[test]
    fn what_is_not_understood_is_refused_with_its_line() {
        assert_eq!(wrong("a {}\n\n@mixin b { }").0, 3);
        assert_eq!(wrong("a { color: darken(red, 5%) }").1, "darken() is not known here; color-mix() and calc() are");
        assert_eq!(wrong("/*\n*/ a { b: $c }"), (2, "$c has no value here".into()));
        for bad in ["a {", "}", "\"", "'\n'", "/*", "a { &-b {} }", "#{1}", "@import 'x';", "$a: {", "url(", "@while true {}"] {
            wrong(bad);
        }
    }

    #[test]
    fn nothing_grows_without_end() {
        let mut source = "$a0: xxxxxxxxxxxxxxxx;".to_owned();
        for n in 1..40 {
            let _ = write!(source, "$a{n}: $a{p}$a{p};", p = n - 1);
        }
        assert_eq!(wrong(&source).1, "a variable is too long");
        let many = format!("$a: {}; b {{ {} }}", "x".repeat(4000), "c: $a; ".repeat(1000));
        assert_eq!(wrong(&many).1, "what comes of it is too large");
        wrong(&"a{".repeat(10_000));
        for odd in ["é$", "$", "#", "@", "&", "&é{}", "url", "$é: ü; a { b: $é }", "\\\"", "a{b:'\\'"] {
            let _ = compile(odd);
        }
    }
}

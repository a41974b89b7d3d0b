//! Texts that people type: how long they may be and which characters they may hold.

/// The most characters of a name or title.
pub const NAME: usize = 255;
/// The most characters of any other text.
pub const TEXT: usize = 65_535;

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub enum BadText {
    Blank,
    TooLong,
    ControlCharacters,
}

impl BadText {
    /// Stable, for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::TooLong => "too_long",
            Self::ControlCharacters => "control_characters",
        }
    }

    /// Continues a sentence that begins with the name of the field.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Blank => "can't be blank",
            Self::TooLong => "is too long",
            Self::ControlCharacters => "must not contain control characters",
        }
    }
}

/// A line that must say something: at most [`NAME`] characters, no control characters. Given back without the
/// space around it.
pub fn name(text: &str) -> Result<String, BadText> {
    let text = text.trim();
    if text.is_empty() {
        return Err(BadText::Blank);
    }
    check(text, NAME, |_| false)?;
    Ok(text.to_owned())
}

/// A text of any number of lines, perhaps empty: at most [`TEXT`] characters, no control characters but line
/// breaks and tabs.
pub fn text(text: &str) -> Result<(), BadText> {
    check(text, TEXT, |c| matches!(c, '\n' | '\r' | '\t'))
}

fn check(text: &str, most: usize, allowed: impl Fn(char) -> bool) -> Result<(), BadText> {
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(BadText::ControlCharacters);
    }
    // Bytes are counted first: they are at hand, and there are never fewer of them.
    if text.len() > most && text.chars().count() > most {
        return Err(BadText::TooLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_that_says_something() {
        assert_eq!(name(" Sea view "), Ok("Sea view".into()));
        assert_eq!(name(" \u{a0}"), Err(BadText::Blank));
        assert_eq!(name("Sea\0view"), Err(BadText::ControlCharacters));
        assert_eq!(name("Sea\nview"), Err(BadText::ControlCharacters));
        assert_eq!(name(&"ü".repeat(NAME)).map(|name| name.chars().count()), Ok(NAME));
        assert_eq!(name(&"ü".repeat(NAME + 1)), Err(BadText::TooLong));
    }

    #[test]
    fn texts_may_have_lines_and_say_nothing() {
        assert_eq!(text(""), Ok(()));
        assert_eq!(text("one\r\n\ttwo"), Ok(()));
        assert_eq!(text("one\0two"), Err(BadText::ControlCharacters));
        assert_eq!(text(&"a".repeat(TEXT + 1)), Err(BadText::TooLong));
    }
}

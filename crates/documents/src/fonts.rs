//! Text in the fonts that are built in: which font has a letter, how wide a line is, where it breaks.

use crate::Error;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Face, UnicodeBuffer};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Regular,
    Bold,
    Italic,
}

/// Letters of one font that follow each other.
#[derive(Clone, Debug)]
pub struct Run {
    pub font: Font,
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// Where it begins; 1 is the size of the text.
    pub at: f32,
}

/// A line of text that is ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub runs: Vec<Run>,
    /// 1 is the size of the text.
    pub width: f32,
}

impl Line {
    /// What it says.
    #[cfg(test)]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

struct Cut {
    face: Face<'static>,
    font: Font,
}

impl Cut {
    fn new(data: &'static [u8]) -> Option<Self> {
        Some(Self { face: Face::from_slice(data, 0)?, font: Font::new(data.into(), 0)? })
    }

    fn has(&self, letter: char) -> bool {
        self.face.glyph_index(letter).is_some()
    }

    /// The glyphs of a text, all of whose letters this cut has, and how wide they are.
    fn shape(&self, text: &str) -> (Vec<KrillaGlyph>, f32) {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let starts: BTreeSet<usize> = shaped.glyph_infos().iter().map(|info| usize::try_from(info.cluster).unwrap_or_default()).collect();
        let end = |start: usize| starts.range(start + 1..).next().copied().unwrap_or(text.len());
        let em = self.font.units_per_em();
        #[expect(clippy::cast_precision_loss, reason = "font units are small")]
        let length = |units: i32| units as f32 / em;
        let mut width = 0.0;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, position)| {
            let start = usize::try_from(info.cluster).unwrap_or_default();
            let advance = length(position.x_advance);
            width += advance;
            let (x, y) = (length(position.x_offset), length(position.y_offset));
            KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, length(position.y_advance), start..end(start), None)
        });
        (glyphs.collect(), width)
    }
}

/// The fonts.
pub struct Fonts {
    regular: Cut,
    bold: Cut,
    italic: Cut,
    /// Has letters that the others lack.
    other: Cut,
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    Some(Fonts {
        regular: Cut::new(include_bytes!("../fonts/LibertinusSerif-Regular.otf"))?,
        bold: Cut::new(include_bytes!("../fonts/LibertinusSerif-Bold.otf"))?,
        italic: Cut::new(include_bytes!("../fonts/LibertinusSerif-Italic.otf"))?,
        other: Cut::new(include_bytes!("../fonts/DejaVuSans.ttf"))?,
    })
});

/// Stands for letters that no font has: a document for archives must not have holes.
const MISSING: char = '\u{fffd}';

impl Fonts {
    pub fn get() -> Result<&'static Self, Error> {
        FONTS.as_ref().ok_or(Error::Fonts)
    }

    fn cut(&self, style: Style) -> &Cut {
        match style {
            Style::Regular => &self.regular,
            Style::Bold => &self.bold,
            Style::Italic => &self.italic,
        }
    }

    /// A text without line breaks.
    pub fn line(&self, style: Style, text: &str) -> Line {
        let cut = self.cut(style);
        let mut parts: Vec<(&Cut, String)> = Vec::new();
        for letter in text.chars().map(|letter| if letter.is_whitespace() && letter != '\u{a0}' { ' ' } else { letter }) {
            if letter.is_control() {
                continue;
            }
            let (cut, letter) = match letter {
                letter if cut.has(letter) => (cut, letter),
                letter if self.other.has(letter) => (&self.other, letter),
                _ => (&self.other, MISSING),
            };
            match parts.last_mut() {
                Some((last, text)) if std::ptr::eq(*last, cut) => text.push(letter),
                _ => parts.push((cut, letter.to_string())),
            }
        }
        let mut line = Line::default();
        for (cut, text) in parts {
            let (glyphs, width) = cut.shape(&text);
            line.runs.push(Run { font: cut.font.clone(), text, glyphs, at: line.width });
            line.width += width;
        }
        line
    }

    fn width(&self, style: Style, text: &str) -> f32 {
        self.line(style, text).width
    }

    /// A text in lines of at most `width`, where 1 is its size. Breaks at spaces, and within words that are too long.
    pub fn lines(&self, style: Style, text: &str, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut begun = String::new();
            for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
                let longer = if begun.is_empty() { word.to_owned() } else { format!("{begun} {word}") };
                if self.width(style, &longer) <= width {
                    begun = longer;
                    continue;
                }
                if !begun.is_empty() {
                    lines.push(self.line(style, &begun));
                }
                begun = self.broken(style, word, width, &mut lines);
            }
            lines.push(self.line(style, &begun));
        }
        lines
    }

    /// Breaks a word that may be too long for a line, and gives its last piece.
    fn broken(&self, style: Style, word: &str, width: f32, lines: &mut Vec<Line>) -> String {
        if self.width(style, word) <= width {
            return word.to_owned();
        }
        let mut piece = String::new();
        let mut wide = 0.0;
        for letter in word.chars() {
            let more = self.width(style, letter.encode_utf8(&mut [0; 4]));
            if wide + more > width && !piece.is_empty() {
                lines.push(self.line(style, &piece));
                (piece, wide) = (String::new(), 0.0);
            }
            piece.push(letter);
            wide += more;
        }
        piece
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: f32) -> Vec<String> {
        Fonts::get().unwrap().lines(Style::Regular, text, width).iter().map(Line::text).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_in_long_words() {
        assert_eq!(set("A desk for\tthe month\n\nof May", 100.0), ["A desk for the month", "", "of May"]);
        assert_eq!(set("A desk for the month", 6.0), ["A desk for the", "month"]);
        let broken = set(&"x".repeat(50), 6.0);
        assert!(broken.len() > 3 && broken.concat().len() == 50, "{broken:?}");
        let fonts = Fonts::get().unwrap();
        assert!(fonts.lines(Style::Bold, &"Wide words ".repeat(50), 9.0).iter().all(|line| line.width <= 9.0));
    }

    #[test]
    fn what_no_font_has_is_marked_and_never_left_out() {
        assert_eq!(set("Žluťoučký Ωμέγα 東京 → 1\u{7}2", 100.0), ["Žluťoučký Ωμέγα \u{fffd}\u{fffd} → 12"]);
        let line = Fonts::get().unwrap().line(Style::Regular, "a→b");
        assert!(line.runs.iter().all(|run| run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0)));
    }
}

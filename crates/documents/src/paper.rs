//! Pages and the marks on them, before they become a PDF. Lengths are points, counted from the upper left corner.

use crate::Error;
use crate::fonts::{Fonts, Line, Style};

/// A4.
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;

/// A color: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

pub const BLACK: Ink = Ink(28, 30, 34);
pub const GREY: Ink = Ink(104, 109, 118);
pub const FAINT: Ink = Ink(216, 219, 224);
pub const ACCENT: Ink = Ink(24, 78, 119);
pub const TINT: Ink = Ink(243, 246, 249);

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub style: Style,
    pub size: f32,
    pub ink: Ink,
}

impl Look {
    pub const fn new(style: Style, size: f32, ink: Ink) -> Self {
        Self { style, size, ink }
    }

    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.36
    }
}

/// Something on a page.
#[derive(Clone, Debug)]
pub enum Mark {
    /// `y` is that of the base line.
    Text {
        x: f32,
        y: f32,
        size: f32,
        ink: Ink,
        line: Line,
    },
    Area {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
    },
    /// Dark squares of a code, by row and column.
    Code {
        x: f32,
        y: f32,
        side: f32,
        dark: Vec<(usize, usize)>,
        count: usize,
    },
    /// The logo, fitted into this place from its upper left corner.
    Logo {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub marks: Vec<Mark>,
}

/// Where a line of text ends up.
#[derive(Clone, Copy, Debug)]
pub enum Align {
    Left,
    Right,
}

/// Sets text on a page.
pub struct Pen {
    fonts: &'static Fonts,
}

impl Pen {
    pub fn new() -> Result<Self, Error> {
        Ok(Self { fonts: Fonts::get()? })
    }

    pub fn lines(&self, look: Look, text: &str, width: f32) -> Vec<Line> {
        self.fonts.lines(look.style, text, width / look.size)
    }

    pub fn width(&self, look: Look, text: &str) -> f32 {
        self.fonts.line(look.style, text).width * look.size
    }

    /// One line; `x` is its left or its right end.
    pub fn put(&self, page: &mut Page, look: Look, align: Align, x: f32, y: f32, text: &str) {
        page.place(look, align, x, y, self.fonts.line(look.style, text));
    }

    /// As many lines as the text needs; gives the base line after the last.
    pub fn block(&self, page: &mut Page, look: Look, (x, y): (f32, f32), width: f32, text: &str) -> f32 {
        self.lines(look, text, width).into_iter().fold(y, |y, line| {
            page.place(look, Align::Left, x, y, line);
            y + look.leading()
        })
    }
}

impl Page {
    /// One line that is ready.
    pub fn place(&mut self, look: Look, align: Align, x: f32, y: f32, line: Line) {
        let x = match align {
            Align::Left => x,
            Align::Right => x - line.width * look.size,
        };
        if !line.runs.is_empty() {
            self.marks.push(Mark::Text { x, y, size: look.size, ink: look.ink, line });
        }
    }

    pub fn area(&mut self, (x, y): (f32, f32), width: f32, height: f32, ink: Ink) {
        self.marks.push(Mark::Area { x, y, width, height, ink });
    }

    /// A horizontal line.
    pub fn rule(&mut self, x: f32, y: f32, width: f32, weight: f32, ink: Ink) {
        self.area((x, y - weight / 2.0), width, weight, ink);
    }

    /// All of its text, line by line from top to bottom.
    #[cfg(test)]
    pub fn text(&self) -> String {
        let mut found: Vec<(i32, i32, String)> = Vec::new();
        for mark in &self.marks {
            if let Mark::Text { x, y, line, .. } = mark {
                #[expect(clippy::cast_possible_truncation, reason = "within the page")]
                found.push((y.round() as i32, x.round() as i32, line.text()));
            }
        }
        found.sort();
        let mut text = String::new();
        let mut last = None;
        for (y, _, line) in found {
            if last.is_some() {
                text.push_str(if last == Some(y) { " | " } else { "\n" });
            }
            text.push_str(&line.replace('\u{a0}', " "));
            last = Some(y);
        }
        text
    }
}

//! A space's colour on pages. Whatever was chosen, texts stay readable: contrast is that of WCAG 2, 1.4.3.

use crate::resources::is_color;
use std::fmt;

/// The least contrast of text with what is behind it.
const READABLE: f64 = 4.5;

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(u8, u8, u8);

impl Color {
    pub const WHITE: Self = Self(255, 255, 255);
    /// Of texts on light pages, and of dark pages.
    pub const INK: Self = Self(0x14, 0x19, 0x25);

    /// Reads `#b4c300`.
    pub fn parse(text: &str) -> Option<Self> {
        let part = |at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
        if is_color(text) { Some(Self(part(1)?, part(3)?, part(5)?)) } else { None }
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// From 1, the same, to 21, black and white.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Sixteenths of the way to another colour.
    fn toward(self, other: Self, steps: u16) -> Self {
        let mix = |from: u8, to: u8| {
            let mixed = (u16::from(from) * (16 - steps) + u16::from(to) * steps) / 16;
            u8::try_from(mixed).unwrap_or(to)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// The same colour, made darker or lighter until it can be read on `paper`.
    pub fn readable_on(self, paper: Self) -> Self {
        let far = if paper.luminance() > 0.5 { Self(0, 0, 0) } else { Self::WHITE };
        (0..=16).map(|steps| self.toward(far, steps)).find(|color| color.contrast(paper) >= READABLE).unwrap_or(far)
    }

    /// What to write with on this colour.
    pub fn ink(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::INK) { Self::WHITE } else { Self::INK }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn colors_are_read_and_written() {
        assert_eq!(Color::parse("#b4c300").unwrap().to_string(), "#b4c300");
        assert_eq!((Color::parse("b4c300"), Color::parse("#b4c30"), Color::parse("#b4c3zz")), (None, None, None));
        assert!((Color::WHITE.contrast(Color(0, 0, 0)) - 21.0).abs() < 0.001);
    }

    proptest! {
        #[test]
        fn any_color_can_be_read_on_light_and_dark_and_written_on(r: u8, g: u8, b: u8) {
            for paper in [Color::WHITE, Color::INK] {
                let shown = Color(r, g, b).readable_on(paper);
                prop_assert!(shown.contrast(paper) >= READABLE);
                prop_assert!(shown.contrast(shown.ink()) >= READABLE);
            }
        }

        #[test]
        fn a_color_that_can_be_read_stays_as_it_is(r in 0_u8..80, g in 0_u8..80, b in 0_u8..80) {
            prop_assert_eq!(Color(r, g, b).readable_on(Color::WHITE), Color(r, g, b));
        }
    }
}

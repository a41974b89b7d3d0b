//! Resources: what can be booked or assigned, who sees it, and how it is shown (business rules, section 8).

use crate::countries::{AreaUnit, Country};
use crate::ids::{FileId, ResourceId};
use crate::taxes::Tax;
use crate::words::words;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// The text is none of the words that are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not known")]
pub struct Unknown;

words! {
    /// R1
    Usage {
        /// By the hour.
        Bookable = "bookable",
        /// Assigned to one member or team at a time, by admins.
        Allocatable = "allocatable",
    }
    /// What it is; only for people to read.
    Kind { Room = "room", Desk = "desk", Other = "other" }
}

/// Which resources a member may see and book, beyond that they are not hidden (rule N15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    Everything,
    Only(BTreeSet<ResourceId>),
}

impl Reach {
    /// The member's own list wins over the plan's; an empty list means everything.
    pub fn of_member(own: Option<&[ResourceId]>, plan: &[ResourceId]) -> Self {
        match own.unwrap_or(plan) {
            [] => Self::Everything,
            listed => Self::Only(listed.iter().copied().collect()),
        }
    }

    /// For a person with several memberships: what any of them reaches.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Only(mut one), Self::Only(two)) => {
                one.extend(two);
                Self::Only(one)
            }
            _ => Self::Everything,
        }
    }

    pub fn covers(&self, resource: ResourceId) -> bool {
        match self {
            Self::Everything => true,
            Self::Only(listed) => listed.contains(&resource),
        }
    }
}

/// The taxes of a price that may have its own (rule M11): those count only in a space with custom tax rates,
/// where an empty list means untaxed.
pub fn taxes(defaults: &[Tax], own: Option<&[Tax]>, custom_rates: bool) -> Vec<Tax> {
    own.filter(|_| custom_rates).unwrap_or(defaults).to_vec()
}

/// Whether people there think in square feet.
pub fn prefers_square_feet(country: &str) -> bool {
    country.parse::<Country>().is_ok_and(|country| country.area_unit() == AreaUnit::Sqft)
}

/// Square feet for square metres, both whole.
pub fn square_feet(square_metres: i64) -> i64 {
    // A foot is 0.3048 m, so a square metre has 1 / 0.09290304 square feet.
    const HUNDRED_MILLION: i128 = 100_000_000;
    const SQUARE_FOOT: i128 = 9_290_304;
    let feet = (i128::from(square_metres) * HUNDRED_MILLION * 2 + SQUARE_FOOT) / (SQUARE_FOOT * 2);
    i64::try_from(feet).unwrap_or(i64::MAX)
}

/// Colours that can be told apart in a calendar and carry white text.
const COLORS: [&str; 12] =
    ["#1f6fb2", "#b23b3b", "#2e7d4f", "#8a5a00", "#6a4fb3", "#00757d", "#a83279", "#5b6b1f", "#c0560d", "#3b5998", "#7a3e1d", "#4a4f57"];

/// The colour of a resource for which nobody chose one: always the same for the same resource.
pub fn color(resource: ResourceId) -> &'static str {
    // FNV-1a: the ids of one space begin alike.
    let hash = resource.0.as_bytes().iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    let len = COLORS.len();
    usize::try_from(hash).ok().and_then(|hash| COLORS.get(hash % len)).copied().unwrap_or("#1f6fb2")
}

/// `#` and six hexadecimal digits.
pub fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Where a photo is: stored as one text, a URL or a reference to an uploaded file with its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Photo {
    Url(String),
    /// Width and height in pixels.
    File {
        id: FileId,
        width: u32,
        height: u32,
    },
}

impl FromStr for Photo {
    type Err = Unknown;
    fn from_str(text: &str) -> Result<Self, Unknown> {
        let Some(reference) = text.strip_prefix("file:") else { return Ok(Self::Url(text.to_owned())) };
        let (id, size) = reference.split_once(' ').ok_or(Unknown)?;
        let (width, height) = size.split_once('x').ok_or(Unknown)?;
        let pixels = |text: &str| text.parse().map_err(|_| Unknown);
        Ok(Self::File { id: id.parse().map_err(|_| Unknown)?, width: pixels(width)?, height: pixels(height)? })
    }
}
impl TryFrom<String> for Photo {
    type Error = Unknown;
    fn try_from(text: String) -> Result<Self, Unknown> {
        text.parse()
    }
}
impl fmt::Display for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => f.write_str(url),
            Self::File { id, width, height } => write!(f, "file:{id} {width}x{height}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> ResourceId {
        ResourceId(Uuid::from_u128(n))
    }

    #[test]
    fn a_members_own_list_wins_over_the_plans() {
        assert_eq!(Reach::of_member(None, &[]), Reach::Everything);
        assert_eq!(Reach::of_member(Some(&[]), &[id(1)]), Reach::Everything);
        let one = Reach::of_member(Some(&[id(1)]), &[id(2)]);
        assert!(one.covers(id(1)) && !one.covers(id(2)));
        let both = one.clone().or(Reach::of_member(None, &[id(2)]));
        assert!(both.covers(id(1)) && both.covers(id(2)) && !both.covers(id(3)));
        assert_eq!(both.or(Reach::Everything), Reach::Everything);
    }

    #[test]
    fn own_taxes_count_where_rates_differ() {
        let tax = |rate: &str| vec![Tax { name: "VAT".into(), rate: rate.parse().unwrap() }];
        let (defaults, own) = (tax("19"), tax("7"));
        assert_eq!(taxes(&defaults, Some(&own), true), own);
        assert_eq!(taxes(&defaults, Some(&own), false), defaults);
        assert_eq!(taxes(&defaults, None, true), defaults);
        assert_eq!(taxes(&defaults, Some(&[]), true), []);
    }

    #[test]
    fn areas_are_shown_in_feet_too() {
        assert_eq!([40, 0, 1, 100].map(square_feet), [431, 0, 11, 1076]);
        assert!(prefers_square_feet("US") && !prefers_square_feet("DE"));
    }

    #[test]
    fn every_resource_has_a_colour_of_its_own_choice() {
        let colors: BTreeSet<_> = (0..100).map(|n| color(id(n))).collect();
        assert!(colors.len() > 6 && colors.iter().all(|color| is_color(color)));
        assert_eq!(color(id(7)), color(id(7)));
        assert!(!is_color("#12345") && !is_color("#12345g") && !is_color("red") && !is_color("#12345é"));
    }

    #[test]
    fn photos_are_read_back_as_written() {
        let file = Photo::File { id: FileId(Uuid::from_u128(9)), width: 800, height: 600 };
        assert_eq!(file.to_string().parse(), Ok(file));
        assert_eq!("https://img.test/a.png".parse(), Ok(Photo::Url("https://img.test/a.png".into())));
        assert_eq!("file:nothing".parse::<Photo>(), Err(Unknown));
    }
}

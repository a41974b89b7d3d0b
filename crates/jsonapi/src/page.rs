//! Page-number pagination.

use serde_json::{Value, json};

/// Resources on a page when the request does not say.
pub const USUAL_SIZE: u32 = 72;
/// The most a request can ask for; more is cut down to this.
pub const MAX_SIZE: u32 = 200;

/// The parameter that says from which number on a list is read.
const AFTER: &str = "after";

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// 1 to [`MAX_SIZE`].
    pub size: u32,
}

/// How long a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// So many resources.
    Total(u64),
    /// Nobody knows, but whether there are more behind the page.
    More(bool),
    /// A list that is read on from a number, and the number from which its next part is, if there is one.
    Next(Option<i64>),
}

impl Default for Page {
    fn default() -> Self {
        Self { number: 1, size: USUAL_SIZE }
    }
}

impl Page {
    /// How many resources stand before this page.
    pub fn offset(self) -> u64 {
        u64::from(self.number.saturating_sub(1)) * u64::from(self.size)
    }

    /// The page of a list that is at hand as a whole.
    pub fn cut<T>(self, all: Vec<T>) -> Vec<T> {
        let skip = usize::try_from(self.offset()).unwrap_or(usize::MAX);
        all.into_iter().skip(skip).take(usize::try_from(self.size).unwrap_or(usize::MAX)).collect()
    }

    /// Pages in all; an empty list has one.
    pub fn count(self, total: u64) -> u64 {
        total.div_ceil(u64::from(self.size.max(1))).max(1)
    }

    /// `links` of the document: relative to the host, other parameters of the query kept as they were sent.
    pub(crate) fn links(self, path: &str, query: &str, extent: Extent) -> Value {
        let follows = matches!(extent, Extent::Next(_));
        let kept = |part: &&str| {
            let name = part.split('=').next().unwrap_or_default().to_ascii_lowercase();
            let paging = name.starts_with("page[") || name.starts_with("page%5b") || (follows && name == AFTER);
            !name.is_empty() && !paging && name != "access_token"
        };
        let rest: String = query.split('&').filter(kept).flat_map(|part| [part, "&"]).collect();
        let link = |number: u64| format!("{path}?{rest}page[size]={}&page[number]={number}", self.size);
        let number = u64::from(self.number);
        let (before, more, last) = match extent {
            Extent::Total(total) => {
                let last = self.count(total);
                ((number - 1).min(last), number < last, Some(last))
            }
            Extent::More(more) => (number - 1, more, None),
            Extent::Next(next) => {
                let own = query.split('&').find_map(|part| part.split_once('=').filter(|(name, _)| *name == AFTER));
                let on = |after: &str| format!("{path}?{rest}page[size]={}&{AFTER}={after}", self.size);
                let first = format!("{path}?{rest}page[size]={}", self.size);
                let this = own.map_or_else(|| first.clone(), |(_, after)| on(after));
                return json!({"self": this, "first": first, "next": next.map(|next| on(&next.to_string()))});
            }
        };
        let mut links = json!({
            "self": link(number), "first": link(1),
            "prev": (number > 1).then(|| link(before)), "next": more.then(|| link(number + 1)),
        });
        if let (Some(last), Some(links)) = (last, links.as_object_mut()) {
            links.insert("last".into(), link(last).into());
        }
        links
    }
}

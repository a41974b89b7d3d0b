//! What long lists share: headings that sort, pages, and the file with all of it.

/// A heading of a column. Choosing the one that sorts already turns the order round.
pub(crate) struct Head {
    pub label: String,
    /// Empty where the column cannot sort.
    pub href: String,
    /// `ascending` or `descending`, where it sorts.
    pub sorted: Option<&'static str>,
}

/// A list as its address says it is wanted.
pub(crate) struct Sorting<'a> {
    /// Where the list is.
    pub here: &'a str,
    /// What else the address says; empty ones are left out.
    pub asked: &'a [(&'a str, &'a str)],
    pub sort: &'a str,
    pub descending: bool,
}

impl Sorting<'_> {
    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let pairs = self.asked.iter().chain(more).filter(|(_, value)| !value.is_empty());
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The headings of columns; those without a name cannot sort.
    pub fn heads<L: ToString>(&self, columns: &[(&'static str, L)]) -> Vec<Head> {
        let head = |(name, label): &(&'static str, L)| {
            let sorts = *name == self.sort;
            let order = if sorts && !self.descending { "desc" } else { "" };
            Head {
                label: label.to_string(),
                href: if name.is_empty() { String::new() } else { self.address(self.here, &[("sort", name), ("order", order)]) },
                sorted: sorts.then_some(if self.descending { "descending" } else { "ascending" }),
            }
        };
        columns.iter().map(head).collect()
    }

    fn order(&self) -> [(&str, &str); 2] {
        [("sort", self.sort), ("order", if self.descending { "desc" } else { "" })]
    }

    /// The address of a page, the first being 1.
    pub fn page(&self, page: i64) -> String {
        let (number, [sort, order]) = (page.to_string(), self.order());
        self.address(self.here, &[sort, order, ("page", if page > 1 { &number } else { "" })])
    }

    /// The address of the file with the whole list.
    pub fn file(&self, path: &str) -> String {
        self.address(path, &self.order())
    }
}

/// The page that is asked for.
pub(crate) fn page(text: &str) -> i64 {
    text.parse::<i64>().unwrap_or(1).clamp(1, 1_000_000)
}

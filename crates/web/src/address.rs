//! Addresses in forms: one reader, wherever somebody types where people live or bills go.

use crate::language;
use crate::visiting::buyer::said;
use domain::countries::Country;
use serde::Deserialize;
use store::spaces::Address;

/// What the fields had in them; empty where a form has no such field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// All of it as written, where it is not known in parts.
    pub full_address: String,
    pub street: String,
    pub post_code: String,
    pub city: String,
    pub state: String,
    pub country: String,
}

impl Typed {
    pub fn of(address: &Address) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            full_address: text(&address.full_address),
            street: text(&address.street),
            post_code: text(&address.post_code),
            city: text(&address.city),
            state: text(&address.state),
            country: text(&address.country),
        }
    }

    /// For forms that have no field for all of it: that stands in the street's then.
    pub fn in_parts(address: &Address) -> Self {
        let written = || address.full_address.as_ref().map(|all| all.replace('\n', ", "));
        Self { street: address.street.clone().or_else(written).unwrap_or_default(), ..Self::of(address) }
    }

    /// Without name and company.
    pub fn address(&self) -> Address {
        Address {
            name: None,
            company: None,
            full_address: said(&self.full_address),
            street: said(&self.street),
            post_code: said(&self.post_code),
            city: said(&self.city),
            state: said(&self.state),
            country: said(&self.country),
        }
    }
}

/// The name of a country, of which we keep the code, for who reads.
pub(crate) fn country(code: &str) -> String {
    code.parse::<Country>().map_or(code, |country| country.name_in(language::current().tag())).to_owned()
}

/// In one line, without name and company; empty where nothing is known.
pub(crate) fn in_line(address: &Address) -> String {
    let street = address.in_full().map(|lines| lines.replace('\n', ", "));
    [street, address.country.as_deref().map(country)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_back_as_it_was_shown() {
        let some = |text: &str| Some(text.to_owned());
        let known = Address { street: some("Quay 1"), city: some("Hamburg"), country: some("DE"), ..Address::default() };
        assert_eq!(Typed::of(&known).address(), known);
        let sent: Typed = serde_urlencoded::from_str("street=+Quay+1+&city=Hamburg&country=DE&post_code=+").unwrap();
        assert_eq!(sent.address(), known);
        let written = Address { full_address: some("Quay 1\n20457 Hamburg"), ..Address::default() };
        assert_eq!(Typed::of(&written).address(), written);
        assert_eq!(Typed::in_parts(&written).street, "Quay 1, 20457 Hamburg");
        assert_eq!(Typed::in_parts(&known).street, "Quay 1");
        let lines = [known, written, Address { country: some("Nowhere"), ..Address::default() }, Address::default()];
        assert_eq!(lines.map(|address| in_line(&address)), ["Quay 1, Hamburg, Germany", "Quay 1, 20457 Hamburg", "Nowhere", ""]);
    }
}

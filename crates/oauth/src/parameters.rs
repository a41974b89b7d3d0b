//! Parameters of a request, from a query or a form.

use crate::Refusal;

/// Each at most once; those without a value count as left out (RFC 6749 section 3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Of a query and of a form: a parameter stands in one of them.
    pub fn parse(query: &str, form: &[u8]) -> Result<Self, Refusal> {
        let pairs = form_urlencoded::parse(query.as_bytes()).chain(form_urlencoded::parse(form));
        Self::of(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())))
    }

    /// Of what was read already.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, Refusal> {
        let mut all: Vec<(String, String)> = Vec::new();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            // RFC 8707 section 2 allows several of these.
            if name != "resource" && all.iter().any(|(known, _)| *known == name) {
                return Err(Refusal::invalid_request(format!("{name} is given more than once")));
            }
            all.push((name, value));
        }
        Ok(Self(all))
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    pub fn required(&self, name: &'static str) -> Result<&str, Refusal> {
        self.get(name).ok_or_else(|| Refusal::invalid_request(format!("{name} is missing")))
    }

    /// As they would stand in a query, some left out.
    pub fn to_query(&self, without: &[&str]) -> String {
        let kept = self.0.iter().filter(|(name, _)| !without.contains(&name.as_str()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
    }
}

/// Adds parameters to a URI that may have a query of its own, after `#` if they go into the fragment.
pub fn append<'a>(uri: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>, fragment: bool) -> String {
    let added = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let separator = match (fragment, uri.split_once('?')) {
        _ if added.is_empty() => "",
        (true, _) => "#",
        (false, None) => "?",
        (false, Some((_, query))) if query.is_empty() || query.ends_with('&') => "",
        (false, Some(_)) => "&",
    };
    format!("{uri}{separator}{added}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_stands_once() {
        let read = Parameters::parse("state=a+b%26&scope=", b"code=1").unwrap();
        assert_eq!((read.get("state"), read.get("code"), read.get("scope")), (Some("a b&"), Some("1"), None));
        assert!(Parameters::parse("code=1", b"code=1").is_err() && Parameters::parse("a=1&a=2", b"").is_err());
        assert!(Parameters::parse("resource=1&resource=2", b"").is_ok());
        assert_eq!(read.to_query(&["code"]), "state=a+b%26");
        assert!(read.required("scope").is_err());
    }

    #[test]
    fn answers_are_added_to_what_is_there() {
        let pairs = [("code", "a b"), ("state", "&")];
        assert_eq!(append("https://a.test/cb", pairs, false), "https://a.test/cb?code=a+b&state=%26");
        assert_eq!(append("https://a.test/cb?x=1", pairs, false), "https://a.test/cb?x=1&code=a+b&state=%26");
        assert_eq!(append("https://a.test/cb?", pairs, false), "https://a.test/cb?code=a+b&state=%26");
        assert_eq!(append("https://a.test/cb?x=1", pairs, true), "https://a.test/cb?x=1#code=a+b&state=%26");
        assert_eq!(append("https://a.test/cb", [], false), "https://a.test/cb");
    }
}

//! E-mail addresses: plausible or not, and how they are kept.

/// Longest address that mail can carry (RFC 5321 section 4.5.3.1.3, less the angle brackets).
const LONGEST: usize = 254;

/// Trimmed and with its domain in lower case; `None` when no mail could ever arrive there. Whether it
/// does arrive, only a mail can tell, so the local part is hardly judged.
pub fn normalize(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let local_fits = !local.is_empty() && local.len() <= 64 && !local.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@');
    let label_fits = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c == '-' || c.is_alphanumeric())
    };
    let domain_fits = domain.contains('.') && domain.split('.').all(label_fits);
    (text.len() <= LONGEST && local_fits && domain_fits).then(|| format!("{local}@{}", domain.to_lowercase()))
}

/// Whether two normalized addresses reach the same person: mail servers hardly ever tell local parts apart by case.
pub fn same(left: &str, right: &str) -> bool {
    left.to_lowercase() == right.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{normalize, same};

    #[test]
    fn kept_trimmed_with_a_lower_case_domain() {
        assert_eq!(normalize(" Ada.Lovelace+x@Example.ORG ").as_deref(), Some("Ada.Lovelace+x@example.org"));
        for text in ["", "ada", "@example.org", "ada@", "ada@localhost", "a b@example.org", "ada@-x.org", "ada@x..org", "a\n@example.org"] {
            assert_eq!(normalize(text), None, "{text}");
        }
        assert!(same("Ada@example.org", "ada@example.org") && !same("ada@example.org", "bob@example.org"));
        assert_eq!(normalize(&format!("{}@example.org", "a".repeat(65))), None);
    }
}

//! SPDX licence expressions: is there a way to use the crate under licences we accept?
//! Grammar: SPDX specification 2.3, annex D; also `/`, which old crates write for `OR`.

/// Licences that ask for no more than to be named (MPL-2.0: and to publish changes to its own files).
const ACCEPTED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether the expression leaves a choice that consists of accepted licences only.
///
/// # Errors
/// What is wrong with the expression, if it is not one.
pub fn is_accepted(expression: &str) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut tokens = spaced.split_whitespace().peekable();
    let accepted = any(&mut tokens)?;
    match tokens.next() {
        None => Ok(accepted),
        Some(token) => Err(format!("`{token}` is out of place")),
    }
}

type Tokens<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(tokens: &mut Tokens) -> Result<bool, String> {
    let mut accepted = all(tokens)?;
    while tokens.next_if_eq(&"OR").is_some() {
        accepted |= all(tokens)?;
    }
    Ok(accepted)
}

fn all(tokens: &mut Tokens) -> Result<bool, String> {
    let mut accepted = one(tokens)?;
    while tokens.next_if_eq(&"AND").is_some() {
        accepted &= one(tokens)?;
    }
    Ok(accepted)
}

fn one(tokens: &mut Tokens) -> Result<bool, String> {
    match tokens.next() {
        Some("(") => {
            let accepted = any(tokens)?;
            tokens.next_if_eq(&")").map(|_| accepted).ok_or_else(|| "a parenthesis is not closed".to_owned())
        }
        None => Err("a licence is missing at the end".to_owned()),
        Some(token @ (")" | "AND" | "OR" | "WITH")) => Err(format!("`{token}` where a licence should be")),
        Some(id) if tokens.next_if_eq(&"WITH").is_some() => {
            let exception = tokens.next().ok_or("an exception is missing after WITH")?;
            Ok(ACCEPTED.contains(&format!("{id} WITH {exception}").as_str()))
        }
        Some(id) => Ok(ACCEPTED.contains(&id)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_accepted;

    #[test]
    fn one_licence_is_looked_up() {
        assert_eq!(is_accepted("MIT"), Ok(true));
        assert_eq!(is_accepted("OpenSSL"), Ok(false));
        assert_eq!(is_accepted("GPL-3.0-only"), Ok(false));
    }

    #[test]
    fn of_alternatives_one_is_enough() {
        assert_eq!(is_accepted("GPL-3.0-only OR MIT"), Ok(true));
        assert_eq!(is_accepted("GPL-3.0-only/MIT"), Ok(true));
        assert_eq!(is_accepted("GPL-3.0-only / AGPL-3.0-only"), Ok(false));
    }

    #[test]
    fn of_licences_that_hold_together_all_are_needed() {
        assert_eq!(is_accepted("MIT AND ISC"), Ok(true));
        assert_eq!(is_accepted("MIT AND OpenSSL"), Ok(false));
    }

    #[test]
    fn and_binds_closer_than_or_and_parentheses_closer_still() {
        assert_eq!(is_accepted("MIT OR ISC AND OpenSSL"), Ok(true));
        assert_eq!(is_accepted("(MIT OR ISC) AND OpenSSL"), Ok(false));
        assert_eq!(is_accepted("((MIT) OR (GPL-2.0-only AND OpenSSL)) AND Unicode-3.0"), Ok(true));
    }

    #[test]
    fn an_exception_is_part_of_its_licence() {
        assert_eq!(is_accepted("Apache-2.0 WITH LLVM-exception"), Ok(true));
        assert_eq!(is_accepted("GPL-2.0-only WITH Classpath-exception-2.0"), Ok(false));
        assert_eq!(is_accepted("MIT WITH LLVM-exception"), Ok(false));
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for (text, why) in [
            ("", "a licence is missing at the end"),
            ("MIT OR", "a licence is missing at the end"),
            ("(MIT", "a parenthesis is not closed"),
            ("MIT)", "`)` is out of place"),
            ("MIT ISC", "`ISC` is out of place"),
            ("OR MIT", "`OR` where a licence should be"),
            ("Apache-2.0 WITH", "an exception is missing after WITH"),
        ] {
            assert_eq!(is_accepted(text), Err(why.to_owned()), "{text}");
        }
    }
}

//! Which passwords are good enough.

use crate::refusal::Refusal;

/// The fewest characters of a password (NIST SP 800-63B, 3.1.1.2), and the most bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=1024;

/// How much of a long password is looked at for guessability.
const LOOKED_AT: usize = 100;

/// Refuses what is too short, too long, or guessed in fewer than about a hundred million tries (zxcvbn's score 3):
/// common and leaked passwords, keyboard rows, dates, and the person's own words (`about`: address, name).
pub fn check(password: &str, about: &[&str]) -> Result<(), Refusal> {
    let refuse = |code, message| Err(Refusal::new("password", code, message));
    if password.chars().count() < *LENGTH.start() {
        return refuse("too_short", "must have at least 8 characters");
    }
    if password.len() > *LENGTH.end() {
        return refuse("too_long", "is too long");
    }
    let shortened: String = password.chars().take(LOOKED_AT).collect();
    if zxcvbn::zxcvbn(&shortened, about).score() < zxcvbn::Score::Three {
        return refuse("too_easy", "is easy to guess; a few uncommon words together are better");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_guess_is_refused() {
        let code = |password: &str| check(password, &["ada.lovelace@example.org"]).map_err(|refusal| refusal.code);
        assert_eq!(code("short"), Err("too_short"));
        assert_eq!(code(&"x".repeat(1025)), Err("too_long"));
        for easy in ["password1", "12345678", "qwertyuiop", "ada.lovelace", "aaaaaaaaaaaa", "iloveyou!"] {
            assert_eq!(code(easy), Err("too_easy"), "{easy}");
        }
        assert_eq!(code("brass otter vineyard"), Ok(()));
        assert_eq!(code("дождь над гаванью 7"), Ok(()));
    }
}

//! Bots: add-ons made of HTML, scripts and styles alone. How much they may be, keep and ask ("fuel").

pub mod style;

use crate::scopes::{Scope, Scopes};
use crate::words::words;

words! {
    /// What is written down for a bot's author.
    Happening {
        /// Its page said that something went wrong.
        Error = "error",
        Installed = "installed",
        Removed = "removed",
        /// Somebody let it act for him or her.
        Allowed = "allowed",
    }
}

/// The most bots of one person.
pub const MOST_BOTS: usize = 50;
/// Older versions are forgotten, unless a space keeps to one.
pub const MOST_VERSIONS: i64 = 100;
/// The latest happenings are kept.
pub const MOST_LOGS: i64 = 200;
/// Bytes of a text of the log.
pub const MOST_LOG: usize = 1000;
/// Bytes of each part of the source.
pub const MOST_HTML: usize = 64 << 10;
pub const MOST_JAVASCRIPT: usize = 128 << 10;
pub const MOST_STYLE: usize = 32 << 10;
pub const MOST_DOCUMENTATION: usize = 32 << 10;
/// Bytes of a key of the storage.
pub const MOST_KEY: usize = 200;
/// Bytes of a value, as JSON.
pub const MOST_VALUE: usize = 64 << 10;
/// Of one bot in one space.
pub const MOST_KEYS: i64 = 1000;
pub const MOST_BYTES: i64 = 1 << 20;
/// Calls of the storage a minute, of one person before one bot in one space.
pub const CALLS_A_MINUTE: i64 = 120;
/// Errors a minute that are written down, of the same.
pub const LOGS_A_MINUTE: i64 = 20;

/// What only whoever installs an add-on needs: no page gets this.
pub const TO_INSTALL: Scopes = Scopes::of(&[
    Scope::Navigation,
    Scope::ReadNavigationLinks,
    Scope::WriteNavigationLinks,
    Scope::ReadSinglePageApps,
    Scope::WriteSinglePageApps,
]);

/// What a bot can ask for: it signs nobody in, and installs nothing.
pub fn may_ask(scope: Scope) -> bool {
    !TO_INSTALL.iter().chain(Scopes::of(&[Scope::Openid, Scope::Email, Scope::Profile, Scope::Signin]).iter()).any(|one| one == scope)
}

/// Why something is not kept for a bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    #[error("A key has 1 to 200 bytes and no control characters.")]
    Key,
    #[error("A value has at most 65,536 bytes as JSON.")]
    Value,
    #[error("A bot keeps at most 1,000 keys in a space.")]
    Keys,
    #[error("A bot keeps at most 1 MiB in a space.")]
    Bytes,
}

/// A name in a bot's storage.
pub fn key(text: &str) -> Result<&str, NotKept> {
    let good = !text.is_empty() && text.len() <= MOST_KEY && !text.chars().any(char::is_control);
    if good { Ok(text) } else { Err(NotKept::Key) }
}

/// What an entry takes, key and value.
pub fn weight(key: &str, value: &str) -> Result<i64, NotKept> {
    if value.len() > MOST_VALUE {
        return Err(NotKept::Value);
    }
    i64::try_from(key.len() + value.len()).map_err(|_| NotKept::Value)
}

/// Whether an entry still fits beside what is there, itself left out.
pub const fn fits(keys: i64, bytes: i64, new: i64) -> Result<(), NotKept> {
    if keys >= MOST_KEYS {
        Err(NotKept::Keys)
    } else if bytes + new > MOST_BYTES {
        Err(NotKept::Bytes)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bot_asks_for_neither_signing_in_nor_installing() {
        for name in ["openid", "signin", "navigation", "write_navigation_links", "read_single_page_apps"] {
            assert!(!may_ask(name.parse().unwrap()), "{name}");
        }
        for name in ["read", "write", "read_memberships", "write_charges", "read_user", "team"] {
            assert!(may_ask(name.parse().unwrap()), "{name}");
        }
    }

    #[test]
    fn storage_has_ends() {
        assert_eq!((key("a"), key(""), key("a\0")), (Ok("a"), Err(NotKept::Key), Err(NotKept::Key)));
        assert_eq!(key(&"k".repeat(MOST_KEY + 1)), Err(NotKept::Key));
        assert_eq!(weight("ab", "12345"), Ok(7));
        assert_eq!(weight("a", &"x".repeat(MOST_VALUE + 1)), Err(NotKept::Value));
        assert_eq!((fits(999, 0, 1), fits(1000, 0, 1)), (Ok(()), Err(NotKept::Keys)));
        assert_eq!((fits(1, MOST_BYTES - 5, 5), fits(1, MOST_BYTES - 5, 6)), (Ok(()), Err(NotKept::Bytes)));
    }
}

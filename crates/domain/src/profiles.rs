//! What members tell of themselves (rule O3): made with the membership, unpublished, published by the member.

use crate::emails;
use jiff::civil::{Date, date};

/// Who looks at a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Of the space or its network.
    Admin,
    /// Whose profile it is.
    Owner,
    /// Another member.
    Member,
}

/// How much of it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Nothing,
    /// All but the birthday.
    Public,
    Everything,
}

/// What somebody sees of a profile (O3). `running` is whether the membership is confirmed and has not ended: those who
/// are no members leave the directory.
pub const fn seen(viewer: Viewer, published: bool, running: bool) -> Sight {
    match viewer {
        Viewer::Admin | Viewer::Owner => Sight::Everything,
        Viewer::Member if published && running => Sight::Public,
        Viewer::Member => Sight::Nothing,
    }
}

/// The first year in which somebody alive may have been born.
const EARLIEST: Date = date(1900, 1, 1);

/// `2009-11-05`, not ahead of today. `None` for what is no birthday.
pub fn birthday(text: &str, today: Date) -> Option<Date> {
    let text = text.trim();
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let day: Date = shaped.then(|| text.parse().ok())??;
    (EARLIEST..=today).contains(&day).then_some(day)
}

/// An e-mail address to be shown: as [`emails::normalize`], and its domain ends with letters, as clients of the APIs expect.
pub fn email(text: &str) -> Option<String> {
    let email = emails::normalize(text)?;
    let (local, domain) = email.rsplit_once('@')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    let top = domain.rsplit('.').next()?;
    let good = !local.is_empty() && domain.bytes().all(plain) && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    good.then_some(email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_see_published_profiles_without_birthday() {
        assert_eq!(seen(Viewer::Member, true, true), Sight::Public);
        for (published, running) in [(false, true), (true, false), (false, false)] {
            assert_eq!(seen(Viewer::Member, published, running), Sight::Nothing);
            assert_eq!(seen(Viewer::Owner, published, running), Sight::Everything);
            assert_eq!(seen(Viewer::Admin, published, running), Sight::Everything);
        }
    }

    #[test]
    fn birthdays_are_days_that_were() {
        let today = date(2026, 3, 2);
        assert_eq!(birthday(" 2009-11-05 ", today), Some(date(2009, 11, 5)));
        assert_eq!(birthday("2024-02-29", today), Some(date(2024, 2, 29)));
        assert_eq!(birthday("2026-03-02", today), Some(today));
        for bad in ["2026-03-03", "1899-12-31", "2025-02-29", "20091105", "2009-11-5", "05.11.2009", "+02009-1-1", "", "2009-11-05T00"] {
            assert_eq!(birthday(bad, today), None, "{bad}");
        }
    }

    #[test]
    fn addresses_to_be_shown_end_with_letters() {
        assert_eq!(email(" info@Kontor.test ").as_deref(), Some("info@kontor.test"));
        for bad in ["info", "info@kontor.t3st", "info@kontör.test", "info@kontor.xn--p1ai"] {
            assert_eq!(email(bad), None, "{bad}");
        }
    }
}

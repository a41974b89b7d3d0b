//! Links that applications put into the navigation of a space.

use crate::ids::NavigationLinkId;
use crate::words::words;

words! {
    /// Where in the navigation a link stands.
    Section { Setup = "admin/setup", Manage = "admin/manage", Analyze = "admin/analyze", Members = "members" }
    /// What a link shows.
    LinkKind {
        /// Scripts and styles of an application, on a page of ours.
        SinglePageApp = "singlePageApp",
        /// A page of somebody else, within one of ours.
        Iframe = "iframe",
        /// A page of somebody else.
        External = "external",
    }
}

impl Section {
    pub const ALL: [Self; 4] = [Self::Setup, Self::Manage, Self::Analyze, Self::Members];

    /// Members do not see it.
    pub const fn for_admins(self) -> bool {
        !matches!(self, Self::Members)
    }

    /// Where on the space's site the link's page is.
    pub fn path(self, id: NavigationLinkId) -> String {
        if self.for_admins() { format!("/admin/navigation_links/{id}") } else { format!("/navigation_links/{id}") }
    }
}

/// Whether somebody sees the link: admins of the space all, its members those for members.
pub const fn sees(section: Section, admin: bool, member: bool) -> bool {
    admin || (member && !section.for_admins())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_see_the_links_for_members() {
        for section in Section::ALL {
            assert_eq!(sees(section, false, true), section == Section::Members);
            assert!(sees(section, true, false) && !sees(section, false, false));
        }
    }

    #[test]
    fn pages_for_admins_are_below_admin() {
        let id = NavigationLinkId(uuid::Uuid::nil());
        for section in Section::ALL {
            assert_eq!(section.path(id).starts_with("/admin/"), section.name().starts_with("admin/"), "{section:?}");
            assert_eq!(Section::try_from(section.name().to_owned()).ok(), Some(section));
        }
    }
}

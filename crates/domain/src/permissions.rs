//! What an admin may do: a level in each category (business rules P3, section 22).

use crate::scopes::Scope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `None`, view, or edit; edit implies view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    None,
    View,
    #[default]
    Edit,
}

/// The categories an owner can revoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Administrators,
    SpaceSettings,
    Subscription,
    Customize,
    Memberships,
    Teams,
    Plans,
    CheckIns,
    Bookings,
    Resources,
    ExternalBookings,
    DropInPasses,
    Events,
    Contacts,
    Products,
    Invoices,
    PaymentMethods,
    Accounting,
    Communication,
    Activities,
    Analytics,
    AddOns,
}

impl Category {
    /// In the order in which pages show them.
    pub const ALL: [Self; 22] = [
        Self::Administrators,
        Self::SpaceSettings,
        Self::Subscription,
        Self::Customize,
        Self::Memberships,
        Self::Teams,
        Self::Plans,
        Self::CheckIns,
        Self::Bookings,
        Self::Resources,
        Self::ExternalBookings,
        Self::DropInPasses,
        Self::Events,
        Self::Contacts,
        Self::Products,
        Self::Invoices,
        Self::PaymentMethods,
        Self::Accounting,
        Self::Communication,
        Self::Activities,
        Self::Analytics,
        Self::AddOns,
    ];

    /// As it is stored: `check_ins`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrators => "administrators",
            Self::SpaceSettings => "space_settings",
            Self::Subscription => "subscription",
            Self::Customize => "customize",
            Self::Memberships => "memberships",
            Self::Teams => "teams",
            Self::Plans => "plans",
            Self::CheckIns => "check_ins",
            Self::Bookings => "bookings",
            Self::Resources => "resources",
            Self::ExternalBookings => "external_bookings",
            Self::DropInPasses => "drop_in_passes",
            Self::Events => "events",
            Self::Contacts => "contacts",
            Self::Products => "products",
            Self::Invoices => "invoices",
            Self::PaymentMethods => "payment_methods",
            Self::Accounting => "accounting",
            Self::Communication => "communication",
            Self::Activities => "activities",
            Self::Analytics => "analytics",
            Self::AddOns => "add_ons",
        }
    }
}

impl Level {
    /// As it is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::View => "view",
            Self::Edit => "edit",
        }
    }
}

/// Levels that differ from edit; a new admin has every permission (P1), so it starts empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permissions(BTreeMap<Category, Level>);

impl Permissions {
    pub fn level(&self, category: Category) -> Level {
        self.0.get(&category).copied().unwrap_or_default()
    }

    pub fn set(&mut self, category: Category, level: Level) {
        self.0.insert(category, level);
    }

    pub fn allows(&self, scope: Scope) -> bool {
        scope.gate().is_none_or(|(category, needed)| self.level(category) >= needed)
    }

    /// The union: for a person who is an admin of several spaces of one network.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let both = self.0.iter().map(|(category, level)| (*category, (*level).max(other.level(*category))));
        Self(both.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_stored_ones_and_none_is_missing() {
        let stored = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        for (place, category) in Category::ALL.into_iter().enumerate() {
            assert_eq!(stored(&serde_json::to_value(category).unwrap()), category.name());
            assert_eq!(category as usize, place);
        }
        assert_eq!(Category::ALL.last(), Some(&Category::AddOns));
        for level in [Level::None, Level::View, Level::Edit] {
            assert_eq!(stored(&serde_json::to_value(level).unwrap()), level.name());
        }
    }

    #[test]
    fn a_revoked_view_takes_reading_and_writing() {
        let mut limited = Permissions::default();
        assert!(limited.allows(Scope::WriteMemberships));
        limited.set(Category::Memberships, Level::View);
        assert!(limited.allows(Scope::ReadMemberships) && !limited.allows(Scope::WriteMemberships));
        limited.set(Category::Memberships, Level::None);
        assert!(!limited.allows(Scope::ReadMembershipNotes) && limited.allows(Scope::ReadUser));
        assert!(limited.or(&Permissions::default()).allows(Scope::WriteMemberships));
    }
}

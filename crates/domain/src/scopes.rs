//! The scopes of both APIs, and sets of them.
//!
//! A token carries the scopes it was granted. `read` and `write` are the broad ones of API 1: they stand
//! for every scope that begins with `read_` or `write_`.

use crate::permissions::{Category, Level};
use std::fmt;
use std::str::FromStr;

macro_rules! scopes {
    ($($scope:ident = $name:literal $(=> $category:ident $level:ident)?),* $(,)?) => {
        /// One scope. [`Scope::name`] is how clients write it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Scope { $($scope),* }
        impl Scope {
            pub const ALL: &'static [Scope] = &[$(Scope::$scope),*];
            pub const fn name(self) -> &'static str {
                match self { $(Scope::$scope => $name),* }
            }
            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Scope::$scope),)* _ => None }
            }
            /// The admin permission that this scope needs; `None`: no permission limits it
            /// (permission categories, row "always allowed").
            pub const fn gate(self) -> Option<(Category, Level)> {
                match self { $(Scope::$scope => scopes!(@gate $($category $level)?)),* }
            }
        }
    };
    (@gate) => { None };
    (@gate $category:ident $level:ident) => { Some((Category::$category, Level::$level)) };
}

scopes! {
    ReadAdmins = "read_admins" => Administrators View,
    WriteAdmins = "write_admins" => Administrators Edit,
    ReadSpaceBillingDetails = "read_space_billing_details" => Subscription View,
    ReadSpacePaymentMethod = "read_space_payment_method" => Subscription View,
    ReadSpaceSubscriptions = "read_space_subscriptions" => Subscription View,
    WriteSpaceBillingDetails = "write_space_billing_details" => Subscription Edit,
    WriteSpacePaymentMethod = "write_space_payment_method" => Subscription Edit,
    WriteSpaceSubscriptions = "write_space_subscriptions" => Subscription Edit,
    WriteCustomers = "write_customers" => Subscription Edit,
    ReadBuiltInEmailCustomizations = "read_built_in_email_customizations" => Customize View,
    ReadEmailCustomizations = "read_email_customizations" => Customize View,
    WriteEmailCustomizations = "write_email_customizations" => Customize Edit,
    ReadMemberships = "read_memberships" => Memberships View,
    ReadMembershipNotes = "read_membership_notes" => Memberships View,
    ReadMembershipProfiles = "read_membership_profiles" => Memberships View,
    ReadPublishedMembershipProfiles = "read_published_membership_profiles" => Memberships View,
    ReadCustomFields = "read_custom_fields" => Memberships View,
    ReadInvitations = "read_invitations" => Memberships View,
    ReadQuestions = "read_questions" => Memberships View,
    ReadAnswers = "read_answers" => Memberships View,
    WriteMemberships = "write_memberships" => Memberships Edit,
    WriteMembershipNotes = "write_membership_notes" => Memberships Edit,
    WriteMembershipProfiles = "write_membership_profiles" => Memberships Edit,
    WriteMembershipPicture = "write_membership_picture" => Memberships Edit,
    WriteCustomFields = "write_custom_fields" => Memberships Edit,
    WriteInvitations = "write_invitations" => Memberships Edit,
    WriteQuestions = "write_questions" => Memberships Edit,
    WriteAnswers = "write_answers" => Memberships Edit,
    WritePasswordResets = "write_password_resets" => Memberships Edit,
    ReadTeams = "read_teams" => Teams View,
    WriteTeamMember = "write_team_member" => Teams Edit,
    ReadPlans = "read_plans" => Plans View,
    ReadPlanExtras = "read_plan_extras" => Plans View,
    WritePlanExtras = "write_plan_extras" => Plans Edit,
    ReadCheckIns = "read_check_ins" => CheckIns View,
    ReadTimePasses = "read_time_passes" => CheckIns View,
    ReadGuestAccounts = "read_guest_accounts" => CheckIns View,
    WriteCheckIns = "write_check_ins" => CheckIns Edit,
    WriteTimePasses = "write_time_passes" => CheckIns Edit,
    WriteGuestAccounts = "write_guest_accounts" => CheckIns Edit,
    CheckinTokens = "checkin_tokens" => CheckIns Edit,
    ReadBookings = "read_bookings" => Bookings View,
    ReadBookingCredits = "read_booking_credits" => Bookings View,
    ReadBookingPasses = "read_booking_passes" => Bookings View,
    ReadCalendarBlockers = "read_calendar_blockers" => Bookings View,
    WriteBookings = "write_bookings" => Bookings Edit,
    WriteBookingPasses = "write_booking_passes" => Bookings Edit,
    ReadResources = "read_resources" => Resources View,
    ReadResourceCategories = "read_resource_categories" => Resources View,
    ReadAllocations = "read_allocations" => Resources View,
    ReadExternalResources = "read_external_resources" => Resources View,
    WriteResources = "write_resources" => Resources Edit,
    WriteExternalResources = "write_external_resources" => Resources Edit,
    ReadExternalBookings = "read_external_bookings" => ExternalBookings View,
    WriteExternalBookings = "write_external_bookings" => ExternalBookings Edit,
    ReadDropInPasses = "read_drop_in_passes" => DropInPasses View,
    ReadDropInPassTemplates = "read_drop_in_pass_templates" => DropInPasses View,
    WriteDropInPasses = "write_drop_in_passes" => DropInPasses Edit,
    WriteDropInPassPurchases = "write_drop_in_pass_purchases" => DropInPasses Edit,
    ReadEvents = "read_events" => Events View,
    ReadEventAttendances = "read_event_attendances" => Events View,
    ReadEventMessages = "read_event_messages" => Events View,
    WriteEvents = "write_events" => Events Edit,
    WriteEventAttendances = "write_event_attendances" => Events Edit,
    WriteEventMessages = "write_event_messages" => Events Edit,
    WriteEventTicketPurchases = "write_event_ticket_purchases" => Events Edit,
    ReadContacts = "read_contacts" => Contacts View,
    ReadProducts = "read_products" => Products View,
    ReadDiscountCodes = "read_discount_codes" => Products View,
    ReadDiscounts = "read_discounts" => Products View,
    WriteDiscounts = "write_discounts" => Products Edit,
    ReadInvoices = "read_invoices" => Invoices View,
    ReadCharges = "read_charges" => Invoices View,
    ReadPaymentRecords = "read_payment_records" => Invoices View,
    WriteInvoices = "write_invoices" => Invoices Edit,
    WriteCharges = "write_charges" => Invoices Edit,
    WritePaymentRecords = "write_payment_records" => Invoices Edit,
    WriteInvoiceReminders = "write_invoice_reminders" => Invoices Edit,
    ReadPaymentMethods = "read_payment_methods" => PaymentMethods View,
    WritePayments = "write_payments" => PaymentMethods Edit,
    WriteMembershipPaymentMethod = "write_membership_payment_method" => PaymentMethods Edit,
    ReadInvoiceSettings = "read_invoice_settings" => Accounting View,
    ReadAccountingCodes = "read_accounting_codes" => Accounting View,
    ReadCostCenters = "read_cost_centers" => Accounting View,
    ReadRevenueAccounts = "read_revenue_accounts" => Accounting View,
    WriteAccountingCodes = "write_accounting_codes" => Accounting Edit,
    ReadArticles = "read_articles" => Communication View,
    ReadAnnouncements = "read_announcements" => Communication View,
    ReadIssues = "read_issues" => Communication View,
    WriteAnnouncements = "write_announcements" => Communication Edit,
    WriteIssues = "write_issues" => Communication Edit,
    ReadActivities = "read_activities" => Activities View,
    WriteActivities = "write_activities" => Activities Edit,
    ReadNavigationLinks = "read_navigation_links" => AddOns View,
    ReadSinglePageApps = "read_single_page_apps" => AddOns View,
    ReadSubscriptions = "read_subscriptions" => AddOns View,
    WriteNavigationLinks = "write_navigation_links" => AddOns Edit,
    WriteSinglePageApps = "write_single_page_apps" => AddOns Edit,
    WriteSubscriptions = "write_subscriptions" => AddOns Edit,
    Navigation = "navigation" => AddOns Edit,
    Openid = "openid",
    Email = "email",
    Profile = "profile",
    Signin = "signin",
    Team = "team",
    Read = "read",
    ReadUser = "read_user",
    ReadSpaces = "read_spaces",
    ReadSpaceProfiles = "read_space_profiles",
    ReadNetworks = "read_networks",
    ReadUrls = "read_urls",
    ReadTermsApprovals = "read_terms_approvals",
    Write = "write",
    WriteUser = "write_user",
    WriteTermsApprovals = "write_terms_approvals",
}

/// A scope that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a scope")]
pub struct UnknownScope(pub String);

impl FromStr for Scope {
    type Err = UnknownScope;
    fn from_str(name: &str) -> Result<Self, UnknownScope> {
        Self::named(name).ok_or_else(|| UnknownScope(name.into()))
    }
}

/// A set of scopes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes(u128);

const _: () = assert!(Scope::ALL.len() <= 128, "a set has 128 places");

impl Scope {
    /// Whether what it opens stays open while a space is suspended: its own data, people, and what pays for it (S2).
    pub const fn outlives_suspension(self) -> bool {
        matches!(self.gate(), Some((Category::Subscription, _)))
            || matches!(self, Self::ReadUser | Self::WriteUser | Self::ReadSpaces | Self::ReadSpaceProfiles)
    }
}

impl Scopes {
    pub const NONE: Self = Self(0);

    pub const fn of(scopes: &[Scope]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < scopes.len() {
            #[expect(clippy::indexing_slicing, reason = "in bounds; iterators are not const")]
            let scope = scopes[at];
            set |= 1 << scope as u128;
            at += 1;
        }
        Self(set)
    }

    pub const fn all() -> Self {
        Self::of(Scope::ALL)
    }

    /// Whether the set holds the scope, by itself or through `read` or `write`.
    pub fn allows(self, scope: Scope) -> bool {
        let holds = |scope: Scope| self.0 & 1 << scope as u128 != 0;
        holds(scope)
            || (scope.name().starts_with("read_") && holds(Scope::Read))
            || (scope.name().starts_with("write_") && holds(Scope::Write))
    }

    /// All of either.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// As they were granted, `read` and `write` not expanded.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.0 & 1 << *scope as u128 != 0)
    }

    /// Names as they were granted, `read` and `write` not expanded.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.iter().map(Scope::name)
    }
}

/// Separated by spaces (RFC 6749 section 3.3).
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().collect::<Vec<_>>().join(" "))
    }
}
impl FromStr for Scopes {
    type Err = UnknownScope;
    /// Names separated by spaces or `+`; an unknown one is an error.
    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        let mut names = text.split([' ', '+']).filter(|name| !name.is_empty());
        names.try_fold(Self::NONE, |scopes, name| Ok(scopes.union(Self::of(&[name.parse()?]))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broad_scopes_stand_for_their_family_only() {
        let read: Scopes = "read".parse().unwrap();
        assert!(read.allows(Scope::ReadBookings) && !read.allows(Scope::WriteBookings) && !read.allows(Scope::Signin));
        let both: Scopes = "read_bookings+write".parse().unwrap();
        assert_eq!(both.to_string(), "read_bookings write");
        assert!(both.allows(Scope::WriteTeamMember) && !both.allows(Scope::ReadPlans));
        assert_eq!("read_minds".parse::<Scopes>(), Err(UnknownScope("read_minds".into())));
    }
}

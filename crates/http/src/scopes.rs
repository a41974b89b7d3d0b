//! Scopes as types, so that an access names what it needs in its type.

use domain::scopes::Scope;

/// One scope.
pub trait OneScope: Send + Sync + 'static {
    const SCOPE: Scope;
}

/// What a token must carry.
pub trait ScopeSet: Send + Sync + 'static {
    /// All are needed, or one of them if [`ScopeSet::ANY`].
    const SCOPES: &'static [Scope];
    const ANY: bool = false;
}

/// A token is needed, whatever it carries.
impl ScopeSet for () {
    const SCOPES: &'static [Scope] = &[];
}
impl<S: OneScope> ScopeSet for S {
    const SCOPES: &'static [Scope] = &[S::SCOPE];
}
impl<A: OneScope, B: OneScope> ScopeSet for (A, B) {
    const SCOPES: &'static [Scope] = &[A::SCOPE, B::SCOPE];
}
impl<A: OneScope, B: OneScope, C: OneScope> ScopeSet for (A, B, C) {
    const SCOPES: &'static [Scope] = &[A::SCOPE, B::SCOPE, C::SCOPE];
}
impl<A: OneScope, B: OneScope, C: OneScope, D: OneScope> ScopeSet for (A, B, C, D) {
    const SCOPES: &'static [Scope] = &[A::SCOPE, B::SCOPE, C::SCOPE, D::SCOPE];
}

/// One of a tuple of scopes: `Any<(Team, ReadTeams)>`. Broad scopes need no naming: `write` holds every `write_…`.
pub struct Any<T>(std::marker::PhantomData<fn() -> T>);
impl<T: ScopeSet> ScopeSet for Any<T> {
    const SCOPES: &'static [Scope] = T::SCOPES;
    const ANY: bool = true;
}

macro_rules! scopes {
    ($($scope:ident)*) => {
        $(
            #[doc = concat!("The scope `", stringify!($scope), "`, see [`Scope`].")]
            pub struct $scope;
            impl OneScope for $scope { const SCOPE: Scope = Scope::$scope; }
        )*
        #[cfg(test)]
        const TYPED: &[Scope] = &[$(Scope::$scope),*];
    };
}
scopes! {
    ReadAdmins WriteAdmins ReadSpaceBillingDetails ReadSpacePaymentMethod ReadSpaceSubscriptions WriteSpaceBillingDetails
    WriteSpacePaymentMethod WriteSpaceSubscriptions WriteCustomers ReadBuiltInEmailCustomizations ReadEmailCustomizations
    WriteEmailCustomizations ReadMemberships ReadMembershipNotes ReadMembershipProfiles ReadPublishedMembershipProfiles ReadCustomFields
    ReadInvitations ReadQuestions ReadAnswers WriteMemberships WriteMembershipNotes WriteMembershipProfiles WriteMembershipPicture
    WriteCustomFields WriteInvitations WriteQuestions WriteAnswers WritePasswordResets ReadTeams WriteTeamMember ReadPlans
    ReadPlanExtras WritePlanExtras ReadCheckIns ReadTimePasses ReadGuestAccounts WriteCheckIns WriteTimePasses WriteGuestAccounts
    CheckinTokens ReadBookings ReadBookingCredits ReadBookingPasses ReadCalendarBlockers WriteBookings WriteBookingPasses ReadResources
    ReadResourceCategories ReadAllocations ReadExternalResources WriteResources WriteExternalResources ReadExternalBookings
    WriteExternalBookings ReadDropInPasses ReadDropInPassTemplates WriteDropInPasses WriteDropInPassPurchases ReadEvents
    ReadEventAttendances ReadEventMessages WriteEvents WriteEventAttendances WriteEventMessages WriteEventTicketPurchases ReadContacts
    ReadProducts ReadDiscountCodes ReadDiscounts WriteDiscounts ReadInvoices ReadCharges ReadPaymentRecords WriteInvoices WriteCharges
    WritePaymentRecords WriteInvoiceReminders ReadPaymentMethods WritePayments WriteMembershipPaymentMethod ReadInvoiceSettings
    ReadAccountingCodes ReadCostCenters ReadRevenueAccounts WriteAccountingCodes ReadArticles ReadAnnouncements ReadIssues
    WriteAnnouncements WriteIssues ReadActivities WriteActivities ReadNavigationLinks ReadSinglePageApps ReadSubscriptions
    WriteNavigationLinks WriteSinglePageApps WriteSubscriptions Navigation Openid Email Profile Signin Team Read ReadUser ReadSpaces
    ReadSpaceProfiles ReadNetworks ReadUrls ReadTermsApprovals Write WriteUser WriteTermsApprovals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_has_a_type() {
        assert_eq!(TYPED, Scope::ALL);
    }
}

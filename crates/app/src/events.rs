//! What use cases tell the rest of the house, through the outbox.

mod catalogue;

use crate::{App, Result};
use serde_json::json;
use store::SpaceTx;
use store::outbox::{self, Appended};
use uuid::Uuid;

/// Names as webhooks know them (`api-v1`, section 5), and those only we have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    CreatedBooking,
    UpdatedBooking,
    DeletedBooking,
    BookingWillBegin,
    BookingHasEnded,
    /// A recurrence is complete; its body lists the occurrences that found no place (B16).
    CompletedRecurrence,
    CreatedEvent,
    UpdatedEvent,
    DeletedEvent,
    PublishedEvent,
    DepublishedEvent,
    CreatedEventAttendance,
    DeletedEventAttendance,
    CreatedResource,
    UpdatedResource,
    DeletedResource,
    CreatedAllocation,
    UpdatedAllocation,
    DeletedAllocation,
    CreatedCalendarBlocker,
    UpdatedCalendarBlocker,
    DeletedCalendarBlocker,
    CreatedMembership,
    ConfirmedMembership,
    DeletedMembership,
    CanceledMembership,
    UncanceledMembership,
    ReactivatedMembership,
    ChangedMembershipPlan,
    MembershipCancellationDateReached,
    MembershipPlanChangeDateReached,
    UpdatedMembershipDetails,
    UpdatedPaymentMethod,
    UpdatedMembershipPicture,
    UpdatedMembershipProfile,
    ConnectedUser,
    UpdatedConnectedUser,
    CreatedAdmin,
    DeletedAdmin,
    UpdatedSpace,
    ChangedSpaceSubscription,
    ChangedTeam,
    CreatedInvoice,
    UpdatedInvoice,
    SentInvoice,
    WroteOffInvoice,
    RequestedEInvoice,
    DeletedInvoice,
    CreatedCharge,
    DeletedCharge,
    CreatedPaymentRecord,
    DeletedPaymentRecord,
    CreatedRefund,
    CreatedCheckin,
    CreatedCheckout,
    CreatedCheckinToken,
    DeletedCheckinToken,
    MembershipAddedTimePasses,
    MembershipRemovedTimePasses,
    CreatedDropInPass,
    CanceledDropInPass,
    CreatedContact,
    UpdatedContact,
    CreatedExternalResource,
    UpdatedExternalResource,
    DeletedExternalResource,
    ApprovedExternalBooking,
    CanceledExternalBooking,
    CreatedNavigationLink,
    UpdatedNavigationLink,
    DeletedNavigationLink,
    ApprovedTerms,
    PublishedTerms,
    CreatedArticle,
    UpdatedArticle,
    DeletedArticle,
    UpdatedCustomField,
    CreatedGuestAccount,
    CreatedAnnouncement,
    UpdatedAnnouncement,
    DeletedAnnouncement,
    CreatedIssue,
    UpdatedIssue,
    DeletedIssue,
}

impl Event {
    pub fn name(self) -> &'static str {
        match self {
            Self::CreatedBooking => "created_booking",
            Self::UpdatedBooking => "updated_booking",
            Self::DeletedBooking => "deleted_booking",
            Self::BookingWillBegin => "booking_will_begin",
            Self::BookingHasEnded => "booking_has_ended",
            Self::CompletedRecurrence => "completed_recurrence",
            Self::CreatedEvent => "created_event",
            Self::UpdatedEvent => "updated_event",
            Self::DeletedEvent => "deleted_event",
            Self::PublishedEvent => "published_event",
            Self::DepublishedEvent => "depublished_event",
            Self::CreatedEventAttendance => "created_event_attendance",
            Self::DeletedEventAttendance => "deleted_event_attendance",
            Self::CreatedResource => "created_resource",
            Self::UpdatedResource => "updated_resource",
            Self::DeletedResource => "deleted_resource",
            Self::CreatedAllocation => "created_allocation",
            Self::UpdatedAllocation => "updated_allocation",
            Self::DeletedAllocation => "deleted_allocation",
            Self::CreatedCalendarBlocker => "created_calendar_blocker",
            Self::UpdatedCalendarBlocker => "updated_calendar_blocker",
            Self::DeletedCalendarBlocker => "deleted_calendar_blocker",
            Self::CreatedMembership => "created_membership",
            Self::ConfirmedMembership => "confirmed_membership",
            Self::DeletedMembership => "deleted_membership",
            Self::CanceledMembership => "canceled_membership",
            Self::UncanceledMembership => "uncanceled_membership",
            Self::ReactivatedMembership => "reactivated_membership",
            Self::ChangedMembershipPlan => "changed_membership_plan",
            Self::UpdatedPaymentMethod => "updated_payment_method",
            Self::MembershipCancellationDateReached => "membership_cancellation_date_reached",
            Self::MembershipPlanChangeDateReached => "membership_plan_change_date_reached",
            Self::UpdatedMembershipDetails => "updated_membership_details",
            Self::UpdatedMembershipPicture => "updated_membership_picture",
            Self::UpdatedMembershipProfile => "updated_membership_profile",
            Self::ConnectedUser => "connected_user",
            Self::UpdatedConnectedUser => "updated_connected_user",
            Self::CreatedAdmin => "created_admin",
            Self::DeletedAdmin => "deleted_admin",
            Self::UpdatedSpace => "updated_space",
            Self::ChangedSpaceSubscription => "changed_space_subscription",
            Self::ChangedTeam => "changed_team",
            Self::CreatedInvoice => "created_invoice",
            Self::UpdatedInvoice => "updated_invoice",
            Self::SentInvoice => "sent_invoice",
            Self::WroteOffInvoice => "wrote_off_invoice",
            Self::RequestedEInvoice => "requested_e_invoice",
            Self::DeletedInvoice => "deleted_invoice",
            Self::CreatedCharge => "created_charge",
            Self::DeletedCharge => "deleted_charge",
            Self::CreatedPaymentRecord => "created_payment_record",
            Self::DeletedPaymentRecord => "deleted_payment_record",
            Self::CreatedRefund => "created_refund",
            Self::CreatedCheckin => "created_checkin",
            Self::CreatedCheckout => "created_checkout",
            Self::CreatedCheckinToken => "created_checkin_token",
            Self::DeletedCheckinToken => "deleted_checkin_token",
            Self::MembershipAddedTimePasses => "membership_added_time_passes",
            Self::MembershipRemovedTimePasses => "membership_removed_time_passes",
            Self::CreatedDropInPass => "created_drop_in_pass",
            Self::CanceledDropInPass => "canceled_drop_in_pass",
            Self::CreatedContact => "created_contact",
            Self::UpdatedContact => "updated_contact",
            Self::CreatedExternalResource => "created_external_resource",
            Self::UpdatedExternalResource => "updated_external_resource",
            Self::DeletedExternalResource => "deleted_external_resource",
            Self::ApprovedExternalBooking => "approved_external_booking",
            Self::CanceledExternalBooking => "canceled_external_booking",
            Self::CreatedNavigationLink => "created_navigation_link",
            Self::UpdatedNavigationLink => "updated_navigation_link",
            Self::DeletedNavigationLink => "deleted_navigation_link",
            Self::ApprovedTerms => "approved_terms",
            Self::PublishedTerms => "published_terms",
            Self::CreatedArticle => "created_article",
            Self::UpdatedArticle => "updated_article",
            Self::DeletedArticle => "deleted_article",
            Self::UpdatedCustomField => "updated_custom_field",
            Self::CreatedGuestAccount => "created_guest_account",
            Self::CreatedAnnouncement => "created_announcement",
            Self::UpdatedAnnouncement => "updated_announcement",
            Self::DeletedAnnouncement => "deleted_announcement",
            Self::CreatedIssue => "created_issue",
            Self::UpdatedIssue => "updated_issue",
            Self::DeletedIssue => "deleted_issue",
        }
    }
}

impl App {
    /// Appends to the space's outbox, in the caller's transaction. Call it last: it holds the space's
    /// sequence until the commit.
    pub async fn emit(&self, tx: &mut SpaceTx<'_>, event: Event, subject: Uuid, detail: serde_json::Value) -> Result<()> {
        self.append(tx, event, subject, detail).await.map(drop)
    }

    /// As [`App::emit`]; says how far the clock's events were told.
    pub(crate) async fn append(&self, tx: &mut SpaceTx<'_>, event: Event, subject: Uuid, detail: serde_json::Value) -> Result<Appended> {
        let detail = if detail.is_null() { json!({}) } else { detail };
        let now = self.clock.now();
        crate::activities::note(self, tx, event, subject, &detail, now).await?;
        let appended = outbox::append(tx, self.id(), event.name(), subject, detail, now).await?;
        self.webhooks.wake(); // before the commit: who sends asks again until the event can be seen
        self.listening.wake();
        Ok(appended)
    }
}

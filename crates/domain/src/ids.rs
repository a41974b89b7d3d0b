//! Ids: UUID v7 shown as 32 hexadecimal digits; one type a thing, so that they cannot be mixed up.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The text is not the id of anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an id")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0.simple())
            }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            /// Takes 32 hexadecimal digits, with or without hyphens.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A person who can sign in, across all spaces.
    UserId,
    /// An OAuth application.
    ClientId,
    /// An access token; not the token itself.
    TokenId,
    NetworkId,
    SpaceId,
    AdminId,
    PlanId,
    PlanExtraId,
    /// A time pass kind of a plan.
    PassTemplateId,
    MembershipId,
    /// A membership's own copy of a plan.
    MembershipPlanId,
    TeamId,
    ResourceId,
    ResourceCategoryId,
    /// A further photo of a resource.
    MediumId,
    /// An uploaded file.
    FileId,
    ProductId,
    ProductCategoryId,
    BookingId,
    /// An extra booked with one booking.
    BookingExtraId,
    /// What the bookings of one recurrence share.
    RecurrenceId,
    CalendarBlockerId,
    /// A person who is no member.
    ContactId,
    AllocationId,
    EventId,
    EventTagId,
    EventAttendanceId,
    EventMessageId,
    ExternalBookingId,
    ExternalResourceId,
    InvoiceId,
    /// A one-time charge.
    ChargeId,
    SubscriptionId,
    PaymentId,
    PaymentMethodId,
    PaymentRecordId,
    /// Money that a bank statement tells of.
    BankEntryId,
    /// A file of direct debits.
    SepaFileId,
    AccountId,
    CheckInId,
    /// What a card or a device shows to check its owner in.
    CheckInTokenId,
    /// A time pass that a member has.
    TimePassId,
    DiscountCodeId,
    /// What a discount code is good for: a plan or an external resource.
    DiscountedId,
    DropInPassTemplateId,
    /// One sold to a visitor.
    DropInPassId,
    DropInPassPurchaseId,
    EventTicketPurchaseId,
    JobId,
    /// What is brought in from a file or from Cobot.
    ImportId,
    /// A change of the copies that many members hold of a plan.
    PlanUpdateId,
    /// A browser in which somebody is signed in.
    SessionId,
    PasskeyId,
    MailId,
    /// What opens the link that connects a login with a membership.
    InvitationId,
    /// The invitation of an admin.
    AdminInvitationId,
    NavigationLinkId,
    /// An add-on of HTML, scripts and styles alone.
    BotId,
    SinglePageAppId,
    /// One version of terms.
    TermsId,
    TermsApprovalId,
    ArticleId,
    ArticleCategoryId,
    /// One event and one URL to call.
    WebhookId,
    /// A URL to call, for one person and application.
    WebhookEndpointId,
    WebhookDeliveryId,
    /// What an admin noted about a membership.
    NoteId,
    MembershipFileId,
    CustomFieldId,
    QuestionId,
    AnswerId,
    GuestAccountId,
    AnnouncementId,
    /// Of the help desk.
    IssueId,
    IssueCommentId,
    ActivityId,
    /// A calendar that other programs subscribe to.
    CalendarFeedId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_as_32_digits_and_read_with_or_without_hyphens() {
        let text = "0198c0de000070008000000000000001";
        let id: BookingId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!("0198c0de-0000-7000-8000-000000000001".parse::<BookingId>(), Ok(id));
        assert_eq!("desk".parse::<BookingId>(), Err(NotAnId));
        assert_eq!(serde_json::to_value(id).unwrap(), text);
    }
}

//! All events, with what they mean: for the feed, the AsyncAPI document and the page for developers. A new event is one
//! line here, else it does not compile.

use super::Event;
use domain::webhooks::{Topic, topic};
use uuid::Uuid;

macro_rules! catalogue {
    ($($kind:literal $(at $path:literal)?: $($event:ident $about:literal),+;)+) => {
        impl Event {
            /// All there are, in the order of the catalogue.
            pub const ALL: &[Self] = &[$($(Self::$event),+),+];

            /// What it happens to: the type of API 2 where that has one.
            pub fn kind(self) -> &'static str {
                match self { $($(Self::$event)|+ => $kind),+ }
            }

            /// One sentence for developers.
            pub fn about(self) -> &'static str {
                match self { $($(Self::$event => $about),+),+ }
            }

            /// Where API 2 has what it happens to, if it can be had there.
            fn path(self) -> Option<&'static str> {
                match self { $($(Self::$event)|+ => catalogue!(@ $($path)?)),+ }
            }
        }
    };
    (@) => { None };
    (@ $path:literal) => { Some($path) };
}

catalogue! {
    "bookings" at "bookings":
        CreatedBooking "A booking was made, by whomever: members, admins, visitors, an event, a recurrence.",
        UpdatedBooking "A booking was changed.",
        BookingWillBegin "A booking begins within five minutes.",
        BookingHasEnded "A booking has come to its end.",
        DeletedBooking "A booking was deleted.";
    "recurringBookings" at "recurring_bookings":
        CompletedRecurrence "All bookings of a recurrence are written, as far as they found place.";
    "externalBookings" at "external_bookings":
        ApprovedExternalBooking "The booking of a visitor was approved.",
        CanceledExternalBooking "The booking of a visitor was cancelled, or nobody approved it in time.";
    "externalResources" at "external_resources":
        CreatedExternalResource "A resource was opened to visitors.",
        UpdatedExternalResource "How visitors may book a resource was changed.",
        DeletedExternalResource "A resource was closed to visitors.";
    "resources" at "resources":
        CreatedResource "A resource was made.",
        UpdatedResource "A resource was changed.",
        DeletedResource "A resource is no more; what was booked of it stays.";
    "allocations" at "allocations":
        CreatedAllocation "A resource was given to a member for some time.",
        UpdatedAllocation "What was agreed on with the holder of a resource was changed, or given an end.",
        DeletedAllocation "An allocation was taken out as if it had never been.";
    "calendarBlockers" at "calendar_blockers":
        CreatedCalendarBlocker "Resources were blocked for some time.",
        UpdatedCalendarBlocker "Other resources or another time are blocked.",
        DeletedCalendarBlocker "Nothing is blocked any more by a blocker.";
    "memberships" at "memberships":
        CreatedMembership "A membership was made.",
        ConfirmedMembership "An admin confirmed a membership, or it needed no confirmation.",
        CanceledMembership "A membership will end, or has ended: see its last day.",
        UncanceledMembership "The cancellation of a membership was taken back.",
        ReactivatedMembership "A membership that had ended runs again.",
        MembershipCancellationDateReached "The last day of a membership is over.",
        ChangedMembershipPlan "A membership gets another plan, now or on a day to come.",
        MembershipPlanChangeDateReached "The day has come from which a membership has another plan.",
        UpdatedMembershipDetails "Name, address or other details of a membership were changed.",
        UpdatedMembershipPicture "A membership has another picture.",
        UpdatedPaymentMethod "A membership is charged in another way.",
        MembershipAddedTimePasses "A membership got time passes.",
        MembershipRemovedTimePasses "Time passes were taken from a membership.",
        ConnectedUser "A login was connected with a membership.",
        UpdatedConnectedUser "The address of a login that is connected with a membership was changed.",
        ApprovedTerms "A member approved the terms of the space.",
        DeletedMembership "A membership was deleted.";
    "membershipProfiles" at "membership_profiles":
        UpdatedMembershipProfile "What a member shows to others was changed.";
    "teams" at "teams":
        ChangedTeam "Members joined or left a team, or it has another who pays.";
    "checkIns":
        CreatedCheckin "A member was checked in.",
        CreatedCheckout "A member was checked out, or the day of the check-in is over.";
    "checkInTokens":
        CreatedCheckinToken "A member got a card or a device to be checked in with.",
        DeletedCheckinToken "A card or a device of a member was removed.";
    "events" at "events":
        CreatedEvent "An event was drafted.",
        UpdatedEvent "An event was changed.",
        PublishedEvent "An event was published.",
        DepublishedEvent "An event was taken back.",
        DeletedEvent "An event was deleted.";
    "eventAttendances" at "event_attendances":
        CreatedEventAttendance "Somebody attends an event, or bought tickets for it.",
        DeletedEventAttendance "Somebody attends an event no more.";
    "dropInPasses" at "drop_in_passes":
        CreatedDropInPass "A visitor bought a pass for a day.",
        CanceledDropInPass "A pass of a visitor was cancelled.";
    "contacts" at "contacts":
        CreatedContact "Somebody who is no member is known to the space from now on.",
        UpdatedContact "A contact was changed.",
        DeletedContact "A contact was deleted.";
    "invoices" at "invoices":
        CreatedInvoice "An invoice was written.",
        UpdatedInvoice "An invoice was changed: paid, locked, charged, reminded of, or made final.",
        SentInvoice "An invoice was mailed.",
        WroteOffInvoice "An invoice was written off.",
        RequestedEInvoice "Somebody wants an e-invoice of an invoice: who makes them elsewhere can attach it now.",
        DeletedInvoice "An invoice was deleted; its number stays unused.",
        CreatedPaymentRecord "A payment of an invoice was noted.",
        DeletedPaymentRecord "The note of a payment was removed.",
        CreatedRefund "A payment of an invoice was given back.";
    "charges":
        CreatedCharge "Something was put on the next invoice of a member.",
        DeletedCharge "Something was taken from the next invoice of a member.";
    "admins":
        CreatedAdmin "Somebody is an admin of the space from now on.",
        DeletedAdmin "Somebody is no admin of the space any more.";
    "spaces" at "spaces":
        UpdatedSpace "Settings of the space were changed.",
        ChangedSpaceSubscription "The space has another subscription at its operator.";
    "terms":
        PublishedTerms "The space has new terms.";
    "navigationLinks" at "navigation_links":
        CreatedNavigationLink "A link was put into the navigation.",
        UpdatedNavigationLink "A link of the navigation was changed.",
        DeletedNavigationLink "A link was taken from the navigation.";
    "articles" at "articles":
        CreatedArticle "An article of the help desk was written.",
        UpdatedArticle "An article of the help desk was changed.",
        DeletedArticle "An article of the help desk was deleted.";
    "customFields":
        UpdatedCustomField "What a space asks of its members was changed, or what one of them answered.";
    "guestAccounts":
        CreatedGuestAccount "A guest got an account for the network of the space.";
    "announcements":
        CreatedAnnouncement "Something was announced to members.",
        UpdatedAnnouncement "An announcement was changed.",
        DeletedAnnouncement "An announcement was taken back.";
    "issues":
        CreatedIssue "Somebody asked the help desk.",
        UpdatedIssue "An issue of the help desk was answered, closed or changed.",
        DeletedIssue "An issue of the help desk was deleted.";
}

impl Event {
    /// The event with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|event| event.name() == name)
    }

    /// As webhooks know it, if they can be told of it.
    pub fn topic(self) -> Option<&'static Topic> {
        topic(self.name())
    }

    /// Where the thing is: in API 1, as webhooks say it, else in API 2. `site` is the address of the space.
    pub fn url(self, hosts: &crate::BaseUrl, site: &str, subject: Uuid) -> Option<String> {
        match (self.topic(), self.path()) {
            (Some(topic), _) => Some(format!("{site}/api/{}/{}", topic.path, subject.simple())),
            (None, Some(path)) => Some(format!("{}/{path}/{}", hosts.at("api"), subject.simple())),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_one_of_a_kind_and_lead_back() {
        let names: BTreeSet<&str> = Event::ALL.iter().map(|event| event.name()).collect();
        assert_eq!(names.len(), Event::ALL.len());
        assert!(Event::ALL.iter().all(|event| Event::named(event.name()) == Some(*event)));
        assert_eq!(Event::named("sang"), None);
    }

    #[test]
    fn webhooks_and_the_feed_say_the_same_address() {
        let hosts = crate::BaseUrl::parse("https://kontor.test").unwrap();
        let url = |event: Event| event.url(&hosts, "https://harbour.kontor.test", Uuid::nil());
        let nil = Uuid::nil().simple();
        assert_eq!(url(Event::CreatedBooking).unwrap(), format!("https://harbour.kontor.test/api/bookings/{nil}"));
        assert_eq!(url(Event::CreatedContact).unwrap(), format!("https://api.kontor.test/contacts/{nil}"));
        assert_eq!(url(Event::PublishedTerms), None);
    }
}

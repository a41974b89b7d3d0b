//! Pages of a space that programs link to, under names that stay when the pages move.

use domain::ids::SpaceId;
use store::spaces::Legal;
use uuid::Uuid;

/// A page, or a family of pages.
#[derive(Clone, Debug)]
pub struct Url {
    /// The same for the same page of the same space, always.
    pub id: Uuid,
    pub identifier: &'static str,
    pub label: &'static str,
    pub target: Target,
}

/// Where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Page(String),
    /// Null where the space has no such page.
    Maybe(Option<String>),
    /// A template (RFC 6570).
    Template(String),
}

const PAGES: &[(&str, &str, &str)] = &[
    ("admin:accounting-codes", "Accounting codes of the space, for admins", "/admin/accounting_codes"),
    ("admin:admins", "Who runs the space, and what each admin may do", "/admin/admins"),
    ("admin:bookings", "Calendar of all bookings, for admins", "/admin/bookings"),
    ("admin:cancel-subscription", "End the space's subscription", "/admin/subscription/cancel"),
    ("admin:customize-emails", "Mails the space sends, and their texts", "/admin/emails"),
    ("admin:cost-centers", "Cost centers of the space, for admins", "/admin/cost_centers"),
    ("admin:dashboard", "Start page of admins", "/admin"),
    ("admin:events", "Events of the space, drafts among them", "/admin/events"),
    ("admin:external-bookings", "Bookings of visitors, for admins", "/admin/external_bookings"),
    ("admin:getting-started", "First steps in a new space", "/admin/getting_started"),
    ("admin:guides", "How to run the space, step by step", "/admin/guides"),
    ("admin:invoice-settings", "When and how the space writes invoices", "/admin/invoice_settings"),
    ("admin:memberships", "All members of the space", "/admin/memberships"),
    ("admin:new-customer", "Begin a subscription for the space", "/admin/customer/new"),
    ("admin:new-sepa-space-payment-method", "Pay for the space by SEPA direct debit", "/admin/payment_method/sepa/new"),
    ("admin:resources", "Rooms, desks and whatever else can be booked", "/admin/resources"),
    ("admin:revenue-accounts", "Revenue accounts of the space, for admins", "/admin/revenue_accounts"),
    ("admin:subscription-memberships", "Members that count for the space's subscription", "/admin/subscription/memberships"),
    ("space:events", "Events to come, for members", "/events"),
    ("space:terms", "Terms of the space", "/terms"),
    ("space:homepage", "Home page of the space", "/"),
    ("space:imprint", "Who is responsible for the space", "/imprint"),
];

const PRIVACY: (&str, &str, &str) = ("space:privacy-policy", "How the space treats personal data", "/privacy");

const TEMPLATES: &[(&str, &str, &str)] = &[
    ("admin:booking.ics", "A booking as a calendar entry, for admins", "/admin/bookings/{bookingId}.ics"),
    ("admin:contact", "One contact of the space", "/admin/contacts/{contactId}"),
    ("admin:external-booking", "One booking of a visitor", "/admin/external_bookings/{externalBookingId}"),
    ("admin:edit-external-booking", "Form to change a visitor's booking", "/admin/external_bookings/{externalBookingId}/edit"),
    ("admin:new-external-booking", "Form to book for a visitor", "/admin/external_bookings/new{?from,to,resource_id,contact_id}"),
    ("admin:invoice", "One invoice, for admins", "/admin/invoices/{invoiceId}"),
    ("admin:invoice-preview-items", "What a member's next invoice will hold", "/admin/memberships/{membershipId}/next_invoice"),
    ("admin:membership", "One member, for admins", "/admin/memberships/{membershipId}"),
    ("admin:new-membership", "Form to add a member", "/admin/memberships/new{?external_booking_id,contact_id}"),
    ("admin:team", "One team, for admins", "/admin/teams/{teamId}"),
    ("space:booking.ics", "A booking as a calendar entry, for the member", "/bookings/{bookingId}.ics"),
    ("space:invoice", "One invoice, for the member who pays it", "/invoices/{invoiceId}"),
    ("space:member-event", "One event, for members", "/events/{eventId}"),
    ("space:new-external-booking", "Form with which visitors book", "/external_bookings/new{?resource_id,from,to}"),
];

/// All pages of the space on this host.
pub(super) fn all(host: &str, space: SpaceId, legal: &Legal) -> Vec<Url> {
    let url =
        |(identifier, label, _): (&'static str, &'static str, &str), target| Url { id: id(space, identifier), identifier, label, target };
    let pages = PAGES.iter().map(|page| url(*page, Target::Page(format!("{host}{}", page.2))));
    let privacy = legal.privacy_policy.then(|| format!("{host}{}", PRIVACY.2));
    let templates = TEMPLATES.iter().map(|page| url(*page, Target::Template(format!("{host}{}", page.2))));
    pages.chain([url(PRIVACY, Target::Maybe(privacy))]).chain(templates).collect()
}

/// UUID v8 (RFC 9562) from a digest of both.
fn id(space: SpaceId, identifier: &str) -> Uuid {
    let mut digest = [0; 16];
    digest.iter_mut().zip(oauth::hash(&format!("{space} {identifier}"))).for_each(|(to, from)| *to = from);
    uuid::Builder::from_custom_bytes(digest).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn of(space: u128, privacy_policy: bool) -> Vec<Url> {
        all("https://harbour.kontor.test", SpaceId(Uuid::from_u128(space)), &Legal { privacy_policy })
    }

    #[test]
    fn ids_are_stable_and_of_one_space_only() {
        let ids = |urls: Vec<Url>| urls.into_iter().map(|url| url.id).collect::<BTreeSet<_>>();
        assert_eq!(ids(of(1, true)), ids(of(1, false)));
        assert_eq!(ids(of(1, true)).len(), PAGES.len() + TEMPLATES.len() + 1);
        assert!(ids(of(1, true)).is_disjoint(&ids(of(2, true))));
    }

    #[test]
    fn a_page_the_space_lacks_is_null() {
        let privacy = |has| of(1, has).into_iter().find(|url| url.identifier == PRIVACY.0).map(|url| url.target);
        assert_eq!(privacy(false), Some(Target::Maybe(None)));
        assert_eq!(privacy(true), Some(Target::Maybe(Some("https://harbour.kontor.test/privacy".into()))));
    }

    #[test]
    fn identifiers_are_unique_and_templates_have_something_to_fill_in() {
        let identifiers: BTreeSet<_> = of(1, true).into_iter().map(|url| url.identifier).collect();
        assert_eq!(identifiers.len(), of(1, true).len());
        assert!(TEMPLATES.iter().all(|(_, _, path)| path.contains('{')) && PAGES.iter().all(|(_, _, path)| !path.contains('{')));
    }
}

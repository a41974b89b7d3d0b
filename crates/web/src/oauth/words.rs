//! What scopes mean, in words for the people who are asked.

use crate::language::{Text, t};
use domain::permissions::Category;
use domain::scopes::{Scope, Scopes};

/// Scopes of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub title: String,
    pub items: Vec<String>,
}

fn titles() -> [Text; 6] {
    [t("oauth-who"), t("oauth-people"), t("oauth-bookings"), t("oauth-money"), t("oauth-space"), t("oauth-everything")]
}

/// The scopes in groups, each once: what a broad one covers is not repeated. `space` is the one that signs in.
pub fn groups(scopes: Scopes, space: Option<&str>) -> Vec<Group> {
    let covered = |scope: Scope| {
        let broad = if scope.name().starts_with("read_") { Scope::Read } else { Scope::Write };
        (scope.name().starts_with("read_") || scope.name().starts_with("write_")) && scopes.iter().any(|one| one == broad)
    };
    let mut groups: Vec<Group> = titles().into_iter().map(|title| Group { title: title.into(), items: vec![] }).collect();
    for scope in scopes.iter().filter(|scope| !covered(*scope)) {
        if let Some(group) = groups.get_mut(place(scope)) {
            let words = words(scope, space);
            if !group.items.contains(&words) {
                group.items.push(words);
            }
        }
    }
    groups.retain(|group| !group.items.is_empty());
    groups
}

/// Scopes that can be chosen, in the same groups: each with its name and what it means.
pub fn choices(may: impl Fn(Scope) -> bool) -> Vec<(String, Vec<(&'static str, String)>)> {
    let mut groups: Vec<(String, Vec<_>)> = titles().into_iter().map(|title| (title.into(), vec![])).collect();
    for scope in Scope::ALL.iter().copied().filter(|scope| may(*scope)) {
        if let Some((_, items)) = groups.get_mut(place(scope)) {
            items.push((scope.name(), words(scope, None)));
        }
    }
    groups.retain(|(_, items)| !items.is_empty());
    groups
}

fn place(scope: Scope) -> usize {
    use Category as C;
    match scope.gate().map(|(category, _)| category) {
        None if matches!(scope, Scope::Read | Scope::Write) => 5,
        None => 0,
        Some(C::Memberships | C::Teams | C::Contacts | C::CheckIns | C::Administrators) => 1,
        Some(C::Bookings | C::Resources | C::ExternalBookings | C::Events | C::DropInPasses) => 2,
        Some(C::Invoices | C::PaymentMethods | C::Accounting | C::Products | C::Plans | C::Subscription) => 3,
        Some(_) => 4,
    }
}

/// A sentence without its full stop.
fn words(scope: Scope, space: Option<&str>) -> String {
    match (scope, space) {
        (Scope::Openid, Some(space)) => {
            return t("oauth-know-at").with("space", space).into();
        }
        (Scope::Openid, None) => return t("oauth-know").into(),
        (Scope::Email, _) => return t("oauth-see-email").into(),
        (Scope::Profile, _) => return t("oauth-see-profile").into(),
        (Scope::Signin, _) => return t("oauth-sign-in").into(),
        (Scope::Team, _) => return t("oauth-team").into(),
        (Scope::Read, _) => return t("oauth-see-all").into(),
        (Scope::Write, _) => return t("oauth-change-all").into(),
        (Scope::ReadUser, _) => return t("oauth-see-account").into(),
        (Scope::WriteUser, _) => return t("oauth-change-account").into(),
        (Scope::CheckinTokens, _) => return t("oauth-cards").into(),
        (Scope::Navigation, _) => return t("oauth-menu").into(),
        _ => {}
    }
    let name = scope.name();
    let said = match (name.strip_prefix("read_"), name.strip_prefix("write_")) {
        (Some(thing), _) => t("oauth-see").with("what", noun(thing)),
        (_, Some(thing)) if MADE.contains(&thing) => t("oauth-make").with("what", noun(thing)),
        (_, Some(thing)) => t("oauth-make-and-change").with("what", noun(thing)),
        _ => t("oauth-use").with("what", noun(name)),
    };
    said.into()
}

/// What is made and not changed.
const MADE: [&str; 5] = ["drop_in_pass_purchases", "event_ticket_purchases", "password_resets", "payments", "terms_approvals"];

/// What it is about. In English some names speak for themselves.
fn noun(thing: &str) -> String {
    let noun = match thing {
        "admins" => t("oauth-thing-admins"),
        "answers" => t("oauth-thing-answers"),
        "articles" => t("oauth-thing-articles"),
        "built_in_email_customizations" | "email_customizations" => t("oauth-thing-email-texts"),
        "calendar_blockers" => t("oauth-thing-calendar-blockers"),
        "check_ins" => t("oauth-thing-check-ins"),
        "customers" => t("oauth-thing-customers"),
        "external_bookings" => t("oauth-thing-external-bookings"),
        "external_resources" => t("oauth-thing-external-resources"),
        "issues" => t("oauth-thing-issues"),
        "membership_notes" => t("oauth-thing-membership-notes"),
        "membership_payment_method" => t("oauth-thing-membership-payment-method"),
        "membership_picture" => t("oauth-thing-membership-picture"),
        "membership_profiles" => t("oauth-thing-membership-profiles"),
        "memberships" => t("oauth-thing-memberships"),
        "navigation_links" => t("oauth-thing-navigation-links"),
        "published_membership_profiles" => t("oauth-thing-published-membership-profiles"),
        "resource_categories" => t("oauth-thing-resource-categories"),
        "resources" => t("oauth-thing-resources"),
        "single_page_apps" => t("oauth-thing-single-page-apps"),
        "space_billing_details" => t("oauth-thing-space-billing-details"),
        "space_payment_method" => t("oauth-thing-space-payment-method"),
        "space_profiles" => t("oauth-thing-space-profiles"),
        "space_subscriptions" => t("oauth-thing-space-subscriptions"),
        "spaces" => t("oauth-thing-spaces"),
        "subscriptions" => t("oauth-thing-subscriptions"),
        "team_member" => t("oauth-thing-team-member"),
        "terms_approvals" => t("oauth-thing-terms-approvals"),
        "urls" => t("oauth-thing-urls"),
        other => return plain(other),
    };
    noun.into()
}

/// The names that are, in English, their words.
fn plain(thing: &str) -> String {
    let noun = match thing {
        "accounting_codes" => t("oauth-thing-accounting-codes"),
        "activities" => t("oauth-thing-activities"),
        "allocations" => t("oauth-thing-allocations"),
        "announcements" => t("oauth-thing-announcements"),
        "booking_credits" => t("oauth-thing-booking-credits"),
        "booking_passes" => t("oauth-thing-booking-passes"),
        "bookings" => t("oauth-thing-bookings"),
        "charges" => t("oauth-thing-charges"),
        "contacts" => t("oauth-thing-contacts"),
        "cost_centers" => t("oauth-thing-cost-centers"),
        "custom_fields" => t("oauth-thing-custom-fields"),
        "discount_codes" => t("oauth-thing-discount-codes"),
        "discounts" => t("oauth-thing-discounts"),
        "drop_in_pass_purchases" => t("oauth-thing-drop-in-pass-purchases"),
        "drop_in_pass_templates" => t("oauth-thing-drop-in-pass-templates"),
        "drop_in_passes" => t("oauth-thing-drop-in-passes"),
        "event_attendances" => t("oauth-thing-event-attendances"),
        "event_messages" => t("oauth-thing-event-messages"),
        "event_ticket_purchases" => t("oauth-thing-event-ticket-purchases"),
        "events" => t("oauth-thing-events"),
        "guest_accounts" => t("oauth-thing-guest-accounts"),
        "invitations" => t("oauth-thing-invitations"),
        "invoice_reminders" => t("oauth-thing-invoice-reminders"),
        "invoice_settings" => t("oauth-thing-invoice-settings"),
        "invoices" => t("oauth-thing-invoices"),
        "password_resets" => t("oauth-thing-password-resets"),
        "payment_methods" => t("oauth-thing-payment-methods"),
        "payment_records" => t("oauth-thing-payment-records"),
        "payments" => t("oauth-thing-payments"),
        "plan_extras" => t("oauth-thing-plan-extras"),
        "plans" => t("oauth-thing-plans"),
        "products" => t("oauth-thing-products"),
        "questions" => t("oauth-thing-questions"),
        "revenue_accounts" => t("oauth-thing-revenue-accounts"),
        "teams" => t("oauth-thing-teams"),
        "time_passes" => t("oauth-thing-time-passes"),
        other => return other.replace('_', " "),
    };
    noun.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_has_words_of_its_own() {
        let all: Vec<String> = Scope::ALL.iter().map(|scope| words(*scope, Some("Harbour"))).collect();
        for (scope, words) in Scope::ALL.iter().zip(&all) {
            assert!(!words.contains('_') && words.starts_with(char::is_uppercase), "{}: {words}", scope.name());
            assert!(!words.starts_with("Use "), "{} has no sentence", scope.name());
            let same = all.iter().filter(|other| *other == words).count();
            assert!(same == 1 || words.contains("texts of e-mails"), "{words} is said of several scopes");
        }
    }

    #[test]
    fn groups_say_each_thing_once() {
        let scopes: Scopes = "openid read read_bookings write_bookings read_user".parse().unwrap();
        let groups = groups(scopes, None);
        let said: Vec<_> = groups.iter().map(|group| (group.title.as_str(), group.items.len())).collect();
        assert_eq!(said, [("Who you are", 1), ("Bookings and rooms", 1), ("Everything", 1)]);
        let at_space = super::groups(Scopes::of(&[Scope::Openid]), Some("Harbour"));
        assert!(at_space[0].items[0].contains("member of Harbour"));
    }
}

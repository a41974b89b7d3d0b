//! What scopes mean, in words for the people who are asked.

use domain::permissions::Category;
use domain::scopes::{Scope, Scopes};

/// Scopes of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub title: &'static str,
    pub items: Vec<String>,
}

const TITLES: [&str; 6] = ["Who you are", "People", "Bookings and rooms", "Money", "The space", "Everything"];

/// The scopes in groups, each once: what a broad one covers is not repeated. `space` is the one that signs in.
pub fn groups(scopes: Scopes, space: Option<&str>) -> Vec<Group> {
    let covered = |scope: Scope| {
        let broad = if scope.name().starts_with("read_") { Scope::Read } else { Scope::Write };
        (scope.name().starts_with("read_") || scope.name().starts_with("write_")) && scopes.iter().any(|one| one == broad)
    };
    let mut groups: Vec<Group> = TITLES.iter().map(|title| Group { title, items: vec![] }).collect();
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
pub fn choices(may: impl Fn(Scope) -> bool) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let mut groups: Vec<(&'static str, Vec<_>)> = TITLES.iter().map(|title| (*title, vec![])).collect();
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
            return format!("Know you again, and see your name, picture and phone number as a member of {space}");
        }
        (Scope::Openid, None) => return "Know you again when you come back".into(),
        (Scope::Email, _) => return "See your e-mail address".into(),
        (Scope::Profile, _) => return "See your profile".into(),
        (Scope::Signin, _) => return "Sign your browser in to your account".into(),
        (Scope::Team, _) => return "See and change the team that you manage".into(),
        (Scope::Read, _) => return "See everything that you can see, in all your spaces".into(),
        (Scope::Write, _) => return "Change everything that you can change, in all your spaces".into(),
        (Scope::ReadUser, _) => return "See your account and which spaces you belong to".into(),
        (Scope::WriteUser, _) => return "Change your account".into(),
        (Scope::CheckinTokens, _) => return "See and change the cards that open doors".into(),
        (Scope::Navigation, _) => return "Add pages to the menu of the space".into(),
        _ => {}
    }
    let name = scope.name();
    let (verb, thing) = match (name.strip_prefix("read_"), name.strip_prefix("write_")) {
        (Some(thing), _) => ("See", thing),
        (_, Some(thing)) => (if MADE.contains(&thing) { "Make" } else { "Make and change" }, thing),
        _ => ("Use", name),
    };
    format!("{verb} {}", noun(thing))
}

/// What is made and not changed.
const MADE: [&str; 5] = ["drop_in_pass_purchases", "event_ticket_purchases", "password_resets", "payments", "terms_approvals"];

/// Names that do not speak for themselves; the others are their words.
fn noun(thing: &str) -> String {
    let noun = match thing {
        "admins" => "the admins of the space",
        "answers" => "what members answered to questions",
        "articles" => "articles for members",
        "built_in_email_customizations" | "email_customizations" => "the texts of e-mails",
        "calendar_blockers" => "times when nothing can be booked",
        "check_ins" => "who is in the space",
        "customers" => "the space's account with the platform",
        "external_bookings" => "bookings by people who are no members",
        "external_resources" => "what people who are no members can book",
        "issues" => "what members reported",
        "membership_notes" => "notes about members",
        "membership_payment_method" => "how a member pays",
        "membership_picture" => "pictures of members",
        "membership_profiles" => "profiles of members",
        "memberships" => "memberships and their plans",
        "navigation_links" => "the menu of the space",
        "published_membership_profiles" => "profiles that members show to others",
        "resources" => "rooms, desks and other resources",
        "resource_categories" => "kinds of resources",
        "single_page_apps" => "pages of applications in the space",
        "space_billing_details" => "the space's billing details",
        "space_payment_method" => "how the space pays",
        "space_profiles" => "the public profiles of spaces",
        "space_subscriptions" => "what the space pays for the platform",
        "spaces" => "your spaces",
        "subscriptions" => "to whom the space's events are sent",
        "team_member" => "members of teams",
        "terms_approvals" => "which terms were accepted",
        "urls" => "addresses of pages",
        other => return other.replace('_', " "),
    };
    noun.to_owned()
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
        let said: Vec<_> = groups.iter().map(|group| (group.title, group.items.len())).collect();
        assert_eq!(said, [("Who you are", 1), ("Bookings and rooms", 1), ("Everything", 1)]);
        let at_space = super::groups(Scopes::of(&[Scope::Openid]), Some("Harbour"));
        assert!(at_space[0].items[0].contains("member of Harbour"));
    }
}

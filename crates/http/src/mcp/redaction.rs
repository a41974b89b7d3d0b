//! Assistants see what people are called, where they live and how they are reached only if the token's scopes ask for
//! just that: `read_memberships` for members and teams, `read_contacts` for visitors. Rooms, times and sums are shown without.

use domain::scopes::{Scope, Scopes};
use serde_json::{Map, Value};

/// What stands in place of a text.
pub const REDACTED: &str = "[redacted]";

/// Attributes with personal data, by type.
pub const PERSONAL: [(&str, &[&str]); 6] = [
    ("bookings", &["name", "attendees"]),
    ("contacts", &["email", "address", "phone", "photo"]),
    (
        "externalBookings",
        &["email", "name", "company", "billingAddress", "structuredBillingAddress", "phone", "taxId", "comments", "adminComments"],
    ),
    // The PDF's address works without a token.
    ("invoices", &["billingEmails", "recipientAddress", "taxId", "customerNumber", "pdf"]),
    ("memberships", &["name", "email", "phone", "company", "photo"]),
    ("teams", &["billingAddress", "billingEmails", "taxId"]),
];

/// Takes out of a document what the scopes do not ask for; which scopes would have shown it.
pub fn redact(document: &mut Value, scopes: Scopes) -> Vec<&'static str> {
    let mut lacking = Vec::new();
    for member in ["data", "included"] {
        match document.get_mut(member) {
            Some(Value::Array(resources)) => resources.iter_mut().for_each(|resource| hide(resource, scopes, &mut lacking)),
            Some(resource) => hide(resource, scopes, &mut lacking),
            None => {}
        }
    }
    lacking.sort_unstable();
    lacking.dedup();
    lacking
}

fn hide(resource: &mut Value, scopes: Scopes, lacking: &mut Vec<&'static str>) {
    let kind = resource.get("type").and_then(Value::as_str).unwrap_or_default();
    let Some((_, personal)) = PERSONAL.iter().find(|(name, _)| *name == kind) else { return };
    let scope = shown_by(kind, resource);
    if scopes.allows(scope) {
        return;
    }
    let Some(Value::Object(attributes)) = resource.get_mut("attributes") else { return };
    if blank_all(attributes, personal) {
        lacking.push(scope.name());
    }
}

/// The scope that asks for the people in it. An invoice is about the one who pays it.
fn shown_by(kind: &str, resource: &Value) -> Scope {
    let debitor = resource.pointer("/relationships/debitor/data/type").and_then(Value::as_str);
    match (kind, debitor) {
        ("contacts" | "externalBookings", _) | ("invoices", None | Some("contacts")) => Scope::ReadContacts,
        _ => Scope::ReadMemberships,
    }
}

/// Whether there was anything.
fn blank_all(attributes: &mut Map<String, Value>, names: &[&str]) -> bool {
    let mut found = false;
    for name in names {
        if let Some(value) = attributes.get_mut(*name) {
            found |= blank(value);
        }
    }
    found
}

/// Texts only, so that the shape stays.
fn blank(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            REDACTED.clone_into(text);
            true
        }
        Value::Array(items) => items.iter_mut().fold(false, |found, item| blank(item) | found),
        Value::Object(members) => members.values_mut().fold(false, |found, member| blank(member) | found),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn people_are_shown_to_who_asks_for_them_alone() {
        let document = json!({
            "data": [{"type": "bookings", "id": "1", "attributes": {"name": "Ada", "title": "Talk", "attendees": [{"email": "a@b.test"}]}}],
            "included": [{"type": "contacts", "id": "2", "attributes": {"email": null, "address": {"name": "Vera", "company": null}}}],
        });
        let seen = |scopes: &str| {
            let mut document = document.clone();
            let lacking = redact(&mut document, scopes.parse().unwrap());
            (document["data"][0]["attributes"].clone(), document["included"][0]["attributes"].clone(), lacking)
        };
        let (booking, contact, lacking) = seen("read_bookings");
        assert_eq!(booking, json!({"name": REDACTED, "title": "Talk", "attendees": [{"email": REDACTED}]}));
        assert_eq!(contact, json!({"email": null, "address": {"name": REDACTED, "company": null}}));
        assert_eq!(lacking, ["read_contacts", "read_memberships"]);
        let (booking, contact, lacking) = seen("read_bookings read_memberships");
        assert_eq!((&booking["name"], &contact["address"]["name"], lacking), (&json!("Ada"), &json!(REDACTED), vec!["read_contacts"]));
        assert_eq!(seen("read").2, Vec::<&str>::new());
    }

    #[test]
    fn an_invoice_is_about_who_pays_it() {
        let invoice = |kind: &str| {
            json!({"data": {"type": "invoices", "attributes": {"recipientAddress": {"name": "Ada"}, "number": "1"},
            "relationships": {"debitor": {"data": {"type": kind, "id": "1"}}}}})
        };
        for (kind, scope) in [("memberships", "read_memberships"), ("teams", "read_memberships"), ("contacts", "read_contacts")] {
            let mut shown = invoice(kind);
            assert_eq!(redact(&mut shown, scope.parse().unwrap()), Vec::<&str>::new());
            assert_eq!(shown, invoice(kind));
            assert_eq!(redact(&mut shown, "read_invoices".parse().unwrap()), [scope]);
            assert_eq!(shown["data"]["attributes"], json!({"recipientAddress": {"name": REDACTED}, "number": "1"}));
        }
    }
}

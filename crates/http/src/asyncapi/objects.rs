//! What rides along in calls about what is deleted, as API 1 shows it: examples, and the schemas that follow from them.

use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Names as in the calls.
pub const NAMES: &[&str] =
    &["booking", "resource", "allocation", "calendar_blocker", "membership", "admin", "check_in_token", "event_attendance", "invoice"];

/// One such object. Of names that are not in [`NAMES`] only the id is certain.
pub fn example(name: &str, id: Uuid) -> Value {
    let other = "01993f0051aa7e0bb7c890d13a5fe266";
    let member = json!({"id": other, "name": "Mia Member"});
    let mut object = match name {
        "booking" => json!({
            "from": "2026/03/09 10:00:00 +0000", "to": "2026/03/09 11:00:00 +0000", "title": "Interview", "comments": null,
            "resource": {"id": other, "name": "Meeting room"}, "membership": member, "units": 1, "price": "20.0", "currency": "EUR",
            "tax_rate": "19.0",
        }),
        "membership" => json!({
            "name": "Mia Member", "email": "mia@members.example", "phone": null, "user": null,
            "address": {"company": null, "name": "Mia Member", "full_address": "Pier 1, 20457 Hamburg", "address": "Pier 1",
                "post_code": "20457", "city": "Hamburg", "state": null, "country": "DE"},
            "billing_emails": [], "charge_taxes": true, "customer_number": "17", "tax_id": null,
            "plan": {"id": other, "name": "Flex"}, "confirmed_at": "2026/01/02 09:00:00 +0000", "starts_at": "2026/01/01",
            "canceled_to": null, "next_invoice_at": "2026/04/01", "team_id": null, "created_at": "2026/01/01 12:00:00 +0000",
        }),
        "resource" => json!({
            "name": "Meeting room", "description": null, "price_per_hour": "20.0", "currency": "EUR", "hidden": false, "capacity": null,
            "color": "#ff8800",
        }),
        "allocation" => json!({
            "resource_id": other, "membership_id": other, "team_id": null, "starts_at": "2026/03/01", "canceled_to": null,
            "cycle_duration": 1, "price_per_cycle": "300.0", "currency": "EUR", "tax_rate": "19.0",
        }),
        "calendar_blocker" => json!({
            "title": "Painting", "from": "2026/03/09 08:00:00 +0000", "to": "2026/03/09 12:00:00 +0000", "resources": [{"id": other}],
        }),
        "invoice" => json!({
            "invoice_number": 17, "formatted_invoice_number": "2026-17", "created_at": "2026/03/01", "due_date": "2026/03/15",
            "currency": "EUR", "membership_id": other, "contact_id": null,
            "address": {"name": "Mia Member", "company": null, "full_address": "Pier 1, 20457 Hamburg", "country": "DE"},
            "items": [{"description": "Flex, March", "quantity": "1.0", "amount": "100.0"}],
            "total_amount": "100.0", "total_amount_with_tax": "119.0",
        }),
        "admin" => json!({"user_id": other, "name": "Anna Admin", "email": "anna@admins.example"}),
        "check_in_token" => json!({"token": "04a2b9c1", "membership": member, "created_at": "2026/01/01 12:00:00 +0000"}),
        "event_attendance" => {
            json!({"event_id": other, "membership_id": other, "contact_id": null, "number_of_attendees": 1})
        }
        _ => json!({}),
    };
    if let Some(object) = object.as_object_mut() {
        object.insert("id".into(), id.simple().to_string().into());
    }
    object
}

/// What may be null though the example has it; what is null there may be something else anyhow.
const NULLABLE: &[&str] = &[
    "booking.title",
    "booking.resource.name",
    "booking.membership",
    "booking.membership.name",
    "membership.email",
    "membership.address.name",
    "membership.address.full_address",
    "membership.address.address",
    "membership.address.post_code",
    "membership.address.city",
    "membership.address.country",
    "membership.customer_number",
    "membership.plan",
    "membership.confirmed_at",
    "event_attendance.membership_id",
    "allocation.membership_id",
    "invoice.membership_id",
    "invoice.address.name",
    "invoice.address.full_address",
    "invoice.address.country",
];

/// Schemas by name.
pub fn schemas() -> Map<String, Value> {
    let named = NAMES.iter().map(|name| ((*name).to_owned(), schema(&example(name, Uuid::nil()), name)));
    named.collect()
}

/// Every member is there; what is null in the example may be anything of its kind.
fn schema(example: &Value, at: &str) -> Value {
    let nullable = NULLABLE.contains(&at);
    let kind = |name: &str| if nullable { json!([name, "null"]) } else { json!(name) };
    match example {
        Value::Object(members) => {
            let inside = members.iter().map(|(name, member)| (name.clone(), schema(member, &format!("{at}.{name}"))));
            let properties: Map<String, Value> = inside.collect();
            let required: Vec<&String> = members.keys().collect();
            json!({"type": kind("object"), "required": required, "properties": properties})
        }
        Value::Array(items) => match items.first() {
            Some(item) => json!({"type": "array", "items": schema(item, at)}),
            None => json!({"type": "array", "items": {"type": "string"}}),
        },
        Value::Null if at.ends_with("capacity") => json!({"type": ["integer", "null"]}),
        Value::Null if at.ends_with("user") => json!({"type": ["object", "null"]}),
        Value::Null => json!({"type": ["string", "null"]}),
        Value::Bool(_) => json!({"type": "boolean"}),
        Value::Number(_) => json!({"type": "integer"}),
        Value::String(_) => json!({"type": kind("string")}),
    }
}

//! What is gone, as API 1 would have shown it: it rides along in the call that says so (`api-v1`, section 5).

use crate::calendar_blockers::Shown;
use domain::money::decimal_text;
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use store::admins::Row;
use store::allocations::Allocation;
use store::bookings::Booking;
use store::check_ins::Token;
use store::event_attendances::Attendance;
use store::invoices::Invoice;
use store::memberships::Membership;
use store::resources::Resource;

/// `2010/01/01 12:00:00 +0000`
fn time(at: Timestamp) -> String {
    at.strftime("%Y/%m/%d %H:%M:%S +0000").to_string()
}

/// `2010/01/01`
fn day(day: Date) -> String {
    day.strftime("%Y/%m/%d").to_string()
}

pub(crate) fn booking(booking: &Booking, resource: Option<&str>, member: Option<&str>) -> Value {
    let rate: Decimal = booking.taxes.0.iter().map(|tax| tax.rate.percent()).sum();
    json!({
        "id": booking.id,
        "from": time(booking.starts_at),
        "to": time(booking.ends_at),
        "title": booking.title,
        "comments": booking.comments,
        "resource": {"id": booking.resource_id, "name": resource},
        "membership": booking.membership().map(|(_, id)| json!({"id": id, "name": member})),
        "units": booking.units,
        "price": decimal_text(booking.price.rounded(booking.currency).to_decimal()),
        "currency": booking.currency.to_string(),
        "tax_rate": decimal_text(rate),
    })
}

/// `plan` is id and name of the plan it had last.
pub(crate) fn membership(membership: &Membership, plan: Option<(String, &str)>) -> Value {
    let address = &membership.address.0;
    json!({
        "id": membership.id,
        "name": membership.label(),
        "email": membership.email,
        "phone": membership.phone,
        "user": membership.user().map(|id| json!({"id": id, "email": membership.user_email})),
        "address": {
            "company": membership.company, "name": membership.name, "full_address": address.in_full(), "address": address.street,
            "post_code": address.post_code, "city": address.city, "state": address.state, "country": address.country,
        },
        "billing_emails": membership.billing_emails.0,
        "charge_taxes": membership.charge_taxes,
        "customer_number": membership.customer_number,
        "tax_id": membership.tax_id,
        "plan": plan.map(|(id, name)| json!({"id": id, "name": name})),
        "confirmed_at": membership.confirmed_at.map(time),
        "starts_at": day(membership.starts_at),
        "canceled_to": membership.canceled_to.map(day),
        "next_invoice_at": day(membership.next_invoice_at),
        "team_id": membership.team(),
        "created_at": time(membership.created_at),
    })
}

pub(crate) fn admin(row: &Row) -> Value {
    json!({"id": row.id, "user_id": row.user_id, "name": row.name, "email": row.email})
}

pub(crate) fn check_in_token(token: &Token) -> Value {
    json!({
        "id": token.id,
        "token": token.token,
        "membership": {"id": token.membership_id, "name": token.name},
        "created_at": time(token.created_at),
    })
}

pub(crate) fn event_attendance(attendance: &Attendance) -> Value {
    json!({
        "id": attendance.id,
        "event_id": attendance.event_id,
        "membership_id": attendance.member(),
        "contact_id": attendance.contact(),
        "number_of_attendees": attendance.number_of_attendees,
    })
}

pub(crate) fn allocation(allocation: &Allocation) -> Value {
    let rate: Decimal = allocation.taxes.0.iter().map(|tax| tax.rate.percent()).sum();
    json!({
        "id": allocation.id,
        "resource_id": allocation.resource_id,
        "membership_id": allocation.membership_id.map(|id| id.as_simple().to_string()),
        "team_id": allocation.team_id.map(|id| id.as_simple().to_string()),
        "starts_at": day(allocation.starts_at),
        "canceled_to": allocation.canceled_to.map(day),
        "cycle_duration": allocation.cycle_months,
        "price_per_cycle": decimal_text(allocation.price.rounded(allocation.currency).to_decimal()),
        "currency": allocation.currency.to_string(),
        "tax_rate": decimal_text(rate),
    })
}

pub(crate) fn calendar_blocker(Shown { blocker, resources }: &Shown) -> Value {
    json!({
        "id": blocker.id,
        "title": blocker.title,
        "from": time(blocker.starts_at),
        "to": time(blocker.ends_at),
        "resources": resources.iter().map(|id| json!({"id": id})).collect::<Vec<_>>(),
    })
}

pub(crate) fn resource(resource: &Resource) -> Value {
    json!({
        "id": resource.id,
        "name": resource.name,
        "description": resource.description,
        "price_per_hour": decimal_text(resource.pricing.0.price_per_hour.unwrap_or_default().rounded(resource.currency).to_decimal()),
        "currency": resource.currency.to_string(),
        "hidden": resource.hidden,
        "capacity": resource.capacity,
        "color": resource.color,
    })
}

pub(crate) fn invoice(invoice: &Invoice) -> Value {
    let money = |amount: domain::money::Amount| decimal_text(amount.rounded(invoice.currency).to_decimal());
    json!({
        "id": invoice.id,
        "invoice_number": invoice.ordinal,
        "formatted_invoice_number": invoice.number,
        "created_at": day(invoice.issued_on),
        "due_date": day(invoice.due_on),
        "currency": invoice.currency.to_string(),
        "membership_id": invoice.membership_id.map(|id| id.as_simple().to_string()),
        "contact_id": invoice.contact_id.map(|id| id.as_simple().to_string()),
        "address": {"name": invoice.recipient.0.name, "company": invoice.recipient.0.company, "full_address": invoice.recipient.0.in_full(),
            "country": invoice.recipient.0.country},
        "items": invoice.items.0.iter().map(|item| json!({
            "description": item.description, "quantity": decimal_text(item.quantity),
            "amount": decimal_text(item.unit_net.rounded(invoice.currency).to_decimal()),
        })).collect::<Vec<_>>(),
        "total_amount": money(invoice.net),
        "total_amount_with_tax": money(invoice.gross),
    })
}

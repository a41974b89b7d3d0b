//! For every operation the smallest request that those who may do it succeed with.

use super::world::{PIXEL, Place};
use crate::client::{Answer, Client, MEDIA};
use axum::http::Method;
use http_api::operation::OperationInfo;
use serde_json::{Value, json};

/// One of the tables that the program serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    Api2,
    /// API 1 of a space.
    Space,
    /// API 1 outside a space.
    Www,
}

impl Table {
    /// Every registered operation.
    pub fn all() -> Vec<(Self, OperationInfo)> {
        let rows = |table: Self, rows: Vec<OperationInfo>| rows.into_iter().map(move |row| (table, row));
        let second = rows(Self::Api2, http_api::api2().table());
        second.chain(rows(Self::Space, http_api::api1_space().table())).chain(rows(Self::Www, http_api::api1_www().table())).collect()
    }
}

/// Ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub table: Table,
    pub host: String,
    pub method: Method,
    pub path: String,
    /// With the question mark, or empty.
    pub query: String,
    pub body: Value,
}

impl Request {
    /// `token` is the one that stands in paths of API 1 about tokens.
    pub fn new(table: Table, row: &OperationInfo, place: &Place, token: &str) -> Self {
        let host = match table {
            Table::Api2 => "api".into(),
            Table::Space => place.subdomain.clone(),
            Table::Www => "www".into(),
        };
        let line = format!("{} {}", row.method, row.path);
        let body = if table == Table::Api2 { second_body(&line, place) } else { first_body(&line, place) };
        Self { table, host, method: row.method.clone(), path: path(row, place, token), query: query(&line, place), body }
    }

    pub fn media(&self) -> &'static str {
        if self.table == Table::Api2 { MEDIA } else { "application/json" }
    }

    pub fn line(&self) -> String {
        format!("{} {}{}", self.method, self.path, self.query)
    }

    pub async fn send(&self, client: &Client) -> Answer {
        if self.path.ends_with("/pdf") {
            let headers = [("accept", self.media()), ("content-type", "multipart/form-data; boundary=part")];
            return client.send(&self.host, &self.line(), &headers, UPLOAD).await;
        }
        let text = if self.body.is_null() { String::new() } else { self.body.to_string() };
        client.send(&self.host, &self.line(), &[("accept", self.media()), ("content-type", self.media())], text).await
    }
}

/// A form with the shortest PDF that is taken.
pub const UPLOAD: &str = "--part\r\nContent-Disposition: form-data; name=\"pdf\"; filename=\"a.pdf\"\r\n\
    Content-Type: application/pdf\r\n\r\n%PDF-1.7\n%%EOF\r\n--part--\r\n";

/// The path with its parameters filled in; what stands before a parameter tells what it is.
fn path(row: &OperationInfo, place: &Place, token: &str) -> String {
    let mut before = "";
    let mut filled = String::new();
    for part in row.path.split('/').skip(1) {
        filled.push('/');
        match part.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((name, suffix)) => {
                filled.push_str(&parameter(&format!("{} {}", row.method, row.path), before, name, place, token));
                filled.push_str(suffix);
            }
            None => filled.push_str(part),
        }
        before = part;
    }
    filled
}

fn parameter(line: &str, before: &str, name: &str, place: &Place, token: &str) -> String {
    match (before, name) {
        ("access_tokens", _) => return token.to_owned(),
        ("spaces", "subdomain") => return place.subdomain.clone(),
        ("calendars", _) => return place.calendar.clone(),
        ("built_in_email_customizations", _) => return "birthday_email".into(),
        ("email_customizations", _) => return "help_desk_issue_email".into(),
        ("users", _) => return place.owner.to_string(),
        _ => {}
    }
    let id = match (before, name) {
        ("spaces", _) if line == "POST /spaces/{spaceId}/clock/advance" => place.sandbox.0,
        ("spaces" | "space_profiles", _) => place.space.0,
        ("networks", _) => place.network.0,
        ("plans", _) => place.plan.0,
        ("resources", _) => match line {
            "DELETE /resources/{id}" | "DELETE /api/resources/{id}" => place.shed.0,
            _ => place.room.0,
        },
        ("files", _) => place.file.0,
        ("products", _) => place.product.0,
        ("contacts", _) => place.contact.0,
        ("drop_in_pass_templates", _) => place.drop_in_template.0,
        ("drop_in_passes", _) => place.drop_in_pass.0,
        ("admins", _) => place.admin.0,
        ("notes", _) => place.note.0,
        ("questions", _) => place.question.0,
        ("answers", _) => place.answer.0,
        ("guest_accounts", _) => place.guest.0,
        ("announcements", _) => place.announcement.0,
        ("issues", _) => place.issue.0,
        ("plan_extras", _) => place.extra.0,
        ("discounts", _) => place.discount.0,
        ("accounting_codes", _) => place.code.0,
        ("charges", _) => place.charge.0,
        ("check_ins", _) => place.check_in.0,
        ("check_in_tokens", _) => place.card_id.0,
        ("time_passes", _) => place.time_pass.0,
        ("teams", _) if line.contains(" /api/teams/") => place.crew.0,
        ("teams", _) => place.team.0,
        ("members", _) => place.seated.0,
        ("calendar_blockers", _) => place.blocker.0,
        ("allocations", _) => place.allocation.0,
        ("events", _) => match line {
            "POST /events/{id}/publication" => place.draft.0,
            "DELETE /events/{id}/publication" => place.party.0,
            _ => place.event.0,
        },
        ("event_attendances", _) => place.attendance.0,
        ("event_messages", _) => place.message.0,
        ("invoices", _) => match line {
            "DELETE /api/invoices/{invoiceId}/payment_records/{id}" => place.invoice.0,
            "POST /invoices/{id}/pdf"
            | "POST /invoices/{id}/e_invoice"
            | "POST /invoices/{id}/e_invoice_request"
            | "POST /api/invoices/{id}/e_invoice_request" => place.ready.0,
            _ => place.overdue.0,
        },
        ("payment_records", _) => place.payment.0,
        ("external_resources", _) => place.offer.0,
        ("external_bookings", _) => place.visit.0,
        ("bookings", _) => place.booking.0,
        ("recurring_bookings", "recurringId") => place.series.0,
        ("recurring_bookings", _) => place.series_booking.0,
        ("membership_profiles", _) => place.membership.0,
        ("navigation_links", _) => place.link.0,
        ("subscriptions", _) => place.webhook.0,
        ("deliveries", _) => place.delivery.0,
        ("single_page_apps", _) => place.single_page_app.0,
        ("articles", _) => place.article.0,
        ("memberships", "payingId") => place.payer.0,
        ("team_members", _) => place.paid.0,
        ("invitations", _) => place.invitation.0,
        ("memberships", _) => match line {
            "POST /api/memberships/{id}/invitations" | "DELETE /api/memberships/{id}" => place.single.0,
            "POST /api/memberships/{id}/time_passes" | "DELETE /api/memberships/{membershipId}/time_passes/{id}" => place.limited.0,
            "POST /api/memberships/{id}/confirmation" => place.pending.0,
            "DELETE /api/memberships/{id}/cancellation" => place.leaving.0,
            "POST /api/memberships/{id}/reactivation" => place.gone.0,
            _ => place.membership.0,
        },
        _ => panic!("{line}: what is {name} after {before}?"),
    };
    id.as_simple().to_string()
}

/// Days and instants that operations must be told.
fn query(line: &str, place: &Place) -> String {
    const TIMES: &str = "?filter[from]=2026-03-09T00:00:00Z&filter[to]=2026-03-16T00:00:00Z";
    const DAYS: &str = "?filter[from]=2026-03-01&filter[to]=2026-03-31";
    match line {
        "GET /networks/{networkId}/resource_availabilities"
        | "GET /resources/{id}/availability"
        | "GET /memberships/{membershipId}/bookings"
        | "GET /external_resources/{id}/availability"
        | "GET /spaces/{spaceId}/external_bookings"
        | "GET /memberships/{membershipId}/check_ins"
        | "GET /spaces/{spaceId}/bookings" => TIMES.into(),
        "GET /networks/{networkId}/resources/available"
        | "GET /spaces/{spaceId}/resources/available"
        | "GET /spaces/{spaceId}/external_resources/available" => {
            "?filter[from]=2026-03-12T10:00:00Z&filter[to]=2026-03-12T11:00:00Z".into()
        }
        "GET /spaces/{spaceId}/events" => format!("{TIMES}&filter[publishedState]=published"),
        "GET /spaces/{spaceId}/resource_availabilities" => format!("{TIMES}&filter[resource_ids]={}", place.room),
        "GET /drop_in_pass_templates/{id}/availability" => "?filter[from]=2026-03-03&filter[to]=2026-03-31".into(),
        "GET /spaces/{spaceId}/drop_in_passes" => "?filter[valid_on_from]=2026-03-01&filter[valid_on_to]=2026-03-31".into(),
        "GET /spaces/{spaceId}/allocations"
        | "GET /spaces/{spaceId}/calendar_blockers"
        | "GET /spaces/{spaceId}/membership_plans"
        | "GET /spaces/{spaceId}/memberships"
        | "GET /spaces/{spaceId}/teams" => DAYS.into(),
        "GET /spaces/{spaceId}/invoice_previews" => "?filter[from]=2026-03-02&filter[to]=2026-04-30".into(),
        "GET /spaces/{spaceId}/accounting_report" => "?filter[from]=2026-01-01&filter[to]=2026-03-31".into(),
        "GET /spaces/{spaceId}/invoices/search" => "?filter[query]=desk".into(),
        "GET /spaces/{spaceId}/discount_codes/find" => format!("?filter[code]=sun&filter[discounted_id]={}", place.plan),
        "GET /spaces/{spaceId}/check_ins/current" => format!("?filter[checkInToken]={}", place.card.replace(' ', "%20")),
        "GET /api/allocations" | "GET /api/calendar_blockers" => "?from=2026-03-01&to=2026-09-30".into(),
        "GET /api/charges" | "GET /api/work_sessions" | "GET /api/memberships/{id}/check_ins" => "?from=2026-03-01&to=2026-03-31".into(),
        "GET /networks/{networkId}/memberships/search" | "GET /networks/{networkId}/membership_profiles/search" => {
            "?filter[query]=mia".into()
        }
        "GET /api/bookings" | "GET /api/resources/{id}/bookings" => "?from=2026-03-09&to=2026-03-16".into(),
        "GET /api/memberships/cancellations" => "?from=2026/01/01&to=2026/12/31".into(),
        _ => String::new(),
    }
}

/// The tier that is there at first.
const FREE: uuid::Uuid = uuid::Uuid::from_u128(0x7000_8000_0000_0000_0001);

fn link(kind: &str, id: uuid::Uuid) -> Value {
    json!({"data": {"type": kind, "id": id.as_simple().to_string()}})
}

fn second_body(line: &str, place: &Place) -> Value {
    let (room, membership) = (link("resources", place.room.0), link("memberships", place.membership.0));
    let free = json!({"from": "2026-03-12T10:00:00Z", "to": "2026-03-12T11:00:00Z"});
    match line {
        "POST /check_ins" => json!({"data": {"type": "checkIns", "attributes": {"checkInToken": place.card},
            "relationships": {"space": link("spaces", place.space.0)}}}),
        "POST /drop_in_pass_purchases" => json!({"data": {"type": "dropInPassPurchases", "attributes": {
            "dropInPasses": [{"type": "dropInPasses", "attributes": {"validOn": "2026-03-12", "numberOfPasses": 1},
                "relationships": {"dropInPassTemplate": link("dropInPassTemplates", place.drop_in_template.0)}}],
            "acceptedTerms": true, "name": "Vera", "billingAddress": "Street 1", "email": "vera@visitors.test"}}}),
        "POST /event_ticket_purchases" => json!({"data": {"type": "eventTicketPurchases", "attributes": {
            "eventTickets": [{"type": "eventTickets", "attributes": {"numberOfTickets": 1},
                "relationships": {"event": link("events", place.fair.0)}}],
            "acceptedTerms": true, "name": "Vera", "billingAddress": "Street 1", "email": "vera@visitors.test"}}}),
        "POST /bookings" => json!({"data": {"type": "bookings", "attributes": free, "relationships": {"resource": room}}}),
        "POST /memberships/{membershipId}/bookings" => {
            json!({"data": {"type": "bookings", "attributes": free, "relationships": {"resource": room, "membership": membership}}})
        }
        "PATCH /bookings/{id}" => {
            json!({"data": {"type": "bookings", "id": place.booking.to_string(), "attributes": {"title": "Moved"}}})
        }
        "POST /bookings_preview" => json!({"data": {"type": "bookingPreviews", "attributes": free, "relationships": {
            "resources": {"data": [room["data"]]}, "membership": membership}}}),
        "POST /resources" => json!({"data": {"type": "resources",
            "attributes": {"name": "Attic", "pricing": {"currency": "EUR"}},
            "relationships": {"space": link("spaces", place.space.0)}}}),
        "PATCH /resources/{id}" => json!({"data": {"type": "resources", "id": place.room.to_string(), "attributes": {"name": "Cellar"}}}),
        "POST /calendar_blockers" => json!({"data": {"type": "calendarBlockers",
            "attributes": {"from": "2026-12-24T00:00:00Z", "to": "2026-12-27T00:00:00Z", "title": "Closed", "blockedFor": ["bookings"]},
            "relationships": {"space": link("spaces", place.space.0)}}}),
        "PATCH /calendar_blockers/{id}" => {
            json!({"data": {"type": "calendarBlockers", "id": place.blocker.to_string(), "attributes": {"title": "Paint is drying"}}})
        }
        "POST /allocations" => json!({"data": {"type": "allocations",
            "attributes": {"startsAt": "2026-04-01", "pricePerCycle": {"net": "80.0"}},
            "relationships": {"resource": link("resources", place.shed.0), "allocatee": membership}}}),
        "PATCH /allocations/{id}" => {
            json!({"data": {"type": "allocations", "id": place.allocation.to_string(), "attributes": {"canceledTo": "2026-12-31"}}})
        }
        "POST /events" => json!({"data": {"type": "events",
            "attributes": {"from": "2026-03-21T10:00:00Z", "to": "2026-03-21T12:00:00Z", "title": "Brunch", "audience": "public"},
            "relationships": {"space": link("spaces", place.space.0)}}}),
        "PATCH /events/{id}" => json!({"data": {"type": "events", "id": place.event.to_string(), "attributes": {"title": "Lecture"}}}),
        "POST /event_attendances" => json!({"data": {"type": "eventAttendances",
            "relationships": {"event": link("events", place.party.0), "attendee": membership}}}),
        "POST /event_messages" => json!({"data": {"type": "eventMessages", "attributes": {"trigger": "attended", "body": "Bring cake."},
            "relationships": {"event": link("events", place.event.0)}}}),
        "PATCH /event_messages/{id}" => {
            json!({"data": {"type": "eventMessages", "id": place.message.to_string(), "attributes": {"body": "Come soon!"}}})
        }
        "POST /invoices" => json!({"data": {"type": "invoices",
            "attributes": {"items": [{"description": "Coffee", "amount": {"net": "2.5"}}]},
            "relationships": {"space": link("spaces", place.space.0), "debitor": membership}}}),
        "PUT /spaces/{spaceId}/subscription" => json!({"data": {"type": "subscriptions", "attributes": {"extras": []},
            "relationships": {"space": link("spaces", place.space.0), "chosenSubscription": link("subscriptions", FREE)}}}),
        "POST /spaces/{spaceId}/subscription_preview" => {
            json!({"data": {"type": "spaceSubscriptionPreviewRequests", "attributes": {"maximumNumberOfMemberships": 20}}})
        }
        "PATCH /spaces/{spaceId}/billing_details" => json!({"data": {"type": "billingDetailsRequests", "id": place.space.to_string(),
            "attributes": {"company": "Harbour Ltd.", "address": "Quay 1, Berlin"}}}),
        "POST /payments" => json!({"data": {"type": "payments", "attributes": {"payable": [{"type": "eventAttendances",
            "attributes": {"numberOfAttendees": 2}, "relationships": {"event": link("events", place.gala.0)}}]},
            "relationships": {"space": link("spaces", place.space.0), "paymentMethod": link("paymentMethods", place.pay_by.0)}}}),
        "POST /invoice_charges" => json!({"data": {"type": "invoiceCharges",
            "relationships": {"invoices": {"data": [{"type": "invoices", "id": place.overdue.to_string()}]}}}}),
        "PUT /spaces/{spaceId}/space_payment_method" => json!({"data": {"type": "stripeSpacePaymentMethodRequests",
            "attributes": {"stripe_payment_method_id": "pm_visa"}}}),
        "POST /customers" => json!({"data": {"type": "customers", "relationships": {"space": link("spaces", place.space.0)}}}),
        "POST /refunds" => json!({"data": {"type": "refunds", "attributes": {"amount": "1.0"},
            "relationships": {"invoice": link("invoices", place.invoice.0)}}}),
        "POST /invoice_reminders" => json!({"data": {"type": "invoiceReminders",
            "attributes": {"to": "mia@members.test", "subject": "Please pay", "body": "It is late."},
            "relationships": {"invoice": link("invoices", place.overdue.0)}}}),
        "POST /external_resources" => json!({"data": {"type": "externalResources", "relationships": {"resource": room}}}),
        "PATCH /external_resources/{id}" => {
            json!({"data": {"type": "externalResources", "id": place.offer.to_string(), "attributes": {"instructions": "Ring twice."}}})
        }
        "POST /external_bookings" => json!({"data": {"type": "externalBookings",
            "attributes": {"from": free["from"], "to": free["to"], "numberOfVisitors": 1, "acceptedTerms": true, "name": "Vic",
                "billingAddress": "Street 1, Berlin", "email": "vic@visitors.test"},
            "relationships": {"resource": link("externalResources", place.offer.0)}}}),
        "PATCH /external_bookings/{id}" => {
            json!({"data": {"type": "externalBookings", "id": place.visit.to_string(), "attributes": {"title": "Workshop"}}})
        }
        "POST /external_bookings_preview" => json!({"data": {"type": "externalBookingPreviews", "attributes": free,
            "relationships": {"resource": link("externalResources", place.offer.0)}}}),
        "PATCH /membership_profiles/{id}" => {
            json!({"data": {"type": "membershipProfiles", "id": place.membership.to_string(), "attributes": {"location": "Berlin"}}})
        }
        _ => third_body(line, place, &membership),
    }
}

fn third_body(line: &str, place: &Place, membership: &Value) -> Value {
    match line {
        "POST /navigation_links" => json!({"data": {"type": "navigationLinks", "attributes": {"label": "Tools", "section": "members"},
            "relationships": {"space": link("spaces", place.space.0), "singlePageApp": link("singlePageApps", place.single_page_app.0)}}}),
        "PATCH /navigation_links/{id}" => {
            json!({"data": {"type": "navigationLinks", "id": place.link.to_string(), "attributes": {"label": "Figures"}}})
        }
        "POST /single_page_apps" => json!({"data": {"type": "singlePageApps",
            "attributes": {"name": "App", "js": [{"url": "https://apps.test/app.js"}], "css": [{"url": "https://apps.test/app.css"}]}}}),
        "PATCH /single_page_apps/{id}" => {
            json!({"data": {"type": "singlePageApps", "id": place.single_page_app.to_string(), "attributes": {"name": "New"}}})
        }
        "POST /terms_approvals" => json!({"data": {"type": "approvals", "attributes": {"types": ["space_terms"], "ipAddress": "192.0.2.1"},
            "relationships": {"space": link("spaces", place.space.0), "membership": membership}}}),
        "POST /spaces/{spaceId}/clock/advance" => json!({"data": {"type": "clockAdvances", "attributes": {"by": "P14M"}}}),
        "POST /space_preview" => json!({"data": {"type": "spacePreviews", "attributes": {"name": "Demo"}}}),
        "POST /user_email_preview" => json!({"data": {"type": "userEmailPreviews", "attributes": {"email": "new@people.test"}}}),
        _ => Value::Null,
    }
}

fn first_body(line: &str, place: &Place) -> Value {
    match line {
        "POST /api/users" => json!({"email": "new@people.test"}),
        "POST /api/spaces" => json!({"name": "New", "subdomain": "new-place", "owner_name": "Nia", "country": "Germany"}),
        "PUT /api/spaces/{subdomain}" => json!({"name": "Renamed"}),
        "POST /api/access_tokens/{token}/space" => json!({"space_id": place.space.to_string()}),
        "POST /api/memberships" | "POST /api/membership_import" => json!({
            "plan": {"id": place.plan.to_string()}, "address": {"name": "New", "full_address": "Street 1", "country": "Germany"},
            "email": "new@members.test", "starts_at": "2026/03/02", "first_invoice_at": "2026/04/01"}),
        "POST /api/membership" => json!({"plan": {"id": place.plan.to_string()},
            "address": {"name": "New", "full_address": "Street 1", "country": "Germany"}}),
        "PUT /api/memberships/{id}" => json!({"phone": "+49 30 1234"}),
        "POST /api/memberships/{id}/cancellation" | "POST /api/teams/{id}/cancellation" => json!({"date": "2026/12/31"}),
        "POST /api/memberships/{id}/plans" | "POST /api/membership/plan" => json!({"plan_id": place.other_plan.to_string()}),
        "PUT /api/memberships/{id}/payment_method" => json!({"payment_method_id": place.pay_by.to_string(), "customer_id": "cus_mia",
            "stripe_payment_method_id": "pm_mia"}),
        "PUT /api/memberships/{id}/picture" => json!({"data": format!("data:image/png;base64,{PIXEL}")}),
        "POST /api/memberships/{payingId}/team/team_members" => json!({"membership_id": place.single.to_string()}),
        "POST /api/memberships/{payingId}/team/conversion" => json!({"plan_id": place.team_plan.to_string(), "seats": 5}),
        "POST /api/teams" => json!({"name": "New", "seats": 4, "plan": {"id": place.team_plan.to_string()}}),
        "PUT /api/teams/{id}" => json!({"seats": 5}),
        "POST /api/teams/{id}/members" => json!({"name": "Nia", "email": "nia@crew.test"}),
        "PUT /api/teams/{teamId}/members/{id}" => json!({"manager": false}),
        "POST /api/teams/{id}/plans" => json!({"plan_id": place.team_plan.to_string(), "change_date": "2026/12/01"}),
        "POST /api/memberships/{id}/charges" => json!({"description": "Key", "amount": "10.0"}),
        "POST /api/memberships/{id}/invoices" => json!({"items": [{"description": "Coffee", "amount": "2.5"}]}),
        "POST /api/invoices/{id}/payment_records" => json!({"paid_at": "2026/03/01", "amount": "1.0"}),
        "POST /api/resources/{id}/bookings" => json!({"from": "2026-03-12 10:00 +0000", "to": "2026-03-12 11:00 +0000"}),
        "POST /api/check_ins" => json!({"token": place.card}),
        "POST /api/check_in_tokens" => json!({"membership_id": place.single.to_string(), "token": "04:A2:FF"}),
        "POST /api/memberships/{id}/time_passes" => json!({"id": place.pass_kind.to_string(), "no_of_passes": 2, "charge": "charge"}),
        "POST /api/navigation_links" => json!({"section": "admin/manage", "label": "Bot", "iframe_url": "https://bots.test/page"}),
        "POST /api/subscriptions" => json!({"event": "created_membership", "callback_url": "https://receiver.test/b"}),
        "PUT /api/bookings/{id}" => json!({"title": "Moved"}),
        _ => further_body(line, place),
    }
}

/// Of what API 1 knows besides memberships and bookings.
fn further_body(line: &str, place: &Place) -> Value {
    match line {
        "POST /api/admins" => json!({"name": "Nia", "email": "nia@people.test"}),
        "PUT /api/admins/{id}" => json!({"name": "Ada", "permissions": {"invoices": "view"}}),
        "POST /api/memberships/{id}/notes" => json!({"text": "Plays chess."}),
        "PUT /api/memberships/{membershipId}/notes/{id}" => json!({"sticky": false}),
        "PUT /api/space/custom_fields" => json!([{"id": place.field.to_string(), "label": "Card"}, {"label": "Shoe size"}]),
        "PUT /api/memberships/{id}/custom_fields" => json!({"fields": [{"id": place.field.to_string(), "value": "42"}]}),
        "POST /api/questions" => json!({"text": "Tea or coffee?", "type": "choice", "options": ["Tea", "Coffee"]}),
        "PUT /api/questions/{id}" => json!({"text": "Which trade?"}),
        "POST /api/answers" => json!({"question_id": place.open_question.to_string(), "membership_id": place.membership.to_string(),
            "text": "From a friend"}),
        "PUT /api/answers/{id}" => json!({"text": "Joiner"}),
        "POST /api/guest_accounts" => json!({"login": "visitor", "password": "open sesame", "expires_after": "2026-03-09 12:00 +0000"}),
        "POST /api/calendar_blockers" => json!({"title": "Closed", "from": "2026/12/24", "to": "2026/12/26"}),
        "PUT /api/calendar_blockers/{id}" => json!({"title": "Paint is drying"}),
        "POST /api/allocations" => json!({"resource_id": place.shed.to_string(), "membership_id": place.membership.to_string(),
            "starts_at": "2026/04/01", "price_per_cycle": "80.0"}),
        "PUT /api/allocations/{id}" => json!({"canceled_to": "2026/12/31"}),
        "POST /api/announcements" => json!({"title": "Party", "text": "On Friday.", "from": "2026/03/02", "until": "2026/03/06"}),
        "PUT /api/announcements/{id}" => json!({"text": "It is mended."}),
        "POST /api/issues" => json!({"title": "Cold", "text": "The heating is off."}),
        "PUT /api/issues/{id}" => json!({"status": "closed"}),
        "POST /api/issues/{id}/comments" => json!({"text": "We see to it."}),
        "POST /api/activities" => json!({"text": "Sent 12 mails", "level": "INFO", "source_ids": [place.membership.to_string()]}),
        "POST /api/plan_extras" => json!({"plan_id": place.plan.to_string(), "name": "Locker", "price": "5.0"}),
        "PUT /api/plan_extras/{id}" => json!({"price": "7.5"}),
        "POST /api/discounts" => json!({"name": "Autumn", "code": "LEAVES", "value": "10"}),
        "PUT /api/discounts/{id}" => json!({"valid_until": "2026/12/31"}),
        "POST /api/accounting_codes" => json!({"code": "4400", "name": "Rent"}),
        "PUT /api/accounting_codes/{id}" => json!({"name": "Desks"}),
        "POST /api/email_customizations" => json!({"id": "birthday_email", "subject": "Hooray, {{first_name}}!", "body": "<p>Cake!</p>"}),
        "PUT /api/email_customizations/{id}" => json!({"subject": "Help: {{issue}}"}),
        "POST /api/password_resets" => json!({"membership_id": place.membership.to_string()}),
        _ => Value::Null,
    }
}

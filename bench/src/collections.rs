//! A page of each collection, with a thousand and with many rows in it: what it costs must not follow the history.
//!
//! Members, resources and bookings are seeded; the rest is put into the tables by hand, since only its number counts. What
//! has a time goes back from it by the hour, as history does: a week asked for holds as much of a long one as of a short one.

use crate::cases::{MEDIA, get};
use crate::load::{self, Connection, Effort};
use crate::server::{Database, Kontor, Size};
use crate::sql::Sql;
use crate::{Backend, Problem, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// What is filled, as table, columns and values. `{i}` counts from 1; `{id}` is a new id; `{space}` the space;
/// `{at}` a time an hour earlier than the row before, `{end}` half an hour after it, `{day}` the day of `created_at`.
const FILL: [(&str, &str, &str); 16] = [
    ("articles", "id, title, content, created_at, updated_at", "{id}, 'Article ' || {i}, 'How things work.', {at}, {at}"),
    (
        "calendar_blockers",
        "id, title, starts_at, ends_at, for_bookings, for_external_bookings, for_drop_in_passes, all_resources, created_at",
        "{id}, 'Closed', {at}, {end}, true, true, true, true, {at}",
    ),
    ("contacts", "id, name, email, address, created_at, updated_at", "{id}, 'Contact', 'c' || {i} || '@bench.test', '{}', {at}, {at}"),
    (
        "teams",
        "id, name, billing_address, billing_emails, charge_taxes, confirmed_at, created_at",
        "{id}, 'Team ' || {i}, '{}', '[]', true, {at}, {at}",
    ),
    ("accounts", "id, kind, name, number", "{id}, 'cost_center', 'Centre', 'C' || {i}"),
    ("accounts", "id, kind, name, number", "{id}, 'revenue_account', 'Account', 'R' || {i}"),
    (
        "products",
        "id, position, name, unit, price, currency, for_bookings, for_external_bookings, created_at",
        "{id}, {i}, 'Product', 'fixed', 10000000, 'EUR', true, true, {at}",
    ),
    (
        "plans",
        "id, position, hidden, for_teams, terms, created_at",
        "{id}, {i} + 10, false, false, (SELECT terms FROM plans WHERE position = 1), {at}",
    ),
    ("payment_methods", "id, name, enabled_for, created_at", "{id}, 'Method', '[]', {at}"),
    (
        "navigation_links",
        "id, section, label, kind, url, user_editable, created_at, updated_at",
        "{id}, 'members', 'Link', 'external', 'https://links.test/', true, {at}, {at}",
    ),
    ("event_tags", "id, name", "{id}, 'tag ' || {i}"),
    (
        "events",
        "id, title, starts_at, ends_at, audience, public_page, tags, currency, visitor_currency, published_at, created_at, updated_at",
        "{id}, 'Event', {at}, {end}, 'public', true, '[]', 'EUR', 'EUR', {at}, {at}, {at}",
    ),
    (
        "drop_in_pass_templates",
        "id, name, times, color, price, currency, hidden, created_at, updated_at",
        "{id}, 'Day pass', (SELECT booking_times FROM resources LIMIT 1), '#336699', 10000000, 'EUR', false, {at}, {at}",
    ),
    (
        "drop_in_pass_purchases",
        "id, contact_id, name, email, address, created_at",
        "{id}, (SELECT id FROM contacts ORDER BY id LIMIT 1), 'Visitor', 'visitor@bench.test', '{}', {at}",
    ),
    (
        "external_bookings",
        "id, resource_id, status, starts_at, ends_at, number_of_visitors, email, address, extras, price, currency, taxes,
            cancellation_period, pay_later, created_at, updated_at",
        "{id}, (SELECT id FROM resources ORDER BY id LIMIT 1), 'pending', {at}, {end}, 1, 'visitor@bench.test', '{}', '[]', 10000000, 'EUR', '[]',
            0, true, {at}, {at}",
    ),
    (
        "check_ins",
        "id, membership_id, at_space_id, valid_from, valid_until, created_at",
        "{id}, (SELECT id FROM memberships ORDER BY id LIMIT 1), {space}, {at}, {end}, {at}",
    ),
];

/// What stands on rows that are there: a row for each member, resource or purchase.
const DERIVE: [&str; 7] = [
    "INSERT INTO networks (id, name, created_at) SELECT {space}, 'Bench', created_at FROM spaces",
    "UPDATE spaces SET network_id = {space}",
    "INSERT INTO membership_profiles (space_id, membership_id, published, email, updated_at)
        SELECT space_id, id, true, email, updated_at FROM memberships",
    "INSERT INTO event_attendances (space_id, id, event_id, membership_id, number_of_attendees, visibility, currency, taxes, created_at)
        SELECT space_id, {id}, (SELECT id FROM events ORDER BY id LIMIT 1), id, 1, 'public', 'EUR', '[]', created_at FROM memberships",
    "INSERT INTO allocations (space_id, id, resource_id, membership_id, starts_at, cycle_months, minimum_commitment_months,
        recurring_minimum_commitment, price, currency, taxes, created_at)
        SELECT space_id, {id}, (SELECT id FROM resources ORDER BY id LIMIT 1), id, '2026-03-01', 1, 0, false, 10000000, 'EUR', '[]', created_at
        FROM memberships",
    "INSERT INTO external_resources (space_id, id, resource_id, pricing, own_products, bookings_require_approval, pay_later, rules,
        created_at, updated_at) SELECT space_id, {id}, id, pricing, false, true, true,
        booking_times || '|' || booking_cutoff || '|' || min_booking_duration || '|', created_at, updated_at FROM resources",
    "INSERT INTO drop_in_passes (space_id, id, purchase_id, template_id, name, valid_on, times, price, currency, taxes, status, created_at)
        SELECT space_id, {id}, id, (SELECT id FROM drop_in_pass_templates ORDER BY id LIMIT 1), 'Day pass', {day}, (SELECT booking_times FROM resources LIMIT 1), 10000000, 'EUR', '[]',
        'confirmed', created_at FROM drop_in_pass_purchases",
];

/// The pages, as their operations are called.
const PAGES: [(&str, &str); 34] = [
    ("list-space-articles", "/spaces/{space}/articles"),
    ("get-space-bookings", "/spaces/{space}/bookings?{times}"),
    ("get-membership-bookings", "/memberships/{member}/bookings?{times}"),
    ("get-space-calendar-blockers", "/spaces/{space}/calendar_blockers?{days}"),
    ("get-space-allocations", "/spaces/{space}/allocations?{days}"),
    ("get-space-contacts", "/spaces/{space}/contacts"),
    ("list-events", "/spaces/{space}/events?{times}&filter[publishedState]=published"),
    ("list-event-tags", "/spaces/{space}/events/tags"),
    ("list-event-attendances", "/events/{event}/attendances"),
    ("get-space-external-bookings", "/spaces/{space}/external_bookings?{times}"),
    ("get-external-resources", "/spaces/{space}/external_resources"),
    ("get-available-external-resources", "/spaces/{space}/external_resources/available?{half_hour}"),
    ("list-space-drop-in-passes", "/spaces/{space}/drop_in_passes?filter[valid_on_from]=2026-03-01&filter[valid_on_to]=2026-03-31"),
    ("get-membership-check-ins", "/memberships/{member}/check_ins?{times}"),
    ("get-space-invoices", "/spaces/{space}/invoices"),
    ("search-space-invoices", "/spaces/{space}/invoices/search?filter[query]=no-777-"),
    ("list-space-cost-centers", "/spaces/{space}/cost_centers"),
    ("list-space-revenue-accounts", "/spaces/{space}/revenue_accounts"),
    ("get-space-membership-plans", "/spaces/{space}/membership_plans?{days}"),
    ("get-space-memberships", "/spaces/{space}/memberships?{days}"),
    ("get-space-membership-profiles", "/spaces/{space}/membership_profiles"),
    ("get-space-published-membership-profiles", "/spaces/{space}/membership_profiles/published"),
    ("get-network-memberships", "/networks/{space}/memberships"),
    ("search-network-memberships", "/networks/{space}/memberships/search?filter[query]=member-1-777@"),
    ("get-network-membership-profiles", "/networks/{space}/membership_profiles"),
    ("search-network-membership-profiles", "/networks/{space}/membership_profiles/search?filter[query]=member-1-777@"),
    ("get-network-resources", "/networks/{space}/resources"),
    ("get-available-resources", "/spaces/{space}/resources/available?{half_hour}"),
    ("get-membership-booking-credits", "/memberships/{member}/booking_credits"),
    ("get-space-navigation-links", "/spaces/{space}/navigation_links"),
    ("get-space-payment-methods", "/spaces/{space}/payment_methods"),
    ("get-products", "/spaces/{space}/products"),
    ("get-resources", "/spaces/{space}/resources"),
    ("get-space-teams", "/spaces/{space}/teams?{days}"),
];
// So long that a page is full where rows are few, too.
const TIMES: &str = "filter[from]=2026-03-01T00:00:00Z&filter[to]=2026-04-01T00:00:00Z";
const DAYS: &str = "filter[from]=2026-03-01&filter[to]=2026-03-31";
// Between two blockers.
const HALF_HOUR: &str = "filter[from]=2026-03-12T10:30:00Z&filter[to]=2026-03-12T11:00:00Z";
const FEW: u32 = 1_000;
/// What is free is found by looking at all resources: no space has more than so many.
const MOST_RESOURCES: u32 = 10_000;

/// Measures each page at a thousand rows and at `rows`; lines for the table.
pub async fn measure(backend: Backend, binary: &Path, rows: u32) -> Result<Vec<String>> {
    let mut medians: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for rows in [FEW, rows] {
        let Some(database) = Database::make(backend)? else { return Ok(vec![format!("{backend:?}: not installed, left out")]) };
        eprintln!("{backend:?}: filling the collections with {rows} rows …");
        database.seed(binary, &Size { members: rows, resources: rows.min(MOST_RESOURCES), bookings: rows })?;
        let kontor = Kontor::start(binary, &database).await?;
        let names = fill(&kontor, &database.url, rows).await?;
        let effort = Effort { connections: 1, duration: Duration::from_millis(600) };
        for (name, path) in PAGES {
            let bytes = get("api.kontor.test", &named(path, &names), &kontor.token);
            let (status, body) = Connection::open(&kontor.address).await?.exchange(&bytes).await?;
            if status != 200 {
                return Err(format!("{name}: {status} {}", String::from_utf8_lossy(&body)).into());
            }
            let median = load::run(&kontor.address, Arc::new(move |_| bytes.clone()), &effort).await?.percentile(0.5);
            medians.entry(name).or_default().push(median);
        }
    }
    let mut lines = vec![format!("\n{backend:?}, a page of each collection, p50 in ms: {FEW} rows, {rows} rows, ratio")];
    for (name, medians) in medians {
        let (few, many) = (medians.first().copied().unwrap_or_default(), medians.last().copied().unwrap_or_default());
        lines.push(format!("{name:<42}{few:>9.2}{many:>9.2}{:>8.2}", if few > 0.0 { many / few } else { 0.0 }));
    }
    Ok(lines)
}

fn named(text: &str, names: &BTreeMap<&'static str, String>) -> String {
    let text = text.replace("{times}", TIMES).replace("{days}", DAYS).replace("{half_hour}", HALF_HOUR);
    names.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// Fills the tables; the ids that paths need.
async fn fill(kontor: &Kontor, url: &str, rows: u32) -> Result<BTreeMap<&'static str, String>> {
    // Filling takes longer than connections are kept.
    let ask = async |host: &str, path: &str| {
        let (status, body) = Connection::open(&kontor.address).await?.exchange(&get(host, path, &kontor.token)).await?;
        let body: Value = serde_json::from_slice(&body)?;
        let id = body.pointer("/id").or_else(|| body.pointer("/data/0/id")).and_then(Value::as_str);
        Ok::<_, Problem>(id.map(str::to_owned).ok_or_else(|| format!("{path}: {status} {body}"))?)
    };
    let space = ask("kontor.test", "/api/spaces/seed-1").await?;
    let sql = Sql::open(url, &space).await?;
    for (table, columns, values) in FILL {
        sql.run(&format!("INSERT INTO {table} (space_id, {columns}) SELECT {{space}}, {values} FROM {{rows}}"), rows).await?;
    }
    for statement in DERIVE {
        sql.run(statement, rows).await?;
    }
    let member = ask("api.kontor.test", &format!("/spaces/{space}/memberships?{DAYS}&page[size]=1")).await?;
    let event = sql.first_event().await?;
    let invoice = format!(
        r#"{{"data":{{"type":"invoices","attributes":{{"items":[{{"description":"Coffee","amount":{{"net":"2.5"}}}}]}},"relationships":{{"space":{{"data":{{"type":"spaces","id":"{space}"}}}},"debitor":{{"data":{{"type":"memberships","id":"{member}"}}}}}}}}}}"#
    );
    let head = format!(
        "POST /invoices HTTP/1.1\r\nHost: api.kontor.test\r\nAuthorization: Bearer {}\r\nAccept: {MEDIA}\r\nContent-Type: {MEDIA}\r\nContent-Length: {}\r\n\r\n",
        kontor.token,
        invoice.len(),
    );
    let (status, body) = Connection::open(&kontor.address).await?.exchange(&[head.into_bytes(), invoice.into_bytes()].concat()).await?;
    if status != 201 {
        return Err(format!("an invoice: {status} {}", String::from_utf8_lossy(&body)).into());
    }
    sql.multiply_invoices(rows).await?;
    sql.settle().await?;
    Ok(BTreeMap::from([("space", space), ("member", member), ("event", event)]))
}

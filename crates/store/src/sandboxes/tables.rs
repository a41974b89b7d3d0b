//! Which tables a sandbox has a copy of, and which columns are others there. What is not listed stays behind: logins, tokens,
//! webhooks, what providers know of people, invoices and what was paid for them, notes, files and messages.

use db::Value;
use domain::sandboxes::Invented::{self, Address, Company, Email, Emails, Name, Phone, Words};
use serde_json::json;

/// A table that is copied.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    /// What orders the rows of a space; nothing where there is one row.
    pub key: &'static [&'static str],
    /// Which rows, if not all.
    pub only: Option<&'static str>,
    /// Columns that the database makes of others.
    pub computed: &'static [&'static str],
    /// Columns that are not as they were.
    pub made: &'static [(&'static str, Made)],
}

/// What becomes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    Empty,
    /// Invented where there was something.
    Invented(Invented),
    Number(i64),
    Is(bool),
    NoList,
}

impl Made {
    /// The value of the copy, where no person is invented.
    pub fn fixed(self) -> Option<Value> {
        match self {
            Self::Empty => Some(Value::Null),
            Self::Number(number) => Some(Value::Int(number)),
            Self::Is(yes) => Some(Value::Bool(yes)),
            Self::NoList => Some(Value::Json(json!([]))),
            Self::Invented(_) => None,
        }
    }
}

const fn table(name: &'static str, key: &'static [&'static str], made: &'static [(&'static str, Made)]) -> Table {
    Table { name, key, only: None, computed: &[], made }
}

/// The same; the database makes these columns of others.
const fn without(computed: &'static [&'static str], table: Table) -> Table {
    Table { computed, ..table }
}

const fn whole(name: &'static str) -> Table {
    table(name, &["id"], &[])
}

const GONE: Made = Made::Empty;
const NAME: Made = Made::Invented(Name);
const COMPANY: Made = Made::Invented(Company);
const EMAIL: Made = Made::Invented(Email);
const EMAILS: Made = Made::Invented(Emails);
const PHONE: Made = Made::Invented(Phone);
const ADDRESS: Made = Made::Invented(Address);

/// Whoever bought something as a visitor.
const VISITOR: &[(&str, Made)] = &[
    ("name", NAME),
    ("company", COMPANY),
    ("email", EMAIL),
    ("phone", PHONE),
    ("tax_id", GONE),
    ("address", ADDRESS),
    ("comments", GONE),
    ("created_by", GONE),
];

/// In the order in which one refers to another.
pub const TABLES: &[Table] = &[
    table(
        "teams",
        &["id"],
        &[("name", COMPANY), ("billing_address", ADDRESS), ("billing_emails", EMAILS), ("tax_id", GONE), ("photo", GONE)],
    ),
    whole("plans"),
    without(
        &["network_id", "words"],
        table(
            "memberships",
            &["id"],
            &[
                ("user_id", GONE),
                ("name", NAME),
                ("company", COMPANY),
                ("email", EMAIL),
                ("phone", PHONE),
                ("address", ADDRESS),
                ("billing_emails", EMAILS),
                ("tax_id", GONE),
                ("photo", GONE),
                ("payment_method", GONE),
            ],
        ),
    ),
    whole("membership_plans"),
    whole("resource_categories"),
    // Files stay behind, and pictures with them.
    table("resources", &["id"], &[("photo", GONE)]),
    table("resource_category_links", &["resource_id", "category_id"], &[]),
    whole("product_categories"),
    whole("products"),
    table("resource_products", &["resource_id", "product_id"], &[]),
    table("recurrences", &["id"], &[("done", Made::Is(true))]),
    without(
        &["words"],
        table(
            "contacts",
            &["id"],
            &[
                ("name", NAME),
                ("company", COMPANY),
                ("email", EMAIL),
                ("phone", PHONE),
                ("address", ADDRESS),
                ("photo", GONE),
                ("notes", GONE),
            ],
        ),
    ),
    table("contact_tags", &["contact_id", "tag"], &[]),
    whole("external_resources"),
    table("external_resource_products", &["external_resource_id", "product_id"], &[]),
    table(
        "external_bookings",
        &["id"],
        &[
            ("title", GONE),
            ("name", NAME),
            ("company", COMPANY),
            ("email", EMAIL),
            ("phone", PHONE),
            ("tax_id", GONE),
            ("address", ADDRESS),
            ("comments", GONE),
            ("admin_comments", GONE),
            ("payment_id", GONE),
            ("payment_method_id", GONE),
            ("cancel_hash", GONE),
            ("cancel_expires_at", GONE),
            ("created_by", GONE),
        ],
    ),
    table("events", &["id"], &[("image", GONE), ("created_by", GONE)]),
    whole("event_tags"),
    table("event_tag_links", &["event_id", "tag_id"], &[]),
    Table {
        // Members of other spaces of the network stay there, and so do their bookings.
        only: Some("(membership_space_id IS NULL OR membership_space_id = space_id)"),
        computed: &["span"],
        ..table(
            "bookings",
            &["id"],
            &[
                ("title", GONE),
                ("url", GONE),
                ("comments", GONE),
                ("attendees_message", GONE),
                ("attendees", Made::NoList),
                ("created_by", GONE),
            ],
        )
    },
    without(&["span"], table("calendar_blockers", &["id"], &[("title", Made::Invented(Words("Closed")))])),
    table("calendar_blocker_resources", &["blocker_id", "resource_id"], &[]),
    whole("allocations"),
    table("drop_in_pass_templates", &["id"], &[("photo", GONE)]),
    table("drop_in_pass_purchases", &["id"], VISITOR),
    whole("drop_in_passes"),
    table("event_ticket_purchases", &["id"], VISITOR),
    whole("event_attendances"),
    whole("event_messages"),
    whole("accounts"),
    Table { only: Some("provider IS NULL"), ..whole("payment_methods") },
    table(
        "invoice_settings",
        &[],
        &[("next_number", Made::Number(1)), ("sealed", Made::Number(0)), ("seal", GONE), ("seal_waits", Made::Is(false))],
    ),
    table("charges", &["id"], &[("description", Made::Invented(Words("Charge"))), ("created_by", GONE)]),
    whole("time_passes"),
    table("time_pass_grants", &["membership_id", "template_id"], &[]),
    Table { only: Some("at_space_id = space_id"), ..table("check_ins", &["id"], &[("guest_name", GONE)]) },
    whole("discount_codes"),
    whole("terms"),
    whole("article_categories"),
    whole("articles"),
    table("email_customizations", &["mail"], &[]),
    whole("custom_fields"),
    whole("questions"),
    table("billed_periods", &["membership_id", "item", "starts_on"], &[]),
    table("bills", &["membership_id", "due_on", "currency"], &[]),
];

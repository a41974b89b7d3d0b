use db::Migration;

macro_rules! migration {
    ($version:literal, $number:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $number, "_", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $number, "_", $name, ".postgres.sql")),
        }
    };
}

/// In order. An applied migration is never edited: its checksum is compared at every start.
pub const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001", "foundation"),
    migration!(2, "0002", "oauth"),
    migration!(3, "0003", "booking_lists"),
    migration!(4, "0004", "sign_in"),
    migration!(5, "0005", "invitations"),
    migration!(6, "0006", "contacts"),
    migration!(7, "0007", "events"),
    migration!(8, "0008", "second_factors"),
    migration!(9, "0009", "invoices"),
    migration!(10, "0010", "external_bookings"),
    migration!(11, "0011", "check_ins_and_passes"),
    migration!(12, "0012", "profiles_and_links"),
    migration!(13, "0013", "subscriptions"),
    migration!(14, "0014", "webhooks"),
    migration!(15, "0015", "invoice_documents"),
    migration!(16, "0016", "payments"),
    migration!(17, "0017", "billing"),
    migration!(18, "0018", "idempotency_keys"),
    migration!(19, "0019", "event_feed"),
    migration!(21, "0021", "calendar_feeds"),
    migration!(23, "0023", "notes_and_fields"),
    migration!(24, "0024", "help_desk"),
    migration!(25, "0025", "check_outs"),
    migration!(26, "0026", "getting_paid"),
    migration!(27, "0027", "invoice_seals"),
    migration!(28, "0028", "bank_entries"),
    migration!(29, "0029", "long_lists"),
    migration!(30, "0030", "space_clocks"),
    migration!(31, "0031", "deletions"),
    migration!(32, "0032", "guests"),
    migration!(33, "0033", "mailings"),
    migration!(34, "0034", "openings"),
    migration!(35, "0035", "plan_discounts"),
    migration!(36, "0036", "team_plans"),
    migration!(37, "0037", "tablets"),
    migration!(38, "0038", "bots"),
    migration!(39, "0039", "add_ons"),
    migration!(40, "0040", "imports"),
    migration!(41, "0041", "member_lists"),
    migration!(42, "0042", "twins"),
    migration!(43, "0043", "finished"),
    migration!(44, "0044", "contacts_and_announcements"),
    migration!(45, "0045", "reminders"),
    migration!(46, "0046", "desk_lists"),
    migration!(47, "0047", "plan_updates"),
    migration!(48, "0048", "membership_files"),
    migration!(49, "0049", "kinds_of_rules"),
    migration!(50, "0050", "sent_forms"),
];

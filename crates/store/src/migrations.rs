use db::Migration;

macro_rules! migration {
    ($version:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/000", $version, "_", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/000", $version, "_", $name, ".postgres.sql")),
        }
    };
    // With four digits: numbers are set aside for features that are made side by side.
    ($file:literal, $version:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $file, "_", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $file, "_", $name, ".postgres.sql")),
        }
    };
}

/// In order. An applied migration is never edited: its checksum is compared at every start.
pub const MIGRATIONS: &[Migration] = &[
    migration!(1, "foundation"),
    migration!(2, "oauth"),
    migration!(3, "booking_lists"),
    migration!(4, "sign_in"),
    migration!(5, "invitations"),
    migration!(6, "contacts"),
    migration!(7, "events"),
    migration!("0040", 40, "external_bookings"),
];

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
    // Of four digits, written out.
    ($version:literal, $digits:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $digits, "_", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $digits, "_", $name, ".postgres.sql")),
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
    migration!(30, "0030", "check_ins_and_passes"),
];

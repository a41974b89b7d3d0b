use db::Migration;

macro_rules! migration {
    ($version:literal, $name:literal) => {
        migration!($version, $name, concat!("../migrations/000", $version, "_", $name))
    };
    // Numbers of two digits.
    (00 $version:literal, $name:literal) => {
        migration!($version, $name, concat!("../migrations/00", $version, "_", $name))
    };
    ($version:literal, $name:literal, $file:expr) => {
        Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!($file, ".sqlite.sql")),
            postgres: include_str!(concat!($file, ".postgres.sql")),
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
    migration!(00 20, "profiles_and_links"),
];

//! Opening the database.

use crate::failure::Failure;
use crate::settings::Settings;
use app::Clock;
use db::{Db, Options};

/// Who opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The server: the only one of an embedded database.
    Serve,
    /// A command, which may run beside the server.
    Beside,
}

/// A handle as the settings say.
pub fn connect(settings: &Settings, by: Use) -> Result<Db, Failure> {
    let connections = if by == Use::Serve { settings.database_connections.into() } else { 1 };
    let options = Options { exclusive: by == Use::Serve, connections, ..Options::default() };
    Ok(Db::connect(&settings.database()?, &options)?)
}

/// A handle on the database with its schema up to date, and the versions that were applied for it.
pub async fn open(settings: &Settings, by: Use) -> Result<(Db, Vec<i64>), Failure> {
    let db = connect(settings, by)?;
    let applied = db.migrate(store::MIGRATIONS, Clock::System.now()).await?;
    Ok((db, applied))
}

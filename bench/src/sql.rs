//! The database beside the server, to put many rows into it.

use crate::Result;
use tokio_postgres::NoTls;

enum Driver {
    Sqlite(rusqlite::Connection),
    Postgres(tokio_postgres::Client),
}

pub struct Sql {
    driver: Driver,
    /// As text, 32 hexadecimal digits.
    space: String,
}

/// 2026-04-01 in seconds since 1970: history goes back from here.
const UNTIL: i64 = 1_775_001_600;
const MICROS: i64 = 1_000_000;

impl Sql {
    pub async fn open(url: &str, space: &str) -> Result<Self> {
        let driver = if let Some(path) = url.strip_prefix("sqlite:") {
            let connection = rusqlite::Connection::open(path)?;
            connection.execute_batch("PRAGMA busy_timeout = 20000; PRAGMA synchronous = OFF")?;
            Driver::Sqlite(connection)
        } else {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
            tokio::spawn(connection);
            Driver::Postgres(client)
        };
        Ok(Self { driver, space: space.replace('-', "") })
    }

    /// Runs a statement with its placeholders, for so many rows.
    pub async fn run(&self, statement: &str, rows: u32) -> Result<()> {
        let text = self.filled(statement, rows);
        match &self.driver {
            Driver::Sqlite(connection) => connection.execute_batch(&text).map_err(|error| format!("{text}: {error}"))?,
            Driver::Postgres(client) => client.batch_execute(&text).await.map_err(|error| format!("{text}: {error:?}"))?,
        }
        Ok(())
    }

    /// Leaves the database as its own upkeep leaves it after a while: with statistics and, on PostgreSQL, with no rows that
    /// indexes of letters have yet to take in.
    pub async fn settle(&self) -> Result<()> {
        let upkeep = match &self.driver {
            Driver::Sqlite(_) => "ANALYZE",
            Driver::Postgres(_) => "VACUUM ANALYZE",
        };
        self.run(upkeep, 0).await
    }

    fn filled(&self, statement: &str, rows: u32) -> String {
        let Self { driver, space } = self;
        let [id, own, at, end, day, series] = match driver {
            Driver::Sqlite(_) => [
                "randomblob(16)".to_owned(),
                format!("x'{space}'"),
                format!("({UNTIL} - n.i * 3600) * {MICROS}"),
                format!("({UNTIL} - n.i * 3600 + 1800) * {MICROS}"),
                format!("date(created_at / {MICROS}, 'unixepoch')"),
                format!("(WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < {rows}) SELECT i FROM s) n"),
            ],
            Driver::Postgres(_) => [
                "gen_random_uuid()".to_owned(),
                format!("'{space}'::uuid"),
                format!("to_timestamp({UNTIL} - n.i * 3600)"),
                format!("to_timestamp({UNTIL} - n.i * 3600 + 1800)"),
                "CAST(created_at AT TIME ZONE 'UTC' AS DATE)".to_owned(),
                format!("generate_series(1, {rows}) n (i)"),
            ],
        };
        let text =
            statement.replace("{id}", &id).replace("{space}", &own).replace("{at}", &at).replace("{end}", &end).replace("{day}", &day);
        text.replace("{rows}", &series).replace("{i}", "n.i")
    }

    /// The id of the first event, as text.
    pub async fn first_event(&self) -> Result<String> {
        Ok(match &self.driver {
            Driver::Sqlite(connection) => {
                connection.query_row("SELECT lower(hex(id)) FROM events ORDER BY id LIMIT 1", [], |row| row.get(0))?
            }
            Driver::Postgres(client) => {
                client.query_one("SELECT replace(id::text, '-', '') FROM events ORDER BY id LIMIT 1", &[]).await?.try_get(0)?
            }
        })
    }

    /// Copies the one invoice that is there: each copy with its own id and number.
    pub async fn multiply_invoices(&self, rows: u32) -> Result<()> {
        let columns: Vec<String> = match &self.driver {
            Driver::Sqlite(connection) => {
                let mut statement = connection.prepare("SELECT name FROM pragma_table_info('invoices')")?;
                statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
            }
            Driver::Postgres(client) => {
                let sql =
                    "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'invoices' ORDER BY ordinal_position";
                client.query(sql, &[]).await?.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?
            }
        };
        let value = |name: &String| match name.as_str() {
            "id" => "{id}".to_owned(),
            "ordinal" => "{i} + 10".to_owned(),
            "number" => "'B' || {i}".to_owned(),
            "words" => "'b' || {i} || ' coffee no-' || {i} || '-'".to_owned(),
            name => format!("o.{name}"),
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        let (columns, values) = (columns.join(", "), values.join(", "));
        self.run(&format!("INSERT INTO invoices ({columns}) SELECT {values} FROM invoices o CROSS JOIN {{rows}}"), rows).await
    }
}

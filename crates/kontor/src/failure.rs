//! Why a command could not be carried out, in one line that says what to do.

use std::fmt;

/// What is wrong, and what the operator can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    what: String,
    remedy: String,
}

impl Failure {
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

/// Always one line.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}: {}", self.what, self.remedy);
        f.write_str(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Taken(why) => Self::new(why, "stop that process, or give this one a --data-dir or --database-url of its own"),
            db::Error::Unavailable(why) => Self::new(
                format!("the database cannot be used ({why})"),
                "check --database-url, and that the database is there and may be reached",
            ),
            db::Error::NewerSchema(_) => {
                Self::new(error.to_string(), "a newer kontor has migrated this database; run that version, or restore an older backup")
            }
            db::Error::Migration(why) => {
                Self::new(format!("migration {why}"), "run the version of kontor that made this database, or restore a backup")
            }
            db::Error::Settings(why) => Self::new(why, "correct it and run the command again"),
            other => Self::new(
                format!("the database refuses ({})", chain(&other)),
                "check --database-url; kontor needs a file of its own, or PostgreSQL 14 or later with the right to make tables",
            ),
        }
    }
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string);
    causes.collect::<Vec<_>>().join(": ")
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::Unavailable(cause) => cause.into(),
            app::Error::Invalid(fields) => {
                let said = fields.iter().map(|field| match &field.at {
                    app::At::Field(name) | app::At::Relation(name) | app::At::Parameter(name) => format!("{name} {}", field.message),
                    app::At::Base => field.message.to_string(),
                });
                Self::new(said.collect::<Vec<_>>().join("; "), "correct it and run the command again")
            }
            app::Error::Internal(cause) => Self::new(chain(&*cause), "this is a bug; please report it with this line"),
            other => Self::new(other.to_string(), "correct it and run the command again"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_line_that_says_what_to_do() {
        let failure = Failure::new("the file\nis  broken", "mend it");
        assert_eq!(failure.to_string(), "the file is broken: mend it");
    }
}

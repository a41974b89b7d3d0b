//! What use cases decide, on both databases.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod clock_events;
mod memberships;
mod people;
mod spaces;

/// Tests with a database of their own, migrated.
macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}
use on_both;

use app::access::{Access, Caller, Door, Place, authenticate, enter};
use app::tokens::Grant;
use app::{App, At, BaseUrl, Chance, Clock, Error};
use domain::ids::{SpaceId, UserId};
use domain::scopes::Scopes;

/// The use cases on a clock that stands at noon UTC of 2026-03-02, a Monday.
fn house(db: db::Db) -> App {
    let hosts = BaseUrl::parse("https://kontor.test").unwrap();
    App::new(db, Clock::standing_at(testkit::at("2026-03-02T12:00:00Z")), Chance::seeded(7), hosts)
}

async fn person(app: &App, email: &str) -> UserId {
    app::users::create(app, email, None).await.unwrap()
}

/// A token's text, for a space or for all the user may enter.
async fn token(app: &App, user: UserId, scopes: &str, space: Option<SpaceId>) -> String {
    let grant = Grant { user, client: None, space, scopes: scopes.parse::<Scopes>().unwrap(), expires_at: None };
    app::tokens::create(app, grant).await.unwrap().reveal().to_owned()
}

async fn caller(app: &App, user: UserId, scopes: &str) -> Caller {
    authenticate(app, &token(app, user, scopes, None).await).await.unwrap()
}

/// The bearer of the token as any user who comes to the space.
async fn visit(app: &App, token: &str, space: SpaceId) -> Access {
    enter(app, Some(token), Place::Space(space), &[], Door::AnyUser).await.unwrap()
}

/// The fields that were found wrong, with their codes.
fn wrong<T>(result: Result<T, Error>) -> Vec<(String, &'static str)> {
    match result {
        Err(Error::Invalid(fields)) => fields
            .into_iter()
            .map(|field| match field.at {
                At::Field(name) | At::Relation(name) | At::Parameter(name) => (name.into_owned(), field.code),
                At::Base => (String::new(), field.code),
            })
            .collect(),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("nothing was wrong"),
    }
}

/// The stable code of the refusal.
fn code<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Err(error) => error.code(),
        Ok(_) => "ok",
    }
}

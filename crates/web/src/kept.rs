//! Short lists that those who run a space keep: each thing is looked at, made, changed and deleted in the same way.

use crate::accounts::Nothing;
use crate::inside::{enter_admin, failure};
use crate::once::Once;
use crate::pages::problem;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::access::Access;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::scopes::Scope;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::str::FromStr;

/// A page, or the one that stands in its way.
pub(crate) type Answer = Result<Response, Response>;

/// A kind of such things.
pub(crate) trait Kept: 'static {
    /// Where the list is.
    const HERE: &'static str;
    const READ: Scope;
    const WRITE: Scope;
    type Id: FromStr + Display + Copy + Send + Sync;
    /// What the form has in it.
    type Typed: DeserializeOwned + Send + Sync;

    fn list(visit: &Visit, access: &Access) -> impl Future<Output = Answer> + Send;
    /// The form; without an id that of a new one.
    fn form(
        visit: &Visit,
        access: &Access,
        id: Option<Self::Id>,
        problems: Problems,
        typed: Self::Typed,
    ) -> impl Future<Output = Answer> + Send;
    /// What stands in the form of a new one.
    fn blank(access: &Access) -> Self::Typed;
    fn known(visit: &Visit, access: &Access, id: Self::Id) -> impl Future<Output = app::Result<Self::Typed>> + Send;
    /// Changes it; without an id makes it.
    fn save(visit: &Visit, access: &Access, id: Option<Self::Id>, typed: &Self::Typed) -> impl Future<Output = app::Result<()>> + Send;
    fn delete(visit: &Visit, access: &Access, id: Self::Id) -> impl Future<Output = app::Result<()>> + Send;
}

pub(crate) fn router<K: Kept>(desk: &Desk) -> Router {
    let below = |path: &str| format!("{}{path}", K::HERE);
    Router::new()
        .route(K::HERE, get(list::<K>))
        .route(&below("/new"), get(new::<K>).post(create::<K>))
        .route(&below("/{id}"), get(edit::<K>).post(update::<K>))
        .route(&below("/{id}/delete"), post(delete::<K>))
        .with_state(desk.clone())
}

fn read<K: Kept>(id: &str) -> Result<K::Id, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn list<K: Kept>(visit: Visit) -> Answer {
    K::list(&visit, &enter_admin(&visit, K::HERE, K::READ).await?).await
}

async fn new<K: Kept>(visit: Visit) -> Answer {
    let access = enter_admin(&visit, &format!("{}/new", K::HERE), K::WRITE).await?;
    K::form(&visit, &access, None, Problems::default(), K::blank(&access)).await
}

async fn create<K: Kept>(Once(Posted { visit, form: typed }): Once<K::Typed>) -> Answer {
    let access = enter_admin(&visit, &format!("{}/new", K::HERE), K::WRITE).await?;
    save::<K>(&visit, &access, None, typed).await
}

async fn edit<K: Kept>(Path(id): Path<String>, visit: Visit) -> Answer {
    let id = read::<K>(&id)?;
    let access = enter_admin(&visit, &format!("{}/{id}", K::HERE), K::WRITE).await?;
    let typed = K::known(&visit, &access, id).await.map_err(failure)?;
    K::form(&visit, &access, Some(id), Problems::default(), typed).await
}

async fn update<K: Kept>(Path(id): Path<String>, Posted { visit, form: typed }: Posted<K::Typed>) -> Answer {
    let id = read::<K>(&id)?;
    let access = enter_admin(&visit, K::HERE, K::WRITE).await?;
    save::<K>(&visit, &access, Some(id), typed).await
}

async fn save<K: Kept>(visit: &Visit, access: &Access, id: Option<K::Id>, typed: K::Typed) -> Answer {
    match K::save(visit, access, id, &typed).await {
        Ok(()) => Ok(lead_to(K::HERE)),
        Err(error) => K::form(visit, access, id, Problems::of(error)?, typed).await,
    }
}

async fn delete<K: Kept>(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Answer {
    let access = enter_admin(&visit, K::HERE, K::WRITE).await?;
    K::delete(&visit, &access, read::<K>(&id)?).await.map_err(failure)?;
    Ok(lead_to(K::HERE))
}

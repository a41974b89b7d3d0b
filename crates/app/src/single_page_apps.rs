//! Scripts and styles of applications that pages of spaces show. They belong to the application that made them: no
//! other one finds them.

use crate::access::Caller;
use crate::memberships::person::Checker;
use crate::{App, Error, FieldError, Result};
use db::Tx;
use domain::ids::SinglePageAppId;
use domain::{links, texts};
use std::sync::Arc;
use store::Json;
use store::single_page_apps::{self, Maker, SinglePageApp};

/// Of one application: the list of them has no pages.
const MOST_APPS: usize = 100;
/// Of one kind in one of them.
const MOST_FILES: usize = 50;

/// What is given; at creation all that is not given is empty.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub name: Option<String>,
    /// URLs, in the order in which they are loaded.
    pub js: Option<Vec<String>>,
    pub css: Option<Vec<String>>,
}

impl Details {
    /// Writes what is given, or tells all that is wrong with it.
    fn apply(self, to: SinglePageApp) -> Result<SinglePageApp> {
        let (mut check, mut to) = (Checker::default(), to);
        if let Some(typed) = self.name {
            match texts::name(&typed) {
                Ok(name) => to.name = name,
                Err(bad) => check.refuse("name".into(), bad.code(), bad.message()),
            }
        }
        for (field, given, target) in [("js", self.js, &mut to.js), ("css", self.css, &mut to.css)] {
            let Some(given) = given else { continue };
            if given.len() > MOST_FILES {
                check.refuse(field.into(), "too_many", "must have at most 50 entries");
                continue;
            }
            let mut link = |(place, typed): (usize, String)| {
                let link = links::web(&typed);
                link.map_err(|bad| check.refuse(format!("{field}.{place}.url"), bad.code(), bad.message())).ok()
            };
            target.0 = given.into_iter().enumerate().filter_map(&mut link).collect();
        }
        check.done(to)
    }
}

fn maker(caller: &Caller) -> Maker {
    caller.client.map_or(Maker::User(caller.user), Maker::Client)
}

/// Makes one for the application of the token.
pub async fn create(app: &App, caller: &Caller, details: Details) -> Result<SinglePageApp> {
    let (maker, now) = (maker(caller), app.clock.now());
    let (client_id, user_id) = maker.columns();
    let (js, css) = (Json(vec![]), Json(vec![]));
    let empty = SinglePageApp { id: app.id(), client_id, user_id, name: String::new(), js, css, created_at: now, updated_at: now };
    let new = Details { name: Some(details.name.unwrap_or_default()), ..details }.apply(empty)?;
    app.db
        .write(async move |tx| {
            if single_page_apps::list(tx, maker, MOST_APPS.try_into().unwrap_or(i64::MAX)).await?.len() >= MOST_APPS {
                return Err(FieldError::base("too_many", "An application has at most 100 single page apps.").into());
            }
            single_page_apps::insert(tx, &new).await?;
            Ok(new.clone())
        })
        .await
}

/// One of the application's own.
pub async fn get(app: &App, caller: &Caller, id: SinglePageAppId) -> Result<SinglePageApp> {
    let caller = caller.clone();
    app.db.read(async move |tx| own(tx, &caller, id).await?.ok_or(Error::NOT_FOUND)).await
}

/// All of the application, oldest first.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<SinglePageApp>> {
    let maker = maker(caller);
    app.db.read(async move |tx| Ok::<_, Error>(single_page_apps::list(tx, maker, MOST_APPS.try_into().unwrap_or(i64::MAX)).await?)).await
}

/// Changes what is given; pages show it from now on.
pub async fn update(app: &App, caller: &Caller, id: SinglePageAppId, details: Details) -> Result<SinglePageApp> {
    let (maker, now, details) = (maker(caller), app.clock.now(), Arc::new(details));
    app.db
        .write(async move |tx| {
            let found = single_page_apps::lock(tx, id).await?.filter(|found| found.is_of(maker)).ok_or(Error::NOT_FOUND)?;
            let after = SinglePageApp { updated_at: now, ..Details::clone(&details).apply(found)? };
            single_page_apps::update(tx, &after).await?;
            Ok(after)
        })
        .await
}

/// That one, if it is of the application that asks.
pub(crate) async fn own(tx: &mut Tx, caller: &Caller, id: SinglePageAppId) -> Result<Option<SinglePageApp>> {
    let maker = maker(caller);
    Ok(single_page_apps::find(tx, id).await?.filter(|found| found.is_of(maker)))
}

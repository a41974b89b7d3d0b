//! `SUBDOMAIN/admin/plans/ID/updates`: a plan changes for those who are on it: chosen, looked at, carried out, followed.

mod one;

use super::{HERE, number, read};
use crate::accounts::Frame;
use crate::inside::{enter_admin, failure, plan_price};
use crate::language::{Text, moment, t};
use crate::lists;
use crate::once::Once;
use crate::pages::render;
use crate::people::day;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::plan_updates::{self, Begin, PlanUpdate, Wish};
use app::resources::{self, Wanted};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use domain::ids::{MembershipId, PlanId, PlanUpdateId, ResourceId};
use domain::plan_updates::{What, When};
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;
use std::str::FromStr;
use store::resources::Slice;

/// Members on one page.
const PAGE: i64 = 100;
/// Rooms that can be chosen.
const MOST_ROOMS: Slice = Slice { limit: 1000, offset: 0 };

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/admin/plans/{id}/updates", get(page).post(begin)).merge(one::router())
}

/// The space, for admins who may edit members and plans.
async fn enter(visit: &Visit, here: &str) -> Result<Access, Response> {
    let access = enter_admin(visit, here, Scope::WritePlanExtras).await?;
    access.require_admin(Scope::WriteMemberships).map_err(failure)?;
    Ok(access)
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    what: String,
    price: String,
    when: String,
    change_date: String,
    next_invoice_at: String,
    who: String,
    /// Rooms and members, by the names of their boxes.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

impl Typed {
    fn fresh() -> Self {
        Self { what: "price".into(), when: "renewal".into(), who: "all".into(), ..Self::default() }
    }

    fn ticked<T: FromStr>(&self, prefix: &str) -> Vec<T> {
        self.rest.keys().filter_map(|name| name.strip_prefix(prefix)?.parse().ok()).collect()
    }

    fn has(&self, prefix: &str, id: &str) -> bool {
        self.rest.contains_key(&format!("{prefix}{id}"))
    }

    fn wish(&self, plan: PlanId) -> Result<Begin, Error> {
        let mut wrong = Vec::new();
        let missing = |field| FieldError::field(field, "blank", "must be chosen");
        let what = match &*self.what {
            "price" => {
                if self.price.trim().is_empty() {
                    wrong.push(FieldError::field("price", "blank", "can't be blank"));
                }
                Wish::Price(number("price", &self.price, "must be an amount, such as 190 or 12.50", &mut wrong))
            }
            "access" => Wish::Access(self.ticked::<ResourceId>("room-")),
            "plan" => Wish::Plan,
            _ => {
                wrong.push(missing("what"));
                Wish::Plan
            }
        };
        let when = match &*self.when {
            "renewal" => When::NextRenewal,
            "day" => self.day(&mut wrong),
            _ => {
                wrong.push(missing("when"));
                When::NextRenewal
            }
        };
        let members = match &*self.who {
            "all" => None,
            "some" => Some(self.ticked::<MembershipId>("member-")),
            _ => {
                wrong.push(missing("members"));
                None
            }
        };
        if wrong.is_empty() { Ok(Begin { plan, what, when, members }) } else { Err(Error::Invalid(wrong)) }
    }

    fn day(&self, wrong: &mut Vec<FieldError>) -> When {
        let mut read = |field, text: &str| {
            day(field, text).unwrap_or_else(|bad| {
                wrong.push(bad);
                None
            })
        };
        let (from, next_invoice_at) = (read("change_date", &self.change_date), read("next_invoice_at", &self.next_invoice_at));
        if let Some(day) = from {
            return When::On { day, next_invoice_at };
        }
        if self.change_date.trim().is_empty() {
            wrong.push(FieldError::field("change_date", "blank", "can't be blank"));
        }
        When::NextRenewal
    }
}

/// A box to tick.
struct Tick {
    id: String,
    name: String,
    on: bool,
}

/// An earlier change as a line.
struct Line {
    id: PlanUpdateId,
    title: Text,
    about: String,
}

#[derive(Template)]
#[template(path = "plan_updates/form.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    typed: Typed,
    id: PlanId,
    name: String,
    /// What it costs now.
    price: String,
    currency: String,
    months: u8,
    /// Whether the plan has a least time, which begins anew (rule N9).
    commitment: bool,
    rooms: Vec<Tick>,
    members: Vec<Tick>,
    total: i64,
    /// Where the form goes: the page of members that it shows is shown again.
    action: String,
    before: Option<String>,
    after: Option<String>,
    lines: Vec<Line>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    page: String,
}

async fn page(Path(id): Path<String>, Query(asked): Query<Asked>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("{HERE}/{id}/updates")).await?;
    form(&visit, &access, id, &asked.page, (Problems::default(), Typed::fresh())).await
}

fn state(update: &PlanUpdate) -> Text {
    match &*update.state {
        "draft" => t("plans-update-state-draft"),
        "running" => t("plans-update-state-running"),
        "done" => t("plans-update-state-done"),
        _ => t("plans-update-state-failed"),
    }
}

fn line(access: &Access, update: &PlanUpdate) -> Line {
    let title = match &update.what.0 {
        What::Price { .. } => t("plans-update-price"),
        What::Access(_) => t("plans-update-access"),
        What::Plan(_) => t("plans-update-plan"),
    };
    let made = moment(access.zone().to_datetime(update.created_at));
    Line { id: update.id, title, about: format!("{made} · {} · {}", update.author_name, state(update)) }
}

async fn form(visit: &Visit, access: &Access, id: PlanId, asked: &str, tried: (Problems, Typed)) -> Result<Response, Response> {
    let (app, number, (problems, typed)) = (visit.app(), lists::page(asked), tried);
    let terms = super::terms(visit, access, id).await?;
    let rooms = resources::list(app, access, Wanted::default(), MOST_ROOMS).await.map_err(failure)?;
    let slice = Slice { limit: PAGE, offset: (number - 1) * PAGE };
    let (members, total) = plan_updates::holders(app, access, id, slice).await.map_err(failure)?;
    let earlier = plan_updates::list(app, access, id).await.map_err(failure)?;
    let tick = |prefix: &str, id: String, name: String, usual: bool| {
        let on = if problems.any() { typed.has(prefix, &id) } else { usual };
        Tick { id, name, on }
    };
    let at = |page: i64| if page > 1 { format!("{HERE}/{id}/updates?page={page}") } else { format!("{HERE}/{id}/updates") };
    let rooms = rooms.items.into_iter().map(|shown| {
        let id = shown.resource.id;
        tick("room-", id.to_string(), shown.resource.name, terms.resource_access.contains(&id))
    });
    let page = FormPage {
        frame: Frame::of(visit).await?,
        id,
        name: terms.name.clone(),
        price: plan_price(access, &terms),
        currency: terms.currency.to_string(),
        months: terms.cycle_months,
        commitment: terms.minimum_commitment_months > 0,
        rooms: rooms.collect(),
        members: members.into_iter().map(|(id, name)| tick("member-", id.to_string(), name, false)).collect(),
        total,
        action: at(number),
        before: (number > 1).then(|| at(number - 1)),
        after: (number * PAGE < total).then(|| at(number + 1)),
        lines: earlier.iter().map(|update| line(access, update)).collect(),
        typed,
        problems,
    };
    Ok(visit.page(render(page.problems.status(), &page)))
}

async fn begin(
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Once(Posted { visit, form: typed }): Once<Typed>,
) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, &format!("{HERE}/{id}/updates")).await?;
    let begun = match typed.wish(id) {
        Ok(wish) => plan_updates::begin(visit.app(), &access, wish).await,
        Err(error) => Err(error),
    };
    match begun {
        Ok(update) => Ok(lead_to(&format!("{HERE}/{id}/updates/{update}"))),
        Err(error) => form(&visit, &access, id, &asked.page, (Problems::of(error)?, typed)).await,
    }
}

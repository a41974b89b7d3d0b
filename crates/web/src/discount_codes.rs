//! `SUBDOMAIN/admin/discount_codes`: words that lower a price.

use crate::accounts::Frame;
use crate::inside::{failure, money};
use crate::kept::{self, Answer, Kept};
use crate::language::{date, decimal, t};
use crate::pages::render;
use crate::people::day;
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Problems, Visit};
use app::access::Access;
use app::{Error, FieldError, discount_codes};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use domain::discount_codes::{DiscountCategory, DiscountCode, DiscountUnit};
use domain::ids::{DiscountCodeId, DiscountedId};
use domain::money::Amount;
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;

pub(crate) fn router(desk: &Desk) -> Router {
    kept::router::<Codes>(desk)
}

struct Line {
    id: DiscountCodeId,
    code: String,
    name: String,
    about: String,
}

impl Line {
    fn new(code: &DiscountCode, used: u32) -> Self {
        let less = match code.unit {
            DiscountUnit::Percentage => {
                let value = code.value.to_decimal().normalize().to_string();
                t("discounts-percentage").with("value", decimal(&value)).to_string()
            }
            DiscountUnit::Amount => money(code.value, code.currency),
        };
        let on = match (code.category, code.months) {
            (DiscountCategory::MembershipPlans, None) => t("discounts-less-plans").with("less", less),
            (DiscountCategory::MembershipPlans, Some(months)) => t("discounts-less-months").with("less", less).count("months", months),
            (DiscountCategory::ExternalBookings, _) => t("discounts-less-visitors").with("less", less),
        };
        let times = match code.max_redemptions {
            None => t("discounts-used").count("count", used),
            Some(most) => t("discounts-used-of").count("count", used).count("most", most),
        };
        let until = code.ends_on.map(|last| t("discounts-until").with("day", date(last)));
        let about = [Some(on), Some(times), until].into_iter().flatten().map(String::from).collect::<Vec<_>>().join(" · ");
        Self { id: code.id, code: code.code.clone(), name: code.name.clone(), about }
    }
}

#[derive(Template)]
#[template(path = "catalogue/discount_codes.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    may_edit: bool,
}

/// What the form had in it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    code: String,
    unit: String,
    value: String,
    category: String,
    starts_on: String,
    ends_on: String,
    max_redemptions: String,
    months: String,
    /// The plans it is good for, by the names of their boxes.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

fn box_of(id: DiscountedId) -> String {
    format!("for-{id}")
}

impl Typed {
    fn of(code: &DiscountCode) -> Self {
        let text = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            name: code.name.clone(),
            code: code.code.clone(),
            unit: code.unit.name().to_owned(),
            value: code.value.to_decimal().normalize().to_string(),
            category: code.category.name().to_owned(),
            starts_on: text(code.starts_on),
            ends_on: text(code.ends_on),
            max_redemptions: code.max_redemptions.map(|most| most.to_string()).unwrap_or_default(),
            months: code.months.map(|months| months.to_string()).unwrap_or_default(),
            rest: code.objects.iter().map(|id| (box_of(*id), "yes".to_owned())).collect(),
        }
    }

    /// The code with what was typed.
    fn wish(&self, access: &Access, id: DiscountCodeId) -> Result<DiscountCode, Error> {
        let mut wrong = Vec::new();
        let value: Amount = number("value", &self.value, "must be a number, such as 10 or 12.50", &mut wrong);
        let mut count = |field, text: &str| {
            let read = said(text).map(|text| text.parse::<u32>()).transpose();
            read.unwrap_or_else(|_| {
                wrong.push(FieldError::field(field, "invalid", "must be a whole number"));
                None
            })
        };
        let (max_redemptions, months) = (count("max_redemptions", &self.max_redemptions), count("months", &self.months));
        let mut typed_day = |field, text: &str| {
            day(field, text).unwrap_or_else(|bad| {
                wrong.push(bad);
                None
            })
        };
        let (starts_on, ends_on) = (typed_day("starts_on", &self.starts_on), typed_day("ends_on", &self.ends_on));
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let category = DiscountCategory::try_from(self.category.clone()).unwrap_or(DiscountCategory::MembershipPlans);
        let objects = self.rest.keys().filter_map(|name| name.strip_prefix("for-")?.parse().ok());
        Ok(DiscountCode {
            id,
            name: if self.name.trim().is_empty() { self.code.clone() } else { self.name.clone() },
            code: self.code.clone(),
            unit: DiscountUnit::try_from(self.unit.clone()).unwrap_or(DiscountUnit::Percentage),
            value,
            currency: access.space().currency,
            category,
            starts_on,
            ends_on,
            max_redemptions,
            objects: if category == DiscountCategory::MembershipPlans { objects.collect() } else { Vec::new() },
            months: months.map(|months| u16::try_from(months).unwrap_or(u16::MAX)),
        })
    }
}

struct Plan {
    field: String,
    name: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "catalogue/discount_code.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<DiscountCodeId>,
    typed: Typed,
    plans: Vec<Plan>,
    currency: String,
}

struct Codes;

impl Kept for Codes {
    const HERE: &'static str = "/admin/discount_codes";
    const READ: Scope = Scope::ReadDiscounts;
    const WRITE: Scope = Scope::WriteDiscounts;
    type Id = DiscountCodeId;
    type Typed = Typed;

    async fn list(visit: &Visit, access: &Access) -> Answer {
        let found = discount_codes::list(visit.app(), access).await.map_err(failure)?;
        let lines = found.iter().map(|(code, used)| Line::new(code, *used)).collect();
        let page = ListPage { frame: Frame::of(visit).await?, lines, may_edit: access.is_admin(Self::WRITE) };
        Ok(visit.page(render(StatusCode::OK, &page)))
    }

    async fn form(visit: &Visit, access: &Access, id: Option<DiscountCodeId>, problems: Problems, typed: Typed) -> Answer {
        let offer = app::plans::list(visit.app(), access).await.map_err(failure)?;
        let plan = |plan: store::plans::Plan| {
            let field = box_of(DiscountedId(plan.id.0));
            Plan { ticked: typed.rest.contains_key(&field), field, name: plan.terms.0.name }
        };
        let plans = offer.plans.into_iter().map(plan).collect();
        let (frame, status, currency) = (Frame::of(visit).await?, problems.status(), access.space().currency.to_string());
        Ok(visit.page(render(status, &FormPage { frame, problems, id, typed, plans, currency })))
    }

    fn blank(_: &Access) -> Typed {
        Typed::default()
    }

    async fn known(visit: &Visit, access: &Access, id: DiscountCodeId) -> app::Result<Typed> {
        Ok(Typed::of(&discount_codes::get(visit.app(), access, id).await?.0))
    }

    async fn save(visit: &Visit, access: &Access, id: Option<DiscountCodeId>, typed: &Typed) -> app::Result<()> {
        let app = visit.app();
        let code = typed.wish(access, id.unwrap_or_else(|| app.id()))?;
        let Some(id) = id else { return discount_codes::create(app, access, code).await.map(drop) };
        // What the form does not show of visitors' resources stays.
        let keep = code.category == DiscountCategory::ExternalBookings;
        let change = move |now: &mut DiscountCode| {
            let objects = if keep && now.category == code.category { now.objects.clone() } else { code.objects.clone() };
            *now = DiscountCode { objects, ..code.clone() };
        };
        discount_codes::update(app, access, id, change).await.map(drop)
    }

    async fn delete(visit: &Visit, access: &Access, id: DiscountCodeId) -> app::Result<()> {
        discount_codes::delete(visit.app(), access, id).await
    }
}

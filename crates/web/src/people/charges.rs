//! `SUBDOMAIN/admin/members/ID/charges`: what somebody put down for a member and the next invoice will have on it.

use super::{HERE, read};
use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_admin, failure, money};
use crate::language::{date, decimal, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::people::day;
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::charges::{self, Create};
use app::{Error, billing, memberships};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{ChargeId, MembershipId};
use domain::money::Amount;
use domain::scopes::Scope;
use domain::taxes::Rate;
use rust_decimal::Decimal;
use serde::Deserialize;

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/admin/members/{id}/charges", get(page).post(create))
        .route("/admin/members/{id}/charges/invoice", post(invoice))
        .route("/admin/members/{id}/charges/{charge}/delete", post(delete))
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    description: String,
    amount: String,
    credit: Option<String>,
    quantity: String,
    charged_at: String,
    tax_rate: String,
}

impl Typed {
    fn wish(&self) -> Result<Create, Error> {
        let mut wrong = Vec::new();
        let amount: Amount = number("amount", &self.amount, "must be an amount, such as 190 or 12.50", &mut wrong);
        let quantity = said(&self.quantity).map(|text| number("quantity", &text, "must be a number, such as 1 or 2.5", &mut wrong));
        let tax_rate: Option<Rate> =
            said(&self.tax_rate).map(|text| number("tax_rate", &text, "must be a percentage, such as 19 or 0", &mut wrong));
        let charged_on = day("charged_at", &self.charged_at).unwrap_or_else(|bad| {
            wrong.push(bad);
            None
        });
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let amount = if self.credit.is_some() { amount.negated().unwrap_or(amount) } else { amount };
        let (description, quantity) = (self.description.clone(), quantity.unwrap_or(Decimal::ONE));
        Ok(Create { description, amount, quantity, charged_on, tax_rate, accounting_code: None, cost_center: None })
    }
}

/// A charge as a line.
struct Line {
    id: ChargeId,
    title: String,
    about: String,
}

#[derive(Template)]
#[template(path = "people/charges.html")]
struct ChargesPage {
    frame: Frame,
    problems: Problems,
    typed: Typed,
    id: MembershipId,
    name: String,
    currency: String,
    lines: Vec<Line>,
    may_edit: bool,
    may_invoice: bool,
}

async fn enter(visit: &Visit, id: MembershipId) -> Result<Access, Response> {
    enter_admin(visit, &format!("{HERE}/{id}/charges"), Scope::ReadCharges).await
}

async fn page(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, id).await?;
    let typed = Typed { quantity: "1".into(), charged_at: access.today().to_string(), ..Typed::default() };
    show(&visit, &access, id, Problems::default(), typed).await
}

async fn show(visit: &Visit, access: &Access, id: MembershipId, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let app = visit.app();
    let view = memberships::get(app, access, id).await.map_err(failure)?.views.pop().ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let found = charges::recent(app, access, id).await.map_err(failure)?;
    let line = |charge: &store::charges::Charge| {
        let quantity = charge.quantity.trim_end_matches(".0");
        let times = if quantity == "1" { String::new() } else { format!("{} × ", decimal(quantity)) };
        let amount = money(charge.amount, charge.currency);
        let what = if charge.amount < Amount::ZERO {
            t("people-charge-net-credit").with("amount", amount)
        } else {
            t("people-charge-net").with("amount", amount)
        };
        let about = format!("{times}{what} · {}", date(charge.charged_on));
        Line { id: charge.id, title: charge.description.clone(), about }
    };
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let page = ChargesPage {
        frame,
        problems,
        typed,
        id,
        name: view.membership.label().to_owned(),
        currency: access.space().currency.to_string(),
        lines: found.iter().map(line).collect(),
        may_edit: access.is_admin(Scope::WriteCharges),
        may_invoice: access.is_admin(Scope::WriteInvoices),
    };
    Ok(visit.page(render(status, &page)))
}

async fn create(Path(id): Path<String>, Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, id).await?;
    let made = match typed.wish() {
        Ok(wish) => {
            access.require_admin(Scope::WriteCharges).map_err(failure)?;
            charges::create(visit.app(), &access, id, wish).await.map(drop)
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{id}/charges"))),
        Err(error) => show(&visit, &access, id, Problems::of(error)?, typed).await,
    }
}

async fn delete(Path((id, charge)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let charge = charge.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter(&visit, id).await?;
    charges::delete(visit.app(), &access, charge).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}/{id}/charges")))
}

/// Bills what there is, before its time.
async fn invoice(Path(id): Path<String>, Once(Posted { visit, .. }): Once<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, id).await?;
    let refused = match billing::invoice_charges(visit.app(), &access, id).await {
        Ok(Some(invoice)) => return Ok(lead_to(&format!("/admin/invoices/{}", invoice.id))),
        Ok(None) => Problems::base_only("There is nothing to bill up to today."),
        Err(Error::Conflict { message, .. }) => Problems::base_only(message),
        Err(error) => Problems::of(error)?,
    };
    show(&visit, &access, id, refused, Typed::default()).await
}

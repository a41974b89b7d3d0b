//! What a change of plan or an end would bring, asked before it is done.

use super::{HERE, own};
use crate::accounts::Frame;
use crate::inside::{enter_member, failure, money};
use crate::language;
use crate::pages::render;
use crate::visits::Visit;
use app::Error;
use app::access::Access;
use app::invoices;
use app::memberships::Ahead;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::MembershipId;
use domain::invoices::PaidStatus;
use domain::money::{Amount, Currency};
use std::collections::BTreeMap;
use store::invoices::Invoice;

/// A bill to come.
pub(crate) struct Bill {
    pub day: String,
    pub total: String,
    /// Each item, and what it comes to with its taxes.
    pub items: Vec<(String, String)>,
}

impl Bill {
    /// Those up to the first with the new plan on it.
    pub(crate) fn of_change(ahead: &Ahead) -> Vec<Self> {
        let from = ahead.first_invoice_at.unwrap_or(ahead.day);
        let first = ahead.invoices.iter().position(|invoice| invoice.issued_on >= from).map_or(ahead.invoices.len(), |place| place + 1);
        ahead.invoices.iter().take(first).map(Self::new).collect()
    }

    fn new(invoice: &Invoice) -> Self {
        let item = |item: &domain::invoices::Item| (item.description.clone(), money(item.line.gross, invoice.currency));
        Self {
            day: language::date(invoice.issued_on),
            total: money(invoice.payable, invoice.currency),
            items: invoice.items.0.iter().map(item).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "members/ahead.html")]
struct AheadPage {
    frame: Frame,
    /// The plan that would come, with its id; none where the membership would end.
    plan: Option<(String, String)>,
    day: String,
    bills: Vec<Bill>,
    /// What is open today.
    open: Vec<String>,
}

/// The question before a plan is changed.
pub(super) async fn ask_plan(visit: &Visit, plan: (String, String), ahead: &Ahead) -> Result<Response, Response> {
    show(visit, Some(plan), ahead, Bill::of_change(ahead), Vec::new()).await
}

/// The question before a membership ends.
pub(super) async fn ask_end(visit: &Visit, access: &Access, id: MembershipId, ahead: &Ahead) -> Result<Response, Response> {
    let open = open(visit, access, id).await?;
    show(visit, None, ahead, ahead.invoices.iter().map(Bill::new).collect(), open).await
}

async fn show(
    visit: &Visit,
    plan: Option<(String, String)>,
    ahead: &Ahead,
    bills: Vec<Bill>,
    open: Vec<String>,
) -> Result<Response, Response> {
    let page = AheadPage { frame: Frame::of(visit).await?, plan, day: language::date(ahead.day), bills, open };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the member owes, by currency; nothing where the space hides invoices.
async fn open(visit: &Visit, access: &Access, id: MembershipId) -> Result<Vec<String>, Response> {
    let found = match invoices::of_membership(visit.app(), access, id).await {
        Err(Error::Forbidden { .. }) => return Ok(Vec::new()),
        found => found.map_err(failure)?,
    };
    let mut sums: BTreeMap<String, (Amount, Currency)> = BTreeMap::new();
    for invoice in found.iter().filter(|invoice| matches!(invoice.paid_status, PaidStatus::Unpaid | PaidStatus::Pending)) {
        let left = invoice.payable.minus(invoice.paid).unwrap_or_default();
        let sum = sums.entry(invoice.currency.to_string()).or_insert((Amount::ZERO, invoice.currency));
        sum.0 = sum.0.plus(left).unwrap_or(sum.0);
    }
    Ok(sums.into_values().filter(|(sum, _)| *sum > Amount::ZERO).map(|(sum, currency)| money(sum, currency)).collect())
}

/// Who is asked, and whose membership it is.
pub(super) async fn entered(visit: &Visit) -> Result<(Access, MembershipId), Response> {
    let access = enter_member(visit, HERE).await?;
    let id = own(visit, &access).await?;
    Ok((access, id))
}

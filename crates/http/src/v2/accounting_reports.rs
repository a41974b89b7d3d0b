//! Reports of what a space earns: an addition of ours.

use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::{Day, Id, Query};
use crate::operation::Api;
use crate::scopes::ReadInvoices;
use crate::style::JsonApi;
use crate::v2::prices::{Money, Number};
use crate::v2::{AccountingReports, Document};
use app::accounting::Period;
use app::reports;
use domain::ids::SpaceId;
use domain::money::Amount;
use domain::reports::{AGES, Figures, Report};
use jsonapi::{Entity, NoRelationships, Resource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Accounting");
    api.get("get-space-accounting-report", "/spaces/{spaceId}/accounting_report", get, "What a space earns").about(
        "An addition of Kontor. For a period of three years at most, by currency: revenue by month and account, taxes, what is \
         open on the last day and how late it is, and what was billed for days after it (`deferredRevenue`, net, by the day). \
         Invoices count on the day they were made, those that were written off not at all; open ones as they stand now. \
         `recurring` has for each month who was a member on its last day, who joined and left, and what plans and extras come to \
         in a month, net; it is empty for who may not see memberships.\n\n**Access**: admins of the space.",
    );
}

#[derive(Deserialize, JsonSchema)]
struct Asked {
    /// The first day.
    #[serde(rename = "filter[from]")]
    from: Day,
    /// The last day.
    #[serde(rename = "filter[to]")]
    to: Day,
}

async fn get(
    access: SpaceAccess<ReadInvoices>,
    Id(space): Id<SpaceId>,
    Query(asked): Query<Asked>,
) -> Result<Document<AccountingReports>, Error> {
    let period = Period { from: asked.from.0, to: asked.to.0 };
    let report = reports::report(access.app(), &access, period).await?;
    Ok(Document::new(&resource(space, period, &report)?))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "accountingReportAttributes")]
pub struct AccountingReportAttributes {
    from: Day,
    to: Day,
    currencies: Vec<CurrencyFigures>,
    /// One for each month, in their order.
    recurring: Vec<RecurringFigures>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct CurrencyFigures {
    currency: String,
    net: Money,
    gross: Money,
    revenue: Vec<Revenue>,
    taxes: Vec<Taxed>,
    open_items: OpenItems,
    deferred_revenue: Money,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct Revenue {
    /// `2026-03`
    month: String,
    /// The revenue account's number, else the accounting code of the items.
    account: Option<String>,
    name: Option<String>,
    net: Money,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct Taxed {
    name: String,
    /// In percent.
    rate: Number,
    /// What it was charged on.
    net: Money,
    amount: Money,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct OpenItems {
    invoices: u64,
    total: Money,
    /// `notDue`, `upTo30`, `upTo60`, `upTo90` and `over90` days late.
    ageing: BTreeMap<&'static str, Money>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct RecurringFigures {
    month: String,
    members: u64,
    joined: u64,
    left: u64,
    /// Who left of those that were there when the month began, in percent.
    churn: Option<Number>,
    /// Net, by currency.
    monthly_recurring_revenue: BTreeMap<String, Number>,
}

impl Entity for AccountingReports {
    type Attributes = AccountingReportAttributes;
    type Relationships = NoRelationships;
}

fn month(day: jiff::civil::Date) -> String {
    day.strftime("%Y-%m").to_string()
}

fn figures(currency: &str, figures: &Figures) -> Result<CurrencyFigures, Error> {
    let total = Amount::sum(figures.open).map_err(app::Error::internal)?;
    Ok(CurrencyFigures {
        currency: currency.to_owned(),
        net: Money(figures.net),
        gross: Money(figures.gross),
        revenue: figures
            .revenue
            .iter()
            .map(|(heading, net)| Revenue {
                month: month(heading.month),
                account: heading.account.clone(),
                name: heading.name.clone(),
                net: Money(*net),
            })
            .collect(),
        taxes: figures
            .taxes
            .iter()
            .map(|((name, rate), taxed)| Taxed {
                name: name.clone(),
                rate: Number(*rate),
                net: Money(taxed.net),
                amount: Money(taxed.amount),
            })
            .collect(),
        open_items: OpenItems {
            invoices: figures.open_invoices,
            total: Money(total),
            ageing: AGES.into_iter().zip(figures.open.map(Money)).collect(),
        },
        deferred_revenue: Money(figures.deferred),
    })
}

fn resource(space: SpaceId, period: Period, report: &Report) -> Result<Resource<AccountingReports>, Error> {
    let recurring = report.months.iter().map(|(first, one)| RecurringFigures {
        month: month(*first),
        members: one.members,
        joined: one.joined,
        left: one.left,
        churn: one.churn().map(Number),
        monthly_recurring_revenue: one.monthly.iter().map(|(currency, net)| (currency.clone(), Number(net.round_dp(2)))).collect(),
    });
    let attributes = AccountingReportAttributes {
        from: Day(period.from),
        to: Day(period.to),
        currencies: report.currencies.iter().map(|(currency, one)| figures(currency, one)).collect::<Result<_, _>>()?,
        recurring: recurring.collect(),
    };
    Ok(Resource::new(format!("{space}-{}-{}", period.from, period.to), attributes, NoRelationships {}))
}

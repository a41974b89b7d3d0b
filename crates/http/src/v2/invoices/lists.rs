//! What lists of invoices can be asked.

use crate::error::Error;
use crate::input::{Csv, Day};
use app::FieldError;
use domain::invoices::{PaidStatus, SentStatus};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::invoices::{self, DateField, Debitor, Wanted};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Field {
    DueDate,
    #[default]
    InvoiceDate,
    RemindAt,
}

impl From<Field> for DateField {
    fn from(field: Field) -> Self {
        match field {
            Field::DueDate => Self::Due,
            Field::InvoiceDate => Self::Issued,
            Field::RemindAt => Self::Remind,
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Status {
    Unpaid,
    Paid,
    WrittenOff,
    Pending,
}

impl From<Status> for PaidStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Unpaid => Self::Unpaid,
            Status::Paid => Self::Paid,
            Status::WrittenOff => Self::WrittenOff,
            Status::Pending => Self::Pending,
        }
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ListInvoices {
    /// A membership or a team.
    #[serde(rename = "filter[debitorId]")]
    #[schemars(with = "String")]
    debitor: Option<String>,
    /// The same as `filter[debitorId]`.
    #[serde(rename = "filter[membershipId]")]
    #[schemars(with = "String")]
    membership: Option<String>,
    /// The first day.
    #[serde(rename = "filter[from]")]
    from: Option<Day>,
    /// The last day.
    #[serde(rename = "filter[to]")]
    to: Option<Day>,
    /// Which day of the invoices the range is about; without it `invoiceDate`.
    #[serde(rename = "filter[dateFilterField]")]
    field: Option<Field>,
    /// Any of these; goes with no other filter.
    #[serde(rename = "filter[paidStatus]")]
    paid_status: Csv<Status>,
}

impl ListInvoices {
    pub fn wanted(self) -> Result<Wanted, Error> {
        let debitor = self.debitor.or(self.membership);
        if !self.paid_status.0.is_empty() && (debitor.is_some() || self.from.is_some() || self.to.is_some()) {
            return Err(FieldError::parameter("filter[paidStatus]", "not_alone", "cannot be combined with another filter").into());
        }
        let (from, to) = (self.from.map(Date::from), self.to.map(Date::from));
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return Err(FieldError::parameter("filter[to]", "out_of_range", "must not be before filter[from]").into());
        }
        // What is no id belongs to nobody.
        let debitor = debitor.map(|id| Debitor::Any(id.parse::<Uuid>().unwrap_or_default()));
        let paid_status = self.paid_status.0.into_iter().map(Into::into).collect();
        Ok(Wanted { ids: None, debitor, from, to, field: self.field.unwrap_or_default().into(), paid_status })
    }
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum SearchedStatus {
    Paid,
    Unpaid,
    Pending,
    WrittenOff,
    // Unpaid past its reminder.
    Late,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Sent {
    Sent,
    Unsent,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Sort {
    #[default]
    InvoiceDate,
    Number,
    PaidStatus,
    SentStatus,
    Company,
    Name,
    TotalAmount,
}

impl From<Sort> for invoices::Sort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::InvoiceDate => Self::InvoiceDate,
            Sort::Number => Self::Number,
            Sort::PaidStatus => Self::PaidStatus,
            Sort::SentStatus => Self::SentStatus,
            Sort::Company => Self::Company,
            Sort::Name => Self::Name,
            Sort::TotalAmount => Self::TotalAmount,
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Order {
    Asc,
    Desc,
}

#[derive(Deserialize, JsonSchema)]
pub struct SearchInvoices {
    /// Words, each of which must be found.
    #[serde(rename = "filter[query]")]
    query: String,
    /// Any of these; without it all.
    #[serde(rename = "filter[paidStatus]", default)]
    paid_status: Csv<SearchedStatus>,
    /// Any of these; without it all.
    #[serde(rename = "filter[sentStatus]", default)]
    sent_status: Csv<Sent>,
    #[serde(rename = "filter[sortBy]", default)]
    sort: Option<Sort>,
    #[serde(rename = "filter[sortOrder]", default)]
    order: Option<Order>,
}

impl SearchInvoices {
    pub fn wanted(self, today: Date) -> invoices::Search {
        let late = self.paid_status.0.contains(&SearchedStatus::Late);
        let status = |one: &SearchedStatus| match one {
            SearchedStatus::Paid => Some(PaidStatus::Paid),
            SearchedStatus::Unpaid => Some(PaidStatus::Unpaid),
            SearchedStatus::Pending => Some(PaidStatus::Pending),
            SearchedStatus::WrittenOff => Some(PaidStatus::WrittenOff),
            SearchedStatus::Late => None,
        };
        let sent = |one: &Sent| match one {
            Sent::Sent => vec![SentStatus::Sent],
            Sent::Unsent => {
                vec![SentStatus::Unsent, SentStatus::SendingRequested, SentStatus::Sending, SentStatus::FailedToSend]
            }
        };
        invoices::Search {
            text: self.query,
            paid_status: self.paid_status.0.iter().filter_map(status).collect(),
            late_before: late.then_some(today),
            sent_status: self.sent_status.0.iter().flat_map(sent).collect(),
            sort: self.sort.unwrap_or_default().into(),
            ascending: self.order == Some(Order::Asc),
        }
    }
}

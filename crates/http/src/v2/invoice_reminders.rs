//! Reminders of invoices.

use crate::access::UserAccess;
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::WriteInvoiceReminders;
use crate::style::JsonApi;
use crate::v2::{Body, InvoiceReminders, Invoices, Link as _, MadeNothing};
use app::access::{Place, Thing};
use app::invoices::{Reminder, remind};
use domain::ids::InvoiceId;
use jsonapi::{New, One};
use schemars::JsonSchema;
use serde::Deserialize;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Invoice Reminder");
    api.post("create-invoice-reminder", "/invoice_reminders", create, "Remind of an invoice")
        .about("Mails the text and counts it. The invoice must be unpaid and overdue.\n\n**Access**: admins of the space.");
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct NewReminder {
    to: String,
    #[serde(default)]
    #[schemars(with = "String")]
    bcc: Option<String>,
    subject: String,
    body: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct ReminderLinks {
    invoice: One<Invoices>,
}

async fn create(
    access: UserAccess<WriteInvoiceReminders>,
    Body(new): Body<New<InvoiceReminders, NewReminder, ReminderLinks>>,
) -> Result<MadeNothing, Error> {
    let invoice: InvoiceId = new.relationships.invoice.id("invoice")?;
    let place = Place::Owner(Thing::Invoice, invoice.0);
    let access = access.enter(place).await.map_err(|error| super::event_attendances::at_link(error, "invoice"))?;
    let NewReminder { to, bcc, subject, body } = new.attributes;
    remind(access.app(), &access, Reminder { invoice, to, bcc, subject, body }).await?;
    Ok(MadeNothing)
}

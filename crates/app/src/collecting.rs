//! Getting paid without a hand: invoices are charged when they are due and reminded of when they are late (Y3, V23), and who
//! owes for too long neither books nor checks in, where the space wants it so.
//!
//! Each try and each reminder is counted in the transaction that brings it about, so that a run that is repeated, killed or
//! done by two processes charges and reminds once.

use crate::built_in_emails::{Letters, Recipient};
use crate::invoices::{facts, settings};
use crate::jobs::Job;
use crate::mails::NewMail;
use crate::payments::begin_due;
use crate::{App, Error, Event, Result};
use db::Tx;
use domain::ids::{InvoiceId, MembershipId, SpaceId};
use domain::invoices::{Collecting as Rules, PaidStatus, ReminderStatus, charged_through};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::error::Error as StdError;
use std::sync::Arc;
use store::invoices::collecting::{self, At};
use store::invoices::{self, Invoice};
use store::spaces::{self, Space};
use store::{SpaceTx, billing};
use uuid::Uuid;

/// What is to be done about unpaid invoices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    Charge,
    Remind,
}

/// Work on the unpaid invoices of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collecting {
    pub space: SpaceId,
    pub errand: Errand,
    /// Day and invoice that an earlier job came to.
    #[serde(default)]
    pub after: Option<At>,
}

/// How many spaces or invoices one look takes in.
const PAGE: i64 = 200;
/// How many pages one job works on before it leaves the rest to another.
const PAGES: usize = 2;
/// Nothing is due before.
const FIRST: Date = jiff::civil::date(1, 1, 1);
const REMINDER: &str = "invoice_reminder_email";
const NOBODY: InvoiceId = InvoiceId(Uuid::nil());

/// What all of it has in common.
struct Office {
    space: Arc<Space>,
    rules: Rules,
    today: Date,
    /// The last day whose charges are made.
    charged_through: Date,
}

impl Office {
    async fn open(app: &App, tx: &mut Tx, id: SpaceId) -> Result<Self> {
        let space = spaces::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let now = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC).to_datetime(app.clock.of(space.clock_ahead).now());
        let rules = settings::of(&mut SpaceTx::bind(tx, id)).await?.settings.0.collecting;
        Ok(Self { space: Arc::new(space), rules, today: now.date(), charged_through: charged_through(now) })
    }

    async fn due(&self, tx: &mut SpaceTx<'_>, errand: Errand, after: At, limit: i64) -> Result<Vec<At>> {
        Ok(match errand {
            Errand::Charge if self.rules.charge => collecting::due_charges(tx, self.charged_through, after, limit).await?,
            Errand::Remind if !self.rules.reminder_days.is_empty() => {
                collecting::due_reminders(tx, &self.rules.reminded_before(self.today), after, limit).await?
            }
            Errand::Charge | Errand::Remind => vec![],
        })
    }
}

/// Has the unpaid invoices looked after in every space that has such.
pub async fn find_due(app: &App) -> Result<()> {
    let mut last = SpaceId(Uuid::nil());
    loop {
        let spaces = app.db.read(async move |tx| Ok::<_, Error>(billing::spaces(tx, last, PAGE).await?)).await?;
        for space in spaces.iter().copied() {
            for errand in [Errand::Charge, Errand::Remind] {
                let asking = app.clone();
                let due = app.db.read(async move |tx| {
                    let office = Office::open(&asking, tx, space).await?;
                    office.due(&mut SpaceTx::bind(tx, space), errand, (FIRST, NOBODY), 1).await
                });
                if !due.await?.is_empty() {
                    enqueue(app, Collecting { space, errand, after: None }).await?;
                }
            }
        }
        match spaces.last() {
            Some(space) => last = *space,
            None => return Ok(()),
        }
    }
}

async fn enqueue(app: &App, work: Collecting) -> Result<()> {
    let (app, db) = (app.clone(), app.db.clone());
    let job = Job::CollectPayments(work.clone());
    db.write(async move |tx| app.enqueue(tx, Some(work.space), &job, app.clock.now()).await.map(drop)).await
}

/// Charges or reminds what is due in a space, or part of it and puts off the rest. What goes wrong with one invoice is
/// tried again by the next run; the others are done.
pub async fn work(app: &App, work: Collecting) -> Result<()> {
    let Collecting { space, errand, after } = work;
    let mut after = after.unwrap_or((FIRST, NOBODY));
    for _ in 0..PAGES {
        let asking = app.clone();
        let due = app.db.read(async move |tx| {
            let office = Office::open(&asking, tx, space).await?;
            office.due(&mut SpaceTx::bind(tx, space), errand, after, PAGE).await
        });
        let due = match due.await {
            // The space was deleted.
            Err(Error::NotFound { .. }) => return Ok(()),
            other => other?,
        };
        let Some(last) = due.last() else { return Ok(()) };
        after = *last;
        for (_, id) in due {
            let one = app.clone();
            match app.db.write(async move |tx| one_of(&one, tx, space, errand, id).await).await {
                Ok(()) => {}
                Err(error @ (Error::Unavailable(_) | Error::Retry)) => return Err(error),
                Err(error) => tracing::error!(%space, invoice = %id, error = &error as &dyn StdError, "could not look after an invoice"),
            }
        }
    }
    enqueue(app, Collecting { space, errand, after: Some(after) }).await
}

async fn one_of(app: &App, tx: &mut Tx, space: SpaceId, errand: Errand, id: InvoiceId) -> Result<()> {
    let office = Office::open(app, tx, space).await?;
    let mut tx = SpaceTx::bind(tx, space);
    let Some(invoice) = invoices::hold(&mut tx, id).await?.filter(|invoice| invoice.paid_status == PaidStatus::Unpaid) else {
        return Ok(());
    };
    match errand {
        Errand::Charge if office.rules.charge => begin_due(app, &mut tx, invoice, office.charged_through).await,
        Errand::Charge => Ok(()),
        Errand::Remind => remind(app, &mut tx, &office, &invoice).await,
    }
}

async fn remind(app: &App, tx: &mut SpaceTx<'_>, office: &Office, invoice: &Invoice) -> Result<()> {
    let progress = collecting::progress(tx, invoice.id).await?;
    let sent = usize::try_from(progress.dunned).unwrap_or(usize::MAX);
    let next = office.rules.remind_on(sent, progress.dunned_on, (invoice.due_on, invoice.remind_on));
    if next.is_none_or(|day| day > office.today) || !collecting::dun(tx, invoice.id, progress.dunned, office.today).await? {
        return Ok(());
    }
    let values = lateness(app, &office.space, invoice, office.today);
    if write(app, tx, &office.space, invoice, REMINDER, values).await? {
        invoices::reminded(tx, invoice.id, ReminderStatus::Sent, app.clock.now()).await?;
        app.emit(tx, Event::UpdatedInvoice, invoice.id.0, facts(invoice)).await?;
    }
    Ok(())
}

fn lateness(app: &App, space: &Space, invoice: &Invoice, today: Date) -> Vec<(&'static str, String)> {
    let days_late = today.since(invoice.due_on).map_or(0, |span| span.get_days());
    vec![("due_date", invoice.due_on.to_string()), ("days_late", days_late.to_string()), ("pay_url", page_of(app, space, invoice))]
}

/// The reminder of an invoice as it would be mailed, to the first of its billing e-mails.
pub(crate) async fn reminder(app: &App, tx: &mut SpaceTx<'_>, space: &Space, invoice: &Invoice, today: Date) -> Result<NewMail> {
    let letters = letters(tx, invoice, REMINDER, lateness(app, space, invoice, today)).await?;
    let email = invoice.billing_emails.0.first().cloned().unwrap_or_default();
    Ok(letters.written(app, space, &Recipient { email, name: payer(invoice) }))
}

async fn letters(tx: &mut SpaceTx<'_>, invoice: &Invoice, mail: &'static str, mut values: Vec<(&'static str, String)>) -> Result<Letters> {
    let left = invoice.payable.minus(invoice.paid).map_err(Error::internal)?;
    values.extend([("invoice_number", invoice.number.clone()), ("total", format!("{left} {}", invoice.currency))]);
    Letters::new(tx, mail, values).await
}

fn payer(invoice: &Invoice) -> String {
    invoice.recipient.0.name.clone().or_else(|| invoice.recipient.0.company.clone()).unwrap_or_default()
}

fn page_of(app: &App, space: &Space, invoice: &Invoice) -> String {
    format!("{}/invoices/{}", app.site_of(space), invoice.id)
}

/// Writes to the billing e-mails of an invoice, reminders with its PDF; whether there is any.
async fn write(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    invoice: &Invoice,
    mail: &'static str,
    values: Vec<(&'static str, String)>,
) -> Result<bool> {
    let letters = letters(tx, invoice, mail, values).await?;
    let name = payer(invoice);
    for email in &invoice.billing_emails.0 {
        let to = Recipient { email: email.clone(), name: name.clone() };
        if mail == REMINDER {
            letters.send_with_invoice(app, tx, space, &to, invoice.id).await?;
        } else {
            letters.send(app, tx, space, &to).await?;
        }
    }
    Ok(!invoice.billing_emails.0.is_empty())
}

/// A new invoice is charged when it is due, if a member or a team owes it (Y3).
pub(crate) async fn is_made(tx: &mut SpaceTx<'_>, invoice: &Invoice) -> Result<()> {
    let owed = invoice.paid_status == PaidStatus::Unpaid && (invoice.membership_id.is_some() || invoice.team_id.is_some());
    if owed { Ok(collecting::plan(tx, invoice.id, Some(invoice.due_on)).await?) } else { Ok(()) }
}

/// A charge that was due has failed: it is tried again, or was the last; whether it was. The payer is told.
pub(crate) async fn has_failed(app: &App, tx: &mut SpaceTx<'_>, invoice: &Invoice) -> Result<bool> {
    let space = tx.space();
    let office = Office::open(app, tx.global(), space).await?;
    let progress = collecting::progress(tx, invoice.id).await?;
    let next = office.rules.retry_on(progress.charges_tried, office.today);
    collecting::plan(tx, invoice.id, next).await?;
    let page = page_of(app, &office.space, invoice);
    match next {
        Some(day) => {
            let values = vec![("next_try", day.to_string()), ("payment_method_url", page)];
            write(app, tx, &office.space, invoice, "payment_failed_email", values).await?;
        }
        None => {
            write(app, tx, &office.space, invoice, "payment_permanently_failed_email", vec![("pay_url", page)]).await?;
        }
    }
    Ok(next.is_none())
}

/// A payer has another payment method: what could not be charged is tried once more (Y4).
pub(crate) async fn has_new_method(tx: &mut SpaceTx<'_>, debitor: Uuid, today: Date) -> Result<()> {
    Ok(collecting::try_again(tx, debitor, today).await?)
}

/// The number of an invoice for which a member is suspended on a day, if any. Lifted by itself as it is paid, or as a payment
/// is on its way.
pub(crate) async fn suspended_for(tx: &mut SpaceTx<'_>, membership: MembershipId, today: Date) -> Result<Option<String>> {
    let rules = settings::of(tx).await?.settings.0.collecting;
    match rules.suspends_before(today) {
        Some(before) => Ok(collecting::overdue(tx, membership, before).await?),
        None => Ok(None),
    }
}

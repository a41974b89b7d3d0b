//! Making the invoices that are due (V10).

use super::{Office, load};
use crate::invoices::{self, Demand, For};
use crate::jobs::Job;
use crate::{App, Error, Result};
use db::Tx;
use domain::billing::{Account, Bill, Document};
use domain::ids::{MembershipId, SpaceId};
use domain::money::OutOfRange;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::error::Error as StdError;
use store::bookings::facts;
use store::invoices::Invoice;
use store::{SpaceTx, billing, membership_plans, memberships};
use uuid::Uuid;

/// A look for spaces with something to bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub at: Timestamp,
}

/// The bills of one space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Billing {
    pub space: SpaceId,
    /// Due date and payer that an earlier job came to.
    #[serde(default)]
    pub after: Option<(Date, MembershipId)>,
}

/// How many spaces or memberships one look takes in.
const PAGE: i64 = 200;
/// How many such pages one job bills before it leaves the rest to another, so that it ends before its lease.
const PAGES: usize = 2;
/// How many payers are billed in one transaction: others wait as long for the next number of an invoice.
const TOGETHER: usize = 16;
/// No bill is due before.
const FIRST: Date = jiff::civil::date(1, 1, 1);

/// Has the bills made in every space where some are due.
pub async fn find_due(app: &App) -> Result<()> {
    let mut last = SpaceId(Uuid::nil());
    loop {
        let spaces = app.db.read(async move |tx| Ok::<_, Error>(billing::spaces(tx, last, PAGE).await?)).await?;
        for space in spaces.iter().copied() {
            let asking = app.clone();
            if app.db.read(async move |tx| is_due(&asking, tx, space).await).await? {
                enqueue(app, Billing { space, after: None }).await?;
            }
        }
        match spaces.last() {
            Some(space) => last = *space,
            None => return Ok(()),
        }
    }
}

/// Makes the invoices that are due in one space, if there are any.
pub(crate) async fn work_if_due(app: &App, space: SpaceId) -> Result<()> {
    let asking = app.clone();
    let due = app.db.read(async move |tx| is_due(&asking, tx, space).await).await?;
    if due { work(app, Billing { space, after: None }).await } else { Ok(()) }
}

async fn is_due(app: &App, tx: &mut Tx, space: SpaceId) -> Result<bool> {
    let office = Office::open(app, tx, space).await?;
    Ok(billing::is_due(&mut SpaceTx::bind(tx, space), office.horizon(office.today)).await?)
}

async fn enqueue(app: &App, work: Billing) -> Result<()> {
    let (app, db) = (app.clone(), app.db.clone());
    let job = Job::BillMembers(work.clone());
    db.write(async move |tx| app.enqueue(tx, Some(work.space), &job, app.clock.now()).await.map(drop)).await
}

/// Makes the invoices that are due in a space, or part of them and puts off the rest.
pub async fn work(app: &App, work: Billing) -> Result<()> {
    match run(app, &work).await {
        Ok(Some(rest)) => enqueue(app, rest).await,
        // Nothing is left, or the space was deleted.
        Ok(None) | Err(Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes invoices that are due today, or were due on a day that was missed; gives what is more than one job should do.
///
/// An account that cannot be billed stays as it is, and is tried again by the next run; the others are billed.
pub async fn run(app: &App, work: &Billing) -> Result<Option<Billing>> {
    let space = work.space;
    see_all(app, space).await?;
    let asking = app.clone();
    let horizon = app.db.read(async move |tx| Office::open(&asking, tx, space).await.map(|office| office.horizon(office.today))).await?;
    let mut after = work.after.unwrap_or((FIRST, MembershipId(Uuid::nil())));
    for _ in 0..PAGES {
        let due =
            app.db.read(async move |tx| Ok::<_, Error>(billing::due(&mut SpaceTx::bind(tx, space), horizon, after, PAGE).await?)).await?;
        let Some(last) = due.last() else { return Ok(None) };
        after = *last;
        for some in due.chunks(TOGETHER) {
            bill_some(app, space, some).await?;
        }
    }
    Ok(Some(Billing { space, after: Some(after) }))
}

/// Bills payers in one transaction: what each invoice writes to shared pages, and the wait for the disk, come once for all of
/// them. If anything goes wrong, each is billed in a transaction of its own.
async fn bill_some(app: &App, space: SpaceId, payers: &[(Date, MembershipId)]) -> Result<()> {
    let (together, held) = app.together();
    if bill_each(&together, space, payers).await.is_ok() && held.commit(async |_: &mut Tx| Ok(())).await.is_ok() {
        app.wake_all();
        return Ok(());
    }
    held.roll_back().await;
    for (_, payer) in payers {
        match bill_all(app, space, *payer).await {
            Ok(()) => {}
            Err(error @ (Error::Unavailable(_) | Error::Retry)) => return Err(error),
            Err(error) => {
                tracing::error!(space = %space, membership = %payer, error = &error as &dyn StdError, "could not bill a membership");
            }
        }
    }
    Ok(())
}

async fn bill_each(app: &App, space: SpaceId, payers: &[(Date, MembershipId)]) -> Result<()> {
    for (_, payer) in payers {
        bill_all(app, space, *payer).await?;
    }
    Ok(())
}

/// Finds out for each membership that changed, or is new, when it is billed next.
async fn see_all(app: &App, space: SpaceId) -> Result<()> {
    loop {
        let app = app.clone();
        let db = app.db.clone();
        let seen = db
            .write(async move |tx| {
                let office = Office::open(&app, tx, space).await?;
                let mut tx = SpaceTx::bind(tx, space);
                let unseen = billing::unseen(&mut tx, PAGE).await?;
                let groups = load::groups(&mut tx, &unseen).await?;
                let members: Vec<_> = groups.iter().map(|(_, group)| group.clone()).collect();
                let accounts = load::accounts(&mut tx, &office, &members, office.today).await?;
                for ((id, _), account) in groups.iter().zip(&accounts) {
                    billing::see(&mut tx, *id, account.next_due()).await?;
                }
                Ok::<_, Error>(unseen.len())
            })
            .await?;
        if seen < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}

/// Every bill of one payer up to today, each with its own date.
async fn bill_all(app: &App, space: SpaceId, payer: MembershipId) -> Result<()> {
    loop {
        let app = app.clone();
        let db = app.db.clone();
        if !db.write(async move |tx| bill_next(&app, tx, space, payer).await).await? {
            return Ok(());
        }
    }
}

/// The next bill of a payer, if it is to be made today; all of it in this transaction. Whether another one may follow.
async fn bill_next(app: &App, tx: &mut Tx, space: SpaceId, payer: MembershipId) -> Result<bool> {
    let office = Office::open(app, tx, space).await?;
    let mut tx = SpaceTx::bind(tx, space);
    let Some(group) = hold(&mut tx, payer).await? else { return Ok(false) };
    let mut accounts = load::accounts(&mut tx, &office, &[group], office.today).await?;
    let Some(mut account) = accounts.pop() else { return Ok(false) };
    let next = account.next_due();
    let Some(due) = next.filter(|due| account.issued(*due) <= office.today) else {
        billing::set_next(&mut tx, payer, next).await?;
        return Ok(false);
    };
    let waiting: Vec<_> = account.members.iter().map(|member| member.moves.len()).collect();
    let bill = account.bill(due).map_err(|OutOfRange| Error::internal("the amounts of a bill are out of range"))?;
    move_on(&mut tx, &account, payer).await?;
    for (member, _) in account.members.iter().zip(waiting).filter(|(member, before)| member.moves.len() < *before) {
        membership_plans::renewals_moved(&mut tx, member.id, due).await?;
    }
    write(app, &mut tx, &office, payer, bill).await?;
    Ok(account.next_due().is_some_and(|due| account.issued(due) <= office.today))
}

/// Locks everybody on the payer's bills, in the order of their ids; then who they are is certain.
async fn hold(tx: &mut SpaceTx<'_>, payer: MembershipId) -> Result<Option<load::Group>> {
    let before = load::groups(tx, &[payer]).await?.pop();
    let Some((_, mut ids)) = before else { return Ok(None) };
    ids.push(payer);
    ids.sort_unstable();
    ids.dedup();
    for id in &ids {
        memberships::lock_one(tx, *id).await?;
    }
    let Some(found) = memberships::find(tx, payer).await? else { return Ok(None) };
    if let Some(team) = found.team() {
        // Who shares credits with them changes their bookings under this lock (C14).
        facts::lock_team(tx, team).await?;
    }
    let Some((_, group)) = load::groups(tx, &[payer]).await?.pop() else { return Ok(None) };
    // Somebody joined meanwhile, who is not locked.
    if group.iter().all(|id| ids.contains(id)) { Ok(Some(group)) } else { Err(Error::Retry) }
}

async fn move_on(tx: &mut SpaceTx<'_>, account: &Account, payer: MembershipId) -> Result<()> {
    let next = account.next_due();
    for member in &account.members {
        let own = if member.id == payer { next } else { None };
        billing::move_on(tx, member.id, own, member.billed_on, member.next_invoice_at).await?;
    }
    Ok(())
}

async fn write(app: &App, tx: &mut SpaceTx<'_>, office: &Office, payer: MembershipId, bill: Bill) -> Result<()> {
    for document in bill.documents {
        let currency = document.currency;
        let invoice = issue(app, tx, office, (payer, office.due_on(bill.due)), bill.issued, document).await?;
        billing::bill(tx, payer, bill.due, currency, invoice.id).await?;
    }
    Ok(())
}

/// Makes an invoice and notes on everything that is on it that it is billed.
pub(super) async fn issue(
    app: &App,
    tx: &mut SpaceTx<'_>,
    office: &Office,
    (payer, due_on): (MembershipId, Option<Date>),
    issued_on: Date,
    document: Document,
) -> Result<Invoice> {
    let Document { currency, items, covered, used } = document;
    let demand = Demand { debitor: For::Membership(payer), currency, issued_on, due_on, items };
    let invoice = invoices::make(app, tx, &office.space, demand).await?;
    for days in &covered {
        billing::cover(tx, days, invoice.id).await?;
    }
    for one in used {
        if !billing::mark(tx, one, invoice.id).await? {
            return Err(Error::Retry);
        }
    }
    Ok(invoice)
}

//! What an event gives back that is deleted before it begins (X6). What members were billed is credited with their next invoice, what
//! visitors paid through a provider goes back the way it came, and what nobody has paid yet is corrected. The space is told what is
//! left for somebody's hands. All of it is written in the transaction that deletes the event, and so it happens once.

use crate::access::Access;
use crate::invoices::{self, Create, For, NewItem};
use crate::mails::{self, NewMail};
use crate::{App, Error, Result, charges, payments};
use domain::ids::{ContactId, EventAttendanceId, InvoiceId};
use domain::invoices::{Item, PaidStatus};
use domain::money::{self, Amount};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use store::calendar_events::CalendarEvent;
use store::charges::Charge;
use store::event_attendances::{self, Attendance};
use store::invoices::Invoice;
use store::{SpaceTx, contacts, memberships};

/// What people are told of their money.
pub(crate) type Told = HashMap<EventAttendanceId, String>;

/// Gives all of it back; the event is locked, so that nobody comes or goes meanwhile.
pub(super) async fn give_back(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    event: &CalendarEvent,
    attending: &[Attendance],
) -> Result<Told> {
    let mut told = of_members(app, access, tx, event, attending).await?;
    let bought: Vec<_> = attending.iter().filter_map(|one| Some((one.id, one.purchase_id?))).collect();
    if bought.is_empty() {
        return Ok(told);
    }
    let purchases: Vec<_> = bought.iter().map(|(_, purchase)| *purchase).collect();
    let bills = store::payments::invoices_of(tx, &purchases).await?;
    let mut left = Vec::new();
    for (attendance, purchase) in bought {
        for bill in bills.get(&purchase).into_iter().flatten() {
            let (words, task) = of_bill(app, access, tx, *bill).await?;
            left.extend(task);
            told.insert(attendance, words);
        }
    }
    if !left.is_empty() {
        mails::queue(app, tx.global(), tasks(access, event, &left)).await?;
    }
    Ok(told)
}

/// Members pay with their next invoice: what is not billed yet goes with the attendance, what is billed is credited.
async fn of_members(app: &App, access: &Access, tx: &mut SpaceTx<'_>, event: &CalendarEvent, attending: &[Attendance]) -> Result<Told> {
    let dear = |one: &&Attendance| one.price.is_some_and(|price| price != 0);
    let mut members: Vec<_> = attending.iter().filter(dear).filter_map(Attendance::member).collect();
    if members.is_empty() {
        return Ok(Told::new());
    }
    members.sort_unstable();
    members.dedup();
    for member in members {
        memberships::lock_one(tx, member).await?; // bills are made under this lock
    }
    let billed = event_attendances::billed(tx, event.id).await?;
    for one in &billed {
        if let Some(credit) = credit(app, access, event, one)? {
            charges::insert(app, tx, credit).await?;
        }
    }
    let billed: HashSet<_> = billed.iter().map(|one| one.id).collect();
    let words = |one: &Attendance| {
        if billed.contains(&one.id) { "What you were billed is credited with your next invoice." } else { "You pay nothing for it." }
    };
    let told = attending.iter().filter(dear).filter(|one| one.member().is_some()).map(|one| (one.id, words(one).to_owned()));
    Ok(told.collect())
}

fn credit(app: &App, access: &Access, event: &CalendarEvent, billed: &Attendance) -> Result<Option<Charge>> {
    let (Some(membership_id), Some(price)) = (billed.member(), billed.price) else { return Ok(None) };
    Ok(Some(Charge {
        id: app.id(),
        membership_id,
        description: format!("{}, canceled", event.title),
        quantity: money::decimal_text(Decimal::from(billed.number_of_attendees)),
        amount: Amount(price).negated().map_err(Error::internal)?,
        currency: billed.currency,
        taxes: billed.taxes.clone(),
        charged_on: access.today(),
        accounting_code: billed.accounting_code.clone(),
        cost_center: billed.cost_center.clone(),
        invoice_id: None,
        created_by: access.user().map(|user| user.0),
        created_at: app.clock.now(),
    }))
}

/// Pays back or corrects the invoice of a ticket: what its buyer is told, and what is left to do by hand.
async fn of_bill(app: &App, access: &Access, tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<(String, Option<String>)> {
    let (invoice, returned) = payments::give_back(app, tx, id, access.today()).await?;
    let number = &invoice.number;
    let by_hand = |why: &str| Some(format!("Invoice {number} {why}"));
    let back = "What you paid is paid back.".to_owned();
    if invoice.paid > Amount::ZERO {
        let task = by_hand(&format!("was paid by hand: pay {} {} back.", invoice.paid, invoice.currency));
        return Ok((back, task));
    }
    if returned > Amount::ZERO {
        return Ok(("What you paid goes back the way it came.".into(), None));
    }
    let nothing = format!("You need not pay invoice {number}.");
    match invoice.paid_status {
        PaidStatus::Pending => Ok((back, by_hand("is being charged: pay it back when the money is there."))),
        PaidStatus::Unpaid => {
            if store::invoices::is_corrected(tx, id).await? {
                return Ok((nothing, by_hand("is not paid, and was corrected before: see whether something of it is left.")));
            }
            Box::pin(correct(app, access, tx, &invoice)).await?;
            Ok((nothing, None))
        }
        _ => Ok((String::new(), None)),
    }
}

/// Takes back all that stands on an invoice that nobody has paid.
async fn correct(app: &App, access: &Access, tx: &mut SpaceTx<'_>, invoice: &Invoice) -> Result<()> {
    // Contacts may be gone, while their invoices stay.
    let contact = match invoice.contact_id.map(ContactId) {
        Some(id) => contacts::find(tx, id).await?.map(|_| For::Contact(id)),
        None => None,
    };
    let new = Create {
        debitor: contact,
        recipient: Some(invoice.recipient.0.clone()),
        tax_id: invoice.tax_id.clone(),
        billing_emails: Some(invoice.billing_emails.0.clone()),
        items: invoice.items.0.iter().map(taken_back).collect::<Result<_>>()?,
        corrects: Some(invoice.id),
        write_off_corrected: true,
        currency: Some(invoice.currency),
        ..Create::default()
    };
    invoices::write(app, access, tx, &new).await.map(drop)
}

fn taken_back(item: &Item) -> Result<NewItem> {
    Ok(NewItem {
        description: item.description.clone(),
        quantity: item.quantity,
        net: item.unit_net.negated().map_err(Error::internal)?,
        taxes: Some(item.taxes.clone()),
        paid: item.paid,
        accounting_code: item.accounting_code.clone(),
        cost_center: item.cost_center.clone(),
        revenue_account: item.revenue_account.clone(),
    })
}

fn tasks(access: &Access, event: &CalendarEvent, left: &[String]) -> NewMail {
    let space = access.space();
    let (subject, list) = (format!("{} was deleted: money to give back", event.title), left.join("\n- "));
    let body = format!("Hello,\n\nthe event \"{}\" was deleted. All else is done; this is left for you:\n\n- {list}", event.title);
    NewMail { space: Some(space.id), kind: "event_refunds_email", to: space.email.clone(), subject, body }
}

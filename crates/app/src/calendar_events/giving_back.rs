//! What is given back to those who leave an event or are taken off its list (X5), and of an event that is deleted before it begins
//! (X6). What members were billed is credited with their next invoice, what visitors paid through a provider goes back the way it
//! came, and what nobody has paid yet is corrected. The space is told what is left for somebody's hands. All of it is written in the
//! transaction that deletes the attendance or the event, and so it happens once.

use crate::access::Access;
use crate::invoices::{self, Create, For, NewItem};
use crate::mails::{self, NewMail};
use crate::{App, Error, Result, charges, payments};
use domain::ids::{ContactId, EventAttendanceId, InvoiceId, MembershipId};
use domain::invoices::{Item, PaidStatus};
use domain::money::{self, Amount};
use rust_decimal::Decimal;
use std::collections::HashMap;
use store::calendar_events::CalendarEvent;
use store::charges::Charge;
use store::event_attendances::{self, Attendance, Billed};
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
    let (told, left) = of_all(app, access, tx, event, attending).await?;
    if !left.is_empty() {
        let subject = format!("{} was deleted: money to give back", event.title);
        let what = format!("the event \"{}\" was deleted.", event.title);
        mails::queue(app, tx.global(), tasks(access, subject, &what, &left)).await?;
    }
    Ok(told)
}

async fn of_all(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    event: &CalendarEvent,
    attending: &[Attendance],
) -> Result<(Told, Vec<String>)> {
    let (mut told, mut left) = of_members(app, access, tx, event, attending).await?;
    let bought: Vec<_> = attending.iter().filter_map(|one| Some((one.id, one.purchase_id?))).collect();
    if bought.is_empty() {
        return Ok((told, left));
    }
    let purchases: Vec<_> = bought.iter().map(|(_, purchase)| *purchase).collect();
    let bills = store::payments::invoices_of(tx, &purchases).await?;
    for (attendance, purchase) in bought {
        for bill in bills.get(&purchase).into_iter().flatten() {
            let (words, task) = of_bill(app, access, tx, *bill).await?;
            left.extend(task);
            told.insert(attendance, words);
        }
    }
    Ok((told, left))
}

/// Gives back what one attendance cost that is about to be deleted; the event is locked. What the one who was to come is told.
pub(crate) async fn give_back_one(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    event: &CalendarEvent,
    one: &Attendance,
) -> Result<String> {
    let (mut told, left) = of_all(app, access, tx, event, std::slice::from_ref(one)).await?;
    if !left.is_empty() {
        let name = one.name.as_deref().unwrap_or("Somebody");
        let subject = format!("{name} does not come to {}: money to give back", event.title);
        let what = format!("{name} does not come to \"{}\" any more.", event.title);
        mails::queue(app, tx.global(), tasks(access, subject, &what, &left)).await?;
    }
    Ok(told.remove(&one.id).unwrap_or_default())
}

/// Members pay with their next invoice: what is not billed yet goes with the attendance, what is billed is credited.
async fn of_members(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    event: &CalendarEvent,
    attending: &[Attendance],
) -> Result<(Told, Vec<String>)> {
    let (mut told, mut left) = (Told::new(), Vec::new());
    let dear = |one: &&Attendance| one.price.is_some_and(|price| price != 0);
    let mut members: Vec<_> = attending.iter().filter(dear).filter_map(Attendance::member).collect();
    if members.is_empty() {
        return Ok((told, left));
    }
    members.sort_unstable();
    members.dedup();
    for member in members {
        memberships::lock_one(tx, member).await?; // bills are made under this lock
    }
    let billed: Vec<_> = match attending {
        [one] => event_attendances::billed_one(tx, one.id).await?.into_iter().collect(),
        _ => event_attendances::billed(tx, event.id).await?,
    };
    let billed: HashMap<_, _> = billed.into_iter().map(|one| (one.id, one)).collect();
    for one in attending.iter().filter(dear).filter(|one| one.member().is_some()) {
        let words = match billed.get(&one.id) {
            None => "You pay nothing for it.",
            Some(Billed { touched: true, invoice_number, .. }) => {
                // What of it was given back by hand, nobody knows here.
                let name = one.name.as_deref().unwrap_or("a member");
                left.push(format!("Invoice {invoice_number} of {name} was not left as it was: see whether something is left to credit."));
                "The space sees to what you were billed for it."
            }
            Some(billed) => {
                if let Some(credit) = credit(app, access, event, one, billed)? {
                    charges::insert(app, tx, credit).await?;
                }
                let own = billed.billed_to.is_none_or(|id| Some(MembershipId(id)) == one.member());
                if own { "What you were billed is credited with your next invoice." } else { "What was billed for it is credited." }
            }
        };
        told.insert(one.id, words.to_owned());
    }
    Ok((told, left))
}

/// For whoever has the invoice, which need not be who came; it says which, for an invoice may be deleted afterwards.
fn credit(app: &App, access: &Access, event: &CalendarEvent, one: &Attendance, billed: &Billed) -> Result<Option<Charge>> {
    let (Some(member), Some(price)) = (one.member(), one.price) else { return Ok(None) };
    Ok(Some(Charge {
        id: app.id(),
        membership_id: billed.billed_to.map_or(member, MembershipId),
        description: format!("{}, canceled (invoice {})", event.title, billed.invoice_number),
        quantity: money::decimal_text(Decimal::from(one.number_of_attendees)),
        amount: Amount(price).negated().map_err(Error::internal)?,
        currency: one.currency,
        taxes: one.taxes.clone(),
        charged_on: access.today(),
        accounting_code: one.accounting_code.clone(),
        cost_center: one.cost_center.clone(),
        invoice_id: None,
        created_by: access.user().map(|user| user.0),
        created_at: app.clock.now(),
        revenue_account: one.revenue_account.clone(),
    }))
}

/// Pays back or corrects the invoice of a ticket: what its buyer is told, and what is left to do by hand.
async fn of_bill(app: &App, access: &Access, tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<(String, Option<String>)> {
    let (invoice, returned) = payments::give_back(app, tx, id, access.today()).await?;
    let number = &invoice.number;
    let by_hand = |why: &str| Some(format!("Invoice {number} {why}"));
    let unpaid = invoice.paid_status == PaidStatus::Unpaid;
    if invoice.paid > Amount::ZERO {
        // What has come stays on the invoice, so it is collected until somebody ends that.
        let rest = if unpaid { ", and write off the rest" } else { "" };
        let task = by_hand(&format!("was paid by hand: pay {} {} back{rest}.", invoice.paid, invoice.currency));
        return Ok(("What you paid is paid back.".into(), task));
    }
    let words = if returned > Amount::ZERO {
        "What you paid goes back the way it came.".to_owned()
    } else {
        format!("You need not pay invoice {number}.")
    };
    match invoice.paid_status {
        PaidStatus::Pending => {
            let task = by_hand("is being charged: pay it back when the money is there, or write it off if none comes.");
            Ok(("What you are charged is paid back.".into(), task))
        }
        PaidStatus::Unpaid => {
            if store::invoices::is_corrected(tx, id).await? {
                return Ok((words, by_hand("is not paid, and was corrected before: see whether something of it is left.")));
            }
            Box::pin(correct(app, access, tx, &invoice)).await?;
            Ok((words, None))
        }
        _ if returned > Amount::ZERO => Ok((words, None)),
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

fn tasks(access: &Access, subject: String, what: &str, left: &[String]) -> NewMail {
    let (space, list) = (access.space(), left.join("\n- "));
    let body = format!("Hello,\n\n{what} All else is done; this is left for you:\n\n- {list}");
    NewMail { space: Some(space.id), kind: "event_refunds_email", to: space.email.clone(), subject, body }
}

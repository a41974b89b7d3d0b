//! A year of invoices in the first space: made by the same run that makes them every night, most of them paid, some late, two
//! charges put down by hand, a correction.

use crate::failure::Failure;
use crate::stock::Enrolled;
use app::access::{Access, Door, Place, authenticate, enter_as};
use app::billing::{Billing, run};
use app::charges;
use app::invoices::{self, Create, NewItem, NewRecord};
use app::memberships::Person;
use app::teams::{self, NewSeat, NewTeam};
use app::tokens::{self, Grant};
use app::{App, Error, Result};
use domain::ids::{InvoiceId, MembershipId, SpaceId, UserId};
use domain::invoices::{Bank, Collecting, InvoiceSettings, PaidStatus, Sending};
use domain::plans::Kind;
use domain::scopes::{Scope, Scopes};
use jiff::ToSpan;
use jiff::civil::Date;
use store::SpaceTx;
use store::invoices::{Invoice, Wanted};

/// Invoices reach back so far.
const MONTHS: i32 = 12;
/// What is younger may still be paid.
const PATIENCE: i32 = 20;
/// More than the demo has.
const MOST: i64 = 10_000;
/// Of every so many one is paid late, or not at all.
const TARDY: usize = 23;

/// Lets the invoices of a member begin a year ago.
pub fn begin_a_year_ago(members: &mut [Enrolled], today: Date) {
    let first = today.saturating_sub(MONTHS.months());
    for Enrolled { membership, copies } in members {
        let cycle = copies.first().map_or(1, |copy| i32::from(copy.terms.0.cycle_months)).max(1);
        loop {
            let before = membership.next_invoice_at.saturating_sub(cycle.months());
            if before < first || before < membership.starts_at {
                break;
            }
            membership.next_invoice_at = before;
        }
    }
}

/// Makes the invoices, and what was paid for them.
pub async fn bill(app: &App, access: &Access) -> Result<(), Failure> {
    settle_in(app, access).await?;
    put_down(app, access).await?;
    found_a_team(app, access).await?;
    let mut rest = Some(Billing { space: access.space_id(), after: None });
    while let Some(work) = rest {
        rest = run(app, &work).await?;
    }
    Box::pin(pay(app, access)).await?;
    Ok(())
}

/// What the owner may do.
pub async fn enter(app: &App, owner: UserId, space: SpaceId) -> Result<Access> {
    let grant = Grant { user: owner, client: None, space: None, scopes: Scopes::of(Scope::ALL), expires_at: None };
    let token = tokens::create(app, grant).await?;
    let caller = authenticate(app, token.reveal()).await?;
    enter_as(app, &caller, Place::Space(space), &[], Door::Related).await
}

async fn settle_in(app: &App, access: &Access) -> Result<()> {
    let bank = Bank { holder: Some("Harbour Coworking".into()), iban: "DE02120300000000202051".into(), bic: Some("BYLADEM1001".into()) };
    let settings = InvoiceSettings {
        number_format: "H-{{year}}-{{number_4}}".into(),
        payment_term: 14,
        tax_id: Some("DE123456789".into()),
        text: Some("Thank you for working at Harbour. Please pay until {{due_date}}.".into()),
        // A year of mails would fill the mailbox.
        sending: Sending::ByHand,
        bank: Some(bank),
        collecting: Collecting { reminder_days: vec![0, 7, 7], ..Collecting::default() },
        ..InvoiceSettings::default()
    };
    invoices::set_settings(app, access, settings, None).await
}

async fn members(app: &App, access: &Access) -> Result<Vec<MembershipId>> {
    let (space, today) = (access.space_id(), access.today());
    let all = app.db.read(async move |tx| Ok::<_, Error>(store::memberships::all(&mut SpaceTx::bind(tx, space)).await?)).await?;
    Ok(all.into_iter().filter(|member| member.life().active_on(today)).map(|member| member.id).collect())
}

/// A lost key, and something given back.
async fn put_down(app: &App, access: &Access) -> Result<()> {
    let wanted = [("Replacement key", "25"), ("Credit: a day without internet", "-8.5")];
    for (member, (description, amount)) in members(app, access).await?.into_iter().zip(wanted) {
        let charge = charges::Create {
            description: description.into(),
            amount: amount.parse().map_err(Error::internal)?,
            quantity: 1.into(),
            charged_on: Some(access.today().saturating_sub(40.days())),
            tax_rate: None,
            accounting_code: None,
            cost_center: None,
        };
        charges::create(app, access, member, charge).await?;
    }
    Ok(())
}

/// A company with a plan for teams: five seats, three of them taken.
async fn found_a_team(app: &App, access: &Access) -> Result<()> {
    let plans = app::plans::list(app, access).await?.plans;
    let Some(plan) = plans.into_iter().find(|plan| plan.terms.0.kind == Kind::Team) else { return Ok(()) };
    let wish = NewTeam {
        name: "Kranich Studio".into(),
        plan: plan.id,
        extras: vec![],
        seats: 5,
        starts_at: None,
        first_invoice_at: None,
        prorate_first_invoice: None,
        discount_code: None,
        billing: Person { billing_emails: vec!["rechnung@kranich.example".into()], ..Person::default() },
    };
    let team = teams::create(app, access, wish).await?.team.id;
    for name in ["Ronja Kranz", "Emre Aydin", "Lotte Brandt"] {
        teams::add_seat(app, access, team, NewSeat { name: Some(name.into()), email: None, manager: false }).await?;
    }
    Ok(())
}

async fn all(app: &App, access: &Access) -> Result<Vec<Invoice>> {
    let space = access.space_id();
    let found = app
        .db
        .read(async move |tx| Ok::<_, Error>(store::invoices::list(&mut SpaceTx::bind(tx, space), &Wanted::default(), MOST, 0).await?.0));
    let mut found = found.await?;
    found.sort_by_key(|invoice| (invoice.issued_on, invoice.ordinal));
    Ok(found)
}

/// Old ones are paid, but for a few; the first of those is corrected.
async fn pay(app: &App, access: &Access) -> Result<()> {
    let today = access.today();
    let due = all(app, access)
        .await?
        .into_iter()
        .filter(|invoice| invoice.paid_status == PaidStatus::Unpaid && invoice.due_on < today.saturating_sub(PATIENCE.days()));
    let mut corrected = false;
    for (place, invoice) in due.enumerate() {
        if place % TARDY == TARDY - 1 {
            if !corrected {
                correct(app, access, &invoice).await?;
                corrected = true;
            }
            continue;
        }
        let late = i32::try_from(place % 11).unwrap_or_default();
        let paid_on = invoice.issued_on.saturating_add((2 + late).days()).min(today);
        let record = NewRecord { amount: None, paid_on, method: None, method_name: Some("Bank transfer".into()), note: None };
        invoices::record(app, access, invoice.id, record).await?;
    }
    Ok(())
}

/// Gives back what an invoice asked for, and writes it off.
async fn correct(app: &App, access: &Access, invoice: &Invoice) -> Result<InvoiceId> {
    let item = |item: &domain::invoices::Item| {
        Ok(NewItem {
            description: item.description.clone(),
            quantity: item.quantity,
            net: domain::money::Amount::ZERO.minus(item.unit_net).map_err(Error::internal)?,
            taxes: Some(item.taxes.clone()),
            paid: false,
            accounting_code: item.accounting_code.clone(),
            cost_center: item.cost_center.clone(),
            revenue_account: item.revenue_account.clone(),
        })
    };
    let new = Create {
        debitor: invoice.membership_id.map(|id| invoices::For::Membership(MembershipId(id))),
        recipient: Some(invoice.recipient.0.clone()),
        items: invoice.items.0.iter().map(item).collect::<Result<_>>()?,
        corrects: Some(invoice.id),
        write_off_corrected: true,
        ..Create::default()
    };
    Ok(invoices::create(app, access, new).await?.id)
}

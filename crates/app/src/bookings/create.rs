//! Making a booking, and the first of repeated ones.

use super::credits::Month;
use super::desk::{Ask, Desk, Facts, Owner, Payer, check};
use super::price::{Priced, check_totals, extras, price};
use super::recurring::Repetition;
use super::telling::tell;
use super::view::{Eyes, View};
use super::wish::{Draft, Wish};
use crate::access::Access;
use crate::jobs::Job;
use crate::{App, Error, Event, Result};
use domain::credits::{CreditUse, Demand};
use domain::ids::{BookingId, ResourceId};
use domain::interval::Interval;
use domain::money::Amount;
use domain::recurrence::{Rule, occurrences};
use domain::scopes::Scope;
use store::bookings::credits::Draws;
use store::bookings::facts;
use store::bookings::{self, Basis, Booking, Shown};
use store::recurrences::{self, Recurrence};
use store::{Json, SpaceTx};

/// A booking as it was made.
#[derive(Clone, Debug)]
pub struct Created {
    pub view: View,
    /// More will be written in the background (B16).
    pub repeats: bool,
}

/// Makes a booking, or the first of a recurrence whose others follow in the background.
pub async fn create(app: &App, access: &Access, wish: Wish) -> Result<Created> {
    let desk = Desk::of(app, access, Scope::WriteBookings);
    let owner = desk.owner(access, wish.membership)?;
    let (interval, draft) = wish.draft(&desk, owner)?;
    // Kept with its first day, so that every booking can tell when the recurrence began.
    let first_day = desk.zone.to_datetime(interval.from).date();
    let rule = wish.recurrence.map(|rule| Rule { from: rule.from.or(Some(first_day)), ..rule });
    let (app, eyes) = (app.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = SpaceTx::bind(tx, desk.space.id);
        let facts = load_facts(&mut tx, &desk, draft.resource, draft.owner, true).await?;
        let mut draft = draft.clone();
        let repeats = match &rule {
            Some(rule) => begin_recurrence(&app, &mut tx, &desk, &mut draft, rule, interval).await?,
            None => false,
        };
        let mut shown = write(&app, &mut tx, &desk, &facts, &draft, interval).await?;
        shown.rule.clone_from(&rule);
        created(&app, &mut tx, &shown.booking).await?;
        Ok(Created { view: eyes.look(shown).ok_or(Error::NOT_FOUND)?, repeats })
    })
    .await
}

/// Loads, and locks if something is to be written: the resource first, then the membership.
pub(super) async fn load_facts(tx: &mut SpaceTx<'_>, desk: &Desk, resource: ResourceId, owner: Option<Owner>, lock: bool) -> Result<Facts> {
    let resource = if lock { facts::lock_resource(tx, resource).await? } else { facts::find_resource(tx, resource).await? };
    let mut resource = resource.ok_or(Error::no_such("resource"))?;
    resource.pricing.0 = resource.pricing.0.shown_as(desk.space.price_display);
    let payer = match owner {
        Some(owner) => Some(Payer::load(tx.global(), desk, owner, lock).await?),
        None => None,
    };
    Ok(Facts { resource, payer })
}

/// Notes the rule and has the rest written; whether there is any.
async fn begin_recurrence(app: &App, tx: &mut SpaceTx<'_>, desk: &Desk, draft: &mut Draft, rule: &Rule, first: Interval) -> Result<bool> {
    let id = app.id();
    let expected = i64::try_from(occurrences(rule, &desk.zone, first.from, first.to).len()).unwrap_or(i64::MAX);
    let repeats = expected > 1;
    let skipped = Json(Vec::new());
    let new = Recurrence { id, rule: Json(rule.clone()), expected, reached: 1, done: !repeats, skipped, created_at: desk.now };
    recurrences::insert(tx, &new).await?;
    draft.recurrence = Some(id);
    if repeats {
        let work = Repetition::new(desk, draft.clone(), first);
        app.enqueue(tx.global(), Some(desk.space.id), &Job::WriteRecurringBookings(work), desk.now).await?;
    }
    Ok(repeats)
}

/// Checks, prices and writes one booking, with everything it stands on locked. Emits nothing.
pub(super) async fn write(app: &App, tx: &mut SpaceTx<'_>, desk: &Desk, facts: &Facts, draft: &Draft, interval: Interval) -> Result<Shown> {
    let id = app.id::<BookingId>();
    check(tx, desk, facts, Ask { id, interval, units: draft.units, keeps_start: false }).await?;
    let minutes = whole_minutes(interval);
    let priced = price(desk, facts, minutes, draft.units, draft.custom_price)?;
    let extras = extras(app, tx, desk, facts, &draft.extra_wishes()?, &[]).await?;
    check_totals(desk, &priced, &extras, minutes)?;

    let mut booking = row(desk, facts, id, draft, interval, priced);
    booking.extras = Json(extras);
    let mut drawn = Vec::new();
    if let Some(payer) = facts.payer.as_ref().filter(|payer| has_credits(payer)) {
        let mut month = Month::load(tx.global(), payer, payer.day(interval.from)).await?;
        booking.created_at = month.next_made_at(desk.now);
        month.add(demand(id, facts, payer, draft.units, draft.custom_price, interval));
        let spread = month.distribute()?;
        spread.write(tx.global(), payer).await?;
        let used = spread.of(id).ok_or_else(|| Error::internal("a booking is missing from its own month"))?;
        use_credits(&mut booking, used);
        drawn.clone_from(&used.draws);
    }
    let basis = Basis { pricing: facts.resource.pricing.0.clone(), credits: facts.payer.as_ref().map(|payer| draws(payer, drawn)) };
    bookings::insert(tx, &booking, &basis, facts.resource.units == 1).await?;
    if let Some(payer) = &facts.payer {
        payer.owes_more(tx).await?;
    }
    Ok(shown(booking, facts))
}

pub(super) fn use_credits(booking: &mut Booking, used: &CreditUse) {
    (booking.credit_minutes, booking.credit_amount, booking.payable) = (used.minutes, used.amount, used.payable);
}

/// Whether any plan copy of today has credits; if none has, nothing needs to be spread.
pub(super) fn has_credits(payer: &Payer) -> bool {
    payer.copies.iter().any(|copy| !copy.terms.0.booking_credits.is_empty())
}

pub(super) fn whole_minutes(interval: Interval) -> u32 {
    u32::try_from(interval.minutes()).unwrap_or(u32::MAX)
}

pub(super) fn draws(payer: &Payer, draws: Vec<domain::credits::Draw>) -> Draws {
    Draws { copies: payer.copies.iter().map(|copy| copy.id).collect(), draws }
}

/// What a booking would like of the credits of today's plans.
pub(super) fn demand(id: BookingId, facts: &Facts, payer: &Payer, units: u32, custom_price: Option<Amount>, interval: Interval) -> Demand {
    Demand {
        id,
        resource: facts.resource.id,
        minutes: whole_minutes(interval),
        units,
        pricing: facts.resource.pricing.0.clone(),
        custom_price,
        currency: facts.resource.currency,
        copies: payer.copies.iter().map(|copy| copy.id).collect(),
        billed: None,
    }
}

/// The row of a new booking, priced and without credits.
fn row(desk: &Desk, facts: &Facts, id: BookingId, draft: &Draft, interval: Interval, priced: Priced) -> Booking {
    let price = priced.quote.net;
    Booking {
        id,
        space_id: desk.space.id,
        resource_id: draft.resource,
        membership_space_id: draft.owner.map(|(space, _)| space.0),
        membership_id: draft.owner.map(|(_, id)| id.0),
        recurrence_id: draft.recurrence.map(|id| id.0),
        event_id: draft.event.map(|id| id.0),
        external_booking_id: draft.external.map(|id| id.0),
        starts_at: interval.from,
        ends_at: interval.to,
        units: draft.units,
        title: draft.title.clone(),
        url: draft.url.clone(),
        comments: draft.comments.clone(),
        attendees_message: draft.attendees_message.clone(),
        attendees: Json(draft.attendees.clone()),
        extras: Json(Vec::new()),
        custom_price: draft.custom_price.map(|price| price.0),
        price,
        currency: priced.currency,
        taxes: Json(priced.taxes),
        credit_minutes: 0,
        credit_amount: Amount::ZERO,
        payable: price,
        accounting_code: facts.resource.accounting_code.clone(),
        invoice_id: None,
        created_by: desk.user.map(|user| user.0),
        created_at: desk.now,
        updated_at: desk.now,
    }
}

/// With the names that stand beside it.
pub(super) fn shown(booking: Booking, facts: &Facts) -> Shown {
    let booker = facts.payer.as_ref().map(|payer| &payer.booker);
    Shown {
        booking,
        resource_name: facts.resource.name.clone(),
        resource_hidden: facts.resource.hidden,
        cancellation_period: facts.resource.cancellation_period,
        membership_name: booker.and_then(|booker| booker.name.clone()),
        team_id: booker.and_then(|booker| booker.team_id),
        rule: None,
    }
}

async fn created(app: &App, tx: &mut SpaceTx<'_>, booking: &Booking) -> Result<()> {
    tell(app, tx, Event::CreatedBooking, booking).await
}

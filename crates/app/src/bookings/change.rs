//! Changing a booking (B6 to B8, B10, B11).

use super::create::{draws, shown, use_credits, whole_minutes};
use super::credits::{month_of, spread_anew};
use super::desk::{Ask, Desk, Facts, Owner, Payer, check};
use super::price::{check_totals, extras, price};
use super::telling::{tell, tell_changed};
use super::view::{Eyes, View};
use super::wish::{ExtraWish, Wrong, only_admins_set_prices, tidy};
use crate::access::Access;
use crate::{App, Error, Event, Result};
use domain::bookings::{MayNot, may_change};
use domain::ids::{BookingId, MembershipId, RecurrenceId, ResourceId};
use domain::interval::Interval;
use domain::money::Amount;
use domain::scopes::Scope;
use jiff::Timestamp;
use store::bookings::facts;
use store::bookings::{self, Basis, Booking, Shown};
use store::{Json, SpaceTx};

/// What to change; absent parts stay. `Some(None)` clears.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub units: Option<u32>,
    pub resource: Option<ResourceId>,
    pub membership: Option<Option<MembershipId>>,
    pub title: Option<Option<String>>,
    pub url: Option<Option<String>>,
    pub comments: Option<Option<String>>,
    pub attendees_message: Option<Option<String>>,
    pub attendees: Option<Vec<String>>,
    /// All the booking shall have: kept ones by id, others by product.
    pub extras: Option<Vec<ExtraWish>>,
    /// Net; admins only. `Some(None)` goes back to the resource's prices (B10).
    pub custom_price: Option<Option<Amount>>,
    /// Gives later bookings of the recurrence these comments and this url, too; admins only (B17).
    pub update_following: bool,
}

impl Change {
    fn check(&self) -> Result<Option<Vec<String>>> {
        let mut wrong = Wrong::default();
        wrong.line("title", self.title.as_ref().and_then(Option::as_deref));
        wrong.url("url", self.url.as_ref().and_then(Option::as_deref));
        wrong.text("comments", self.comments.as_ref().and_then(Option::as_deref));
        wrong.text("attendees_message", self.attendees_message.as_ref().and_then(Option::as_deref));
        wrong.units(self.units.unwrap_or(1));
        wrong.custom_price(self.custom_price.flatten());
        wrong.extras(self.extras.as_deref().unwrap_or_default());
        let attendees = self.attendees.as_ref().map(|addresses| wrong.attendees(addresses));
        wrong.verdict()?;
        Ok(attendees)
    }

    /// The row with everything that needs no checks but those of [`Change::check`].
    fn write_texts(&self, booking: &mut Booking, attendees: Option<Vec<String>>) {
        let set = |to: &mut Option<String>, text: Option<&Option<String>>| {
            if let Some(text) = text {
                *to = tidy(text.clone());
            }
        };
        set(&mut booking.title, self.title.as_ref());
        set(&mut booking.url, self.url.as_ref());
        set(&mut booking.comments, self.comments.as_ref());
        set(&mut booking.attendees_message, self.attendees_message.as_ref());
        if let Some(attendees) = attendees {
            booking.attendees = Json(attendees);
        }
    }
}

/// What a change makes of time, place, payer and price.
struct Plan {
    resource: ResourceId,
    owner: Option<Owner>,
    interval: Interval,
    units: u32,
    custom_price: Option<Amount>,
    /// Time, place, units or payer are others than before: rules are checked again.
    moves: bool,
    /// The price is computed anew (B10, B11).
    reprices: bool,
    /// Extras are written anew.
    extras: bool,
}

impl Plan {
    fn of(change: &Change, booking: &Booking, desk: &Desk, access: &Access) -> Result<Self> {
        let old = Interval::new(booking.starts_at, booking.ends_at);
        let mut interval = Interval::new(change.from.unwrap_or(old.from), change.to.unwrap_or(old.to));
        if interval != old {
            interval = domain::bookings::check_times(interval.from, interval.to).map_err(super::desk::refused)?;
        }
        let owner = match change.membership {
            None => booking.membership(),
            Some(id) if id == booking.membership().map(|(_, id)| id) => booking.membership(),
            Some(None) if !desk.admin => return Err(Error::forbidden("membership_admins_only", "Only admins may book for nobody.")),
            Some(None) => None,
            Some(id) => desk.owner(access, id)?,
        };
        let resource = change.resource.unwrap_or(booking.resource_id);
        let units = change.units.unwrap_or(booking.units);
        let custom_price = change.custom_price.unwrap_or(booking.custom_price());
        let replaced = resource != booking.resource_id || owner != booking.membership();
        let moves = replaced || interval != old || units != booking.units;
        let extras = change.extras.as_ref().is_some_and(|wishes| !same(wishes, booking));
        let new_price = custom_price != booking.custom_price();
        let reprices = booking.invoice_id.is_none() && (replaced || new_price || (custom_price.is_none() && (moves || extras)));
        Ok(Self { resource, owner, interval, units, custom_price, moves, reprices, extras })
    }
}

/// Whether extras are wished for just as they are.
fn same(wishes: &[ExtraWish], booking: &Booking) -> bool {
    let kept = |wish: &ExtraWish| {
        let ExtraWish::Kept { id, quantity } = wish else { return false };
        booking.extras.0.iter().any(|extra| extra.id == *id && extra.quantity == *quantity)
    };
    wishes.len() == booking.extras.0.len() && wishes.iter().all(kept)
}

/// Why a booking cannot be changed or deleted, as the APIs say it.
pub(super) fn may_not(reason: MayNot) -> Error {
    match reason {
        MayNot::FromEvent => Error::conflict("event_booking", "The booking belongs to an event; change the event."),
        MayNot::FromVisitor => Error::conflict("external_booking", "The booking belongs to a visitor; change the external booking."),
        other => Error::forbidden(other.code(), other.to_string()),
    }
}

/// Changes a booking; the booking as it is then.
pub async fn change(app: &App, access: &Access, id: BookingId, change: Change) -> Result<View> {
    let desk = Desk::of(app, access, Scope::WriteBookings);
    let attendees = change.check()?;
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = bookings::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        eyes.look(before.clone()).ok_or(Error::NOT_FOUND)?;
        may_change(&eyes.existing(&before), eyes.standing(&before, desk.admin)).map_err(may_not)?;
        allowed(&change, &desk)?;
        let plan = Plan::of(&change, &before.booking, &desk, &access)?;
        let mut after = if plan.moves || plan.reprices || plan.extras {
            move_to(&app, &mut tx, &desk, &before, &change, plan, attendees.clone()).await?
        } else {
            let mut now = bookings::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            change.write_texts(&mut now.booking, attendees.clone());
            now.booking.updated_at = desk.now;
            bookings::update_texts(&mut tx, &now.booking).await?;
            now
        };
        after.rule = before.rule;
        let followers = follow(&mut tx, &desk, &change, &after).await?;
        let was = Interval::new(before.booking.starts_at, before.booking.ends_at);
        tell_changed(&app, &mut tx, Event::UpdatedBooking, Some(was), &after.booking).await?;
        for booking in &followers {
            tell(&app, &mut tx, Event::UpdatedBooking, booking).await?;
        }
        eyes.look(after).ok_or(Error::NOT_FOUND)
    })
    .await
}

/// What only admins may change.
fn allowed(change: &Change, desk: &Desk) -> Result<()> {
    if change.custom_price.is_some() {
        only_admins_set_prices(desk)?;
    }
    if change.update_following && !desk.admin {
        return Err(Error::forbidden("following_admins_only", "Only admins may change following bookings."));
    }
    Ok(())
}

/// Changes time, place, payer or price: locks, checks, prices, writes, and spreads credits anew.
async fn move_to(
    app: &App,
    tx: &mut SpaceTx<'_>,
    desk: &Desk,
    before: &Shown,
    change: &Change,
    plan: Plan,
    attendees: Option<Vec<String>>,
) -> Result<Shown> {
    let mut resource = facts::lock_resource(tx, plan.resource).await?.ok_or(Error::no_such("resource"))?;
    resource.pricing.0 = resource.pricing.0.shown_as(desk.space.price_display);
    let (payer, former) = load_payers(tx, desk, plan.owner, before.booking.membership()).await?;
    let facts = Facts { resource, payer };
    let old = bookings::lock(tx, before.booking.id).await?.ok_or(Error::NOT_FOUND)?.booking;
    if (old.resource_id, old.membership(), old.starts_at, old.ends_at, old.units, old.invoice_id)
        != (
            before.booking.resource_id,
            before.booking.membership(),
            before.booking.starts_at,
            before.booking.ends_at,
            before.booking.units,
            before.booking.invoice_id,
        )
    {
        return Err(Error::Retry); // somebody else changed it while we waited: look again
    }
    let ask = Ask { id: old.id, interval: plan.interval, units: plan.units, keeps_start: plan.interval.from == old.starts_at };
    if plan.moves {
        check(tx, desk, &facts, ask).await?;
    }
    let mut new = old.clone();
    change.write_texts(&mut new, attendees);
    (new.resource_id, new.starts_at, new.ends_at, new.units) = (plan.resource, plan.interval.from, plan.interval.to, plan.units);
    new.membership_space_id = plan.owner.map(|(space, _)| space.0);
    new.membership_id = plan.owner.map(|(_, id)| id.0);
    new.custom_price = plan.custom_price.map(|price| price.0);
    new.updated_at = desk.now;
    if let Some(wishes) = change.extras.as_ref().filter(|_| plan.extras) {
        new.extras = Json(extras(app, tx, desk, &facts, wishes, &old.extras.0).await?);
    }
    let basis = reprice(tx, desk, &facts, &plan, &old, &mut new).await?;
    bookings::update(tx, &new, &basis, facts.resource.units == 1).await?;
    settle(tx, &facts, former.as_ref(), &old, &mut new).await?;
    if let Some(payer) = &facts.payer {
        payer.owes_more(tx).await?;
    }
    Ok(shown(new, &facts))
}

/// The payer to be, and the former one if that is another; locked in one order for all.
async fn load_payers(tx: &mut SpaceTx<'_>, desk: &Desk, new: Option<Owner>, old: Option<Owner>) -> Result<(Option<Payer>, Option<Payer>)> {
    let mut owners: Vec<Owner> = [new, old].into_iter().flatten().collect();
    owners.sort_unstable();
    owners.dedup();
    let mut payers = Vec::new();
    for owner in owners {
        payers.push(Payer::load(tx.global(), desk, owner, true).await?);
    }
    let mut take = |wanted: Option<Owner>| {
        let place = payers.iter().position(|payer| Some((payer.space, payer.booker.id)) == wanted)?;
        Some(payers.swap_remove(place))
    };
    let payer = take(new);
    let former = take(old);
    Ok((payer, former))
}

/// Puts the price into the row, and gives what it was computed from.
async fn reprice(tx: &mut SpaceTx<'_>, desk: &Desk, facts: &Facts, plan: &Plan, old: &Booking, new: &mut Booking) -> Result<Basis> {
    let minutes = whole_minutes(plan.interval);
    let mut basis = bookings::find_basis(tx, old.id).await?.ok_or(Error::NOT_FOUND)?;
    let priced = price(desk, facts, minutes, plan.units, plan.custom_price)?;
    check_totals(desk, &priced, &new.extras.0, minutes)?;
    if plan.reprices {
        basis.pricing = facts.resource.pricing.0.clone();
        (new.price, new.payable, new.currency) = (priced.quote.net, priced.quote.net, priced.currency);
        new.taxes = Json(priced.taxes);
        new.accounting_code.clone_from(&facts.resource.accounting_code);
        (new.credit_minutes, new.credit_amount) = (0, Amount::ZERO);
        if let Some(credits) = &mut basis.credits {
            credits.draws.clear();
        }
    }
    if new.membership() != old.membership() {
        basis.credits = facts.payer.as_ref().map(|payer| draws(payer, Vec::new()));
    }
    Ok(basis)
}

/// Spreads credits anew over the month the booking is in, and over the one it left.
async fn settle(tx: &mut SpaceTx<'_>, facts: &Facts, former: Option<&Payer>, old: &Booking, new: &mut Booking) -> Result<()> {
    let mut left = former.map(|payer| (payer, month_of(payer, old.starts_at)));
    if let Some(payer) = &facts.payer {
        let month = month_of(payer, new.starts_at);
        let spread = spread_anew(tx.global(), payer, month).await?;
        if let Some(used) = spread.of(new.id) {
            use_credits(new, used);
        }
        if left.is_none() && old.membership() == new.membership() && month_of(payer, old.starts_at) != month {
            left = Some((payer, month_of(payer, old.starts_at)));
        }
    }
    if let Some((payer, month)) = left {
        spread_anew(tx.global(), payer, month).await?;
    }
    Ok(())
}

/// Gives later bookings of the recurrence the comments and the url that were given (B17).
async fn follow(tx: &mut SpaceTx<'_>, desk: &Desk, change: &Change, after: &Shown) -> Result<Vec<Booking>> {
    let Some(recurrence) = after.booking.recurrence_id.filter(|_| change.update_following) else { return Ok(Vec::new()) };
    let mut written = Vec::new();
    for Shown { mut booking, .. } in bookings::following(tx, RecurrenceId(recurrence), after.booking.starts_at).await? {
        if booking.id == after.booking.id {
            continue;
        }
        let part = Change { comments: change.comments.clone(), url: change.url.clone(), ..Change::default() };
        part.write_texts(&mut booking, None);
        booking.updated_at = desk.now;
        bookings::update_texts(tx, &booking).await?;
        written.push(booking);
    }
    Ok(written)
}

//! What a booking would cost, computed as [`create`](super::create) and [`change`](super::change) do, and
//! written nowhere.

use super::create::{demand, has_credits, load_facts, whole_minutes};
use super::credits::{Month, month_of};
use super::desk::{Ask, Desk, Facts, Owner, Payer, check_member, refused};
use super::price::{Priced, check_totals, extras, price, too_large};
use super::view::Eyes;
use super::wish::{ExtraWish, Wrong, may_repeat, unwritten};
use crate::access::Access;
use crate::{App, Error, FieldError, Result};
use domain::bookings::{self as rules, may_change};
use domain::credits::CreditUse;
use domain::extras::{self as sold, Extra};
use domain::ids::{BookingId, MembershipId, ResourceId};
use domain::interval::Interval;
use domain::money::Amount;
use domain::recurrence::{Rule, occurrences};
use domain::resources::Usage;
use domain::scopes::Scope;
use domain::taxes::{self, PriceDisplay};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::SpaceTx;
use store::bookings::facts;
use store::bookings::{self, Basis, Booking, Shown, Window};

/// Which bookings to preview: each resource by itself.
#[derive(Clone, Debug)]
pub struct PreviewWish {
    pub resources: Vec<ResourceId>,
    pub membership: Option<MembershipId>,
    /// Preview a change of this booking.
    pub booking: Option<BookingId>,
    pub from: Timestamp,
    pub to: Timestamp,
    /// Without it: those of the booking to change, or 1.
    pub units: Option<u32>,
    /// Without them: those of the booking to change, or none.
    pub extras: Option<Vec<ExtraWish>>,
    pub recurrence: Option<Rule>,
}

/// One booking that is not made.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Of this preview only.
    pub id: BookingId,
    pub resource: ResourceId,
    pub interval: Interval,
    pub units: u32,
    /// Hours.
    pub cancellation_period: u32,
    pub membership: Option<MembershipId>,
    pub membership_name: Option<String>,
    pub priced: PreviewPrice,
    pub used: CreditUse,
    pub extras: Vec<Extra>,
    pub rule: Option<Rule>,
    /// It cannot be made: the time is taken, or a rule forbids it.
    pub conflict: bool,
    /// The booking that would be changed.
    pub changes: Option<Arc<Booking>>,
}

/// A price and how it came about.
#[derive(Clone, Debug)]
pub struct PreviewPrice {
    pub quote: domain::pricing::Quote,
    pub currency: domain::money::Currency,
    pub taxes: Vec<taxes::Tax>,
}

/// All of them.
#[derive(Clone, Debug)]
pub struct Previews {
    pub previews: Vec<Preview>,
    /// To be paid for those without conflict, extras included; with taxes where the space shows gross prices.
    pub total_price: Amount,
}

/// Most resources in one call, and most previews that come of it.
const MOST_RESOURCES: usize = 100;
const MOST_PREVIEWS: usize = 5_000;

/// What bookings would cost. Members see it for themselves, admins for anybody.
pub async fn preview(app: &App, access: &Access, mut wish: PreviewWish) -> Result<Previews> {
    let desk = Desk::of(app, access, Scope::ReadMemberships);
    let first_day = desk.zone.to_datetime(wish.from).date();
    wish.recurrence = wish.recurrence.map(|rule| Rule { from: rule.from.or(Some(first_day)), ..rule });
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.read(async move |tx| {
        let mut tx = access.bind(tx);
        let changed = match wish.booking {
            Some(id) => Some(find(&mut tx, &eyes, &desk, id).await?),
            None => None,
        };
        let old = changed.as_ref().map(|(booking, _)| booking);
        let owner = match (wish.membership, old) {
            (None, Some(booking)) => booking.membership(),
            (wanted, Some(booking)) if wanted == booking.membership().map(|(_, id)| id) => booking.membership(),
            (wanted, _) => desk.owner(&access, wanted)?,
        };
        let intervals = intervals(&desk, &wish)?;
        let mut previews = Vec::new();
        for resource in &wish.resources {
            let scene = Scene { app: &app, desk: &desk, wish: &wish, owner, changed: changed.as_ref() };
            previews.extend(scene.preview(&mut tx, *resource, &intervals).await?);
        }
        let total_price = total(&desk, &previews)?;
        Ok(Previews { previews, total_price })
    })
    .await
}

/// The booking to change, if the caller may.
async fn find(tx: &mut SpaceTx<'_>, eyes: &Eyes, desk: &Desk, id: BookingId) -> Result<(Arc<Booking>, Basis)> {
    let found: Shown = bookings::find(tx, id).await?.ok_or(Error::no_such("booking"))?;
    eyes.look(found.clone()).ok_or(Error::no_such("booking"))?;
    may_change(&eyes.existing(&found), eyes.standing(&found, desk.admin)).map_err(super::change::may_not)?;
    let basis = bookings::find_basis(tx, id).await?.ok_or(Error::no_such("booking"))?;
    Ok((Arc::new(found.booking), basis))
}

fn intervals(desk: &Desk, wish: &PreviewWish) -> Result<Vec<Interval>> {
    let first = rules::check_times(wish.from, wish.to).map_err(refused)?;
    let mut wrong = Wrong::default();
    wrong.units(wish.units.unwrap_or(1));
    wrong.extras(wish.extras.as_deref().unwrap_or_default());
    if wish.resources.is_empty() || wish.resources.len() > MOST_RESOURCES {
        wrong.field("resources", "out_of_range", "must be from 1 to 100");
    }
    wrong.verdict()?;
    let Some(rule) = &wish.recurrence else { return Ok(vec![first]) };
    may_repeat(desk, rule, first)?;
    let all = occurrences(rule, &desk.zone, first.from, first.to);
    if all.len().saturating_mul(wish.resources.len()) > MOST_PREVIEWS {
        return Err(FieldError::field("recurrence", "too_many", "and resources give more than 5000 bookings").into());
    }
    Ok(all)
}

/// What previews of one call share.
struct Scene<'a> {
    app: &'a App,
    desk: &'a Desk,
    wish: &'a PreviewWish,
    owner: Option<Owner>,
    changed: Option<&'a (Arc<Booking>, Basis)>,
}

impl Scene<'_> {
    fn old(&self) -> Option<&Arc<Booking>> {
        self.changed.map(|(booking, _)| booking)
    }

    fn units(&self) -> u32 {
        self.wish.units.or(self.old().map(|booking| booking.units)).unwrap_or(1)
    }

    fn custom_price(&self) -> Option<Amount> {
        self.old().and_then(|booking| booking.custom_price())
    }

    async fn preview(&self, tx: &mut SpaceTx<'_>, resource: ResourceId, intervals: &[Interval]) -> Result<Vec<Preview>> {
        let facts = load_facts(tx, self.desk, resource, self.owner, false).await?;
        if facts.resource.hidden && !self.desk.admin {
            return Err(Error::no_such("resource"));
        }
        let existing = self.old().map(|booking| booking.extras.0.clone()).unwrap_or_default();
        let extras = match &self.wish.extras {
            Some(wishes) => extras(self.app, tx, self.desk, &facts, wishes, &existing).await?,
            None => existing,
        };
        let conflicts = self.conflicts(tx, &facts, intervals).await?;
        let mut previews = Vec::with_capacity(intervals.len());
        for (interval, conflict) in intervals.iter().zip(conflicts) {
            previews.push(self.priced(&facts, *interval, conflict, extras.clone())?);
        }
        if let Some(payer) = facts.payer.as_ref() {
            self.draw(tx, &facts, payer, &mut previews).await?;
        }
        Ok(previews)
    }

    fn priced(&self, facts: &Facts, interval: Interval, conflict: bool, extras: Vec<Extra>) -> Result<Preview> {
        let minutes = whole_minutes(interval);
        let priced = price(self.desk, facts, minutes, self.units(), self.custom_price())?;
        check_totals(self.desk, &priced, &extras, minutes)?;
        let Priced { quote, currency, taxes } = priced;
        let used = CreditUse { price: quote.net, payable: quote.net, ..CreditUse::default() };
        let booker = facts.payer.as_ref().map(|payer| &payer.booker);
        Ok(Preview {
            id: self.app.id(),
            resource: facts.resource.id,
            interval,
            units: self.units(),
            cancellation_period: facts.resource.cancellation_period,
            membership: booker.map(|booker| booker.id),
            membership_name: booker.and_then(|booker| booker.name.clone()),
            priced: PreviewPrice { quote, currency, taxes },
            used,
            extras,
            rule: self.wish.recurrence.clone(),
            conflict,
            changes: self.old().cloned(),
        })
    }

    /// For each interval, whether it could not be booked.
    async fn conflicts(&self, tx: &mut SpaceTx<'_>, facts: &Facts, intervals: &[Interval]) -> Result<Vec<bool>> {
        let (Some(first), Some(last)) = (intervals.first(), intervals.last()) else { return Ok(Vec::new()) };
        let all = Window { from: first.from, to: last.to.max(first.to) };
        let id = self.old().map_or(unwritten(), |booking| booking.id);
        let booked = facts::taken(tx, facts.resource.id, all, id).await?;
        let blockers = if self.desk.admin { Vec::new() } else { facts::blockers(tx, facts.resource.id, all).await? };
        let mut conflicts = Vec::with_capacity(intervals.len());
        for interval in intervals {
            let keeps_start = self.old().is_some_and(|booking| booking.starts_at == interval.from);
            let ask = Ask { id, interval: *interval, units: self.units(), keeps_start };
            let near: Vec<_> = booked.iter().filter(|(other, _)| other.overlaps(*interval)).copied().collect();
            let free = rules::check_units(*interval, ask.units, facts.resource.units, &near).is_ok();
            let allowed = match check_member(self.desk, facts, ask, &blockers) {
                _ if self.desk.admin => true,
                Ok(()) => true,
                Err(Error::Internal(cause)) => return Err(Error::Internal(cause)),
                Err(_) => false,
            };
            conflicts.push(!free || !allowed || facts.resource.usage != Usage::Bookable);
        }
        Ok(conflicts)
    }

    /// Draws credits for all that could be booked, one after the other, as writing them would.
    async fn draw(&self, tx: &mut SpaceTx<'_>, facts: &Facts, payer: &Payer, previews: &mut [Preview]) -> Result<()> {
        if self.changed.is_none() && !has_credits(payer) {
            return Ok(());
        }
        let mut months: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, preview) in previews.iter().enumerate().filter(|(_, preview)| !preview.conflict) {
            months.entry(month_of(payer, preview.interval.from)).or_default().push(place);
        }
        for (day, places) in months {
            let mut month = Month::load(tx.global(), payer, day).await?;
            if let Some(booking) = self.old() {
                month.remove(booking.id);
            }
            for place in &places {
                let Some(preview) = previews.get(*place) else { continue };
                let mut wanted = demand(preview.id, facts, payer, preview.units, self.custom_price(), preview.interval);
                match self.changed {
                    Some((booking, basis)) if booking.membership() == self.owner => {
                        wanted.copies = basis.credits.as_ref().map(|credits| credits.copies.clone()).unwrap_or_default();
                        wanted.id = booking.id;
                        month.put(wanted, booking.created_at);
                    }
                    Some((booking, _)) => {
                        wanted.id = booking.id;
                        month.put(wanted, booking.created_at);
                    }
                    None => month.add(wanted),
                }
            }
            let spread = month.distribute()?;
            for place in places {
                let Some(preview) = previews.get_mut(place) else { continue };
                let id = self.old().map_or(preview.id, |booking| booking.id);
                if let Some(used) = spread.of(id) {
                    preview.used = used.clone();
                }
            }
        }
        Ok(())
    }
}

/// What is to be paid for all that can be booked.
fn total(desk: &Desk, previews: &[Preview]) -> Result<Amount> {
    let display = desk.space.price_display;
    let shown = |net: Amount, gross: Amount| if display == PriceDisplay::Gross { gross } else { net };
    let mut sum = Amount::ZERO;
    for preview in previews.iter().filter(|preview| !preview.conflict) {
        let PreviewPrice { currency, taxes, .. } = &preview.priced;
        let price = taxes::price(preview.used.payable, taxes, display, *currency).map_err(too_large)?;
        sum = sum.plus(shown(price.net, price.gross)).map_err(too_large)?;
        for extra in &preview.extras {
            let line = sold::total(extra, whole_minutes(preview.interval), display).map_err(too_large)?;
            sum = sum.plus(shown(line.net, line.gross)).map_err(too_large)?;
        }
    }
    Ok(sum)
}

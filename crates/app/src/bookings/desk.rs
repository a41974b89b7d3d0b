//! Where, when and by what right somebody books, and what is checked before anything is written.

use crate::access::Access;
use crate::{App, At, Error, FieldError, Result, collecting};
use db::Tx;
use domain::booking_times::BookingTimes;
use domain::bookings::{self, Check};
use domain::ids::{BookingId, MembershipId, ResourceId, SpaceId, UserId};
use domain::interval::Interval;
use domain::memberships::Life;
use domain::refusal::Refusal;
use domain::resources::{Reach, Usage};
use domain::scopes::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;
use store::SpaceTx;
use store::bookings::Window;
use store::bookings::facts::{self, Bookable, Booker, PlanCopy};
use store::spaces::{self, Space};

/// A membership and the space it belongs to.
pub(super) type Owner = (SpaceId, MembershipId);

/// Where, when and by what right somebody books.
#[derive(Clone)]
pub(super) struct Desk {
    pub space: Arc<Space>,
    pub zone: TimeZone,
    pub now: Timestamp,
    /// Freed from the rules for members (B4).
    pub admin: bool,
    pub user: Option<UserId>,
}

impl Desk {
    /// The caller is an admin here if he or she is one for `scope`.
    pub fn of(app: &App, access: &Access, scope: Scope) -> Self {
        let admin = access.is_network_admin(scope);
        Self { space: access.shared_space(), zone: access.zone().clone(), now: app.clock.now(), admin, user: access.user() }
    }

    /// For whom the caller books: `wanted`, or a membership of his or her own. Nobody, if an admin does not say.
    ///
    /// Who has a membership here uses it, whichever of the network was named. Only in a booking network does one
    /// of another space serve (C14, K3).
    pub fn owner(&self, access: &Access, wanted: Option<MembershipId>) -> Result<Option<Owner>> {
        let here = access.members().first().map(|member| (member.space_id, member.id));
        let mut own = access.members().iter().chain(access.network_members());
        let named = match wanted {
            None if self.admin => return Ok(None),
            None => own.next().map(|member| (member.space_id, member.id)),
            Some(id) => own.find(|member| member.id == id).map(|member| (member.space_id, member.id)),
        };
        match named {
            Some((space, id)) if space == self.space.id => Ok(Some((space, id))),
            Some(_) if here.is_some() => Ok(here),
            Some(elsewhere) if self.space.settings.0.booking_network => Ok(Some(elsewhere)),
            Some(_) => Err(Error::forbidden("no_membership_here", "Booking here takes a membership in this space.")),
            None if self.admin => Ok(wanted.map(|id| (self.space.id, id))),
            None if wanted.is_some() => Err(Error::no_such("membership")),
            None => Err(Error::forbidden("members_only", "Only members and admins may book.")),
        }
    }
}

/// Who pays for a booking, and the credits that may be drawn on.
pub(super) struct Payer {
    pub space: SpaceId,
    /// Of the membership's own space: its billing months are local there.
    pub zone: TimeZone,
    pub booker: Booker,
    /// Whose bookings share the credits (C14); the booker alone, mostly.
    pub pool: Vec<MembershipId>,
    /// 1 to 28.
    pub invoice_day: u8,
    /// The plan copies of today, of everyone in the pool.
    pub copies: Vec<PlanCopy>,
}

impl Payer {
    /// `lock` when something is going to be written.
    pub async fn load(tx: &mut Tx, desk: &Desk, (space, id): Owner, lock: bool) -> Result<Self> {
        let zone = if space == desk.space.id { desk.zone.clone() } else { zone_of(tx, space).await? };
        let today = zone.to_datetime(desk.now).date();
        let mut tx = SpaceTx::bind(tx, space);
        let booker = if lock { facts::lock_membership(&mut tx, id).await? } else { facts::find_membership(&mut tx, id).await? };
        let booker = booker.ok_or(Error::no_such("membership"))?;
        let mut team = Vec::new();
        if let Some(id) = booker.team() {
            if lock {
                facts::lock_team(&mut tx, id).await?;
            }
            team = facts::pool(&mut tx, id).await?;
        }
        let invoice_day = team.first().unwrap_or(&booker).next_invoice_at.day().unsigned_abs().clamp(1, 28);
        let pool: Vec<_> = if team.is_empty() { vec![booker.id] } else { team.iter().map(|member| member.id).collect() };
        let copies = facts::copies_on(&mut tx, &pool, today).await?;
        Ok(Self { space, zone, booker, pool, invoice_day, copies })
    }

    /// Has the bills of somebody looked at again who has left and may have had the last one (V7).
    pub async fn owes_more(&self, tx: &mut SpaceTx<'_>) -> Result<()> {
        if self.booker.canceled_to.is_some() {
            store::billing::look_again(&mut SpaceTx::bind(tx.global(), self.space), self.booker.id).await?;
        }
        Ok(())
    }

    /// Members of a team with a plan of its own have that plan (W4); whoever pays is the first of the pool.
    fn own_copy(&self) -> Option<&PlanCopy> {
        let of = |id: &MembershipId| self.copies.iter().find(|copy| copy.membership_id == *id);
        of(&self.booker.id).or_else(|| self.pool.first().and_then(of))
    }

    fn life(&self) -> Life {
        let Booker { confirmed_at, starts_at, canceled_to, .. } = self.booker;
        Life { confirmed_at, starts_at, canceled_to }
    }

    fn reaches(&self, resource: ResourceId) -> bool {
        let plan = self.own_copy().map(|copy| copy.terms.0.resource_access.as_slice()).unwrap_or_default();
        let own = self.booker.resource_access.as_ref().map(|list| list.0.as_slice());
        Reach::of_member(own, plan).covers(resource)
    }

    /// The day that decides about the billing month (C3).
    pub fn day(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }
}

async fn zone_of(tx: &mut Tx, space: SpaceId) -> Result<TimeZone> {
    let space = spaces::find(tx, space).await?.ok_or(Error::no_such("membership"))?;
    Ok(TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC))
}

/// What a booking stands on.
pub(super) struct Facts {
    pub resource: Bookable,
    pub payer: Option<Payer>,
}

/// The time and units asked for.
#[derive(Clone, Copy)]
pub(super) struct Ask {
    /// Its own time does not stand in its way.
    pub id: BookingId,
    pub interval: Interval,
    pub units: u32,
    /// A booking that keeps its start is not held against the clock again (B7).
    pub keeps_start: bool,
}

/// Rules B2 to B4. The resource must be locked if the answer is to hold.
pub(super) async fn check(tx: &mut SpaceTx<'_>, desk: &Desk, facts: &Facts, ask: Ask) -> Result<()> {
    let resource = &facts.resource;
    if resource.usage != Usage::Bookable && (desk.admin || !resource.hidden) {
        return Err(Error::unbookable("not_bookable", "The resource cannot be booked."));
    }
    let window = Window { from: ask.interval.from, to: ask.interval.to };
    if !desk.admin {
        let blockers = facts::blockers(tx, resource.id, window).await?;
        check_member(desk, facts, ask, &blockers)?;
        if let Some(payer) = &facts.payer {
            check_paid(tx, desk, payer).await?;
        }
    }
    let booked = facts::taken(tx, resource.id, window, ask.id).await?;
    bookings::check_units(ask.interval, ask.units, resource.units, &booked).map_err(|refusal| refused(vec![refusal]))
}

/// Who owes an invoice for too long books nothing, where the membership's space wants it so.
async fn check_paid(tx: &mut SpaceTx<'_>, desk: &Desk, payer: &Payer) -> Result<()> {
    let mut home = SpaceTx::bind(tx.global(), payer.space);
    match collecting::suspended_for(&mut home, payer.booker.id, payer.day(desk.now)).await? {
        Some(number) => {
            Err(FieldError::relation("membership", "payment_overdue", format!("is suspended until invoice {number} is paid")).into())
        }
        None => Ok(()),
    }
}

/// Rule B3. Without a payer (a member who moves a booking that lost its membership) only the rest counts.
pub(super) fn check_member(desk: &Desk, facts: &Facts, ask: Ask, blockers: &[Interval]) -> Result<()> {
    let Facts { resource, payer } = facts;
    let times = times_of(resource)?;
    let life = payer.as_ref().map(Payer::life);
    let check = Check {
        interval: ask.interval,
        now: if ask.keeps_start { desk.now.min(ask.interval.from) } else { desk.now },
        tz: &desk.zone,
        bookable: !resource.only_admins_can_book && resource.usage == Usage::Bookable,
        accessible: !resource.hidden && payer.as_ref().is_none_or(|payer| payer.reaches(resource.id)),
        times: &times,
        min_minutes: Some(resource.min_booking_duration),
        max_minutes: resource.max_booking_duration,
        cutoff_hours: Some(resource.booking_cutoff).filter(|_| !ask.keeps_start),
        blockers,
        membership: life.as_ref(),
    };
    bookings::check_member(&check).map_err(refused)
}

fn times_of(resource: &Bookable) -> Result<BookingTimes> {
    resource.booking_times.parse().map_err(|error| Error::internal(format!("resource {}: booking times {error}", resource.id)))
}

/// How rules that are broken are answered: what cannot be seen is not there, what may not be booked is
/// forbidden, a time that is taken is told apart from data that is wrong.
pub(crate) fn refused(refusals: Vec<Refusal>) -> Error {
    if let Some(refusal) = refusals.iter().find(|refusal| refusal.field == "resource") {
        return match refusal.code {
            "not_accessible" => Error::no_such("resource"),
            code => Error::forbidden(code, "The resource cannot be booked by members."),
        };
    }
    match refusals.iter().find(|refusal| refusal.field == Refusal::BASE) {
        Some(Refusal { code: "taken", .. }) => Error::unbookable("slot_taken", "The resource is already booked at that time."),
        Some(base) if refusals.len() == 1 => Error::unbookable(base.code, base.message.clone()),
        _ => Error::Invalid(refusals.into_iter().map(at_its_place).collect()),
    }
}

fn at_its_place(Refusal { field, code, message }: Refusal) -> FieldError {
    let at = match &*field {
        Refusal::BASE => At::Base,
        "membership" | "resource" => At::Relation(field),
        _ => At::Field(field),
    };
    FieldError { at, code, message }
}

//! Accounts as they stand in the database: a few statements for many of them.

use super::Office;
use crate::{Error, Result};
use domain::billing::{Account, Accounts, Attendance, Booking, Charge, Held, Key, Member, Move, Pass, Usage};
use domain::ids::MembershipId;
use domain::interval::Interval;
use domain::money;
use domain::plans::{History, PlanCopy};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::billing::{self, Standing};
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership};
use store::{Json, SpaceTx};
use uuid::Uuid;

/// The memberships on one payer's bills, the payer first; nobody if the membership pays nothing itself.
pub(super) type Group = Vec<MembershipId>;

/// Who is on the bills of each membership (W6).
pub(super) async fn groups(tx: &mut SpaceTx<'_>, of: &[MembershipId]) -> Result<Vec<(MembershipId, Group)>> {
    let members = memberships::some(tx, of.to_vec()).await?;
    let mut teams: HashMap<Uuid, Group> = HashMap::new();
    for (team, id, _) in billing::groups(tx, of).await?.into_iter().filter(|(.., paying)| !paying) {
        teams.entry(team).or_default().push(id);
    }
    let group = |member: &Membership| {
        let others = member.team_id.and_then(|team| teams.get(&team));
        match member.team_role.as_deref() {
            _ if member.confirmed_at.is_none() => vec![],
            Some("paid" | "manager") => vec![],
            Some("paying") => std::iter::once(member.id).chain(others.into_iter().flatten().copied()).collect(),
            _ => vec![member.id],
        }
    };
    Ok(members.iter().map(|member| (member.id, group(member))).collect())
}

/// Rows by the membership they belong to.
type By<T> = HashMap<MembershipId, Vec<T>>;

fn by<R, T>(rows: Vec<R>, entry: impl Fn(R) -> Result<(MembershipId, T)>) -> Result<By<T>> {
    let mut grouped: By<T> = HashMap::new();
    for row in rows {
        let (id, one) = entry(row)?;
        grouped.entry(id).or_default().push(one);
    }
    Ok(grouped)
}

/// Everything about some memberships.
struct Files {
    members: HashMap<MembershipId, Membership>,
    standings: HashMap<MembershipId, Standing>,
    copies: By<PlanCopy>,
    /// How renewals move with changes of plan, in order (N5).
    moves: By<Move>,
    billed: By<(Key, Date)>,
    signed_up: HashSet<MembershipId>,
    held: By<Held>,
    usage: By<Usage>,
    later: HashSet<MembershipId>,
}

/// The accounts of groups, with what is used up to a day. One whose memberships are gone has no members.
pub(super) async fn accounts(tx: &mut SpaceTx<'_>, office: &Office, groups: &[Group], last: Date) -> Result<Vec<Account>> {
    let all: Vec<MembershipId> = groups.iter().flatten().copied().collect();
    let mut files = Files::load(tx, office, &all, last).await?;
    Ok(groups.iter().map(|group| files.account(office, group)).collect())
}

fn midnight(zone: &TimeZone, day: Date) -> Timestamp {
    zone.to_timestamp(day.to_datetime(Time::midnight())).unwrap_or(Timestamp::MAX)
}

impl Files {
    async fn load(tx: &mut SpaceTx<'_>, office: &Office, all: &[MembershipId], last: Date) -> Result<Self> {
        let members = memberships::some(tx, all.to_vec()).await?;
        let standings: HashMap<_, _> = billing::standings(tx, all).await?.into_iter().map(|one| (one.id, one)).collect();
        let rows = membership_plans::of_many(tx, all.to_vec()).await?;
        let mut moves: By<Move> = HashMap::new();
        for (id, one) in rows.iter().filter_map(|row| Some((row.membership_id, row.renewal_move()?))) {
            moves.entry(id).or_default().push(one);
        }
        let copies = by(rows, |row: Copy| Ok((row.membership_id, row.rule())))?;
        let billed = by(billing::billed(tx, all).await?, |row| Ok((row.membership_id, (Key(row.item), row.ends_on))))?;
        let fresh: Vec<_> = standings.values().filter(|one| one.billed_on.is_none()).map(|one| one.id).collect();
        let signed_up = if fresh.is_empty() { vec![] } else { billing::signed_up(tx, &fresh).await? };
        let held = by(billing::holdings(tx, all).await?, held)?;
        let end = midnight(&office.zone, last.tomorrow().unwrap_or(last));
        let leaving: Vec<_> = members.iter().filter(|member| member.canceled_to.is_some()).map(|member| member.id).collect();
        let later = if leaving.is_empty() { vec![] } else { billing::with_later_bookings(tx, &leaving, end).await? };
        let usage = usage(tx, office, &standings, all, end).await?;
        Ok(Self {
            members: members.into_iter().map(|member| (member.id, member)).collect(),
            standings,
            copies,
            moves,
            billed,
            signed_up: signed_up.into_iter().collect(),
            held,
            usage,
            later: later.into_iter().collect(),
        })
    }

    fn account(&mut self, office: &Office, group: &[MembershipId]) -> Account {
        let terms = office.terms(group.first().and_then(|id| self.members.get(id)));
        let more_usage = group.iter().any(|id| self.later.contains(id));
        let members = group.iter().filter_map(|id| self.member(office, *id)).collect();
        Account { terms, members, more_usage }
    }

    fn member(&mut self, office: &Office, id: MembershipId) -> Option<Member> {
        let (member, standing) = (self.members.get(&id)?, self.standings.get(&id)?);
        let since = standing.bill_since;
        let mut usage = self.usage.remove(&id).unwrap_or_default();
        usage.retain(|one| since.is_none_or(|since| one.is_since(since)));
        Some(Member {
            id,
            name: member.label().to_owned(),
            confirmed_on: office.zone.to_datetime(member.confirmed_at?).date(),
            starts_at: member.starts_at,
            canceled_to: member.canceled_to,
            next_invoice_at: member.next_invoice_at,
            moves: self.moves.remove(&id).unwrap_or_default(),
            prorate: member.prorate_first_invoice,
            billed_on: standing.billed_on,
            since,
            may_pay_signup: !self.signed_up.contains(&id),
            plans: History::new(self.copies.remove(&id).unwrap_or_default()),
            billed_until: self.billed.remove(&id).unwrap_or_default().into_iter().collect::<BTreeMap<_, _>>(),
            held: self.held.remove(&id).unwrap_or_default(),
            usage,
        })
    }
}

fn held(row: billing::Holding) -> Result<(MembershipId, Held)> {
    let held = Held {
        id: row.id,
        resource: row.resource_name,
        starts_at: row.starts_at,
        canceled_to: row.canceled_to,
        cycle_months: u8::try_from(row.cycle_months).map_err(Error::internal)?,
        price: row.price,
        currency: row.currency,
        taxes: row.taxes.0,
        codes: codes(row.accounting_code, row.cost_center, row.revenue_account),
    };
    Ok((row.membership_id, held))
}

type Column = Option<Json<domain::accounting::Account>>;

fn codes(accounting_code: Option<String>, cost_center: Column, revenue_account: Column) -> Accounts {
    let plain = |column: Column| column.map(|Json(account)| account);
    Accounts { accounting_code, cost_center: plain(cost_center), revenue_account: plain(revenue_account) }
}

/// What the memberships used before an instant and were not billed for.
async fn usage(
    tx: &mut SpaceTx<'_>,
    office: &Office,
    standings: &HashMap<MembershipId, Standing>,
    all: &[MembershipId],
    end: Timestamp,
) -> Result<By<Usage>> {
    let zone = &office.zone;
    // What is older than each of them asks is not even read.
    let since = standings.values().map(|one| one.bill_since).min().flatten();
    let from = since.map_or(Timestamp::MIN, |day| midnight(zone, day));
    let mut rows: Vec<(MembershipId, Usage)> = Vec::new();
    rows.extend(billing::bookings(tx, all, from.max(Timestamp::UNIX_EPOCH), end).await?.into_iter().map(|row| booking(zone, row)));
    rows.extend(billing::passes(tx, all).await?.into_iter().map(|row| pass(zone, row)));
    rows.extend(billing::attendances(tx, all).await?.into_iter().map(|row| attendance(zone, row)));
    for row in billing::charges(tx, all).await? {
        rows.push(charge(row)?);
    }
    by(rows, Ok)
}

fn booking(zone: &TimeZone, row: billing::Booked) -> (MembershipId, Usage) {
    let minutes = Interval::new(row.starts_at, row.ends_at).minutes();
    let one = Booking {
        id: row.id,
        space: row.space_id,
        resource: row.resource_name,
        from: zone.to_datetime(row.starts_at),
        to: zone.to_datetime(row.ends_at),
        minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
        units: row.units,
        price: row.price,
        payable: row.payable,
        credit_minutes: row.credit_minutes,
        currency: row.currency,
        taxes: row.taxes.0,
        extras: row.extras.0,
        codes: codes(row.accounting_code, row.cost_center, row.revenue_account),
    };
    (row.membership_id, Usage::Booking(one))
}

fn pass(zone: &TimeZone, row: billing::Bought) -> (MembershipId, Usage) {
    let one = Pass {
        id: row.id,
        name: row.name,
        day: zone.to_datetime(row.created_at).date(),
        price: row.price,
        currency: row.currency,
        taxes: row.taxes.0,
        accounting_code: row.accounting_code,
    };
    (row.membership_id, Usage::Pass(one))
}

fn attendance(zone: &TimeZone, row: billing::Attended) -> (MembershipId, Usage) {
    let one = Attendance {
        id: row.id,
        event: row.title,
        day: zone.to_datetime(row.starts_at).date(),
        people: row.number_of_attendees,
        price: row.price,
        currency: row.currency,
        taxes: row.taxes.0,
        codes: codes(row.accounting_code, row.cost_center, row.revenue_account),
    };
    (row.membership_id, Usage::Attendance(one))
}

fn charge(row: billing::Charged) -> Result<(MembershipId, Usage)> {
    let quantity = money::decimal(&row.quantity).ok_or_else(|| Error::internal(format!("charge {}: quantity {}", row.id, row.quantity)))?;
    let one = Charge {
        id: row.id,
        description: row.description,
        day: row.charged_on,
        quantity,
        amount: row.amount,
        currency: row.currency,
        taxes: row.taxes.0,
        codes: codes(row.accounting_code, row.cost_center, row.revenue_account),
    };
    Ok((row.membership_id, Usage::Charge(one)))
}

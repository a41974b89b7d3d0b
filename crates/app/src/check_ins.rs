//! Checking members in and out (rules T7 to T14, T18).

use crate::access::{self, Access, Door, Place};
use crate::accounting::Pieces;
use crate::resources::Page;
use crate::time_passes::{self, Pool};
use crate::{App, Error, Event, FieldError, Result, collecting, list_files};
use documents::tables::Cell;
use domain::check_ins::{Used, choose, day_end, day_start};
use domain::ids::{CheckInId, MembershipId, NetworkId, SpaceId, TimePassId};
use domain::interval::Interval;
use domain::scopes::Scope;
use domain::texts;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::SpaceTx;
use store::check_ins::{self, Came, CheckIn};
use store::memberships::Membership;
use store::resources::Slice;
use store::time_passes::{self as passes, TimePass};

/// More visits than any list of API 1 needs, which knows no pages.
const MOST: i64 = 10_000;

/// No time pass is good for longer.
const LONGEST_PASS: SignedDuration = SignedDuration::from_hours(31 * 24);

/// The membership that a token stands for, and the space it belongs to: this one, or another one of its network (T18).
/// None where nobody has the token. For admins of the membership's space.
pub async fn behind(app: &App, at: &Access, token: &str, scope: Scope) -> Result<Option<(Access, MembershipId)>> {
    at.require_network_admin(scope)?;
    let (token, space, network) = (token.trim().to_owned(), at.space_id(), at.space().network_id.map(NetworkId));
    let found = app.db.read(async move |tx| Ok::<_, Error>(check_ins::owner(tx, &token, space, network).await?)).await?;
    let Some((home, membership)) = found else { return Ok(None) };
    let home = match at.caller() {
        Some(caller) if home != space => access::enter_as(app, caller, Place::Space(home), &[scope], Door::Related).await?,
        _ => at.clone(),
    };
    home.require_admin(scope)?;
    Ok(Some((home, membership)))
}

fn may_write(home: &Access, membership: MembershipId, own: bool) -> Result<()> {
    let himself = own && home.members().iter().any(|member| member.id == membership) && home.allows(Scope::WriteCheckIns);
    if himself { Ok(()) } else { home.require_admin(Scope::WriteCheckIns) }
}

/// Checks a member in at a space; `home` is the membership's. Who is checked in there already stays so (T11). With `own`
/// members may do it for themselves (T15).
pub async fn check_in(app: &App, home: &Access, at: SpaceId, membership: MembershipId, own: bool) -> Result<CheckIn> {
    may_write(home, membership, own)?;
    let (app, home) = (app.clone(), home.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = home.bind(tx);
        let pool = welcome(&mut tx, &home, membership).await?;
        let member = pool.member(membership)?;
        let now = app.clock.now();
        let mut running = check_ins::running(&mut tx, membership, now).await?;
        running.retain(|running| running.guest_name.is_none());
        if let Some(here) = running.iter().find(|running| running.at_space_id == at) {
            return Ok(here.clone());
        }
        let (until, pass) = match running.first() {
            // He or she has gone on to another space of the network; what was used goes along.
            Some(elsewhere) => {
                end(&app, &mut tx, elsewhere.clone(), now).await?;
                (elsewhere.valid_until, elsewhere.time_pass_id)
            }
            None => admit(&app, &mut tx, &home, &pool, member, now).await?,
        };
        let visit = Visit { at, pass, time: Interval::new(now, until), guest: None };
        begin(&app, &mut tx, member, visit).await
    })
    .await
}

/// Checks a guest of a member in, who has to be here today already: another pass of the member is used, whatever the plan;
/// without one the guest is refused (T13). A guest who is checked in there already stays so.
pub async fn bring_guest(app: &App, home: &Access, at: SpaceId, host: MembershipId, name: &str, own: bool) -> Result<CheckIn> {
    may_write(home, host, own)?;
    let guest = texts::name(name).map_err(|bad| FieldError::field("guest_name", bad.code(), bad.to_string()))?;
    let (app, home) = (app.clone(), home.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = home.bind(tx);
        let pool = welcome(&mut tx, &home, host).await?;
        let now = app.clock.now();
        let today = Interval::new(day_start(now, home.zone()), day_end(now, home.zone()));
        let (seen, _) = check_ins::of_member(&mut tx, host, today, Slice { limit: MOST, offset: 0 }).await?;
        if !seen.iter().any(|seen| seen.guest_name.is_none()) {
            return Err(FieldError::field("base", "host_not_checked_in", "The member has to check in first.").into());
        }
        let here = |seen: &&CheckIn| seen.at_space_id == at && seen.valid_until > now && seen.guest_name.as_deref() == Some(&*guest);
        if let Some(here) = seen.iter().find(here) {
            return Ok(here.clone());
        }
        if pool.plan(host, home.today()).is_some_and(|plan| plan.terms.0.is_limited()) {
            time_passes::grant(&app, &mut tx, &home, &pool).await?;
        }
        // No smart exchange (T8): what the guest uses has nothing to do with what the host used.
        let (until, pass) = take(&mut tx, &home, &pool, vec![], now).await?;
        let visit = Visit { at, pass: Some(pass), time: Interval::new(now, until), guest: Some(guest.clone()) };
        begin(&app, &mut tx, pool.member(host)?, visit).await
    })
    .await
}

/// The passes that a member may use, held; refuses those whom the space lets in no more.
async fn welcome(tx: &mut SpaceTx<'_>, home: &Access, membership: MembershipId) -> Result<Pool> {
    let pool = time_passes::hold(tx, membership).await?;
    if !pool.member(membership)?.life().active_on(home.today()) {
        return Err(FieldError::field("base", "inactive_membership", "The membership is not active today.").into());
    }
    if let Some(number) = collecting::suspended_for(tx, membership, home.today()).await? {
        let message = format!("The membership is suspended until invoice {number} is paid.");
        return Err(FieldError::field("base", "payment_overdue", message).into());
    }
    Ok(pool)
}

/// What begins with a check-in.
struct Visit {
    at: SpaceId,
    time: Interval,
    pass: Option<uuid::Uuid>,
    guest: Option<String>,
}

async fn begin(app: &App, tx: &mut SpaceTx<'_>, member: &Membership, visit: Visit) -> Result<CheckIn> {
    let new = CheckIn {
        id: app.id(),
        membership_id: member.id,
        at_space_id: visit.at,
        valid_from: visit.time.from,
        valid_until: visit.time.to,
        time_pass_id: visit.pass,
        guest_name: visit.guest,
        created_at: visit.time.from,
        name: Some(member.label().to_owned()).filter(|name| !name.is_empty()),
    };
    check_ins::insert(tx, &new).await?;
    app.emit(tx, Event::CreatedCheckin, new.id.0, told(&new)).await?;
    Ok(new)
}

/// How long the member may stay, and the pass that is used for it (T7 to T12).
async fn admit(
    app: &App,
    tx: &mut SpaceTx<'_>,
    home: &Access,
    pool: &Pool,
    member: &Membership,
    now: Timestamp,
) -> Result<(Timestamp, Option<uuid::Uuid>)> {
    if !pool.plan(member.id, home.today()).is_some_and(|plan| plan.terms.0.is_limited()) {
        return Ok((day_end(now, home.zone()), None));
    }
    let lately = now.saturating_sub(LONGEST_PASS).unwrap_or(now);
    let mut used: Vec<_> = passes::used(tx, member.id, lately).await?.iter().filter_map(TimePass::used).collect();
    // Who comes back while a pass is still good needs no other (T2, T14).
    if let Some(good) = used.iter().find(|used| now < used.good.to) {
        return Ok((good.good.to, Some(good.pass.id.0)));
    }
    let today = day_start(now, home.zone());
    used.retain(|used| today <= used.good.from);
    time_passes::grant(app, tx, home, pool).await?;
    let (until, pass) = take(tx, home, pool, used, now).await?;
    Ok((until, Some(pass)))
}

/// Uses a pass out of a pool (T7), in exchange for those used already where that is cheaper (T8); says until when it is good.
async fn take(
    tx: &mut SpaceTx<'_>,
    home: &Access,
    pool: &Pool,
    used: Vec<Used<TimePassId>>,
    now: Timestamp,
) -> Result<(Timestamp, uuid::Uuid)> {
    let unused: Vec<_> = passes::unused(tx, &pool.ids(), now).await?.iter().map(TimePass::rule).collect();
    let none = || FieldError::field("base", "no_time_passes", "No time passes left.");
    let choice = choose(&unused, &used, now, home.zone()).ok_or_else(none)?;
    passes::give_back(tx, &choice.returned, now).await?;
    if !choice.returned.is_empty() {
        check_ins::relink(tx, &choice.returned, choice.pass).await?;
    }
    passes::mark_used(tx, choice.pass, choice.good, now).await?;
    Ok((choice.good.to, choice.pass.0))
}

fn told(check_in: &CheckIn) -> serde_json::Value {
    json!({
        "membership_id": check_in.membership_id, "space_id": check_in.at_space_id, "valid_from": check_in.valid_from,
        "valid_until": check_in.valid_until, "time_pass_id": check_in.time_pass_id.map(TimePassId),
    })
}

/// Ends a check-in now; the pass stays used (T14). Admins only. 409 when it has ended.
pub async fn check_out(app: &App, home: &Access, id: CheckInId) -> Result<CheckIn> {
    home.require_admin(Scope::WriteCheckIns)?;
    let (app, home) = (app.clone(), home.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = home.bind(tx);
        let found = check_ins::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        time_passes::hold(&mut tx, found.membership_id).await?;
        let found = check_ins::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let now = app.clock.now();
        if found.valid_until <= now {
            return Err(Error::conflict("not_checked_in", "This check-in has ended."));
        }
        end(&app, &mut tx, found, now).await
    })
    .await
}

async fn end(app: &App, tx: &mut SpaceTx<'_>, check_in: CheckIn, now: Timestamp) -> Result<CheckIn> {
    let ended = CheckIn { valid_until: now.max(check_in.valid_from), ..check_in };
    check_ins::end(tx, ended.id, ended.valid_until).await?;
    app.emit(tx, Event::CreatedCheckout, ended.id.0, told(&ended)).await?;
    Ok(ended)
}

/// How many check-outs are told in one round.
const ROUND: i64 = 500;

/// Tells of those whose time is over: event `created_checkout`, once, after a downtime too.
pub async fn tell_over(app: &App) -> Result<()> {
    let now = app.clock.now();
    for (space, id) in app.db.read(async move |tx| Ok::<_, Error>(check_ins::over(tx, now, ROUND).await?)).await? {
        tell_one_over(app, space, id).await?;
    }
    Ok(())
}

/// The same in one space, by its own clock.
pub(crate) async fn tell_over_in(app: &App, space: SpaceId) -> Result<()> {
    let now = app.clock.now();
    let found = app.db.read(async move |tx| Ok::<_, Error>(check_ins::over_in(&mut SpaceTx::bind(tx, space), now, ROUND).await?));
    for id in found.await? {
        tell_one_over(app, space, id).await?;
    }
    Ok(())
}

async fn tell_one_over(app: &App, space: SpaceId, id: CheckInId) -> Result<()> {
    let all = app.clone();
    app.db
        .write(async move |tx| {
            let (mut tx, now) = (SpaceTx::bind(tx, space), all.clock.now());
            if !check_ins::check_out(&mut tx, id, now).await? {
                return Ok(()); // another process was here
            }
            let over = check_ins::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            all.emit(&mut tx, Event::CreatedCheckout, id.0, told(&over)).await
        })
        .await
}

/// Who is at the space now. For its admins and members.
pub async fn present(app: &App, access: &Access) -> Result<Vec<CheckIn>> {
    if !access.is_member() {
        access.require_admin(Scope::ReadCheckIns)?;
    }
    let (access, now) = (access.clone(), app.clock.now());
    app.db.read(async move |tx| Ok::<_, Error>(check_ins::present(&mut access.bind(tx), now, MOST).await?)).await
}

/// Ends whatever check-in of the member runs. For admins, and members for themselves. Nothing runs: not found.
pub async fn check_out_now(app: &App, home: &Access, membership: MembershipId) -> Result<()> {
    may_write(home, membership, true)?;
    let (app, home) = (app.clone(), home.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = home.bind(tx);
        time_passes::hold(&mut tx, membership).await?;
        let now = app.clock.now();
        let running = check_ins::running(&mut tx, membership, now).await?;
        if running.is_empty() {
            return Err(Error::NOT_FOUND);
        }
        for check_in in running {
            end(&app, &mut tx, check_in, now).await?;
        }
        Ok(())
    })
    .await
}

/// A single check-in, of a member of this space or made here. For admins.
pub async fn get(app: &App, access: &Access, id: CheckInId) -> Result<CheckIn> {
    access.require_admin(Scope::ReadCheckIns)?;
    let access = access.clone();
    app.db.read(async move |tx| check_ins::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// Whose check-ins somebody may see: all that an admin asks for, one's own, and with `mates` those of one's team.
fn may_read(home: &Access, member: &Membership, mates: bool) -> Result<()> {
    let own = |one: &store::access::Member| one.id == member.id || (mates && one.team().is_some() && one.team() == member.team());
    let related = home.members().iter().any(own) && home.allows(Scope::ReadCheckIns);
    if related { Ok(()) } else { home.require_admin(Scope::ReadCheckIns) }
}

/// Those of a membership that began within a time, in whatever space of the network. For admins and the member; with
/// `mates` for the team, too.
pub async fn of_member(
    app: &App,
    home: &Access,
    membership: MembershipId,
    within: Interval,
    mates: bool,
    slice: Slice,
) -> Result<Page<CheckIn>> {
    let home = home.clone();
    app.db
        .snapshot(async move |tx| {
            let mut tx = home.bind(tx);
            let member = store::memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
            may_read(&home, &member, mates)?;
            let (items, total) = check_ins::of_member(&mut tx, membership, within, slice).await?;
            Ok(Page { items, total })
        })
        .await
}

/// Those of the token's owner that run at a space; nobody's token has none. For admins of the membership's space.
pub async fn current(app: &App, at: &Access, token: &str, slice: Slice) -> Result<Page<CheckIn>> {
    let Some((home, membership)) = behind(app, at, token, Scope::ReadCheckIns).await? else {
        return Ok(Page { items: vec![], total: 0 });
    };
    let (space, now) = (at.space_id(), app.clock.now());
    app.db
        .snapshot(async move |tx| {
            let (items, total) = check_ins::running_at(&mut home.bind(tx), membership, space, now, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// Who came within a time: everybody for admins, else oneself.
pub async fn visits(app: &App, access: &Access, within: Interval) -> Result<Vec<CheckIn>> {
    let own = access.members().first().map(|member| member.id);
    if access.is_admin(Scope::ReadCheckIns) {
        return here(app, access, within).await;
    }
    match own {
        Some(own) => Ok(of_member(app, access, own, within, false, Slice { limit: MOST, offset: 0 }).await?.items),
        None => Err(access.require_admin(Scope::ReadCheckIns).err().unwrap_or(Error::NOT_FOUND)),
    }
}

/// Who came to the space today. For its admins and members.
pub async fn today(app: &App, access: &Access) -> Result<Vec<CheckIn>> {
    if !access.is_member() {
        access.require_admin(Scope::ReadCheckIns)?;
    }
    let now = app.clock.now();
    let from = day_start(now, access.zone());
    here(app, access, Interval::new(from, day_end(now, access.zone()))).await
}

async fn here(app: &App, access: &Access, within: Interval) -> Result<Vec<CheckIn>> {
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(check_ins::here(&mut access.bind(tx), within, MOST).await?)).await
}

/// Who came to the space within a time, in either order, members of other spaces of its network too; and how often: above 10,000
/// no more is counted. For admins.
pub async fn came(app: &App, access: &Access, within: Interval, latest_first: bool, slice: Slice) -> Result<Page<Came>> {
    access.require_admin(Scope::ReadCheckIns)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = check_ins::came(&mut access.bind(tx), within, latest_first, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

const COLUMNS: [&str; 7] = ["member name", "email", "guest", "date", "from", "to", "pass used"];

/// The same, all of them, as a file that is written while it is read. For admins.
///
/// # Errors
/// [`Error::RateLimited`] for who takes too many away.
pub async fn csv(app: &App, access: &Access, within: Interval, latest_first: bool) -> Result<Pieces> {
    access.require_admin(Scope::ReadCheckIns)?;
    list_files::write(app, access, "check-ins", &COLUMNS, (within, latest_first), rows).await
}

async fn rows(app: App, access: Access, (within, latest_first): (Interval, bool), slice: Slice) -> Result<Vec<Vec<Cell>>> {
    let row = |one: Came| {
        let [day, from, to] = list_files::stretch(access.zone(), one.valid_from, one.valid_until);
        let pass = Cell::maybe(one.time_pass_id.map(|_| "yes"));
        vec![Cell::maybe(one.name), Cell::maybe(one.email), Cell::maybe(one.guest_name), day, from, to, pass]
    };
    Ok(came(&app, &access, within, latest_first, slice).await?.items.into_iter().map(row).collect())
}

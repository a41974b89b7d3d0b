//! Time passes of members: those their plans include, those they buy and those they are given (T3 to T6, T17, T19).

use crate::access::Access;
use crate::built_in_emails::{Letters, Recipient};
use crate::{App, Error, Event, FieldError, Result};
use domain::check_ins::PassSource;
use domain::ids::{MembershipId, PassTemplateId, TimePassId};
use domain::money::Amount;
use domain::pass_grants::{bought_until, included, midnight, piece_price};
use domain::plans::PassTemplate;
use domain::scopes::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership};
use store::resources::Word;
use store::time_passes::{self, TimePass, Times};
use store::{Json, SpaceTx};

/// More passes at once are a slip of the hand.
const MOST: u32 = 500;

/// A member and those who share passes with him or her, held until the transaction ends.
pub(crate) struct Pool {
    members: Vec<Membership>,
    copies: Vec<Copy>,
}

impl Pool {
    pub(crate) fn member(&self, id: MembershipId) -> Result<&Membership> {
        self.members.iter().find(|member| member.id == id).ok_or(Error::NOT_FOUND)
    }

    pub(crate) fn ids(&self) -> Vec<MembershipId> {
        self.members.iter().map(|member| member.id).collect()
    }

    /// What the member has on a day: the plan of the team where that has one of its own (W4).
    pub(crate) fn plan(&self, id: MembershipId, day: Date) -> Option<&Copy> {
        let team = self.members.iter().find(|member| member.of_team).map(|account| account.id);
        self.own_plan(team.unwrap_or(id), day)
    }

    fn own_plan(&self, id: MembershipId, day: Date) -> Option<&Copy> {
        let own = self.copies.iter().filter(|copy| copy.membership_id == id && copy.starts_at <= day);
        own.max_by_key(|copy| (copy.starts_at, copy.id))
    }
}

/// Holds the member and, in the order of their ids, those of the same team, so that no pass is used twice (T17).
pub(crate) async fn hold(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<Pool> {
    let team = memberships::find(tx, id).await?.ok_or(Error::NOT_FOUND)?.team();
    let ids = match team {
        Some(team) => time_passes::pool(tx, team).await?,
        None => vec![id],
    };
    for id in &ids {
        memberships::lock_one(tx, *id).await?;
    }
    let members = memberships::some(tx, ids.clone()).await?;
    let copies = membership_plans::of_many(tx, ids).await?;
    Ok(Pool { members, copies })
}

/// Gives everybody in the pool the passes that the plan includes for the time we are in, unless they had them (T3, T4).
pub(crate) async fn grant(app: &App, tx: &mut SpaceTx<'_>, home: &Access, pool: &Pool) -> Result<()> {
    let today = home.today();
    let had = time_passes::granted(tx, &pool.ids()).await?;
    for member in pool.members.iter().filter(|member| member.life().active_on(today)) {
        let Some(plan) = pool.own_plan(member.id, today) else { continue };
        for template in plan.terms.0.time_passes.iter().filter(|template| template.included > 0) {
            if had.get(&(member.id, template.id)).is_some_and(|until| *until > today) {
                continue;
            }
            let grant = included(template, plan.starts_at, member.next_invoice_at, today);
            let facts = (PassSource::Included, template.price, midnight(grant.until, home.zone()));
            for _ in 0..grant.count {
                time_passes::insert(tx, &new(app, home, member, template, facts)).await?;
            }
            time_passes::grant(tx, member.id, template.id, grant.until).await?;
        }
    }
    Ok(())
}

fn new(app: &App, home: &Access, member: &Membership, template: &PassTemplate, facts: (PassSource, Amount, Option<Timestamp>)) -> TimePass {
    let (source, price, expires_at) = facts;
    let (space, now) = (home.space(), app.clock.now());
    let rates = space.settings.0.multiple_tax_rates;
    TimePass {
        id: app.id(),
        membership_id: member.id,
        template_id: template.id,
        name: template.name.clone(),
        times: Word(Times(template.times.clone())),
        source,
        price: price.0,
        currency: template.currency,
        taxes: Json(domain::taxes::applicable(&space.taxes.0, template.tax.as_ref(), rates, member.charge_taxes)),
        accounting_code: None,
        expires_at,
        used_at: None,
        good_until: None,
        created_at: now,
        updated_at: now,
    }
}

/// What the member can still use, without the passes of the team. For admins, and members for themselves.
pub async fn unused(app: &App, access: &Access, membership: MembershipId) -> Result<Vec<TimePass>> {
    let own = access.members().iter().any(|member| member.id == membership) && access.allows(Scope::ReadTimePasses);
    if !own {
        access.require_admin(Scope::ReadTimePasses)?;
    }
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    // Included passes come to be when they are first asked for.
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let pool = hold(&mut tx, membership).await?;
        grant(&app, &mut tx, &access, &pool).await?;
        Ok(time_passes::unused(&mut tx, &[membership], app.clock.now()).await?)
    })
    .await
}

/// More passes than any list needs.
const MOST_LISTED: i64 = 50_000;

/// What all members can still use, by member; passes that a plan includes are there once the member was asked for. For
/// admins.
pub async fn all_unused(app: &App, access: &Access) -> Result<Vec<TimePass>> {
    access.require_admin(Scope::ReadTimePasses)?;
    let (access, now) = (access.clone(), app.clock.now());
    app.db.read(async move |tx| Ok::<_, Error>(time_passes::all_unused(&mut access.bind(tx), now, MOST_LISTED).await?)).await
}

/// One pass, used or not. For admins.
pub async fn get(app: &App, access: &Access, id: TimePassId) -> Result<TimePass> {
    access.require_admin(Scope::ReadTimePasses)?;
    let access = access.clone();
    app.db.read(async move |tx| time_passes::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// As [`remove`], whosever it is. For admins.
pub async fn delete(app: &App, access: &Access, id: TimePassId) -> Result<()> {
    access.require_admin(Scope::WriteTimePasses)?;
    let bound = access.clone();
    let found = app.db.read(async move |tx| time_passes::find(&mut bound.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await?;
    remove(app, access, found.membership_id, id).await
}

/// Passes for a member.
#[derive(Clone, Copy, Debug)]
pub struct Add {
    pub template: PassTemplateId,
    pub count: u32,
    /// They are bought, at the price of the plan; else they are free.
    pub charge: bool,
}

/// Adds passes of a kind that the member's plan has (T5, T6). For admins.
pub async fn add(app: &App, access: &Access, membership: MembershipId, wish: Add) -> Result<Vec<TimePass>> {
    access.require_admin(Scope::WriteTimePasses)?;
    write(app, access, membership, wish, false).await
}

/// The kinds of passes that the plan of one's own membership has today, and which can be bought. For members.
pub async fn offered(app: &App, access: &Access, membership: MembershipId) -> Result<Vec<PassTemplate>> {
    require_own(access, membership)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let member = memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
            let pool = Pool { members: Vec::new(), copies: membership_plans::of_many(&mut tx, vec![membership]).await? };
            let open = member.life().active_on(access.today());
            let plan = pool.plan(membership, access.today()).filter(|_| open);
            Ok::<_, Error>(plan.map(|plan| plan.terms.0.time_passes.clone()).unwrap_or_default())
        })
        .await
}

/// Buys passes for one's own membership; they go on the next invoice, and a mail says so (T5). For members.
///
/// # Errors
/// [`Error::Invalid`] where the plan has none of the kind, or the membership does not run today.
pub async fn buy(app: &App, access: &Access, membership: MembershipId, template: PassTemplateId, count: u32) -> Result<Vec<TimePass>> {
    require_own(access, membership)?;
    write(app, access, membership, Add { template, count, charge: true }, true).await
}

fn require_own(access: &Access, membership: MembershipId) -> Result<()> {
    if access.members().iter().any(|member| member.id == membership) { Ok(()) } else { Err(Error::NOT_FOUND) }
}

async fn write(app: &App, access: &Access, membership: MembershipId, wish: Add, by_member: bool) -> Result<Vec<TimePass>> {
    if !(1..=MOST).contains(&wish.count) {
        return Err(FieldError::field("no_of_passes", "out_of_range", "must be from 1 to 500").into());
    }
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let pool = hold(&mut tx, membership).await?;
        let (member, today) = (pool.member(membership)?, access.today());
        if by_member && !member.life().active_on(today) {
            return Err(FieldError::base("inactive_membership", "The membership is not active today.").into());
        }
        let plan = pool.plan(membership, today.max(member.starts_at));
        let template = plan.and_then(|plan| plan.terms.0.time_passes.iter().find(|template| template.id == wish.template));
        let template = template.ok_or_else(|| FieldError::field("id", "unknown", "is no time pass of the member's plan"))?;
        let facts = if wish.charge {
            (PassSource::Bought, piece_price(template, wish.count), bought_until(template, today, access.zone()))
        } else {
            (PassSource::Given, Amount::ZERO, None)
        };
        let mut added = Vec::new();
        for _ in 0..wish.count {
            let pass = new(&app, &access, member, template, facts);
            time_passes::insert(&mut tx, &pass).await?;
            added.push(pass);
        }
        store::billing::look_again(&mut tx, membership).await?;
        if let Some(pass) = added.first().filter(|_| by_member) {
            tell_bought(&app, &access, &mut tx, member, pass, wish.count).await?;
        }
        let more = json!({"time_pass_name": template.name, "no_of_passes": wish.count, "charged": wish.charge});
        let told = crate::memberships::facts(member, more);
        app.emit(&mut tx, Event::MembershipAddedTimePasses, membership.0, told).await?;
        Ok(added)
    })
    .await
}

async fn tell_bought(app: &App, access: &Access, tx: &mut SpaceTx<'_>, member: &Membership, pass: &TimePass, count: u32) -> Result<()> {
    let Some(email) = member.email.clone() else { return Ok(()) };
    let (net, display) = (Amount(pass.price), access.space().price_display);
    let line = domain::taxes::line(net, count.into(), &pass.taxes.0, display, pass.currency);
    let gross = line.map_err(|_| FieldError::base("too_large", "The price is too large."))?.gross;
    let last = pass.expires_at.map(|end| access.zone().to_datetime(end).date().yesterday().unwrap_or(jiff::civil::Date::MIN));
    let values = vec![
        ("pass", pass.name.clone()),
        ("count", count.to_string()),
        ("price", format!("{gross} {}", pass.currency)),
        ("expires_on", last.map_or_else(|| "they are used".to_owned(), |day| day.to_string())),
    ];
    let letters = Letters::new(tx, "time_passes_bought_email", values).await?;
    letters.send(app, tx, access.space(), &Recipient { email, name: member.label().to_owned() }).await
}

/// Takes a pass away that was not used; what it would have cost goes with it (T19). For admins.
pub async fn remove(app: &App, access: &Access, membership: MembershipId, id: TimePassId) -> Result<()> {
    access.require_admin(Scope::WriteTimePasses)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let pool = hold(&mut tx, membership).await?;
        let pass = time_passes::find(&mut tx, id).await?.filter(|pass| pass.membership_id == membership).ok_or(Error::NOT_FOUND)?;
        if pass.used_at.is_some() {
            return Err(Error::conflict("used", "The time pass has been used."));
        }
        time_passes::delete(&mut tx, id).await?;
        let told = crate::memberships::facts(pool.member(membership)?, json!({"time_pass_name": pass.name, "no_of_passes": 1}));
        app.emit(&mut tx, Event::MembershipRemovedTimePasses, membership.0, told).await
    })
    .await
}

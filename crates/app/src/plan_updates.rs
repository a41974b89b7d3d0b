//! Changing the copies of a plan that existing members hold, many at a time (rule N3).
//!
//! What was chosen is a draft first, in which each member was looked at; then a job does one member after the other, each in a
//! transaction that also notes that it is done. See [decision 27](../../../docs/decisions/0027-plan-updates.md).

mod work;

pub(crate) use work::give_up;
pub use work::{Updating, work};

use crate::access::Access;
use crate::{App, Error, FieldError, Result, authors, memberships as members};
use domain::ids::{MembershipId, PlanId, PlanUpdateId, ResourceId};
use domain::memberships::check_day;
use domain::money::Amount;
use domain::plan_updates::{Holder, LeftOut, Revision, What, When, revise};
use domain::plans::{History, Kind, PlanTerms};
use domain::scopes::Scope;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership};
use store::plan_updates::{self as stored, NewItem};
use store::plans::{self, Plan};
use store::resources::Slice;
use store::{Json, SpaceTx, billing};
use uuid::Uuid;

pub use store::plan_updates::PlanUpdate;

/// Members that are looked at together.
const CHUNK: i64 = 500;
/// Members that can be named one by one.
pub const MOST_CHOSEN: usize = 200;
/// Changes of a plan that are listed.
const LISTED: i64 = 20;
/// How long a draft is kept that nobody carries out.
const DRAFTS_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long a report is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// What an admin chooses.
#[derive(Clone, Debug)]
pub struct Begin {
    pub plan: PlanId,
    pub what: Wish,
    pub when: When,
    /// None: all who hold the plan.
    pub members: Option<Vec<MembershipId>>,
}

/// What shall change.
#[derive(Clone, Debug)]
pub enum Wish {
    /// Net, for each cycle of the plan.
    Price(Amount),
    /// Empty: all that are not hidden.
    Access(Vec<ResourceId>),
    /// The plan as it is now.
    Plan,
}

/// Members' plans change, and what is known of the plan shows beside it; those of teams are changed by who may edit teams.
fn needed(kind: Kind) -> &'static [Scope] {
    match kind {
        Kind::Individual => &[Scope::WriteMemberships, Scope::WritePlanExtras],
        Kind::Team => &[Scope::WriteMemberships, Scope::WritePlanExtras, Scope::WriteTeamMember],
    }
}

/// Whether somebody may change plans of a kind for those who are on them.
pub fn may(access: &Access, kind: Kind) -> bool {
    needed(kind).iter().all(|scope| access.is_admin(*scope))
}

fn require(access: &Access, kind: Kind) -> Result<()> {
    needed(kind).iter().try_for_each(|scope| access.require_admin(*scope))
}

impl Begin {
    /// What can be told without the database.
    fn check(&self, today: Date) -> Result<()> {
        let mut wrong = Vec::new();
        if matches!(self.what, Wish::Price(price) if price.is_negative()) {
            wrong.push(FieldError::field("price", "negative", "must not be negative"));
        }
        if self.members.as_ref().is_some_and(Vec::is_empty) {
            wrong.push(FieldError::field("members", "blank", "must be chosen"));
        }
        if self.members.as_ref().is_some_and(|chosen| chosen.len() > MOST_CHOSEN) {
            wrong.push(FieldError::field("members", "too_many", "must be at most 200"));
        }
        wrong.extend(check_when(self.when, today));
        if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
    }
}

fn check_when(when: When, today: Date) -> Vec<FieldError> {
    let When::On { day, next_invoice_at } = when else { return Vec::new() };
    let mut wrong = Vec::new();
    match check_day("change_date", day) {
        Err(refusal) => wrong.push(refusal.into()),
        Ok(()) if day < today => wrong.push(FieldError::field("change_date", "in_the_past", "must not be in the past")),
        Ok(()) => {}
    }
    let Some(next) = next_invoice_at else { return wrong };
    if let Err(refusal) = check_day("next_invoice_at", next) {
        wrong.push(refusal.into());
    } else if next < day {
        wrong.push(FieldError::field("next_invoice_at", "before_change", "must not be before the change"));
    } else if let Err(Error::Invalid(fields)) = members::invoice_day("next_invoice_at", next) {
        wrong.extend(fields);
    }
    wrong
}

/// What is to be done with each member.
struct Plot<'a> {
    plan: PlanId,
    what: &'a What,
    when: When,
    today: Date,
}

/// A member who was looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    pub member: MembershipId,
    /// The person's name, else the company's.
    pub name: String,
    pub next_invoice_at: Date,
    pub verdict: Result<Revision, LeftOut>,
}

impl Plot<'_> {
    /// `billed_on` is the due date of the last bill, and counts only where the next invoice is to be of a certain day.
    fn revise(&self, membership: &Membership, copies: &[Copy], billed_on: Option<Date>) -> Result<Revision, LeftOut> {
        let history = History::new(copies.iter().map(Copy::rule).collect());
        let holder = Holder {
            history: &history,
            confirmed: membership.confirmed_at.is_some(),
            starts_at: membership.starts_at,
            canceled_to: membership.canceled_to,
            next_invoice_at: membership.next_invoice_at,
            billed_on,
        };
        revise(self.plan, self.what, self.when, &holder, self.today)
    }

    /// Some members as they are now, in the order of their ids.
    async fn look(&self, tx: &mut SpaceTx<'_>, ids: Vec<MembershipId>) -> Result<Vec<Looked>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut copies: HashMap<MembershipId, Vec<Copy>> = HashMap::new();
        for copy in membership_plans::of_many(tx, ids.clone()).await? {
            copies.entry(copy.membership_id).or_default().push(copy);
        }
        let billed: HashMap<_, _> = billing::standings(tx, &ids).await?.into_iter().map(|one| (one.id, one.last_bill())).collect();
        let found = memberships::some(tx, ids).await?;
        let looked = found.iter().map(|membership| {
            let billed_on = billed.get(&membership.id).copied().flatten();
            let verdict = self.revise(membership, copies.get(&membership.id).map_or(&[][..], Vec::as_slice), billed_on);
            let (member, next_invoice_at) = (membership.id, membership.next_invoice_at);
            Looked { member, name: membership.label().to_owned(), next_invoice_at, verdict }
        });
        Ok(looked.collect())
    }

    /// Everybody who holds the plan.
    async fn look_at_all(&self, tx: &mut SpaceTx<'_>) -> Result<Vec<NewItem>> {
        let (mut all, mut after) = (Vec::new(), MembershipId(Uuid::nil()));
        loop {
            let ids = stored::holders(tx, self.plan, self.today, after, CHUNK).await?;
            let Some(last) = ids.last() else { return Ok(all) };
            after = *last;
            all.extend(self.look(tx, ids).await?.iter().map(item));
        }
    }

    /// Those who were chosen, all of whom must hold the plan.
    async fn look_at_chosen(&self, tx: &mut SpaceTx<'_>, mut chosen: Vec<MembershipId>) -> Result<Vec<NewItem>> {
        chosen.sort_unstable();
        chosen.dedup();
        let looked = self.look(tx, chosen.clone()).await?;
        if looked.len() < chosen.len() || looked.iter().any(|one| one.verdict == Err(LeftOut::OtherPlan)) {
            return Err(FieldError::field("members", "not_on_the_plan", "must all be on this plan").into());
        }
        Ok(looked.iter().map(item).collect())
    }
}

fn item(looked: &Looked) -> NewItem {
    NewItem { membership: looked.member, reason: looked.verdict.as_ref().err().map(|reason| reason.name()) }
}

async fn what(tx: &mut SpaceTx<'_>, wish: &Wish, plan: &Plan) -> Result<What> {
    let terms = &plan.terms.0;
    match wish {
        Wish::Price(price) => Ok(What::Price { price: *price, currency: terms.currency, cycle_months: terms.cycle_months }),
        Wish::Access(resources) => {
            let mut resources = resources.clone();
            resources.sort_unstable();
            resources.dedup();
            if crate::plans::resource_names(tx, resources.iter().map(|id| id.0).collect()).await?.len() < resources.len() {
                return Err(FieldError::field("resources", "unknown", "has a resource that is not there").into());
            }
            Ok(What::Access(resources))
        }
        Wish::Plan => Ok(What::Plan(Box::new(terms.clone()))),
    }
}

/// The plan, for those who may change it for its members.
async fn plan(tx: &mut SpaceTx<'_>, access: &Access, id: PlanId) -> Result<Plan> {
    let plan = plans::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    require(access, plan.terms.0.kind)?;
    Ok(plan)
}

/// The same, if it is on offer.
async fn offered(tx: &mut SpaceTx<'_>, access: &Access, id: PlanId) -> Result<Plan> {
    let plan = plan(tx, access, id).await?;
    if plan.deleted_at.is_some() { Err(Error::NOT_FOUND) } else { Ok(plan) }
}

/// A change, for the same.
async fn update(tx: &mut SpaceTx<'_>, access: &Access, id: PlanUpdateId) -> Result<(PlanUpdate, PlanTerms)> {
    require(access, Kind::Individual)?;
    let update = stored::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    let plan = plan(tx, access, update.plan_id).await?;
    Ok((update, plan.terms.0))
}

/// Looks at all who are chosen, and keeps what would become of them as a draft; nothing changes by that. For admins who may
/// edit members and plans.
///
/// # Errors
/// [`Error::Invalid`] for what cannot be done to anybody.
pub async fn begin(app: &App, access: &Access, wish: Begin) -> Result<PlanUpdateId> {
    require(access, Kind::Individual)?;
    wish.check(access.today())?;
    let (bound, asked) = (access.clone(), wish.clone());
    let looked = app.db.snapshot(async move |tx| {
        let mut tx = bound.bind(tx);
        let plan = offered(&mut tx, &bound, asked.plan).await?;
        let what = what(&mut tx, &asked.what, &plan).await?;
        let plot = Plot { plan: plan.id, what: &what, when: asked.when, today: bound.today() };
        let items = match &asked.members {
            Some(chosen) => plot.look_at_chosen(&mut tx, chosen.clone()).await?,
            None => plot.look_at_all(&mut tx).await?,
        };
        if items.is_empty() {
            return Err(FieldError::base("nobody", "Nobody is on this plan.").into());
        }
        Ok::<_, Error>((what, items))
    });
    let (what, items) = looked.await?;
    let (starts_on, next_invoice_on) = match wish.when {
        When::NextRenewal => (None, None),
        When::On { day, next_invoice_at } => (Some(day), next_invoice_at),
    };
    let (id, now, created_by) = (app.id::<PlanUpdateId>(), app.clock.now(), access.user().ok_or(Error::Unauthenticated)?.0);
    let (access, plan_id) = (access.clone(), wish.plan);
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let before = |kept| now.saturating_sub(kept).unwrap_or(Timestamp::MIN);
            stored::delete_old(&mut tx, before(DRAFTS_KEPT), before(KEPT)).await?;
            stored::delete_drafts(&mut tx, plan_id, created_by).await?;
            let (what, author_name) = (Json(what.clone()), authors::name(&mut tx, &access).await?);
            let (state, turn, error, created_at, ended_at) = ("draft".to_owned(), 0, None, now, None);
            let new = PlanUpdate {
                id,
                plan_id,
                what,
                starts_on,
                next_invoice_on,
                state,
                turn,
                error,
                created_by,
                author_name,
                created_at,
                ended_at,
            };
            stored::insert(&mut tx, &new).await?;
            Ok::<_, Error>(stored::insert_items(&mut tx, id, &items).await?)
        })
        .await?;
    Ok(id)
}

/// From when on, as it is stored.
pub fn when(update: &PlanUpdate) -> When {
    update.starts_on.map_or(When::NextRenewal, |day| When::On { day, next_invoice_at: update.next_invoice_on })
}

/// A change and how far it is.
#[derive(Clone, Debug)]
pub struct Standing {
    pub update: PlanUpdate,
    /// The plan as the space offers it now, or did.
    pub plan: PlanTerms,
    /// Members whose turn has not come.
    pub open: i64,
    pub done: i64,
    /// Why members keep what they have.
    pub reasons: Vec<(LeftOut, i64)>,
    /// Of the resources that it gives access to.
    pub resource_names: HashMap<ResourceId, String>,
}

impl Standing {
    /// Whether a job works on it.
    pub fn busy(&self) -> bool {
        self.update.state == "running"
    }

    /// How many keep what they have.
    pub fn left_out(&self) -> i64 {
        self.reasons.iter().map(|(_, members)| members).sum()
    }

    /// All who were chosen.
    pub fn total(&self) -> i64 {
        self.open + self.done + self.left_out()
    }
}

/// For admins who may edit members and plans, and teams where the plan is one for teams.
pub async fn get(app: &App, access: &Access, id: PlanUpdateId) -> Result<Standing> {
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (update, plan) = update(&mut tx, &access, id).await?;
            let counts = stored::counts(&mut tx, id).await?;
            let of = |state: &str| counts.iter().filter(|count| count.state == state).map(|count| count.members).sum::<i64>();
            let reasons = counts.iter().filter_map(|count| Some((LeftOut::named(count.reason.as_deref()?)?, count.members)));
            let (open, done, reasons) = (of("open"), of("done"), reasons.collect());
            let resources = match &update.what.0 {
                What::Access(resources) => resources.iter().map(|id| id.0).collect(),
                _ => Vec::new(),
            };
            let resource_names = crate::plans::resource_names(&mut tx, resources).await?;
            Ok(Standing { update, plan, open, done, reasons, resource_names })
        })
        .await
}

/// Some of those whose turn has not come, behind one of them, each with what would happen now. For admins who may edit members
/// and plans.
pub async fn ahead(app: &App, access: &Access, id: PlanUpdateId, after: Option<MembershipId>, limit: i64) -> Result<Vec<Looked>> {
    let (access, after) = (access.clone(), after.unwrap_or(MembershipId(Uuid::nil())));
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (update, _) = update(&mut tx, &access, id).await?;
            let ids = stored::open(&mut tx, update.id, after, limit).await?.iter().map(|item| item.membership_id).collect();
            let plot = Plot { plan: update.plan_id, what: &update.what.0, when: when(&update), today: access.today() };
            plot.look(&mut tx, ids).await
        })
        .await
}

/// Somebody who keeps what he or she has.
#[derive(Clone, Debug)]
pub struct Kept {
    pub member: MembershipId,
    pub name: String,
    pub reason: LeftOut,
}

/// Some of those, behind one of them. For admins who may edit members and plans, and teams where the plan is one for teams.
pub async fn left_out(app: &App, access: &Access, id: PlanUpdateId, after: Option<MembershipId>, limit: i64) -> Result<Vec<Kept>> {
    let (access, after) = (access.clone(), after.unwrap_or(MembershipId(Uuid::nil())));
    let items = app.db.read(async move |tx| {
        let mut tx = access.bind(tx);
        update(&mut tx, &access, id).await?;
        Ok::<_, Error>(stored::left_out(&mut tx, id, after, limit).await?)
    });
    let kept = items.await?.into_iter().filter_map(|item| {
        let reason = item.reason.as_deref().and_then(LeftOut::named)?;
        Some(Kept { member: item.membership_id, name: item.name, reason })
    });
    Ok(kept.collect())
}

/// Who holds the plan today, by name, and how many they are. For admins who may edit members and plans, and teams where the plan is one for teams.
pub async fn holders(app: &App, access: &Access, plan: PlanId, slice: Slice) -> Result<(Vec<(MembershipId, String)>, i64)> {
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            offered(&mut tx, &access, plan).await?;
            Ok::<_, Error>(stored::holders_by_name(&mut tx, plan, access.today(), slice).await?)
        })
        .await
}

/// The latest changes of a plan, newest first. For admins who may edit members and plans, and teams where the plan is one for teams.
pub async fn list(app: &App, access: &Access, plan: PlanId) -> Result<Vec<PlanUpdate>> {
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            self::plan(&mut tx, &access, plan).await?;
            Ok::<_, Error>(stored::list(&mut tx, plan, LISTED).await?)
        })
        .await
}

/// Has a draft carried out in the background. For admins who may edit members and plans, and teams where the plan is one for teams.
///
/// # Errors
/// [`Error::Conflict`] where that was done already, or the day has passed.
pub async fn carry_out(app: &App, access: &Access, id: PlanUpdateId) -> Result<()> {
    let (all, access) = (app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let (update, _) = update(&mut tx, &access, id).await?;
            if update.state != "draft" {
                return Err(Error::conflict("not_a_draft", "This was carried out already."));
            }
            if update.starts_on.is_some_and(|day| day < access.today()) {
                return Err(Error::conflict("in_the_past", "The day that was chosen is over. Choose another one."));
            }
            let by = access.user().ok_or(Error::Unauthenticated)?;
            let running = PlanUpdate { state: "running".into(), ..update };
            if work::next(&all, &mut tx, &running, all.clock.now()).await? {
                // What is done is done as whoever said so, who need not have written the draft.
                let name = authors::name(&mut tx, &access).await?;
                return Ok(stored::set_author(&mut tx, id, by, &name).await?);
            }
            Err(Error::conflict("not_a_draft", "This was carried out already."))
        })
        .await
}

/// Removes a draft, or the report of what ended; what was changed stays. For admins who may edit members and plans, and teams where the plan is one for teams.
///
/// # Errors
/// [`Error::Conflict`] while there is something left to do.
pub async fn discard(app: &App, access: &Access, id: PlanUpdateId) -> Result<()> {
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let (update, _) = update(&mut tx, &access, id).await?;
            // Another admin may have it carried out at this moment.
            if update.state == "running" || !stored::delete(&mut tx, id, update.turn).await? {
                return Err(Error::conflict("busy", "This is being worked on. Wait until it is done."));
            }
            Ok(())
        })
        .await
}

//! New memberships: added by an admin, imported, or of somebody who joins (business rules, section 4).

use super::list::{Listed, one};
use super::{Person, facts};
use crate::access::Access;
use crate::questions::{self, Answers};
use crate::{App, Error, Event, FieldError, Result, discount_codes};
use domain::cycles;
use domain::discount_codes::PlanDiscount;
use domain::ids::{MembershipId, MembershipPlanId, PlanExtraId, PlanId};
use domain::memberships::{check_day, first_recurring};
use domain::plans::{Kind, PlanTerms};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::json;
use std::sync::Arc;
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership};
use store::plans::{self, Plan};
use store::{Json, SpaceTx, spaces};

/// A membership that an admin makes.
#[derive(Clone, Debug)]
pub struct Create {
    pub plan: PlanId,
    /// Chosen ones; the same may be there several times (N13).
    pub extras: Vec<PlanExtraId>,
    pub person: Person,
    /// Today without one.
    pub starts_at: Option<Date>,
    /// Day of the first recurring invoice; without one the invoice day of the space decides (V2).
    pub first_invoice_at: Option<Date>,
    /// Without a word: yes if the space has a default invoice day (V3).
    pub prorate_first_invoice: Option<bool>,
    /// False to look at it once more before confirming (J8).
    pub confirmed: bool,
    /// As somebody typed it; lowers the fee of the plan (N14).
    pub discount_code: Option<String>,
}

/// Somebody joins.
#[derive(Clone, Debug)]
pub struct Join {
    pub plan: PlanId,
    pub extras: Vec<PlanExtraId>,
    /// The e-mail is the login's, whatever stands here.
    pub person: Person,
    /// From today on; today without one (J2).
    pub starts_at: Option<Date>,
    /// To what the space asks (J14).
    pub answers: Answers,
    /// As in [`Create`].
    pub discount_code: Option<String>,
}

/// Adds a member (J8). No mail is sent, no login connected.
pub async fn create(app: &App, access: &Access, wish: Create) -> Result<Listed> {
    access.require_admin(Scope::WriteMemberships)?;
    insert(app, access, Wish::new(access, wish)?).await
}

/// Brings a membership over from another system: confirmed, and its start may lie long ago. Nothing is billed for the past.
pub async fn import(app: &App, access: &Access, wish: Create) -> Result<Listed> {
    access.require_admin(Scope::WriteMemberships)?;
    let mut wish = Wish::new(access, Create { confirmed: true, ..wish })?;
    wish.brought_over = true;
    insert(app, access, wish).await
}

/// Joins the space with the caller's login. Confirmed at once unless plan or space want to look first (J6).
pub async fn join(app: &App, access: &Access, wish: Join) -> Result<Listed> {
    let caller = access.caller().ok_or(Error::Unauthenticated)?;
    caller.require(&[Scope::WriteMemberships])?;
    if wish.starts_at.is_some_and(|day| day < access.today()) {
        return Err(FieldError::field("starts_at", "in_the_past", "must not be in the past").into());
    }
    let Join { plan, extras, person, starts_at, answers, discount_code } = wish;
    let (first_invoice_at, prorate_first_invoice) = (None, None);
    let create = Create { plan, extras, person, starts_at, first_invoice_at, prorate_first_invoice, confirmed: true, discount_code };
    let mut wish = Wish::new(access, create)?;
    let address = &wish.person.address;
    if address.full_address.is_none() && (address.street.is_none() || address.city.is_none()) {
        return Err(FieldError::field("address.full_address", "blank", "can't be blank").into());
    }
    wish.user = Some(caller.user);
    wish.answers = answers;
    insert(app, access, wish).await
}

/// A wish that is sound as far as that can be told without the database.
#[derive(Clone)]
struct Wish {
    plan: PlanId,
    extras: Vec<PlanExtraId>,
    person: Person,
    starts_at: Date,
    next_invoice_at: Date,
    prorate: bool,
    confirmed: bool,
    /// Who joins; what admins may do and others not depends on it.
    user: Option<domain::ids::UserId>,
    /// Billed elsewhere up to today.
    brought_over: bool,
    /// Asked of those who join.
    answers: Answers,
    discount_code: Option<String>,
    /// For the account of a team (W1).
    of_team: bool,
}

/// The most extras of one membership.
const MOST_EXTRAS: usize = 100;

impl Wish {
    fn new(access: &Access, wish: Create) -> Result<Self> {
        let Create { plan, extras, person, starts_at, first_invoice_at, prorate_first_invoice, confirmed, discount_code } = wish;
        let person = person.checked(access.space())?;
        let default_day = access.space().settings.0.default_invoice_day;
        let starts_at = starts_at.unwrap_or(access.today());
        check_day("starts_at", starts_at)?;
        if extras.len() > MOST_EXTRAS {
            return Err(FieldError::field("extras", "too_many", "must have at most 100 entries").into());
        }
        let next_invoice_at = match first_invoice_at {
            Some(day) => first_invoice(day, starts_at)?,
            None => first_recurring(starts_at, default_day),
        };
        let prorate = prorate_first_invoice.unwrap_or(default_day.is_some());
        Ok(Self {
            plan,
            extras,
            person,
            starts_at,
            next_invoice_at,
            prorate,
            confirmed,
            user: None,
            brought_over: false,
            answers: Answers::new(),
            discount_code: discount_code.filter(|code| !code.trim().is_empty()),
            of_team: false,
        })
    }
}

/// Checks a wished day of the first recurring invoice (V2, L16).
pub(super) fn first_invoice(day: Date, starts_at: Date) -> Result<Date> {
    check_day("first_invoice_at", day)?;
    if day < starts_at {
        return Err(FieldError::field("first_invoice_at", "before_start", "must not be before the start").into());
    }
    invoice_day("first_invoice_at", day)
}

/// Invoices come on a day that every month has (V2).
pub(crate) fn invoice_day(field: &'static str, day: Date) -> Result<Date> {
    if day.day() > 28 {
        return Err(FieldError::field(field, "not_an_invoice_day", "must be one of the first 28 days of a month").into());
    }
    Ok(day)
}

/// The plan, if it is still on offer.
pub(super) async fn offered(tx: &mut SpaceTx<'_>, id: PlanId) -> Result<Plan> {
    let plan = plans::find(tx, id).await?.filter(|plan| plan.deleted_at.is_none());
    plan.ok_or_else(|| FieldError::relation("plan", "unknown", "does not exist").into())
}

/// The terms of a copy with the chosen extras (N2, N13).
pub(super) fn copied(plan: &Plan, extras: &[PlanExtraId]) -> Result<PlanTerms> {
    let terms = plan.terms.0.copied(extras);
    terms.ok_or_else(|| FieldError::field("extras", "unknown", "has an extra that the plan does not offer").into())
}

/// Refuses an address or a login that has a running membership in the space already (J10, L11).
pub(crate) async fn free(
    tx: &mut SpaceTx<'_>,
    today: Date,
    email: Option<&str>,
    user: Option<domain::ids::UserId>,
    own: Option<MembershipId>,
) -> Result<()> {
    let others = memberships::running_with(tx, today, email, user).await?;
    if others.iter().any(|id| Some(*id) != own) {
        return Err(match user {
            Some(_) => FieldError::base("already_member", "You are a member of this space already.").into(),
            None => FieldError::field("email", "taken", "is used by another membership").into(),
        });
    }
    Ok(())
}

async fn insert(app: &App, access: &Access, wish: Wish) -> Result<Listed> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    let wish = Arc::new(wish);
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let new = put(&app, &access, &mut tx, Wish::clone(&wish)).await?;
        let listed = one(&mut tx, new.id, access.today()).await?;
        tell(&app, &mut tx, &new).await?;
        Ok(listed)
    })
    .await
}

async fn tell(app: &App, tx: &mut SpaceTx<'_>, new: &Membership) -> Result<()> {
    app.emit(tx, Event::CreatedMembership, new.id.0, facts(new, json!({}))).await?;
    if new.confirmed_at.is_some() {
        app.emit(tx, Event::ConfirmedMembership, new.id.0, facts(new, json!({}))).await?;
    }
    if new.user_id.is_some() {
        app.emit(tx, Event::ConnectedUser, new.id.0, facts(new, json!({}))).await?;
    }
    Ok(())
}

/// Adds a member in the caller's transaction, which has asked who may.
pub(crate) async fn take_in(app: &App, access: &Access, tx: &mut SpaceTx<'_>, wish: Create) -> Result<Membership> {
    let new = put(app, access, tx, Wish::new(access, wish)?).await?;
    tell(app, tx, &new).await?;
    Ok(new)
}

/// Writes the membership and the copy of its plan.
async fn put(app: &App, access: &Access, tx: &mut SpaceTx<'_>, mut wish: Wish) -> Result<Membership> {
    let plan = offered(tx, wish.plan).await?;
    check_plan(&plan.terms.0, &wish)?;
    let mut terms = copied(&plan, &wish.extras)?;
    if let Some(code) = &wish.discount_code {
        let code = discount_codes::redeem(tx, code, &plan, access.today()).await?;
        terms.discount = Some(PlanDiscount::new(code, wish.starts_at));
    }
    if let Some(user) = wish.user {
        let user = store::users::find(tx.global(), user).await?.ok_or(Error::Unauthenticated)?;
        wish.person.email = Some(user.email);
        wish.confirmed = !terms.needs_approval && !access.space().settings.0.confirm_members_by_hand;
    }
    if wish.next_invoice_at < access.today() && wish.starts_at < access.today() {
        wish.next_invoice_at = cycles::first_from(wish.next_invoice_at, terms.cycle_months, access.today());
    }
    memberships::lock(tx).await?;
    free(tx, access.today(), wish.person.email.as_deref(), wish.user, None).await?;
    let new = membership(app, tx, &wish).await?;
    memberships::insert(tx, &new).await?;
    if wish.user.is_some() {
        questions::record(app, tx, new.id, &wish.answers).await?;
    }
    if wish.brought_over && new.starts_at < access.today() {
        store::billing::set_since(tx, new.id, access.today()).await?;
    }
    let copy = Copy {
        id: app.id::<MembershipPlanId>(),
        membership_id: new.id,
        parent_plan_id: plan.id,
        starts_at: new.starts_at,
        canceled_to: None,
        terms: Json(terms),
        first_invoice_at: None,
        renewal_waits: false,
    };
    membership_plans::insert(tx, &copy, new.created_at).await?;
    Ok(new)
}

/// The account of a team with a plan (W1): confirmed, and nobody's. Nothing is told of it.
pub(crate) async fn account(app: &App, access: &Access, tx: &mut SpaceTx<'_>, wish: Create) -> Result<Membership> {
    let wish = Wish { of_team: true, ..Wish::new(access, Create { confirmed: true, ..wish })? };
    put(app, access, tx, wish).await
}

/// A member of a team with a plan, who has none (W4): confirmed, from a day on.
pub(crate) async fn seated(app: &App, access: &Access, tx: &mut SpaceTx<'_>, person: Person, starts_at: Date) -> Result<Membership> {
    memberships::lock(tx).await?;
    free(tx, access.today(), person.email.as_deref(), None, None).await?;
    let next_invoice_at = first_recurring(starts_at, access.space().settings.0.default_invoice_day);
    let number = spaces::next_customer_number(tx).await?.to_string();
    let new =
        Membership { customer_number: Some(number), confirmed_at: Some(app.clock.now()), ..blank(app, person, starts_at, next_invoice_at) };
    memberships::insert(tx, &new).await?;
    Ok(new)
}

/// Plans for teams are for teams (W5). One that is hidden can be had by its link, which the API does not show (J1).
fn check_plan(terms: &PlanTerms, wish: &Wish) -> Result<()> {
    if terms.kind == Kind::Team && !wish.of_team {
        return Err(FieldError::relation("plan", "wrong_kind", "is for teams").into());
    }
    if terms.kind != Kind::Team && wish.of_team {
        return Err(FieldError::relation("plan", "wrong_kind", "is for single members").into());
    }
    if wish.user.is_some() && terms.hidden {
        return Err(FieldError::relation("plan", "hidden", "is not offered").into());
    }
    Ok(())
}

async fn membership(app: &App, tx: &mut SpaceTx<'_>, wish: &Wish) -> Result<Membership> {
    let prefix = if wish.of_team { "t-" } else { "" };
    let number = if wish.confirmed { Some(format!("{prefix}{}", spaces::next_customer_number(tx).await?)) } else { None };
    let new = blank(app, wish.person.clone(), wish.starts_at, wish.next_invoice_at);
    Ok(Membership {
        user_id: wish.user.map(|user| user.0),
        user_email: wish.user.and(new.email.clone()),
        customer_number: number,
        confirmed_at: wish.confirmed.then_some(new.created_at),
        prorate_first_invoice: wish.prorate,
        of_team: wish.of_team,
        ..new
    })
}

/// Unconfirmed, and nobody's.
fn blank(app: &App, person: Person, starts_at: Date, next_invoice_at: Date) -> Membership {
    let now = app.clock.now();
    let Person { name, company, email, phone, address, billing_emails, tax_id, charge_taxes } = person;
    Membership {
        id: app.id(),
        user_id: None,
        user_email: None,
        team_id: None,
        team_role: None,
        name,
        company,
        email,
        phone,
        address: Json(address),
        billing_emails: Json(billing_emails),
        charge_taxes,
        customer_number: None,
        tax_id,
        photo: None,
        payment_method: None,
        resource_access: None,
        confirmed_at: None,
        starts_at,
        canceled_to: None,
        canceled_at: None,
        next_invoice_at,
        prorate_first_invoice: false,
        of_team: false,
        created_at: now,
        updated_at: now,
    }
}

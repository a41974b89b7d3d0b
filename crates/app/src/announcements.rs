//! What a space tells its members (O5): admins write, members read what is shown today.

mod mailing;

pub use mailing::{Mailing, mail};

use crate::access::Access;
use crate::jobs::Job;
use crate::{App, Error, Event, FieldError, Result, authors};
use domain::ids::{AnnouncementId, PlanId};
use domain::scopes::Scope;
use domain::texts;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashSet;
use store::announcements::{self, Announcement};
use store::{SpaceTx, membership_plans, plans};
use uuid::Uuid;

/// More than anybody reads.
const MOST: i64 = 1_000;

/// An announcement as it shall be.
#[derive(Clone, Debug)]
pub struct Write {
    pub title: Option<String>,
    pub text: String,
    /// The first day; today without it.
    pub starts_on: Option<Date>,
    /// The last day.
    pub ends_on: Option<Date>,
    /// The only plan whose members it is for; none: all members.
    pub plan: Option<PlanId>,
}

impl From<&Announcement> for Write {
    fn from(one: &Announcement) -> Self {
        Self {
            title: one.title.clone(),
            text: one.text.clone(),
            starts_on: Some(one.starts_on),
            ends_on: one.ends_on,
            plan: one.plan_id.map(PlanId),
        }
    }
}

struct Checked {
    title: Option<String>,
    text: String,
    starts_on: Date,
    ends_on: Option<Date>,
    plan_id: Option<Uuid>,
}

impl Write {
    fn checked(self, today: Date) -> Result<Checked> {
        let title = self.title.filter(|title| !title.trim().is_empty());
        let title = title.map(|title| texts::name(&title)).transpose();
        let title = title.map_err(|bad| FieldError::field("title", bad.code(), bad.to_string()))?;
        let text = self.text.trim().to_owned();
        if text.is_empty() {
            return Err(FieldError::field("text", "blank", "can't be blank").into());
        }
        texts::text(&text).map_err(|bad| FieldError::field("text", bad.code(), bad.to_string()))?;
        let starts_on = self.starts_on.unwrap_or(today);
        if self.ends_on.is_some_and(|last| last < starts_on) {
            return Err(FieldError::field("until", "before_start", "must not be before the first day").into());
        }
        Ok(Checked { title, text, starts_on, ends_on: self.ends_on, plan_id: self.plan.map(|plan| plan.0) })
    }
}

/// All for admins, for members those of today; the newest first.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Announcement>> {
    let on = (!access.is_admin(Scope::ReadAnnouncements)).then(|| access.today());
    if on.is_some() && !access.is_member() {
        access.require_admin(Scope::ReadAnnouncements)?;
    }
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let mut found = announcements::list(&mut tx, on, MOST).await?;
            if on.is_some() {
                let plans = own_plans(&mut tx, &access).await?;
                found.retain(|one| one.plan_id.is_none_or(|plan| plans.contains(&plan)));
            }
            Ok::<_, Error>(found)
        })
        .await
}

/// The plans that whoever asks is on today.
async fn own_plans(tx: &mut SpaceTx<'_>, access: &Access) -> Result<HashSet<Uuid>> {
    let (members, today) = (access.members().iter().map(|member| member.id).collect::<Vec<_>>(), access.today());
    if members.is_empty() {
        return Ok(HashSet::new());
    }
    let copies = membership_plans::of_many(tx, members).await?;
    let now = copies.iter().filter(|copy| copy.starts_at <= today && copy.canceled_to.is_none_or(|last| last >= today));
    Ok(now.map(|copy| copy.parent_plan_id.0).collect())
}

/// The space has the plan, if one is named.
async fn offered(tx: &mut SpaceTx<'_>, plan: Option<Uuid>) -> Result<()> {
    let Some(plan) = plan else { return Ok(()) };
    plans::find(tx, PlanId(plan)).await?.map(drop).ok_or_else(|| FieldError::field("plan", "unknown", "is none of this space").into())
}

/// One; members find it as long as it is shown.
pub async fn get(app: &App, access: &Access, id: AnnouncementId) -> Result<Announcement> {
    let (admin, today) = (access.is_admin(Scope::ReadAnnouncements), access.today());
    if !admin && !access.is_member() {
        access.require_admin(Scope::ReadAnnouncements)?;
    }
    let access = access.clone();
    let found = app.db.read(async move |tx| {
        let mut tx = access.bind(tx);
        let Some(one) = announcements::find(&mut tx, id).await? else { return Ok(None) };
        let meant = match one.plan_id {
            Some(plan) if !admin => own_plans(&mut tx, &access).await?.contains(&plan),
            _ => true,
        };
        Ok::<_, Error>(Some(one).filter(|_| meant))
    });
    let found = found.await?;
    let shown = |one: &Announcement| one.starts_on <= today && one.ends_on.is_none_or(|last| today <= last);
    found.filter(|one| admin || shown(one)).ok_or(Error::NOT_FOUND)
}

/// Under the name of the admin who asks. With `mail` it goes to all active members on its first day, too. For admins who may
/// edit what is said to members.
pub async fn create(app: &App, access: &Access, wish: Write, mail: bool) -> Result<Announcement> {
    access.require_admin(Scope::WriteAnnouncements)?;
    let (Checked { title, text, starts_on, ends_on, plan_id }, now) = (wish.checked(access.today())?, app.clock.now());
    let (app, access, id) = (app.clone(), access.clone(), app.id());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let author_name = authors::name(&mut tx, &access).await?;
        let (title, text) = (title.clone(), text.clone());
        offered(&mut tx, plan_id).await?;
        let mailed_at = None;
        let new = Announcement { id, title, text, starts_on, ends_on, author_name, mailed_at, plan_id, created_at: now, updated_at: now };
        announcements::insert(&mut tx, &new).await?;
        if mail {
            let job = Job::MailAnnouncement(Mailing { space: access.space_id(), announcement: id });
            let at = access.midnight(starts_on).map_or(now, |first| first.max(now));
            app.enqueue(tx.global(), Some(access.space_id()), &job, at).await?;
        }
        app.emit(&mut tx, Event::CreatedAnnouncement, new.id.0, facts(&new)).await?;
        Ok(new)
    })
    .await
}

fn facts(one: &Announcement) -> serde_json::Value {
    json!({"title": one.title, "from": one.starts_on, "until": one.ends_on})
}

/// For admins who may edit what is said to members.
pub async fn update(
    app: &App,
    access: &Access,
    id: AnnouncementId,
    change: impl Fn(&mut Write) + Send + Sync + 'static,
) -> Result<Announcement> {
    access.require_admin(Scope::WriteAnnouncements)?;
    let (app, access, now) = (app.clone(), access.clone(), app.clock.now());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = announcements::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let mut wish = Write::from(&before);
        change(&mut wish);
        let Checked { title, text, starts_on, ends_on, plan_id } = wish.checked(access.today())?;
        if plan_id != before.plan_id {
            offered(&mut tx, plan_id).await?;
        }
        let after = Announcement { title, text, starts_on, ends_on, plan_id, updated_at: now, ..before };
        announcements::update(&mut tx, &after).await?;
        app.emit(&mut tx, Event::UpdatedAnnouncement, id.0, facts(&after)).await?;
        Ok(after)
    })
    .await
}

/// For admins who may edit what is said to members.
pub async fn delete(app: &App, access: &Access, id: AnnouncementId) -> Result<()> {
    access.require_admin(Scope::WriteAnnouncements)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = announcements::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        announcements::delete(&mut tx, id).await?;
        app.emit(&mut tx, Event::DeletedAnnouncement, id.0, facts(&found)).await
    })
    .await
}

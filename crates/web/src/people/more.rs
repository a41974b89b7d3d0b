//! What else is known of a member: notes, files, fields of the space's own, answers, passes, visits and what happened.

use super::files::Kept;
use super::{HERE, read};
use crate::accounts::Nothing;
use crate::inside::{day, enter_admin, failure, time};
use crate::language::t;
use crate::once::Once;
use crate::pages::problem;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::memberships::View;
use app::time_passes::Add;
use app::{Error, FieldError, activities, check_ins, custom_fields, membership_notes, questions, time_passes};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::ids::{CustomFieldId, MembershipId, NoteId, PassTemplateId, TimePassId};
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::SignedDuration;
use serde::Deserialize;
use std::collections::HashMap;
use store::resources::Slice;

/// How far back visits are shown, and how many.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 90);
const VISITS: Slice = Slice { limit: 10, offset: 0 };
/// Entries of what happened.
const HAPPENED: u32 = 15;

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/admin/members/{id}/notes", post(add_note))
        .route("/admin/members/{id}/notes/{note}/delete", post(delete_note))
        .route("/admin/members/{id}/fields", post(fill))
        .route("/admin/members/{id}/passes", post(give))
        .route("/admin/members/{id}/passes/{pass}/delete", post(take_away))
}

pub(super) struct Note {
    pub id: NoteId,
    pub text: String,
    pub about: String,
    pub sticky: bool,
}

pub(super) struct Field {
    pub id: CustomFieldId,
    pub label: String,
    pub value: String,
}

pub(super) struct Pass {
    pub id: TimePassId,
    pub name: String,
    pub about: String,
}

/// A kind of passes that the member's plan has.
pub(super) struct Kind {
    pub id: PassTemplateId,
    pub name: String,
}

/// Each part is empty, or none, for who may not see it.
#[derive(Default)]
pub(super) struct More {
    pub notes: Option<Vec<Note>>,
    pub files: Option<Vec<Kept>>,
    pub fields: Vec<Field>,
    pub answers: Vec<(String, String)>,
    pub passes: Option<Vec<Pass>>,
    pub kinds: Vec<Kind>,
    pub visits: Option<Vec<String>>,
    pub history: Vec<(String, String)>,
    pub may_note: bool,
    pub may_fill: bool,
    pub may_give: bool,
}

pub(super) fn moment(access: &Access, at: jiff::Timestamp) -> String {
    format!("{}, {}", day(access.zone().to_datetime(at).date()), time(access, at))
}

impl More {
    pub async fn of(visit: &Visit, access: &Access, view: &View) -> Result<Self, Response> {
        let (app, id) = (visit.app(), view.membership.id);
        let mut more = Self {
            may_note: access.is_admin(Scope::WriteMembershipNotes),
            may_fill: access.is_admin(Scope::WriteCustomFields),
            may_give: access.is_admin(Scope::WriteTimePasses),
            ..Self::default()
        };
        if access.is_admin(Scope::ReadMembershipNotes) {
            let found = membership_notes::list(app, access, id).await.map_err(failure)?;
            let note = |one: store::membership_notes::Note| Note {
                id: one.id,
                about: format!("{}, {}", one.author_name, moment(access, one.created_at)),
                text: one.text,
                sticky: one.sticky,
            };
            more.notes = Some(found.into_iter().map(note).collect());
            more.files = Some(super::files::of(visit, access, id).await?);
        }
        if access.is_admin(Scope::ReadCustomFields) {
            let found = custom_fields::of(app, access, id).await.map_err(failure)?;
            let field = |one: store::custom_fields::Filled| Field { id: one.id, label: one.label, value: one.value.unwrap_or_default() };
            more.fields = found.into_iter().map(field).collect();
        }
        if access.is_admin(Scope::ReadAnswers) {
            let found = questions::answers(app, access, Some(id)).await.map_err(failure)?;
            more.answers = found.into_iter().map(|one| (one.question, one.text)).collect();
        }
        if access.is_admin(Scope::ReadTimePasses) {
            more.passes = Some(passes(visit, access, id).await?);
            let plan = view.current.as_ref();
            let kinds = plan.map(|copy| copy.terms.0.time_passes.iter().map(|kind| Kind { id: kind.id, name: kind.name.clone() }));
            more.kinds = kinds.map(Iterator::collect).unwrap_or_default();
        }
        more.visits = visited(visit, access, id).await?;
        if access.is_admin(Scope::ReadActivities) {
            let wanted = activities::Wanted { sources: vec![id.0], last: Some(HAPPENED), ..activities::Wanted::default() };
            let found = activities::list(app, access, wanted).await.map_err(failure)?;
            more.history = found.iter().map(|one| (moment(access, one.created_at), crate::invoices::happened(&one.kind))).collect();
        }
        Ok(more)
    }
}

async fn passes(visit: &Visit, access: &Access, id: MembershipId) -> Result<Vec<Pass>, Response> {
    let found = time_passes::unused(visit.app(), access, id).await.map_err(failure)?;
    let pass = |one: store::time_passes::TimePass| {
        let until = one.expires_at.map(|at| t("people-pass-until").with("when", moment(access, at)));
        Pass { id: one.id, name: one.name, about: until.unwrap_or_else(|| t("people-pass-no-end")).to_string() }
    };
    Ok(found.into_iter().map(pass).collect())
}

async fn visited(visit: &Visit, access: &Access, id: MembershipId) -> Result<Option<Vec<String>>, Response> {
    if !access.is_admin(Scope::ReadCheckIns) {
        return Ok(None);
    }
    let now = visit.app().clock.now();
    let within = Interval::new(now.saturating_sub(BACK).unwrap_or(now), now.saturating_add(SignedDuration::from_hours(1)).unwrap_or(now));
    let found = check_ins::of_member(visit.app(), access, id, within, false, VISITS).await.map_err(failure)?;
    let line = |one: &store::check_ins::CheckIn| {
        let when = format!("{} – {}", moment(access, one.valid_from), time(access, one.valid_until));
        match &one.guest_name {
            Some(guest) => t("members-visit-with").with("when", when).with("guest", guest).to_string(),
            None => when,
        }
    };
    Ok(Some(found.items.iter().map(line).collect()))
}

#[derive(Deserialize)]
struct TypedNote {
    #[serde(default)]
    text: String,
    #[serde(default)]
    sticky: Option<String>,
}

pub(super) async fn enter(visit: &Visit, id: MembershipId, scope: Scope) -> Result<Access, Response> {
    enter_admin(visit, &format!("{HERE}/{id}"), scope).await
}

/// Back to the member, or the member's page with what was wrong.
pub(super) async fn done(visit: &Visit, access: &Access, id: MembershipId, result: app::Result<()>) -> Result<Response, Response> {
    let problems = match result {
        Ok(()) => return Ok(lead_to(&format!("{HERE}/{id}"))),
        Err(Error::Conflict { message, .. } | Error::Unbookable { message, .. }) => Problems::base_only(message),
        Err(error) => Problems::of(error)?,
    };
    super::profile::show(visit, access, id, problems, None).await
}

async fn add_note(Path(id): Path<String>, Once(Posted { visit, form }): Once<TypedNote>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, id, Scope::WriteMembershipNotes).await?;
    let noted = membership_notes::create(visit.app(), &access, id, &form.text, form.sticky.is_some()).await;
    let noted = noted.map(drop).map_err(|error| match error {
        Error::Invalid(_) => FieldError::base("note", "A note needs a text of reasonable length.").into(),
        other => other,
    });
    done(&visit, &access, id, noted).await
}

async fn delete_note(Path((id, note)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (id, note) = (read(&id)?, note.parse().map_err(|_| problem(&Error::NOT_FOUND))?);
    let access = enter(&visit, id, Scope::WriteMembershipNotes).await?;
    membership_notes::delete(visit.app(), &access, id, note).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}/{id}")))
}

/// The values, by the names of their fields.
#[derive(Deserialize)]
struct TypedFields {
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

async fn fill(Path(id): Path<String>, Posted { visit, form }: Posted<TypedFields>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, id, Scope::WriteCustomFields).await?;
    let values = form.rest.into_iter().filter_map(|(name, value)| Some((name.strip_prefix("field-")?.parse().ok()?, value)));
    let filled = custom_fields::fill(visit.app(), &access, id, values.collect()).await.map(drop);
    done(&visit, &access, id, filled).await
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    count: String,
    #[serde(default)]
    charge: Option<String>,
}

async fn give(Path(id): Path<String>, Once(Posted { visit, form }): Once<Given>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, id, Scope::WriteTimePasses).await?;
    let given = match (form.kind.parse(), form.count.trim().parse()) {
        (Ok(template), Ok(count)) => {
            time_passes::add(visit.app(), &access, id, Add { template, count, charge: form.charge.is_some() }).await.map(drop)
        }
        _ => Err(FieldError::base("passes", "How many passes, and of which kind?").into()),
    };
    done(&visit, &access, id, given).await
}

async fn take_away(Path((id, pass)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (id, pass) = (read(&id)?, pass.parse().map_err(|_| problem(&Error::NOT_FOUND))?);
    let access = enter(&visit, id, Scope::WriteTimePasses).await?;
    let gone = time_passes::remove(visit.app(), &access, id, pass).await.map(drop);
    done(&visit, &access, id, gone).await
}

//! What a space asks people who sign up, and what they answered (J14). Everybody sees the questions, admins the rest.

use crate::access::Access;
use crate::{App, Error, FieldError, Result};
use domain::ids::{AnswerId, MembershipId, QuestionId};
use domain::questions::{self as rules, QuestionKind};
use domain::refusal::Refusal;
use domain::scopes::Scope;
use domain::texts;
use std::collections::BTreeMap;
use store::questions::{self, Answer, Question};
use store::{Json, SpaceTx, memberships};

/// More questions than anybody answers.
const MOST: usize = 100;
const MOST_ANSWERS: i64 = 50_000;

/// A question as it shall be.
#[derive(Clone, Debug)]
pub struct Write {
    pub text: String,
    pub kind: QuestionKind,
    pub options: Vec<String>,
    pub required: bool,
}

impl From<&Question> for Write {
    fn from(question: &Question) -> Self {
        Self { text: question.text.clone(), kind: question.kind, options: question.options.0.clone(), required: question.required }
    }
}

impl Write {
    fn checked(self) -> Result<Self> {
        let text = texts::name(&self.text).map_err(|bad| FieldError::field("text", bad.code(), bad.to_string()))?;
        let options = rules::options(self.kind, &self.options)?;
        Ok(Self { text, options, ..self })
    }
}

/// In the order in which they are asked. For everybody: who signs up answers them.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Question>> {
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(questions::list(&mut access.bind(tx)).await?)).await
}

/// For admins who may see memberships.
pub async fn get(app: &App, access: &Access, id: QuestionId) -> Result<Question> {
    access.require_admin(Scope::ReadQuestions)?;
    let access = access.clone();
    app.db.read(async move |tx| questions::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// Behind those there are. For admins who may edit memberships.
pub async fn create(app: &App, access: &Access, wish: Write) -> Result<Question> {
    access.require_admin(Scope::WriteQuestions)?;
    let (wish, now) = (wish.checked()?, app.clock.now());
    let (id, access) = (app.id(), access.clone());
    let Write { text, kind, options, required } = wish;
    let new = Question { id, text, kind, options: Json(options), required, created_at: now, updated_at: now };
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            if questions::list(&mut tx).await?.len() >= MOST {
                return Err(FieldError::base("too_many", "There can be 100 questions at most.").into());
            }
            questions::insert(&mut tx, &new).await?;
            Ok(new.clone())
        })
        .await
}

/// Answers stay as they were given. For admins who may edit memberships.
pub async fn update(app: &App, access: &Access, id: QuestionId, change: impl Fn(&mut Write) + Send + Sync + 'static) -> Result<Question> {
    access.require_admin(Scope::WriteQuestions)?;
    let (access, now) = (access.clone(), app.clock.now());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let before = questions::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let mut wish = Write::from(&before);
            change(&mut wish);
            let Write { text, kind, options, required } = wish.checked()?;
            let after = Question { text, kind, options: Json(options), required, updated_at: now, ..before };
            questions::update(&mut tx, &after).await?;
            Ok(after)
        })
        .await
}

/// With its answers. For admins who may edit memberships.
pub async fn delete(app: &App, access: &Access, id: QuestionId) -> Result<()> {
    access.require_admin(Scope::WriteQuestions)?;
    let access = access.clone();
    let gone = app.db.write(async move |tx| Ok::<_, Error>(questions::delete(&mut access.bind(tx), id).await?)).await?;
    if gone { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// All answers of the space, or those of a membership. For admins who may see memberships.
pub async fn answers(app: &App, access: &Access, of: Option<MembershipId>) -> Result<Vec<Answer>> {
    access.require_admin(Scope::ReadAnswers)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            Ok::<_, Error>(match of {
                None => questions::answers(&mut tx, MOST_ANSWERS).await?,
                Some(membership) => questions::answers_of(&mut tx, membership).await?,
            })
        })
        .await
}

/// For admins who may see memberships.
pub async fn answer(app: &App, access: &Access, id: AnswerId) -> Result<Answer> {
    access.require_admin(Scope::ReadAnswers)?;
    let access = access.clone();
    app.db.read(async move |tx| questions::find_answer(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

async fn fitting(tx: &mut SpaceTx<'_>, question: QuestionId, text: &str) -> Result<(Question, String)> {
    let unknown = || FieldError::field("question_id", "unknown", "does not exist");
    let question = questions::find(tx, question).await?.ok_or_else(unknown)?;
    let text = rules::answer(question.kind, &question.options.0, question.required, text)?;
    Ok((question, text))
}

/// What somebody answers who signs up.
pub type Answers = BTreeMap<QuestionId, String>;

/// Keeps the answers of somebody who signs up; blank ones are left out.
///
/// # Errors
/// [`Error::Invalid`] at `answers.ID` where one is required and missing, does not go with its question, or no question is
/// called so.
pub(crate) async fn record(app: &App, tx: &mut SpaceTx<'_>, membership: MembershipId, given: &Answers) -> Result<()> {
    let (asked, now) = (questions::list(tx).await?, app.clock.now());
    if let Some(id) = given.keys().find(|id| !asked.iter().any(|question| question.id == **id)) {
        return Err(FieldError::field(format!("answers.{id}"), "unknown", "does not exist").into());
    }
    for Question { id: question_id, text: question, kind, options, required, .. } in asked {
        let typed = given.get(&question_id).map_or("", String::as_str);
        let wrong = |refusal: Refusal| FieldError::field(format!("answers.{question_id}"), refusal.code, refusal.message);
        let text = rules::answer(kind, &options.0, required, typed).map_err(wrong)?;
        if !text.is_empty() {
            let new = Answer { id: app.id(), question_id, question, membership_id: membership, text, created_at: now, updated_at: now };
            questions::insert_answer(tx, &new).await?;
        }
    }
    Ok(())
}

/// Answers for a member. For admins who may edit memberships.
///
/// # Errors
/// [`Error::Invalid`] where the text does not go with the question, or the member has answered it.
pub async fn create_answer(app: &App, access: &Access, question: QuestionId, membership: MembershipId, text: String) -> Result<Answer> {
    access.require_admin(Scope::WriteAnswers)?;
    let (id, now, access) = (app.id(), app.clock.now(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let unknown = || FieldError::field("membership_id", "unknown", "does not exist");
            memberships::find(&mut tx, membership).await?.ok_or_else(unknown)?;
            let (question, text) = fitting(&mut tx, question, &text).await?;
            let (question_id, question) = (question.id, question.text);
            let new = Answer { id, question_id, question, membership_id: membership, text, created_at: now, updated_at: now };
            questions::insert_answer(&mut tx, &new).await?;
            Ok(new)
        })
        .await
}

/// For admins who may edit memberships.
pub async fn update_answer(app: &App, access: &Access, id: AnswerId, text: String) -> Result<Answer> {
    access.require_admin(Scope::WriteAnswers)?;
    let (access, now) = (access.clone(), app.clock.now());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let before = questions::find_answer(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let (_, text) = fitting(&mut tx, before.question_id, &text).await?;
            let after = Answer { text, updated_at: now, ..before };
            questions::update_answer(&mut tx, &after).await?;
            Ok::<_, Error>(after)
        })
        .await
}

/// For admins who may edit memberships.
pub async fn delete_answer(app: &App, access: &Access, id: AnswerId) -> Result<()> {
    access.require_admin(Scope::WriteAnswers)?;
    let access = access.clone();
    let gone = app.db.write(async move |tx| Ok::<_, Error>(questions::delete_answer(&mut access.bind(tx), id).await?)).await?;
    if gone { Ok(()) } else { Err(Error::NOT_FOUND) }
}

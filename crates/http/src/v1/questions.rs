//! What a space asks people who sign up, and what they answered.

use crate::access::{ByHost, SpaceAccess, VisitorAccess};
use crate::error::Error;
use crate::input::{Id, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadAnswers, ReadQuestions, WriteAnswers, WriteQuestions};
use crate::style::V1;
use crate::v1::{Body, Json, Time};
use crate::v2::NoContent;
use app::FieldError;
use app::questions::{self, Write};
use domain::ids::{AnswerId, MembershipId, QuestionId};
use domain::questions::QuestionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::questions::{Answer, Question};

const SEE: &str = "**Access**: admins who may see memberships.";
const EDIT: &str = "**Access**: admins who may edit memberships.";

pub fn operations(api: &mut Api<V1>) {
    api.tag("Questions");
    api.get("v1-list-questions", "/api/questions", list, "What people are asked when they sign up").about("**Access**: any user.");
    api.post("v1-create-question", "/api/questions", create, "Add a question")
        .about("It is asked last. **Access**: admins who may edit memberships.");
    api.get("v1-get-question", "/api/questions/{id}", get, "One question").about(SEE);
    api.put("v1-update-question", "/api/questions/{id}", update, "Change a question")
        .about("What is not given stays; answers stay as they were given. **Access**: admins who may edit memberships.");
    api.delete("v1-delete-question", "/api/questions/{id}", delete, "Delete a question with its answers").about(EDIT);
    api.tag("Answers");
    api.get("v1-list-answers", "/api/answers", answers, "What people answered").about(SEE);
    api.post("v1-create-answer", "/api/answers", create_answer, "Answer a question for a member").about(EDIT);
    api.get("v1-get-answer", "/api/answers/{id}", answer, "One answer").about(SEE);
    api.put("v1-update-answer", "/api/answers/{id}", update_answer, "Change an answer").about(EDIT);
    api.delete("v1-delete-answer", "/api/answers/{id}", delete_answer, "Delete an answer").about(EDIT);
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Kind {
    /// One line.
    Text,
    LongText,
    /// One of the options.
    Choice,
    /// Yes or no.
    Checkbox,
    Date,
}

impl From<Kind> for QuestionKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::LongText => Self::LongText,
            Kind::Choice => Self::Choice,
            Kind::Checkbox => Self::Checkbox,
            Kind::Date => Self::Date,
        }
    }
}
impl From<QuestionKind> for Kind {
    fn from(kind: QuestionKind) -> Self {
        match kind {
            QuestionKind::Text => Self::Text,
            QuestionKind::LongText => Self::LongText,
            QuestionKind::Choice => Self::Choice,
            QuestionKind::Checkbox => Self::Checkbox,
            QuestionKind::Date => Self::Date,
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewQuestion")]
struct NewQuestion {
    text: String,
    /// `text` without it.
    #[serde(default, rename = "type")]
    kind: Option<Kind>,
    /// What can be chosen; of a `choice` alone.
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    required: Option<bool>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "QuestionChange")]
struct Change {
    text: Patch<String>,
    #[serde(rename = "type")]
    kind: Patch<Kind>,
    options: Patch<Vec<String>>,
    required: Patch<bool>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Question")]
struct QuestionObject {
    id: String,
    text: String,
    #[serde(rename = "type")]
    kind: Kind,
    options: Vec<String>,
    required: bool,
    #[schemars(with = "String")]
    created_at: Time,
    #[schemars(with = "String")]
    updated_at: Time,
}

impl From<Question> for QuestionObject {
    fn from(question: Question) -> Self {
        Self {
            id: question.id.to_string(),
            text: question.text,
            kind: question.kind.into(),
            options: question.options.0,
            required: question.required,
            created_at: question.created_at.into(),
            updated_at: question.updated_at.into(),
        }
    }
}

async fn list(access: VisitorAccess<ReadQuestions, ByHost>) -> Result<Json<Vec<QuestionObject>>, Error> {
    let found = questions::list(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(QuestionObject::from).collect()))
}

async fn get(access: SpaceAccess<ReadQuestions, ByHost>, Id(id): Id<QuestionId>) -> Result<Json<QuestionObject>, Error> {
    Ok(Json(questions::get(access.app(), &access, id).await?.into()))
}

async fn create(access: SpaceAccess<WriteQuestions, ByHost>, Body(new): Body<NewQuestion>) -> Result<Json<QuestionObject, 201>, Error> {
    let kind = new.kind.unwrap_or(Kind::Text).into();
    let wish = Write { text: new.text, kind, options: new.options, required: new.required.unwrap_or_default() };
    Ok(Json(questions::create(access.app(), &access, wish).await?.into()))
}

async fn update(
    access: SpaceAccess<WriteQuestions, ByHost>,
    Id(id): Id<QuestionId>,
    Body(change): Body<Change>,
) -> Result<Json<QuestionObject>, Error> {
    let changed = questions::update(access.app(), &access, id, move |wish| {
        change.text.clone().apply(&mut wish.text);
        change.kind.clone().map(QuestionKind::from).apply(&mut wish.kind);
        change.options.clone().apply(&mut wish.options);
        change.required.clone().apply(&mut wish.required);
    });
    Ok(Json(changed.await?.into()))
}

async fn delete(access: SpaceAccess<WriteQuestions, ByHost>, Id(id): Id<QuestionId>) -> Result<NoContent, Error> {
    questions::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Of {
    /// Only those of this membership.
    membership_id: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewAnswer")]
struct NewAnswer {
    question_id: String,
    membership_id: String,
    text: String,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "AnswerChange")]
struct AnswerChange {
    text: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Answer")]
struct AnswerObject {
    id: String,
    question: Asked,
    membership_id: String,
    /// Days as `2010-01-31`, a checkbox as `true` or `false`.
    text: String,
    #[schemars(with = "String")]
    created_at: Time,
    #[schemars(with = "String")]
    updated_at: Time,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Asked {
    id: String,
    /// As it reads now.
    text: String,
}

impl From<Answer> for AnswerObject {
    fn from(answer: Answer) -> Self {
        Self {
            id: answer.id.to_string(),
            question: Asked { id: answer.question_id.to_string(), text: answer.question },
            membership_id: answer.membership_id.to_string(),
            text: answer.text,
            created_at: answer.created_at.into(),
            updated_at: answer.updated_at.into(),
        }
    }
}

async fn answers(access: SpaceAccess<ReadAnswers, ByHost>, Query(of): Query<Of>) -> Result<Json<Vec<AnswerObject>>, Error> {
    let unknown = |_| app::Error::from(FieldError::parameter("membership_id", "unknown", "does not exist"));
    let of = of.membership_id.map(|id| id.parse::<MembershipId>()).transpose().map_err(unknown)?;
    let found = questions::answers(access.app(), &access, of).await?;
    Ok(Json(found.into_iter().map(AnswerObject::from).collect()))
}

async fn answer(access: SpaceAccess<ReadAnswers, ByHost>, Id(id): Id<AnswerId>) -> Result<Json<AnswerObject>, Error> {
    Ok(Json(questions::answer(access.app(), &access, id).await?.into()))
}

async fn create_answer(access: SpaceAccess<WriteAnswers, ByHost>, Body(new): Body<NewAnswer>) -> Result<Json<AnswerObject, 201>, Error> {
    let unknown = |field: &'static str| move |_| app::Error::from(FieldError::field(field, "unknown", "does not exist"));
    let question: QuestionId = new.question_id.parse().map_err(unknown("question_id"))?;
    let membership: MembershipId = new.membership_id.parse().map_err(unknown("membership_id"))?;
    Ok(Json(questions::create_answer(access.app(), &access, question, membership, new.text).await?.into()))
}

async fn update_answer(
    access: SpaceAccess<WriteAnswers, ByHost>,
    Id(id): Id<AnswerId>,
    Body(change): Body<AnswerChange>,
) -> Result<Json<AnswerObject>, Error> {
    Ok(Json(questions::update_answer(access.app(), &access, id, change.text).await?.into()))
}

async fn delete_answer(access: SpaceAccess<WriteAnswers, ByHost>, Id(id): Id<AnswerId>) -> Result<NoContent, Error> {
    questions::delete_answer(access.app(), &access, id).await?;
    Ok(NoContent)
}

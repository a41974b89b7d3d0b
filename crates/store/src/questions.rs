//! What a space asks people who sign up (rule J14), and what they answered.

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{AnswerId, MembershipId, QuestionId};
use domain::questions::QuestionKind;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Question {
        pub id: QuestionId as Uuid,
        pub text: String,
        pub kind: QuestionKind as String,
        /// What can be chosen.
        pub options: Json<Vec<String>>,
        pub required: bool,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Answer {
        pub id: AnswerId as Uuid,
        pub question_id: QuestionId as Uuid,
        /// What was asked, as it reads now.
        pub question: String,
        pub membership_id: MembershipId as Uuid,
        pub text: String,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, text, kind, options, required, created_at, updated_at FROM questions"
    };
}
macro_rules! answer_columns {
    () => {
        "SELECT a.id, a.question_id, q.text AS question, a.membership_id, a.text, a.created_at, a.updated_at FROM answers a
        JOIN questions q ON q.space_id = a.space_id AND q.id = a.question_id"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    LIST = concat!(columns!(), " WHERE space_id = $1 ORDER BY position, id");
    LAST_POSITION = "SELECT COALESCE(MAX(position), 0) FROM questions WHERE space_id = $1";
    INSERT = "INSERT INTO questions (space_id, id, position, text, kind, options, required, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE questions SET text = $3, kind = $4, options = $5, required = $6, updated_at = $7 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM questions WHERE space_id = $1 AND id = $2";
    FIND_ANSWER = concat!(answer_columns!(), " WHERE a.space_id = $1 AND a.id = $2");
    ANSWERS = concat!(answer_columns!(), " WHERE a.space_id = $1 ORDER BY a.id LIMIT $2");
    ANSWERS_OF = concat!(answer_columns!(), " WHERE a.space_id = $1 AND a.membership_id = $2 ORDER BY q.position, q.id");
    INSERT_ANSWER = "INSERT INTO answers (space_id, id, question_id, membership_id, text, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE_ANSWER = "UPDATE answers SET text = $3, updated_at = $4 WHERE space_id = $1 AND id = $2";
    DELETE_ANSWER = "DELETE FROM answers WHERE space_id = $1 AND id = $2";
}

/// Those of the space, in the order in which they are asked.
pub async fn list(tx: &mut SpaceTx<'_>) -> Result<Vec<Question>> {
    tx.query(LIST, params![]).await
}

pub async fn find(tx: &mut SpaceTx<'_>, id: QuestionId) -> Result<Option<Question>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: QuestionId) -> Result<Option<Question>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

/// Behind those there are.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Question) -> Result<()> {
    let (last,): (i64,) = tx.query_one(LAST_POSITION, params![]).await?;
    let mut values = params![new.id.0, last + 1, &*new.text, new.kind.name(), &new.options, new.required];
    values.extend(params![new.created_at, new.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn update(tx: &mut SpaceTx<'_>, now: &Question) -> Result<()> {
    let values = params![now.id.0, &*now.text, now.kind.name(), &now.options, now.required, now.updated_at];
    tx.execute(UPDATE, values).await.map(drop)
}

/// With its answers; whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, id: QuestionId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}

/// All of the space, oldest first.
pub async fn answers(tx: &mut SpaceTx<'_>, most: i64) -> Result<Vec<Answer>> {
    tx.query(ANSWERS, params![most]).await
}

/// Those of a membership, in the order of the questions.
pub async fn answers_of(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<Vec<Answer>> {
    tx.query(ANSWERS_OF, params![membership.0]).await
}

pub async fn find_answer(tx: &mut SpaceTx<'_>, id: AnswerId) -> Result<Option<Answer>> {
    tx.query_opt(FIND_ANSWER, params![id.0]).await
}

/// `question` is not read. Breaks `answers_one` where the membership has answered the question.
pub async fn insert_answer(tx: &mut SpaceTx<'_>, new: &Answer) -> Result<()> {
    let values = params![new.id.0, new.question_id.0, new.membership_id.0, &*new.text, new.created_at, new.updated_at];
    tx.execute(INSERT_ANSWER, values).await.map(drop)
}

/// Writes the text.
pub async fn update_answer(tx: &mut SpaceTx<'_>, now: &Answer) -> Result<()> {
    tx.execute(UPDATE_ANSWER, params![now.id.0, &*now.text, now.updated_at]).await.map(drop)
}

/// Whether it was there.
pub async fn delete_answer(tx: &mut SpaceTx<'_>, id: AnswerId) -> Result<bool> {
    Ok(tx.execute(DELETE_ANSWER, params![id.0]).await? == 1)
}

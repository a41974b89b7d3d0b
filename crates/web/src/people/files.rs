//! Files that are kept with a member: attached, taken, deleted.

use super::more::{done, enter, moment};
use super::read;
use crate::accounts::Nothing;
use crate::inside::failure;
use crate::language::{decimal, t};
use crate::pages::missing;
use crate::visits::{Desk, Posted, Uploaded, Visit, lead_to};
use app::access::Access;
use app::membership_files::{self, MOST_BYTES};
use axum::Router;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::files;
use domain::ids::{MembershipFileId, MembershipId};
use domain::scopes::Scope;
use http_api::downloads::Whole;
use store::membership_files::File;

/// Bytes of a form with such a file.
const FORM: usize = MOST_BYTES + (16 << 10);

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/admin/members/{id}/files", post(attach))
        .route("/admin/members/{id}/files/{file}", get(take))
        .route("/admin/members/{id}/files/{file}/delete", post(delete))
}

/// A file as a line.
pub(super) struct Kept {
    pub id: MembershipFileId,
    pub name: String,
    pub about: String,
}

pub(super) async fn of(visit: &Visit, access: &Access, id: MembershipId) -> Result<Vec<Kept>, Response> {
    let found = membership_files::list(visit.app(), access, id).await.map_err(failure)?;
    let kept = |file: File| {
        let about = format!("{}, {}, {}", size(file.size), file.author_name, moment(access, file.created_at));
        Kept { id: file.id, name: file.name, about }
    };
    Ok(found.into_iter().map(kept).collect())
}

/// Rounded up, so that nothing is nothing.
fn size(bytes: u32) -> String {
    if bytes < 1_000_000 {
        return t("people-kilobytes").with("size", bytes.div_ceil(1_000)).to_string();
    }
    let tenths = bytes.div_ceil(100_000);
    t("people-megabytes").with("size", decimal(&format!("{}.{}", tenths / 10, tenths % 10))).to_string()
}

async fn attach(Path(id): Path<String>, Uploaded { visit, file, file_name, .. }: Uploaded<FORM>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter(&visit, id, Scope::WriteMembershipNotes).await?;
    let attached = membership_files::add(visit.app(), &access, id, &file_name, file).await.map(drop);
    done(&visit, &access, id, attached).await
}

fn both(id: &str, file: &str) -> Result<(MembershipId, MembershipFileId), Response> {
    Ok((read(id)?, file.parse().map_err(|_| missing())?))
}

/// To be saved, never to be shown by the browser: nobody has looked at what is in it.
async fn take(Path((id, file)): Path<(String, String)>, visit: Visit) -> Result<Response, Response> {
    let (id, file) = both(&id, &file)?;
    let access = enter(&visit, id, Scope::ReadMembershipNotes).await?;
    let (about, body) = membership_files::get(visit.app(), &access, id, file).await.map_err(failure)?;
    let mut response = Whole { name: &about.name, media: files::media(&body), body }.into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(visit.page(response))
}

async fn delete(Path((id, file)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (id, file) = both(&id, &file)?;
    let access = enter(&visit, id, Scope::WriteMembershipNotes).await?;
    membership_files::delete(visit.app(), &access, id, file).await.map_err(failure)?;
    Ok(lead_to(&format!("{}/{id}", super::HERE)))
}

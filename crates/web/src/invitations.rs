//! `SUBDOMAIN/invitations/ID` and `SUBDOMAIN/admin/invitations/TOKEN`: what somebody was invited to.

use crate::accounts::{Frame, Nothing, dead, told};
use crate::language::{Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Visit};
use app::{Error, admins, invitations};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::InvitationId;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/invitations/{id}", get(membership).post(connect))
        .route("/admin/invitations/{token}", get(admin).post(become_admin))
        .with_state(desk.clone())
}

/// Asks before the link is used: programs that look into mails open links.
#[derive(Template)]
#[template(path = "invitation.html")]
struct Page {
    frame: Frame,
    title: Text,
    text: Text,
    button: Text,
    /// Of this page, for the form and for the way back from signing in.
    here: String,
}

async fn show(visit: &Visit, title: Text, text: Text, button: Text, here: String) -> Result<Response, Response> {
    let frame = Frame::of(visit).await?;
    Ok(visit.page(render(StatusCode::OK, &Page { frame, title, text, button, here })))
}

fn subdomain(visit: &Visit) -> Result<&str, Response> {
    visit.subdomain.as_deref().ok_or_else(|| problem(&Error::NOT_FOUND))
}

fn read(id: &str) -> Result<InvitationId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn membership(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id = read(&id)?;
    match invitations::look(visit.app(), subdomain(&visit)?, id).await {
        Ok(offer) => {
            let title = t("invitations-member-title").with("space", &offer.space);
            let text = t("invitations-member").with("member", offer.member).with("space", &offer.space);
            show(&visit, title, text, t("invitations-connect"), format!("/invitations/{id}")).await
        }
        Err(Error::NotFound { .. }) => Ok(dead(&visit).await),
        Err(error) => Err(problem(&error)),
    }
}

async fn connect(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let session = visit.signed_in(&format!("/invitations/{id}"))?;
    match invitations::accept(visit.app(), session, subdomain(&visit)?, id).await {
        Ok(()) => Ok(told(&visit, t("accounts-welcome"), t("invitations-connected"), Some(("/", t("invitations-to-space")))).await),
        Err(Error::NotFound { .. }) => Ok(dead(&visit).await),
        Err(error) => Err(problem(&error)),
    }
}

async fn admin(visit: Visit, Path(token): Path<String>) -> Result<Response, Response> {
    match admins::look(visit.app(), subdomain(&visit)?, &token).await {
        Ok(offer) => {
            let title = t("invitations-admin-title").with("space", &offer.space);
            let text = t("invitations-admin").with("space", &offer.space).with("name", offer.name);
            show(&visit, title, text, t("invitations-become-admin"), format!("/admin/invitations/{token}")).await
        }
        Err(Error::NotFound { .. }) => Ok(dead(&visit).await),
        Err(error) => Err(problem(&error)),
    }
}

async fn become_admin(Path(token): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let session = visit.signed_in(&format!("/admin/invitations/{token}"))?;
    match admins::accept(visit.app(), session, subdomain(&visit)?, &token).await {
        Ok(()) => {
            Ok(told(&visit, t("accounts-welcome"), t("invitations-admin-now"), Some(("/admin/admins", t("invitations-who-runs-it")))).await)
        }
        Err(Error::NotFound { .. }) => Ok(dead(&visit).await),
        Err(error) => Err(problem(&error)),
    }
}

//! `SUBDOMAIN/invoices`: what a member was billed, paying it, and the card that is charged.

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_member, failure, money};
use crate::language::{self, Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use ::payments::Way;
use app::access::Access;
use app::{Error, FieldError, invoices, memberships, payments};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{InvoiceId, MembershipId, PaymentId, PaymentMethodId};
use domain::invoices::PaidStatus;
use serde::Deserialize;
use store::invoices::Invoice;

const HERE: &str = "/invoices";
/// Invoices on a page.
const PAGE: usize = 30;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/invoices/card", post(set_up))
        .route("/invoices/card/done", get(done))
        .route("/invoices/card/canceled", get(canceled))
        .route("/invoices/{id}/pay", post(pay))
        .with_state(desk.clone())
}

struct Line {
    id: InvoiceId,
    title: String,
    about: String,
    state: Text,
    /// It can be charged to the card that is kept.
    payable: bool,
}

/// A way to pay that a provider moves the money for.
struct Method {
    id: PaymentMethodId,
    name: String,
}

#[derive(Template)]
#[template(path = "members/invoices.html")]
struct InvoicesPage {
    frame: Frame,
    problems: Problems,
    told: Option<Text>,
    /// The space does not show them.
    hidden: bool,
    lines: Vec<Line>,
    page: usize,
    more: bool,
    /// What is charged.
    kept: Option<String>,
    automated: Vec<Method>,
    by_hand: Vec<(String, String)>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    told: String,
    page: String,
}

async fn entered(visit: &Visit) -> Result<(Access, MembershipId), Response> {
    let access = enter_member(visit, HERE).await?;
    let listed = memberships::own(visit.app(), &access).await.map_err(failure)?;
    let id = listed.views.first().map(|view| view.membership.id).ok_or_else(|| problem(&Error::NOT_FOUND))?;
    Ok((access, id))
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let (access, id) = entered(&visit).await?;
    let told = match asked.told.as_str() {
        "card" => Some(t("membership-told-card")),
        "pay" => Some(t("membership-told-pay")),
        _ => None,
    };
    let page = asked.page.parse::<usize>().unwrap_or(1).clamp(1, 1_000);
    show(&visit, &access, id, Problems::default(), (told, page)).await
}

async fn show(
    visit: &Visit,
    access: &Access,
    id: MembershipId,
    problems: Problems,
    (told, page): (Option<Text>, usize),
) -> Result<Response, Response> {
    let app = visit.app();
    let (found, hidden) = match invoices::of_membership(app, access, id).await {
        Err(Error::Forbidden { .. }) => (Vec::new(), true),
        found => (found.map_err(failure)?, false),
    };
    let kept = payments::source_name(app, access, id).await.map_err(failure)?;
    let offers = payments::offers(app, access, Some("members")).await.map_err(failure)?;
    let (mut automated, mut by_hand) = (Vec::new(), Vec::new());
    for (method, keys) in offers {
        match (method.provider.as_deref(), keys) {
            // Stripe alone keeps cards.
            (Some("stripe"), Some(_)) => automated.push(Method { id: method.id, name: method.name }),
            (None, _) => by_hand.push((method.name, method.instructions.unwrap_or_default())),
            _ => {}
        }
    }
    let line = |invoice: &Invoice| Line {
        id: invoice.id,
        title: t("membership-invoice-of").with("number", &invoice.number).with("day", language::date(invoice.issued_on)).into(),
        about: about(invoice),
        state: crate::invoices::paid_word(invoice, access.today()),
        payable: kept.is_some() && invoice.paid_status == PaidStatus::Unpaid && invoice.membership_id == Some(id.0),
    };
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let page = InvoicesPage {
        frame,
        problems,
        told,
        hidden,
        lines: found.iter().skip((page - 1) * PAGE).take(PAGE).map(line).collect(),
        page,
        more: page * PAGE < found.len(),
        kept,
        automated,
        by_hand,
    };
    Ok(visit.page(render(status, &page)))
}

fn about(invoice: &Invoice) -> String {
    let amount = money(invoice.gross, invoice.currency);
    t("membership-invoice-due").with("amount", amount).with("day", language::date(invoice.due_on)).into()
}

/// Back to the page, or the page with what was wrong.
async fn after(visit: &Visit, access: &Access, id: MembershipId, result: app::Result<()>, told: &str) -> Result<Response, Response> {
    let problems = match result {
        Ok(()) => return Ok(lead_to(&format!("{HERE}?told={told}"))),
        Err(Error::Conflict { message, .. } | Error::Unbookable { message, .. }) => Problems::base_only(message),
        Err(Error::Invalid(fields)) => {
            let said =
                |field: &FieldError| t("membership-it-problem").with("problem", language::at_field(field.code, &field.message)).to_string();
            Problems::base_only(fields.iter().map(said).collect::<Vec<_>>().join(" "))
        }
        Err(error) => return Err(problem(&error)),
    };
    show(visit, access, id, problems, (None, 1)).await
}

async fn pay(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (access, id) = entered(&visit).await?;
    let invoice = text.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let begun = payments::pay(visit.app(), &access, invoice).await;
    after(&visit, &access, id, begun, "pay").await
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    method: String,
}

#[derive(Template)]
#[template(path = "members/card.html")]
struct CardPage {
    frame: Frame,
    url: String,
}

/// Begins to keep a card, and leads to the provider.
async fn set_up(Posted { visit, form }: Posted<Chosen>) -> Result<Response, Response> {
    let (access, id) = entered(&visit).await?;
    let (to, back) = (format!("{}/invoices/card/done", visit.site), format!("{}/invoices/card/canceled", visit.site));
    let led = match form.method.parse() {
        Ok(method) => payments::set_up(visit.app(), &access, id, method, Way { done: &to, canceled: &back }).await,
        Err(_) => Err(FieldError::field("method", "blank", "must be chosen").into()),
    };
    match led {
        Ok(led) if led.url.starts_with("https://") => {
            let page = render(StatusCode::OK, &CardPage { frame: Frame::of(&visit).await?, url: led.url });
            Ok(visit.hold_order(visit.page(page), &format!("card={}", led.payment)))
        }
        Ok(_) => Err(failure(Error::internal("a provider leads to a page that is not safe"))),
        Err(error) => after(&visit, &access, id, Err(error), "").await,
    }
}

async fn done(visit: Visit) -> Result<Response, Response> {
    let (access, id) = entered(&visit).await?;
    let begun: Option<PaymentId> = visit.cookie("order").and_then(|kept| kept.strip_prefix("card=")?.parse().ok());
    let Some(payment) = begun else { return Ok(lead_to(HERE)) };
    let kept = payments::set_up_done(visit.app(), &access, id, payment).await;
    let waits = matches!(&kept, Err(Error::Invalid(fields)) if fields.iter().any(|field| field.code == "not_completed"));
    let page = after(&visit, &access, id, kept, "card").await?;
    Ok(if waits { page } else { visit.drop_order(page) })
}

async fn canceled(visit: Visit) -> Result<Response, Response> {
    Ok(visit.drop_order(lead_to(HERE)))
}

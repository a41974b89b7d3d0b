//! `SUBDOMAIN/checkout/…`: visitors pay on a page of a provider, and come back (Y8). What they ordered waits in a cookie of
//! their own browser and nowhere else; who does not come back buys nothing, and the payment goes back by itself.

use super::buyer::{self, Typed};
use super::rooms::book;
use super::{come_in, passes, tickets};
use crate::accounts::Frame;
use crate::pages::{problem, render};
use crate::visits::{Desk, Visit, lead_to};
use ::payments::Way;
use app::access::Access;
use app::payments::{self, Means, Payable};
use app::{Error, FieldError, buyers};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::{PaymentId, PaymentMethodId};
use serde::{Deserialize, Serialize};

/// Browsers keep four thousand letters, name and attributes included.
const MOST: usize = 3500;

pub(super) fn router(desk: &Desk) -> Router {
    Router::new().route("/checkout/done", get(done)).route("/checkout/canceled", get(canceled)).with_state(desk.clone())
}

/// What the cookie says of the order before the fields of its form.
#[derive(Serialize, Deserialize)]
struct Head {
    #[serde(rename = "order_kind")]
    kind: String,
    #[serde(rename = "order_id")]
    id: String,
    #[serde(rename = "order_payment")]
    payment: String,
}

impl Head {
    /// The form that it was ordered with.
    fn form(&self) -> Option<String> {
        let id = &self.id;
        match self.kind.as_str() {
            "ticket" => Some(format!("/events/{id}/tickets")),
            "pass" => Some(format!("/day_passes/{id}")),
            "room" => Some(format!("/rooms/{id}")),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "visiting/pay.html")]
struct PayPage {
    frame: Frame,
    url: String,
}

/// Begins to pay, and leads to the provider. What was typed is looked at first: nobody pays for what is refused afterwards.
pub(super) async fn lead(
    visit: &Visit,
    access: &Access,
    (payable, method): (Payable, PaymentMethodId),
    (kind, id): (&str, String),
    typed: &Typed,
    ordered: &impl Serialize,
) -> app::Result<Response> {
    buyers::checked(typed.buyer())?;
    let fields = serde_urlencoded::to_string(ordered).map_err(Error::internal)?;
    if fields.len() > MOST - 200 {
        return Err(FieldError::field("comments", "too_long", "is too long to be kept while you pay").into());
    }
    let (to, back) = (format!("{}/checkout/done", visit.site), format!("{}/checkout/canceled", visit.site));
    let led = payments::lead(visit.app(), access, payable, method, Way { done: &to, canceled: &back }).await?;
    if !led.url.starts_with("https://") {
        return Err(Error::internal("a provider leads to a page that is not safe"));
    }
    let head = Head { kind: kind.into(), id, payment: led.payment.to_string() };
    let head = serde_urlencoded::to_string(head).map_err(Error::internal)?;
    let frame = match Frame::of(visit).await {
        Ok(frame) => frame,
        Err(page) => return Ok(page),
    };
    let page = render(StatusCode::OK, &PayPage { frame, url: led.url });
    Ok(visit.hold_order(visit.page(page), &format!("{head}&{fields}")))
}

#[derive(Template)]
#[template(path = "visiting/unpaid.html")]
struct UnpaidPage {
    frame: Frame,
    /// It may still come: the provider has not said no.
    waits: bool,
    said: Vec<String>,
    form: String,
}

/// What the browser ordered, and all of the cookie.
fn order(visit: &Visit) -> Option<(Head, String, PaymentId)> {
    let kept = visit.cookie("order")?.to_owned();
    let head: Head = serde_urlencoded::from_str(&kept).ok()?;
    let payment = head.payment.parse().ok()?;
    Some((head, kept, payment))
}

async fn done(visit: Visit) -> Result<Response, Response> {
    let access = come_in(&visit).await?;
    let Some((head, kept, payment)) = order(&visit) else { return Ok(lead_to("/")) };
    let form = head.form().ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let (id, means) = (&*head.id, Means::Payment(payment));
    let bought = match head.kind.as_str() {
        "ticket" => tickets::complete(&visit, &access, id, &kept, means).await,
        "pass" => passes::complete(&visit, &access, id, &kept, means).await,
        _ => book::complete(&visit, &access, id, &kept, means).await,
    };
    match bought {
        Ok(place) => Ok(visit.drop_order(lead_to(&place))),
        Err(error) => {
            let waits = matches!(&error, Error::Invalid(fields) if fields.iter().any(|field| field.code == "not_completed"));
            let problems = buyer::problems(error)?;
            let said = problems.base().into_iter().chain(problems.besides(&["method"])).collect();
            let page = UnpaidPage { frame: Frame::of(&visit).await?, waits, said, form };
            let page = visit.page(render(StatusCode::UNPROCESSABLE_ENTITY, &page));
            Ok(if waits { page } else { visit.drop_order(page) })
        }
    }
}

async fn canceled(visit: Visit) -> Result<Response, Response> {
    let form = order(&visit).and_then(|(head, ..)| head.form()).unwrap_or_else(|| "/".into());
    Ok(visit.drop_order(lead_to(&form)))
}

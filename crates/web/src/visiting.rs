//! What a space offers to people who have no account there: events with tickets, passes for a day, rooms.

pub(crate) mod buyer;
mod checkout;
pub(crate) mod events;
pub(crate) mod legal;
pub(crate) mod passes;
pub(crate) mod rooms;
mod tickets;

use crate::inside::{failure, money};
use crate::language::{self, t};
use crate::pages::{missing, refused};
use crate::visits::{Desk, Visit};
use app::access::{self, Access, Door, Place};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use domain::money::{Amount, Currency};
use domain::taxes::Line;

pub(crate) fn router(desk: &Desk) -> Router {
    checkout::router(desk)
        .merge(events::router(desk))
        .merge(tickets::router(desk))
        .merge(passes::router(desk))
        .merge(rooms::router(desk))
        .merge(legal::router(desk))
}

/// The space, for anybody; who is signed in comes as what he or she is here. Closed spaces show nothing (S2).
pub(crate) async fn come_in(visit: &Visit) -> Result<Access, Response> {
    let place = Place::Subdomain(visit.subdomain.clone().ok_or_else(missing)?);
    let access = match &visit.session {
        Some(session) => access::enter_signed_in(visit.app(), session, place, Door::Public).await,
        None => access::enter(visit.app(), None, place, &[], Door::Public).await,
    };
    let access = access.map_err(failure)?;
    if access.space().settings.0.suspended {
        return Err(refused(StatusCode::PAYMENT_REQUIRED, &t("spaces-closed")));
    }
    if visit.session.is_some() {
        visit.remember(&access);
    }
    Ok(visit.in_space(access))
}

/// What something costs, line by line, before it is bought.
pub(crate) struct Cost {
    pub net: String,
    /// What each tax is called, and what it comes to.
    pub taxes: Vec<(String, String)>,
    pub gross: String,
    pub free: bool,
}

impl Cost {
    pub fn of(line: &Line, currency: Currency) -> Self {
        let taxes = line.taxes.iter().filter(|tax| tax.amount != Amount::ZERO);
        Self {
            net: money(line.net, currency),
            taxes: taxes
                .map(|tax| {
                    (
                        format!("{} {} %", tax.tax.name, language::decimal(&tax.tax.rate.percent().normalize().to_string())),
                        money(tax.amount, currency),
                    )
                })
                .collect(),
            gross: money(line.gross, currency),
            free: line.gross == Amount::ZERO,
        }
    }
}

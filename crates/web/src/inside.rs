//! What the pages inside a space share: who may come in, and how times and money are written there.

use crate::language::{self, t};
use crate::pages::{problem, refused};
use crate::visits::Visit;
use app::Error;
use app::access::{self, Access, Door, Place};
use app::bookings::{ResourceCredits, WindowOf};
use axum::http::StatusCode;
use axum::response::Response;
use domain::money::{Amount, Currency};
use domain::plans::PlanTerms;
use domain::scopes::Scope;
use domain::taxes::{self, PriceDisplay, Tax};
use jiff::Timestamp;
use jiff::civil::Date;

pub(crate) use language::{day, money};

/// The page for an error, as `map_err` wants it.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(crate) fn failure(error: Error) -> Response {
    problem(&error)
}

/// The space, for who is signed in and may come in by this door; others are led to where one signs in, and back.
pub(crate) async fn through(visit: &Visit, here: &str, door: Door) -> Result<Access, Response> {
    let session = visit.signed_in(here)?;
    let subdomain = visit.subdomain.clone().ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let access = access::enter_signed_in(visit.app(), session, Place::Subdomain(subdomain), door).await.map_err(failure)?;
    visit.remember(&access);
    Ok(visit.in_space(access))
}

/// The same for its members and those who run it.
pub(crate) async fn enter(visit: &Visit, here: &str) -> Result<Access, Response> {
    through(visit, here, Door::Related).await
}

/// The space, for admins who may do this.
pub(crate) async fn enter_admin(visit: &Visit, here: &str, scope: Scope) -> Result<Access, Response> {
    let access = enter(visit, here).await?;
    access.require_admin(scope).map_err(failure)?;
    Ok(access)
}

/// The space, for its members.
pub(crate) async fn enter_member(visit: &Visit, here: &str) -> Result<Access, Response> {
    let access = enter(visit, here).await?;
    if access.members().is_empty() {
        return Err(refused(StatusCode::FORBIDDEN, &t("frame-members-only")));
    }
    Ok(access)
}

/// A net amount as the space shows prices (rule M4), with the word for its taxes.
pub(crate) fn price(access: &Access, net: Amount, taxes: &[Tax], currency: Currency) -> String {
    let display = access.space().price_display;
    let shown = taxes::price(net, taxes, display, currency);
    let amount = shown.map_or(net, |price| if display == PriceDisplay::Gross { price.gross } else { price.net });
    let any = taxes.iter().any(|tax| tax.rate != taxes::Rate::ZERO);
    match (any, display) {
        (false, _) => money(amount, currency),
        (true, PriceDisplay::Gross) => t("figures-price-gross").with("amount", money(amount, currency)).into(),
        (true, PriceDisplay::Net) => t("figures-price-net").with("amount", money(amount, currency)).into(),
    }
}

/// What a plan costs: `120.50 EUR + tax a month`.
pub(crate) fn plan_price(access: &Access, terms: &PlanTerms) -> String {
    let space = access.space();
    let taxes = taxes::applicable(&space.taxes.0, terms.tax.as_ref(), space.settings.0.multiple_tax_rates, true);
    let price = price(access, terms.price_per_cycle, &taxes, terms.currency);
    t("figures-plan-price").with("price", price).count("months", terms.cycle_months).into()
}

/// What is left of a month's credits for one resource: `Attic: 2.5 of 10 h left`.
pub(crate) fn credit_words(of: &ResourceCredits) -> String {
    let left = &of.remaining;
    let hours = (left.total_minutes > 0).then(|| {
        let (some, all) = (tenths(left.minutes_remaining), tenths(left.total_minutes));
        t("figures-hours-of").with("hours", some).with("all", all).to_string()
    });
    let amount = (left.total_amount > Amount::ZERO).then(|| money(left.amount_remaining, of.currency));
    let what = match (hours, amount) {
        (Some(hours), Some(amount)) => t("figures-both").with("one", hours).with("other", amount).into(),
        (one, other) => one.or(other).unwrap_or_default(),
    };
    t("figures-credit-left").with("resource", &of.resource_name).with("what", what).into()
}

/// Minutes as hours: `2.5`, `3`.
fn tenths(minutes: u64) -> String {
    match (minutes / 60, minutes % 60 * 10 / 60) {
        (hours, 0) => hours.to_string(),
        (hours, tenth) => language::decimal(&format!("{hours}.{tenth}")),
    }
}

/// `09:30` or `9:30 am`, as the space writes it, in its zone.
pub(crate) fn time(access: &Access, at: Timestamp) -> String {
    let local = access.zone().to_datetime(at);
    local.strftime(if access.space().hour_format == 12 { "%-I:%M %P" } else { "%H:%M" }).to_string()
}

/// Minutes of a day as the space writes times: `24:00` at its end.
pub(crate) fn clock(access: &Access, minutes: i64) -> String {
    let (hour, minute) = (minutes.div_euclid(60), minutes.rem_euclid(60));
    if access.space().hour_format == 12 {
        let half = if hour.rem_euclid(24) < 12 { "am" } else { "pm" };
        format!("{}:{minute:02} {half}", (hour + 11).rem_euclid(12) + 1)
    } else {
        format!("{hour:02}:{minute:02}")
    }
}

/// From the first midnight to that after the last day, in the zone of the space.
pub(crate) fn days_of(access: &Access, first: Date, last: Date) -> WindowOf {
    let midnight = |date: Date| access.midnight(date).unwrap_or(Timestamp::MAX);
    WindowOf { from: midnight(first), to: midnight(last.tomorrow().unwrap_or(last)) }
}

/// `Fri 27 Nov, 09:30 – 10:30`, in the zone of the space.
pub(crate) fn stretch(access: &Access, from: Timestamp, to: Timestamp) -> String {
    let (first, last) = (access.zone().to_datetime(from).date(), access.zone().to_datetime(to).date());
    let end = if first == last { time(access, to) } else { format!("{}, {}", day(last), time(access, to)) };
    format!("{}, {} – {end}", day(first), time(access, from))
}

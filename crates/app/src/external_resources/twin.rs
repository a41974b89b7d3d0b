//! The twin over its resource: what it leaves open is as the resource has it (R7).

use crate::FieldError;
use crate::resources::{self, PriceDetails, apply};
use store::Json;
use store::external_resources::ExternalResource;
use store::resources::Resource;
use store::spaces::Space;

/// The resource with the values that count for visitors.
pub(crate) fn over(twin: &ExternalResource, resource: &Resource) -> Resource {
    let (pricing, currency) = twin.pricing.0.over(&resource.pricing.0, resource.currency);
    Resource {
        description: twin.description.clone().or_else(|| resource.description.clone()),
        booking_cutoff: twin.booking_cutoff.unwrap_or(resource.booking_cutoff),
        cancellation_period: twin.cancellation_period.unwrap_or(resource.cancellation_period),
        min_booking_duration: twin.min_booking_duration.unwrap_or(resource.min_booking_duration),
        max_booking_duration: twin.max_booking_duration.or(resource.max_booking_duration),
        booking_times: twin.booking_times.clone().unwrap_or_else(|| resource.booking_times.clone()),
        pricing: Json(pricing),
        currency,
        taxes: twin.taxes.clone().or_else(|| resource.taxes.clone()),
        accounting_code: twin.accounting_code.clone().or_else(|| resource.accounting_code.clone()),
        cost_center: twin.cost_center.clone().or_else(|| resource.cost_center.clone()),
        revenue_account: twin.revenue_account.clone().or_else(|| resource.revenue_account.clone()),
        ..resource.clone()
    }
}

/// Holds the twin's own values against the rules for those of resources, together with what it takes over, and tidies
/// them up.
pub(super) fn check(twin: &mut ExternalResource, resource: &Resource, space: &Space) -> Result<(), Vec<FieldError>> {
    let (pricing, _) = twin.pricing.0.over(&resource.pricing.0, resource.currency);
    let account = |account: &Option<Json<_>>| account.clone().map(|Json(account)| Some(account));
    let details = resources::Details {
        description: twin.description.clone().map(Some),
        booking_cutoff: twin.booking_cutoff,
        cancellation_period: twin.cancellation_period,
        min_booking_duration: twin.min_booking_duration,
        max_booking_duration: twin.max_booking_duration.map(Some),
        booking_times: twin.booking_times.clone(),
        accounting_code: twin.accounting_code.clone().map(Some),
        cost_center: account(&twin.cost_center),
        revenue_account: account(&twin.revenue_account),
        pricing: PriceDetails {
            price_per_hour: Some(pricing.price_per_hour),
            discounts: Some(pricing.discounts),
            price_caps: Some(pricing.price_caps),
            paid_time_cap: Some(pricing.paid_time_cap),
            fixed_rates: Some(pricing.fixed_rates),
            currency: twin.pricing.0.currency,
            taxes: twin.taxes.clone().map(|Json(taxes)| Some(taxes)),
        },
        ..resources::Details::default()
    };
    let mut whole = resource.clone();
    apply(&details, &mut whole, space)?;
    twin.booking_times = twin.booking_times.as_ref().map(|_| whole.booking_times);
    // A blank code is none.
    twin.accounting_code = twin.accounting_code.as_ref().and(whole.accounting_code);
    Ok(())
}

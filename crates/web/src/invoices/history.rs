//! What happened to an invoice or a member, as people say it.

use crate::language::{Text, t};

/// The name of an event, in words.
pub(crate) fn happened(kind: &str) -> String {
    of_invoices(kind).or_else(|| of_memberships(kind)).or_else(|| of_members(kind)).map_or_else(|| plain(kind), String::from)
}

/// What nobody has found words for: its name with spaces.
fn plain(kind: &str) -> String {
    let words = kind.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Of invoices, payments and charges.
fn of_invoices(kind: &str) -> Option<Text> {
    Some(match kind {
        "new_invoice" => t("happened-written"),
        "updated_invoice" => t("happened-changed"),
        "sent_invoice" => t("happened-sent"),
        "requested_e_invoice" => t("happened-e-invoice"),
        "wrote_off_invoice" => t("happened-written-off"),
        "deleted_invoice" => t("happened-deleted-invoice"),
        "created_payment_record" => t("happened-payment-noted"),
        "deleted_payment_record" => t("happened-payment-taken-back"),
        "created_refund" => t("happened-paid-back"),
        "created_charge" => t("happened-charge"),
        "deleted_charge" => t("happened-deleted-charge"),
        "updated_payment_method" => t("happened-payment-method"),
        _ => return None,
    })
}

/// Of memberships themselves.
fn of_memberships(kind: &str) -> Option<Text> {
    Some(match kind {
        "created_membership" => t("happened-membership"),
        "confirmed_membership" => t("happened-confirmed"),
        "deleted_membership" => t("happened-deleted-membership"),
        "canceled_membership" => t("happened-canceled"),
        "uncanceled_membership" => t("happened-uncanceled"),
        "reactivated_membership" => t("happened-reactivated"),
        "plan_change" => t("happened-plan"),
        "membership_cancellation_date_reached" => t("happened-ended"),
        "membership_plan_change_date_reached" => t("happened-plan-day"),
        "updated_membership_details" => t("happened-details"),
        "updated_membership_picture" => t("happened-picture"),
        "updated_membership_profile" => t("happened-profile"),
        "updated_custom_field" => t("happened-field"),
        "connected_user" => t("happened-connected"),
        "updated_connected_user" => t("happened-connected-changed"),
        "approved_terms" => t("happened-terms"),
        _ => return None,
    })
}

/// Of what members do.
fn of_members(kind: &str) -> Option<Text> {
    Some(match kind {
        "created_booking" => t("happened-booking"),
        "updated_booking" => t("happened-changed-booking"),
        "deleted_booking" => t("happened-deleted-booking"),
        "completed_recurrence" => t("happened-series"),
        "created_allocation" => t("happened-allocation"),
        "updated_allocation" => t("happened-changed-allocation"),
        "deleted_allocation" => t("happened-deleted-allocation"),
        "created_event_attendance" => t("happened-attendance"),
        "deleted_event_attendance" => t("happened-deleted-attendance"),
        "created_checkin" => t("happened-check-in"),
        "created_checkout" => t("happened-check-out"),
        "created_checkin_token" => t("happened-card"),
        "deleted_checkin_token" => t("happened-deleted-card"),
        "membership_added_time_passes" => t("happened-passes"),
        "membership_removed_time_passes" => t("happened-passes-gone"),
        "created_issue" => t("happened-issue"),
        "updated_issue" => t("happened-changed-issue"),
        "deleted_issue" => t("happened-deleted-issue"),
        "text" => t("happened-note"),
        _ => return None,
    })
}

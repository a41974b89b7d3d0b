//! The menu of those who run a space: each sees what the permissions let him or her open.

use crate::language::{Text, t};
use app::access::Access;
use app::analytics;
use domain::scopes::Scope;

/// Whether somebody may open a page.
pub(crate) type May = fn(&Access) -> bool;

/// Address, words, and who may open it.
type Section = (&'static str, fn() -> Text, May);
const SECTIONS: [Section; 17] = [
    ("/admin", || t("frame-admin-today"), |access| access.admin_role().is_some()),
    ("/admin/bookings", || t("frame-admin-calendar"), |access| access.is_admin(Scope::ReadBookings)),
    ("/admin/members", || t("frame-admin-members"), |access| access.is_admin(Scope::ReadMemberships)),
    ("/admin/contacts", || t("frame-admin-contacts"), |access| access.is_admin(Scope::ReadContacts)),
    ("/admin/plans", || t("frame-admin-plans"), |access| access.is_admin(Scope::ReadPlans)),
    ("/admin/resources", || t("frame-admin-resources"), |access| access.is_admin(Scope::ReadResources)),
    ("/admin/events", || t("frame-admin-events"), |access| access.is_admin(Scope::ReadEvents)),
    ("/admin/day_passes", || t("frame-admin-passes"), |access| access.is_admin(Scope::ReadDropInPasses)),
    ("/admin/invoices", || t("frame-admin-invoices"), |access| access.is_admin(Scope::ReadInvoices)),
    ("/admin/bank", || t("frame-admin-payments"), |access| access.is_admin(Scope::ReadPaymentRecords)),
    ("/admin/accounting", || t("frame-admin-accounting"), |access| access.is_admin(Scope::ReadInvoiceSettings)),
    (
        "/admin/analytics",
        || t("frame-admin-analytics"),
        |access| {
            let figures = [Scope::ReadMemberships, Scope::ReadInvoices, Scope::ReadBookings, Scope::ReadCheckIns];
            figures.into_iter().any(|scope| analytics::shows(access, scope))
        },
    ),
    ("/admin/announcements", || t("frame-admin-announcements"), |access| access.is_admin(Scope::ReadAnnouncements)),
    ("/help", || t("frame-admin-help"), |access| access.admin_role().is_some()),
    (
        "/admin/imports",
        || t("frame-admin-import"),
        |access| ["members", "plans", "bookings"].into_iter().any(|kind| app::imports::may(access, kind)),
    ),
    ("/admin/add_ons", || t("frame-admin-add-ons"), |access| access.admin_role().is_some()),
    ("/admin/settings", || t("frame-admin-settings"), |access| access.admin_role().is_some()),
];

/// What somebody may open, a bit for each.
pub(crate) fn sections(access: &Access) -> u32 {
    let bit = |(place, (_, _, may)): (usize, &Section)| if may(access) { 1 << place } else { 0 };
    SECTIONS.iter().enumerate().map(bit).sum()
}

/// Addresses and words of what was found.
pub(crate) fn shown(sections: u32) -> impl Iterator<Item = (&'static str, Text)> {
    SECTIONS.iter().enumerate().filter(move |(place, _)| sections >> place & 1 == 1).map(|(_, (href, label, _))| (*href, label()))
}

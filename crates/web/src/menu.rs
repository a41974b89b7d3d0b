//! The menu of those who run a space: each sees what the permissions let him or her open.

use app::access::Access;
use app::analytics;
use domain::scopes::Scope;

/// Whether somebody may open a page.
type May = fn(&Access) -> bool;

/// Address, words, and who may open it.
const SECTIONS: [(&str, &str, May); 13] = [
    ("/admin", "Today", |access| access.admin_role().is_some()),
    ("/admin/bookings", "Calendar", |access| access.is_admin(Scope::ReadBookings)),
    ("/admin/members", "Members", |access| access.is_admin(Scope::ReadMemberships)),
    ("/admin/plans", "Plans", |access| access.is_admin(Scope::ReadPlans)),
    ("/admin/resources", "Rooms and desks", |access| access.is_admin(Scope::ReadResources)),
    ("/admin/events", "Events", |access| access.is_admin(Scope::ReadEvents)),
    ("/admin/day_passes", "Day passes", |access| access.is_admin(Scope::ReadDropInPasses)),
    ("/admin/invoices", "Invoices", |access| access.is_admin(Scope::ReadInvoices)),
    ("/admin/bank", "Payments", |access| access.is_admin(Scope::ReadPaymentRecords)),
    ("/admin/accounting", "Accounting", |access| access.is_admin(Scope::ReadInvoiceSettings)),
    ("/admin/analytics", "Analytics", |access| {
        let figures = [Scope::ReadMemberships, Scope::ReadInvoices, Scope::ReadBookings, Scope::ReadCheckIns];
        figures.into_iter().any(|scope| analytics::shows(access, scope))
    }),
    ("/admin/imports", "Import", |access| ["members", "plans", "bookings"].into_iter().any(|kind| app::imports::may(access, kind))),
    ("/admin/admins", "Settings", |access| access.is_admin(Scope::ReadAdmins)),
];

/// What somebody may open, a bit for each.
pub(crate) fn sections(access: &Access) -> u32 {
    let bit = |(place, (_, _, may)): (usize, &(&str, &str, May))| if may(access) { 1 << place } else { 0 };
    SECTIONS.iter().enumerate().map(bit).sum()
}

/// Addresses and words of what was found.
pub(crate) fn shown(sections: u32) -> impl Iterator<Item = (&'static str, &'static str)> {
    SECTIONS.iter().enumerate().filter(move |(place, _)| sections >> place & 1 == 1).map(|(_, (href, label, _))| (*href, *label))
}

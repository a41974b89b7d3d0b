//! `SUBDOMAIN/admin/settings`: everything that a space can set, on one page with a line each, and what it says of itself,
//! its own domain, its region and taxes, and what members may do.

mod own_domain;
mod region;
mod rules;
mod told;

use crate::accounts::Frame;
use crate::admins::enter;
use crate::language::{Text, t};
use crate::menu::May;
use crate::pages::render;
use crate::visits::{Desk, Visit};
use app::access::Access;
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::scopes::Scope;
use serde::Deserialize;

const HERE: &str = "/admin/settings";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .merge(told::router())
        .merge(own_domain::router())
        .merge(region::router())
        .merge(rules::router())
        .with_state(desk.clone())
}

/// Said in the language of who reads it.
type Says = fn() -> Text;

/// A page where something is set: its path, its name, what is there, and who may open it.
type Place = (&'static str, Says, Says, May);

/// Who runs the space, whatever else he or she may do.
const ANY: May = |access| access.admin_role().is_some();
const QUESTIONS: May = |access| access.is_admin(Scope::ReadQuestions);
const MEMBERS: May = |access| access.is_admin(Scope::ReadMemberships) && access.is_admin(Scope::ReadCustomFields);
const CHECK_INS: May = |access| access.is_admin(Scope::WriteCheckIns);
const INVOICES: May = |access| access.is_admin(Scope::ReadInvoiceSettings);
const PAYMENTS: May = |access| access.is_admin(Scope::ReadPaymentMethods);
const PRODUCTS: May = |access| access.is_admin(Scope::ReadDiscounts);
const ANNOUNCEMENTS: May = |access| access.is_admin(Scope::ReadAnnouncements);
const EMAILS: May = |access| access.is_admin(Scope::ReadBuiltInEmailCustomizations);
const ARTICLES: May = |access| access.is_admin(Scope::ReadArticles);
const ADMINS: May = |access| access.is_admin(Scope::ReadAdmins);
const WEBHOOKS: May = |access| access.is_admin(Scope::ReadSubscriptions);

const GROUPS: [(Says, &[Place]); 5] = [
    (
        || t("settings-the-space"),
        &[
            ("/admin/settings/space", || t("settings-space"), || t("settings-space-about"), ANY),
            ("/admin/settings/region", || t("settings-region"), || t("settings-region-about"), ANY),
            ("/admin/settings/domain", || t("settings-domain"), || t("settings-domain-about"), ANY),
            ("/admin/look", || t("settings-look"), || t("settings-look-about"), ANY),
            ("/admin/home", || t("settings-home"), || t("settings-home-about"), ANY),
            ("/admin/tablets", || t("settings-tablets"), || t("settings-tablets-about"), CHECK_INS),
        ],
    ),
    (
        || t("settings-members"),
        &[
            ("/admin/settings/rules", || t("settings-rules"), || t("settings-rules-about"), ANY),
            ("/admin/questions", || t("settings-questions"), || t("settings-questions-about"), QUESTIONS),
            ("/admin/custom_fields", || t("settings-fields"), || t("settings-fields-about"), MEMBERS),
            ("/admin/terms", || t("settings-terms"), || t("settings-terms-about"), ANY),
        ],
    ),
    (
        || t("settings-money"),
        &[
            ("/admin/invoicing", || t("settings-invoicing"), || t("settings-invoicing-about"), INVOICES),
            ("/admin/payments", || t("settings-providers"), || t("settings-providers-about"), PAYMENTS),
            ("/admin/debits", || t("settings-debits"), || t("settings-debits-about"), PAYMENTS),
            ("/admin/discount_codes", || t("settings-codes"), || t("settings-codes-about"), PRODUCTS),
            ("/admin/products", || t("settings-products"), || t("settings-products-about"), PRODUCTS),
        ],
    ),
    (
        || t("settings-sayings"),
        &[
            ("/admin/announcements", || t("settings-announcements"), || t("settings-announcements-about"), ANNOUNCEMENTS),
            ("/admin/emails", || t("settings-emails"), || t("settings-emails-about"), EMAILS),
            ("/admin/articles", || t("settings-articles"), || t("settings-articles-about"), ARTICLES),
        ],
    ),
    (
        || t("settings-programs"),
        &[
            ("/admin/admins", || t("settings-admins"), || t("settings-admins-about"), ADMINS),
            ("/admin/webhooks", || t("settings-webhooks"), || t("settings-webhooks-about"), WEBHOOKS),
        ],
    ),
];

/// A place as the page shows it.
struct Shown {
    href: &'static str,
    name: Text,
    about: Text,
}

#[derive(Template)]
#[template(path = "settings/start.html")]
struct Page {
    frame: Frame,
    groups: Vec<(Text, Vec<Shown>)>,
}

/// Those that somebody may open.
fn shown(access: &Access, places: &[Place]) -> Vec<Shown> {
    let may = places.iter().filter(|(_, _, _, may)| may(access));
    may.map(|(href, name, about, _)| Shown { href, name: name(), about: about() }).collect()
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let groups = GROUPS.iter().map(|(title, places)| (title(), shown(&access, places))).filter(|(_, places)| !places.is_empty()).collect();
    let page = Page { frame: Frame::of(&visit).await?, groups };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the address says was done.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Saved {
    saved: String,
}

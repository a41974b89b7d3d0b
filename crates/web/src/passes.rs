//! `SUBDOMAIN/passes`: a member's passes and credits, what they were used for, and more of them (T5, T7).
//! `SUBDOMAIN/team`: those with whom a member shares a plan or a bill (W4, W6).

use crate::accounts::Frame;
use crate::inside::{credit_words, day, enter_member, failure, price, time};
use crate::language::{Text, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::{Error, FieldError, bookings, check_ins, teams, time_passes};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::check_ins::PassSource;
use domain::ids::{MembershipId, PassTemplateId, TeamId};
use domain::interval::Interval;
use domain::plans::PassTemplate;
use domain::teams::Role;
use jiff::SignedDuration;
use serde::Deserialize;
use store::resources::Slice;
use store::time_passes::TimePass;

const HERE: &str = "/passes";
/// How far back visits are shown, and how many.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 90);
const SHOWN: Slice = Slice { limit: 50, offset: 0 };
/// As many as are sold at once on this page.
const MOST: u32 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).route("/passes/buy", post(buy)).route("/team", get(team)).with_state(desk.clone())
}

/// Passes of a kind that end on the same day.
struct Heap {
    name: String,
    count: usize,
    about: String,
}

/// A kind that can be bought.
struct Offer {
    id: PassTemplateId,
    name: String,
    price: String,
    /// What many cost.
    discounts: Vec<String>,
    lasts: String,
}

#[derive(Template)]
#[template(path = "members/passes.html")]
struct PassesPage {
    frame: Frame,
    problems: Problems,
    told: Option<Text>,
    heaps: Vec<Heap>,
    credits: Vec<String>,
    offers: Vec<Offer>,
    /// What the form had in it.
    template: String,
    count: String,
    /// When the member was here, and whether a pass was used.
    visits: Vec<(String, String)>,
}

/// The membership that the pages show: the confirmed one if there are several.
fn own(access: &Access) -> Result<MembershipId, Response> {
    let own = access.members().iter().min_by_key(|member| (member.confirmed_at.is_none(), member.id));
    own.map(|member| member.id).ok_or_else(|| problem(&Error::NOT_FOUND))
}

fn heaps(access: &Access, passes: &[TimePass]) -> Vec<Heap> {
    let mut heaps: Vec<Heap> = Vec::new();
    for pass in passes {
        let source = match pass.source {
            PassSource::Included => t("members-pass-in-plan"),
            PassSource::Bought => t("members-pass-bought"),
            PassSource::Given => t("members-pass-given"),
        };
        // Passes end at midnight: the last day is the one before.
        let last = pass.expires_at.map(|end| access.zone().to_datetime(end - SignedDuration::from_secs(1)).date());
        let until = last.map_or_else(|| t("members-pass-forever"), |last| t("members-until").with("day", day(last)));
        let about = format!("{source} · {until}");
        match heaps.iter_mut().find(|heap| heap.name == pass.name && heap.about == about) {
            Some(heap) => heap.count += 1,
            None => heaps.push(Heap { name: pass.name.clone(), count: 1, about }),
        }
    }
    heaps
}

fn offer(access: &Access, template: PassTemplate) -> Offer {
    let space = access.space();
    let rates = space.settings.0.multiple_tax_rates;
    let taxes = domain::taxes::applicable(&space.taxes.0, template.tax.as_ref(), rates, true);
    let of = |net| price(access, net, &taxes, template.currency);
    let many = |discount: &domain::plans::PassDiscount| {
        t("members-each-from").with("price", of(discount.price)).count("count", discount.number_of_passes).to_string()
    };
    Offer {
        id: template.id,
        price: of(template.price),
        discounts: template.discounts.iter().map(many).collect(),
        lasts: template.expiry_days.map_or_else(|| t("members-never-expires"), |days| t("members-good-for").count("count", days)).into(),
        name: template.name,
    }
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    template: String,
    #[serde(default)]
    count: String,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    bought: String,
}

async fn page(visit: Visit, Query(told): Query<Told>) -> Result<Response, Response> {
    let access = enter_member(&visit, HERE).await?;
    let told = (!told.bought.is_empty()).then(|| t("members-passes-yours"));
    show(&visit, &access, Problems::default(), told, Typed { count: "1".into(), ..Typed::default() }).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems, told: Option<Text>, typed: Typed) -> Result<Response, Response> {
    let (app, id) = (visit.app(), own(access)?);
    let unused = time_passes::unused(app, access, id).await.map_err(failure)?;
    let now = app.clock.now();
    let within = Interval::new(now.saturating_sub(BACK).unwrap_or(now), now.saturating_add(SignedDuration::from_secs(1)).unwrap_or(now));
    let seen = check_ins::of_member(app, access, id, within, false, SHOWN).await.map_err(failure)?;
    let mut visits: Vec<_> = seen.items;
    visits.reverse();
    let line = |visit: store::check_ins::CheckIn| {
        let when = format!("{}, {}", day(access.zone().to_datetime(visit.valid_from).date()), time(access, visit.valid_from));
        let what = match visit.guest_name {
            Some(guest) => t("members-visit-with").with("when", when).with("guest", guest).into(),
            None => when,
        };
        (what, if visit.time_pass_id.is_some() { t("members-with-pass").into() } else { String::new() })
    };
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let page = PassesPage {
        frame,
        problems,
        told,
        heaps: heaps(access, &unused),
        credits: bookings::credits(app, access, id).await.map_err(failure)?.iter().map(credit_words).collect(),
        offers: time_passes::offered(app, access, id).await.map_err(failure)?.into_iter().map(|one| offer(access, one)).collect(),
        template: typed.template,
        count: typed.count,
        visits: visits.into_iter().map(line).collect(),
    };
    Ok(visit.page(render(status, &page)))
}

async fn buy(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_member(&visit, HERE).await?;
    let id = own(&access)?;
    let wish = || {
        let template: PassTemplateId = typed.template.parse().map_err(|_| FieldError::field("template", "blank", "must be chosen"))?;
        let wrong = || FieldError::field("count", "out_of_range", format!("must be from 1 to {MOST}"));
        let count = typed.count.trim().parse::<u32>().ok().filter(|count| (1..=MOST).contains(count)).ok_or_else(wrong)?;
        Ok::<_, FieldError>((template, count))
    };
    let bought = match wish() {
        Ok((template, count)) => time_passes::buy(visit.app(), &access, id, template, count).await,
        Err(wrong) => Err(wrong.into()),
    };
    match bought {
        Ok(_) => Ok(lead_to(&format!("{HERE}?bought=yes"))),
        Err(error) => show(&visit, &access, Problems::of(error)?, None, typed).await,
    }
}

struct Mate {
    name: String,
    role: String,
    own: bool,
}

#[derive(Template)]
#[template(path = "members/team.html")]
struct TeamPage {
    frame: Frame,
    mates: Vec<Mate>,
    /// Whose page the member may see, too.
    managed: Option<TeamId>,
}

async fn team(visit: Visit) -> Result<Response, Response> {
    let access = enter_member(&visit, "/team").await?;
    let found = teams::own(visit.app(), &access).await.map_err(failure)?;
    let mate = |member: store::teams::TeamMember| Mate {
        role: match (&*member.team_role, member.role()) {
            ("manager", _) => t("members-manages").into(),
            (_, Some(Role::Paying)) => t("members-pays").into(),
            _ => String::new(),
        },
        own: access.owns(member.id),
        name: member.name.or(member.company).unwrap_or_else(|| t("members-somebody").into()),
    };
    let managed = access.members().iter().find_map(store::access::Member::managed_team);
    let page = TeamPage { frame: Frame::of(&visit).await?, managed, mates: found.into_iter().map(mate).collect() };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

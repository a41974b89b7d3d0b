//! `SUBDOMAIN/members` and `SUBDOMAIN/profile`: who the others are, as far as they tell, and what one tells oneself (O3).

use crate::accounts::Frame;
use crate::inside::{enter, enter_member, failure};
use crate::language::{Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::access::Access;
use app::membership_profiles::{self, Change};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::MembershipId;
use serde::Deserialize;
use store::membership_profiles::Profile;
use store::resources::Slice;

const HERE: &str = "/members";
const OWN: &str = "/profile";
const PAGE: i64 = 30;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).route("/members/{id}", get(one)).route(OWN, get(own).post(save)).with_state(desk.clone())
}

/// Somebody as a card.
struct Card {
    id: MembershipId,
    name: String,
    about: String,
    photo: Option<String>,
}

fn label(profile: &Profile) -> String {
    profile.name.clone().or_else(|| profile.company.clone()).unwrap_or_else(|| t("members-somebody").into())
}

fn photo(visit: &Visit, access: &Access, profile: &Profile) -> Option<String> {
    profile.photo.as_ref().map(|photo| visit.app().picture(access.space(), &photo.0).url)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "members/directory.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    q: String,
    /// The same as part of an address.
    encoded: String,
    cards: Vec<Card>,
    total: i64,
    page: i64,
    more: bool,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let page = asked.page.parse::<i64>().unwrap_or(1).clamp(1, 10_000);
    let slice = Slice { limit: PAGE, offset: (page - 1) * PAGE };
    let q = asked.q.trim().to_owned();
    let found = membership_profiles::directory(visit.app(), &access, Some(q.clone()).filter(|text| !text.is_empty()), slice).await;
    let (found, problems) = match found {
        Ok(found) => (found, Problems::default()),
        Err(error) => (app::resources::Page { items: Vec::new(), total: 0 }, Problems::of(error)?),
    };
    let card = |shown: membership_profiles::Shown| {
        let profile = shown.profile;
        let company = profile.company.clone().filter(|company| profile.name.is_some() && Some(company) != profile.name.as_ref());
        let about = [company, profile.location.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Card { id: profile.membership_id, name: label(&profile), about, photo: photo(&visit, &access, &profile) }
    };
    let (frame, status) = (Frame::of(&visit).await?, problems.status());
    let page = ListPage {
        frame,
        problems,
        encoded: form_urlencoded::byte_serialize(q.as_bytes()).collect(),
        q,
        cards: found.items.into_iter().map(card).collect(),
        total: found.total,
        page,
        more: page * PAGE < found.total,
    };
    Ok(visit.page(render(status, &page)))
}

#[derive(Template)]
#[template(path = "members/member.html")]
struct MemberPage {
    frame: Frame,
    name: String,
    pronouns: Option<String>,
    photo: Option<String>,
    about: Option<String>,
    facts: Vec<(Text, String)>,
    /// What it is called, the address and the words.
    links: Vec<(String, String, String)>,
    own: bool,
    published: bool,
}

/// Ways to somebody, as links. Only addresses that our own rules have built are among them.
fn links(profile: &Profile) -> Vec<(String, String, String)> {
    let handle = |place: String, site: &str, name: &Option<String>| {
        let name = name.clone()?;
        let scheme = name.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        let url = match scheme.as_deref() {
            Some("http" | "https") => name.clone(),
            _ if name.contains('/') => format!("https://{name}"),
            _ => format!("{site}{}", name.trim_start_matches('@')),
        };
        Some((place, url, name))
    };
    let mail = profile.email.clone().map(|email| (t("members-mail").into(), format!("mailto:{email}"), email));
    let phone = profile.phone.clone().map(|phone| (t("members-phone").into(), format!("tel:{}", phone.replace(' ', "")), phone));
    let all = [
        mail,
        phone,
        handle(t("members-website").into(), "https://", &profile.website),
        handle("LinkedIn".into(), "https://www.linkedin.com/in/", &profile.linkedin),
        handle("GitHub".into(), "https://github.com/", &profile.github),
        handle("Instagram".into(), "https://www.instagram.com/", &profile.instagram),
        handle("Facebook".into(), "https://www.facebook.com/", &profile.facebook),
        handle("X".into(), "https://x.com/", &profile.twitter),
    ];
    all.into_iter().flatten().collect()
}

async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id: MembershipId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    let profile = membership_profiles::get(visit.app(), &access, id).await.map_err(failure)?.profile;
    let facts = [(t("members-company"), profile.company.clone()), (t("members-found-at"), profile.location.clone())];
    let page = MemberPage {
        frame: Frame::of(&visit).await?,
        name: label(&profile),
        photo: photo(&visit, &access, &profile),
        about: profile.about_me.as_deref().map(domain::articles::html),
        facts: facts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect(),
        links: links(&profile),
        own: access.owns(id),
        published: profile.published,
        pronouns: profile.pronouns,
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the form of the own profile had in it.
#[derive(Clone, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    company: String,
    #[serde(default)]
    pronouns: String,
    #[serde(default)]
    location: String,
    #[serde(default)]
    about_me: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    birthday: String,
    #[serde(default)]
    website: String,
    #[serde(default)]
    linkedin: String,
    #[serde(default)]
    github: String,
    #[serde(default)]
    instagram: String,
    #[serde(default)]
    facebook: String,
    #[serde(default)]
    twitter: String,
}

impl Typed {
    fn of(profile: Profile) -> Self {
        let text = Option::unwrap_or_default;
        Self {
            published: profile.published.then(|| "yes".to_owned()),
            company: text(profile.company),
            pronouns: text(profile.pronouns),
            location: text(profile.location),
            about_me: text(profile.about_me),
            email: text(profile.email),
            phone: text(profile.phone),
            birthday: profile.birthday.map(|day| day.to_string()).unwrap_or_default(),
            website: text(profile.website),
            linkedin: text(profile.linkedin),
            github: text(profile.github),
            instagram: text(profile.instagram),
            facebook: text(profile.facebook),
            twitter: text(profile.twitter),
        }
    }

    /// What differs from before is said.
    fn change(&self, before: &Self) -> Change {
        let said = |new: &String, old: &String| (new != old).then(|| new.clone());
        Change {
            published: Some(self.published.is_some()),
            email: said(&self.email, &before.email),
            phone: said(&self.phone, &before.phone),
            company: said(&self.company, &before.company),
            pronouns: said(&self.pronouns, &before.pronouns),
            location: said(&self.location, &before.location),
            birthday: said(&self.birthday, &before.birthday),
            about_me: said(&self.about_me, &before.about_me),
            website: said(&self.website, &before.website),
            twitter: said(&self.twitter, &before.twitter),
            facebook: said(&self.facebook, &before.facebook),
            linkedin: said(&self.linkedin, &before.linkedin),
            github: said(&self.github, &before.github),
            instagram: said(&self.instagram, &before.instagram),
        }
    }
}

/// The fields that show themselves what is wrong with them.
const FIELDS: [&str; 13] = [
    "company",
    "pronouns",
    "location",
    "about_me",
    "email",
    "phone",
    "birthday",
    "website",
    "linkedin",
    "github",
    "instagram",
    "facebook",
    "twitter",
];

#[derive(Template)]
#[template(path = "members/profile.html")]
struct OwnPage {
    frame: Frame,
    problems: Problems,
    besides: Vec<String>,
    id: MembershipId,
    saved: bool,
    typed: Typed,
}

fn own_id(access: &Access) -> Result<MembershipId, Response> {
    let own = access.members().iter().min_by_key(|member| (member.confirmed_at.is_none(), member.id));
    own.map(|member| member.id).ok_or_else(|| problem(&Error::NOT_FOUND))
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    saved: String,
}

async fn own(visit: Visit, Query(told): Query<Told>) -> Result<Response, Response> {
    let access = enter_member(&visit, OWN).await?;
    let id = own_id(&access)?;
    let profile = membership_profiles::get(visit.app(), &access, id).await.map_err(failure)?.profile;
    form(&visit, id, Problems::default(), Typed::of(profile), !told.saved.is_empty()).await
}

async fn form(visit: &Visit, id: MembershipId, problems: Problems, typed: Typed, saved: bool) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &OwnPage { frame, besides: problems.besides(&FIELDS), problems, id, saved, typed })))
}

async fn save(Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter_member(&visit, OWN).await?;
    let id = own_id(&access)?;
    let before = membership_profiles::get(visit.app(), &access, id).await.map_err(failure)?.profile;
    let change = typed.change(&Typed::of(before));
    match membership_profiles::change(visit.app(), &access, id, change).await {
        Ok(_) => Ok(lead_to(&format!("{OWN}?saved=yes"))),
        Err(error) => form(&visit, id, Problems::of(error)?, typed, false).await,
    }
}

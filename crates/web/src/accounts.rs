//! Signing up, in and out, and what goes with it: on the platform's site and, under its name, on that of each space.

mod own;
mod passkeys;
mod password;

use crate::language;
use crate::language::{Text, t};
use crate::pages::{DEVELOPERS, problem, render, render_with, with_script};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to, sign_in_first};
use app::Error;
use app::access::{self, Door, Place};
use app::accounts::{self, Origin};
use app::sessions::{self, Attempt, SignedIn};
use app::space_domains;
use app::tickets::{self, Purpose};
use askama::Template;
use askama::filters::HtmlSafe;
use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use http_api::hosts::{OwnDomain, Subdomain};
use serde::Deserialize;

/// The pages, for any site.
pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/session/new", get(sign_in_page).post(sign_in))
        .route("/session/code", get(code_page).post(enter_code))
        .route("/session/end", post(sign_out))
        .route("/users/new", get(sign_up_page).post(sign_up))
        .route("/users/confirm", get(confirm_page).post(confirm))
        .route("/users/email", get(email_page).post(change_email))
        .merge(password::router())
        .merge(own::router())
        .merge(passkeys::router())
        .layer(from_fn_with_state(desk.clone(), at_home))
        .with_state(desk.clone())
}

/// What belongs to the whole account is not at a space's own domain: whoever runs the space may lead that elsewhere, with the links of
/// mails and the cookies that go there.
const ACCOUNT: [&str; 3] = ["/account", "/password", "/users"];

async fn at_home(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let account = ACCOUNT.iter().any(|part| path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    let extensions = request.extensions();
    match (extensions.get::<OwnDomain>(), extensions.get::<Subdomain>()) {
        (Some(_), Some(Subdomain(name))) if account => {
            let asked = request.uri().path_and_query().map_or(path, |asked| asked.as_str());
            Redirect::to(&format!("{}{asked}", desk.app.hosts.at(name))).into_response()
        }
        _ => next.run(request).await,
    }
}

/// What all these pages show of where they are.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Name of the space, or of the platform.
    pub name: String,
    pub csrf: String,
    /// Address of who is signed in.
    pub email: Option<String>,
    /// At the site of a space, which may have a colour of its own.
    pub of_space: bool,
    /// Who is signed in is a member here.
    pub member: bool,
    /// Who is signed in runs the space.
    pub admin: bool,
    /// Which of [`crate::menu::SECTIONS`] the menu shows.
    pub sections: u32,
    /// What time it is in a sandbox; none in any other space.
    pub sandbox: Option<String>,
    /// What add-ons have put into the menu for who is signed in: path and label.
    pub links: Vec<(String, String)>,
    /// Where one signs in at the address below the base domain, on pages at a space's own domain: passkeys of there are not for here.
    pub passkeys_at: Option<String>,
}

impl Frame {
    /// The menu of who runs the space: addresses and words.
    pub(crate) fn menu(&self) -> impl Iterator<Item = (&'static str, Text)> {
        crate::menu::shown(self.sections)
    }

    /// Fails with the page for what is missing where no space has the subdomain.
    pub(crate) async fn of(visit: &Visit) -> Result<Self, Response> {
        let name = match &visit.subdomain {
            Some(name) if name == DEVELOPERS => "Kontor for developers".to_owned(),
            Some(name) => app::spaces::name_at(visit.app(), name.clone()).await.map_err(|error| problem(&error))?,
            None => "Kontor".to_owned(),
        };
        let email = visit.session.as_ref().map(|session| session.email.clone());
        let of_space = visit.subdomain.as_ref().is_some_and(|name| name != DEVELOPERS);
        let mut frame = Self {
            name,
            csrf: visit.csrf.clone(),
            email,
            of_space,
            member: false,
            admin: false,
            sections: 0,
            sandbox: None,
            links: Vec::new(),
            passkeys_at: visit.home().filter(|home| *home != visit.site).map(|home| format!("{home}/session/new")),
        };
        if let (Some(session), Some(subdomain), true) = (&visit.session, &visit.subdomain, of_space) {
            let part = if let Some(part) = visit.part() {
                part
            } else {
                let place = Place::Subdomain(subdomain.clone());
                let access = access::enter_signed_in(visit.app(), session, place, Door::AnyUser).await.map_err(|error| problem(&error))?;
                visit.remember(&access)
            };
            (frame.member, frame.admin, frame.sections) = (part.member, part.admin, part.sections);
            if let Some(access) = visit.entered() {
                frame.links = app::navigation_links::menu(visit.app(), access).await.map_err(|error| problem(&error))?;
            }
            frame.sandbox = part.sandbox.map(|now| format!("{} {}", language::day(now.date()), now.strftime("%Y, %H:%M")));
        }
        Ok(frame)
    }
}

impl Frame {
    /// The head of each page.
    pub(crate) fn top(&self) -> Top<'_> {
        Top { frame: self }
    }
}

/// The name of the space and its navigation. A template of its own, so that it is compiled once and not for each page.
#[derive(Template)]
#[template(path = "accounts/top.html")]
pub(crate) struct Top<'a> {
    frame: &'a Frame,
}

impl HtmlSafe for Top<'_> {}

/// Where the request comes from, for use cases.
fn origin(visit: &Visit) -> Origin {
    Origin { place: visit.place.clone(), at: visit.of_account() }
}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    frame: Frame,
    problems: Problems,
    email: String,
    return_to: String,
}

/// A page that tells what was done.
#[derive(Template)]
#[template(path = "accounts/told.html")]
struct Told {
    frame: Frame,
    title: String,
    text: String,
    /// Where to go on, and the words of the link.
    next: Option<(&'static str, Text)>,
}

pub(crate) async fn told(
    visit: &Visit,
    title: impl Into<String> + Send,
    text: impl Into<String> + Send,
    next: Option<(&'static str, Text)>,
) -> Response {
    let (title, text) = (title.into(), text.into());
    match Frame::of(visit).await {
        Ok(frame) => visit.page(render(StatusCode::OK, &Told { frame, title, text, next })),
        Err(page) => page,
    }
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    token: String,
    #[serde(default)]
    return_to: Option<String>,
    #[serde(default)]
    login_hint: Option<String>,
}

const HOME: &str = "/account";

/// Where those are led who have signed in and did not come from anywhere.
fn start(visit: &Visit) -> &'static str {
    if visit.app().served_at.is_some() { "/" } else { HOME }
}

/// Where the forms of signing in may lead: where an application asked for it, on to the application at once. Browsers
/// hold the policy against the last address, too.
fn onward(return_to: &str) -> &'static str {
    let asked = ["/oauth/authorize?", "/oauth2/authorize?"].iter().any(|path| return_to.starts_with(path));
    if asked { "'self' https: http://localhost:* http://127.0.0.1:*" } else { "'self'" }
}

async fn sign_in_page(visit: Visit, Query(link): Query<Link>) -> Result<Response, Response> {
    if !link.token.is_empty() {
        return by_link(&visit, &link.token).await;
    }
    let return_to = visit.way_back(link.return_to.as_deref()).unwrap_or_default();
    let (email, problems) = (link.login_hint.unwrap_or_default(), Problems::default());
    let onward = onward(&return_to);
    let page = SignInPage { frame: Frame::of(&visit).await?, problems, email, return_to };
    Ok(visit.page(with_script(render_with(StatusCode::OK, &page, onward))))
}

#[derive(Deserialize)]
struct SignIn {
    email: String,
    password: String,
    #[serde(default)]
    return_to: String,
}

async fn sign_in(Posted { visit, form }: Posted<SignIn>) -> Result<Response, Response> {
    let attempt = Attempt {
        email: form.email.clone(),
        password: form.password,
        place: visit.place.clone(),
        device: visit.cookie("device").map(str::to_owned),
        user_agent: visit.user_agent.clone(),
        at: visit.of_account(),
    };
    let back = visit.way_back(Some(&form.return_to)).unwrap_or_else(|| start(&visit).into());
    match sessions::sign_in(visit.app(), attempt).await {
        Ok(signed_in) => Ok(arrive(&visit, signed_in, &back)),
        Err(error) => {
            let (problems, frame) = (Problems::of(error)?, Frame::of(&visit).await?);
            let status = problems.status();
            let onward = onward(&form.return_to);
            let page = SignInPage { frame, problems, email: form.email, return_to: form.return_to };
            Ok(visit.page(with_script(render_with(status, &page, onward))))
        }
    }
}

/// On to where it was meant to go, or to the code first.
fn arrive(visit: &Visit, signed_in: SignedIn, back: &str) -> Response {
    match signed_in {
        SignedIn::Yes { session, device } => visit.hold(lead_to(back), &session, &device),
        SignedIn::CodeNeeded(pending) => {
            let back: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
            visit.hold_pending(lead_to(&format!("/session/code?return_to={back}")), &pending)
        }
    }
}

/// A link that a program asked for (API 1, `POST session`) signs in when it is opened.
async fn by_link(visit: &Visit, token: &str) -> Result<Response, Response> {
    let signed_in = sessions::sign_in_by_link(visit.app(), token, visit.user_agent.clone()).await;
    match signed_in {
        Ok((signed_in, redirect)) => {
            let back = match (visit.way_back(redirect.as_deref()), &redirect) {
                (None, Some(target)) => space_domains::within(visit.app(), target).await.map_err(|error| problem(&error))?,
                (here, _) => here,
            };
            Ok(arrive(visit, signed_in, back.as_deref().unwrap_or_else(|| start(visit))))
        }
        Err(Error::NotFound { .. }) => {
            let next = Some(("/session/new", t("accounts-sign-in")));
            Ok(told(visit, t("accounts-dead-link"), t("accounts-dead-link-why"), next).await)
        }
        Err(error) => Err(problem(&error)),
    }
}

#[derive(Template)]
#[template(path = "accounts/code.html")]
struct CodePage {
    frame: Frame,
    problems: Problems,
    return_to: String,
}

async fn code_page(visit: Visit, Query(link): Query<Link>) -> Result<Response, Response> {
    let return_to = visit.way_back(link.return_to.as_deref()).unwrap_or_default();
    let onward = onward(&return_to);
    let page = CodePage { frame: Frame::of(&visit).await?, problems: Problems::default(), return_to };
    Ok(visit.page(with_script(render_with(StatusCode::OK, &page, onward))))
}

#[derive(Deserialize)]
struct Code {
    code: String,
    #[serde(default)]
    return_to: String,
}

async fn enter_code(Posted { visit, form }: Posted<Code>) -> Result<Response, Response> {
    let back = visit.way_back(Some(&form.return_to)).unwrap_or_else(|| start(&visit).into());
    match sessions::enter_code(visit.app(), visit.cookie("pending").unwrap_or_default(), &form.code).await {
        Ok(signed_in) => Ok(arrive(&visit, signed_in, &back)),
        Err(Error::Unauthenticated) => Ok(sign_in_first(&back)),
        Err(error) => {
            let (problems, frame) = (Problems::of(error)?, Frame::of(&visit).await?);
            let (status, onward) = (problems.status(), onward(&form.return_to));
            let page = render_with(status, &CodePage { frame, problems, return_to: form.return_to }, onward);
            Ok(visit.page(with_script(page)))
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Nothing {}

async fn sign_out(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    if let Some(session) = &visit.session {
        match sessions::end(visit.app(), session, session.id).await {
            Ok(()) | Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(problem(&error)),
        }
    }
    Ok(visit.let_go(Redirect::to("/").into_response()))
}

#[derive(Template)]
#[template(path = "accounts/sign_up.html")]
struct SignUpPage {
    frame: Frame,
    problems: Problems,
    email: String,
}

async fn sign_up_page(visit: Visit) -> Result<Response, Response> {
    let (problems, email) = (Problems::default(), String::new());
    Ok(visit.page(render(StatusCode::OK, &SignUpPage { frame: Frame::of(&visit).await?, problems, email })))
}

#[derive(Deserialize)]
struct SignUp {
    email: String,
    password: String,
}

async fn sign_up(Posted { visit, form }: Posted<SignUp>) -> Result<Response, Response> {
    match accounts::sign_up(visit.app(), &origin(&visit), &form.email, form.password).await {
        Ok(()) => {
            let text = t("accounts-sign-up-sent").with("email", form.email.trim());
            Ok(told(&visit, t("accounts-look-into-mail"), text, None).await)
        }
        Err(error) => {
            let (problems, frame) = (Problems::of(error)?, Frame::of(&visit).await?);
            Ok(visit.page(render(problems.status(), &SignUpPage { frame, problems, email: form.email })))
        }
    }
}

/// Asks before a link is used: programs that look into mails open links.
#[derive(Template)]
#[template(path = "accounts/ask.html")]
struct Ask {
    frame: Frame,
    title: Text,
    action: &'static str,
    button: Text,
    token: String,
}

async fn ask(
    visit: &Visit,
    purpose: Purpose,
    token: String,
    (title, action, button): (Text, &'static str, Text),
) -> Result<Response, Response> {
    if !tickets::works(visit.app(), purpose, &token).await.map_err(|error| problem(&error))? {
        return Ok(dead(visit).await);
    }
    let frame = Frame::of(visit).await?;
    Ok(visit.page(render(StatusCode::OK, &Ask { frame, title, action, button, token })))
}

pub(crate) async fn dead(visit: &Visit) -> Response {
    let next = Some(("/session/new", t("accounts-sign-in")));
    told(visit, t("accounts-dead-link"), t("accounts-dead-link-renew"), next).await
}

async fn confirm_page(visit: Visit, Query(link): Query<Link>) -> Result<Response, Response> {
    ask(&visit, Purpose::Confirm, link.token, (t("accounts-confirm-address"), "/users/confirm", t("accounts-confirm"))).await
}

async fn confirm(Posted { visit, form }: Posted<Link>) -> Result<Response, Response> {
    match accounts::confirm(visit.app(), &form.token).await {
        Ok(()) => Ok(told(&visit, t("accounts-welcome"), t("accounts-confirmed"), Some(("/session/new", t("accounts-sign-in")))).await),
        Err(Error::NotFound { .. }) => Ok(dead(&visit).await),
        Err(error) => Err(problem(&error)),
    }
}

async fn email_page(visit: Visit, Query(link): Query<Link>) -> Result<Response, Response> {
    ask(&visit, Purpose::ChangeEmail, link.token, (t("accounts-confirm-new-address"), "/users/email", t("accounts-confirm"))).await
}

async fn change_email(Posted { visit, form }: Posted<Link>) -> Result<Response, Response> {
    match accounts::change_email(visit.app(), &form.token).await {
        Ok(()) => Ok(told(&visit, t("accounts-done"), t("accounts-new-address-counts"), Some((HOME, t("accounts-own")))).await),
        Err(Error::NotFound { .. }) => Ok(dead(&visit).await),
        Err(Error::Invalid(_)) => {
            Ok(told(&visit, t("accounts-not-changed"), t("accounts-address-taken"), Some((HOME, t("accounts-own")))).await)
        }
        Err(error) => Err(problem(&error)),
    }
}

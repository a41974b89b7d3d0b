//! The authorization endpoint: an application asks a person, in the browser, for a code (RFC 6749, OpenID Connect Core).
//!
//! [`read`] checks the request, [`next`] says what must be shown, [`allow`] and [`deny`] answer it. Before the client
//! and its address are known to be good, nobody is sent anywhere: that would be an open redirect.

use crate::applications::{self, registered};
use crate::grants::{Issue, hour_from};
use crate::issuers::{self, Failure, Issuer};
use crate::{App, Error, Result, keys};
use domain::ids::{ClientId, UserId};
use domain::scopes::{Scope, Scopes};
use jiff::{SignedDuration, Timestamp};
use oauth::authorization::{Authorization, ResponseType, ReturnAddress};
use oauth::parameters::Parameters;
use oauth::{Code, Refusal, Secret, redirect_uris};
use store::clients::Client;
use store::grants;

/// How long a code is good.
const CODE_LIFETIME: SignedDuration = SignedDuration::from_secs(60);

/// Who sits before the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    pub user: UserId,
    /// When he or she last proved it.
    pub authenticated_at: Timestamp,
}

/// A request that can be answered.
#[derive(Clone, Debug)]
pub struct Asked {
    pub issuer: Issuer,
    pub client: Client,
    pub scopes: Scopes,
    pub request: Authorization,
    /// As it was asked for; none if it was left out.
    redirect_uri: Option<String>,
    back: ReturnAddress,
}

/// Why a request is not shown to the person.
#[derive(Debug)]
pub enum Halt {
    /// Nobody can be sent back: a page says what is wrong.
    Shown(Refusal),
    /// The application is told, at this address.
    Sent(String),
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The sign-in page; `again` for who is signed in already.
    SignIn { again: bool },
    /// The consent page, for these scopes; the others were granted before.
    Consent { scopes: Scopes },
    /// The person has nothing to do with the space: a page says so.
    Stranger,
    /// Back to the application.
    Answer(String),
}

/// Checks a request.
pub async fn read(app: &App, issuer: Issuer, parameters: &Parameters) -> Result<Asked, Halt> {
    let shown = |text: &'static str| Halt::Shown(Refusal::invalid_request(text));
    let id = parameters.required("client_id").map_err(Halt::Shown)?;
    let id: ClientId = id.parse().map_err(|_| shown("client_id is unknown here"))?;
    let client = applications::find(app, id).await?.ok_or_else(|| shown("client_id is unknown here"))?;
    let asked = parameters.owned("redirect_uri");
    let known = &client.redirect_uris.0;
    let target = match (&asked, known.as_slice()) {
        (Some(uri), _) if redirect_uris::allowed(known, uri) => uri.clone(),
        (Some(_), _) => return Err(shown("redirect_uri is not registered for this application")),
        (None, [only]) if !parameters.get("scope").is_some_and(|scope| scope.split(' ').any(|name| name == "openid")) => only.clone(),
        (None, _) => return Err(shown("redirect_uri is missing")),
    };
    let back = ReturnAddress::new(parameters, target, issuer.url.clone());
    let sent = |refusal: Refusal| Halt::Sent(back.refuse(&refusal));
    let request = Authorization::read(parameters).map_err(sent)?;
    if request.response_type == ResponseType::Token && !client.legacy_grants {
        return Err(sent(Refusal::new(Code::UnauthorizedClient, "this application may not use the implicit grant")));
    }
    if client.public && request.response_type == ResponseType::Code && request.challenge.is_none() {
        return Err(sent(Refusal::invalid_request("code_challenge is missing: a public application must prove that it asked")));
    }
    let scopes = wanted(&client, request.scope.as_deref()).map_err(|halt| match halt {
        Failure::Refused(refusal) => sent(refusal),
        Failure::Failed(error) => Halt::Failed(error),
    })?;
    Ok(Asked { issuer, client, scopes, request, redirect_uri: asked, back })
}

/// What is asked for: all that is registered if nothing is named. Names that mean nothing here are not looked at
/// (OpenID Connect Core 3.1.2.1); known ones must be registered.
pub(crate) fn wanted(client: &Client, scope: Option<&str>) -> Result<Scopes, Failure> {
    let allowed = registered(client)?;
    let Some(text) = scope else { return Ok(allowed) };
    let names: Vec<Scope> = text.split([' ', '+']).filter_map(|name| name.parse().ok()).collect();
    if let Some(scope) = names.iter().find(|scope| !allowed.allows(**scope)) {
        return Err(Refusal::new(Code::InvalidScope, format!("{} is not registered for this application", scope.name())).into());
    }
    if names.is_empty() {
        return Err(Refusal::new(Code::InvalidScope, "no scope is named that is known here").into());
    }
    Ok(Scopes::of(&names))
}

/// What comes next. `after`: the person was sent to the sign-in page at that time, because of this request.
pub async fn next(app: &App, asked: &Asked, present: Option<Presence>, after: Option<Timestamp>) -> Result<Next> {
    let (prompt, refuse) =
        (asked.request.prompt, |code, text: &'static str| Ok(Next::Answer(asked.back.refuse(&Refusal::new(code, text)))));
    let sign_in = |again| {
        if prompt.none { refuse(Code::LoginRequired, "nobody is signed in who will do") } else { Ok(Next::SignIn { again }) }
    };
    let Some(present) = present else { return sign_in(false) };
    let now = app.clock.now();
    let too_old = |age: i64| now.duration_since(present.authenticated_at) > SignedDuration::from_secs(age);
    let fresh = after.is_some_and(|after| present.authenticated_at >= after);
    if (prompt.login || asked.request.max_age.is_some_and(too_old)) && !fresh {
        return sign_in(true);
    }
    match hinted(app, asked).await? {
        Err(refusal) => return Ok(Next::Answer(asked.back.refuse(&refusal))),
        Ok(Some(user)) if user != present.user.to_string() => return sign_in(true),
        Ok(_) => {}
    }
    let (own, granted) = (asked.clone(), app.clone());
    let (may, before) = app
        .db
        .read(async move |tx| {
            let may = issuers::may_have(&granted, tx, &own.issuer, present.user, own.scopes).await?;
            let before = grants::consent(tx, present.user, own.client.id, own.issuer.space_id()).await?;
            Ok::<_, Error>((may, before))
        })
        .await?;
    if !may {
        if prompt.none {
            return refuse(Code::InteractionRequired, "the person is no member of this space");
        }
        return Ok(Next::Stranger);
    }
    let before: Scopes = before.as_deref().unwrap_or_default().parse().map_err(Error::internal)?;
    let lacking = Scopes::of(&asked.scopes.iter().filter(|scope| !before.allows(*scope)).collect::<Vec<_>>());
    if lacking == Scopes::NONE && !prompt.consent && !asked.can_be_impersonated() {
        return Ok(Next::Answer(answer(app, asked, present).await?));
    }
    if prompt.none {
        return refuse(Code::ConsentRequired, "the person has to consent first");
    }
    Ok(Next::Consent { scopes: if lacking == Scopes::NONE { asked.scopes } else { lacking } })
}

/// The only person who will do, where the request names one.
async fn hinted(app: &App, asked: &Asked) -> Result<Result<Option<String>, Refusal>> {
    let Some(hint) = &asked.request.id_token_hint else { return Ok(Ok(asked.request.sub.clone())) };
    let claims = keys::verify(app, hint).await?;
    let claims = claims.filter(|claims| claims.get("iss").and_then(|iss| iss.as_str()) == Some(asked.issuer.url.as_str()));
    let sub = claims.as_ref().and_then(|claims| claims.get("sub")?.as_str()).map(str::to_owned);
    Ok(sub.map_or_else(|| Err(Refusal::invalid_request("id_token_hint was not issued here")), |sub| Ok(Some(sub))))
}

impl Asked {
    /// Another program of the person's device could stand at the address, and there is no secret: so people are asked
    /// each time (RFC 8252 section 8.6).
    fn can_be_impersonated(&self) -> bool {
        self.client.public && !self.back.redirect_uri.starts_with("https://")
    }

    /// Where a form that leads to the answer must be allowed to go (CSP, `form-action`).
    pub fn form_target(&self) -> String {
        let (scheme, rest) = self.back.redirect_uri.split_once(':').unwrap_or_default();
        let host = self.destination();
        let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c));
        if rest.starts_with("//") && plain { format!("{scheme}://{host}") } else { format!("{scheme}:") }
    }

    /// Where the answer is sent, as people can recognise it: the host, or the private scheme.
    pub fn destination(&self) -> &str {
        let (scheme, rest) = self.back.redirect_uri.split_once(':').unwrap_or_default();
        match rest.strip_prefix("//") {
            Some(rest) => rest.split(['/', '?']).next().unwrap_or_default(),
            None => scheme,
        }
    }
}

/// The person consents: it is remembered, and the application gets its answer. What [`next`] asks for first must have
/// been done.
pub async fn allow(app: &App, asked: &Asked, present: Presence, after: Option<Timestamp>) -> Result<Next> {
    match next(app, asked, Some(present), after).await? {
        Next::Consent { .. } => {}
        other => return Ok(other),
    }
    let (client, space, scopes, now) = (asked.client.id, asked.issuer.space_id(), asked.scopes, app.clock.now());
    app.db
        .write(async move |tx| {
            let before = grants::consent(tx, present.user, client, space).await?;
            let before: Scopes = before.as_deref().unwrap_or_default().parse().map_err(Error::internal)?;
            let all = before.union(scopes).to_string();
            Ok::<_, Error>(grants::remember(tx, present.user, client, space, &all, now).await?)
        })
        .await?;
    Ok(Next::Answer(answer(app, asked, present).await?))
}

/// The person does not consent, or cannot.
pub fn deny(asked: &Asked) -> String {
    asked.back.refuse(&Refusal::new(Code::AccessDenied, "the person did not let the application in"))
}

/// The address with a code in it, or with a token.
async fn answer(app: &App, asked: &Asked, present: Presence) -> Result<String> {
    if asked.request.response_type == ResponseType::Token {
        return implicit(app, asked, present).await;
    }
    let (secret, now) = (Secret::new(app.chance.bytes()), app.clock.now());
    let code = grants::Code {
        hash: secret.hash().to_vec(),
        client_id: Some(asked.client.id.0),
        user_id: present.user,
        space_id: asked.issuer.space_id().map(|space| space.0),
        grant_id: app.id(),
        scopes: asked.scopes.to_string(),
        redirect_uri: asked.redirect_uri.clone(),
        code_challenge: asked.request.challenge.clone(),
        nonce: asked.request.nonce.clone(),
        auth_time: Some(present.authenticated_at),
        created_at: now,
        expires_at: now.checked_add(CODE_LIFETIME).map_err(Error::internal)?,
        used_at: None,
    };
    app.db.write(async move |tx| Ok::<_, Error>(grants::insert_code(tx, code.clone()).await?)).await?;
    Ok(asked.back.with(&[("code", secret.reveal())]))
}

async fn implicit(app: &App, asked: &Asked, present: Presence) -> Result<String> {
    let expires_at = if asked.client.expiring_tokens { Some(hour_from(app.clock.now())?) } else { None };
    let issue = Issue {
        client: asked.client.id,
        user: present.user,
        space: asked.issuer.space_id(),
        grant: app.id(),
        scopes: asked.scopes,
        expires_at,
    };
    let (secret, row) = issue.prepare(app);
    app.db.write(async move |tx| Ok::<_, Error>(store::tokens::insert(tx, row.clone()).await?)).await?;
    let scope = asked.scopes.to_string();
    let mut answer = vec![("access_token", secret.reveal()), ("token_type", "bearer"), ("scope", &scope)];
    if expires_at.is_some() {
        answer.push(("expires_in", "3600"));
    }
    Ok(asked.back.with(&answer))
}

//! Terms of a space: admins publish them, members approve them (J4, J5).

use crate::access::Access;
use crate::built_in_emails::{Letters, Recipient};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{MembershipId, TermsApprovalId};
use domain::permissions::{Category, Level};
use domain::terms as rules;
use domain::texts;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::SpaceTx;
use store::memberships;
use store::terms::{self, Terms};

/// The most kinds that one approval names.
const MOST_KINDS: usize = 50;

/// The caller's membership here: the confirmed one if there are several.
fn own(access: &Access) -> Result<MembershipId> {
    let own = access.members().iter().min_by_key(|member| (member.confirmed_at.is_none(), member.id));
    let none = || Error::forbidden("members_only", "Only members of the space have terms to approve.");
    own.map(|member| member.id).ok_or_else(none)
}

/// The caller's membership, and the kinds of terms that it has still to approve.
pub async fn missing(app: &App, access: &Access) -> Result<(MembershipId, Vec<String>)> {
    let (id, access) = (own(access)?, access.clone());
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let asked = terms::asked(&mut tx).await?;
            let approved = terms::approved(&mut tx, id).await?;
            Ok::<_, Error>((id, rules::missing(asked, &approved)))
        })
        .await
}

/// What a member approves.
#[derive(Clone, Debug)]
pub struct Approve {
    pub membership: MembershipId,
    /// Of terms.
    pub kinds: Vec<String>,
    /// Where the member was.
    pub ip_address: String,
}

/// An approval as it is kept: of the versions that held at that moment.
#[derive(Clone, Debug)]
pub struct Approval {
    pub id: TermsApprovalId,
    pub membership: MembershipId,
    pub kinds: Vec<String>,
    pub ip_address: String,
}

/// The member approves terms of the space. Nobody does it for somebody else.
pub async fn approve(app: &App, access: &Access, wish: Approve) -> Result<Approval> {
    if wish.kinds.is_empty() {
        return Err(FieldError::field("types", "blank", "can't be empty").into());
    }
    if wish.kinds.len() > MOST_KINDS {
        return Err(FieldError::field("types", "too_many", "must have at most 50 entries").into());
    }
    if !rules::is_ip_address(&wish.ip_address) {
        return Err(FieldError::field("ip_address", "invalid", "is not an IPv4 address, as in 127.0.0.1").into());
    }
    let (app, access, wish) = (app.clone(), access.clone(), Arc::new(wish));
    let db = app.db.clone();
    let id = app.id::<TermsApprovalId>();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let Approve { membership, kinds, ip_address } = Approve::clone(&wish);
        memberships::find(&mut tx, membership).await?.ok_or(Error::no_such("membership"))?;
        if !access.members().iter().any(|member| member.id == membership) {
            return Err(Error::forbidden("not_yours", "Only the member may approve terms."));
        }
        let current = terms::current(&mut tx).await?;
        let mut approved = BTreeSet::new();
        let mut unknown = Vec::new();
        for (place, kind) in kinds.iter().enumerate() {
            match current.iter().find(|terms| terms.kind == *kind) {
                Some(terms) => drop(approved.insert(terms.id)),
                None => unknown.push(FieldError::field(format!("types.{place}"), "unknown", "are no terms of the space")),
            }
        }
        if !unknown.is_empty() {
            return Err(Error::Invalid(unknown));
        }
        let approved: Vec<_> = approved.into_iter().collect();
        terms::approve(&mut tx, id, membership, &ip_address, &approved, app.clock.now()).await?;
        app.emit(&mut tx, Event::ApprovedTerms, membership.0, json!({"types": kinds})).await?;
        Ok(Approval { id, membership, kinds, ip_address })
    })
    .await
}

/// The terms that hold now, by kind.
pub async fn current(app: &App, access: &Access) -> Result<Vec<Terms>> {
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(terms::current(&mut access.bind(tx)).await?)).await
}

/// A version to be.
#[derive(Clone, Debug)]
pub struct Publish {
    pub kind: String,
    pub body: String,
    /// Whether members have to approve again (J5). Of what is new they are asked anyway.
    pub ask_again: bool,
}

/// Publishes a new version. For admins who may edit the settings of the space.
pub async fn publish(app: &App, access: &Access, new: Publish) -> Result<Terms> {
    may_edit(access)?;
    if !rules::is_kind(&new.kind) {
        let why = "must be of small letters, digits and underscores";
        return Err(FieldError::field("kind", "invalid", why).into());
    }
    texts::text(&new.body).map_err(|bad| FieldError::field("body", bad.code(), bad.to_string()))?;
    if new.body.trim().is_empty() {
        return Err(FieldError::field("body", "blank", "can't be blank").into());
    }
    let (app, access, new) = (app.clone(), access.clone(), Arc::new(new));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let last = terms::current(&mut tx).await?.into_iter().find(|terms| terms.kind == new.kind).map_or(0, |terms| terms.version);
        let Publish { kind, body, ask_again } = Publish::clone(&new);
        let terms = Terms { id: app.id(), kind, version: last + 1, body, ask_again: ask_again || last == 0, created_at: app.clock.now() };
        terms::insert(&mut tx, &terms).await?;
        if ask_again && last > 0 {
            tell_members(&app, &access, &mut tx).await?;
        }
        app.emit(&mut tx, Event::PublishedTerms, terms.id.0, json!({"type": terms.kind, "version": terms.version})).await?;
        Ok(terms)
    })
    .await
}

/// Mails all who are members now that there are terms to approve.
async fn tell_members(app: &App, access: &Access, tx: &mut SpaceTx<'_>) -> Result<()> {
    let url = format!("{}/terms", app.site_of(access.space()));
    let letters = Letters::new(tx, "terms_changed_email", vec![("terms_url", url)]).await?;
    for member in memberships::current(tx, access.today()).await? {
        let name = member.label().to_owned();
        if let Some(email) = member.email.or(member.user_email) {
            letters.send(app, tx, access.space(), &Recipient { email, name }).await?;
        }
    }
    Ok(())
}

/// No scope writes terms: they are made on pages.
fn may_edit(access: &Access) -> Result<()> {
    let edits = access.admin_role().is_some_and(|role| role.owner || role.admin.permissions.level(Category::SpaceSettings) >= Level::Edit);
    if edits { Ok(()) } else { Err(Error::forbidden("not_permitted", "Only admins who may edit the settings may do this.")) }
}

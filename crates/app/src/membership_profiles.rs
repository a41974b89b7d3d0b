//! Profiles of members (O3): the member writes and publishes, members see what is published, admins see all.

use crate::access::{Access, NetworkAccess};
use crate::memberships::hold;
use crate::memberships::person::Checker;
use crate::resources::Page;
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::MembershipId;
use domain::links::{self, BadLink};
use domain::profiles::{self, Sight, Viewer};
use domain::scopes::Scope;
use domain::texts;
use jiff::civil::Date;
use serde_json::json;
use std::sync::Arc;
use store::SpaceTx;
use store::membership_profiles::{self, Filter, Profile, Within};
use store::memberships;
use store::resources::Slice;

/// A profile as somebody sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub profile: Profile,
    /// Whether the birthday is seen; who does not see it finds none in the profile.
    pub birthday: bool,
}

impl Shown {
    fn new(profile: Profile, sight: Sight) -> Option<Self> {
        match sight {
            Sight::Nothing => None,
            Sight::Public => Some(Self { profile: Profile { birthday: None, ..profile }, birthday: false }),
            Sight::Everything => Some(Self { profile, birthday: true }),
        }
    }
}

/// One profile, as far as the caller may see it. Who sees nothing of it does not learn that it is there.
pub async fn get(app: &App, access: &Access, id: MembershipId) -> Result<Shown> {
    let viewer = if access.is_network_admin(Scope::ReadMembershipProfiles) {
        Viewer::Admin
    } else if access.owns(id) {
        Viewer::Owner
    } else {
        Viewer::Member
    };
    let (access, today) = (access.clone(), access.today());
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let membership = memberships::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let running = membership.confirmed_at.is_some() && membership.canceled_to.is_none_or(|last| last >= today);
            let profile = membership_profiles::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let sight = profiles::seen(viewer, profile.published, running);
            Shown::new(profile, sight).ok_or(Error::NOT_FOUND)
        })
        .await
}

/// All of the space, for its admins; or those of the given memberships.
pub async fn list(app: &App, access: &Access, memberships: Option<Vec<MembershipId>>, slice: Slice) -> Result<Page<Shown>> {
    access.require_admin(Scope::ReadMembershipProfiles)?;
    page(app, access, Filter { memberships, published_on: None }, Sight::Everything, slice).await
}

/// The directory: what members have published, for members and admins of the space.
pub async fn published(app: &App, access: &Access, memberships: Option<Vec<MembershipId>>, slice: Slice) -> Result<Page<Shown>> {
    let admin = access.is_admin(Scope::ReadPublishedMembershipProfiles);
    if !admin && !access.is_member() {
        return Err(Error::forbidden("members_only", "Only members and admins of the space may do this."));
    }
    let sight = if admin { Sight::Everything } else { Sight::Public };
    page(app, access, Filter { memberships, published_on: Some(access.today()) }, sight, slice).await
}

/// The directory by name, all of it or where a text stands in what members see. For members and admins of the space.
pub async fn directory(app: &App, access: &Access, text: Option<String>, slice: Slice) -> Result<Page<Shown>> {
    // Who waits for a confirmation does not see the others (J6).
    let member = access.members().iter().any(|member| member.confirmed_at.is_some());
    if !member && !access.is_admin(Scope::ReadPublishedMembershipProfiles) {
        return Err(Error::forbidden("members_only", "Only members and admins of the space may do this."));
    }
    if let Some(text) = &text {
        texts::name(text).map_err(|bad| FieldError::field("q", bad.code(), bad.to_string()))?;
    }
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let today = access.today();
            let (found, total) = membership_profiles::directory(&mut access.bind(tx), text.as_deref().map(str::trim), today, slice).await?;
            let items = found.into_iter().filter_map(|profile| Shown::new(profile, Sight::Public)).collect();
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

async fn page(app: &App, access: &Access, filter: Filter, sight: Sight, slice: Slice) -> Result<Page<Shown>> {
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (found, total) = membership_profiles::list(&mut access.bind(tx), &filter, slice).await?;
            Ok::<_, Error>(Page { items: found.into_iter().filter_map(|profile| Shown::new(profile, sight)).collect(), total })
        })
        .await
}

/// Profiles of all spaces of a network in which the text stands somewhere, or all; for admins of any of its spaces. A
/// space token sees its own space only.
pub async fn network(app: &App, access: &NetworkAccess, text: Option<String>, slice: Slice) -> Result<Page<Shown>> {
    access.require_admin(Scope::ReadMembershipProfiles)?;
    if let Some(text) = &text {
        texts::name(text).map_err(|bad| FieldError::parameter("filter[query]", bad.code(), bad.to_string()))?;
    }
    let within = match access.caller.bound_to {
        Some(bound) if access.spaces.iter().all(|space| space.space_id() != bound) => return Ok(Page { items: Vec::new(), total: 0 }),
        Some(bound) => Within::Space(bound),
        None => Within::Network(access.network.id),
    };
    app.db
        .snapshot(async move |tx| {
            let text = text.as_deref().map(str::trim);
            let (found, total) = membership_profiles::everywhere(tx, within, text, slice).await?;
            Ok::<_, Error>(Page { items: found.into_iter().map(|profile| Shown { profile, birthday: true }).collect(), total })
        })
        .await
}

/// What a member changes; a blank text clears.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub published: Option<bool>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub company: Option<String>,
    pub pronouns: Option<String>,
    pub location: Option<String>,
    /// `2009-11-05`
    pub birthday: Option<String>,
    pub about_me: Option<String>,
    pub website: Option<String>,
    pub twitter: Option<String>,
    pub facebook: Option<String>,
    pub linkedin: Option<String>,
    pub github: Option<String>,
    pub instagram: Option<String>,
}

impl Change {
    /// The profile after the change, and what it says of the company if it is said, or everything that is wrong.
    fn apply(self, profile: Profile, today: Date) -> Result<(Profile, Option<String>)> {
        let (mut check, mut profile) = (Checker::default(), profile);
        profile.published = self.published.unwrap_or(profile.published);
        line(&mut check, "phone", self.phone, &mut profile.phone);
        line(&mut check, "pronouns", self.pronouns, &mut profile.pronouns);
        line(&mut check, "location", self.location, &mut profile.location);
        let says_company = self.company.is_some();
        line(&mut check, "company", self.company, &mut profile.company);
        if self.about_me.is_some() {
            profile.about_me = self.about_me;
            check.lines("about_me", &mut profile.about_me);
        }
        if let Some(typed) = self.email {
            profile.email = filled(typed).and_then(|typed| {
                let email = profiles::email(&typed);
                if email.is_none() {
                    check.refuse("email".into(), "invalid", "is not an e-mail address");
                }
                email
            });
        }
        if let Some(typed) = self.birthday {
            profile.birthday = filled(typed).and_then(|typed| {
                let day = profiles::birthday(&typed, today);
                if day.is_none() {
                    check.refuse("birthday".into(), "invalid", "must be a day since 1900 and not ahead, as in 2009-11-05");
                }
                day
            });
        }
        for (field, typed, target) in [
            ("twitter", self.twitter, &mut profile.twitter),
            ("facebook", self.facebook, &mut profile.facebook),
            ("linkedin", self.linkedin, &mut profile.linkedin),
            ("github", self.github, &mut profile.github),
            ("instagram", self.instagram, &mut profile.instagram),
        ] {
            link(&mut check, field, typed, target, links::handle);
        }
        link(&mut check, "website", self.website, &mut profile.website, links::website);
        let company = says_company.then(|| profile.company.clone().unwrap_or_default());
        check.done((profile, company))
    }
}

fn filled(typed: String) -> Option<String> {
    Some(typed).filter(|typed| !typed.trim().is_empty())
}

fn line(check: &mut Checker, field: &str, typed: Option<String>, target: &mut Option<String>) {
    if typed.is_some() {
        *target = typed;
        check.line(field, target);
    }
}

fn link(
    check: &mut Checker,
    field: &str,
    typed: Option<String>,
    target: &mut Option<String>,
    read: impl Fn(&str) -> std::result::Result<String, BadLink>,
) {
    let Some(typed) = typed else { return };
    *target = filled(typed).and_then(|typed| {
        let link = read(&typed);
        link.map_err(|bad| check.refuse(field.into(), bad.code(), bad.message())).ok()
    });
}

/// The member changes, publishes or hides the own profile.
pub async fn change(app: &App, access: &Access, id: MembershipId, change: Change) -> Result<Shown> {
    let own = access.members().iter().any(|member| member.id == id);
    if !own {
        return Err(Error::forbidden("not_yours", "Only the member may change the profile."));
    }
    let (app, access, change) = (app.clone(), access.clone(), Arc::new(change));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        hold(&mut tx, id).await?;
        let before = membership_profiles::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let (profile, company) = Change::clone(&change).apply(before.clone(), access.today())?;
        if profile != before || company.is_some() {
            membership_profiles::write(&mut tx, &profile, company.as_deref(), app.clock.now()).await?;
            tell(&app, &mut tx, &profile).await?;
        }
        Ok(Shown { profile, birthday: true })
    })
    .await
}

async fn tell(app: &App, tx: &mut SpaceTx<'_>, profile: &Profile) -> Result<()> {
    app.emit(tx, Event::UpdatedMembershipProfile, profile.membership_id.0, json!({"published": profile.published})).await
}

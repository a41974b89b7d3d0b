//! What a caller sees of a space's resources (R4, N15).

use crate::Result;
use crate::access::Access;
use db::Tx;
use domain::ids::{MembershipId, SpaceId};
use domain::memberships::Life;
use domain::resources::{Reach, Usage};
use domain::scopes::Scope;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::SpaceTx;
use store::resources::{self, PlanOfMember, View};

/// A caller in one space, with what does not need the database.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub space: SpaceId,
    pub zone: TimeZone,
    /// Of the space or of its network, with the permission to see resources.
    pub admin: bool,
    today: Date,
    /// Memberships in this space.
    members: Vec<(MembershipId, Life)>,
}

impl Viewer {
    pub fn new(access: &Access) -> Self {
        let life = |member: &store::access::Member| Life {
            confirmed_at: member.confirmed_at,
            starts_at: member.starts_at,
            canceled_to: member.canceled_to,
        };
        Self {
            space: access.space_id(),
            zone: access.zone().clone(),
            admin: access.is_network_admin(Scope::ReadResources),
            today: access.today(),
            members: access.members().iter().map(|member| (member.id, life(member))).collect(),
        }
    }

    pub fn can_book(&self, usage: Usage, only_admins_can_book: bool) -> bool {
        usage == Usage::Bookable && (self.admin || !only_admins_can_book)
    }

    /// Whether any membership is active then (L2). Members of other spaces of the network have none here (K1).
    pub fn may_book_on(&self, day: Date) -> bool {
        self.admin || self.members.is_empty() || self.members.iter().any(|(_, life)| life.may_book_on(day))
    }

    async fn view(&self, tx: &mut Tx) -> Result<View> {
        let everything = View { space: self.space, hidden: self.admin, only: None };
        if self.admin || self.members.is_empty() {
            return Ok(everything);
        }
        let members: Vec<_> = self.members.iter().map(|(id, _)| *id).collect();
        let plans = resources::plans_of_members(&mut SpaceTx::bind(tx, self.space), &members).await?;
        let reach = members.iter().map(|member| reach(*member, &plans, self.today)).reduce(Reach::or);
        Ok(match reach {
            Some(Reach::Only(listed)) => View { only: Some(listed.into_iter().collect()), ..everything },
            _ => everything,
        })
    }
}

/// By the plan of today: the last that has begun, else the first that will.
fn reach(member: MembershipId, plans: &[PlanOfMember], today: Date) -> Reach {
    let own = || plans.iter().filter(|plan| plan.membership_id == member);
    let begun = own().rfind(|plan| plan.starts_at.is_some_and(|day| day <= today));
    let plan = begun.or_else(|| own().next());
    let listed = plan.and_then(|plan| plan.terms.as_ref()).map_or(&[][..], |terms| &terms.0.resource_access);
    let wins = plan.and_then(|plan| plan.own.as_ref()).map(|own| own.0.as_slice());
    Reach::of_member(wins, listed)
}

/// One statement for each space in which the caller is a member.
pub async fn views(tx: &mut Tx, viewers: &[&Viewer]) -> Result<Vec<View>> {
    let mut views = Vec::with_capacity(viewers.len());
    for viewer in viewers {
        views.push(viewer.view(tx).await?);
    }
    Ok(views)
}

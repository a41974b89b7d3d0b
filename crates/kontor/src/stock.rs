//! A space with all that is in it but bookings, as rows that are written together: what `demo` and `seed` make.

use app::{App, Result};
use db::Tx;
use domain::ids::{EventTagId, ProductId, ResourceCategoryId, ResourceId, UserId};
use jiff::ToSpan as _;
use std::sync::Arc;
use store::SpaceTx;
use store::access::{self, Admin};
use store::allocations::{self, Allocation};
use store::billing;
use store::calendar_blockers::{self, CalendarBlocker};
use store::calendar_events::{self, CalendarEvent};
use store::check_ins::{self, CheckIn};
use store::contacts::{self, Contact};
use store::event_attendances::{self, Attendance};
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership};
use store::plans::{self, Plan};
use store::products::{self, Product};
use store::recurrences::{self, Recurrence};
use store::resources::{self, Category, Resource};
use store::spaces::{self, Profile, Space};
use store::teams::{self, Team};
use store::users::{self, User};

/// Members that are written together.
const PART: usize = 500;

/// A resource and what hangs on it.
#[derive(Clone, Debug)]
pub struct Stocked {
    pub resource: Resource,
    pub categories: Vec<ResourceCategoryId>,
    pub products: Vec<ProductId>,
}

/// A membership and its copies of plans, in order.
#[derive(Clone, Debug)]
pub struct Enrolled {
    pub membership: Membership,
    pub copies: Vec<Copy>,
}

/// The rows of one space.
#[derive(Clone, Debug)]
pub struct Stock {
    pub space: Space,
    pub profile: Profile,
    pub users: Vec<User>,
    pub admins: Vec<(UserId, Admin)>,
    pub plans: Vec<Plan>,
    pub teams: Vec<Team>,
    pub members: Vec<Enrolled>,
    /// With their tags.
    pub contacts: Vec<(Contact, Vec<String>)>,
    /// How many customer numbers are given to members and teams, from 1 on (J13).
    pub customer_numbers: i64,
    pub categories: Vec<Category>,
    pub products: Vec<Product>,
    pub resources: Vec<Stocked>,
    pub blockers: Vec<(CalendarBlocker, Vec<ResourceId>)>,
    pub allocations: Vec<Allocation>,
    pub recurrences: Vec<Recurrence>,
    pub events: Vec<(CalendarEvent, Vec<(EventTagId, String)>)>,
    pub attendances: Vec<Attendance>,
    /// With whether they are over, so that nobody is told of their end.
    pub check_ins: Vec<(CheckIn, bool)>,
}

impl Stock {
    /// A space with nothing in it.
    pub fn of(space: Space, profile: Profile) -> Self {
        Self {
            space,
            profile,
            users: Vec::new(),
            admins: Vec::new(),
            plans: Vec::new(),
            teams: Vec::new(),
            members: Vec::new(),
            contacts: Vec::new(),
            customer_numbers: 0,
            categories: Vec::new(),
            products: Vec::new(),
            resources: Vec::new(),
            blockers: Vec::new(),
            allocations: Vec::new(),
            recurrences: Vec::new(),
            events: Vec::new(),
            attendances: Vec::new(),
            check_ins: Vec::new(),
        }
    }

    /// Writes everything; the owner and the network must be there or among the users.
    pub async fn write(&self, tx: &mut Tx) -> Result<()> {
        self.write_space(tx).await?;
        let mut tx = SpaceTx::bind(tx, self.space.id);
        write_members(&mut tx, &self.members).await?;
        self.write_contacts(&mut tx).await?;
        self.write_things(&mut tx).await
    }

    /// The same in many transactions: in one, PostgreSQL would walk past each version of a total that it has written,
    /// for every member anew.
    pub async fn write_in_parts(self: &Arc<Self>, app: &App) -> Result<()> {
        let whole = Arc::clone(self);
        app.db.write(async move |tx| whole.write_space(tx).await).await?;
        for from in (0..self.members.len()).step_by(PART) {
            let whole = Arc::clone(self);
            let written = app.db.write(async move |tx| {
                let part = whole.members.iter().skip(from).take(PART);
                write_members(&mut SpaceTx::bind(tx, whole.space.id), part).await
            });
            written.await?;
        }
        let whole = Arc::clone(self);
        let rest = app.db.write(async move |tx| {
            let mut tx = SpaceTx::bind(tx, whole.space.id);
            whole.write_contacts(&mut tx).await?;
            whole.write_things(&mut tx).await
        });
        rest.await
    }

    async fn write_space(&self, tx: &mut Tx) -> Result<()> {
        for user in &self.users {
            users::insert(tx, user).await?;
        }
        spaces::insert(tx, &self.space, &self.profile).await?;
        for (user, admin) in &self.admins {
            access::insert_admin(tx, self.space.id, *user, admin, self.space.created_at).await?;
        }
        let mut tx = SpaceTx::bind(tx, self.space.id);
        for plan in &self.plans {
            plans::insert(&mut tx, plan).await?;
        }
        for team in &self.teams {
            teams::insert(&mut tx, team).await?;
        }
        Ok(())
    }

    async fn write_contacts(&self, tx: &mut SpaceTx<'_>) -> Result<()> {
        for (contact, tags) in &self.contacts {
            contacts::keep(tx, contact).await?;
            for tag in tags {
                contacts::tag(tx, contact.id, tag).await?;
            }
        }
        Ok(spaces::reserve_customer_numbers(tx, self.customer_numbers).await?)
    }

    async fn write_things(&self, tx: &mut SpaceTx<'_>) -> Result<()> {
        for category in &self.categories {
            resources::insert_category(tx, category).await?;
        }
        for product in &self.products {
            products::append(tx, product).await?;
        }
        for Stocked { resource, categories, products } in &self.resources {
            resources::insert(tx, resource).await?;
            for category in categories {
                resources::link_category(tx, resource.id, *category).await?;
            }
            resources::set_products(tx, resource.id, products).await?;
        }
        for (blocker, resources) in &self.blockers {
            calendar_blockers::insert(tx, blocker).await?;
            calendar_blockers::set_resources(tx, blocker.id, resources).await?;
        }
        for allocation in &self.allocations {
            allocations::insert(tx, allocation).await?;
        }
        for recurrence in &self.recurrences {
            recurrences::insert(tx, recurrence).await?;
        }
        for (event, tags) in &self.events {
            calendar_events::insert(tx, event).await?;
            calendar_events::set_tags(tx, event.id, tags.clone()).await?;
        }
        for attendance in &self.attendances {
            event_attendances::insert(tx, attendance).await?;
        }
        for (check_in, over) in &self.check_ins {
            check_ins::insert(tx, check_in).await?;
            if *over {
                check_ins::end(tx, check_in.id, check_in.valid_until).await?;
            }
        }
        Ok(())
    }
}

async fn write_members(tx: &mut SpaceTx<'_>, members: impl IntoIterator<Item = &Enrolled>) -> Result<()> {
    for Enrolled { membership, copies } in members {
        memberships::insert(tx, membership).await?;
        // What is told of the past was billed in the past, up to the last invoice day.
        let since = membership.next_invoice_at.saturating_sub(1.month());
        if since > membership.starts_at {
            billing::set_since(tx, membership.id, since).await?;
        }
        for copy in copies {
            membership_plans::insert(tx, copy, membership.created_at).await?;
        }
    }
    Ok(())
}

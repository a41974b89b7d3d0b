//! Memberships across the spaces of a network.

use crate::resources::Slice;
use crate::{search, totals};
use db::{Query, Result, Tx};
use domain::ids::{MembershipId, NetworkId, PlanId, SpaceId};
use uuid::Uuid;

db::row! {
    /// What other spaces of the network see of a membership.
    #[derive(Clone, Debug)]
    pub struct Found {
        pub id: MembershipId as Uuid,
        pub space_id: SpaceId as Uuid,
        pub name: Option<String>,
        pub company: Option<String>,
    }
}

/// In which order they are listed; equal ones by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By name, else company, without regard to case.
    #[default]
    Name,
    NameDescending,
    /// As they were made.
    Age,
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Self::Name => " ORDER BY lower(COALESCE(m.name, m.company, '')), m.id",
            Self::NameDescending => " ORDER BY lower(COALESCE(m.name, m.company, '')) DESC, m.id DESC",
            Self::Age => " ORDER BY m.id",
        }
    }
}

/// A page of the memberships of all spaces of a network whose name, company or e-mail contains the text, and how
/// many there are.
pub async fn network(
    tx: &mut Tx,
    network: NetworkId,
    text: Option<&str>,
    order: Order,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Found>, i64)> {
    let dialect = tx.dialect();
    let from = |what| {
        let query = Query::new(what).bind(network.0);
        match text {
            Some(text) => search::containing(query.sql(" AND "), dialect, search::In::Memberships, text),
            None => query,
        }
    };
    let page = from("SELECT m.id, m.space_id, m.name, m.company FROM memberships m WHERE NOT m.of_team AND m.network_id = ");
    let page = page.sql(order.sql()).sql(" LIMIT ").bind(limit).sql(" OFFSET ").bind(offset);
    let found: Vec<Found> = tx.query(page.text, page.params).await?;
    if let Some(total) = totals::seen(found.len(), Slice { limit, offset }) {
        return Ok((found, total));
    }
    if text.is_none() {
        return Ok((found, totals::in_network(tx, network, "memberships").await?));
    }
    let count = from("SELECT count(*) AS total FROM memberships m WHERE NOT m.of_team AND m.network_id = ");
    let (total,): (i64,) = tx.query_one(count.text, count.params).await?;
    Ok((found, total))
}

/// Which members an admin looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Confirmed and not ended.
    #[default]
    Current,
    /// Not confirmed yet.
    Waiting,
    /// The last day is known and lies ahead.
    Leaving,
    Former,
    All,
}

/// What they are sorted by; equal ones by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// By name, else company.
    #[default]
    Label,
    Email,
    Start,
}

/// A list of members as an admin wants it.
#[derive(Clone, Debug, Default)]
pub struct OnDesk {
    pub stage: Stage,
    /// A part of name, company or e-mail.
    pub text: Option<String>,
    /// Only those whose plan of the day is a copy of it.
    pub plan: Option<PlanId>,
    pub sort: SortBy,
    pub descending: bool,
}

/// More than these are not counted.
pub const MOST_COUNTED: i64 = 10_000;

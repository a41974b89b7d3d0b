//! Memberships across the spaces of a network.

use db::{Query, Result, Tx};
use domain::ids::{MembershipId, NetworkId, SpaceId};
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
            Self::Name => " ORDER BY lower(coalesce(m.name, m.company, '')), m.id",
            Self::NameDescending => " ORDER BY lower(coalesce(m.name, m.company, '')) DESC, m.id DESC",
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
    let from = |what| {
        let query = Query::new(what).bind(network.0).sql(")");
        let Some(text) = text else { return query };
        let pattern = containing(text);
        let query = query.sql(" AND (lower(m.name) LIKE lower(").bind(pattern.clone());
        let query = query.sql(") ESCAPE '!' OR lower(m.company) LIKE lower(").bind(pattern.clone());
        query.sql(") ESCAPE '!' OR lower(m.email) LIKE lower(").bind(pattern).sql(") ESCAPE '!')")
    };
    let count = from("SELECT count(*) AS total FROM memberships m WHERE m.space_id IN (SELECT id FROM spaces WHERE network_id = ");
    let (total,): (i64,) = tx.query_one(count.text, count.params).await?;
    let page = from(
        "SELECT m.id, m.space_id, m.name, m.company FROM memberships m WHERE m.space_id IN (SELECT id FROM spaces WHERE network_id = ",
    );
    let page = page.sql(order.sql()).sql(" LIMIT ").bind(limit).sql(" OFFSET ").bind(offset);
    Ok((tx.query(page.text, page.params).await?, total))
}

/// A pattern for `LIKE … ESCAPE '!'` in which nothing of the text is a wildcard.
pub(crate) fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '!' | '%' | '_') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

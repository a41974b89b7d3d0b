//! The space `harbour` in Berlin and `summit` in New York, one network, and who has to do with them.

use app::access::{self, Access, Caller, Door, NetworkAccess, Place};
use app::resources::{self, Details, PriceDetails};
use app::{App, BaseUrl, Chance, Clock};
use db::{Db, params};
use domain::ids::{AdminId, MembershipId, NetworkId, ResourceId, SpaceId, UserId};
use domain::permissions::{Category, Level, Permissions};
use domain::settings::Settings;
use domain::taxes::PriceDisplay;
use jiff::civil::date;
use store::access::{Admin, insert_admin};
use store::spaces::{self, Network, Profile, Space};
use store::{Json, SpaceTx};
use testkit::{at, new_id};

pub struct World {
    pub app: App,
    pub harbour: SpaceId,
    pub summit: SpaceId,
    pub network: NetworkId,
    pub owner: UserId,
    pub limited: UserId,
    pub member: UserId,
    pub membership: MembershipId,
    pub summit_member: UserId,
    pub stranger: UserId,
}

/// A Monday.
pub const NOW: &str = "2026-03-02T08:00:00Z";

impl World {
    pub async fn new(db: Db) -> Self {
        let app = App::new(db, Clock::standing_at(at(NOW)), Chance::seeded(7), BaseUrl::parse("http://localhost:3000").unwrap());
        let mut people = Vec::new();
        for name in ["owner", "limited", "member", "summit-member", "stranger"] {
            people.push(app::users::create(&app, &format!("{name}@demo.test"), None).await.unwrap());
        }
        let [owner, limited, member, summit_member, stranger] = people.try_into().unwrap();
        let (harbour, summit, network) = (SpaceId(new_id()), SpaceId(new_id()), NetworkId(new_id()));
        let world = Self { app, harbour, summit, network, owner, limited, member, membership: new_id().into(), summit_member, stranger };
        world.fill().await;
        world
    }

    async fn fill(&self) {
        let now = self.app.clock.now();
        let mut tx = self.app.db.begin().await.unwrap();
        spaces::insert_network(&mut tx, &Network { id: self.network, name: "Waterside".into() }, now).await.unwrap();
        for (id, subdomain, zone) in [(self.harbour, "harbour", "Europe/Berlin"), (self.summit, "summit", "America/New_York")] {
            let space = Space {
                id,
                network_id: Some(self.network.0),
                owner_id: self.owner,
                subdomain: subdomain.into(),
                name: subdomain.into(),
                email: format!("hello@{subdomain}.test"),
                description: None,
                country: "DE".into(),
                locale: "de-DE".into(),
                time_zone: zone.into(),
                hour_format: 24,
                price_display: PriceDisplay::Net,
                price_decimals: 2,
                currency: "EUR".parse().unwrap(),
                taxes: Json(serde_json::from_value(serde_json::json!([{"name": "VAT", "rate": "19.0"}])).unwrap()),
                settings: Json(Settings::default()),
                created_at: now,
                clock_ahead: None,
                domain: None,
            };
            spaces::insert(&mut tx, &space, &Profile::default()).await.unwrap();
        }
        let mut permissions = Permissions::default();
        permissions.set(Category::Resources, Level::View);
        for (space, user, permissions) in [
            (self.harbour, self.owner, Permissions::default()),
            (self.summit, self.owner, Permissions::default()),
            (self.harbour, self.limited, permissions),
        ] {
            insert_admin(&mut tx, space, user, &Admin { id: AdminId(new_id()), name: "Ada".into(), permissions }, now).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.join(self.harbour, self.member, self.membership).await;
        self.join(self.summit, self.summit_member, new_id().into()).await;
    }

    async fn join(&self, space: SpaceId, user: UserId, id: MembershipId) {
        const JOIN: &str = "INSERT INTO memberships (space_id, id, user_id, address, billing_emails, charge_taxes, confirmed_at, starts_at,
            next_invoice_at, prorate_first_invoice, created_at, updated_at) VALUES ($1, $2, $3, $4, $4, TRUE, $5, $6, $6, FALSE, $5, $5)";
        let values = params![id.0, user.0, serde_json::json!([]), at("2026-01-01T00:00:00Z"), date(2026, 1, 1)];
        self.sql(space, JOIN, values).await;
    }

    pub async fn sql(&self, space: SpaceId, text: &'static str, values: Vec<db::Value>) {
        let mut tx = self.app.db.begin().await.unwrap();
        SpaceTx::bind(&mut tx, space).execute(text, values).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn enter(&self, user: UserId, space: SpaceId) -> app::Result<Access> {
        let caller =
            Caller { user, token: new_id().into(), client: None, scopes: "read write".parse().unwrap(), bound_to: None, personal: false };
        access::enter_as(&self.app, &caller, Place::Space(space), &[], Door::Related).await
    }

    pub async fn owner(&self) -> Access {
        self.enter(self.owner, self.harbour).await.unwrap()
    }

    pub async fn member(&self) -> Access {
        self.enter(self.member, self.harbour).await.unwrap()
    }

    pub async fn in_network(&self, user: UserId) -> NetworkAccess {
        let grant = app::tokens::Grant { user, client: None, space: None, scopes: "read write".parse().unwrap(), expires_at: None };
        let token = app::tokens::create(&self.app, grant).await.unwrap();
        access::enter_network(&self.app, Some(token.reveal()), self.network, &[]).await.unwrap()
    }

    /// A resource of `harbour` with a name, free of charge and open at all times, changed by `with`.
    pub async fn resource(&self, name: &str, with: impl FnOnce(&mut Details)) -> ResourceId {
        let mut details = Details { name: Some(name.into()), pricing: PriceDetails::default(), ..Details::default() };
        with(&mut details);
        resources::create(&self.app, &self.owner().await, details).await.unwrap().resource.id
    }

    /// On a day of March 2026, UTC, as `02T10:00`.
    pub async fn book(&self, space: SpaceId, resource: ResourceId, from: &str, to: &str, units: i64, exclusive: bool) -> uuid::Uuid {
        const BOOK: &str =
            "INSERT INTO bookings (space_id, id, resource_id, starts_at, ends_at, units, exclusive, attendees, extras, price,
            currency, taxes, pricing, credit_minutes, credit_amount, payable, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, 'EUR', $8, $8, 0, 0, 0, $4, $4)";
        let id = new_id();
        self.sql(space, BOOK, params![id, resource.0, march(from), march(to), units, exclusive, serde_json::json!([])]).await;
        id
    }
}

pub fn march(time: &str) -> jiff::Timestamp {
    at(&format!("2026-03-{time}:00Z"))
}

/// The code of the refusal, with the field.
pub fn refused<T>(result: app::Result<T>) -> String {
    match result.err().unwrap() {
        app::Error::Invalid(fields) => {
            let said = fields.iter().map(|one| match &one.at {
                app::At::Field(name) | app::At::Parameter(name) | app::At::Relation(name) => format!("{name} {}", one.code),
                app::At::Base => format!("base {}", one.code),
            });
            said.collect::<Vec<_>>().join(", ")
        }
        other => other.code().to_owned(),
    }
}

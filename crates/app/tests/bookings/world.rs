//! A space in Berlin with an owner, two members, a room for one and desks for three.

use app::access::{self, Access, Door, Place};
use app::bookings::Wish;
use app::tokens::{self, Grant};
use app::{App, BaseUrl, Chance, Clock, Error, users};
use db::Db;
use domain::credits::CreditEntry;
use domain::ids::{AdminId, MembershipId, MembershipPlanId, PlanId, ResourceId, SpaceId, UserId};
use domain::money::Amount;
use domain::permissions::Permissions;
use domain::plans::PlanTerms;
use domain::pricing::Pricing;
use domain::resources::Usage;
use domain::settings::Settings;
use domain::taxes::PriceDisplay;
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::json;
use store::access::Admin;
use store::memberships::Membership;
use store::resources::{self, Resource};
use store::spaces::{self, Profile, Space};
use store::{Json, SpaceTx, memberships};
use testkit::at;

pub struct World {
    pub app: App,
    pub space: SpaceId,
    pub room: ResourceId,
    pub desks: ResourceId,
    pub ada: MembershipId,
    pub ben: MembershipId,
    pub owner_user: UserId,
    pub ada_user: UserId,
    pub ben_user: UserId,
}

/// Monday, an hour before the space opens in Berlin.
pub const NOW: &str = "2026-03-02T07:00:00Z";

pub fn money(text: &str) -> Amount {
    text.parse().unwrap()
}

/// An instant of March 2026, UTC: `march("03T10:00")`.
pub fn march(text: &str) -> Timestamp {
    at(&format!("2026-03-{text}:00Z"))
}

pub fn wish(resource: ResourceId, from: Timestamp, to: Timestamp) -> Wish {
    Wish {
        resource,
        membership: None,
        from,
        to,
        units: 1,
        title: None,
        url: None,
        comments: None,
        attendees_message: None,
        attendees: vec![],
        extras: vec![],
        custom_price: None,
        recurrence: None,
    }
}

/// The code of a refusal, with the first field if data is at fault.
pub fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Invalid(fields)) => format!("invalid {}", fields[0].code),
        Err(Error::Internal(cause)) => panic!("{cause}"),
        Err(error) => error.code().to_owned(),
        Ok(done) => panic!("should be refused: {done:?}"),
    }
}

impl World {
    pub async fn new(db: Db) -> Self {
        Self::with(db, Settings::default(), credits_example).await
    }

    /// With settings, and with the credits of the members' plan for room and desks.
    pub async fn with(db: Db, settings: Settings, credits: fn(ResourceId, ResourceId) -> Vec<CreditEntry>) -> Self {
        let clock = Clock::standing_at(at(NOW));
        let app = App::new(db, clock, Chance::seeded(7), BaseUrl::parse("http://localhost:3000").unwrap());
        let owner_user = users::create(&app, "owner@harbour.test", None).await.unwrap();
        let ada_user = users::create(&app, "ada@harbour.test", None).await.unwrap();
        let ben_user = users::create(&app, "ben@harbour.test", None).await.unwrap();
        let space = space(&app, owner_user, settings);
        let (room, desks) = (app.id::<ResourceId>(), app.id::<ResourceId>());
        let (ada, ben) = (app.id::<MembershipId>(), app.id::<MembershipId>());
        let world = Self { app: app.clone(), space: space.id, room, desks, ada, ben, owner_user, ada_user, ben_user };
        let terms = terms(credits(room, desks));
        let (ada_copy, ben_copy) = (app.id::<MembershipPlanId>(), app.id::<MembershipPlanId>());
        let (now, admin_id, plan) = (app.clock.now(), app.id::<AdminId>(), app.id::<PlanId>());
        app.db
            .write(async move |tx| {
                spaces::insert(tx, &space, &Profile::default()).await?;
                let admin = Admin { id: admin_id, name: "Olive".into(), permissions: Permissions::default() };
                store::access::insert_admin(tx, space.id, owner_user, &admin, now).await?;
                let mut tx = SpaceTx::bind(tx, space.id);
                resources::insert(&mut tx, &resource(space.id, room, "Room", 1)).await?;
                resources::insert(&mut tx, &resource(space.id, desks, "Desks", 3)).await?;
                for (id, user, name, copy) in [(ada, ada_user, "Ada", ada_copy), (ben, ben_user, "Ben", ben_copy)] {
                    memberships::insert(&mut tx, &membership(id, user, name)).await?;
                    let sql = "INSERT INTO membership_plans (space_id, id, membership_id, parent_plan_id, starts_at, terms, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)";
                    let terms = serde_json::to_value(&terms).unwrap();
                    tx.execute(sql, db::params![copy.0, id.0, plan.0, date(2026, 1, 1), terms, now]).await?;
                }
                Ok::<_, Error>(())
            })
            .await
            .unwrap();
        world
    }

    pub async fn access(&self, user: UserId) -> Access {
        let grant = Grant { user, client: None, space: None, scopes: "read write".parse().unwrap(), expires_at: None };
        let token = tokens::create(&self.app, grant).await.unwrap();
        access::enter(&self.app, Some(token.reveal()), Place::Space(self.space), &[], Door::Related).await.unwrap()
    }
    pub async fn owner(&self) -> Access {
        self.access(self.owner_user).await
    }
    pub async fn ada(&self) -> Access {
        self.access(self.ada_user).await
    }
    pub async fn ben(&self) -> Access {
        self.access(self.ben_user).await
    }

    /// Changes something behind the use cases' back: `$1` is the space.
    pub async fn sql(&self, text: &'static str, values: Vec<db::Value>) {
        let space = self.space;
        let run = async move |tx: &mut db::Tx| Ok::<_, Error>(SpaceTx::bind(tx, space).execute(text, values.clone()).await?);
        assert!(self.app.db.write(run).await.unwrap() > 0);
    }

    /// Types of all events, which are numbered without a gap.
    pub async fn events(&self) -> Vec<String> {
        let space = self.space;
        let read = async move |tx: &mut db::Tx| Ok::<_, Error>(store::outbox::after(&mut SpaceTx::bind(tx, space), 0, 10_000).await?);
        let events = self.app.db.read(read).await.unwrap();
        let numbers: Vec<i64> = events.iter().map(|event| event.seq).collect();
        assert_eq!(numbers, (1..).take(numbers.len()).collect::<Vec<i64>>());
        events.into_iter().map(|event| event.kind).collect()
    }
}

/// The example of rule C15: two hours for the room with 8 an hour after that, and 10 in money.
pub fn credits_example(room: ResourceId, desks: ResourceId) -> Vec<CreditEntry> {
    vec![
        CreditEntry { resources: vec![room], minutes: Some(120), price_per_hour: Some(money("8")), ..CreditEntry::default() },
        CreditEntry { resources: vec![room, desks], amount: Some(money("10")), ..CreditEntry::default() },
    ]
}

fn terms(credits: Vec<CreditEntry>) -> PlanTerms {
    let mut terms: PlanTerms =
        serde_json::from_value(json!({"name": "Fix", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1})).unwrap();
    terms.booking_credits = credits;
    terms
}

fn space(app: &App, owner_id: UserId, settings: Settings) -> Space {
    Space {
        id: app.id(),
        network_id: None,
        owner_id,
        subdomain: "harbour".into(),
        name: "Harbour".into(),
        email: "hello@harbour.test".into(),
        description: None,
        country: "DE".into(),
        locale: "de-DE".into(),
        time_zone: "Europe/Berlin".into(),
        hour_format: 24,
        price_display: PriceDisplay::Net,
        price_decimals: 2,
        currency: "EUR".parse().unwrap(),
        taxes: Json(serde_json::from_value(json!([{"name": "VAT", "rate": "19.0"}])).unwrap()),
        settings: Json(settings),
        created_at: app.clock.now(),
        clock_ahead: None,
        domain: None,
    }
}

pub fn resource(space_id: SpaceId, id: ResourceId, name: &str, units: u32) -> Resource {
    Resource {
        space_id,
        id,
        name: name.into(),
        kind: None,
        usage: Usage::Bookable,
        description: None,
        hidden: false,
        only_admins_can_book: false,
        units,
        capacity: None,
        booking_cutoff: 0,
        cancellation_period: 0,
        min_booking_duration: 0,
        max_booking_duration: None,
        color: "#123456".into(),
        photo: None,
        booking_times: String::new(),
        pricing: Json(Pricing { price_per_hour: Some(money("15")), ..Pricing::default() }),
        currency: "EUR".parse().unwrap(),
        taxes: None,
        area_sqm: None,
        accounting_code: Some("4711".into()),
        cost_center: None,
        revenue_account: None,
        created_at: at(NOW),
        updated_at: at(NOW),
    }
}

fn membership(id: MembershipId, user: UserId, name: &str) -> Membership {
    Membership {
        id,
        user_id: Some(user.0),
        user_email: None,
        team_id: None,
        team_role: None,
        name: Some(name.into()),
        company: None,
        email: None,
        phone: None,
        address: Json(store::spaces::Address::default()),
        billing_emails: Json(vec![]),
        charge_taxes: true,
        customer_number: None,
        tax_id: None,
        photo: None,
        payment_method: None,
        resource_access: None,
        confirmed_at: Some(at(NOW)),
        starts_at: date(2026, 1, 1),
        canceled_to: None,
        canceled_at: None,
        next_invoice_at: date(2026, 3, 10),
        prorate_first_invoice: false,
        of_team: false,
        created_at: at(NOW),
        updated_at: at(NOW),
    }
}

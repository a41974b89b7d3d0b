//! A furnished world: the network Waterside with the spaces `harbour` and `summit`, the space `island` in a network of
//! its own, and eight people who have different things to do with `harbour`.

use crate::client::{Client, House};
use app::access::{self, Access, Door, Place as At};
use app::allocations::Holder;
use app::memberships::{self, Cancel, Person};
use app::{
    App, allocations, articles, bookings, calendar_blockers, calendar_events, contacts, event_attendances, event_messages,
    external_bookings, external_resources, invoices, navigation_links, plans, products, resources, single_page_apps, teams, terms,
};
use domain::calendar_events::{Audience, Trigger, Visibility};
use domain::extras::Unit;
use domain::ids::{
    AllocationId, ArticleId, BookingId, CalendarBlockerId, CheckInId, CheckInTokenId, ContactId, DiscountCodeId, DropInPassId,
    DropInPassTemplateId, EventAttendanceId, EventId, EventMessageId, ExternalBookingId, ExternalResourceId, FileId, InvitationId,
    InvoiceId, MembershipId, NavigationLinkId, NetworkId, PassTemplateId, PaymentRecordId, PlanId, ProductId, RecurrenceId, ResourceId,
    SinglePageAppId, SpaceId, TeamId, TimePassId, UserId,
};
use domain::interval::Interval;
use domain::navigation::Section;
use domain::permissions::{Category, Level, Permissions};
use domain::plans::PlanTerms;
use domain::products::ProductScope;
use domain::resources::{Photo, Usage};
use domain::scopes::Scope;
use domain::settings::Settings;
use domain::taxes::PriceDisplay;
use jiff::civil::date;
use serde_json::json;
use std::collections::BTreeMap;
use store::resources::Word;
use store::spaces::{self, Network, Profile, Space};
use store::{Json, SpaceTx};
use testkit::at;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Anonymous,
    /// A user without any relation.
    Stranger,
    /// Whose things in `harbour` are asked for.
    Member,
    /// Another member of `harbour`.
    Other,
    /// An admin of `harbour` who may see neither memberships nor invoices.
    Limited,
    Admin,
    Owner,
    /// The owner of `summit`, which is in the network of `harbour`.
    Network,
}

impl Who {
    pub const ALL: [Self; 8] =
        [Self::Anonymous, Self::Stranger, Self::Member, Self::Other, Self::Limited, Self::Admin, Self::Owner, Self::Network];
}

/// A space and what is in it.
#[derive(Clone, Debug)]
pub struct Place {
    pub space: SpaceId,
    pub network: NetworkId,
    pub subdomain: String,
    pub owner: UserId,
    pub plan: PlanId,
    pub other_plan: PlanId,
    pub membership: MembershipId,
    /// Waits for confirmation.
    pub pending: MembershipId,
    /// Will end.
    pub leaving: MembershipId,
    /// Has ended.
    pub gone: MembershipId,
    /// Pays for `paid`.
    pub payer: MembershipId,
    pub paid: MembershipId,
    /// Nothing hangs on it.
    pub single: MembershipId,
    /// To take `single`.
    pub invitation: InvitationId,
    pub team: TeamId,
    /// One unit.
    pub room: ResourceId,
    /// Three units.
    pub desks: ResourceId,
    /// The photo of the hall.
    pub file: FileId,
    pub product: ProductId,
    pub contact: ContactId,
    /// Of `membership`, paid.
    pub invoice: InvoiceId,
    /// Of `membership`, unpaid since January.
    pub overdue: InvoiceId,
    /// What was paid for `invoice`.
    pub payment: PaymentRecordId,
    /// Running, of `membership`.
    pub check_in: CheckInId,
    /// What `membership` shows to be checked in.
    pub card: String,
    pub card_id: CheckInTokenId,
    /// Published, for visitors, too, and free.
    pub fair: EventId,
    pub drop_in_template: DropInPassTemplateId,
    pub drop_in_pass: DropInPassId,
    /// On a plan with time passes.
    pub limited: MembershipId,
    pub pass_kind: PassTemplateId,
    /// Unused, of `limited`.
    pub time_pass: TimePassId,
    pub blocker: CalendarBlockerId,
    pub allocation: AllocationId,
    /// Published, for members; `membership` attends it.
    pub event: EventId,
    pub attendance: EventAttendanceId,
    pub message: EventMessageId,
    pub draft: EventId,
    /// Published; nobody attends it yet.
    pub party: EventId,
    /// Of `membership`, next week.
    pub booking: BookingId,
    /// Of `membership`, repeated.
    pub series: RecurrenceId,
    pub series_booking: BookingId,
    /// The room, for visitors.
    pub offer: ExternalResourceId,
    /// A visitor in the room, next week.
    pub visit: ExternalBookingId,
    /// Of the owner, whose tokens belong to no application.
    pub single_page_app: SinglePageAppId,
    /// Shows it.
    pub link: NavigationLinkId,
    pub article: ArticleId,
}

/// What is known of a world, whatever database holds it.
#[derive(Clone, Debug)]
pub struct Facts {
    pub harbour: Place,
    pub island: Place,
    pub users: BTreeMap<Who, UserId>,
    pub tokens: BTreeMap<Who, String>,
}

pub struct World {
    pub house: House,
    pub facts: Facts,
}

impl World {
    pub async fn new(house: House) -> Self {
        let facts = Box::pin(facts(&house)).await;
        Self { house, facts }
    }

    pub fn client(&self, who: Who) -> Client {
        match self.facts.tokens.get(&who) {
            Some(token) => self.house.bearer(token),
            None => self.house.anonymous(),
        }
    }
}

async fn facts(house: &House) -> Facts {
    let mut users = BTreeMap::new();
    for who in Who::ALL.into_iter().skip(1) {
        users.insert(who, house.person(&format!("{who:?}@people.test").to_lowercase()).await);
    }
    let (waterside, alone) = (network(house, "Waterside").await, network(house, "Alone").await);
    let of_harbour = [users[&Who::Member], users[&Who::Other]];
    let harbour = place(house, "harbour", waterside, users[&Who::Owner], of_harbour).await;
    let of_summit = [house.person("mara@summit.test").await, house.person("milo@summit.test").await];
    place(house, "summit", waterside, users[&Who::Network], of_summit).await;
    let of_island = [house.person("mara@island.test").await, house.person("milo@island.test").await];
    let ivan = house.person("ivan@island.test").await;
    let island = place(house, "island", alone, ivan, of_island).await;

    let mut limited = Permissions::default();
    limited.set(Category::Memberships, Level::None);
    limited.set(Category::Invoices, Level::None);
    for (who, permissions) in [(Who::Limited, limited), (Who::Admin, Permissions::default())] {
        app::admins::create(&house.app, harbour.space, users[&who], &format!("{who:?}"), permissions).await.unwrap();
    }
    let mut tokens = BTreeMap::new();
    for (who, user) in &users {
        tokens.insert(*who, house.token(*user, EVERYTHING).await);
    }
    Facts { harbour, island, users, tokens }
}

/// The broad scopes, and those that they do not hold.
pub const EVERYTHING: &str = "read write team signin navigation checkin_tokens openid email profile";

async fn network(house: &House, name: &str) -> NetworkId {
    let (id, now) = (house.app.id::<NetworkId>(), house.app.clock.now());
    let mut tx = house.app.db.begin().await.unwrap();
    spaces::insert_network(&mut tx, &Network { id, name: name.into() }, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn open(house: &House, subdomain: &str, network: NetworkId, owner: UserId) -> SpaceId {
    let app = &house.app;
    let space = Space {
        id: app.id(),
        network_id: Some(network.0),
        owner_id: owner,
        subdomain: subdomain.into(),
        name: subdomain.into(),
        email: format!("hello@{subdomain}.test"),
        description: None,
        country: "DE".into(),
        locale: "de-DE".into(),
        time_zone: "Europe/Berlin".into(),
        hour_format: 24,
        price_display: PriceDisplay::Net,
        price_decimals: 2,
        currency: "EUR".parse().unwrap(),
        taxes: Json(serde_json::from_value(json!([{"name": "VAT", "rate": "19.0"}])).unwrap()),
        settings: Json(Settings::default()),
        created_at: app.clock.now(),
    };
    let mut tx = app.db.begin().await.unwrap();
    let profile = Profile { logo: Some("https://logos.test/logo.png".into()), ..Profile::default() };
    spaces::insert(&mut tx, &space, &profile).await.unwrap();
    tx.commit().await.unwrap();
    app::admins::create(app, space.id, owner, "Owner", Permissions::default()).await.unwrap();
    space.id
}

async fn place(house: &House, subdomain: &str, network: NetworkId, owner: UserId, members: [UserId; 2]) -> Place {
    let app = &house.app;
    let space = open(house, subdomain, network, owner).await;
    let caller = house.caller(owner, "read write checkin_tokens").await;
    let access = access::enter_as(app, &caller, At::Space(space), &[], Door::Related).await.unwrap();
    let desk = Desk { app, access: &access };
    let (plan, other_plan) = (desk.plan("Flex").await, desk.plan("Fix").await);
    let membership = desk.member("Mia", plan, true).await;
    let other = desk.member("Otto", plan, true).await;
    desk.connect(membership, members[0]).await;
    desk.connect(other, members[1]).await;
    let pending = desk.member("Pia", plan, false).await;
    let (leaving, gone) = (desk.member("Leo", plan, true).await, desk.member("Gus", plan, true).await);
    desk.cancel(leaving, "2026-12-31").await;
    desk.cancel(gone, "2026-02-28").await;
    let (payer, paid) = (desk.member("Pam", plan, true).await, desk.member("Pat", plan, true).await);
    let single = desk.member("Sue", plan, true).await;
    let (limited, pass_kind, time_pass) = desk.passes().await;
    let card = app::check_in_tokens::create(app, &access, membership, &format!("card of {subdomain}")).await.unwrap();
    let check_in = app::check_ins::check_in(app, &access, space, membership, false).await.unwrap().id;
    desk.discount_code().await;
    let (drop_in_template, drop_in_pass) = desk.drop_in().await;
    let team = teams::add_member(app, &access, payer, paid).await.unwrap()[0].team_id;
    let (room, desks) = (desk.resource("Room", 1, Usage::Bookable).await, desk.resource("Desks", 3, Usage::Bookable).await);
    let hall = desk.resource("Hall", 1, Usage::Allocatable).await;
    let file = desk.photo(hall).await;
    let (booking, _) = desk.book(room, membership, "10", None).await;
    let (event, draft, party) = (desk.event("Talk").await, desk.event("Draft").await, desk.event("Party").await);
    let fair = desk.event_for("Fair", Audience::Public).await;
    for published in [event, party, fair] {
        calendar_events::publish(app, &access, published).await.unwrap();
    }
    let message = event_messages::create(app, &access, event, Trigger::Published, "Come!".into()).await.unwrap().id;
    let mia = access::enter_as(app, &house.caller(members[0], "read write").await, At::Space(space), &[], Door::Related).await.unwrap();
    let attendance = event_attendances::attend(app, &mia, event, membership, Visibility::Members).await.unwrap().id;
    let invoice = desk.invoice(membership, None).await;
    let record = invoices::NewRecord { amount: None, paid_on: date(2026, 3, 2), method: None, method_name: None, note: None };
    let payment = invoices::record(app, &access, invoice, record).await.unwrap().id;
    let rule = serde_json::from_value(json!({"frequency": "weekly", "count": 3})).unwrap();
    let single_page_app = desk.single_page_app(&caller).await;
    let (series_booking, series) = desk.book(room, membership, "12", Some(rule)).await;
    let offer = external_resources::create(app, &access, room, external_resources::Details::default()).await.unwrap().twin.id;
    Place {
        space,
        network,
        subdomain: subdomain.into(),
        owner,
        plan,
        other_plan,
        membership,
        pending,
        leaving,
        gone,
        payer,
        paid,
        single,
        invitation: app::invitations::create(app, &access, single).await.unwrap().id,
        team,
        room,
        desks,
        file,
        product: desk.product().await,
        contact: desk.contact().await,
        invoice,
        payment,
        overdue: desk.invoice(membership, Some(date(2026, 1, 5))).await,
        check_in,
        fair,
        drop_in_template,
        drop_in_pass,
        card: card.token,
        card_id: card.id,
        limited,
        pass_kind,
        time_pass,
        blocker: desk.blocker().await,
        allocation: desk.allocation(hall, membership).await,
        event,
        attendance,
        message,
        draft,
        party,
        booking,
        series: series.unwrap(),
        series_booking,
        offer,
        visit: desk.visit(offer).await,
        single_page_app,
        link: desk.link(single_page_app).await,
        article: desk.article().await,
    }
}

/// The owner at work.
struct Desk<'a> {
    app: &'a App,
    access: &'a Access,
}

impl Desk<'_> {
    async fn plan(&self, name: &str) -> PlanId {
        let terms = json!({"name": name, "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1});
        let terms: PlanTerms = serde_json::from_value(terms).unwrap();
        plans::create(self.app, self.access, terms).await.unwrap()
    }

    async fn invoice(&self, membership: MembershipId, date: Option<jiff::civil::Date>) -> InvoiceId {
        let item = invoices::NewItem {
            description: "Desk".into(),
            quantity: 1.into(),
            net: "10".parse().unwrap(),
            taxes: None,
            paid: false,
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
        };
        let debitor = Some(invoices::For::Membership(membership));
        let wish = invoices::Create { debitor, date, items: vec![item], ..invoices::Create::default() };
        invoices::create(self.app, self.access, wish).await.unwrap().id
    }

    async fn passes(&self) -> (MembershipId, PassTemplateId, TimePassId) {
        let template = self.app.id::<PassTemplateId>();
        let terms = json!({"name": "Passes", "price_per_cycle": "10.0", "currency": "EUR", "cycle_months": 1,
            "time_passes": [{"id": template, "name": "Day", "price": "20", "currency": "EUR"}]});
        let plan = plans::create(self.app, self.access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let member = self.member("Tim", plan, true).await;
        let wish = app::time_passes::Add { template, count: 1, charge: false };
        let added = app::time_passes::add(self.app, self.access, member, wish).await.unwrap();
        (member, template, added[0].id)
    }

    /// `SUN`, for all plans.
    async fn discount_code(&self) {
        let code = json!({"id": self.app.id::<DiscountCodeId>(), "name": "Summer", "code": "SUN", "unit": "percentage", "value": "10",
            "currency": "EUR", "category": "membershipPlans", "objects": []});
        app::discount_codes::create(self.app, self.access, serde_json::from_value(code).unwrap()).await.unwrap();
    }

    /// Three a day, and one that is sold for 10 March.
    async fn drop_in(&self) -> (DropInPassTemplateId, DropInPassId) {
        let template = json!({"id": self.app.id::<DropInPassTemplateId>(), "name": "Day pass", "price": "20", "currency": "EUR",
            "times": "9-17", "hidden": false, "max_per_day": 30, "color": "#00aaff"});
        let template = serde_json::from_value(template).unwrap();
        let id = app::drop_in_passes::create_template(self.app, self.access, template, None).await.unwrap();
        let purchase = app::drop_in_passes::Purchase {
            template: id,
            valid_on: date(2026, 3, 10),
            buyer: store::buyers::Buyer { name: "Dina".into(), email: "dina@visitors.test".into(), ..store::buyers::Buyer::default() },
        };
        (id, app::drop_in_passes::buy(self.app, self.access, purchase).await.unwrap().pass.id)
    }

    /// Since the beginning of the year.
    async fn member(&self, name: &str, plan: PlanId, confirmed: bool) -> MembershipId {
        let person = Person {
            name: Some(name.into()),
            company: None,
            email: Some(format!("{name}@members.test")),
            phone: None,
            address: spaces::Address::default(),
            billing_emails: vec![],
            tax_id: None,
            charge_taxes: true,
        };
        let wish = memberships::Create {
            plan,
            extras: vec![],
            person,
            starts_at: Some(date(2026, 1, 1)),
            first_invoice_at: None,
            prorate_first_invoice: None,
            confirmed: false,
        };
        let id = if confirmed {
            memberships::import(self.app, self.access, wish).await
        } else {
            memberships::create(self.app, self.access, memberships::Create { starts_at: None, ..wish }).await
        };
        id.unwrap().views[0].membership.id
    }

    async fn connect(&self, membership: MembershipId, user: UserId) {
        let mut tx = self.app.db.begin().await.unwrap();
        let sql = "UPDATE memberships SET user_id = $3 WHERE space_id = $1 AND id = $2";
        SpaceTx::bind(&mut tx, self.access.space_id()).execute(sql, db::params![membership.0, user.0]).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn cancel(&self, membership: MembershipId, last: &str) {
        let how = Cancel { canceled_to: Some(last.parse().unwrap()), delete_later_bookings: false };
        memberships::cancel(self.app, self.access, membership, how).await.unwrap();
    }

    async fn resource(&self, name: &str, units: u32, usage: Usage) -> ResourceId {
        let details =
            resources::Details { name: Some(name.into()), units: Some(units), usage: Some(usage), ..resources::Details::default() };
        resources::create(self.app, self.access, details).await.unwrap().resource.id
    }

    async fn photo(&self, resource: ResourceId) -> FileId {
        let photo = resources::NewPhoto::Data(format!("data:image/png;base64,{PIXEL}"));
        let details = resources::Details { photo: Some(Some(photo)), ..resources::Details::default() };
        match resources::update(self.app, self.access, resource, details).await.unwrap().resource.photo {
            Some(Word(Photo::File { id, .. })) => id,
            other => panic!("{other:?}"),
        }
    }

    /// On Tuesday of next week, from that hour (UTC) for one hour.
    async fn book(
        &self,
        resource: ResourceId,
        membership: MembershipId,
        hour: &str,
        recurrence: Option<domain::recurrence::Rule>,
    ) -> (BookingId, Option<RecurrenceId>) {
        let from = at(&format!("2026-03-10T{hour}:00:00Z"));
        let wish = bookings::Wish {
            resource,
            membership: Some(membership),
            from,
            to: from + jiff::SignedDuration::from_hours(1),
            units: 1,
            title: None,
            url: None,
            comments: None,
            attendees_message: None,
            attendees: vec![],
            extras: vec![],
            custom_price: None,
            recurrence,
        };
        let booking = bookings::create(self.app, self.access, wish).await.unwrap().view.shown.booking;
        (booking.id, booking.recurrence_id.map(RecurrenceId))
    }

    /// On Wednesday of next week.
    async fn visit(&self, offer: ExternalResourceId) -> ExternalBookingId {
        let visitor = Person { name: Some("Vera".into()), email: Some("vera@visitors.test".into()), ..Person::default() };
        let wish = external_bookings::Wish {
            offer,
            from: at("2026-03-11T10:00:00Z"),
            to: at("2026-03-11T12:00:00Z"),
            number_of_visitors: 2,
            title: Some("Interviews".into()),
            visitor,
            billed_to: (None, None),
            comments: None,
            admin_comments: None,
            accepted_terms: true,
            extras: vec![],
        };
        Box::pin(external_bookings::create(self.app, self.access, wish)).await.unwrap().booking.id
    }

    async fn product(&self) -> ProductId {
        let new = products::Create {
            name: "Coffee".into(),
            description: None,
            unit: Unit::Fixed,
            price: "2.5".parse().unwrap(),
            taxes: None,
            category: None,
            scopes: vec![ProductScope::Bookings],
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
        };
        products::create(self.app, self.access, new).await.unwrap()
    }

    async fn contact(&self) -> ContactId {
        let details =
            contacts::Details { name: Some("Vera".into()), email: Some("vera@visitors.test".into()), ..contacts::Details::default() };
        contacts::save(self.app, self.access, details).await.unwrap()
    }

    async fn single_page_app(&self, caller: &access::Caller) -> SinglePageAppId {
        let details = single_page_apps::Details { name: Some("Tools".into()), ..single_page_apps::Details::default() };
        single_page_apps::create(self.app, caller, details).await.unwrap().id
    }

    async fn link(&self, app: SinglePageAppId) -> NavigationLinkId {
        let (section, target) = (Section::Manage, navigation_links::Target::App(app));
        let new = navigation_links::Create { section, label: "Tools".into(), target, user_editable: false };
        navigation_links::create(self.app, self.access, Scope::WriteNavigationLinks, new).await.unwrap().id
    }

    /// There are terms as well.
    async fn article(&self) -> ArticleId {
        let new = terms::Publish { kind: "space_terms".into(), body: "Be nice.".into(), ask_again: false };
        terms::publish(self.app, self.access, new).await.unwrap();
        let typed = articles::Write { category: None, title: "Printer".into(), content: "It is upstairs.".into() };
        articles::write(self.app, self.access, None, typed).await.unwrap().id
    }

    async fn blocker(&self) -> CalendarBlockerId {
        let new = calendar_blockers::Create {
            title: "Summer break".into(),
            interval: Interval::new(at("2026-08-01T00:00:00Z"), at("2026-08-02T00:00:00Z")),
            for_bookings: true,
            for_external_bookings: true,
            for_drop_in_passes: true,
            resources: None,
        };
        calendar_blockers::create(self.app, self.access, new).await.unwrap()
    }

    async fn event(&self, title: &str) -> EventId {
        self.event_for(title, Audience::MembersOnly).await
    }

    async fn event_for(&self, title: &str, audience: Audience) -> EventId {
        let details = calendar_events::Details {
            title: Some(title.into()),
            from: Some(at("2026-03-20T18:00:00Z")),
            to: Some(at("2026-03-20T20:00:00Z")),
            audience: Some(audience),
            tags: Some(vec!["evening".into()]),
            ..calendar_events::Details::default()
        };
        calendar_events::create(self.app, self.access, details).await.unwrap().event.id
    }

    async fn allocation(&self, resource: ResourceId, membership: MembershipId) -> AllocationId {
        let new = allocations::Create {
            resource,
            holder: Holder::Membership(membership),
            starts_at: date(2026, 3, 1),
            canceled_to: None,
            price: "50".parse().unwrap(),
            cycle_months: 1,
            minimum_commitment_months: 0,
            recurring_minimum_commitment: false,
            cancellation_period_days: None,
        };
        allocations::create(self.app, self.access, new).await.unwrap()
    }
}

/// A PNG of one pixel.
pub const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

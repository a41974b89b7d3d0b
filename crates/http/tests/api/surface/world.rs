//! A furnished world: the network Waterside with the spaces `harbour` and `summit`, the space `island` in a network of
//! its own, and eight people who have different things to do with `harbour`.

use super::desk::Desk;
use crate::client::{Client, House};
use app::access::{self, Door, Place as At};
use app::{calendar_events, event_attendances, event_messages, external_resources, invoices, teams};
use domain::calendar_events::{Audience, Trigger, Visibility};
use domain::ids::{
    AccountId, AdminId, AllocationId, AnnouncementId, AnswerId, ArticleId, BookingId, CalendarBlockerId, ChargeId, CheckInId,
    CheckInTokenId, ContactId, CustomFieldId, DiscountCodeId, DropInPassId, DropInPassTemplateId, EventAttendanceId, EventId,
    EventMessageId, ExternalBookingId, ExternalResourceId, FileId, GuestAccountId, InvitationId, InvoiceId, IssueId, MembershipId,
    NavigationLinkId, NetworkId, NoteId, PassTemplateId, PaymentMethodId, PaymentRecordId, PlanExtraId, PlanId, ProductId, QuestionId,
    RecurrenceId, ResourceId, SinglePageAppId, SpaceId, TeamId, TimePassId, UserId, WebhookDeliveryId, WebhookId,
};
use domain::permissions::{Category, Level, Permissions};
use domain::resources::Usage;
use domain::settings::Settings;
use domain::taxes::PriceDisplay;
use jiff::civil::date;
use serde_json::json;
use std::collections::BTreeMap;
use store::Json;
use store::spaces::{self, Network, Profile, Space};

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
    /// With a plan of its own and two managers, of three seats.
    pub crew: TeamId,
    /// One of them.
    pub seated: MembershipId,
    /// For teams.
    pub team_plan: PlanId,
    /// One unit.
    pub room: ResourceId,
    /// Three units.
    pub desks: ResourceId,
    /// To be held for long; nobody does.
    pub shed: ResourceId,
    /// The photo of the hall.
    pub file: FileId,
    pub product: ProductId,
    pub contact: ContactId,
    /// Of `membership`, paid.
    pub invoice: InvoiceId,
    /// Locked, and an e-invoice can be made of it.
    pub ready: InvoiceId,
    /// Of `membership`, unpaid since January.
    pub overdue: InvoiceId,
    /// What was paid for `invoice`.
    pub payment: PaymentRecordId,
    /// Of `membership`, not billed.
    pub charge: ChargeId,
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
    pub webhook: WebhookId,
    pub delivery: WebhookDeliveryId,
    pub article: ArticleId,
    /// Of Stripe, for members and tickets; `membership` can be charged by it.
    pub pay_by: PaymentMethodId,
    /// Published, for visitors, who pay.
    pub gala: EventId,
    /// Neither the owner nor one of the people who ask.
    pub admin: AdminId,
    /// About `membership`.
    pub note: NoteId,
    pub field: CustomFieldId,
    pub question: QuestionId,
    /// Nobody has answered it.
    pub open_question: QuestionId,
    /// Of `membership`.
    pub answer: AnswerId,
    pub guest: GuestAccountId,
    /// Shown today.
    pub announcement: AnnouncementId,
    /// Of the owner, for members to see.
    pub issue: IssueId,
    pub extra: PlanExtraId,
    pub discount: DiscountCodeId,
    pub code: AccountId,
    /// The secret of the owner's calendar, of all bookings.
    pub calendar: String,
    /// A copy of it all, with the same admins.
    pub sandbox: SpaceId,
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
    let mut harbour = Box::pin(place(house, "harbour", waterside, users[&Who::Owner], of_harbour)).await;
    let of_summit = [house.person("mara@summit.test").await, house.person("milo@summit.test").await];
    Box::pin(place(house, "summit", waterside, users[&Who::Network], of_summit)).await;
    let of_island = [house.person("mara@island.test").await, house.person("milo@island.test").await];
    let ivan = house.person("ivan@island.test").await;
    let mut island = Box::pin(place(house, "island", alone, ivan, of_island)).await;

    let mut limited = Permissions::default();
    limited.set(Category::Memberships, Level::None);
    limited.set(Category::Invoices, Level::None);
    for place in [&mut harbour, &mut island] {
        place.sandbox = Box::pin(app::sandboxes::create(&house.app, &place.subdomain, None)).await.unwrap().space.id;
    }
    for (who, permissions) in [(Who::Limited, limited), (Who::Admin, Permissions::default())] {
        for space in [harbour.space, harbour.sandbox] {
            app::admins::create(&house.app, space, users[&who], &format!("{who:?}"), permissions.clone()).await.unwrap();
        }
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
        clock_ahead: None,
        domain: None,
    };
    let mut tx = app.db.begin().await.unwrap();
    let profile = Profile { logo: Some("https://logos.test/logo.png".into()), ..Profile::default() };
    spaces::insert(&mut tx, &space, &profile).await.unwrap();
    tx.commit().await.unwrap();
    app::admins::create(app, space.id, owner, "Owner", Permissions::default()).await.unwrap();
    space.id
}

#[expect(clippy::too_many_lines, reason = "a list of all there is in a space")]
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
    let (webhook, delivery) = desk.webhook().await;
    let card = app::check_in_tokens::create(app, &access, membership, &format!("card of {subdomain}")).await.unwrap();
    let check_in = app::check_ins::check_in(app, &access, space, membership, false).await.unwrap().id;
    let discount = desk.discount_code().await;
    let adam = house.person(&format!("adam@{subdomain}.test")).await;
    let admin = app::admins::create(app, space, adam, "Adam", Permissions::default()).await.unwrap();
    let (question, open_question, answer) = desk.questions(membership).await;
    let (drop_in_template, drop_in_pass) = desk.drop_in().await;
    let team = teams::add_member(app, &access, payer, paid).await.unwrap()[0].team_id;
    let (crew, seated, team_plan) = desk.crew().await;
    let (room, desks) = (desk.resource("Room", 1, Usage::Bookable).await, desk.resource("Desks", 3, Usage::Bookable).await);
    let hall = desk.resource("Hall", 1, Usage::Allocatable).await;
    let file = desk.photo(hall).await;
    let (booking, _) = desk.book(room, membership, "10", None).await;
    let (event, draft, party) = (desk.event("Talk").await, desk.event("Draft").await, desk.event("Party").await);
    let fair = desk.event_for("Fair", Audience::Public).await;
    let gala = desk.gala().await;
    for published in [event, party, fair, gala] {
        calendar_events::publish(app, &access, published).await.unwrap();
    }
    let message = event_messages::create(app, &access, event, Trigger::Published, "Come!".into()).await.unwrap().id;
    let mia = access::enter_as(app, &house.caller(members[0], "read write").await, At::Space(space), &[], Door::Related).await.unwrap();
    let attendance = event_attendances::attend(app, &mia, event, membership, Visibility::Members).await.unwrap().id;
    let invoice = desk.invoice(membership, None).await;
    let record = invoices::NewRecord { amount: None, paid_on: date(2026, 3, 2), method: None, method_name: None, note: None };
    let payment = invoices::record(app, &access, invoice, record).await.unwrap().0.id;
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
        crew,
        seated,
        team_plan,
        room,
        desks,
        shed: desk.resource("Shed", 1, Usage::Allocatable).await,
        file,
        product: desk.product().await,
        contact: desk.contact().await,
        invoice,
        payment,
        ready: Box::pin(desk.ready_invoice(membership)).await,
        overdue: desk.invoice(membership, Some(date(2026, 1, 5))).await,
        charge: desk.charge(membership).await,
        check_in,
        fair,
        drop_in_template,
        drop_in_pass,
        card: card.token,
        card_id: card.id,
        webhook,
        delivery,
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
        pay_by: desk.account(membership).await,
        gala,
        admin,
        note: app::membership_notes::create(app, &access, membership, "Likes tea.", true).await.unwrap().id,
        field: desk.field(membership).await,
        question,
        open_question,
        answer,
        guest: desk.guest().await,
        announcement: desk.announcement().await,
        issue: desk.issue().await,
        extra: desk.extra(other_plan).await,
        discount,
        code: desk.accounting_code().await,
        calendar: desk.calendar().await,
        sandbox: space, // until it is copied
    }
}

/// A PNG of one pixel.
pub const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

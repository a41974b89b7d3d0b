//! The owner of a space at work: furnishes it for [`super::world`].

use super::world::PIXEL;
use app::access::{self, Access};
use app::allocations::Holder;
use app::memberships::{self, Cancel, Person};
use app::teams;
use app::webhooks::Whose;
use app::{
    App, allocations, articles, bookings, calendar_blockers, calendar_events, calendar_feeds, charges, contacts, external_bookings,
    invoices, navigation_links, plans, products, resources, single_page_apps, terms, webhooks,
};
use domain::calendar_events::Audience;
use domain::calendar_feeds::Subject;
use domain::extras::Unit;
use domain::ids::{
    AllocationId, ArticleId, BookingId, CalendarBlockerId, ChargeId, ContactId, DiscountCodeId, DropInPassId, DropInPassTemplateId,
    EventId, ExternalBookingId, ExternalResourceId, FileId, InvoiceId, MembershipId, NavigationLinkId, PassTemplateId, PaymentMethodId,
    PlanId, ProductId, RecurrenceId, ResourceId, SinglePageAppId, TeamId, TimePassId, UserId, WebhookDeliveryId, WebhookId,
};
use domain::interval::Interval;
use domain::navigation::Section;
use domain::plans::PlanTerms;
use domain::products::ProductScope;
use domain::resources::{Photo, Usage};
use domain::scopes::Scope;
use jiff::civil::date;
use serde_json::json;
use store::resources::Word;
use store::spaces::{self};
use store::{Json, SpaceTx};
use testkit::at;

/// The owner at work.
pub(super) struct Desk<'a> {
    pub app: &'a App,
    pub access: &'a Access,
}

impl Desk<'_> {
    pub async fn plan(&self, name: &str) -> PlanId {
        let terms = json!({"name": name, "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1});
        let terms: PlanTerms = serde_json::from_value(terms).unwrap();
        plans::create(self.app, self.access, terms).await.unwrap()
    }

    pub async fn invoice(&self, membership: MembershipId, date: Option<jiff::civil::Date>) -> InvoiceId {
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

    /// All that an e-invoice needs is on it, and it is locked. From then on the space deletes invoices.
    pub async fn ready_invoice(&self, membership: MembershipId) -> InvoiceId {
        let found = invoices::settings(self.app, self.access).await.unwrap();
        let address = spaces::Address {
            company: Some("Harbour GmbH".into()),
            street: Some("Quay 1".into()),
            post_code: Some("10999".into()),
            city: Some("Berlin".into()),
            country: Some("DE".into()),
            ..spaces::Address::default()
        };
        let settings = domain::invoices::InvoiceSettings { tax_id: Some("DE123456789".into()), ..found.settings.clone() };
        invoices::set_settings(self.app, self.access, settings, Some(address.clone())).await.unwrap();
        let items = vec![invoices::NewItem {
            description: "Desk".into(),
            quantity: 1.into(),
            net: "10".parse().unwrap(),
            taxes: None,
            paid: false,
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
        }];
        let (debitor, tax_id) = (Some(invoices::For::Membership(membership)), Some("DE987654321".into()));
        let wish = invoices::Create { debitor, recipient: Some(address), tax_id, items, ..invoices::Create::default() };
        let id = invoices::create(self.app, self.access, wish).await.unwrap().id;
        let settings = domain::invoices::InvoiceSettings { deleting: domain::invoices::Deleting::Allowed, ..found.settings };
        invoices::set_settings(self.app, self.access, settings, found.sender).await.unwrap();
        invoices::lock(self.app, self.access, id).await.unwrap().id
    }

    /// With a trial of it.
    pub async fn webhook(&self) -> (WebhookId, WebhookDeliveryId) {
        let webhook = webhooks::create(self.app, self.access, "created_booking", "https://receiver.test/a").await.unwrap().0.id;
        (webhook, webhooks::test(self.app, self.access, Whose::Own, webhook).await.unwrap().id)
    }

    pub async fn charge(&self, membership: MembershipId) -> ChargeId {
        let wish = charges::Create {
            description: "Key".into(),
            amount: "10".parse().unwrap(),
            quantity: 1.into(),
            charged_on: None,
            tax_rate: None,
            accounting_code: None,
            cost_center: None,
        };
        charges::create(self.app, self.access, membership, wish).await.unwrap().id
    }

    pub async fn passes(&self) -> (MembershipId, PassTemplateId, TimePassId) {
        let template = self.app.id::<PassTemplateId>();
        let terms = json!({"name": "Passes", "price_per_cycle": "10.0", "currency": "EUR", "cycle_months": 1,
            "time_passes": [{"id": template, "name": "Day", "price": "20", "currency": "EUR"}]});
        let plan = plans::create(self.app, self.access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let member = self.member("Tim", plan, true).await;
        let wish = app::time_passes::Add { template, count: 1, charge: false };
        let added = app::time_passes::add(self.app, self.access, member, wish).await.unwrap();
        (member, template, added[0].id)
    }

    /// An account at Stripe, by which a membership can be charged, and the space by the operator.
    pub async fn account(&self, membership: MembershipId) -> PaymentMethodId {
        let (app, access, id) = (self.app, self.access, self.app.id::<PaymentMethodId>());
        let enabled_for = Json(vec!["members".to_owned(), "publicEventTickets".to_owned()]);
        let (name, provider, created_at) = ("Card".into(), Some("stripe".into()), app.clock.now());
        let method = store::invoices::payments::Method { id, name, provider, instructions: None, enabled_for, created_at };
        let source = store::payments::Source { method_id: id, customer: "cus_mia".into(), method: "pm_mia".into() };
        let space = access.space_id();
        let write = async move |tx: &mut db::Tx| {
            let mut tx = SpaceTx::bind(tx, space);
            store::invoices::payments::insert_method(&mut tx, &method).await?;
            store::payments::keep_source(&mut tx, membership.0, &source, created_at).await
        };
        app.db.write(write).await.unwrap();
        let keys = app::payments::Account {
            public: "pk_test".into(),
            secret: Some("sk_test".into()),
            webhook: Some("whsec_test".into()),
            merchant: None,
        };
        app::payments::connect(app, access, "stripe", keys).await.unwrap();
        app::payments::set_space_method(app, access, "pm_visa".into()).await.unwrap();
        let details =
            domain::subscriptions::BillingDetails { company: Some("Harbour".into()), address: Some("Quay 1".into()), ..Default::default() };
        app::subscriptions::set_billing(app, access, details).await.unwrap();
        id
    }

    /// For visitors, at 12.50 a place.
    pub async fn gala(&self) -> EventId {
        let details = calendar_events::Details {
            title: Some("Gala".into()),
            from: Some(at("2026-03-14T18:00:00Z")),
            to: Some(at("2026-03-14T20:00:00Z")),
            audience: Some(Audience::Public),
            price: Some(Some(calendar_events::TypedPrice::Net("12.5".parse().unwrap(), "EUR".parse().unwrap()))),
            ..calendar_events::Details::default()
        };
        calendar_events::create(self.app, self.access, details).await.unwrap().event.id
    }

    /// `SUN`, for all plans.
    pub async fn discount_code(&self) -> DiscountCodeId {
        let code = json!({"id": self.app.id::<DiscountCodeId>(), "name": "Summer", "code": "SUN", "unit": "percentage", "value": "10",
            "currency": "EUR", "category": "membershipPlans", "objects": []});
        app::discount_codes::create(self.app, self.access, serde_json::from_value(code).unwrap()).await.unwrap().id
    }

    /// Three a day, and one that is sold for 10 March.
    pub async fn drop_in(&self) -> (DropInPassTemplateId, DropInPassId) {
        let template = json!({"id": self.app.id::<DropInPassTemplateId>(), "name": "Day pass", "price": "20", "currency": "EUR",
            "times": "9-17", "hidden": false, "max_per_day": 30, "color": "#00aaff"});
        let template = serde_json::from_value(template).unwrap();
        let id = app::drop_in_passes::create_template(self.app, self.access, template, None).await.unwrap();
        let purchase = app::drop_in_passes::Purchase {
            template: id,
            valid_on: date(2026, 3, 10),
            means: app::payments::Means::Nothing,
            buyer: store::buyers::Buyer { name: "Dina".into(), email: "dina@visitors.test".into(), ..store::buyers::Buyer::default() },
        };
        (id, app::drop_in_passes::buy(self.app, self.access, purchase).await.unwrap().pass.id)
    }

    /// Since the beginning of the year.
    pub async fn member(&self, name: &str, plan: PlanId, confirmed: bool) -> MembershipId {
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
            discount_code: None,
        };
        let id = if confirmed {
            memberships::import(self.app, self.access, wish).await
        } else {
            memberships::create(self.app, self.access, memberships::Create { starts_at: None, ..wish }).await
        };
        id.unwrap().views[0].membership.id
    }

    /// A team with a plan, one of its members, and the plan.
    pub async fn crew(&self) -> (TeamId, MembershipId, PlanId) {
        let terms = json!({"name": "Crew", "kind": "team", "price_per_cycle": "300", "currency": "EUR", "cycle_months": 1});
        let plan = app::plans::create(self.app, self.access, serde_json::from_value(terms).unwrap()).await.unwrap();
        let wish = teams::NewTeam {
            name: "Crew".into(),
            plan,
            extras: vec![],
            seats: 3,
            starts_at: None,
            first_invoice_at: None,
            prorate_first_invoice: None,
            discount_code: None,
            billing: memberships::Person::default(),
        };
        let team = teams::create(self.app, self.access, wish).await.unwrap().team.id;
        let mut seat = None;
        for name in ["Cora", "Cem"] {
            let new = teams::NewSeat { name: Some(name.into()), email: None, manager: true };
            seat = teams::add_seat(self.app, self.access, team, new).await.unwrap().members.last().map(|one| one.id);
        }
        (team, seat.unwrap(), plan)
    }

    pub async fn connect(&self, membership: MembershipId, user: UserId) {
        let mut tx = self.app.db.begin().await.unwrap();
        let sql = "UPDATE memberships SET user_id = $3 WHERE space_id = $1 AND id = $2";
        SpaceTx::bind(&mut tx, self.access.space_id()).execute(sql, db::params![membership.0, user.0]).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn cancel(&self, membership: MembershipId, last: &str) {
        let how = Cancel { canceled_to: Some(last.parse().unwrap()), delete_later_bookings: false };
        memberships::cancel(self.app, self.access, membership, how).await.unwrap();
    }

    pub async fn resource(&self, name: &str, units: u32, usage: Usage) -> ResourceId {
        let details =
            resources::Details { name: Some(name.into()), units: Some(units), usage: Some(usage), ..resources::Details::default() };
        resources::create(self.app, self.access, details).await.unwrap().resource.id
    }

    pub async fn photo(&self, resource: ResourceId) -> FileId {
        let photo = resources::NewPhoto::Data(format!("data:image/png;base64,{PIXEL}"));
        let details = resources::Details { photo: Some(Some(photo)), ..resources::Details::default() };
        match resources::update(self.app, self.access, resource, details).await.unwrap().resource.photo {
            Some(Word(Photo::File { id, .. })) => id,
            other => panic!("{other:?}"),
        }
    }

    /// On Tuesday of next week, from that hour (UTC) for one hour.
    pub async fn book(
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
    pub async fn visit(&self, offer: ExternalResourceId) -> ExternalBookingId {
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
            means: app::payments::Means::Nothing,
            discount: None,
        };
        Box::pin(external_bookings::create(self.app, self.access, wish)).await.unwrap().booking.id
    }

    pub async fn product(&self) -> ProductId {
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

    pub async fn contact(&self) -> ContactId {
        let details =
            contacts::Details { name: Some("Vera".into()), email: Some("vera@visitors.test".into()), ..contacts::Details::default() };
        contacts::save(self.app, self.access, details).await.unwrap()
    }

    pub async fn single_page_app(&self, caller: &access::Caller) -> SinglePageAppId {
        let details = single_page_apps::Details { name: Some("Tools".into()), ..single_page_apps::Details::default() };
        single_page_apps::create(self.app, caller, details).await.unwrap().id
    }

    pub async fn link(&self, app: SinglePageAppId) -> NavigationLinkId {
        let (section, target) = (Section::Manage, navigation_links::Target::App(app));
        let new = navigation_links::Create { section, label: "Tools".into(), target, user_editable: false };
        navigation_links::create(self.app, self.access, Scope::WriteNavigationLinks, new).await.unwrap().id
    }

    /// There are terms as well.
    pub async fn article(&self) -> ArticleId {
        let new = terms::Publish { kind: "space_terms".into(), body: "Be nice.".into(), ask_again: false };
        terms::publish(self.app, self.access, new).await.unwrap();
        let typed = articles::Write { category: None, title: "Printer".into(), content: "It is upstairs.".into() };
        articles::write(self.app, self.access, None, typed).await.unwrap().id
    }

    pub async fn blocker(&self) -> CalendarBlockerId {
        let new = calendar_blockers::Wish {
            title: "Summer break".into(),
            interval: Interval::new(at("2026-08-01T00:00:00Z"), at("2026-08-02T00:00:00Z")),
            for_bookings: true,
            for_external_bookings: true,
            for_drop_in_passes: true,
            resources: None,
        };
        calendar_blockers::create(self.app, self.access, new).await.unwrap().blocker.id
    }

    pub async fn event(&self, title: &str) -> EventId {
        self.event_for(title, Audience::MembersOnly).await
    }

    pub async fn event_for(&self, title: &str, audience: Audience) -> EventId {
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

    pub async fn allocation(&self, resource: ResourceId, membership: MembershipId) -> AllocationId {
        let terms = allocations::Terms {
            starts_at: date(2026, 3, 1),
            canceled_to: None,
            price: "50".parse().unwrap(),
            cycle_months: 1,
            minimum_commitment_months: 0,
            recurring_minimum_commitment: false,
            cancellation_period_days: None,
        };
        let new = allocations::Create { resource, holder: Holder::Membership(membership), terms };
        allocations::create(self.app, self.access, new).await.unwrap().id
    }

    /// The secret of a calendar of all bookings.
    pub async fn calendar(&self) -> String {
        let wish = calendar_feeds::Wish { subject: Subject::Space, resource: None, label: String::new() };
        calendar_feeds::create(self.app, self.access, wish).await.unwrap().1.reveal().to_owned()
    }
}

//! The life of members: from joining to deletion, with plans and those who pay for them.

use crate::{code, house, on_both, person, token, visit, wrong};
use app::access::Access;
use app::memberships::{
    self, AddressChange, Cancel, Change, ChangePlan, Confirm, Create, Days, Join, Listed, Network, Person, Selection, View,
};
use app::{App, access, admins, plans, teams};
use domain::ids::{MembershipId, NetworkId, PlanId, ResourceId, SpaceId, UserId};
use domain::permissions::{Category, Level, Permissions};
use domain::plans::PlanTerms;
use domain::settings::Settings;
use domain::taxes::PriceDisplay;
use jiff::civil::{Date, date};
use serde_json::json;
use store::spaces::{self, Address, Network as Group, Profile, Space};
use store::{Json, SpaceTx, outbox};

/// A space in Berlin with its owner.
pub struct Harbour {
    pub app: App,
    id: SpaceId,
    network: NetworkId,
    owner: String,
}

impl Harbour {
    pub async fn open(db: db::Db, settings: Settings) -> Self {
        let app = house(db);
        let user = person(&app, "ada@harbour.test").await;
        let (id, network) = (app.id::<SpaceId>(), app.id::<NetworkId>());
        let now = app.clock.now();
        let space = Space {
            id,
            network_id: Some(network.0),
            owner_id: user,
            subdomain: "harbour".into(),
            name: "Harbour".into(),
            email: "hello@harbour.test".into(),
            description: None,
            country: "DE".into(),
            locale: "de-DE".into(),
            time_zone: "Europe/Berlin".into(),
            hour_format: 24,
            price_display: PriceDisplay::Gross,
            price_decimals: 2,
            currency: "EUR".parse().unwrap(),
            taxes: Json(vec![]),
            settings: Json(settings),
            created_at: now,
            clock_ahead: None,
            domain: None,
        };
        app.db
            .write(async move |tx| {
                spaces::insert_network(tx, &Group { id: network, name: "Waterside".into() }, now).await?;
                spaces::insert(tx, &space, &Profile::default()).await
            })
            .await
            .unwrap();
        admins::create(&app, id, user, "Ada", Permissions::default()).await.unwrap();
        let owner = token(&app, user, "read write", None).await;
        Self { app, id, network, owner }
    }

    /// The owner, today.
    pub async fn ada(&self) -> Access {
        visit(&self.app, &self.owner, self.id).await
    }

    /// Somebody with an own login.
    async fn user(&self, email: &str) -> (UserId, String) {
        let user = person(&self.app, email).await;
        (user, token(&self.app, user, "read write", None).await)
    }

    pub async fn plan(&self, more: serde_json::Value) -> PlanId {
        let mut terms = json!({"name": "Desk", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1});
        terms.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let terms: PlanTerms = serde_json::from_value(terms).unwrap();
        plans::create(&self.app, &self.ada().await, terms).await.unwrap()
    }

    pub async fn member(&self, name: &str, plan: PlanId) -> MembershipId {
        let person = Person { email: Some(format!("{name}@members.test")), ..named(name) };
        id(&memberships::create(&self.app, &self.ada().await, wish(plan, person)).await.unwrap())
    }

    async fn joined(&self, bearer: &str, plan: PlanId) -> Result<Listed, app::Error> {
        let join =
            Join { plan, extras: vec![], person: at_home(), starts_at: None, answers: app::questions::Answers::new(), discount_code: None };
        memberships::join(&self.app, &visit(&self.app, bearer, self.id).await, join).await
    }

    /// What was told to the rest of the house, in order.
    pub async fn events(&self) -> Vec<String> {
        let id = self.id;
        let events = self.app.db.read(async move |tx| outbox::after(&mut SpaceTx::bind(tx, id), 0, 100).await).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }

    pub fn on(&self, instant: &str) {
        self.app.clock.set(testkit::at(instant));
    }
}

fn named(name: &str) -> Person {
    Person { name: Some(name.into()), ..Person::default() }
}

fn at_home() -> Person {
    let address = Address { full_address: Some("Hafenstr. 1\n24103 Kiel".into()), country: Some("Germany".into()), ..Address::default() };
    Person { address, ..named("Mia") }
}

fn wish(plan: PlanId, person: Person) -> Create {
    Create {
        plan,
        extras: vec![],
        person,
        starts_at: None,
        first_invoice_at: None,
        prorate_first_invoice: None,
        confirmed: true,
        discount_code: None,
    }
}

pub fn to(plan: PlanId, change_date: Option<Date>) -> ChangePlan {
    ChangePlan { plan, extras: vec![], change_date, first_invoice_at: None }
}

fn only(listed: &Listed) -> &View {
    assert_eq!(listed.views.len(), 1);
    &listed.views[0]
}

fn id(listed: &Listed) -> MembershipId {
    only(listed).membership.id
}

pub fn ending(day: Option<Date>) -> Cancel {
    Cancel { canceled_to: day, delete_later_bookings: true }
}

on_both! {
    async fn from_sign_up_to_deletion(db: db::Db) {
        let harbour = Harbour::open(db, Settings::default()).await;
        let (app, desk) = (&harbour.app, harbour.plan(json!({"needs_approval": true, "cancellation_period_days": 14})).await);
        let office = harbour.plan(json!({"name": "Office", "price_per_cycle": "300.0"})).await;
        let (_, mia) = harbour.user("mia@members.test").await;
        let joined = harbour.joined(&mia, desk).await.unwrap();
        let (view, mia_id) = (only(&joined), id(&joined));
        let membership = &view.membership;
        assert_eq!((membership.confirmed_at, membership.customer_number.as_deref(), membership.starts_at), (None, None, date(2026, 3, 2)));
        assert_eq!((membership.email.as_deref(), membership.address.0.country.as_deref()), (Some("mia@members.test"), Some("DE")));
        assert_eq!(wrong(harbour.joined(&mia, desk).await), [(String::new(), "already_member")]);
        assert!(memberships::list(app, &harbour.ada().await, Selection::Current).await.unwrap().views.is_empty(), "waits");

        let ada = harbour.ada().await;
        let confirmed = memberships::confirm(app, &ada, mia_id, Confirm::default()).await.unwrap();
        assert_eq!(only(&confirmed).membership.customer_number.as_deref(), Some("1"));
        memberships::confirm(app, &ada, mia_id, Confirm::default()).await.unwrap();

        let (_, copy, _) = memberships::change_plan(app, &ada, mia_id, to(office, Some(date(2026, 4, 1)))).await.unwrap();
        assert_eq!((copy.terms.0.name.as_str(), copy.starts_at), ("Office", date(2026, 4, 1)));
        let own = memberships::own(app, &visit(app, &mia, harbour.id).await).await.unwrap();
        let current = only(&own).current.as_ref().unwrap();
        assert_eq!((current.terms.0.name.as_str(), current.canceled_to), ("Desk", Some(date(2026, 3, 31))));
        assert_eq!(only(&own).upcoming.as_ref().unwrap().terms.0.name, "Office");

        let canceled = memberships::cancel(app, &ada, mia_id, ending(Some(date(2026, 3, 15)))).await.unwrap();
        assert!(only(&canceled).upcoming.is_none(), "the change never comes");
        assert_eq!(only(&canceled).current.as_ref().unwrap().canceled_to, Some(date(2026, 3, 15)));
        memberships::uncancel(app, &ada, mia_id).await.unwrap();
        assert_eq!(wrong(memberships::uncancel(app, &ada, mia_id).await), [(String::new(), "not_canceled")]);
        memberships::cancel(app, &ada, mia_id, ending(Some(date(2026, 3, 15)))).await.unwrap();
        memberships::delete(app, &ada, mia_id).await.unwrap();
        assert_eq!(code(memberships::get(app, &ada, mia_id).await), "not_found");
        let events = harbour.events().await;
        let expected = "created_admin created_membership connected_user confirmed_membership changed_membership_plan canceled_membership uncanceled_membership canceled_membership deleted_membership";
        assert_eq!(events.join(" "), expected);
    }

    async fn a_membership_ends_at_midnight_in_its_space(db: db::Db) {
        let harbour = Harbour::open(db, Settings::default()).await;
        let (app, desk) = (&harbour.app, harbour.plan(json!({})).await);
        let (_, mia) = harbour.user("mia@members.test").await;
        let mia_id = id(&harbour.joined(&mia, desk).await.unwrap());
        let last = date(2026, 3, 20);
        memberships::cancel(app, &harbour.ada().await, mia_id, ending(Some(last))).await.unwrap();
        harbour.on("2026-03-20T22:59:00Z"); // a minute to midnight in Berlin
        assert!(visit(app, &mia, harbour.id).await.owns(mia_id));
        assert_eq!(memberships::list(app, &harbour.ada().await, Selection::Current).await.unwrap().views.len(), 1);
        harbour.on("2026-03-20T23:00:00Z");
        assert!(!visit(app, &mia, harbour.id).await.is_member());
        let ada = harbour.ada().await;
        assert!(memberships::list(app, &ada, Selection::Current).await.unwrap().views.is_empty());
        assert_eq!(memberships::list(app, &ada, Selection::All).await.unwrap().views.len(), 1);
        let march = Days { from: date(2026, 3, 1), to: date(2026, 3, 31) };
        assert_eq!(id(&memberships::cancellations(app, &ada, march).await.unwrap()), mia_id);

        assert_eq!(wrong(memberships::uncancel(app, &ada, mia_id).await), [(String::new(), "already_ended")]);
        harbour.on("2026-04-10T10:00:00Z");
        let again = memberships::reactivate(app, &harbour.ada().await, mia_id).await.unwrap();
        let view = only(&again);
        assert_eq!((view.membership.canceled_to, view.membership.next_invoice_at), (None, date(2026, 4, 11)));
        assert_eq!(view.current.as_ref().unwrap().starts_at, date(2026, 4, 10));
        let (_, history, _) = memberships::plan_history(app, &harbour.ada().await, mia_id).await.unwrap();
        assert_eq!(history.iter().map(|copy| copy.canceled_to).collect::<Vec<_>>(), [Some(last), None], "the gap is kept");
    }

    async fn members_cancel_and_change_with_notice_where_they_may(db: db::Db) {
        let harbour = Harbour::open(db, Settings::default()).await;
        let app = &harbour.app;
        let desk = harbour.plan(json!({"cancellation_period_days": 14})).await;
        let hidden = harbour.plan(json!({"hidden": true})).await;
        let team = harbour.plan(json!({"kind": "team"})).await;
        let office = harbour.plan(json!({"name": "Office"})).await;
        let (_, mia) = harbour.user("mia@members.test").await;
        assert_eq!(wrong(harbour.joined(&mia, hidden).await), [("plan".into(), "hidden")]);
        assert_eq!(wrong(harbour.joined(&mia, team).await), [("plan".into(), "wrong_kind")]);
        let joined = harbour.joined(&mia, desk).await.unwrap();
        assert!(only(&joined).membership.confirmed_at.is_some(), "nobody has to approve");
        let me = visit(app, &mia, harbour.id).await;
        assert_eq!(wrong(memberships::change_own_plan(app, &me, to(hidden, None)).await), [("plan".into(), "hidden")]);
        assert_eq!(wrong(memberships::change_own_plan(app, &me, to(team, None)).await), [("plan".into(), "wrong_kind")]);
        let (_, copy, _) = memberships::change_own_plan(app, &me, to(office, Some(date(2026, 3, 3)))).await.unwrap();
        assert_eq!(copy.starts_at, date(2026, 4, 2), "the wished date does not count");
        let (_, copy, _) = memberships::change_own_plan(app, &me, to(desk, None)).await.unwrap();
        assert_eq!((copy.starts_at, copy.canceled_to), (date(2026, 3, 2), None), "back to what holds");
        let canceled = memberships::cancel_own(app, &me, id(&joined)).await.unwrap();
        assert_eq!(only(&canceled).membership.canceled_to, Some(date(2026, 4, 1)));
        assert_eq!(code(memberships::cancel(app, &me, id(&joined), ending(None)).await), "admins_only");
        assert_eq!(wrong(memberships::change_plan(app, &harbour.ada().await, id(&joined), to(office, Some(date(2026, 4, 2)))).await), [("change_date".into(), "after_end")]);
        assert_eq!(wrong(memberships::change_plan(app, &harbour.ada().await, id(&joined), to(PlanId(testkit::new_id()), None)).await), [("plan".into(), "unknown")]);
    }

    async fn a_space_may_forbid_members_to_cancel_and_change(db: db::Db) {
        let settings = Settings { members_cannot_cancel: true, members_cannot_change_plan: true, confirm_members_by_hand: true, default_invoice_day: Some(1), ..Settings::default() };
        let harbour = Harbour::open(db, settings).await;
        let (app, desk) = (&harbour.app, harbour.plan(json!({})).await);
        let (_, mia) = harbour.user("mia@members.test").await;
        let joined = harbour.joined(&mia, desk).await.unwrap();
        let membership = &only(&joined).membership;
        assert_eq!((membership.confirmed_at, membership.next_invoice_at, membership.prorate_first_invoice), (None, date(2026, 4, 1), true));
        let me = visit(app, &mia, harbour.id).await;
        assert_eq!(code(memberships::cancel_own(app, &me, id(&joined)).await), "members_cannot_cancel");
        assert_eq!(code(memberships::change_own_plan(app, &me, to(desk, None)).await), "members_cannot_change_plan");
        let how = Confirm { starts_at: Some(date(2026, 5, 5)), first_invoice_at: Some(date(2026, 5, 20)), prorate_first_invoice: Some(false) };
        let confirmed = memberships::confirm(app, &harbour.ada().await, id(&joined), how).await.unwrap();
        let view = only(&confirmed);
        assert_eq!((view.membership.next_invoice_at, view.membership.prorate_first_invoice), (date(2026, 5, 20), false));
        assert_eq!(view.current.as_ref().unwrap().starts_at, date(2026, 5, 5));
    }

    async fn what_is_typed_is_checked_and_nothing_else_changes(db: db::Db) {
        let harbour = Harbour::open(db, Settings::default()).await;
        let (app, ada, desk) = (&harbour.app, harbour.ada().await, harbour.plan(json!({})).await);
        let bad = Person {
            name: Some("a\0b".into()), company: Some("c".repeat(256)), email: Some("nobody".into()), tax_id: Some("DE12".into()),
            billing_emails: vec!["bills".into()], address: Address { country: Some("Atlantis".into()), ..Address::default() }, ..Person::default()
        };
        let fields = ["name", "company", "email", "billing_emails.0", "address.country", "tax_id"];
        assert_eq!(wrong(memberships::create(app, &ada, wish(desk, bad)).await).into_iter().map(|(field, _)| field).collect::<Vec<_>>(), fields);
        assert_eq!(wrong(memberships::create(app, &ada, wish(desk, Person::default())).await), [("name".into(), "blank")]);
        let dated = |start, invoice| Create { starts_at: start, first_invoice_at: invoice, ..wish(desk, named("Bo")) };
        assert_eq!(wrong(memberships::create(app, &ada, dated(Some(date(9999, 12, 31)), None)).await), [("starts_at".into(), "absurd_date")]);
        assert_eq!(wrong(memberships::create(app, &ada, dated(None, Some(date(2026, 3, 1)))).await), [("first_invoice_at".into(), "before_start")]);
        assert_eq!(wrong(memberships::create(app, &ada, dated(None, Some(date(2026, 3, 31)))).await), [("first_invoice_at".into(), "not_an_invoice_day")]);
        let extras = Create { extras: vec![testkit::new_id().into()], ..wish(desk, named("Bo")) };
        assert_eq!(wrong(memberships::create(app, &ada, extras).await), [("extras".into(), "unknown")]);
        assert_eq!(harbour.events().await, ["created_admin"]);
        let old = memberships::import(app, &ada, dated(Some(date(2021, 8, 29)), None)).await.unwrap();
        assert_eq!(only(&old).membership.next_invoice_at, date(2026, 4, 1), "the next one to come");
        let abroad = Person { tax_id: Some("EIN 12-3".into()), address: Address { country: Some("us".into()), ..Address::default() }, ..named("Cy") };
        let cy = memberships::create(app, &ada, wish(desk, abroad)).await.unwrap();
        assert_eq!(only(&cy).membership.tax_id.as_deref(), Some("EIN 12-3"));
        assert_eq!(wrong(memberships::cancel(app, &ada, id(&cy), ending(Some(date(2026, 3, 1)))).await), [("canceled_to".into(), "before_start")]);
    }

    async fn data_is_changed_by_admins_and_the_member_alone(db: db::Db) {
        let harbour = Harbour::open(db, Settings::default()).await;
        let (app, ada, desk) = (&harbour.app, harbour.ada().await, harbour.plan(json!({})).await);
        let (_, mia) = harbour.user("mia@members.test").await;
        let mia_id = id(&harbour.joined(&mia, desk).await.unwrap());
        let bo = harbour.member("bo", desk).await;
        let email = |text: &str| Change { email: Some(Some(text.into())), ..Change::default() };
        assert_eq!(wrong(memberships::change(app, &ada, mia_id, email("new@members.test")).await), [("email".into(), "connected")]);
        assert_eq!(wrong(memberships::change(app, &ada, bo, email("MIA@members.test")).await), [("email".into(), "taken")]);
        let moved = memberships::change(app, &ada, bo, email("bob@members.test")).await.unwrap();
        assert_eq!(only(&moved).membership.email.as_deref(), Some("bob@members.test"));
        let me = visit(app, &mia, harbour.id).await;
        let address = AddressChange { city: Some(Some("Lübeck".into())), ..AddressChange::default() };
        let change = Change { phone: Some(Some("1".into())), address: Some(address), ..Change::default() };
        let changed = memberships::change(app, &me, mia_id, change.clone()).await.unwrap();
        let membership = &only(&changed).membership;
        assert_eq!((membership.phone.as_deref(), membership.address.0.city.as_deref()), (Some("1"), Some("Lübeck")));
        assert!(membership.address.0.full_address.is_some(), "the rest stays");
        assert_eq!(code(memberships::change(app, &me, bo, change).await), "admins_only");
        assert_eq!(code(memberships::get(app, &me, bo).await), "admins_only");
        assert_eq!(code(memberships::change(app, &me, mia_id, Change { charge_taxes: Some(false), ..Change::default() }).await), "admins_only");
        assert_eq!(code(memberships::list(app, &me, Selection::Current).await), "admins_only");

        let (sam, staff) = harbour.user("sam@harbour.test").await;
        let mut permissions = Permissions::default();
        permissions.set(Category::Memberships, Level::None);
        admins::create(app, harbour.id, sam, "Sam", permissions).await.unwrap();
        let staff = visit(app, &staff, harbour.id).await;
        for refused in [code(memberships::list(app, &staff, Selection::All).await), code(memberships::get(app, &staff, bo).await), code(memberships::delete(app, &staff, bo).await)] {
            assert_eq!(refused, "insufficient_scope");
        }
        let network = access::enter_network(app, Some(&harbour.owner), harbour.network, &[]).await.unwrap();
        let wanted = Network { text: Some("BOB@".into()), limit: 10, ..Network::default() };
        let (found, total) = memberships::network(app, &network, wanted.clone()).await.unwrap();
        assert_eq!((found[0].id, total), (bo, 1));
        let nul = Network { text: Some("\0".into()), ..wanted };
        assert_eq!(wrong(memberships::network(app, &network, nul).await)[0].0, "filter[query]");
    }

    async fn who_pays_for_others_cannot_be_deleted(db: db::Db) {
        let harbour = Harbour::open(db, Settings::default()).await;
        let (app, ada, desk) = (&harbour.app, harbour.ada().await, harbour.plan(json!({})).await);
        let (payer, paid, third) = (harbour.member("pia", desk).await, harbour.member("bo", desk).await, harbour.member("cy", desk).await);
        let members = teams::add_member(app, &ada, payer, paid).await.unwrap();
        assert_eq!(members.iter().map(|one| (one.id, &*one.team_role)).collect::<Vec<_>>(), [(payer, "paying"), (paid, "paid")]);
        assert_eq!(code(teams::add_member(app, &ada, payer, paid).await), "already_in_team");
        assert_eq!(code(teams::add_member(app, &ada, paid, third).await), "payer_is_paid_for");
        assert_eq!(code(memberships::delete(app, &ada, payer).await), "pays_for_others");
        let team = members[0].team_id;
        assert_eq!(teams::get(app, &ada, team).await.unwrap().customer_number.as_deref(), Some("t-4"));
        assert_eq!(teams::list(app, &ada).await.unwrap().len(), 1);
        teams::remove_member(app, &ada, payer, paid).await.unwrap();
        assert_eq!(code(teams::get(app, &ada, team).await), "not_found");
        memberships::delete(app, &ada, payer).await.unwrap();
        let events = harbour.events().await;
        assert_eq!(events.iter().filter(|event| *event == "changed_team").count(), 2);
    }

    async fn plans_are_shown_to_those_who_may_have_them(db: db::Db) {
        let harbour = Harbour::open(db, Settings::default()).await;
        let (app, ada) = (&harbour.app, harbour.ada().await);
        let room = ResourceId(testkit::new_id());
        let shown = harbour.plan(json!({"booking_credits": [{"resources": [room], "minutes": 60}]})).await;
        let hidden = harbour.plan(json!({"hidden": true})).await;
        let (_, mia) = harbour.user("mia@members.test").await;
        let mia = visit(app, &mia, harbour.id).await;
        let ids = |offer: plans::Offer| offer.plans.iter().map(|plan| plan.id).collect::<Vec<_>>();
        assert_eq!(ids(plans::list(app, &mia).await.unwrap()), [shown]);
        assert_eq!(ids(plans::list(app, &ada).await.unwrap()), [shown, hidden]);
        assert_eq!(ids(plans::get(app, &mia, hidden).await.unwrap()), [hidden], "by its link");
        plans::delete(app, &ada, hidden).await.unwrap();
        assert_eq!(code(plans::get(app, &ada, hidden).await), "not_found");
        let terms = |currency: &str| serde_json::from_value(json!({"name": "Pass", "price_per_cycle": "1", "currency": currency, "cycle_months": 1})).unwrap();
        assert_eq!(wrong(plans::create(app, &ada, terms("USD")).await), [("currency".into(), "other_currency")]);
        assert_eq!(code(plans::update(app, &mia, shown, terms("EUR")).await), "admins_only");
    }
}

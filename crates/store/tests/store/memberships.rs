//! Memberships, their plans, and who pays for them.

use crate::on_both;
use crate::spaces::space;
use db::Db;
use domain::ids::{MembershipId, MembershipPlanId, NetworkId, PlanId, SpaceId, TeamId, UserId};
use domain::plans::PlanTerms;
use domain::teams::Role;
use jiff::civil::date;
use serde_json::json;
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership, Order};
use store::plans::{self, Plan};
use store::spaces::{self, Address, Network, Profile};
use store::teams::{self, Team};
use store::users::{self, User};
use store::{Json, SpaceTx};
use testkit::{at, new_id};

async fn a_space(db: &Db) -> (SpaceId, NetworkId, UserId) {
    let (user, now) = (UserId(new_id()), at("2026-01-01T00:00:00Z"));
    let network = Network { id: NetworkId(new_id()), name: "Waterside".into() };
    let new = space(user, network.id);
    let mut tx = db.begin().await.unwrap();
    let owner = User { id: user, email: "ada@harbour.test".into(), password_hash: None, confirmed_at: Some(now), created_at: now };
    users::insert(&mut tx, &owner).await.unwrap();
    spaces::insert_network(&mut tx, &network, now).await.unwrap();
    spaces::insert(&mut tx, &new, &Profile::default()).await.unwrap();
    tx.commit().await.unwrap();
    (new.id, network.id, user)
}

fn membership(name: &str) -> Membership {
    let now = at("2026-01-10T12:00:00Z");
    Membership {
        id: MembershipId(new_id()),
        user_id: None,
        user_email: None,
        team_id: None,
        team_role: None,
        name: Some(name.into()),
        company: None,
        email: Some(format!("{}@example.org", name.to_lowercase())),
        phone: None,
        address: Json(Address { city: Some("Kiel".into()), ..Address::default() }),
        billing_emails: Json(vec!["bills@example.org".into()]),
        charge_taxes: true,
        customer_number: None,
        tax_id: None,
        photo: None,
        payment_method: None,
        resource_access: None,
        confirmed_at: Some(now),
        starts_at: date(2026, 1, 15),
        canceled_to: None,
        canceled_at: None,
        next_invoice_at: date(2026, 2, 15),
        prorate_first_invoice: false,
        of_team: false,
        created_at: now,
        updated_at: now,
    }
}

fn terms(name: &str, price: &str) -> PlanTerms {
    serde_json::from_value(json!({"name": name, "price_per_cycle": price, "currency": "EUR", "cycle_months": 1})).unwrap()
}

fn copy(of: &Membership, plan: PlanId, terms: PlanTerms) -> Copy {
    let id = MembershipPlanId(new_id());
    Copy {
        id,
        membership_id: of.id,
        parent_plan_id: plan,
        starts_at: of.starts_at,
        canceled_to: None,
        terms: Json(terms),
        first_invoice_at: None,
        renewal_waits: false,
    }
}

on_both! {
    async fn a_membership_keeps_its_copy_when_the_plan_changes(db: Db) {
        let (space, _, user) = a_space(&db).await;
        let now = at("2026-01-10T12:00:00Z");
        let mut tx = db.begin().await.unwrap();
        let mut tx = SpaceTx::bind(&mut tx, space);
        let mut plan = Plan { id: PlanId(new_id()), position: 1, terms: Json(terms("Desk", "100")), created_at: now, deleted_at: None };
        plans::insert(&mut tx, &plan).await.unwrap();
        let ada = Membership { user_id: Some(user.0), ..membership("Ada") };
        memberships::insert(&mut tx, &ada).await.unwrap();
        let first = copy(&ada, plan.id, plan.terms.0.clone());
        membership_plans::insert(&mut tx, &first, now).await.unwrap();
        plan.terms.0.price_per_cycle = "120".parse().unwrap();
        plans::update(&mut tx, &plan).await.unwrap();
        assert_eq!(membership_plans::of(&mut tx, ada.id).await.unwrap()[0].terms.0.price_per_cycle, "100".parse().unwrap());

        let next = Copy { starts_at: date(2026, 2, 15), ..copy(&ada, plan.id, plan.terms.0.clone()) };
        membership_plans::insert(&mut tx, &next, now).await.unwrap();
        membership_plans::set_days(&mut tx, first.id, first.starts_at, Some(date(2026, 2, 14))).await.unwrap();
        let on = async |tx: &mut SpaceTx<'_>, day| membership_plans::not_ended(tx, day).await.unwrap().len();
        assert_eq!((on(&mut tx, date(2026, 2, 14)).await, on(&mut tx, date(2026, 2, 15)).await), (2, 1));
        let (page, total) = membership_plans::active(&mut tx, date(2026, 1, 1), date(2026, 2, 14), 10, 0).await.unwrap();
        assert_eq!((page.len(), total, page[0].id), (1, 1, first.id));

        assert_eq!(plans::last_position(&mut tx).await.unwrap(), 1);
        assert!(plans::delete(&mut tx, plan.id, now).await.unwrap());
        assert!(!plans::delete(&mut tx, plan.id, now).await.unwrap(), "it is gone already");
        assert!(plans::list(&mut tx).await.unwrap().is_empty());
        assert!(plans::find(&mut tx, plan.id).await.unwrap().is_some(), "copies still name it");
        let found = memberships::find(&mut tx, ada.id).await.unwrap().unwrap();
        assert_eq!((found.user_email.as_deref(), found.address, found.starts_at), (Some("ada@harbour.test"), ada.address, ada.starts_at));
        memberships::delete(&mut tx, ada.id).await.unwrap();
        assert!(membership_plans::of_many(&mut tx, vec![ada.id]).await.unwrap().is_empty());
    }

    async fn lists_know_who_is_current(db: Db) {
        let (space, _, user) = a_space(&db).await;
        let mut tx = db.begin().await.unwrap();
        let mut tx = SpaceTx::bind(&mut tx, space);
        let ada = Membership { user_id: Some(user.0), ..membership("Ada") };
        let gone = Membership { canceled_to: Some(date(2026, 3, 31)), ..membership("Bo") };
        let waiting = Membership { confirmed_at: None, ..membership("Cy") };
        for one in [&ada, &gone, &waiting] {
            memberships::insert(&mut tx, one).await.unwrap();
        }
        let ids = |list: Vec<Membership>| list.iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(ids(memberships::current(&mut tx, date(2026, 3, 31)).await.unwrap()), [ada.id, gone.id]);
        assert_eq!(ids(memberships::current(&mut tx, date(2026, 4, 1)).await.unwrap()), [ada.id]);
        assert_eq!(memberships::all(&mut tx).await.unwrap().len(), 3);
        assert_eq!(ids(memberships::some(&mut tx, vec![waiting.id, ada.id]).await.unwrap()), [ada.id, waiting.id]);
        assert_eq!(ids(memberships::ending(&mut tx, date(2026, 3, 1), date(2026, 3, 31)).await.unwrap()), [gone.id]);
        let (page, total) = memberships::within(&mut tx, date(2026, 1, 1), at("2026-02-01T00:00:00Z"), 1, 1).await.unwrap();
        assert_eq!((ids(page), total), (vec![gone.id], 2));
        let before = memberships::within(&mut tx, date(2026, 1, 1), ada.confirmed_at.unwrap(), 10, 0).await.unwrap();
        assert_eq!(before.1, 0, "confirmed later");

        memberships::lock(&mut tx).await.unwrap();
        let today = date(2026, 4, 1);
        let taken = memberships::running_with(&mut tx, today, Some("ADA@EXAMPLE.org"), None).await.unwrap();
        assert_eq!((taken, memberships::running_with(&mut tx, today, None, Some(user)).await.unwrap()), (vec![ada.id], vec![ada.id]));
        assert!(memberships::running_with(&mut tx, today, Some("bo@example.org"), None).await.unwrap().is_empty(), "ended");

        let changed = Membership { phone: Some("1".into()), confirmed_at: ada.confirmed_at, customer_number: Some("7".into()), ..waiting };
        memberships::update(&mut tx, &changed).await.unwrap();
        let found = memberships::find(&mut tx, changed.id).await.unwrap().unwrap();
        assert_eq!((found.phone.as_deref(), found.customer_number.as_deref()), (Some("1"), Some("7")));
    }

    async fn a_network_is_searched_without_wildcards(db: Db) {
        let (space, network, _) = a_space(&db).await;
        let mut tx = db.begin().await.unwrap();
        for (name, company) in [("Ada", Some("100% Design")), ("bo", None), ("Cy", Some("Under_score"))] {
            let one = Membership { company: company.map(Into::into), ..membership(name) };
            memberships::insert(&mut SpaceTx::bind(&mut tx, space), &one).await.unwrap();
        }
        let mut search = async |text, order| {
            let (found, total) = memberships::network(&mut tx, network, text, order, 2, 0).await.unwrap();
            (found.into_iter().filter_map(|one| one.name).collect::<Vec<_>>().join(" "), total)
        };
        assert_eq!(search(None, Order::Name).await, ("Ada bo".into(), 3));
        assert_eq!(search(None, Order::NameDescending).await, ("Cy bo".into(), 3));
        assert_eq!(search(Some("BO@EXAMPLE"), Order::Age).await, ("bo".into(), 1));
        assert_eq!(search(Some("0% d"), Order::Name).await, ("Ada".into(), 1));
        assert_eq!(search(Some("r_s"), Order::Name).await, ("Cy".into(), 1));
        assert_eq!(search(Some("%"), Order::Name).await, ("Ada".into(), 1));
        assert_eq!(search(Some("r!"), Order::Name).await, (String::new(), 0));
    }

    async fn one_pays_for_another(db: Db) {
        let (space, _, _) = a_space(&db).await;
        let now = at("2026-01-10T12:00:00Z");
        let mut tx = db.begin().await.unwrap();
        let mut tx = SpaceTx::bind(&mut tx, space);
        let (payer, paid) = (membership("Ada"), membership("Bo"));
        for one in [&paid, &payer] {
            memberships::insert(&mut tx, one).await.unwrap();
        }
        let team = Team {
            id: TeamId(new_id()), name: "Ada".into(), billing_address: payer.address.clone(), billing_emails: Json(vec![]), tax_id: None,
            customer_number: None, photo: None, seats: None, charge_taxes: true, confirmed_at: Some(now), canceled_to: None, created_at: now,
        };
        teams::insert(&mut tx, &team).await.unwrap();
        teams::join(&mut tx, team.id, paid.id, Role::Paid, now).await.unwrap();
        teams::join(&mut tx, team.id, payer.id, Role::Paying, now).await.unwrap();
        let roles = |list: Vec<teams::TeamMember>| list.iter().map(|one| (one.id, one.role())).collect::<Vec<_>>();
        let expected = [(payer.id, Some(Role::Paying)), (paid.id, Some(Role::Paid))];
        assert_eq!(roles(teams::members(&mut tx, team.id).await.unwrap()), expected);
        assert_eq!(roles(teams::all_members(&mut tx).await.unwrap()), expected);
        assert_eq!(memberships::find(&mut tx, paid.id).await.unwrap().unwrap().role(), Some((team.id, Role::Paid)));
        let (page, total) = teams::within(&mut tx, date(2026, 1, 1), at("2026-02-01T00:00:00Z"), 10, 0).await.unwrap();
        assert_eq!((page.len(), total), (1, 1));
        for one in [&payer, &paid] {
            teams::leave(&mut tx, one.id, now).await.unwrap();
        }
        teams::delete(&mut tx, team.id).await.unwrap();
        assert!(teams::find(&mut tx, team.id).await.unwrap().is_none());
    }
}

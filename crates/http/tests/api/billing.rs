//! Bills of members: foreseen and made alike, once each, whoever runs them and however often they are killed.

use crate::client::{Answer, Client, House};
use crate::on_both;
use app::access::{Access, Door, Place, enter_as};
use app::billing::{Billing, run};
use app::{App, Chance, Error, bookings, plans, resources};
use domain::ids::{MembershipId, SpaceId};
use domain::invoices::InvoiceSettings;
use domain::money::Amount;
use domain::taxes;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use store::SpaceTx;
use store::invoices::{Invoice, Wanted};
use testkit::at;

pub struct Harbour {
    pub house: House,
    pub space: SpaceId,
    pub access: Access,
    pub olga: Client,
    plan: domain::ids::PlanId,
}

impl Harbour {
    pub async fn open(db: db::Db) -> Self {
        let house = House::new(db);
        let owner = house.person("olga@kontor.test").await;
        let space = house.space("harbour", owner).await.id;
        let olga = house.client(owner, "read write").await;
        let caller = house.caller(owner, "read write").await;
        let access = enter_as(&house.app, &caller, Place::Space(space), &[], Door::Related).await.unwrap();
        let terms = json!({"name": "Flex", "price_per_cycle": "100", "currency": "EUR", "cycle_months": 1,
            "signup_charge": {"amount": "50", "description": "Deposit"},
            "extras": [{"id": "00000000000000000000000000000001", "name": "Locker", "price": "10", "currency": "EUR", "cycle_months": 3}]});
        let plan = plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        Self { house, space, access, olga, plan }
    }

    /// From a day on, with the first renewal on another; the days before that are billed.
    pub async fn member(&self, name: &str, starts_at: &str, renews_at: &str) -> String {
        let body = json!({"plan": {"id": self.plan.to_string(), "extras": ["00000000000000000000000000000001"]},
            "address": {"name": name, "full_address": "Quay 1", "country": "Germany"}, "email": format!("{name}@members.test"),
            "starts_at": starts_at, "first_invoice_at": renews_at, "prorate_first_invoice": true});
        let made = self.olga.v1("harbour", "POST /api/memberships", body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.body["id"].as_str().unwrap().to_owned()
    }

    async fn charge(&self, member: &str, body: Value) -> Answer {
        self.olga.v1("harbour", &format!("POST /api/memberships/{member}/charges"), body).await
    }

    /// Two hours in a room at 15 an hour.
    async fn book(&self, member: &str, from: &str) {
        let app = &self.house.app;
        let pricing = resources::PriceDetails { price_per_hour: Some(Some("15".parse().unwrap())), ..resources::PriceDetails::default() };
        let details = resources::Details { name: Some("Room".into()), pricing, ..resources::Details::default() };
        let room = resources::create(app, &self.access, details).await.unwrap().resource.id;
        let from = at(from);
        let wish = bookings::Wish {
            resource: room,
            membership: Some(member.parse().unwrap()),
            from,
            to: from + jiff::SignedDuration::from_hours(2),
            units: 1,
            title: None,
            url: None,
            comments: None,
            attendees_message: None,
            attendees: vec![],
            extras: vec![],
            custom_price: None,
            recurrence: None,
        };
        bookings::create(app, &self.access, wish).await.unwrap();
    }

    fn work(&self) -> Billing {
        Billing { space: self.space, after: None }
    }

    /// Runs at an instant, until nothing is left.
    pub async fn run_at(&self, now: &str) {
        self.house.app.clock.set(at(now));
        let mut rest = Some(self.work());
        while let Some(work) = rest {
            rest = run(&self.house.app, &work).await.unwrap();
        }
    }

    /// All invoices, by their numbers.
    pub async fn invoices(&self) -> Vec<Invoice> {
        let space = self.space;
        let list = self.house.app.db.read(async move |tx| {
            let found = store::invoices::list(&mut SpaceTx::bind(tx, space), &Wanted::default(), 10_000, 0).await?;
            Ok::<_, Error>(found.0)
        });
        let mut list = list.await.unwrap();
        list.sort_by_key(|invoice| invoice.ordinal);
        list
    }

    async fn previews(&self, query: &str) -> Answer {
        self.olga.get(&format!("/spaces/{}/invoice_previews?{query}", self.space)).await
    }

    async fn set(&self, settings: InvoiceSettings) {
        app::invoices::set_settings(&self.house.app, &self.access, settings, None).await.unwrap();
    }
}

/// All but its number and what became of it when it was made.
fn essence(attributes: &Value) -> Value {
    let mut essence = attributes.clone();
    for name in ["number", "pdf", "sentStatus"] {
        essence.as_object_mut().unwrap().remove(name);
    }
    essence
}

/// Everything on all pages.
async fn all_pages(harbour: &Harbour, query: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut next = Some(format!("/spaces/{}/invoice_previews?{query}", harbour.space));
    while let Some(path) = next {
        let page = harbour.olga.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert!(page.body["meta"].get("totalPages").is_none() && page.body["links"].get("last").is_none(), "{}", page.text);
        let data = page.body["data"].as_array().unwrap();
        assert!(data.len() <= 10);
        found.extend(data.iter().cloned());
        next = page.body["links"]["next"].as_str().map(str::to_owned);
    }
    found
}

pub fn items(invoice: &Invoice) -> Vec<(&str, String)> {
    invoice.items.0.iter().map(|item| (item.description.as_str(), item.line.net.to_string())).collect()
}

/// The explanation alone leads to the same figures.
pub fn explained(invoices: &[Invoice]) {
    for invoice in invoices {
        for item in &invoice.items.0 {
            let why = item.explanation.as_ref().unwrap();
            let net = why.unit_net(invoice.price_display, invoice.currency).unwrap();
            let line = taxes::line(net, why.quantity(), &item.taxes, invoice.price_display, invoice.currency).unwrap();
            assert_eq!(line, item.line, "{}", why.sentence());
            assert!(!why.rules().is_empty());
        }
        let sum = Amount::sum(invoice.items.0.iter().map(|item| item.line.gross)).unwrap();
        assert_eq!((sum, invoice.payable), (invoice.gross, invoice.gross));
    }
}

on_both! {
    async fn previews_are_what_is_made(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let mia = harbour.member("Mia", "2026/03/05", "2026/04/01").await;
        let noa = harbour.member("Noa", "2026/03/02", "2026/03/02").await;
        harbour.book(&mia, "2026-03-10T09:00:00Z").await;
        harbour.book(&noa, "2026-03-11T09:00:00Z").await;
        let charged = harbour.charge(&noa, json!({"description": "Key", "amount": -12.5, "charged_at": "2026-03-20", "quantity": "2"})).await;
        assert_eq!(charged.status, 201, "{}", charged.text);
        assert_eq!(charged.body["amount"], "-12.5");
        harbour.set(InvoiceSettings { text: Some("Due {{due_date}}, {{member_name}}".into()), ..InvoiceSettings::default() }).await;

        let foreseen = all_pages(&harbour, "filter[from]=2026-03-02&filter[to]=2026-06-30").await;
        let days: Vec<_> = foreseen.iter().map(|one| one["attributes"]["invoiceDate"].as_str().unwrap()).collect();
        assert_eq!(days, ["2026-03-02", "2026-03-02", "2026-03-05", "2026-04-01", "2026-04-02", "2026-05-01", "2026-05-02", "2026-06-01", "2026-06-02"]);
        assert!(harbour.invoices().await.is_empty(), "nothing is written");

        // Day by day, an hour late, and two months at once.
        for now in ["2026-03-02T12:00:00Z", "2026-03-05T01:00:00Z", "2026-03-05T02:00:00Z", "2026-03-31T22:10:00Z", "2026-06-30T12:00:00Z"] {
            harbour.run_at(now).await;
        }
        let made = harbour.invoices().await;
        assert_eq!(made.iter().map(|one| one.number.as_str()).collect::<Vec<_>>(), ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
        explained(&made);
        let mut shown = Vec::new();
        for invoice in &made {
            shown.push(harbour.olga.get(&format!("/invoices/{}", invoice.id)).await.body["data"].clone());
        }
        let order = |one: &Value| (one["attributes"]["invoiceDate"].to_string(), one["relationships"]["debitor"]["data"]["id"].to_string());
        let (mut issued, mut foreseen) = (shown, foreseen);
        issued.sort_by_key(order);
        foreseen.sort_by_key(order);
        for (one, other) in foreseen.iter().zip(&issued) {
            assert_eq!(essence(&one["attributes"]), essence(&other["attributes"]));
        }
        let of = |member: &str| made.iter().filter(|one| one.membership_id.unwrap().as_simple().to_string() == member).collect::<Vec<_>>();
        let (mia, noa) = (of(&mia), of(&noa));
        assert_eq!(items(mia[0]), [("Deposit", "50.0".into())], "N12: at confirmation, though the start lies ahead");
        assert_eq!(items(mia[1]), [("Flex, 2026-03-05 – 2026-03-31", "87.1".into()), ("Locker, 2026-03-05 – 2026-03-31", "3.0".into())]);
        assert_eq!(items(mia[2]), [
            ("Flex, 2026-04-01 – 2026-04-30", "100.0".into()),
            ("Locker, 2026-04-01 – 2026-06-30", "10.0".into()),
            ("Room, 2026-03-10 10:00–12:00", "30.0".into())
        ]);
        assert_eq!(items(noa[1]), [
            ("Flex, 2026-04-02 – 2026-05-01", "100.0".into()),
            ("Room, 2026-03-11 10:00–12:00", "30.0".into()),
            ("Key", "-25.0".into())
        ]);
        assert_eq!(noa[2].due_on.to_string(), "2026-05-02", "caught up with its own date");
        assert_eq!(harbour.olga.v1("harbour", &format!("GET /api/memberships/{}/charges/recent", charged.body["membership_id"].as_str().unwrap()), Value::Null).await.body, json!([]));
        harbour.run_at("2026-06-30T21:00:00Z").await;
        assert_eq!(harbour.invoices().await.len(), made.len(), "a run that is repeated finds nothing");
    }

    async fn a_preview_is_asked_for_by_admins_for_days_to_come(db: db::Db) {
        let harbour = Harbour::open(db).await;
        for member in 0..6 {
            harbour.member(&format!("Member{member}"), "2026/03/02", "2026/03/10").await;
        }
        harbour.set(InvoiceSettings { days_early: 5, ..InvoiceSettings::default() }).await;
        let all = all_pages(&harbour, "filter[from]=2026-03-03&filter[to]=2026-06-04").await;
        assert_eq!(all.len(), 6 * 3, "made on 5 March, April, May; in June on the 5th");
        assert_eq!(all_pages(&harbour, "filter[from]=2026-03-03&filter[to]=2026-06-10&filter[dateFilterField]=dueDate").await.len(), 6 * 4);
        let first = harbour.previews("filter[from]=2026-03-03&filter[to]=2026-06-04&page[size]=4").await;
        assert_eq!((&first.body["data"].as_array().unwrap().len(), &first.body["links"]["prev"]), (&4, &Value::Null));
        assert_eq!(first.body["meta"], json!({"currentPage": 1}));
        let attributes = &first.body["data"][0]["attributes"];
        assert_eq!((&attributes["invoiceDate"], &attributes["dueDate"], &attributes["number"]), (&json!("2026-03-05"), &json!("2026-03-10"), &json!("")));
        for (query, parameter) in [
            ("filter[from]=2026-03-01&filter[to]=2026-03-04", "filter[from]"),
            ("filter[from]=2026-03-05&filter[to]=2026-03-04", "filter[to]"),
            ("filter[from]=2026-03-05&filter[to]=2036-03-04", "filter[to]"),
            ("filter[to]=2026-03-04", "filter[from]"),
            ("filter[from]=2026-03-05", "filter[to]"),
            ("filter[from]=soon&filter[to]=2026-03-04", "filter[from]"),
            ("filter[from]=2026-03-05&filter[to]=2026-03-06&filter[dateFilterField]=birthday", "filter[dateFilterField]"),
        ] {
            let refused = harbour.previews(query).await;
            assert_eq!((refused.status, refused.blame().1.as_str()), (400, parameter), "{query}: {}", refused.text);
        }
        let stranger = harbour.house.client(harbour.house.person("x@y.test").await, "read").await;
        let path = format!("/spaces/{}/invoice_previews?filter[from]=2026-03-03&filter[to]=2026-03-04", harbour.space);
        assert_eq!(stranger.get(&path).await.status, 404);
    }

    async fn two_runs_at_once_and_killed_ones_bill_everything_once(db: db::Db) {
        let harbour = Harbour::open(db.clone()).await;
        let mut members = Vec::new();
        for number in 0..12 {
            let member = harbour.member(&format!("Member{number}"), "2026/03/02", "2026/03/02").await;
            for charge in 0..3 {
                let made = harbour.charge(&member, json!({"description": format!("Charge {number} {charge}"), "amount": "1.0"})).await;
                assert_eq!(made.status, 201, "{}", made.text);
            }
            members.push(member);
        }
        let app = &harbour.house.app;
        app.clock.set(at("2026-06-20T12:00:00Z"));
        let other = |seed| App { chance: Chance::seeded(seed), ..app.clone() };
        for (seed, wait) in [(21, 3), (22, 9), (23, 20)] {
            let (app, work) = (other(seed), harbour.work());
            let killed = tokio::spawn(async move { run(&app, &work).await });
            tokio::time::sleep(Duration::from_millis(wait)).await;
            killed.abort();
            assert!(killed.await.is_err_and(|error| error.is_cancelled()) || wait > 0);
        }
        let racers = (31..35).map(|seed| {
            let (app, work) = (other(seed), harbour.work());
            tokio::spawn(async move { run(&app, &work).await })
        });
        for done in futures_util::future::join_all(racers).await {
            assert!(matches!(done.unwrap(), Ok(None)));
        }
        let made = harbour.invoices().await;
        explained(&made);
        let mut numbers: Vec<i64> = made.iter().map(|one| one.ordinal).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=12 * 4).collect::<Vec<_>>(), "March to June, no gap");
        let mut lines: BTreeMap<(String, String), usize> = BTreeMap::new();
        for invoice in &made {
            for item in &invoice.items.0 {
                *lines.entry((invoice.membership_id.unwrap().to_string(), item.description.clone())).or_default() += 1;
            }
        }
        assert!(lines.values().all(|times| *times == 1), "{lines:?}");
        // Four fees, two lockers, a deposit and three charges.
        assert_eq!(lines.len(), 12 * (4 + 2 + 1 + 3));
        let renewals = app.db.read(async |tx| tx.query::<(Date,)>("SELECT DISTINCT next_invoice_at FROM memberships", vec![]).await).await;
        assert_eq!(renewals.unwrap(), [("2026-07-02".parse().unwrap(),)]);
    }

    async fn payers_leavers_and_late_bookings(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let pam = harbour.member("Pam", "2026/03/02", "2026/03/02").await;
        let pat = harbour.member("Pat", "2026/03/02", "2026/03/15").await;
        let pays = harbour.olga.v1("harbour", &format!("POST /api/memberships/{pam}/team/team_members"), json!({"membership_id": pat})).await;
        assert_eq!(pays.status, 201, "{}", pays.text);
        harbour.run_at("2026-04-02T12:00:00Z").await;
        let made = harbour.invoices().await;
        assert!(made.iter().all(|one| one.membership_id.unwrap().as_simple().to_string() == pam), "W6");
        let last: Vec<_> = items(&made[1]).into_iter().map(|(line, _)| line.to_owned()).collect();
        assert_eq!(last[1], "Pat: Flex, 2026-03-15 – 2026-04-14", "V12: on the payer's day");

        let leo = harbour.member("Leo", "2026/04/02", "2026/04/02").await;
        let body = json!({"date": "2026-05-11"});
        assert_eq!(harbour.olga.v1("harbour", &format!("POST /api/memberships/{leo}/cancellation"), body).await.status, 201);
        harbour.run_at("2026-07-02T12:00:00Z").await;
        let of_leo = |made: &[Invoice]| made.iter().filter(|one| one.membership_id.unwrap().as_simple().to_string() == leo).cloned().collect::<Vec<_>>();
        let left = of_leo(&harbour.invoices().await);
        assert_eq!(left.len(), 2);
        assert_eq!(items(&left[1]), [("Flex, 2026-05-02 – 2026-05-11", "32.26".into())], "V6: 10 of 31 days");
        harbour.book(&leo, "2026-05-08T09:00:00Z").await;
        harbour.run_at("2026-08-03T12:00:00Z").await;
        let late = of_leo(&harbour.invoices().await);
        assert_eq!(late.len(), 3, "V7: what is found later is billed later");
        assert_eq!(items(&late[2]), [("Room, 2026-05-08 11:00–13:00", "30.0".into())]);
        harbour.run_at("2026-12-10T12:00:00Z").await;
        assert_eq!(of_leo(&harbour.invoices().await).len(), 3);
        let back = harbour.olga.v1("harbour", &format!("POST /api/memberships/{leo}/reactivation"), Value::Null).await;
        assert_eq!(back.status, 201, "{}", back.text);
        let renews = back.body["next_invoice_at"].as_str().unwrap().replace('/', "-");
        harbour.run_at("2027-01-01T12:00:00Z").await;
        let again = of_leo(&harbour.invoices().await);
        assert_eq!(again.len(), 4, "L10: nothing for the time between");
        assert_eq!((again[3].due_on.to_string(), renews.as_str()), (renews.clone(), "2026-12-11"));
    }

    async fn a_code_lowers_the_fee_of_who_joins_with_it(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let olga = &harbour.olga;
        let code = json!({"name": "Summer", "code": "Sun", "value": "20", "months": 2, "max_redemptions": 2});
        let code = olga.v1("harbour", "POST /api/discounts", code).await;
        assert_eq!((code.status, &code.body["months"]), (201, &json!(2)), "{}", code.text);
        let id = code.body["id"].as_str().unwrap();
        let used = async || olga.v1("harbour", &format!("GET /api/discounts/{id}"), Value::Null).await.body["redemptions"].clone();
        let wish = |name: &str, code: &str, confirmed: bool| {
            json!({"plan": {"id": harbour.plan.to_string()}, "address": {"name": name, "full_address": "Quay 1"}, "starts_at": "2026/03/02",
                "email": format!("{name}@members.test"), "first_invoice_at": "2026/03/02", "discount_code": code, "pre_approved": confirmed})
        };
        let unknown = olga.v1("harbour", "POST /api/memberships", wish("Una", "MOON", true)).await;
        assert_eq!((unknown.status, &unknown.body["errors"]["discount_code"]), (422, &json!("is not valid for this plan")));
        let refused = olga.v1("harbour", "POST /api/memberships", wish("Una", "sun", false)).await;
        assert_eq!((refused.status, used().await), (201, json!(1)));
        let path = format!("DELETE /api/memberships/{}", refused.body["id"].as_str().unwrap());
        assert_eq!((olga.v1("harbour", &path, Value::Null).await.status, used().await), (204, json!(0)), "who was not taken has not used it");

        let mia = olga.v1("harbour", "POST /api/memberships", wish("Mia", " sun ", true)).await;
        let told = json!({"code": "Sun", "unit": "percentage", "value": "20.0", "until": "2026/05/02"});
        assert_eq!((mia.status, &mia.body["plan"]["discount"]), (201, &told), "{}", mia.text);
        let without = json!({"plan_id": harbour.plan.to_string(), "extras": ["00000000000000000000000000000001"], "change_date": "2026/04/02"});
        let path = format!("POST /api/memberships/{}/plans", mia.body["id"].as_str().unwrap());
        let changed = olga.v1("harbour", &path, without).await;
        assert_eq!((changed.status, &changed.body["discount"]), (201, &told), "the same plan with an extra: {}", changed.text);
        assert_eq!(olga.v1("harbour", "POST /api/memberships", wish("Max", "SUN", true)).await.status, 201);
        assert_eq!(olga.v1("harbour", "POST /api/memberships", wish("Moe", "SUN", true)).await.status, 422, "used up");
        assert_eq!(used().await, json!(2));

        harbour.run_at("2026-05-02T12:00:00Z").await;
        let made = harbour.invoices().await;
        explained(&made);
        let of_mia: Vec<_> = made.iter().filter(|one| Some(one.membership_id.unwrap().as_simple().to_string().as_str()) == mia.body["id"].as_str()).collect();
        let lines: Vec<_> = of_mia.iter().flat_map(|one| items(one)).filter(|(line, _)| line.starts_with("Flex")).collect();
        let expected = [
            ("Flex, 2026-03-02 – 2026-04-01", "100.0"),
            ("Flex (Sun), 2026-03-02 – 2026-04-01", "-20.0"),
            ("Flex, 2026-04-02 – 2026-05-01", "100.0"),
            ("Flex (Sun), 2026-04-02 – 2026-05-01", "-20.0"),
            ("Flex, 2026-05-02 – 2026-06-01", "100.0"),
        ];
        assert_eq!(lines, expected.map(|(line, net)| (line, net.to_owned())));
    }

    async fn days_begin_by_the_clocks_of_the_space(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let mia = harbour.member("Mia", "2026/03/02", "2026/03/28").await;
        // Half past eleven at night before the invoice day in summer and winter time, and half past midnight on it.
        for booked in ["2026-03-27T22:30:00Z", "2026-03-27T23:30:00Z", "2026-04-27T21:30:00Z", "2026-04-27T22:30:00Z"] {
            harbour.book(&mia, booked).await;
        }
        harbour.run_at("2026-03-27T22:59:00Z").await;
        assert_eq!(harbour.invoices().await.len(), 1, "the deposit and the first days");
        harbour.run_at("2026-03-27T23:05:00Z").await;
        harbour.run_at("2026-04-27T21:59:00Z").await;
        assert_eq!(harbour.invoices().await.len(), 2);
        harbour.run_at("2026-04-27T22:05:00Z").await;
        let rooms = |invoice: &Invoice| items(invoice).into_iter().filter(|(line, _)| line.starts_with("Room")).map(|(line, _)| line.to_owned()).collect::<Vec<_>>();
        let made = harbour.invoices().await;
        assert_eq!(rooms(&made[1]), ["Room, 2026-03-27 23:30–2026-03-28 01:30"]);
        assert_eq!(rooms(&made[2]), ["Room, 2026-03-28 00:30–02:30", "Room, 2026-04-27 23:30–2026-04-28 01:30"]);
    }

    async fn charges_are_put_down_listed_and_taken_back(db: db::Db) {
        let harbour = Harbour::open(db).await;
        let mia = harbour.member("Mia", "2026/03/02", "2026/03/10").await;
        let user = harbour.house.person("mia@login.test").await;
        let (space, member) = (harbour.space, mia.parse::<MembershipId>().unwrap());
        let connect = harbour.house.app.db.write(async move |tx| {
            let sql = "UPDATE memberships SET user_id = $3 WHERE space_id = $1 AND id = $2";
            Ok::<_, Error>(SpaceTx::bind(tx, space).execute(sql, db::params![member.0, user.0]).await?)
        });
        connect.await.unwrap();
        let bot = harbour.house.client(user, "read_charges write_charges").await;
        let path = format!("POST /api/memberships/{mia}/charges");
        let own = bot.v1("harbour", &path, json!({"description": "Coffee", "amount": 2.5, "quantity": 2, "tax_rate": "7", "accounting_code": "C", "cost_center": "K1"})).await;
        assert_eq!(own.status, 201, "{}", own.text);
        assert_eq!(own.body, json!({"id": own.body["id"], "description": "Coffee", "amount": "2.5", "currency": "EUR",
            "charged_at": "2026/03/02", "quantity": "2.0", "tax_rate": "7.0", "accounting_code": "C", "cost_center": "K1", "membership_id": mia}));
        let credit = bot.v1("harbour", &path, json!({"description": "Gift", "amount": "-5"})).await;
        assert_eq!((credit.status, &credit.body), (422, &json!({"amount": "must be above 0", "errors": {"amount": "must be above 0"}})), "G3");
        for (body, field) in [
            (json!({"amount": "1"}), "description"),
            (json!({"description": "x"}), "amount"),
            (json!({"description": "x", "amount": "much"}), "amount"),
            (json!({"description": "x", "amount": "0"}), "amount"),
            (json!({"description": "x", "amount": "9007199254740993"}), "amount"),
            (json!({"description": "x", "amount": "1", "quantity": "-1"}), "quantity"),
            (json!({"description": "x", "amount": "8000000000", "quantity": "9"}), "base"),
            (json!({"description": "x", "amount": "1", "tax_rate": "101"}), "tax_rate"),
            (json!({"description": "x", "amount": "1", "charged_at": "2026-03-01"}), "charged_at"),
            (json!({"description": "x", "amount": "1", "charged_at": "9999-03-01"}), "charged_at"),
        ] {
            let refused = harbour.charge(&mia, body).await;
            assert!(refused.status == 422 && refused.body.get(field).is_some(), "{field}: {} {}", refused.status, refused.text);
        }
        let gift = harbour.charge(&mia, json!({"description": "Gift", "amount": "-5", "charged_at": "2026-03-05"})).await;
        let listed = harbour.olga.v1("harbour", "GET /api/charges?from=2026-03-01&to=2026-03-04", Value::Null).await;
        assert_eq!(listed.body, json!([own.body]), "{}", listed.text);
        assert_eq!(harbour.olga.v1("harbour", "GET /api/charges?from=2026-03-01", Value::Null).await.status, 422);
        assert_eq!(bot.v1("harbour", "GET /api/charges?from=2026-03-01&to=2026-03-04", Value::Null).await.status, 403);
        let recent = bot.v1("harbour", &format!("GET /api/memberships/{mia}/charges/recent"), Value::Null).await;
        assert_eq!(recent.body.as_array().unwrap().len(), 2);
        let take_back = |charge: &Answer| format!("DELETE /api/charges/{}", charge.body["id"].as_str().unwrap());
        assert_eq!(bot.v1("harbour", &take_back(&gift), Value::Null).await.status, 403);
        assert_eq!(harbour.olga.v1("harbour", &take_back(&gift), Value::Null).await.status, 204);
        assert_eq!(harbour.olga.v1("harbour", &take_back(&gift), Value::Null).await.status, 404);

        let now = format!("POST /api/memberships/{mia}/charges_based_invoices");
        let invoiced = harbour.olga.v1("harbour", &now, Value::Null).await;
        assert_eq!((invoiced.status, &invoiced.body["items"][0]["description"], &invoiced.body["total_amount"]), (201, &json!("Coffee"), &json!("5.01")), "{}", invoiced.text);
        let again = harbour.olga.v1("harbour", &now, Value::Null).await;
        assert!(again.status == 422 && again.body["error"].is_string(), "{}", again.text);
        assert_eq!(harbour.olga.v1("harbour", &take_back(&own), Value::Null).await.status, 409);
        harbour.run_at("2026-03-10T12:00:00Z").await;
        let made = harbour.invoices().await;
        assert_eq!(made.iter().flat_map(|one| &one.items.0).filter(|item| item.description == "Coffee").count(), 1);
    }
}

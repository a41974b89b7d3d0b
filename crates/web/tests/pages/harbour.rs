//! A space that offers everything, for the pages of visitors and members.

use crate::browser::{Browser, House, Page};
use app::access::{self, Access, Door, Place};
use app::memberships::{self, Create, Person};
use app::{calendar_events, invitations, invoices, plans};
use domain::calendar_events::Audience;
use domain::ids::{EventId, MembershipId, PlanId};
use jiff::Timestamp;
use serde_json::json;

/// Harbour in Berlin, with 19 % of VAT in its prices.
pub struct Harbour<'a> {
    pub house: &'a House,
    pub access: Access,
    pub plan: PlanId,
}

/// What stands between two texts of a page, the first time.
pub fn between<'a>(page: &'a Page, before: &str, after: &str) -> &'a str {
    let start = page.text.find(before).unwrap_or_else(|| panic!("{before} is not in {}", page.text)) + before.len();
    page.text[start..].split(after).next().unwrap()
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

impl<'a> Harbour<'a> {
    pub async fn new(house: &'a House) -> Self {
        let olga = house.person("olga@example.org").await;
        let caller = house.caller(olga, "read write checkin_tokens").await;
        let details = app::spaces::Details {
            name: Some("Harbour".into()),
            country: Some("DE".into()),
            tax_rate: Some("19".into()),
            ..Default::default()
        };
        let command = app::spaces::Create { subdomain: "harbour".into(), owner_name: "Olga".into(), details };
        let space = app::spaces::create(&house.app, &caller, command).await.unwrap();
        let access = access::enter_as(&house.app, &caller, Place::Space(space.id), &[], Door::Related).await.unwrap();
        let day = json!({"id": "0198c0de000070008000000000000001", "name": "Day", "price": "20", "currency": "EUR",
            "discounts": [{"number_of_passes": 5, "price": "18"}], "expiry_days": 30});
        let terms = json!({"name": "Flex", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1, "time_passes": [day]});
        let plan = plans::create(&house.app, &access, serde_json::from_value(terms).unwrap()).await.unwrap();
        Self { house, access, plan }
    }

    /// Somebody else's space.
    pub async fn another(&self) {
        let pier = self.house.person("paul@example.org").await;
        let caller = self.house.caller(pier, "read write").await;
        let details = app::spaces::Details { name: Some("Pier".into()), country: Some("DE".into()), ..Default::default() };
        let command = app::spaces::Create { subdomain: "pier".into(), owner_name: "Paul".into(), details };
        app::spaces::create(&self.house.app, &caller, command).await.unwrap();
    }

    pub async fn olga(&self) -> Browser<'a> {
        let mut browser = self.house.browser();
        browser.sign_in("harbour", "olga@example.org").await;
        browser
    }

    /// Somebody with a login and a membership that are not connected; the path of the link that connects them.
    pub async fn invited(&self, name: &str) -> (MembershipId, String) {
        let email = format!("{}@example.org", name.to_lowercase());
        self.house.person(&email).await;
        let person = Person { name: Some(name.into()), email: Some(email.clone()), ..Person::default() };
        let wish = Create {
            plan: self.plan,
            extras: vec![],
            person,
            starts_at: None,
            first_invoice_at: None,
            prorate_first_invoice: None,
            confirmed: true,
            discount_code: None,
        };
        let id = memberships::create(&self.house.app, &self.access, wish).await.unwrap().views[0].membership.id;
        let link = format!("/invitations/{}", invitations::create(&self.house.app, &self.access, id).await.unwrap().id);
        (id, link)
    }

    /// The same, connected and signed in.
    pub async fn member(&self, name: &str) -> (MembershipId, Browser<'a>) {
        let (id, link) = self.invited(name).await;
        let mut browser = self.house.browser();
        browser.sign_in("harbour", &format!("{}@example.org", name.to_lowercase())).await;
        let page = browser.get("harbour", &link).await;
        assert!(browser.submit(&page, &link, &[]).await.text.contains("is connected"));
        (id, browser)
    }

    /// A published event on 12 March, 18:30 in Berlin, for everybody.
    pub async fn event(&self, title: &str, change: impl FnOnce(&mut calendar_events::Details)) -> EventId {
        let eur = self.access.space().currency;
        let gross = |units| Some(Some(calendar_events::TypedPrice::Gross(domain::money::Amount::units(units), eur)));
        let mut details = calendar_events::Details {
            title: Some(title.into()),
            from: Some(at("2026-03-12T17:30:00Z")),
            to: Some(at("2026-03-12T19:00:00Z")),
            audience: Some(Audience::Public),
            public_page: Some(true),
            description: Some(Some("# Bring\n\n- paper\n- **pens**".into())),
            capacity: Some(Some(3)),
            price: gross(10),
            visitor_price: gross(20),
            ..Default::default()
        };
        change(&mut details);
        let id = calendar_events::create(&self.house.app, &self.access, details).await.unwrap().event.id;
        calendar_events::publish(&self.house.app, &self.access, id).await.unwrap();
        id
    }

    /// A way to pay by hand for these uses.
    pub async fn invoice_for(&self, uses: &[&str]) -> String {
        let new = invoices::NewMethod {
            name: "On invoice".into(),
            instructions: Some("Transfer it within 14 days.".into()),
            enabled_for: uses.iter().map(|one| (*one).to_owned()).collect(),
        };
        invoices::add_method(&self.house.app, &self.access, new).await.unwrap().to_string()
    }
}

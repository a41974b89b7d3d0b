//! People who came by and are no members, and what they can have in the first space.

use super::site::Site;
use crate::stock::Stock;
use app::access::Access;
use app::external_resources::{self, Details};
use app::invoices::{NewMethod, USES, add_method};
use app::resources::Wanted;
use app::{App, Result, drop_in_passes};
use domain::drop_in_passes::Template;
use domain::ids::ContactId;
use store::Json;
use store::contacts::Contact;
use store::resources::Slice;
use store::spaces::Address;

const VISITORS: [(&str, Option<&str>, &[&str]); 6] = [
    ("Petra Lang", Some("Lang & Töchter"), &["events"]),
    ("Yusuf Demir", None, &["tour", "newsletter"]),
    ("Chloé Martin", Some("Atelier Martin"), &[]),
    ("Henrik Dahl", None, &["tour"]),
    ("Priya Raman", Some("Raman Research"), &["events", "newsletter"]),
    ("Leo Conti", None, &[]),
];

/// Makes the contacts.
pub fn meet(site: &Site, stock: &mut Stock) {
    for (day, (name, company, tags)) in (1..).zip(VISITORS) {
        let created_at = site.at(site.day(-9 * day), 60 * 11);
        let mail = name.split(' ').next_back().unwrap_or(name).to_lowercase();
        let contact = Contact {
            id: ContactId(site.app.chance.uuid(created_at)),
            name: Some(name.into()),
            company: company.map(Into::into),
            email: Some(format!("{mail}@visitors.example")),
            phone: (day % 2 == 0).then(|| format!("+49 40 55502{day:02}")),
            address: Json(Address { city: Some("Bremen".into()), country: Some("DE".into()), ..Address::default() }),
            photo: None,
            notes: None,
            membership_id: None,
            created_at,
            updated_at: created_at,
        };
        stock.contacts.push((contact, tags.iter().map(|tag| (*tag).to_owned()).collect()));
    }
}

/// A pass for a day, two rooms, and a way to pay.
pub async fn invite(app: &App, access: &Access) -> Result<()> {
    let method = NewMethod {
        name: "Invoice".into(),
        instructions: Some("We send you an invoice. Please pay it by bank transfer within two weeks.".into()),
        enabled_for: USES.map(Into::into).into(),
    };
    add_method(app, access, method).await?;
    let pass = Template {
        id: app.id(),
        name: "Day pass".into(),
        description: Some("A desk, coffee and the roof terrace, from eight to eight.".into()),
        onboarding_instructions: Some("Ring at the second door. The Wi-Fi is on the card that you get.".into()),
        times: "mon-fri 8-20".parse().map_err(app::Error::internal)?,
        price: "21.008403".parse().map_err(app::Error::internal)?,
        currency: access.space().currency,
        tax: None,
        accounting_code: None,
        hidden: false,
        max_per_day: Some(10),
        color: "#1f7a5c".into(),
    };
    drop_in_passes::create_template(app, access, pass, None).await?;
    let slice = Slice { limit: 100, offset: 0 };
    for app::resources::Shown { resource, .. } in app::resources::list(app, access, Wanted::default(), slice).await?.items {
        let approval = match &*resource.name {
            "Elbe" => true,
            "Bille" => false,
            _ => continue,
        };
        let details = Details { bookings_require_approval: Some(approval), ..Details::default() };
        external_resources::create(app, access, resource.id, details).await?;
    }
    Ok(())
}

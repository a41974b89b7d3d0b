//! People who came by and are no members.

use super::site::Site;
use crate::stock::Stock;
use domain::ids::ContactId;
use store::Json;
use store::contacts::Contact;
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

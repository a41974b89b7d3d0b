//! The membership object. Lists of a thousand are usual, so members are written one by one, without a tree in
//! between, and those that are not asked for are not even computed.

use crate::v1::plans::{MemberPlan, Shop};
use crate::v1::{Day, Time};
use app::App;
use app::access::Access;
use app::memberships::{Listed, View};
use domain::countries::Country;
use domain::ids::ResourceId;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::HashMap;
use store::membership_plans::Copy;
use store::spaces::{Address, Space};

/// Which members of the object are wanted; nothing stands for all.
#[derive(Clone, Debug, Default)]
pub struct Keys(Vec<String>);

impl Keys {
    pub fn new(keys: Vec<String>) -> Self {
        Self(keys)
    }
    fn want(&self, key: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|wanted| wanted == key)
    }
}

/// A list of memberships.
pub struct Members {
    views: Vec<View>,
    names: HashMap<ResourceId, String>,
    space: Space,
    /// `https://harbour.example.org`
    host: String,
    keys: Keys,
}

impl Members {
    pub fn new(app: &App, access: &Access, listed: Listed, keys: Keys) -> Self {
        let Listed { views, resource_names: names } = listed;
        let space = access.space().clone();
        Self { views, names, host: app.hosts.at(&space.subdomain), space, keys }
    }
    fn row<'a>(&'a self, view: &'a View) -> Row<'a> {
        Row { list: self, view }
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut rows = to.serialize_seq(Some(self.views.len()))?;
        for view in &self.views {
            rows.serialize_element(&self.row(view))?;
        }
        rows.end()
    }
}

/// The one membership of a list of one.
pub struct One(pub Members);

impl Serialize for One {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.views.first().map(|view| self.0.row(view)).serialize(to)
    }
}

struct Row<'a> {
    list: &'a Members,
    view: &'a View,
}

#[derive(Serialize)]
struct UserObject<'a> {
    id: String,
    email: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Address")]
pub struct AddressObject {
    company: Option<String>,
    name: Option<String>,
    full_address: Option<String>,
    address: Option<String>,
    post_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    country: Option<&'static str>,
}

impl AddressObject {
    pub fn new(name: Option<String>, company: Option<String>, address: &Address) -> Self {
        let country = address.country.as_deref().and_then(|code| code.parse::<Country>().ok());
        Self {
            company,
            name,
            full_address: address.in_full().map(Cow::into_owned),
            address: address.street.clone(),
            post_code: address.post_code.clone(),
            city: address.city.clone(),
            state: address.state.clone(),
            country: country.map(Country::name),
        }
    }
}

#[derive(Serialize)]
struct PaymentObject<'a> {
    name: &'a str,
    automated: bool,
}

impl Row<'_> {
    fn plan(&self, copy: Option<&Copy>) -> Option<MemberPlan> {
        let Members { space, names, .. } = self.list;
        let shop = Shop { space, names, charge_taxes: self.view.membership.charge_taxes };
        copy.map(|copy| shop.member_plan(copy))
    }

    fn address(&self) -> AddressObject {
        let membership = &self.view.membership;
        AddressObject::new(membership.name.clone(), membership.company.clone(), &membership.address.0)
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (m, keys) = (&self.view.membership, &self.list.keys);
        let mut map = to.serialize_map(None)?;
        macro_rules! members {
            ($($key:literal: $value:expr),+ $(,)?) => {
                $(if keys.want($key) { map.serialize_entry($key, &$value)?; })+
            };
        }
        members! {
            "id": m.id,
            "name": m.label(),
            "email": m.email,
            "phone": m.phone,
            "user": m.user().map(|id| UserObject { id: id.to_string(), email: m.user_email.as_deref() }),
            "picture": format!("{}/api/memberships/{}/picture", self.list.host, m.id),
            "address": self.address(),
            "billing_emails": m.billing_emails.0,
            "charge_taxes": m.charge_taxes,
            "customer_number": m.customer_number,
            "tax_id": m.tax_id,
            "plan": self.plan(self.view.current.as_ref()),
            "upcoming_plan": self.plan(self.view.upcoming.as_ref()),
            "payment_method": m.payment_method.as_ref().map(|method| PaymentObject { name: &method.0.name, automated: method.0.automated }),
            "confirmed_at": m.confirmed_at.map(Time),
            "starts_at": Day(m.starts_at),
            "canceled_to": m.canceled_to.map(Day),
            "next_invoice_at": Day(m.next_invoice_at),
            "team_id": m.team(),
            "created_at": Time(m.created_at),
        }
        map.end()
    }
}

fn object(generator: &mut SchemaGenerator) -> Schema {
    let plan = generator.subschema_for::<Option<MemberPlan>>();
    let (day, text) = (generator.subschema_for::<Day>(), generator.subschema_for::<Option<String>>());
    json_schema!({
        "type": "object",
        "properties": {
            "id": {"type": "string"}, "name": {"type": "string"}, "email": text, "phone": text,
            "user": {"type": ["object", "null"], "properties": {"id": {"type": "string"}, "email": text}},
            "picture": {"type": "string"},
            "address": {"type": "object", "properties": {
                "company": text, "name": text, "full_address": text, "address": text, "post_code": text, "city": text, "state": text,
                "country": text,
            }},
            "billing_emails": {"type": "array", "items": {"type": "string"}}, "charge_taxes": {"type": "boolean"},
            "customer_number": text, "tax_id": text, "plan": plan, "upcoming_plan": plan,
            "payment_method": {"type": ["object", "null"], "properties": {"name": {"type": "string"}, "automated": {"type": "boolean"}}},
            "confirmed_at": text, "starts_at": day, "canceled_to": text, "next_invoice_at": day, "team_id": text,
            "created_at": {"type": "string"},
        },
    })
}

impl JsonSchema for One {
    fn schema_name() -> Cow<'static, str> {
        "Membership".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        object(generator)
    }
}

impl JsonSchema for Members {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Memberships".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "array", "items": generator.subschema_for::<One>()})
    }
}

#[cfg(test)]
mod tests {
    use store::spaces::Address;

    #[test]
    fn an_address_is_written_as_typed_or_put_together() {
        let parts = Address {
            street: Some("Hafenstr. 1".into()),
            post_code: Some("24103".into()),
            city: Some("Kiel".into()),
            ..Address::default()
        };
        assert_eq!(parts.in_full().as_deref(), Some("Hafenstr. 1\n24103 Kiel"));
        let typed = Address { full_address: Some("Pier 1".into()), ..parts };
        assert_eq!(typed.in_full().as_deref(), Some("Pier 1"));
        assert_eq!(Address::default().in_full(), None);
    }
}

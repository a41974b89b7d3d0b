//! Things of Cobot, each made by the use case that everybody uses.

use super::super::rows::{Done, known_member, same_booking};
use super::super::trial::Beside;
use super::{markup, plans as offer};
use crate::access::Access;
use crate::bookings::{self, Wish};
use crate::memberships::{self, Cancel, Create, Person};
use crate::navigation_links::{self, Target};
use crate::resources::{self, Details, Wanted};
use crate::{App, Error, FieldError, Result, articles, contacts, custom_fields, membership_notes, plans, spaces, teams, time_passes};
use domain::ids::{MembershipId, PlanId, ResourceId};
use domain::money::Amount;
use domain::navigation::{LinkKind, Section};
use domain::scopes::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashMap;
use std::pin::Pin;
use store::imports::{self, Import, Item};
use store::resources::Slice;
use store::spaces::Address;
use uuid::Uuid;

/// Things of a kind that are looked through for one of the same name.
const SOME: Slice = Slice { limit: 2_000, offset: 0 };

/// A text that says something.
pub(super) fn text(value: &Value, field: &str) -> Option<String> {
    let found = value.get(field)?;
    let text = found.as_str().map_or_else(|| found.as_number().map(ToString::to_string).unwrap_or_default(), str::to_owned);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub(super) fn number(value: &Value, field: &str) -> Option<u64> {
    let found = value.get(field)?;
    found.as_u64().or_else(|| found.as_str()?.trim().parse().ok())
}

pub(super) fn amount(value: &Value, field: &str) -> Option<Amount> {
    text(value, field)?.parse().ok()
}

/// `2010/01/31`
pub(super) fn day(text: Option<&str>) -> Option<Date> {
    text?.get(..10)?.replace('/', "-").parse().ok()
}

/// `2010/01/31 09:00:00 +0000`, or as ISO 8601 has it.
fn instant(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse() {
        return Some(at);
    }
    jiff::fmt::strtime::parse("%Y/%m/%d %H:%M:%S %z", text).ok()?.to_timestamp().ok()
}

fn low(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The id of a thing that another names.
fn id(value: &Value, field: &str) -> Option<String> {
    text(value.get(field)?, "id")
}

fn lacks(what: &'static str) -> Error {
    FieldError::base("missing", format!("Its {what} is not here, or was not brought over.")).into()
}

/// Makes a thing, unless it is here.
///
/// # Errors
/// Why it cannot be.
pub(crate) async fn make(app: &App, access: &Access, (import, item): (&Import, &Item), beside: &Beside) -> Result<Done> {
    let thing = Thing { app, access, import, beside };
    if let Some(why) = item.content.get("unreadable").and_then(Value::as_str) {
        return Err(FieldError::base("unreadable", format!("This could not be read at Cobot: {why}.")).into());
    }
    let Some(remote) = &item.remote_id else { return thing.made(item).await };
    if let Some(known) = thing.mapped(&item.kind, remote).await? {
        return Ok(Done::Known(Some(known), "it was brought over before".into()));
    }
    if let Some(done) = beside.find(&item.kind, remote) {
        return Ok(done);
    }
    let done = thing.made(item).await?;
    beside.add(&item.kind, remote, done.clone());
    Ok(done)
}

struct Thing<'a> {
    app: &'a App,
    access: &'a Access,
    import: &'a Import,
    /// What was made for others already, where nothing is made for good.
    beside: &'a Beside,
}

impl Thing<'_> {
    async fn made(&self, item: &Item) -> Result<Done> {
        let of = &item.content;
        match &*item.kind {
            "space" => self.space(of).await,
            "resources" => self.resource(of).await,
            "plans" => self.plan(of).await,
            "custom_fields" => self.custom_field(of).await,
            "memberships" => self.membership(of).await,
            "field_values" => self.field_values(of).await,
            "teams" => self.team(of).await,
            "notes" => self.note(of).await,
            "time_passes" => self.time_pass(of).await,
            "contacts" => self.contact(of).await,
            "articles" => self.article(of).await,
            "navigation_links" => self.link(of).await,
            "bookings" => self.booking(of).await,
            other => Err(Error::internal(format!("{other} is no kind of thing"))),
        }
    }

    async fn mapped(&self, kind: &str, remote: &str) -> Result<Option<Uuid>> {
        let (access, source, kind, remote) = (self.access.clone(), self.import.name.clone(), kind.to_owned(), remote.to_owned());
        self.app.db.read(async move |tx| Ok::<_, Error>(imports::mapped(&mut access.bind(tx), &source, &kind, &remote).await?)).await
    }

    /// A thing as it was read.
    async fn read(&self, kind: &str, remote: &str) -> Result<Option<Item>> {
        let (access, id, kind, remote) = (self.access.clone(), self.import.id, kind.to_owned(), remote.to_owned());
        self.app.db.read(async move |tx| Ok::<_, Error>(imports::by_remote(&mut access.bind(tx), id, &kind, &remote).await?)).await
    }

    /// What a thing of Cobot is here. Where nothing is made for good, what it would be: it is made beside, and undone with the rest.
    fn resolve<'b>(
        &'b self,
        kind: &'static str,
        remote: Option<String>,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Uuid>>> + Send + 'b>> {
        Box::pin(async move {
            let Some(remote) = remote else { return Ok(None) };
            if let Some(known) = self.mapped(kind, &remote).await? {
                return Ok(Some(known));
            }
            if self.import.state == "running" {
                return Ok(None);
            }
            let Some(item) = self.read(kind, &remote).await? else { return Ok(None) };
            match make(self.app, self.access, (self.import, &item), self.beside).await? {
                Done::Made(id) | Done::Known(Some(id), _) => Ok(Some(id)),
                Done::Known(None, _) => Ok(None),
            }
        })
    }

    async fn member(&self, remote: Option<String>) -> Result<MembershipId> {
        self.resolve("memberships", remote).await?.map(MembershipId).ok_or_else(|| lacks("member"))
    }

    /// Only what this space does not say itself is taken over; what differs and matters is told.
    async fn space(&self, of: &Value) -> Result<Done> {
        let here = self.access.space();
        let mut differs = Vec::new();
        let mut differ = |what: &str, here: &str, there: Option<String>| {
            if let Some(there) = there.filter(|there| there != here) {
                differs.push(format!("{what} is {here} here and {there} at Cobot"));
            }
        };
        differ("the time zone", &here.time_zone, text(of, "time_zone_name"));
        differ(
            "prices are shown",
            if here.price_display == domain::taxes::PriceDisplay::Gross { "gross" } else { "net" },
            text(of, "price_display"),
        );
        let description = text(of, "description").filter(|_| here.description.is_none());
        let told =
            if differs.is_empty() { "nothing to take over".to_owned() } else { format!("look at the settings: {}", differs.join("; ")) };
        let Some(description) = description else { return Ok(Done::Known(Some(here.id.0), told)) };
        let details = spaces::Details { description: Some(Some(description)), ..spaces::Details::default() };
        spaces::update(self.app, self.access, details).await?;
        Ok(Done::Made(here.id.0))
    }

    async fn resource(&self, of: &Value) -> Result<Done> {
        let name = text(of, "name").unwrap_or_default();
        let found = resources::list(self.app, self.access, Wanted::default(), SOME).await?;
        if let Some(same) = found.items.iter().find(|shown| low(&shown.resource.name) == low(&name)) {
            return Ok(Done::Known(Some(same.resource.id.0), "a resource is called so already".into()));
        }
        let whole = |field| number(of, field).and_then(|number| u32::try_from(number).ok());
        let mut details = Details {
            name: Some(name),
            description: Some(text(of, "description")),
            hidden: of.get("hidden").and_then(Value::as_bool),
            capacity: Some(whole("capacity").filter(|people| *people > 0)),
            units: whole("units").filter(|units| *units > 0),
            cancellation_period: whole("cancellation_period"),
            min_booking_duration: whole("min_booking_duration"),
            max_booking_duration: Some(whole("max_booking_duration")),
            color: Some(text(of, "color")),
            booking_times: Some(booking_times(of)),
            ..Details::default()
        };
        details.pricing.price_per_hour = Some(amount(of, "price_per_hour"));
        details.pricing.currency = text(of, "currency").and_then(|code| code.parse().ok());
        Ok(Done::Made(resources::create(self.app, self.access, details).await?.resource.id.0))
    }

    async fn plan(&self, of: &Value) -> Result<Done> {
        let name = text(of, "name").unwrap_or_default();
        let offer = plans::list(self.app, self.access).await?;
        if let Some(same) = offer.plans.iter().find(|plan| low(&plan.terms.0.name) == low(&name)) {
            return Ok(Done::Known(Some(same.id.0), "a plan is called so already".into()));
        }
        let mut known = HashMap::new();
        for remote in offer::named(of) {
            if let Some(id) = self.resolve("resources", Some(remote.clone())).await? {
                known.insert(remote, ResourceId(id));
            }
        }
        let terms = offer::terms(self.app, of, |remote| known.get(remote).copied())?;
        Ok(Done::Made(plans::create(self.app, self.access, terms).await?.0))
    }

    async fn custom_field(&self, of: &Value) -> Result<Done> {
        let label = text(of, "label").unwrap_or_default();
        let before = custom_fields::fields(self.app, self.access).await?;
        if let Some(same) = before.iter().find(|field| low(&field.label) == low(&label)) {
            return Ok(Done::Known(Some(same.id.0), "a field is called so already".into()));
        }
        let kept = before.into_iter().map(|field| custom_fields::Wanted { id: Some(field.id), label: field.label });
        let wanted = kept.chain([custom_fields::Wanted { id: None, label }]).collect();
        let after = custom_fields::replace(self.app, self.access, wanted).await?;
        after.last().map(|field| Done::Made(field.id.0)).ok_or_else(|| Error::internal("a new field is missing"))
    }

    async fn membership(&self, of: &Value) -> Result<Done> {
        let person = person(of);
        let starts_at = day(of.get("starts_at").and_then(Value::as_str));
        if let Some(known) = known_member(self.app, self.access, &person, starts_at.unwrap_or(self.access.today())).await? {
            return Ok(Done::Known(Some(known.0), "somebody is a member already with this address or name".into()));
        }
        let plan = of.get("plan").filter(|plan| plan.is_object()).ok_or_else(|| lacks("plan"))?;
        let parent = plan.get("parent_plan").and_then(|parent| text(parent, "id"));
        let found = self.resolve("plans", parent).await?.ok_or_else(|| {
            let name = text(plan, "name").unwrap_or_default();
            Error::from(FieldError::base(
                "plan",
                format!("Its plan, {name}, is not offered any more: make a plan of this name and bring the member in by a file."),
            ))
        })?;
        let today = self.access.today();
        let next = day(of.get("next_invoice_at").and_then(Value::as_str));
        let wish = Create {
            plan: PlanId(found),
            extras: self.extras(PlanId(found), plan).await?,
            person,
            starts_at,
            first_invoice_at: next.filter(|day| day.day() <= 28 && *day >= today && starts_at.is_none_or(|start| *day >= start)),
            prorate_first_invoice: None,
            confirmed: text(of, "confirmed_at").is_some(),
            discount_code: None,
        };
        let listed = if wish.confirmed {
            memberships::import(self.app, self.access, wish).await?
        } else {
            memberships::create(self.app, self.access, wish).await?
        };
        let id = listed.views.first().ok_or_else(|| Error::internal("a new member is missing"))?.membership.id;
        if let Some(last) = day(of.get("canceled_to").and_then(Value::as_str)) {
            memberships::cancel(self.app, self.access, id, Cancel { canceled_to: Some(last), delete_later_bookings: false }).await?;
        }
        if let Some(later) = of.get("upcoming_plan").and_then(|plan| text(plan, "name")) {
            membership_notes::create(self.app, self.access, id, &format!("At Cobot the plan was going to change to {later}."), true)
                .await?;
        }
        Ok(Done::Made(id.0))
    }

    /// Extras that the member has there, by their names.
    async fn extras(&self, plan: PlanId, of: &Value) -> Result<Vec<domain::ids::PlanExtraId>> {
        let names: Vec<_> =
            of.get("extras").and_then(Value::as_array).into_iter().flatten().filter_map(|extra| text(extra, "name")).collect();
        if names.is_empty() {
            return Ok(vec![]);
        }
        let offer = plans::get(self.app, self.access, plan).await?;
        let offered: Vec<_> = offer.plans.iter().flat_map(|plan| &plan.terms.0.extras).collect();
        let offered_as = |name: &String| offered.iter().find(|extra| low(&extra.name) == low(name)).map(|extra| extra.id);
        Ok(names.iter().filter_map(offered_as).collect())
    }

    async fn field_values(&self, of: &Value) -> Result<Done> {
        let filled = |field: &Value| Some((text(field, "id"), text(field, "value")?));
        let filled: Vec<_> = of.get("fields").and_then(Value::as_array).into_iter().flatten().filter_map(filled).collect();
        if filled.is_empty() {
            return Ok(Done::Known(None, "nothing stands in it".into()));
        }
        let member = self.member(text(of, "membership_id")).await?;
        let mut values = Vec::new();
        for (field, value) in filled {
            let id = self.resolve("custom_fields", field).await?.ok_or_else(|| lacks("field"))?;
            values.push((domain::ids::CustomFieldId(id), value));
        }
        custom_fields::fill(self.app, self.access, member, values).await?;
        Ok(Done::Made(member.0))
    }

    async fn team(&self, of: &Value) -> Result<Done> {
        let members = || of.get("memberships").and_then(Value::as_array).into_iter().flatten();
        let with = |role: &'static str| {
            members().filter(move |one| text(one, "role").as_deref() == Some(role)).filter_map(|one| id(one, "membership"))
        };
        let payer = self.member(with("paying").next()).await?;
        for remote in with("paid").collect::<Vec<_>>() {
            let member = self.member(Some(remote)).await?;
            teams::add_member(self.app, self.access, payer, member).await?;
        }
        Ok(Done::Made(payer.0))
    }

    async fn note(&self, of: &Value) -> Result<Done> {
        let member = self.member(text(of, "membership_id")).await?;
        let sticky = of.get("sticky").and_then(Value::as_bool).unwrap_or_default();
        let words = text(of, "text").unwrap_or_default();
        let words = text(of, "author_name").map_or_else(|| words.clone(), |author| format!("{words}\n({author}, at Cobot)"));
        Ok(Done::Made(membership_notes::create(self.app, self.access, member, &words, sticky).await?.id.0))
    }

    async fn time_pass(&self, of: &Value) -> Result<Done> {
        let member = self.member(text(of, "membership_id").or_else(|| id(of, "membership"))).await?;
        let name = text(of, "name").unwrap_or_default();
        let shown = memberships::get(self.app, self.access, member).await?;
        let copies = shown.views.iter().filter_map(|view| view.current.as_ref().or(view.upcoming.as_ref()));
        let template = copies.flat_map(|copy| &copy.terms.0.time_passes).find(|pass| low(&pass.name) == low(&name)).map(|pass| pass.id);
        let template = template.ok_or_else(|| lacks("kind of pass"))?;
        let given = time_passes::add(self.app, self.access, member, time_passes::Add { template, count: 1, charge: false }).await?;
        given.first().map(|pass| Done::Made(pass.id.0)).ok_or_else(|| Error::internal("a new pass is missing"))
    }

    async fn contact(&self, of: &Value) -> Result<Done> {
        let address = of.get("address").cloned().unwrap_or_default();
        let details = contacts::Details {
            name: text(&address, "name"),
            company: text(&address, "company"),
            email: text(of, "email"),
            phone: text(of, "phone"),
            address: Address { full_address: text(&address, "fullAddress"), country: text(&address, "country"), ..Address::default() },
            ..contacts::Details::default()
        };
        Ok(Done::Made(contacts::save(self.app, self.access, details).await?.0))
    }

    async fn article(&self, of: &Value) -> Result<Done> {
        let title = text(of, "title").unwrap_or_default();
        let found = articles::list(self.app, self.access, SOME).await?;
        if let Some(same) = found.items.iter().find(|article| low(&article.title) == low(&title)) {
            return Ok(Done::Known(Some(same.id.0), "an article is called so already".into()));
        }
        let content = markup::plain(&text(of, "content").unwrap_or_default());
        let typed = articles::Write { category: text(of, "category"), title, content };
        Ok(Done::Made(articles::write(self.app, self.access, None, typed).await?.id.0))
    }

    async fn link(&self, of: &Value) -> Result<Done> {
        let (label, url) = (text(of, "label").unwrap_or_default(), text(of, "iframe_url"));
        let url = url.ok_or_else(|| FieldError::base("app", "It shows an application, which has to be installed here."))?;
        let section = Section::ALL.into_iter().find(|section| Some(section.name()) == of.get("section").and_then(Value::as_str));
        let section = section.ok_or_else(|| lacks("section"))?;
        let found = navigation_links::list(self.app, self.access, Scope::WriteNavigationLinks, SOME).await?;
        if let Some(same) = found.items.iter().find(|link| low(&link.label) == low(&label) && link.section == section) {
            return Ok(Done::Known(Some(same.id.0), "a link is called so already".into()));
        }
        let external = text(of, "type").as_deref() == Some(LinkKind::External.name());
        let target = if external { Target::External("iframe_url", url) } else { Target::Iframe("iframe_url", url) };
        let user_editable = of.get("user_editable").and_then(Value::as_bool).unwrap_or(true);
        let new = navigation_links::Create { section, label, target, user_editable };
        Ok(Done::Made(navigation_links::create(self.app, self.access, Scope::WriteNavigationLinks, new).await?.id.0))
    }

    async fn booking(&self, of: &Value) -> Result<Done> {
        let resource = self.resolve("resources", id(of, "resource")).await?.map(ResourceId).ok_or_else(|| lacks("room or desk"))?;
        let member = match id(of, "membership") {
            Some(remote) => Some(self.member(Some(remote)).await?),
            None => None,
        };
        let time = |field: &'static str| text(of, field).and_then(|text| instant(&text)).ok_or_else(|| lacks("time"));
        let (from, to) = (time("from")?, time("to")?);
        if let Some(known) = same_booking(self.app, self.access, resource, (from, to), member).await? {
            return Ok(Done::Known(Some(known), "the same booking is there already".into()));
        }
        let custom = of.get("has_custom_price").and_then(Value::as_bool).unwrap_or_default();
        let wish = Wish {
            resource,
            membership: member,
            from,
            to,
            units: number(of, "units").and_then(|units| u32::try_from(units).ok()).unwrap_or(1),
            title: text(of, "title"),
            url: None,
            comments: text(of, "comments"),
            attendees_message: None,
            // Nobody is written to by an import.
            attendees: vec![],
            extras: vec![],
            custom_price: amount(of, "price").filter(|_| custom),
            recurrence: None,
        };
        Ok(Done::Made(bookings::create(self.app, self.access, wish).await?.view.shown.booking.id.0))
    }
}

fn person(of: &Value) -> Person {
    let address = of.get("address").cloned().unwrap_or_default();
    let (street, post_code, city) = (text(&address, "address"), text(&address, "post_code"), text(&address, "city"));
    let parts = street.is_some() && city.is_some();
    let company = text(&address, "company");
    Person {
        name: text(&address, "name").or_else(|| text(of, "name").filter(|_| company.is_none())),
        company,
        email: text(of, "email"),
        phone: text(of, "phone"),
        address: Address {
            full_address: text(&address, "full_address").filter(|_| !parts),
            street,
            post_code,
            city,
            state: text(&address, "state"),
            country: text(&address, "country"),
            ..Address::default()
        },
        billing_emails: of
            .get("billing_emails")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        tax_id: text(of, "tax_id"),
        charge_taxes: of.get("charge_taxes").and_then(Value::as_bool).unwrap_or(true),
    }
}

/// `mon,tue 10:00-17:00; …`
fn booking_times(of: &Value) -> String {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let windows = of.get("booking_times").and_then(Value::as_array).into_iter().flatten();
    let window = |window: &Value| {
        let days = window.get("weekdays").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_u64);
        let days: Vec<_> = days.filter_map(|day| DAYS.get(usize::try_from(day).ok()?.checked_sub(1)?).copied()).collect();
        Some(format!("{} {}-{}", days.join(","), text(window, "from")?, text(window, "to")?).trim().to_owned())
    };
    windows.filter_map(window).collect::<Vec<_>>().join("; ")
}

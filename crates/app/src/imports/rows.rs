//! Lines of files: each becomes a command of the use case that everybody uses.

use super::values;
use crate::access::Access;
use crate::bookings::{self, Wish};
use crate::memberships::{self, Create, Person};
use crate::resources::{self, Wanted};
use crate::{App, Error, FieldError, Result, invitations, membership_notes, plans};
use documents::tables::reading::meant;
use domain::ids::{MembershipId, PlanId, ResourceId};
use domain::imports::Kind;
use domain::plans::{Kind as Whose, PlanTerms};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::imports::{self, Item, Options};
use store::resources::Slice;
use store::spaces::Address;
use uuid::Uuid;

/// Resources of one space that lines may name.
const RESOURCES: i64 = 5_000;

/// What became of a line or a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Made(Uuid),
    /// It was there before, and why that is known.
    Known(Option<Uuid>, String),
}

/// What lines name, looked up once for many.
pub(super) struct Book {
    plans: HashMap<String, (PlanId, Whose)>,
    resources: HashMap<String, ResourceId>,
}

impl Book {
    pub async fn open(app: &App, access: &Access) -> Result<Self> {
        let offer = plans::list(app, access).await?;
        let plans = offer.plans.iter().rev().map(|plan| (low(&plan.terms.0.name), (plan.id, plan.terms.0.kind))).collect();
        let found = resources::list(app, access, Wanted::default(), Slice { limit: RESOURCES, offset: 0 }).await?;
        let resources = found.items.iter().rev().map(|shown| (low(&shown.resource.name), shown.resource.id)).collect();
        Ok(Self { plans, resources })
    }

    /// A line that follows may name it.
    pub fn add_plan(&mut self, name: &str, id: Uuid) {
        self.plans.insert(low(name), (PlanId(id), Whose::Individual));
    }
}

fn low(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The fields of a line, and what is wrong with them.
struct Row<'a> {
    fields: HashMap<&'a str, &'a str>,
    wrong: Vec<FieldError>,
}

impl<'a> Row<'a> {
    fn new(options: &'a Options, content: &'a Value) -> Self {
        let cells = content.get("cells").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let field = |(column, cell): (&'a Option<String>, &'a Value)| Some((column.as_deref()?, meant(cell.as_str()?)));
        let fields = options.columns.iter().zip(cells).filter_map(field).filter(|(_, text)| !text.is_empty()).collect();
        Self { fields, wrong: Vec::new() }
    }

    fn text(&self, field: &str) -> Option<String> {
        self.fields.get(field).map(|text| (*text).to_owned())
    }

    fn read<T>(&mut self, field: &'static str, read: impl FnOnce(&str) -> Result<T, &'static str>) -> Option<T> {
        let text = self.fields.get(field)?;
        read(text).map_err(|message| self.wrong.push(FieldError::field(field, "invalid", message))).ok()
    }

    fn must<T>(&mut self, field: &'static str, message: &'static str, found: Option<T>) -> Option<T> {
        let named = self.wrong.iter().any(|wrong| matches!(&wrong.at, crate::At::Field(at) if at == field));
        if found.is_none() && !named {
            let message = if self.fields.contains_key(field) { message } else { "can't be blank" };
            self.wrong.push(FieldError::field(field, "invalid", message));
        }
        found
    }

    fn wrong(self) -> Error {
        Error::Invalid(self.wrong)
    }
}

/// What tells lines of one file apart; none where nothing does.
pub(super) fn key(kind: Kind, columns: &[Option<&'static str>], cells: &[String]) -> Option<Vec<String>> {
    let cell = |field: &str| {
        let place = columns.iter().position(|column| *column == Some(field))?;
        cells.get(place).map(|cell| low(meant(cell)))
    };
    match kind {
        Kind::Members => cell("email").filter(|email| !email.is_empty()).map(|email| vec![email]),
        Kind::Plans => cell("name").map(|name| vec![name]),
        Kind::Bookings => Some(["resource", "date", "from", "to", "member"].map(|field| cell(field).unwrap_or_default()).to_vec()),
    }
}

/// Makes what a line says, unless it is there.
///
/// # Errors
/// What is wrong with it, by field.
pub(super) async fn make(app: &App, access: &Access, book: &mut Book, options: &Options, item: &Item) -> Result<Done> {
    if let Some(line) = item.content.get("same_as").and_then(Value::as_i64) {
        return Ok(Done::Known(None, format!("line {line} says the same")));
    }
    let row = Row::new(options, &item.content);
    match Kind::named(&item.kind) {
        Some(Kind::Members) => member(app, access, book, row, options.invite).await,
        Some(Kind::Plans) => plan(app, access, book, row).await,
        Some(Kind::Bookings) => booking(app, access, book, row).await,
        None => Err(Error::internal(format!("{} is no kind of line", item.kind))),
    }
}

async fn member(app: &App, access: &Access, book: &Book, mut row: Row<'_>, invite: bool) -> Result<Done> {
    let named = row.text("plan").and_then(|name| book.plans.get(&low(&name)).copied()).filter(|(_, whose)| *whose == Whose::Individual);
    let plan = row.must("plan", "is not the name of a plan for members: make or import plans first", named);
    let (starts_at, first_invoice_at) = (row.read("starts on", values::day), row.read("first invoice on", values::day));
    let parts = [row.text("first name"), row.text("last name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = row.text("name").or(Some(parts).filter(|name| !name.is_empty()));
    let (Some((plan, _)), true) = (plan, row.wrong.is_empty()) else { return Err(row.wrong()) };
    let address = Address {
        street: row.text("street"),
        post_code: row.text("post code"),
        city: row.text("city"),
        state: row.text("state"),
        country: row.text("country"),
        ..Address::default()
    };
    let billing = row.text("billing emails").unwrap_or_default();
    let person = Person {
        name,
        company: row.text("company"),
        email: row.text("email"),
        phone: row.text("phone"),
        address,
        billing_emails: billing.split([',', ';', ' ']).filter(|email| !email.is_empty()).map(str::to_owned).collect(),
        tax_id: row.text("tax id"),
        charge_taxes: true,
    };
    if let Some(known) = known_member(app, access, &person, starts_at.unwrap_or(access.today())).await? {
        let why = if person.email.is_some() { "a member has this address already" } else { "a member is called so already" };
        return Ok(Done::Known(Some(known.0), why.into()));
    }
    let mailed = person.email.is_some();
    let (prorate_first_invoice, discount_code, extras) = (None, None, vec![]);
    let wish = Create { plan, extras, person, starts_at, first_invoice_at, prorate_first_invoice, confirmed: true, discount_code };
    let listed = memberships::import(app, access, wish).await?;
    let id = listed.views.first().ok_or_else(|| Error::internal("a new member is missing"))?.membership.id;
    if let Some(notes) = row.text("notes") {
        membership_notes::create(app, access, id, &notes, false).await?;
    }
    if invite && mailed {
        invitations::mail(app, access, id).await?;
    }
    Ok(Done::Made(id.0))
}

/// Whoever is a member with this address, or without any and with this name and first day.
pub(super) async fn known_member(
    app: &App,
    access: &Access,
    person: &Person,
    starts_at: jiff::civil::Date,
) -> Result<Option<MembershipId>> {
    let email = person.email.as_deref().and_then(domain::emails::normalize);
    let (access, name, company) = (access.clone(), person.name.clone().unwrap_or_default(), person.company.clone().unwrap_or_default());
    let none = person.email.is_none();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            if none {
                return Ok(imports::same_name(&mut tx, name.trim(), company.trim(), starts_at).await?);
            }
            // An address that is none is refused by the use case.
            let Some(email) = &email else { return Ok(None) };
            let running = store::memberships::running_with(&mut tx, access.today(), Some(email), None).await?;
            Ok::<_, Error>(running.first().copied())
        })
        .await
}

async fn plan(app: &App, access: &Access, book: &mut Book, mut row: Row<'_>) -> Result<Done> {
    let text = row.text("name");
    let name = row.must("name", "can't be blank", text);
    let read = row.read("price", values::amount);
    let price = row.must("price", "must be an amount", read);
    let currency = row.read("currency", |text| text.to_uppercase().parse().map_err(|_| "is not a currency, such as EUR"));
    let months = row.read("months", months);
    let (notice, commitment) = (row.read("notice days", small), row.read("commitment months", small));
    let (hidden, approval) = (row.read("hidden", values::yes), row.read("needs approval", values::yes));
    let (Some(name), Some(price), true) = (name, price, row.wrong.is_empty()) else { return Err(row.wrong()) };
    if let Some((id, _)) = book.plans.get(&low(&name)) {
        return Ok(Done::Known(Some(id.0), "a plan is called so already".into()));
    }
    let currency = currency.unwrap_or(access.space().currency);
    let terms = json!({
        "name": name, "price_per_cycle": price, "currency": currency.to_string(), "cycle_months": months.unwrap_or(1), "description": row.text("description"),
        "cancellation_period_days": notice.unwrap_or_default(), "minimum_commitment_months": commitment.unwrap_or_default(),
        "hidden": hidden.unwrap_or_default(), "needs_approval": approval.unwrap_or_default(),
    });
    let terms: PlanTerms = serde_json::from_value(terms).map_err(Error::internal)?;
    Ok(Done::Made(plans::create(app, access, terms).await?.0))
}

/// `3`, or a word.
fn months(text: &str) -> Result<u8, &'static str> {
    match &*text.to_lowercase() {
        "monthly" | "month" | "monatlich" | "monat" => Ok(1),
        "quarterly" | "vierteljährlich" => Ok(3),
        "yearly" | "annually" | "year" | "jährlich" | "jahr" => Ok(12),
        text => u8::try_from(values::number(text)?).map_err(|_| "must be from 1 to 36 months"),
    }
}

fn small(text: &str) -> Result<u16, &'static str> {
    u16::try_from(values::number(text)?).map_err(|_| "is too large")
}

async fn booking(app: &App, access: &Access, book: &Book, mut row: Row<'_>) -> Result<Done> {
    let named = row.text("resource").and_then(|name| book.resources.get(&low(&name)).copied());
    let resource = row.must("resource", "is not the name of a room or desk here", named);
    let on = row.read("date", values::day);
    let (from, to) = (
        row.read("from", |text| values::instant(text, on, access.zone())),
        row.read("to", |text| values::instant(text, on, access.zone())),
    );
    let (from, to) = (row.must("from", "must be a time", from), row.must("to", "must be a time", to));
    let (units, price) = (row.read("units", values::number), row.read("price", values::amount));
    let member = match row.text("member") {
        None => None,
        Some(text) => {
            let known = called(app, access, text).await?;
            row.must("member", "is the e-mail address or customer number of no member", known)
        }
    };
    let (Some(resource), Some(from), Some(to), true) = (resource, from, to, row.wrong.is_empty()) else { return Err(row.wrong()) };
    if let Some(known) = same_booking(app, access, resource, (from, to), member).await? {
        return Ok(Done::Known(Some(known), "the same booking is there already".into()));
    }
    let wish = Wish {
        resource,
        membership: member,
        from,
        to,
        units: units.unwrap_or(1),
        title: row.text("title"),
        url: None,
        comments: row.text("comments"),
        attendees_message: None,
        attendees: vec![],
        extras: vec![],
        custom_price: price,
        recurrence: None,
    };
    Ok(Done::Made(bookings::create(app, access, wish).await?.view.shown.booking.id.0))
}

/// The member with an e-mail address or a customer number.
async fn called(app: &App, access: &Access, text: String) -> Result<Option<MembershipId>> {
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(store::memberships::known_as(&mut access.bind(tx), text.trim()).await?)).await
}

/// A booking of the same member at the same time.
pub(super) async fn same_booking(
    app: &App,
    access: &Access,
    resource: ResourceId,
    (from, to): (jiff::Timestamp, jiff::Timestamp),
    member: Option<MembershipId>,
) -> Result<Option<Uuid>> {
    let access = access.clone();
    let found = app.db.read(async move |tx| Ok::<_, Error>(imports::same_booking(&mut access.bind(tx), resource, from, to, member).await?));
    Ok(found.await?.map(|id| id.0))
}

//! An invoice is written by hand, or one is corrected: whom it is for, its lines, and what it comes to before it is made.

use super::sheet::{Sheet, named};
use super::{HERE, recipient};
use crate::accounts::Frame;
use crate::address;
use crate::inside::{enter_admin, failure};
use crate::language::{self, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::people::day;
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::invoices::{self, Create, For, NewItem};
use app::{Error, FieldError, contacts, memberships, teams};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use domain::ids::InvoiceId;
use domain::invoices::{Item, PaidStatus};
use domain::money::{Amount, decimal_text};
use domain::scopes::Scope;
use domain::taxes::{Rate, Tax};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::HashMap;
use store::invoices::Invoice;
use store::resources::Slice;
use store::spaces::Address;

const NEW: &str = "/admin/invoices/new";
/// Lines that a form takes.
const MOST: usize = 100;
/// People that a search offers.
const OFFERED: Slice = Slice { limit: 20, offset: 0 };

pub(super) fn router() -> Router<Desk> {
    Router::new().route(NEW, get(new).post(create))
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    /// `preview`, `add` or `make`: the button.
    act: String,
    membership: String,
    team: String,
    contact: String,
    corrects: String,
    write_off: Option<String>,
    /// Somebody else than the payer is printed as the recipient.
    name: String,
    company: String,
    #[serde(flatten)]
    address: address::Typed,
    tax_id: String,
    email: String,
    date: String,
    text: String,
    notes: String,
    /// The lines, by the names of their fields.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

/// One line, as it was typed.
#[derive(Clone, Default, PartialEq)]
struct Line {
    description: String,
    quantity: String,
    price: String,
    tax: String,
}

impl Line {
    fn of(item: &Item, usual: &[Tax]) -> Self {
        let tax =
            if item.taxes == usual { String::new() } else { item.taxes.first().map_or_else(|| "0".to_owned(), |tax| tax.rate.to_string()) };
        let back = item.unit_net.negated().unwrap_or(item.unit_net);
        Self {
            description: item.description.clone(),
            quantity: decimal_text(item.quantity).trim_end_matches(".0").to_owned(),
            price: back.to_decimal().normalize().to_string(),
            tax,
        }
    }

    fn item(&self, place: usize, access: &Access, wrong: &mut Vec<FieldError>) -> NewItem {
        let mut own = Vec::new();
        let quantity: Decimal = number("quantity", &self.quantity, "must be a number, such as 1 or 2.5", &mut own);
        let net: Amount = number("amount.net", &self.price, "must be an amount, such as 190 or 12.50", &mut own);
        let taxes = said(&self.tax).map(|text| {
            let rate: Rate = number("amount.taxes", &text, "must be a percentage, such as 19 or 0", &mut own);
            // As it is printed.
            let name = access.space().taxes.0.first().map_or_else(|| "Tax".to_owned(), |tax| tax.name.clone());
            vec![Tax { name, rate }]
        });
        for mut bad in own {
            if let app::At::Field(name) = &bad.at {
                bad.at = app::At::Field(format!("items.{place}.{name}").into());
            }
            wrong.push(bad);
        }
        NewItem {
            description: self.description.clone(),
            quantity: if self.quantity.trim().is_empty() { Decimal::ONE } else { quantity },
            net,
            taxes,
            paid: false,
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
        }
    }
}

impl Typed {
    /// The lines that have something in them.
    fn lines(&self) -> Vec<Line> {
        let field = |name: &str, place: usize| self.rest.get(&format!("{name}-{place}")).cloned().unwrap_or_default();
        let line = |place| Line {
            description: field("description", place),
            quantity: field("quantity", place),
            price: field("price", place),
            tax: field("tax", place),
        };
        let empty = |line: &Line| [&line.description, &line.price, &line.tax].iter().all(|text| text.trim().is_empty());
        (0..MOST).map(line).filter(|line| !empty(line)).collect()
    }

    fn debitor(&self) -> Result<Option<For>, Response> {
        let missing = || problem(&Error::NOT_FOUND);
        if !self.membership.is_empty() {
            return self.membership.parse().map(|id| Some(For::Membership(id))).map_err(|_| missing());
        }
        if !self.team.is_empty() {
            return self.team.parse().map(|id| Some(For::Team(id))).map_err(|_| missing());
        }
        if !self.contact.is_empty() {
            return self.contact.parse().map(|id| Some(For::Contact(id))).map_err(|_| missing());
        }
        Ok(None)
    }

    fn corrects(&self) -> Result<Option<InvoiceId>, Response> {
        said(&self.corrects).map(|id| id.parse().map_err(|_| problem(&Error::NOT_FOUND))).transpose()
    }

    fn address(&self) -> Option<Address> {
        let address = Address { name: said(&self.name), company: said(&self.company), ..self.address.address() };
        (address != Address::default()).then_some(address)
    }

    fn wish(&self, access: &Access, debitor: Option<For>, corrects: Option<InvoiceId>) -> Result<Create, Error> {
        let mut wrong = Vec::new();
        let items = self.lines().iter().enumerate().map(|(place, line)| line.item(place, access, &mut wrong)).collect();
        let date = day("invoiceDate", &self.date).unwrap_or_else(|bad| {
            wrong.push(bad);
            None
        });
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let emails = said(&self.email).map(|text| text.split([',', ';', ' ']).filter_map(said).collect());
        Ok(Create {
            debitor,
            recipient: self.address(),
            tax_id: said(&self.tax_id),
            billing_emails: emails,
            date,
            text: said(&self.text),
            notes: said(&self.notes),
            items,
            corrects,
            write_off_corrected: corrects.is_some() && self.write_off.is_some(),
            currency: None,
        })
    }
}

/// Somebody who can be chosen.
struct Choice {
    href: String,
    name: String,
    about: String,
}

#[derive(Template)]
#[template(path = "invoices/whom.html")]
struct WhomPage {
    frame: Frame,
    q: String,
    choices: Vec<Choice>,
}

/// What stands at a field of the form, where something is wrong with it.
const SHOWN: [&str; 11] = [
    "items",
    "recipientAddress",
    "recipientAddress.company",
    "recipientAddress.name",
    "address.street",
    "address.post_code",
    "address.city",
    "address.country",
    "taxId",
    "billingEmails.0",
    "invoiceDate",
];
/// The same of a line.
const SHOWN_OF_LINES: [&str; 4] = ["description", "quantity", "amount.net", "amount.taxes"];

/// What the page does not show at a field.
fn others(problems: &Problems, lines: usize) -> Vec<String> {
    let of_lines: Vec<_> = (0..lines).flat_map(|place| SHOWN_OF_LINES.map(|name| format!("items.{place}.{name}"))).collect();
    let shown: Vec<&str> = SHOWN.into_iter().chain(of_lines.iter().map(String::as_str)).collect();
    problems.besides(&shown)
}

/// A line of the form, and what is wrong with it.
struct Shown {
    place: usize,
    line: Line,
    problems: [Option<String>; 4],
}

#[derive(Template)]
#[template(path = "invoices/new.html")]
struct NewPage {
    frame: Frame,
    problems: Problems,
    typed: Typed,
    /// Who pays; none where it only goes to an address.
    payer: Option<String>,
    /// The number of the invoice that is corrected, and whether that one can be written off.
    corrected: Option<(String, bool)>,
    lines: Vec<Shown>,
    usual_tax: String,
    currency: String,
    /// What is wrong besides, with the name of its field.
    others: Vec<String>,
    preview: Option<(Vec<String>, Sheet)>,
}

/// How the page is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    to: String,
    membership: String,
    team: String,
    contact: String,
    corrects: String,
}

async fn new(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, NEW, Scope::WriteInvoices).await?;
    let mut typed = Typed {
        membership: asked.membership,
        team: asked.team,
        contact: asked.contact,
        corrects: asked.corrects,
        date: access.today().to_string(),
        ..Typed::default()
    };
    if let Some(id) = typed.corrects()? {
        let original = invoices::get(visit.app(), &access, id).await.map_err(failure)?;
        correction(&access, &original, &mut typed);
    } else if asked.to.is_empty() && typed.debitor()?.is_none() {
        return whom(&visit, &access, asked.q.trim()).await;
    }
    show(&visit, &access, typed, Problems::default(), None).await
}

/// A form that gives back all that stands on an invoice.
fn correction(access: &Access, original: &Invoice, typed: &mut Typed) {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.as_simple().to_string()).unwrap_or_default();
    (typed.membership, typed.team, typed.contact) = (id(original.membership_id), id(original.team_id), id(original.contact_id));
    let address = &original.recipient.0;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    (typed.name, typed.company) = (text(&address.name), text(&address.company));
    typed.address = address::Typed::in_parts(address);
    if address.street.is_none() && address.full_address.is_some() {
        (typed.address.post_code, typed.address.city) = (String::new(), String::new());
    }
    typed.tax_id = text(&original.tax_id);
    typed.email = original.billing_emails.0.join(", ");
    for (place, item) in original.items.0.iter().take(MOST).enumerate() {
        let Line { description, quantity, price, tax } = Line::of(item, &access.space().taxes.0);
        for (name, text) in [("description", description), ("quantity", quantity), ("price", price), ("tax", tax)] {
            typed.rest.insert(format!("{name}-{place}"), text);
        }
    }
}

/// Who could get one.
async fn whom(visit: &Visit, access: &Access, q: &str) -> Result<Response, Response> {
    let mut choices = Vec::new();
    if !q.is_empty() {
        if access.is_admin(Scope::ReadMemberships) {
            let found = memberships::search(visit.app(), access, q, OFFERED).await.map_err(failure)?;
            choices.extend(found.items.iter().map(|member| Choice {
                href: format!("{NEW}?membership={}", member.id),
                name: member.label().to_owned(),
                about: t("invoices-choice-member").with("email", member.email.as_deref().unwrap_or_default()).into(),
            }));
        }
        if access.is_admin(Scope::ReadContacts) {
            let wanted = contacts::Wanted { text: q.to_owned(), ..contacts::Wanted::default() };
            let found = contacts::search(visit.app(), access, wanted, OFFERED).await.map_err(failure)?;
            choices.extend(found.items.iter().map(|contact| Choice {
                href: format!("{NEW}?contact={}", contact.id),
                name: contact.label().to_owned(),
                about: t("invoices-choice-contact").with("email", contact.email.as_deref().unwrap_or_default()).into(),
            }));
        }
    }
    let page = WhomPage { frame: Frame::of(visit).await?, q: q.to_owned(), choices };
    Ok(visit.page(render(axum::http::StatusCode::OK, &page)))
}

/// Who pays, by name.
async fn payer(visit: &Visit, access: &Access, debitor: Option<For>) -> Result<Option<String>, Response> {
    let app = visit.app();
    Ok(match debitor {
        None => None,
        Some(For::Membership(id)) => {
            let view = memberships::get(app, access, id).await.map_err(failure)?.views.pop();
            view.map(|view| view.membership.label().to_owned())
        }
        Some(For::Team(id)) => Some(teams::get(app, access, id).await.map_err(failure)?.name),
        Some(For::Contact(id)) => Some(contacts::get(app, access, id).await.map_err(failure)?.label().to_owned()),
    })
}

async fn show(visit: &Visit, access: &Access, typed: Typed, problems: Problems, preview: Option<Invoice>) -> Result<Response, Response> {
    let payer = payer(visit, access, typed.debitor()?).await?;
    let corrected = match typed.corrects()? {
        Some(id) => {
            let original = invoices::get(visit.app(), access, id).await.map_err(failure)?;
            Some((original.number, original.paid_status == PaidStatus::Unpaid))
        }
        None => None,
    };
    let mut lines = typed.lines();
    if lines.is_empty() || typed.act == "add" {
        lines.push(Line { quantity: "1".into(), ..Line::default() });
    }
    let wrong = |place: usize, name: &str| problems.at(&format!("items.{place}.{name}"));
    let shown = |(place, line): (usize, Line)| Shown { place, line, problems: SHOWN_OF_LINES.map(|name| wrong(place, name)) };
    let lines: Vec<_> = lines.into_iter().enumerate().map(shown).collect();
    let others = others(&problems, lines.len());
    let preview = preview.map(|invoice| {
        let to = [recipient(&invoice).to_owned(), t("invoices-due-on").with("day", language::date(invoice.due_on)).into()];
        (to.into_iter().filter(|text| !text.is_empty()).collect(), Sheet::of(&invoice))
    });
    let taxes: Vec<_> = access.space().taxes.0.iter().map(named).collect();
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let usual_tax = if taxes.is_empty() { t("invoices-no-tax").to_string() } else { taxes.join(", ") };
    let currency = access.space().currency.to_string();
    Ok(visit.page(render(status, &NewPage { frame, problems, typed, payer, corrected, lines, usual_tax, currency, others, preview })))
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, NEW, Scope::WriteInvoices).await?;
    let (debitor, corrects) = (typed.debitor()?, typed.corrects()?);
    if typed.act == "add" {
        return show(&visit, &access, typed, Problems::default(), None).await;
    }
    let wish = match typed.wish(&access, debitor, corrects) {
        Ok(wish) => wish,
        Err(error) => return show(&visit, &access, typed, Problems::of(error)?, None).await,
    };
    if typed.act != "make" {
        return match invoices::preview(visit.app(), &access, wish).await {
            Ok(invoice) => show(&visit, &access, typed, Problems::default(), Some(invoice)).await,
            Err(error) => show(&visit, &access, typed, Problems::of(error)?, None).await,
        };
    }
    match invoices::create(visit.app(), &access, wish).await {
        Ok(invoice) => Ok(lead_to(&format!("{HERE}/{}", invoice.id))),
        Err(error) => show(&visit, &access, typed, Problems::of(error)?, None).await,
    }
}

//! Buying a pass (D3).

use super::{blocked, mail, told};
use crate::access::Access;
use crate::contacts::{self, Details};
use crate::memberships::person::Checker;
use crate::{App, At, Error, Event, FieldError, Result, mails};
use domain::drop_in_passes::{Closed, PassStatus, left};
use domain::ids::{ContactId, DropInPassTemplateId};
use jiff::civil::Date;
use serde_json::json;
use store::drop_in_passes::{self as rows, Pass, Template};
use store::resources::Word;
use store::spaces::Address;
use store::{Json, SpaceTx};

/// A pass to buy, and who buys it.
#[derive(Clone, Debug)]
pub struct Purchase {
    pub template: DropInPassTemplateId,
    pub valid_on: Date,
    pub name: String,
    pub company: Option<String>,
    pub email: String,
    pub phone: Option<String>,
    pub tax_id: Option<String>,
    /// With the name and company on the bill. `country` is a code or an English name.
    pub address: Address,
    pub comments: Option<String>,
}

/// What was bought.
#[derive(Clone, Debug)]
pub struct Bought {
    pub purchase: rows::Purchase,
    pub pass: Pass,
}

/// The first pass of the purchase, in the words of the request.
const DAY: &str = "drop_in_passes.0.attributes.valid_on";

/// Buys one pass for one day, to be paid at the space or by an invoice; the last place is sold once. For any user.
pub async fn buy(app: &App, access: &Access, wish: Purchase) -> Result<Bought> {
    let wish = checked(wish)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let template = rows::lock_template(&mut tx, wish.template).await?.ok_or(Error::NOT_FOUND)?;
        take_place(&app, &access, &mut tx, &template, wish.valid_on).await?;
        let (contact, changed) = contacts::keep(&app, &mut tx, &details(&wish)).await?;
        let purchase = purchase(&app, &access, contact, wish.clone());
        let pass = pass(&app, &access, &template, &purchase, wish.valid_on);
        rows::insert_purchase(&mut tx, &purchase).await?;
        rows::insert(&mut tx, &pass).await?;
        mails::queue(&app, tx.global(), mail::purchased(access.space(), &pass)).await?;
        app.emit(&mut tx, changed, contact.0, json!({})).await?;
        app.emit(&mut tx, Event::CreatedDropInPass, pass.id.0, told(&pass)).await?;
        Ok(Bought { purchase, pass })
    })
    .await
}

async fn take_place(app: &App, access: &Access, tx: &mut SpaceTx<'_>, template: &Template, day: Date) -> Result<()> {
    let sold = rows::sold(tx, template.id, day, day).await?.get(&day).copied().unwrap_or_default();
    let blocked = blocked(tx, access, day, day).await?;
    let refused = |why: Closed| FieldError::field(DAY, why.code(), why.message());
    left(&template.rule(), (day, sold), &blocked, app.clock.now(), access.zone()).map_err(refused)?;
    Ok(())
}

/// Tidied up, or everything that is wrong with it.
fn checked(mut wish: Purchase) -> Result<Purchase> {
    let mut check = Checker::default();
    let mut name = Some(std::mem::take(&mut wish.name));
    check.line("name", &mut name);
    if name.is_none() && check.is_empty() {
        check.refuse("name".into(), "blank", "can't be blank");
    }
    for (field, text) in [("company", &mut wish.company), ("phone", &mut wish.phone), ("tax_id", &mut wish.tax_id)] {
        check.line(field, text);
    }
    check.lines("comments", &mut wish.comments);
    if let Some(email) = check.email("email".into(), &wish.email) {
        wish.email = email;
    }
    let mut on_bill = [wish.address.name.take(), wish.address.company.take()];
    for (field, text) in ["address.name", "address.company"].into_iter().zip(&mut on_bill) {
        check.line(field, text);
    }
    crate::memberships::person::address(&mut check, &mut wish.address);
    [wish.address.name, wish.address.company] = on_bill;
    let billing = |error: FieldError| match error.at {
        At::Field(name) if name == "address.country" => FieldError { at: At::Field("billing_address.country_code".into()), ..error },
        At::Field(name) if name.starts_with("address") => FieldError { at: At::Field(format!("billing_{name}").into()), ..error },
        at => FieldError { at, ..error },
    };
    wish.name = name.unwrap_or_default();
    check.done(wish).map_err(|error| match error {
        Error::Invalid(fields) => Error::Invalid(fields.into_iter().map(billing).collect()),
        other => other,
    })
}

/// The contact that the visitor is from now on (O1).
fn details(wish: &Purchase) -> Details {
    Details {
        name: Some(wish.name.clone()),
        company: wish.company.clone(),
        email: Some(wish.email.clone()),
        phone: wish.phone.clone(),
        address: Address { name: None, company: None, ..wish.address.clone() },
        notes: None,
        tags: vec![],
    }
}

fn purchase(app: &App, access: &Access, contact: ContactId, wish: Purchase) -> rows::Purchase {
    rows::Purchase {
        id: app.id(),
        contact,
        name: wish.name,
        company: wish.company,
        email: wish.email,
        phone: wish.phone,
        tax_id: wish.tax_id,
        address: wish.address,
        comments: wish.comments,
        created_by: access.user(),
        created_at: app.clock.now(),
    }
}

fn pass(app: &App, access: &Access, template: &Template, purchase: &rows::Purchase, day: Date) -> Pass {
    let space = access.space();
    let tax = template.tax.as_ref().map(|Json(tax)| tax);
    Pass {
        id: app.id(),
        purchase_id: purchase.id,
        template_id: template.id,
        name: template.name.clone(),
        valid_on: day,
        times: Word(template.times.0.clone()),
        onboarding_instructions: template.onboarding_instructions.clone(),
        price: template.price,
        currency: template.currency,
        taxes: Json(domain::taxes::applicable(&space.taxes.0, tax, space.settings.0.multiple_tax_rates, true)),
        accounting_code: template.accounting_code.clone(),
        status: PassStatus::Confirmed,
        canceled_at: None,
        created_at: purchase.created_at,
        contact_id: purchase.contact,
        buyer: purchase.name.clone(),
        company: purchase.company.clone(),
        email: purchase.email.clone(),
        phone: purchase.phone.clone(),
        tax_id: purchase.tax_id.clone(),
        address: Json(purchase.address.clone()),
        comments: purchase.comments.clone(),
    }
}

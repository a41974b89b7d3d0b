//! Buying a pass (D3).

use super::{blocked, mail, told};
use crate::access::Access;
use crate::{App, Error, Event, FieldError, Result, buyers, contacts, mails};
use domain::drop_in_passes::{Closed, PassStatus, left};
use domain::ids::DropInPassTemplateId;
use jiff::civil::Date;
use serde_json::json;
use store::buyers::Buyer;
use store::drop_in_passes::{self as rows, Pass, Template};
use store::resources::Word;
use store::{Json, SpaceTx};

/// A pass to buy, and who buys it.
#[derive(Clone, Debug)]
pub struct Purchase {
    pub template: DropInPassTemplateId,
    pub valid_on: Date,
    pub buyer: Buyer,
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
    let (app, access, buyer) = (app.clone(), access.clone(), buyers::checked(wish.buyer)?);
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let template = rows::lock_template(&mut tx, wish.template).await?.ok_or(Error::NOT_FOUND)?;
        take_place(&app, &access, &mut tx, &template, wish.valid_on).await?;
        let (contact, changed) = contacts::keep(&app, &mut tx, &buyers::contact(&buyer)).await?;
        let (user, now) = (access.user(), app.clock.now());
        let purchase = rows::Purchase { id: app.id(), contact, buyer: buyer.clone(), created_by: user, created_at: now };
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
        buyer: purchase.buyer.name.clone(),
        company: purchase.buyer.company.clone(),
        email: purchase.buyer.email.clone(),
        phone: purchase.buyer.phone.clone(),
        tax_id: purchase.buyer.tax_id.clone(),
        address: Json(purchase.buyer.address.clone()),
        comments: purchase.buyer.comments.clone(),
    }
}

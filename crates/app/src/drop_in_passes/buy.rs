//! Buying a pass (D3).

use super::{blocked, mail, told};
use crate::access::Access;
use crate::invoices::NewItem;
use crate::payments::{self, Bill, Means, Paying, Price};
use crate::{App, Error, Event, FieldError, Result, buyers, contacts, mails};
use domain::drop_in_passes::{Closed, PassStatus, left};
use domain::ids::{DropInPassTemplateId, InvoiceId, PaymentMethodId};
use domain::money::{Amount, Currency};
use domain::taxes::{Line, Tax};
use jiff::civil::Date;
use rust_decimal::Decimal;
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
    pub means: Means,
}

/// What was bought.
#[derive(Clone, Debug)]
pub struct Bought {
    pub purchase: rows::Purchase,
    pub pass: Pass,
    pub invoice: Option<InvoiceId>,
    pub method: Option<PaymentMethodId>,
}

/// The first pass of the purchase, in the words of the request.
const DAY: &str = "drop_in_passes.0.attributes.valid_on";

/// What payment methods are enabled for.
const USE: &str = "dropInPasses";

/// Buys one pass for one day; the last place is sold once. A payment that is named is taken first, and goes back when there is
/// no place. For any user.
pub async fn buy(app: &App, access: &Access, mut wish: Purchase) -> Result<Bought> {
    wish.buyer = buyers::checked(wish.buyer)?;
    payments::buying(app, access, (wish.means, USE), false, |paying| write(app, access, wish, paying)).await
}

/// What a pass costs, as far as it is sold for the day (Y8).
pub(crate) async fn price_of(app: &App, access: &Access, template: DropInPassTemplateId, day: Date) -> Result<Price> {
    let (all, access) = (app.clone(), access.clone());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let template = rows::find_template(&mut tx, template).await?.ok_or(Error::NOT_FOUND)?;
            take_place(&all, &access, &mut tx, &template, day).await?;
            let (gross, space) = (gross(&access, &template)?, access.space());
            let what = format!("{} at {}, {day}", template.name, space.name);
            Ok(Price { gross, currency: template.currency, what, later: false, held: false })
        })
        .await
}

/// What a pass would cost.
#[derive(Clone, Debug)]
pub struct Quote {
    pub line: Line,
    pub currency: Currency,
}

/// What a pass of a kind costs, with its taxes, as far as it is sold for the day. For anybody.
///
/// # Errors
/// [`Error::Invalid`] at the day where none is sold for it.
pub async fn quote(app: &App, access: &Access, template: DropInPassTemplateId, day: Date) -> Result<Quote> {
    let (all, access) = (app.clone(), access.clone());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let template = rows::find_template(&mut tx, template).await?.ok_or(Error::NOT_FOUND)?;
            take_place(&all, &access, &mut tx, &template, day).await?;
            Ok(Quote { line: line(&access, &template)?, currency: template.currency })
        })
        .await
}

fn line(access: &Access, template: &Template) -> Result<Line> {
    let (taxes, display) = (taxes(access, template), access.space().price_display);
    domain::taxes::line(Amount(template.price), Decimal::ONE, &taxes, display, template.currency).map_err(Error::internal)
}

fn gross(access: &Access, template: &Template) -> Result<Amount> {
    Ok(line(access, template)?.gross)
}

fn taxes(access: &Access, template: &Template) -> Vec<Tax> {
    let (space, tax) = (access.space(), template.tax.as_ref().map(|Json(tax)| tax));
    domain::taxes::applicable(&space.taxes.0, tax, space.settings.0.multiple_tax_rates, true)
}

async fn write(app: &App, access: &Access, wish: Purchase, paying: Paying) -> Result<Bought> {
    let (app, access, buyer) = (app.clone(), access.clone(), wish.buyer);
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
        let gross = gross(&access, &template)?;
        payments::check_named(&access, &mut tx, &paying, gross, USE).await?;
        let invoice = Box::pin(payments::bill(&app, &access, &mut tx, &paying, bill(&purchase, &pass, gross))).await?;
        mails::queue(&app, tx.global(), mail::purchased(access.space(), &pass, &paying)).await?;
        app.emit(&mut tx, changed, contact.0, json!({})).await?;
        app.emit(&mut tx, Event::CreatedDropInPass, pass.id.0, told(&pass)).await?;
        Ok(Bought { purchase, pass, invoice: invoice.map(|invoice| invoice.id), method: paying.method() })
    })
    .await
}

fn bill(purchase: &rows::Purchase, pass: &Pass, gross: Amount) -> Bill {
    let line = payments::item(format!("{}, {}", pass.name, pass.valid_on), Amount(pass.price), Decimal::ONE, pass.taxes.0.clone());
    Bill {
        purchase: purchase.id.0,
        contact: purchase.contact,
        recipient: payments::addressed(&purchase.buyer),
        tax_id: purchase.buyer.tax_id.clone(),
        email: purchase.buyer.email.clone(),
        items: vec![NewItem { accounting_code: pass.accounting_code.clone(), ..line }],
        currency: pass.currency,
        gross,
        waits: false,
    }
}

async fn take_place(app: &App, access: &Access, tx: &mut SpaceTx<'_>, template: &Template, day: Date) -> Result<()> {
    let sold = rows::sold(tx, template.id, day, day).await?.get(&day).copied().unwrap_or_default();
    let blocked = blocked(tx, access, day, day).await?;
    let refused = |why: Closed| FieldError::field(DAY, why.code(), why.message());
    left(&template.rule(), (day, sold), &blocked, app.clock.now(), access.zone()).map_err(refused)?;
    Ok(())
}

fn pass(app: &App, access: &Access, template: &Template, purchase: &rows::Purchase, day: Date) -> Pass {
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
        taxes: Json(taxes(access, template)),
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

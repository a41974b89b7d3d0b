//! Passes for visitors: on offer, bought, canceled (section 16).

mod buy;
mod mail;

pub(crate) use buy::price_of;
pub use buy::{Bought, Purchase, Quote, buy, quote};

use crate::access::Access;
use crate::accounting::Pieces;
use crate::resources::Page;
use crate::{App, Error, Event, FieldError, Result, files, list_files};
use documents::tables::Cell;
use domain::drop_in_passes::{self as rule, Run, check_range, left, runs};
use domain::ids::{DropInPassId, DropInPassTemplateId, FileId};
use domain::interval::Interval;
use domain::money::Amount;
use domain::scopes::Scope;
use domain::taxes;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use store::SpaceTx;
use store::drop_in_passes::{self, OnDesk, Pass, Template};
use store::resources::Slice;

/// One kind of passes; hidden ones as well, for whoever has their id (D1).
pub async fn template(app: &App, access: &Access, id: DropInPassTemplateId) -> Result<Template> {
    let access = access.clone();
    app.db.read(async move |tx| drop_in_passes::find_template(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// More kinds than anybody offers.
const MOST_TEMPLATES: i64 = 200;

/// All kinds, by name; hidden ones for admins who may see passes (D1, J1).
pub async fn templates(app: &App, access: &Access) -> Result<Vec<Template>> {
    let hidden = access.is_admin(Scope::ReadDropInPasses);
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(drop_in_passes::templates(&mut access.bind(tx), hidden, MOST_TEMPLATES).await?)).await
}

/// Changes a kind of passes; those that are sold stay as they are. Picture, currency, tax and accounting code stay, too. For
/// admins who may edit them.
pub async fn update_template(app: &App, access: &Access, new: rule::Template) -> Result<()> {
    access.require_admin(Scope::WriteDropInPasses)?;
    let wrong = |refusals: Vec<_>| Error::Invalid(refusals.into_iter().map(FieldError::from).collect());
    let new = new.checked().map_err(wrong)?;
    let (access, now) = (access.clone(), app.clock.now());
    app.db
        .write(async move |tx| {
            let found = drop_in_passes::update_template(&mut access.bind(tx), &new, now).await?;
            if found { Ok(()) } else { Err(Error::NOT_FOUND) }
        })
        .await
}

/// Puts a kind of passes on offer, with the bytes of a picture. For admins who may edit them.
pub async fn create_template(app: &App, access: &Access, new: rule::Template, photo: Option<Vec<u8>>) -> Result<DropInPassTemplateId> {
    access.require_admin(Scope::WriteDropInPasses)?;
    let wrong = |refusals: Vec<_>| Error::Invalid(refusals.into_iter().map(FieldError::from).collect());
    let new = new.checked().map_err(wrong)?;
    if new.currency != access.space().currency && !access.space().settings.0.multiple_currencies {
        return Err(FieldError::field("currency", "other_currency", "must be the currency of the space").into());
    }
    let photo = match photo {
        Some(bytes) => Some(files::picture(app, "photo", bytes).await?),
        None => None,
    };
    let (app, access, file) = (app.clone(), access.clone(), app.id::<FileId>());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let photo = match &photo {
            Some(image) => Some(files::insert(&app, &mut tx, file, image).await?),
            None => None,
        };
        drop_in_passes::insert_template(&mut tx, &new, photo.as_ref(), app.clock.now()).await?;
        Ok(new.id)
    })
    .await
}

/// The days on which passes of a kind are sold, from `from` to `to`, both included (D2).
pub async fn availability(app: &App, access: &Access, id: DropInPassTemplateId, from: Date, to: Date) -> Result<Vec<Run>> {
    let parameter =
        |refusal: domain::refusal::Refusal| FieldError::parameter(format!("filter[{}]", refusal.field), refusal.code, refusal.message);
    check_range(from, to, access.today()).map_err(parameter)?;
    let (access, now) = (access.clone(), app.clock.now());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let template = drop_in_passes::find_template(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?.rule();
            let sold = drop_in_passes::sold(&mut tx, id, from, to).await?;
            let blocked = blocked(&mut tx, &access, from, to).await?;
            let days = from.series(1.day()).take_while(|day| *day <= to);
            let free = days.filter_map(|day| {
                let sold = sold.get(&day).copied().unwrap_or_default();
                Some((day, left(&template, (day, sold), &blocked, now, access.zone()).ok()?))
            });
            Ok(runs(free))
        })
        .await
}

/// What keeps passes from being sold on these days; a window over midnight ends on the day after.
async fn blocked(tx: &mut SpaceTx<'_>, access: &Access, from: Date, to: Date) -> Result<Vec<Interval>> {
    let midnight = |day: Date| access.midnight(day).unwrap_or(Timestamp::MAX);
    let within = Interval::new(midnight(from), midnight(to.saturating_add(2.days())));
    Ok(drop_in_passes::blocked(tx, within).await?)
}

/// One that was sold. For admins.
pub async fn get(app: &App, access: &Access, id: DropInPassId) -> Result<Pass> {
    access.require_admin(Scope::ReadDropInPasses)?;
    let access = access.clone();
    app.db.read(async move |tx| drop_in_passes::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// Those for the days of a range, both ends included. For admins.
pub async fn list(app: &App, access: &Access, days: (Date, Date), descending: bool, slice: Slice) -> Result<Page<Pass>> {
    access.require_admin(Scope::ReadDropInPasses)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = drop_in_passes::list(&mut access.bind(tx), days, descending, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// Those that an admin looks at; and how many they are: above 10,000 no more is counted. For admins.
pub async fn on_desk(app: &App, access: &Access, wanted: OnDesk, slice: Slice) -> Result<Page<Pass>> {
    access.require_admin(Scope::ReadDropInPasses)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = drop_in_passes::on_desk(&mut access.bind(tx), wanted, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

const COLUMNS: [&str; 11] =
    ["pass", "date", "state", "name", "company", "email", "phone", "comments", "price with taxes", "currency", "bought on"];

/// The same, all of them, as a file that is written while it is read. For admins.
///
/// # Errors
/// [`Error::RateLimited`] for who takes too many away.
pub async fn csv(app: &App, access: &Access, wanted: OnDesk) -> Result<Pieces> {
    access.require_admin(Scope::ReadDropInPasses)?;
    list_files::write(app, access, "drop-in-passes", &COLUMNS, wanted, rows).await
}

async fn rows(app: App, access: Access, wanted: OnDesk, slice: Slice) -> Result<Vec<Vec<Cell>>> {
    on_desk(&app, &access, wanted, slice).await?.items.into_iter().map(|pass| row(&access, pass)).collect()
}

fn row(access: &Access, pass: Pass) -> Result<Vec<Cell>> {
    let price = taxes::price(Amount(pass.price), &pass.taxes.0, access.space().price_display, pass.currency).map_err(Error::internal)?;
    Ok(vec![
        Cell::Text(pass.name),
        Cell::Day(pass.valid_on),
        Cell::Text(pass.status.name().to_owned()),
        Cell::Text(pass.buyer),
        Cell::maybe(pass.company),
        Cell::Text(pass.email),
        Cell::maybe(pass.phone),
        Cell::maybe(pass.comments),
        Cell::Number(price.gross.to_decimal()),
        Cell::Text(pass.currency.to_string()),
        Cell::Day(access.zone().to_datetime(pass.created_at).date()),
    ])
}

/// Cancels a pass and frees its place; the visitor gets a mail (D4). For admins. 409 when it is canceled already.
pub async fn cancel(app: &App, access: &Access, id: DropInPassId) -> Result<Pass> {
    access.require_admin(Scope::WriteDropInPasses)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let now = app.clock.now();
        drop_in_passes::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        if !drop_in_passes::cancel(&mut tx, id, now).await? {
            return Err(Error::conflict("already_canceled", "The drop-in pass is canceled already."));
        }
        let pass = drop_in_passes::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        crate::mails::queue(&app, tx.global(), mail::canceled(access.space(), &pass)).await?;
        app.emit(&mut tx, Event::CanceledDropInPass, id.0, told(&pass)).await?;
        Ok(pass)
    })
    .await
}

fn told(pass: &Pass) -> serde_json::Value {
    json!({
        "drop_in_pass_template_id": pass.template_id, "contact_id": pass.contact_id, "valid_on": pass.valid_on,
        "status": pass.status.name(),
    })
}

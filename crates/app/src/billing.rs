//! Recurring invoices: found when they are due, made, and foreseen (domain sections 13 and 18).
//!
//! A membership's row says when its payer is billed next, so that a run looks at those only. Each bill is written whole, under
//! the locks of all memberships it is about, and a few of them in one transaction: a run that is killed has made whole invoices
//! or none, one that is repeated finds nothing left, and two at once take turns.

mod at_once;
mod load;
mod preview;
mod run;

pub use at_once::invoice_charges;
pub use preview::{By, Foreseen, Wanted, coming, preview};
pub(crate) use run::work_if_due;
pub use run::{Billing, Round, find_due, run, work};

use crate::{App, Error, Result};
use db::Tx;
use domain::billing::Terms;
use domain::ids::SpaceId;
use domain::invoices::InvoiceSettings;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;
use store::SpaceTx;
use store::memberships::Membership;
use store::spaces::{self, Space};

/// What all bills of a space have in common.
#[derive(Clone)]
struct Office {
    space: Arc<Space>,
    zone: TimeZone,
    today: Date,
    settings: InvoiceSettings,
}

impl Office {
    async fn open(app: &App, tx: &mut Tx, id: SpaceId) -> Result<Self> {
        let space = spaces::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let zone = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
        let settings = crate::invoices::settings::of(&mut SpaceTx::bind(tx, id)).await?.settings.0;
        let now = app.clock.of(space.clock_ahead).now();
        Ok(Self { today: zone.to_datetime(now).date(), space: Arc::new(space), zone, settings })
    }

    /// The last due date for which bills may be made on a day (V8).
    fn horizon(&self, day: Date) -> Date {
        day.saturating_add(i64::from(self.settings.days_early).days())
    }

    /// How the payer is billed; nobody is asked what nobody is.
    fn terms(&self, payer: Option<&Membership>) -> Terms {
        Terms {
            taxes: self.space.taxes.0.clone(),
            custom_rates: self.space.settings.0.multiple_tax_rates,
            charge_taxes: payer.is_none_or(|payer| payer.charge_taxes),
            display: self.space.price_display,
            days_early: self.settings.days_early,
        }
    }

    /// When invoices of a due date are due: on it, if they were made before; else as the settings have it (V22).
    fn due_on(&self, due: Date) -> Option<Date> {
        (self.settings.days_early > 0).then_some(due)
    }
}

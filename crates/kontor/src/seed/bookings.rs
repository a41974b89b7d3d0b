//! Synthetic bookings, as rows.

use super::grid::{Cell, Grid};
use super::space::{Booker, Made};
use crate::dice::Dice;
use app::{App, Error, Result};
use domain::ids::{BookingId, ResourceId};
use domain::money::Amount;
use domain::pricing;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use store::Json;
use store::bookings::credits::Draws;
use store::bookings::{Basis, Booking, New};
use store::resources::Resource;

const TITLES: [&str; 8] = ["Stand-up", "Interview", "Client call", "Workshop", "Planning", "Lunch and learn", "Review", "Focus time"];
/// Bookings are made so many minutes before they begin: two days, and up to one more.
const MADE_BEFORE: (i64, u64) = (2 * 24 * 60, 24 * 60);

/// Makes the rows of one space.
pub struct Maker<'a> {
    app: &'a App,
    dice: &'a Dice,
    slot_minutes: u32,
    made: &'a Made,
    /// The resource of each unit.
    lanes: Vec<&'a Resource>,
    /// Net, by resource and length.
    prices: HashMap<(ResourceId, u32), Amount>,
    /// The local time that was looked up last.
    last: Option<(DateTime, Timestamp)>,
}

impl<'a> Maker<'a> {
    pub fn new(app: &'a App, dice: &'a Dice, grid: &Grid, made: &'a Made) -> Self {
        let resources = made.stock.resources.iter().map(|stocked| &stocked.resource);
        let lanes = resources.flat_map(|resource| (0..resource.units).map(move |_| resource)).collect();
        Self { app, dice, slot_minutes: grid.slot_minutes, made, lanes, prices: HashMap::new(), last: None }
    }

    /// The booking of one place: as long as its slot or shorter.
    pub fn booking(&mut self, cell: Cell) -> Result<New> {
        let lane = usize::try_from(cell.lane).ok().and_then(|lane| self.lanes.get(lane).copied());
        let resource = lane.ok_or_else(|| Error::internal("a booking without a resource"))?;
        let minutes = self.slot_minutes / 3 * (1 + u32::try_from(self.dice.below(3)).unwrap_or_default());
        let starts_at = self.instant(cell.start)?;
        let ends_at = later(starts_at, minutes.into())?;
        let (before, spread) = MADE_BEFORE;
        let created_at = later(starts_at, -before - i64::try_from(self.dice.below(spread)).unwrap_or_default())?;
        let booker = self.dice.pick(&self.made.bookers).copied();
        let price = self.price(resource, minutes, booker)?;
        let id = BookingId(self.app.chance.uuid(created_at));
        let title = self.dice.percent(50).then(|| self.dice.word(&TITLES).to_owned());
        let space = &self.made.stock.space;
        let booking = Booking {
            id,
            space_id: space.id,
            resource_id: resource.id,
            membership_space_id: booker.map(|_| space.id.0),
            membership_id: booker.map(|booker| booker.membership.0),
            recurrence_id: None,
            event_id: None,
            external_booking_id: None,
            starts_at,
            ends_at,
            units: 1,
            title,
            url: None,
            comments: None,
            attendees_message: None,
            attendees: Json(Vec::new()),
            extras: Json(Vec::new()),
            custom_price: None,
            price,
            currency: resource.currency,
            taxes: space.taxes.clone(),
            credit_minutes: 0,
            credit_amount: Amount::ZERO,
            payable: price,
            accounting_code: resource.accounting_code.clone(),
            invoice_id: None,
            created_by: Some(booker.map_or(space.owner_id, |booker| booker.user).0),
            created_at,
            updated_at: created_at,
        };
        let credits = booker.map(|booker| Draws { copies: vec![booker.copy], draws: Vec::new() });
        Ok(New { booking, basis: Basis { pricing: resource.pricing.0.clone(), credits }, exclusive: resource.units == 1 })
    }

    /// Who books for nobody pays nothing (B5).
    fn price(&mut self, resource: &Resource, minutes: u32, booker: Option<Booker>) -> Result<Amount> {
        if booker.is_none() {
            return Ok(Amount::ZERO);
        }
        let known = self.prices.get(&(resource.id, minutes)).copied();
        known.map_or_else(
            || {
                let quote = pricing::quote(&resource.pricing.0, minutes, 1, None, resource.currency).map_err(Error::internal)?;
                self.prices.insert((resource.id, minutes), quote.net);
                Ok(quote.net)
            },
            Ok,
        )
    }

    /// Neighbours in the grid begin at the same time, mostly.
    fn instant(&mut self, local: DateTime) -> Result<Timestamp> {
        if let Some((_, instant)) = self.last.filter(|(last, _)| *last == local) {
            return Ok(instant);
        }
        let instant = self.made.zone.to_timestamp(local).map_err(Error::internal)?;
        self.last = Some((local, instant));
        Ok(instant)
    }
}

fn later(than: Timestamp, minutes: i64) -> Result<Timestamp> {
    than.checked_add(SignedDuration::from_mins(minutes)).map_err(Error::internal)
}

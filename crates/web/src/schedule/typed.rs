//! What the form of a booking had in it, and what it asks for.

use crate::inside::failure;
use crate::language::{Text, at_field, t};
use app::access::Access;
use app::bookings::{self, PreviewWish, View};
use app::{App, Error, FieldError};
use axum::response::Response;
use domain::ids::{BookingId, MembershipId, ResourceId};
use domain::recurrence::{Frequency, Rule};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::Deserialize;

/// As typed. Boxes that are not ticked are not sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub resource: String,
    /// `2026-03-02T09:30`, in the zone of the space.
    pub from: String,
    pub to: String,
    pub units: String,
    /// What members are looked for by.
    pub q: String,
    pub member: String,
    pub title: String,
    pub comments: String,
    pub repeat: String,
    pub until: String,
    pub times: String,
    /// Later ones of the series get the comments, too.
    pub following: String,
    /// The button that looks for members, or for what is taken.
    pub look: String,
    /// What is shown when the form is done.
    pub view: String,
    pub only: String,
    pub part: String,
}

/// How often, as the form names it, and in words.
pub(super) fn repeats() -> [(&'static str, Text); 7] {
    [
        ("", t("schedule-once")),
        ("daily", t("schedule-daily")),
        ("weekdays", t("schedule-weekdays")),
        ("weekly", t("schedule-weekly")),
        ("fortnightly", t("schedule-fortnightly")),
        ("monthly", t("schedule-monthly")),
        ("yearly", t("schedule-yearly")),
    ]
}

/// What a form asks for.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub resource: ResourceId,
    pub from: Timestamp,
    pub to: Timestamp,
    pub units: u32,
    pub member: Option<MembershipId>,
    pub rule: Option<Rule>,
}

/// Local time as a field of a form takes it.
pub(super) fn field(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// An instant as typed in the zone of the space.
pub(super) fn instant(access: &Access, text: &str) -> Option<Timestamp> {
    let local: DateTime = text.trim().parse().ok()?;
    access.zone().to_timestamp(local).ok()
}

impl Typed {
    pub fn of(access: &Access, view: &View) -> Self {
        let booking = &view.shown.booking;
        let local = |at| field(access.zone().to_datetime(at));
        Self {
            resource: booking.resource_id.to_string(),
            from: local(booking.starts_at),
            to: local(booking.ends_at),
            units: booking.units.to_string(),
            member: booking.membership().map(|(_, id)| id.to_string()).unwrap_or_default(),
            title: booking.title.clone().unwrap_or_default(),
            comments: booking.comments.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Everything that cannot be read, by field.
    pub fn ask(&self, access: &Access) -> Result<Ask, Vec<FieldError>> {
        let mut wrong = Vec::new();
        let mut bad = |name: &'static str, message: &'static str| wrong.push(FieldError::field(name, "invalid", message));
        let resource = self.resource.parse().map_err(|_| bad("resource", "must be chosen")).ok();
        let mut time = |name, text: &str| {
            let read = instant(access, text);
            if read.is_none() {
                bad(name, "must be a day and a time, such as 2026-11-27 14:30");
            }
            read
        };
        let (from, to) = (time("from", &self.from), time("to", &self.to));
        let units = match self.units.trim() {
            "" => Some(1),
            text => text.parse().map_err(|_| bad("units", "must be a whole number")).ok(),
        };
        let member = match self.member.as_str() {
            "" => None,
            id => id.parse().map_err(|_| bad("member", "must be chosen from the list")).ok(),
        };
        let rule = self.rule(&mut bad);
        match (resource, from, to, units) {
            (Some(resource), Some(from), Some(to), Some(units)) if wrong.is_empty() => Ok(Ask { resource, from, to, units, member, rule }),
            _ => Err(wrong),
        }
    }

    fn rule(&self, bad: &mut impl FnMut(&'static str, &'static str)) -> Option<Rule> {
        let (frequency, interval, weekdays) = match self.repeat.as_str() {
            "" => return None,
            "daily" => (Frequency::Daily, 1, Vec::new()),
            "weekdays" => (Frequency::Weekly, 1, vec![1, 2, 3, 4, 5]),
            "weekly" => (Frequency::Weekly, 1, Vec::new()),
            "fortnightly" => (Frequency::Weekly, 2, Vec::new()),
            "monthly" => (Frequency::Monthly, 1, Vec::new()),
            "yearly" => (Frequency::Yearly, 1, Vec::new()),
            _ => {
                bad("repeat", "must be chosen from the list");
                return None;
            }
        };
        let mut read = |name, text: &str, message| match text.trim() {
            "" => None,
            text => {
                let known = if name == "until" { text.parse::<Date>().is_ok() } else { text.parse::<u32>().is_ok() };
                if !known {
                    bad(name, message);
                }
                Some(text.to_owned()).filter(|_| known)
            }
        };
        let until = read("until", &self.until, "must be a day, such as 2026-11-27").and_then(|text| text.parse().ok());
        let count = read("times", &self.times, "must be a whole number").and_then(|text| text.parse().ok());
        Some(Rule { frequency, interval, from: None, until, count, weekdays })
    }
}

/// What would come of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Outlook {
    pub conflict: bool,
    pub text: String,
}

/// Days that are named one by one.
const NAMED: usize = 5;

/// Asks what would come of it, before it is saved. None for who may not see previews, and where the form says what is wrong.
pub(super) async fn outlook(app: &App, access: &Access, ask: &Ask, booking: Option<BookingId>) -> Result<Option<Outlook>, Response> {
    let wish = PreviewWish {
        resources: vec![ask.resource],
        membership: ask.member,
        booking,
        from: ask.from,
        to: ask.to,
        units: Some(ask.units),
        extras: None,
        recurrence: ask.rule.clone(),
    };
    let found = match bookings::preview(app, access, wish).await {
        Ok(found) => found,
        Err(Error::Invalid(fields)) => {
            let said: Vec<String> = fields.iter().map(words).collect();
            return Ok(Some(Outlook { conflict: true, text: said.join(" ") }));
        }
        Err(Error::Forbidden { .. } | Error::Conflict { .. } | Error::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(failure(error)),
    };
    let taken: Vec<_> = found.previews.iter().filter(|preview| preview.conflict).collect();
    let all = found.previews.len();
    let conflict = !taken.is_empty();
    let text = match (taken.len(), all) {
        (0, _) => {
            let currency = found.previews.first().map_or(access.space().currency, |preview| preview.priced.currency);
            let free = if all == 1 { t("schedule-free").to_string() } else { t("schedule-all-free").with("count", all).to_string() };
            // What is booked for nobody costs nothing, which goes without saying.
            if found.previews.iter().any(|preview| preview.membership.is_some()) {
                format!("{free} {}", t("schedule-price").with("price", crate::inside::money(found.total_price, currency)))
            } else {
                free
            }
        }
        (_, 1) => t("schedule-taken").to_string(),
        (count, all) => {
            let day = |at| crate::inside::day(access.zone().to_datetime(at).date());
            let mut days: Vec<String> = taken.iter().take(NAMED).map(|preview| day(preview.interval.from)).collect();
            if count > NAMED {
                days.push("…".to_owned());
            }
            let first = found.previews.first().is_some_and(|preview| preview.conflict);
            let rest = if first { t("schedule-first-free") } else { t("schedule-left-out") };
            format!("{} {rest}", t("schedule-some-taken").with("count", count).with("all", all).with("days", days.join(", ")))
        }
    };
    Ok(Some(Outlook { conflict, text }))
}

/// `The end must be after the start.`
pub(super) fn words(field: &FieldError) -> String {
    let problem = at_field(field.code, &field.message);
    let text = match &field.at {
        app::At::Field(name) => match &**name {
            "to" => t("schedule-end-problem").with("problem", problem),
            "from" => t("schedule-start-problem").with("problem", problem),
            "units" => t("schedule-units-problem").with("problem", problem),
            name if name.starts_with("recurrence/rule/count") => t("schedule-how-often-problem").with("problem", problem),
            name if name.starts_with("recurrence/rule/until") => t("analytics-last-day-problem").with("problem", problem),
            _ => t("running-this").with("problem", problem),
        },
        _ => t("running-this").with("problem", problem),
    };
    text.into()
}

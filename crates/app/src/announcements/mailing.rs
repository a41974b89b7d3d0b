//! An announcement as a mail to every active member (O5).

use super::Announcement;
use crate::mails::{self, NewMail};
use crate::{App, Result};
use domain::ids::{AnnouncementId, SpaceId};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use store::SpaceTx;
use store::announcements::{self as stored, Addressee};
use store::spaces::{self, Space};

/// How many members are written to in one transaction.
const ROUND: i64 = 500;

/// An announcement that is to be mailed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mailing {
    pub space: SpaceId,
    pub announcement: AnnouncementId,
}

/// Writes to all who are active members now. Goes on where an earlier attempt has ended, so that nobody is written to twice;
/// one that was deleted meanwhile is not mailed.
pub async fn mail(app: &App, work: &Mailing) -> Result<()> {
    loop {
        let (all, work) = (app.clone(), work.clone());
        let more = app.db.write(async move |tx| {
            let Some(space) = spaces::find(tx, work.space).await? else { return Ok(false) };
            let mut tx = SpaceTx::bind(tx, work.space);
            let Some(found) = stored::lock(&mut tx, work.announcement).await? else { return Ok(false) };
            round(&all, &mut tx, &space, &found).await
        });
        if !more.await? {
            return Ok(());
        }
    }
}

/// Whether there is more to do.
async fn round(app: &App, tx: &mut SpaceTx<'_>, space: &Space, one: &Announcement) -> Result<bool> {
    if one.mailed_at.is_some() {
        return Ok(false);
    }
    let now = app.clock.now();
    let today = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC).to_datetime(now).date();
    let next = stored::addressees(tx, one.id, today, ROUND).await?;
    for to in &next {
        mails::queue(app, tx.global(), written(app, space, one, to)).await?;
    }
    match next.last() {
        Some(last) => stored::mailed_to(tx, one.id, last.id).await?,
        None => stored::mailed(tx, one.id, now).await?,
    }
    Ok(!next.is_empty())
}

fn written(app: &App, space: &Space, one: &Announcement, to: &Addressee) -> NewMail {
    let greeting = to.name.as_deref().map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},"));
    let link = app.site_of(space);
    let body = format!("{greeting}\n\n{}\n\n{}\n{}\n{}\n{link}", one.text, one.author_name, space.name, space.email);
    let subject = one.title.clone().unwrap_or_else(|| format!("News from {}", space.name));
    NewMail { space: Some(space.id), kind: "announcement", to: to.email.clone(), subject, body }
}

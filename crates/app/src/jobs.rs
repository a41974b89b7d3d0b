//! Work for later: what it can be, how it is put off, taken, done and tried again.
//!
//! A job is written in the transaction that wants it, and runs *at least once* after that transaction
//! is committed: a process may die between doing the work and noting it. So what a job does must
//! be harmless the second time. A lease ends after [`LEASE`]; longer work does a part and enqueues the rest.

use crate::activities::Aged as AgedActivities;
use crate::announcements::Mailing;
use crate::billing::{Billing, Round};
use crate::bookings::Repetition;
use crate::collecting::Collecting;
use crate::external_bookings::Lapse;
use crate::feed::Aged;
use crate::imports::Working;
use crate::invoices::Making;
use crate::mails::{self, Posting};
use crate::payments::{Charging, Look, Returning, Reversal};
use crate::plan_updates::Updating;
use crate::sandboxes::Advance;
use crate::sessions::Ended;
use crate::tokens::Expired;
use crate::webhooks::delivering::Outdated;
use crate::{App, Error, Result};
use db::Tx;
use domain::ids::{JobId, SpaceId};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use store::jobs::{self, Lease, NewJob, Taken, Wanted};
use tokio::sync::Notify;

/// How long a process has a job to itself.
pub const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// After so many attempts a job is kept as failed and not tried again.
pub const ATTEMPTS: i64 = 10;
/// What imports are called, as stored.
const IMPORT: &str = "import";
/// What the sending of mails is called, as stored.
pub(crate) const SEND_MAIL: &str = "send_mail";

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($payload:ty) = $name:tt),* $(,)?) => {
        /// What can be done later, each with what it needs to know.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Job { $($(#[$doc])* $kind($payload)),* }

        impl Job {
            /// Names of all kinds, as stored. A process leaves the kinds it does not know to newer ones.
            pub const KINDS: &[&str] = &[$($name),*];

            pub fn kind(&self) -> &'static str {
                match self { $(Self::$kind(_) => $name),* }
            }

            fn payload(&self) -> serde_json::Result<serde_json::Value> {
                match self { $(Self::$kind(payload) => serde_json::to_value(payload)),* }
            }

            fn read(kind: &str, payload: serde_json::Value) -> Result<Self, String> {
                match kind {
                    $($name => serde_json::from_value(payload).map(Self::$kind).map_err(|error| error.to_string()),)*
                    other => Err(format!("{other} is no kind of job")),
                }
            }
        }
    };
}

kinds! {
    /// Removes access tokens that nobody can use any more.
    DeleteExpiredTokens(Expired) = "delete_expired_tokens",
    /// Removes sessions and links that have ended.
    DeleteEndedSessions(Ended) = "delete_ended_sessions",
    /// Makes an e-invoice of a new invoice.
    MakeEInvoice(Making) = "make_e_invoice",
    /// Sends a mail.
    SendMail(Posting) = SEND_MAIL,
    /// Writes the bookings of a recurrence, but the first.
    WriteRecurringBookings(Repetition) = "write_recurring_bookings",
    /// Removes old deliveries to webhooks.
    DeleteOldDeliveries(Outdated) = "delete_old_deliveries",
    /// Removes events that have been in the feed for long enough.
    DeleteOldEvents(Aged) = "delete_old_events",
    /// Cancels a visitor's booking that nobody approved.
    LapseExternalBooking(Lapse) = "lapse_external_booking",
    /// Gives a payment back that bought nothing.
    ReversePayment(Reversal) = "reverse_payment",
    /// Charges an invoice, or looks how that stands.
    ChargeInvoice(Charging) = "charge_invoice",
    /// Sends a refund through a provider.
    RefundPayment(Returning) = "refund_payment",
    /// Looks at what a provider has told of.
    LookAtPayment(Look) = "look_at_payment",
    /// Removes activities that are old enough.
    DeleteOldActivities(AgedActivities) = "delete_old_activities",
    /// Looks for spaces in which bills are due.
    FindDueBills(Round) = "find_due_bills",
    /// Makes the invoices that are due in a space.
    BillMembers(Billing) = "bill_members",
    /// Looks for spaces in which unpaid invoices are to be charged or reminded of.
    FindDuePayments(Round) = "find_due_payments",
    /// Charges the unpaid invoices of a space that are due, or reminds of them.
    CollectPayments(Collecting) = "collect_payments",
    /// Mails an announcement to the members.
    MailAnnouncement(Mailing) = "mail_announcement",
    /// Goes on with an import.
    Import(Working) = IMPORT,
    /// Goes on with changing many members' plans.
    UpdatePlans(Updating) = "update_plans",
    /// Moves the clock of a sandbox forward.
    AdvanceClock(Advance) = "advance_clock",
}

/// Tells the runner of this process that there may be something to do.
#[derive(Clone, Debug, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// Looks for jobs soon, not at the next regular time.
    pub fn wake(&self) {
        self.0.notify_one();
    }

    /// Waits for [`Wake::wake`]; one that came before counts.
    pub async fn woken(&self) {
        self.0.notified().await;
    }
}

impl App {
    /// Has the job done when the transaction is committed, and not before `run_at`, by the clock of this app. `space` is whose
    /// work it is.
    pub async fn enqueue(&self, tx: &mut Tx, space: Option<SpaceId>, job: &Job, run_at: Timestamp) -> Result<JobId> {
        let id = self.id::<JobId>();
        self.enqueue_as(tx, id, space, job, run_at).await?;
        Ok(id)
    }

    async fn enqueue_as(&self, tx: &mut Tx, id: JobId, space: Option<SpaceId>, job: &Job, run_at: Timestamp) -> Result<()> {
        let payload = job.payload().map_err(Error::internal)?;
        let run_at = self.clock.to_real(run_at);
        jobs::insert(tx, NewJob { id, kind: job.kind(), space, payload, run_at, created_at: self.clock.real().now() }).await?;
        self.wake.wake(); // before the commit: the runner asks again until it can see the job
        Ok(())
    }
}

/// Bills are looked for so long after the hour, so that a day has begun for certain (V10).
const BILLS_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// Enqueues what comes up every hour, for the next full hour. However many processes say so, it is enqueued once.
pub async fn schedule_hourly(app: &App) -> Result<()> {
    let hour = app.clock.real().now().as_second().div_euclid(3600) + 1;
    let at = Timestamp::from_second(hour * 3600).map_err(Error::internal)?;
    let bills_at = at.checked_add(BILLS_AFTER).map_err(Error::internal)?;
    let jobs = [
        (Job::DeleteExpiredTokens(Expired { before: at }), at),
        (Job::DeleteEndedSessions(Ended { before: at }), at),
        (Job::DeleteOldDeliveries(Outdated { at }), at),
        (Job::DeleteOldActivities(AgedActivities { at }), at),
        (Job::DeleteOldEvents(Aged { at }), at),
        (Job::FindDueBills(Round { at: bills_at }), bills_at),
        (Job::FindDuePayments(Round { at: bills_at }), bills_at),
    ];
    let app = app.clone();
    app.db
        .clone()
        .write(async move |tx| {
            for (job, run_at) in &jobs {
                app.enqueue_as(tx, recurring_id(job, at), None, job, *run_at).await?;
            }
            Ok(())
        })
        .await
}

/// The same in every process: a UUID v7 whose chance is a digest of the kind.
fn recurring_id(job: &Job, at: Timestamp) -> JobId {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let mut digest = [0; 10];
    digest.iter_mut().zip(oauth::hash(job.kind())).for_each(|(to, from)| *to = from);
    JobId(uuid::Builder::from_unix_timestamp_millis(millis, &digest).into_uuid())
}

/// A job that this process has to itself for [`LEASE`].
#[derive(Clone, Debug)]
pub struct Work {
    lease: Lease,
    pub kind: String,
    /// 1 for the first.
    pub attempt: i64,
    clock_ahead: Option<i64>,
    /// Why its data cannot be read, if so: that is an attempt which failed.
    pub job: Result<Job, String>,
}

impl Work {
    pub fn id(&self) -> JobId {
        self.lease.id
    }

    /// What to do the job with: in a sandbox with its clock.
    pub fn app(&self, app: &App) -> App {
        app.clone().at(self.clock_ahead)
    }
}

/// How an attempt that failed is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Tried again at that time.
    At(Timestamp),
    /// Kept as failed.
    GivenUp,
    /// Another process has taken the job meanwhile and will see to it.
    Lost,
}

/// Takes at most `limit` due jobs. Jobs whose last attempt ended with its process are given up here.
pub async fn take(app: &App, limit: u32) -> Result<Vec<Work>> {
    take_some(app, None, false, limit).await
}

/// The same of one space alone.
pub async fn take_of(app: &App, space: SpaceId, limit: u32) -> Result<Vec<Work>> {
    take_some(app, Some(space), false, limit).await
}

/// Only the imports of one space.
pub async fn take_imports_of(app: &App, space: SpaceId, limit: u32) -> Result<Vec<Work>> {
    take_some(app, Some(space), true, limit).await
}

/// Whether jobs of a space are due, those included that another process has.
pub async fn any_due(app: &App, space: SpaceId) -> Result<bool> {
    let now = app.clock.real().now();
    app.db.read(async move |tx| Ok(jobs::waiting_of(tx, space, now).await? > 0)).await
}

async fn take_some(app: &App, space: Option<SpaceId>, imports: bool, limit: u32) -> Result<Vec<Work>> {
    let now = app.clock.real().now();
    if !app.db.read(async move |tx| Ok::<_, Error>(jobs::is_due(tx, now).await?)).await? {
        return Ok(vec![]);
    }
    let until = now.checked_add(LEASE).map_err(Error::internal)?;
    let app = app.clone();
    app.db
        .clone()
        .write(async move |tx| {
            let mut works = Vec::new();
            let wanted = Wanted { kinds: if imports { &[IMPORT] } else { Job::KINDS }, space, limit };
            for Taken { id, kind, payload, attempts, clock_ahead } in jobs::lease(tx, wanted, now, until).await? {
                let lease = Lease { id, until };
                if attempts >= ATTEMPTS {
                    tracing::error!(job = %id, kind, "job given up: its last attempt never came to an end");
                    jobs::give_up(tx, lease, now, "the last attempt never came to an end").await?;
                    given_up(&app.clone().at(clock_ahead), tx, &Job::read(&kind, payload)).await?;
                    continue;
                }
                let job = Job::read(&kind, payload);
                works.push(Work { lease, kind, attempt: attempts + 1, clock_ahead, job });
            }
            Ok(works)
        })
        .await
}

/// Notes that the job is done. `false` if it took too long, so that another process has it now.
pub async fn complete(app: &App, work: &Work) -> Result<bool> {
    let lease = work.lease;
    app.db.write(async move |tx| Ok::<_, Error>(jobs::complete(tx, lease).await?)).await
}

/// Notes that an attempt failed, with the reason for the operator.
pub async fn fail(app: &App, work: &Work, reason: &str) -> Result<Next> {
    let (lease, now, attempt) = (work.lease, app.clock.real().now(), work.attempt);
    let reason: String = reason.chars().filter(|c| *c != '\0').take(2000).collect();
    let pause = pause(attempt, u16::from_be_bytes(app.chance.bytes()));
    let again = now.checked_add(pause).map_err(Error::internal)?;
    let (app, job) = (work.app(app), work.job.clone());
    app.db
        .clone()
        .write(async move |tx| {
            let (kept, next) = if attempt < ATTEMPTS {
                (jobs::postpone(tx, lease, again, &reason).await?, Next::At(again))
            } else {
                given_up(&app, tx, &job).await?;
                (jobs::give_up(tx, lease, now, &reason).await?, Next::GivenUp)
            };
            Ok::<_, Error>(if kept { next } else { Next::Lost })
        })
        .await
}

/// Tells whoever waits for a job that it will never be done.
async fn given_up(app: &App, tx: &mut Tx, job: &Result<Job, String>) -> Result<()> {
    match job {
        Ok(Job::SendMail(posting)) => mails::give_up(app, tx, posting).await,
        Ok(Job::Import(work)) => crate::imports::give_up(tx, work, app.clock.now()).await,
        Ok(Job::UpdatePlans(work)) => crate::plan_updates::give_up(tx, work, app.clock.now()).await,
        _ => Ok(()),
    }
}

/// Twice as long after each attempt, from 10 seconds up to about 85 minutes; chance takes off up to a
/// half, so that what failed together does not come back together.
fn pause(attempt: i64, chance: u16) -> SignedDuration {
    let millis = 10_000_i64 << attempt.clamp(1, 10) >> 1;
    SignedDuration::from_millis(millis - millis * i64::from(chance) / (2 * i64::from(u16::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_longer_than_the_one_before() {
        assert_eq!((pause(1, 0).as_secs(), pause(1, u16::MAX).as_secs()), (10, 5));
        assert_eq!((pause(9, 0).as_mins(), pause(9, u16::MAX).as_mins()), (42, 21));
        assert_eq!(pause(i64::MAX, 0), pause(10, 0));
    }

    #[test]
    fn a_job_is_read_as_it_was_written() {
        let job = Job::DeleteExpiredTokens(Expired { before: Timestamp::UNIX_EPOCH });
        assert_eq!(Job::read(job.kind(), job.payload().unwrap()), Ok(job));
        assert!(
            Job::read("delete_expired_tokens", serde_json::Value::Null).is_err() && Job::read("sing", serde_json::Value::Null).is_err()
        );
    }

    #[test]
    fn what_comes_up_every_hour_has_the_same_id_in_every_process() {
        let job = Job::DeleteExpiredTokens(Expired { before: Timestamp::UNIX_EPOCH });
        let hour = Timestamp::from_second(3600).unwrap();
        assert_eq!(recurring_id(&job, hour), recurring_id(&job, hour));
        assert_ne!(recurring_id(&job, hour), recurring_id(&job, Timestamp::UNIX_EPOCH));
    }
}

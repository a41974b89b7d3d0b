//! What runs in the background: the queue of jobs, and chores of the process.
//!
//! Jobs run at least once (see [`app::jobs`]), so a use case that a job calls must be harmless the second
//! time. A new kind is one line in `app::jobs` and one arm in [`perform`].

mod callbacks;
mod chores;
mod clock;
mod dispatcher;
mod post;
mod runner;

pub use callbacks::Callbacks;
pub use chores::chores;
pub use clock::advance;
pub use dispatcher::Dispatcher;
pub use post::Post;
pub use runner::Runner;

use app::jobs::Job;
use app::{
    App, Result, activities, announcements, billing, bookings, collecting, external_bookings, feed, imports, invoices, payments,
    plan_updates, sessions, tokens, webhooks,
};

/// Does one job: which use case it is. `post` takes mails.
pub async fn perform(app: App, job: Job, post: Post) -> Result<()> {
    match job {
        Job::DeleteEndedSessions(ended) => sessions::delete_ended(&app, ended).await,
        Job::SendMail(posting) => post.send(&app, &posting).await,
        Job::MakeEInvoice(making) => invoices::make_e_invoice(&app, &making).await,
        Job::DeleteExpiredTokens(expired) => tokens::delete_expired(&app, expired).await,
        Job::DeleteOldActivities(aged) => activities::delete_old(&app, &aged).await,
        Job::FindDueBills(_) => billing::find_due(&app).await,
        Job::BillMembers(work) => billing::work(&app, work).await,
        Job::FindDuePayments(_) => collecting::find_due(&app).await,
        Job::CollectPayments(work) => collecting::work(&app, work).await,
        Job::AdvanceClock(work) => Box::pin(clock::work(&app, &work, post)).await,
        Job::Import(work) => imports::work(app, work).await,
        Job::UpdatePlans(work) => plan_updates::work(&app, &work).await,
        Job::MailAnnouncement(work) => announcements::mail(&app, &work).await,
        Job::DeleteOldDeliveries(outdated) => webhooks::delivering::delete_old(&app, outdated).await,
        Job::DeleteOldEvents(aged) => feed::delete_old(&app, aged).await,
        Job::LapseExternalBooking(work) => external_bookings::lapse(&app, &work).await,
        Job::ReversePayment(work) => payments::perform_reversal(&app, &work).await,
        Job::ChargeInvoice(work) => payments::perform_charge(&app, &work).await,
        Job::RefundPayment(work) => payments::perform_refund(&app, &work).await,
        Job::LookAtPayment(work) => payments::look(&app, &work).await,
        Job::WriteRecurringBookings(work) => {
            while !bookings::write_next(&app, work.clone()).await? {}
            Ok(())
        }
    }
}

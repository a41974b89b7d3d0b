//! Many invoices as one ZIP archive, which is never whole in memory.

use super::documents::{Payments, printed};
use super::visible;
use crate::access::Access;
use crate::{App, Error, Result};
use documents::zip::Archive;
use store::invoices::Wanted;
use tokio::sync::mpsc;

/// Pieces that wait to be sent: the next PDFs are made when they are gone.
const AHEAD: usize = 2;

/// The PDFs of a list, for who may see the list. The pieces of the archive come one by one; an error ends it.
pub async fn archive(app: &App, access: &Access, wanted: Wanted) -> Result<mpsc::Receiver<Result<Vec<u8>>>> {
    let invoices = visible(app, access, wanted).await?;
    let (give, take) = mpsc::channel(AHEAD);
    let (app, space) = (app.clone(), access.shared_space());
    tokio::spawn(async move {
        let mut archive = Archive::default();
        for invoice in invoices {
            let piece = async {
                let pdf = printed(&app, &space, invoice, Payments::Shown).await?;
                archive.add(&pdf.name, &pdf.body).map_err(Error::internal)
            };
            let piece = piece.await;
            let broken = piece.is_err();
            // Nobody listens any more: nothing more is made.
            if give.send(piece).await.is_err() || broken {
                return;
            }
        }
        let _ = give.send(archive.finish().map_err(Error::internal)).await;
    });
    Ok(take)
}

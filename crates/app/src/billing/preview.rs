//! The invoices to come: the same bills, without writing anything (V15).

use super::{Office, load};
use crate::access::Access;
use crate::bookings::too_large;
use crate::invoices::{self, Demand, For};
use crate::{App, Error, FieldError, Result};
use domain::billing::{Account, Bill};
use domain::ids::{InvoiceId, MembershipId};
use domain::money::Currency;
use domain::scopes::Scope;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::invoices::Invoice;
use store::resources::Slice;
use store::{SpaceTx, billing};
use uuid::Uuid;

/// Which day of an invoice a window is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// When it will be made (V8).
    #[default]
    InvoiceDate,
    DueDate,
}

/// Which invoices are wanted: both days included.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub from: Date,
    pub to: Date,
    pub by: By,
}

/// Part of the invoices to come, by day and payer, and whether there are more.
#[derive(Clone, Debug)]
pub struct Foreseen {
    pub invoices: Vec<Invoice>,
    pub more: bool,
}

/// How far one can look ahead.
const MOST_YEARS: i32 = 2;
/// How many accounts are looked at together.
const PAGE: i64 = 200;

/// What would be generated on the days to come, with all that is known now. For admins of the space.
pub async fn preview(app: &App, access: &Access, wanted: Wanted, slice: Slice) -> Result<Foreseen> {
    access.require_admin(Scope::ReadInvoices)?;
    check(access, wanted)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.snapshot(async move |tx| {
        let office = Office::open(&app, tx, access.space_id()).await?;
        let mut tx = access.bind(tx);
        let mut keys = keys(&mut tx, &office, wanted).await?;
        keys.sort_unstable();
        let skip = usize::try_from(slice.offset).unwrap_or(usize::MAX);
        let limit = usize::try_from(slice.limit).unwrap_or(usize::MAX);
        let more = keys.len() > skip.saturating_add(limit);
        let page: Vec<_> = keys.into_iter().skip(skip).take(limit).collect();
        Ok(Foreseen { invoices: foresee(&app, &mut tx, &office, wanted, &page).await?, more })
    })
    .await
}

/// The bills to come of one membership up to a day, in order, as far as one can look ahead. For admins of the space, and members for
/// themselves.
pub async fn coming(app: &App, access: &Access, id: MembershipId, last: Date) -> Result<Vec<Invoice>> {
    if !access.members().iter().any(|member| member.id == id) {
        access.require_admin(Scope::ReadInvoices)?;
    }
    let today = access.today();
    let last = last.min(today.saturating_add(MOST_YEARS.years())).max(today);
    let wanted = Wanted { from: today, to: last, by: By::InvoiceDate };
    check(access, wanted)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    // No snapshot: what a rehearsal has changed is to be seen.
    db.read(async move |tx| {
        let office = Office::open(&app, tx, access.space_id()).await?;
        let mut tx = access.bind(tx);
        let member = store::memberships::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        if matches!(member.role(), Some((_, domain::teams::Role::Paid))) {
            return Ok(Vec::new()); // on somebody else's bill
        }
        let keys = keys_of(&mut tx, &office, wanted, &[id]).await?;
        foresee(&app, &mut tx, &office, wanted, &keys).await
    })
    .await
}

fn check(access: &Access, wanted: Wanted) -> Result<()> {
    if wanted.from < access.today() {
        return Err(FieldError::parameter("filter[from]", "in_the_past", "must not be in the past").into());
    }
    if wanted.to < wanted.from {
        return Err(FieldError::parameter("filter[to]", "before_from", "must not be before filter[from]").into());
    }
    if wanted.to > access.today().saturating_add(MOST_YEARS.years()) {
        return Err(FieldError::parameter("filter[to]", "out_of_range", "must be at most two years ahead").into());
    }
    Ok(())
}

/// One invoice to come: its day, who pays, when it is due, in which currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Coming {
    day: Date,
    payer: MembershipId,
    due: Date,
    /// The place on the bill.
    document: usize,
}

impl Wanted {
    /// The day that counts, where it is within the window.
    fn day(self, office: &Office, bill: &Bill) -> Option<Date> {
        let day = match self.by {
            By::InvoiceDate => bill.issued,
            By::DueDate => office.due_on(bill.due).unwrap_or_else(|| domain::invoices::dates(&office.settings, bill.issued).0),
        };
        (self.from <= day && day <= self.to).then_some(day)
    }

    /// No later bill can be within the window.
    fn last_due(self, office: &Office) -> Date {
        office.horizon(self.to)
    }
}

/// All bills of an account that may be wanted, in order.
fn bills(account: &mut Account, last: Date) -> Result<Vec<Bill>> {
    let mut bills = Vec::new();
    while let Some(due) = account.next_due().filter(|due| *due <= last) {
        bills.push(account.bill(due).map_err(too_large)?);
    }
    Ok(bills)
}

/// Every invoice of the window, without what stands on it: memory does not grow with the items.
async fn keys(tx: &mut SpaceTx<'_>, office: &Office, wanted: Wanted) -> Result<Vec<Coming>> {
    let last = wanted.last_due(office);
    let (mut keys, mut after) = (Vec::new(), MembershipId(Uuid::nil()));
    loop {
        let payers = billing::coming(tx, last, after, PAGE).await?;
        let Some(id) = payers.last() else { return Ok(keys) };
        after = *id;
        keys.extend(keys_of(tx, office, wanted, &payers).await?);
    }
}

async fn keys_of(tx: &mut SpaceTx<'_>, office: &Office, wanted: Wanted, payers: &[MembershipId]) -> Result<Vec<Coming>> {
    let (last, mut keys) = (wanted.last_due(office), Vec::new());
    for (payer, mut account) in accounts(tx, office, payers, last).await? {
        for bill in bills(&mut account, last)? {
            let Some(day) = wanted.day(office, &bill) else { continue };
            keys.extend((0..bill.documents.len()).map(|document| Coming { day, payer, due: bill.due, document }));
        }
    }
    Ok(keys)
}

async fn accounts(tx: &mut SpaceTx<'_>, office: &Office, of: &[MembershipId], last: Date) -> Result<Vec<(MembershipId, Account)>> {
    let groups = load::groups(tx, of).await?;
    let members: Vec<_> = groups.iter().map(|(_, group)| group.clone()).collect();
    let accounts = load::accounts(tx, office, &members, last).await?;
    Ok(groups.into_iter().map(|(id, _)| id).zip(accounts).collect())
}

/// The invoices of a page.
async fn foresee(app: &App, tx: &mut SpaceTx<'_>, office: &Office, wanted: Wanted, page: &[Coming]) -> Result<Vec<Invoice>> {
    let mut payers: Vec<_> = page.iter().map(|coming| coming.payer).collect();
    payers.sort_unstable();
    payers.dedup();
    let last = wanted.last_due(office);
    let mut found = Vec::new();
    for (payer, mut account) in accounts(tx, office, &payers, last).await? {
        for bill in bills(&mut account, last)? {
            for (document, content) in bill.documents.into_iter().enumerate() {
                let at = page.iter().position(|one| (one.payer, one.due, one.document) == (payer, bill.due, document));
                let Some(at) = at else { continue };
                let (currency, items) = (content.currency, content.items);
                let (issued_on, due_on) = (bill.issued, office.due_on(bill.due));
                let demand = Demand { debitor: For::Membership(payer), currency, issued_on, due_on, items };
                let invoice = invoices::foresee(app, tx, &office.space, demand).await?;
                found.push((at, Invoice { id: name(payer, bill.due, currency), ..invoice }));
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(found.into_iter().map(|(_, invoice)| invoice).collect())
}

/// The same for the same invoice, as long as it is to come; it will have another once it is made.
fn name(payer: MembershipId, due: Date, currency: Currency) -> InvoiceId {
    let digest = oauth::hash(&format!("{payer} {due} {currency}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    InvoiceId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_has_a_name_that_lasts() {
        let (payer, day) = (MembershipId(Uuid::from_u128(7)), jiff::civil::date(2026, 3, 1));
        let one = name(payer, day, Currency::EUR);
        assert_eq!(one, name(payer, day, Currency::EUR));
        assert_ne!(one, name(payer, day.saturating_add(1.day()), Currency::EUR));
    }
}

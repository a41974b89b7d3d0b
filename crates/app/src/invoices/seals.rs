//! Seals: each invoice has a hash over what it says for good and over the seal before it, so that nobody changes, removes or
//! slips in an invoice unseen.

use crate::{App, Error, Result};
use domain::ids::{InvoiceId, SpaceId, UserId};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use store::invoices::Invoice;
use store::invoices::seals::{self, Content, Head, Left, Link};
use store::{SpaceTx, billing, spaces};
use uuid::Uuid;

/// How many invoices are read at a time.
const PAGE: i64 = 200;
/// What the first seal of a space follows.
const NOTHING: [u8; 32] = [0; 32];

/// The seal of a content that follows another seal: SHA-256 of that one and of the content as JSON without spaces, the
/// members of every object in the order of their names.
fn seal_of(before: &[u8], text: &str) -> [u8; 32] {
    Sha256::new().chain_update(before).chain_update(text).finalize().into()
}

/// What is hashed.
fn text_of(content: &Content) -> String {
    let mut text = String::new();
    canonical(&said(content), &mut text);
    text
}

/// Keeps what is sealed of an invoice that goes.
pub(super) async fn leave(tx: &mut SpaceTx<'_>, invoice: &Invoice, by: Option<UserId>, now: Timestamp) -> Result<()> {
    let sealed = text_of(&seals::content(tx, invoice.id).await?);
    let left = Left { invoice_id: invoice.id, number: invoice.number.clone(), sealed, deleted_by: by.map(|user| user.0), deleted_at: now };
    Ok(seals::leave(tx, &left).await?)
}

/// What is sealed. Names and members stay: what was sealed once must come to the same bytes for ever.
fn said(content: &Content) -> Value {
    let id = |id: Uuid| id.as_simple().to_string();
    json!({
        "id": id(content.id.0),
        "ordinal": content.ordinal,
        "number": content.number,
        "currency": content.currency,
        "price_display": content.price_display,
        "issued_on": content.issued_on.to_string(),
        "due_on": content.due_on.to_string(),
        "corrects": content.corrects_id.map(id),
        "recipient": content.recipient.0,
        "sender": content.sender.0,
        "tax_id": content.tax_id,
        "sender_tax_id": content.sender_tax_id,
        "tax_id_name": content.tax_id_name,
        "customer_number": content.customer_number,
        "text": content.invoice_text,
        "items": content.items.0,
        "net": content.net,
        "gross": content.gross,
        "taxes": content.taxes.0,
        "payable": content.payable,
        "printed": content.printed.0,
        "created_at": content.created_at.as_microsecond(),
    })
}

fn canonical(value: &Value, to: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by(|one, other| one.0.cmp(other.0));
            to.push('{');
            for (place, (name, member)) in members.into_iter().enumerate() {
                if place > 0 {
                    to.push(',');
                }
                to.push_str(&Value::from(name.as_str()).to_string());
                to.push(':');
                canonical(member, to);
            }
            to.push('}');
        }
        Value::Array(entries) => {
            to.push('[');
            for (place, entry) in entries.iter().enumerate() {
                if place > 0 {
                    to.push(',');
                }
                canonical(entry, to);
            }
            to.push(']');
        }
        plain => to.push_str(&plain.to_string()),
    }
}

/// Seals an invoice in the transaction that gave it its number and so holds the end of the chain. Where earlier ones wait
/// for theirs, it waits with them.
pub(super) async fn seal(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<()> {
    match seals::head(tx).await? {
        Some(head) if !head.seal_waits => append(tx, &head, id).await.map(drop),
        _ => Ok(()),
    }
}

async fn append(tx: &mut SpaceTx<'_>, head: &Head, id: InvoiceId) -> Result<Head> {
    let content = seals::content(tx, id).await?;
    let hash = seal_of(head.seal.as_deref().unwrap_or(&NOTHING), &text_of(&content)).to_vec();
    let link = Link { position: head.sealed + 1, invoice_id: id, hash };
    seals::append(tx, &link).await?;
    Ok(Head { sealed: link.position, seal: Some(link.hash), seal_waits: head.seal_waits })
}

/// Seals the invoices that were there before there were seals, in the order in which they were made. Harmless the second
/// time, and beside another process that does it or makes invoices.
pub async fn seal_earlier(app: &App) -> Result<()> {
    for space in app.db.read(async |tx| Ok::<_, Error>(seals::waiting(tx).await?)).await? {
        let mut after = InvoiceId(Uuid::nil());
        loop {
            let sealed = app.db.write(async move |tx| seal_page(&mut SpaceTx::bind(tx, space), after).await).await?;
            match sealed {
                Some(last) => after = last,
                // What was made meanwhile may be in front of the place that was reached.
                None if after.0 != Uuid::nil() => after = InvoiceId(Uuid::nil()),
                None => break,
            }
        }
    }
    Ok(())
}

/// Some more; none, and the chain is complete, where there were none from the beginning on.
async fn seal_page(tx: &mut SpaceTx<'_>, after: InvoiceId) -> Result<Option<InvoiceId>> {
    let Some(mut head) = seals::hold(tx).await?.filter(|head| head.seal_waits) else { return Ok(None) };
    let found = seals::unsealed(tx, after, PAGE).await?;
    for id in &found {
        head = append(tx, &head, *id).await?;
    }
    if found.is_empty() && after.0 == Uuid::nil() {
        seals::done(tx).await?;
    }
    Ok(found.last().copied())
}

/// A space whose invoices are as they were sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub subdomain: String,
    pub invoices: i64,
    /// How many of these were deleted since.
    pub deleted: i64,
    /// The last seal in hexadecimal digits: whoever has noted it elsewhere sees that the chain up to it is the same. Empty
    /// where there is no invoice.
    pub seal: String,
}

/// The first invoice that is not as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub subdomain: String,
    pub what: String,
}

/// Holds the invoices of all spaces, or of one, against their seals, a page at a time; stops at the first that is broken.
///
/// # Errors
/// [`Error::NotFound`] where the subdomain belongs to no space.
pub async fn verify(app: &App, subdomain: Option<String>) -> Result<Result<Vec<Verified>, Broken>> {
    let mut whole = Vec::new();
    if let Some(subdomain) = subdomain {
        let found = app.db.read(async move |tx| Ok::<_, Error>(spaces::find_by_subdomain(tx, &subdomain).await?)).await?;
        let space = found.ok_or(Error::NOT_FOUND)?;
        return Ok(walk(app, space.id, &space.subdomain).await?.map(|one| vec![one]));
    }
    let mut after = SpaceId(Uuid::nil());
    loop {
        let page = app.db.read(async move |tx| Ok::<_, Error>(billing::spaces(tx, after, PAGE).await?)).await?;
        let Some(last) = page.last() else { return Ok(Ok(whole)) };
        after = *last;
        for id in page {
            let Some(space) = app.db.read(async move |tx| Ok::<_, Error>(spaces::find(tx, id).await?)).await? else { continue };
            match walk(app, id, &space.subdomain).await? {
                Ok(one) => whole.push(one),
                Err(broken) => return Ok(Err(broken)),
            }
        }
    }
}

/// What a link seals.
enum Sealed {
    Invoice(Box<Content>),
    /// It was deleted by the program, which kept what was sealed.
    Deleted(Left),
}

impl Sealed {
    fn text(&self) -> String {
        match self {
            Self::Invoice(content) => text_of(content),
            Self::Deleted(left) => left.sealed.clone(),
        }
    }
    fn number(&self) -> &str {
        match self {
            Self::Invoice(content) => &content.number,
            Self::Deleted(left) => &left.number,
        }
    }
}

/// A page of links with what they seal.
type Page = Vec<(Link, Option<Sealed>)>;

async fn page(app: &App, space: SpaceId, after: i64, last: i64) -> Result<Page> {
    app.db
        .snapshot(async move |tx| {
            let mut tx = SpaceTx::bind(tx, space);
            let links = seals::links(&mut tx, after, last, PAGE).await?;
            if links.is_empty() {
                return Ok(vec![]);
            }
            let contents = seals::contents(&mut tx, links.iter().map(|link| link.invoice_id)).await?;
            let left = seals::left(&mut tx, links.iter().map(|link| link.invoice_id)).await?;
            // What is there counts: an invoice and what is left of it would be two.
            let left = left.into_iter().map(|one| (one.invoice_id, Sealed::Deleted(one)));
            let there = contents.into_iter().map(|one| (one.id, Sealed::Invoice(Box::new(one))));
            let mut contents: HashMap<_, _> = left.chain(there).collect();
            Ok::<_, Error>(
                links.into_iter().map(|link| (contents.remove(&link.invoice_id), link)).map(|(said, link)| (link, said)).collect(),
            )
        })
        .await
}

async fn walk(app: &App, space: SpaceId, subdomain: &str) -> Result<Result<Verified, Broken>> {
    let broken = |what: String| Ok(Err(Broken { subdomain: subdomain.to_owned(), what }));
    let head = app.db.read(async move |tx| Ok::<_, Error>(seals::head(&mut SpaceTx::bind(tx, space)).await?)).await?;
    let head = head.unwrap_or(Head { sealed: 0, seal: None, seal_waits: false });
    let (mut place, mut deleted, mut seal) = (0, 0, NOTHING.to_vec());
    loop {
        let found = page(app, space, place, head.sealed).await?;
        if found.is_empty() {
            break;
        }
        for (link, content) in found {
            place += 1;
            let Some(sealed) = content.filter(|_| link.position == place) else {
                return broken(format!("the invoice at place {place} is missing"));
            };
            if seal_of(&seal, &sealed.text()).as_slice() != link.hash {
                let number = sealed.number();
                return broken(format!("invoice {number} ({}) at place {place} is not what was sealed", link.invoice_id));
            }
            deleted += i64::from(matches!(sealed, Sealed::Deleted(_)));
            seal = link.hash;
        }
    }
    if place != head.sealed || (place > 0 && head.seal.as_ref() != Some(&seal)) {
        return broken(format!("there are {place} seals and there were {}", head.sealed));
    }
    if !head.seal_waits {
        let first = InvoiceId(Uuid::nil());
        let unsealed = app.db.read(async move |tx| Ok::<_, Error>(seals::unsealed(&mut SpaceTx::bind(tx, space), first, 1).await?));
        if let Some(id) = unsealed.await?.pop() {
            return broken(format!("invoice {id} has no seal"));
        }
    }
    let seal = if place > 0 { hex(&seal) } else { String::new() };
    Ok(Ok(Verified { subdomain: subdomain.to_owned(), invoices: place, deleted, seal }))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::canonical;
    use serde_json::json;

    #[test]
    fn the_same_content_comes_to_the_same_bytes_whatever_its_order() {
        let mut text = String::new();
        canonical(&json!({"b": [1, {"z": null, "a": "q\"ä"}], "a": -2}), &mut text);
        assert_eq!(text, r#"{"a":-2,"b":[1,{"a":"q\"ä","z":null}]}"#);
    }
}

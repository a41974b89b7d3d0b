//! CAMT.053, of all versions: elements are found by their names, whatever the namespace.

use super::{Entry, Unreadable, plain};
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;

/// Deeper no statement is.
const DEEPEST: usize = 60;

#[derive(Default)]
struct Node {
    name: String,
    currency: Option<String>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
    /// Down a path with slashes.
    fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |node, name| node.child(name))
    }
    fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path).map(|node| node.text.trim()).filter(|text| !text.is_empty())
    }
}

fn begin(start: &BytesStart) -> Node {
    let currency = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "Ccy");
    Node {
        name: start.local_name().as_ref().to_owned(),
        currency: currency.map(|attribute| attribute.value.to_string()),
        ..Node::default()
    }
}

/// Entities of the document's own are not expanded.
fn tree(text: &str) -> Result<Node, Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        let event = reader.read_event().map_err(|_| Unreadable::Xml)?;
        match event {
            Event::Start(start) if open.len() < DEEPEST => open.push(begin(&start)),
            Event::Start(_) => return Err(Unreadable::Xml),
            Event::Empty(start) => {
                if let Some(parent) = open.last_mut() {
                    parent.children.push(begin(&start));
                }
            }
            Event::End(_) => {
                let done = open.pop().ok_or(Unreadable::Xml)?;
                open.last_mut().ok_or(Unreadable::Xml)?.children.push(done);
            }
            Event::Text(more) => push(&mut open, &more),
            Event::CData(more) => push(&mut open, &more),
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().map_err(|_| Unreadable::Xml)?.map(String::from);
                let known = letter.or_else(|| resolve_predefined_entity(&name).map(str::to_owned));
                push(&mut open, &known.ok_or(Unreadable::Xml)?);
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err(Unreadable::Xml),
    }
}

fn push(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}

pub(super) fn read(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let root = tree(text)?;
    let statements = root.at("Document/BkToCstmrStmt").ok_or(Unreadable::Unknown)?;
    let mut entries = Vec::new();
    for statement in statements.all("Stmt") {
        for entry in statement.all("Ntry").filter(|entry| is_booked(entry)) {
            let place = entries.len() + 1;
            let whole = whole(entry).map_err(|what| Unreadable::Entry { what, place })?;
            let parts: Vec<_> = entry.all("NtryDtls").flat_map(|details| details.all("TxDtls")).collect();
            match *parts.as_slice() {
                [] => entries.push(whole),
                [only] => entries.push(part(&whole, only, false).map_err(|what| Unreadable::Entry { what, place })?),
                ref several => {
                    let mut names = HashSet::new();
                    for one in several {
                        let mut found = part(&whole, one, true).map_err(|what| Unreadable::Entry { what, place })?;
                        // Parts of one entry may have no name of their own.
                        if !names.insert((found.reference.clone(), found.name.clone(), found.text.clone(), found.amount)) {
                            found.reference = format!("{} {}", found.reference, names.len());
                        }
                        entries.push(found);
                    }
                }
            }
        }
    }
    Ok(entries)
}

fn is_booked(entry: &Node) -> bool {
    let status = entry.text_at("Sts/Cd").or_else(|| entry.text_at("Sts"));
    status.is_none_or(|status| status == "BOOK")
}

type Found<T> = Result<T, &'static str>;

fn amount(node: Option<&Node>, debit: bool) -> Found<(Amount, Option<Currency>)> {
    let node = node.ok_or("amount")?;
    let amount: Amount = node.text.trim().parse().map_err(|_| "amount")?;
    let currency = node.currency.as_deref().map(|code| code.parse().map_err(|_| "currency")).transpose()?;
    Ok((if debit { Amount::ZERO.minus(amount).map_err(|_| "amount")? } else { amount }, currency))
}

fn day(node: &Node) -> Option<Date> {
    let text = ["BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"].iter().find_map(|path| node.text_at(path))?;
    text.get(..10)?.parse().ok()
}

fn is_debit(node: &Node) -> Option<bool> {
    node.text_at("CdtDbtInd").map(|word| word == "DBIT")
}

fn whole(entry: &Node) -> Found<Entry> {
    let (amount, currency) = amount(entry.child("Amt"), is_debit(entry).ok_or("direction")?)?;
    Ok(Entry {
        booked_on: day(entry).ok_or("day")?,
        amount,
        currency,
        name: String::new(),
        iban: None,
        text: plain(entry.text_at("AddtlNtryInf").unwrap_or_default()),
        reference: entry.text_at("AcctSvcrRef").or_else(|| entry.text_at("NtryRef")).unwrap_or_default().to_owned(),
    })
}

/// One transaction of an entry. Of several each has an amount of its own.
fn part(whole: &Entry, details: &Node, own_amount: bool) -> Found<Entry> {
    let debit = is_debit(details).unwrap_or(whole.amount < Amount::ZERO);
    let node = details.child("Amt").or_else(|| details.at("AmtDtls/TxAmt/Amt"));
    let (amount, currency) = if own_amount { amount(node, debit)? } else { (whole.amount, whole.currency) };
    let party = if debit { "Cdtr" } else { "Dbtr" };
    let parties = details.child("RltdPties");
    let party_at = |path: String| parties.and_then(|parties| parties.text_at(&path));
    let name = party_at(format!("{party}/Pty/Nm")).or_else(|| party_at(format!("{party}/Nm"))).unwrap_or_default();
    let iban = party_at(format!("{party}Acct/Id/IBAN")).map(str::to_owned);
    let free = details.child("RmtInf").into_iter().flat_map(|info| info.all("Ustrd")).map(|line| line.text.trim());
    let bound = details.child("RmtInf").into_iter().flat_map(|info| info.all("Strd")).filter_map(|info| info.text_at("CdtrRefInf/Ref"));
    let end_to_end = details.text_at("Refs/EndToEndId").filter(|id| *id != "NOTPROVIDED");
    let text = plain(&free.chain(bound).chain(end_to_end).collect::<Vec<_>>().join(" "));
    let own = details.text_at("Refs/AcctSvcrRef").or_else(|| details.text_at("Refs/TxId")).or(end_to_end);
    let reference = match own {
        Some(own) if own != whole.reference => plain(&format!("{} {own}", whole.reference)),
        _ => whole.reference.clone(),
    };
    Ok(Entry {
        booked_on: whole.booked_on,
        amount,
        currency: currency.or(whole.currency),
        name: plain(name),
        iban,
        text: if text.is_empty() { whole.text.clone() } else { text },
        reference,
    })
}

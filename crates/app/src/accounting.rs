//! What accountants take out: invoices, their items and payments as tables, and bookings for DATEV. Written a page at a time:
//! no list is whole in memory.

use crate::access::Access;
use crate::invoices::settings;
use crate::{App, Error, FieldError, Result};
use documents::tables::{self, Cell, MARK, Workbook, datev};
use documents::{Language, explain};
use domain::accounting::Account;
use domain::invoices::{Bookkeeping, Item};
use domain::money::{Amount, Currency};
use domain::scopes::Scope;
use domain::taxes;
use jiff::civil::Date;
use rust_decimal::Decimal;
use store::invoices::Invoice;
use store::invoices::export::{self, After, Movement};
use tokio::sync::mpsc;

/// Rows that are read at a time.
const PAGE: i64 = 500;
/// Pieces that wait to be sent.
const AHEAD: usize = 2;
/// Days that one file may cover.
const MOST_DAYS: i32 = 3700;

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Invoices,
    Items,
    Payments,
    /// Bookings of invoices and payments.
    Datev,
}

/// How a table is written; what is for DATEV has a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Csv,
    Xlsx,
}

/// Both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

impl Period {
    /// Refuses what ends before it begins, or covers more than ten years.
    pub(crate) fn check(self) -> Result<Self> {
        let days = self.to.since(self.from).map_or(i32::MAX, |span| span.get_days());
        match days {
            ..0 => Err(FieldError::parameter("to", "before_from", "must not be before from").into()),
            0..=MOST_DAYS => Ok(self),
            _ => Err(FieldError::parameter("to", "out_of_range", "must be within ten years of from").into()),
        }
    }
}

/// The pieces of a file, one by one.
pub type Pieces = mpsc::Receiver<Result<Vec<u8>>>;

/// Writes a file of invoices by the day they were made, or of payments by theirs. For admins who see invoices and payments.
///
/// # Errors
/// [`Error::Invalid`] for a period that is none.
pub async fn export(app: &App, access: &Access, what: What, form: Form, period: Period) -> Result<Pieces> {
    access.require_admin(Scope::ReadInvoices)?;
    access.require_admin(Scope::ReadPaymentRecords)?;
    let period = period.check()?;
    let bound = access.clone();
    let keeping = app.db.read(async move |tx| settings::of(&mut bound.bind(tx)).await).await?.settings.0.bookkeeping;
    let (give, take) = mpsc::channel(AHEAD);
    let writer = Writer { app: app.clone(), access: access.clone(), period, give };
    tokio::spawn(async move {
        let give = writer.give.clone();
        let done = match what {
            What::Datev => writer.bookings(&keeping).await,
            What::Invoices | What::Items | What::Payments => writer.table(what, form).await,
        };
        if let Err(error) = done {
            let _ = give.send(Err(error)).await;
        }
    });
    Ok(take)
}

struct Writer {
    app: App,
    access: Access,
    period: Period,
    give: mpsc::Sender<Result<Vec<u8>>>,
}

/// A table in either form.
enum Sheet {
    Csv(Vec<u8>),
    Xlsx(Box<Workbook>),
}

impl Sheet {
    fn begin(form: Form, name: &str, head: &[&str]) -> Self {
        let head: Vec<Cell> = head.iter().map(|name| Cell::Text((*name).to_owned())).collect();
        match form {
            Form::Csv => Self::Csv(format!("{MARK}{}", tables::csv(&head)).into_bytes()),
            Form::Xlsx => Self::Xlsx(Box::new(Workbook::new(name, head))),
        }
    }

    fn row(&mut self, cells: &[Cell]) -> Result<Vec<u8>> {
        match self {
            Self::Csv(written) => {
                written.extend(tables::csv(cells).into_bytes());
                Ok(vec![])
            }
            Self::Xlsx(book) => book.row(cells).map_err(Error::internal),
        }
    }

    /// What can be sent between two pages.
    fn ready(&mut self) -> Vec<u8> {
        match self {
            Self::Csv(written) => std::mem::take(written),
            Self::Xlsx(_) => vec![],
        }
    }

    fn finish(self) -> Result<Vec<u8>> {
        match self {
            Self::Csv(written) => Ok(written),
            Self::Xlsx(book) => book.finish().map_err(Error::internal),
        }
    }
}

impl Writer {
    /// `false` where nobody listens any more.
    async fn send(&self, piece: Vec<u8>) -> bool {
        piece.is_empty() || self.give.send(Ok(piece)).await.is_ok()
    }

    async fn invoices(&self, after: After) -> Result<Vec<Invoice>> {
        let (access, last) = (self.access.clone(), self.period.to);
        self.app.db.read(async move |tx| Ok::<_, Error>(export::issued(&mut access.bind(tx), last, after, PAGE).await?)).await
    }

    async fn movements(&self, after: After) -> Result<Vec<Movement>> {
        let (access, last) = (self.access.clone(), self.period.to);
        self.app.db.read(async move |tx| Ok::<_, Error>(export::moved(&mut access.bind(tx), last, after, PAGE).await?)).await
    }

    async fn table(&self, what: What, form: Form) -> Result<()> {
        let (name, head) = head(what);
        let mut sheet = Sheet::begin(form, name, head);
        let language = Language::of(&self.access.space().locale);
        let mut after = After::day(self.period.from);
        loop {
            let (rows, last) = if what == What::Payments {
                let page = self.movements(after).await?;
                (page.iter().map(payment).collect::<Vec<_>>(), page.last().map(After::movement))
            } else {
                let page = self.invoices(after).await?;
                let last = page.last().map(After::invoice);
                let rows = if what == What::Items {
                    page.iter().flat_map(|one| items(one, language)).collect()
                } else {
                    page.iter().map(invoice).collect()
                };
                (rows, last)
            };
            let Some(last) = last else { break };
            after = last;
            for row in rows {
                let full = sheet.row(&row)?;
                if !self.send(full).await {
                    return Ok(());
                }
            }
            if !self.send(sheet.ready()).await {
                return Ok(());
            }
        }
        self.send(sheet.finish()?).await;
        Ok(())
    }

    async fn bookings(&self, keeping: &Bookkeeping) -> Result<()> {
        let now = self.access.zone().to_datetime(self.app.clock.now());
        let head = datev::Head {
            consultant: keeping.consultant,
            client: keeping.client,
            account_length: keeping.revenue.len().clamp(4, 8),
            from: self.period.from,
            to: self.period.to,
            written_at: now,
            currency: self.access.space().currency.to_string(),
        };
        if !self.send(datev::head(&head)).await {
            return Ok(());
        }
        let mut after = After::day(self.period.from);
        loop {
            let page = self.invoices(after).await?;
            let Some(last) = page.last() else { break };
            after = After::invoice(last);
            let mut piece = Vec::new();
            for booking in page.iter().map(|invoice| bookings(invoice, keeping)).collect::<Result<Vec<_>>>()?.into_iter().flatten() {
                piece.extend(datev::booking(&booking).map_err(Error::internal)?);
            }
            if !self.send(piece).await {
                return Ok(());
            }
        }
        let mut after = After::day(self.period.from);
        loop {
            let page = self.movements(after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = After::movement(last);
            let mut piece = Vec::new();
            for movement in &page {
                piece.extend(datev::booking(&received(movement, keeping)?).map_err(Error::internal)?);
            }
            if !self.send(piece).await {
                return Ok(());
            }
        }
    }
}

/// What stands in a row of [`invoice`].
pub(crate) const INVOICE_COLUMNS: &[&str] = &[
    "Number",
    "Date",
    "Due",
    "Customer number",
    "Company",
    "Name",
    "Tax id",
    "Currency",
    "Net",
    "Taxes",
    "Gross",
    "Payable",
    "Paid",
    "Status",
    "Paid on",
];

fn head(what: What) -> (&'static str, &'static [&'static str]) {
    match what {
        What::Invoices => ("Invoices", INVOICE_COLUMNS),
        What::Items => (
            "Items",
            &[
                "Invoice",
                "Date",
                "Customer number",
                "Description",
                "Quantity",
                "Unit net",
                "Currency",
                "Net",
                "Tax rate",
                "Tax",
                "Gross",
                "Accounting code",
                "Cost center",
                "Revenue account",
                "Why",
            ],
        ),
        What::Payments | What::Datev => {
            ("Payments", &["Date", "Invoice", "Customer number", "Kind", "Amount", "Currency", "Method", "Note"])
        }
    }
}

fn number(amount: Amount) -> Cell {
    Cell::Number(amount.to_decimal())
}

fn code(currency: Currency) -> Cell {
    Cell::Text(currency.to_string())
}

pub(crate) fn invoice(one: &Invoice) -> Vec<Cell> {
    let recipient = &one.recipient.0;
    let tax = one.gross.minus(one.net).unwrap_or_default();
    vec![
        Cell::Text(one.number.clone()),
        Cell::Day(one.issued_on),
        Cell::Day(one.due_on),
        Cell::maybe(one.customer_number.clone()),
        Cell::maybe(recipient.company.clone()),
        Cell::maybe(recipient.name.clone()),
        Cell::maybe(one.tax_id.clone()),
        code(one.currency),
        number(one.net),
        number(tax),
        number(one.gross),
        number(one.payable),
        number(one.paid),
        Cell::Text(one.paid_status.name().to_owned()),
        one.paid_on.map_or(Cell::Empty, Cell::Day),
    ]
}

fn items(invoice: &Invoice, language: Language) -> Vec<Vec<Cell>> {
    let account = |account: &Option<Account>| Cell::maybe(account.as_ref().map(|account| account.number.clone()));
    let row = |item: &Item| {
        vec![
            Cell::Text(invoice.number.clone()),
            Cell::Day(invoice.issued_on),
            Cell::maybe(invoice.customer_number.clone()),
            Cell::Text(item.description.clone()),
            Cell::Number(item.quantity),
            number(item.unit_net),
            code(invoice.currency),
            number(item.line.net),
            Cell::Number(taxes::percent(&item.taxes)),
            number(item.line.gross.minus(item.line.net).unwrap_or_default()),
            number(item.line.gross),
            Cell::maybe(item.accounting_code.clone()),
            account(&item.cost_center),
            account(&item.revenue_account),
            Cell::maybe(item.explanation.as_ref().map(|why| explain(why, language, invoice.currency))),
        ]
    };
    invoice.items.0.iter().map(row).collect()
}

fn payment(one: &Movement) -> Vec<Cell> {
    vec![
        Cell::Day(one.paid_on),
        Cell::Text(one.number.clone()),
        Cell::maybe(one.customer_number.clone()),
        Cell::Text(if one.refund { "refund" } else { "payment" }.to_owned()),
        number(if one.refund { Amount::ZERO.minus(one.amount).unwrap_or_default() } else { one.amount }),
        code(one.currency),
        Cell::Text(one.method_name.clone()),
        Cell::maybe(one.note.clone()),
    ]
}

/// One for each revenue account, rate and cost center: debtors owe, revenue is earned.
fn bookings(invoice: &Invoice, keeping: &Bookkeeping) -> Result<Vec<datev::Booking>> {
    let mut found: Vec<datev::Booking> = Vec::new();
    for item in &invoice.items.0 {
        let own = item.revenue_account.as_ref().map(|account| account.number.clone()).or_else(|| item.accounting_code.clone());
        // What is no number cannot be booked on.
        let against = own.filter(|own| !own.is_empty() && own.bytes().all(|byte| byte.is_ascii_digit()));
        let against = against.unwrap_or_else(|| keeping.revenue.clone());
        let cost_center = item.cost_center.as_ref().map(|account| account.number.clone());
        let tax: Option<Decimal> = Some(taxes::percent(&item.taxes));
        match found.iter_mut().find(|one| one.against == against && one.cost_center == cost_center && one.tax == tax) {
            Some(one) => one.gross = one.gross.plus(item.line.gross).map_err(Error::internal)?,
            None => found.push(datev::Booking {
                gross: item.line.gross,
                account: keeping.debtors.clone(),
                against,
                tax,
                on: invoice.issued_on,
                document: invoice.number.clone(),
                text: recipient(invoice),
                cost_center,
                currency: invoice.currency.to_string(),
            }),
        }
    }
    Ok(found)
}

fn recipient(invoice: &Invoice) -> String {
    let recipient = &invoice.recipient.0;
    recipient.company.clone().or_else(|| recipient.name.clone()).unwrap_or_default()
}

/// Money at the bank, which debtors owe no more.
fn received(movement: &Movement, keeping: &Bookkeeping) -> Result<datev::Booking> {
    let gross = if movement.refund { Amount::ZERO.minus(movement.amount).map_err(Error::internal)? } else { movement.amount };
    Ok(datev::Booking {
        gross,
        account: keeping.bank.clone(),
        against: keeping.debtors.clone(),
        tax: None,
        on: movement.paid_on,
        document: movement.number.clone(),
        text: movement.method_name.clone(),
        cost_center: None,
        currency: movement.currency.to_string(),
    })
}

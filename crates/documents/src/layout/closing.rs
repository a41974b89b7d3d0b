//! What the invoice comes to, and what has to be said about it.

use super::{BODY, CONTENT, LABEL, LEFT, RIGHT, STRONG, Sheet, grouped};
use crate::fonts::Style;
use crate::invoice::Payment;
use crate::paper::{ACCENT, Align, BLACK, FAINT, Look, Mark, TINT};
use crate::words::fill;
use crate::{Error, transfer};
use domain::invoices::Bank;
use domain::money::Amount;
use domain::taxes::TaxAmount;

const TOTAL: Look = Look::new(Style::Bold, 10.5, BLACK);
const DUE: Look = Look::new(Style::Bold, 12.5, ACCENT);
const HEADING: Look = Look::new(Style::Bold, 10.0, ACCENT);
/// Of the totals.
const WIDTH: f32 = 250.0;
const ROW: f32 = 15.0;
const CODE: f32 = 86.0;

impl Sheet<'_> {
    fn money(&self, amount: Amount) -> String {
        self.language.money(amount, self.invoice.figures.currency)
    }

    /// A tax, and the sum that it is on.
    fn tax_row(&self, part: &TaxAmount) -> Result<(String, Amount), Error> {
        let with = self.invoice.items.iter().filter(|item| item.taxes.contains(&part.tax));
        let net = Amount::sum(with.map(|item| item.line.net))?;
        let name = format!("{} {}", part.tax.name, self.language.percent(part.tax.rate.percent()));
        Ok((fill(self.words.tax_on, &[&name, &self.money(net)]), part.amount))
    }

    pub(super) fn totals(&mut self) -> Result<(), Error> {
        let (invoice, words) = (self.invoice, self.words);
        let totals = &invoice.totals;
        let net = (words.net_total.to_owned(), totals.net);
        let gross = (words.total.to_owned(), totals.gross);
        let taxes = totals.taxes.iter().map(|part| self.tax_row(part)).collect::<Result<Vec<_>, _>>()?;
        let mut rows: Vec<(Look, String, Amount)> = Vec::new();
        let plain = |(text, amount): (String, Amount)| (BODY, text, amount);
        if invoice.gross_prices() {
            rows.push((TOTAL, gross.0, gross.1));
            rows.extend(taxes.into_iter().map(|(text, amount)| (LABEL, fill(words.included, &[&text]), amount)));
            rows.push((LABEL, net.0, net.1));
        } else {
            rows.push(plain(net));
            rows.extend(taxes.into_iter().map(plain));
            rows.push((TOTAL, gross.0, gross.1));
        }
        let prepaid = totals.gross.minus(totals.payable)?;
        if prepaid != Amount::ZERO {
            rows.push((BODY, words.prepaid.to_owned(), prepaid.negated()?));
        }
        let received = invoice.payment.as_ref().map_or(Amount::ZERO, |payment| payment.received);
        if received != Amount::ZERO {
            rows.push((BODY, words.paid_so_far.to_owned(), received.negated()?));
        }
        let open = invoice.open()?;
        let due = if open.is_negative() { (words.to_get, open.negated()?) } else { (words.to_pay, open) };
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        self.need(rows.len() as f32 * ROW + 44.0);
        for (look, text, amount) in rows {
            if look.size > BODY.size {
                self.page.rule(RIGHT - WIDTH, self.y + 2.5, WIDTH, 0.7, FAINT);
                self.y += 3.5;
            }
            self.sum(look, &text, amount);
        }
        self.y += 6.0;
        self.page.area((RIGHT - WIDTH - 8.0, self.y), WIDTH + 8.0, 26.0, TINT);
        self.y += 4.5;
        self.sum(DUE, due.0, due.1);
        self.y += 20.0;
        Ok(())
    }

    fn sum(&mut self, look: Look, text: &str, amount: Amount) {
        let base = self.y + 12.5;
        let money = self.money(amount);
        let room = WIDTH - self.pen.width(look, &money) - 16.0;
        let lines = self.pen.lines(look, text, room);
        self.pen.put(&mut self.page, look, Align::Right, RIGHT - 6.0, base, &money);
        let mut base = base;
        for line in lines {
            self.page.place(look, Align::Left, RIGHT - WIDTH, base, line);
            base += look.leading();
        }
        self.y = (self.y + ROW).max(base - look.leading() + 3.5);
    }

    pub(super) fn notes(&mut self) -> Result<(), Error> {
        let (invoice, words) = (self.invoice, self.words);
        let untaxed = invoice.totals.taxes.iter().all(|part| part.amount == Amount::ZERO);
        let tax_note = invoice.tax_note.as_deref().filter(|_| untaxed && !invoice.reverse_charge);
        let reverse = invoice.reverse_charge.then_some(words.reverse_charge);
        let ksef = invoice.ksef.as_ref().map(|number| format!("{}: {number}", words.ksef));
        for text in [reverse, tax_note, ksef.as_deref(), invoice.text.as_deref()].into_iter().flatten() {
            self.paragraph(BODY, text);
            self.y += 8.0;
        }
        match &invoice.payment {
            Some(payment) => self.payment(payment),
            None => Ok(()),
        }
    }

    fn payment(&mut self, payment: &Payment) -> Result<(), Error> {
        let (invoice, words, open) = (self.invoice, self.words, self.invoice.open()?);
        if open <= Amount::ZERO {
            if let Some(day) = payment.paid_on.filter(|_| invoice.totals.payable > Amount::ZERO) {
                self.paragraph(STRONG, &fill(words.paid_on, &[&self.language.date(day)]));
            }
            return Ok(());
        }
        let until = fill(words.pay_until, &[&self.money(open), &self.language.date(invoice.due_on)]);
        let Some(bank) = &payment.bank else {
            self.paragraph(STRONG, &until);
            return Ok(());
        };
        self.need(CODE + 40.0);
        self.paragraph(STRONG, &until);
        self.y += 8.0;
        self.transfer(bank, open);
        Ok(())
    }

    /// Where to transfer it to, with the code that banking apps read.
    fn transfer(&mut self, bank: &Bank, open: Amount) {
        let (invoice, words) = (self.invoice, self.words);
        let holder = bank.holder.as_deref().or(invoice.sender.title()).unwrap_or_default();
        let euros = invoice.figures.currency.code() == "EUR";
        let code = transfer::code(holder, &bank.iban, bank.bic.as_deref(), open, &invoice.number).filter(|_| euros);
        self.page.rule(LEFT, self.y, CONTENT, 0.5, FAINT);
        self.y += 10.0;
        let top = self.y;
        let mut x = LEFT;
        if let Some((dark, count)) = code {
            self.page.marks.push(Mark::Code { x: LEFT, y: top, side: CODE, dark, count });
            x += CODE + 22.0;
        }
        let mut y = top + 12.0;
        self.pen.put(&mut self.page, HEADING, Align::Left, x, y, words.transfer);
        y += 17.0;
        let bic = bank.bic.as_deref().map(|bic| ("BIC", bic.to_owned()));
        let rows = [(words.holder, holder.to_owned()), ("IBAN", grouped(&bank.iban))].into_iter().chain(bic);
        for (name, value) in rows.chain([(words.amount, self.money(open)), (words.reference, invoice.number.clone())]) {
            self.pen.put(&mut self.page, LABEL, Align::Left, x, y, name);
            y = self.pen.block(&mut self.page, STRONG, (x + 96.0, y), RIGHT - x - 96.0, &value);
        }
        if x > LEFT {
            self.pen.put(&mut self.page, super::SMALL, Align::Left, LEFT, top + CODE + 12.0, words.scan);
        }
        self.y = y.max(top + CODE + 20.0);
    }
}

//! How an invoice looks: what stands where, and where pages break.

mod closing;
mod head;
mod table;

use crate::invoice::Invoice;
use crate::paper::{ACCENT, Align, BLACK, FAINT, GREY, HEIGHT, Look, Page, Pen, WIDTH};
use crate::words::{Language, Words, fill};
use crate::{Error, fonts::Style};

const LEFT: f32 = 58.0;
const RIGHT: f32 = WIDTH - 58.0;
const CONTENT: f32 = RIGHT - LEFT;
/// Where the second page and those after it begin.
const TOP: f32 = 76.0;
/// Nothing but the foot is below.
const BOTTOM: f32 = HEIGHT - 72.0;

const BODY: Look = Look::new(Style::Regular, 9.5, BLACK);
const STRONG: Look = Look::new(Style::Bold, 9.5, BLACK);
const ASIDE: Look = Look::new(Style::Italic, 9.0, GREY);
const LABEL: Look = Look::new(Style::Regular, 9.0, GREY);
const SMALL: Look = Look::new(Style::Regular, 7.8, GREY);

/// An invoice on its way onto paper.
struct Sheet<'a> {
    invoice: &'a Invoice,
    language: Language,
    words: &'static Words,
    pen: Pen,
    done: Vec<Page>,
    page: Page,
    /// Where the next thing begins.
    y: f32,
}

impl Sheet<'_> {
    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.y = TOP;
    }

    /// Turns the page unless so much fits.
    fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    /// The whole width, over pages if it must be.
    fn paragraph(&mut self, look: Look, text: &str) {
        for line in self.pen.lines(look, text, CONTENT) {
            self.need(look.leading());
            self.page.place(look, Align::Left, LEFT, self.y + look.size, line);
            self.y += look.leading();
        }
    }
}

/// The pages of an invoice.
pub fn pages(invoice: &Invoice) -> Result<Vec<Page>, Error> {
    let (language, pen) = (invoice.language, Pen::new()?);
    let words = language.words();
    let mut sheet = Sheet { invoice, language, words, pen, done: Vec::new(), page: Page::default(), y: 0.0 };
    sheet.head();
    sheet.table()?;
    sheet.totals()?;
    sheet.notes()?;
    let Sheet { mut done, page, pen, .. } = sheet;
    done.push(page);
    let count = done.len();
    for (at, page) in done.iter_mut().enumerate() {
        running(invoice, words, &pen, page, at + 1, count);
    }
    Ok(done)
}

/// What every page has: a band, the foot with the sender, and from the second page on what the pages belong to.
fn running(invoice: &Invoice, words: &Words, pen: &Pen, page: &mut Page, number: usize, count: usize) {
    page.area((0.0, 0.0), WIDTH, 5.0, ACCENT);
    let sender = &invoice.sender;
    if number > 1 {
        pen.put(page, LABEL, Align::Left, LEFT, 46.0, sender.title().unwrap_or_default());
        pen.put(page, LABEL, Align::Right, RIGHT, 46.0, &title(invoice, words));
        page.rule(LEFT, 54.0, CONTENT, 0.5, FAINT);
    }
    let foot = HEIGHT - 58.0;
    page.rule(LEFT, foot, CONTENT, 0.5, FAINT);
    let who = sender.names().chain(sender.lines.iter().map(String::as_str)).chain(sender.email.as_deref());
    let tax_id = sender.tax_id.as_ref().map(|id| format!("{} {id}", invoice.tax_id_name.as_deref().unwrap_or(words.tax_id)));
    let bank = invoice.payment.as_ref().and_then(|payment| payment.bank.as_ref());
    let iban = bank.map(|bank| format!("IBAN {}", grouped(&bank.iban)));
    let bic = bank.and_then(|bank| bank.bic.as_ref()).map(|bic| format!("BIC {bic}"));
    let pages = fill(words.page, &[&number.to_string(), &count.to_string()]);
    let width = CONTENT - pen.width(SMALL, &pages) - 24.0;
    let facts: Vec<String> = [tax_id, iban, bic].into_iter().flatten().collect();
    let mut y = foot + 13.0;
    for text in [who.collect::<Vec<_>>().join(" · "), facts.join(" · ")] {
        // One line each: the foot has no room for more.
        if let Some(line) = pen.lines(SMALL, &text, width).into_iter().next() {
            page.place(SMALL, Align::Left, LEFT, y, line);
        }
        y += SMALL.leading();
    }
    pen.put(page, SMALL, Align::Right, RIGHT, foot + 13.0, &pages);
}

fn title(invoice: &Invoice, words: &Words) -> String {
    let what = if invoice.corrects.is_some() { words.correction } else { words.invoice };
    format!("{what} {}", invoice.number)
}

/// In groups of four.
fn grouped(iban: &str) -> String {
    let letters: Vec<char> = iban.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}

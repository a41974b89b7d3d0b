//! Who writes to whom, and the facts of the invoice.

use super::{ASIDE, CONTENT, LABEL, LEFT, RIGHT, SMALL, STRONG, Sheet, title};
use crate::fonts::Style;
use crate::invoice::Party;
use crate::paper::{ACCENT, Align, BLACK, FAINT, GREY, Look, Mark};
use crate::words::Language;
use domain::countries::Country;

const NAME: Look = Look::new(Style::Bold, 17.0, ACCENT);
const SENDER: Look = Look::new(Style::Regular, 8.6, GREY);
const ADDRESS: Look = Look::new(Style::Regular, 10.5, BLACK);
const TITLE: Look = Look::new(Style::Bold, 20.0, ACCENT);
/// The window of an envelope (DIN 5008 B) begins here.
const WINDOW: f32 = 130.0;
/// How wide an address may be, and where the facts begin.
const HALF: f32 = 225.0;

impl Sheet<'_> {
    pub(super) fn head(&mut self) {
        self.sender();
        let below_address = self.address();
        let below_facts = self.facts();
        self.y = below_address.max(below_facts).max(WINDOW + 92.0) + 26.0;
        for line in self.pen.lines(TITLE, &title(self.invoice, self.words), CONTENT) {
            self.page.place(TITLE, Align::Left, LEFT, self.y, line);
            self.y += TITLE.leading();
        }
        if let Some(number) = &self.invoice.corrects {
            let text = format!("{} {number}", self.words.corrects);
            self.pen.put(&mut self.page, ASIDE, Align::Left, LEFT, self.y - 8.0, &text);
            self.y += ASIDE.leading();
        }
        self.y -= 4.0;
    }

    /// Logo or name to the left, address to the right.
    fn sender(&mut self) {
        let sender = &self.invoice.sender;
        if self.invoice.logo.is_some() {
            self.page.marks.push(Mark::Logo { x: LEFT, y: 42.0, width: 190.0, height: 58.0 });
        } else if let Some(name) = sender.title() {
            let lines = self.pen.lines(NAME, name, 270.0);
            for (place, line) in lines.into_iter().take(2).enumerate() {
                let y = if place == 0 { 66.0 } else { 66.0 + NAME.leading() };
                self.page.place(NAME, Align::Left, LEFT, y, line);
            }
        }
        let lines = sender.names().chain(sender.lines.iter().map(String::as_str)).chain(sender.email.as_deref());
        let mut y = 52.0;
        for text in lines.take(7) {
            for line in self.pen.lines(SENDER, text, 190.0).into_iter().take(2) {
                self.page.place(SENDER, Align::Right, RIGHT, y, line);
                y += SENDER.leading();
            }
        }
    }

    /// The recipient, below a line with the sender; gives where it ends.
    fn address(&mut self) -> f32 {
        let (sender, recipient) = (&self.invoice.sender, &self.invoice.recipient);
        let back = sender.names().take(1).chain(sender.lines.iter().map(String::as_str)).collect::<Vec<_>>().join(" · ");
        if let Some(line) = self.pen.lines(SMALL, &back, HALF).into_iter().next() {
            self.page.place(SMALL, Align::Left, LEFT, WINDOW, line);
            self.page.rule(LEFT, WINDOW + 4.0, HALF, 0.4, FAINT);
        }
        let abroad = country(recipient, self.language).filter(|_| recipient.country != sender.country).map(str::to_uppercase);
        let lines = recipient.names().chain(recipient.lines.iter().map(String::as_str)).chain(abroad.as_deref());
        let mut y = WINDOW + 20.0;
        for text in lines {
            y = self.pen.block(&mut self.page, ADDRESS, (LEFT, y), HALF, text);
        }
        y
    }

    /// Number, dates and ids, to the right of the address.
    fn facts(&mut self) -> f32 {
        let (invoice, words, language) = (self.invoice, self.words, self.language);
        let due = invoice.payment.as_ref().map(|_| (words.due.to_owned(), language.date(invoice.due_on)));
        let customer = invoice.customer_number.clone().map(|number| (words.customer.to_owned(), number));
        let name = invoice.tax_id_name.clone().unwrap_or_else(|| words.your_tax_id.to_owned());
        let tax_id = invoice.recipient.tax_id.clone().map(|id| (name, id));
        let first = [(words.number.to_owned(), invoice.number.clone()), (words.date.to_owned(), language.date(invoice.issued_on))];
        let mut y = WINDOW + 20.0;
        let label = LEFT + HALF + 30.0;
        for (name, value) in first.into_iter().chain(due).chain(customer).chain(tax_id) {
            self.pen.put(&mut self.page, LABEL, Align::Left, label, y, &name);
            let room = RIGHT - label - self.pen.width(LABEL, &name) - 12.0;
            for line in self.pen.lines(STRONG, &value, room.max(60.0)) {
                self.page.place(STRONG, Align::Right, RIGHT, y, line);
                y += 15.0;
            }
        }
        y
    }
}

fn country(party: &Party, language: Language) -> Option<&'static str> {
    party.country.as_deref()?.parse::<Country>().ok().map(|country| country.name_in(language.tag()))
}

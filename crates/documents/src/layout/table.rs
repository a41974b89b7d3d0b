//! The items, over as many pages as they need.

use super::{ASIDE, BODY, BOTTOM, CONTENT, LEFT, RIGHT, Sheet, TOP};
use crate::Error;
use crate::fonts::{Line, Style};
use crate::paper::{Align, FAINT, GREY, Look, TINT};
use domain::invoices::Item;

const HEAD: Look = Look::new(Style::Bold, 8.4, GREY);
const HEAD_HEIGHT: f32 = 20.0;
const PADDING: f32 = 4.5;
/// Right ends of the columns.
const QUANTITY: f32 = TAX - 132.0;
const UNIT: f32 = TAX - 52.0;
const TAX: f32 = RIGHT - 84.0;
const AMOUNT: f32 = RIGHT - 6.0;
const TEXT: f32 = LEFT + 6.0;
/// Of descriptions.
const WIDTH: f32 = QUANTITY - 52.0 - TEXT;

impl Sheet<'_> {
    pub(super) fn table(&mut self) -> Result<(), Error> {
        self.columns();
        for item in &self.invoice.items {
            self.row(item)?;
        }
        self.y += 10.0;
        Ok(())
    }

    fn columns(&mut self) {
        let (words, page) = (self.words, &mut self.page);
        page.area((LEFT, self.y), CONTENT, HEAD_HEIGHT, TINT);
        let base = self.y + 13.2;
        self.pen.put(page, HEAD, Align::Left, TEXT, base, words.description);
        for (x, word) in [(QUANTITY, words.quantity), (UNIT, words.unit_price), (TAX, words.tax), (AMOUNT, words.amount)] {
            self.pen.put(page, HEAD, Align::Right, x, base, word);
        }
        self.y += HEAD_HEIGHT;
    }

    /// Room for one more line of a row, below a new head if it must be.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.turn();
            self.columns();
        }
    }

    fn row(&mut self, item: &Item) -> Result<(), Error> {
        let (figures, language) = (self.invoice.figures, self.language);
        let mut lines: Vec<(Look, Line)> = self.pen.lines(BODY, &item.description, WIDTH).into_iter().map(|line| (BODY, line)).collect();
        if item.paid {
            lines.extend(self.pen.lines(ASIDE, self.words.paid_item, WIDTH).into_iter().map(|line| (ASIDE, line)));
        }
        let rates: Vec<String> = item.taxes.iter().map(|tax| language.percent(tax.rate.percent())).collect();
        let count = lines.len().max(rates.len()).max(1);
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let height = count as f32 * BODY.leading() + 2.0 * PADDING;
        // A row that fits on a page is not torn apart.
        let whole = height <= BOTTOM - TOP - HEAD_HEIGHT;
        self.room(if whole { height } else { BODY.leading() + 2.0 * PADDING });
        self.y += PADDING;
        let (unit, total) = if self.invoice.gross_prices() {
            (language.amount(item.unit(figures)?.gross, figures.currency), item.line.gross)
        } else {
            (language.amount(item.unit_net, figures.currency), item.line.net)
        };
        let base = self.y + BODY.size;
        for (x, text) in [(QUANTITY, language.quantity(item.quantity)), (UNIT, unit), (AMOUNT, language.amount(total, figures.currency))] {
            self.pen.put(&mut self.page, BODY, Align::Right, x, base, &text);
        }
        for place in 0..count {
            self.room(BODY.leading());
            let base = self.y + BODY.size;
            if let Some((look, line)) = lines.get(place) {
                self.page.place(*look, Align::Left, TEXT, base, line.clone());
            }
            if let Some(rate) = rates.get(place) {
                self.pen.put(&mut self.page, BODY, Align::Right, TAX, base, rate);
            }
            self.y += BODY.leading();
        }
        self.y += PADDING;
        self.page.rule(LEFT, self.y, CONTENT, 0.5, FAINT);
        Ok(())
    }
}

//! What visitors are told about their passes.

use crate::mails::NewMail;
use crate::payments::Paying;
use domain::money::Amount;
use std::fmt::Write as _;
use store::drop_in_passes::Pass;
use store::spaces::Space;

pub(super) fn purchased(space: &Space, pass: &Pass, paying: &Paying) -> NewMail {
    let mut body = format!("Hello {},\n\nyour pass \"{}\" for {} on {} is booked.", pass.buyer, pass.name, space.name, pass.valid_on);
    if let Some(times) = Some(pass.times.0.0.to_string()).filter(|times| !times.is_empty()) {
        let _ = write!(body, " It is good at these times: {times}.");
    }
    let price = domain::taxes::price(Amount(pass.price), &pass.taxes.0, space.price_display, pass.currency);
    if let Some(price) = price.ok().filter(|price| price.gross != Amount::ZERO) {
        let _ = write!(body, "\n\nPrice with taxes: {} {}.", price.gross, price.currency);
        let _ = match (paying, paying.instructions()) {
            (Paying::Nothing, _) => write!(body, " Please pay at {}.", space.name),
            (Paying::Method(_), Some(instructions)) => write!(body, " {instructions}"),
            (Paying::Method(method), None) => write!(body, " To be paid by: {}.", method.name),
            _ => write!(body, " It is paid."),
        };
    }
    if let Some(instructions) = &pass.onboarding_instructions {
        let _ = write!(body, "\n\n{instructions}");
    }
    let subject = format!("Your pass for {} on {}", space.name, pass.valid_on);
    NewMail { space: Some(space.id), kind: "drop_in_pass_purchased_email", to: pass.email.clone(), subject, body }
}

pub(super) fn canceled(space: &Space, pass: &Pass) -> NewMail {
    let body = format!(
        "Hello {},\n\nyour pass \"{}\" for {} on {} was canceled and is no longer good. If you have questions, write to {}.",
        pass.buyer, pass.name, space.name, pass.valid_on, space.email
    );
    let subject = format!("Your pass for {} on {} was canceled", space.name, pass.valid_on);
    NewMail { space: Some(space.id), kind: "drop_in_pass_canceled_email", to: pass.email.clone(), subject, body }
}

//! Why an item is on an invoice, in one sentence of the invoice's language.

use crate::words::{Language, fill};
use domain::billing::{Explanation, Part};
use domain::discount_codes::DiscountUnit;
use domain::extras::Unit;
use domain::money::Currency;
use rust_decimal::Decimal;

/// Sentences with places for what differs.
struct Sentences {
    /// Name, price, months, first day, last day.
    fee: &'static str,
    allocation: &'static str,
    /// Behind the fee: first day of the plan.
    chosen: &'static str,
    /// Code, percent or amount with the cycle, plan, first day, last day.
    discount: &'static str,
    /// Plan, amount.
    signup: &'static str,
    /// Duration, units, price.
    booking: &'static str,
    /// Duration, price, what is left.
    credits: &'static str,
    /// Quantity, amount, unit.
    extra: &'static str,
    /// The same, with the duration of the booking.
    extra_by_minute: &'static str,
    /// Number, price.
    passes: &'static str,
    /// People, price.
    attendance: &'static str,
    /// Quantity, amount, day.
    charge: &'static str,
    minutes: &'static str,
    one_month: &'static str,
    /// Number.
    months: &'static str,
}

const ENGLISH: Sentences = Sentences {
    fee: "{} costs {} for {}; billed are the days from {} to {}.",
    allocation: "{} is held at {} for {}; billed are the days from {} to {}.",
    chosen: "The plan holds since {}; this day was chosen for its first invoice.",
    discount: "The code {} takes {} off the fee of {}; that are the days from {} to {}.",
    signup: "Whoever joins with {} pays {} once.",
    booking: "{} for {} units cost {} when they were booked.",
    credits: "Credits of the plan ({} among them) leave {} of {} to be paid.",
    extra: "{} at {} each, booked with it.",
    extra_by_minute: "{} at {} a minute for {}.",
    passes: "{} time passes were bought at {} each.",
    attendance: "{} places at the event cost {} each when they were taken.",
    charge: "{} at {}, put down for {}.",
    minutes: "{} minutes",
    one_month: "each month",
    months: "each {} months",
};

const GERMAN: Sentences = Sentences {
    fee: "{} kostet {} {}; berechnet sind die Tage vom {} bis {}.",
    allocation: "{} ist für {} {} vergeben; berechnet sind die Tage vom {} bis {}.",
    chosen: "Der Tarif gilt seit {}; dieser Tag wurde für seine erste Rechnung gewählt.",
    discount: "Der Code {} senkt um {} die Gebühr für {}; das gilt für die Tage vom {} bis {}.",
    signup: "Wer mit {} beginnt, zahlt einmalig {}.",
    booking: "{} für {} Einheiten kosteten bei der Buchung {}.",
    credits: "Guthaben des Tarifs (darunter {}) lassen {} von {} zu zahlen.",
    extra: "{} zu je {}, dazu gebucht.",
    extra_by_minute: "{} zu {} je Minute für {}.",
    passes: "{} Zeitpässe wurden zu je {} gekauft.",
    attendance: "{} Plätze bei der Veranstaltung kosteten bei der Anmeldung je {}.",
    charge: "{} zu {}, eingetragen für den {}.",
    minutes: "{} Minuten",
    one_month: "im Monat",
    months: "alle {} Monate",
};

const FRENCH: Sentences = Sentences {
    fee: "{} coûte {} {} ; sont facturés les jours du {} au {}.",
    allocation: "{} est attribué à {} {} ; sont facturés les jours du {} au {}.",
    chosen: "La formule est en vigueur depuis le {} ; ce jour a été choisi pour sa première facture.",
    discount: "Le code {} retire {} du prix de {} ; cela vaut pour les jours du {} au {}.",
    signup: "L’inscription avec {} coûte {}, une seule fois.",
    booking: "{} pour {} unités coûtaient {} lors de la réservation.",
    credits: "Les crédits de la formule (dont {}) laissent {} à payer sur {}.",
    extra: "{} à {} l’unité, réservés en plus.",
    extra_by_minute: "{} à {} la minute pour {}.",
    passes: "{} pass ont été achetés à {} l’unité.",
    attendance: "{} places à l’événement coûtaient {} chacune lors de l’inscription.",
    charge: "{} à {}, saisi pour le {}.",
    minutes: "{} minutes",
    one_month: "par mois",
    months: "tous les {} mois",
};

const SPANISH: Sentences = Sentences {
    fee: "{} cuesta {} {}; se facturan los días del {} al {}.",
    allocation: "{} está asignado por {} {}; se facturan los días del {} al {}.",
    chosen: "El plan rige desde el {}; este día se eligió para su primera factura.",
    discount: "El código {} descuenta {} de la cuota de {}; vale para los días del {} al {}.",
    signup: "Quien empieza con {} paga {} una sola vez.",
    booking: "{} para {} unidades costaban {} al reservar.",
    credits: "Los créditos del plan ({} entre ellos) dejan {} de {} por pagar.",
    extra: "{} a {} cada uno, reservados además.",
    extra_by_minute: "{} a {} el minuto durante {}.",
    passes: "Se compraron {} pases a {} cada uno.",
    attendance: "{} plazas en el evento costaban {} cada una al inscribirse.",
    charge: "{} a {}, anotado para el {}.",
    minutes: "{} minutos",
    one_month: "al mes",
    months: "cada {} meses",
};

const fn sentences(language: Language) -> &'static Sentences {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
    }
}

/// The sentence. All amounts are net.
pub fn explain(why: &Explanation, language: Language, currency: Currency) -> String {
    let said = sentences(language);
    let money = |amount| language.money(amount, currency);
    let count = |number: u64| language.quantity(Decimal::from(number));
    let minutes = |minutes: u32| fill(said.minutes, &[&count(minutes.into())]);
    let cycle = |months: u8| if months == 1 { said.one_month.to_owned() } else { fill(said.months, &[&months.to_string()]) };
    let typed = |quantity: &str| domain::money::decimal(quantity).map_or_else(|| quantity.to_owned(), |number| language.quantity(number));
    match why {
        Explanation::Period { part, name, price, cycle_months, from, last, plan_from, .. } => {
            let template = if *part == Part::Allocation { said.allocation } else { said.fee };
            let days = fill(template, &[name, &money(*price), &cycle(*cycle_months), &language.date(*from), &language.date(*last)]);
            match plan_from {
                Some(day) => format!("{days} {}", fill(said.chosen, &[&language.date(*day)])),
                None => days,
            }
        }
        Explanation::PlanDiscount { plan, code, unit, value, cycle_months, from, last, .. } => {
            let off = match unit {
                DiscountUnit::Percentage => format!("{} %", language.quantity(value.to_decimal().normalize())),
                DiscountUnit::Amount => format!("{} {}", money(*value), cycle(*cycle_months)),
            };
            fill(said.discount, &[code, &off, plan, &language.date(*from), &language.date(*last)])
        }
        Explanation::Signup { plan, amount } => fill(said.signup, &[plan, &money(*amount)]),
        Explanation::Booking { minutes: long, units, price, .. } => {
            fill(said.booking, &[&minutes(*long), &count((*units).into()), &money(*price)])
        }
        Explanation::Credits { credit_minutes, price, payable, .. } => {
            fill(said.credits, &[&minutes(*credit_minutes), &money(*payable), &money(*price)])
        }
        Explanation::BookingExtra { unit: Unit::Minute, minutes: long, quantity, amount, .. } => {
            fill(said.extra_by_minute, &[&typed(quantity), &money(*amount), &minutes(*long)])
        }
        Explanation::BookingExtra { quantity, amount, .. } => fill(said.extra, &[&typed(quantity), &money(*amount)]),
        Explanation::Passes { passes, price } => {
            fill(said.passes, &[&count(u64::try_from(passes.len()).unwrap_or(u64::MAX)), &money(*price)])
        }
        Explanation::Attendance { people, price, .. } => fill(said.attendance, &[&count((*people).into()), &money(*price)]),
        Explanation::Charge { on, quantity, amount, .. } => fill(said.charge, &[&typed(quantity), &money(*amount), &language.date(*on)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Amount;
    use jiff::civil::date;

    #[test]
    fn each_language_says_the_same() {
        let eur = "EUR".parse().unwrap();
        let (from, last) = (date(2026, 3, 1), date(2026, 3, 31));
        let why = |cycle_months| Explanation::Period {
            part: Part::Fee,
            name: "Flex".into(),
            price: Amount::units(1200),
            cycle_months,
            anchor: from,
            from,
            last,
            plan_from: (cycle_months == 2).then_some(date(2026, 2, 20)),
        };
        let said = |language| explain(&why(3), language, eur).replace('\u{a0}', " ");
        assert_eq!(
            [Language::English, Language::German, Language::French, Language::Spanish].map(said),
            [
                "Flex costs €1,200.00 for each 3 months; billed are the days from 1 March 2026 to 31 March 2026.",
                "Flex kostet 1.200,00 € alle 3 Monate; berechnet sind die Tage vom 1. März 2026 bis 31. März 2026.",
                "Flex coûte 1 200,00 € tous les 3 mois ; sont facturés les jours du 1er mars 2026 au 31 mars 2026.",
                "Flex cuesta 1.200,00 € cada 3 meses; se facturan los días del 1 de marzo de 2026 al 31 de marzo de 2026.",
            ]
        );
        assert!(explain(&why(1), Language::German, eur).contains("im Monat"));
        let chosen = explain(&why(2), Language::English, eur).replace('\u{a0}', " ");
        assert!(
            chosen.ends_with("31 March 2026. The plan holds since 20 February 2026; this day was chosen for its first invoice."),
            "{chosen}"
        );
    }

    /// Every sentence has a place for all that it is given.
    #[test]
    fn no_sentence_leaves_anything_out() {
        for said in [&ENGLISH, &GERMAN, &FRENCH, &SPANISH] {
            let places = [
                (said.fee, 5),
                (said.allocation, 5),
                (said.chosen, 1),
                (said.signup, 2),
                (said.booking, 3),
                (said.credits, 3),
                (said.extra, 2),
                (said.extra_by_minute, 3),
                (said.passes, 2),
                (said.attendance, 2),
                (said.charge, 3),
                (said.minutes, 1),
                (said.months, 1),
            ];
            for (sentence, count) in places {
                assert_eq!(sentence.matches("{}").count(), count, "{sentence}");
            }
        }
    }
}

//! What is printed around the figures, in the languages that we have.

/// A language of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    German,
    French,
    Spanish,
}

/// The words of a language. `{}` stands for what is put in.
pub struct Words {
    pub invoice: &'static str,
    pub correction: &'static str,
    pub corrects: &'static str,
    pub number: &'static str,
    pub date: &'static str,
    pub due: &'static str,
    pub customer: &'static str,
    pub tax_id: &'static str,
    pub your_tax_id: &'static str,
    pub description: &'static str,
    pub quantity: &'static str,
    pub unit_price: &'static str,
    pub tax: &'static str,
    pub amount: &'static str,
    pub net_total: &'static str,
    /// Tax with its rate, and the net it is on.
    pub tax_on: &'static str,
    pub total: &'static str,
    pub included: &'static str,
    pub prepaid: &'static str,
    pub paid_so_far: &'static str,
    pub to_pay: &'static str,
    pub to_get: &'static str,
    pub paid_on: &'static str,
    pub paid_item: &'static str,
    pub pay_until: &'static str,
    pub transfer: &'static str,
    pub holder: &'static str,
    pub reference: &'static str,
    pub scan: &'static str,
    pub reverse_charge: &'static str,
    pub ksef: &'static str,
    /// This page, and of how many.
    pub page: &'static str,
    pub carried: &'static str,
    pub exempt: &'static str,
}

const ENGLISH: Words = Words {
    invoice: "Invoice",
    correction: "Correction invoice",
    corrects: "Corrects invoice",
    number: "Invoice number",
    date: "Invoice date",
    due: "Due date",
    customer: "Customer number",
    tax_id: "Tax ID",
    your_tax_id: "Your tax ID",
    description: "Description",
    quantity: "Quantity",
    unit_price: "Unit price",
    tax: "Tax",
    amount: "Amount",
    net_total: "Net total",
    tax_on: "{} on {}",
    total: "Total",
    included: "including {}",
    prepaid: "Paid in advance",
    paid_so_far: "Payments received",
    to_pay: "Amount due",
    to_get: "Amount in your favour",
    paid_on: "Paid on {}. Thank you!",
    paid_item: "paid already",
    pay_until: "Please pay {} until {}.",
    transfer: "Bank transfer",
    holder: "Account holder",
    reference: "Reference",
    scan: "Scan with your banking app",
    reverse_charge: "Reverse charge: the recipient is liable for the value added tax.",
    ksef: "KSeF number",
    page: "Page {} of {}",
    carried: "continued",
    exempt: "Exempt from tax",
};

const GERMAN: Words = Words {
    invoice: "Rechnung",
    correction: "Rechnungskorrektur",
    corrects: "Korrigiert Rechnung",
    number: "Rechnungsnummer",
    date: "Rechnungsdatum",
    due: "Fällig am",
    customer: "Kundennummer",
    tax_id: "Steuernummer",
    your_tax_id: "Ihre Steuernummer",
    description: "Beschreibung",
    quantity: "Menge",
    unit_price: "Einzelpreis",
    tax: "Steuer",
    amount: "Betrag",
    net_total: "Summe netto",
    tax_on: "{} auf {}",
    total: "Gesamtbetrag",
    included: "darin enthalten {}",
    prepaid: "Im Voraus bezahlt",
    paid_so_far: "Erhaltene Zahlungen",
    to_pay: "Zu zahlen",
    to_get: "Zu Ihren Gunsten",
    paid_on: "Bezahlt am {}. Vielen Dank!",
    paid_item: "bereits bezahlt",
    pay_until: "Bitte zahlen Sie {} bis zum {}.",
    transfer: "Überweisung",
    holder: "Kontoinhaber",
    reference: "Verwendungszweck",
    scan: "Mit der Banking-App scannen",
    reverse_charge: "Steuerschuldnerschaft des Leistungsempfängers.",
    ksef: "KSeF-Nummer",
    page: "Seite {} von {}",
    carried: "Fortsetzung",
    exempt: "Steuerfrei",
};

const FRENCH: Words = Words {
    invoice: "Facture",
    correction: "Facture rectificative",
    corrects: "Rectifie la facture",
    number: "Numéro de facture",
    date: "Date de facture",
    due: "Échéance",
    customer: "Numéro de client",
    tax_id: "Numéro de TVA",
    your_tax_id: "Votre numéro de TVA",
    description: "Description",
    quantity: "Quantité",
    unit_price: "Prix unitaire",
    tax: "Taxe",
    amount: "Montant",
    net_total: "Total HT",
    tax_on: "{} sur {}",
    total: "Total TTC",
    included: "dont {}",
    prepaid: "Payé d’avance",
    paid_so_far: "Paiements reçus",
    to_pay: "À payer",
    to_get: "En votre faveur",
    paid_on: "Payée le {}. Merci !",
    paid_item: "déjà payé",
    pay_until: "Merci de payer {} avant le {}.",
    transfer: "Virement",
    holder: "Titulaire du compte",
    reference: "Référence",
    scan: "À scanner avec votre application bancaire",
    reverse_charge: "Autoliquidation : la TVA est due par le preneur.",
    ksef: "Numéro KSeF",
    page: "Page {} sur {}",
    carried: "suite",
    exempt: "Exonéré de taxe",
};

const SPANISH: Words = Words {
    invoice: "Factura",
    correction: "Factura rectificativa",
    corrects: "Rectifica la factura",
    number: "Número de factura",
    date: "Fecha de factura",
    due: "Vencimiento",
    customer: "Número de cliente",
    tax_id: "NIF",
    your_tax_id: "Su NIF",
    description: "Descripción",
    quantity: "Cantidad",
    unit_price: "Precio unitario",
    tax: "Impuesto",
    amount: "Importe",
    net_total: "Base imponible",
    tax_on: "{} sobre {}",
    total: "Total",
    included: "incluye {}",
    prepaid: "Pagado por adelantado",
    paid_so_far: "Pagos recibidos",
    to_pay: "A pagar",
    to_get: "A su favor",
    paid_on: "Pagada el {}. ¡Gracias!",
    paid_item: "ya pagado",
    pay_until: "Le rogamos que pague {} antes del {}.",
    transfer: "Transferencia",
    holder: "Titular de la cuenta",
    reference: "Concepto",
    scan: "Escanee con su aplicación bancaria",
    reverse_charge: "Inversión del sujeto pasivo.",
    ksef: "Número KSeF",
    page: "Página {} de {}",
    carried: "continuación",
    exempt: "Exento de impuestos",
};

impl Language {
    /// Of a locale such as `de-AT`; English where we have no words.
    pub fn of(locale: &str) -> Self {
        match locale.split(['-', '_']).next() {
            Some("de") => Self::German,
            Some("fr") => Self::French,
            Some("es") => Self::Spanish,
            _ => Self::English,
        }
    }

    /// As RFC 5646 has it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
        }
    }

    pub const fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
        }
    }
}

/// Puts values where the pairs of braces stand.
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut parts = template.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(values.next().unwrap_or(&""));
        text.push_str(part);
    }
    text
}

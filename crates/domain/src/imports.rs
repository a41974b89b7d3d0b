//! Files with members, plans or bookings: what their columns may be called, and what must be there.

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Members,
    Plans,
    Bookings,
}

/// A field that a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// As templates call it.
    pub name: &'static str,
    /// What other programs call it, in lower case.
    pub also: &'static [&'static str],
    /// For the template.
    pub example: &'static str,
    pub required: bool,
}

const fn field(name: &'static str, also: &'static [&'static str], example: &'static str) -> Field {
    Field { name, also, example, required: false }
}

const fn needed(name: &'static str, also: &'static [&'static str], example: &'static str) -> Field {
    Field { required: true, ..field(name, also, example) }
}

const MEMBERS: &[Field] = &[
    field("name", &["full name", "member", "member name", "contact name", "mitglied", "mitgliedsname", "ansprechpartner"], "Mia Moor"),
    field("first name", &["firstname", "given name", "forename", "vorname"], ""),
    field("last name", &["lastname", "surname", "family name", "nachname", "familienname"], ""),
    field("company", &["organisation", "organization", "company name", "firma", "unternehmen"], "Moor & Sons"),
    field("email", &["e mail", "mail", "email address", "e mail address", "e mail adresse", "mailadresse"], "mia@example.org"),
    field("phone", &["telephone", "phone number", "mobile", "telefon", "telefonnummer", "handy", "mobil"], "+49 30 123456"),
    needed("plan", &["plan name", "membership plan", "membership", "tariff", "tarif", "mitgliedschaft"], "Flex"),
    field(
        "starts on",
        &["start", "start date", "starts at", "member since", "joined", "joined on", "from", "beginn", "startdatum", "mitglied seit", "ab"],
        "2026-01-01",
    ),
    field(
        "first invoice on",
        &[
            "first invoice",
            "first invoice at",
            "next invoice",
            "next invoice at",
            "next invoice date",
            "nächste rechnung",
            "erste rechnung",
        ],
        "",
    ),
    field("street", &["address", "address line 1", "straße", "strasse", "adresse", "anschrift"], "Quay 1"),
    field("post code", &["postcode", "zip", "zip code", "postal code", "plz", "postleitzahl"], "20457"),
    field("city", &["town", "ort", "stadt", "wohnort"], "Hamburg"),
    field("state", &["region", "province", "bundesland"], ""),
    field("country", &["land"], "DE"),
    field("tax id", &["vat id", "vat number", "tax number", "ust id", "ust idnr", "ust id nr", "umsatzsteuer id"], ""),
    field("billing emails", &["billing email", "invoice email", "rechnungs e mail", "rechnungsmail"], ""),
    field("notes", &["note", "comments", "comment", "notizen", "notiz", "bemerkung", "kommentar"], ""),
];

const PLANS: &[Field] = &[
    needed("name", &["plan", "plan name", "title", "tarif", "tarifname", "bezeichnung"], "Flex"),
    needed("price", &["price per cycle", "amount", "fee", "net price", "preis", "betrag", "nettopreis"], "120.00"),
    field("currency", &["währung", "waehrung"], "EUR"),
    field("months", &["cycle", "cycle duration", "cycle months", "billing cycle", "billing months", "zyklus", "monate", "laufzeit"], "1"),
    field("description", &["text", "beschreibung"], "Three days a week"),
    field("notice days", &["notice", "cancellation period", "cancellation period days", "kündigungsfrist", "kuendigungsfrist"], "30"),
    field("commitment months", &["minimum commitment", "minimum term", "mindestlaufzeit"], ""),
    field("hidden", &["private", "versteckt", "verborgen"], "no"),
    field("needs approval", &["approval", "bestätigung", "freigabe"], "no"),
];

const BOOKINGS: &[Field] = &[
    needed("resource", &["room", "resource name", "desk", "raum", "ressource", "platz"], "Attic"),
    field("date", &["day", "datum", "tag"], "2026-12-01"),
    needed("from", &["start", "starts at", "start time", "begin", "beginn", "von", "startzeit"], "09:00"),
    needed("to", &["end", "ends at", "end time", "until", "ende", "bis", "endzeit"], "10:30"),
    field(
        "member",
        &["email", "e mail", "member email", "booked by", "customer number", "mitglied", "gebucht von", "kundennummer"],
        "mia@example.org",
    ),
    field("title", &["subject", "name", "titel", "betreff"], "Board meeting"),
    field("comments", &["comment", "notes", "note", "bemerkung", "kommentar", "notizen"], ""),
    field("units", &["number", "quantity", "anzahl", "plätze"], ""),
    field("price", &["custom price", "net price", "preis"], ""),
];

/// Why the columns cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(pub Vec<&'static str>);

impl Kind {
    /// In the order in which they are brought in.
    pub const ALL: [Self; 3] = [Self::Plans, Self::Members, Self::Bookings];

    /// As it is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Plans => "plans",
            Self::Bookings => "bookings",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Members => MEMBERS,
            Self::Plans => PLANS,
            Self::Bookings => BOOKINGS,
        }
    }

    /// For each column the field that it holds; the first of two that would hold the same.
    ///
    /// # Errors
    /// Fields that no column holds and that each line needs.
    pub fn columns(self, header: &[String]) -> Result<Vec<Option<&'static str>>, Missing> {
        let mut found: Vec<Option<&'static str>> = Vec::with_capacity(header.len());
        // Own names count before what others call them.
        let own: Vec<_> = header.iter().map(|text| plain(text)).collect();
        for text in &own {
            let field =
                |wanted: &&Field| wanted.name == text || (wanted.also.contains(&&**text) && !own.iter().any(|name| name == wanted.name));
            let field = self.fields().iter().find(field).map(|field| field.name);
            found.push(field.filter(|name| !found.contains(&Some(*name))));
        }
        let holds = |name: &str| found.contains(&Some(name));
        let mut missing: Vec<_> =
            self.fields().iter().filter(|field| field.required && !holds(field.name)).map(|field| field.name).collect();
        if self == Self::Members && !["name", "first name", "last name", "company"].into_iter().any(holds) {
            missing.insert(0, "name");
        }
        if missing.is_empty() { Ok(found) } else { Err(Missing(missing)) }
    }
}

/// In lower case, with single spaces for whatever separates words.
fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|letter: char| letter.is_whitespace() || matches!(letter, '_' | '-' | '*' | ':' | '.' | '/' | '(' | ')'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: Kind, header: &[&str]) -> Result<Vec<Option<&'static str>>, Missing> {
        kind.columns(&header.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn columns_are_known_by_many_names() {
        assert_eq!(
            told(Kind::Members, &["Vorname", "Nachname", "E-Mail", "Tarif", "Mitglied seit", "Lieblingsfarbe"]).unwrap(),
            [Some("first name"), Some("last name"), Some("email"), Some("plan"), Some("starts on"), None]
        );
        assert_eq!(
            told(Kind::Bookings, &["Room", "STARTS_AT", "ends_at", "E-mail"]).unwrap()[1..],
            [Some("from"), Some("to"), Some("member")]
        );
        // The name that is a field's own counts, wherever it stands, and the first of two.
        assert_eq!(told(Kind::Bookings, &["Name", "title", "title", "room", "from", "to"]).unwrap()[..3], [None, Some("title"), None]);
    }

    #[test]
    fn what_each_line_needs_must_have_a_column() {
        assert_eq!(told(Kind::Members, &["email"]), Err(Missing(vec!["name", "plan"])));
        assert_eq!(told(Kind::Bookings, &["date"]), Err(Missing(vec!["resource", "from", "to"])));
        assert!(told(Kind::Members, &["Company", "Plan"]).is_ok());
    }

    #[test]
    fn no_name_means_two_fields() {
        for kind in Kind::ALL {
            let mut names: Vec<&str> = kind.fields().iter().flat_map(|field| field.also.iter().copied().chain([field.name])).collect();
            assert!(names.iter().all(|name| plain(name) == *name), "{kind:?}");
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{kind:?} {names:?}");
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
    }
}

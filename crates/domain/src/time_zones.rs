//! Time zones by the names people use: those of the IANA database, its cities, and those of the lists in web forms.

use jiff::tz::{self, TimeZone};

/// Names in web forms that are no city of the database, as clients of API 1 send them.
const ALSO_KNOWN_AS: &[(&str, &str)] = &[
    ("Abu Dhabi", "Asia/Muscat"),
    ("Alaska", "America/Juneau"),
    ("Arizona", "America/Phoenix"),
    ("Astana", "Asia/Almaty"),
    ("Atlantic Time (Canada)", "America/Halifax"),
    ("Beijing", "Asia/Shanghai"),
    ("Bern", "Europe/Zurich"),
    ("Brasilia", "America/Sao_Paulo"),
    ("Buenos Aires", "America/Argentina/Buenos_Aires"),
    ("Canberra", "Australia/Sydney"),
    ("Central America", "America/Guatemala"),
    ("Central Time (US & Canada)", "America/Chicago"),
    ("Chennai", "Asia/Kolkata"),
    ("Eastern Time (US & Canada)", "America/New_York"),
    ("Edinburgh", "Europe/London"),
    ("Hanoi", "Asia/Bangkok"),
    ("Hawaii", "Pacific/Honolulu"),
    ("Indiana (East)", "America/Indiana/Indianapolis"),
    ("Islamabad", "Asia/Karachi"),
    ("Mountain Time (US & Canada)", "America/Denver"),
    ("Mumbai", "Asia/Kolkata"),
    ("New Delhi", "Asia/Kolkata"),
    ("Osaka", "Asia/Tokyo"),
    ("Pacific Time (US & Canada)", "America/Los_Angeles"),
    ("Pretoria", "Africa/Johannesburg"),
    ("Quito", "America/Guayaquil"),
    ("St. Petersburg", "Europe/Moscow"),
    ("Wellington", "Pacific/Auckland"),
];

/// The IANA name of the zone that is meant; `None` when it is none, or could be several.
///
/// A city counts when the database has one of that name only: `Berlin` is `Europe/Berlin`.
pub fn find(name: &str) -> Option<String> {
    let name = name.trim();
    if let Some((_, zone)) = ALSO_KNOWN_AS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some((*zone).to_owned());
    }
    if let Some(zone) = TimeZone::get(name).ok().filter(|zone| !zone.is_unknown()) {
        return zone.iana_name().map(str::to_owned);
    }
    let city = name.replace(' ', "_");
    let is_there = |zone: &String| zone.rsplit_once('/').is_some_and(|(_, last)| last.eq_ignore_ascii_case(&city));
    let mut found = tz::db().available().map(|zone| zone.to_string()).filter(is_there);
    match (found.next(), found.next()) {
        (Some(zone), None) => Some(zone),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_by_name_or_by_city() {
        for (name, zone) in [
            ("Europe/Berlin", "Europe/Berlin"),
            ("europe/berlin", "Europe/Berlin"),
            (" Berlin ", "Europe/Berlin"),
            ("new york", "America/New_York"),
            ("Mexico City", "America/Mexico_City"),
            ("Pacific Time (US & Canada)", "America/Los_Angeles"),
            ("UTC", "UTC"),
        ] {
            assert_eq!(find(name).as_deref(), Some(zone), "{name}");
        }
        for name in ["", "Atlantis", "Europe", "Europe/", "Etc/Unknown", "+02:00", "Berlin\0", "Louisville"] {
            assert_eq!(find(name), None, "{name}");
        }
    }

    #[test]
    fn names_of_web_forms_lead_to_zones_that_exist() {
        for (name, zone) in ALSO_KNOWN_AS {
            assert_eq!(TimeZone::get(zone).unwrap().iana_name(), Some(*zone), "{name}");
        }
    }
}

//! Mails that the platform sends for a space, which the space may word differently (section 23): a subject and a body in
//! HTML, with placeholders in double braces. Those on which safety hangs are not among them.

mod catalogue;

pub use catalogue::ALL;

use crate::articles::escape;
use crate::texts::{self, BadText};
use std::collections::BTreeSet;

/// One of the mails.
#[derive(Debug)]
pub struct BuiltIn {
    /// `membership_confirmation_email`
    pub key: &'static str,
    pub name: &'static str,
    /// When it is sent, and to whom.
    pub description: &'static str,
    pub subject: &'static str,
    /// HTML.
    pub body: &'static str,
    /// Beside those of all mails.
    pub placeholders: &'static [&'static str],
}

/// What each mail may say.
pub const COMMON: [&str; 5] = ["space", "space_url", "space_email", "name", "first_name"];

/// The mail with this key.
pub fn find(key: &str) -> Option<&'static BuiltIn> {
    ALL.iter().find(|mail| mail.key == key)
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadTemplate {
    Text(BadText),
    /// Braces that are opened and not closed.
    Open,
    /// A placeholder that the mail does not have.
    Unknown(String),
}

impl BadTemplate {
    /// Stable, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(bad) => bad.code(),
            Self::Open => "open_placeholder",
            Self::Unknown(_) => "unknown_placeholder",
        }
    }

    /// Continues a sentence that begins with the name of the field.
    pub fn message(&self) -> String {
        match self {
            Self::Text(bad) => bad.message().to_owned(),
            Self::Open => "has a placeholder without an end".to_owned(),
            Self::Unknown(name) => format!("has the placeholder {name}, which this mail does not know"),
        }
    }
}

impl BuiltIn {
    fn knows(&self, placeholder: &str) -> bool {
        COMMON.contains(&placeholder) || self.placeholders.contains(&placeholder)
    }

    /// A subject that may stand instead of ours, trimmed.
    pub fn subject(&self, typed: &str) -> Result<String, BadTemplate> {
        let subject = texts::name(typed).map_err(BadTemplate::Text)?;
        self.check(&subject)?;
        Ok(subject)
    }

    /// A body that may stand instead of ours.
    pub fn body(&self, typed: &str) -> Result<String, BadTemplate> {
        texts::text(typed).map_err(BadTemplate::Text)?;
        if typed.trim().is_empty() {
            return Err(BadTemplate::Text(BadText::Blank));
        }
        self.check(typed)?;
        Ok(typed.to_owned())
    }

    fn check(&self, template: &str) -> Result<(), BadTemplate> {
        let parts = parts(template).ok_or(BadTemplate::Open)?;
        let unknown = parts.iter().find_map(|part| match part {
            Part::Placeholder(name) if !self.knows(name) => Some((*name).to_owned()),
            _ => None,
        });
        unknown.map_or(Ok(()), |name| Err(BadTemplate::Unknown(name)))
    }
}

enum Part<'a> {
    Text(&'a str),
    Placeholder(&'a str),
}

/// `None` where a placeholder does not end.
fn parts(template: &str) -> Option<Vec<Part<'_>>> {
    let (mut parts, mut rest) = (Vec::new(), template);
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}")?;
        parts.extend([Part::Text(before), Part::Placeholder(name.trim())]);
        rest = after;
    }
    parts.push(Part::Text(rest));
    Some(parts)
}

/// The placeholders that stand in the text.
pub fn used(template: &str) -> BTreeSet<&str> {
    let parts = parts(template).unwrap_or_default();
    parts.into_iter().filter_map(|part| if let Part::Placeholder(name) = part { Some(name) } else { None }).collect()
}

/// The text with values in the place of its placeholders; what has no value says nothing. In HTML values are text.
pub fn fill(template: &str, html: bool, value: impl Fn(&str) -> Option<String>) -> String {
    let Some(parts) = parts(template) else { return template.to_owned() };
    let mut out = String::with_capacity(template.len() * 2);
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Placeholder(name) => {
                let value = value(name).unwrap_or_default();
                out.push_str(&if html { escape(&value) } else { value });
            }
        }
    }
    out
}

/// HTML of a mail as plain text: paragraphs are parted by blank lines, other elements are left out.
pub fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        let Some((element, after)) = after.split_once('>') else {
            rest = "";
            break;
        };
        let name = element.trim_end_matches('/').trim().to_ascii_lowercase();
        out.push_str(match name.split_whitespace().next().unwrap_or_default() {
            "br" | "/li" => "\n",
            "/p" | "/h1" | "/h2" | "/h3" | "/ul" | "/ol" | "/div" => "\n\n",
            _ => "",
        });
        rest = after;
    }
    out.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    entities.into_iter().fold(out, |text, (entity, character)| text.replace(entity, character)).trim().to_owned()
}

/// What stands for a placeholder when a mail is shown to who words it. Common ones and prices depend on the space.
pub fn example(placeholder: &str) -> &'static str {
    match placeholder {
        "name" | "names" => "Petra Pan",
        "first_name" => "Petra",
        "plan" | "new_plan" => "Flex desk",
        "old_plan" => "Day ticket",
        "start_date" | "change_date" | "canceled_to" | "due_date" | "next_try" | "valid_on" | "expires_on" | "date" => "2026-05-01",
        "from" => "2026-05-01 10:00",
        "to" => "2026-05-01 12:00",
        "price" | "total" | "amount" => "100.00",
        "invoice_number" => "1042",
        "corrected_number" => "1041",
        "days_late" => "14",
        "last4" => "4242",
        "count" => "5",
        "team" => "Kran & Co",
        "admin_name" | "host" => "Anna Admin",
        "resource" => "Meeting room",
        "event" => "Breakfast",
        "location" => "Kitchen",
        "pass" | "item" => "Day pass",
        "issue" => "Printer",
        "text" | "comment" => "The printer is out of paper.",
        "message" => "We look forward to it!",
        "terms" => "Our terms are attached.",
        "payment_status" => "It is not paid yet.",
        "problem" => "The payment has failed for good.",
        "refund" => "You get your money back.",
        "changes" => "another room",
        "instructions" | "onboarding_instructions" => "Please ring at the front desk.",
        "payment_instructions" => "Please pay at the front desk.",
        _ => "https://example.com",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mail_has_a_key_and_fills_with_what_it_knows() {
        let keys: BTreeSet<_> = ALL.iter().map(|mail| mail.key).collect();
        assert_eq!(keys.len(), ALL.len());
        for mail in ALL {
            assert!(mail.key.ends_with("_email") && mail.subject(mail.subject).is_ok() && mail.body(mail.body).is_ok(), "{}", mail.key);
            let left: Vec<_> =
                mail.placeholders.iter().filter(|name| !mail.body.contains(**name) && !mail.subject.contains(**name)).collect();
            assert!(left.is_empty(), "{} says nothing of {left:?}", mail.key);
            let text = fill(mail.body, true, |name| Some(example(name).to_owned()));
            assert!(!text.contains("{{"), "{text}");
        }
        assert!(find("invoice_email").is_some() && find("password_reset_email").is_none());
    }

    #[test]
    fn values_are_text_and_unknown_placeholders_are_refused() {
        let mail = find("birthday_email").unwrap();
        assert_eq!(mail.subject(" Hi {{ name }}! ").as_deref(), Ok("Hi {{ name }}!"));
        assert_eq!(mail.subject("{{plan}}"), Err(BadTemplate::Unknown("plan".into())));
        assert_eq!(mail.subject("{{name"), Err(BadTemplate::Open));
        assert_eq!(mail.subject(" "), Err(BadTemplate::Text(BadText::Blank)));
        assert_eq!(mail.body(" \n"), Err(BadTemplate::Text(BadText::Blank)));
        let name = |name: &str| (name == "name").then(|| "<b>{{space}}</b>".to_owned());
        assert_eq!(fill("Hi {{ name }}{{space}}", true, name), "Hi &lt;b&gt;{{space}}&lt;/b&gt;");
        assert_eq!(fill("Hi {{name}}", false, name), "Hi <b>{{space}}</b>");
        assert_eq!(used("{{a}} {{b}} {{ a }}"), ["a", "b"].into_iter().collect());
    }

    #[test]
    fn html_becomes_plain_text() {
        assert_eq!(plain("<p>Hi Ada &amp; &lt;Bob&gt;,</p><p>one<br>two</p>"), "Hi Ada & <Bob>,\n\none\ntwo");
        assert_eq!(plain("<ul><li>a</li><li>b</li></ul><script"), "a\nb");
        assert_eq!(plain("&amp;lt;"), "&lt;");
    }
}

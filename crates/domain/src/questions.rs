//! What a space asks people who sign up (rule J14).

use crate::refusal::Refusal;
use crate::texts;
use jiff::civil::Date;

crate::words::words! {
    /// What an answer looks like.
    QuestionKind {
        /// One line.
        Text = "text",
        LongText = "long_text",
        /// One of the options.
        Choice = "choice",
        /// Yes or no.
        Checkbox = "checkbox",
        Date = "date",
    }
}

/// More options than anybody reads.
const OPTIONS: usize = 100;

/// The options of a question, tidied up; questions of other kinds than a choice have none.
pub fn options(kind: QuestionKind, options: &[String]) -> Result<Vec<String>, Refusal> {
    let wrong = |code, message: &'static str| Refusal::new("options", code, message);
    if kind != QuestionKind::Choice {
        return if options.is_empty() { Ok(vec![]) } else { Err(wrong("not_a_choice", "belong to a choice alone")) };
    }
    if options.is_empty() {
        return Err(wrong("blank", "can't be blank"));
    }
    if options.len() > OPTIONS {
        return Err(wrong("too_many", "must be at most 100"));
    }
    let mut tidy = Vec::with_capacity(options.len());
    for option in options {
        let option = texts::name(option).map_err(|bad| Refusal::new("options", bad.code(), bad.to_string()))?;
        if tidy.contains(&option) {
            return Err(wrong("taken", "must not name one thing twice"));
        }
        tidy.push(option);
    }
    Ok(tidy)
}

/// An answer as it is kept: a day as `2010-01-31`, a checkbox as `true` or `false`.
pub fn answer(kind: QuestionKind, options: &[String], required: bool, typed: &str) -> Result<String, Refusal> {
    let wrong = |code, message: &'static str| Refusal::new("text", code, message);
    let text = typed.trim();
    if text.is_empty() {
        return if required { Err(wrong("blank", "can't be blank")) } else { Ok(String::new()) };
    }
    match kind {
        QuestionKind::Text => texts::name(text).map_err(|bad| Refusal::new("text", bad.code(), bad.to_string())),
        QuestionKind::LongText => match texts::text(text) {
            Ok(()) => Ok(text.to_owned()),
            Err(bad) => Err(Refusal::new("text", bad.code(), bad.to_string())),
        },
        QuestionKind::Choice => {
            let chosen = options.iter().find(|option| *option == text);
            chosen.cloned().ok_or_else(|| wrong("unknown", "is none of the options"))
        }
        QuestionKind::Checkbox => match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok("true".into()),
            "false" | "0" | "no" | "off" if !required => Ok("false".into()),
            "false" | "0" | "no" | "off" => Err(wrong("not_accepted", "must be accepted")),
            _ => Err(wrong("invalid", "must be true or false")),
        },
        QuestionKind::Date => match text.replace('/', "-").parse::<Date>() {
            Ok(day) => Ok(day.to_string()),
            Err(_) => Err(wrong("invalid", "must be a day, as in 2010/01/31")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_has_options_and_nothing_else_does() {
        let some = ["Tea".to_owned(), " Coffee ".to_owned()];
        assert_eq!(options(QuestionKind::Choice, &some).unwrap(), ["Tea", "Coffee"]);
        assert_eq!(options(QuestionKind::Choice, &[]).unwrap_err().code, "blank");
        assert_eq!(options(QuestionKind::Choice, &["a".into(), "a ".into()]).unwrap_err().code, "taken");
        assert_eq!(options(QuestionKind::Text, &some).unwrap_err().code, "not_a_choice");
        assert_eq!(options(QuestionKind::Choice, &vec!["x".to_owned(); 101]).unwrap_err().code, "too_many");
    }

    #[test]
    fn answers_are_of_their_kind() {
        let some = ["Tea".to_owned()];
        for (kind, typed, kept) in [
            (QuestionKind::Text, " Ada ", Ok("Ada")),
            (QuestionKind::Text, "a\nb", Err("control_characters")),
            (QuestionKind::LongText, "a\nb", Ok("a\nb")),
            (QuestionKind::Choice, "Tea", Ok("Tea")),
            (QuestionKind::Choice, "tea", Err("unknown")),
            (QuestionKind::Checkbox, "on", Ok("true")),
            (QuestionKind::Checkbox, "0", Err("not_accepted")),
            (QuestionKind::Checkbox, "perhaps", Err("invalid")),
            (QuestionKind::Date, "2010/01/31", Ok("2010-01-31")),
            (QuestionKind::Date, "soon", Err("invalid")),
            (QuestionKind::Date, " ", Err("blank")),
        ] {
            let seen = answer(kind, &some, true, typed);
            assert_eq!(seen.as_deref().map_err(|refusal| refusal.code), kept, "{typed}");
        }
        assert_eq!(answer(QuestionKind::Checkbox, &[], false, "no").unwrap(), "false");
        assert_eq!(answer(QuestionKind::Date, &[], false, "").unwrap(), "");
    }
}

//! Who a member is: what people type, checked.

use crate::{Error, FieldError, Result};
use domain::countries::Country;
use domain::{emails, tax_ids, texts};
use store::memberships::Membership;
use store::spaces::{Address, Space};

/// Contact and billing data of a member. Name and company stand here, not in the address.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// `country` is a code or a name.
    pub address: Address,
    pub billing_emails: Vec<String>,
    pub tax_id: Option<String>,
    /// False: lines have tax rate zero (M14).
    pub charge_taxes: bool,
}

impl Default for Person {
    fn default() -> Self {
        let address = Address::default();
        let billing_emails = Vec::new();
        Self { name: None, company: None, email: None, phone: None, address, billing_emails, tax_id: None, charge_taxes: true }
    }
}

const MOST_BILLING_EMAILS: usize = 20;

impl From<&Membership> for Person {
    fn from(membership: &Membership) -> Self {
        Self {
            name: membership.name.clone(),
            company: membership.company.clone(),
            email: membership.email.clone(),
            phone: membership.phone.clone(),
            address: membership.address.0.clone(),
            billing_emails: membership.billing_emails.0.clone(),
            tax_id: membership.tax_id.clone(),
            charge_taxes: membership.charge_taxes,
        }
    }
}

/// Collects what is wrong with what people type.
#[derive(Default)]
pub(crate) struct Checker(Vec<FieldError>);

impl Checker {
    pub(crate) fn refuse(&mut self, field: String, code: &'static str, message: &'static str) {
        self.0.push(FieldError::field(field, code, message));
    }

    /// A line; blank counts as absent.
    pub(crate) fn line(&mut self, field: &str, text: &mut Option<String>) {
        let Some(typed) = text.take().filter(|typed| !typed.trim().is_empty()) else { return };
        match texts::name(&typed) {
            Ok(kept) => *text = Some(kept),
            Err(bad) => self.0.push(FieldError::field(field.to_owned(), bad.code(), bad.to_string())),
        }
    }

    /// Several lines; blank counts as absent.
    pub(crate) fn lines(&mut self, field: &str, text: &mut Option<String>) {
        let Some(typed) = text.take().filter(|typed| !typed.trim().is_empty()) else { return };
        match texts::text(&typed) {
            Ok(()) => *text = Some(typed.trim().to_owned()),
            Err(bad) => self.0.push(FieldError::field(field.to_owned(), bad.code(), bad.to_string())),
        }
    }

    pub(crate) fn email(&mut self, field: String, text: &str) -> Option<String> {
        let kept = emails::normalize(text);
        if kept.is_none() {
            self.refuse(field, "invalid", "is not an e-mail address");
        }
        kept
    }
}

impl Checker {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that is wrong.
    pub(crate) fn wrong(self) -> Vec<FieldError> {
        self.0
    }

    /// The checked thing, or all that is wrong with it.
    pub(crate) fn done<T>(self, checked: T) -> Result<T> {
        if self.0.is_empty() { Ok(checked) } else { Err(Error::Invalid(self.0)) }
    }
}

impl Person {
    /// Tidied up, or everything that is wrong (J2, J12, M15).
    pub(crate) fn checked(mut self, space: &Space) -> Result<Self> {
        let mut check = Checker(Vec::new());
        check.line("name", &mut self.name);
        check.line("company", &mut self.company);
        check.line("phone", &mut self.phone);
        if self.name.is_none() && self.company.is_none() && check.0.is_empty() {
            check.refuse("name".into(), "blank", "can't be blank, unless there is a company");
        }
        let email = self.email.take().filter(|email| !email.trim().is_empty());
        self.email = email.and_then(|email| check.email("email".into(), &email));
        let billing = std::mem::take(&mut self.billing_emails).into_iter().filter(|email| !email.trim().is_empty()).enumerate();
        self.billing_emails = billing.filter_map(|(place, email)| check.email(format!("billing_emails.{place}"), &email)).collect();
        if self.billing_emails.len() > MOST_BILLING_EMAILS {
            check.refuse("billing_emails".into(), "too_many", "must have at most 20 entries");
        }
        address(&mut check, &mut self.address);
        self.tax_id(&mut check, space);
        check.done(self)
    }

    fn tax_id(&mut self, check: &mut Checker, space: &Space) {
        check.line("tax_id", &mut self.tax_id);
        let Ok(home) = space.country.parse::<Country>() else { return };
        let own = self.address.country.as_deref().and_then(|code| code.parse().ok()).unwrap_or(home);
        let Some(typed) = self.tax_id.as_deref().filter(|_| home.in_eu() && own.in_eu()) else { return };
        self.tax_id = tax_ids::in_eu(typed, own);
        if self.tax_id.is_none() {
            check.refuse("tax_id".into(), "invalid", "is not a tax id of the European Union");
        }
    }
}

/// Tidies up an address; name and company stand beside it.
pub(crate) fn address(check: &mut Checker, address: &mut Address) {
    (address.name, address.company) = (None, None);
    check.lines("address.full_address", &mut address.full_address);
    check.line("address.street", &mut address.street);
    check.line("address.post_code", &mut address.post_code);
    check.line("address.city", &mut address.city);
    check.line("address.state", &mut address.state);
    let Some(country) = address.country.take().filter(|country| !country.trim().is_empty()) else { return };
    match country.parse::<Country>() {
        Ok(country) => address.country = Some(country.code().to_owned()),
        Err(_) => check.refuse("address.country".into(), "unknown", "is not a country"),
    }
}

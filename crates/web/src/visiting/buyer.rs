//! Who buys as a visitor and how it is paid: the same fields wherever something is sold.

use crate::inside::failure;
use crate::visits::{Problems, Visit};
use app::access::Access;
use app::payments::{self, Means};
use app::throttles::{self, MAIL_PLACE, Quota};
use app::{At, Error, FieldError};
use axum::response::Response;
use domain::ids::PaymentMethodId;
use serde::{Deserialize, Serialize};
use store::buyers::Buyer;
use store::spaces::Address;

/// What the form had in it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Typed {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub company: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub street: String,
    #[serde(default)]
    pub post_code: String,
    #[serde(default)]
    pub city: String,
    #[serde(default)]
    pub tax_id: String,
    #[serde(default)]
    pub comments: String,
    #[serde(default)]
    pub agreed: Option<String>,
    /// The id of a payment method.
    #[serde(default)]
    pub method: String,
}

/// The fields that show themselves what is wrong with them.
pub(crate) const FIELDS: [&str; 11] = [
    "name",
    "email",
    "company",
    "phone",
    "billing_address.full_address",
    "billing_address.post_code",
    "billing_address.city",
    "tax_id",
    "comments",
    "agreed",
    "method",
];

/// Purchases that one address is written to about; a few more than mails of other sorts, for people mistype.
const ADDRESS: Quota = Quota { name: "visitor-address", attempts: 10, minutes: 60 };

/// A way to pay.
pub(crate) struct Method {
    pub id: PaymentMethodId,
    pub name: String,
    pub instructions: Option<String>,
    /// Paid on a page of a provider, before anything is bought.
    pub automated: bool,
}

/// Text that need not be there.
pub(crate) fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

impl Typed {
    /// An empty form: who is signed in need not type the address.
    pub fn blank(visit: &Visit) -> Self {
        let email = visit.session.as_ref().map(|session| session.email.clone()).unwrap_or_default();
        Self { email, ..Self::default() }
    }

    pub fn address(&self) -> Address {
        Address { street: said(&self.street), post_code: said(&self.post_code), city: said(&self.city), ..Address::default() }
    }

    pub fn buyer(&self) -> Buyer {
        Buyer {
            name: self.name.clone(),
            company: said(&self.company),
            email: self.email.clone(),
            phone: said(&self.phone),
            tax_id: said(&self.tax_id),
            address: self.address(),
            comments: said(&self.comments),
        }
    }

    /// How it is paid, and that the terms are agreed to.
    pub fn means(&self) -> Result<Means, Error> {
        if self.agreed.is_none() {
            return Err(FieldError::field("agreed", "blank", "must be agreed to").into());
        }
        match self.method.as_str() {
            "" => Ok(Means::Nothing),
            id => match id.parse() {
                Ok(id) => Ok(Means::Method(id)),
                Err(_) => Err(FieldError::field("method", "unknown", "must be chosen").into()),
            },
        }
    }

    /// Whether the form had this way to pay chosen.
    pub fn pays_by(&self, method: &Method) -> bool {
        self.method == method.id.to_string()
    }

    /// Keeps one place from having mails sent to all the world, and anybody's mailbox from being filled.
    pub async fn slowly(&self, visit: &Visit) -> Result<(), Response> {
        throttles::attempt(visit.app(), MAIL_PLACE, &format!("visitor {}", visit.place)).await.map_err(failure)?;
        throttles::attempt(visit.app(), ADDRESS, &self.email.trim().to_lowercase()).await.map_err(failure)
    }
}

/// How something may be paid.
pub(crate) async fn methods(visit: &Visit, access: &Access, used_for: &str) -> Result<Vec<Method>, Response> {
    let offers = payments::offers(visit.app(), access, Some(used_for)).await.map_err(failure)?;
    let method = |method: store::invoices::payments::Method| Method {
        id: method.id,
        name: method.name,
        instructions: method.instructions,
        automated: method.provider.is_some(),
    };
    Ok(offers.into_iter().map(|(one, _)| method(one)).collect())
}

/// The method that was chosen, where a provider moves the money.
pub(crate) async fn automated(visit: &Visit, access: &Access, used_for: &str, means: Means) -> Result<Option<PaymentMethodId>, Response> {
    let Means::Method(chosen) = means else { return Ok(None) };
    let methods = methods(visit, access, used_for).await?;
    Ok(methods.into_iter().find(|method| method.id == chosen && method.automated).map(|method| method.id))
}

/// What the form shows of an error, at the fields it has.
pub(crate) fn problems(error: Error) -> Result<Problems, Response> {
    match error {
        Error::Conflict { message, .. } | Error::Unbookable { message, .. } => Ok(Problems::base_only(message)),
        Error::Invalid(fields) => Ok(Problems::from(fields.into_iter().map(at_form).collect::<Vec<_>>())),
        // A method that the space took away, or never had.
        Error::NotFound { at: Some(At::Relation(name)) } if name.starts_with("payment") => {
            Ok(Problems::from(vec![FieldError::field("method", "unknown", "must be chosen")]))
        }
        error => Problems::of(error),
    }
}

fn at_form(field: FieldError) -> FieldError {
    let name = match &field.at {
        At::Relation(name) if name.starts_with("payment") => return FieldError::field("method", field.code, "must be chosen"),
        At::Field(name) | At::Relation(name) => name,
        At::Parameter(_) | At::Base => return field,
    };
    match &**name {
        "drop_in_passes.0.attributes.valid_on" => FieldError { at: At::Field("day".into()), ..field },
        "accepted_terms" => FieldError { at: At::Field("agreed".into()), ..field },
        _ => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stand_at_the_fields_of_the_form() {
        let wrong = Error::Invalid(vec![
            FieldError::relation("payment", "payment_needed", "is needed"),
            FieldError::field("drop_in_passes.0.attributes.valid_on", "sold_out", "is sold out"),
            FieldError::field("name", "blank", "can't be blank"),
        ]);
        let Ok(problems) = problems(wrong) else { panic!("a page") };
        assert_eq!(problems.at("method").as_deref(), Some("must be chosen"));
        assert_eq!(problems.at("day").as_deref(), Some("is sold out"));
        assert!(problems.besides(&["method", "day", "name"]).is_empty());
    }
}

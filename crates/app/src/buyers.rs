//! Visitors who buy something: what they type, checked, and the contact they become (O1).

use crate::contacts::Details;
use crate::memberships::person::{Checker, address};
use crate::{At, Error, FieldError, Result};
use store::buyers::Buyer;
use store::spaces::Address;

/// Tidied up, or everything that is wrong with it; the address is that of the bill.
///
/// # Errors
/// [`Error::Invalid`] with the fields as API 2 names them.
pub fn checked(mut buyer: Buyer) -> Result<Buyer> {
    let mut check = Checker::default();
    let mut name = Some(std::mem::take(&mut buyer.name));
    check.line("name", &mut name);
    if name.is_none() && check.is_empty() {
        check.refuse("name".into(), "blank", "can't be blank");
    }
    buyer.name = name.unwrap_or_default();
    for (field, text) in [("company", &mut buyer.company), ("phone", &mut buyer.phone), ("tax_id", &mut buyer.tax_id)] {
        check.line(field, text);
    }
    check.lines("comments", &mut buyer.comments);
    if let Some(email) = check.email("email".into(), &buyer.email) {
        buyer.email = email;
    }
    let mut on_bill = [buyer.address.name.take(), buyer.address.company.take()];
    for (field, text) in ["address.name", "address.company"].into_iter().zip(&mut on_bill) {
        check.line(field, text);
    }
    address(&mut check, &mut buyer.address);
    [buyer.address.name, buyer.address.company] = on_bill;
    check.done(buyer).map_err(|error| match error {
        Error::Invalid(fields) => Error::Invalid(fields.into_iter().map(on_the_bill).collect()),
        other => other,
    })
}

fn on_the_bill(error: FieldError) -> FieldError {
    match error.at {
        At::Field(name) if name == "address.country" => FieldError { at: At::Field("billing_address.country_code".into()), ..error },
        At::Field(name) if name.starts_with("address") => FieldError { at: At::Field(format!("billing_{name}").into()), ..error },
        at => FieldError { at, ..error },
    }
}

/// The contact that the visitor is from now on.
pub(crate) fn contact(buyer: &Buyer) -> Details {
    Details {
        name: Some(buyer.name.clone()),
        company: buyer.company.clone(),
        email: Some(buyer.email.clone()),
        phone: buyer.phone.clone(),
        address: Address { name: None, company: None, ..buyer.address.clone() },
        notes: None,
        tags: vec![],
    }
}

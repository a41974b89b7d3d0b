//! The mails that the platform sends for a space, in the words of the space or in ours (section 23).

use crate::access::Access;
use crate::mails::{self, NewMail};
use crate::{App, Error, FieldError, Result};
use domain::built_in_emails::{self as rules, BadTemplate, BuiltIn};
use domain::ids::InvoiceId;
use domain::scopes::Scope;
use std::collections::BTreeMap;
use store::SpaceTx;
use store::email_customizations::{self, Customization};
use store::spaces::Space;

/// A mail as a space words it.
#[derive(Clone, Debug)]
pub struct Worded {
    pub mail: &'static BuiltIn,
    pub subject: String,
    /// HTML.
    pub body: String,
}

impl Worded {
    fn new(mail: &'static BuiltIn, own: Option<Customization>) -> Self {
        let (subject, body) = own.map_or_else(|| (mail.subject.to_owned(), mail.body.to_owned()), |own| (own.subject, own.body));
        Self { mail, subject, body }
    }
}

/// The placeholders that stand in a text, each with what might stand there when the mail is sent.
pub fn examples<'a>(app: &App, space: &Space, text: &'a str) -> BTreeMap<&'a str, String> {
    let example = |name: &str| {
        of_space(app, space, name).unwrap_or_else(|| match name {
            "price" | "total" | "amount" => format!("{} {}", rules::example(name), space.currency),
            _ => rules::example(name).to_owned(),
        })
    };
    rules::used(text).into_iter().map(|name| (name, example(name))).collect()
}

/// What stands for the placeholders that tell of the space.
fn of_space(app: &App, space: &Space, placeholder: &str) -> Option<String> {
    match placeholder {
        "space" => Some(space.name.clone()),
        "space_url" => Some(app.site_of(space)),
        "space_email" => Some(space.email.clone()),
        _ => None,
    }
}

/// All mails that the space may word, as it words them. For admins.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Worded>> {
    access.require_admin(Scope::ReadBuiltInEmailCustomizations)?;
    let access = access.clone();
    let own = app.db.read(async move |tx| Ok::<_, Error>(email_customizations::all(&mut access.bind(tx)).await?)).await?;
    let mut own: BTreeMap<String, Customization> = own.into_iter().map(|own| (own.mail.clone(), own)).collect();
    Ok(rules::ALL.iter().map(|mail| Worded::new(mail, own.remove(mail.key))).collect())
}

/// Those that the space words itself. For admins.
pub async fn customized(app: &App, access: &Access) -> Result<Vec<Worded>> {
    access.require_admin(Scope::ReadEmailCustomizations)?;
    let access = access.clone();
    let own = app.db.read(async move |tx| Ok::<_, Error>(email_customizations::all(&mut access.bind(tx)).await?)).await?;
    Ok(own.into_iter().filter_map(|own| Some(Worded::new(rules::find(&own.mail)?, Some(own)))).collect())
}

/// One mail as the space words it itself; where it does not, there is none. For admins.
pub async fn customization(app: &App, access: &Access, key: &str) -> Result<Worded> {
    let found = customized(app, access).await?.into_iter().find(|worded| worded.mail.key == key);
    found.ok_or(Error::NOT_FOUND)
}

/// One of them by its key. For admins.
pub async fn get(app: &App, access: &Access, key: &str) -> Result<Worded> {
    access.require_admin(Scope::ReadBuiltInEmailCustomizations)?;
    let mail = rules::find(key).ok_or(Error::NOT_FOUND)?;
    let (access, key) = (access.clone(), key.to_owned());
    let own = app.db.read(async move |tx| Ok::<_, Error>(email_customizations::find(&mut access.bind(tx), &key).await?)).await?;
    Ok(Worded::new(mail, own))
}

/// Words a mail anew: subject and body in HTML. For admins who may edit mails.
pub async fn customize(app: &App, access: &Access, key: &str, subject: &str, body: &str) -> Result<Worded> {
    access.require_admin(Scope::WriteEmailCustomizations)?;
    let mail = rules::find(key).ok_or(Error::NOT_FOUND)?;
    let wrong = |field: &'static str| move |bad: BadTemplate| FieldError::field(field, bad.code(), bad.message());
    let (subject, body) = (mail.subject(subject).map_err(wrong("subject"))?, mail.body(body).map_err(wrong("body"))?);
    let own = Customization { mail: key.to_owned(), subject, body };
    let (access, now, new) = (access.clone(), app.clock.now(), own.clone());
    app.db.write(async move |tx| Ok::<_, Error>(email_customizations::save(&mut access.bind(tx), &new, now).await?)).await?;
    Ok(Worded::new(mail, Some(own)))
}

/// Changes the words of a mail that the space words itself, where they are given. For admins who may edit mails.
pub async fn reword(app: &App, access: &Access, key: &str, subject: Option<String>, body: Option<String>) -> Result<Worded> {
    access.require_admin(Scope::WriteEmailCustomizations)?;
    let mail = rules::find(key).ok_or(Error::NOT_FOUND)?;
    let wrong = |field: &'static str| move |bad: BadTemplate| FieldError::field(field, bad.code(), bad.message());
    let subject = match subject {
        Some(subject) => Some(mail.subject(&subject).map_err(wrong("subject"))?),
        None => None,
    };
    let body = match body {
        Some(body) => Some(mail.body(&body).map_err(wrong("body"))?),
        None => None,
    };
    let (access, now, key) = (access.clone(), app.clock.now(), key.to_owned());
    let own = app
        .db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let before = email_customizations::lock(&mut tx, key.clone()).await?.ok_or(Error::NOT_FOUND)?;
            let (subject, body) = (subject.clone().unwrap_or(before.subject), body.clone().unwrap_or(before.body));
            let own = Customization { mail: key.clone(), subject, body };
            email_customizations::save(&mut tx, &own, now).await?;
            Ok::<_, Error>(own)
        })
        .await?;
    Ok(Worded::new(mail, Some(own)))
}

/// Back to our words. For admins who may edit mails.
pub async fn reset(app: &App, access: &Access, key: &str) -> Result<()> {
    access.require_admin(Scope::WriteEmailCustomizations)?;
    rules::find(key).ok_or(Error::NOT_FOUND)?;
    let (access, key) = (access.clone(), key.to_owned());
    app.db.write(async move |tx| Ok::<_, Error>(email_customizations::delete(&mut access.bind(tx), &key).await?)).await
}

/// Somebody to write to.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub email: String,
    /// Empty where it is not known.
    pub name: String,
}

/// A mail in the words of the space, with its placeholders filled in for one person after the other.
#[derive(Clone, Debug)]
pub struct Letters {
    worded: Worded,
    values: Vec<(&'static str, String)>,
}

impl Letters {
    /// Looks up the words once, however many are written to. `values` are those of the mail's own placeholders.
    pub async fn new(tx: &mut SpaceTx<'_>, key: &'static str, values: Vec<(&'static str, String)>) -> Result<Self> {
        let mail = rules::find(key).ok_or_else(|| Error::internal(format!("there is no mail {key}")))?;
        let own = email_customizations::find(tx, key).await?;
        Ok(Self { worded: Worded::new(mail, own), values })
    }

    /// The same, where a placeholder of the mail stands for something else.
    #[must_use]
    pub fn saying(mut self, placeholder: &'static str, value: String) -> Self {
        self.values.retain(|(name, _)| *name != placeholder);
        self.values.push((placeholder, value));
        self
    }

    /// Has it sent when the transaction is committed.
    pub async fn send(&self, app: &App, tx: &mut SpaceTx<'_>, space: &Space, to: &Recipient) -> Result<()> {
        mails::queue(app, tx.global(), self.written(app, space, to)).await.map(drop)
    }

    /// The same, with the PDF of an invoice.
    pub async fn send_with_invoice(
        &self,
        app: &App,
        tx: &mut SpaceTx<'_>,
        space: &Space,
        to: &Recipient,
        invoice: InvoiceId,
    ) -> Result<()> {
        mails::queue_with_invoice(app, tx.global(), self.written(app, space, to), invoice).await.map(drop)
    }

    /// The mail, with nothing sent.
    pub(crate) fn written(&self, app: &App, space: &Space, to: &Recipient) -> NewMail {
        let value = |placeholder: &str| match placeholder {
            "name" => Some(to.name.clone()),
            "first_name" => Some(to.name.split_whitespace().next().unwrap_or_default().to_owned()),
            other => {
                of_space(app, space, other).or_else(|| self.values.iter().find(|(name, _)| *name == other).map(|(_, value)| value.clone()))
            }
        };
        let subject = rules::fill(&self.worded.subject, false, value);
        let body = rules::plain(&rules::fill(&self.worded.body, true, value));
        NewMail { space: Some(space.id), kind: self.worded.mail.key, to: to.email.clone(), subject, body }
    }
}

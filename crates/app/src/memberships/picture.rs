//! Pictures of members.

use super::{facts, hold};
use crate::access::Access;
use crate::files::{self, Picture};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{FileId, MembershipId};
use domain::resources::Photo;
use domain::scopes::Scope;
use domain::texts;
use serde_json::json;
use std::sync::Arc;
use store::memberships::{self, Membership};
use store::resources::Word;

/// A picture to be.
#[derive(Clone, Debug)]
pub enum NewPicture {
    /// `data:image/png;base64,…`
    Data(String),
    /// Where browsers find it; `http` or `https`.
    Url(String),
}

enum Checked {
    Image(files::Image),
    Url(String),
}

async fn check(app: &App, new: NewPicture) -> Result<Checked> {
    match new {
        NewPicture::Data(data) => Ok(Checked::Image(files::image(app, "data", &data).await?)),
        NewPicture::Url(url) => {
            let good = (url.starts_with("https://") || url.starts_with("http://")) && texts::name(&url).as_ref() == Ok(&url);
            let wrong = || FieldError::field("url", "invalid", "must be an http or https URL").into();
            if good { Ok(Checked::Url(url)) } else { Err(wrong()) }
        }
    }
}

/// Replaces the picture. For admins (`api-v1`, 4.4).
pub async fn set_picture(app: &App, access: &Access, id: MembershipId, new: NewPicture) -> Result<()> {
    let bound = access.clone();
    app.db.read(async move |tx| memberships::find(&mut bound.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await?;
    access.require_admin(Scope::WriteMembershipPicture)?;
    let (app, access, new) = (app.clone(), access.clone(), Arc::new(check(app, new).await?));
    let db = app.db.clone();
    let file = app.id::<FileId>();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = hold(&mut tx, id).await?;
        files::forget(&mut tx, before.photo.as_ref()).await?;
        let photo = match &*new {
            Checked::Image(image) => files::insert(&app, &mut tx, file, image).await?,
            Checked::Url(url) => Photo::Url(url.clone()),
        };
        let after = Membership { photo: Some(Word(photo)), updated_at: app.clock.now(), ..before };
        memberships::update(&mut tx, &after).await?;
        app.emit(&mut tx, Event::UpdatedMembershipPicture, id.0, facts(&after, json!({}))).await
    })
    .await
}

/// What a page shows of a member.
#[derive(Clone, Debug)]
pub enum Portrait {
    Picture(Picture),
    /// At most two letters, for want of a picture.
    Initials(String),
}

/// Open to everybody who knows the id, as it is used in `img` tags.
pub async fn portrait(app: &App, access: &Access, id: MembershipId) -> Result<Portrait> {
    let bound = access.clone();
    let membership = app.db.read(async move |tx| Ok::<_, Error>(memberships::find(&mut bound.bind(tx), id).await?)).await?;
    let membership = membership.ok_or(Error::NOT_FOUND)?;
    Ok(match &membership.photo {
        Some(Word(photo)) => Portrait::Picture(app.picture(access.space(), photo)),
        None => Portrait::Initials(initials(membership.label())),
    })
}

/// The first letters of the first and the last word that begin with one.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_alphanumeric());
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn two_letters_at_most() {
        for (name, letters) in [("Ada King Lovelace", "AL"), ("ömer", "Ö"), ("<b> & Co", "C"), ("", "")] {
            assert_eq!(initials(name), letters);
        }
    }
}

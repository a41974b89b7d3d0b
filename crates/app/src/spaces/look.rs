//! How a space's pages look (S15): its colour.

use crate::access::Access;
use crate::{App, Error, Event, FieldError, Result};
use domain::colors::Color;
use domain::permissions::Category;
use domain::scopes::Scope;
use serde_json::Value;
use store::spaces;

/// The colour of the space at a subdomain, if it has chosen one; `None` too where there is no such space.
pub async fn accent(app: &App, subdomain: String) -> Result<Option<Color>> {
    let found = app.db.read(async move |tx| Ok::<_, Error>(spaces::accent(tx, &subdomain).await?)).await?;
    Ok(found.as_deref().and_then(Color::parse))
}

/// Sets the colour, as `#b4c300`; an empty text takes it away.
///
/// # Errors
/// [`Error::Invalid`] where it is no colour.
pub async fn set_accent(app: &App, access: &Access, color: &str) -> Result<()> {
    access.require_admin(Scope::Write)?;
    if !access.edits(Category::SpaceSettings) {
        return Err(Error::forbidden("not_permitted", "This needs the permission to edit the settings of the space."));
    }
    let color = color.trim().to_ascii_lowercase();
    if !color.is_empty() && Color::parse(&color).is_none() {
        return Err(FieldError::field("color", "invalid", "must look like #b4c300").into());
    }
    let (all, access, color) = (app.clone(), access.clone(), Some(color).filter(|color| !color.is_empty()));
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            spaces::set_accent(&mut tx, color.as_deref()).await?;
            all.emit(&mut tx, Event::UpdatedSpace, access.space_id().0, Value::Null).await
        })
        .await
}

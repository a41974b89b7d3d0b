//! What a space tells its members.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadAnnouncements, WriteAnnouncements};
use crate::style::V1;
use crate::v1::{Body, Day, Json, Time, When};
use crate::v2::NoContent;
use app::announcements::{self, Write};
use domain::ids::AnnouncementId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::announcements::Announcement;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Announcements");
    api.get("v1-list-announcements", "/api/announcements", list, "What the members are told")
        .about("The newest first. **Access**: admins who may see communication see all, members what is shown today.");
    api.post("v1-create-announcement", "/api/announcements", create, "Tell the members something").about(
        "It is shown from the day `from`, today without it, to the day `until`. With `email` it is mailed to all active members, too. \
             **Access**: admins who may edit communication.",
    );
    api.get("v1-get-announcement", "/api/announcements/{id}", get, "One announcement")
        .about("**Access**: admins who may see communication; members as long as it is shown.");
    api.put("v1-update-announcement", "/api/announcements/{id}", update, "Change an announcement")
        .about("What is not given stays. **Access**: admins who may edit communication.");
    api.delete("v1-delete-announcement", "/api/announcements/{id}", delete, "Delete an announcement")
        .about("**Access**: admins who may edit communication.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewAnnouncement")]
struct New {
    #[serde(default)]
    title: Option<String>,
    text: String,
    /// The first day.
    #[serde(default)]
    from: Option<When>,
    /// The last day.
    #[serde(default)]
    until: Option<When>,
    /// Mailed to all active members, too, on the first day.
    #[serde(default)]
    email: Option<bool>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "AnnouncementChange")]
struct Change {
    title: Patch<Option<String>>,
    text: Patch<String>,
    from: Patch<When>,
    until: Patch<Option<When>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Announcement")]
struct AnnouncementObject {
    id: String,
    title: Option<String>,
    text: String,
    from: Day,
    until: Option<Day>,
    author_name: String,
    /// When it has gone to all members as a mail; null: not yet, or nobody asked for it.
    #[schemars(with = "Option<String>")]
    mailed_at: Option<Time>,
    #[schemars(with = "String")]
    created_at: Time,
    #[schemars(with = "String")]
    updated_at: Time,
}

impl From<Announcement> for AnnouncementObject {
    fn from(one: Announcement) -> Self {
        Self {
            id: one.id.to_string(),
            title: one.title,
            text: one.text,
            from: one.starts_on.into(),
            until: one.ends_on.map(Day),
            author_name: one.author_name,
            mailed_at: one.mailed_at.map(Time::from),
            created_at: one.created_at.into(),
            updated_at: one.updated_at.into(),
        }
    }
}

async fn list(access: SpaceAccess<ReadAnnouncements, ByHost>) -> Result<Json<Vec<AnnouncementObject>>, Error> {
    let found = announcements::list(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(AnnouncementObject::from).collect()))
}

async fn get(access: SpaceAccess<ReadAnnouncements, ByHost>, Id(id): Id<AnnouncementId>) -> Result<Json<AnnouncementObject>, Error> {
    Ok(Json(announcements::get(access.app(), &access, id).await?.into()))
}

async fn create(access: SpaceAccess<WriteAnnouncements, ByHost>, Body(new): Body<New>) -> Result<Json<AnnouncementObject, 201>, Error> {
    let day = |when: When| when.day(access.zone());
    let wish = Write { title: new.title, text: new.text, starts_on: new.from.map(day), ends_on: new.until.map(day), plan: None };
    Ok(Json(announcements::create(access.app(), &access, wish, new.email.unwrap_or(false)).await?.into()))
}

async fn update(
    access: SpaceAccess<WriteAnnouncements, ByHost>,
    Id(id): Id<AnnouncementId>,
    Body(change): Body<Change>,
) -> Result<Json<AnnouncementObject>, Error> {
    let zone = access.zone().clone();
    let (from, until) = (change.from.map(|when| Some(when.day(&zone))), change.until.map(|when| when.map(|when| when.day(&zone))));
    let (title, text) = (change.title, change.text);
    let changed = announcements::update(access.app(), &access, id, move |wish| {
        title.clone().apply(&mut wish.title);
        text.clone().apply(&mut wish.text);
        from.clone().apply(&mut wish.starts_on);
        until.clone().apply(&mut wish.ends_on);
    });
    Ok(Json(changed.await?.into()))
}

async fn delete(access: SpaceAccess<WriteAnnouncements, ByHost>, Id(id): Id<AnnouncementId>) -> Result<NoContent, Error> {
    announcements::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

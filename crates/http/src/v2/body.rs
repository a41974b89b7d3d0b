//! Bodies of API 2.

use crate::accept::is_sent_as;
use crate::call::Call;
use crate::error::Error;
use crate::openapi::Docs;
use crate::operation::Input;
use crate::style::JsonApi;
use jsonapi::{Incoming, MEDIA, Relationship};

/// The request document `{data: T}`, where `T` is `jsonapi::{New, NewAlone, NewSparse, Change}`.
pub struct Body<T>(pub T);

impl<T: Incoming> Input<JsonApi> for Body<T> {
    fn describe(docs: &mut Docs) {
        docs.body::<Relationship<T>>(&[MEDIA]);
    }
    fn take(call: &Call) -> Result<Self, Error> {
        if !is_sent_as(&call.parts.headers, MEDIA) {
            return Err(Error::UnsupportedMediaType(MEDIA));
        }
        let Relationship { data } = crate::input::json::<Relationship<T>>(&call.bytes)?;
        // The id of a change is the last one in the path.
        if let (Some(id), Some((_, path))) = (data.id(), call.params.last())
            && !same(id, path)
        {
            return Err(Error::OtherId);
        }
        Ok(Self(data))
    }
}

/// Ids may be written with hyphens and in capitals.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|letter| *letter != '-').flat_map(char::to_lowercase).collect::<String>();
    one == other || plain(one) == plain(other)
}

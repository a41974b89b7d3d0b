//! Bodies of API 2.

use crate::accept::is_sent_as;
use crate::call::Call;
use crate::error::Error;
use crate::openapi::Docs;
use crate::operation::Input;
use crate::style::JsonApi;
use jsonapi::{Incoming, Kind, MEDIA, Many, One, OneOrNull, Ref, Relationship};
use std::str::FromStr;

/// The request document `{data: T}`, where `T` is `jsonapi::{New, NewAlone, NewLinked, NewSparse, Change}`.
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
        // The id of a change is the one the path ends with, if it ends with one.
        if let (Some(id), Some((_, path))) = (data.id(), call.params.last())
            && call.parts.uri.path().ends_with(path.as_str())
            && !same(id, path)
        {
            return Err(Error::OtherId);
        }
        Ok(Self(data))
    }
}

/// Ids may be written with hyphens and in capitals.
pub fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|letter| *letter != '-').flat_map(char::to_lowercase).collect::<String>();
    one == other || plain(one) == plain(other)
}

/// What a relationship of a body leads to, as a typed id. What is no id does not exist: 404 that points at it.
pub trait Link {
    fn id<T: FromStr>(&self, relation: &'static str) -> Result<T, Error>;
}
impl<K: Kind> Link for One<K> {
    fn id<T: FromStr>(&self, relation: &'static str) -> Result<T, Error> {
        read(&self.data, relation)
    }
}

/// The same for a relationship that may be empty.
pub trait LinkOrNull {
    fn id<T: FromStr>(&self, relation: &'static str) -> Result<Option<T>, Error>;
}
impl<K: Kind> LinkOrNull for OneOrNull<K> {
    fn id<T: FromStr>(&self, relation: &'static str) -> Result<Option<T>, Error> {
        self.data.as_ref().map(|data| read(data, relation)).transpose()
    }
}

/// The same for many.
pub trait LinkList {
    fn ids<T: FromStr>(&self, relation: &'static str) -> Result<Vec<T>, Error>;
}
impl<K: Kind> LinkList for Many<K> {
    fn ids<T: FromStr>(&self, relation: &'static str) -> Result<Vec<T>, Error> {
        self.data.iter().map(|data| read(data, relation)).collect()
    }
}

fn read<K: Kind, T: FromStr>(data: &Ref<K>, relation: &'static str) -> Result<T, Error> {
    data.id.parse().map_err(|_| app::Error::no_such(relation).into())
}

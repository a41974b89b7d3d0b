//! Reading what came as text: queries and forms have no numbers, API 1's JSON may have them as strings.

use serde::de::value::{EnumAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor};
use serde_json::{Error, Map, Value};

/// A value that is read as what is wanted: `"2"` as the number 2, `"true"`, `"1"` and `"on"` as true, `3` as `"3"`,
/// an empty text as null where null is allowed, `{"0": a, "1": b}` as a list.
#[derive(Clone, Debug)]
pub struct Lenient(pub Value);

impl IntoDeserializer<'_, Error> for Lenient {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Number(number) => number.as_i64().map(i128::from).or(number.as_u64().map(i128::from)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

macro_rules! integers {
    ($($method:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match integer(&self.0) {
                Some(number) => match (i64::try_from(number), u64::try_from(number)) {
                    (Ok(number), _) => visitor.visit_i64(number),
                    (_, Ok(number)) => visitor.visit_u64(number),
                    _ => Err(Error::custom("is too large")),
                },
                None if matches!(self.0, Value::String(_)) => Err(Error::custom("must be a whole number")),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Lenient {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Lenient))),
            Value::Object(members) => {
                visitor.visit_map(MapDeserializer::new(members.into_iter().map(|(name, value)| (name, Lenient(value)))))
            }
            number @ Value::Number(_) => number.deserialize_any(visitor),
        }
    }

    integers!(
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_i128,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64,
        deserialize_u128
    );

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0 {
            Value::String(text) => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => visitor.visit_f64(number),
                _ => Err(Error::custom("must be a number")),
            },
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = match &self.0 {
            Value::String(text) => text.trim().to_ascii_lowercase(),
            Value::Number(number) => number.to_string(),
            _ => return self.deserialize_any(visitor),
        };
        match text.as_str() {
            "true" | "1" | "on" | "yes" => visitor.visit_bool(true),
            "false" | "0" | "off" | "no" | "" => visitor.visit_bool(false),
            other => Err(Error::invalid_value(Unexpected::Str(other), &"true or false")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Number(number) => visitor.visit_string(number.to_string()),
            _ => self.deserialize_any(visitor),
        }
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0 {
            Value::Null => visitor.visit_none(),
            Value::String(text) if text.is_empty() => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(members) => visitor.visit_seq(SeqDeserializer::new(numbered(members)?.into_iter().map(Lenient))),
            Value::String(text) if text.is_empty() => visitor.visit_seq(SeqDeserializer::new(std::iter::empty::<Lenient>())),
            other => Lenient(other).deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(IntoDeserializer::<Error>::into_deserializer(name)),
            Value::Object(members) => {
                let map = MapDeserializer::new(members.into_iter().map(|(name, value)| (name, Lenient(value))));
                EnumAccessDeserializer::new(serde::de::value::MapAccessDeserializer::new(map)).deserialize_any(visitor)
            }
            other => Err(Error::invalid_type(unexpected(&other), &"a name")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { char bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier }
}

fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Number(_) => Unexpected::Other("number"),
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}

/// `items[0][name]=…&items[1][name]=…`
fn numbered(members: Map<String, Value>) -> Result<Vec<Value>, Error> {
    let items = members.into_iter().map(|(name, value)| Ok((name.parse::<u32>()?, value)));
    let items: Result<Vec<_>, std::num::ParseIntError> = items.collect();
    let mut items = items.map_err(|_| Error::invalid_type(Unexpected::Map, &"a list"))?;
    items.sort_by_key(|(number, _)| *number);
    Ok(items.into_iter().map(|(_, value)| value).collect())
}

/// The deepest nesting of a form's names.
const DEPTH: usize = 8;

/// A form as a value: `plan[id]=7&items[][name]=a&items[][name]=b&ids[]=1`. Names nested too deeply are passed over.
pub fn nest<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
    let mut root = Value::Object(Map::new());
    for (name, value) in pairs {
        let (head, rest) = name.split_once('[').unwrap_or((name, ""));
        let mut path = vec![head];
        if !rest.is_empty() {
            path.extend(rest.trim_end_matches(']').split("]["));
        }
        if path.len() <= DEPTH {
            place(&mut root, &path, value);
        }
    }
    root
}

fn place(node: &mut Value, path: &[&str], text: &str) {
    let Some((name, rest)) = path.split_first() else {
        *node = Value::String(text.to_owned());
        return;
    };
    if name.is_empty() {
        if !node.is_array() {
            *node = Value::Array(Vec::new());
        }
        let Value::Array(items) = node else { return };
        // `items[][name]` begins a new item when the last one has a name already.
        let open = rest.first().is_some_and(|next| items.last().and_then(Value::as_object).is_some_and(|last| !last.contains_key(*next)));
        if !open {
            items.push(Value::Null);
        }
        if let Some(last) = items.last_mut() {
            place(last, rest, text);
        }
        return;
    }
    if !node.is_object() {
        *node = Value::Object(Map::new());
    }
    if let Value::Object(members) = node {
        place(members.entry(*name).or_insert(Value::Null), rest, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[test]
    fn a_form_nests_by_brackets() {
        let pairs = [
            ("plan[id]", "7"),
            ("ids[]", "a"),
            ("ids[]", "b"),
            ("items[][n]", "1"),
            ("items[][v]", "x"),
            ("items[][n]", "2"),
            ("t[0][k]", "z"),
        ];
        let expected = json!({"plan": {"id": "7"}, "ids": ["a", "b"], "items": [{"n": "1", "v": "x"}, {"n": "2"}], "t": {"0": {"k": "z"}}});
        assert_eq!(nest(pairs), expected);
    }

    #[test]
    fn texts_become_what_is_wanted() {
        #[derive(Debug, Deserialize, PartialEq)]
        #[serde(rename_all = "lowercase")]
        enum Kind {
            Small,
        }
        #[derive(Debug, Deserialize, PartialEq)]
        struct Wanted {
            units: u8,
            prorate: bool,
            note: Option<String>,
            price: String,
            kind: Kind,
            rows: Vec<u32>,
            rate: f64,
        }
        let value =
            json!({"units": "2", "prorate": "1", "note": "", "price": 10.5, "kind": "small", "rows": {"1": "9", "0": "8"}, "rate": "7.5"});
        let wanted = Wanted { units: 2, prorate: true, note: None, price: "10.5".into(), kind: Kind::Small, rows: vec![8, 9], rate: 7.5 };
        assert_eq!(Wanted::deserialize(Lenient(value)).unwrap(), wanted);
        let wrong = u8::deserialize(Lenient(json!("300"))).unwrap_err().to_string();
        assert!(wrong.contains("300"), "{wrong}");
        assert!(bool::deserialize(Lenient(json!("maybe"))).is_err());
    }
}

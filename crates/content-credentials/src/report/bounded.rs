//! Parses JSON up to a number of values. Whoever made a file can fill its report: 400,000 entries are small as a text, but take
//! hundreds of megabytes once they are parsed.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// How many strings, lists, objects, and fields of a document are read.
const MAX_VALUES: usize = 60_000;

/// How many items of a list or fields of an object are read.
const MAX_LENGTH: usize = 5_000;

/// How many numbers and booleans in lists are read. Most are binary data.
const MAX_NUMBERS: usize = 200_000;

/// A document or a part of it.
pub(super) struct Bounded {
    pub(super) value: Value,
    /// Whether anything but numbers was left out.
    pub(super) is_cut: bool,
    /// Whether nothing was left out.
    is_whole: bool,
}

/// Parses JSON up to the limits.
pub(super) fn parse(text: &str) -> Result<Bounded, serde_json::Error> {
    let budget = Budget {
        values: Cell::new(MAX_VALUES),
        numbers: Cell::new(MAX_NUMBERS),
        is_cut: Cell::new(false),
        is_whole: Cell::new(true),
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = Seed {
        budget: &budget,
        is_item: false,
    };
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(Bounded {
        value: value.unwrap_or(Value::Null),
        is_cut: budget.is_cut.get(),
        is_whole: budget.is_whole.get(),
    })
}

/// Parses JSON. `None` if the text isn't JSON or exceeds the limits.
#[must_use]
pub fn bounded_json(text: &str) -> Option<Value> {
    let bounded = parse(text).ok()?;
    bounded.is_whole.then_some(bounded.value)
}

struct Budget {
    values: Cell<usize>,
    numbers: Cell<usize>,
    is_cut: Cell<bool>,
    is_whole: Cell<bool>,
}

impl Budget {
    fn take(&self) -> bool {
        let left = self.values.get();
        self.values.set(left.saturating_sub(1));
        if left == 0 {
            self.cut();
        }
        left > 0
    }

    fn take_number(&self) -> bool {
        let left = self.numbers.get();
        self.numbers.set(left.saturating_sub(1));
        if left == 0 {
            self.is_whole.set(false);
        }
        left > 0
    }

    fn cut(&self) {
        self.is_cut.set(true);
        self.is_whole.set(false);
    }
}

/// Parses one value. `None` if it exceeds the limits.
#[derive(Clone, Copy)]
struct Seed<'a> {
    budget: &'a Budget,
    /// Whether it is in a list.
    is_item: bool,
}

impl Seed<'_> {
    fn plain<E>(self, value: Value) -> Result<Option<Value>, E> {
        let has_room = if self.is_item {
            self.budget.take_number()
        } else {
            self.budget.take()
        };
        Ok(has_room.then_some(value))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Option<Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.plain(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.plain(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.plain(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.plain(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        self.plain(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(self.budget.take().then(|| value.into()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(self.budget.take().then_some(Value::String(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let item = Seed { is_item: true, ..self };
        let has_room = self.budget.take();
        let mut list = Vec::new();
        while has_room && list.len() < MAX_LENGTH {
            match items.next_element_seed(item)? {
                Some(value) => list.extend(value),
                None => return Ok(Some(Value::Array(list))),
            }
        }
        while let Some(matters) = items.next_element_seed(Skipped)? {
            self.budget.is_whole.set(false);
            if matters {
                self.budget.cut();
            }
        }
        Ok(has_room.then_some(Value::Array(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let field = Seed { is_item: false, ..self };
        let has_room = self.budget.take();
        let mut object = Map::new();
        while has_room && object.len() < MAX_LENGTH {
            let Some(name) = fields.next_key::<String>()? else {
                return Ok(Some(Value::Object(object)));
            };
            if let Some(value) = fields.next_value_seed(field)? {
                object.insert(name, value);
            }
        }
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            self.budget.cut();
        }
        Ok(has_room.then_some(Value::Object(object)))
    }
}

/// Skips a value. Returns whether it is more than a number.
struct Skipped;

impl<'de> DeserializeSeed<'de> for Skipped {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Skipped {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<bool, A::Error> {
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_document_is_parsed_as_by_serde_json() {
        for text in [
            r#"{"a": [1, -2, 2.5, true, null, "x", {"b": {}}, []], "a2": 18446744073709551615, "é": "\u00e9"}"#,
            "[]",
            "3",
            "\"x\"",
            "null",
        ] {
            let plain: Value = serde_json::from_str(text).unwrap();
            assert_eq!(bounded_json(text), Some(plain), "{text}");
        }
        for text in ["", "{", "[1,]", "{} {}", "x"] {
            assert_eq!(bounded_json(text), None, "{text}");
        }
    }

    #[test]
    fn values_over_the_limits_are_left_out_and_reported() {
        let objects = format!("[{}]", vec![r#"{"code":"a"}"#; 400_000].join(","));
        let bounded = parse(&objects).unwrap();
        assert_eq!(bounded.value.as_array().unwrap().len(), MAX_LENGTH);
        assert!(bounded.is_cut);
        assert_eq!(bounded_json(&objects), None);
        // Neither many lists nor many fields get around the limits.
        let lists = format!("[{}]", vec![r#"[{"a":{"b":[]}},["x"]]"#; 100_000].join(","));
        assert!(count(&parse(&lists).unwrap().value) <= 2 * MAX_VALUES);
        let fields: Vec<_> = (0..100_000).map(|number| format!("\"{number}\":{{}}")).collect();
        let bounded = parse(&format!("{{{}}}", fields.join(","))).unwrap();
        assert!(bounded.is_cut && count(&bounded.value) <= MAX_LENGTH + 1);
        // Binary data doesn't matter.
        let bytes = format!("{{\"hash\":[{}]}}", vec!["0"; 300_000].join(","));
        let bounded = parse(&bytes).unwrap();
        assert!(!bounded.is_cut && bounded_json(&bytes).is_none());
        let lists = format!("[{}]", vec!["[0,0,0,0,0,0,0,0,0]"; 100_000].join(","));
        assert!(count(&parse(&lists).unwrap().value) <= MAX_VALUES + MAX_NUMBERS);
    }

    fn count(value: &Value) -> usize {
        match value {
            Value::Array(list) => 1 + list.iter().map(count).sum::<usize>(),
            Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
            _ => 1,
        }
    }
}

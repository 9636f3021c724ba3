//! JSON of a bounded number of values. A report tells what a file says of itself, and one of 400,000 entries, which is
//! small as a text, takes hundreds of megabytes once it is read.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The most fields, texts, lists and objects that are read of a document.
const MOST_VALUES: usize = 60_000;

/// The most items that are read of one list, and fields of one object.
const MOST_IN_ONE: usize = 5_000;

/// The most numbers, yeses and noes that are read of lists. They stand for bytes, mostly, and say nothing by themselves.
const MOST_NUMBERS: usize = 200_000;

/// A document, or its beginning.
pub(super) struct Bounded {
    pub(super) value: Value,
    /// Whether something was left out that could say something.
    pub(super) is_cut: bool,
    /// Whether anything was left out.
    is_whole: bool,
}

/// Reads JSON, as much of it as is bearable.
pub(super) fn parse(text: &str) -> Result<Bounded, serde_json::Error> {
    let budget = Budget {
        values: Cell::new(MOST_VALUES),
        numbers: Cell::new(MOST_NUMBERS),
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

/// A text as JSON: `None` where it is none, or has more values than can be held.
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

/// Reads one value; `None` where there is no room for it.
#[derive(Clone, Copy)]
struct Seed<'a> {
    budget: &'a Budget,
    /// Whether it stands in a list.
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
        while has_room && list.len() < MOST_IN_ONE {
            match items.next_element_seed(item)? {
                Some(value) => list.extend(value),
                None => return Ok(Some(Value::Array(list))),
            }
        }
        while let Some(says_something) = items.next_element_seed(Skimmed)? {
            self.budget.is_whole.set(false);
            if says_something {
                self.budget.cut();
            }
        }
        Ok(has_room.then_some(Value::Array(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let field = Seed { is_item: false, ..self };
        let has_room = self.budget.take();
        let mut object = Map::new();
        while has_room && object.len() < MOST_IN_ONE {
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

/// Passes over a value; tells whether it is more than a number.
struct Skimmed;

impl<'de> DeserializeSeed<'de> for Skimmed {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Skimmed {
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
    fn a_document_of_ordinary_size_is_read_as_serde_json_reads_it() {
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
    fn what_is_too_much_is_left_out_and_that_is_told() {
        let objects = format!("[{}]", vec![r#"{"code":"a"}"#; 400_000].join(","));
        let bounded = parse(&objects).unwrap();
        assert_eq!(bounded.value.as_array().unwrap().len(), MOST_IN_ONE);
        assert!(bounded.is_cut);
        assert_eq!(bounded_json(&objects), None);
        // Not more by standing in many lists, or as fields.
        let lists = format!("[{}]", vec![r#"[{"a":{"b":[]}},["x"]]"#; 100_000].join(","));
        assert!(count(&parse(&lists).unwrap().value) <= 2 * MOST_VALUES);
        let fields: Vec<_> = (0..100_000).map(|number| format!("\"{number}\":{{}}")).collect();
        let bounded = parse(&format!("{{{}}}", fields.join(","))).unwrap();
        assert!(bounded.is_cut && count(&bounded.value) <= MOST_IN_ONE + 1);
        // The bytes of a fingerprint say nothing.
        let bytes = format!("{{\"hash\":[{}]}}", vec!["0"; 300_000].join(","));
        let bounded = parse(&bytes).unwrap();
        assert!(!bounded.is_cut && bounded_json(&bytes).is_none());
        let lists = format!("[{}]", vec!["[0,0,0,0,0,0,0,0,0]"; 100_000].join(","));
        assert!(count(&parse(&lists).unwrap().value) <= MOST_VALUES + MOST_NUMBERS);
    }

    fn count(value: &Value) -> usize {
        match value {
            Value::Array(list) => 1 + list.iter().map(count).sum::<usize>(),
            Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
            _ => 1,
        }
    }
}

//! Valid JSON that the server's engine can't read: very deep nesting, and numbers out of range.

use jsonc_parser::ast::Value;

use super::{LintCode, Linter, fields::number, texts::ShapeText};
use crate::json;

/// How deep lists and objects may be nested. The engine adds a few levels and reads at most 128.
const MAX_DEPTH: usize = 122;

/// Checks all values. The parser already refused nesting that would overflow the stack.
pub(super) fn check(linter: &mut Linter<'_>, value: &Value<'_>) {
    // One finding is enough: its neighbors are just as deep.
    if let Some(deep) = too_deep(value, MAX_DEPTH) {
        let words = ShapeText::TooDeep;
        linter.report(LintCode::WrongShape, deep, words, None);
    }
    numbers(linter, value);
}

/// Where the first value begins that is deeper than this.
fn too_deep(value: &Value<'_>, left: usize) -> Option<usize> {
    if !matches!(value, Value::Array(_) | Value::Object(_)) {
        return None;
    }
    let Some(left) = left.checked_sub(1) else {
        return Some(json::start(value));
    };
    match value {
        Value::Array(array) => array.elements.iter().find_map(|element| too_deep(element, left)),
        Value::Object(object) => object
            .properties
            .iter()
            .find_map(|property| too_deep(&property.value, left)),
        _ => None,
    }
}

fn numbers(linter: &mut Linter<'_>, value: &Value<'_>) {
    match value {
        Value::Array(array) => array.elements.iter().for_each(|element| numbers(linter, element)),
        Value::Object(object) => {
            for property in &object.properties {
                numbers(linter, &property.value);
            }
        }
        _ => {
            let digits = number(value).filter(|digits| !digits.parse().is_ok_and(f64::is_finite));
            if let Some(digits) = digits {
                let digits = digits.chars().take(40).collect();
                let words = ShapeText::NumberTooLarge { digits };
                linter.report(LintCode::WrongShape, json::start(value), words, None);
            }
        }
    }
}

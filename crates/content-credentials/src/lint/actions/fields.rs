//! The fields of an action: their types, its date, and its parameters.

use jiff::Timestamp;
use jsonc_parser::ast::Value;

use super::{below, ingredients};
use crate::{
    json::{self, Path},
    lint::{
        LintCode, Linter,
        fields::agent,
        places::Assertion,
        texts::{ActionText, FixLabel, ShapeText},
    },
};

/// The fields of an action, except for its name and origin.
pub(super) fn of_action(linter: &mut Linter<'_>, action: &Value<'_>, path: &Path) {
    for field in ["description", "reason", "changed", "when"] {
        if let Some(value) = non_null(action, field).filter(|value| value.as_string_lit().is_none()) {
            let fix = linter.removal(FixLabel::Remove, &below(path, field));
            let words = ShapeText::NotString {
                field: field.to_owned(),
            };
            linter.report(LintCode::WrongShape, json::start(value), words, fix);
        }
    }
    if let Some(when) = json::text_of(action, "when").filter(|when| !is_date_time(when)) {
        let at = json::get(action, "when").map_or(0, json::start);
        let fix = linter.removal(FixLabel::Remove, &below(path, "when"));
        let words = ShapeText::When { when: when.to_owned() };
        linter.report(LintCode::WrongShape, at, words, fix);
    }
    if let Some(value) = non_null(action, "softwareAgent").filter(|value| value.as_string_lit().is_none()) {
        agent(linter, value, &below(path, "softwareAgent"));
    }
    // They refer to parts of the file and to other manifests. Servers accept them, but a manifest that is written for many files
    // can't know them.
    for field in ["changes", "related", "softwareAgentIndex"] {
        if let Some(value) = non_null(action, field) {
            let fix = linter.removal(FixLabel::Remove, &below(path, field));
            if field == "changes" && !are_changes(value) {
                let words = ShapeText::Changes;
                linter.report(LintCode::WrongShape, json::start(value), words, fix);
                continue;
            }
            let words = ActionText::SeldomRead {
                field: field.to_owned(),
            };
            linter.report(LintCode::Unusual, json::start(value), words, fix);
        }
    }
}

/// The value of a field, unless it is null.
pub(super) fn non_null<'v, 't>(value: &'v Value<'t>, field: &str) -> Option<&'v Value<'t>> {
    json::get(value, field).filter(|value| value.as_null_keyword().is_none())
}

/// Whether this is a list of regions of interest.
fn are_changes(value: &Value<'_>) -> bool {
    let has_region = |change: &Value<'_>| json::get(change, "region").is_some_and(|region| region.as_array().is_some());
    value
        .as_array()
        .is_some_and(|changes| changes.elements.iter().all(has_region))
}

/// Whether a text is a time in the format of RFC 3339.
fn is_date_time(text: &str) -> bool {
    let (day, time) = match text.split_at_checked(10) {
        Some((day, rest)) => (day, rest.strip_prefix(['T', 't'])),
        None => return false,
    };
    let numbers = |text: &str, shape: &[usize], between: char| {
        let parts: Vec<_> = text.split(between).collect();
        parts.len() == shape.len()
            && parts
                .iter()
                .zip(shape)
                .all(|(part, length)| part.len() == *length && part.chars().all(|character| character.is_ascii_digit()))
    };
    let Some(time) = time else { return false };
    let Some((clock, rest)) = time.split_at_checked(8) else {
        return false;
    };
    let zone = rest.strip_prefix('.').map_or(rest, |fraction| {
        fraction.trim_start_matches(|character: char| character.is_ascii_digit())
    });
    let offset = zone
        .strip_prefix(['+', '-'])
        .is_some_and(|offset| numbers(offset, &[2, 2], ':'));
    let has_shape =
        numbers(day, &[4, 2, 2], '-') && numbers(clock, &[2, 2, 2], ':') && (matches!(zone, "Z" | "z") || offset);
    // There is no month 13.
    has_shape && text.parse::<Timestamp>().is_ok()
}

/// The parameters of an action.
pub(super) fn parameters(linter: &mut Linter<'_>, manifest: &Value<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let parameters = below(path, "parameters");
    let given = non_null(action, "parameters");
    if let Some(wrong) = given.filter(|given| given.as_object().is_none()) {
        let fix = linter.removal(FixLabel::Remove, &parameters);
        linter.report(LintCode::WrongShape, json::start(wrong), ShapeText::Parameters, fix);
        return;
    }
    // The server makes hashed links from `ingredientIds`. A redaction refers to a manifest that doesn't exist yet.
    for field in ["ingredient", "ingredients", "redacted"] {
        if let Some(value) = given.and_then(|given| json::get(given, field)) {
            let fix = linter.removal(FixLabel::Remove, &below(&parameters, field));
            let words = ActionText::ServerWrites {
                field: field.to_owned(),
            };
            linter.report(LintCode::IncompleteAction, json::start(value), words, fix);
        }
    }
    for field in ["description", "source_language", "target_language"] {
        if let Some(value) = given
            .and_then(|given| json::get(given, field))
            .filter(|value| value.as_string_lit().is_none())
        {
            let words = ShapeText::NotString {
                field: field.to_owned(),
            };
            linter.report(LintCode::WrongShape, json::start(value), words, None);
        }
    }
    match name {
        "c2pa.redacted" => {
            let fix = linter.removal(FixLabel::Remove, path);
            let words = ActionText::Redaction;
            linter.report(LintCode::IncompleteAction, json::start(action), words, fix);
        }
        "c2pa.translated" => {
            let has = |field: &str| {
                given
                    .and_then(|given| json::text_of(given, field))
                    .is_some_and(|language| !language.is_empty())
            };
            if !has("sourceLanguage") || !has("targetLanguage") {
                let words = ActionText::Translation;
                linter.report(LintCode::IncompleteAction, json::start(action), words, None);
            }
        }
        _ => ingredients::check(linter, manifest, action, name, path),
    }
}

/// The fields of an actions assertion, except for its actions.
pub(super) fn of_assertion(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    for field in ["templates", "softwareAgents", "metadata"] {
        if let Some(value) = non_null(assertion.data, field) {
            let fix = linter.removal(FixLabel::Remove, &assertion.in_data(&[field.into()]));
            let words = ActionText::ForRecorders {
                field: field.to_owned(),
            };
            linter.report(LintCode::Unusual, json::start(value), words, fix);
        }
    }
    if let Some(value) =
        json::get(assertion.data, "allActionsIncluded").filter(|value| value.as_boolean_lit().is_none())
    {
        let fix = linter.removal(FixLabel::Remove, &assertion.in_data(&["allActionsIncluded".into()]));
        linter.report(
            LintCode::WrongShape,
            json::start(value),
            ShapeText::NotBoolean {
                field: "allActionsIncluded".to_owned(),
            },
            fix,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::is_date_time;

    #[test]
    fn dates_have_the_format_of_rfc_3339() {
        for date_time in ["2026-05-09T12:00:00Z", "2026-05-09t12:00:00.25+02:00"] {
            assert!(is_date_time(date_time), "{date_time}");
        }
        for other in [
            "",
            "today",
            "2026-05-09",
            "2026-05-09 12:00:00Z",
            "2026-05-09T12:00Z",
            "2026-05-09T12:00:00",
            "éééééééééé",
        ] {
            assert!(!is_date_time(other), "{other}");
        }
    }

    #[test]
    fn a_time_is_one_that_a_calendar_and_a_clock_have() {
        for text in [
            "2026-11-30T15:00:00Z",
            "2026-11-30t15:00:00.25z",
            "2024-02-29T23:59:59+14:00",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2026-13-41T25:61:61Z",
            "2026-02-29T00:00:00Z",
            "2026-11-30T15:00:00+99:00",
            "2026-11-30T15:00:00",
            "2026-11-30",
            "today",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }
}

//! Parses problem documents (RFC 9457) and what gateways send instead.

use serde_json::Value;

use crate::limits;
use crate::wire::Problem;

/// Parses each field on its own, so that one of an unexpected type doesn't lose the others. Text that isn't JSON becomes
/// the detail.
pub(crate) fn parse_problem(text: &str) -> Problem {
    let parsed = (!limits::has_too_many_values(text.as_bytes())).then(|| serde_json::from_str::<Value>(text));
    let Some(Ok(Value::Object(mut fields))) = parsed else {
        return Problem {
            detail: short_text(text),
            ..Problem::default()
        };
    };
    // Some gateways nest it: {"error": {…}}.
    if let Some(Value::Object(inner)) = fields.get("error").cloned() {
        for (name, value) in inner {
            fields.entry(name).or_insert(value);
        }
    }
    let text_of = |names: &[&str], max_chars| {
        names
            .iter()
            .find_map(|name| fields.get(*name))
            .and_then(|value| match value {
                Value::String(text) => Some(limits::truncate(text.clone(), max_chars)),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
    };
    Problem {
        kind: text_of(&["type"], limits::MAX_MESSAGE_CHARS),
        title: text_of(&["title"], limits::MAX_MESSAGE_CHARS),
        status: fields
            .get("status")
            .and_then(Value::as_u64)
            .and_then(|status| u16::try_from(status).ok()),
        code: text_of(&["code"], limits::MAX_CODE_CHARS),
        detail: text_of(&["detail", "message", "error", "Message"], limits::MAX_MESSAGE_CHARS),
        details: fields.remove("details").map(limits::limit_details),
    }
}

/// Text that is worth showing: short, and neither JSON nor markup.
fn short_text(text: &str) -> Option<String> {
    let text = text.trim();
    let is_readable = !text.is_empty() && text.len() <= 300 && !text.starts_with(['<', '{', '[']);
    is_readable.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::error::{Error, Step};
    use crate::test_cases::cases;

    #[test]
    fn a_problem_with_missing_or_mistyped_fields_keeps_the_others() {
        let problem = parse_problem(r#"{"status":"x","code":7,"detail":"d","title":null}"#);
        assert_eq!(
            (problem.code.as_deref(), problem.detail.as_deref(), problem.status),
            (Some("7"), Some("d"), None)
        );
        assert_eq!(
            parse_problem(r#"{"message":"Forbidden"}"#).detail.as_deref(),
            Some("Forbidden")
        );
        assert_eq!(
            parse_problem(r#"{"error":{"code":"c","message":"m"}}"#).code.as_deref(),
            Some("c")
        );
        assert_eq!(
            parse_problem("upstream timed out").detail.as_deref(),
            Some("upstream timed out")
        );
        assert_eq!(parse_problem("<html>no</html>"), Problem::default());
        assert_eq!(parse_problem(""), Problem::default());
    }

    #[test]
    fn long_fields_of_a_problem_are_truncated() {
        let long = "x".repeat(900_000);
        let body = serde_json::json!({
            "type": long, "title": long, "code": long, "detail": long,
            "details": { "more": long, "try_again_in_ms": 7 },
        });
        let problem = parse_problem(&body.to_string());
        let lengths = [&problem.kind, &problem.title, &problem.code, &problem.detail]
            .map(|text| text.as_ref().unwrap().chars().count());
        assert_eq!(lengths, [501, 501, 101, 501], "each ends in an ellipsis");
        assert_eq!(problem.try_again_in_ms(), Some(7));
        assert!(problem.details.unwrap().to_string().len() < 100);
        let many = format!(
            "{{\"code\":\"x\",\"details\":[{}0]}}",
            "0,".repeat(limits::MAX_JSON_VALUES)
        );
        assert_eq!(parse_problem(&many), Problem::default());
    }

    /// Any JSON, often with the field names of problems.
    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,20}".prop_map(Value::from),
        ];
        let name = prop_oneof![
            "(type|title|status|code|detail|details|message|error|Message|try_again_in_ms)",
            "\\PC{0,8}",
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((name.clone(), inner), 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn fuzz_any_body_is_a_problem(body in prop_oneof![
            "\\PC{0,200}",
            prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            any_json().prop_map(|json| json.to_string()),
        ]) {
            let problem = parse_problem(&body);
            let _ = problem.try_again_in_ms();
            let error = Error::Problem { step: Step::Presign, status: 400, problem: Box::new(problem), retry_after: None };
            let shown = error.to_string();
            prop_assert!(!shown.contains('\n') && shown.chars().count() < 1000, "{}", shown);
        }

        #[test]
        fn fuzz_a_problem_keeps_its_words(code in "[a-z_]{1,20}", detail in "\\PC{1,80}", status in 400..600_u16) {
            let body = serde_json::json!({ "code": code, "detail": detail, "status": status, "title": null }).to_string();
            let problem = parse_problem(&body);
            prop_assert_eq!(problem.code, Some(code));
            prop_assert_eq!(problem.detail, Some(detail));
            prop_assert_eq!(problem.status, Some(status));
        }
    }
}

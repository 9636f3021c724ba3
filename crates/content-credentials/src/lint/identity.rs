//! A `cawg.identity` assertion in a manifest, as some guides show it. It holds a signature over other assertions of the signed file,
//! so it can't be written in advance.

use super::{
    LintCode, Linter,
    places::Assertion,
    texts::{AssertionText, FixLabel},
};
use crate::json;

/// Reports an identity that is written into the manifest. Returns whether it is one.
pub(super) fn check(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) -> bool {
    if !assertion.base().starts_with("cawg.identity") {
        return false;
    }
    let fix = linter.removal(FixLabel::Remove, &assertion.path);
    let words = AssertionText::Identity;
    linter.report(LintCode::ServerOnlyAssertion, json::start(assertion.value), words, fix);
    true
}

#[cfg(test)]
mod tests {
    use super::super::{LintCode, LintFor, errors, lint};

    #[test]
    fn an_identity_in_the_manifest_is_refused_with_its_reason_and_a_fix() {
        let actions = r#"{"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}], "allActionsIncluded": true}}"#;
        for label in ["cawg.identity", "cawg.identity__1"] {
            let text = format!(
                r#"{{"assertions": [{actions}, {{"label": "{label}", "data": {{"sig_type": "cawg.x509.cose"}}}}]}}"#
            );
            let found = lint(&text, LintFor::Manifest);
            let error = errors(&found)
                .find(|error| error.code == LintCode::ServerOnlyAssertion)
                .unwrap();
            assert!(error.message().contains("Add a verified identity"), "{error:?}");
            let fixed = &error.fix.as_ref().unwrap().text;
            assert!(!fixed.contains("cawg.identity"), "{fixed}");
            assert_eq!(errors(&lint(fixed, LintFor::Manifest)).count(), 0, "{fixed}");
        }
    }
}

//! Each mistake in a manifest gives a lint with its position and, if there is one, its fix.

use super::*;

const SOURCE: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";

/// A manifest without findings, with these assertions after its actions.
fn with(assertions: &str) -> String {
    manifest("", &format!("{}{assertions}", created()))
}

fn created() -> String {
    format!(
        "\n  {{\"label\": \"c2pa.actions.v2\", \"data\": {{\"actions\": [{{\"action\": \"c2pa.created\", \"digitalSourceType\": \"{SOURCE}\"}}]}}}}"
    )
}

/// A manifest with these fields and these assertions.
fn manifest(fields: &str, assertions: &str) -> String {
    format!(
        "{{{fields}\n\"claim_generator_info\": [{{\"name\": \"X\", \"version\": \"1\"}}],\n\"thumbnail\": {{\"format\": \"none\", \"identifier\": \"\"}},\n\"assertions\": [{assertions}]}}"
    )
}

/// A manifest with these actions.
fn actions(actions: &str) -> String {
    manifest(
        "",
        &format!("\n{{\"label\": \"c2pa.actions.v2\", \"data\": {{\"actions\": [\n{actions}]}}}}"),
    )
}

/// The lints of a text except for those of the rubric, which have their own tests.
fn lints(text: &str) -> Vec<Lint> {
    let mut lints = lint(text, LintFor::Manifest);
    lints.retain(|lint| !rubric::CODES.contains(&lint.code));
    lints
}

fn codes(text: &str) -> Vec<LintCode> {
    lints(text).into_iter().map(|lint| lint.code).collect()
}

/// The only lint of a text.
fn only(text: &str) -> Lint {
    let mut lints = lints(text);
    assert_eq!(lints.len(), 1, "{text}\n{lints:#?}");
    lints.remove(0)
}

/// Expects a single lint with this code in this line.
fn at(text: &str, code: LintCode, line: usize) -> Lint {
    let lint = only(text);
    assert_eq!((lint.code, lint.place.line), (code, line), "{text}\n{lint:#?}");
    lint
}

/// Expects a single lint with this code in this line, and these after its fix.
fn fixed(text: &str, code: LintCode, line: usize, left: &[LintCode]) -> String {
    let lint = at(text, code, line);
    let fix = lint.fix.unwrap_or_else(|| panic!("{text} has no fix"));
    assert_eq!(codes(&fix.text), left, "{text} became {}", fix.text);
    fix.text
}

#[test]
fn a_correct_manifest_has_no_findings() {
    assert_eq!(codes(&with("")), []);
    assert_eq!(
        codes(&with(
            r#",{"label": "stds.schema-org.CreativeWork", "kind": "Json", "data": {"@context": "https://schema.org", "@type": "CreativeWork", "author": [{"@type": "Person", "name": "Ada"}]}},
            {"label": "cawg.training-mining", "data": {"entries": {"cawg.ai_training": {"use": "notAllowed"}, "cawg.data_mining": {"use": "constrained", "constraint_info": "ask"}}}},
            {"label": "org.example.note", "data": {"any": [1, "thing", null]}}"#
        )),
        []
    );
}

#[test]
fn a_manifest_without_actions_gets_a_first_action_without_an_origin() {
    let text = fixed(&manifest("", ""), LintCode::NoActions, 4, &[LintCode::NoOrigin]);
    assert!(!text.contains("digitalSourceType"), "the origin is not guessed: {text}");
    assert!(codes("{}").contains(&LintCode::NoActions));
    // The false statement that some servers add.
    let empty =
        actions(r#"{"action": "c2pa.created", "digitalSourceType": "http://c2pa.org/digitalsourcetype/empty"}"#);
    at(&empty, LintCode::DiscouragedOrigin, 6);
}

#[test]
fn a_missing_origin_has_no_fix_because_it_is_never_guessed() {
    assert_eq!(
        at(&actions(r#"{"action": "c2pa.created"}"#), LintCode::NoOrigin, 6).fix,
        None
    );
}

#[test]
fn the_first_action_must_be_created_or_opened() {
    let text = actions(r#"{"action": "c2pa.edited"}"#);
    fixed(&text, LintCode::FirstAction, 6, &[LintCode::NoOrigin]);
    let text = actions(&format!(
        "{{\"action\": \"c2pa.edited\"}},\n{{\"action\": \"c2pa.created\", \"digitalSourceType\": \"{SOURCE}\"}}"
    ));
    let first = lint(&text, LintFor::Manifest).remove(0);
    assert_eq!((first.code, first.place.line), (LintCode::FirstAction, 6));
    assert_eq!(codes(&first.fix.unwrap().text), [], "it is moved to the front");
}

#[test]
fn only_one_action_can_be_created() {
    let text = actions(&format!(
        "{{\"action\": \"c2pa.created\", \"digitalSourceType\": \"{SOURCE}\"}},\n{{\"action\": \"c2pa.created\", \"digitalSourceType\": \"{SOURCE}\"}}"
    ));
    fixed(&text, LintCode::OpeningActionNotFirst, 7, &[]);
}

#[test]
fn opened_needs_an_ingredient() {
    let text = actions(r#"{"action": "c2pa.opened"}"#);
    fixed(&text, LintCode::NoIngredient, 6, &[LintCode::NoOrigin]);
    let with_parent = text.replacen(
        "\"thumbnail\"",
        "\"ingredients\": [{\"title\": \"a\", \"relationship\": \"parentOf\", \"label\": \"p\"}],\n\"thumbnail\"",
        1,
    );
    let text = fixed(&with_parent, LintCode::NoIngredient, 7, &[]);
    assert!(text.contains("\"ingredientIds\""), "{text}");
}

#[test]
fn opened_with_an_unknown_ingredient_is_an_error() {
    let text = actions(r#"{"action": "c2pa.opened", "parameters": {"ingredientIds": ["nobody"]}}"#);
    fixed(&text, LintCode::UnknownIngredient, 6, &[LintCode::NoOrigin]);
    let with_part = text.replacen(
        "\"thumbnail\"",
        "\"ingredients\": [{\"title\": \"a\", \"relationship\": \"componentOf\", \"label\": \"nobody\"}], \"thumbnail\"",
        1,
    );
    assert!(
        at(&with_part, LintCode::UnknownIngredient, 6)
            .message()
            .contains("parentOf")
    );
}

#[test]
fn two_actions_assertions_are_merged() {
    let two = with(",\n{\"label\": \"c2pa.actions.v2\", \"data\": {\"actions\": [{\"action\": \"c2pa.edited\"}]}}");
    let text = fixed(&two, LintCode::SeveralActions, 6, &[]);
    assert!(text.contains("c2pa.edited"), "{text}");
}

#[test]
fn an_invented_origin_is_corrected_if_it_is_similar_to_a_known_one() {
    let of = |uri: &str| {
        actions(&format!(
            "{{\"action\": \"c2pa.created\",\n \"digitalSourceType\": \"{uri}\"}}"
        ))
    };
    for nearly in [
        "digitalCapture",
        &SOURCE.replace("http:", "https:"),
        &SOURCE.to_lowercase(),
        "digital capture",
    ] {
        let text = fixed(&of(nearly), LintCode::UnknownOrigin, 7, &[]);
        assert!(text.contains(SOURCE), "{text}");
    }
    assert_eq!(
        at(&of("http://example.org/photo"), LintCode::UnknownOrigin, 7).fix,
        None
    );
    fixed(
        &of("http://cv.iptc.org/newscodes/digitalsourcetype/minorHumanEdits"),
        LintCode::DiscouragedOrigin,
        7,
        &[],
    );
}

/// The lints for a server whose engine was seen.
fn codes_on(text: &str, engine: &str) -> Vec<LintCode> {
    let lints = lint_for(text, LintFor::Manifest, engine.parse().ok());
    let lints = lints.into_iter().filter(|lint| !rubric::CODES.contains(&lint.code));
    lints.map(|lint| lint.code).collect()
}

#[test]
fn what_an_engine_loses_is_said_once_it_was_seen() {
    let of = |label: &str, data: &str| {
        with(&format!(
            ",\n{{\"label\": \"{label}\", \"data\": {{\"@context\": {{\"dc\": \"http://purl.org/dc/elements/1.1/\", \
             \"exif\": \"http://ns.adobe.com/exif/1.0/\"}}, {data}}}}}"
        ))
    };
    for (label, data, code) in [
        ("cawg.metadata", r#""dc:creator": "Ada""#, LintCode::CawgMetadata),
        ("c2pa.metadata", r#""exif:FNumber": "4""#, LintCode::LostLabel),
        ("com.x.metadata", r#""exif:FNumber": "4""#, LintCode::LostLabel),
    ] {
        let text = of(label, data);
        assert_eq!(codes(&text), [], "no server was seen");
        assert_eq!(codes_on(&text, "0.59.1"), [code], "{label}");
        assert_eq!(codes_on(&text, "0.90.22"), [], "{label}");
        let lints = lint_for(&text, LintFor::Manifest, "0.59.1".parse().ok());
        let lint = lints.iter().find(|lint| lint.code == code).unwrap();
        assert_eq!((lint.severity(), lint.place.line), (Severity::Warning, 6), "{label}");
        assert!(
            lint.message().contains(label) && lint.message().contains("0.59"),
            "{}",
            lint.message()
        );
    }
    // The claim has the title too, and there it stays.
    assert_eq!(codes_on(&of("cawg.metadata", r#""dc:title": "T""#), "0.59.1"), []);
}

#[test]
fn metadata_needs_a_context() {
    for label in ["cawg.metadata", "org.example.metadata", "c2pa.metadata"] {
        for data in [
            r#"{"dc:date": "2026", "exif:FNumber": "4"}"#,
            r#"{"@context": {"dc": "http://purl.org/dc/elements/1.1/"}, "dc:date": "2026", "exif:FNumber": "4"}"#,
        ] {
            let text = with(&format!(",\n{{\"label\": \"{label}\", \"data\": {data}}}"));
            let first = lint(&text, LintFor::Manifest).remove(0);
            assert_eq!((first.code, first.place.line), (LintCode::NoContext, 6), "{text}");
            let left = codes(&first.fix.unwrap().text);
            assert_eq!(left, [], "{text}");
        }
    }
    let unknown = with(",{\"label\": \"org.example.metadata\", \"data\": {\"own:date\": \"2026\"}}");
    assert_eq!(codes(&unknown), [LintCode::NoContext]);
    assert_eq!(
        lint(&unknown, LintFor::Manifest)[0].fix,
        None,
        "the namespace of an unknown prefix is not guessed"
    );
}

#[test]
fn c2pa_metadata_must_not_have_fields_for_statements_of_people() {
    let text = with(
        ",\n{\"label\": \"c2pa.metadata\", \"data\": {\"@context\": {\"dc\": \"http://purl.org/dc/elements/1.1/\"}, \"dc:date\": \"2026\", \"dc:creator\": \"Ada\"}}",
    );
    let first = |text: &str| lint(text, LintFor::Manifest).remove(0);
    let disallowed = first(&text);
    assert_eq!(
        (disallowed.code, disallowed.place.line),
        (LintCode::DisallowedMetadata, 6)
    );
    assert_eq!(codes(&disallowed.fix.unwrap().text), []);
    let text = text
        .replace("http://purl.org/dc/elements/1.1/", "http://example.org/")
        .replace("dc:creator", "dc:type");
    let meaning = first(&text);
    assert_eq!((meaning.code, meaning.place.line), (LintCode::NoContext, 6));
    assert_eq!(codes(&meaning.fix.unwrap().text), []);
}

#[test]
fn thumbnails_and_icons_cannot_name_a_resource() {
    let base = with("");
    let thumbnail = base.replace("\"format\": \"none\"", "\"format\": \"image/jpeg\"");
    fixed(&thumbnail, LintCode::MissingResource, 3, &[]);
    let icon = base.replace(
        "\"name\": \"X\"",
        "\"name\": \"X\", \"icon\": {\"format\": \"image/png\", \"identifier\": \"a.png\"}",
    );
    fixed(&icon, LintCode::MissingResource, 2, &[]);
    let agent = actions(&format!(
        "{{\"action\": \"c2pa.created\", \"digitalSourceType\": \"{SOURCE}\", \"softwareAgent\": {{\"name\": \"A\",\n\"icon\": {{\"format\": \"image/png\", \"identifier\": \"a\"}}}}}}"
    ));
    fixed(&agent, LintCode::MissingResource, 7, &[]);
    let ingredient = base.replacen(
        '{',
        "{\"ingredients\": [{\"title\": \"a\", \"thumbnail\": {\"format\": \"image/png\", \"identifier\": \"a\"}}],",
        1,
    );
    fixed(&ingredient, LintCode::MissingResource, 1, &[]);
}

#[test]
fn wrong_json_types_are_errors() {
    fixed(
        &with("").replacen('{', "{\"title\":\n3,", 1),
        LintCode::WrongShape,
        2,
        &[],
    );
    fixed(
        &with(",\n{\"label\": \"org.example.note\"}"),
        LintCode::WrongShape,
        6,
        &[],
    );
    fixed(
        &with(",\n{\"label\": \"org.example.note\", \"data\": {}, \"kind\": \"Binary\"}"),
        LintCode::WrongShape,
        6,
        &[],
    );
    let map = manifest("", "").replace(
        "\"assertions\": []",
        &format!(
            "\"assertions\": {{\"c2pa.actions.v2\": {{\"actions\": [{{\"action\": \"c2pa.created\", \"digitalSourceType\": \"{SOURCE}\"}}]}}}}"
        ),
    );
    fixed(&map, LintCode::WrongShape, 4, &[]);
    let generator = with("").replace(
        "[{\"name\": \"X\", \"version\": \"1\"}]",
        "{\"name\": \"X\", \"version\": \"1\"}",
    );
    fixed(&generator, LintCode::WrongShape, 2, &[]);
    fixed(
        &with("").replace("\"version\": \"1\"", "\"version\": 1"),
        LintCode::WrongShape,
        2,
        &[],
    );
    assert_eq!(at("[]", LintCode::WrongShape, 1).fix, None);
}

#[test]
fn the_servers_thumbnail_is_mentioned() {
    let text = with("").replace("\"thumbnail\": {\"format\": \"none\", \"identifier\": \"\"},", "");
    assert_eq!(only(&text).severity(), Severity::Advice);
    fixed(&text, LintCode::Thumbnail, 1, &[]);
    let half = with("").replace(", \"identifier\": \"\"", "");
    fixed(&half, LintCode::WrongShape, 3, &[]);
}

#[test]
fn a_training_preference_has_known_uses_and_values() {
    let of = |label: &str, entries: &str| {
        with(&format!(
            ",\n{{\"label\": \"{label}\", \"data\": {{\"entries\": {entries}}}}}"
        ))
    };
    let new = "cawg.training-mining";
    fixed(
        &of(new, r#"{"cawg.ai_training": {"use": "not allowed"}}"#),
        LintCode::TrainingUse,
        6,
        &[],
    );
    assert_eq!(
        at(
            &of(new, r#"{"cawg.ai_training": {"use": "perhaps"}}"#),
            LintCode::TrainingUse,
            6
        )
        .fix,
        None
    );
    fixed(
        &of(new, r#"{"c2pa.ai_training": {"use": "allowed"}}"#),
        LintCode::TrainingUse,
        6,
        &[],
    );
    let how = at(
        &of(new, r#"{"cawg.ai_training": {"use": "constrained"}}"#),
        LintCode::NoConstraint,
        6,
    );
    assert_eq!(how.severity(), Severity::Warning);
    let old = of(
        "c2pa.training-mining",
        r#"{"c2pa.ai_training": {"use": "allowed", "x": 1}}"#,
    );
    let text = fixed(&old, LintCode::OldTraining, 6, &[]);
    assert!(text.contains("cawg.ai_training"), "{text}");
    fixed(&of(new, "[]"), LintCode::WrongShape, 6, &[]);
}

#[test]
fn unknown_placeholders_are_found_only_in_templates() {
    let text = with("").replacen('{', "{\"title\":\n\"{stem} {nmae} {{x}}\",", 1);
    assert_eq!(codes(&text), [], "a manifest that is sent as it stands has none");
    let mut lints = lint(&text, LintFor::Template);
    lints.retain(|lint| !rubric::CODES.contains(&lint.code));
    assert_eq!(lints.len(), 1);
    assert_eq!((lints[0].code, lints[0].place.line), (LintCode::UnknownPlaceholder, 2));
    let text = &lints[0].fix.as_ref().unwrap().text;
    assert!(text.contains("{stem} {{nmae}} {{x}}"), "{text}");
    assert_eq!(codes(text), []);
}

#[test]
fn every_other_mistake_has_a_code_and_most_have_a_fix() {
    use LintCode::{
        BadLabel, DuplicateKey, IncompleteAction, NoGenerator, ServerOnlyAssertion, SeveralGenerators, UnknownAction,
        UnknownField, Unusual, WrongShape,
    };
    let first = format!("{{\"action\": \"c2pa.created\", \"digitalSourceType\": \"{SOURCE}\"}},\n");
    let action = |text: &str| actions(&format!("{first}{text}"));
    for (text, code) in [
        (with("").replacen('{', "{\"assertion\": [],", 1), UnknownField),
        (
            with("").replacen('{', "{\"title\": \"a\", \"title\": \"b\",", 1),
            DuplicateKey,
        ),
        (with("").replacen('{', "{\"claim_version\": 1,", 1), WrongShape),
        (with("").replacen('{', "{\"vendor\": 3,", 1), WrongShape),
        (with("").replacen('{', "{\"vendor\": \"x\",", 1), Unusual),
        (with("").replacen('{', "{\"hash_alg\": \"md5\",", 1), WrongShape),
        (
            with("").replace("\"claim_generator_info\": [{\"name\": \"X\", \"version\": \"1\"}],", ""),
            NoGenerator,
        ),
        (
            with("").replace("\"version\": \"1\"}", "\"version\": \"1\"}, {\"name\": \"Y\"}"),
            SeveralGenerators,
        ),
        (
            with(",{\"label\": \"c2pa.hash.data\", \"data\": {}}"),
            ServerOnlyAssertion,
        ),
        (
            with(",{\"label\": \"c2pa.thumbnail.claim.jpeg\", \"data\": {}}"),
            ServerOnlyAssertion,
        ),
        (
            with(",{\"label\": \"stds.schema-org.CreativeWork\", \"data\": {}}"),
            WrongShape,
        ),
        (action("{\"action\": \"edited\"}"), UnknownAction),
        (action("{\"action\": \"c2pa.edited\", \"when\": \"today\"}"), WrongShape),
        (
            action("{\"action\": \"c2pa.edited\", \"softwareAgent\": 3}"),
            WrongShape,
        ),
        (action("{\"action\": \"c2pa.edited\", \"changes\": []}"), Unusual),
        (action("{\"action\": \"c2pa.redacted\"}"), IncompleteAction),
        (action("{\"action\": \"c2pa.placed\"}"), LintCode::NoIngredient),
        (action("{\"act\": \"c2pa.placed\"}"), WrongShape),
    ] {
        let lint = only(&text);
        assert_eq!(lint.code, code, "{text}");
        let fix = lint.fix.unwrap_or_else(|| panic!("{text}"));
        assert_eq!(codes(&fix.text), [], "{text} became {}", fix.text);
    }
    for (text, code) in [
        (action("{\"action\": \"c2pa.translated\"}"), IncompleteAction),
        (action("{\"action\": \"c2pa.invented\"}"), UnknownAction),
        (with(",{\"label\": \"a b\", \"data\": {}}"), BadLabel),
    ] {
        assert_eq!(only(&text).code, code, "{text}");
    }
}

#[test]
fn invalid_json_has_a_position_and_a_fix_if_the_intention_is_clear() {
    let text = with("").replacen("\"assertions\"", "// what it says\n\"assertions\"", 1);
    fixed(&text, LintCode::NotJson, 4, &[]);
    assert_eq!(at("{\n\n", LintCode::NotJson, 3).fix, None);
}

#[test]
fn lints_are_sorted_by_severity_and_then_by_position() {
    let text = "{\"title\": 3, \"nope\": 1, \"assertions\": []}";
    let lints = lint(text, LintFor::Manifest);
    let order: Vec<_> = lints.iter().map(|lint| (lint.severity(), lint.place)).collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(order, sorted);
    assert_eq!(lints[0].severity(), Severity::Error);
    assert_eq!(errors(&lints).count(), 2);
}

#[test]
fn each_code_has_a_unique_name() {
    let mut names: Vec<_> = LintCode::ALL.iter().map(|code| code.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), LintCode::ALL.len());
}

#[test]
fn manifests_that_every_engine_accepts_have_no_errors() {
    let parent = r#""ingredients": [{"title": "o.jpg", "format": "image/jpeg", "relationship": "parentOf", "instance_id": "xmp:iid:1"}],"#;
    let opened = |action: &str, parent: &str| actions(action).replacen('{', &format!("{{{parent}"), 1);
    let labeled = parent.replace("\"instance_id\"", "\"label\": \"p\", \"instance_id\"");
    let described = labeled.replace(
        "\"label\"",
        "\"informational_URI\": \"https://example.org/o.jpg\", \"description\": \"a camera file\", \"document_id\": \"x\",
         \"metadata\": {\"dateTime\": \"2026-01-01T00:00:00Z\"}, \"data_types\": [{\"type\": \"c2pa.types.dataset\"}], \"label\"",
    );
    let by_label = r#"{"action": "c2pa.opened", "parameters": {"ingredientIds": ["p"]}}"#;
    let first = format!("{{\"action\": \"c2pa.created\", \"digitalSourceType\": \"{SOURCE}\"}}");
    let in_actions = |more: &str| {
        manifest(
            "",
            &format!("{{\"label\": \"c2pa.actions.v2\", \"data\": {{\"actions\": [{first}], {more}}}}}"),
        )
    };
    for (text, left) in [
        (opened(by_label, &labeled), &[][..]),
        (opened(by_label, &described), &[]),
        (
            with(
                r#",{"label": "c2pa.soft-binding", "data": {"alg": "com.example.wm", "blocks": [{"scope": {}, "value": "abc"}]}}"#,
            ),
            &[],
        ),
        (
            with(
                r#",{"label": "c2pa.asset-ref", "data": {"references": [{"reference": {"uri": "https://example.org/a"}}]}}"#,
            ),
            &[],
        ),
        (
            in_actions(r#""templates": [{"action": "c2pa.edited", "description": "x"}], "allActionsIncluded": true"#),
            &[LintCode::Unusual],
        ),
        (
            in_actions(r#""metadata": {"dateTime": "2026-01-01T00:00:00Z"}"#),
            &[LintCode::Unusual],
        ),
        (
            with("").replacen(
                '{',
                r#"{"redactions": [], "metadata": [], "label": null, "vendor": null,"#,
                1,
            ),
            &[],
        ),
        (
            with("").replacen('{', r#"{"vendor": "example","#, 1),
            &[LintCode::Unusual],
        ),
        (
            opened(r#"{"action": "c2pa.opened", "instanceId": "xmp:iid:1"}"#, parent),
            &[],
        ),
        (
            opened(
                r#"{"action": "c2pa.opened", "parameters": {"org.cai.ingredientIds": ["p"]}}"#,
                &labeled,
            ),
            &[],
        ),
        (
            actions(&format!("{first}, {{\"action\": \"c2pa.watermarked.bound\"}}")),
            &[],
        ),
        (
            actions(&format!(
                "{first}, {{\"action\": \"c2pa.edited\", \"when\": null, \"softwareAgent\": null, \"parameters\": null}}"
            )),
            &[],
        ),
        (
            actions(&format!(
                "{first}, {{\"action\": \"c2pa.edited\", \"parameters\": {{\"ingredientIds\": []}}}}"
            )),
            &[],
        ),
    ] {
        assert_eq!(codes(&text), left, "{text}");
        assert_eq!(errors(&lint(&text, LintFor::Manifest)).count(), 0, "{text}");
    }
    // What engines refuse is still an error.
    for (text, code) in [
        (
            opened(r#"{"action": "c2pa.opened", "instanceId": "nobody"}"#, parent),
            LintCode::UnknownIngredient,
        ),
        (
            opened(
                r#"{"action": "c2pa.opened", "parameters": {"org.cai.ingredientIds": ["nobody"]}}"#,
                &labeled,
            ),
            LintCode::UnknownIngredient,
        ),
        (
            with("").replacen('{', r#"{"redactions": ["self#jumbf=x"],"#, 1),
            LintCode::WrongShape,
        ),
        (with("").replacen('{', r#"{"label": "x","#, 1), LintCode::WrongShape),
        (
            opened(
                by_label,
                &labeled.replace(
                    "\"label\"",
                    "\"thumbnail\": {\"format\": \"image/png\", \"identifier\": \"t\"}, \"label\"",
                ),
            ),
            LintCode::MissingResource,
        ),
        (
            opened(
                by_label,
                &labeled.replace("\"label\"", "\"informational_URI\": 3, \"label\""),
            ),
            LintCode::WrongShape,
        ),
    ] {
        let lints = lint(&text, LintFor::Manifest);
        assert!(errors(&lints).any(|lint| lint.code == code), "{text} {lints:?}");
    }
}

#[test]
fn a_label_with_an_instance_number_is_reported_and_fixed() {
    let labeled = |label: &str| {
        with(&format!(
            r#",{{"label": "{label}", "data": {{"@type": "CreativeWork"}}}}"#
        ))
    };
    // Servers replace the numbers of labels that they know.
    for label in ["stds.schema-org.CreativeWork", "stds.exif"] {
        for number in [0, 1, 2, 12] {
            let lint = only(&labeled(&format!("{label}__{number}")));
            assert_eq!(
                (lint.code, lint.severity()),
                (LintCode::Unusual, Severity::Warning),
                "{lint:?}"
            );
            assert!(lint.message().contains("is not kept"), "{lint:?}");
            assert_eq!(codes(&lint.fix.unwrap().text), [], "{label}");
        }
    }
    for label in ["c2pa.actions__1", "c2pa.actions.v2__1"] {
        let numbered = manifest("", &created().replace("c2pa.actions.v2", label));
        let lint = only(&numbered);
        assert_eq!(lint.code, LintCode::Unusual, "{lint:?}");
        assert!(!lint.fix.unwrap().text.contains("__"));
    }
    // They miss any other assertion under its own label, and refuse the manifest.
    for label in ["org.example.note", "stds.iptc.photo-metadata", "org.example__note"] {
        let lint = only(&labeled(&format!("{label}__1")));
        assert_eq!(
            (lint.code, lint.severity()),
            (LintCode::BadLabel, Severity::Error),
            "{lint:?}"
        );
        assert_eq!(lint.fix.is_some(), label != "org.example__note", "{lint:?}");
    }
    let lint = only(&labeled("org.example__note"));
    assert_eq!((lint.code, lint.fix), (LintCode::BadLabel, None));
    // The data is checked even if the label has a number.
    let metadata = |label: &str| with(&format!(r#",{{"label": "{label}", "data": {{"dc:creator": ["A"]}}}}"#));
    for (label, code) in [
        ("cawg.metadata", LintCode::NoContext),
        ("c2pa.metadata", LintCode::DisallowedMetadata),
        ("org.example.metadata", LintCode::NoContext),
    ] {
        let plain = codes(&metadata(label));
        let numbered = codes(&metadata(&format!("{label}__2")));
        assert!(
            plain.contains(&code) && plain.contains(&LintCode::NoContext),
            "{plain:?}"
        );
        assert!(
            plain.iter().all(|code| numbered.contains(code)),
            "{label}: {numbered:?}"
        );
        assert_eq!(numbered.len(), plain.len() + 1, "{label}: {numbered:?}");
    }
}

#[test]
fn what_the_engine_refuses_after_the_upload_is_an_error_before_it() {
    let first = |field: &str| with("").replacen('{', &format!("{{{field},"), 1);
    let change = |changes: &str| {
        actions(&format!(
            r#"{{"action": "c2pa.created", "digitalSourceType": "{SOURCE}"}}, {{"action": "c2pa.edited", "changes": {changes}}}"#
        ))
    };
    let data = |data: &str| with(&format!(r#",{{"label": "org.example.note", "data": {{"x": {data}}}}}"#));
    let nested = |levels: usize| data(&format!("{}1{}", "[".repeat(levels), "]".repeat(levels)));
    let two = with("").replacen("\"version\": \"1\"}", "\"version\": \"1\"}, {\"name\": \"Y\"}", 1);
    let refused = [
        two,
        change(r#"[{"description": "x"}]"#),
        change("\"all\""),
        first(r#""vendor": "a:b c""#),
        first(r#""label": "urn:c2pa:x/y""#),
        data("1e999"),
        data("-1e999"),
        nested(119),
    ];
    for text in refused {
        let lint = only(&text);
        assert_eq!(lint.severity(), Severity::Error, "{text}\n{lint:#?}");
    }
    let accepted = [
        change("[]"),
        change(r#"[{"region": [{"type": "temporal"}]}]"#),
        first(r#""vendor": "example""#),
        first(r#""label": "urn:c2pa:8b5d1b2e-0000-4000-8000-000000000000:example""#),
        data("1e300"),
        nested(118),
    ];
    for text in accepted {
        assert!(
            lints(&text).iter().all(|lint| lint.severity() != Severity::Error),
            "{text}"
        );
    }
}

//! The inspector and drawn reports in other languages, and what they say of earlier credentials.

use egui_kittest::kittest::By;
use serde_json::json;

use super::{inspector::report, *};
use localization::Language;
use model::{Details, MissingCredentials};

const LANGUAGES: [Language; 4] = [
    Language::German,
    Language::French,
    Language::Spanish,
    Language::Japanese,
];

/// Every name of a control or a text that is drawn.
fn names(harness: &Harness<'_, World>) -> Vec<String> {
    let all = harness.query_all(By::new());
    let named = all.flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value()]
    });
    named.flatten().collect()
}

/// A verified file with a report, at one of the inspector's tabs.
fn verified(tab: InspectorTab) -> World {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.absorb(Event::Verified {
        id: ids[0],
        facts: VerifiedFacts {
            target: VerifyTarget::Original,
            verdict: Verdict::Trusted,
            explanation: "The file is as it was signed, and the signer is trusted.".into(),
            brief: None,
            report: report().into(),
            verified_at: Timestamp::from_millis(1),
        },
    });
    world.read_details(ids[0], Vec::new());
    world.view.choose(ids[0]);
    world.view.inspector.tab = tab;
    world
}

#[test]
fn a_drawn_report_speaks_the_language_of_the_window_in_every_part() {
    let of_report = [
        "The file is as it was signed, and the signer is trusted.",
        "Issued by: Sandbox",
        "App or device: Editor 3",
        "AI use: Made or edited with the help of generative AI.",
        "Edits and activity",
        "Created",
        "What the credentials say",
        "Author and rights",
        "Passed: The file is as it was signed.",
        "Raw report",
    ];
    let open = |harness: &mut Harness<'_, World>| {
        let toggled = &mut harness.state_mut().view.controls.toggled;
        toggled.extend(["provenance-assertions", "provenance-checks"]);
        harness.run();
        harness.run();
        names(harness)
    };
    let english = open(&mut verified(InspectorTab::Report).harness(1180.0, 2600.0));
    for words in of_report {
        assert!(english.iter().any(|name| name == words), "{words} {english:?}");
    }
    for language in LANGUAGES {
        let mut harness = verified(InspectorTab::Report).harness(1180.0, 2600.0);
        localization::set(Some(language));
        harness.run();
        let drawn = open(&mut harness);
        for words in of_report {
            assert!(!drawn.iter().any(|name| name == words), "{language:?} {words}");
        }
        let is_id = |name: &String| {
            ["report-", "inspector-", "provenance-"]
                .iter()
                .any(|area| name.contains(area))
        };
        assert!(!drawn.iter().any(is_id), "{language:?} {drawn:?}");
        localization::set(Some(Language::English));
    }
}

#[test]
fn the_inspector_has_no_english_left_in_other_languages_and_nothing_reaches_over_its_edge() {
    let english: Vec<_> = [InspectorTab::Overview, InspectorTab::Credentials]
        .into_iter()
        .flat_map(|tab| names(&verified(tab).harness(1180.0, 1600.0)))
        .collect();
    assert!(english.iter().any(|name| name == "Copy key") && english.iter().any(|name| name == "Sign this file"));
    for language in LANGUAGES {
        for (tab, words) in [
            (InspectorTab::Overview, ["Copy key", "Technical details", "Object key"]),
            (
                InspectorTab::Credentials,
                ["Sign this file", "Overview", "Close details"],
            ),
        ] {
            for width in [820.0, 1180.0] {
                let mut harness = verified(tab).harness(width, 900.0);
                localization::set(Some(language));
                harness.run();
                let drawn = names(&harness);
                for word in words {
                    assert!(!drawn.iter().any(|name| name == word), "{language:?} {word}");
                }
                localization::set(Some(Language::English));
            }
        }
    }
}

#[test]
fn an_edited_copy_says_what_became_of_the_earlier_credentials() {
    let manifest = json!({ "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": [
            { "action": "c2pa.opened", "parameters": { "ingredientIds": ["p"] } }] } }],
        "ingredients": [{ "title": "a.jpg", "relationship": "parentOf", "label": "p" }] });
    let words_if = |not_kept: Option<MissingCredentials>| {
        let (mut world, ids) = World::with(&["a.jpg"]);
        world.store(ids[0], "k");
        let facts = SignedFacts {
            signed_uri: Some("s3://b/k-signed".into()),
            evidence: None,
            manifest_json: manifest.to_string(),
            signed_at: NOW,
            identity: Some(false),
        };
        world.absorb(Event::Signed { id: ids[0], facts });
        world.view.choose(ids[0]);
        world.model.decide(Intent::SelectUpload(Some(ids[0])));
        world.absorb(Event::Details(Details {
            id: ids[0],
            kept: None,
            not_kept,
            attempts: Vec::new(),
            signings: Vec::new(),
            verifications: Vec::new(),
            requests: Vec::new(),
        }));
        world.view.inspector.tab = InspectorTab::Credentials;
        let all = names(&world.harness(1180.0, 1200.0));
        let found = all.into_iter().find(|name| name.starts_with("An edited copy"));
        found.unwrap_or_default()
    };
    assert!(words_if(None).ends_with("which stay with the original."));
    let not_kept = MissingCredentials::NotKept { of: None };
    assert!(words_if(Some(not_kept)).ends_with("which stay with the original."));
    let damaged = words_if(Some(MissingCredentials::Damaged));
    assert!(
        damaged.contains("are damaged") && !damaged.contains("stay with the original"),
        "{damaged}"
    );
    let unread = MissingCredentials::NotReadable("the disk is full.".to_owned());
    assert!(words_if(Some(unread)).ends_with("They are not on this computer: the disk is full."));
}

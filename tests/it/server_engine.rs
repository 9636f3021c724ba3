//! What the form's options write, and what is said before signing about a server whose engine was seen.

use std::path::Path;

use serde_json::Value;

use crate::{
    bench::Bench,
    existing::command,
    files::{self, JPEG},
    program::run,
};

const SIGNING: [&str; 7] = [
    "upload",
    "--json",
    "--sign",
    "--origin",
    "digitalCapture",
    "--all-actions",
    "yes",
];

/// The engines that the settings remember.
fn engines(settings: &Path) -> Vec<(String, String)> {
    let settings: toml::Table = std::fs::read_to_string(settings).unwrap().parse().unwrap();
    let engines = settings.get("engines").and_then(toml::Value::as_table);
    let pairs = engines.into_iter().flatten();
    pairs
        .map(|(host, version)| (host.clone(), version.as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn the_engine_of_a_server_is_remembered_and_what_an_old_one_loses_is_said_before_signing() {
    let bench = Bench::new();
    let settings = bench.path("data/settings.toml");
    let picture = bench.file("a.png", &files::png());
    let credited = |more: &[&str]| {
        run(command(&bench, &SIGNING)
            .args(["--credit", "Ada"])
            .args(more)
            .arg(&picture))
    };
    let first = credited(&["--verify"]);
    first.assert_code(0);
    assert!(!first.err.contains("engine"), "{first:#?}");
    let host = bench.sandbox().api_url().trim_start_matches("http://").to_owned();
    let seen = engines(&settings);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0].0, host);
    let newest = seen[0].1.clone();

    let text = std::fs::read_to_string(&settings).unwrap();
    files::write(&settings, text.replace(&newest, "0.59").as_bytes());
    let warned = credited(&[]);
    warned.assert_code(0);
    assert!(
        warned.err.contains("c2pa-rs 0.59") && warned.err.contains("[cawg-metadata]"),
        "{warned:#?}"
    );
    // The title isn't lost, so nothing is said.
    let titled = run(command(&bench, &SIGNING).arg(&picture));
    titled.assert_code(0);
    assert!(!titled.err.contains("cawg-metadata"), "{titled:#?}");

    // A newer engine takes the place of the old one.
    credited(&["--verify"]).assert_code(0);
    assert_eq!(engines(&settings), [(host, newest)]);
    assert!(!credited(&[]).err.contains("cawg-metadata"));
}

#[test]
fn without_the_answer_about_all_actions_it_is_signed_and_that_is_said() {
    let bench = Bench::new();
    let picture = bench.file("a.jpg", JPEG);
    let unanswered = run(command(&bench, &SIGNING[..5]).arg(&picture));
    unanswered.assert_code(0);
    assert!(
        unanswered.err.contains("--all-actions yes or --all-actions no"),
        "{unanswered:#?}"
    );
    for (answer, stated) in [("yes", true), ("no", false)] {
        let answered = run(command(&bench, &SIGNING[..6]).arg(answer).arg(&picture));
        assert!(!answered.assert_code(0).err.contains("--all-actions"), "{answered:#?}");
        let signed = answered.event("signed");
        let report = run(&mut command(
            &bench,
            &["verify", "--json", signed["asset_s3_uri"].as_str().unwrap()],
        ));
        let text = report.event("verified").to_string();
        assert!(
            text.contains(&format!("allActionsIncluded\\\":{stated}"))
                || text.contains(&format!("\"allActionsIncluded\":{stated}")),
            "{text}"
        );
    }
    let unsigned = run(command(&bench, &["upload", "--all-actions", "yes"]).arg(&picture));
    assert!(
        unsigned.assert_code(2).err.contains("--all-actions has no effect"),
        "{unsigned:#?}"
    );
}

#[test]
fn each_option_of_the_form_fills_in_its_field_as_it_is_written() {
    let bench = Bench::new();
    let picture = bench.file("a.png", &files::png());
    let given = [
        ("--author", "Ada; {Firm}"),
        ("--headline", "Fog"),
        ("--caption", "Fog over the harbor. {name}"),
        ("--credit", "Ada / Firm"),
        ("--copyright", "© 2026 Ada"),
    ];
    let options: Vec<&str> = given.iter().flat_map(|(name, text)| [*name, *text]).collect();
    let ended = run(command(&bench, &SIGNING).args(options).arg(&picture));
    ended.assert_code(0);
    let uri = ended.event("signed")["asset_s3_uri"].as_str().unwrap().to_owned();
    let bytes = bench.fetch_uri(&uri);
    let reader = c2pa::Reader::default().with_stream("image/png", std::io::Cursor::new(bytes));
    let report = reader.unwrap().to_crjson_value().unwrap();
    let assertions = &report["manifests"][0]["assertions"];
    let metadata = &assertions["cawg.metadata"];
    assert_eq!(metadata["dc:creator"], Value::from(vec!["Ada", "{Firm}"]));
    for (term, text) in [
        ("photoshop:Headline", "Fog"),
        ("dc:description", "Fog over the harbor. {name}"),
        ("photoshop:Credit", "Ada / Firm"),
        ("dc:rights", "© 2026 Ada"),
        ("dc:title", "a"),
    ] {
        assert_eq!(metadata[term], text, "{term}");
    }
    assert_eq!(assertions["c2pa.actions.v2"]["allActionsIncluded"], true);
}

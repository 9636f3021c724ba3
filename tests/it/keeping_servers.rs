//! Servers that keep the earlier Content Credentials of a file themselves: what they get, and who else may not get it.

use std::{io::Cursor, path::Path};

use c2pa::{Builder, Context, EphemeralSigner, Reader};
use content_credentials::{EarlierCredentials, EarlierFile, ManifestForm, Origin};
use serde_json::{Value, json};

use crate::{
    bench::Bench,
    edited_copies::{SIGNING, active, signed_copies},
    fault_proxy::{Action, Answer, Rule},
    files::JPEG,
    program::{program, run},
};

/// Signs like a server that adds the file as the parent of its signed copy.
fn signed_by_keeping_server(manifest: &str, kind: &str, file: &[u8]) -> Value {
    let settings = json!({ "builder": { "intent": "edit" }, "verify": { "verify_after_sign": false } });
    let context = Context::new().with_settings(settings).unwrap();
    let mut builder = Builder::from_context(context).with_definition(manifest).unwrap();
    let signer = EphemeralSigner::new("server.example").unwrap();
    let mut copy = Cursor::new(Vec::new());
    builder.sign(&signer, kind, &mut Cursor::new(file), &mut copy).unwrap();
    copy.set_position(0);
    let reader = Reader::from_context(Context::new()).with_stream(kind, copy).unwrap();
    assert_ne!(
        reader.validation_state(),
        c2pa::ValidationState::Invalid,
        "{}",
        reader.json()
    );
    serde_json::from_str(&reader.json()).unwrap()
}

#[test]
fn a_server_that_keeps_earlier_credentials_gets_a_manifest_that_lets_it() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], &[plain]).try_into().unwrap();
    let form = ManifestForm {
        title: "Harbor".to_owned(),
        origin: Some(Origin::DigitalCapture),
        ..ManifestForm::default()
    };
    let file = EarlierFile {
        title: "a.jpg",
        format: "image/jpeg",
        ..EarlierFile::default()
    };
    for text in [
        form.to_text(),
        json!({ "title": "Harbor", "assertions": [] }).to_string(),
        json!({ "title": "Harbor", "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": [
            { "action": "c2pa.edited", "digitalSourceType":
                "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits" }] } }] })
        .to_string(),
    ] {
        let manifest = file.manifest(&text, EarlierCredentials::KeptByServer);
        let report = signed_by_keeping_server(&manifest, "image/jpeg", &copy);
        let parent = &active(&report)["ingredients"][0];
        let kept = parent["active_manifest"]
            .as_str()
            .unwrap_or_else(|| panic!("{report:#}"));
        assert_eq!(
            report["manifests"][kept]["claim_generator_info"][0]["name"], "Que Uploader",
            "{report:#}"
        );
        let assertions = active(&report)["assertions"].as_array().unwrap();
        let actions = assertions
            .iter()
            .find(|assertion| assertion["label"] == "c2pa.actions.v2");
        let first = &actions.unwrap()["data"]["actions"][0];
        assert_eq!(first["action"], "c2pa.opened", "{report:#}");
    }
    // A manifest that says how the file was made loses them even there.
    let report = signed_by_keeping_server(&form.to_text(), "image/jpeg", &copy);
    assert_eq!(report["manifests"].as_object().unwrap().len(), 1, "{report:#}");
}

#[test]
fn manifests_for_a_server_that_keeps_earlier_credentials_are_accepted_only_for_one() {
    let bench = Bench::new();
    let faults = bench.faults();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], std::slice::from_ref(&plain))
        .try_into()
        .unwrap();
    let copy = bench.file("a.jpg", &copy);
    let manifest = bench.file("none.json", br#"{"title": "Harbor", "assertions": []}"#);
    let program_at = |arguments: &[&str]| {
        let mut command = program(&bench.path("data of the keeping"));
        command.args(["--api-url", faults.api_url()]);
        command.env("QUE_API_KEY_AUTH", bench.key().expose());
        command.args(arguments);
        command
    };
    let manifest = manifest.to_str().unwrap();
    let by_hand = [
        "upload",
        "--json",
        "--sign",
        "--existing",
        "sign",
        "--manifest",
        manifest,
    ];
    let refused = run(program_at(&by_hand).arg(&copy));
    assert!(refused.assert_code(2).err.contains("[no-actions]"), "{refused:#?}");
    assert!(faults.all().is_empty());
    // The sandbox is no such server, so its answer is made up.
    let answer = json!({ "assurance": "server_measured", "asset_s3_uri": "s3://signed/a.jpg" }).to_string();
    let answer = Answer::raw(200, "application/json", &answer);
    faults.add(Rule::on("POST", "/v1/sign", Action::Answer(answer)));
    let sent = |arguments: &[&str], path: &Path| {
        let signed = run(program_at(arguments).arg(path)).assert_code(0).event("signed");
        let proof = run(&mut program_at(&["proof", signed["key"].as_str().unwrap()]));
        let proof: Value = serde_json::from_str(&proof.assert_code(0).out).unwrap();
        assert_eq!(
            proof["earlier_credentials"].is_null(),
            path != copy,
            "they are kept here as well"
        );
        proof["signed_copy"]["manifest"].clone()
    };
    let keeps = "--keeps-earlier-credentials";
    let by_hand = sent(&[&by_hand[..], &[keeps]].concat(), &copy);
    assert_eq!(by_hand, json!({ "title": "Harbor", "assertions": [] }));
    let actions = |manifest: &Value| manifest.to_string().contains("c2pa.actions");
    let by_form = sent(&[&SIGNING[..], &["--existing", "sign", keeps]].concat(), &copy);
    assert!(!actions(&by_form), "{by_form:#}");
    // Other files say how they were made.
    let of_plain = sent(&[&SIGNING[..], &[keeps]].concat(), &plain);
    assert!(actions(&of_plain), "{of_plain:#}");
}

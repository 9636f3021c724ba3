//! `sign` and `verify` on the command line: which objects they accept and which they refuse.

use serde_json::{Value, json};

use crate::{
    bench::Bench,
    command_line::{folder, program_at, text},
    files::{self, JPEG},
    program::{program, run, run_with},
};

#[test]
fn objects_are_signed_and_verified_by_key_and_by_s3_uri() {
    let bench = Bench::new();
    let faults = bench.faults();
    let file = bench.file("a.jpg", JPEG);
    let uploaded = run(program_at(&bench, &faults).args(["upload", "--json", text(&file)])).event("uploaded");
    let key = uploaded["key"].as_str().unwrap();
    let uri = format!("s3://{}/{key}", uploaded["bucket"].as_str().unwrap());

    let by_key = run(program_at(&bench, &faults).args(["sign", "--json", "--origin", "digitalCapture", key]));
    let signed = by_key.assert_code(0).event("signed");
    assert_eq!((&signed["key"], &signed["path"]), (&uploaded["key"], &uploaded["path"]));
    let manifest = bench.file(
        "manifest.json",
        br#"{"title": "By file", "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}]}}]}"#,
    );
    let by_uri = run(program_at(&bench, &faults).args(["sign", "--json", "--manifest", text(&manifest), &uri]));
    let signed_again = by_uri.assert_code(0).event("signed");
    assert_ne!(signed["asset_s3_uri"], signed_again["asset_s3_uri"]);

    for signed in [&signed, &signed_again] {
        let uri = signed["asset_s3_uri"].as_str().unwrap();
        let verified = run(program_at(&bench, &faults).args(["verify", "--json", uri]));
        assert_eq!(verified.assert_code(0).event("verified")["verdict"], "trusted");
    }
    for mode in ["info", "detailed", "tree"] {
        let uri = signed["asset_s3_uri"].as_str().unwrap();
        let verified = run(program_at(&bench, &faults).args(["verify", "--json", "--mode", mode, uri]));
        assert_eq!(
            verified.assert_code(0).event("verified")["verdict"],
            "trusted",
            "{mode}"
        );
    }
    // With a bucket you can name a key without a record. A missing object is a failure.
    let bucket = bench.sandbox().bucket();
    let named = run(program_at(&bench, &faults).args(["verify", "--json", "--bucket", bucket, "uploads/nothing.jpg"]));
    assert_eq!(named.assert_code(1).event("failed")["status"], 404);
}

#[test]
fn upload_with_sign_uploads_what_sign_refuses_and_reports_the_same_error() {
    let folder = folder();
    let file = files::write(folder.path().join("in/notes.txt"), b"words");
    let arguments = [
        "upload",
        "--sandbox",
        "--json",
        "--sign",
        "--origin",
        "digitalCapture",
        text(&file),
    ];
    let ended = run_with(&folder.path().join("data"), arguments);
    ended.assert_code(1);
    let failed = ended.event("failed");
    assert_eq!(
        (&failed["step"], &failed["status"], &failed["code"]),
        (&json!("sign"), &Value::Null, &Value::Null),
        "no server is asked to sign an unsupported format"
    );
    let said = failed.to_string();
    assert!(said.contains("text/plain files cannot be signed"), "{said}");
    let summary = ended.event("summary");
    assert_eq!(
        (&summary["uploaded"], &summary["signed"], &summary["failed"]),
        (&json!(1), &json!(0), &json!(1))
    );
}

#[test]
fn sign_refuses_unsupported_formats_before_anything_is_sent() {
    let folder = folder();
    let notes = files::write(folder.path().join("notes.txt"), b"only words");
    let data = folder.path().join("data");
    let uploaded = run(program(&data).args(["upload", "--sandbox", "--json"]).arg(&notes));
    let [line] = uploaded.assert_code(0).events("uploaded").try_into().unwrap();
    let key = line["key"].as_str().unwrap();
    let signed = run_with(
        &data,
        ["sign", "--sandbox", "--json", "--origin", "digitalCapture", key],
    );
    signed.assert_code(1);
    let [failed] = signed.events("failed").try_into().unwrap();
    assert_eq!((&failed["step"], &failed["key"]), (&json!("sign"), &json!(key)));
    let said = failed.to_string();
    assert!(
        said.contains("text/plain files cannot be signed") && said.contains("Nothing was sent"),
        "{said}"
    );
}

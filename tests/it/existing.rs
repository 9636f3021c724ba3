//! `--existing`: signing never replaces existing Content Credentials silently.

use std::{path::PathBuf, process::Command};

use crate::{
    bench::Bench,
    fault_proxy::Rule,
    files::{self, JPEG},
    program::{names, program, run},
};

/// The program with these arguments, for the server of this bench.
pub(crate) fn command(bench: &Bench, arguments: &[&str]) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", bench.sandbox().api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(arguments);
    command
}

const SIGNING: [&str; 5] = ["upload", "--json", "--sign", "--origin", "digitalCapture"];

/// A file with a signed picture.
pub(crate) fn signed_picture(bench: &Bench) -> PathBuf {
    let plain = bench.file("before/plain.jpg", JPEG);
    let signed = run(command(bench, &SIGNING).arg(plain)).assert_code(0).event("signed");
    bench.file("signed.jpg", &bench.fetch_uri(signed["asset_s3_uri"].as_str().unwrap()))
}

/// A picture whose XMP names this as its provenance.
fn picture_with_provenance(named: &str) -> Vec<u8> {
    let xmp = format!(
        "http://ns.adobe.com/xap/1.0/\0<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dcterms=\"http://purl.org/dc/terms/\" dcterms:provenance=\"{named}\"/>\
         </rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
    );
    let length = u16::try_from(xmp.len() + 2).unwrap().to_be_bytes();
    [&JPEG[..2], &[0xFF, 0xE1], &length, xmp.as_bytes(), &JPEG[2..]].concat()
}

#[test]
fn a_file_with_credentials_is_uploaded_unsigned_reported_and_counted() {
    let bench = Bench::new();
    let signed = signed_picture(&bench);
    let plain = bench.file("plain.png", &files::png());
    let ended = run(command(&bench, &SIGNING).arg(&signed).arg(&plain));
    ended.assert_code(0);
    assert_eq!(ended.event("signed")["path"], plain.to_str().unwrap());
    let skipped = ended.event("skipped");
    assert_eq!(skipped["path"], signed.to_str().unwrap());
    let reason = skipped["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("not signed: It already has Content Credentials.")
            && reason.contains("Que Uploader Sandbox"),
        "{reason}"
    );
    assert!(skipped["key"].as_str().unwrap().starts_with("uploads/"), "{skipped}");
    let summary = ended.event("summary");
    let counts = ["uploaded", "signed", "skipped", "failed"].map(|name| summary[name].as_u64().unwrap());
    assert_eq!(counts, [2, 1, 1, 0]);

    // Without --json it is a line on standard error and part of the summary.
    let ended = run(command(&bench, &["upload", "--sign", "--origin", "digitalCapture"]).arg(&signed));
    ended.assert_code(0);
    assert!(
        ended
            .err
            .contains("signed.jpg was uploaded but not signed. It already has Content Credentials.")
    );
    assert!(ended.err.contains("1 of 1 files uploaded, 1 skipped"), "{ended:#?}");
    assert!(!ended.out.contains("Signed "), "{ended:#?}");

    // A file that was skipped on purpose is not pending.
    let resumed = run(&mut command(&bench, &["upload", "--resume"]));
    assert!(!resumed.assert_code(0).err.contains("not signed"), "{resumed:#?}");
    let resumed = run(command(&bench, &SIGNING).arg("--resume"));
    assert_eq!(resumed.assert_code(0).event("summary")["skipped"], 0);
}

#[test]
fn a_file_that_was_changed_after_signing_is_called_so_before_and_in_its_signed_copy() {
    let bench = Bench::new();
    let signed = signed_picture(&bench);
    let mut bytes = std::fs::read(&signed).unwrap();
    let place = bytes.len() - 20;
    bytes[place] ^= 1;
    let changed = bench.file("changed.jpg", &bytes);
    let ended = run(command(&bench, &SIGNING).arg(&changed).arg(&signed));
    let skipped = ended.assert_code(0).events("skipped");
    for line in &skipped {
        let is_changed = line["path"] == changed.to_str().unwrap();
        let reason = line["reason"].as_str().unwrap();
        assert!(reason.contains("They name Que Uploader Sandbox as issuer"), "{reason}");
        assert_eq!(
            reason.contains("They are not valid (changed after signing)."),
            is_changed,
            "{reason}"
        );
    }
    assert_eq!(skipped.len(), 2);
    let ended = run(command(&bench, &SIGNING).args(["--existing", "sign"]).arg(&changed));
    let key = ended.assert_code(0).event("signed")["key"].as_str().unwrap().to_owned();
    let proof = run(&mut command(&bench, &["proof", &key]));
    let manifest =
        serde_json::from_str::<serde_json::Value>(&proof.assert_code(0).out).unwrap()["signed_copy"]["manifest_json"]
            .clone();
    let manifest = manifest.as_str().unwrap();
    assert!(
        manifest.contains("Content Credentials that are not valid. The file was changed after it was signed."),
        "{manifest}"
    );
}

#[test]
fn credentials_beside_a_file_are_found_if_their_name_is_in_capitals_and_a_broken_file_is_called_so() {
    let bench = Bench::new();
    let signed = std::fs::read(signed_picture(&bench)).unwrap();
    let store = c2pa::jumbf_io::load_jumbf_from_memory("image/jpeg", &signed).unwrap();
    let beside = bench.file("in/SIDE.JPG", JPEG);
    bench.file("in/SIDE.C2PA", &store);
    let ended = run(command(&bench, &SIGNING).arg(&beside));
    let reason = ended.assert_code(0).event("skipped")["reason"].clone();
    assert!(
        reason
            .as_str()
            .unwrap()
            .contains("They name Que Uploader Sandbox as issuer"),
        "{reason}"
    );
    let noise: Vec<u8> = (0..4000_u32).map(|number| (number * number % 251) as u8).collect();
    let broken = bench.file("noise.jpg", &noise);
    let ended = run(command(&bench, &SIGNING).arg(&broken));
    assert!(
        ended.out.contains("It is damaged, or its content is not JPEG."),
        "{ended:#?}"
    );
}

#[test]
fn existing_sign_signs_files_with_credentials_and_existing_skip_is_the_default() {
    let bench = Bench::new();
    let signed = signed_picture(&bench);
    for (existing, expected) in [("skip", [0, 1]), ("sign", [1, 0])] {
        let ended = run(command(&bench, &SIGNING).args(["--existing", existing]).arg(&signed));
        let summary = ended.assert_code(0).event("summary");
        let counts = ["signed", "skipped"].map(|name| summary[name].as_u64().unwrap());
        assert_eq!(counts, expected, "{existing}");
    }
}

#[test]
fn a_skipped_file_is_verified_as_it_is() {
    let bench = Bench::new();
    let signed = signed_picture(&bench);
    let ended = run(command(&bench, &SIGNING).arg("--verify").arg(&signed));
    let verified = ended.assert_code(0).event("verified");
    assert_eq!(verified["verdict"], "trusted");
    let uploaded = ended.event("uploaded");
    let key = uploaded["key"].as_str().unwrap();
    assert!(verified["s3_uri"].as_str().unwrap().ends_with(key), "{verified}");
}

#[test]
fn a_reference_to_credentials_stored_elsewhere_counts_as_having_some() {
    let bench = Bench::new();
    let elsewhere = [
        ("url.jpg", "https://example.com/manifests/1.c2pa"),
        ("other.jpg", "self#jumbf=c2pa/urn:uuid:1"),
    ];
    for (name, named) in elsewhere {
        bench.file(format!("in/{name}"), &picture_with_provenance(named));
    }
    bench.file("in/plain.jpg", JPEG);
    let ended = run(command(&bench, &SIGNING).arg(bench.path("files/in")));
    let skipped = ended.assert_code(0).events("skipped");
    assert_eq!(names(&skipped), ["other.jpg", "url.jpg"]);
    for line in skipped {
        let reason = line["reason"].as_str().unwrap();
        let words = match line["path"].as_str().unwrap().ends_with("url.jpg") {
            true => "stored elsewhere",
            // As a check says.
            false => {
                "not signed: This file has no Content Credentials. Its metadata mentions some, so they may have been"
            }
        };
        assert!(reason.contains(words), "{reason}");
    }
    assert!(ended.event("signed")["path"].as_str().unwrap().ends_with("plain.jpg"));
}

#[test]
fn existing_ask_needs_a_terminal_and_existing_needs_sign() {
    let bench = Bench::new();
    let picture = bench.file("plain.jpg", JPEG);
    let ended = run(command(&bench, &SIGNING).args(["--existing", "ask"]).arg(&picture));
    ended.assert_code(2);
    assert!(ended.err.contains("--existing ask requires a terminal"), "{ended:#?}");
    assert!(!ended.out.contains("uploaded"), "{ended:#?}");
    let ended = run(&mut command(
        &bench,
        &["sign", "--origin", "print", "--existing", "ask", "s3://b/k.jpg"],
    ));
    ended.assert_code(2);
    let ended = run(command(&bench, &["upload", "--existing", "sign"]).arg(&picture));
    ended.assert_code(2);
    assert!(ended.err.contains("nothing is signed"), "{ended:#?}");
}

#[test]
fn before_signing_objects_their_local_files_are_checked_and_missing_files_are_reported() {
    let bench = Bench::new();
    let signed = signed_picture(&bench);
    let uploaded = run(command(&bench, &["upload", "--json"]).arg(&signed)).event("uploaded");
    let key = uploaded["key"].as_str().unwrap();
    let sign = ["sign", "--json", "--origin", "digitalCapture", key];
    let ended = run(&mut command(&bench, &sign));
    let skipped = ended.assert_code(0).event("skipped");
    assert_eq!(
        (&skipped["key"], &skipped["path"]),
        (&uploaded["key"], &uploaded["path"])
    );
    assert!(
        skipped["reason"]
            .as_str()
            .unwrap()
            .starts_with("not signed: It already has Content Credentials")
    );
    assert!(ended.events("signed").is_empty());
    let ended = run(command(&bench, &sign).args(["--existing", "sign"]));
    assert_eq!(ended.assert_code(0).events("signed").len(), 1);
    assert!(!ended.err.contains("be checked for"), "{ended:#?}");

    // A different file at its path says nothing about the object, so the object itself is read.
    std::fs::write(&signed, b"another file").unwrap();
    let ended = run(&mut command(&bench, &sign));
    let skipped = ended.assert_code(0).event("skipped");
    assert!(
        skipped["reason"].as_str().unwrap().contains("Que Uploader Sandbox"),
        "{skipped}"
    );
    // Nothing is known of an object of another computer.
    let mut elsewhere = program(&bench.path("data of another computer"));
    elsewhere.args(["--api-url", bench.sandbox().api_url()]);
    elsewhere.env("QUE_API_KEY_AUTH", bench.key().expose());
    let uri = format!("s3://{}/{key}", uploaded["bucket"].as_str().unwrap());
    let ended = run(elsewhere.args(["sign", "--json", "--origin", "digitalCapture", &uri]));
    assert_eq!(ended.assert_code(0).events("signed").len(), 1);
    assert!(
        ended
            .err
            .contains("1 of 1 objects can't be checked for Content Credentials"),
        "{ended:#?}"
    );
}

#[test]
fn a_resumed_run_checks_for_credentials_before_signing() {
    let bench = Bench::new();
    let signed = signed_picture(&bench);
    let faults = bench.faults();
    let through = |arguments: &[&str]| {
        let mut command = program(&bench.path("data of the resumed"));
        command.args(["--api-url", faults.api_url()]);
        command.env("QUE_API_KEY_AUTH", bench.key().expose());
        command.args(arguments);
        command
    };
    let refused = crate::fault_proxy::Answer::problem(422, "engine_c2pa", "the manifest is refused");
    faults.add(Rule::on(
        "POST",
        "/v1/sign",
        crate::fault_proxy::Action::Answer(refused),
    ));
    let first = run(through(&SIGNING).args(["--existing", "sign"]).arg(&signed));
    first.assert_code(1);
    faults.clear();
    let resumed = run(&mut through(&[&SIGNING[..], &["--resume"]].concat()));
    assert_eq!(resumed.assert_code(0).events("skipped").len(), 1);
    assert_eq!(faults.requests("POST", "/v1/sign").len(), 1);
}

/// The program on its own terminal. What is written to the pipe is typed there.
#[cfg(target_os = "linux")]
fn on_a_terminal(command: &Command) -> (crate::program::Running, std::io::PipeWriter) {
    let quoted = |word: &std::ffi::OsStr| format!("'{}'", word.to_str().unwrap());
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(quoted)
        .collect();
    let mut terminal = Command::new("script");
    terminal.args(["-qec", &words.join(" "), "/dev/null"]).env_clear();
    for (name, value) in command.get_envs() {
        terminal.env(name, value.unwrap());
    }
    let (keyboard, typed) = std::io::pipe().unwrap();
    (crate::program::Running::start(terminal.stdin(keyboard)), typed)
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_at_a_question_is_no_answer_and_signing_stays_pending() {
    use std::io::Write as _;
    let bench = Bench::new();
    let signed = signed_picture(&bench);
    let asking = |arguments: &[&str]| {
        let (running, mut typed) = on_a_terminal(command(&bench, arguments).args(["--existing", "ask"]));
        crate::bench::wait_until("the question", || running.out().contains("[y]es, [n]o"));
        typed.write_all(b"\x03").unwrap();
        running.ended()
    };
    let ended = asking(&[&SIGNING[..], &[signed.to_str().unwrap()]].concat());
    ended.assert_code(130);
    assert!(
        !ended.out.contains("\"skipped\",\"path\"") && !ended.out.contains("not signed: It"),
        "{ended:#?}"
    );
    let left = "1 file uploaded but not signed. To sign: que-uploader upload --resume --sign \
                --origin digitalCapture --existing ask";
    assert!(ended.out.contains(left), "{ended:#?}");
    assert!(!ended.out.contains("in the queue"), "{ended:#?}");
    let resumed = run(command(&bench, &SIGNING).args(["--resume", "--existing", "sign"]));
    let key = resumed.assert_code(0).event("signed")["key"]
        .as_str()
        .unwrap()
        .to_owned();

    let ended = asking(&["sign", "--json", "--origin", "digitalCapture", &key]);
    ended.assert_code(130);
    assert!(
        ended.out.contains("the question about it was not answered"),
        "{ended:#?}"
    );
    assert!(!ended.out.contains("not signed: It has"), "{ended:#?}");
}

#[test]
fn a_signed_copy_on_record_counts_as_having_credentials() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let signed = run(command(&bench, &SIGNING).arg(plain)).event("signed");
    let copy = signed["asset_s3_uri"].as_str().unwrap();
    let sign = ["sign", "--json", "--origin", "digitalCapture", copy];
    let ended = run(&mut command(&bench, &sign));
    let skipped = ended.assert_code(0).event("skipped");
    assert!(
        skipped["reason"]
            .as_str()
            .unwrap()
            .contains("a signed copy in the history"),
        "{skipped}"
    );
    assert!(
        ended.events("signed").is_empty() && !ended.err.contains("be checked for"),
        "{ended:#?}"
    );
    let ended = run(command(&bench, &sign).args(["--existing", "sign"]));
    assert_eq!(ended.assert_code(0).events("signed").len(), 1);
}

#[test]
fn a_signed_copy_on_record_without_credentials_fails_verification() {
    let bench = Bench::new();
    let faults = bench.faults();
    let through = |arguments: &[&str]| {
        let mut command = program(&bench.path("data of the verified"));
        command.args(["--api-url", faults.api_url()]);
        command.env("QUE_API_KEY_AUTH", bench.key().expose());
        command.args(arguments);
        command
    };
    let plain = bench.file("plain.jpg", JPEG);
    let signed = run(through(&SIGNING).arg(plain)).event("signed");
    let copy = signed["asset_s3_uri"].as_str().unwrap();
    let refused = crate::fault_proxy::Answer::problem(422, "engine_verification", "no JUMBF data found");
    faults.add(Rule::on(
        "POST",
        "/v1/verify",
        crate::fault_proxy::Action::Answer(refused),
    ));
    for (object, code) in [
        (copy, 1),
        (signed["key"].as_str().unwrap(), 0),
        ("s3://elsewhere/k.jpg", 0),
    ] {
        let ended = run(&mut through(&["verify", "--json", object]));
        assert_eq!(ended.assert_code(code).event("verified")["verdict"], "none");
    }
}

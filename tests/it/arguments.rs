//! Which arguments the command line accepts, and how it refuses the rest before it uploads anything.

use serde_json::{Value, json};

use crate::{
    bench::Bench,
    command_line::{fields, folder, text},
    files::{self, JPEG, noise},
    program::{program, run, run_with},
};

/// On other systems a test cannot hide the trust store.
#[cfg(target_os = "linux")]
#[test]
fn without_a_system_trust_store_the_sandbox_works_and_a_server_is_refused_by_name() {
    let folder = folder();
    let file = files::write(folder.path().join("a.bin"), &noise(1, 100));
    let without = |arguments: &[&str]| {
        let mut command = program(folder.path());
        command.args(arguments).arg(&file).env("QUE_API_KEY", "a-key");
        for place in ["SSL_CERT_FILE", "SSL_CERT_DIR"] {
            command.env(place, folder.path().join("nothing"));
        }
        run(&mut command)
    };
    let stored = without(&["upload", "--sandbox"]);
    assert!(stored.assert_code(0).out.contains("s3://"), "{stored:#?}");
    let refused = without(&["upload", "--api-url", "https://127.0.0.1:1"]);
    assert_eq!(refused.code, Some(2), "{refused:#?}");
    assert!(
        refused.err.contains("trust store of the system cannot be used"),
        "{refused:#?}"
    );
}

#[test]
fn a_missing_path_fails_and_the_others_are_uploaded() {
    let folder = folder();
    let file = files::write(folder.path().join("a.bin"), &noise(1, 100));
    let missing = folder.path().join("missing.jpg");
    let ended = run_with(
        folder.path(),
        ["upload", "--sandbox", "--json", text(&missing), text(&file)],
    );
    ended.assert_code(1);
    let failed = ended.event("failed");
    assert_eq!(
        fields(&failed),
        ["event", "path", "step", "status", "code", "message", "hint"]
    );
    assert_eq!(
        (&failed["path"], &failed["step"]),
        (&json!(text(&missing)), &json!("read"))
    );
    assert_eq!(failed["status"], Value::Null);
    assert_eq!(ended.event("uploaded")["path"], text(&file));
    let summary = ended.event("summary");
    assert_eq!((&summary["uploaded"], &summary["failed"]), (&json!(1), &json!(1)));
}

#[test]
fn file_urls_are_accepted_and_other_urls_are_refused_by_name() {
    let folder = folder();
    let picture = files::write(folder.path().join("a picture 100%.jpg"), JPEG);
    let address = format!(
        "file://localhost{}{}",
        if cfg!(windows) { "/" } else { "" },
        text(&picture).replace('%', "%25").replace(' ', "%20")
    );
    let arguments = ["upload", "--sandbox", "--json", &address, "https://example.org/x.jpg"];
    let ended = run_with(&folder.path().join("data"), arguments);
    ended.assert_code(1);
    assert_eq!(ended.events("uploaded")[0]["path"], text(&picture));
    let failed = ended.events("failed");
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert_eq!(failed[0]["path"], "https://example.org/x.jpg");

    let nothing = run_with(
        &folder.path().join("data"),
        ["upload", "--sandbox", "--json", "file://nas.example.org/x"],
    );
    nothing.assert_code(1);
    assert_eq!(nothing.events("failed").len(), 1);
}

#[test]
fn wrong_usage_is_explained_before_anything_is_uploaded() {
    let folder = folder();
    let file = files::write(folder.path().join("a.jpg"), JPEG);
    let broken = files::write(folder.path().join("broken.json"), b"{\"title\": ");
    let file = text(&file);
    for (arguments, words) in [
        (
            vec!["upload", "--api-url", "http://example.org", "--json", file],
            "--allow-insecure-http",
        ),
        (
            vec![
                "verify",
                "--api-url",
                "http://example.org",
                "--json",
                "s3://a-bucket/key",
            ],
            "--allow-insecure-http",
        ),
        (vec!["upload", "--sandbox", "--json", "--sign", file], "--origin"),
        (
            vec!["upload", "--sandbox", "--json", "--origin", "digitalCapture", file],
            "--sign",
        ),
        (
            vec![
                "upload",
                "--sandbox",
                "--json",
                "--sign",
                "--manifest",
                text(&broken),
                file,
            ],
            "broken.json",
        ),
        (
            vec![
                "upload",
                "--sandbox",
                "--json",
                "--sign",
                "--manifest",
                "/nowhere.json",
                file,
            ],
            "/nowhere.json",
        ),
        (
            vec!["upload", "--sandbox", "--json", "--sign", "--origin", "guessed", file],
            "digitalCapture",
        ),
        (vec!["upload", "--sandbox", "--json", "--jobs", "33", file], "33"),
        (vec!["upload", "--sandbox", "--json"], "PATH"),
        (
            vec!["upload", "--api-url", "ftp://example.org", "--json", file],
            "https://",
        ),
        (vec!["upload", "--sandbox", "--bucket", "Not A Bucket", file], "bucket"),
        (vec!["sign", "--sandbox", "a-key"], "--origin"),
        (vec!["verify", "--sandbox", "a-key-of-no-bucket"], "--bucket"),
        (vec!["verify", "--sandbox", "https://example.org/a"], "s3://"),
        (vec!["upload", "--no-such-thing", file], "--no-such-thing"),
        // No argument is ignored silently.
        (vec!["upload", "--sandbox", "--title", "A", file], "--sign"),
        (vec!["upload", "--sandbox", "--author", "A", file], "--sign"),
        (vec!["upload", "--sandbox", "--training", "not-allowed", file], "--"),
        (vec!["history", "--json", "--output", "/nowhere"], "--output"),
        (vec!["history", "--output", "/nowhere"], "--format"),
    ] {
        // With a key, so that a missing one is not the error.
        let ended = run(program(folder.path()).args(&arguments).env("QUE_API_KEY", "a-key"));
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:#?}");
        assert_eq!(ended.out, "", "{arguments:?}");
        assert!(ended.err.contains(words), "{arguments:?}: {ended:#?}");
        assert!(!ended.err.contains("panicked"), "{arguments:?}: {ended:#?}");
    }
}

#[test]
fn without_a_key_the_exit_status_is_2_and_the_message_says_how_to_set_one() {
    let bench = Bench::new();
    let file = bench.file("a.bin", b"a");
    let data = bench.path("data");
    for arguments in [
        vec!["upload", "--json", text(&file)],
        vec!["verify", "--json", "s3://bucket/key"],
    ] {
        let ended = run(program(&data)
            .args(["--api-url", bench.sandbox().api_url()])
            .args(&arguments));
        ended.assert_code(2);
        assert!(
            ended.err.contains("there is no API key") && ended.err.contains("QUE_API_KEY"),
            "{ended:#?}"
        );
        assert!(ended.events("uploaded").is_empty());
    }
}

#[test]
fn global_options_work_before_and_after_the_subcommand() {
    let folder = folder();
    let file = files::write(folder.path().join("a.bin"), &noise(1, 100));
    for arguments in [
        ["--sandbox", "upload", "--json", text(&file)],
        ["upload", "--json", "--sandbox", text(&file)],
    ] {
        run_with(folder.path(), arguments).assert_code(0).event("uploaded");
    }
}

//! Neither the key nor a signature is written anywhere: not to the log, the output, an error or the data folder.

use std::path::{Path, PathBuf};

use model::{Intent, Status};

use crate::{
    backend::Setup,
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, Rule},
    files::{self, JPEG, noise},
    program::{Ended, Running, program, run},
};

/// What must not be found, and a wrong key.
const WRONG_KEY: &str = "wrong-key-that-nobody-may-read";

struct Search {
    secrets: Vec<String>,
}

impl Search {
    fn new(bench: &Bench) -> Self {
        let mut secrets: Vec<_> = ["X-Amz-Signature", "X-Amz-Credential", "AWS4-HMAC-SHA256", WRONG_KEY]
            .map(str::to_owned)
            .into();
        secrets.push(bench.key().expose().to_owned());
        Self { secrets }
    }

    fn in_bytes(&self, place: &str, bytes: &[u8]) {
        let bytes = bytes.to_ascii_lowercase();
        for secret in &self.secrets {
            let wanted = secret.to_ascii_lowercase();
            let found = bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes());
            assert!(!found, "{place} has {secret:?}");
        }
    }

    fn in_folder(&self, folder: &Path) -> usize {
        let files = files_below(folder);
        for file in &files {
            self.in_bytes(&file.display().to_string(), file.display().to_string().as_bytes());
            self.in_bytes(&file.display().to_string(), &std::fs::read(file).unwrap());
        }
        files.len()
    }

    fn in_run(&self, name: &str, ended: &Ended) {
        self.in_bytes(&format!("standard output of {name}"), ended.out.as_bytes());
        self.in_bytes(&format!("standard error of {name}"), ended.err.as_bytes());
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect()
}

/// Every kind of failure that repeats, or is about, a signed URL or a key.
fn break_everything(faults: &crate::fault_proxy::FaultProxy) {
    let put = |answer| Rule::put(Action::Answer(answer)).times(1);
    faults.add(put(Answer::storage(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match.",
    )));
    faults.add(put(Answer::storage(403, "AccessDenied", "Request has expired")));
    faults.add(put(Answer::storage(503, "SlowDown", "Reduce your request rate.")));
    faults.add(Rule::put(Action::LoseAnswer).times(1));
    faults.add(Rule::put(Action::CutBodyAfter(10)).times(1));
    faults.add(
        Rule::put(Action::Answer(Answer::storage(403, "AllAccessDisabled", "No.")))
            .after(3)
            .times(1),
    );
    faults.add(
        Rule::presign(Action::Answer(Answer::problem(403, "forbidden", "no")))
            .after(4)
            .times(1),
    );
    faults.add(
        Rule::presign(Action::Answer(
            Answer::problem(429, "rate_limited", "wait").header("Retry-After", "0"),
        ))
        .times(1),
    );
}

#[test]
fn neither_the_key_nor_a_signature_is_in_any_output_or_file_of_the_command_line() {
    let bench = Bench::new();
    let faults = bench.faults();
    let search = Search::new(&bench);
    let data = bench.path("data");
    let at = |key: &str, arguments: &[&str]| {
        let mut command = program(&data);
        command
            .args(["--api-url", faults.api_url(), "-vv"])
            .env("QUE_API_KEY_AUTH", key);
        // What people set to debug a problem.
        command.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
        run(command.args(arguments))
    };
    let key = bench.key().expose().to_owned();
    break_everything(&faults);
    files::write(bench.path("files/a.jpg"), &files::png());
    // Two of the faults fail some file permanently before it is signed.
    for name in ["b.jpg", "g.jpg", "h.jpg"] {
        files::write(bench.path("files").join(name), b"not to be signed");
    }
    files::write(bench.path("files/c.bin"), &noise(3, 2 << 20));
    files::write(bench.path("files/d.bin"), &noise(4, 2000));
    files::write(bench.path("files/e.jpg"), JPEG);
    files::write(bench.path("files/f.jpg"), JPEG);
    let folder = bench.path("files");
    let folder = folder.to_str().unwrap();

    let refused = at(WRONG_KEY, &["upload", "--json", folder]);
    refused.assert_code(1);
    let failing = at(
        &key,
        &[
            "upload",
            "--resume",
            "--json",
            "--sign",
            "--origin",
            "digitalCapture",
            // A file that is not a picture must reach the server, so that its refusal is read, too.
            "--existing",
            "sign",
            "--verify",
        ],
    );
    failing.assert_code(1);
    let statuses: Vec<_> = failing
        .events("failed")
        .iter()
        .map(|line| line["status"].clone())
        .collect();
    assert!(
        statuses.contains(&422.into()) && statuses.contains(&403.into()),
        "{statuses:?}"
    );
    assert!(!failing.events("retrying").is_empty());
    assert!(failing.err.contains("DEBUG"), "the log is at its most verbose");
    // The program waits for a missing server; its first message is enough.
    let unreachable = Running::start(
        program(&bench.path("other data"))
            .args(["--api-url", "http://127.0.0.1:9", "-vv", "upload", "--json", folder])
            .env("QUE_API_KEY_AUTH", WRONG_KEY)
            .env("QUE_API_KEY", WRONG_KEY),
    );
    wait_until("the message", || unreachable.err().contains("Waiting for the network"));
    search.in_bytes("standard output without a server", unreachable.out().as_bytes());
    search.in_bytes("standard error without a server", unreachable.err().as_bytes());
    drop(unreachable);
    search.in_folder(&bench.path("other data"));
    let history = at(&key, &["history", "--json"]);
    let missing = at(&key, &["verify", "--json", "s3://no-such-bucket/key"]);
    let status = at(&key, &["key", "status"]);
    for (name, ended) in [
        ("the refused run", &refused),
        ("the failing run", &failing),
        ("history", &history),
        ("verify", &missing),
        ("key status", &status),
    ] {
        search.in_run(name, ended);
    }
    assert!(search.in_folder(&data) >= 2, "the database and the lock are there");
}

#[test]
fn an_answer_that_echoes_a_presigned_url_or_the_key_reaches_neither_the_output_nor_the_database() {
    let bench = Bench::new();
    let faults = bench.faults();
    let search = Search::new(&bench);
    let key = bench.key().expose().to_owned();
    let url = format!(
        "https://b.s3.amazonaws.com/a.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={key}&X-Amz-Signature=5f2e8c"
    );
    let report = serde_json::json!({
        "active_manifest": "m", "validation_state": "Trusted", "source": url, "asked_with": key,
        "manifests": { "m": { "title": url, "signature_info": { "issuer": url, "alg": "Es256" } } },
    });
    let body = serde_json::json!({ "report": report.to_string() }).to_string();
    let echo = |body: &str| Action::Answer(Answer::raw(200, "application/json", body));
    let signed = serde_json::json!({
        "asset_s3_uri": format!("s3://b/signed.jpg?{}", url.split_once('?').unwrap().1),
        "evidence": { "alg": "ES256", "from": url, "key": key },
    });
    faults.add(Rule::on("POST", "/v1/sign", echo(&signed.to_string())).times(1));
    faults.add(Rule::on("POST", "/v1/verify", echo(&body)).times(1));
    let refusal = Answer::problem(
        422,
        "engine_verification",
        &format!("must fetch remote manifests from url {url}"),
    );
    faults.add(Rule::on("POST", "/v1/verify", Action::Answer(refusal)).times(1));
    let file = bench.file("a.jpg", JPEG);
    let data = bench.path("data");
    let at = |arguments: &[&str]| {
        let mut command = program(&data);
        command.args(["--api-url", faults.api_url(), "-vv"]);
        run(command.env("QUE_API_KEY_AUTH", &key).args(arguments))
    };
    let signing = ["upload", "--json", "--sign", "--origin", "digitalCapture", "--verify"];
    let ended = at(&[&signing[..], &[file.to_str().unwrap()]].concat());
    let verified = ended.event("verified");
    assert_eq!(verified["verdict"], "trusted", "the report is still one: {ended:#?}");
    assert_eq!(verified["report"]["manifests"]["m"]["signature_info"]["alg"], "Es256");
    assert_eq!(ended.event("signed")["evidence"]["alg"], "ES256");
    let object = ended.event("uploaded")["key"].clone();
    let object = object.as_str().unwrap();
    let elsewhere = at(&["verify", "--json", object]);
    assert_eq!(elsewhere.event("verified")["verdict"], "remote", "{elsewhere:#?}");
    for (name, ended) in [
        ("the run", &ended),
        ("verify", &elsewhere),
        ("the proof", &at(&["proof", object])),
        ("the history", &at(&["history", "--json"])),
    ] {
        search.in_run(name, ended);
    }
    assert!(search.in_folder(&data) >= 2);
}

#[test]
fn neither_the_key_nor_a_signature_is_in_the_engines_events_or_files() {
    let bench = Bench::new();
    let faults = bench.faults();
    let search = Search::new(&bench);
    break_everything(&faults);
    for seed in 0..8 {
        bench.file(format!("{seed}.bin"), &noise(seed, 2000));
    }
    let mut backend = Setup::new(&bench).at(faults.api_url()).key(WRONG_KEY).start();
    backend.add(&[bench.path("files")]);
    backend.wait_for("the refusal", |model| model.hold().is_some());
    let intent = Intent::SetKey {
        key: bench.key(),
        keep: false,
    };
    search.in_bytes("an intent", format!("{intent:?}").as_bytes());
    backend.send(intent);
    backend.send(Intent::TestConnection);
    backend.wait_until_done();
    assert!(backend.count(Status::Failed) > 0 && backend.count(Status::Uploaded) > 0);
    backend.wait_for_event("the test", |event| matches!(event, model::Event::ConnectionTested(_)));
    search.in_bytes("the model", format!("{:?}", backend.model).as_bytes());
    let events = backend.stop();
    search.in_bytes("the events", format!("{events:?}").as_bytes());
    assert!(search.in_folder(&bench.path("data")) >= 2);
}

#[test]
fn the_settings_and_database_of_a_sandbox_session_hold_no_secret_either() {
    let bench = Bench::new();
    let data = bench.path("data");
    let file = bench.file("a.jpg", JPEG);
    let ended = run(program(&data).args(["upload", "--sandbox", "-vv", "--json"]).arg(file));
    ended.assert_code(0);
    let key = std::fs::read_dir(data.join("sandbox/server")).unwrap().count();
    assert!(key > 0, "the built-in server has its own folder");
    let mut search = Search::new(&bench);
    let kept = files_below(&data.join("sandbox/server"));
    let keys = kept
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    for file in keys {
        let text = std::fs::read_to_string(file).unwrap();
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) else {
            continue;
        };
        search.secrets.extend(secret_texts(&value));
    }
    assert!(search.secrets.len() > 5, "its keys are known to this test");
    search.in_run("the run", &ended);
    for file in files_below(&data) {
        if !file.starts_with(data.join("sandbox/server")) {
            search.in_bytes(&file.display().to_string(), &std::fs::read(&file).unwrap());
        }
    }
}

/// The keys in the sandbox's own file.
fn secret_texts(value: &serde_json::Value) -> Vec<String> {
    let Some(object) = value.as_object() else {
        return Vec::new();
    };
    object
        .iter()
        .filter(|(name, _)| name.contains("key"))
        .filter_map(|(_, value)| value.as_str().map(str::to_owned))
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_crash_leaves_no_core_dump() {
    let bench = Bench::new();
    let data = bench.path("data");
    let waits = Running::start(program(&data).args(["sandbox", "--port", "0"]));
    // It prints this once it has started.
    wait_until("the sandbox", || waits.out().contains("api_key"));
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", waits.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size"));
    let words: Vec<_> = core.unwrap().split_whitespace().skip(4).take(2).collect();
    // One byte: the kernel writes nothing and starts no collector, which it does with a limit of 0.
    assert_eq!(words, ["1", "1"], "{limits}");
    waits.interrupt();
    waits.ended().assert_code(0);
}

/// The system's files about a protected process belong to root.
#[cfg(target_os = "linux")]
#[test]
fn no_other_process_of_the_user_can_read_this_ones_memory() {
    use std::os::unix::{fs::MetadataExt, process::CommandExt};
    /// The user "nobody": root's own files belong to root either way.
    const NOBODY: u32 = 65534;
    let bench = Bench::new();
    let data = bench.path("data");
    std::fs::create_dir_all(&data).unwrap();
    let mine = std::fs::metadata(&data).unwrap().uid();
    let mut command = program(&data);
    command.args(["sandbox", "--port", "0"]);
    if mine == 0 {
        for folder in data.ancestors().take_while(|folder| folder.starts_with(bench.path(""))) {
            std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    let waits = Running::start(&mut command);
    wait_until("the sandbox", || waits.out().contains("api_key"));
    let environment = std::fs::metadata(format!("/proc/{}/environ", waits.id())).unwrap();
    assert_eq!(environment.uid(), 0, "it is not {mine}'s");
    waits.interrupt();
    waits.ended().assert_code(0);
}

#[test]
fn an_impossible_key_is_refused_with_a_reason_and_not_kept() {
    use std::io::Write as _;
    let bench = Bench::new();
    for (given, words) in [
        (Vec::new(), "the key is empty"),
        (b" \r\n".to_vec(), "the key is empty"),
        (vec![b'k'; 1025], "at most 1024 characters"),
        (vec![b'k'; 100_000], "at most 1024 characters"),
        ("\u{fc}".repeat(100_000).into_bytes(), "at most 1024 characters"),
        (b"sk_1\nsk_2\n".to_vec(), "a line break"),
        (b"sk_1 sk_2".to_vec(), "a character that no key has"),
        (b"sk_1\0".to_vec(), "a character that no key has"),
        ("schl\u{fc}ssel".into(), "a character that no key has"),
        (b"sk_\xff\xfe".to_vec(), "not UTF-8 text"),
        (b"\xff\xfes\0k".to_vec(), "begins like UTF-16 text"),
    ] {
        let mut command = program(&bench.path("data"));
        command.args(["--api-url", "http://127.0.0.1:9", "key", "set"]);
        command
            .stdin(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        // It may exit before everything is written.
        let _ = child.stdin.take().unwrap().write_all(&given);
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(2), "{words}: {said}");
        assert!(said.contains(words) && !said.contains("sk_1"), "{words}: {said}");
    }
}

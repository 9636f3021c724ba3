//! Stored means stored: what a storage, a server or this computer says of an upload is told as it is.

use std::{path::PathBuf, time::Duration};

use model::{Event, Hold, Intent, SaveState, Status, UploadState};
use que_sdk::{Que, wire::PresignRequest};

use crate::{
    bench::{Bench, wait_until},
    desk::{Desk, Setup},
    faults::{Action, Answer, Faults, Rule},
    files::{noise, png},
    program::{program, run},
};

fn files(bench: &Bench, count: u64) -> Vec<PathBuf> {
    (0..count)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 500)))
        .collect()
}

fn away() -> Answer {
    Answer::problem(503, "service_unavailable", "back at noon")
}

fn failures(desk: &Desk) -> usize {
    let failed = |event: &&Event| {
        matches!(
            event,
            Event::Failed { .. } | Event::SignFailed { .. } | Event::VerifyFailed { .. } | Event::SaveFailed { .. }
        )
    };
    desk.heard.iter().filter(failed).count()
}

#[test]
fn a_200_with_an_error_body_is_tried_again_until_the_file_is_stored() {
    let bench = Bench::new();
    let faults = bench.faults();
    for code in ["SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout"] {
        faults.add(Rule::put(Action::Answer(Answer::storage(200, code, "Not now."))).times(1));
    }
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.upload(&files(&bench, 1));
    assert_eq!(bench.fetch(&desk.object("0.bin")), noise(0, 500));
    let codes: Vec<_> = desk
        .retried()
        .iter()
        .map(|failure| failure.code.clone().unwrap())
        .collect();
    assert_eq!(
        codes,
        ["SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout"]
    );
    assert_eq!(desk.announced(), 1);
}

#[test]
fn a_200_with_a_refusal_in_its_body_is_a_failed_upload_and_never_announced() {
    let bench = Bench::new();
    let faults = bench.faults();
    let refusal = Answer::storage(200, "NoSuchBucket", "The specified bucket does not exist");
    faults.add(Rule::put(Action::Answer(refusal)));
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url(), "upload", "--json"]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    let ended = run(command.args(files(&bench, 2)));
    ended.assert_code(1);
    assert!(ended.events("uploaded").is_empty());
    for line in ended.events("failed") {
        assert_eq!(
            (&line["status"], &line["code"]),
            (&200.into(), &"NoSuchBucket".into()),
            "{line}"
        );
        assert!(line["message"].as_str().unwrap().contains("does not exist"), "{line}");
    }
    assert_eq!(faults.puts().len(), 2, "nothing mends that");
    assert_eq!(ended.event("summary")["uploaded"], 0);
}

/// Has every file presigned with the same key, at a storage that takes everything.
fn give_one_key(faults: &Faults) {
    let url = format!(
        "http://{}/bucket/uploads/same?X-Amz-Expires=900&X-Amz-Signature=0",
        faults.storage_host()
    );
    let answer = serde_json::json!({ "url": url, "key": "uploads/same" }).to_string();
    faults.add(Rule::presign(Action::Answer(Answer::raw(
        200,
        "application/json",
        &answer,
    ))));
    let taken = Answer::raw(200, "application/xml", "").header("ETag", "\"stored\"");
    faults.add(Rule::put(Action::Answer(taken)));
}

#[test]
fn a_key_that_was_given_before_for_other_content_is_refused_before_anything_is_sent() {
    let bench = Bench::new();
    let faults = bench.faults();
    give_one_key(&faults);
    let paths = files(&bench, 2);
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    desk.add(&paths);
    desk.wait_until_done();
    assert_eq!(desk.row("0.bin").state, UploadState::Uploaded);
    let failure = desk.failure("1.bin").clone();
    for words in ["had given before, for 0.bin: uploads/same", "Nothing was sent"] {
        assert!(failure.message.contains(words), "{failure:?}");
    }
    assert!(failure.hint.contains("take the place of that object"), "{failure:?}");
    assert_eq!(faults.puts().len(), 1);
    assert!(
        desk.row("1.bin").unknown_outcomes.is_empty(),
        "nothing of it stands there"
    );
    desk.stop();

    // In another session: small and large, another content and the same.
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    let other = bench.file("other.bin", &noise(9, 2 << 20));
    let same = bench.file("same.bin", &noise(0, 500));
    desk.add(&[other, same]);
    desk.wait_until_done();
    assert!(desk.failure("other.bin").message.contains("for 0.bin"));
    assert_eq!(
        desk.row("same.bin").state,
        UploadState::Uploaded,
        "the same bytes take nobody's place"
    );
    assert_eq!(faults.puts().len(), 2);
}

#[test]
fn a_large_file_is_read_before_it_is_said_whether_a_key_has_its_content() {
    let bench = Bench::new();
    let faults = bench.faults();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let que = Que::builder(faults.api_url()).key(bench.key()).build().unwrap();
    let presigned = runtime.block_on(que.presign(&PresignRequest::default())).unwrap();
    let answer = serde_json::json!({ "url": presigned.url().expose().as_str(), "key": presigned.key() }).to_string();
    faults.add(Rule::presign(Action::Answer(Answer::raw(
        200,
        "application/json",
        &answer,
    ))));
    let (one, same, other) = (noise(1, 2 << 20), noise(1, 2 << 20), noise(2, 2 << 20));
    let paths = [("one.bin", one), ("same.bin", same), ("other.bin", other)];
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    // In turn: the content of what is still on its way is not known.
    for (name, bytes) in paths {
        desk.add(&[bench.file(name, &bytes)]);
        desk.wait_until_done();
    }
    assert!(
        desk.failure("other.bin").message.contains("given before"),
        "{:?}",
        desk.failure("other.bin")
    );
    assert_eq!((desk.announced(), faults.count_behind(200)), (2, 2));
    assert_eq!(bench.fetch(&desk.object("one.bin")), noise(1, 2 << 20));
}

#[test]
fn a_key_whose_upload_came_to_no_known_end_is_not_given_to_another_file() {
    let bench = Bench::new();
    let faults = bench.faults();
    give_one_key(&faults);
    faults.clear();
    // Of the first nobody knows whether it is stored.
    faults.add(Rule::put(Action::Answer(Answer::web_page(200))));
    give_one_key(&faults);
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 1;
    let mut desk = setup.start();
    let paths = files(&bench, 2);
    desk.add(&paths[..1]);
    desk.wait_until_done();
    assert_eq!(desk.row("0.bin").unknown_outcomes.len(), 1);
    faults.clear();
    give_one_key(&faults);
    desk.add(&paths[1..]);
    desk.wait_until_done();
    assert!(
        desk.failure("1.bin").message.contains("given before"),
        "{:?}",
        desk.failure("1.bin")
    );
    // The same file goes to its own key once more.
    desk.wish(Intent::Retry(vec![desk.id("0.bin")]));
    desk.wait_until_done();
    assert_eq!(desk.row("0.bin").state, UploadState::Uploaded);
}

/// A desk that waits for as long as it takes, and gives up at once what does not pass.
fn patient(bench: &Bench, faults: &Faults) -> Desk {
    let mut setup = Setup::new(bench).at(faults.api_url());
    setup.policy.longest_outage = None;
    setup.policy.attempts = 2;
    setup.start()
}

#[test]
fn a_server_that_is_not_available_is_waited_for_as_a_network_that_is_away() {
    for status in [502, 503, 504, 522] {
        let bench = Bench::new();
        let faults = bench.faults();
        let answer = Answer::problem(status, "unavailable", "back at noon");
        for method in ["GET", "POST"] {
            faults.add(Rule::on(method, "/", Action::Answer(answer.clone())));
        }
        let mut desk = patient(&bench, &faults);
        desk.add(&files(&bench, 6));
        desk.wait_for_event("the outage", |event| matches!(event, Event::Held(Hold::Offline { .. })));
        let [Hold::Offline { headline }] = desk.holds()[..] else {
            panic!("{:?}", desk.holds());
        };
        for words in ["Waiting for the server", "back at noon", &status.to_string()] {
            assert!(headline.contains(words), "{headline}");
        }
        wait_until("several questions", || faults.seen("GET", "/healthz").len() > 3);
        faults.clear();
        desk.wait_until_done();
        assert_eq!((failures(&desk), desk.announced()), (0, 6), "{status}");
        assert_eq!(desk.model.hold(), None);
    }
}

#[test]
fn a_call_that_is_not_available_while_the_server_says_it_is_well_is_waited_for_too() {
    let bench = Bench::new();
    let faults = bench.faults();
    // More often than any failure that counts may happen.
    faults.add(Rule::presign(Action::Answer(away())).times(15));
    for (status, code) in [(503, "SlowDown"), (502, ""), (504, ""), (530, ""), (200, "SlowDown")] {
        faults.add(Rule::put(Action::Answer(Answer::storage(status, code, "Later."))).times(3));
    }
    let mut desk = patient(&bench, &faults);
    desk.upload(&files(&bench, 1));
    assert_eq!(failures(&desk), 0);
    assert!(faults.puts().len() >= 16, "{:?}", faults.puts());
}

fn manifest() -> String {
    let form = content_credentials::ManifestForm {
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..Default::default()
    };
    form.to_text()
}

#[test]
fn signing_verifying_and_saving_wait_for_a_server_that_is_not_available() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut desk = patient(&bench, &faults);
    desk.upload(&[bench.file("a.png", &png())]);
    let id = desk.id("a.png");
    for (path, answer) in [
        ("/v1/sign", away()),
        ("/v1/verify", Answer::problem(502, "bad_gateway", "nobody there")),
        (
            "/v1/assets/presign-download",
            Answer::problem(504, "timeout", "too late"),
        ),
    ] {
        faults.add(Rule::on("POST", path, Action::Answer(answer)).times(5));
    }
    desk.wish(Intent::Sign {
        ids: vec![id],
        manifest_json: manifest(),
    });
    desk.wait_for("the signed copy", |model| {
        model.queue.totals().count(Status::Signed) == 1
    });
    desk.wish(Intent::Verify {
        ids: vec![id],
        target: model::VerifyTarget::Signed,
    });
    desk.wait_for("the verdict", |model| model.queue.totals().count(Status::Verified) == 1);
    // The storage behind the download is not available either, answers with a page, and breaks off.
    faults.add(
        Rule::on(
            "GET",
            "/que-",
            Action::Answer(Answer::storage(503, "SlowDown", "Later.")),
        )
        .times(3),
    );
    faults.add(Rule::on("GET", "/que-", Action::Answer(Answer::web_page(200))).times(1));
    let to = bench.path("files/signed.png");
    desk.wish(Intent::SaveSigned { id, to: to.clone() });
    desk.wait_for("the saved copy", |model| {
        !matches!(
            model.upload(id).unwrap().saving,
            SaveState::NotAsked | SaveState::Saving
        )
    });
    assert_eq!(desk.row("a.png").saving, SaveState::Saved(to.clone()));
    let uri = desk.row("a.png").signed_uri().unwrap().to_owned();
    assert_eq!(std::fs::read(to).unwrap(), bench.fetch_uri(&uri));
    assert_eq!(failures(&desk), 0);
    assert_eq!(faults.seen("POST", "/v1/sign").len(), 6);
    assert_eq!(faults.seen("GET", "/que-").len(), 5, "{:?}", faults.seen("GET", "/"));
}

#[test]
fn a_signing_that_a_gateway_gave_up_is_not_repeated() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut desk = patient(&bench, &faults);
    desk.upload(&[bench.file("a.png", &png())]);
    let late = Answer::problem(504, "timeout", "too late");
    faults.add(Rule::on("POST", "/v1/sign", Action::Answer(late)));
    desk.wish(Intent::Sign {
        ids: vec![desk.id("a.png")],
        manifest_json: manifest(),
    });
    desk.wait_for_event("the end", |event| matches!(event, Event::SignFailed { .. }));
    assert_eq!(faults.seen("POST", "/v1/sign").len(), 1, "it may have been signed");
}

#[test]
fn a_script_waits_for_a_server_for_its_longest_outage_and_says_what_the_server_said() {
    for all in [true, false] {
        let bench = Bench::new();
        let faults = bench.faults();
        faults.add(Rule::presign(Action::Answer(away())));
        if all {
            faults.add(Rule::on("GET", "/healthz", Action::Answer(away())));
        }
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.policy.longest_outage = Some(Duration::from_millis(300));
        let mut desk = setup.start();
        desk.add(&files(&bench, 6));
        desk.wait_until_done();
        assert_eq!(desk.count(Status::Failed), 6);
        let failure = desk.failure("3.bin");
        assert_eq!(
            (failure.status, failure.code.as_deref()),
            (Some(503), Some("service_unavailable")),
            "{failure:?}"
        );
        assert!(
            failure.message.contains("back at noon") && !failure.hint.is_empty(),
            "{failure:?}"
        );
        assert!(faults.presigns().len() >= if all { 1 } else { 12 });
    }
}

fn quota(wait: &str) -> Answer {
    Answer::problem(429, "rate_limited", "the monthly quota is used up").header("Retry-After", wait)
}

#[test]
fn a_rate_limit_is_told_in_the_servers_words_and_a_script_waits_for_it_only_so_long() {
    for (wait, longest) in [("3600", 60_000), ("0", 2500)] {
        let bench = Bench::new();
        let faults = bench.faults();
        faults.add(Rule::presign(Action::Answer(quota(wait))));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.policy.longest_rate_limit = Some(Duration::from_millis(longest));
        let mut desk = setup.start();
        desk.add(&files(&bench, 5));
        desk.wait_until_done();
        assert_eq!(desk.count(Status::Failed), 5);
        let failure = desk.failure("4.bin").clone();
        assert_eq!(
            (failure.status, failure.code.as_deref()),
            (Some(429), Some("rate_limited"))
        );
        assert!(failure.message.contains("the monthly quota is used up"), "{failure:?}");
        assert!(failure.hint.contains("--longest-wait"), "{failure:?}");
        // What was given up is tried again when somebody wants it.
        faults.clear();
        let failed = desk.model.queue.uploads().iter().map(|upload| upload.id).collect();
        desk.wish(Intent::Retry(failed));
        desk.wait_until_done();
        assert_eq!(desk.announced(), 5);
    }
    // In the window it is waited for, and said why.
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::Answer(quota("1"))).times(1));
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    desk.upload(&files(&bench, 1));
    let [Hold::RateLimited { detail, .. }] = desk.holds()[..] else {
        panic!("{:?}", desk.holds());
    };
    assert_eq!(detail.as_deref(), Some("the monthly quota is used up"));
}

#[test]
fn the_command_line_has_a_bound_for_a_rate_limit_and_tells_why_it_waits() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::Answer(quota("1"))).times(1));
    faults.add(Rule::presign(Action::Answer(quota("3600"))));
    let mut command = program(&bench.path("data"));
    command.args([
        "--api-url",
        faults.api_url(),
        "upload",
        "--json",
        "--jobs",
        "1",
        "--longest-wait",
        "5",
    ]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    let ended = run(command.args(files(&bench, 3)));
    ended.assert_code(1);
    assert!(
        ended
            .err
            .contains("The server asked to wait 1 s: the monthly quota is used up"),
        "{ended:#?}"
    );
    let failed = ended.events("failed");
    assert_eq!(failed.len(), 3);
    for line in failed {
        assert!(line["message"].as_str().unwrap().contains("monthly quota"), "{line}");
        assert!(line["hint"].as_str().unwrap().contains("5 s at most"), "{line}");
    }
    assert_eq!(faults.presigns().len(), 2, "nobody waits an hour, or asks once more");
}

/// A proxy that lets nobody through. Answers where it is, and counts who came.
#[cfg(unix)]
fn refusing_proxy() -> (std::net::SocketAddr, std::sync::Arc<std::sync::atomic::AtomicUsize>) {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = count.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let refusal =
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";
            let _ = stream.write_all(refusal.as_bytes());
        }
    });
    (address, count)
}

#[cfg(unix)]
#[test]
fn a_proxy_that_wants_another_password_is_asked_once_for_all_and_named() {
    let bench = Bench::new();
    for url in ["https://que.example", "http://que.example"] {
        let (proxy, count) = refusing_proxy();
        let mut command = program(&bench.path("data"));
        command.args(["--api-url", url, "--allow-insecure-http", "upload", "--json"]);
        command.env("QUE_API_KEY_AUTH", "sk_1");
        let through = format!("http://user:hunter2@{proxy}");
        command.env("HTTPS_PROXY", &through).env("HTTP_PROXY", &through);
        let ended = run(command.args(files(&bench, 20)));
        ended.assert_code(1);
        let failed = ended.events("failed");
        assert_eq!(failed.len(), 20, "{ended:#?}");
        for line in &failed {
            let message = line["message"].as_str().unwrap();
            assert_eq!(
                message,
                format!("The proxy {proxy} asks for a user name and a password (407).")
            );
            assert!(line["hint"].as_str().unwrap().contains("HTTPS_PROXY"), "{line}");
        }
        assert!(ended.events("retrying").is_empty());
        assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), 1, "{url}");
        assert!(!ended.err.contains("hunter2") && !ended.out.contains("hunter2"));
    }
}

/// The program under a limit of so many open files.
#[cfg(unix)]
fn limited(bench: &Bench, faults_url: &str, files: u32) -> std::process::Command {
    let mut command = sandboxed(bench, files);
    command.args(["--api-url", faults_url]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command
}

/// The same without a server.
#[cfg(unix)]
fn sandboxed(bench: &Bench, files: u32) -> std::process::Command {
    let inner = program(&bench.path("data"));
    let mut command = std::process::Command::new("sh");
    command.env_clear();
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.args(["-c", "ulimit -n \"$0\" && exec \"$@\"", &files.to_string()]);
    command.arg(inner.get_program()).args(inner.get_args());
    command.stdin(std::process::Stdio::null());
    command
}

#[cfg(unix)]
#[test]
fn uploads_stay_within_the_limit_of_open_files_and_none_fails() {
    let bench = Bench::new();
    let faults = bench.faults();
    // A long line, where as many go at once as help.
    faults.add(Rule::presign(Action::Delay(Duration::from_millis(30))));
    faults.add(Rule::put(Action::Delay(Duration::from_millis(30))));
    let paths = files(&bench, 400);
    for limit in [100, 64] {
        let before = faults.puts().len();
        let ended = run(limited(&bench, faults.api_url(), limit)
            .args(["upload", "--json"])
            .args(&paths));
        ended.assert_code(0);
        assert_eq!(ended.events("uploaded").len(), 400, "{limit}");
        assert_eq!(
            faults.puts().len() - before,
            400,
            "{limit}: nothing had to be tried twice"
        );
    }
}

#[cfg(unix)]
#[test]
fn where_too_few_files_can_be_opened_to_start_that_is_said_with_the_limit() {
    let bench = Bench::new();
    let faults = bench.faults();
    let path = bench.file("a.bin", b"a");
    for limit in [4, 8, 14] {
        for command in [&["upload"][..], &["history", "--file"], &["upload", "--sandbox"]] {
            let mut limited = limited(&bench, faults.api_url(), limit);
            if command.contains(&"--sandbox") {
                limited = sandboxed(&bench, limit);
            }
            let ended = run(limited.args(command).arg(&path));
            let said = &ended.assert_code(1).err;
            let words = format!("no more than {limit} files and connections open");
            assert!(
                said.contains(&words) && said.contains("ulimit -n"),
                "{limit} {command:?}: {said}"
            );
            assert_eq!(said.lines().count(), 2, "{said}");
        }
    }
    // What only lacks files to look into a picture must not end in the advice to sign it unseen.
    let picture = bench.file("b.jpg", crate::files::JPEG);
    for limit in [17, 20, 24] {
        let mut limited = limited(&bench, faults.api_url(), limit);
        let ended = run(limited
            .args(["upload", "--sign", "--origin", "digitalCapture"])
            .arg(&picture));
        let said = &ended.assert_code(1).err;
        assert!(said.contains(&format!("no more than {limit} files")), "{said}");
        assert!(!said.contains("--existing"), "{said}");
    }
    let mut enough = limited(&bench, faults.api_url(), 40);
    let ended = run(enough
        .args(["upload", "--sign", "--origin", "digitalCapture"])
        .arg(&picture));
    ended.assert_code(0);
    let ended = run(sandboxed(&bench, 20).arg("upload").arg("--sandbox").arg(&path));
    assert!(
        ended.assert_code(1).err.contains("no more than 20 files"),
        "{}",
        ended.err
    );
    run(sandboxed(&bench, 40).arg("upload").arg("--sandbox").arg(&path)).assert_code(0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_shortage_of_open_files_is_waited_for_and_the_limit_is_named() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 12);
    // The program itself has about as many open. Below that it does not start, above that nothing is short.
    let mut waited = 0;
    for limit in 16..32 {
        let mut command = limited(&bench, faults.api_url(), limit);
        command.args(["upload", "--json", "--longest-outage", "1"]).args(&paths);
        let ended = run(&mut command);
        for line in ended.events("retrying").iter().chain(&ended.events("failed")) {
            let message = line["message"].as_str().unwrap();
            assert!(
                message.contains(&format!("no more than {limit} files and connections")),
                "{limit}: {line}"
            );
            assert!(line["hint"].as_str().unwrap().contains("ulimit -n"), "{line}");
            // A folder's walk says it of a file that it cannot look at.
            if line["step"] != "read" {
                waited += 1;
            }
        }
        if waited > 0 {
            break;
        }
    }
    assert!(waited > 0, "a limit that is met by none of these tells nothing");
}

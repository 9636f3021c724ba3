//! Files crafted to keep a reader busy: reading is given up with a reason, and the program can always end.

use std::time::{Duration, Instant};

use crate::{
    backend::Setup,
    bench::Bench,
    files::JPEG,
    program::{program, run},
};
use model::{ExistingCredentials, Intent};
use que_sdk::{
    Que,
    wire::{AssetRef, VerifyRequest},
};

/// A TIFF of 90 kB whose pages each name the same sub-page 5,000 times, which keeps a reader busy for minutes.
pub(crate) fn busy_tiff() -> Vec<u8> {
    const NAMED: u32 = 5000;
    const PAGES: u32 = 4000;
    const EMPTY_PAGE: u32 = 8;
    const NAMES: u32 = 14;
    let first = NAMES + 4 * NAMED;
    let mut tiff = b"II*\0".to_vec();
    tiff.extend(first.to_le_bytes());
    tiff.extend([0; 6]);
    for _ in 0..NAMED {
        tiff.extend(EMPTY_PAGE.to_le_bytes());
    }
    for page in 0..PAGES {
        // One entry: the sub-pages (tag 330), 32 bits each (type 4).
        tiff.extend([1, 0, 74, 1, 4, 0]);
        tiff.extend(NAMED.to_le_bytes());
        tiff.extend(NAMES.to_le_bytes());
        let next = if page + 1 < PAGES { first + 18 * (page + 1) } else { 0 };
        tiff.extend(next.to_le_bytes());
    }
    tiff
}

/// An MP4 of nested boxes.
fn nested_mp4() -> Vec<u8> {
    const DEPTH: u32 = 30_000;
    let mut mp4 = b"\0\0\0\x14ftypmp42\0\0\0\0mp42".to_vec();
    for depth in 0..DEPTH {
        mp4.extend((8 * (DEPTH - depth)).to_be_bytes());
        mp4.extend(b"moov");
    }
    mp4
}

/// A WAV of nested lists.
fn nested_wav() -> Vec<u8> {
    const DEPTH: u32 = 30_000;
    let mut wav = b"RIFF".to_vec();
    wav.extend((12 * DEPTH + 4).to_le_bytes());
    wav.extend(b"WAVE");
    for depth in 0..DEPTH {
        wav.extend(b"LIST");
        wav.extend((12 * (DEPTH - depth) - 8).to_le_bytes());
        wav.extend(b"INFO");
    }
    wav
}

#[test]
fn a_file_that_keeps_a_reader_busy_is_given_up_in_seconds_and_never_counts_as_having_no_credentials() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    let hostile = [
        bench.file("busy.tiff", &busy_tiff()),
        bench.file("nested.mp4", &nested_mp4()),
        bench.file("nested.wav", &nested_wav()),
    ];
    backend.upload(&hostile);
    backend.upload(&[bench.file("picture.jpg", JPEG)]);
    let started = Instant::now();
    let ids = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
    backend.send(Intent::CheckCredentials(ids));
    let looked = |existing: &ExistingCredentials| {
        !matches!(existing, ExistingCredentials::Unchecked | ExistingCredentials::Checking)
    };
    backend.wait_for("the inspections", |model| {
        model.queue.uploads().iter().all(|upload| looked(&upload.existing))
    });
    assert!(started.elapsed() < Duration::from_secs(50), "{:?}", started.elapsed());
    assert_eq!(
        backend.row("busy.tiff").existing,
        ExistingCredentials::Unknown("It could not be read in 10 s.".to_owned())
    );
    let existing = &backend.row("nested.mp4").existing;
    assert!(matches!(existing, ExistingCredentials::Unknown(_)), "{existing:?}");
    assert_eq!(
        backend.row("picture.jpg").existing,
        ExistingCredentials::None,
        "the other files are read"
    );

    // The built-in server is not kept busy either.
    let verify = |name: &str| {
        let object = backend.object(name);
        let que = Que::builder(bench.sandbox().api_url())
            .key(bench.key())
            .build()
            .unwrap();
        let request = VerifyRequest {
            asset: AssetRef::Object {
                bucket: object.bucket.unwrap(),
                key: object.key,
            },
            ..verify_request()
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(que.verify(&request)).unwrap_err().to_string()
    };
    let started = Instant::now();
    let words = verify("busy.tiff");
    assert!(words.contains("could not be read in 10 s"), "{words}");
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    assert!(!verify("nested.mp4").is_empty());
}

#[test]
fn an_unreadable_file_is_not_signed_and_that_is_reported() {
    let bench = Bench::new();
    let busy = bench.file("busy.tiff", &busy_tiff());
    let picture = bench.file("picture.jpg", JPEG);
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", bench.sandbox().api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(["upload", "--json", "--sign", "--origin", "digitalCapture"]);
    let ended = run(command.arg(&busy).arg(&picture));
    ended.assert_code(1);
    assert_eq!(ended.event("signed")["path"], picture.to_str().unwrap());
    let failed = ended.event("failed");
    assert_eq!(failed["path"], busy.to_str().unwrap());
    assert_eq!(
        (&failed["step"], &failed["code"]),
        (&"sign".into(), &"credentials_unknown".into())
    );
    let message = failed["message"].as_str().unwrap();
    assert!(
        message.contains("could not find out whether") && message.contains("It could not be read in 10 s."),
        "{message}"
    );
    assert_eq!(ended.event("summary")["uploaded"], 2);
}

fn verify_request() -> VerifyRequest {
    serde_json::from_value(serde_json::json!({ "asset": { "bucket": "", "key": "" }, "mode": "summary" })).unwrap()
}

#[cfg(target_os = "linux")]
mod processes {
    use std::{fs, path::Path, process::Command};

    use serde_json::Value;

    use super::*;
    use crate::{
        bench::wait_until,
        fault_proxy::{Action, Latch, Rule},
        files::noise,
        program::Running,
    };

    /// The program promises 2 s; a busy machine may be slower.
    const AT_ONCE: Duration = Duration::from_secs(6);

    /// The running child processes of this one.
    fn children_of(parent: u32) -> Vec<u32> {
        let numbers = fs::read_dir("/proc").unwrap().filter_map(|entry| {
            let number = entry.ok()?.file_name().to_str()?.parse::<u32>().ok()?;
            let stat = fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
            // The name in parentheses may contain anything.
            let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
            let is_at_work = !["Z", "X"].contains(&fields.next()?);
            (is_at_work && fields.next()?.parse() == Ok(parent)).then_some(number)
        });
        numbers.collect()
    }

    fn is_there(process: u32) -> bool {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        stat.rsplit_once(')')
            .is_some_and(|(_, rest)| !["Z", "X"].contains(&rest.split_whitespace().next().unwrap()))
    }

    fn wait_for_a_child(running: &Running) -> u32 {
        let mut child = None;
        wait_until("a child that reads", || {
            child = children_of(running.id()).pop();
            child.is_some()
        });
        child.unwrap()
    }

    fn signing(bench: &Bench, api_url: &str) -> Command {
        let mut command = program(&bench.path("data"));
        command.args(["--api-url", api_url]);
        command.env("QUE_API_KEY_AUTH", bench.key().expose());
        command.args(["upload", "--json", "--sign", "--origin", "digitalCapture"]);
        command
    }

    #[test]
    fn a_signal_ends_the_program_whatever_a_reader_does() {
        let bench = Bench::new();
        let busy = bench.file("busy.tiff", &busy_tiff());
        let mut looking = signing(&bench, bench.sandbox().api_url());
        looking.arg(&busy);
        // Here the built-in server reads it.
        let mut verifying = program(&bench.path("sandboxed"));
        verifying.args(["upload", "--json", "--sandbox", "--verify"]).arg(&busy);
        let mut signing_it = program(&bench.path("sandboxed too"));
        signing_it.args(["upload", "--json", "--sandbox", "--sign", "--origin", "digitalCapture"]);
        signing_it.args(["--existing", "sign"]).arg(&busy);
        for mut command in [looking, verifying, signing_it] {
            let running = Running::start(&mut command);
            let child = wait_for_a_child(&running);
            let started = Instant::now();
            running.signal("TERM");
            let ended = running.ended();
            ended.assert_code(130);
            assert!(started.elapsed() < AT_ONCE, "{:?}: {ended:#?}", started.elapsed());
            wait_until("the end of the child process", || !is_there(child));
        }
    }

    #[test]
    fn child_processes_hold_no_secret_and_end_when_the_program_is_killed() {
        let bench = Bench::new();
        let busy = bench.file("busy.tiff", &busy_tiff());
        let mut command = signing(&bench, bench.sandbox().api_url());
        command.env("AWS_SECRET_ACCESS_KEY", "of another program");
        let running = Running::start(command.arg(&busy));
        let child = wait_for_a_child(&running);
        wait_until("a child that is busy", || {
            fs::read_to_string(format!("/proc/{child}/cmdline")).is_ok_and(|line| line.contains("decode-files"))
        });
        let environment = fs::read(format!("/proc/{child}/environ")).unwrap();
        let environment = String::from_utf8_lossy(&environment).into_owned();
        assert!(
            !environment.contains("QUE_") && !environment.contains("SECRET"),
            "{environment:?}"
        );
        let limits = fs::read_to_string(format!("/proc/{child}/limits")).unwrap();
        let cores = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"))
            .unwrap();
        // One byte means no core dump at all, not even one piped to a collector.
        assert_eq!(cores.split_whitespace().nth(4), Some("1"), "{limits}");
        let open = |name: &str| {
            let handles = fs::read_dir(format!("/proc/{child}/fd")).unwrap();
            let mut files = handles.filter_map(|handle| fs::read_link(handle.ok()?.path()).ok());
            files.any(|file| file.to_string_lossy().contains(name))
        };
        assert!(!open("uploads.sqlite3") && !open("que-uploader.log") && !open("socket:"));
        running.signal("KILL");
        wait_until("the end of the child process", || !is_there(child));
    }

    #[test]
    fn files_are_read_even_after_the_program_file_was_deleted() {
        let bench = Bench::new();
        let faults = bench.faults();
        let latch = Latch::new();
        faults.add(Rule::put(Action::Hold(latch.clone())));
        let copy = bench.path("a-program");
        let original = Path::new(env!("CARGO_BIN_EXE_que-uploader"));
        if fs::hard_link(original, &copy).is_err() {
            fs::copy(original, &copy).unwrap();
        }
        let mut command = Command::new(&copy);
        command.env_clear().env("HOME", bench.path("data"));
        command.env("QUE_API_KEY_AUTH", bench.key().expose());
        command.arg("--data-dir").arg(bench.path("data"));
        command.args(["--api-url", faults.api_url()]);
        command.args(["upload", "--json", "--sign", "--origin", "digitalCapture"]);
        command.arg(bench.file("picture.jpg", JPEG));
        let running = Running::start(&mut command);
        wait_until("the queued file", || running.out().contains("\"added\""));
        fs::remove_file(&copy).unwrap();
        latch.open();
        assert_eq!(running.ended().assert_code(0).events("signed").len(), 1);
    }

    #[test]
    fn many_hostile_files_use_no_more_child_processes_than_a_few() {
        let bench = Bench::new();
        for number in 0..6 {
            bench.file(format!("busy/{number}.tiff"), &busy_tiff());
        }
        for number in 0..40 {
            bench.file(format!("busy/{number}.mp4"), &noise(number, 2000));
        }
        let running = Running::start(signing(&bench, bench.sandbox().api_url()).arg(bench.path("files/busy")));
        let mut max = 0;
        let mut seen = 0;
        wait_until("some of them", || {
            max = max.max(children_of(running.id()).len());
            seen = running.out().lines().filter(|line| line.contains("\"failed\"")).count();
            seen >= 40
        });
        assert!((1..=2).contains(&max), "{max}");
        running.signal("TERM");
        let ended = running.ended();
        let lines: Vec<Value> = ended.lines();
        assert!(lines.iter().all(|line| line["event"] != "signed"));
    }
}

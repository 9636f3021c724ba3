//! Children that hang, use up memory, panic, or are killed: the file is given up, and the next one is decoded.

use std::{
    io::{self, IsTerminal as _},
    path::Path,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use super::*;

/// Longer than anything here takes on a busy machine.
const LONG: Duration = Duration::from_secs(60);

const ALLOWANCE: TaskLimits = TaskLimits {
    memory: 256 << 20,
    seconds: 30,
    answer: 1 << 20,
};

#[test]
#[ignore = "the other tests start it as a child"]
fn what_these_tests_start_as_a_child() {
    if !io::stdin().is_terminal() {
        serve(answer).unwrap();
    }
}

/// Does what the task says, or returns the length of a file.
#[expect(clippy::needless_pass_by_value, reason = "serve hands each task over")]
fn answer(task: Task) -> Answer {
    let job = match &task {
        Task::Sandbox(job) => job,
        Task::Thumbnail { path, .. }
        | Task::Metadata { path, .. }
        | Task::Credentials { path, .. }
        | Task::Earlier { path, .. }
        | Task::Report { path, .. }
        | Task::Picture { path, .. }
        | Task::ManifestThumbnails { path, .. }
        | Task::Check { path, .. } => {
            let facts = json!({ "bytes": std::fs::read(path).ok().map(|bytes| bytes.len()) });
            return Answer {
                facts,
                bytes: Vec::new(),
            };
        }
    };
    match job["test"].as_str() {
        Some("answer") => Answer {
            facts: json!({ "child": std::process::id(), "given": job }),
            bytes: vec![7; usize::try_from(job["bytes"].as_u64().unwrap_or(0)).unwrap()],
        },
        Some("hang") => loop {
            std::hint::spin_loop();
        },
        Some("memory") => {
            let mut all = Vec::new();
            loop {
                all.push(vec![1_u8; 1 << 20]);
            }
        }
        Some("stack") => Answer {
            facts: json!(deeper(1)),
            ..Answer::default()
        },
        Some(signal) if signal.starts_with("signal ") => {
            let number = signal.trim_start_matches("signal ");
            let own = std::process::id().to_string();
            let _ = std::process::Command::new("kill").args(["-s", number, &own]).status();
            loop {
                thread::park();
            }
        }
        Some("chatter") => {
            let line = [b"memory allocation of words\n".as_slice(), &[b'.'; 8000]].concat();
            for _ in 0..50 {
                io::Write::write_all(&mut io::stderr(), &line).unwrap();
            }
            std::process::abort()
        }
        Some("panic") => panic!("as a decoder may"),
        Some("limits") => Answer {
            facts: json!(std::fs::read_to_string("/proc/self/limits").unwrap()),
            ..Answer::default()
        },
        _ => Answer::default(),
    }
}

#[expect(unconditional_recursion, reason = "to overflow the stack")]
fn deeper(depth: u64) -> u64 {
    let kept = [depth; 512];
    deeper(depth + 1) + kept[usize::try_from(depth % 512).unwrap()]
}

fn job(what: &str) -> Task {
    Task::Sandbox(json!({ "test": what }))
}

fn decoders(max: usize) -> Decoders {
    Decoders::new(DecoderProgram::in_test("tests::what_these_tests_start_as_a_child"), max)
}

fn child_of(answer: &Answer) -> u64 {
    answer.facts["child"].as_u64().unwrap()
}

fn within_seconds(seconds: u32) -> TaskLimits {
    TaskLimits { seconds, ..ALLOWANCE }
}

#[test]
fn one_child_decodes_one_file_after_another() {
    let decoders = decoders(1);
    let task = Task::Sandbox(json!({ "test": "answer", "bytes": 70_000 }));
    let first = decoders.ask(&task, ALLOWANCE).unwrap();
    assert_eq!(first.bytes, vec![7; 70_000]);
    assert_ne!(child_of(&first), u64::from(std::process::id()), "it is another process");
    for _ in 0..20 {
        assert_eq!(child_of(&decoders.ask(&task, ALLOWANCE).unwrap()), child_of(&first));
    }
}

#[test]
fn a_file_that_hangs_is_given_up_in_time_and_the_next_is_decoded() {
    let decoders = decoders(1);
    let first = decoders.ask(&job("answer"), ALLOWANCE).unwrap();
    let started = Instant::now();
    let given_up = decoders.ask(&job("hang"), within_seconds(1)).unwrap_err();
    assert_eq!(given_up, DecodingFailure::TooLong { seconds: 1 });
    assert_eq!(given_up.to_string(), "It could not be read in 1 s.");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    let next = decoders.ask(&job("answer"), ALLOWANCE).unwrap();
    assert_ne!(child_of(&next), child_of(&first), "the child that hung is gone");
    assert_eq!(decoders.children().len(), 1);
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_uses_up_memory_or_stack_is_given_up_and_the_next_is_decoded() {
    let decoders = decoders(1);
    for (what, why) in [
        ("memory", DecodingFailure::TooMuchMemory { megabytes: 268 }),
        ("stack", DecodingFailure::TooDeep),
    ] {
        let given_up = decoders.ask(&job(what), ALLOWANCE).unwrap_err();
        assert_eq!(given_up, why, "{what}");
        decoders.ask(&job("answer"), ALLOWANCE).unwrap();
    }
}

#[test]
#[cfg(unix)]
fn a_killed_child_is_not_reported_as_out_of_memory() {
    let decoders = decoders(1);
    for (name, signal) in [("KILL", 9), ("TERM", 15), ("ABRT", 6), ("FPE", 8)] {
        let given_up = decoders.ask(&job(&format!("signal {name}")), ALLOWANCE).unwrap_err();
        assert_eq!(given_up, DecodingFailure::Killed { signal }, "{name}");
        let words = given_up.to_string();
        assert!(words.contains(&format!("signal {signal}")), "{words}");
        assert!(!words.contains("MB"), "{words}");
        decoders.ask(&job("answer"), ALLOWANCE).unwrap();
    }
    // The system ends a child that exceeds its CPU time.
    let given_up = decoders.ask(&job("signal XCPU"), within_seconds(7)).unwrap_err();
    assert_eq!(given_up, DecodingFailure::TooLong { seconds: 7 });
    // More output than a pipe holds blocks nothing, and only its end counts.
    let given_up = decoders.ask(&job("chatter"), ALLOWANCE).unwrap_err();
    assert_eq!(given_up, DecodingFailure::Killed { signal: 6 });
}

#[test]
#[cfg(target_os = "linux")]
fn a_child_has_its_own_limits_on_memory_and_cpu_time() {
    let limits = decoders(1).ask(&job("limits"), within_seconds(7)).unwrap().facts;
    let limits = limits.as_str().unwrap();
    let soft = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(soft("Max data size"), (256 << 20).to_string());
    assert_eq!(soft("Max cpu time"), "15");
}

#[test]
fn a_panic_is_reported_and_the_next_file_is_decoded() {
    let decoders = decoders(1);
    assert_eq!(
        decoders.ask(&job("panic"), ALLOWANCE),
        Err(DecodingFailure::DecoderFailed)
    );
    decoders.ask(&job("answer"), ALLOWANCE).unwrap();
}

#[test]
fn an_answer_over_the_limit_is_discarded() {
    let decoders = decoders(1);
    let task = Task::Sandbox(json!({ "test": "answer", "bytes": 5000 }));
    let allowance = TaskLimits {
        answer: 4999,
        ..ALLOWANCE
    };
    assert_eq!(decoders.ask(&task, allowance), Err(DecodingFailure::DecoderFailed));
    decoders.ask(&task, ALLOWANCE).unwrap();
}

#[test]
fn no_more_children_than_allowed_run_at_once() {
    let decoders = decoders(2);
    thread::scope(|scope| {
        let asked: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| decoders.ask(&job("hang"), within_seconds(1))))
            .collect();
        let mut max = 0;
        while asked.iter().any(|asked| !asked.is_finished()) {
            max = max.max(decoders.children().len());
            thread::yield_now();
        }
        assert!((1..=2).contains(&max), "{max}");
        for asked in asked {
            assert_eq!(asked.join().unwrap(), Err(DecodingFailure::TooLong { seconds: 1 }));
        }
    });
}

#[test]
fn stopping_does_not_wait_for_files() {
    let decoders = decoders(1);
    let (sender, ended) = mpsc::channel();
    for _ in 0..2 {
        let (decoders, sender) = (decoders.clone(), sender.clone());
        thread::spawn(move || sender.send(decoders.ask(&job("hang"), within_seconds(600))));
    }
    let started = Instant::now();
    while decoders.children().is_empty() {
        assert!(started.elapsed() < LONG);
        thread::yield_now();
    }
    let started = Instant::now();
    decoders.stop();
    for _ in 0..2 {
        assert_eq!(ended.recv_timeout(LONG).unwrap(), Err(DecodingFailure::Ending));
    }
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert_eq!(decoders.ask(&job("answer"), ALLOWANCE), Err(DecodingFailure::Ending));
}

#[test]
#[cfg(unix)]
fn a_child_that_was_killed_between_files_is_replaced() {
    let decoders = decoders(1);
    let first = child_of(&decoders.ask(&job("answer"), ALLOWANCE).unwrap());
    let killed = std::process::Command::new("kill")
        .args(["-9", &first.to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let next = child_of(&decoders.ask(&job("answer"), ALLOWANCE).unwrap());
    assert_ne!(next, first);
}

#[test]
#[cfg(target_os = "linux")]
fn children_end_when_the_pool_is_dropped() {
    let decoders = decoders(1);
    let child = child_of(&decoders.ask(&job("answer"), ALLOWANCE).unwrap());
    drop(decoders);
    let started = Instant::now();
    while is_running(child) {
        assert!(started.elapsed() < LONG);
        thread::yield_now();
    }
}

/// Whether a process is running. A zombie isn't.
#[cfg(target_os = "linux")]
fn is_running(process: u64) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status
        .lines()
        .any(|line| line.starts_with("State:") && !line.contains('Z') && !line.contains('X'))
}

#[test]
fn a_program_that_cannot_be_started_is_reported_as_such() {
    for program in ["/nowhere/at-all", "/"] {
        let decoders = Decoders::new(DecoderProgram::at(program), 1);
        let given_up = decoders.ask(&job("answer"), ALLOWANCE).unwrap_err();
        assert!(matches!(given_up, DecodingFailure::NotStarted(_)), "{given_up:?}");
        assert!(given_up.to_string().starts_with("It could not be read: "), "{given_up}");
    }
    // A program that starts but isn't a decoder.
    #[cfg(unix)]
    {
        let decoders = Decoders::new(DecoderProgram::at("/bin/true"), 1);
        let given_up = decoders.ask(&job("answer"), ALLOWANCE).unwrap_err();
        assert!(matches!(given_up, DecodingFailure::NotStarted(_)), "{given_up:?}");
    }
}

/// A program that fails at each start but the last of `starts`, and the file in which it counts them.
#[cfg(unix)]
fn failing_until(starts: usize, folder: &Path) -> (DecoderProgram, impl AsRef<Path> + Clone) {
    use std::os::unix::fs::PermissionsExt as _;

    let (script, count) = (folder.join("program"), folder.join("count"));
    let test = std::env::current_exe().unwrap();
    let words = format!(
        "#!/bin/sh\necho >>'{count}'\n[ \"$(wc -l <'{count}')\" -ge {starts} ] || exit 1\nexec '{test}' --exact \
         tests::what_these_tests_start_as_a_child --ignored --nocapture --test-threads=1\n",
        count = count.display(),
        test = test.display()
    );
    std::fs::write(&script, words).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    (DecoderProgram::at(script), count)
}

#[test]
#[cfg(unix)]
fn a_program_that_cannot_be_started_for_a_moment_is_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let (program, count) = failing_until(3, folder.path());
    let decoders = Decoders::new(program, 1);
    decoders.ask(&job("answer"), ALLOWANCE).unwrap();
    assert_eq!(std::fs::read(count).unwrap().len(), 3);
}

#[test]
#[cfg(unix)]
fn only_the_first_file_waits_for_a_program_that_never_starts_and_one_that_starts_again_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let (program, count) = failing_until(7, folder.path());
    let decoders = Decoders::new(program, 1);
    let starts = || std::fs::read(&count).unwrap().len();
    for expected in [4, 5, 6] {
        let given_up = decoders.ask(&job("answer"), ALLOWANCE).unwrap_err();
        assert!(matches!(given_up, DecodingFailure::NotStarted(_)), "{given_up:?}");
        assert_eq!(starts(), expected);
    }
    decoders.ask(&job("answer"), ALLOWANCE).unwrap();
    assert_eq!(starts(), 7);
}

#[test]
fn a_path_that_is_not_text_arrives_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    #[cfg(target_os = "linux")]
    let name: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"a \xff\n\"\\.png");
    #[cfg(not(target_os = "linux"))]
    let name = std::ffi::OsStr::new("a \u{e9}.png");
    let path = folder.path().join(name);
    std::fs::write(&path, b"four").unwrap();
    let ask = |path: &Path| {
        let task = Task::Thumbnail {
            path: path.to_owned(),
            side: 8,
            whole: false,
        };
        decoders(1).ask(&task, ALLOWANCE).unwrap()
    };
    assert_eq!(ask(&path).facts, json!({ "bytes": 4 }));
    assert_eq!(ask(&folder.path().join("other")).facts, json!({ "bytes": null }));
}

//! Uploads under a low limit of open files.
#![cfg(unix)]

use std::time::Duration;

use crate::{
    bench::Bench,
    fault_proxy::{Action, Rule},
    program::{program, run},
    stored::files,
};

/// The program under this limit of open files.
fn limited(bench: &Bench, faults_url: &str, files: u32) -> std::process::Command {
    let mut command = sandboxed(bench, files);
    command.args(["--api-url", faults_url]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command
}

/// Like [`limited`], without a server.
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

#[test]
fn uploads_stay_within_the_open_file_limit_and_none_fails() {
    let bench = Bench::new();
    let faults = bench.faults();
    // A slow line, with the number of parallel uploads chosen automatically.
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
        assert_eq!(faults.puts().len() - before, 400, "{limit}: nothing had to be retried");
    }
}

#[test]
fn a_start_under_too_low_an_open_file_limit_fails_and_names_the_limit() {
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
            let words = format!("no more than {limit} open files and connections");
            assert!(
                said.contains(&words) && said.contains("ulimit -n"),
                "{limit} {command:?}: {said}"
            );
            assert_eq!(said.lines().count(), 2, "{said}");
        }
    }
    // A shortage of open files must not lead to the advice to sign without checking.
    let picture = bench.file("b.jpg", crate::files::JPEG);
    for limit in [17, 20, 24] {
        let mut limited = limited(&bench, faults.api_url(), limit);
        let ended = run(limited
            .args(["upload", "--sign", "--origin", "digitalCapture"])
            .arg(&picture));
        let said = &ended.assert_code(1).err;
        assert!(said.contains(&format!("no more than {limit} open files")), "{said}");
        assert!(!said.contains("--existing"), "{said}");
    }
    let mut enough = limited(&bench, faults.api_url(), 40);
    let ended = run(enough
        .args(["upload", "--sign", "--origin", "digitalCapture"])
        .arg(&picture));
    ended.assert_code(0);
    let ended = run(sandboxed(&bench, 20).arg("upload").arg("--sandbox").arg(&path));
    assert!(
        ended.assert_code(1).err.contains("no more than 20 open files"),
        "{}",
        ended.err
    );
    run(sandboxed(&bench, 40).arg("upload").arg("--sandbox").arg(&path)).assert_code(0);
}

#[cfg(target_os = "linux")]
#[test]
fn uploads_wait_out_a_shortage_of_open_files_and_name_the_limit() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 12);
    // About what the program itself needs. With fewer it does not start; with more nothing fails.
    let mut waited = 0;
    for limit in 16..32 {
        let mut command = limited(&bench, faults.api_url(), limit);
        command.args(["upload", "--json", "--longest-outage", "1"]).args(&paths);
        let ended = run(&mut command);
        for line in ended.events("retrying").iter().chain(&ended.events("failed")) {
            let message = line["message"].as_str().unwrap();
            assert!(
                message.contains(&format!("no more than {limit} open files and connections")),
                "{limit}: {line}"
            );
            assert!(line["hint"].as_str().unwrap().contains("ulimit -n"), "{line}");
            // Walking a folder reports it for a file that it cannot inspect.
            if line["step"] != "read" {
                waited += 1;
            }
        }
        if waited > 0 {
            break;
        }
    }
    assert!(waited > 0, "without a shortage the test shows nothing");
}

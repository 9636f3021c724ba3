//! Checking files without uploading them, by lists of trusted signers that are fetched only when asked for.

use std::{
    collections::HashMap,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use parking_lot::Mutex;
use serde_json::Value;
use testkit::test_server::{TestServer, answer};

use model::{CheckIntent, Intent, Model, Verdict};

use crate::{
    backend::Setup,
    connection::secure_server_that_says,
    files,
    forgeries::{Studio, forged, repainted},
    hostile::busy_tiff,
    program::{Ended, program, run},
};

/// A program without a key, and a signed picture.
pub(crate) struct Desk {
    pub(crate) studio: Studio,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { studio: Studio::new() }
    }

    pub(crate) fn program(&self) -> Command {
        program(&self.studio.bench.path("data"))
    }

    pub(crate) fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Ended {
        run(self.program().args(arguments).current_dir(self.folder()))
    }

    pub(crate) fn folder(&self) -> std::path::PathBuf {
        self.studio.bench.path("files")
    }

    pub(crate) fn authority(&self) -> &str {
        self.studio.bench.sandbox().trust_anchor_pem()
    }

    /// Files of every kind of verdict.
    pub(crate) fn fill(&self) {
        let Studio { bench, signed } = &self.studio;
        bench.file("good.png", signed);
        bench.file("changed.png", &repainted(signed));
        bench.file("forged.png", &forged(signed));
        bench.file("plain.png", &files::png());
        bench.file("notes.txt", b"notes");
        bench.file("ca.pem", self.authority().as_bytes());
    }
}

pub(crate) fn verdict(line: &Value) -> &str {
    line["verdict"].as_str().unwrap_or("nothing")
}

#[test]
fn files_are_checked_in_order_without_a_list_and_changes_are_still_found() {
    let desk = Desk::new();
    desk.fill();
    let named = [
        "good.png",
        "missing.png",
        "changed.png",
        "plain.png",
        "forged.png",
        "notes.txt",
    ];
    let ended = desk.run(["check", "--json"].into_iter().chain(named));
    ended.assert_code(1);
    let lines = ended.lines();
    let paths: Vec<_> = lines.iter().map(|line| line["path"].as_str().unwrap()).collect();
    assert_eq!(paths, named);
    let verdicts: Vec<_> = lines.iter().map(verdict).collect();
    assert_eq!(
        verdicts,
        ["valid", "nothing", "invalid", "none", "invalid", "unsupported"]
    );
    let good = &lines[0];
    assert!(
        good["reason"].as_str().unwrap().contains("no trust list was used"),
        "{good}"
    );
    assert_eq!(
        (&good["trust_list"], &good["revocation"]),
        (&Value::Null, &Value::from("not checked"))
    );
    assert!(
        good["report"]["active_manifest"].is_string() && good["issuer"].is_string(),
        "{good}"
    );
    for line in &lines {
        let reason = line["reason"].as_str().unwrap();
        assert!(!reason.is_empty() && !reason.contains("server"), "{line}");
    }
    // A signer that nobody knows is no reason to fail, unless a list was asked for.
    desk.run(["check", "good.png"]).assert_code(0);
    assert!(ended.err.contains("Revocation was not checked"), "{ended:?}");
}

#[test]
fn an_own_authority_makes_its_signers_trusted_and_the_list_is_named() {
    let desk = Desk::new();
    desk.fill();
    let ended = desk.run(["check", "--json", "--trust", "ca.pem", "good.png"]);
    let [line] = &ended.assert_code(0).lines()[..] else {
        panic!("{ended:?}")
    };
    assert_eq!(
        (verdict(line), &line["trust_list"]),
        ("trusted", &Value::from("ca.pem"))
    );
    // Certificates can be copied beside a broken signature, so nobody is named for it.
    let ended = desk.run(["check", "--json", "--trust", "ca.pem", "forged.png", "changed.png"]);
    for line in ended.assert_code(1).lines() {
        assert_eq!(
            (verdict(&line), &line["trust_list"]),
            ("invalid", &Value::Null),
            "{line}"
        );
    }
    let other = other_authority();
    desk.studio.bench.file("other.pem", other.as_bytes());
    let ended = desk.run(["check", "--json", "--trust", "other.pem", "good.png"]);
    let [line] = &ended.assert_code(1).lines()[..] else {
        panic!("{ended:?}")
    };
    assert_eq!((verdict(line), &line["trust_list"]), ("valid", &Value::Null));
    let words = line["reason"].as_str().unwrap();
    assert!(words.contains("on none of the trust lists used"), "{words}");
    // Of both, the one that knows the signer is named.
    let both = ["check", "--trust", "other.pem", "--trust", "ca.pem", "good.png"];
    let ended = desk.run(both);
    assert!(ended.assert_code(0).out.starts_with("Trusted  "), "{ended:?}");
    assert!(
        ended.out.contains("ca.pem") && !ended.out.contains("other.pem"),
        "{ended:?}"
    );
}

#[test]
fn folders_are_walked_as_for_an_upload_and_other_files_in_them_do_not_count() {
    let desk = Desk::new();
    let Studio { bench, signed } = &desk.studio;
    bench.file("trip/b.png", signed);
    bench.file("trip/a.png", signed);
    bench.file("trip/.hidden.png", b"x");
    bench.file("trip/notes.txt", b"notes");
    let ended = desk.run(["check", "trip"]);
    ended.assert_code(0);
    assert_eq!(ended.out.lines().count(), 2, "{ended:?}");
    assert!(ended.out.find("a.png") < ended.out.find("b.png"), "{ended:?}");
    assert!(ended.err.contains("1 other file in folders was left out"), "{ended:?}");
    assert!(ended.err.contains("1 hidden (--include-hidden)"), "{ended:?}");
    // An empty folder proves nothing.
    std::fs::create_dir(desk.folder().join("empty")).unwrap();
    desk.run(["check", "empty"]).assert_code(1);
}

#[test]
fn a_file_that_keeps_a_reader_busy_ends_with_a_reason_and_holds_up_no_other() {
    let desk = Desk::new();
    desk.studio.bench.file("busy.tiff", &busy_tiff());
    desk.studio.bench.file("good.png", &desk.studio.signed);
    let ended = desk.run(["check", "--json", "busy.tiff", "good.png"]);
    let lines = ended.assert_code(1).lines();
    assert_eq!(lines.iter().map(verdict).collect::<Vec<_>>(), ["unconfirmed", "valid"]);
    assert!(
        lines[0]["reason"]
            .as_str()
            .unwrap()
            .starts_with("It could not be read in"),
        "{ended:?}"
    );
}

#[test]
fn a_list_that_is_missing_or_is_none_is_wrong_usage_and_says_what_to_do() {
    let desk = Desk::new();
    desk.fill();
    for (list, words) in [
        ("official", "trust-lists update official"),
        ("nowhere.pem", "can't be used"),
        ("notes.txt", "no certificate in it"),
    ] {
        let ended = desk.run(["check", "--trust", list, "good.png"]);
        ended.assert_code(2);
        assert!(ended.err.contains(words) && ended.out.is_empty(), "{ended:?}");
    }
}

/// A publisher of lists whose files a test can change.
struct Publisher {
    server: TestServer,
    files: Arc<Mutex<HashMap<String, String>>>,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Publisher {
    fn new() -> Self {
        let files = Arc::<Mutex<HashMap<String, String>>>::default();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let (published, seen) = (Arc::clone(&files), Arc::clone(&heads));
        let server = TestServer::start(move |mut peer, _| {
            let (published, seen) = (Arc::clone(&published), Arc::clone(&seen));
            async move {
                let head = peer.head().await;
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                seen.lock().push(head);
                let found = published.lock().get(&path).cloned();
                let text = match &found {
                    Some(text) => answer("200 OK", "text/plain", text),
                    None => answer("404 Not Found", "text/plain", "404: Not Found"),
                };
                peer.say(&text).await;
                peer.close().await;
            }
        });
        Self { server, files, heads }
    }

    fn publish(&self, path: &str, text: &str) {
        self.files.lock().insert(path.to_owned(), text.to_owned());
    }

    fn publish_all(&self, authority: &str) {
        const OFFICIAL: &str = "/c2pa-org/conformance-public/refs/heads/main/trust-list";
        self.publish(&format!("{OFFICIAL}/C2PA-TRUST-LIST.pem"), authority);
        self.publish(&format!("{OFFICIAL}/C2PA-TSA-TRUST-LIST.pem"), &other_authority());
        self.publish("/trust/anchors.pem", &other_authority());
        self.publish(
            "/trust/allowed.sha256.txt",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        );
        self.publish("/trust/store.cfg", "//emailProtection\n1.3.6.1.5.5.7.3.4\n");
        self.publish("/end-entity-list.pem", &other_authority());
    }

    fn update(&self, desk: &Desk, lists: &[&str]) -> Ended {
        let mut command = desk.program();
        command.env("QUE_UPLOADER_TRUST_LISTS_URL", self.server.url(""));
        run(command.args(["trust-lists", "update"]).args(lists))
    }
}

pub(crate) fn other_authority() -> String {
    testkit::certificates::Certificate::signed_for("localhost")
        .authority
        .unwrap()
}

#[test]
fn lists_are_fetched_only_when_asked_for_and_each_verdict_names_the_one_that_knows_the_signer() {
    let desk = Desk::new();
    desk.fill();
    let publisher = Publisher::new();
    publisher.publish_all(desk.authority());
    let ended = publisher.update(&desk, &["official", "interim", "news"]);
    assert_eq!(ended.assert_code(0).out.matches("Updated").count(), 3, "{ended:?}");
    let fetched = publisher.server.connections();
    assert!(publisher.heads.lock().iter().all(|head| !head.contains("x-api-key")));

    let kept = desk.run(["trust-lists", "list", "--json"]);
    let official = kept
        .assert_code(0)
        .lines()
        .into_iter()
        .find(|line| line["list"] == "official")
        .unwrap();
    assert_eq!(
        (&official["entries"], &official["old"]),
        (&Value::from(2), &Value::from(false))
    );
    let hash = files::sha256(desk.authority().as_bytes());
    assert_eq!(official["files"][0]["sha256"], hash.as_str());

    for (lists, list, code) in [
        (&[][..], Value::from("official"), 0),
        (&["official"], Value::from("official"), 0),
        (&["news", "official"], Value::from("official"), 0),
        // The list of time stamp services vouches for no signer, and neither do the others.
        (&["interim"], Value::Null, 1),
        (&["news"], Value::Null, 1),
    ] {
        let trust = lists.iter().flat_map(|list| ["--trust", list]);
        let ended = desk.run(["check", "--json", "good.png"].into_iter().chain(trust));
        assert_eq!(ended.assert_code(code).lines()[0]["trust_list"], list, "{lists:?}");
    }
    assert_eq!(publisher.server.connections(), fetched);
}

#[test]
fn a_failed_or_broken_update_keeps_the_earlier_list_and_says_so() {
    let desk = Desk::new();
    desk.fill();
    let publisher = Publisher::new();
    publisher.publish_all(desk.authority());
    publisher.update(&desk, &["official"]).assert_code(0);
    let list = desk.studio.bench.path("data").join("trust-lists/official.json");
    let before = std::fs::read(&list).unwrap();
    const TIME: &str = "/c2pa-org/conformance-public/refs/heads/main/trust-list/C2PA-TSA-TRUST-LIST.pem";
    let cut = &desk.authority()[..200];
    for broken in [
        "",
        "<html><body>Sign in</body></html>",
        "not a list",
        cut,
        &"x".repeat(5 << 20),
    ] {
        publisher.publish(TIME, broken);
        let ended = publisher.update(&desk, &["official", "news"]);
        ended.assert_code(1);
        assert!(ended.err.contains("The copy on this computer was kept"), "{ended:?}");
        // The others are still updated.
        assert!(ended.out.contains("Updated   news"), "{ended:?}");
        assert_eq!(std::fs::read(&list).unwrap(), before);
    }
    publisher.files.lock().remove(TIME);
    publisher.update(&desk, &["official"]).assert_code(1);
    desk.run(["check", "--trust", "official", "good.png"]).assert_code(0);

    // What somebody changed on the disk trusts nobody.
    std::fs::write(&list, String::from_utf8(before).unwrap().replace("C2PA-T", "X")).unwrap();
    desk.run(["check", "--trust", "official", "good.png"]).assert_code(2);
    let ended = desk.run(["check", "good.png"]);
    assert!(ended.assert_code(0).out.starts_with("Unknown signer"), "{ended:?}");
    assert!(ended.err.contains("Official C2PA list is not used"), "{ended:?}");
}

#[test]
fn an_old_list_is_used_and_its_age_is_told() {
    let desk = Desk::new();
    desk.fill();
    let publisher = Publisher::new();
    publisher.publish_all(desk.authority());
    publisher.update(&desk, &["official"]).assert_code(0);
    let list = desk.studio.bench.path("data").join("trust-lists/official.json");
    let mut stored: Value = serde_json::from_slice(&std::fs::read(&list).unwrap()).unwrap();
    stored["fetched_at"] = "2024-01-01T00:00:00Z".into();
    std::fs::write(&list, stored.to_string()).unwrap();
    let ended = desk.run(["check", "--trust", "official", "good.png"]);
    assert!(ended.assert_code(0).err.contains("days old"), "{ended:?}");
}

#[test]
fn the_list_of_the_que_server_is_fetched_with_its_key_and_trusts_its_signers() {
    let desk = Desk::new();
    desk.fill();
    let bench = &desk.studio.bench;
    let without_key = desk.run(["trust-lists", "update", "que"]);
    without_key.assert_code(2);
    let mut command = desk.program();
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(["--api-url", bench.sandbox().api_url(), "trust-lists", "update", "que"]);
    run(&mut command).assert_code(0);
    let ended = desk.run(["check", "--json", "--trust", "que", "good.png"]);
    let [line] = &ended.assert_code(0).lines()[..] else {
        panic!("{ended:?}")
    };
    assert_eq!((verdict(line), &line["trust_list"]), ("trusted", &Value::from("que")));
    let server = line["trust_list_server"].as_str().unwrap().to_owned();
    assert!(bench.sandbox().api_url().starts_with(&server), "{server}");
    let shown = desk.run(["check", "--trust", "que", "good.png"]);
    assert!(
        shown.out.contains(&format!("Que server's list ({server})")),
        "{shown:?}"
    );
}

#[test]
fn a_publishers_trouble_is_told_in_words_about_its_server_and_a_copy_only_where_there_is_one() {
    let desk = Desk::new();
    let publisher = Publisher::new();
    let fails = || {
        let ended = publisher.update(&desk, &["news"]);
        ended.assert_code(1);
        ended.err
    };
    let words = fails();
    assert!(
        words.contains("127.0.0.1") && words.contains("end-entity-list.pem (404)"),
        "{words}"
    );
    assert!(!words.contains("was kept") && !words.contains("bucket"), "{words}");
    assert!(!words.contains("Not Found"), "{words}");
    publisher.publish_all(desk.authority());
    publisher.update(&desk, &["news"]).assert_code(0);
    publisher.files.lock().clear();
    assert!(fails().contains("was kept"));
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn the_certificate_for_the_network_is_used_for_public_lists_too() {
    let desk = Desk::new();
    let (server, authority) = secure_server_that_says(answer("200 OK", "text/plain", &other_authority()));
    desk.studio.bench.file("network.pem", authority.as_bytes());
    let file = desk.folder().join("network.pem");
    let update = |ca_file: Option<&Path>| {
        let mut command = desk.program();
        let mirror = format!("https://localhost:{}", server.address.port());
        command.env("QUE_UPLOADER_TRUST_LISTS_URL", mirror);
        if let Some(file) = ca_file {
            command.arg("--ca-file").arg(file);
        }
        run(command.args(["trust-lists", "update", "news"]))
    };
    let without = update(None);
    assert!(without.assert_code(1).err.contains("--ca-file"), "{without:?}");
    update(Some(&file)).assert_code(0);
    // The profile's counts as well.
    let settings = desk.studio.bench.path("data").join("settings.toml");
    let profile =
        format!("[[profiles]]\nname = \"Office\"\napi_url = \"https://api.example.com\"\nextra_ca_file = {file:?}\n");
    std::fs::write(settings, profile).unwrap();
    update(None).assert_code(0);
}

#[test]
fn the_window_checks_files_reads_one_report_and_checks_again_with_new_lists() {
    let desk = Desk::new();
    desk.fill();
    let bench = &desk.studio.bench;
    let mut backend = Setup::new(bench).start();
    let paths = ["good.png", "changed.png", "plain.png"].map(|name| desk.folder().join(name));
    backend.send(Intent::Check(CheckIntent::Add(paths.to_vec())));
    backend.wait_for("all results", |model| {
        model.checks.rows().len() == 3 && model.checks.left() == 0
    });
    let verdicts = |model: &Model| {
        let rows = model.checks.rows().iter();
        rows.map(|row| row.result.as_ref().and_then(|result| result.verdict))
            .collect::<Vec<_>>()
    };
    let found = verdicts(&backend.model);
    assert_eq!(
        found,
        [Some(Verdict::Valid), Some(Verdict::Invalid), Some(Verdict::None)]
    );
    backend.send(Intent::Check(CheckIntent::Show(Some(0))));
    backend.wait_for("the report", |model| {
        model
            .checks
            .shown_result()
            .is_some_and(|result| result.report.is_some())
    });
    assert!(
        backend
            .model
            .checks
            .rows()
            .iter()
            .all(|row| row.result.as_ref().unwrap().report.is_none())
    );

    // Of the lists, only that of the server can be reached.
    backend.send(Intent::Check(CheckIntent::UpdateLists));
    backend.wait_for("the lists", |model| !model.checks.is_updating);
    assert_eq!(
        backend.model.checks.failures.len(),
        3,
        "{:?}",
        backend.model.checks.failures
    );
    backend.wait_for("all results again", |model| model.checks.left() == 0);
    assert_eq!(verdicts(&backend.model)[0], Some(Verdict::Trusted));
    let rows = backend.model.checks.rows();
    let list = rows[0].result.as_ref().unwrap().trust_list.as_deref().unwrap();
    assert!(list.starts_with("que http://127.0.0.1:"), "{list}");
    assert!(backend.model.queue.uploads().is_empty());
}

#[test]
fn a_missing_key_or_a_wrong_server_address_keeps_no_other_list_from_being_fetched() {
    let desk = Desk::new();
    let publisher = Publisher::new();
    publisher.publish_all(desk.authority());
    for server in [&[][..], &["--api-url", "nonsense"]] {
        let mut command = desk.program();
        command.env("QUE_UPLOADER_TRUST_LISTS_URL", publisher.server.url(""));
        command
            .args(server)
            .args(["trust-lists", "update", "--json", "que", "news"]);
        let ended = run(&mut command);
        let events: Vec<_> = ended.assert_code(2).lines();
        let events: Vec<_> = events.iter().map(|line| (&line["event"], &line["list"])).collect();
        let event = |event: &str, list: &str| (Value::from(event), Value::from(list));
        let (failed, updated) = (event("failed", "que"), event("updated", "news"));
        assert_eq!(events, [(&failed.0, &failed.1), (&updated.0, &updated.1)], "{ended:?}");
    }
}

#[test]
fn a_check_whose_output_nobody_reads_to_its_end_does_not_succeed() {
    let desk = Desk::new();
    let Studio { bench, signed } = &desk.studio;
    for number in 0..60 {
        bench.file(format!("many/{number:02}.png"), signed);
    }
    let mut command = desk.program();
    command.args(["check", "many"]).current_dir(desk.folder());
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ended = command.stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
    let ended = ended.wait_with_output().unwrap();
    let words = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{words}");
    assert!(words.contains("cut short") && !words.contains("Checked"), "{words}");
}

#[test]
fn trust_lists_in_the_data_folder_are_not_uploaded() {
    let desk = Desk::new();
    let publisher = Publisher::new();
    publisher.publish_all(desk.authority());
    publisher.update(&desk, &["news"]).assert_code(0);
    let data = desk.studio.bench.path("data");
    assert!(Path::new(&data).join("trust-lists/news.json").is_file());
    let ended = run(program(&data).arg("check").arg(&data));
    assert!(ended.assert_code(1).out.starts_with("Not read"), "{ended:?}");
    assert!(ended.out.contains("Que Uploader's own data"), "{ended:?}");
}

#[test]
fn what_is_named_in_the_programs_own_data_is_read_because_reading_is_not_uploading() {
    let desk = Desk::new();
    let data = desk.studio.bench.path("data");
    let folder = data.join("sandbox/server/objects");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(data.join("sandbox/server/.que-uploader-sandbox"), "").unwrap();
    let copy = folder.join("signed.png");
    std::fs::write(&copy, &desk.studio.signed).unwrap();
    for named in [&copy, &folder] {
        let ended = run(program(&data).arg("check").arg(named));
        assert!(ended.assert_code(0).out.starts_with("Unknown signer"), "{ended:?}");
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_can_be_told_apart_and_others_have_no_bytes() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let desk = Desk::new();
    desk.studio.bench.file("names/plain.png", &files::png());
    let folder = desk.folder().join("names");
    for name in [b"a\xe9.png", b"a\xe8.png"] {
        // Not every file system takes such a name.
        if std::fs::write(folder.join(OsStr::from_bytes(name)), files::png()).is_err() {
            return;
        }
    }
    let ended = desk.run(["check", "--json", "names"]);
    let bytes: Vec<_> = ended.lines().iter().map(|line| line["path_bytes"].clone()).collect();
    let hex = |last: &str| Value::from(format!("6e616d65732f61{last}2e706e67"));
    assert_eq!(bytes, [hex("e8"), hex("e9"), Value::Null], "{ended:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_counted() {
    let desk = Desk::new();
    desk.studio.bench.file("mixed/a.png", &files::png());
    let pipe = desk.folder().join("mixed/pipe.jpg");
    assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    let ended = desk.run(["check", "mixed"]);
    assert!(ended.err.contains("1 pipe, socket or device"), "{ended:?}");
}

//! Trust lists of one's own, and removing those that are no longer used.

use std::fs;

use serde_json::Value;

use model::{CheckIntent, Intent, ListFailure, Model, Verdict};

use crate::{
    backend::Setup,
    check::{Desk, other_authority, verdict},
    program::run,
};

/// A desk with the sandbox's trust list.
fn with_servers_list() -> Desk {
    let desk = Desk::new();
    desk.fill();
    let bench = &desk.studio.bench;
    let mut command = desk.program();
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(["--api-url", bench.sandbox().api_url(), "trust-lists", "update", "que"]);
    run(&mut command).assert_code(0);
    desk
}

#[test]
fn an_own_list_is_remembered_named_and_removed() {
    let desk = Desk::new();
    desk.fill();
    let added = desk.run(["trust-lists", "add", "ca.pem", "--name", "Harbor agency", "--json"]);
    let [line] = &added.assert_code(0).lines()[..] else {
        panic!("{added:?}")
    };
    assert_eq!(
        (&line["event"], &line["name"]),
        (&"added".into(), &"Harbor agency".into())
    );
    // The file itself may go.
    fs::remove_file(desk.folder().join("ca.pem")).unwrap();
    for trust in [&[][..], &["--trust", "own"], &["--trust", "Harbor agency"]] {
        let ended = desk.run(["check", "--json", "good.png"].into_iter().chain(trust.iter().copied()));
        let line = &ended.assert_code(0).lines()[0];
        assert_eq!(verdict(line), "trusted", "{trust:?}");
        let names = (&line["trust_list"], &line["trust_list_name"]);
        assert_eq!(names, (&Value::from("own"), &Value::from("Harbor agency")));
    }
    let words = desk.run(["check", "good.png"]);
    assert!(words.out.contains("Harbor agency"), "{words:?}");
    desk.run(["trust-lists", "remove", "Harbor agency"]).assert_code(0);
    let ended = desk.run(["check", "--json", "good.png"]);
    assert_eq!(verdict(&ended.lines()[0]), "valid");
    let again = desk.run(["trust-lists", "remove", "Harbor agency"]);
    assert!(
        again.assert_code(2).err.contains("no list \"Harbor agency\""),
        "{again:?}"
    );
}

#[test]
fn what_is_no_list_is_not_added_and_the_reason_is_said() {
    let desk = Desk::new();
    desk.fill();
    for (file, words) in [("notes.txt", "no certificate in it"), ("missing.pem", "was not added")] {
        let ended = desk.run(["trust-lists", "add", file]);
        assert!(ended.assert_code(2).err.contains(words), "{ended:?}");
    }
    desk.run(["trust-lists", "add", "ca.pem"]).assert_code(0);
    let twice = desk.run(["trust-lists", "add", "ca.pem"]);
    assert!(twice.assert_code(2).err.contains("--name"), "{twice:?}");
}

#[test]
fn the_list_of_a_server_that_is_no_longer_used_is_removed_even_if_it_is_damaged() {
    let desk = with_servers_list();
    let lists = desk.studio.bench.path("data").join("trust-lists");
    let list = lists.join("que-127.0.0.1.json");
    let sound = fs::read(&list).unwrap();
    fs::write(&list, "damaged").unwrap();
    // It says whose list it is, and what to do.
    let ended = desk.run(["check", "good.png"]);
    let words = &ended.assert_code(0).err;
    assert!(words.contains("Que server's list (127.0.0.1) is not used"), "{words}");
    assert!(words.contains("trust-lists remove que-127.0.0.1"), "{words}");
    let named = desk.run(["check", "--trust", "que", "good.png"]);
    assert!(named.assert_code(2).err.contains("(127.0.0.1)"), "{named:?}");
    desk.run(["trust-lists", "remove", "que-127.0.0.1"]).assert_code(0);
    assert!(!list.exists());
    // Of several, one has to be named.
    fs::write(&list, &sound).unwrap();
    let other = String::from_utf8(sound)
        .unwrap()
        .replace("http://127.0.0.1", "https://old.example");
    fs::write(lists.join("que-old.example.json"), other).unwrap();
    let both = desk.run(["trust-lists", "remove", "que"]);
    assert!(both.assert_code(2).err.contains("que-old.example"), "{both:?}");
    desk.run(["trust-lists", "remove", "que-old.example"]).assert_code(0);
    assert!(list.exists() && !lists.join("que-old.example.json").exists());
}

#[test]
fn lists_that_are_too_large_together_are_left_out_with_a_word_unless_they_were_asked_for() {
    let desk = Desk::new();
    desk.fill();
    let many = other_authority();
    let many = many.repeat(2_500_000 / many.len());
    desk.studio.bench.file("many.pem", many.as_bytes());
    for name in ["a", "b", "c"] {
        desk.run(["trust-lists", "add", "many.pem", "--name", name])
            .assert_code(0);
    }
    let ended = desk.run(["check", "good.png"]);
    let words = &ended.assert_code(0).err;
    assert_eq!(
        words.matches("is not used: the trust lists together").count(),
        1,
        "{words}"
    );
    desk.run(["check", "--trust", "own", "good.png"]).assert_code(2);
    let listed = desk.run(["trust-lists", "list"]);
    assert!(listed.assert_code(1).out.contains("larger than 6 MB"), "{listed:?}");
}

fn verdicts(model: &Model) -> Vec<Option<Verdict>> {
    let rows = model.checks.rows().iter();
    rows.map(|row| row.result.as_ref().and_then(|result| result.verdict))
        .collect()
}

#[test]
fn the_window_judges_again_when_an_own_list_is_added_or_removed() {
    let desk = Desk::new();
    desk.fill();
    let mut backend = Setup::new(&desk.studio.bench).start();
    let files = ["good.png", "missing.png"].map(|name| desk.folder().join(name));
    backend.send(Intent::Check(CheckIntent::Add(files.to_vec())));
    let is_over = |model: &Model| model.checks.rows().len() == 2 && !model.checks.is_busy();
    backend.wait_for("all results", is_over);
    assert_eq!(verdicts(&backend.model), [Some(Verdict::Valid), None]);
    let missing = backend.model.checks.rows()[1].result.clone();

    let add = CheckIntent::AddList("Agency".to_owned(), desk.folder().join("ca.pem"));
    backend.send(Intent::Check(add));
    backend.wait_for("the list", |model| {
        model.checks.lists.iter().flatten().any(|list| list.title == "Agency") && is_over(model)
    });
    assert_eq!(verdicts(&backend.model), [Some(Verdict::Trusted), None]);
    let result = backend.model.checks.rows()[0].result.clone().unwrap();
    assert_eq!(result.trust_list.as_deref(), Some("own: Agency"));
    assert!(
        result.reason.contains("your own trust list, Agency"),
        "{}",
        result.reason
    );
    // What could not be read is not read again: it was said why.
    assert_eq!(backend.model.checks.rows()[1].result, missing);

    let lists = backend.model.checks.lists.clone().unwrap();
    let own = lists.iter().find(|list| list.is_own()).unwrap();
    assert!(own.hashes.len() == 1 && own.fetched_at.is_some() && own.file.is_some());
    backend.send(Intent::Check(CheckIntent::RemoveList(own.id.clone())));
    backend.wait_for("its removal", |model| {
        !model.checks.lists.iter().flatten().any(model::ListSummary::is_own) && is_over(model)
    });
    assert_eq!(verdicts(&backend.model), [Some(Verdict::Valid), None]);

    let add = CheckIntent::AddList("Notes".to_owned(), desk.folder().join("notes.txt"));
    backend.send(Intent::Check(add));
    backend.wait_for("the refusal", |model| !model.checks.failures.is_empty());
    let ListFailure { headline, hint, .. } = &backend.model.checks.failures[0];
    assert!(
        headline.contains("no certificate") && hint.contains("PEM file"),
        "{headline} {hint}"
    );
}

#[test]
fn a_list_in_any_encoding_that_a_check_takes_can_be_added() {
    let desk = Desk::new();
    desk.fill();
    let pem = desk.authority().to_owned();
    let utf_16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let text: Vec<u8> = pem.encode_utf16().flat_map(bytes).collect();
        [mark, &text].concat()
    };
    let files = [
        ("bom", ["\u{feff}", &pem].concat().into_bytes()),
        ("little", utf_16(b"\xff\xfe", u16::to_le_bytes)),
        ("big", utf_16(b"\xfe\xff", u16::to_be_bytes)),
    ];
    for (name, bytes) in files {
        let file = format!("{name}.pem");
        desk.studio.bench.file(&file, &bytes);
        desk.run(["check", "--trust", &file, "good.png"]).assert_code(0);
        let added = desk.run(["trust-lists", "add", "--json", &file]);
        let added = added.assert_code(0).event("added");
        // The hash is that of the file, as anyone can compute it.
        assert_eq!(added["files"][0]["sha256"], crate::files::sha256(&bytes), "{added}");
        let checked = desk.run(["check", "--json", "--trust", name, "good.png"]);
        assert_eq!(checked.assert_code(0).lines()[0]["verdict"], "trusted", "{name}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = desk.studio.bench.path("data/trust-lists");
        let mode = fs::metadata(folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}

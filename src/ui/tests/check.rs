//! The tab Check.

use super::*;
use model::{
    CheckCommand, CheckEvent, CheckResult, CheckRow, ListCause, ListFailure, ListSummary, ListTrouble, PublisherFault,
};
use que_sdk::TransportKind;
use trust_lists::{DamagedList, ListError, NotAdded};

/// A report with these codes.
pub(super) fn report(success: &[&str], failure: &[&str]) -> Arc<str> {
    let codes = |list: &[&str]| {
        list.iter()
            .map(|code| serde_json::json!({ "code": code }))
            .collect::<serde_json::Value>()
    };
    let text = serde_json::json!({
        "active_manifest": "urn:c2pa:1", "jsonGenerator": { "name": "c2pa-rs", "version": "0.90.22" },
        "manifests": { "urn:c2pa:1": {
            "title": "Harbor at dawn", "claim_version": 2, "claim_generator_info": [{ "name": "Camera", "version": "3.1" }],
            "signature_info": { "alg": "Es256", "issuer": "Harbor Camera Works", "common_name": "Camera 4711",
                "time": "2026-03-01T08:15:00+00:00" },
            "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": [{ "action": "c2pa.created",
                "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture" }] } }],
        } },
        "validation_results": { "activeManifest":
            { "success": codes(success), "informational": [], "failure": codes(failure) } },
    });
    text.to_string().into()
}

pub(super) fn result(verdict: Option<Verdict>, reason: &str) -> CheckResult {
    CheckResult {
        verdict,
        ..CheckResult::not_read(reason)
    }
}

pub(super) fn trusted() -> CheckResult {
    CheckResult {
        issuer: Some("Harbor Camera Works".to_owned()),
        time: Some("2026-03-01T08:15:00+00:00".to_owned()),
        trust_list: Some("official".to_owned()),
        ..result(
            Some(Verdict::Trusted),
            "The file is as it was signed, and its signer is on a trust list: Official C2PA list.",
        )
    }
}

pub(super) fn list(word: &'static str, title: &'static str, fetched_at: Option<i64>, is_old: bool) -> ListSummary {
    ListSummary {
        id: word.to_owned(),
        word,
        title: title.to_owned(),
        fetched_at,
        is_old,
        is_here: fetched_at.is_some(),
        entries: 30,
        ..ListSummary::default()
    }
}

impl World {
    /// Fills the tab with these files.
    pub(super) fn check(&mut self, files: impl IntoIterator<Item = (String, Option<CheckResult>)>) {
        let files: Vec<_> = files.into_iter().collect();
        let row = |(path, _): &(String, Option<CheckResult>)| CheckRow {
            path: path.into(),
            named: true,
            result: None,
        };
        let rows = files.iter().map(row).collect();
        self.absorb(Event::Check(CheckEvent::Found { run: 0, rows }));
        for (row, (_, result)) in files.into_iter().enumerate() {
            if let Some(result) = result {
                self.absorb(Event::Check(CheckEvent::Checked { run: 0, row, result }));
            }
        }
    }
}

fn opened(world: World) -> Harness<'static, World> {
    let mut harness = world.harness(1280.0, 800.0);
    harness.state_mut().view.tab = Tab::Check;
    harness.run();
    harness
}

#[test]
fn a_file_dropped_on_the_tab_is_checked_and_not_uploaded() {
    let mut harness = opened(World::new());
    harness.get_by_label("Drop a file to read its Content Credentials");
    harness.get_by_label_contains("Nothing is uploaded");
    harness
        .input_mut()
        .dropped_files
        .push(Arc::new(Dropped("/somebody's.jpg".into())));
    harness.run();
    assert!(requested(&harness, r#"Check(Add(["/somebody's.jpg"]))"#) && !requested(&harness, "Intent(Add"));
    let only_checks = |command: &Command| matches!(command, Command::Check(_));
    assert!(
        harness.state().commands.iter().all(only_checks),
        "{:?}",
        harness.state().commands
    );
    harness.get_by_label("Choose files…").click();
    harness.run();
    assert!(requested(&harness, "PickToCheck"));
}

#[test]
fn a_row_says_verdict_issuer_time_and_list_and_opens_its_report() {
    let mut world = World::new();
    let changed = "The file was changed after it was signed.";
    world.check([
        ("/photos/b.jpg".to_owned(), Some(trusted())),
        (
            "/photos/a.jpg".to_owned(),
            Some(result(Some(Verdict::Invalid), changed)),
        ),
    ]);
    let mut harness = opened(world);
    // The worst comes first.
    let worst = harness.get_by_label_contains("a.jpg, Invalid").rect();
    let row = "b.jpg, Trusted, Harbor Camera Works, Mar 1, 2026, 8:15 AM";
    assert!(worst.top() < harness.get_by_label_contains(row).rect().top());
    harness.get_by_label_contains(row).click();
    harness.run();
    let asked = harness.state().commands.iter().any(|command| {
        matches!(command, Command::Check(CheckCommand::Report { row: 0, path, .. }) if path.ends_with("b.jpg"))
    });
    assert!(asked, "{:?}", harness.state().commands);
    harness.get_by_label("Reading the file");
    let result = CheckResult {
        report: Some(report(
            &[
                "claimSignature.validated",
                "timeStamp.validated",
                "signingCredential.trusted",
            ],
            &[],
        )),
        ..trusted()
    };
    harness
        .state_mut()
        .absorb(Event::Check(CheckEvent::Report { run: 0, row: 0, result }));
    harness.run();
    assert!(harness.query_by_label("Reading the file").is_none());
    harness.get_by_label("Trust list: Official C2PA list");
    harness.get_by_label_contains("Harbor at dawn");
}

#[test]
fn arrow_keys_move_through_the_files_and_show_their_reports() {
    let mut world = World::new();
    world.check((0..1000).map(|number| (format!("/photos/{number:04}.jpg"), Some(trusted()))));
    let mut harness = opened(world);
    harness.get_by_label_contains("0000.jpg").focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().model.checks.shown(), Some(1));
    harness.key_press(Key::End);
    harness.run();
    harness.run();
    assert_eq!(harness.state().model.checks.shown(), Some(999));
    // Only those that are visible are drawn.
    assert!(harness.query_all_by_label_contains(".jpg, Trusted").count() < 60);
}

#[test]
fn the_lists_in_use_are_named_with_their_dates_and_fetched_only_by_the_button() {
    let mut harness = opened(World::new());
    let lists = vec![
        list("official", "Official C2PA list", Some(NOW.as_millis()), false),
        list("interim", "Interim list", None, false),
    ];
    harness
        .state_mut()
        .absorb(Event::Check(CheckEvent::Lists(lists.clone())));
    harness.run();
    harness.get_by_label_contains("Trust lists: Official C2PA list");
    assert!(harness.query_by_label_contains("Interim list").is_none());
    harness.get_by_label("Show lists").click();
    harness.run();
    harness.get_by_label("Interim list: Not on this computer");
    let updates = |harness: &Harness<'_, World>| {
        let is_update = |command: &&Command| matches!(command, Command::Check(CheckCommand::UpdateLists));
        harness.state().commands.iter().filter(is_update).count()
    };
    assert_eq!(updates(&harness), 0);
    harness.get_by_label("Update trust lists").click();
    harness.run();
    assert_eq!(updates(&harness), 1);
    harness.get_by_label("Updating trust lists…");
    let failure = ListFailure::in_words("Interim list was not updated.".to_owned(), "Try again.".to_owned());
    let failures = vec![failure];
    harness
        .state_mut()
        .absorb(Event::Check(CheckEvent::Updated { lists, failures }));
    harness.run();
    harness.get_by_label("Update trust lists");
    harness.get_by_label("Interim list was not updated.");
    harness.get_by_label("Dismiss").click();
    harness.run();
    assert!(harness.query_by_label("Interim list was not updated.").is_none());
}

#[test]
fn lists_not_updated_without_a_connection_are_one_line_whose_details_leave_room_for_the_files() {
    let mut world = World::new();
    world.check((0..30).map(|at| (format!("/{at}.jpg"), Some(trusted()))));
    let titles = ["Official C2PA list", "Interim list", "News publishers (IPTC)"];
    let cause = "error sending request: client error (Connect): dns error: failed to lookup address information";
    let failures = titles.map(|title| {
        ListFailure::because(ListCause::Publisher {
            list: title.to_owned(),
            why: PublisherFault::Connection {
                host: "example.org".to_owned(),
                kind: TransportKind::Dns,
                detail: Some(cause.to_owned()),
            },
        })
    });
    world.model.checks.failures = failures.into();
    let mut harness = world.harness(820.0, 560.0);
    harness.state_mut().view.tab = Tab::Check;
    harness.run();
    let line = harness.get_by_label("3 lists were not updated: no connection").rect();
    assert!(harness.query_by_label_contains("dns error").is_none());
    assert!(line.top() > 400.0, "{line}");
    harness.get_by_label("Details").click();
    harness.run();
    let all = harness.query_all_by_label_contains("dns error").count();
    assert!(all > 0);
    let line = harness.get_by_label("3 lists were not updated: no connection").rect();
    let files = harness.get_by_label("Choose files…").rect();
    assert!(line.top() > files.bottom() + 40.0, "{line} {files}");
    harness.get_by_label("Show lists").click();
    harness.run();
    assert!(
        harness.query_by_label_contains("dns error").is_none(),
        "there is room for one of both"
    );
    harness.get_by_label("Dismiss").click();
    harness.run();
    assert!(harness.query_by_label_contains("no connection").is_none());
}

#[test]
fn the_rows_menu_checks_the_selected_files_and_no_command_acts_on_hidden_rows() {
    let (world, ids) = World::with(&["a.jpg", "b.jpg"]);
    let mut harness = world.harness(1280.0, 800.0);
    harness.state_mut().view.choose(ids[0]);
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    harness.run();
    harness.get_all_by_label("Check").last().unwrap().click();
    harness.run();
    assert!(
        requested(&harness, r#"Check(Add(["/photos/a.jpg"]))"#),
        "{:?}",
        harness.state().requests
    );
    assert_eq!(harness.state().view.tab, Tab::Check);
    harness.key_press(Key::Delete);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    assert!(!requested(&harness, "Remove(") && !requested(&harness, "Sign"));
}

#[test]
fn the_menu_of_a_record_checks_its_file_here() {
    let mut harness = World::new().harness(1280.0, 800.0);
    harness.get_by_label("History").click();
    harness.run();
    let source = Source {
        path: "/photos/old.jpg".into(),
        relative: "old.jpg".into(),
        size: 4096,
        modified: None,
    };
    let mut upload = Upload::new(UploadId::new(7), NOW, source);
    upload.state = model::UploadState::Uploaded;
    harness.state_mut().found(vec![upload]);
    harness.state_mut().view.choose(UploadId::new(7));
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    harness.run();
    harness.get_all_by_label("Check").last().unwrap().click();
    harness.run();
    assert!(
        requested(&harness, r#"Check(Add(["/photos/old.jpg"]))"#),
        "{:?}",
        harness.state().requests
    );
}

fn checks(harness: &Harness<'_, World>) -> Vec<String> {
    let commands = harness.state().commands.iter();
    commands.map(|command| format!("{command:?}")).collect()
}

#[test]
fn a_list_is_removed_where_its_facts_are_and_a_damaged_one_says_whose_it_is_and_what_to_do() {
    let mut harness = opened(World::new());
    let mut old = list("que", "Que server's list (old.example)", Some(NOW.as_millis()), false);
    old.id = "que-old.example".to_owned();
    let mut damaged = list("que", "Que server's list (api.example)", None, false);
    (damaged.id, damaged.is_here) = ("que-api.example".to_owned(), true);
    damaged.trouble = Some(ListTrouble::Damaged(DamagedList::Changed));
    let missing = list("news", "News publishers (IPTC)", None, false);
    let lists = vec![old, damaged, missing];
    harness.state_mut().absorb(Event::Check(CheckEvent::Lists(lists)));
    harness.run();
    harness.get_by_label_contains("Some trust lists can't be used.");
    harness.get_by_label("Show lists").click();
    harness.run();
    harness.get_by_label(
        "Que server's list (api.example): Can't be used: it is not what was saved. Switch to that server and update, or \
         remove it.",
    );
    harness.get_by_label_contains("30 entries");
    assert!(harness.query_by_label("Remove News publishers (IPTC)").is_none());
    harness.get_by_label("Remove Que server's list (old.example)").click();
    harness.run();
    assert!(
        requested(&harness, r#"Check(RemoveList("que-old.example"))"#),
        "{:?}",
        harness.state().requests
    );
}

#[test]
fn an_own_list_is_named_added_and_a_refusal_is_shown_with_what_helps() {
    let mut harness = opened(World::new());
    harness
        .state_mut()
        .absorb(Event::Check(CheckEvent::Lists(vec![list("news", "News", None, false)])));
    harness.run();
    harness.get_by_label("Show lists").click();
    harness.run();
    harness.get_by_label("Add your own list…").click();
    harness.run();
    assert!(requested(&harness, "PickTrustList"));
    harness.state_mut().view.name_trust_list("/keys/agency.pem".into());
    harness.run();
    harness.run();
    // Its field has the focus, with the file's name in it.
    harness.input_mut().events.push(egui::Event::Text(" 2026".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let added = r#"AddList("agency 2026", "/keys/agency.pem")"#;
    assert!(
        checks(&harness).iter().any(|command| command.contains(added)),
        "{:?}",
        checks(&harness)
    );
    let refused = CheckEvent::ListFailed(ListFailure::because(ListCause::NotAdded {
        name: Some("agency 2026".to_owned()),
        file: "agency.pem".to_owned(),
        path: "/keys/agency.pem".into(),
        folder: "/data/trust-lists".into(),
        why: NotAdded::NoList(ListError::NoCertificates),
    }));
    harness.state_mut().absorb(Event::Check(refused));
    harness.run();
    harness.get_by_label_contains("“agency 2026” was not added: it has no certificate in it");
    harness.get_by_label("Add your own list…");
}

#[test]
fn many_lists_leave_room_for_the_files() {
    let mut world = World::new();
    world.check([("/photos/a.jpg".to_owned(), Some(trusted()))]);
    let mut harness = opened(world);
    let lists = (0..40).map(|number| {
        let mut one = list("own", "Agency", Some(NOW.as_millis()), false);
        (one.id, one.title) = (format!("own-{number}"), format!("Agency {number}"));
        one
    });
    let lists = CheckEvent::Lists(lists.collect());
    harness.state_mut().absorb(Event::Check(lists));
    harness.run();
    harness.get_by_label("Show lists").click();
    harness.run();
    let row = harness.get_by_label_contains("a.jpg, Trusted").rect();
    assert!(row.height() > 20.0 && row.bottom() < 400.0, "{row:?}");
    let update = harness.get_by_label("Update trust lists").rect();
    assert!(update.bottom() < 800.0, "{update:?}");
}

#[test]
fn the_counts_and_the_verdicts_are_whole_in_a_small_window() {
    let mut world = World::new();
    let verdicts = Verdict::ALL.into_iter().map(Some).chain([None]);
    world.check(
        verdicts
            .enumerate()
            .map(|(at, verdict)| (format!("/{at}.jpg"), Some(result(verdict, "")))),
    );
    let mut harness = world.harness(1180.0, 760.0);
    harness.state_mut().view.tab = Tab::Check;
    harness.run();
    let counts = harness.get_by_label_contains("1 Invalid  ·  ");
    let text = counts
        .accesskit_node()
        .value()
        .or(counts.accesskit_node().label())
        .unwrap_or_default();
    for verdict in Verdict::ALL
        .into_iter()
        .filter(|verdict| *verdict != Verdict::Unsupported)
    {
        assert!(text.contains(verdict.name()), "{text}");
    }
    let clear = harness.get_by_label("Clear").rect();
    assert!(counts.rect().top() >= clear.bottom(), "they have lines of their own");
}

#[test]
fn only_a_trusted_file_has_a_check_mark() {
    for verdict in Verdict::ALL {
        let (shape, _) = track::verdict(verdict);
        assert_eq!(
            shape == shapes::Shape::Check,
            verdict == Verdict::Trusted,
            "{verdict:?}"
        );
    }
}

#[test]
fn space_shows_a_picture_and_does_nothing_for_a_file_that_has_none() {
    let mut world = World::new();
    world.check(["a.jpg", "b.c2pa"].map(|name| (format!("/{name}"), Some(trusted()))));
    let mut harness = opened(world);
    harness.get_by_label_contains("a.jpg, Trusted").focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Space);
    harness.run();
    assert!(harness.query_by_label_contains(" of 2").is_none());
    assert_eq!(harness.state().model.checks.shown(), Some(1), "it stays chosen");
    harness.key_press(Key::ArrowUp);
    harness.run();
    harness.key_press(Key::Space);
    harness.run();
    harness.get_by_label_contains("a.jpg, Trusted, 1 of 2");
}

#[test]
fn the_order_at_first_is_nobodys_choice() {
    let mut world = World::new();
    world.check([("/a.jpg".to_owned(), Some(trusted()))]);
    let mut harness = opened(world);
    harness.get_by_label("Sort checked files by verdict, sorted ascending");
    assert!(!harness.state().view.check.is_order_chosen());
    harness.get_by_label("Sort checked files by file").click();
    harness.run();
    harness.get_by_label("Sort checked files by file, sorted ascending");
    assert!(harness.state().view.check.is_order_chosen());
}

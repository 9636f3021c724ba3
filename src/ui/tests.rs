//! The window without a display: controls are found by their accessible names.

use std::{path::PathBuf, sync::Arc};

use eframe::egui::{
    self, DroppedFile, Event as Input, HoveredFile, Key, Modifiers, OutputCommand, Rect, os::OperatingSystem, pos2,
    vec2,
};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

mod access;
mod after;
mod bars;
mod batch;
mod check;
mod commands;
mod compact;
mod first_start;
mod grid;
mod history;
mod history_days;
mod identity;
mod inspector;
mod keyboard;
mod left_undone;
mod offline;
mod pictures;
mod platform;
mod presets;
mod provenance;
mod raster;
mod report_language;
mod results;
mod rows;
mod settings;
mod settings_languages;
mod sheet;
mod sign;
mod snapshots;
mod steady;
mod suggestions;
mod viewer;

use super::*;
use model::{
    ApiKeyState, Command, Event, Failure, FoundFile, Intent, KeySource, ObjectRef, Settings, SignedFacts, SkipReason,
    Skipped, Source, Step, Upload, UploadFacts, UploadId, Verdict, VerifiedFacts, VerifyTarget,
};

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

struct World {
    model: Model,
    view: View,
    requests: Vec<String>,
    commands: Vec<Command>,
    now: Timestamp,
}

/// The days of these records, which are in the order of time.
fn days_of(uploads: &[Upload]) -> Vec<model::HistoryDay> {
    const DAY: i64 = 86_400_000;
    let mut days: Vec<model::HistoryDay> = Vec::new();
    for upload in uploads {
        let at = upload.uploaded_at.unwrap_or(NOW).as_millis();
        let from = Timestamp::from_millis(at.div_euclid(DAY) * DAY);
        match days.last_mut() {
            Some(day) if day.from == from => day.records += 1,
            _ => days.push(model::HistoryDay { from, records: 1 }),
        }
    }
    days
}

impl World {
    fn new() -> Self {
        let mut model = Model::new(
            Settings {
                // Automatic verification has its own tests.
                verify_signed: false,
                ..Settings::default()
            },
            "api.example.org",
            false,
        );
        model.absorb(
            Event::ApiKeyChanged(ApiKeyState::Present {
                source: KeySource::Session,
                keyring_trouble: None,
            }),
            NOW,
        );
        Self {
            model,
            view: View::default(),
            requests: Vec::new(),
            commands: Vec::new(),
            now: NOW,
        }
    }

    fn with(names: &[&str]) -> (Self, Vec<UploadId>) {
        let files: Vec<_> = names.iter().map(|name| (*name, 4096)).collect();
        Self::with_sizes(&files)
    }

    fn with_sizes(files: &[(&str, u64)]) -> (Self, Vec<UploadId>) {
        let mut world = Self::new();
        world.model.decide(Intent::Add(vec!["/photos".into()]));
        let files = files
            .iter()
            .map(|(name, size)| FoundFile {
                source: Source {
                    path: format!("/photos/{name}").into(),
                    relative: name.into(),
                    size: *size,
                    modified: Some(NOW),
                },
            })
            .collect();
        world.absorb(Event::Found { batch: 1, files });
        world.absorb(Event::ScanEnded {
            batch: 1,
            skipped: Vec::new(),
        });
        let ids = world.model.queue.uploads().iter().map(|upload| upload.id).collect();
        (world, ids)
    }

    fn absorb(&mut self, event: Event) {
        self.model.absorb(event, NOW);
    }

    fn store(&mut self, id: UploadId, key: &str) {
        self.absorb(Event::Preparing(id));
        self.absorb(Event::Prepared {
            id,
            content_type: "image/jpeg".into(),
            note: None,
        });
        let object = object(key);
        self.absorb(Event::Uploaded {
            id,
            facts: UploadFacts {
                object,
                sha256: "ab".repeat(32),
                bytes: 4096,
                uploaded_at: NOW,
            },
        });
    }

    fn sign(&mut self, id: UploadId) {
        let facts = SignedFacts {
            signed_uri: Some("s3://signed/k.jpg".into()),
            evidence: Some(r#"{"alg":"es256"}"#.into()),
            manifest_json: "{}".into(),
            signed_at: NOW,
            identity: Some(false),
        };
        self.absorb(Event::Signed { id, facts });
    }

    fn verify(&mut self, id: UploadId, verdict: Verdict, report: &str) {
        let facts = VerifiedFacts {
            target: VerifyTarget::Signed,
            verdict,
            explanation: "A sentence about it.".into(),
            brief: None,
            report: report.into(),
            verified_at: NOW,
        };
        self.absorb(Event::Verified { id, facts });
    }

    /// The last search of the history finds these.
    fn found(&mut self, uploads: Vec<Upload>) {
        let ids = uploads.iter().map(|upload| upload.id).collect();
        self.found_on(ids, days_of(&uploads));
        self.absorb(Event::HistoryRead {
            uploads,
            unreadable: Vec::new(),
        });
    }

    /// The last search of the history finds these; none is loaded yet.
    fn found_ids(&mut self, ids: Vec<UploadId>) {
        self.found_on(ids, Vec::new());
    }

    /// Like `found_ids`, with the days of these, if they are sorted by time.
    fn found_on(&mut self, ids: Vec<UploadId>, days: Vec<model::HistoryDay>) {
        let number = self.commands.iter().rev().find_map(|command| match command {
            Command::SearchHistory { number, .. } => Some(*number),
            _ => None,
        });
        self.absorb(Event::HistoryFound {
            number: number.expect("nothing was searched for"),
            ids: ids.into(),
            days: if self.model.history.search.order.by == model::OrderedBy::Time {
                days
            } else {
                Vec::new()
            },
        });
    }

    fn harness(self, width: f32, height: f32) -> Harness<'static, Self> {
        self.harness_on(OperatingSystem::Nix, width, height)
    }

    fn harness_on(self, os: OperatingSystem, width: f32, height: f32) -> Harness<'static, Self> {
        let mut harness = Harness::builder()
            .with_size(vec2(width, height))
            .with_os(os)
            .with_context_setup(install)
            // System fonts are not available here.
            .allow_missing_glyphs()
            .build_ui_state(
                |ui, world: &mut Self| {
                    for request in draw(ui, &world.model, &mut world.view, world.now) {
                        world.requests.push(format!("{request:?}"));
                        if let Request::Intent(intent) = request {
                            let commands = world.model.decide(intent);
                            // Side effects of showing a row.
                            let asked = commands
                                .into_iter()
                                .filter(|one| !matches!(one, Command::LoadDetails(_) | Command::ReadMetadata(_)));
                            world.commands.extend(asked);
                        }
                        ui.ctx().request_repaint();
                    }
                },
                self,
            );
        harness.run();
        harness
    }
}

fn object(key: &str) -> ObjectRef {
    ObjectRef {
        bucket: Some("bucket".into()),
        key: key.into(),
    }
}

fn failure(message: &str) -> Failure {
    Failure {
        step: Step::Upload,
        status: Some(403),
        code: Some("AccessDenied".into()),
        message: message.into(),
        hint: "Ask for it.".into(),
        cause: None,
    }
}

fn copied(harness: &Harness<'_, World>) -> Vec<String> {
    let commands = &harness.output().platform_output.commands;
    commands
        .iter()
        .filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// Clicks and returns what that copied. The clipboard command is in the output of a single frame.
fn copied_by_click(harness: &mut Harness<'_, World>, name: &str) -> Vec<String> {
    harness.get_by_label(name).click();
    for _ in 0..4 {
        harness.step();
        let texts = copied(harness);
        if !texts.is_empty() {
            return texts;
        }
    }
    Vec::new()
}

fn requested(harness: &Harness<'_, World>, what: &str) -> bool {
    harness.state().requests.iter().any(|request| request.contains(what))
}

fn enter(harness: &mut Harness<'_, World>, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    harness.run();
    harness.get_by_label(field).type_text(text);
    harness.run();
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not read here".to_owned())
    }
}

#[test]
fn a_drop_adds_everything_in_one_intent() {
    let mut harness = World::new().harness(1180.0, 760.0);
    for path in ["/a.jpg", "/folder"] {
        harness.input_mut().dropped_files.push(Arc::new(Dropped(path.into())));
    }
    harness.run();
    assert!(
        requested(&harness, r#"Add(["/a.jpg", "/folder"])"#),
        "{:?}",
        harness.state().requests
    );
    assert!(matches!(harness.state().commands.as_slice(), [Command::Scan { .. }]));
}

#[test]
fn hovering_files_cover_the_window_and_are_counted_once_each() {
    let mut harness = World::new().harness(820.0, 560.0);
    for path in ["/a.jpg", "/a.jpg", "/b.jpg"] {
        harness.input_mut().hovered_files.push(HoveredFile {
            path: Some(path.into()),
            ..HoveredFile::default()
        });
    }
    harness.run_steps(2);
    let shapes = format!("{:?}", harness.output().shapes);
    assert!(shapes.contains("Drop to add 2 items"));
}

#[test]
fn a_drop_being_read_is_announced_and_covers_nothing() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.state_mut().view.show_reading(true);
    harness.run_steps(2);
    harness.get_by_label("Reading dropped files…");
    harness.get_by_label("Add files…").click();
    harness.run_steps(2);
    assert_eq!(harness.state().requests.len(), 1);
    harness.state_mut().view.show_reading(false);
    harness.run_steps(2);
    assert!(harness.query_by_label("Reading dropped files…").is_none());
}

#[test]
fn the_empty_queue_invites_no_drops_where_none_arrive() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.state_mut().view.set_drops_supported(false);
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("Drop files").is_none());
    harness.get_by_label("Choose files or folders");
}

#[test]
fn the_empty_queue_says_what_can_be_done() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.get_by_label("Drop files or folders here");
    harness.get_by_label_contains("Up to 5 GB per file, 1 GB for signing");
    harness.get_by_label_contains("JPEG, PNG, WebP");
    harness.get_by_label("Add files…").click();
    harness.get_by_label("Add folder…").click();
    harness.run();
    assert_eq!(harness.state().requests, ["PickFiles", "PickFolder"]);
}

#[test]
fn pasted_paths_are_added_unless_a_field_is_being_typed_into() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.event(Input::Paste("file:///a%20b.jpg\n/c".into()));
    harness.run();
    assert_eq!(harness.state().requests, [r#"Paste("file:///a%20b.jpg\n/c")"#]);
    harness.get_by_label("History").click();
    harness.run();
    harness.get_by_label("Search history").focus();
    harness.run();
    harness.event(Input::Paste("/d".into()));
    harness.run();
    assert!(
        !harness
            .state()
            .requests
            .iter()
            .any(|request| request.starts_with("Paste(\"/d"))
    );
    assert_eq!(harness.state().view.history.search, "/d");
}

#[test]
fn progress_is_shown_in_the_row_and_in_the_status_line() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    world.absorb(Event::Preparing(ids[0]));
    world.absorb(Event::Sending {
        id: ids[0],
        object: object("k"),
    });
    world.absorb(Event::Progress(vec![(ids[0], 1024)]));
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("a.jpg, 4.1 kB, uploading, 25%");
    harness.get_by_label("b.jpg, 4.1 kB, queued");
    harness.get_by_label_contains("0 of 2 files");
    harness.get_by_label("1 uploading");
    harness.state_mut().absorb(Event::Finishing(ids[0]));
    harness.run();
    harness.get_by_label("a.jpg, 4.1 kB, finishing");
    assert!(harness.query_by_label("0 failed").is_none(), "what is zero is not told");
}

#[test]
fn the_copy_button_copies_the_key_and_says_so() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "0123456789abcdef0123456789abcdef.jpg");
    let mut harness = world.harness(1180.0, 760.0);
    assert_eq!(
        copied_by_click(&mut harness, "Copy key of a.jpg"),
        ["0123456789abcdef0123456789abcdef.jpg"]
    );
    harness.step();
    harness.get_by_label("Copied");
}

#[test]
fn the_copy_key_copies_the_key_of_the_selected_row() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "the-key.jpg");
    let mut harness = world.harness(1180.0, 760.0);
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().view.lead(), Some(ids[0]));
    harness.event(Input::Copy);
    harness.step();
    assert_eq!(copied(&harness), ["the-key.jpg"]);
}

#[test]
fn each_row_offers_what_comes_next() {
    let (mut world, ids) = World::with(&["run.jpg", "failed.jpg", "done.jpg", "signed.jpg"]);
    world.absorb(Event::Preparing(ids[0]));
    world.absorb(Event::Failed {
        id: ids[1],
        failure: failure("It was refused."),
    });
    world.store(ids[2], "k2");
    world.store(ids[3], "k3");
    world.sign(ids[3]);
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("failed.jpg, 4.1 kB, failed, It was refused. Ask for it.");
    for name in [
        "Cancel run.jpg",
        "Retry failed.jpg",
        "Verify signed.jpg",
        "Sign done.jpg",
        "Remove done.jpg",
    ] {
        harness.get_by_label(name).click();
        harness.run();
    }
    for request in ["Cancel([", "Retry([", "target: Signed", "Remove(["] {
        assert!(
            requested(&harness, request),
            "{request}: {:?}",
            harness.state().requests
        );
    }
    assert_eq!(harness.state().view.inspector.tab, InspectorTab::Credentials);
}

#[test]
fn a_verified_original_can_still_be_signed() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    let original = |verdict| Event::Verified {
        id: ids[0],
        facts: VerifiedFacts {
            target: VerifyTarget::Original,
            verdict,
            explanation: String::new(),
            brief: None,
            report: "no JUMBF data found".into(),
            verified_at: NOW,
        },
    };
    world.absorb(original(Verdict::None));
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("Sign a.jpg");
    harness.get_by_label_contains("original verified: No Content Credentials");
    harness.state_mut().sign(ids[0]);
    harness.run();
    harness.get_by_label("Verify a.jpg");
}

#[test]
fn nothing_is_signed_before_its_origin_is_chosen_and_edits_are_answered() {
    let (mut world, ids) = World::with(&["harbour.jpg"]);
    world.store(ids[0], "k");
    let mut harness = world.harness(1180.0, 1000.0);
    harness.get_by_label("Sign harbour.jpg").click();
    harness.run();
    assert_eq!(harness.get_by_label("Title").value().as_deref(), Some("harbour"));
    assert!(harness.get_by_label("Sign this file").accesskit_node().is_disabled());
    harness.get_by_label_contains("nothing is preselected");
    assert!(
        requested(&harness, "CheckCredentials("),
        "what signing would drop is looked for"
    );
    enter(&mut harness, "Author", "Ada");
    harness.get_by_label("Origin").click();
    harness.run();
    harness.get_by_label("Camera or recorder").click();
    harness.run();
    assert!(harness.get_by_label("Sign this file").accesskit_node().is_disabled());
    harness.get_by_label_contains("say whether there are other edits");
    harness.get_by_label("Edits").click();
    harness.run();
    harness.get_by_label("There may be other edits").click();
    harness.run();
    harness.get_by_label("Sign this file").click();
    harness.run();
    let [.., Command::Sign(orders)] = harness.state().commands.as_slice() else {
        panic!("{:?}", harness.state().commands)
    };
    let model::ManifestText::Template(manifest) = &orders[0].manifest else {
        panic!("{orders:?}")
    };
    assert!(manifest.contains("digitalCapture") && manifest.contains("Ada"));
    assert!(manifest.contains("\"allActionsIncluded\": false"), "{manifest}");
    assert!(requested(&harness, r#"RememberAuthor("Ada")"#));
    harness.get_by_label_contains("harbour.jpg, 4.1 kB, uploaded, signing");
}

#[test]
fn files_that_cannot_be_signed_say_so_first() {
    let (mut world, ids) = World::with(&["a.pdf"]);
    world.absorb(Event::Prepared {
        id: ids[0],
        content_type: "application/pdf".into(),
        note: None,
    });
    let facts = UploadFacts {
        object: object("k"),
        sha256: "ab".into(),
        bytes: 4096,
        uploaded_at: NOW,
    };
    world.absorb(Event::Uploaded { id: ids[0], facts });
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let harness = world.harness(1180.0, 760.0);
    harness.get_by_label("This format can't be signed");
    assert!(harness.query_by_label("Sign a.pdf").is_none() && harness.query_by_label("Sign this file").is_none());
}

#[test]
fn a_verdict_is_shown_in_words() {
    for verdict in Verdict::ALL {
        let (mut world, ids) = World::with(&["a.jpg"]);
        world.store(ids[0], "k");
        world.sign(ids[0]);
        world.verify(ids[0], verdict, r#"{"active_manifest":"m","manifests":{"m":{"signature_info":{"issuer":"Sandbox"}}},"validation_state":"Trusted"}"#);
        let mut harness = world.harness(1180.0, 760.0);
        harness.get_by_label("Report of a.jpg").click();
        harness.run();
        // The row and the report agree.
        let row = format!("signed copy verified: {}", verdict.name());
        assert!(harness.query_by_label_contains(&row).is_some(), "{verdict:?}");
        assert!(harness.query_all_by_label(verdict.name()).count() > 0, "{verdict:?}");
        let bare = !verdict.has_credentials();
        assert_eq!(
            harness.query_by_label("Issued: no verified time").is_some(),
            !bare,
            "{verdict:?}"
        );
        assert_eq!(
            harness.query_by_label("Issued by: Sandbox").is_some(),
            !bare,
            "{verdict:?}"
        );
    }
}

#[test]
fn the_report_can_be_read_and_copied() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.verify(ids[0], Verdict::Unknown, r#"{"new":{"shape":1}}"#);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Report;
    let mut harness = world.harness(1180.0, 2200.0);
    harness.get_by_label("Raw report").click();
    harness.run();
    harness.get_by_label_contains("\"shape\": 1");
    assert_eq!(
        copied_by_click(&mut harness, "Copy report"),
        ["{\n  \"new\": {\n    \"shape\": 1\n  }\n}"]
    );
}

#[test]
fn both_objects_can_be_verified() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.sign(ids[0]);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Report;
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("Verify original").click();
    harness.run();
    assert!(matches!(harness.state().commands.as_slice(), [Command::Verify(orders)] if orders[0].object.key == "k"));
    assert!(
        harness
            .get_by_label("Verify signed copy")
            .accesskit_node()
            .is_disabled(),
        "one at a time"
    );
}

#[test]
fn a_name_of_two_hundred_characters_pushes_nothing_out_of_the_window() {
    for (width, height) in [(820.0, 560.0), (1180.0, 760.0), (1920.0, 1080.0)] {
        for selected in [false, true] {
            let long = format!("{}.jpg", "long ".repeat(40));
            let (mut world, ids) = World::with(&[&long]);
            world.store(ids[0], &format!("{}.jpg", "k".repeat(200)));
            if selected {
                world.view.choose(ids[0]);
            }
            let harness = world.harness(width, height);
            let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
            let mut controls: Vec<_> = ["Copy key of", "Sign", "Remove"]
                .map(|verb| format!("{verb} {long}"))
                .into();
            controls.extend(["Add files…", "Add folder…", "Settings", "History"].map(str::to_owned));
            if selected {
                controls.extend(["Copy key", "Close details", "Credentials", "Report"].map(str::to_owned));
            }
            for control in controls {
                let rect = harness.get_by_label(&control).rect();
                assert!(window.contains_rect(rect), "{control}: {rect:?} at {width}x{height}");
                assert!(rect.width() >= 20.0, "{control}: {rect:?}");
            }
        }
    }
}

#[test]
fn skipped_files_are_one_line_and_can_be_reviewed() {
    let mut world = World::new();
    world.model.decide(Intent::Add(vec!["/x".into()]));
    let skip = |number: usize, reason: SkipReason| Skipped {
        path: format!("/x/{number}.jpg").into(),
        reason,
    };
    let mut skipped: Vec<_> = (0..9)
        .map(|number| skip(number, SkipReason::Unreadable("denied".into())))
        .collect();
    skipped.push(skip(9, SkipReason::TooLarge));
    world.absorb(Event::ScanEnded { batch: 1, skipped });
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("Nothing added, 10 skipped: 9 unreadable, 1 over 5 GB");
    assert!(harness.query_by_label("/x/0.jpg").is_none());
    harness.get_by_label("Review").click();
    harness.run();
    harness.get_by_label("/x/0.jpg");
    harness.get_by_label("Dismiss").click();
    harness.run();
    assert!(harness.state().model.notices.is_empty());
}

#[test]
fn a_missing_key_can_be_entered_in_the_banner() {
    let mut world = World::new();
    world.absorb(Event::ApiKeyChanged(ApiKeyState::Missing {
        keyring_trouble: Some("No keyring answered.".into()),
    }));
    let mut harness = world.harness(820.0, 560.0);
    harness.get_by_label("Que needs your API key");
    harness.get_by_label_contains("No keyring answered.");
    enter(&mut harness, "API key", "two words");
    harness.get_by_label("Use key").click();
    harness.run();
    harness.get_by_label_contains("has a character that no key has");
    harness.state_mut().view.key.text.clear();
    enter(&mut harness, "API key", "  sk_live_1 ");
    harness.get_by_label("Use key").click();
    harness.run();
    let [Command::SetKey { key, keep: false }] = harness.state().commands.as_slice() else {
        panic!("{:?}", harness.state().commands)
    };
    assert_eq!(key.expose(), "sk_live_1");
    assert!(harness.state().view.key.text.is_empty());
}

#[test]
fn shortcuts_do_what_buttons_do() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    world.store(ids[1], "k");
    let mut harness = world.harness(1180.0, 760.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    harness.run();
    assert_eq!(harness.state().requests, ["PickFiles", "PickFolder"]);
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(harness.state().view.lead(), Some(ids[2]));
    harness.key_press(Key::Delete);
    harness.run();
    assert_eq!(harness.state().model.queue.uploads().len(), 2);
    assert_eq!(harness.state().view.lead(), Some(ids[1]), "the selection stays near");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().view.lead(), None);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    assert!(harness.get_by_label("Search queue").is_focused());
    harness.state_mut().view.tab = Tab::History;
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    assert!(harness.get_by_label("Search history").is_focused());
}

#[test]
fn a_thousand_rows_cost_only_what_is_visible() {
    let names: Vec<String> = (0..1000).map(|number| format!("{number:04}.jpg")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (world, ids) = World::with(&names);
    let mut harness = world.harness(1180.0, 760.0);
    assert!(harness.query_by_label("Cancel 0000.jpg").is_some());
    assert!(harness.query_by_label("Cancel 0030.jpg").is_none());
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(harness.state().view.lead(), ids.last().copied());
    harness.get_by_label("Cancel 0999.jpg");
}

#[test]
fn an_idle_window_does_not_repaint() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    let mut harness = world.harness(1180.0, 760.0);
    harness.run_steps(10);
    let delay = harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, std::time::Duration::MAX);
    // Only a countdown changes without input.
    let failure = failure("Storage is busy.");
    let (mut world, ids) = World::with(&["a.jpg"]);
    let until = NOW.plus(std::time::Duration::from_secs(9));
    world.absorb(Event::Waiting {
        id: ids[0],
        until,
        attempts: 1,
        failure,
    });
    let mut harness = world.harness(1180.0, 760.0);
    harness.run_steps(10);
    harness.get_by_label_contains("waiting 9 s");
    let delay = harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, std::time::Duration::from_secs(1));
}

#[test]
fn diagnostics_are_shown_before_they_are_copied() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run();
    harness.get_by_label("Diagnostics…").click();
    harness.run();
    assert!(
        harness
            .state()
            .requests
            .iter()
            .any(|request| request == "ShowDiagnostics")
    );
    harness.state_mut().view.show_diagnostics("Que Uploader: 0.1.0".into());
    harness.run();
    assert!(
        harness
            .query_all_by_label_contains("Que Uploader: 0.1.0")
            .next()
            .is_some()
    );
    harness.get_by_label("Copy diagnostics").click();
    harness.step();
    let commands = harness.output().platform_output.commands.clone();
    assert!(
        matches!(commands.as_slice(), [OutputCommand::CopyText(text)] if text == "Que Uploader: 0.1.0"),
        "{commands:?}"
    );
}

#[test]
fn a_file_over_1_gib_says_before_it_is_uploaded_that_it_cannot_be_signed() {
    let (world, _) = World::with_sizes(&[("long.mov", (1 << 30) + 1), ("short.mov", 1 << 30)]);
    let harness = world.harness(1280.0, 800.0);
    let long = harness.get_by_label_contains("long.mov, 1.1 GB, queued");
    assert!(long.accesskit_node().label().unwrap().ends_with("too large to sign"));
    let short = harness.get_by_label_contains("short.mov, 1.1 GB, queued");
    assert!(!short.accesskit_node().label().unwrap().contains("sign"));
}

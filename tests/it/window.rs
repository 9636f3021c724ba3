//! The window with the real engine and the sandbox, without a display. Tests find controls by the names that a screen
//! reader speaks, and wait for what a person would see.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use eframe::egui::{DroppedFile, OutputCommand, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use model::{Timestamp, Verdict};
use que_uploader::ui::{self, Request, View};

use crate::{
    backend::{Backend, Setup},
    bench::{Bench, DEADLINE},
    files,
};

/// A backend, and the window that shows it.
struct Front {
    backend: Backend,
    view: View,
}

fn open(backend: Backend) -> Harness<'static, Front> {
    Harness::builder()
        .with_size(vec2(1180.0, 760.0))
        .with_context_setup(ui::install)
        .build_ui_state(
            |ui, front: &mut Front| {
                // Like `App::logic`.
                front.backend.catch_up();
                let now = Timestamp::from(std::time::SystemTime::now());
                for request in ui::draw(ui, &front.backend.model, &mut front.view, now) {
                    if let Request::Intent(intent) = request {
                        front.backend.send(intent);
                    }
                }
            },
            Front {
                backend,
                view: View::default(),
            },
        )
}

/// Draws frames until a control with this in its name exists.
fn see(window: &mut Harness<'static, Front>, words: &str) {
    let started = Instant::now();
    while window.query_all_by_label_contains(words).next().is_none() {
        assert!(started.elapsed() < DEADLINE, "no control is named {words:?}");
        window.step();
    }
}

fn click(window: &mut Harness<'static, Front>, name: &str) {
    // A new control gets its place only in the next frame.
    window.step();
    window.step();
    window.get_by_label(name).click();
    window.step();
    window.step();
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the engine reads it".to_owned())
    }
}

#[test]
fn a_dropped_file_is_uploaded_copied_signed_and_verified_through_the_window() {
    let bench = Bench::new();
    let path = bench.file("harbour.png", &files::png());
    let mut window = open(Setup::new(&bench).start());
    see(&mut window, "Drop files or folders here");

    drop_file(&mut window, &path);
    see(&mut window, "harbour.png, ");
    see(&mut window, ", uploaded, key uploads/");
    let key = window.state().backend.object("harbour.png").key;

    window.get_by_label("Copy key of harbour.png").click();
    window.step();
    let copied = window.output().platform_output.commands.clone();
    assert!(
        copied
            .iter()
            .any(|command| matches!(command, OutputCommand::CopyText(text) if *text == key)),
        "{copied:?}"
    );

    click(&mut window, "Sign harbour.png");
    see(&mut window, "Sign this file");
    click(&mut window, "Origin");
    see(&mut window, "Camera or recorder");
    click(&mut window, "Camera or recorder");
    click(&mut window, "Edits");
    see(&mut window, "There may be other edits");
    click(&mut window, "There may be other edits");
    click(&mut window, "Sign this file");
    see(&mut window, ", uploaded, signed, key ");

    click(&mut window, "Verify harbour.png");
    see(&mut window, "signed copy verified: Trusted");
    click(&mut window, "Report of harbour.png");
    see(&mut window, "the signer is trusted");
    let row = window.state().backend.row("harbour.png");
    assert!(matches!(
        &row.verify,
        model::VerifyState::Verified(facts) if facts.verdict == Verdict::Trusted
    ));
}

#[test]
fn uploads_appear_in_the_history_of_the_next_window() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[bench.file("kept.png", &files::png())]);
    let key = backend.object("kept.png").key;
    backend.stop();
    let mut window = open(Setup::new(&bench).start());
    click(&mut window, "History");
    see(&mut window, "kept.png, ");
    see(&mut window, &format!("key {key}"));
}

#[test]
fn pause_all_stops_the_queue_and_resume_all_restarts_it() {
    let bench = Bench::new();
    let mut window = open(Setup::new(&bench).start());
    window.state_mut().backend.send(model::Intent::SetQueuePaused(true));
    let path = bench.file("held.png", &files::png());
    drop_file(&mut window, &path);
    see(&mut window, "held.png, ");
    see(&mut window, "The queue is paused");
    // It is in the bar and, as the next step, in the panel beside the rows.
    window.get_all_by_label("Resume all").last().unwrap().click();
    see(&mut window, ", uploaded, key uploads/");
}

fn drop_file(window: &mut Harness<'static, Front>, path: &Path) {
    window
        .input_mut()
        .dropped_files
        .push(Arc::new(Dropped(path.to_owned())));
    window.step();
}

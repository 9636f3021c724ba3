//! The facts about the upload: key, file, error, times.

mod media_type;
mod progress;

pub(super) use media_type::begin as begin_type;

use eframe::egui::{Button, Label, Ui};

use crate::ui::{
    Scene, controls, copying, errors,
    row::{self, Action},
    shapes::Shape,
    tokens,
    track::Tone,
    words,
};
use model::{Failure, Intent, Status, StatusAction, Upload, UploadState};

/// The name of the section that is closed at first.
pub(crate) const TECHNICAL: &str = "Technical details";

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    if let Some(failure) = upload.failure() {
        failure_section(ui, scene, upload, failure);
        ui.add_space(tokens::GAP);
    }
    pause(ui, scene, upload);
    keys(ui, scene, upload);
    ui.add_space(tokens::GAP);
    file(ui, scene, upload);
    unknown(ui, scene, upload);
    ui.add_space(tokens::GAP);
    if upload.object.is_some() {
        copying::menu(ui, scene);
        ui.add_space(tokens::GAP);
    }
    controls::collapsible(ui, scene, TECHNICAL, None, false, |ui, scene| {
        technical(ui, scene, upload);
    });
}

/// What engineers need, and other people don't: bucket, times, attempts, evidence and requests.
fn technical(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    if let Some(bucket) = upload.object.as_ref().and_then(|object| object.bucket.as_ref()) {
        controls::fact(ui, "Bucket", bucket);
    }
    progress::show(ui, scene, upload);
    ui.add_space(tokens::GAP);
    proof(ui, scene, upload);
    ui.add_space(tokens::GAP);
    super::activity::show(ui, scene, upload);
}

/// One document with everything known about the file.
fn proof(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    // It would miss the attempts until they are loaded.
    if scene.details(upload).is_none() {
        return;
    }
    controls::heading(ui, "Evidence");
    let words = "One JSON document with the hash, keys, the manifest sent, the report and times.";
    ui.add(Label::new(tokens::soft(ui, words)).wrap());
    if ui.button("Save evidence (JSON)…").clicked() {
        super::save_proof(scene);
    }
}

/// Pauses one pending upload.
fn pause(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let file = upload.source.name();
    let (word, intent) = match upload.action() {
        StatusAction::Stop => ("Pause", Intent::Pause(vec![upload.id])),
        StatusAction::Resume => ("Resume", Intent::Resume(vec![upload.id])),
        StatusAction::Retry | StatusAction::Content | StatusAction::Nothing => return,
    };
    let button = ui.button(word).on_hover_text(format!("{word} {file}"));
    if button.clicked() {
        scene.dispatch(intent);
    }
    ui.add_space(tokens::GAP);
}

/// The error, what to do, and what the server said.
pub(super) fn failure_section(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, failure: &Failure) {
    let said = errors::failure(failure);
    let mut more = said.hint;
    if let UploadState::Waiting { until, attempts, .. } = &upload.state {
        let left = words::seconds(words::countdown(scene.now, *until));
        let attempts = if *attempts == 1 {
            "1 attempt".to_owned()
        } else {
            format!("{attempts} attempts")
        };
        more = format!("{attempts} so far; retrying in {left}. {more}");
    }
    let mut source = vec![failure.step.name().to_owned()];
    source.extend(failure.status.map(|status| format!("HTTP {status}")));
    source.extend(failure.code.clone());
    let (tone, shape) = if upload.status() == Status::Waiting {
        (Tone::Warn, Shape::Clock)
    } else {
        (Tone::Bad, Shape::Alert)
    };
    controls::note(ui, tone, shape, &said.message, &more);
    ui.add(Label::new(tokens::small(ui, format!("Step: {}", source.join("  ·  ")))).wrap());
    let file = upload.source.name();
    if let Some(action) = Action::of(upload)
        && action == Action::Retry
        && scene.model.queue.get(upload.id).is_some()
        && ui.add(Button::new("Retry")).on_hover_text(action.name(&file)).clicked()
    {
        row::act(scene, upload, action);
    }
}

fn keys(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let Some(object) = &upload.object else {
        controls::heading(ui, "Object key");
        ui.add(Label::new(tokens::soft(ui, "Appears when the upload finishes.")).wrap());
        return;
    };
    // The signed copy is what a signed file is for: it comes first, and the key of the original is called that.
    if let Some(uri) = upload.signed_uri() {
        if let Some(product) = upload.product() {
            controls::copied_value(ui, scene, "Signed key", "Copy signed key", &product.key);
        }
        controls::copied_value(ui, scene, "Signed link", "Copy signed link", uri);
    }
    let [(key, copy_key), (place, copy_place)] = match upload.signed_uri() {
        None => [("Object key", "Copy key"), ("S3 URI", "Copy S3 URI")],
        Some(_) => [
            ("Original key", "Copy original key"),
            ("Original S3 URI", "Copy original S3 URI"),
        ],
    };
    controls::copied_value(ui, scene, key, copy_key, &object.key);
    match object.s3_uri() {
        Some(uri) => controls::copied_value(ui, scene, place, copy_place, &uri),
        None => {
            let words = "Bucket unknown: the server address doesn't include it. Set it in Settings.";
            ui.add(Label::new(tokens::small(ui, words)).wrap());
        }
    }
}

fn file(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    controls::heading(ui, "File");
    let path = upload.source.path.to_string_lossy();
    controls::long_fact(ui, scene, "Path", &path);
    let size = upload.source.size;
    let mut words = words::bytes(size);
    if size >= 1024 {
        words = format!("{words} ({} bytes)", bytes_in_full(size));
    }
    controls::fact(ui, "Size", &words);
    media_type::show(ui, scene, upload);
    if let Some(modified) = upload.source.modified {
        controls::fact(ui, "Modified", &words::format_minute(modified));
    }
    if let Some(hash) = &upload.sha256 {
        ui.add_space(tokens::GAP_SMALL);
        controls::copied_value(ui, scene, "SHA-256", "Copy SHA-256", hash);
    }
}

fn bytes_in_full(size: u64) -> String {
    usize::try_from(size).map_or_else(|_| size.to_string(), words::count)
}

/// Keys of attempts that ended without a response.
fn unknown(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    if upload.unknown_outcomes.is_empty() {
        return;
    }
    ui.add_space(tokens::GAP);
    controls::note(
        ui,
        Tone::Warn,
        Shape::Question,
        "Attempts without a response",
        "The connection ended before storage answered. An object may exist at each of these keys.",
    );
    for (place, object) in upload.unknown_outcomes.iter().enumerate() {
        let heading = format!("Attempt {}", place + 1);
        controls::copied_value(
            ui,
            scene,
            &heading,
            &format!("Copy key of attempt {}", place + 1),
            &object.key,
        );
    }
}

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
use localization::text;
use model::{Failure, Intent, Status, StatusAction, Step, Upload, UploadState};

/// The name of the section that is closed at first.
pub(crate) const TECHNICAL: &str = "technical details";

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
    let name = text!("inspector-technical");
    controls::collapsible(ui, scene, TECHNICAL, &name, None, false, |ui, scene| {
        technical(ui, scene, upload);
    });
}

/// What engineers need, and other people don't: bucket, times, attempts, evidence and requests.
fn technical(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    if let Some(bucket) = upload.object.as_ref().and_then(|object| object.bucket.as_ref()) {
        controls::fact(ui, &text!("inspector-bucket"), bucket);
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
    controls::heading(ui, &text!("inspector-evidence"));
    ui.add(Label::new(tokens::soft(ui, text!("inspector-evidence-explained"))).wrap());
    if ui.button(text!("inspector-evidence-save")).clicked() {
        super::save_proof(scene);
    }
}

/// Pauses one pending upload.
fn pause(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let file = upload.source.name();
    let (word, hint, intent) = match upload.action() {
        StatusAction::Stop => (
            text!("inspector-pause"),
            text!("inspector-pause-file", name = file),
            Intent::Pause(vec![upload.id]),
        ),
        StatusAction::Resume => (
            text!("inspector-resume"),
            text!("inspector-resume-file", name = file),
            Intent::Resume(vec![upload.id]),
        ),
        StatusAction::Retry | StatusAction::Content | StatusAction::Nothing => return,
    };
    let button = ui.button(word).on_hover_text(hint);
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
        more = text!("inspector-retrying", count = *attempts, time = left, more = more);
    }
    let mut source = vec![step(failure.step)];
    source.extend(failure.status.map(|status| format!("HTTP {status}")));
    source.extend(failure.code.clone());
    let (tone, shape) = if upload.status() == Status::Waiting {
        (Tone::Warn, Shape::Clock)
    } else {
        (Tone::Bad, Shape::Alert)
    };
    controls::note(ui, tone, shape, &said.message, &more);
    let words = text!("inspector-step", step = source.join("  ·  "));
    ui.add(Label::new(tokens::small(ui, words)).wrap());
    let file = upload.source.name();
    if let Some(action) = Action::of(upload)
        && action == Action::Retry
        && scene.model.queue.get(upload.id).is_some()
        && ui
            .add(Button::new(text!("inspector-retry")))
            .on_hover_text(action.name(&file))
            .clicked()
    {
        row::act(scene, upload, action);
    }
}

/// The name of a step of the route.
fn step(step: Step) -> String {
    match step {
        Step::Read => text!("inspector-step-read"),
        Step::Presign => text!("inspector-step-presign"),
        Step::Upload => text!("inspector-step-upload"),
        Step::Sign => text!("inspector-step-sign"),
        Step::Verify => text!("inspector-step-verify"),
        Step::Download => text!("inspector-step-download"),
        Step::Record => text!("inspector-step-record"),
    }
}

fn keys(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let Some(object) = &upload.object else {
        controls::heading(ui, &text!("inspector-key"));
        ui.add(Label::new(tokens::soft(ui, text!("inspector-key-later"))).wrap());
        return;
    };
    // The signed copy is what a signed file is for: it comes first, and the key of the original is called that.
    if let Some(uri) = upload.signed_uri() {
        if let Some(product) = upload.product() {
            let (key, copy) = (text!("inspector-signed-key"), text!("inspector-signed-key-copy"));
            controls::copied_value(ui, scene, &key, &copy, &product.key);
        }
        let (link, copy) = (text!("inspector-signed-link"), text!("inspector-signed-link-copy"));
        controls::copied_value(ui, scene, &link, &copy, uri);
    }
    let [(key, copy_key), (place, copy_place)] = match upload.signed_uri() {
        None => [
            (text!("inspector-key"), text!("inspector-key-copy")),
            (text!("inspector-uri"), text!("inspector-uri-copy")),
        ],
        Some(_) => [
            (text!("inspector-original-key"), text!("inspector-original-key-copy")),
            (text!("inspector-original-uri"), text!("inspector-original-uri-copy")),
        ],
    };
    controls::copied_value(ui, scene, &key, &copy_key, &object.key);
    match object.s3_uri() {
        Some(uri) => controls::copied_value(ui, scene, &place, &copy_place, &uri),
        None => {
            ui.add(Label::new(tokens::small(ui, text!("inspector-bucket-unknown"))).wrap());
        }
    }
}

fn file(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    controls::heading(ui, &text!("inspector-file"));
    let path = upload.source.path.to_string_lossy();
    controls::long_fact(ui, scene, &text!("inspector-path"), &path);
    let size = upload.source.size;
    let mut words = words::bytes(size);
    if size >= 1024 {
        words = text!("inspector-size-exact", size = words, bytes = size);
    }
    controls::fact(ui, &text!("inspector-size"), &words);
    media_type::show(ui, scene, upload);
    if let Some(modified) = upload.source.modified {
        controls::fact(ui, &text!("inspector-modified"), &words::format_minute(modified));
    }
    if let Some(hash) = &upload.sha256 {
        ui.add_space(tokens::GAP_SMALL);
        controls::copied_value(ui, scene, "SHA-256", &text!("inspector-hash-copy"), hash);
    }
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
        &text!("inspector-doubt-title"),
        &text!("inspector-doubt"),
    );
    for (place, object) in upload.unknown_outcomes.iter().enumerate() {
        let heading = text!("inspector-attempt", number = place + 1);
        let copy = text!("inspector-attempt-copy", number = place + 1);
        controls::copied_value(ui, scene, &heading, &copy, &object.key);
    }
}

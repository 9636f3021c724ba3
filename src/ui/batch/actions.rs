//! The buttons of the panel: the next step, and what else can be done with the result.

use eframe::egui::{Role, Ui, WidgetInfo};

use localization::text;

use super::Step;
use crate::ui::{Scene, Tab, commands::Command, controls, copying, results, selected, sign, toasts::Toast};
use model::{CopyFormat, Intent, Upload};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, step: Step) {
    if let Some((words, command)) = primary(scene, step) {
        let button = controls::primary(ui, &words, true).on_hover_text(command.tooltip(ui, ""));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        if button.clicked() {
            match step {
                Step::CopyKeys => copy_keys(scene),
                _ => command.run(scene, &ui.ctx().clone()),
            }
        }
    }
    let totals = scene.model.queue.totals();
    if step == Step::Wait || totals.files_done == 0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let has_preset = step == Step::Sign && sign::ready_preset(scene).is_some();
        if has_preset && ui.button(text!("batch-sign-differently")).clicked() {
            sign::open(scene, scene.model.queue.ids(Upload::awaits_signing));
        }
        let links = totals.signed_links;
        if links > 0 && step != Step::CopyLinks && ui.button(links_in_words(links)).clicked() {
            copy_links(scene);
        }
        if links == 0 && step != Step::CopyKeys && ui.button(keys_in_words(totals.files_done)).clicked() {
            copy_keys(scene);
        }
        copying::export_button(ui, scene);
        if links > 0 && !scene.model.no_downloads && ui.button(text!("batch-save-signed")).clicked() {
            selected::save_signed(scene);
        }
    });
}

/// The label and command of the only primary button; `None` while something runs.
fn primary(scene: &Scene<'_>, step: Step) -> Option<(String, Command)> {
    let totals = scene.model.queue.totals();
    let counted = match step {
        Step::Wait | Step::Nothing => return None,
        Step::Resume => return Some((text!("batch-resume-all"), Command::ResumeAll)),
        Step::Sign => match sign::ready_preset(scene) {
            Some(preset) => text!("batch-sign-with", count = totals.to_sign, preset = &preset.name),
            None => text!("batch-sign", count = totals.to_sign),
        },
        Step::Verify => text!("batch-verify", count = totals.to_verify),
        Step::Retry => text!("batch-retry-failed"),
        Step::CopyLinks => links_in_words(totals.signed_links),
        Step::CopyKeys => keys_in_words(totals.files_done),
    };
    let command = match step {
        Step::Sign => Command::SignAll,
        Step::Verify => Command::Verify,
        Step::Retry => Command::RetryFailed,
        Step::CopyLinks => Command::CopyAllLinks,
        _ => Command::CopyKeys,
    };
    Some((counted, command))
}

/// The button that copies the links of all signed copies.
pub(crate) fn links_in_words(links: usize) -> String {
    text!("batch-copy-links", count = links)
}

fn keys_in_words(keys: usize) -> String {
    text!("batch-copy-keys", count = keys)
}

/// Signs everything that waits for it: with the preset in use, or asks how.
pub(crate) fn sign_all(scene: &mut Scene<'_>) {
    scene.view.withdraw(Command::SignAll);
    let ids = scene.model.queue.ids(Upload::awaits_signing);
    let Some(preset) = sign::ready_preset(scene) else {
        sign::open(scene, ids);
        return;
    };
    let toast = Toast::done(text!("batch-signing-with", count = ids.len(), preset = &preset.name));
    scene.view.show_toast(toast);
    scene.dispatch(Intent::SignWith {
        ids,
        template: preset.manifest.as_str().into(),
        keep_credentials: true,
        identity: preset.identity,
    });
}

/// Copies the keys of all stored files in the queue, as many as the button says, whatever the list shows.
fn copy_keys(scene: &mut Scene<'_>) {
    let ids = scene.model.queue.ids(|upload| upload.object.is_some());
    scene.dispatch(Intent::Copy {
        ids,
        format: CopyFormat::Key,
    });
}

/// Copies the links of all signed copies in the queue.
pub(crate) fn copy_links(scene: &mut Scene<'_>) {
    let ids = scene.model.queue.ids(|upload| upload.signed_uri().is_some());
    scene.view.withdraw(Command::CopyAllLinks);
    scene.dispatch(Intent::Copy {
        ids,
        format: CopyFormat::SignedUri,
    });
}

/// Selects the rows of the queue and shows their results, those with a problem first.
pub(crate) fn show_results(scene: &mut Scene<'_>) {
    scene.view.withdraw(Command::ShowAllResults);
    scene.view.tab = Tab::Queue;
    let rows = scene.rows();
    scene.view.selection_mut().all(&rows);
    results::open(scene);
}

/// Repeats the failed step of each failed file.
pub(crate) fn retry_failed(scene: &mut Scene<'_>) {
    scene.dispatch(Intent::RetryFailed);
}

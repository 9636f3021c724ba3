//! Actions on all selected rows, each as one intent however many rows there are.

use std::collections::HashSet;

use eframe::egui::{Context, Id};
use localization::text;

use super::{InspectorTab, Request, Scene, Tab, copying, panes::Pane, row, sign, tally, toasts::Toast, words};
use model::{BulkAction, CopiedText, CopyFormat, Copying, Intent, Upload, UploadId, UploadState, VerifyTarget};

/// The id of the button that copies the keys of all selected rows.
pub(crate) fn copy_id() -> Id {
    super::id("copy keys of selection")
}

/// Copies the keys, one per line. Files without a key are left out.
pub(crate) fn copy_keys(scene: &mut Scene<'_>, ctx: &Context) {
    let chosen = scene.selection();
    if chosen.is_empty() || chosen.len() < scene.view.selection().len() {
        // All rows, or rows that are not loaded: the database has the keys.
        copying::copy(scene, CopyFormat::Key);
        return;
    }
    let mut copying = Copying::new(CopyFormat::Key);
    chosen.iter().for_each(|upload| copying.add(upload));
    let clipping = copying.finish();
    if clipping.copied == 0 {
        return;
    }
    let control = match chosen.as_slice() {
        [only] => row::copy_id(only.id),
        _ => copy_id(),
    };
    // The key of a signed file is that of its signed copy, so say so.
    let signed = chosen.iter().filter(|upload| upload.signed_uri().is_some()).count();
    scene.view.show_toast(keys_copied(&clipping, signed));
    scene.view.controls.copy(ctx, control, clipping.text);
}

/// How many keys were copied, how many of them of signed copies, and why not all.
fn keys_copied(clipping: &CopiedText, signed: usize) -> Toast {
    let left_out = copying::left_out(clipping);
    let keys = clipping.copied;
    if keys == 1 && left_out.is_empty() {
        let headline = if signed > 0 {
            text!("status-keys-copied-key-signed")
        } else {
            text!("status-keys-copied-key")
        };
        return Toast::done(headline).with(clipping.text.as_str());
    }
    if signed == 0 {
        return Toast::done(text!("status-keys-copied", count = keys)).with(left_out);
    }
    if keys == 1 {
        return Toast::done(text!("status-keys-copied-single-signed")).with(left_out);
    }
    let copies = if signed == keys {
        text!("status-keys-all-signed")
    } else {
        text!("status-keys-some-signed", count = signed)
    };
    let more = if left_out.is_empty() {
        copies
    } else {
        text!("status-keys-notes", first = left_out, second = copies)
    };
    Toast::done(text!("status-keys-copied", count = keys)).with(more)
}

/// Retries files that ended without a key.
pub(crate) fn retry(scene: &mut Scene<'_>) {
    dispatch_queue(scene, text!("status-nothing-to-retry"), Intent::Retry, |upload| {
        matches!(upload.state, UploadState::Failed(_) | UploadState::Canceled)
    });
}

/// Resumes paused files.
pub(crate) fn resume(scene: &mut Scene<'_>) {
    dispatch_queue(scene, text!("status-nothing-to-resume"), Intent::Resume, |upload| {
        upload.state == UploadState::Paused
    });
}

/// Pauses pending files.
pub(crate) fn pause(scene: &mut Scene<'_>) {
    dispatch_queue(
        scene,
        text!("status-nothing-to-pause"),
        Intent::Pause,
        Upload::is_pending,
    );
}

/// Cancels pending files.
pub(crate) fn cancel(scene: &mut Scene<'_>) {
    dispatch_queue(
        scene,
        text!("status-nothing-to-cancel"),
        Intent::Cancel,
        Upload::is_pending,
    );
}

/// Opens the form to sign: the inspector for one file, a sheet for many.
pub(crate) fn sign(scene: &mut Scene<'_>) {
    if scene.view.selection().len() == 1 {
        scene.look_at(InspectorTab::Credentials);
        scene.view.panes.go_to(Pane::Contents);
        return;
    }
    // Includes records that are not loaded.
    let ids = copying::selected_or_all(scene);
    sign::open(scene, ids);
}

/// Verifies signed copies, and the originals of files without one.
pub(crate) fn verify(scene: &mut Scene<'_>) {
    if scene.unread() > 0 {
        let (ids, action) = (copying::selected_or_all(scene), BulkAction::Verify);
        scene.dispatch(Intent::RunBulkOperation { ids, action });
        return;
    }
    for target in [VerifyTarget::Signed, VerifyTarget::Original] {
        let of = move |ids| Intent::Verify { ids, target };
        dispatch(scene, of, |upload| tally::verification(upload) == Some(target));
    }
}

/// Verifies the originals, even of signed files.
pub(crate) fn verify_original(scene: &mut Scene<'_>) {
    let of = |ids| Intent::Verify {
        ids,
        target: VerifyTarget::Original,
    };
    dispatch(scene, of, tally::can_verify_original);
}

/// Asks for a folder for all signed copies of the selection, or of the queue.
pub(crate) fn save_signed(scene: &mut Scene<'_>) {
    let model = scene.model;
    let chosen = if scene.view.selection().is_empty() {
        model.queue.uploads().iter().map(AsRef::as_ref).collect()
    } else {
        scene.selection()
    };
    let signed = chosen.into_iter().filter(|upload| upload.signed_uri().is_some());
    let files: Vec<_> = signed.map(|upload| (upload.id, words::signed_name(upload))).collect();
    let first = files.first().and_then(|(id, _)| scene.find(*id));
    let folder = first.and_then(|upload| upload.source.path.parent().map(std::path::Path::to_owned));
    if !files.is_empty() {
        scene.requests.push(Request::SaveAllSigned { files, folder });
    }
}

/// Copies the SHA-256 of the inspected file.
pub(crate) fn copy_sha256(scene: &mut Scene<'_>, ctx: &Context) {
    if let Some(hash) = scene.lead().and_then(|upload| upload.sha256.clone()) {
        scene
            .view
            .show_toast(Toast::done(text!("status-hash-copied")).with(hash.as_str()));
        ctx.copy_text(hash);
    }
}

/// Removes the selected rows from the queue. The cursor moves to the nearest remaining row.
pub(crate) fn remove(scene: &mut Scene<'_>) {
    if scene.view.tab != Tab::Queue {
        return;
    }
    let ids = scene.selected_ids(|_| true);
    if ids.is_empty() {
        return;
    }
    let next = neighbor(scene, &ids);
    match next {
        Some(next) if ids.len() == 1 => scene.view.choose(next),
        next => {
            let selection = scene.view.selection_mut();
            selection.clear();
            next.into_iter().for_each(|next| selection.move_cursor(next));
        }
    }
    scene.dispatch(Intent::Remove(ids));
}

/// The first row after these, or else the last remaining one before them.
fn neighbor(scene: &Scene<'_>, leaving: &[UploadId]) -> Option<UploadId> {
    let rows = scene.rows();
    let last = rows.position_of(*leaving.last()?)?;
    let leaving: HashSet<_> = leaving.iter().copied().collect();
    rows.id(last + 1).or_else(|| {
        (0..last)
            .rev()
            .filter_map(|place| rows.id(place))
            .find(|id| !leaving.contains(id))
    })
}

fn dispatch(scene: &mut Scene<'_>, intent: impl Fn(Vec<UploadId>) -> Intent, which: impl Fn(&Upload) -> bool) {
    let ids = scene.selected_ids(which);
    if !ids.is_empty() {
        scene.dispatch(intent(ids));
    }
}

/// Like `dispatch`, for actions that only queue rows allow. Records that are not loaded are checked here.
fn dispatch_queue(
    scene: &mut Scene<'_>,
    what: String,
    intent: impl Fn(Vec<UploadId>) -> Intent,
    which: impl Fn(&Upload) -> bool,
) {
    let model = scene.model;
    let ids: Vec<_> = match scene.view.tab {
        Tab::Queue | Tab::Check => scene.selected_ids(which),
        Tab::History => {
            let selection = scene.view.selection();
            model.queue.ids(|upload| selection.contains(upload.id) && which(upload))
        }
    };
    if ids.is_empty() {
        scene
            .view
            .show_toast(Toast::not_done(what, text!("status-nothing-allowed")));
    } else {
        scene.dispatch(intent(ids));
    }
}

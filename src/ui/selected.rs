//! Actions on all selected rows, each as one intent however many rows there are.

use std::collections::HashSet;

use eframe::egui::{Context, Id};

use super::{InspectorTab, Request, Scene, Tab, copying, panes::Pane, row, sign, tally, toasts::Toast, words};
use model::{BulkAction, CopyFormat, Copying, Intent, Upload, UploadId, UploadState, VerifyTarget};

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
    let left_out = clipping.summary.split_once("; ").map_or("", |(_, left_out)| left_out);
    // The key of a signed file is that of its signed copy, so say so.
    let signed = chosen.iter().filter(|upload| upload.signed_uri().is_some()).count();
    let of_signed = if signed > 0 { " of the signed copy" } else { "" };
    let words = match (clipping.copied, left_out) {
        (1, "") => Toast::done(format!("Key{of_signed} copied")).with(clipping.text.as_str()),
        (1, left_out) => Toast::done(format!("1 key{of_signed} copied")).with(left_out),
        (keys, left_out) if signed > 0 => {
            let headline = format!("{} keys copied", words::count(keys));
            let copies = match signed {
                signed if signed == keys => "All are of signed copies".to_owned(),
                1 => "1 is of a signed copy, the others of originals".to_owned(),
                signed => format!("{} are of signed copies, the others of originals", words::count(signed)),
            };
            let more = [left_out, copies.as_str()];
            let more = more.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
            Toast::done(headline).with(more.join("; "))
        }
        (keys, left_out) => Toast::done(format!("{} keys copied", words::count(keys))).with(left_out),
    };
    scene.view.show_toast(words);
    scene.view.controls.copy(ctx, control, clipping.text);
}

/// Retries files that ended without a key.
pub(crate) fn retry(scene: &mut Scene<'_>) {
    dispatch_queue(scene, "Nothing to retry", Intent::Retry, |upload| {
        matches!(upload.state, UploadState::Failed(_) | UploadState::Canceled)
    });
}

/// Resumes paused files.
pub(crate) fn resume(scene: &mut Scene<'_>) {
    dispatch_queue(scene, "Nothing to resume", Intent::Resume, |upload| {
        upload.state == UploadState::Paused
    });
}

/// Pauses pending files.
pub(crate) fn pause(scene: &mut Scene<'_>) {
    dispatch_queue(scene, "Nothing to pause", Intent::Pause, Upload::is_pending);
}

/// Cancels pending files.
pub(crate) fn cancel(scene: &mut Scene<'_>) {
    dispatch_queue(scene, "Nothing to cancel", Intent::Cancel, Upload::is_pending);
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
        scene.view.show_toast(Toast::done("SHA-256 copied").with(hash.as_str()));
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
    what: &str,
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
            .show_toast(Toast::not_done(what, "None of the selected files allow it"));
    } else {
        scene.dispatch(intent(ids));
    }
}

//! What is done with all chosen rows at once: one wish for all of them, however many they are.

use std::collections::HashSet;

use eframe::egui::{Context, Id};

use super::{InspectorTab, Request, Scene, Tab, copying, regions::Region, row, sign, tally, toasts::Toast, words};
use model::{BulkAction, CopyFormat, Copying, Intent, Upload, UploadId, UploadState, VerifyTarget};

/// Names the button that copies the keys of all chosen rows.
pub(crate) fn copy_id() -> Id {
    super::id("copy keys of selection")
}

/// Copies the keys, a line each. What has no key yet has no line.
pub(crate) fn copy_keys(scene: &mut Scene<'_>, ctx: &Context) {
    let chosen = scene.selection();
    if chosen.is_empty() || chosen.len() < scene.view.selection().len() {
        // All rows, or rows that are not read yet: the record is asked.
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
    // Where there is a signed copy, too, it is said whose key it is.
    let signed = chosen.iter().filter(|upload| upload.signed_uri().is_some()).count();
    let of_original = if signed > 0 { " of the original" } else { "" };
    let words = match (clipping.copied, left_out) {
        (1, "") => Toast::done(format!("Key{of_original} copied")).with(clipping.text.as_str()),
        (1, left_out) => Toast::done(format!("1 key{of_original} copied")).with(left_out),
        (keys, left_out) if signed > 0 => {
            let headline = format!("{} keys of originals copied", words::count(keys));
            let copies = match signed {
                1 => "1 has a signed copy, which has a URI of its own".to_owned(),
                signed => format!(
                    "{} have signed copies, which have URIs of their own",
                    words::count(signed)
                ),
            };
            let more = [left_out, copies.as_str()];
            let more = more.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
            Toast::done(headline).with(more.join("; "))
        }
        (keys, left_out) => Toast::done(format!("{} keys copied", words::count(keys))).with(left_out),
    };
    scene.view.answer(words);
    scene.view.controls.copy(ctx, control, clipping.text);
}

/// Begins those again that have ended without a key.
pub(crate) fn retry(scene: &mut Scene<'_>) {
    tell_queue(scene, "Nothing was begun again", Intent::Retry, |upload| {
        matches!(upload.state, UploadState::Failed(_) | UploadState::Canceled)
    });
}

/// Goes on with those that were held back.
pub(crate) fn resume(scene: &mut Scene<'_>) {
    tell_queue(scene, "Nothing goes on", Intent::Resume, |upload| {
        upload.state == UploadState::Paused
    });
}

/// Holds back those that are on their way.
pub(crate) fn pause(scene: &mut Scene<'_>) {
    tell_queue(scene, "Nothing was paused", Intent::Pause, Upload::is_pending);
}

/// Stops those that are on their way.
pub(crate) fn cancel(scene: &mut Scene<'_>) {
    tell_queue(scene, "Nothing was cancelled", Intent::Cancel, Upload::is_pending);
}

/// Opens what is needed to sign: the inspector for one, a sheet for many.
pub(crate) fn sign(scene: &mut Scene<'_>) {
    if scene.view.selection().len() == 1 {
        scene.look_at(InspectorTab::Credentials);
        scene.view.regions.go_to(Region::Contents);
        return;
    }
    // Also those that are not read yet.
    let ids = copying::chosen_or_all(scene);
    sign::open(scene, ids);
}

/// Verifies the signed copies, and the originals of those that have none.
pub(crate) fn verify(scene: &mut Scene<'_>) {
    if scene.unread() > 0 {
        let (ids, action) = (copying::chosen_or_all(scene), BulkAction::Verify);
        scene.tell(Intent::RunBulkOperation { ids, action });
        return;
    }
    for target in [VerifyTarget::Signed, VerifyTarget::Original] {
        let of = move |ids| Intent::Verify { ids, target };
        tell(scene, of, |upload| tally::verification(upload) == Some(target));
    }
}

/// Verifies the originals, also of what is signed.
pub(crate) fn verify_original(scene: &mut Scene<'_>) {
    let of = |ids| Intent::Verify {
        ids,
        target: VerifyTarget::Original,
    };
    tell(scene, of, tally::can_verify_original);
}

/// Asks for a folder for the signed copies of all that have one.
pub(crate) fn save_signed(scene: &mut Scene<'_>) {
    let signed = scene
        .selection()
        .into_iter()
        .filter(|upload| upload.signed_uri().is_some());
    let files: Vec<_> = signed.map(|upload| (upload.id, words::signed_name(upload))).collect();
    let first = files.first().and_then(|(id, _)| scene.find(*id));
    let folder = first.and_then(|upload| upload.source.path.parent().map(std::path::Path::to_owned));
    if !files.is_empty() {
        scene.requests.push(Request::SaveAllSigned { files, folder });
    }
}

/// Copies the hash of what was sent of the file that is looked at.
pub(crate) fn copy_sha256(scene: &mut Scene<'_>, ctx: &Context) {
    if let Some(hash) = scene.lead().and_then(|upload| upload.sha256.clone()) {
        scene.view.answer(Toast::done("SHA-256 copied").with(hash.as_str()));
        ctx.copy_text(hash);
    }
}

/// Takes all chosen rows out of the queue. The keyboard goes to the nearest row that stays.
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
            next.into_iter().for_each(|next| selection.stand(next));
        }
    }
    scene.tell(Intent::Remove(ids));
}

/// The first row behind the last of these, or else the last before it that stays.
fn neighbor(scene: &Scene<'_>, leaving: &[UploadId]) -> Option<UploadId> {
    let rows = scene.rows();
    let last = rows.place(*leaving.last()?)?;
    let leaving: HashSet<_> = leaving.iter().copied().collect();
    rows.id(last + 1).or_else(|| {
        (0..last)
            .rev()
            .filter_map(|place| rows.id(place))
            .find(|id| !leaving.contains(id))
    })
}

fn tell(scene: &mut Scene<'_>, intent: impl Fn(Vec<UploadId>) -> Intent, which: impl Fn(&Upload) -> bool) {
    let ids = scene.selected_ids(which);
    if !ids.is_empty() {
        scene.tell(intent(ids));
    }
}

/// The same, for what is possible with rows of the queue alone. Whether there is one among records that are not read is
/// found out now.
fn tell_queue(
    scene: &mut Scene<'_>,
    what: &str,
    intent: impl Fn(Vec<UploadId>) -> Intent,
    which: impl Fn(&Upload) -> bool,
) {
    let model = scene.model;
    let ids: Vec<_> = match scene.view.tab {
        Tab::Queue => scene.selected_ids(which),
        Tab::History => {
            let selection = scene.view.selection();
            model.queue.ids(|upload| selection.contains(upload.id) && which(upload))
        }
    };
    if ids.is_empty() {
        scene
            .view
            .answer(Toast::not_done(what, "Nothing of what is selected allows it"));
    } else {
        scene.tell(intent(ids));
    }
}

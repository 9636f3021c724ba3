//! Editing a manifest and signing with it: for one file in the inspector, for many in a sheet.

mod card;
mod draft;
mod editor;
mod fields;
mod identity;
mod json;
mod lints;
mod offer;
mod offer_words;
mod placeholders;
mod presets;
mod preview;
mod questions;
mod sheet;
mod suggestions;
mod totals;
mod words;

pub(crate) use draft::Draft;
pub(crate) use editor::show as edit;
pub(crate) use presets::{Deleted, begin, chip::show as preset_chip, manage::show as manage_presets, undo_delete};
pub(crate) use sheet::{Sheet, open, show as show_sheet};
pub(crate) use words::origin as origin_words;

use std::collections::HashMap;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::{Scene, words as texts};
use content_credentials::FileFacts;
pub(crate) use draft::ManifestView;
use model::{Intent, Preset, Timestamp, Upload, UploadId};

/// Signs, wherever the focus is in the form.
pub(crate) const SIGN_KEYS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);

/// The drafts of the sign panel.
#[derive(Default)]
pub(crate) struct State {
    /// The upload that it is about.
    pub(super) of: Option<UploadId>,
    pub(super) draft: Draft,
    /// Whether the sent manifest is shown.
    pub(super) show_sent: bool,
    /// Whether the form is shown again for a signed file.
    pub(super) shows_form_again: bool,
    /// Whether a file with Content Credentials may be signed.
    pub(super) replaces: bool,
    /// Unsigned drafts of other uploads.
    drafts: HashMap<UploadId, Draft>,
    /// The default preset, and whether it can sign as it is.
    judged: Option<(Preset, bool)>,
    /// The preset deleted last, with its roles, until something else can be undone.
    pub(super) deleted: Option<Deleted>,
}

impl State {
    /// Keeps the draft of one upload while another is inspected.
    fn stash_draft(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        if let Some(of) = self.of.take().filter(|_| draft.has_user_changes()) {
            self.drafts.insert(of, draft);
        }
    }

    /// Drops the drafts of uploads that no longer exist.
    pub(super) fn retain(&mut self, is_known: impl Fn(UploadId) -> bool) {
        self.drafts.retain(|id, _| is_known(*id));
    }
}

/// The default preset, if it can sign as it is.
pub(crate) fn ready_preset<'a>(scene: &Scene<'a>) -> Option<&'a Preset> {
    let model = scene.model;
    let preset = model.presets.first()?;
    let judged = scene.view.sign.judged.as_ref();
    judged
        .is_some_and(|(judged, is_ready)| *is_ready && judged == preset)
        .then_some(preset)
}

/// Judges the default preset when it changes.
fn judge_preset(scene: &mut Scene<'_>) {
    let judged = scene.view.sign.judged.as_ref().map(|(preset, _)| preset);
    let now = scene.model.presets.first();
    if judged != now {
        scene.view.sign.judged = now.map(|preset| (preset.clone(), Draft::of_preset(preset).is_ready()));
    }
}

/// Switches the form to the inspected upload.
pub(super) fn follow(scene: &mut Scene<'_>) {
    judge_preset(scene);
    let Some(upload) = scene.lead() else { return };
    let model = scene.model;
    let sign = &mut scene.view.sign;
    if sign.of == Some(upload.id) {
        return;
    }
    let view = sign.draft.view;
    sign.stash_draft();
    let started = || begin(&model.presets, &model.settings, Some(upload)).with_view(view);
    sign.draft = sign.drafts.remove(&upload.id).unwrap_or_else(started);
    sign.of = Some(upload.id);
    sign.shows_form_again = false;
    sign.replaces = false;
    suggestions::ask(scene, &[upload.id]);
}

/// The manifest of one file as it would be sent now.
fn filled(draft: &Draft, file: &Upload, now: Timestamp) -> String {
    let (name, date) = (file.source.name(), texts::iso_day(now));
    let metadata = file
        .metadata
        .as_ref()
        .map(|metadata| metadata.placeholders())
        .unwrap_or_default();
    let metadata: Vec<_> = metadata.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let facts = FileFacts {
        name: &name,
        date: &date,
        metadata: &metadata,
    };
    content_credentials::fill(draft.text(), facts)
}

/// Remembers the author's name if it is the same for all files.
pub(crate) fn remember_author(scene: &mut Scene<'_>, draft: &Draft) {
    let author = draft.form().map(|form| form.creator.clone()).unwrap_or_default();
    if draft.preset.is_none() && !author.contains(['{', '}']) {
        scene.dispatch(Intent::RememberAuthor(author));
    }
}

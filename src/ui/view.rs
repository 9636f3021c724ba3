//! What is only about showing: which row is selected, which panel is open, what stands in a text field.

use eframe::egui::{self, Id};
use zeroize::Zeroizing;

use super::{Scene, words};
use crate::{
    credentials::ManifestForm,
    model::{Intent, Settings, UploadId},
};

/// The tabs of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// The uploads of now.
    #[default]
    Queue,
    /// The uploads of all time.
    History,
}

/// The tabs of the inspector.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InspectorTab {
    /// The key, the file, what went wrong.
    #[default]
    Overview,
    /// Signing.
    Credentials,
    /// Verification.
    Report,
}

/// The state of showing. It holds no fact about any upload.
#[derive(Default)]
pub struct View {
    /// The tab on show.
    pub tab: Tab,
    /// The selected upload.
    pub selected: Option<UploadId>,
    /// The tab of the inspector on show.
    pub inspector: InspectorTab,
    pub(super) sign: SignDraft,
    pub(super) key: KeyDraft,
    pub(super) settings: Option<SettingsDraft>,
    pub(super) search: String,
    pub(super) focus_search: bool,
    pub(super) scroll_to_selected: bool,
    pub(super) review: Option<u64>,
    pub(super) raw_report: bool,
    pub(super) quit: Quit,
    pub(super) diagnostics: Option<String>,
    copied: Option<(Id, f64)>,
    history_shown: bool,
}

/// Whether the window may close while something is on its way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Quit {
    /// Nobody wants it to.
    #[default]
    NotWanted,
    /// The question is on show.
    Asking,
    /// A person said so.
    Confirmed,
}

/// What is typed into the sign panel.
#[derive(Default)]
pub(super) struct SignDraft {
    pub(super) of: Option<UploadId>,
    pub(super) form: ManifestForm,
    /// The manifest as it was edited by hand; it counts, and not the form.
    pub(super) json: Option<String>,
    pub(super) show_json: bool,
    /// Whether the form stands there again although the file is signed.
    pub(super) again: bool,
}

/// What is typed into the key field. Wiped when it goes.
#[derive(Default)]
pub(super) struct KeyDraft {
    pub(super) text: Zeroizing<String>,
    pub(super) keep: bool,
    pub(super) error: Option<String>,
}

/// What is typed into the settings.
pub(super) struct SettingsDraft {
    pub(super) settings: Settings,
    pub(super) bucket: String,
    pub(super) key: KeyDraft,
    pub(super) error: Option<String>,
    pub(super) forget: bool,
    pub(super) applied: bool,
}

impl View {
    /// Shows this report to be looked through and copied.
    pub fn show_diagnostics(&mut self, report: String) {
        self.settings = None;
        self.diagnostics = Some(report);
    }

    /// Shows the question whether to quit while something is on its way.
    pub fn ask_to_quit(&mut self) {
        self.quit = Quit::Asking;
    }

    /// Whether a person has answered that question with yes.
    #[must_use]
    pub fn may_quit(&self) -> bool {
        self.quit == Quit::Confirmed
    }

    /// Opens the settings with what is set now.
    pub(super) fn open_settings(&mut self, settings: &Settings) {
        self.settings = Some(SettingsDraft {
            bucket: settings.bucket.clone().unwrap_or_default(),
            settings: settings.clone(),
            key: KeyDraft::default(),
            error: None,
            forget: false,
            applied: false,
        });
    }

    /// Copies a text and answers "Copied" at this control for a while.
    pub(super) fn copy(&mut self, ctx: &egui::Context, control: Id, text: String) {
        ctx.copy_text(text);
        self.copied = Some((control, ctx.input(|input| input.time) + COPIED_SECONDS));
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(COPIED_SECONDS + 0.05));
    }

    /// Whether this control copied a moment ago.
    pub(super) fn has_copied(&self, ctx: &egui::Context, control: Id) -> bool {
        self.copied
            .is_some_and(|(copied, until)| copied == control && ctx.input(|input| input.time) < until)
    }
}

/// How long a copy button answers "Copied".
const COPIED_SECONDS: f64 = 1.5;

/// Brings the view in step with the model before a frame is drawn.
pub(super) fn follow(scene: &mut Scene<'_>) {
    let selected = scene.selected();
    if selected.is_none() && scene.view.tab == Tab::Queue {
        scene.view.selected = None;
    }
    if let Some(upload) = selected
        && scene.view.sign.of != Some(upload.id)
    {
        scene.view.sign = SignDraft {
            of: Some(upload.id),
            form: ManifestForm {
                title: words::stem(upload),
                author: scene.model.settings.author.clone(),
                ..ManifestForm::default()
            },
            json: None,
            show_json: scene.view.sign.show_json,
            again: false,
        };
    }
    if scene.view.tab == Tab::History && !scene.view.history_shown {
        scene.tell(Intent::SearchHistory(scene.view.search.clone()));
    }
    scene.view.history_shown = scene.view.tab == Tab::History;
    if let Some(number) = scene.view.review
        && !scene.model.notices.iter().any(|notice| notice.number == number)
    {
        scene.view.review = None;
    }
}

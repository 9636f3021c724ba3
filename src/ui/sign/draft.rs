//! A manifest being edited: one text with two views, and its lints.

use content_credentials::{
    self, BLANK, EarlierCredentials, EngineVersion, Lint, LintCode, LintFor, ManifestForm, Severity,
};
use localization::text;
use model::{InvalidPresetName, Preset, Profile};

/// The two views of a manifest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ManifestView {
    /// The form.
    #[default]
    Form,
    /// The JSON text.
    Json,
}

/// A manifest being edited. Form and lints always match the text.
pub(crate) struct Draft {
    text: String,
    form: Option<ManifestForm>,
    lints: Vec<Lint>,
    /// The engine of the server that it is for, if it was seen.
    engine: Option<EngineVersion>,
    pub(crate) view: ManifestView,
    /// The preset that it started from.
    pub(crate) preset: Option<String>,
    /// The text that it started from.
    initial_text: String,
    /// Whether the server adds a verified identity.
    pub(crate) identity: bool,
    /// What `identity` was at the start.
    initial_identity: bool,
    /// The preset to replace it with, while the user is asked about unsaved changes.
    pub(crate) replaced_by: Option<Option<String>>,
    /// Whether the user selected another preset.
    pub(crate) chosen: bool,
    /// The name question, while it is open.
    pub(crate) save_as: Option<SaveAs>,
    /// Whether the focused preset control is gone: its replacement takes the focus.
    pub(crate) lost_focus: bool,
    /// Whether each kind of use has its own choice.
    pub(crate) each_use: bool,
    /// Whether the optional fields are shown.
    pub(crate) more: bool,
    /// Whether the exact manifest is shown.
    pub(crate) exact: bool,
    /// What the server does with earlier credentials.
    earlier: EarlierCredentials,
}

/// The question for a preset's name.
#[derive(Default)]
pub(crate) struct SaveAs {
    pub(crate) name: String,
    pub(crate) error: Option<InvalidPresetName>,
    /// Whether new files start with it, once that was answered.
    pub(crate) always: Option<bool>,
    /// Whether the field has had the focus.
    pub(crate) had_focus: bool,
    /// Whether all of it was scrolled to: the last question is easily missed.
    pub(crate) was_shown: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self::of(None, BLANK.to_owned())
    }
}

impl Draft {
    /// A draft that starts from this preset, or from none.
    pub(crate) fn of(preset: Option<String>, text: String) -> Self {
        let form = ManifestForm::read(&text);
        Self {
            lints: content_credentials::lint(&text, LintFor::Template),
            engine: None,
            each_use: form.as_ref().is_some_and(|form| form.training.common().is_none()),
            more: form.as_ref().is_some_and(has_more),
            form,
            view: ManifestView::default(),
            preset,
            initial_text: text.clone(),
            identity: false,
            initial_identity: false,
            text,
            replaced_by: None,
            chosen: false,
            save_as: None,
            lost_focus: false,
            exact: false,
            earlier: EarlierCredentials::default(),
        }
    }

    /// Checks it for a server that keeps earlier credentials, or for one that doesn't.
    pub(crate) fn check_for(&mut self, profile: &Profile) {
        let earlier = if profile.keeps_earlier_credentials {
            EarlierCredentials::KeptByServer
        } else {
            EarlierCredentials::Named
        };
        if earlier != self.earlier {
            self.earlier = earlier;
            self.lint();
        }
    }

    /// A draft from these form values.
    pub(crate) fn of_form(form: &ManifestForm) -> Self {
        Self::of(None, form.to_text())
    }

    /// A draft that starts from this preset.
    pub(crate) fn of_preset(preset: &Preset) -> Self {
        let identity = preset.identity;
        Self {
            identity,
            initial_identity: identity,
            ..Self::of(Some(preset.name.clone()), preset.manifest.clone())
        }
    }

    /// With this view selected.
    pub(crate) fn with_view(mut self, view: ManifestView) -> Self {
        self.view = view;
        self
    }

    /// The manifest.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The form values. `None` if the text is not JSON.
    pub(crate) fn form(&self) -> Option<&ManifestForm> {
        self.form.as_ref()
    }

    /// The lints.
    pub(crate) fn lints(&self) -> &[Lint] {
        &self.lints
    }

    /// How many lints have this severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.lints.iter().filter(|lint| lint.severity() == severity).count()
    }

    /// Whether servers would accept it.
    pub(crate) fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether a person can sign with it: it has no errors, and what only that person can say is said.
    pub(crate) fn is_ready(&self) -> bool {
        !self.has_errors() && self.lints.iter().all(|lint| !lint.code.is_question())
    }

    /// Checks it for this server, which may lose parts of it.
    pub(crate) fn on_server(&mut self, engine: Option<EngineVersion>) {
        if self.engine != engine {
            self.engine = engine;
            self.lint();
        }
    }

    /// Whether nothing but the origin is missing.
    pub(crate) fn lacks_only_origin(&self) -> bool {
        let is_fine = |lint: &Lint| lint.severity() != Severity::Error && !lint.code.is_question();
        self.lints
            .iter()
            .all(|lint| lint.code == LintCode::NoOrigin || is_fine(lint))
    }

    /// What to do before it can be signed.
    pub(crate) fn blocker(&self) -> String {
        let asks = |code: LintCode| self.lints.iter().any(|lint| lint.code == code);
        let is_wrong = |lint: &Lint| lint.severity() == Severity::Error && !lint.code.is_question();
        if self.lints.iter().any(is_wrong) {
            text!("sign-blocked-errors")
        } else if asks(LintCode::NoOrigin) {
            text!("sign-blocked-origin")
        } else {
            text!("sign-blocked-edits")
        }
    }

    /// Whether it was edited.
    pub(crate) fn is_changed(&self) -> bool {
        self.text != self.initial_text || self.identity != self.initial_identity
    }

    /// Whether the user did anything worth keeping.
    pub(crate) fn has_user_changes(&self) -> bool {
        self.is_changed() || self.chosen
    }

    /// After saving under this name: it is now that preset.
    pub(crate) fn saved_as(&mut self, name: String) {
        self.preset = Some(name);
        self.initial_text.clone_from(&self.text);
        self.initial_identity = self.identity;
        self.save_as = None;
    }

    /// Replaces the text: typed, or fixed by a lint.
    pub(crate) fn set_text(&mut self, text: String) {
        if self.text == text {
            return;
        }
        self.form = ManifestForm::read(&text);
        self.text = text;
        self.lint();
    }

    /// Checks it again.
    fn lint(&mut self) {
        self.lints = content_credentials::lint_for(&self.text, LintFor::Template, self.engine);
        self.earlier.retain(&mut self.lints);
    }

    /// Replaces the form values. Only their parts of the text change.
    pub(crate) fn set_form(&mut self, form: &ManifestForm) {
        if let Some(text) = form.write_into(&self.text) {
            self.set_text(text);
            // As it was typed: read from the text, a name would lose the space before its next word.
            self.form = Some(form.clone());
        }
    }
}

/// Whether a field is filled in that is hidden at first.
fn has_more(form: &ManifestForm) -> bool {
    let hidden = [
        &form.headline,
        &form.make,
        &form.camera,
        &form.lens,
        &form.taken,
        &form.city,
        &form.country,
    ];
    hidden.into_iter().any(|text| !text.is_empty())
}

//! A manifest that is being made: one text with two faces, and what the linter says of it.

use content_credentials::{self, BLANK, Lint, LintCode, LintFor, ManifestForm, Severity};

/// Which face is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Face {
    /// The questions.
    #[default]
    Form,
    /// The text.
    Json,
}

/// A manifest that is being made. Form and lints are in step with the text.
pub(crate) struct Draft {
    text: String,
    form: Option<ManifestForm>,
    lints: Vec<Lint>,
    pub(crate) face: Face,
    /// The preset that it began as.
    pub(crate) preset: Option<String>,
    /// The text as it began.
    begun: String,
    /// The preset that it would be replaced by, while it is asked whether that may lose the changes.
    pub(crate) replaced_by: Option<Option<String>>,
    /// Whether a person has chosen another preset.
    pub(crate) chosen: bool,
    /// The name that it is to be kept under, while that is asked.
    pub(crate) keep_as: Option<KeepAs>,
    /// Whether what had the focus among the presets is gone: it goes to what stands in its place.
    pub(crate) lost_focus: bool,
    /// Whether each kind of use has a choice of its own.
    pub(crate) each_use: bool,
    /// Whether the questions that are seldom asked are on show.
    pub(crate) more: bool,
    /// Whether the exact manifest is on show.
    pub(crate) exact: bool,
}

/// The question for a preset's name.
#[derive(Default)]
pub(crate) struct KeepAs {
    pub(crate) name: String,
    pub(crate) error: Option<&'static str>,
    /// Whether the field has had the focus.
    pub(crate) asked: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self::of(None, BLANK.to_owned())
    }
}

impl Draft {
    /// A draft that begins as this preset, or as none.
    pub(crate) fn of(preset: Option<String>, text: String) -> Self {
        let form = ManifestForm::read(&text);
        Self {
            lints: content_credentials::lint(&text, LintFor::Template),
            each_use: form.as_ref().is_some_and(|form| form.training.common().is_none()),
            form,
            face: Face::default(),
            preset,
            begun: text.clone(),
            text,
            replaced_by: None,
            chosen: false,
            keep_as: None,
            lost_focus: false,
            more: false,
            exact: false,
        }
    }

    /// A draft of these answers.
    pub(crate) fn of_form(form: &ManifestForm) -> Self {
        Self::of(None, form.to_text())
    }

    /// The same with this face on show.
    pub(crate) fn with_face(mut self, face: Face) -> Self {
        self.face = face;
        self
    }

    /// The manifest.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What the form knows of it. `None` where the text is no JSON.
    pub(crate) fn form(&self) -> Option<&ManifestForm> {
        self.form.as_ref()
    }

    /// What the linter says.
    pub(crate) fn lints(&self) -> &[Lint] {
        &self.lints
    }

    /// How many lints weigh so much.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.lints.iter().filter(|lint| lint.severity() == severity).count()
    }

    /// Whether nothing keeps it from being signed.
    pub(crate) fn is_ready(&self) -> bool {
        self.count(Severity::Error) == 0
    }

    /// What has to be done before it can be signed, where it cannot be.
    pub(crate) fn hindrance(&self) -> &'static str {
        let origin = |lint: &Lint| lint.severity() != Severity::Error || lint.code == LintCode::NoOrigin;
        if self.lints.iter().all(origin) {
            "Choose an origin to continue."
        } else {
            "The manifest needs a change first."
        }
    }

    /// Whether it differs from what it began as.
    pub(crate) fn is_changed(&self) -> bool {
        self.text != self.begun
    }

    /// Whether a person has done anything with it that would have to be done again.
    pub(crate) fn is_touched(&self) -> bool {
        self.is_changed() || self.chosen
    }

    /// It was kept under this name: it is that preset now.
    pub(crate) fn kept(&mut self, name: String) {
        self.preset = Some(name);
        self.begun.clone_from(&self.text);
        self.keep_as = None;
    }

    /// Takes another text: what was typed, or a mend.
    pub(crate) fn set_text(&mut self, text: String) {
        if self.text == text {
            return;
        }
        self.form = ManifestForm::read(&text);
        self.lints = content_credentials::lint(&text, LintFor::Template);
        self.text = text;
    }

    /// Takes other answers. Only their parts of the text change.
    pub(crate) fn set_form(&mut self, form: &ManifestForm) {
        if let Some(text) = form.write_into(&self.text) {
            self.set_text(text);
        }
    }
}

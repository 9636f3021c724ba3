//! The next step for a row, as its main button.

use eframe::egui::Ui;
use localization::text;

use crate::ui::{InspectorTab, Scene, controls, tokens, track};
use model::{ExistingCredentials, Intent, SignState, StatusAction, Upload, VerifyState, VerifyTarget};

/// The next step for an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Cancel,
    Retry,
    Resume,
    Sign,
    SignAgain,
    Verify(VerifyTarget),
    Report,
}

impl Action {
    /// The next step, if there is one.
    pub(crate) fn of(upload: &Upload) -> Option<Self> {
        match upload.action() {
            StatusAction::Stop => Some(Self::Cancel),
            StatusAction::Retry => Some(Self::Retry),
            StatusAction::Resume => Some(Self::Resume),
            StatusAction::Content => Self::of_stored(upload),
            StatusAction::Nothing => None,
        }
    }

    /// The next step for a stored file.
    fn of_stored(upload: &Upload) -> Option<Self> {
        match (&upload.sign, &upload.verify) {
            (SignState::Signing, _) | (_, VerifyState::Verifying(_)) => None,
            (SignState::Failed(_), _) => Some(Self::SignAgain),
            (_, VerifyState::Failed(target, _)) => Some(Self::Verify(*target)),
            (SignState::Signed, VerifyState::Verified(facts)) if facts.target == VerifyTarget::Signed => {
                Some(Self::Report)
            }
            (SignState::Signed, _) if upload.signed_uri().is_some() => Some(Self::Verify(VerifyTarget::Signed)),
            (_, VerifyState::Verified(_)) if upload.signed.is_some() || track::upload_only(upload) => {
                Some(Self::Report)
            }
            (SignState::Signed, _) => None,
            // Whoever made its credentials is asked for first. Signing is in the menu.
            (SignState::NotAsked, VerifyState::Verified(_)) if has_credentials(upload) => Some(Self::Report),
            (SignState::NotAsked, _) if has_credentials(upload) => Some(Self::Verify(VerifyTarget::Original)),
            (SignState::NotAsked, _) if track::upload_only(upload) => None,
            // The original was verified, or nothing was: signing comes next.
            (SignState::NotAsked, _) => Some(Self::Sign),
        }
    }

    pub(super) fn label(self) -> String {
        match self {
            Self::Cancel => text!("table-action-cancel"),
            Self::Retry => text!("table-action-retry"),
            Self::Resume => text!("table-action-resume"),
            Self::Sign | Self::SignAgain => text!("table-action-sign"),
            Self::Verify(_) => text!("table-action-verify"),
            Self::Report => text!("table-action-report"),
        }
    }

    /// Whether the row waits for it. Other buttons stay quiet until the pointer is over the row.
    pub(super) const fn calls(self) -> bool {
        matches!(
            self,
            Self::Retry | Self::Resume | Self::Sign | Self::SignAgain | Self::Verify(_)
        )
    }

    /// The action with the file name, which tells a thousand equal buttons apart.
    pub(crate) fn name(self, file: &str) -> String {
        match self {
            Self::Cancel => text!("table-action-cancel-file", file = file),
            Self::Retry => text!("table-action-retry-file", file = file),
            Self::Resume => text!("table-action-resume-file", file = file),
            Self::Sign | Self::SignAgain => text!("table-action-sign-file", file = file),
            Self::Verify(_) => text!("table-action-verify-file", file = file),
            Self::Report => text!("table-action-report-file", file = file),
        }
    }
}

/// The width of a column in which each label has room, beside a remove button.
pub(crate) fn action_width(ui: &Ui) -> f32 {
    let all = [
        Action::Cancel,
        Action::Retry,
        Action::Resume,
        Action::Sign,
        Action::Verify(VerifyTarget::Signed),
        Action::Report,
    ];
    let label = |action: Action| controls::width(ui, &action.label(), tokens::body_font());
    let widest = all.map(label).into_iter().fold(0.0, f32::max);
    widest + ui.spacing().button_padding.x * 2.0 + tokens::CONTROL + tokens::GAP_SMALL
}

fn has_credentials(upload: &Upload) -> bool {
    matches!(upload.existing, ExistingCredentials::Found(_))
}

/// Runs the action.
pub(crate) fn act(scene: &mut Scene<'_>, upload: &Upload, action: Action) {
    let ids = vec![upload.id];
    match action {
        Action::Cancel => scene.dispatch(Intent::Cancel(ids)),
        Action::Retry => scene.dispatch(Intent::Retry(ids)),
        Action::Resume => scene.dispatch(Intent::Resume(ids)),
        Action::Sign | Action::SignAgain => scene.select(upload.id, InspectorTab::Credentials),
        Action::Verify(target) => scene.dispatch(Intent::Verify { ids, target }),
        Action::Report => scene.select(upload.id, InspectorTab::Report),
    }
}

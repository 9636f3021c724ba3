//! When a command is possible: a rule for each, of the model and of what is on show.

use super::Command;
use crate::ui::{Scene, Tab, findings::Filter, inspector, notices, tally::Ability, toasts::Toast, track, zoom};
use model::{ConnectionView, SaveState, StatusAction, Theme, Upload};

/// Whether a command can be carried out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Possible {
    /// It can.
    Now,
    /// It cannot, for a reason that a person should hear.
    Not(&'static str),
    /// There is nothing that it could mean, such as going on with what is not held back. It is not shown.
    Meaningless,
}

const NOTHING_SELECTED: &str = "Nothing is selected";

impl Possible {
    /// Whether it can.
    pub(crate) fn is_now(self) -> bool {
        self == Self::Now
    }

    const fn or(condition: bool, reason: &'static str) -> Self {
        if condition { Self::Now } else { Self::Not(reason) }
    }

    const fn or_meaningless(condition: bool) -> Self {
        if condition { Self::Now } else { Self::Meaningless }
    }
}

impl Command {
    /// Whether it can be carried out now.
    pub(crate) fn possible(self, scene: &Scene<'_>) -> Possible {
        let model = scene.model;
        let settings = &model.settings;
        let totals = model.queue.totals();
        match self {
            // Files that are held back one by one hold nothing else back.
            Self::PauseAll => match (settings.paused, totals.pending()) {
                (true, _) => Possible::Meaningless,
                (false, 0) if is_held(scene) => Possible::Meaningless,
                (false, 0) => Possible::Not("Nothing is on its way"),
                (false, _) => Possible::Now,
            },
            Self::ResumeAll => Possible::or_meaningless(is_held(scene)),
            Self::ClearFinished => match (totals.clearable(), totals.attention) {
                (0, 0) => Possible::Not("Nothing has finished"),
                (0, _) => Possible::Not("What has finished needs a look first"),
                _ => Possible::Now,
            },
            Self::Sign => match scene.lead() {
                Some(upload) if scene.view.selection().len() <= 1 && track::upload_only(upload) => {
                    Possible::Not("The format of this file can't be signed, or it is too large")
                }
                _ => able(scene, Ability::Sign, "Nothing of this can be signed now"),
            },
            Self::Verify => able(scene, Ability::Verify, "Nothing of this can be verified now"),
            Self::Retry => able(scene, Ability::Retry, "Nothing of this has failed"),
            // Both have the same key: going on with what is held back comes first.
            Self::Pause if Self::Resume.possible(scene).is_now() => Possible::Meaningless,
            Self::Pause => able(scene, Ability::Pause, "Nothing of this is on its way"),
            Self::Resume => Possible::or_meaningless(able(scene, Ability::Resume, "").is_now()),
            Self::Cancel => able(scene, Ability::Cancel, "Nothing of this is on its way"),
            // What of it has a key, or cannot be read yet, is told when it is copied.
            Self::CopyKeys
            | Self::CopyS3Uris
            | Self::CopyReferences
            | Self::CopySignedUris
            | Self::CopyNamesAndKeys
            | Self::CopyByTemplate => copyable(scene),
            Self::ExportCsv | Self::ExportJson | Self::ExportMarkdown => {
                Possible::or(!scene.rows().is_empty(), "There is nothing to export")
            }
            Self::Forget => match scene.view.tab {
                Tab::Queue => Possible::Meaningless,
                Tab::History => Possible::or(!scene.rows().is_empty(), "There is no record"),
            },
            Self::Remove => match scene.view.tab {
                Tab::Queue => Possible::or(has_selection(scene), NOTHING_SELECTED),
                Tab::History => Possible::Meaningless,
            },
            // Of the two the last one that was done.
            Self::UndoRemove => Possible::or_meaningless(model.removed().is_some() && scene.view.deleted.is_none()),
            Self::UndoDelete => Possible::or_meaningless(scene.view.deleted.is_some()),
            Self::ShowRowMenu => {
                let selection = scene.view.selection();
                Possible::or(!selection.is_empty() || selection.cursor().is_some(), NOTHING_SELECTED)
            }
            Self::SelectAll => Possible::or(!scene.rows().is_empty(), "There is nothing to select"),
            Self::SelectNothing => Possible::or(has_selection(scene), NOTHING_SELECTED),
            // Also where it is on show: its keys go to what stands in it.
            Self::ShowOverview | Self::ShowCredentials | Self::ShowReport | Self::ShowActivity => {
                one(scene, |_| Possible::Now)
            }
            Self::ShowDetails => Possible::or_meaningless(!settings.details),
            Self::HideDetails => Possible::or_meaningless(settings.details),
            Self::SignAgain => one(scene, |upload| {
                let signed = upload.signed.is_some() && upload.can_sign();
                Possible::or(signed, "It is not signed yet")
            }),
            Self::VerifyOriginal => able(scene, Ability::VerifyOriginal, "Nothing of this can be verified now"),
            Self::SaveSigned if model.no_downloads => Possible::Not("This server gives no downloads"),
            Self::SaveSigned if many(scene) && scene.unread() > 0 => {
                Possible::Not("Some of the selected records are not read yet: select fewer")
            }
            Self::SaveSigned if many(scene) => able(scene, Ability::SignedCopy, "There is no signed copy yet"),
            Self::SaveSigned => one(scene, |upload| match (upload.signed_uri(), &upload.saving) {
                (None, _) => Possible::Not("There is no signed copy yet"),
                (_, SaveState::Saving) => Possible::Not("It is being saved"),
                _ => Possible::Now,
            }),
            Self::SetType => one(scene, |upload| {
                let open = upload.object.is_none() && model.queue.get(upload.id).is_some();
                Possible::or(open, "The bytes are stored with their type")
            }),
            Self::CopySha256 => one(scene, |upload| {
                Possible::or(upload.sha256.is_some(), "It is known when the bytes are sent")
            }),
            Self::SaveReport => one(scene, |upload| {
                let found = inspector::newest_report(scene, upload).is_some();
                Possible::or(found, "Nothing was verified yet")
            }),
            Self::ShowResults => {
                let found = scene.view.findings().listed(Filter::All) > 0;
                Possible::or(found, "Nothing of the selected files was verified")
            }
            Self::SaveResults => {
                let found = scene.view.findings().listed(scene.view.results) > 0;
                Possible::or(found, "Nothing of the selection is listed as verified")
            }
            Self::StopErrand => Possible::or_meaningless(model.errands().iter().any(|errand| !errand.is_stopped())),
            Self::Review => Possible::or_meaningless(notices::reviewed(scene).is_some()),
            Self::ShowAnswer => Possible::or_meaningless(scene.view.toast.as_ref().is_some_and(Toast::has_more)),
            only!() => match self.only() {
                Some(show) if show != scene.view.arrangement.filter().show => {
                    Possible::or(show.count(totals) > 0, "There is none in this state")
                }
                _ => Possible::Meaningless,
            },
            Self::SaveProof => one(scene, |upload| {
                Possible::or(scene.details(upload).is_some(), "It is still being read")
            }),
            Self::ShowQueue => Possible::or_meaningless(scene.view.tab != Tab::Queue),
            Self::ShowHistory => Possible::or_meaningless(scene.view.tab != Tab::History),
            Self::NextServer if model.sandbox => Possible::Meaningless,
            Self::NextServer => Possible::or(settings.profiles.len() > 1, "There is one server only"),
            Self::TrySandbox => Possible::or_meaningless(cfg!(feature = "sandbox") && !model.sandbox),
            Self::TestConnection => {
                Possible::or(model.connection != ConnectionView::Testing, "The server is being asked")
            }
            Self::DismissNotice => Possible::or_meaningless(!model.notices.is_empty()),
            Self::UseLightTheme => Possible::or_meaningless(scene.dark),
            Self::UseDarkTheme => Possible::or_meaningless(!scene.dark),
            Self::FollowSystemTheme => Possible::or_meaningless(settings.theme != Theme::System),
            Self::ZoomIn => Possible::or(zoom::larger(settings.zoom).is_some(), "It is as large as it gets"),
            Self::ZoomOut => Possible::or(zoom::smaller(settings.zoom).is_some(), "It is as small as it gets"),
            Self::ResetZoom => Possible::or(settings.zoom != zoom::PLAIN, "It is at 100 %"),
            Self::SortByName | Self::SortBySize | Self::SortByProgress | Self::SortByKey | Self::SortByTime => {
                Possible::or(!scene.rows().is_empty(), "There is nothing to sort")
            }
            Self::ShowAllRows => Possible::or_meaningless(!scene.view.arrangement.filter().is_open()),
            Self::AddFiles
            | Self::AddFolder
            | Self::PastePaths
            | Self::EditTemplate
            | Self::FindByContent
            | Self::Search
            | Self::NextRegion
            | Self::PreviousRegion
            | Self::ShowPalette
            | Self::ShowShortcuts
            | Self::OpenSettings
            | Self::EditServers
            | Self::ShowDiagnostics
            | Self::Quit => Possible::Now,
        }
    }
}

/// Whether anything is held back.
fn is_held(scene: &Scene<'_>) -> bool {
    scene.model.settings.paused
        || scene
            .model
            .queue
            .totals()
            .count_where(|status| status.action() == StatusAction::Resume)
            > 0
}

/// Copies are of the selection; where nothing is selected, of all rows.
fn copyable(scene: &Scene<'_>) -> Possible {
    if !has_selection(scene) {
        return Possible::or(!scene.rows().is_empty(), "There is nothing to copy");
    }
    able(scene, Ability::Key, "There is no key yet")
}

fn has_selection(scene: &Scene<'_>) -> bool {
    !scene.view.selection().is_empty()
}

/// Possible where it is possible for any of the selected.
fn able(scene: &Scene<'_>, ability: Ability, reason: &'static str) -> Possible {
    if !has_selection(scene) {
        return Possible::Not(NOTHING_SELECTED);
    }
    if scene.view.tally().able(ability) > 0 {
        return Possible::Now;
    }
    if scene.unread() == 0 {
        return Possible::Not(reason);
    }
    // Records that are not read may allow it. What is done with rows of the queue alone, those have to stand there for.
    let totals = scene.model.queue.totals();
    let able = match ability {
        Ability::Key | Ability::Sign | Ability::Verify => true,
        Ability::Retry => totals.count_where(|status| status.action() == StatusAction::Retry) > 0,
        Ability::Resume => totals.count_where(|status| status.action() == StatusAction::Resume) > 0,
        Ability::Pause | Ability::Cancel => totals.pending() > 0,
        // There is no errand for it.
        Ability::VerifyOriginal | Ability::SignFirst | Ability::VerifyFirst | Ability::SignedCopy => false,
    };
    Possible::or(able, reason)
}

/// Whether several files are looked at together.
pub(super) fn many(scene: &Scene<'_>) -> bool {
    scene.view.selection().len() > 1 && !scene.view.peek
}

/// What is done with the file that is looked at.
fn one<'a>(scene: &Scene<'a>, possible: impl FnOnce(&'a Upload) -> Possible) -> Possible {
    scene.lead().map_or(Possible::Not("No file is looked at"), possible)
}

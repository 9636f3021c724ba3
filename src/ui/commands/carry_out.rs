//! What each command does: the one place where keys, menus, the palette and buttons meet.

use eframe::egui::{Context, ViewportCommand};

use super::{Command, possible};
use crate::ui::{
    InspectorTab, Request, Scene, Tab, chosen, copying,
    filter::Show,
    forgetting, inspector, notices,
    palette::Palette,
    regions::{self, Region},
    results, row_menu,
    settings::SettingsTab,
    sign,
    sorting::{self, Column},
    zoom,
};
use model::{CopyFormat, ExportFormat, Intent, Theme};

impl Command {
    /// Carries it out, if it is possible.
    pub(crate) fn carry_out(self, scene: &mut Scene<'_>, ctx: &Context) {
        if !self.possible(scene).is_now() {
            return;
        }
        match self {
            Self::AddFiles => scene.requests.push(Request::PickFiles),
            Self::AddFolder => scene.requests.push(Request::PickFolder),
            // The answer comes as an event, as that of the key does.
            Self::PastePaths => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Self::PauseAll => scene.tell(Intent::HoldQueue(true)),
            Self::ResumeAll => scene.tell(Intent::HoldQueue(false)),
            Self::ClearFinished => {
                scene.view.left_by_clear = scene.model.queue.totals().attention;
                scene.view.unsigned_by_clear = super::unsigned(scene);
                scene.tell(Intent::ClearFinished);
            }
            Self::StopErrand => {
                for errand in scene.model.errands().iter().filter(|errand| !errand.is_stopped()) {
                    scene.tell(Intent::StopErrand(errand.number));
                }
            }
            Self::SignAgain => {
                inspect(scene, InspectorTab::Credentials);
                scene.view.sign.again = true;
            }
            Self::VerifyOriginal => chosen::verify_original(scene),
            Self::SaveSigned if possible::many(scene) => chosen::save_signed(scene),
            Self::SaveSigned => inspector::save_signed(scene),
            Self::SetType => inspector::set_type(scene),
            Self::CopySha256 => chosen::copy_sha256(scene, ctx),
            Self::SaveReport => inspector::save_report(scene),
            Self::ShowResults => results::open(scene),
            Self::SaveResults => inspector::save_results(scene),
            Self::ShowDetails => scene.tell(Intent::ShowDetails(true)),
            Self::HideDetails => scene.tell(Intent::ShowDetails(false)),
            Self::UndoDelete => sign::undo_delete(scene),
            Self::Review => notices::review_or_not(scene),
            Self::ShowAnswer => {
                if let Some(toast) = &mut scene.view.toast {
                    toast.open();
                }
            }
            Self::NextRegion => regions::go_round(scene, ctx, true),
            Self::PreviousRegion => regions::go_round(scene, ctx, false),
            only!() => {
                scene.view.tab = Tab::Queue;
                scene.view.arrangement.show(self.only().unwrap_or_default());
            }
            Self::Sign => chosen::sign(scene),
            Self::ShowCredentials => inspect(scene, InspectorTab::Credentials),
            Self::Verify => chosen::verify(scene),
            Self::Retry => chosen::retry(scene),
            Self::Pause => chosen::pause(scene),
            Self::Resume => chosen::resume(scene),
            Self::Cancel => chosen::cancel(scene),
            Self::CopyKeys => chosen::copy_keys(scene, ctx),
            Self::CopyS3Uris => copying::copy(scene, CopyFormat::S3Uri),
            Self::CopyReferences => copying::copy(scene, CopyFormat::AssetReference),
            Self::CopySignedUris => copying::copy(scene, CopyFormat::SignedUri),
            Self::CopyNamesAndKeys => copying::copy(scene, CopyFormat::NameAndKey),
            Self::CopyByTemplate => copying::copy_by_template(scene),
            Self::EditTemplate => copying::edit_template(scene),
            Self::ExportCsv => export(scene, ExportFormat::Csv),
            Self::ExportJson => export(scene, ExportFormat::Json),
            Self::ExportMarkdown => export(scene, ExportFormat::Markdown),
            Self::FindByContent => scene.requests.push(Request::PickToFind),
            Self::Forget => {
                let ids = copying::chosen_or_all(scene);
                forgetting::ask(scene, ids);
            }
            Self::Remove => chosen::remove(scene),
            Self::UndoRemove => {
                scene.view.tab = Tab::Queue;
                // They go to their places, which rows that are sorted have to be sorted again for.
                scene.view.arrangement.again();
                scene.view.withdraw(Self::UndoRemove);
                scene.tell(Intent::UndoRemove);
            }
            Self::ShowRowMenu => row_menu::open_at_cursor(scene, ctx),
            Self::SelectAll => {
                let rows = scene.rows();
                scene.view.selection_mut().all(&rows);
            }
            Self::SelectNothing => scene.view.selection_mut().clear(),
            Self::ShowOverview => inspect(scene, InspectorTab::Overview),
            Self::ShowReport => inspect(scene, InspectorTab::Report),
            Self::ShowActivity => inspect(scene, InspectorTab::Activity),
            Self::SaveProof => inspector::save_proof(scene),
            Self::ShowQueue => scene.view.tab = Tab::Queue,
            Self::ShowHistory => scene.view.tab = Tab::History,
            Self::Search => {
                // Where there is nothing to be found, the history is meant.
                if scene.model.queue.uploads().is_empty() {
                    scene.view.tab = Tab::History;
                }
                scene.view.focus_search = true;
            }
            Self::SortByName => sorting::click(scene, Column::Name),
            Self::SortBySize => sorting::click(scene, Column::Size),
            Self::SortByProgress => sorting::click(scene, Column::Progress),
            Self::SortByKey => sorting::click(scene, Column::Key),
            Self::SortByTime => sorting::click(scene, Column::Time),
            Self::ShowAllRows => {
                scene.view.find.clear();
                scene.view.arrangement.show(Show::All);
                scene.view.arrangement.look_for("");
            }
            Self::ShowPalette => scene.view.palette = Some(Palette::default()),
            Self::ShowShortcuts => scene.view.shortcuts = true,
            Self::OpenSettings => scene.view.open_settings(&scene.model.settings, SettingsTab::default()),
            Self::EditServers => scene.view.open_settings(&scene.model.settings, SettingsTab::Servers),
            Self::NextServer => {
                if let Some(name) = next_server(scene) {
                    scene.tell(Intent::SwitchProfile(name));
                }
            }
            Self::TrySandbox => scene.requests.push(Request::TrySandbox),
            Self::TestConnection => {
                // What it finds stands there.
                scene.view.open_settings(&scene.model.settings, SettingsTab::Key);
                scene.tell(Intent::TestConnection);
            }
            Self::ShowDiagnostics => scene.requests.push(Request::ShowDiagnostics),
            Self::DismissNotice => {
                if let Some(notice) = scene.model.notices.last() {
                    scene.tell(Intent::DismissNotice(notice.number));
                }
            }
            Self::UseLightTheme => scene.tell(Intent::SetTheme(Theme::Light)),
            Self::UseDarkTheme => scene.tell(Intent::SetTheme(Theme::Dark)),
            Self::FollowSystemTheme => scene.tell(Intent::SetTheme(Theme::System)),
            Self::ZoomIn => set_zoom(scene, zoom::larger(scene.model.settings.zoom)),
            Self::ZoomOut => set_zoom(scene, zoom::smaller(scene.model.settings.zoom)),
            Self::ResetZoom => set_zoom(scene, Some(zoom::PLAIN)),
            Self::Quit => scene.requests.push(Request::Quit),
        }
    }
}

fn export(scene: &mut Scene<'_>, format: ExportFormat) {
    let (ids, stem) = (copying::chosen_or_all(scene), copying::file_stem(scene));
    scene.requests.push(Request::PickExport { ids, format, stem });
}

/// The profile after the one in use, the first after the last.
fn next_server(scene: &Scene<'_>) -> Option<String> {
    let settings = &scene.model.settings;
    let profiles = settings.profiles.iter();
    let mut after = profiles.skip_while(|profile| profile.name != settings.active).skip(1);
    let next = after.next().or_else(|| settings.profiles.first())?;
    Some(next.name.clone())
}

fn inspect(scene: &mut Scene<'_>, tab: InspectorTab) {
    scene.look_at(tab);
    scene.view.regions.go_to(Region::Contents);
}

fn set_zoom(scene: &mut Scene<'_>, percent: Option<u16>) {
    if let Some(percent) = percent {
        scene.tell(Intent::SetZoom(percent));
    }
}

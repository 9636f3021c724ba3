//! The context menu of a row or of the selection: right click, menu key or Shift+F10.

use eframe::egui::{Align, Context, Id, Layout, Popup, PopupAnchor, PopupKind, Pos2, Ui, containers::menu::menu_style};

use localization::text;

use super::{
    Scene,
    commands::{Command, Possible},
    copying,
    tally::Ability,
    tokens,
};
use model::UploadId;

/// Actions on rows, in the order of a file's steps. It stays short enough for a low window: everything else is in the
/// window's menu, and impossible actions are left out.
const WITH_ROWS: [Command; 16] = [
    Command::ViewPicture,
    Command::Sign,
    Command::SignAgain,
    Command::Verify,
    Command::VerifyOriginal,
    Command::CheckSelection,
    Command::SaveSigned,
    Command::Retry,
    Command::Pause,
    Command::Resume,
    Command::Cancel,
    Command::CopyKeys,
    Command::CopySignedUris,
    Command::CopyOriginalKeys,
    Command::OpenFolder,
    Command::OpenInBrowser,
];
/// Actions that remove rows.
const AWAY: [Command; 3] = [Command::Remove, Command::Forget, Command::ClearFinished];

/// The open menu.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowMenu {
    at: Pos2,
    /// Whether its first entry gets the focus, because a key opened it.
    by_key: bool,
}

fn menu_id() -> Id {
    super::id("row menu")
}

/// Opens the menu of this row. An unselected row becomes the selection.
pub(crate) fn open(scene: &mut Scene<'_>, ctx: &Context, id: UploadId, at: Pos2) {
    if !scene.view.selection().contains(id) {
        scene.view.choose(id);
    }
    open_at(scene, ctx, at, false);
}

/// Opens the menu at the row under the cursor.
pub(crate) fn open_at_cursor(scene: &mut Scene<'_>, ctx: &Context) {
    if scene.view.selection().is_empty()
        && let Some(cursor) = scene.view.selection().cursor()
    {
        scene.view.choose(cursor);
    }
    let row = scene.view.table.cursor_row.or(scene.view.table.area);
    let at = row.map_or(Pos2::ZERO, |row| row.left_top() + tokens::ROW_MENU);
    open_at(scene, ctx, at, true);
}

fn open_at(scene: &mut Scene<'_>, ctx: &Context, at: Pos2, by_key: bool) {
    scene.view.row_menu = Some(RowMenu { at, by_key });
    Popup::open_id(ctx, menu_id());
}

/// An entry, if the command is possible now.
fn entry(ui: &mut Ui, scene: &mut Scene<'_>, command: Command) -> Option<Id> {
    let is_possible = command.possible(scene) == Possible::Now;
    is_possible.then(|| command.menu_entry(ui, scene)).flatten()
}

/// Draws the menu while it is open.
pub(crate) fn show(ui: &Ui, scene: &mut Scene<'_>) {
    let Some(menu) = scene.view.row_menu else { return };
    let popup = Popup::new(
        menu_id(),
        ui.ctx().clone(),
        PopupAnchor::Position(menu.at),
        ui.layer_id(),
    )
    .kind(PopupKind::Menu)
    .layout(Layout::top_down_justified(Align::Min))
    .style(menu_style)
    .open_memory(None)
    .accessible_name(text!("commands-row-menu"));
    let shown = popup.show(|ui| {
        ui.set_min_width(tokens::MENU);
        let mut first = None;
        let signed = scene.view.tally().able(Ability::SignedCopy) > 0;
        let again = Command::SignAgain.possible(scene).is_now() && scene.view.selection().len() == 1;
        let shown = |command: &Command| match command {
            Command::CopySignedUris | Command::CopyOriginalKeys => signed,
            // One of the two for a single file, the first for several.
            Command::Sign => !again,
            Command::SignAgain => again,
            _ => true,
        };
        for command in WITH_ROWS.into_iter().filter(shown) {
            first = first.or(entry(ui, scene, command));
        }
        copying::menu(ui, scene);
        copying::export_menu(ui, scene);
        ui.separator();
        for command in AWAY {
            first = first.or(entry(ui, scene, command));
        }
        first
    });
    match shown {
        Some(shown) => {
            if let Some(first) = shown.inner.filter(|_| menu.by_key) {
                ui.memory_mut(|memory| memory.request_focus(first));
            }
            scene.view.row_menu = scene.view.row_menu.map(|menu| RowMenu { by_key: false, ..menu });
        }
        None => scene.view.row_menu = None,
    }
}
